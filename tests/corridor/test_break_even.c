/* Break-even values. */
#include "alloc/failing.h"
#include "corridor/cells.h"
#include "corridor/place_pairs.h"
#include "corridor/tables.h"
#include <math.h>
#include <partnership/break_even.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

/* Two ways from a to d: through the port p, and around it through q. */
static const network_lines two_ways = {
    .links = "id,from,to,#time_h,#length_km,#speed_km_h,#headway_h,#headway_variation,#fee\n"
             "ap,a,p,10,,,,,1\n"
             "pd,p,d,,400,40,48,1,2\n"
             "aq,a,q,30,,,,,3\n"
             "qd,q,d,50,,,,,4",
    .places = "id,#time_h\na,\nd,\np,6\nq,2",
};

static pship_table *broken_even(const pship_network *before, const pship_network *after,
                                const pship_weighting *weighting,
                                const pship_break_even_question *question, const char *pairs)
{
    pship_table *table = NULL;
    place_pairs asked;
    pairs_in(&asked, pairs);
    ck_assert_msg(pship_network_break_even(&table, before, after, asked.list, asked.count,
                                           weighting, question, err) == PSHIP_OK,
                  "%s", failure.message);
    return table;
}

static pship_break_even_question about(const char *part, const char *element, const char *attribute)
{
    pship_break_even_question question = pship_break_even_question_init();
    question.part = part;
    question.element = element;
    question.attribute = attribute;
    return question;
}

#define A_TO_D "a>d"
#define ROW "origin destination value now weight below above"

START_TEST(dwell_at_a_port_breaks_even_with_the_way_around_it)
{
    pship_network *network = network_of(two_ways);
    const pship_break_even_question question = about("place", "p", "time_h");
    pship_table *table = broken_even(network, NULL, NULL, &question, A_TO_D);
    /* 30 + 2 + 50 = 82; through p 10 + dwell + 400 / 40 + 48 / 2 * (1 + 1) = 68 + dwell. */
    ck_assert_int_eq(pship_table_rows(table), 1);
    row_is(table, 0, ROW, "a d 14 6 82 with equal");
    ck_assert_str_eq(pship_table_column_unit(table, 2), "h");
    ck_assert_double_eq(number_at(table, 0, "low"), 0);
    ck_assert_double_gt(number_at(table, 0, "high"), 14);
    pship_table_free(table);
    pship_network_free(network);
}
END_TEST

START_TEST(every_number_that_weighs_can_be_asked_about)
{
    pship_network *network = network_of(two_ways);
    pship_break_even_question question = about(NULL, "ap", NULL);
    pship_table *table = broken_even(network, NULL, NULL, &question, A_TO_D);
    row_is(table, 0, ROW, "a d 18 10 82 with equal");
    pship_table_free(table);
    question = about("link", "pd", "length_km");
    table = broken_even(network, NULL, NULL, &question, A_TO_D);
    row_is(table, 0, ROW, "a d 720 400 82 with equal");
    pship_table_free(table);
    question = about("link", "pd", "headway_h");
    table = broken_even(network, NULL, NULL, &question, A_TO_D);
    row_is(table, 0, ROW, "a d 56 48 82 with equal");
    pship_table_free(table);
    question = about("link", "pd", "time_h"); /* follows from length and speed */
    table = broken_even(network, NULL, NULL, &question, A_TO_D);
    row_is(table, 0, ROW, "a d 18 10 82 with equal");
    pship_table_free(table);
    pship_network_free(network);
}
END_TEST

START_TEST(speeds_and_variations_are_no_straight_lines_and_still_exact)
{
    pship_network *network = network_of(two_ways);
    pship_break_even_question question = about("link", "pd", "speed_km_h");
    question.low = 1;
    question.high = 100;
    pship_table *table = broken_even(network, NULL, NULL, &question, A_TO_D);
    /* 400 / 18, and below that the way around is as good. */
    ck_assert_double_eq_tol(number_at(table, 0, "value"), 400.0 / 18, 1e-12);
    row_is(table, 0, "now weight below above low high", "40 82 equal with 1 100");
    pship_table_free(table);
    question = about("link", "pd", "headway_variation");
    question.high = 3;
    table = broken_even(network, NULL, NULL, &question, A_TO_D);
    /* 24 * (1 + v^2) = 56 */
    ck_assert_double_eq_tol(number_at(table, 0, "value"), sqrt(56.0 / 24 - 1), 1e-12);
    row_is(table, 0, "now below above", "1 with equal");
    pship_table_free(table);
    pship_network_free(network);
}
END_TEST

