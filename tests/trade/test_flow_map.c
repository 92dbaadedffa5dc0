/* Flow tables whose products are mapped: parts by weight, what is left, and that no value is lost. */
#include "chance.h"
#include "trade/rows.h"
#include <partnership/country.h>
#include <partnership/mapping.h>
#include <stdio.h>
#include <stdlib.h>
#include <trade/flow_read.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

static const row list[] = {
    {"2023", "export", "A", "B", "270900", 10, 4, "t", "fob"},
    {"2023", "export", "A", "B", "151710", 1, NAN, NULL, NULL},
    {"2023", "export", "A", "C", "151710", NAN, 3, "kg", NULL},
    {"2024", "import", "A", "B", "999999", 5, NAN, NULL, NULL},
};
enum { ROWS = sizeof list / sizeof *list };

static const char *const from[] = {"27", "1517", "1517", "1517"};
static const char *const to[] = {"energy", "oil", "fat", "wax"};
static const double weights[] = {1, 0.3, 0.6, 0.1};

static pship_mapping *mapping_with(const double *parts, const char *from_classification)
{
    pship_mapping_options options = PSHIP_MAPPING_OPTIONS_INIT;
    pship_mapping *mapping = NULL;
    options.prefixes = true;
    options.from_classification = from_classification;
    options.to_classification = "sectors";
    ck_assert_int_eq(pship_mapping_new(&mapping, NULL, from, to, parts, 4, &options, err),
                     PSHIP_OK);
    return mapping;
}

static const char *text_of(const pship_flows *flows)
{
    static char text[2048];
    pship_table *table = NULL;
    text[0] = '\0';
    ck_assert_int_eq(pship_flows_table(&table, flows, err), PSHIP_OK);
    for (int64_t i = 0; i < pship_table_rows(table); i++) {
        size_t length = strlen(text);
        (void)snprintf(text + length, sizeof text - length, "%s %s %s %s %s %s%s%s\n",
                       cell_text(table, i, "period"), cell_text(table, i, "direction"),
                       cell_text(table, i, "partner"), cell_text(table, i, "product"),
                       cell_text(table, i, "value"), cell_text(table, i, "quantity"),
                       cell_text(table, i, "unit"), cell_text(table, i, "valuation"));
    }
    pship_table_free(table);
    return text;
}

START_TEST(values_and_quantities_are_split_by_weight)
{
    pship_flows *flows = flows_of(list, ROWS), *mapped = NULL;
    pship_mapping *mapping = mapping_with(weights, "HS");
    pship_table *left = NULL;
    ck_assert_msg(pship_flows_map_products(&mapped, &left, flows, mapping, NULL, err) == PSHIP_OK,
                  "%s", err->message);
    ck_assert_str_eq(pship_flows_describe(mapped).classification, "sectors");
    ck_assert_str_eq(pship_flows_describe(mapped).value_unit, "USD thousand");
    char text[2048];
    (void)snprintf(text, sizeof text, "%s", text_of(mapped));
    /* the largest part is what is left of 1: 1 - 0.3 - 0.1 */
    ck_assert_str_eq(text, "2023 export B energy 10 4tfob\n"
                           "2023 export B fat 0.6 \n"
                           "2023 export B oil 0.3 \n"
                           "2023 export B wax 0.1 \n"
                           "2023 export C fat  1.8kg\n"
                           "2023 export C oil  0.8999999999999999kg\n"
                           "2023 export C wax  0.30000000000000004kg\n"
                           "2024 import B 999999 5 \n");
    ck_assert_int_eq(pship_table_rows(left), 1);
    ck_assert_str_eq(cell_text(left, 0, "written"), "999999");
    ck_assert_str_eq(cell_text(left, 0, "weights"), "");
    ck_assert_str_eq(cell_text(left, 0, "rows"), "1");
    ck_assert_str_eq(cell_text(left, 0, "value"), "5");
    ck_assert_str_eq(cell_text(left, 0, "problem"), "not_mapped");
    pship_table_free(left);
    pship_mapping_free(mapping);
    pship_flows_free(mapped);
    pship_flows_free(flows);
}
END_TEST

