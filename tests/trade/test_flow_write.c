/* Writing flow files: what they look like, and that they are read as what was written. */
#include "chance.h"
#include "trade/flow_text.h"

#include <trade/flow_read.h>

Suite *test_suite(void);

static const char *const all_columns[] = {
    "period", "direction", "reporter",  "partner",      "product",     "value", "quantity",
    "unit",   "valuation", "estimated", "confidential", "provisional", NULL};

static const row rows[] = {
    {"2023", "export", "031", "842", "270900", 1535.091, NAN, NULL, "fob"},
    {"2023", "import", "031", "842", "010121", 0.1, 5e-324, "t", "cif"},
    {"2023-01/2023-03", "re_export", "A, \"B\"", "x\xc3\xa9", "1", NAN, 3, "kg", NULL},
    {"2023", "domestic", "031", "031", "1", 1e300, 0, NULL, NULL},
    {"2023", "re_import", "031", "031", "1", 0.30000000000000004, 123456789012345680.0, "", NULL},
};

static void read_file(char *text, size_t size)
{
    FILE *file = fopen(flow_path, "rb");
    ck_assert_ptr_nonnull(file);
    size_t length = fread(text, 1, size - 1, file);
    text[length] = '\0';
    fclose(file);
}

static void write_to_path(const pship_flows *flows, const char *layout)
{
    pship_error err = PSHIP_ERROR_INIT;
    ck_assert_msg(pship_flows_write_csv(flows, flow_path, layout, &err) == PSHIP_OK, "%s",
                  err.message);
}

START_TEST(what_is_written_is_read_the_same)
{
    char first[4096], second[4096];
    pship_flow_file_options options = PSHIP_FLOW_FILE_OPTIONS_INIT;
    options.format = "csv";
    pship_flows *flows = flows_of(rows, sizeof rows / sizeof *rows);
    write_to_path(flows, NULL);
    pship_table *table = rows_of(flows);
    print_rows(table, all_columns, first, sizeof first);
    pship_table_free(table);
    pship_flows_free(flows);
    flows = must_read(&options, NULL);
    table = rows_of(flows);
    print_rows(table, all_columns, second, sizeof second);
    pship_table_free(table);
    pship_flows_free(flows);
    /* The unit of a table is the one of its column: "t" where a row said none. */
    ck_assert_str_eq(first, second);
    ck_assert_ptr_nonnull(strstr(first, "0.30000000000000004"));
}
END_TEST

START_TEST(a_file_of_all_columns_says_what_is_not_told)
{
    char text[1024];
    pship_flows *flows = flows_of(&rows[2], 1);
    write_to_path(flows, "csv");
    read_file(text, sizeof text);
    ck_assert_str_eq(text,
                     "period,direction,reporter,partner,product,value,quantity,unit,valuation,"
                     "estimated,confidential,provisional\r\n"
                     "2023-01/2023-03,re_export,\"A, \"\"B\"\"\",x\xc3\xa9,1,,3,kg,,false,"
                     "false,false\r\n");
    pship_flows_free(flows);
}
END_TEST

START_TEST(a_baci_file_is_written_as_it_was_read)
{
    static const char text[] = "t,i,j,k,v,q\r\n2023,12,8,010121,0.746,NA\r\n"
                               "2023,12,8,270900,1535.091,235.414\r\n2023,4,8,01,2,0.001\r\n";
    char again[1024];
    pship_flows *flows = must_read_text(text, NULL);
    write_to_path(flows, "baci");
    read_file(again, sizeof again);
    ck_assert_str_eq(again, text);
    pship_flows_free(flows);
}
END_TEST

START_TEST(a_row_that_baci_cannot_tell_leaves_the_old_file)
{
    char text[64];
    for (int i = 0; i < 2; i++) {
        pship_error err = PSHIP_ERROR_INIT;
        row one = rows[0];
        one.direction = i == 0 ? "import" : "export";
        one.value = NAN;
        pship_flows *flows = flows_of(&one, 1);
        put_bytes("old", 3);
        ck_assert_int_eq(pship_flows_write_csv(flows, flow_path, "baci", &err), PSHIP_E_INVALID);
        ck_assert_ptr_nonnull(strstr(err.message, i == 0 ? "row 1 is no export" : "no value"));
        read_file(text, sizeof text);
        ck_assert_str_eq(text, "old");
        pship_flows_free(flows);
    }
}
END_TEST

