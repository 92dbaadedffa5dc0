/*
 * Transit times by simulation. What takes time along a route is a list of parts, each with a distribution; a part's time in a
 * run comes from the seed, the run and the part alone, so that it can be had again whenever it is needed, by any thread.
 */
#include "corridor/best_route.h"
#include "corridor/chance.h"
#include "corridor/clock.h"
#include "corridor/samples.h"
#include "table/builder.h"
#include <partnership/simulation.h>

enum { RUNS_A_PIECE = 4096, RUNS_MOST = 10000000 };
#define WEEK 168.0

pship_simulation_options pship_simulation_options_init(void)
{
    return (pship_simulation_options)PSHIP_SIMULATION_OPTIONS_INIT;
}

typedef enum time_law {
    LAW_FIXED,
    LAW_LOGNORMAL,
    LAW_GAMMA,
    LAW_QUANTILES,
    LAW_HEADWAY,
    LAW_TIMETABLE,
    LAW_OPENING
} time_law;

static const char *const law_names[] = {"fixed",   "lognormal", "gamma",        "quantiles",
                                        "headway", "timetable", "opening_hours"};

/* A time or a wait of the route. */
typedef struct time_part {
    int64_t leg; /* from 1 */
    network_part_kind part;
    uint32_t element;
    bool wait;
    time_law law;
    double told, first, second; /* of the law: mean and spread, headway and variation; or of ln */
    quantile_curve curve;
} time_part;

typedef struct simulation {
    const pship_network *network;
    pship_context *context;
    time_part *parts;
    size_t count, room;
    int64_t legs;   /* that have parts, so far */
    double *curves; /* of all parts: probabilities, hours and slopes */
    uint64_t seed;
    size_t runs;
    double departs;         /* hour of the week; NaN: any, and every part by itself */
    double told;            /* when all goes as told, the hour that the parts so far lead to */
    double *totals, *times; /* by run: of the whole, and of one part */
    double *clocks; /* by run: the hour at which that part begins; NULL where `departs` is NaN */
    size_t of;      /* which part */
    pship__progress_state progress;
} simulation;

/* ---- by chance */

/* A headway as one meets it, and how much of it is left. */
static double wait_for(const time_part *part, const chance_place *at)
{
    double u[2];
    pship__chance_uniform(u, at, 0);
    if (part->second == 0)
        return part->first * u[0];
    double variance = part->second * part->second;
    return part->first * variance * pship__chance_gamma(at, 1, 1 / variance + 1) * u[0];
}

/* Until what has opening hours opens. */
static double opening_wait(const simulation *all, const time_part *part, double clock)
{
    if (isnan(clock))
        return 0;
    double begun = pship__clock_begin(all->network, part->part, part->element, clock);
    if (part->part == NETWORK_LINK) /* whose expected wait comes by chance instead */
        begun -= pship__network_link_wait(all->network, part->element);
    return fmax(begun - clock, 0);
}

static double departure_wait(const simulation *all, const time_part *part, double clock,
                             const chance_place *at)
{
    double u[2];
    if (isnan(clock)) {
        pship__chance_uniform(u, at, 0);
        clock = u[0] * WEEK;
    }
    return pship__clock_begin(all->network, NETWORK_LINK, part->element, clock) - clock;
}

/* What begins at hour `clock`, which is NaN where that does not matter. */
static double time_of(const simulation *all, size_t index, uint64_t run, double clock)
{
    const time_part *part = &all->parts[index];
    const chance_place at = {all->seed, run, (uint32_t)index};
    double u[2], shape;
    switch (part->law) {
    case LAW_LOGNORMAL:
        pship__chance_uniform(u, &at, 0);
        return exp(part->first + part->second * pship__normal_quantile(u[0]));
    case LAW_GAMMA:
        shape = part->first / part->second * (part->first / part->second);
        return pship__chance_gamma(&at, 0, shape) / shape * part->first;
    case LAW_QUANTILES:
        pship__chance_uniform(u, &at, 0);
        return pship__curve_at(&part->curve, u[0]);
    case LAW_HEADWAY:
        return opening_wait(all, part, clock) + wait_for(part, &at);
    case LAW_TIMETABLE:
        return departure_wait(all, part, clock, &at);
    case LAW_OPENING:
        return opening_wait(all, part, clock);
    default:
        return part->told;
    }
}

