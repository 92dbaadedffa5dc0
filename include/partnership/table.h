/**
 * @file table.h
 * Tables: what every question is answered with.
 *
 * A table holds named, typed columns of equal length. It is immutable and reference-counted, and
 * independent of whatever it was computed from. Its memory is laid out as the Arrow columnar
 * format says, so that it leaves through the Arrow C data interface without a copy.
 *
 * Source: https://arrow.apache.org/docs/format/Columnar.html, .../CDataInterface.html,
 * .../CStreamInterface.html.
 */
#ifndef PARTNERSHIP_TABLE_H
#define PARTNERSHIP_TABLE_H

#include <partnership/context.h>
#include <partnership/date.h>

PSHIP_BEGIN_DECLS

/** A table. */
typedef struct pship_table pship_table;

/* The Arrow C stream interface; see arrow/c/abi.h of any Arrow implementation. */
struct ArrowArrayStream;

/** The type of a column. */
typedef enum pship_column_type {
    PSHIP_COLUMN_INT64 = 1,      /**< int64_t. */
    PSHIP_COLUMN_FLOAT64 = 2,    /**< double. */
    PSHIP_COLUMN_DECIMAL128 = 3, /**< 128-bit decimal, 38 digits, a scale for each column. */
    PSHIP_COLUMN_BOOL = 4,       /**< One bit. */
    PSHIP_COLUMN_DATE = 5,       /**< int32_t, days since 1970-01-01. */
    PSHIP_COLUMN_TIMESTAMP = 6,  /**< int64_t, microseconds since 1970-01-01T00:00:00 UTC. */
    PSHIP_COLUMN_UTF8 = 7,       /**< Text. */
    PSHIP_COLUMN_DICTIONARY = 8  /**< Text of few distinct values, stored as int32_t codes. */
} pship_column_type;

/**
 * Give up a table. Streams exported from it stay valid.
 *
 * @param table May be NULL.
 *
 * Thread safety: any thread.
 */
PSHIP_API void pship_table_free(pship_table *table);

/**
 * Another reference to the same table, to be freed on its own.
 *
 * @param table A table.
 * @return The same table.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_table *pship_table_share(pship_table *table);

/**
 * Number of rows.
 *
 * @param table A table.
 * @return Rows, at least 0.
 *
 * Thread safety: any thread.
 */
PSHIP_API int64_t pship_table_rows(const pship_table *table);

/**
 * Number of columns.
 *
 * @param table A table.
 * @return Columns, at least 0.
 *
 * Thread safety: any thread.
 */
PSHIP_API int32_t pship_table_columns(const pship_table *table);

/**
 * Find a column by name.
 *
 * @param table A table.
 * @param name The name, compared byte by byte.
 * @return Its index from 0, or -1 where there is none.
 *
 * Thread safety: any thread.
 */
PSHIP_API int32_t pship_table_find(const pship_table *table, const char *name);

/**
 * Name of a column.
 *
 * @param table A table.
 * @param column Index from 0.
 * @return The name, lent by the table; NULL for an index out of range.
 *
 * Thread safety: any thread.
 */
PSHIP_API const char *pship_table_column_name(const pship_table *table, int32_t column);

/**
 * Type of a column.
 *
 * @param table A table.
 * @param column Index from 0.
 * @return The type, 0 for an index out of range.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_column_type pship_table_column_type(const pship_table *table, int32_t column);

/**
 * Unit of a column, such as "day" or "USD".
 *
 * @param table A table.
 * @param column Index from 0.
 * @return The unit, lent by the table; NULL where it has none.
 *
 * Thread safety: any thread.
 */
PSHIP_API const char *pship_table_column_unit(const pship_table *table, int32_t column);

/**
 * Digits behind the decimal point of a decimal column.
 *
 * @param table A table.
 * @param column Index from 0.
 * @return The scale; 0 for other types.
 *
 * Thread safety: any thread.
 */
PSHIP_API int32_t pship_table_column_scale(const pship_table *table, int32_t column);

/**
 * Is a cell empty?
 *
 * @param table A table.
 * @param column Index from 0.
 * @param row Index from 0.
 * @return True for a null cell and for an index out of range.
 *
 * Thread safety: any thread.
 */
PSHIP_API bool pship_table_is_null(const pship_table *table, int32_t column, int64_t row);

