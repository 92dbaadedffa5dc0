/* The hash tables of the model against arrays that are searched from the first to the last. */
#include "chance.h"
#include "model/map.h"
#include "model/pool.h"
#include <check.h>
#include <pthread.h>
#include <string.h>

enum { THINGS = 3000 };

/* An ordinal N stands for the number at N - 1. */
static bool same_number(const void *owner, uint32_t ordinal, const void *sought)
{
    const uint32_t *numbers = owner;
    return numbers[ordinal - 1] == *(const uint32_t *)sought;
}

/* Few hashes, so that many numbers share one, and few places, so that many hashes share those. */
static uint64_t poor_hash(uint32_t number)
{
    return (uint64_t)(number % 37) << 32 | number % 5;
}

static uint32_t look(const slots *of, const uint32_t *numbers, uint32_t number)
{
    return pship__slots_find(of, poor_hash(number), same_number, numbers, &number);
}

START_TEST(what_was_added_is_found_and_what_was_removed_is_not)
{
    static uint32_t numbers[THINGS];
    static bool there[THINGS];
    slots table;
    uint64_t state = 1;
    uint32_t count = 0;
    pship__slots_init(&table, NULL);
    ck_assert_uint_eq(look(&table, numbers, 7), 0);
    ck_assert_uint_eq(pship__slots_peek(&table, 7), 0);
    for (int step = 0; step < 6000; step++) {
        if (count < THINGS && draw_from(&state, 3) > 0) {
            numbers[count] = 10 * count + draw_from(&state, 10);
            ck_assert(pship__slots_reserve(&table, 1));
            pship__slots_add(&table, poor_hash(numbers[count]), count + 1);
            there[count++] = true;
        } else if (count > 0) {
            uint32_t gone = draw_from(&state, count);
            pship__slots_remove(&table, poor_hash(numbers[gone]), gone + 1);
            there[gone] = false;
        }
        if (draw_from(&state, 100) == 0) {
            pship__slots_forget_outgrown(&table);
        }
        uint32_t one = draw_from(&state, count + 1);
        if (one < count) {
            ck_assert_uint_eq(look(&table, numbers, numbers[one]), there[one] ? one + 1 : 0);
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        ck_assert_uint_eq(look(&table, numbers, numbers[i]), there[i] ? i + 1 : 0);
    }
    pship__slots_free(&table);
    ck_assert_uint_eq(look(&table, numbers, numbers[0]), 0);
}
END_TEST

START_TEST(two_things_of_one_hash_are_told_apart_and_one_may_go)
{
    uint32_t numbers[] = {1, 2, 3};
    slots table;
    pship__slots_init(&table, NULL);
    ck_assert(pship__slots_reserve(&table, 3));
    for (uint32_t i = 0; i < 3; i++) {
        pship__slots_add(&table, 99u << 8, i + 1);
    }
    uint32_t sought = 2;
    ck_assert_uint_eq(pship__slots_find(&table, 99u << 8, same_number, numbers, &sought), 2);
    ck_assert_uint_eq(pship__slots_peek(&table, 99u << 8), 1);
    pship__slots_remove(&table, 99u << 8, 1);
    ck_assert_uint_eq(pship__slots_peek(&table, 99u << 8), 2);
    sought = 3;
    ck_assert_uint_eq(pship__slots_find(&table, 99u << 8, same_number, numbers, &sought), 3);
    sought = 1;
    ck_assert_uint_eq(pship__slots_find(&table, 99u << 8, same_number, numbers, &sought), 0);
    pship__slots_free(&table);
}
END_TEST

START_TEST(a_place_after_so_many_that_it_cannot_be_had_is_refused)
{
    slots table;
    pship__slots_init(&table, NULL);
    ck_assert(!pship__slots_reserve(&table, SIZE_MAX));
    ck_assert(!pship__slots_reserve(&table, SIZE_MAX / 16));
    ck_assert(pship__slots_reserve(&table, 0));
    pship__slots_free(&table);
}
END_TEST

/* ---- readers beside the writer */

typedef struct shared {
    slots table;
    uint32_t numbers[THINGS]; /* filled before: only the table changes */
    _Atomic uint32_t added;
    atomic_int failures;
} shared;

static void *read_on(void *data)
{
    shared *self = data;
    uint64_t state = 5;
    uint32_t added;
    do {
        added = atomic_load_explicit(&self->added, memory_order_acquire);
        for (int i = 0; i < 50 && added > 0; i++) {
            uint32_t one = draw_from(&state, added);
            if (look(&self->table, self->numbers, self->numbers[one]) != one + 1) {
                atomic_fetch_add(&self->failures, 1);
            }
        }
    } while (added < THINGS);
    return NULL;
}

START_TEST(readers_find_what_was_added_before_they_looked)
{
    static shared self;
    pthread_t readers[2];
    pship__slots_init(&self.table, NULL);
    for (uint32_t i = 0; i < THINGS; i++) {
        self.numbers[i] = i * 3;
    }
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(pthread_create(&readers[i], NULL, read_on, &self), 0);
    }
    for (uint32_t i = 0; i < THINGS; i++) {
        ck_assert(pship__slots_reserve(&self.table, 1));
        pship__slots_add(&self.table, poor_hash(self.numbers[i]), i + 1);
        atomic_store_explicit(&self.added, i + 1, memory_order_release);
    }
    for (int i = 0; i < 2; i++) {
        pthread_join(readers[i], NULL);
    }
    ck_assert_int_eq(atomic_load(&self.failures), 0);
    pship__slots_free(&self.table);
}
END_TEST

/* ---- pools */

