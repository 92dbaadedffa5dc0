/*
 * What an indicator is: a row of the catalogue, with a function of a few lines. Private to the room trade.
 *
 * To add one, write the function in the file of its kind and a row in the catalogue (indicator_list.c).
 */
#ifndef PSHIP_TRADE_INDICATORS_H
#define PSHIP_TRADE_INDICATORS_H

#include "trade/flow_read.h"
#include "trade/world.h"
#include <partnership/indicator.h>

typedef enum indicator_dimension {
    DIMENSION_PRODUCT,
    DIMENSION_COUNTRY,
    DIMENSION_COUNTRY_PRODUCT,
    DIMENSION_PAIR,
    DIMENSION_PAIR_PRODUCT
} indicator_dimension;

/* What has to be there before a function is called. */
enum {
    NEEDS_IMPORTS = 1, /* imports by product */
    NEEDS_BASE = 2,    /* the world of the base period */
    NEEDS_CLASSES = 4, /* says how many product classes there are */
    NEEDS_GDP = 8,
    NEEDS_INCOME = 16, /* gdp_per_capita */
    NEEDS_OUTPUT = 32,
    NEEDS_LINES = 64, /* at->lines: the exports of the pair by product */
    NEEDS_PRODY = 128,
    NEEDS_SERIES = 256 /* exports of every period from the base on */
};

enum { FACT_GDP, FACT_INCOME, FACT_OUTPUT, FACT_COUNT };

/* A product that a country exports to a partner, and for how much. */
typedef struct trade_line {
    uint32_t product;
    double value;
} trade_line;

/* What a thread has to itself while it is at one country or pair. */
typedef struct trade_desk {
    double *scratch;   /* twice products, or countries where these are more */
    trade_line *lines; /* products */
    double *pair;      /* by product: exports of the pair; zero between pairs */
    double *reach;     /* by product: markets of the country */
} trade_desk;

/* Where a value is asked for. */
typedef struct trade_at {
    const trade_world *world, *base; /* base: NULL where nothing compares */
    size_t i, j;
    double classes;
    double years;                    /* from the base; NaN where it is not known */
    const double *series;            /* exports by period and country; NULL: not needed */
    const double *series_years;      /* by period: from the base; NaN where it does not count */
    const double *facts[FACT_COUNT]; /* by country, NaN where not known; NULL: not needed */
    const double *prody;             /* by product; NULL: not needed */
    const bool *group;               /* by product: those that the options name */
    trade_desk *desk;
    size_t line_count; /* of desk->lines */
    double common;     /* what `prepare` gave */
} trade_at;

typedef struct indicator {
    const char *name;
    indicator_dimension dimension;
    unsigned needs;
    bool money; /* in the unit of the values */
    /* Of dimensions without a product ... */
    double (*value)(const trade_at *at);
    /* ... and with one; `prepare` is called before the first product. */
    double (*cell)(const trade_at *at, size_t product);
    double (*prepare)(const trade_at *at);
    const char *title, *formula, *range, *identity, *source;
} indicator;

extern const indicator pship__indicators[];
extern const size_t pship__indicator_count;
const char *pship__indicator_dimension(indicator_dimension dimension);

/* PRODY of every product; NaN where no exporter's income is known. (indicator_advantage.c) */
void pship__prody(double *prody, const trade_world *world, const double *income);
/* Lines of a pair, each product once. (indicator_pair.c) */
size_t pship__pair_lines(trade_line *lines, const trade_world *world, size_t i, size_t j);

/* ---- short names for what formulas speak of */

