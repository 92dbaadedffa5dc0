/* Before and after: the best routes of stated pairs in two networks. */
#include "corridor/best_route.h"
#include "corridor/leg_match.h"

#include <partnership/route_comparison.h>
#include <stdio.h>
#include <string.h>

enum { BEFORE, AFTER, SIDES };

/* The weight and the measures, as they are told. */
#define TOLD (1 + MEASURES)

static const struct {
    const char *name, *unit; /* NULL: that of the weight, which has none */
    bool money;              /* then the unit is what it is for */
} measures[TOLD] = {
    {"weight", NULL, false},
    [1 + MEASURE_TIME] = {"time_h", "h", false},
    [1 + MEASURE_WAIT] = {"wait_h", "h", false},
    [1 + MEASURE_COST] = {"cost", "t", true},
    [1 + MEASURE_BOX_COST] = {"box_cost", "TEU", true},
    [1 + MEASURE_LENGTH] = {"length_km", "km", false},
    [1 + MEASURE_SPREAD] = {"spread_h", "h", false},
    [1 + MEASURE_TANK_TO_WHEEL] = {"tank_to_wheel_g", "g/t", false},
    [1 + MEASURE_WELL_TO_WHEEL] = {"well_to_wheel_g", "g/t", false},
};

typedef struct told_unit {
    char text[80];
} told_unit;

typedef struct comparing {
    const pship_network *networks[SIDES];
    pship_context *context;
    route_finder finders[SIDES];
    const pship_place_pair *pairs; /* lent */
    size_t count;
    told_unit units[TOLD]; /* "" where there is none */
    pship__table_builder *routes, *legs;
    pship__progress_state progress;
} comparing;

/* The routes of one pair. */
typedef struct both_routes {
    const pship_place_pair *pair;
    route_links links[SIDES];
    network_route routes[SIDES]; /* all zero where there is none */
} both_routes;

/* ---- numbers */

static double told_of_leg(const network_leg *leg, int measure)
{
    return !leg ? (double)NAN : measure == 0 ? leg->weight : leg->measures[measure - 1];
}

static double told_of_route(const both_routes *both, int side, int measure)
{
    const network_route *route = &both->routes[side];
    return !both->links[side].list ? (double)NAN
           : measure == 0          ? route->weight
                                   : route->measures[measure - 1];
}

static void choose_units(comparing *all)
{
    const char *currency = pship_network_describe(all->networks[BEFORE]).currency;
    if (!currency)
        currency = pship_network_describe(all->networks[AFTER]).currency;
    for (int i = 0; i < TOLD; i++) {
        const size_t size = sizeof all->units[i].text;
        all->units[i].text[0] = '\0';
        if (measures[i].money && currency)
            (void)snprintf(all->units[i].text, size, "%.60s/%s", currency, measures[i].unit);
        else if (measures[i].unit && !measures[i].money)
            (void)snprintf(all->units[i].text, size, "%s", measures[i].unit);
    }
}

static const char *unit_of(const comparing *all, int measure)
{
    return all->units[measure].text[0] ? all->units[measure].text : NULL;
}

/* ---- routes */

static bool same_links(const both_routes *both, const pship_network *const networks[SIDES])
{
    char number[12], other_number[12];
    const route_links *before = &both->links[BEFORE], *after = &both->links[AFTER];
    if (before->count != after->count)
        return false;
    for (size_t i = 0; i < before->count; i++)
        if (strcmp(pship__network_link_id(networks[BEFORE], before->list[i], number),
                   pship__network_link_id(networks[AFTER], after->list[i], other_number)) != 0)
            return false;
    return true;
}

static const char *route_word(const comparing *all, const both_routes *both)
{
    const bool before = both->links[BEFORE].list, after = both->links[AFTER].list;
    return before && after ? (same_links(both, all->networks) ? "same" : "other")
           : before        ? "lost"
           : after         ? "gained"
                           : "none";
}

