/* Writing trips as CSV, or as TNTP: an origin's destinations come together there. */
#include "corridor/reading.h"

#include "stream/csv_write.h"
#include "stream/sort.h"
#include <inttypes.h>
#include <math.h>
#include <partnership/trips.h>
#include <string.h>

#define PAIRS_A_LINE 5

typedef struct trip {
    uint32_t origin, destination;
    int64_t row, first; /* of its origin */
    double trips;
} trip;

typedef struct trips_writing {
    writing all;
    const pship_table *table;
    const pship_context *context;
    int32_t columns[3]; /* origin, destination, trips */
    trip *trips;        /* TNTP */
    trip **order;
    double total;
    uint32_t zones;
} trips_writing;

static const char *const names[3] = {"origin", "destination", "trips"};

static pship_result find_columns(trips_writing *of, pship_error *err)
{
    for (int k = 0; k < 3; k++) {
        of->columns[k] = pship_table_find(of->table, names[k]);
        if (of->columns[k] < 0)
            return pship__fail(err, PSHIP_E_NOT_FOUND, "the trips have no column '%s'", names[k]);
        pship_column_type type = pship_table_column_type(of->table, of->columns[k]);
        bool good = k < 2 ? pship__type_is_text(type) || type == PSHIP_COLUMN_INT64
                          : type == PSHIP_COLUMN_FLOAT64 || type == PSHIP_COLUMN_INT64 ||
                                type == PSHIP_COLUMN_DECIMAL128;
        if (!good)
            return pship__fail(err, PSHIP_E_INVALID, "the column '%s' holds no %s", names[k],
                               k < 2 ? "texts or whole numbers" : "numbers");
    }
    return PSHIP_OK;
}

static pship_result check_row(const trips_writing *of, int64_t row, double *trips, pship_error *err)
{
    char text[4];
    for (int k = 0; k < 3; k++)
        if (pship_table_is_null(of->table, of->columns[k], row) ||
            (k < 2 && pship_table_format(of->table, of->columns[k], row, text, sizeof text) == 0))
            return pship__fail(err, PSHIP_E_INVALID, "row %" PRId64 " has no %s", row + 1,
                               names[k]);
    *trips = pship_table_number(of->table, of->columns[2], row);
    if (!isfinite(*trips) || *trips < 0)
        return pship__fail(err, PSHIP_E_INVALID,
                           "row %" PRId64 " has trips that are negative or no number", row + 1);
    return PSHIP_OK;
}

/* ---- CSV */

static void add_place(trips_writing *of, int32_t column, int64_t row)
{
    char number[32];
    size_t length = 0;
    const char *text = pship_table_text(of->table, column, row, &length);
    if (!text) {
        length = pship_table_format(of->table, column, row, number, sizeof number);
        text = number;
    }
    pship__csv_add_cell(&of->all.text, text, length);
    pship__buffer_add(&of->all.text, ",", 1);
}

static pship_result write_csv(trips_writing *of, pship_error *err)
{
    int64_t rows = pship_table_rows(of->table);
    pship_result result = PSHIP_OK;
    pship__buffer_add_text(&of->all.text, "origin,destination,trips\r\n");
    for (int64_t row = 0; row < rows && result == PSHIP_OK; row++) {
        double trips = 0;
        result = check_row(of, row, &trips, err);
        if (result != PSHIP_OK)
            break;
        add_place(of, of->columns[0], row);
        add_place(of, of->columns[1], row);
        pship__writing_number(&of->all, trips);
        pship__buffer_add_text(&of->all.text, "\r\n");
        result = pship__writing_flush(&of->all, false, (double)row / (double)rows, err);
    }
    return result;
}

/* ---- TNTP */

static pship_result take_zone(const trips_writing *of, int column, int64_t row, uint32_t *zone,
                              pship_error *err)
{
    char text[32];
    size_t length = pship_table_format(of->table, of->columns[column], row, text, sizeof text);
    if (length < sizeof text && pship__reading_ordinal(text, INT32_MAX, zone))
        return PSHIP_OK;
    return pship__fail(err, PSHIP_E_INVALID,
                       "row %" PRId64 " has the %s '%s', and in TNTP a zone is a number from 1",
                       row + 1, names[column], text);
}

static int by_pair(const void *a, const void *b)
{
    const trip *one = a, *other = b;
    if (one->origin != other->origin)
        return one->origin < other->origin ? -1 : 1;
    if (one->destination != other->destination)
        return one->destination < other->destination ? -1 : 1;
    return one->row < other->row ? -1 : one->row > other->row;
}

static int by_row(const void *a, const void *b)
{
    const trip *one = a, *other = b;
    if (one->first != other->first)
        return one->first < other->first ? -1 : 1;
    return one->row < other->row ? -1 : one->row > other->row;
}

