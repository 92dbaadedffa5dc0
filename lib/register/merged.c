/* What is stated of things that have several ids: pooled, in the order of these, and rows of canonical ids. */
#include "register/names.h"

#include <stdlib.h>
#include <string.h>

/* ---- readings of all ids */

static bool add_to_pool(const merges *all, reading_pool *pool, size_t *used, readings more)
{
    size_t needed = *used + more.count;
    if (needed > pool->capacity) {
        reading *grown =
            pship__resize(pship__view_context(all->view), pool->items, needed * 2, sizeof *grown);
        if (!grown)
            return false;
        *pool = (reading_pool){grown, needed * 2};
    }
    if (more.count > 0)
        memcpy(pool->items + *used, more.first, more.count * sizeof *more.first);
    *used = needed;
    return true;
}

readings pship__merged_about(merges *all, reading_pool *pool, name_id canonical, name_id property)
{
    readings own = pship__view_about(all->view, canonical, property);
    size_t count, used = 0;
    const merged *others = pship__merged_into(all, canonical, &count);
    if (count == 0)
        return own;
    bool added = add_to_pool(all, pool, &used, own);
    for (size_t i = 0; i < count && added; i++)
        added = add_to_pool(all, pool, &used, pship__view_about(all->view, others[i].id, property));
    if (!added) {
        all->failed = true;
        return own;
    }
    return (readings){pool->items, used};
}

void pship__merged_free(const merges *all, reading_pool *pool)
{
    pship__release(pship__view_context(all->view), pool->items);
    *pool = (reading_pool){0};
}

typedef struct named {
    const char *text;
    name_id name;
} named;

static int by_text(const void *left, const void *right)
{
    const named *a = left, *b = right;
    return strcmp(a->text, b->text);
}

pship_result pship__order_ids(name_id *ids, size_t *count, const merges *all, pship_error *err)
{
    const pship_context *context = pship__view_context(all->view);
    named *list = pship__allocate(context, *count, sizeof *list);
    size_t kept = 0;
    if (!list)
        return pship__fail_memory(err);
    for (size_t i = 0; i < *count; i++) {
        name_id canonical = pship__canonical(all, ids[i]);
        list[i] = (named){pship__view_text(all->view, canonical), canonical};
    }
    if (*count > 1)
        qsort(list, *count, sizeof *list, by_text);
    for (size_t i = 0; i < *count; i++) {
        if (kept == 0 || ids[kept - 1] != list[i].name)
            ids[kept++] = list[i].name;
    }
    *count = kept;
    pship__release(context, list);
    return PSHIP_OK;
}

pship_result pship__merged_subjects(const merges *all, const char *kind, name_id **subjects,
                                    size_t *count, pship_error *err)
{
    pship_result result = pship__view_subjects(all->view, kind, subjects, count, err);
    if (result != PSHIP_OK || all->merged_count == 0)
        return result;
    result = pship__order_ids(*subjects, count, all, err);
    if (result != PSHIP_OK) {
        pship__release(pship__view_context(all->view), *subjects);
        *subjects = NULL;
    }
    return result;
}

pship_result pship__find_merged(name_id *found, const merges *all, const char *kind, const char *id,
                                pship_error *err)
{
    name_id stated;
    pship_result result = pship__find(&stated, all->view, kind, id, err);
    if (result == PSHIP_OK)
        *found = pship__canonical(all, stated);
    return result;
}

/* Adds what refers to one id. */
static pship_result add_referring(name_id **ids, size_t *count, const merges *all, name_id object,
                                  const char *property, name_id kind, pship_error *err)
{
    const pship_view *view = all->view;
    references refs = pship__view_referring(view, object, pship__view_name(view, property));
    name_id *more =
        pship__resize(pship__view_context(view), *ids, *count + refs.count, sizeof *more);
    if (!more)
        return pship__fail_memory(err);
    *ids = more;
    for (size_t i = 0; i < refs.count; i++) {
        const statement *said = refs.first[i]->statement;
        if (said->value_kind == PSHIP_VALUE_REFERENCE && said->rank != PSHIP_RANK_DEPRECATED &&
            pship__view_holds(view, refs.first[i]->truth) &&
            pship__kind_is(view, pship__view_kind(view, said->subject), kind))
            more[(*count)++] = said->subject;
    }
    return PSHIP_OK;
}

pship_result pship__referring_ids(name_id **ids, size_t *count, const merges *all, name_id object,
                                  const char *property, const char *kind, pship_error *err)
{
    name_id *found = NULL, of_kind = pship__view_name(all->view, kind);
    size_t merged_count, found_count = 0;
    const merged *others = pship__merged_into(all, object, &merged_count);
    pship_result result = add_referring(&found, &found_count, all, object, property, of_kind, err);
    for (size_t i = 0; i < merged_count && result == PSHIP_OK; i++)
        result = add_referring(&found, &found_count, all, others[i].id, property, of_kind, err);
    if (result == PSHIP_OK)
        result = pship__order_ids(found, &found_count, all, err);
    if (result != PSHIP_OK) {
        pship__release(pship__view_context(all->view), found);
        return result;
    }
    *ids = found;
    *count = found_count;
    return PSHIP_OK;
}

/* ---- what belongs to something */

static int by_belonging(const void *left, const void *right)
{
    const belonging *a = left, *b = right;
    if (a->id != b->id)
        return a->id < b->id ? -1 : 1;
    return (a->belongs < b->belongs) - (a->belongs > b->belongs);
}

/* Each id once, as surely as the surest. */
static size_t keep_surest(belonging *list, size_t count)
{
    size_t kept = 0;
    if (count > 1)
        qsort(list, count, sizeof *list, by_belonging);
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || list[kept - 1].id != list[i].id)
            list[kept++] = list[i];
    }
    return kept;
}

