/* Reading trips: the blocks of TNTP, and the rows of CSV. */
#include "corridor/reading.h"

#include <math.h>
#include <partnership/trips.h>
#include <stdio.h>
#include <string.h>

pship_trips_file_options pship_trips_file_options_init(void)
{
    return (pship_trips_file_options)PSHIP_TRIPS_FILE_OPTIONS_INIT;
}

typedef struct trips_reading {
    reading all;
    const pship_trips_file_options *options;
    pship__table_builder *rows;
    size_t width; /* of the header of CSV */
    /* of TNTP */
    char origin[12];
    uint32_t zones; /* UINT32_MAX: not told */
    double total, sum;
    int64_t total_line, total_column;
    char total_text[64];
} trips_reading;

static void add_row(trips_reading *of, const char *origin, const char *destination, double trips)
{
    pship__add_text(of->rows, origin);
    pship__add_text(of->rows, destination);
    pship__add_number(of->rows, trips);
    of->sum += trips;
}

/* ---- TNTP */

typedef struct tntp_place {
    int64_t line;
    const char *begin; /* of the line */
} tntp_place;

static int64_t column_of(const tntp_place *at, const char *text)
{
    return text - at->begin + 1;
}

static pship_result wrong(trips_reading *of, const tntp_place *at, const char *cell,
                          const char *rule, const char *expected, pship_error *err)
{
    const reading_problem problem = {at->line, column_of(at, cell), cell, rule, expected};
    return pship__reading_bad_row(&of->all, &problem, err);
}

static bool read_zone(const trips_reading *of, const char *text, char zone[12])
{
    uint32_t number = 0;
    if (!pship__reading_ordinal(text, of->zones, &number))
        return false;
    (void)snprintf(zone, 12, "%u", number);
    return true;
}

/* "2 : 100.0;" */
static pship_result read_pair(trips_reading *of, const tntp_place *at, char *destination, char end,
                              char **rest, pship_error *err)
{
    char zone[12] = "", mark = '\0';
    double trips = 0;
    if (end != ':')
        return wrong(of, at, destination, "syntax", "a destination, a colon and its trips", err);
    char *number = pship__next_word(rest, ":;", &mark);
    if (!number || mark == ':')
        return wrong(of, at, number ? number : destination, "syntax",
                     "a destination, a colon and its trips", err);
    if (!of->origin[0])
        return wrong(of, at, destination, "zone", "a line 'Origin' before it with a zone", err);
    if (!read_zone(of, destination, zone))
        return wrong(of, at, destination, "zone", "the number of a zone", err);
    reading_problem problem = {at->line, column_of(at, number), number, NULL, NULL};
    if (!pship__reading_number(number, &trips, &problem))
        return pship__reading_bad_row(&of->all, &problem, err);
    add_row(of, of->origin, zone, trips);
    return PSHIP_OK;
}

static pship_result read_origin(trips_reading *of, const tntp_place *at, char *rest,
                                pship_error *err)
{
    char *zone = pship__next_word(&rest, "", NULL);
    of->origin[0] = '\0';
    if (zone && read_zone(of, zone, of->origin))
        return PSHIP_OK;
    return wrong(of, at, zone ? zone : rest, "zone", "the number of a zone", err);
}

static pship_result read_pairs(trips_reading *of, const tntp_place *at, char *line,
                               pship_error *err)
{
    char end = '\0';
    char *word = pship__next_word(&line, ":;", &end);
    if (word && !strcmp(word, "Origin"))
        return read_origin(of, at, line, err);
    pship_result result = PSHIP_OK;
    while (word && result == PSHIP_OK) {
        if (*word || end != ';') /* a semicolon alone is nothing */
            result = read_pair(of, at, word, end, &line, err);
        word = pship__next_word(&line, ":;", &end);
    }
    return result;
}

