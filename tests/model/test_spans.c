/* The tree of spans against a look at each of them. */
#include "book_help.h"
#include "chance.h"
#include "model/spans.h"
#include <check.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 700 };

/* The nodes as they were given, by item. */
static size_t naive_find(const span_node *nodes, size_t count, pship_day day, uint32_t *found)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (nodes[i].from <= day && day < nodes[i].until) {
            found[kept++] = nodes[i].item;
        }
    }
    return kept;
}

static void expect_all_days(const span_node *given, size_t count, pship_day last)
{
    static span_node tree[MOST];
    static uint32_t found[MOST], right[MOST];
    memcpy(tree, given, count * sizeof *tree);
    pship__spans_settle(tree, count);
    for (pship_day day = -1; day <= last; day++) {
        size_t expected = naive_find(given, count, day, right);
        ck_assert_uint_eq(pship__spans_find(tree, count, day, found, MOST), expected);
        ck_assert_int_eq(memcmp(found, right, expected * sizeof *found), 0);
    }
    ck_assert_uint_eq(pship__spans_find(tree, count, PSHIP_DAY_MIN, found, MOST),
                      naive_find(given, count, PSHIP_DAY_MIN, right));
    ck_assert_uint_eq(pship__spans_find(tree, count, PSHIP_DAY_MAX, found, MOST),
                      naive_find(given, count, PSHIP_DAY_MAX, right));
}

static span_node random_span(uint64_t *state, uint32_t item)
{
    span_node made = {.item = item};
    made.from = draw_from(state, 6) == 0 ? PSHIP_DAY_MIN : (pship_day)draw_from(state, 50);
    made.until = draw_from(state, 4) == 0 ? PSHIP_DAY_MAX
                                          : (made.from == PSHIP_DAY_MIN ? 0 : made.from) +
                                                (pship_day)draw_from(state, 12);
    return made;
}

START_TEST(spans_are_found_as_a_look_at_each_finds_them)
{
    static span_node given[MOST];
    static const size_t counts[] = {0, 1, 2, 3, 7, 8, 9, 127, 128, 129, MOST};
    uint64_t state = 21;
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        for (int round = 0; round < 20; round++) {
            for (size_t j = 0; j < counts[i]; j++) {
                given[j] = random_span(&state, (uint32_t)j);
            }
            expect_all_days(given, counts[i], 65);
        }
    }
}
END_TEST

START_TEST(equal_spans_are_all_found_in_the_order_of_their_items)
{
    static span_node given[MOST];
    uint32_t found[MOST];
    for (size_t i = 0; i < 200; i++) {
        given[i] = (span_node){.from = 3, .until = 5, .item = (uint32_t)i};
    }
    expect_all_days(given, 200, 7);
    pship__spans_settle(given, 200);
    ck_assert_uint_eq(pship__spans_find(given, 200, 4, found, MOST), 200);
    for (uint32_t i = 0; i < 200; i++) {
        ck_assert_uint_eq(found[i], i);
    }
}
END_TEST

START_TEST(more_than_there_is_room_for_is_counted_and_not_written)
{
    span_node given[10];
    uint32_t found[4] = {77, 77, 77, 77};
    for (uint32_t i = 0; i < 10; i++) {
        given[i] = (span_node){.from = 0, .until = 9, .item = i};
    }
    pship__spans_settle(given, 10);
    ck_assert_uint_eq(pship__spans_find(given, 10, 4, found, 3), 10);
    ck_assert_uint_eq(found[3], 77);
    ck_assert(found[0] < found[1] && found[1] < found[2]);
    ck_assert_uint_eq(pship__spans_find(given, 10, 4, NULL, 0), 10);
    ck_assert_uint_eq(pship__spans_find(given, 10, 9, NULL, 0), 0);
}
END_TEST

/* ---- a part of a run with very many statements */

enum { LARGE = 3 * SPANS_LARGE };

static void add_statements(book *to, size_t count)
{
    uint64_t state = 4;
    for (size_t i = 0; i < count; i++) {
        statement *row = book_state(to, 1, 2);
        pship_day from = (pship_day)draw_from(&state, 40);
        row->from = book_date(to, from, from + (pship_day)draw_from(&state, 5), PSHIP_DATE_DATED);
        pship_day latest = from + 6 + (pship_day)draw_from(&state, 5);
        row->until = book_date(to, from + 6, draw_from(&state, 3) == 0 ? PSHIP_DAY_MAX : latest,
                               PSHIP_DATE_DATED);
    }
}

