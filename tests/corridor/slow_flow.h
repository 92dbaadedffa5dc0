/*
 * Random small networks with capacities, and what must hold of the flows through them: that they are possible, and that
 * the prices which come with them prove that nothing is better.
 */
#ifndef PSHIP_TEST_CORRIDOR_SLOW_FLOW_H
#define PSHIP_TEST_CORRIDOR_SLOW_FLOW_H

#include "chance.h"
#include "making.h"

#include <partnership/partnership.h>
#include <stdio.h>

#define SLOW_PLACES 7
#define SLOW_LINKS 16
#define SLOW_MODES 3
#define SLOW_TRANSFERS 8
#define ROUNDING 1e-7 /* amounts are up to some hundreds */

typedef struct slow_link {
    int from, to, mode; /* mode 0: not told */
    double hours, most;
} slow_link;

typedef struct slow_transfer {
    int place, from, to; /* place -1: every place that has none of its own */
    double hours, most;
} slow_transfer;

typedef struct slow_network {
    int places, links, transfers;
    double dwell[SLOW_PLACES], most[SLOW_PLACES]; /* NaN: no limit */
    slow_link link[SLOW_LINKS];
    slow_transfer transfer[SLOW_TRANSFERS];
    pship_network *network;
} slow_network;

static const char *const slow_place[] = {"A", "B", "C", "D", "E", "F", "G"};
static const char *const slow_mode[] = {NULL, "rail", "road", "sea"};

/* Whole numbers and halves: ties and sums that are exact are what goes wrong. */
static double slow_most(int untold)
{
    return roll(100) < untold ? (double)NAN : (double)roll(20) / 2;
}

static void slow_make(slow_network *slow, bool modes, bool places, int untold)
{
    making m = begin_making();
    *slow = (slow_network){.places = 2 + roll(SLOW_PLACES - 1)};
    slow->links = 1 + roll(SLOW_LINKS);
    slow->transfers = modes ? roll(SLOW_TRANSFERS + 1) : 0;
    for (int i = 0; i < slow->places; i++) {
        uint32_t place = make_place(&m, slow_place[i]);
        slow->dwell[i] = roll(3) ? 0 : (double)roll(5);
        slow->most[i] = places && roll(2) ? slow_most(0) : (double)NAN;
        make_number(&m, NETWORK_PLACE, place, "time_h", slow->dwell[i]);
        make_number(&m, NETWORK_PLACE, place, "capacity_t", slow->most[i]);
    }
    for (int i = 0; i < slow->links; i++) {
        slow_link *link = &slow->link[i];
        *link = (slow_link){roll(slow->places), roll(slow->places),
                            modes ? roll(SLOW_MODES + 1) : 0, (double)roll(6), slow_most(untold)};
        if (i == 0 && isnan(link->most))
            link->most = 3; /* a network of which no capacity is told at all is another matter */
        uint32_t made = make_link(&m, NULL, slow_place[link->from], slow_place[link->to],
                                  slow_mode[link->mode], link->hours);
        make_number(&m, NETWORK_LINK, made, "capacity_t", link->most);
    }
    for (int i = 0; i < slow->transfers; i++) {
        slow_transfer *transfer = &slow->transfer[i];
        bool again = true;
        while (again) { /* no two for the same modes at the same place */
            again = false;
            *transfer = (slow_transfer){roll(slow->places + 1) - 1, 1 + roll(SLOW_MODES),
                                        1 + roll(SLOW_MODES), (double)roll(3), slow_most(60)};
            for (int j = 0; j < i; j++)
                again = again || (slow->transfer[j].place == transfer->place &&
                                  slow->transfer[j].from == transfer->from &&
                                  slow->transfer[j].to == transfer->to);
        }
        uint32_t made =
            make_transfer(&m, transfer->place < 0 ? NULL : slow_place[transfer->place],
                          slow_mode[transfer->from], slow_mode[transfer->to], transfer->hours);
        make_number(&m, NETWORK_TRANSFER, made, "capacity_t", transfer->most);
    }
    slow->network = finish_making(&m);
}

/* ---- what the answer says, by element of the slow network */

typedef struct slow_answer {
    double result, bound;
    double place_flow[SLOW_PLACES], place_price[SLOW_PLACES];
    double link_flow[SLOW_LINKS], link_price[SLOW_LINKS];
    double change_flow[SLOW_TRANSFERS][SLOW_PLACES], change_price[SLOW_TRANSFERS][SLOW_PLACES];
} slow_answer;

