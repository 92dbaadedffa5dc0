#include "register/progress.h"

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
    ENTRY_REVIEW,
    ENTRY_FULFILLED,
    ENTRY_WITHDRAWAL,
    ENTRY_PROGRESS,
    ENTRY_FINISH,
    ENTRY_COMPLETION
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
    merges who; /* rows are of canonical ids */
    entry *list;
    size_t count, capacity;
    bool failed;
    pship__progress_state *progress;
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
    pship_result result = pship__acts_load(&acts, &count, &all->who, 0, err);
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
    pship_result result = pship__events_of(&events, &count, &all->who, 0, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count; i++) {
        entry *made = add_entry(all, ENTRY_EVENT, events[i].id, &events[i].date);
        if (made) {
            made->type = pship__merged_text(&all->who, events[i].id, "type");
            made->done = events[i].held;
        }
    }
    pship__release(pship__view_context(all->view), events);
    return PSHIP_OK;
}

/* Days that stand for themselves. */
static pship_result add_dates(entries *all, pship_error *err)
{
    static const struct {
        const char *kind, *property;
        entry_kind what;
        const char *type; /* a property, or NULL */
    } dates[] = {
        {"working_group", "established", ENTRY_ESTABLISHMENT, NULL},
        {"working_group", "dissolved", ENTRY_DISSOLUTION, NULL},
        {"party", "founded", ENTRY_ESTABLISHMENT, NULL},
        {"milestone", "due", ENTRY_DUE, NULL},
        {"milestone", "reviewed", ENTRY_REVIEW, "result"},
        {"commitment", "withdrawn", ENTRY_WITHDRAWAL, "stage"},
        {"project", "completed", ENTRY_COMPLETION, NULL},
    };
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < COUNT(dates) && result == PSHIP_OK; i++) {
        name_id *subjects;
        size_t count;
        result = pship__merged_subjects(&all->who, dates[i].kind, &subjects, &count, err);
        if (result != PSHIP_OK)
            return result;
        for (size_t j = 0; j < count; j++) {
            when date = pship__merged_when(&all->who, subjects[j], dates[i].property);
            entry *made = add_entry(all, dates[i].what, subjects[j], &date);
            if (made && dates[i].type)
                made->type = pship__merged_text(&all->who, subjects[j], dates[i].type);
        }
        pship__release(pship__view_context(all->view), subjects);
    }
    return result;
}

/* The last day that was promised for a project; the earlier ones are slippage, which has a list of its own. */
static pship_result add_finish(entries *all, name_id project, pship_error *err)
{
    promise *promises;
    size_t count;
    pship_result result =
        pship__promises_load(&promises, &count, &all->who, project, NULL, "finish", err);
    if (result != PSHIP_OK)
        return result;
    const promise *last = pship__promise_last(promises, count);
    entry *made = last ? add_entry(all, ENTRY_FINISH, project, &last->date) : NULL;
    if (made)
        made->source = last->said.reading.statement->source;
    pship__release(pship__view_context(all->view), promises);
    return PSHIP_OK;
}

static pship_result add_points(entries *all, name_id project, pship_error *err)
{
    progress points;
    pship_result result = pship__progress_load(&points, &all->who, project, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < points.count; i++) {
        const progress_point *point = &points.items[i];
        entry *made = point->repeats ? NULL : add_entry(all, ENTRY_PROGRESS, project, &point->from);
        if (!made)
            continue;
        made->type = pship__view_text(all->view, point->said->value);
        made->contested = made->contested || point->contested;
        made->source = point->said->source;
    }
    pship__release(pship__view_context(all->view), points.items);
    return PSHIP_OK;
}

static pship_result add_projects(entries *all, pship_error *err)
{
    name_id *projects;
    size_t count;
    pship_result result = pship__merged_subjects(&all->who, "project", &projects, &count, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count && goes_on(all->progress, &result, err); i++) {
        result = add_points(all, projects[i], err);
        if (result == PSHIP_OK)
            result = add_finish(all, projects[i], err);
    }
    pship__release(pship__view_context(all->view), projects);
    return result;
}

static pship_result add_commitments(entries *all, pship_error *err)
{
    owed *commitments;
    size_t count;
    pship_result result = pship__commitments_load(&commitments, &count, &all->who, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count; i++) {
        const char *stage = pship__merged_text(&all->who, commitments[i].id, "stage");
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
    static const char *const words[] = {
        "act",       "event",      "establishment", "dissolution",     "due",       "review",
        "fulfilled", "withdrawal", "progress",      "promised_finish", "completion"};
    pship__sheet_row(page, one->subject);
    page->source = one->source;
    pship__add_text(page->builder, pship__when_text(&one->date));
    pship__sheet_days(page, &one->date);
    pship__add_text(page->builder, words[one->what]);
    pship__add_text(page->builder, one->type);
    pship__sheet_id(page);
    pship__sheet_label(page, one->subject);
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
    sheet page;
    pship_result result = pship__sheet_open(&page, view, columns, COUNT(columns), err);
    if (result != PSHIP_OK)
        return result;
    entries all = {.view = view, .progress = &page.progress};
    result = pship__merges_load(&all.who, view, err);
    page.merged = &all.who;
    if (result == PSHIP_OK)
        result = add_acts(&all, err);
    if (result == PSHIP_OK)
        result = add_events(&all, err);
    if (result == PSHIP_OK)
        result = add_dates(&all, err);
    if (result == PSHIP_OK)
        result = add_projects(&all, err);
    if (result == PSHIP_OK)
        result = add_commitments(&all, err);
    if (result == PSHIP_OK && all.failed)
        result = pship__fail_memory(err);
    if (result == PSHIP_OK && all.count > 1)
        qsort(all.list, all.count, sizeof *all.list, compare_entries);
    for (size_t i = 0; i < all.count && goes_on(&page.progress, &result, err); i++)
        add_row(&page, &all.list[i]);
    pship__release(pship__view_context(view), all.list);
    return pship__sheet_finish_merged(&page, result, table, err);
}
