/*
 * Rows of a new table in order, and runs of them.
 *
 * Rows are sorted by counting, one column after another from the last of the key to the first: linear in the rows, and
 * what is equal stays in its order. Every row is a run of its own then, until those that are alike are folded.
 */
#include "trade/flow_read.h"

#include <string.h>

/* ---- runs */

typedef struct run_columns {
    uint16_t *period, *reporter, *partner;
    uint8_t *traits;
} run_columns;

static bool allocate_runs(run_columns *made, const pship_context *context, size_t count)
{
    made->period = pship__allocate(context, count, sizeof *made->period);
    made->reporter = pship__allocate(context, count, sizeof *made->reporter);
    made->partner = pship__allocate(context, count, sizeof *made->partner);
    made->traits = pship__allocate(context, count, sizeof *made->traits);
    return made->period && made->reporter && made->partner && made->traits;
}

static void release_runs(const run_columns *columns, const pship_context *context)
{
    pship__release(context, columns->period);
    pship__release(context, columns->reporter);
    pship__release(context, columns->partner);
    pship__release(context, columns->traits);
}

static void copy_run(const run_columns *to, size_t at, const pship_flows *from, size_t run)
{
    to->period[at] = from->period[run];
    to->reporter[at] = from->reporter[run];
    to->partner[at] = from->partner[run];
    to->traits[at] = from->traits[run];
}

/* The table has these instead of its own. */
static void take_runs(pship_flows *of, const run_columns *made, uint32_t *first, size_t count)
{
    const run_columns old = {of->period, of->reporter, of->partner, of->traits};
    release_runs(&old, of->context);
    pship__release(of->context, of->run_first);
    of->period = made->period;
    of->reporter = made->reporter;
    of->partner = made->partner;
    of->traits = made->traits;
    of->run_first = first;
    of->run_count = count;
}

/* Every row becomes a run of its own. */
static pship_result unfold_runs(pship_flows *of, pship__progress_state *progress, pship_error *err)
{
    run_columns made;
    if (!of->run_first)
        return PSHIP_OK;
    pship_result result =
        allocate_runs(&made, of->context, (size_t)of->rows) ? PSHIP_OK : pship__fail_memory(err);
    for (size_t run = 0; result == PSHIP_OK && run < of->run_count; run++) {
        const int64_t end = pship__flow_run_first(of, run + 1);
        for (int64_t row = of->run_first[run]; row < end; row++)
            copy_run(&made, (size_t)row, of, run);
        result = pship__progress(progress, 0.5, err);
    }
    if (result == PSHIP_OK)
        take_runs(of, &made, NULL, (size_t)of->rows);
    else
        release_runs(&made, of->context);
    return result;
}

static bool begins_run(const pship_flows *of, size_t row)
{
    return row == 0 || of->partner[row] != of->partner[row - 1] ||
           of->reporter[row] != of->reporter[row - 1] || of->period[row] != of->period[row - 1] ||
           of->traits[row] != of->traits[row - 1];
}

pship_result pship__flow_fold_runs(pship_flows *of, pship__progress_state *progress,
                                   pship_error *err)
{
    const size_t width = 2 * sizeof *of->period + sizeof *of->partner + sizeof *of->traits;
    const size_t rows = (size_t)of->rows;
    size_t count = 0;
    run_columns made;
    pship_result result = PSHIP_OK;
    for (size_t row = 0; result == PSHIP_OK && !of->run_first && row < rows; row++) {
        count += begins_run(of, row);
        result = pship__progress(progress, 0.98, err);
    }
    if (result != PSHIP_OK || of->run_first || count * (width + sizeof(uint32_t)) >= rows * width)
        return result;
    uint32_t *first = pship__allocate(of->context, count, sizeof *first);
    if (!allocate_runs(&made, of->context, count) || !first)
        result = pship__fail_memory(err);
    for (size_t row = 0, at = 0; result == PSHIP_OK && row < rows; row++) {
        result = pship__progress(progress, 0.99, err);
        if (!begins_run(of, row))
            continue;
        copy_run(&made, at, of, row);
        first[at++] = (uint32_t)row;
    }
    if (result == PSHIP_OK) {
        take_runs(of, &made, first, count);
    } else {
        release_runs(&made, of->context);
        pship__release(of->context, first);
    }
    return result;
}

