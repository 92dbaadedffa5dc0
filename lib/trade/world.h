/*
 * The trade of one period in dense arrays: what every indicator is made of. Private to the room trade.
 *
 * Countries and products are those of the whole table, by their codes, also where they do not trade in
 * the period.
 */
#ifndef PSHIP_TRADE_WORLD_H
#define PSHIP_TRADE_WORLD_H

#include "trade/flow_store.h"
#include "trade/sum.h"

#include <math.h>

/* A sum that keeps what is rounded away: right to the last digit or two, however many terms there are. */
typedef struct running_sum {
    double sum, lost;
} running_sum;

static inline void sum_add(running_sum *to, double value)
{
    pship__add_up(&to->sum, &to->lost, value);
}

static inline double sum_total(const running_sum *of)
{
    return of->sum + of->lost;
}

double pship__sum(const double *values, size_t count);

typedef struct trade_world {
    const pship_flows *flows;
    const pship_context *context;
    uint32_t period;
    size_t countries, products;
    double *exports;                      /* by country and product */
    double *imports;                      /* the same; NULL unless wanted */
    double *sent;                         /* exports, by country and partner */
    double *received;                     /* imports, by country and partner */
    double *export_total, *import_total;  /* by country */
    double *world_exports;                /* by product */
    double *world_imports;                /* the same; NULL unless wanted */
    uint32_t *importers;                  /* by product: countries that import it; the same */
    double world_total, world_received;   /* exports, imports */
    int64_t *exports_told, *imports_told; /* rows with a value, by country that reports them */
    int64_t *withheld_by, *imports_withheld_by; /* rows without one, likewise */
    int64_t withheld;                           /* all of those */
    int64_t *runs; /* first row of exports by country and partner, and the end of them all */
    bool reported; /* imports are those of the importers */
    int64_t export_rows, import_rows; /* of the period */
} trade_world;

/* Refuses totals beside their parts among the exports of a period, and its imports where they are reported. */
pship_result pship__world_check(const pship_flows *flows, uint32_t period, bool reported,
                                pship_error *err);
/* `with_imports`: also by product. Cleared memory may be freed. */
pship_result pship__world_build(trade_world *world, const pship_flows *flows, uint32_t period,
                                bool reported, bool with_imports, pship_error *err);
void pship__world_free(trade_world *world);

/* Rows of a period and a direction: [first, end). */
void pship__world_rows(const pship_flows *flows, uint32_t period, int direction, int64_t *first,
                       int64_t *end);

/* The rows of a country in that. */
void pship__world_country_rows(const pship_flows *flows, uint32_t period, int direction,
                               size_t country, int64_t *first, int64_t *end);

/* ---- rows without a value (world_withheld.c): how many, and added to those by product where `by_product` is not NULL */

/* Of what one exports to the other. */
int64_t pship__world_withheld_pair(int64_t *by_product, const trade_world *world, size_t from,
                                   size_t to);
/* Of what a country exports, and what it imports by whoever tells that. */
int64_t pship__world_withheld_country(int64_t *by_product, const trade_world *world,
                                      size_t country);
/* Of all exports, and of the imports that are reported. */
void pship__world_withheld_products(int64_t *by_product, const trade_world *world);

/* ---- what is told */

/* Whether a country tells of its exports; what it does not tell is not zero. */
static inline bool world_exports_told(const trade_world *world, size_t country)
{
    return world->exports_told[country] > 0;
}

/* Those that are mirrored are told by the partners. */
static inline bool world_imports_told(const trade_world *world, size_t country)
{
    return !world->reported || world->imports_told[country] > 0;
}

static inline bool world_trades(const trade_world *world, size_t country)
{
    return world->export_total[country] > 0 || world->import_total[country] > 0;
}

#endif
