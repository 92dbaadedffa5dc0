/*
 * Promised days: what was promised first, what since, and how far the day has slipped.
 *
 * A commitment is due and a project is to be finished on a day that sources give again and again. Each is a
 * promise of the day on which its source was published.
 */
#include "register/names.h"

#include <stdlib.h>

/* Has it been said by the day of the view, as far as the view can tell? Its end is no matter: what was
 * promised once was promised. */
static pship_truth was_said(const pship_view *view, const past *one)
{
    const stored_date *from = pship__view_from(view, one->reading.statement);
    pship_day day = pship_view_as_of(view);
    pship_truth begun = from->latest <= day     ? PSHIP_CERTAIN
                        : from->earliest <= day ? PSHIP_POSSIBLE
                                                : PSHIP_NO;
    if (one->reading.statement->rank == PSHIP_RANK_DEPRECATED)
        return PSHIP_NO;
    return pship__weaker(begun, one->reading.published);
}

/* Appends those of one property. */
static pship_result gather(promise **promises, size_t *count, const merges *who, name_id subject,
                           const char *property, bool firm, pship_error *err)
{
    const pship_view *view = who->view;
    const pship_context *context = pship__view_context(view);
    past *said = NULL;
    size_t found = 0;
    pship_result result =
        pship__view_history(&said, &found, view, subject, pship__view_name(view, property), err);
    if (result != PSHIP_OK)
        return result;
    promise *more = pship__resize(context, *promises, *count + found, sizeof **promises);
    if (more) {
        *promises = more;
        for (size_t i = 0; i < found; i++) {
            pship_truth certainty = was_said(view, &said[i]);
            if (!pship__view_holds(view, certainty))
                continue;
            promise *one = &more[(*count)++];
            *one = (promise){.said = said[i], .firm = firm, .certainty = certainty};
            one->published = pship__when_told(view, said[i].reading.statement);
            one->date = pship__when_said(who, &said[i].reading);
            one->date.picked = NULL; /* it lies in `said`, which is given up */
        }
    }
    pship__release(context, said);
    return more ? PSHIP_OK : pship__fail_memory(err);
}

static int by_publication(const void *left, const void *right)
{
    const promise *a = left, *b = right;
    int order = pship__when_compare(&a->published, &b->published);
    if (order != 0)
        return order;
    return a->said.reading.id < b->said.reading.id ? -1 : a->said.reading.id > b->said.reading.id;
}

static bool bounded(const when *date)
{
    return date->kind == WHEN_DATED && date->earliest != PSHIP_DAY_MIN &&
           date->latest != PSHIP_DAY_MAX;
}

static bool ends(const when *date)
{
    return date->kind == WHEN_DATED && date->latest != PSHIP_DAY_MAX;
}

/* The same imprecise day told again is the same promise, not two days within it. */
static void measure_slip(promise *one, const promise *first)
{
    const when *from = &first->date, *to = &one->date;
    bool same = from->earliest == to->earliest && from->latest == to->latest;
    one->has_slip = ends(from) && ends(to);
    if (one->has_slip)
        one->slip = (int64_t)to->latest - from->latest;
    one->has_bounds = bounded(from) && bounded(to);
    if (one->has_bounds && !same) {
        one->least = (int64_t)to->earliest - from->latest;
        one->most = (int64_t)to->latest - from->earliest;
    }
    one->placed =
        one == first || (first->published.kind == WHEN_DATED && one->published.kind == WHEN_DATED &&
                         first->published.latest < one->published.earliest);
    if (to->kind == WHEN_DATED && from->kind == WHEN_DATED && !same && one != first) {
        one->slipped = to->earliest > from->latest   ? PSHIP_CERTAIN
                       : to->latest > from->earliest ? PSHIP_POSSIBLE
                                                     : PSHIP_NO;
    }
    /* Where nobody knows which came first, nobody knows which way the day has moved. */
    if (!one->placed && to->kind == WHEN_DATED && !same)
        one->slipped = PSHIP_POSSIBLE;
    one->slipped = pship__weaker(one->slipped, one->certainty);
}

