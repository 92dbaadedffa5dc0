/* How a register file is divided: its frame, its sections, the entities that its entries are. */
#include "adapters/register_private.h"
#include "stream/sort.h"
#include <string.h>

const section pship__sections[SECTION_COUNT] = {
    {"sources", "source", NULL, NULL},
    {"parties", NULL, "party", "party"},
    {"persons", "person", NULL, NULL},
    {"offices", "office", NULL, NULL},
    {"agreements", "agreement", NULL, NULL},
    {"acts", "act", NULL, NULL},
    {"working_groups", "working_group", NULL, NULL},
    {"events", "event", NULL, NULL},
    {"commitments", "commitment", NULL, NULL},
    {"figures", "figure", NULL, NULL},
    {"entities", NULL, NULL, NULL},
};

const section *pship__section_find(const char *name)
{
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        if (strcmp(pship__sections[i].name, name) == 0) {
            return &pship__sections[i];
        }
    }
    return NULL;
}

/* ---- the frame */

static pship_result check_version(reader *reader, const json_node *root, pship_error *err)
{
    const json_node *version = pship__json_find(root, "partnership_register");
    if (version == NULL) {
        return pship__problem(reader, root->place, PSHIP_E_INVALID, RULE_MISSING_MEMBER, err,
                              "the member \"partnership_register\": 1 is missing: is this a "
                              "register?");
    }
    if (version->type != JSON_NUMBER || strcmp(version->text, "1") != 0) {
        return pship__problem(reader, version->place, PSHIP_E_INVALID, RULE_BAD_VERSION, err,
                              "this library reads version 1 of the register format");
    }
    return PSHIP_OK;
}

/* An array of objects. */
static pship_result check_array(reader *reader, const json_node *array, pship_error *err)
{
    if (array->type != JSON_ARRAY) {
        return pship__problem(reader, array->place, PSHIP_E_INVALID, RULE_BAD_VALUE, err,
                              "'%.80s' takes an array of objects, not %s", array->key,
                              pship__json_type_name(array->type));
    }
    for (const json_node *item = array->first; item != NULL; item = item->next) {
        if (item->type != JSON_OBJECT) {
            pship_result result =
                pship__problem(reader, item->place, PSHIP_E_INVALID, RULE_BAD_VALUE, err,
                               "'%.80s' holds objects, not %s", array->key,
                               pship__json_type_name(item->type));
            if (result != PSHIP_OK) {
                return result;
            }
        }
    }
    return PSHIP_OK;
}

static pship_result check_member(reader *reader, const json_node *member, pship_error *err)
{
    static const char *const words[] = {"$schema", "title", "note"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(member->key, words[i]) == 0) {
            bool good;
            return pship__want_string(reader, member, &good, err);
        }
    }
    if (strcmp(member->key, "partnership_register") == 0) {
        return PSHIP_OK;
    }
    if (strcmp(member->key, "kinds") == 0 || strcmp(member->key, "properties") == 0 ||
        pship__section_find(member->key) != NULL) {
        return check_array(reader, member, err);
    }
    return pship__problem(reader, member->key_place, PSHIP_E_INVALID, RULE_UNKNOWN_MEMBER, err,
                          "a register has no member '%.80s'", member->key);
}

/* ---- acts inside an agreement: given what they need to be read like any other entry */

static pship_result copy_member(reader *reader, json_node *to, const json_node *member,
                                pship_error *err)
{
    json_node *copy = pship__json_add(reader->files[reader->file].document, to, member->key,
                                      member->type, member->text);
    if (copy == NULL) {
        return pship__fail_memory(err);
    }
    copy->first = member->first;
    copy->last = member->last;
    copy->place = member->place;
    copy->key_place = member->key_place;
    return PSHIP_OK;
}

static const char *plain_type(const json_node *act, json_place *place)
{
    const json_node *type = pship__json_find(act, "type");
    if (type != NULL && type->type == JSON_OBJECT) {
        type = pship__json_find(type, "value");
    }
    if (type == NULL || type->type != JSON_STRING) {
        return NULL;
    }
    *place = type->place;
    return type->text;
}

