/* UTF-8 and numbers. Run under any locale: none of this may change. */
#include "chance.h"
#include "core/core.h"
#include <check.h>
#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

Suite *test_suite(void);

/* ---- UTF-8 */

START_TEST(utf8_is_told_from_other_bytes)
{
    static const struct {
        const char *bytes;
        size_t length;
        bool valid;
    } texts[] = {
        {"", 0, true},
        {"plain", 5, true},
        {"a\0b", 3, true},
        {"\303\251", 2, true},          /* U+00E9 */
        {"\311\231", 2, true},          /* U+0259, the schwa of Azerbaijani */
        {"\342\202\254", 3, true},      /* U+20AC */
        {"\360\237\230\200", 4, true},  /* U+1F600 */
        {"\364\217\277\277", 4, true},  /* U+10FFFF */
        {"\355\237\277", 3, true},      /* U+D7FF */
        {"\356\200\200", 3, true},      /* U+E000 */
        {"\200", 1, false},             /* continuation alone */
        {"\303", 1, false},             /* cut */
        {"\342\202", 2, false},         /* cut */
        {"\303a", 2, false},            /* continuation missing */
        {"\300\200", 2, false},         /* overlong */
        {"\301\277", 2, false},         /* overlong */
        {"\340\237\277", 3, false},     /* overlong */
        {"\360\217\277\277", 4, false}, /* overlong */
        {"\355\240\200", 3, false},     /* surrogate */
        {"\364\220\200\200", 4, false}, /* beyond U+10FFFF */
        {"\365\200\200\200", 4, false}, /* no such lead */
        {"\377", 1, false},
        {"good\377", 5, false},
        {"good\377", 4, true},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ck_assert_msg(pship__utf8_valid(texts[i].bytes, texts[i].length) == texts[i].valid,
                      "text %zu", i);
}
END_TEST

/* ---- reading */

START_TEST(numbers_are_read_with_a_point)
{
    static const struct {
        const char *text;
        double number;
    } good[] = {
        {"0", 0},
        {"-0", 0},
        {"1364", 1364},
        {"+12", 12},
        {"007", 7},
        {"1.365", 1.365},
        {"-0.1", -0.1},
        {"0.30000000000000004", 0.30000000000000004},
        {"1e3", 1000},
        {"1E+3", 1000},
        {"125e-2", 1.25},
        {"0e999999999999", 0},
        {"0.000000000000000000001", 1e-21},
        {"123456789012345678901234567890", 123456789012345678901234567890.0},
        {"1.7976931348623157e308", DBL_MAX},
        {"4.9406564584124654e-324", 4.9406564584124654e-324},
        {"1e-999999999999", 0},
        {"9007199254740993", 9007199254740992.0},
        {"9007199254740993.00000000000000000000000000000001", 9007199254740994.0},
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        double number = 7;
        ck_assert_msg(pship__number_parse(good[i].text, &number), "%s", good[i].text);
        ck_assert_msg(number == good[i].number, "%s", good[i].text);
    }
}
END_TEST

START_TEST(a_thousand_digits_are_rounded_once)
{
    /* Just above the middle between two doubles, told only by the very last digit. */
    char text[1200] = "9007199254740993.";
    memset(text + 17, '0', 1000);
    text[1017] = '\0';
    double number;
    ck_assert(pship__number_parse(text, &number));
    ck_assert(number == 9007199254740992.0);
    text[1016] = '1';
    ck_assert(pship__number_parse(text, &number));
    ck_assert(number == 9007199254740994.0);
    /* A thousand digits before the point, taken back by the exponent. */
    memset(text, '0', 1001);
    text[0] = '1';
    strcpy(text + 1001, "e-1000");
    ck_assert(pship__number_parse(text, &number));
    ck_assert(number == 1.0);
}
END_TEST

START_TEST(other_spellings_are_no_numbers)
{
    static const char *const wrong[] = {
        "",       " ",     "1 ",    " 1",    "1,5",   ".5",       "5.",  "1.e3", "e3",
        "1e",     "1e+",   "--1",   "+-1",   "0x10",  "nan",      "NaN", "inf",  "1e309",
        "-1e309", "1_000", "1'000", "1.2.3", "1e3.5", "Infinity", "1f",  "12a",  "-",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        double number = 7;
        ck_assert_msg(!pship__number_parse(wrong[i], &number), "'%s'", wrong[i]);
        ck_assert(number == 7);
    }
}
END_TEST

/* ---- writing */

START_TEST(numbers_are_written_with_the_fewest_digits)
{
    static const struct {
        double number;
        const char *text;
    } known[] = {
        {0, "0"},
        {-0.0, "-0"},
        {1, "1"},
        {-1, "-1"},
        {10, "10"},
        {1364, "1364"},
        {1.365, "1.365"},
        {0.1, "0.1"},
        {0.1 + 0.2, "0.30000000000000004"},
        {100.25, "100.25"},
        {1365000000, "1365000000"},
        {1e15, "1000000000000000"},
        {9007199254740993.0, "9007199254740992"},
        {1e20, "100000000000000000000"},
        {1e21, "1e21"},
        {1.5e300, "1.5e300"},
        {0.00001, "0.00001"},
        {0.0000125, "0.0000125"},
        {0.000001, "1e-6"},
        {-1.25e-9, "-1.25e-9"},
        {DBL_MAX, "1.7976931348623157e308"},
        {DBL_MIN, "2.2250738585072014e-308"},
        {4.9406564584124654e-324, "5e-324"},
        {1.0 / 3, "0.3333333333333333"},
        {1.0 / (1 << 24), "5.960464477539063e-8"}, /* a power of two: not the nearest 16 digits */
        {9007199254740992.0 * 1024, "9223372036854776000"},
    };
    char text[40];
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t length = pship__number_format(known[i].number, text, sizeof text);
        ck_assert_str_eq(text, known[i].text);
        ck_assert_uint_eq(length, strlen(text));
    }
    pship__number_format((double)NAN, text, sizeof text);
    ck_assert_str_eq(text, "NaN");
    pship__number_format((double)-INFINITY, text, sizeof text);
    ck_assert_str_eq(text, "-Infinity");
}
END_TEST

