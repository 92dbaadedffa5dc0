/* Mirror comparison: pairs, margins, causes. */
#include "trade/rows.h"
#include <partnership/mirror.h>
#include <stdio.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define IS_OK(call) ck_assert_msg((call) == PSHIP_OK, "%s: %s", #call, failure.message)

static const row azerbaijan[] = {
    {"2024", "import", "AZE", "USA", "8802", 106, NAN, NULL, "cif"},
    {"2024", "import", "AZE", "USA", "8471", 55, NAN, NULL, NULL},
    {"2024", "import", "AZE", "USA", "0207", NAN, NAN, NULL, NULL},
    {"2024", "import", "AZE", "GEO", "2201", 7, NAN, NULL, NULL},
    {"2024", "export", "AZE", "USA", "2709", 40, NAN, NULL, "fob"},
};
static const row america[] = {
    {"2024-01/2024-12", "export", "842", "031", "8802", 0.1, NAN, NULL, NULL},
    {"2024-01/2024-12", "export", "842", "031", "8471", 0.05, NAN, NULL, NULL},
    {"2024-01/2024-12", "export", "842", "031", "0207", 0.003, NAN, NULL, NULL},
    {"2024-01/2024-12", "export", "842", "031", "9801", 0.002, NAN, NULL, NULL},
    {"2024-01/2024-12", "import", "842", "031", "2709", 0.042, NAN, NULL, "fob"},
    {"2024-01/2024-12", "import", "842", "XX", "2709", 0.001, NAN, NULL, NULL},
};

static pship_table *table_of_texts(const char *const *names, const char *const (*rows)[2],
                                   size_t count)
{
    const pship__column_spec columns[] = {{names[0], PSHIP_COLUMN_UTF8, NULL, 0},
                                          {names[1], PSHIP_COLUMN_UTF8, NULL, 0}};
    pship__table_builder *builder = NULL;
    pship_table *table = NULL;
    IS_OK(pship__table_builder_new(&builder, NULL, columns, 2, err));
    for (size_t i = 0; i < count; i++) {
        pship__add_text(builder, rows[i][0]);
        pship__add_text(builder, rows[i][1]);
    }
    IS_OK(pship__table_builder_finish(builder, &table, err));
    return table;
}

static pship_mapping *mapping_of(const char *const *from, const char *const *to, size_t count)
{
    pship_mapping *mapping = NULL;
    IS_OK(pship_mapping_new(&mapping, NULL, from, to, NULL, count, NULL, err));
    return mapping;
}

static pship_mapping *countries(void)
{
    static const char *const from[] = {"842", "031", "AZE", "GEO"};
    static const char *const to[] = {"USA", "AZE", "AZE", "GEO"};
    return mapping_of(from, to, 4);
}

static pship_flows *flows_in(const row *list, size_t count, const char *unit, const char *source)
{
    pship_flows_about about = PSHIP_FLOWS_ABOUT_INIT;
    pship_table *table = table_of(list, count);
    pship_flows *flows = NULL;
    about.value_unit = unit;
    about.source = source;
    IS_OK(pship_flows_from_table(&flows, table, NULL, &about, err));
    pship_table_free(table);
    return flows;
}

static pship_table *both_sides(const pship_mirror_options *options)
{
    pship_flows *a = flows_in(azerbaijan, COUNT(azerbaijan), "USD million", "customs");
    pship_flows *b = flows_in(america, COUNT(america), "USD billion", "census");
    pship_table *table = NULL;
    IS_OK(pship_flows_mirror(&table, a, b, options, err));
    pship_flows_free(a);
    pship_flows_free(b);
    return table;
}

