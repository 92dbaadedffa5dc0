/* Mappings as documents: where they come from, what they include, and whether their top makes sense. */
#include "adapters/import.h"
#include <stdio.h>

/* Mappings that include each other end here. */
#define MOST_FILES 16

pship_result pship__mapping_wrong(const mapping_file *in, json_place place, pship_error *err,
                                  const char *format, ...)
{
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    pship__format_cut(message, sizeof message, format, arguments);
    va_end(arguments);
    return pship__fail_at(err, PSHIP_E_INVALID, in->name, place.line, place.column, "%s", message);
}

pship_result pship__mapping_members(const mapping_file *in, const json_node *node,
                                    const char *const *known, pship_error *err)
{
    if (node->type != JSON_OBJECT) {
        return pship__mapping_wrong(in, node->place, err, "an object is expected, not %s",
                                    pship__json_type_name(node->type));
    }
    for (const json_node *member = node->first; member != NULL; member = member->next) {
        size_t i = 0;
        while (known[i] != NULL && strcmp(known[i], member->key) != 0) {
            i++;
        }
        if (known[i] == NULL) {
            return pship__mapping_wrong(in, member->key_place, err, "'%.100s' is not known here",
                                        member->key);
        }
    }
    return PSHIP_OK;
}

bool pship__glob(const char *pattern, const char *text)
{
    const char *star = NULL, *again = NULL; /* the last star, and what it has not yet stood for */
    while (*text != '\0') {
        if (*pattern == '*') {
            star = pattern++;
            again = text;
        } else if (*pattern == *text) {
            pattern++;
            text++;
        } else if (star != NULL) {
            pattern = star + 1;
            text = ++again;
        } else {
            return false;
        }
    }
    while (*pattern == '*') {
        pattern++;
    }
    return *pattern == '\0';
}

/* ---- where a mapping comes from */

static const preset *find_preset(const char *name)
{
    for (const preset *one = pship__presets; one->name != NULL; one++) {
        if (strcmp(one->name, name) == 0) {
            return one;
        }
    }
    return NULL;
}

static pship_result add_file(mapping_files *opened, const char *name, const char *bytes,
                             size_t length, pship_error *err)
{
    if (opened->count == MOST_FILES) {
        return pship__fail(err, PSHIP_E_LIMIT, "the mapping includes more than %d others",
                           MOST_FILES - 1);
    }
    if (!pship__grow(opened->context, (void **)&opened->files, opened->count, &opened->capacity,
                     sizeof *opened->files)) {
        return pship__fail_memory(err);
    }
    mapping_file *file = &opened->files[opened->count];
    *file = (mapping_file){.name = pship__copy_text(opened->context, name)};
    if (file->name == NULL) {
        return pship__fail_memory(err);
    }
    opened->count++;
    pship_result result =
        pship__json_parse(&file->json, opened->context, bytes, length, file->name, NULL, NULL, err);
    if (result == PSHIP_OK && file->json->duplicate_count > 0) {
        const json_node *node = file->json->duplicates[0];
        return pship__mapping_wrong(file, node->key_place, err,
                                    "'%.100s' occurs twice in this object", node->key);
    }
    return result;
}

static pship_result add_preset(mapping_files *opened, const preset *of, pship_error *err)
{
    char name[80];
    (void)snprintf(name, sizeof name, "preset %s", of->name);
    return add_file(opened, name, of->bytes, of->length, err);
}

static pship_result add_path(mapping_files *opened, const char *path, pship_error *err)
{
    pship__buffer bytes;
    pship__buffer_init(&bytes, opened->context);
    pship_result result = pship__file_read(&bytes, path, NULL, err);
    if (result == PSHIP_OK) {
        result = add_file(opened, path, bytes.bytes, bytes.length, err);
    }
    if (result == PSHIP_OK) {
        opened->files[opened->count - 1].is_path = true;
    }
    pship__buffer_free(&bytes);
    return result;
}

/* A path has a slash or a dot, and all else is the name of a preset. */
static pship_result add_named(mapping_files *opened, const char *given, pship_error *err)
{
    const preset *found = find_preset(given);
    if (found != NULL) {
        return add_preset(opened, found, err);
    }
    if (strpbrk(given, "/.") != NULL) {
        return add_path(opened, given, err);
    }
    return pship__fail(err, PSHIP_E_NOT_FOUND,
                       "there is no preset '%.80s'; a file is given by its path, such as ./%.80s",
                       pship__utf8_valid(given, strlen(given)) ? given : "?",
                       pship__utf8_valid(given, strlen(given)) ? given : "?");
}

