/*
 * Rows of parts into the columns of a table, run by run.
 *
 * A statistic that is sorted by its countries' numbers is not in the order of their texts, but its runs (the rows of
 * one reporter and partner) are whole: to sort some ten thousand runs takes no time beside copying the rows, which
 * go straight to their place. Each chunk is released as soon as it is copied, so that rows hardly ever are
 * there twice.
 */
#include "trade/flow_number.h"
#include "trade/flow_store.h"

#include "stream/sort.h"
#include <math.h>
#include <string.h>

/* With more runs than one for so many rows, sorting the rows is quicker. */
#define ROWS_OF_A_RUN 16

typedef struct placed_run {
    uint64_t key; /* period, direction, reporter, partner: as rows are ordered */
    uint32_t count, to;
} placed_run;

typedef struct piece {
    flow_chunk *chunk;
    size_t part, first_run;
    uint32_t first_row;
} piece;

typedef struct copying {
    pship_flows *to;
    uint32_t **const *codes;
    piece *pieces;
    size_t count, run_count;
    placed_run *runs; /* NULL: rows stay in the order in which they came */
    void **order;     /* pointers to runs */
    atomic_bool disordered;
} copying;

/* ---- numbers */

static void copy_numbers(double *to, const flow_numbers *from, uint32_t first, uint32_t count,
                         uint32_t *odd)
{
    const double ten = from->wide ? 1 : pship__flow_tens[from->behind];
    if (from->wide) {
        memcpy(to, from->numbers + first, count * sizeof *to);
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t digits = from->digits[first + i];
        to[i] = (double)digits / ten;
        if (digits >= FLOW_ODD)
            to[i] = digits == FLOW_ODD ? from->odd[(*odd)++] : (double)NAN;
    }
}

/* ---- rows */

static void fill_codes(uint16_t *to, uint32_t code, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        to[i] = (uint16_t)code;
}

static bool copy_products(uint32_t *to, const uint32_t *from, const uint32_t *codes, uint32_t count)
{
    uint32_t last = 0, falls = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t code = codes[from[i]];
        falls |= code < last;
        to[i] = last = code;
    }
    return falls == 0;
}

static void copy_run(copying *all, const piece *of, const flow_run *run, uint32_t first,
                     uint32_t at)
{
    pship_flows *to = all->to;
    uint32_t **const *codes = all->codes;
    const size_t part = of->part;
    fill_codes(to->period + at, codes[FLOW_PERIODS][part][run->period], run->count);
    fill_codes(to->reporter + at, codes[FLOW_COUNTRIES][part][run->reporter], run->count);
    fill_codes(to->partner + at, codes[FLOW_COUNTRIES][part][run->partner], run->count);
    memset(to->traits + at, run->traits, run->count);
    if (to->unit)
        memset(to->unit + at, (int)codes[FLOW_UNITS][part][run->unit], run->count);
    if (!copy_products(to->product + at, of->chunk->product + first, codes[FLOW_PRODUCTS][part],
                       run->count))
        atomic_store_explicit(&all->disordered, true, memory_order_relaxed);
}

static void copy_piece(void *data, size_t index)
{
    copying *all = data;
    piece *of = &all->pieces[index];
    flow_chunk *chunk = of->chunk;
    uint32_t first = 0, value_odd = 0, quantity_odd = 0;
    for (uint32_t i = 0; i < chunk->run_count; i++) {
        const flow_run *run = &chunk->runs[i];
        uint32_t at = all->runs ? all->runs[of->first_run + i].to : of->first_row + first;
        copy_run(all, of, run, first, at);
        copy_numbers(all->to->value + at, &chunk->value, first, run->count, &value_odd);
        if (all->to->quantity)
            copy_numbers(all->to->quantity + at, &chunk->quantity, first, run->count,
                         &quantity_odd);
        first += run->count;
    }
    pship__discard(all->to->context, chunk, sizeof *chunk);
    pship__release(all->to->context, chunk);
    of->chunk = NULL;
}

