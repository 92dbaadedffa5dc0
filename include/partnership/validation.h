/**
 * @file validation.h
 * Validation: everything that is wrong or doubtful in a register, with its place.
 */
#ifndef PARTNERSHIP_VALIDATION_H
#define PARTNERSHIP_VALIDATION_H

#include <partnership/context.h>
#include <partnership/table.h>

PSHIP_BEGIN_DECLS

/** How grave a finding is. */
typedef enum pship_severity {
    PSHIP_SEVERITY_NOTE = 0,    /**< Worth a look; it may well be meant. */
    PSHIP_SEVERITY_WARNING = 1, /**< Doubtful: something is likely to be missing or wrong. */
    PSHIP_SEVERITY_ERROR = 2 /**< It cannot be so: unreadable, or in contradiction with itself. */
} pship_severity;

/** Options of pship_register_validate(). Start from PSHIP_VALIDATE_OPTIONS_INIT. */
typedef struct pship_validate_options {
    size_t size; /**< sizeof(pship_validate_options). */
    pship_severity
        least; /**< Leave out what is less grave. Default: PSHIP_SEVERITY_NOTE, nothing. */
    const char
        *scenario; /**< What rules of meaning look at: what this scenario sees; NULL: the base. */
} pship_validate_options;

/** Initialiser of pship_validate_options. */
#define PSHIP_VALIDATE_OPTIONS_INIT \
    { \
        sizeof(pship_validate_options), PSHIP_SEVERITY_NOTE, NULL \
    }

/**
 * The value of PSHIP_VALIDATE_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_validate_options pship_validate_options_init(void);

/**
 * Validate a register: read it, and look at what it says as a whole. Problems of reading are those of
 * pship_register_read(), all of them errors; what could be read is looked at nevertheless, but for rules that
 * conclude from something that is not there: these keep quiet where it may stand in what could not be read.
 *
 * A register is looked at by the dates that it states itself, so that the same files give the same findings on
 * every day. Rules of meaning look at one layer: at the base, or at what the scenario of the options sees, which is the
 * base with its own statements and without what it masks. They take ids that are merged for one, and look at what was
 * neither corrected nor retracted.
 *
 * @param[out] table Receives the findings, in the order of their places; without rows where all is well. Free it
 *        with pship_table_free(). Columns: file, line, column, rule, severity ("error", "warning", "note"),
 *        entity, property, message, expected. line and column count from 1, columns in bytes; they
 *        are null for a model file. entity and property are null where a finding is about neither.
 * @param context NULL for the defaults.
 * @param path As for pship_register_open(): a directory of .json files, one .json file, or a model file.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, also where there are findings; PSHIP_E_NOT_FOUND and PSHIP_E_IO where nothing can be read,
 *         PSHIP_E_NOT_FOUND also for a scenario that the register does not have,
 *         PSHIP_E_FORMAT for a file that is no register, PSHIP_E_LIMIT, PSHIP_E_MEMORY, PSHIP_E_CANCELLED,
 *         PSHIP_E_ARGUMENT.
 *
 * Time grows with the number of statements, and with the square of the number of statements of one cell, of the acts
 * of one agreement and of the entities of one kind that are called the same. Reports progress. Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result
pship_register_validate(pship_table **table, pship_context *context, const char *path,
                        const pship_validate_options *options, pship_error *err);

/**
 * List all rules, those of reading first.
 *
 * @param[out] table Receives the table; free it with pship_table_free(). Columns: rule, severity, description,
 *        expected.
 * @param context NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_ARGUMENT, PSHIP_E_MEMORY.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_validation_rules(pship_table **table,
                                                              pship_context *context,
                                                              pship_error *err);

PSHIP_END_DECLS

#endif
