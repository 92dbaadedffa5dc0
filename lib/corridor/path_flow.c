/*
 * Flows along routes that are found by the prices of what they use (column generation).
 *
 * A linear program knows some routes of each demand, and how much goes by each is what it decides. What it pays for
 * the limits are prices: where a search at these prices finds a route that is better than those that are known, it is
 * added, and the program is solved again. Where none is better for any demand, nothing is. The same prices prove a bound
 * for the result, whatever routes there are.
 *
 *   maximum flow      most  sum x                     limits: sum x <= capacity
 *   concurrent flow   most  share                     of each demand: sum x = share * demand
 *   minimum cost      least sum weight * x            of each demand: sum x + unmet = demand
 *
 * Amounts are counted in the mean demand and costs in the mean of the best routes' weights: so prices are about 1, and the
 * tolerances of the solver are relative ones.
 */
#include "corridor/path_flow.h"

#include <float.h>
#include <string.h>

#define PENALTY 100.0    /* for what is not carried, in mean costs, while there may be room */
#define BETTER 1e-11     /* what a better path is better by, in mean costs */
#define LEFT_OVER 1e-9   /* of all demands: what is taken for rounding */
#define COLUMNS_MOST 2e9 /* Clp counts in int */

typedef enum path_phase {
    WITH_PENALTY, /* what is not carried costs more than any good way */
    TO_CARRY,     /* what is carried costs nothing: is there room for all? */
    TO_SAVE       /* all is carried, or what is not has its price */
} path_phase;

typedef struct path_flow {
    const path_question *question;
    const network_graph *graph;
    const pship_context *context;
    pship__progress_state progress;
    path_wanted wanted;
    path_pool pool;
    path_phase phase;
    double quantity, money; /* what amounts and costs are counted in */
    linear_program *lp;
    int rows, first_path;            /* of the program: rows; the column of the first path */
    int *row_of;                     /* by limit, or -1: no path uses it */
    double *most;                    /* by limit, as it is now */
    double *price, *weights, *worth; /* by limit, by arc, by demand that is wanted */
    path_found *found;
    size_t *used_at; /* by limit: where the path at hand has it, + 1 */
    uint32_t *used;  /* the limits of the path at hand */
    size_t used_count;
    double bound;
} path_flow;

static void path_flow_free(path_flow *all)
{
    for (size_t i = 0; all->found && i < all->wanted.count; i++)
        pship__release(all->context, all->found[i].arcs);
    pship__path_pool_free(&all->pool);
    pship__path_wanted_free(&all->wanted, all->context);
    pship__lp_free(all->lp);
    void *const owned[] = {all->row_of, all->most,  all->price,   all->weights,
                           all->worth,  all->found, all->used_at, all->used};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        pship__release(all->context, owned[i]);
}

static const flow_demand *demand_of(const path_flow *all, size_t wanted)
{
    return &all->question->demands[all->wanted.demands[wanted]];
}

static bool by_cost(const path_flow *all)
{
    return all->question->question == MIN_COST_FLOW;
}

/* ---- the program */

static pship_result fail_program(pship_result result, pship_error *err)
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
    return result == PSHIP_OK ? PSHIP_OK : fail_program(result, err);
}