static pship_flows *flows_in(const row *one, const char *unit, const char *quantity_unit)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_flows_about about = PSHIP_FLOWS_ABOUT_INIT;
    pship_table *table = table_of(one, 1);
    pship_flows *flows = NULL;
    about.value_unit = unit;
    about.quantity_unit = quantity_unit;
    ck_assert_int_eq(pship_flows_from_table(&flows, table, NULL, &about, &err), PSHIP_OK);
    pship_table_free(table);
    return flows;
}

START_TEST(units_and_valuations_that_baci_cannot_tell_are_refused)
{
    static const struct {
        const char *unit, *quantity_unit, *row_unit, *valuation;
        const char *said; /* NULL: it is written */
    } cases[] = {
        {"USD thousand", "t", NULL, "fob", NULL},
        {"thousand US dollars", "tonnes", NULL, NULL, NULL},
        {"US$ thousand", NULL, "t", NULL, NULL},
        {"EUR", "t", NULL, "fob", "the values are in 'EUR'"},
        {"EUR thousand", "t", NULL, "fob", "the values are in 'EUR thousand'"},
        {"USD", "t", NULL, "fob", "the values are in 'USD'"},
        {"$ thousand", "t", NULL, "fob", "the values are in '$ thousand'"},
        {"USD thousand", "kg", NULL, "fob", "row 1 has a quantity in 'kg'"},
        {"USD thousand", "t", "pieces", "fob", "row 1 has a quantity in 'pieces'"},
        {"USD thousand", "t", NULL, "cif", "row 1 is valued CIF"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pship_error err = PSHIP_ERROR_INIT;
        char text[64];
        const row one = {
            "2023", "export", "031", "842", "270900", 5, 2, cases[i].row_unit, cases[i].valuation};
        pship_flows *flows = flows_in(&one, cases[i].unit, cases[i].quantity_unit);
        put_bytes("old", 3);
        const pship_result result = pship_flows_write_csv(flows, flow_path, "baci", &err);
        ck_assert_msg(result == (cases[i].said ? PSHIP_E_INVALID : PSHIP_OK), "%zu: %s", i,
                      err.message);
        ck_assert_msg(!cases[i].said || strstr(err.message, cases[i].said), "%s", err.message);
        read_file(text, sizeof text);
        ck_assert_str_eq(text,
                         cases[i].said ? "old" : "t,i,j,k,v,q\r\n2023,031,842,270900,5,2\r\n");
        pship_flows_free(flows);
    }
}
END_TEST

/* A unit that no quantity has is no reason to refuse. */
START_TEST(a_unit_without_a_quantity_is_written)
{
    char text[64];
    const row one = {"2023", "export", "031", "842", "270900", 5, NAN, NULL, "fob"};
    pship_flows *flows = flows_in(&one, "USD thousand", "kg");
    write_to_path(flows, "baci");
    read_file(text, sizeof text);
    ck_assert_str_eq(text, "t,i,j,k,v,q\r\n2023,031,842,270900,5,NA\r\n");
    pship_flows_free(flows);
}
END_TEST

START_TEST(names_of_packed_files_are_refused)
{
    static const char *const endings[] = {".csv.gz", ".zst", ".csv.ZIP", ".csv.Gz"};
    pship_flows *flows = flows_of(rows, 1);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        pship_error err = PSHIP_ERROR_INIT;
        char path[SCRATCH_SIZE + 16];
        (void)snprintf(path, sizeof path, "%s%s", flow_path, endings[i]);
        ck_assert_int_eq(pship_flows_write_csv(flows, path, NULL, &err), PSHIP_E_ARGUMENT);
        ck_assert_ptr_nonnull(strstr(err.message, "that of a packed file"));
        ck_assert_int_ne(access(path, F_OK), 0);
    }
    pship_flows_free(flows);
}
END_TEST

/* ---- flows by chance */

