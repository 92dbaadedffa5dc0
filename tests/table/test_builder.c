/* Building tables, reading them, taking rows out of them. */
#include "table/sample.h"

Suite *test_suite(void);

static pship__table_builder *builder_of(const pship__column_spec *specs, size_t count)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship__table_builder *builder = NULL;
    ck_assert_msg(pship__table_builder_new(&builder, NULL, specs, count, &err) == PSHIP_OK, "%s",
                  err.message);
    return builder;
}

static pship_table *finish(pship__table_builder *builder)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    ck_assert_msg(pship__table_builder_finish(builder, &table, &err) == PSHIP_OK, "%s",
                  err.message);
    return table;
}

static void text_is(const pship_table *table, int32_t column, int64_t row, const char *expected)
{
    size_t length;
    const char *text = pship_table_text(table, column, row, &length);
    ck_assert_ptr_nonnull(text);
    ck_assert_uint_eq(length, strlen(expected));
    ck_assert_int_eq(memcmp(text, expected, length), 0);
}

START_TEST(cells_come_back_as_they_were_added)
{
    pship_table *table = sample(20, false);
    ck_assert_int_eq(pship_table_rows(table), 20);
    ck_assert_int_eq(pship_table_columns(table), SAMPLE_COLUMNS);
    ck_assert_int_eq(pship_table_integer(table, INT64, 7), 7000000046);
    ck_assert(pship_table_number(table, INT64, 7) == 7000000046.0);
    ck_assert(pship_table_number(table, FLOAT64, 3) == 0.375);
    ck_assert(pship_table_number(table, DECIMAL, 6) == 10.06);
    ck_assert(pship_table_number(table, DECIMAL, 0) == -50.0);
    ck_assert_int_eq(pship_table_integer(table, BOOL, 9), 1);
    ck_assert_int_eq(pship_table_integer(table, BOOL, 10), 0);
    ck_assert_int_eq(pship_table_integer(table, DATE, 2), -938);
    ck_assert_int_eq(pship_table_integer(table, TIMESTAMP, 1), 86399999994);
    text_is(table, UTF8, 19, "title 19 \342\202\254");
    text_is(table, DICTIONARY, 5, "in force");
    text_is(table, DICTIONARY, 3, "");
    ck_assert(!pship_table_is_null(table, DICTIONARY, 3));
    pship_table_free(table);
}
END_TEST

START_TEST(columns_tell_their_name_type_unit_and_scale)
{
    pship_table *table = sample(1, false);
    ck_assert_int_eq(pship_table_find(table, "title"), UTF8);
    ck_assert_int_eq(pship_table_find(table, "Title"), -1);
    ck_assert_str_eq(pship_table_column_name(table, DECIMAL), "amount");
    ck_assert_int_eq(pship_table_column_type(table, TIMESTAMP), PSHIP_COLUMN_TIMESTAMP);
    ck_assert_str_eq(pship_table_column_unit(table, FLOAT64), "km");
    ck_assert_ptr_null(pship_table_column_unit(table, INT64));
    ck_assert_int_eq(pship_table_column_scale(table, DECIMAL), 2);
    ck_assert_int_eq(pship_table_column_scale(table, INT64), 0);
    pship_table_free(table);
}
END_TEST

START_TEST(what_is_out_of_range_or_of_another_type_is_nothing)
{
    pship_table *table = sample(2, false);
    size_t length = 9;
    static const struct {
        int32_t column;
        int64_t row;
    } outside[] = {{-1, 0}, {SAMPLE_COLUMNS, 0}, {0, -1}, {0, 2}, {INT32_MAX, INT64_MAX}};
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
        int32_t column = outside[i].column;
        int64_t row = outside[i].row;
        ck_assert(pship_table_is_null(table, column, row));
        ck_assert_int_eq(pship_table_integer(table, column, row), 0);
        double number = pship_table_number(table, column, row);
        ck_assert(number != number);
        ck_assert_ptr_null(pship_table_text(table, column, row, &length));
        ck_assert_uint_eq(length, 0);
        ck_assert_uint_eq(pship_table_format(table, column, row, NULL, 0), 0);
    }
    ck_assert_ptr_null(pship_table_column_name(table, SAMPLE_COLUMNS));
    ck_assert_ptr_null(pship_table_column_unit(table, -1));
    ck_assert_int_eq(pship_table_column_type(table, -1), 0);
    ck_assert_ptr_null(pship_table_values(table, -1));
    ck_assert_ptr_null(pship_table_text(table, INT64, 0, &length));
    ck_assert_int_eq(pship_table_integer(table, UTF8, 0), 0);
    double number = pship_table_number(table, DATE, 0);
    ck_assert(number != number);
    ck_assert_ptr_nonnull(pship_table_text(table, UTF8, 0, NULL));
    pship_table_free(table);
    pship_table_free(NULL);
}
END_TEST

