/**
 * @file ours.h
 * The model that is measured: the same work as in peer.h, through the public headers only.
 */
#ifndef BENCH_OURS_H
#define BENCH_OURS_H

#include "answer.h"
#include "generator.h"

#include <partnership/partnership.h>

/** A model with the statements of a generator. */
typedef struct bench_ours {
    pship_model *model;
    int64_t schema; /**< Statements before the first of the generator: entities and sources. */
} bench_ours;

/* All of these are false after a failure, which is printed on standard error. */

/** Make an empty model in memory or, with a path, bound to a new file. */
bool bench_ours_new(bench_ours *ours, pship_context *context, const char *path);
/** Open the file of a model that was filled before. */
bool bench_ours_open(bench_ours *ours, pship_context *context, const char *path, int64_t schema);
void bench_ours_free(bench_ours *ours);

/** Record the schema, the sources, the subjects and all statements, in five transactions. */
bool bench_ours_fill(bench_ours *ours, bench_generator *generator);
/** Record the late statements, in three transactions. */
bool bench_ours_fill_late(bench_ours *ours, const bench_generator *generator);
/** Record one statement in a transaction of its own. */
bool bench_ours_commit(bench_ours *ours, const bench_generator *generator, const bench_row *row);

bool bench_ours_view(pship_view **view, const bench_ours *ours, int32_t day);

/** Ask point questions, one call each, as of the day of the view. */
bool bench_ours_points(const pship_view *view, const bench_generator *generator,
                       const bench_question *questions, size_t count, bench_sum *sum);
/** A question by ordinals, which are looked up beforehand. */
typedef struct bench_prepared {
    int64_t subject, property;
} bench_prepared;
void bench_ours_prepare(const pship_view *view, const bench_generator *generator,
                        const bench_question *questions, size_t count, bench_prepared *prepared);
/** As bench_ours_points(). */
bool bench_ours_prepared_points(const pship_view *view, const bench_prepared *prepared,
                                size_t count, bench_sum *sum);
/** Ask point questions, each as of its own day, in calls of `batch`. */
bool bench_ours_batches(const pship_view *view, const bench_generator *generator,
                        const bench_question *questions, size_t count, size_t batch,
                        bench_sum *sum);
/** The same by ordinals. */
bool bench_ours_prepared_batches(const pship_view *view, const bench_prepared *prepared,
                                 const bench_question *questions, size_t count, size_t batch,
                                 bench_sum *sum);
/** Ask for a column and, apart from that, touch every cell of it. */
bool bench_ours_column(pship_table **table, const pship_view *view, uint32_t property);
void bench_ours_read_column(const pship_table *table, bench_sum *sum);

/** The answer of one call, for comparing. */
bool bench_ours_answer(const bench_ours *ours, const pship_view *view,
                       const bench_generator *generator, bench_question question,
                       bench_answer *answer);
/** The answers of one call for many, for comparing. */
bool bench_ours_answers(const bench_ours *ours, const pship_view *view,
                        const bench_generator *generator, const bench_question *questions,
                        size_t count, bench_answer *answers);
/** The sum over a snapshot, for comparing. */
bool bench_ours_compare(const bench_ours *ours, const pship_view *view, uint32_t property,
                        bench_snapshot *snapshot);

#endif
