/**
 * @file mapping.h
 * Mappings of product codes: from one classification to another, and to sectors, with weights.
 *
 * A mapping says which codes a code becomes, and with which part of its value. The weights of a code mostly sum to one: then
 * a flow table has the same total before and after. Where they do not, that is told, and such a mapping is applied to
 * flows only where that is asked for.
 *
 * A mapping is immutable and reference-counted.
 */
#ifndef PARTNERSHIP_MAPPING_H
#define PARTNERSHIP_MAPPING_H

#include <partnership/flows.h>

PSHIP_BEGIN_DECLS

/** A mapping. Opaque. */
typedef struct pship_mapping pship_mapping;

/** How a mapping is read. Start from PSHIP_MAPPING_OPTIONS_INIT. Everything is copied. */
typedef struct pship_mapping_options {
    size_t size;      /**< sizeof(pship_mapping_options). */
    const char *from; /**< Name of the column of codes to be mapped. Default "from". */
    const char *to;   /**< Name of the column of what they become. Default "to". */
    const char
        *weight; /**< Name of the column of weights. Default "weight"; not there: all are 1. */
    const char *from_classification; /**< Of the codes to be mapped, such as "HS12"; may be NULL. */
    const char *to_classification;   /**< Of what they become; may be NULL. */
    /** Whether a code stands for all that begin with it: "27" for 270900, unless "2709" is there too.
        The longest one that is there counts. */
    bool prefixes;
} pship_mapping_options;

/** Initialiser of pship_mapping_options. */
#define PSHIP_MAPPING_OPTIONS_INIT \
    { \
        sizeof(pship_mapping_options), "from", "to", "weight", NULL, NULL, false \
    }

/**
 * The value of PSHIP_MAPPING_OPTIONS_INIT, for languages without macros.
 *
 * @return The names of the columns that pship_mapping_table() gives.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_mapping_options pship_mapping_options_init(void);

/**
 * Make a mapping of arrays.
 *
 * @param[out] mapping Receives the mapping; free it with pship_mapping_free().
 * @param context NULL for the defaults.
 * @param from The codes to be mapped.
 * @param to What each becomes.
 * @param weights With which part; NULL where all are 1.
 * @param count How many there are of each.
 * @param options NULL for the defaults; the names of columns are not looked at.
 * @param err Receives the detail of a failure; may be NULL. Rows are counted from 1.
 * @return As pship_mapping_from_table(), and PSHIP_E_INVALID for a text that is not UTF-8.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_mapping_new(
    pship_mapping **mapping, pship_context *context, const char *const *from, const char *const *to,
    const double *weights, size_t count, const pship_mapping_options *options, pship_error *err);

/**
 * Make a mapping of the rows of a table.
 *
 * @param[out] mapping Receives the mapping; free it with pship_mapping_free().
 * @param table The rows: codes as text or whole numbers, weights as numbers (null is 1).
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL. Rows are counted from 1.
 * @return PSHIP_OK; PSHIP_E_NOT_FOUND for a column that is not there; PSHIP_E_INVALID for an empty code or a weight that is
 *         negative or no number; PSHIP_E_CONFLICT for a pair that stands there twice; PSHIP_E_LIMIT for 2^32 rows or
 *         more; PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Complexity: n log n in the rows.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result
pship_mapping_from_table(pship_mapping **mapping, const pship_table *table,
                         const pship_mapping_options *options, pship_error *err);

/**
 * Read a mapping from a CSV file with a line of names.
 *
 * @param[out] mapping Receives the mapping; free it with pship_mapping_free().
 * @param context NULL for the defaults.
 * @param path The file.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure, with file, line and column; may be NULL.
 * @return As pship_mapping_from_table(); PSHIP_E_SYNTAX and PSHIP_E_LIMIT for what is no CSV, PSHIP_E_NOT_FOUND for a file
 *         that is not there, PSHIP_E_IO.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_mapping_read(pship_mapping **mapping,
                                                          pship_context *context, const char *path,
                                                          const pship_mapping_options *options,
                                                          pship_error *err);

/**
 * Make one mapping of two: what `first` maps to, `second` maps on, and the weights are multiplied.
 *
 * What `second` does not know stays as `first` has it, and is listed. Applied to flows whose codes `first` all
 * knows, the new mapping gives what both give one after the other.
 *
 * @param[out] mapping Receives the mapping; free it with pship_mapping_free().
 * @param[out] left Receives what `second` does not know; free it with pship_table_free(). May be NULL. Columns: code,
 *        mapped_from (how many codes of `first` come to it).
 * @param first A mapping; the new one takes prefixes as it does.
 * @param second A mapping.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK; PSHIP_E_INVALID where `first` maps to another classification than `second` maps from;
 *         PSHIP_E_LIMIT for weights whose product is too large a number; PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_mapping_compose(pship_mapping **mapping,
                                                             pship_table **left,
                                                             const pship_mapping *first,
                                                             const pship_mapping *second,
                                                             pship_error *err);

/**
 * Give up a mapping.
 *
 * @param mapping May be NULL.
 *
 * Thread safety: any thread.
 */
