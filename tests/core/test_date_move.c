/* Dates moved by days, weeks, months and years. */
#include "core/core.h"
#include <check.h>
#include <string.h>

Suite *test_suite(void);

static const struct step {
    const char *text;
    int32_t amount;
    pship_calendar_unit unit;
    const char *moved;
    pship_precision precision;
} steps[] = {
    {"2026-02-11", 3, PSHIP_MONTHS, "2026-05-11", PSHIP_PRECISION_DAY},
    {"2026-02-11", 0, PSHIP_DAYS, "2026-02-11", PSHIP_PRECISION_DAY},
    {"2026-01-31", 1, PSHIP_MONTHS, "2026-02-28", PSHIP_PRECISION_DAY},
    {"2024-01-31", 1, PSHIP_MONTHS, "2024-02-29", PSHIP_PRECISION_DAY},
    {"2026-03-31", -1, PSHIP_MONTHS, "2026-02-28", PSHIP_PRECISION_DAY},
    {"2026-01-15", -1, PSHIP_MONTHS, "2025-12-15", PSHIP_PRECISION_DAY},
    {"2026-11-30", 15, PSHIP_MONTHS, "2028-02-29", PSHIP_PRECISION_DAY},
    {"2024-02-29", 1, PSHIP_YEARS, "2025-02-28", PSHIP_PRECISION_DAY},
    {"2024-02-29", 4, PSHIP_YEARS, "2028-02-29", PSHIP_PRECISION_DAY},
    {"2026-12-30", 2, PSHIP_WEEKS, "2027-01-13", PSHIP_PRECISION_DAY},
    {"2026-03-01", -1, PSHIP_DAYS, "2026-02-28", PSHIP_PRECISION_DAY},
    {"0001-01-01", -1, PSHIP_YEARS, "0000-01-01", PSHIP_PRECISION_DAY},
    {"0000-01-01", -1, PSHIP_DAYS, "-0001-12-31", PSHIP_PRECISION_DAY},
    {"9999-12-31", 1, PSHIP_DAYS, "Y10000-01-01", PSHIP_PRECISION_DAY},
    /* What is not a day becomes the range of days that it can mean. */
    {"2026-02", 3, PSHIP_MONTHS, "2026-05-01/2026-05-28", PSHIP_PRECISION_RANGE},
    {"2026", 1, PSHIP_YEARS, "2027-01-01/2027-12-31", PSHIP_PRECISION_RANGE},
    {"2025-12-19~", 10, PSHIP_DAYS, "2025-12-26/2026-01-01", PSHIP_PRECISION_RANGE},
    {"2025-12-19?", 1, PSHIP_DAYS, "2025-12-20?", PSHIP_PRECISION_DAY},
    {"2026-02?", 1, PSHIP_DAYS, "2026-02-02?/2026-03-01?", PSHIP_PRECISION_RANGE},
    {"../2026", 1, PSHIP_DAYS, "../2027-01-01", PSHIP_PRECISION_RANGE},
    {"../2026?", 1, PSHIP_DAYS, "../2027-01-01?", PSHIP_PRECISION_RANGE},
    {"2026?/..", 1, PSHIP_DAYS, "2026-01-02?/..", PSHIP_PRECISION_RANGE},
    {"..", 5, PSHIP_YEARS, "..", PSHIP_PRECISION_NONE},
    {"", 5, PSHIP_YEARS, "", PSHIP_PRECISION_NONE},
};

static void same(const pship_date *a, const pship_date *b)
{
    ck_assert_str_eq(a->text, b->text);
    ck_assert_int_eq(a->earliest, b->earliest);
    ck_assert_int_eq(a->latest, b->latest);
    ck_assert_int_eq(a->kind, b->kind);
    ck_assert_int_eq(a->precision, b->precision);
    ck_assert_int_eq(a->approximate, b->approximate);
    ck_assert_int_eq(a->uncertain, b->uncertain);
}

