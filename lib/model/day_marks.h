/*
 * What each date of a model says of one day. Dates are few beside the statements that name them, so
 * that for a walk over many statements each date is held against the day once: to test a statement
 * takes two bytes then.
 */
#ifndef PSHIP_DAY_MARKS_H
#define PSHIP_DAY_MARKS_H

#include "model/log.h"

/* Of a date as a first day, and two bits above them as the first day on which it no longer holds. */
#define MARK_POSSIBLE ((unsigned)PSHIP_POSSIBLE)
#define MARK_CERTAIN ((unsigned)PSHIP_CERTAIN)
#define MARK_UNTIL_SHIFT 2
#define MARK_UNKNOWN 16u /* nobody knows the date */

typedef struct day_marks {
    const pship_model *model;
    pship_day day;
    uint8_t *bytes; /* by date; NULL: each is looked at when it is asked for */
} day_marks;

static inline uint8_t day_mark(const stored_date *date, pship_day day)
{
    return (uint8_t)((date->latest <= day ? MARK_CERTAIN : 0u) |
                     (date->earliest <= day ? MARK_POSSIBLE : 0u) |
                     (day < date->earliest ? MARK_CERTAIN << MARK_UNTIL_SHIFT : 0u) |
                     (day < date->latest ? MARK_POSSIBLE << MARK_UNTIL_SHIFT : 0u) |
                     (date->kind == PSHIP_DATE_UNKNOWN ? MARK_UNKNOWN : 0u));
}

/* For the first `dates` dates and about `tests` tests of two of them; false when memory cannot be had. */
static inline bool day_marks_open(day_marks *of, const pship_model *model, pship_day day,
                                  size_t dates, size_t tests)
{
    *of = (day_marks){model, day, NULL};
    if (dates > tests) {
        return true;
    }
    of->bytes = pship__allocate(model->context, dates + 1, 1);
    if (of->bytes == NULL) {
        return false;
    }
    of->bytes[0] = 0; /* no date */
    for (size_t date = 0, count; date < dates; date += count) {
        const stored_date *rows = stable_stretch(&model->dates.rows, date, dates, &count);
        for (size_t i = 0; i < count; i++) {
            of->bytes[date + i + 1] = day_mark(&rows[i], day);
        }
    }
    return true;
}

static inline void day_marks_free(day_marks *of)
{
    pship__release(of->model->context, of->bytes);
    of->bytes = NULL;
}

static inline unsigned day_marks_at(const day_marks *of, date_id date)
{
    return of->bytes != NULL ? of->bytes[date]
           : date == 0       ? 0u
                             : day_mark(date_at(of->model, date), of->day);
}

/* Does what lies between two dates hold on the day? Neither mark, MARK_POSSIBLE, or both. */
static inline unsigned day_marks_test(const day_marks *of, date_id from, date_id until)
{
    return day_marks_at(of, from) & (day_marks_at(of, until) >> MARK_UNTIL_SHIFT) &
           (MARK_CERTAIN | MARK_POSSIBLE);
}

static inline pship_truth mark_truth(unsigned marks)
{
    return (pship_truth)(marks - (marks >> 1));
}

#endif
