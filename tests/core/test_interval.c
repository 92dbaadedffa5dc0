/* Intervals: the complaints that shaped them, and an oracle that tries every meaning. */
#include "chance.h"
#include "core/core.h"
#include <check.h>
#include <stdio.h>
#include <string.h>

Suite *test_suite(void);

static pship_day day(const char *text)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_day found;
    ck_assert_msg(pship_day_parse(&found, text, &err) == PSHIP_OK, "%s", err.message);
    return found;
}

static pship_interval interval(const char *from, const char *until)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_interval found;
    ck_assert_msg(pship_interval_parse(&found, from, until, NULL, &err) == PSHIP_OK, "%s",
                  err.message);
    return found;
}

static void expect(const char *from, const char *until, const char *at, pship_truth truth)
{
    pship_interval found = interval(from, until);
    ck_assert_msg(pship_interval_test(&found, day(at)) == truth, "from '%s' until '%s' at %s",
                  from == NULL ? "NULL" : from, until == NULL ? "NULL" : until, at);
}

START_TEST(an_end_is_the_last_day)
{
    expect("2026-01-01", "2026-05-31", "2025-12-31", PSHIP_NO);
    expect("2026-01-01", "2026-05-31", "2026-01-01", PSHIP_CERTAIN);
    expect("2026-01-01", "2026-05-31", "2026-05-31", PSHIP_CERTAIN);
    expect("2026-01-01", "2026-05-31", "2026-06-01", PSHIP_NO);
    pship_interval found = interval("2026-01-01", "2026-05-31");
    ck_assert_str_eq(found.until.text, "2026-05-31");
    ck_assert_int_eq(found.until.earliest, day("2026-06-01"));
    ck_assert_int_eq(found.until.latest, day("2026-06-01"));
}
END_TEST

START_TEST(ended_2026_is_possible_on_the_last_day_of_2026)
{
    expect("2020-01-01", "2026", "2025-12-31", PSHIP_CERTAIN);
    expect("2020-01-01", "2026", "2026-01-01", PSHIP_CERTAIN);
    expect("2020-01-01", "2026", "2026-01-02", PSHIP_POSSIBLE);
    expect("2020-01-01", "2026", "2026-12-31", PSHIP_POSSIBLE);
    expect("2020-01-01", "2026", "2027-01-01", PSHIP_NO);
}
END_TEST

START_TEST(a_meeting_in_2026_02_is_fine)
{
    expect("2026-02", "2026-02", "2026-01-31", PSHIP_NO);
    expect("2026-02", "2026-02", "2026-02-01", PSHIP_POSSIBLE);
    expect("2026-02", "2026-02", "2026-02-28", PSHIP_POSSIBLE);
    expect("2026-02", "2026-02", "2026-03-01", PSHIP_NO);
}
END_TEST

START_TEST(an_open_end_is_still_certain_later)
{
    expect("2025-12-01", "..", "2026-03-15", PSHIP_CERTAIN);
    expect("2025-12-01", NULL, "2026-03-15", PSHIP_CERTAIN);
    expect("2025-12", NULL, "2025-12-15", PSHIP_POSSIBLE);
    expect("2025-12", NULL, "2025-12-31", PSHIP_CERTAIN);
    pship_interval open = interval("2025-12-01", NULL);
    ck_assert_int_eq(open.until.kind, PSHIP_DATE_OPEN);
    ck_assert_str_eq(open.until.text, "..");
    ck_assert_int_eq(open.until.earliest, PSHIP_DAY_MAX);
    ck_assert_int_eq(pship_interval_test(&open, PSHIP_DAY_MAX - 1), PSHIP_CERTAIN);
    ck_assert_int_eq(pship_interval_test(&open, PSHIP_DAY_MAX), PSHIP_CERTAIN);
    ck_assert_int_eq(pship_interval_test(&open, PSHIP_DAY_MIN), PSHIP_NO);
}
END_TEST

START_TEST(an_unknown_end_leaves_later_days_possible)
{
    expect("2025-12-01", "", "2025-11-30", PSHIP_NO);
    expect("2025-12-01", "", "2025-12-01", PSHIP_CERTAIN);
    expect("2025-12-01", "", "2025-12-02", PSHIP_POSSIBLE);
    expect("2025-12-01", "", "2999-01-01", PSHIP_POSSIBLE);
    expect(NULL, "", "2025-12-01", PSHIP_POSSIBLE);
    expect("../2026", "", "2026-12-31", PSHIP_POSSIBLE);
}
END_TEST

