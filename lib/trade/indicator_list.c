/*
 * The catalogue of indicators.
 *
 * Sources without an address were noted from the papers themselves.
 */
#include "trade/indicators.h"

#include "table/builder.h"
#include <string.h>

#define WITS \
    "World Bank, WITS, " \
    "https://wits.worldbank.org/WITS/WITS/TradeIndicatorsHelp/TradeIndicators.htm"
#define OUTCOMES "World Bank, Online Trade Outcomes Indicators: User's Manual (2013)"
#define UNCTAD "UNCTAD, Handbook of Statistics, https://hbs.unctad.org/calculation-methods/"
#define ACCOUNTS "plain accounting"
#define LEAMER "Leamer and Stern, Quantitative International Economics (1970), chapter 7"
#define HUMMELS "Hummels and Klenow, The Variety and Quality of a Nation's Exports, AER 95 (2005)"
#define VOLLRATH \
    "Vollrath, A Theoretical Evaluation of Alternative Trade Intensity Measures of Revealed " \
    "Comparative Advantage, Weltwirtschaftliches Archiv 127 (1991)"
#define ITC \
    "Decreux and Spies, Export Potential Assessments, International Trade Centre (2016): static " \
    "core"
#define THEIL "Cadot, Carrere and Strauss-Kahn, Export Diversification, REStat 93 (2011)"

/* A value by country or pair; a value by product, with what prepares it. */
#define BY_COUNTRY(name, needs, money, title, formula, range, identity, source) \
    { \
#name, DIMENSION_COUNTRY, needs, money, pship__##name, NULL, NULL, title, formula, range, \
            identity, source \
    }
#define BY_PAIR(name, needs, money, title, formula, range, identity, source) \
    { \
#name, DIMENSION_PAIR, needs, money, pship__##name, NULL, NULL, title, formula, range, \
            identity, source \
    }
#define BY_PRODUCT(of, name, needs, money, prepare, title, formula, range, identity, source) \
    { \
#name, of, needs, money, NULL, pship__##name, prepare, title, formula, range, identity, \
            source \
    }

#define HERE DIMENSION_COUNTRY_PRODUCT
#define THERE DIMENSION_PAIR_PRODUCT

