/* What an index is made from, without a model around it. */
#ifndef TESTS_BOOK_HELP_H
#define TESTS_BOOK_HELP_H

#include "model/index.h"
#include <check.h>
#include <string.h>

typedef struct book {
    stable log;
    pool dates;
    names names;
    origin origin;
} book;

static inline void book_open(book *made)
{
    memset(made, 0, sizeof *made);
    pship__stable_init(&made->log, NULL, sizeof(statement));
    pship__pool_init(&made->dates, NULL, sizeof(stored_date));
    pship__names_init(&made->names, NULL);
    made->origin = (origin){.statements = &made->log, .dates = &made->dates, .names = &made->names};
}

static inline void book_close(book *of)
{
    pship__names_free(&of->names);
    pship__pool_free(&of->dates);
    pship__stable_free(&of->log);
}

static inline date_id book_date(book *to, pship_day earliest, pship_day latest,
                                pship_date_kind kind)
{
    stored_date date;
    memset(&date, 0, sizeof date);
    date.earliest = earliest;
    date.latest = latest;
    date.kind = (uint8_t)kind;
    return pship__pool_intern(&to->dates, &date);
}

/* A statement that is true of a subject, always and still, for the caller to change. */
static inline statement *book_state(book *to, name_id subject, name_id property)
{
    statement *row = pship__stable_add(&to->log);
    ck_assert_ptr_nonnull(row);
    row->subject = subject;
    row->property = property;
    row->from = book_date(to, PSHIP_DAY_MIN, PSHIP_DAY_MIN, PSHIP_DATE_OPEN);
    row->until = book_date(to, PSHIP_DAY_MAX, PSHIP_DAY_MAX, PSHIP_DATE_OPEN);
    row->last_confirmed = PSHIP_DAY_NONE;
    return row;
}

#endif
