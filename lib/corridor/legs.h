/*
 * Routes leg by leg, with everything that they take side by side. Private to the room corridor.
 */
#ifndef PSHIP_CORRIDOR_LEGS_H
#define PSHIP_CORRIDOR_LEGS_H

#include "corridor/weighing.h"
#include "table/builder.h"

/* A link, or what is told of a place that is passed or of a transfer there. */
typedef struct network_leg {
    network_part_kind part;
    uint32_t element;
    uint32_t from, to; /* places; the same where it is no link */
    bool assumed;      /* a number of it is */
    double weight;
    double measures[MEASURES]; /* NaN where not told */
    double departs, arrives;   /* hours since Monday 0:00; NaN where no departure was asked for */
} network_leg;

/* Totals: NaN where it is not told of a link; what is not told of a place or a transfer is 0, and so is spread that is not
 * told of a link while it is of another. Summed in the order of travel. */
typedef struct network_route {
    network_leg *legs;
    size_t leg_count, link_count;
    uint32_t from, to;
    bool assumed;
    double weight;
    double measures[MEASURES];
    double departs, arrives;
} network_route;

/* The transfer from one link of a route to the next; NETWORK_NONE where the change takes none. */
uint32_t pship__transfer_between(const pship_network *network, uint32_t before, uint32_t after);
/* The route along these links, each of which begins where the one before it ends. `departs` NaN: waits are expected ones,
 * else those of timetables and opening hours, and the weight is the time. Free it with pship__route_free(). */
pship_result pship__route_make(network_route *route, const network_weighing *weighing,
                               uint32_t origin, uint32_t destination, const uint32_t *links,
                               size_t count, double departs, pship_error *err);
void pship__route_free(network_route *route, const pship_network *network);

/* The two tables that routes are told in; see route.h for their columns. `legs` NULL: no table of legs. */
typedef struct route_tables {
    const pship_network *network; /* lent */
    pship__table_builder *routes, *legs;
} route_tables;
pship_result pship__route_tables_begin(route_tables *tables, const pship_network *network,
                                       bool with_legs, pship_error *err);
/* `ordinal` counts the routes of a pair from 1. */
void pship__route_tables_add(route_tables *tables, int64_t ordinal, const network_route *route);
/* Frees the builders in every case. `legs` NULL as above; both are untouched on failure. */
pship_result pship__route_tables_finish(route_tables *tables, pship_table **routes,
                                        pship_table **legs, pship_error *err);
void pship__route_tables_free(route_tables *tables);
/* The table that matrices are told in: origin, destination, weight, and what routes take. */
pship_result pship__matrix_table_new(pship__table_builder **builder, const pship_network *network,
                                     bool with_measures, pship_error *err);

#endif
