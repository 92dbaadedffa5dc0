/* Arrow streams of other producers: each type, several batches, offsets, dictionaries. */
#include "table/foreign.h"
#include <math.h>

Suite *test_suite(void);

/* Column 0 of batch 0 holds these values. */
static void simple(foreign *self, const char *format, int64_t length, const void *values)
{
    foreign_init(self, format, length);
    self->buffers[0][0][1] = values;
}

/* ---- numbers */

START_TEST(integers_of_every_width_become_int64)
{
    static const char *const formats[] = {"c", "C", "s", "S", "i", "I", "l", "L"};
    static const int8_t c[] = {-128, 127};
    static const uint8_t C[] = {0, 255};
    static const int16_t s[] = {-32768, 32767};
    static const uint16_t S[] = {0, 65535};
    static const int32_t i[] = {INT32_MIN, INT32_MAX};
    static const uint32_t I[] = {0, UINT32_MAX};
    static const int64_t l[] = {INT64_MIN, INT64_MAX};
    static const uint64_t L[] = {0, INT64_MAX};
    const void *values[] = {c, C, s, S, i, I, l, L};
    static const char *const expected[][3] = {
        {"-128", "127", NULL},
        {"0", "255", NULL},
        {"-32768", "32767", NULL},
        {"0", "65535", NULL},
        {"-2147483648", "2147483647", NULL},
        {"0", "4294967295", NULL},
        {"-9223372036854775808", "9223372036854775807", NULL},
        {"0", "9223372036854775807", NULL},
    };
    foreign self;
    for (size_t at = 0; at < 8; at++) {
        simple(&self, formats[at], 2, values[at]);
        foreign_reads(&self, PSHIP_COLUMN_INT64, expected[at]);
    }
    static const uint64_t large[] = {0, UINT64_C(1) << 63};
    simple(&self, "L", 2, large);
    foreign_refused(&self, PSHIP_E_LIMIT, "'x'");
}
END_TEST

START_TEST(floats_of_every_width_become_float64)
{
    static const double g[] = {0.1, -2.5};
    static const float f[] = {0.25f, -2.5f};
    /* 1.5, -2, the smallest subnormal, the largest number, and 0.25 */
    static const uint16_t e[] = {0x3E00, 0xC000, 0x0001, 0x7BFF, 0x3400};
    static const char *const read_g[] = {"0.1", "-2.5", NULL};
    static const char *const read_f[] = {"0.25", "-2.5", NULL};
    static const char *const read_e[] = {"1.5",   "-2",   "5.960464477539063e-8",
                                         "65504", "0.25", NULL};
    foreign self;
    simple(&self, "g", 2, g);
    foreign_reads(&self, PSHIP_COLUMN_FLOAT64, read_g);
    simple(&self, "f", 2, f);
    foreign_reads(&self, PSHIP_COLUMN_FLOAT64, read_f);
    simple(&self, "e", 5, e);
    foreign_reads(&self, PSHIP_COLUMN_FLOAT64, read_e);
    static const uint16_t special[] = {0x7C00, 0xFC00, 0x7E00};
    static const char *const read_special[] = {"Infinity", "-Infinity", "NaN", NULL};
    simple(&self, "e", 3, special);
    foreign_reads(&self, PSHIP_COLUMN_FLOAT64, read_special);
}
END_TEST

START_TEST(decimals_keep_their_scale)
{
    unsigned char values[32];
    decimal_bytes(-12345, values);
    decimal_bytes(7, values + 16);
    foreign self;
    static const char *const cents[] = {"-123.45", "0.07", NULL};
    simple(&self, "d:10,2", 2, values);
    foreign_reads(&self, PSHIP_COLUMN_DECIMAL128, cents);
    simple(&self, "d:10,2,128", 2, values);
    foreign_reads(&self, PSHIP_COLUMN_DECIMAL128, cents);
    static const char *const hundreds[] = {"-1234500", "700", NULL};
    simple(&self, "d:38,-2", 2, values);
    foreign_reads(&self, PSHIP_COLUMN_DECIMAL128, hundreds);
}
END_TEST

START_TEST(bools_are_bits)
{
    static const unsigned char bits[] = {0x05, 0x02};
    static const char *const expected[] = {"true",  "false", "true",  "false", "false", "false",
                                           "false", "false", "false", "true",  NULL};
    foreign self;
    simple(&self, "b", 10, bits);
    foreign_reads(&self, PSHIP_COLUMN_BOOL, expected);
}
END_TEST

/* ---- days and times */

