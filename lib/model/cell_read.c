/* Readings of one cell: of small ones on the spot, of large ones from a tree of their intervals. */
#include "model/spans.h"
#include "model/view_private.h"

struct large_cell {
    large_cell *next; /* in its bucket */
    name_id subject, property;
    cell cell;
    size_t count;
    span_node *nodes;
};

void pship__cell_readings_release(cell_readings *of)
{
    if (of->items != of->few) {
        pship__release(of->context, of->items);
    }
    of->items = of->few;
    of->count = 0;
}

static pship_result make_room(cell_readings *of, const pship_view *view, size_t count,
                              pship_error *err)
{
    of->context = view->model->context;
    of->count = 0;
    of->items = of->few;
    if (count > CELL_FEW) {
        of->items = pship__allocate(of->context, count, sizeof *of->items);
        if (of->items == NULL) {
            of->items = of->few;
            return pship__fail_memory(err);
        }
    }
    return PSHIP_OK;
}

static void read_fates(cell_readings *read, const pship_view *view, const cell *from, pship_day day,
                       pship_truth least)
{
    for (size_t i = 0; i < from->count; i++) {
        if (from->fates[i].kind == FATE_READING) {
            read->items[read->count] = pship__cell_reading(view, &from->fates[i], day);
            read->count += read->items[read->count].truth >= least;
        }
    }
}

static pship_result read_small(cell_readings *read, const pship_view *view, const found_cell *found,
                               pship_day day, pship_truth least, pship_error *err)
{
    cell opened;
    pship_result result = pship__cell_open_found(&opened, view, found, err);
    if (result != PSHIP_OK) {
        return result;
    }
    result = make_room(read, view, opened.count, err);
    if (result == PSHIP_OK) {
        read_fates(read, view, &opened, day, least);
    }
    pship__cell_release(&opened);
    return result;
}

pship_result pship__cell_read(cell_readings *read, const pship_view *view, name_id subject,
                              name_id property, pship_day day, pship_error *err)
{
    found_cell found;
    (void)pship__cell_find(&found, view, subject, property);
    return read_small(read, view, &found, day, PSHIP_NO, err);
}

/* ---- large cells */

static span_node node_of(const pship_view *view, const fate *of, uint32_t at)
{
    reading made = pship__cell_reading(view, of, view->as_of);
    span_node one = {.from = date_at(view->model, of->statement->from)->earliest,
                     .until = made.until.latest,
                     .item = at};
    if (of->may_until_by != 0) {
        const statement *end = statement_at(view->model, of->may_until_by);
        pship_day latest = date_at(view->model, end->until)->latest;
        one.until = latest > one.until ? latest : one.until;
    }
    return one;
}

static void free_large(large_cell *of, const pship_context *context)
{
    if (of != NULL) {
        pship__cell_release(&of->cell);
        pship__release(context, of->nodes);
        pship__release(context, of);
    }
}

static large_cell *make_large(const pship_view *view, name_id subject, name_id property,
                              pship_error *err)
{
    pship_context *context = view->model->context;
    large_cell *made = pship__allocate_zero(context, 1, sizeof *made);
    if (made == NULL) {
        (void)pship__fail_memory(err);
        return NULL;
    }
    made->subject = subject;
    made->property = property;
    if (pship__cell_open(&made->cell, view, subject, property, err) != PSHIP_OK) {
        pship__release(context, made);
        return NULL;
    }
    made->nodes = pship__allocate(context, made->cell.count, sizeof *made->nodes);
    if (made->nodes == NULL) {
        free_large(made, context);
        (void)pship__fail_memory(err);
        return NULL;
    }
    for (size_t i = 0; i < made->cell.count; i++) {
        if (made->cell.fates[i].kind == FATE_READING) {
            made->nodes[made->count++] = node_of(view, &made->cell.fates[i], (uint32_t)i);
        }
    }
    pship__spans_settle(made->nodes, made->count);
    return made;
}

