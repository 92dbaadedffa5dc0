/**
 * @file network_file.h
 * Network files: transport networks read from the formats of the field, and written to them.
 *
 * | format   | what                                                    | read | written |
 * | -------- | ------------------------------------------------------- | ---- | ------- |
 * | csv      | links, one a row; places and transfers in files beside  | yes  | links   |
 * | gmns     | General Modeling Network Specification: a folder of CSV | yes  | yes     |
 * | tntp     | Transportation Networks for Research                    | yes  | yes     |
 * | geojson  | points and lines (RFC 7946)                             | yes  | yes     |
 * | graphml  | nodes and edges with attributes, where it was built so  | yes  |         |
 * | dimacs   | shortest paths (p sp) and maximum flow (p max)          | yes  |         |
 * | pace     | undirected graphs of the PACE challenge (p tw)          | yes  |         |
 * | unlocode | UN/LOCODE, the code list: places without links          | yes  |         |
 *
 * All are text in UTF-8 (the code list also in Windows-1252, as UNECE gives it out; GraphML as XML may be), plain or packed by
 * gzip or zstd or within a zip archive, which is told by their first bytes.
 */
#ifndef PARTNERSHIP_NETWORK_FILE_H
#define PARTNERSHIP_NETWORK_FILE_H

#include <partnership/network.h>

PSHIP_BEGIN_DECLS

/** How a network file is to be read. Start from PSHIP_NETWORK_FILE_OPTIONS_INIT. Everything is lent for the call. */
typedef struct pship_network_file_options {
    size_t size; /**< sizeof(pship_network_file_options). */
    const char *
        format; /**< See above. NULL: gmns for a folder; by the end of the name (.tntp, .geojson or .json,
                                   .graphml, .gr and .max); otherwise csv. */
    const char *member; /**< File within a zip archive that has several; NULL: the only one. */
    const char *
        places; /**< Path of the places that belong to the links of csv and tntp. NULL: for tntp the
                                   file that ends in _node.tntp where the links' ends in _net.tntp, if it is there; ""
                                   and otherwise: none. */
    const char
        *transfers;       /**< Path of the transfers that belong to the links of csv; NULL: none. */
    const char *name;     /**< What the network is called; NULL: what the file says. */
    const char *currency; /**< Of all fees and rates; NULL: what the file says. */
    const char *source;   /**< Where it comes from; may be NULL. */
    const char *mode;     /**< Of links whose file says none; may be NULL. */
    bool both_ways;       /**< Links that do not say otherwise lead back as well. */
    const char
        *length_unit; /**< Of lengths in gmns and tntp, such as "ft" or "mi"; NULL: what the file
                                   says. */
    const char *time_unit; /**< Of the free-flow times in tntp, such as "min"; may be NULL. */
    const char
        *speed_unit; /**< Of speeds in gmns and tntp, such as "mi/h"; NULL: what the file says. */
    const char *const *
        columns; /**< Columns of csv, properties of geojson and attributes of graphml that are called otherwise than here:
                                   "time_h=hours" says that "hours" is time_h. */
    size_t column_count; /**< How many. */
    const char *
        separator; /**< Between cells of CSV, one character. NULL: comma, semicolon or tabulator, whichever
                                   the first line has most of. */
    int64_t most_bad_rows; /**< So many rows may be left out as bad; -1: any number. */
    int64_t most_bytes;    /**< Longest file when unpacked, in bytes; 0: no limit. */
    int32_t
        most_times; /**< So many times its size a packed file may be when unpacked, above 16 MiB;
                                   0: no limit. Default 250. */
} pship_network_file_options;

/** Initialiser of pship_network_file_options. */
#define PSHIP_NETWORK_FILE_OPTIONS_INIT \
    { \
        sizeof(pship_network_file_options), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, \
            NULL, NULL, NULL, NULL, 0, NULL, 0, 0, 250 \
    }

