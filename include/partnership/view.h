/**
 * @file view.h
 * Views: an immutable reading of a model, and the questions that any kind of entity answers.
 */
#ifndef PARTNERSHIP_VIEW_H
#define PARTNERSHIP_VIEW_H

#include <partnership/model.h>
#include <partnership/transaction.h>

PSHIP_BEGIN_DECLS

/**
 * A view. It answers as of a day, as published by a day, as recorded by an instant. Immutable: what
 * is recorded later does not show in it. It keeps its model alive and may be read by any number of
 * threads at once.
 */
typedef struct pship_view pship_view;

/** Options of pship_view_open(). Start from PSHIP_VIEW_OPTIONS_INIT. */
typedef struct pship_view_options {
    size_t size;                  /**< sizeof(pship_view_options). */
    pship_day as_of;              /**< The day that is asked about. PSHIP_DAY_NONE: today in UTC. */
    pship_day published_by;       /**< See only what sources had published by this day.
                                       PSHIP_DAY_NONE: everything. */
    int64_t recorded_by;          /**< See only what was recorded by this instant, in microseconds
                                       since 1970-01-01 UTC. 0: everything. */
    int64_t recorded_transaction; /**< See only transactions up to this ordinal. 0: everything. */
    pship_truth holding;          /**< What counts as holding: PSHIP_CERTAIN (the default) or
                                       PSHIP_POSSIBLE. */
    const char *scenario;         /**< Under this scenario; NULL: the base. See scenario.h. */
    const char *const *preferred_sources; /**< Sources that decide between statements of the same
                                       rank, the most trusted first. Ids that the model does not know
                                       are an error. */
    size_t preferred_source_count;        /**< How many. */
    bool
        newest_source; /**< Where neither rank nor preferred sources decide, the newest source does,
                             if all others were certainly published before it. Default: false. */
} pship_view_options;

/** Initialiser of pship_view_options. */
#define PSHIP_VIEW_OPTIONS_INIT \
    { \
        sizeof(pship_view_options), PSHIP_DAY_NONE, PSHIP_DAY_NONE, 0, 0, PSHIP_CERTAIN, NULL, \
            NULL, 0, false \
    }

/**
 * The value of PSHIP_VIEW_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_view_options pship_view_options_init(void);

/**
 * Open a view.
 *
 * @param[out] view Receives the view; free it with pship_view_free().
 * @param model A model.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND for an unknown scenario or source, PSHIP_E_ARGUMENT, PSHIP_E_MEMORY,
 *         PSHIP_E_CANCELLED.
 *
 * Time grows with the number of sources; statements are read when they are asked for.
 * Thread safety: any thread, also while another one writes to the model.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_view_open(pship_view **view, pship_model *model,
                                                       const pship_view_options *options,
                                                       pship_error *err);

/**
 * Give up a view.
 *
 * @param view May be NULL.
 *
 * Thread safety: any thread.
 */
PSHIP_API void pship_view_free(pship_view *view);

/**
 * The day that a view is asked about.
 *
 * @param view A view.
 * @return The day, also where the options left it to the clock.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_day pship_view_as_of(const pship_view *view);

/**
 * The publication cutoff of a view.
 *
 * @param view A view.
 * @return The day, or PSHIP_DAY_NONE.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_day pship_view_published_by(const pship_view *view);

/**
 * The scenario of a view.
 *
 * @param view A view.
 * @return Its name, lent by the view; NULL for the base.
 *
 * Thread safety: any thread.
 */
PSHIP_API const char *pship_view_scenario(const pship_view *view);

/** The answer to a point question. */
typedef struct pship_cell {
    pship_value value;            /**< The value picked, PSHIP_VALUE_ABSENT where there is none. Its
                                       pointers are lent by the view. */
    pship_statement_id statement; /**< The statement that gave it, or 0. */
    pship_truth truth;            /**< Whether the picked statement certainly holds. */
    bool contested; /**< Live statements contradict each other, whichever was picked. */
    bool undecided; /**< They do, and nothing decides between them: none was picked. */
} pship_cell;

/**
 * Ask for the value of a property of an entity.
 *
 * Among the statements that hold, the highest rank wins. Compatible values are one answer, of which
 * the most precise is given (of equals, the first recorded). Of incompatible values of the same
 * rank, those of the source win that the options of the view prefer; where nothing decides, none is
 * picked: the cell is undecided.
 *
 * @param[out] cell Receives the answer.
 * @param view A view.
 * @param subject Id of an entity.
 * @param property A property; of one with many values, the first recorded is given.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, also where nothing is stated; PSHIP_E_NOT_FOUND for a subject or a property that the
 *         view does not know; PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_view_cell(pship_cell *cell, const pship_view *view,
                                                       const char *subject, const char *property,
                                                       pship_error *err);

/**
 * The ordinal of the id of an entity, or of the name of a property: for questions that are asked again and again
 * about the same ones, whose texts are looked up once.
 *
 * @param view A view.
 * @param text An id or a name.
 * @return At least 1, the same in every view of the model, as long as it is open; 0 where the view knows no
 *         such text. In another model, or when the file is opened anew, it may stand for something else.
 *
 * Thread safety: any thread.
 */
PSHIP_API int64_t pship_view_ordinal(const pship_view *view, const char *text);

