/* The schema: kinds and properties, those of the library and those that callers add. */
#include "model/transaction_private.h"
#include "model/vocabulary.h"
#include <string.h>

pship_kind_options pship_kind_options_init(void)
{
    return (pship_kind_options)PSHIP_KIND_OPTIONS_INIT;
}

pship_property_options pship_property_options_init(void)
{
    return (pship_property_options)PSHIP_PROPERTY_OPTIONS_INIT;
}

const kind_row *pship__kind_find(const pship_model *model, name_id name)
{
    for (size_t i = 0; name != 0 && i < model->kinds.count; i++) {
        const kind_row *row = pship__stable_at(&model->kinds, i);
        if (row->name == name) {
            return row;
        }
    }
    return NULL;
}

const property_row *pship__property_find(const pship_model *model, name_id name)
{
    for (size_t i = 0; name != 0 && i < model->properties.count; i++) {
        const property_row *row = pship__stable_at(&model->properties, i);
        if (row->name == name) {
            return row;
        }
    }
    return NULL;
}

bool pship__kind_below(const pship_model *model, name_id kind, name_id ancestor)
{
    while (kind != 0 && kind != ancestor) {
        const kind_row *row = pship__kind_find(model, kind);
        kind = row == NULL ? 0 : row->parent;
    }
    return kind != 0;
}

/* Lower-case ASCII words joined by underscores: what can be a column and a JSON member. */
static bool well_formed(const char *name)
{
    if (name[0] < 'a' || name[0] > 'z') {
        return false;
    }
    size_t length = strlen(name);
    for (size_t i = 0; i < length; i++) {
        bool letter = (name[i] >= 'a' && name[i] <= 'z') || (name[i] >= '0' && name[i] <= '9');
        if (!letter && !(name[i] == '_' && name[i - 1] != '_' && i + 1 < length)) {
            return false;
        }
    }
    return length <= 64;
}

static pship_result check_name(const char *what, const char *name, pship_error *err)
{
    if (!well_formed(name)) {
        return pship__fail(err, PSHIP_E_INVALID,
                           "'%.80s' cannot name a %s: lower-case words joined by underscores, at "
                           "most 64 bytes, are expected",
                           name, what);
    }
    return PSHIP_OK;
}

/* An optional text: 0 for NULL, else interned. */
static bool intern_optional(pship_model *model, const char *text, name_id *name)
{
    *name = text == NULL ? 0 : pship__model_intern(model, text);
    return text == NULL || *name != 0;
}

static pship_result need_kind(const pship_model *model, const char *kind, const char *of,
                              pship_error *err)
{
    if (kind != NULL && pship__kind_find(model, pship__names_find(&model->names, kind)) == NULL) {
        return pship__fail(err, PSHIP_E_NOT_FOUND, "there is no kind '%.80s', which '%.80s' names",
                           kind, of);
    }
    return PSHIP_OK;
}

static pship_result need_text(const char *text, const char *of, pship_error *err)
{
    size_t length = text == NULL ? 0 : strnlen(text, TEXT_LIMIT + 1);
    if (length > TEXT_LIMIT) {
        return pship__fail(err, PSHIP_E_LIMIT, "the description of '%.80s' is longer than 16 MiB",
                           of);
    }
    if (text != NULL && !pship__utf8_valid(text, length)) {
        return pship__fail(err, PSHIP_E_INVALID, "the description of '%.80s' is not UTF-8", of);
    }
    return PSHIP_OK;
}

