/* What differs between the answers of two views, row by row, in words. */
#include "joint/readable.h"

#include <partnership/agreement.h>
#include <partnership/commitment.h>
#include <partnership/comparison.h>
#include <partnership/event.h>
#include <partnership/figure.h>
#include <partnership/milestone.h>
#include <partnership/party.h>
#include <partnership/project.h>
#include <partnership/working_group.h>
#include <stdlib.h>
#include <string.h>

/* ---- the answers that are compared */

typedef pship_result (*list_function)(pship_table **table, const pship_view *view,
                                      pship_error *err);

static pship_result commitments(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_commitment_list(table, view, NULL, err);
}

static pship_result milestones(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_milestone_list(table, view, NULL, err);
}

static pship_result seats(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_working_group_members(table, view, NULL, err);
}

/* Columns are named; NULL: there is none. */
typedef struct answer_form {
    const char *what;
    list_function list;
    const char *id, *other; /* what a row is about */
    const char *state, *state_more;
    const char *fixed; /* the state of whatever is listed, where no column says it */
    const char *certainty;
    const char *contested;
    const char *date, *date_words;
    bool planned; /* the date is one that can be moved, and not that of the state */
} answer_form;

static const answer_form forms[] = {
    {"agreement", pship_agreement_list, "id", NULL, "status", NULL, NULL, "certainty", "contested",
     "since", " since ", false},
    {"commitment", commitments, "id", NULL, "status", NULL, NULL, "certainty", "contested", "due",
     ", due ", true},
    {"milestone", milestones, "milestone", NULL, "status", NULL, NULL, "certainty", "contested",
     "due", ", due ", true},
    {"project", pship_project_list, "id", NULL, "status", NULL, NULL, "certainty", "contested",
     "finish", ", promised for ", true},
    {"working_group", pship_working_group_list, "id", NULL, "status", NULL, NULL, "certainty",
     "contested", "established", ", established ", false},
    {"seat", seats, "group", "member", "role", NULL, NULL, "certainty", NULL, "from", " from ",
     false},
    {"office", pship_office_list, "person", "office", NULL, NULL, "held", "certainty", "contested",
     "from", " from ", false},
    {"event", pship_event_list, "id", NULL, NULL, NULL, "held", "held", "contested", "date", " on ",
     true},
    {"figure", pship_figure_list, "id", NULL, "value", "unit", NULL, "certainty", "contested",
     "period", " for ", false},
};

/* ---- rows of one answer, by what they are about */

typedef struct cell_text {
    const char *text;
    size_t length;
} cell_text;

typedef struct keyed_row {
    cell_text id, other;
    int64_t row; /* TOLD: it has been compared */
} keyed_row;

enum { TOLD = -1 };

typedef struct side {
    const pship_view *view;
    pship_table *table;
    keyed_row *rows;
    size_t count;
} side;

static cell_text cell_of(const pship_table *table, const char *column, int64_t row)
{
    cell_text cell = {NULL, 0};
    if (column != NULL) {
        cell.text = pship_table_text(table, pship_table_find(table, column), row, &cell.length);
    }
    return cell;
}

static bool cell_is(cell_text cell, const char *word)
{
    return cell.text != NULL && cell.length == strlen(word) &&
           memcmp(cell.text, word, cell.length) == 0;
}