START_TEST(values_are_plain_arrays)
{
    pship_table *table = sample(10, false);
    const int64_t *counts = pship_table_values(table, INT64);
    const double *lengths = pship_table_values(table, FLOAT64);
    const unsigned char *amounts = pship_table_values(table, DECIMAL);
    const int32_t *days = pship_table_values(table, DATE);
    const int64_t *times = pship_table_values(table, TIMESTAMP);
    const int32_t *codes = pship_table_values(table, DICTIONARY);
    for (int64_t i = 0; i < 10; i++) {
        unsigned char bytes[16];
        decimal_bytes(i * 1001 - 5000, bytes);
        ck_assert_int_eq(counts[i], i * 1000000007 - 3);
        ck_assert(lengths[i] == (double)i / 8);
        ck_assert_int_eq(memcmp(amounts + i * 16, bytes, 16), 0);
        ck_assert_int_eq(days[i], i * 31 - 1000);
        ck_assert_int_eq(times[i], i * 86400000001 - 7);
        ck_assert_int_eq(codes[i], i % 4);
    }
    ck_assert_ptr_null(pship_table_values(table, BOOL));
    ck_assert_ptr_null(pship_table_values(table, UTF8));
    for (int32_t column = 0; column < SAMPLE_COLUMNS; column++)
        ck_assert_uint_eq((uintptr_t)pship_table_values(table, column) % 64, 0);
    pship_table_free(table);
}
END_TEST

/* All texts of a column, one by one, are those of its cells, or those that its codes stand for. */
static void expect_texts(const pship_table *table, int32_t column, const int32_t *codes)
{
    const int32_t *offsets = NULL;
    int64_t count = -1;
    const char *bytes = pship_table_texts(table, column, &offsets, &count);
    ck_assert_ptr_nonnull(bytes);
    ck_assert_ptr_nonnull(offsets);
    ck_assert_int_eq(offsets[0], 0);
    ck_assert(codes != NULL || count == pship_table_rows(table));
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        size_t length;
        const char *text = pship_table_text(table, column, row, &length);
        if (text == NULL) {
            continue;
        }
        const int64_t at = codes == NULL ? row : codes[row];
        ck_assert(at < count && text == bytes + offsets[at] &&
                  length == (size_t)(offsets[at + 1] - offsets[at]));
    }
}

START_TEST(texts_lie_one_behind_the_other)
{
    for (int nulls = 0; nulls < 2; nulls++) {
        for (int64_t rows = 0; rows < 200; rows += 33) {
            pship_table *table = sample(rows, nulls);
            expect_texts(table, UTF8, NULL);
            expect_texts(table, DICTIONARY, pship_table_values(table, DICTIONARY));
            pship_table_free(table);
        }
    }
    pship_table *table = sample(10, false);
    const int32_t *offsets = (const int32_t[]){1};
    int64_t count = 7;
    ck_assert_ptr_null(pship_table_texts(table, INT64, &offsets, &count));
    ck_assert_ptr_null(offsets);
    ck_assert_int_eq(count, 0);
    ck_assert_ptr_null(pship_table_texts(table, SAMPLE_COLUMNS, &offsets, NULL));
    ck_assert_ptr_null(pship_table_texts(table, -1, NULL, &count));
    ck_assert_ptr_null(pship_table_texts(NULL, 0, NULL, NULL));
    ck_assert_ptr_nonnull(pship_table_texts(table, DICTIONARY, NULL, &count));
    ck_assert_int_eq(count, 4);
    pship_table_free(table);
}
END_TEST

/* The bitmap of valid cells begins at the first null, wherever in a byte that is. */
START_TEST(nulls_are_kept_from_every_first_row)
{
    static const pship__column_spec spec = {"x", PSHIP_COLUMN_INT64, NULL, 0};
    for (int64_t first = 0; first < 40; first++) {
        pship__table_builder *builder = builder_of(&spec, 1);
        for (int64_t i = 0; i < 50; i++) {
            if (i == first || (i > first && i % 3 == 0))
                pship__add_null(builder);
            else
                pship__add_int64(builder, i);
        }
        ck_assert_int_eq(pship__table_builder_rows(builder), 50);
        pship_table *table = finish(builder);
        for (int64_t i = 0; i < 50; i++) {
            bool null = i == first || (i > first && i % 3 == 0);
            ck_assert_int_eq(pship_table_is_null(table, 0, i), null);
            ck_assert_int_eq(pship_table_integer(table, 0, i), null ? 0 : i);
        }
        pship_table_free(table);
    }
}
END_TEST

