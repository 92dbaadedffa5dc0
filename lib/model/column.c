/* One property of all entities, as columns.
 *
 * Cells are visited in the order of their subjects, whichever runs they lie in. Most can be answered
 * from their entries alone; the rows that come of them are written in groups, a column at a time, so that
 * what their texts wait for comes for all of a group at once. */
#include "model/answer_rows.h"

#define GROUP GROUP_ROWS

/* Where a run stands in its cells of the property. */
typedef struct cursor {
    const run *of;
    const region *in;
    const entry *at, *end;
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
    uint32_t cell;
    uint8_t truth; /* pship_truth, or PICK_ODD */
} pick;

#define PICK_ODD 128u
#define PICKS 2048

typedef struct column {
    const pship_view *view;
    const property_row *property;
    cursor
        cursors[INDEX_MOST_RUNS]; /* those that have not come to their end, from the oldest run */
    size_t cursor_count;
    size_t entry_count, cell_count; /* of all runs */
    size_t done;                    /* entries */
    pship__progress_state progress;
    pship__table_builder *builder;
    value_columns at;
    name_id subjects[GROUP];
    answer_rows rows;
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
                                                   .in = cells,
                                                   .at = first,
                                                   .end = first + cells->count,
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

static void write_rows(column *of)
{
    pship__group_names(of->builder, of->view, 0, of->subjects, of->rows.count);
    pship__group_answers(of->builder, of->view, &of->at, &of->rows);
    pship__group_end(of->builder, of->rows.count);
    answer_rows_clear(&of->rows);
}

static void add_answer(column *of, name_id subject, const answer *made)
{
    of->subjects[of->rows.count] = subject;
    answer_rows_add_answer(&of->rows, made);
    if (of->rows.count == GROUP) {
        write_rows(of);
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
        add_answer(of, subject, &made);
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

/* Picks entries up to `end` that hold by their codes, as far as there is room, and says how many. There are no
 * branches on what an entry says: nothing could foretell which of them hold. */
static size_t pick_entries(const column *of, cursor *from, const entry *end, pick *picks)
{
    const day_code on = of->view->on;
    const bool all = !of->view->sees_base;
    const entry *at = from->at;
    uint32_t last = (uint32_t)from->cell - 1u; /* cell that has begun */
    size_t count = 0;
    for (; at != end && count < PICKS; at++) {
        __builtin_prefetch((const char *)at + 1024);
        unsigned flags = at->flags;
        bool holds = codes_hold(at->from, at->until, on) &
                     ((flags & (ENTRY_CORRECTED | ENTRY_DEPRECATED)) == 0);
        last += (flags & ENTRY_FIRST) / ENTRY_FIRST;
        picks[count].entry = at;
        picks[count].cell = last;
        count += all | holds | ((flags & ENTRY_UNSETTLED) != 0);
    }
    from->at = at;
    from->cell = (size_t)last + 1;
    return count;
}

/* What an entry that was picked is worth: a truth, of which some are too little, or PICK_ODD. */
static unsigned judge(const column *of, const entry *one)
{
    if (!of->view->sees_base || (one->flags & ENTRY_UNSETTLED) != 0) {
        return PICK_ODD;
    }
    pship_truth truth;
    return entry_test(&truth, of->view->model, one, of->view->as_of) ? (unsigned)truth : PICK_ODD;
}

/* Looks closer at what was picked, and leaves out what does not hold. Says how many are left. */
static size_t settle_picks(const column *of, pick *picks, size_t count)
{
    const unsigned least = (unsigned)of->view->holding;
    size_t left = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned truth = judge(of, picks[i].entry);
        picks[left] = picks[i];
        picks[left].truth = (uint8_t)truth;
        left += truth >= least;
    }
    return left;
}

/* The row of an entry, from what the index has of its value. */
static inline void add_entry(column *of, const cursor *from, const pick *one)
{
    const entry *held = one->entry;
    name_id subject = from->subjects[one->cell];
    if (held->form == FORM_NONE) {
        answer made = {.id = held->id, .truth = (pship_truth)one->truth};
        pship__answer_read(&made, of->view);
        add_answer(of, subject, &made);
        return;
    }
    const char *text = NULL;
    if (of->at.value >= 0) {
        text = pship__names_at(&of->view->model->names, held->text);
        __builtin_prefetch(text);
    }
    of->subjects[of->rows.count] = subject;
    answer_rows_add(&of->rows, held->id, (pship_truth)one->truth, &from->forms[held->form], text,
                    value_of(held));
    if (of->rows.count == GROUP) {
        write_rows(of);
    }
}

/* The cell of several picks that are not odd. */
static pship_result add_weighed(column *of, const cursor *from, name_id subject, const pick *picks,
                                size_t count, pship_error *err)
{
    candidate among[CANDIDATES];
    answer made;
    for (size_t i = 0; i < count && i < CANDIDATES; i++) {
        among[i] = (candidate){from->in, picks[i].entry, (pship_truth)picks[i].truth};
    }
    if (count > CANDIDATES ||
        !pship__candidates_weigh(&made, of->view, of->property, among, count)) {
        return add_resolved(of, subject, err);
    }
    add_answer(of, subject, &made);
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
        bool odd = picks[at].truth == PICK_ODD;
        size_t end = at + 1;
        for (; end < *count && picks[end].cell == picks[at].cell; end++) {
            odd = odd || picks[end].truth == PICK_ODD;
        }
        if (end == *count && goes_on) {
            picks[left] = picks[at];
            if (odd || end - at > 1) {
                picks[left].truth = PICK_ODD;
            }
            left++;
        } else {
            name_id subject = from->subjects[picks[at].cell];
            if (odd) {
                result = add_resolved(of, subject, err);
            } else if (end - at > 1) {
                result = add_weighed(of, from, subject, &picks[at], end - at, err);
            } else {
                add_entry(of, from, &picks[at]);
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
    const run *in = from->of;
    size_t count = 0, limit = cells_before(from, before);
    const entry *end = limit == from->cell_count
                           ? from->end
                           : in->entries + in->starts[from->in->first_cell + limit];
    pship_result result = PSHIP_OK;
    for (bool more = true; more && result == PSHIP_OK;) {
        const entry *first = from->at;
        size_t found = pick_entries(of, from, end, of->picks + count);
        more = found == PICKS; /* else it came to its end */
        count += settle_picks(of, of->picks + count, found);
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
        write_rows(of);
    }
    return result;
}

static pship_result answer_column(column *of, pship_table **table, pship_error *err)
{
    open_cursors(of);
    pship_result result = begin_table(of, err);
    if (result == PSHIP_OK) {
        result = add_all(of, err);
    }
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
    result = answer_column(of, table, err);
    pship__release(view->model->context, of);
    return result;
}
