/* Building and merging runs. */
#include "model/index.h"
#include <stdlib.h>
#include <string.h>

/* A merge happens where the older run is not this many times as large as the newer one. */
#define LEAST_RATIO 3

static void free_run(run *of)
{
    if (of == NULL || atomic_fetch_sub_explicit(&of->references, 1, memory_order_acq_rel) != 1) {
        return;
    }
    pship__large_parts_free(of);
    for (size_t i = 0; i < of->region_count; i++) {
        pship__release(of->context, of->regions[i].marks);
    }
    pship__release(of->context, of->places);
    pship__release(of->context, of->regions);
    pship__release(of->context, of->entries);
    pship__release(of->context, of->subjects);
    pship__release(of->context, of->starts);
    pship__release(of->context, of);
}

/* ---- a run in the making: what it has so far is counted in it */

typedef struct extents {
    size_t regions, cells, entries;
} extents;

static run *new_run(const pship_context *context, extents room)
{
    run *made = pship__allocate_zero(context, 1, sizeof *made);
    if (made == NULL) {
        return NULL;
    }
    atomic_init(&made->references, 1);
    made->context = context;
    uint32_t places = 2;
    for (made->place_shift = 31; places < 2 * room.regions; places *= 2) {
        made->place_shift--;
    }
    made->place_mask = places - 1;
    made->places = pship__allocate_zero(context, places, sizeof(region *));
    made->regions = pship__allocate(context, room.regions, sizeof *made->regions);
    made->entries = pship__allocate(context, room.entries, sizeof *made->entries);
    made->subjects = pship__allocate(context, room.cells, sizeof *made->subjects);
    made->starts = pship__allocate(context, room.cells + 1, sizeof *made->starts);
    if (made->places == NULL || made->regions == NULL || made->entries == NULL ||
        made->subjects == NULL || made->starts == NULL) {
        free_run(made);
        return NULL;
    }
    return made;
}

static region *begin_region(run *of, name_id property)
{
    region *made = &of->regions[of->region_count++];
    *pship__run_place(of, property) = made;
    *made = (region){.property = property,
                     .first = (uint32_t)of->entry_count,
                     .first_cell = (uint32_t)of->cell_count};
    return made;
}

static void begin_cell(run *of, name_id subject)
{
    of->subjects[of->cell_count] = subject;
    of->starts[of->cell_count++] = (uint32_t)of->entry_count;
}

/* The entries and cells that came since it began are those of the region. */
static bool end_region(run *of, region *in)
{
    in->count = (uint32_t)of->entry_count - in->first;
    in->cell_count = (uint32_t)of->cell_count - in->first_cell;
    in->least = of->subjects[in->first_cell];
    of->starts[of->cell_count] = (uint32_t)of->entry_count;
    return pship__mark_subjects(of, in);
}

/* ---- values */

/* The ordinal of a form, added if it is new and there is room. */
static unsigned form_in(region *in, value_form wanted)
{
    for (uint32_t i = 0; i < in->form_count; i++) {
        const value_form *form = &in->forms[i];
        if (form->unit == wanted.unit && form->kind == wanted.kind &&
            form->boolean == wanted.boolean) {
            return i;
        }
    }
    if (in->form_count == FORM_NONE) {
        return FORM_NONE;
    }
    in->forms[in->form_count] = wanted;
    return in->form_count++;
}

value_form pship__value_form(const names *texts, const statement *row)
{
    return (value_form){.unit = pship__names_text(texts, row->unit),
                        .kind = row->value_kind,
                        .boolean = row->boolean};
}

entry_value pship__entry_value(const pool *dates, const statement *row)
{
    entry_value made = {.number = 0};
    if (row->value_kind == PSHIP_VALUE_NUMBER) {
        made.number = row->number;
    } else if (row->value_kind == PSHIP_VALUE_DATE) {
        made.date = row->date;
        if (!code_exact(&made.day, date_in(dates, row->date))) {
            made.day = CODE_LIMIT;
        }
    }
    return made;
}

/* ---- a run of new statements */

static bool is_plain(const origin *from, const statement *row)
{
    return row->rank == PSHIP_RANK_NORMAL &&
           (row->note == 0 ||
            ((const note_row *)pship__pool_at(from->notes, row->note))->qualifier == 0);
}

/* Without codes, which more dates would take than memory has, it is left to the statement. */
static bool has_codes(const statement *row)
{
    return row->from <= CODE_DATES && row->until <= CODE_DATES;
}