START_TEST(days_without_bound_and_missing_texts_are_null)
{
    static const pship__column_spec specs[] = {{"day", PSHIP_COLUMN_DATE, NULL, 0},
                                               {"text", PSHIP_COLUMN_UTF8, NULL, 0},
                                               {"code", PSHIP_COLUMN_DICTIONARY, NULL, 0}};
    pship__table_builder *builder = builder_of(specs, 3);
    pship__add_date(builder, PSHIP_DAY_MIN);
    pship__add_text(builder, NULL);
    pship__add_text_n(builder, NULL, 0);
    pship__add_date(builder, PSHIP_DAY_MAX);
    pship__add_text(builder, "");
    pship__add_text_n(builder, "a\0b", 3);
    pship_table *table = finish(builder);
    ck_assert(pship_table_is_null(table, 0, 0));
    ck_assert(pship_table_is_null(table, 1, 0));
    ck_assert(pship_table_is_null(table, 2, 0));
    ck_assert(pship_table_is_null(table, 0, 1));
    ck_assert(!pship_table_is_null(table, 1, 1));
    size_t length;
    ck_assert_int_eq(memcmp(pship_table_text(table, 2, 1, &length), "a\0b", 3), 0);
    ck_assert_uint_eq(length, 3);
    pship_table_free(table);
}
END_TEST

START_TEST(a_dictionary_holds_each_text_once)
{
    static const pship__column_spec spec = {"x", PSHIP_COLUMN_DICTIONARY, NULL, 0};
    pship__table_builder *builder = builder_of(&spec, 1);
    char text[24];
    for (int i = 0; i < 30000; i++) {
        snprintf(text, sizeof text, "text %d", i % 5000);
        pship__add_text(builder, text);
    }
    pship_table *table = finish(builder);
    ck_assert_int_eq(table->columns[0].distinct, 5000);
    const int32_t *codes = pship_table_values(table, 0);
    for (int i = 0; i < 30000; i++) {
        ck_assert_int_eq(codes[i], i % 5000);
        snprintf(text, sizeof text, "text %d", i % 5000);
        text_is(table, 0, i, text);
    }
    pship_table_free(table);
}
END_TEST

START_TEST(an_empty_table_has_columns_and_no_rows)
{
    pship_table *table = sample(0, false);
    ck_assert_int_eq(pship_table_rows(table), 0);
    ck_assert_ptr_nonnull(pship_table_values(table, INT64));
    ck_assert(pship_table_is_null(table, INT64, 0));
    pship_table_free(table);
    table = finish(builder_of(NULL, 0));
    ck_assert_int_eq(pship_table_columns(table), 0);
    ck_assert_int_eq(pship_table_rows(table), 0);
    pship_table_free(table);
}
END_TEST

/* ---- failures stick */

static void sticks(pship__table_builder *builder, pship_result result, const char *says)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = (pship_table *)&err;
    ck_assert_int_eq(pship__table_builder_finish(builder, &table, &err), result);
    ck_assert_msg(strstr(err.message, says) != NULL, "'%s' does not say '%s'", err.message, says);
    ck_assert_ptr_eq(table, (pship_table *)&err);
}

START_TEST(a_value_of_another_type_is_a_mistake)
{
    pship__table_builder *builder = builder_of(sample_specs, SAMPLE_COLUMNS);
    pship__add_number(builder, 1);
    pship__add_int64(builder, 1);
    sticks(builder, PSHIP_E_ARGUMENT, "'count'");
    builder = builder_of(sample_specs, SAMPLE_COLUMNS);
    pship__add_text(builder, "1");
    sticks(builder, PSHIP_E_ARGUMENT, "'count'");
    builder = builder_of(NULL, 0);
    pship__add_null(builder);
    sticks(builder, PSHIP_E_ARGUMENT, "without columns");
}
END_TEST

START_TEST(a_row_that_is_not_complete_is_a_mistake)
{
    pship__table_builder *builder = builder_of(sample_specs, SAMPLE_COLUMNS);
    sample_row(builder, 1, false);
    pship__add_int64(builder, 1);
    ck_assert_int_eq(pship__table_builder_rows(builder), 1);
    sticks(builder, PSHIP_E_ARGUMENT, "last row");
}
END_TEST