static int compare_cells(cell_text a, cell_text b)
{
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter == 0 ? 0 : memcmp(a.text, b.text, shorter);
    return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

static int compare_rows(const void *left, const void *right)
{
    const keyed_row *a = left, *b = right;
    int order = compare_cells(a->id, b->id);
    if (order == 0) {
        order = compare_cells(a->other, b->other);
    }
    return order;
}

static int by_key(const void *left, const void *right)
{
    const keyed_row *a = left, *b = right;
    int order = compare_rows(a, b);
    return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

/* A person without an office is listed too, with nothing in its cell: that is no state. */
static pship_result open_side(side *one, const answer_form *form, const pship_view *view,
                              pship_error *err)
{
    *one = (side){.view = view};
    pship_result result = form->list(&one->table, view, err);
    if (result != PSHIP_OK) {
        return result;
    }
    size_t count = (size_t)pship_table_rows(one->table);
    one->rows = pship__allocate(pship__view_context(view), count, sizeof *one->rows);
    if (one->rows == NULL) {
        return pship__fail_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        keyed_row row = {.id = cell_of(one->table, form->id, (int64_t)i),
                         .other = cell_of(one->table, form->other, (int64_t)i),
                         .row = (int64_t)i};
        if (form->other == NULL || row.other.text != NULL) {
            one->rows[one->count++] = row;
        }
    }
    if (one->count > 1) {
        qsort(one->rows, one->count, sizeof *one->rows, by_key);
    }
    return PSHIP_OK;
}

static void close_side(side *one)
{
    if (one->view != NULL) {
        pship_table_free(one->table);
        pship__release(pship__view_context(one->view), one->rows);
    }
}

/* ---- states in words */

/* Words of the library have underscores between them; values of people stay as they are. */
static void add_words(pship__buffer *to, cell_text words)
{
    for (size_t i = 0; i < words.length; i++) {
        pship__buffer_add(to, words.text[i] == '_' ? " " : words.text + i, 1);
    }
}

/* An event on a later day is to come; anything else that does not hold is not listed. */
static void write_state(pship__buffer *to, const answer_form *form, const pship_table *table,
                        int64_t row)
{
    cell_text certainty = cell_of(table, form->certainty, row);
    int32_t contested = form->contested == NULL ? -1 : pship_table_find(table, form->contested);
    pship__buffer_clear(to);
    if (cell_is(certainty, "no")) {
        pship__buffer_add_text(to, "to come");
    } else {
        cell_text state = cell_of(table, form->state, row);
        cell_text more = cell_of(table, form->state_more, row);
        bool possibly = cell_is(certainty, "possible") && !cell_is(state, "unknown");
        pship__buffer_add_text(to, possibly ? "possibly " : "");
        pship__buffer_add_text(to, form->fixed == NULL ? "" : form->fixed);
        if (form->state_more == NULL) {
            add_words(to, state);
        } else {
            pship__buffer_add(to, state.text, state.length);
            pship__buffer_add_text(to, more.length == 0 ? "" : " ");
            pship__buffer_add(to, more.text, more.length);
        }
    }
    if (contested >= 0 && pship_table_integer(table, contested, row) != 0) {
        pship__buffer_add_text(to, to->length == 0 ? "(contested)" : " (contested)");
    }
}

/* ---- the table */

typedef struct comparison {
    pship__table_builder *builder;
    pship__buffer before, after, title, sentence;
} comparison;

static void write_title(pship__buffer *to, const pship_view *view, const keyed_row *row)
{
    pship__buffer_clear(to);
    pship__add_readable(to, view, row->id.text, row->id.length);
    if (row->other.text != NULL) {
        pship__buffer_add_text(to, ", ");
        pship__add_readable(to, view, row->other.text, row->other.length);
    }
}

static bool same_text(const pship__buffer *a, const pship__buffer *b)
{
    return a->length == b->length && (a->length == 0 || memcmp(a->bytes, b->bytes, a->length) == 0);
}

static void add_dated(pship__buffer *to, const answer_form *form, const pship__buffer *state,
                      cell_text date)
{
    pship__buffer_add(to, state->bytes, state->length);
    if (date.length > 0) {
        pship__buffer_add_text(to, form->date_words);
        pship__buffer_add(to, date.text, date.length);
    }
}

/* "Charter: signed since 2026-02-10, in negotiation before (Trend, 2026-02-10)". A day that was moved is
 * said of both. */
static void write_sentence(comparison *of, const answer_form *form, const side *told,
                           const cell_text dates[2], cell_text source, bool had, bool has)
{
    static const cell_text none = {NULL, 0};
    pship__buffer *to = &of->sentence;
    pship__buffer_clear(to);
    pship__buffer_add(to, of->title.bytes, of->title.length);
    pship__buffer_add_text(to, ": ");
    if (has) {
        add_dated(to, form, &of->after, dates[1]);
        pship__buffer_add_text(to, had ? ", " : ", not listed");
    } else {
        pship__buffer_add_text(to, "no longer listed, ");
    }
    if (had) {
        bool moved = form->planned && compare_cells(dates[0], dates[1]) != 0;
        bool with_day = has && (moved || same_text(&of->before, &of->after));
        add_dated(to, form, &of->before, with_day ? dates[0] : none);
    }
    pship__buffer_add_text(to, " before");
    if (source.length > 0) {
        pship__buffer_add_text(to, " (");
        pship__add_cited(to, told->view, source.text, source.length);
        pship__buffer_add_text(to, ")");
    }
}

static void add_cell(pship__table_builder *builder, cell_text cell)
{
    if (cell.text == NULL) {
        pship__add_null(builder);
    } else {
        pship__add_text_n(builder, cell.text, cell.length);
    }
}

static void add_written(comparison *of, const pship__buffer *text)
{
    if (text->failed) {
        pship__add_null(of->builder); /* the whole table fails in the end */
    } else {
        pship__add_text_n(of->builder, text->length == 0 ? "" : text->bytes, text->length);
    }
}

/* One of them may be NULL. */
static void compare_pair(comparison *of, const answer_form *form, const side *const sides[2],
                         const keyed_row *before, const keyed_row *after)
{
    cell_text dates[2] = {{NULL, 0}, {NULL, 0}};
    if (before != NULL) {
        write_state(&of->before, form, sides[0]->table, before->row);
        dates[0] = cell_of(sides[0]->table, form->date, before->row);
    }
    if (after != NULL) {
        write_state(&of->after, form, sides[1]->table, after->row);
        dates[1] = cell_of(sides[1]->table, form->date, after->row);
    }
    if (before != NULL && after != NULL && same_text(&of->before, &of->after) &&
        compare_cells(dates[0], dates[1]) == 0) {
        return;
    }
    const side *told = after != NULL ? sides[1] : sides[0];
    const keyed_row *row = after != NULL ? after : before;
    cell_text source = cell_of(told->table, "source", row->row);
    write_title(&of->title, told->view, row);
    write_sentence(of, form, told, dates, source, before != NULL, after != NULL);
    pship__add_text(of->builder, form->what);
    add_cell(of->builder, row->id);
    add_cell(of->builder, row->other);
    add_written(of, &of->title);
    if (before != NULL) {
        add_written(of, &of->before);
    } else {
        pship__add_null(of->builder);
    }
    if (after != NULL) {
        add_written(of, &of->after);
    } else {
        pship__add_null(of->builder);
    }
    add_cell(of->builder, dates[0]);
    add_cell(of->builder, dates[1]);
    add_written(of, &of->sentence);
    add_cell(of->builder, source);
}

/* Where the rows of one key begin and end. */
static size_t end_of(const side *one, size_t first)
{
    size_t end = first + 1;
    while (end < one->count && compare_rows(&one->rows[first], &one->rows[end]) == 0) {
        end++;
    }
    return end;
}

typedef struct row_group {
    const side *const *sides; /* before, after */
    keyed_row *rows[2];
    size_t counts[2];
} row_group;

static keyed_row *next_untold(const row_group *of, int which)
{
    for (size_t i = 0; i < of->counts[which]; i++) {
        if (of->rows[which][i].row != TOLD) {
            return &of->rows[which][i];
        }
    }
    return NULL;
}

static void tell(comparison *of, const answer_form *form, const row_group *group, keyed_row *before,
                 keyed_row *after)
{
    compare_pair(of, form, group->sides, before, after);
    if (before != NULL) {
        before->row = TOLD;
    }
    if (after != NULL) {
        after->row = TOLD;
    }
}

/* Somebody may have two seats in one body. Those that are the same before and after belong together; what is left
 * has changed into each other, in the order of the answer. */
static void compare_group(comparison *of, const answer_form *form, const row_group *group)
{
    for (size_t i = 0; i < group->counts[0] && (group->counts[0] > 1 || group->counts[1] > 1);
         i++) {
        keyed_row *before = &group->rows[0][i];
        write_state(&of->before, form, group->sides[0]->table, before->row);
        for (size_t j = 0; j < group->counts[1] && before->row != TOLD; j++) {
            keyed_row *after = &group->rows[1][j];
            if (after->row == TOLD) {
                continue;
            }
            write_state(&of->after, form, group->sides[1]->table, after->row);
            if (same_text(&of->before, &of->after)) {
                tell(of, form, group, before, after);
            }
        }
    }
    keyed_row *before = next_untold(group, 0), *after = next_untold(group, 1);
    while (before != NULL || after != NULL) {
        tell(of, form, group, before, after);
        before = next_untold(group, 0);
        after = next_untold(group, 1);
    }
}

static pship_result compare_sides(comparison *of, const answer_form *form, const side *before,
                                  const side *after, pship_error *err)
{
    pship__progress_state progress;
    pship_result result = PSHIP_OK;
    pship__progress_begin(&progress, pship__view_context(after->view), "comparing");
    const side *const sides[] = {before, after};
    size_t i = 0, j = 0;
    while ((i < before->count || j < after->count) && goes_on(&progress, &result, err)) {
        int order = i == before->count  ? 1
                    : j == after->count ? -1
                                        : compare_rows(&before->rows[i], &after->rows[j]);
        size_t end_i = order <= 0 ? end_of(before, i) : i;
        size_t end_j = order >= 0 ? end_of(after, j) : j;
        row_group group = {.sides = sides,
                           .rows = {&before->rows[i], &after->rows[j]},
                           .counts = {end_i - i, end_j - j}};
        compare_group(of, form, &group);
        i = end_i;
        j = end_j;
    }
    return result;
}

static pship_result compare_form(comparison *of, const answer_form *form, const pship_view *before,
                                 const pship_view *after, pship_error *err)
{
    side left = {0}, right = {0};
    pship_result result = open_side(&left, form, before, err);
    if (result == PSHIP_OK) {
        result = open_side(&right, form, after, err);
    }
    if (result == PSHIP_OK) {
        result = compare_sides(of, form, &left, &right, err);
    }
    close_side(&left);
    close_side(&right);
    return result;
}

static pship_result compare_all(comparison *of, const pship_view *before, const pship_view *after,
                                pship_error *err)
{
    pship__progress_state progress;
    pship__progress_begin(&progress, pship__view_context(after), "comparing");
    const size_t count = COUNT(forms);
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < count && result == PSHIP_OK; i++) {
        result = pship__progress(&progress, (double)i / (double)count, err);
        if (result == PSHIP_OK) {
            result = compare_form(of, &forms[i], before, after, err);
        }
    }
    bool failed = of->before.failed || of->after.failed || of->title.failed || of->sentence.failed;
    return result == PSHIP_OK && failed ? pship__fail_memory(err) : result;
}

pship_result pship_comparison_list(pship_table **table, const pship_view *before,
                                   const pship_view *after, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("what", DICTIONARY),  COLUMN("id", UTF8),     COLUMN("other", UTF8),
        COLUMN("title", UTF8),       COLUMN("before", UTF8), COLUMN("after", UTF8),
        COLUMN("date_before", UTF8), COLUMN("date", UTF8),   COLUMN("sentence", UTF8),
        COLUMN("source", UTF8),
    };
    if (!table || !before || !after) {
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or one of the views is NULL");
    }
    pship_context *context = pship__view_context(after);
    comparison of = {0};
    pship_result result =
        pship__table_builder_new(&of.builder, context, columns, COUNT(columns), err);
    if (result != PSHIP_OK) {
        return result;
    }
    pship__buffer *buffers[] = {&of.before, &of.after, &of.title, &of.sentence};
    for (size_t i = 0; i < COUNT(buffers); i++) {
        pship__buffer_init(buffers[i], context);
    }
    result = compare_all(&of, before, after, err);
    for (size_t i = 0; i < COUNT(buffers); i++) {
        pship__buffer_free(buffers[i]);
    }
    if (result != PSHIP_OK) {
        pship__table_builder_free(of.builder);
        return result;
    }
    return pship__table_builder_finish(of.builder, table, err);
}
