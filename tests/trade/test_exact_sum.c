/* Sums of doubles without error. */
#include "chance.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <trade/exact_sum.h>

Suite *test_suite(void);

static double sum_of(const double *terms, size_t count)
{
    exact_store store = {.context = NULL};
    exact_sum sum = {0};
    for (size_t i = 0; i < count; i++)
        ck_assert(pship__exact_add(&store, &sum, terms[i]));
    const double rounded = pship__exact_round(&store, &sum);
    pship__exact_store_free(&store);
    return rounded;
}

#define SUM(...) \
    sum_of((const double[]){__VA_ARGS__}, sizeof((const double[]){__VA_ARGS__}) / sizeof(double))

/* 2 to a power; exact. */
static double two(int power)
{
    return ldexp(1, power);
}

START_TEST(what_naive_sums_lose_is_there)
{
    ck_assert(SUM(1e16, 1, 1) == 10000000000000002);
    ck_assert(SUM(1e100, 1, -1e100) == 1);
    ck_assert(SUM(1e300, 1, 1e-300, -1e300, -1) == 1e-300);
    ck_assert(SUM(0.1, 0.2, 0.3) == 0.6);
    ck_assert(SUM(5e-324, 5e-324) == 1e-323);
    ck_assert(SUM(5e-324, 1e300, -1e300) == 5e-324);
    ck_assert(SUM(two(1023), two(-1074), -two(1023), 7) == 7);
    ck_assert(SUM(0, 0) == 0);
}
END_TEST

START_TEST(ties_go_to_the_even_neighbour_unless_something_is_below)
{
    ck_assert(SUM(two(53), 1) == two(53));
    ck_assert(SUM(two(53), 3) == two(53) + 4);
    ck_assert(SUM(two(53), 1, two(-1074)) == two(53) + 2);
    ck_assert(SUM(two(53), 1, two(-60), -two(-1000)) == two(53) + 2);
    ck_assert(SUM(two(53), 1, -two(-1000), two(-120)) == two(53) + 2);
    ck_assert(SUM(two(53), 1, -two(-120), two(-1000)) == two(53));
    ck_assert(SUM(-two(53), -1, -two(-1074)) == -two(53) - 2);
}
END_TEST

START_TEST(sums_beyond_all_doubles_are_not_finite)
{
    ck_assert(!isfinite(SUM(1.7e308, 1.7e308)));
    exact_long sum = {0};
    pship__exact_long_add(&sum, 1.7e308);
    pship__exact_long_add(&sum, 1.7e308);
    ck_assert(isinf(pship__exact_long_round(&sum)));
    pship__exact_long_add(&sum, -1.7e308);
    ck_assert(pship__exact_long_round(&sum) == 1.7e308);
}
END_TEST

/* Of any size that leaves room for a sum of hundreds. */
static double any_double(void)
{
    const double digits = (double)((uint64_t)draw(1u << 31) << 22 | draw(1u << 22));
    const double number = ldexp(digits, (int)draw(2000) - 1060);
    return draw(2) ? number : -number;
}

static void shuffle(double *terms, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        const size_t j = draw((uint32_t)i);
        const double other = terms[i - 1];
        terms[i - 1] = terms[j];
        terms[j] = other;
    }
}

/* Terms and their opposites, and three that remain: in any order, split anyhow, taken apart and put together. */
static void check_case(void)
{
    double terms[203];
    const size_t pairs = draw(100) + 1, count = 2 * pairs + 3;
    for (size_t i = 0; i < pairs; i++) {
        terms[2 * i] = any_double();
        terms[2 * i + 1] = -terms[2 * i];
    }
    const double small = ldexp(1, -200 - (int)draw(800));
    const double middle = ldexp((double)(draw(1000) + 1), 20);
    terms[2 * pairs] = middle;
    terms[2 * pairs + 1] = ldexp(middle, -60); /* less than half a digit of the middle one */
    terms[2 * pairs + 2] = small;
    shuffle(terms, count);
    ck_assert(sum_of(terms, count) == middle);
    exact_store stores[2] = {{.context = NULL}, {.context = NULL}};
    exact_sum sums[2] = {{.more = 0}, {.more = 0}};
    for (size_t i = 0; i < count; i++) {
        const uint32_t to = draw(2);
        ck_assert(pship__exact_add(&stores[to], &sums[to], terms[i]));
    }
    ck_assert(pship__exact_merge(&stores[0], &sums[0], &stores[1], &sums[1]));
    ck_assert(pship__exact_round(&stores[0], &sums[0]) == middle);
    exact_long left;
    pship__exact_to_long(&left, &stores[0], &sums[0]);
    ck_assert(pship__exact_take(&left) == middle);
    ck_assert(pship__exact_take(&left) == ldexp(middle, -60));
    ck_assert(pship__exact_take(&left) == small);
    ck_assert(pship__exact_take(&left) == 0);
    pship__exact_store_free(&stores[0]);
    pship__exact_store_free(&stores[1]);
}

START_TEST(what_cancels_out_leaves_exactly_the_rest)
{
    const uint64_t start = chance_start();
    const int cases = chance_cases(1000);
    for (int i = 0; i < cases; i++) {
        chance_seed(start + (uint64_t)i);
        check_case();
    }
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("exact_sum");
    TCase *tests = tcase_create("exact_sum");
    tcase_add_test(tests, what_naive_sums_lose_is_there);
    tcase_add_test(tests, ties_go_to_the_even_neighbour_unless_something_is_below);
    tcase_add_test(tests, sums_beyond_all_doubles_are_not_finite);
    tcase_add_test(tests, what_cancels_out_leaves_exactly_the_rest);
    suite_add_tcase(suite, tests);
    return suite;
}
