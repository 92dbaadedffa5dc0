/*
 * Trade within products: how far exports and imports overlap.
 */
#include "trade/indicators.h"

double pship__grubel_lloyd_product(const trade_at *at, size_t product)
{
    double x = x_ik(at, product), m = m_ik(at, product);
    return 1 - ratio(fabs(x - m), x + m);
}

/* Sum of |x - m|, of the whole country. */
static double differences(const trade_at *at)
{
    running_sum sum = {0, 0};
    for (size_t k = 0; k < at->world->products; k++)
        sum_add(&sum, fabs(x_ik(at, k) - m_ik(at, k)));
    return sum_total(&sum);
}

double pship__grubel_lloyd(const trade_at *at)
{
    return 1 - ratio(differences(at), x_i(at) + m_i(at));
}

double pship__grubel_lloyd_adjusted(const trade_at *at)
{
    double trade = x_i(at) + m_i(at);
    return ratio(trade - differences(at), trade - fabs(x_i(at) - m_i(at)));
}

/* Both sides scaled to half of all trade: the balance is out before products are compared. */
double pship__aquino(const trade_at *at)
{
    running_sum sum = {0, 0};
    for (size_t k = 0; k < at->world->products; k++)
        sum_add(&sum, fabs(ratio(x_ik(at, k), x_i(at)) - ratio(m_ik(at, k), m_i(at))));
    return 1 - sum_total(&sum) / 2;
}

double pship__trade_overlap(const trade_at *at)
{
    running_sum sum = {0, 0};
    for (size_t k = 0; k < at->world->products; k++)
        sum_add(&sum, fmin(x_ik(at, k), m_ik(at, k)));
    return ratio(2 * sum_total(&sum), x_i(at) + m_i(at));
}

/* ---- at the margin, from the base period */

static void changes(const trade_at *at, size_t product, double *exports, double *imports)
{
    *exports = x_ik(at, product) - export_of(at->base, at->i, product);
    *imports = m_ik(at, product) - import_of(at->base, at->i, product);
}

double pship__marginal_intra_industry_product(const trade_at *at, size_t product)
{
    double exports, imports;
    changes(at, product, &exports, &imports);
    return 1 - ratio(fabs(exports - imports), fabs(exports) + fabs(imports));
}

double pship__marginal_intra_industry(const trade_at *at)
{
    running_sum apart = {0, 0}, all = {0, 0};
    for (size_t k = 0; k < at->world->products; k++) {
        double exports, imports;
        changes(at, k, &exports, &imports);
        sum_add(&apart, fabs(exports - imports));
        sum_add(&all, fabs(exports) + fabs(imports));
    }
    return 1 - ratio(sum_total(&apart), sum_total(&all));
}
