/* Opening views, and the look-ups that every question is made of. */
#include "model/only.h"
#include <stdlib.h>
#include <string.h>

pship_view_options pship_view_options_init(void)
{
    return (pship_view_options)PSHIP_VIEW_OPTIONS_INIT;
}

/* How many transactions the recording cutoffs let through. */
static size_t transactions_seen(const pship_model *model, const pship_view_options *options,
                                size_t committed)
{
    size_t low = 0, high = committed;
    if (options->recorded_transaction > 0 && (uint64_t)options->recorded_transaction < high) {
        high = (size_t)options->recorded_transaction;
    }
    if (options->recorded_by == 0) {
        return high;
    }
    while (low < high) { /* the log never goes back in time */
        size_t middle = low + (high - low) / 2;
        if (transaction_at(model, (uint32_t)middle + 1)->recorded_at <= options->recorded_by) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static pship_result check_options(const pship_view_options *options, pship_error *err)
{
    if (options->holding != PSHIP_CERTAIN && options->holding != PSHIP_POSSIBLE) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "what counts as holding is either certain or possible");
    }
    if (options->as_of == PSHIP_DAY_MAX || options->published_by == PSHIP_DAY_MAX) {
        return pship__fail(err, PSHIP_E_ARGUMENT, "a view needs a day, not the end of all days");
    }
    if (options->recorded_transaction < 0) {
        return pship__fail(err, PSHIP_E_ARGUMENT, "transactions are numbered from 1");
    }
    if (options->preferred_source_count > UINT32_MAX - 1 ||
        (options->preferred_source_count > 0 && options->preferred_sources == NULL)) {
        return pship__fail(err, PSHIP_E_ARGUMENT, "the preferred sources are missing");
    }
    return PSHIP_OK;
}

/* ---- opening */

/* What is committed now, and its index. */
static size_t see(pship_view *view)
{
    pship_model *model = view->model;
    pthread_rwlock_rdlock(&model->lock);
    view->seen = model->committed;
    view->attached = model->attached_count;
    size_t sources = model->committed_sources;
    view->index = model->index == NULL ? NULL : pship__index_share(model->index);
    pthread_rwlock_unlock(&model->lock);
    return sources;
}

static pship_result choose_layers(pship_view *view, const pship_view_options *options,
                                  pship_error *err)
{
    uint16_t layer = 0;
    if (options->scenario != NULL) {
        layer = pship__scenario_find(view->model, pship__view_name(view, options->scenario),
                                     view->seen.scenarios);
        if (layer == 0) {
            const char *name = options->scenario;
            return pship__fail(err, PSHIP_E_NOT_FOUND, "there is no scenario '%.100s'",
                               pship__utf8_valid(name, strlen(name)) ? name : "?");
        }
    }
    size_t seen = transactions_seen(view->model, options, view->seen.transactions);
    pship_result result = pship__layers_open(&view->layers, view->model, layer, seen, err);
    view->sees_base = result == PSHIP_OK && view->published_by == PSHIP_DAY_NONE &&
                      view->layers.limit[0] >= view->seen.statements;
    return result;
}

static int by_source(const void *left, const void *right)
{
    name_id a = ((const source_date *)left)->source, b = ((const source_date *)right)->source;
    return a < b ? -1 : a > b;
}

const source_date *pship__view_source(const pship_view *view, name_id source)
{
    source_date sought = {.source = source};
    return view->source_count == 0
               ? NULL
               : bsearch(&sought, view->sources, view->source_count, sizeof sought, by_source);
}

static const stored_date unknown_date = {
    .earliest = PSHIP_DAY_MIN, .latest = PSHIP_DAY_MAX, .kind = PSHIP_DATE_UNKNOWN};