/**
 * The value of PSHIP_NETWORK_FILE_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_network_file_options pship_network_file_options_init(void);

/**
 * Read a network.
 *
 * Numbers have the names that network.h gives them; others are kept under their own. A column of another name is one of
 * numbers where the first cell in it that is not empty is a number; otherwise it is left out, and listed among the problems. Empty
 * cells, NA and NaN are not told.
 *
 * Formats:
 * - "csv": a row for each link, with the columns from and to, perhaps id, mode and both_ways (true or false, 1 or
 *   0, yes or no), and numbers. `places`: id, perhaps name, country, kind, longitude and latitude (of a place both or
 *   neither) and numbers; then links may lead to these only. `transfers`: from_mode and to_mode, perhaps place,
 *   both_ways and numbers.
 * - "gmns": node.csv and link.csv of a folder; config.csv for the units of length and speed, the currency and the
 *   name. length and free_speed become length_km and speed_km_h where their unit is told, otherwise they keep their
 *   names; a free_speed of 0 is not told; allowed_uses is the mode, node_type the kind; a link with directed false leads
 *   both ways. What GMNS does not have stands in columns of the names of network.h, and in transfer.csv,
 *   timetable.csv, quantile.csv and source.csv, as pship_network_tables has them.
 * - "tntp": places are called by their numbers; zones are of the kind "zone". Where the FIRST THRU NODE is above 1, places
 *   have the number `through`: 0 for those below it, which a route may begin and end in but not pass; 1 for the others. Columns
 *   keep their names (capacity, length, free_flow_time, b, power, speed, toll, link_type), because TNTP does not tell their
 *   units. Where the options do, there are length_km, time_h and speed_km_h as well; a speed of 0 is not told then. Capacities,
 *   lengths, times and speeds are never negative; a toll may be.
 * - "geojson": points are places; lines are links between the places that their properties from and to name, or
 *   otherwise between the places at their ends. Coordinates count to a ten-millionth of a degree; an end without a point becomes a
 *   place of its own. A line without from and to has the length of its course, where none is told: along great circles of
 *   a sphere with the Earth's mean radius of 6371.0088 km. Several lines of one feature are as many links. Polygons
 *   are left out, and listed.
 * - "graphml": nodes are places, edges links; their attributes are called by attr.name, and are numbers, or id, name, country,
 *   kind, longitude and latitude of places, id and mode of links. Without an attribute that is the id (as networkx writes), a
 *   place has that of its node; igraph has names in an attribute: "id=name" takes them. An edge leads both ways where it, or
 *   otherwise edgedefault, says that it is not directed. Ids of edges are those of links where each has one and no two the
 *   same. Defaults of keys hold; nan is not told; true and false are 1 and 0. A node stands before its edges. Attributes of the
 *   graph and hyperedges are left out, and listed; a second graph, one within a node, and entities that are declared are
 *   refused. Columns of errors count characters. Values go up to 1 MiB, keys to 256. XML says of its encoding itself.
 * - "dimacs": the lines p, a, n and c; the last number of an arc is the number `weight` (p sp) or `capacity` (p max), and
 *   the nodes s and t of the latter are of the kind "source" and "sink".
 * - "pace": each edge is two links, there and back.
 * - "unlocode": with a header (as https://datahub.io/core/un-locode has it) or without (as UNECE has it). Ids are of five
 *   characters, such as AZBAK; names keep their diacritics. Functions are numbers of 1 or 0: port, rail_terminal,
 *   road_terminal, airport, postal_exchange, inland_terminal, fixed_transport, border_crossing; the kind is the first of
 *   port, border_crossing, rail_terminal, inland_terminal, road_terminal, airport that holds. Entries that refer
 *   to another one, or are to be removed, are left out.
 *
 * Coordinates of gmns and tntp are longitude and latitude if the file says so, or says nothing and all of them can be; otherwise
 * they are the numbers x and y.
 *
 * Rows that cannot be read are bad rows. None is tolerated unless `most_bad_rows` says so; those that are tolerated are
 * left out and listed among the problems.
 *
 * Columns of the problems: file, line, column (in bytes, from 1; null where nobody can tell), cell (as written, cut at 200
 * bytes), rule, expected. Rules of bad rows: cells, syntax, missing, number, negative, range, flag, place, repeated, element,
 * geometry; total, where a count that the file tells is not what it has, as in one that was cut off (only listed where rows
 * were left out before); and of what is merely left out: column, left_out.
 *
 * @param[out] network Receives the network; free it with pship_network_free().
 * @param[out] problems Receives what was wrong; free it with pship_table_free(). May be NULL.
 * @param context NULL for the defaults.
 * @param path Path of the file, or of the folder.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure, with file, line and column; may be NULL.
 * @return PSHIP_OK; PSHIP_E_SYNTAX for more bad rows than are tolerated, with the place of the first one too many, for
 *         a file that is not of its format, and for text that is not UTF-8; PSHIP_E_INVALID for a header without the
 *         columns that are needed, a unit that is not known, numbers that are right each and wrong together, and an archive of
 *         several files; PSHIP_E_FORMAT for a packed file that is damaged, for graphml where the library was built without
 *         expat, and a folder that was not written to its end; PSHIP_E_LIMIT for a line or record that is too long, more than
 *         255 modes, more places in tntp, dimacs and pace than a million and sixteen for each byte of the file, a GeoJSON file
 *         over 1 GiB, or a file beyond the limits of the options; PSHIP_E_NOT_FOUND, PSHIP_E_IO, PSHIP_E_MEMORY,
 *         PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT. Nothing is made on failure.
 *
 * Sources: GMNS 0.97, https://github.com/zephyr-data-specs/GMNS; TNTP,
 * https://github.com/bstabler/TransportationNetworks; GeoJSON, https://www.rfc-editor.org/rfc/rfc7946; GraphML,
 * http://graphml.graphdrawing.org/specification.html; the mean radius,
 * H. Moritz, "Geodetic Reference System 1980", Journal of Geodesy 74, 2000; DIMACS,
 * http://www.diag.uniroma1.it/challenge9/format.shtml and DIMACS Challenge 1 (1990); PACE,
 * https://pacechallenge.org/2016/treewidth/; UN/LOCODE, https://unece.org/trade/uncefact/unlocode.
 *
 * Complexity: linear in the bytes. Reports progress. Beside the network, memory holds a few records; of GeoJSON the whole
 * file.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_network_read(pship_network **network,
                                                          pship_table **problems,
                                                          pship_context *context, const char *path,
                                                          const pship_network_file_options *options,
                                                          pship_error *err);

/**
 * Write a network as a file that pship_network_read() reads. Numbers are the shortest that read back the same, with a
 * point.
 *
 * - "csv": the links, with all their numbers. Of places there are only the ids.
 * - "gmns": a folder with config.csv, node.csv, link.csv and, where there is something for them or they are there
 *   already, transfer.csv, timetable.csv, quantile.csv, source.csv. All of the network is in it, but for the source of
 *   the whole.
 * - "tntp": places have to be called by their numbers from 1, with the zones first, then other places, and those with a number
 *   `through` of 0 at the beginning. Columns that TNTP has and the network has not are taken from length_km, time_h (or length
 *   and speed), capacity_t, speed_km_h and fee, and are 0 where nothing is told; all other numbers of links are columns behind
 *   them. Ids and modes of links, and numbers of places, are not in it. Coordinates go to a file beside it (see `places`); where
 *   there are none and one is there already, it is replaced by one without nodes.
 * - "geojson": places are points, links are straight lines; without coordinates, features without geometry. Transfers,
 *   timetables, quantiles and sources are not in it.
 *
 * A file is written beside its place and moved there: readers see the old one or the whole new one. The files of gmns are
 * written into a folder .gmns within theirs and, when all of them are on the disk, moved out of it; a write that fails
 * before leaves the folder as it was. While they are moved there is no link.csv, so that nobody reads a mixture; a
 * process that dies right then leaves .gmns, by which pship_network_read() knows that the folder is half done, and the
 * next write puts it right. One process at a time may write into a folder; a symbolic link in it is replaced, not followed. The
 * two files of tntp are replaced together, or neither is: both are on the disk beside their places before the first is moved, and
 * what a failure leaves half done is taken back. Meanwhile there is no file of links; a process that dies right then leaves the old
 * files with ".old-0" behind their names.
 *
 * @param network A network.
 * @param path Path of the file, or of the folder, which is made if it is not there (its parent has to be).
 * @param format "csv", "gmns", "tntp" or "geojson". NULL: by the end of the name (.csv, .tntp, .geojson or .json),
 *        otherwise gmns.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK; PSHIP_E_INVALID for a network that the format cannot hold; PSHIP_E_IO, PSHIP_E_MEMORY,
 *         PSHIP_E_CANCELLED; PSHIP_E_ARGUMENT also for a format that is not written.
 *
 * Complexity: linear in the network. Reports progress; memory is bounded.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_network_write(const pship_network *network,
                                                           const char *path, const char *format,
                                                           pship_error *err);

PSHIP_END_DECLS

#endif
