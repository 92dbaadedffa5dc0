/* Progress points of a project, and the lines that are drawn through them. */
#ifndef PSHIP_PROGRESS_H
#define PSHIP_PROGRESS_H

#include "register/names.h"

typedef struct progress_point {
    const statement *said;
    when from; /* the day on which that much was done; not dated where nobody says */
    double percent, low, high; /* as written, and what the digits and the qualifier leave open */
    pship_truth certainty;
    bool contested; /* another source says something else of the same day */
    bool repeats;   /* another one says the same of the same day, as precisely or more so */
} progress_point;

/* By day, then in the order of recording; those without a day come last. */
typedef struct progress {
    progress_point *items;
    size_t count;
} progress;

/* Release `points->items`. */
pship_result pship__progress_load(progress *points, merges *who, name_id project, pship_error *err);
/* The last one with a day, or NULL. */
const progress_point *pship__progress_last(const progress *points);

/* ---- lines (line.c): nothing but numbers */

/* A day on which that much was done. Days are counted from anywhere. */
typedef struct line_point {
    double day_first, day_last; /* the day lies between these */
    double percent, low, high;
    double tried; /* the day for which a line is drawn */
} line_point;

typedef enum line_fault {
    LINE_DRAWN,
    LINE_TOO_FEW,    /* points */
    LINE_SAME_DAY,   /* all of them may be of one day */
    LINE_NOT_RISING, /* it does not come to the end */
} line_fault;

typedef struct line {
    line_fault fault;
    double per_day; /* points of a percent */
    double finish;  /* the day on which it reaches 100 */
    bool has_first, has_last;
    double first, last; /* the range of that day, as far as it is bounded */
} line;

/* The least squares line, with the range of its inverse prediction; at least two points. */
line pship__line_fit(line_point *points, size_t count);
/* The line through two points, with the range that their days and their rounding leave open. */
line pship__line_through(const line_point *a, const line_point *b);
/* The quantile of Student's t that leaves (1 - confidence) / 2 at each side. */
double pship__student_t(double confidence, size_t freedom);

#define LINE_CONFIDENCE 0.95

#endif
