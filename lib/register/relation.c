#include "register/register.h"

#include "stream/sort.h"
#include <partnership/relation.h>
#include <string.h>

/* A reference with the texts that it is ordered by. */
typedef struct edge {
    const reading *said;
    const char *from, *property, *to;
} edge;

static int by_ends(const void *left, const void *right)
{
    const edge *a = left, *b = right;
    int order = strcmp(a->from, b->from);
    if (order == 0)
        order = strcmp(a->property, b->property);
    if (order == 0)
        order = strcmp(a->to, b->to);
    return order != 0 ? order : (a->said->id > b->said->id) - (a->said->id < b->said->id);
}

static bool counts(const pship_view *view, const reading *one)
{
    return one->statement->value_kind == PSHIP_VALUE_REFERENCE &&
           one->statement->rank > PSHIP_RANK_DEPRECATED && pship__view_holds(view, one->truth);
}

static size_t find_edges(edge *edges, const pship_view *view, readings all)
{
    size_t count = 0;
    for (size_t i = 0; i < all.count; i++) {
        const reading *one = &all.first[i];
        if (!counts(view, one))
            continue;
        edges[count++] = (edge){one, pship__view_text(view, one->statement->subject),
                                pship__view_text(view, one->statement->property),
                                pship__view_text(view, one->statement->object)};
    }
    return count;
}

static void add_edge(sheet *page, const edge *one)
{
    const pship_view *view = page->view;
    const statement *said = one->said->statement;
    const stored_date *since = pship__view_from(view, said);
    pship__sheet_row(page, said->subject);
    pship__sheet_id(page);
    pship__sheet_kind(page);
    pship__add_text(page->builder, one->property);
    pship__add_text(page->builder, one->to);
    pship__sheet_name(page, pship__view_kind(view, said->object));
    pship__sheet_name(page, since->kind == PSHIP_DATE_DATED ? since->text : 0);
    pship__sheet_end(page, &one->said->until);
    pship__sheet_truth(page, one->said->truth);
    pship__add_text(page->builder, said->rank == PSHIP_RANK_PREFERRED ? "preferred" : "normal");
    pship__add_int64(page->builder, one->said->id);
    pship__sheet_name(page, said->source);
}

static pship_result add_edges(sheet *page, const pship_view *view, pship_error *err)
{
    pship_context *context = pship__view_context(view);
    readings all = pship__view_everything(view);
    edge *edges = pship__allocate(context, all.count, sizeof *edges);
    void **order = pship__allocate(context, all.count, sizeof *order);
    pship_result result = PSHIP_OK;
    if (edges && order) {
        size_t count = find_edges(edges, view, all);
        for (size_t i = 0; i < count; i++)
            order[i] = &edges[i];
        pship__sort(order, count, by_ends);
        for (size_t i = 0; i < count && goes_on(&page->progress, &result, err); i++)
            add_edge(page, order[i]);
    } else {
        result = pship__fail_memory(err);
    }
    pship__release(context, order);
    pship__release(context, edges);
    return result;
}

pship_result pship_relation_list(pship_table **table, const pship_view *view, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("from", UTF8),       COLUMN("from_kind", DICTIONARY), COLUMN("property", DICTIONARY),
        COLUMN("to", UTF8),         COLUMN("to_kind", DICTIONARY),   COLUMN("since", UTF8),
        COLUMN("until", UTF8),      COLUMN("certainty", DICTIONARY), COLUMN("rank", DICTIONARY),
        COLUMN("statement", INT64), COLUMN("source", UTF8),
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    pship_result result = pship__view_read_all(view, err);
    sheet page;
    if (result == PSHIP_OK)
        result = pship__sheet_open(&page, view, columns, COUNT(columns), err);
    if (result != PSHIP_OK)
        return result;
    result = add_edges(&page, view, err);
    return pship__sheet_finish(&page, result, table, err);
}
