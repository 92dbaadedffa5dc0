/* Before and after: best routes of two networks, leg by leg. */
#include "alloc/failing.h"
#include "chance.h"
#include "corridor/cells.h"
#include "corridor/leg_match.h"
#include "corridor/place_pairs.h"
#include "corridor/tables.h"
#include <partnership/route_comparison.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

static const network_lines old_lines = {
    .links = "id,from,to,mode,#time_h,#length_km,#rate,#well_to_wheel_g\n"
             "east,khorgos,aktau,rail,60,3000,0.05,20\n"
             "ferry,aktau,alat,sea,24,500,0.01,15\n"
             "west,alat,tbilisi,rail,20,500,0.05,20\n"
             "btk,tbilisi,kars,rail,15,400,0.05,20\n"
             "on,kars,mersin,rail,40,1000,0.05,20",
    .places = "id,#time_h\nkhorgos,\naktau,\nalat,12\ntbilisi,\nkars,\nmersin,",
    .transfers = "place,from_mode,to_mode,#time_h,#fee\naktau,rail,sea,30,5\nalat,sea,rail,18,4",
};

/* The road through the south takes the place of two links, and Alat is quicker. */
static const network_lines new_lines = {
    .links = "id,from,to,mode,#time_h,#length_km,#rate,#well_to_wheel_g\n"
             "south,alat,kars,rail,25,850,0.05,20\n"
             "east,khorgos,aktau,rail,60,3000,0.05,20\n"
             "ferry,aktau,alat,sea,24,500,0.01,15\n"
             "on,kars,mersin,rail,40,1000,0.05,\n"
             "west,alat,tbilisi,rail,20,500,0.05,20\n"
             "sea,kars,batumi,sea,9,100,,",
    .places = "id,#time_h\nkhorgos,\naktau,\nalat,6\ntbilisi,\nkars,\nmersin,\nbatumi,",
    .transfers = "place,from_mode,to_mode,#time_h,#fee\nalat,sea,rail,18,4\naktau,rail,sea,30,5",
};

typedef struct answers {
    pship_table *routes, *legs;
} answers;

static answers compared(network_lines before, network_lines after, const char *pairs)
{
    answers got = {NULL, NULL};
    pship_network *old = network_of(before), *new = network_of(after);
    place_pairs asked;
    pairs_in(&asked, pairs);
    ck_assert_msg(pship_network_compare(&got.routes, &got.legs, old, new, asked.list, asked.count,
                                        NULL, err) == PSHIP_OK,
                  "%s", failure.message);
    pship_network_free(old);
    pship_network_free(new);
    return got;
}

static void answers_free(answers *got)
{
    pship_table_free(got->routes);
    pship_table_free(got->legs);
}

#define ROUTE "origin destination route measure unit before after change percent"

START_TEST(measures_of_both_routes_stand_beside_each_other)
{
    answers got = compared(old_lines, new_lines, "khorgos>mersin");
    ck_assert_int_eq(pship_table_rows(got.routes), 6);
    /* 60 + 30 + 24 + 12 + 18 + 20 + 15 + 40, and 60 + 30 + 24 + 6 + 18 + 25 + 40 */
    row_is(got.routes, 0, ROUTE, "khorgos mersin other weight - 219 203 -16 -7.30593607305936");
    row_is(got.routes, 1, "measure unit before after", "time_h h 219 203");
    row_is(got.routes, 2, "measure before after", "wait_h 0 0");
    row_is(got.routes, 3, "measure unit before after change", "cost USD/t 259 256.5 -2.5");
    row_is(got.routes, 4, "measure unit before after", "length_km km 5400 5350");
    /* The new link on from Kars does not say what it emits. */
    row_is(got.routes, 5, "measure unit before after change percent assumed",
           "well_to_wheel_g g/t 105500 - - - false");
    answers_free(&got);
}
END_TEST

#define LEG "part element from to mode found time_h_before time_h_after cost_before cost_after"

START_TEST(legs_that_both_take_stand_beside_each_other)
{
    answers got = compared(old_lines, new_lines, "khorgos>mersin");
    static const char *const expected[] = {
        "link east khorgos aktau rail both 60 60 150 150",
        "transfer aktau: rail to sea aktau aktau - both 30 30 5 5",
        "link ferry aktau alat sea both 24 24 5 5",
        "place alat alat alat - both 12 6 - -",
        "transfer alat: sea to rail alat alat - both 18 18 4 4",
        "link west alat tbilisi rail before 20 - 25 -",
        "link btk tbilisi kars rail before 15 - 20 -",
        "link south alat kars rail after - 25 - 42.5",
        "link on kars mersin rail both 40 40 50 50",
    };
    const int64_t count = sizeof expected / sizeof *expected;
    ck_assert_int_eq(pship_table_rows(got.legs), count);
    for (int64_t i = 0; i < count; i++)
        row_is(got.legs, i, LEG, expected[i]);
    ck_assert_str_eq(pship_table_column_unit(got.legs, pship_table_find(got.legs, "cost_after")),
                     "USD/t");
    answers_free(&got);
}
END_TEST

