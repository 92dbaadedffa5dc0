/*
 * The ends of what a statement says as the index has them: as days where they are exact, which most are, so that
 * to see whether it holds takes two comparisons; and else as numbers beyond all those days that name a date. Compared
 * in the same way those let a statement pass that may hold, for a closer look.
 */
#ifndef PSHIP_DAY_CODE_H
#define PSHIP_DAY_CODE_H

#include "model/pool.h"
#include "model/statement.h"

typedef int32_t day_code;

/* Exact days lie between this and its negative: three million years. */
#define CODE_LIMIT (INT32_C(1) << 30)
#define CODE_ALWAYS (-CODE_LIMIT)     /* a first day: always held */
#define CODE_FOREVER (CODE_LIMIT + 1) /* where it ends: never */
/* Dates with higher ordinals have no code. */
#define CODE_DATES ((date_id)CODE_LIMIT - 3)

static inline bool code_is_day(day_code code)
{
    return code > CODE_ALWAYS && code < CODE_LIMIT;
}

static inline day_code code_date_from(date_id date)
{
    return INT32_MIN + (day_code)date;
}

static inline day_code code_date_until(date_id date)
{
    return INT32_MAX - (day_code)date;
}

/* The exact day of a date; false where it has none that can be a code. */
static inline bool code_exact(day_code *code, const stored_date *date)
{
    *code = date == NULL ? CODE_LIMIT : date->earliest;
    return date != NULL && date->kind == PSHIP_DATE_DATED && date->earliest == date->latest &&
           code_is_day(*code);
}

/* `date` is the row of `id`, NULL for 0. */
static inline day_code code_from(date_id id, const stored_date *date)
{
    day_code code;
    bool always = date != NULL && date->kind == PSHIP_DATE_OPEN && date->latest == PSHIP_DAY_MIN;
    return code_exact(&code, date) ? code : always ? CODE_ALWAYS : code_date_from(id);
}

static inline day_code code_until(date_id id, const stored_date *date)
{
    day_code code;
    bool never = date != NULL && date->kind == PSHIP_DATE_OPEN && date->earliest == PSHIP_DAY_MAX;
    return code_exact(&code, date) ? code : never ? CODE_FOREVER : code_date_until(id);
}

/* The day to compare codes with. */
static inline day_code code_of_day(pship_day day)
{
    return day < -CODE_LIMIT ? -CODE_LIMIT : day > CODE_LIMIT ? CODE_LIMIT : day;
}

/* May it hold on that day? It does where both ends are exact. */
static inline bool codes_hold(day_code from, day_code until, day_code on)
{
    return (from <= on) & (on < until);
}

static inline bool codes_exact(day_code from, day_code until)
{
    return (from >= CODE_ALWAYS) & (until <= CODE_FOREVER);
}

/* The date that a code names; 0 also for none. Of one that is not exact. */
static inline date_id code_from_date(day_code from)
{
    return (date_id)(from - INT32_MIN);
}

static inline date_id code_until_date(day_code until)
{
    return (date_id)(INT32_MAX - until);
}

/* NULL for 0. */
static inline const stored_date *date_in(const pool *dates, date_id date)
{
    return date == 0 ? NULL : stable_item(&dates->rows, (size_t)date - 1, sizeof(stored_date));
}

/* What an end may be: its bounds, and what kind of date it is. */
typedef struct code_bounds {
    pship_day earliest, latest;
    uint8_t kind; /* pship_date_kind */
} code_bounds;

/* `never`: the bounds of no date, at which nothing holds. */
static inline code_bounds code_bounds_at(const pool *dates, date_id date, pship_day never)
{
    const stored_date *row = date_in(dates, date);
    return row == NULL ? (code_bounds){never, never, PSHIP_DATE_DATED}
                       : (code_bounds){row->earliest, row->latest, row->kind};
}

static inline code_bounds code_from_bounds(day_code from, const pool *dates)
{
    return from > CODE_ALWAYS    ? (code_bounds){from, from, PSHIP_DATE_DATED}
           : from == CODE_ALWAYS ? (code_bounds){PSHIP_DAY_MIN, PSHIP_DAY_MIN, PSHIP_DATE_OPEN}
                                 : code_bounds_at(dates, code_from_date(from), PSHIP_DAY_MAX);
}

static inline code_bounds code_until_bounds(day_code until, const pool *dates)
{
    return until < CODE_FOREVER    ? (code_bounds){until, until, PSHIP_DATE_DATED}
           : until == CODE_FOREVER ? (code_bounds){PSHIP_DAY_MAX, PSHIP_DAY_MAX, PSHIP_DATE_OPEN}
                                   : code_bounds_at(dates, code_until_date(until), PSHIP_DAY_MIN);
}

/* Does it hold on a day? */
static inline pship_truth code_test(code_bounds from, code_bounds until, pship_day day)
{
    return from.latest <= day && day < until.earliest   ? PSHIP_CERTAIN
           : from.earliest <= day && day < until.latest ? PSHIP_POSSIBLE
                                                        : PSHIP_NO;
}

/* Does what begins on one date follow what ends on the other? */
static inline bool code_meet(code_bounds until, code_bounds from)
{
    return until.kind == PSHIP_DATE_DATED && from.kind == PSHIP_DATE_DATED &&
           until.earliest == from.earliest && until.latest == from.latest;
}

#endif
