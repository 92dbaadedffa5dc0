/* Cells as text: the same in every locale. */
#include "table/sample.h"
#include <locale.h>

Suite *test_suite(void);

static pship_table *one_column(pship_column_type type, int32_t scale,
                               void (*fill)(pship__table_builder *))
{
    pship_error err = PSHIP_ERROR_INIT;
    pship__column_spec spec = {"x", type, NULL, scale};
    pship__table_builder *builder;
    pship_table *table = NULL;
    ck_assert_int_eq(pship__table_builder_new(&builder, NULL, &spec, 1, &err), PSHIP_OK);
    fill(builder);
    ck_assert_msg(pship__table_builder_finish(builder, &table, &err) == PSHIP_OK, "%s",
                  err.message);
    return table;
}

/* Each row of the only column, and after the last one NULL. The table is freed. */
static void reads(pship_table *table, const char *const *expected)
{
    int64_t row = 0;
    for (; expected[row] != NULL; row++) {
        char text[128] = "unset";
        size_t length = pship_table_format(table, 0, row, text, sizeof text);
        ck_assert_str_eq(text, expected[row]);
        ck_assert_uint_eq(length, strlen(expected[row]));
    }
    ck_assert_int_eq(pship_table_rows(table), row);
    pship_table_free(table);
}

static void fill_integers(pship__table_builder *builder)
{
    pship__add_int64(builder, INT64_MIN);
    pship__add_int64(builder, 0);
    pship__add_null(builder);
    pship__add_int64(builder, 1234567);
}

START_TEST(integers_have_plain_digits)
{
    static const char *const expected[] = {"-9223372036854775808", "0", "", "1234567", NULL};
    reads(one_column(PSHIP_COLUMN_INT64, 0, fill_integers), expected);
}
END_TEST

static void fill_numbers(pship__table_builder *builder)
{
    pship__add_number(builder, 0.1);
    pship__add_number(builder, -1234567.875);
    pship__add_number(builder, 1e300);
    pship__add_number(builder, 3);
}

START_TEST(numbers_have_a_point_and_few_digits)
{
    static const char *const expected[] = {"0.1", "-1234567.875", "1e300", "3", NULL};
    reads(one_column(PSHIP_COLUMN_FLOAT64, 0, fill_numbers), expected);
}
END_TEST

static void fill_bools(pship__table_builder *builder)
{
    pship__add_bool(builder, true);
    pship__add_bool(builder, false);
    pship__add_null(builder);
}

START_TEST(bools_are_words)
{
    static const char *const expected[] = {"true", "false", "", NULL};
    reads(one_column(PSHIP_COLUMN_BOOL, 0, fill_bools), expected);
}
END_TEST

static void fill_dates(pship__table_builder *builder)
{
    pship__add_date(builder, 0);
    pship__add_date(builder, 20495);
    pship__add_date(builder, -719529);
    pship__add_null(builder);
}

START_TEST(dates_are_days)
{
    static const char *const expected[] = {"1970-01-01", "2026-02-11", "-0001-12-31", "", NULL};
    reads(one_column(PSHIP_COLUMN_DATE, 0, fill_dates), expected);
}
END_TEST

static void fill_timestamps(pship__table_builder *builder)
{
    pship__add_timestamp(builder, 0);
    pship__add_timestamp(builder, -1);
    pship__add_timestamp(builder, INT64_C(20495) * 86400000000 + INT64_C(36061000007));
    pship__add_timestamp(builder, INT64_MAX);
    pship__add_timestamp(builder, INT64_MIN);
}

START_TEST(timestamps_have_microseconds_and_a_z)
{
    static const char *const expected[] = {
        "1970-01-01T00:00:00.000000Z",     "1969-12-31T23:59:59.999999Z",
        "2026-02-11T10:01:01.000007Z",     "Y294247-01-10T04:00:54.775807Z",
        "Y-290308-12-21T19:59:05.224192Z", NULL};
    reads(one_column(PSHIP_COLUMN_TIMESTAMP, 0, fill_timestamps), expected);
}
END_TEST

static void fill_decimals(pship__table_builder *builder)
{
    static const int64_t numbers[] = {0, 1, -1, 123, -123456, 5};
    unsigned char bytes[16];
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        decimal_bytes(numbers[i], bytes);
        pship__add_decimal(builder, bytes);
    }
    /* The outermost numbers of 128 bits. */
    memset(bytes, 0xFF, 16);
    bytes[15] = 0x7F;
    pship__add_decimal(builder, bytes);
    memset(bytes, 0, 16);
    bytes[15] = 0x80;
    pship__add_decimal(builder, bytes);
}

