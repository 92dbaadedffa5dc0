/**
 * @file scenario.h
 * Scenarios: what if something else were stated? Layers of statements on top of the base.
 *
 * A transaction with `options.scenario` records into a scenario: statements of its own, and operations on
 * those that it has from its parents, which hold under the scenario alone. To mask a statement is to
 * see the world without it; to correct, to end or to change one says what the scenario has instead.
 * Each of these follows the chain of corrections: what a parent corrects later stays masked, and an end
 * that the scenario states goes before one that a parent states later.
 *
 * A view with `options.scenario` reads it. Statements of a scenario are seen whatever the publication
 * cutoff: nobody published them.
 */
#ifndef PARTNERSHIP_SCENARIO_H
#define PARTNERSHIP_SCENARIO_H

#include <partnership/transaction.h>
#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/** Options of pship_scenario_define(). Start from PSHIP_SCENARIO_OPTIONS_INIT. */
typedef struct pship_scenario_options {
    size_t size;             /**< sizeof(pship_scenario_options). */
    const char *parent;      /**< Another scenario that this one builds upon; NULL: the base. */
    int64_t pinned;          /**< See the parent (and what it builds upon) as it was after this
                                   transaction; 0: float, and see it as it goes on. */
    const char *description; /**< What it supposes, or NULL. */
} pship_scenario_options;

/** Initialiser of pship_scenario_options. */
#define PSHIP_SCENARIO_OPTIONS_INIT \
    { \
        sizeof(pship_scenario_options), NULL, 0, NULL \
    }

/**
 * The value of PSHIP_SCENARIO_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_scenario_options pship_scenario_options_init(void);

/**
 * Add a scenario. Defining it again in the same words changes nothing.
 *
 * @param transaction An open transaction; of the base or of any scenario.
 * @param name 1 to 200 bytes of UTF-8 without white space and control characters.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_INVALID for a name of another form or a text that is not UTF-8, PSHIP_E_CONFLICT where
 *         it exists and differs, PSHIP_E_NOT_FOUND for an unknown parent or a transaction that is not
 *         committed, PSHIP_E_LIMIT for more than 65,534 scenarios, PSHIP_E_ARGUMENT, PSHIP_E_MEMORY.
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_scenario_define(pship_transaction *transaction,
                                                             const char *name,
                                                             const pship_scenario_options *options,
                                                             pship_error *err);

/**
 * The scenarios of a model. Columns: scenario, parent (null: the base), pinned (transaction; null where it
 * floats), description, statements (how many are its own), transaction (that defined it).
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param model A model.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_scenario_list(pship_table **table,
                                                           const pship_model *model,
                                                           pship_error *err);

/**
 * What the scenario of a view hides of its parents. A row for each statement that it hides, by a mask or
 * by a correction of its own. Columns: mask (the statement that hides it), target (what that names),
 * hidden (what is hidden), followed (true where `hidden` is a correction of `target` rather than the
 * target itself), subject, property, value, scenario (whose mask it is).
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view; without a scenario the table is empty.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_view_masks(pship_table **table, const pship_view *view,
                                                        pship_error *err);

PSHIP_END_DECLS

#endif
