/* Opening views, and the look-ups that every question is made of. */
#include "model/view_private.h"
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
    size_t seen = committed;
    if (options->recorded_transaction > 0 && (uint64_t)options->recorded_transaction < seen) {
        seen = (size_t)options->recorded_transaction;
    }
    while (options->recorded_by != 0 && seen > 0 &&
           transaction_at(model, (uint32_t)seen)->recorded_at > options->recorded_by) {
        seen--;
    }
    return seen;
}

/* Statements lie in the order of their transactions, so a cutoff is a prefix of the log. */
static size_t statements_seen(const pship_model *model, size_t committed, size_t transactions)
{
    size_t low = 0, high = committed;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const statement *row = pship__stable_at(&model->statements, middle);
        if (row->transaction <= transactions) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void see(pship_view *view, const pship_view_options *options)
{
    pship_model *model = view->model;
    pthread_rwlock_rdlock(&model->lock);
    view->seen = model->committed;
    view->name_count = model->names.texts.count;
    pthread_rwlock_unlock(&model->lock);
    view->seen.transactions = transactions_seen(model, options, view->seen.transactions);
    view->seen.statements = statements_seen(model, view->seen.statements, view->seen.transactions);
}

static pship_result know_kinds(pship_view *view, pship_error *err)
{
    const pship_model *model = view->model;
    view->kind_of =
        pship__allocate_zero(model->context, view->name_count + 1, sizeof *view->kind_of);
    if (view->kind_of == NULL) {
        return pship__fail_memory(err);
    }
    for (size_t i = 0; i < view->seen.statements; i++) {
        const statement *row = pship__stable_at(&model->statements, i);
        if (row->property == model->property_kind) {
            view->kind_of[row->subject] = row->value;
        }
    }
    return PSHIP_OK;
}

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

static pship_result index_references(pship_view *view, pship_error *err)
{
    size_t count = 0;
    for (size_t i = 0; i < view->reading_count; i++) {
        count += view->readings[i].statement->object != 0;
    }
    view->references = pship__allocate(view->model->context, count, sizeof *view->references);
    if (view->references == NULL) {
        return pship__fail_memory(err);
    }
    for (size_t i = 0; i < view->reading_count; i++) {
        if (view->readings[i].statement->object != 0) {
            view->references[view->reference_count++] = &view->readings[i];
        }
    }
    qsort(view->references, count, sizeof *view->references, by_object);
    return PSHIP_OK;
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
    return PSHIP_OK;
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
        pship__options(&wanted, sizeof wanted, sizeof wanted, options, "pship_view_options", err);
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
    made->as_of = wanted.as_of == PSHIP_DAY_NONE ? pship__today() : wanted.as_of;
    made->published_by = wanted.published_by;
    made->holding = wanted.holding;
    see(made, &wanted);
    result = know_kinds(made, err);
    if (result == PSHIP_OK) {
        result = pship__view_collect(made, err);
    }
    if (result == PSHIP_OK) {
        result = index_references(made, err);
    }
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
    pship__release(model->context, view->kind_of);
    pship__release(model->context, view->readings);
    pship__release(model->context, (void *)view->references);
    pship__release(model->context, view->shadows);
    pship__release(model->context, view->sources);
    pship__release(model->context, view);
    pship_model_free(model);
}

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

name_id pship__view_name(const pship_view *view, const char *text)
{
    name_id name = pship__model_find(view->model, text);
    /* What came after the view was opened is not there for it. */
    return name <= view->name_count ? name : 0;
}

const char *pship__view_text(const pship_view *view, name_id name)
{
    return pship__model_text(view->model, name);
}

bool pship__view_holds(const pship_view *view, pship_truth truth)
{
    return truth >= view->holding;
}

name_id pship__view_kind(const pship_view *view, name_id subject)
{
    return subject <= view->name_count ? view->kind_of[subject] : 0;
}

const property_row *pship__view_property(const pship_view *view, name_id name)
{
    for (size_t i = 0; name != 0 && i < view->seen.properties; i++) {
        const property_row *row = pship__stable_at(&view->model->properties, i);
        if (row->name == name) {
            return row;
        }
    }
    return NULL;
}

static const kind_row *kind_row_of(const pship_view *view, name_id name)
{
    for (size_t i = 0; name != 0 && i < view->seen.kinds; i++) {
        const kind_row *row = pship__stable_at(&view->model->kinds, i);
        if (row->name == name) {
            return row;
        }
    }
    return NULL;
}

bool pship__kind_is(const pship_view *view, name_id kind, name_id ancestor)
{
    while (kind != 0 && kind != ancestor) {
        const kind_row *row = kind_row_of(view, kind);
        kind = row == NULL ? 0 : row->parent;
    }
    return kind != 0;
}

/* First reading that does not come before (subject, property). */
static size_t first_reading(const pship_view *view, name_id subject, name_id property)
{
    size_t low = 0, high = view->reading_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const statement *row = view->readings[middle].statement;
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
    size_t first = first_reading(view, subject, property), end = first;
    while (end < view->reading_count && view->readings[end].statement->subject == subject &&
           view->readings[end].statement->property == property) {
        end++;
    }
    return (readings){view->readings + first, end - first};
}

readings pship__view_all_about(const pship_view *view, name_id subject)
{
    size_t first = first_reading(view, subject, 0), end = first;
    while (end < view->reading_count && view->readings[end].statement->subject == subject) {
        end++;
    }
    return (readings){view->readings + first, end - first};
}

readings pship__view_everything(const pship_view *view)
{
    return (readings){view->readings, view->reading_count};
}

references pship__view_referring(const pship_view *view, name_id object, name_id property)
{
    size_t low = 0, high = view->reference_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const statement *row = view->references[middle]->statement;
        if (row->object < object || (row->object == object && row->property < property)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    size_t end = low;
    while (end < view->reference_count && view->references[end]->statement->object == object &&
           (property == 0 || view->references[end]->statement->property == property)) {
        end++;
    }
    return (references){view->references + low, end - low};
}

choice pship__view_ask(const pship_view *view, name_id subject, const char *property)
{
    return pship__view_choose(view,
                              pship__view_about(view, subject, pship__view_name(view, property)));
}

/* ---- entities of a kind */

static bool is_seen(const pship_view *view, name_id subject)
{
    if (view->published_by == PSHIP_DAY_NONE) {
        return true;
    }
    readings all = pship__view_all_about(view, subject);
    for (size_t i = 0; i < all.count; i++) {
        if (all.first[i].statement->property != view->model->property_kind &&
            pship__view_holds(view, all.first[i].published)) {
            return true;
        }
    }
    return false;
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

static size_t list_of_kind(const pship_view *view, name_id kind, listed *list)
{
    size_t count = 0;
    for (size_t name = 1; name <= view->name_count; name++) {
        name_id subject = (name_id)name;
        if (view->kind_of[name] != 0 && pship__kind_is(view, view->kind_of[name], kind) &&
            is_seen(view, subject)) {
            if (list != NULL) {
                list[count] = (listed){pship__view_text(view, subject), subject};
            }
            count++;
        }
    }
    return count;
}

pship_result pship__view_subjects(const pship_view *view, const char *kind, name_id **subjects,
                                  size_t *count, pship_error *err)
{
    pship_context *context = view->model->context;
    name_id kind_name = pship__view_name(view, kind);
    if (kind_row_of(view, kind_name) == NULL) {
        return pship__fail(err, PSHIP_E_NOT_FOUND, "there is no kind '%.80s'", kind);
    }
    size_t found = list_of_kind(view, kind_name, NULL);
    listed *list = pship__allocate(context, found, sizeof *list);
    name_id *found_names = pship__allocate(context, found, sizeof *found_names);
    if (list == NULL || found_names == NULL) {
        pship__release(context, list);
        pship__release(context, found_names);
        return pship__fail_memory(err);
    }
    (void)list_of_kind(view, kind_name, list);
    qsort(list, found, sizeof *list, by_text);
    for (size_t i = 0; i < found; i++) {
        found_names[i] = list[i].name;
    }
    pship__release(context, list);
    *subjects = found_names;
    *count = found;
    return PSHIP_OK;
}

stored_date pship__view_published(const pship_view *view, name_id source)
{
    size_t low = 0, high = view->source_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (view->sources[middle].source < source) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low < view->source_count && view->sources[low].source == source) {
        return view->sources[low].published;
    }
    return (stored_date){
        .earliest = PSHIP_DAY_MIN, .latest = PSHIP_DAY_MAX, .kind = PSHIP_DATE_UNKNOWN};
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
