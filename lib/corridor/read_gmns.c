/*
 * Reading GMNS: a folder of CSV files.
 *
 * Source: https://github.com/zephyr-data-specs/GMNS, version 0.97: "node.schema.json", "link.schema.json",
 * "config.schema.json".
 */
#include "corridor/network_reading.h"
#include "corridor/network_writing.h"

#include <strings.h>

static const part_word node_words[] = {
    {"node_id", ROLE_ID, true}, {"x_coord", ROLE_X, false},      {"y_coord", ROLE_Y, false},
    {"name", ROLE_NAME, false}, {"node_type", ROLE_KIND, false}, {"country", ROLE_COUNTRY, false},
    {NULL, ROLE_NONE, false}};
static const part_word located_words[] = {
    {"node_id", ROLE_ID, true},        {"x_coord", ROLE_LONGITUDE, false},
    {"y_coord", ROLE_LATITUDE, false}, {"name", ROLE_NAME, false},
    {"node_type", ROLE_KIND, false},   {"country", ROLE_COUNTRY, false},
    {NULL, ROLE_NONE, false}};
static const part_word plane_words[] = {{"node_id", ROLE_ID, true},
                                        {"name", ROLE_NAME, false},
                                        {"node_type", ROLE_KIND, false},
                                        {"country", ROLE_COUNTRY, false},
                                        {NULL, ROLE_NONE, false}};
static const part_measure plane_measures[] = {
    {"x_coord", "x", 1, false}, {"y_coord", "y", 1, false}, {NULL, NULL, 0, false}};
static const part_word link_words[] = {
    {"link_id", ROLE_ID, true},         {"from_node_id", ROLE_FROM, true},
    {"to_node_id", ROLE_TO, true},      {"directed", ROLE_DIRECTED, false},
    {"allowed_uses", ROLE_MODE, false}, {NULL, ROLE_NONE, false}};

typedef struct gmns_config {
    double length, speed; /* in km and km/h; 0: not told */
    bool told, located;   /* what coordinates are, and that they are degrees */
} gmns_config;

static pship_result in_folder(pship__buffer *path, const char *folder, const char *name,
                              pship_error *err)
{
    pship__buffer_clear(path);
    pship__buffer_format(path, "%s/%s", folder, name);
    return path->failed ? pship__fail_memory(err) : PSHIP_OK;
}

static bool is_there(const char *path)
{
    file_form form;
    return pship__file_form(path, &form, NULL) == PSHIP_OK;
}

/* ---- config.csv */

/* Geographic coordinates as pyproj and people write them. */
static bool is_geographic(const char *crs)
{
    static const char *const words[] = {"EPSG:4326", "epsg4326", "4326",      "WGS84",
                                        "WGS 84",    "WGS-84",   "OGC:CRS84", "CRS84"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcasecmp(crs, words[i]))
            return true;
    return false;
}

static pship_result take_setting(network_reading *of, gmns_config *config, const char *name,
                                 const csv_cell *cell, pship_error *err)
{
    pship_error failure = PSHIP_ERROR_INIT;
    pship_result result = PSHIP_OK;
    if (!*cell->text)
        return PSHIP_OK;
    if (!strcmp(name, "dataset_name"))
        pship__buffer_add_text(&of->name, cell->text);
    else if (!strcmp(name, "currency"))
        pship__buffer_add_text(&of->currency, cell->text);
    else if (!strcmp(name, "crs"))
        config->located = is_geographic(cell->text), config->told = true;
    else if (!strcmp(name, "long_length") && !of->options->length_unit)
        result = pship__unit_of_length(&config->length, cell->text, &failure);
    else if (!strcmp(name, "speed") && !of->options->speed_unit)
        result = pship__unit_of_speed(&config->speed, cell->text, &failure);
    return result == PSHIP_OK ? PSHIP_OK
                              : pship__fail_at(err, result, of->all.path, cell->line, cell->column,
                                               "%s", failure.message);
}