static size_t piece_end(const simulation *all, size_t piece)
{
    size_t end = (piece + 1) * RUNS_A_PIECE;
    return end < all->runs ? end : all->runs;
}

static void add_up(void *data, size_t piece)
{
    simulation *all = data;
    for (size_t run = piece * RUNS_A_PIECE; run < piece_end(all, piece); run++) {
        double total = 0, clock = all->departs;
        for (size_t i = 0; i < all->count; i++) {
            const double hours = time_of(all, i, run, clock);
            total += hours;
            clock += hours;
        }
        all->totals[run] = total;
    }
}

/* Part after part, so that the clocks are those of the runs. */
static void take_part(void *data, size_t piece)
{
    simulation *all = data;
    for (size_t run = piece * RUNS_A_PIECE; run < piece_end(all, piece); run++) {
        const double clock = all->clocks ? all->clocks[run] : (double)NAN;
        all->times[run] = time_of(all, all->of, run, clock);
        if (all->clocks)
            all->clocks[run] = clock + all->times[run];
    }
}

static pship_result run_all(simulation *all, pship__piece_fn work, double from, double to,
                            pship_error *err)
{
    return pship__parallel(all->context, (all->runs + RUNS_A_PIECE - 1) / RUNS_A_PIECE, work, all,
                           &all->progress, from, to, err);
}

/* ---- the parts of a route */

static time_part *add_part(simulation *all, const network_leg *leg)
{
    if (!pship__grow(all->context, (void **)&all->parts, all->count, &all->room,
                     sizeof *all->parts))
        return NULL;
    time_part *made = &all->parts[all->count++];
    *made = (time_part){.leg = all->legs, .part = leg->part, .element = leg->element};
    return made;
}

/* Opening hours matter only where one knows when one comes. */
static bool has_hours(const simulation *all, network_part_kind part, uint32_t element)
{
    return !isnan(all->departs) &&
           (!isnan(pship__network_number(all->network, part, NETWORK_OPENS, element)) ||
            !isnan(pship__network_number(all->network, part, NETWORK_CLOSES, element)));
}

static pship_result add_wait(simulation *all, const network_leg *leg, pship_error *err)
{
    const pship_network *network = all->network;
    const network_departure *first;
    const bool link = leg->part == NETWORK_LINK;
    double headway = (double)NAN, variation = (double)NAN;
    if (link) {
        headway = pship__network_number(network, NETWORK_LINK, NETWORK_HEADWAY, leg->element);
        variation =
            pship__network_number(network, NETWORK_LINK, NETWORK_HEADWAY_VARIATION, leg->element);
    }
    const bool listed = link && pship__network_departures_of(network, leg->element, &first) > 0;
    if (isnan(headway) && !listed && !has_hours(all, leg->part, leg->element))
        return PSHIP_OK;
    time_part *part = add_part(all, leg);
    if (!part)
        return pship__fail_memory(err);
    part->wait = true;
    part->law = listed ? LAW_TIMETABLE : isnan(headway) ? LAW_OPENING : LAW_HEADWAY;
    if (!isnan(all->departs))
        part->told = pship__clock_begin(network, leg->part, leg->element, all->told) - all->told;
    else
        part->told = isnan(headway) ? (double)NAN : pship__network_link_wait(network, leg->element);
    all->told += part->told;
    part->first = headway;
    part->second = isnan(variation) ? 0 : variation;
    return PSHIP_OK;
}

