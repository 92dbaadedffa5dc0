#include "register/register.h"

#include <partnership/timeline.h>
#include <stdlib.h>
#include <string.h>

/* In the order in which rows of the same date are listed. */
typedef enum entry_kind {
    ENTRY_ACT,
    ENTRY_EVENT,
    ENTRY_ESTABLISHMENT,
    ENTRY_DISSOLUTION,
    ENTRY_DUE,
    ENTRY_FULFILLED
} entry_kind;

typedef struct entry {
    entry_kind what;
    name_id subject, source;
    const char *type;
    when date;
    pship_truth done;
    bool contested;
} entry;

typedef struct entries {
    const pship_view *view;
    entry *list;
    size_t count, capacity;
    bool failed;
} entries;

static entry *add_entry(entries *all, entry_kind what, name_id subject, const when *date)
{
    if (all->failed || date->kind != WHEN_DATED)
        return NULL;
    if (!pship__grow(pship__view_context(all->view), (void **)&all->list, all->count,
                     &all->capacity, sizeof *all->list)) {
        all->failed = true;
        return NULL;
    }
    entry *made = &all->list[all->count++];
    *made = (entry){.what = what,
                    .subject = subject,
                    .date = *date,
                    .done = pship__when_reached(date, pship_view_as_of(all->view)),
                    .contested = date->contested};
    if (date->picked)
        made->source = date->picked->statement->source;
    return made;
}

static pship_result add_acts(entries *all, pship_error *err)
{
    act *acts;
    size_t count;
    pship_result result = pship__acts_load(&acts, &count, all->view, 0, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count; i++) {
        const when *date = acts[i].date.kind == WHEN_ABSENT ? &acts[i].counts : &acts[i].date;
        entry *made = add_entry(all, ENTRY_ACT, acts[i].agreement, date);
        if (!made)
            continue;
        made->type = acts[i].type;
        made->done = acts[i].done;
        made->contested = acts[i].contested;
        made->source = acts[i].source;
    }
    pship__release(pship__view_context(all->view), acts);
    return PSHIP_OK;
}

static pship_result add_events(entries *all, pship_error *err)
{
    dated *events;
    size_t count;
    pship_result result = pship__events_load(&events, &count, all->view, 0, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count; i++) {
        entry *made = add_entry(all, ENTRY_EVENT, events[i].id, &events[i].date);
        if (made) {
            made->type = pship__ask_text(all->view, events[i].id, "type");
            made->done = events[i].held;
        }
    }
    pship__release(pship__view_context(all->view), events);
    return PSHIP_OK;
}

static pship_result add_groups(entries *all, pship_error *err)
{
    name_id *groups;
    size_t count;
    pship_result result = pship__view_subjects(all->view, "working_group", &groups, &count, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count; i++) {
        when established = pship__when(all->view, groups[i], "established");
        when dissolved = pship__when(all->view, groups[i], "dissolved");
        (void)add_entry(all, ENTRY_ESTABLISHMENT, groups[i], &established);
        (void)add_entry(all, ENTRY_DISSOLUTION, groups[i], &dissolved);
    }
    pship__release(pship__view_context(all->view), groups);
    return PSHIP_OK;
}

static pship_result add_commitments(entries *all, pship_error *err)
{
    owed *commitments;
    size_t count;
    pship_result result = pship__commitments_load(&commitments, &count, all->view, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count; i++) {
        const char *stage = pship__ask_text(all->view, commitments[i].id, "stage");
        entry *made = add_entry(all, ENTRY_DUE, commitments[i].id, &commitments[i].due);
        if (made)
            made->type = stage;
        made = add_entry(all, ENTRY_FULFILLED, commitments[i].id, &commitments[i].fulfilled);
        if (made)
            made->type = stage;
    }
    pship__release(pship__view_context(all->view), commitments);
    return PSHIP_OK;
}

static int compare_entries(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    int order = pship__when_compare(&a->date, &b->date);
    if (order == 0)
        order = (a->what > b->what) - (a->what < b->what);
    if (order == 0)
        order = (a->subject > b->subject) - (a->subject < b->subject);
    if (order == 0 && a->type && b->type)
        order = strcmp(a->type, b->type);
    return order;
}

static void add_row(sheet *page, const entry *one)
{
    static const char *const words[] = {"act",         "event", "establishment",
                                        "dissolution", "due",   "fulfilled"};
    pship__sheet_row(page, one->subject);
    page->source = one->source;
    pship__add_text(page->builder, pship__when_text(&one->date));
    pship__sheet_days(page, &one->date);
    pship__add_text(page->builder, words[one->what]);
    pship__add_text(page->builder, one->type);
    pship__sheet_id(page);
    pship__add_text(page->builder, pship__label(page->view, one->subject));
    pship__sheet_truth(page, one->done);
    pship__add_bool(page->builder, one->contested);
    pship__sheet_source(page);
}

pship_result pship_timeline_list(pship_table **table, const pship_view *view, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("date", UTF8),       COLUMN("earliest", DATE),   COLUMN("latest", DATE),
        COLUMN("what", DICTIONARY), COLUMN("type", UTF8),       COLUMN("subject", UTF8),
        COLUMN("title", UTF8),      COLUMN("done", DICTIONARY), COLUMN("contested", BOOL),
        COLUMN("source", UTF8),
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    pship_result read = pship__view_read_all(view, err);
    if (read != PSHIP_OK)
        return read;
    entries all = {.view = view};
    pship_result result = add_acts(&all, err);
    if (result == PSHIP_OK)
        result = add_events(&all, err);
    if (result == PSHIP_OK)
        result = add_groups(&all, err);
    if (result == PSHIP_OK)
        result = add_commitments(&all, err);
    if (result == PSHIP_OK && all.failed)
        result = pship__fail_memory(err);
    if (result == PSHIP_OK && all.count > 1)
        qsort(all.list, all.count, sizeof *all.list, compare_entries);
    sheet page;
    if (result == PSHIP_OK)
        result = pship__sheet_open(&page, view, columns, COUNT(columns), err);
    if (result == PSHIP_OK) {
        for (size_t i = 0; i < all.count && goes_on(&page.progress, &result, err); i++)
            add_row(&page, &all.list[i]);
        result = pship__sheet_finish(&page, result, table, err);
    }
    pship__release(pship__view_context(view), all.list);
    return result;
}
