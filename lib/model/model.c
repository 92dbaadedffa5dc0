#include "model/attach.h"
#include "model/log.h"
#include <string.h>

pship_model_options pship_model_options_init(void)
{
    return (pship_model_options)PSHIP_MODEL_OPTIONS_INIT;
}

pship_model *pship__model_share(pship_model *model)
{
    atomic_fetch_add_explicit(&model->references, 1, memory_order_relaxed);
    return model;
}

static void free_seals(pship_model *model)
{
    for (size_t i = 0; i < model->seals.count; i++) {
        pship__release(model->context, ((seal_row *)pship__stable_at(&model->seals, i))->items);
    }
    pship__stable_free(&model->seals);
}

void pship_model_free(pship_model *model)
{
    if (model == NULL ||
        atomic_fetch_sub_explicit(&model->references, 1, memory_order_acq_rel) != 1) {
        return;
    }
    pship_context *context = model->context;
    pship__store_close(model->store);
    free_seals(model);
    pship__index_free(model->index);
    pship__stable_free(&model->statements);
    pship__stable_free(&model->transactions);
    pship__stable_free(&model->scenarios);
    pship__stable_free(&model->kinds);
    pship__stable_free(&model->properties);
    pship__stable_free(&model->sources);
    pship__slots_free(&model->kind_slots);
    pship__slots_free(&model->property_slots);
    pship__pool_free(&model->dates);
    pship__pool_free(&model->notes);
    pship__names_free(&model->names);
    pship__map_free(&model->entities);
    pship__map_free(&model->correctors);
    pship__map_free(&model->identities);
    pship__attachments_free(model);
    pship__release(context, model->erased);
    pship__release(context, model->erased_notes);
    pthread_rwlock_destroy(&model->wiping);
    pthread_rwlock_destroy(&model->lock);
    pship__release(context, model);
    pship_context_free(context);
}

/* A model without anything, not even a schema. */
static pship_result new_empty(pship_model **model, pship_context *context, pship_error *err)
{
    pship_model *made = pship__allocate_zero(context, 1, sizeof *made);
    if (made == NULL) {
        return pship__fail_memory(err);
    }
    if (pthread_rwlock_init(&made->lock, NULL) != 0) {
        pship__release(context, made);
        return pship__fail_memory(err);
    }
    if (pthread_rwlock_init(&made->wiping, NULL) != 0) {
        pthread_rwlock_destroy(&made->lock);
        pship__release(context, made);
        return pship__fail_memory(err);
    }
    made->context = pship__context_share(context);
    atomic_init(&made->references, 1);
    atomic_init(&made->views, 0);
    pship__names_init(&made->names, context);
    pship__pool_init(&made->dates, context, sizeof(stored_date));
    pship__pool_init(&made->notes, context, sizeof(note_row));
    pship__stable_init(&made->statements, context, sizeof(statement));
    pship__stable_init(&made->transactions, context, sizeof(transaction_row));
    pship__stable_init(&made->scenarios, context, sizeof(scenario_row));
    pship__stable_init(&made->seals, context, sizeof(seal_row));
    pship__stable_init(&made->kinds, context, sizeof(kind_row));
    pship__stable_init(&made->properties, context, sizeof(property_row));
    pship__stable_init(&made->sources, context, sizeof(name_id));
    pship__slots_init(&made->kind_slots, context);
    pship__slots_init(&made->property_slots, context);
    pship__map_init(&made->entities, context);
    pship__map_init(&made->correctors, context);
    pship__map_init(&made->identities, context);
    *model = made;
    return PSHIP_OK;
}

pship_result pship_model_new(pship_model **model, pship_context *context, pship_error *err)
{
    if (model == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT, "pship_model_new needs a place for the model");
    }
    pship_model *made = NULL;
    pship_result result = new_empty(&made, context, err);
    if (result != PSHIP_OK) {
        return result;
    }
    result = pship__schema_fill(made, err);
    if (result != PSHIP_OK) {
        pship_model_free(made);
        return result;
    }
    *model = made;
    return PSHIP_OK;
}

pship_result pship_model_open(pship_model **model, pship_context *context, const char *path,
                              const pship_model_options *options, pship_error *err)
{
    if (model == NULL || path == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_model_open needs a place for the model and a path");
    }
    pship_model_options wanted = PSHIP_MODEL_OPTIONS_INIT;
    pship_result result =
        pship__options(&wanted, sizeof wanted, sizeof wanted, options, "pship_model_options", err);
    if (result != PSHIP_OK) {
        return result;
    }
    pship_model *made = NULL;
    result = new_empty(&made, context, err);
    if (result != PSHIP_OK) {
        return result;
    }
    made->read_only = wanted.read_only;
    result = pship__store_open(&made->store, context, path, wanted.read_only, err);
    if (result == PSHIP_OK) {
        result = pship__model_load(made, err);
    }
    if (result != PSHIP_OK) {
        pship_model_free(made);
        return result;
    }
    *model = made;
    return PSHIP_OK;
}

