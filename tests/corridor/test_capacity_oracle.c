/*
 * Flows through random small networks: possible, and proved to be the best by prices that a slow search checks; maximum
 * flows also against every cut that there is.
 */
#include "slow_flow.h"

#include "table/builder.h"

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

/* ---- maximum flow */

/* Every way to part origins from destinations: a place may be on the near side, on the far side, or parted itself. */
static double slow_cut(const slow_network *slow, const bool *origin, const bool *destination)
{
    enum { NEAR, FAR, PARTED };
    int side[SLOW_PLACES] = {0}, cuts = 1;
    double best = (double)INFINITY;
    for (int i = 0; i < slow->places; i++)
        cuts *= 3;
    for (int cut = 0; cut < cuts; cut++) {
        double sum = 0;
        bool right = true;
        for (int i = 0, rest = cut; i < slow->places; i++, rest /= 3) {
            side[i] = rest % 3;
            right = right && !(origin[i] && side[i] == FAR) && !(destination[i] && side[i] == NEAR);
            if (side[i] == PARTED)
                sum += isnan(slow->most[i]) ? (double)INFINITY : slow->most[i];
        }
        /* A parted place is reached, and does not reach: an arriving link stays on the near side. But what begins at an
         * origin that is parted passes no link, and links into an origin are no use. */
        for (int i = 0; i < slow->links && right; i++) {
            const slow_link *link = &slow->link[i];
            if (side[link->from] == NEAR && side[link->to] == FAR)
                sum += isnan(link->most) ? (double)INFINITY : link->most;
        }
        if (right)
            best = fmin(best, sum);
    }
    return best;
}

typedef struct ends {
    const char *origins[SLOW_PLACES], *destinations[SLOW_PLACES];
    bool origin[SLOW_PLACES], destination[SLOW_PLACES];
    size_t origin_count, destination_count;
} ends;

static ends choose_ends(const slow_network *slow)
{
    ends chosen = {.origin_count = 0};
    const int first = roll(slow->places),
              last = (first + 1 + roll(slow->places - 1)) % slow->places;
    for (int i = 0; i < slow->places; i++) {
        const int dice = roll(8);
        if (i == first || (i != last && dice == 0)) {
            chosen.origin[i] = true;
            chosen.origins[chosen.origin_count++] = slow_place[i];
        } else if (i == last || dice == 1) {
            chosen.destination[i] = true;
            chosen.destinations[chosen.destination_count++] = slow_place[i];
        }
    }
    return chosen;
}

static bool is_unlimited(const slow_network *slow, int from, int to)
{
    slow_answer none = {.result = 0};
    for (int i = 0; i < slow->places; i++)
        none.place_price[i] = isnan(slow->most[i]) ? 0 : 1;
    for (int i = 0; i < slow->links; i++)
        none.link_price[i] = isnan(slow->link[i].most) ? 0 : 1;
    for (int i = 0; i < slow->transfers; i++)
        for (int j = 0; j < slow->places; j++)
            none.change_price[i][j] = isnan(slow->transfer[i].most) ? 0 : 1;
    return slow_distance(slow, &none, false, from, to) == 0;
}

static void check_max_flow(const slow_network *slow, const ends *chosen, bool modes)
{
    pship_network_flow *flow = NULL;
    const pship_result result =
        pship_network_max_flow(&flow, slow->network, chosen->origins, chosen->origin_count,
                               chosen->destinations, chosen->destination_count, NULL, err);
    bool unlimited = false;
    for (int i = 0; i < slow->places; i++)
        for (int j = 0; j < slow->places; j++)
            unlimited = unlimited ||
                        (chosen->origin[i] && chosen->destination[j] && is_unlimited(slow, i, j));
    if (unlimited) {
        ck_assert_int_eq(result, PSHIP_E_INVALID);
        ck_assert_ptr_nonnull(strstr(failure.message, "nothing limits the flow"));
        return;
    }
    ck_assert_msg(result == PSHIP_OK, "%s", failure.message);
    slow_answer answer;
    double sent[SLOW_PLACES][SLOW_PLACES], sum = 0;
    slow_read(&answer, slow, flow);
    (void)slow_check_routes(slow, &answer, flow, sent);
    for (int i = 0; i < slow->places; i++)
        for (int j = 0; j < slow->places; j++) {
            ck_assert(sent[i][j] == 0 || (chosen->origin[i] && chosen->destination[j]));
            sum += sent[i][j];
        }
    ck_assert_double_eq_tol(sum, answer.result, ROUNDING);
    ck_assert_double_eq_tol(answer.bound, answer.result, ROUNDING);
    if (!modes)
        ck_assert_double_eq_tol(slow_cut(slow, chosen->origin, chosen->destination), answer.result,
                                ROUNDING);
    pship_network_flow_free(flow);
}