const indicator pship__indicators[] = {
    /* ---- size, balance, openness */
    BY_COUNTRY(exports, 0, true, "Exports", "X(i)", "0 and more", NULL, ACCOUNTS),
    BY_COUNTRY(imports, 0, true, "Imports", "M(i)", "0 and more", NULL, ACCOUNTS),
    BY_COUNTRY(trade_balance, 0, true, "Trade balance", "X(i) - M(i)", "any",
               "sums to zero over all countries where imports are mirrored", ACCOUNTS),
    BY_COUNTRY(normalised_balance, 0, false, "Normalised trade balance",
               "(X(i) - M(i)) / (X(i) + M(i))", "-1 to 1", NULL, OUTCOMES),
    BY_COUNTRY(cover_ratio, 0, false, "Cover ratio", "X(i) / M(i)", "0 and more", NULL, ACCOUNTS),
    BY_COUNTRY(export_world_share, 0, false, "Share of world exports", "X(i) / X(W)", "0 to 1",
               "sums to one over all countries", WITS),
    BY_COUNTRY(openness, NEEDS_GDP, false, "Trade openness", "(X(i) + M(i)) / GDP(i)", "0 and more",
               "twice openness_mean", OUTCOMES),
    BY_COUNTRY(openness_mean, NEEDS_GDP, false, "Trade openness by the mean of exports and imports",
               "(X(i) + M(i)) / 2 / GDP(i)", "0 and more", "half of openness", UNCTAD),
    BY_COUNTRY(export_propensity, NEEDS_GDP, false, "Export propensity", "X(i) / GDP(i)",
               "0 and more", NULL, ACCOUNTS),
    BY_COUNTRY(import_penetration, NEEDS_OUTPUT, false, "Import penetration",
               "M(i) / (Q(i) - X(i) + M(i)), Q: output", "0 to 1 where exports are of own output",
               NULL, ACCOUNTS),
    BY_COUNTRY(self_sufficiency, NEEDS_OUTPUT, false, "Self-sufficiency",
               "Q(i) / (Q(i) - X(i) + M(i)), Q: output", "0 and more", NULL, ACCOUNTS),

    /* ---- concentration */
    BY_COUNTRY(hhi_products, 0, false, "Herfindahl-Hirschman index over products",
               "sum over k of (x(i,k) / X(i))^2", "1/n to 1", NULL, WITS),
    BY_COUNTRY(hhi_products_normalised, NEEDS_CLASSES, false,
               "Herfindahl-Hirschman index over products, normalised",
               "(H - 1/n) / (1 - 1/n), H: hhi_products, n: product classes", "0 to 1", NULL,
               OUTCOMES),
    BY_COUNTRY(concentration_products, NEEDS_CLASSES, false,
               "Product concentration index of exports (UNCTAD)",
               "(sqrt(H) - sqrt(1/n)) / (1 - sqrt(1/n)), H: hhi_products, n: product classes",
               "0 to 1", NULL, UNCTAD),
    BY_COUNTRY(hhi_markets, 0, false, "Herfindahl-Hirschman index over markets",
               "sum over j of (x(i,j) / X(i))^2", "1/n to 1", NULL, WITS),
    BY_COUNTRY(hhi_markets_normalised, 0, false,
               "Herfindahl-Hirschman index over markets, normalised",
               "(H - 1/n) / (1 - 1/n), H: hhi_markets, n: countries of the table less one",
               "0 to 1", NULL, WITS),
    BY_COUNTRY(concentration_markets, 0, false,
               "Concentration over markets, in the form of UNCTAD's index",
               "(sqrt(H) - sqrt(1/n)) / (1 - sqrt(1/n)), H: hhi_markets, n: countries of the "
               "table less one",
               "0 to 1", NULL, UNCTAD),
    BY_COUNTRY(hhi_suppliers, 0, false, "Herfindahl-Hirschman index over suppliers of imports",
               "sum over j of (m(i,j) / M(i))^2", "1/n to 1", NULL, ACCOUNTS),
    BY_COUNTRY(diversification, 0, false, "Diversification index of exports (UNCTAD)",
               "sum over k of |x(i,k)/X(i) - x(W,k)/X(W)| / 2", "0 to 1", NULL, UNCTAD),
    BY_COUNTRY(theil, NEEDS_CLASSES, false, "Theil index of exports over products",
               "(1/n) sum over k of (x(i,k)/mean) ln(x(i,k)/mean), n: product classes", "0 to ln n",
               "theil_between + theil_within", THEIL),
    BY_COUNTRY(theil_between, NEEDS_CLASSES, false, "Theil index between traded and other lines",
               "ln(n / active_products), n: product classes", "0 to ln n", NULL, THEIL),
    BY_COUNTRY(theil_within, 0, false, "Theil index within traded lines",
               "theil with n: active_products", "0 to ln n", NULL, THEIL),
    BY_COUNTRY(gini, NEEDS_CLASSES, false, "Gini coefficient of exports over products",
               "2 sum of (rank x(i,k)) / (n X(i)) - (n + 1)/n, smallest first, n: product classes",
               "0 to (n-1)/n", NULL, "Gini (1912), in the form for sorted values"),
    BY_COUNTRY(shannon, 0, false, "Shannon entropy of exports over products",
               "- sum over k of s ln s, s: x(i,k) / X(i)", "0 to ln n", "ln n - theil",
               "Shannon (1948)"),
    BY_COUNTRY(effective_products, 0, false, "Effective number of products", "exp(shannon)",
               "1 to active_products", NULL, "Hill numbers of order 1"),
    BY_COUNTRY(inverse_hhi, 0, false, "Inverse of the Herfindahl-Hirschman index over products",
               "1 / hhi_products", "1 to active_products", NULL, "Hill numbers of order 2"),
    BY_COUNTRY(active_products, 0, false, "Number of products exported",
               "count of k with x(i,k) > 0", "0 to n", NULL, WITS),
    BY_COUNTRY(active_markets, 0, false, "Number of markets exported to",
               "count of j with x(i,j) > 0", "0 and more", NULL, WITS),
    BY_COUNTRY(top_product_share, 0, false, "Share of the largest product",
               "max over k of x(i,k) / X(i)", "1/n to 1", NULL, ACCOUNTS),
    BY_COUNTRY(top_four_share, 0, false, "Share of the four largest products (C4)",
               "sum of the four largest x(i,k) / X(i)", "0 to 1", NULL, ACCOUNTS),
    BY_PRODUCT(DIMENSION_PRODUCT, exporter_concentration, 0, false, NULL,
               "Market concentration index of exports (UNCTAD)",
               "(sqrt(H) - sqrt(1/n)) / (1 - sqrt(1/n)), H: sum over i of (x(i,k)/x(W,k))^2, n: "
               "countries of the table",
               "0 to 1", NULL, UNCTAD),
    BY_PRODUCT(DIMENSION_PRODUCT, exporters, 0, false, NULL, "Number of exporters of a product",
               "count of i with x(i,k) > 0", "0 and more", NULL, ACCOUNTS),
    BY_PRODUCT(DIMENSION_PRODUCT, world_exports, 0, true, NULL, "World exports of a product",
               "x(W,k)", "0 and more", NULL, ACCOUNTS),
    BY_PRODUCT(DIMENSION_PRODUCT, world_product_share, 0, false, NULL,
               "Share of a product in world exports", "x(W,k) / X(W)", "0 to 1",
               "sums to one over all products", ACCOUNTS),
    {"prody", DIMENSION_PRODUCT, NEEDS_INCOME | NEEDS_PRODY, false, NULL, pship__prody_of, NULL,
     "Income level of a product (PRODY)",
     "sum over i of s(i,k) y(i) / sum over i of s(i,k), s: x(i,k)/X(i), y: gdp_per_capita of the "
     "countries where it is known",
     "the range of y", NULL, "Hausmann, Hwang and Rodrik, What You Export Matters (2007)"},
    BY_COUNTRY(expy, NEEDS_INCOME | NEEDS_PRODY, false, "Income level of exports (EXPY)",
               "sum over k of (x(i,k)/X(i)) PRODY(k)", "the range of PRODY", NULL,
               "Hausmann, Hwang and Rodrik, What You Export Matters (2007)"),

    /* ---- comparative advantage */
    BY_PRODUCT(HERE, export_value, 0, true, NULL, "Exports of a product", "x(i,k)", "0 and more",
               NULL, ACCOUNTS),
    BY_PRODUCT(HERE, import_value, NEEDS_IMPORTS, true, NULL, "Imports of a product", "m(i,k)",
               "0 and more", NULL, ACCOUNTS),
    BY_PRODUCT(HERE, export_share, 0, false, NULL, "Share of a product in exports", "x(i,k) / X(i)",
               "0 to 1", "sums to one over all products", WITS),
    BY_PRODUCT(HERE, import_share, NEEDS_IMPORTS, false, NULL, "Share of a product in imports",
               "m(i,k) / M(i)", "0 to 1", "sums to one over all products", ACCOUNTS),
    BY_PRODUCT(HERE, world_market_share, 0, false, NULL, "Share in world exports of a product",
               "x(i,k) / x(W,k)", "0 to 1", "sums to one over all countries", ACCOUNTS),
    BY_PRODUCT(HERE, rca, 0, false, NULL, "Revealed comparative advantage (Balassa)",
               "(x(i,k) / X(i)) / (x(W,k) / X(W))", "0 and more",
               "its mean over products, weighted by x(W,k)/X(W), is one", WITS),
    BY_PRODUCT(HERE, rsca, 0, false, NULL, "Revealed symmetric comparative advantage",
               "(RCA - 1) / (RCA + 1)", "-1 to 1", NULL,
               "Dalum, Laursen and Villumsen, Structural Change in OECD Export Specialisation "
               "Patterns (1998)"),
    BY_PRODUCT(HERE, arca, 0, false, NULL, "Additive revealed comparative advantage",
               "x(i,k)/X(i) - x(W,k)/X(W)", "-1 to 1", "sums to zero over all products",
               "Hoen and Oosterhaven, On the Measurement of Comparative Advantage (2006)"),
    BY_PRODUCT(HERE, nrca, 0, false, NULL, "Normalised revealed comparative advantage",
               "x(i,k)/X(W) - X(i) x(W,k) / X(W)^2", "-1/4 to 1/4",
               "sums to zero over all products, and over all countries",
               "Yu, Cai and Leung, The Normalized Revealed Comparative Advantage Index (2009)"),
    BY_PRODUCT(HERE, import_rca, NEEDS_IMPORTS, false, NULL, "Revealed comparative disadvantage",
               "(m(i,k) / M(i)) / (m(W,k) / M(W))", "0 and more",
               "its mean over products, weighted by m(W,k)/M(W), is one", VOLLRATH),
    BY_PRODUCT(HERE, vollrath_rxa, 0, false, NULL, "Relative export advantage",
               "(x(i,k) / (X(i) - x(i,k))) / (x(r,k) / (X(r) - x(r,k))), r: all other countries",
               "0 and more", NULL, VOLLRATH),
    BY_PRODUCT(HERE, vollrath_rma, NEEDS_IMPORTS, false, NULL, "Relative import penetration",
               "as vollrath_rxa, of imports", "0 and more", NULL, VOLLRATH),
    BY_PRODUCT(HERE, vollrath_rta, NEEDS_IMPORTS, false, NULL, "Relative trade advantage",
               "RXA - RMA", "any", "vollrath_rxa - vollrath_rma", VOLLRATH),
    BY_PRODUCT(HERE, vollrath_rc, NEEDS_IMPORTS, false, NULL, "Revealed competitiveness",
               "ln RXA - ln RMA", "any", "ln(vollrath_rxa / vollrath_rma)", VOLLRATH),
    BY_PRODUCT(HERE, michaely, NEEDS_IMPORTS, false, NULL, "Michaely index",
               "x(i,k)/X(i) - m(i,k)/M(i)", "-1 to 1", "sums to zero over all products",
               "Michaely, Concentration in International Trade (1962)"),
    BY_PRODUCT(HERE, lafay, NEEDS_IMPORTS, false, NULL, "Lafay index",
               "100 ((x-m)/(x+m) - (X-M)/(X+M)) (x+m)/(X+M), of x(i,k), m(i,k), X(i), M(i)",
               "-50 to 50", "sums to zero over all products",
               "Lafay, The Measurement of Revealed Comparative Advantages (1992)"),
    BY_PRODUCT(HERE, product_balance, NEEDS_IMPORTS, false, NULL,
               "Normalised trade balance of a product", "(x(i,k) - m(i,k)) / (x(i,k) + m(i,k))",
               "-1 to 1", NULL, "ITC, Trade Performance Index: technical notes"),
    BY_PRODUCT(HERE, market_penetration, NEEDS_IMPORTS, false, pship__count_reach,
               "Index of export market penetration",
               "count of j with x(i,j,k) > 0 / count of j with m(j,k) > 0", "0 to 1", NULL,
               "World Bank, WITS, "
               "https://wits.worldbank.org/CountryProfile/Metadata/en/Indicator/Trade"),

    /* ---- overlap of exports and imports */
    BY_COUNTRY(grubel_lloyd, NEEDS_IMPORTS, false, "Grubel-Lloyd index",
               "1 - sum over k of |x(i,k) - m(i,k)| / (X(i) + M(i))", "0 to 1", "trade_overlap",
               "Grubel and Lloyd, Intra-Industry Trade (1975)"),
    BY_COUNTRY(grubel_lloyd_adjusted, NEEDS_IMPORTS, false,
               "Grubel-Lloyd index, adjusted for the trade balance",
               "(X + M - sum over k of |x - m|) / (X + M - |X - M|)", "0 to 1", NULL,
               "Grubel and Lloyd, Intra-Industry Trade (1975)"),
    BY_COUNTRY(aquino, NEEDS_IMPORTS, false, "Aquino index",
               "1 - sum over k of |x(i,k)/X(i) - m(i,k)/M(i)| / 2", "0 to 1", NULL,
               "Aquino, Intra-Industry Trade and Inter-Industry Specialization (1978)"),
    BY_COUNTRY(trade_overlap, NEEDS_IMPORTS, false, "Trade overlap",
               "2 sum over k of min(x(i,k), m(i,k)) / (X(i) + M(i))", "0 to 1", "grubel_lloyd",
               "Finger and De Rosa, Trade Overlap, Comparative Advantage and Protection (1979)"),
    BY_COUNTRY(marginal_intra_industry, NEEDS_IMPORTS | NEEDS_BASE, false,
               "Marginal intra-industry trade (Bruelhart's A), of all products",
               "1 - sum over k of |dx - dm| / sum over k of (|dx| + |dm|), d: change from the base "
               "period",
               "0 to 1", NULL, "Bruelhart, Marginal Intra-Industry Trade (1994)"),
    BY_PRODUCT(HERE, grubel_lloyd_product, NEEDS_IMPORTS, false, NULL,
               "Grubel-Lloyd index of a product", "1 - |x(i,k) - m(i,k)| / (x(i,k) + m(i,k))",
               "0 to 1", NULL, "Grubel and Lloyd, Intra-Industry Trade (1975)"),
    BY_PRODUCT(HERE, marginal_intra_industry_product, NEEDS_IMPORTS | NEEDS_BASE, false, NULL,
               "Marginal intra-industry trade (Bruelhart's A) of a product",
               "1 - |dx - dm| / (|dx| + |dm|), d: change from the base period", "0 to 1", NULL,
               "Bruelhart, Marginal Intra-Industry Trade (1994)"),

    /* ---- pairs */
    BY_PAIR(pair_exports, 0, true, "Exports to a partner", "x(i,j)", "0 and more", NULL, ACCOUNTS),
    BY_PAIR(partner_share, 0, false, "Share of a partner in exports", "x(i,j) / X(i)", "0 to 1",
            "sums to one over all partners", WITS),
    BY_PAIR(bilateral_market_share, 0, false, "Market share", "x(i,j) / M(j)", "0 to 1",
            "extensive_margin intensive_margin", HUMMELS),
    BY_PAIR(dependence, NEEDS_GDP, false, "Dependence on a partner", "x(i,j) / GDP(i)",
            "0 and more", NULL, ACCOUNTS),
    BY_PAIR(trade_intensity, 0, false, "Trade intensity index", "(x(i,j) / X(i)) / (M(j) / M(W))",
            "0 and more", "its mean over partners, weighted by M(j)/M(W), is one", WITS),
    BY_PAIR(trade_complementarity, NEEDS_IMPORTS, false, "Trade complementarity index",
            "100 (1 - sum over k of |m(j,k)/M(j) - x(i,k)/X(i)| / 2)", "0 to 100", NULL, WITS),
    BY_PAIR(finger_kreinin, 0, false, "Export similarity index (Finger and Kreinin)",
            "sum over k of min(x(i,k)/X(i), x(j,k)/X(j))", "0 to 1", "1 - krugman/2",
            "Finger and Kreinin, A Measure of 'Export Similarity' and Its Possible Uses (1979)"),
    BY_PAIR(krugman, 0, false, "Specialisation index (Krugman)",
            "sum over k of |x(i,k)/X(i) - x(j,k)/X(j)|", "0 to 2", "2 (1 - finger_kreinin)",
            "Krugman, Geography and Trade (1991)"),
    BY_PAIR(bray_curtis, 0, false, "Bray-Curtis dissimilarity of exports",
            "sum over k of |x(i,k) - x(j,k)| / (X(i) + X(j))", "0 to 1", NULL,
            "Bray and Curtis (1957)"),
    BY_PAIR(cosine, 0, false, "Cosine similarity of exports",
            "s(i) s(j) / (|s(i)| |s(j)|), s: the shares of products in exports", "0 to 1", NULL,
            "the angle between two vectors"),
    BY_PAIR(extensive_margin, NEEDS_IMPORTS | NEEDS_LINES, false, "Extensive margin",
            "sum over K of m(j,k) / M(j), K: products with x(i,j,k) > 0", "0 to 1", NULL, HUMMELS),
    BY_PAIR(intensive_margin, NEEDS_IMPORTS | NEEDS_LINES, false, "Intensive margin",
            "x(i,j) / sum over K of m(j,k), K: products with x(i,j,k) > 0", "0 to 1", NULL,
            HUMMELS),
    BY_PAIR(count_margin, NEEDS_IMPORTS | NEEDS_LINES, false, "Extensive margin by count",
            "count of k with x(i,j,k) > 0 / count of k with m(j,k) > 0", "0 to 1", NULL, HUMMELS),
    BY_PAIR(group_exports, NEEDS_LINES, true, "Exports of a group of products to a partner",
            "sum of x(i,j,k) over the products that the options name", "0 and more", NULL,
            ACCOUNTS),
    BY_PAIR(group_potential, NEEDS_IMPORTS | NEEDS_LINES, true,
            "Export potential of a group of products in a market",
            "sum of export_potential over the products that the options name", "0 and more",
            "x(i,j) where the group is all products", ITC),
    BY_PAIR(group_untapped, NEEDS_IMPORTS | NEEDS_LINES, true,
            "Untapped export potential of a group of products in a market",
            "sum of export_potential_untapped over the products that the options name",
            "0 and more", NULL, ITC),
    BY_PRODUCT(THERE, pair_product_exports, NEEDS_LINES, true, NULL,
               "Exports of a product to a partner", "x(i,j,k)", "0 and more", NULL, ACCOUNTS),
    BY_PRODUCT(THERE, bilateral_rca, NEEDS_IMPORTS | NEEDS_LINES, false, NULL,
               "Revealed comparative advantage in a market",
               "(x(i,j,k) / x(i,j)) / (m(j,k) / M(j))", "0 and more", NULL,
               "Balassa's index with the market in place of the world"),
    BY_PRODUCT(THERE, export_potential, NEEDS_IMPORTS | NEEDS_LINES, true, pship__potential_demand,
               "Export potential indicator, static core",
               "(x(i,k)/x(W,k)) m(j,k) x(i,j) / sum over k of (x(i,k)/x(W,k)) m(j,k)", "0 and more",
               "sums to x(i,j) over all products", ITC),
    BY_PRODUCT(THERE, export_potential_untapped, NEEDS_IMPORTS | NEEDS_LINES, true,
               pship__potential_demand, "Untapped export potential",
               "max(0, export_potential - x(i,j,k))", "0 and more", NULL, ITC),

    /* ---- change from a base period */
    BY_COUNTRY(export_growth, NEEDS_BASE, false, "Growth of exports", "X(i) / X0(i) - 1",
               "-1 and more", NULL, ACCOUNTS),
    BY_COUNTRY(import_growth, NEEDS_BASE, false, "Growth of imports", "M(i) / M0(i) - 1",
               "-1 and more", NULL, ACCOUNTS),
    BY_COUNTRY(export_cagr, NEEDS_BASE, false, "Compound annual growth rate of exports",
               "(X(i) / X0(i))^(1/T) - 1, T: years from the base period", "-1 and more", NULL,
               UNCTAD),
    BY_COUNTRY(export_growth_least_squares, NEEDS_BASE | NEEDS_SERIES, false,
               "Annual average growth rate of exports by least squares (UNCTAD)",
               "exp(b) - 1, b: slope of ln X(i) over the years, of all periods of one length from "
               "the base period on",
               "-1 and more", "export_cagr where there are two periods", UNCTAD),
    BY_COUNTRY(value_index, NEEDS_BASE, false, "Value index of exports", "100 X(i) / X0(i)",
               "0 and more", "100 (1 + export_growth)", UNCTAD),
    BY_COUNTRY(cmsa_change, NEEDS_IMPORTS | NEEDS_BASE, true, "Change of exports", "X(i) - X0(i)",
               "any", "cmsa_world_growth + cmsa_commodity + cmsa_market + cmsa_competitiveness",
               LEAMER),
    BY_COUNTRY(cmsa_world_growth, NEEDS_IMPORTS | NEEDS_BASE, true,
               "Constant market shares: effect of world growth",
               "g X0(i), g: growth of world imports", "any", NULL, LEAMER),
    BY_COUNTRY(cmsa_commodity, NEEDS_IMPORTS | NEEDS_BASE, true,
               "Constant market shares: effect of the products",
               "sum over k of (g(k) - g) x0(i,k), g(k): growth of world imports of k, or g where "
               "there were none",
               "any", NULL, LEAMER),
    BY_COUNTRY(cmsa_market, NEEDS_IMPORTS | NEEDS_BASE, true,
               "Constant market shares: effect of the markets",
               "sum over j and k of (g(j,k) - g(k)) x0(i,j,k), g(j,k): growth of the imports of j "
               "of k, or g(k) where there were none",
               "any", NULL, LEAMER),
    BY_COUNTRY(cmsa_competitiveness, NEEDS_IMPORTS | NEEDS_BASE, true,
               "Constant market shares: effect of competitiveness",
               "sum over j and k of (x(i,j,k) - x0(i,j,k) - g(j,k) x0(i,j,k))", "any", NULL,
               LEAMER),
    BY_PRODUCT(HERE, product_growth, NEEDS_BASE, false, NULL, "Growth of exports of a product",
               "x(i,k) / x0(i,k) - 1", "-1 and more", NULL, ACCOUNTS),
    BY_PRODUCT(HERE, contribution_to_growth, NEEDS_BASE, false, NULL,
               "Contribution of a product to the growth of exports", "(x(i,k) - x0(i,k)) / X0(i)",
               "any", "sums to export_growth over all products", ACCOUNTS),
    BY_PAIR(pair_growth, NEEDS_BASE, false, "Growth of exports to a partner",
            "x(i,j) / x0(i,j) - 1", "-1 and more", NULL, ACCOUNTS),
    BY_PAIR(new_products, NEEDS_BASE | NEEDS_LINES, false, "Products newly sold to a partner",
            "count of k with x(i,j,k) > 0 and x0(i,j,k) = 0", "0 and more", NULL, ACCOUNTS),
    BY_PAIR(lost_products, NEEDS_BASE | NEEDS_LINES, false, "Products no longer sold to a partner",
            "count of k with x(i,j,k) = 0 and x0(i,j,k) > 0", "0 and more", NULL, ACCOUNTS),
    BY_PAIR(kept_products, NEEDS_BASE | NEEDS_LINES, false, "Products still sold to a partner",
            "count of k with x(i,j,k) > 0 and x0(i,j,k) > 0", "0 and more", NULL, ACCOUNTS),
};

