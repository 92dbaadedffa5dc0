/* What a number as written can mean. */
#include <check.h>
#include <codes/codes.h>
#include <core/core.h>
#include <math.h>

Suite *test_suite(void);

static span meant(const char *digits, double scale, const char *qualifier)
{
    double number = 0; /* strtod would read it as the locale writes numbers */
    ck_assert(pship__number_parse(digits, &number));
    return pship__quantity_span(number, digits, scale, qualifier);
}

START_TEST(the_last_digit_is_what_a_number_is_rounded_to)
{
    ck_assert_double_eq(pship__last_digit("1.365"), 0.001);
    ck_assert_double_eq(pship__last_digit("42"), 1);
    ck_assert_double_eq(pship__last_digit("-1e2"), 100);
    ck_assert_double_eq(pship__last_digit("1.5e3"), 100);
    ck_assert_double_eq(pship__last_digit("15e-3"), 0.001);
    ck_assert_double_eq_tol(pship__last_digit("1e20"), 1e20, 1e5);
}
END_TEST

START_TEST(words_of_the_source_widen_what_is_meant)
{
    static const struct {
        const char *qualifier;
        double low, high;
    } words[] = {
        {NULL, 41.5, 42.5},         {"nearly", 40.5, 42.5},       {"about", 40.5, 43.5},
        {"just over", 41.5, 43.5},  {"exceeded", 41.5, INFINITY}, {"more than", 41.5, INFINITY},
        {"up to", -INFINITY, 42.5}, {"truncated", 42, 43},        {"unheard of", 41.5, 42.5},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        span one = meant("42", 1, words[i].qualifier);
        ck_assert(one.low == words[i].low && one.high == words[i].high);
    }
    span cut = meant("-42", 1, "truncated");
    ck_assert(cut.low == -43 && cut.high == -42);
    span scaled = meant("1.3", 1000, "truncated");
    ck_assert_double_eq_tol(scaled.low, 1300, 1e-9);
    ck_assert_double_eq_tol(scaled.high, 1400, 1e-9);
}
END_TEST

START_TEST(to_touch_is_not_to_overlap)
{
    ck_assert(!pship__spans_overlap(meant("42", 1, NULL), meant("43", 1, NULL), 85));
    ck_assert(pship__spans_overlap(meant("42", 1, NULL), meant("42.4", 1, NULL), 84.4));
    ck_assert(pship__spans_overlap(meant("1.3", 1e9, "truncated"), meant("1364", 1e6, NULL), 2e9));
    ck_assert(!pship__spans_overlap(meant("1.3", 1e9, NULL), meant("1364", 1e6, NULL), 2e9));
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("quantity");
    TCase *tests = tcase_create("quantity");
    tcase_add_test(tests, the_last_digit_is_what_a_number_is_rounded_to);
    tcase_add_test(tests, words_of_the_source_widen_what_is_meant);
    tcase_add_test(tests, to_touch_is_not_to_overlap);
    suite_add_tcase(suite, tests);
    return suite;
}
