/**
 * @file estimate.h
 * Estimates: what a number may be. A range says between which values it lies, a quantile how likely it is at most so much.
 *
 * An estimate belongs to a link, a place or a transfer and names the property that it is about. It goes with a
 * number that is assumed ("24 hours, between 12 and 48"), or tells how long something takes as a distribution ("half of them
 * are through in 7 hours, nine of ten in 31").
 */
#ifndef PARTNERSHIP_ESTIMATE_H
#define PARTNERSHIP_ESTIMATE_H

#include <partnership/transaction.h>
#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * What an estimate is recorded with. Start from PSHIP_ESTIMATE_FIELDS_INIT. Members left NULL are not
 * stated. Everything is lent for the call.
 */
typedef struct pship_estimate_fields {
    size_t size;             /**< sizeof(pship_estimate_fields). */
    const char *estimate_of; /**< Of what: id of a link, a place or a transfer. */
    const char *measure;     /**< Which number of it: name of a property, "dwell". */
    const char *low;         /**< What it is at least. */
    const char *high;        /**< What it is at most. */
    const char *unit;        /**< Of both: "h", "USD/t". */
    const char *probability; /**< A quantile: how likely it is at most `high`, from 0 to 1. */
} pship_estimate_fields;

/** Initialiser of pship_estimate_fields. */
#define PSHIP_ESTIMATE_FIELDS_INIT \
    { \
        sizeof(pship_estimate_fields), NULL, NULL, NULL, NULL, NULL, NULL \
    }

/**
 * The value of PSHIP_ESTIMATE_FIELDS_INIT, for languages without macros.
 *
 * @return Fields of which none is stated.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_estimate_fields pship_estimate_fields_init(void);

/**
 * Record an estimate.
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
PSHIP_NODISCARD PSHIP_API pship_result pship_estimate_record(pship_transaction *transaction,
                                                             const char *id,
                                                             const pship_estimate_fields *fields,
                                                             const pship_statement_options *options,
                                                             pship_error *err);

/**
 * Estimates that hold on the day of the view, ordered by id.
 *
 * Columns: id, estimate_of, measure, low, high, unit (as stated with `high`, else with `low`), probability, certainty,
 * contested, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_estimate_list(pship_table **table,
                                                           const pship_view *view,
                                                           pship_error *err);

PSHIP_END_DECLS

#endif
