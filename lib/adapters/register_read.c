/* Reading a register: files and problems. */
#include "adapters/reader.h"
#include "adapters/sections.h"
#include <stdio.h>
#include <string.h>

/* ---- problems */

static void add_finding(reader *at, const char *rule, json_place where, const char *message)
{
    finding found = {.rule = pship__rule_find(rule),
                     .where = {.file = at->file, .line = where.line, .column = where.column},
                     .entity = at->entity,
                     .property = at->property,
                     .message = message};
    pship__findings_add(at->found, &found);
}

static void add_problem(reader *at, pship_result code, const char *rule, json_place place,
                        const char *message)
{
    problem_list *found = &at->problems;
    if (at->found != NULL) {
        add_finding(at, rule, place, message);
        return;
    }
    if (found->count++ == 0) {
        (void)pship__fail_at(&found->first, code, at->path, place.line, place.column, "%s",
                             message);
    }
    pship__add_text(found->table, at->path);
    pship__add_int64(found->table, place.line);
    pship__add_int64(found->table, place.column);
    pship__add_text(found->table, rule);
    pship__add_text(found->table, message);
}

void pship__problem(reader *at, pship_result code, const char *rule, json_place place,
                    const char *format, ...)
{
    char message[512];
    pship_error cut = PSHIP_ERROR_INIT; /* its message is cut at the border of a character */
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    (void)pship__fail(&cut, code, "%s", message);
    add_problem(at, code, rule, place, cut.message);
}

void pship__problem_from(reader *at, const char *rule, json_place place, const pship_error *err)
{
    add_problem(at, err->code, rule, place, err->message);
}

pship_result pship__told_at(reader *at, pship_statement_id id, json_place where, bool vouched,
                            pship_error *err)
{
    if (at->told_at == NULL || id == 0) {
        return PSHIP_OK;
    }
    file_place found = {at->file, where.line, where.column, vouched};
    return pship__places_note(at->told_at, id, found, err);
}

const char *pship__need_string(reader *at, const json_node *node)
{
    if (node->type != JSON_STRING) {
        pship__problem(at, PSHIP_E_INVALID, "bad_value", node->place,
                       "'%s' is %s; a string is expected", node->key == NULL ? "this" : node->key,
                       pship__json_type_name(node->type));
        return NULL;
    }
    return node->text;
}

bool pship__ends_reading(pship_result result)
{
    return result == PSHIP_E_MEMORY || result == PSHIP_E_CANCELLED || result == PSHIP_E_ARGUMENT;
}

/* ---- files */

static pship_result parse_file(reader *at, register_file *file, pship_error *err)
{
    pship_error own = PSHIP_ERROR_INIT;
    pship__buffer bytes;
    const char *rule = JSON_RULE_SYNTAX;
    pship__buffer_init(&bytes, at->context);
    at->path = file->path;
    pship_result result = pship__file_read(&bytes, file->path, &at->progress, &own);
    if (result == PSHIP_OK) {
        result = pship__json_parse(&file->json, at->context, bytes.bytes, bytes.length, file->path,
                                   &at->progress, &rule, &own);
        if (result == PSHIP_E_SYNTAX ||
            (result == PSHIP_E_LIMIT && strcmp(rule, JSON_RULE_DEPTH) == 0)) {
            pship__problem_from(at, rule, (json_place){(uint32_t)own.line, (uint32_t)own.column},
                                &own);
            result = PSHIP_OK;
        }
    }
    pship__buffer_free(&bytes);
    if (result != PSHIP_OK && err != NULL) {
        *err = own;
    }
    return result;
}

static void check_duplicates(reader *at, const pship__json *json)
{
    for (size_t i = 0; i < json->duplicate_count; i++) {
        const json_node *node = json->duplicates[i];
        pship__problem(at, PSHIP_E_SYNTAX, "duplicate_member", node->key_place,
                       "'%.100s' occurs twice in this object", node->key);
    }
}