/* ---- runs */

static uint64_t key_of(const copying *all, size_t part, const flow_run *run)
{
    uint64_t period = all->codes[FLOW_PERIODS][part][run->period];
    uint64_t reporter = all->codes[FLOW_COUNTRIES][part][run->reporter];
    uint64_t partner = all->codes[FLOW_COUNTRIES][part][run->partner];
    uint64_t direction = (uint64_t)pship__flow_direction(run->traits);
    return period << 40 | direction << 32 | reporter << 16 | partner;
}

static int by_key(const void *left, const void *right)
{
    const placed_run *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a < b ? -1 : 1; /* as they came */
}

static bool place_runs(copying *all)
{
    const pship_context *context = all->to->context;
    all->runs = pship__allocate(context, all->run_count, sizeof *all->runs);
    all->order = pship__allocate(context, all->run_count, sizeof *all->order);
    if (!all->runs || !all->order)
        return false;
    for (size_t i = 0; i < all->count; i++) {
        const piece *of = &all->pieces[i];
        for (uint32_t k = 0; k < of->chunk->run_count; k++) {
            const flow_run *run = &of->chunk->runs[k];
            placed_run *one = &all->runs[of->first_run + k];
            *one = (placed_run){.key = key_of(all, of->part, run), .count = run->count};
            all->order[of->first_run + k] = one;
        }
    }
    pship__sort(all->order, all->run_count, by_key);
    uint32_t at = 0;
    for (size_t i = 0; i < all->run_count; i++) {
        placed_run *one = all->order[i];
        one->to = at;
        at += one->count;
    }
    return true;
}

/* Whether products also rise from one run to the next of the same key. */
static bool is_in_order(const copying *all)
{
    if (!all->runs || atomic_load(&all->disordered))
        return false;
    for (size_t i = 1; i < all->run_count; i++) {
        const placed_run *before = all->order[i - 1], *run = all->order[i];
        if (before->key == run->key && all->to->product[run->to - 1] > all->to->product[run->to])
            return false;
    }
    return true;
}

/* ---- all of it */

/* The chunks belong to the pieces then. */
static bool take_chunks(copying *all, flow_part **parts, size_t count)
{
    size_t capacity = 0;
    uint32_t row = 0;
    for (size_t i = 0; i < count; i++) {
        while (parts[i]->first) {
            if (!pship__grow(all->to->context, (void **)&all->pieces, all->count, &capacity,
                             sizeof *all->pieces))
                return false;
            flow_chunk *chunk = parts[i]->first;
            all->pieces[all->count++] = (piece){chunk, i, all->run_count, row};
            all->run_count += chunk->run_count;
            row += chunk->count;
            parts[i]->first = chunk->next;
        }
        parts[i]->last = NULL;
    }
    return true;
}

pship_result pship__flow_runs_copy(pship_flows *to, flow_part **parts, size_t count,
                                   uint32_t **const codes[FLOW_DICTIONARIES], bool *sorted,
                                   pship__progress_state *progress, pship_error *err)
{
    copying all = {.to = to, .codes = codes};
    atomic_init(&all.disordered, false);
    bool done = take_chunks(&all, parts, count);
    if (done && all.run_count <= (size_t)to->rows / ROWS_OF_A_RUN)
        done = place_runs(&all);
    pship_result result =
        done ? pship__parallel(to->context, all.count, copy_piece, &all, progress, 0, 0.5, err)
             : pship__fail_memory(err);
    if (result == PSHIP_OK)
        *sorted = is_in_order(&all);
    for (size_t i = 0; i < all.count; i++)
        pship__release(to->context, all.pieces[i].chunk);
    pship__release(to->context, all.pieces);
    pship__release(to->context, all.runs);
    pship__release(to->context, all.order);
    return result;
}
