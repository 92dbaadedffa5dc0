/* Network files: which format it is, and what all of them have in common. */
#include "corridor/network_reading.h"
#include "corridor/network_writing.h"

#include <strings.h>

pship_network_file_options pship_network_file_options_init(void)
{
    return (pship_network_file_options)PSHIP_NETWORK_FILE_OPTIONS_INIT;
}

typedef struct file_format {
    const char *name, *endings[3];
    network_reader read;
    network_writer write;
} file_format;

static const file_format formats[] = {
    {"csv", {".csv"}, pship__read_links, pship__write_links},
    {"gmns", {NULL}, pship__read_gmns, pship__write_gmns},
    {"tntp", {".tntp"}, pship__read_tntp, pship__write_tntp},
    {"geojson", {".geojson", ".json"}, pship__read_geojson, pship__write_geojson},
    {"graphml", {".graphml"}, pship__read_graphml, NULL},
    {"dimacs", {".gr", ".max"}, pship__read_gr, NULL},
    {"pace", {NULL}, pship__read_gr, NULL},
    {"unlocode", {NULL}, pship__read_unlocode, NULL},
};
#define FORMATS (sizeof formats / sizeof *formats)

/* `length` bytes of the path, without what it is packed in. */
static bool ends_in(const char *path, size_t length, const char *ending)
{
    size_t end = strlen(ending);
    return length >= end && !strncasecmp(path + length - end, ending, end);
}

static size_t unpacked_length(const char *path)
{
    static const char *const packed[] = {".gz", ".zst", ".zip"};
    size_t length = strlen(path);
    for (size_t i = 0; i < sizeof packed / sizeof *packed; i++)
        if (ends_in(path, length, packed[i]))
            return length - strlen(packed[i]);
    return length;
}

static const file_format *format_of_name(const char *path, size_t length)
{
    for (size_t i = 0; i < FORMATS; i++)
        for (size_t k = 0; k < 3 && formats[i].endings[k]; k++)
            if (ends_in(path, length, formats[i].endings[k]))
                return &formats[i];
    return NULL;
}

static const file_format *format_called(const char *name)
{
    for (size_t i = 0; i < FORMATS; i++)
        if (!strcmp(formats[i].name, name))
            return &formats[i];
    return NULL;
}

/* ---- reading */

static pship_result find_format(const file_format **found, const char *path, const char *name,
                                pship_error *err)
{
    file_form form = FILE_REGULAR;
    *found = name ? format_called(name) : NULL;
    if (name && !*found)
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "'%.60s' is no format of networks: csv, gmns, tntp, geojson, graphml, "
                           "dimacs, pace, unlocode",
                           name);
    if (*found)
        return PSHIP_OK;
    pship_result result = pship__file_form(path, &form, err);
    if (result != PSHIP_OK)
        return result;
    if (form == FILE_DIRECTORY)
        *found = format_called("gmns");
    else
        *found = format_of_name(path, unpacked_length(path));
    if (!*found)
        *found = format_called("csv");
    return PSHIP_OK;
}

static pship_result check_renames(network_reading *of, pship_error *err)
{
    const pship_network_file_options *options = of->options;
    for (size_t i = 0; i < options->column_count; i++) {
        const char *equals = options->columns[i] ? strchr(options->columns[i], '=') : NULL;
        if (!equals || equals == options->columns[i])
            return pship__fail(err, PSHIP_E_ARGUMENT,
                               "'%.60s' does not say what a column is called: expected "
                               "\"time_h=hours\"",
                               options->columns[i] ? options->columns[i] : "");
    }
    of->renamed = pship__allocate_zero(of->all.context, options->column_count, sizeof *of->renamed);
    return of->renamed ? PSHIP_OK : pship__fail_memory(err);
}

/* A name that nothing is called by is a slip. */
static pship_result check_used(const network_reading *of, pship_error *err)
{
    for (size_t i = 0; i < of->options->column_count; i++)
        if (!of->renamed[i])
            return pship__fail_at(err, PSHIP_E_INVALID, of->all.path, 0, 0,
                                  "there is no column '%.100s'",
                                  strchr(of->options->columns[i], '=') + 1);
    return PSHIP_OK;
}