static pship_result read_tntp_line(trips_reading *of, int64_t number, char *line, pship_error *err)
{
    const tntp_place at = {number, line};
    char *value = NULL;
    switch (pship__tntp_line(line, &value)) {
    case TNTP_ZONES:
        if (pship__reading_ordinal(value, UINT32_MAX - 1, &of->zones))
            return PSHIP_OK;
        return pship__fail_at(err, PSHIP_E_SYNTAX, of->all.path, number, column_of(&at, value),
                              "the number of zones is '%.60s': expected a number from 1", value);
    case TNTP_TOTAL:
        of->total_line = number;
        of->total_column = column_of(&at, value);
        (void)snprintf(of->total_text, sizeof of->total_text, "%.60s", value);
        if (!pship__number_parse(value, &of->total))
            of->total = (double)NAN;
        return PSHIP_OK;
    case TNTP_DATA:
        return read_pairs(of, &at, value, err);
    default:
        return PSHIP_OK;
    }
}

static void compare_total(trips_reading *of)
{
    if (of->total_line == 0 || fabs(of->total - of->sum) <= 1e-6 * fabs(of->sum))
        return;
    char sum[64], expected[96];
    (void)pship__number_format(of->sum, sum, sizeof sum);
    (void)snprintf(expected, sizeof expected, "the sum of the trips, %s", sum);
    pship__reading_remark(&of->all, &(reading_problem){of->total_line, of->total_column,
                                                       of->total_text, "total", expected});
}

static pship_result read_tntp(trips_reading *of, pship_error *err)
{
    text_lines *lines = NULL;
    char *line = NULL;
    size_t length = 0;
    of->zones = UINT32_MAX - 1;
    pship_result result = pship__lines_open(&lines, of->all.context, of->all.path, &of->all.limits,
                                            &of->all.progress, err);
    if (result == PSHIP_OK)
        result = pship__lines_next(lines, &line, &length, err);
    if (result == PSHIP_OK && !line)
        result = pship__reading_empty(&of->all, err);
    while (result == PSHIP_OK && line) {
        result = read_tntp_line(of, pship__lines_number(lines), line, err);
        if (result == PSHIP_OK)
            result = pship__table_builder_failure(of->rows, err);
        if (result == PSHIP_OK)
            result = pship__lines_next(lines, &line, &length, err);
    }
    pship__lines_close(lines);
    if (result == PSHIP_OK)
        compare_total(of);
    return result;
}

/* ---- CSV */

enum { ORIGIN, DESTINATION, TRIPS, COLUMNS };

static pship_result find_columns(trips_reading *of, pship__csv *csv, size_t at[COLUMNS],
                                 pship_error *err)
{
    const char *names[COLUMNS] = {of->options->origin, of->options->destination,
                                  of->options->trips};
    static const char *const defaults[COLUMNS] = {"origin", "destination", "trips"};
    const csv_cell *cells = NULL;
    size_t count = 0;
    pship_result result = pship__csv_next(csv, &cells, &count, NULL, err);
    if (result == PSHIP_OK && count == 0)
        return pship__reading_empty(&of->all, err);
    of->width = count;
    for (size_t k = 0; k < COLUMNS && result == PSHIP_OK; k++) {
        const char *name = names[k] ? names[k] : defaults[k];
        at[k] = SIZE_MAX;
        for (size_t i = 0; i < count; i++) {
            if (strcmp(cells[i].text, name) != 0)
                continue;
            if (at[k] != SIZE_MAX)
                return pship__fail_at(err, PSHIP_E_INVALID, of->all.path, cells[i].line,
                                      cells[i].column, "there are two columns '%.100s'", name);
            at[k] = i;
        }
        if (at[k] == SIZE_MAX)
            result = pship__fail_at(err, PSHIP_E_INVALID, of->all.path, 1, 1,
                                    "there is no column '%.100s'", name);
    }
    return result;
}

static pship_result read_csv_row(trips_reading *of, const csv_cell *cells, size_t count,
                                 const size_t at[COLUMNS], pship_error *err)
{
    double trips = 0;
    if (count != of->width)
        return pship__reading_bad_row(&of->all,
                                      &(reading_problem){cells->line, cells->column, cells->text,
                                                         "cells",
                                                         "as many cells as the header has"},
                                      err);
    for (size_t k = 0; k < COLUMNS; k++) {
        const csv_cell *cell = &cells[at[k]];
        reading_problem problem = {cell->line, cell->column, cell->text, "missing", "a place"};
        if (k == TRIPS ? !pship__reading_number(cell->text, &trips, &problem) : !*cell->text)
            return pship__reading_bad_row(&of->all, &problem, err);
    }
    add_row(of, cells[at[ORIGIN]].text, cells[at[DESTINATION]].text, trips);
    return pship__table_builder_failure(of->rows, err);
}

