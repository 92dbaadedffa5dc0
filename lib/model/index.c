/* Building, merging and searching runs. */
#include "model/index.h"
#include <stdlib.h>
#include <string.h>

/* A merge happens where the older run is not this many times as large as the newer one. */
#define LEAST_RATIO 3

/* Subjects lie this much apart at most, on average, for a directory that has a place for each of the
 * ordinals between them. */
#define MOST_SPREAD 64

static void free_run(run *of)
{
    if (of == NULL || atomic_fetch_sub_explicit(&of->references, 1, memory_order_acq_rel) != 1) {
        return;
    }
    pship__large_parts_free(of);
    pship__release(of->context, of->entries);
    pship__release(of->context, of->values);
    pship__release(of->context, of->cells);
    pship__release(of->context, of->regions);
    pship__release(of->context, of->owners);
    pship__release(of->context, of->subjects);
    pship__release(of->context, of->places);
    pship__release(of->context, of);
}

static run *new_run(const pship_context *context, size_t entry_count, size_t cell_count)
{
    run *made = pship__allocate_zero(context, 1, sizeof *made);
    if (made == NULL) {
        return NULL;
    }
    atomic_init(&made->references, 1);
    made->context = context;
    made->entry_count = entry_count;
    made->cell_count = cell_count;
    made->entries = pship__allocate(context, entry_count, sizeof *made->entries);
    made->values = pship__allocate(context, entry_count, sizeof *made->values);
    made->cells = pship__allocate(context, cell_count, sizeof *made->cells);
    made->owners = pship__allocate(context, cell_count, sizeof *made->owners);
    if (made->entries == NULL || made->values == NULL || made->cells == NULL ||
        made->owners == NULL) {
        free_run(made);
        return NULL;
    }
    return made;
}

/* ---- the directory */

/* A cell in the making: whose it is, and where its entries come from. */
typedef struct draft {
    name_id subject, property;
    uint32_t count;
} draft;

static region *find_region(const run *of, name_id property)
{
    size_t low = 0, high = of->region_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (of->regions[middle].property < property) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < of->region_count && of->regions[low].property == property ? &of->regions[low]
                                                                           : NULL;
}

/* Regions of a run whose cells have their property and their count. */
static bool lay_regions(run *of)
{
    size_t capacity = 0;
    region *last = NULL;
    for (size_t i = 0; i < of->cell_count; i++) {
        name_id property = of->cells[i].property;
        region *found =
            last != NULL && last->property == property ? last : find_region(of, property);
        if (found == NULL) {
            void *regions = of->regions;
            if (!pship__grow(of->context, &regions, of->region_count, &capacity,
                             sizeof *of->regions)) {
                return false;
            }
            of->regions = regions;
            size_t at = of->region_count++;
            for (; at > 0 && of->regions[at - 1].property > property; at--) {
                of->regions[at] = of->regions[at - 1];
            }
            found = &of->regions[at];
            *found = (region){.property = property};
        }
        found->count += of->cells[i].count;
        found->cell_count++;
        last = found;
    }
    uint32_t first = 0, first_cell = 0;
    for (size_t i = 0; i < of->region_count; i++) {
        region *at = &of->regions[i];
        at->first = first;
        at->first_cell = first_cell;
        first += at->count;
        first_cell += at->cell_count;
        at->count = at->cell_count = 0; /* count again while the cells are placed */
    }
    return true;
}

static bool lay_subjects(run *of, const name_id *subject_of_cell)
{
    size_t cells = of->cell_count, distinct = 0;
    for (size_t i = 0; i < cells; i++) {
        distinct += i == 0 || subject_of_cell[i] != subject_of_cell[i - 1];
    }
    name_id least = cells == 0 ? 0 : subject_of_cell[0];
    size_t reach = cells == 0 ? 0 : (size_t)(subject_of_cell[cells - 1] - least) + 1;
    bool direct = distinct >= 64 && reach / MOST_SPREAD <= distinct;
    of->subject_count = direct ? reach : distinct;
    of->least_subject = least;
    of->places = pship__allocate(of->context, of->subject_count + 1, sizeof *of->places);
    if (!direct) {
        of->subjects = pship__allocate(of->context, distinct, sizeof *of->subjects);
    }
    if (of->places == NULL || (!direct && of->subjects == NULL)) {
        return false;
    }
    size_t at = 0;
    for (size_t i = 0; i < cells; i++) {
        if (i > 0 && subject_of_cell[i] == subject_of_cell[i - 1]) {
            continue;
        }
        if (direct) {
            while (at <= subject_of_cell[i] - least) {
                of->places[at++] = (uint32_t)i;
            }
        } else {
            of->subjects[at] = subject_of_cell[i];
            of->places[at++] = (uint32_t)i;
        }
    }
    of->places[of->subject_count] = (uint32_t)cells;
    return true;
}