START_TEST(routes_that_are_gained_or_lost_have_one_side)
{
    answers got = compared(old_lines, new_lines,
                           "tbilisi>mersin alat>batumi mersin>alat alat>tbilisi alat>alat");
    row_is(got.routes, 0, ROUTE, "tbilisi mersin lost weight - 55 - - -");
    row_is(got.routes, 5, ROUTE, "tbilisi mersin lost well_to_wheel_g g/t 28000 - - -");
    /* A change from rail to sea at Kars is not declared. */
    row_is(got.routes, 6, ROUTE, "alat batumi none weight - - - - -");
    row_is(got.routes, 7, ROUTE, "mersin alat none weight - - - - -");
    row_is(got.routes, 8, ROUTE, "alat tbilisi same weight - 20 20 0 0");
    row_is(got.routes, 14, ROUTE, "alat alat same weight - 0 0 0 -");
    row_is(got.legs, 0, LEG, "link btk tbilisi kars rail before 15 - 20 -");
    row_is(got.legs, 2, "origin destination element found", "alat tbilisi west both");
    ck_assert_int_eq(pship_table_rows(got.legs), 3);
    answers_free(&got);
}
END_TEST

START_TEST(a_weighting_chooses_the_routes_and_assumptions_are_told)
{
    network_lines cheap = {
        .links = "from,to,#time_h,#fee,#box_fee\na,b,1,10,\na,b,2,1,3",
        .sources = "part,element,attribute,source,?assumed,#low,#high\nlink,2,fee,,t,0.5,2",
    };
    pship_weighting weighting = PSHIP_WEIGHTING_INIT;
    pship_network *network = network_of(cheap);
    const pship_place_pair pairs[] = {{"a", "b"}};
    pship_table *routes = NULL;
    weighting.by = "cost";
    ck_assert_int_eq(
        pship_network_compare(&routes, NULL, network, network, pairs, 1, &weighting, err),
        PSHIP_OK);
    row_is(routes, 0, "route measure before assumed", "same weight 1 true");
    row_is(routes, 1, "route measure before", "same time_h 2");
    row_is(routes, 4, "route measure unit before", "same box_cost USD/TEU 3");
    pship_table_free(routes);
    pship_network_free(network);
}
END_TEST

static void refuses(const char *pairs, const char *currency, pship_result code, const char *words)
{
    pship_table *routes = NULL, *legs = NULL;
    place_pairs asked;
    pairs_in(&asked, pairs);
    pship_network *old = network_of(old_lines), *new = NULL;
    ck_assert_int_eq(network_in(&new, NULL, new_lines, currency, err), PSHIP_OK);
    ck_assert_int_eq(
        pship_network_compare(&routes, &legs, old, new, asked.list, asked.count, NULL, err), code);
    ck_assert_msg(strstr(failure.message, words) != NULL, "'%s' lacks '%s'", failure.message,
                  words);
    ck_assert(!routes && !legs);
    pship_network_free(old);
    pship_network_free(new);
}

START_TEST(what_cannot_be_compared_is_refused)
{
    refuses("alat>kars alat>paris", NULL, PSHIP_E_NOT_FOUND,
            "neither network has a place \"paris\"");
    refuses("alat>kars", "EUR", PSHIP_E_INVALID, "in USD before, but in EUR");
}
END_TEST

START_TEST(arguments_are_checked)
{
    pship_table *routes = NULL;
    const pship_place_pair pairs[] = {{"alat", "kars"}, {"alat", NULL}};
    pship_network *network = network_of(old_lines);
    pship_weighting other = PSHIP_WEIGHTING_INIT;
    ck_assert_int_eq(pship_network_compare(NULL, NULL, network, network, pairs, 1, NULL, err),
                     PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_network_compare(&routes, NULL, NULL, network, pairs, 1, NULL, err),
                     PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_network_compare(&routes, NULL, network, NULL, pairs, 1, NULL, err),
                     PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_network_compare(&routes, NULL, network, network, NULL, 1, NULL, err),
                     PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_network_compare(&routes, NULL, network, network, pairs, 2, NULL, err),
                     PSHIP_E_ARGUMENT);
    other.by = "beauty";
    ck_assert_int_ne(pship_network_compare(&routes, NULL, network, network, pairs, 1, &other, err),
                     PSHIP_OK);
    ck_assert_ptr_null(routes);
    pship_network_free(network);
}
END_TEST

