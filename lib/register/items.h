/*
 * What was agreed, promised, begun or held: agreements, commitments, projects and events, each with the year to
 * which it is counted.
 */
#ifndef PSHIP_ITEMS_H
#define PSHIP_ITEMS_H

#include "register/register.h"

typedef enum item_kind {
    ITEM_AGREEMENT,
    ITEM_COMMITMENT,
    ITEM_PROJECT,
    ITEM_EVENT,
    ITEM_KINDS
} item_kind;

#define NO_YEAR INT32_MIN

typedef struct item {
    name_id id;
    item_kind kind;
    when date;
    const char *dated_by; /* signature, first_act, date, origin or first_report; NULL: not dated */
    int32_t year;         /* NO_YEAR: not dated, or somewhere in several years */
    double amount_usd;    /* 0 where none is stated in USD */
    bool other_money;     /* an amount is stated in another unit */
} item;

const char *pship__item_kind_name(item_kind kind);
/* All that the view knows of, by kind, then byte by byte by id. Release `*items`. */
pship_result pship__items_load(item **items, size_t *count, const pship_view *view,
                               pship_error *err);

/* The years of a question, both included, and a place behind them for what has no year. */
typedef struct year_span {
    int32_t from;
    size_t count;
} year_span;

/* Longer spans are refused. */
#define MOST_YEARS 500
pship_result pship__years(year_span *years, int32_t from, int32_t to, pship_error *err);
/* The place of an item: below `count` for a year, `count` for none; false where its year is not asked for. */
bool pship__year_place(size_t *place, const year_span *years, const item *one);
/* A cell with the year of a place, empty for none. */
void pship__add_year(sheet *page, const year_span *years, size_t place);

#endif
