/*
 * Which agreements could be signed, and what those that cannot are waiting for.
 *
 * How far something is, is found out once, however many agreements require it. The circles are the strongly
 * connected components of what is required and not met: a requirement lies on one where both of its ends do.
 */
#include "register/force.h"

#include <partnership/agreement.h>
#include <stdlib.h>
#include <string.h>

/* What an agreement requires, and how far that is. */
typedef struct requirement {
    name_id of, needed, source;
    bool in_force; /* not only there, or signed */
    bool circular;
    pship_truth met;
    const char *state; /* in a word */
} requirement;

typedef struct progress {
    pship_truth met;
    const char *state;
} progress;

/* Whether an agreement was signed. */
typedef struct signing {
    name_id agreement;
    progress far;
} signing;

typedef struct readiness {
    const pship_view *view;
    const pship_context *context;
    merges merged;
    name_id *agreements; /* by id, byte by byte */
    size_t agreement_count;
    signing *signings; /* of all agreements, ascending by name */
    holding *holdings; /* only where being in force is required of any */
    size_t holding_count;
    requirement *list; /* by agreement in their order */
    size_t count, capacity;
    requirement **order; /* the same in whatever order is needed */
    pship__progress_state progress;
} readiness;

/* ---- what is required */

static pship_result add_requirements(readiness *all, name_id agreement, const char *relation,
                                     bool in_force, pship_error *err)
{
    const pship_view *view = all->view;
    readings among = pship__merged_about(&all->merged, &all->merged.cells, agreement,
                                         pship__view_name(view, relation));
    for (size_t i = 0; i < among.count; i++) {
        const statement *said = among.first[i].statement;
        if (!said->object || said->rank == PSHIP_RANK_DEPRECATED ||
            !pship__view_holds(view, among.first[i].truth))
            continue;
        if (!pship__grow(all->context, (void **)&all->list, all->count, &all->capacity,
                         sizeof *all->list))
            return pship__fail_memory(err);
        all->list[all->count++] =
            (requirement){.of = agreement,
                          .needed = pship__canonical(&all->merged, said->object),
                          .source = said->source,
                          .in_force = in_force};
    }
    return PSHIP_OK;
}

/* By what is needed, and for what; of the same, in the order of the list. */
static int by_needed(const void *left, const void *right)
{
    const requirement *a = *(requirement *const *)left, *b = *(requirement *const *)right;
    if (a->needed != b->needed)
        return a->needed < b->needed ? -1 : 1;
    if (a->in_force != b->in_force)
        return a->in_force ? 1 : -1;
    return (a > b) - (a < b);
}

static int by_requirer(const void *left, const void *right)
{
    const requirement *a = *(requirement *const *)left, *b = *(requirement *const *)right;
    if (a->of != b->of)
        return a->of < b->of ? -1 : 1;
    return (a > b) - (a < b);
}

static void sort(readiness *all, int (*compare)(const void *, const void *))
{
    for (size_t i = 0; i < all->count; i++)
        all->order[i] = &all->list[i];
    if (all->count > 1)
        qsort(all->order, all->count, sizeof *all->order, compare);
}

/* Several sources may state the same: the first is kept. */
static void keep_each_once(readiness *all)
{
    size_t kept = 0;
    sort(all, by_needed);
    for (size_t i = 0; i < all->count; i++) {
        requirement *one = all->order[i], *before = i > 0 ? all->order[i - 1] : NULL;
        one->circular = before && before->of == one->of && before->needed == one->needed &&
                        before->in_force == one->in_force;
    }
    for (size_t i = 0; i < all->count; i++) {
        if (!all->list[i].circular) /* lent for a mark */
            all->list[kept++] = all->list[i];
    }
    all->count = kept;
}

static pship_result find_requirements(readiness *all, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < all->agreement_count && goes_on(&all->progress, &result, err); i++) {
        result = add_requirements(all, all->agreements[i], "requires", false, err);
        if (result == PSHIP_OK)
            result = add_requirements(all, all->agreements[i], "requires_in_force", true, err);
    }
    if (result != PSHIP_OK)
        return result;
    all->order = pship__allocate(all->context, all->count, sizeof *all->order);
    if (!all->order)
        return pship__fail_memory(err);
    keep_each_once(all);
    return PSHIP_OK;
}

/* ---- agreements: signed, and in force */

/* Signed, or further: what was in force must have been signed. */
static pship_result sign(signing *one, const merges *who, name_id agreement, pship_error *err)
{
    const pship_view *view = who->view;
    act *acts;
    size_t count;
    pship_result result = pship__acts_load(&acts, &count, who, agreement, err);
    if (result != PSHIP_OK)
        return result;
    agreement_state state;
    result = pship__acts_status(&state, view, acts, count, err);
    *one = (signing){agreement, {PSHIP_NO, result == PSHIP_OK ? state.status : NULL}};
    for (size_t i = 0; i < count; i++) {
        if (acts[i].life >= LIFE_SIGNATURE && acts[i].status && acts[i].done > one->far.met)
            one->far.met = acts[i].done;
    }
    pship__release(pship__view_context(view), acts);
    return result;
}

