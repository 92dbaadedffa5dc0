/* The statements of an entry, from the members that are properties: with what they correct, and
 * with what acts on them. */
#include "adapters/nearest.h"
#include "adapters/reader.h"
#include "model/vocabulary.h"
#include <string.h>

/* Members of an entry that are not properties. */
static bool is_structure(const reader *at, const entry *of, const char *key)
{
    return strcmp(key, "id") == 0 || strcmp(key, "kind") == 0 || strcmp(key, "source") == 0 ||
           strcmp(key, "locator") == 0 || strcmp(key, "scenario") == 0 ||
           pship__nesting_find(at, of->kind, key) != NULL;
}

/* A statement of a chain of corrections, or one alone. */
typedef struct link {
    saying what;
    pship_value value;
    const char *source; /* its own, or that of what it corrects */
    const char *entry;
} link;

/* The oldest link is the first. It may correct a statement of another layer, `base`. */
typedef struct chain {
    link *links;
    size_t count;
    const told *base;
} chain;

/* ---- recording */

pship_result pship__recorded(reader *at, const saying *what, pship_result result,
                             const pship_error *own, pship_error *err)
{
    if (pship__ends_reading(result)) {
        return pship__fail(err, result, "%s", own->message);
    }
    if (result != PSHIP_OK) {
        pship__problem_from(at,
                            result == PSHIP_E_NOT_FOUND  ? "unknown_id"
                            : result == PSHIP_E_CONFLICT ? "conflict"
                            : result == PSHIP_E_LIMIT    ? "too_long"
                                                         : "bad_value",
                            what->node->place, own);
    }
    return PSHIP_OK;
}

const char *pship__one_source(const saying *what)
{
    const json_node *source = what->source;
    source = source != NULL && source->type == JSON_ARRAY ? source->first : source;
    return source == NULL || source->type != JSON_STRING ? NULL : source->text;
}

static pship_result name_link(reader *at, link *of, const char *source, pship_error *err)
{
    const saying *what = &of->what;
    naming_key key = {.subject = what->of->id,
                      .property = what->property,
                      .source = source,
                      .scenario = what->scenario,
                      .value = what->info.many ? &of->value : NULL};
    of->entry = what->options.entry;
    if (at->nameless || what->bad) {
        return PSHIP_OK;
    }
    /* It is counted also where it says its own identity: that of the next does not depend on it. */
    const char *given = pship__naming_next(&at->names, at->json, &key);
    of->entry = what->says_entry ? of->entry : given;
    return given != NULL ? PSHIP_OK : pship__fail_memory(err);
}

/* Records one statement for one source; as a correction where `older` is a statement. */
static pship_result record_one(reader *at, link *of, const char *source, bool is_older,
                               const told *older, told *made, pship_error *err)
{
    pship_error own = PSHIP_ERROR_INIT;
    saying *what = &of->what;
    pship_statement_id id = 0;
    what->options.source = source;
    what->options.entry = of->entry;
    pship_result result = pship__transaction_set_scenario(at->transaction, what->scenario, &own);
    pship__transaction_tell_older(at->transaction, is_older);
    pship__transaction_tell_own(at->transaction, what->own);
    if (result == PSHIP_OK && older != NULL && older->id != 0) {
        result = pship_statement_correct(&id, at->transaction, older->id, &of->value,
                                         &what->options, &own);
    } else if (result == PSHIP_OK) {
        result = pship_statement_assert(&id, at->transaction, what->of->id, what->property,
                                        &of->value, &what->options, &own);
    }
    pship__transaction_tell_older(at->transaction, false);
    pship__transaction_tell_own(at->transaction, false);
    result = pship__recorded(at, what, result, &own, err);
    if (result == PSHIP_OK) {
        bool vouched = what->implied || (what->source != NULL && what->source->type == JSON_NULL);
        result = pship__told_at(at, id, what->node->place, vouched, err);
    }
    *made = (told){id, of->source, what->scenario, of->entry};
    return result == PSHIP_OK ? pship__read_acts(at, what, made, err) : result;
}

/* One that corrects nothing and is not corrected is said once for each of its sources. */
static pship_result record_for_each(reader *at, link *of, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (const json_node *one = of->what.source->first; one != NULL && result == PSHIP_OK;
         one = one->next) {
        told made;
        of->source = one->text;
        result = name_link(at, of, one->text, err);
        if (result == PSHIP_OK) {
            result = record_one(at, of, one->text, false, NULL, &made, err);
        }
    }
    return result;
}

/* Does a later link of the chain have the identity of this one? Mostly the next. */
static bool is_older(const chain *of, size_t i)
{
    const link *own = &of->links[i];
    for (size_t j = i + 1; j < of->count && own->entry != NULL; j++) {
        if (same_text(own->entry, of->links[j].entry) &&
            same_text(own->source, of->links[j].source)) {
            return true;
        }
    }
    return false;
}