/* Rows of the demands, and the columns that are no paths. */
static pship_result begin_program(path_flow *all, pship_error *err)
{
    const size_t count = all->wanted.count;
    pship_result result = pship__lp_new(&all->lp);
    if (result != PSHIP_OK)
        return fail_program(result, err);
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
        amount[i] = demand_of(all, i)->amount / all->quantity;
        one[i] = by_cost(all) ? 1 : -amount[i];
        amount[i] = by_cost(all) ? amount[i] : 0;
        at[i] = (int)i;
    }
    at[count] = (int)count;
    result = pship__lp_add_rows(all->lp, (int)count, amount, amount);
    if (result != PSHIP_OK)
        goto done;
    all->rows = (int)count;
    if (by_cost(all)) {
        for (size_t i = 0; i < count; i++)
            amount[i] = PENALTY;
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
    return result == PSHIP_OK ? PSHIP_OK : fail_program(result, err);
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

/* The limits that a path uses up, and how often. */
static void use_path(path_flow *all, const path_entry *path, double *times)
{
    const flow_limits *limits = all->question->limits;
    all->used_count = 0;
    use(all, limits->of_place[demand_of(all, path->demand)->origin], times);
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

static double path_cost(const path_flow *all, const path_entry *path)
{
    if (!by_cost(all))
        return all->question->question == MAX_FLOW ? -1 : 0;
    return all->phase == TO_CARRY ? 0 : path->weight / all->money;
}

static void add_column(path_flow *all, path_columns *columns, const path_entry *path)
{
    columns->cost[columns->columns] = path_cost(all, path);
    columns->begins[columns->columns++] = (int)columns->entries;
    const size_t own = all->question->question == MAX_FLOW ? 0 : 1;
    if (own) {
        columns->rows[columns->entries] = (int)path->demand;
        columns->values[columns->entries++] = 1;
    }
    use_path(all, path, columns->values + columns->entries);
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

/* Tells the program of the paths from `first` on. */
static pship_result add_columns(path_flow *all, size_t first, pship_error *err)
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
            result = fail_program(result, err);
    }
    columns_free(&columns, all->context);
    return result;
}

/* ---- rounds */

/* What arcs cost at the prices of the day; at the beginning by the graph alone. */
static void set_weights(path_flow *all, bool first)
{
    const flow_limits *limits = all->question->limits;
    const bool with_cost = first || (by_cost(all) && all->phase != TO_CARRY);
    for (uint32_t arc = 0; arc < all->graph->arc_count; arc++) {
        double weight = with_cost ? all->graph->weight[arc] / all->money : 0;
        const uint32_t own = pship__flow_limit_of_arc(limits, arc),
                       head = pship__flow_limit_at_head(limits, arc);
        if (own != NETWORK_NONE)
            weight += all->price[own];
        if (head != NETWORK_NONE)
            weight += all->price[head];
        all->weights[arc] = weight;
    }
}

static pship_result fail_no_way(const path_flow *all, size_t wanted, pship_error *err)
{
    const network_texts *ids = &all->graph->network->place_ids;
    return pship__fail(err, PSHIP_E_NOT_FOUND,
                       "row %zu of the demands: no way leads from '%.80s' to '%.80s'",
                       (size_t)all->wanted.demands[wanted] + 1,
                       pship__network_text(ids, demand_of(all, wanted)->origin),
                       pship__network_text(ids, demand_of(all, wanted)->destination));
}

static double weigh(const path_flow *all, const path_found *found)
{
    double sum = 0;
    for (size_t i = 0; i < found->count; i++)
        sum += all->graph->weight[found->arcs[i]];
    return sum;
}

/* Adds what was found; *more tells whether any of it is new. */
static pship_result take_found(path_flow *all, bool *more, pship_error *err)
{
    const size_t before = all->pool.count;
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < all->wanted.count; i++) {
        path_found *found = &all->found[i];
        bool added;
        if (found->arcs && result == PSHIP_OK)
            result = pship__path_pool_add(&all->pool, &added, (uint32_t)i, weigh(all, found),
                                          found->arcs, found->count, err);
        pship__release(all->context, found->arcs);
        found->arcs = NULL;
    }
    *more = all->pool.count > before;
    return result == PSHIP_OK && *more ? add_columns(all, before, err) : result;
}

static bool may_be_unmet(const path_flow *all)
{
    return all->question->question == MAX_FLOW || (by_cost(all) && all->question->unmet_cost > 0);
}

