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

void pship_model_free(pship_model *model)
{
    if (model == NULL ||
        atomic_fetch_sub_explicit(&model->references, 1, memory_order_acq_rel) != 1) {
        return;
    }
    pship_context *context = model->context;
    pship__store_close(model->store);
    pship__stable_free(&model->statements);
    pship__stable_free(&model->transactions);
    pship__stable_free(&model->kinds);
    pship__stable_free(&model->properties);
    pship__names_free(&model->names);
    pship__release(context, model->entity_kinds);
    pship__release(context, model->corrected);
    pthread_rwlock_destroy(&model->lock);
    pship__release(context, model);
    pship_context_free(context);
}

pship_result pship_model_new(pship_model **model, pship_context *context, pship_error *err)
{
    if (model == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT, "pship_model_new needs a place for the model");
    }
    pship_model *made = pship__allocate_zero(context, 1, sizeof *made);
    if (made == NULL) {
        return pship__fail_memory(err);
    }
    if (pthread_rwlock_init(&made->lock, NULL) != 0) {
        pship__release(context, made);
        return pship__fail_memory(err);
    }
    made->context = pship__context_share(context);
    atomic_init(&made->references, 1);
    pship__names_init(&made->names, context);
    pship__stable_init(&made->statements, context, sizeof(statement));
    pship__stable_init(&made->transactions, context, sizeof(transaction_row));
    pship__stable_init(&made->kinds, context, sizeof(kind_row));
    pship__stable_init(&made->properties, context, sizeof(property_row));
    pship_result result = pship__schema_fill(made, err);
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
    result = pship_model_new(&made, context, err);
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
    model_feed feed;
    pship__store_feed store_feed;
    pship__feed_init(&feed, &store_feed, model, (extent){0, 0, 0, 0},
                     pship__model_committed(model));
    return pship__store_write(model->context, path, &store_feed, err);
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

const statement *pship__model_statement(const pship_model *model, pship_statement_id id)
{
    return statement_at(model, id);
}

const char *pship__model_text(const pship_model *model, name_id name)
{
    return pship__names_text(&model->names, name);
}

name_id pship__model_find(const pship_model *model, const char *text)
{
    pthread_rwlock_t *lock = (pthread_rwlock_t *)&model->lock;
    pthread_rwlock_rdlock(lock);
    name_id name = pship__names_find(&model->names, text);
    pthread_rwlock_unlock(lock);
    return name;
}

name_id pship__model_intern(pship_model *model, const char *text)
{
    /* Only the writer comes here, so it may look without the lock. */
    name_id name = pship__names_find(&model->names, text);
    if (name == 0) {
        pthread_rwlock_wrlock(&model->lock);
        name = pship__names_add(&model->names, text);
        pthread_rwlock_unlock(&model->lock);
    }
    return name;
}

name_id pship__entity_kind(const pship_model *model, name_id id)
{
    return id < model->entity_capacity ? model->entity_kinds[id] : 0;
}

/* Room for the item of an id in an array by ids; what is new is cleared. */
static bool reach(const pship_context *context, void **items, size_t *capacity, size_t id,
                  size_t item_size)
{
    if (id < *capacity) {
        return true;
    }
    size_t wanted = *capacity == 0 ? 1024 : *capacity;
    while (wanted <= id) {
        wanted *= 2;
    }
    unsigned char *grown = pship__resize(context, *items, wanted, item_size);
    if (grown == NULL) {
        return false;
    }
    memset(grown + *capacity * item_size, 0, (wanted - *capacity) * item_size);
    *items = grown;
    *capacity = wanted;
    return true;
}

bool pship__entity_set_kind(pship_model *model, name_id id, name_id kind)
{
    void *kinds = model->entity_kinds;
    bool reached = reach(model->context, &kinds, &model->entity_capacity, id, sizeof(name_id));
    model->entity_kinds = kinds;
    if (reached) {
        model->entity_kinds[id] = kind;
    }
    return reached;
}

bool pship__is_corrected(const pship_model *model, pship_statement_id id)
{
    return (uint64_t)id < model->corrected_capacity && model->corrected[id];
}

bool pship__set_corrected(pship_model *model, pship_statement_id id, bool corrected)
{
    void *flags = model->corrected;
    bool reached =
        reach(model->context, &flags, &model->corrected_capacity, (size_t)id, sizeof(bool));
    model->corrected = flags;
    if (reached) {
        model->corrected[id] = corrected;
    }
    return reached;
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
