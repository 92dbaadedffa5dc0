/* All readings of a view, for those who go through many of them: read once, when first asked for. */
#include "model/view_private.h"
#include <stdlib.h>
#include <string.h>

static void free_all(everything *all, const pship_context *context)
{
    if (all != NULL) {
        pship__release(context, all->readings);
        pship__release(context, (void *)all->references);
        pship__release(context, all->about);
        pship__release(context, all->referring);
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

/* ---- where what is about a name lies, and what refers to it */

/* From how many there are of each name, `begins[name + 1]`, to where those of each begin. */
static void add_up(uint32_t *begins, name_id greatest)
{
    for (size_t i = 0; i <= greatest; i++) {
        begins[i + 1] += begins[i];
    }
}

static pship_result find_begins(everything *all, const pship_view *view, pship_error *err)
{
    const pship_context *context = view->model->context;
    all->greatest = (name_id)view->seen.texts;
    all->about = pship__allocate_zero(context, (size_t)all->greatest + 2, sizeof *all->about);
    all->referring = pship__allocate_zero(context, (size_t)all->greatest + 2, sizeof(uint32_t));
    if (all->about == NULL || all->referring == NULL) {
        return pship__fail_memory(err);
    }
    for (size_t i = 0; i < all->reading_count; i++) {
        const statement *row = all->readings[i].statement;
        all->about[row->subject + 1]++;
        if (row->object != 0) {
            all->referring[row->object + 1]++;
            all->reference_count++;
        }
    }
    add_up(all->about, all->greatest);
    add_up(all->referring, all->greatest);
    return PSHIP_OK;
}

static int by_property(const void *left, const void *right)
{
    const reading *a = *(const reading *const *)left, *b = *(const reading *const *)right;
    if (a->statement->property != b->statement->property) {
        return a->statement->property < b->statement->property ? -1 : 1;
    }
    if (a->statement->subject != b->statement->subject) {
        return a->statement->subject < b->statement->subject ? -1 : 1;
    }
    return a->id < b->id ? -1 : a->id > b->id;
}

/* Those of one object come by subject: as a rule there is one property, and they are in order. */
static void order_references(const reading **first, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        if (by_property(&first[i - 1], &first[i]) > 0) {
            qsort(first, count, sizeof *first, by_property);
            return;
        }
    }
}

/* Laid out by object in the order of the readings, each behind those of its object that came before it. */
static pship_result add_references(everything *all, const pship_view *view, pship_error *err)
{
    const pship_context *context = view->model->context;
    uint32_t *next = pship__allocate(context, (size_t)all->greatest + 1, sizeof *next);
    all->references = pship__allocate(context, all->reference_count, sizeof *all->references);
    if (all->references == NULL || next == NULL) {
        pship__release(context, next);
        return pship__fail_memory(err);
    }
    memcpy(next, all->referring, ((size_t)all->greatest + 1) * sizeof *next);
    for (size_t i = 0; i < all->reading_count; i++) {
        name_id object = all->readings[i].statement->object;
        if (object != 0) {
            all->references[next[object]++] = &all->readings[i];
        }
    }
    for (name_id i = 1; i <= all->greatest; i++) {
        order_references(all->references + all->referring[i],
                         all->referring[i + 1] - all->referring[i]);
    }
    pship__release(context, next);
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
        result = find_begins(all, view, err);
    }
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

/* A range of readings or of references. */
typedef struct range {
    size_t first, end;
} range;

static range range_of(const uint32_t *begins, const everything *all, name_id name)
{
    return name > all->greatest ? (range){0, 0} : (range){begins[name], begins[name + 1]};
}

static name_id reading_property(const everything *all, size_t index)
{
    return all->readings[index].statement->property;
}

static name_id reference_property(const everything *all, size_t index)
{
    return all->references[index]->statement->property;
}

/* Those of one property among a range in the order of properties. Most ranges are short. */
static range narrow(const everything *all, range in, name_id property,
                    name_id (*property_of)(const everything *all, size_t index))
{
    enum { SHORT = 8 };
    size_t low = in.first, high = in.end;
    while (high - low > SHORT) {
        size_t middle = low + (high - low) / 2;
        if (property_of(all, middle) < property) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    while (low < in.end && property_of(all, low) < property) {
        low++;
    }
    size_t end = low;
    while (end < in.end && property_of(all, end) == property) {
        end++;
    }
    return (range){low, end};
}

readings pship__view_about(const pship_view *view, name_id subject, name_id property)
{
    const everything *all = all_of(view);
    range found = narrow(all, range_of(all->about, all, subject), property, reading_property);
    if (view->trace != NULL && subject != 0 && property != 0) {
        note(view, subject, property);
    }
    return (readings){all->readings + found.first, found.end - found.first};
}

readings pship__view_all_about(const pship_view *view, name_id subject)
{
    const everything *all = all_of(view);
    range found = range_of(all->about, all, subject);
    return (readings){all->readings + found.first, found.end - found.first};
}

readings pship__view_everything(const pship_view *view)
{
    const everything *all = all_of(view);
    return (readings){all->readings, all->reading_count};
}

references pship__view_referring(const pship_view *view, name_id object, name_id property)
{
    const everything *all = all_of(view);
    range found = range_of(all->referring, all, object);
    if (property != 0) {
        found = narrow(all, found, property, reference_property);
    }
    for (size_t i = found.first; view->trace != NULL && i < found.end; i++) {
        const statement *row = all->references[i]->statement;
        note(view, row->subject, row->property);
    }
    return (references){all->references + found.first, found.end - found.first};
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
