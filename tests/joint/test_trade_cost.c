/* Time and cost under way as a part of what the goods are worth. */
#include "alloc/failing.h"
#include "corridor/cells.h"
#include "corridor/tables.h"
#include <math.h>
#include <partnership/trade_cost.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

#define BEFORE \
    "origin,~destination,#time_h,#cost=USD/t\n" \
    "xian,istanbul,480,100\naktau,mersin,240,\naktau,poti,100,40"
#define AFTER \
    "destination,origin,#cost,#time_h\n" \
    "mersin,aktau,60,216\nbatumi,aktau,50,90\nistanbul,xian,90,432"
#define RATES \
    "sector,#percent_per_day,#low,#high,#value_per_t,source\n" \
    "food,2,1,3,1000,a study\nsteel,,0.5,0.5,500,\nbooks,1.5,,,,"

typedef struct inputs {
    pship_table *before, *after, *rates;
} inputs;

static inputs written_inputs(pship_context *context, const char *before, const char *after,
                             const char *rates)
{
    return (inputs){table_in(context, before, err), table_in(context, after, err),
                    table_in(context, rates, err)};
}

static void inputs_free(inputs *of)
{
    pship_table_free(of->before);
    pship_table_free(of->after);
    pship_table_free(of->rates);
}

static pship_table *costs(const char *before, const char *after, const char *rates)
{
    pship_table *table = NULL;
    inputs of = written_inputs(NULL, before, after, rates);
    ck_assert_msg(pship_trade_cost_list(&table, of.before, of.after, of.rates, err) == PSHIP_OK,
                  "%s", failure.message);
    inputs_free(&of);
    return table;
}

START_TEST(by_default_a_day_costs_what_hummels_and_schaur_found)
{
    pship_table *table = costs(BEFORE, AFTER, NULL);
    ck_assert_int_eq(pship_table_rows(table), 4);
    row_is(table, 0, "origin destination sector found time_h_before time_h_after days",
           "xian istanbul - both 480 432 -2");
    row_is(table, 0, "time_percent percent low high cost_percent", "- - -4.2 -1.2 -");
    row_is(table, 0, "cost_before cost_after", "100 90");
    row_is(table, 1, "origin destination found days low high", "aktau mersin both -1 -2.1 -0.6");
    ck_assert_ptr_nonnull(strstr(text_at(table, 0, "source"), "Hummels"));
    ck_assert_str_eq(pship_table_column_unit(table, pship_table_find(table, "cost_after")),
                     "USD/t");
    pship_table_free(table);
}
END_TEST

START_TEST(a_pair_of_one_side_has_no_difference)
{
    pship_table *table = costs(BEFORE, AFTER, NULL);
    row_is(table, 2, "origin destination found time_h_before time_h_after days low high",
           "aktau poti before 100 - - - -");
    row_is(table, 3, "origin destination found time_h_before time_h_after days low high",
           "aktau batumi after - 90 - - -");
    pship_table_free(table);
}
END_TEST

START_TEST(rates_of_sectors_bring_estimates_and_the_worth_of_costs)
{
    const char *numbers = "sector time_percent cost_percent percent low high source";
    pship_table *table = costs(BEFORE, AFTER, RATES);
    ck_assert_int_eq(pship_table_rows(table), 12);
    row_is(table, 0, numbers, "food -4 -1 -5 -7 -3 a study");
    row_is(table, 1, numbers, "steel - -2 - -3 -3 -");
    /* What a tonne of books is worth is not told, and so the sum is not known. */
    row_is(table, 2, numbers, "books -3 - - - - -");
    /* Nor is it where a cost is not told. */
    row_is(table, 3, numbers, "food -2 - - - - a study");
    pship_table_free(table);
    /* Without a column for it costs are not asked for; an estimate alone has no range. */
    table = costs(BEFORE, AFTER, "#percent_per_day\n1.5");
    row_is(table, 0, numbers, "- -3 - -3 -3 -3 -");
    pship_table_free(table);
}
END_TEST

START_TEST(slower_and_dearer_is_a_change_upwards)
{
    pship_table *table = costs("%origin,%destination,%time_h,%cost\n1,2,24,10",
                               "%origin,%destination,%time_h,%cost\n1,2,60,15",
                               "#low,#high,%value_per_t\n0.6,2.1,200");
    row_is(table, 0, "origin destination days cost_percent low high", "1 2 1.5 2.5 3.4 5.65");
    pship_table_free(table);
}
END_TEST

