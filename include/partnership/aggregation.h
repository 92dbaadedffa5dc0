/**
 * @file aggregation.h
 * Sums of flows by any keys: totals, shares, growth, balances; and partial sums that can be merged.
 *
 * Sums are exact and rounded once, at the end: they are the same, bit for bit, in whatever order rows come, for
 * every number of threads, and however the rows are split among partial sums.
 *
 * What would count something twice is refused: periods that overlap ("2025" and "2025-03"), re-exports
 * beside exports, and totals beside their parts ("World" beside countries, "TOTAL" or "27" beside "2709"; see
 * flow_level.h). So are imports beside exports where the direction is neither a key nor filtered: turnover is what is
 * asked for by a filter that names both. And so is a filter by a code that the flows do not have, which is more often
 * a mistake than an answer of no rows; not for partial sums, any piece of which may lack it.
 *
 * Of partial sums rows are gone once they are summed. Pieces of the same reporter, period and direction have to be
 * of the same levels, where what is told apart does not keep those apart: chapters in one and headings in another are refused,
 * whether or not they have trade in common.
 */
#ifndef PARTNERSHIP_AGGREGATION_H
#define PARTNERSHIP_AGGREGATION_H

#include <partnership/mapping.h>

PSHIP_BEGIN_DECLS

/**
 * What is summed, and by what. Start from PSHIP_AGGREGATE_OPTIONS_INIT. Keys are the words "period", "direction",
 * "reporter", "partner" and "product". Lists of codes are filters: where one is given only its codes are taken; a
 * code that ends with "*" stands for all that begin so. All is lent for the call.
 */
typedef struct pship_aggregate_options {
    size_t size; /**< sizeof(pship_aggregate_options). */
    const char *const
        *by; /**< The keys of the rows of the answer, in this order. None: one row of all. */
    size_t by_count;               /**< How many. */
    const char *const *periods;    /**< Periods as the flows write them. */
    size_t period_count;           /**< How many; 0: all. */
    const char *const *directions; /**< As in pship_flow_direction: "import", "export", ... */
    size_t direction_count;        /**< How many; 0: all. */
    const char *const *reporters;  /**< Codes of reporters. */
    size_t reporter_count;         /**< How many; 0: all. */
    const char *const *partners;   /**< Codes of partners. */
    size_t partner_count;          /**< How many; 0: all. */
    const char *const *products;   /**< Codes of products, as the flows write them. */
    size_t product_count;          /**< How many; 0: all. */
    pship_day from;  /**< Only periods that begin on this day or later. PSHIP_DAY_NONE: all. */
    pship_day until; /**< Only periods that end on this day or earlier. PSHIP_DAY_NONE: all. */
    int32_t product_digits; /**< Products by so many of their first digits. 0: as they are. */
    /** Products by what they become in this mapping. NULL: as they are. Rows of other codes are summed with a null
        product, and listed by pship_flow_sums_unmapped(). */
    const pship_mapping *mapping;
    bool shares; /**< Tell each row's share of a total: that of all, or that of `share_of`. */
    const char *const *share_of; /**< Keys of the total of which shares are; they are among `by`. */
    size_t share_of_count;       /**< How many; more than 0 implies `shares`. */
    /** The period with which the others are compared. NULL: see `base_years`. */
    const char *base_period;
    int32_t
        base_years; /**< Compare each period with the same months so many years before. 0: no. */
    bool
        add_overlapping; /**< Add what would count something twice. Default: false, it is an error. */
    /** Of partial sums: add flows whose products are told to be of different classifications; and of a mapping: it may be
        from another classification than the flows have. Default: false, both are errors. */
    bool any_classification;
    /** Only products whose code has so many characters: the level 2, 4 or 6 of HS. 0: all. */
    int32_t product_level;
    /** Whether the weights of the mapping need not sum to one. Default: false, it is an error where such a code is used. */
    bool any_weights;
} pship_aggregate_options;

