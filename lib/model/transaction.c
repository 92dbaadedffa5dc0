#include "model/seal.h"
#include "model/transaction_private.h"
#include <string.h>

pship_transaction_options pship_transaction_options_init(void)
{
    return (pship_transaction_options)PSHIP_TRANSACTION_OPTIONS_INIT;
}

static pship_result keep_texts(pship_transaction *transaction,
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

/* The layers that a transaction sees when it records into one: that has no limit; what it has from
 * its parents may be pinned. */
static pship_result open_layers(layers *opened, const pship_model *model, uint16_t layer,
                                pship_error *err)
{
    pship_result result = pship__layers_open(opened, model, layer, SIZE_MAX, err);
    if (result != PSHIP_OK) {
        return result;
    }
    for (uint16_t at = layer;; at = (uint16_t)scenario_at(model, at)->parent) {
        opened->limit[at] = UINT32_MAX;
        if (at == 0 || scenario_at(model, at)->pinned != 0) {
            return PSHIP_OK;
        }
    }
}

const char *pship__transaction_scenario(const pship_transaction *transaction)
{
    const pship_model *model = transaction->model;
    uint16_t layer = transaction->layers.layer;
    return layer == 0 ? NULL : pship__model_text(model, scenario_at(model, layer)->name);
}

int64_t pship__transaction_pin_of(const pship_transaction *transaction, const char *scenario)
{
    const pship_model *model = transaction->model;
    uint16_t found = pship__scenario_find(model, pship__names_find(&model->names, scenario),
                                          model->scenarios.count);
    return found == 0 ? 0 : scenario_at(model, found)->pinned;
}

pship_result pship__transaction_set_scenario(pship_transaction *transaction, const char *scenario,
                                             pship_error *err)
{
    const pship_model *model = transaction->model;
    uint16_t layer = 0;
    if (scenario != NULL) {
        layer = pship__scenario_find(model, pship__names_find(&model->names, scenario),
                                     model->scenarios.count);
        if (layer == 0) {
            return pship__fail(err, PSHIP_E_NOT_FOUND, "there is no scenario '%.100s'",
                               pship__utf8_valid(scenario, strlen(scenario)) ? scenario : "?");
        }
    }
    if (transaction->layers.count > 0 && transaction->layers.layer == layer) {
        return PSHIP_OK;
    }
    layers opened;
    pship_result result = open_layers(&opened, model, layer, err);
    if (result == PSHIP_OK) {
        pship__layers_free(&transaction->layers);
        transaction->layers = opened;
    }
    return result;
}

void pship__transaction_retell(pship_transaction *transaction, bool retelling)
{
    transaction->retelling = retelling;
    pship__map_free(&transaction->told_again);
    transaction->older = false;
    transaction->told = transaction->model->statements.count;
}

void pship__transaction_tell_older(pship_transaction *transaction, bool older)
{
    transaction->older = older;
}

void pship__transaction_tell_own(pship_transaction *transaction, bool own)
{
    transaction->own = own;
}

static pship_result check_options(pship_transaction_options *wanted,
                                  const pship_transaction_options *options, pship_error *err)
{
    *wanted = (pship_transaction_options)PSHIP_TRANSACTION_OPTIONS_INIT;
    pship_result result =
        pship__options(wanted, sizeof *wanted, offsetof(pship_transaction_options, scenario),
                       options, "pship_transaction_options", err);
    if (result == PSHIP_OK) {
        result = pship__check_text(wanted->actor, "actor of the transaction", err);
    }
    if (result == PSHIP_OK) {
        result = pship__check_text(wanted->note, "note of the transaction", err);
    }
    return result;
}

pship_result pship_transaction_begin(pship_transaction **transaction, pship_model *model,
                                     const pship_transaction_options *options, pship_error *err)
{
    if (transaction == NULL || model == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_transaction_begin needs a place for the transaction and a model");
    }
    pship_transaction_options wanted;
    pship_result result = check_options(&wanted, options, err);
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
    if (!pship__model_claim(model)) {
        pship__release(model->context, made);
        return pship__fail(err, PSHIP_E_BUSY, "another transaction of this model is open");
    }
    made->model = pship__model_share(model);
    pship__map_init(&made->told_again, model->context);
    made->open = true;
    made->begun = pship__model_extent(model);
    result = pship__transaction_set_scenario(made, wanted.scenario, err);
    if (result == PSHIP_OK) {
        result = keep_texts(made, &wanted, err);
    }
    if (result != PSHIP_OK) {
        pship_transaction_free(made);
        return result;
    }
    *transaction = made;
    return PSHIP_OK;
}

void pship_transaction_free(pship_transaction *transaction)
{
    if (transaction == NULL) {
        return;
    }
    pship_model *model = transaction->model;
    if (transaction->open) {
        pship__model_cut(model, &transaction->begun);
        pship__model_yield(model);
    }
    pship__layers_free(&transaction->layers);
    pship__map_free(&transaction->told_again);
    pship__release(model->context, transaction);
    pship_model_free(model);
}

/* References may point ahead within a transaction, so they are checked when it is whole, and each as
 * the layer sees it that the statement is of. */
static pship_result check_references(const pship_transaction *transaction, pship_error *err)
{
    const pship_model *model = transaction->model;
    layers opened = {.context = model->context};
    const layers *seen = &transaction->layers;
    pship_result result = PSHIP_OK;
    for (size_t i = transaction->begun.statements;
         i < model->statements.count && result == PSHIP_OK; i++) {
        const statement *row = pship__stable_at(&model->statements, i);
        if (row->object == 0 || row->operation > OPERATION_CORRECT) {
            continue;
        }
        if (row->layer != seen->layer) {
            pship__layers_free(&opened);
            seen = &opened;
            result = open_layers(&opened, model, row->layer, err);
        }
        if (result == PSHIP_OK) {
            result = pship__check_object(model, seen, row, true, err);
        }
    }
    pship__layers_free(&opened);
    return result;
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
    if (model->transactions.count >= UINT32_MAX - 1) {
        return pship__fail(err, PSHIP_E_LIMIT, "the model has as many transactions as it can hold");
    }
    transaction_row *row = pship__stable_add(&model->transactions);
    if (row == NULL) {
        return pship__fail_memory(err);
    }
    row->recorded_at = instant_of(transaction);
    row->actor = transaction->actor;
    row->note = transaction->note;
    row->statements = (uint32_t)(model->statements.count - transaction->begun.statements);
    return PSHIP_OK;
}

static pship_result store_rows(const pship_transaction *transaction, const erasure *erased,
                               pship_error *err)
{
    pship_model *model = transaction->model;
    if (model->store == NULL) {
        return PSHIP_OK;
    }
    pship__store_feed feed = pship__feed(model, model->stored, pship__model_extent(model));
    pship__store_rewrite rewrite = {.texts = erased->texts,
                                    .notes = erased->notes,
                                    .seals = erased->seals,
                                    .text_count = erased->text_count,
                                    .note_count = erased->note_count,
                                    .seal_count = erased->seal_count};
    pship_result result;
    if (erased->statement_count == 0) {
        result = pship__store_append(model->store, &feed, NULL, err);
    } else {
        model->erasing = erased;
        result = pship__store_append(model->store, &feed, &rewrite, err);
        model->erasing = NULL;
    }
    if (result == PSHIP_OK) {
        model->stored = pship__model_extent(model);
    }
    return result;
}

static bool is_empty(const pship_transaction *transaction)
{
    const pship_model *model = transaction->model;
    return model->statements.count == transaction->begun.statements &&
           model->kinds.count == transaction->begun.kinds &&
           model->scenarios.count == transaction->begun.scenarios &&
           model->properties.count == transaction->begun.properties;
}

/* Everything that can fail comes before the store, and after the store only what cannot. */
static pship_result commit(pship_transaction *transaction, erasure *erased, pship_error *err)
{
    pship_model *model = transaction->model;
    size_t first = transaction->begun.statements + 1;
    index_version *index = NULL;
    uint32_t *erased_ids = NULL;
    size_t erased_count = 0;
    pship_result result = check_references(transaction, err);
    if (result == PSHIP_OK) {
        result = add_row(transaction, err);
    }
    if (result == PSHIP_OK) {
        result = pship__seal_transaction(model, model->transactions.count, first, err);
    }
    if (result == PSHIP_OK) {
        result = pship__erasure_of(erased, model, first, err);
    }
    if (result == PSHIP_OK) {
        index = pship__model_index(model, first);
        bool had =
            index != NULL && (erased->statement_count == 0 ||
                              pship__erasure_join(model, erased, &erased_ids, &erased_count));
        result = had ? PSHIP_OK : pship__fail_memory(err);
    }
    if (result == PSHIP_OK) {
        result = store_rows(transaction, erased, err);
    }
    if (result != PSHIP_OK) {
        pship__index_free(index);
        pship__release(model->context, erased_ids);
        return result;
    }
    pship__model_publish(model, index, erased, erased_ids, erased_count);
    return PSHIP_OK;
}

/* A copy that is being written must not see half of an erasure. Nothing waits for it inside the library: its
 * progress callback may be what has called. */
static pship_result commit_alone(pship_transaction *transaction, pship_error *err)
{
    pship_model *model = transaction->model;
    if (transaction->erases && pthread_rwlock_trywrlock(&model->wiping) != 0) {
        return pship__fail(err, PSHIP_E_BUSY,
                           "a copy of the model is being written: erase when it is done");
    }
    erasure erased = {.context = model->context};
    extent before = pship__model_extent(model);
    pship_result result = commit(transaction, &erased, err);
    if (result != PSHIP_OK) {
        pship__model_cut(model, &before);
    }
    pship__erasure_free(&erased);
    if (transaction->erases) {
        pthread_rwlock_unlock(&model->wiping);
    }
    return result;
}

pship_result pship_transaction_commit(pship_transaction *transaction, pship_error *err)
{
    if (transaction == NULL || !transaction->open) {
        return pship__fail(err, PSHIP_E_ARGUMENT, "the transaction is not open");
    }
    pship_model *model = transaction->model;
    if (is_empty(transaction)) {
        pship__model_cut(model, &transaction->begun); /* the texts of its actor and note */
    } else {
        pship_result result = commit_alone(transaction, err);
        if (result != PSHIP_OK) {
            return result;
        }
    }
    transaction->open = false;
    pship__model_yield(model);
    return PSHIP_OK;
}

pship_statement_id pship__transaction_last(const pship_transaction *transaction)
{
    return (pship_statement_id)transaction->model->statements.count;
}

pship_context *pship__transaction_context(const pship_transaction *transaction)
{
    return transaction->model->context;
}

bool pship__transaction_is_open(const pship_transaction *transaction)
{
    return transaction->open;
}

size_t pship__transaction_statement_count(const pship_transaction *transaction)
{
    return transaction->model->statements.count;
}

const statement *pship__transaction_statement(const pship_transaction *transaction,
                                              pship_statement_id id)
{
    return statement_at(transaction->model, id);
}

const char *pship__transaction_text(const pship_transaction *transaction, name_id name)
{
    return pship__model_text(transaction->model, name);
}

struct transaction_mark {
    extent at;
};

pship_result pship__transaction_mark(const pship_transaction *transaction, transaction_mark **mark,
                                     pship_error *err)
{
    transaction_mark *made = pship__allocate(transaction->model->context, 1, sizeof *made);
    if (made == NULL) {
        return pship__fail_memory(err);
    }
    made->at = pship__model_extent(transaction->model);
    *mark = made;
    return PSHIP_OK;
}

pship_result pship__transaction_settle(pship_transaction *transaction, transaction_mark *mark,
                                       pship_result result)
{
    extent at = mark->at;
    pship__release(transaction->model->context, mark);
    return pship__settle(transaction, &at, result);
}

const char *pship__transaction_kind_of(const pship_transaction *transaction, const char *id)
{
    const pship_model *model = transaction->model;
    name_id name = pship__names_find(&model->names, id);
    return pship__model_text(model, pship__entity_kind(model, &transaction->layers, name));
}

bool pship__transaction_has_kind(const pship_transaction *transaction, const char *kind)
{
    const pship_model *model = transaction->model;
    return pship__kind_find(model, pship__names_find(&model->names, kind), SIZE_MAX) != NULL;
}

bool pship__transaction_kind_is(const pship_transaction *transaction, const char *kind,
                                const char *ancestor)
{
    const names *texts = &transaction->model->names;
    name_id above = pship__names_find(texts, ancestor);
    return above != 0 &&
           pship__kind_below(transaction->model, pship__names_find(texts, kind), above, SIZE_MAX);
}

bool pship__transaction_property(const pship_transaction *transaction, const char *name,
                                 property_info *info)
{
    const pship_model *model = transaction->model;
    const property_row *row =
        pship__property_find(model, pship__names_find(&model->names, name), SIZE_MAX);
    if (row == NULL) {
        return false;
    }
    *info = (property_info){.type = (pship_property_type)row->type,
                            .many = row->many,
                            .of_kind = pship__model_text(model, row->of_kind),
                            .refers_to = pship__model_text(model, row->refers_to)};
    return true;
}

static uint32_t next_ordinal(const pship_transaction *transaction)
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
                           next_ordinal(transaction), err);
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
    return pship__property_add(transaction->model, name, &wanted, next_ordinal(transaction), err);
}
