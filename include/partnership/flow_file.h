/**
 * @file flow_file.h
 * Flow files: trade statistics as they are published, read into a flow table, and written from one.
 *
 * A file is CSV in UTF-8: plain, packed by gzip or zstd, or within a zip archive, which is told by its first bytes.
 * It is read in blocks, by as many threads as the context has; the result does not depend on how many that
 * are. Beside the table that comes out, memory holds a few blocks.
 */
#ifndef PARTNERSHIP_FLOW_FILE_H
#define PARTNERSHIP_FLOW_FILE_H

#include <partnership/flows.h>

PSHIP_BEGIN_DECLS

/**
 * How a flow file is to be read. Start from PSHIP_FLOW_FILE_OPTIONS_INIT. Everything is lent for the call.
 *
 * The members from `period` to `estimated`, `confidential` and `provisional` say what a flow is made of. Each is the name of a
 * column, or an equals sign and what holds for all rows ("=export", "=2024"); NULL is what the format has, and "" nothing. For
 * "csv" that is the column that is called as the member. All from period to value have to be there.
 */
typedef struct pship_flow_file_options {
    size_t size;            /**< sizeof(pship_flow_file_options). */
    const char *format;     /**< "baci", "comtrade" or "csv". NULL: "baci". */
    const char *member;     /**< File within a zip archive that has several; NULL: the only one. */
    const char *period;     /**< Dates and intervals as in date.h, or YYYYMM for a month,
                                YYYYQn or YYYY-Qn for a quarter. */
    const char *direction;  /**< Words of pship_flow_direction, or M, X, RX, RM, or 1 to 4. */
    const char *reporter;   /**< Its code, kept as written. */
    const char *partner;    /**< Its code, kept as written. */
    const char *product;    /**< Its code, kept as written: leading zeros are part of it. */
    const char *value;      /**< A number. Empty or NA: withheld. */
    const char *quantity;   /**< A number. Empty or NA: missing. */
    const char *unit;       /**< Of the quantity. */
    const char *valuation;  /**< "fob" or "cif"; empty: not told. */
    const char *estimated;  /**< Is the quantity an estimate: true or false, 1 or 0; empty: no. */
    const char *value_unit; /**< Of all values, such as "EUR". */
    const char *quantity_unit; /**< Of quantities whose row says none. */
    const char
        *classification;   /**< Of the products, such as "HS12"; NULL: what a Comtrade file says. */
    const char *source;    /**< Who publishes it: the id of a source. */
    const char *vintage;   /**< Which release: a date or a name. */
    const char *separator; /**< Between cells, one character. NULL: comma, semicolon or tabulator,
                                whichever the first line has most of. */
    const char *decimal;   /**< Decimal mark of numbers, "." or ",". NULL: ".". */
    int64_t most_bad_rows; /**< So many rows may be left out as bad; -1: any number. */
    int64_t most_bytes;    /**< Longest file when unpacked, in bytes; 0: no limit. */
    int32_t most_times;    /**< So many times its size a packed file may be when unpacked, above
                                16 MiB; 0: no limit. Default 250. */
    const char *confidential; /**< Is something withheld: as `estimated`. */
    const char *provisional;  /**< Is it to be revised: as `estimated`. */
} pship_flow_file_options;

/** Initialiser of pship_flow_file_options. */
#define PSHIP_FLOW_FILE_OPTIONS_INIT \
    { \
        sizeof(pship_flow_file_options), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, \
            NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 250, NULL, NULL \
    }

