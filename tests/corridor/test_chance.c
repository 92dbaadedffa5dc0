/* Numbers by chance: generators against known answers, distributions against their formulas. */
#include "chance.h"
#include <check.h>
#include <corridor/chance.h>
#include <math.h>

Suite *test_suite(void);

/* The known answers of Philox are those published with Random123 (tests/kat_vectors). */
START_TEST(philox_gives_the_known_answers)
{
    static const struct {
        uint32_t counter[4], key[2], expected[4];
    } known[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < 3; i++) {
        uint32_t found[4];
        pship__philox(found, known[i].counter, known[i].key);
        for (int j = 0; j < 4; j++)
            ck_assert_uint_eq(found[j], known[i].expected[j]);
    }
}
END_TEST

START_TEST(uniform_numbers_are_never_0_and_never_1)
{
    chance_place at = {7, 0, 3};
    double sum = 0;
    for (at.run = 0; at.run < 20000; at.run++) {
        double u[2];
        pship__chance_uniform(u, &at, 0);
        ck_assert(u[0] > 0 && u[0] < 1 && u[1] > 0 && u[1] < 1);
        sum += u[0] + u[1];
    }
    /* The standard error is 0.0014. */
    ck_assert_double_eq_tol(sum / 40000, 0.5, 0.006);
}
END_TEST

START_TEST(normal_quantiles_are_the_known_ones)
{
    /* From Python's statistics.NormalDist, which has the same algorithm in another program. */
    static const double known[][2] = {{0.5, 0},
                                      {0.6, 0.2533471031357998},
                                      {0.975, 1.9599639845400536},
                                      {0.001, -3.090232306167813},
                                      {0.9999999, 5.199337582290662},
                                      {1e-10, -6.361340902404056}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        ck_assert_double_eq_tol(pship__normal_quantile(known[i][0]), known[i][1],
                                4e-16 * (1 + fabs(known[i][1])));
}
END_TEST

/* Mean and variance of a gamma are its shape. */
START_TEST(gamma_numbers_have_their_mean_and_variance)
{
    static const double shapes[] = {0.2, 0.9, 1, 3.5, 40, 1e6};
    enum { COUNT = 40000 };
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        chance_place at = {2026, 0, (uint32_t)i};
        double sum = 0, squares = 0, shape = shapes[i];
        for (at.run = 0; at.run < COUNT; at.run++) {
            double value = pship__chance_gamma(&at, 0, shape) - shape;
            ck_assert(value >= -shape);
            sum += value;
            squares += value * value;
        }
        double error = sqrt(shape / COUNT);
        ck_assert_double_eq_tol(sum / COUNT, 0, 5 * error);
        /* The variance of a square: the fourth moment is 3 shape^2 + 6 shape. */
        ck_assert_double_eq_tol(squares / COUNT, shape,
                                5 * sqrt((2 * shape * shape + 6 * shape) / COUNT));
    }
}
END_TEST

START_TEST(curves_go_through_their_points_and_never_fall)
{
    uint64_t start = chance_start();
    for (int i = 0, count = chance_cases(400); i < count; i++) {
        double p[8], hours[8], slope[8], before = 0;
        quantile_curve curve = {1 + (size_t)roll(8), p, hours, slope};
        chance_seed(start + (uint64_t)i);
        for (size_t j = 0; j < curve.count; j++) {
            p[j] = (j == 0 ? 0 : p[j - 1] + 0.001) + roll(100) / 1000.0;
            hours[j] = (j == 0 ? 0 : hours[j - 1]) + (roll(3) ? roll(1000) / 10.0 : 0);
        }
        pship__curve_slopes(&curve);
        for (size_t j = 0; j < curve.count; j++)
            ck_assert_double_eq_tol(pship__curve_at(&curve, p[j]), hours[j], 1e-9);
        for (int j = 0; j <= 1000; j++) {
            double now = pship__curve_at(&curve, j / 1000.0);
            ck_assert_msg(now >= before - 1e-9, "%g falls to %g at %g", before, now, j / 1000.0);
            before = now;
        }
    }
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("chance");
    TCase *tests = tcase_create("chance");
    tcase_add_test(tests, philox_gives_the_known_answers);
    tcase_add_test(tests, uniform_numbers_are_never_0_and_never_1);
    tcase_add_test(tests, normal_quantiles_are_the_known_ones);
    tcase_add_test(tests, gamma_numbers_have_their_mean_and_variance);
    tcase_add_test(tests, curves_go_through_their_points_and_never_fall);
    suite_add_tcase(suite, tests);
    return suite;
}
