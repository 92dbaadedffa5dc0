/* Linear programs in a library that was built without Clp: there are none, and what would be done with one is never called. */
#include "corridor/lp.h"

#include <stddef.h>

pship_result pship__lp_new(linear_program **lp)
{
    (void)lp;
    return PSHIP_E_FORMAT;
}

void pship__lp_free(linear_program *lp)
{
    (void)lp;
}

pship_result pship__lp_add_rows(linear_program *lp, int count, const double *lower,
                                const double *upper)
{
    (void)lp, (void)count, (void)lower, (void)upper;
    return PSHIP_E_FORMAT;
}

pship_result pship__lp_add_columns(linear_program *lp, int count, const double *cost,
                                   const int *begins, const int *rows, const double *values)
{
    (void)lp, (void)count, (void)cost, (void)begins, (void)rows, (void)values;
    return PSHIP_E_FORMAT;
}

void pship__lp_set_cost(linear_program *lp, int column, double cost)
{
    (void)lp, (void)column, (void)cost;
}

void pship__lp_set_most(linear_program *lp, int column, double most)
{
    (void)lp, (void)column, (void)most;
}

void pship__lp_set_row(linear_program *lp, int row, double lower, double upper)
{
    (void)lp, (void)row, (void)lower, (void)upper;
}

pship_result pship__lp_solve(linear_program *lp, lp_outcome *outcome, lp_go_on go_on, void *data)
{
    (void)lp, (void)go_on, (void)data;
    *outcome = LP_IMPOSSIBLE;
    return PSHIP_E_FORMAT;
}

const double *pship__lp_values(const linear_program *lp)
{
    (void)lp;
    return NULL;
}

const double *pship__lp_prices(const linear_program *lp)
{
    (void)lp;
    return NULL;
}
