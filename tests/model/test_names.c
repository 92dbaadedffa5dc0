/* Texts that are cut off and erased, and found again under new ordinals. */
#include "chance.h"
#include "model/names.h"
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 4000 };

static void text_of(char *text, size_t size, uint32_t which)
{
    (void)snprintf(text, size, "%.*s-%u", (int)(which % 9), "eight888", which);
}

static uint32_t naive_find(const uint32_t *which, const bool *gone, uint32_t count, uint32_t sought)
{
    for (uint32_t i = 0; i < count; i++) {
        if (!gone[i] && which[i] == sought) {
            return i + 1;
        }
    }
    return 0;
}

START_TEST(texts_equal_an_array_whatever_is_added_cut_and_erased)
{
    static uint32_t which[MOST];
    static bool gone[MOST];
    names all;
    char text[32];
    uint64_t state = 7;
    uint32_t count = 0, kept = 0; /* what was erased is not cut off: it was committed */
    pship__names_init(&all, NULL);
    for (int step = 0; step < 6000 && count < MOST; step++) {
        uint32_t one = draw_from(&state, 700), act = draw_from(&state, 12);
        text_of(text, sizeof text, one);
        uint32_t found = naive_find(which, gone, count, one);
        ck_assert_uint_eq(pship__names_find(&all, text), found);
        if (act == 0 && found != 0) {
            ck_assert(pship__names_reserve_erased(&all, 1));
            pship__names_erase(&all, found);
            gone[found - 1] = true;
            kept = found > kept ? found : kept;
        } else if (act == 1 && count > kept) {
            count -= draw_from(&state, count - kept + 1) % 9;
            pship__names_cut(&all, count);
        } else {
            ck_assert_uint_eq(pship__names_add(&all, text), found != 0 ? found : count + 1);
            if (found == 0) {
                which[count] = one;
                gone[count++] = false;
            }
        }
    }
    ck_assert_uint_gt(all.erased_count, 50);
    for (uint32_t i = 0; i < count; i++) {
        text_of(text, sizeof text, which[i]);
        ck_assert_str_eq(pship__names_text(&all, i + 1), text); /* also what is erased */
        ck_assert_int_eq(pship__names_is_erased(&all, i + 1), gone[i]);
    }
    pship__names_free(&all);
}
END_TEST

START_TEST(an_erased_text_gets_a_new_ordinal_and_can_be_read_by_its_old_one)
{
    names all;
    pship__names_init(&all, NULL);
    ck_assert_uint_eq(pship__names_add(&all, "secret"), 1);
    ck_assert(pship__names_reserve_erased(&all, 1));
    pship__names_erase(&all, 1);
    ck_assert_uint_eq(pship__names_find(&all, "secret"), 0);
    ck_assert_uint_eq(pship__names_add(&all, "secret"), 2);
    ck_assert_uint_eq(pship__names_find(&all, "secret"), 2);
    ck_assert(pship__names_is_erased(&all, 1));
    ck_assert(!pship__names_is_erased(&all, 2));
    ck_assert_str_eq(pship__names_text(&all, 1), "secret");
    pship__names_free(&all);
}
END_TEST

START_TEST(a_text_that_was_erased_before_it_was_loaded_has_an_ordinal_and_nothing_else)
{
    names all;
    pship__names_init(&all, NULL);
    ck_assert(pship__names_append(&all, NULL, 0));
    ck_assert(pship__names_append(&all, "here", 4));
    ck_assert_ptr_null(pship__names_text(&all, 1));
    names_near near = {0};
    for (name_id i = 0; i < 6; i++) { /* 0: of no text, 1: erased, 2: there, and again */
        ck_assert_ptr_eq(pship__names_text_near(&near, &all, i % 3),
                         pship__names_text(&all, i % 3));
    }
    ck_assert(pship__names_is_erased(&all, 1));
    ck_assert_uint_eq(pship__names_find(&all, ""), 0);
    ck_assert_uint_eq(pship__names_find(&all, "here"), 2);
    pship__names_cut(&all, 0);
    ck_assert_uint_eq(pship__names_find(&all, "here"), 0);
    ck_assert_uint_eq(pship__names_add(&all, "here"), 1);
    pship__names_free(&all);
}
END_TEST

