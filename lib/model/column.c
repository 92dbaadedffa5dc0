/* One property of all entities, as columns.
 *
 * Cells are visited in the order of their subjects, whichever runs they lie in. Most can be answered
 * from their entries alone; the rows that come of them are put in groups, so that the memory that a group
 * waits for comes while the next one is gathered. */
#include "model/answer_rows.h"
#include "model/day_marks.h"

#define GROUP GROUP_ROWS

/* Where a run stands in its cells of the property. */
typedef struct cursor {
    const run *of;
    const entry *at, *end, *first;
    const entry_value *values; /* of the entries from the first one */
    const value_form *forms;
    const name_id *subjects; /* of its cells */
    size_t cell, cell_count; /* the one that begins at `at` */
} cursor;

static name_id subject_of(const cursor *at)
{
    return at->subjects[at->cell];
}

/* An entry that holds, or that takes a closer look at its cell. */
typedef struct pick {
    const entry *entry;
    size_t cell;
    bool odd;
} pick;

#define PICKS 256

typedef struct group {
    name_id subjects[GROUP];
    answer answers[GROUP];
    claim claims[GROUP]; /* of those without a statement */
    size_t count;
} group;

typedef struct column {
    const pship_view *view;
    const property_row *property;
    day_marks marks;
    bool sees_base;
    cursor
        cursors[INDEX_MOST_RUNS]; /* those that have not come to their end, from the oldest run */
    size_t cursor_count;
    size_t entry_count, cell_count; /* of all runs */
    size_t done;                    /* entries */
    pship__progress_state progress;
    pship__table_builder *builder;
    value_columns at;
    group groups[2], *filling, *full; /* the full one has its memory on the way */
    pick picks[PICKS + 1];
} column;

static void open_cursors(column *of)
{
    const index_version *index = of->view->index;
    for (size_t i = 0; i < index->count; i++) {
        const run *in = index->runs[i];
        const region *cells = pship__run_region(in, of->property->name);
        if (cells == NULL) {
            continue;
        }
        const entry *first = in->entries + cells->first;
        of->cursors[of->cursor_count++] = (cursor){.of = in,
                                                   .at = first,
                                                   .end = first + cells->count,
                                                   .first = first,
                                                   .values = in->values + cells->first,
                                                   .forms = cells->forms,
                                                   .subjects = in->subjects + cells->first_cell,
                                                   .cell_count = cells->cell_count};
        of->entry_count += cells->count;
        of->cell_count += cells->cell_count;
    }
}

/* ---- the table */

