/**
 * @file share.h
 * Shares in a venture: who holds how much, at which stage and from when on.
 */
#ifndef PARTNERSHIP_SHARE_H
#define PARTNERSHIP_SHARE_H

#include <partnership/transaction.h>
#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * What a share is recorded with. Start from PSHIP_SHARE_FIELDS_INIT. Members left NULL are not
 * stated. Everything is lent for the call. The interval of the
 * options is that of the percentage; all else of a share does not change.
 */
typedef struct pship_share_fields {
    size_t size;            /**< sizeof(pship_share_fields). */
    const char *venture;    /**< What it is a share of: id of a company, a project, a field, ... */
    const char *holder;     /**< Whose share it is: id. */
    const char *stage;      /**< Stage of the venture for which it is meant: a term, a phase. */
    const char *origin;     /**< Where the investment comes from: id of a state or a region. */
    const char *percentage; /**< How much it is, in percent: its digits. */
} pship_share_fields;

/** Initialiser of pship_share_fields. */
#define PSHIP_SHARE_FIELDS_INIT \
    { \
        sizeof(pship_share_fields), NULL, NULL, NULL, NULL, NULL \
    }

/**
 * The value of PSHIP_SHARE_FIELDS_INIT, for languages without macros.
 *
 * @return Fields of which none is stated.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_share_fields pship_share_fields_init(void);

/**
 * Record a share in a venture, or another percentage of a share recorded before: from another day on.
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
PSHIP_NODISCARD PSHIP_API pship_result pship_share_record(pship_transaction *transaction,
                                                          const char *id,
                                                          const pship_share_fields *fields,
                                                          const pship_statement_options *options,
                                                          pship_error *err);

/**
 * Shares that are held on the day of the view, by venture and stage, the greatest first. total is the sum of the
 * shares of one venture and stage, origin_total that of those among them with the same origin, each empty where
 * one of them is not known; complete says whether they are all: certain
 * where percentages that are meant as they are written total 100; possible where their rounding, a qualifier
 * ("about"), doubt or a contradiction leaves it open; no where something is missing or too much. Where sources
 * contradict each other the percentage is empty and the row contested.
 *
 * Columns: venture, stage, holder, origin, percentage (percent), qualifier, from, until, origin_total
 * (percent), total (percent), complete, share, certainty, contested, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param venture Its id; NULL for all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_share_list(pship_table **table, const pship_view *view,
                                                        const char *venture, pship_error *err);

/**
 * All percentages that were ever stated of shares, by venture, stage and share, in the order of their first days;
 * change is the difference to the one before. held says whether it holds on the day of the view. percentage is
 * empty where it is said to be unknown.
 *
 * Columns: venture, stage, holder, origin, percentage (percent), qualifier, from, until, change (percent),
 * share, held, source, published.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param venture Its id; NULL for all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_share_history(pship_table **table,
                                                           const pship_view *view,
                                                           const char *venture, pship_error *err);

PSHIP_END_DECLS

#endif
