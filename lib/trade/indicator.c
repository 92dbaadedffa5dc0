/*
 * The engine: period by period, the trade in dense arrays, every value by the function of its indicator, and
 * then the rows of the answer.
 *
 * What is computed at once is a panel: rows (countries) by columns (products or partners) for each
 * indicator. With the dimension pair_product, which is large, it is the panel of one exporter.
 */
#include "trade/indicator_ask.h"

#include "table/builder.h"
#include "trade/team.h"
#include <stdio.h>
#include <string.h>

typedef struct panel {
    const indicator_ask *ask;
    trade_at at; /* what all values of it have in common */
    uint32_t *rows, *columns;
    size_t row_count, column_count;
    double *values;    /* by indicator, row and column */
    int64_t *withheld; /* by product: of one row */
    trade_desk *desks;
    size_t desk_count;
} panel;

static bool is_own_pair(const panel *of, size_t row, size_t column)
{
    return of->ask->dimension == DIMENSION_PAIR && !of->ask->options.own_pairs &&
           of->rows[row] == of->columns[column];
}

/* ---- values */

static void begin_pair(trade_at *at, unsigned needs)
{
    if (!(needs & NEEDS_LINES))
        return;
    at->line_count = pship__pair_lines(at->desk->lines, at->world, at->i, at->j);
    for (size_t l = 0; l < at->line_count; l++)
        at->desk->pair[at->desk->lines[l].product] = at->desk->lines[l].value;
}

static void end_pair(trade_at *at)
{
    for (size_t l = 0; l < at->line_count; l++)
        at->desk->pair[at->desk->lines[l].product] = 0;
    at->line_count = 0;
}

static double *values_of(const panel *of, size_t indicator_index, size_t row)
{
    return of->values + (indicator_index * of->row_count + row) * of->column_count;
}

static bool can_be_asked(const trade_at *at, const indicator *one)
{
    return at->base || !(one->needs & NEEDS_BASE);
}

static void fill_cells(const panel *of, trade_at *at, size_t row)
{
    for (size_t n = 0; n < of->ask->count; n++) {
        const indicator *one = of->ask->asked[n];
        double *values = values_of(of, n, row);
        const bool can = can_be_asked(at, one);
        at->common = can && one->prepare ? one->prepare(at) : NAN;
        for (size_t c = 0; c < of->column_count; c++)
            values[c] = can ? one->cell(at, of->columns[c]) : NAN;
    }
}

static void fill_value(const panel *of, const trade_at *at, size_t row, size_t column)
{
    for (size_t n = 0; n < of->ask->count; n++) {
        const indicator *one = of->ask->asked[n];
        values_of(of, n, row)[column] = can_be_asked(at, one) ? one->value(at) : NAN;
    }
}

static void fill_row(void *work, size_t row, size_t worker)
{
    const panel *of = work;
    trade_at at = of->at;
    at.desk = &of->desks[worker];
    switch (of->ask->dimension) {
    case DIMENSION_COUNTRY:
        at.i = of->rows[row];
        fill_value(of, &at, row, 0);
        break;
    case DIMENSION_PAIR:
        at.i = of->rows[row];
        for (size_t c = 0; c < of->column_count; c++) {
            if (is_own_pair(of, row, c))
                continue;
            at.j = of->columns[c];
            begin_pair(&at, of->ask->needs);
            fill_value(of, &at, row, c);
            end_pair(&at);
        }
        break;
    case DIMENSION_PAIR_PRODUCT: /* at.i is that of the panel */
        at.j = of->rows[row];
        begin_pair(&at, of->ask->needs);
        fill_cells(of, &at, row);
        end_pair(&at);
        break;
    case DIMENSION_COUNTRY_PRODUCT:
        at.i = of->rows[row];
        fill_cells(of, &at, row);
        break;
    case DIMENSION_PRODUCT:
        fill_cells(of, &at, row);
        break;
    }
}

/* ---- rows of the answer */

enum { PAGE_PERIOD, PAGE_BASE, PAGE_CLASSES, PAGE_REPORTER, PAGE_PARTNER, PAGE_PRODUCT, PAGE_KEYS };

