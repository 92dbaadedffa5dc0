/**
 * @file flow_release.h
 * Flow tables that belong to a model: releases of statistics, of which a view picks the one that its cutoffs allow.
 *
 * Two releases of one statistic are two flow tables under one name, each with a source of its own (the `source` that
 * the table was made with), which the model knows and which says when it was published. The model keeps a reference
 * to the table and no copy, and does not write its rows to its file: whoever opens the file attaches them again.
 */
#ifndef PARTNERSHIP_FLOW_RELEASE_H
#define PARTNERSHIP_FLOW_RELEASE_H

#include <partnership/flows.h>
#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * Attach a release to a model. It stays as long as the model does; views that are open do not see it.
 *
 * @param model A model.
 * @param name What it is a release of: "customs of Azerbaijan".
 * @param flows A flow table with a source: the id of a source, which may be recorded before or later.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_INVALID for a table without a source and for a name that is empty or not UTF-8,
 *         PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread, also while others read or write the model.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_flows_attach(pship_model *model, const char *name,
                                                          pship_flows *flows, pship_error *err);

/**
 * The release that a view picks: of those whose source the view knows (it was recorded by then) and which had been
 * published by its cutoff, the one whose source is preferred, then the one published last, then the one attached
 * last. A source whose day of publication is not known counts as published before all others.
 *
 * @param[out] flows Receives the flow table; free it with pship_flows_free().
 * @param view A view.
 * @param name What it is a release of.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND where there is none that the view may see, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_flows_pick(pship_flows **flows, const pship_view *view,
                                                        const char *name, pship_error *err);

/**
 * All releases that were attached before the view was opened. Columns: name, source, vintage, published (as the source
 * says), rows, value_unit, seen (certain, possible or no: whether the view may see it), picked (bool). Rows are ordered by
 * name, then as they were attached.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param name What they are releases of; NULL for all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_flows_releases(pship_table **table,
                                                            const pship_view *view,
                                                            const char *name, pship_error *err);

PSHIP_END_DECLS

#endif
