/**
 * @file commitment.h
 * Commitments: who owes what by when, and whether it was done.
 */
#ifndef PARTNERSHIP_COMMITMENT_H
#define PARTNERSHIP_COMMITMENT_H

#include <partnership/transaction.h>
#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/*
 * The state follows from what the view sees: fulfilled (done by the day of the view), withdrawn,
 * overdue (the latest day of the due date has passed and nothing says that it was fulfilled),
 * pending (due later), undated (no due date that can be resolved). A source that says that something
 * was done did so afterwards: the day of its publication bounds a vague day of fulfilment.
 */

/**
 * What a commitment is recorded with. Start from PSHIP_COMMITMENT_FIELDS_INIT. Members left NULL are
 * not stated. Everything is lent for the call.
 */
typedef struct pship_commitment_fields {
    size_t size;               /**< sizeof(pship_commitment_fields). */
    const char *text;          /**< What is to be done. */
    const char *due;           /**< Last day on which it is on time: EDTF or a rule. */
    const char *arises_from;   /**< The agreement, event or document that it comes from: id. */
    const char *stage;         /**< How firm: obligation, plan, proposal, aim, interest, ... */
    const char *fulfilled;     /**< Day on which it was done. */
    const char *withdrawn;     /**< Day on which it was given up. */
    const char *const *owners; /**< Who owes it: ids of parties, persons or groups. */
    size_t owner_count;        /**< Length of `owners`. */
} pship_commitment_fields;

/** Initialiser of pship_commitment_fields. */
#define PSHIP_COMMITMENT_FIELDS_INIT \
    { \
        sizeof(pship_commitment_fields), NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0 \
    }

/**
 * The value of PSHIP_COMMITMENT_FIELDS_INIT, for languages without macros.
 *
 * @return Fields of which none is stated.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_commitment_fields pship_commitment_fields_init(void);

/**
 * Record a commitment. Its state is never recorded: it follows from dates.
 *
 * Recording more about an id recorded before adds statements; nothing is overwritten.
 *
 * @param transaction An open transaction.
 * @param id Its id.
 * @param fields What is stated of it; NULL for nothing but that it exists.
 * @param options Source, interval and so on of all these statements; NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL. After a failure some of the statements
 *        may have been added: free the transaction to forget them.
 * @return As pship_entity_record() and pship_statement_assert().
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_commitment_record(
    pship_transaction *transaction, const char *id, const pship_commitment_fields *fields,
    const pship_statement_options *options, pship_error *err);

/** Options of pship_commitment_list(). Start from PSHIP_COMMITMENT_LIST_OPTIONS_INIT. */
typedef struct pship_commitment_list_options {
    size_t size;       /**< sizeof(pship_commitment_list_options). */
    bool overdue;      /**< Only those that are overdue. */
    const char *owner; /**< Only those of this owner: id; NULL for all. */
} pship_commitment_list_options;

/** Initialiser of pship_commitment_list_options. */
#define PSHIP_COMMITMENT_LIST_OPTIONS_INIT \
    { \
        sizeof(pship_commitment_list_options), false, NULL \
    }

/**
 * The value of PSHIP_COMMITMENT_LIST_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_commitment_list_options pship_commitment_list_options_init(void);

/**
 * The commitments: overdue ones first (the longest overdue first), then by due date, then by id. due is
 * the date as written or as resolved from its rule; days_overdue counts from its latest day;
 * last_confirmed is the last day on which a source that the view sees spoke of the commitment.
 *
 * Columns: id, text, owner, due, due_earliest, due_latest, due_rule, status, days_overdue
 * (day), last_confirmed, stage, arises_from, certainty, contested, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result
pship_commitment_list(pship_table **table, const pship_view *view,
                      const pship_commitment_list_options *options, pship_error *err);

PSHIP_END_DECLS

#endif