/* Gives the next cell of a property its place among the entries. */
static region *place_cell(run *of, cell_place *cell, name_id subject)
{
    region *in = find_region(of, cell->property);
    cell->first = in->first + in->count;
    in->count += cell->count;
    of->owners[in->first_cell + in->cell_count++] = subject;
    return in;
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

static void take_value(region *in, const statement *row, entry *to, entry_value *value)
{
    value_form form = {.unit = row->unit, .kind = row->value_kind, .boolean = row->boolean};
    to->form = form_in(in, form) & FORM_NONE;
    *value = (entry_value){.number = 0};
    if (row->value_kind == PSHIP_VALUE_NUMBER) {
        value->number = row->number;
    } else {
        value->text = row->value;
        value->date = row->value_kind == PSHIP_VALUE_DATE ? row->date : 0;
    }
}

/* ---- a run of new statements */

static entry entry_of(const statement *row, uint32_t id)
{
    bool plain = row->operation == OPERATION_ASSERT && row->layer == 0 && !row->erased;
    unsigned flags = (row->states_until ? ENTRY_STATES_UNTIL : 0u) |
                     (row->erased ? ENTRY_ERASED : 0u) | (plain ? 0u : ENTRY_UNSETTLED) |
                     (row->last_confirmed != PSHIP_DAY_NONE ? ENTRY_CONFIRMED : 0u) |
                     (row->rank == PSHIP_RANK_DEPRECATED ? ENTRY_DEPRECATED : 0u);
    return (entry){.id = id,
                   .from = row->from,
                   .until = row->until,
                   .layer = row->layer,
                   .operation = row->operation & 7u,
                   .flags = (uint8_t)flags};
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
            if ((cell[i].flags & ENTRY_ERASED) == 0) {
                cell[i].flags &= (uint8_t)~ENTRY_UNSETTLED;
            }
        }
    }
}

typedef struct sorting {
    name_id subject, property;
    uint32_t id;
} sorting;

static int by_cell(const void *left, const void *right)
{
    const sorting *a = left, *b = right;
    if (a->subject != b->subject) {
        return a->subject < b->subject ? -1 : 1;
    }
    if (a->property != b->property) {
        return a->property < b->property ? -1 : 1;
    }
    return a->id < b->id ? -1 : a->id > b->id;
}

/* Orders by subject, keeping the order of what is equal, in three passes over eleven bits each. */
static bool sort_by_subject(const pship_context *context, sorting *rows, size_t count)
{
    sorting *other = pship__allocate(context, count, sizeof *other);
    if (other == NULL) {
        return false;
    }
    sorting *from = rows, *to = other;
    for (unsigned shift = 0; shift < 33; shift += 11) {
        size_t starts[2049] = {0};
        for (size_t i = 0; i < count; i++) {
            starts[((from[i].subject >> shift) & 2047u) + 1]++;
        }
        for (size_t i = 1; i < 2049; i++) {
            starts[i] += starts[i - 1];
        }
        for (size_t i = 0; i < count; i++) {
            to[starts[(from[i].subject >> shift) & 2047u]++] = from[i];
        }
        sorting *swapped = from;
        from = to;
        to = swapped;
    }
    memcpy(rows, other, count * sizeof *rows); /* three passes end there */
    pship__release(context, other);
    return true;
}

/* Many statements are ordered by subject first, which leaves few to compare at a time. */
static bool sort_rows(const pship_context *context, sorting *rows, size_t count)
{
    if (count < 4096) {
        if (count > 0) {
            qsort(rows, count, sizeof *rows, by_cell);
        }
        return true;
    }
    if (!sort_by_subject(context, rows, count)) {
        return false;
    }
    for (size_t i = 0; i < count;) {
        size_t end = i + 1;
        bool sorted = true;
        for (; end < count && rows[end].subject == rows[i].subject; end++) {
            sorted = sorted && rows[end].property >= rows[end - 1].property;
        }
        if (!sorted) {
            qsort(rows + i, end - i, sizeof *rows, by_cell);
        }
        i = end;
    }
    return true;
}