START_TEST(without_a_first_day_it_always_held)
{
    expect(NULL, "2026-05-31", "0001-01-01", PSHIP_CERTAIN);
    expect("..", "2026-05-31", "2026-05-31", PSHIP_CERTAIN);
    expect(NULL, "2026-05-31", "2026-06-01", PSHIP_NO);
    expect(NULL, NULL, "2026-06-01", PSHIP_CERTAIN);
    pship_interval always = interval(NULL, NULL);
    ck_assert_int_eq(always.from.earliest, PSHIP_DAY_MIN);
    ck_assert_int_eq(always.from.latest, PSHIP_DAY_MIN);
    ck_assert_int_eq(pship_interval_test(&always, PSHIP_DAY_MIN), PSHIP_CERTAIN);
    ck_assert_int_eq(pship_interval_test(&always, PSHIP_DAY_MAX), PSHIP_CERTAIN);
}
END_TEST

START_TEST(an_unknown_first_day_leaves_nothing_certain)
{
    expect("", "2026-05-31", "2026-05-31", PSHIP_POSSIBLE);
    expect("", "2026-05-31", "0001-01-01", PSHIP_POSSIBLE);
    expect("", "2026-05-31", "2026-06-01", PSHIP_NO);
    expect("", NULL, "2026-06-01", PSHIP_POSSIBLE);
    expect("", "", "2026-06-01", PSHIP_POSSIBLE);
    pship_interval found = interval("", NULL);
    ck_assert_int_eq(pship_interval_test(&found, PSHIP_DAY_MAX), PSHIP_POSSIBLE);
}
END_TEST

START_TEST(ranges_open_at_one_side_stay_possible)
{
    expect("../2026", NULL, "1900-01-01", PSHIP_POSSIBLE);
    expect("../2026", NULL, "2026-12-31", PSHIP_CERTAIN);
    expect("2026/..", NULL, "2999-01-01", PSHIP_POSSIBLE);
    expect("2026/..", NULL, "2025-12-31", PSHIP_NO);
    expect("2020-01-01", "2026/..", "2026-01-01", PSHIP_CERTAIN);
    expect("2020-01-01", "2026/..", "2999-01-01", PSHIP_POSSIBLE);
}
END_TEST

START_TEST(an_interval_is_refused_only_when_it_can_hold_no_day)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_interval found = {.from = {.earliest = 7}};
    ck_assert_int_eq(pship_interval_parse(&found, "2026-05-02", "2026-05-01", NULL, &err),
                     PSHIP_E_INVALID);
    ck_assert_ptr_nonnull(strstr(err.message, "2026-05-02"));
    ck_assert_ptr_nonnull(strstr(err.message, "2026-05-01"));
    ck_assert_int_eq(pship_interval_parse(&found, "2027", "2026~", NULL, &err), PSHIP_OK);
    found.from.earliest = 7;
    ck_assert_int_eq(pship_interval_parse(&found, "2028", "2026~", NULL, &err), PSHIP_E_INVALID);
    ck_assert_ptr_nonnull(strstr(err.message, "2026~"));
    ck_assert_int_eq(found.from.earliest, 7);
    ck_assert_int_eq(pship_interval_parse(&found, "2026-05-01", "2026-05-01", NULL, &err),
                     PSHIP_OK);
    ck_assert_int_eq(pship_interval_parse(&found, "2026-12-31", "2026", NULL, &err), PSHIP_OK);
}
END_TEST

