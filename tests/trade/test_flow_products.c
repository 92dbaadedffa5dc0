/* The products of flow tables: what is wrong with their codes, and what hangs on them. */
#include "trade/rows.h"
#include <partnership/product.h>
#include <stdio.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

static const row list[] = {
    {"2023", "export", "A", "B", "270900", 10, NAN, NULL, NULL},
    {"2023", "export", "A", "C", "270900", 0.5, NAN, NULL, NULL},
    {"2023", "export", "A", "B", "10121", 2, NAN, NULL, NULL},
    {"2023", "export", "A", "B", "770000", NAN, NAN, NULL, NULL},
    {"2023", "export", "A", "B", "27", 3, NAN, NULL, NULL},
    {"2023", "export", "A", "B", "wine", 4, NAN, NULL, NULL},
};
enum { ROWS = sizeof list / sizeof *list };

static pship_flows *flows_in(const char *classification)
{
    pship_flows *flows = NULL;
    pship_flows_about about = PSHIP_FLOWS_ABOUT_INIT;
    pship_table *table = table_of(list, ROWS);
    about.classification = classification;
    ck_assert_int_eq(pship_flows_from_table(&flows, table, NULL, &about, err), PSHIP_OK);
    pship_table_free(table);
    return flows;
}

static void told(const pship_table *table, int64_t at, const char *expected)
{
    char text[256];
    (void)snprintf(text, sizeof text, "%s|%s|%s|%s|%s|%s|%s|%s|", cell_text(table, at, "written"),
                   cell_text(table, at, "level"), cell_text(table, at, "parent"),
                   cell_text(table, at, "section"), cell_text(table, at, "rows"),
                   cell_text(table, at, "value"), cell_text(table, at, "problem"),
                   cell_text(table, at, "suggestion"));
    ck_assert_str_eq(text, expected);
}

START_TEST(each_product_is_told)
{
    pship_flows *flows = flows_in("HS12");
    pship_table *table = NULL;
    ck_assert_int_eq(pship_flows_products(&table, flows, NULL, 6, err), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(table), 5);
    told(table, 0, "10121|5|||1|2|lost_zero|010121|");
    told(table, 1, "27|2|V|V|1|3|level||");
    told(table, 2, "270900|6|2709|V|2|10.5|||");
    told(table, 3, "770000|6|||1|0|reserved||");
    told(table, 4, "wine||||1|4|not_digits||");
    ck_assert_str_eq(pship_table_column_unit(table, pship_table_find(table, "value")),
                     "USD thousand");
    pship_table_free(table);
    pship_flows_free(flows);
}
END_TEST

START_TEST(names_from_outside_come_first)
{
    static const pship__column_spec columns[] = {{"code", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"name", PSHIP_COLUMN_UTF8, NULL, 0}};
    pship_flows *flows = flows_in("HS");
    pship__table_builder *builder = NULL;
    pship_table *names = NULL, *table = NULL;
    ck_assert_int_eq(pship__table_builder_new(&builder, NULL, columns, 2, err), PSHIP_OK);
    pship__add_text(builder, "270900");
    pship__add_text(builder, "Crude oil");
    pship__add_text(builder, "999999");
    pship__add_text(builder, "Other");
    pship__add_null(builder);
    pship__add_text(builder, "Nothing");
    ck_assert_int_eq(pship__table_builder_finish(builder, &names, err), PSHIP_OK);
    ck_assert_int_eq(pship_flows_products(&table, flows, names, 0, err), PSHIP_OK);
    ck_assert_str_eq(cell_text(table, 2, "name"), "Crude oil");
    ck_assert_int_eq(strncmp(cell_text(table, 1, "name"), "Mineral fuels", 13), 0);
    ck_assert_str_eq(cell_text(table, 4, "name"), "");
    pship_table *other = NULL;
    ck_assert_int_eq(pship_flows_products(&other, flows, table, 0, err), PSHIP_E_NOT_FOUND);
    ck_assert_ptr_null(other);
    pship_table_free(table);
    pship_table_free(names);
    pship_flows_free(flows);
}
END_TEST

START_TEST(codes_of_other_classifications_are_not_judged)
{
    static const char *const others[] = {NULL, "CN8"};
    for (size_t i = 0; i < 2; i++) {
        pship_flows *flows = flows_in(others[i]);
        pship_table *table = NULL;
        ck_assert_int_eq(pship_flows_products(&table, flows, NULL, 6, err), PSHIP_OK);
        told(table, 0, "10121||||1|2|||");
        told(table, 4, "wine||||1|4|||");
        pship_table_free(table);
        ck_assert_int_eq(pship_flows_products(&table, flows, NULL, -1, err), PSHIP_E_ARGUMENT);
        pship_flows_free(flows);
    }
    pship_flows *none = flows_of(NULL, 0);
    pship_table *table = NULL;
    ck_assert_int_eq(pship_flows_products(&table, none, NULL, 0, err), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(table), 0);
    pship_table_free(table);
    pship_flows_free(none);
    ck_assert_int_eq(pship_flows_products(&table, NULL, NULL, 0, err), PSHIP_E_ARGUMENT);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("flow_products");
    TCase *tests = tcase_create("flow_products");
    tcase_add_test(tests, each_product_is_told);
    tcase_add_test(tests, names_from_outside_come_first);
    tcase_add_test(tests, codes_of_other_classifications_are_not_judged);
    suite_add_tcase(suite, tests);
    return suite;
}