/* Which columns there are depends on the type of the property. */
static pship_result begin_table(column *of, pship_error *err)
{
    pship__column_spec columns[10];
    int32_t count = 0;
    uint8_t type = of->property->type;
    bool any = type == PSHIP_PROPERTY_ANY;
    value_columns *at = &of->at;
    *at = (value_columns){-1, -1, -1, -1, -1, -1, -1};
    columns[count++] = (pship__column_spec){"id", PSHIP_COLUMN_UTF8, NULL, 0};
    if (type != PSHIP_PROPERTY_NUMBER) {
        at->value = count;
        columns[count++] = (pship__column_spec){"value", PSHIP_COLUMN_UTF8, NULL, 0};
    }
    if (any || type == PSHIP_PROPERTY_NUMBER) {
        at->number = count;
        columns[count++] = (pship__column_spec){"number", PSHIP_COLUMN_FLOAT64, NULL, 0};
        at->unit = count;
        columns[count++] = (pship__column_spec){"unit", PSHIP_COLUMN_DICTIONARY, NULL, 0};
    }
    if (any || type == PSHIP_PROPERTY_DATE) {
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
    pship_result result = pship__table_builder_new(&of->builder, of->view->model->context, columns,
                                                   (size_t)count, err);
    if (result == PSHIP_OK) {
        pship__expect_rows(of->builder, of->cell_count);
    }
    return result;
}

static void write_group(column *of, group *from)
{
    const char *ids[GROUP];
    for (size_t i = 0; i < from->count; i++) {
        ids[i] = text_in(of->view, from->subjects[i]);
        __builtin_prefetch(ids[i]);
        if (from->answers[i].statement != NULL) {
            from->claims[i] = claim_of(from->answers[i].statement);
        }
    }
    pship__group_words(of->builder, 0, ids, from->count);
    pship__group_answers(of->builder, of->view, &of->at, from->answers, from->claims, from->count);
    pship__group_end(of->builder, from->count);
    from->count = 0;
}

/* What was gathered gets its memory while the next group is gathered: the places of texts came meanwhile, the texts
 * come now. */
static void turn(column *of)
{
    group *next = of->full;
    write_group(of, next);
    of->full = of->filling;
    of->filling = next;
    for (size_t i = 0; of->at.value >= 0 && i < of->full->count; i++) {
        __builtin_prefetch(text_in(of->view, of->full->claims[i].text));
    }
}

static void add(column *of, name_id subject, const answer *made, const claim *value)
{
    const names *texts = &of->view->model->names;
    group *to = of->filling;
    pship__names_prefetch_text(texts, subject);
    if (made->statement != NULL) {
        __builtin_prefetch(made->statement);
    } else if (of->at.value >= 0) {
        pship__names_prefetch_text(texts, value->text);
    }
    if (of->at.earliest >= 0 && value->kind == PSHIP_VALUE_DATE) {
        __builtin_prefetch(date_at(of->view->model, value->date));
    }
    to->subjects[to->count] = subject;
    to->answers[to->count] = *made;
    to->claims[to->count++] = *value;
    if (to->count == GROUP) {
        turn(of);
    }
}

/* ---- the cells */

static pship_result report(column *of, pship_error *err)
{
    return pship__progress(&of->progress, (double)of->done / (double)of->entry_count, err);
}

/* The cell of a subject that takes more than its entries to tell, or that lies in several runs. */
static pship_result add_resolved(column *of, name_id subject, pship_error *err)
{
    found_cell found;
    answer made;
    (void)pship__cell_find(&found, of->view, subject, of->property->name);
    pship_result result = pship__cell_answer(&made, of->view, &found, of->view->as_of, err);
    if (result == PSHIP_OK && (made.id != 0 || made.undecided)) {
        const claim none = {.kind = PSHIP_VALUE_ABSENT};
        add(of, subject, &made, &none);
    }
    return result;
}

/* How many cells come before that of a subject. */
static size_t cells_before(const cursor *at, name_id subject)
{
    size_t low = at->cell, high = at->cell_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (at->subjects[middle] < subject) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Picks entries up to those of the cell `limit`, as far as there is room, and says how many. There are no
 * branches on what an entry says: nothing could foretell which of them hold. */
static size_t pick_entries(const column *of, cursor *from, size_t limit, pick *picks)
{
    const unsigned holding = (unsigned)of->view->holding, all_odd = of->sees_base ? 0u : 1u;
    const entry *at = from->at;
    size_t next = from->cell, count = 0;
    for (; at != from->end && count < PICKS; at++) {
        unsigned flags = at->flags;
        bool first = (flags & ENTRY_FIRST) != 0;
        if (first && next == limit) {
            break;
        }
        next += first;
        unsigned until = day_marks_at(&of->marks, at->until);
        unsigned now = day_marks_at(&of->marks, at->from) & (until >> MARK_UNTIL_SHIFT) & holding;
        bool holds = (now != 0) & ((flags & (ENTRY_CORRECTED | ENTRY_DEPRECATED)) == 0);
        unsigned odd = all_odd | (flags & ENTRY_UNSETTLED) |
                       ((until & MARK_UNKNOWN) != 0 ? flags & ENTRY_CONFIRMED : 0u);
        picks[count] = (pick){at, next - 1, odd != 0};
        count += holds | (odd != 0);
    }
    from->at = at;
    from->cell = next;
    return count;
}

/* The row of an entry, from what the index has of its value, but for the digits of a number. */
static void add_entry(column *of, const cursor *from, name_id subject, const entry *one)
{
    answer made = {.id = one->id,
                   .truth = mark_truth(day_marks_test(&of->marks, one->from, one->until))};
    claim value = {.kind = PSHIP_VALUE_ABSENT};
    const value_form *form = &from->forms[one->form];
    if (one->form == FORM_NONE || (form->kind == PSHIP_VALUE_NUMBER && of->at.value >= 0)) {
        made.statement = statement_at(of->view->model, one->id);
    } else {
        const entry_value *said = &from->values[one - from->first];
        value.kind = form->kind;
        value.boolean = form->boolean;
        value.unit = form->unit;
        if (form->kind == PSHIP_VALUE_NUMBER) {
            value.number = said->number;
        } else {
            value.text = said->text;
            value.date = said->date;
        }
    }
    add(of, subject, &made, &value);
}

/* The cell of several picks that are not odd. */
static pship_result add_weighed(column *of, const cursor *from, name_id subject, const pick *picks,
                                size_t count, pship_error *err)
{
    candidate among[CANDIDATES];
    answer made;
    for (size_t i = 0; i < count && i < CANDIDATES; i++) {
        const entry *one = picks[i].entry;
        among[i] = (candidate){from->of, one,
                               mark_truth(day_marks_test(&of->marks, one->from, one->until))};
    }
    if (count > CANDIDATES ||
        !pship__candidates_weigh(&made, of->view, of->property->name, among, count)) {
        return add_resolved(of, subject, err);
    }
    const claim none = {.kind = PSHIP_VALUE_ABSENT};
    add(of, subject, &made, &none);
    return PSHIP_OK;
}

/* The cells of some picks. The last cell may go on: then it is left, as a single pick. */
static pship_result add_cells(column *of, const cursor *from, size_t *count, bool goes_on,
                              pship_error *err)
{
    pship_result result = PSHIP_OK;
    pick *picks = of->picks;
    size_t at = 0, left = 0;
    while (at < *count && result == PSHIP_OK) {
        bool odd = picks[at].odd;
        size_t end = at + 1;
        for (; end < *count && picks[end].cell == picks[at].cell; end++) {
            odd = odd || picks[end].odd;
        }
        if (end == *count && goes_on) {
            picks[left++] = (pick){picks[at].entry, picks[at].cell, odd || end - at > 1};
        } else {
            name_id subject = from->subjects[picks[at].cell];
            if (odd) {
                result = add_resolved(of, subject, err);
            } else if (end - at > 1) {
                result = add_weighed(of, from, subject, &picks[at], end - at, err);
            } else {
                add_entry(of, from, subject, picks[at].entry);
            }
        }
        at = end;
    }
    *count = left;
    return result;
}

/* The cells of one run up to a subject that another one has as well. */
static pship_result add_run(column *of, cursor *from, name_id before, pship_error *err)
{
    size_t count = 0, limit = cells_before(from, before);
    pship_result result = PSHIP_OK;
    for (bool more = true; more && result == PSHIP_OK;) {
        const entry *first = from->at;
        size_t found = pick_entries(of, from, limit, of->picks + count);
        more = found == PICKS; /* else it came to its end */
        count += found;
        of->done += (size_t)(from->at - first);
        result = add_cells(of, from, &count, more, err);
        if (result == PSHIP_OK) {
            result = report(of, err);
        }
    }
    return result;
}

/* The cursor with the lowest subject, and the lowest one of the others. */
static cursor *lowest(column *of, name_id *next)
{
    cursor *least = &of->cursors[0];
    *next = UINT32_MAX;
    for (size_t i = 1; i < of->cursor_count; i++) {
        cursor *one = &of->cursors[i];
        name_id higher = subject_of(one);
        if (higher < subject_of(least)) {
            higher = subject_of(least);
            least = one;
        }
        *next = higher < *next ? higher : *next;
    }
    return least;
}

static void drop_finished(column *of)
{
    size_t left = 0;
    for (size_t i = 0; i < of->cursor_count; i++) {
        if (of->cursors[i].at != of->cursors[i].end) {
            of->cursors[left++] = of->cursors[i];
        }
    }
    of->cursor_count = left;
}

static void pass_over(column *of, name_id subject)
{
    for (size_t i = 0; i < of->cursor_count; i++) {
        cursor *one = &of->cursors[i];
        if (subject_of(one) != subject) {
            continue;
        }
        do {
            one->at++;
            of->done++;
        } while (one->at != one->end && (one->at->flags & ENTRY_FIRST) == 0);
        one->cell++;
    }
}

static pship_result add_all(column *of, pship_error *err)
{
    pship__progress_begin(&of->progress, of->view->model->context, "reading");
    pship_result result = PSHIP_OK;
    while (of->cursor_count > 0 && result == PSHIP_OK) {
        name_id next;
        cursor *least = lowest(of, &next);
        name_id subject = subject_of(least);
        if (subject == next) {
            pass_over(of, subject);
            result = add_resolved(of, subject, err);
            if (result == PSHIP_OK) {
                result = report(of, err);
            }
        } else {
            result = add_run(of, least, next, err);
        }
        drop_finished(of);
    }
    if (result == PSHIP_OK) {
        turn(of);
        turn(of);
    }
    return result;
}

static pship_result answer_column(column *of, pship_table **table, pship_error *err)
{
    open_cursors(of);
    if (!day_marks_open(&of->marks, of->view->model, of->view->as_of, of->view->seen.dates,
                        of->entry_count)) {
        return pship__fail_memory(err);
    }
    pship_result result = begin_table(of, err);
    if (result == PSHIP_OK) {
        result = add_all(of, err);
    }
    day_marks_free(&of->marks);
    if (result != PSHIP_OK) {
        pship__table_builder_free(of->builder);
        return result;
    }
    return pship__table_builder_finish(of->builder, table, err);
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
    column *of = pship__allocate_zero(view->model->context, 1, sizeof *of);
    if (of == NULL) {
        return pship__fail_memory(err);
    }
    of->view = view;
    of->property = pship__view_property(view, asked);
    of->sees_base = view_sees_base(view);
    of->filling = &of->groups[0];
    of->full = &of->groups[1];
    result = answer_column(of, table, err);
    pship__release(view->model->context, of);
    return result;
}
