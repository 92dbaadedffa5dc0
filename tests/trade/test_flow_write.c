/* Writing flow files: what they look like, and that they are read as what was written. */
#include "trade/flow_text.h"

#include <trade/flow_store.h>

Suite *test_suite(void);

static const char *const all_columns[] = {"period",    "direction", "reporter",     "partner",
                                          "product",   "value",     "quantity",     "unit",
                                          "valuation", "estimated", "confidential", NULL};

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
    ck_assert_mem_eq(flows->value, again->value, ROWS * sizeof *flows->value);
    ck_assert_mem_eq(flows->product, again->product, ROWS * sizeof *flows->product);
    ck_assert_mem_eq(flows->reporter, again->reporter, ROWS * sizeof *flows->reporter);
    double total = 0, quantity = 0;
    for (int64_t i = 0; i < ROWS; i++) {
        total += flows->value[i];
        quantity += isnan(flows->quantity[i]) ? 0 : flows->quantity[i] > 1;
        ck_assert(i == 0 || flows->period[i - 1] < flows->period[i] ||
                  flows->reporter[i - 1] <= flows->reporter[i]);
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
    tcase_add_test(tests, what_cannot_be_written_is_refused);
    tcase_add_test(tests, many_rows_of_any_order_go_out_and_come_back);
    suite_add_tcase(suite, tests);
    return suite;
}
