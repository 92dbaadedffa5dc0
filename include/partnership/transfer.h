/**
 * @file transfer.h
 * Transfers: what it takes to change from one mode to another, as a register tells of it.
 */
#ifndef PARTNERSHIP_TRANSFER_H
#define PARTNERSHIP_TRANSFER_H

#include <partnership/transaction.h>
#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * What a transfer is recorded with. Start from PSHIP_TRANSFER_FIELDS_INIT. Members left NULL are not stated.
 * Numbers are texts of digits, in the unit that the name of the member ends in. Everything is lent for the call.
 */
typedef struct pship_transfer_fields {
    size_t size;             /**< sizeof(pship_transfer_fields). */
    const char *name;        /**< What it is called. */
    const char *place;       /**< Where: id of a place; NULL: wherever none of its own is known. */
    const char *from_mode;   /**< The mode that goods come by. */
    const char *to_mode;     /**< The mode that they go on by. */
    const char *description; /**< What it is, in a sentence. */
    bool both_ways;          /**< The other way takes the same. */
    const char *status;      /**< planned, under_construction, open, suspended, closed. */
    const char *dwell_h;     /**< How long it takes. */
    const char *time_spread_h; /**< Standard deviation of that. */
    const char *currency;      /**< Of the fees below: "USD". */
    const char *freight_fee;   /**< What a tonne pays. */
    const char *container_fee; /**< What a TEU pays. */
    const char *capacity_t;    /**< Tonnes in a year. */
    const char *capacity_teu;  /**< TEU in a year. */
    const char *opens_h;       /**< Hour of the day from which it is open. */
    const char *closes_h;      /**< Hour of the day until which it is open. */
} pship_transfer_fields;

/** Initialiser of pship_transfer_fields. */
#define PSHIP_TRANSFER_FIELDS_INIT \
    { \
        sizeof(pship_transfer_fields), NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, NULL, \
            NULL, NULL, NULL, NULL, NULL, NULL, NULL \
    }

/**
 * The value of PSHIP_TRANSFER_FIELDS_INIT, for languages without macros.
 *
 * @return Fields of which none is stated.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_transfer_fields pship_transfer_fields_init(void);

/**
 * Record a transfer.
 *
 * Recording more about an id recorded before adds statements; nothing is overwritten.
 *
 * @param transaction An open transaction.
 * @param id Its id.
 * @param fields What is stated of it; NULL for nothing but that it exists.
 * @param options Source, interval and so on of all these statements; NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL. After a failure some of the statements
 *        may have been added: free the transaction to forget them.
 * @return As pship_entity_record() and pship_statement_assert(); PSHIP_E_ARGUMENT for a fee without its currency.
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_transfer_record(pship_transaction *transaction,
                                                             const char *id,
                                                             const pship_transfer_fields *fields,
                                                             const pship_statement_options *options,
                                                             pship_error *err);

/**
 * Transfers that the view knows of, also those that are not open, ordered by id.
 *
 * Columns: id, name, place, from_mode, to_mode, both_ways (bool), status, dwell (h), certainty, contested, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_transfer_list(pship_table **table,
                                                           const pship_view *view,
                                                           pship_error *err);

PSHIP_END_DECLS

#endif
