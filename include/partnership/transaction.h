/**
 * @file transaction.h
 * Transactions: the only way to write to a model, with who did it and why.
 */
#ifndef PARTNERSHIP_TRANSACTION_H
#define PARTNERSHIP_TRANSACTION_H

#include <partnership/model.h>

PSHIP_BEGIN_DECLS

/**
 * A transaction. Nothing that it records is seen by any view before it commits. A model has at
 * most one at a time, and only the thread that uses it may touch it. It keeps its model alive.
 */
typedef struct pship_transaction pship_transaction;

/** The number of a statement in the log, from 1. */
typedef int64_t pship_statement_id;

/** Options of pship_transaction_begin(). Start from PSHIP_TRANSACTION_OPTIONS_INIT. */
typedef struct pship_transaction_options {
    size_t size;          /**< sizeof(pship_transaction_options). */
    const char *actor;    /**< Who records, or NULL. */
    const char *note;     /**< Why, or NULL. */
    int64_t recorded_at;  /**< The instant to record, in microseconds since 1970-01-01 UTC, for
                              replays and tests; 0 for the clock's. An instant before that of the
                              transaction before it is raised to that one. */
    const char *scenario; /**< Record into this scenario; NULL: into the base. See scenario.h. */
} pship_transaction_options;

/** Initialiser of pship_transaction_options. */
#define PSHIP_TRANSACTION_OPTIONS_INIT \
    { \
        sizeof(pship_transaction_options), NULL, NULL, 0, NULL \
    }

/**
 * The value of PSHIP_TRANSACTION_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_transaction_options pship_transaction_options_init(void);

/**
 * Begin a transaction.
 *
 * @param[out] transaction Receives the transaction; free it with pship_transaction_free().
 * @param model A model.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_BUSY while another one is open, PSHIP_E_INVALID for a model that was opened
 *         read-only or a text that is not UTF-8, PSHIP_E_NOT_FOUND for an unknown scenario,
 *         PSHIP_E_ARGUMENT, PSHIP_E_MEMORY.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result
pship_transaction_begin(pship_transaction **transaction, pship_model *model,
                        const pship_transaction_options *options, pship_error *err);

/**
 * Commit: check that every entity referred to exists and is of the right kind, write to the file
 * of the model if it has one, and show the statements to views opened from now on. A transaction
 * without statements leaves no trace. After a failure nothing is recorded, and the transaction is
 * still open: mend it or free it.
 *
 * @param transaction An open transaction.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND for a reference to an entity that nobody recorded,
 *         PSHIP_E_CONFLICT for one of the wrong kind, PSHIP_E_IO, PSHIP_E_BUSY, PSHIP_E_MEMORY,
 *         PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT when it was committed before.
 *
 * Time grows with what was recorded. Reports progress.
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_transaction_commit(pship_transaction *transaction,
                                                                pship_error *err);

/**
 * Give up a transaction. What it recorded and did not commit is forgotten.
 *
 * @param transaction May be NULL.
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_API void pship_transaction_free(pship_transaction *transaction);

/** Options of pship_kind_define(). Start from PSHIP_KIND_OPTIONS_INIT. */
typedef struct pship_kind_options {
    size_t size;             /**< sizeof(pship_kind_options). */
    const char *parent;      /**< A kind that this one is a case of, or NULL. */
    const char *description; /**< One sentence, or NULL. */
} pship_kind_options;

/** Initialiser of pship_kind_options. */
#define PSHIP_KIND_OPTIONS_INIT \
    { \
        sizeof(pship_kind_options), NULL, NULL \
    }

/**
 * The value of PSHIP_KIND_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_kind_options pship_kind_options_init(void);

/** What a property holds. */
typedef enum pship_property_type {
    PSHIP_PROPERTY_TEXT = 1,      /**< Text. */
    PSHIP_PROPERTY_NUMBER = 2,    /**< A number with a unit. */
    PSHIP_PROPERTY_DATE = 3,      /**< An imprecise date or a rule. */
    PSHIP_PROPERTY_REFERENCE = 4, /**< An entity. */
    PSHIP_PROPERTY_BOOLEAN = 5,   /**< True or false. */
    PSHIP_PROPERTY_ANY = 6        /**< Text, number, date or boolean. */
} pship_property_type;

