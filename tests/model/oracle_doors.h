/* The doors of the library through which an answer comes, each held against the oracle. */
#ifndef ORACLE_DOORS_H
#define ORACLE_DOORS_H

#include "oracle_run.h"

enum { CELLS = (SUBJECTS + 1) * PROPERTIES };

static inline const char *truth_name(pship_truth truth)
{
    return truth == PSHIP_CERTAIN ? "certain" : truth == PSHIP_POSSIBLE ? "possible" : "no";
}

/* Text of a cell; lent until the fourth call after it. */
static inline const char *text_at(run *now, const pship_table *table, const char *column,
                                  int64_t at)
{
    static char texts[4][128];
    static int next;
    char *text = texts[next++ % 4];
    int32_t index = pship_table_find(table, column);
    if (index < 0) {
        fail_run(now, "there is no column %s", column);
    }
    (void)pship_table_format(table, index, at, text, sizeof texts[0]);
    return text;
}

static inline int64_t integer_at(run *now, const pship_table *table, const char *column, int64_t at)
{
    int32_t index = pship_table_find(table, column);
    if (index < 0) {
        fail_run(now, "there is no column %s", column);
    }
    return pship_table_integer(table, index, at);
}

static inline int place_of(const char *text, const char *const *among, int count)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(text, among[i]) == 0) {
            return i;
        }
    }
    return NOBODY;
}

/* The library's answer, however it came. */
typedef struct told {
    const char *value, *truth;
    bool contested, undecided;
    pship_statement_id statement;
} told;

static inline void compare(run *now, const char *door, int subject, int property, pship_day as_of,
                           const answer *wanted, const told *got)
{
    const char *value = wanted->picked == NOBODY ? "" : word_of(&now->all, wanted->picked);
    bool same = strcmp(got->value, value) == 0 && got->contested == wanted->contested &&
                got->undecided == wanted->undecided &&
                got->statement == id_of_row(now, wanted->picked) &&
                (wanted->picked == NOBODY || strcmp(got->truth, truth_name(wanted->truth)) == 0);
    if (!same) {
        char day_text[16];
        pship_day_format(as_of, day_text, sizeof day_text);
        fail_run(now,
                 "%s: %s of %s on %s is '%s' (%s, contested %d, undecided %d, statement %lld), "
                 "expected '%s' (%s, %d, %d, %lld)",
                 door, property_names[property], subject_ids[subject], day_text, got->value,
                 got->truth, got->contested, got->undecided, (long long)got->statement, value,
                 truth_name(wanted->truth), wanted->contested, wanted->undecided,
                 (long long)id_of_row(now, wanted->picked));
    }
}

static inline told told_at(run *now, const pship_table *table, int64_t at)
{
    return (told){.value = text_at(now, table, "value", at),
                  .truth = text_at(now, table, "certainty", at),
                  .contested = integer_at(now, table, "contested", at) != 0,
                  .undecided = integer_at(now, table, "undecided", at) != 0,
                  .statement = integer_at(now, table, "statement", at)};
}

/* ---- one cell */

static inline void ask_cell(run *now, const opened *one, int subject, int property)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_cell cell;
    if (!went_well(
            now, "cell",
            pship_view_cell(&cell, one->view, subject_ids[subject], property_names[property], &err),
            &err)) {
        return;
    }
    told got = {.value = cell.value.kind == PSHIP_VALUE_ABSENT ? "" : cell.value.text,
                .truth = truth_name(cell.truth),
                .contested = cell.contested,
                .undecided = cell.undecided,
                .statement = cell.statement};
    compare(now, "cell", subject, property, one->at.as_of, &one->cells[subject][property], &got);
}

/* ---- many cells, also on other days */

static inline pship_day another_day(const opened *one, int index)
{
    static const int away[] = {0, 17, -40, 1, 200, -1, 63};
    return one->at.as_of + away[index % COUNT_OF(away)];
}