/* A link that was a problem breaks the chain, and nothing of the reading will be committed then. */
static pship_result record_chain(reader *at, const chain *of, pship_error *err)
{
    told older = of->base != NULL ? *of->base : (told){0};
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < of->count && result == PSHIP_OK; i++) {
        link *one = &of->links[i];
        told made = {0};
        if (!one->what.bad) {
            result = record_one(at, one, pship__one_source(&one->what), is_older(of, i), &older,
                                &made, err);
        }
        older = made;
    }
    return result;
}

/* ---- reading */

/* A correction of the same source goes on with the identity of what it corrects. */
static pship_result name_chain(reader *at, chain *of, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < of->count && result == PSHIP_OK; i++) {
        link *one = &of->links[i], *older = i == 0 ? NULL : one - 1;
        const char *inherited = older != NULL      ? older->source
                                : of->base != NULL ? of->base->source
                                                   : NULL;
        one->source = pship__one_source(&one->what);
        one->source = one->source == NULL && !one->what.own ? inherited : one->source;
        if (older != NULL && !one->what.info.many && !at->nameless &&
            same_text(one->source, older->source)) {
            one->entry = one->what.says_entry ? one->what.options.entry : older->entry;
        } else {
            result = name_link(at, one, one->source, err);
        }
    }
    return result;
}

static bool has_many_sources(const saying *what)
{
    return what->source != NULL && what->source->type == JSON_ARRAY &&
           what->source->first != NULL && what->source->first->next != NULL;
}

/* The scenario of a chain is said by its newest link. */
static pship_result read_link(reader *at, link *of, bool newest, bool in_chain, pship_error *err)
{
    static const char *const known[] = {"value",     "none",     "unknown",   "unit",   "type",
                                        "corrects",  "ended",    "confirmed", "masked", "instead",
                                        "retracted", "scenario", NULL};
    saying *what = &of->what;
    const json_node *astray =
        newest || what->node->type != JSON_OBJECT ? NULL : pship__json_find(what->node, "scenario");
    if (astray != NULL) {
        pship__problem(at, PSHIP_E_INVALID, "unknown_member", astray->key_place,
                       "the scenario is that of the statement that corrects this one");
        what->bad = true;
        return PSHIP_OK;
    }
    pship_result result = pship__enter_scenario(at, what, err);
    if (result != PSHIP_OK) {
        return result;
    }
    pship__read_options(at, what, known);
    of->value = pship__read_value(at, what);
    if (in_chain && !what->bad && has_many_sources(what)) {
        pship__problem(at, PSHIP_E_INVALID, "bad_value", what->node->place,
                       "a statement that corrects or is corrected has one source; say which");
        what->bad = true;
    }
    return PSHIP_OK;
}

static const json_node *corrected_by(const json_node *node)
{
    return node->type == JSON_OBJECT ? pship__json_find(node, "corrects") : NULL;
}

/* Counts the links behind a statement: "corrects" holds the one before it, which may hold the next,
 * or an array of them, newest first. */
static size_t list_links(const json_node *node, link *newest)
{
    size_t count = 0;
    for (const json_node *older = corrected_by(node); older != NULL;) {
        const json_node *one = older->type == JSON_ARRAY ? older->first : older;
        for (; one != NULL; one = older->type == JSON_ARRAY ? one->next : NULL) {
            count++;
            if (newest != NULL) {
                (newest - count)->what.node = one;
            }
        }
        const json_node *last = older->type == JSON_ARRAY ? older->last : older;
        older = last == NULL ? NULL : corrected_by(last);
    }
    return count;
}

/* Within an array the order is the chain: only its last link can go on in another way. */
static void check_links(reader *at, const chain *of)
{
    for (size_t i = of->count - 1; i-- > 0;) {
        const json_node *node = of->links[i].what.node;
        const json_node *astray = corrected_by(node);
        if (node->key == NULL && node->next != NULL && astray != NULL) {
            pship__problem(at, PSHIP_E_INVALID, "unknown_member", astray->key_place,
                           "what this corrects is the next of the array");
        }
    }
}

