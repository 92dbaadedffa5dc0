/**
 * @file date.h
 * Days, imprecise dates, intervals with imprecise ends, and the three-valued test.
 *
 * Dates are written as in the Extended Date/Time Format (EDTF), part of ISO 8601-2:2019,
 * specified at https://www.loc.gov/standards/datetime/: levels 0 and 1, and of level 2 the
 * quarters and halves of a year.
 */
#ifndef PARTNERSHIP_DATE_H
#define PARTNERSHIP_DATE_H

#include <partnership/error.h>

PSHIP_BEGIN_DECLS

/** A day of the proleptic Gregorian calendar, counted from 1970-01-01 = 0. */
typedef int32_t pship_day;

/** Before every day: the earliest day of a date with no bound in the past. */
#define PSHIP_DAY_MIN INT32_MIN
/** After every day: the latest day of a date with no bound in the future. */
#define PSHIP_DAY_MAX INT32_MAX
/** No day given, for options. The same number as PSHIP_DAY_MIN. */
#define PSHIP_DAY_NONE INT32_MIN

/** The answer of a test on imprecise dates. The values are ordered: possible is more than no. */
typedef enum pship_truth {
    PSHIP_NO = 0,       /**< Does not hold, whatever the dates turn out to be. */
    PSHIP_POSSIBLE = 1, /**< May hold. */
    PSHIP_CERTAIN = 2   /**< Holds, whatever the dates turn out to be. */
} pship_truth;

/** What is known of a date. */
typedef enum pship_date_kind {
    PSHIP_DATE_DATED = 0,  /**< There is a date, more or less precise. */
    PSHIP_DATE_OPEN = 1,   /**< No bound: goes on for all that is known ("..", or nothing given). */
    PSHIP_DATE_UNKNOWN = 2 /**< There may be a bound, nobody says which ("" in an interval). */
} pship_date_kind;

/** The finest unit in which a date was written. */
typedef enum pship_precision {
    PSHIP_PRECISION_NONE = 0,    /**< Open or unknown. */
    PSHIP_PRECISION_DAY = 1,     /**< A day. */
    PSHIP_PRECISION_MONTH = 2,   /**< A month. */
    PSHIP_PRECISION_SEASON = 3,  /**< A season, a quarter or a half of a year. */
    PSHIP_PRECISION_YEAR = 4,    /**< A year. */
    PSHIP_PRECISION_DECADE = 5,  /**< Ten years, as in 199X. */
    PSHIP_PRECISION_CENTURY = 6, /**< A hundred years or more, as in 19XX. */
    PSHIP_PRECISION_RANGE = 7    /**< Somewhere between two dates, as in 2026-01/2026-03. */
} pship_precision;

/** Room for the text of a date with its terminating zero. */
#define PSHIP_DATE_TEXT_SIZE 64

/** A date as written, with the earliest and the latest day that it can mean. */
typedef struct pship_date {
    pship_day earliest;        /**< First day that it can mean, or PSHIP_DAY_MIN. */
    pship_day latest;          /**< Last day that it can mean, or PSHIP_DAY_MAX. */
    pship_date_kind kind;      /**< Dated, open or unknown. */
    pship_precision precision; /**< The finest unit written. */
    bool approximate;          /**< Written with ~ or %: the bounds are widened. */
    bool uncertain;            /**< Written with ? or %: the source doubts it; bounds unchanged. */
    char text[PSHIP_DATE_TEXT_SIZE]; /**< As written. ".." for open, "" for unknown. */
} pship_date;

/** How wide "about" is: options of pship_date_parse(). Start from PSHIP_DATE_OPTIONS_INIT. */
typedef struct pship_date_options {
    size_t size;              /**< sizeof(pship_date_options). */
    int32_t approximate_days; /**< Days by which ~ widens a day at each side. Default 3. */
    int32_t
        approximate_months; /**< Months by which ~ widens a month, quarter or season. Default 1. */
    int32_t approximate_years; /**< Years by which ~ widens a year or longer. Default 1. */
} pship_date_options;

/** Initialiser of pship_date_options. */
#define PSHIP_DATE_OPTIONS_INIT \
    { \
        sizeof(pship_date_options), 3, 1, 1 \
    }

/**
 * The value of PSHIP_DATE_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_date_options pship_date_options_init(void);

/**
 * A span of whole days in which something holds: half-open, from its first day up to the first
 * day on which it no longer holds. Each end is an imprecise date.
 *
 * `from.text` and `until.text` are kept as written, where `until` names the last day on which
 * the thing holds. The bounds of `until` are already those of the first day on which it no longer
 * holds: one day after the written ones.
 */
typedef struct pship_interval {
    pship_date from;  /**< First day. Open: always held. */
    pship_date until; /**< Text: last day as written. Bounds: the day after it. */
} pship_interval;

/** A unit of calendar time. */
typedef enum pship_calendar_unit {
    PSHIP_DAYS = 0,   /**< Days. */
    PSHIP_WEEKS = 1,  /**< Seven days. */
    PSHIP_MONTHS = 2, /**< Calendar months; the day is clamped to the end of a shorter month. */
    PSHIP_YEARS = 3   /**< Twelve calendar months. */
} pship_calendar_unit;