static pship_result add_text(reader *reader, json_node *act, const char *key, const char *text,
                             json_place place, pship_error *err)
{
    json_node *member = pship__json_add(reader->files[reader->file].document, act, key, JSON_STRING,
                                        text);
    if (member == NULL) {
        return pship__fail_memory(err);
    }
    member->place = member->key_place = place;
    return PSHIP_OK;
}

static pship_result give_id(reader *reader, const char *agreement, json_node *act,
                            pship_error *err)
{
    json_place place = act->place;
    const char *type = plain_type(act, &place);
    if (type == NULL) {
        return pship__problem(reader, place, PSHIP_E_INVALID, RULE_MISSING_MEMBER, err,
                              "an act without an id needs a single 'type', to be called "
                              "'%.100s/TYPE'",
                              agreement);
    }
    pship__buffer id;
    pship__buffer_init(&id, reader->context);
    pship__buffer_add_text(&id, agreement);
    pship__buffer_add(&id, "/", 1);
    pship__buffer_add_text(&id, type);
    const char *kept = id.failed ? NULL
                                 : pship__json_keep(reader->files[reader->file].document, id.bytes,
                                                    id.length);
    pship__buffer_free(&id);
    return kept == NULL ? pship__fail_memory(err)
                        : add_text(reader, act, "id", kept, place, err);
}

static pship_result complete_act(reader *reader, const json_node *entry, json_node *act,
                                 pship_error *err)
{
    const json_node *id = pship__json_find(entry, "id");
    const json_node *named = pship__json_find(act, "agreement");
    const json_node *source = pship__json_find(entry, "source");
    const json_node *locator = pship__json_find(entry, "locator");
    pship_result result = PSHIP_OK;
    if (named != NULL) {
        return pship__problem(reader, named->key_place, PSHIP_E_INVALID, RULE_UNKNOWN_MEMBER, err,
                              "an act inside an agreement does not name the agreement");
    }
    if (id == NULL || id->type != JSON_STRING) {
        return PSHIP_OK; /* a problem of the agreement */
    }
    if (pship__json_find(act, "source") == NULL) {
        if (locator != NULL && pship__json_find(act, "locator") == NULL) {
            result = copy_member(reader, act, locator, err);
        }
        if (result == PSHIP_OK && source != NULL) {
            result = copy_member(reader, act, source, err);
        }
    }
    if (result == PSHIP_OK && pship__json_find(act, "id") == NULL) {
        result = give_id(reader, id->text, act, err);
    }
    return result == PSHIP_OK ? add_text(reader, act, "agreement", id->text, act->place, err)
                              : result;
}

static json_node *member_of(json_node *object, const char *key)
{
    json_node *member = object->type == JSON_OBJECT ? object->first : NULL;
    while (member != NULL && strcmp(member->key, key) != 0) {
        member = member->next;
    }
    return member;
}

static pship_result complete_acts(reader *reader, json_node *agreements, pship_error *err)
{
    if (agreements->type != JSON_ARRAY) {
        return PSHIP_OK;
    }
    for (json_node *entry = agreements->first; entry != NULL; entry = entry->next) {
        json_node *acts = member_of(entry, "acts");
        pship_result result = acts == NULL ? PSHIP_OK : check_array(reader, acts, err);
        json_node *act = acts != NULL && acts->type == JSON_ARRAY ? acts->first : NULL;
        for (; act != NULL && result == PSHIP_OK; act = act->next) {
            if (act->type == JSON_OBJECT) {
                result = complete_act(reader, entry, act, err);
            }
        }
        if (result != PSHIP_OK) {
            return result;
        }
    }
    return PSHIP_OK;
}