/** Options of pship_property_define(). Start from PSHIP_PROPERTY_OPTIONS_INIT. */
typedef struct pship_property_options {
    size_t size;              /**< sizeof(pship_property_options). */
    pship_property_type type; /**< What it holds. Default: text. */
    bool many;                /**< True: several values may hold at once and do not contest each
                                   other. Default: one. */
    const char *of_kind;      /**< The kind of entity that has it, or NULL for any. */
    const char *refers_to;    /**< References: the kind of entity that it points to, or NULL. */
    const char *description;  /**< One sentence, or NULL. */
} pship_property_options;

/** Initialiser of pship_property_options. */
#define PSHIP_PROPERTY_OPTIONS_INIT \
    { \
        sizeof(pship_property_options), PSHIP_PROPERTY_TEXT, false, NULL, NULL, NULL \
    }

/**
 * The value of PSHIP_PROPERTY_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_property_options pship_property_options_init(void);

/**
 * Add a kind of entity to the schema. Defining it again in the same words changes nothing.
 *
 * @param transaction An open transaction.
 * @param name Lower-case words joined by underscores.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_INVALID for a name of another form, PSHIP_E_CONFLICT where it exists and
 *         differs, PSHIP_E_NOT_FOUND for an unknown parent, PSHIP_E_ARGUMENT, PSHIP_E_MEMORY.
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_kind_define(pship_transaction *transaction,
                                                         const char *name,
                                                         const pship_kind_options *options,
                                                         pship_error *err);

/**
 * Add a property to the schema. Defining it again in the same words changes nothing.
 *
 * @param transaction An open transaction.
 * @param name Lower-case words joined by underscores; not id, source, locator, acts or scenario,
 *        which mean something else in the register format.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_INVALID for a name of another form, PSHIP_E_CONFLICT where it exists and
 *         differs, PSHIP_E_NOT_FOUND for an unknown kind, PSHIP_E_ARGUMENT, PSHIP_E_MEMORY.
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_property_define(pship_transaction *transaction,
                                                             const char *name,
                                                             const pship_property_options *options,
                                                             pship_error *err);

/**
 * Say that an entity exists and of which kind it is. Saying it again changes nothing.
 *
 * @param transaction An open transaction.
 * @param kind Its kind.
 * @param id Its id: 1 to 200 bytes of UTF-8 without white space and control characters.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND for an unknown kind, PSHIP_E_INVALID for an id of another form,
 *         PSHIP_E_CONFLICT where the id is taken by another kind, PSHIP_E_ARGUMENT, PSHIP_E_MEMORY.
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_entity_record(pship_transaction *transaction,
                                                           const char *kind, const char *id,
                                                           pship_error *err);

/** How much weight a statement has where several contradict each other. */
typedef enum pship_rank {
    PSHIP_RANK_DEPRECATED = -1, /**< Known to be wrong: kept, never picked, contests nothing. */
    PSHIP_RANK_NORMAL = 0,      /**< As good as any other. */
    PSHIP_RANK_PREFERRED = 1    /**< Picked before the others. */
} pship_rank;

/**
 * What goes with a statement: who said it, since when it holds, how sure it is. Start from
 * PSHIP_STATEMENT_OPTIONS_INIT. All texts are lent for the call and may be NULL.
 */
typedef struct pship_statement_options {
    size_t size;                /**< sizeof(pship_statement_options). */
    const char *source;         /**< Id of the source. NULL: the register says so itself, and a view
                                     with a publication cutoff sees it from the day it was recorded. */
    const char *locator;        /**< Where in the source: page, article, row. */
    const char *from;           /**< First day on which it holds, EDTF. NULL: always held. */
    const char *until;          /**< Last day on which it holds, EDTF; NULL or "..": it goes on,
                                     "": it may have ended. */
    const char *last_confirmed; /**< Day on which an open end was last checked, YYYY-MM-DD. */
    const char *qualifier;      /**< Word of the source: "nearly", "about", "at least". */
    const char *certainty;      /**< How sure the source or the register is, in words. */
    const char *wording;        /**< The original words that the value or its date was read from. */
    pship_rank rank;            /**< Weight where statements contradict each other. */
    const char *reason;         /**< Why that rank, or why corrected, retracted or ended. */
    const char *entry;          /**< Import identity: the id that what is imported has of its own in
                                     its source. See pship_statement_assert(). */
} pship_statement_options;

