/* CSV as a table: what becomes of cells, and where it is wrong. */
#include "alloc/failing.h"
#include "corridor/file_help.h"

#include <locale.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

static pship_table *read_with(const char *text, const pship_table_csv_options *options)
{
    pship_table *table = NULL;
    const char *path = put("table.csv", text);
    ck_assert_msg(pship_table_read_csv(&table, NULL, path, options, err) == PSHIP_OK, "%s",
                  failure.message);
    return table;
}

/* A cell as text; "-" where it is null. */
static const char *cell(const pship_table *table, int32_t column, int64_t row)
{
    static char texts[8][64];
    static int turn = 0;
    char *text = texts[turn++ % 8];
    if (pship_table_is_null(table, column, row))
        return "-";
    (void)pship_table_format(table, column, row, text, sizeof texts[0]);
    return text;
}

START_TEST(cells_stay_as_they_are_written)
{
    pship_table *table =
        read_with("\xef\xbb\xbf"
                  "code,value,note\r\n007,121.0,\r\n1e3,\"1,365\",\"\"\r\n,,\"two\nlines\"\r\n",
                  NULL);
    ck_assert_int_eq(pship_table_rows(table), 3);
    ck_assert_int_eq(pship_table_columns(table), 3);
    ck_assert_str_eq(pship_table_column_name(table, 0), "code");
    for (int32_t i = 0; i < 3; i++)
        ck_assert_int_eq(pship_table_column_type(table, i), PSHIP_COLUMN_UTF8);
    ck_assert_str_eq(cell(table, 0, 0), "007");
    ck_assert_str_eq(cell(table, 1, 0), "121.0");
    ck_assert_str_eq(cell(table, 2, 0), "-");
    ck_assert_str_eq(cell(table, 0, 1), "1e3");
    ck_assert_str_eq(cell(table, 1, 1), "1,365");
    ck_assert_str_eq(cell(table, 2, 1), "");
    ck_assert_str_eq(cell(table, 0, 2), "-");
    ck_assert_str_eq(cell(table, 2, 2), "two\nlines");
    pship_table_free(table);
}
END_TEST

START_TEST(numbers_are_where_they_are_named)
{
    static const char *const names[] = {"hours", "cost"};
    pship_table_csv_options options = pship_table_csv_options_init();
    options.numbers = names;
    options.number_count = 2;
    setlocale(LC_ALL, "de_DE.UTF-8"); /* where it is installed, a comma is its point */
    pship_table *table = read_with("place;hours;cost\nalat;-1.5;\nbaku;2e3;0.1\n", &options);
    setlocale(LC_ALL, "C");
    ck_assert_int_eq(pship_table_column_type(table, 0), PSHIP_COLUMN_UTF8);
    ck_assert_int_eq(pship_table_column_type(table, 1), PSHIP_COLUMN_FLOAT64);
    ck_assert_double_eq(pship_table_number(table, 1, 0), -1.5);
    ck_assert_double_eq(pship_table_number(table, 1, 1), 2000);
    ck_assert(pship_table_is_null(table, 2, 0));
    ck_assert_double_eq(pship_table_number(table, 2, 1), 0.1);
    pship_table_free(table);
}
END_TEST

START_TEST(a_header_alone_is_a_table_without_rows)
{
    pship_table *table = read_with("a\tb", NULL);
    ck_assert_int_eq(pship_table_columns(table), 2);
    ck_assert_int_eq(pship_table_rows(table), 0);
    pship_table_free(table);
}
END_TEST

START_TEST(a_separator_may_be_named)
{
    pship_table_csv_options options = pship_table_csv_options_init();
    options.separator = "|";
    pship_table *table = read_with("a,b|c\n1|2\n", &options);
    ck_assert_str_eq(pship_table_column_name(table, 0), "a,b");
    ck_assert_str_eq(cell(table, 1, 0), "2");
    pship_table_free(table);
}
END_TEST

START_TEST(texts_come_back_as_they_were_written)
{
    pship_table *table = read_with("a,b\nx,\n\"\",\"say \"\"no\"\"\"\n", NULL), *again = NULL;
    const char *path = path_of("again.csv");
    ck_assert_int_eq(pship_table_write_csv(table, path, err), PSHIP_OK);
    ck_assert_int_eq(pship_table_read_csv(&again, NULL, path, NULL, err), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(again), 2);
    for (int64_t row = 0; row < 2; row++) {
        for (int32_t column = 0; column < 2; column++)
            ck_assert_str_eq(cell(again, column, row), cell(table, column, row));
    }
    pship_table_free(again);
    pship_table_free(table);
}
END_TEST