START_TEST(days_and_milliseconds_become_dates)
{
    static const int32_t days[] = {0, -1, 20495};
    static const int64_t milliseconds[] = {0, -1, INT64_C(20495) * 86400000 + 86399999};
    static const char *const expected[] = {"1970-01-01", "1969-12-31", "2026-02-11", NULL};
    foreign self;
    simple(&self, "tdD", 3, days);
    foreign_reads(&self, PSHIP_COLUMN_DATE, expected);
    simple(&self, "tdm", 3, milliseconds);
    foreign_reads(&self, PSHIP_COLUMN_DATE, expected);
    static const int32_t no_day[] = {INT32_MIN};
    simple(&self, "tdD", 1, no_day);
    foreign_refused(&self, PSHIP_E_LIMIT, "'x'");
    static const int64_t too_late[] = {INT64_MAX};
    simple(&self, "tdm", 1, too_late);
    foreign_refused(&self, PSHIP_E_LIMIT, "'x'");
}
END_TEST

START_TEST(timestamps_of_every_unit_become_microseconds)
{
    static const struct {
        const char *format;
        int64_t value;
        const char *text;
    } times[] = {
        {"tss:", 1, "1970-01-01T00:00:01.000000Z"},
        {"tss:UTC", -1, "1969-12-31T23:59:59.000000Z"},
        {"tsm:", 1001, "1970-01-01T00:00:01.001000Z"},
        {"tsu:Asia/Baku", 7, "1970-01-01T00:00:00.000007Z"},
        {"tsn:", 7000, "1970-01-01T00:00:00.000007Z"},
        {"tsn:", -7000, "1969-12-31T23:59:59.999993Z"},
    };
    foreign self;
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        const char *const expected[] = {times[i].text, NULL};
        simple(&self, times[i].format, 1, &times[i].value);
        foreign_reads(&self, PSHIP_COLUMN_TIMESTAMP, expected);
    }
    static const int64_t fine = 7001, large = INT64_MAX / 1000;
    simple(&self, "tsn:", 1, &fine);
    foreign_refused(&self, PSHIP_E_LIMIT, "finer than microseconds");
    simple(&self, "tss:", 1, &large);
    foreign_refused(&self, PSHIP_E_LIMIT, "does not fit");
}
END_TEST

/* ---- texts */

static const char letters[] = "signed\342\202\254open";
static const char *const words[] = {"signed", "", "\342\202\254", "open", NULL};

START_TEST(texts_with_small_and_large_offsets_become_utf8)
{
    static const int32_t small[] = {0, 6, 6, 9, 13};
    static const int64_t large[] = {0, 6, 6, 9, 13};
    foreign self;
    simple(&self, "u", 4, small);
    self.arrays[0][0].n_buffers = 3;
    self.buffers[0][0][2] = letters;
    foreign_reads(&self, PSHIP_COLUMN_UTF8, words);
    simple(&self, "U", 4, large);
    self.arrays[0][0].n_buffers = 3;
    self.buffers[0][0][2] = letters;
    foreign_reads(&self, PSHIP_COLUMN_UTF8, words);
    /* Without any letter there need not be a buffer of them. */
    static const int32_t none[] = {0, 0, 0};
    static const char *const empty[] = {"", "", NULL};
    simple(&self, "u", 2, none);
    self.arrays[0][0].n_buffers = 3;
    foreign_reads(&self, PSHIP_COLUMN_UTF8, empty);
}
END_TEST

typedef struct view {
    int32_t length;
    union {
        char inlined[12];
        struct {
            char prefix[4];
            int32_t buffer, start;
        } far;
    } is;
} view;

static view short_view(const char *text)
{
    view made = {.length = (int32_t)strlen(text)};
    memcpy(made.is.inlined, text, strlen(text));
    return made;
}

static view long_view(int32_t length, int32_t buffer, int32_t start)
{
    view made = {.length = length};
    made.is.far.buffer = buffer;
    made.is.far.start = start;
    return made;
}

static const char first_buffer[] = "--entry into force--";
static const char second_buffer[] = "provisional application";
static const int64_t view_sizes[] = {20, 23};

static void views(foreign *self, const view *of, int64_t length)
{
    simple(self, "vu", length, of);
    self->arrays[0][0].n_buffers = 5;
    self->buffers[0][0][2] = first_buffer;
    self->buffers[0][0][3] = second_buffer;
    self->buffers[0][0][4] = view_sizes;
}