pship_result pship_model_save(pship_model *model, const char *path, pship_error *err)
{
    if (model == NULL || path == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT, "pship_model_save needs a model and a path");
    }
    if (model->store != NULL && pship__store_is(model->store, path)) {
        return pship__fail(err, PSHIP_E_BUSY,
                           "the model is bound to '%s' already: its transactions are there", path);
    }
    if (pthread_rwlock_tryrdlock(&model->wiping) != 0) {
        return pship__fail(err, PSHIP_E_BUSY, "something is being erased: save when it is done");
    }
    pship__store_feed feed = pship__feed(model, (extent){0}, pship__model_committed(model));
    pship_result result = pship__store_write(model->context, path, &feed, err);
    pthread_rwlock_unlock(&model->wiping);
    return result;
}

extent pship__model_committed(const pship_model *model)
{
    /* The lock is the model's own business: reading does not change what a caller can see. */
    pthread_rwlock_t *lock = (pthread_rwlock_t *)&model->lock;
    pthread_rwlock_rdlock(lock);
    extent committed = model->committed;
    pthread_rwlock_unlock(lock);
    return committed;
}

extent pship__model_extent(const pship_model *model)
{
    return (extent){.texts = model->names.places.count,
                    .dates = model->dates.rows.count,
                    .notes = model->notes.rows.count,
                    .kinds = model->kinds.count,
                    .properties = model->properties.count,
                    .scenarios = model->scenarios.count,
                    .transactions = model->transactions.count,
                    .seals = model->seals.count,
                    .statements = model->statements.count};
}

/* Takes the statements after `count` out of what the writer knows of them. */
static void forget_statements(pship_model *model, size_t count)
{
    bool maps = false;
    for (size_t id = model->statements.count; id > count; id--) {
        const statement *row = statement_at(model, (pship_statement_id)id);
        if (row->property == model->property_kind) {
            pship__entity_forget(model, (uint32_t)id);
        } else {
            maps = maps || row->operation == OPERATION_CORRECT ||
                   row->operation == OPERATION_RETRACT || row->note != 0;
        }
    }
    if (maps) {
        /* What they say of older statements is not known any more: they are made anew when needed. */
        pship__map_free(&model->correctors);
        pship__map_free(&model->identities);
        model->has_correctors = model->has_identities = false;
    }
    pship__stable_cut(&model->statements, count);
}

void pship__model_cut(pship_model *model, const extent *to)
{
    if (model->statements.count > to->statements) {
        forget_statements(model, to->statements);
    }
    for (size_t i = model->properties.count; i > to->properties; i--) {
        const property_row *row = pship__stable_at(&model->properties, i - 1);
        pship__slots_remove(&model->property_slots, pship__hash_bytes(&row->name, 4), (uint32_t)i);
    }
    for (size_t i = model->kinds.count; i > to->kinds; i--) {
        const kind_row *row = pship__stable_at(&model->kinds, i - 1);
        pship__slots_remove(&model->kind_slots, pship__hash_bytes(&row->name, 4), (uint32_t)i);
    }
    for (size_t i = model->seals.count; i > to->seals; i--) {
        pship__release(model->context, ((seal_row *)pship__stable_at(&model->seals, i - 1))->items);
    }
    pship__stable_cut(&model->seals, to->seals);
    pship__stable_cut(&model->transactions, to->transactions);
    pship__stable_cut(&model->scenarios, to->scenarios);
    pship__stable_cut(&model->properties, to->properties);
    pship__stable_cut(&model->kinds, to->kinds);
    pship__pool_cut(&model->notes, to->notes);
    pship__pool_cut(&model->dates, to->dates);
    pship__names_cut(&model->names, to->texts);
}

index_version *pship__model_index(const pship_model *model, size_t first)
{
    const origin from = {&model->statements, &model->dates, &model->notes, &model->names};
    return pship__index_extend(model->index, model->context, &from, first, model->statements.count);
}

