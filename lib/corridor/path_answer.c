/*
 * Flows along routes: from the program as it was solved last to what the answer says.
 */
#include "corridor/path_flow.h"

double pship__path_left_over(const path_flow *all)
{
    const double *values = pship__lp_values(all->lp);
    double sum = 0;
    for (int i = 0; i < all->first_path; i++)
        sum += fmax(values[i], 0);
    return sum;
}

static double path_amount(const path_flow *all, size_t path)
{
    return fmax(pship__lp_values(all->lp)[(size_t)all->first_path + path], 0) * all->quantity;
}

double pship__path_result(const path_flow *all)
{
    double sum = 0;
    if (all->question->question == CONCURRENT_FLOW)
        return pship__lp_values(all->lp)[0];
    for (size_t i = 0; i < all->pool.count; i++)
        sum += path_amount(all, i) * (pship__path_by_cost(all) ? all->pool.paths[i].weight : 1);
    if (pship__path_by_cost(all) && all->question->unmet_cost > 0)
        sum += pship__path_left_over(all) * all->quantity * all->question->unmet_cost;
    return sum;
}

static void tell_demands(path_flow *all)
{
    flow_demand *demands = all->question->demands;
    const double share = all->question->question == CONCURRENT_FLOW ? pship__path_result(all) : 0;
    const double *prices = pship__lp_prices(all->lp);
    for (size_t i = 0; i < all->question->demand_count; i++)
        if (demands[i].origin == demands[i].destination)
            demands[i].carried = demands[i].amount;
    for (size_t i = 0; i < all->wanted.count && all->question->question != MAX_FLOW; i++)
        demands[all->wanted.demands[i]].price =
            pship__path_by_cost(all)
                ? prices[i] * all->money
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
    const double unit = pship__path_by_cost(all) ? all->money
                        : all->question->question == MAX_FLOW
                            ? 1
                            : 1 / ((double)all->wanted.count * all->quantity);
    for (size_t i = 0; i < all->question->limits->count; i++) {
        cut[i] = all->price[i] > PATH_BETTER;
        all->price[i] = cut[i] ? all->price[i] * unit : 0;
    }
}

static pship_result tell_routes(path_flow *all, pship_network_flow *flow, double *on_arc,
                                double *begins, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < all->pool.count && result == PSHIP_OK; i++) {
        const path_entry *path = &all->pool.paths[i];
        const flow_demand *demand = pship__path_demand(all, path->demand);
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

pship_result pship__path_tell(path_flow *all, pship_network_flow *flow, pship_error *err)
{
    const size_t limits = all->question->limits->count,
                 places = all->graph->network->parts[NETWORK_PLACE].count;
    double *on_arc = pship__allocate_zero(all->context, all->graph->arc_count, sizeof *on_arc),
           *begins = pship__allocate_zero(all->context, places, sizeof *begins);
    bool *cut = pship__allocate_zero(all->context, limits, sizeof *cut);
    pship_result result = on_arc && begins && cut ? PSHIP_OK : pship__fail_memory(err);
    if (result == PSHIP_OK) {
        flow->result = pship__path_result(all);
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