START_TEST(text_views_become_utf8)
{
    view of[] = {short_view(""), long_view(16, 0, 2), short_view("twelve bytes"),
                 long_view(23, 1, 0)};
    static const char *const expected[] = {"", "entry into force", "twelve bytes",
                                           "provisional application", NULL};
    foreign self;
    views(&self, of, 4);
    foreign_reads(&self, PSHIP_COLUMN_UTF8, expected);
    /* Only short texts: no other buffers, and no sizes of them. */
    simple(&self, "vu", 1, of);
    self.arrays[0][0].n_buffers = 3;
    static const char *const empty[] = {"", NULL};
    foreign_reads(&self, PSHIP_COLUMN_UTF8, empty);
}
END_TEST

START_TEST(text_views_that_reach_beyond_are_refused)
{
    const view wrong[] = {long_view(13, 2, 0),  long_view(13, -1, 0),
                          long_view(13, 0, -1), long_view(13, 0, 8),
                          long_view(24, 1, 0),  long_view(INT32_MAX, 0, INT32_MAX),
                          long_view(-1, 0, 0)};
    foreign self;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        views(&self, &wrong[i], 1);
        foreign_refused(&self, PSHIP_E_INVALID, "'x'");
    }
}
END_TEST

START_TEST(null_columns_become_empty_texts_that_are_null)
{
    static const char *const expected[] = {"null", "null", NULL};
    foreign self;
    simple(&self, "n", 2, NULL);
    self.arrays[0][0].n_buffers = 0;
    self.arrays[0][0].buffers = NULL;
    self.arrays[0][0].null_count = 2;
    foreign_reads(&self, PSHIP_COLUMN_UTF8, expected);
}
END_TEST

/* ---- nulls, offsets, batches */