static void refuses(const char *before, const char *after, const char *rates, pship_result code,
                    const char *words)
{
    pship_table *table = NULL;
    inputs of = written_inputs(NULL, before, after, rates);
    ck_assert_int_eq(pship_trade_cost_list(&table, of.before, of.after, of.rates, err), code);
    ck_assert_ptr_null(table);
    ck_assert_msg(strstr(failure.message, words) != NULL, "'%s' lacks '%s'", failure.message,
                  words);
    inputs_free(&of);
}

START_TEST(what_is_wrong_is_said_with_its_row)
{
    static const char head[] = "origin,destination,#time_h";
    refuses("origin,destination", AFTER, NULL, PSHIP_E_NOT_FOUND,
            "the pairs before have no column 'time_h'");
    refuses(BEFORE, "origin,#destination,#time_h", NULL, PSHIP_E_INVALID,
            "'destination' of the pairs after");
    refuses(BEFORE, "%origin,destination,#time_h", NULL, PSHIP_E_INVALID,
            "'origin' is of one type before");
    refuses("origin,destination,#time_h\na,b,1\nb,a,1\na,b,2", AFTER, NULL, PSHIP_E_INVALID,
            "rows 1 and 3 of the pairs before are of one pair");
    refuses(BEFORE, "origin,destination,#time_h\na,,1", NULL, PSHIP_E_INVALID,
            "row 1 of the pairs after lacks");
    refuses(BEFORE, "origin,destination,#time_h\na,b,-1", NULL, PSHIP_E_INVALID, "'time_h' is -1");
    refuses(head, head, "sector\nfood", PSHIP_E_NOT_FOUND, "percent_per_day");
    refuses(head, head, "#low\n1", PSHIP_E_NOT_FOUND, "low and high alone");
    refuses(head, head, "#low,#high\n2,1", PSHIP_E_INVALID, "row 1 of the rates");
    refuses(head, head, "#low,#high\n1,2\n,1", PSHIP_E_INVALID, "row 2 of the rates");
    refuses(head, head, "#low,#high,#percent_per_day\n1,2,3", PSHIP_E_INVALID, "not between");
    refuses(head, head, "#percent_per_day,#value_per_t\n1,0", PSHIP_E_INVALID, "worth nothing");
    refuses(BEFORE, "origin,destination,#time_h,#cost=EUR/t", NULL, PSHIP_E_INVALID,
            "the costs before are in USD/t, but those after in EUR/t");
    refuses(BEFORE, BEFORE, "#percent_per_day,#value_per_t=EUR/t\n1,900", PSHIP_E_INVALID,
            "the costs before are in USD/t, but value_per_t in EUR/t");
    refuses(head, head, "percent_per_day\n1", PSHIP_E_INVALID, "does not hold numbers");
}
END_TEST

START_TEST(arguments_are_checked)
{
    pship_table *table = NULL;
    inputs of = written_inputs(NULL, BEFORE, AFTER, NULL);
    ck_assert_int_eq(pship_trade_cost_list(NULL, of.before, of.after, NULL, err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_trade_cost_list(&table, NULL, of.after, NULL, err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_trade_cost_list(&table, of.before, NULL, NULL, err), PSHIP_E_ARGUMENT);
    inputs_free(&of);
}
END_TEST

static pship_result bridge(void *data, pship_error *failed)
{
    const inputs *of = data;
    pship_table *table = NULL;
    pship_result result = pship_trade_cost_list(&table, of->before, of->after, of->rates, failed);
    pship_table_free(table);
    return result;
}

START_TEST(every_allocation_may_fail)
{
    heap memory;
    pship_context *context = heap_context(&memory);
    inputs of = written_inputs(context, BEFORE, AFTER, RATES);
    heap_fail_each(&memory, bridge, NULL, &of);
    inputs_free(&of);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("trade_cost");
    TCase *tests = tcase_create("trade_cost");
    tcase_add_test(tests, by_default_a_day_costs_what_hummels_and_schaur_found);
    tcase_add_test(tests, a_pair_of_one_side_has_no_difference);
    tcase_add_test(tests, rates_of_sectors_bring_estimates_and_the_worth_of_costs);
    tcase_add_test(tests, slower_and_dearer_is_a_change_upwards);
    tcase_add_test(tests, what_is_wrong_is_said_with_its_row);
    tcase_add_test(tests, arguments_are_checked);
    tcase_add_test(tests, every_allocation_may_fail);
    suite_add_tcase(suite, tests);
    return suite;
}
