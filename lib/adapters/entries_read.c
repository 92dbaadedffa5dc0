/* Reading a register: its entries. The same walk declares the entities and, later, reads their
 * statements. */
#include "adapters/reader.h"
#include "stream/sort.h"
#include <string.h>

/* What an entry says for all of its statements, or has from around it. */
void pship__take_defaults(entry *of, const char *scenario)
{
    const json_node *said = pship__json_find(of->node, "scenario");
    of->scenario = said != NULL && said->type == JSON_STRING ? said->text : scenario;
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

static const char *text_of(const json_node *object, const char *key)
{
    const json_node *node = pship__json_find(object, key);
    return node == NULL || node->type != JSON_STRING ? "" : node->text;
}

static int by_name(const json_node *a, const json_node *b)
{
    int order = strcmp(text_of(a, "id"), text_of(b, "id"));
    return order != 0 ? order : strcmp(text_of(a, "scenario"), text_of(b, "scenario"));
}

static int by_id(const void *left, const void *right)
{
    const json_node *a = left, *b = right;
    int order = by_name(a, b);
    if (order != 0) {
        return order;
    }
    if (a->place.line != b->place.line) {
        return a->place.line < b->place.line ? -1 : 1;
    }
    return a->place.column < b->place.column ? -1 : a->place.column > b->place.column;
}

/* An id that stands twice in one section of one file is a slip; in two files, or for two
 * scenarios, it adds statements. */
static pship_result check_ids(reader *at, const json_node *rows, pship_error *err)
{
    size_t count = 0;
    for (const json_node *row = rows->first; row != NULL; row = row->next) {
        count++;
    }
    const json_node **sorted = pship__allocate(at->context, count, sizeof *sorted);
    if (sorted == NULL) {
        return pship__fail_memory(err);
    }
    count = 0;
    for (const json_node *row = rows->first; row != NULL; row = row->next) {
        const json_node *id = pship__json_find(row, "id");
        if (id != NULL && id->type == JSON_STRING) {
            sorted[count++] = row;
        }
    }
    pship__sort((void **)sorted, count, by_id);
    for (size_t i = 1; i < count; i++) {
        if (by_name(sorted[i - 1], sorted[i]) == 0) {
            const json_node *id = pship__json_find(sorted[i], "id");
            at->entity = id->text;
            pship__problem(at, PSHIP_E_CONFLICT, "duplicate_id", id->place,
                           "'%.100s' stands in '%s' of this file already", id->text, rows->key);
        }
    }
    at->entity = NULL;
    pship__release(at->context, sorted);
    return PSHIP_OK;
}

/* An entry is of the scenario that it names. Where that is unknown, nothing of it is read. */
pship_result pship__read_entry(reader *at, const entry *of, const walk *how, pship_error *err)
{
    const json_node *said = pship__json_find(of->node, "scenario");
    pship_error own = PSHIP_ERROR_INIT;
    if (said != NULL && said->type != JSON_STRING) {
        if (how->report) {
            (void)pship__need_string(at, said);
        }
        return PSHIP_OK;
    }
    pship_result result = pship__transaction_set_scenario(at->transaction, of->scenario, &own);
    if (result == PSHIP_E_NOT_FOUND) {
        if (how->report) {
            pship__problem_from(at, "unknown_scenario",
                                said != NULL ? said->place : of->node->place, &own);
        }
        return PSHIP_OK;
    }
    return result == PSHIP_OK ? how->read(at, of, err)
                              : pship__fail(err, result, "%s", own.message);
}

static pship_result walk_entry(reader *at, const section *in, const json_node *node, const char *id,
                               const walk *how, pship_error *err)
{
    entry of = {.id = id, .node = node};
    at->entity = id;
    of.kind = kind_of_entry(at, in, node, how->report);
    pship_result result = PSHIP_OK;
    if (of.kind != NULL) {
        pship__take_defaults(&of, at->scenario);
        result = pship__progress(&at->progress, -1, err);
        if (result == PSHIP_OK) {
            result = pship__read_entry(at, &of, how, err);
        }
        if (result == PSHIP_OK) {
            result = pship__walk_nested(at, &of, how, err);
        }
    }
    at->entity = NULL;
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
    return walk_entry(at, in, row, id->text, how, err);
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
        const json_node *root = pship__reader_open(at, i);
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
    const json_node *id = pship__json_find(of->node, "id");
    pship_statement_id before = pship__transaction_last(at->transaction);
    pship_result result = pship_entity_record(at->transaction, of->kind, of->id, &own);
    if (pship__ends_reading(result)) {
        return pship__fail(err, result, "%s", own.message);
    }
    if (result == PSHIP_OK && pship__transaction_last(at->transaction) > before) {
        return pship__told_at(at, before + 1, id != NULL ? id->place : of->node->place, false, err);
    }
    if (result != PSHIP_OK) {
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

pship_result pship__declare_entries(reader *at, pship_error *err)
{
    static const walk declaring = {declare, true};
    return walk_entries(at, &declaring, err);
}

pship_result pship__read_entries(reader *at, pship_error *err)
{
    static const walk stating = {pship__read_statements, false};
    return walk_entries(at, &stating, err);
}
