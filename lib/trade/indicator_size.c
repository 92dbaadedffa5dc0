/*
 * Size, balance and openness.
 */
#include "trade/indicators.h"

double pship__exports(const trade_at *at)
{
    return x_i(at);
}

double pship__imports(const trade_at *at)
{
    return m_i(at);
}

double pship__trade_balance(const trade_at *at)
{
    return x_i(at) - m_i(at);
}

double pship__normalised_balance(const trade_at *at)
{
    return ratio(x_i(at) - m_i(at), x_i(at) + m_i(at));
}

double pship__cover_ratio(const trade_at *at)
{
    return ratio(x_i(at), m_i(at));
}

double pship__export_world_share(const trade_at *at)
{
    return ratio(x_i(at), at->world->world_total);
}

double pship__openness(const trade_at *at)
{
    return ratio(x_i(at) + m_i(at), at->facts[FACT_GDP][at->i]);
}

double pship__openness_mean(const trade_at *at)
{
    return pship__openness(at) / 2;
}

double pship__export_propensity(const trade_at *at)
{
    return ratio(x_i(at), at->facts[FACT_GDP][at->i]);
}

/* What is used at home: output that is not exported, and imports. */
static double home_use(const trade_at *at)
{
    return at->facts[FACT_OUTPUT][at->i] - x_i(at) + m_i(at);
}

double pship__import_penetration(const trade_at *at)
{
    return ratio(m_i(at), home_use(at));
}

double pship__self_sufficiency(const trade_at *at)
{
    return ratio(at->facts[FACT_OUTPUT][at->i], home_use(at));
}

double pship__world_exports(const trade_at *at, size_t product)
{
    return at->world->world_exports[product];
}

double pship__world_product_share(const trade_at *at, size_t product)
{
    return ratio(at->world->world_exports[product], at->world->world_total);
}