/**
 * A cell of a text or dictionary column.
 *
 * @param table A table.
 * @param column Index from 0.
 * @param row Index from 0.
 * @param[out] length Receives the length in bytes, 0 where NULL is returned.
 * @return The text, lent by the table and NOT terminated by a zero byte (print it with "%.*s");
 *         NULL for a null cell, another type, or an index out of range.
 *
 * Thread safety: any thread.
 */
PSHIP_API const char *pship_table_text(const pship_table *table, int32_t column, int64_t row,
                                       size_t *length);

/**
 * A cell as an integer: int64 as it is, bool as 0 or 1, date as days, timestamp as microseconds.
 *
 * @param table A table.
 * @param column Index from 0.
 * @param row Index from 0.
 * @return The value; 0 for a null cell, another type, or an index out of range.
 *
 * Thread safety: any thread.
 */
PSHIP_API int64_t pship_table_integer(const pship_table *table, int32_t column, int64_t row);

/**
 * A cell as a double: float64 as it is, int64 and decimals rounded to the nearest double.
 *
 * @param table A table.
 * @param column Index from 0.
 * @param row Index from 0.
 * @return The value; NaN for a null cell, another type, or an index out of range.
 *
 * Thread safety: any thread.
 */
PSHIP_API double pship_table_number(const pship_table *table, int32_t column, int64_t row);

/**
 * Write a cell of any type as text: dates as YYYY-MM-DD, timestamps as YYYY-MM-DDThh:mm:ss.ffffffZ,
 * bools as true and false, decimals with all their digits, doubles with as few digits as read back
 * as the same double; a null cell as the empty text. Always with a decimal point, in every locale.
 *
 * @param table A table.
 * @param column Index from 0.
 * @param row Index from 0.
 * @param[out] text Receives the text, cut to fit and always terminated; may be NULL when `size` is 0.
 * @param size Room in `text`, in bytes.
 * @return Length of the whole text in bytes without its terminating zero.
 *
 * Thread safety: any thread.
 */
PSHIP_API size_t pship_table_format(const pship_table *table, int32_t column, int64_t row,
                                    char *text, size_t size);

/**
 * The values of a column as a plain C array, for loops over many rows: int64_t for int64 and
 * timestamp, double for float64, int32_t for date and for dictionary codes, 16 little-endian bytes
 * for decimal128. Values of null cells are unspecified.
 *
 * @param table A table.
 * @param column Index from 0.
 * @return The array, lent by the table; NULL for bool and text, and for an index out of range.
 *
 * Thread safety: any thread.
 */
PSHIP_API const void *pship_table_values(const pship_table *table, int32_t column);

/**
 * The texts of a column as they lie in memory, for loops over many rows: one behind the other, with where each
 * begins. Of a text column they are its cells; of a dictionary column the distinct texts, which the codes of
 * pship_table_values() count from 0. The text of a null cell is unspecified.
 *
 * @param table A table.
 * @param column Index from 0.
 * @param[out] offsets Receives where each text begins, in bytes, and one more: where the last one ends; lent by the
 *             table, NULL where NULL is returned.
 * @param[out] count Receives how many texts there are, one less than offsets; 0 where NULL is returned. May be NULL.
 * @return The bytes of all texts, lent by the table and NOT terminated by zero bytes; NULL for other types, and for
 *         an index out of range.
 *
 * Thread safety: any thread.
 */
PSHIP_API const char *pship_table_texts(const pship_table *table, int32_t column,
                                        const int32_t **offsets, int64_t *count);

