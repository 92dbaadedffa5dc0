/*
 * Numbers by chance that depend on where they are asked for, and on nothing that was asked before. Private to the room
 * corridor.
 */
#ifndef PSHIP_CORRIDOR_CHANCE_H
#define PSHIP_CORRIDOR_CHANCE_H

#include <stddef.h>
#include <stdint.h>

/* Philox4x32-10: four numbers of a counter and a key. */
void pship__philox(uint32_t out[4], const uint32_t counter[4], const uint32_t key[2]);

/* Where a number is asked for. */
typedef struct chance_place {
    uint64_t seed, run;
    uint32_t stream;
} chance_place;

/* Two numbers above 0 and below 1, for each `attempt` others. */
void pship__chance_uniform(double out[2], const chance_place *at, uint32_t attempt);
/* The normal quantile of a probability above 0 and below 1; relative error about 1e-16. */
double pship__normal_quantile(double probability);
/* Gamma with this shape and mean `shape`; uses attempts of its own from `attempt` on. */
double pship__chance_gamma(const chance_place *at, uint32_t attempt, double shape);

/* ---- a quantile function through points, monotone, and straight beyond them */

typedef struct quantile_curve {
    size_t count;
    double *probability, *hours, *slope; /* slopes: of hours by probability */
} quantile_curve;

/* Fills the slopes. */
void pship__curve_slopes(quantile_curve *curve);
double pship__curve_at(const quantile_curve *curve, double probability);

#endif
