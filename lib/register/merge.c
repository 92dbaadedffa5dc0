#include "register/memo.h"

#include "model/private.h"
#include <partnership/merge.h>
#include <stdlib.h>
#include <string.h>

pship_result pship_merge_record(pship_statement_id *made, pship_transaction *transaction,
                                const char *id, const char *into,
                                const pship_statement_options *options, pship_error *err)
{
    pship_statement_options known = PSHIP_STATEMENT_OPTIONS_INIT;
    pship_result result =
        pship__options(&known, sizeof known, sizeof known, options, "pship_statement_options", err);
    if (result != PSHIP_OK)
        return result;
    if (!known.reason || !*known.reason)
        return pship__fail(err, PSHIP_E_ARGUMENT, "a merge needs a reason");
    return pship_statement_assert_text(made, transaction, id, "merged_into", into, NULL, options,
                                       err);
}

/* ---- chains */

static int by_id(const void *left, const void *right)
{
    const merged *a = left, *b = right;
    return (a->id > b->id) - (a->id < b->id);
}

const merged *pship__merge_of(const merges *all, name_id id)
{
    const merged wanted = {.id = id};
    return all->count > 0 ? bsearch(&wanted, all->by_id, all->count, sizeof wanted, by_id) : NULL;
}

/* What the view makes of the statements about one id; false where none of them holds. */
static bool read_link(merged *link, const pship_view *view, name_id id)
{
    choice chosen = pship__view_choose(
        view, pship__view_about(view, id, pship__view_name(view, "merged_into")));
    *link = (merged){.id = id, .canonical = id, .problem = MERGE_FINE};
    if (chosen.undecided) {
        link->problem = MERGE_UNDECIDED;
        return true;
    }
    if (!chosen.picked || chosen.picked->statement->value_kind != PSHIP_VALUE_REFERENCE)
        return false;
    name_id into = chosen.picked->statement->object;
    if (pship__kind_top(view, pship__view_kind(view, id)) ==
        pship__kind_top(view, pship__view_kind(view, into)))
        link->into = into;
    else
        link->problem = MERGE_KIND;
    return true;
}

enum { UNKNOWN, ON_THE_WAY, SETTLED };

/*
 * Follows the chain from one link to what is known of its end, and then once more to write the end down. A
 * chain that runs into itself is a circle, and so is all that leads into it: none of it has an end.
 */
static void settle(merges *all, unsigned char *states, size_t start)
{
    size_t at = start;
    name_id end = 0;
    bool circle = false;
    for (;;) {
        merged *link = &all->by_id[at];
        if (states[at] == SETTLED || link->into == 0) {
            circle = link->problem == MERGE_CIRCLE;
            end = link->canonical;
            break;
        }
        if (states[at] == ON_THE_WAY) {
            circle = true;
            break;
        }
        states[at] = ON_THE_WAY;
        const merged *next = pship__merge_of(all, link->into);
        if (!next) {
            end = link->into;
            break;
        }
        at = (size_t)(next - all->by_id);
    }
    for (at = start; states[at] == ON_THE_WAY;) {
        merged *link = &all->by_id[at];
        states[at] = SETTLED;
        link->canonical = circle ? link->id : end;
        if (circle)
            link->problem = MERGE_CIRCLE;
        const merged *next = pship__merge_of(all, link->into);
        if (!next)
            return;
        at = (size_t)(next - all->by_id);
    }
    states[at] = SETTLED;
}

/* ---- one chain alone */

/* Two fingers: the one behind is moved up to the one ahead after 1, 2, 4, ... steps, so that a circle is found. */
name_id pship__merge_end(const pship_view *view, name_id id)
{
    name_id at = id, behind = id;
    merged link;
    for (size_t steps = 0, room = 1; read_link(&link, view, at) && link.into;) {
        at = link.into;
        if (at == behind)
            return id;
        if (++steps == room) {
            behind = at;
            room *= 2;
            steps = 0;
        }
    }
    return at;
}