START_TEST(a_short_buffer_receives_a_cut_number)
{
    char text[4] = "xyz";
    ck_assert_uint_eq(pship__number_format(12345, text, 3), 5);
    ck_assert_str_eq(text, "12");
    ck_assert_uint_eq(pship__number_format(12345, NULL, 0), 5);
}
END_TEST

START_TEST(every_number_reads_back)
{
    uint64_t seed = chance_start();
    chance_seed(seed);
    for (int i = 0, cases = chance_cases(100000); i < cases; i++) {
        uint64_t state = chance_next();
        double number, again;
        memcpy(&number, &state, sizeof number);
        if (!isfinite(number))
            continue;
        char text[40];
        ck_assert_uint_lt(pship__number_format(number, text, sizeof text), 26);
        ck_assert_msg(pship__number_parse(text, &again) && again == number, "seed %" PRIu64 ": %s",
                      seed, text);
        /* Money, as most numbers here are. */
        double cents = (double)(int64_t)(state % 100000000000) / 100;
        pship__number_format(cents, text, sizeof text);
        ck_assert_msg(pship__number_parse(text, &again) && again == cents, "%s", text);
        const char *point = strchr(text, '.');
        ck_assert_msg(point == NULL || strlen(point) <= 3, "%s", text);
    }
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("number");
    TCase *text = tcase_create("text");
    tcase_add_test(text, utf8_is_told_from_other_bytes);
    suite_add_tcase(suite, text);
    TCase *reading = tcase_create("reading");
    tcase_add_test(reading, numbers_are_read_with_a_point);
    tcase_add_test(reading, a_thousand_digits_are_rounded_once);
    tcase_add_test(reading, other_spellings_are_no_numbers);
    suite_add_tcase(suite, reading);
    TCase *writing = tcase_create("writing");
    tcase_add_test(writing, numbers_are_written_with_the_fewest_digits);
    tcase_add_test(writing, a_short_buffer_receives_a_cut_number);
    tcase_add_test(writing, every_number_reads_back);
    suite_add_tcase(suite, writing);
    return suite;
}