static pship_result finish(pship_network **network, network_reading *of, pship_error *err)
{
    pship_network_about about = PSHIP_NETWORK_ABOUT_INIT;
    pship_error failure = PSHIP_ERROR_INIT;
    about.name = of->options->name     ? of->options->name
                 : of->name.length > 0 ? of->name.bytes
                                       : NULL;
    about.currency = of->options->currency     ? of->options->currency
                     : of->currency.length > 0 ? of->currency.bytes
                                               : NULL;
    about.source = of->options->source;
    network_builder *builder = of->builder;
    of->builder = NULL;
    pship_result result = pship__network_builder_finish(network, builder, &about, &failure);
    if (result == PSHIP_OK)
        return PSHIP_OK;
    return pship__fail_at(err, result, of->all.path, 0, 0, "%s", failure.message);
}

static pship_result read_all(pship_network **network, network_reading *of, network_reader read,
                             pship_error *err)
{
    pship_result result = check_renames(of, err);
    if (result != PSHIP_OK)
        return result;
    of->builder = pship__network_builder_new(of->all.context);
    if (!of->builder)
        return pship__fail_memory(err);
    result = read(of, err);
    if (result == PSHIP_OK)
        result = check_used(of, err);
    if (result == PSHIP_OK)
        result = pship__network_reading_settle(of, err);
    if (result == PSHIP_OK && (of->name.failed || of->currency.failed))
        result = pship__fail_memory(err);
    return result == PSHIP_OK ? finish(network, of, err) : result;
}

static void release(network_reading *of)
{
    pship__network_builder_free(of->builder);
    pship__buffer_free(&of->name);
    pship__buffer_free(&of->currency);
    pship__buffer_free(&of->text);
    pship__release(of->all.context, of->renamed);
    pship__release(of->all.context, of->x);
    pship__release(of->all.context, of->y);
}

pship_result pship_network_read(pship_network **network, pship_table **problems,
                                pship_context *context, const char *path,
                                const pship_network_file_options *options, pship_error *err)
{
    pship_network_file_options given = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    network_reading of = {.options = &given, .all = {.context = context, .path = path}};
    const file_format *format = NULL;
    pship_network *made = NULL;
    pship_table *wrong = NULL;
    if (!network || !path)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the network or the path are NULL");
    pship_result result = pship__options(&given, sizeof given, sizeof given, options,
                                         "pship_network_file_options", err);
    if (result == PSHIP_OK)
        result = find_format(&format, path, given.format, err);
    if (result == PSHIP_OK)
        result = pship__reading_limits(&of.all, given.member, given.most_bad_rows, given.most_bytes,
                                       given.most_times, err);
    if (result == PSHIP_OK)
        result = pship__reading_begin(&of.all, context, "reading a network", problems != NULL,
                                      given.most_bad_rows, err);
    if (result == PSHIP_OK) {
        pship__buffer_init(&of.name, context);
        pship__buffer_init(&of.currency, context);
        pship__buffer_init(&of.text, context);
        result = read_all(&made, &of, format->read, err);
        release(&of);
    }
    result = pship__reading_finish(&of.all, result, &wrong, err);
    if (result != PSHIP_OK) {
        pship_network_free(made);
        return result;
    }
    *network = made;
    if (problems)
        *problems = wrong;
    return PSHIP_OK;
}

/* ---- writing */

pship_result pship_network_write(const pship_network *network, const char *path, const char *name,
                                 pship_error *err)
{
    if (!network || !path)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the network or the path are NULL");
    const file_format *format = name ? format_called(name) : format_of_name(path, strlen(path));
    if (!name && !format)
        format = format_called("gmns");
    if (!format || !format->write)
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "'%.60s' is no format that networks are written in: csv, gmns, tntp, "
                           "geojson",
                           name     ? name
                           : format ? format->name
                                    : path);
    network_writing of = {.network = network, .path = path};
    pship__buffer_init(&of.all.text, network->context);
    pship__buffer_init(&of.id, network->context);
    pship__progress_begin(&of.all.progress, network->context, "writing a network");
    pship_result result = pship__progress_look(&of.all.progress, 0, err);
    if (result == PSHIP_OK)
        result = format->write(&of, err);
    pship__buffer_free(&of.all.text);
    pship__buffer_free(&of.id);
    return result;
}
