/*
 * Linear programs: what a least sum is over columns within bounds, of which rows are sums within bounds. Rows and
 * columns are added as they are found, and what was the best before is where the next search begins. Private to the
 * room corridor.
 *
 * Solved by Clp (https://github.com/coin-or/Clp), in one thread and always by the same steps. It takes its memory from
 * C++ and not from the context. What fails says only by its result why: PSHIP_E_MEMORY; PSHIP_E_FORMAT where the
 * library was built without Clp; of pship__lp_solve() also PSHIP_E_CANCELLED, and PSHIP_E_LIMIT where the numbers are
 * too far apart to be computed with.
 */
#ifndef PSHIP_CORRIDOR_LP_H
#define PSHIP_CORRIDOR_LP_H

#include <partnership/error.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct linear_program linear_program;

/* Where the sum is least; no columns are within the bounds; or there is no least sum. */
typedef enum lp_outcome { LP_BEST, LP_IMPOSSIBLE, LP_UNLIMITED } lp_outcome;

pship_result pship__lp_new(linear_program **lp);
void pship__lp_free(linear_program *lp); /* may be NULL */
/* Rows of which no column knows yet. DBL_MAX and -DBL_MAX: no bound. */
pship_result pship__lp_add_rows(linear_program *lp, int count, const double *lower,
                                const double *upper);
/* Columns of at least 0; `begins` has count + 1 places in `rows` and `values`. */
pship_result pship__lp_add_columns(linear_program *lp, int count, const double *cost,
                                   const int *begins, const int *rows, const double *values);
void pship__lp_set_cost(linear_program *lp, int column, double cost);
void pship__lp_set_most(linear_program *lp, int column, double most);
void pship__lp_set_row(linear_program *lp, int row, double lower, double upper);
/* `go_on` is asked now and then. */
typedef bool (*lp_go_on)(void *data);
pship_result pship__lp_solve(linear_program *lp, lp_outcome *outcome, lp_go_on go_on, void *data);
/* Of the last solution, lent until the program changes: what columns are, and by how much the least sum grows with the
 * bound of a row. */
const double *pship__lp_values(const linear_program *lp);
const double *pship__lp_prices(const linear_program *lp);

#ifdef __cplusplus
}
#endif

#endif
