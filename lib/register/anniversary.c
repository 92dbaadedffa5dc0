/* What turns so many years. */
#include "register/force.h"

#include <partnership/anniversary.h>
#include <stdlib.h>
#include <string.h>

typedef struct jubilee {
    name_id subject, source;
    const char *what;
    when date;
    bounds day; /* of the anniversary */
    int64_t years;
    bool contested;
} jubilee;

typedef struct jubilees {
    const pship_view *view;
    merges who; /* rows are of canonical ids */
    pship_day from, to;
    jubilee *list;
    size_t count, capacity;
    pship__progress_state progress;
} jubilees;

static int32_t year_of(pship_day day)
{
    int32_t year;
    pship_day_to_calendar(day, &year, NULL, NULL);
    return year;
}

/* All anniversaries of one date that may lie in the range. */
static bool add_date(jubilees *all, name_id subject, const char *what, const when *date,
                     bool contested)
{
    if (date->kind != WHEN_DATED || date->earliest == PSHIP_DAY_MIN ||
        date->latest == PSHIP_DAY_MAX)
        return true;
    int32_t first = year_of(all->from) - year_of(date->latest);
    int32_t last = year_of(all->to) - year_of(date->earliest);
    for (int32_t years = first > 1 ? first : 1; years <= last; years++) {
        bounds day = {date->earliest, date->latest, false};
        if (!pship__day_move(&day.earliest, years, PSHIP_YEARS) ||
            !pship__day_move(&day.latest, years, PSHIP_YEARS))
            return true;
        if (day.latest < all->from || day.earliest > all->to)
            continue;
        if (!pship__grow(pship__view_context(all->view), (void **)&all->list, all->count,
                         &all->capacity, sizeof *all->list))
            return false;
        all->list[all->count++] =
            (jubilee){.subject = subject,
                      .source = date->picked ? date->picked->statement->source : 0,
                      .what = what,
                      .date = *date,
                      .day = day,
                      .years = years,
                      .contested = contested || date->contested};
    }
    return true;
}

static bool is_kept(int life)
{
    return life == LIFE_ADOPTION || life == LIFE_SIGNATURE || life == LIFE_DEFINITIVE_SIGNATURE ||
           life == LIFE_ENTRY_INTO_FORCE;
}

static pship_result add_acts(jubilees *all, pship_error *err)
{
    act *acts;
    size_t count;
    pship_result result = pship__acts_load(&acts, &count, &all->who, 0, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count && goes_on(&all->progress, &result, err); i++) {
        const char *what = acts[i].life == LIFE_DEFINITIVE_SIGNATURE ? "signature" : acts[i].type;
        if (is_kept(acts[i].life) &&
            !add_date(all, acts[i].agreement, what, &acts[i].counts, acts[i].contested))
            result = pship__fail_memory(err);
    }
    pship__release(pship__view_context(all->view), acts);
    return result;
}

static pship_result add_events(jubilees *all, pship_error *err)
{
    dated *events;
    size_t count;
    pship_result result = pship__events_of(&events, &count, &all->who, 0, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count && goes_on(&all->progress, &result, err); i++) {
        if (!add_date(all, events[i].id, "event", &events[i].date, false))
            result = pship__fail_memory(err);
    }
    pship__release(pship__view_context(all->view), events);
    return result;
}

/* Whatever has such a date. */
static pship_result add_established(jubilees *all, const char *property, pship_error *err)
{
    name_id *subjects;
    size_t count;
    pship_result result = pship__view_stating(all->view, property, &subjects, &count, err);
    if (result != PSHIP_OK)
        return result;
    result = pship__order_ids(subjects, &count, &all->who, err);
    for (size_t i = 0; i < count && goes_on(&all->progress, &result, err); i++) {
        when date = pship__merged_when(&all->who, subjects[i], property);
        if (!add_date(all, subjects[i], "establishment", &date, false))
            result = pship__fail_memory(err);
    }
    pship__release(pship__view_context(all->view), subjects);
    return result;
}