/** Initialiser of pship_statement_options. */
#define PSHIP_STATEMENT_OPTIONS_INIT \
    { \
        sizeof(pship_statement_options), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, \
            PSHIP_RANK_NORMAL, NULL, NULL \
    }

/**
 * The value of PSHIP_STATEMENT_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_statement_options pship_statement_options_init(void);

/**
 * State that a property of an entity has a value. Statements made before stay as they are: two that
 * contradict each other are both kept.
 *
 * With `options->entry` the statement has an import identity: source, entry and property, and for a
 * property of many values the value. Stating it again in the same words records nothing and gives the
 * number of the statement that is there. In other words it corrects that statement, or the newest of its
 * corrections. Where the statement was retracted it stays rejected: nothing is recorded, and its
 * number is given. The same holds for corrections, ends and confirmations with an entry of their own.
 *
 * @param[out] statement Receives the number of the statement; may be NULL.
 * @param transaction An open transaction.
 * @param subject Id of an entity recorded before, in this transaction or an earlier one.
 * @param property A property that the kind of the subject has.
 * @param value The value; its kind must fit the property.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK; PSHIP_E_NOT_FOUND for an unknown subject or property; PSHIP_E_INVALID for a value or
 *         an interval that does not fit, or a text that is not UTF-8; PSHIP_E_SYNTAX for a date or
 *         number that cannot be parsed; PSHIP_E_LIMIT for a text over 16 MiB; PSHIP_E_ARGUMENT;
 *         PSHIP_E_MEMORY.
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result
pship_statement_assert(pship_statement_id *statement, pship_transaction *transaction,
                       const char *subject, const char *property, const pship_value *value,
                       const pship_statement_options *options, pship_error *err);

/**
 * As pship_statement_assert(), with a value written as text and read as the type of the property
 * asks: a date may be a rule, a property of type any takes text.
 *
 * @param[out] statement Receives the number of the statement; may be NULL.
 * @param transaction An open transaction.
 * @param subject Id of an entity recorded before.
 * @param property A property that the kind of the subject has.
 * @param text The value: digits, a date, an id, "true" or "false", or text.
 * @param unit Unit of a number, or NULL.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return As pship_statement_assert().
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_statement_assert_text(
    pship_statement_id *statement, pship_transaction *transaction, const char *subject,
    const char *property, const char *text, const char *unit,
    const pship_statement_options *options, pship_error *err);

/**
 * The world changed: end a statement on the day before `options->from` and state a new value from
 * that day on. Both carry the source of the change, so that a view that does not know the source
 * still sees the old value with its open end.
 *
 * @param[out] statement Receives the number of the new statement; may be NULL.
 * @param transaction An open transaction.
 * @param target The statement whose value has changed.
 * @param value The new value.
 * @param options `from` must be given.
 * @param err Receives the detail of a failure; may be NULL.
 * @return As pship_statement_assert(); PSHIP_E_NOT_FOUND for an unknown target, PSHIP_E_CONFLICT for
 *         one that was corrected.
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_statement_change(
    pship_statement_id *statement, pship_transaction *transaction, pship_statement_id target,
    const pship_value *value, const pship_statement_options *options, pship_error *err);

/**
 * We or the source were wrong: a statement replaces another one for every view that sees it.
 * Corrections form a chain: a statement is corrected, changed or ended at the newest link only.
 *
 * @param[out] statement Receives the number of the new statement; may be NULL.
 * @param transaction An open transaction.
 * @param target The statement that was wrong.
 * @param value The right value.
 * @param options NULL `source`: we misread it, and the source (with its publication date and
 *        locator) of the target is taken. NULL `from`, NULL `until`: that of the target. NULL
 *        for all of it: the rank of the target as well.
 * @param err Receives the detail of a failure; may be NULL.
 * @return As pship_statement_assert(); PSHIP_E_NOT_FOUND for an unknown target, PSHIP_E_CONFLICT for
 *         one that was corrected.
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_statement_correct(
    pship_statement_id *statement, pship_transaction *transaction, pship_statement_id target,
    const pship_value *value, const pship_statement_options *options, pship_error *err);

/**
 * A statement should not have been made: views that see this no longer see it. Retracting an end or
 * a retraction undoes it.
 *
 * @param[out] statement Receives the number of the retraction; may be NULL.
 * @param transaction An open transaction.
 * @param target The statement.
 * @param options NULL `source`: the source of the target.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND for an unknown target, PSHIP_E_INVALID, PSHIP_E_ARGUMENT,
 *         PSHIP_E_MEMORY.
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_statement_retract(
    pship_statement_id *statement, pship_transaction *transaction, pship_statement_id target,
    const pship_statement_options *options, pship_error *err);

/**
 * What a statement says has come to its end. The end is a statement with its own source: a view
 * that does not see it still sees the end that was stated before. It follows corrections of its
 * target.
 *
 * @param[out] statement Receives the number of the end; may be NULL.
 * @param transaction An open transaction.
 * @param target The statement that ends.
 * @param options `until`, the last day on which it holds, must be given.
 * @param err Receives the detail of a failure; may be NULL.
 * @return As pship_statement_assert(); PSHIP_E_NOT_FOUND for an unknown target, PSHIP_E_CONFLICT for
 *         one that was corrected.
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_statement_end(pship_statement_id *statement,
                                                           pship_transaction *transaction,
                                                           pship_statement_id target,
                                                           const pship_statement_options *options,
                                                           pship_error *err);

/**
 * A statement was checked again on a day and still holds; its value does not change. The latest day
 * that a view sees is the last_confirmed of the statement, and where its end is unknown it certainly holds
 * up to that day.
 *
 * @param[out] statement Receives the number of the confirmation; may be NULL.
 * @param transaction An open transaction.
 * @param target The statement that was checked; one with a value.
 * @param options `last_confirmed`, the day, must be given. `source`: who says so.
 * @param err Receives the detail of a failure; may be NULL.
 * @return As pship_statement_assert(); PSHIP_E_NOT_FOUND for an unknown target, PSHIP_E_CONFLICT for
 *         one that was corrected.
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_statement_confirm(
    pship_statement_id *statement, pship_transaction *transaction, pship_statement_id target,
    const pship_statement_options *options, pship_error *err);

/**
 * Erase a statement: once this is committed, its payload is gone from the file of the model and from
 * every view opened after that, whatever its cutoffs. What stays is a tombstone (number, operation,
 * subject, property, source and transaction) and this record of who erased it and why. The hash chain
 * stays whole. A text that no other statement uses goes with it, and so does an import identity:
 * importing the entry again records it anew. Views that are open, and copies that were saved, keep what
 * they have. A date that the statement had stays in the file as a bare date, of nothing. An erasing commit
 * takes about as long as saving the whole file; where another process reads the file, what was erased is
 * wiped by the next commit, or by closing the model.
 *
 * @param[out] statement Receives the number of the erasure; may be NULL.
 * @param transaction An open transaction, of the same scenario as the target.
 * @param target A statement with a value, committed before; corrections of it are erased on their own.
 * @param options Only `source`, `locator` and `reason` count; NULL for none.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND for an unknown target, PSHIP_E_INVALID for one that has no value, is not
 *         committed, is of another scenario or says of which kind an entity is, PSHIP_E_CONFLICT for one that
 *         is erased, PSHIP_E_ARGUMENT, PSHIP_E_MEMORY. The commit can fail as any commit, and with PSHIP_E_BUSY while a copy of
 *         the model is being written.
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_statement_erase(pship_statement_id *statement,
                                                             pship_transaction *transaction,
                                                             pship_statement_id target,
                                                             const pship_statement_options *options,
                                                             pship_error *err);

/**
 * In a scenario, what if a statement had not been made? It is not seen under the scenario, nor is
 * anything that corrects it, whether recorded before this or later; to mask a correction does not bring
 * back what that had corrected. pship_view_masks() lists what a view hides that way. Retracting a mask
 * takes it back.
 *
 * @param[out] statement Receives the number of the mask; may be NULL.
 * @param transaction An open transaction of a scenario.
 * @param target A statement with a value that the scenario has from its parents; its own are retracted.
 * @param options Only `reason` and `entry` count; NULL for none.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND for an unknown target, PSHIP_E_INVALID for one that the scenario does
 *         not have from a parent or that has no value, PSHIP_E_ARGUMENT, PSHIP_E_MEMORY.
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_statement_mask(pship_statement_id *statement,
                                                            pship_transaction *transaction,
                                                            pship_statement_id target,
                                                            const pship_statement_options *options,
                                                            pship_error *err);

PSHIP_END_DECLS

#endif
