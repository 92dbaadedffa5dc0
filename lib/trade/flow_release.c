/* Releases of statistics that belong to a model, and which of them a view sees. */
#include "model/attach.h"
#include "model/private.h"
#include "model/view_private.h"
#include "table/builder.h"
#include "trade/flow_store.h"
#include <partnership/flow_release.h>

#include <stdlib.h>
#include <string.h>

static void release_flows(void *flows)
{
    pship_flows_free(flows);
}

pship_result pship_flows_attach(pship_model *model, const char *name, pship_flows *flows,
                                pship_error *err)
{
    if (!model || !name || !flows)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the model, the name or the flows are NULL");
    if (name[0] == '\0' || !pship__utf8_valid(name, strlen(name)))
        return pship__fail(err, PSHIP_E_INVALID, "the name of a release is text in UTF-8");
    if (!flows->source)
        return pship__fail(
            err, PSHIP_E_INVALID,
            "flows without a source cannot be attached: nobody could say when they were "
            "published");
    return pship__model_attach(model, name, flows->source, pship_flows_share(flows), release_flows,
                               err);
}

/* ---- what a view sees */

static const source_date *source_of(const pship_view *view, const attachment *one)
{
    const name_id id = pship__view_name(view, one->source);
    return id ? pship__view_source(view, id) : NULL;
}

/* Is `a` picked rather than `b`, which came before it? */
static bool is_better(const source_date *a, const source_date *b)
{
    if (a->preference != b->preference)
        return a->preference < b->preference;
    const bool a_dated = a->published.kind == PSHIP_DATE_DATED;
    const bool b_dated = b->published.kind == PSHIP_DATE_DATED;
    if (a_dated != b_dated)
        return a_dated;
    if (a_dated && a->published.latest != b->published.latest)
        return a->published.latest > b->published.latest;
    return !a_dated || a->published.earliest >= b->published.earliest;
}

/* Its index, or -1. */
static int64_t pick(const pship_view *view, const char *name)
{
    const source_date *best = NULL;
    int64_t picked = -1;
    for (size_t i = 0; i < pship__view_attached(view); i++) {
        const attachment one = pship__view_attachment(view, i);
        if (strcmp(one.name, name) != 0)
            continue;
        const source_date *source = source_of(view, &one);
        if (source && pship__view_holds(view, source->truth) &&
            (!best || is_better(source, best))) {
            best = source;
            picked = (int64_t)i;
        }
    }
    return picked;
}

pship_result pship_flows_pick(pship_flows **flows, const pship_view *view, const char *name,
                              pship_error *err)
{
    if (!flows || !view || !name)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the flows, the view or the name are NULL");
    const int64_t picked = pick(view, name);
    if (picked < 0)
        return pship__fail(err, PSHIP_E_NOT_FOUND, "the view sees no release of '%.100s'",
                           pship__utf8_valid(name, strlen(name)) ? name : "?");
    *flows = pship_flows_share(pship__view_attachment(view, (size_t)picked).object);
    return PSHIP_OK;
}

/* ---- the list */

typedef struct listed_release {
    attachment one;
    size_t index;
} listed_release;

static int by_name(const void *left, const void *right)
{
    const listed_release *a = left, *b = right;
    const int order = strcmp(a->one.name, b->one.name);
    return order != 0 ? order : (a->index > b->index) - (a->index < b->index);
}

static void add_release(pship__table_builder *builder, const pship_view *view,
                        const listed_release *listed)
{
    static const char *const words[] = {"no", "possible", "certain"};
    const pship_flows *flows = listed->one.object;
    const source_date *source = source_of(view, &listed->one);
    const bool dated = source && source->published.kind == PSHIP_DATE_DATED;
    pship__add_text(builder, listed->one.name);
    pship__add_text(builder, listed->one.source);
    pship__add_text(builder, flows->vintage);
    pship__add_text(builder, dated ? pship__view_text(view, source->published.text) : NULL);
    pship__add_int64(builder, flows->rows);
    pship__add_text(builder, flows->value_unit);
    pship__add_text(builder, words[source ? source->truth : PSHIP_NO]);
    pship__add_bool(builder, pick(view, listed->one.name) == (int64_t)listed->index);
}

pship_result pship_flows_releases(pship_table **table, const pship_view *view, const char *name,
                                  pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"name", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"source", PSHIP_COLUMN_UTF8, NULL, 0},
        {"vintage", PSHIP_COLUMN_UTF8, NULL, 0},
        {"published", PSHIP_COLUMN_UTF8, NULL, 0},
        {"rows", PSHIP_COLUMN_INT64, NULL, 0},
        {"value_unit", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"seen", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"picked", PSHIP_COLUMN_BOOL, NULL, 0},
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view are NULL");
    pship_context *context = pship__view_context(view);
    const size_t all = pship__view_attached(view);
    pship__table_builder *builder = NULL;
    size_t count = 0;
    listed_release *list = pship__allocate(context, all, sizeof *list);
    pship_result result = list ? pship__table_builder_new(&builder, context, columns, 8, err)
                               : pship__fail_memory(err);
    for (size_t i = 0; result == PSHIP_OK && i < all; i++) {
        const attachment one = pship__view_attachment(view, i);
        if (!name || strcmp(one.name, name) == 0)
            list[count++] = (listed_release){one, i};
    }
    if (count > 1)
        qsort(list, count, sizeof *list, by_name);
    for (size_t i = 0; result == PSHIP_OK && i < count; i++)
        add_release(builder, view, &list[i]);
    pship__release(context, list);
    return result == PSHIP_OK ? pship__table_builder_finish(builder, table, err) : result;
}