/* The best routes where nothing else is under way, and from them what costs are counted in. */
static pship_result find_first(path_flow *all, pship_error *err)
{
    set_weights(all, true);
    pship_result result = pship__path_search(all->found, all->question, &all->wanted, all->weights,
                                             NULL, NULL, &all->progress, err);
    if (result != PSHIP_OK)
        return result;
    double sum = 0, amounts = 0;
    for (size_t i = 0; i < all->wanted.count; i++) {
        if (isinf(all->found[i].distance)) {
            if (!may_be_unmet(all))
                return fail_no_way(all, i, err);
            continue;
        }
        sum += all->found[i].distance * (demand_of(all, i)->amount / all->quantity);
        amounts += demand_of(all, i)->amount / all->quantity;
    }
    if (by_cost(all) && sum > 0)
        all->money = sum / amounts;
    bool more;
    return take_found(all, &more, err);
}

typedef struct looking {
    pship__progress_state *progress;
    pship_error *err;
    pship_result result;
} looking;

static bool go_on(void *data)
{
    looking *look = data;
    look->result = pship__progress_look(look->progress, -1, look->err);
    return look->result == PSHIP_OK;
}

/* A path without limits, of which any amount can go. */
static pship_result fail_unlimited(path_flow *all, pship_error *err)
{
    double *times = pship__allocate(all->context, all->question->limits->count, sizeof *times);
    pship_result result = times ? PSHIP_OK : pship__fail_memory(err);
    for (size_t i = 0; i < all->pool.count && result == PSHIP_OK; i++) {
        const path_entry *path = &all->pool.paths[i];
        use_path(all, path, times);
        if (all->used_count > 0)
            continue;
        uint32_t *nodes = pship__allocate(all->context, path->count, sizeof *nodes);
        if (!nodes) {
            result = pship__fail_memory(err);
            break;
        }
        for (size_t j = 0; j < path->count; j++)
            nodes[j] = all->graph->head[all->pool.arcs[path->first + j]];
        result = pship__fail_unlimited(err, all->graph, demand_of(all, path->demand)->origin, nodes,
                                       path->count);
        pship__release(all->context, nodes);
    }
    pship__release(all->context, times);
    return result == PSHIP_OK ? fail_program(PSHIP_E_LIMIT, err) : result;
}

static pship_result solve(path_flow *all, pship_error *err)
{
    looking look = {&all->progress, err, PSHIP_OK};
    if (all->first_path == 0 && all->pool.count == 0)
        return PSHIP_OK; /* there is nothing to decide */
    lp_outcome outcome = LP_BEST;
    pship_result result = pship__lp_solve(all->lp, &outcome, go_on, &look);
    if (look.result != PSHIP_OK)
        return look.result;
    if (result != PSHIP_OK)
        return fail_program(result, err);
    if (outcome == LP_UNLIMITED)
        return fail_unlimited(all, err);
    /* What is unmet, or nothing at all, is always possible. */
    return outcome == LP_BEST ? PSHIP_OK : fail_program(PSHIP_E_LIMIT, err);
}

static void read_prices(path_flow *all)
{
    const double *prices = pship__lp_prices(all->lp);
    for (size_t limit = 0; limit < all->question->limits->count; limit++)
        all->price[limit] = all->row_of[limit] < 0 ? 0 : fmax(-prices[all->row_of[limit]], 0);
    for (size_t i = 0; i < all->wanted.count; i++) {
        all->worth[i] = all->question->question == MAX_FLOW ? 1 : prices[i];
        all->worth[i] -= BETTER * fmax(1, fabs(all->worth[i]));
    }
}