static int by_agreement(const void *left, const void *right)
{
    const signing *a = left, *b = right;
    return (a->agreement > b->agreement) - (a->agreement < b->agreement);
}

static pship_result find_agreements(readiness *all, pship_error *err)
{
    bool any = false;
    pship_result result = PSHIP_OK;
    all->signings = pship__allocate(all->context, all->agreement_count, sizeof *all->signings);
    if (!all->signings)
        return pship__fail_memory(err);
    for (size_t i = 0; i < all->agreement_count && goes_on(&all->progress, &result, err); i++)
        result = sign(&all->signings[i], &all->merged, all->agreements[i], err);
    if (result == PSHIP_OK && all->agreement_count > 1)
        qsort(all->signings, all->agreement_count, sizeof *all->signings, by_agreement);
    for (size_t i = 0; i < all->count; i++)
        any = any || all->list[i].in_force;
    if (result == PSHIP_OK && any)
        result = pship__holdings_load(&all->holdings, &all->holding_count, &all->merged, 0, err);
    return result;
}

/* Of what the view knows nothing but that others require it, nothing has been done. */
static progress is_signed(const readiness *all, name_id agreement)
{
    const signing wanted = {.agreement = agreement};
    const signing *one = NULL;
    if (all->agreement_count > 0)
        one = bsearch(&wanted, all->signings, all->agreement_count, sizeof wanted, by_agreement);
    return one ? one->far : (progress){PSHIP_NO, "unknown"};
}

static progress is_in_force(const readiness *all, name_id agreement)
{
    const holding *one = pship__holding_find(all->holdings, all->holding_count, agreement);
    pship_truth met = one ? one->in_force : PSHIP_NO; /* to be applied is not enough */
    return (progress){met, met == PSHIP_NO ? "not_in_force" : "in_force"};
}

/* ---- how far something is */

static bool is_of(const pship_view *view, name_id id, const char *kind)
{
    return pship__kind_is(view, pship__view_kind(view, id), pship__view_name(view, kind));
}

/* Anything with a day on which it was done. */
static progress has_come(const merges *who, name_id id, const char *property, const char *state)
{
    when date = pship__merged_when(who, id, property);
    pship_truth come = pship__when_reached(&date, pship_view_as_of(who->view));
    return (progress){pship__weaker(come, pship__merged_existence(who, id)),
                      come == PSHIP_NO ? NULL : state};
}

static pship_result how_far(progress *far, const readiness *all, const requirement *one,
                            pship_error *err)
{
    const pship_view *view = all->view;
    if (one->in_force) {
        *far = is_in_force(all, one->needed);
    } else if (is_of(view, one->needed, "agreement")) {
        *far = is_signed(all, one->needed);
    } else if (is_of(view, one->needed, "commitment")) {
        owed of = pship__commitment_among(&all->merged, one->needed,
                                          pship__merged_existence(&all->merged, one->needed));
        *far = (progress){of.done, pship__commitment_status(of.status)};
    } else if (is_of(view, one->needed, "working_group")) {
        group_state state;
        name_id group = pship__canonical(&all->merged, one->needed);
        pship_result result = pship__group_of(&state, &all->merged, group, err);
        if (result != PSHIP_OK)
            return result;
        *far = (progress){state.begun, state.status};
    } else if (is_of(view, one->needed, "event")) {
        *far = has_come(&all->merged, one->needed, "date", "held");
    } else if (is_of(view, one->needed, "project")) {
        *far = has_come(&all->merged, one->needed, "completed", "completed");
    } else {
        *far = (progress){pship__merged_existence(&all->merged, one->needed), NULL};
    }
    return PSHIP_OK;
}

static pship_result find_how_far(readiness *all, pship_error *err)
{
    progress far = {PSHIP_NO, NULL};
    pship_result result = PSHIP_OK;
    sort(all, by_needed);
    for (size_t i = 0; i < all->count && goes_on(&all->progress, &result, err); i++) {
        requirement *one = all->order[i], *before = i > 0 ? all->order[i - 1] : NULL;
        if (!before || before->needed != one->needed || before->in_force != one->in_force)
            result = how_far(&far, all, one, err);
        one->met = far.met;
        one->state = far.state;
    }
    return result;
}

/* ---- circles: what waits for itself is never ready */

/* Agreements that require something, in the order of their names, and where their requirements begin. */
typedef struct graph {
    size_t *begins;
    uint32_t *to, *component;
    name_id *nodes;
    size_t node_count, edge_count;
} graph;

static bool is_node(const graph *of, name_id agreement, uint32_t *place)
{
    size_t low = 0, high = of->node_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (of->nodes[middle] < agreement)
            low = middle + 1;
        else
            high = middle;
    }
    *place = (uint32_t)low;
    return low < of->node_count && of->nodes[low] == agreement;
}

