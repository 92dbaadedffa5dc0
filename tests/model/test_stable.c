#include "model/names.h"
#include <check.h>
#include <stdio.h>
#include <string.h>

START_TEST(items_stay_where_they_are)
{
    stable array;
    pship__stable_init(&array, NULL, sizeof(int64_t));
    int64_t *first = pship__stable_add(&array);
    *first = -1;
    for (int64_t i = 1; i < 100000; i++) {
        int64_t *item = pship__stable_add(&array);
        ck_assert_ptr_nonnull(item);
        ck_assert_int_eq(*item, 0);
        *item = i;
    }
    ck_assert_ptr_eq(first, pship__stable_at(&array, 0));
    for (int64_t i = 1; i < 100000; i++) {
        ck_assert_int_eq(*(int64_t *)pship__stable_at(&array, (size_t)i), i);
    }
    pship__stable_free(&array);
}
END_TEST

START_TEST(what_is_cut_off_comes_back_cleared)
{
    stable array;
    pship__stable_init(&array, NULL, sizeof(int32_t));
    for (int32_t i = 0; i < 1000; i++) {
        *(int32_t *)pship__stable_add(&array) = 7;
    }
    pship__stable_cut(&array, 300);
    ck_assert_uint_eq(array.count, 300);
    pship__stable_cut(&array, 500);
    ck_assert_uint_eq(array.count, 300);
    ck_assert_int_eq(*(int32_t *)pship__stable_add(&array), 0);
    pship__stable_free(&array);
}
END_TEST

START_TEST(a_text_has_one_name)
{
    names pool;
    pship__names_init(&pool, NULL);
    char text[32];
    for (int i = 0; i < 20000; i++) {
        (void)snprintf(text, sizeof text, "name-%d", i);
        ck_assert_uint_eq(pship__names_find(&pool, text), 0);
        ck_assert_uint_eq(pship__names_add(&pool, text), (name_id)i + 1);
    }
    for (int i = 0; i < 20000; i += 7) {
        (void)snprintf(text, sizeof text, "name-%d", i);
        ck_assert_uint_eq(pship__names_add(&pool, text), (name_id)i + 1);
        ck_assert_str_eq(pship__names_text(&pool, (name_id)i + 1), text);
    }
    ck_assert_ptr_null(pship__names_text(&pool, 0));
    ck_assert_uint_eq(pship__names_find(&pool, NULL), 0);
    pship__names_free(&pool);
}
END_TEST

START_TEST(the_empty_text_and_very_long_ones_are_texts_too)
{
    names pool;
    pship__names_init(&pool, NULL);
    static char longest[300000];
    memset(longest, 'x', sizeof longest - 1);
    name_id empty = pship__names_add(&pool, "");
    name_id large = pship__names_add(&pool, longest);
    name_id small = pship__names_add(&pool, "small");
    ck_assert_uint_ne(empty, 0);
    ck_assert_uint_eq(pship__names_find(&pool, ""), empty);
    ck_assert_str_eq(pship__names_text(&pool, large), longest);
    ck_assert_str_eq(pship__names_text(&pool, small), "small");
    pship__names_free(&pool);
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("stable");
    TCase *all = tcase_create("stable");
    tcase_add_test(all, items_stay_where_they_are);
    tcase_add_test(all, what_is_cut_off_comes_back_cleared);
    tcase_add_test(all, a_text_has_one_name);
    tcase_add_test(all, the_empty_text_and_very_long_ones_are_texts_too);
    suite_add_tcase(suite, all);
    return suite;
}
