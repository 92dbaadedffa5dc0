/**
 * @file milestone.h
 * Milestones: the steps on the way to a commitment, and what was found when they were reviewed.
 */
#ifndef PARTNERSHIP_MILESTONE_H
#define PARTNERSHIP_MILESTONE_H

#include <partnership/transaction.h>
#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * What a milestone is recorded with. Start from PSHIP_MILESTONE_FIELDS_INIT. Members left NULL are not
 * stated. Everything is lent for the call.
 */
typedef struct pship_milestone_fields {
    size_t size;            /**< sizeof(pship_milestone_fields). */
    const char *commitment; /**< The commitment that it is a step of: id. */
    const char *text;       /**< What is to be reached. */
    const char *due;        /**< Last day on which it is on time: EDTF or a rule. */
    const char *reviewed;   /**< Day on which it was reviewed. */
    const char *result;     /**< What the review found: met, partly_met or not_met. */
} pship_milestone_fields;

/** Initialiser of pship_milestone_fields. */
#define PSHIP_MILESTONE_FIELDS_INIT \
    { \
        sizeof(pship_milestone_fields), NULL, NULL, NULL, NULL, NULL \
    }

/**
 * The value of PSHIP_MILESTONE_FIELDS_INIT, for languages without macros.
 *
 * @return Fields of which none is stated.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_milestone_fields pship_milestone_fields_init(void);

/**
 * Record a milestone of a commitment.
 *
 * Recording more about an id recorded before adds statements; nothing is overwritten.
 *
 * @param transaction An open transaction.
 * @param id Its id.
 * @param fields What is stated of it; NULL for nothing but that it exists.
 * @param options Source, interval and so on of all these statements; NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL. After a failure some of the statements
 *        may have been added: free the transaction to forget them.
 * @return As pship_entity_record() and pship_statement_assert(); PSHIP_E_INVALID for another result.
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_milestone_record(
    pship_transaction *transaction, const char *id, const pship_milestone_fields *fields,
    const pship_statement_options *options, pship_error *err);

/**
 * The milestones, ordered by id; of one commitment in the order of recording. status is the result once it
 * was reviewed (a result without a day of review counts while its statement holds); before that it is
 * overdue, pending or undated, as for commitments. Where sources disagree on the result none is picked:
 * the row is contested, and its status that of its due date. slip is the number of days from the first promised
 * due date to the last one, as for commitments.
 *
 * Columns: commitment, milestone, text, due, due_earliest, due_latest, due_rule, status, days_overdue
 * (day), slip (day), reviewed, result, certainty, contested, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param commitment Its id; NULL for all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_milestone_list(pship_table **table,
                                                            const pship_view *view,
                                                            const char *commitment,
                                                            pship_error *err);

PSHIP_END_DECLS

#endif
