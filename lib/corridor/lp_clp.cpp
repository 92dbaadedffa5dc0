/*
 * Linear programs by Clp, through its interface for C. C++ because nothing else can catch what Clp throws when memory is
 * short: from here on it is a result like any other.
 */
#include "corridor/lp.h"

#include <Clp_C_Interface.h>
#include <float.h>
#include <stdlib.h>

struct linear_program {
    Clp_Simplex *simplex;
    int rows, columns;
    bool begun, rewarded; /* solved before; some cost is below 0 */
};

/* Steps between two questions whether to go on: each takes time by the rows, and so does a new beginning. */
static int steps_at_once(const linear_program *lp)
{
    const int steps = 10000000 / (lp->rows + 1);
    return steps < 100 ? 100 : steps > 10000 ? 10000 : steps;
}

static void begin(linear_program *lp)
{
    lp->simplex = Clp_newModel();
    Clp_setLogLevel(lp->simplex, 0);
    /* What is left over after scaling, well below what is asked of the result. */
    Clp_setPrimalTolerance(lp->simplex, 1e-9);
    Clp_setDualTolerance(lp->simplex, 1e-10);
}

extern "C" pship_result pship__lp_new(linear_program **lp)
{
    linear_program *made = static_cast<linear_program *>(calloc(1, sizeof *made));
    if (!made)
        return PSHIP_E_MEMORY;
    try {
        begin(made);
    } catch (...) {
        free(made);
        return PSHIP_E_MEMORY;
    }
    *lp = made;
    return PSHIP_OK;
}

extern "C" void pship__lp_free(linear_program *lp)
{
    if (!lp)
        return;
    Clp_deleteModel(lp->simplex);
    free(lp);
}

extern "C" pship_result pship__lp_add_rows(linear_program *lp, int count, const double *lower,
                                           const double *upper)
{
    /* An empty row has nothing in it; Clp wants to be told where. */
    int *begins = static_cast<int *>(calloc(static_cast<size_t>(count) + 1, sizeof *begins));
    if (!begins)
        return PSHIP_E_MEMORY;
    pship_result result = PSHIP_OK;
    try {
        Clp_addRows(lp->simplex, count, lower, upper, begins, nullptr, nullptr);
        lp->rows += count;
    } catch (...) {
        result = PSHIP_E_MEMORY;
    }
    free(begins);
    return result;
}

extern "C" pship_result pship__lp_add_columns(linear_program *lp, int count, const double *cost,
                                              const int *begins, const int *rows,
                                              const double *values)
{
    try {
        Clp_addColumns(lp->simplex, count, nullptr, nullptr, cost, begins, rows, values);
    } catch (...) {
        return PSHIP_E_MEMORY;
    }
    for (int i = 0; i < count; i++)
        lp->rewarded = lp->rewarded || cost[i] < 0;
    lp->columns += count;
    return PSHIP_OK;
}

extern "C" void pship__lp_set_cost(linear_program *lp, int column, double cost)
{
    Clp_objective(lp->simplex)[column] = cost;
}

extern "C" void pship__lp_set_most(linear_program *lp, int column, double most)
{
    Clp_columnUpper(lp->simplex)[column] = most;
}

extern "C" void pship__lp_set_row(linear_program *lp, int row, double lower, double upper)
{
    Clp_rowLower(lp->simplex)[row] = lower;
    Clp_rowUpper(lp->simplex)[row] = upper;
}

static pship_result solve(linear_program *lp, lp_outcome *outcome, lp_go_on go_on, void *data)
{
    /* What was best stays possible when columns are added. At the beginning nothing is carried, and where all costs
     * are at least 0 it is the prices that are possible. */
    const bool primal = lp->begun || lp->rewarded;
    lp->begun = true;
    Clp_setMaximumIterations(lp->simplex, steps_at_once(lp));
    for (;;) {
        if (!go_on(data))
            return PSHIP_E_CANCELLED;
        if (primal)
            Clp_primal(lp->simplex, 0);
        else
            Clp_dual(lp->simplex, 0);
        switch (Clp_status(lp->simplex)) {
        case 0:
            *outcome = LP_BEST;
            return PSHIP_OK;
        case 1:
            *outcome = LP_IMPOSSIBLE;
            return PSHIP_OK;
        case 2:
            *outcome = LP_UNLIMITED;
            return PSHIP_OK;
        case 3: /* it has done its steps */
            break;
        default:
            return PSHIP_E_LIMIT;
        }
    }
}

extern "C" pship_result pship__lp_solve(linear_program *lp, lp_outcome *outcome, lp_go_on go_on,
                                        void *data)
{
    try {
        return solve(lp, outcome, go_on, data);
    } catch (...) {
        return PSHIP_E_MEMORY;
    }
}

extern "C" const double *pship__lp_values(const linear_program *lp)
{
    return Clp_primalColumnSolution(lp->simplex);
}

extern "C" const double *pship__lp_prices(const linear_program *lp)
{
    return Clp_dualRowSolution(lp->simplex);
}