/* Fills a run from sorted rows. `subjects` has room for the subject of each cell. */
static bool fill_run(run *made, const stable *statements, const sorting *rows, name_id *subjects)
{
    size_t cell = 0;
    for (size_t i = 0; i < made->entry_count; cell++) {
        size_t end = i + 1;
        while (end < made->entry_count && rows[end].subject == rows[i].subject &&
               rows[end].property == rows[i].property) {
            end++;
        }
        subjects[cell] = rows[i].subject;
        made->cells[cell] =
            (cell_place){.property = rows[i].property, .count = (uint32_t)(end - i)};
        i = end;
    }
    if (!lay_regions(made) || !lay_subjects(made, subjects)) {
        return false;
    }
    for (size_t i = 0, at = 0; i < made->cell_count; i++) {
        region *in = place_cell(made, &made->cells[i], subjects[i]);
        entry *to = made->entries + made->cells[i].first;
        entry_value *values = made->values + made->cells[i].first;
        for (uint32_t j = 0; j < made->cells[i].count; j++) {
            uint32_t id = rows[at++].id;
            const statement *row = pship__stable_at(statements, id - 1u);
            to[j] = entry_of(row, id);
            take_value(in, row, &to[j], &values[j]);
        }
        to->flags |= ENTRY_FIRST;
        settle_corrections(statements, to, made->cells[i].count);
    }
    return true;
}

static size_t count_cells(const sorting *rows, size_t count)
{
    size_t cells = 0;
    for (size_t i = 0; i < count; i++) {
        cells += i == 0 || rows[i].subject != rows[i - 1].subject ||
                 rows[i].property != rows[i - 1].property;
    }
    return cells;
}

static run *build_run(const pship_context *context, const stable *statements, size_t first,
                      size_t last)
{
    size_t count = last - first + 1;
    sorting *rows = pship__allocate(context, count, sizeof *rows);
    if (rows == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        const statement *row = pship__stable_at(statements, first + i - 1);
        rows[i] = (sorting){row->subject, row->property, (uint32_t)(first + i)};
    }
    run *made = NULL;
    if (sort_rows(context, rows, count)) {
        size_t cells = count_cells(rows, count);
        name_id *subjects = pship__allocate(context, cells, sizeof *subjects);
        made = subjects == NULL ? NULL : new_run(context, count, cells);
        if (made != NULL && !fill_run(made, statements, rows, subjects)) {
            free_run(made);
            made = NULL;
        }
        pship__release(context, subjects);
    }
    pship__release(context, rows);
    return made;
}

/* ---- merging two neighbours */

/* Walks the cells of a run with their subjects. */
typedef struct walker {
    const run *of;
    size_t cell, place;
} walker;

static name_id subject_at(walker *at)
{
    while (at->of->places[at->place + 1] <= at->cell) {
        at->place++;
    }
    return at->of->subjects != NULL ? at->of->subjects[at->place]
                                    : at->of->least_subject + (name_id)at->place;
}

static bool is_done(const walker *at)
{
    return at->cell >= at->of->cell_count;
}

/* Which of two walkers has the lower cell: below 0 the left, above 0 the right, 0 both. */
static int compare_cells(walker *left, walker *right)
{
    if (is_done(left) || is_done(right)) {
        return is_done(left) ? 1 : -1;
    }
    name_id a = subject_at(left), b = subject_at(right);
    if (a == b) {
        a = left->of->cells[left->cell].property;
        b = right->of->cells[right->cell].property;
    }
    return a < b ? -1 : a > b;
}

static size_t count_merged(const run *old, const run *young)
{
    walker left = {old, 0, 0}, right = {young, 0, 0};
    size_t cells = 0;
    for (; !is_done(&left) || !is_done(&right); cells++) {
        int order = compare_cells(&left, &right);
        left.cell += order <= 0;
        right.cell += order >= 0;
    }
    return cells;
}

static void merge_directory(run *made, const run *old, const run *young, name_id *subjects)
{
    walker left = {old, 0, 0}, right = {young, 0, 0};
    for (size_t cell = 0; cell < made->cell_count; cell++) {
        int order = compare_cells(&left, &right);
        walker *from = order <= 0 ? &left : &right;
        subjects[cell] = subject_at(from);
        made->cells[cell] = (cell_place){.property = from->of->cells[from->cell].property};
        if (order <= 0) {
            made->cells[cell].count += old->cells[left.cell++].count;
        }
        if (order >= 0) {
            made->cells[cell].count += young->cells[right.cell++].count;
        }
    }
}

/* Copies a cell to a place among the entries, and says which place comes after it. */
static uint32_t copy_cell(run *made, region *in, uint32_t to, const run *from, size_t cell)
{
    const cell_place *place = &from->cells[cell];
    const region *of = find_region(from, place->property);
    entry *copies = made->entries + to;
    memcpy(copies, from->entries + place->first, place->count * sizeof *copies);
    memcpy(made->values + to, from->values + place->first, place->count * sizeof *made->values);
    for (uint32_t i = 0; i < place->count; i++) {
        if (copies[i].form != FORM_NONE) {
            copies[i].form = form_in(in, of->forms[copies[i].form]) & FORM_NONE;
        }
    }
    return to + place->count;
}

