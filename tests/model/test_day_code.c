/* Codes of days against the dates that they stand for. */
#include "book_help.h"
#include "chance.h"
#include "model/day_code.h"

static pship_day draw_day(void)
{
    static const pship_day near[] = {0, 20000, CODE_LIMIT, -CODE_LIMIT};
    const pship_day day = near[draw(4)] + (pship_day)draw(5) - 2;
    return draw(12) == 0   ? PSHIP_DAY_MIN + 1 + (pship_day)draw(3)
           : draw(12) == 0 ? PSHIP_DAY_MAX - 1 - (pship_day)draw(3)
                           : day;
}

/* A date as an interval has it at its beginning or its end; 0 for none. */
static date_id draw_end(book *to, pship_day open)
{
    pship_day a = draw_day(), b = draw_day();
    switch (draw(7)) {
    case 0:
        return 0;
    case 1:
        return book_date(to, open, open, PSHIP_DATE_OPEN);
    case 2:
        return book_date(to, PSHIP_DAY_MIN, PSHIP_DAY_MAX, PSHIP_DATE_UNKNOWN);
    case 3:
        return book_date(to, a, PSHIP_DAY_MAX, PSHIP_DATE_UNKNOWN);
    case 4:
        return book_date(to, a < b ? a : b, a < b ? b : a, PSHIP_DATE_DATED);
    default:
        return book_date(to, a, a, PSHIP_DATE_DATED);
    }
}

static const stored_date *row_of(const book *of, date_id date)
{
    return date == 0 ? NULL : pship__pool_at(&of->dates, date);
}

/* Certain from the latest first day to the earliest last one, possible from the earliest to the latest. */
static pship_truth naive_test(const stored_date *from, const stored_date *until, pship_day day)
{
    if (from == NULL || until == NULL || day < from->earliest || day >= until->latest) {
        return PSHIP_NO;
    }
    return day < from->latest || day >= until->earliest ? PSHIP_POSSIBLE : PSHIP_CERTAIN;
}

static void expect_bounds(code_bounds found, const stored_date *date)
{
    if (date != NULL) {
        ck_assert_int_eq(found.earliest, date->earliest);
        ck_assert_int_eq(found.latest, date->latest);
        ck_assert_uint_eq(found.kind, date->kind);
    }
}

/* Does the code of a day tell whether it holds, or only that it may? */
static void expect_code(book *all, uint64_t seed, size_t *held, size_t *inexact)
{
    date_id first = draw_end(all, PSHIP_DAY_MIN), last = draw_end(all, PSHIP_DAY_MAX);
    pship_day day = draw_day();
    const stored_date *begin = row_of(all, first), *end = row_of(all, last);
    day_code from = code_from(first, begin), until = code_until(last, end);
    bool exact = codes_exact(from, until);
    bool may_hold = codes_hold(from, until, code_of_day(day));
    pship_truth right = naive_test(begin, end, day);
    ck_assert_msg(may_hold || right == PSHIP_NO, "seed %llu", (unsigned long long)seed);
    ck_assert_msg(!exact || right == (may_hold ? PSHIP_CERTAIN : PSHIP_NO), "seed %llu",
                  (unsigned long long)seed);
    code_bounds lower = code_from_bounds(from, &all->dates);
    code_bounds upper = code_until_bounds(until, &all->dates);
    expect_bounds(lower, begin);
    expect_bounds(upper, end);
    ck_assert_msg(code_test(lower, upper, day) == right, "seed %llu", (unsigned long long)seed);
    *held += exact && may_hold;
    *inexact += !exact && may_hold;
}

START_TEST(codes_tell_of_every_day_what_the_dates_tell)
{
    const uint64_t start = chance_start();
    const int cases = chance_cases(200000);
    size_t held = 0, inexact = 0;
    book all;
    book_open(&all);
    for (int i = 0; i < cases; i++) {
        chance_seed(start + (uint64_t)i);
        expect_code(&all, start + (uint64_t)i, &held, &inexact);
    }
    if (cases >= 1000) { /* else a case is repeated alone */
        ck_assert_uint_gt(held, (size_t)cases / 100);
        ck_assert_uint_gt(inexact, (size_t)cases / 100);
    }
    book_close(&all);
}
END_TEST

START_TEST(the_last_date_with_a_code_is_told_from_every_exact_day)
{
    ck_assert_int_lt(code_date_from(CODE_DATES), CODE_ALWAYS);
    ck_assert_int_gt(code_date_until(CODE_DATES), CODE_FOREVER);
    ck_assert_uint_eq(code_from_date(code_date_from(CODE_DATES)), CODE_DATES);
    ck_assert_uint_eq(code_until_date(code_date_until(CODE_DATES)), CODE_DATES);
    ck_assert(!code_is_day(CODE_ALWAYS) && code_is_day(CODE_ALWAYS + 1));
    ck_assert(!code_is_day(CODE_LIMIT) && code_is_day(CODE_LIMIT - 1));
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("day_code");
    TCase *all = tcase_create("day_code");
    tcase_add_test(all, codes_tell_of_every_day_what_the_dates_tell);
    tcase_add_test(all, the_last_date_with_a_code_is_told_from_every_exact_day);
    suite_add_tcase(suite, all);
    return suite;
}