START_TEST(the_classification_is_that_of_the_mapping_or_not_told)
{
    static const char *const classifications[] = {"BEC", NULL};
    for (int i = 0; i < 2; i++) {
        pship_flows_about about = PSHIP_FLOWS_ABOUT_INIT;
        pship_mapping_options options = PSHIP_MAPPING_OPTIONS_INIT;
        pship_table *table = table_of(list, ROWS);
        pship_flows *flows = NULL, *mapped = NULL, *recoded = NULL;
        pship_mapping *mapping = NULL;
        about.classification = "HS12";
        options.prefixes = true;
        options.to_classification = classifications[i];
        ck_assert_int_eq(pship_flows_from_table(&flows, table, NULL, &about, err), PSHIP_OK);
        ck_assert_int_eq(pship_mapping_new(&mapping, NULL, from, to, weights, 4, &options, err),
                         PSHIP_OK);
        ck_assert_int_eq(pship_flows_map_products(&mapped, NULL, flows, mapping, NULL, err),
                         PSHIP_OK);
        ck_assert_pstr_eq(pship_flows_describe(mapped).classification, classifications[i]);
        /* Countries are of no classification of products. */
        ck_assert_int_eq(pship_flows_recode_countries(&recoded, NULL, flows, NULL, err), PSHIP_OK);
        ck_assert_str_eq(pship_flows_describe(recoded).classification, "HS12");
        pship_flows_free(recoded);
        pship_flows_free(mapped);
        pship_mapping_free(mapping);
        pship_flows_free(flows);
        pship_table_free(table);
    }
}
END_TEST

START_TEST(weights_that_do_not_sum_to_one_have_to_be_asked_for)
{
    static const double doubled[] = {1, 0.5, 1, 0.5};
    pship_flows *flows = flows_of(list, ROWS), *mapped = NULL;
    pship_mapping *mapping = mapping_with(doubled, NULL);
    pship_map_options options = pship_map_options_init();
    pship_table *left = NULL;
    ck_assert_int_eq(pship_flows_map_products(&mapped, &left, flows, mapping, NULL, err),
                     PSHIP_E_INVALID);
    ck_assert_str_eq(err->message, "the weights of '1517' sum to 2, not to one");
    ck_assert_ptr_null(mapped);
    ck_assert_ptr_null(left);
    options.any_weights = true;
    ck_assert_int_eq(pship_flows_map_products(&mapped, &left, flows, mapping, &options, err),
                     PSHIP_OK);
    ck_assert_str_eq(text_of(mapped), "2023 export B energy 10 4tfob\n"
                                      "2023 export B fat 1 \n"
                                      "2023 export B oil 0.5 \n"
                                      "2023 export B wax 0.5 \n"
                                      "2023 export C fat  3kg\n"
                                      "2023 export C oil  1.5kg\n"
                                      "2023 export C wax  1.5kg\n"
                                      "2024 import B 999999 5 \n");
    ck_assert_int_eq(pship_table_rows(left), 2);
    ck_assert_str_eq(cell_text(left, 0, "written"), "151710");
    ck_assert_str_eq(cell_text(left, 0, "weights"), "2");
    ck_assert_str_eq(cell_text(left, 0, "rows"), "2");
    ck_assert_str_eq(cell_text(left, 0, "value"), "1");
    ck_assert_str_eq(cell_text(left, 0, "problem"), "unbalanced");
    pship_table_free(left);
    pship_mapping_free(mapping);
    pship_flows_free(mapped);
    pship_flows_free(flows);
}
END_TEST

START_TEST(a_value_that_becomes_too_large_is_refused)
{
    static const double large[] = {1e308, 1, 1, 1};
    pship_flows *flows = flows_of(list, ROWS), *mapped = NULL;
    pship_mapping *mapping = mapping_with(large, NULL);
    pship_map_options options = pship_map_options_init();
    options.any_weights = true;
    ck_assert_int_eq(pship_flows_map_products(&mapped, NULL, flows, mapping, &options, err),
                     PSHIP_E_LIMIT);
    ck_assert_str_eq(err->message, "what '27' becomes is too large a number");
    ck_assert_ptr_null(mapped);
    pship_mapping_free(mapping);
    pship_flows_free(flows);
}
END_TEST

