/* Spellings of units, and what they come to. */
#include <check.h>
#include <codes/codes.h>
#include <partnership/partnership.h>
#include <stdio.h>
#include <string.h>

Suite *test_suite(void);

static pship_unit read_unit(const char *text)
{
    pship_unit unit;
    pship_error err = PSHIP_ERROR_INIT;
    ck_assert_msg(pship_unit_parse(&unit, text, &err) == PSHIP_OK, "%s", err.message);
    return unit;
}

typedef struct expected {
    const char *spelling, *text;
    double scale;
    const char *currency;
} expected;

static const expected understood[] = {
    {NULL, "", 1, ""},
    {"", "", 1, ""},
    {"million", "", 1e6, ""},
    {"USD", "USD", 1, "USD"},
    {"USD million", "USD", 1e6, "USD"},
    {"million USD", "USD", 1e6, "USD"},
    {"US$ m", "USD", 1e6, "USD"},
    {"US$m", "USD", 1e6, "USD"},
    {"US$ bn", "USD", 1e9, "USD"},
    {"mln US dollars", "USD", 1e6, "USD"},
    {"  Million \t U.S. Dollars ", "USD", 1e6, "USD"},
    {"k EUR", "EUR", 1e3, "EUR"},
    {"€bn", "EUR", 1e9, "EUR"},
    {"thousand million euros", "EUR", 1e9, "EUR"},
    {"AZN billion", "AZN", 1e9, "AZN"},
    {"Azerbaijani manats", "AZN", 1, "AZN"},
    {"KZT trn", "KZT", 1e12, "KZT"},
    {"percent", "percent", 1, ""},
    {"per cent", "percent", 1, ""},
    {"%", "percent", 1, ""},
    {"m", "m", 1, ""},
    {"km", "m", 1000, ""},
    {"kilometers", "m", 1000, ""},
    {"ft", "m", 0.3048, ""},
    {"miles", "m", 1609.344, ""},
    {"nautical miles", "m", 1852, ""},
    {"days", "h", 24, ""},
    {"million t", "t", 1e6, ""},
    {"kt", "t", 1000, ""},
    {"million t/year", "t/year", 1e6, ""},
    {"t per annum", "t/year", 1, ""},
    {"bcm/year", "m3/year", 1e9, ""},
    {"billion cubic metres", "m3", 1e9, ""},
    {"km/h", "m/h", 1000, ""},
    {"USD per FEU", "USD/FEU", 1, "USD"},
    {"USD per 500 km per 20 t", "USD/500 km/20 t", 1, "USD"},
    {"USD per million t", "USD/t", 1e-6, "USD"},
    {"b/d", "barrel/day", 1, ""},
    {"companies", "company", 1, ""},
    {"thousand TEU", "TEU", 1e3, ""},
    {"trains/day", "train/day", 1, ""},
};

START_TEST(spellings_of_one_unit_come_to_the_same)
{
    const expected *want = &understood[_i];
    pship_unit unit = read_unit(want->spelling);
    ck_assert_msg(unit.understood, "'%s' is not understood", want->spelling);
    ck_assert_str_eq(unit.text, want->text);
    ck_assert_msg(unit.scale == want->scale, "'%s': %g", want->spelling, unit.scale);
    ck_assert_str_eq(unit.currency, want->currency);
}
END_TEST

START_TEST(what_is_ambiguous_or_unheard_of_stays_as_it_was_written)
{
    static const expected kept[] = {
        {"$", "$", 1, ""},
        {"$ million", "$", 1e6, ""},
        {"million dollars", "dollars", 1e6, ""},
        {"tons", "tons", 1, ""},
        {"mt", "mt", 1, ""},
        {"k", "k", 1, ""},
        {"usd", "usd", 1, ""}, /* codes are capitals */
        {"USD million (rounded)", "USD million (rounded)", 1, ""},
        {"percent y/y", "percent y/y", 1, ""},
        {"quux   per day", "quux/day", 1, ""},
        {"USD per quux", "USD/quux", 1, "USD"},
        {"/", "/", 1, ""},
    };
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        pship_unit unit = read_unit(kept[i].spelling);
        ck_assert_msg(!unit.understood, "'%s' is understood", kept[i].spelling);
        ck_assert_str_eq(unit.text, kept[i].text);
        ck_assert_msg(unit.scale == kept[i].scale, "'%s': %g", kept[i].spelling, unit.scale);
        ck_assert_str_eq(unit.currency, kept[i].currency);
    }
}
END_TEST

