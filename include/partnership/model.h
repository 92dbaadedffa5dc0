/**
 * @file model.h
 * The model: an append-only log of dated, sourced statements, and its schema.
 */
#ifndef PARTNERSHIP_MODEL_H
#define PARTNERSHIP_MODEL_H

#include <partnership/context.h>
#include <partnership/table.h>
#include <partnership/value.h>

PSHIP_BEGIN_DECLS

/**
 * A model, in memory, backed by one SQLite file or by none.
 *
 * Reference-counted inside: views and transactions keep it alive. Any number of threads may open
 * and read views while one thread writes through a transaction.
 */
typedef struct pship_model pship_model;

/** Options of pship_model_open(). Start from PSHIP_MODEL_OPTIONS_INIT. */
typedef struct pship_model_options {
    size_t size;    /**< sizeof(pship_model_options). */
    bool read_only; /**< Never write to the file; transactions are refused. */
} pship_model_options;

/** Initialiser of pship_model_options. */
#define PSHIP_MODEL_OPTIONS_INIT \
    { \
        sizeof(pship_model_options), false \
    }

/**
 * The value of PSHIP_MODEL_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_model_options pship_model_options_init(void);

/**
 * Make an empty model without a file. Its schema is the library's own.
 *
 * @param[out] model Receives the model; free it with pship_model_free().
 * @param context NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_ARGUMENT, PSHIP_E_MEMORY.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_model_new(pship_model **model, pship_context *context,
                                                       pship_error *err);

/**
 * Open a model from its file. Every transaction committed from now on is durable in that file
 * before the commit returns. A file that is not a whole model file is not touched.
 *
 * @param[out] model Receives the model; free it with pship_model_free().
 * @param context NULL for the defaults.
 * @param path The file, as pship_model_save() wrote it.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_IO, PSHIP_E_FORMAT for a damaged, foreign or newer file,
 *         PSHIP_E_BUSY, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Time grows with the number of statements. Reports progress.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_model_open(pship_model **model, pship_context *context,
                                                        const char *path,
                                                        const pship_model_options *options,
                                                        pship_error *err);

/**
 * Write a copy of a model, with all its recorded history, to a file. The copy appears whole or not
 * at all; an older model file of that name is replaced, any other file is refused. The model stays
 * bound to the file that it was opened from, or to none.
 *
 * @param model A model.
 * @param path Where to write.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_IO, PSHIP_E_CONFLICT where another kind of file lies at `path`, PSHIP_E_BUSY
 *         where `path` is the file that the model is bound to, or while something is being erased, PSHIP_E_MEMORY,
 *         PSHIP_E_CANCELLED.
 *
 * Time grows with the number of statements. Reports progress.
 * Thread safety: any thread; transactions committed meanwhile are not in the copy.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_model_save(pship_model *model, const char *path,
                                                        pship_error *err);

/**
 * Give up a model. Views and transactions made from it stay valid.
 *
 * @param model May be NULL.
 *
 * Thread safety: any thread.
 */
PSHIP_API void pship_model_free(pship_model *model);

/**
 * How many statements have been committed, of all operations.
 *
 * @param model A model.
 * @return At least 0. Statement ids run from 1 to this number.
 *
 * Thread safety: any thread.
 */
PSHIP_API int64_t pship_model_statement_count(const pship_model *model);

/**
 * How many transactions have been committed.
 *
 * @param model A model.
 * @return At least 0. Transaction ordinals run from 1 to this number.
 *
 * Thread safety: any thread.
 */
PSHIP_API int64_t pship_model_transaction_count(const pship_model *model);

/**
 * The kinds of entity that the model knows. Columns: kind, parent, description.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param model A model.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_model_kinds(pship_table **table,
                                                         const pship_model *model,
                                                         pship_error *err);

/**
 * The properties that the model knows. Columns: property, type, many, of_kind, refers_to,
 * description.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param model A model.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_model_properties(pship_table **table,
                                                              const pship_model *model,
                                                              pship_error *err);

/**
 * The transactions. Columns: transaction, recorded_at, actor, note, statements (how many), digest (of
 * the hash chain up to it, as pship_model_verify() takes it).
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param model A model.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_model_transactions(pship_table **table,
                                                                const pship_model *model,
                                                                pship_error *err);

/**
 * The whole log, as recorded. Columns: statement, operation (assert, correct, retract, end, confirm,
 * erase, mask), target, subject, property, value_kind (erased for a tombstone), value, unit, from,
 * until, last_confirmed, source, locator, qualifier, certainty, wording, rank, reason, layer (0: the
 * base), transaction, scenario (whose layer it is), entry.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param model A model.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_model_statements(pship_table **table,
                                                              const pship_model *model,
                                                              pship_error *err);

/**
 * Everything ever recorded about an entity, in the order of recording. Columns: those of
 * pship_model_statements(), then recorded_at, actor, note.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param model A model.
 * @param subject Id of an entity.
 * @param property Only this property; NULL for all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND for an unknown entity or property, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_model_history(pship_table **table,
                                                           const pship_model *model,
                                                           const char *subject,
                                                           const char *property, pship_error *err);

/**
 * Take in what another process has added to the file of a model since it was opened or refreshed.
 * Views that are open stay as they are. A model without a file is up to date.
 *
 * @param model A model without an open transaction.
 * @param err Receives the detail of a failure; may be NULL. After one the model is as it was.
 * @return PSHIP_OK, PSHIP_E_BUSY while a transaction is open, a copy is being written or another process holds the file,
 *         PSHIP_E_FORMAT for a file that is damaged, or replaced by another one: open it again,
 *         PSHIP_E_IO, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Time grows with what was added. Reports progress.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_model_refresh(pship_model *model, pship_error *err);

/** Room for the digest of a transaction as text, with its terminating zero. */
#define PSHIP_DIGEST_TEXT_SIZE 65

/**
 * Recompute the hash chain over everything that was recorded. It reveals what was changed by accident
 * or behind the library's back; against somebody who recomputes the whole chain it needs `anchor`, a
 * digest that was kept elsewhere.
 *
 * The digest of a transaction is BLAKE2b-256 (RFC 7693) over that of the transaction before, the
 * transaction itself and the salted digests of its statements; docs/file-format.md has the details.
 *
 * @param model A model.
 * @param transaction The transaction that `anchor` is of; 0 for the last one.
 * @param anchor The digest that the transaction must have, in hexadecimal; NULL for whichever it has.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK where all is as it was recorded; PSHIP_E_FORMAT naming the first transaction that is not;
 *         PSHIP_E_CONFLICT where the chain is whole, but is not the one of `anchor`; PSHIP_E_NOT_FOUND for an
 *         unknown transaction; PSHIP_E_CANCELLED, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Time grows with the number of statements. Reports progress.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_model_verify(const pship_model *model,
                                                          int64_t transaction, const char *anchor,
                                                          pship_error *err);

/**
 * The digest of the hash chain up to a transaction, to be kept elsewhere. A file of a version without
 * digests gets them when it is brought up to date; until then they are new with every opening.
 *
 * @param[out] digest Receives 64 hexadecimal digits and a zero byte.
 * @param model A model.
 * @param transaction Its ordinal; 0 for the last one.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND for an unknown transaction, also where there is none yet,
 *         PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_model_digest(char digest[PSHIP_DIGEST_TEXT_SIZE],
                                                          const pship_model *model,
                                                          int64_t transaction, pship_error *err);

PSHIP_END_DECLS

#endif