START_TEST(imports_stand_beside_exports_both_ways)
{
    pship_mirror_options options = PSHIP_MIRROR_OPTIONS_INIT;
    pship_mapping *names = countries();
    options.countries = names;
    options.margin = 0.06;
    pship_table *table = both_sides(&options);
    static const char *const columns =
        "period importer exporter product imports exports gap match causes";
    ck_assert_int_eq(pship_table_rows(table), 7);
    cells_are(table, 0, columns, "2024|AZE|GEO|2201|7|||imports_only|missing_reporter");
    cells_are(table, 1, columns, "2024|AZE|USA|0207||3||both|confidential");
    cells_are(table, 2, columns, "2024|AZE|USA|8471|55|50|5|both|");
    cells_are(table, 3, columns, "2024|AZE|USA|8802|106|100|6|both|");
    cells_are(table, 4, columns, "2024|AZE|USA|9801||2||exports_only|no_counterpart");
    cells_are(table, 5, columns, "2024|USA|AZE|2709|42|40|2|both|");
    cells_are(table, 6, columns,
              "2024|USA|XX|2709|1|||imports_only|missing_reporter; unmapped_code");
    cells_are(
        table, 3,
        "ratio margin margin_from imports_fob unexplained reconciled import_source export_source",
        "1.06|0.06|given|100|0|100|customs|census");
    cells_are(table, 5, "margin margin_from imports_fob unexplained reconciled import_source",
              "0|fob|42|2|41|census");
    cells_are(table, 4, "reconciled margin_from import_rows export_rows", "2||0|1");
    ck_assert(fabs(pship_table_number(table, pship_table_find(table, "asymmetry"), 3) - 6.0 / 206) <
              1e-15);
    ck_assert_str_eq(pship_table_column_unit(table, pship_table_find(table, "gap")), "USD million");
    pship_table_free(table);
    pship_mapping_free(names);
}
END_TEST

START_TEST(codes_that_are_not_brought_together_do_not_meet)
{
    pship_table *table = both_sides(NULL);
    ck_assert_int_eq(pship_table_rows(table), 11); /* nothing is dropped */
    for (int64_t i = 0; i < 11; i++) {
        ck_assert_str_ne(cell_text(table, i, "match"), "both");
        const char *causes = cell_text(table, i, "causes");
        const bool both_ways = strcmp(cell_text(table, i, "exporter"), "GEO") != 0 &&
                               strcmp(cell_text(table, i, "exporter"), "XX") != 0;
        ck_assert_msg((strstr(causes, "differing_code") != NULL) == both_ways, "%s", causes);
    }
    ck_assert(
        pship_table_is_null(table, pship_table_find(table, "margin"), 0)); /* no pair tells one */
    pship_table_free(table);
}
END_TEST

START_TEST(the_median_of_plausible_pairs_is_the_margin)
{
    pship_mirror_options options = PSHIP_MIRROR_OPTIONS_INIT;
    pship_mapping *names = countries();
    static const char *const among[] = {"USA", "AZE"};
    options.countries = names;
    options.among = among;
    options.among_count = 2;
    pship_table *table = both_sides(&options);
    ck_assert_int_eq(pship_table_rows(table), 5);
    /* 1.06 and 1.1; imports of the United States are valued FOB and do not count */
    ck_assert(fabs(pship_table_number(table, pship_table_find(table, "margin"), 1) - 0.08) < 1e-12);
    cells_are(table, 1, "margin_from margin_pairs", "median|2");
    cells_are(table, 4, "margin_from margin_pairs", "fob|");
    pship_table_free(table);
    options.totals = true;
    table = both_sides(&options);
    ck_assert_int_eq(pship_table_rows(table), 2);
    cells_are(table, 0, "importer product imports exports import_rows export_rows causes",
              "AZE||161|155|3|4|confidential");
    pship_table_free(table);
    pship_mapping_free(names);
}
END_TEST

