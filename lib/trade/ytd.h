/* Figures of releases, and the months that follow from them. Private to the room trade. */
#ifndef PSHIP_TRADE_YTD_H
#define PSHIP_TRADE_YTD_H

#include "core/core.h"
#include <partnership/year_to_date.h>

/* ---- figures (ytd_read.c)
 *
 * Numbers are ticks: whole tenths of the last digit of the series, so that sums and differences are exact and
 * half a digit is a number. */

typedef enum figure_state {
    FIGURE_STANDS,
    FIGURE_SUPERSEDED, /* cannot be true beside newer ones */
    FIGURE_STALE,      /* lies within one that is superseded, and may have changed with it */
    FIGURE_CONTESTED   /* contradicts another of the same day */
} figure_state;

typedef struct ytd_figure {
    int64_t row; /* of the table of releases */
    const char *series;
    size_t series_length;
    int32_t first, last; /* months, counted from the year 0 */
    pship_day published;
    double number, low_number, high_number;
    int64_t value, low, high; /* the same in ticks */
    int decimals;             /* of a tick */
    figure_state state;
} ytd_figure;

typedef struct ytd_figures {
    pship_context *context;
    const pship_table *table;
    pship_months_options options;
    int32_t series, period, value, qualifier, unit, source, published; /* columns, or -1 */
    ytd_figure *figures;
    size_t count;
} ytd_figures;

/* Reads all figures, by series and the newest first. Release with pship__ytd_figures_free(), also after a
 * failure. */
pship_result pship__ytd_read(ytd_figures *all, const pship_table *releases,
                             const pship_months_options *options, pship_error *err);
void pship__ytd_figures_free(ytd_figures *all);
/* The number that a series' ticks come to. */
double pship__ytd_number(int64_t ticks, int decimals);

/* ---- what follows from them (ytd_bounds.c)
 *
 * Let total[0..n-1] be the sums of all months before the first, the second, ... month of a series. A figure
 * says of one difference between two of them that it lies between two bounds. */

#define YTD_MOST_MONTHS 1200
#define YTD_UNBOUNDED (INT64_MAX / 4)
#define YTD_MOST_TICKS (INT64_C(1) << 50) /* so that sums over all months stay far from the above */

typedef struct ytd_bounds {
    int32_t totals;   /* one more than months */
    int64_t *most;    /* most[i * totals + j]: the greatest that total[j] - total[i] can be */
    int64_t *earlier; /* `most` as it was before the figures of the day at hand */
} ytd_bounds;

typedef struct
    ytd_path {     /* how one total follows from another: a sum of figures, some of them negative */
    int32_t terms; /* 0: it does not */
    int64_t sum;
    const ytd_figure *newest;
} ytd_path;

/* Room to look for paths. */
typedef struct ytd_search {
    ytd_path *reached; /* by total */
    int32_t *queue;
    int32_t *component; /* by total: the same number for those that follow from each other */
    int32_t *latest;    /* by component */
} ytd_search;

/* Decides of all figures of a series, whose first month is `first`, which of them stand. `bounds->most` is then what
 * those leave. */
void pship__ytd_settle(ytd_bounds *bounds, ytd_figure *figures, size_t count, int32_t first,
                       bool may_be_negative);
/* The path of the fewest figures whose state is among `states`, a set of bits 1 << figure_state. */
ytd_path pship__ytd_path(ytd_search *search, const ytd_figure *figures, size_t count, int32_t first,
                         int32_t totals, int32_t from, int32_t to, unsigned states);

/* Sets the components of the totals that figures whose state is among `states` lead between. */
void pship__ytd_connect(ytd_search *search, const ytd_figure *figures, size_t count, int32_t first,
                        int32_t totals, unsigned states);
/* The shortest pair of totals of one component around a month: *from is at most `at`, *to is above it; of
 * equals, the pair that begins first. False where there is none. */
bool pship__ytd_enclosing(int32_t *from, int32_t *to, ytd_search *search, int32_t totals,
                          int32_t at);

#endif
