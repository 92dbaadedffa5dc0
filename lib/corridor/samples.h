/*
 * What a handful of samples says: mean, spread, quantiles. Private to the room corridor.
 */
#ifndef PSHIP_CORRIDOR_SAMPLES_H
#define PSHIP_CORRIDOR_SAMPLES_H

#include <stddef.h>

/* All are NaN where there are no samples; the standard deviation also where there is one. */
typedef struct samples_summary {
    double mean;
    double deviation;                                  /* with n - 1 */
    double low, quarter, median, three_quarters, high; /* 5, 25, 50, 75 and 95 of 100 */
} samples_summary;

/* Sorts the values. Where all are the same that is their mean, to the last bit, and they do not deviate. */
samples_summary pship__samples_summary(double *values, size_t count);
/* With n - 1, of pairs of samples, of which there are two at least. Exactly 0 where all of `a` are the same. */
double pship__samples_covariance(const double *a, const double *b, double mean_b, size_t count);
/* Of sorted values, 0 <= probability <= 1, linear between them. Source: definition 7 of Hyndman and Fan, "Sample Quantiles in
 * Statistical Packages", The American Statistician 50(4), 1996. */
double pship__samples_quantile(const double *sorted, size_t count, double probability);

#endif
