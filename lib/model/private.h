/*
 * What the adapters and the store need of a model and a transaction beyond the public calls.
 */
#ifndef PSHIP_MODEL_PRIVATE_H
#define PSHIP_MODEL_PRIVATE_H

#include "model/statement.h"
#include <partnership/transaction.h>
#include <partnership/view.h>

pship_context *pship__model_context(const pship_model *model);
/* Committed statement by id, 1 to pship_model_statement_count(). Lives as long as the model and
 * never changes. */
const statement *pship__model_statement(const pship_model *model, pship_statement_id id);
/* Text of an interned name; NULL for 0. Lives as long as the model. */
const char *pship__model_text(const pship_model *model, name_id name);

/* From now on transactions are refused. */
void pship__model_set_read_only(pship_model *model);

pship_context *pship__transaction_context(const pship_transaction *transaction);
/* Kind of an entity recorded before or in this transaction, NULL where there is none. */
const char *pship__transaction_kind_of(const pship_transaction *transaction, const char *id);
/* Does `kind` equal `ancestor` or lie below it? */
bool pship__transaction_kind_is(const pship_transaction *transaction, const char *kind,
                                const char *ancestor);
/* A property of the schema, or false. Texts are lent; of_kind and refers_to may be NULL. */
typedef struct property_info {
    pship_property_type type;
    bool many;
    const char *of_kind, *refers_to;
} property_info;
bool pship__transaction_property(const pship_transaction *transaction, const char *name,
                                 property_info *info);

/* A rule such as "3 months after signature of X", taken apart. Texts point into a copy inside. */
typedef struct date_rule {
    int32_t amount; /* negative for "before", 0 for "on" */
    pship_calendar_unit unit;
    char event[64];
    char entity[201];
} date_rule;
pship_result pship__rule_parse(date_rule *rule, const char *text, pship_error *err);

#endif