/* Mean and standard deviation as the law takes them. */
static pship_result shape(const simulation *all, time_part *part, double spread, time_law law,
                          pship_error *err)
{
    char text[12];
    if (part->told == 0)
        return pship__fail(
            err, PSHIP_E_INVALID, "%s \"%.100s\" has a spread, but takes no time",
            pship__network_part_name((int)part->part),
            pship__network_element_id(all->network, part->part, part->element, text));
    double ratio = spread / part->told;
    part->law = law;
    part->first = part->told;
    part->second = spread;
    if (law == LAW_LOGNORMAL) {
        double variance = log1p(ratio * ratio);
        part->first = log(part->told) - variance / 2;
        part->second = sqrt(variance);
    }
    return PSHIP_OK;
}

static pship_result add_time(simulation *all, const network_leg *leg, time_law law,
                             pship_error *err)
{
    const pship_network *network = all->network;
    const network_quantile *quantiles;
    char text[12];
    bool link = leg->part == NETWORK_LINK;
    double told = link ? pship__network_link_time(network, leg->element)
                       : pship__network_number(network, leg->part, NETWORK_TIME, leg->element);
    double spread = pship__network_number(network, leg->part, NETWORK_SPREAD, leg->element);
    size_t count = pship__network_quantiles_of(network, leg->part, leg->element, &quantiles);
    if (count == 0 && isnan(told) && link)
        return pship__fail(err, PSHIP_E_INVALID, "link \"%.100s\" has no time",
                           pship__network_link_id(network, leg->element, text));
    if (count == 0 && isnan(told) && !(spread > 0))
        return PSHIP_OK;
    time_part *part = add_part(all, leg);
    if (!part)
        return pship__fail_memory(err);
    part->told = isnan(told) && count == 0 ? 0 : told;
    all->told += part->told;
    part->law = count > 0 ? LAW_QUANTILES : LAW_FIXED;
    part->curve.count = count;
    return count == 0 && spread > 0 ? shape(all, part, spread, law, err) : PSHIP_OK;
}

/* The quantiles of all parts, once nothing moves them any more. */
static bool draw_curves(simulation *all)
{
    size_t points = 0;
    for (size_t i = 0; i < all->count; i++)
        points += all->parts[i].curve.count;
    all->curves = pship__allocate(all->context, points, 3 * sizeof *all->curves);
    double *at = all->curves;
    for (size_t i = 0; at && i < all->count; i++) {
        time_part *part = &all->parts[i];
        const network_quantile *list;
        if (part->law != LAW_QUANTILES)
            continue;
        size_t count = pship__network_quantiles_of(all->network, part->part, part->element, &list);
        part->curve = (quantile_curve){count, at, at + count, at + 2 * count};
        for (size_t j = 0; j < count; j++) {
            part->curve.probability[j] = list[j].probability;
            part->curve.hours[j] = list[j].hours;
        }
        pship__curve_slopes(&part->curve);
        at += 3 * count;
    }
    return all->curves != NULL;
}

/* An element that one passes, if it is a leg, which *next is when it is one of the route's. */
static pship_result pass(simulation *all, const network_route *route, size_t *next,
                         network_part_kind part, uint32_t element, time_law law, pship_error *err)
{
    const network_leg leg = {.part = part, .element = element};
    const network_leg *known = *next < route->leg_count ? &route->legs[*next] : NULL;
    if (known && known->part == part && known->element == element)
        (*next)++;
    else if (!has_hours(all, part, element))
        return PSHIP_OK;
    all->legs++;
    pship_result result = add_wait(all, &leg, err);
    return result == PSHIP_OK ? add_time(all, &leg, law, err) : result;
}

static pship_result list_parts(simulation *all, const network_route *route,
                               const route_links *links, time_law law, pship_error *err)
{
    const pship_network *network = all->network;
    pship_result result = PSHIP_OK;
    size_t next = 0;
    all->told = all->departs;
    for (size_t i = 0; i < links->count && result == PSHIP_OK; i++) {
        const uint32_t link = links->list[i];
        const int before = i > 0 ? network->mode[links->list[i - 1]] : 0;
        const int mode = network->mode[link];
        const uint32_t transfer =
            before && mode ? pship__network_transfer(network, network->from[link], before, mode)
                           : NETWORK_NONE;
        if (i > 0)
            result = pass(all, route, &next, NETWORK_PLACE, network->from[link], law, err);
        if (result == PSHIP_OK && transfer != NETWORK_NONE)
            result = pass(all, route, &next, NETWORK_TRANSFER, transfer, law, err);
        if (result == PSHIP_OK)
            result = pass(all, route, &next, NETWORK_LINK, link, law, err);
    }
    if (result == PSHIP_OK && !draw_curves(all))
        result = pship__fail_memory(err);
    return result;
}