/* Says also which sections there are. */
static void unknown_member(reader *at, const json_node *node)
{
    char names[256];
    size_t length = 0;
    for (size_t i = 0; i < pship__section_count; i++) {
        int wrote = snprintf(names + length, sizeof names - length, "%s%s", i > 0 ? ", " : "",
                             pship__sections[i].name);
        if (wrote < 0 || (size_t)wrote >= sizeof names - length) {
            break;
        }
        length += (size_t)wrote;
    }
    pship__problem(at, PSHIP_E_INVALID, "unknown_member", node->key_place,
                   "'%.80s' is no member of a register file; its sections are %s", node->key,
                   names);
}

/* The members of a file: its version, words for people, and sections. */
static void check_members(reader *at, register_file *file)
{
    const json_node *root = file->json->root;
    if (root->type != JSON_OBJECT) {
        pship__problem(at, PSHIP_E_INVALID, "bad_value", root->place,
                       "a register file holds one object, not %s",
                       pship__json_type_name(root->type));
        pship__json_free(file->json);
        file->json = NULL;
        return;
    }
    const json_node *version = pship__json_find(root, "partnership_register");
    if (version == NULL) {
        pship__problem(at, PSHIP_E_INVALID, "missing_member", root->place,
                       "\"partnership_register\": 1 is missing: is this a register?");
    } else if (version->type != JSON_NUMBER || strcmp(version->text, "1") != 0) {
        pship__problem(at, PSHIP_E_FORMAT, "bad_value", version->place,
                       "only version 1 of the register format is known");
    }
    for (const json_node *node = root->first; node != NULL; node = node->next) {
        bool words = strcmp(node->key, "$schema") == 0 || strcmp(node->key, "title") == 0 ||
                     strcmp(node->key, "note") == 0;
        bool rows = strcmp(node->key, "kinds") == 0 || strcmp(node->key, "properties") == 0 ||
                    strcmp(node->key, "scenarios") == 0 || pship__section_find(node->key) != NULL;
        if (words) {
            (void)pship__need_string(at, node);
        } else if (rows && node->type != JSON_ARRAY) {
            pship__problem(at, PSHIP_E_INVALID, "bad_value", node->place,
                           "'%s' is %s; an array is expected", node->key,
                           pship__json_type_name(node->type));
        } else if (strcmp(node->key, "entry") == 0) {
            if (node->type != JSON_NULL) {
                pship__problem(at, PSHIP_E_INVALID, "bad_value", node->place,
                               "'entry' of a file can only be null");
            }
        } else if (!rows && node != version) {
            unknown_member(at, node);
        }
    }
}

const json_node *pship__reader_open(reader *at, size_t file)
{
    at->path = at->files[file].path;
    at->file = (uint32_t)file + 1;
    at->json = at->files[file].json;
    const json_node *root = at->json == NULL ? NULL : at->json->root;
    at->nameless = root != NULL && pship__json_find(root, "entry") != NULL;
    return root;
}

static pship_result parse_files(reader *at, pship_error *err)
{
    for (size_t i = 0; i < at->paths.count; i++) {
        at->files[i].path = at->paths.paths[i];
        at->file = (uint32_t)i + 1;
        pship__progress_part(&at->progress, (double)i / (double)at->paths.count,
                             1 / (double)at->paths.count);
        pship_result result = parse_file(at, &at->files[i], err);
        if (result != PSHIP_OK) {
            return result;
        }
        if (at->files[i].json != NULL) {
            check_duplicates(at, at->files[i].json);
            check_members(at, &at->files[i]);
        }
    }
    return PSHIP_OK;
}

/* ---- the whole */

static pship_result read_all(reader *at, pship_error *err)
{
    pship_result result = parse_files(at, err);
    if (result == PSHIP_OK) {
        result = pship__read_schema(at, err);
    }
    if (result == PSHIP_OK) {
        result = pship__declare_entries(at, err);
    }
    return result == PSHIP_OK ? pship__read_entries(at, err) : result;
}

