/* The inside of a transaction. */
#ifndef PSHIP_TRANSACTION_PRIVATE_H
#define PSHIP_TRANSACTION_PRIVATE_H

#include "model/log.h"

/* The longest text that is recorded, in bytes. */
#define TEXT_LIMIT ((size_t)16 << 20)

struct pship_transaction {
    pship_model *model;
    extent begun; /* what was committed when it began: all beyond is its own */
    int64_t recorded_at;
    name_id actor, note;
    bool open;
};

/* Is what a statement refers to an entity of the right kind? Where it is none yet, an error only if
 * it must be there. */
pship_result pship__check_object(const pship_model *model, const statement *row, bool must_exist,
                                 pship_error *err);

/* The parts of recording that every operation shares. */
statement pship__timeless(void);
pship_result pship__wanted_options(pship_statement_options *wanted,
                                   const pship_statement_options *options, pship_error *err);
/* Reads source, interval and words into a row. */
pship_result pship__take_options(pship_model *model, const pship_statement_options *options,
                                 statement *row, pship_error *err);
/* Reads a value into a row whose property is set. */
pship_result pship__take_value(pship_model *model, const pship_value *value, statement *row,
                               pship_error *err);
pship_result pship__add_statement(pship_transaction *transaction, const statement *row,
                                  pship_statement_id *id, pship_error *err);

#endif
