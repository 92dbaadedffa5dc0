/* What a handful of samples says. */
#include "corridor/samples.h"

#include <math.h>
#include <stdlib.h>

static int by_size(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

double pship__samples_quantile(const double *sorted, size_t count, double probability)
{
    if (count == 0)
        return (double)NAN;
    const double at = (double)(count - 1) * probability;
    const size_t below = (size_t)at;
    if (below + 1 >= count)
        return sorted[count - 1];
    return sorted[below] + (at - (double)below) * (sorted[below + 1] - sorted[below]);
}

/* In the order of size, so that the order in which samples come does not matter. */
static double mean_of(const double *sorted, size_t count)
{
    double sum = 0;
    if (sorted[0] == sorted[count - 1])
        return sorted[0]; /* a sum would round */
    for (size_t i = 0; i < count; i++)
        sum += sorted[i];
    return sum / (double)count;
}

static double deviation_of(const double *sorted, size_t count, double mean)
{
    double squares = 0;
    if (count < 2)
        return (double)NAN;
    for (size_t i = 0; i < count; i++)
        squares += (sorted[i] - mean) * (sorted[i] - mean);
    return sqrt(squares / (double)(count - 1));
}

double pship__samples_covariance(const double *a, const double *b, double mean_b, size_t count)
{
    double products = 0;
    for (size_t i = 0; i < count; i++)
        products +=
            (a[i] - a[0]) * (b[i] - mean_b); /* from which point a is measured does not matter */
    return products / (double)(count - 1);
}

samples_summary pship__samples_summary(double *values, size_t count)
{
    const double none = (double)NAN;
    samples_summary summary = {none, none, none, none, none, none, none};
    if (count == 0)
        return summary;
    qsort(values, count, sizeof *values, by_size);
    summary.mean = mean_of(values, count);
    summary.deviation = deviation_of(values, count, summary.mean);
    summary.low = pship__samples_quantile(values, count, 0.05);
    summary.quarter = pship__samples_quantile(values, count, 0.25);
    summary.median = pship__samples_quantile(values, count, 0.5);
    summary.three_quarters = pship__samples_quantile(values, count, 0.75);
    summary.high = pship__samples_quantile(values, count, 0.95);
    return summary;
}
