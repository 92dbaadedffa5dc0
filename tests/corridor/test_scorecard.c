/* Scorecards of trips. */
#include "alloc/failing.h"
#include "corridor/cells.h"
#include "corridor/samples.h"
#include "corridor/tables.h"
#include <math.h>
#include <partnership/scorecard.h>
#include <stdio.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

/* Two trucks; the first crosses two borders, one of them in two steps. */
#define TRIPS \
    "trip,%year,~activity,place,#time_h,#length_km," \
    "#cost=USD,#load_t\n" \
    "a,2022,moving,,10,500,300,20\n" \
    "a,2022,border,red,3,,50,\n" \
    "a,2022,border,red,1.5,,10,\n" \
    "a,2022,stop,,5.5,,0,\n" \
    "a,2022,border,alat,0.5,,20,\n" \
    "b,2023,moving,,4,300,120,10\n" \
    "b,2023,border,red,8,,,\n" \
    "b,2022,moving,,2,100,40,"

static pship_table *scored(const char *trips, const char *by, const char *other)
{
    const char *const names[] = {by, other};
    pship_scorecard_options options = PSHIP_SCORECARD_OPTIONS_INIT;
    pship_table *table = NULL, *from = table_of(trips);
    options.by = names;
    options.by_count = (size_t)(by != NULL) + (size_t)(other != NULL);
    ck_assert_msg(pship_scorecard_from_trips(&table, from, &options, err) == PSHIP_OK, "%s",
                  failure.message);
    pship_table_free(from);
    return table;
}

#define HEAD "indicator code value unit samples left_out"

START_TEST(indicators_of_all_trips_are_means_and_quotients_of_totals)
{
    pship_table *table = scored(TRIPS, NULL, NULL);
    ck_assert_int_eq(pship_table_rows(table), 7);
    row_is(table, 0, HEAD, "border_time TFI1 4.333333333333333 h 3 0"); /* 4.5, 0.5, 8 */
    row_is(table, 1, HEAD, "border_cost TFI2 40 USD 2 1");              /* 60, 20 */
    /* 380 for 10,000 t km; the costs of b at the border are not known. */
    row_is(table, 2, HEAD, "corridor_cost TFI3 380 USD/500 km/20 t 1 1");
    row_is(table, 3, HEAD, "speed_without_delay TFI4 56.25 km/h 2 0"); /* 900 / 16 */
    ck_assert_double_eq_tol(number_at(table, 4, "value"), 900 / 34.5, 1e-12);
    row_is(table, 5, HEAD, "transit_time - 17.25 h 2 0"); /* 20.5, 14 */
    ck_assert_double_eq_tol(number_at(table, 6, "value"), 14 + 0.95 * 6.5 - 17.25, 1e-12);
    row_is(table, 6, "indicator code unit samples mean high", "buffer_time - h 2 - -");
    pship_table_free(table);
}
END_TEST

START_TEST(the_samples_are_summed_up_beside_the_value)
{
    pship_table *table = scored(TRIPS, NULL, NULL);
    row_is(table, 0, "mean median low", "4.333333333333333 4.5 0.9");
    ck_assert_double_eq_tol(number_at(table, 0, "high"), 4.5 + 0.9 * 3.5, 1e-12);
    ck_assert_double_eq_tol(number_at(table, 0, "standard_deviation"),
                            sqrt((1.0 / 36 + 529.0 / 36 + 484.0 / 36) / 2), 1e-12);
    /* 50 km/h and 400 / 6: their mean is not the quotient of totals. */
    ck_assert_double_eq_tol(number_at(table, 3, "mean"), (50 + 400.0 / 6) / 2, 1e-12);
    row_is(table, 2, "mean standard_deviation low median high", "380 - 380 380 380");
    pship_table_free(table);
}
END_TEST

