/*
 * Pairs of countries: intensity, complementarity, similarity, margins.
 */
#include "trade/indicators.h"

double pship__pair_exports(const trade_at *at)
{
    return x_ij(at);
}

double pship__partner_share(const trade_at *at)
{
    return ratio(x_ij(at), x_i(at));
}

double pship__bilateral_market_share(const trade_at *at)
{
    return ratio(x_ij(at), m_j(at));
}

double pship__dependence(const trade_at *at)
{
    return ratio(x_ij(at), at->facts[FACT_GDP][at->i]);
}

double pship__trade_intensity(const trade_at *at)
{
    return ratio(ratio(x_ij(at), x_i(at)), m_j(at) / at->world->world_received);
}

double pship__trade_complementarity(const trade_at *at)
{
    const double *wanted = imports_of(at->world, at->j);
    running_sum sum = {0, 0};
    for (size_t k = 0; k < at->world->products; k++)
        sum_add(&sum, fabs(ratio(wanted[k], m_j(at)) - ratio(x_ik(at, k), x_i(at))));
    return 100 * (1 - sum_total(&sum) / 2);
}

/* ---- two exporters side by side */

static double x_j(const trade_at *at)
{
    return all_exports_of(at->world, at->j);
}

double pship__finger_kreinin(const trade_at *at)
{
    const double *other = exports_of(at->world, at->j);
    running_sum sum = {0, 0};
    for (size_t k = 0; k < at->world->products; k++)
        sum_add(&sum, fmin(x_ik(at, k) / x_i(at), other[k] / x_j(at)));
    return x_i(at) > 0 && x_j(at) > 0 ? sum_total(&sum) : NAN;
}

double pship__krugman(const trade_at *at)
{
    const double *other = exports_of(at->world, at->j);
    running_sum sum = {0, 0};
    for (size_t k = 0; k < at->world->products; k++)
        sum_add(&sum, fabs(x_ik(at, k) / x_i(at) - other[k] / x_j(at)));
    return sum_total(&sum);
}

double pship__bray_curtis(const trade_at *at)
{
    const double *other = exports_of(at->world, at->j);
    running_sum sum = {0, 0};
    for (size_t k = 0; k < at->world->products; k++)
        sum_add(&sum, fabs(x_ik(at, k) - other[k]));
    return ratio(sum_total(&sum), x_i(at) + x_j(at));
}

double pship__cosine(const trade_at *at)
{
    const double *other = exports_of(at->world, at->j);
    running_sum both = {0, 0}, own = {0, 0}, others = {0, 0};
    for (size_t k = 0; k < at->world->products; k++) {
        double a = ratio(x_ik(at, k), x_i(at)), b = ratio(other[k], x_j(at));
        sum_add(&both, a * b);
        sum_add(&own, a * a);
        sum_add(&others, b * b);
    }
    return ratio(sum_total(&both), sqrt(sum_total(&own)) * sqrt(sum_total(&others)));
}

/* ---- lines of a pair */

size_t pship__pair_lines(trade_line *lines, const trade_world *world, size_t i, size_t j)
{
    const int64_t *run = world->runs + i * world->countries + j;
    size_t count = 0;
    flow_reader reader;
    pship__flow_reader_begin(&reader, world->flows, run[1], FLOW_PRODUCT | FLOW_VALUE);
    for (int64_t row = run[0]; row < run[1]; row++) {
        const size_t at = pship__flow_at(&reader, row);
        const uint32_t product = reader.rows.product[at];
        const double value = reader.rows.value[at];
        if (!(value > 0))
            continue;
        if (count > 0 && lines[count - 1].product == product)
            lines[count - 1].value += value;
        else
            lines[count++] = (trade_line){product, value};
    }
    return count;
}

/* What the partner imports from all of the products that the country sells it. */
static double reached(const trade_at *at)
{
    const double *wanted = imports_of(at->world, at->j);
    running_sum sum = {0, 0};
    for (size_t l = 0; l < at->line_count; l++)
        sum_add(&sum, wanted[at->desk->lines[l].product]);
    return sum_total(&sum);
}

double pship__extensive_margin(const trade_at *at)
{
    return ratio(reached(at), m_j(at));
}

double pship__intensive_margin(const trade_at *at)
{
    return ratio(x_ij(at), reached(at));
}

double pship__count_margin(const trade_at *at)
{
    const double *wanted = imports_of(at->world, at->j);
    size_t imported = 0, sold = 0;
    for (size_t k = 0; k < at->world->products; k++)
        imported += wanted[k] > 0;
    for (size_t l = 0; l < at->line_count; l++)
        sold += wanted[at->desk->lines[l].product] > 0;
    return ratio((double)sold, (double)imported);
}

double pship__pair_product_exports(const trade_at *at, size_t product)
{
    return world_exports_told(at->world, at->i) ? at->desk->pair[product] : NAN;
}

double pship__bilateral_rca(const trade_at *at, size_t product)
{
    return ratio(ratio(at->desk->pair[product], x_ij(at)),
                 ratio(imports_of(at->world, at->j)[product], m_j(at)));
}
