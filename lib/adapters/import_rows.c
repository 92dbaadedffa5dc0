/* Files of rows: CSV, and JSON arrays of flat objects. */
#include "adapters/import.h"
#include "model/slots.h"

/* ---- the columns and the cells of a row */

/* No key of a map is the largest number, so the hashes of names are even. */
static uint64_t hash_of(const char *name, size_t length)
{
    return pship__hash_bytes(name, length) & ~(uint64_t)1;
}

/* Where the name is, or where it would go. */
static uint64_t key_of(const import *at, const char *name, size_t length)
{
    uint64_t key = hash_of(name, length);
    for (uint32_t found; (found = pship__map_get(&at->names, key)) != 0; key += 2) {
        const char *own = at->columns[found - 1].name;
        if (strlen(own) == length && memcmp(own, name, length) == 0) {
            break;
        }
    }
    return key;
}

int32_t pship__import_column(const import *at, const char *name, size_t length)
{
    return (int32_t)pship__map_get(&at->names, key_of(at, name, length)) - 1;
}

static pship_result add_column(import *at, const char *name, size_t length, int64_t line,
                               int64_t column, pship_error *err)
{
    uint64_t key = key_of(at, name, length);
    uint32_t first = pship__map_get(&at->names, key);
    const char *kept = pship__json_keep(at->texts, name, length);
    if (kept == NULL || !pship__grow(at->context, (void **)&at->columns, at->column_count,
                                     &at->column_capacity, sizeof *at->columns)) {
        return pship__fail_memory(err);
    }
    at->columns[at->column_count++] = (import_column){.name = kept, .line = line, .column = column};
    if (first != 0) {
        at->columns[first - 1].again = (uint32_t)at->column_count;
        return PSHIP_OK;
    }
    return pship__map_set(&at->names, key, (uint32_t)at->column_count) ? PSHIP_OK
                                                                       : pship__fail_memory(err);
}

static pship_result begin_rows(import *at, pship_error *err)
{
    size_t count = at->column_count > 0 ? at->column_count : 1;
    row_cell *cells = pship__resize(at->context, at->cells, count, sizeof *cells);
    if (cells == NULL) {
        return pship__fail_memory(err);
    }
    at->cells = cells;
    return pship__import_compile(at, err);
}

static bool is_null(const import *at, const char *text)
{
    const json_node *nulls = pship__json_find(at->root, "nulls");
    for (const json_node *node = nulls == NULL ? NULL : nulls->first; node != NULL;
         node = node->next) {
        if (node->text != NULL && strcmp(node->text, text) == 0) {
            return true;
        }
    }
    return *text == '\0';
}

/* The text of a cell as the rules see it: replaced, trimmed, and NULL where it says nothing. */
static pship_result set_cell(import *at, size_t column, const char *raw, int64_t line,
                             int64_t place, pship_error *err)
{
    row_cell *cell = &at->cells[column];
    *cell = (row_cell){.raw = raw, .text = raw, .line = line, .column = place};
    const char *text = pship__cell_text(at, raw);
    if (text == NULL) {
        return pship__fail_memory(err);
    }
    cell->text = is_null(at, text) ? NULL : text;
    return PSHIP_OK;
}

/* Every cell of the row is accounted for, and those that nobody takes are reported. */
static void account(import *at)
{
    for (size_t i = 0; i < at->column_count; i++) {
        row_cell *cell = &at->cells[i];
        at->cells_seen++;
        if (cell->text == NULL) {
            at->cells_empty++;
        } else if (cell->state & CELL_TAKEN) {
            at->cells_taken++;
        } else if (at->columns[i].ignored) {
            at->cells_ignored++;
        } else {
            at->cells_left++;
            if (!(cell->state & CELL_REPORTED)) {
                pship__import_report_cell(at, (int32_t)i, "not_taken", "note",
                                          "no rule of the mapping takes this cell");
            }
        }
    }
}

static pship_result tell_row(import *at, pship_error *err)
{
    at->row++;
    at->rows++;
    pship_result result = pship__import_tell(at, err);
    if (result == PSHIP_OK) {
        account(at);
        result = pship__table_builder_failure(at->report, err);
    }
    pship__json_clear(at->row_texts);
    return result;
}

/* ---- CSV */

static const json_node *file_member(const import *at, const char *key)
{
    const json_node *file = pship__json_find(at->root, "file");
    return file == NULL ? NULL : pship__json_find(file, key);
}

static char separator_of(const import *at)
{
    const json_node *node = file_member(at, "separator");
    return node == NULL ? ',' : *node->text;
}