/**
 * The value of PSHIP_FLOW_FILE_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_flow_file_options pship_flow_file_options_init(void);

/**
 * Read a file of trade statistics.
 *
 * Formats:
 * - "baci": the columns t, i, j, k, v, q in any order. The exporter is the reporter, the importer the partner;
 *   values are in thousand US dollars and free on board, quantities in tonnes; NA is a missing quantity.
 * - "comtrade": UN Comtrade with the names of its columns of today (period, reporterCode, flowCode,
 *   primaryValue, ...) or with those of its predecessor (Period, Reporter Code, Trade Flow, Trade Value (US$), ...).
 *   Numeric country codes are taken where there are such, otherwise the letters. The quantity is the net weight in
 *   kg. A value is CIF or FOB where the row's own column of that name has the same number. A row that is a
 *   part of another one (of one customs procedure, mode of transport or second partner; a flow such as domestic
 *   exports) is a bad row, because summing it up with the whole would count it twice. The classification is that of
 *   the rows (classificationCode, Classification): "HS17" for H5, "HS" where they are of several revisions.
 * - "csv": what the options say.
 *
 * Rows that cannot be read are bad rows. None is tolerated unless `most_bad_rows` says so; those that are
 * tolerated are left out of the table and listed among the problems. Blanks around numbers are passed over;
 * columns that are not asked for are not looked at.
 *
 * Columns of the problems: line, column (in bytes, from 1), cell (as written, cut at 200 bytes), rule
 * (cells, syntax, zero_byte, encoding, code, period, word, missing, number, spaces, decimal, too_large, negative,
 * part), expected. One for each bad row, in the order of the file. Where rows agree in period, direction, reporter, partner
 * and product, one more of the rule "duplicate" has the first of them as its cell, no place, and says how many there
 * are: they are in the table, are added up, and pship_flows_duplicates() lists them.
 *
 * @param[out] flows Receives the flow table; free it with pship_flows_free().
 * @param[out] problems Receives the bad rows; free it with pship_table_free(). May be NULL.
 * @param context NULL for the defaults.
 * @param path Path of the file.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure, with file, line and column of a bad row or header; may be NULL.
 * @return PSHIP_OK; PSHIP_E_SYNTAX for more bad rows than are tolerated (with the place of the first one too
 *         many), text that is not UTF-8, a quote that is never closed; PSHIP_E_INVALID for a header without the
 *         columns that are needed, or an archive of several files; PSHIP_E_FORMAT for a packed file that is damaged
 *         or cut short; PSHIP_E_LIMIT for a record over 1 MiB or a file beyond the limits of the options;
 *         PSHIP_E_NOT_FOUND for a file that is not there; PSHIP_E_IO, PSHIP_E_MEMORY, PSHIP_E_CANCELLED,
 *         PSHIP_E_ARGUMENT. Nothing is made on failure.
 *
 * Sources: BACI: https://www.cepii.fr/DATA_DOWNLOAD/baci/doc/baci_webpage.html, and, for FOB, G. Gaulier and
 * S. Zignago, "BACI: International Trade Database at the Product-Level", CEPII working paper 2010-23.
 *
 * Complexity: linear in the bytes. Reports progress. zlib's memory comes from the context, that of libzstd
 * and libzip from the heap.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_flows_read(pship_flows **flows, pship_table **problems,
                                                        pship_context *context, const char *path,
                                                        const pship_flow_file_options *options,
                                                        pship_error *err);

/**
 * Write a flow table as a file that pship_flows_read() reads: UTF-8, lines end in CR LF, numbers are the shortest that
 * read back the same, with a point.
 *
 * Layouts:
 * - "csv": period, direction, reporter, partner, product, value, quantity, unit, valuation, estimated, confidential,
 *   provisional. The names are those that format "csv" takes where the options say nothing.
 * - "baci": t, i, j, k, v, q. There is no column to say otherwise, so that all rows are exports with a value, none of
 *   them CIF, and units that are told are thousand US dollars (however pship_unit_parse() reads them) and tonnes. Marks
 *   of rows and a valuation that is not told are lost: it is read as FOB.
 *
 * Rows come in the order of the table. The file is written beside `path` and moved there: readers see the old one
 * or the whole new one.
 *
 * @param flows A flow table.
 * @param path Path of the file; one that is there is replaced. It is plain text that is written: a name that ends
 *        in .gz, .zst or .zip, in capitals or not, is refused.
 * @param layout "csv" or "baci"; NULL: "csv".
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK; PSHIP_E_INVALID for values in a unit that the layout cannot tell, and for a row that it cannot
 *         hold, told by its number from 1; PSHIP_E_ARGUMENT also for the name of a packed file; PSHIP_E_IO,
 *         PSHIP_E_MEMORY, PSHIP_E_CANCELLED.
 *
 * Complexity: linear in the rows. Reports progress; memory is bounded.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_flows_write_csv(const pship_flows *flows,
                                                             const char *path, const char *layout,
                                                             pship_error *err);

PSHIP_END_DECLS

#endif