static entry entry_of(const origin *from, const statement *row, uint32_t id)
{
    bool settled =
        row->operation == OPERATION_ASSERT && row->layer == 0 && !row->erased && has_codes(row);
    unsigned flags = (row->states_until ? ENTRY_STATES_UNTIL : 0u) |
                     (row->erased ? ENTRY_ERASED : 0u) | (settled ? 0u : ENTRY_UNSETTLED) |
                     (row->last_confirmed != PSHIP_DAY_NONE ? ENTRY_CONFIRMED : 0u) |
                     (row->rank == PSHIP_RANK_DEPRECATED ? ENTRY_DEPRECATED : 0u) |
                     (is_plain(from, row) ? ENTRY_PLAIN : 0u);
    entry made = {.id = id,
                  .from = code_from(row->from, date_in(from->dates, row->from)),
                  .until = code_until(row->until, date_in(from->dates, row->until)),
                  .layer = row->layer,
                  .operation = row->operation & 7u,
                  .flags = (uint8_t)flags,
                  .text = pship__names_place(from->names, row->value)};
    entry_value value = pship__entry_value(from->dates, row);
    memcpy(made.value, &value, sizeof made.value);
    return made;
}

/* Marks what corrections of the base hide in their own cell: most views see them all. */
static void settle_corrections(const stable *statements, entry *cell, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (cell[i].operation != OPERATION_CORRECT || cell[i].layer != 0 ||
            (cell[i].flags & ENTRY_UNSETTLED) == 0) {
            continue;
        }
        const statement *row = pship__stable_at(statements, cell[i].id - 1u);
        uint32_t low = 0, high = i;
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            if (cell[middle].id < row->target) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low < i && cell[low].id == row->target && cell[low].layer == 0) {
            cell[low].flags |= ENTRY_CORRECTED;
            if ((cell[i].flags & ENTRY_ERASED) == 0 && has_codes(row)) {
                cell[i].flags &= (uint8_t)~ENTRY_UNSETTLED;
            }
        }
    }
}

typedef struct sorting {
    name_id subject, property;
    uint32_t id;
} sorting;

static bool same_cell(const sorting *a, const sorting *b)
{
    return a->property == b->property && a->subject == b->subject;
}

static int by_cell(const void *left, const void *right)
{
    const sorting *a = left, *b = right;
    if (a->property != b->property) {
        return a->property < b->property ? -1 : 1;
    }
    if (a->subject != b->subject) {
        return a->subject < b->subject ? -1 : 1;
    }
    return a->id < b->id ? -1 : a->id > b->id;
}

static name_id key_of(const sorting *row, bool by_property)
{
    return by_property ? row->property : row->subject;
}

/* Orders by subject or by property, keeping the order of what is equal, eleven bits at a time, and says where
 * the rows are then. */
static sorting *sort_by(sorting *rows, sorting *other, size_t count, bool by_property)
{
    name_id all = 0;
    for (size_t i = 0; i < count; i++) {
        all |= key_of(&rows[i], by_property);
    }
    for (unsigned shift = 0; shift < 33 && (uint64_t)all >> shift != 0; shift += 11) {
        size_t starts[2049] = {0};
        for (size_t i = 0; i < count; i++) {
            starts[(key_of(&rows[i], by_property) >> shift & 2047u) + 1]++;
        }
        for (size_t i = 1; i < 2049; i++) {
            starts[i] += starts[i - 1];
        }
        for (size_t i = 0; i < count; i++) {
            other[starts[key_of(&rows[i], by_property) >> shift & 2047u]++] = rows[i];
        }
        sorting *swapped = rows;
        rows = other;
        other = swapped;
    }
    return rows;
}

static sorting *sort_rows(sorting *rows, sorting *other, size_t count)
{
    if (count < 4096) {
        qsort(rows, count, sizeof *rows, by_cell);
        return rows;
    }
    sorting *sorted = sort_by(rows, other, count, false);
    return sort_by(sorted, sorted == rows ? other : rows, count, true);
}

static extents measure(const sorting *rows, size_t count)
{
    extents made = {.regions = 1, .cells = 1, .entries = count};
    for (size_t i = 1; i < count; i++) {
        made.regions += rows[i].property != rows[i - 1].property;
        made.cells += !same_cell(&rows[i], &rows[i - 1]);
    }
    return made;
}

/* Statements lie in the order of recording, all over the memory: those that come soon are fetched meanwhile,
 * and then their notes. */
#define AHEAD 16

static void fetch_ahead(const origin *from, const sorting *rows, size_t left)
{
    if (left > AHEAD) {
        __builtin_prefetch(pship__stable_at(from->statements, rows[AHEAD].id - 1u));
        const statement *next = pship__stable_at(from->statements, rows[AHEAD / 2].id - 1u);
        __builtin_prefetch(next->note == 0 ? NULL : pship__pool_at(from->notes, next->note));
        pship__names_prefetch_place(from->names, next->value);
    }
}