/* What the prices prove, from the shortest ways at them. */
static void improve_bound(path_flow *all)
{
    double limits = 0, ways = 0, nearest = (double)INFINITY;
    const double unmet = all->question->unmet_cost / all->money;
    for (size_t i = 0; i < all->question->limits->count; i++)
        if (all->price[i] > 0)
            limits += all->price[i] * (all->most[i] / all->quantity);
    for (size_t i = 0; i < all->wanted.count; i++) {
        double distance = all->found[i].distance;
        nearest = fmin(nearest, distance);
        if (by_cost(all) && unmet > 0)
            distance = fmin(distance, unmet);
        ways += distance * (demand_of(all, i)->amount / all->quantity);
    }
    switch (all->question->question) {
    case MAX_FLOW:
        if (nearest > 0)
            all->bound = fmin(all->bound, limits / nearest * all->quantity);
        break;
    case CONCURRENT_FLOW:
        if (ways > 0)
            all->bound = fmin(all->bound, limits / ways);
        break;
    default:
        if (all->phase != TO_CARRY)
            all->bound = fmax(all->bound, (ways - limits) * all->quantity * all->money);
    }
}

static pship_result converge(path_flow *all, pship_error *err)
{
    bool more = true;
    while (more) {
        pship_result result = solve(all, err);
        if (result != PSHIP_OK)
            return result;
        read_prices(all);
        set_weights(all, false);
        result = pship__path_search(all->found, all->question, &all->wanted, all->weights,
                                    all->price, all->worth, &all->progress, err);
        if (result != PSHIP_OK)
            return result;
        improve_bound(all);
        result = take_found(all, &more, err);
        if (result != PSHIP_OK)
            return result;
    }
    return PSHIP_OK;
}

/* ---- minimum cost: is there room for all? */

static void enter(path_flow *all, path_phase phase)
{
    const double unmet = all->question->unmet_cost;
    all->phase = phase;
    for (int i = 0; i < all->first_path; i++) {
        pship__lp_set_cost(all->lp, i,
                           phase == WITH_PENALTY ? PENALTY
                           : phase == TO_CARRY   ? 1
                                                 : unmet / all->money);
        pship__lp_set_most(all->lp, i, phase == TO_SAVE && !(unmet > 0) ? 0 : DBL_MAX);
    }
    for (size_t i = 0; i < all->pool.count; i++)
        pship__lp_set_cost(all->lp, all->first_path + (int)i, path_cost(all, &all->pool.paths[i]));
}

static double left_over(const path_flow *all)
{
    const double *values = pship__lp_values(all->lp);
    double sum = 0;
    for (int i = 0; i < all->first_path; i++)
        sum += fmax(values[i], 0);
    return sum;
}

static pship_result check_room(path_flow *all, bool *room, pship_error *err)
{
    enter(all, WITH_PENALTY);
    pship_result result = converge(all, err);
    if (result == PSHIP_OK && left_over(all) > LEFT_OVER * (double)all->wanted.count) {
        enter(all, TO_CARRY);
        result = converge(all, err);
    }
    *room = result == PSHIP_OK && left_over(all) <= LEFT_OVER * (double)all->wanted.count;
    return result;
}

/* Solves the program with the limits as they are; *possible: whether all that must be carried can be. */
static pship_result optimise(path_flow *all, bool *possible, pship_error *err)
{
    *possible = true;
    all->bound = by_cost(all) ? 0 : (double)INFINITY;
    if (by_cost(all) && !(all->question->unmet_cost > 0)) {
        pship_result result = check_room(all, possible, err);
        if (result != PSHIP_OK || !*possible)
            return result;
    }
    if (by_cost(all))
        enter(all, TO_SAVE);
    return converge(all, err);
}

/* ---- the answer */

static double path_amount(const path_flow *all, size_t path)
{
    return fmax(pship__lp_values(all->lp)[(size_t)all->first_path + path], 0) * all->quantity;
}

static double result_of(const path_flow *all)
{
    double sum = 0;
    if (all->question->question == CONCURRENT_FLOW)
        return pship__lp_values(all->lp)[0];
    for (size_t i = 0; i < all->pool.count; i++)
        sum += path_amount(all, i) * (by_cost(all) ? all->pool.paths[i].weight : 1);
    if (by_cost(all) && all->question->unmet_cost > 0)
        sum += left_over(all) * all->quantity * all->question->unmet_cost;
    return sum;
}

