/*
 * Comparative advantage: what a country exports beyond what the world does.
 */
#include "trade/indicators.h"

#include <float.h>
#include <string.h>

double pship__export_value(const trade_at *at, size_t product)
{
    return x_ik(at, product);
}

double pship__import_value(const trade_at *at, size_t product)
{
    return m_ik(at, product);
}

double pship__export_share(const trade_at *at, size_t product)
{
    return ratio(x_ik(at, product), x_i(at));
}

double pship__import_share(const trade_at *at, size_t product)
{
    return ratio(m_ik(at, product), m_i(at));
}

double pship__world_market_share(const trade_at *at, size_t product)
{
    return ratio(x_ik(at, product), at->world->world_exports[product]);
}

static double world_share(const trade_at *at, size_t product)
{
    return at->world->world_exports[product] / at->world->world_total;
}

double pship__rca(const trade_at *at, size_t product)
{
    return ratio(ratio(x_ik(at, product), x_i(at)), world_share(at, product));
}

double pship__rsca(const trade_at *at, size_t product)
{
    double rca = pship__rca(at, product);
    return (rca - 1) / (rca + 1);
}

double pship__arca(const trade_at *at, size_t product)
{
    return ratio(x_ik(at, product), x_i(at)) - world_share(at, product);
}

double pship__nrca(const trade_at *at, size_t product)
{
    const double world = at->world->world_total;
    return x_ik(at, product) / world - x_i(at) / world * world_share(at, product);
}

double pship__import_rca(const trade_at *at, size_t product)
{
    return ratio(ratio(m_ik(at, product), m_i(at)),
                 at->world->world_imports[product] / at->world->world_received);
}

/* What is left of a sum without a part of it; nothing, where only its rounding is. `whole` is the largest of what
 * the two are made of. */
static double left_of(double sum, double part, double whole)
{
    const double left = sum - part;
    return fabs(left) <= 4 * DBL_EPSILON * fabs(whole) ? 0 : left;
}

/* The country against the rest of the world, the product against all others: nothing is counted twice. */
static double relative(double own, double own_total, double world, double world_total)
{
    const double others = left_of(own_total, own, own_total), rest = left_of(world, own, world);
    const double rest_total = left_of(world_total, own_total, world_total);
    return ratio(ratio(own, others), ratio(rest, left_of(rest_total, rest, world_total)));
}

double pship__vollrath_rxa(const trade_at *at, size_t product)
{
    return relative(x_ik(at, product), x_i(at), at->world->world_exports[product],
                    at->world->world_total);
}

double pship__vollrath_rma(const trade_at *at, size_t product)
{
    return relative(m_ik(at, product), m_i(at), at->world->world_imports[product],
                    at->world->world_received);
}

double pship__vollrath_rta(const trade_at *at, size_t product)
{
    return pship__vollrath_rxa(at, product) - pship__vollrath_rma(at, product);
}

double pship__vollrath_rc(const trade_at *at, size_t product)
{
    double exports = pship__vollrath_rxa(at, product), imports = pship__vollrath_rma(at, product);
    return exports > 0 && imports > 0 ? log(exports) - log(imports) : NAN;
}

double pship__michaely(const trade_at *at, size_t product)
{
    return ratio(x_ik(at, product), x_i(at)) - ratio(m_ik(at, product), m_i(at));
}

/* 100 ((x-m)/(x+m) - (X-M)/(X+M)) (x+m)/(X+M), with the first fraction multiplied out: it may be 0/0. */
double pship__lafay(const trade_at *at, size_t product)
{
    double x = x_ik(at, product), m = m_ik(at, product), trade = x_i(at) + m_i(at);
    double balance = ratio(x_i(at) - m_i(at), trade);
    return 100 * ((x - m) - balance * (x + m)) / trade;
}

double pship__product_balance(const trade_at *at, size_t product)
{
    double x = x_ik(at, product), m = m_ik(at, product);
    return ratio(x - m, x + m);
}

/* ---- markets reached */

/* desk->reach: in how many markets the country sells each product. */
double pship__count_reach(const trade_at *at)
{
    const trade_world *world = at->world;
    flow_reader reader;
    double *reach = at->desk->reach;
    const int64_t first = world->runs[at->i * world->countries];
    const int64_t end = world->runs[(at->i + 1) * world->countries];
    memset(reach, 0, world->products * sizeof *reach);
    pship__flow_reader_begin(&reader, world->flows, end, FLOW_PARTNER | FLOW_PRODUCT | FLOW_VALUE);
    bool counted = false; /* whether the line of this row was counted with a row before it */
    uint32_t last_partner = 0, last_product = 0;
    for (int64_t row = first; row < end; row++) {
        const size_t i = pship__flow_at(&reader, row);
        const uint32_t partner = reader.rows.partner[i], product = reader.rows.product[i];
        counted = counted && partner == last_partner && product == last_product;
        last_partner = partner;
        last_product = product;
        if (counted || !(reader.rows.value[i] > 0))
            continue;
        reach[product]++;
        counted = true;
    }
    return 0;
}

double pship__market_penetration(const trade_at *at, size_t product)
{
    return world_exports_told(at->world, at->i)
               ? ratio(at->desk->reach[product], at->world->importers[product])
               : NAN;
}

/* ---- incomes */

void pship__prody(double *prody, const trade_world *world, const double *income)
{
    for (size_t k = 0; k < world->products; k++) {
        running_sum shares = {0, 0}, weighted = {0, 0};
        for (size_t i = 0; i < world->countries; i++) {
            double share = ratio(exports_of(world, i)[k], world->export_total[i]);
            if (!(share > 0) || isnan(income[i]))
                continue;
            sum_add(&shares, share);
            sum_add(&weighted, share * income[i]);
        }
        prody[k] = ratio(sum_total(&weighted), sum_total(&shares));
    }
}

double pship__prody_of(const trade_at *at, size_t product)
{
    return at->prody[product];
}

double pship__expy(const trade_at *at)
{
    running_sum sum = {0, 0};
    for (size_t k = 0; k < at->world->products; k++) {
        if (x_ik(at, k) > 0)
            sum_add(&sum, x_ik(at, k) * at->prody[k]);
    }
    return ratio(sum_total(&sum), x_i(at));
}