START_TEST(a_mapping_of_another_classification_is_refused)
{
    pship_table *table = table_of(list, ROWS);
    pship_flows_about about = PSHIP_FLOWS_ABOUT_INIT;
    pship_map_options options = PSHIP_MAP_OPTIONS_INIT;
    pship_flows *flows = NULL, *mapped = NULL;
    pship_mapping *mapping = mapping_with(weights, "HS17");
    about.classification = "H4";
    ck_assert_int_eq(pship_flows_from_table(&flows, table, NULL, &about, err), PSHIP_OK);
    ck_assert_int_eq(pship_flows_map_products(&mapped, NULL, flows, mapping, NULL, err),
                     PSHIP_E_INVALID);
    ck_assert_str_eq(err->message, "the mapping is from HS17, and the flows have H4");
    options.any_classification = true;
    ck_assert_int_eq(pship_flows_map_products(&mapped, NULL, flows, mapping, &options, err),
                     PSHIP_OK);
    pship_flows_free(mapped);
    mapped = NULL;
    options.size = 3;
    ck_assert_int_eq(pship_flows_map_products(&mapped, NULL, flows, mapping, &options, err),
                     PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_flows_map_products(&mapped, NULL, flows, NULL, NULL, err),
                     PSHIP_E_ARGUMENT);
    pship_flows *none = flows_of(NULL, 0);
    ck_assert_int_eq(pship_flows_map_products(&mapped, NULL, none, mapping, NULL, err), PSHIP_OK);
    ck_assert_int_eq(pship_flows_rows(mapped), 0);
    pship_flows_free(mapped);
    pship_flows_free(none);
    pship_mapping_free(mapping);
    pship_flows_free(flows);
    pship_table_free(table);
}
END_TEST

/* ---- any flows and mappings */

enum { CODES = 6, MOST = 40 };

/* Codes 'p' + number become some of 'p' + 1 + number, with any weights that sum to one. */
static pship_mapping *any_mapping(char prefix, size_t known)
{
    static const char *const names[2][CODES] = {{"a0", "a1", "a2", "a3", "a4", "a5"},
                                                {"b0", "b1", "b2", "b3", "b4", "b5"}};
    static const char *const last[CODES] = {"c0", "c1", "c2", "c3", "c4", "c5"};
    const char *const *sources = names[prefix - 'a'], *const *targets =
                                                          prefix == 'a' ? names[1] : last;
    const char *codes[CODES * CODES], *becomes[CODES * CODES];
    double parts[CODES * CODES];
    size_t count = 0;
    for (size_t i = 0; i < known; i++) {
        size_t first = count;
        double sum = 0;
        for (size_t j = 0; j < CODES; j++) {
            if (draw(3) != 0 && !(j + 1 == CODES && count == first))
                continue;
            codes[count] = sources[i];
            becomes[count] = targets[j];
            parts[count] = 1 + (double)draw(1000);
            sum += parts[count++];
        }
        for (size_t j = first; j < count; j++)
            parts[j] /= sum;
    }
    pship_mapping *mapping = NULL;
    ck_assert_msg(pship_mapping_new(&mapping, NULL, codes, becomes, parts, count, NULL, err) ==
                      PSHIP_OK,
                  "%s", err->message);
    return mapping;
}

static pship_flows *any_flows(void)
{
    static const char *const products[CODES] = {"a0", "a1", "a2", "a3", "a4", "a5"};
    row rows[MOST];
    size_t count = draw(MOST);
    for (size_t i = 0; i < count; i++)
        rows[i] = (row){draw(2) ? "2023" : "2024",
                        "export",
                        draw(2) ? "A" : "B",
                        "C",
                        products[draw(CODES)],
                        draw(8) == 0 ? NAN : (double)draw(100000) / 3,
                        draw(2) ? NAN : (double)draw(1000) / 7,
                        draw(2) ? "t" : "kg",
                        NULL};
    return flows_of(rows, count);
}

/* What each product is worth in each period and unit, NaN left out. */
static double sum_of(const pship_flows *flows, const char *period, const char *product,
                     bool of_quantity)
{
    double sum = 0;
    for (int64_t i = 0; i < flows->rows; i++) {
        const flow_row one = pship__flow_row(flows, i);
        const double value = of_quantity ? one.quantity : one.value;
        bool wanted =
            (!period || strcmp(pship__flow_word(&flows->periods, one.period), period) == 0) &&
            (!product || strcmp(pship__flow_word(&flows->products, one.product), product) == 0);
        sum += wanted && !isnan(value) ? value : 0;
    }
    return sum;
}