static pship_result read_csv(trips_reading *of, pship_error *err)
{
    pship__csv *csv = NULL;
    const csv_cell *cells = NULL;
    size_t count = 0, at[COLUMNS] = {0};
    pship_result result = pship__reading_csv(&csv, &of->all, of->options->separator, err);
    if (result == PSHIP_OK)
        result = find_columns(of, csv, at, err);
    if (result == PSHIP_OK)
        result = pship__csv_next(csv, &cells, &count, NULL, err);
    while (result == PSHIP_OK && count > 0) {
        result = read_csv_row(of, cells, count, at, err);
        if (result == PSHIP_OK)
            result = pship__csv_next(csv, &cells, &count, NULL, err);
    }
    pship__csv_free(csv);
    return result;
}

/* ---- all of it */

/* By the first line that says something. */
static pship_result is_tntp(bool *tntp, trips_reading *of, pship_error *err)
{
    text_lines *lines = NULL;
    char *line = NULL, *value = NULL;
    size_t length = 0;
    *tntp = false;
    if (of->options->format) {
        *tntp = !strcmp(of->options->format, "tntp");
        if (*tntp || !strcmp(of->options->format, "csv"))
            return PSHIP_OK;
        return pship__fail(err, PSHIP_E_ARGUMENT, "'%.60s' is no format of trips: tntp, csv",
                           of->options->format);
    }
    pship_result result =
        pship__lines_open(&lines, of->all.context, of->all.path, &of->all.limits, NULL, err);
    if (result == PSHIP_OK)
        result = pship__lines_next(lines, &line, &length, err);
    while (result == PSHIP_OK && line) {
        tntp_line what = pship__tntp_line(line, &value);
        *tntp = what != TNTP_DATA && what != TNTP_EMPTY;
        if (what != TNTP_EMPTY)
            break;
        result = pship__lines_next(lines, &line, &length, err);
    }
    pship__lines_close(lines);
    return result;
}

static pship_result read_rows(trips_reading *of, pship_error *err)
{
    static const pship__column_spec columns[] = {{"origin", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"destination", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"trips", PSHIP_COLUMN_FLOAT64, NULL, 0}};
    bool tntp = false;
    pship_result result = is_tntp(&tntp, of, err);
    if (result == PSHIP_OK)
        result = pship__table_builder_new(&of->rows, of->all.context, columns,
                                          sizeof columns / sizeof *columns, err);
    if (result == PSHIP_OK)
        result = tntp ? read_tntp(of, err) : read_csv(of, err);
    return result;
}

pship_result pship_trips_read(pship_table **trips, pship_table **problems, pship_context *context,
                              const char *path, const pship_trips_file_options *options,
                              pship_error *err)
{
    pship_trips_file_options given = PSHIP_TRIPS_FILE_OPTIONS_INIT;
    pship_table *made = NULL, *wrong_rows = NULL;
    if (!trips || !path)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the trips or the path are NULL");
    pship_result result = pship__options(&given, sizeof given, sizeof given, options,
                                         "pship_trips_file_options", err);
    trips_reading of = {.options = &given};
    of.all.path = path;
    if (result == PSHIP_OK)
        result = pship__reading_limits(&of.all, given.member, given.most_bad_rows, given.most_bytes,
                                       given.most_times, err);
    if (result == PSHIP_OK)
        result = pship__reading_begin(&of.all, context, "reading trips", problems != NULL,
                                      given.most_bad_rows, err);
    if (result == PSHIP_OK)
        result = read_rows(&of, err);
    if (result == PSHIP_OK)
        result = pship__table_builder_finish(of.rows, &made, err);
    else
        pship__table_builder_free(of.rows);
    result = pship__reading_finish(&of.all, result, &wrong_rows, err);
    if (result != PSHIP_OK) {
        pship_table_free(made);
        return result;
    }
    *trips = made;
    if (problems)
        *problems = wrong_rows;
    return PSHIP_OK;
}
