/**
 * @file peer.h
 * The peer: the same statements in an indexed SQLite table, asked directly from C.
 *
 * What was tried with five million rows, and what was kept, is in docs/benchmarks.md.
 */
#ifndef BENCH_PEER_H
#define BENCH_PEER_H

#include "answer.h"
#include "generator.h"

typedef struct bench_peer bench_peer;

/** Which indexes the questions go to. */
typedef enum bench_indexes {
    BENCH_PLAIN,   /**< (subject, property, from_latest) and (property, from_latest). */
    BENCH_COVERING /**< Those that hold only what is not superseded, and the whole answer with it. */
} bench_indexes;

/** Make an empty file, or open one that was filled. NULL after a failure, which is printed. */
bench_peer *bench_peer_new(const char *path);
bench_peer *bench_peer_open(const char *path);
void bench_peer_free(bench_peer *peer);

/* All of these are false after a failure, which is printed on standard error. */

/** Fill the table and make its plain indexes, in one durable transaction. */
bool bench_peer_fill(bench_peer *peer, bench_generator *generator);
/** Add the covering indexes. */
bool bench_peer_cover(bench_peer *peer);
/** Read the table and all four indexes once, so that no question meets a page that is not in memory. */
bool bench_peer_warm(bench_peer *peer);

/** Ask point questions: all in one transaction, as a view is one, or each in a transaction of its own. */
bool bench_peer_points(bench_peer *peer, bench_indexes indexes, bool together,
                       const bench_generator *generator, const bench_question *questions,
                       size_t count, bench_sum *sum);
/** Ask for all values of a property on a day. */
bool bench_peer_snapshot(bench_peer *peer, bench_indexes indexes, uint32_t property, int32_t day,
                         bench_sum *sum);
/** Read the whole table. */
bool bench_peer_read_all(bench_peer *peer, bench_sum *sum);

/** The answer to one question, for comparing. */
bool bench_peer_answer(bench_peer *peer, const bench_generator *generator, bench_question question,
                       bench_answer *answer);
/** The sum over a snapshot, for comparing. */
bool bench_peer_compare(bench_peer *peer, uint32_t property, int32_t day, bench_snapshot *snapshot);

/** Get ready for commits as durable as the library's: a write-ahead log, synced by every commit. */
bool bench_peer_write_ahead(bench_peer *peer);
/** Record one statement in a transaction of its own. */
bool bench_peer_commit(bench_peer *peer, const bench_generator *generator, const bench_row *row);

#endif