const size_t pship__indicator_count = sizeof pship__indicators / sizeof *pship__indicators;

const char *pship__indicator_dimension(indicator_dimension dimension)
{
    static const char *const words[] = {"product", "country", "country_product", "pair",
                                        "pair_product"};
    return words[dimension];
}

static void add_needs(pship__table_builder *builder, pship__buffer *text, unsigned needs)
{
    static const struct {
        unsigned need;
        const char *word;
    } words[] = {{NEEDS_GDP, "gdp"},
                 {NEEDS_INCOME, "gdp_per_capita"},
                 {NEEDS_OUTPUT, "output"},
                 {NEEDS_BASE, "base_period"},
                 {NEEDS_CLASSES, "product_classes"}};
    pship__buffer_clear(text);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (needs & words[i].need)
            pship__buffer_format(text, "%s%s", text->length > 0 ? ", " : "", words[i].word);
    }
    pship__add_text(builder, text->length > 0 ? text->bytes : NULL);
}

pship_result pship_indicator_list(pship_table **table, pship_context *context, pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"indicator", PSHIP_COLUMN_UTF8, NULL, 0}, {"dimension", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"title", PSHIP_COLUMN_UTF8, NULL, 0},     {"formula", PSHIP_COLUMN_UTF8, NULL, 0},
        {"range", PSHIP_COLUMN_UTF8, NULL, 0},     {"identity", PSHIP_COLUMN_UTF8, NULL, 0},
        {"source", PSHIP_COLUMN_UTF8, NULL, 0},    {"needs", PSHIP_COLUMN_UTF8, NULL, 0},
    };
    if (!table)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table is NULL");
    pship__table_builder *builder = NULL;
    pship_result result =
        pship__table_builder_new(&builder, context, columns, sizeof columns / sizeof *columns, err);
    if (result != PSHIP_OK)
        return result;
    pship__buffer text;
    pship__buffer_init(&text, context);
    for (size_t i = 0; i < pship__indicator_count; i++) {
        const indicator *one = &pship__indicators[i];
        pship__add_text(builder, one->name);
        pship__add_text(builder, pship__indicator_dimension(one->dimension));
        pship__add_text(builder, one->title);
        pship__add_text(builder, one->formula);
        pship__add_text(builder, one->range);
        pship__add_text(builder, one->identity);
        pship__add_text(builder, one->source);
        add_needs(builder, &text, one->needs);
    }
    const bool failed = text.failed;
    pship__buffer_free(&text);
    if (failed) {
        pship__table_builder_free(builder);
        return pship__fail_memory(err);
    }
    return pship__table_builder_finish(builder, table, err);
}
