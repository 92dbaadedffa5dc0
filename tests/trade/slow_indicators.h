/* Every indicator once more, straight from its formula over the rows: slow, and independent of the library. */
#ifndef PSHIP_TEST_TRADE_SLOW_INDICATORS_H
#define PSHIP_TEST_TRADE_SLOW_INDICATORS_H

#include "trade/world_chance.h"

/* The case: period (0: base, 1), country i, partner j, product k. NaN where a formula gives nothing. */
typedef struct slow_case {
    const chance_world *w;
    int t, i, j, k;
    double n;   /* product classes */
    int groups; /* number of products of the group: the first ones */
    double gdp[8], income[8], output[8];
} slow_case;

static inline double divided(double a, double b)
{
    return b == 0 ? NAN : a / b;
}
/* Exports and imports by (period, i, j, k). */
static inline double ex(const slow_case *c, int t, int i, int j, int k)
{
    return slow_sum(c->w, false, t, i, j, k);
}
static inline double im(const slow_case *c, int t, int i, int j, int k)
{
    return c->w->reported ? slow_sum(c->w, true, t, j, i, k) : slow_sum(c->w, false, t, j, i, k);
}

/* Whether a country tells of its exports, or of its imports; those that are mirrored always are. */
static inline bool slow_told(const slow_case *c, bool import, int t, int country)
{
    for (int i = 0; i < c->w->count; i++) {
        const chance_row *one = &c->w->rows[i];
        if (one->import == import && one->period == t && !isnan(one->value) &&
            (import ? one->to : one->from) == country)
            return true;
    }
    return import && !c->w->reported;
}
/* The same of one country; NaN where it does not tell. */
static inline double own_ex(const slow_case *c, int t, int i, int j, int k)
{
    return slow_told(c, false, t, i) ? ex(c, t, i, j, k) : NAN;
}
static inline double own_im(const slow_case *c, int t, int i, int j, int k)
{
    return slow_told(c, true, t, i) ? im(c, t, i, j, k) : NAN;
}

#define FOR_K for (int k = 0; k < c->w->products; k++)
#define FOR_J for (int j = 0; j < c->w->countries; j++)
#define X own_ex(c, c->t, c->i, ANY, ANY)
#define M own_im(c, c->t, c->i, ANY, ANY)
#define X0 own_ex(c, 0, c->i, ANY, ANY)
#define XW ex(c, c->t, ANY, ANY, ANY)
#define MW im(c, c->t, ANY, ANY, ANY)
#define XIK(k) own_ex(c, c->t, c->i, ANY, k)
#define MIK(k) own_im(c, c->t, c->i, ANY, k)
#define XWK(k) ex(c, c->t, ANY, ANY, k)
#define XIJ own_ex(c, c->t, c->i, c->j, ANY)
#define MJ own_im(c, c->t, c->j, ANY, ANY)
#define MJK(k) own_im(c, c->t, c->j, ANY, k)
#define XIJK(k) own_ex(c, c->t, c->i, c->j, k)

static inline int slow_countries(const slow_case *c)
{
    int count = 0;
    FOR_J count += slow_known(c->w, j, ANY);
    return count;
}

static inline double slow_hhi(const slow_case *c, int over)
{
    double sum = 0;
    if (over == 0)
        FOR_K sum += pow(divided(XIK(k), X), 2);
    if (over == 1)
        FOR_J sum += pow(divided(own_ex(c, c->t, c->i, j, ANY), X), 2);
    if (over == 2)
        FOR_J sum += pow(divided(own_im(c, c->t, c->i, j, ANY), M), 2);
    return sum;
}

static inline double unctad(double h, double n)
{
    return divided(sqrt(h) - sqrt(1 / n), 1 - sqrt(1 / n));
}

/* (1/n) sum (x/mean) ln (x/mean), literally. */
static inline double slow_theil(const slow_case *c, double n)
{
    double sum = 0, mean = X / n;
    FOR_K if (XIK(k) > 0) sum += XIK(k) / mean * log(XIK(k) / mean);
    return X > 0 && n > 0 ? sum / n : NAN;
}

static inline double slow_active(const slow_case *c)
{
    int count = 0;
    FOR_K count += XIK(k) > 0;
    return isnan(X) ? (double)NAN : count;
}

/* Half the relative mean difference, over all pairs of classes. */
static inline double slow_gini(const slow_case *c)
{
    double sum = 0, zeros = c->n - c->w->products;
    FOR_K
    {
        for (int l = 0; l < c->w->products; l++)
            sum += fabs(XIK(k) - XIK(l));
        sum += 2 * zeros * XIK(k);
    }
    return divided(sum, 2 * c->n * X);
}