static void merge_entries(run *made, const run *old, const run *young, const name_id *subjects,
                          const stable *statements)
{
    walker left = {old, 0, 0}, right = {young, 0, 0};
    for (size_t cell = 0; cell < made->cell_count; cell++) {
        int order = compare_cells(&left, &right);
        const cell_place *place = &made->cells[cell];
        region *in = place_cell(made, &made->cells[cell], subjects[cell]);
        uint32_t young_part = place->first;
        if (order <= 0) {
            young_part = copy_cell(made, in, young_part, old, left.cell++);
        }
        if (order >= 0) {
            (void)copy_cell(made, in, young_part, young, right.cell++);
        }
        if (order == 0) {
            made->entries[young_part].flags &= (uint8_t)~ENTRY_FIRST;
            settle_corrections(statements, made->entries + place->first, place->count);
        }
    }
}

static run *merge_runs(const run *old, const run *young, const stable *statements)
{
    const pship_context *context = old->context;
    size_t cells = count_merged(old, young);
    name_id *subjects = pship__allocate(context, cells, sizeof *subjects);
    run *made =
        subjects == NULL ? NULL : new_run(context, old->entry_count + young->entry_count, cells);
    if (made != NULL) {
        merge_directory(made, old, young, subjects);
        if (lay_regions(made) && lay_subjects(made, subjects)) {
            merge_entries(made, old, young, subjects, statements);
        } else {
            free_run(made);
            made = NULL;
        }
    }
    pship__release(context, subjects);
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
                                   const stable *statements, size_t first, size_t last)
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
        run *added = build_run(context, statements, first, last);
        if (added != NULL) {
            made->runs[made->count++] = added;
        }
        if (added == NULL || !settle(made, statements)) {
            pship__index_free(made);
            return NULL;
        }
    }
    return made;
}

/* ---- searching */

places pship__run_cells(const run *of, name_id subject)
{
    size_t at;
    if (of->subjects == NULL) {
        at = subject - of->least_subject;
        if (subject < of->least_subject || at >= of->subject_count) {
            return (places){NULL, 0};
        }
    } else {
        size_t low = 0, high = of->subject_count;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (of->subjects[middle] < subject) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == of->subject_count || of->subjects[low] != subject) {
            return (places){NULL, 0};
        }
        at = low;
    }
    return (places){of->cells + of->places[at], of->places[at + 1] - of->places[at]};
}

entries pship__run_find(const run *of, name_id subject, name_id property)
{
    places cells = pship__run_cells(of, subject);
    while (cells.count > 8) {
        size_t half = cells.count / 2;
        if (cells.first[half].property <= property) {
            cells.first += half;
            cells.count -= half;
        } else {
            cells.count = half;
        }
    }
    for (size_t i = 0; i < cells.count; i++) {
        if (cells.first[i].property == property) {
            return (entries){of->entries + cells.first[i].first, cells.first[i].count};
        }
    }
    return (entries){NULL, 0};
}

entries pship__run_region(const run *of, name_id property)
{
    const region *found = find_region(of, property);
    return found == NULL ? (entries){NULL, 0} : (entries){of->entries + found->first, found->count};
}

run_column pship__run_column(const run *of, name_id property)
{
    const region *found = find_region(of, property);
    return found == NULL ? (run_column){.cell_count = 0}
                         : (run_column){.entries = {of->entries + found->first, found->count},
                                        .values = of->values + found->first,
                                        .forms = found->forms,
                                        .subjects = of->owners + found->first_cell,
                                        .cell_count = found->cell_count};
}

static bool is_direct(const run *of, name_id subject)
{
    return of->subjects == NULL && subject >= of->least_subject &&
           subject - of->least_subject < of->subject_count;
}

void pship__run_prefetch_place(const run *of, name_id subject)
{
    if (is_direct(of, subject)) {
        __builtin_prefetch(of->places + (subject - of->least_subject));
    }
}

void pship__run_prefetch_cells(const run *of, name_id subject)
{
    if (is_direct(of, subject)) {
        const cell_place *cells = of->cells + of->places[subject - of->least_subject];
        __builtin_prefetch(cells);
        __builtin_prefetch((const char *)cells + 64);
        __builtin_prefetch((const char *)cells + 128);
    }
}