/** Initialiser of pship_aggregate_options. */
#define PSHIP_AGGREGATE_OPTIONS_INIT \
    { \
        sizeof(pship_aggregate_options), NULL, 0, NULL, 0, NULL, 0, NULL, 0, NULL, 0, NULL, 0, \
            PSHIP_DAY_NONE, PSHIP_DAY_NONE, 0, NULL, false, NULL, 0, NULL, 0, false, false, 0, \
            false \
    }

/**
 * The value of PSHIP_AGGREGATE_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_aggregate_options pship_aggregate_options_init(void);

/**
 * Some rows of a flow table as one of their own, which knows only the codes that they have.
 *
 * @param[out] taken Receives the new flow table; free it with pship_flows_free().
 * @param flows A flow table.
 * @param options The filters; all else has to be as in the initialiser. NULL: all rows.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK; PSHIP_E_NOT_FOUND as pship_flows_aggregate(); PSHIP_E_ARGUMENT, also for options that are no filters;
 *         PSHIP_E_MEMORY, PSHIP_E_CANCELLED.
 *
 * Complexity: linear in the rows.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_flows_filter(pship_flows **taken,
                                                          const pship_flows *flows,
                                                          const pship_aggregate_options *options,
                                                          pship_error *err);

/**
 * Sums of the rows of a flow table.
 *
 * Columns: those of `by`; value (sum of what is told; null where nothing is), quantity and unit (of the
 * quantities; both null where rows differ in it or none has one), rows, withheld (rows without a value),
 * without_quantity (rows without one). Then,
 *
 * - for shares: share_of (what it is a share of, in words), total, share_percent (null where the total is 0),
 *   total_withheld (rows of the total without a value: where it is not 0, shares are those of what is told);
 * - for growth: base_period, comparable (yes; withheld: alike, but rows of one of both have no value, so that the
 *   change of what is told is not that of the trade; other_months: as long, but another part of the year; other_length;
 *   null where there is no base), base_value, base_withheld (rows of the base without a value), growth_percent (of the base
 *   value; null unless the periods are equally long, nothing of both was withheld and the base is above 0), presence (both,
 *   entered: nothing in the base period, left: nothing in this one, a row with no value), contribution_points (percentage
 *   points that the row adds to the growth of its total, that of `share_of` or of all: what is not there counts as no trade, so
 *   that contributions add up; null where something of the row was withheld in one of both periods).
 *
 * What ends in _percent or _points is counted in hundredths; indicators (indicator.h) are fractions.
 *
 * Rows are ordered by the keys as they stand in `by`: periods by their days, all else byte by byte, null last.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param flows A flow table.
 * @param options NULL for the defaults: the sum of everything.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK; PSHIP_E_INVALID for what would count twice, for directions that nobody asked to add up, and for a
 *         mapping from another classification or whose weights do not sum to one; PSHIP_E_NOT_FOUND for a base period that no
 *         row has, and for a code of a filter, or a beginning, that occurs nowhere as a period, country or product;
 *         PSHIP_E_LIMIT for a sum beyond all doubles; PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Complexity: linear in the rows; sorting the groups. Threads: as many as the context of the flows allows.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_flows_aggregate(pship_table **table,
                                                             const pship_flows *flows,
                                                             const pship_aggregate_options *options,
                                                             pship_error *err);

/**
 * Balances: exports less imports, by any keys but the direction.
 *
 * Columns: those of `by`; exports, imports (null where there is no row: nothing recorded is not zero), balance,
 * turnover (their sum), normalized (balance by turnover), cover (exports by imports); all but the last two
 * in the unit of the values, all null where one of both is missing or they are divided by 0; export_rows,
 * import_rows, withheld. Rows are ordered as by pship_flows_aggregate().
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param flows A flow table.
 * @param options NULL for the defaults. Shares and growth are not for balances.
 * @param err Receives the detail of a failure; may be NULL.
 * @return As pship_flows_aggregate().
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_flows_balance(pship_table **table,
                                                           const pship_flows *flows,
                                                           const pship_aggregate_options *options,
                                                           pship_error *err);

/**
 * Partial sums: flows that come piece by piece, or lie on several machines, are summed where they are and merged. What
 * comes out is what one aggregation of all rows gives, bit for bit.
 */