/* Up to GROUP_ROWS rows that wait to be added. */
typedef struct page {
    pship__table_builder *builder;
    size_t count, indicators;
    int32_t columns[PAGE_KEYS]; /* -1: not there */
    int32_t first_indicator;
    int32_t keys[PAGE_KEYS][GROUP_ROWS];
    int32_t withheld_column;
    int64_t classes[GROUP_ROWS], withheld[GROUP_ROWS];
    double numbers[MOST_INDICATORS][GROUP_ROWS];
} page;

static void end_group(page *to)
{
    if (to->count == 0)
        return;
    for (int key = 0; key < PAGE_KEYS; key++) {
        if (to->columns[key] < 0)
            continue;
        if (key == PAGE_CLASSES) {
            pship__group_fixed(to->builder, to->columns[key], to->classes, UINT64_MAX, to->count);
            continue;
        }
        uint64_t valid = 0;
        for (size_t i = 0; i < to->count; i++)
            valid |= (uint64_t)(to->keys[key][i] >= 0) << i;
        for (size_t i = 0; i < to->count; i++)
            to->keys[key][i] = to->keys[key][i] < 0 ? 0 : to->keys[key][i];
        pship__group_fixed(to->builder, to->columns[key], to->keys[key], valid, to->count);
    }
    for (size_t n = 0; n < to->indicators; n++) {
        uint64_t valid = 0;
        for (size_t i = 0; i < to->count; i++)
            valid |= (uint64_t)(isfinite(to->numbers[n][i]) != 0) << i;
        pship__group_fixed(to->builder, to->first_indicator + (int32_t)n, to->numbers[n], valid,
                           to->count);
    }
    pship__group_fixed(to->builder, to->withheld_column, to->withheld, UINT64_MAX, to->count);
    pship__group_end(to->builder, to->count);
    to->count = 0;
}

static bool says_something(const panel *of, size_t row, size_t column)
{
    for (size_t n = 0; n < of->ask->count; n++) {
        double value = values_of(of, n, row)[column];
        if (isfinite(value) && value != 0)
            return true;
    }
    return false;
}

static void add_row(page *to, const panel *of, size_t row, size_t column, int64_t withheld)
{
    const indicator_dimension by = of->ask->dimension;
    const size_t at = to->count++;
    const bool exporter = by == DIMENSION_PAIR_PRODUCT;
    to->keys[PAGE_PERIOD][at] = (int32_t)of->at.world->period;
    to->keys[PAGE_BASE][at] = of->at.base ? (int32_t)of->at.base->period : -1;
    to->keys[PAGE_REPORTER][at] = exporter ? (int32_t)of->at.i : (int32_t)of->rows[row];
    to->keys[PAGE_PARTNER][at] = exporter ? (int32_t)of->rows[row] : (int32_t)of->columns[column];
    to->keys[PAGE_PRODUCT][at] = (int32_t)of->columns[column];
    to->classes[at] = (int64_t)of->ask->classes;
    to->withheld[at] = withheld;
    for (size_t n = 0; n < of->ask->count; n++)
        to->numbers[n][at] = values_of(of, n, row)[column];
    if (to->count == GROUP_ROWS)
        end_group(to);
}

/* Rows without a value of what a row of the panel is about, in its period and in the base; by product in
 * of->withheld where the columns are products. */
static int64_t count_withheld(const panel *of, const trade_world *world, size_t row)
{
    switch (of->ask->dimension) {
    case DIMENSION_COUNTRY:
        return pship__world_withheld_country(NULL, world, of->rows[row]);
    case DIMENSION_COUNTRY_PRODUCT:
        return pship__world_withheld_country(of->withheld, world, of->rows[row]);
    case DIMENSION_PAIR_PRODUCT:
        return pship__world_withheld_pair(of->withheld, world, of->at.i, of->rows[row]);
    case DIMENSION_PRODUCT:
        pship__world_withheld_products(of->withheld, world);
        return 0;
    default:
        return 0; /* pairs are counted one by one */
    }
}

