/*
 * Sums of doubles without any error until they are rounded once, at the end. So a sum is the same in whatever
 * order its terms come, on however many threads and machines. Private to the room trade.
 *
 * Most sums fit into two doubles, whose own sum is exact. What does not goes into a long fixed-point number with
 * room for every double there is.
 */
#ifndef PSHIP_TRADE_EXACT_SUM_H
#define PSHIP_TRADE_EXACT_SUM_H

#include "core/core.h"

/* 32 bits each; the lowest bit is worth 2^-1074, the highest have room for 2^60 of the greatest doubles. */
#define EXACT_LIMBS 70

typedef struct exact_long {
    int64_t limbs[EXACT_LIMBS];
    uint32_t pending; /* additions since the carries were brought up */
} exact_long;

/* Finite numbers only. */
void pship__exact_long_add(exact_long *sum, double term);
void pship__exact_long_merge(exact_long *sum, const exact_long *other);
/* The nearest double, of two equally near the even one. */
double pship__exact_long_round(const exact_long *sum);

/* The long numbers of many sums. */
typedef struct exact_store {
    const pship_context *context;
    exact_long *longs;
    size_t count, capacity;
} exact_store;

void pship__exact_store_free(exact_store *store);

/* Zeroed it is 0. */
typedef struct exact_sum {
    double high, low;
    uint32_t more; /* one more than the place of its long number; 0: it has none */
} exact_sum;

/* False when memory cannot be had; the sum is then lost. Sums beyond all doubles become infinite. */
bool pship__exact_add_rest(exact_store *store, exact_sum *sum, double rest);
bool pship__exact_merge(exact_store *store, exact_sum *sum, const exact_store *other_store,
                        const exact_sum *other);
double pship__exact_round(const exact_store *store, const exact_sum *sum);
/* Takes the nearest double away from a copy of the sum: called until it gives 0, it gives parts whose sum is exact. */
double pship__exact_take(exact_long *sum);
void pship__exact_to_long(exact_long *to, const exact_store *store, const exact_sum *sum);

/* The sum of two doubles, and what rounding took from it.
 * Source: D. E. Knuth, The Art of Computer Programming, volume 2, section 4.2.2, theorem B. */
static inline double pship__two_sum(double a, double b, double *rest)
{
    const double sum = a + b, b_part = sum - a;
    *rest = (a - (sum - b_part)) + (b - b_part);
    return sum;
}

static inline bool pship__exact_add(exact_store *store, exact_sum *sum, double term)
{
    double rest;
    sum->high = pship__two_sum(sum->high, term, &rest);
    return rest == 0 || pship__exact_add_rest(store, sum, rest);
}

#endif