/* As most sources have it, of which one statement tells when they were published. */
static bool date_simply(const pship_view *view, name_id property, source_date *of)
{
    only found = {NULL, NULL};
    if (view->layers.limit[0] < view->seen.statements ||
        !only_in_runs(&found, view, 0, of->source, property, view->on) || !only_known(&found)) {
        return false;
    }
    bool dated = found.of->forms[found.held->form].kind == PSHIP_VALUE_DATE;
    of->published = dated ? *date_at(view->model, value_of(found.held).date) : unknown_date;
    return true;
}

static pship_result date_by_cell(const pship_view *view, name_id property, source_date *of,
                                 pship_error *err)
{
    cell opened;
    found_cell found;
    (void)pship__cell_find(&found, view, of->source, property);
    pship_result result = pship__cell_resolve(&opened, view, &found, true, err);
    if (result != PSHIP_OK) {
        return result;
    }
    of->published = unknown_date;
    reading few[CELL_FEW];
    reading *read = opened.count <= CELL_FEW
                        ? few
                        : pship__allocate(opened.context, opened.count, sizeof *read);
    size_t count = 0;
    for (size_t i = 0; i < opened.count && read != NULL; i++) {
        if (opened.fates[i].kind == FATE_READING) {
            read[count++] = pship__cell_reading(view, &opened.fates[i], view->as_of);
        }
    }
    if (read != NULL) {
        choice chosen = pship__view_choose(view, (readings){read, count});
        const stored_date *date =
            chosen.picked == NULL ? NULL : value_date(view->model, chosen.picked->statement);
        if (date != NULL) {
            of->published = *date;
        } else if (chosen.undecided) {
            of->published.earliest = chosen.earliest;
            of->published.latest = chosen.latest;
        }
    }
    if (read != few) {
        pship__release(opened.context, read);
    }
    pship__cell_release(&opened);
    return read == NULL ? pship__fail_memory(err) : PSHIP_OK;
}

static pship_result date_source(const pship_view *view, name_id property, source_date *of,
                                pship_error *err)
{
    if (!date_simply(view, property, of)) {
        pship_result result = date_by_cell(view, property, of, err);
        if (result != PSHIP_OK) {
            return result;
        }
    }
    pship_date date = {.earliest = of->published.earliest,
                       .latest = of->published.latest,
                       .kind = (pship_date_kind)of->published.kind};
    of->truth = view->published_by == PSHIP_DAY_NONE
                    ? PSHIP_CERTAIN
                    : pship_date_reached(&date, view->published_by);
    return PSHIP_OK;
}

static pship_result date_sources(pship_view *view, size_t count, pship_error *err)
{
    const pship_model *model = view->model;
    name_id property = pship__view_name(view, "published");
    source_date *sources = pship__allocate(model->context, count, sizeof *sources);
    view->sources = sources;
    if (sources == NULL) {
        return pship__fail_memory(err);
    }
    size_t known = 0;
    bool ordered = true; /* as they are, where their ids were first used for them */
    for (size_t i = 0; i < count; i++) {
        name_id source = *(const name_id *)pship__stable_at(&model->sources, i);
        if (pship__view_kind(view, source) == 0) {
            continue;
        }
        ordered = ordered && (known == 0 || sources[known - 1].source < source);
        sources[known] = (source_date){.source = source};
        pship_result result = date_source(view, property, &sources[known++], err);
        if (result != PSHIP_OK) {
            return result;
        }
    }
    if (!ordered) {
        qsort(sources, known, sizeof *sources, by_source);
    }
    view->source_count = known; /* only now, so that nothing looked for them before */
    return PSHIP_OK;
}

static pship_result prefer_sources(pship_view *view, const pship_view_options *options,
                                   pship_error *err)
{
    for (size_t i = 0; i < view->source_count; i++) {
        view->sources[i].preference = (uint32_t)options->preferred_source_count;
    }
    for (size_t i = options->preferred_source_count; i > 0; i--) {
        const char *id = options->preferred_sources[i - 1];
        source_date *found =
            id == NULL ? NULL : (source_date *)pship__view_source(view, pship__view_name(view, id));
        if (found == NULL) {
            return pship__fail(err, PSHIP_E_NOT_FOUND,
                               "there is no source '%.100s', which is preferred",
                               id != NULL && pship__utf8_valid(id, strlen(id)) ? id : "?");
        }
        found->preference = (uint32_t)i - 1; /* of one named twice the first place counts */
    }
    view->preferred_count = (uint32_t)options->preferred_source_count;
    view->newest_source = options->newest_source;
    return PSHIP_OK;
}

