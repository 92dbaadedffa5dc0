/**
 * @file register.h
 * Registers: models as JSON that people can write, one file or a directory of several.
 */
#ifndef PARTNERSHIP_REGISTER_H
#define PARTNERSHIP_REGISTER_H

#include <partnership/transaction.h>
#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * Open a register, whatever its form: a directory of .json files, one .json file, or a model file of
 * pship_model_save().
 *
 * From JSON, a model in memory is made; the files are not written to later.
 *
 * @param[out] model Receives the model; free it with pship_model_free().
 * @param[out] problems Receives, where the JSON has problems, the table of pship_register_read();
 *        otherwise untouched. May be NULL.
 * @param context NULL for the defaults.
 * @param path Directory or file.
 * @param options NULL for the defaults. They matter to a model file only.
 * @param err Receives the detail of a failure; may be NULL.
 * @return As pship_model_open() and pship_register_read(); PSHIP_E_FORMAT for a file that is neither.
 *
 * Reports progress. Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_register_open(pship_model **model,
                                                           pship_table **problems,
                                                           pship_context *context, const char *path,
                                                           const pship_model_options *options,
                                                           pship_error *err);

/**
 * Read a register into a transaction. Every problem is collected: a file with a syntax error is left
 * where it stops making sense, the others are read on. When there is any problem the call fails
 * with the first one in `err`, and the transaction should be freed.
 *
 * Statements that name no scenario go into that of the transaction. Everything has an import identity that
 * follows from its place where the register says none, so that reading a register again changes nothing.
 *
 * The format is described in docs/register-format.md and by the JSON Schema that is installed with
 * the library.
 *
 * @param[out] problems Receives the table of problems when there are any, otherwise untouched; free
 *        it with pship_table_free(). Columns: file, line, column, rule, message. May be NULL.
 * @param transaction An open transaction.
 * @param path A .json file, or a directory whose .json files are read in the order of their names.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK; the code of the first problem: PSHIP_E_SYNTAX for what is not JSON or has a
 *         malformed date or number, PSHIP_E_INVALID, PSHIP_E_NOT_FOUND for an unknown id,
 *         PSHIP_E_CONFLICT; PSHIP_E_IO, PSHIP_E_LIMIT for a file over 1 GiB, PSHIP_E_MEMORY,
 *         PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Reports progress. Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_register_read(pship_table **problems,
                                                           pship_transaction *transaction,
                                                           const char *path, pship_error *err);

/**
 * Write the statements of a model as one register file. Reading it back gives the same statements
 * with the same corrections, ends, confirmations and retractions, and the same scenarios. When, by
 * whom and why they were recorded does not travel, nor do the pins of scenarios, nor what is erased.
 * The file appears whole or not at all; an older register of that name is replaced, any other file is
 * refused. Where `path` is a symbolic link it stays one, and the file that it leads to is replaced.
 *
 * @param model A model.
 * @param path Where to write.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_IO, PSHIP_E_CONFLICT where another kind of file lies at `path`,
 *         PSHIP_E_LIMIT where retractions retract each other more than 24 deep, or scenarios
 *         correct each other more than 12 deep,
 *         PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Reports progress. Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_register_write(pship_model *model, const char *path,
                                                            pship_error *err);

PSHIP_END_DECLS

#endif
