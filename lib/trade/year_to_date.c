/* Year-to-date releases to months: the table. */
#include "table/builder.h"
#include "trade/ytd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

pship_months_options pship_months_options_init(void)
{
    return (pship_months_options)PSHIP_MONTHS_OPTIONS_INIT;
}

#define STANDING (1u << FIGURE_STANDS)
#define OLDER (1u << FIGURE_SUPERSEDED | 1u << FIGURE_STALE)

/* ---- a series at hand */

typedef struct ytd_series {
    const ytd_figures *all;
    ytd_figure *figures;
    size_t count;
    int32_t first, last; /* months */
    int decimals;
    ytd_bounds bounds;
    ytd_search search;
    pship__table_builder *builder;
} ytd_series;

/* All that is said of one month. */
typedef struct ytd_month {
    ytd_path path;           /* the value */
    ytd_path before;         /* of superseded figures */
    ytd_path whole;          /* of a gap */
    int32_t from, to;        /* the period of `whole`: months */
    int64_t low, high;       /* or unbounded */
    const ytd_figure *moved; /* the newest superseded figure that covers the month */
    ytd_path now;            /* what newer figures say of the period of `moved` */
    const char *status;
} ytd_month;

static ytd_path path_over(ytd_series *series, int32_t first, int32_t last, unsigned states)
{
    const int32_t *component = series->search.component;
    if (states == STANDING &&
        component[first - series->first] != component[last + 1 - series->first])
        return (ytd_path){0};
    return pship__ytd_path(&series->search, series->figures, series->count, series->first,
                           series->bounds.totals, first - series->first, last + 1 - series->first,
                           states);
}

/* The shortest period around a month whose total follows; of equals, the one that begins first. */
static void find_whole(ytd_series *series, ytd_month *said, int32_t month)
{
    int32_t from, to;
    if (!pship__ytd_enclosing(&from, &to, &series->search, series->bounds.totals,
                              month - series->first))
        return;
    said->from = series->first + from;
    said->to = series->first + to - 1;
    said->whole = path_over(series, said->from, said->to, STANDING);
}

static bool covers(const ytd_figure *one, int32_t month)
{
    return one->first <= month && month <= one->last;
}

/* The newest figure in a state that covers a month. */
static const ytd_figure *covering(const ytd_series *series, int32_t month, figure_state state)
{
    const ytd_figure *newest = NULL;
    for (size_t i = 0; i < series->count; i++) {
        const ytd_figure *one = &series->figures[i];
        if (one->state == state && covers(one, month) &&
            (!newest || one->published > newest->published))
            newest = one;
    }
    return newest;
}

