/* Between the log in memory and the rows of the store. Ordinals are the same in both. */
#include "model/seal.h"
#include "model/transaction_private.h"
#include <string.h>

/* ---- out: rows for the store */

static const char *give_text(const void *user, size_t ordinal)
{
    const pship_model *model = user;
    const erasure *now = model->erasing;
    bool erased = (now != NULL && ids_hold(now->texts, now->text_count, ordinal)) ||
                  pship__names_is_erased(&model->names, (name_id)ordinal);
    return erased ? NULL : pship__model_text(model, (name_id)ordinal);
}

static const stored_date *give_date(const void *user, size_t ordinal)
{
    return date_at(user, (date_id)ordinal);
}

/* A note whose texts are all erased is erased with them. */
static const note_row *give_note(const void *user, size_t ordinal)
{
    const pship_model *model = user;
    const erasure *now = model->erasing;
    bool erased = (now != NULL && ids_hold(now->notes, now->note_count, ordinal)) ||
                  pship__note_is_erased(model, (note_id)ordinal);
    return note_at(model, erased ? 0 : (note_id)ordinal);
}

static const kind_row *give_kind(const void *user, size_t ordinal)
{
    return pship__stable_at(&((const pship_model *)user)->kinds, ordinal - 1);
}

static const property_row *give_property(const void *user, size_t ordinal)
{
    return pship__stable_at(&((const pship_model *)user)->properties, ordinal - 1);
}

static const scenario_row *give_scenario(const void *user, size_t ordinal)
{
    return scenario_at(user, (uint32_t)ordinal);
}

static const transaction_row *give_transaction(const void *user, size_t ordinal)
{
    return transaction_at(user, (uint32_t)ordinal);
}

static const seal_row *give_seal(const void *user, size_t ordinal)
{
    const pship_model *model = user;
    const erasure *now = model->erasing;
    for (size_t i = 0; now != NULL && i < now->seal_count; i++) {
        if (now->seals[i] == ordinal) {
            return &now->opened[i];
        }
    }
    return seal_at(model, ordinal);
}

static statement give_statement(const void *user, size_t ordinal)
{
    const pship_model *model = user;
    const statement *row = statement_at(model, (pship_statement_id)ordinal);
    return pship__is_erased(model, (pship_statement_id)ordinal) ? pship__tombstone(row) : *row;
}

pship__store_feed pship__feed(const pship_model *model, extent from, extent to)
{
    return (pship__store_feed){.user = model,
                               .from = from,
                               .to = to,
                               .text = give_text,
                               .date = give_date,
                               .note = give_note,
                               .kind = give_kind,
                               .property = give_property,
                               .scenario = give_scenario,
                               .transaction = give_transaction,
                               .seal = give_seal,
                               .statement = give_statement};
}

/* ---- in: rows from the store, which has checked each by itself */

static pship_result damaged(pship_error *err, const char *what, const char *name)
{
    return pship__fail(err, PSHIP_E_FORMAT, "the model file is damaged: %s '%.80s'", what,
                       name == NULL ? "" : name);
}

static pship_result had(bool added, pship_error *err)
{
    return added ? PSHIP_OK : pship__fail_memory(err);
}

static pship_result load_text(void *user, const char *text, size_t length, pship_error *err)
{
    pship_model *model = user;
    return had(pship__names_append(&model->names, text, length), err);
}

static pship_result load_date(void *user, const stored_date *row, pship_error *err)
{
    pship_model *model = user;
    return had(pship__pool_append(&model->dates, row), err);
}

static pship_result load_note(void *user, const note_row *row, pship_error *err)
{
    pship_model *model = user;
    return had(pship__pool_append(&model->notes, row), err);
}

static pship_result load_kind(void *user, const kind_row *row, pship_error *err)
{
    pship_model *model = user;
    if (row->parent != 0 && pship__kind_find(model, row->parent, SIZE_MAX) == NULL) {
        return damaged(err, "the parent is no kind that comes before the kind",
                       pship__model_text(model, row->name));
    }
    if (pship__kind_find(model, row->name, SIZE_MAX) != NULL) {
        return damaged(err, "it has twice the kind", pship__model_text(model, row->name));
    }
    return had(pship__kind_append(model, row), err);
}

