/* Which agreements could be signed, and what those that cannot are waiting for. */
#include "register/force.h"

#include <partnership/agreement.h>
#include <stdlib.h>
#include <string.h>

/* What an agreement requires, and how far that is. */
typedef struct requirement {
    name_id of, needed, source;
    const char *relation;
    pship_truth stated, met;
    const char *state; /* in a word */
} requirement;

typedef struct requirements {
    requirement *list;
    size_t count, capacity;
} requirements;

/* ---- how far something is */

typedef struct progress {
    pship_truth met;
    const char *state;
} progress;

/* Signed, or further: what was in force must have been signed. */
static pship_result is_signed(progress *far, const pship_view *view, name_id agreement,
                              pship_error *err)
{
    act *acts;
    size_t count;
    pship_result result = pship__acts_load(&acts, &count, view, agreement, err);
    if (result != PSHIP_OK)
        return result;
    far->met = PSHIP_NO;
    for (size_t i = 0; i < count; i++) {
        if (acts[i].life >= LIFE_SIGNATURE && acts[i].status && acts[i].done > far->met)
            far->met = acts[i].done;
    }
    far->state = pship__acts_status(view, acts, count).status;
    pship__release(pship__view_context(view), acts);
    return PSHIP_OK;
}

static pship_result is_in_force(progress *far, const pship_view *view, name_id agreement,
                                pship_error *err)
{
    pship_truth applied; /* is not enough */
    pship_result result = pship__agreement_holds(&far->met, &applied, view, agreement, err);
    if (result == PSHIP_OK)
        far->state = far->met == PSHIP_NO ? "not_in_force" : "in_force";
    return result;
}

static bool is_of(const pship_view *view, name_id id, const char *kind)
{
    return pship__kind_is(view, pship__view_kind(view, id), pship__view_name(view, kind));
}

/* Anything with a day on which it was done. */
static progress has_come(const pship_view *view, name_id id, const char *property,
                         const char *state)
{
    when date = pship__when(view, id, property);
    pship_truth come = pship__when_reached(&date, pship_view_as_of(view));
    return (progress){pship__weaker(come, pship__existence(view, id)),
                      come == PSHIP_NO ? NULL : state};
}

static pship_result how_far(progress *far, const pship_view *view, const requirement *one,
                            pship_error *err)
{
    if (strcmp(one->relation, "requires_in_force") == 0)
        return is_in_force(far, view, one->needed, err);
    if (is_of(view, one->needed, "agreement"))
        return is_signed(far, view, one->needed, err);
    if (is_of(view, one->needed, "commitment")) {
        owed of = pship__commitment_of(view, one->needed, pship__existence(view, one->needed));
        far->met = of.done;
        far->state = pship__commitment_status(of.status);
    } else if (is_of(view, one->needed, "working_group")) {
        group_state state;
        pship_result result = pship__group_state(&state, view, one->needed, err);
        if (result != PSHIP_OK)
            return result;
        far->met = state.begun;
        far->state = state.status;
    } else if (is_of(view, one->needed, "event")) {
        *far = has_come(view, one->needed, "date", "held");
    } else if (is_of(view, one->needed, "project")) {
        *far = has_come(view, one->needed, "completed", "completed");
    } else {
        *far = (progress){pship__existence(view, one->needed), NULL};
    }
    return PSHIP_OK;
}

/* ---- what is required */

static bool is_listed(const requirements *all, size_t first, const requirement *one)
{
    for (size_t i = first; i < all->count; i++) {
        if (all->list[i].needed == one->needed && strcmp(all->list[i].relation, one->relation) == 0)
            return true;
    }
    return false;
}

static pship_result add_requirements(requirements *all, const pship_view *view, name_id agreement,
                                     pship_error *err)
{
    static const char *const relations[] = {"requires", "requires_in_force"};
    size_t first = all->count;
    for (size_t i = 0; i < COUNT(relations); i++) {
        readings among = pship__view_about(view, agreement, pship__view_name(view, relations[i]));
        for (size_t j = 0; j < among.count; j++) {
            const reading *said = &among.first[j];
            requirement one = {.of = agreement,
                               .needed = said->statement->object,
                               .source = said->statement->source,
                               .relation = relations[i],
                               .stated = said->truth};
            if (!one.needed || said->statement->rank == PSHIP_RANK_DEPRECATED ||
                !pship__view_holds(view, said->truth) || is_listed(all, first, &one))
                continue;
            if (!pship__grow(pship__view_context(view), (void **)&all->list, all->count,
                             &all->capacity, sizeof *all->list))
                return pship__fail_memory(err);
            progress far = {PSHIP_NO, NULL};
            pship_result result = how_far(&far, view, &one, err);
            if (result != PSHIP_OK)
                return result;
            one.met = far.met;
            one.state = far.state;
            all->list[all->count++] = one;
        }
    }
    return PSHIP_OK;
}

/* ---- circles */

/* What waits for itself is never ready. The walk follows what is not met, from one agreement on; the
 * requirements of an agreement lie together in `order`. */
typedef struct walk {
    const requirements *all;
    const requirement **order; /* by the name of what requires them */
    name_id *seen;
    size_t seen_count;
} walk;

static int by_requirer(const void *left, const void *right)
{
    const requirement *a = *(const requirement *const *)left;
    const requirement *b = *(const requirement *const *)right;
    return (a->of > b->of) - (a->of < b->of);
}

