/*
 * Rows of parts into the columns of a table, run by run.
 *
 * A statistic that is sorted by its countries' numbers is not in the order of their texts, but its runs (the rows of
 * one reporter and partner) are whole: to sort some ten thousand runs takes no time beside copying the rows, which
 * go straight to their place. Each chunk is released as soon as it is copied, so that rows hardly ever are
 * there twice.
 */
#include "trade/flow_number.h"
#include "trade/flow_read.h"
#include "trade/flow_sort.h"

#include <string.h>

/* With more runs than one for so many rows, sorting the rows is quicker. */
#define ROWS_OF_A_RUN 16
/* With more odd numbers than one for so many rows, all are doubles. */
#define ROWS_OF_AN_ODD 8

typedef struct placed_run {
    uint64_t key; /* period, direction, reporter, partner: as rows are ordered */
    uint32_t count, to;
    uint8_t traits;
} placed_run;

enum { VALUE, QUANTITY, NUMBERS };

typedef struct piece {
    flow_chunk *chunk;
    size_t part, first_run;
    uint32_t first_row;          /* where its first run goes */
    uint32_t first_odd[NUMBERS]; /* where its odd numbers go */
} piece;

typedef struct copying {
    pship_flows *to;
    uint32_t **const *codes;
    piece *pieces;
    size_t count, run_count;
    placed_run *runs;   /* NULL: rows stay in the order in which they came, each a run of its own */
    placed_run **order; /* of the runs */
    piece **turns;      /* pieces as they are copied */
    uint8_t behind[NUMBERS];
    bool has_quantity;
    atomic_bool disordered;
    pship__progress_state *progress;
} copying;

static flow_column *column_of(const copying *all, int which)
{
    return which == VALUE ? &all->to->value : &all->to->quantity;
}

static const flow_numbers *numbers_of(const piece *of, int which)
{
    return which == VALUE ? &of->chunk->value : &of->chunk->quantity;
}

/* ---- columns */

/* How many numbers would be odd, and where those of each piece would begin. */
static pship_result count_odd(size_t *odd, copying *all, int which, uint8_t behind,
                              pship_error *err)
{
    pship_result result = PSHIP_OK;
    *odd = 0;
    for (size_t i = 0; result == PSHIP_OK && i < all->count; i++) {
        piece *of = &all->pieces[i];
        of->first_odd[which] = (uint32_t)*odd;
        *odd += pship__flow_numbers_odd(numbers_of(of, which), of->chunk->count, behind);
        result = pship__progress_look(all->progress, 0, err);
    }
    return result;
}

/* How many digits behind the point leave the fewest numbers odd, of those that chunks have; and how many are. */
static pship_result choose_behind(size_t *least, copying *all, int which, pship_error *err)
{
    bool tried[FLOW_WIDE + 1] = {false};
    pship_result result = PSHIP_OK;
    *least = SIZE_MAX;
    for (size_t i = 0; result == PSHIP_OK && i < all->count; i++) {
        const flow_numbers *of = numbers_of(&all->pieces[i], which);
        size_t odd = SIZE_MAX;
        if (of->wide || tried[of->behind])
            continue;
        tried[of->behind] = true;
        result = count_odd(&odd, all, which, of->behind, err);
        if (odd < *least) {
            *least = odd;
            all->behind[which] = of->behind;
        }
    }
    return result;
}

static pship_result allocate_numbers(copying *all, int which, pship_error *err)
{
    const pship_context *context = all->to->context;
    const size_t rows = (size_t)all->to->rows;
    size_t odd = 0;
    flow_column *to = column_of(all, which);
    pship_result result = choose_behind(&odd, all, which, err);
    if (result == PSHIP_OK && odd > rows / ROWS_OF_AN_ODD) {
        to->numbers = pship__allocate(context, rows, sizeof *to->numbers);
        return to->numbers ? PSHIP_OK : pship__fail_memory(err);
    }
    if (result == PSHIP_OK) /* those of the last that was tried are not those of the best */
        result = count_odd(&odd, all, which, all->behind[which], err);
    if (result != PSHIP_OK)
        return result;
    to->ten = pship__flow_tens[all->behind[which]];
    to->digits = pship__allocate(context, rows, sizeof *to->digits);
    to->odd_count = (uint32_t)odd;
    if (odd > 0)
        to->odd = pship__allocate(context, odd, sizeof *to->odd);
    return to->digits && (odd == 0 || to->odd) ? PSHIP_OK : pship__fail_memory(err);
}