static void add_routes(comparing *all, const both_routes *both)
{
    pship__table_builder *builder = all->routes;
    const char *word = route_word(all, both);
    const bool assumed = both->routes[BEFORE].assumed || both->routes[AFTER].assumed;
    for (int i = 0; i < TOLD; i++) {
        const double before = told_of_route(both, BEFORE, i), after = told_of_route(both, AFTER, i);
        if (i > 0 && isnan(before) && isnan(after))
            continue;
        pship__add_text(builder, both->pair->origin);
        pship__add_text(builder, both->pair->destination);
        pship__add_word(builder, word);
        pship__add_word(builder, measures[i].name);
        pship__add_text(builder, unit_of(all, i));
        pship__add_finite(builder, before);
        pship__add_finite(builder, after);
        pship__add_finite(builder, after - before);
        pship__add_finite(builder, before > 0 ? (after - before) / before * 100 : (double)NAN);
        pship__add_bool(builder, assumed);
    }
}

/* ---- legs */

/* One of the two is NULL where only one route takes it. */
static void add_leg(comparing *all, const both_routes *both, const network_leg *before,
                    const network_leg *after)
{
    char number[12];
    pship__table_builder *builder = all->legs;
    const network_leg *leg = before ? before : after;
    const pship_network *network = all->networks[before ? BEFORE : AFTER];
    pship__add_text(builder, both->pair->origin);
    pship__add_text(builder, both->pair->destination);
    pship__add_word(builder, pship__network_part_name((int)leg->part));
    pship__add_text(builder, pship__network_element_id(network, leg->part, leg->element, number));
    pship__add_text(builder, pship__network_text(&network->place_ids, leg->from));
    pship__add_text(builder, pship__network_text(&network->place_ids, leg->to));
    pship__add_told(builder, leg->part == NETWORK_LINK
                                 ? pship__network_text(&network->modes, network->mode[leg->element])
                                 : "");
    pship__add_word(builder, before && after ? "both" : before ? "before" : "after");
    for (int i = 0; i < TOLD; i++) {
        pship__add_finite(builder, told_of_leg(before, i));
        pship__add_finite(builder, told_of_leg(after, i));
    }
}

static pship_result add_legs(comparing *all, const both_routes *both, pship_error *err)
{
    const network_route *before = &both->routes[BEFORE], *after = &both->routes[AFTER];
    size_t *match = NULL, next = 0;
    pship_result result =
        pship__legs_match(&match, all->networks[BEFORE], before, all->networks[AFTER], after, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < before->leg_count; i++) {
        if (match[i] == SIZE_MAX) {
            add_leg(all, both, &before->legs[i], NULL);
            continue;
        }
        for (; next < match[i]; next++)
            add_leg(all, both, NULL, &after->legs[next]);
        add_leg(all, both, &before->legs[i], &after->legs[next++]);
    }
    for (; next < after->leg_count; next++)
        add_leg(all, both, NULL, &after->legs[next]);
    pship__release(all->context, match);
    return PSHIP_OK;
}

/* ---- tables */

static pship_result begin_routes(comparing *all, pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"origin", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"destination", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"route", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"measure", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"unit", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"before", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"after", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"change", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"percent", PSHIP_COLUMN_FLOAT64, "percent", 0},
        {"assumed", PSHIP_COLUMN_BOOL, NULL, 0},
    };
    return pship__table_builder_new(&all->routes, all->context, columns,
                                    sizeof columns / sizeof *columns, err);
}

static pship_result begin_legs(comparing *all, pship_error *err)
{
    enum { FIRST = 8, ALL = FIRST + TOLD * SIDES };
    char names[TOLD * SIDES][32];
    pship__column_spec columns[ALL] = {
        {"origin", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"destination", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"part", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"element", PSHIP_COLUMN_UTF8, NULL, 0},
        {"from", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"to", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"mode", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"found", PSHIP_COLUMN_DICTIONARY, NULL, 0},
    };
    for (int i = 0; i < TOLD * SIDES; i++) {
        (void)snprintf(names[i], sizeof names[i], "%s_%s", measures[i / SIDES].name,
                       i % SIDES == BEFORE ? "before" : "after");
        columns[FIRST + i] = (pship__column_spec){
            .name = names[i], .type = PSHIP_COLUMN_FLOAT64, .unit = unit_of(all, i / SIDES)};
    }
    return pship__table_builder_new(&all->legs, all->context, columns, ALL, err);
}

