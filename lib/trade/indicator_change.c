/*
 * Change from a base period: growth, constant market shares, products that came and went.
 */
#include "trade/indicators.h"

static double base_exports(const trade_at *at)
{
    return all_exports_of(at->base, at->i);
}

static bool both_told(const trade_at *at)
{
    return world_exports_told(at->world, at->i) && world_exports_told(at->base, at->i);
}

double pship__export_growth(const trade_at *at)
{
    return ratio(x_i(at), base_exports(at)) - 1;
}

double pship__import_growth(const trade_at *at)
{
    return ratio(m_i(at), all_imports_of(at->base, at->i)) - 1;
}

double pship__export_cagr(const trade_at *at)
{
    return at->years > 0 ? pow(ratio(x_i(at), base_exports(at)), 1 / at->years) - 1 : NAN;
}

/* The slope of ln X over the years, by least squares over all periods from the base on. */
double pship__export_growth_least_squares(const trade_at *at)
{
    running_sum times = {0, 0}, logs = {0, 0}, both = {0, 0}, squares = {0, 0};
    double count = 0;
    for (uint32_t p = at->base->period; p <= at->world->period; p++) {
        const double exports = at->series[p * at->world->countries + at->i];
        if (isnan(at->series_years[p]))
            continue;
        if (!(exports > 0))
            return NAN;
        sum_add(&times, at->series_years[p]);
        sum_add(&logs, log(exports));
        count++;
    }
    const double mean_time = sum_total(&times) / count, mean_log = sum_total(&logs) / count;
    for (uint32_t p = at->base->period; p <= at->world->period; p++) {
        const double time = at->series_years[p] - mean_time;
        if (isnan(time))
            continue;
        sum_add(&both, time * (log(at->series[p * at->world->countries + at->i]) - mean_log));
        sum_add(&squares, time * time);
    }
    return exp(ratio(sum_total(&both), sum_total(&squares))) - 1;
}

double pship__value_index(const trade_at *at)
{
    return 100 * ratio(x_i(at), base_exports(at));
}

double pship__product_growth(const trade_at *at, size_t product)
{
    return ratio(x_ik(at, product), exports_of(at->base, at->i)[product]) - 1;
}

double pship__contribution_to_growth(const trade_at *at, size_t product)
{
    return ratio(x_ik(at, product) - exports_of(at->base, at->i)[product], base_exports(at));
}

double pship__pair_growth(const trade_at *at)
{
    return ratio(x_ij(at), at->base->sent[at->i * at->base->countries + at->j]) - 1;
}

/* ---- constant market shares: what the world's demand explains of a change, and what it does not */

/* Growth of what the world imports, of a product, and of a product in a market; that of the wider group where the
 * narrower had no trade in the base period, or is a market that does not tell of its imports now. */
static double world_growth(const trade_at *at)
{
    return ratio(at->world->world_received, at->base->world_received) - 1;
}

static double product_demand_growth(const trade_at *at, size_t product)
{
    double before = at->base->world_imports[product];
    return before > 0 ? at->world->world_imports[product] / before - 1 : world_growth(at);
}

static double market_demand_growth(const trade_at *at, size_t market, size_t product)
{
    double before = imports_of(at->base, market)[product];
    return before > 0 && world_imports_told(at->world, market)
               ? imports_of(at->world, market)[product] / before - 1
               : product_demand_growth(at, product);
}

double pship__cmsa_change(const trade_at *at)
{
    return x_i(at) - base_exports(at);
}

double pship__cmsa_world_growth(const trade_at *at)
{
    return world_growth(at) * base_exports(at);
}

double pship__cmsa_commodity(const trade_at *at)
{
    const double *before = exports_of(at->base, at->i);
    running_sum sum = {0, 0};
    for (size_t k = 0; k < at->world->products; k++) {
        if (before[k] > 0)
            sum_add(&sum, (product_demand_growth(at, k) - world_growth(at)) * before[k]);
    }
    return world_exports_told(at->base, at->i) ? sum_total(&sum) : NAN;
}

/* The country's exports to all, from the row that is returned on. */
static int64_t read_exports(flow_reader *reader, const trade_world *world, size_t country)
{
    const int64_t *runs = world->runs + country * world->countries;
    pship__flow_reader_begin(reader, world->flows, runs[world->countries],
                             FLOW_PARTNER | FLOW_PRODUCT | FLOW_VALUE);
    return runs[0];
}

double pship__cmsa_market(const trade_at *at)
{
    const trade_world *base = at->base;
    flow_reader reader;
    const flow_rows *rows = &reader.rows;
    running_sum sum = {0, 0};
    for (int64_t row = read_exports(&reader, base, at->i); row < reader.end; row++) {
        const size_t i = pship__flow_at(&reader, row), product = rows->product[i];
        if (rows->value[i] > 0)
            sum_add(&sum, (market_demand_growth(at, rows->partner[i], product) -
                           product_demand_growth(at, product)) *
                              rows->value[i]);
    }
    return world_exports_told(base, at->i) ? sum_total(&sum) : NAN;
}

/* The change of each line beyond that of its market. */
double pship__cmsa_competitiveness(const trade_at *at)
{
    flow_reader reader;
    const flow_rows *rows = &reader.rows;
    running_sum sum = {0, 0};
    for (int64_t row = read_exports(&reader, at->world, at->i); row < reader.end; row++) {
        const double now = rows->value[pship__flow_at(&reader, row)];
        if (now > 0)
            sum_add(&sum, now);
    }
    for (int64_t row = read_exports(&reader, at->base, at->i); row < reader.end; row++) {
        const size_t i = pship__flow_at(&reader, row);
        const double before = rows->value[i];
        if (!(before > 0))
            continue;
        sum_add(&sum, -before);
        sum_add(&sum, -before * market_demand_growth(at, rows->partner[i], rows->product[i]));
    }
    return both_told(at) ? sum_total(&sum) : NAN;
}

/* ---- entry, exit and survival, by pair */

/* How many of the products sold to the partner now were sold before too. */
static size_t common_lines(const trade_at *at, size_t *before)
{
    double *seen = at->desk->scratch;
    trade_line *lines = at->desk->lines;
    size_t both = 0;
    for (size_t k = 0; k < at->world->products; k++)
        seen[k] = 0;
    const trade_world *base = at->base;
    const int64_t *run = base->runs + at->i * base->countries + at->j;
    flow_reader reader;
    pship__flow_reader_begin(&reader, base->flows, run[1], FLOW_PRODUCT | FLOW_VALUE);
    *before = 0;
    for (int64_t row = run[0]; row < run[1]; row++) {
        const size_t i = pship__flow_at(&reader, row);
        const uint32_t product = reader.rows.product[i];
        if (reader.rows.value[i] > 0 && seen[product] == 0) {
            seen[product] = 1;
            (*before)++;
        }
    }
    for (size_t l = 0; l < at->line_count; l++)
        both += seen[lines[l].product] > 0;
    return both;
}

double pship__new_products(const trade_at *at)
{
    size_t before;
    return both_told(at) ? (double)(at->line_count - common_lines(at, &before)) : NAN;
}

double pship__lost_products(const trade_at *at)
{
    size_t before, both = common_lines(at, &before);
    return both_told(at) ? (double)(before - both) : NAN;
}

double pship__kept_products(const trade_at *at)
{
    size_t before;
    return both_told(at) ? (double)common_lines(at, &before) : NAN;
}