/* The sum of the `top` largest, by taking the largest again and again. */
static inline double slow_top(const slow_case *c, int top)
{
    bool taken[8] = {false};
    double sum = 0;
    for (; top > 0; top--) {
        int best = -1;
        FOR_K if (!taken[k] && (best < 0 || XIK(k) > XIK(best))) best = k;
        if (best < 0)
            break;
        taken[best] = true;
        sum += XIK(best);
    }
    return divided(sum, X);
}

static inline double slow_vollrath(const slow_case *c, bool import)
{
    double own = import ? MIK(c->k) : XIK(c->k), all = import ? M : X;
    double rest = 0, rest_all = 0;
    FOR_J if (j != c->i)
    {
        rest += import ? im(c, c->t, j, ANY, c->k) : ex(c, c->t, j, ANY, c->k);
        rest_all += import ? im(c, c->t, j, ANY, ANY) : ex(c, c->t, j, ANY, ANY);
    }
    return divided(divided(own, all - own), divided(rest, rest_all - rest));
}

static inline double slow_prody(const slow_case *c, int k)
{
    double shares = 0, sum = 0;
    for (int i = 0; i < c->w->countries; i++) {
        double share = divided(ex(c, c->t, i, ANY, k), ex(c, c->t, i, ANY, ANY));
        if (!(share > 0) || isnan(c->income[i]))
            continue;
        shares += share;
        sum += share * c->income[i];
    }
    return divided(sum, shares);
}

static inline double slow_growth(const slow_case *c, int j, int k)
{
    double all = divided(MW, im(c, 0, ANY, ANY, ANY)) - 1;
    double before = im(c, 0, ANY, ANY, k),
           of_k = before > 0 ? im(c, 1, ANY, ANY, k) / before - 1 : all;
    if (k == ANY)
        return all;
    if (j == ANY)
        return of_k;
    before = im(c, 0, j, ANY, k);
    return before > 0 && slow_told(c, true, 1, j) ? im(c, 1, j, ANY, k) / before - 1 : of_k;
}

static inline double slow_potential(const slow_case *c, int k)
{
    double sum = 0, own = 0;
    for (int l = 0; l < c->w->products; l++) {
        double term = XWK(l) > 0 ? XIK(l) / XWK(l) * MJK(l) : 0;
        sum += term;
        own = l == k ? term : own;
    }
    return own * divided(XIJ, sum);
}

static inline double slow_untapped(const slow_case *c, int k)
{
    double untapped = slow_potential(c, k) - XIJK(k);
    return untapped < 0 ? 0 : untapped;
}

