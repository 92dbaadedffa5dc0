/*
 * Routes leg by leg.
 */
#include "corridor/legs.h"
#include "corridor/clock.h"

#include <stdio.h>
#include <string.h>

/* ---- what a leg takes */

static bool is_anything_told(const network_leg *leg)
{
    for (int i = 0; i < MEASURES; i++)
        if (leg->measures[i] > 0)
            return true;
    return leg->weight > 0;
}

/* Fills what a leg takes; *time is when it is reached, and becomes when it is left; NaN where averages count. */
static void measure(network_leg *leg, const network_weighing *weighing, double *time)
{
    const pship_network *network = weighing->network;
    for (int i = 0; i < MEASURES; i++)
        leg->measures[i] =
            pship__network_measure(network, leg->part, leg->element, (network_measure)i);
    leg->assumed = pship__network_is_assumed(network, leg->part, leg->element);
    leg->departs = leg->arrives = (double)NAN;
    if (isnan(*time)) {
        leg->weight = leg->part == NETWORK_LINK
                          ? pship__weigh_link(weighing, leg->element)
                          : pship__weigh_other(weighing, leg->part, leg->element);
        return;
    }
    leg->departs = pship__clock_begin(network, leg->part, leg->element, *time);
    leg->arrives = pship__clock_end(network, leg->part, leg->element, leg->departs);
    leg->measures[MEASURE_WAIT] = leg->departs - *time;
    leg->measures[MEASURE_TIME] = leg->arrives - *time;
    leg->weight = leg->arrives - *time;
    *time = leg->arrives;
}

/* ---- totals */

static void add_leg(network_route *route, const network_leg *leg)
{
    const bool link = leg->part == NETWORK_LINK;
    route->assumed = route->assumed || leg->assumed;
    route->weight += leg->weight;
    for (int i = 0; i < MEASURES; i++) {
        double *total = &route->measures[i], value = leg->measures[i];
        if (i == MEASURE_SPREAD) {
            if (!isnan(value))
                *total = isnan(*total) ? value : *total + value;
        } else if (link || !isnan(value)) {
            *total += value;
        }
    }
    if (!isnan(leg->arrives))
        route->arrives = leg->arrives;
}

/* Keeps a place or a transfer only where it takes something. */
static void use_leg(network_route *route, network_leg *leg, const network_weighing *weighing,
                    double *time)
{
    measure(leg, weighing, time);
    const network_quantile *quantiles;
    if (leg->part != NETWORK_LINK && !is_anything_told(leg) && !leg->assumed &&
        pship__network_quantiles_of(weighing->network, leg->part, leg->element, &quantiles) == 0)
        return;
    route->legs[route->leg_count++] = *leg;
    add_leg(route, leg);
}

uint32_t pship__transfer_between(const pship_network *network, uint32_t before, uint32_t after)
{
    const int from = network->mode[before], to = network->mode[after];
    const uint32_t transfer =
        from && to ? pship__network_transfer(network, network->to[before], from, to) : NETWORK_NONE;
    return transfer == NETWORK_BARRED ? NETWORK_NONE : transfer;
}

/* Between two links. */
static void pass(network_route *route, const network_weighing *weighing, uint32_t before,
                 uint32_t after, double *time)
{
    const pship_network *network = weighing->network;
    const uint32_t place = network->to[before];
    network_leg leg = {.part = NETWORK_PLACE, .element = place, .from = place, .to = place};
    use_leg(route, &leg, weighing, time);
    const uint32_t transfer = pship__transfer_between(network, before, after);
    if (transfer == NETWORK_NONE)
        return;
    leg.part = NETWORK_TRANSFER;
    leg.element = transfer;
    use_leg(route, &leg, weighing, time);
}