/* The last of equal rows that is not forgotten need not be the one given: any of them is right. */
static bool known(const uint64_t *rows, const bool *there, size_t count, uint64_t row)
{
    for (size_t i = 0; i < count; i++) {
        if (there[i] && rows[i] == row) {
            return true;
        }
    }
    return false;
}

static void forget_or_cut(pool *of, bool *there, size_t *count, uint64_t *state)
{
    if (*count == 0) {
        return;
    }
    uint32_t at = draw_from(state, (uint32_t)*count);
    if (draw_from(state, 3) > 0) {
        pship__pool_forget(of, at + 1);
        there[at] = false;
    } else {
        size_t kept = *count - draw_from(state, 8) % (*count + 1);
        pship__pool_cut(of, kept);
        *count = kept;
    }
    ck_assert_uint_eq(of->rows.count, *count);
}

START_TEST(a_pool_equals_an_array_whatever_is_added_forgotten_and_cut)
{
    static uint64_t rows[THINGS];
    static bool there[THINGS];
    pool all;
    uint64_t state = 11;
    size_t count = 0;
    pship__pool_init(&all, NULL, sizeof(uint64_t));
    for (int step = 0; step < 9000 && count < THINGS; step++) {
        if (draw_from(&state, 8) == 0) {
            forget_or_cut(&all, there, &count, &state);
            continue;
        }
        uint64_t row = draw_from(&state, 500);
        bool was = known(rows, there, count, row);
        uint32_t ordinal = pship__pool_intern(&all, &row);
        if (was) {
            ck_assert_uint_le(ordinal, count);
            ck_assert(there[ordinal - 1] && rows[ordinal - 1] == row);
        } else {
            ck_assert_uint_eq(ordinal, count + 1);
            rows[count] = row;
            there[count++] = true;
        }
    }
    for (size_t i = 0; i < count; i++) {
        uint64_t row;
        memcpy(&row, pship__pool_at(&all, (uint32_t)i + 1), sizeof row);
        ck_assert_uint_eq(row, rows[i]); /* also what was forgotten */
    }
    pship__pool_free(&all);
}
END_TEST

START_TEST(a_pool_takes_a_row_twice_where_a_file_has_it_twice)
{
    pool all;
    uint32_t row = 5;
    pship__pool_init(&all, NULL, sizeof row);
    ck_assert(pship__pool_append(&all, &row));
    ck_assert(pship__pool_append(&all, &row));
    ck_assert_uint_eq(all.rows.count, 2);
    ck_assert_uint_eq(pship__pool_intern(&all, &row), 1);
    pship__pool_forget(&all, 1);
    ck_assert_uint_eq(pship__pool_intern(&all, &row), 2);
    pship__pool_forget(&all, 2);
    ck_assert_uint_eq(pship__pool_intern(&all, &row), 3);
    pship__pool_free(&all);
}
END_TEST

/* ---- maps */

START_TEST(a_map_equals_an_array_whatever_is_set_and_forgotten)
{
    static uint32_t values[THINGS];
    map all;
    uint64_t state = 3;
    pship__map_init(&all, NULL);
    ck_assert_uint_eq(pship__map_get(&all, 0), 0);
    ck_assert(pship__map_set(&all, 4, 0));
    ck_assert_uint_eq(all.capacity, 0);
    for (int step = 0; step < 20000; step++) {
        uint32_t key = draw_from(&state, THINGS), value = draw_from(&state, 3) * (uint32_t)step;
        /* Keys whose lower halves are alike, as layer and id are. */
        ck_assert(pship__map_set(&all, (uint64_t)key << 32, value));
        values[key] = value;
        key = draw_from(&state, THINGS);
        ck_assert_uint_eq(pship__map_get(&all, (uint64_t)key << 32), values[key]);
    }
    for (uint32_t key = 0; key < THINGS; key++) {
        ck_assert_uint_eq(pship__map_get(&all, (uint64_t)key << 32), values[key]);
    }
    pship__map_free(&all);
    ck_assert_uint_eq(pship__map_get(&all, 0), 0);
    ck_assert(pship__map_set(&all, 0, 9));
    ck_assert_uint_eq(pship__map_get(&all, 0), 9);
    pship__map_free(&all);
}
END_TEST

START_TEST(a_map_does_not_grow_by_what_is_forgotten_and_set_again)
{
    map all;
    pship__map_init(&all, NULL);
    for (uint32_t i = 0; i < 10000; i++) {
        ck_assert(pship__map_set(&all, 17, i + 1));
        ck_assert(pship__map_set(&all, 17, 0));
    }
    ck_assert_uint_eq(all.capacity, 64);
    ck_assert_uint_eq(pship__map_get(&all, 17), 0);
    pship__map_free(&all);
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("slots");
    TCase *all = tcase_create("slots");
    tcase_add_test(all, what_was_added_is_found_and_what_was_removed_is_not);
    tcase_add_test(all, two_things_of_one_hash_are_told_apart_and_one_may_go);
    tcase_add_test(all, a_place_after_so_many_that_it_cannot_be_had_is_refused);
    tcase_add_test(all, readers_find_what_was_added_before_they_looked);
    tcase_add_test(all, a_pool_equals_an_array_whatever_is_added_forgotten_and_cut);
    tcase_add_test(all, a_pool_takes_a_row_twice_where_a_file_has_it_twice);
    tcase_add_test(all, a_map_equals_an_array_whatever_is_set_and_forgotten);
    tcase_add_test(all, a_map_does_not_grow_by_what_is_forgotten_and_set_again);
    suite_add_tcase(suite, all);
    return suite;
}
