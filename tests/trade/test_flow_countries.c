/* The countries of flow tables: what they were understood as, and recoding them. */
#include "chance.h"
#include "trade/rows.h"
#include <partnership/country.h>
#include <stdio.h>
#include <stdlib.h>
#include <trade/flow_read.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

static const row world[] = {
    {"2023", "export", "842", "031", "8802", 100, 3, "t", "fob"},
    {"2023", "export", "840", "490", "8802", 7, NAN, NULL, NULL},
    {"2023", "import", "842", "Atlantis", "0101", 0.5, NAN, NULL, NULL},
    {"2023", "import", "31", "0", "2709", NAN, 2, "kg", NULL},
    {"2012", "import", "31", "736", "2709", 4, NAN, NULL, NULL},
    {"1985", "import", "58", "810", "2709", 3, NAN, NULL, NULL},
    {"1985", "domestic", "276", "276", "2709", 11, NAN, NULL, NULL},
    {"soon", "import", "810", "837", "2709", 1, NAN, NULL, NULL},
};
enum { WORLD = sizeof world / sizeof *world };

static void told(const pship_table *table, const char *written, const char *expected)
{
    char text[256];
    for (int64_t i = 0; i < pship_table_rows(table); i++) {
        if (strcmp(cell_text(table, i, "written"), written) != 0)
            continue;
        (void)snprintf(text, sizeof text, "%s|%s|%s|%s|%s|%s", cell_text(table, i, "code"),
                       cell_text(table, i, "kind"), cell_text(table, i, "reporter_rows"),
                       cell_text(table, i, "partner_rows"), cell_text(table, i, "value"),
                       cell_text(table, i, "problem"));
        ck_assert_str_eq(text, expected);
        return;
    }
    ck_abort_msg("'%s' is not in the table", written);
}

START_TEST(each_code_is_told_with_what_it_means_and_what_hangs_on_it)
{
    pship_flows *flows = flows_of(world, WORLD);
    pship_table *table = NULL;
    ck_assert_int_eq(pship_flows_countries(&table, flows, err), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(table), 12);
    told(table, "842", "USA|country|2|0|100.5|shared_code");
    told(table, "840", "USA|country|1|0|7|shared_code");
    told(table, "031", "AZE|country|0|1|100|shared_code");
    told(table, "31", "AZE|country|2|0|4|shared_code");
    told(table, "490", "|unspecified|0|1|7|no_code");
    told(table, "Atlantis", "||0|1|0.5|not_understood");
    told(table, "0", "|group|0|1|0|no_code");
    told(table, "736", "SDN|former|0|1|4|out_of_years"); /* it ended in 2011 */
    told(table, "58", "|former|1|0|3|no_code");
    told(table, "810", "SUN|former|1|1|4|");
    told(table, "276", "DEU|country|1|1|11|");
    ck_assert_str_eq(pship_table_column_unit(table, pship_table_find(table, "value")),
                     "USD thousand");
    pship_table_free(table);
    pship_flows_free(flows);
}
END_TEST

static pship_table *rows_of(const pship_flows *flows)
{
    pship_table *table = NULL;
    ck_assert_msg(pship_flows_table(&table, flows, err) == PSHIP_OK, "%s", err->message);
    return table;
}

/* All cells of two tables. */
static void same_rows(const pship_flows *one, const pship_flows *other)
{
    pship_table *a = rows_of(one), *b = rows_of(other);
    ck_assert_int_eq(pship_table_rows(a), pship_table_rows(b));
    for (int32_t column = 0; column < pship_table_columns(a); column++) {
        for (int64_t i = 0; i < pship_table_rows(a); i++) {
            char left[64], right[64];
            (void)pship_table_format(a, column, i, left, sizeof left);
            (void)pship_table_format(b, column, i, right, sizeof right);
            ck_assert_str_eq(left, right);
        }
    }
    pship_table_free(a);
    pship_table_free(b);
}

START_TEST(recoded_flows_have_letters_and_all_their_rows)
{
    pship_flows *flows = flows_of(world, WORLD), *recoded = NULL;
    pship_table *left = NULL;
    ck_assert_int_eq(pship_flows_recode_countries(&recoded, &left, flows, NULL, err), PSHIP_OK);
    pship_table *table = rows_of(recoded);
    ck_assert_int_eq(pship_table_rows(table), WORLD);
    char all[1024] = "";
    for (int64_t i = 0; i < WORLD; i++) {
        char text[128];
        (void)snprintf(text, sizeof text, "%s %s %s %s %s%s%s\n", cell_text(table, i, "period"),
                       cell_text(table, i, "reporter"), cell_text(table, i, "partner"),
                       cell_text(table, i, "value"), cell_text(table, i, "quantity"),
                       cell_text(table, i, "unit"), cell_text(table, i, "valuation"));
        strcat(all, text);
    }
    ck_assert_str_eq(all, "soon SUN 837 1 \n"
                          "1985 58 SUN 3 \n"
                          "1985 DEU DEU 11 \n"
                          "2012 AZE SDN 4 \n"
                          "2023 AZE 0  2kg\n"
                          "2023 USA Atlantis 0.5 \n"
                          "2023 USA 490 7 \n"
                          "2023 USA AZE 100 3tfob\n");
    ck_assert_int_eq(pship_table_rows(left), 5);
    told(left, "Atlantis", "||0|1|0.5|not_understood");
    told(left, "490", "|unspecified|0|1|7|no_code");
    told(left, "0", "|group|0|1|0|no_code");
    told(left, "58", "|former|1|0|3|no_code");
    told(left, "837", "|special|0|1|1|no_code");
    pship_table_free(left);
    pship_table_free(table);
    pship_flows_free(recoded);
    pship_flows_free(flows);
}
END_TEST

