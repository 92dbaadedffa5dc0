/**
 * @file agreement.h
 * Agreements, their ledger of acts, and the status that follows from it.
 */
#ifndef PARTNERSHIP_AGREEMENT_H
#define PARTNERSHIP_AGREEMENT_H

#include <partnership/transaction.h>
#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/*
 * Acts, in the order of a life: announcement, negotiation_opening, initialling, adoption, signature,
 * ratification, acceptance, approval, accession, succession, provisional_application,
 * entry_into_force, amendment, suspension, resumption, notice, withdrawal, termination, expiry,
 * replacement.
 *
 * Statuses that follow: not_begun (no act yet on that day), announced, in_negotiation, initialled,
 * adopted, signed, provisionally_applied, in_force, suspended, terminated, expired, replaced; and
 * unknown where no act is recorded at all, or none that is known to have been done by that day and
 * gives a status. Consents, accessions, amendments, notices and the withdrawal of one party leave
 * the status as it is.
 *
 * The status is that after the last act. Last are the acts that no other one certainly follows; of
 * these, the furthest in the order of a life counts: signature "in 2026-02" does not hide an entry
 * into force on 2026-02-10. Where the nature of the acts does not tell which came last, the status is
 * only possible: a suspension and a resumption whose dates overlap, and, after an earlier life of the
 * agreement, a suspension or an end beside an act that begins a life anew. Acts from ratification on count from their day of effect where one is
 * stated; those before it, such as signature, count from their own day. An act without any date was
 * done on a day that nobody says.
 */

/**
 * What an agreement is recorded with. Start from PSHIP_AGREEMENT_FIELDS_INIT. Members left NULL are
 * not stated. Everything is lent for the call.
 */
typedef struct pship_agreement_fields {
    size_t size;                /**< sizeof(pship_agreement_fields). */
    const char *title;          /**< Its title. */
    const char *type;           /**< Treaty, charter, declaration, memorandum, contract, ... */
    const char *subject;        /**< What it is about. */
    const char *drafted_by;     /**< The working group that drafts it: id. */
    const char *part_of;        /**< The agreement that it belongs to: id. */
    const char *const *aliases; /**< Other names. */
    size_t alias_count;         /**< Length of `aliases`. */
    const char *const *parties; /**< Its parties: ids. */
    size_t party_count;         /**< Length of `parties`. */
} pship_agreement_fields;

/** Initialiser of pship_agreement_fields. */
#define PSHIP_AGREEMENT_FIELDS_INIT \
    { \
        sizeof(pship_agreement_fields), NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, 0 \
    }

/**
 * The value of PSHIP_AGREEMENT_FIELDS_INIT, for languages without macros.
 *
 * @return Fields of which none is stated.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_agreement_fields pship_agreement_fields_init(void);

/**
 * Record an agreement. Its status is never recorded: it follows from its acts.
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
PSHIP_NODISCARD PSHIP_API pship_result pship_agreement_record(
    pship_transaction *transaction, const char *id, const pship_agreement_fields *fields,
    const pship_statement_options *options, pship_error *err);

/**
 * What an act is recorded with. Start from PSHIP_ACT_FIELDS_INIT. Members left NULL are
 * not stated. Everything is lent for the call.
 */
typedef struct pship_act_fields {
    size_t size;                    /**< sizeof(pship_act_fields). */
    const char *agreement;          /**< The agreement: id. */
    const char *type;               /**< One of the acts listed above. */
    const char *date;               /**< Day of the act, EDTF or a rule. */
    const char *effect_date;        /**< Day from which it has effect, where that is another one. */
    const char *place;              /**< Where: id of a place. */
    const char *event;              /**< The event during which it was done: id. */
    const char *const *parties;     /**< By which parties: ids; none for all. */
    size_t party_count;             /**< Length of `parties`. */
    const char *const *signatories; /**< By which persons: ids. */
    size_t signatory_count;         /**< Length of `signatories`. */
} pship_act_fields;

/** Initialiser of pship_act_fields. */
#define PSHIP_ACT_FIELDS_INIT \
    { \
        sizeof(pship_act_fields), NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, 0 \
    }

/**
 * The value of PSHIP_ACT_FIELDS_INIT, for languages without macros.
 *
 * @return Fields of which none is stated.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_act_fields pship_act_fields_init(void);

/**
 * Record an act of an agreement.
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
PSHIP_NODISCARD PSHIP_API pship_result pship_act_record(pship_transaction *transaction,
                                                        const char *id,
                                                        const pship_act_fields *fields,
                                                        const pship_statement_options *options,
                                                        pship_error *err);

/**
 * The status of an agreement on the day of the view.
 *
 * @param[out] status Receives a constant string, one of the statuses listed above.
 * @param view A view.
 * @param agreement Id of an agreement.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND where the view knows no agreement of that id, PSHIP_E_MEMORY,
 *         PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_agreement_status(const char **status,
                                                              const pship_view *view,
                                                              const char *agreement,
                                                              pship_error *err);

/**
 * Agreements that had begun by the day of the view, or of which no act is recorded, ordered by id.
 * The status is that after the last act that had certainly been done (or possibly, if that holds in
 * the view); certainty is "possible" where another act may have been done as well, or may have come
 * last, and would give another status; since is the date of the act as written.
 *
 * Columns: id, title, type, status, since, since_earliest, since_latest, certainty, contested,
 * parties, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_agreement_list(pship_table **table,
                                                            const pship_view *view,
                                                            pship_error *err);

/**
 * The ledger: acts in the order of their dates, also those after the day of the view.
 *
 * Columns: agreement, act, type, date, date_earliest, date_latest, effect_date, parties,
 * signatories, place, event, done (certain, possible, no), contested, source, published.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param agreement Id of an agreement, or NULL for all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_agreement_acts(pship_table **table,
                                                            const pship_view *view,
                                                            const char *agreement,
                                                            pship_error *err);

/**
 * What changed after one day and up to the day of the view: acts done or taking effect in that
 * time, in the order of their dates. Certainty is "possible" where the date may lie before it.
 *
 * Columns: agreement, title, act, type, date, status_before, status_after, certainty, source,
 * published.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param since The day; acts on later days are listed.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_agreement_changes(pship_table **table,
                                                               const pship_view *view,
                                                               pship_day since, pship_error *err);

PSHIP_END_DECLS

#endif
