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
 * A program for concurrent flows begins with routes from a few rounds in which all goes by the best way, and
 * what was fuller before is dearer. It knows nearly all that it needs then.
 *
 * Amounts are counted in the mean demand and costs in the mean of the best routes' weights: so prices are about 1, and the
 * tolerances of the solver are relative ones.
 */
#include "corridor/path_flow.h"

#include <float.h>
#include <string.h>

#define LEFT_OVER 1e-9 /* of all demands: what is taken for rounding */
#define WARM_ROUNDS \
    10 /* before the first program of a concurrent flow, and how much dearer the fullest is in them: */
#define WARM_RISE 6.0 /* by the exponential function of this */

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

/* ---- rounds */

/* What arcs cost at the prices of the day; at the beginning by the graph alone. */
static void set_weights(path_flow *all, bool first)
{
    const flow_limits *limits = all->question->limits;
    const bool with_cost = first || (pship__path_by_cost(all) && all->phase != TO_CARRY);
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
                       pship__network_text(ids, pship__path_demand(all, wanted)->origin),
                       pship__network_text(ids, pship__path_demand(all, wanted)->destination));
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
    return result == PSHIP_OK && *more ? pship__path_add_columns(all, before, err) : result;
}

static bool may_be_unmet(const path_flow *all)
{
    return all->question->question == MAX_FLOW ||
           (pship__path_by_cost(all) && all->question->unmet_cost > 0);
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
        sum += all->found[i].distance * (pship__path_demand(all, i)->amount / all->quantity);
        amounts += pship__path_demand(all, i)->amount / all->quantity;
    }
    if (pship__path_by_cost(all) && sum > 0)
        all->money = sum / amounts;
    bool more;
    return take_found(all, &more, err);
}

/* What is on the limits when all goes as was found, a part of it: so that loads become the mean of all rounds. */
static void load_found(const path_flow *all, double *load, double part)
{
    const flow_limits *limits = all->question->limits;
    for (size_t i = 0; i < limits->count; i++)
        load[i] *= 1 - part;
    for (size_t i = 0; i < all->wanted.count; i++) {
        const flow_demand *demand = pship__path_demand(all, i);
        const double amount = part * demand->amount;
        if (limits->of_place[demand->origin] != NETWORK_NONE)
            load[limits->of_place[demand->origin]] += amount;
        for (size_t j = 0; j < all->found[i].count; j++) {
            const uint32_t own = pship__flow_limit_of_arc(limits, all->found[i].arcs[j]),
                           head = pship__flow_limit_at_head(limits, all->found[i].arcs[j]);
            if (own != NETWORK_NONE)
                load[own] += amount;
            if (head != NETWORK_NONE)
                load[head] += amount;
        }
    }
}

static void price_loads(path_flow *all, const double *load)
{
    double fullest = 0;
    const size_t count = all->question->limits->count;
    for (size_t i = 0; i < count; i++)
        if (all->most[i] > 0)
            fullest = fmax(fullest, load[i] / all->most[i]);
    for (size_t i = 0; i < count; i++) {
        /* What lets nothing pass is dear, but not so dear that others do not count beside it. */
        const double most = fmax(all->most[i] / all->quantity, 1e-6);
        const double full = all->most[i] > 0 && fullest > 0 ? load[i] / all->most[i] / fullest : 1;
        all->price[i] = exp(WARM_RISE * full) / most;
    }
}

/* After Garg and Koenemann, "Faster and simpler algorithms for multicommodity flow and other fractional packing problems",
 * 1998, for as long as it is quick. */