static pship_result read_settings(network_reading *of, gmns_config *config, pship__csv *csv,
                                  pship_error *err)
{
    const csv_cell *cells = NULL;
    size_t count = 0, width = 0;
    pship__buffer names;
    pship__buffer_init(&names, of->all.context);
    pship_result result = pship__csv_next(csv, &cells, &width, NULL, err);
    for (size_t i = 0; i < width && result == PSHIP_OK; i++)
        pship__buffer_add(&names, cells[i].text, cells[i].length + 1);
    if (result == PSHIP_OK && names.failed)
        result = pship__fail_memory(err);
    if (result == PSHIP_OK)
        result = pship__csv_next(csv, &cells, &count, NULL, err);
    const char *name = names.bytes;
    if (result == PSHIP_OK && count > 0 && count != width)
        result = pship__fail_at(err, PSHIP_E_SYNTAX, of->all.path, cells->line, cells->column,
                                "the header has %zu cells, and this row %zu", width, count);
    for (size_t i = 0; i < width && i < count && result == PSHIP_OK; i++) {
        result = take_setting(of, config, name, &cells[i], err);
        name += strlen(name) + 1;
    }
    if (result == PSHIP_OK && count > 0)
        result = pship__csv_next(csv, &cells, &count, NULL, err);
    if (result == PSHIP_OK && count > 0)
        result = pship__fail_at(err, PSHIP_E_SYNTAX, of->all.path, cells->line, cells->column,
                                "config.csv has one row of settings, and this is another one");
    pship__buffer_free(&names);
    return result;
}

static pship_result read_config(network_reading *of, gmns_config *config, const char *path,
                                pship_error *err)
{
    pship__csv *csv = NULL;
    const char *before = of->all.path;
    pship_result result = PSHIP_OK;
    if (of->options->length_unit)
        result = pship__unit_of_length(&config->length, of->options->length_unit, err);
    if (result == PSHIP_OK && of->options->speed_unit)
        result = pship__unit_of_speed(&config->speed, of->options->speed_unit, err);
    if (result != PSHIP_OK || !is_there(path))
        return result;
    of->all.path = path;
    result = pship__reading_csv(&csv, &of->all, of->options->separator, err);
    if (result == PSHIP_OK)
        result = read_settings(of, config, csv, err);
    pship__csv_free(csv);
    of->all.path = before;
    return result;
}

/* ---- the tables */

static pship_result read_tables(network_reading *of, const gmns_config *config, pship__buffer *path,
                                pship_error *err)
{
    part_measure measures[3] = {{NULL, NULL, 0, false}};
    int count = 0;
    if (config->length > 0)
        measures[count++] = (part_measure){"length", "length_km", config->length, false};
    if (config->speed > 0)
        measures[count++] = (part_measure){"free_speed", "speed_km_h", config->speed, true};
    const bool plane = config->told && !config->located;
    const part_word *nodes = plane ? plane_words : config->located ? located_words : node_words;
    const struct {
        const char *name;
        part_kind kind;
        const part_word *words;
        const part_measure *measures;
        bool needed;
    } files[] = {
        {"node.csv", PART_PLACES, nodes, plane ? plane_measures : NULL, true},
        {"link.csv", PART_LINKS, link_words, measures, true},
        {"transfer.csv", PART_TRANSFERS, pship__part_words[PART_TRANSFERS], NULL, false},
        {"timetable.csv", PART_TIMETABLES, pship__part_words[PART_TIMETABLES], NULL, false},
        {"quantile.csv", PART_QUANTILES, pship__part_words[PART_QUANTILES], NULL, false},
        {"source.csv", PART_SOURCES, pship__part_words[PART_SOURCES], NULL, false},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        pship_result result = in_folder(path, of->all.path, files[i].name, err);
        if (result == PSHIP_OK && (files[i].needed || is_there(path->bytes)))
            result = pship__read_part(of, path->bytes, files[i].kind, files[i].words,
                                      files[i].measures, err);
        if (result != PSHIP_OK)
            return result;
        of->places_known = true;
    }
    return PSHIP_OK;
}

/* The file that is written last is not there while the others are moved. */
static pship_result check_whole(network_reading *of, pship__buffer *path, pship_error *err)
{
    pship_result result = in_folder(path, of->all.path, GMNS_LAST, err);
    if (result != PSHIP_OK || is_there(path->bytes) ||
        !pship__stage_left(of->all.context, of->all.path, GMNS_STAGE))
        return result;
    return pship__fail_at(err, PSHIP_E_FORMAT, of->all.path, 0, 0,
                          "the folder is being written, or was not to its end: write it again");
}

pship_result pship__read_gmns(network_reading *of, pship_error *err)
{
    gmns_config config = {0, 0, false, false};
    pship__buffer path;
    pship__buffer_init(&path, of->all.context);
    pship_result result = check_whole(of, &path, err);
    if (result == PSHIP_OK)
        result = in_folder(&path, of->all.path, "config.csv", err);
    if (result == PSHIP_OK)
        result = read_config(of, &config, path.bytes, err);
    if (result == PSHIP_OK)
        result = read_tables(of, &config, &path, err);
    pship__buffer_free(&path);
    return result;
}