void pship__model_publish(pship_model *model, index_version *index, erasure *erased,
                          uint32_t *erased_ids, size_t erased_count)
{
    bool any = erased->statement_count > 0;
    for (size_t i = 0; i < erased->text_count; i++) {
        pship__names_erase(&model->names, erased->texts[i]);
    }
    for (size_t i = 0; i < erased->note_count; i++) {
        pship__pool_forget(&model->notes, erased->notes[i]);
        size_t at = model->erased_note_count++;
        for (; at > 0 && model->erased_notes[at - 1] > erased->notes[i]; at--) {
            model->erased_notes[at] = model->erased_notes[at - 1];
        }
        model->erased_notes[at] = erased->notes[i];
    }
    pthread_rwlock_wrlock(&model->lock);
    index_version *old = model->index;
    uint32_t *old_ids = any ? model->erased : NULL;
    model->committed = pship__model_extent(model);
    model->committed_sources = model->sources.count;
    model->index = index;
    for (size_t i = 0; i < erased->seal_count; i++) {
        seal_row *seal = pship__stable_at(&model->seals, erased->seals[i] - 1u);
        pship__release(model->context, seal->items);
        *seal = erased->opened[i];
    }
    if (any) {
        /* What is erased bears no identity any more. */
        pship__map_free(&model->identities);
        model->has_identities = false;
        model->erased = erased_ids;
        model->erased_count = erased_count;
    }
    if (atomic_load_explicit(&model->views, memory_order_acquire) == 0) {
        pship__slots_forget_outgrown(&model->names.slots);
    }
    pthread_rwlock_unlock(&model->lock);
    erased->seal_count = 0; /* the model has what was opened */
    pship__release(model->context, old_ids);
    pship__index_free(old);
}

bool pship__model_claim(pship_model *model)
{
    pthread_rwlock_wrlock(&model->lock);
    bool free = !model->writing;
    model->writing = true;
    pthread_rwlock_unlock(&model->lock);
    return free;
}

void pship__model_yield(pship_model *model)
{
    pthread_rwlock_wrlock(&model->lock);
    model->writing = false;
    pthread_rwlock_unlock(&model->lock);
}

uint32_t pship__last_statement(const pship_model *model, size_t transaction)
{
    /* Statements lie in the order of their transactions. */
    size_t low = 0, high = pship__model_committed(model).statements;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (statement_at(model, (pship_statement_id)middle + 1)->transaction <= transaction) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return (uint32_t)low;
}

int64_t pship_model_statement_count(const pship_model *model)
{
    return model == NULL ? 0 : (int64_t)pship__model_committed(model).statements;
}

int64_t pship_model_transaction_count(const pship_model *model)
{
    return model == NULL ? 0 : (int64_t)pship__model_committed(model).transactions;
}

void pship__model_set_read_only(pship_model *model)
{
    model->read_only = true;
}

pship_context *pship__model_context(const pship_model *model)
{
    return model->context;
}

bool pship__was_erased(const pship_model *model, pship_statement_id id)
{
    return statement_at(model, id)->erased ||
           ids_hold(model->erased, model->erased_count, (uint64_t)id);
}

bool pship__is_erased(const pship_model *model, pship_statement_id id)
{
    const erasure *now = model->erasing;
    return pship__was_erased(model, id) ||
           (now != NULL && ids_hold(now->statements, now->statement_count, (uint64_t)id));
}

bool pship__note_is_erased(const pship_model *model, note_id note)
{
    return ids_hold(model->erased_notes, model->erased_note_count, note);
}

statement pship__tombstone(const statement *of)
{
    return (statement){.subject = of->subject,
                       .property = of->property,
                       .source = of->source,
                       .target = of->target,
                       .transaction = of->transaction,
                       .layer = of->layer,
                       .operation = of->operation,
                       .last_confirmed = PSHIP_DAY_NONE,
                       .erased = true};
}

const statement *pship__model_statement(const pship_model *model, pship_statement_id id)
{
    return statement_at(model, id);
}

bool pship__model_erased(const pship_model *model, pship_statement_id id)
{
    pthread_rwlock_t *lock = (pthread_rwlock_t *)&model->lock;
    pthread_rwlock_rdlock(lock);
    bool erased = pship__was_erased(model, id);
    pthread_rwlock_unlock(lock);
    return erased;
}

const stored_date *pship__model_date(const pship_model *model, date_id date)
{
    return date_at(model, date);
}

const note_row *pship__model_note(const pship_model *model, note_id note)
{
    return note_at(model, note);
}

const char *pship__model_text(const pship_model *model, name_id name)
{
    return pship__names_text(&model->names, name);
}

name_id pship__model_find(const pship_model *model, const char *text)
{
    return pship__names_find(&model->names, text);
}

name_id pship__model_intern(pship_model *model, const char *text)
{
    return pship__names_add(&model->names, text);
}

stored_date pship__date_plain(const pship_date *date)
{
    return (stored_date){.earliest = date->earliest,
                         .latest = date->latest,
                         .kind = (uint8_t)date->kind,
                         .precision = (uint8_t)date->precision,
                         .approximate = date->approximate,
                         .uncertain = date->uncertain};
}

pship_date pship__date_out(const pship_model *model, const stored_date *date)
{
    pship_date out = {.earliest = date->earliest,
                      .latest = date->latest,
                      .kind = (pship_date_kind)date->kind,
                      .precision = (pship_precision)date->precision,
                      .approximate = date->approximate,
                      .uncertain = date->uncertain};
    const char *text = pship__model_text(model, date->text);
    if (text != NULL) {
        /* A date's text was checked to fit when it was parsed. */
        memcpy(out.text, text, strnlen(text, sizeof out.text - 1));
    }
    return out;
}