static int64_t withheld_of(const panel *of, size_t row, size_t column, int64_t of_row)
{
    const trade_at *at = &of->at;
    if (of->ask->dimension == DIMENSION_COUNTRY)
        return of_row;
    if (of->ask->dimension != DIMENSION_PAIR)
        return of->withheld[of->columns[column]];
    const size_t from = of->rows[row], to = of->columns[column];
    return pship__world_withheld_pair(NULL, at->world, from, to) +
           (at->base ? pship__world_withheld_pair(NULL, at->base, from, to) : 0);
}

static pship_result add_panel(page *to, const panel *of, pship__progress_state *progress,
                              pship_error *err)
{
    const bool by_pair_product = of->ask->dimension == DIMENSION_PAIR_PRODUCT;
    for (size_t row = 0; row < of->row_count; row++) {
        pship_result result = pship__progress_look(progress, 1, err);
        if (result != PSHIP_OK)
            return result;
        memset(of->withheld, 0, of->ask->flows->products.count * sizeof *of->withheld);
        int64_t of_row = count_withheld(of, of->at.world, row);
        if (of->at.base)
            of_row += count_withheld(of, of->at.base, row);
        for (size_t column = 0; column < of->column_count; column++) {
            if (is_own_pair(of, row, column))
                continue;
            const int64_t withheld = withheld_of(of, row, column, of_row);
            if (!by_pair_product || withheld > 0 || says_something(of, row, column))
                add_row(to, of, row, column, withheld);
        }
    }
    return pship__table_builder_failure(to->builder, err);
}

static bool set_words(page *to, int key, const flow_words *words, const pship_context *context)
{
    if (to->columns[key] < 0)
        return true;
    const char **texts = pship__allocate(context, words->count, sizeof *texts);
    for (uint32_t code = 0; texts && code < words->count; code++)
        texts[code] = pship__flow_word(words, code);
    if (texts)
        pship__column_words(to->builder, to->columns[key], texts, words->count);
    pship__release(context, (void *)texts);
    return texts != NULL;
}

static pship_result begin_page(page *to, const indicator_ask *ask, pship_error *err)
{
    static const char *const names[PAGE_KEYS] = {"period",   "base_period", "product_classes",
                                                 "reporter", "partner",     "product"};
    const indicator_dimension by = ask->dimension;
    const bool there[PAGE_KEYS] = {
        true,
        (ask->needs & NEEDS_BASE) != 0,
        (ask->needs & NEEDS_CLASSES) != 0,
        by != DIMENSION_PRODUCT,
        by == DIMENSION_PAIR || by == DIMENSION_PAIR_PRODUCT,
        by != DIMENSION_COUNTRY && by != DIMENSION_PAIR,
    };
    pship__column_spec columns[PAGE_KEYS + MOST_INDICATORS + 1];
    size_t count = 0;
    for (int key = 0; key < PAGE_KEYS; key++) {
        to->columns[key] = there[key] ? (int32_t)count : -1;
        if (there[key])
            columns[count++] = (pship__column_spec){
                names[key], key == PAGE_CLASSES ? PSHIP_COLUMN_INT64 : PSHIP_COLUMN_DICTIONARY,
                NULL, 0};
    }
    to->first_indicator = (int32_t)count;
    to->indicators = ask->count;
    to->count = 0;
    for (size_t n = 0; n < ask->count; n++)
        columns[count++] =
            (pship__column_spec){ask->asked[n]->name, PSHIP_COLUMN_FLOAT64,
                                 ask->asked[n]->money ? ask->flows->value_unit : NULL, 0};
    to->withheld_column = (int32_t)count;
    columns[count++] = (pship__column_spec){"withheld", PSHIP_COLUMN_INT64, NULL, 0};
    pship_result result =
        pship__table_builder_new(&to->builder, ask->flows->context, columns, count, err);
    if (result != PSHIP_OK)
        return result;
    const pship_flows *flows = ask->flows;
    if (!set_words(to, PAGE_PERIOD, &flows->periods, ask->context) ||
        !set_words(to, PAGE_BASE, &flows->periods, ask->context) ||
        !set_words(to, PAGE_REPORTER, &flows->countries, ask->context) ||
        !set_words(to, PAGE_PARTNER, &flows->countries, ask->context) ||
        !set_words(to, PAGE_PRODUCT, &flows->products, ask->context)) {
        pship__table_builder_free(to->builder);
        return pship__fail_memory(err);
    }
    return PSHIP_OK;
}