static void tell_demands(path_flow *all)
{
    flow_demand *demands = all->question->demands;
    const double share = all->question->question == CONCURRENT_FLOW ? result_of(all) : 0;
    const double *prices = pship__lp_prices(all->lp);
    for (size_t i = 0; i < all->question->demand_count; i++)
        if (demands[i].origin == demands[i].destination)
            demands[i].carried = demands[i].amount;
    for (size_t i = 0; i < all->wanted.count && all->question->question != MAX_FLOW; i++)
        demands[all->wanted.demands[i]].price =
            by_cost(all) ? prices[i] * all->money
                         : prices[i] * share / ((double)all->wanted.count * all->quantity);
    for (size_t i = 0; i < all->pool.count; i++) {
        const path_entry *path = &all->pool.paths[i];
        flow_demand *demand = &demands[all->wanted.demands[path->demand]];
        demand->carried += path_amount(all, i);
        demand->cost += path_amount(all, i) * path->weight;
    }
}

/* From the prices of the program to those of the answer. */
static void tell_prices(path_flow *all, bool *cut)
{
    const double unit = by_cost(all) ? all->money
                        : all->question->question == MAX_FLOW
                            ? 1
                            : 1 / ((double)all->wanted.count * all->quantity);
    for (size_t i = 0; i < all->question->limits->count; i++) {
        cut[i] = all->price[i] > BETTER;
        all->price[i] = cut[i] ? all->price[i] * unit : 0;
    }
}

static pship_result tell_routes(path_flow *all, pship_network_flow *flow, double *on_arc,
                                double *begins, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < all->pool.count && result == PSHIP_OK; i++) {
        const path_entry *path = &all->pool.paths[i];
        const flow_demand *demand = demand_of(all, path->demand);
        const double amount = path_amount(all, i);
        const flow_route route = {.demand = all->question->question == MAX_FLOW
                                                ? NETWORK_NONE
                                                : all->wanted.demands[path->demand],
                                  .origin = demand->origin,
                                  .destination = demand->destination,
                                  .flow = amount};
        if (!(amount > 1e-12 * all->quantity))
            continue;
        begins[demand->origin] += amount;
        for (size_t j = 0; j < path->count; j++)
            on_arc[all->pool.arcs[path->first + j]] += amount;
        result = pship__network_flow_add_route(flow, all->graph, &route,
                                               all->pool.arcs + path->first, path->count, err);
    }
    return result;
}

static pship_result tell(path_flow *all, pship_network_flow *flow, pship_error *err)
{
    const size_t limits = all->question->limits->count,
                 places = all->graph->network->parts[NETWORK_PLACE].count;
    double *on_arc = pship__allocate_zero(all->context, all->graph->arc_count, sizeof *on_arc),
           *begins = pship__allocate_zero(all->context, places, sizeof *begins);
    bool *cut = pship__allocate_zero(all->context, limits, sizeof *cut);
    pship_result result = on_arc && begins && cut ? PSHIP_OK : pship__fail_memory(err);
    if (result == PSHIP_OK) {
        flow->result = result_of(all);
        flow->bound = all->bound;
        tell_demands(all);
        tell_prices(all, cut);
        result = tell_routes(all, flow, on_arc, begins, err);
    }
    if (result == PSHIP_OK)
        result = pship__network_flow_tell(flow, all->question->limits, on_arc, begins, all->price,
                                          cut, err);
    pship__release(all->context, on_arc);
    pship__release(all->context, begins);
    pship__release(all->context, cut);
    return result;
}

static void set_upgrade(path_flow *all, const flow_upgrade *upgrade, double most)
{
    const flow_limits *limits = all->question->limits;
    for (size_t i = 0; i < limits->count; i++) {
        if (!pship__flow_upgrade_is_of(upgrade, &limits->limits[i]))
            continue;
        all->most[i] = most;
        if (all->row_of[i] >= 0)
            pship__lp_set_row(all->lp, all->row_of[i], -DBL_MAX, most / all->quantity);
    }
}