/**
 * As pship_view_cell(), by ordinals.
 *
 * @param[out] cell Receives the answer.
 * @param view A view.
 * @param subject What pship_view_ordinal() says of the id of an entity.
 * @param property What pship_view_ordinal() says of the name of a property.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, also where nothing is stated; PSHIP_E_NOT_FOUND for what is no ordinal of an entity or a
 *         property that the view knows, such as 0; PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_view_cell_at(pship_cell *cell, const pship_view *view,
                                                          int64_t subject, int64_t property,
                                                          pship_error *err);

/**
 * Many point questions at once, each as of a day of its own. Columns: subject, property, as_of, value
 * (as text), value_kind, number (of a number, in `unit`), unit, earliest, latest (of a date), certainty,
 * contested, undecided, statement; a row for each question.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param subjects Ids of `count` entities.
 * @param properties Names of `count` properties.
 * @param days `count` days; NULL for the day of the view. The cutoffs of the view stay.
 * @param count How many questions.
 * @param err Receives the detail of a failure; may be NULL. Its message names the question.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND for a subject or a property that the view does not know,
 *         PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Reports progress. Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_view_cells(pship_table **table, const pship_view *view,
                                                        const char *const *subjects,
                                                        const char *const *properties,
                                                        const pship_day *days, size_t count,
                                                        pship_error *err);

/**
 * As pship_view_cells(), by ordinals: for many questions about entities that are asked about again and again. Columns: value,
 * value_kind, number, unit, earliest, latest, certainty, contested, undecided, statement; a row for each question,
 * in the order of the questions, which are not repeated.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param subjects What pship_view_ordinal() says of the ids of `count` entities.
 * @param properties What pship_view_ordinal() says of the names of `count` properties.
 * @param days `count` days; NULL for the day of the view. The cutoffs of the view stay.
 * @param count How many questions.
 * @param err Receives the detail of a failure; may be NULL. Its message names the question.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND for what is no ordinal of an entity or a property that the view knows,
 *         such as 0; PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Reports progress. Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_view_cells_at(
    pship_table **table, const pship_view *view, const int64_t *subjects, const int64_t *properties,
    const pship_day *days, size_t count, pship_error *err);

/**
 * One property of all entities that have it, as columns. A row for each entity about which anything
 * is stated that holds, in an order that is the same each time: the id, then for a property of numbers `number` and `unit`, of
 * dates `value` (as written), `earliest` and `latest`, of any type all of these, of others `value`; then certainty, contested,
 * undecided, statement. Of a property with many values, the first recorded is given.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param property A property.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Time grows with the number of statements of the property. Reports progress.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_view_column(pship_table **table,
                                                         const pship_view *view,
                                                         const char *property, pship_error *err);

/**
 * What differs between two views of one model: two days, two cutoffs, two scenarios. A row for each cell
 * whose answer differs and, of a property with many values, for each value that only one view has.
 *
 * Columns: subject, kind, property, change (appeared, disappeared, changed, decided, undecided,
 * less_certain, more_certain), before, before_unit, after, after_unit (null where nothing is stated or
 * nothing decided), before_statement, after_statement, source (of the statement after, else before).
 * Rows are ordered by subject and property, byte by byte.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param before A view.
 * @param after A view of the same model.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_ARGUMENT where they are not views of one model, PSHIP_E_MEMORY,
 *         PSHIP_E_CANCELLED.
 *
 * Time grows with the number of statements. Reports progress.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_view_diff(pship_table **table,
                                                       const pship_view *before,
                                                       const pship_view *after, pship_error *err);

/**
 * All values of a property that hold on the day of the view. Columns: value, value_kind, unit,
 * certainty, contested, rank, statement, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param subject Id of an entity.
 * @param property A property.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_view_values(pship_table **table,
                                                         const pship_view *view,
                                                         const char *subject, const char *property,
                                                         pship_error *err);

/**
 * The spells of a property: every live statement with its interval, whether or not it holds on the
 * day of the view. Columns: value, value_kind, unit, from, from_earliest, from_latest, until,
 * until_earliest, until_latest (the last two: the first day on which it no longer holds),
 * last_confirmed, holds (certain, possible, no), statement, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param subject Id of an entity.
 * @param property A property.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_view_spells(pship_table **table,
                                                         const pship_view *view,
                                                         const char *subject, const char *property,
                                                         pship_error *err);

/**
 * A snapshot: a row for each entity of a kind (and of the kinds below it), a column for each
 * property. Columns: id, kind, then the properties as text (several values joined by "; "), then
 * contested (whether any of these cells is).
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param kind A kind.
 * @param properties Names of properties.
 * @param count How many.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND for an unknown kind or property, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_view_snapshot(pship_table **table,
                                                           const pship_view *view, const char *kind,
                                                           const char *const *properties,
                                                           size_t count, pship_error *err);

/**
 * Who refers to an entity? Columns: subject, kind, property, certainty, statement, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param object Id of the entity that is referred to.
 * @param property Only references by this property; NULL for all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_view_references(pship_table **table,
                                                             const pship_view *view,
                                                             const char *object,
                                                             const char *property,
                                                             pship_error *err);

/**
 * Where does a cell come from? A row for each statement that the view can see about it, also those
 * that lost. Columns: statement, operation, value, unit, outcome (picked, agrees, contradicts,
 * outranked, less_preferred, deprecated, undecided, corrected, retracted, masked, erased, ended,
 * not_holding; applied for an operation), because (one sentence), from, until, qualifier, wording, rank, reason, source, title,
 * publisher, url, published, locator, recorded_at, transaction, actor.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param subject Id of an entity.
 * @param property A property.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_view_explain(pship_table **table,
                                                          const pship_view *view,
                                                          const char *subject, const char *property,
                                                          pship_error *err);

/**
 * The cells on which sources contradict each other. Columns: subject, kind, property, value,
 * unit, source, published, rank, picked, undecided; a row for each live statement of such a cell.
 *
 * A cell is of one id. What ids that were merged contradict each other about, pship_merge_conflicts() tells: there
 * agreements are also compared act by act.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_view_contested(pship_table **table,
                                                            const pship_view *view,
                                                            pship_error *err);

PSHIP_END_DECLS

#endif
