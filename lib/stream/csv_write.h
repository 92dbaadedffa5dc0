/* Writing a table as CSV. */
#ifndef PSHIP_STREAM_CSV_WRITE_H
#define PSHIP_STREAM_CSV_WRITE_H

#include "core/core.h"
#include <partnership/table.h>

/* As pship_table_write_csv() describes it, at the end of a buffer. */
void pship__csv_write(pship__buffer *to, const pship_table *table);

/* A text, in quotes where it needs them. */
void pship__csv_add_cell(pship__buffer *to, const char *text, size_t length);

#endif
