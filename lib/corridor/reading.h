/*
 * What the readers and writers of files in this room share. Private to the room corridor.
 */
#ifndef PSHIP_CORRIDOR_READING_H
#define PSHIP_CORRIDOR_READING_H

#include "stream/csv.h"
#include "stream/files.h"
#include "stream/lines.h"
#include "table/builder.h"

/* ---- reading, and what was wrong (reading.c) */

typedef struct reading {
    pship_context *context;
    const char *path; /* of the file at hand: stands in errors and problems; lent */
    bytes_limits limits;
    int64_t most_bad_rows, bad_rows;
    pship__table_builder *problems; /* NULL: nobody asked */
    pship__progress_state progress;
} reading;

/* Where something is wrong, and what would be right. */
typedef struct reading_problem {
    int64_t line, column;
    const char *cell; /* as written */
    const char *rule; /* a word that stays the same */
    const char *expected;
} reading_problem;

/* `problems`: whether they are wanted. */
pship_result pship__reading_begin(reading *of, pship_context *context, const char *stage,
                                  bool problems, int64_t most_bad_rows, pship_error *err);
/* A row that is to be left out: PSHIP_OK when that is tolerated, otherwise PSHIP_E_SYNTAX with its place. */
pship_result pship__reading_bad_row(reading *of, const reading_problem *problem, pship_error *err);
/* Something that is listed, but is no bad row. */
void pship__reading_remark(reading *of, const reading_problem *problem);
/* The table of problems where they are wanted; ends the reading in every case. `result` is what came of it so far. */
pship_result pship__reading_finish(reading *of, pship_result result, pship_table **problems,
                                   pship_error *err);

/* Checks what options of both kinds have, and takes it. */
pship_result pship__reading_limits(reading *of, const char *member, int64_t most_bad_rows,
                                   int64_t most_bytes, int32_t most_times, pship_error *err);
/* A file without so much as a header: PSHIP_E_SYNTAX. */
pship_result pship__reading_empty(const reading *of, pship_error *err);
/* A count that the file tells, and another one that it has: a bad row where none was left out before, since a file that was
 * cut off looks like that; otherwise a remark. `what` is counted. */
pship_result pship__reading_total(reading *of, int64_t line, int64_t column, uint32_t told,
                                  uint32_t has, const char *what, pship_error *err);
/* Opens a CSV file whose separator is one that was asked for (a text, may be NULL) or the header's. */
pship_result pship__reading_csv(pship__csv **csv, reading *of, const char *separator,
                                pship_error *err);

/* A number >= 0 and finite: true, or the rule that it breaks and what was expected. */
bool pship__reading_number(const char *text, double *number, reading_problem *problem);
/* The same where below zero is well. */
bool pship__reading_signed(const char *text, double *number, reading_problem *problem);
/* A whole number from 1 to `most`, in digits. */
bool pship__reading_ordinal(const char *text, uint32_t most, uint32_t *number);

/* ---- words of a line */

/* The next word of a line: it ends at a blank, a tabulator or one of `ends`, is ended by a zero byte, and *at moves behind
 * it. *end (may be NULL) receives what it ended at. NULL where there is none. */
char *pship__next_word(char **at, const char *ends, char *end);

/* ---- TNTP (tntp.c): its lines of metadata, "<NUMBER OF ZONES> 24". */

typedef enum tntp_line {
    TNTP_EMPTY, /* or a comment */
    TNTP_ZONES,
    TNTP_NODES,
    TNTP_FIRST_THRU,
    TNTP_LINKS,
    TNTP_TOTAL,
    TNTP_END,
    TNTP_OTHER,  /* metadata that is not needed */
    TNTP_HEADER, /* a comment with the names of columns */
    TNTP_DATA
} tntp_line;

/* What a line is. `value` receives what stands behind the name, without blanks around it. */
tntp_line pship__tntp_line(char *line, char **value);
/* Whether a column of links is never negative: a toll may be. */
bool pship__tntp_amount(const char *column);

/* ---- writing */

typedef struct writing {
    pship__buffer text;
    file_sink *to;
    pship__progress_state progress;
} writing;

/* Hands on what has come together, when it is much or `all` is wanted. */
pship_result pship__writing_flush(writing *of, bool all, double fraction, pship_error *err);
/* Nothing where it is no number. */
void pship__writing_number(writing *of, double number);

#endif
