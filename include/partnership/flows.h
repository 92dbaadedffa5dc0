/**
 * @file flows.h
 * Flow tables: who traded what with whom, when, and what it was worth.
 *
 * A row is a period, a direction, a reporter, a partner and a product, with a value and, where the source
 * tells it, a quantity. Periods are dates or intervals as in date.h ("2025", "2025-03", "2025-01/2025-10");
 * countries and products are codes as the source writes them, with their leading zeros. Nothing is mapped,
 * merged or dropped when a table is made.
 *
 * A table is one release of one statistic: two releases are two tables. It is immutable and
 * reference-counted, and its rows stand in the order of period (earliest first), direction, reporter,
 * partner and product; rows that agree in all of these stay in the order in which they came.
 */
#ifndef PARTNERSHIP_FLOWS_H
#define PARTNERSHIP_FLOWS_H

#include <partnership/table.h>

PSHIP_BEGIN_DECLS

/** A flow table. Opaque. */
typedef struct pship_flows pship_flows;

/** Which way goods go, seen from the reporter. As text: "import", "export", "re_export", "re_import",
    "domestic". */
typedef enum pship_flow_direction {
    PSHIP_FLOW_IMPORT = 1,    /**< Into the reporter, from the partner. */
    PSHIP_FLOW_EXPORT = 2,    /**< Out of the reporter, to the partner. */
    PSHIP_FLOW_RE_EXPORT = 3, /**< Foreign goods that leave the reporter as they came. */
    PSHIP_FLOW_RE_IMPORT = 4, /**< The reporter's own goods that come back. */
    PSHIP_FLOW_DOMESTIC = 5 /**< Within the reporter: what gravity needs as the flow to oneself. */
} pship_flow_direction;

/** What a value includes. As text: "fob", "cif". Source: United Nations, International Merchandise Trade
    Statistics: Concepts and Definitions 2010, chapter IV. */
typedef enum pship_flow_valuation {
    PSHIP_VALUATION_UNKNOWN = 0, /**< The source does not say. */
    PSHIP_VALUATION_FOB = 1,     /**< Free on board: at the border of the exporter. */
    PSHIP_VALUATION_CIF = 2      /**< Cost, insurance and freight: at the border of the importer. */
} pship_flow_valuation;

/** What else a source says of a row. */
typedef enum pship_flow_flag {
    PSHIP_FLOW_ESTIMATED = 1,    /**< Not observed, but estimated by the source. */
    PSHIP_FLOW_CONFIDENTIAL = 2, /**< Something is withheld: a partner, a product or the value. */
    PSHIP_FLOW_PROVISIONAL = 4   /**< To be revised. */
} pship_flow_flag;

/** What is true of a whole flow table. Start from PSHIP_FLOWS_ABOUT_INIT. Everything is copied. */
typedef struct pship_flows_about {
    size_t size;                /**< sizeof(pship_flows_about). */
    const char *value_unit;     /**< Of all values, such as "USD thousand"; NULL where not told. */
    const char *quantity_unit;  /**< Of quantities whose row says none, such as "t"; may be NULL. */
    const char *classification; /**< Of the products, such as "HS12"; may be NULL. */
    const char *source;         /**< Who publishes it: the id of a source; may be NULL. */
    const char *vintage;        /**< Which release: a date or a name, as written; may be NULL. */
} pship_flows_about;

/** Initialiser of pship_flows_about. */
#define PSHIP_FLOWS_ABOUT_INIT \
    { \
        sizeof(pship_flows_about), NULL, NULL, NULL, NULL, NULL \
    }

/**
 * The value of PSHIP_FLOWS_ABOUT_INIT, for languages without macros.
 *
 * @return Nothing is told.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_flows_about pship_flows_about_init(void);

/**
 * Which columns of a table hold the members of a flow. Start from PSHIP_FLOWS_COLUMNS_INIT. Lent for the call.
 *
 * Each is the name of a column, which then has to be there, or an equals sign and what holds for all rows
 * ("=import", "=2024", "=kg"), but not of value and quantity; "" is nothing. NULL is the column that is called
 * as the member, as pship_flows_table() gives them: where it is not there the member is untold, but period, reporter,
 * partner, product and value have to be there.
 */
typedef struct pship_flows_columns {
    size_t size;        /**< sizeof(pship_flows_columns). */
    const char *period; /**< Text, or whole numbers. YYYYMM is a month, YYYYQn or YYYY-Qn a quarter
                                ("2024-33" to "2024-36" in EDTF); all else stays as written. */
    const char *direction; /**< Words as pship_flows_read() reads them. */
    const char *reporter;  /**< Text, or whole numbers. */
    const char *partner;   /**< Text, or whole numbers. */
    const char *product;   /**< Text, or whole numbers. */
    const char *value;     /**< Numbers. */
    const char *quantity;  /**< Numbers. */
    const char *unit;      /**< Of the quantity: text. */
    const char *valuation; /**< "fob" or "cif". */
    /** The direction of rows that say none, where the column is not there or its cell is null. 0: there must
        not be any. Default PSHIP_FLOW_EXPORT. */
    pship_flow_direction otherwise;
} pship_flows_columns;

