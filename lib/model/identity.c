/*
 * Import identity: source, the entry's own id there, property, and for a property of many values the
 * value. It keeps what is imported twice from being recorded twice.
 */
#include "model/transaction_private.h"
#include <string.h>

/* Ends and confirmations have identities of their own. */
static uint8_t sort_of(uint8_t operation)
{
    return operation == OPERATION_CORRECT ? OPERATION_ASSERT : operation;
}

static bool is_many(const pship_model *model, const statement *row)
{
    const property_row *property = pship__property_find(model, row->property, SIZE_MAX);
    return property != NULL && property->many;
}

/* What becomes of a row that is about to be recorded. */
typedef enum identity_fate {
    IDENTITY_NEW,    /* nothing bears its identity: record it as it is */
    IDENTITY_KNOWN,  /* recorded already, or rejected: nothing to do */
    IDENTITY_CHANGED /* it says something else now */
} identity_fate;

typedef struct identity {
    name_id source, entry, property, value, unit;
    uint16_t layer;
    uint8_t sort, value_kind;
} identity;

/* False for a statement without one. Of an erased one nothing is left but its tombstone. */
static bool identity_of(const pship_model *model, const statement *row, identity *of)
{
    name_id own_id = note_at(model, row->note)->entry;
    if (own_id == 0) {
        return false;
    }
    bool valued = row->operation <= OPERATION_CORRECT && is_many(model, row);
    *of = (identity){.source = row->source,
                     .entry = own_id,
                     .property = row->property,
                     .value = valued ? row->value : 0,
                     .unit = valued ? row->unit : 0,
                     .layer = row->layer,
                     .sort = sort_of(row->operation),
                     .value_kind = valued ? row->value_kind : 0};
    return true;
}

/* Two identities may have the same key: the one that is found is compared, and the next key tried.
 * */
static uint64_t key_of(const identity *of, uint64_t attempt)
{
    return (pship__hash_bytes(of, sizeof *of) + attempt) | 1u;
}

/* The newest statement that bears an identity, or 0, and the key under which it is or would go. */
static uint32_t find(const pship_model *model, const identity *of, uint64_t *key)
{
    for (uint64_t attempt = 0;; attempt += 2) {
        identity other;
        *key = key_of(of, attempt);
        uint32_t found = pship__map_get(&model->identities, *key);
        if (found == 0 || (identity_of(model, statement_at(model, found), &other) &&
                           memcmp(of, &other, sizeof other) == 0)) {
            return found;
        }
    }
}

static bool note(pship_model *model, const statement *row, uint32_t id)
{
    identity of;
    uint64_t key;
    if (!identity_of(model, row, &of)) {
        return true;
    }
    (void)find(model, &of, &key);
    return pship__map_set(&model->identities, key, id);
}

bool pship__note_identity(pship_model *model, const statement *row, uint32_t id)
{
    return !model->has_identities || note(model, row, id);
}

static bool know_identities(pship_model *model)
{
    for (size_t id = 1; id <= model->statements.count && !model->has_identities; id++) {
        if (!pship__was_erased(model, (pship_statement_id)id) &&
            !note(model, statement_at(model, (pship_statement_id)id), (uint32_t)id)) {
            pship__map_free(&model->identities);
            return false;
        }
    }
    model->has_identities = true;
    return true;
}

/* What has neither value nor end has an interval that says nothing. */
static bool has_interval(const statement *row)
{
    return row->operation <= OPERATION_CORRECT || row->operation == OPERATION_END;
}

/* Do two statements say the same? What acts says the same only of the same target. */
static bool says_the_same(const statement *a, const statement *b)
{
    bool acts = sort_of(a->operation) != OPERATION_ASSERT;
    bool same_interval = a->from == b->from && a->until == b->until;
    return a->subject == b->subject && a->value_kind == b->value_kind && a->value == b->value &&
           a->unit == b->unit && a->boolean == b->boolean && (same_interval || !has_interval(a)) &&
           a->last_confirmed == b->last_confirmed && a->rank == b->rank && a->note == b->note &&
           (!acts || a->target == b->target);
}

