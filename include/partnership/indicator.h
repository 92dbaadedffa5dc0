/**
 * @file indicator.h
 * Trade indicators: what flows say of size, concentration, advantage, structure, change and potential.
 *
 * Each has a name, a formula and a dimension, which says what one value of it belongs to: a product, a country,
 * a country and a product, a pair of countries, or a pair and a product; always in a period.
 * pship_indicator_list() tells them all. What a name alone leaves open is settled by other names: the three
 * normalisations of the Herfindahl-Hirschman index that are in use are three indicators.
 *
 * Every formula is about these: x(i,j,k), the export of country i to country j of product k, its sums x(i,k), X(i) and
 * x(W,k), X(W) (over all countries: the world of the table), and the same of imports, m and M. Only
 * exports and imports count, not re-exports, re-imports or domestic flows. Imports are those that
 * the importers report, or the partners' exports to them, as the options say. Rows whose value was withheld are
 * in no sum, and counted beside the values. Sums of rows are taken in the order of the table, sums of those are compensated, so
 * that the result is the same for any number of threads.
 *
 * A value that its formula does not give, such as a share of no trade, is null. So is one of exports that the country
 * does not tell: without any row of them in the period that has a value, they are not known, and not zero. The same
 * holds of imports where they are those that the importers report. In sums over the world such a country adds nothing.
 * A denominator that is zero but for the rounding of sums is zero.
 *
 * Shares and growth are fractions, 0.25 for a quarter, unless the range of an indicator says otherwise: trade_complementarity
 * and lafay have a factor of 100 in their definitions.
 *
 * Growth per year is by months, twelfths of a year, where periods are whole months, and by days elsewhere.
 */
#ifndef PARTNERSHIP_INDICATOR_H
#define PARTNERSHIP_INDICATOR_H

#include <partnership/flows.h>

PSHIP_BEGIN_DECLS

/** Where imports are taken from. As text: "mirrored", "reported". */
typedef enum pship_import_source {
    PSHIP_IMPORT_SOURCE_MIRRORED = 0, /**< From the partners' exports: one valuation for all. */
    PSHIP_IMPORT_SOURCE_REPORTED = 1  /**< From the importers' own rows, as they value them. */
} pship_import_source;

/** How indicators are computed, and of what. Start from PSHIP_INDICATOR_OPTIONS_INIT. Lent for the call. */
typedef struct pship_indicator_options {
    size_t size;                 /**< sizeof(pship_indicator_options). */
    pship_import_source imports; /**< Where imports are taken from. Default: mirrored. */
    /** Number of product classes, traded or not, for indices that depend on it. Default 0: as many as there are
        products in the whole flow table. */
    int64_t product_classes;
    const char *base_period; /**< What changes are measured from; NULL: the period before each. */
    const char *const *periods;   /**< Periods to answer for; none: all. */
    size_t period_count;          /**< How many. */
    const char *const *reporters; /**< Countries to answer for; none: all. */
    size_t reporter_count;        /**< How many. */
    const char *const *partners;  /**< Partners to answer for; none: all. */
    size_t partner_count;         /**< How many. */
    /** Products to answer for; "22*" is every product whose code begins with 22. None: all. Indicators of a
        group of products are about these. */
    const char *const *products;
    size_t product_count; /**< How many. */
    bool own_pairs;       /**< Whether a country stands beside itself in pairs. */
    /** Compute with rows that are totals of others ("World", "TOTAL", "27" beside "2709"; see flow_level.h), which count
        trade twice. Default: false, it is an error. */
    bool add_overlapping;
} pship_indicator_options;

/** Initialiser of pship_indicator_options. */
#define PSHIP_INDICATOR_OPTIONS_INIT \
    { \
        sizeof(pship_indicator_options), PSHIP_IMPORT_SOURCE_MIRRORED, 0, NULL, NULL, 0, NULL, 0, \
            NULL, 0, NULL, 0, false, false \
    }

/**
 * The value of PSHIP_INDICATOR_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_indicator_options pship_indicator_options_init(void);

/**
 * Compute indicators of one dimension.
 *
 * Filters choose what is answered for; what is computed is always of the whole table, so a share stays a share of
 * the world.
 *
 * Columns: period; base_period, where one of the indicators compares; product_classes, where one depends on their
 * number; reporter, partner and product as the dimension demands; each indicator under its name; and withheld: how many rows
 * without a value tell of the exports or imports of what the row is about (of a pair: of the reporter's exports to the
 * partner), in the period and in the base period. A value beside which it is not 0 lacks something; what the rest of the world
 * withholds is not in it. Rows are in the order of the table's periods, countries and products. There is one for every country
 * that trades in the period, and for every product of it and every pair of such countries, also where nothing is traded; but
 * with the dimension pair_product those rows are left out in which every indicator is zero or null and nothing was withheld.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param flows Exports, and imports where the options say that they are reported.
 * @param names Of indicators; none twice.
 * @param count How many; at least one, and at most 64.
 * @param facts What is known of countries beside their trade, for indicators that need it: a column "country", a
 *        column "period" where it differs by period, and of the columns "gdp", "gdp_per_capita" and "output"
 *        those that are needed. NULL where nothing is. "gdp" and "output" are brought to the unit of the values by
 *        the units of the columns: "USD" to "USD thousand". A column without a unit counts as in the unit of the
 *        values. "gdp_per_capita" is not compared with values: prody and expy are in its unit.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK; PSHIP_E_NOT_FOUND for a name that is no indicator, a period, a country or a product that the table
 *         does not have, a column of facts that is needed, and facts of none of the countries of the flows;
 *         PSHIP_E_CONFLICT for facts in a unit that cannot be brought to that of the values, such as another currency;
 *         PSHIP_E_LIMIT where a sum of values is beyond all doubles; PSHIP_E_INVALID for indicators of different
 *         dimensions, for fewer product classes than there are products, where a period is compared to one of
 *         another length, for a country with two facts, and where there are no rows of exports, or of imports
 *         that are to be reported; PSHIP_E_MEMORY, PSHIP_E_CANCELLED,
 *         PSHIP_E_ARGUMENT.
 *
 * Complexity: linear in the rows of the table and in what is answered. Memory: for each of two periods at most
 * 16 bytes times countries times products and 24 bytes times countries squared.
 * Uses the threads of the context of the flows.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_indicator_compute(
    pship_table **table, const pship_flows *flows, const char *const *names, size_t count,
    const pship_table *facts, const pship_indicator_options *options, pship_error *err);

/**
 * The indicators that there are. Columns: indicator, dimension ("product", "country", "country_product", "pair",
 * "pair_product"), title, formula, range, identity (what holds of its values, and is tested), source, needs
 * (facts, a base period, the number of classes).
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param context NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_indicator_list(pship_table **table,
                                                            pship_context *context,
                                                            pship_error *err);

PSHIP_END_DECLS

#endif
