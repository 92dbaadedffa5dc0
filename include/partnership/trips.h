/**
 * @file trips.h
 * Trips: how much goes from each origin to each destination, read from files and written to them.
 *
 * Trips are a table with the columns origin and destination (ids of places) and trips (a number of whatever is carried:
 * vehicles, tonnes, boxes), one row for each that is told, in the order of the file. What stays at its origin is kept as well.
 */
#ifndef PARTNERSHIP_TRIPS_H
#define PARTNERSHIP_TRIPS_H

#include <partnership/table.h>

PSHIP_BEGIN_DECLS

/** How a file of trips is to be read. Start from PSHIP_TRIPS_FILE_OPTIONS_INIT. Everything is lent for the call. */
typedef struct pship_trips_file_options {
    size_t size; /**< sizeof(pship_trips_file_options). */
    const char
        *format; /**< "tntp" or "csv". NULL: told by the first line, where TNTP has a name in angle
                                  brackets. */
    const char *member; /**< File within a zip archive that has several; NULL: the only one. */
    const char *origin; /**< Column of the origins; "csv" only, as the next ones. NULL: "origin". */
    const char *destination; /**< Column of the destinations. NULL: "destination". */
    const char *trips;       /**< Column of the numbers. NULL: "trips". */
    const char *
        separator; /**< Between cells, one character. NULL: comma, semicolon or tabulator, whichever the
                                  first line has most of. */
    int64_t most_bad_rows; /**< So many rows may be left out as bad; -1: any number. */
    int64_t most_bytes;    /**< Longest file when unpacked, in bytes; 0: no limit. */
    int32_t
        most_times; /**< So many times its size a packed file may be when unpacked, above 16 MiB;
                                  0: no limit. Default 250. */
} pship_trips_file_options;

/** Initialiser of pship_trips_file_options. */
#define PSHIP_TRIPS_FILE_OPTIONS_INIT \
    { \
        sizeof(pship_trips_file_options), NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 250 \
    }

/**
 * The value of PSHIP_TRIPS_FILE_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_trips_file_options pship_trips_file_options_init(void);

/**
 * Read a file of trips: plain text in UTF-8, packed by gzip or zstd, or within a zip archive.
 *
 * Formats:
 * - "tntp": the trips of Transportation Networks for Research: "Origin 1", and below it "2 : 100.0;" for each
 *   destination. Zones are numbers from 1, up to NUMBER OF ZONES where that is told.
 * - "csv": a row for each pair, with the columns of the options; other columns are not looked at.
 *
 * A row (of TNTP: a destination) that cannot be read is a bad row. None is tolerated unless `most_bad_rows` says so; those that are
 * tolerated are left out and listed among the problems.
 *
 * Columns of the problems: file, line, column (in bytes, from 1), cell (as written, cut at 200 bytes), rule, expected.
 * Rules: cells, syntax, missing, zone, number, negative; and total, where TNTP tells a TOTAL OD FLOW from which the sum of
 * its trips differs by more than a millionth: no bad row, and nothing is left out for it.
 *
 * @param[out] trips Receives the trips; free them with pship_table_free().
 * @param[out] problems Receives what was wrong; free it with pship_table_free(). May be NULL.
 * @param context NULL for the defaults.
 * @param path Path of the file.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure, with file, line and column; may be NULL.
 * @return PSHIP_OK; PSHIP_E_SYNTAX for more bad rows than are tolerated, with the place of the first one too many, for a
 *         line that is none of the format, and for text that is not UTF-8; PSHIP_E_INVALID for a header without the
 *         columns that are needed, and for an archive of several files; PSHIP_E_FORMAT for a packed file that is damaged;
 *         PSHIP_E_LIMIT for a line over 1 MiB or a file beyond the limits of the options; PSHIP_E_NOT_FOUND,
 *         PSHIP_E_IO, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT. Nothing is made on failure.
 *
 * Source of the format: https://github.com/bstabler/TransportationNetworks.
 * Complexity: linear in the bytes. Reports progress.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_trips_read(pship_table **trips, pship_table **problems,
                                                        pship_context *context, const char *path,
                                                        const pship_trips_file_options *options,
                                                        pship_error *err);

/**
 * Write trips as a file that pship_trips_read() reads. Numbers are the shortest that read back the same, with a point.
 *
 * - "csv": the columns origin, destination, trips, in the order of the table.
 * - "tntp": origins and destinations have to be numbers from 1, the largest of which is the number of zones. The rows of an
 *   origin come together, where the first of them stands.
 *
 * The file is written beside `path` and moved there: readers see the old one or the whole new one.
 *
 * @param trips A table with the columns origin and destination (text or integers) and trips (a number). Others are not
 *        written.
 * @param path Path of the file; one that is there is replaced.
 * @param format "tntp" or "csv"; NULL: "tntp" where the path ends so, otherwise "csv".
 * @param err Receives the detail of a failure; may be NULL. Rows are counted from 1.
 * @return PSHIP_OK; PSHIP_E_NOT_FOUND for a column that is not there; PSHIP_E_INVALID for a row that lacks
 *         something, trips that are negative or infinite, and for TNTP a zone that is no number and a pair that
 *         comes twice; PSHIP_E_IO, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Complexity: linear in the rows for CSV, n log n for TNTP. Reports progress.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_trips_write(const pship_table *trips, const char *path,
                                                         const char *format, pship_error *err);

PSHIP_END_DECLS

#endif