static pship_result load_property(void *user, const property_row *row, pship_error *err)
{
    pship_model *model = user;
    if ((row->of_kind != 0 && pship__kind_find(model, row->of_kind, SIZE_MAX) == NULL) ||
        (row->refers_to != 0 && pship__kind_find(model, row->refers_to, SIZE_MAX) == NULL)) {
        return damaged(err, "an unknown kind is named by the property",
                       pship__model_text(model, row->name));
    }
    if (pship__property_find(model, row->name, SIZE_MAX) != NULL) {
        return damaged(err, "it has twice the property", pship__model_text(model, row->name));
    }
    return had(pship__property_append(model, row), err);
}

static pship_result load_scenario(void *user, const scenario_row *row, pship_error *err)
{
    pship_model *model = user;
    if (pship__scenario_find(model, row->name, model->scenarios.count) != 0) {
        return damaged(err, "it has twice the scenario", pship__model_text(model, row->name));
    }
    scenario_row *added = pship__stable_add(&model->scenarios);
    if (added == NULL) {
        return pship__fail_memory(err);
    }
    *added = *row;
    return PSHIP_OK;
}

static pship_result load_transaction(void *user, const transaction_row *row, pship_error *err)
{
    pship_model *model = user;
    transaction_row *added = pship__stable_add(&model->transactions);
    if (added == NULL) {
        return pship__fail_memory(err);
    }
    *added = *row;
    return PSHIP_OK;
}

/* What a row must have beside what the store has seen to. */
static pship_result check_row(pship_model *model, uint32_t id, pship_error *err)
{
    const statement *row = statement_at(model, id);
    const char *subject = pship__model_text(model, row->subject);
    if (model->property_kind == 0) {
        model->property_kind = pship__names_find(&model->names, "kind");
        model->kind_source = pship__names_find(&model->names, "source");
    }
    if (row->property == model->property_kind) {
        if (pship__kind_find(model, row->value, SIZE_MAX) == NULL ||
            row->operation != OPERATION_ASSERT || row->erased) {
            return damaged(err, "unknown kind of the entity", subject);
        }
        return had(pship__entity_note(model, id), err);
    }
    if (pship__property_find(model, row->property, SIZE_MAX) == NULL) {
        return damaged(err, "a statement has the unknown property",
                       pship__model_text(model, row->property));
    }
    if (row->target != 0) {
        const statement *of = statement_at(model, row->target);
        bool right = of->subject == row->subject && of->property == row->property;
        bool valued = of->operation <= OPERATION_CORRECT;
        if (!right || (!valued && row->operation != OPERATION_RETRACT)) {
            return damaged(err, "a statement has an impossible target, about", subject);
        }
    }
    if (pship__entity_kind_anywhere(model, row->subject) == 0) {
        return damaged(err, "a statement is about the unknown entity", subject);
    }
    return PSHIP_OK;
}

static pship_result load_seal(pship_model *model, const seal_row *seal, pship_error *err)
{
    seal_row row = *seal;
    if (row.opened) {
        row.items = pship__allocate(model->context, row.count, DIGEST_SIZE);
        if (row.items == NULL) {
            return pship__fail_memory(err);
        }
        memcpy(row.items, seal->items, (size_t)row.count * DIGEST_SIZE);
    }
    seal_row *added = pship__stable_add(&model->seals);
    if (added == NULL) {
        pship__release(model->context, row.items);
        return pship__fail_memory(err);
    }
    *added = row;
    return PSHIP_OK;
}

static pship_result load_statements(void *user, const seal_row *seal, const statement *rows,
                                    pship_error *err)
{
    pship_model *model = user;
    pship_result result = load_seal(model, seal, err);
    for (uint32_t i = 0; i < seal->count && result == PSHIP_OK; i++) {
        statement *added = pship__stable_take(&model->statements);
        if (added == NULL) {
            return pship__fail_memory(err);
        }
        *added = rows[i];
        result = check_row(model, (uint32_t)model->statements.count, err);
    }
    return result;
}

