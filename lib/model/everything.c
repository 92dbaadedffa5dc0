/* All readings of a view, for those who go through many of them: read once, when first asked for. */
#include "model/view_private.h"
#include <stdlib.h>

static void free_all(everything *all, const pship_context *context)
{
    if (all != NULL) {
        pship__release(context, all->readings);
        pship__release(context, (void *)all->references);
        pship__release(context, all);
    }
}

/* ---- readings */

typedef struct gathering {
    everything *all;
    size_t capacity;
} gathering;

static pship_result add_cell(void *user, const pship_view *view, name_id subject, name_id property,
                             pship_error *err)
{
    gathering *to = user;
    everything *all = to->all;
    cell opened;
    pship_result result = pship__cell_open(&opened, view, subject, property, err);
    if (result != PSHIP_OK) {
        return result;
    }
    for (size_t i = 0; i < opened.count; i++) {
        void *items = all->readings;
        if (opened.fates[i].kind != FATE_READING) {
            continue;
        }
        if (!pship__grow(view->model->context, &items, all->reading_count, &to->capacity,
                         sizeof(reading))) {
            result = pship__fail_memory(err);
            break;
        }
        all->readings = items;
        all->readings[all->reading_count++] =
            pship__cell_reading(view, &opened.fates[i], view->as_of);
    }
    pship__cell_release(&opened);
    return result;
}

/* ---- references */

static int by_object(const void *left, const void *right)
{
    const reading *a = *(const reading *const *)left, *b = *(const reading *const *)right;
    if (a->statement->object != b->statement->object) {
        return a->statement->object < b->statement->object ? -1 : 1;
    }
    if (a->statement->property != b->statement->property) {
        return a->statement->property < b->statement->property ? -1 : 1;
    }
    if (a->statement->subject != b->statement->subject) {
        return a->statement->subject < b->statement->subject ? -1 : 1;
    }
    return a->id < b->id ? -1 : a->id > b->id;
}

static pship_result add_references(everything *all, const pship_view *view, pship_error *err)
{
    size_t count = 0;
    for (size_t i = 0; i < all->reading_count; i++) {
        count += all->readings[i].statement->object != 0;
    }
    all->references = pship__allocate(view->model->context, count, sizeof *all->references);
    if (all->references == NULL) {
        return pship__fail_memory(err);
    }
    for (size_t i = 0; i < all->reading_count; i++) {
        if (all->readings[i].statement->object != 0) {
            all->references[all->reference_count++] = &all->readings[i];
        }
    }
    if (count > 0) {
        qsort(all->references, count, sizeof *all->references, by_object);
    }
    return PSHIP_OK;
}

/* Two threads may read at the same time: one of the results is kept. There is no lock, for the progress
 * callback may ask the view again. */
pship_result pship__view_read_all(const pship_view *view, pship_error *err)
{
    _Atomic(everything *) *place = &view->lazy->all;
    if (atomic_load_explicit(place, memory_order_acquire) != NULL) {
        return PSHIP_OK;
    }
    const pship_context *context = view->model->context;
    everything *all = pship__allocate_zero(context, 1, sizeof *all);
    gathering to = {.all = all};
    pship_result result = all == NULL ? pship__fail_memory(err)
                                      : pship__each_cell(view, "reading", add_cell, &to, err);
    if (result == PSHIP_OK) {
        result = add_references(all, view, err);
    }
    everything *none = NULL;
    if (result != PSHIP_OK || !atomic_compare_exchange_strong_explicit(
                                  place, &none, all, memory_order_release, memory_order_relaxed)) {
        free_all(all, context);
    }
    return result;
}

void pship__view_forget_all(pship_view *view)
{
    free_all(atomic_load_explicit(&view->lazy->all, memory_order_relaxed), view->model->context);
}

/* ---- look-ups */

static const everything *all_of(const pship_view *view)
{
    return atomic_load_explicit(&view->lazy->all, memory_order_acquire);
}

static void note(const pship_view *view, name_id subject, name_id property)
{
    trace *to = view->trace;
    void *items = to->items;
    if (!pship__grow(to->context, &items, to->count, &to->capacity, sizeof *to->items)) {
        to->failed = true;
        return;
    }
    to->items = items;
    to->items[to->count++] = (trace_item){subject, property};
}

/* First reading that does not come before (subject, property). */
static size_t first_reading(const everything *all, name_id subject, name_id property)
{
    size_t low = 0, high = all->reading_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const statement *row = all->readings[middle].statement;
        if (row->subject < subject || (row->subject == subject && row->property < property)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

readings pship__view_about(const pship_view *view, name_id subject, name_id property)
{
    const everything *all = all_of(view);
    size_t first = first_reading(all, subject, property), end = first;
    while (end < all->reading_count && all->readings[end].statement->subject == subject &&
           all->readings[end].statement->property == property) {
        end++;
    }
    if (view->trace != NULL && subject != 0 && property != 0) {
        note(view, subject, property);
    }
    return (readings){all->readings + first, end - first};
}

readings pship__view_all_about(const pship_view *view, name_id subject)
{
    const everything *all = all_of(view);
    size_t first = first_reading(all, subject, 0), end = first;
    while (end < all->reading_count && all->readings[end].statement->subject == subject) {
        end++;
    }
    return (readings){all->readings + first, end - first};
}

readings pship__view_everything(const pship_view *view)
{
    const everything *all = all_of(view);
    return (readings){all->readings, all->reading_count};
}

references pship__view_referring(const pship_view *view, name_id object, name_id property)
{
    const everything *all = all_of(view);
    size_t low = 0, high = all->reference_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const statement *row = all->references[middle]->statement;
        if (row->object < object || (row->object == object && row->property < property)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    size_t end = low;
    while (end < all->reference_count && all->references[end]->statement->object == object &&
           (property == 0 || all->references[end]->statement->property == property)) {
        if (view->trace != NULL) {
            note(view, all->references[end]->statement->subject,
                 all->references[end]->statement->property);
        }
        end++;
    }
    return (references){all->references + low, end - low};
}

pship_truth pship__reading_on(const pship_view *view, const reading *one, pship_day first,
                              pship_day last)
{
    const stored_date *from = date_at(view->model, one->statement->from), *until = &one->until;
    pship_truth truth = PSHIP_NO;
    if (pship__stored_test(from, until, first) == PSHIP_CERTAIN &&
        pship__stored_test(from, until, last) == PSHIP_CERTAIN) {
        truth = PSHIP_CERTAIN;
    } else if (from->earliest <= last && first < until->latest) {
        truth = PSHIP_POSSIBLE;
    }
    return truth < one->published ? truth : one->published;
}

choice pship__view_ask(const pship_view *view, name_id subject, const char *property)
{
    return pship__view_choose(view,
                              pship__view_about(view, subject, pship__view_name(view, property)));
}

size_t pship__view_size(void)
{
    return sizeof(pship_view);
}

bool pship__view_is_traced(const pship_view *view)
{
    return view->trace != NULL;
}

const pship_view *pship__view_traced(const pship_view *view, trace *to, void *room)
{
    pship_view *traced = room;
    *traced = *view;
    traced->trace = to;
    return traced;
}