static int slow_find(const pship_table *table, const char *column, int64_t row)
{
    size_t length;
    const char *text = pship_table_text(table, pship_table_find(table, column), row, &length);
    return text ? text[0] - 'A' : -1;
}

static double slow_cell(const pship_table *table, const char *column, int64_t row)
{
    return pship_table_number(table, pship_table_find(table, column), row);
}

/* "D: rail to sea" or "*: rail to sea" */
static int slow_transfer_of(const slow_network *slow, const char *id, size_t length)
{
    for (int i = 0; i < slow->transfers; i++) {
        char text[64];
        const slow_transfer *transfer = &slow->transfer[i];
        int size = snprintf(text, sizeof text, "%s: %s to %s",
                            transfer->place < 0 ? "*" : slow_place[transfer->place],
                            slow_mode[transfer->from], slow_mode[transfer->to]);
        if ((size_t)size == length && !memcmp(text, id, length))
            return i;
    }
    ck_abort_msg("no transfer %.*s", (int)length, id);
    return -1;
}

static int slow_number(const char *id, size_t length)
{
    int number = 0;
    for (size_t i = 0; i < length; i++)
        number = number * 10 + (id[i] - '0');
    return number - 1;
}

static void slow_read(slow_answer *answer, const slow_network *slow, const pship_network_flow *flow)
{
    pship_table *table = NULL;
    *answer = (slow_answer){.result = 0};
    ck_assert_int_eq(pship_network_flow_summary(&table, flow, NULL), PSHIP_OK);
    answer->result = slow_cell(table, "result", 0);
    answer->bound = slow_cell(table, "bound", 0);
    pship_table_free(table);
    ck_assert_int_eq(pship_network_flow_elements(&table, flow, NULL), PSHIP_OK);
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        size_t part_length, id_length;
        const char *part = pship_table_text(table, 0, row, &part_length),
                   *id = pship_table_text(table, 1, row, &id_length);
        const double on = slow_cell(table, "flow", row), price = slow_cell(table, "price", row);
        if (part[0] == 'p') {
            answer->place_flow[id[0] - 'A'] = on;
            answer->place_price[id[0] - 'A'] = price;
        } else if (part[0] == 'l') {
            answer->link_flow[slow_number(id, id_length)] = on;
            answer->link_price[slow_number(id, id_length)] = price;
        } else {
            const int transfer = slow_transfer_of(slow, id, id_length),
                      place = slow_find(table, "from", row);
            answer->change_flow[transfer][place] = on;
            answer->change_price[transfer][place] = price;
        }
    }
    pship_table_free(table);
}

/* ---- ways: from link to link */

/* The transfer by which one may go on at a place; -1: none is needed, -2: one may not. */
static int slow_change(const slow_network *slow, int place, int from, int to)
{
    int general = -1;
    if (slow->transfers == 0 || !from || !to)
        return -1;
    for (int i = 0; i < slow->transfers; i++) {
        const slow_transfer *transfer = &slow->transfer[i];
        if (transfer->from != from || transfer->to != to)
            continue;
        if (transfer->place == place)
            return i;
        if (transfer->place < 0)
            general = i;
    }
    return general >= 0 || from == to ? general : -2;
}

/* The least way from a place to another, of costs (where `cost`) and prices. */
static double slow_distance(const slow_network *slow, const slow_answer *prices, bool cost,
                            int from, int to)
{
    double by[SLOW_LINKS], best = (double)INFINITY;
    bool better = true;
    for (int i = 0; i < slow->links; i++)
        by[i] = slow->link[i].from == from && slow->link[i].to != from ? prices->place_price[from]
                                                                       : (double)INFINITY;
    /* by: what it takes to be at the beginning of a link */
    while (better) {
        better = false;
        for (int i = 0; i < slow->links; i++) {
            const slow_link *link = &slow->link[i];
            const double there = by[i] + (cost ? link->hours : 0) + prices->link_price[i] +
                                 prices->place_price[link->to];
            if (isinf(there) || link->from == link->to)
                continue;
            if (link->to == to)
                best = fmin(best, there);
            for (int j = 0; j < slow->links; j++) {
                const int change = slow_change(slow, link->to, link->mode, slow->link[j].mode);
                if (slow->link[j].from != link->to || slow->link[j].to == link->to || change == -2)
                    continue;
                double on = there + (cost ? slow->dwell[link->to] : 0);
                if (change >= 0)
                    on += (cost ? slow->transfer[change].hours : 0) +
                          prices->change_price[change][link->to];
                if (on < by[j] - 1e-13) {
                    by[j] = on;
                    better = true;
                }
            }
        }
    }
    return best;
}