static pship_result allocate_columns(copying *all, pship_error *err)
{
    pship_flows *to = all->to;
    const pship_context *context = to->context;
    const size_t rows = (size_t)to->rows;
    if (to->products.count <= UINT16_MAX + 1u)
        to->product16 = pship__allocate(context, rows, sizeof *to->product16);
    else
        to->product32 = pship__allocate(context, rows, sizeof *to->product32);
    if (to->units.count > 1)
        to->unit = pship__allocate(context, rows, sizeof *to->unit);
    if ((!to->product16 && !to->product32) || (to->units.count > 1 && !to->unit))
        return pship__fail_memory(err);
    pship_result result = allocate_numbers(all, VALUE, err);
    return result == PSHIP_OK && all->has_quantity ? allocate_numbers(all, QUANTITY, err) : result;
}

static bool allocate_runs(pship_flows *to, size_t count)
{
    const pship_context *context = to->context;
    to->run_count = count;
    to->period = pship__allocate(context, count, sizeof *to->period);
    to->reporter = pship__allocate(context, count, sizeof *to->reporter);
    to->partner = pship__allocate(context, count, sizeof *to->partner);
    to->traits = pship__allocate(context, count, sizeof *to->traits);
    return to->period && to->reporter && to->partner && to->traits;
}

/* Runs of parts that follow one another may be one in the table. */
static bool same_run(const placed_run *one, const placed_run *other)
{
    return one->key == other->key && one->traits == other->traits;
}

static bool tell_runs(copying *all)
{
    pship_flows *to = all->to;
    size_t count = 0;
    for (size_t i = 0; i < all->run_count; i++)
        count += i == 0 || !same_run(all->order[i - 1], all->order[i]);
    to->run_first = pship__allocate(to->context, count, sizeof *to->run_first);
    if (!to->run_first || !allocate_runs(to, count))
        return false;
    for (size_t i = 0, at = 0; i < all->run_count; i++) {
        const placed_run *run = all->order[i];
        if (i > 0 && same_run(all->order[i - 1], run))
            continue;
        to->run_first[at] = run->to;
        to->period[at] = (uint16_t)(run->key >> 40);
        to->reporter[at] = (uint16_t)(run->key >> 16);
        to->partner[at] = (uint16_t)run->key;
        to->traits[at++] = run->traits;
    }
    return true;
}

/* ---- rows */

static void fill_codes(uint16_t *to, uint32_t code, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        to[i] = (uint16_t)code;
}

static bool copy_products(pship_flows *to, uint32_t at, const uint32_t *from, const uint32_t *codes,
                          uint32_t count)
{
    uint32_t last = 0, falls = 0;
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t code = codes[from[i]];
        falls |= code < last;
        last = code;
        if (to->product16)
            to->product16[at + i] = (uint16_t)code;
        else
            to->product32[at + i] = code;
    }
    return falls == 0;
}

static void copy_run(copying *all, const piece *of, const flow_run *run, uint32_t first,
                     uint32_t at)
{
    pship_flows *to = all->to;
    uint32_t **const *codes = all->codes;
    const size_t part = of->part;
    if (!all->runs) {
        fill_codes(to->period + at, codes[FLOW_PERIODS][part][run->period], run->count);
        fill_codes(to->reporter + at, codes[FLOW_COUNTRIES][part][run->reporter], run->count);
        fill_codes(to->partner + at, codes[FLOW_COUNTRIES][part][run->partner], run->count);
        memset(to->traits + at, run->traits, run->count);
    }
    if (to->unit)
        memset(to->unit + at, (int)codes[FLOW_UNITS][part][run->unit], run->count);
    if (!copy_products(to, at, of->chunk->product + first, codes[FLOW_PRODUCTS][part], run->count))
        atomic_store_explicit(&all->disordered, true, memory_order_relaxed);
}