START_TEST(what_it_comes_to_is_understood_and_stays_as_it_is)
{
    for (size_t i = 0; i < pship__unit_spelling_count; i++) {
        const unit_spelling *one = &pship__unit_spellings[i];
        if (!one->base)
            continue;
        pship_unit unit = read_unit(one->spelling), again = read_unit(unit.text);
        ck_assert_msg(unit.understood && again.understood, "'%s'", one->spelling);
        ck_assert_str_eq(unit.text, again.text);
        ck_assert_msg(again.scale == 1, "'%s' is %g of itself", unit.text, again.scale);
        ck_assert_msg(unit.scale == one->scale, "'%s'", one->spelling);
    }
    for (size_t i = 0; i < pship__currency_code_count; i++) {
        ck_assert_str_eq(read_unit(pship__currency_codes[i]).currency, pship__currency_codes[i]);
        ck_assert(i == 0 || strcmp(pship__currency_codes[i - 1], pship__currency_codes[i]) < 0);
    }
}
END_TEST

START_TEST(no_spelling_stands_in_the_table_twice_but_for_scales_of_money)
{
    for (size_t i = 0; i < pship__unit_spelling_count; i++) {
        for (size_t j = 0; j < i; j++) {
            const unit_spelling *a = &pship__unit_spellings[i], *b = &pship__unit_spellings[j];
            if ((a->what == UNIT_SCALE_OF_MONEY) == (b->what == UNIT_SCALE_OF_MONEY))
                ck_assert_str_ne(a->spelling, b->spelling);
        }
    }
}
END_TEST

START_TEST(units_that_are_too_long_or_no_text_are_refused)
{
    char text[600] = "";
    pship_unit unit = {.scale = 7};
    pship_error err = PSHIP_ERROR_INIT;
    for (int i = 0; i < 50; i++)
        strcat(text, "a ");
    ck_assert_int_eq(pship_unit_parse(&unit, text, &err), PSHIP_E_LIMIT);
    memset(text, 'a', 200);
    ck_assert_int_eq(pship_unit_parse(&unit, text, &err), PSHIP_E_LIMIT);
    ck_assert_int_eq(pship_unit_parse(&unit, "t\xff", &err), PSHIP_E_INVALID);
    ck_assert_int_eq(pship_unit_parse(NULL, "t", &err), PSHIP_E_ARGUMENT);
    ck_assert_double_eq(unit.scale, 7);
}
END_TEST

START_TEST(any_bytes_are_read_without_harm)
{
    static const char *const words[] = {"per", "/",   " ", "USD", "million", "m",        "500", "t",
                                        "$",   "US$", "x", "%",   "a",       "\xc3\xa9", "days"};
    unsigned seed = 12345;
    for (int i = 0; i < 20000; i++) {
        char text[256] = "";
        for (int j = 0; j < 12; j++) {
            seed = seed * 1103515245u + 12345u;
            strcat(text, words[(seed >> 16) % (sizeof words / sizeof *words)]);
            if ((seed >> 8) % 3 == 0)
                strcat(text, " ");
        }
        pship_unit unit;
        pship_result result = pship_unit_parse(&unit, text, NULL);
        ck_assert(result == PSHIP_OK || result == PSHIP_E_LIMIT);
        if (result == PSHIP_OK)
            ck_assert(strlen(unit.text) < PSHIP_UNIT_TEXT_SIZE && unit.scale > 0);
    }
}
END_TEST

START_TEST(the_spellings_are_a_table)
{
    pship_table *table = NULL;
    ck_assert_int_eq(pship_unit_spellings(&table, NULL, NULL), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(table),
                     (int64_t)(pship__currency_code_count + pship__unit_spelling_count));
    int64_t row = 0;
    char text[64];
    do {
        ck_assert_int_lt(row, pship_table_rows(table));
        pship_table_format(table, 0, row++, text, sizeof text);
    } while (strcmp(text, "US$") != 0);
    pship_table_format(table, 1, row - 1, text, sizeof text);
    ck_assert_str_eq(text, "USD");
    pship_table_format(table, 3, row - 1, text, sizeof text);
    ck_assert_str_eq(text, "currency");
    pship_table_free(table);
    ck_assert_int_eq(pship_unit_spellings(NULL, NULL, NULL), PSHIP_E_ARGUMENT);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("unit");
    TCase *tests = tcase_create("unit");
    tcase_add_loop_test(tests, spellings_of_one_unit_come_to_the_same, 0,
                        (int)(sizeof understood / sizeof *understood));
    tcase_add_test(tests, what_is_ambiguous_or_unheard_of_stays_as_it_was_written);
    tcase_add_test(tests, what_it_comes_to_is_understood_and_stays_as_it_is);
    tcase_add_test(tests, no_spelling_stands_in_the_table_twice_but_for_scales_of_money);
    tcase_add_test(tests, units_that_are_too_long_or_no_text_are_refused);
    tcase_add_test(tests, any_bytes_are_read_without_harm);
    tcase_add_test(tests, the_spellings_are_a_table);
    suite_add_tcase(suite, tests);
    return suite;
}
