/*
 * Calendar arithmetic behind dates. Private to core.
 *
 * Days and years are 64 bits wide here, so that nothing overflows before it is checked.
 */
#ifndef PSHIP_CORE_CALENDAR_H
#define PSHIP_CORE_CALENDAR_H

#include "core/core.h"

/* The widest year that pship_day_from_calendar() takes. */
#define PSHIP__LAST_YEAR 5000000

typedef struct pship__civil {
    int64_t year;
    int32_t month, day;
} pship__civil;

int64_t pship__day_of(int64_t year, int32_t month, int32_t day);
pship__civil pship__civil_of(int64_t day);
int32_t pship__month_length(int64_t year, int32_t month);
/* Is it a day that a pship_day can hold, and neither PSHIP_DAY_MIN nor PSHIP_DAY_MAX? */
bool pship__day_in_calendar(int64_t day);
/* The first day of the month `months` after the given one. */
int64_t pship__month_start(int64_t year, int32_t month, int64_t months);
/* The same day of the month `months` later, or the last one of a shorter month. */
int64_t pship__add_months(int64_t day, int64_t months);

#endif