/* Paths take the first figure that leads on: the one that says most. Of equals the newest. */
static int most_precise_first(const void *left, const void *right)
{
    const ytd_figure *a = left, *b = right;
    const int64_t a_width = a->high - a->low, b_width = b->high - b->low;
    if (a_width != b_width)
        return a_width < b_width ? -1 : 1;
    if (a->published != b->published)
        return a->published > b->published ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static void clamp_value(ytd_month *said)
{
    if (said->high < YTD_UNBOUNDED && said->path.sum > said->high)
        said->path.sum = said->high;
    if (said->low > -YTD_UNBOUNDED && said->path.sum < said->low)
        said->path.sum = said->low;
}

static ytd_month month_at(ytd_series *series, int32_t month)
{
    const int32_t n = series->bounds.totals, at = month - series->first;
    ytd_month said = {
        .path = path_over(series, month, month, STANDING),
        .before = path_over(series, month, month, OLDER),
        .high = series->bounds.most[at * n + at + 1],
        .moved = covering(series, month, FIGURE_SUPERSEDED),
    };
    const int64_t below = series->bounds.most[(at + 1) * n + at];
    said.low = below >= YTD_UNBOUNDED ? -YTD_UNBOUNDED : -below;
    if (said.moved)
        said.now = path_over(series, said.moved->first, said.moved->last, STANDING);
    if (covering(series, month, FIGURE_CONTESTED)) {
        said.path = (ytd_path){0};
        said.status = "contested";
    } else if (said.path.terms > 0) {
        said.status = said.path.terms == 1 ? "stated" : "difference";
        clamp_value(&said);
    } else if (said.moved) {
        /* What was published of it, by figures that may no longer be true. */
        said.path = path_over(series, month, month, STANDING | OLDER);
        said.before = (ytd_path){0};
        said.status = said.path.terms > 0 ? "revised" : "gap";
    } else {
        said.status = "gap";
    }
    if (strcmp(said.status, "gap") == 0)
        find_whole(series, &said, month);
    if (said.before.sum == said.path.sum)
        said.before = (ytd_path){0};
    return said;
}

/* ---- rows */

static void add_ticks(const ytd_series *series, bool told, int64_t ticks)
{
    if (told)
        pship__add_number(series->builder, pship__ytd_number(ticks, series->decimals));
    else
        pship__add_null(series->builder);
}

static void add_period(const ytd_series *series, bool told, int32_t first, int32_t last)
{
    char text[64];
    const int length = snprintf(text, sizeof text, "%04d-%02d", first / 12, first % 12 + 1);
    if (told && first != last)
        (void)snprintf(text + length, sizeof text - (size_t)length, "/%04d-%02d", last / 12,
                       last % 12 + 1);
    pship__add_text(series->builder, told ? text : NULL);
}

static void add_cell(const ytd_series *series, int32_t column, const ytd_figure *from)
{
    size_t length = 0;
    const char *text = NULL;
    if (from && column >= 0)
        text = pship_table_text(series->all->table, column, from->row, &length);
    if (text)
        pship__add_text_n(series->builder, text, length);
    else
        pship__add_null(series->builder);
}

static void add_month(const ytd_series *series, int32_t month, const ytd_month *said)
{
    pship__table_builder *builder = series->builder;
    const ytd_figure *newest = said->path.terms > 0 ? said->path.newest : said->whole.newest;
    add_cell(series, series->all->series, series->figures);
    add_period(series, true, month, month);
    add_ticks(series, said->path.terms > 0, said->path.sum);
    add_ticks(series, said->low > -YTD_UNBOUNDED, said->low);
    add_ticks(series, said->high < YTD_UNBOUNDED, said->high);
    pship__add_text(builder, said->status);
    pship__add_ordinal(builder, said->path.terms);
    add_period(series, said->whole.terms > 0, said->from, said->to);
    add_ticks(series, said->whole.terms > 0, said->whole.sum);
    add_ticks(series, said->before.terms > 0, said->before.sum);
    add_period(series, said->moved != NULL, said->moved ? said->moved->first : 0,
               said->moved ? said->moved->last : 0);
    add_ticks(series, said->now.terms > 0, said->moved ? said->now.sum - said->moved->value : 0);
    add_cell(series, series->all->unit, series->figures);
    add_cell(series, series->all->source, newest);
    if (newest)
        pship__add_date(builder, newest->published);
    else
        pship__add_null(builder);
}

/* ---- all series */

static bool same_series(const ytd_figure *a, const ytd_figure *b)
{
    return a->series_length == b->series_length &&
           (a->series_length == 0 || memcmp(a->series, b->series, a->series_length) == 0);
}

static pship_result make_room(ytd_series *series, pship_error *err)
{
    const pship_context *context = series->all->context;
    const size_t n = (size_t)series->bounds.totals;
    series->bounds.most = pship__allocate(context, n * n, sizeof *series->bounds.most);
    series->bounds.earlier = pship__allocate(context, n * n, sizeof *series->bounds.earlier);
    series->search.reached = pship__allocate(context, n, sizeof *series->search.reached);
    series->search.queue = pship__allocate(context, n, sizeof *series->search.queue);
    series->search.component = pship__allocate(context, n, sizeof *series->search.component);
    series->search.latest = pship__allocate(context, n, sizeof *series->search.latest);
    return series->bounds.most && series->bounds.earlier && series->search.reached &&
                   series->search.queue && series->search.component && series->search.latest
               ? PSHIP_OK
               : pship__fail_memory(err);
}

static void release_room(ytd_series *series)
{
    const pship_context *context = series->all->context;
    pship__release(context, series->bounds.most);
    pship__release(context, series->bounds.earlier);
    pship__release(context, series->search.reached);
    pship__release(context, series->search.queue);
    pship__release(context, series->search.component);
    pship__release(context, series->search.latest);
}

static pship_result add_series(ytd_series *series, pship__progress_state *progress, double done,
                               pship_error *err)
{
    series->first = series->figures[0].first;
    series->last = series->figures[0].last;
    series->decimals = series->figures[0].decimals;
    for (size_t i = 1; i < series->count; i++) {
        const ytd_figure *one = &series->figures[i];
        series->first = one->first < series->first ? one->first : series->first;
        series->last = one->last > series->last ? one->last : series->last;
    }
    if (series->last - series->first >= YTD_MOST_MONTHS)
        return pship__fail(err, PSHIP_E_LIMIT, "the series '%.*s' spans more than %d months",
                           (int)series->figures[0].series_length,
                           series->figures[0].series ? series->figures[0].series : "",
                           YTD_MOST_MONTHS);
    series->bounds.totals = series->last - series->first + 2;
    pship_result result = make_room(series, err);
    if (result == PSHIP_OK)
        pship__ytd_settle(&series->bounds, series->figures, series->count, series->first,
                          series->all->options.may_be_negative);
    if (result == PSHIP_OK) {
        qsort(series->figures, series->count, sizeof *series->figures, most_precise_first);
        pship__ytd_connect(&series->search, series->figures, series->count, series->first,
                           series->bounds.totals, STANDING);
    }
    for (int32_t month = series->first; result == PSHIP_OK && month <= series->last; month++) {
        const ytd_month said = month_at(series, month);
        add_month(series, month, &said);
        result = pship__progress_look(progress, done, err);
    }
    release_room(series);
    return result;
}

static pship_result add_all(const ytd_figures *all, pship__table_builder *builder, pship_error *err)
{
    pship__progress_state progress;
    pship_result result = PSHIP_OK;
    pship__progress_begin(&progress, all->context, "months");
    for (size_t i = 0, next; result == PSHIP_OK && i < all->count; i = next) {
        for (next = i + 1; next < all->count && same_series(&all->figures[i], &all->figures[next]);)
            next++;
        ytd_series series = {
            .all = all, .figures = &all->figures[i], .count = next - i, .builder = builder};
        result = add_series(&series, &progress, (double)i / (double)all->count, err);
    }
    return result;
}

pship_result pship_months_from_ytd(pship_table **table, const pship_table *releases,
                                   const pship_months_options *options, pship_error *err)
{
    ytd_figures all;
    pship__table_builder *builder = NULL;
    if (!table)
        return pship__fail(err, PSHIP_E_ARGUMENT, "there is no place for the table");
    pship_result result = pship__ytd_read(&all, releases, options, err);
    const char *unit =
        result == PSHIP_OK && all.unit < 0 ? pship_table_column_unit(releases, all.value) : NULL;
    const pship__column_spec columns[] = {
        {"series", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"month", PSHIP_COLUMN_UTF8, NULL, 0},
        {"value", PSHIP_COLUMN_FLOAT64, unit, 0},
        {"low", PSHIP_COLUMN_FLOAT64, unit, 0},
        {"high", PSHIP_COLUMN_FLOAT64, unit, 0},
        {"status", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"terms", PSHIP_COLUMN_INT64, NULL, 0},
        {"within", PSHIP_COLUMN_UTF8, NULL, 0},
        {"within_value", PSHIP_COLUMN_FLOAT64, unit, 0},
        {"before", PSHIP_COLUMN_FLOAT64, unit, 0},
        {"changed", PSHIP_COLUMN_UTF8, NULL, 0},
        {"changed_by", PSHIP_COLUMN_FLOAT64, unit, 0},
        {"unit", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"source", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"published", PSHIP_COLUMN_DATE, NULL, 0},
    };
    if (result == PSHIP_OK)
        result = pship__table_builder_new(&builder, all.context, columns,
                                          sizeof columns / sizeof *columns, err);
    if (result == PSHIP_OK)
        result = add_all(&all, builder, err);
    if (result == PSHIP_OK)
        result = pship__table_builder_finish(builder, table, err);
    else
        pship__table_builder_free(builder);
    pship__ytd_figures_free(&all);
    return result;
}