static pship_result add_belonging(belonging **list, size_t *count, const pship_view *view,
                                  name_id property, name_id owner, pship_error *err)
{
    references refs = pship__view_referring(view, owner, property);
    belonging *more =
        pship__resize(pship__view_context(view), *list, *count + refs.count, sizeof *more);
    if (!more)
        return pship__fail_memory(err);
    *list = more;
    for (size_t i = 0; i < refs.count;) {
        name_id id = refs.first[i]->statement->subject;
        more[(*count)++] = (belonging){id, pship__act_belongs(refs, &i)};
    }
    return PSHIP_OK;
}

pship_result pship__merged_referring(belonging **list, size_t *count, const merges *all,
                                     const char *property, name_id canonical, pship_error *err)
{
    const pship_view *view = all->view;
    name_id name = pship__view_name(view, property);
    belonging *found = NULL;
    size_t found_count = 0, merged_count = 0;
    const merged *others = pship__merged_into(all, canonical, &merged_count);
    pship_result result = PSHIP_OK;
    if (name)
        result = add_belonging(&found, &found_count, view, name, canonical, err);
    for (size_t i = 0; i < merged_count && name && result == PSHIP_OK; i++)
        result = add_belonging(&found, &found_count, view, name, others[i].id, err);
    if (result != PSHIP_OK) {
        pship__release(pship__view_context(view), found);
        return result;
    }
    *list = found;
    *count = merged_count > 0 ? keep_surest(found, found_count) : found_count;
    return PSHIP_OK;
}

pship_result pship__merged_belonging(belonging **list, size_t *count, const merges *all,
                                     const char *property, name_id canonical, pship_error *err)
{
    pship_result result = pship__merged_referring(list, count, all, property, canonical, err);
    if (result != PSHIP_OK || all->count == 0)
        return result;
    for (size_t i = 0; i < *count; i++)
        (*list)[i].id = pship__canonical(all, (*list)[i].id);
    *count = keep_surest(*list, *count);
    return PSHIP_OK;
}

/* Days that are stated of two ids contradict each other where neither lies within the other. */
static bool days_contradict(const when *a, const when *b)
{
    pship_date one = {.earliest = a->earliest, .latest = a->latest};
    pship_date other = {.earliest = b->earliest, .latest = b->latest};
    return a->kind == WHEN_DATED && b->kind == WHEN_DATED && !pship_date_compatible(&one, &other);
}

when pship__merged_when(const merges *all, name_id canonical, const char *property)
{
    size_t count;
    const merged *others = pship__merged_into(all, canonical, &count);
    when date = pship__when_of(all, canonical, property);
    for (size_t i = 0; i < count; i++) {
        when other = pship__when_of(all, others[i].id, property);
        if (date.kind == WHEN_ABSENT)
            date = other;
        else
            date.contested = date.contested || days_contradict(&date, &other);
    }
    return date;
}

choice pship__merged_ask(const merges *all, name_id canonical, const char *property)
{
    size_t count;
    const merged *others = pship__merged_into(all, canonical, &count);
    choice chosen = pship__ask_any(all->view, canonical, property);
    for (size_t i = 0; i < count; i++) {
        choice other = pship__ask_any(all->view, others[i].id, property);
        if (!chosen.picked && !chosen.undecided)
            chosen = other;
        else if (chosen.picked && other.picked)
            chosen.contested = chosen.contested ||
                               pship__readings_contradict(all->view, chosen.picked, other.picked);
    }
    return chosen;
}

const char *pship__merged_text(const merges *all, name_id canonical, const char *property)
{
    choice chosen = pship__merged_ask(all, canonical, property);
    return chosen.picked ? pship__said_text(all->view, chosen.picked->statement) : NULL;
}

name_id pship__merged_object(const merges *all, name_id canonical, const char *property)
{
    size_t count;
    const merged *others = pship__merged_into(all, canonical, &count);
    name_id object = pship__ask_object(all->view, canonical, property);
    for (size_t i = 0; i < count && !object; i++)
        object = pship__ask_object(all->view, others[i].id, property);
    return object ? pship__canonical(all, object) : 0;
}

pship_truth pship__merged_existence(const merges *all, name_id canonical)
{
    size_t count;
    const merged *others = pship__merged_into(all, canonical, &count);
    pship_truth surest = pship__existence(all->view, canonical);
    for (size_t i = 0; i < count; i++) {
        pship_truth other = pship__existence(all->view, others[i].id);
        surest = other > surest ? other : surest;
    }
    return surest;
}

name_id pship__merged_source(const merges *all, name_id canonical)
{
    size_t count;
    const merged *others = pship__merged_into(all, canonical, &count);
    name_id source = pship__any_source(all->view, canonical);
    for (size_t i = 0; i < count && !source; i++)
        source = pship__any_source(all->view, others[i].id);
    return source;
}

/* ---- rows of canonical ids */

pship_result pship__sheet_open_merged(sheet *page, merges *all, const pship__column_spec *columns,
                                      size_t count, pship_error *err)
{
    pship_result result = pship__sheet_open(page, all->view, columns, count, err);
    page->merged = all;
    return result;
}

pship_result pship__sheet_finish_merged(sheet *page, pship_result result, pship_table **table,
                                        pship_error *err)
{
    result = pship__merges_close(page->merged, result, err);
    return pship__sheet_finish(page, result, table, err);
}

void pship__sheet_merged_ids(sheet *page)
{
    size_t count;
    const merged *others = pship__merged_into(page->merged, page->subject, &count);
    pship__sheet_begin_list(page);
    for (size_t i = 0; i < count; i++)
        pship__sheet_add_item(page, pship__view_text(page->view, others[i].id));
    pship__sheet_end_list(page);
}
