/* Tables as CSV: the bytes, and that a reader gets back what was written. */
#include "scratch.h"
#include "stream/csv.h"
#include "stream/csv_write.h"
#include "stream/files.h"
#include "table/sample.h"

#include <locale.h>
#include <math.h>
#include <partnership/partnership.h>
#include <stdlib.h>
#include <unistd.h>

Suite *test_suite(void);

static void build(pship__table_builder **rows, const pship__column_spec *specs, size_t count)
{
    ck_assert_int_eq(pship__table_builder_new(rows, NULL, specs, count, NULL), PSHIP_OK);
}

static pship_table *finish(pship__table_builder *rows)
{
    pship_table *table = NULL;
    ck_assert_int_eq(pship__table_builder_finish(rows, &table, NULL), PSHIP_OK);
    return table;
}

static void expect_bytes(pship_table *table, const char *wanted)
{
    pship__buffer text;
    pship__buffer_init(&text, NULL);
    pship__csv_write(&text, table);
    ck_assert(!text.failed);
    ck_assert_str_eq(text.bytes, wanted);
    pship__buffer_free(&text);
    pship_table_free(table);
}

START_TEST(every_type_is_written_with_all_its_digits)
{
    unsigned char amount[16];
    pship__table_builder *rows;
    build(&rows, sample_specs, SAMPLE_COLUMNS);
    decimal_bytes(-12345, amount);
    pship__add_int64(rows, INT64_MIN);
    pship__add_number(rows, 0.1);
    pship__add_decimal(rows, amount);
    pship__add_bool(rows, true);
    pship__add_date(rows, 20454);
    pship__add_timestamp(rows, 1);
    pship__add_text(rows, "plain");
    pship__add_text(rows, "signed");
    for (int i = 0; i < SAMPLE_COLUMNS; i++)
        pship__add_null(rows);
    expect_bytes(finish(rows),
                 "count,length_km,amount,contested,since,recorded,title,status\r\n"
                 "-9223372036854775808,0.1,-123.45,true,2026-01-01,1970-01-01T00:00:00.000001Z,"
                 "plain,signed\r\n"
                 ",,,,,,,\r\n");
}
END_TEST

START_TEST(what_would_break_a_line_stands_in_quotes)
{
    static const pship__column_spec specs[] = {{"a,b", PSHIP_COLUMN_UTF8, NULL, 0},
                                               {"c", PSHIP_COLUMN_DICTIONARY, NULL, 0}};
    pship__table_builder *rows;
    build(&rows, specs, 2);
    pship__add_text(rows, "one, two");
    pship__add_text(rows, "a \"word\"");
    pship__add_text(rows, "");
    pship__add_null(rows);
    pship__add_text(rows, "two\nlines");
    pship__add_text(rows, "\"");
    pship__add_text(rows, "\r");
    pship__add_text(rows, " \xc9\x99 ");
    expect_bytes(finish(rows), "\"a,b\",c\r\n\"one, two\",\"a \"\"word\"\"\"\r\n\"\",\r\n"
                               "\"two\nlines\",\"\"\"\"\r\n\"\r\", \xc9\x99 \r\n");
}
END_TEST

START_TEST(what_is_no_number_has_the_words_of_the_table_schema)
{
    static const pship__column_spec specs[] = {{"x", PSHIP_COLUMN_FLOAT64, NULL, 0}};
    pship__table_builder *rows;
    build(&rows, specs, 1);
    pship__add_number(rows, INFINITY);
    pship__add_number(rows, -INFINITY);
    pship__add_number(rows, NAN);
    pship__add_number(rows, 1e300);
    expect_bytes(finish(rows), "x\r\nINF\r\n-INF\r\nNaN\r\n1e300\r\n");
}
END_TEST

START_TEST(no_locale_shows)
{
    static const pship__column_spec specs[] = {{"x", PSHIP_COLUMN_FLOAT64, NULL, 0}};
    pship__table_builder *rows;
    if (!setlocale(LC_ALL, "de_DE.UTF-8"))
        return; /* not installed; the other tests of the house say so too */
    build(&rows, specs, 1);
    pship__add_number(rows, 1234.5);
    expect_bytes(finish(rows), "x\r\n1234.5\r\n");
    setlocale(LC_ALL, "C");
}
END_TEST

/* ---- there and back */

static uint32_t state = 7;

static uint32_t roll(uint32_t sides)
{
    state = state * 1103515245u + 12345u;
    return (state >> 16) % sides;
}

static const char *random_text(char *text)
{
    static const char *const pieces[] = {"a", ",", "\"", "\n", "\r", " ", "\xe2\x82\xac", "\r\n"};
    text[0] = '\0';
    for (uint32_t i = roll(8); i > 0; i--)
        strcat(text, pieces[roll(sizeof pieces / sizeof *pieces)]);
    return text;
}

