/*
 * A register as a Tabular Data Package: https://specs.frictionlessdata.io/tabular-data-package/ and
 * https://specs.frictionlessdata.io/table-schema/.
 */
#include "joint/lists.h"
#include "model/reading.h"
#include "model/vocabulary.h"
#include "stream/csv_write.h"
#include "stream/files.h"
#include "stream/json.h"

#include <partnership/export.h>
#include <partnership/scenario.h>
#include <string.h>

#define PACKAGE_FILE "datapackage.json"
/* A member of our own, by which an older export is known. */
#define PACKAGE_MARK "partnership_export"
/* The folder in which an export lies until it is complete. */
#define PACKAGE_STAGE ".partnership-export"

typedef struct package {
    const pship_view *view;
    const char *directory;
    pship_context *context;
    folder_stage *stage;
    pship__json *json;
    json_node *resources;
    pship__buffer text;
} package;

/* ---- the descriptor */

static json_node *add_text(package *at, json_node *to, const char *key, const char *text)
{
    return pship__json_add(at->json, to, key, JSON_STRING, text);
}

/* A text that does not live as long as the document. */
static void keep_text(package *at, json_node *to, const char *key, const char *text)
{
    const char *kept = pship__json_keep(at->json, text, strlen(text));
    if (kept)
        (void)add_text(at, to, key, kept);
}

static void add_day(package *at, json_node *to, const char *key, pship_day day)
{
    char text[16];
    if (day == PSHIP_DAY_NONE)
        return;
    pship_day_format(day, text, sizeof text);
    keep_text(at, to, key, text);
}

static const char *field_type(pship_column_type type)
{
    switch (type) {
    case PSHIP_COLUMN_INT64:
        return "integer";
    case PSHIP_COLUMN_FLOAT64:
    case PSHIP_COLUMN_DECIMAL128:
        return "number";
    case PSHIP_COLUMN_BOOL:
        return "boolean";
    case PSHIP_COLUMN_DATE:
        return "date";
    case PSHIP_COLUMN_TIMESTAMP:
        return "datetime";
    case PSHIP_COLUMN_UTF8:
    case PSHIP_COLUMN_DICTIONARY:
        break;
    }
    return "string";
}

/* What the vocabulary says of a property of the name, or NULL. */
static const char *description_of(const char *name)
{
    for (size_t i = 0; i < pship__property_count; i++) {
        if (strcmp(pship__properties[i].name, name) == 0)
            return pship__properties[i].description;
    }
    return NULL;
}

static void add_field(package *at, json_node *fields, const pship_table *table, int32_t column)
{
    const char *name = pship_table_column_name(table, column);
    const char *unit = pship_table_column_unit(table, column);
    const char *description = description_of(name);
    json_node *field = pship__json_add(at->json, fields, NULL, JSON_OBJECT, NULL);
    keep_text(at, field, "name", name);
    (void)add_text(at, field, "type", field_type(pship_table_column_type(table, column)));
    if (pship_table_column_type(table, column) == PSHIP_COLUMN_TIMESTAMP)
        (void)add_text(at, field, "format", "any"); /* the default has no fractions of a second */
    if (unit)
        keep_text(at, field, "unit", unit);
    if (description)
        (void)add_text(at, field, "description", description);
}

static void add_resource(package *at, const register_list *list, const pship_table *table)
{
    json_node *resource = pship__json_add(at->json, at->resources, NULL, JSON_OBJECT, NULL);
    (void)add_text(at, resource, "profile", "tabular-data-resource");
    (void)add_text(at, resource, "name", list->name);
    pship__buffer_clear(&at->text);
    pship__buffer_format(&at->text, "%s.csv", list->name);
    if (!at->text.failed)
        keep_text(at, resource, "path", at->text.bytes);
    (void)add_text(at, resource, "title", list->title);
    (void)add_text(at, resource, "format", "csv");
    (void)add_text(at, resource, "mediatype", "text/csv");
    (void)add_text(at, resource, "encoding", "utf-8");
    json_node *schema = pship__json_add(at->json, resource, "schema", JSON_OBJECT, NULL);
    json_node *fields = pship__json_add(at->json, schema, "fields", JSON_ARRAY, NULL);
    for (int32_t i = 0; i < pship_table_columns(table); i++)
        add_field(at, fields, table, i);
    json_node *missing = pship__json_add(at->json, schema, "missingValues", JSON_ARRAY, NULL);
    (void)add_text(at, missing, NULL, "");
}

static void begin_descriptor(package *at)
{
    const char *scenario = pship_view_scenario(at->view);
    json_node *root = pship__json_add(at->json, NULL, NULL, JSON_OBJECT, NULL);
    (void)add_text(at, root, "profile", "tabular-data-package");
    (void)add_text(at, root, "name", "partnership-register");
    (void)pship__json_add(at->json, root, PACKAGE_MARK, JSON_NUMBER, "1");
    add_day(at, root, "as_of", pship_view_as_of(at->view));
    add_day(at, root, "published_by", pship_view_published_by(at->view));
    if (scenario)
        keep_text(at, root, "scenario", scenario);
    at->resources = pship__json_add(at->json, root, "resources", JSON_ARRAY, NULL);
}

/* ---- files */

