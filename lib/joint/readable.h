/*
 * Tables for persons, made of tables for programs: names where ids stand, and sources as people
 * cite them.
 */
#ifndef PSHIP_JOINT_READABLE_H
#define PSHIP_JOINT_READABLE_H

#include "register/register.h"

typedef enum cell_form {
    CELL_COPY,        /* as it is */
    CELL_NAMES,       /* ids joined by "; ": names in their place */
    CELL_SUBJECT,     /* an id: its name, and for an act of which agreement it is one */
    CELL_SOURCE,      /* id of a source: "Publisher, day" */
    CELL_SOURCE_TITLE /* id of a source: its title */
} cell_form;

typedef struct readable_column {
    const char *name; /* in the new table */
    const char *from; /* in the old one */
    cell_form form;
} readable_column;

/* The rows of a table named by `rows`, in that order, with the columns asked for. */
pship_result pship__readable(pship_table **readable, const pship_view *view,
                             const pship_table *table, const readable_column *columns,
                             size_t column_count, const int64_t *rows, size_t row_count,
                             pship_error *err);

/* The name of the entity with that id, or the id. */
void pship__add_readable(pship__buffer *out, const pship_view *view, const char *id, size_t length);
/* The source with that id as people cite it: "Publisher, day". */
void pship__add_cited(pship__buffer *out, const pship_view *view, const char *id, size_t length);

#endif
