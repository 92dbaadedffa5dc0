/* Flow files that are wrong: what is said of them, and where. */
#include "trade/flow_text.h"

Suite *test_suite(void);

#define HEAD "t,i,j,k,v,q\n"
#define GOOD "2023,1,2,3,4,5\n"

static const char *const problem[] = {"line", "column", "rule", "cell", NULL};

typedef struct bad {
    const char *text;
    int64_t line, column;
    const char *part; /* of the message */
    const char *rule;
} bad;

static const bad bad_rows[] = {
    {HEAD GOOD "2023,1,2,3,4\n", 3, 13, "expected 6 cells", "cells"},
    {HEAD GOOD "2023,1,2,3,4,5,6\n", 3, 15, "expected 6 cells", "cells"},
    {HEAD "2023\r\n" GOOD, 2, 5, "'2023' cannot be taken", "cells"},
    {HEAD "2023,1,2,3,4,5,\n", 2, 15, "expected 6 cells", "cells"},
    {HEAD "2023,1,2,3,\"4\"x,5\n", 2, 12, "quotes around the whole cell", "syntax"},
    {HEAD "2023,1,2\",3,4,5\n", 2, 8, "quotes around the whole cell", "syntax"},
    {HEAD "2023,,2,3,4,5\n", 2, 6, "expected a reporter", "missing"},
    {HEAD "2023,1,\"\",3,4,5\n", 2, 8, "expected a partner", "missing"},
    {HEAD ",1,2,3,4,5\n", 2, 1, "expected a period", "missing"},
    {HEAD "2023,1,2,,4,5\n", 2, 10, "expected a product", "missing"},
    {HEAD "2023,1,2,3,,5\n", 2, 12, "expected a value", "missing"},
    {HEAD "2023,1,2,3,NA,5\n", 2, 12, "expected a value", "missing"},
    {HEAD "2023,1 ,2,3,4,5\n", 2, 6, "without blanks around it", "code"},
    {HEAD "2023,1,2,a\tb,4,5\n", 2, 10, "expected a code", "code"},
    {HEAD "20x3,1,2,3,4,5\n", 2, 1, "expected a date", "period"},
    {HEAD "202313,1,2,3,4,5\n", 2, 1, "expected a date", "period"},
    {HEAD "..,1,2,3,4,5\n", 2, 1, "expected a date", "period"},
    {HEAD "2023,1,2,3,1 234.5,5\n", 2, 12, "without spaces", "spaces"},
    {HEAD "2023,1,2,3,1\xc2\xa0"
          "234.5,5\n",
     2, 12, "without spaces", "spaces"},
    {HEAD "2023,1,2,3,\"1,5\",5\n", 2, 12, "'.' as decimal mark", "decimal"},
    {HEAD "2023,1,2,3,1e400,5\n", 2, 12, "below 1.8e308", "too_large"},
    {HEAD "2023,1,2,3,4,1e400\n", 2, 14, "'1e400' cannot be taken", "too_large"},
    {HEAD "2023,1,2,3,-4,5\n", 2, 12, "not negative", "negative"},
    {HEAD "2023,1,2,3,-1234567.8,5\n", 2, 12, "not negative", "negative"},
    {HEAD "2023,1,2,3,four,5\n", 2, 12, "expected a number", "number"},
    {HEAD "2023,1,2,3,4.,5\n", 2, 12, "expected a number", "number"},
    {HEAD "2023,1,2,3,.4,5\n", 2, 12, "expected a number", "number"},
    {HEAD "2023,1,2,3,4.5.6,5\n", 2, 12, "expected a number", "number"},
    {HEAD "2023,1,2,3,0x10,5\n", 2, 12, "expected a number", "number"},
    {HEAD "2023,1,2,3,inf,5\n", 2, 12, "expected a number", "number"},
    {HEAD "2023,1,2,3,4,#N/A\n", 2, 14, "expected a number", "number"},
    {HEAD "2023,\xff,2,3,4,5\n", 2, 6, "'?' cannot be taken: expected UTF-8", "encoding"},
};

START_TEST(a_bad_row_is_refused_at_its_place)
{
    const bad *one = &bad_rows[_i];
    expect_failure(one->text, NULL, PSHIP_E_SYNTAX, one->line, one->column, one->part);
}
END_TEST