/* ---- panels */

static void free_desks(panel *of)
{
    const pship_context *context = of->ask->context;
    for (size_t i = 0; of->desks && i < of->desk_count; i++) {
        pship__release(context, of->desks[i].scratch);
        pship__release(context, of->desks[i].lines);
        pship__release(context, of->desks[i].pair);
        pship__release(context, of->desks[i].reach);
    }
    pship__release(context, of->desks);
}

static void end_panel(panel *of)
{
    free_desks(of);
    pship__release(of->ask->context, of->rows);
    pship__release(of->ask->context, of->columns);
    pship__release(of->ask->context, of->withheld);
}

static bool begin_panel(panel *of, const indicator_ask *ask)
{
    const pship_context *context = ask->context;
    const size_t countries = ask->flows->countries.count, products = ask->flows->products.count;
    const size_t most = countries > products ? countries : products;
    *of = (panel){.ask = ask, .desk_count = pship__team_size(context)};
    of->rows = pship__allocate(context, countries + 1, sizeof *of->rows);
    of->columns = pship__allocate(context, most + 1, sizeof *of->columns);
    of->desks = pship__allocate_zero(context, of->desk_count, sizeof *of->desks);
    of->withheld = pship__allocate(context, products + 1, sizeof *of->withheld);
    bool done = of->rows && of->columns && of->withheld && of->desks;
    for (size_t i = 0; done && i < of->desk_count; i++) {
        trade_desk *desk = &of->desks[i];
        desk->scratch = pship__allocate(context, most, 2 * sizeof *desk->scratch);
        desk->lines = pship__allocate(context, products, sizeof *desk->lines);
        desk->pair = pship__allocate_zero(context, products, sizeof *desk->pair);
        desk->reach = pship__allocate_zero(context, products, sizeof *desk->reach);
        done = desk->scratch && desk->lines && desk->pair && desk->reach;
    }
    return done;
}

static size_t list_countries(uint32_t *list, const trade_world *world, const bool *chosen,
                             int64_t except)
{
    size_t count = 0;
    for (uint32_t i = 0; i < world->countries; i++) {
        if (chosen[i] && world_trades(world, i) && (int64_t)i != except)
            list[count++] = i;
    }
    return count;
}

static void list_keys(panel *of)
{
    const indicator_ask *ask = of->ask;
    const trade_world *world = of->at.world;
    const indicator_dimension by = ask->dimension;
    of->column_count = 0;
    if (by == DIMENSION_COUNTRY)
        of->columns[of->column_count++] = 0;
    else if (by == DIMENSION_PAIR)
        of->column_count = list_countries(of->columns, world, ask->partners, -1);
    else
        for (uint32_t k = 0; k < world->products; k++)
            if (ask->products[k])
                of->columns[of->column_count++] = k;
    if (by == DIMENSION_PAIR_PRODUCT)
        of->row_count = list_countries(of->rows, world, ask->partners,
                                       ask->options.own_pairs ? -1 : (int64_t)of->at.i);
    else if (by == DIMENSION_PRODUCT)
        of->row_count = 1, of->rows[0] = 0;
    else
        of->row_count = list_countries(of->rows, world, ask->reporters, -1);
}

static pship_result answer_panel(panel *of, page *to, pship__progress_state *progress,
                                 pship_error *err)
{
    const pship_context *context = of->ask->context;
    list_keys(of);
    const size_t cells = of->row_count * of->column_count; /* both at most 2^32 */
    if (cells == 0)
        return PSHIP_OK;
    if (cells > SIZE_MAX / sizeof(double) / of->ask->count)
        return pship__fail_memory(err);
    of->values = pship__allocate(context, cells, of->ask->count * sizeof *of->values);
    if (!of->values)
        return pship__fail_memory(err);
    pship_result result =
        pship__team_do(progress, of->ask->flows->context, fill_row, of, of->row_count, err);
    /* Of pairs and products most say nothing, and have no row. */
    if (result == PSHIP_OK && of->ask->dimension != DIMENSION_PAIR_PRODUCT)
        pship__expect_rows(to->builder, cells);
    if (result == PSHIP_OK)
        result = add_panel(to, of, progress, err);
    pship__release(context, of->values);
    of->values = NULL;
    return result;
}