/**
 * The day of a calendar date.
 *
 * @param[out] day Receives the day.
 * @param year Astronomical year (0 is 1 BC), within -5000000 and 5000000.
 * @param month 1 to 12.
 * @param day_of_month 1 to the length of that month.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_INVALID for a day that the calendar does not have, or PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_day_from_calendar(pship_day *day, int32_t year,
                                                               int32_t month, int32_t day_of_month,
                                                               pship_error *err);

/**
 * The calendar date of a day. The inverse of pship_day_from_calendar().
 *
 * @param day Any day but PSHIP_DAY_MIN and PSHIP_DAY_MAX.
 * @param[out] year Receives the astronomical year; may be NULL.
 * @param[out] month Receives 1 to 12; may be NULL.
 * @param[out] day_of_month Receives 1 to 31; may be NULL.
 *
 * Thread safety: any thread.
 */
PSHIP_API void pship_day_to_calendar(pship_day day, int32_t *year, int32_t *month,
                                     int32_t *day_of_month);

/**
 * Parse a full date, "YYYY-MM-DD".
 *
 * @param[out] day Receives the day.
 * @param text The date.
 * @param err Receives the detail of a failure; may be NULL. Its column says where in `text`.
 * @return PSHIP_OK, PSHIP_E_SYNTAX, or PSHIP_E_INVALID for a day that the calendar does not have.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_day_parse(pship_day *day, const char *text,
                                                       pship_error *err);

/**
 * Write a day as "YYYY-MM-DD".
 *
 * @param day The day; PSHIP_DAY_MIN and PSHIP_DAY_MAX give "..".
 * @param[out] text Receives the text; room for 16 bytes is always enough.
 * @param size Room in `text`, in bytes. A shorter buffer receives a cut text.
 *
 * Thread safety: any thread.
 */
PSHIP_API void pship_day_format(pship_day day, char *text, size_t size);

/**
 * Parse an imprecise date.
 *
 * Accepted: `2025-08-08`, `2026-02`, `2013`, `199X`, `19XX`, `2026-02-XX`, `2026-XX-XX`,
 * `2026-XX`, seasons `2026-21` to `2026-24` (meteorological, northern: winter is December to
 * February of the next year), quarters `2026-33` to `2026-36`, halves `2026-40` and `2026-41`,
 * years beyond four digits `Y12000`, years before 0 `-0044`, a date with a time of day (the day
 * is kept), each with `?`, `~` or `%` behind it; `A/B`, a day somewhere from A to B, where one
 * side may be `..`; and `..` alone for open, the empty text for unknown.
 *
 * @param[out] date Receives the date.
 * @param text The date as written.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL. Its column says where in `text`.
 * @return PSHIP_OK, PSHIP_E_SYNTAX for another spelling, PSHIP_E_INVALID for a day that the calendar
 *         does not have or for a range that ends before it begins, PSHIP_E_LIMIT for a text that
 *         does not fit into PSHIP_DATE_TEXT_SIZE, PSHIP_E_ARGUMENT.
 *
 * Source: EDTF, https://www.loc.gov/standards/datetime/ (ISO 8601-2:2019).
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_date_parse(pship_date *date, const char *text,
                                                        const pship_date_options *options,
                                                        pship_error *err);

/**
 * The date that is exactly one day.
 *
 * @param day Any day; PSHIP_DAY_MIN and PSHIP_DAY_MAX give an open date.
 * @return The date, with its text.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_date pship_date_from_day(pship_day day);

/**
 * Move a date by a number of calendar units. Both bounds move; the text becomes the day, or the
 * range of days, that results. Open and unknown dates stay as they are.
 *
 * @param[out] moved Receives the date.
 * @param date The date to start from.
 * @param amount How many units; negative moves back.
 * @param unit Which unit.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_LIMIT when the result leaves the calendar, or PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_date_move(pship_date *moved, const pship_date *date,
                                                       int32_t amount, pship_calendar_unit unit,
                                                       pship_error *err);

/**
 * Had the date come by a day? Certain when its latest day is not after `day`, possible when its
 * earliest day is not after it. An unknown date is possible, an open one is not.
 *
 * @param date The date; NULL has not come.
 * @param day The day.
 * @return The truth.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_truth pship_date_reached(const pship_date *date, pship_day day);

/**
 * Can both dates mean one and the same day, one of them saying it more precisely? True where the
 * bounds of one contain the bounds of the other: 2025-08 and 2025-08-08.
 *
 * @param a A date; NULL is compatible with none.
 * @param b Another date.
 * @return Whether one contains the other.
 *
 * Thread safety: any thread.
 */
PSHIP_API bool pship_date_compatible(const pship_date *a, const pship_date *b);

/**
 * Parse an interval from its two ends.
 *
 * @param[out] interval Receives the interval.
 * @param from First day, as for pship_date_parse(); NULL for open: it always held.
 * @param until Last day on which it holds; NULL or ".." for open, "" for unknown: it may have
 *        ended at any time after its first day, so that later days are only possible.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, what pship_date_parse() returns, or PSHIP_E_INVALID for an interval that holds
 *         on no day whatever its ends turn out to be; the message names both ends.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_interval_parse(pship_interval *interval,
                                                            const char *from, const char *until,
                                                            const pship_date_options *options,
                                                            pship_error *err);

/**
 * Does the interval hold a day?
 *
 * Certain: `from.latest <= day < until.earliest`. Possible: `from.earliest <= day < until.latest`.
 *
 * @param interval The interval; NULL holds no day.
 * @param day The day.
 * @return The truth.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_truth pship_interval_test(const pship_interval *interval, pship_day day);

PSHIP_END_DECLS

#endif