/* ---- what comes of it */

static pship_result write_legs(pship_table **legs, simulation *all, const samples_summary *whole,
                               pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"leg", PSHIP_COLUMN_INT64, NULL, 0},
        {"part", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"element", PSHIP_COLUMN_UTF8, NULL, 0},
        {"what", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"distribution", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"told_h", PSHIP_COLUMN_FLOAT64, "h", 0},
        {"mean_h", PSHIP_COLUMN_FLOAT64, "h", 0},
        {"deviation_h", PSHIP_COLUMN_FLOAT64, "h", 0},
        {"p5_h", PSHIP_COLUMN_FLOAT64, "h", 0},
        {"p50_h", PSHIP_COLUMN_FLOAT64, "h", 0},
        {"p95_h", PSHIP_COLUMN_FLOAT64, "h", 0},
        {"share_percent", PSHIP_COLUMN_FLOAT64, "percent", 0}};
    const double variance = whole->deviation * whole->deviation;
    pship__table_builder *builder;
    pship_result result = pship__table_builder_new(&builder, all->context, columns,
                                                   sizeof columns / sizeof *columns, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < all->count && result == PSHIP_OK; i++) {
        const time_part *part = &all->parts[i];
        char text[12];
        all->of = i;
        result = run_all(all, take_part, 0.5 + 0.5 * (double)i / (double)all->count,
                         0.5 + 0.5 * (double)(i + 1) / (double)all->count, err);
        if (result != PSHIP_OK)
            break;
        const double covariance =
            pship__samples_covariance(all->times, all->totals, whole->mean, all->runs);
        const samples_summary found = pship__samples_summary(all->times, all->runs);
        pship__add_int64(builder, part->leg);
        pship__add_word(builder, pship__network_part_name((int)part->part));
        pship__add_text(builder,
                        pship__network_element_id(all->network, part->part, part->element, text));
        pship__add_word(builder, part->wait ? "wait" : "time");
        pship__add_word(builder, law_names[part->law]);
        pship__add_finite(builder, part->told);
        pship__add_number(builder, found.mean);
        pship__add_number(builder, found.deviation);
        pship__add_number(builder, found.low);
        pship__add_number(builder, found.median);
        pship__add_number(builder, found.high);
        pship__add_finite(builder, variance > 0 ? covariance / variance * 100 : (double)NAN);
    }
    if (result == PSHIP_OK)
        return pship__table_builder_finish(builder, legs, err);
    pship__table_builder_free(builder);
    return result;
}