pship_result pship__route_make(network_route *route, const network_weighing *weighing,
                               uint32_t origin, uint32_t destination, const uint32_t *links,
                               size_t count, double departs, pship_error *err)
{
    const pship_network *network = weighing->network;
    network_route made = {.from = origin,
                          .to = destination,
                          .link_count = count,
                          .departs = departs,
                          .arrives = departs};
    double time = departs;
    if (count > SIZE_MAX / 3 ||
        !(made.legs = pship__allocate(network->context, 3 * count, sizeof *made.legs)))
        return pship__fail_memory(err);
    if (count > 0)
        made.measures[MEASURE_SPREAD] = (double)NAN;
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            pass(&made, weighing, links[i - 1], links[i], &time);
        network_leg leg = {.part = NETWORK_LINK,
                           .element = links[i],
                           .from = network->from[links[i]],
                           .to = network->to[links[i]]};
        use_leg(&made, &leg, weighing, &time);
    }
    *route = made;
    return PSHIP_OK;
}

void pship__route_free(network_route *route, const pship_network *network)
{
    pship__release(network->context, route->legs);
    *route = (network_route){0};
}

/* ---- tables */

typedef struct money_unit {
    char text[80];
} money_unit;

static const char *per(money_unit *unit, const pship_network *network, const char *what)
{
    if (!network->currency)
        return NULL;
    (void)snprintf(unit->text, sizeof unit->text, "%.60s/%s", network->currency, what);
    return unit->text;
}

/* The columns of what a route takes, and those that routes and legs have. */
#define SHOWN(cost, box_cost) \
    {"time_h", PSHIP_COLUMN_FLOAT64, "h", 0}, {"wait_h", PSHIP_COLUMN_FLOAT64, "h", 0}, \
        {"cost", PSHIP_COLUMN_FLOAT64, cost, 0}, {"box_cost", PSHIP_COLUMN_FLOAT64, box_cost, 0}, \
        {"length_km", PSHIP_COLUMN_FLOAT64, "km", 0}, {"spread_h", PSHIP_COLUMN_FLOAT64, "h", 0}, \
        {"tank_to_wheel_g", PSHIP_COLUMN_FLOAT64, "g/t", 0}, \
    { \
        "well_to_wheel_g", PSHIP_COLUMN_FLOAT64, "g/t", 0 \
    }
#define MEASURED(cost, box_cost) \
    {"weight", PSHIP_COLUMN_FLOAT64, NULL, 0}, SHOWN(cost, box_cost), \
        {"departs_h", PSHIP_COLUMN_FLOAT64, "h", 0}, {"arrives_h", PSHIP_COLUMN_FLOAT64, "h", 0}, \
    { \
        "assumed", PSHIP_COLUMN_BOOL, NULL, 0 \
    }

