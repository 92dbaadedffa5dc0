/* Small random networks, and the slowest way to know their routes: all of them, link by link, as route.h says what a
 * route is. */
#ifndef SLOW_ROUTES_H
#define SLOW_ROUTES_H

#include "chance.h"
#include "making.h"

enum { SLOW_PLACES = 6, SLOW_LINKS = 12, SLOW_MODES = 4, SLOW_MOST = 4000, SLOW_DEPARTURES = 3 };

typedef struct slow_part { /* a link, a place or a transfer; NaN: not told */
    double hours, fee, spread, opens, closes;
} slow_part;

typedef struct slow_network {
    int places, links;
    int from[SLOW_LINKS], to[SLOW_LINKS], mode[SLOW_LINKS]; /* mode 0: not told */
    slow_part link[SLOW_LINKS], place[SLOW_PLACES];
    bool through[SLOW_PLACES];
    bool transfers; /* there are any */
    int declared[SLOW_PLACES + 1][SLOW_MODES]
                [SLOW_MODES]; /* 0 no, 1 yes, 2 closed; the last: every place */
    slow_part transfer[SLOW_PLACES + 1][SLOW_MODES][SLOW_MODES];
    int departures[SLOW_LINKS];
    double departs[SLOW_LINKS][SLOW_DEPARTURES];
} slow_network;

typedef struct slow_route {
    int links[2 * SLOW_LINKS], count;
    double hours, fee, spread, arrives;
} slow_route;

static const char *const slow_modes[SLOW_MODES] = {"", "rail", "road", "sea"};
static const char *const slow_names[SLOW_PLACES] = {"A", "B", "C", "D", "E", "F"};

/* Whole numbers as a rule, so that many routes weigh the same. */
static inline double slow_number(bool whole, int most)
{
    return whole ? (double)roll(most) : (double)roll(1 << 20) / (1 << 14);
}

static inline slow_part slow_some(bool whole, int most)
{
    return (slow_part){slow_number(whole, most), slow_number(whole, most), slow_number(whole, most),
                       (double)NAN, (double)NAN};
}

static inline void slow_hours(slow_part *part)
{
    if (roll(3))
        return;
    part->opens = roll(24);
    part->closes = roll(25);
}

static inline void slow_transfers(slow_network *n, bool whole)
{
    for (int p = 0; p <= n->places; p++) {
        for (int a = 1; a < SLOW_MODES; a++) {
            for (int b = 1; b < SLOW_MODES; b++) {
                if (roll(a == b ? 8 : 3))
                    continue;
                n->transfers = true;
                n->declared[p][a][b] = roll(6) ? 1 : 2;
                n->transfer[p][a][b] = slow_some(whole, 4);
            }
        }
    }
}

/* `clock`: with timetables and opening hours. */
static inline slow_network slow_chance(bool clock)
{
    slow_network n = {.places = 2 + roll(SLOW_PLACES - 1)};
    const bool whole = clock || roll(3) > 0, dwell = roll(2), zones = roll(4) == 0;
    const int most = roll(2) ? 3 : 12, modes = 1 + roll(SLOW_MODES);
    n.links = roll(SLOW_LINKS + 1);
    for (int i = 0; i < n.links; i++) {
        n.from[i] = roll(n.places);
        n.to[i] = roll(n.places);
        n.mode[i] = roll(modes);
        n.link[i] = slow_some(whole, most);
        n.departures[i] = clock && roll(2) ? 1 + roll(SLOW_DEPARTURES) : 0;
        for (int d = 0; d < n.departures[i]; d++)
            n.departs[i][d] = roll(168);
        if (clock)
            slow_hours(&n.link[i]);
    }
    for (int p = 0; p < n.places; p++) {
        n.through[p] = !zones || roll(3) > 0;
        n.place[p] = dwell && roll(2) ? slow_some(whole, 4)
                                      : (slow_part){(double)NAN, (double)NAN, (double)NAN,
                                                    (double)NAN, (double)NAN};
        if (clock)
            slow_hours(&n.place[p]);
    }
    if (roll(2))
        slow_transfers(&n, whole);
    return n;
}

static inline void slow_tell(making *m, network_part_kind part, uint32_t element,
                             const slow_part *told)
{
    make_number(m, part, element, "time_h", told->hours);
    make_number(m, part, element, "fee", told->fee);
    make_number(m, part, element, "spread_h", told->spread);
    make_number(m, part, element, "opens_h", told->opens);
    make_number(m, part, element, "closes_h", told->closes);
}

static inline pship_network *slow_build(const slow_network *n)
{
    making m = begin_making();
    for (int p = 0; p < n->places; p++) {
        (void)make_place(&m, slow_names[p]);
        slow_tell(&m, NETWORK_PLACE, (uint32_t)p, &n->place[p]);
        if (!n->through[p])
            make_number(&m, NETWORK_PLACE, (uint32_t)p, "through", 0);
    }
    for (int i = 0; i < n->links; i++) {
        uint32_t link = pship__network_builder_link(m.builder, NULL, (uint32_t)n->from[i],
                                                    (uint32_t)n->to[i], slow_modes[n->mode[i]]);
        slow_tell(&m, NETWORK_LINK, link, &n->link[i]);
        for (int d = 0; d < n->departures[i]; d++)
            pship__network_builder_departure(m.builder, link, n->departs[i][d]);
    }
    for (int p = 0; p <= n->places; p++) {
        for (int a = 1; a < SLOW_MODES; a++) {
            for (int b = 1; b < SLOW_MODES; b++) {
                if (!n->declared[p][a][b])
                    continue;
                uint32_t transfer = pship__network_builder_transfer(
                    m.builder, p == n->places ? NETWORK_NONE : (uint32_t)p, slow_modes[a],
                    slow_modes[b]);
                slow_tell(&m, NETWORK_TRANSFER, transfer, &n->transfer[p][a][b]);
                if (n->declared[p][a][b] == 2)
                    pship__network_builder_close(m.builder, transfer);
            }
        }
    }
    return finish_making(&m);
}