/* What may hold on a day: at the earliest from, and up to the latest until. */
static size_t naive_part(const book *of, pship_day day, uint32_t *found)
{
    size_t kept = 0;
    for (uint32_t i = 0; i < of->log.count; i++) {
        const statement *row = pship__stable_at(&of->log, i);
        const stored_date *from = pship__pool_at(&of->dates, row->from);
        const stored_date *until = pship__pool_at(&of->dates, row->until);
        if (from->earliest <= day && day < until->latest && row->rank == 0) {
            found[kept++] = i;
        }
    }
    return kept;
}

static void expect_part(index_version *index, const book *of)
{
    uint32_t found[LARGE + 1], right[LARGE + 1];
    size_t count = 0;
    ck_assert_uint_eq(index->count, 1);
    entries part = pship__run_find(index->runs[0], 1, 2);
    ck_assert_uint_eq(part.count, of->log.count);
    for (pship_day day = -1; day < 60; day++) {
        ck_assert(
            pship__part_find(index->runs[0], &of->dates, part, day, found, LARGE + 1, &count));
        size_t expected = naive_part(of, day, right);
        ck_assert_uint_eq(count, expected);
        ck_assert_int_eq(memcmp(found, right, count * sizeof *found), 0);
    }
}

START_TEST(a_large_part_is_searched_as_a_look_at_each_statement_finds)
{
    book all;
    book_open(&all);
    add_statements(&all, LARGE);
    index_version *index = pship__index_extend(NULL, NULL, &all.origin, 1, all.log.count);
    ck_assert_ptr_nonnull(index);
    expect_part(index, &all);
    pship__index_free(index);
    book_close(&all);
}
END_TEST

START_TEST(in_a_large_part_a_correction_takes_the_place_of_what_it_corrects)
{
    book all;
    book_open(&all);
    add_statements(&all, LARGE);
    statement *last = pship__stable_at(&all.log, LARGE - 1), *wrong = pship__stable_at(&all.log, 9);
    last->operation = OPERATION_CORRECT;
    last->target = 10;
    wrong->rank = -1; /* marks for naive_part() what is hidden; the index does not read it */
    index_version *index = pship__index_extend(NULL, NULL, &all.origin, 1, all.log.count);
    ck_assert_ptr_nonnull(index);
    expect_part(index, &all);
    pship__index_free(index);
    book_close(&all);
}
END_TEST

START_TEST(a_large_part_with_an_operation_a_scenario_or_an_erasure_is_not_searched_by_its_tree)
{
    for (int which = 0; which < 4; which++) {
        book all;
        uint32_t found[LARGE];
        size_t count = 0;
        book_open(&all);
        add_statements(&all, LARGE);
        statement *odd = pship__stable_at(&all.log, LARGE / 2);
        odd->operation = which == 0 ? OPERATION_RETRACT : odd->operation;
        odd->layer = which == 1;
        odd->erased = which == 2;
        if (which == 3) { /* corrects what is not of this run */
            odd->operation = OPERATION_CORRECT;
            odd->target = LARGE + 5;
        }
        index_version *index = pship__index_extend(NULL, NULL, &all.origin, 1, all.log.count);
        ck_assert_ptr_nonnull(index);
        entries part = pship__run_find(index->runs[0], 1, 2);
        ck_assert(!pship__part_find(index->runs[0], &all.dates, part, 5, found, LARGE, &count));
        pship__index_free(index);
        book_close(&all);
    }
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("spans");
    TCase *all = tcase_create("spans");
    tcase_add_test(all, spans_are_found_as_a_look_at_each_finds_them);
    tcase_add_test(all, equal_spans_are_all_found_in_the_order_of_their_items);
    tcase_add_test(all, more_than_there_is_room_for_is_counted_and_not_written);
    tcase_add_test(all, a_large_part_is_searched_as_a_look_at_each_statement_finds);
    tcase_add_test(all, in_a_large_part_a_correction_takes_the_place_of_what_it_corrects);
    tcase_add_test(
        all, a_large_part_with_an_operation_a_scenario_or_an_erasure_is_not_searched_by_its_tree);
    suite_add_tcase(suite, all);
    return suite;
}