/* A world whose margins are 0.01 * km ^ 0.3 above the exports: the line is found again. */
START_TEST(distances_give_back_the_line_that_made_the_ratios)
{
    static const char *const codes[] = {"A", "B", "C", "D"};
    static const double km[] = {200, 900, 2500, 7000, 400, 5000};
    static const pship__column_spec columns[] = {{"origin", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"destination", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"km", PSHIP_COLUMN_FLOAT64, "km", 0}};
    pship__table_builder *builder = NULL;
    pship_table *distances = NULL, *table = NULL;
    row list[24];
    size_t count = 0, at = 0;
    IS_OK(pship__table_builder_new(&builder, NULL, columns, 3, err));
    for (int i = 0; i < 4; i++) {
        for (int j = i + 1; j < 4; j++, at++) {
            const double ratio = 1.01 * pow(km[at], 0.01);
            pship__add_text(builder, codes[i]);
            pship__add_text(builder, codes[j]);
            pship__add_number(builder, km[at]);
            list[count++] =
                (row){"2024", "import", codes[i], codes[j], "1", 50 * ratio, NAN, NULL, NULL};
            list[count++] = (row){"2024", "export", codes[j], codes[i], "1", 50, NAN, NULL, NULL};
        }
    }
    pship__add_text(builder, "A");
    pship__add_text(builder, "nowhere");
    pship__add_null(builder);
    pship__add_text(builder, "A"); /* the same again */
    pship__add_text(builder, "B");
    pship__add_number(builder, km[0]);
    /* One more pair, whose ratio is a mistake by a factor of a thousand, and one without a distance. */
    list[count++] = (row){"2024", "import", "A", "B", "2", 50000, NAN, NULL, NULL};
    list[count++] = (row){"2024", "export", "B", "A", "2", 50, NAN, NULL, NULL};
    list[count++] = (row){"2024", "import", "A", "E", "1", 51, NAN, NULL, NULL};
    list[count++] = (row){"2024", "export", "E", "A", "1", 50, NAN, NULL, NULL};
    list[count++] = (row){"2024", "re_export", "E", "A", "1", 5, NAN, NULL, NULL};
    IS_OK(pship__table_builder_finish(builder, &distances, err));
    pship_flows *world = flows_of(list, count);
    pship_mirror_options options = PSHIP_MIRROR_OPTIONS_INIT;
    static const char *const hubs[] = {"D"};
    options.distances = distances;
    options.hubs = hubs;
    options.hub_count = 1;
    IS_OK(pship_flows_mirror(&table, world, world, &options, err));
    ck_assert_int_eq(pship_table_rows(table), 8);
    const int32_t margin = pship_table_find(table, "margin");
    cells_are(table, 0, "importer exporter product margin_from margin_pairs", "A|B|1|distance|6");
    ck_assert(fabs(pship_table_number(table, margin, 0) - (1.01 * pow(200, 0.01) - 1)) < 1e-12);
    cells_are(table, 3, "importer exporter causes", "A|D|re_export_hub");
    ck_assert(fabs(pship_table_number(table, margin, 3) - (1.01 * pow(2500, 0.01) - 1)) < 1e-12);
    ck_assert(fabs(pship_table_number(table, pship_table_find(table, "unexplained"), 3)) < 1e-9);
    cells_are(table, 4, "importer exporter margin_from causes", "A|E|median|re_export_hub");
    /* Each estimate says on how many pairs it rests: here six with a distance, and one more. */
    cells_are(table, 4, "margin_pairs", "7");
    pship_table_free(table);
    pship_table_free(distances);
    pship_flows_free(world);
}
END_TEST

START_TEST(distances_that_differ_are_refused)
{
    static const pship__column_spec columns[] = {{"origin", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"destination", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"km", PSHIP_COLUMN_FLOAT64, "km", 0}};
    pship__table_builder *builder = NULL;
    pship_table *distances = NULL, *table = NULL;
    IS_OK(pship__table_builder_new(&builder, NULL, columns, 3, err));
    for (int i = 0; i < 2; i++) {
        pship__add_text(builder, "AZE");
        pship__add_text(builder, "USA");
        pship__add_number(builder, 10000 + i);
    }
    IS_OK(pship__table_builder_finish(builder, &distances, err));
    pship_flows *flows = flows_in(azerbaijan, COUNT(azerbaijan), "USD million", NULL);
    pship_mirror_options options = PSHIP_MIRROR_OPTIONS_INIT;
    options.distances = distances;
    ck_assert_int_eq(pship_flows_mirror(&table, flows, flows, &options, err), PSHIP_E_INVALID);
    ck_assert_str_eq(failure.message,
                     "the distance from 'AZE' to 'USA' in row 2 is another one than before");
    pship_table_free(distances);
    pship_flows_free(flows);
}
END_TEST

START_TEST(estimates_that_are_cut_and_imports_of_nothing_say_so)
{
    static const row list[] = {
        {"2024", "import", "A", "B", "1", 90, NAN, NULL, NULL},
        {"2024", "export", "B", "A", "1", 100, NAN, NULL, NULL},
        {"2024", "import", "A", "B", "2", 0, NAN, NULL, "cif"},
        {"2024", "export", "B", "A", "2", 5, NAN, NULL, NULL},
        {"2024", "import", "A", "B", "3", 0, NAN, NULL, "fob"},
    };
    pship_flows *flows = flows_of(list, COUNT(list));
    pship_table *table = NULL;
    IS_OK(pship_flows_mirror(&table, flows, flows, NULL, err));
    cells_are(table, 0, "product margin margin_from margin_pairs", "1|0|median_cut|1");
    cells_are(table, 1, "product margin margin_from margin_pairs", "2|0|median_cut|1");
    cells_are(table, 2, "product margin margin_from margin_pairs", "3|0|fob|");
    pship_table_free(table);
    pship_flows_free(flows);
}
END_TEST