static void add_entry(run *to, region *in, const origin *from, uint32_t id)
{
    const statement *row = pship__stable_at(from->statements, id - 1u);
    size_t at = to->entry_count++;
    value_form form = pship__value_form(from->names, row);
    to->entries[at] = entry_of(from, row, id);
    to->entries[at].form = form_in(in, form) & FORM_NONE;
}

/* All rows of a property, from sorted ones. Says how many they are; 0 when memory cannot be had. */
static size_t add_region(run *to, const origin *from, const sorting *rows, size_t count)
{
    region *in = begin_region(to, rows[0].property);
    size_t at = 0;
    while (at < count && rows[at].property == in->property) {
        const sorting *cell = &rows[at];
        entry *first = to->entries + to->entry_count;
        begin_cell(to, cell->subject);
        for (; at < count && same_cell(&rows[at], cell); at++) {
            fetch_ahead(from, &rows[at], count - at);
            add_entry(to, in, from, rows[at].id);
        }
        first->flags |= ENTRY_FIRST;
        settle_corrections(from->statements, first, (uint32_t)(&rows[at] - cell));
    }
    return end_region(to, in) ? at : 0;
}

static run *fill_run(const pship_context *context, const origin *from, const sorting *rows,
                     size_t count)
{
    run *made = new_run(context, measure(rows, count));
    for (size_t at = 0; made != NULL && at < count;) {
        size_t added = add_region(made, from, rows + at, count - at);
        if (added == 0) {
            free_run(made);
            return NULL;
        }
        at += added;
    }
    return made;
}

static run *build_run(const pship_context *context, const origin *from, size_t first, size_t last)
{
    size_t count = last - first + 1;
    sorting *rows = pship__allocate(context, count, sizeof *rows);
    sorting *other = pship__allocate(context, count, sizeof *other);
    run *made = NULL;
    if (rows != NULL && other != NULL) {
        for (size_t i = 0; i < count; i++) {
            const statement *row = pship__stable_at(from->statements, first + i - 1);
            rows[i] = (sorting){row->subject, row->property, (uint32_t)(first + i)};
        }
        made = fill_run(context, from, sort_rows(rows, other, count), count);
    }
    pship__release(context, other);
    pship__release(context, rows);
    return made;
}

/* ---- merging two neighbours */

/* The cells of a region of a run, from the next one on. */
typedef struct stretch {
    const run *of;
    const region *in;
    size_t next, end;             /* cells of the run */
    uint8_t forms[FORM_NONE + 1]; /* what its forms are in the run that is made */
} stretch;

static stretch stretch_of(const run *of, const region *in)
{
    size_t first = in == NULL ? 0 : in->first_cell;
    return (stretch){
        .of = of, .in = in, .next = first, .end = in == NULL ? 0 : first + in->cell_count};
}

static void take_forms(region *into, stretch *from)
{
    for (uint32_t i = 0; i <= FORM_NONE; i++) {
        bool known = from->in != NULL && i < from->in->form_count;
        from->forms[i] = (uint8_t)(known ? form_in(into, from->in->forms[i]) : (unsigned)FORM_NONE);
    }
}

static bool has_more(const stretch *at)
{
    return at->next < at->end;
}

static name_id next_subject(const stretch *at)
{
    return at->of->subjects[at->next];
}

/* Which of two has the lower cell next: below 0 the left, above 0 the right, 0 both. One of them has more. */
static int compare(const stretch *left, const stretch *right)
{
    if (!has_more(left) || !has_more(right)) {
        return has_more(left) ? -1 : 1;
    }
    name_id a = next_subject(left), b = next_subject(right);
    return a < b ? -1 : a > b;
}

/* Copies the entries of the next cell. */
static void copy_cell(run *to, stretch *from)
{
    size_t first = from->of->starts[from->next];
    size_t count = from->of->starts[++from->next] - first;
    entry *copies = to->entries + to->entry_count;
    memcpy(copies, from->of->entries + first, count * sizeof *copies);
    for (size_t i = 0; i < count; i++) {
        copies[i].form = from->forms[copies[i].form] & FORM_NONE;
    }
    to->entry_count += count;
}