static pship_result fill(pship_view *view, const pship_view_options *options, pship_error *err)
{
    const pship_context *context = view->model->context;
    view->as_of = options->as_of == PSHIP_DAY_NONE ? pship__today() : options->as_of;
    view->on = code_of_day(view->as_of);
    view->published_by = options->published_by;
    view->holding = options->holding;
    size_t sources = see(view);
    view->lazy = pship__allocate_zero(context, 1, sizeof *view->lazy);
    if (view->index == NULL) { /* nothing is committed */
        view->index = pship__index_extend(NULL, context, NULL, 1, 0);
    }
    if (view->lazy == NULL || view->index == NULL) {
        return pship__fail_memory(err);
    }
    pship_result result = choose_layers(view, options, err);
    if (result == PSHIP_OK) {
        result = date_sources(view, sources, err);
    }
    return result == PSHIP_OK ? prefer_sources(view, options, err) : result;
}

pship_result pship_view_open(pship_view **view, pship_model *model,
                             const pship_view_options *options, pship_error *err)
{
    if (view == NULL || model == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_view_open needs a place for the view and a model");
    }
    pship_view_options wanted = PSHIP_VIEW_OPTIONS_INIT;
    pship_result result =
        pship__options(&wanted, sizeof wanted, offsetof(pship_view_options, scenario), options,
                       "pship_view_options", err);
    if (result == PSHIP_OK) {
        result = check_options(&wanted, err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    pship_view *made = pship__allocate_zero(model->context, 1, sizeof *made);
    if (made == NULL) {
        return pship__fail_memory(err);
    }
    made->model = pship__model_share(model);
    atomic_fetch_add_explicit(&model->views, 1, memory_order_relaxed); /* published by see() */
    result = fill(made, &wanted, err);
    if (result != PSHIP_OK) {
        pship_view_free(made);
        return result;
    }
    *view = made;
    return PSHIP_OK;
}

void pship_view_free(pship_view *view)
{
    if (view == NULL) {
        return;
    }
    pship_model *model = view->model;
    if (view->lazy != NULL) {
        pship__view_forget_all(view);
        pship__large_cells_free(view);
    }
    pship__release(model->context, view->lazy);
    pship__release(model->context, view->sources);
    pship__layers_free(&view->layers);
    pship__index_free(view->index);
    pship__release(model->context, view);
    atomic_fetch_sub_explicit(&model->views, 1, memory_order_release);
    pship_model_free(model);
}

/* ---- what it is */

pship_day pship_view_as_of(const pship_view *view)
{
    return view == NULL ? PSHIP_DAY_NONE : view->as_of;
}

pship_day pship_view_published_by(const pship_view *view)
{
    return view == NULL ? PSHIP_DAY_NONE : view->published_by;
}

pship_context *pship__view_context(const pship_view *view)
{
    return view->model->context;
}

const char *pship_view_scenario(const pship_view *view)
{
    return view == NULL || view->layers.layer == 0
               ? NULL
               : pship__model_text(view->model, scenario_at(view->model, view->layers.layer)->name);
}

name_id pship__view_name(const pship_view *view, const char *text)
{
    name_id name = pship__model_find(view->model, text);
    /* What came after the view was opened is not there for it. */
    return name <= view->seen.texts ? name : 0;
}

const char *pship__view_text(const pship_view *view, name_id name)
{
    return pship__model_text(view->model, name);
}

const stored_date *pship__view_from(const pship_view *view, const statement *row)
{
    return date_at(view->model, row->from);
}

const stored_date *pship__view_date(const pship_view *view, const statement *row)
{
    return value_date(view->model, row);
}

const note_row *pship__view_note(const pship_view *view, const statement *row)
{
    return note_at(view->model, row->note);
}

bool pship__view_holds(const pship_view *view, pship_truth truth)
{
    return truth >= view->holding;
}

name_id pship__view_kind(const pship_view *view, name_id subject)
{
    for (size_t i = 0; i < view->index->count; i++) {
        entries found = pship__run_find(view->index->runs[i], subject, view->model->property_kind);
        for (size_t j = 0; j < found.count; j++) {
            if (layers_see(&view->layers, found.first[j].layer, found.first[j].id)) {
                return statement_at(view->model, found.first[j].id)->value;
            }
        }
    }
    return 0;
}

const property_row *pship__view_property(const pship_view *view, name_id name)
{
    return pship__property_find(view->model, name, view->seen.properties);
}

bool pship__kind_is(const pship_view *view, name_id kind, name_id ancestor)
{
    return pship__kind_below(view->model, kind, ancestor, view->seen.kinds);
}

name_id pship__kind_top(const pship_view *view, name_id kind)
{
    /* As in pship__kind_below(), kinds of a damaged file may lie below each other in a ring. */
    for (size_t steps = 0; steps <= view->seen.kinds; steps++) {
        const kind_row *row = pship__kind_find(view->model, kind, view->seen.kinds);
        if (row == NULL || row->parent == 0) {
            break;
        }
        kind = row->parent;
    }
    return kind;
}

/* ---- entities of a kind */

/* Anything but its kind, under a publication cutoff? */
static pship_result is_seen(const pship_view *view, name_id subject, bool *seen, pship_error *err)
{
    *seen = view->published_by == PSHIP_DAY_NONE;
    for (size_t i = 0; i < view->index->count && !*seen; i++) {
        const run *in = view->index->runs[i];
        for (size_t j = 0; j < in->region_count && !*seen; j++) {
            cell opened;
            const region *of = &in->regions[j];
            if (of->property == view->model->property_kind ||
                pship__region_find(in, of, subject).count == 0) {
                continue;
            }
            pship_result result = pship__cell_open(&opened, view, subject, of->property, err);
            if (result != PSHIP_OK) {
                return result;
            }
            for (size_t k = 0; k < opened.count; k++) {
                *seen = *seen || (opened.fates[k].kind == FATE_READING &&
                                  pship__view_holds(view, (pship_truth)opened.fates[k].published));
            }
            pship__cell_release(&opened);
        }
    }
    return PSHIP_OK;
}

typedef struct listed {
    const char *text;
    name_id name;
} listed;

static int by_text(const void *left, const void *right)
{
    const listed *a = left, *b = right;
    return strcmp(a->text, b->text);
}

/* Entities of a kind, as many times as it is stated for them. */
static pship_result list_of_kind(const pship_view *view, name_id kind, listed *list, size_t *count,
                                 pship_error *err)
{
    const pship_model *model = view->model;
    *count = 0;
    for (size_t i = 0; i < view->index->count; i++) {
        const run *in = view->index->runs[i];
        entries stated = region_entries(in, pship__run_region(in, model->property_kind));
        for (size_t j = 0; j < stated.count; j++) {
            const statement *row = statement_at(model, stated.first[j].id);
            bool seen = layers_see(&view->layers, row->layer, stated.first[j].id) &&
                        pship__kind_is(view, row->value, kind);
            pship_result result = seen ? is_seen(view, row->subject, &seen, err) : PSHIP_OK;
            if (result != PSHIP_OK) {
                return result;
            }
            if (seen) {
                list[(*count)++] = (listed){pship__view_text(view, row->subject), row->subject};
            }
        }
    }
    return PSHIP_OK;
}

static size_t count_kinds(const pship_view *view)
{
    size_t count = 0;
    for (size_t i = 0; i < view->index->count; i++) {
        const run *in = view->index->runs[i];
        count += region_entries(in, pship__run_region(in, view->model->property_kind)).count;
    }
    return count;
}

pship_result pship__view_subjects(const pship_view *view, const char *kind, name_id **subjects,
                                  size_t *count, pship_error *err)
{
    pship_context *context = view->model->context;
    name_id kind_name = pship__view_name(view, kind);
    if (pship__kind_find(view->model, kind_name, view->seen.kinds) == NULL) {
        return pship__fail(err, PSHIP_E_NOT_FOUND, "there is no kind '%.80s'",
                           pship__utf8_valid(kind, strlen(kind)) ? kind : "?");
    }
    size_t most = count_kinds(view), found = 0, kept = 0;
    listed *list = pship__allocate(context, most, sizeof *list);
    name_id *ids = pship__allocate(context, most, sizeof *ids);
    pship_result result = list == NULL || ids == NULL
                              ? pship__fail_memory(err)
                              : list_of_kind(view, kind_name, list, &found, err);
    if (result == PSHIP_OK && found > 0) {
        qsort(list, found, sizeof *list, by_text);
    }
    for (size_t i = 0; i < found && result == PSHIP_OK; i++) {
        if (kept == 0 || ids[kept - 1] != list[i].name) {
            ids[kept++] = list[i].name;
        }
    }
    pship__release(context, list);
    if (result != PSHIP_OK) {
        pship__release(context, ids);
        return result;
    }
    *subjects = ids;
    *count = kept;
    return PSHIP_OK;
}

static int by_name(const void *left, const void *right)
{
    name_id a = *(const name_id *)left, b = *(const name_id *)right;
    return (a > b) - (a < b);
}

pship_result pship__view_stating(const pship_view *view, const char *property, name_id **subjects,
                                 size_t *count, pship_error *err)
{
    name_id name = pship__view_name(view, property);
    size_t most = 0, found = 0, kept = 0;
    for (size_t i = 0; i < view->index->count; i++) {
        const region *in = pship__run_region(view->index->runs[i], name);
        most += in == NULL ? 0 : in->cell_count;
    }
    name_id *ids = pship__allocate(view->model->context, most, sizeof *ids);
    if (ids == NULL) {
        return pship__fail_memory(err);
    }
    for (size_t i = 0; i < view->index->count; i++) {
        const run *of = view->index->runs[i];
        const region *in = pship__run_region(of, name);
        for (uint32_t j = 0; in != NULL && j < in->cell_count; j++) {
            ids[found++] = of->subjects[in->first_cell + j];
        }
    }
    if (found > 0) {
        qsort(ids, found, sizeof *ids, by_name);
    }
    for (size_t i = 0; i < found; i++) {
        if (kept == 0 || ids[kept - 1] != ids[i]) {
            ids[kept++] = ids[i];
        }
    }
    *subjects = ids;
    *count = kept;
    return PSHIP_OK;
}

stored_date pship__view_published(const pship_view *view, name_id source)
{
    const source_date *found = pship__view_source(view, source);
    return found != NULL ? found->published
                         : (stored_date){.earliest = PSHIP_DAY_MIN,
                                         .latest = PSHIP_DAY_MAX,
                                         .kind = PSHIP_DATE_UNKNOWN};
}

pship_result pship__view_subject(const pship_view *view, const char *subject, name_id *name,
                                 pship_error *err)
{
    *name = pship__view_name(view, subject);
    if (pship__view_kind(view, *name) == 0) {
        return pship__fail(err, PSHIP_E_NOT_FOUND, "the view knows no '%.100s'",
                           pship__utf8_valid(subject, strlen(subject)) ? subject : "?");
    }
    return PSHIP_OK;
}

pship_result pship__view_named_property(const pship_view *view, const char *property, name_id *name,
                                        pship_error *err)
{
    *name = pship__view_name(view, property);
    if (pship__view_property(view, *name) == NULL) {
        return pship__fail(err, PSHIP_E_NOT_FOUND, "there is no property '%.80s'",
                           pship__utf8_valid(property, strlen(property)) ? property : "?");
    }
    return PSHIP_OK;
}