/* ---- order */

/* Whether rows of two runs are in order whatever their products; *same where those decide. */
static bool runs_in_order(const pship_flows *of, size_t a, size_t b, bool *same)
{
    *same = false;
    if (of->period[a] != of->period[b])
        return of->period[a] < of->period[b];
    const int one = pship__flow_direction(of->traits[a]);
    const int other = pship__flow_direction(of->traits[b]);
    if (one != other)
        return one < other;
    if (of->reporter[a] != of->reporter[b])
        return of->reporter[a] < of->reporter[b];
    *same = of->partner[a] == of->partner[b];
    return of->partner[a] <= of->partner[b];
}

static pship_result find_sorted(bool *sorted, const pship_flows *of,
                                pship__progress_state *progress, pship_error *err)
{
    pship_result result = PSHIP_OK;
    *sorted = true;
    for (size_t run = 0; result == PSHIP_OK && *sorted && run < of->run_count; run++) {
        const int64_t first = pship__flow_run_first(of, run);
        const int64_t end = pship__flow_run_first(of, run + 1);
        bool same = false;
        *sorted = run == 0 || runs_in_order(of, run - 1, run, &same);
        for (int64_t row = first + !same; *sorted && row < end; row++)
            *sorted = pship__flow_product(of, row - 1) <= pship__flow_product(of, row);
        result = pship__progress(progress, 0.5, err);
    }
    return result;
}

typedef enum sort_key {
    KEY_PRODUCT,
    KEY_PARTNER,
    KEY_REPORTER,
    KEY_DIRECTION,
    KEY_PERIOD,
    SORT_KEYS
} sort_key;

/* Each row is a run. */
static uint32_t key_of(const pship_flows *of, sort_key key, size_t row)
{
    switch (key) {
    case KEY_PRODUCT:
        return pship__flow_product(of, (int64_t)row);
    case KEY_PARTNER:
        return of->partner[row];
    case KEY_REPORTER:
        return of->reporter[row];
    case KEY_DIRECTION:
        return (uint32_t)pship__flow_direction(of->traits[row]);
    default:
        return of->period[row];
    }
}

static size_t keys_of(const pship_flows *of, sort_key key)
{
    return key == KEY_PRODUCT     ? of->products.count
           : key == KEY_DIRECTION ? 8
           : key == KEY_PERIOD    ? of->periods.count
                                  : of->countries.count;
}

/* Rows between two looks at the clock. */
#define ROWS_AT_ONCE ((size_t)1 << 19)

static size_t end_of(size_t first, size_t rows)
{
    return rows - first < ROWS_AT_ONCE ? rows : first + ROWS_AT_ONCE;
}

/* One stable pass: `to` is `from` in the order of the key. */
static pship_result count_pass(const pship_flows *of, sort_key key, const uint32_t *from,
                               uint32_t *to, uint32_t *places, pship__progress_state *progress,
                               pship_error *err)
{
    const size_t rows = (size_t)of->rows, keys = keys_of(of, key);
    pship_result result = PSHIP_OK;
    memset(places, 0, (keys + 1) * sizeof *places);
    for (size_t first = 0; first < rows && result == PSHIP_OK; first += ROWS_AT_ONCE) {
        for (size_t i = first; i < end_of(first, rows); i++)
            places[key_of(of, key, i) + 1]++;
        result = pship__progress_look(progress, 0.5 + 0.08 * (int)key, err);
    }
    for (size_t k = 0; k < keys; k++)
        places[k + 1] += places[k];
    for (size_t first = 0; first < rows && result == PSHIP_OK; first += ROWS_AT_ONCE) {
        for (size_t i = first; i < end_of(first, rows); i++)
            to[places[key_of(of, key, from[i])]++] = from[i];
        result = pship__progress_look(progress, 0.5 + 0.08 * (int)key, err);
    }
    return result;
}