static const char *const x[] = {"x"};
static const struct {
    const char *text;
    const char *const *numbers;
    const char *separator;
    pship_result result;
    int64_t line, column;
    const char *message;
} bad[] = {
    {"", NULL, NULL, PSHIP_E_INVALID, 1, 1,
     "the file is empty: a first line with the names of its columns is expected"},
    {"a,,b\n", NULL, NULL, PSHIP_E_INVALID, 1, 3, "column 2 has no name"},
    {"a,b,a\n", NULL, NULL, PSHIP_E_INVALID, 1, 5, "there are two columns 'a'"},
    {"a,b\n1,2\n3\n", NULL, NULL, PSHIP_E_SYNTAX, 3, 1, "this row has 1 cell, the header has 2"},
    {"a,b\n1,2,3\n", NULL, NULL, PSHIP_E_SYNTAX, 2, 1, "this row has 3 cells, the header has 2"},
    {"a,x\n1,2\n1,n/a\n", x, NULL, PSHIP_E_SYNTAX, 3, 3, "'n/a' is not a number"},
    {"x,b\n\"\",2\n", x, NULL, PSHIP_E_SYNTAX, 2, 1, "'' is not a number"},
    {"a,b\n", x, NULL, PSHIP_E_NOT_FOUND, 1, 1, "there is no column 'x'"},
    {"a,b\n", NULL, "; ", PSHIP_E_ARGUMENT, 0, 0, "a separator is one ASCII character"},
};

START_TEST(what_is_wrong_has_its_place)
{
    pship_table_csv_options options = pship_table_csv_options_init();
    pship_table *table = NULL;
    options.numbers = bad[_i].numbers;
    options.number_count = bad[_i].numbers ? 1 : 0;
    options.separator = bad[_i].separator;
    failure = pship_error_init();
    const char *path = put("bad.csv", bad[_i].text);
    ck_assert_int_eq(pship_table_read_csv(&table, NULL, path, &options, err), bad[_i].result);
    ck_assert_str_eq(failure.message, bad[_i].message);
    ck_assert_int_eq(failure.line, bad[_i].line);
    ck_assert_int_eq(failure.column, bad[_i].column);
    ck_assert_ptr_null(table);
}
END_TEST

START_TEST(quotes_that_do_not_close_and_other_bytes_are_refused)
{
    pship_table *table = NULL;
    ck_assert_int_eq(pship_table_read_csv(&table, NULL, put("q.csv", "a\n\"open\n"), NULL, err),
                     PSHIP_E_SYNTAX);
    ck_assert_int_eq(pship_table_read_csv(&table, NULL, put("l.csv", "a\n\xe9\n"), NULL, err),
                     PSHIP_E_SYNTAX);
    ck_assert_int_eq(failure.line, 2);
    ck_assert_int_eq(pship_table_read_csv(&table, NULL, path_of("nowhere.csv"), NULL, err),
                     PSHIP_E_NOT_FOUND);
    ck_assert_int_eq(pship_table_read_csv(NULL, NULL, path_of("l.csv"), NULL, err),
                     PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_table_read_csv(&table, NULL, NULL, NULL, err), PSHIP_E_ARGUMENT);
    ck_assert_ptr_null(table);
}
END_TEST

static heap memory;
static pship_context *context;

static pship_result read_short_of_memory(void *data, pship_error *at)
{
    pship_table *table = NULL;
    pship_table_csv_options options = pship_table_csv_options_init();
    options.numbers = x;
    options.number_count = 1;
    pship_result result = pship_table_read_csv(&table, context, data, &options, at);
    ck_assert((table != NULL) == (result == PSHIP_OK));
    pship_table_free(table);
    return result;
}

START_TEST(a_table_is_read_or_memory_is_short)
{
    char path[320];
    (void)snprintf(path, sizeof path, "%s", put("short.csv", "a,x\none,1\ntwo,2\n"));
    context = heap_context(&memory);
    heap_fail_each(&memory, read_short_of_memory, NULL, path);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}
END_TEST

static int stop(void *user, const char *stage, double fraction)
{
    (void)stage;
    (void)fraction;
    return ++*(int *)user > 0;
}

START_TEST(a_long_file_can_be_cancelled)
{
    int calls = 0;
    pship_context *impatient = NULL;
    pship_table *table = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    options.progress = stop;
    options.progress_user = &calls;
    ck_assert_int_eq(pship_context_new(&impatient, &options, err), PSHIP_OK);
    const char *path = path_of("long.csv");
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    for (int i = 0; i < 400000; i++)
        fputs("a,b\n", file);
    ck_assert_int_eq(fclose(file), 0);
    ck_assert_int_eq(pship_table_read_csv(&table, impatient, path, NULL, err), PSHIP_E_CANCELLED);
    ck_assert_ptr_null(table);
    pship_context_free(impatient);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("csv_table");
    TCase *tests = tcase_create("tests");
    tcase_add_checked_fixture(tests, make_folder, remove_folder);
    tcase_add_test(tests, cells_stay_as_they_are_written);
    tcase_add_test(tests, numbers_are_where_they_are_named);
    tcase_add_test(tests, a_header_alone_is_a_table_without_rows);
    tcase_add_test(tests, a_separator_may_be_named);
    tcase_add_test(tests, texts_come_back_as_they_were_written);
    tcase_add_loop_test(tests, what_is_wrong_has_its_place, 0, (int)(sizeof bad / sizeof *bad));
    tcase_add_test(tests, quotes_that_do_not_close_and_other_bytes_are_refused);
    tcase_add_test(tests, a_table_is_read_or_memory_is_short);
    tcase_add_test(tests, a_long_file_can_be_cancelled);
    suite_add_tcase(suite, tests);
    return suite;
}