/* ---- is the flow possible? */

/* What the routes make of all elements, which has to be what the answer says, and within the limits; `sent` gets what goes by
 * pair of places, and the cost is returned. */
static double slow_check_routes(const slow_network *slow, const slow_answer *answer,
                                const pship_network_flow *flow,
                                double sent[SLOW_PLACES][SLOW_PLACES])
{
    slow_answer made = {.result = 0};
    pship_table *table = NULL;
    double cost = 0;
    int place = -1, mode = 0, change = -1;
    memset(sent, 0, SLOW_PLACES * sizeof *sent);
    ck_assert_int_eq(pship_network_flow_routes(&table, flow, NULL), PSHIP_OK);
    const int32_t parts = pship_table_find(table, "part"), ids = pship_table_find(table, "element"),
                  steps = pship_table_find(table, "step"),
                  routes = pship_table_find(table, "route");
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        size_t length;
        const int origin = slow_find(table, "origin", row),
                  destination = slow_find(table, "destination", row);
        const double amount = slow_cell(table, "flow", row);
        const bool first = pship_table_integer(table, steps, row) == 1,
                   last = row + 1 == pship_table_rows(table) ||
                          pship_table_integer(table, routes, row + 1) !=
                              pship_table_integer(table, routes, row);
        const char *id;
        ck_assert_double_gt(amount, 0);
        if (first) {
            place = origin;
            mode = -1;
            change = -1;
            sent[origin][destination] += amount;
            made.place_flow[origin] += amount;
        }
        id = pship_table_text(table, ids, row, &length);
        if (pship_table_text(table, parts, row, &(size_t){0})[0] == 't') {
            change = slow_transfer_of(slow, id, length);
            made.change_flow[change][place] += amount;
            cost += amount * slow->transfer[change].hours;
            ck_assert(!first && !last);
            continue;
        }
        const slow_link *link = &slow->link[slow_number(id, length)];
        ck_assert_int_eq(link->from, place);
        if (mode >= 0) {
            ck_assert_int_eq(slow_change(slow, place, mode, link->mode), change);
            cost += amount * slow->dwell[place];
        }
        made.link_flow[link - slow->link] += amount;
        made.place_flow[link->to] += amount;
        cost += amount * link->hours;
        place = link->to;
        mode = link->mode;
        change = -1;
        if (last)
            ck_assert_int_eq(place, destination);
    }
    pship_table_free(table);
    for (int i = 0; i < slow->places; i++) {
        ck_assert_double_eq_tol(made.place_flow[i], answer->place_flow[i], ROUNDING);
        ck_assert(!(made.place_flow[i] > slow->most[i] + ROUNDING));
    }
    for (int i = 0; i < slow->links; i++) {
        ck_assert_double_eq_tol(made.link_flow[i], answer->link_flow[i], ROUNDING);
        ck_assert(!(made.link_flow[i] > slow->link[i].most + ROUNDING));
    }
    for (int i = 0; i < slow->transfers; i++)
        for (int j = 0; j < slow->places; j++) {
            ck_assert_double_eq_tol(made.change_flow[i][j], answer->change_flow[i][j], ROUNDING);
            ck_assert(!(made.change_flow[i][j] > slow->transfer[i].most + ROUNDING));
        }
    return cost;
}

/* What the prices ask for all limits together. */
static inline double slow_worth(const slow_network *slow, const slow_answer *answer)
{
    double sum = 0;
    for (int i = 0; i < slow->places; i++)
        if (answer->place_price[i] != 0)
            sum += answer->place_price[i] * slow->most[i];
    for (int i = 0; i < slow->links; i++)
        if (answer->link_price[i] != 0)
            sum += answer->link_price[i] * slow->link[i].most;
    for (int i = 0; i < slow->transfers; i++)
        for (int j = 0; j < slow->places; j++)
            if (answer->change_price[i][j] != 0)
                sum += answer->change_price[i][j] * slow->transfer[i].most;
    return sum;
}

#endif