/* `route` NULL: no row, as there is none. */
static pship_result write_summary(pship_table **summary, const simulation *all,
                                  const network_route *route, const samples_summary *found,
                                  pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"origin", PSHIP_COLUMN_UTF8, NULL, 0},
        {"destination", PSHIP_COLUMN_UTF8, NULL, 0},
        {"links", PSHIP_COLUMN_INT64, NULL, 0},
        {"runs", PSHIP_COLUMN_INT64, NULL, 0},
        {"told_h", PSHIP_COLUMN_FLOAT64, "h", 0},
        {"mean_h", PSHIP_COLUMN_FLOAT64, "h", 0},
        {"deviation_h", PSHIP_COLUMN_FLOAT64, "h", 0},
        {"p5_h", PSHIP_COLUMN_FLOAT64, "h", 0},
        {"p25_h", PSHIP_COLUMN_FLOAT64, "h", 0},
        {"p50_h", PSHIP_COLUMN_FLOAT64, "h", 0},
        {"p75_h", PSHIP_COLUMN_FLOAT64, "h", 0},
        {"p95_h", PSHIP_COLUMN_FLOAT64, "h", 0},
        {"buffer_h", PSHIP_COLUMN_FLOAT64, "h", 0},
        {"buffer_percent", PSHIP_COLUMN_FLOAT64, "percent", 0}};
    pship__table_builder *builder;
    pship_result result = pship__table_builder_new(&builder, all->context, columns,
                                                   sizeof columns / sizeof *columns, err);
    if (result != PSHIP_OK || !route)
        return result != PSHIP_OK ? result : pship__table_builder_finish(builder, summary, err);
    const network_texts *ids = &all->network->place_ids;
    double told = 0, buffer = found->high - found->mean;
    for (size_t i = 0; i < all->count; i++)
        told += all->parts[i].told;
    pship__add_word(builder, pship__network_text(ids, route->from));
    pship__add_word(builder, pship__network_text(ids, route->to));
    pship__add_int64(builder, (int64_t)route->link_count);
    pship__add_int64(builder, (int64_t)all->runs);
    pship__add_finite(builder, told);
    pship__add_number(builder, found->mean);
    pship__add_number(builder, found->deviation);
    pship__add_number(builder, found->low);
    pship__add_number(builder, found->quarter);
    pship__add_number(builder, found->median);
    pship__add_number(builder, found->three_quarters);
    pship__add_number(builder, found->high);
    pship__add_number(builder, buffer);
    pship__add_finite(builder, found->mean > 0 ? buffer / found->mean * 100 : (double)NAN);
    return pship__table_builder_finish(builder, summary, err);
}

static bool make_room(simulation *all)
{
    all->totals = pship__allocate(all->context, all->runs, sizeof *all->totals);
    all->times = pship__allocate(all->context, all->runs, sizeof *all->times);
    if (!isnan(all->departs))
        all->clocks = pship__allocate(all->context, all->runs, sizeof *all->clocks);
    for (size_t i = 0; all->clocks && i < all->runs; i++)
        all->clocks[i] = all->departs;
    return all->totals && all->times && (all->clocks || isnan(all->departs));
}

static pship_result simulate(pship_table **summary, pship_table **legs, simulation *all,
                             const network_route *route, const route_links *links, time_law law,
                             pship_error *err)
{
    pship_table *made = NULL;
    samples_summary found = {.mean = 0};
    pship_result result = route ? list_parts(all, route, links, law, err) : PSHIP_OK;
    if (result != PSHIP_OK)
        return result;
    if (!make_room(all))
        return pship__fail_memory(err);
    pship__progress_begin(&all->progress, all->context, "simulating a route");
    if (route) {
        result = run_all(all, add_up, 0, 0.5, err);
        if (result != PSHIP_OK)
            return result;
        memcpy(all->times, all->totals, all->runs * sizeof *all->totals);
        found = pship__samples_summary(all->times, all->runs);
    }
    result = write_summary(&made, all, route, &found, err);
    if (result == PSHIP_OK && legs)
        result = write_legs(legs, all, &found, err);
    if (result == PSHIP_OK)
        *summary = made;
    else
        pship_table_free(made);
    return result;
}

/* ---- the route */

static pship_result told_links(route_links *links, const pship_network *network,
                               const pship_simulation_options *asked, pship_place_pair *pair,
                               pship_error *err)
{
    links->list = pship__allocate(network->context, asked->link_count, sizeof *links->list);
    if (!links->list)
        return pship__fail_memory(err);
    for (size_t i = 0; i < asked->link_count; i++) {
        uint32_t link =
            asked->links[i] ? pship__network_link(network, asked->links[i]) : NETWORK_NONE;
        if (link == NETWORK_NONE)
            return pship__fail(err, PSHIP_E_NOT_FOUND, "there is no link \"%.100s\"",
                               asked->links[i] ? asked->links[i] : "");
        if (i > 0 && network->from[link] != network->to[links->list[i - 1]])
            return pship__fail(err, PSHIP_E_INVALID,
                               "link \"%.100s\" does not begin where the one before it ends",
                               asked->links[i]);
        links->list[links->count++] = link;
    }
    const network_texts *ids = &network->place_ids;
    const char *first = pship__network_text(ids, network->from[links->list[0]]);
    const char *last = pship__network_text(ids, network->to[links->list[links->count - 1]]);
    if ((pair->origin && strcmp(pair->origin, first) != 0) ||
        (pair->destination && strcmp(pair->destination, last) != 0))
        return pship__fail(err, PSHIP_E_INVALID,
                           "the links lead from \"%.100s\" to \"%.100s\", not as asked for", first,
                           last);
    *pair = (pship_place_pair){first, last};
    return PSHIP_OK;
}