START_TEST(other_weightings_have_values_of_their_own)
{
    pship_network *network = network_of(two_ways);
    pship_weighting weighting = PSHIP_WEIGHTING_INIT;
    pship_break_even_question question = about("link", "ap", "fee");
    weighting.by = "cost";
    pship_table *table = broken_even(network, NULL, &weighting, &question, A_TO_D);
    row_is(table, 0, ROW, "a d 5 1 7 with equal");
    ck_assert_ptr_null(pship_table_column_unit(table, 2));
    pship_table_free(table);
    weighting.by = "generalised";
    weighting.value_of_time = 0.5;
    table = broken_even(network, NULL, &weighting, &question, A_TO_D);
    /* 82 / 2 + 7 = 48; 74 / 2 + fee + 2 */
    row_is(table, 0, ROW, "a d 9 1 48 with equal");
    pship_table_free(table);
    question = about("place", "p", "time_h");
    table = broken_even(network, NULL, &weighting, &question, A_TO_D);
    row_is(table, 0, ROW, "a d 22 6 48 with equal");
    pship_table_free(table);
    pship_network_free(network);
}
END_TEST

START_TEST(what_never_changes_is_said_in_one_row)
{
    network_lines lines = two_ways;
    lines.links = "id,from,to,#time_h\nap,a,p,10\npd,p,d,10\nad,a,d,15\nba,b,a,1";
    lines.places = "id,#time_h\na,\nb,\np,\nd,";
    pship_network *network = network_of(lines);
    pship_break_even_question question = about("place", "p", "time_h");
    pship_table *table = broken_even(network, NULL, NULL, &question, "a>d a>p d>a b>p a>a");
    ck_assert_int_eq(pship_table_rows(table), 5);
    row_is(table, 0, ROW, "a d - - - equal equal"); /* never worth it */
    /* What it takes to pass where a route ends does not count, but with p closed there is no route. */
    row_is(table, 1, ROW, "a p - - - with with");
    row_is(table, 2, ROW, "d a - - - none none");
    row_is(table, 3, ROW, "b p - - - with with");
    row_is(table, 4, ROW, "a a - - - equal equal");
    pship_table_free(table);
    question = about("link", "ba", NULL);
    table = broken_even(network, NULL, NULL, &question, "b>d");
    row_is(table, 0, ROW, "b d - 1 - with with");
    pship_table_free(table);
    pship_network_free(network);
}
END_TEST

START_TEST(two_networks_cross_where_their_best_routes_do)
{
    network_lines other = two_ways;
    other.links = "id,from,to,#time_h\nap,a,p,12\npx,p,x,4\nxd,x,d,60\nqd,q,d,50";
    other.places = "id,#time_h\na,\nd,\np,6\nq,2\nx,1";
    pship_network *before = network_of(two_ways), *after = network_of(other);
    pship_break_even_question question = about("place", "x", "time_h");
    pship_table *table = broken_even(before, after, NULL, &question, A_TO_D);
    /* Before: 10 + 6 + 58 = 74. After: 12 + 6 + 4 + 60 + x = 82 + x: too slow whatever x. */
    row_is(table, 0, ROW, "a d - 1 - before before");
    pship_table_free(table);
    question.part = "link";
    question.element = "xd";
    table = broken_even(before, after, NULL, &question, A_TO_D);
    row_is(table, 0, ROW, "a d 51 60 74 after before");
    pship_table_free(table);
    /* Both have p. Before, the way around it keeps it at 82; after, there is none. */
    question.part = "place";
    question.element = "p";
    table = broken_even(before, after, NULL, &question, A_TO_D);
    row_is(table, 0, ROW, "a d - 6 - before before");
    pship_table_free(table);
    table = broken_even(after, before, NULL, &question, A_TO_D);
    row_is(table, 0, ROW, "a d - 6 - after after");
    pship_table_free(table);
    pship_network_free(before);
    pship_network_free(after);
}
END_TEST

START_TEST(best_routes_may_cross_several_times)
{
    /* Through the transfers at s from rail to sea: twice with 0, once with 10, never with 40. */
    network_lines often = {
        .links = "id,from,to,mode,#time_h\n"
                 "1,a,s,rail,1\n2,s,t,sea,1\n3,t,u,rail,1\n4,u,d,sea,1\n"
                 "5,t,d,sea,12\n6,a,d,rail,40",
        .transfers = "place,from_mode,to_mode,?both_ways,#time_h\n,rail,sea,,0\n,sea,rail,,0",
    };
    network_lines once = {
        .links = "id,from,to,mode,#time_h\n7,a,v,rail,9\n8,v,d,sea,9\n9,a,d,rail,41",
        .transfers = "place,from_mode,to_mode,#time_h\n,rail,sea,0",
    };
    pship_network *before = network_of(often), *after = network_of(once);
    pship_break_even_question question = about("transfer", "*: rail to sea", NULL);
    /* Before: 4 + 2x, 14 + x, 40. After: 18 + x, 41. */
    pship_table *table = broken_even(before, after, NULL, &question, A_TO_D);
    ck_assert_int_eq(pship_table_rows(table), 1);
    row_is(table, 0, ROW, "a d - 0 - before before");
    pship_table_free(table);
    pship_network_free(after);
    once.links = "id,from,to,mode,#time_h\n7,a,v,rail,3\n8,v,d,sea,9\n9,a,d,rail,41";
    after = network_of(once);
    /* After: 12 + x, 41: crosses at 8, and again at 28. */
    table = broken_even(before, after, NULL, &question, A_TO_D);
    ck_assert_int_eq(pship_table_rows(table), 2);
    row_is(table, 0, ROW, "a d 8 0 20 before after");
    row_is(table, 1, ROW, "a d 28 0 40 after before");
    pship_table_free(table);
    question.high = 20;
    table = broken_even(before, after, NULL, &question, A_TO_D);
    ck_assert_int_eq(pship_table_rows(table), 1);
    row_is(table, 0, "value low high", "8 0 20");
    pship_table_free(table);
    question.low = 10;
    table = broken_even(before, after, NULL, &question, A_TO_D);
    row_is(table, 0, "value below above", "- after after");
    pship_table_free(table);
    table = broken_even(before, NULL, NULL, &question, A_TO_D);
    row_is(table, 0, "value below above", "- with with");
    pship_table_free(table);
    pship_network_free(before);
    pship_network_free(after);
}
END_TEST