START_TEST(nulls_are_where_the_bitmap_says)
{
    static const int32_t values[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    static const unsigned char valid[] = {0xEF, 0x01};
    static const char *const expected[] = {"1", "2", "3", "4",    "null", "6",
                                           "7", "8", "9", "null", NULL};
    foreign self;
    simple(&self, "i", 10, values);
    self.buffers[0][0][0] = valid;
    self.arrays[0][0].null_count = 2;
    foreign_reads(&self, PSHIP_COLUMN_INT64, expected);
}
END_TEST

START_TEST(offsets_of_column_and_batch_add_up)
{
    static const int32_t values[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    static const unsigned char valid[] = {0xEF, 0x03};
    static const char *const expected[] = {"4", "null", "6", NULL};
    foreign self;
    simple(&self, "i", 6, values);
    self.buffers[0][0][0] = valid;
    self.arrays[0][0].offset = 2;
    self.batches[0].offset = 1;
    self.batches[0].length = 3;
    foreign_reads(&self, PSHIP_COLUMN_INT64, expected);

    static const int32_t offsets[] = {0, 6, 6, 9, 13};
    static const char *const two[] = {"\342\202\254", "open", NULL};
    simple(&self, "u", 2, offsets);
    self.arrays[0][0].n_buffers = 3;
    self.arrays[0][0].offset = 2;
    self.buffers[0][0][2] = letters;
    foreign_reads(&self, PSHIP_COLUMN_UTF8, two);

    static const unsigned char bits[] = {0x50};
    static const char *const three[] = {"true", "false", "true", NULL};
    simple(&self, "b", 3, bits);
    self.arrays[0][0].offset = 4;
    foreign_reads(&self, PSHIP_COLUMN_BOOL, three);
}
END_TEST

START_TEST(buffers_may_lie_at_odd_addresses)
{
    static const int64_t numbers[] = {INT64_MIN, 77};
    char odd[1 + sizeof numbers];
    memcpy(odd + 1, numbers, sizeof numbers);
    static const char *const expected[] = {"-9223372036854775808", "77", NULL};
    foreign self;
    simple(&self, "l", 2, odd + 1);
    foreign_reads(&self, PSHIP_COLUMN_INT64, expected);
}
END_TEST

START_TEST(a_null_row_is_null_in_every_column)
{
    static const int32_t values[] = {1, 2, 3};
    static const unsigned char valid[] = {0x05};
    static const char *const expected[] = {"1", "null", "3", NULL};
    foreign self;
    simple(&self, "i", 3, values);
    self.batch_buffers[0][0] = valid;
    foreign_reads(&self, PSHIP_COLUMN_INT64, expected);
}
END_TEST

START_TEST(batches_follow_one_another)
{
    static const int32_t a[] = {1, 2}, b[] = {3, 4, 5};
    static const unsigned char valid[] = {0x05};
    static const char *const expected[] = {"1", "2", "3", "null", "5", NULL};
    foreign self;
    simple(&self, "i", 2, a);
    self.batch_count = 3;
    self.batches[1].length = 0;
    self.arrays[1][0].length = 0;
    self.batches[2].length = 3;
    self.arrays[2][0].length = 3;
    self.buffers[2][0][0] = valid;
    self.buffers[2][0][1] = b;
    foreign_reads(&self, PSHIP_COLUMN_INT64, expected);
    /* And none at all. */
    static const char *const none[] = {NULL};
    simple(&self, "i", 2, a);
    self.batch_count = 0;
    foreign_reads(&self, PSHIP_COLUMN_INT64, none);
}
END_TEST

START_TEST(several_columns_keep_their_names)
{
    static const int32_t values[] = {1, 2};
    static const double lengths[] = {0.5, 1.5};
    foreign self;
    simple(&self, "i", 2, values);
    self.column_count = 2;
    self.columns[0].name = NULL;
    self.columns[1].name = "length_km";
    self.columns[1].format = "g";
    self.buffers[0][1][1] = lengths;
    pship_table *table = foreign_import(&self);
    ck_assert_str_eq(pship_table_column_name(table, 0), "");
    ck_assert_int_eq(pship_table_find(table, "length_km"), 1);
    ck_assert(pship_table_number(table, 1, 1) == 1.5);
    pship_table_free(table);
}
END_TEST

/* Two keys with their texts; lengths are native, so they are put together here. Gives the end. */
static char *put_metadata(char *at, const char *const *parts)
{
    int32_t number = 2;
    memcpy(at, &number, 4);
    at += 4;
    for (size_t i = 0; i < 4; i++) {
        number = (int32_t)strlen(parts[i]);
        memcpy(at, &number, 4);
        memcpy(at + 4, parts[i], strlen(parts[i]));
        at += 4 + number;
    }
    return at;
}

START_TEST(the_unit_is_found_among_other_metadata)
{
    char metadata[64];
    char *at = put_metadata(metadata, (const char *const[]){"note", "", "unit", "km"});
    static const int32_t values[] = {1};
    foreign self;
    simple(&self, "i", 1, values);
    self.columns[0].metadata = metadata;
    pship_table *table = foreign_import(&self);
    ck_assert_str_eq(pship_table_column_unit(table, 0), "km");
    pship_table_free(table);
    at[-1] = '\377';
    simple(&self, "i", 1, values);
    self.columns[0].metadata = metadata;
    foreign_refused(&self, PSHIP_E_INVALID, "unit");
}
END_TEST

START_TEST(periods_of_pandas_are_no_whole_numbers)
{
    char metadata[128];
    static const int32_t values[] = {660};
    foreign self;
    put_metadata(metadata, (const char *const[]){"ARROW:extension:metadata", "{\"freq\": \"M\"}",
                                                 "ARROW:extension:name", "pandas.period"});
    simple(&self, "i", 1, values);
    self.columns[0].metadata = metadata;
    foreign_refused(&self, PSHIP_E_INVALID, "holds pandas periods: use .astype(str)");
    put_metadata(metadata,
                 (const char *const[]){"ARROW:extension:name", "pandas.periodic", "unit", "km"});
    simple(&self, "i", 1, values);
    self.columns[0].metadata = metadata;
    pship_table *table = foreign_import(&self);
    ck_assert_int_eq(pship_table_integer(table, 0, 0), 660);
    ck_assert_str_eq(pship_table_column_unit(table, 0), "km");
    pship_table_free(table);
}
END_TEST

/* ---- dictionaries */

static const int32_t word_offsets[] = {0, 6, 6, 9, 13};

static void coded(foreign *self, const char *format, int64_t length, const void *codes)
{
    simple(self, format, length, codes);
    foreign_dictionary(self, "u");
    self->codes[0][0].length = 4;
    self->dictionary_buffers[0][0][1] = word_offsets;
    self->dictionary_buffers[0][0][2] = letters;
}

START_TEST(dictionaries_of_texts_stay_dictionaries)
{
    static const int8_t c[] = {3, 0, 3, 2};
    static const uint64_t L[] = {3, 0, 3, 2};
    static const char *const expected[] = {"open", "signed", "open", "\342\202\254", NULL};
    foreign self;
    coded(&self, "c", 4, c);
    foreign_reads(&self, PSHIP_COLUMN_DICTIONARY, expected);
    coded(&self, "L", 4, L);
    foreign_reads(&self, PSHIP_COLUMN_DICTIONARY, expected);
}
END_TEST

START_TEST(null_codes_and_null_texts_are_null)
{
    static const int32_t codes[] = {99, 0, 3, -5};
    static const unsigned char valid[] = {0x06}, valid_words[] = {0x07};
    static const char *const expected[] = {"null", "signed", "null", "null", NULL};
    foreign self;
    coded(&self, "i", 4, codes);
    self.buffers[0][0][0] = valid;
    self.dictionary_buffers[0][0][0] = valid_words;
    foreign_reads(&self, PSHIP_COLUMN_DICTIONARY, expected);
}
END_TEST

START_TEST(each_batch_has_its_own_dictionary)
{
    static const int32_t codes[] = {0, 1};
    static const int32_t offsets[] = {0, 4, 10};
    static const char *const expected[] = {"signed", "", "open", "signed", NULL};
    foreign self;
    coded(&self, "i", 2, codes);
    self.batch_count = 2;
    self.buffers[1][0][1] = codes;
    self.codes[1][0].length = 2;
    self.dictionary_buffers[1][0][1] = offsets;
    self.dictionary_buffers[1][0][2] = "opensigned";
    foreign_reads(&self, PSHIP_COLUMN_DICTIONARY, expected);
}
END_TEST

START_TEST(dictionaries_of_numbers_become_the_numbers)
{
    static const int32_t codes[] = {1, 1, 0};
    static const double numbers[] = {0.5, 2};
    static const char *const expected[] = {"2", "2", "0.5", NULL};
    foreign self;
    simple(&self, "i", 3, codes);
    foreign_dictionary(&self, "g");
    self.codes[0][0].length = 2;
    self.codes[0][0].n_buffers = 2;
    self.dictionary_buffers[0][0][1] = numbers;
    foreign_reads(&self, PSHIP_COLUMN_FLOAT64, expected);
}
END_TEST

START_TEST(codes_outside_of_the_dictionary_are_refused)
{
    static const int32_t beyond[] = {4}, negative[] = {-1};
    static const uint64_t large[] = {UINT64_MAX};
    foreign self;
    coded(&self, "i", 1, beyond);
    foreign_refused(&self, PSHIP_E_INVALID, "dictionary");
    coded(&self, "i", 1, negative);
    foreign_refused(&self, PSHIP_E_INVALID, "dictionary");
    coded(&self, "L", 1, large);
    foreign_refused(&self, PSHIP_E_INVALID, "dictionary");
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("arrow_foreign");
    TCase *types = tcase_create("types");
    tcase_add_test(types, integers_of_every_width_become_int64);
    tcase_add_test(types, floats_of_every_width_become_float64);
    tcase_add_test(types, decimals_keep_their_scale);
    tcase_add_test(types, bools_are_bits);
    tcase_add_test(types, days_and_milliseconds_become_dates);
    tcase_add_test(types, timestamps_of_every_unit_become_microseconds);
    tcase_add_test(types, texts_with_small_and_large_offsets_become_utf8);
    tcase_add_test(types, text_views_become_utf8);
    tcase_add_test(types, text_views_that_reach_beyond_are_refused);
    tcase_add_test(types, null_columns_become_empty_texts_that_are_null);
    suite_add_tcase(suite, types);
    TCase *batches = tcase_create("batches");
    tcase_add_test(batches, nulls_are_where_the_bitmap_says);
    tcase_add_test(batches, offsets_of_column_and_batch_add_up);
    tcase_add_test(batches, buffers_may_lie_at_odd_addresses);
    tcase_add_test(batches, a_null_row_is_null_in_every_column);
    tcase_add_test(batches, batches_follow_one_another);
    tcase_add_test(batches, several_columns_keep_their_names);
    tcase_add_test(batches, the_unit_is_found_among_other_metadata);
    tcase_add_test(batches, periods_of_pandas_are_no_whole_numbers);
    suite_add_tcase(suite, batches);
    TCase *dictionaries = tcase_create("dictionaries");
    tcase_add_test(dictionaries, dictionaries_of_texts_stay_dictionaries);
    tcase_add_test(dictionaries, null_codes_and_null_texts_are_null);
    tcase_add_test(dictionaries, each_batch_has_its_own_dictionary);
    tcase_add_test(dictionaries, dictionaries_of_numbers_become_the_numbers);
    tcase_add_test(dictionaries, codes_outside_of_the_dictionary_are_refused);
    suite_add_tcase(suite, dictionaries);
    return suite;
}
