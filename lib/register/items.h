/*
 * What was agreed, promised, begun or held: agreements, commitments, projects and events, each with the year to
 * which it is counted.
 */
#ifndef PSHIP_ITEMS_H
#define PSHIP_ITEMS_H

#include "register/names.h"

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
    double amount;        /* of the currency; 0 where none is stated */
    char currency[4];     /* ISO 4217 code; empty: no amount, or one that is no sum of money */
    bool other_amount;    /* an amount is stated that is no sum of money */
} item;

const char *pship__item_kind_name(item_kind kind);
/* All that the view knows of by canonical ids, by kind, then byte by byte by id. Release `*items`. */
pship_result pship__items_load(item **items, size_t *count, const merges *who, pship_error *err);

/* Money of one currency in a cell of a question. Currencies are never added to each other. */
typedef struct money_sum {
    size_t row, place; /* what is counted, and the place of the year */
    char currency[4];
    size_t order; /* of the items: sums do not hang on how they are sorted */
    double amount;
    int64_t items;
} money_sum;

typedef struct money_sums {
    money_sum *list; /* release it */
    size_t count, capacity;
    bool failed; /* there was no memory */
} money_sums;

void pship__money_add(money_sums *to, const pship_context *context, size_t row, size_t place,
                      const item *one);
/* One for each row, place and currency, in this order; or by place, currency and row. */
void pship__money_add_up(money_sums *of, bool by_currency);

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