START_TEST(products_of_other_levels_are_a_cause)
{
    static const row list[] = {
        {"2024", "import", "A", "B", "8802", 90, NAN, NULL, NULL},
        {"2024", "export", "B", "A", "880240", 80, NAN, NULL, NULL},
        {"2024", "import", "A", "B", "8471", 7, NAN, NULL, NULL},
        {"2024", "export", "B", "C", "847130", 7, NAN, NULL, NULL},
    };
    static const char *const columns = "importer product causes";
    pship_flows *flows = flows_of(list, COUNT(list));
    pship_mirror_options options = PSHIP_MIRROR_OPTIONS_INIT;
    pship_table *table = NULL;
    IS_OK(pship_flows_mirror(&table, flows, flows, NULL, err));
    cells_are(table, 0, columns, "A|8471|no_counterpart");
    cells_are(table, 1, columns, "A|8802|other_level");
    cells_are(table, 2, columns, "A|880240|other_level");
    cells_are(table, 3, columns, "C|847130|missing_reporter");
    pship_table_free(table);
    options.product_digits = 4;
    IS_OK(pship_flows_mirror(&table, flows, flows, &options, err));
    cells_are(table, 1, "product imports exports causes", "8802|90|80|");
    pship_table_free(table);
    pship_flows_free(flows);
}
END_TEST

START_TEST(margins_lie_between_0_and_1)
{
    static const double good[] = {-1, 0, 0.06, 1}, bad[] = {-0.06, -2, 1.01, 6, INFINITY, NAN};
    pship_flows *flows = flows_in(azerbaijan, COUNT(azerbaijan), "USD million", NULL);
    pship_mirror_options options = PSHIP_MIRROR_OPTIONS_INIT;
    pship_table *table = NULL;
    ck_assert(options.margin == -1);
    for (size_t i = 0; i < COUNT(good); i++) {
        options.margin = good[i];
        IS_OK(pship_flows_mirror(&table, flows, flows, &options, err));
        pship_table_free(table);
        table = NULL;
    }
    for (size_t i = 0; i < COUNT(bad); i++) {
        options.margin = bad[i];
        ck_assert_int_eq(pship_flows_mirror(&table, flows, flows, &options, err), PSHIP_E_INVALID);
        ck_assert_ptr_nonnull(strstr(failure.message, "six percent are 0.06"));
        ck_assert_ptr_null(table);
    }
    pship_flows_free(flows);
}
END_TEST

START_TEST(countries_that_no_row_has_are_told)
{
    static const char *const both[] = {"AZE", "USA"}, *const numbers[] = {"AZE", "842"};
    static const char *const georgia[] = {"GEO", "AZE"}, *const nowhere[] = {"AZE", "US"};
    pship_flows *a = flows_in(azerbaijan, COUNT(azerbaijan), "USD million", NULL);
    pship_flows *b = flows_in(america, COUNT(america), "USD million", NULL);
    pship_mapping *names = countries();
    pship_table *table = NULL;
    pship_mirror_options options = PSHIP_MIRROR_OPTIONS_INIT;
    options.among_count = 2;
    options.among = nowhere;
    ck_assert_int_eq(pship_flows_mirror(&table, a, b, &options, err), PSHIP_E_NOT_FOUND);
    ck_assert_str_eq(failure.message, "the flows have no country 'US'");
    options.among = numbers; /* as the second table writes it */
    IS_OK(pship_flows_mirror(&table, a, b, &options, err));
    pship_table_free(table);
    table = NULL;
    options.countries = names; /* now nobody is called so any more */
    ck_assert_int_eq(pship_flows_mirror(&table, a, b, &options, err), PSHIP_E_NOT_FOUND);
    ck_assert_str_eq(failure.message, "the flows have no country '842'");
    options.among = both;
    IS_OK(pship_flows_mirror(&table, a, b, &options, err));
    ck_assert_int_eq(pship_table_rows(table), 5);
    pship_table_free(table);
    table = NULL;
    /* It is there, if not in the time that is asked about. */
    options.among = georgia;
    IS_OK(pship_day_parse(&options.from, "2025-01-01", err));
    IS_OK(pship_flows_mirror(&table, a, b, &options, err));
    ck_assert_int_eq(pship_table_rows(table), 0);
    pship_table_free(table);
    pship_mapping_free(names);
    pship_flows_free(a);
    pship_flows_free(b);
}
END_TEST

