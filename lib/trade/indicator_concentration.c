/*
 * Concentration and diversification: over products, over markets, over suppliers.
 *
 * Classes without trade count where the number of classes does; they add nothing to the sums themselves.
 */
#include "trade/indicators.h"

#include <string.h>

/* ---- Herfindahl-Hirschman in its three forms */

static double herfindahl(const double *values, size_t count, double total)
{
    running_sum sum = {0, 0};
    for (size_t i = 0; i < count; i++) {
        double share = values[i] / total;
        sum_add(&sum, share * share);
    }
    return total > 0 ? sum_total(&sum) : NAN;
}

static double normalised(double hhi, double classes)
{
    return ratio(hhi - 1 / classes, 1 - 1 / classes);
}

static double by_roots(double hhi, double classes)
{
    return ratio(sqrt(hhi) - sqrt(1 / classes), 1 - sqrt(1 / classes));
}

double pship__hhi_products(const trade_at *at)
{
    return herfindahl(exports_of(at->world, at->i), at->world->products, x_i(at));
}

double pship__hhi_products_normalised(const trade_at *at)
{
    return normalised(pship__hhi_products(at), at->classes);
}

double pship__concentration_products(const trade_at *at)
{
    return by_roots(pship__hhi_products(at), at->classes);
}

double pship__inverse_hhi(const trade_at *at)
{
    return ratio(1, pship__hhi_products(at));
}

/* Every country of the table but the exporter itself may be a market. */
static double markets(const trade_at *at)
{
    return (double)at->world->countries - 1;
}

double pship__hhi_markets(const trade_at *at)
{
    const size_t countries = at->world->countries;
    return herfindahl(at->world->sent + at->i * countries, countries, x_i(at));
}

double pship__hhi_markets_normalised(const trade_at *at)
{
    return normalised(pship__hhi_markets(at), markets(at));
}

double pship__concentration_markets(const trade_at *at)
{
    return by_roots(pship__hhi_markets(at), markets(at));
}

double pship__hhi_suppliers(const trade_at *at)
{
    const size_t countries = at->world->countries;
    return herfindahl(at->world->received + at->i * countries, countries, m_i(at));
}

double pship__exporter_concentration(const trade_at *at, size_t product)
{
    const trade_world *world = at->world;
    running_sum sum = {0, 0};
    for (size_t i = 0; i < world->countries; i++) {
        double share = exports_of(world, i)[product] / world->world_exports[product];
        sum_add(&sum, share * share);
    }
    return world->world_exports[product] > 0 ? by_roots(sum_total(&sum), (double)world->countries)
                                             : NAN;
}

double pship__exporters(const trade_at *at, size_t product)
{
    size_t count = 0;
    for (size_t i = 0; i < at->world->countries; i++)
        count += exports_of(at->world, i)[product] > 0;
    return (double)count;
}

/* ---- structure against that of the world */

double pship__diversification(const trade_at *at)
{
    running_sum sum = {0, 0};
    for (size_t k = 0; k < at->world->products; k++)
        sum_add(&sum,
                fabs(x_ik(at, k) / x_i(at) - at->world->world_exports[k] / at->world->world_total));
    return x_i(at) > 0 ? sum_total(&sum) / 2 : NAN;
}

/* ---- entropy */

double pship__shannon(const trade_at *at)
{
    const double *values = exports_of(at->world, at->i), total = x_i(at);
    running_sum sum = {0, 0};
    for (size_t k = 0; k < at->world->products; k++) {
        const double share = values[k] / total; /* 0 also where it is too small for a number */
        if (share > 0)
            sum_add(&sum, -share * log(share));
    }
    return total > 0 ? sum_total(&sum) : NAN;
}

double pship__effective_products(const trade_at *at)
{
    return exp(pship__shannon(at));
}

static size_t active(const double *values, size_t count)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        found += values[i] > 0;
    return found;
}

/* (1/n) sum of (x/mean) ln(x/mean), which is ln n less the entropy of the shares. */
double pship__theil(const trade_at *at)
{
    return log(at->classes) - pship__shannon(at);
}

/* Two groups, the classes with trade and those without: the first has all of it. */
double pship__theil_between(const trade_at *at)
{
    double lines = pship__active_products(at);
    return lines > 0 ? log(at->classes / lines) : NAN;
}

double pship__theil_within(const trade_at *at)
{
    return log(pship__active_products(at)) - pship__shannon(at);
}

double pship__active_products(const trade_at *at)
{
    return world_exports_told(at->world, at->i)
               ? (double)active(exports_of(at->world, at->i), at->world->products)
               : NAN;
}

double pship__active_markets(const trade_at *at)
{
    const size_t countries = at->world->countries;
    return world_exports_told(at->world, at->i)
               ? (double)active(at->world->sent + at->i * countries, countries)
               : NAN;
}

/* ---- in the order of size */

/* Sorts positive numbers: their bytes, as whole numbers, are in the same order. One pass for each byte in
 * which they differ, between `values` and `spare`; returns where the result is. */
static double *sort_positive(double *values, double *spare, size_t count)
{
    uint32_t counts[8][256] = {{0}};
    for (size_t i = 0; i < count; i++) {
        uint64_t bits;
        memcpy(&bits, &values[i], sizeof bits);
        for (int byte = 0; byte < 8; byte++)
            counts[byte][bits >> (8 * byte) & 255]++;
    }
    for (int byte = 0; byte < 8 && count > 0; byte++) {
        uint64_t bits;
        memcpy(&bits, &values[0], sizeof bits);
        if (counts[byte][bits >> (8 * byte) & 255] == count)
            continue; /* all have the same byte here */
        uint32_t next[256], place = 0;
        for (int digit = 0; digit < 256; digit++) {
            next[digit] = place;
            place += counts[byte][digit];
        }
        for (size_t i = 0; i < count; i++) {
            memcpy(&bits, &values[i], sizeof bits);
            spare[next[bits >> (8 * byte) & 255]++] = values[i];
        }
        double *sorted = spare;
        spare = values;
        values = sorted;
    }
    return values;
}

/* The exports of a country that are not zero, smallest first, in the thread's own memory. */
static const double *in_order(const trade_at *at, size_t *count)
{
    const double *values = exports_of(at->world, at->i);
    double *kept = at->desk->scratch;
    *count = 0;
    for (size_t k = 0; k < at->world->products; k++) {
        if (values[k] > 0)
            kept[(*count)++] = values[k];
    }
    return sort_positive(kept, kept + at->world->products, *count);
}

/* 2 sum of (rank x) / (n sum of x) - (n+1)/n, over all classes: those without trade have the first ranks. */
double pship__gini(const trade_at *at)
{
    size_t count;
    const double *sorted = in_order(at, &count);
    running_sum ranked = {0, 0};
    for (size_t i = 0; i < count; i++)
        sum_add(&ranked, (at->classes - (double)(count - 1 - i)) * sorted[i]);
    return count > 0
               ? 2 * sum_total(&ranked) / (at->classes * x_i(at)) - (at->classes + 1) / at->classes
               : NAN;
}

static double top_share(const trade_at *at, size_t top)
{
    size_t count;
    const double *sorted = in_order(at, &count);
    running_sum sum = {0, 0};
    for (size_t i = 0; i < top && i < count; i++)
        sum_add(&sum, sorted[count - 1 - i]);
    return ratio(sum_total(&sum), x_i(at));
}

double pship__top_product_share(const trade_at *at)
{
    return top_share(at, 1);
}

double pship__top_four_share(const trade_at *at)
{
    return top_share(at, 4);
}