/* Only what is not met is waited for. What requires nothing leads nowhere. */
static void build(graph *of, const readiness *all)
{
    uint32_t place;
    for (size_t i = 0; i < all->count; i++) {
        if (i == 0 || all->order[i]->of != all->order[i - 1]->of)
            of->nodes[of->node_count++] = all->order[i]->of;
    }
    for (size_t node = 0, i = 0; node < of->node_count; node++) {
        of->begins[node] = of->edge_count;
        for (; i < all->count && all->order[i]->of == of->nodes[node]; i++) {
            if (all->order[i]->met != PSHIP_CERTAIN && is_node(of, all->order[i]->needed, &place))
                of->to[of->edge_count++] = place;
        }
    }
    of->begins[of->node_count] = of->edge_count;
}

static void mark_circles(const graph *of, const readiness *all)
{
    for (size_t i = 0; i < all->count; i++) {
        requirement *one = &all->list[i];
        uint32_t from, to;
        one->circular = one->met != PSHIP_CERTAIN && is_node(of, one->of, &from) &&
                        is_node(of, one->needed, &to) && of->component[from] == of->component[to];
    }
}

static pship_result find_circles(readiness *all, pship_error *err)
{
    const pship_context *context = all->context;
    graph of = {.begins = pship__allocate(context, all->count + 1, sizeof *of.begins),
                .to = pship__allocate(context, all->count, sizeof *of.to),
                .component = pship__allocate(context, all->count, sizeof *of.component),
                .nodes = pship__allocate(context, all->count, sizeof *of.nodes)};
    pship_result result = PSHIP_OK;
    if (!of.begins || !of.to || !of.component || !of.nodes)
        result = pship__fail_memory(err);
    if (result == PSHIP_OK) {
        sort(all, by_requirer);
        build(&of, all);
        result = pship__components(of.component, context, of.node_count, of.begins, of.to,
                                   &all->progress, err);
    }
    if (result == PSHIP_OK)
        mark_circles(&of, all);
    pship__release(context, of.nodes);
    pship__release(context, of.component);
    pship__release(context, of.to);
    pship__release(context, of.begins);
    return result;
}

/* ---- rows */

static void add_row(sheet *page, name_id agreement, const progress *own, const char *state,
                    const requirement *one)
{
    static const char *const relations[] = {"requires", "requires_in_force"};
    pship__sheet_row(page, agreement);
    page->source = one ? one->source : 0;
    pship__sheet_id(page);
    pship__sheet_value(page, "title");
    pship__add_text(page->builder, own->state);
    pship__add_text(page->builder, state);
    pship__add_text(page->builder, one ? relations[one->in_force] : NULL);
    pship__sheet_name(page, one ? one->needed : 0);
    if (one)
        pship__sheet_label(page, one->needed);
    else
        pship__add_null(page->builder);
    pship__add_text(page->builder, one ? one->state : NULL);
    pship__add_text(page->builder, one ? pship__truth_text(one->met) : NULL);
    pship__add_bool(page->builder, one && one->circular);
    pship__sheet_source(page);
}

/* Of one agreement: a row for each requirement, or one where there is none. Returns the place of those of the
 * next one. */
static size_t add_agreement(sheet *page, const readiness *all, name_id agreement, size_t first)
{
    progress own = is_signed(all, agreement);
    bool blocked = false;
    size_t end = first;
    for (; end < all->count && all->list[end].of == agreement; end++)
        blocked = blocked || !pship__view_holds(all->view, all->list[end].met);
    const char *state = blocked ? "blocked" : "ready";
    if (pship__view_holds(all->view, own.met))
        state = "signed";
    if (first == end)
        add_row(page, agreement, &own, state, NULL);
    for (size_t i = first; i < end; i++)
        add_row(page, agreement, &own, state, &all->list[i]);
    return end;
}

static pship_result find_all(readiness *all, pship_error *err)
{
    pship__progress_begin(&all->progress, all->context, "readiness");
    pship_result result = pship__merges_load(&all->merged, all->view, err);
    if (result == PSHIP_OK)
        result = pship__agreements_load(&all->agreements, &all->agreement_count, &all->merged, err);
    if (result == PSHIP_OK)
        result = find_requirements(all, err);
    if (result == PSHIP_OK)
        result = find_agreements(all, err);
    if (result == PSHIP_OK)
        result = find_how_far(all, err);
    if (result == PSHIP_OK)
        result = find_circles(all, err);
    return result;
}

static void forget(readiness *all)
{
    pship__release(all->context, (void *)all->order);
    pship__release(all->context, all->list);
    pship__release(all->context, all->holdings);
    pship__release(all->context, all->signings);
    pship__release(all->context, all->agreements);
    pship__merges_free(&all->merged);
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
    readiness all = {.view = view, .context = pship__view_context(view), .merged = {.view = view}};
    sheet page;
    pship_result result = find_all(&all, err);
    if (result == PSHIP_OK)
        result = pship__sheet_open_merged(&page, &all.merged, columns, COUNT(columns), err);
    if (result == PSHIP_OK) {
        size_t next = 0;
        for (size_t i = 0; i < all.agreement_count && goes_on(&page.progress, &result, err); i++)
            next = add_agreement(&page, &all, all.agreements[i], next);
        result = pship__sheet_finish_merged(&page, result, table, err);
    }
    forget(&all);
    return result;
}
