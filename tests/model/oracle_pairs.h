/* More doors: what two views differ in, and what a scenario hides. */
#ifndef ORACLE_PAIRS_H
#define ORACLE_PAIRS_H

#include "oracle_doors.h"

/* ---- differences */

/* A row that a diff should have. */
typedef struct difference {
    int subject, property, value; /* value: of a property of many; else NOBODY */
    const char *change;
    const answer *before, *after;
    bool optional; /* deprecated values: the contract does not say whether they count */
    bool seen;
} difference;

typedef struct differences {
    difference list[(SUBJECTS + 1) * (PROPERTIES + WORDS)];
    int count;
} differences;

static inline bool is_deprecated(const run *now, const answer *one)
{
    return one->picked != NOBODY && now->all.rows[one->picked].rank == PSHIP_RANK_DEPRECATED;
}

static inline void expect_difference(run *now, differences *made, difference wanted)
{
    wanted.optional = wanted.value != NOBODY &&
                      (is_deprecated(now, wanted.before) || is_deprecated(now, wanted.after));
    wanted.change = change_between(&now->all, wanted.before, wanted.after);
    if (wanted.change != NULL || wanted.optional) {
        made->list[made->count++] = wanted;
    }
}

static inline void expect_differences(run *now, const opened *before, const opened *after,
                                      differences *made)
{
    made->count = 0;
    for (int subject = 0; subject <= SUBJECTS; subject++) {
        for (int property = 0; property < PROPERTY_MANY; property++) {
            expect_difference(now, made,
                              (difference){.subject = subject,
                                           .property = property,
                                           .value = NOBODY,
                                           .before = &before->cells[subject][property],
                                           .after = &after->cells[subject][property]});
        }
        for (int value = 0; value < WORDS; value++) {
            expect_difference(now, made,
                              (difference){.subject = subject,
                                           .property = PROPERTY_MANY,
                                           .value = value,
                                           .before = &before->values[subject][value],
                                           .after = &after->values[subject][value]});
        }
    }
}

static inline bool is_side(run *now, const pship_table *table, int64_t at, const char *column,
                           const char *statement, const answer *wanted)
{
    const char *value = wanted->picked == NOBODY ? "" : word_of(&now->all, wanted->picked);
    return strcmp(text_at(now, table, column, at), value) == 0 &&
           integer_at(now, table, statement, at) == id_of_row(now, wanted->picked);
}

static inline bool is_difference(run *now, const pship_table *table, int64_t at,
                                 const difference *wanted)
{
    if (strcmp(text_at(now, table, "subject", at), subject_ids[wanted->subject]) != 0 ||
        strcmp(text_at(now, table, "property", at), property_names[wanted->property]) != 0) {
        return false;
    }
    if (wanted->optional) {
        const char *word = words[PROPERTY_MANY][wanted->value];
        return strcmp(text_at(now, table, "before", at), word) == 0 ||
               strcmp(text_at(now, table, "after", at), word) == 0;
    }
    return strcmp(text_at(now, table, "change", at), wanted->change) == 0 &&
           is_side(now, table, at, "before", "before_statement", wanted->before) &&
           is_side(now, table, at, "after", "after_statement", wanted->after);
}

/* Ordered by subject and property, byte by byte. */
static inline bool is_ordered(run *now, const pship_table *table, int64_t at)
{
    int order = at == 0 ? -1
                        : strcmp(text_at(now, table, "subject", at - 1),
                                 text_at(now, table, "subject", at));
    return order < 0 || (order == 0 && strcmp(text_at(now, table, "property", at - 1),
                                              text_at(now, table, "property", at)) <= 0);
}

static inline void find_difference(run *now, const pship_table *table, int64_t at,
                                   differences *wanted)
{
    for (int i = 0; i < wanted->count; i++) {
        if (!wanted->list[i].seen && is_difference(now, table, at, &wanted->list[i])) {
            wanted->list[i].seen = true;
            return;
        }
    }
    fail_run(now, "diff: not expected: %s of %s %s", text_at(now, table, "property", at),
             text_at(now, table, "subject", at), text_at(now, table, "change", at));
}

