/**
 * @file assessment.h
 * Assessments: what somebody finds of a commitment, a project or anything else, under a yardstick.
 */
#ifndef PARTNERSHIP_ASSESSMENT_H
#define PARTNERSHIP_ASSESSMENT_H

#include <partnership/transaction.h>
#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/*
 * Assessments compete: several assessors look at the same thing and find different things. They stay side by
 * side and are never averaged or put to a vote.
 */

/**
 * What an assessment is recorded with. Start from PSHIP_ASSESSMENT_FIELDS_INIT. Members left NULL are
 * not stated. Everything is lent for the call.
 */
typedef struct pship_assessment_fields {
    size_t size;           /**< sizeof(pship_assessment_fields). */
    const char *subject;   /**< What is assessed: id. */
    const char *assessor;  /**< Who assesses: id of a party, a person or a group. */
    const char *yardstick; /**< What it is held against: a standard, an index, a method. */
    const char *verdict; /**< What was found, in a word: met, partly_met, not_met, on_track, ... */
    const char *date;    /**< Day on which it was found. */
    const char *score;   /**< What was found as a number: its digits. */
    const char *unit;    /**< Unit of the score. */
} pship_assessment_fields;

/** Initialiser of pship_assessment_fields. */
#define PSHIP_ASSESSMENT_FIELDS_INIT \
    { \
        sizeof(pship_assessment_fields), NULL, NULL, NULL, NULL, NULL, NULL, NULL \
    }

/**
 * The value of PSHIP_ASSESSMENT_FIELDS_INIT, for languages without macros.
 *
 * @return Fields of which none is stated.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_assessment_fields pship_assessment_fields_init(void);

/**
 * Record an assessment.
 *
 * Recording more about an id recorded before adds statements; nothing is overwritten.
 *
 * @param transaction An open transaction.
 * @param id Its id.
 * @param fields What is stated of it; NULL for nothing but that it exists.
 * @param options Source, interval and so on of all these statements; NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL. After a failure some of the statements
 *        may have been added: free the transaction to forget them.
 * @return As pship_entity_record() and pship_statement_assert(); PSHIP_E_ARGUMENT for a unit without a
 *         score.
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_assessment_record(
    pship_transaction *transaction, const char *id, const pship_assessment_fields *fields,
    const pship_statement_options *options, pship_error *err);

/**
 * The assessments that had been made by the day of the view, ordered by id; of one subject in the order of
 * recording. superseded: the same assessor found something later under the same yardstick.
 *
 * disagrees_with names the assessments of the same thing by other assessors that come to another verdict
 * or score under the same yardstick; scores that agree within their rounding do not disagree.
 * differs_from names those that come to another verdict under another yardstick, which may be the
 * reason. Superseded ones are held against nothing. Each of the two names 20 at most, so that the answer does not
 * grow with the square of the assessments; more says that there are others, which can be told by their verdicts
 * and scores. Assessments of merged ids are of one thing: its canonical id.
 *
 * Columns: subject, assessment, assessor, yardstick, date, date_earliest, date_latest, verdict, score,
 * score_unit, superseded, disagrees_with, differs_from, more, certainty, contested, source.
 *
 * Time: n log n for n assessments, however many of them are of one thing. Can be cancelled.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param subject Id of what is assessed; NULL for all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_CANCELLED, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_assessment_list(pship_table **table,
                                                             const pship_view *view,
                                                             const char *subject, pship_error *err);

PSHIP_END_DECLS

#endif