typedef struct asked_cells {
    const char *subjects[CELLS], *properties[CELLS];
    int64_t subject_ordinals[CELLS], property_ordinals[CELLS];
    int cells[CELLS][2];
    pship_day days[CELLS];
    size_t count;
    bool own; /* all on the view's own day */
} asked_cells;

static inline void compare_cells(run *now, const opened *one, const char *door,
                                 const asked_cells *of, const pship_table *table)
{
    if (pship_table_rows(table) != (int64_t)of->count) {
        fail_run(now, "%s: %lld rows for %zu questions", door, (long long)pship_table_rows(table),
                 of->count);
    }
    for (size_t i = 0; i < of->count && !now->failed; i++) {
        lens at = one->at;
        int subject = of->cells[i][0], property = of->cells[i][1];
        at.as_of = of->own ? at.as_of : of->days[i];
        answer wanted = of->own ? one->cells[subject][property]
                                : answer_of(&now->all, &at, one->on, subject, property);
        told got = told_at(now, table, (int64_t)i);
        compare(now, door, subject, property, at.as_of, &wanted, &got);
    }
}

static inline void ask_cells(run *now, const opened *one, int subject, int property)
{
    asked_cells of = {.own = one->at.as_of % 4 == 0};
    for (int i = 0; i < CELLS; i++) {
        int s = i / PROPERTIES, p = i % PROPERTIES;
        if ((subject >= 0 && s != subject) || (property >= 0 && p != property)) {
            continue;
        }
        size_t at = of.count++;
        of.days[at] = another_day(one, i);
        of.cells[at][0] = s;
        of.cells[at][1] = p;
        of.subjects[at] = subject_ids[s];
        of.properties[at] = property_names[p];
        of.subject_ordinals[at] = pship_view_ordinal(one->view, subject_ids[s]);
        of.property_ordinals[at] = pship_view_ordinal(one->view, property_names[p]);
    }
    const pship_day *days = of.own ? NULL : of.days;
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    pship_table *numbered = NULL;
    if (went_well(
            now, "cells",
            pship_view_cells(&table, one->view, of.subjects, of.properties, days, of.count, &err),
            &err)) {
        compare_cells(now, one, "cells", &of, table);
    }
    if (went_well(now, "cells by ordinals",
                  pship_view_cells_at(&numbered, one->view, of.subject_ordinals,
                                      of.property_ordinals, days, of.count, &err),
                  &err)) {
        compare_cells(now, one, "cells by ordinals", &of, numbered);
    }
    pship_table_free(table);
    pship_table_free(numbered);
}

/* ---- a column */

static inline void ask_column(run *now, const opened *one, int property)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    if (!went_well(now, "column",
                   pship_view_column(&table, one->view, property_names[property], &err), &err)) {
        return;
    }
    bool seen[SUBJECTS + 1] = {false};
    for (int64_t i = 0; i < pship_table_rows(table) && !now->failed; i++) {
        int subject = place_of(text_at(now, table, "id", i), subject_ids, SUBJECTS + 1);
        if (subject < 0 || seen[subject]) {
            fail_run(now, "column: an entity that is not asked about, or twice");
            break;
        }
        seen[subject] = true;
        told got = told_at(now, table, i);
        compare(now, "column", subject, property, one->at.as_of, &one->cells[subject][property],
                &got);
    }
    /* Where all that holds is deprecated the contract leaves it open whether there is a row. */
    for (int subject = 0; subject <= SUBJECTS; subject++) {
        if (one->cells[subject][property].candidates > 0 && !seen[subject]) {
            fail_run(now, "column: %s of %s is missing", property_names[property],
                     subject_ids[subject]);
        }
    }
    pship_table_free(table);
}

/* ---- the values of a property of many */

