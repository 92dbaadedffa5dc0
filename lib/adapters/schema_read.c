/* Reading a register: what it adds to the schema, and its scenarios. */
#include "adapters/reader.h"
#include <partnership/scenario.h>
#include <string.h>

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

pship_property_type pship__property_type_of(const char *word)
{
    static const char *const words[] = {"text", "number", "date", "reference", "boolean", "any"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(word, words[i]) == 0) {
            return (pship_property_type)(i + 1);
        }
    }
    return (pship_property_type)0;
}

static bool property_type(reader *at, const json_node *row, pship_property_type *type)
{
    const json_node *node = pship__json_find(row, "type");
    if (node == NULL) {
        return true;
    }
    pship_property_type found =
        node->type == JSON_STRING ? pship__property_type_of(node->text) : (pship_property_type)0;
    if (found == 0) {
        pship__problem(at, PSHIP_E_INVALID, "bad_value", node->place,
                       "a type is one of text, number, date, reference, boolean and any");
        return false;
    }
    *type = found;
    return true;
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

/* A pin stays as it is: transactions do not travel. */
static pship_result read_scenario(reader *at, const json_node *row, pship_error *err)
{
    static const char *const known[] = {"name", "parent", "description", NULL};
    const char *name = name_of(at, row);
    if (name == NULL || !known_members(at, row, known)) {
        return PSHIP_OK;
    }
    pship_scenario_options options = PSHIP_SCENARIO_OPTIONS_INIT;
    options.pinned = pship__transaction_pin_of(at->transaction, name);
    options.parent = string_of(at, row, "parent");
    options.description = string_of(at, row, "description");
    return pship_scenario_define(at->transaction, name, &options, err);
}

typedef struct part {
    const char *name, *unknown; /* the rule where something that it refers to is not known */
    pship_result (*read)(reader *at, const json_node *row, pship_error *err);
} part;

static pship_result read_row(reader *at, const part *of, const json_node *row, pship_error *err)
{
    pship_error own = PSHIP_ERROR_INIT;
    pship_result result = of->read(at, row, &own);
    if (pship__ends_reading(result)) {
        return pship__fail(err, result, "%s", own.message);
    }
    if (result != PSHIP_OK) {
        pship__problem_from(at,
                            result == PSHIP_E_CONFLICT    ? "conflict"
                            : result == PSHIP_E_NOT_FOUND ? of->unknown
                                                          : "bad_value",
                            row->place, &own);
    }
    return PSHIP_OK;
}

static pship_result read_part(reader *at, const part *of, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < at->paths.count; i++) {
        const json_node *root = pship__reader_open(at, i);
        const json_node *rows = root == NULL ? NULL : pship__json_find(root, of->name);
        const json_node *row = rows == NULL || rows->type != JSON_ARRAY ? NULL : rows->first;
        for (; row != NULL && result == PSHIP_OK; row = row->next) {
            result = read_row(at, of, row, err);
        }
    }
    return result;
}

pship_result pship__read_schema(reader *at, pship_error *err)
{
    static const part parts[] = {{"kinds", "unknown_kind", read_kind},
                                 {"properties", "unknown_kind", read_property},
                                 {"scenarios", "unknown_scenario", read_scenario}};
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && result == PSHIP_OK; i++) {
        result = read_part(at, &parts[i], err);
    }
    return result;
}
