/**
 * @file complexity.h
 * Product space and economic complexity: which countries are good at what, what is near to what, and how
 * much know-how that takes.
 *
 * From the exports of one period: revealed comparative advantage and the matrix M of where it reaches a
 * threshold; diversity of countries and ubiquity of products; the proximity of products and how
 * densely a country surrounds each; the indices of economic and product complexity (ECI, PCI), the complexity outlook
 * (COI) and its gain (COG); fitness and quality. Countries or products that cannot take part are dropped, and each
 * is listed with its reason.
 *
 * The two indices are the eigenvector to the second largest eigenvalue of a symmetric matrix of countries by
 * countries, D(c)^-1/2 M D(k)^-1 M' D(c)^-1/2, from which PCI follows: so nothing of the size of products by
 * products is solved, and the result does not depend on the number of threads. Its sign, which the
 * eigenvector leaves open, is that which makes ECI correlate positively with diversity.
 *
 * Sources: Hidalgo and Hausmann, The Building Blocks of Economic Complexity (2009); Hausmann, Hidalgo et al., The
 * Atlas of Economic Complexity (2013); Tacchella et al., A New Metrics for Countries' Fitness and Products'
 * Complexity (2012); for the standardisations and the outlook also py-ecomplexity,
 * https://github.com/cid-harvard/py-ecomplexity, whose results for ECI, PCI, density and COI are the same.
 */
#ifndef PARTNERSHIP_COMPLEXITY_H
#define PARTNERSHIP_COMPLEXITY_H

#include <partnership/flows.h>

PSHIP_BEGIN_DECLS

/** The product space of a period, and what follows from it. Opaque. */
typedef struct pship_complexity pship_complexity;

/** What takes part, and how. Start from PSHIP_COMPLEXITY_OPTIONS_INIT. Lent for the call. */
typedef struct pship_complexity_options {
    size_t size;                /**< sizeof(pship_complexity_options). */
    const char *period;         /**< Of the flows; NULL: the last one. */
    double rca_threshold;       /**< From where on a country has an advantage. Default 1. */
    double min_country_exports; /**< Countries that export less are dropped. Default 0. */
    double
        min_product_exports; /**< Products of which the world exports less are dropped. Default 0. */
    /** Countries with fewer people are dropped, and those whose population the facts do not tell. Default 0:
        population does not matter. */
    double min_population;
    int64_t fitness_iterations; /**< Steps of the iteration for fitness. Default 200. */
    /** Compute with rows that are totals of others ("World", "TOTAL", "27" beside "2709"; see flow_level.h), which count
        trade twice. Default: false, it is an error. */
    bool add_overlapping;
} pship_complexity_options;

/** Initialiser of pship_complexity_options. */
#define PSHIP_COMPLEXITY_OPTIONS_INIT \
    { \
        sizeof(pship_complexity_options), NULL, 1, 0, 0, 0, 200, false \
    }

/**
 * The value of PSHIP_COMPLEXITY_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_complexity_options pship_complexity_options_init(void);

/**
 * Compute the product space of a period, complexity and fitness.
 *
 * Only exports count, as the exporters report them. What the options drop is dropped first; comparative advantage
 * is then that within what is left. After it come countries without any advantage and products without
 * any exporter that has one. ECI, PCI and what follows from them compare only what is connected, directly or not, by
 * products that countries have in common: those apart from the largest such group have none, and are
 * listed too. ECI is null also where the second eigenvalue is no more than 1e-10 above the third: then there is no single
 * such eigenvector.
 *
 * @param[out] complexity Receives the result; free it with pship_complexity_free().
 * @param flows The flows.
 * @param facts Needed where `min_population` is set: columns "country" and "population", and "period" where it
 *        differs by period. NULL otherwise.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK; PSHIP_E_NOT_FOUND for a period that the flows do not have and for a column of facts that is
 *         needed; PSHIP_E_INVALID where no country is left, a country has two facts, or totals stand beside their parts;
 *         PSHIP_E_LIMIT for more than 4096 countries, and where a sum of values is beyond all doubles; PSHIP_E_ARGUMENT for
 *         options that are no numbers or below zero; PSHIP_E_MEMORY, PSHIP_E_CANCELLED.
 *
 * Complexity: linear in the rows, plus products squared times the mean ubiquity, plus countries cubed.
 * Uses the threads of the context of the flows.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_complexity_build(
    pship_complexity **complexity, const pship_flows *flows, const pship_table *facts,
    const pship_complexity_options *options, pship_error *err);

/**
 * Give up a result. Tables made of it stay.
 *
 * @param complexity May be NULL.
 *
 * Thread safety: any thread.
 */
PSHIP_API void pship_complexity_free(pship_complexity *complexity);

/**
 * The countries. Columns: country, exports (in the unit of the flows, of the products that take part), diversity (number
 * of products with an advantage), mean_ubiquity (of these), eci (mean 0 and population standard deviation 1), coi
 * (the same), fitness (mean 1).
 *
 * ECI is the mean PCI of what a country has an advantage in. COI is the sum over the products that it has none in of
 * density times PCI before it is standardised.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param complexity A result.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_complexity_countries(
    pship_table **table, const pship_complexity *complexity, pship_error *err);

/**
 * The products. Columns: product, exports (of the countries that take part), ubiquity (number of countries with an
 * advantage), mean_diversity (of these), pci (on the scale of ECI: its mean and standard deviation), quality (the
 * complexity of a product that goes with fitness; mean 1).
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param complexity A result.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_complexity_products(pship_table **table,
                                                                 const pship_complexity *complexity,
                                                                 pship_error *err);

/**
 * Countries by products: where a country stands in the product space. Columns: country, product, exports, rca,
 * advantage (whether rca reaches the threshold: M), density (the share of proximity to the product
 * that lies in the country's own advantages), distance (1 - density), cog.
 *
 * The gain of a product k that a country has no advantage in is the sum over all such products l of proximity(l,k)
 * PCI(l) / sum of proximities of l, with PCI on the scale of ECI but not centred; of others it is 0.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param complexity A result.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_complexity_country_products(
    pship_table **table, const pship_complexity *complexity, pship_error *err);

/**
 * Pairs of products, each once, whose proximity is above zero and not below `least`. Columns: product, other,
 * proximity. It is the smaller of the two shares of exporters with an advantage in one that have one in
 * the other too.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param complexity A result.
 * @param least Proximities below are left out.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_complexity_proximity(
    pship_table **table, const pship_complexity *complexity, double least, pship_error *err);

/**
 * What does not take part, in the order of codes. Columns: what ("country", "product"), code, exports, reason
 * ("no exports", "exports below the minimum", "population below the minimum", "population not known", "no
 * advantage", "apart": it takes part but for ECI, PCI, COI and COG).
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param complexity A result.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_complexity_dropped(pship_table **table,
                                                                const pship_complexity *complexity,
                                                                pship_error *err);

/**
 * How it was computed, in one row. Columns: period, countries, products, connected_countries, connected_products,
 * rca_threshold, second_eigenvalue, third_eigenvalue, residual (of the second eigenvector: the length of what is
 * left of it), sign ("diversity"; "first country" where there is no correlation with diversity), fitness_iterations,
 * fitness_change (the largest relative change in the last of them). Where there is no index, as where the second
 * eigenvalue is the third or a single country is connected, residual and sign are null.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param complexity A result.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_complexity_summary(pship_table **table,
                                                                const pship_complexity *complexity,
                                                                pship_error *err);

PSHIP_END_DECLS

#endif
