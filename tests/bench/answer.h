/**
 * @file answer.h
 * What the model and its peer are both asked to hand over, so that they can be compared.
 */
#ifndef BENCH_ANSWER_H
#define BENCH_ANSWER_H

#include <stdbool.h>
#include <stdint.h>

/** What the timed loops make of their answers: enough to touch every one of them. */
typedef struct bench_sum {
    int64_t rows;
    int64_t statements;
    int64_t letters;
    double numbers;
} bench_sum;

/** The answer to a point question, for comparing. */
typedef struct bench_answer {
    bool absent;    /**< Nothing holds. */
    bool contested; /**< Different values hold. Then there is no value. */
    int64_t
        statement; /**< The first one that gives the value, counted from 1 without the schema. */
    double number; /**< Of a number. */
    char value[48];
    char unit[16];
} bench_answer;

/** A snapshot, for comparing: the sum over its rows does not depend on their order. */
typedef struct bench_snapshot {
    int64_t rows;
    int64_t contested;
    uint64_t hash; /**< Of subject, value, unit and statement of the rows that are not contested. */
} bench_snapshot;

#endif
