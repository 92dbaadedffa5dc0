/* One property of all entities, as columns. */
#include "model/answer_rows.h"
#include <stdlib.h>
#include <string.h>

/* An answer that will be a row. */
typedef struct row {
    name_id subject;
    answer answer;
} row;

typedef struct rows {
    const pship_context *context;
    row *items;
    size_t count, capacity;
    bool in_order; /* by subject, so that the order does not depend on the runs */
} rows;

static pship_result add(rows *to, name_id subject, const answer *made, pship_error *err)
{
    void *items = to->items;
    if (!pship__grow(to->context, &items, to->count, &to->capacity, sizeof *to->items)) {
        return pship__fail_memory(err);
    }
    to->items = items;
    to->in_order = to->in_order && (to->count == 0 || to->items[to->count - 1].subject < subject);
    to->items[to->count++] = (row){subject, *made};
    return PSHIP_OK;
}

/* The rest of a cell whose first part lies in run `first`: later runs may go on with it. An earlier one
 * that has it has answered for it. */
static bool complete(found_cell *found, const pship_view *view, size_t first)
{
    for (size_t i = 0; i < view->index->count; i++) {
        if (i != first) {
            found->parts[i] =
                pship__run_find(view->index->runs[i], found->subject, found->property);
            found->count += found->parts[i].count;
        }
        if (i < first && found->parts[i].count > 0) {
            return false;
        }
    }
    return true;
}

/* Cells are answered in groups: those that can be answered at once are, and what they need of the log comes
 * into the cache while the next ones are looked at. */
#define GROUP GROUP_ROWS

typedef struct group {
    entries cells[GROUP];
    answer answers[GROUP];
    bool answered[GROUP];
    size_t count;
} group;

static void begin_group(group *of, const pship_view *view, entries *rest)
{
    bool alone = view->index->count == 1;
    for (of->count = 0; of->count < GROUP && rest->count > 0; of->count++) {
        size_t end = 1;
        while (end < rest->count && (rest->first[end].flags & ENTRY_FIRST) == 0) {
            end++;
        }
        entries *part = &of->cells[of->count];
        answer *made = &of->answers[of->count];
        *part = (entries){rest->first, end};
        *made = (answer){.truth = PSHIP_NO};
        rest->first += end;
        rest->count -= end;
        of->answered[of->count] =
            alone && pship__cell_answer_at_once(made, view, part, view->as_of);
        uint32_t needed = of->answered[of->count] ? made->id : part->first->id;
        if (needed != 0) {
            __builtin_prefetch(statement_at(view->model, needed));
        }
    }
}

static pship_result end_group(rows *to, const group *of, const pship_view *view, size_t which,
                              name_id property, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < of->count && result == PSHIP_OK; i++) {
        answer made = {.truth = PSHIP_NO};
        name_id subject;
        if (of->answered[i]) {
            made = of->answers[i];
            pship__cell_answer_fill(&made, view);
            subject = made.id == 0 ? 0 : made.statement->subject;
        } else {
            found_cell found;
            subject = statement_at(view->model, of->cells[i].first->id)->subject;
            found.subject = subject;
            found.property = property;
            found.count = of->cells[i].count;
            found.parts[which] = of->cells[i];
            if (complete(&found, view, which)) {
                result = pship__cell_answer(&made, view, &found, view->as_of, err);
            }
        }
        if (result == PSHIP_OK && (made.id != 0 || made.undecided)) {
            result = add(to, subject, &made, err);
        }
    }
    return result;
}

static pship_result answer_run(rows *to, const pship_view *view, size_t which, name_id property,
                               pship__progress_state *progress, pship_error *err)
{
    entries all = pship__run_region(view->index->runs[which], property);
    entries rest = all;
    group cells;
    while (rest.count > 0) {
        double done = 1.0 - (double)rest.count / (double)all.count;
        pship_result result = pship__progress(progress, done, err);
        if (result != PSHIP_OK) {
            return result;
        }
        begin_group(&cells, view, &rest);
        result = end_group(to, &cells, view, which, property, err);
        if (result != PSHIP_OK) {
            return result;
        }
    }
    return PSHIP_OK;
}

static int by_subject(const void *left, const void *right)
{
    name_id a = ((const row *)left)->subject, b = ((const row *)right)->subject;
    return a < b ? -1 : a > b;
}