START_TEST(columns_part_the_trips_and_keep_their_order_and_types)
{
    pship_table *table = scored(TRIPS, "year", NULL);
    ck_assert_int_eq(pship_table_rows(table), 14);
    ck_assert_int_eq(pship_table_column_type(table, 0), PSHIP_COLUMN_INT64);
    row_is(table, 0, "year " HEAD, "2022 border_time TFI1 2.5 h 2 0");
    /* The load of b is told in a row of the other year: 420 for 11,000 t km. */
    ck_assert_double_eq_tol(number_at(table, 2, "value"), 420.0 / 11000 * 10000, 1e-12);
    row_is(table, 3, "year " HEAD, "2022 speed_without_delay TFI4 50 km/h 2 0");
    row_is(table, 7, "year " HEAD, "2023 border_time TFI1 8 h 1 0");
    row_is(table, 8, "year " HEAD, "2023 border_cost TFI2 - USD 0 1");
    row_is(table, 13, "year " HEAD, "2023 buffer_time - - h 1 0");
    pship_table_free(table);
    table = scored(TRIPS, "place", "year");
    ck_assert_int_eq(pship_table_rows(table), 5 * 7);
    row_is(table, 0, "place year " HEAD, "- 2022 border_time TFI1 - h 0 0");
    row_is(table, 14, "place year " HEAD, "alat 2022 border_time TFI1 0.5 h 1 0");
    row_is(table, 15, "place year " HEAD, "alat 2022 border_cost TFI2 20 USD 1 0");
    row_is(table, 21, "place year " HEAD, "red 2022 border_time TFI1 4.5 h 1 0");
    row_is(table, 28, "place year " HEAD, "red 2023 border_time TFI1 8 h 1 0");
    /* Nothing moves at a border. */
    row_is(table, 30, "place year " HEAD, "red 2023 corridor_cost TFI3 - USD/500 km/20 t 0 0");
    pship_table_free(table);
}
END_TEST

START_TEST(a_border_without_a_place_is_a_crossing_for_each_row)
{
    pship_table *table = scored("%trip,activity,#time_h\n1,border,2\n1,border,4\n"
                                "1,stop,1\n2,border,\n2,moving,3",
                                NULL, NULL);
    row_is(table, 0, HEAD, "border_time TFI1 3 h 2 1");
    row_is(table, 1, HEAD, "border_cost TFI2 - - 0 3");
    row_is(table, 2, HEAD, "corridor_cost TFI3 - - 0 1");
    row_is(table, 3, HEAD, "speed_without_delay TFI4 - km/h 0 1");
    row_is(table, 5, HEAD, "transit_time - 7 h 1 1");
    pship_table_free(table);
    table = scored("%trip,activity,#time_h", NULL, NULL);
    ck_assert_int_eq(pship_table_rows(table), 0);
    pship_table_free(table);
}
END_TEST

START_TEST(a_currency_that_is_named_goes_before_that_of_the_column)
{
    pship_table *table = NULL, *trips = table_of(TRIPS);
    pship_scorecard_options options = pship_scorecard_options_init();
    options.currency = "EUR";
    ck_assert_int_eq(pship_scorecard_from_trips(&table, trips, &options, err), PSHIP_OK);
    row_is(table, 1, "unit", "EUR");
    row_is(table, 2, "unit", "EUR/500 km/20 t");
    pship_table_free(table);
    pship_table_free(trips);
}
END_TEST

static void refuses(const char *trips, const char *by, pship_result code, const char *words)
{
    pship_scorecard_options options = PSHIP_SCORECARD_OPTIONS_INIT;
    pship_table *table = NULL, *from = table_of(trips);
    options.by = &by;
    options.by_count = by ? 1 : 0;
    ck_assert_int_eq(pship_scorecard_from_trips(&table, from, &options, err), code);
    ck_assert_ptr_null(table);
    ck_assert_msg(strstr(failure.message, words) != NULL, "'%s' lacks '%s'", failure.message,
                  words);
    pship_table_free(from);
}