static pship_result warm_up(path_flow *all, pship_error *err)
{
    double *load = pship__allocate_zero(all->context, all->question->limits->count, sizeof *load);
    pship_result result = load ? PSHIP_OK : pship__fail_memory(err);
    for (int round = 1; round <= WARM_ROUNDS && result == PSHIP_OK; round++) {
        bool more;
        price_loads(all, load);
        set_weights(all, false);
        result = pship__path_search(all->found, all->question, &all->wanted, all->weights,
                                    all->price, NULL, &all->progress, err);
        if (result != PSHIP_OK)
            break;
        load_found(all, load, 1.0 / round);
        result = take_found(all, &more, err);
    }
    pship__release(all->context, load);
    return result;
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
        pship__path_use(all, path, times);
        if (all->used_count > 0)
            continue;
        uint32_t *nodes = pship__allocate(all->context, path->count, sizeof *nodes);
        if (!nodes) {
            result = pship__fail_memory(err);
            break;
        }
        for (size_t j = 0; j < path->count; j++)
            nodes[j] = all->graph->head[all->pool.arcs[path->first + j]];
        result = pship__fail_unlimited(
            err, all->graph, pship__path_demand(all, path->demand)->origin, nodes, path->count);
        pship__release(all->context, nodes);
    }
    pship__release(all->context, times);
    return result == PSHIP_OK ? pship__path_fail(PSHIP_E_LIMIT, err) : result;
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
        return pship__path_fail(result, err);
    if (outcome == LP_UNLIMITED)
        return fail_unlimited(all, err);
    /* What is unmet, or nothing at all, is always possible. */
    return outcome == LP_BEST ? PSHIP_OK : pship__path_fail(PSHIP_E_LIMIT, err);
}

static void read_prices(path_flow *all)
{
    const double *prices = pship__lp_prices(all->lp);
    for (size_t limit = 0; limit < all->question->limits->count; limit++)
        all->price[limit] = all->row_of[limit] < 0 ? 0 : fmax(-prices[all->row_of[limit]], 0);
    for (size_t i = 0; i < all->wanted.count; i++) {
        all->worth[i] = all->question->question == MAX_FLOW ? 1 : prices[i];
        all->worth[i] -= PATH_BETTER * fmax(1, fabs(all->worth[i]));
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
        if (pship__path_by_cost(all) && unmet > 0)
            distance = fmin(distance, unmet);
        ways += distance * (pship__path_demand(all, i)->amount / all->quantity);
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
                           phase == WITH_PENALTY ? PATH_PENALTY
                           : phase == TO_CARRY   ? 1
                                                 : unmet / all->money);
        pship__lp_set_most(all->lp, i, phase == TO_SAVE && !(unmet > 0) ? 0 : DBL_MAX);
    }
    for (size_t i = 0; i < all->pool.count; i++)
        pship__lp_set_cost(all->lp, all->first_path + (int)i,
                           pship__path_cost(all, &all->pool.paths[i]));
}

static pship_result check_room(path_flow *all, bool *room, pship_error *err)
{
    enter(all, WITH_PENALTY);
    pship_result result = converge(all, err);
    if (result == PSHIP_OK && pship__path_left_over(all) > LEFT_OVER * (double)all->wanted.count) {
        enter(all, TO_CARRY);
        result = converge(all, err);
    }
    *room =
        result == PSHIP_OK && pship__path_left_over(all) <= LEFT_OVER * (double)all->wanted.count;
    return result;
}

/* Solves the program with the limits as they are; *possible: whether all that must be carried can be. */
static pship_result optimise(path_flow *all, bool *possible, pship_error *err)
{
    *possible = true;
    all->bound = pship__path_by_cost(all) ? 0 : (double)INFINITY;
    if (pship__path_by_cost(all) && !(all->question->unmet_cost > 0)) {
        pship_result result = check_room(all, possible, err);
        if (result != PSHIP_OK || !*possible)
            return result;
    }
    if (pship__path_by_cost(all))
        enter(all, TO_SAVE);
    return converge(all, err);
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
            upgrade->result = possible ? pship__path_result(all) : (double)NAN;
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
            sum += pship__path_demand(all, i)->amount;
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

static pship_result fail_no_room(const path_flow *all, pship_error *err)
{
    const double left = pship__path_left_over(all) * all->quantity;
    /* Nine digits: what is behind them is rounding. */
    const double digits = pow(10, 8 - floor(log10(left)));
    char text[32];
    (void)pship__number_format(round(left * digits) / digits, text, sizeof text);
    return pship__fail(err, PSHIP_E_INVALID, "there is no room for all demands: %s is left over",
                       text);
}

static pship_result run(path_flow *all, pship_network_flow *flow, pship_error *err)
{
    bool possible = true;
    pship_result result = pship__path_begin(all, err);
    if (result == PSHIP_OK)
        result = find_first(all, err);
    if (result == PSHIP_OK && all->question->question == CONCURRENT_FLOW)
        result = warm_up(all, err);
    if (result == PSHIP_OK)
        result = optimise(all, &possible, err);
    if (result == PSHIP_OK && !possible)
        return fail_no_room(all, err);
    if (result == PSHIP_OK)
        result = pship__path_tell(all, flow, err);
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