static pship_result answer_all(rows *to, const pship_view *view, name_id property, pship_error *err)
{
    pship__progress_state progress;
    pship__progress_begin(&progress, view->model->context, "reading");
    for (size_t i = 0; i < view->index->count; i++) {
        pship_result result = answer_run(to, view, i, property, &progress, err);
        if (result != PSHIP_OK) {
            return result;
        }
    }
    if (!to->in_order) {
        qsort(to->items, to->count, sizeof *to->items, by_subject);
    }
    return PSHIP_OK;
}

/* ---- the table */

/* Which columns there are depends on the type of the property. */
static pship_result begin(pship__table_builder **builder, const pship_view *view,
                          const property_row *property, value_columns *at, pship_error *err)
{
    pship__column_spec columns[10];
    int32_t count = 0;
    bool any = property->type == PSHIP_PROPERTY_ANY;
    *at = (value_columns){-1, -1, -1, -1, -1, -1, -1};
    columns[count++] = (pship__column_spec){"id", PSHIP_COLUMN_UTF8, NULL, 0};
    if (property->type != PSHIP_PROPERTY_NUMBER) {
        at->value = count;
        columns[count++] = (pship__column_spec){"value", PSHIP_COLUMN_UTF8, NULL, 0};
    }
    if (any || property->type == PSHIP_PROPERTY_NUMBER) {
        at->number = count;
        columns[count++] = (pship__column_spec){"number", PSHIP_COLUMN_FLOAT64, NULL, 0};
        at->unit = count;
        columns[count++] = (pship__column_spec){"unit", PSHIP_COLUMN_DICTIONARY, NULL, 0};
    }
    if (any || property->type == PSHIP_PROPERTY_DATE) {
        at->earliest = count;
        columns[count++] = (pship__column_spec){"earliest", PSHIP_COLUMN_DATE, NULL, 0};
        at->latest = count;
        columns[count++] = (pship__column_spec){"latest", PSHIP_COLUMN_DATE, NULL, 0};
    }
    at->certainty = count;
    columns[count++] = (pship__column_spec){"certainty", PSHIP_COLUMN_DICTIONARY, NULL, 0};
    columns[count++] = (pship__column_spec){"contested", PSHIP_COLUMN_BOOL, NULL, 0};
    columns[count++] = (pship__column_spec){"undecided", PSHIP_COLUMN_BOOL, NULL, 0};
    columns[count++] = (pship__column_spec){"statement", PSHIP_COLUMN_INT64, NULL, 0};
    return pship__table_builder_new(builder, view->model->context, columns, (size_t)count, err);
}

/* What the rows of the group after this one need comes into the cache, a step at a time. */
static void fetch_ahead(const pship_view *view, const rows *from, size_t first)
{
    const names *texts = &view->model->names;
    for (size_t i = first; i < from->count && i < first + GROUP; i++) {
        __builtin_prefetch(from->items[i].answer.statement);
        pship__names_prefetch_text(texts, from->items[i].subject);
    }
}

static pship_result fill(pship_table **table, const pship_view *view, const property_row *property,
                         const rows *from, pship_error *err)
{
    pship__table_builder *builder;
    value_columns at;
    pship_result result = begin(&builder, view, property, &at, err);
    if (result != PSHIP_OK) {
        return result;
    }
    fetch_ahead(view, from, 0);
    for (size_t first = 0; first < from->count; first += GROUP) {
        const char *ids[GROUP];
        const answer *answers[GROUP];
        size_t count = from->count - first < GROUP ? from->count - first : GROUP;
        for (size_t i = 0; i < count; i++) {
            answers[i] = &from->items[first + i].answer;
            ids[i] = pship__view_text(view, from->items[first + i].subject);
            __builtin_prefetch(ids[i]);
        }
        fetch_ahead(view, from, first + GROUP);
        pship__group_words(builder, 0, ids, count);
        pship__group_answers(builder, view, &at, answers, count);
        pship__group_end(builder, count);
    }
    return pship__table_builder_finish(builder, table, err);
}

pship_result pship_view_column(pship_table **table, const pship_view *view, const char *property,
                               pship_error *err)
{
    if (table == NULL || view == NULL || property == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_view_column was called without one of its arguments");
    }
    name_id asked;
    pship_result result = pship__view_named_property(view, property, &asked, err);
    if (result != PSHIP_OK) {
        return result;
    }
    rows found = {.context = view->model->context, .in_order = true};
    result = answer_all(&found, view, asked, err);
    if (result == PSHIP_OK) {
        result = fill(table, view, pship__view_property(view, asked), &found, err);
    }
    pship__release(found.context, found.items);
    return result;
}