static pship_result best_links(route_links *links, const pship_network *network,
                               const pship_weighting *weighting, const pship_place_pair *pair,
                               pship_error *err)
{
    route_finder finder;
    pship__progress_state progress;
    if (!pair->origin || !pair->destination)
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "where the route begins and ends is told, or its links are");
    pship_result result = pship__route_pairs_check(pair, 1, network, NULL, err);
    if (result == PSHIP_OK)
        result = pship__route_finder_begin(&finder, network, weighting, err);
    if (result != PSHIP_OK)
        return result;
    pship__progress_begin(&progress, network->context, "finding a route");
    result = pship__route_finder_links(links, &finder, pair, &progress, err);
    pship__route_finder_free(&finder);
    return result;
}

static pship_result read_options(pship_simulation_options *asked, time_law *law,
                                 const pship_simulation_options *options, pship_error *err)
{
    pship_result result =
        pship__options(asked, sizeof *asked,
                       offsetof(pship_simulation_options, link_count) + sizeof asked->link_count,
                       options, "pship_simulation_options", err);
    if (result != PSHIP_OK)
        return result;
    if (asked->runs < 2 || asked->runs > RUNS_MOST)
        return pship__fail(err, PSHIP_E_ARGUMENT, "there are 2 to %d runs, not %lld", RUNS_MOST,
                           (long long)asked->runs);
    if (isnan(asked->departs_h) || asked->departs_h > WEEK)
        return pship__fail(err, PSHIP_E_ARGUMENT, "departs_h is not from 0 to 168");
    const char *name = asked->distribution ? asked->distribution : "lognormal";
    *law = strcmp(name, "gamma") == 0 ? LAW_GAMMA : LAW_LOGNORMAL;
    if (*law == LAW_LOGNORMAL && strcmp(name, "lognormal") != 0)
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "the distribution is \"%.60s\", not lognormal or gamma", name);
    return PSHIP_OK;
}

pship_result pship_network_simulate(pship_table **summary, pship_table **legs,
                                    const pship_network *network, const char *origin,
                                    const char *destination, const pship_weighting *weighting,
                                    const pship_simulation_options *options, pship_error *err)
{
    pship_simulation_options asked = PSHIP_SIMULATION_OPTIONS_INIT;
    pship_place_pair pair = {origin, destination};
    route_links links = {NULL, 0};
    network_route route = {.legs = NULL};
    network_weighing by_time;
    time_law law;
    pship_result result = read_options(&asked, &law, options, err);
    if (result == PSHIP_OK)
        result = asked.links && asked.link_count > 0
                     ? told_links(&links, network, &asked, &pair, err)
                     : best_links(&links, network, weighting, &pair, err);
    simulation all = {.network = network,
                      .context = network->context,
                      .seed = (uint64_t)asked.seed,
                      .runs = (size_t)asked.runs,
                      .departs = asked.departs_h < 0 ? (double)NAN : asked.departs_h};
    if (result == PSHIP_OK)
        result = pship__weighing_read(&by_time, network, NULL, err);
    if (result == PSHIP_OK && links.list)
        result = pship__route_finder_route(&route, &by_time, &pair, &links, err);
    if (result == PSHIP_OK)
        result = simulate(summary, legs, &all, links.list ? &route : NULL, &links, law, err);
    void *const owned[] = {all.parts, all.curves, all.totals, all.times, all.clocks};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        pship__release(network->context, owned[i]);
    pship__route_free(&route, network);
    pship__route_links_free(&links, network);
    return result;
}
