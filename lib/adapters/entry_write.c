/* Writing a register: the entry of an entity. What acts on a statement (correction, end,
 * retraction, ...) is written inside the one that it belongs to. */
#include "adapters/writer.h"
#include "stream/sort.h"
#include <string.h>

static const stored_date *date_of(const writer *at, date_id date)
{
    return pship__model_date(at->model, date);
}

/* ---- nodes */

static void put(writer *at, json_node *object, const char *key, json_type type, const char *text)
{
    (void)pship__json_add(at->json, object, key, type, text);
}

static void put_name(writer *at, json_node *object, const char *key, name_id name)
{
    if (name != 0) {
        put(at, object, key, JSON_STRING, text_of(at, name));
    }
}

static json_type value_type(const writer *at, const statement *row)
{
    switch (row->value_kind) {
    case PSHIP_VALUE_BOOLEAN:
        return row->boolean ? JSON_TRUE : JSON_FALSE;
    case PSHIP_VALUE_NUMBER:
        return pship__json_is_number(text_of(at, row->value)) ? JSON_NUMBER : JSON_STRING;
    default:
        return JSON_STRING;
    }
}

/* What a property of type any could not tell from the value alone. */
static const char *said_type(const writer *at, const statement *row)
{
    if (!pship__takes_any(at, row->property)) {
        return NULL;
    }
    if (row->value_kind == PSHIP_VALUE_DATE) {
        return "date";
    }
    if (row->value_kind != PSHIP_VALUE_NUMBER || row->unit != 0) {
        return NULL;
    }
    return pship__json_is_number(text_of(at, row->value)) ? NULL : "number";
}

static void put_value(writer *at, json_node *object, const statement *row)
{
    const char *type = said_type(at, row);
    if (row->value_kind == PSHIP_VALUE_NONE || row->value_kind == PSHIP_VALUE_UNKNOWN) {
        put(at, object, row->value_kind == PSHIP_VALUE_NONE ? "none" : "unknown", JSON_TRUE, NULL);
        return;
    }
    put(at, object, "value", value_type(at, row), text_of(at, row->value));
    put_name(at, object, "unit", row->unit);
    if (type != NULL) {
        put(at, object, "type", JSON_STRING, type);
    }
}

static void put_date(writer *at, json_node *object, const char *key, const stored_date *date)
{
    const char *open = date->kind == PSHIP_DATE_OPEN ? ".." : "";
    put(at, object, key, JSON_STRING, date->text == 0 ? open : text_of(at, date->text));
}

/* Would a reader give a statement that states no end the end that it has? Not where it took that over
 * from an erased one, nor where it corrects what was imported before and took over nothing. An end
 * that is not known has another bound for another first day, and is the same. */
static bool keeps_until(const writer *at, const statement *row, const statement *target)
{
    pship_date_kind own = (pship_date_kind)date_of(at, row->until)->kind;
    if (!has_value(row)) {
        return true;
    }
    if (target == NULL) {
        return own == PSHIP_DATE_OPEN;
    }
    return row->until == target->until ||
           (own == PSHIP_DATE_UNKNOWN && date_of(at, target->until)->kind == PSHIP_DATE_UNKNOWN);
}

/* A correction takes over what it does not state, so that an open start is stated where that of its
 * target is another one. */
static void put_interval(writer *at, json_node *object, pship_statement_id id)
{
    const statement *row = row_of(at, id);
    pship_statement_id target = at->links[id].target;
    const statement *of = target == 0 ? NULL : row_of(at, target);
    if (of != NULL ? row->from != of->from : date_of(at, row->from)->kind != PSHIP_DATE_OPEN) {
        put_date(at, object, "from", date_of(at, row->from));
    }
    if (row->states_until || !keeps_until(at, row, of)) {
        put_date(at, object, "until", date_of(at, row->until));
    }
}

static bool has_default_source(const writer *at, const statement *row)
{
    return row->source == at->source && note_of(at, row)->locator == at->locator;
}

static void put_entry(writer *at, json_node *object, pship_statement_id id)
{
    const char *entry = text_of(at, note_of(at, row_of(at, id))->entry);
    if (at->links[id].says_entry) {
        put(at, object, "entry", entry == NULL ? JSON_NULL : JSON_STRING, entry);
    }
}

/* Without a source it would take over that of its target, with the locator. */
static bool would_inherit(const writer *at, pship_statement_id id)
{
    const statement *row = row_of(at, id);
    pship_statement_id target = row->operation == OPERATION_CORRECT   ? at->links[id].target
                                : row->operation == OPERATION_RETRACT ? row->target
                                                                      : 0;
    if (target == 0 || row->source != 0) {
        return false;
    }
    const statement *of = row_of(at, target);
    return of->source != 0 || (note_of(at, row)->locator == 0 && note_of(at, of)->locator != 0);
}

static void put_source(writer *at, json_node *object, pship_statement_id id)
{
    const statement *row = row_of(at, id);
    if (has_default_source(at, row) && !would_inherit(at, id)) {
        return;
    }
    if (row->source == 0) {
        put(at, object, "source", JSON_NULL, NULL);
    }
    put_name(at, object, "source", row->source);
    put_name(at, object, "locator", note_of(at, row)->locator);
}

