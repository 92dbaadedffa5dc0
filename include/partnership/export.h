/**
 * @file export.h
 * The lists of a register by their names, and all of them as a folder of CSV files.
 */
#ifndef PARTNERSHIP_EXPORT_H
#define PARTNERSHIP_EXPORT_H

#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * The names of the lists of a register: agreements, acts, parties, ... Columns: name, title.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param context NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_register_lists(pship_table **table,
                                                            pship_context *context,
                                                            pship_error *err);

/**
 * A list of a register by its name: the same as the call for it, without options.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param name One of the names of pship_register_lists().
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND for another name, else as the call for the list.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_register_list(pship_table **table,
                                                           const pship_view *view, const char *name,
                                                           pship_error *err);

/**
 * Write all lists of a register as a folder that is a Tabular Data Package: a CSV file for each list, as
 * pship_table_write_csv() writes it, and datapackage.json, which tells the day of the view, its cutoffs and, for
 * each column, its type, its unit and what the vocabulary says of it. The same view gives the same bytes.
 *
 * Each file is replaced as a whole, datapackage.json last. Only an older export is overwritten.
 *
 * @param view A view.
 * @param directory The folder; made where it is not there, its parent is not.
 * @param err Receives the detail of a failure; may be NULL. Files that were written before a failure stay.
 * @return PSHIP_OK, PSHIP_E_CONFLICT for a folder that has other files and no export, PSHIP_E_IO, PSHIP_E_INVALID
 *         for a path that is no folder, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Reports progress. Source: the Tabular Data Package of Frictionless Data,
 * https://specs.frictionlessdata.io/tabular-data-package/.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_register_export(const pship_view *view,
                                                             const char *directory,
                                                             pship_error *err);

PSHIP_END_DECLS

#endif