name_id pship__merge_next(const pship_view *view, references refs, size_t *index, name_id into)
{
    while (*index < refs.count) {
        name_id id = refs.first[(*index)++]->statement->subject;
        bool again = *index > 1 && refs.first[*index - 2]->statement->subject == id;
        merged link;
        if (!again && read_link(&link, view, id) && link.into == into)
            return id;
    }
    return 0;
}

/* For sorting by text, which the comparison cannot look up. */
typedef struct listed {
    const char *text;
    merged link;
} listed;

static int by_canonical(const void *left, const void *right)
{
    const listed *a = left, *b = right;
    if (a->link.canonical != b->link.canonical)
        return a->link.canonical < b->link.canonical ? -1 : 1;
    return strcmp(a->text, b->text);
}

static pship_result group(merges *all, pship_error *err)
{
    const pship_context *context = pship__view_context(all->view);
    listed *list = pship__allocate(context, all->count, sizeof *list);
    all->by_canonical = pship__allocate(context, all->count, sizeof *all->by_canonical);
    if (!list || !all->by_canonical) {
        pship__release(context, list);
        return pship__fail_memory(err);
    }
    for (size_t i = 0; i < all->count; i++) {
        const merged *link = &all->by_id[i];
        if (link->canonical != link->id)
            list[all->merged_count++] = (listed){pship__view_text(all->view, link->id), *link};
    }
    if (all->merged_count > 1)
        qsort(list, all->merged_count, sizeof *list, by_canonical);
    for (size_t i = 0; i < all->merged_count; i++)
        all->by_canonical[i] = list[i].link;
    pship__release(context, list);
    return PSHIP_OK;
}

static pship_result open_merges(merges *all, const pship_view *view, pship_error *err)
{
    *all = (merges){.view = view, .kept = pship__memo_new(pship__view_context(view))};
    return all->kept ? PSHIP_OK : pship__fail_memory(err);
}

pship_result pship__merges_load(merges *all, const pship_view *view, pship_error *err)
{
    const pship_context *context = pship__view_context(view);
    name_id *subjects;
    size_t count;
    pship_result result = open_merges(all, view, err);
    if (result == PSHIP_OK)
        result = pship__view_read_all(view, err);
    if (result == PSHIP_OK)
        result = pship__view_stating(view, "merged_into", &subjects, &count, err);
    if (result != PSHIP_OK)
        return result;
    if (count == 0) {
        pship__release(context, subjects);
        return PSHIP_OK;
    }
    unsigned char *states = pship__allocate_zero(context, count, sizeof *states);
    all->by_id = pship__allocate(context, count, sizeof *all->by_id);
    void *room = pship__allocate(context, 1, pship__view_size());
    if (!states || !all->by_id || !room)
        result = pship__fail_memory(err);
    const pship_view *quiet = room ? pship__view_traced(view, NULL, room) : view;
    all->view = quiet;
    for (size_t i = 0; i < count && result == PSHIP_OK; i++)
        all->count += read_link(&all->by_id[all->count], quiet, subjects[i]);
    for (size_t i = 0; i < all->count && result == PSHIP_OK; i++)
        settle(all, states, i);
    if (result == PSHIP_OK)
        result = group(all, err);
    all->view = view;
    pship__release(context, room);
    pship__release(context, states);
    pship__release(context, subjects);
    return result;
}

/* Adds what is merged into the id at a place of the list. */
static bool add_members(merges *all, size_t *capacity, size_t at, name_id property)
{
    const pship_view *view = all->view;
    name_id into = all->by_id[at].id, canonical = all->by_id[at].canonical;
    references refs = pship__view_referring(view, into, property);
    for (size_t i = 0; i < refs.count;) {
        name_id id = pship__merge_next(view, refs, &i, into);
        if (!id)
            break;
        if (!pship__grow(pship__view_context(view), (void **)&all->by_id, all->count, capacity,
                         sizeof *all->by_id))
            return false;
        all->by_id[all->count++] = (merged){id, into, canonical, MERGE_FINE};
    }
    return true;
}