static void put_options(writer *at, json_node *object, pship_statement_id id)
{
    char day[16];
    const statement *row = row_of(at, id);
    const note_row *note = note_of(at, row);
    put_source(at, object, id);
    put_interval(at, object, id);
    if (row->last_confirmed != PSHIP_DAY_NONE) {
        pship_day_format(row->last_confirmed, day, sizeof day);
        put(at, object, "last_confirmed", JSON_STRING,
            pship__json_keep(at->json, day, strlen(day)));
    }
    put_name(at, object, "qualifier", note->qualifier);
    put_name(at, object, "certainty", note->certainty);
    put_name(at, object, "wording", note->wording);
    if (row->rank != PSHIP_RANK_NORMAL) {
        put(at, object, "rank", JSON_STRING,
            row->rank == PSHIP_RANK_PREFERRED ? "preferred" : "deprecated");
    }
    put_name(at, object, "reason", note->reason);
    put_entry(at, object, id);
}

/* Nothing but a value: it is written without the object around it. */
static bool is_plain(const writer *at, pship_statement_id id)
{
    const statement *row = row_of(at, id);
    const note_row *note = note_of(at, row);
    const links *of = &at->links[id];
    return of->target == 0 && of->first_act == 0 && of->first_instead == 0 && !of->says_entry &&
           row->layer == at->layer && date_of(at, row->until)->kind == PSHIP_DATE_OPEN &&
           row->value_kind != PSHIP_VALUE_NONE && row->value_kind != PSHIP_VALUE_UNKNOWN &&
           row->unit == 0 && said_type(at, row) == NULL && has_default_source(at, row) &&
           date_of(at, row->from)->kind == PSHIP_DATE_OPEN && !row->states_until &&
           row->last_confirmed == PSHIP_DAY_NONE && note->qualifier == 0 && note->certainty == 0 &&
           note->wording == 0 && row->rank == PSHIP_RANK_NORMAL && note->reason == 0;
}

static void put_scenario(writer *at, json_node *object, uint16_t layer, uint16_t around)
{
    if (layer != around) {
        put(at, object, "scenario", JSON_STRING, scenario_of(at, layer));
    }
}

/* How deep they lie was checked when they were given their identities. */
static void put_acts(writer *at, json_node *object, pship_statement_id id, const char *key,
                     uint8_t operation)
{
    json_node *list = NULL;
    for (pship_statement_id act = at->links[id].first_act; act != 0;
         act = at->links[act].next_act) {
        const statement *row = row_of(at, act);
        if (row->operation != operation) {
            continue;
        }
        list = list != NULL ? list : pship__json_add(at->json, object, key, JSON_ARRAY, NULL);
        json_node *one =
            list == NULL ? NULL : pship__json_add(at->json, list, NULL, JSON_OBJECT, NULL);
        if (one == NULL) {
            return;
        }
        put_scenario(at, one, row->layer, row_of(at, id)->layer);
        if (operation == OPERATION_MASK) {
            put_name(at, one, "reason", note_of(at, row)->reason);
            put_entry(at, one, act);
        } else {
            put_options(at, one, act);
        }
        put_acts(at, one, act, "retracted", OPERATION_RETRACT);
    }
}

static void put_chain(writer *at, json_node *parent, const char *key, pship_statement_id newest,
                      uint16_t around);

static void put_instead(writer *at, json_node *object, pship_statement_id id)
{
    json_node *list = NULL;
    for (pship_statement_id oldest = at->links[id].first_instead; oldest != 0;
         oldest = at->links[oldest].next_instead) {
        pship_statement_id newest = oldest;
        while (at->links[newest].corrector != 0) {
            newest = at->links[newest].corrector;
        }
        list = list != NULL ? list : pship__json_add(at->json, object, "instead", JSON_ARRAY, NULL);
        if (list == NULL) {
            return;
        }
        put_chain(at, list, NULL, newest, row_of(at, id)->layer);
    }
}

static void put_parts(writer *at, json_node *object, pship_statement_id id)
{
    put_value(at, object, row_of(at, id));
    put_options(at, object, id);
    put_acts(at, object, id, "ended", OPERATION_END);
    put_acts(at, object, id, "confirmed", OPERATION_CONFIRM);
    put_acts(at, object, id, "masked", OPERATION_MASK);
    put_instead(at, object, id);
    put_acts(at, object, id, "retracted", OPERATION_RETRACT);
}

/* What a statement corrects in its own layer, and what that corrected before it: one, or an array,
 * newest first. */
static void put_corrected(writer *at, json_node *object, pship_statement_id id)
{
    pship_statement_id oldest = pship__oldest_link(at, id);
    if (id == oldest) {
        return;
    }
    pship_statement_id older = at->links[id].target;
    json_node *list = object;
    const char *key = "corrects";
    if (older != oldest) {
        list = pship__json_add(at->json, object, key, JSON_ARRAY, NULL);
        key = NULL;
    }
    for (; list != NULL; older = at->links[older].target) {
        json_node *one = pship__json_add(at->json, list, key, JSON_OBJECT, NULL);
        if (one != NULL) {
            put_parts(at, one, older);
        }
        if (older == oldest) {
            return;
        }
    }
}