static void near(double is, double want)
{
    ck_assert_msg(fabs(is - want) <= 1e-12 * (1 + fabs(want)) * 100, "%.17g is not %.17g", is,
                  want);
}

static pship_flows *mapped_by(const pship_flows *flows, const pship_mapping *mapping,
                              pship_table **left)
{
    pship_flows *mapped = NULL;
    ck_assert_msg(pship_flows_map_products(&mapped, left, flows, mapping, NULL, err) == PSHIP_OK,
                  "%s", err->message);
    return mapped;
}

static void check_sums(const pship_flows *before, const pship_flows *after)
{
    static const char *const periods[] = {"2023", "2024"};
    for (size_t i = 0; i < 2; i++) {
        near(sum_of(after, periods[i], NULL, false), sum_of(before, periods[i], NULL, false));
        near(sum_of(after, periods[i], NULL, true), sum_of(before, periods[i], NULL, true));
    }
}

/* The slow way: what each target gets, row by row from the table of the mapping. */
static void check_targets(const pship_flows *before, const pship_flows *after,
                          const pship_mapping *mapping)
{
    pship_table *table = NULL;
    double want[CODES] = {0};
    ck_assert_int_eq(pship_mapping_table(&table, mapping, err), PSHIP_OK);
    for (int64_t i = 0; i < pship_table_rows(table); i++) {
        char code[8];
        strcpy(code, cell_text(table, i, "from"));
        want[cell_text(table, i, "to")[1] - '0'] +=
            sum_of(before, NULL, code, false) * pship_table_number(table, 2, i);
    }
    for (size_t j = 0; j < CODES; j++) {
        char code[3] = {'b', (char)('0' + j), '\0'};
        near(sum_of(after, NULL, code, false), want[j]);
    }
    pship_table_free(table);
}

START_TEST(sums_are_kept_under_any_mapping_whose_weights_sum_to_one)
{
    const uint64_t start = chance_start();
    const int cases = chance_cases(200);
    for (int number = 0; number < cases; number++) {
        chance_seed(start + (uint64_t)number);
        size_t known = 1 + draw(CODES);
        pship_mapping *first = any_mapping('a', known), *second = any_mapping('b', 1 + draw(CODES));
        pship_mapping *both = NULL;
        pship_table *left = NULL;
        pship_flows *flows = any_flows(), *once = mapped_by(flows, first, &left);
        check_sums(flows, once);
        check_targets(flows, once, first);
        for (int64_t i = 0; i < pship_table_rows(left); i++) {
            const char *code = cell_text(left, i, "written");
            ck_assert_int_ge(code[1] - '0', (int)known);
            near(pship_table_number(left, pship_table_find(left, "value"), i),
                 sum_of(flows, NULL, code, false));
        }
        /* one after the other, and both in one */
        pship_flows *twice = mapped_by(once, second, NULL);
        ck_assert_int_eq(pship_mapping_compose(&both, NULL, first, second, err), PSHIP_OK);
        pship_flows *at_once = mapped_by(flows, both, NULL);
        check_sums(flows, twice);
        check_sums(flows, at_once);
        for (uint32_t i = 0; i < twice->products.count; i++) {
            const char *code = pship__flow_word(&twice->products, i);
            near(sum_of(at_once, NULL, code, false), sum_of(twice, NULL, code, false));
        }
        pship_flows_free(at_once);
        pship_flows_free(twice);
        pship_flows_free(once);
        pship_flows_free(flows);
        pship_table_free(left);
        pship_mapping_free(both);
        pship_mapping_free(second);
        pship_mapping_free(first);
    }
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("flow_map");
    TCase *tests = tcase_create("flow_map");
    tcase_add_test(tests, values_and_quantities_are_split_by_weight);
    tcase_add_test(tests, the_classification_is_that_of_the_mapping_or_not_told);
    tcase_add_test(tests, weights_that_do_not_sum_to_one_have_to_be_asked_for);
    tcase_add_test(tests, a_value_that_becomes_too_large_is_refused);
    tcase_add_test(tests, a_mapping_of_another_classification_is_refused);
    tcase_add_test(tests, sums_are_kept_under_any_mapping_whose_weights_sum_to_one);
    suite_add_tcase(suite, tests);
    return suite;
}