static int compare(const void *left, const void *right)
{
    const jubilee *a = left, *b = right;
    int order = pship__bounds_compare(a->day, b->day);
    if (order == 0)
        order = (a->subject > b->subject) - (a->subject < b->subject);
    return order != 0 ? order : strcmp(a->what, b->what);
}

/* In order, each once: two parties may have signed on one day. */
static void sort_out(jubilees *all)
{
    size_t kept = 0;
    if (all->count > 1)
        qsort(all->list, all->count, sizeof *all->list, compare);
    for (size_t i = 0; i < all->count; i++) {
        if (kept > 0 && compare(&all->list[kept - 1], &all->list[i]) == 0)
            all->list[kept - 1].contested |= all->list[i].contested;
        else
            all->list[kept++] = all->list[i];
    }
    all->count = kept;
}

static void add_row(sheet *page, const jubilee *one, const jubilees *all)
{
    bool certain = one->day.earliest >= all->from && one->day.latest <= all->to;
    pship__sheet_row(page, one->subject);
    page->source = one->source;
    pship__buffer_clear(&page->scratch);
    pship__say_bounds(&page->scratch, one->day);
    pship__add_text_n(page->builder, page->scratch.failed ? "" : page->scratch.bytes,
                      page->scratch.failed ? 0 : page->scratch.length);
    pship__add_date(page->builder, one->day.earliest);
    pship__add_date(page->builder, one->day.latest);
    pship__add_int64(page->builder, one->years);
    pship__add_bool(page->builder, one->years % 10 == 0 || one->years % 25 == 0);
    pship__add_text(page->builder, one->what);
    pship__sheet_id(page);
    pship__sheet_label(page, one->subject);
    pship__add_text(page->builder, pship__when_text(&one->date));
    pship__sheet_truth(page,
                       pship__weaker(certain ? PSHIP_CERTAIN : PSHIP_POSSIBLE, one->date.stated));
    pship__add_bool(page->builder, one->contested);
    pship__sheet_source(page);
}

static pship_result find_range(jubilees *all, pship_day from, pship_day to, pship_error *err)
{
    enum { MOST_DAYS = 366000 };
    all->from = from == PSHIP_DAY_NONE ? pship_view_as_of(all->view) : from;
    all->to = to;
    if (to == PSHIP_DAY_NONE) {
        all->to = all->from;
        (void)pship__day_move(&all->to, 1, PSHIP_YEARS);
        (void)pship__day_move(&all->to, -1, PSHIP_DAYS);
    }
    if (all->to < all->from || (int64_t)all->to - all->from > MOST_DAYS)
        return pship__fail(
            err, PSHIP_E_INVALID,
            "a range of days ends after it begins and is not longer than 1000 years");
    return PSHIP_OK;
}

pship_result pship_anniversary_list(pship_table **table, const pship_view *view, pship_day from,
                                    pship_day to, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("anniversary", UTF8),     COLUMN("earliest", DATE),  COLUMN("latest", DATE),
        COLUMN("years", INT64),          COLUMN("round", BOOL),     COLUMN("what", DICTIONARY),
        COLUMN("subject", UTF8),         COLUMN("title", UTF8),     COLUMN("since", UTF8),
        COLUMN("certainty", DICTIONARY), COLUMN("contested", BOOL), COLUMN("source", UTF8),
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    jubilees all = {.view = view, .who = {.view = view}};
    sheet page;
    pship__progress_begin(&all.progress, pship__view_context(view), "anniversaries");
    pship_result result = find_range(&all, from, to, err);
    if (result != PSHIP_OK)
        return result;
    result = pship__sheet_begin(&page, &all.who, columns, COUNT(columns), err);
    if (result == PSHIP_OK)
        result = add_acts(&all, err);
    if (result == PSHIP_OK)
        result = add_events(&all, err);
    if (result == PSHIP_OK)
        result = add_established(&all, "established", err);
    if (result == PSHIP_OK)
        result = add_established(&all, "founded", err);
    if (result == PSHIP_OK)
        sort_out(&all);
    for (size_t i = 0; i < all.count && goes_on(&page.progress, &result, err); i++)
        add_row(&page, &all.list[i], &all);
    pship__release(pship__view_context(view), all.list);
    return pship__sheet_finish_merged(&page, result, table, err);
}