START_TEST(text_that_is_not_utf8_is_refused)
{
    pship_error err = PSHIP_ERROR_INIT;
    static const pship__column_spec spec = {"name", PSHIP_COLUMN_UTF8, NULL, 0};
    pship__table_builder *builder = builder_of(&spec, 1);
    pship__add_text(builder, "good");
    ck_assert_int_eq(pship__table_builder_failure(builder, &err), PSHIP_OK);
    pship__add_text(builder, "\377");
    ck_assert_int_eq(pship__table_builder_failure(builder, &err), PSHIP_E_INVALID);
    pship__add_text(builder, "good");
    sticks(builder, PSHIP_E_INVALID, "'name'");
}
END_TEST

START_TEST(impossible_columns_are_refused)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship__table_builder *builder = NULL;
    static const struct {
        pship__column_spec spec;
        pship_result result;
    } wrong[] = {
        {{NULL, PSHIP_COLUMN_INT64, NULL, 0}, PSHIP_E_ARGUMENT},
        {{"x", (pship_column_type)0, NULL, 0}, PSHIP_E_ARGUMENT},
        {{"x", (pship_column_type)9, NULL, 0}, PSHIP_E_ARGUMENT},
        {{"x", PSHIP_COLUMN_DECIMAL128, NULL, 39}, PSHIP_E_LIMIT},
        {{"x", PSHIP_COLUMN_DECIMAL128, NULL, -39}, PSHIP_E_LIMIT},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ck_assert_int_eq(pship__table_builder_new(&builder, NULL, &wrong[i].spec, 1, &err),
                         wrong[i].result);
        ck_assert_ptr_null(builder);
    }
    pship__table_builder_free(NULL);
    pship__table_builder_free(builder_of(sample_specs, SAMPLE_COLUMNS));
}
END_TEST

/* ---- sharing and taking */

START_TEST(a_shared_table_lives_until_its_last_owner)
{
    pship_table *table = sample(3, true);
    pship_table *shared = pship_table_share(table);
    ck_assert_ptr_eq(shared, table);
    pship_table_free(table);
    ck_assert_int_eq(pship_table_integer(shared, INT64, 1), 1000000004);
    pship_table_free(shared);
}
END_TEST

START_TEST(rows_are_taken_in_the_order_asked_for)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = sample(30, true), *taken = NULL;
    static const int64_t rows[] = {29, 0, 7, 7, 13, 1, 28};
    size_t count = sizeof rows / sizeof *rows;
    ck_assert_int_eq(pship__table_take(&taken, table, rows, count, &err), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(taken), (int64_t)count);
    for (int32_t column = 0; column < SAMPLE_COLUMNS; column++) {
        ck_assert_str_eq(pship_table_column_name(taken, column),
                         pship_table_column_name(table, column));
        for (size_t i = 0; i < count; i++)
            cells_equal(taken, (int64_t)i, table, rows[i], column);
    }
    ck_assert_str_eq(pship_table_column_unit(taken, DECIMAL), "USD");
    pship_table_free(taken);
    ck_assert_int_eq(pship__table_take(&taken, table, NULL, 0, &err), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(taken), 0);
    pship_table_free(taken);
    taken = NULL;
    static const int64_t beyond[] = {0, 30}, before[] = {-1};
    ck_assert_int_eq(pship__table_take(&taken, table, beyond, 2, &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship__table_take(&taken, table, before, 1, &err), PSHIP_E_ARGUMENT);
    ck_assert_ptr_null(taken);
    pship_table_free(table);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("builder");
    TCase *cells = tcase_create("cells");
    tcase_add_test(cells, cells_come_back_as_they_were_added);
    tcase_add_test(cells, columns_tell_their_name_type_unit_and_scale);
    tcase_add_test(cells, what_is_out_of_range_or_of_another_type_is_nothing);
    tcase_add_test(cells, values_are_plain_arrays);
    tcase_add_test(cells, texts_lie_one_behind_the_other);
    tcase_add_test(cells, nulls_are_kept_from_every_first_row);
    tcase_add_test(cells, days_without_bound_and_missing_texts_are_null);
    tcase_add_test(cells, a_dictionary_holds_each_text_once);
    tcase_add_test(cells, an_empty_table_has_columns_and_no_rows);
    suite_add_tcase(suite, cells);
    TCase *failures = tcase_create("failures");
    tcase_add_test(failures, a_value_of_another_type_is_a_mistake);
    tcase_add_test(failures, a_row_that_is_not_complete_is_a_mistake);
    tcase_add_test(failures, text_that_is_not_utf8_is_refused);
    tcase_add_test(failures, impossible_columns_are_refused);
    suite_add_tcase(suite, failures);
    TCase *sharing = tcase_create("sharing");
    tcase_add_test(sharing, a_shared_table_lives_until_its_last_owner);
    tcase_add_test(sharing, rows_are_taken_in_the_order_asked_for);
    suite_add_tcase(suite, sharing);
    return suite;
}
