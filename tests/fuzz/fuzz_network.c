/*
 * Fuzz target: any bytes as a network file or as trips, the first of which chooses how they are read. What is refused is refused
 * at a place within the file. A network that is read holds together, and is read back the same from every format that it can
 * be written in.
 *
 * A folder of GMNS comes as one input: its files follow each other, with a byte 0x1E between them.
 */
#include "place.h"
#include <corridor/network_store.h>
#include <partnership/partnership.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MOST 1000 /* places and links that are written again */

static char folder[FUZZ_PATH];

static void remove_folder(void)
{
    static const char *const files[] = {
        "config.csv",          "node.csv",           "link.csv",         "transfer.csv",
        "timetable.csv",       "quantile.csv",       "source.csv",       "in",
        "again/config.csv",    "again/node.csv",     "again/link.csv",   "again/transfer.csv",
        "again/timetable.csv", "again/quantile.csv", "again/source.csv", "again_net.tntp",
        "again_node.tntp",     "again.geojson"};
    char path[320];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, files[i]);
        (void)unlink(path);
    }
    (void)snprintf(path, sizeof path, "%s/again", folder);
    (void)rmdir(path);
    (void)rmdir(folder);
}

static const char *in_folder(const char *name)
{
    static char paths[4][320];
    static int next = 0;
    if (!folder[0]) {
        fuzz_name(folder, "pship-fuzz-network-XXXXXX");
        MUST(mkdtemp(folder) != NULL);
        MUST(atexit(remove_folder) == 0);
    }
    char *path = paths[next++ % 4];
    (void)snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static void put(const char *name, const uint8_t *data, size_t size)
{
    fuzz_put(in_folder(name), data, size);
}

/* Those that the input does not reach are not there. */
static void put_gmns(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"node.csv",     "link.csv",      "config.csv",
                                        "transfer.csv", "timetable.csv", "quantile.csv",
                                        "source.csv"};
    bool there = true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const uint8_t *end = there ? memchr(data, 0x1E, size) : NULL;
        size_t length = end ? (size_t)(end - data) : size;
        if (there)
            put(names[i], data, length);
        else
            (void)unlink(in_folder(names[i]));
        there = end != NULL;
        data = end ? end + 1 : data + size;
        size -= there ? length + 1 : size;
    }
}

/* ---- what must hold */

static void check_numbers(const pship_network *network, network_part_kind part)
{
    const network_part *of = &network->parts[part];
    for (int i = 0; i < NETWORK_ATTRIBUTES; i++)
        for (uint32_t k = 0; of->columns[i] && k < of->count; k++)
            MUST(isnan(of->columns[i]->values[k]) ||
                 !pship__network_refusal(i, of->columns[i]->values[k]));
    for (size_t i = 0; i < of->extra_count; i++)
        for (uint32_t k = 0; k < of->count; k++)
            MUST(!isinf(of->extra[i].column->values[k]));
}

static void check_network(const pship_network *network)
{
    uint32_t places = network->parts[NETWORK_PLACE].count;
    for (uint32_t i = 0; i < network->parts[NETWORK_LINK].count; i++)
        MUST(network->from[i] < places && network->to[i] < places &&
             network->mode[i] < network->modes.count);
    MUST((network->longitude == NULL) == (network->latitude == NULL));
    for (uint32_t i = 0; i < places; i++) {
        MUST(pship__network_place(network, pship__network_text(&network->place_ids, i)) == i);
        if (!network->longitude)
            continue;
        MUST(!(fabs(network->longitude[i]) > 180) && !(fabs(network->latitude[i]) > 90));
        MUST(isnan(network->longitude[i]) == isnan(network->latitude[i]));
    }
    for (int part = 0; part < NETWORK_PARTS; part++)
        check_numbers(network, (network_part_kind)part);
}

static bool same_cell(const pship_table *a, int32_t column, const pship_table *b, int32_t other,
                      int64_t row)
{
    char one[512], two[512];
    if (pship_table_is_null(a, column, row))
        return other < 0 || pship_table_is_null(b, other, row);
    if (other < 0 || pship_table_is_null(b, other, row))
        return false;
    (void)pship_table_format(a, column, row, one, sizeof one);
    (void)pship_table_format(b, other, row, two, sizeof two);
    return strcmp(one, two) == 0;
}

typedef pship_result (*list_fn)(pship_table **, const pship_network *, pship_error *);

/* Columns may come in another order. */
static void check_same(const pship_network *network, const pship_network *again, list_fn list)
{
    pship_table *a = NULL, *b = NULL;
    MUST(list(&a, network, NULL) == PSHIP_OK && list(&b, again, NULL) == PSHIP_OK);
    MUST(pship_table_rows(a) == pship_table_rows(b));
    for (int32_t column = 0; column < pship_table_columns(a); column++) {
        int32_t other = pship_table_find(b, pship_table_column_name(a, column));
        for (int64_t row = 0; row < pship_table_rows(a); row++)
            MUST(same_cell(a, column, b, other, row));
    }
    pship_table_free(a);
    pship_table_free(b);
}