static pship_result take_rows(trips_writing *of, pship_error *err)
{
    size_t rows = (size_t)pship_table_rows(of->table);
    of->trips = pship__allocate(of->context, rows, sizeof *of->trips);
    of->order = pship__allocate(of->context, rows, sizeof *of->order);
    if (!of->trips || !of->order)
        return pship__fail_memory(err);
    for (size_t i = 0; i < rows; i++) {
        trip *one = &of->trips[i];
        one->row = (int64_t)i;
        of->order[i] = one;
        pship_result result = check_row(of, one->row, &one->trips, err);
        if (result == PSHIP_OK)
            result = take_zone(of, 0, one->row, &one->origin, err);
        if (result == PSHIP_OK)
            result = take_zone(of, 1, one->row, &one->destination, err);
        if (result != PSHIP_OK)
            return result;
        of->total += one->trips;
        of->zones = one->origin > of->zones ? one->origin : of->zones;
        of->zones = one->destination > of->zones ? one->destination : of->zones;
    }
    return PSHIP_OK;
}

/* The rows of an origin come together, where its first one stands. */
static pship_result group_rows(trips_writing *of, pship_error *err)
{
    size_t rows = (size_t)pship_table_rows(of->table);
    pship__sort((void **)(void *)of->order, rows, by_pair);
    for (size_t i = 0, next = 0; i < rows; i = next) {
        int64_t first = of->order[i]->row;
        for (next = i; next < rows && of->order[next]->origin == of->order[i]->origin; next++) {
            const trip *one = of->order[next], *before = next > i ? of->order[next - 1] : NULL;
            if (before && before->destination == one->destination)
                return pship__fail(err, PSHIP_E_INVALID,
                                   "rows %" PRId64 " and %" PRId64 " both go from %u to %u",
                                   before->row + 1, one->row + 1, one->origin, one->destination);
            first = one->row < first ? one->row : first;
        }
        for (size_t k = i; k < next; k++)
            of->order[k]->first = first;
    }
    pship__sort((void **)(void *)of->order, rows, by_row);
    return PSHIP_OK;
}

static pship_result write_pairs(trips_writing *of, pship_error *err)
{
    size_t rows = (size_t)pship_table_rows(of->table), in_line = 0;
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < rows && result == PSHIP_OK; i++) {
        const trip *one = of->order[i];
        if (i == 0 || one->origin != of->order[i - 1]->origin) {
            pship__buffer_format(&of->all.text, "%s\nOrigin %u\n", i > 0 ? "\n" : "", one->origin);
            in_line = 0;
        }
        const char *before = in_line == 0 ? "" : in_line % PAIRS_A_LINE == 0 ? "\n" : " ";
        pship__buffer_format(&of->all.text, "%s%5u : ", before, one->destination);
        pship__writing_number(&of->all, one->trips);
        pship__buffer_add_text(&of->all.text, ";");
        in_line++;
        result = pship__writing_flush(&of->all, false, (double)i / (double)rows, err);
    }
    pship__buffer_add_text(&of->all.text, "\n");
    return result;
}

static pship_result write_tntp(trips_writing *of, pship_error *err)
{
    pship_result result = take_rows(of, err);
    if (result == PSHIP_OK)
        result = group_rows(of, err);
    if (result == PSHIP_OK) {
        pship__buffer_format(&of->all.text, "<NUMBER OF ZONES> %u\n<TOTAL OD FLOW> ", of->zones);
        pship__writing_number(&of->all, of->total);
        pship__buffer_add_text(&of->all.text, "\n<END OF METADATA>\n\n");
        result = write_pairs(of, err);
    }
    pship__release(of->context, of->trips);
    pship__release(of->context, (void *)of->order);
    return result;
}

/* ---- all of it */

typedef struct producing {
    trips_writing *of;
    bool tntp;
} producing;

static pship_result produce(void *data, file_sink *to, pship_error *err)
{
    const producing *what = data;
    trips_writing *of = what->of;
    of->all.to = to;
    pship_result result = what->tntp ? write_tntp(of, err) : write_csv(of, err);
    return result == PSHIP_OK ? pship__writing_flush(&of->all, true, 1, err) : result;
}

static bool ends_in(const char *path, const char *ending)
{
    size_t length = strlen(path), tail = strlen(ending);
    return length >= tail && !strcmp(path + length - tail, ending);
}

pship_result pship_trips_write(const pship_table *trips, const char *path, const char *format,
                               pship_error *err)
{
    if (!trips || !path)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the trips or the path are NULL");
    bool tntp = format ? !strcmp(format, "tntp") : ends_in(path, ".tntp");
    if (format && !tntp && strcmp(format, "csv") != 0)
        return pship__fail(err, PSHIP_E_ARGUMENT, "'%.60s' is no format of trips: tntp, csv",
                           format);
    trips_writing of = {.table = trips, .context = pship__table_context(trips)};
    pship__buffer_init(&of.all.text, of.context);
    pship__progress_begin(&of.all.progress, of.context, "writing trips");
    pship_result result = pship__progress_look(&of.all.progress, 0, err);
    if (result == PSHIP_OK)
        result = find_columns(&of, err);
    if (result == PSHIP_OK)
        result = pship__file_produce(of.context, path, produce, &(producing){&of, tntp}, err);
    pship__buffer_free(&of.all.text);
    return result;
}
