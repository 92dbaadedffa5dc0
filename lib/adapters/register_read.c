/* Reading a register: files, schema, entities; the statements are in statements_read.c. */
#include "adapters/reader.h"
#include "stream/sort.h"
#include <stdio.h>
#include <string.h>

static const section sections[] = {
    {"sources", "source", NULL, false},
    {"parties", "party", "party", true},
    {"persons", "person", NULL, false},
    {"offices", "office", NULL, false},
    {"agreements", "agreement", NULL, false},
    {"acts", "act", NULL, false},
    {"working_groups", "working_group", NULL, false},
    {"events", "event", NULL, false},
    {"commitments", "commitment", NULL, false},
    {"figures", "figure", NULL, false},
    {"entities", "", NULL, true},
};

const section *pship__section_find(const char *name)
{
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        if (strcmp(sections[i].name, name) == 0) {
            return &sections[i];
        }
    }
    return NULL;
}

/* ---- problems */

static void add_problem(reader *at, pship_result code, const char *rule, json_place place,
                        const char *message)
{
    problem_list *found = &at->problems;
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
    pship_result result = pship__file_read(&bytes, file->path, &own);
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
                    pship__section_find(node->key) != NULL;
        if (words) {
            (void)pship__need_string(at, node);
        } else if (rows && node->type != JSON_ARRAY) {
            pship__problem(at, PSHIP_E_INVALID, "bad_value", node->place,
                           "'%s' is %s; an array is expected", node->key,
                           pship__json_type_name(node->type));
        } else if (!rows && node != version) {
            pship__problem(at, PSHIP_E_INVALID, "unknown_member", node->key_place,
                           "'%.100s' is no member of a register file", node->key);
        }
    }
}

