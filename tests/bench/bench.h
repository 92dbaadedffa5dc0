/**
 * @file bench.h
 * What the parts of the benchmark share.
 */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include "bare.h"
#include "measure.h"
#include "ours.h"
#include "peer.h"

enum { BENCH_MOST_ROUNDS = 25 };

/** The benchmark: what was asked for, and what is at hand. */
typedef struct bench {
    int64_t statements;
    size_t rounds;    /**< Of everything that is measured; the median is reported. */
    size_t questions; /**< In a round. The peer gets a fifth of them. */
    size_t commits;
    int32_t threads;   /**< Of the context. */
    bool instructions; /**< Only our side, once, for a profiler that counts instructions. */
    char ours_path[512];
    char peer_path[512];
    bench_heap *heap;
    pship_context *context; /**< Counts in `heap`. */
    double bandwidth;       /**< GB/s; 0 where it was not measured. */
    bench_bare *bare;       /**< NULL where it is not asked. */
} bench;

/** What our side took, for comparing the degenerate shapes with the ordinary one. */
typedef struct bench_pace {
    double import;   /**< Seconds a statement. */
    double cell;     /**< Seconds a question, one call each. */
    double cells;    /**< Seconds a question, many in a call. */
    double snapshot; /**< Seconds a snapshot of p07. */
    double bytes;    /**< Bytes a statement. */
} bench_pace;

/* All of these are false after a failure or where answers disagree, which is printed. */

/** Do the model and its peer agree, on points and on snapshots? */
bool bench_agree(const bench *with, const bench_ours *ours, bench_peer *peer,
                 const bench_generator *generator);

/** Seconds that it takes to make the statements up. */
double bench_time_making(bench_generator *generator);

/** Measure questions; without a peer only ours, and without a report. */
bool bench_measure_points(const bench *with, const bench_ours *ours, bench_peer *peer,
                          const bench_generator *generator, bench_pace *pace);
bool bench_measure_snapshots(const bench *with, const bench_ours *ours, bench_peer *peer,
                             bench_pace *pace);

/** Many late statements on one subject. They are added to the model. */
bool bench_measure_late(const bench *with, bench_ours *ours, const bench_generator *generator,
                        const bench_pace *ordinary);
/** All ends open, beside as many ordinary statements. */
bool bench_measure_open_ends(const bench *with);

#endif