/**
 * Write a table as CSV (RFC 4180, UTF-8, lines end in CR LF), with the names of the columns as the first
 * line. Dates are YYYY-MM-DD, numbers have all their digits and a decimal point in every locale. A null cell is
 * empty, an empty text stands in quotes; so does a null in a table of one column, where an empty line would be no
 * row. Doubles that are no numbers are INF, -INF and NaN, the words of the Table Schema.
 *
 * The file is written beside its place and moved there: readers see the old one or the whole new one. It has the
 * permissions of the old one. Where `path` is a symbolic link it stays one, and the file that it leads to is replaced;
 * other hard links of the old file keep that.
 *
 * @param table A table.
 * @param path Path of the file; one that is there is replaced.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_IO, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Source: https://www.rfc-editor.org/rfc/rfc4180.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_table_write_csv(const pship_table *table,
                                                             const char *path, pship_error *err);

/** How pship_table_read_csv() reads a file. Start from PSHIP_TABLE_CSV_OPTIONS_INIT. Everything is lent for the call. */
typedef struct pship_table_csv_options {
    size_t size;                /**< sizeof(pship_table_csv_options). */
    const char *const *numbers; /**< Names of the columns that hold numbers: they become float64. */
    size_t number_count;        /**< How many. */
    const char *
        separator; /**< Between cells, one ASCII character. NULL: comma, semicolon or tabulator, whichever the
                                first line has most of. */
    const char *member; /**< File within a zip archive that has several; NULL: the only one. */
} pship_table_csv_options;

/** Initialiser of pship_table_csv_options. */
#define PSHIP_TABLE_CSV_OPTIONS_INIT \
    { \
        sizeof(pship_table_csv_options), NULL, 0, NULL, NULL \
    }

/**
 * The value of PSHIP_TABLE_CSV_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_table_csv_options pship_table_csv_options_init(void);

/**
 * Read a CSV file as a table, for what takes tables: releases (year_to_date.h), samples of trips (scorecard.h), the parts of a
 * network (network.h). The file is UTF-8, plain, packed by gzip or zstd, or within a zip archive; its first line
 * names the columns. Flows, networks, trips and whole registers have readers of their own, which say more of what is wrong.
 *
 * Cells are texts as they are written, but for the columns that `numbers` names: nothing is guessed, so that "007" stays a
 * code and "121.0" keeps its last digit. An empty cell is null, an empty text in quotes is a text: a table of texts that
 * pship_table_write_csv() wrote comes back as it was. Numbers have a decimal point in every locale.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param context NULL for the defaults.
 * @param path Path of the file.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure, with file, line and column; may be NULL.
 * @return PSHIP_OK; PSHIP_E_SYNTAX for a row with more or fewer cells than the header, a number that is none, quotes that do not
 *         close, and text that is not UTF-8; PSHIP_E_INVALID for an empty file, a column without a name or two of one name, and
 *         an archive of several files; PSHIP_E_NOT_FOUND for a file that is not there, and a column of `numbers` that the
 *         header lacks; PSHIP_E_FORMAT for a packed file that is damaged; PSHIP_E_LIMIT for a record over 16 MiB or
 *         65536 cells, and a packed file that is 250 times as long when unpacked; PSHIP_E_IO, PSHIP_E_MEMORY, PSHIP_E_CANCELLED,
 *         PSHIP_E_ARGUMENT.
 *
 * Source: https://www.rfc-editor.org/rfc/rfc4180.
 * Complexity: linear in the bytes. Reports progress.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_table_read_csv(pship_table **table,
                                                            pship_context *context,
                                                            const char *path,
                                                            const pship_table_csv_options *options,
                                                            pship_error *err);

/**
 * Export a table as an Arrow C stream of one batch, without copying.
 *
 * @param table A table; the stream holds a reference of its own.
 * @param[out] stream Receives the stream; the consumer calls its `release`.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY.
 *
 * Thread safety: any thread; the stream itself is for one thread at a time.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_table_export_arrow(pship_table *table,
                                                                struct ArrowArrayStream *stream,
                                                                pship_error *err);

/**
 * Read a whole Arrow C stream into a table.
 *
 * Integers of every width become int64, floats float64, all text types utf8, dictionaries of text
 * dictionary, date32 and date64 date, timestamps of every unit timestamp (finer than microseconds
 * only where nothing is lost), decimal128 as it is. A unit travels as field metadata "unit". Extension types are
 * what their storage is, but for pandas' periods, which are refused: their numbers mean nothing without it.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param context NULL for the defaults.
 * @param stream The stream. It is released in every case, also on failure.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_INVALID for a column type that a table does not have, or for
 *         text that is not UTF-8, PSHIP_E_LIMIT for values that do not fit, PSHIP_E_IO when the
 *         producer fails, PSHIP_E_CANCELLED.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_table_import_arrow(pship_table **table,
                                                                pship_context *context,
                                                                struct ArrowArrayStream *stream,
                                                                pship_error *err);

PSHIP_END_DECLS

#endif
