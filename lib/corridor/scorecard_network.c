/* Scorecards of the routes of a network. */
#include "corridor/best_route.h"
#include "corridor/scorecard.h"

#include <stdio.h>
#include <string.h>

/* Kinds of places where a border is cleared, as registers and UN/LOCODE have them. */
static const char *const borders[] = {"border_point", "border_crossing"};

#define BORDERS (sizeof borders / sizeof *borders)

typedef struct carding {
    const pship_network *network;
    route_finder finder;
    uint32_t borders[BORDERS]; /* codes of the kinds; NETWORK_NONE: no place is one */
    char border_cost_unit[80], cost_unit[80];
    pship__table_builder *builder;
    pship__progress_state progress;
} carding;

/* One route. */
typedef struct carded {
    const pship_place_pair *pair;
    const route_links *links;
    const network_route *route;
} carded;

static void add_value(const carding *all, const carded *one, const char *indicator,
                      const char *code, double value, const char *unit)
{
    pship__table_builder *builder = all->builder;
    pship__add_text(builder, one->pair->origin);
    pship__add_text(builder, one->pair->destination);
    pship__add_word(builder, indicator);
    pship__add_text(builder, code);
    pship__add_finite(builder, value);
    pship__add_text(builder, unit && *unit ? unit : NULL);
}

static void add_counts(const carding *all, const carded *one, int64_t samples, int64_t left_out)
{
    pship__add_int64(all->builder, samples);
    pship__add_int64(all->builder, left_out);
    pship__add_null(all->builder);
    pship__add_null(all->builder);
    pship__add_bool(all->builder, one->route->assumed);
}

static void add_plain(const carding *all, const carded *one, const char *indicator,
                      const char *code, double value, const char *unit)
{
    add_value(all, one, indicator, code, value, unit);
    for (int i = 0; i < 4; i++)
        pship__add_null(all->builder);
    pship__add_bool(all->builder, one->route->assumed);
}

/* ---- borders */

static bool is_border(const carding *all, uint32_t place)
{
    for (size_t i = 0; all->network->kind && i < BORDERS; i++)
        if (all->network->kind[place] == all->borders[i])
            return true;
    return false;
}

/* Of a place and of the transfer there; NaN where neither tells it. */
static double at_border(const carding *all, uint32_t before, uint32_t after,
                        network_measure measure)
{
    const pship_network *network = all->network;
    const uint32_t transfer = pship__transfer_between(network, before, after);
    const double here =
        pship__network_measure(network, NETWORK_PLACE, network->to[before], measure);
    const double change =
        transfer == NETWORK_NONE
            ? (double)NAN
            : pship__network_measure(network, NETWORK_TRANSFER, transfer, measure);
    return isnan(here) ? change : isnan(change) ? here : here + change;
}

static void add_borders(const carding *all, const carded *one, const char *indicator,
                        const char *code, network_measure measure, double scale, const char *unit)
{
    const pship_network *network = all->network;
    int64_t samples = 0, left_out = 0;
    double sum = 0;
    for (size_t i = 1; i < one->links->count; i++) {
        const uint32_t place = network->from[one->links->list[i]];
        if (!is_border(all, place))
            continue;
        const double value = at_border(all, one->links->list[i - 1], one->links->list[i], measure);
        samples += !isnan(value);
        left_out += isnan(value);
        sum += isnan(value) ? 0 : value;
    }
    add_value(all, one, indicator, code, samples ? sum / (double)samples * scale : (double)NAN,
              unit);
    add_counts(all, one, samples, left_out);
}

/* ---- capacities */

typedef struct narrowest {
    network_part_kind part;
    uint32_t element;
    double capacity; /* infinite: none is told so far */
} narrowest;

static void narrow(narrowest *so_far, const pship_network *network, network_attribute attribute,
                   network_part_kind part, uint32_t element)
{
    const double capacity = pship__network_number(network, part, attribute, element);
    if (capacity < so_far->capacity)
        *so_far = (narrowest){part, element, capacity};
}

/* Of all that the route passes, also of places that take neither time nor money. */
static void add_capacity(const carding *all, const carded *one, network_attribute attribute)
{
    const pship_network *network = all->network;
    narrowest found = {.capacity = (double)INFINITY};
    char number[12];
    for (size_t i = 0; i < one->links->count; i++) {
        const uint32_t link = one->links->list[i];
        if (i > 0) {
            const uint32_t transfer =
                pship__transfer_between(network, one->links->list[i - 1], link);
            narrow(&found, network, attribute, NETWORK_PLACE, network->from[link]);
            if (transfer != NETWORK_NONE)
                narrow(&found, network, attribute, NETWORK_TRANSFER, transfer);
        }
        narrow(&found, network, attribute, NETWORK_LINK, link);
    }
    if (isinf(found.capacity))
        return;
    add_value(all, one, pship__network_attribute_name((int)attribute), NULL, found.capacity,
              pship__network_attribute_unit((int)attribute));
    pship__add_null(all->builder);
    pship__add_null(all->builder);
    pship__add_word(all->builder, pship__network_part_name((int)found.part));
    pship__add_text(all->builder,
                    pship__network_element_id(network, found.part, found.element, number));
    pship__add_bool(all->builder, one->route->assumed);
}

