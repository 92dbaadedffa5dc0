/* The index against a look at each statement of the log, whatever runs it is made of. */
#include "alloc/failing.h"
#include "book_help.h"
#include "chance.h"
#include <check.h>
#include <stdlib.h>
#include <string.h>

typedef struct shape {
    size_t statements, most_at_once;
    uint32_t subjects, spread, properties; /* subjects lie `spread` apart */
} shape;

/* Exact days, imprecise ones, some that nobody knows, and some that are far away; twice as many as are used for dates. */
enum { DATES = 24, TEXTS = 50 };

static void open_book(book *made)
{
    char text[16];
    book_open(made);
    for (int i = 0; i < DATES; i++) {
        pship_day day = i % 7 == 0 ? CODE_LIMIT + i : i * 100;
        pship_date_kind kind = i % 5 == 0 ? PSHIP_DATE_UNKNOWN : PSHIP_DATE_DATED;
        ck_assert_uint_eq(book_date(made, day, day + i % 3, kind), (date_id)i + 1);
    }
    for (int i = 0; i < TEXTS; i++) {
        (void)snprintf(text, sizeof text, "value %d", i);
        ck_assert_uint_eq(pship__names_add(&made->names, text), (name_id)i + 1);
    }
}

static void add_statement(book *to, const shape *of, uint64_t *state)
{
    stable *log = &to->log;
    uint32_t id = (uint32_t)log->count + 1;
    statement *row = book_state(to, 5 + draw_from(state, of->subjects) * of->spread,
                                3 + draw_from(state, of->properties) * 7);
    row->from = id % 11 == 0 ? row->from : id % 19 + 1;
    row->until = id % 13 == 0 ? row->until : id % 23 + 1;
    row->layer = draw_from(state, 6) == 0;
    row->states_until = draw_from(state, 2) == 0;
    row->last_confirmed = draw_from(state, 5) == 0 ? 20000 : PSHIP_DAY_NONE;
    row->value_kind = (uint8_t)(PSHIP_VALUE_TEXT + draw_from(state, 6));
    row->value = draw_from(state, 8) == 0 ? 0 : 1 + draw_from(state, TEXTS);
    row->boolean = draw_from(state, 2) == 0;
    row->unit =
        draw_from(state, 4) == 0 ? 0 : draw_from(state, id % 3 == 0 ? 40 : 3); /* many forms */
    if (row->value_kind == PSHIP_VALUE_NUMBER) {
        row->number = id / 8.0;
    } else if (row->value_kind == PSHIP_VALUE_DATE) {
        row->date = id % 19 + 1;
    }
    row->rank = draw_from(state, 7) == 0 ? PSHIP_RANK_DEPRECATED : PSHIP_RANK_NORMAL;
    row->erased = draw_from(state, 30) == 0;
    row->operation = OPERATION_ASSERT;
    if (id > 1 && draw_from(state, 4) == 0) { /* of its own cell, of another one, or an end */
        row->target = 1 + draw_from(state, id - 1);
        row->operation = draw_from(state, 3) == 0 ? OPERATION_END : OPERATION_CORRECT;
        const statement *target = pship__stable_at(log, row->target - 1u);
        if (draw_from(state, 5) > 0) {
            row->subject = target->subject;
            row->property = target->property;
        }
    }
}

/* Statements first to last of one cell, by their flags as the index should have them. */
static bool in_cell(const statement *row, name_id subject, name_id property)
{
    return row->subject == subject && row->property == property;
}

static bool reaches(const stable *log, const statement *correction, uint32_t first, uint32_t last)
{
    if (correction->operation != OPERATION_CORRECT || correction->layer != 0 ||
        correction->target < first || correction->target > last) {
        return false;
    }
    const statement *target = pship__stable_at(log, correction->target - 1u);
    return target->layer == 0 && in_cell(target, correction->subject, correction->property);
}

static unsigned flags_of(const stable *log, uint32_t id, uint32_t first, uint32_t last)
{
    const statement *row = pship__stable_at(log, id - 1u);
    unsigned flags =
        (row->states_until ? ENTRY_STATES_UNTIL : 0u) | (row->erased ? ENTRY_ERASED : 0u);
    bool plain = row->operation == OPERATION_ASSERT && row->layer == 0;
    bool settled = !row->erased && (plain || reaches(log, row, first, last));
    flags |= settled ? 0u : ENTRY_UNSETTLED;
    flags |= row->last_confirmed != PSHIP_DAY_NONE ? ENTRY_CONFIRMED : 0u;
    flags |= row->rank == PSHIP_RANK_DEPRECATED ? ENTRY_DEPRECATED : 0u;
    flags |= row->rank == PSHIP_RANK_NORMAL ? ENTRY_PLAIN : 0u;
    bool earlier = false;
    for (uint32_t other = first; other <= last; other++) {
        const statement *of = pship__stable_at(log, other - 1u);
        earlier = earlier || (other < id && in_cell(of, row->subject, row->property));
        if (of->target == id && reaches(log, of, first, last)) {
            flags |= ENTRY_CORRECTED;
        }
    }
    return flags | (earlier ? 0u : ENTRY_FIRST);
}

