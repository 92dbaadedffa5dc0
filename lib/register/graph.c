/* Instruments and what hangs together with them, as edges; and which of them could be signed. */
#include "register/force.h"

#include <partnership/agreement.h>
#include <stdlib.h>
#include <string.h>

/* Of which end an agreement has to be, where the property may join others as well. */
typedef enum which_end { EITHER, FROM, TO } which_end;

static const struct {
    const char *property;
    which_end agreement;
} relations[] = {
    {"amends", FROM},
    {"protocol_to", FROM},
    {"consolidates", FROM},
    {"supersedes", FROM},
    {"implements", FROM},
    {"requires", FROM},
    {"requires_in_force", FROM},
    {"establishes", FROM},
    {"drafted_by", FROM},
    {"established_by", TO},
    {"arises_from", TO},
    {"part_of", EITHER},
    {"occasion", EITHER},
    {"leads_to", EITHER},
    {"precedes", EITHER},
    {"supports", EITHER},
};

typedef struct edge {
    name_id from, to;
    const char *from_text, *to_text, *relation;
    pship_truth truth;
    name_id source;
} edge;

typedef struct edges {
    edge *list;
    size_t count, capacity;
} edges;

static int compare_edges(const void *left, const void *right)
{
    const edge *a = left, *b = right;
    int order = strcmp(a->from_text, b->from_text);
    if (order == 0)
        order = strcmp(a->relation, b->relation);
    if (order == 0)
        order = strcmp(a->to_text, b->to_text);
    return order != 0 ? order : (a->truth < b->truth) - (a->truth > b->truth);
}

static bool is_agreement(const pship_view *view, name_id id)
{
    return pship__kind_is(view, pship__view_kind(view, id), pship__view_name(view, "agreement"));
}

static bool joins(const pship_view *view, const statement *said, which_end agreement)
{
    bool from = is_agreement(view, said->subject), to = is_agreement(view, said->object);
    if (agreement == EITHER)
        return from || to;
    return agreement == FROM ? from : to;
}

/* Between the canonical ids. That one of two merged ids was said to be a protocol to the other says nothing any more. */
static pship_result add_found(edges *all, const merges *who, const reading *one,
                              const char *relation, pship_error *err)
{
    const statement *said = one->statement;
    const pship_view *view = who->view;
    name_id from = pship__canonical(who, said->subject), to = pship__canonical(who, said->object);
    if (from == to && said->subject != said->object)
        return PSHIP_OK;
    if (!pship__grow(pship__view_context(view), (void **)&all->list, all->count, &all->capacity,
                     sizeof *all->list))
        return pship__fail_memory(err);
    all->list[all->count++] = (edge){
        from,       to,          pship__view_text(view, from), pship__view_text(view, to), relation,
        one->truth, said->source};
    return PSHIP_OK;
}

static pship_result find_edges(edges *all, const merges *who, pship__progress_state *progress,
                               pship_error *err)
{
    const pship_view *view = who->view;
    pship_result result = PSHIP_OK;
    name_id properties[COUNT(relations)];
    readings every = pship__view_everything(view);
    for (size_t i = 0; i < COUNT(relations); i++)
        properties[i] = pship__view_name(view, relations[i].property);
    for (size_t i = 0; i < every.count && goes_on(progress, &result, err); i++) {
        const reading *one = &every.first[i];
        const statement *said = one->statement;
        size_t at = 0;
        if (!said->object || said->value_kind != PSHIP_VALUE_REFERENCE ||
            said->rank == PSHIP_RANK_DEPRECATED || !pship__view_holds(view, one->truth))
            continue;
        while (at < COUNT(relations) && properties[at] != said->property)
            at++;
        if (at < COUNT(relations) && joins(view, said, relations[at].agreement))
            result = add_found(all, who, one, relations[at].property, err);
    }
    if (result == PSHIP_OK && all->count > 1)
        qsort(all->list, all->count, sizeof *all->list, compare_edges);
    return result;
}

static void add_edge(sheet *page, const edge *one)
{
    const pship_view *view = page->view;
    pship__sheet_row(page, one->from);
    page->source = one->source;
    pship__sheet_name(page, one->from);
    pship__sheet_kind(page);
    pship__sheet_label(page, one->from);
    pship__add_text(page->builder, one->relation);
    pship__sheet_name(page, one->to);
    pship__sheet_name(page, pship__view_kind(view, one->to));
    pship__sheet_label(page, one->to);
    pship__sheet_truth(page, one->truth);
    pship__sheet_source(page);
}

/* Several sources may tell of the same edge: the surest is told. */
static bool is_again(const edge *one, const edge *before)
{
    return one->from == before->from && one->to == before->to &&
           strcmp(one->relation, before->relation) == 0;
}

pship_result pship_agreement_graph(pship_table **table, const pship_view *view, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("from", UTF8),       COLUMN("from_kind", DICTIONARY),
        COLUMN("from_title", UTF8), COLUMN("relation", DICTIONARY),
        COLUMN("to", UTF8),         COLUMN("to_kind", DICTIONARY),
        COLUMN("to_title", UTF8),   COLUMN("certainty", DICTIONARY),
        COLUMN("source", UTF8),
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    edges all = {NULL, 0, 0};
    merges who = {.view = view};
    sheet page;
    pship_result result = pship__sheet_begin(&page, &who, columns, COUNT(columns), err);
    if (result == PSHIP_OK)
        result = find_edges(&all, &who, &page.progress, err);
    for (size_t i = 0; i < all.count && goes_on(&page.progress, &result, err); i++) {
        if (i == 0 || !is_again(&all.list[i], &all.list[i - 1]))
            add_edge(&page, &all.list[i]);
    }
    pship__release(pship__view_context(view), all.list);
    return pship__sheet_finish_merged(&page, result, table, err);
}
