#include "model/transaction_private.h"
#include <string.h>

pship_transaction_options pship_transaction_options_init(void)
{
    return (pship_transaction_options)PSHIP_TRANSACTION_OPTIONS_INIT;
}

static pship_result check_text(const char *text, const char *what, pship_error *err)
{
    size_t length = text == NULL ? 0 : strnlen(text, TEXT_LIMIT + 1);
    if (length > TEXT_LIMIT) {
        return pship__fail(err, PSHIP_E_LIMIT, "the %s of the transaction is longer than 16 MiB",
                           what);
    }
    if (text != NULL && !pship__utf8_valid(text, length)) {
        return pship__fail(err, PSHIP_E_INVALID, "the %s of the transaction is not UTF-8", what);
    }
    return PSHIP_OK;
}

/* A model has one writer at a time: whoever sets the flag is it. */
static bool claim(pship_model *model)
{
    pthread_rwlock_wrlock(&model->lock);
    bool free = !model->writing;
    model->writing = true;
    pthread_rwlock_unlock(&model->lock);
    return free;
}

static void yield_claim(pship_model *model)
{
    pthread_rwlock_wrlock(&model->lock);
    model->writing = false;
    pthread_rwlock_unlock(&model->lock);
}

static pship_result keep_options(pship_transaction *transaction,
                                 const pship_transaction_options *options, pship_error *err)
{
    pship_model *model = transaction->model;
    transaction->recorded_at = options->recorded_at;
    if (options->actor != NULL &&
        (transaction->actor = pship__model_intern(model, options->actor)) == 0) {
        return pship__fail_memory(err);
    }
    if (options->note != NULL &&
        (transaction->note = pship__model_intern(model, options->note)) == 0) {
        return pship__fail_memory(err);
    }
    return PSHIP_OK;
}

