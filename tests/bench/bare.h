/**
 * @file bare.h
 * The least that can be done for a point question: the statements that count lie in one array, in order of their
 * cells, 32 bytes each, with what is handed over and nothing else.
 *
 * It knows no imprecise day, no contradiction, no cutoff, no source and no scenario, and nothing can be added to it. So it
 * is no peer. It says how much of the time of a question is memory that anything would wait for.
 */
#ifndef BENCH_BARE_H
#define BENCH_BARE_H

#include "answer.h"
#include "generator.h"

typedef struct bench_bare bench_bare;

/** NULL where there is no memory, which is printed. */
bench_bare *bench_bare_new(bench_generator *generator);
void bench_bare_free(bench_bare *bare);

/** Ask point questions by the texts of subject and property, as of one day. */
void bench_bare_points(const bench_bare *bare, const bench_generator *generator,
                       const bench_question *questions, size_t count, int32_t day, bench_sum *sum);
/** The same by the numbers of both. */
void bench_bare_numbered_points(const bench_bare *bare, const bench_question *questions,
                                size_t count, int32_t day, bench_sum *sum);

#endif
