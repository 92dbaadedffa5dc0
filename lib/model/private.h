/*
 * What the adapters need of a model and a transaction beyond the public calls.
 */
#ifndef PSHIP_MODEL_PRIVATE_H
#define PSHIP_MODEL_PRIVATE_H

#include "model/statement.h"
#include <partnership/transaction.h>
#include <partnership/view.h>

pship_context *pship__model_context(const pship_model *model);
/* Committed statement by id, 1 to pship_model_statement_count(). Lives as long as the model and never
 * changes; what it says does not count any more once it is erased. */
const statement *pship__model_statement(const pship_model *model, pship_statement_id id);
bool pship__model_erased(const pship_model *model, pship_statement_id id);
/* Text of an interned name; NULL for 0 and for one that is erased. Lives as long as the model. */
const char *pship__model_text(const pship_model *model, name_id name);
/* A scenario by its ordinal, the layer of its statements; 1 to pship__model_scenario_count(). */
const scenario_row *pship__model_scenario(const pship_model *model, uint32_t ordinal);
size_t pship__model_scenario_count(const pship_model *model);
bool pship__model_many(const pship_model *model, name_id property);
/* The date and the note of a statement; NULL, and a row of zeros, for 0. They live as long as the
 * model. */
const stored_date *pship__model_date(const pship_model *model, date_id date);
const note_row *pship__model_note(const pship_model *model, note_id note);

/* From now on transactions are refused. */
void pship__model_set_read_only(pship_model *model);

pship_context *pship__transaction_context(const pship_transaction *transaction);
/* The last statement recorded, in this transaction or before; 0: there is none. */
pship_statement_id pship__transaction_last(const pship_transaction *transaction);
/* Kind of an entity recorded before or in this transaction, NULL where there is none. */
const char *pship__transaction_kind_of(const pship_transaction *transaction, const char *id);
bool pship__transaction_has_kind(const pship_transaction *transaction, const char *kind);
/* Does `kind` equal `ancestor` or lie below it? */
bool pship__transaction_kind_is(const pship_transaction *transaction, const char *kind,
                                const char *ancestor);
/* The options that a caller gave, whatever their size; the defaults for NULL. */
pship_result pship__wanted_options(pship_statement_options *wanted,
                                   const pship_statement_options *options, pship_error *err);
/* A property of the schema, or false. Texts are lent; of_kind and refers_to may be NULL. */
typedef struct property_info {
    pship_property_type type;
    bool many;
    const char *of_kind, *refers_to;
} property_info;
bool pship__transaction_property(const pship_transaction *transaction, const char *name,
                                 property_info *info);

/* The scenario that a transaction records into; NULL: the base. Lent by the model. */
const char *pship__transaction_scenario(const pship_transaction *transaction);
/* The transaction that a scenario is pinned to; 0: it floats, or there is none of that name. */
int64_t pship__transaction_pin_of(const pship_transaction *transaction, const char *scenario);
/* Records into another one from now on; NULL: into the base. A failure changes nothing. */
pship_result pship__transaction_set_scenario(pship_transaction *transaction, const char *scenario,
                                             pship_error *err);
/* From now on, or no longer, a register is read: what it tells once more is not recorded once more, see
 * identity.c. */
void pship__transaction_retell(pship_transaction *transaction, bool retelling);
/* Is what comes next not the last that the register tells of its import identity? */
void pship__transaction_tell_older(pship_transaction *transaction, bool older);

/* Does what comes next say itself that no source says it? Then it takes none over from its target. */
void pship__transaction_tell_own(pship_transaction *transaction, bool own);

bool pship__transaction_is_open(const pship_transaction *transaction);
/* How many statements there are, those of the transaction counted. */
size_t pship__transaction_statement_count(const pship_transaction *transaction);
/* As pship__model_statement() and pship__model_text(), also for what the transaction has recorded; lent
 * until it records more or is given up. */
const statement *pship__transaction_statement(const pship_transaction *transaction,
                                              pship_statement_id id);
const char *pship__transaction_text(const pship_transaction *transaction, name_id name);
/* All that a call of many steps records is forgotten when it fails: it takes a mark, and settles. */
typedef struct transaction_mark transaction_mark;
pship_result pship__transaction_mark(const pship_transaction *transaction, transaction_mark **mark,
                                     pship_error *err);
/* Where `result` is a failure, cuts off what was recorded since the mark. Frees the mark. */
pship_result pship__transaction_settle(pship_transaction *transaction, transaction_mark *mark,
                                       pship_result result);

/* A rule such as "3 months after signature of X", taken apart. Texts point into a copy inside. */
typedef struct date_rule {
    int32_t amount; /* negative for "before", 0 for "on" */
    pship_calendar_unit unit;
    char event[64];
    char entity[201];
} date_rule;
pship_result pship__rule_parse(date_rule *rule, const char *text, pship_error *err);
/* "day" or "days", and so on. */
bool pship__calendar_unit(pship_calendar_unit *unit, const char *word);

#endif
