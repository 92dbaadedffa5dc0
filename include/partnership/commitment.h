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
 * pending (due later), past_indicative (a day that was given without being bound to it has passed),
 * undated (no due date that can be resolved). A source that says that something was done did so
 * afterwards: the day of its publication bounds a vague day of fulfilment.
 *
 * A due date is extended by a change of the statement, or by a correction from a later source. Both
 * days stay: see pship_commitment_slippage().
 */

/**
 * What a commitment is recorded with. Start from PSHIP_COMMITMENT_FIELDS_INIT. Members left NULL are
 * not stated. Everything is lent for the call.
 */
typedef struct pship_commitment_fields {
    size_t size;                /**< sizeof(pship_commitment_fields). */
    const char *text;           /**< What is to be done. */
    const char *due;            /**< Last day on which it is on time: EDTF or a rule. */
    const char *arises_from;    /**< The agreement, event or document that it comes from: id. */
    const char *stage;          /**< How firm: obligation, plan, proposal, aim, interest, ... */
    const char *fulfilled;      /**< Day on which it was done. */
    const char *withdrawn;      /**< Day on which it was given up. */
    const char *const *owners;  /**< Who owes it: ids of parties, persons or groups. */
    size_t owner_count;         /**< Length of `owners`. */
    const char *measure;        /**< By what one tells that it was done. */
    const char *indicative_due; /**< A day given without being bound to it, which counts where
                                           there is no `due`. */
    const char *const *beneficiaries; /**< Whom it is for: ids. */
    size_t beneficiary_count;         /**< Length of `beneficiaries`. */
    const char *const *depends_on; /**< What has to be there before: ids of commitments (support is
                                           one, of whoever gives it), milestones, agreements, events,
                                           projects. */
    size_t depends_on_count;       /**< Length of `depends_on`. */
    const char *article;           /**< Which article of the agreement that it comes from. */
} pship_commitment_fields;

/** Initialiser of pship_commitment_fields. */
#define PSHIP_COMMITMENT_FIELDS_INIT \
    { \
        sizeof(pship_commitment_fields), NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, \
            NULL, 0, NULL, 0, NULL \
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
 * the date as written or as resolved from its rule; due_nature is definitive, or indicative where only
 * such a day was given; days_overdue counts from its latest day; slip is the number of days from the
 * first promised due date to the last one; blocked says whether something that the commitment depends on
 * is missing, blocked_by what; milestones_met of its milestones were met; assessments_disagree says
 * whether two assessors come to different findings. last_confirmed is the last day on which a source
 * that the view sees spoke of the commitment.
 *
 * Columns: id, text, owner, beneficiary, measure, due, due_earliest, due_latest, due_rule, due_nature,
 * status, days_overdue (day), slip (day), blocked, blocked_by, milestones, milestones_met,
 * assessments_disagree, last_confirmed, stage, arises_from, article, certainty, contested, source.
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

/**
 * Who owes what is overdue: a row for each owner of each commitment that is. The owner who owes something
 * longest comes first; what nobody is named for comes last, without an owner. Owners whose ids were merged are
 * one (merge.h). source and published are those of the due date.
 *
 * Columns: owner, owner_name, commitment, due, due_latest, days_overdue (day), text, stage, certainty,
 * contested, source, published.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_commitment_overdue(pship_table **table,
                                                                const pship_view *view,
                                                                pship_error *err);

/**
 * What commitments depend on. fulfilled says whether that is there on the day of the view: a commitment is
 * when it was fulfilled, a milestone when it was met, an agreement while it is in force or provisionally
 * applied by its acts and conditions, an event once it was held, a project once it was completed; of anything else it is possible.
 * blocks says whether it keeps the commitment, which is still to be done, from being done.
 *
 * Columns: commitment, status, depends_on, kind, name, fulfilled, blocks, certainty, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param commitment Its id; NULL for all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_commitment_dependencies(pship_table **table,
                                                                     const pship_view *view,
                                                                     const char *commitment,
                                                                     pship_error *err);

/**
 * Every due date that was ever given, in the order in which it was published (where no source gives it: in which
 * it was recorded); dates whose publication nobody dates come last. A due date of a statement that ended counts, and one that a
 * later source corrected (superseded): both had been promised. One that its own source corrected was a slip of the pen and does
 * not.
 *
 * slip is the number of days from the latest day of the first promise to that of this one: what is overdue
 * is so after its latest day. slip_least and slip_most say what the number can be where the dates are
 * imprecise; the same date given again has not slipped. slipped is certain where the day has moved back
 * whatever the dates turn out to be, and no more than possible where it is not sure which was published
 * first.
 *
 * Columns: commitment, promise (1, 2, ...), published, source, nature (definitive or indicative), due,
 * due_earliest, due_latest, due_rule, slip (day), slip_least (day), slip_most (day), slipped,
 * superseded, certainty.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param commitment Its id; NULL for all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_commitment_slippage(pship_table **table,
                                                                 const pship_view *view,
                                                                 const char *commitment,
                                                                 pship_error *err);

PSHIP_END_DECLS

#endif
