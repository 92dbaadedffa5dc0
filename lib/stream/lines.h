/*
 * Files of lines, whatever they are packed in: for formats that are neither CSV nor JSON.
 *
 * Memory is bounded by the longest line, whatever the length of the file.
 */
#ifndef PSHIP_STREAM_LINES_H
#define PSHIP_STREAM_LINES_H

#include "stream/bytes.h"

/* Longer lines are refused: a file that is no text would otherwise be taken in as a whole. */
#define PSHIP__LINE_LIMIT ((size_t)1 << 20)

typedef struct text_lines text_lines;

/* Fails as pship__bytes_open(); `file` stands in errors. Both texts are lent, and so is `progress`, which may be NULL. */
pship_result pship__lines_open(text_lines **lines, const pship_context *context, const char *path,
                               const bytes_limits *limits, pship__progress_state *progress,
                               pship_error *err);
/* The next line without its end (LF or CRLF), lent until the next call: it may be written to, and ends with a zero byte. NULL
 * at the end of the file. A byte order mark is passed over. PSHIP_E_SYNTAX for what is not UTF-8, PSHIP_E_LIMIT, and
 * as pship__bytes_read(). */
pship_result pship__lines_next(text_lines *lines, char **text, size_t *length, pship_error *err);
/* Of the line that was given last, from 1. */
int64_t pship__lines_number(const text_lines *lines);
/* As pship__bytes_length(). */
uint64_t pship__lines_length(const text_lines *lines);
void pship__lines_close(text_lines *lines); /* may be NULL */

#endif
