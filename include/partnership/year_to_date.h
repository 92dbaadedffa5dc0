/**
 * @file year_to_date.h
 * Months out of year-to-date releases: "January to September 175.3", "January to October 193.1".
 *
 * Statistics offices and customs publish totals since the start of the year, rounded, some months missing and
 * some corrected later. What they say of a month follows from differences, and so do its bounds. A month of
 * which nothing follows is a gap; it is never zero.
 */
#ifndef PARTNERSHIP_YEAR_TO_DATE_H
#define PARTNERSHIP_YEAR_TO_DATE_H

#include <partnership/table.h>

PSHIP_BEGIN_DECLS

/**
 * Options of pship_months_from_ytd(). Start from PSHIP_MONTHS_OPTIONS_INIT. The names are those of columns of the
 * table of releases: a column that is NULL here has its default name and may be missing, but for those of the
 * period and the value; one that is named has to be there. Lent for the call.
 */
typedef struct pship_months_options {
    size_t size;           /**< sizeof(pship_months_options). */
    const char *series;    /**< What the figure is of; default "series". Missing: all are of one. */
    const char *period;    /**< The months that it totals; default "period". */
    const char *value;     /**< The figure: text with its digits, or numbers; default "value". */
    const char *qualifier; /**< A word before it such as "nearly"; default "qualifier". */
    const char *unit;      /**< Default "unit"; one series has one unit. */
    const char *source;    /**< Who says so; default "source". */
    const char *
        published; /**< When: dates, or text as pship_date_parse() reads it; default "published". */
    /** The worth of the last digit to which all figures are rounded, a power of ten: 0.1, 1, 1000. 0: as
        each is written, so that text keeps "121.0" apart from "121". */
    double last_digit;
    /** A period of one month stands for the months from January up to it. Default: false, it is that month. */
    bool year_to_date;
    /** Months may be below zero, as balances are. Default: false, totals never fall. */
    bool may_be_negative;
    /** Read only what had certainly been published by this day. PSHIP_DAY_NONE: everything. */
    pship_day published_by;
} pship_months_options;

/** Initialiser of pship_months_options. */
#define PSHIP_MONTHS_OPTIONS_INIT \
    { \
        sizeof(pship_months_options), NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, false, false, \
            PSHIP_DAY_NONE \
    }

/**
 * The value of PSHIP_MONTHS_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_months_options pship_months_options_init(void);

/**
 * The months behind releases, one row for each month of each series, from the first to the last that any
 * figure covers.
 *
 * A period is written as in date.h and covers whole months: "2025-01/2025-10", "2025-10", "2025-33" (a quarter),
 * "2025". A figure means half a unit of its last digit more or less, or what its qualifier makes of that. The
 * bounds of a month are the tightest that all figures which stand leave together.
 *
 * The newest release is believed. An older figure that cannot be true beside newer ones is superseded: the
 * months within it have been revised, though it may not be known which. Of figures that contradict each other
 * and were published on one day none is believed more: the months that the later row covers are contested. A figure
 * without a day counts as published on the last day of its period.
 *
 * Columns:
 * - series, month ("2025-10"), value, low and high (bounds; null where there are none);
 * - status: stated (a figure of this month alone), difference (of several figures), gap (no figures isolate it),
 *   revised (the total of months among which it is was changed later: value is what was published of the month
 *   before), contested (no value);
 * - terms: of how many figures the value is made, the fewest that do, the most
 *   precise of them. A value that rounding alone
 *   puts outside its bounds is moved to the nearer one;
 * - within and within_value: the shortest period that has the month in it and whose total follows (of a gap);
 * - before: what superseded figures say of the month, where others stand and give another value;
 * - changed and changed_by: the period of the newest superseded figure that covers the month, and how much
 *   its total changed, null where newer figures do not tell;
 * - unit, source and published: of the newest figure that the value, or within_value, is made of.
 *
 * Rows are in the order of the series, byte by byte, and of the months.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param releases One row for each figure of each release. Rows without a value are passed over.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL. Rows are counted from 1.
 * @return PSHIP_OK; PSHIP_E_NOT_FOUND for a column that has to be there and is not; PSHIP_E_INVALID for a column of
 *         another type, a period that is not whole months, a value that is no number, two units in one
 *         series; PSHIP_E_SYNTAX for a date; PSHIP_E_LIMIT for a series of more than 1200 months, or figures of
 *         more digits than a sum of them can hold; PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Complexity: for each series, figures times the square of months.
 * Source: the bounds are the closure of a system of difference constraints: T. H. Cormen, C. E. Leiserson, R. L.
 * Rivest, C. Stein, Introduction to Algorithms, 3rd edition, section 24.4.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_months_from_ytd(pship_table **table,
                                                             const pship_table *releases,
                                                             const pship_months_options *options,
                                                             pship_error *err);

PSHIP_END_DECLS

#endif