/* ---- a register that is read once more
 *
 * It tells the whole of its history: what was corrected, ended and retracted before its last word.
 * What of that is there in the same words is found again, even where it is not the newest of its
 * identity or has none. Only the last word can change what is there. */

/* The first committed statement that is the same in everything, its identity and its target too,
 * and that the register has not told of yet: two that are the same are told twice. 0 where there
 * is none. False when memory cannot be had. */
static bool find_same(pship_transaction *transaction, const statement *row, uint32_t *same)
{
    const pship_model *model = transaction->model;
    size_t runs = model->index == NULL ? 0 : model->index->count;
    *same = 0;
    for (size_t i = 0; i < runs && *same == 0; i++) {
        entries found = pship__run_find(model->index->runs[i], row->subject, row->property);
        for (size_t j = 0; j < found.count && *same == 0; j++) {
            uint32_t id = found.first[j].id;
            const statement *other = statement_at(model, id);
            bool is_same = other->operation == row->operation &&
                           other->layer == transaction->layers.layer &&
                           other->source == row->source && other->target == row->target &&
                           says_the_same(row, other) && !pship__is_erased(model, id) &&
                           pship__map_get(&transaction->told_again, id) == 0;
            *same = is_same ? id : 0;
        }
    }
    return *same == 0 || pship__map_set(&transaction->told_again, *same, 1);
}

/* A row without an identity, or not the last that the register tells of it. */
static bool retell_history(pship_transaction *transaction, const statement *row, bool identified,
                           bool just_told, uint32_t *bearer, identity_fate *fate)
{
    uint32_t same;
    if (!find_same(transaction, row, &same)) {
        return false;
    }
    *fate = same == 0 && (!identified || just_told) ? IDENTITY_NEW : IDENTITY_KNOWN;
    *bearer = same != 0 ? same : *bearer;
    return true;
}

/* May be new although its identity is not: the register has just told of the bearer itself, or
 * says that this corrects it, be it in the same words. */
static bool goes_on(const pship_transaction *transaction, const statement *row, uint32_t bearer)
{
    return row->operation == OPERATION_CORRECT ||
           (row->operation != OPERATION_ASSERT &&
            !says_the_same(row, statement_at(transaction->model, bearer)));
}

/* What becomes of a row whose identity the model has. */
static pship_result compare(const pship_transaction *transaction, const statement *row,
                            uint32_t bearer, identity_fate *fate, uint32_t *newest,
                            pship_error *err)
{
    pship_model *model = transaction->model;
    /* Rejected is also what somebody corrected and then retracted. */
    bool rejected, withdrawn;
    if (!pship__newest_link(model, transaction->layers.layer, bearer, newest) ||
        !pship__retracted(model, bearer, &rejected) ||
        !pship__retracted(model, *newest, &withdrawn)) {
        return pship__fail_memory(err);
    }
    bool known = rejected || withdrawn || says_the_same(row, statement_at(model, bearer));
    *fate = known ? IDENTITY_KNOWN : IDENTITY_CHANGED;
    if (!known && transaction->retelling && row->operation == OPERATION_ASSERT &&
        bearer > transaction->told) {
        return pship__fail(err, PSHIP_E_CONFLICT,
                           "the register tells two things of the entry '%.100s'",
                           pship__model_text(model, note_at(model, row->note)->entry));
    }
    return PSHIP_OK;
}

/* `bearer` receives the newest statement that has the identity, `newest` what corrects that last.
 * */
