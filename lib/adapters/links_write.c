/* Writing a register: which statements hang together, and which of them have to say their
 * identity. */
#include "adapters/writer.h"

/* ---- what is erased */

/* Tombstones keep their target, so that a chain can be followed over them. */
static pship_statement_id before(const writer *at, pship_statement_id id)
{
    const statement *row = row_of(at, id);
    return row->operation == OPERATION_CORRECT ? (pship_statement_id)row->target : 0;
}

/* What an erased statement had corrected in its layer stays corrected: by what corrects the erased
 * one, or else it is not written either, nor what that had corrected. Corrections come after their
 * targets, so that the newest are seen first. */
static void find_gone(const writer *at, bool *wiped, bool *covered)
{
    for (pship_statement_id id = at->count; id > 0; id--) {
        const statement *row = row_of(at, id);
        links *own = &at->links[id];
        own->gone = row->operation == OPERATION_ERASE || pship__model_erased(at->model, id) ||
                    (wiped[id] && !covered[id]);
        pship_statement_id target = before(at, id);
        if (target == 0 || row_of(at, target)->layer != row->layer) {
            continue;
        }
        if (own->gone) {
            wiped[target] = true;
            covered[target] = covered[target] || covered[id];
        } else {
            covered[target] = true;
        }
    }
}

/* ---- links */

static void link_act(writer *at, pship_statement_id *last_act, pship_statement_id id)
{
    pship_statement_id target = (pship_statement_id)row_of(at, id)->target;
    at->links[id].gone = at->links[id].gone || at->links[target].gone;
    if (at->links[id].gone) {
        return;
    }
    *(last_act[target] == 0 ? &at->links[target].first_act
                            : &at->links[last_act[target]].next_act) = id;
    last_act[target] = id;
}

static void link_correction(writer *at, pship_statement_id *last_instead, pship_statement_id id)
{
    pship_statement_id target = before(at, id);
    while (target != 0 && at->links[target].gone) {
        target = before(at, target);
    }
    at->links[id].target = target;
    if (target == 0 || at->links[id].gone) {
        return;
    }
    if (row_of(at, target)->layer == row_of(at, id)->layer) {
        at->links[target].corrector = id;
        return;
    }
    *(last_instead[target] == 0 ? &at->links[target].first_instead
                                : &at->links[last_instead[target]].next_instead) = id;
    last_instead[target] = id;
}

static void link_all(writer *at, pship_statement_id *last, pship_statement_id *last_act,
                     pship_statement_id *last_instead)
{
    int64_t named = 0, nameless = 0;
    for (pship_statement_id id = 1; id <= at->count; id++) {
        const statement *row = row_of(at, id);
        if (last[row->subject] == 0) {
            at->entities[at->entity_count++] = id;
            at->kind = row->property;
        } else {
            at->links[last[row->subject]].next = id;
        }
        last[row->subject] = id;
        if (row->operation == OPERATION_CORRECT) {
            link_correction(at, last_instead, id);
        } else if (row->operation != OPERATION_ASSERT) {
            link_act(at, last_act, id);
        }
        if (!at->links[id].gone && row->property != at->kind) {
            bool has = note_of(at, row)->entry != 0;
            named += has;
            nameless += !has;
        }
    }
    at->nameless = nameless > named;
}

pship_result pship__link_statements(writer *at, pship_error *err)
{
    name_id most = 0;
    for (pship_statement_id id = 1; id <= at->count; id++) {
        most = row_of(at, id)->subject > most ? row_of(at, id)->subject : most;
    }
    size_t rows = (size_t)at->count + 1;
    pship_statement_id *last = pship__allocate_zero(at->context, (size_t)most + 1, sizeof *last);
    pship_statement_id *last_act = pship__allocate_zero(at->context, rows, sizeof *last_act);
    pship_statement_id *last_instead =
        pship__allocate_zero(at->context, rows, sizeof *last_instead);
    bool *wiped = pship__allocate_zero(at->context, rows, sizeof *wiped);
    bool *covered = pship__allocate_zero(at->context, rows, sizeof *covered);
    at->links = pship__allocate_zero(at->context, rows, sizeof *at->links);
    at->entities = pship__allocate(at->context, rows, sizeof *at->entities);
    bool had = last != NULL && last_act != NULL && last_instead != NULL && wiped != NULL &&
               covered != NULL && at->links != NULL && at->entities != NULL;
    if (had) {
        find_gone(at, wiped, covered);
        link_all(at, last, last_act, last_instead);
    }
    pship__release(at->context, covered);
    pship__release(at->context, wiped);
    pship__release(at->context, last_instead);
    pship__release(at->context, last_act);
    pship__release(at->context, last);
    return had ? PSHIP_OK : pship__fail_memory(err);
}

