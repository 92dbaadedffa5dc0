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
 * All files appear together: they are written into `.partnership-export` within the folder, and moved at the end. An
 * export that fails, is cancelled or killed before leaves the folder as it was. While the files are moved there is no
 * datapackage.json, so that as long as it is there, all the others are of the same export; a folder in which a killed
 * process left them half moved is recognised and done again. Only an older export is overwritten; other files stay
 * where they are. A file keeps its permissions; a link in its place is replaced. Two exports into one folder at the same
 * time disturb each other, and one of them fails.
 *
 * @param view A view.
 * @param directory The folder; made where it is not there, its parent is not.
 * @param err Receives the detail of a failure; may be NULL.
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
