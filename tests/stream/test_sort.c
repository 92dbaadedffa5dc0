/* Sorting of pointers, against what it must be. */
#include "stream/sort.h"
#include <check.h>
#include <stdint.h>
#include <stdlib.h>

Suite *test_suite(void);

static int compare(const void *left, const void *right)
{
    int a = *(const int *)left, b = *(const int *)right;
    return (a > b) - (a < b);
}

static void expect_sorted(int *values, size_t count)
{
    void **items = malloc((count + 1) * sizeof *items);
    ck_assert_ptr_nonnull(items);
    long sum = 0, sorted_sum = 0;
    for (size_t i = 0; i < count; i++) {
        items[i] = &values[i];
        sum += (long)values[i] * (long)(values[i] % 97 + 1);
    }
    pship__sort(items, count, compare);
    for (size_t i = 0; i < count; i++) {
        int value = *(const int *)items[i];
        sorted_sum += (long)value * (long)(value % 97 + 1);
        if (i > 0) {
            ck_assert_int_le(*(const int *)items[i - 1], value);
        }
    }
    ck_assert_int_eq(sum, sorted_sum);
    free(items);
}

START_TEST(any_number_of_items_in_any_order_is_sorted)
{
    enum { MOST = 300 };
    int values[MOST];
    uint32_t seed = 20260115;
    for (size_t count = 0; count <= MOST; count++) {
        for (size_t i = 0; i < count; i++) {
            seed = seed * 1664525u + 1013904223u;
            values[i] = (int)(seed >> 24) % (count % 7 == 0 ? 3 : 1000); /* sometimes many equals */
        }
        expect_sorted(values, count);
    }
}
END_TEST

START_TEST(what_is_sorted_or_backwards_is_sorted)
{
    enum { COUNT = 20000 };
    int *values = malloc(COUNT * sizeof *values);
    ck_assert_ptr_nonnull(values);
    for (int i = 0; i < COUNT; i++) {
        values[i] = i;
    }
    expect_sorted(values, COUNT);
    for (int i = 0; i < COUNT; i++) {
        values[i] = COUNT - i;
    }
    expect_sorted(values, COUNT);
    free(values);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("sort");
    TCase *tcase = tcase_create("sort");
    tcase_add_test(tcase, any_number_of_items_in_any_order_is_sorted);
    tcase_add_test(tcase, what_is_sorted_or_backwards_is_sorted);
    suite_add_tcase(suite, tcase);
    return suite;
}
