/*
 * Rows of an explanation, for whoever explains more than one cell.
 */
#ifndef PSHIP_EXPLAIN_H
#define PSHIP_EXPLAIN_H

#include "model/reading.h"
#include "table/builder.h"

/* A builder for the columns of pship_view_explain(), after subject and property where they are named. */
pship_result pship__explain_builder(pship__table_builder **builder, const pship_view *view,
                                    bool named, pship_error *err);
/* A row for each statement about a cell that the view can see. The property is one that it knows. */
pship_result pship__explain_cell(pship__table_builder *builder, const pship_view *view,
                                 name_id subject, name_id property, bool named, pship_error *err);

#endif
