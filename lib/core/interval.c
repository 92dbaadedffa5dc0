/*
 * Intervals with imprecise ends.
 */
#include "core/core.h"

/* ---- reading */

/* Open before: on every day it had begun. Unknown: nobody says on which, and so the bounds that
 * the date has, all days, already say that nothing is certain and everything possible. */
static void bound_from(pship_date *from)
{
    if (from->kind == PSHIP_DATE_OPEN)
        from->latest = PSHIP_DAY_MIN;
}

static void bound_until(pship_date *until, const pship_date *from)
{
    pship__date_to_end(until);
    /* It held on its first day at least, whichever that was; beyond that nothing is certain. */
    if (until->kind == PSHIP_DATE_UNKNOWN && from->earliest != PSHIP_DAY_MIN)
        until->earliest = from->earliest + 1;
}

static const char *shown(const pship_date *date)
{
    return date->kind == PSHIP_DATE_UNKNOWN ? "unknown" : date->text;
}

pship_result pship_interval_parse(pship_interval *interval, const char *from, const char *until,
                                  const pship_date_options *options, pship_error *err)
{
    if (interval == NULL)
        return pship__fail(err, PSHIP_E_ARGUMENT, "there is no place to put the interval");
    pship_interval read;
    pship_result result = pship_date_parse(&read.from, from == NULL ? ".." : from, options, err);
    if (result == PSHIP_OK)
        result = pship_date_parse(&read.until, until == NULL ? ".." : until, options, err);
    if (result != PSHIP_OK)
        return result;
    bound_from(&read.from);
    bound_until(&read.until, &read.from);
    /* No day can be at or after the first and before the end. Without a last end, or without a
     * first day, there is always one. */
    if (read.until.latest != PSHIP_DAY_MAX && read.from.earliest != PSHIP_DAY_MIN &&
        read.until.latest <= read.from.earliest)
        return pship__fail(err, PSHIP_E_INVALID,
                           "nothing can hold from '%s' until '%s', which ends before it begins",
                           shown(&read.from), shown(&read.until));
    *interval = read;
    return PSHIP_OK;
}

/* ---- testing */

/* PSHIP_DAY_MAX as a bound lies after every day, also after the day with that number. */
static bool come(pship_day bound, pship_day day)
{
    return bound != PSHIP_DAY_MAX && bound <= day;
}

pship_truth pship_interval_test(const pship_interval *interval, pship_day day)
{
    if (interval == NULL)
        return PSHIP_NO;
    if (come(interval->from.latest, day) && !come(interval->until.earliest, day))
        return PSHIP_CERTAIN;
    if (come(interval->from.earliest, day) && !come(interval->until.latest, day))
        return PSHIP_POSSIBLE;
    return PSHIP_NO;
}