/* The cut is a set of capacities that sum to the flow, and without which no way is left. */
static void check_cut(const slow_network *slow, const ends *chosen)
{
    pship_network_flow *flow = NULL;
    pship_table *table = NULL;
    slow_answer cut = {.result = 0};
    double sum = 0;
    if (pship_network_max_flow(&flow, slow->network, chosen->origins, chosen->origin_count,
                               chosen->destinations, chosen->destination_count, NULL,
                               err) != PSHIP_OK)
        return;
    slow_answer answer;
    slow_read(&answer, slow, flow);
    ck_assert_int_eq(pship_network_flow_elements(&table, flow, NULL), PSHIP_OK);
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        size_t length;
        const char *id = pship_table_text(table, 1, row, &length);
        const bool in = pship_table_integer(table, pship_table_find(table, "cut"), row) != 0;
        ck_assert(in || slow_cell(table, "price", row) == 0);
        if (!in)
            continue;
        sum += slow_cell(table, "capacity", row);
        if (pship_table_text(table, 0, row, &(size_t){0})[0] == 'p')
            cut.place_price[id[0] - 'A'] = 1;
        else
            cut.link_price[slow_number(id, length)] = 1;
    }
    pship_table_free(table);
    ck_assert_double_eq_tol(sum, answer.result, ROUNDING);
    for (int i = 0; i < slow->places; i++)
        for (int j = 0; j < slow->places; j++)
            if (chosen->origin[i] && chosen->destination[j])
                ck_assert_double_ge(slow_distance(slow, &cut, false, i, j), 1);
    pship_network_flow_free(flow);
}

START_TEST(maximum_flows_are_the_least_of_all_cuts)
{
    const uint64_t seed = chance_start();
    const int cases = chance_cases(2000);
    for (int i = 0; i < cases; i++) {
        slow_network slow;
        chance_seed(seed + (uint64_t)i);
        slow_make(&slow, false, i % 2, 10);
        const ends chosen = choose_ends(&slow);
        check_max_flow(&slow, &chosen, false);
        check_cut(&slow, &chosen);
        pship_network_free(slow.network);
    }
}
END_TEST

/* What widening is worth is the same as asking anew. */
START_TEST(upgrades_are_what_the_wider_network_would_give)
{
    const uint64_t seed = chance_start();
    const int cases = chance_cases(1000);
    for (int i = 0; i < cases; i++) {
        slow_network slow;
        pship_network_flow *flow = NULL;
        pship_table *table = NULL;
        pship__table_builder *builder = NULL;
        const pship__column_spec columns[] = {{"part", PSHIP_COLUMN_UTF8, NULL, 0},
                                              {"element", PSHIP_COLUMN_UTF8, NULL, 0},
                                              {"capacity", PSHIP_COLUMN_FLOAT64, NULL, 0}};
        pship_capacity_options options = PSHIP_CAPACITY_OPTIONS_INIT;
        chance_seed(seed + (uint64_t)i);
        slow_make(&slow, false, i % 2, 0);
        const ends chosen = choose_ends(&slow);
        double after[SLOW_LINKS];
        ck_assert_int_eq(pship__table_builder_new(&builder, NULL, columns, 3, err), PSHIP_OK);
        for (int j = 0; j < slow.links; j++) {
            char id[12];
            snprintf(id, sizeof id, "%d", j + 1);
            after[j] = (double)roll(30) / 2;
            if (slow.link[j].from == slow.link[j].to)
                continue; /* part of no route */
            pship__add_text(builder, "link");
            pship__add_text(builder, id);
            pship__add_number(builder, after[j]);
        }
        ck_assert_int_eq(pship__table_builder_finish(builder, &table, err), PSHIP_OK);
        options.upgrades = table;
        ck_assert_msg(pship_network_max_flow(&flow, slow.network, chosen.origins,
                                             chosen.origin_count, chosen.destinations,
                                             chosen.destination_count, &options, err) == PSHIP_OK,
                      "%s", failure.message);
        pship_table_free(table);
        ck_assert_int_eq(pship_network_flow_upgrades(&table, flow, err), PSHIP_OK);
        for (int j = 0, row = 0; j < slow.links; j++) {
            if (slow.link[j].from == slow.link[j].to)
                continue;
            const double before = slow.link[j].most;
            slow.link[j].most = after[j];
            ck_assert_double_eq_tol(slow_cut(&slow, chosen.origin, chosen.destination),
                                    slow_cell(table, "result", row), ROUNDING);
            slow.link[j].most = before;
            row++;
        }
        pship_table_free(table);
        pship_network_flow_free(flow);
        pship_network_free(slow.network);
    }
}
END_TEST