START_TEST(a_malformed_end_is_reported_as_such)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_interval found = {.from = {.earliest = 7}};
    ck_assert_int_eq(pship_interval_parse(&found, "2026", "2026-13", NULL, &err), PSHIP_E_INVALID);
    ck_assert_int_eq(err.column, 6);
    ck_assert_ptr_nonnull(strstr(err.message, "2026-13"));
    ck_assert_int_eq(pship_interval_parse(&found, "soon", "2026", NULL, &err), PSHIP_E_SYNTAX);
    ck_assert_ptr_nonnull(strstr(err.message, "soon"));
    ck_assert_int_eq(pship_interval_parse(NULL, "2026", NULL, NULL, &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(found.from.earliest, 7);
}
END_TEST

/* ---- the oracle: all ways in which both ends can turn out, in a small world of days */

#define WORLD 200

/* An end by the days that it can mean; `open`, `unknown` and the rest come from the text alone. */
typedef struct meant {
    char text[64];
    int first, last; /* within the world; a missing bound lies outside of it */
    bool open, unknown;
} meant;

static meant random_end(void)
{
    pship_day origin = day("2026-01-01");
    meant end = {.text = ""};
    char a[16], b[16];
    int x = 40 + (int)draw(100), y = x + (int)draw(30);
    pship_day_format(origin + x, a, sizeof a);
    pship_day_format(origin + y, b, sizeof b);
    end.first = x;
    end.last = y;
    switch (draw(8)) {
    case 0:
        end.open = true;
        strcpy(end.text, "..");
        break;
    case 1:
        end.unknown = true;
        break;
    case 2:
        end.first = -1000;
        snprintf(end.text, sizeof end.text, "../%s", b);
        break;
    case 3:
        end.last = 1000;
        snprintf(end.text, sizeof end.text, "%s/..", a);
        break;
    case 4:
        end.first = x - 3;
        end.last = x + 3;
        snprintf(end.text, sizeof end.text, "%s~", a);
        break;
    case 5:
        end.last = x;
        snprintf(end.text, sizeof end.text, "%s", a);
        break;
    default:
        snprintf(end.text, sizeof end.text, "%s/%s", a, b);
        break;
    }
    return end;
}

/* Does it hold on `at` when it begins on `from` and `until` is the last day? */
static pship_truth brute_force(const meant *from, const meant *until, int at)
{
    bool some = false, all = true;
    int from_first = from->open ? -2000 : from->unknown ? -1500 : from->first;
    int from_last = from->open ? -2000 : from->unknown ? 1500 : from->last;
    for (int first = from_first; first <= from_last; first++) {
        /* An unknown end may be any day from the first one on. */
        int until_first = until->open ? 2000 : until->unknown ? from_first : until->first;
        int until_last = until->open ? 2000 : until->unknown ? 2000 : until->last;
        bool begun = first <= at;
        /* Both ends are independent, so that only the outermost last days matter. */
        bool certainly = begun && at <= until_first;
        bool possibly = begun && at <= until_last;
        some = some || possibly;
        all = all && certainly;
    }
    return some ? all ? PSHIP_CERTAIN : PSHIP_POSSIBLE : PSHIP_NO;
}

START_TEST(every_test_agrees_with_trying_all_meanings)
{
    uint64_t start = chance_start();
    pship_day origin = day("2026-01-01");
    int refused = 0, counts[3] = {0, 0, 0};
    const int cases = chance_cases(300);
    for (int i = 0; i < cases; i++) {
        unsigned long long seed = start + (uint64_t)i;
        chance_seed(seed);
        meant from = random_end(), until = random_end();
        pship_error err = PSHIP_ERROR_INIT;
        pship_interval found;
        pship_result result = pship_interval_parse(&found, from.text, until.text, NULL, &err);
        bool ever = false;
        for (int at = -3000; at < 3000 && !ever; at += at > -5 && at < WORLD ? 1 : 5)
            ever = brute_force(&from, &until, at) != PSHIP_NO;
        ck_assert_msg((result == PSHIP_OK) == ever, "seed %llu: from '%s' until '%s': %s", seed,
                      from.text, until.text, pship_result_name(result));
        if (result != PSHIP_OK) {
            ck_assert_int_eq(result, PSHIP_E_INVALID);
            refused++;
            continue;
        }
        for (int at = 0; at < WORLD; at++) {
            pship_truth truth = pship_interval_test(&found, origin + at);
            ck_assert_msg(truth == brute_force(&from, &until, at),
                          "seed %llu: from '%s' until '%s' at day %d: %d", seed, from.text,
                          until.text, at, (int)truth);
            counts[truth]++;
        }
    }
    /* The dice must have shown every side, or the test says nothing. */
    ck_assert_msg(cases < 100 || (refused > 0 && counts[0] > 0 && counts[1] > 0 && counts[2] > 0),
                  "seed %llu", (unsigned long long)start);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("interval");
    TCase *ends = tcase_create("ends");
    tcase_add_test(ends, an_end_is_the_last_day);
    tcase_add_test(ends, ended_2026_is_possible_on_the_last_day_of_2026);
    tcase_add_test(ends, a_meeting_in_2026_02_is_fine);
    tcase_add_test(ends, an_open_end_is_still_certain_later);
    tcase_add_test(ends, an_unknown_end_leaves_later_days_possible);
    tcase_add_test(ends, without_a_first_day_it_always_held);
    tcase_add_test(ends, an_unknown_first_day_leaves_nothing_certain);
    tcase_add_test(ends, ranges_open_at_one_side_stay_possible);
    tcase_add_test(ends, an_interval_is_refused_only_when_it_can_hold_no_day);
    tcase_add_test(ends, a_malformed_end_is_reported_as_such);
    suite_add_tcase(suite, ends);
    TCase *oracle = tcase_create("oracle");
    tcase_set_timeout(oracle, 60);
    tcase_add_test(oracle, every_test_agrees_with_trying_all_meanings);
    suite_add_tcase(suite, oracle);
    return suite;
}