/* Adds all that ends at one id. */
static bool add_tree(merges *all, size_t *capacity, name_id canonical, name_id property)
{
    if (!pship__grow(pship__view_context(all->view), (void **)&all->by_id, all->count, capacity,
                     sizeof *all->by_id))
        return false;
    size_t first = all->count;
    all->by_id[all->count++] = (merged){canonical, 0, canonical, MERGE_FINE};
    for (size_t i = first; i < all->count; i++) {
        if (!add_members(all, capacity, i, property))
            return false;
    }
    return true;
}

/* Adds those of what refers to one of the ids that are there. */
static bool add_trees_of(merges *all, size_t *capacity, name_id by, name_id property)
{
    const pship_view *view = all->view;
    size_t count = by ? all->count : 0;
    for (size_t i = 0; i < count; i++) {
        references refs = pship__view_referring(view, all->by_id[i].id, by);
        name_id last = 0;
        for (size_t j = 0; j < refs.count; j++) {
            name_id id = refs.first[j]->statement->subject, end = pship__merge_end(view, id);
            bool several = end != id || pship__view_referring(view, end, property).count > 0;
            if (several && end != last && !add_tree(all, capacity, end, property))
                return false;
            last = end;
        }
    }
    return true;
}

pship_result pship__merges_load_of(merges *all, const pship_view *view, name_id id, const char *by,
                                   pship_error *err)
{
    name_id property = pship__view_name(view, "merged_into");
    size_t capacity = 0, kept = 0;
    pship_result result = open_merges(all, view, err);
    if (result != PSHIP_OK || !property)
        return result;
    if (!add_tree(all, &capacity, pship__merge_end(view, id), property) ||
        !add_trees_of(all, &capacity, pship__view_name(view, by), property))
        return pship__fail_memory(err);
    if (all->count > 1)
        qsort(all->by_id, all->count, sizeof *all->by_id, by_id);
    for (size_t i = 0; i < all->count; i++) {
        if (kept == 0 || all->by_id[kept - 1].id != all->by_id[i].id)
            all->by_id[kept++] = all->by_id[i];
    }
    all->count = kept;
    return group(all, err);
}

void pship__merges_free(merges *all)
{
    const pship_context *context = pship__view_context(all->view);
    pship__release(context, all->by_id);
    pship__release(context, all->by_canonical);
    pship__release(context, all->cells.items);
    pship__memo_free(all->kept);
    *all = (merges){.view = all->view};
}

pship_result pship__merges_close(merges *all, pship_result result, pship_error *err)
{
    if (result == PSHIP_OK && (all->failed || pship__memo_failed(all->kept)))
        result = pship__fail_memory(err);
    pship__merges_free(all);
    return result;
}

/* ---- look-ups */

/* An answer rests on the merges of what it is about, not on all those that were read. */
static void trace_chain(const merges *all, const merged *link)
{
    name_id property = pship__view_name(all->view, "merged_into");
    while (link) {
        (void)pship__view_about(all->view, link->id, property);
        link = link->problem == MERGE_FINE ? pship__merge_of(all, link->into) : NULL;
    }
}

name_id pship__canonical(const merges *all, name_id id)
{
    const merged *link = pship__merge_of(all, id);
    if (link && pship__view_is_traced(all->view))
        trace_chain(all, link);
    return link ? link->canonical : id;
}

const merged *pship__merged_into(const merges *all, name_id canonical, size_t *count)
{
    size_t low = 0, high = all->merged_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (all->by_canonical[middle].canonical < canonical)
            low = middle + 1;
        else
            high = middle;
    }
    size_t end = low;
    while (end < all->merged_count && all->by_canonical[end].canonical == canonical)
        end++;
    *count = end - low;
    return *count > 0 ? all->by_canonical + low : NULL;
}

const char *pship__merge_problem(merge_problem problem)
{
    static const char *const words[] = {NULL, "undecided", "kind", "circle"};
    return words[problem];
}

/* ---- what is asked */

