/* Small random worlds of trade, and the slowest way to sum them: over all rows for every sum. */
#ifndef PSHIP_TEST_TRADE_WORLD_CHANCE_H
#define PSHIP_TEST_TRADE_WORLD_CHANCE_H

#include "chance.h"
#include "trade/rows.h"

static inline uint32_t chance(uint64_t *state, uint32_t below)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33) % below;
}

enum { MOST_ROWS = 400, ANY = -1, PERIODS = 2 };

/* Countries and products have these names; which of them trade is left to chance. */
static const char *const period_names[PERIODS] = {"2024", "2025"};
static const char *const country_names[] = {"A", "B", "C", "D", "E"};
static const char *const product_names[] = {"0101", "0102", "2204", "2709", "8802", "9999"};

typedef struct chance_row {
    int period, from, to, product; /* from: who exports it */
    bool import;                   /* told by the importer */
    double value;
} chance_row;

typedef struct chance_world {
    chance_row rows[MOST_ROWS];
    int count, countries, products;
    bool reported; /* imports are those of the importers */
} chance_world;

static inline chance_world chance_make(uint64_t *state)
{
    chance_world made = {.countries = 2 + (int)chance(state, 4),
                         .products = 1 + (int)chance(state, 6),
                         .reported = chance(state, 3) == 0};
    const int wanted = 4 + (int)chance(state, 120);
    for (int i = 0; i < wanted; i++) {
        chance_row *one = &made.rows[made.count++];
        *one = (chance_row){.period = (int)chance(state, PERIODS),
                            .from = (int)chance(state, (uint32_t)made.countries),
                            .to = (int)chance(state, (uint32_t)made.countries),
                            .product = (int)chance(state, (uint32_t)made.products),
                            .import = chance(state, 3) == 0,
                            .value = chance(state, 9) == 0 ? 0 : chance(state, 10000) / 8.0};
        if (one->from == one->to)
            one->to = (one->to + 1) % made.countries;
        if (chance(state, 25) == 0)
            one->value = NAN; /* withheld */
    }
    /* Something to answer for in both periods. */
    for (int period = 0; period < PERIODS; period++) {
        for (int import = 0; import < 2; import++)
            made.rows[made.count++] = (chance_row){period, 0, 1, 0, import != 0, 64};
    }
    return made;
}

static inline pship_flows *chance_flows(const chance_world *world)
{
    row list[MOST_ROWS];
    for (int i = 0; i < world->count; i++) {
        const chance_row *one = &world->rows[i];
        list[i] = (row){period_names[one->period],
                        one->import ? "import" : "export",
                        country_names[one->import ? one->to : one->from],
                        country_names[one->import ? one->from : one->to],
                        product_names[one->product],
                        one->value,
                        NAN,
                        NULL,
                        NULL};
    }
    return flows_of(list, (size_t)world->count);
}

/* What `from` sells `to` of a product, any of them ANY, as the exporters (or importers) tell it. */
static inline double slow_sum(const chance_world *world, bool import, int period, int from, int to,
                              int product)
{
    double sum = 0;
    for (int i = 0; i < world->count; i++) {
        const chance_row *one = &world->rows[i];
        if (one->import == import && one->period == period && (from == ANY || one->from == from) &&
            (to == ANY || one->to == to) && (product == ANY || one->product == product) &&
            !isnan(one->value))
            sum += one->value;
    }
    return sum;
}

/* Names that the flow table knows: a product or a country that is in no row is not in it. */
static inline bool slow_known(const chance_world *world, int country, int product)
{
    for (int i = 0; i < world->count; i++) {
        const chance_row *one = &world->rows[i];
        if ((country == ANY || one->from == country || one->to == country) &&
            (product == ANY || one->product == product))
            return true;
    }
    return false;
}

#endif