/* ---- routes */

static double time_on_links(const carding *all, const route_links *links)
{
    double hours = 0;
    for (size_t i = 0; i < links->count; i++)
        hours += pship__network_link_time(all->network, links->list[i]);
    return hours;
}

static double quotient(double over, double under)
{
    return under > 0 ? over / under : (double)NAN;
}

static void add_card(const carding *all, const carded *one)
{
    const double *measures = one->route->measures;
    const double length = measures[MEASURE_LENGTH], hours = measures[MEASURE_TIME];
    add_borders(all, one, "border_time", "TFI1", MEASURE_TIME, 1, "h");
    add_borders(all, one, "border_cost", "TFI2", MEASURE_COST, SCORECARD_LOAD,
                all->border_cost_unit);
    add_plain(all, one, "corridor_cost", "TFI3",
              quotient(measures[MEASURE_COST], length) * SCORECARD_LENGTH * SCORECARD_LOAD,
              all->cost_unit);
    add_plain(all, one, "speed_without_delay", "TFI4",
              quotient(length, time_on_links(all, one->links)), "km/h");
    add_plain(all, one, "speed_with_delay", "TFI4", quotient(length, hours), "km/h");
    add_plain(all, one, "transit_time", NULL, hours, "h");
    add_plain(all, one, "spread", NULL, measures[MEASURE_SPREAD], "h");
    add_plain(all, one, "tank_to_wheel", NULL, measures[MEASURE_TANK_TO_WHEEL], "g/t");
    add_plain(all, one, "well_to_wheel", NULL, measures[MEASURE_WELL_TO_WHEEL], "g/t");
    add_capacity(all, one, NETWORK_CAPACITY);
    add_capacity(all, one, NETWORK_BOX_CAPACITY);
    add_capacity(all, one, NETWORK_GAS_CAPACITY);
}

static pship_result card_pair(carding *all, const pship_place_pair *pair, pship_error *err)
{
    route_links links;
    network_route route;
    pship_result result =
        pship__route_finder_links(&links, &all->finder, pair, &all->progress, err);
    if (result != PSHIP_OK || !links.list)
        return result;
    result = pship__route_finder_route(&route, &all->finder.weighing, pair, &links, err);
    if (result == PSHIP_OK) {
        const carded one = {pair, &links, &route};
        add_card(all, &one);
        pship__route_free(&route, all->network);
    }
    pship__route_links_free(&links, all->network);
    return result;
}

/* ---- all of it */

static uint32_t kind_code(const pship_network *network, const char *kind)
{
    for (uint32_t i = 1; network->kind && i < network->words.count; i++)
        if (!strcmp(pship__network_text(&network->words, i), kind))
            return i;
    return NETWORK_NONE;
}

static pship_result begin(carding *all, const pship_weighting *weighting, pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"origin", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"destination", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"indicator", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"code", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"value", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"unit", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"samples", PSHIP_COLUMN_INT64, NULL, 0},
        {"left_out", PSHIP_COLUMN_INT64, NULL, 0},
        {"part", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"element", PSHIP_COLUMN_UTF8, NULL, 0},
        {"assumed", PSHIP_COLUMN_BOOL, NULL, 0},
    };
    const char *currency = pship_network_describe(all->network).currency;
    for (size_t i = 0; i < BORDERS; i++)
        all->borders[i] = kind_code(all->network, borders[i]);
    if (currency) {
        (void)snprintf(all->border_cost_unit, sizeof all->border_cost_unit, "%.60s/20 t", currency);
        (void)snprintf(all->cost_unit, sizeof all->cost_unit, "%.60s/500 km/20 t", currency);
    }
    pship_result result = pship__route_finder_begin(&all->finder, all->network, weighting, err);
    if (result == PSHIP_OK)
        result = pship__table_builder_new(&all->builder, all->network->context, columns,
                                          sizeof columns / sizeof *columns, err);
    pship__progress_begin(&all->progress, all->network->context, "making a scorecard");
    return result;
}

pship_result pship_scorecard_from_network(pship_table **table, const pship_network *network,
                                          const pship_place_pair *pairs, size_t count,
                                          const pship_weighting *weighting, pship_error *err)
{
    if (!table || !network || (count > 0 && !pairs))
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table, the network or the pairs are NULL");
    carding all = {.network = network};
    pship_result result = pship__route_pairs_check(pairs, count, network, NULL, err);
    if (result == PSHIP_OK)
        result = begin(&all, weighting, err);
    for (size_t i = 0; i < count && result == PSHIP_OK; i++) {
        result = pship__progress_look(&all.progress, (double)i / (double)count, err);
        if (result == PSHIP_OK)
            result = card_pair(&all, &pairs[i], err);
    }
    if (result == PSHIP_OK) {
        result = pship__table_builder_finish(all.builder, table, err);
        all.builder = NULL;
    }
    pship__table_builder_free(all.builder);
    pship__route_finder_free(&all.finder);
    return result;
}