/* Of an entity and of what is merged into it. */
static pship_result gather_all(promise **promises, size_t *count, const merges *who,
                               name_id canonical, const char *property, bool firm, pship_error *err)
{
    size_t merged_count;
    const merged *others = pship__merged_into(who, canonical, &merged_count);
    pship_result result = gather(promises, count, who, canonical, property, firm, err);
    for (size_t i = 0; i < merged_count && result == PSHIP_OK; i++)
        result = gather(promises, count, who, others[i].id, property, firm, err);
    return result;
}

pship_result pship__promises_load(promise **promises, size_t *count, const merges *who,
                                  name_id canonical, const char *loose, const char *property,
                                  pship_error *err)
{
    const pship_view *view = who->view;
    promise *loaded = NULL;
    size_t kept = 0;
    pship_result result = PSHIP_OK;
    if (loose)
        result = gather_all(&loaded, &kept, who, canonical, loose, false, err);
    if (result == PSHIP_OK)
        result = gather_all(&loaded, &kept, who, canonical, property, true, err);
    if (result != PSHIP_OK) {
        pship__release(pship__view_context(view), loaded);
        return result;
    }
    if (kept > 1)
        qsort(loaded, kept, sizeof *loaded, by_publication);
    const promise *first = NULL;
    for (size_t i = 0; i < kept; i++) {
        if (!first && loaded[i].date.kind == WHEN_DATED)
            first = &loaded[i];
        if (first)
            measure_slip(&loaded[i], first);
    }
    *promises = loaded;
    *count = kept;
    return PSHIP_OK;
}

const promise *pship__promise_last(const promise *promises, size_t count)
{
    const promise *undated = NULL;
    for (size_t i = count; i > 0; i--) {
        const promise *one = &promises[i - 1];
        if (one->date.kind == WHEN_DATED && one->published.kind == WHEN_DATED)
            return one;
        if (one->date.kind == WHEN_DATED && !undated)
            undated = one;
    }
    return undated;
}

/* ---- rows */

static void add_days(sheet *page, bool known, int64_t days)
{
    if (known)
        pship__add_int64(page->builder, days);
    else
        pship__add_null(page->builder);
}

static void add_promise(sheet *page, const promise *one, int64_t number)
{
    const reading *said = &one->said.reading;
    pship__sheet_id(page);
    pship__add_int64(page->builder, number);
    pship__add_text(page->builder, pship__when_text(&one->published));
    pship__sheet_name(page, said->statement->source);
    pship__add_text(page->builder, one->firm ? "definitive" : "indicative");
    pship__add_text(page->builder, pship__when_text(&one->date));
    pship__sheet_days(page, &one->date);
    pship__add_text(page->builder, one->date.rule);
    add_days(page, one->has_slip, one->slip);
    add_days(page, one->has_bounds, one->least);
    add_days(page, one->has_bounds, one->most);
    pship__sheet_truth(page, one->slipped);
    pship__add_bool(page->builder, one->said.superseded);
    pship__sheet_truth(page, one->certainty);
}

pship_result pship__promises_add(sheet *page, name_id subject, const char *loose,
                                 const char *property, pship_error *err)
{
    promise *promises;
    size_t count;
    pship_result result =
        pship__promises_load(&promises, &count, page->merged, subject, loose, property, err);
    if (result != PSHIP_OK)
        return result;
    pship__sheet_row(page, subject);
    for (size_t i = 0; i < count && goes_on(&page->progress, &result, err); i++)
        add_promise(page, &promises[i], (int64_t)i + 1);
    pship__release(page->context, promises);
    return result;
}

pship_result pship__slip_add(sheet *page, const char *loose, const char *property, pship_error *err)
{
    promise *promises;
    size_t count;
    pship_result result =
        pship__promises_load(&promises, &count, page->merged, page->subject, loose, property, err);
    if (result != PSHIP_OK)
        return result;
    const promise *last = pship__promise_last(promises, count);
    add_days(page, last && last->has_slip, last ? last->slip : 0);
    pship__release(page->context, promises);
    return PSHIP_OK;
}
