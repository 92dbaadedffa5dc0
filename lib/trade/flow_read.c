/* The rows of a flow table, unpacked. */
#include "trade/flow_read.h"

#include <math.h>
#include <string.h>

/* ---- runs */

size_t pship__flow_run_of(const pship_flows *flows, int64_t row)
{
    size_t low = 0, high = flows->run_count;
    if (!flows->run_first)
        return (size_t)row;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (flows->run_first[middle] <= row)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static void fill(uint16_t *to, uint16_t code, size_t count)
{
    for (size_t i = 0; i < count; i++)
        to[i] = code;
}

static void unpack_runs(flow_rows *to, const pship_flows *flows, int64_t first, size_t count,
                        unsigned columns)
{
    size_t run = pship__flow_run_of(flows, first);
    for (size_t done = 0; done < count; run++) {
        const int64_t after = pship__flow_run_first(flows, run + 1) - first;
        const size_t end = after < (int64_t)count ? (size_t)after : count, more = end - done;
        if (columns & FLOW_PERIOD)
            fill(to->period + done, flows->period[run], more);
        if (columns & FLOW_REPORTER)
            fill(to->reporter + done, flows->reporter[run], more);
        if (columns & FLOW_PARTNER)
            fill(to->partner + done, flows->partner[run], more);
        if (columns & FLOW_TRAITS)
            memset(to->traits + done, flows->traits[run], more);
        done = end;
    }
}

/* Each row is a run of its own. */
static void copy_runs(flow_rows *to, const pship_flows *flows, int64_t first, size_t count,
                      unsigned columns)
{
    if (columns & FLOW_PERIOD)
        memcpy(to->period, flows->period + first, count * sizeof *to->period);
    if (columns & FLOW_REPORTER)
        memcpy(to->reporter, flows->reporter + first, count * sizeof *to->reporter);
    if (columns & FLOW_PARTNER)
        memcpy(to->partner, flows->partner + first, count * sizeof *to->partner);
    if (columns & FLOW_TRAITS)
        memcpy(to->traits, flows->traits + first, count * sizeof *to->traits);
}

/* ---- columns */

static void unpack_products(uint32_t *to, const pship_flows *flows, int64_t first, size_t count)
{
    if (flows->product32) {
        memcpy(to, flows->product32 + first, count * sizeof *to);
        return;
    }
    const uint16_t *from = flows->product16 + first;
    for (size_t i = 0; i < count; i++)
        to[i] = from[i];
}

/* The first odd one from a row on. */
static uint32_t odd_from(const flow_column *of, int64_t row)
{
    uint32_t low = 0, high = of->odd_count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (of->odd[middle].row < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void put_odd(double *to, const flow_column *from, int64_t first, size_t count)
{
    const uint32_t *digits = from->digits + first;
    uint32_t odd = odd_from(from, first);
    for (size_t i = 0; i < count; i++) {
        if (digits[i] == FLOW_MISSING)
            to[i] = (double)NAN;
        else if (digits[i] == FLOW_ODD)
            to[i] = from->odd[odd++].number;
    }
}

#define HALF (UINT32_C(1) << 31)

static void unpack_numbers(double *to, const flow_column *from, int64_t first, size_t count)
{
    if (from->numbers) {
        memcpy(to, from->numbers + first, count * sizeof *to);
    } else if (from->digits) {
        const uint32_t *digits = from->digits + first;
        const double ten = from->ten;
        int32_t most = INT32_MIN;
        /* Numbers with a sign are those that many at once can be converted and compared. */
        for (size_t i = 0; i < count; i++) {
            const int32_t half = (int32_t)(digits[i] ^ HALF);
            to[i] = ((double)half + (double)HALF) / ten;
            most = half > most ? half : most;
        }
        if (most >= (int32_t)(FLOW_ODD ^ HALF))
            put_odd(to, from, first, count);
    } else {
        for (size_t i = 0; i < count; i++)
            to[i] = (double)NAN;
    }
}

void pship__flow_unpack(flow_rows *to, const pship_flows *flows, int64_t first, size_t count,
                        unsigned columns)
{
    to->first = first;
    to->count = count;
    if (columns & (FLOW_PERIOD | FLOW_REPORTER | FLOW_PARTNER | FLOW_TRAITS)) {
        if (flows->run_first)
            unpack_runs(to, flows, first, count, columns);
        else
            copy_runs(to, flows, first, count, columns);
    }
    if (columns & FLOW_PRODUCT)
        unpack_products(to->product, flows, first, count);
    if (columns & FLOW_UNIT && flows->unit)
        memcpy(to->unit, flows->unit + first, count * sizeof *to->unit);
    else if (columns & FLOW_UNIT)
        memset(to->unit, 0, count * sizeof *to->unit);
    if (columns & FLOW_VALUE)
        unpack_numbers(to->value, &flows->value, first, count);
    if (columns & FLOW_QUANTITY)
        unpack_numbers(to->quantity, &flows->quantity, first, count);
}

void pship__flow_reader_fill(flow_reader *reader, int64_t row)
{
    const int64_t left = reader->end - row;
    pship__flow_unpack(&reader->rows, reader->flows, row,
                       left < FLOW_BLOCK_ROWS ? (size_t)left : FLOW_BLOCK_ROWS, reader->columns);
}

/* ---- one row */

flow_row pship__flow_row(const pship_flows *flows, int64_t row)
{
    const size_t run = pship__flow_run_of(flows, row);
    flow_row found = {.period = flows->period[run],
                      .reporter = flows->reporter[run],
                      .partner = flows->partner[run],
                      .product = pship__flow_product(flows, row),
                      .unit = flows->unit ? flows->unit[row] : 0,
                      .traits = flows->traits[run]};
    unpack_numbers(&found.value, &flows->value, row, 1);
    unpack_numbers(&found.quantity, &flows->quantity, row, 1);
    return found;
}
