/*
 * Flows along routes as a linear program: its rows and columns.
 */
#include "corridor/path_flow.h"

#include <float.h>

#define COLUMNS_MOST 2e9 /* Clp counts in int */

pship_result pship__path_fail(pship_result result, pship_error *err)
{
    switch (result) {
    case PSHIP_E_MEMORY:
        return pship__fail_memory(err);
    case PSHIP_E_FORMAT:
        return pship__fail(err, result,
                           "this takes a linear program, and the library was built without Clp");
    default:
        return pship__fail(err, PSHIP_E_LIMIT, "the numbers are too far apart to be computed with");
    }
}

/* A row about nothing: Clp cannot do without any. */
static pship_result begin_empty(path_flow *all, pship_error *err)
{
    const double least = -DBL_MAX, most = DBL_MAX;
    const pship_result result = pship__lp_add_rows(all->lp, 1, &least, &most);
    all->rows = 1;
    return result == PSHIP_OK ? PSHIP_OK : pship__path_fail(result, err);
}

pship_result pship__path_begin(path_flow *all, pship_error *err)
{
    const size_t count = all->wanted.count;
    pship_result result = pship__lp_new(&all->lp);
    if (result != PSHIP_OK)
        return pship__path_fail(result, err);
    if (all->question->question == MAX_FLOW || count == 0)
        return begin_empty(all, err);
    double *amount = pship__allocate(all->context, count, sizeof *amount);
    double *one = pship__allocate(all->context, count, sizeof *one);
    int *at = pship__allocate(all->context, count + 1, sizeof *at);
    if (!amount || !one || !at) {
        result = PSHIP_E_MEMORY;
        goto done;
    }
    for (size_t i = 0; i < count; i++) {
        amount[i] = pship__path_demand(all, i)->amount / all->quantity;
        one[i] = pship__path_by_cost(all) ? 1 : -amount[i];
        amount[i] = pship__path_by_cost(all) ? amount[i] : 0;
        at[i] = (int)i;
    }
    at[count] = (int)count;
    result = pship__lp_add_rows(all->lp, (int)count, amount, amount);
    if (result != PSHIP_OK)
        goto done;
    all->rows = (int)count;
    if (pship__path_by_cost(all)) {
        for (size_t i = 0; i < count; i++)
            amount[i] = PATH_PENALTY;
        result = pship__lp_add_columns(all->lp, (int)count, amount, at, at, one);
        all->first_path = (int)count;
    } else {
        /* The share counts as often as there are demands, so that the prices of these are about 1. */
        const double cost = -(double)count;
        const int begins[] = {0, (int)count};
        result = pship__lp_add_columns(all->lp, 1, &cost, begins, at, one);
        all->first_path = 1;
    }
done:
    pship__release(all->context, amount);
    pship__release(all->context, one);
    pship__release(all->context, at);
    return result == PSHIP_OK ? PSHIP_OK : pship__path_fail(result, err);
}

static void use(path_flow *all, uint32_t limit, double *times)
{
    if (limit == NETWORK_NONE)
        return;
    if (!all->used_at[limit]) {
        all->used[all->used_count] = limit;
        times[all->used_count] = 0;
        all->used_at[limit] = ++all->used_count;
    }
    times[all->used_at[limit] - 1] += 1;
}

void pship__path_use(path_flow *all, const path_entry *path, double *times)
{
    const flow_limits *limits = all->question->limits;
    all->used_count = 0;
    use(all, limits->of_place[pship__path_demand(all, path->demand)->origin], times);
    for (size_t i = path->first; i < path->first + path->count; i++) {
        use(all, pship__flow_limit_of_arc(limits, all->pool.arcs[i]), times);
        use(all, pship__flow_limit_at_head(limits, all->pool.arcs[i]), times);
    }
    for (size_t i = 0; i < all->used_count; i++)
        all->used_at[all->used[i]] = 0;
}

typedef struct path_columns {
    double *cost, *values, *upper, *lower;
    int *begins, *rows;
    size_t columns, entries, column_room, entry_room, new_rows;
} path_columns;

static pship_result columns_new(path_columns *columns, const path_flow *all, size_t first,
                                pship_error *err)
{
    size_t entries = 0;
    for (size_t i = first; i < all->pool.count; i++)
        entries += 2 * all->pool.paths[i].count + 2;
    if ((double)entries > COLUMNS_MOST || (double)all->pool.count > COLUMNS_MOST)
        return pship__fail(err, PSHIP_E_LIMIT, "there are too many routes for a linear program");
    const size_t count = all->pool.count - first;
    *columns = (path_columns){
        .cost = pship__allocate(all->context, count, sizeof(double)),
        .begins = pship__allocate(all->context, count + 1, sizeof(int)),
        .values = pship__allocate(all->context, entries, sizeof(double)),
        .rows = pship__allocate(all->context, entries, sizeof(int)),
        .lower = pship__allocate(all->context, entries, sizeof(double)),
        .upper = pship__allocate(all->context, entries, sizeof(double)),
    };
    return columns->cost && columns->begins && columns->values && columns->rows && columns->lower &&
                   columns->upper
               ? PSHIP_OK
               : pship__fail_memory(err);
}

static void columns_free(path_columns *columns, const pship_context *context)
{
    void *const owned[] = {columns->cost, columns->begins, columns->values,
                           columns->rows, columns->lower,  columns->upper};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        pship__release(context, owned[i]);
}

double pship__path_cost(const path_flow *all, const path_entry *path)
{
    if (!pship__path_by_cost(all))
        return all->question->question == MAX_FLOW ? -1 : 0;
    return all->phase == TO_CARRY ? 0 : path->weight / all->money;
}

static void add_column(path_flow *all, path_columns *columns, const path_entry *path)
{
    columns->cost[columns->columns] = pship__path_cost(all, path);
    columns->begins[columns->columns++] = (int)columns->entries;
    const size_t own = all->question->question == MAX_FLOW ? 0 : 1;
    if (own) {
        columns->rows[columns->entries] = (int)path->demand;
        columns->values[columns->entries++] = 1;
    }
    pship__path_use(all, path, columns->values + columns->entries);
    for (size_t i = 0; i < all->used_count; i++) {
        const uint32_t limit = all->used[i];
        if (all->row_of[limit] < 0) {
            all->row_of[limit] = all->rows++;
            columns->lower[columns->new_rows] = -DBL_MAX;
            columns->upper[columns->new_rows++] = all->most[limit] / all->quantity;
        }
        columns->rows[columns->entries++] = all->row_of[limit];
    }
}

pship_result pship__path_add_columns(path_flow *all, size_t first, pship_error *err)
{
    path_columns columns = {.cost = NULL};
    pship_result result = columns_new(&columns, all, first, err);
    if (result == PSHIP_OK) {
        for (size_t i = first; i < all->pool.count; i++)
            add_column(all, &columns, &all->pool.paths[i]);
        columns.begins[columns.columns] = (int)columns.entries;
        result = pship__lp_add_rows(all->lp, (int)columns.new_rows, columns.lower, columns.upper);
        if (result == PSHIP_OK)
            result = pship__lp_add_columns(all->lp, (int)columns.columns, columns.cost,
                                           columns.begins, columns.rows, columns.values);
        if (result != PSHIP_OK)
            result = pship__path_fail(result, err);
    }
    columns_free(&columns, all->context);
    return result;
}