pship_result pship__route_tables_begin(route_tables *tables, const pship_network *network,
                                       bool with_legs, pship_error *err)
{
    money_unit tonne, box;
    const char *cost = per(&tonne, network, "t"), *box_cost = per(&box, network, "TEU");
    const pship__column_spec routes[] = {{"origin", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                         {"destination", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                         {"route", PSHIP_COLUMN_INT64, NULL, 0},
                                         {"links", PSHIP_COLUMN_INT64, NULL, 0},
                                         MEASURED(cost, box_cost)};
    const pship__column_spec legs[] = {{"origin", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                       {"destination", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                       {"route", PSHIP_COLUMN_INT64, NULL, 0},
                                       {"leg", PSHIP_COLUMN_INT64, NULL, 0},
                                       {"part", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                       {"element", PSHIP_COLUMN_UTF8, NULL, 0},
                                       {"from", PSHIP_COLUMN_UTF8, NULL, 0},
                                       {"to", PSHIP_COLUMN_UTF8, NULL, 0},
                                       {"mode", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                       MEASURED(cost, box_cost)};
    route_tables made = {.network = network};
    pship_result result = pship__table_builder_new(&made.routes, network->context, routes,
                                                   sizeof routes / sizeof *routes, err);
    if (result == PSHIP_OK && with_legs)
        result = pship__table_builder_new(&made.legs, network->context, legs,
                                          sizeof legs / sizeof *legs, err);
    if (result == PSHIP_OK)
        *tables = made;
    else
        pship__table_builder_free(made.routes);
    return result;
}

pship_result pship__matrix_table_new(pship__table_builder **builder, const pship_network *network,
                                     bool with_measures, pship_error *err)
{
    money_unit tonne, box;
    const pship__column_spec all[] = {
        {"origin", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"destination", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"weight", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"links", PSHIP_COLUMN_INT64, NULL, 0},
        SHOWN(per(&tonne, network, "t"), per(&box, network, "TEU")),
        {"assumed", PSHIP_COLUMN_BOOL, NULL, 0},
    };
    return pship__table_builder_new(builder, network->context, all,
                                    with_measures ? sizeof all / sizeof *all : 3, err);
}

static void add_measured(pship__table_builder *builder, double weight, const double *measures,
                         double departs, double arrives, bool assumed)
{
    pship__add_finite(builder, weight);
    for (int i = 0; i < MEASURES; i++)
        pship__add_finite(builder, measures[i]);
    pship__add_finite(builder, departs);
    pship__add_finite(builder, arrives);
    pship__add_bool(builder, assumed);
}

/* Ids were checked when the network was made. */
static void add_id(pship__table_builder *builder, const pship_network *network, uint32_t place)
{
    pship__add_word(builder, pship__network_text(&network->place_ids, place));
}

static void add_element(pship__table_builder *builder, const pship_network *network,
                        const network_leg *leg)
{
    char text[12];
    const char *id = pship__network_element_id(network, leg->part, leg->element, text);
    pship__add_word(builder, pship__network_part_name((int)leg->part));
    pship__add_phrase(builder, id, strlen(id));
}

static void add_leg_row(pship__table_builder *builder, const pship_network *network,
                        const network_route *route, int64_t ordinal, size_t at)
{
    const network_leg *leg = &route->legs[at];
    add_id(builder, network, route->from);
    add_id(builder, network, route->to);
    pship__add_int64(builder, ordinal);
    pship__add_int64(builder, (int64_t)at + 1);
    add_element(builder, network, leg);
    add_id(builder, network, leg->from);
    add_id(builder, network, leg->to);
    if (leg->part == NETWORK_LINK && network->mode[leg->element])
        pship__add_word(builder, pship__network_text(&network->modes, network->mode[leg->element]));
    else
        pship__add_null(builder);
    add_measured(builder, leg->weight, leg->measures, leg->departs, leg->arrives, leg->assumed);
}

void pship__route_tables_add(route_tables *tables, int64_t ordinal, const network_route *route)
{
    const pship_network *network = tables->network;
    add_id(tables->routes, network, route->from);
    add_id(tables->routes, network, route->to);
    pship__add_int64(tables->routes, ordinal);
    pship__add_int64(tables->routes, (int64_t)route->link_count);
    add_measured(tables->routes, route->weight, route->measures, route->departs, route->arrives,
                 route->assumed);
    for (size_t i = 0; tables->legs && i < route->leg_count; i++)
        add_leg_row(tables->legs, network, route, ordinal, i);
}

pship_result pship__route_tables_finish(route_tables *tables, pship_table **routes,
                                        pship_table **legs, pship_error *err)
{
    pship_table *made_routes = NULL, *made_legs = NULL;
    pship__table_builder *builder = tables->routes;
    tables->routes = NULL;
    pship_result result = pship__table_builder_finish(builder, &made_routes, err);
    if (result == PSHIP_OK && tables->legs) {
        builder = tables->legs;
        tables->legs = NULL;
        result = pship__table_builder_finish(builder, &made_legs, err);
    }
    pship__route_tables_free(tables);
    if (result != PSHIP_OK) {
        pship_table_free(made_routes);
        return result;
    }
    *routes = made_routes;
    if (legs)
        *legs = made_legs;
    return PSHIP_OK;
}

void pship__route_tables_free(route_tables *tables)
{
    pship__table_builder_free(tables->routes);
    pship__table_builder_free(tables->legs);
    tables->routes = tables->legs = NULL;
}
