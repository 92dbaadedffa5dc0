/**
 * @file condition.h
 * Conditions: what an agreement says of its own force, as data.
 */
#ifndef PARTNERSHIP_CONDITION_H
#define PARTNERSHIP_CONDITION_H

#include <partnership/transaction.h>

PSHIP_BEGIN_DECLS

/*
 * Types of conditions, and what counts in each:
 *
 * - entry_into_force: from when the agreement is in force, by its `basis` and `delay`. Several of one
 *   agreement must all be met.
 * - party_entry_into_force: from when a party that consents is bound: `delay` after its own consent
 *   (basis own_consent), and not before the agreement is in force.
 * - provisional_application: from when it is applied before it is in force, by `basis` and `delay`.
 * - term: for how long it is in force, `duration` from its entry into force, or up to and including
 *   `date`.
 * - renewal: by `duration` (that of the term where it is not stated) each time the term is over. With
 *   `tacit` true until notice was given in time; else for each act of type renewal.
 * - notice_period: how long before its effect notice is given: `duration`.
 * - sunset: for how long provisions go on after the end: `duration`, and which: `provisions`.
 *
 * Bases: on_signature (of all parties), consents (of `consents_required` parties, of the named
 * `parties`, or of all parties), all_consents, notifications_by_all, fixed_day (`date`, which may be a
 * rule on another event), own_consent.
 *
 * Lengths of time are a number and a unit, "30 days", "6 months", "5 years". The result of a delay is
 * that many days, weeks, months or years after the day on which it begins; with `first_of_month` it is
 * then moved on to the first day of the next month.
 */

/**
 * What a condition is recorded with. Start from PSHIP_CONDITION_FIELDS_INIT. Members left NULL are
 * not stated. Everything is lent for the call.
 */
typedef struct pship_condition_fields {
    size_t size;                   /**< sizeof(pship_condition_fields). */
    const char *agreement;         /**< The agreement that says so: id. */
    const char *type;              /**< One of the types listed above. */
    const char *basis;             /**< One of the bases listed above. */
    const char *consents_required; /**< How many consents: digits. */
    const char *delay;             /**< A length of time: "30 days". */
    const char *first_of_month;    /**< "true" or "false". */
    const char *date;              /**< A fixed day, EDTF or a rule. */
    const char *duration;          /**< A length of time: "5 years". */
    const char *tacit;             /**< "true" or "false". */
    const char *article;           /**< The article of the agreement that says so. */
    const char *const *parties;    /**< Whose consent it takes: ids. */
    size_t party_count;            /**< Length of `parties`. */
    const char *const *provisions; /**< The provisions that it is about. */
    size_t provision_count;        /**< Length of `provisions`. */
} pship_condition_fields;

/** Initialiser of pship_condition_fields. */
#define PSHIP_CONDITION_FIELDS_INIT \
    { \
        sizeof(pship_condition_fields), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, \
            NULL, NULL, 0, NULL, 0 \
    }

/**
 * The value of PSHIP_CONDITION_FIELDS_INIT, for languages without macros.
 *
 * @return Fields of which none is stated.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_condition_fields pship_condition_fields_init(void);

/**
 * Record a condition of an agreement.
 *
 * Recording more about an id recorded before adds statements; nothing is overwritten.
 *
 * @param transaction An open transaction.
 * @param id Its id.
 * @param fields What is stated of it; NULL for nothing but that it exists.
 * @param options Source, interval and so on of all these statements; NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL. After a failure some of the statements
 *        may have been added: free the transaction to forget them.
 * @return As pship_entity_record() and pship_statement_assert(); PSHIP_E_INVALID for a type, a basis or a
 *         length of time that is not one.
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_condition_record(
    pship_transaction *transaction, const char *id, const pship_condition_fields *fields,
    const pship_statement_options *options, pship_error *err);

PSHIP_END_DECLS

#endif
