/*
 * Sums that keep what each addition rounds away.
 *
 * Source: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974), 39-51.
 */
#ifndef PSHIP_TRADE_SUM_H
#define PSHIP_TRADE_SUM_H

#include <math.h>

/* The sum is `sum + lost`. */
static inline void pship__add_up(double *sum, double *lost, double value)
{
    double together = *sum + value;
    *lost += fabs(*sum) >= fabs(value) ? *sum - together + value : value - together + *sum;
    *sum = together;
}

#endif