START_TEST(a_text_of_16_mib_is_kept_whole_between_small_ones)
{
    names all;
    size_t length = (size_t)16 << 20;
    char *text = malloc(length + 1);
    ck_assert_ptr_nonnull(text);
    memset(text, 'a', length);
    text[length] = '\0';
    pship__names_init(&all, NULL);
    ck_assert_uint_eq(pship__names_add(&all, "before"), 1);
    ck_assert_uint_eq(pship__names_add(&all, text), 2);
    ck_assert_uint_eq(pship__names_add(&all, "after"), 3);
    ck_assert_uint_eq(strlen(pship__names_text(&all, 2)), length);
    ck_assert_uint_eq(pship__names_find(&all, text), 2);
    text[length - 1] = 'b'; /* of one length, and nearly the same */
    ck_assert_uint_eq(pship__names_find(&all, text), 0);
    ck_assert_str_eq(pship__names_text(&all, 1), "before");
    ck_assert_str_eq(pship__names_text(&all, 3), "after");
    pship__names_free(&all);
    free(text);
}
END_TEST

/* Chunks have 16 kB at first: some texts fill the rest of one, some are longer than several. */
START_TEST(texts_of_all_sizes_are_kept_beside_each_other)
{
    enum { TEXTS = 600, LONGEST = 100000 };
    static uint32_t lengths[TEXTS];
    uint64_t state = chance_start_at(20260115) | 1;
    names all;
    char *text = malloc(LONGEST + 1);
    ck_assert_ptr_nonnull(text);
    pship__names_init(&all, NULL);
    for (uint32_t i = 0; i < TEXTS; i++) {
        static const uint32_t most[] = {20, 4096, 16380, 16390, LONGEST};
        lengths[i] = 8 + draw_from(&state, most[draw_from(&state, 5)] - 8);
        memset(text, 'a' + (int)(i % 26), lengths[i]);
        (void)snprintf(text, 8, "%07u", i);
        text[7] = '-';
        text[lengths[i]] = '\0';
        ck_assert_uint_eq(pship__names_add(&all, text), i + 1);
    }
    for (uint32_t i = 0; i < TEXTS; i++) {
        const char *kept = pship__names_text(&all, i + 1);
        ck_assert_uint_eq(strlen(kept), lengths[i]);
        ck_assert_uint_eq(strtoul(kept, NULL, 10), i);
        ck_assert_uint_eq(strspn(kept + 8, (char[]){(char)('a' + (int)(i % 26)), '\0'}),
                          lengths[i] - 8);
        ck_assert_uint_eq(pship__names_find(&all, kept), i + 1);
    }
    names_near near = {0};
    for (uint32_t i = 0; i < 3 * TEXTS; i++) { /* in order, and then in none */
        const name_id name = i < TEXTS ? i + 1 : 1 + draw_from(&state, TEXTS);
        ck_assert_ptr_eq(pship__names_text_near(&near, &all, name), pship__names_text(&all, name));
    }
    pship__names_free(&all);
    free(text);
}
END_TEST

START_TEST(a_text_knows_its_length)
{
    char text[600];
    names all;
    pship__names_init(&all, NULL);
    for (size_t length = 0; length < sizeof text; length++) {
        memset(text, 'x', length);
        text[length] = '\0';
        name_id name = pship__names_add(&all, text);
        ck_assert_uint_eq(pship__names_length(pship__names_text(&all, name)), length);
    }
    for (name_id name = 1; name <= sizeof text; name++) {
        const char *kept = pship__names_text(&all, name);
        ck_assert_uint_eq(strlen(kept), name - 1);
        ck_assert_uint_eq(pship__names_length(kept), name - 1);
    }
    pship__names_free(&all);
}
END_TEST

START_TEST(warming_up_takes_texts_that_are_not_there_and_none)
{
    names all;
    const char *texts[NAMES_WARM] = {NULL, "here", "nowhere", "", NULL, "here", "here", NULL};
    pship__names_init(&all, NULL);
    pship__names_warm(&all, texts, NAMES_WARM);
    ck_assert_uint_eq(pship__names_add(&all, "here"), 1);
    pship__names_warm(&all, texts, NAMES_WARM);
    ck_assert_uint_eq(all.places.count, 1);
    ck_assert_uint_eq(pship__names_peek(&all, pship__names_hash("here")), 1);
    pship__names_free(&all);
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("names");
    TCase *all = tcase_create("names");
    tcase_add_test(all, texts_equal_an_array_whatever_is_added_cut_and_erased);
    tcase_add_test(all, an_erased_text_gets_a_new_ordinal_and_can_be_read_by_its_old_one);
    tcase_add_test(all,
                   a_text_that_was_erased_before_it_was_loaded_has_an_ordinal_and_nothing_else);
    tcase_add_test(all, a_text_of_16_mib_is_kept_whole_between_small_ones);
    tcase_add_test(all, texts_of_all_sizes_are_kept_beside_each_other);
    tcase_add_test(all, a_text_knows_its_length);
    tcase_add_test(all, warming_up_takes_texts_that_are_not_there_and_none);
    suite_add_tcase(suite, all);
    return suite;
}
