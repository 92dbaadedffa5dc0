/*
 * What a handful of samples says: mean, spread, quantiles. Private to the room corridor.
 */
#ifndef PSHIP_CORRIDOR_SAMPLES_H
#define PSHIP_CORRIDOR_SAMPLES_H

#include <stddef.h>

/* All are NaN where there are no samples; the standard deviation also where there is one. */
typedef struct samples_summary {
    double mean;
    double deviation;         /* with n - 1 */
    double low, median, high; /* 5, 50 and 95 of 100 */
} samples_summary;

/* Sorts the values. */
samples_summary pship__samples_summary(double *values, size_t count);
/* Of sorted values, 0 <= probability <= 1, linear between them. Source: definition 7 of Hyndman and Fan, "Sample Quantiles in
 * Statistical Packages", The American Statistician 50(4), 1996. */
double pship__samples_quantile(const double *sorted, size_t count, double probability);

#endif
