/*
 * Days, and what can be done with dates once they are parsed.
 */
#include "core/calendar.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* ---- the calendar
 *
 * Years are counted from March, which puts the leap day at the end of its year, and the lengths of
 * the months into the pattern 31 30 31 30 31 of five months, whence 153. */

#define DAYS_IN_400_YEARS 146097
#define DAYS_IN_100_YEARS 36524
#define DAYS_IN_4_YEARS 1461
/* Days from 1 March of the year 0 to 1 January 1970. */
#define EPOCH 719468

static int64_t floor_divide(int64_t number, int64_t by)
{
    int64_t quotient = number / by;
    return number % by < 0 ? quotient - 1 : quotient;
}

int64_t pship__day_of(int64_t year, int32_t month, int32_t day)
{
    int64_t from_march = (month + 9) % 12;
    int64_t march_year = month < 3 ? year - 1 : year;
    return march_year * 365 + floor_divide(march_year, 4) - floor_divide(march_year, 100) +
           floor_divide(march_year, 400) + (from_march * 153 + 2) / 5 + (day - 1) - EPOCH;
}

pship__civil pship__civil_of(int64_t day)
{
    int64_t since = day + EPOCH;
    int64_t cycles = floor_divide(since, DAYS_IN_400_YEARS);
    int64_t rest = since - cycles * DAYS_IN_400_YEARS;
    /* The last century, and the last year of four, are a day longer: hence never more than 3. */
    int64_t centuries = rest / DAYS_IN_100_YEARS < 3 ? rest / DAYS_IN_100_YEARS : 3;
    rest -= centuries * DAYS_IN_100_YEARS;
    int64_t fours = rest / DAYS_IN_4_YEARS;
    rest -= fours * DAYS_IN_4_YEARS;
    int64_t ones = rest / 365 < 3 ? rest / 365 : 3;
    rest -= ones * 365;
    int64_t from_march = (rest * 5 + 2) / 153;

    pship__civil civil;
    civil.day = (int32_t)(rest - (from_march * 153 + 2) / 5 + 1);
    civil.month = (int32_t)(from_march < 10 ? from_march + 3 : from_march - 9);
    civil.year = cycles * 400 + centuries * 100 + fours * 4 + ones + (civil.month < 3 ? 1 : 0);
    return civil;
}

int32_t pship__month_length(int64_t year, int32_t month)
{
    return (int32_t)(pship__month_start(year, month, 1) - pship__day_of(year, month, 1));
}

bool pship__day_in_calendar(int64_t day)
{
    return day > PSHIP_DAY_MIN && day < PSHIP_DAY_MAX;
}

int64_t pship__month_start(int64_t year, int32_t month, int64_t months)
{
    int64_t index = year * 12 + (month - 1) + months;
    int64_t in_year = floor_divide(index, 12);
    return pship__day_of(in_year, (int32_t)(index - in_year * 12) + 1, 1);
}

int64_t pship__add_months(int64_t day, int64_t months)
{
    pship__civil civil = pship__civil_of(day);
    int64_t start = pship__month_start(civil.year, civil.month, months);
    pship__civil target = pship__civil_of(start);
    int32_t length = pship__month_length(target.year, target.month);
    return start + (civil.day < length ? civil.day : length) - 1;
}

pship_result pship_day_from_calendar(pship_day *day, int32_t year, int32_t month,
                                     int32_t day_of_month, pship_error *err)
{
    if (day == NULL)
        return pship__fail(err, PSHIP_E_ARGUMENT, "there is no place for the day");
    if (year < -PSHIP__LAST_YEAR || year > PSHIP__LAST_YEAR)
        return pship__fail(err, PSHIP_E_INVALID, "the year %d is further away than %d years",
                           (int)year, PSHIP__LAST_YEAR);
    if (month < 1 || month > 12)
        return pship__fail(err, PSHIP_E_INVALID, "there is no month %d", (int)month);
    if (day_of_month < 1 || day_of_month > pship__month_length(year, month))
        return pship__fail(err, PSHIP_E_INVALID, "month %d of the year %d has no day %d",
                           (int)month, (int)year, (int)day_of_month);
    *day = (pship_day)pship__day_of(year, month, day_of_month);
    return PSHIP_OK;
}

void pship_day_to_calendar(pship_day day, int32_t *year, int32_t *month, int32_t *day_of_month)
{
    pship__civil civil = pship__civil_of(day);
    if (year != NULL)
        *year = (int32_t)civil.year;
    if (month != NULL)
        *month = civil.month;
    if (day_of_month != NULL)
        *day_of_month = civil.day;
}

void pship_day_format(pship_day day, char *text, size_t size)
{
    if (text == NULL)
        return;
    if (day == PSHIP_DAY_MIN || day == PSHIP_DAY_MAX) {
        snprintf(text, size, "..");
        return;
    }
    pship__civil civil = pship__civil_of(day);
    bool four_digits = civil.year >= -9999 && civil.year <= 9999;
    snprintf(text, size, "%s%s%04d-%02d-%02d", four_digits ? "" : "Y", civil.year < 0 ? "-" : "",
             (int)(civil.year < 0 ? -civil.year : civil.year), (int)civil.month, (int)civil.day);
}