/* What both have of a subject is one cell. */
static void merge_cell(run *to, stretch *old, stretch *young, const stable *statements)
{
    size_t first = to->entry_count;
    begin_cell(to, next_subject(old));
    copy_cell(to, old);
    size_t second = to->entry_count;
    copy_cell(to, young);
    to->entries[second].flags &= (uint8_t)~ENTRY_FIRST;
    settle_corrections(statements, to->entries + first, (uint32_t)(to->entry_count - first));
}

static bool merge_region(run *to, stretch old, stretch young, const stable *statements)
{
    region *in = begin_region(to, old.in != NULL ? old.in->property : young.in->property);
    take_forms(in, &old);
    take_forms(in, &young);
    while (has_more(&old) || has_more(&young)) {
        int order = compare(&old, &young);
        if (order == 0) {
            merge_cell(to, &old, &young, statements);
        } else {
            stretch *lower = order < 0 ? &old : &young;
            begin_cell(to, next_subject(lower));
            copy_cell(to, lower);
        }
    }
    return end_region(to, in);
}

/* The next property of either run, and what each has about it. */
typedef struct region_pair {
    const run *old, *young;
    size_t old_at, young_at;
    const region *left, *right; /* NULL: nothing */
} region_pair;

static bool next_pair(region_pair *at)
{
    const region *left = at->old_at < at->old->region_count ? &at->old->regions[at->old_at] : NULL;
    const region *right =
        at->young_at < at->young->region_count ? &at->young->regions[at->young_at] : NULL;
    if (left == NULL && right == NULL) {
        return false;
    }
    at->left = right == NULL || (left != NULL && left->property <= right->property) ? left : NULL;
    at->right = left == NULL || (right != NULL && right->property <= left->property) ? right : NULL;
    at->old_at += at->left != NULL;
    at->young_at += at->right != NULL;
    return true;
}

static extents measure_merged(const run *old, const run *young)
{
    extents made = {.cells = old->cell_count + young->cell_count,
                    .entries = old->entry_count + young->entry_count};
    for (region_pair at = {.old = old, .young = young}; next_pair(&at); made.regions++) {
        stretch left = stretch_of(old, at.left), right = stretch_of(young, at.right);
        while (has_more(&left) && has_more(&right)) {
            int order = compare(&left, &right);
            made.cells -= order == 0;
            left.next += order <= 0;
            right.next += order >= 0;
        }
    }
    return made;
}

static run *merge_runs(const run *old, const run *young, const stable *statements)
{
    run *made = new_run(old->context, measure_merged(old, young));
    for (region_pair at = {.old = old, .young = young}; made != NULL && next_pair(&at);) {
        if (!merge_region(made, stretch_of(old, at.left), stretch_of(young, at.right),
                          statements)) {
            free_run(made);
            return NULL;
        }
    }
    return made;
}

/* ---- versions */

index_version *pship__index_share(index_version *of)
{
    atomic_fetch_add_explicit(&of->references, 1, memory_order_relaxed);
    return of;
}

void pship__index_free(index_version *of)
{
    if (of == NULL || atomic_fetch_sub_explicit(&of->references, 1, memory_order_acq_rel) != 1) {
        return;
    }
    for (size_t i = 0; i < of->count; i++) {
        free_run(of->runs[i]);
    }
    pship__release(of->context, of);
}

/* Merges the newest runs while one is not much larger than the next. */
static bool settle(index_version *of, const stable *statements)
{
    while (of->count > 1 && (of->count == INDEX_MOST_RUNS ||
                             of->runs[of->count - 2]->entry_count <
                                 LEAST_RATIO * of->runs[of->count - 1]->entry_count)) {
        run *merged = merge_runs(of->runs[of->count - 2], of->runs[of->count - 1], statements);
        if (merged == NULL) {
            return false;
        }
        free_run(of->runs[of->count - 1]);
        free_run(of->runs[of->count - 2]);
        of->count--;
        of->runs[of->count - 1] = merged;
    }
    return true;
}

index_version *pship__index_extend(const index_version *old, const pship_context *context,
                                   const origin *from, size_t first, size_t last)
{
    index_version *made = pship__allocate_zero(context, 1, sizeof *made);
    if (made == NULL) {
        return NULL;
    }
    atomic_init(&made->references, 1);
    made->context = context;
    for (size_t i = 0; old != NULL && i < old->count; i++) {
        atomic_fetch_add_explicit(&old->runs[i]->references, 1, memory_order_relaxed);
        made->runs[made->count++] = old->runs[i];
    }
    if (first <= last) {
        run *added = build_run(context, from, first, last);
        if (added != NULL) {
            made->runs[made->count++] = added;
        }
        if (added == NULL || !settle(made, from->statements)) {
            pship__index_free(made);
            return NULL;
        }
    }
    return made;
}