/* The transfer that a change takes, or NULL; *allowed: whether one may change. */
static inline const slow_part *slow_change(const slow_network *n, int place, int a, int b,
                                           bool *allowed)
{
    *allowed = true;
    if (!n->transfers || a == 0 || b == 0)
        return NULL;
    const int at = n->declared[place][a][b] ? place : n->places;
    *allowed = n->declared[at][a][b] == 1 || (n->declared[at][a][b] == 0 && a == b);
    return n->declared[at][a][b] == 1 ? &n->transfer[at][a][b] : NULL;
}

static inline double slow_open(const slow_part *part, double time)
{
    const double opens = isnan(part->opens) ? 0 : part->opens,
                 closes = isnan(part->closes) ? 24 : part->closes;
    if (opens == closes)
        return time;
    for (;; time += 1) { /* all are whole numbers */
        const double hour = fmod(time, 24);
        if (opens < closes ? hour >= opens && hour < closes : hour >= opens || hour < closes)
            return time;
    }
}

static inline double slow_leave(const slow_network *n, int link, double time)
{
    if (n->departures[link] == 0)
        return slow_open(&n->link[link], time);
    for (;; time += 1)
        for (int d = 0; d < n->departures[link]; d++)
            if (fmod(time, 168) == n->departs[link][d])
                return time;
}

static inline void slow_add(slow_route *route, const slow_part *part)
{
    if (!part)
        return;
    route->hours += isnan(part->hours) ? 0 : part->hours;
    route->fee += isnan(part->fee) ? 0 : part->fee;
    route->spread += isnan(part->spread) ? 0 : part->spread;
    route->arrives = slow_open(part, route->arrives) + (isnan(part->hours) ? 0 : part->hours);
}

/* What a route of these links takes, from the departure that `arrives` has. */
static inline void slow_sum(const slow_network *n, slow_route *route)
{
    for (int i = 0; i < route->count; i++) {
        const int link = route->links[i], place = n->from[link];
        bool allowed;
        if (i > 0) {
            slow_add(route, &n->place[place]);
            slow_add(route,
                     slow_change(n, place, n->mode[route->links[i - 1]], n->mode[link], &allowed));
        }
        const double arrives = slow_leave(n, link, route->arrives) + n->link[link].hours;
        slow_add(route, &n->link[link]);
        route->arrives = arrives;
    }
}

typedef struct slow_walk {
    const slow_network *n;
    int origin, destination;
    double departs;
    bool been[SLOW_PLACES];
    slow_route now, *found;
    int count;
} slow_walk;

static inline bool slow_may_go(const slow_walk *walk, int link)
{
    const slow_network *n = walk->n;
    const int from = n->from[link], to = n->to[link];
    bool allowed = true;
    if (from == to || to == walk->origin)
        return false;
    if (walk->now.count > 0) {
        if (!n->through[from])
            return false;
        (void)slow_change(n, from, n->mode[walk->now.links[walk->now.count - 1]], n->mode[link],
                          &allowed);
        if (!allowed)
            return false;
    }
    return !walk->been[to];
}

static inline void slow_go(slow_walk *walk, int at)
{
    const slow_network *n = walk->n;
    if (at == walk->destination) {
        ck_assert_int_lt(walk->count, SLOW_MOST);
        slow_route *route = &walk->found[walk->count++];
        *route = walk->now;
        route->arrives = walk->departs;
        slow_sum(n, route);
        return;
    }
    for (int link = 0; link < n->links; link++) {
        if (n->from[link] != at || !slow_may_go(walk, link))
            continue;
        walk->been[n->to[link]] = true;
        walk->now.links[walk->now.count++] = link;
        slow_go(walk, n->to[link]);
        walk->now.count--;
        walk->been[n->to[link]] = false;
    }
}

/* All routes between two different places; returns how many. */
static inline int slow_routes(const slow_network *n, int origin, int destination, double departs,
                              slow_route *found)
{
    slow_walk walk = {
        .n = n, .origin = origin, .destination = destination, .departs = departs, .found = found};
    slow_go(&walk, origin);
    return walk.count;
}

/* The route of one row of a table of routes, found in the list by its links; -1 where it is none. */
static inline int slow_find(const slow_route *found, int count, const pship_table *legs,
                            int64_t route)
{
    int links[2 * SLOW_LINKS + 1], length = 0;
    const int32_t number = pship_table_find(legs, "route"), part = pship_table_find(legs, "part"),
                  element = pship_table_find(legs, "element");
    for (int64_t row = 0; row < pship_table_rows(legs); row++) {
        char text[16];
        (void)pship_table_format(legs, part, row, text, sizeof text);
        if (pship_table_integer(legs, number, row) != route || strcmp(text, "link") != 0)
            continue;
        ck_assert_int_lt(length, 2 * SLOW_LINKS);
        (void)pship_table_format(legs, element, row, text, sizeof text);
        links[length++] = (int)strtol(text, NULL, 10) - 1;
    }
    for (int i = 0; i < count; i++)
        if (found[i].count == length &&
            memcmp(found[i].links, links, sizeof *links * (size_t)length) == 0)
            return i;
    return -1;
}

#endif
