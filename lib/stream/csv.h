/*
 * CSV, one record at a time, with the place of every cell.
 *
 * RFC 4180, and what its readers have to live with: any single byte as separator, line ends LF, CRLF and
 * CR, also mixed, a byte order mark. Strict where leniency would hide a slip: a quote stands around a
 * whole cell or is doubled inside one.
 *
 * Memory is bounded by the longest record, whatever the length of the file.
 */
#ifndef PSHIP_STREAM_CSV_H
#define PSHIP_STREAM_CSV_H

#include "stream/bytes.h"

/* Longer records, and more cells in one, are refused: a quote that is never closed would otherwise
 * take in the rest of the file. */
#define PSHIP__CSV_RECORD_LIMIT ((size_t)16 << 20)
#define PSHIP__CSV_CELL_LIMIT ((size_t)1 << 16)

typedef struct csv_cell {
    const char *text; /* decoded; ends with a zero byte and holds none */
    size_t length;
    int64_t line, column; /* from 1; columns are bytes */
    bool quoted;
} csv_cell;

/* What pship__csv_next() found wrong, as a word that stays the same. */
#define CSV_RULE_SYNTAX "syntax"
#define CSV_RULE_ENCODING "bad_encoding"
#define CSV_RULE_LIMIT "too_long"

/* What most likely stands between the cells of a header: comma, semicolon or tabulator, whichever there is most of outside
 * quotes; never a comma where that is the decimal mark. */
char pship__csv_separator(const char *header, size_t length, char decimal);

typedef struct pship__csv pship__csv;

/* `file` stands in errors and is lent, as are `bytes`. PSHIP_E_ARGUMENT for a separator that is a quote,
 * a line end, zero or no ASCII. */
pship_result pship__csv_open_bytes(pship__csv **reader, const pship_context *context,
                                   const char *bytes, size_t length, const char *file,
                                   char separator, pship_error *err);
/* Reads a regular file piece by piece; there is no limit to its length. */
pship_result pship__csv_open_file(pship__csv **reader, const pship_context *context,
                                  const char *path, char separator, pship_error *err);
/* The same of a file that may be packed; fails as pship__bytes_open() too. */
pship_result pship__csv_open_packed(pship__csv **reader, const pship_context *context,
                                    const char *path, const bytes_limits *limits, char separator,
                                    pship_error *err);
/* The same with the separator that is asked for, a text of one ASCII character (PSHIP_E_ARGUMENT for another); NULL: that of
 * the first line. Reports how much has been read to `progress`, which is lent. (csv_table.c) */
pship_result pship__csv_open_separated(pship__csv **reader, const pship_context *context,
                                       const char *path, const bytes_limits *limits,
                                       const char *separator, pship__progress_state *progress,
                                       pship_error *err);
/* The next record; its cells are lent until the next call. *count is 0 at the end of the file. Empty lines
 * are passed over. `rule` (may be NULL) receives one of the words above with PSHIP_E_SYNTAX and
 * PSHIP_E_LIMIT. After a failure the reader is at its end. */
pship_result pship__csv_next(pship__csv *reader, const csv_cell **cells, size_t *count,
                             const char **rule, pship_error *err);
/* How much of the file has been read, between 0 and 1. */
double pship__csv_fraction(const pship__csv *reader);
/* Report from now on how much of a file has been read, by its bytes: also a file of empty lines can be
 * cancelled. `progress` is lent. */
void pship__csv_report(pship__csv *reader, pship__progress_state *progress);
void pship__csv_free(pship__csv *reader); /* may be NULL */

#endif
