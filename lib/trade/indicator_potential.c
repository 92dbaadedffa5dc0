/*
 * Export potential: what a country would sell in a market by its supply and the market's demand, if its trade
 * with that market were as easy for every product as it is on the whole.
 *
 * Only the static core. Projected demand, tariffs and the corrections of supply that the full method has need
 * data that a flow table does not hold.
 */
#include "trade/indicators.h"

/* Supply times demand: the country's share of the world's exports of a product, of what the market imports. */
static double expected(const trade_at *at, size_t product)
{
    double world = at->world->world_exports[product];
    return world > 0 ? x_ik(at, product) / world * imports_of(at->world, at->j)[product] : 0;
}

/* Over all products. Ease is the trade of the pair, divided by this. */
double pship__potential_demand(const trade_at *at)
{
    running_sum sum = {0, 0};
    for (size_t k = 0; k < at->world->products; k++)
        sum_add(&sum, expected(at, k));
    return sum_total(&sum);
}

double pship__export_potential(const trade_at *at, size_t product)
{
    return expected(at, product) * ratio(x_ij(at), at->common);
}

double pship__export_potential_untapped(const trade_at *at, size_t product)
{
    double untapped = pship__export_potential(at, product) - at->desk->pair[product];
    return untapped > 0 || isnan(untapped) ? untapped : 0;
}

/* ---- a group of products in a market */

static double over_group(const trade_at *at, double (*cell)(const trade_at *, size_t))
{
    running_sum sum = {0, 0};
    for (size_t k = 0; k < at->world->products; k++) {
        if (at->group[k])
            sum_add(&sum, cell(at, k));
    }
    return sum_total(&sum);
}

/* What is common to all products is worked out once. */
static double over_demand(const trade_at *at, double (*cell)(const trade_at *, size_t))
{
    trade_at here = *at;
    here.common = pship__potential_demand(at);
    return over_group(&here, cell);
}

double pship__group_exports(const trade_at *at)
{
    return over_group(at, pship__pair_product_exports);
}

double pship__group_potential(const trade_at *at)
{
    return over_demand(at, pship__export_potential);
}

double pship__group_untapped(const trade_at *at)
{
    return over_demand(at, pship__export_potential_untapped);
}
