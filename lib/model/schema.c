/* The schema: kinds and properties, those of the library and those that callers add. */
#include "model/transaction_private.h"
#include "model/vocabulary.h"
#include <string.h>

#define MOST_KINDS_DEEP 1000

pship_kind_options pship_kind_options_init(void)
{
    return (pship_kind_options)PSHIP_KIND_OPTIONS_INIT;
}

pship_property_options pship_property_options_init(void)
{
    return (pship_property_options)PSHIP_PROPERTY_OPTIONS_INIT;
}

static uint64_t hash_of(name_id name)
{
    return pship__hash_bytes(&name, sizeof name);
}

/* A reader must not look at rows that are not committed: the writer may be taking them back. */
typedef struct sought_name {
    name_id name;
    size_t limit;
} sought_name;

static bool same_kind(const void *owner, uint32_t ordinal, const void *sought)
{
    const pship_model *model = owner;
    const sought_name *by = sought;
    return ordinal <= by->limit &&
           ((const kind_row *)pship__stable_at(&model->kinds, ordinal - 1u))->name == by->name;
}

static bool same_property(const void *owner, uint32_t ordinal, const void *sought)
{
    const pship_model *model = owner;
    const sought_name *by = sought;
    return ordinal <= by->limit &&
           ((const property_row *)pship__stable_at(&model->properties, ordinal - 1u))->name ==
               by->name;
}

const kind_row *pship__kind_find(const pship_model *model, name_id name, size_t limit)
{
    sought_name sought = {name, limit};
    uint32_t found =
        name == 0 ? 0
                  : pship__slots_find(&model->kind_slots, hash_of(name), same_kind, model, &sought);
    return found == 0 ? NULL : pship__stable_at(&model->kinds, found - 1u);
}

const property_row *pship__property_find(const pship_model *model, name_id name, size_t limit)
{
    sought_name sought = {name, limit};
    uint32_t found = name == 0 ? 0
                               : pship__slots_find(&model->property_slots, hash_of(name),
                                                   same_property, model, &sought);
    return found == 0 ? NULL : pship__stable_at(&model->properties, found - 1u);
}

bool pship__kind_below(const pship_model *model, name_id kind, name_id ancestor, size_t limit)
{
    /* A file may come from anywhere: kinds that lie below each other in a ring end the walk. */
    for (size_t steps = 0; kind != 0 && kind != ancestor; steps++) {
        const kind_row *row = pship__kind_find(model, kind, limit);
        kind = row == NULL || steps > MOST_KINDS_DEEP ? 0 : row->parent;
    }
    return kind != 0;
}

bool pship__kind_append(pship_model *model, const kind_row *row)
{
    if (!pship__slots_reserve(&model->kind_slots, 1)) {
        return false;
    }
    kind_row *added = pship__stable_add(&model->kinds);
    if (added != NULL) {
        *added = *row;
        pship__slots_add(&model->kind_slots, hash_of(row->name), (uint32_t)model->kinds.count);
    }
    return added != NULL;
}

bool pship__property_append(pship_model *model, const property_row *row)
{
    if (!pship__slots_reserve(&model->property_slots, 1)) {
        return false;
    }
    property_row *added = pship__stable_add(&model->properties);
    if (added != NULL) {
        *added = *row;
        pship__slots_add(&model->property_slots, hash_of(row->name),
                         (uint32_t)model->properties.count);
    }
    return added != NULL;
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
    if (kind != NULL &&
        pship__kind_find(model, pship__names_find(&model->names, kind), SIZE_MAX) == NULL) {
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
    const kind_row *known = pship__kind_find(model, row.name, SIZE_MAX);
    if (known != NULL) {
        if (known->parent != row.parent || known->description != row.description) {
            return pship__fail(err, PSHIP_E_CONFLICT,
                               "the kind '%s' exists with another parent or description", name);
        }
        return PSHIP_OK;
    }
    return pship__kind_append(model, &row) ? PSHIP_OK : pship__fail_memory(err);
}

static bool defined_alike(const property_row *a, const property_row *b)
{
    return a->type == b->type && a->many == b->many && a->of_kind == b->of_kind &&
           a->refers_to == b->refers_to && a->description == b->description;
}

/* Members of a register entry that are no properties: a property of that name could not be written. */
static pship_result check_reserved(const char *name, pship_error *err)
{
    static const char *const reserved[] = {"id",         "source",      "locator", "acts",
                                           "milestones", "assessments", "scenario"};
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
    property_row row = {
        .type = (uint8_t)options->type, .many = options->many, .transaction = transaction};
    if ((row.name = pship__model_intern(model, name)) == 0 ||
        !intern_optional(model, options->of_kind, &row.of_kind) ||
        !intern_optional(model, options->refers_to, &row.refers_to) ||
        !intern_optional(model, options->description, &row.description)) {
        return pship__fail_memory(err);
    }
    const property_row *known = pship__property_find(model, row.name, SIZE_MAX);
    if (known != NULL) {
        if (!defined_alike(known, &row)) {
            return pship__fail(err, PSHIP_E_CONFLICT,
                               "the property '%s' exists and is defined in another way", name);
        }
        return PSHIP_OK;
    }
    return pship__property_append(model, &row) ? PSHIP_OK : pship__fail_memory(err);
}

/* What the library itself defines stands in every file, as the version that wrote it had it; the
 * library's own word counts. Before anybody reads the model. */
static pship_result fill_kind(pship_model *model, const vocabulary_kind *of, pship_error *err)
{
    name_id name = pship__names_find(&model->names, of->name);
    kind_row *known = (kind_row *)pship__kind_find(model, name, SIZE_MAX);
    if (known == NULL) {
        return pship__kind_add(model, of->name, of->parent, of->description, 0, err);
    }
    if (known->transaction == 0 &&
        (!intern_optional(model, of->parent, &known->parent) ||
         !intern_optional(model, of->description, &known->description))) {
        return pship__fail_memory(err);
    }
    return PSHIP_OK;
}

static pship_result fill_property(pship_model *model, const vocabulary_property *of,
                                  pship_error *err)
{
    name_id name = pship__names_find(&model->names, of->name);
    property_row *known = (property_row *)pship__property_find(model, name, SIZE_MAX);
    if (known == NULL) {
        pship_property_options options = PSHIP_PROPERTY_OPTIONS_INIT;
        options.type = of->type;
        options.many = of->many;
        options.of_kind = of->of_kind;
        options.refers_to = of->refers_to;
        options.description = of->description;
        return pship__property_add(model, of->name, &options, 0, err);
    }
    if (known->transaction != 0) {
        return PSHIP_OK;
    }
    known->type = (uint8_t)of->type;
    known->many = of->many;
    if (!intern_optional(model, of->of_kind, &known->of_kind) ||
        !intern_optional(model, of->refers_to, &known->refers_to) ||
        !intern_optional(model, of->description, &known->description)) {
        return pship__fail_memory(err);
    }
    return PSHIP_OK;
}

pship_result pship__schema_fill(pship_model *model, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < pship__kind_count && result == PSHIP_OK; i++) {
        result = fill_kind(model, &pship__kinds[i], err);
    }
    for (size_t i = 0; i < pship__property_count && result == PSHIP_OK; i++) {
        result = fill_property(model, &pship__properties[i], err);
    }
    model->property_kind = pship__names_find(&model->names, "kind");
    model->kind_source = pship__names_find(&model->names, "source");
    model->committed = pship__model_extent(model);
    return result;
}

bool pship__model_many(const pship_model *model, name_id property)
{
    const property_row *row = pship__property_find(model, property, SIZE_MAX);
    return row != NULL && row->many;
}
