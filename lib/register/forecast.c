/* When a project would be finished, if it went on as it has. */
#include "register/progress.h"

#include <math.h>
#include <partnership/project.h>

typedef struct forecast {
    const char *method;
    size_t points;
    line line;
    const char *reason; /* why there is no day, or no range; NULL where there are both */
    bool drawn, ranged;
    bool confident; /* the range is one of confidence, not of rounding */
} forecast;

static const char *fault_reason(line_fault fault)
{
    switch (fault) {
    case LINE_TOO_FEW:
        return "one point has no pace: at least two points of different days are needed";
    case LINE_SAME_DAY:
        return "the points may be of the same day";
    case LINE_NOT_RISING:
        return "the progress does not rise";
    default:
        return NULL;
    }
}

/* Points with a day, each once. Release what it returns. */
static line_point *usable(size_t *count, const pship_view *view, const progress *points)
{
    line_point *made = pship__allocate(pship__view_context(view), points->count, sizeof *made);
    *count = 0;
    for (size_t i = 0; made && i < points->count; i++) {
        const progress_point *one = &points->items[i];
        if (one->from.kind == WHEN_DATED && !one->repeats)
            made[(*count)++] = (line_point){.day_first = one->from.earliest,
                                            .day_last = one->from.latest,
                                            .percent = one->percent,
                                            .low = one->low,
                                            .high = one->high};
    }
    return made;
}

static void judge(forecast *made)
{
    made->drawn = made->line.fault == LINE_DRAWN;
    made->ranged = made->line.has_first && made->line.has_last;
    made->reason = made->points == 0 ? "no point has a day" : fault_reason(made->line.fault);
}

static forecast fit_all(line_point *points, size_t count)
{
    forecast made = {.method = "least_squares", .points = count};
    made.line = pship__line_fit(points, count);
    judge(&made);
    made.confident = made.ranged;
    if (made.drawn && count == 2)
        made.reason = "two points leave no residual: no range";
    else if (made.drawn && !made.ranged)
        made.reason = "the points do not settle the pace: the range has no end";
    return made;
}

static bool same_day(const line_point *a, const line_point *b)
{
    return a->day_first == b->day_first && a->day_last == b->day_last;
}

/* The last two days on which there are points; several that say different things of one day are not two. */
static forecast fit_last(const line_point *points, size_t count)
{
    forecast made = {.method = "last_two_points", .points = count < 2 ? count : 2};
    if (count < 2) {
        made.line.fault = LINE_TOO_FEW;
        judge(&made);
        return made;
    }
    const line_point *b = &points[count - 1], *a = b - 1;
    bool contested = same_day(a, b) || (count > 2 && same_day(a, a - 1));
    if (contested) {
        made.line.fault = LINE_SAME_DAY;
        judge(&made);
        made.reason = "sources disagree on one of the last two points";
        return made;
    }
    made.line = pship__line_through(a, b);
    judge(&made);
    if (made.drawn && !made.line.has_last)
        made.reason = "within their rounding the last two points may be the same: no latest day";
    return made;
}

/* A day that a table can hold; others are no answer. */
static void add_day(sheet *page, bool known, double day, double (*rounded)(double))
{
    double whole = known ? rounded(day) : 0;
    if (known && whole > -5e6 && whole < 5e6)
        pship__add_date(page->builder, (pship_day)whole);
    else
        pship__add_null(page->builder);
}

static void add_forecast(sheet *page, const forecast *made, const promise *promised,
                         pship_truth existence)
{
    const line *of = &made->line;
    bool drawn = made->drawn;
    pship__sheet_id(page);
    pship__add_text(page->builder, made->method);
    pship__add_int64(page->builder, (int64_t)made->points);
    if (drawn)
        pship__add_number(page->builder, of->per_day * 365.25);
    else
        pship__add_null(page->builder);
    add_day(page, drawn, of->finish, ceil);
    add_day(page, drawn && of->has_first, of->first, floor);
    add_day(page, drawn && of->has_last, of->last, ceil);
    if (made->confident)
        pship__add_number(page->builder, LINE_CONFIDENCE);
    else
        pship__add_null(page->builder);
    pship__add_text(page->builder, promised ? pship__when_text(&promised->date) : NULL);
    if (drawn && promised && promised->date.latest != PSHIP_DAY_MAX && fabs(of->finish) < 5e6)
        pship__add_int64(page->builder, (int64_t)ceil(of->finish) - promised->date.latest);
    else
        pship__add_null(page->builder);
    pship__add_text(page->builder, made->reason);
    pship__sheet_truth(page, existence);
}

/* No surer than the points that it is made of. */
static pship_truth certainty_of(const progress *points, pship_truth existence)
{
    for (size_t i = 0; i < points->count; i++) {
        if (points->items[i].from.kind == WHEN_DATED)
            existence = pship__weaker(existence, points->items[i].certainty);
    }
    return existence;
}

static void add_lines(sheet *page, const progress *points, line_point *used, size_t count,
                      const promise *promised, pship_truth existence)
{
    const progress_point *last = pship__progress_last(points);
    when completed = pship__merged_when(page->merged, page->subject, "completed");
    bool done = pship__view_holds(
        page->view, pship__when_done(page->view, &completed, pship_view_as_of(page->view)));
    forecast both[] = {fit_all(used, count), fit_last(used, count)};
    for (size_t i = 0; i < COUNT(both); i++) {
        if (done || (last && last->percent >= 100)) {
            both[i].drawn = both[i].confident = false;
            both[i].reason = "it is complete";
        }
        add_forecast(page, &both[i], promised, certainty_of(points, existence));
    }
}

static pship_result add_project(sheet *page, name_id subject, pship_truth existence,
                                pship_error *err)
{
    progress points;
    promise *promises = NULL;
    size_t promised = 0, count = 0;
    pship_result result = pship__progress_load(&points, page->merged, subject, err);
    if (result != PSHIP_OK)
        return result;
    if (points.count > 0)
        result =
            pship__promises_load(&promises, &promised, page->merged, subject, NULL, "finish", err);
    if (points.count > 0 && result == PSHIP_OK) {
        line_point *used = usable(&count, page->view, &points);
        pship__sheet_row(page, subject);
        if (used)
            add_lines(page, &points, used, count, pship__promise_last(promises, promised),
                      existence);
        else
            result = pship__fail_memory(err);
        pship__release(page->context, used);
    }
    pship__release(page->context, promises);
    pship__release(page->context, points.items);
    return result;
}

pship_result pship_project_forecast(pship_table **table, const pship_view *view,
                                    const char *project, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("project", UTF8),       COLUMN("method", DICTIONARY),
        COLUMN("points", INT64),       {"pace", PSHIP_COLUMN_FLOAT64, "percent/year", 0},
        COLUMN("finish", DATE),        COLUMN("finish_earliest", DATE),
        COLUMN("finish_latest", DATE), COLUMN("confidence", FLOAT64),
        COLUMN("promised", UTF8),      {"days_after_promise", PSHIP_COLUMN_INT64, "day", 0},
        COLUMN("reason", UTF8),        COLUMN("certainty", DICTIONARY),
    };
    return pship__sheet_each(table, view, columns, COUNT(columns), "project", project, add_project,
                             err);
}