static void put_chain(writer *at, json_node *parent, const char *key, pship_statement_id newest,
                      uint16_t around)
{
    const statement *row = row_of(at, newest);
    if (is_plain(at, newest)) {
        put(at, parent, key, value_type(at, row), text_of(at, row->value));
        return;
    }
    json_node *object = pship__json_add(at->json, parent, key, JSON_OBJECT, NULL);
    if (object == NULL) {
        return;
    }
    put_scenario(at, object, row->layer, around);
    put_parts(at, object, newest);
    put_corrected(at, object, newest);
}

/* ---- entries */

/* No text is less than the empty one: they are not the same locator. */
static int by_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? (a != NULL) - (b != NULL) : strcmp(a, b);
}

typedef struct origin {
    const char *source, *locator;
    const statement *row;
} origin;

static int by_origin(const void *left, const void *right)
{
    const origin *a = left, *b = right;
    int order = by_text(a->source, b->source);
    return order != 0 ? order : by_text(a->locator, b->locator);
}

/* The source and locator that most statements of an entity have: those of the longest run when they
 * are sorted by their texts, so that the choice does not depend on the order of recording. */
static bool choose_defaults(writer *at, pship_statement_id first)
{
    size_t count = 0, best = 0, run = 0;
    for (pship_statement_id id = first; id != 0; id = at->links[id].next) {
        count++;
    }
    origin *origins = pship__allocate(at->context, count, sizeof *origins);
    const origin **sorted = pship__allocate(at->context, count, sizeof *sorted);
    at->source = 0;
    at->locator = 0;
    count = 0;
    for (pship_statement_id id = first; id != 0 && origins != NULL && sorted != NULL;
         id = at->links[id].next) {
        const statement *row = row_of(at, id);
        if (row->source != 0 && !at->links[id].gone) {
            origins[count] =
                (origin){text_of(at, row->source), text_of(at, note_of(at, row)->locator), row};
            sorted[count] = &origins[count];
            count++;
        }
    }
    if (count > 0) {
        pship__sort((void **)sorted, count, by_origin);
    }
    for (size_t i = 0; i < count; i++) {
        run = i > 0 && by_origin(sorted[i - 1], sorted[i]) == 0 ? run + 1 : 1;
        if (run > best) {
            best = run;
            at->source = sorted[i]->row->source;
            at->locator = note_of(at, sorted[i]->row)->locator;
        }
    }
    bool had = origins != NULL && sorted != NULL;
    pship__release(at->context, origins);
    pship__release(at->context, (void *)sorted);
    return had;
}

static void put_property(writer *at, json_node *object, pship_statement_id first, name_id property)
{
    size_t heads = 0, written = 0;
    for (pship_statement_id id = first; id != 0; id = at->links[id].next) {
        if (row_of(at, id)->property == property && !at->links[id].gone) {
            written++;
            heads += pship__is_head(at, id);
        }
    }
    if (written == 0) {
        return;
    }
    json_node *parent = object;
    const char *key = text_of(at, property);
    if (heads != 1) {
        parent = pship__json_add(at->json, object, key, JSON_ARRAY, NULL);
        key = NULL;
    }
    for (pship_statement_id id = first; id != 0 && parent != NULL; id = at->links[id].next) {
        if (row_of(at, id)->property == property && pship__is_head(at, id)) {
            put_chain(at, parent, key, id, at->layer);
        }
    }
}

static bool seen_before(const writer *at, pship_statement_id first, pship_statement_id id)
{
    for (pship_statement_id i = first; i != id; i = at->links[i].next) {
        if (row_of(at, i)->property == row_of(at, id)->property) {
            return true;
        }
    }
    return false;
}

static bool name_statements(writer *at, pship_statement_id first)
{
    for (pship_statement_id id = first; id != 0; id = at->links[id].next) {
        if (pship__is_head(at, id) && !pship__name_chain(at, pship__oldest_link(at, id), 0)) {
            return false;
        }
    }
    return true;
}

json_node *pship__build_entry(writer *at, pship_statement_id declared, bool says_kind,
                              pship_statement_id first)
{
    const statement *row = row_of(at, declared);
    pship__json_clear(at->json);
    json_node *object = pship__json_add(at->json, NULL, NULL, JSON_OBJECT, NULL);
    at->layer = row->layer;
    at->source = at->locator = 0;
    if (object == NULL || (first != 0 && !choose_defaults(at, first)) ||
        !name_statements(at, first) || at->too_deep) {
        return NULL;
    }
    put_name(at, object, "id", row->subject);
    if (says_kind) {
        put_name(at, object, "kind", row->value);
    }
    put_scenario(at, object, row->layer, 0);
    put_name(at, object, "source", at->source);
    put_name(at, object, "locator", at->locator);
    for (pship_statement_id id = first; id != 0; id = at->links[id].next) {
        if (row_of(at, id)->property != at->kind && !seen_before(at, first, id)) {
            put_property(at, object, first, row_of(at, id)->property);
        }
    }
    return object;
}
