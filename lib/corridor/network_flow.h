/*
 * What flows through a network: the limits, the questions, the answer. Private to the room corridor.
 */
#ifndef PSHIP_CORRIDOR_NETWORK_FLOW_H
#define PSHIP_CORRIDOR_NETWORK_FLOW_H

#include "corridor/graph.h"
#include <partnership/capacity.h>

/* ---- limits (flow_limits.c) */

/* How much may pass a link, a place, or a transfer at one place. */
typedef struct flow_limit {
    uint8_t part; /* network_part_kind */
    uint32_t element;
    uint32_t place; /* where the transfer is */
    double most;
} flow_limit;

/* An arc of a link uses up the limit of the link, and that of the place that it leads to; that of a transfer its
 * own. A route besides uses up that of the place where it begins. */
typedef struct flow_limits {
    const network_graph *graph; /* lent */
    flow_limit *limits;
    size_t count, room;
    uint32_t *of_arc;   /* by arc: the limit of its link or transfer, or NETWORK_NONE */
    uint32_t *of_place; /* by place, or NETWORK_NONE */
} flow_limits;

pship_result pship__flow_limits_read(flow_limits *limits, const network_graph *graph,
                                     const pship_capacity_options *options, pship_error *err);
void pship__flow_limits_free(flow_limits *limits);

/* The limits that an arc uses up; NETWORK_NONE: none. */
static inline uint32_t pship__flow_limit_of_arc(const flow_limits *limits, uint32_t arc)
{
    return limits->of_arc[arc];
}

static inline uint32_t pship__flow_limit_at_head(const flow_limits *limits, uint32_t arc)
{
    const network_graph *graph = limits->graph;
    return pship__graph_is_link(graph, arc) ? limits->of_place[graph->place[graph->head[arc]]]
                                            : NETWORK_NONE;
}

/* ---- upgrades (flow_limits.c) */

typedef struct flow_upgrade {
    uint8_t part;
    uint32_t element;
    double before, after;
    double result;
} flow_upgrade;

/* Those of the options; none where there is no table. */
pship_result pship__flow_upgrades_read(flow_upgrade **upgrades, size_t *count,
                                       const flow_limits *limits,
                                       const pship_capacity_options *options, pship_error *err);
/* Whether a limit is one of those that an upgrade is about: a transfer that is declared for every place has many. */
static inline bool pship__flow_upgrade_is_of(const flow_upgrade *upgrade, const flow_limit *limit)
{
    return upgrade->part == limit->part && upgrade->element == limit->element;
}

/* ---- demands (flow_demands.c) */

typedef struct flow_demand {
    uint32_t origin, destination;
    double amount;
    double carried, cost, price; /* of the answer */
} flow_demand;

/* The element whose id, a text or a whole number, is in a cell; NETWORK_NONE where there is none. */
uint32_t pship__flow_element_in(const pship_network *network, network_part_kind part,
                                const pship_table *table, int32_t column, int64_t row);
pship_result pship__flow_demands_read(flow_demand **demands, size_t *count,
                                      const pship_network *network, const pship_table *table,
                                      pship_error *err);

/* ---- the answer (network_flow.c) */

typedef enum flow_question { MAX_FLOW, CONCURRENT_FLOW, MIN_COST_FLOW } flow_question;

typedef struct flow_element {
    uint8_t part;
    uint32_t element, place; /* as in a limit */
    double flow, most;       /* most: INFINITY where there is no limit */
    double price;
    bool cut;
} flow_element;

typedef struct flow_route {
    uint32_t demand; /* NETWORK_NONE: a maximum flow's */
    uint32_t origin, destination;
    double flow;
    size_t first_step; /* it has the steps up to the first of the next route */
} flow_route;

struct pship_network_flow {
    pship_context *context;
    pship_network *network;
    flow_question question;
    char *unit; /* of what flows, or NULL */
    double result, bound;
    flow_element *elements;
    size_t element_count, element_room;
    flow_demand *demands;
    size_t demand_count;
    flow_route *routes;
    size_t route_count, route_room;
    uint32_t *steps; /* what an arc of a graph is: links and transfers */
    size_t step_count, step_room;
    flow_upgrade *upgrades;
    size_t upgrade_count;
};

/* Of a question, with nothing in it. */
pship_result pship__network_flow_new(pship_network_flow **flow, flow_question question,
                                     const pship_network *network, const char *capacity,
                                     pship_error *err);
/* Adds the elements: from what flows on arcs and begins at places, and prices and cuts by limit. */
pship_result pship__network_flow_tell(pship_network_flow *flow, const flow_limits *limits,
                                      const double *on_arc, const double *begins,
                                      const double *price, const bool *cut, pship_error *err);
/* Adds a route. */
pship_result pship__network_flow_add_route(pship_network_flow *flow, const network_graph *graph,
                                           const flow_route *route, const uint32_t *arcs,
                                           size_t count, pship_error *err);

/* "nothing limits the flow: no capacity is told on the way A - B - C", from the nodes of the way. */
pship_result pship__fail_unlimited(pship_error *err, const network_graph *graph, uint32_t origin,
                                   const uint32_t *nodes, size_t count);

/* ---- routes chosen by prices (path_flow.c): any of the questions, by Clp */

typedef struct path_question {
    flow_question question;
    const network_graph *graph; /* its weight is the cost; counts only for MIN_COST_FLOW */
    const flow_limits *limits;
    flow_demand
        *demands; /* in the order of the table; of a maximum flow the pairs. Get their answers */
    size_t demand_count;
    double unmet_cost; /* 0: all must be carried */
} path_question;

/* Fills what the answer says of the flow, but for its demands, and `upgrades` their results. */
pship_result pship__path_flow(pship_network_flow *flow, const path_question *question,
                              pship_error *err);

#endif