static pship_result parse_files(reader *at, pship_error *err)
{
    for (size_t i = 0; i < at->paths.count; i++) {
        at->files[i].path = at->paths.paths[i];
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

/* ---- schema */

/* A member that is a string where it is given; other types are a problem. */
static const char *string_of(reader *at, const json_node *object, const char *key)
{
    const json_node *node = pship__json_find(object, key);
    return node == NULL ? NULL : pship__need_string(at, node);
}

static bool known_members(reader *at, const json_node *object, const char *const *known)
{
    bool good = true;
    for (const json_node *node = object->first; node != NULL; node = node->next) {
        size_t i = 0;
        while (known[i] != NULL && strcmp(known[i], node->key) != 0) {
            i++;
        }
        if (known[i] == NULL) {
            pship__problem(at, PSHIP_E_INVALID, "unknown_member", node->key_place,
                           "'%.100s' is not known here", node->key);
            good = false;
        }
    }
    return good;
}

static const char *name_of(reader *at, const json_node *row)
{
    if (row->type != JSON_OBJECT) {
        pship__problem(at, PSHIP_E_INVALID, "bad_value", row->place,
                       "an object is expected, not %s", pship__json_type_name(row->type));
        return NULL;
    }
    const char *name = string_of(at, row, "name");
    if (name == NULL && pship__json_find(row, "name") == NULL) {
        pship__problem(at, PSHIP_E_INVALID, "missing_member", row->place, "\"name\" is missing");
    }
    return name;
}

static pship_result read_kind(reader *at, const json_node *row, pship_error *err)
{
    static const char *const known[] = {"name", "parent", "description", NULL};
    const char *name = name_of(at, row);
    if (name == NULL || !known_members(at, row, known)) {
        return PSHIP_OK;
    }
    pship_kind_options options = PSHIP_KIND_OPTIONS_INIT;
    options.parent = string_of(at, row, "parent");
    options.description = string_of(at, row, "description");
    return pship_kind_define(at->transaction, name, &options, err);
}

static bool property_type(reader *at, const json_node *row, pship_property_type *type)
{
    static const char *const words[] = {"text", "number", "date", "reference", "boolean", "any"};
    const json_node *node = pship__json_find(row, "type");
    if (node == NULL) {
        return true;
    }
    for (size_t i = 0; node->type == JSON_STRING && i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(node->text, words[i]) == 0) {
            *type = (pship_property_type)(i + 1);
            return true;
        }
    }
    pship__problem(at, PSHIP_E_INVALID, "bad_value", node->place,
                   "a type is one of text, number, date, reference, boolean and any");
    return false;
}

static pship_result read_property(reader *at, const json_node *row, pship_error *err)
{
    static const char *const known[] = {"name",      "type",        "many", "of_kind",
                                        "refers_to", "description", NULL};
    pship_property_options options = PSHIP_PROPERTY_OPTIONS_INIT;
    const char *name = name_of(at, row);
    if (name == NULL || !known_members(at, row, known) || !property_type(at, row, &options.type)) {
        return PSHIP_OK;
    }
    const json_node *many = pship__json_find(row, "many");
    if (many != NULL && many->type != JSON_TRUE && many->type != JSON_FALSE) {
        pship__problem(at, PSHIP_E_INVALID, "bad_value", many->place, "'many' is true or false");
        return PSHIP_OK;
    }
    options.many = many != NULL && many->type == JSON_TRUE;
    options.of_kind = string_of(at, row, "of_kind");
    options.refers_to = string_of(at, row, "refers_to");
    options.description = string_of(at, row, "description");
    return pship_property_define(at->transaction, name, &options, err);
}

typedef pship_result (*row_reader)(reader *at, const json_node *row, pship_error *err);

static pship_result read_schema(reader *at, const char *part, row_reader read, pship_error *err)
{
    for (size_t i = 0; i < at->paths.count; i++) {
        at->path = at->files[i].path;
        const json_node *rows =
            at->files[i].json == NULL ? NULL : pship__json_find(at->files[i].json->root, part);
        if (rows == NULL || rows->type != JSON_ARRAY) {
            continue;
        }
        for (const json_node *row = rows->first; row != NULL; row = row->next) {
            pship_error own = PSHIP_ERROR_INIT;
            pship_result result = read(at, row, &own);
            if (pship__ends_reading(result)) {
                return pship__fail(err, result, "%s", own.message);
            }
            if (result != PSHIP_OK) {
                pship__problem_from(at,
                                    result == PSHIP_E_CONFLICT    ? "conflict"
                                    : result == PSHIP_E_NOT_FOUND ? "unknown_kind"
                                                                  : "bad_value",
                                    row->place, &own);
            }
        }
    }
    return PSHIP_OK;
}

/* ---- entries: the same walk declares the entities and, later, reads their statements */

typedef pship_result (*entry_reader)(reader *at, const entry *of, pship_error *err);

/* Where an entry says from which source it is: a string or an array of strings. */
static void take_defaults(entry *of)
{
    of->source = pship__json_find(of->node, "source");
    of->locator = pship__json_find(of->node, "locator");
    if (of->locator != NULL && of->locator->type != JSON_STRING) {
        of->locator = NULL;
    }
}

/* The kind of an entry, from its section or from itself; a problem only where `report`. */
static const char *kind_of_entry(reader *at, const section *in, const json_node *node, bool report)
{
    const json_node *said = pship__json_find(node, "kind");
    if (!in->says_kind) {
        if (said != NULL && report) {
            pship__problem(at, PSHIP_E_INVALID, "unknown_member", said->key_place,
                           "entries of '%s' are all of kind %s and do not say it", in->name,
                           in->kind);
        }
        return in->kind;
    }
    if (said == NULL) {
        if (in->default_kind == NULL && report) {
            pship__problem(at, PSHIP_E_INVALID, "missing_member", node->place,
                           "\"kind\" is missing");
        }
        return in->default_kind;
    }
    if (said->type != JSON_STRING) {
        return report ? pship__need_string(at, said) : NULL;
    }
    if (in->default_kind != NULL &&
        !pship__transaction_kind_is(at->transaction, said->text, in->default_kind)) {
        if (report) {
            pship__problem(at, PSHIP_E_INVALID, "wrong_kind", said->place,
                           "'%.80s' is not a kind of %s", said->text, in->default_kind);
        }
        return NULL;
    }
    return said->text;
}

static int by_id(const void *left, const void *right)
{
    const json_node *a = left, *b = right;
    int order = strcmp(a->text, b->text);
    if (order != 0) {
        return order;
    }
    if (a->place.line != b->place.line) {
        return a->place.line < b->place.line ? -1 : 1;
    }
    return a->place.column < b->place.column ? -1 : a->place.column > b->place.column;
}

/* An id that stands twice in one section of one file is a slip; in two files it adds statements. */
static pship_result check_ids(reader *at, const json_node *rows, pship_error *err)
{
    size_t count = 0;
    for (const json_node *row = rows->first; row != NULL; row = row->next) {
        count++;
    }
    const json_node **ids = pship__allocate(at->context, count, sizeof *ids);
    if (ids == NULL) {
        return pship__fail_memory(err);
    }
    count = 0;
    for (const json_node *row = rows->first; row != NULL; row = row->next) {
        const json_node *id = pship__json_find(row, "id");
        if (id != NULL && id->type == JSON_STRING) {
            ids[count++] = id;
        }
    }
    pship__sort((void **)ids, count, by_id);
    for (size_t i = 1; i < count; i++) {
        if (strcmp(ids[i - 1]->text, ids[i]->text) == 0) {
            pship__problem(at, PSHIP_E_CONFLICT, "duplicate_id", ids[i]->place,
                           "'%.100s' stands in '%s' of this file already", ids[i]->text, rows->key);
        }
    }
    pship__release(at->context, ids);
    return PSHIP_OK;
}

typedef struct walk {
    entry_reader read;
    bool report; /* the first walk reports what is wrong with the entries themselves */
} walk;

static pship_result walk_entry(reader *at, const section *in, const json_node *node, const char *id,
                               const walk *how, pship_error *err)
{
    entry of = {.id = id, .node = node};
    of.kind = kind_of_entry(at, in, node, how->report);
    if (of.kind == NULL) {
        return PSHIP_OK;
    }
    take_defaults(&of);
    pship_result result = pship__progress(&at->progress, -1, err);
    return result == PSHIP_OK ? how->read(at, &of, err) : result;
}

#define ACT_ID_SIZE 401

/* An act within its agreement is called after both where it has no id of its own. NULL where it has
 * nothing to be called by. */
static const char *id_of_act(const char *agreement, const json_node *act, char *made)
{
    const json_node *said = pship__json_find(act, "id");
    const json_node *type = pship__json_find(act, "type");
    if (said != NULL) {
        return said->type == JSON_STRING ? said->text : NULL;
    }
    if (type == NULL || type->type != JSON_STRING) {
        return NULL;
    }
    (void)snprintf(made, ACT_ID_SIZE, "%.200s/%.199s", agreement, type->text);
    return made;
}

/* What is wrong with an act before anything is read of it; false where it cannot be read. */
static bool check_act(reader *at, const char *agreement, const json_node *acts,
                      const json_node *act)
{
    char own[ACT_ID_SIZE], other[ACT_ID_SIZE];
    if (act->type != JSON_OBJECT) {
        pship__problem(at, PSHIP_E_INVALID, "bad_value", act->place, "an act is an object, not %s",
                       pship__json_type_name(act->type));
        return false;
    }
    const json_node *said = pship__json_find(act, "id");
    const char *id = id_of_act(agreement, act, own);
    if (id == NULL && said != NULL) {
        (void)pship__need_string(at, said);
    } else if (id == NULL) {
        pship__problem(at, PSHIP_E_INVALID, "missing_member", act->place,
                       "an act needs an \"id\", or a \"type\" that is a string");
    }
    for (const json_node *before = acts->first; id != NULL && before != act;
         before = before->next) {
        const char *taken = id_of_act(agreement, before, other);
        if (taken != NULL && strcmp(taken, id) == 0) {
            pship__problem(at, PSHIP_E_CONFLICT, "duplicate_id",
                           said != NULL ? said->place : act->place,
                           "another act of this agreement is called '%.200s': give each an \"id\" "
                           "of its own",
                           id);
            break;
        }
    }
    return id != NULL;
}

static pship_result walk_act(reader *at, const entry *agreement, const json_node *acts,
                             const json_node *node, const walk *how, pship_error *err)
{
    char made[ACT_ID_SIZE];
    if (how->report ? !check_act(at, agreement->id, acts, node)
                    : node->type != JSON_OBJECT || id_of_act(agreement->id, node, made) == NULL) {
        return PSHIP_OK;
    }
    entry of = {.id = id_of_act(agreement->id, node, made), .kind = "act", .node = node};
    take_defaults(&of);
    of.source = of.source == NULL ? agreement->source : of.source;
    pship_result result = how->read(at, &of, err);
    if (result == PSHIP_OK && !how->report) {
        result = pship__state_agreement(at, &of, agreement->id, err);
    }
    return result;
}

static pship_result walk_acts(reader *at, const json_node *node, const char *id, const walk *how,
                              pship_error *err)
{
    const json_node *acts = pship__json_find(node, "acts");
    if (acts == NULL) {
        return PSHIP_OK;
    }
    if (acts->type != JSON_ARRAY) {
        if (how->report) {
            pship__problem(at, PSHIP_E_INVALID, "bad_value", acts->place,
                           "'acts' is %s; an array is expected", pship__json_type_name(acts->type));
        }
        return PSHIP_OK;
    }
    entry agreement = {.id = id, .kind = "agreement", .node = node};
    take_defaults(&agreement);
    pship_result result = PSHIP_OK;
    for (const json_node *act = acts->first; act != NULL && result == PSHIP_OK; act = act->next) {
        result = walk_act(at, &agreement, acts, act, how, err);
    }
    return result;
}

static pship_result walk_row(reader *at, const section *in, const json_node *row, const walk *how,
                             pship_error *err)
{
    if (row->type != JSON_OBJECT) {
        if (how->report) {
            pship__problem(at, PSHIP_E_INVALID, "bad_value", row->place,
                           "an entry is an object, not %s", pship__json_type_name(row->type));
        }
        return PSHIP_OK;
    }
    const json_node *id = pship__json_find(row, "id");
    if (id == NULL) {
        if (how->report) {
            pship__problem(at, PSHIP_E_INVALID, "missing_member", row->place, "\"id\" is missing");
        }
        return PSHIP_OK;
    }
    if (id->type != JSON_STRING) {
        if (how->report) {
            (void)pship__need_string(at, id);
        }
        return PSHIP_OK;
    }
    pship_result result = walk_entry(at, in, row, id->text, how, err);
    if (result == PSHIP_OK && strcmp(in->name, "agreements") == 0) {
        result = walk_acts(at, row, id->text, how, err);
    }
    return result;
}

static pship_result walk_section(reader *at, const section *in, const json_node *rows,
                                 const walk *how, pship_error *err)
{
    pship_result result = how->report ? check_ids(at, rows, err) : PSHIP_OK;
    for (const json_node *row = rows->first; row != NULL && result == PSHIP_OK; row = row->next) {
        result = walk_row(at, in, row, how, err);
    }
    return result;
}

static pship_result walk_entries(reader *at, const walk *how, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < at->paths.count; i++) {
        at->path = at->files[i].path;
        const json_node *root = at->files[i].json == NULL ? NULL : at->files[i].json->root;
        const json_node *rows = root == NULL ? NULL : root->first;
        for (; rows != NULL && result == PSHIP_OK; rows = rows->next) {
            const section *in = pship__section_find(rows->key);
            if (in != NULL && rows->type == JSON_ARRAY) {
                result = walk_section(at, in, rows, how, err);
            }
        }
    }
    return result;
}

