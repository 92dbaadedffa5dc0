/*
 * Questions of capacity: what is asked is read and checked, and handed to what computes it.
 */
#include "corridor/flow_cut.h"
#include "corridor/wanted.h"

static pship_result check_options(pship_capacity_options *wanted,
                                  const pship_capacity_options *options, pship_error *err)
{
    *wanted = pship_capacity_options_init();
    pship_result result = pship__options(wanted, sizeof *wanted, sizeof *wanted, options,
                                         "pship_capacity_options", err);
    if (result != PSHIP_OK)
        return result;
    if (!wanted->capacity)
        wanted->capacity = pship__network_attribute_name(NETWORK_CAPACITY);
    if (!(wanted->factor > 0 && isfinite(wanted->factor)))
        return pship__fail(err, PSHIP_E_ARGUMENT, "the factor of capacities must be above 0");
    if (!(wanted->unmet_cost >= 0 && isfinite(wanted->unmet_cost)))
        return pship__fail(err, PSHIP_E_ARGUMENT, "unmet_cost must not be below 0");
    return PSHIP_OK;
}

/* What every question needs. */
typedef struct asked {
    pship_capacity_options options;
    network_graph *graph;
    flow_limits limits;
    pship_network_flow *flow;
} asked;

static void asked_free(asked *question)
{
    pship__flow_limits_free(&question->limits);
    pship__graph_free(question->graph);
    pship_network_flow_free(question->flow);
}

static pship_result ask(asked *question, flow_question what, const pship_network *network,
                        const pship_weighting *weighting, const pship_capacity_options *options,
                        pship_error *err)
{
    *question = (asked){.graph = NULL};
    pship_result result = check_options(&question->options, options, err);
    if (result == PSHIP_OK)
        result = pship__graph_new(&question->graph, network, weighting, false, err);
    if (result == PSHIP_OK)
        result =
            pship__flow_limits_read(&question->limits, question->graph, &question->options, err);
    if (result == PSHIP_OK)
        result = pship__network_flow_new(&question->flow, what, network, question->options.capacity,
                                         err);
    if (result == PSHIP_OK)
        result =
            pship__flow_upgrades_read(&question->flow->upgrades, &question->flow->upgrade_count,
                                      &question->limits, &question->options, err);
    return result;
}

/* Gives the answer away where there is one, and releases all else. */
static pship_result answer(pship_network_flow **flow, asked *question, pship_result result)
{
    if (result == PSHIP_OK) {
        *flow = question->flow;
        question->flow = NULL;
    }
    asked_free(question);
    return result;
}

/* ---- maximum flow */

static pship_result find_places(uint32_t **places, const pship_network *network,
                                const char *const *ids, size_t count, const char *what,
                                pship_error *err)
{
    if (!ids || count == 0)
        return pship__fail(err, PSHIP_E_ARGUMENT, "there is no %s", what);
    uint32_t *found = pship__allocate(network->context, count, sizeof *found);
    if (!found)
        return pship__fail_memory(err);
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < count && result == PSHIP_OK; i++)
        result = pship__wanted_place(&found[i], network, ids[i], err);
    if (result == PSHIP_OK)
        *places = found;
    else
        pship__release(network->context, found);
    return result;
}

/* As a linear program: a flow between each origin and each destination, as much as together is most. */
static pship_result flow_by_pairs(asked *question, const uint32_t *origins, size_t origin_count,
                                  const uint32_t *destinations, size_t destination_count,
                                  pship_error *err)
{
    const pship_context *context = question->graph->context;
    if (origin_count > INT32_MAX / destination_count)
        return pship__fail(err, PSHIP_E_LIMIT, "there are too many origins and destinations");
    const size_t pairs = origin_count * destination_count;
    flow_demand *demands = pship__allocate_zero(context, pairs, sizeof *demands);
    if (!demands)
        return pship__fail_memory(err);
    for (size_t i = 0; i < pairs; i++) {
        demands[i].origin = origins[i / destination_count];
        demands[i].destination = destinations[i % destination_count];
    }
    const path_question path = {.question = MAX_FLOW,
                                .graph = question->graph,
                                .limits = &question->limits,
                                .demands = demands,
                                .demand_count = pairs};
    pship_result result = pship__path_flow(question->flow, &path, err);
    pship__release(context, demands);
    return result;
}

pship_result pship_network_max_flow(pship_network_flow **flow, const pship_network *network,
                                    const char *const *origins, size_t origin_count,
                                    const char *const *destinations, size_t destination_count,
                                    const pship_capacity_options *options, pship_error *err)
{
    if (!flow || !network)
        return pship__fail(err, PSHIP_E_ARGUMENT, "an argument is NULL");
    /* Every link counts, whatever is told of it. */
    pship_weighting links = PSHIP_WEIGHTING_INIT;
    links.by = "links";
    asked question;
    flow_cut cut = {0};
    bool possible = false;
    uint32_t *from = NULL, *to = NULL;
    pship_result result = ask(&question, MAX_FLOW, network, &links, options, err);
    if (result == PSHIP_OK)
        result = find_places(&from, network, origins, origin_count, "origin", err);
    if (result == PSHIP_OK)
        result = find_places(&to, network, destinations, destination_count, "destination", err);
    if (result == PSHIP_OK)
        result = pship__flow_cut_new(&cut, &possible, &question.limits, from, origin_count, to,
                                     destination_count, err);
    if (result == PSHIP_OK && possible)
        result = pship__flow_cut_solve(question.flow, &cut, err);
    else if (result == PSHIP_OK)
        result = flow_by_pairs(&question, from, origin_count, to, destination_count, err);
    pship__flow_cut_free(&cut);
    pship__release(network->context, from);
    pship__release(network->context, to);
    return answer(flow, &question, result);
}

/* ---- demands */

static pship_result flow_of_demands(pship_network_flow **flow, flow_question what,
                                    const pship_network *network, const pship_table *demands,
                                    const pship_weighting *weighting,
                                    const pship_capacity_options *options, pship_error *err)
{
    asked question;
    pship_result result = ask(&question, what, network, weighting, options, err);
    if (result == PSHIP_OK)
        result = pship__flow_demands_read(&question.flow->demands, &question.flow->demand_count,
                                          network, demands, err);
    if (result == PSHIP_OK) {
        const path_question path = {.question = what,
                                    .graph = question.graph,
                                    .limits = &question.limits,
                                    .demands = question.flow->demands,
                                    .demand_count = question.flow->demand_count,
                                    .unmet_cost = question.options.unmet_cost};
        result = pship__path_flow(question.flow, &path, err);
    }
    return answer(flow, &question, result);
}

pship_result pship_network_concurrent_flow(pship_network_flow **flow, const pship_network *network,
                                           const pship_table *demands,
                                           const pship_capacity_options *options, pship_error *err)
{
    if (!flow || !network || !demands)
        return pship__fail(err, PSHIP_E_ARGUMENT, "an argument is NULL");
    pship_weighting links = PSHIP_WEIGHTING_INIT;
    links.by = "links";
    return flow_of_demands(flow, CONCURRENT_FLOW, network, demands, &links, options, err);
}

pship_result pship_network_min_cost_flow(pship_network_flow **flow, const pship_network *network,
                                         const pship_table *demands,
                                         const pship_weighting *weighting,
                                         const pship_capacity_options *options, pship_error *err)
{
    if (!flow || !network || !demands)
        return pship__fail(err, PSHIP_E_ARGUMENT, "an argument is NULL");
    return flow_of_demands(flow, MIN_COST_FLOW, network, demands, weighting, options, err);
}