static inline void ask_values(run *now, const opened *one, int subject)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    if (!went_well(now, "values",
                   pship_view_values(&table, one->view, subject_ids[subject],
                                     property_names[PROPERTY_MANY], &err),
                   &err)) {
        return;
    }
    bool seen[WORDS] = {false};
    for (int64_t i = 0; i < pship_table_rows(table) && !now->failed; i++) {
        const char *text = text_at(now, table, "value", i);
        int value = place_of(text, words[PROPERTY_MANY], WORDS);
        const answer *wanted = value < 0 ? NULL : &one->values[subject][value];
        if (wanted == NULL || seen[value] || wanted->picked == NOBODY) {
            fail_run(now, "values of %s: '%s' is not said, or listed twice", subject_ids[subject],
                     text);
            break;
        }
        seen[value] = true;
        told got = {.value = text,
                    .truth = text_at(now, table, "certainty", i),
                    .statement = integer_at(now, table, "statement", i)};
        compare(now, "values", subject, PROPERTY_MANY, one->at.as_of, wanted, &got);
    }
    for (int value = 0; value < WORDS; value++) {
        if (one->values[subject][value].picked != NOBODY && !seen[value]) {
            fail_run(now, "values of %s: '%s' is missing", subject_ids[subject],
                     words[PROPERTY_MANY][value]);
        }
    }
    pship_table_free(table);
}

/* ---- spells */

static inline void compare_spell(run *now, const opened *one, const pship_table *table, int64_t at,
                                 int index)
{
    const world *all = &now->all;
    int end = end_of(all, &one->at, one->on, index, PSHIP_CERTAIN);
    pship_date until = until_of(all, &one->at, one->on, index, end);
    char earliest[16], latest[16], confirmed[16] = "";
    pship_day checked = last_confirmed(all, &one->at, one->on, index);
    pship_day_format(until.earliest, earliest, sizeof earliest);
    pship_day_format(until.latest, latest, sizeof latest);
    if (checked != PSHIP_DAY_NONE) {
        pship_day_format(checked, confirmed, sizeof confirmed);
    }
    const char *wanted[] = {earliest, latest, confirmed,
                            truth_name(truth_of(all, &one->at, one->on, index))};
    static const char *const columns[] = {"until_earliest", "until_latest", "last_confirmed",
                                          "holds"};
    for (int i = 0; i < COUNT_OF(columns); i++) {
        const char *got = text_at(now, table, columns[i], at);
        /* A bound that there is not is an empty cell. */
        bool same = strcmp(got, wanted[i]) == 0 ||
                    (i < 2 && got[0] == '\0' && strcmp(wanted[i], "..") == 0);
        if (!same) {
            fail_run(now, "spells: %s of statement %lld is '%s', expected '%s'", columns[i],
                     (long long)all->rows[index].id, got, wanted[i]);
        }
    }
}

static inline void ask_spells(run *now, const opened *one, int subject, int property)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    if (!went_well(now, "spells",
                   pship_view_spells(&table, one->view, subject_ids[subject],
                                     property_names[property], &err),
                   &err)) {
        return;
    }
    bool seen[ROWS] = {false};
    for (int64_t i = 0; i < pship_table_rows(table) && !now->failed; i++) {
        pship_statement_id id = integer_at(now, table, "statement", i);
        int index = row_of_id(now, id);
        const row *said = index == NOBODY ? NULL : &now->all.rows[index];
        if (said == NULL || seen[index] || index >= one->at.seen ||
            !is_reading(&now->all, one->on, index) || said->subject != subject ||
            said->property != property) {
            fail_run(now, "spells: statement %lld is not live, or listed twice", (long long)id);
            break;
        }
        seen[index] = true;
        compare_spell(now, one, table, i, index);
    }
    /* Whether one is listed that the view does not count as published is left open. */
    for (int i = 0; i < one->at.seen && !now->failed; i++) {
        const row *said = &now->all.rows[i];
        if (said->subject == subject && said->property == property && !seen[i] &&
            is_reading(&now->all, one->on, i) && one->on[i].published >= one->at.holding) {
            fail_run(now, "spells: statement %lld is missing", (long long)said->id);
        }
    }
    pship_table_free(table);
}

#endif