static pship_result declare(reader *at, const entry *of, pship_error *err)
{
    pship_error own = PSHIP_ERROR_INIT;
    pship_result result = pship_entity_record(at->transaction, of->kind, of->id, &own);
    if (pship__ends_reading(result)) {
        return pship__fail(err, result, "%s", own.message);
    }
    if (result != PSHIP_OK) {
        const json_node *id = pship__json_find(of->node, "id");
        const json_node *kind = pship__json_find(of->node, "kind");
        const json_node *where = result == PSHIP_E_NOT_FOUND && kind != NULL ? kind
                                 : id != NULL                                ? id
                                                                             : of->node;
        pship__problem_from(at,
                            result == PSHIP_E_NOT_FOUND  ? "unknown_kind"
                            : result == PSHIP_E_CONFLICT ? "wrong_kind"
                                                         : "bad_id",
                            where->place, &own);
    }
    return PSHIP_OK;
}

/* ---- the whole */

static pship_result read_all(reader *at, pship_error *err)
{
    static const walk declaring = {declare, true}, stating = {pship__read_statements, false};
    pship_result result = parse_files(at, err);
    if (result == PSHIP_OK) {
        result = read_schema(at, "kinds", read_kind, err);
    }
    if (result == PSHIP_OK) {
        result = read_schema(at, "properties", read_property, err);
    }
    if (result == PSHIP_OK) {
        result = walk_entries(at, &declaring, err);
    }
    if (result == PSHIP_OK) {
        result = walk_entries(at, &stating, err);
    }
    return result;
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

static pship_result new_problems(reader *at, pship_error *err)
{
    static const pship__column_spec columns[] = {{"file", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"line", PSHIP_COLUMN_INT64, NULL, 0},
                                                 {"column", PSHIP_COLUMN_INT64, NULL, 0},
                                                 {"rule", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"message", PSHIP_COLUMN_UTF8, NULL, 0}};
    at->problems.first = pship_error_init();
    return pship__table_builder_new(&at->problems.table, at->context, columns,
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
    reader at = {.transaction = transaction,
                 .context = pship__transaction_context(transaction),
                 .paths = {.context = NULL}};
    pship__progress_begin(&at.progress, at.context, "reading register");
    pship_result result = new_problems(&at, err);
    if (result == PSHIP_OK) {
        result = find_files(&at, path, err);
    }
    if (result == PSHIP_OK) {
        result = read_all(&at, err);
    }
    if (result == PSHIP_OK && at.problems.count > 0) {
        result = tell_problems(&at, problems, err);
    }
    for (size_t i = 0; at.files != NULL && i < at.paths.count; i++) {
        pship__json_free(at.files[i].json);
    }
    pship__release(at.context, at.files);
    pship__files_free(&at.paths);
    pship__table_builder_free(at.problems.table);
    return result;
}