START_TEST(a_bad_row_that_is_tolerated_is_listed_and_left_out)
{
    const bad *one = &bad_rows[_i];
    pship_flow_file_options options = PSHIP_FLOW_FILE_OPTIONS_INIT;
    pship_table *problems = NULL;
    options.most_bad_rows = 1;
    put_bytes(one->text, strlen(one->text));
    pship_flows *flows = must_read(&options, &problems);
    ck_assert_int_eq(pship_flows_rows(flows), strstr(one->text, GOOD) ? 1 : 0);
    ck_assert_int_eq(pship_table_rows(problems), 1);
    ck_assert_int_eq(pship_table_integer(problems, 0, 0), one->line);
    ck_assert_int_eq(pship_table_integer(problems, 1, 0), one->column);
    ck_assert_str_eq(cell_text(problems, 0, "rule"), one->rule);
    pship_table_free(problems);
    pship_flows_free(flows);
}
END_TEST

START_TEST(bad_rows_are_tolerated_as_far_as_is_said)
{
    static const char text[] = HEAD "2023,1,2,3,-4,5\n" GOOD "2023,1,2\n\n2023,1,2,3,\"a\nb\",5\n"
                                    "2023,1,2,3,x,5\n";
    pship_flow_file_options options = PSHIP_FLOW_FILE_OPTIONS_INIT;
    pship_table *problems = NULL;
    expect_failure(text, &options, PSHIP_E_SYNTAX, 2, 12, "'-4'");
    options.most_bad_rows = 1;
    expect_failure(text, &options, PSHIP_E_SYNTAX, 4, 9, "'2023,1,2'");
    options.most_bad_rows = 3;
    expect_failure(text, &options, PSHIP_E_SYNTAX, 8, 12, "'x'");
    for (int64_t most = 4; most >= -1; most -= 5) {
        options.most_bad_rows = most;
        pship_flows *flows = must_read(&options, &problems);
        ck_assert_int_eq(pship_flows_rows(flows), 1);
        expect_rows(problems, problem,
                    "2 12 negative -4\n4 9 cells 2023,1,2\n6 12 number a\nb\n8 12 number x\n");
        pship_table_free(problems);
        pship_flows_free(flows);
    }
}
END_TEST

START_TEST(zero_bytes_are_refused_at_their_cell)
{
    static const char in_code[] = HEAD GOOD "2023,1,\0,3,4,5\n";
    static const char in_number[] = HEAD GOOD "2023,1,2,3,4\0,5\n";
    expect_failure_of_bytes(in_code, sizeof in_code - 1, NULL, PSHIP_E_SYNTAX, 3, 8, "zero bytes");
    expect_failure_of_bytes(in_number, sizeof in_number - 1, NULL, PSHIP_E_SYNTAX, 3, 12,
                            "zero bytes");
    static const char in_header[] = "t,i,j,\0k,v,q\n";
    expect_failure_of_bytes(in_header, sizeof in_header - 1, NULL, PSHIP_E_SYNTAX, 1, 7,
                            "zero byte");
}
END_TEST

START_TEST(other_encodings_are_refused)
{
    static const char little[] = "\xff\xfet\0,\0i\0";
    static const char big[] = "\xfe\xff\0t\0,\0i";
    static const char bare[] = "t\0,\0i\0,\0";
    static const char wide[] = "\xff\xfe\0\0t\0\0\0";
    expect_failure_of_bytes(little, sizeof little - 1, NULL, PSHIP_E_SYNTAX, 1, 1, "UTF-16");
    expect_failure_of_bytes(big, sizeof big - 1, NULL, PSHIP_E_SYNTAX, 1, 1, "UTF-16");
    expect_failure_of_bytes(bare, sizeof bare - 1, NULL, PSHIP_E_SYNTAX, 1, 1, "UTF-16");
    expect_failure_of_bytes(wide, sizeof wide - 1, NULL, PSHIP_E_SYNTAX, 1, 1, "UTF-16");
}
END_TEST

START_TEST(a_wrong_header_is_refused)
{
    expect_failure("", NULL, PSHIP_E_SYNTAX, 1, 1, "the file is empty");
    expect_failure("\n2023,1,2,3,4,5\n", NULL, PSHIP_E_SYNTAX, 1, 1, "first line is empty");
    expect_failure("2023,1,2,3,4,5\n", NULL, PSHIP_E_INVALID, 1, 1, "no column 't'");
    expect_failure("t,i,j,k,value,q\n", NULL, PSHIP_E_INVALID, 1, 1,
                   "no column 'v' for the value; the header has 6 columns: t, i, j, k, value, q");
    expect_failure("t,i,j,k,v,q,v\n", NULL, PSHIP_E_INVALID, 1, 13, "two columns 'v'");
    expect_failure("t,i,j,\"k,v,q\n", NULL, PSHIP_E_SYNTAX, 1, 7, "never closed");
    expect_failure("t,i,j,k,v,q\r2023,1,2,3,4,5\r", NULL, PSHIP_E_SYNTAX, 1, 12, "carriage return");
    expect_failure("t,i,j,\xff,k,v,q\n", NULL, PSHIP_E_SYNTAX, 1, 7, "not UTF-8");
}
END_TEST