static pship_result try_upgrades(path_flow *all, pship_network_flow *flow, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < flow->upgrade_count && result == PSHIP_OK; i++) {
        flow_upgrade *upgrade = &flow->upgrades[i];
        bool possible;
        set_upgrade(all, upgrade, upgrade->after);
        result = optimise(all, &possible, err);
        if (result == PSHIP_OK)
            upgrade->result = possible ? result_of(all) : (double)NAN;
        set_upgrade(all, upgrade, upgrade->before);
    }
    return result;
}

/* ---- the whole */

static void set_quantity(path_flow *all)
{
    const flow_limits *limits = all->question->limits;
    double sum = 0, count = 0;
    if (all->question->question == MAX_FLOW) {
        for (size_t i = 0; i < limits->count; i++) {
            sum += limits->limits[i].most;
            count += limits->limits[i].most > 0;
        }
    } else {
        for (size_t i = 0; i < all->wanted.count; i++)
            sum += demand_of(all, i)->amount;
        count = (double)all->wanted.count;
    }
    all->quantity = sum > 0 && isfinite(sum) ? sum / count : 1;
    all->money = 1;
}

static pship_result path_flow_new(path_flow *all, const path_question *question, pship_error *err)
{
    const pship_context *context = question->graph->context;
    const size_t limits = question->limits->count;
    *all = (path_flow){.question = question, .graph = question->graph, .context = context};
    all->pool.context = context;
    pship_result result = pship__path_wanted_new(&all->wanted, question, err);
    if (result != PSHIP_OK)
        return result;
    all->row_of = pship__allocate(context, limits, sizeof *all->row_of);
    all->most = pship__allocate(context, limits, sizeof *all->most);
    all->price = pship__allocate_zero(context, limits, sizeof *all->price);
    all->weights = pship__allocate(context, question->graph->arc_count, sizeof *all->weights);
    all->worth = pship__allocate(context, all->wanted.count, sizeof *all->worth);
    all->found = pship__allocate_zero(context, all->wanted.count, sizeof *all->found);
    all->used_at = pship__allocate_zero(context, limits, sizeof *all->used_at);
    all->used = pship__allocate(context, limits, sizeof *all->used);
    if (!all->row_of || !all->most || !all->price || !all->weights || !all->worth || !all->found ||
        !all->used_at || !all->used)
        return pship__fail_memory(err);
    for (size_t i = 0; i < limits; i++) {
        all->row_of[i] = -1;
        all->most[i] = question->limits->limits[i].most;
    }
    set_quantity(all);
    pship__progress_begin(&all->progress, context, "finding routes by the prices of limits");
    return PSHIP_OK;
}

static pship_result run(path_flow *all, pship_network_flow *flow, pship_error *err)
{
    bool possible = true;
    pship_result result = begin_program(all, err);
    if (result == PSHIP_OK)
        result = find_first(all, err);
    if (result == PSHIP_OK)
        result = optimise(all, &possible, err);
    if (result == PSHIP_OK && !possible)
        return pship__fail(err, PSHIP_E_INVALID,
                           "there is no room for all demands: %g is left over",
                           left_over(all) * all->quantity);
    if (result == PSHIP_OK)
        result = tell(all, flow, err);
    if (result == PSHIP_OK)
        result = try_upgrades(all, flow, err);
    return result;
}

pship_result pship__path_flow(pship_network_flow *flow, const path_question *question,
                              pship_error *err)
{
    path_flow all;
    pship_result result = path_flow_new(&all, question, err);
    if (result == PSHIP_OK && all.wanted.count == 0) {
        if (question->question != MIN_COST_FLOW)
            result = pship__fail(err, PSHIP_E_INVALID,
                                 "nothing is to be carried from one place to another");
    }
    if (result == PSHIP_OK)
        result = run(&all, flow, err);
    path_flow_free(&all);
    return result;
}