pship_result pship_merge_canonical(const char **canonical, const pship_view *view, const char *id,
                                   pship_error *err)
{
    if (!canonical || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the output or the view is NULL");
    name_id found;
    merges all = {.view = view};
    pship_result result = pship__view_read_all(view, err);
    if (result == PSHIP_OK)
        result = pship__find(&found, view, NULL, id, err);
    if (result == PSHIP_OK)
        result = pship__merges_load(&all, view, err);
    if (result == PSHIP_OK) {
        const merged *link = pship__merge_of(&all, found);
        if (link && link->problem == MERGE_CIRCLE)
            result =
                pship__fail(err, PSHIP_E_CONFLICT, "the merges of '%s' lead round in a circle", id);
        else if (link && link->problem == MERGE_UNDECIDED)
            result = pship__fail(err, PSHIP_E_CONFLICT,
                                 "sources merge '%s' into different ids, and nothing decides", id);
        else
            *canonical = pship__view_text(view, link ? link->canonical : found);
    }
    pship__merges_free(&all);
    return result;
}

/* A row for each statement of the merge of one id. */
static void add_merge(sheet *page, const merges *all, name_id id)
{
    const pship_view *view = all->view;
    readings among = pship__view_about(view, id, pship__view_name(view, "merged_into"));
    const merged *link = pship__merge_of(all, id);
    for (size_t i = 0; i < among.count; i++) {
        const reading *one = &among.first[i];
        const statement *said = one->statement;
        if (one->truth == PSHIP_NO || said->value_kind != PSHIP_VALUE_REFERENCE)
            continue;
        bool follows = link && link->into == said->object;
        pship__sheet_row(page, id);
        pship__sheet_id(page);
        pship__sheet_kind(page);
        pship__sheet_label(page, id);
        pship__sheet_name(page, said->object);
        pship__sheet_name(page, link ? link->canonical : id);
        pship__add_bool(page->builder, follows && link->problem == MERGE_FINE);
        pship__add_text(page->builder, link ? pship__merge_problem(link->problem) : NULL);
        pship__sheet_name(page, pship__view_note(view, said)->reason);
        pship__sheet_truth(page, one->truth);
        pship__add_ordinal(page->builder, one->id);
        page->source = said->source;
        pship__sheet_name(page, said->source);
        pship__sheet_published(page);
        pship__sheet_name(page, pship__view_note(view, said)->locator);
    }
}

static pship_result add_merges(sheet *page, const merges *all, pship_error *err)
{
    const pship_context *context = pship__view_context(all->view);
    const merges apart = {.view = all->view};
    name_id *subjects;
    size_t count;
    pship_result result = pship__view_stating(all->view, "merged_into", &subjects, &count, err);
    if (result != PSHIP_OK)
        return result;
    result = pship__order_ids(subjects, &count, &apart, err);
    for (size_t i = 0; i < count && goes_on(&page->progress, &result, err); i++)
        add_merge(page, all, subjects[i]);
    pship__release(context, subjects);
    return result;
}

pship_result pship_merge_list(pship_table **table, const pship_view *view, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("id", UTF8),          COLUMN("kind", DICTIONARY), COLUMN("name", UTF8),
        COLUMN("merged_into", UTF8), COLUMN("canonical", UTF8),  COLUMN("applied", BOOL),
        COLUMN("problem", UTF8),     COLUMN("reason", UTF8),     COLUMN("certainty", UTF8),
        COLUMN("statement", INT64),  COLUMN("source", UTF8),     COLUMN("published", UTF8),
        COLUMN("locator", UTF8),
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    pship_result result = pship__view_read_all(view, err);
    if (result != PSHIP_OK)
        return result;
    merges all;
    sheet page;
    result = pship__merges_load(&all, view, err);
    if (result == PSHIP_OK) {
        result = pship__sheet_open(&page, view, columns, COUNT(columns), err);
        if (result == PSHIP_OK) {
            result = add_merges(&page, &all, err);
            result = pship__sheet_finish(&page, result, table, err);
        }
    }
    pship__merges_free(&all);
    return result;
}