/* ---- what linear programs answer */

#ifdef PSHIP_HAVE_CLP

START_TEST(maximum_flows_where_modes_matter)
{
    const uint64_t seed = chance_start();
    const int cases = chance_cases(1000);
    for (int i = 0; i < cases; i++) {
        slow_network slow;
        chance_seed(seed + (uint64_t)i);
        slow_make(&slow, true, true, 10);
        const ends chosen = choose_ends(&slow);
        check_max_flow(&slow, &chosen, true);
        pship_network_free(slow.network);
    }
}
END_TEST

typedef struct slow_demand {
    int from, to;
    double amount;
} slow_demand;

static pship_table *make_demands(slow_demand *demands, int count, const slow_network *slow)
{
    const pship__column_spec columns[] = {{"origin", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                          {"destination", PSHIP_COLUMN_UTF8, NULL, 0},
                                          {"demand", PSHIP_COLUMN_FLOAT64, NULL, 0}};
    pship__table_builder *builder = NULL;
    pship_table *table = NULL;
    ck_assert_int_eq(pship__table_builder_new(&builder, NULL, columns, 3, err), PSHIP_OK);
    for (int i = 0; i < count; i++) {
        demands[i] = (slow_demand){roll(slow->places), roll(slow->places), (double)roll(12) / 2};
        pship__add_text(builder, slow_place[demands[i].from]);
        pship__add_text(builder, slow_place[demands[i].to]);
        pship__add_number(builder, demands[i].amount);
    }
    ck_assert_int_eq(pship__table_builder_finish(builder, &table, err), PSHIP_OK);
    return table;
}

static bool needs_a_way(const slow_demand *demand)
{
    return demand->amount > 0 && demand->from != demand->to;
}

static bool all_have_a_way(const slow_network *slow, const slow_demand *demands, int count)
{
    const slow_answer none = {.result = 0};
    for (int i = 0; i < count; i++)
        if (needs_a_way(&demands[i]) &&
            isinf(slow_distance(slow, &none, false, demands[i].from, demands[i].to)))
            return false;
    return true;
}

static bool none_needs_a_way(const slow_demand *demands, int count)
{
    for (int i = 0; i < count; i++)
        if (needs_a_way(&demands[i]))
            return false;
    return true;
}

/* What is sent by pair is the share of what is asked. */
static void check_shares(const slow_network *slow, const slow_demand *demands, int count,
                         double sent[SLOW_PLACES][SLOW_PLACES], double share)
{
    for (int i = 0; i < slow->places; i++)
        for (int j = 0; j < slow->places; j++) {
            double asked = 0;
            for (int k = 0; k < count; k++)
                if (demands[k].from == i && demands[k].to == j && i != j)
                    asked += demands[k].amount;
            ck_assert_double_eq_tol(sent[i][j], share * asked, ROUNDING);
        }
}

START_TEST(concurrent_flows_are_proved_by_their_prices)
{
    const uint64_t seed = chance_start();
    const int cases = chance_cases(1000);
    for (int i = 0; i < cases; i++) {
        slow_network slow;
        slow_demand demands[6];
        pship_network_flow *flow = NULL;
        chance_seed(seed + (uint64_t)i);
        slow_make(&slow, i % 2, i % 3, 10);
        const int count = 1 + roll(6);
        pship_table *table = make_demands(demands, count, &slow);
        const pship_result result =
            pship_network_concurrent_flow(&flow, slow.network, table, NULL, err);
        pship_table_free(table);
        bool unlimited = true;
        for (int k = 0; k < count; k++)
            unlimited = unlimited && (!needs_a_way(&demands[k]) ||
                                      is_unlimited(&slow, demands[k].from, demands[k].to));
        if (none_needs_a_way(demands, count)) {
            ck_assert_int_eq(result, PSHIP_E_INVALID);
        } else if (!all_have_a_way(&slow, demands, count)) {
            ck_assert_int_eq(result, PSHIP_E_NOT_FOUND);
        } else if (unlimited) {
            ck_assert_int_eq(result, PSHIP_E_INVALID);
            ck_assert_ptr_nonnull(strstr(failure.message, "nothing limits the flow"));
        } else {
            ck_assert_msg(result == PSHIP_OK, "%s", failure.message);
            slow_answer answer;
            double sent[SLOW_PLACES][SLOW_PLACES], ways = 0;
            slow_read(&answer, &slow, flow);
            (void)slow_check_routes(&slow, &answer, flow, sent);
            check_shares(&slow, demands, count, sent, answer.result);
            for (int k = 0; k < count; k++)
                if (needs_a_way(&demands[k]))
                    ways += demands[k].amount *
                            slow_distance(&slow, &answer, false, demands[k].from, demands[k].to);
            /* share <= limits / ways for all prices; those of the answer are such that ways is 1. */
            ck_assert_double_eq_tol(slow_worth(&slow, &answer), answer.result, ROUNDING);
            ck_assert_double_ge(ways, 1 - 1e-9);
            pship_network_flow_free(flow);
        }
        pship_network_free(slow.network);
    }
}
END_TEST

static void check_min_cost(const slow_network *slow, const slow_demand *demands, int count,
                           const pship_network_flow *flow, double unmet_cost)
{
    slow_answer answer;
    double sent[SLOW_PLACES][SLOW_PLACES], proved = 0, unmet = 0;
    pship_table *table = NULL;
    slow_read(&answer, slow, flow);
    const double cost = slow_check_routes(slow, &answer, flow, sent);
    ck_assert_int_eq(pship_network_flow_demands(&table, flow, NULL), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(table), count);
    for (int k = 0; k < count; k++) {
        double way = slow_distance(slow, &answer, true, demands[k].from, demands[k].to);
        if (unmet_cost > 0)
            way = fmin(way, unmet_cost);
        unmet += slow_cell(table, "unmet", k);
        if (demands[k].from != demands[k].to)
            sent[demands[k].from][demands[k].to] -= slow_cell(table, "carried", k);
        if (!needs_a_way(&demands[k]))
            continue;
        proved += demands[k].amount * way;
        ck_assert_double_eq_tol(slow_cell(table, "price", k), way, ROUNDING);
        ck_assert_double_eq_tol(slow_cell(table, "carried", k) + slow_cell(table, "unmet", k),
                                demands[k].amount, ROUNDING);
    }
    for (int i = 0; i < slow->places; i++)
        for (int j = 0; j < slow->places; j++)
            ck_assert_double_eq_tol(sent[i][j], 0, ROUNDING);
    pship_table_free(table);
    ck_assert_double_eq_tol(cost + unmet * unmet_cost, answer.result, ROUNDING);
    ck_assert_double_eq_tol(proved - slow_worth(slow, &answer), answer.result, ROUNDING);
    ck_assert_double_eq_tol(answer.bound, answer.result, ROUNDING);
}

START_TEST(minimum_cost_flows_are_proved_by_their_prices)
{
    const uint64_t seed = chance_start();
    const int cases = chance_cases(1500);
    int carried = 0;
    for (int i = 0; i < cases; i++) {
        slow_network slow;
        slow_demand demands[6];
        pship_network_flow *flow = NULL, *share = NULL;
        pship_capacity_options options = PSHIP_CAPACITY_OPTIONS_INIT;
        chance_seed(seed + (uint64_t)i);
        slow_make(&slow, i % 2, i % 3, 20);
        const int count = 1 + roll(6);
        pship_table *table = make_demands(demands, count, &slow);
        options.unmet_cost = i % 4 == 0 ? 1 + roll(12) : 0;
        const pship_result result =
            pship_network_min_cost_flow(&flow, slow.network, table, NULL, &options, err);
        if (result == PSHIP_OK) {
            check_min_cost(&slow, demands, count, flow, options.unmet_cost);
            pship_network_flow_free(flow);
            carried++;
        } else if (!all_have_a_way(&slow, demands, count)) {
            ck_assert_int_eq(result, PSHIP_E_NOT_FOUND);
        } else {
            /* No room for all: so the share that can be carried at once is less than one. */
            ck_assert_msg(result == PSHIP_E_INVALID, "%s", failure.message);
            ck_assert_ptr_nonnull(strstr(failure.message, "no room for all demands"));
            ck_assert_double_eq(options.unmet_cost, 0);
            ck_assert_msg(pship_network_concurrent_flow(&share, slow.network, table, NULL, err) ==
                              PSHIP_OK,
                          "%s", failure.message);
            slow_answer answer;
            slow_read(&answer, &slow, share);
            ck_assert_double_lt(answer.result, 1);
            pship_network_flow_free(share);
        }
        pship_table_free(table);
        pship_network_free(slow.network);
    }
    ck_assert_int_gt(carried, 0);
}
END_TEST

/* What a question answers when a link has another capacity: "no room" is no number, as in the table. */
static double ask_anew(const slow_network *slow, const pship_table *demands, bool cost, int link,
                       double most)
{
    pship_network *changed = NULL;
    pship_network_flow *flow = NULL;
    char id[12];
    slow_answer answer;
    snprintf(id, sizeof id, "%d", link + 1);
    const pship_network_change_step step = {"link", id, "capacity_t", PSHIP_NETWORK_SET, most};
    ck_assert_msg(pship_network_change(&changed, slow->network, &step, 1, err) == PSHIP_OK, "%s",
                  failure.message);
    const pship_result result =
        cost ? pship_network_min_cost_flow(&flow, changed, demands, NULL, NULL, err)
             : pship_network_concurrent_flow(&flow, changed, demands, NULL, err);
    if (result == PSHIP_OK)
        slow_read(&answer, slow, flow);
    else
        ck_assert_msg(cost && result == PSHIP_E_INVALID, "%s", failure.message);
    pship_network_flow_free(flow);
    pship_network_free(changed);
    return result == PSHIP_OK ? answer.result : (double)NAN;
}

static void check_upgrades(const slow_network *slow, const pship_table *demands, bool cost)
{
    const pship__column_spec columns[] = {{"part", PSHIP_COLUMN_UTF8, NULL, 0},
                                          {"element", PSHIP_COLUMN_INT64, NULL, 0},
                                          {"capacity", PSHIP_COLUMN_FLOAT64, NULL, 0}};
    pship__table_builder *builder = NULL;
    pship_table *table = NULL;
    pship_network_flow *flow = NULL;
    pship_capacity_options options = PSHIP_CAPACITY_OPTIONS_INIT;
    double after[SLOW_LINKS];
    ck_assert_int_eq(pship__table_builder_new(&builder, NULL, columns, 3, err), PSHIP_OK);
    for (int i = 0; i < slow->links; i++) {
        after[i] = (double)roll(30) / 2;
        if (slow->link[i].from == slow->link[i].to)
            continue; /* part of no route */
        pship__add_text(builder, "link");
        pship__add_int64(builder, i + 1);
        pship__add_number(builder, after[i]);
    }
    ck_assert_int_eq(pship__table_builder_finish(builder, &table, err), PSHIP_OK);
    options.upgrades = table;
    const pship_result result =
        cost ? pship_network_min_cost_flow(&flow, slow->network, demands, NULL, &options, err)
             : pship_network_concurrent_flow(&flow, slow->network, demands, &options, err);
    pship_table_free(table);
    if (result != PSHIP_OK)
        return;
    ck_assert_int_eq(pship_network_flow_upgrades(&table, flow, err), PSHIP_OK);
    for (int i = 0, row = 0; i < slow->links; i++) {
        if (slow->link[i].from == slow->link[i].to)
            continue;
        const double told = slow_cell(table, "result", row++),
                     anew = ask_anew(slow, demands, cost, i, after[i]);
        ck_assert_msg(isnan(told) == isnan(anew) && !(fabs(told - anew) > ROUNDING),
                      "link %d: %.17g instead of %.17g", i + 1, told, anew);
    }
    pship_table_free(table);
    pship_network_flow_free(flow);
}

START_TEST(upgrades_for_demands_are_what_asking_anew_gives)
{
    const uint64_t seed = chance_start();
    const int cases = chance_cases(300);
    for (int i = 0; i < cases; i++) {
        slow_network slow;
        slow_demand demands[6];
        chance_seed(seed + (uint64_t)i);
        slow_make(&slow, i % 2, i % 3, 0);
        pship_table *table = make_demands(demands, 1 + roll(6), &slow);
        check_upgrades(&slow, table, i % 5 < 3);
        pship_table_free(table);
        pship_network_free(slow.network);
    }
}
END_TEST

#endif

Suite *test_suite(void)
{
    Suite *suite = suite_create("capacity oracle");
    TCase *cases = tcase_create("capacity oracle");
    suite_add_tcase(suite, cases);
    tcase_add_test(cases, maximum_flows_are_the_least_of_all_cuts);
    tcase_add_test(cases, upgrades_are_what_the_wider_network_would_give);
#ifdef PSHIP_HAVE_CLP
    tcase_add_test(cases, maximum_flows_where_modes_matter);
    tcase_add_test(cases, concurrent_flows_are_proved_by_their_prices);
    tcase_add_test(cases, upgrades_for_demands_are_what_asking_anew_gives);
    tcase_add_test(cases, minimum_cost_flows_are_proved_by_their_prices);
#endif
    return suite;
}
