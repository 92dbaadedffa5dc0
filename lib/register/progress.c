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

/* ---- points of one day, held against each other */

/* What a point can mean, and its place in an order. */
typedef struct rival {
    progress_point *point;
    name_id unit;
    double low, high;
    size_t place; /* among those of its unit, by `low` */
} rival;

static int by_low(const void *left, const void *right)
{
    const rival *a = left, *b = right;
    if (a->unit != b->unit)
        return a->unit < b->unit ? -1 : 1;
    if (a->low != b->low)
        return a->low < b->low ? -1 : 1;
    return (a->point > b->point) - (a->point < b->point);
}

/* Of points that agree on a day the most precise one counts, the first of equals. */
static int by_weight(const void *left, const void *right)
{
    const rival *a = *(const rival *const *)left, *b = *(const rival *const *)right;
    double one = a->point->high - a->point->low, other = b->point->high - b->point->low;
    if (one != other)
        return one < other ? -1 : 1;
    return (a->point > b->point) - (a->point < b->point);
}

/* Two of them can be compared when they lie furthest apart: if these agree, all do. */
static void find_contested(rival *rivals, size_t count, const pship_view *view)
{
    const rival *lowest = &rivals[0], *highest = &rivals[count - 1];
    for (size_t i = 1; i < count; i++)
        lowest = rivals[i].high < lowest->high ? &rivals[i] : lowest;
    for (size_t i = 0; i < count; i++) {
        const statement *said = rivals[i].point->said;
        if (!pship__view_compatible(view, said, lowest->point->said) ||
            !pship__view_compatible(view, said, highest->point->said))
            rivals[i].point->contested = true;
    }
}

/* How many begin surely below the end of one. */
static size_t count_below(const rival *rivals, size_t count, double end)
{
    static const double slack = 2e-10; /* as far as percentages may be off by a rounding */
    size_t low = 0;
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        if (rivals[middle].low < end - slack)
            low = middle + 1;
        else
            count = middle;
    }
    return low;
}

static const rival *higher(const rival *a, const rival *b)
{
    return !a || (b && b->high > a->high) ? b : a;
}

/*
 * In the order of their weight, each asks whether one that came before agrees with it: of those that begin below its
 * end, the one that reaches highest. `tree` has the highest of so many places before each: a Fenwick tree.
 */
static void find_repeats(const rival **order, const rival **tree, rival *rivals, size_t count,
                         const pship_view *view)
{
    for (size_t i = 0; i < count; i++) {
        rivals[i].place = i + 1;
        order[i] = &rivals[i];
        tree[i] = NULL;
    }
    tree[count] = NULL;
    qsort((void *)order, count, sizeof *order, by_weight);
    for (size_t i = 0; i < count; i++) {
        const rival *one = order[i], *best = NULL;
        for (size_t at = count_below(rivals, count, one->high); at > 0; at -= at & (~at + 1))
            best = higher(best, tree[at]);
        one->point->repeats =
            best && pship__view_compatible(view, one->point->said, best->point->said);
        for (size_t at = one->place; at <= count; at += at & (~at + 1))
            tree[at] = higher(tree[at], one);
    }
}

static bool compare_day(progress_point *points, size_t count, const pship_view *view)
{
    const pship_context *context = pship__view_context(view);
    rival *rivals = pship__allocate(context, count, sizeof *rivals);
    const rival **room = pship__allocate(context, 2 * count + 1, sizeof(const rival *));
    for (size_t i = 0; rivals && i < count; i++) {
        rivals[i] = (rival){.point = &points[i], .unit = points[i].said->unit};
        pship__view_meaning(view, points[i].said, &rivals[i].low, &rivals[i].high);
    }
    if (rivals && room) {
        qsort(rivals, count, sizeof *rivals, by_low);
        for (size_t first = 0, end; first < count; first = end) {
            for (end = first; end < count && rivals[end].unit == rivals[first].unit; end++)
                rivals[end].point->contested = rivals[0].unit != rivals[count - 1].unit;
            find_contested(rivals + first, end - first, view);
            find_repeats(room, room + count, rivals + first, end - first, view);
        }
    }
    pship__release(context, (void *)room);
    pship__release(context, rivals);
    return rivals && room;
}

static bool compare_points(progress *points, const pship_view *view)
{
    bool made = true;
    for (size_t first = 0, end; first < points->count && made; first = end) {
        const when *day = &points->items[first].from;
        for (end = first + 1; end < points->count; end++) {
            if (pship__when_compare(day, &points->items[end].from) != 0)
                break;
        }
        if (day->kind == WHEN_DATED && end - first > 1)
            made = compare_day(points->items + first, end - first, view);
    }
    return made;
}

pship_result pship__progress_load(progress *points, merges *who, name_id project, pship_error *err)
{
    const pship_view *view = who->view;
    readings among =
        pship__merged_about(who, &who->cells, project, pship__view_name(view, "progress"));
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
    if (!compare_points(&loaded, view)) {
        pship__release(pship__view_context(view), loaded.items);
        return pship__fail_memory(err);
    }
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
static void add_pace(sheet *page, const progress_point *one, const progress_point *before)
{
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
    pship_result result = pship__progress_load(&points, page->merged, subject, err);
    if (result != PSHIP_OK)
        return result;
    const progress_point *before = NULL;
    for (size_t i = 0; i < points.count && goes_on(&page->progress, &result, err); i++) {
        const progress_point *one = &points.items[i];
        if (i > 0 && pship__when_compare(&one[-1].from, &one->from) != 0)
            before = &one[-1];
        const note_row *note = pship__view_note(page->view, one->said);
        pship__sheet_row(page, subject);
        page->source = one->said->source;
        pship__sheet_id(page);
        pship__add_text(page->builder, pship__when_text(&one->from));
        pship__sheet_days(page, &one->from);
        pship__add_number(page->builder, one->percent);
        pship__sheet_name(page, note ? note->qualifier : 0);
        add_pace(page, one, before);
        pship__sheet_truth(page, pship__weaker(one->certainty, existence));
        pship__add_bool(page->builder, one->contested);
        pship__sheet_name(page, page->source);
        pship__sheet_published(page);
    }
    pship__release(page->context, points.items);
    return result;
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