START_TEST(a_missing_column_is_told_with_those_that_there_are)
{
    char header[6000] = "period,reporter,partner,product,value,";
    pship_flow_file_options options = PSHIP_FLOW_FILE_OPTIONS_INIT;
    options.format = "csv";
    expect_failure(
        "period,reporter,partner,product,value\n", &options, PSHIP_E_INVALID, 1, 1,
        "no column 'direction' for the direction (\"direction\": \"=export\" says one for "
        "all rows); the header has 5 columns: period, reporter, partner, product, value");
    for (int i = 0; i < 200; i++)
        (void)snprintf(header + strlen(header), sizeof header - strlen(header), "K\303\266ln%d%s",
                       i, i < 199 ? "," : "\n");
    expect_failure(header, &options, PSHIP_E_INVALID, 1, 1,
                   "columns: period, reporter, partner, product, value, K\303\266ln0, ");
    expect_failure(header, &options, PSHIP_E_INVALID, 1, 1, ", K\303\266ln20, ");
    expect_failure(header, &options, PSHIP_E_INVALID, 1, 1, ", ...");
    memset(header, 'x', 1000);
    (void)snprintf(header + 1000, sizeof header - 1000, ",y\n");
    expect_failure(header, &options, PSHIP_E_INVALID, 1, 1, "the header has 2 columns: ...");
}
END_TEST

START_TEST(a_quote_that_is_never_closed_is_told_where_it_opens)
{
    pship_flow_file_options options = PSHIP_FLOW_FILE_OPTIONS_INIT;
    options.most_bad_rows = -1; /* nobody can tell what the rest is */
    expect_failure(HEAD GOOD "2023,1,2,3,\"4,5\n" GOOD, &options, PSHIP_E_SYNTAX, 3, 12,
                   "never closed");
    enum { LENGTH = 7 << 20 };
    char *text = room(LENGTH);
    size_t length = (size_t)sprintf(text, HEAD GOOD GOOD "2023,1,2,3,\"4,5\n");
    while (length + sizeof GOOD < LENGTH)
        length += (size_t)sprintf(text + length, GOOD);
    expect_failure_of_bytes(text, length, &options, PSHIP_E_LIMIT, 4, 12, "is the quote here");
    memset(text, 'x', LENGTH);
    memcpy(text, HEAD, strlen(HEAD));
    expect_failure_of_bytes(text, LENGTH, &options, PSHIP_E_LIMIT, 2, 1, "longer than 1 MiB");
    expect_failure_of_bytes(text + 20, LENGTH - 20, &options, PSHIP_E_LIMIT, 1, 1,
                            "header is longer");
    free(text);
}
END_TEST

START_TEST(rows_of_the_same_keys_are_told_once)
{
    static const char *const columns[] = {"line", "column", "rule", "cell", "expected", NULL};
    pship_flow_file_options options = PSHIP_FLOW_FILE_OPTIONS_INIT;
    pship_table *problems = NULL;
    options.most_bad_rows = -1;
    static const char text[] =
        HEAD "2023,2,1,9,4,5\n" GOOD "2023,1,2\n" GOOD "2023,2,1,9,4,NA\n" GOOD;
    put_bytes(text, strlen(text));
    pship_flows *flows = must_read(&options, &problems);
    ck_assert_int_eq(pship_flows_rows(flows), 5);
    expect_rows(problems, columns,
                "4 9 cells 2023,1,2 6 cells, as in the header\n"
                "- - duplicate 2023,export,1,2,3 one row for each period, direction, reporter, "
                "partner and product: 3 repeat one before\n");
    pship_table_free(problems);
    pship_flows_free(flows);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("flow_file_bad");
    TCase *tests = tcase_create("flow_file_bad");
    int count = (int)(sizeof bad_rows / sizeof *bad_rows);
    tcase_add_checked_fixture(tests, flow_set_up, flow_tear_down);
    tcase_add_loop_test(tests, a_bad_row_is_refused_at_its_place, 0, count);
    tcase_add_loop_test(tests, a_bad_row_that_is_tolerated_is_listed_and_left_out, 0, count);
    tcase_add_test(tests, bad_rows_are_tolerated_as_far_as_is_said);
    tcase_add_test(tests, zero_bytes_are_refused_at_their_cell);
    tcase_add_test(tests, other_encodings_are_refused);
    tcase_add_test(tests, a_wrong_header_is_refused);
    tcase_add_test(tests, a_missing_column_is_told_with_those_that_there_are);
    tcase_add_test(tests, a_quote_that_is_never_closed_is_told_where_it_opens);
    tcase_add_test(tests, rows_of_the_same_keys_are_told_once);
    suite_add_tcase(suite, tests);
    return suite;
}