static void copy_piece(void *data, size_t index)
{
    copying *all = data;
    piece *of = all->turns[index];
    flow_chunk *chunk = of->chunk;
    uint32_t first = 0;
    flow_odd_places odd[NUMBERS] = {{0, NULL}, {0, NULL}};
    for (int which = VALUE; which < NUMBERS; which++) {
        if (column_of(all, which)->odd)
            odd[which].to = column_of(all, which)->odd + of->first_odd[which];
    }
    for (uint32_t i = 0; i < chunk->run_count; i++) {
        const flow_run *run = &chunk->runs[i];
        const uint32_t at = all->runs ? all->runs[of->first_run + i].to : of->first_row + first;
        copy_run(all, of, run, first, at);
        for (int which = VALUE; which < (all->has_quantity ? NUMBERS : QUANTITY); which++)
            pship__flow_numbers_copy(column_of(all, which), at, all->behind[which],
                                     numbers_of(of, which), first, run->count, &odd[which]);
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
    const placed_run *a = *(placed_run *const *)left, *b = *(placed_run *const *)right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a < b ? -1 : 1; /* as they came */
}

static pship_result place_runs(copying *all, pship_error *err)
{
    const pship_context *context = all->to->context;
    all->runs = pship__allocate(context, all->run_count, sizeof *all->runs);
    all->order = pship__allocate(context, all->run_count, sizeof *all->order);
    if (!all->runs || !all->order)
        return pship__fail_memory(err);
    for (size_t i = 0; i < all->count; i++) {
        const piece *of = &all->pieces[i];
        for (uint32_t k = 0; k < of->chunk->run_count; k++) {
            const flow_run *run = &of->chunk->runs[k];
            placed_run *one = &all->runs[of->first_run + k];
            *one = (placed_run){key_of(all, of->part, run), run->count, 0, run->traits};
            all->order[of->first_run + k] = one;
        }
    }
    pship_result result = pship__sort_items(all->order, all->run_count, sizeof *all->order, by_key,
                                            all->progress, err);
    uint32_t at = 0;
    for (size_t i = 0; i < all->run_count; i++) {
        placed_run *one = all->order[i];
        one->to = at;
        at += one->count;
    }
    return result;
}

static int by_place(const void *left, const void *right)
{
    const piece *a = *(piece *const *)left, *b = *(piece *const *)right;
    return a->first_row < b->first_row ? -1 : a->first_row > b->first_row;
}

/* Pieces are copied in the order of the table: otherwise the memory of nearly all of it would be taken long before most
 * chunks are released. */
static pship_result take_turns(copying *all, pship_error *err)
{
    all->turns = pship__allocate(all->to->context, all->count, sizeof *all->turns);
    for (size_t i = 0; all->turns && i < all->count; i++) {
        piece *of = &all->pieces[i];
        if (all->runs && of->chunk->run_count > 0)
            of->first_row = all->runs[of->first_run].to;
        all->turns[i] = of;
    }
    return all->turns ? pship__sort_items(all->turns, all->count, sizeof *all->turns, by_place,
                                          all->progress, err)
                      : pship__fail_memory(err);
}

/* Whether products also rise from one run to the next of the same key. */
static bool is_in_order(const copying *all)
{
    if (!all->runs || atomic_load(&all->disordered))
        return false;
    for (size_t i = 1; i < all->run_count; i++) {
        const placed_run *before = all->order[i - 1], *run = all->order[i];
        if (before->key == run->key &&
            pship__flow_product(all->to, run->to - 1) > pship__flow_product(all->to, run->to))
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
            all->pieces[all->count++] = (piece){chunk, i, all->run_count, row, {0, 0}};
            all->run_count += chunk->run_count;
            row += chunk->count;
            parts[i]->first = chunk->next;
        }
        parts[i]->last = NULL;
        all->has_quantity = all->has_quantity || parts[i]->has_quantity;
    }
    return true;
}

/* Runs in order where there are few; otherwise each row is one. */
static pship_result begin_runs(copying *all, pship_error *err)
{
    const size_t rows = (size_t)all->to->rows;
    if (all->run_count > rows / ROWS_OF_A_RUN)
        return allocate_runs(all->to, rows) ? PSHIP_OK : pship__fail_memory(err);
    pship_result result = place_runs(all, err);
    return result == PSHIP_OK && !tell_runs(all) ? pship__fail_memory(err) : result;
}

pship_result pship__flow_runs_copy(pship_flows *to, flow_part **parts, size_t count,
                                   uint32_t **const codes[FLOW_DICTIONARIES], bool *sorted,
                                   pship__progress_state *progress, pship_error *err)
{
    copying all = {.to = to, .codes = codes, .progress = progress};
    atomic_init(&all.disordered, false);
    pship_result result = take_chunks(&all, parts, count) ? PSHIP_OK : pship__fail_memory(err);
    if (result == PSHIP_OK)
        result = begin_runs(&all, err);
    if (result == PSHIP_OK)
        result = allocate_columns(&all, err);
    if (result == PSHIP_OK)
        result = take_turns(&all, err);
    if (result == PSHIP_OK)
        result = pship__parallel(to->context, all.count, copy_piece, &all, progress, 0, 0.5, err);
    if (result == PSHIP_OK)
        result = pship__flow_odd_sort(&to->value, progress, err);
    if (result == PSHIP_OK)
        result = pship__flow_odd_sort(&to->quantity, progress, err);
    if (result == PSHIP_OK)
        *sorted = is_in_order(&all);
    for (size_t i = 0; i < all.count; i++)
        pship__release(to->context, all.pieces[i].chunk);
    pship__release(to->context, all.pieces);
    pship__release(to->context, all.runs);
    pship__release(to->context, all.order);
    pship__release(to->context, all.turns);
    return result;
}