START_TEST(a_row_of_one_null_is_a_row)
{
    static const pship__column_spec specs[] = {{"a", PSHIP_COLUMN_UTF8, NULL, 0}};
    pship__table_builder *rows;
    build(&rows, specs, 1);
    pship__add_text(rows, "x");
    pship__add_null(rows);
    pship__add_text(rows, "");
    pship_table *table = finish(rows);
    pship__buffer bytes;
    pship__buffer_init(&bytes, NULL);
    pship__csv_write(&bytes, table);
    ck_assert_str_eq(bytes.bytes, "a\r\nx\r\n\"\"\r\n\"\"\r\n");
    pship__buffer_free(&bytes);
    pship_table_free(table);
}
END_TEST

START_TEST(a_reader_gets_back_what_was_written)
{
    enum { WIDTH = 3, ROWS = 400 };
    static const pship__column_spec specs[WIDTH] = {{"a", PSHIP_COLUMN_UTF8, NULL, 0},
                                                    {"b", PSHIP_COLUMN_UTF8, NULL, 0},
                                                    {"c", PSHIP_COLUMN_INT64, NULL, 0}};
    char text[64];
    pship__table_builder *rows;
    build(&rows, specs, WIDTH);
    for (int i = 0; i < ROWS; i++) {
        pship__add_text(rows, roll(5) == 0 ? NULL : random_text(text));
        pship__add_text(rows, random_text(text));
        pship__add_int64(rows, i);
    }
    pship_table *table = finish(rows);
    pship__buffer bytes;
    pship__buffer_init(&bytes, NULL);
    pship__csv_write(&bytes, table);
    pship__csv *reader = NULL;
    ck_assert_int_eq(
        pship__csv_open_bytes(&reader, NULL, bytes.bytes, bytes.length, "x", ',', NULL), PSHIP_OK);
    for (int64_t row = -1; row < ROWS; row++) {
        const csv_cell *cells;
        size_t count;
        ck_assert_int_eq(pship__csv_next(reader, &cells, &count, NULL, NULL), PSHIP_OK);
        ck_assert_uint_eq(count, WIDTH);
        for (int32_t column = 0; row >= 0 && column < WIDTH; column++) {
            size_t length = pship_table_format(table, column, row, text, sizeof text);
            ck_assert_uint_eq(cells[column].length, length);
            ck_assert_mem_eq(cells[column].text, text, length);
            /* An empty text and an empty cell differ by their quotes. */
            if (length == 0)
                ck_assert(cells[column].quoted != pship_table_is_null(table, column, row));
        }
    }
    pship__csv_free(reader);
    pship__buffer_free(&bytes);
    pship_table_free(table);
}
END_TEST

START_TEST(a_file_is_replaced_as_a_whole_or_not_at_all)
{
    char folder[SCRATCH_SIZE], path[SCRATCH_SIZE + 32], missing[SCRATCH_SIZE + 32];
    scratch_folder(folder);
    (void)snprintf(path, sizeof path, "%s/x.csv", folder);
    (void)snprintf(missing, sizeof missing, "%s/no/x.csv", folder);
    static const pship__column_spec specs[] = {{"x", PSHIP_COLUMN_INT64, NULL, 0}};
    pship_error err = PSHIP_ERROR_INIT;
    for (int64_t i = 1; i <= 2; i++) {
        pship__table_builder *rows;
        build(&rows, specs, 1);
        pship__add_int64(rows, i);
        pship_table *table = finish(rows);
        ck_assert_int_eq(pship_table_write_csv(table, path, &err), PSHIP_OK);
        ck_assert_int_ne(pship_table_write_csv(table, missing, &err), PSHIP_OK);
        ck_assert_int_eq(pship_table_write_csv(table, NULL, &err), PSHIP_E_ARGUMENT);
        pship_table_free(table);
    }
    ck_assert_int_eq(pship_table_write_csv(NULL, path, &err), PSHIP_E_ARGUMENT);
    pship__buffer bytes;
    pship__buffer_init(&bytes, NULL);
    ck_assert_int_eq(pship__file_read(&bytes, path, NULL, &err), PSHIP_OK);
    ck_assert_str_eq(bytes.bytes, "x\r\n2\r\n");
    pship__buffer_free(&bytes);
    ck_assert_int_eq(unlink(path), 0);
    ck_assert_int_eq(rmdir(folder), 0); /* nothing else was left in it */
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("csv_write");
    TCase *tests = tcase_create("csv_write");
    tcase_add_test(tests, every_type_is_written_with_all_its_digits);
    tcase_add_test(tests, what_would_break_a_line_stands_in_quotes);
    tcase_add_test(tests, what_is_no_number_has_the_words_of_the_table_schema);
    tcase_add_test(tests, no_locale_shows);
    tcase_add_test(tests, a_row_of_one_null_is_a_row);
    tcase_add_test(tests, a_reader_gets_back_what_was_written);
    tcase_add_test(tests, a_file_is_replaced_as_a_whole_or_not_at_all);
    suite_add_tcase(suite, tests);
    return suite;
}