static inline void ask_diff(run *now, const opened *before, const opened *after)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    if (!went_well(now, "diff", pship_view_diff(&table, before->view, after->view, &err), &err)) {
        return;
    }
    differences wanted;
    expect_differences(now, before, after, &wanted);
    for (int64_t i = 0; i < pship_table_rows(table) && !now->failed; i++) {
        if (!is_ordered(now, table, i)) {
            fail_run(now, "diff: row %lld is out of order", (long long)i);
        }
        find_difference(now, table, i, &wanted);
    }
    for (int i = 0; i < wanted.count; i++) {
        const difference *one = &wanted.list[i];
        if (!one->seen && !one->optional) {
            fail_run(now, "diff: missing: %s of %s %s", property_names[one->property],
                     subject_ids[one->subject], one->change);
        }
    }
    pship_table_free(table);
}

/* ---- masks */

/* A statement that would be a reading if no layer below its own hid it. */
static inline bool is_hidden_only_across(const run *now, const opened *one, int index)
{
    const verdict *on = &one->on[index];
    if (!states_value(now->all.rows[index].operation) || !on->visible || on->erased ||
        on->published < one->at.holding || !on->hidden_across) {
        return false;
    }
    for (int i = index + 1; i < one->at.seen; i++) {
        const row *other = &now->all.rows[i];
        bool hides = other->operation == STEP_RETRACT || other->operation == STEP_CORRECT;
        if (hides && other->target == index && !acts_across(&now->all, i) &&
            one->on[i].force != PSHIP_NO) {
            return false;
        }
    }
    return true;
}

static inline void compare_mask(run *now, const opened *one, const pship_table *table, int64_t at,
                                int mask, int hidden)
{
    const row *by = &now->all.rows[mask], *of = &now->all.rows[hidden];
    bool good = integer_at(now, table, "target", at) == id_of_row(now, by->target) &&
                (integer_at(now, table, "followed", at) != 0) == (hidden != by->target) &&
                strcmp(text_at(now, table, "subject", at), subject_ids[of->subject]) == 0 &&
                strcmp(text_at(now, table, "property", at), property_names[of->property]) == 0 &&
                strcmp(text_at(now, table, "scenario", at), layer_names[by->layer]) == 0;
    if (!one->on[hidden].erased) {
        good &= strcmp(text_at(now, table, "value", at), word_of(&now->all, hidden)) == 0;
    }
    if (!good) {
        fail_run(now, "masks: statement %lld is said to hide %lld otherwise than it does",
                 (long long)by->id, (long long)of->id);
    }
}

/* Every row must be true, and every statement that only a layer hides must have one. Whether those that
 * are hidden anyway have a row is left open. */
static inline void ask_masks(run *now, const opened *one)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    if (!went_well(now, "masks", pship_view_masks(&table, one->view, &err), &err)) {
        return;
    }
    bool seen[ROWS] = {false};
    for (int64_t i = 0; i < pship_table_rows(table) && !now->failed; i++) {
        pship_statement_id mask_id = integer_at(now, table, "mask", i);
        pship_statement_id hidden_id = integer_at(now, table, "hidden", i);
        int mask = row_of_id(now, mask_id), hidden = row_of_id(now, hidden_id);
        if (mask == NOBODY || hidden == NOBODY || mask >= one->at.seen || hidden >= one->at.seen ||
            !one->on[hidden].visible || !hides_across(&now->all, &one->at, one->on, mask, hidden)) {
            fail_run(now, "masks: statement %lld does not hide %lld", (long long)mask_id,
                     (long long)hidden_id);
            break;
        }
        seen[hidden] = true;
        compare_mask(now, one, table, i, mask, hidden);
    }
    for (int i = 0; i < one->at.seen && !now->failed; i++) {
        if (!seen[i] && is_hidden_only_across(now, one, i)) {
            fail_run(now, "masks: that statement %lld is hidden is missing",
                     (long long)now->all.rows[i].id);
        }
    }
    pship_table_free(table);
}

#endif
