/**
 * @file mirror.h
 * Mirror comparison: what importers report beside what exporters report of the same trade, and why they differ.
 *
 * Importers most often value at their own border (CIF: cost, insurance and freight), exporters at theirs (FOB: free on
 * board), so that imports are the larger by a margin. What is left has other causes, of which those that the data show
 * are named.
 */
#ifndef PARTNERSHIP_MIRROR_H
#define PARTNERSHIP_MIRROR_H

#include <partnership/mapping.h>

PSHIP_BEGIN_DECLS

/** Options of pship_flows_mirror(). Start from PSHIP_MIRROR_OPTIONS_INIT. All is lent for the call. */
typedef struct pship_mirror_options {
    size_t size; /**< sizeof(pship_mirror_options). */
    bool totals; /**< All products of a pair and period together. Default: false, each. */
    int32_t product_digits; /**< Products by so many of their first digits. 0: as they are. */
    /** What codes of countries come to, each one country: "842" and "USA" are one. NULL: as they are. A code that it
        does not have is kept, and told among the causes. */
    const pship_mapping *countries;
    const char *const *among; /**< Only trade between these countries. */
    size_t among_count;       /**< How many; 0: all. */
    const char *const *hubs;  /**< Countries whose trade is to a large part that of others. */
    size_t hub_count;         /**< How many. */
    pship_day from;  /**< Only periods that begin on this day or later. PSHIP_DAY_NONE: all. */
    pship_day until; /**< Only periods that end on this day or earlier. PSHIP_DAY_NONE: all. */
    /** By how much CIF is above FOB, from 0 to 1: 0.06 is six percent. -1, the default: estimated. */
    double margin;
    /** Distances to estimate it by, with the columns origin, destination and km. NULL: by the median. */
    const pship_table *distances;
    double import_weight; /**< Of imports in the reconciled value, from 0 to 1. Default 0.5. */
    /** Compare also flows whose products are told to be of different classifications, as one may with `totals`.
        Default: false, it is an error. */
    bool any_classification;
    /** Add rows that are totals of others ("TOTAL" or "27" beside "2709"; see flow_level.h) where products are put
        together. Default: false, it is an error. */
    bool add_overlapping;
} pship_mirror_options;

/** Initialiser of pship_mirror_options. */
#define PSHIP_MIRROR_OPTIONS_INIT \
    { \
        sizeof(pship_mirror_options), false, 0, NULL, NULL, 0, NULL, 0, PSHIP_DAY_NONE, \
            PSHIP_DAY_NONE, -1, NULL, 0.5, false, false \
    }

/**
 * The value of PSHIP_MIRROR_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_mirror_options pship_mirror_options_init(void);

/**
 * Imports reported in one flow table beside exports reported in another, both ways: imports of `a` beside exports of `b`,
 * and imports of `b` beside exports of `a`. Where both are the same table, its imports stand beside its exports.
 * Periods are the same where they cover the same days. Values of `b` are brought to the unit of `a`.
 *
 * Columns:
 * - period, importer, exporter, product (null with `totals`);
 * - imports, exports: as reported, in the unit of `a`; gap (imports less exports), ratio (imports by exports),
 *   asymmetry (the size of the gap by their sum); all null unless both are known, and what is divided by 0;
 * - margin and margin_from: given, distance (estimated from it), median (of all pairs), distance_cut and median_cut
 *   (the estimate was beyond 0 or 0.2), fob (all imports are valued so already), null where nothing tells; imports_fob (imports
 *   without the margin), unexplained (imports_fob less exports), reconciled (imports_fob and exports by their weights; the one
 *   that is known, where the other is not);
 * - match: both, imports_only, exports_only;
 * - causes, joined by "; ": differing_code (the same country is also written in another way, so that the two cannot
 *   meet: `countries` can bring them together), missing_reporter (the other country reports nothing of the period), other_level
 *   (it reports the product under a shorter or a longer code: see `product_digits`), no_counterpart (it reports, but not this),
 *   unmapped_code (`countries` does not have one of the two), confidential (values are withheld or marked so), re_export_hub
 *   (one of both is among `hubs`, or the exporter reports re-exports in the period);
 * - import_rows, export_rows, margin_pairs (on how many pairs the estimate of the row rests), import_source, export_source.
 *
 * The estimate takes pairs of which both values are known and above 0, imports are not valued FOB, and the ratio lies
 * between 1/2 and 2: others are mistakes or other causes. With distances, ln(imports / exports) is regressed on the
 * logarithm of the distance by ordinary least squares, where at least three pairs of at least two distances have one. Estimates are
 * cut to lie between 0 and 0.2.
 *
 * Rows are ordered by period, importer, exporter and product.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param a A flow table.
 * @param b Another one, or the same.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK; PSHIP_E_CONFLICT for values in units that are not the same currency, and for classifications
 *         that are both told and differ; PSHIP_E_INVALID for a margin that is neither from 0 to 1 nor -1, and for
 *         totals beside their parts where products are put together;
 *         PSHIP_E_NOT_FOUND for a country of `among` that no row has, after `countries`; both of them for distances that cannot
 *         be read, and PSHIP_E_INVALID for two of one pair that differ; PSHIP_E_INVALID for a code of a country that comes to
 *         several; PSHIP_E_LIMIT for a sum beyond all doubles; PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Complexity: linear in the rows; sorting the pairs.
 * Sources: margins by distance: G. Gaulier and S. Zignago, "BACI: International Trade Database at the Product-Level",
 * CEPII working paper 2010-23. Valuations: United Nations, International Merchandise Trade Statistics: Concepts and
 * Definitions 2010, chapter IV.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_flows_mirror(pship_table **table, const pship_flows *a,
                                                          const pship_flows *b,
                                                          const pship_mirror_options *options,
                                                          pship_error *err);

PSHIP_END_DECLS

#endif