START_TEST(decimals_keep_all_their_digits)
{
    static const char *const cents[] = {"0.00",
                                        "0.01",
                                        "-0.01",
                                        "1.23",
                                        "-1234.56",
                                        "0.05",
                                        "1701411834604692317316873037158841057.27",
                                        "-1701411834604692317316873037158841057.28",
                                        NULL};
    reads(one_column(PSHIP_COLUMN_DECIMAL128, 2, fill_decimals), cents);
    static const char *const whole[] = {"0",
                                        "1",
                                        "-1",
                                        "123",
                                        "-123456",
                                        "5",
                                        "170141183460469231731687303715884105727",
                                        "-170141183460469231731687303715884105728",
                                        NULL};
    reads(one_column(PSHIP_COLUMN_DECIMAL128, 0, fill_decimals), whole);
    static const char *const thousands[] = {"0",
                                            "1000",
                                            "-1000",
                                            "123000",
                                            "-123456000",
                                            "5000",
                                            "170141183460469231731687303715884105727000",
                                            "-170141183460469231731687303715884105728000",
                                            NULL};
    reads(one_column(PSHIP_COLUMN_DECIMAL128, -3, fill_decimals), thousands);
    static const char *const small[] = {"0.00000000000000000000000000000000000000",
                                        "0.00000000000000000000000000000000000001",
                                        "-0.00000000000000000000000000000000000001",
                                        "0.00000000000000000000000000000000000123",
                                        "-0.00000000000000000000000000000000123456",
                                        "0.00000000000000000000000000000000000005",
                                        "1.70141183460469231731687303715884105727",
                                        "-1.70141183460469231731687303715884105728",
                                        NULL};
    reads(one_column(PSHIP_COLUMN_DECIMAL128, 38, fill_decimals), small);
}
END_TEST

static void fill_texts(pship__table_builder *builder)
{
    pship__add_text(builder, "\311\231 and \342\202\254");
    pship__add_text(builder, "");
    pship__add_null(builder);
}

START_TEST(texts_are_as_they_are)
{
    static const char *const expected[] = {"\311\231 and \342\202\254", "", "", NULL};
    reads(one_column(PSHIP_COLUMN_UTF8, 0, fill_texts), expected);
    reads(one_column(PSHIP_COLUMN_DICTIONARY, 0, fill_texts), expected);
}
END_TEST

START_TEST(a_short_buffer_receives_a_cut_text)
{
    pship_table *table = one_column(PSHIP_COLUMN_UTF8, 0, fill_texts);
    char text[16] = "###############";
    ck_assert_uint_eq(pship_table_format(table, 0, 0, NULL, 0), 10);
    ck_assert_uint_eq(pship_table_format(table, 0, 0, text, 10), 10);
    ck_assert_str_eq(text, "\311\231 and "); /* not half of a character */
    ck_assert_uint_eq(pship_table_format(table, 0, 0, text, 1), 10);
    ck_assert_str_eq(text, "");
    ck_assert_int_eq(text[1], '\231');
    ck_assert_uint_eq(pship_table_format(table, 0, 0, text, 11), 10);
    ck_assert_str_eq(text, "\311\231 and \342\202\254");
    pship_table_free(table);
}
END_TEST

START_TEST(a_decimal_comma_changes_nothing)
{
    /* Where no such locale is installed, the tests are also run under one made for them. */
    static const char *const commas[] = {"de_DE.UTF-8", "az_AZ.UTF-8", "fr_FR.UTF-8"};
    for (size_t i = 0; i < 3 && setlocale(LC_ALL, commas[i]) == NULL; i++) {
    }
    static const char *const expected[] = {"0.1", "-1234567.875", "1e300", "3", NULL};
    reads(one_column(PSHIP_COLUMN_FLOAT64, 0, fill_numbers), expected);
    pship_table *table = one_column(PSHIP_COLUMN_DECIMAL128, 2, fill_decimals);
    ck_assert(pship_table_number(table, 0, 4) == -1234.56);
    pship_table_free(table);
    setlocale(LC_ALL, "C");
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("format");
    TCase *format = tcase_create("format");
    tcase_add_test(format, integers_have_plain_digits);
    tcase_add_test(format, numbers_have_a_point_and_few_digits);
    tcase_add_test(format, bools_are_words);
    tcase_add_test(format, dates_are_days);
    tcase_add_test(format, timestamps_have_microseconds_and_a_z);
    tcase_add_test(format, decimals_keep_all_their_digits);
    tcase_add_test(format, texts_are_as_they_are);
    tcase_add_test(format, a_short_buffer_receives_a_cut_text);
    tcase_add_test(format, a_decimal_comma_changes_nothing);
    suite_add_tcase(suite, format);
    return suite;
}
