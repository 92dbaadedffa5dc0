/* Lines through progress points, held against values that were worked out in another way, and tried out. */
#include "chance.h"
#include "register/progress.h"
#include "register/scene.h"
#include <math.h>
#include <stdlib.h>

Suite *test_suite(void);

static line_point at(double day_number, double percent)
{
    return (line_point){day_number, day_number, percent, percent - 0.5, percent + 0.5, 0};
}

/* Student's t, two-sided 95 and 99 percent: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2. */
START_TEST(the_quantiles_of_t_are_those_of_the_table)
{
    static const struct {
        size_t freedom;
        double t95, t99;
    } table[] = {{1, 12.706, 63.657}, {2, 4.303, 9.925},  {3, 3.182, 5.841},  {4, 2.776, 4.604},
                 {5, 2.571, 4.032},   {10, 2.228, 3.169}, {30, 2.042, 2.750}, {100, 1.984, 2.626}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        ck_assert_double_eq_tol(pship__student_t(0.95, table[i].freedom), table[i].t95, 5.1e-4);
        ck_assert_double_eq_tol(pship__student_t(0.99, table[i].freedom), table[i].t99, 5.1e-4);
    }
}
END_TEST

/* ---- the data file */

/* strtod would read it as the locale writes numbers. */
static double number(const char *text)
{
    double read = 0;
    ck_assert_msg(pship__number_parse(text, &read), "%s", text);
    return read;
}

static size_t read_points(line_point *points, char *text)
{
    size_t count = 0;
    for (char *pair = strtok(text, " "); pair; pair = strtok(NULL, " ")) {
        char *colon = strrchr(pair, ':');
        *colon = '\0';
        points[count++] = at(day(pair), number(colon + 1));
    }
    return count;
}

static void compare_case(char *row)
{
    line_point points[32];
    char *fields[7];
    size_t count = 0;
    for (char *next = row; next && count < 7; count++) {
        fields[count] = next;
        next = strchr(next, ',');
        if (next)
            *next++ = '\0';
    }
    ck_assert_uint_eq(count, 7);
    double tolerance = number(fields[6]);
    line made = pship__line_fit(points, read_points(points, fields[1]));
    ck_assert_int_eq(made.fault, LINE_DRAWN);
    ck_assert_double_eq_tol(made.per_day, number(fields[2]), tolerance);
    ck_assert_double_eq_tol(made.finish, number(fields[3]), tolerance);
    ck_assert_msg(made.has_first == (fields[4][0] != '\0'), "%s", fields[0]);
    ck_assert(made.has_first == made.has_last);
    if (made.has_first) {
        ck_assert_double_eq_tol(made.first, number(fields[4]), 100 * tolerance);
        ck_assert_double_eq_tol(made.last, number(fields[5]), 100 * tolerance);
    }
}

START_TEST(lines_and_ranges_are_those_worked_out_elsewhere)
{
    char path[1024], row[4096];
    int cases = 0;
    (void)snprintf(path, sizeof path, "%s/tests/data/lines.csv", getenv("PSHIP_SOURCE_ROOT"));
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    while (fgets(row, sizeof row, file)) {
        row[strcspn(row, "\n")] = '\0';
        if (row[0] == '#' || strncmp(row, "case,", 5) == 0)
            continue;
        compare_case(row);
        cases++;
    }
    (void)fclose(file);
    ck_assert_int_ge(cases, 7);
}
END_TEST

/* ---- what cannot be drawn */

START_TEST(one_point_has_no_pace)
{
    line_point one = at(100, 45);
    ck_assert_int_eq(pship__line_fit(&one, 1).fault, LINE_TOO_FEW);
    ck_assert_int_eq(pship__line_fit(&one, 0).fault, LINE_TOO_FEW);
}
END_TEST

START_TEST(points_of_one_day_or_without_a_rise_come_to_no_end)
{
    line_point same[] = {at(100, 45), at(100, 50), at(100, 55)};
    line_point flat[] = {at(100, 45), at(200, 45), at(300, 45)};
    line_point falling[] = {at(100, 45), at(200, 44), at(300, 40)};
    ck_assert_int_eq(pship__line_fit(same, 3).fault, LINE_SAME_DAY);
    ck_assert_int_eq(pship__line_fit(flat, 3).fault, LINE_NOT_RISING);
    ck_assert_int_eq(pship__line_fit(falling, 3).fault, LINE_NOT_RISING);
    ck_assert_int_eq(pship__line_through(&same[0], &same[1]).fault, LINE_SAME_DAY);
    ck_assert_int_eq(pship__line_through(&flat[0], &flat[1]).fault, LINE_NOT_RISING);
}
END_TEST

START_TEST(two_points_have_a_line_and_no_residual)
{
    line_point two[] = {at(0, 40), at(100, 60)};
    line made = pship__line_fit(two, 2);
    ck_assert_int_eq(made.fault, LINE_DRAWN);
    ck_assert_double_eq_tol(made.finish, 300, 1e-9);
    ck_assert(!made.has_first && !made.has_last);
}
END_TEST

START_TEST(a_perfect_line_has_a_range_of_one_day)
{
    line_point points[] = {at(0, 40), at(100, 60), at(150, 70)};
    line made = pship__line_fit(points, 3);
    ck_assert(made.has_first && made.has_last);
    ck_assert_double_eq_tol(made.first, 300, 1e-6);
    ck_assert_double_eq_tol(made.last, 300, 1e-6);
}
END_TEST