/* A column in the new order, by way of another of the same size. */
static pship_result arrange(const pship_context *context, void *column, size_t width, size_t rows,
                            const uint32_t *order, pship__progress_state *progress,
                            pship_error *err)
{
    if (!column)
        return PSHIP_OK;
    unsigned char *from = column, *to = pship__allocate(context, rows, width);
    pship_result result = to ? PSHIP_OK : pship__fail_memory(err);
    for (size_t first = 0; first < rows && result == PSHIP_OK; first += ROWS_AT_ONCE) {
        for (size_t i = first; i < end_of(first, rows); i++)
            memcpy(to + i * width, from + order[i] * width, width);
        result = pship__progress_look(progress, 0.95, err);
    }
    if (result == PSHIP_OK)
        memcpy(from, to, rows * width);
    pship__release(context, to);
    return result;
}

/* The odd ones of the rows go where these go. */
static pship_result arrange_odd(const pship_flows *of, flow_column *column, const uint32_t *order,
                                pship__progress_state *progress, pship_error *err)
{
    const pship_context *context = of->context;
    const size_t rows = (size_t)of->rows;
    if (column->odd_count == 0)
        return PSHIP_OK;
    uint32_t *places = pship__allocate(context, rows, sizeof *places);
    pship_result result = places ? PSHIP_OK : pship__fail_memory(err);
    for (size_t first = 0; first < rows && result == PSHIP_OK; first += ROWS_AT_ONCE) {
        for (size_t i = first; i < end_of(first, rows); i++)
            places[order[i]] = (uint32_t)i;
        result = pship__progress_look(progress, 0.9, err);
    }
    for (uint32_t i = 0; result == PSHIP_OK && i < column->odd_count; i++)
        column->odd[i].row = places[column->odd[i].row];
    pship__release(context, places);
    return result == PSHIP_OK ? pship__flow_odd_sort(column, progress, err) : result;
}

static pship_result arrange_all(pship_flows *of, const uint32_t *order,
                                pship__progress_state *progress, pship_error *err)
{
    const struct {
        void *column;
        size_t width;
    } columns[] = {{of->period, sizeof *of->period},
                   {of->reporter, sizeof *of->reporter},
                   {of->partner, sizeof *of->partner},
                   {of->traits, sizeof *of->traits},
                   {of->product16, sizeof *of->product16},
                   {of->product32, sizeof *of->product32},
                   {of->unit, sizeof *of->unit},
                   {of->value.digits, sizeof *of->value.digits},
                   {of->value.numbers, sizeof *of->value.numbers},
                   {of->quantity.digits, sizeof *of->quantity.digits},
                   {of->quantity.numbers, sizeof *of->quantity.numbers}};
    pship_result result = arrange_odd(of, &of->value, order, progress, err);
    if (result == PSHIP_OK)
        result = arrange_odd(of, &of->quantity, order, progress, err);
    for (size_t i = 0; result == PSHIP_OK && i < sizeof columns / sizeof *columns; i++)
        result = arrange(of->context, columns[i].column, columns[i].width, (size_t)of->rows, order,
                         progress, err);
    return result;
}

pship_result pship__flow_sort(pship_flows *of, pship__progress_state *progress, pship_error *err)
{
    const pship_context *context = of->context;
    size_t rows = (size_t)of->rows, keys = 0;
    bool sorted;
    pship_result result = find_sorted(&sorted, of, progress, err);
    if (result == PSHIP_OK && !sorted)
        result = unfold_runs(of, progress, err);
    if (result != PSHIP_OK || sorted)
        return result;
    for (int key = 0; key < SORT_KEYS; key++)
        keys = keys_of(of, (sort_key)key) > keys ? keys_of(of, (sort_key)key) : keys;
    uint32_t *order = pship__allocate(context, rows, sizeof *order);
    uint32_t *other = pship__allocate(context, rows, sizeof *other);
    uint32_t *places = pship__allocate(context, keys + 1, sizeof *places);
    result = order && other && places ? PSHIP_OK : pship__fail_memory(err);
    for (size_t i = 0; result == PSHIP_OK && i < rows; i++)
        order[i] = (uint32_t)i;
    for (int key = 0; key < SORT_KEYS && result == PSHIP_OK; key++) {
        if (keys_of(of, (sort_key)key) < 2)
            continue;
        result = count_pass(of, (sort_key)key, order, other, places, progress, err);
        uint32_t *swap = order;
        order = other;
        other = swap;
    }
    pship__release(context, places);
    pship__release(context, other);
    if (result == PSHIP_OK)
        result = arrange_all(of, order, progress, err);
    pship__release(context, order);
    return result;
}