/* ---- legs in common, beside the longest common subsequence */

#define MOST_LEGS 8

static size_t longest_common(const network_route *before, const network_route *after)
{
    size_t table[MOST_LEGS + 1][MOST_LEGS + 1] = {{0}};
    for (size_t i = 1; i <= before->leg_count; i++)
        for (size_t j = 1; j <= after->leg_count; j++) {
            const size_t one = table[i - 1][j], other = table[i][j - 1];
            table[i][j] = one > other ? one : other;
            if (before->legs[i - 1].element == after->legs[j - 1].element)
                table[i][j] = table[i - 1][j - 1] + 1;
        }
    return table[before->leg_count][after->leg_count];
}

/* Elements that occur once. */
static void random_route(network_route *route, network_leg legs[MOST_LEGS])
{
    uint32_t pool[MOST_LEGS];
    *route = (network_route){.legs = legs};
    for (uint32_t i = 0; i < MOST_LEGS; i++)
        pool[i] = i;
    for (int left = MOST_LEGS; left > 0 && roll(6) > 0; left--) {
        const int chosen = roll(left);
        legs[route->leg_count++] = (network_leg){.part = NETWORK_LINK, .element = pool[chosen]};
        pool[chosen] = pool[left - 1];
    }
}

START_TEST(as_many_legs_are_paired_as_can_be)
{
    network_lines lines = {.links = "from,to\na,b\na,b\na,b\na,b\na,b\na,b\na,b\na,b"};
    pship_network *network = network_of(lines);
    const uint64_t start = chance_start();
    for (int i = 0; i < chance_cases(2000); i++) {
        network_leg old_legs[MOST_LEGS], new_legs[MOST_LEGS];
        network_route before, after;
        size_t *match = NULL, paired = 0, last = 0;
        chance_seed(start + (uint64_t)i);
        random_route(&before, old_legs);
        random_route(&after, new_legs);
        ck_assert_int_eq(pship__legs_match(&match, network, &before, network, &after, err),
                         PSHIP_OK);
        for (size_t j = 0; j < before.leg_count; j++) {
            if (match[j] == SIZE_MAX)
                continue;
            ck_assert_uint_lt(match[j], after.leg_count);
            ck_assert_uint_eq(old_legs[j].element, new_legs[match[j]].element);
            ck_assert(paired == 0 || match[j] > last);
            last = match[j];
            paired++;
        }
        ck_assert_msg(paired == longest_common(&before, &after), "seed %llu",
                      (unsigned long long)start + (unsigned long long)i);
        pship__release(NULL, match);
    }
    pship_network_free(network);
}
END_TEST

typedef struct asked {
    pship_network *before, *after;
} asked;

static pship_result compare(void *data, pship_error *failed)
{
    const asked *of = data;
    const pship_place_pair pairs[] = {{"khorgos", "mersin"}, {"tbilisi", "kars"}};
    pship_table *routes = NULL, *legs = NULL;
    pship_result result =
        pship_network_compare(&routes, &legs, of->before, of->after, pairs, 2, NULL, failed);
    pship_table_free(routes);
    pship_table_free(legs);
    return result;
}

START_TEST(every_allocation_may_fail)
{
    heap memory;
    asked of = {NULL, NULL};
    pship_context *context = heap_context(&memory);
    ck_assert_int_eq(network_in(&of.before, context, old_lines, "USD", err), PSHIP_OK);
    ck_assert_int_eq(network_in(&of.after, context, new_lines, "USD", err), PSHIP_OK);
    heap_fail_each(&memory, compare, NULL, &of);
    pship_network_free(of.before);
    pship_network_free(of.after);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("route_comparison");
    TCase *tests = tcase_create("route_comparison");
    tcase_add_test(tests, measures_of_both_routes_stand_beside_each_other);
    tcase_add_test(tests, legs_that_both_take_stand_beside_each_other);
    tcase_add_test(tests, routes_that_are_gained_or_lost_have_one_side);
    tcase_add_test(tests, a_weighting_chooses_the_routes_and_assumptions_are_told);
    tcase_add_test(tests, what_cannot_be_compared_is_refused);
    tcase_add_test(tests, arguments_are_checked);
    tcase_add_test(tests, as_many_legs_are_paired_as_can_be);
    tcase_add_test(tests, every_allocation_may_fail);
    suite_add_tcase(suite, tests);
    return suite;
}
