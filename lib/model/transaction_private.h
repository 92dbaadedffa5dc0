/* The inside of a transaction. */
#ifndef PSHIP_TRANSACTION_PRIVATE_H
#define PSHIP_TRANSACTION_PRIVATE_H

#include "model/layers.h"
#include "model/log.h"

/* The longest text that is recorded, in bytes. */
#define TEXT_LIMIT ((size_t)16 << 20)

struct pship_transaction {
    pship_model *model;
    extent begun;  /* what there was when it began: all beyond is its own */
    layers layers; /* it records into layers.layer, and may act on what these see */
    int64_t recorded_at;
    name_id actor, note;
    bool erases;           /* something in it erases */
    bool retelling, older; /* a register is read; what comes next is not its last word */
    bool own;              /* what comes next has no source, not that of its target */
    map told_again;        /* the statements that were told again: each is once */
    size_t told;           /* how many statements there were when its reading began */
    bool open;
};

/* Is what a statement refers to an entity of the right kind, as the layers see it? Where it is none
 * yet, an error only if it must be there. */
pship_result pship__check_object(const pship_model *model, const layers *seen, const statement *row,
                                 bool must_exist, pship_error *err);

/* Is it UTF-8 of a length that is recorded? NULL is. */
pship_result pship__check_text(const char *text, const char *what, pship_error *err);
/* 1 to 200 bytes of UTF-8 without white space and control characters. */
pship_result pship__check_id(const char *id, pship_error *err);

/* The parts of recording that every operation shares. */
pship_result pship__need_open(const pship_transaction *transaction, const char *function,
                              pship_error *err);
/* A row that states nothing and holds always. */
pship_result pship__timeless(pship_model *model, statement *row, pship_error *err);
/* Reads source, interval and words into a row. */
pship_result pship__take_options(const pship_transaction *transaction,
                                 const pship_statement_options *options, statement *row,
                                 pship_error *err);
/* Reads a value into a row whose property is set. */
pship_result pship__take_value(const pship_transaction *transaction, const pship_value *value,
                               statement *row, pship_error *err);
pship_result pship__take_date(pship_model *model, const pship_date *date, date_id *taken,
                              pship_error *err);
pship_result pship__add_statement(pship_transaction *transaction, const statement *row,
                                  pship_statement_id *id, pship_error *err);
/* The same, as its import identity, if it has one, has it: it may be recorded already, or correct another
 * one. */
pship_result pship__record(pship_transaction *transaction, const statement *row,
                           pship_statement_id *id, pship_error *err);
/* Ends an operation: where it failed, what it added since `mark` is cut off. */
pship_result pship__settle(pship_transaction *transaction, const extent *mark, pship_result result);

/* ---- chains of corrections (chain.c) */

/* The statement of a layer that corrects `target`, or 0. False when memory cannot be had. */
bool pship__corrector(pship_model *model, uint16_t layer, uint32_t target, uint32_t *corrector);
/* The newest link, as a layer has it, of the chain that a statement belongs to. */
bool pship__newest_link(pship_model *model, uint16_t layer, uint32_t link, uint32_t *newest);
/* Is it the newest link of its chain, for its own layer and for that of the transaction? */
pship_result pship__check_newest(const pship_transaction *transaction, uint32_t target,
                                 pship_error *err);
/* Does a retraction of the statement stand? */
bool pship__retracted(pship_model *model, uint32_t id, bool *retracted);
bool pship__note_correction(pship_model *model, const statement *row, uint32_t id);

/* ---- import identity (identity.c) */

bool pship__note_identity(pship_model *model, const statement *row, uint32_t id);

/* ---- erasing (erase.c) */

/* Does the transaction erase the statement? */
bool pship__erased_here(const pship_transaction *transaction, uint32_t target);
/* What the erasures among the statements from `first` on take with them; empty where there are none. Free it
 * in every case. */
pship_result pship__erasure_of(erasure *gathered, pship_model *model, size_t first,
                               pship_error *err);
void pship__erasure_free(erasure *of);
/* The erased statements of the model with those of an erasure. */
bool pship__erasure_join(const pship_model *model, const erasure *with, uint32_t **ids,
                         size_t *count);

#endif