static inline double ratio(double of, double to)
{
    return to != 0 ? of / to : NAN;
}
/* What a country does not tell is NaN, and not zero; in sums over the world it adds nothing. */
static inline double export_of(const trade_world *world, size_t country, size_t k)
{
    return world_exports_told(world, country) ? world->exports[country * world->products + k] : NAN;
}
static inline double import_of(const trade_world *world, size_t country, size_t k)
{
    return world_imports_told(world, country) ? world->imports[country * world->products + k] : NAN;
}
static inline double all_exports_of(const trade_world *world, size_t country)
{
    return world_exports_told(world, country) ? world->export_total[country] : NAN;
}
static inline double all_imports_of(const trade_world *world, size_t country)
{
    return world_imports_told(world, country) ? world->import_total[country] : NAN;
}
static inline double x_ik(const trade_at *at, size_t k)
{
    return export_of(at->world, at->i, k);
}
static inline double m_ik(const trade_at *at, size_t k)
{
    return import_of(at->world, at->i, k);
}
static inline double x_ij(const trade_at *at)
{
    return world_exports_told(at->world, at->i)
               ? at->world->sent[at->i * at->world->countries + at->j]
               : NAN;
}
static inline double x_i(const trade_at *at)
{
    return all_exports_of(at->world, at->i);
}
static inline double m_i(const trade_at *at)
{
    return all_imports_of(at->world, at->i);
}
static inline double m_j(const trade_at *at)
{
    return all_imports_of(at->world, at->j);
}
static inline const double *exports_of(const trade_world *world, size_t country)
{
    return world->exports + country * world->products;
}
static inline const double *imports_of(const trade_world *world, size_t country)
{
    return world->imports + country * world->products;
}

/* ---- the functions, file by file */

#define VALUE(name) double pship__##name(const trade_at *at);
#define CELL(name) double pship__##name(const trade_at *at, size_t product);

/* indicator_size.c */
VALUE(exports)
VALUE(imports)
VALUE(trade_balance)
VALUE(normalised_balance)
VALUE(cover_ratio)
VALUE(export_world_share)
VALUE(openness)
VALUE(openness_mean)
VALUE(export_propensity)
VALUE(import_penetration)
VALUE(self_sufficiency)
CELL(world_exports)
CELL(world_product_share)

/* indicator_concentration.c */
VALUE(hhi_products)
VALUE(hhi_products_normalised)
VALUE(concentration_products)
VALUE(hhi_markets)
VALUE(hhi_markets_normalised)
VALUE(concentration_markets)
VALUE(hhi_suppliers)
VALUE(diversification)
VALUE(theil)
VALUE(theil_between)
VALUE(theil_within)
VALUE(gini)
VALUE(shannon)
VALUE(effective_products)
VALUE(inverse_hhi)
VALUE(active_products)
VALUE(active_markets)
VALUE(top_product_share)
VALUE(top_four_share)
CELL(exporter_concentration)
CELL(exporters)

/* indicator_advantage.c */
CELL(export_value)
CELL(import_value)
CELL(export_share)
CELL(import_share)
CELL(world_market_share)
CELL(rca)
CELL(rsca)
CELL(arca)
CELL(nrca)
CELL(import_rca)
CELL(vollrath_rxa)
CELL(vollrath_rma)
CELL(vollrath_rta)
CELL(vollrath_rc)
CELL(michaely)
CELL(lafay)
CELL(product_balance)
CELL(market_penetration)
double pship__count_reach(const trade_at *at);
CELL(prody_of)
VALUE(expy)

/* indicator_overlap.c */
VALUE(grubel_lloyd)
VALUE(grubel_lloyd_adjusted)
VALUE(aquino)
VALUE(trade_overlap)
VALUE(marginal_intra_industry)
CELL(grubel_lloyd_product)
CELL(marginal_intra_industry_product)

/* indicator_pair.c */
VALUE(pair_exports)
VALUE(partner_share)
VALUE(bilateral_market_share)
VALUE(dependence)
VALUE(trade_intensity)
VALUE(trade_complementarity)
VALUE(finger_kreinin)
VALUE(krugman)
VALUE(bray_curtis)
VALUE(cosine)
VALUE(extensive_margin)
VALUE(intensive_margin)
VALUE(count_margin)
CELL(pair_product_exports)
CELL(bilateral_rca)

/* indicator_change.c */
VALUE(export_growth)
VALUE(import_growth)
VALUE(export_cagr)
VALUE(export_growth_least_squares)
VALUE(value_index)
VALUE(cmsa_change)
VALUE(cmsa_world_growth)
VALUE(cmsa_commodity)
VALUE(cmsa_market)
VALUE(cmsa_competitiveness)
VALUE(pair_growth)
VALUE(new_products)
VALUE(lost_products)
VALUE(kept_products)
CELL(product_growth)
CELL(contribution_to_growth)

/* indicator_potential.c */
double pship__potential_demand(const trade_at *at);
CELL(export_potential)
CELL(export_potential_untapped)
VALUE(group_exports)
VALUE(group_potential)
VALUE(group_untapped)

#undef VALUE
#undef CELL

#endif