PSHIP_API void pship_mapping_free(pship_mapping *mapping);

/**
 * Another reference to the same mapping, to be freed on its own.
 *
 * @param mapping A mapping.
 * @return The same mapping.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_mapping *pship_mapping_share(pship_mapping *mapping);

/**
 * What is true of the whole mapping.
 *
 * @param mapping A mapping.
 * @return As it was given; texts are lent by the mapping. The names of columns are the defaults.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_mapping_options pship_mapping_describe(const pship_mapping *mapping);

/**
 * The rows of a mapping, ordered by both codes. Columns: from, to, weight.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param mapping A mapping.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_mapping_table(pship_table **table,
                                                           const pship_mapping *mapping,
                                                           pship_error *err);

/**
 * The codes that a mapping maps, and whether their weights sum to one. Columns: from, targets (how many codes it becomes),
 * weights (their sum), balanced (whether that is within 1e-9 of one).
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param mapping A mapping.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_mapping_codes(pship_table **table,
                                                           const pship_mapping *mapping,
                                                           pship_error *err);

/** How products are mapped. Start from PSHIP_MAP_OPTIONS_INIT. */
typedef struct pship_map_options {
    size_t size; /**< sizeof(pship_map_options). */
    /** Whether weights need not sum to one. What is lost or made by that is in the table of what was left. */
    bool any_weights;
    /** Whether the mapping may be from another classification than the flow table has. */
    bool any_classification;
} pship_map_options;

/** Initialiser of pship_map_options. */
#define PSHIP_MAP_OPTIONS_INIT \
    { \
        sizeof(pship_map_options), false, false \
    }

/**
 * The value of PSHIP_MAP_OPTIONS_INIT, for languages without macros.
 *
 * @return Weights have to sum to one, and classifications to agree.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_map_options pship_map_options_init(void);

/**
 * A flow table whose products are mapped: each row becomes one for each code that its product maps to, with its part of the
 * value and the quantity.
 *
 * The parts of a row add up to it (the largest one takes what rounding leaves). A value that was withheld stays so in all of
 * them. What is not in the mapping stays as it is, and is listed. Rows that have become alike are not added up: that is for an
 * aggregation.
 *
 * @param[out] mapped Receives the new flow table, with the classification that the mapping maps to, or none where
 *        the mapping does not say; free it with pship_flows_free().
 * @param[out] left Receives what stayed as it was, and with `any_weights` what does not sum to one; free it with
 *        pship_table_free(). May be NULL. Columns: written, weights (their sum; null where it is not mapped), rows,
 *        value (before), problem (not_mapped, unbalanced).
 * @param flows A flow table.
 * @param mapping A mapping.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK; PSHIP_E_INVALID where the weights of a code that is used do not sum to one, and where the classifications
 *         differ; PSHIP_E_LIMIT as told at pship_flows_rows(), and for a value that
 *         weights make too large a number; PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Complexity: linear in the rows that come of it.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_flows_map_products(
    pship_flows **mapped, pship_table **left, const pship_flows *flows,
    const pship_mapping *mapping, const pship_map_options *options, pship_error *err);

PSHIP_END_DECLS

#endif