static pship_result identify(pship_transaction *transaction, const statement *row,
                             identity_fate *fate, uint32_t *bearer, uint32_t *newest,
                             pship_error *err)
{
    pship_model *model = transaction->model;
    identity of;
    uint64_t key;
    *fate = IDENTITY_NEW;
    *bearer = 0;
    bool identified = identity_of(model, row, &of);
    if (identified) {
        of.layer = transaction->layers.layer;
        if (!know_identities(model)) {
            return pship__fail_memory(err);
        }
        *bearer = find(model, &of, &key);
    }
    bool retelling = transaction->retelling && (!identified || *bearer != 0);
    bool just_told = *bearer > transaction->told ||
                     (row->operation == OPERATION_CORRECT && row->target == *bearer &&
                      pship__map_get(&transaction->told_again, *bearer) != 0);
    if (retelling && (!identified || transaction->older)) {
        return retell_history(transaction, row, identified, just_told, bearer, fate)
                   ? PSHIP_OK
                   : pship__fail_memory(err);
    }
    if (*bearer == 0 || (retelling && just_told && goes_on(transaction, row, *bearer))) {
        return PSHIP_OK;
    }
    return compare(transaction, row, *bearer, fate, newest, err);
}

/* A correction by an entry that has told of something else before would mend that, not its target.
 * */
static pship_result check_same_chain(const pship_transaction *transaction, const statement *row,
                                     uint32_t newest, pship_error *err)
{
    uint32_t of_target = newest;
    if (row->operation == OPERATION_CORRECT &&
        !pship__newest_link(transaction->model, transaction->layers.layer, row->target,
                            &of_target)) {
        return pship__fail_memory(err);
    }
    return of_target == newest
               ? PSHIP_OK
               : pship__fail(err, PSHIP_E_CONFLICT,
                             "the entry '%.100s' has told of statement %lu: it cannot correct "
                             "statement %lu",
                             pship__model_text(transaction->model,
                                               note_at(transaction->model, row->note)->entry),
                             (unsigned long)newest, (unsigned long)row->target);
}

/* An end or a confirmation that says something else now takes the place of the old one. */
static pship_result replace_act(pship_transaction *transaction, const statement *row, uint32_t old,
                                pship_statement_id *id, pship_error *err)
{
    statement retraction;
    pship_result result = pship__timeless(transaction->model, &retraction, err);
    const statement *of = statement_at(transaction->model, old);
    retraction.operation = OPERATION_RETRACT;
    retraction.subject = of->subject;
    retraction.property = of->property;
    retraction.source = of->source;
    retraction.target = old;
    if (result == PSHIP_OK) {
        result = pship__add_statement(transaction, &retraction, NULL, err);
    }
    return result == PSHIP_OK ? pship__add_statement(transaction, row, id, err) : result;
}

static bool needs_newest(uint8_t operation)
{
    return operation == OPERATION_CORRECT || operation == OPERATION_END ||
           operation == OPERATION_CONFIRM;
}

pship_result pship__record(pship_transaction *transaction, const statement *row,
                           pship_statement_id *id, pship_error *err)
{
    identity_fate fate;
    uint32_t bearer, newest;
    pship_result result = identify(transaction, row, &fate, &bearer, &newest, err);
    if (result == PSHIP_OK && fate == IDENTITY_NEW && needs_newest(row->operation)) {
        result = pship__check_newest(transaction, row->target, err);
    }
    if (result != PSHIP_OK || fate == IDENTITY_NEW) {
        return result == PSHIP_OK ? pship__add_statement(transaction, row, id, err) : result;
    }
    if (fate == IDENTITY_KNOWN) {
        if (id != NULL) {
            *id = bearer;
        }
        return PSHIP_OK;
    }
    if (row->operation > OPERATION_CORRECT) {
        return replace_act(transaction, row, bearer, id, err);
    }
    statement correction = *row;
    const statement *of = statement_at(transaction->model, newest);
    if (of->subject != row->subject) {
        return pship__fail(
            err, PSHIP_E_CONFLICT,
            "the entry '%.100s' of '%.100s' has told of '%.100s', not of '%.100s'",
            pship__model_text(transaction->model, note_at(transaction->model, row->note)->entry),
            row->source == 0 ? "the register" : pship__model_text(transaction->model, row->source),
            pship__model_text(transaction->model, of->subject),
            pship__model_text(transaction->model, row->subject));
    }
    result = check_same_chain(transaction, row, newest, err);
    if (result != PSHIP_OK) {
        return result;
    }
    correction.operation = OPERATION_CORRECT;
    correction.target = newest;
    return pship__add_statement(transaction, &correction, id, err);
}