/* All that is asked for of one period. */
static pship_result answer_period(panel *of, page *to, pship_error *err)
{
    const indicator_ask *ask = of->ask;
    const size_t countries = ask->flows->countries.count;
    pship__progress_state progress;
    pship__progress_begin(&progress, ask->context, "computing indicators");
    if (ask->dimension != DIMENSION_PAIR_PRODUCT)
        return answer_panel(of, to, &progress, err);
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < countries && result == PSHIP_OK; i++) {
        if (!ask->reporters[i] || !world_trades(of->at.world, i))
            continue;
        of->at.i = i;
        result = answer_panel(of, to, &progress, err);
    }
    return result;
}

/* ---- periods */

typedef struct course {
    const indicator_ask *ask;
    trade_world now, before; /* `before` is the base */
    double *facts, *prody;
    double *series, *series_years; /* NULL: not needed */
} course;

static pship_result build(trade_world *world, const indicator_ask *ask, uint32_t period,
                          pship_error *err)
{
    const bool reported = ask->options.imports == PSHIP_IMPORT_SOURCE_REPORTED;
    const bool with_imports = (ask->needs & NEEDS_IMPORTS) != 0;
    pship_result result = ask->options.add_overlapping
                              ? PSHIP_OK
                              : pship__world_check(ask->flows, period, reported, err);
    if (result == PSHIP_OK)
        result = pship__world_build(world, ask->flows, period, reported, with_imports, err);
    if (result == PSHIP_OK && (world->export_rows == 0 || (reported && world->import_rows == 0))) {
        result = pship__fail(err, PSHIP_E_INVALID, "the period '%s' has no rows of %s",
                             pship__flow_word(&ask->flows->periods, period),
                             world->export_rows == 0 ? "exports" : "imports");
        pship__world_free(world);
    }
    return result;
}

static pship_result next_period(course *at, panel *of, page *to, uint32_t period, pship_error *err)
{
    const indicator_ask *ask = at->ask;
    int64_t base = -1;
    double years = NAN;
    pship_result result = PSHIP_OK;
    if (ask->needs & NEEDS_BASE)
        result = pship__ask_base(&base, &years, ask, period, err);
    if (result == PSHIP_OK && base >= 0 &&
        !(at->before.flows && at->before.period == (uint32_t)base)) {
        pship__world_free(&at->before);
        result = build(&at->before, ask, (uint32_t)base, err);
    }
    if (result == PSHIP_OK)
        result = build(&at->now, ask, period, err);
    if (result == PSHIP_OK)
        result = pship__ask_facts(at->facts, ask, period, err);
    if (result != PSHIP_OK)
        return result;
    of->at = (trade_at){.world = &at->now,
                        .base = base >= 0 ? &at->before : NULL,
                        .classes = ask->classes,
                        .years = years,
                        .prody = at->prody,
                        .series = at->series,
                        .series_years = at->series_years,
                        .group = ask->products};
    for (size_t fact = 0; fact < FACT_COUNT; fact++)
        of->at.facts[fact] = at->facts + fact * at->now.countries;
    if (at->series && base >= 0)
        pship__ask_years(at->series_years, ask, (uint32_t)base, period);
    if (ask->needs & NEEDS_PRODY)
        pship__prody(at->prody, &at->now, of->at.facts[FACT_INCOME]);
    result = answer_period(of, to, err);
    if (ask->base < 0 && (ask->needs & NEEDS_BASE)) { /* it is the base of the next one */
        pship__world_free(&at->before);
        at->before = at->now;
        at->now = (trade_world){0};
    }
    pship__world_free(&at->now);
    return result;
}

