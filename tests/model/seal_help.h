/* What the tests of the hash chain share. */
#ifndef SEAL_HELP_H
#define SEAL_HELP_H

#include "model/digest.h"
#include "model/seal.h"
#include "model_help.h"

static inline pship_transaction *begin_at(pship_model *model, int64_t instant, const char *note)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_transaction *transaction = NULL;
    pship_transaction_options options = PSHIP_TRANSACTION_OPTIONS_INIT;
    options.actor = "tester";
    options.note = note;
    options.recorded_at = instant;
    ok(pship_transaction_begin(&transaction, model, &options, &err), &err);
    return transaction;
}

/* Transaction 1: a source `paper`, an agreement `charter`, and a property `measurement` that may have
 * several values of any type. */
static inline void fill_ground(pship_model *model)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_transaction *tx = begin_at(model, 1764000000000000, NULL);
    pship_property_options measure = PSHIP_PROPERTY_OPTIONS_INIT;
    measure.type = PSHIP_PROPERTY_ANY;
    measure.many = true;
    ok(pship_property_define(tx, "measurement", &measure, &err), &err);
    entity(tx, "source", "paper");
    entity(tx, "agreement", "charter");
    commit(tx);
}

static inline pship_statement_id measure(pship_transaction *transaction, pship_value value,
                                         const pship_statement_options *options)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_statement_id id = 0;
    ok(pship_statement_assert(&id, transaction, "charter", "measurement", &value, options, &err),
       &err);
    return id;
}

/* A transaction of `count` statements; the number of the first. */
static inline pship_statement_id measure_many(pship_model *model, int count)
{
    pship_transaction *tx = begin_at(model, 0, "many");
    pship_statement_id first = 0;
    for (int i = 0; i < count; i++) {
        char digits[16];
        (void)snprintf(digits, sizeof digits, "%d", i);
        pship_statement_id id = measure(tx, pship_value_number(digits, "km"), NULL);
        first = first == 0 ? id : first;
    }
    commit(tx);
    return first;
}

/* The rows as a program that goes wrong sees them: to be written to. */
static inline statement *writable_statement(pship_model *model, pship_statement_id id)
{
    return pship__stable_at(&model->statements, (size_t)id - 1);
}

static inline transaction_row *writable_transaction(pship_model *model, size_t ordinal)
{
    return pship__stable_at(&model->transactions, ordinal - 1);
}

static inline seal_row *writable_seal(pship_model *model, pship_statement_id id)
{
    for (size_t i = 0; i < model->seals.count; i++) {
        seal_row *row = pship__stable_at(&model->seals, i);
        if (row->first <= id && id < (pship_statement_id)row->first + row->count) {
            return row;
        }
    }
    ck_abort_msg("statement %lld has no seal", (long long)id);
    return NULL;
}

static inline void expect_digest(const unsigned char digest[DIGEST_SIZE], const char *hexadecimal)
{
    char text[2 * DIGEST_SIZE + 1];
    for (size_t i = 0; i < DIGEST_SIZE; i++) {
        (void)snprintf(text + 2 * i, 3, "%02x", digest[i]);
    }
    ck_assert_str_eq(text, hexadecimal);
}

#endif