static flow_part *part_by_chance(size_t count)
{
    static const char *const periods[] = {"2023", "2024-02", "2024-01/2024-06"};
    static const char *const countries[] = {"031", "842", "A, \"B\"", "x\xc3\xa9"};
    static const char *const products[] = {"270900", "01", "TOTAL"};
    static const char *const units[] = {"", "t", "kg"};
    flow_part *part = pship__flow_part_new(NULL);
    ck_assert_ptr_nonnull(part);
    for (size_t i = 0; i < count; i++) {
        flow_row one = {.value = draw(6) ? draw(1000000) / 7.0 : (double)NAN,
                        .quantity = draw(3) ? draw(1000) / 8.0 : (double)NAN};
        const char *period = periods[draw(3)], *reporter = countries[draw(4)];
        const char *partner = countries[draw(4)], *product = products[draw(3)];
        const char *unit = isnan(one.quantity) ? "" : units[draw(3)];
        one.traits = pship__flow_traits((int)draw(5) + 1, (int)draw(3), (int)draw(8));
        ck_assert(
            pship__flow_part_code(part, FLOW_PERIODS, period, strlen(period), &one.period) &&
            pship__flow_part_code(part, FLOW_COUNTRIES, reporter, strlen(reporter),
                                  &one.reporter) &&
            pship__flow_part_code(part, FLOW_COUNTRIES, partner, strlen(partner), &one.partner) &&
            pship__flow_part_code(part, FLOW_PRODUCTS, product, strlen(product), &one.product) &&
            pship__flow_part_code(part, FLOW_UNITS, unit, strlen(unit), &one.unit) &&
            pship__flow_part_add(part, &one));
    }
    return part;
}

static void expect_same(const pship_flows *a, const pship_flows *b)
{
    ck_assert_int_eq(a->rows, b->rows);
    for (int64_t i = 0; i < a->rows; i++) {
        const flow_row one = pship__flow_row(a, i), other = pship__flow_row(b, i);
        const double left = one.quantity, right = other.quantity;
        ck_assert_int_eq(one.traits, other.traits);
        ck_assert(one.value == other.value || (isnan(one.value) && isnan(other.value)));
        ck_assert(left == right || (isnan(left) && isnan(right)));
        ck_assert(isnan(left) || strcmp(pship__flow_word(&a->units, one.unit),
                                        pship__flow_word(&b->units, other.unit)) == 0);
        ck_assert_str_eq(pship__flow_word(&a->periods, one.period),
                         pship__flow_word(&b->periods, other.period));
        ck_assert_str_eq(pship__flow_word(&a->countries, one.reporter),
                         pship__flow_word(&b->countries, other.reporter));
        ck_assert_str_eq(pship__flow_word(&a->countries, one.partner),
                         pship__flow_word(&b->countries, other.partner));
        ck_assert_str_eq(pship__flow_word(&a->products, one.product),
                         pship__flow_word(&b->products, other.product));
    }
}

START_TEST(flows_by_chance_go_out_and_come_back_with_all_marks)
{
    const uint64_t start = chance_start();
    const int cases = chance_cases(100);
    pship_flow_file_options options = PSHIP_FLOW_FILE_OPTIONS_INIT;
    options.format = "csv";
    for (int i = 0; i < cases; i++) {
        pship_error err = PSHIP_ERROR_INIT;
        pship_flows_about about = PSHIP_FLOWS_ABOUT_INIT;
        pship_flows *flows = NULL;
        chance_seed(start + (uint64_t)i);
        flow_part *part = part_by_chance(1 + draw(40));
        ck_assert_int_eq(pship__flow_parts_join(&flows, NULL, &part, 1, &about, &err), PSHIP_OK);
        write_to_path(flows, "csv");
        pship_flows *again = must_read(&options, NULL);
        expect_same(flows, again);
        pship_flows_free(again);
        pship_flows_free(flows);
    }
}
END_TEST

START_TEST(flags_stand_where_the_options_say)
{
    static const char *const flags[] = {"product", "estimated", "confidential", "provisional",
                                        NULL};
    static const char text[] =
        "period,reporter,partner,product,direction,value,secret,new,provisional\n"
        "2023,1,2,a,M,1,1,0,true\n2023,1,2,b,M,1,false,TRUE,x\n"
        "2023,1,2,c,M,1,,,\n";
    pship_flow_file_options options = PSHIP_FLOW_FILE_OPTIONS_INIT;
    options.format = "csv";
    options.confidential = "secret";
    options.provisional = "new";
    expect_flows(must_read_text(text, &options), flags,
                 "a false true false\nb false false true\nc false false false\n");
    options.provisional = NULL;
    expect_failure(text, &options, PSHIP_E_SYNTAX, 3, 27, "true or false");
    options.provisional = "";
    options.confidential = "";
    expect_flows(must_read_text(text, &options), flags,
                 "a false false false\nb false false false\nc false false false\n");
    options.confidential = "=true";
    expect_failure(text, &options, PSHIP_E_ARGUMENT, 0, 0, "no confidential for all rows");
}
END_TEST

