/**
 * @file import.h
 * Imports: tables of others (CSV, JSON) into a model, by a mapping that says what their columns mean.
 */
#ifndef PARTNERSHIP_IMPORT_H
#define PARTNERSHIP_IMPORT_H

#include <partnership/table.h>
#include <partnership/transaction.h>

PSHIP_BEGIN_DECLS

/** Options of pship_import_read(). Start from PSHIP_IMPORT_OPTIONS_INIT. */
typedef struct pship_import_options {
    size_t size; /**< sizeof(pship_import_options). */
    const char *
        source; /**< Id of the source of all that the mapping gives no source of its own, instead of
                             the one that the mapping names for all; recorded before. Or NULL. */
} pship_import_options;

/** Initialiser of pship_import_options. */
#define PSHIP_IMPORT_OPTIONS_INIT \
    { \
        sizeof(pship_import_options), NULL \
    }

/**
 * The value of PSHIP_IMPORT_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_import_options pship_import_options_init(void);

/**
 * Import a table, or every table of a folder, into a transaction.
 *
 * A mapping says which rows are entities of which kind, how their ids are made, and which columns state
 * what; the format is described in docs/import-format.md and by the JSON Schema that is installed with
 * the library. Everything has an import identity made of the source, the entry's own key and the
 * property: importing a table again records nothing, a changed cell corrects the statement that was
 * there, and what was retracted stays rejected.
 *
 * Data that is wrong is reported and never mended: a cell that cannot be read or that no rule takes is
 * listed and the rest is taken; what is odd (an entry into force before the signature, a key that
 * occurs twice) is listed and taken as it stands. A table that is no table, and a mapping that does not
 * fit it, is an error of the call, which then leaves the transaction as it was.
 *
 * Columns of the report: file, line, column (in bytes, from 1), name (of the column), cell (as written),
 * rule, severity (error: not taken; warning: taken, but odd; note), message. Columns of the summary:
 * what (rows, cells, cells_taken, cells_empty, cells_ignored, cells_left, entity, act, statement), name
 * (of the kind, the act or the property), count (that the table tells of), added (that the model did not
 * have). Every cell is one of taken, empty, ignored and left, and those that are left are in the report.
 *
 * @param[out] report Receives the report, which may have no rows; free it with pship_table_free(). May be
 *        NULL.
 * @param[out] summary Receives the summary; free it with pship_table_free(). May be NULL.
 * @param transaction An open transaction.
 * @param path A .csv file, a .json file that holds an array of flat objects, or a folder whose .csv files
 *        are read in the order of their names.
 * @param mapping The name of a preset (see pship_import_presets()), the path of a mapping, or a mapping
 *        itself: a text that begins with a brace.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, also where the report has errors; PSHIP_E_SYNTAX for a table or a mapping that cannot
 *         be read, with its place; PSHIP_E_INVALID for a mapping that makes no sense or names a column that
 *         the table does not have, with its place; PSHIP_E_NOT_FOUND for an unknown preset, source or
 *         file; PSHIP_E_CONFLICT where the mapping defines a property in another way; PSHIP_E_LIMIT for
 *         a record over 16 MiB or 65536 cells; PSHIP_E_IO, PSHIP_E_MEMORY, PSHIP_E_CANCELLED,
 *         PSHIP_E_ARGUMENT.
 *
 * Time grows with the number of cells, memory with what is recorded. Reports progress.
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_import_read(
    pship_table **report, pship_table **summary, pship_transaction *transaction, const char *path,
    const char *mapping, const pship_import_options *options, pship_error *err);

/**
 * The mappings that the library brings along.
 *
 * Columns: name, title, note (what it is for, and what it takes as what).
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param context NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_import_presets(pship_table **table,
                                                            pship_context *context,
                                                            pship_error *err);

PSHIP_END_DECLS

#endif