/* Two threads may work the same cell out: both results are right, and both are kept. */
static const large_cell *find_large(const pship_view *view, name_id subject, name_id property,
                                    pship_error *err)
{
    name_id key[2] = {subject, property};
    _Atomic(large_cell *) *bucket =
        &view->lazy->large[pship__hash_bytes(key, sizeof key) % LARGE_BUCKETS];
    large_cell *first = atomic_load_explicit(bucket, memory_order_acquire);
    for (const large_cell *at = first; at != NULL; at = at->next) {
        if (at->subject == subject && at->property == property) {
            return at;
        }
    }
    large_cell *made = make_large(view, subject, property, err);
    if (made != NULL) {
        do {
            made->next = first;
        } while (!atomic_compare_exchange_weak_explicit(bucket, &first, made, memory_order_release,
                                                        memory_order_acquire));
    }
    return made;
}

void pship__large_cells_free(pship_view *view)
{
    for (size_t i = 0; i < LARGE_BUCKETS; i++) {
        large_cell *at = atomic_load_explicit(&view->lazy->large[i], memory_order_relaxed);
        while (at != NULL) {
            large_cell *next = at->next;
            free_large(at, view->model->context);
            at = next;
        }
    }
}

static pship_result read_large(cell_readings *read, const pship_view *view, const large_cell *from,
                               pship_day day, pship_error *err)
{
    uint32_t few[CELL_FEW];
    size_t count = pship__spans_find(from->nodes, from->count, day, few, CELL_FEW);
    uint32_t *found =
        count <= CELL_FEW ? few : pship__allocate(view->model->context, count, sizeof *found);
    if (found == NULL) {
        return pship__fail_memory(err);
    }
    if (found != few) {
        (void)pship__spans_find(from->nodes, from->count, day, found, count);
    }
    pship_result result = make_room(read, view, count, err);
    if (result == PSHIP_OK) {
        for (size_t i = 0; i < count; i++) {
            read->items[i] = pship__cell_reading(view, &from->cell.fates[found[i]], day);
        }
        read->count = count;
    }
    if (found != few) {
        pship__release(view->model->context, found);
    }
    return result;
}

pship_result pship__cell_read_found(cell_readings *read, const pship_view *view,
                                    const found_cell *found, pship_day day, pship_error *err)
{
    if (found->count < SPANS_LARGE) {
        return read_small(read, view, found, day, PSHIP_POSSIBLE, err);
    }
    read->context = view->model->context;
    read->items = read->few;
    const large_cell *large = find_large(view, found->subject, found->property, err);
    return large == NULL ? PSHIP_E_MEMORY : read_large(read, view, large, day, err);
}

pship_result pship__cell_read_on(cell_readings *read, const pship_view *view, name_id subject,
                                 name_id property, pship_day day, pship_error *err)
{
    found_cell found;
    (void)pship__cell_find(&found, view, subject, property);
    return pship__cell_read_found(read, view, &found, day, err);
}

/* ---- answers */

void pship__answer_read(answer *made, const pship_view *view)
{
    made->form = (value_form){.kind = PSHIP_VALUE_ABSENT};
    made->text = NULL;
    made->value = (entry_value){.number = 0};
    if (made->id != 0) {
        const statement *row = statement_at(view->model, made->id);
        made->form = pship__value_form(&view->model->names, row);
        made->text = text_in(view, row->value);
        made->value = pship__entry_value(&view->model->dates, row);
    }
}

pship_result pship__cell_answer(answer *made, const pship_view *view, const found_cell *found,
                                pship_day day, pship_error *err)
{
    if (pship__cell_answer_at_once(made, view, found, day)) {
        return PSHIP_OK;
    }
    cell_readings read;
    pship_result result = pship__cell_read_found(&read, view, found, day, err);
    if (result == PSHIP_OK) {
        choice chosen = pship__view_choose(view, readings_of(&read));
        *made = (answer){.id = chosen.picked == NULL ? 0 : (uint32_t)chosen.picked->id,
                         .truth = chosen.truth,
                         .contested = chosen.contested,
                         .undecided = chosen.undecided};
        pship__answer_read(made, view);
        pship__cell_readings_release(&read);
    }
    return result;
}