pship_result pship__kind_add(pship_model *model, const char *name, const char *parent,
                             const char *description, uint32_t transaction, pship_error *err)
{
    pship_result result = check_name("kind", name, err);
    if (result == PSHIP_OK) {
        result = need_kind(model, parent, name, err);
    }
    if (result == PSHIP_OK) {
        result = need_text(description, name, err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    kind_row row = {.transaction = transaction};
    if ((row.name = pship__model_intern(model, name)) == 0 ||
        !intern_optional(model, parent, &row.parent) ||
        !intern_optional(model, description, &row.description)) {
        return pship__fail_memory(err);
    }
    const kind_row *known = pship__kind_find(model, row.name);
    if (known != NULL) {
        if (known->parent != row.parent || known->description != row.description) {
            return pship__fail(err, PSHIP_E_CONFLICT,
                               "the kind '%s' exists with another parent or description", name);
        }
        return PSHIP_OK;
    }
    kind_row *added = pship__stable_add(&model->kinds);
    if (added == NULL) {
        return pship__fail_memory(err);
    }
    *added = row;
    return PSHIP_OK;
}

static bool same_property(const property_row *a, const property_row *b)
{
    return a->type == b->type && a->many == b->many && a->of_kind == b->of_kind &&
           a->refers_to == b->refers_to && a->description == b->description;
}

/* Members of a register entry that are no properties: a property of that name could not be written. */
static pship_result check_reserved(const char *name, pship_error *err)
{
    static const char *const reserved[] = {"id", "source", "locator", "acts"};
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++) {
        if (strcmp(name, reserved[i]) == 0) {
            return pship__fail(err, PSHIP_E_INVALID,
                               "'%s' cannot name a property: it has a meaning of its own in the "
                               "register format",
                               name);
        }
    }
    return PSHIP_OK;
}

static pship_result check_property(const pship_model *model, const char *name,
                                   const pship_property_options *options, pship_error *err)
{
    pship_result result = check_name("property", name, err);
    if (result == PSHIP_OK) {
        result = check_reserved(name, err);
    }
    if (result == PSHIP_OK) {
        result = need_kind(model, options->of_kind, name, err);
    }
    if (result == PSHIP_OK) {
        result = need_kind(model, options->refers_to, name, err);
    }
    if (result == PSHIP_OK) {
        result = need_text(options->description, name, err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    if (options->type < PSHIP_PROPERTY_TEXT || options->type > PSHIP_PROPERTY_ANY) {
        return pship__fail(err, PSHIP_E_ARGUMENT, "the property '%s' has no type that is known",
                           name);
    }
    if (options->refers_to != NULL && options->type != PSHIP_PROPERTY_REFERENCE) {
        return pship__fail(err, PSHIP_E_INVALID,
                           "the property '%s' refers to a kind, but is not a reference", name);
    }
    return PSHIP_OK;
}

pship_result pship__property_add(pship_model *model, const char *name,
                                 const pship_property_options *options, uint32_t transaction,
                                 pship_error *err)
{
    pship_result result = check_property(model, name, options, err);
    if (result != PSHIP_OK) {
        return result;
    }
    property_row row = {.type = options->type, .many = options->many, .transaction = transaction};
    if ((row.name = pship__model_intern(model, name)) == 0 ||
        !intern_optional(model, options->of_kind, &row.of_kind) ||
        !intern_optional(model, options->refers_to, &row.refers_to) ||
        !intern_optional(model, options->description, &row.description)) {
        return pship__fail_memory(err);
    }
    const property_row *known = pship__property_find(model, row.name);
    if (known != NULL) {
        if (!same_property(known, &row)) {
            return pship__fail(err, PSHIP_E_CONFLICT,
                               "the property '%s' exists and is defined in another way", name);
        }
        return PSHIP_OK;
    }
    property_row *added = pship__stable_add(&model->properties);
    if (added == NULL) {
        return pship__fail_memory(err);
    }
    *added = row;
    return PSHIP_OK;
}

pship_result pship__schema_fill(pship_model *model, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < pship__kind_count && result == PSHIP_OK; i++) {
        const vocabulary_kind *kind = &pship__kinds[i];
        result = pship__kind_add(model, kind->name, kind->parent, kind->description, 0, err);
    }
    for (size_t i = 0; i < pship__property_count && result == PSHIP_OK; i++) {
        const vocabulary_property *property = &pship__properties[i];
        pship_property_options options = PSHIP_PROPERTY_OPTIONS_INIT;
        options.type = property->type;
        options.many = property->many;
        options.of_kind = property->of_kind;
        options.refers_to = property->refers_to;
        options.description = property->description;
        result = pship__property_add(model, property->name, &options, 0, err);
    }
    model->committed.kinds = model->kinds.count;
    model->committed.properties = model->properties.count;
    model->property_kind = pship__names_find(&model->names, "kind");
    model->kind_source = pship__names_find(&model->names, "source");
    return result;
}