/** Initialiser of pship_flows_columns. */
#define PSHIP_FLOWS_COLUMNS_INIT \
    { \
        sizeof(pship_flows_columns), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, \
            PSHIP_FLOW_EXPORT \
    }

/**
 * The value of PSHIP_FLOWS_COLUMNS_INIT, for languages without macros.
 *
 * @return The columns that are called as pship_flows_table() calls them.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_flows_columns pship_flows_columns_init(void);

/**
 * Make a flow table of the rows of a table. In this way flows come from Arrow, from other programs' frames
 * and from a few lines of code.
 *
 * A value that is null was withheld, a quantity that is null is missing; both stay so. Flags are taken from
 * boolean columns "estimated", "confidential" and "provisional" where there are such.
 *
 * @param[out] flows Receives the flow table; free it with pship_flows_free().
 * @param table The rows.
 * @param columns Which columns; NULL for the defaults.
 * @param about What is true of all of them; NULL for nothing. The unit of the values is that of
 *        their column where `about` says none.
 * @param err Receives the detail of a failure; may be NULL. Rows are counted from 1.
 * @return PSHIP_OK; PSHIP_E_NOT_FOUND for a column that has to be there and is not; PSHIP_E_INVALID for a column
 *         of another type, for a negative or infinite number, an empty code, an unknown word or a direction that
 *         is a part of another flow, such as domestic exports; PSHIP_E_LIMIT as told at pship_flows_rows();
 *         PSHIP_E_ARGUMENT for what cannot hold for all rows; PSHIP_E_MEMORY, PSHIP_E_CANCELLED.
 *
 * Complexity: linear in the rows.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_flows_from_table(pship_flows **flows,
                                                              const pship_table *table,
                                                              const pship_flows_columns *columns,
                                                              const pship_flows_about *about,
                                                              pship_error *err);

/**
 * The rows of several flow tables as one. Rows that agree stand beside each other: nothing is added up, replaced or
 * dropped.
 *
 * The classification is what all that tell it have in common: "HS" for HS12 and HS17. Source and vintage are kept where all
 * tables have the same.
 *
 * @param[out] flows Receives the flow table; free it with pship_flows_free().
 * @param list Flow tables.
 * @param count How many; at least one.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK; PSHIP_E_CONFLICT for values in different units and products of different families;
 *         PSHIP_E_LIMIT as told at pship_flows_rows(); PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Complexity: linear in the rows.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_flows_concat(pship_flows **flows,
                                                          const pship_flows *const *list,
                                                          size_t count, pship_error *err);

/**
 * Give up a flow table.
 *
 * @param flows May be NULL.
 *
 * Thread safety: any thread.
 */
PSHIP_API void pship_flows_free(pship_flows *flows);

/**
 * Another reference to the same flow table, to be freed on its own.
 *
 * @param flows A flow table.
 * @return The same flow table.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_flows *pship_flows_share(pship_flows *flows);

/**
 * Number of rows. A table has fewer than 2^32 of them, at most 65,536 periods and as many countries, and 256
 * units of quantity.
 *
 * @param flows A flow table.
 * @return Rows, at least 0.
 *
 * Thread safety: any thread.
 */
PSHIP_API int64_t pship_flows_rows(const pship_flows *flows);

/**
 * What is true of the whole table.
 *
 * @param flows A flow table.
 * @return As it was given; texts are lent by the flow table, NULL where not told. The unit of quantities is
 *         NULL also where rows differ in it.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_flows_about pship_flows_describe(const pship_flows *flows);

/**
 * All rows as a table. Columns: period, direction, reporter, partner, product (dictionaries), value and
 * quantity (float64; value has the unit), unit (of the quantity), valuation (dictionaries, null where not told),
 * estimated, confidential, provisional (bool).
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param flows A flow table.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Complexity: linear in the rows.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_flows_table(pship_table **table,
                                                         const pship_flows *flows,
                                                         pship_error *err);

/**
 * The periods of a flow table, in order. Columns: period, first and last (day; null where the text is no
 * date), rows, value (sum of what is told), unit as that of the column.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param flows A flow table.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Complexity: linear in the rows.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_flows_periods(pship_table **table,
                                                           const pship_flows *flows,
                                                           pship_error *err);

/**
 * Rows that agree in period, direction, reporter, partner and product. They are added up like all others; but a row that was
 * written twice counts twice, and rows that differ in something that is no column here (a regime, a mode of
 * transport) may stand beside their total. So they are told, in the order of their keys.
 *
 * Columns: period, direction, reporter, partner, product; rows (how many, two or more), withheld (those without a value),
 * value (the sum of what is told, in the unit of the flows), least and greatest (of the values; equal where one row may
 * have been written twice); the last three are null where no row has a value.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param flows A flow table.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Complexity: linear in the rows; for each one that is told, a search among the runs of rows.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_flows_duplicates(pship_table **table,
                                                              const pship_flows *flows,
                                                              pship_error *err);

PSHIP_END_DECLS

#endif