START_TEST(other_asia_is_taiwan_where_that_is_asked)
{
    pship_recode_options options = pship_recode_options_init();
    pship_flows *flows = flows_of(world, WORLD), *recoded = NULL;
    options.other_asia_is_taiwan = true;
    ck_assert_int_eq(pship_flows_recode_countries(&recoded, NULL, flows, &options, err), PSHIP_OK);
    ck_assert_int_ge(pship__flow_word_find(&recoded->countries, "TWN"), 0);
    ck_assert_int_eq(pship__flow_word_find(&recoded->countries, "490"), -1);
    options.size = 1;
    pship_flows *more = NULL;
    ck_assert_int_eq(pship_flows_recode_countries(&more, NULL, flows, &options, err),
                     PSHIP_E_ARGUMENT);
    ck_assert_ptr_null(more);
    pship_flows_free(recoded);
    pship_flows_free(flows);
}
END_TEST

START_TEST(no_rows_have_no_countries)
{
    pship_flows *flows = flows_of(NULL, 0), *recoded = NULL;
    pship_table *table = NULL;
    ck_assert_int_eq(pship_flows_countries(&table, flows, err), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(table), 0);
    pship_table_free(table);
    ck_assert_int_eq(pship_flows_recode_countries(&recoded, &table, flows, NULL, err), PSHIP_OK);
    ck_assert_int_eq(pship_flows_rows(recoded), 0);
    ck_assert_int_eq(pship_table_rows(table), 0);
    pship_table_free(table);
    pship_flows_free(recoded);
    pship_flows_free(flows);
    ck_assert_int_eq(pship_flows_countries(&table, NULL, err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_flows_countries(NULL, NULL, err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_flows_recode_countries(&recoded, NULL, NULL, NULL, err),
                     PSHIP_E_ARGUMENT);
}
END_TEST

/* ---- any flows */

static const char *const written[] = {"842", "840", "US",  "USA", "United States", "031",  "AZE",
                                      "0",   "899", "490", "58",  "BEL",           "zzz",  "810",
                                      "729", "736", "SDN", "837", "EU27_2020",     "FRA1", "251"};
static const char *const units[] = {NULL, "t", "kg"};

static pship_flows *any_flows(row *list, size_t count)
{
    static const char *const periods[] = {"1990", "2011", "2023", "2023-01"};
    static const char *const directions[] = {"export", "import"};
    for (size_t i = 0; i < count; i++)
        list[i] = (row){periods[draw(4)],
                        directions[draw(2)],
                        written[draw(sizeof written / sizeof *written)],
                        written[draw(sizeof written / sizeof *written)],
                        draw(2) ? "01" : "2709",
                        draw(9) == 0 ? NAN : (double)draw(1000) / 7,
                        draw(3) ? NAN : (double)draw(100),
                        units[draw(3)],
                        draw(2) ? "fob" : NULL};
    return flows_of(list, count);
}

/* The values that hang on each code, added up row by row. */
static double value_of(const row *list, size_t count, const char *code)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isnan(list[i].value) &&
            (strcmp(list[i].reporter, code) == 0 || strcmp(list[i].partner, code) == 0))
            sum += list[i].value;
    }
    return sum;
}

START_TEST(recoding_keeps_all_values_and_twice_is_once)
{
    const uint64_t start = chance_start();
    const int cases = chance_cases(200);
    for (int number = 0; number < cases; number++) {
        row list[60];
        chance_seed(start + (uint64_t)number);
        size_t count = draw(60);
        pship_flows *flows = any_flows(list, count), *once = NULL, *twice = NULL;
        pship_table *left = NULL, *again = NULL, *all = NULL;
        ck_assert_int_eq(pship_flows_recode_countries(&once, &left, flows, NULL, err), PSHIP_OK);
        ck_assert_int_eq(pship_flows_recode_countries(&twice, &again, once, NULL, err), PSHIP_OK);
        same_rows(once, twice);
        ck_assert_int_eq(pship_table_rows(left), pship_table_rows(again));
        ck_assert_int_eq(pship_flows_countries(&all, flows, err), PSHIP_OK);
        for (int64_t i = 0; i < pship_table_rows(all); i++) {
            double want = value_of(list, count, cell_text(all, i, "written"));
            double is = pship_table_number(all, pship_table_find(all, "value"), i);
            ck_assert_msg(fabs(is - want) <= 1e-9 * (1 + want), "%g is not %g", is, want);
        }
        double before = 0, after = 0;
        for (int64_t i = 0; i < once->rows; i++) {
            const double then = pship__flow_row(flows, i).value;
            const double now = pship__flow_row(once, i).value;
            before += isnan(then) ? 0 : then;
            after += isnan(now) ? 0 : now;
        }
        ck_assert_int_eq(once->rows, (int64_t)count);
        ck_assert(fabs(before - after) <= 1e-9 * (1 + before));
        pship_table_free(all);
        pship_table_free(left);
        pship_table_free(again);
        pship_flows_free(twice);
        pship_flows_free(once);
        pship_flows_free(flows);
    }
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("flow_countries");
    TCase *tests = tcase_create("flow_countries");
    tcase_add_test(tests, each_code_is_told_with_what_it_means_and_what_hangs_on_it);
    tcase_add_test(tests, recoded_flows_have_letters_and_all_their_rows);
    tcase_add_test(tests, other_asia_is_taiwan_where_that_is_asked);
    tcase_add_test(tests, no_rows_have_no_countries);
    tcase_add_test(tests, recoding_keeps_all_values_and_twice_is_once);
    suite_add_tcase(suite, tests);
    return suite;
}
