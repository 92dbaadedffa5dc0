/*
 * Random progress points of one project, held against each other a second time: each against every other of its day.
 *
 * PSHIP_TEST_SEED repeats a run, PSHIP_ORACLE_CASES says how many registers it makes.
 */
#include "chance.h"
#include "codes/codes.h"
#include "register/scene.h"
#include <math.h>
#include <stdlib.h>

Suite *test_suite(void);

enum { MOST = 60 };

typedef struct point {
    int first, last; /* days of January; last 0: nobody dates it */
    char digits[16];
    double number;
    span meaning;
    bool percent;
} point;

static point points[MOST];
static int count;

/* ---- making */

static void make_point(point *one, int days, int around)
{
    static const int scales[] = {1, 10, 100};
    int decimals = roll(3), scale = scales[decimals];
    int value = (around + roll(4)) * scale + (scale > 1 ? roll(scale) : 0);
    value = value > 100 * scale ? 100 * scale : value;
    one->first = 1 + roll(days);
    one->last = roll(4) ? one->first : one->first + 1;
    if (roll(15) == 0)
        one->last = 0;
    if (decimals == 0)
        (void)snprintf(one->digits, sizeof one->digits, "%d", value);
    else
        (void)snprintf(one->digits, sizeof one->digits, "%d.%0*d", value / scale, decimals,
                       value % scale);
    one->number = (double)value / scale;
    one->percent = roll(10) != 0;
    one->meaning = pship__quantity_span(one->number, one->digits, 1, NULL);
}

static void make(const scene *set)
{
    int days = 1 + roll(4), around = roll(3) ? 40 : roll(2) ? 0 : 97;
    count = 1 + roll(roll(2) ? 8 : MOST);
    OK(pship_project_record(set->transaction, "project", "road", NULL, NULL, err));
    for (int i = 0; i < count; i++) {
        pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
        char from[32];
        make_point(&points[i], days, around);
        (void)snprintf(from, sizeof from, "2025-01-%02d/2025-01-%02d", points[i].first,
                       points[i].last);
        options.from = points[i].last ? from : NULL;
        OK(pship_statement_assert_text(NULL, set->transaction, "road", "progress", points[i].digits,
                                       points[i].percent ? "percent" : NULL, &options, err));
    }
}

/* ---- the slow way */

static bool agree(const point *a, const point *b)
{
    if (a->percent != b->percent)
        return false;
    return a->number == b->number ||
           pship__spans_overlap(a->meaning, b->meaning, a->number + b->number);
}

static double width(const point *one)
{
    return fmin(one->meaning.high, 100) - fmax(one->meaning.low, 0);
}

static bool of_one_day(int i, int j)
{
    return i != j && points[i].last && points[i].first == points[j].first &&
           points[i].last == points[j].last;
}

static bool contested(int i)
{
    for (int j = 0; j < count; j++) {
        if (of_one_day(i, j) && !agree(&points[i], &points[j]))
            return true;
    }
    return false;
}

static bool repeats(int i)
{
    for (int j = 0; j < count; j++) {
        double mine = width(&points[i]), other = width(&points[j]);
        if (of_one_day(i, j) && agree(&points[i], &points[j]) &&
            (other < mine || (other == mine && j < i)))
            return true;
    }
    return false;
}

/* ---- both */

static int count_rows(const pship_table *table, bool wanted)
{
    int found = 0;
    for (int64_t row = 0; row < pship_table_rows(table); row++)
        found += (strcmp(cell(table, row, "contested"), "true") == 0) == wanted;
    return found;
}

static void check(const scene *set)
{
    pship_view *view = look(set, "2026-01-01", NULL, PSHIP_CERTAIN);
    pship_table *table = NULL, *forecast = NULL;
    int against = 0, used = 0;
    char expected[16];
    for (int i = 0; i < count; i++) {
        against += contested(i);
        used += points[i].last && !repeats(i);
    }
    OK(pship_project_progress(&table, view, "road", err));
    ck_assert_int_eq(count_rows(table, true), against);
    ck_assert_int_eq(count_rows(table, false), count - against);
    OK(pship_project_forecast(&forecast, view, "road", err));
    (void)snprintf(expected, sizeof expected, "%d", used);
    ck_assert_str_eq(cell(forecast, 0, "method"), "least_squares");
    ck_assert_str_eq(cell(forecast, 0, "points"), expected);
    pship_table_free(forecast);
    pship_table_free(table);
    pship_view_free(view);
}

START_TEST(random_points_are_held_against_each_other_as_the_slow_way_does)
{
    uint64_t start = chance_start();
    int rounds = chance_cases(300);
    for (int round = 0; round < rounds; round++) {
        scene set = {0};
        chance_seed(start + (uint64_t)round);
        scene_open(&set);
        make(&set);
        scene_commit(&set);
        check(&set);
        scene_close(&set);
    }
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("progress_oracle");
    TCase *all = tcase_create("progress_oracle");
    tcase_add_test(all, random_points_are_held_against_each_other_as_the_slow_way_does);
    suite_add_tcase(suite, all);
    return suite;
}