/* What each country exports in each period. */
static pship_result sum_series(course *at, pship_error *err)
{
    const pship_flows *flows = at->ask->flows;
    const size_t periods = flows->periods.count, countries = flows->countries.count;
    at->series = pship__allocate_zero(at->ask->context, periods * countries, sizeof *at->series);
    at->series_years = pship__allocate(at->ask->context, periods, sizeof *at->series_years);
    if (!at->series || !at->series_years)
        return pship__fail_memory(err);
    for (uint32_t period = 0; period < periods && !at->ask->options.add_overlapping; period++) {
        pship_result result = pship__world_check(flows, period, false, err);
        if (result != PSHIP_OK)
            return result;
    }
    running_sum sum = {0, 0};
    pship__progress_state progress;
    flow_reader reader;
    const flow_rows *rows = &reader.rows;
    pship__progress_begin(&progress, at->ask->context, "summing exports by period");
    pship__flow_reader_begin(&reader, flows, flows->rows,
                             FLOW_PERIOD | FLOW_REPORTER | FLOW_TRAITS | FLOW_VALUE);
    for (int64_t row = 0; row < flows->rows; row++) { /* a country's exports stand together */
        const size_t i = pship__flow_at(&reader, row);
        pship_result result = pship__progress(&progress, (double)row / (double)flows->rows, err);
        if (result != PSHIP_OK)
            return result;
        if (pship__flow_direction(rows->traits[i]) != PSHIP_FLOW_EXPORT)
            continue;
        double *to = &at->series[rows->period[i] * countries + rows->reporter[i]];
        if (*to == 0)
            sum = (running_sum){0, 0};
        sum_add(&sum, isnan(rows->value[i]) ? 0 : rows->value[i]);
        *to = sum_total(&sum);
        if (!isfinite(*to))
            return pship__fail(err, PSHIP_E_LIMIT, "a sum of values is beyond all doubles");
    }
    return PSHIP_OK;
}

static pship_result answer(const indicator_ask *ask, panel *of, page *to, pship_error *err)
{
    const pship_flows *flows = ask->flows;
    course at = {.ask = ask};
    pship_result result = PSHIP_OK;
    at.facts = pship__allocate(ask->context, flows->countries.count, FACT_COUNT * sizeof(double));
    at.prody = pship__allocate(ask->context, flows->products.count, sizeof(double));
    if (!at.facts || !at.prody)
        result = pship__fail_memory(err);
    if (result == PSHIP_OK && (ask->needs & NEEDS_SERIES))
        result = sum_series(&at, err);
    for (uint32_t period = 0; period < flows->periods.count && result == PSHIP_OK; period++) {
        if (ask->periods[period])
            result = next_period(&at, of, to, period, err);
    }
    pship__world_free(&at.now);
    pship__world_free(&at.before);
    pship__release(ask->context, at.facts);
    pship__release(ask->context, at.prody);
    pship__release(ask->context, at.series);
    pship__release(ask->context, at.series_years);
    return result;
}

pship_result pship_indicator_compute(pship_table **table, const pship_flows *flows,
                                     const char *const *names, size_t count,
                                     const pship_table *facts,
                                     const pship_indicator_options *options, pship_error *err)
{
    if (!table || !flows)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the flows are NULL");
    indicator_ask ask;
    page *to = pship__allocate(flows->context, 1, sizeof *to);
    pship_result result = to ? PSHIP_OK : pship__fail_memory(err);
    if (result != PSHIP_OK)
        return result;
    result = pship__ask(&ask, flows, names, count, facts, options, err);
    if (result == PSHIP_OK)
        result = begin_page(to, &ask, err);
    if (result == PSHIP_OK) {
        panel of;
        result = begin_panel(&of, &ask) ? answer(&ask, &of, to, err) : pship__fail_memory(err);
        end_panel(&of);
        if (result == PSHIP_OK) {
            end_group(to);
            result = pship__table_builder_finish(to->builder, table, err);
        } else {
            pship__table_builder_free(to->builder);
        }
    }
    pship__ask_free(&ask);
    pship__release(flows->context, to);
    return result;
}