pship_result pship__read_frame(reader *reader, pship_error *err)
{
    pship__json *document = reader->files[reader->file].document;
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < document->duplicate_count && result == PSHIP_OK; i++) {
        const json_node *second = document->duplicates[i];
        result = pship__problem(reader, second->key_place, PSHIP_E_SYNTAX, RULE_DUPLICATE_MEMBER,
                                err, "the object has a member '%.80s' already", second->key);
    }
    json_node *root = document->root;
    if (result == PSHIP_OK && root->type != JSON_OBJECT) {
        return pship__problem(reader, root->place, PSHIP_E_INVALID, RULE_BAD_VALUE, err,
                              "a register is an object, not %s",
                              pship__json_type_name(root->type));
    }
    if (result == PSHIP_OK) {
        result = check_version(reader, root, err);
    }
    for (json_node *member = root->first; member != NULL && result == PSHIP_OK;
         member = member->next) {
        result = check_member(reader, member, err);
        if (result == PSHIP_OK && strcmp(member->key, "agreements") == 0) {
            result = complete_acts(reader, member, err);
        }
    }
    return result;
}

/* ---- entries */

static pship_result call_entries(reader *reader, const section *section, json_node *array,
                                 entry_fn call, void *user, pship_error *err)
{
    json_node *entry = array->type == JSON_ARRAY ? array->first : NULL;
    for (; entry != NULL; entry = entry->next) {
        if (entry->type != JSON_OBJECT) {
            continue;
        }
        pship_result result = pship__progress(&reader->progress, -1, err);
        if (result == PSHIP_OK) {
            result = call(reader, section, entry, user, err);
        }
        if (result != PSHIP_OK) {
            return result;
        }
        json_node *acts = section->kind != NULL && strcmp(section->kind, "agreement") == 0
                              ? member_of(entry, "acts")
                              : NULL;
        if (acts != NULL) {
            result = call_entries(reader, pship__section_find("acts"), acts, call, user, err);
        }
        if (result != PSHIP_OK) {
            return result;
        }
    }
    return PSHIP_OK;
}

pship_result pship__each_entry(reader *reader, entry_fn call, void *user, pship_error *err)
{
    json_node *root = reader->files[reader->file].document->root;
    json_node *member = root->type == JSON_OBJECT ? root->first : NULL;
    for (; member != NULL; member = member->next) {
        const section *section = pship__section_find(member->key);
        pship_result result =
            section == NULL ? PSHIP_OK : call_entries(reader, section, member, call, user, err);
        if (result != PSHIP_OK) {
            return result;
        }
    }
    return PSHIP_OK;
}

const char *pship__entry_kind(const section *section, const json_node *entry)
{
    if (section->kind != NULL) {
        return section->kind;
    }
    const json_node *kind = pship__json_find(entry, "kind");
    if (kind == NULL) {
        return section->default_kind;
    }
    return kind->type == JSON_STRING ? kind->text : NULL;
}

static pship_result check_kind(reader *reader, const section *section, const json_node *entry,
                               bool *good, pship_error *err)
{
    const json_node *kind = pship__json_find(entry, "kind");
    if (kind == NULL) {
        if (section->kind != NULL || section->default_kind != NULL) {
            return PSHIP_OK;
        }
        *good = false;
        return pship__problem(reader, entry->place, PSHIP_E_INVALID, RULE_MISSING_MEMBER, err,
                              "an entry of 'entities' needs a 'kind'");
    }
    if (section->kind != NULL) {
        return pship__problem(reader, kind->key_place, PSHIP_E_INVALID, RULE_UNKNOWN_MEMBER, err,
                              "the entries of '%s' are of kind %s, which is not said again",
                              section->name, section->kind);
    }
    return pship__want_string(reader, kind, good, err);
}

/* The place of the problem tells which of the two was refused. */
static pship_result refused_entity(reader *reader, const json_node *entry, const json_node *id,
                                   const pship_error *found, pship_error *err)
{
    const json_node *kind = pship__json_find(entry, "kind");
    switch (found->code) {
    case PSHIP_E_NOT_FOUND:
        return pship__problem_from(reader, kind == NULL ? id->place : kind->place,
                                   RULE_UNKNOWN_KIND, found, err);
    case PSHIP_E_CONFLICT:
        return pship__problem_from(reader, id->place, RULE_WRONG_KIND, found, err);
    default:
        return pship__problem_from(reader, id->place, RULE_BAD_ID, found, err);
    }
}