START_TEST(classifications_that_differ_are_compared_only_if_asked_for)
{
    static const struct {
        const char *a, *b;
        bool agree;
    } cases[] = {{"HS12", "SITC4", false}, {"HS12", "HS17", false}, {"HS12", "HS", true},
                 {"HS12", NULL, true},     {NULL, "SITC4", true},   {"HS12", "HS12", true}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        pship_flows_about about = PSHIP_FLOWS_ABOUT_INIT;
        pship_table *rows = table_of(azerbaijan, COUNT(azerbaijan)), *table = NULL;
        pship_flows *a = NULL, *b = NULL;
        pship_mirror_options options = PSHIP_MIRROR_OPTIONS_INIT;
        about.classification = cases[i].a;
        IS_OK(pship_flows_from_table(&a, rows, NULL, &about, err));
        about.classification = cases[i].b;
        IS_OK(pship_flows_from_table(&b, rows, NULL, &about, err));
        const pship_result result = pship_flows_mirror(&table, a, b, NULL, err);
        ck_assert_int_eq(result, cases[i].agree ? PSHIP_OK : PSHIP_E_CONFLICT);
        ck_assert(cases[i].agree || strstr(failure.message, "products of 'HS12' cannot"));
        pship_table_free(table);
        options.any_classification = true;
        IS_OK(pship_flows_mirror(&table, a, b, &options, err));
        pship_table_free(table);
        pship_table_free(rows);
        pship_flows_free(a);
        pship_flows_free(b);
    }
}
END_TEST

START_TEST(what_cannot_be_compared_is_refused)
{
    pship_flows *a = flows_in(azerbaijan, COUNT(azerbaijan), "USD million", NULL);
    pship_flows *b = flows_in(america, COUNT(america), "EUR", NULL);
    static const char *const columns[] = {"code", "group"}, *const rows[][2] = {{"842", "USA"}};
    static const char *const twice[] = {"842", "842"}, *const groups[] = {"USA", "NATO"};
    pship_table *table = NULL, *names = table_of_texts(columns, rows, 1);
    pship_mapping *both = mapping_of(twice, groups, 2);
    pship_mirror_options options = PSHIP_MIRROR_OPTIONS_INIT;
    ck_assert_int_eq(pship_flows_mirror(&table, a, b, NULL, err), PSHIP_E_CONFLICT);
    ck_assert_ptr_nonnull(strstr(failure.message, "'EUR'"));
    options.distances = names;
    ck_assert_int_eq(pship_flows_mirror(&table, a, a, &options, err), PSHIP_E_NOT_FOUND);
    ck_assert_ptr_nonnull(strstr(failure.message, "km"));
    options = (pship_mirror_options)PSHIP_MIRROR_OPTIONS_INIT;
    options.countries = both;
    ck_assert_int_eq(pship_flows_mirror(&table, a, a, &options, err), PSHIP_E_INVALID);
    ck_assert_str_eq(failure.message, "the country '842' comes to both 'NATO' and 'USA'");
    pship_mapping_free(both);
    options.countries = NULL;
    options.import_weight = 2;
    ck_assert_int_eq(pship_flows_mirror(&table, a, a, &options, err), PSHIP_E_ARGUMENT);
    options.size = 1;
    ck_assert_int_eq(pship_flows_mirror(&table, a, a, &options, err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_flows_mirror(&table, a, NULL, NULL, err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_flows_mirror(NULL, a, a, NULL, err), PSHIP_E_ARGUMENT);
    ck_assert_ptr_null(table);
    pship_table_free(names);
    pship_flows_free(a);
    pship_flows_free(b);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("mirror");
    TCase *tests = tcase_create("mirror");
    tcase_add_test(tests, imports_stand_beside_exports_both_ways);
    tcase_add_test(tests, codes_that_are_not_brought_together_do_not_meet);
    tcase_add_test(tests, the_median_of_plausible_pairs_is_the_margin);
    tcase_add_test(tests, distances_give_back_the_line_that_made_the_ratios);
    tcase_add_test(tests, distances_that_differ_are_refused);
    tcase_add_test(tests, estimates_that_are_cut_and_imports_of_nothing_say_so);
    tcase_add_test(tests, products_of_other_levels_are_a_cause);
    tcase_add_test(tests, margins_lie_between_0_and_1);
    tcase_add_test(tests, countries_that_no_row_has_are_told);
    tcase_add_test(tests, classifications_that_differ_are_compared_only_if_asked_for);
    tcase_add_test(tests, what_cannot_be_compared_is_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