static bool is_repeated(const import *at)
{
    const import_column *last = &at->columns[at->column_count - 1];
    return *last->name != '\0' &&
           pship__import_column(at, last->name, strlen(last->name)) + 1 < (int32_t)at->column_count;
}

/* The names that the mapping gives. */
static pship_result take_header(import *at, const json_node *header, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (const json_node *node = header->first; node != NULL && result == PSHIP_OK;
         node = node->next) {
        result = add_column(at, node->text, strlen(node->text), 0, 0, err);
        if (result == PSHIP_OK && is_repeated(at)) {
            result =
                pship__mapping_wrong(&at->mapping.files[0], node->place, err,
                                     "a column before this one is named '%.100s' too", node->text);
        }
    }
    return result;
}

/* Spreadsheets put white space around names. A name that two columns have is told here; columns without one are
 * nobody's. */
static pship_result take_name(import *at, const csv_cell *cell, pship_error *err)
{
    const char *name = cell->text;
    size_t length = cell->length;
    while (length > 0 && (name[length - 1] == ' ' || name[length - 1] == '\t')) {
        length--;
    }
    while (length > 0 && (*name == ' ' || *name == '\t')) {
        name++;
        length--;
    }
    pship_result result = add_column(at, name, length, cell->line, cell->column, err);
    if (result == PSHIP_OK && is_repeated(at)) {
        const char *kept = at->columns[at->column_count - 1].name;
        report_place place = {at->file, cell->line, cell->column, kept, cell->text};
        pship__import_report(at, &place, "duplicate_column", "warning",
                             "a column before this one is named '%.100s' too: no rule can take "
                             "either",
                             kept);
    }
    return result;
}

static pship_result name_columns(import *at, pship__csv *csv, pship_error *err)
{
    const json_node *header = file_member(at, "header");
    if (header != NULL) {
        return take_header(at, header, err);
    }
    const csv_cell *cells;
    size_t count;
    pship_result result = pship__csv_next(csv, &cells, &count, NULL, err);
    for (size_t i = 0; result == PSHIP_OK && i < count; i++) {
        result = take_name(at, &cells[i], err);
    }
    if (result == PSHIP_OK && count == 0) {
        return pship__fail_at(
            err, PSHIP_E_SYNTAX, at->file, 1, 1,
            "the file is empty: a line with the names of the columns is expected");
    }
    return result;
}

/* A row of another width could say anything in any column. */
static void report_width(import *at, const csv_cell *cells, size_t count)
{
    report_place place = {at->file, cells[0].line, cells[0].column, NULL, cells[0].text};
    pship__import_report(at, &place, "cell_count", "error",
                         "the row has %zu cells, the header %zu: it is not taken", count,
                         at->column_count);
    at->rows++;
    at->cells_seen += (int64_t)count;
    at->cells_left += (int64_t)count;
}

static pship_result tell_record(import *at, const csv_cell *cells, size_t count, pship_error *err)
{
    if (count != at->column_count) {
        report_width(at, cells, count);
        return PSHIP_OK;
    }
    at->row_line = cells[0].line;
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < count && result == PSHIP_OK; i++) {
        result = set_cell(at, i, cells[i].text, cells[i].line, cells[i].column, err);
    }
    return result == PSHIP_OK ? tell_row(at, err) : result;
}

static pship_result read_csv(import *at, const char *path, pship_error *err)
{
    pship__csv *csv;
    pship_result result = pship__csv_open_file(&csv, at->context, path, separator_of(at), err);
    if (result != PSHIP_OK) {
        return result;
    }
    pship__csv_report(csv, &at->progress);
    result = name_columns(at, csv, err);
    if (result == PSHIP_OK) {
        result = begin_rows(at, err);
    }
    while (result == PSHIP_OK) {
        const csv_cell *cells;
        size_t count;
        result = pship__csv_next(csv, &cells, &count, NULL, err);
        if (result != PSHIP_OK || count == 0) {
            break;
        }
        result = tell_record(at, cells, count, err);
        if (result == PSHIP_OK) {
            result = pship__progress(&at->progress, pship__csv_fraction(csv), err);
        }
    }
    pship__csv_free(csv);
    return result;
}

/* ---- JSON */

