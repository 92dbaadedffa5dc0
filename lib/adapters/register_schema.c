/* The sections that extend the schema: kinds and properties. */
#include "adapters/register_private.h"
#include <string.h>

/* Asked without a trace: the kind is looked up before the id, and an empty id is refused. */
static bool kind_exists(const reader *reader, const char *kind)
{
    return pship_entity_record(reader->transaction, kind, "", NULL) != PSHIP_E_NOT_FOUND;
}

/* A string member, NULL where it is missing or was noted as a problem. */
static pship_result take_string(reader *reader, const json_node *entry, const char *key,
                                const char **text, bool *good, pship_error *err)
{
    const json_node *member = pship__json_find(entry, key);
    *text = NULL;
    if (member == NULL) {
        return PSHIP_OK;
    }
    bool fits = true;
    pship_result result = pship__want_string(reader, member, &fits, err);
    *text = fits ? member->text : NULL;
    *good = *good && fits;
    return result;
}

static pship_result take_kind(reader *reader, const json_node *entry, const char *key,
                              const char **kind, bool *good, pship_error *err)
{
    pship_result result = take_string(reader, entry, key, kind, good, err);
    if (result == PSHIP_OK && *kind != NULL && !kind_exists(reader, *kind)) {
        *good = false;
        return pship__problem(reader, pship__json_find(entry, key)->place, PSHIP_E_NOT_FOUND,
                              RULE_UNKNOWN_KIND, err, "there is no kind '%.80s'", *kind);
    }
    return result;
}

static pship_result take_name(reader *reader, const json_node *entry, const char **name,
                              bool *good, pship_error *err)
{
    if (pship__json_find(entry, "name") == NULL) {
        *good = false;
        return pship__problem(reader, entry->place, PSHIP_E_INVALID, RULE_MISSING_MEMBER, err,
                              "a kind or property that is defined needs a 'name'");
    }
    return take_string(reader, entry, "name", name, good, err);
}

static pship_result refused(reader *reader, const json_node *entry, const pship_error *found,
                            pship_error *err)
{
    const char *rule = found->code == PSHIP_E_CONFLICT ? RULE_CONFLICT : RULE_BAD_NAME;
    return pship__problem_from(reader, pship__json_find(entry, "name")->place, rule, found, err);
}

static pship_result define_kind(reader *reader, const json_node *entry, pship_error *err)
{
    static const char *const names[] = {"name", "parent", "description"};
    pship_kind_options options = PSHIP_KIND_OPTIONS_INIT;
    const char *name = NULL;
    bool good = true;
    pship_result result = pship__want_known(reader, entry, names, 3, "a kind", &good, err);
    if (result == PSHIP_OK) {
        result = take_name(reader, entry, &name, &good, err);
    }
    if (result == PSHIP_OK) {
        result = take_kind(reader, entry, "parent", &options.parent, &good, err);
    }
    if (result == PSHIP_OK) {
        result = take_string(reader, entry, "description", &options.description, &good, err);
    }
    if (result != PSHIP_OK || !good) {
        return result;
    }
    pship_error found = PSHIP_ERROR_INIT;
    if (pship_kind_define(reader->transaction, name, &options, &found) != PSHIP_OK) {
        return refused(reader, entry, &found, err);
    }
    return PSHIP_OK;
}

static pship_result take_type(reader *reader, const json_node *entry, pship_property_type *type,
                              bool *good, pship_error *err)
{
    static const char *const words[] = {"text", "number", "date", "reference", "boolean", "any"};
    const json_node *member = pship__json_find(entry, "type");
    if (member == NULL) {
        *good = false;
        return pship__problem(reader, entry->place, PSHIP_E_INVALID, RULE_MISSING_MEMBER, err,
                              "a property needs a 'type'");
    }
    for (int i = 0; i < 6 && member->type == JSON_STRING; i++) {
        if (strcmp(words[i], member->text) == 0) {
            *type = (pship_property_type)(PSHIP_PROPERTY_TEXT + i);
            return PSHIP_OK;
        }
    }
    *good = false;
    return pship__problem(reader, member->place, PSHIP_E_INVALID, RULE_BAD_VALUE, err,
                          "the type of a property is \"text\", \"number\", \"date\", "
                          "\"reference\", \"boolean\" or \"any\"");
}

static pship_result take_many(reader *reader, const json_node *entry, bool *many, bool *good,
                              pship_error *err)
{
    const json_node *member = pship__json_find(entry, "many");
    if (member == NULL) {
        return PSHIP_OK;
    }
    *many = member->type == JSON_TRUE;
    return pship__want_bool(reader, member, good, err);
}

static pship_result define_property(reader *reader, const json_node *entry, pship_error *err)
{
    static const char *const names[] = {"name",    "type",      "many",
                                        "of_kind", "refers_to", "description"};
    pship_property_options options = PSHIP_PROPERTY_OPTIONS_INIT;
    const char *name = NULL;
    bool good = true;
    pship_result result = pship__want_known(reader, entry, names, 6, "a property", &good, err);
    if (result == PSHIP_OK) {
        result = take_name(reader, entry, &name, &good, err);
    }
    if (result == PSHIP_OK) {
        result = take_type(reader, entry, &options.type, &good, err);
    }
    if (result == PSHIP_OK) {
        result = take_many(reader, entry, &options.many, &good, err);
    }
    if (result == PSHIP_OK) {
        result = take_kind(reader, entry, "of_kind", &options.of_kind, &good, err);
    }
    if (result == PSHIP_OK) {
        result = take_kind(reader, entry, "refers_to", &options.refers_to, &good, err);
    }
    if (result == PSHIP_OK) {
        result = take_string(reader, entry, "description", &options.description, &good, err);
    }
    if (result == PSHIP_OK && good && options.refers_to != NULL &&
        options.type != PSHIP_PROPERTY_REFERENCE) {
        return pship__problem(reader, pship__json_find(entry, "refers_to")->key_place,
                              PSHIP_E_INVALID, RULE_BAD_VALUE, err,
                              "only a property of type \"reference\" refers to a kind");
    }
    if (result != PSHIP_OK || !good) {
        return result;
    }
    pship_error found = PSHIP_ERROR_INIT;
    if (pship_property_define(reader->transaction, name, &options, &found) != PSHIP_OK) {
        return refused(reader, entry, &found, err);
    }
    return PSHIP_OK;
}

static pship_result each(reader *reader, const char *key,
                         pship_result (*define)(struct reader *, const json_node *, pship_error *),
                         pship_error *err)
{
    const json_node *array = pship__json_find(reader->files[reader->file].document->root, key);
    const json_node *entry = array != NULL && array->type == JSON_ARRAY ? array->first : NULL;
    for (; entry != NULL; entry = entry->next) {
        pship_result result =
            entry->type == JSON_OBJECT ? define(reader, entry, err) : PSHIP_OK;
        if (result != PSHIP_OK) {
            return result;
        }
    }
    return PSHIP_OK;
}

pship_result pship__read_schema(reader *reader, pship_error *err)
{
    pship_result result = each(reader, "kinds", define_kind, err);
    return result == PSHIP_OK ? each(reader, "properties", define_property, err) : result;
}