/* ---- opening and refreshing */

/* A file of a version without digests: they are made now. The seals that stand for its rows go. */
static pship_result seal_all(pship_model *model, pship_error *err)
{
    pship_result result = PSHIP_OK;
    size_t first = 1;
    pship__stable_cut(&model->seals, 0);
    for (size_t i = 1; i <= model->transactions.count && result == PSHIP_OK; i++) {
        result = pship__seal_transaction(model, i, first, err);
        first += transaction_at(model, (uint32_t)i)->statements;
    }
    return result;
}

static pship_result read_rows(pship_model *model, pship_error *err)
{
    pship__store_sink sink = {.user = model,
                              .text = load_text,
                              .date = load_date,
                              .note = load_note,
                              .kind = load_kind,
                              .property = load_property,
                              .scenario = load_scenario,
                              .transaction = load_transaction,
                              .statements = load_statements};
    return pship__store_read(model->store, &sink, NULL, err);
}

/* Shows what was read to readers: from the statement `first` on. */
static pship_result show(pship_model *model, size_t first, pship_error *err)
{
    erasure erased;
    uint32_t *ids = NULL;
    size_t count = 0;
    pship_result result = pship__erasure_of(&erased, model, first, err);
    index_version *index = NULL;
    if (result == PSHIP_OK) {
        index = pship__model_index(model, first);
        result = had(index != NULL && (erased.statement_count == 0 ||
                                       pship__erasure_join(model, &erased, &ids, &count)),
                     err);
    }
    if (result == PSHIP_OK) {
        pship__model_publish(model, index, &erased, ids, count);
    } else {
        pship__index_free(index);
        pship__release(model->context, ids);
    }
    pship__erasure_free(&erased);
    return result;
}

pship_result pship__model_load(pship_model *model, pship_error *err)
{
    pship_result result = read_rows(model, err);
    model->stored = pship__model_extent(model);
    if (result == PSHIP_OK) {
        result = pship__schema_fill(model, err);
    }
    if (result == PSHIP_OK && pship__store_is_old(model->store)) {
        result = seal_all(model, err);
    }
    if (result == PSHIP_OK) {
        result = show(model, 1, err);
    }
    if (result == PSHIP_OK && pship__store_is_old(model->store) && !model->read_only) {
        pship__store_feed feed = pship__feed(model, (extent){0}, pship__model_extent(model));
        result = pship__store_upgrade(model->store, &feed, err);
        model->stored = pship__model_extent(model);
    }
    return result;
}

pship_result pship_model_refresh(pship_model *model, pship_error *err)
{
    if (model == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT, "pship_model_refresh needs a model");
    }
    if (!pship__model_claim(model)) {
        return pship__fail(err, PSHIP_E_BUSY, "a transaction of this model is open");
    }
    pship_result result = PSHIP_OK;
    extent before = pship__model_extent(model);
    bool bound = model->store != NULL && !pship__store_is_old(model->store);
    if (pthread_rwlock_trywrlock(&model->wiping) != 0) { /* the other process may have erased */
        pship__model_yield(model);
        return pship__fail(err, PSHIP_E_BUSY, "a copy of the model is being written");
    }
    if (bound && memcmp(&before, &model->stored, sizeof before) != 0) {
        /* The library knows more of the schema than the version that wrote the file. */
        result = pship__fail(err, PSHIP_E_FORMAT,
                             "the file of the model is of another version of the library: open it "
                             "again");
    } else if (bound) {
        result = read_rows(model, err);
    }
    extent after = pship__model_extent(model);
    if (result == PSHIP_OK && memcmp(&before, &after, sizeof after) != 0) {
        result = show(model, before.statements + 1, err);
        if (result != PSHIP_OK) {
            pship__store_unread(model->store);
        }
    }
    if (result == PSHIP_OK) {
        model->stored = bound ? after : model->stored;
    } else {
        pship__model_cut(model, &before);
    }
    pthread_rwlock_unlock(&model->wiping);
    pship__model_yield(model);
    return result;
}