static void expect_value(const book *all, const region *in, const entry *one, const statement *row)
{
    ck_assert_ptr_eq(pship__names_at(&all->names, one->text),
                     pship__names_text(&all->names, row->value));
    if (one->form == FORM_NONE) {
        ck_assert_uint_eq(in->form_count, FORM_NONE);
        return;
    }
    ck_assert_uint_lt(one->form, in->form_count);
    const value_form *form = &in->forms[one->form];
    ck_assert_uint_eq(form->kind, row->value_kind);
    ck_assert_ptr_eq(form->unit, pship__names_text(&all->names, row->unit));
    ck_assert_uint_eq(form->boolean, row->boolean);
    if (row->value_kind == PSHIP_VALUE_NUMBER) {
        ck_assert_double_eq(value_of(one).number, row->number);
    } else {
        ck_assert_uint_eq(value_of(one).date, row->value_kind == PSHIP_VALUE_DATE ? row->date : 0);
    }
}

static void expect_ends(const book *all, const entry *one, const statement *row)
{
    const stored_date *from = pship__pool_at(&all->dates, row->from);
    const stored_date *until = pship__pool_at(&all->dates, row->until);
    ck_assert_int_eq(one->from, code_from(row->from, from));
    ck_assert_int_eq(one->until, code_until(row->until, until));
    if (from->earliest != from->latest) {
        ck_assert_uint_eq(code_from_date(one->from), row->from);
    }
}

/* Which statements a run has: neighbours have neighbouring ones. */
static uint32_t expect_run(const book *all, const run *of, uint32_t first, bool flags)
{
    const stable *log = &all->log;
    uint32_t last = first + (uint32_t)of->entry_count - 1;
    size_t seen = 0;
    for (size_t i = 0; i < of->region_count; i++) {
        const region *in = &of->regions[i];
        ck_assert_ptr_eq(pship__run_region(of, in->property), in);
        entries part = region_entries(of, in);
        ck_assert_uint_eq(part.count, in->count);
        seen += part.count;
        size_t cell = 0;
        for (size_t j = 0; j < part.count; j++) {
            const entry *one = &part.first[j];
            const statement *row = pship__stable_at(log, one->id - 1u);
            ck_assert(one->id >= first && one->id <= last);
            ck_assert_uint_eq(row->property, of->regions[i].property);
            expect_ends(all, one, row);
            ck_assert_uint_eq(one->layer, row->layer);
            ck_assert_uint_eq(one->operation, row->operation);
            if (j > 0) { /* ordered by subject, then by number */
                const statement *before = pship__stable_at(log, one[-1].id - 1u);
                ck_assert(before->subject < row->subject ||
                          (before->subject == row->subject && one[-1].id < one->id));
            }
            ck_assert_uint_eq((one->flags & ENTRY_FIRST) != 0,
                              j == 0 || !in_cell(pship__stable_at(log, one[-1].id - 1u),
                                                 row->subject, row->property));
            cell += (one->flags & ENTRY_FIRST) != 0;
            ck_assert_uint_le(cell, in->cell_count);
            ck_assert_uint_eq(of->subjects[in->first_cell + cell - 1], row->subject);
            expect_value(all, in, one, row);
            if (flags) {
                ck_assert_msg(one->flags == flags_of(log, one->id, first, last),
                              "statement %u: flags %u, not %u", one->id, one->flags,
                              flags_of(log, one->id, first, last));
            }
        }
        ck_assert_uint_eq(cell, in->cell_count);
    }
    ck_assert_uint_eq(seen, of->entry_count);
    return last + 1;
}

/* By what the marks tell, and by the starts of cells. */
static entries find_both_ways(const run *of, name_id subject, name_id property)
{
    const region *in = pship__run_region(of, property);
    entries found = pship__run_find(of, subject, property);
    entries searched = in == NULL ? (entries){NULL, 0} : pship__region_search(of, in, subject);
    ck_assert_uint_eq(found.count, searched.count);
    ck_assert(found.count == 0 || found.first == searched.first);
    return found;
}