pship_statement_id pship__oldest_link(const writer *at, pship_statement_id id)
{
    pship_statement_id older = at->links[id].target;
    while (older != 0 && row_of(at, older)->layer == row_of(at, id)->layer) {
        id = older;
        older = at->links[id].target;
    }
    return id;
}

bool pship__is_head(const writer *at, pship_statement_id id)
{
    const statement *row = row_of(at, id);
    return has_value(row) && row->property != at->kind && !at->links[id].gone &&
           at->links[id].corrector == 0 && at->links[pship__oldest_link(at, id)].target == 0;
}

/* ---- identities */

/* Compares the identity of a statement with the one that a reader gives it; `target` is that of
 * what an act acts on. */
static bool name_next(writer *at, pship_statement_id id, const char *target)
{
    const statement *row = row_of(at, id);
    pship_value value = {.kind = (pship_value_kind)row->value_kind,
                         .text = text_of(at, row->value),
                         .unit = text_of(at, row->unit)};
    bool counted = has_value(row) && pship__model_many(at->model, row->property);
    naming_key key = {.subject = text_of(at, row->subject),
                      .property = text_of(at, row->property),
                      .source = text_of(at, row->source),
                      .scenario = scenario_of(at, row->layer),
                      .target = target,
                      .value = counted ? &value : NULL,
                      .operation = has_value(row) ? OPERATION_ASSERT : row->operation};
    const char *entry = pship__naming_next(&at->names, at->json, &key);
    at->links[id].says_entry = !same_text(entry, text_of(at, note_of(at, row)->entry));
    return entry != NULL;
}

static bool name_acts(writer *at, pship_statement_id id, uint8_t operation, int depth)
{
    const char *entry = text_of(at, note_of(at, row_of(at, id))->entry);
    for (pship_statement_id act = at->links[id].first_act; act != 0;
         act = at->links[act].next_act) {
        if (row_of(at, act)->operation != operation) {
            continue;
        }
        if (depth >= DEPTH_LIMIT) {
            at->too_deep = true;
            return true;
        }
        at->links[act].says_entry = note_of(at, row_of(at, act))->entry != 0;
        if (!at->nameless && entry != NULL && !name_next(at, act, entry)) {
            return false;
        }
        if (!name_acts(at, act, OPERATION_RETRACT, depth + 1)) {
            return false;
        }
    }
    return true;
}

static bool name_instead(writer *at, pship_statement_id id, int depth)
{
    if (at->links[id].first_instead != 0 && depth + DEPTH_OF_INSTEAD > DEPTH_LIMIT) {
        at->too_deep = true;
        return true;
    }
    for (pship_statement_id oldest = at->links[id].first_instead; oldest != 0;
         oldest = at->links[oldest].next_instead) {
        if (!pship__name_chain(at, oldest, depth + DEPTH_OF_INSTEAD)) {
            return false;
        }
    }
    return true;
}

/* A correction of the same source goes on with the identity of what it corrects. */
static bool name_link(writer *at, pship_statement_id id, bool oldest)
{
    const statement *row = row_of(at, id);
    const statement *older = oldest ? NULL : row_of(at, at->links[id].target);
    name_id entry = note_of(at, row)->entry;
    if (at->nameless) {
        at->links[id].says_entry = entry != 0;
        return true;
    }
    if (older != NULL && older->source == row->source &&
        !pship__model_many(at->model, row->property)) {
        at->links[id].says_entry = entry != note_of(at, older)->entry;
        return true;
    }
    return name_next(at, id, NULL);
}

bool pship__name_chain(writer *at, pship_statement_id oldest, int depth)
{
    static const uint8_t operations[] = {OPERATION_END, OPERATION_CONFIRM, OPERATION_MASK};
    bool had = true;
    for (pship_statement_id id = oldest; id != 0 && had; id = at->links[id].corrector) {
        had = name_link(at, id, id == oldest);
    }
    for (pship_statement_id id = oldest; id != 0 && had; id = at->links[id].corrector) {
        for (size_t i = 0; i < sizeof operations / sizeof operations[0] && had; i++) {
            had = name_acts(at, id, operations[i], depth);
        }
        had = had && name_instead(at, id, depth) && name_acts(at, id, OPERATION_RETRACT, depth);
    }
    return had;
}