/* By name; *known is false for one that is not here. */
static inline double slow_indicator(const slow_case *c, const char *name, bool *known)
{
    const int q = c->k;
    double sum = 0, more = 0, less = 0;
    int count = 0, among = 0;
    *known = true;
#define IS(text) if (strcmp(name, text) == 0)
    IS("exports") return X;
    IS("imports") return M;
    IS("trade_balance") return X - M;
    IS("normalised_balance") return divided(X - M, X + M);
    IS("cover_ratio") return divided(X, M);
    IS("export_world_share") return divided(X, XW);
    IS("openness") return divided(X + M, c->gdp[c->i]);
    IS("openness_mean") return divided((X + M) / 2, c->gdp[c->i]);
    IS("export_propensity") return divided(X, c->gdp[c->i]);
    IS("import_penetration") return divided(M, c->output[c->i] - X + M);
    IS("self_sufficiency") return divided(c->output[c->i], c->output[c->i] - X + M);
    IS("hhi_products") return slow_hhi(c, 0);
    IS("hhi_products_normalised") return divided(slow_hhi(c, 0) - 1 / c->n, 1 - 1 / c->n);
    IS("concentration_products") return unctad(slow_hhi(c, 0), c->n);
    IS("hhi_markets") return slow_hhi(c, 1);
    IS("hhi_suppliers") return slow_hhi(c, 2);
    IS("hhi_markets_normalised")
    {
        double m = slow_countries(c) - 1;
        return divided(slow_hhi(c, 1) - 1 / m, 1 - 1 / m);
    }
    IS("concentration_markets") return unctad(slow_hhi(c, 1), slow_countries(c) - 1);
    IS("diversification")
    {
        FOR_K sum += fabs(divided(XIK(k), X) - divided(XWK(k), XW));
        return sum / 2;
    }
    IS("theil") return slow_theil(c, c->n);
    IS("theil_within") return slow_theil(c, slow_active(c));
    IS("theil_between") return X > 0 ? slow_theil(c, c->n) - slow_theil(c, slow_active(c)) : NAN;
    IS("gini") return slow_gini(c);
    IS("shannon") return log(c->n) - slow_theil(c, c->n);
    IS("effective_products") return c->n * exp(-slow_theil(c, c->n));
    IS("inverse_hhi") return divided(1, slow_hhi(c, 0));
    IS("active_products") return slow_active(c);
    IS("active_markets")
    {
        FOR_J count += own_ex(c, c->t, c->i, j, ANY) > 0;
        return isnan(X) ? (double)NAN : count;
    }
    IS("top_product_share") return slow_top(c, 1);
    IS("top_four_share") return slow_top(c, 4);
    IS("exporter_concentration")
    {
        FOR_J sum += pow(divided(ex(c, c->t, j, ANY, q), XWK(q)), 2);
        return unctad(sum, slow_countries(c));
    }
    IS("exporters")
    {
        FOR_J count += ex(c, c->t, j, ANY, q) > 0;
        return count;
    }
    IS("world_exports") return XWK(q);
    IS("world_product_share") return divided(XWK(q), XW);
    IS("prody") return slow_prody(c, q);
    IS("expy")
    {
        FOR_K if (XIK(k) > 0) sum += divided(XIK(k), X) * slow_prody(c, k);
        return X > 0 ? sum : NAN;
    }
    IS("export_value") return XIK(q);
    IS("import_value") return MIK(q);
    IS("export_share") return divided(XIK(q), X);
    IS("import_share") return divided(MIK(q), M);
    IS("world_market_share") return divided(XIK(q), XWK(q));
    IS("rca") return divided(divided(XIK(q), X), XWK(q) / XW);
    IS("rsca")
    {
        double rca = divided(divided(XIK(q), X), XWK(q) / XW);
        return (rca - 1) / (rca + 1);
    }
    IS("arca") return divided(XIK(q), X) - XWK(q) / XW;
    IS("nrca") return XIK(q) / XW - X * XWK(q) / (XW * XW);
    IS("import_rca") return divided(divided(MIK(q), M), im(c, c->t, ANY, ANY, q) / MW);
    IS("vollrath_rxa") return slow_vollrath(c, false);
    IS("vollrath_rma") return slow_vollrath(c, true);
    IS("vollrath_rta") return slow_vollrath(c, false) - slow_vollrath(c, true);
    IS("vollrath_rc")
    {
        double rxa = slow_vollrath(c, false), rma = slow_vollrath(c, true);
        return rxa > 0 && rma > 0 ? log(rxa / rma) : NAN;
    }
    IS("michaely") return divided(XIK(q), X) - divided(MIK(q), M);
    IS("lafay")
    {
        double trade = XIK(q) + MIK(q);
        if (trade == 0)
            return X + M > 0 ? 0 : NAN;
        return 100 * ((XIK(q) - MIK(q)) / trade - divided(X - M, X + M)) * trade / (X + M);
    }
    IS("product_balance") return divided(XIK(q) - MIK(q), XIK(q) + MIK(q));
    IS("market_penetration")
    {
        FOR_J count += own_ex(c, c->t, c->i, j, q) > 0;
        FOR_J among += im(c, c->t, j, ANY, q) > 0;
        return isnan(X) ? NAN : divided(count, among);
    }
    IS("grubel_lloyd")
    {
        FOR_K sum += fabs(XIK(k) - MIK(k));
        return 1 - divided(sum, X + M);
    }
    IS("grubel_lloyd_adjusted")
    {
        FOR_K sum += XIK(k) + MIK(k) - fabs(XIK(k) - MIK(k));
        return divided(sum, X + M - fabs(X - M));
    }
    IS("aquino")
    {
        double x = divided(X + M, 2 * X), m = divided(X + M, 2 * M);
        FOR_K
        {
            sum += fabs(XIK(k) * x - MIK(k) * m);
            more += XIK(k) * x + MIK(k) * m;
        }
        return 1 - divided(sum, more);
    }
    IS("trade_overlap")
    {
        FOR_K sum += XIK(k) < MIK(k) ? XIK(k) : MIK(k);
        return divided(2 * sum, X + M);
    }
    IS("grubel_lloyd_product") return 1 - divided(fabs(XIK(q) - MIK(q)), XIK(q) + MIK(q));
    IS("marginal_intra_industry_product")
    {
        double dx = XIK(q) - own_ex(c, 0, c->i, ANY, q), dm = MIK(q) - own_im(c, 0, c->i, ANY, q);
        return 1 - divided(fabs(dx - dm), fabs(dx) + fabs(dm));
    }
    IS("marginal_intra_industry")
    {
        FOR_K
        {
            double dx = XIK(k) - own_ex(c, 0, c->i, ANY, k),
                   dm = MIK(k) - own_im(c, 0, c->i, ANY, k);
            less += fabs(dx - dm);
            more += fabs(dx) + fabs(dm);
        }
        return 1 - divided(less, more);
    }
    IS("pair_exports") return XIJ;
    IS("partner_share") return divided(XIJ, X);
    IS("bilateral_market_share") return divided(XIJ, MJ);
    IS("dependence") return divided(XIJ, c->gdp[c->i]);
    IS("trade_intensity") return divided(divided(XIJ, X), divided(MJ, MW));
    IS("trade_complementarity")
    {
        FOR_K sum += fabs(divided(MJK(k), MJ) - divided(XIK(k), X));
        return 100 * (1 - sum / 2);
    }
#define XJK(k) own_ex(c, c->t, c->j, ANY, k)
#define XJ own_ex(c, c->t, c->j, ANY, ANY)
    IS("finger_kreinin")
    {
        FOR_K sum += fmin(divided(XIK(k), X), divided(XJK(k), XJ));
        return X > 0 && XJ > 0 ? sum : NAN;
    }
    IS("krugman")
    {
        FOR_K sum += fabs(divided(XIK(k), X) - divided(XJK(k), XJ));
        return sum;
    }
    IS("bray_curtis")
    {
        FOR_K sum += fabs(XIK(k) - XJK(k));
        return divided(sum, X + XJ);
    }
    IS("cosine")
    {
        FOR_K
        {
            sum += XIK(k) * XJK(k);
            more += XIK(k) * XIK(k);
            less += XJK(k) * XJK(k);
        }
        return divided(sum, sqrt(more * less));
    }
    IS("extensive_margin")
    {
        FOR_K sum += XIJK(k) > 0 ? MJK(k) : 0;
        return divided(sum, MJ);
    }
    IS("intensive_margin")
    {
        FOR_K sum += XIJK(k) > 0 ? MJK(k) : 0;
        return divided(XIJ, sum);
    }
    IS("count_margin")
    {
        FOR_K count += XIJK(k) > 0 && MJK(k) > 0;
        FOR_K among += MJK(k) > 0;
        return divided(count, among);
    }
    IS("pair_product_exports") return XIJK(q);
    IS("bilateral_rca") return divided(divided(XIJK(q), XIJ), divided(MJK(q), MJ));
    IS("export_potential") return slow_potential(c, q);
    IS("export_potential_untapped") return slow_untapped(c, q);
    for (int k = 0; k < c->groups; k++) {
        IS("group_exports") sum += XIJK(k);
        IS("group_potential") sum += slow_potential(c, k);
        IS("group_untapped") sum += slow_untapped(c, k);
    }
    if (strncmp(name, "group_", 6) == 0)
        return sum;
    IS("export_growth") return divided(X, X0) - 1;
    IS("import_growth") return divided(M, own_im(c, 0, c->i, ANY, ANY)) - 1;
    IS("export_cagr") return divided(X, X0) - 1;                                 /* one year */
    IS("export_growth_least_squares") return X > 0 && X0 > 0 ? X / X0 - 1 : NAN; /* two periods */
    IS("value_index") return 100 * divided(X, X0);
    IS("product_growth") return divided(XIK(q), own_ex(c, 0, c->i, ANY, q)) - 1;
    IS("contribution_to_growth") return divided(XIK(q) - own_ex(c, 0, c->i, ANY, q), X0);
    IS("pair_growth") return divided(XIJ, own_ex(c, 0, c->i, c->j, ANY)) - 1;
    IS("cmsa_change") return X - X0;
    IS("cmsa_world_growth") return slow_growth(c, ANY, ANY) * X0;
    IS("cmsa_commodity")
    {
        FOR_K sum +=
            (slow_growth(c, ANY, k) - slow_growth(c, ANY, ANY)) * own_ex(c, 0, c->i, ANY, k);
        return sum;
    }
    IS("cmsa_market")
    {
        FOR_K FOR_J sum +=
            (slow_growth(c, j, k) - slow_growth(c, ANY, k)) * own_ex(c, 0, c->i, j, k);
        return sum;
    }
    IS("cmsa_competitiveness")
    {
        FOR_K FOR_J sum += own_ex(c, 1, c->i, j, k) - own_ex(c, 0, c->i, j, k) -
                           slow_growth(c, j, k) * own_ex(c, 0, c->i, j, k);
        return sum;
    }
    FOR_K
    {
        bool now = XIJK(k) > 0, then = own_ex(c, 0, c->i, c->j, k) > 0;
        IS("new_products") count += now && !then;
        IS("lost_products") count += then && !now;
        IS("kept_products") count += now && then;
    }
    *known = strcmp(name, "new_products") == 0 || strcmp(name, "lost_products") == 0 ||
             strcmp(name, "kept_products") == 0;
    return isnan(X) || isnan(X0) ? (double)NAN : count;
}

#endif