START_TEST(rounding_alone_bounds_the_line_through_two_points)
{
    line_point a = at(0, 40), b = at(100, 60);
    line made = pship__line_through(&a, &b);
    ck_assert_double_eq_tol(made.finish, 300, 1e-9);
    ck_assert_double_eq_tol(made.first, 100 + 39.5 * 100 / 21, 1e-9);
    ck_assert_double_eq_tol(made.last, 100 + 40.5 * 100 / 19, 1e-9);
    b = at(100, 41);
    made = pship__line_through(&a, &b);
    ck_assert(made.has_first && !made.has_last); /* it may be 40.5 both times */
}
END_TEST

/* ---- tried out */

/* Every combination of days and of percents at the ends of their rounding. */
START_TEST(no_choice_of_days_and_digits_leaves_the_range_of_two_points)
{
    uint64_t start = chance_start();
    for (int round = 0, rounds = chance_cases(3000); round < rounds; round++) {
        chance_seed(start + (uint64_t)round);
        line_point a = at(roll(50), roll(60)), b = at(roll(50) + 20, roll(60) + 30);
        a.day_last += roll(2) ? 0 : roll(30);
        b.day_last += roll(2) ? 0 : roll(30);
        line made = pship__line_through(&a, &b);
        if (made.fault != LINE_DRAWN)
            continue;
        double first = INFINITY, last = -INFINITY;
        bool endless = false;
        for (double i = a.day_first; i <= a.day_last; i++) {
            for (double j = b.day_first; j <= b.day_last; j++) {
                for (int k = 0; k < 4 && j > i; k++) { /* less was done before */
                    double p = k & 1 ? a.low : a.high, q = k & 2 ? b.low : b.high;
                    bool rises = q > p;
                    double end = rises ? j + (100 - q) * (j - i) / (q - p) : 0;
                    endless = endless || !rises;
                    first = rises ? fmin(first, end) : first;
                    last = rises ? fmax(last, end) : last;
                }
            }
        }
        ck_assert_msg(made.has_last == !endless, "seed %llu",
                      (unsigned long long)start + (unsigned long long)round);
        ck_assert_double_eq_tol(made.first, fmin(first, made.finish), 1e-6);
        if (made.has_last)
            ck_assert_double_eq_tol(made.last, fmax(last, made.finish), 1e-6);
    }
}
END_TEST

static double finish_of(const line_point *points, const double *days, size_t count)
{
    double x = 0, y = 0, sxx = 0, sxy = 0;
    for (size_t i = 0; i < count; i++) {
        x += days[i] / (double)count;
        y += points[i].percent / (double)count;
    }
    for (size_t i = 0; i < count; i++) {
        sxx += (days[i] - x) * (days[i] - x);
        sxy += (days[i] - x) * (points[i].percent - y);
    }
    return x + (100 - y) * sxx / sxy;
}

/* The finish for the ends of any imprecise days lies in the range, which widens with them. */
START_TEST(imprecise_days_widen_the_range)
{
    uint64_t start = chance_start();
    int ranged = 0, rounds = chance_cases(3000);
    for (int round = 0; round < rounds; round++) {
        line_point points[5], sharp[5];
        double days[5];
        size_t count = 3 + (size_t)roll(3);
        chance_seed(start + (uint64_t)round);
        for (size_t i = 0; i < count; i++) {
            double first = (double)i * 100 + roll(20), width = roll(2) ? 0 : 2 * roll(20);
            double percent = (double)i * 15 + roll(8);
            points[i] = (line_point){first, first + width, percent, percent, percent, 0};
            sharp[i] = at(first + width / 2, percent);
        }
        line made = pship__line_fit(points, count), precise = pship__line_fit(sharp, count);
        if (!made.has_last)
            continue;
        ranged++;
        ck_assert(precise.has_last);
        ck_assert_double_eq_tol(made.finish, precise.finish, 1e-6);
        ck_assert_double_le(made.first, precise.first + 1e-6);
        ck_assert_double_ge(made.last, precise.last - 1e-6);
        for (unsigned ends = 0; ends < 1U << count; ends++) {
            for (size_t i = 0; i < count; i++)
                days[i] = ends & 1U << i ? points[i].day_last : points[i].day_first;
            double finish = finish_of(points, days, count);
            ck_assert_msg(finish > made.first - 1e-6 && finish < made.last + 1e-6,
                          "seed %llu: %f is not within %f and %f",
                          (unsigned long long)start + (unsigned long long)round, finish, made.first,
                          made.last);
        }
    }
    ck_assert_int_ge(ranged, rounds / 6);
}
END_TEST

START_TEST(of_many_imprecise_points_the_ten_widest_are_moved)
{
    line_point points[14];
    for (int i = 0; i < 14; i++) {
        double percent = 3 * i + (i % 2);
        points[i] = (line_point){100 * i, 100 * i + i, percent, percent, percent, 0};
    }
    line made = pship__line_fit(points, 14);
    ck_assert(made.has_first && made.has_last);
    ck_assert_double_lt(made.first, made.finish);
    ck_assert_double_gt(made.last, made.finish);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("line");
    TCase *all = tcase_create("line");
    tcase_set_timeout(all, 60);
    tcase_add_test(all, the_quantiles_of_t_are_those_of_the_table);
    tcase_add_test(all, lines_and_ranges_are_those_worked_out_elsewhere);
    tcase_add_test(all, one_point_has_no_pace);
    tcase_add_test(all, points_of_one_day_or_without_a_rise_come_to_no_end);
    tcase_add_test(all, two_points_have_a_line_and_no_residual);
    tcase_add_test(all, a_perfect_line_has_a_range_of_one_day);
    tcase_add_test(all, rounding_alone_bounds_the_line_through_two_points);
    tcase_add_test(all, no_choice_of_days_and_digits_leaves_the_range_of_two_points);
    tcase_add_test(all, imprecise_days_widen_the_range);
    tcase_add_test(all, of_many_imprecise_points_the_ten_widest_are_moved);
    suite_add_tcase(suite, all);
    return suite;
}
