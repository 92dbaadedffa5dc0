/**
 * @file figure.h
 * Figures: claims with a value, a unit, a period and a source; which of them agree, which contradict each
 * other, which cannot be compared, and which is the best.
 */
#ifndef PARTNERSHIP_FIGURE_H
#define PARTNERSHIP_FIGURE_H

#include <partnership/transaction.h>
#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * What a figure is recorded with. Start from PSHIP_FIGURE_FIELDS_INIT. Members left NULL are
 * not stated. Everything is lent for the call.
 */
typedef struct pship_figure_fields {
    size_t size;         /**< sizeof(pship_figure_fields). */
    const char *measure; /**< What is measured. */
    const char *about;   /**< The entity that it is about: id. */
    const char *value;   /**< The value: digits as written, or words. Digits alone are a number. */
    const char *unit;    /**< Its unit; with a unit, the value must be a number. */
    const char *period;  /**< The time that it is for, EDTF. */
    const char *base;    /**< What it is compared with. */
    const char *const *definitions; /**< What is counted and how: "goods", "FOB", "plan", ... */
    size_t definition_count;        /**< How many. */
    const char *reporter;           /**< Whose statistics it is from: id of a party. */
} pship_figure_fields;

/** Initialiser of pship_figure_fields. */
#define PSHIP_FIGURE_FIELDS_INIT \
    { \
        sizeof(pship_figure_fields), NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL \
    }

/**
 * The value of PSHIP_FIGURE_FIELDS_INIT, for languages without macros.
 *
 * @return Fields of which none is stated.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_figure_fields pship_figure_fields_init(void);

/**
 * Record a figure.
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
PSHIP_NODISCARD PSHIP_API pship_result pship_figure_record(pship_transaction *transaction,
                                                           const char *id,
                                                           const pship_figure_fields *fields,
                                                           const pship_statement_options *options,
                                                           pship_error *err);

/**
 * The figures.
 *
 * Columns: id, measure, about, value, number, unit, qualifier, period, base, certainty,
 * contested, undecided, source, published, definition, reporter.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_figure_list(pship_table **table,
                                                         const pship_view *view, pship_error *err);

/**
 * The claims: a row for each statement of the value of a figure that holds, from whichever source, with
 * what it is about and how it stands to the best one about the same thing.
 *
 * Claims are about the same **thing** when they share measure (byte by byte; a figure without one is
 * about itself), the entity that they are about, definition and reporter (the same words in any order), base,
 * period (the same first and last day, however written; one that is told in words only, the same words)
 * and a unit for the same quantity, in any of its spellings (see unit.h). What the source of the claim
 * says of the figure itself goes before what the view picks: one figure may hold claims of two sources
 * for two periods. A number and words are never about the same thing.
 *
 * Columns: thing (numbered from 1), measure, about, definition, reporter, base, period, figure, value, number
 * (of a number, in `unit`), unit, qualifier, standard_number and standard_unit (the number in the unit
 * that all its spellings come to), lowest and highest (between which it lies, given its rounding and its qualifier, in
 * standard_unit; null where it has no bound), verdict (best, agrees, contradicts: with the best one; other_words;
 * deprecated), certainty (whether it holds: certain or possible), rank, statement, source, publisher,
 * published, locator. Rows are in the order of the things: by measure, about, definition, reporter, base and
 * period; the best claim about a thing comes first, then by source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Time grows with n log n of the claims. Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_figure_claims(pship_table **table,
                                                           const pship_view *view,
                                                           pship_error *err);

/**
 * The things that claims are about, a row for each: do the claims agree, which is the best, by how much do they
 * differ, and what else is claimed of the same measure that cannot be compared?
 *
 * verdict: `single` where there is one claim; `agree` where each may be true beside each other one: numbers
 * within half a unit of their last digit, widened by their qualifiers, dates of which one holds the
 * other; `conflict` where some pair excludes each other; `not_comparable` where it is alone among claims about the
 * same measure, or its claims are words that differ. Deprecated claims are counted in none of these.
 *
 * The best claim is found step by step among those that are left: the highest rank; the source that the view
 * prefers first; the most precise; the one published last (by the first day on which it may have been
 * published); the one recorded first. `rule` names the step that decided: only_claim, rank,
 * preferred_source, precision, newest, first_recorded.
 *
 * Columns: thing (as in pship_figure_claims()), measure, about, definition, reporter, base, period, verdict, because
 * (a sentence), claims, sources (that make them), value, number, unit, qualifier, figure, statement, source, published (all
 * of the best claim), rule, lowest, highest, spread (of the numbers as stated, in `unit`), spread_percent (of
 * the best number), others (the other claims in words, with their sources), beside (claims about the same measure that are not
 * about this thing), differs_in (in what: definition, reporter, base, period, value, unit). Texts of several
 * parts are joined by "; ".
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Time grows with n log n of the claims. Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_figure_comparison(pship_table **table,
                                                               const pship_view *view,
                                                               pship_error *err);

/**
 * The rows of pship_figure_comparison() whose verdict is `conflict`.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_figure_conflicts(pship_table **table,
                                                              const pship_view *view,
                                                              pship_error *err);

/**
 * What the claims say that is not understood as a number for a period: a row for each value that is words, a
 * date, true or false, or nothing; for each unit that is not in the table of unit.h; for each period that is not a date.
 *
 * Columns: figure, what (value, unit, period), text (as stated, null where nothing is), because (in_words,
 * a_date, a_truth, none_or_unknown, not_in_the_table, not_stated, a_rule), statement (of the value), source.
 * Rows are in the order of the figures by id, byte by byte.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_figure_unread(pship_table **table,
                                                           const pship_view *view,
                                                           pship_error *err);

PSHIP_END_DECLS

#endif