static pship_result name_members(import *at, const json_node *root, pship_error *err)
{
    for (const json_node *row = root->first; row != NULL; row = row->next) {
        if (row->type != JSON_OBJECT) {
            return pship__fail_at(err, PSHIP_E_SYNTAX, at->file, row->place.line, row->place.column,
                                  "an array of objects is expected, not of %s",
                                  pship__json_type_name(row->type));
        }
        for (const json_node *node = row->first; node != NULL; node = node->next) {
            if (at->column_count == PSHIP__CSV_CELL_LIMIT) {
                return pship__fail_at(err, PSHIP_E_LIMIT, at->file, node->place.line,
                                      node->place.column,
                                      "the objects have more than 65536 members");
            }
            size_t length = strlen(node->key);
            pship_result result = PSHIP_OK;
            if (pship__import_column(at, node->key, length) < 0) {
                result = add_column(at, node->key, length, node->key_place.line,
                                    node->key_place.column, err);
            }
            if (result == PSHIP_OK) {
                result = pship__progress(&at->progress, -1, err);
            }
            if (result != PSHIP_OK) {
                return result;
            }
        }
    }
    return PSHIP_OK;
}

static pship_result tell_object(import *at, const json_node *row, pship_error *err)
{
    pship_result result = PSHIP_OK;
    at->row_line = row->place.line;
    for (size_t i = 0; i < at->column_count; i++) {
        at->cells[i] = (row_cell){.line = row->place.line, .column = row->place.column};
    }
    for (const json_node *node = row->first; node != NULL && result == PSHIP_OK;
         node = node->next) {
        int32_t column = pship__import_column(at, node->key, strlen(node->key));
        bool nested = node->type == JSON_ARRAY || node->type == JSON_OBJECT;
        const char *text = node->type == JSON_TRUE    ? "true"
                           : node->type == JSON_FALSE ? "false"
                           : nested                   ? pship__json_type_name(node->type)
                           : node->text != NULL       ? node->text
                                                      : "";
        if (column < 0) {
            continue; /* not reached: every member names a column */
        }
        result = set_cell(at, (size_t)column, text, node->place.line, node->place.column, err);
        if (nested && result == PSHIP_OK) {
            at->cells[column].text = NULL;
            at->cells_left++;
            at->cells_empty--; /* account() will take it for one that is empty */
            pship__import_report_cell(at, column, "bad_value", "error",
                                      "a text, a number, true, false or null is expected, not %s",
                                      text);
        }
    }
    return result == PSHIP_OK ? tell_row(at, err) : result;
}

/* The parser has set aside what came again. */
static void report_repeated(import *at, const pship__json *json)
{
    for (size_t i = 0; i < json->duplicate_count; i++) {
        const json_node *node = json->duplicates[i];
        report_place place = {at->file, node->key_place.line, node->key_place.column, node->key,
                              node->text};
        pship__import_report(at, &place, "duplicate_column", "error",
                             "'%.100s' occurs twice in this object: the first counts", node->key);
        at->cells_seen++;
        at->cells_left++;
    }
}

static pship_result tell_objects(import *at, const json_node *root, pship_error *err)
{
    double count = 0, told = 0;
    pship_result result = PSHIP_OK;
    for (const json_node *row = root->first; row != NULL; row = row->next) {
        count++;
    }
    for (const json_node *row = root->first; row != NULL && result == PSHIP_OK; row = row->next) {
        result = tell_object(at, row, err);
        if (result == PSHIP_OK) {
            result = pship__progress(&at->progress, ++told / count, err);
        }
    }
    return result;
}

/* Reading the bytes is little of the work, and telling what they say about as much as parsing them. */
static pship_result read_json(import *at, const char *path, double done, double share,
                              pship_error *err)
{
    pship__buffer bytes;
    pship__json *json = NULL;
    pship__buffer_init(&bytes, at->context);
    pship_result result = pship__file_read(&bytes, path, &at->progress, err);
    if (result == PSHIP_OK) {
        pship__progress_part(&at->progress, done, share / 2);
        result = pship__json_parse(&json, at->context, bytes.bytes, bytes.length, at->file,
                                   &at->progress, NULL, err);
    }
    if (result == PSHIP_OK && json->root->type != JSON_ARRAY) {
        result = pship__fail_at(err, PSHIP_E_SYNTAX, at->file, json->root->place.line,
                                json->root->place.column, "an array of objects is expected");
    }
    if (result == PSHIP_OK) {
        result = name_members(at, json->root, err);
    }
    if (result == PSHIP_OK) {
        result = begin_rows(at, err);
    }
    if (result == PSHIP_OK) {
        report_repeated(at, json);
        pship__progress_part(&at->progress, done + share / 2, share / 2);
        result = tell_objects(at, json->root, err);
    }
    pship__json_free(json);
    pship__buffer_free(&bytes);
    return result;
}