START_TEST(what_is_wrong_is_said_with_its_row)
{
    const char *head = "trip,activity,#time_h,#length_km,#load_t";
    char text[512];
    static const struct {
        const char *rows, *words;
    } bad[] = {
        {"\na,moving,1,1,\n,moving,1,1,", "row 2 of the trips does not say which trip"},
        {"\na,sailing,1,1,", "row 1 of the trips: the activity is 'sailing'"},
        {"\na,,1,1,", "row 1 of the trips: the activity is ''"},
        {"\na,moving,-1,1,", "row 1 of the trips: 'time_h' is -1"},
        {"\na,moving,1,inf,", "row 1 of the trips: 'length_km' is "},
        {"\na,border,1,2,", "row 1 of the trips goes 2 km, but"},
        {"\na,moving,1,2,5\nb,moving,1,1,4\na,stop,1,,6", "row 3 of the trips has a load of 6 t"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        (void)snprintf(text, sizeof text, "%s%s", head, bad[i].rows);
        refuses(text, NULL, PSHIP_E_INVALID, bad[i].words);
    }
    refuses("trip,#time_h", NULL, PSHIP_E_NOT_FOUND, "no column 'activity'");
    refuses("trip,activity,time_h", NULL, PSHIP_E_INVALID, "'time_h' of the trips");
    refuses("#trip,activity,#time_h", NULL, PSHIP_E_INVALID, "'trip'");
    refuses(head, "year", PSHIP_E_NOT_FOUND, "no column 'year'");
    refuses(head, "time_h", PSHIP_E_INVALID, "'time_h'");
    refuses(head, "unit", PSHIP_E_ARGUMENT, "of its own");
}
END_TEST

START_TEST(arguments_are_checked)
{
    pship_table *table = NULL, *trips = table_of(TRIPS);
    pship_scorecard_options options = PSHIP_SCORECARD_OPTIONS_INIT;
    ck_assert_int_eq(pship_scorecard_from_trips(&table, NULL, NULL, err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_scorecard_from_trips(NULL, trips, NULL, err), PSHIP_E_ARGUMENT);
    const char *const twice[] = {"year", "trip", "year"};
    options.by = twice;
    options.by_count = 3;
    ck_assert_int_eq(pship_scorecard_from_trips(&table, trips, &options, err), PSHIP_E_ARGUMENT);
    ck_assert_str_eq(failure.message, "the column 'year' is named twice");
    options.by = NULL;
    ck_assert_int_eq(pship_scorecard_from_trips(&table, trips, &options, err), PSHIP_E_ARGUMENT);
    options.size = 1;
    ck_assert_int_eq(pship_scorecard_from_trips(&table, trips, &options, err), PSHIP_E_ARGUMENT);
    ck_assert_ptr_null(table);
    pship_table_free(trips);
}
END_TEST

static pship_result score(void *data, pship_error *failed)
{
    static const char *const by[] = {"year", "place"};
    pship_scorecard_options options = PSHIP_SCORECARD_OPTIONS_INIT;
    pship_table *table = NULL;
    options.by = by;
    options.by_count = 2;
    pship_result result = pship_scorecard_from_trips(&table, data, &options, failed);
    pship_table_free(table);
    return result;
}

START_TEST(every_allocation_may_fail)
{
    heap memory;
    pship_context *context = heap_context(&memory);
    pship_table *trips = table_in(context, TRIPS, err);
    heap_fail_each(&memory, score, NULL, trips);
    pship_table_free(trips);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}
END_TEST

START_TEST(quantiles_are_linear_between_samples)
{
    double values[] = {4, 1, 3, 2, 5};
    const samples_summary summary = pship__samples_summary(values, 5);
    ck_assert_double_eq(summary.mean, 3);
    ck_assert_double_eq(summary.median, 3);
    ck_assert_double_eq_tol(summary.low, 1.2, 1e-15);
    ck_assert_double_eq_tol(summary.high, 4.8, 1e-15);
    ck_assert_double_eq_tol(summary.deviation, sqrt(2.5), 1e-15);
    ck_assert_double_eq(pship__samples_quantile(values, 5, 0), 1);
    ck_assert_double_eq(pship__samples_quantile(values, 5, 1), 5);
    ck_assert_double_eq(pship__samples_quantile(values, 4, 0.5), 2.5);
    ck_assert(isnan(pship__samples_quantile(values, 0, 0.5)));
    double same[10], others[10];
    for (int k = 0; k < 10; k++) {
        same[k] = 0.1; /* ten of which do not add up to 1 */
        others[k] = k;
    }
    ck_assert(pship__samples_covariance(same, others, 4.5, 10) == 0);
    ck_assert(pship__samples_covariance(others, others, 4.5, 10) == 82.5 / 9);
    const samples_summary all_same = pship__samples_summary(same, 10);
    ck_assert(all_same.mean == 0.1 && all_same.deviation == 0 && all_same.quarter == 0.1);
    ck_assert(isnan(pship__samples_summary(values, 0).mean));
    ck_assert(isnan(pship__samples_summary(values, 1).deviation));
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("scorecard");
    TCase *tests = tcase_create("scorecard");
    tcase_add_test(tests, indicators_of_all_trips_are_means_and_quotients_of_totals);
    tcase_add_test(tests, the_samples_are_summed_up_beside_the_value);
    tcase_add_test(tests, columns_part_the_trips_and_keep_their_order_and_types);
    tcase_add_test(tests, a_border_without_a_place_is_a_crossing_for_each_row);
    tcase_add_test(tests, a_currency_that_is_named_goes_before_that_of_the_column);
    tcase_add_test(tests, what_is_wrong_is_said_with_its_row);
    tcase_add_test(tests, arguments_are_checked);
    tcase_add_test(tests, every_allocation_may_fail);
    tcase_add_test(tests, quantiles_are_linear_between_samples);
    suite_add_tcase(suite, tests);
    return suite;
}
