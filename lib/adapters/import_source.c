/* What a mapping brings along besides its rules: sources, and additions to the schema. */
#include "adapters/import.h"
#include "adapters/reader.h"
#include <partnership/source.h>

static const char *text_of(const mapping_file *in, const json_node *object, const char *key,
                           pship_result *result, pship_error *err)
{
    const json_node *node = pship__json_find(object, key);
    if (node == NULL || *result != PSHIP_OK) {
        return NULL;
    }
    if (node->type != JSON_STRING) {
        *result = pship__mapping_wrong(in, node->place, err, "'%s' is %s; a string is expected",
                                       key, pship__json_type_name(node->type));
        return NULL;
    }
    return node->text;
}

/* An error of recording, at the place in the mapping that it is about. */
static pship_result at_place(const mapping_file *in, const json_node *node, pship_result result,
                             const pship_error *own, pship_error *err)
{
    return result == PSHIP_OK ? PSHIP_OK
                              : pship__fail_at(err, result, in->name, node->place.line,
                                               node->place.column, "%s", own->message);
}

static pship_result need_object(const mapping_file *in, const json_node *node, const char *key,
                                pship_error *err)
{
    if (node->type != JSON_OBJECT || pship__json_find(node, key) == NULL) {
        return pship__mapping_wrong(in, node->place, err, "an object with \"%s\" is expected", key);
    }
    return PSHIP_OK;
}

static pship_result record_source(import *at, const mapping_file *in, const json_node *node,
                                  pship_error *err)
{
    static const char *const known[] = {"id",  "title",     "publisher", "author",
                                        "url", "published", "retrieved", NULL};
    pship_result result = need_object(in, node, "id", err);
    if (result == PSHIP_OK) {
        result = pship__mapping_members(in, node, known, err);
    }
    pship_source_fields fields = PSHIP_SOURCE_FIELDS_INIT;
    const char *id = text_of(in, node, "id", &result, err);
    fields.title = text_of(in, node, "title", &result, err);
    fields.publisher = text_of(in, node, "publisher", &result, err);
    fields.author = text_of(in, node, "author", &result, err);
    fields.url = text_of(in, node, "url", &result, err);
    fields.published = text_of(in, node, "published", &result, err);
    fields.retrieved = text_of(in, node, "retrieved", &result, err);
    if (result != PSHIP_OK) {
        return result;
    }
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.entry = id;
    pship_error own = PSHIP_ERROR_INIT;
    result = pship_source_record(at->transaction, id, &fields, &options, &own);
    return at_place(in, node, result, &own, err);
}

static pship_result define_property(import *at, const mapping_file *in, const json_node *node,
                                    pship_error *err)
{
    static const char *const known[] = {"name",      "type",        "many", "of_kind",
                                        "refers_to", "description", NULL};
    pship_result result = need_object(in, node, "name", err);
    if (result == PSHIP_OK) {
        result = pship__mapping_members(in, node, known, err);
    }
    pship_property_options options = PSHIP_PROPERTY_OPTIONS_INIT;
    const char *name = text_of(in, node, "name", &result, err);
    const char *type = text_of(in, node, "type", &result, err);
    options.of_kind = text_of(in, node, "of_kind", &result, err);
    options.refers_to = text_of(in, node, "refers_to", &result, err);
    options.description = text_of(in, node, "description", &result, err);
    const json_node *many = result == PSHIP_OK ? pship__json_find(node, "many") : NULL;
    if (many != NULL && many->type != JSON_TRUE && many->type != JSON_FALSE) {
        return pship__mapping_wrong(in, many->place, err, "'many' is true or false");
    }
    options.many = many != NULL && many->type == JSON_TRUE;
    if (result != PSHIP_OK) {
        return result;
    }
    if (type != NULL && (options.type = pship__property_type_of(type)) == 0) {
        return pship__mapping_wrong(
            in, node->place, err,
            "a type is one of text, number, date, reference, boolean and any");
    }
    pship_error own = PSHIP_ERROR_INIT;
    result = pship_property_define(at->transaction, name, &options, &own);
    return at_place(in, node, result, &own, err);
}

typedef pship_result (*record_fn)(import *at, const mapping_file *in, const json_node *node,
                                  pship_error *err);

static pship_result record_all(import *at, const char *key, record_fn record, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < at->mapping.count; i++) {
        const mapping_file *in = &at->mapping.files[i];
        const json_node *list = pship__json_find(in->json->root, key);
        for (const json_node *node = list == NULL ? NULL : list->first;
             node != NULL && result == PSHIP_OK; node = node->next) {
            result = record(at, in, node, err);
        }
    }
    return result;
}

pship_result pship__import_sources(import *at, pship_error *err)
{
    pship_result result = record_all(at, "sources", record_source, err);
    return result == PSHIP_OK ? record_all(at, "properties", define_property, err) : result;
}
