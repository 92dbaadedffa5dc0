/* Reading a register: entries that stand within the one that they belong to. */
#include "adapters/reader.h"
#include <stdio.h>
#include <string.h>

const nesting *pship__nesting_find(const reader *at, const char *kind, const char *member)
{
    for (size_t i = 0; i < pship__nesting_count; i++) {
        const nesting *one = &pship__nestings[i];
        if (strcmp(one->member, member) == 0 &&
            pship__transaction_kind_is(at->transaction, kind, one->owner)) {
            return one;
        }
    }
    return NULL;
}

#define MADE_ID_SIZE 401

/* Conditions have types that are called as acts are, "entry_into_force", and estimates are called by what they measure:
 * their kind stands before. */
static const char *prefix_of(const nesting *in)
{
    return strcmp(in->kind, "condition") == 0  ? "condition/"
           : strcmp(in->kind, "estimate") == 0 ? "estimate/"
                                               : "";
}

static const char *naming_member(const nesting *in)
{
    return strcmp(in->kind, "estimate") == 0 ? "measure" : "type";
}

/* What stands within another entry is called after it and its own type, or its measure, where it has no id of its own.
 * NULL where it has nothing to be called by. */
static const char *id_of(const nesting *in, const char *owner, const json_node *node, char *made)
{
    const json_node *said = pship__json_find(node, "id");
    const json_node *type = pship__json_find(node, naming_member(in));
    if (said != NULL) {
        return said->type == JSON_STRING ? said->text : NULL;
    }
    if (type == NULL || type->type != JSON_STRING) {
        return NULL;
    }
    (void)snprintf(made, MADE_ID_SIZE, "%.200s/%s%.180s", owner, prefix_of(in), type->text);
    return made;
}

static void check_twins(reader *at, const nesting *in, const entry *owner, const json_node *list,
                        const json_node *node, const char *id)
{
    char other[MADE_ID_SIZE];
    const json_node *said = pship__json_find(node, "id");
    for (const json_node *before = list->first; before != node; before = before->next) {
        const char *taken =
            before->type == JSON_OBJECT ? id_of(in, owner->id, before, other) : NULL;
        if (taken != NULL && strcmp(taken, id) == 0) {
            pship__problem(at, PSHIP_E_CONFLICT, "duplicate_id",
                           said != NULL ? said->place : node->place,
                           "another %s of this %s is called '%.200s': give each an \"id\" of its "
                           "own",
                           in->kind, in->owner, id);
            return;
        }
    }
}

/* What is wrong with an entry before anything is read of it; false where it cannot be read. */
static bool check_nested(reader *at, const nesting *in, const entry *owner, const json_node *list,
                         const json_node *node)
{
    char made[MADE_ID_SIZE];
    if (node->type != JSON_OBJECT) {
        pship__problem(at, PSHIP_E_INVALID, "bad_value", node->place, "%s is an object, not %s",
                       in->noun, pship__json_type_name(node->type));
        return false;
    }
    const json_node *said = pship__json_find(node, "id");
    const char *id = id_of(in, owner->id, node, made);
    if (id == NULL && said != NULL) {
        (void)pship__need_string(at, said);
    } else if (id == NULL) {
        pship__problem(at, PSHIP_E_INVALID, "missing_member", node->place,
                       "%s needs an \"id\", or a \"%s\" that is a string", in->noun,
                       naming_member(in));
    } else {
        check_twins(at, in, owner, list, node, id);
    }
    return id != NULL;
}

static pship_result walk_one(reader *at, const nesting *in, const entry *owner,
                             const json_node *list, const json_node *node, const walk *how,
                             pship_error *err)
{
    char made[MADE_ID_SIZE];
    if (how->report ? !check_nested(at, in, owner, list, node)
                    : node->type != JSON_OBJECT || id_of(in, owner->id, node, made) == NULL) {
        return PSHIP_OK;
    }
    entry of = {.id = id_of(in, owner->id, node, made), .kind = in->kind, .node = node};
    pship__take_defaults(&of, owner->scenario);
    of.source = of.source == NULL ? owner->source : of.source;
    at->entity = of.id;
    pship_result result = pship__read_entry(at, &of, how, err);
    if (result == PSHIP_OK && !how->report) {
        result = pship__state_owner(at, &of, in->property, owner->id, err);
    }
    at->entity = owner->id;
    return result;
}

static pship_result walk_list(reader *at, const nesting *in, const entry *owner,
                              const json_node *list, const walk *how, pship_error *err)
{
    if (list->type != JSON_ARRAY) {
        if (how->report) {
            pship__problem(at, PSHIP_E_INVALID, "bad_value", list->place,
                           "'%s' is %s; an array is expected", in->member,
                           pship__json_type_name(list->type));
        }
        return PSHIP_OK;
    }
    pship_result result = PSHIP_OK;
    for (const json_node *node = list->first; node != NULL && result == PSHIP_OK;
         node = node->next) {
        result = walk_one(at, in, owner, list, node, how, err);
    }
    return result;
}

pship_result pship__walk_nested(reader *at, const entry *owner, const walk *how, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (const json_node *member = owner->node->first; member != NULL && result == PSHIP_OK;
         member = member->next) {
        const nesting *in = pship__nesting_find(at, owner->kind, member->key);
        if (in != NULL) {
            result = walk_list(at, in, owner, member, how, err);
        }
    }
    return result;
}