static void expect_cell(const stable *log, const index_version *index, size_t upto, name_id subject,
                        name_id property)
{
    size_t place = 0, run_at = 0;
    entries part = {NULL, 0};
    for (uint32_t id = 1; id <= upto; id++) {
        if (!in_cell(pship__stable_at(log, id - 1u), subject, property)) {
            continue;
        }
        while (place == part.count && run_at < index->count) {
            part = find_both_ways(index->runs[run_at++], subject, property);
            place = 0;
        }
        ck_assert_msg(place < part.count, "statement %u is not in the index", id);
        ck_assert_uint_eq(part.first[place++].id, id);
    }
    ck_assert_uint_eq(place, part.count);
    for (; run_at < index->count; run_at++) {
        ck_assert_uint_eq(find_both_ways(index->runs[run_at], subject, property).count, 0);
    }
}

static void expect_index(const book *all, const index_version *index, size_t upto, const shape *of,
                         bool flags)
{
    uint32_t next = 1;
    for (size_t i = 0; i < index->count; i++) {
        next = expect_run(all, index->runs[i], next, flags);
        ck_assert(i == 0 || index->runs[i - 1]->entry_count >= 3 * index->runs[i]->entry_count);
    }
    ck_assert_uint_eq(next, upto + 1);
    for (uint32_t subject = 0; subject <= of->subjects; subject++) {
        for (uint32_t property = 0; property <= of->properties; property++) {
            expect_cell(&all->log, index, upto, 5 + subject * of->spread, 3 + property * 7);
        }
    }
    expect_cell(&all->log, index, upto, 1,
                3); /* before all of them, between them, and of no property */
    expect_cell(&all->log, index, upto, UINT32_MAX, 3);
    expect_cell(&all->log, index, upto, 6, 3);
    expect_cell(&all->log, index, upto, 5, 4);
}

static const shape shapes[] = {{1, 1, 1, 1, 1},          {400, 1, 3, 1, 2},
                               {400, 40, 10, 1000, 3},   {900, 200, 100, 1, 2},
                               {900, 200, 100, 63, 2},   {900, 300, 100, 100000, 2},
                               {9000, 6000, 300, 2, 20}, {6000, 3000, 100, 3, 5},
                               {9000, 3000, 100, 1, 5},  {600, 7, 2, 4000000, 40}};

START_TEST(every_cell_has_its_statements_in_their_order_whatever_the_commits)
{
    const shape *of = &shapes[_i];
    book all;
    uint64_t state = 100 + (uint64_t)_i;
    index_version *index = NULL;
    open_book(&all);
    while (all.log.count < of->statements) {
        size_t first = all.log.count + 1, more = 1 + draw_from(&state, (uint32_t)of->most_at_once);
        for (size_t i = 0; i < more; i++) {
            add_statement(&all, of, &state);
        }
        index_version *next = pship__index_extend(index, NULL, &all.origin, first, all.log.count);
        ck_assert_ptr_nonnull(next);
        pship__index_free(index);
        index = next;
        ck_assert_uint_le(index->count, 9); /* log3 of 9000, and one more */
    }
    expect_index(&all, index, all.log.count, of, all.log.count < 2000);
    pship__index_free(index);
    book_close(&all);
}
END_TEST

