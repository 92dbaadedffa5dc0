/**
 * @file project.h
 * Projects, programmes and platforms: how far they are, when they were promised, when they would be done.
 */
#ifndef PARTNERSHIP_PROJECT_H
#define PARTNERSHIP_PROJECT_H

#include <partnership/transaction.h>
#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * What a project is recorded with. Start from PSHIP_PROJECT_FIELDS_INIT. Members left NULL are not
 * stated. Everything is lent for the call.
 */
typedef struct pship_project_fields {
    size_t size;                 /**< sizeof(pship_project_fields). */
    const char *name;            /**< Its name. */
    const char *description;     /**< What it is, in a sentence. */
    const char *arises_from;     /**< The memorandum, agreement or event that it comes from: id. */
    const char *place;           /**< Where: id of a place. */
    const char *country;         /**< The state that it lies in: id. */
    const char *date;            /**< The day on which it begins, or the years of a programme. */
    const char *stage;           /**< How far it is, in the words of the source. */
    const char *finish;          /**< A day promised for its completion: EDTF or a rule. */
    const char *completed;       /**< Day on which it was completed. */
    const char *outcome;         /**< What came of it. */
    const char *const *sectors;  /**< Sectors that it is about: ids. */
    size_t sector_count;         /**< Length of `sectors`. */
    const char *const *partners; /**< Who carries it: ids. */
    size_t partner_count;        /**< Length of `partners`. */
} pship_project_fields;

/** Initialiser of pship_project_fields. */
#define PSHIP_PROJECT_FIELDS_INIT \
    { \
        sizeof(pship_project_fields), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, \
            NULL, 0, NULL, 0 \
    }

/**
 * The value of PSHIP_PROJECT_FIELDS_INIT, for languages without macros.
 *
 * @return Fields of which none is stated.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_project_fields pship_project_fields_init(void);

/**
 * Record a project, or a programme or platform, which are projects too.
 *
 * Recording more about an id recorded before adds statements; nothing is overwritten.
 *
 * @param transaction An open transaction.
 * @param kind project, programme, platform or a kind of your own below project.
 * @param id Its id.
 * @param fields What is stated of it; NULL for nothing but that it exists.
 * @param options Source, interval and so on of all these statements; NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL. After a failure some of the statements
 *        may have been added: free the transaction to forget them.
 * @return As pship_entity_record() and pship_statement_assert(); PSHIP_E_INVALID for a kind that is not
 *         below project.
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_project_record(pship_transaction *transaction,
                                                            const char *kind, const char *id,
                                                            const pship_project_fields *fields,
                                                            const pship_statement_options *options,
                                                            pship_error *err);

/**
 * Record how much of a project is done, from a day on: a progress point. Each is a value of its own of the
 * property progress, with the unit percent.
 *
 * @param[out] made Receives the number of the statement; may be NULL.
 * @param transaction An open transaction.
 * @param project Its id.
 * @param percent How much is done, from 0 to 100: its digits.
 * @param options Source and so on; `from` is the day on which that much was done, and must be given. "" says that
 *        nobody knows the day.
 * @param err Receives the detail of a failure; may be NULL.
 * @return As pship_statement_assert(); PSHIP_E_ARGUMENT without `options->from`.
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result
pship_project_report(pship_statement_id *made, pship_transaction *transaction, const char *project,
                     const char *percent, const pship_statement_options *options, pship_error *err);

/**
 * Projects, programmes and platforms, ordered by id. status is completed (by the day of the view), ended (its
 * outcome is stated), overdue (the last day promised for its completion has passed), under_way (it has begun, or
 * some progress was reported), or planned. progress is that of the last progress point; finish_first the first
 * day that was promised for its completion, finish the last one, slip the number of days between them;
 * days_late those from the last promised day to its completion or, where it is overdue, to the day of the view.
 *
 * Columns: id, kind, name, arises_from, sectors, place, country, partners, stage, date, status, progress
 * (percent), progress_from, finish_first, finish, finish_earliest, finish_latest, slip (day), days_late
 * (day), completed, outcome, certainty, assessments_disagree, contested, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_project_list(pship_table **table,
                                                          const pship_view *view, pship_error *err);

/**
 * Progress points in the order of their days; those without a day come last. gain is what was added since the
 * point before of another day, and pace the same for a year, by the middle of imprecise days. A point is
 * contested where another source gives another number for the same day; numbers within their rounding
 * agree. Statements that are no percentage are left out.
 *
 * Columns: project, from, from_earliest, from_latest, progress (percent), qualifier, gain (percent), pace
 * (percent/year), certainty, contested, source, published.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param project Its id; NULL for all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_project_progress(pship_table **table,
                                                              const pship_view *view,
                                                              const char *project,
                                                              pship_error *err);

/**
 * Every day that was ever promised for the completion of a project, in the order in which it was published.
 * Each source makes its own promise. See pship_commitment_slippage(), which explains the columns.
 *
 * Columns: project, promise, published, source, nature, finish, finish_earliest, finish_latest, finish_rule,
 * slip (day), slip_least (day), slip_most (day), slipped, superseded, certainty.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param project Its id; NULL for all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_project_slippage(pship_table **table,
                                                              const pship_view *view,
                                                              const char *project,
                                                              pship_error *err);

/**
 * When projects with any progress point would be finished, if they went on as they have: a row for each method.
 * This is arithmetic, not foresight. Points without a day are not used; of those that agree on a day the most precise one is.
 *
 * least_squares: the straight line y = a + b x by ordinary least squares through all n points (x their days, y
 * their percents, x imprecise: its middle); finish is where it reaches 100. With at least three points the range is
 * that of inverse prediction: all days x at which 100 lies within the prediction interval of y at a confidence of
 * 95 percent,
 *
 *     |a + b x - 100| <= t s sqrt(1 + 1/n + (x - mean x)^2 / Sxx),
 *
 * s^2 being the residual variance with n - 2 degrees of freedom, Sxx the sum of (x - mean x)^2, and t the
 * quantile of Student's t that leaves 2.5 percent at each side. Its two ends are the roots of a quadratic; where
 * b^2 <= t^2 s^2 / Sxx the pace is not settled by the points, and there is no range. Imprecise days widen it: the
 * range spans those for the first and the last day of each (of the ten least precise), in all combinations.
 * Sources: N. R. Draper, H. Smith, Applied Regression Analysis, 3rd ed. (1998), sections 1.4 and 3.2; E. J.
 * Williams, A note on regression methods in calibration, Technometrics 11 (1969), 189-192; t: M. Abramowitz, I.
 * A. Stegun, Handbook of Mathematical Functions (1964), 26.7.3 and 26.7.4.
 *
 * last_two_points: the line through the points of the last two days. Its range is what their imprecise days and the
 * rounding of their digits leave open; there is no latest day where, within that, the two may be the same. It has no
 * confidence.
 *
 * One point has no pace, so that nothing is extrapolated from it. reason says why a row has no day, or no range.
 * days_after_promise is the number of days from the last promised day to finish. Takes time linear in the number of
 * points, a thousand times more where ten of them are imprecise.
 *
 * Columns: project, method, points, pace (percent/year), finish, finish_earliest, finish_latest,
 * confidence, promised, days_after_promise (day), reason, certainty.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param project Its id; NULL for all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_project_forecast(pship_table **table,
                                                              const pship_view *view,
                                                              const char *project,
                                                              pship_error *err);

PSHIP_END_DECLS

#endif