/* Into the layer of the transaction, which goes on there afterwards. */
static pship_result tell_all(reader *at, pship_error *err)
{
    at->scenario = pship__transaction_scenario(at->transaction);
    pship__naming_begin(&at->names, at->context);
    pship__transaction_retell(at->transaction, true);
    pship_result result = read_all(at, err);
    pship__transaction_retell(at->transaction, false);
    pship__naming_end(&at->names);
    pship_result back = pship__transaction_set_scenario(at->transaction, at->scenario,
                                                        result == PSHIP_OK ? err : NULL);
    return result == PSHIP_OK ? back : result;
}

static pship_result find_files(reader *at, const char *path, pship_error *err)
{
    file_form form;
    pship_result result = pship__file_form(path, &form, err);
    if (result == PSHIP_OK) {
        result = form == FILE_DIRECTORY
                     ? pship__files_list(&at->paths, at->context, path, ".json", err)
                     : pship__files_one(&at->paths, at->context, path, err);
    }
    if (result == PSHIP_OK && at->paths.count == 0) {
        return pship__fail(err, PSHIP_E_NOT_FOUND, "there is no .json file in '%.200s'", path);
    }
    if (result == PSHIP_OK) {
        at->files = pship__allocate_zero(at->context, at->paths.count, sizeof *at->files);
        result = at->files == NULL ? pship__fail_memory(err) : PSHIP_OK;
    }
    return result;
}

pship_result pship__reader_read(reader *at, const char *path, pship_error *err)
{
    at->context = pship__transaction_context(at->transaction);
    pship__progress_begin(&at->progress, at->context, "reading register");
    pship_result result = find_files(at, path, err);
    return result == PSHIP_OK ? tell_all(at, err) : result;
}

void pship__reader_end(reader *at)
{
    for (size_t i = 0; at->files != NULL && i < at->paths.count; i++) {
        pship__json_free(at->files[i].json);
    }
    pship__release(at->context, at->files);
    pship__files_free(&at->paths);
    pship__table_builder_free(at->problems.table);
}

static pship_result new_problems(reader *at, pship_error *err)
{
    static const pship__column_spec columns[] = {{"file", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"line", PSHIP_COLUMN_INT64, NULL, 0},
                                                 {"column", PSHIP_COLUMN_INT64, NULL, 0},
                                                 {"rule", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"message", PSHIP_COLUMN_UTF8, NULL, 0}};
    at->problems.first = pship_error_init();
    return pship__table_builder_new(&at->problems.table,
                                    pship__transaction_context(at->transaction), columns,
                                    sizeof columns / sizeof columns[0], err);
}

/* The first problem becomes the error of the call, and says how many more there are. */
static pship_result tell_problems(reader *at, pship_table **problems, pship_error *err)
{
    const pship_error *first = &at->problems.first;
    pship_table *table = NULL;
    pship_result result = pship__table_builder_finish(at->problems.table, &table, err);
    at->problems.table = NULL;
    if (result != PSHIP_OK) {
        return result;
    }
    if (problems != NULL) {
        *problems = table;
    } else {
        pship_table_free(table);
    }
    if (at->problems.count == 1) {
        return pship__fail_at(err, first->code, first->file, first->line, first->column, "%s",
                              first->message);
    }
    return pship__fail_at(err, first->code, first->file, first->line, first->column,
                          "%.400s (and %lld more)", first->message,
                          (long long)at->problems.count - 1);
}

pship_result pship_register_read(pship_table **problems, pship_transaction *transaction,
                                 const char *path, pship_error *err)
{
    if (transaction == NULL || path == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_register_read needs an open transaction and a path");
    }
    reader at = {.transaction = transaction};
    pship_result result = new_problems(&at, err);
    if (result == PSHIP_OK) {
        result = pship__reader_read(&at, path, err);
    }
    if (result == PSHIP_OK && at.problems.count > 0) {
        result = tell_problems(&at, problems, err);
    }
    pship__reader_end(&at);
    return result;
}