static size_t first_of(const walk *at, name_id agreement)
{
    size_t low = 0, high = at->all->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (at->order[middle]->of < agreement)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool visit(walk *at, name_id id)
{
    for (size_t i = 0; i < at->seen_count; i++) {
        if (at->seen[i] == id)
            return false;
    }
    at->seen[at->seen_count++] = id;
    return true;
}

/* Each agreement that is reached is looked at once. */
static bool leads_back(walk *at, name_id from, name_id to)
{
    at->seen_count = 0;
    (void)visit(at, from);
    for (size_t next = 0; next < at->seen_count; next++) {
        name_id of = at->seen[next];
        for (size_t i = first_of(at, of); i < at->all->count && at->order[i]->of == of; i++) {
            if (at->order[i]->met == PSHIP_CERTAIN)
                continue;
            if (at->order[i]->needed == to)
                return true;
            (void)visit(at, at->order[i]->needed);
        }
    }
    return false;
}

static bool is_circular(walk *at, const requirement *one)
{
    return one->met != PSHIP_CERTAIN &&
           (one->needed == one->of || leads_back(at, one->needed, one->of));
}

/* ---- rows */

static void add_row(sheet *page, name_id agreement, const progress *own, const char *state,
                    const requirement *one, bool circular)
{
    pship__sheet_row(page, agreement);
    page->source = one ? one->source : 0;
    pship__sheet_id(page);
    pship__sheet_value(page, "title");
    pship__add_text(page->builder, own->state);
    pship__add_text(page->builder, state);
    pship__add_text(page->builder, one ? one->relation : NULL);
    pship__sheet_name(page, one ? one->needed : 0);
    pship__add_text(page->builder, one ? pship__label(page->view, one->needed) : NULL);
    pship__add_text(page->builder, one ? one->state : NULL);
    pship__add_text(page->builder, one ? pship__truth_text(one->met) : NULL);
    pship__add_bool(page->builder, circular);
    pship__sheet_source(page);
}

/* Of one agreement: a row for each requirement, or one where there is none. */
static pship_result add_agreement(sheet *page, walk *at, size_t *next, name_id agreement,
                                  pship_error *err)
{
    const pship_view *view = page->view;
    const requirements *all = at->all;
    progress own = {PSHIP_NO, NULL};
    size_t first = *next;
    bool blocked = false;
    pship_result result = is_signed(&own, view, agreement, err);
    if (result != PSHIP_OK)
        return result;
    for (; *next < all->count && all->list[*next].of == agreement; (*next)++)
        blocked = blocked || !pship__view_holds(view, all->list[*next].met);
    const char *state = blocked ? "blocked" : "ready";
    if (pship__view_holds(view, own.met))
        state = "signed";
    if (first == *next)
        add_row(page, agreement, &own, state, NULL, false);
    for (size_t i = first; i < *next; i++)
        add_row(page, agreement, &own, state, &all->list[i], is_circular(at, &all->list[i]));
    return PSHIP_OK;
}

static pship_result fill(sheet *page, const name_id *agreements, size_t count, pship_error *err)
{
    const pship_view *view = page->view;
    requirements all = {NULL, 0, 0};
    size_t next = 0;
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < count && result == PSHIP_OK; i++)
        result = add_requirements(&all, view, agreements[i], err);
    walk at = {.all = &all};
    if (result == PSHIP_OK) {
        at.seen = pship__allocate(page->context, all.count + 1, sizeof *at.seen);
        at.order = pship__allocate(page->context, all.count, sizeof *at.order);
        if (!at.seen || !at.order)
            result = pship__fail_memory(err);
    }
    for (size_t i = 0; i < all.count && result == PSHIP_OK; i++)
        at.order[i] = &all.list[i];
    if (result == PSHIP_OK && all.count > 1)
        qsort(at.order, all.count, sizeof *at.order, by_requirer);
    for (size_t i = 0; i < count && result == PSHIP_OK; i++)
        result = add_agreement(page, &at, &next, agreements[i], err);
    pship__release(page->context, (void *)at.order);
    pship__release(page->context, at.seen);
    pship__release(page->context, all.list);
    return result;
}

pship_result pship_agreement_readiness(pship_table **table, const pship_view *view,
                                       pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("agreement", UTF8),      COLUMN("title", UTF8),
        COLUMN("status", DICTIONARY),   COLUMN("state", DICTIONARY),
        COLUMN("relation", DICTIONARY), COLUMN("needs", UTF8),
        COLUMN("needs_title", UTF8),    COLUMN("needs_status", DICTIONARY),
        COLUMN("met", DICTIONARY),      COLUMN("circular", BOOL),
        COLUMN("source", UTF8),
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    name_id *agreements = NULL;
    size_t count = 0;
    sheet page;
    pship_result result = pship__view_read_all(view, err);
    if (result == PSHIP_OK)
        result = pship__agreements_load(&agreements, &count, view, err);
    if (result == PSHIP_OK)
        result = pship__sheet_open(&page, view, columns, COUNT(columns), err);
    if (result == PSHIP_OK) {
        result = fill(&page, agreements, count, err);
        result = pship__sheet_finish(&page, result, table, err);
    }
    pship__release(pship__view_context(view), agreements);
    return result;
}