/* The path of the descriptor; lent. NULL when memory cannot be had. */
static const char *descriptor_path(package *at)
{
    size_t length = strlen(at->directory);
    bool slash = length > 0 && at->directory[length - 1] == '/';
    pship__buffer_clear(&at->text);
    pship__buffer_format(&at->text, "%s%s" PACKAGE_FILE, at->directory, slash ? "" : "/");
    return at->text.failed ? NULL : at->text.bytes;
}

static pship_result check_mark(package *at, const char *path, pship_error *err)
{
    pship__buffer bytes;
    pship__json *document = NULL;
    pship__buffer_init(&bytes, at->context);
    pship_result result = pship__file_read(&bytes, path, NULL, err);
    if (result == PSHIP_OK) {
        result = pship__json_parse(&document, at->context, bytes.bytes, bytes.length, path, NULL,
                                   NULL, NULL);
        if (result == PSHIP_E_MEMORY)
            (void)pship__fail_memory(err);
        else if (result != PSHIP_OK || !pship__json_find(document->root, PACKAGE_MARK))
            result = pship__fail_at(err, PSHIP_E_CONFLICT, path, 0, 0,
                                    "the data package is not an export: it is not overwritten");
    }
    pship__json_free(document);
    pship__buffer_free(&bytes);
    return result;
}

static pship_result check_empty(package *at, pship_error *err)
{
    file_list files;
    pship_result result = pship__files_list(&files, at->context, at->directory, "", err);
    if (result != PSHIP_OK)
        return result;
    bool empty = files.count == 0;
    pship__files_free(&files);
    if (empty)
        return PSHIP_OK;
    return pship__fail_at(err, PSHIP_E_CONFLICT, at->directory, 0, 0,
                          "the directory has files and no export: it is not written into");
}

/* A new folder, an empty one, or one with an older export in it, be it half done. */
static pship_result check_folder(package *at, pship_error *err)
{
    file_form form;
    pship_error own = PSHIP_ERROR_INIT; /* that there is no such file is no failure */
    pship_result result = pship__file_form(at->directory, &form, &own);
    if (result == PSHIP_E_NOT_FOUND || (result == PSHIP_OK && form != FILE_DIRECTORY))
        return PSHIP_OK; /* it is made, or cannot be */
    const char *path = descriptor_path(at);
    if (!path)
        return pship__fail_memory(err);
    result = pship__file_form(path, &form, &own);
    if (result == PSHIP_OK)
        return check_mark(at, path, err);
    if (result != PSHIP_E_NOT_FOUND)
        return pship__fail_at(err, result, path, 0, 0, "%s", own.message);
    return pship__stage_left(at->context, at->directory, PACKAGE_STAGE) ? PSHIP_OK
                                                                        : check_empty(at, err);
}

static pship_result write_list(package *at, const register_list *list, pship_error *err)
{
    pship_table *table;
    pship__buffer csv;
    pship_result result = pship__register_answer(&table, list, at->view, err);
    if (result != PSHIP_OK)
        return result;
    add_resource(at, list, table);
    pship__buffer_init(&csv, at->context);
    pship__csv_write(&csv, table);
    pship__buffer_clear(&at->text);
    pship__buffer_format(&at->text, "%s.csv", list->name);
    result = csv.failed || at->text.failed
                 ? pship__fail_memory(err)
                 : pship__stage_add(at->stage, at->text.bytes, csv.bytes, csv.length, err);
    pship__buffer_free(&csv);
    pship_table_free(table);
    return result;
}

static pship_result write_descriptor(package *at, pship_error *err)
{
    pship__buffer text;
    pship__buffer_init(&text, at->context);
    if (!at->json->failed)
        pship__json_write(&text, at->json->root, 0, 0, 100);
    pship__buffer_add_text(&text, "\n");
    pship_result result =
        at->json->failed || text.failed
            ? pship__fail_memory(err)
            : pship__stage_add(at->stage, PACKAGE_FILE, text.bytes, text.length, err);
    pship__buffer_free(&text);
    return result;
}

static pship_result write_package(package *at, pship_error *err)
{
    pship__progress_state progress;
    pship_result result = PSHIP_OK;
    pship__progress_begin(&progress, at->context, "exporting register");
    begin_descriptor(at);
    for (size_t i = 0; i < pship__register_list_count && result == PSHIP_OK; i++) {
        result = pship__progress(&progress, (double)i / (double)pship__register_list_count, err);
        if (result == PSHIP_OK)
            result = write_list(at, &pship__register_lists[i], err);
    }
    if (result == PSHIP_OK)
        result = write_descriptor(at, err);
    return result == PSHIP_OK ? pship__stage_commit(at->stage, err) : result;
}

pship_result pship_register_export(const pship_view *view, const char *directory, pship_error *err)
{
    if (!view || !directory)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the view or the directory is NULL");
    package at = {.view = view, .directory = directory, .context = pship__view_context(view)};
    pship__buffer_init(&at.text, at.context);
    at.json = pship__json_new(at.context);
    pship_result result = at.json ? check_folder(&at, err) : pship__fail_memory(err);
    if (result == PSHIP_OK)
        result =
            pship__stage_open(&at.stage, at.context, directory, PACKAGE_STAGE, PACKAGE_FILE, err);
    if (result == PSHIP_OK)
        result = write_package(&at, err);
    pship__stage_free(at.stage);
    pship__json_free(at.json);
    pship__buffer_free(&at.text);
    return result;
}
