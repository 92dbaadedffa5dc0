/*
 * What figures of releases say of months together: bounds by difference constraints, values by paths.
 *
 * A figure over the months a to b is an edge between the totals before a and after b. Bounds: shortest paths
 * over all that stands. Values: the path of the fewest figures, so that the fewest roundings add up.
 */
#include "trade/ytd.h"

#include <string.h>

/* ---- bounds */

static int64_t plus(int64_t a, int64_t b)
{
    return a >= YTD_UNBOUNDED || b >= YTD_UNBOUNDED ? YTD_UNBOUNDED : a + b;
}

static void unbounded(ytd_bounds *bounds, bool may_be_negative)
{
    const int32_t n = bounds->totals;
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++)
            bounds->most[i * n + j] = i == j || (i > j && !may_be_negative) ? 0 : YTD_UNBOUNDED;
}

/* Lets total[to] - total[from] be at most `most`, and draws all conclusions. */
static void tighten(ytd_bounds *bounds, int32_t from, int32_t to, int64_t most)
{
    const int32_t n = bounds->totals;
    if (bounds->most[from * n + to] <= most)
        return;
    for (int32_t i = 0; i < n; i++) {
        const int64_t before = plus(bounds->most[i * n + from], most);
        if (before >= YTD_UNBOUNDED)
            continue;
        for (int32_t j = 0; j < n; j++) {
            const int64_t whole = plus(before, bounds->most[to * n + j]);
            if (whole < bounds->most[i * n + j])
                bounds->most[i * n + j] = whole;
        }
    }
}

static bool can_be_true(const int64_t *most, int32_t n, const ytd_figure *one, int32_t first)
{
    const int32_t from = one->first - first, to = one->last + 1 - first;
    return plus(one->high, most[to * n + from]) >= 0 && plus(most[from * n + to], -one->low) >= 0;
}

static void add_figure(ytd_bounds *bounds, const ytd_figure *one, int32_t first)
{
    const int32_t from = one->first - first, to = one->last + 1 - first;
    if (one->high < YTD_UNBOUNDED)
        tighten(bounds, from, to, one->high);
    if (one->low > -YTD_UNBOUNDED)
        tighten(bounds, to, from, -one->low);
}

/* ---- which figures stand */

/* Lies it within one that newer ones supersede? */
static bool is_stale(const ytd_figure *figures, size_t index)
{
    const ytd_figure *one = &figures[index];
    for (size_t i = 0; i < index; i++) {
        const ytd_figure *other = &figures[i];
        const bool smaller = one->first > other->first || one->last < other->last;
        if (other->state == FIGURE_SUPERSEDED && smaller && one->first >= other->first &&
            one->last <= other->last)
            return true;
    }
    return false;
}

void pship__ytd_settle(ytd_bounds *bounds, ytd_figure *figures, size_t count, int32_t first,
                       bool may_be_negative)
{
    const size_t cells = (size_t)bounds->totals * (size_t)bounds->totals;
    bool any_superseded = false;
    unbounded(bounds, may_be_negative);
    for (size_t i = 0; i < count; i++) {
        ytd_figure *one = &figures[i];
        if (i == 0 || one->published != figures[i - 1].published)
            memcpy(bounds->earlier, bounds->most, cells * sizeof *bounds->most);
        if (!can_be_true(bounds->earlier, bounds->totals, one, first))
            one->state = FIGURE_SUPERSEDED;
        else if (any_superseded && is_stale(figures, i))
            one->state = FIGURE_STALE;
        else if (!can_be_true(bounds->most, bounds->totals, one, first))
            one->state = FIGURE_CONTESTED;
        else
            add_figure(bounds, one, first);
        any_superseded = any_superseded || one->state == FIGURE_SUPERSEDED;
    }
}

/* ---- paths */

static void step(ytd_search *search, size_t *queued, const ytd_figure *one, int32_t at, int32_t to,
                 int sign)
{
    ytd_path *next = &search->reached[to];
    if (next->terms >= 0)
        return;
    *next = search->reached[at];
    next->terms++;
    next->sum += sign * one->value;
    if (!next->newest || one->published > next->newest->published)
        next->newest = one;
    search->queue[(*queued)++] = to;
}

ytd_path pship__ytd_path(ytd_search *search, const ytd_figure *figures, size_t count, int32_t first,
                         int32_t totals, int32_t from, int32_t to, unsigned states)
{
    size_t queued = 0;
    for (int32_t i = 0; i < totals; i++)
        search->reached[i] = (ytd_path){.terms = -1};
    search->reached[from].terms = 0;
    search->queue[queued++] = from;
    for (size_t next = 0; next < queued && search->reached[to].terms < 0; next++) {
        const int32_t at = search->queue[next];
        for (size_t i = 0; i < count; i++) {
            const ytd_figure *one = &figures[i];
            const int32_t a = one->first - first, b = one->last + 1 - first;
            if (!(states & 1u << one->state))
                continue;
            if (a == at)
                step(search, &queued, one, at, b, 1);
            else if (b == at)
                step(search, &queued, one, at, a, -1);
        }
    }
    ytd_path found = search->reached[to];
    found.terms = found.terms > 0 ? found.terms : 0;
    return found;
}

/* ---- which totals follow from each other */

static int32_t root_of(int32_t *component, int32_t total)
{
    while (component[total] != total) {
        component[total] = component[component[total]];
        total = component[total];
    }
    return total;
}

void pship__ytd_connect(ytd_search *search, const ytd_figure *figures, size_t count, int32_t first,
                        int32_t totals, unsigned states)
{
    int32_t *component = search->component;
    for (int32_t i = 0; i < totals; i++)
        component[i] = i;
    for (size_t i = 0; i < count; i++) {
        const ytd_figure *one = &figures[i];
        if (states & 1u << one->state)
            component[root_of(component, one->first - first)] =
                root_of(component, one->last + 1 - first);
    }
    for (int32_t i = 0; i < totals; i++)
        component[i] = root_of(component, i);
}

bool pship__ytd_enclosing(int32_t *from, int32_t *to, ytd_search *search, int32_t totals,
                          int32_t at)
{
    int32_t shortest = INT32_MAX;
    for (int32_t i = 0; i < totals; i++)
        search->latest[i] = -1;
    for (int32_t i = 0; i <= at; i++)
        search->latest[search->component[i]] = i;
    for (int32_t i = at + 1; i < totals; i++) {
        const int32_t before = search->latest[search->component[i]];
        /* Of equals the one found first: its end is the earlier, and so is its beginning. */
        if (before < 0 || i - before >= shortest)
            continue;
        shortest = i - before;
        *from = before;
        *to = i;
    }
    return shortest < INT32_MAX;
}