/* ---- all of it */

static pship_result find_route(comparing *all, both_routes *both, int side, pship_error *err)
{
    const route_finder *finder = &all->finders[side];
    pship_result result =
        pship__route_finder_links(&both->links[side], finder, both->pair, &all->progress, err);
    if (result != PSHIP_OK || !both->links[side].list)
        return result;
    return pship__route_finder_route(&both->routes[side], &finder->weighing, both->pair,
                                     &both->links[side], err);
}

static pship_result compare_pair(comparing *all, size_t pair, pship_error *err)
{
    both_routes both = {.pair = &all->pairs[pair]};
    pship_result result = find_route(all, &both, BEFORE, err);
    if (result == PSHIP_OK)
        result = find_route(all, &both, AFTER, err);
    if (result == PSHIP_OK)
        add_routes(all, &both);
    if (result == PSHIP_OK && all->legs)
        result = add_legs(all, &both, err);
    for (int side = 0; side < SIDES; side++) {
        pship__route_free(&both.routes[side], all->networks[side]);
        pship__route_links_free(&both.links[side], all->networks[side]);
    }
    return result;
}

static pship_result compare_pairs(comparing *all, pship_error *err)
{
    pship_result result = PSHIP_OK;
    pship__progress_begin(&all->progress, all->context, "comparing routes");
    for (size_t i = 0; i < all->count && result == PSHIP_OK; i++) {
        result = compare_pair(all, i, err);
        if (result == PSHIP_OK)
            result = pship__progress_look(&all->progress, (double)i / (double)all->count, err);
    }
    return result;
}

static pship_result finish(comparing *all, pship_table **routes, pship_table **legs,
                           pship_error *err)
{
    pship_table *made_routes = NULL, *made_legs = NULL;
    pship_result result = pship__table_builder_finish(all->routes, &made_routes, err);
    all->routes = NULL;
    if (result == PSHIP_OK && all->legs) {
        result = pship__table_builder_finish(all->legs, &made_legs, err);
        all->legs = NULL;
    }
    if (result != PSHIP_OK) {
        pship_table_free(made_routes);
        return result;
    }
    *routes = made_routes;
    if (legs)
        *legs = made_legs;
    return PSHIP_OK;
}

static pship_result begin(comparing *all, const pship_weighting *weighting, bool with_legs,
                          pship_error *err)
{
    pship_result result =
        pship__routes_same_currency(all->networks[BEFORE], all->networks[AFTER], err);
    if (result == PSHIP_OK)
        result = pship__route_pairs_check(all->pairs, all->count, all->networks[BEFORE],
                                          all->networks[AFTER], err);
    for (int side = 0; side < SIDES && result == PSHIP_OK; side++)
        result =
            pship__route_finder_begin(&all->finders[side], all->networks[side], weighting, err);
    choose_units(all);
    if (result == PSHIP_OK)
        result = begin_routes(all, err);
    if (result == PSHIP_OK && with_legs)
        result = begin_legs(all, err);
    return result;
}

pship_result pship_network_compare(pship_table **routes, pship_table **legs,
                                   const pship_network *before, const pship_network *after,
                                   const pship_place_pair *pairs, size_t count,
                                   const pship_weighting *weighting, pship_error *err)
{
    if (!routes || !before || !after || (count > 0 && !pairs))
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "the table of routes, a network or the pairs are NULL");
    comparing all = {
        .networks = {before, after}, .context = before->context, .pairs = pairs, .count = count};
    pship_result result = begin(&all, weighting, legs != NULL, err);
    if (result == PSHIP_OK)
        result = compare_pairs(&all, err);
    if (result == PSHIP_OK)
        result = finish(&all, routes, legs, err);
    pship__table_builder_free(all.routes);
    pship__table_builder_free(all.legs);
    for (int side = 0; side < SIDES; side++)
        pship__route_finder_free(&all.finders[side]);
    return result;
}