pship_result pship_transaction_begin(pship_transaction **transaction, pship_model *model,
                                     const pship_transaction_options *options, pship_error *err)
{
    if (transaction == NULL || model == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_transaction_begin needs a place for the transaction and a model");
    }
    pship_transaction_options wanted = PSHIP_TRANSACTION_OPTIONS_INIT;
    pship_result result = pship__options(&wanted, sizeof wanted, sizeof wanted, options,
                                         "pship_transaction_options", err);
    if (result == PSHIP_OK) {
        result = check_text(wanted.actor, "actor", err);
    }
    if (result == PSHIP_OK) {
        result = check_text(wanted.note, "note", err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    if (model->read_only) {
        return pship__fail(err, PSHIP_E_INVALID, "the model was opened for reading only");
    }
    pship_transaction *made = pship__allocate_zero(model->context, 1, sizeof *made);
    if (made == NULL) {
        return pship__fail_memory(err);
    }
    if (!claim(model)) {
        pship__release(model->context, made);
        return pship__fail(err, PSHIP_E_BUSY, "another transaction of this model is open");
    }
    made->model = pship__model_share(model);
    made->open = true;
    made->begun = model->committed;
    result = keep_options(made, &wanted, err);
    if (result != PSHIP_OK) {
        pship_transaction_free(made);
        return result;
    }
    *transaction = made;
    return PSHIP_OK;
}

static void forget(pship_transaction *transaction)
{
    pship_model *model = transaction->model;
    for (size_t i = transaction->begun.statements; i < model->statements.count; i++) {
        const statement *row = pship__stable_at(&model->statements, i);
        if (row->property == model->property_kind) {
            (void)pship__entity_set_kind(model, row->subject, 0);
        } else if (row->operation == OPERATION_CORRECT) {
            (void)pship__set_corrected(model, row->target, false);
        }
    }
    pship__stable_cut(&model->statements, transaction->begun.statements);
    pship__stable_cut(&model->transactions, transaction->begun.transactions);
    pship__stable_cut(&model->kinds, transaction->begun.kinds);
    pship__stable_cut(&model->properties, transaction->begun.properties);
}

void pship_transaction_free(pship_transaction *transaction)
{
    if (transaction == NULL) {
        return;
    }
    pship_model *model = transaction->model;
    if (transaction->open) {
        forget(transaction);
        yield_claim(model);
    }
    pship__release(model->context, transaction);
    pship_model_free(model);
}

/* References may point ahead within a transaction, so they are checked when it is whole. */
static pship_result check_references(const pship_transaction *transaction, pship_error *err)
{
    const pship_model *model = transaction->model;
    for (size_t i = transaction->begun.statements; i < model->statements.count; i++) {
        const statement *row = pship__stable_at(&model->statements, i);
        if (row->object != 0 && row->operation <= OPERATION_CORRECT) {
            pship_result result = pship__check_object(model, row, true, err);
            if (result != PSHIP_OK) {
                return result;
            }
        }
    }
    return PSHIP_OK;
}

/* The log never goes back in time, whatever the clock does. */
static int64_t instant_of(const pship_transaction *transaction)
{
    const pship_model *model = transaction->model;
    int64_t instant = transaction->recorded_at != 0 ? transaction->recorded_at : pship__now();
    if (transaction->begun.transactions > 0) {
        int64_t before =
            transaction_at(model, (uint32_t)transaction->begun.transactions)->recorded_at;
        instant = instant < before ? before : instant;
    }
    return instant;
}

static pship_result add_row(pship_transaction *transaction, pship_error *err)
{
    pship_model *model = transaction->model;
    transaction_row *row = pship__stable_add(&model->transactions);
    if (row == NULL) {
        return pship__fail_memory(err);
    }
    row->recorded_at = instant_of(transaction);
    row->actor = transaction->actor;
    row->note = transaction->note;
    row->statements = model->statements.count - transaction->begun.statements;
    return PSHIP_OK;
}

static pship_result store_rows(pship_transaction *transaction, extent to, pship_error *err)
{
    pship_model *model = transaction->model;
    if (model->store == NULL) {
        return PSHIP_OK;
    }
    model_feed feed;
    pship__store_feed store_feed;
    pship__feed_init(&feed, &store_feed, model, transaction->begun, to);
    return pship__store_append(model->store, &store_feed, err);
}

static bool is_empty(const pship_transaction *transaction)
{
    const pship_model *model = transaction->model;
    return model->statements.count == transaction->begun.statements &&
           model->kinds.count == transaction->begun.kinds &&
           model->properties.count == transaction->begun.properties;
}

pship_result pship_transaction_commit(pship_transaction *transaction, pship_error *err)
{
    if (transaction == NULL || !transaction->open) {
        return pship__fail(err, PSHIP_E_ARGUMENT, "the transaction is not open");
    }
    pship_model *model = transaction->model;
    if (!is_empty(transaction)) {
        pship_result result = check_references(transaction, err);
        if (result == PSHIP_OK) {
            result = add_row(transaction, err);
        }
        extent to = {model->statements.count, model->transactions.count, model->kinds.count,
                     model->properties.count};
        if (result == PSHIP_OK) {
            result = store_rows(transaction, to, err);
        }
        if (result != PSHIP_OK) {
            pship__stable_cut(&model->transactions, transaction->begun.transactions);
            return result;
        }
        pthread_rwlock_wrlock(&model->lock);
        model->committed = to;
        pthread_rwlock_unlock(&model->lock);
    }
    transaction->open = false;
    yield_claim(model);
    return PSHIP_OK;
}

pship_context *pship__transaction_context(const pship_transaction *transaction)
{
    return transaction->model->context;
}

const char *pship__transaction_kind_of(const pship_transaction *transaction, const char *id)
{
    const pship_model *model = transaction->model;
    name_id name = pship__names_find(&model->names, id);
    return pship__model_text(model, pship__entity_kind(model, name));
}

bool pship__transaction_kind_is(const pship_transaction *transaction, const char *kind,
                                const char *ancestor)
{
    const names *pool = &transaction->model->names;
    name_id above = pship__names_find(pool, ancestor);
    return above != 0 &&
           pship__kind_below(transaction->model, pship__names_find(pool, kind), above);
}

bool pship__transaction_property(const pship_transaction *transaction, const char *name,
                                 property_info *info)
{
    const pship_model *model = transaction->model;
    const property_row *row = pship__property_find(model, pship__names_find(&model->names, name));
    if (row == NULL) {
        return false;
    }
    *info = (property_info){.type = row->type,
                            .many = row->many,
                            .of_kind = pship__model_text(model, row->of_kind),
                            .refers_to = pship__model_text(model, row->refers_to)};
    return true;
}

static uint32_t ordinal_of(const pship_transaction *transaction)
{
    return (uint32_t)transaction->begun.transactions + 1u;
}

pship_result pship_kind_define(pship_transaction *transaction, const char *name,
                               const pship_kind_options *options, pship_error *err)
{
    if (transaction == NULL || !transaction->open || name == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_kind_define needs an open transaction and a name");
    }
    pship_kind_options wanted = PSHIP_KIND_OPTIONS_INIT;
    pship_result result =
        pship__options(&wanted, sizeof wanted, sizeof wanted, options, "pship_kind_options", err);
    if (result != PSHIP_OK) {
        return result;
    }
    return pship__kind_add(transaction->model, name, wanted.parent, wanted.description,
                           ordinal_of(transaction), err);
}

pship_result pship_property_define(pship_transaction *transaction, const char *name,
                                   const pship_property_options *options, pship_error *err)
{
    if (transaction == NULL || !transaction->open || name == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_property_define needs an open transaction and a name");
    }
    pship_property_options wanted = PSHIP_PROPERTY_OPTIONS_INIT;
    pship_result result = pship__options(&wanted, sizeof wanted, sizeof wanted, options,
                                         "pship_property_options", err);
    if (result != PSHIP_OK) {
        return result;
    }
    return pship__property_add(transaction->model, name, &wanted, ordinal_of(transaction), err);
}