typedef struct pship_flow_sums pship_flow_sums;

/**
 * Begin sums of nothing.
 *
 * @param[out] sums Receives the sums; free them with pship_flow_sums_free().
 * @param context NULL for the defaults.
 * @param options As for pship_flows_aggregate(); copied.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT for unknown words.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_flow_sums_new(pship_flow_sums **sums,
                                                           pship_context *context,
                                                           const pship_aggregate_options *options,
                                                           pship_error *err);

/**
 * Give up sums.
 *
 * @param sums May be NULL.
 *
 * Thread safety: any thread.
 */
PSHIP_API void pship_flow_sums_free(pship_flow_sums *sums);

/**
 * Add the rows of a flow table. On failure the sums are as they were.
 *
 * @param sums Sums.
 * @param flows A flow table, in the unit of those before.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_CONFLICT for another unit, or another classification where both are told (see
 *         `any_classification`; "HS" is any revision of it), PSHIP_E_INVALID for totals beside their parts
 *         and as pship_flows_aggregate() for the mapping,
 *         PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Complexity: linear in the rows and in the groups that are there.
 * Thread safety: one thread at a time for the same sums.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_flow_sums_update(pship_flow_sums *sums,
                                                              const pship_flows *flows,
                                                              pship_error *err);

/**
 * Add other sums. On failure the sums are as they were.
 *
 * @param sums Sums.
 * @param other Sums that were begun with the same options; they stay as they are.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_CONFLICT for other keys, filters or treatment of products (what is told of shares and growth may
 *         differ), another unit or another classification, PSHIP_E_INVALID for other levels, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: one thread at a time for the same sums.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_flow_sums_merge(pship_flow_sums *sums,
                                                             const pship_flow_sums *other,
                                                             pship_error *err);

/**
 * The state of sums as a table, to be sent to another machine as Arrow or CSV, without any loss. One row for each
 * group, and more for groups whose exact sum needs more than one double: the parts add up to it.
 *
 * Columns: what ("sum", "unmapped", and "levels", of which rows were: the bits are in the column rows), period, direction,
 * reporter, partner, product, value, quantity, unit, mixed_units, rows, withheld, without_quantity, value_unit, classification
 * (as far as told; null with `any_classification`), options (keys, filters and what is done to products, in words).
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param sums Sums.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_LIMIT for a sum beyond all doubles, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread while none changes the sums.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_flow_sums_state(pship_table **table,
                                                             const pship_flow_sums *sums,
                                                             pship_error *err);

/**
 * Add a state that pship_flow_sums_state() gave, here or elsewhere. On failure the sums are as they were.
 *
 * @param sums Sums that were begun with the options of those.
 * @param state The state.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND for a column that is missing, PSHIP_E_INVALID for one of another type or a cell
 *         that no state has, PSHIP_E_CONFLICT for another unit, another classification or other options,
 *         PSHIP_E_INVALID for other levels, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: one thread at a time for the same sums.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_flow_sums_load(pship_flow_sums *sums,
                                                            const pship_table *state,
                                                            pship_error *err);

/**
 * The answer, as pship_flows_aggregate() gives it. The sums stay, and may go on.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param sums Sums.
 * @param err Receives the detail of a failure; may be NULL.
 * @return As pship_flows_aggregate().
 *
 * Thread safety: any thread while none changes the sums.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_flow_sums_finish(pship_table **table,
                                                              const pship_flow_sums *sums,
                                                              pship_error *err);

/**
 * Products that the mapping does not know, or whose weights do not total 1. Columns: product, mapped (the total
 * of its weights), value (of its rows), rows. Rows are ordered by product.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param sums Sums.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_LIMIT for a sum beyond all doubles, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread while none changes the sums.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_flow_sums_unmapped(pship_table **table,
                                                                const pship_flow_sums *sums,
                                                                pship_error *err);

PSHIP_END_DECLS

#endif