/* ---- the clock */

int64_t pship__now(void)
{
    struct timespec now = {0, 0};
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

pship_day pship__today(void)
{
    return (pship_day)floor_divide(pship__now(), INT64_C(86400000000));
}

/* ---- dates */

static pship_date open_date(void)
{
    return (pship_date){.earliest = PSHIP_DAY_MIN,
                        .latest = PSHIP_DAY_MAX,
                        .kind = PSHIP_DATE_OPEN,
                        .precision = PSHIP_PRECISION_NONE,
                        .text = ".."};
}

pship_date pship_date_from_day(pship_day day)
{
    if (day == PSHIP_DAY_MIN || day == PSHIP_DAY_MAX)
        return open_date();
    pship_date date = {
        .earliest = day, .latest = day, .kind = PSHIP_DATE_DATED, .precision = PSHIP_PRECISION_DAY};
    pship_day_format(day, date.text, sizeof date.text);
    return date;
}

bool pship__day_move(pship_day *bound, int32_t amount, pship_calendar_unit unit)
{
    if (*bound == PSHIP_DAY_MIN || *bound == PSHIP_DAY_MAX)
        return true;
    int64_t day = *bound;
    switch (unit) {
    case PSHIP_DAYS:
        day += amount;
        break;
    case PSHIP_WEEKS:
        day += (int64_t)amount * 7;
        break;
    case PSHIP_MONTHS:
        day = pship__add_months(day, amount);
        break;
    case PSHIP_YEARS:
        day = pship__add_months(day, (int64_t)amount * 12);
        break;
    }
    if (!pship__day_in_calendar(day))
        return false;
    *bound = (pship_day)day;
    return true;
}

/* The text says what the bounds are, so that it reads back as the same date. */
static void write_bounds(pship_date *date)
{
    char earliest[16], latest[16];
    pship_day_format(date->earliest, earliest, sizeof earliest);
    pship_day_format(date->latest, latest, sizeof latest);
    const char *doubt = date->uncertain ? "?" : "";
    bool day = date->earliest == date->latest;
    date->precision = day ? PSHIP_PRECISION_DAY : PSHIP_PRECISION_RANGE;
    if (day)
        snprintf(date->text, sizeof date->text, "%s%s", earliest, doubt);
    else
        snprintf(date->text, sizeof date->text, "%s%s/%s%s", earliest,
                 date->earliest == PSHIP_DAY_MIN ? "" : doubt, latest,
                 date->latest == PSHIP_DAY_MAX ? "" : doubt);
}

pship_result pship_date_move(pship_date *moved, const pship_date *date, int32_t amount,
                             pship_calendar_unit unit, pship_error *err)
{
    if (moved == NULL || date == NULL)
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "there is no date, or no place for the moved one");
    pship_date result = *date;
    if (unit < PSHIP_DAYS || unit > PSHIP_YEARS)
        return pship__fail(err, PSHIP_E_ARGUMENT, "%d is not a unit of calendar time", (int)unit);
    if (date->kind == PSHIP_DATE_DATED) {
        if (!pship__day_move(&result.earliest, amount, unit) ||
            !pship__day_move(&result.latest, amount, unit))
            return pship__fail(err, PSHIP_E_LIMIT, "'%s' moved by %d leaves the calendar",
                               date->text, (int)amount);
        /* The bounds are already as wide as "about" makes them, and the new text holds them. */
        result.approximate = false;
        memset(result.text, 0, sizeof result.text);
        write_bounds(&result);
    }
    *moved = result;
    return PSHIP_OK;
}

void pship__date_to_end(pship_date *date)
{
    if (date->kind == PSHIP_DATE_OPEN) {
        date->earliest = PSHIP_DAY_MAX;
        date->latest = PSHIP_DAY_MAX;
        return;
    }
    if (date->earliest != PSHIP_DAY_MIN && date->earliest != PSHIP_DAY_MAX)
        date->earliest++;
    if (date->latest != PSHIP_DAY_MIN && date->latest != PSHIP_DAY_MAX)
        date->latest++;
}

/* ---- questions */

pship_truth pship_date_reached(const pship_date *date, pship_day day)
{
    if (date == NULL || date->kind == PSHIP_DATE_OPEN)
        return PSHIP_NO;
    if (date->latest <= day && date->latest != PSHIP_DAY_MAX)
        return PSHIP_CERTAIN;
    return date->earliest <= day ? PSHIP_POSSIBLE : PSHIP_NO;
}

static bool contains(const pship_date *outer, const pship_date *inner)
{
    return outer->earliest <= inner->earliest && inner->latest <= outer->latest;
}

bool pship_date_compatible(const pship_date *a, const pship_date *b)
{
    if (a == NULL || b == NULL)
        return false;
    /* Unknown leaves everything open, also that there is no bound. */
    if (a->kind == PSHIP_DATE_UNKNOWN || b->kind == PSHIP_DATE_UNKNOWN)
        return true;
    if (a->kind == PSHIP_DATE_OPEN || b->kind == PSHIP_DATE_OPEN)
        return a->kind == b->kind;
    return contains(a, b) || contains(b, a);
}