START_TEST(what_cannot_be_written_is_refused)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_flows *flows = flows_of(rows, 1);
    ck_assert_int_eq(pship_flows_write_csv(NULL, flow_path, NULL, &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_flows_write_csv(flows, NULL, NULL, &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_flows_write_csv(flows, flow_path, "excel", &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_flows_write_csv(flows, "/nowhere/x.csv", NULL, &err), PSHIP_E_IO);
    ck_assert_str_eq(err.file, "/nowhere/x.csv");
    pship_flows_free(flows);
}
END_TEST

/* Runs of many lengths, in any order, with numbers of many scales: whatever way they wait in. */
START_TEST(many_rows_of_any_order_go_out_and_come_back)
{
    enum { ROWS = 40000 };
    char *text = room((size_t)ROWS * 64);
    size_t length = (size_t)sprintf(text, "t,i,j,k,v,q\n");
    double sum = 0;
    for (int i = 0; i < ROWS; i++) {
        int pair = i % 3 == 0 ? i * 7919 % 1000 : 5;
        double value = i % 11 == 0 ? i * 1e6 : i / 8.0;
        length += (size_t)sprintf(text + length, "%d,%d,%d,%06d,", 2020 + i % 2, pair, pair / 10,
                                  i * 31 % 5000);
        length += (size_t)sprintf(text + length, i % 11 == 0 ? "%d000000," : "%d.%03d,",
                                  i % 11 == 0 ? i : i / 8, i % 8 * 125);
        length += (size_t)sprintf(text + length, "%s\n",
                                  i % 5 == 0 ? "NA"
                                  : i % 7    ? "0.25"
                                             : "12.5");
        sum += value;
    }
    put_bytes(text, length);
    free(text);
    pship_flows *flows = must_read(NULL, NULL);
    ck_assert_int_eq(pship_flows_rows(flows), ROWS);
    write_to_path(flows, "baci");
    pship_flows *again = must_read(NULL, NULL);
    double total = 0, quantity = 0;
    flow_row last = {0};
    for (int64_t i = 0; i < ROWS; i++) {
        const flow_row one = pship__flow_row(flows, i), other = pship__flow_row(again, i);
        ck_assert_mem_eq(&one.value, &other.value, sizeof one.value);
        ck_assert(one.product == other.product && one.reporter == other.reporter);
        total += one.value;
        quantity += isnan(one.quantity) ? 0 : one.quantity > 1;
        ck_assert(i == 0 || last.period < one.period || last.reporter <= one.reporter);
        last = one;
    }
    ck_assert(total == sum); /* of multiples of an eighth below 2^47: exact */
    int64_t expected = 0;
    for (int i = 0; i < ROWS; i++)
        expected += i % 5 != 0 && i % 7 == 0;
    ck_assert(quantity == (double)expected);
    pship_flows_free(flows);
    pship_flows_free(again);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("flow_write");
    TCase *tests = tcase_create("flow_write");
    tcase_add_checked_fixture(tests, flow_set_up, flow_tear_down);
    tcase_add_test(tests, what_is_written_is_read_the_same);
    tcase_add_test(tests, a_file_of_all_columns_says_what_is_not_told);
    tcase_add_test(tests, a_baci_file_is_written_as_it_was_read);
    tcase_add_test(tests, a_row_that_baci_cannot_tell_leaves_the_old_file);
    tcase_add_test(tests, units_and_valuations_that_baci_cannot_tell_are_refused);
    tcase_add_test(tests, a_unit_without_a_quantity_is_written);
    tcase_add_test(tests, names_of_packed_files_are_refused);
    tcase_add_test(tests, flows_by_chance_go_out_and_come_back_with_all_marks);
    tcase_add_test(tests, flags_stand_where_the_options_say);
    tcase_add_test(tests, what_cannot_be_written_is_refused);
    tcase_add_test(tests, many_rows_of_any_order_go_out_and_come_back);
    suite_add_tcase(suite, tests);
    return suite;
}