START_TEST(subjects_that_lie_close_have_marks_and_others_are_searched)
{
    static const struct {
        uint32_t subjects, spread;
        bool marked;
    } cases[] = {{63, 1, false},  {64, 1, true},    {100, 1, true},
                 {100, 31, true}, {100, 40, false}, {1, 1, false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        book all;
        open_book(&all);
        for (uint32_t j = 0; j < cases[i].subjects; j++) {
            (void)book_state(&all, 1000 + j * cases[i].spread, 1);
        }
        index_version *index = pship__index_extend(NULL, NULL, &all.origin, 1, all.log.count);
        ck_assert_ptr_nonnull(index);
        const run *only = index->runs[0];
        const region *in = pship__run_region(only, 1);
        ck_assert_int_eq(in->marks != NULL, cases[i].marked);
        for (uint32_t j = 0; j < cases[i].subjects; j++) {
            name_id subject = 1000 + j * cases[i].spread;
            ck_assert_uint_eq(pship__run_find(only, subject, 1).first->id, j + 1);
            ck_assert_uint_eq(pship__region_find(only, in, subject).count, 1);
            ck_assert_uint_eq(pship__region_find(only, in, subject - 1).count,
                              cases[i].spread == 1 && j > 0);
            ck_assert_ptr_eq(pship__region_search(only, in, subject).first, only->entries + j);
        }
        ck_assert_uint_eq(pship__region_find(only, in, 0).count, 0);
        ck_assert_uint_eq(pship__region_search(only, in, 0).count, 0);
        ck_assert_uint_eq(pship__region_find(only, in, UINT32_MAX).count, 0);
        ck_assert_uint_eq(region_entries(only, pship__run_region(only, 2)).count, 0);
        pship__index_free(index);
        book_close(&all);
    }
}
END_TEST

START_TEST(an_old_version_stays_as_it_is_while_newer_ones_come_and_go)
{
    const shape *of = &shapes[1];
    heap memory;
    pship_context *context = heap_context(&memory);
    index_version *versions[61] = {NULL};
    size_t upto[61] = {0};
    long before = memory.blocks;
    book all;
    uint64_t state = 9;
    open_book(&all);
    for (size_t i = 1; i <= 60; i++) {
        size_t first = all.log.count + 1;
        for (uint32_t more = draw_from(&state, 5); more > 0; more--) {
            add_statement(&all, of, &state);
        }
        versions[i] =
            pship__index_extend(versions[i - 1], context, &all.origin, first, all.log.count);
        ck_assert_ptr_nonnull(versions[i]);
        upto[i] = all.log.count;
    }
    ck_assert_ptr_eq(pship__index_share(versions[30]), versions[30]);
    pship__index_free(versions[30]);
    for (size_t i = 1; i <= 60; i++) { /* the odd ones first */
        size_t at = i <= 30 ? 2 * i - 1 : 2 * (i - 30);
        expect_index(&all, versions[at], upto[at], of, true);
        pship__index_free(versions[at]);
    }
    pship__index_free(NULL);
    ck_assert_int_eq(memory.blocks, before);
    book_close(&all);
    pship_context_free(context);
}
END_TEST

typedef struct extending {
    pship_context *context;
    book all;
    index_version *old;
} extending;

static pship_result extend(void *data, pship_error *err)
{
    extending *self = data;
    index_version *next =
        pship__index_extend(self->old, self->context, &self->all.origin, 301, self->all.log.count);
    if (next == NULL) {
        return pship__fail_memory(err);
    }
    pship__index_free(next);
    return PSHIP_OK;
}

static void expect_old(void *data)
{
    extending *self = data;
    ck_assert_uint_ge(self->old->count, 2);
    expect_index(&self->all, self->old, 300, &shapes[4], true);
}

START_TEST(an_index_is_extended_or_memory_is_short_and_the_old_one_stays)
{
    heap memory;
    extending self = {.context = heap_context(&memory)};
    uint64_t state = 2;
    open_book(&self.all);
    for (int i = 0; i < 700; i++) {
        add_statement(&self.all, &shapes[4], &state);
    }
    index_version *first = pship__index_extend(NULL, self.context, &self.all.origin, 1, 250);
    self.old = pship__index_extend(first, self.context, &self.all.origin, 251, 300);
    ck_assert_ptr_nonnull(self.old);
    heap_fail_each(&memory, extend, expect_old, &self);
    pship__index_free(first);
    pship__index_free(self.old);
    book_close(&self.all);
    pship_context_free(self.context);
    ck_assert_int_eq(memory.blocks, 0);
}
END_TEST

START_TEST(a_correction_of_a_correction_marks_both_also_when_runs_are_merged)
{
    book all;
    index_version *index = NULL;
    open_book(&all);
    for (uint32_t i = 0; i < 3; i++) {
        statement *row = book_state(&all, 1, 1);
        row->operation = i == 0 ? OPERATION_ASSERT : OPERATION_CORRECT;
        row->target = i;
        index_version *next = pship__index_extend(index, NULL, &all.origin, i + 1, i + 1);
        pship__index_free(index);
        index = next;
    }
    ck_assert_uint_eq(index->count, 1);
    entries found = pship__run_find(index->runs[0], 1, 1);
    ck_assert_uint_eq(found.count, 3);
    ck_assert_uint_eq(found.first[0].flags, ENTRY_PLAIN | ENTRY_FIRST | ENTRY_CORRECTED);
    ck_assert_uint_eq(found.first[1].flags, ENTRY_PLAIN | ENTRY_CORRECTED);
    ck_assert_uint_eq(found.first[2].flags, ENTRY_PLAIN);
    pship__index_free(index);
    book_close(&all);
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("index");
    TCase *all = tcase_create("index");
    tcase_add_loop_test(all, every_cell_has_its_statements_in_their_order_whatever_the_commits, 0,
                        (int)(sizeof shapes / sizeof shapes[0]));
    tcase_add_test(all, subjects_that_lie_close_have_marks_and_others_are_searched);
    tcase_add_test(all, an_old_version_stays_as_it_is_while_newer_ones_come_and_go);
    tcase_add_test(all, an_index_is_extended_or_memory_is_short_and_the_old_one_stays);
    tcase_add_test(all, a_correction_of_a_correction_marks_both_also_when_runs_are_merged);
    suite_add_tcase(suite, all);
    return suite;
}