static pship_result read_chain(reader *at, const saying *around, chain *of, pship_error *err)
{
    link *newest = &of->links[of->count - 1];
    bool in_chain = of->count > 1 || of->base != NULL;
    const json_node *said = newest->what.node->type == JSON_OBJECT
                                ? pship__json_find(newest->what.node, "scenario")
                                : NULL;
    const char *scenario =
        said != NULL && said->type == JSON_STRING ? said->text : around->scenario;
    check_links(at, of);
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < of->count && result == PSHIP_OK; i++) {
        link *one = &of->links[i];
        const json_node *node = one->what.node;
        one->what = *around;
        one->what.node = node;
        one->what.scenario = scenario;
        one->what.bad = false;
        result = read_link(at, one, one == newest, in_chain, err);
    }
    if (result == PSHIP_OK && !in_chain && !newest->what.bad && has_many_sources(&newest->what)) {
        return record_for_each(at, newest, err);
    }
    if (result == PSHIP_OK) {
        result = name_chain(at, of, err);
    }
    return result == PSHIP_OK ? record_chain(at, of, err) : result;
}

pship_result pship__read_statement(reader *at, const saying *around, const json_node *node,
                                   const told *base, pship_error *err)
{
    link alone;
    chain of = {.links = &alone, .count = list_links(node, NULL) + 1, .base = base};
    if (of.count > 1) {
        of.links = pship__allocate(at->context, of.count, sizeof *of.links);
        if (of.links == NULL) {
            return pship__fail_memory(err);
        }
    }
    link *newest = &of.links[of.count - 1];
    newest->what.node = node;
    (void)list_links(node, newest);
    pship_result result = read_chain(at, around, &of, err);
    if (of.links != &alone) {
        pship__release(at->context, of.links);
    }
    return result;
}

/* ---- members of an entry */

/* Of what an entity of the kind may say, what may have been meant? */
static void unknown_property(reader *at, const entry *of, const json_node *node)
{
    nearest likely = pship__nearest_begin(node->key);
    for (size_t i = 0; i < pship__property_count; i++) {
        const vocabulary_property *one = &pship__properties[i];
        if (one->of_kind == NULL ||
            pship__transaction_kind_is(at->transaction, of->kind, one->of_kind)) {
            pship__nearest_try(&likely, one->name);
        }
    }
    pship__problem(at, PSHIP_E_NOT_FOUND, "unknown_property", node->key_place,
                   likely.found == NULL ? "there is no property '%.80s'%s"
                                        : "there is no property '%.80s': is '%s' meant?",
                   node->key, likely.found == NULL ? "" : likely.found);
}

static pship_result read_member(reader *at, const entry *of, const json_node *node,
                                pship_error *err)
{
    saying around = {.of = of, .property = node->key, .scenario = of->scenario};
    const property_info *info = &around.info;
    if (!pship__transaction_property(at->transaction, node->key, &around.info) ||
        strcmp(node->key, "kind") == 0) {
        unknown_property(at, of, node);
        return PSHIP_OK;
    }
    if (info->of_kind != NULL &&
        !pship__transaction_kind_is(at->transaction, of->kind, info->of_kind)) {
        pship__problem(at, PSHIP_E_INVALID, "unknown_property", node->key_place,
                       "'%s' belongs to %s, and '%.100s' is of kind %s", node->key, info->of_kind,
                       of->id, of->kind);
        return PSHIP_OK;
    }
    if (node->type != JSON_ARRAY) {
        return pship__read_statement(at, &around, node, NULL, err);
    }
    pship_result result = PSHIP_OK;
    for (const json_node *one = node->first; one != NULL && result == PSHIP_OK; one = one->next) {
        result = pship__read_statement(at, &around, one, NULL, err);
    }
    return result;
}

/* An entity that could not be declared was a problem before. */
static bool is_declared(const reader *at, const entry *of)
{
    const char *kind = pship__transaction_kind_of(at->transaction, of->id);
    return kind != NULL && strcmp(kind, of->kind) == 0;
}

pship_result pship__read_statements(reader *at, const entry *of, pship_error *err)
{
    pship_result result = PSHIP_OK;
    if (!is_declared(at, of)) {
        return PSHIP_OK;
    }
    entry kept = *of;
    if (!pship__check_defaults(at, of)) {
        /* Nothing will be recorded any more; the rest is read for its own problems. */
        kept.source = NULL;
    }
    for (const json_node *node = of->node->first; node != NULL && result == PSHIP_OK;
         node = node->next) {
        if (!is_structure(at, of, node->key)) {
            at->property = node->key;
            result = read_member(at, &kept, node, err);
        }
    }
    at->property = NULL;
    return result;
}

pship_result pship__state_owner(reader *at, const entry *of, const char *property,
                                const char *owner, pship_error *err)
{
    saying around = {.of = of, .property = property, .scenario = of->scenario, .implied = true};
    json_node node = {.type = JSON_STRING, .text = owner, .place = of->node->place};
    if (!is_declared(at, of) ||
        !pship__transaction_property(at->transaction, property, &around.info)) {
        return PSHIP_OK;
    }
    return pship__read_statement(at, &around, &node, NULL, err);
}