/* ---- files */

static bool is_json(const char *path)
{
    size_t length = strlen(path);
    return length >= 5 && strcmp(path + length - 5, ".json") == 0;
}

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

/* File names are bytes, the texts of a report are not. */
static pship_result name_file(import *at, const char *path, pship_error *err)
{
    const char *name = name_of(path);
    bool valid = pship__utf8_valid(path, strlen(path));
    const char *dot = strrchr(name, '.');
    size_t length = dot == NULL || dot == name ? strlen(name) : (size_t)(dot - name);
    at->file = pship__json_keep(at->texts, valid ? path : "?", strlen(valid ? path : "?"));
    at->stem = pship__json_keep(at->texts, valid ? name : "?", valid ? length : 1);
    return at->file == NULL || at->stem == NULL ? pship__fail_memory(err) : PSHIP_OK;
}

static pship_result read_file(import *at, const char *path, double done, double share,
                              pship_error *err)
{
    at->column_count = 0;
    pship__map_free(&at->names);
    pship__progress_part(&at->progress, done, share);
    pship_result result = name_file(at, path, err);
    if (result != PSHIP_OK) {
        return result;
    }
    return is_json(path) ? read_json(at, path, done, share, err) : read_csv(at, path, err);
}

/* Of a folder, the files that the mapping is for. */
static pship_result find_files(import *at, file_list *paths, const char *path, pship_error *err)
{
    file_form form;
    pship_result result = pship__file_form(path, &form, err);
    if (result != PSHIP_OK || form != FILE_DIRECTORY) {
        return result == PSHIP_OK ? pship__files_one(paths, at->context, path, err) : result;
    }
    result = pship__files_list(paths, at->context, path, ".csv", err);
    const json_node *only = file_member(at, "only");
    size_t kept = 0;
    for (size_t i = 0; result == PSHIP_OK && i < paths->count; i++) {
        if (only != NULL && !pship__glob(only->text, name_of(paths->paths[i]))) {
            pship__release(at->context, paths->paths[i]);
        } else {
            paths->paths[kept++] = paths->paths[i];
        }
    }
    if (result != PSHIP_OK) {
        return result;
    }
    paths->count = kept;
    return kept > 0 ? PSHIP_OK
                    : pship__fail(err, PSHIP_E_NOT_FOUND,
                                  "there is no .csv file for the mapping in '%.200s'", path);
}

static pship_result check_file_member(import *at, pship_error *err)
{
    static const char *const known[] = {"separator", "header", "only", NULL};
    const mapping_file *in = &at->mapping.files[0];
    const json_node *file = pship__json_find(at->root, "file");
    if (file == NULL) {
        return PSHIP_OK;
    }
    if (file->type != JSON_OBJECT) {
        return pship__mapping_wrong(in, file->place, err, "'file' is an object");
    }
    const json_node *separator = pship__json_find(file, "separator");
    if (separator != NULL && (separator->type != JSON_STRING || strlen(separator->text) != 1 ||
                              strchr("\"\r\n", *separator->text) != NULL)) {
        return pship__mapping_wrong(in, separator->place, err,
                                    "'separator' is one character, and neither a quote nor a line "
                                    "end");
    }
    const json_node *header = pship__json_find(file, "header");
    bool named = header == NULL || (header->type == JSON_ARRAY && header->first != NULL);
    for (const json_node *name = named && header != NULL ? header->first : NULL; name != NULL;
         name = name->next) {
        named = named && name->type == JSON_STRING;
    }
    if (!named) {
        return pship__mapping_wrong(in, header->place, err,
                                    "'header' is an array of the names of the columns");
    }
    const json_node *only = pship__json_find(file, "only");
    if (only != NULL && only->type != JSON_STRING) {
        return pship__mapping_wrong(in, only->place, err, "'only' is a pattern of file names");
    }
    return pship__mapping_members(in, file, known, err);
}

pship_result pship__import_rows(import *at, const char *path, pship_error *err)
{
    file_list paths = {.context = at->context};
    pship_result result = check_file_member(at, err);
    if (result == PSHIP_OK) {
        result = find_files(at, &paths, path, err);
    }
    for (size_t i = 0; i < paths.count && result == PSHIP_OK; i++) {
        double share = 1 / (double)paths.count;
        result = read_file(at, paths.paths[i], (double)i * share, share, err);
    }
    pship__files_free(&paths);
    return result;
}
