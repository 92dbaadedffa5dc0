/* How far projects are: the points that sources gave, and the pace between them. */
#include "register/progress.h"

#include <partnership/project.h>
#include <stdlib.h>
#include <string.h>

/* A percentage, or a plain number that can be none else. */
static bool is_percent(const pship_view *view, const statement *said)
{
    const char *unit = pship__view_text(view, said->unit);
    return said->value_kind == PSHIP_VALUE_NUMBER && (!unit || strcmp(unit, "percent") == 0) &&
           said->number >= 0 && said->number <= 100;
}

/* A point that is bounded on one side only has no day. */
static when from_of(const pship_view *view, const statement *said)
{
    when date = pship__when_stored(view, pship__view_from(view, said));
    if (date.earliest == PSHIP_DAY_MIN || date.latest == PSHIP_DAY_MAX)
        date.kind = WHEN_UNKNOWN;
    return date;
}

/* A project that was so far goes on from there: when its point was said to end is no matter. */
static pship_truth certainty_of(const pship_view *view, const reading *one, const when *from)
{
    if (one->statement->rank == PSHIP_RANK_DEPRECATED || !is_percent(view, one->statement))
        return PSHIP_NO;
    pship_truth begun = from->kind == WHEN_DATED ? pship__when_reached(from, pship_view_as_of(view))
                                                 : PSHIP_CERTAIN;
    return pship__weaker(begun, one->published);
}

static int by_day(const void *left, const void *right)
{
    const progress_point *a = left, *b = right;
    int order = pship__when_compare(&a->from, &b->from);
    return order != 0 ? order : (a->said > b->said) - (a->said < b->said);
}

/* Of points that agree on a day the most precise one counts, the first of equals. */
static bool counts_more(const progress_point *a, const progress_point *b)
{
    double left = a->high - a->low, right = b->high - b->low;
    return left != right ? left < right : a < b;
}

/* Points of the same day are held against each other. */
static void compare_points(progress *points, const pship_view *view)
{
    for (size_t i = 0; i < points->count; i++) {
        progress_point *one = &points->items[i];
        for (size_t j = 0; j < points->count && one->from.kind == WHEN_DATED; j++) {
            const progress_point *other = &points->items[j];
            if (i == j || pship__when_compare(&one->from, &other->from) != 0)
                continue;
            if (!pship__view_compatible(view, one->said, other->said))
                one->contested = true;
            else if (counts_more(other, one))
                one->repeats = true;
        }
    }
}

pship_result pship__progress_load(progress *points, const pship_view *view, name_id project,
                                  pship_error *err)
{
    readings among = pship__view_about(view, project, pship__view_name(view, "progress"));
    progress loaded = {
        pship__allocate(pship__view_context(view), among.count, sizeof *loaded.items), 0};
    if (!loaded.items)
        return pship__fail_memory(err);
    for (size_t i = 0; i < among.count; i++) {
        const statement *said = among.first[i].statement;
        when from = from_of(view, said);
        pship_truth certainty = certainty_of(view, &among.first[i], &from);
        if (!pship__view_holds(view, certainty))
            continue;
        progress_point *one = &loaded.items[loaded.count++];
        *one = (progress_point){
            .said = said, .from = from, .percent = said->number, .certainty = certainty};
        pship__view_meaning(view, said, &one->low, &one->high);
        one->low = one->low < 0 ? 0 : one->low;
        one->high = one->high > 100 ? 100 : one->high;
    }
    if (loaded.count > 1)
        qsort(loaded.items, loaded.count, sizeof *loaded.items, by_day);
    compare_points(&loaded, view);
    *points = loaded;
    return PSHIP_OK;
}

const progress_point *pship__progress_last(const progress *points)
{
    for (size_t i = points->count; i > 0; i--) {
        if (points->items[i - 1].from.kind == WHEN_DATED)
            return &points->items[i - 1];
    }
    return NULL;
}

/* ---- the table */

static void add_bounded_number(sheet *page, bool known, double number)
{
    if (known)
        pship__add_number(page->builder, number);
    else
        pship__add_null(page->builder);
}

/* Since the last point of another day, by the middle of imprecise days. */
static void add_pace(sheet *page, const progress *points, size_t index)
{
    const progress_point *one = &points->items[index], *before = NULL;
    for (size_t i = index; i > 0 && !before; i--) {
        if (pship__when_compare(&points->items[i - 1].from, &one->from) != 0)
            before = &points->items[i - 1];
    }
    bool known = before && one->from.kind == WHEN_DATED;
    double days = 0;
    if (known)
        days = ((double)one->from.earliest + one->from.latest - before->from.earliest -
                before->from.latest) /
               2;
    double gain = known ? one->percent - before->percent : 0;
    add_bounded_number(page, known, gain);
    add_bounded_number(page, known && days > 0, days > 0 ? gain / days * 365.25 : 0);
}

static pship_result add_progress(sheet *page, name_id subject, pship_truth existence,
                                 pship_error *err)
{
    progress points;
    pship_result result = pship__progress_load(&points, page->view, subject, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < points.count; i++) {
        const progress_point *one = &points.items[i];
        const note_row *note = pship__view_note(page->view, one->said);
        pship__sheet_row(page, subject);
        page->source = one->said->source;
        pship__sheet_id(page);
        pship__add_text(page->builder, pship__when_text(&one->from));
        pship__sheet_days(page, &one->from);
        pship__add_number(page->builder, one->percent);
        pship__sheet_name(page, note ? note->qualifier : 0);
        add_pace(page, &points, i);
        pship__sheet_truth(page, pship__weaker(one->certainty, existence));
        pship__add_bool(page->builder, one->contested);
        pship__sheet_name(page, page->source);
        pship__sheet_published(page);
    }
    pship__release(page->context, points.items);
    return PSHIP_OK;
}

pship_result pship_project_progress(pship_table **table, const pship_view *view,
                                    const char *project, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("project", UTF8),
        COLUMN("from", UTF8),
        COLUMN("from_earliest", DATE),
        COLUMN("from_latest", DATE),
        {"progress", PSHIP_COLUMN_FLOAT64, "percent", 0},
        COLUMN("qualifier", UTF8),
        {"gain", PSHIP_COLUMN_FLOAT64, "percent", 0},
        {"pace", PSHIP_COLUMN_FLOAT64, "percent/year", 0},
        COLUMN("certainty", DICTIONARY),
        COLUMN("contested", BOOL),
        COLUMN("source", UTF8),
        COLUMN("published", UTF8),
    };
    return pship__sheet_each(table, view, columns, COUNT(columns), "project", project, add_progress,
                             err);
}