START_TEST(a_moved_date_is_what_its_text_says)
{
    const struct step *step = &steps[_i];
    pship_error err = PSHIP_ERROR_INIT;
    pship_date start, moved, again;
    ck_assert_int_eq(pship_date_parse(&start, step->text, NULL, &err), PSHIP_OK);
    ck_assert_int_eq(pship_date_move(&moved, &start, step->amount, step->unit, &err), PSHIP_OK);
    ck_assert_str_eq(moved.text, step->moved);
    ck_assert_int_eq(moved.precision, step->precision);
    ck_assert_msg(pship_date_parse(&again, moved.text, NULL, &err) == PSHIP_OK, "%s", err.message);
    same(&again, &moved);
    /* The result may go where the date came from. */
    ck_assert_int_eq(pship_date_move(&start, &start, step->amount, step->unit, &err), PSHIP_OK);
    same(&start, &moved);
}
END_TEST

START_TEST(a_move_out_of_the_calendar_is_refused)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_date start = pship_date_from_day(0), moved = {.earliest = 7};
    ck_assert_int_eq(pship_date_move(&moved, &start, INT32_MAX, PSHIP_DAYS, &err), PSHIP_E_LIMIT);
    ck_assert_int_eq(pship_date_move(&moved, &start, INT32_MIN, PSHIP_DAYS, &err), PSHIP_E_LIMIT);
    ck_assert_int_eq(pship_date_move(&moved, &start, INT32_MIN, PSHIP_WEEKS, &err), PSHIP_E_LIMIT);
    ck_assert_int_eq(pship_date_move(&moved, &start, INT32_MAX, PSHIP_MONTHS, &err), PSHIP_E_LIMIT);
    ck_assert_int_eq(pship_date_move(&moved, &start, INT32_MIN, PSHIP_YEARS, &err), PSHIP_E_LIMIT);
    ck_assert_ptr_nonnull(strstr(err.message, "1970-01-01"));
    ck_assert_int_eq(pship_date_move(&moved, &start, 1, (pship_calendar_unit)9, &err),
                     PSHIP_E_ARGUMENT);
    ck_assert_int_eq(moved.earliest, 7);
    ck_assert_int_eq(pship_date_move(&moved, &start, INT32_MAX - 1, PSHIP_DAYS, &err), PSHIP_OK);
    ck_assert_int_eq(moved.latest, PSHIP_DAY_MAX - 1);
}
END_TEST

START_TEST(the_end_is_the_day_after_the_last)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_date date;
    ck_assert_int_eq(pship_date_parse(&date, "2026", NULL, &err), PSHIP_OK);
    pship_date end = date;
    pship__date_to_end(&end);
    ck_assert_int_eq(end.earliest, date.earliest + 1);
    ck_assert_int_eq(end.latest, date.latest + 1);
    ck_assert_str_eq(end.text, "2026");
    ck_assert_int_eq(pship_date_parse(&end, "../2026", NULL, &err), PSHIP_OK);
    pship__date_to_end(&end);
    ck_assert_int_eq(end.earliest, PSHIP_DAY_MIN);
    ck_assert_int_eq(end.latest, date.latest + 1);
    ck_assert_int_eq(pship_date_parse(&end, "2026/..", NULL, &err), PSHIP_OK);
    pship__date_to_end(&end);
    ck_assert_int_eq(end.earliest, date.earliest + 1);
    ck_assert_int_eq(end.latest, PSHIP_DAY_MAX);
    end = pship_date_from_day(PSHIP_DAY_MAX);
    pship__date_to_end(&end);
    ck_assert_int_eq(end.earliest, PSHIP_DAY_MAX);
    ck_assert_int_eq(end.latest, PSHIP_DAY_MAX);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("date_move");
    TCase *move = tcase_create("move");
    tcase_add_loop_test(move, a_moved_date_is_what_its_text_says, 0,
                        (int)(sizeof steps / sizeof *steps));
    tcase_add_test(move, a_move_out_of_the_calendar_is_refused);
    tcase_add_test(move, the_end_is_the_day_after_the_last);
    suite_add_tcase(suite, move);
    return suite;
}