static void refuses(const pship_network *network, pship_break_even_question question,
                    pship_result code, const char *words)
{
    const pship_place_pair pairs[] = {{"a", "d"}};
    pship_table *table = NULL;
    const pship_result result =
        pship_network_break_even(&table, network, NULL, pairs, 1, NULL, &question, err);
    ck_assert_msg(result == code, "%s: %s", pship_result_name(result), failure.message);
    ck_assert_msg(strstr(failure.message, words) != NULL, "'%s' lacks '%s'", failure.message,
                  words);
    ck_assert_ptr_null(table);
}

START_TEST(questions_without_an_answer_are_refused)
{
    pship_network *network = network_of(two_ways);
    pship_break_even_question question = about("place", "paris", NULL);
    refuses(network, question, PSHIP_E_NOT_FOUND, "no place \"paris\"");
    refuses(network, about("station", "p", NULL), PSHIP_E_ARGUMENT, "'station'");
    refuses(network, about("place", NULL, NULL), PSHIP_E_ARGUMENT, "which place");
    refuses(network, about("place", "p", "beauty"), PSHIP_E_NOT_FOUND, "beauty");
    refuses(network, about("link", "pd", "speed_km_h"), PSHIP_E_ARGUMENT, "how far speed_km_h");
    question = about("link", "pd", "speed_km_h");
    question.high = 10;
    refuses(network, question, PSHIP_E_ARGUMENT, "takes for ever");
    question = about("place", "p", NULL);
    question.low = 5;
    question.high = 4;
    refuses(network, question, PSHIP_E_ARGUMENT, "from 5 to 4");
    question.low = -1;
    refuses(network, question, PSHIP_E_ARGUMENT, "from -1");
    question.low = (double)NAN;
    refuses(network, question, PSHIP_E_ARGUMENT, "no values");
    question.size = 4;
    refuses(network, question, PSHIP_E_ARGUMENT, "size");
    pship_network_free(network);
}
END_TEST

START_TEST(arguments_are_checked)
{
    const pship_place_pair pairs[] = {{"a", "d"}};
    pship_table *table = NULL;
    pship_network *network = network_of(two_ways);
    const pship_break_even_question question = about("place", "p", NULL);
    ck_assert_int_eq(pship_network_break_even(NULL, network, NULL, pairs, 1, NULL, &question, err),
                     PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_network_break_even(&table, NULL, NULL, pairs, 1, NULL, &question, err),
                     PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_network_break_even(&table, network, NULL, NULL, 1, NULL, &question, err),
                     PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_network_break_even(&table, network, NULL, pairs, 1, NULL, NULL, err),
                     PSHIP_E_ARGUMENT);
    ck_assert_ptr_null(table);
    pship_network_free(network);
}
END_TEST

static pship_result break_even(void *data, pship_error *failed)
{
    const pship_place_pair pairs[] = {{"a", "d"}};
    pship_table *table = NULL;
    const pship_break_even_question question = about("place", "p", NULL);
    pship_result result =
        pship_network_break_even(&table, data, NULL, pairs, 1, NULL, &question, failed);
    pship_table_free(table);
    return result;
}

START_TEST(every_allocation_may_fail)
{
    heap memory;
    pship_network *network = NULL;
    pship_context *context = heap_context(&memory);
    ck_assert_int_eq(network_in(&network, context, two_ways, "USD", err), PSHIP_OK);
    heap_fail_each(&memory, break_even, NULL, network);
    pship_network_free(network);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("break_even");
    TCase *tests = tcase_create("break_even");
    tcase_add_test(tests, dwell_at_a_port_breaks_even_with_the_way_around_it);
    tcase_add_test(tests, every_number_that_weighs_can_be_asked_about);
    tcase_add_test(tests, speeds_and_variations_are_no_straight_lines_and_still_exact);
    tcase_add_test(tests, other_weightings_have_values_of_their_own);
    tcase_add_test(tests, what_never_changes_is_said_in_one_row);
    tcase_add_test(tests, two_networks_cross_where_their_best_routes_do);
    tcase_add_test(tests, best_routes_may_cross_several_times);
    tcase_add_test(tests, questions_without_an_answer_are_refused);
    tcase_add_test(tests, arguments_are_checked);
    tcase_add_test(tests, every_allocation_may_fail);
    suite_add_tcase(suite, tests);
    return suite;
}