static pship_result record_entry(reader *reader, const section *section, json_node *entry,
                                 void *user, pship_error *err)
{
    (void)user;
    bool good = true;
    pship_result result = check_kind(reader, section, entry, &good, err);
    if (result != PSHIP_OK) {
        return result;
    }
    const json_node *id = pship__json_find(entry, "id");
    if (id == NULL) {
        /* A nested act that could not be given one has its problem already. */
        return strcmp(section->name, "acts") == 0 && pship__json_find(entry, "agreement") == NULL
                   ? PSHIP_OK
                   : pship__problem(reader, entry->place, PSHIP_E_INVALID, RULE_MISSING_MEMBER,
                                    err, "an entry of '%s' needs an 'id'", section->name);
    }
    result = pship__want_string(reader, id, &good, err);
    if (result != PSHIP_OK || !good) {
        return result;
    }
    const char *kind = pship__entry_kind(section, entry);
    pship_error found = PSHIP_ERROR_INIT;
    if (pship_entity_record(reader->transaction, kind, id->text, &found) != PSHIP_OK) {
        return refused_entity(reader, entry, id, &found, err);
    }
    if (section->above != NULL &&
        !pship__transaction_kind_is(reader->transaction, kind, section->above)) {
        return pship__problem(reader, pship__json_find(entry, "kind")->place, PSHIP_E_CONFLICT,
                              RULE_WRONG_KIND, err, "the kind '%.80s' is not a case of '%s'", kind,
                              section->above);
    }
    return PSHIP_OK;
}

/* ---- ids that a section has twice */

typedef struct listed_id {
    const section *section;
    const json_node *id;
} listed_id;

typedef struct id_list {
    listed_id *ids;
    size_t count, capacity;
} id_list;

static pship_result list_id(reader *reader, const section *section, json_node *entry, void *user,
                            pship_error *err)
{
    id_list *list = user;
    const json_node *id = pship__json_find(entry, "id");
    if (id == NULL || id->type != JSON_STRING) {
        return PSHIP_OK;
    }
    if (!pship__grow(reader->context, (void **)&list->ids, list->count, &list->capacity,
                     sizeof *list->ids)) {
        return pship__fail_memory(err);
    }
    list->ids[list->count++] = (listed_id){section, id};
    return PSHIP_OK;
}

static int compare_ids(const void *left, const void *right)
{
    const listed_id *a = left, *b = right;
    if (a->section != b->section) {
        return a->section < b->section ? -1 : 1;
    }
    int order = strcmp(a->id->text, b->id->text);
    if (order != 0) {
        return order;
    }
    if (a->id->place.line != b->id->place.line) {
        return a->id->place.line < b->id->place.line ? -1 : 1;
    }
    return a->id->place.column < b->id->place.column ? -1 : 1;
}

static pship_result tell_duplicates(reader *reader, const id_list *list, pship_error *err)
{
    listed_id **sorted = pship__allocate(reader->context, list->count, sizeof *sorted);
    if (sorted == NULL) {
        return pship__fail_memory(err);
    }
    for (size_t i = 0; i < list->count; i++) {
        sorted[i] = &list->ids[i];
    }
    pship__sort((void **)sorted, list->count, compare_ids);
    pship_result result = PSHIP_OK;
    for (size_t i = 1; i < list->count && result == PSHIP_OK; i++) {
        if (sorted[i]->section == sorted[i - 1]->section &&
            strcmp(sorted[i]->id->text, sorted[i - 1]->id->text) == 0) {
            result = pship__problem(reader, sorted[i]->id->place, PSHIP_E_CONFLICT,
                                    RULE_DUPLICATE_ID, err,
                                    "'%.120s' stands in '%s' of this file already, on line %u",
                                    sorted[i]->id->text, sorted[i]->section->name,
                                    (unsigned)sorted[i - 1]->id->place.line);
        }
    }
    pship__release(reader->context, sorted);
    return result;
}

pship_result pship__read_entities(reader *reader, pship_error *err)
{
    pship_result result = pship__each_entry(reader, record_entry, NULL, err);
    id_list list = {NULL, 0, 0};
    if (result == PSHIP_OK) {
        result = pship__each_entry(reader, list_id, &list, err);
    }
    if (result == PSHIP_OK) {
        result = tell_duplicates(reader, &list, err);
    }
    pship__release(reader->context, list.ids);
    return result;
}