static void write_again(const pship_network *network, const char *name, const char *format,
                        bool places, bool all)
{
    const char *path = in_folder(name);
    pship_network *again = NULL;
    pship_error err = PSHIP_ERROR_INIT;
    pship_result result = pship_network_write(network, path, format, &err);
    if (result != PSHIP_OK) {
        MUST(result == PSHIP_E_INVALID && err.message[0]);
        return;
    }
    result = pship_network_read(&again, NULL, NULL, path, NULL, &err);
    if (result != PSHIP_OK)
        (void)fprintf(stderr, "%s:%lld:%lld %s\n", err.file, (long long)err.line,
                      (long long)err.column, err.message);
    MUST(result == PSHIP_OK);
    check_network(again);
    MUST(pship_network_place_count(again) == pship_network_place_count(network));
    MUST(pship_network_link_count(again) == pship_network_link_count(network));
    if (places) {
        check_same(network, again, pship_network_places);
        check_same(network, again, pship_network_links);
    }
    if (all) {
        check_same(network, again, pship_network_transfers);
        check_same(network, again, pship_network_timetables);
        check_same(network, again, pship_network_quantiles);
        check_same(network, again, pship_network_sources);
    }
    pship_network_free(again);
}

static void check_error(const pship_error *err, int64_t lines)
{
    MUST(err->message[0] != '\0' && err->line <= lines);
}

static void read_trips(const char *path, const char *format, bool tolerant, int64_t lines)
{
    pship_trips_file_options options = PSHIP_TRIPS_FILE_OPTIONS_INIT;
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *trips = NULL, *problems = NULL;
    options.format = format;
    options.most_bytes = 1 << 20;
    options.most_bad_rows = tolerant ? -1 : 0;
    if (pship_trips_read(&trips, &problems, NULL, path, &options, &err) == PSHIP_OK) {
        for (int64_t row = 0; row < pship_table_rows(trips); row++)
            MUST(pship_table_number(trips, 2, row) >= 0);
    } else {
        MUST(!trips && !problems);
        check_error(&err, lines);
    }
    pship_table_free(trips);
    pship_table_free(problems);
}

static void read_network(const char *path, const char *format, uint8_t how, int64_t lines)
{
    pship_network_file_options options = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    pship_error err = PSHIP_ERROR_INIT;
    pship_network *network = NULL;
    pship_table *problems = NULL;
    options.format = format;
    options.places = "";
    options.most_bytes = 1 << 20;
    options.most_bad_rows = how & 16 ? -1 : 0;
    options.both_ways = (how & 32) != 0;
    options.length_unit = how & 64 ? "mi" : NULL;
    options.time_unit = how & 64 ? "min" : NULL;
    options.speed_unit = how & 64 ? "mi/h" : NULL;
    if (pship_network_read(&network, &problems, NULL, path, &options, &err) != PSHIP_OK) {
        MUST(!network && !problems);
        check_error(&err, lines);
        return;
    }
    check_network(network);
    if (pship_network_place_count(network) <= MOST && pship_network_link_count(network) <= MOST) {
        write_again(network, "again", "gmns", true, true);
        write_again(network, "again.geojson", "geojson", true, false);
        write_again(network, "again_net.tntp", "tntp", false, false);
    }
    pship_network_free(network);
    pship_table_free(problems);
}

/* Some thousand places in a few bytes are well; thousands of millions only take time. */
static bool is_large(const uint8_t *data, size_t size)
{
    size_t digits = 0;
    for (size_t i = 0; i < size; i++) {
        digits = data[i] >= '0' && data[i] <= '9' ? digits + 1 : 0;
        if (digits > 5)
            return true;
    }
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const formats[] = {"csv",  "gmns",     "tntp", "geojson", "dimacs",
                                          "pace", "unlocode", "csv",  "tntp",    "graphml"};
    if (size == 0)
        return 0;
    size_t kind = (data[0] & 15) % 10;
    int64_t lines = 1;
    for (size_t i = 1; i < size; i++)
        lines += data[i] == '\n' || data[i] == '\r';
    if ((kind == 2 || kind == 4 || kind == 5) && is_large(data + 1, size - 1))
        return 0;
    if (kind == 1) {
        put_gmns(data + 1, size - 1);
        read_network(folder, "gmns", data[0], lines);
        return 0;
    }
    put("in", data + 1, size - 1);
    if (kind == 7 || kind == 8)
        read_trips(in_folder("in"), formats[kind], (data[0] & 16) != 0, lines);
    else
        read_network(in_folder("in"), formats[kind], data[0], lines);
    return 0;
}