/* A text begins with its bracket. */
static pship_result add_given(mapping_files *opened, const char *given, pship_error *err)
{
    const char *start = given + strspn(given, " \t\r\n");
    return *start == '{' ? add_file(opened, "the mapping", given, strlen(given), err)
                         : add_named(opened, given, err);
}

/* A path that a mapping names counts from the folder of that mapping. A preset has none, nor has a text. */
static pship_result add_included(mapping_files *opened, size_t of, const char *given,
                                 pship_error *err)
{
    const mapping_file *by = &opened->files[of];
    const char *slash = by->is_path ? strrchr(by->name, '/') : NULL;
    if (find_preset(given) != NULL || strpbrk(given, "/.") == NULL || given[0] == '/' ||
        slash == NULL) {
        return add_named(opened, given, err);
    }
    pship__buffer path;
    pship__buffer_init(&path, opened->context);
    pship__buffer_add(&path, by->name, (size_t)(slash - by->name) + 1);
    pship__buffer_add_text(&path, given);
    pship_result result =
        path.failed ? pship__fail_memory(err) : add_named(opened, path.bytes, err);
    pship__buffer_free(&path);
    return result;
}

/* ---- the top of a mapping */

static pship_result check_lists(const mapping_file *file, const json_node *root, pship_error *err)
{
    static const char *const arrays[] = {"include",    "nulls",    "replace", "sources",
                                         "properties", "entities", "order",   "ignore"};
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++) {
        const json_node *node = pship__json_find(root, arrays[i]);
        if (node != NULL && node->type != JSON_ARRAY) {
            return pship__mapping_wrong(file, node->place, err, "'%s' is %s; an array is expected",
                                        arrays[i], pship__json_type_name(node->type));
        }
    }
    return PSHIP_OK;
}

static pship_result check_top(const mapping_file *file, pship_error *err)
{
    static const char *const known[] = {"$schema",  "partnership_mapping",
                                        "title",    "note",
                                        "include",  "file",
                                        "nulls",    "replace",
                                        "source",   "order",
                                        "sources",  "properties",
                                        "tables",   "ignore",
                                        "entities", NULL};
    const json_node *root = file->json->root;
    if (root->type != JSON_OBJECT) {
        return pship__mapping_wrong(file, root->place, err, "a mapping is one object, not %s",
                                    pship__json_type_name(root->type));
    }
    const json_node *version = pship__json_find(root, "partnership_mapping");
    if (version == NULL) {
        return pship__mapping_wrong(file, root->place, err,
                                    "\"partnership_mapping\": 1 is missing: is this a mapping?");
    }
    if (version->type != JSON_NUMBER || strcmp(version->text, "1") != 0) {
        return pship__mapping_wrong(file, version->place, err,
                                    "only version 1 of the mapping format is known");
    }
    pship_result result = pship__mapping_members(file, root, known, err);
    return result == PSHIP_OK ? check_lists(file, root, err) : result;
}

static pship_result include_all(mapping_files *opened, size_t of, pship_error *err)
{
    const json_node *list = pship__json_find(opened->files[of].json->root, "include");
    for (const json_node *node = list == NULL ? NULL : list->first; node != NULL;
         node = node->next) {
        if (node->type != JSON_STRING) {
            return pship__mapping_wrong(&opened->files[of], node->place, err,
                                        "the name of a preset or a path is expected");
        }
        pship_result result = add_included(opened, of, node->text, err);
        if (result != PSHIP_OK) {
            return result;
        }
    }
    return PSHIP_OK;
}

pship_result pship__mapping_open(mapping_files *opened, const pship_context *context,
                                 const char *given, pship_error *err)
{
    *opened = (mapping_files){.context = context};
    pship_result result = add_given(opened, given, err);
    for (size_t i = 0; result == PSHIP_OK && i < opened->count; i++) {
        result = check_top(&opened->files[i], err);
        if (result == PSHIP_OK) {
            result = include_all(opened, i, err);
        }
    }
    return result;
}

void pship__mapping_free(mapping_files *opened)
{
    for (size_t i = 0; i < opened->count; i++) {
        pship__json_free(opened->files[i].json);
        pship__release(opened->context, opened->files[i].name);
    }
    pship__release(opened->context, opened->files);
    *opened = (mapping_files){.context = opened->context};
}
