/*
 * Reading the rows of a flow table, which lie packed. Private to the room trade.
 *
 * Whoever goes through rows has a reader, which unpacks the columns that are wanted a block at a time; to look at
 * one row costs a search among the runs, unless it is for its product only.
 */
#ifndef PSHIP_TRADE_FLOW_READ_H
#define PSHIP_TRADE_FLOW_READ_H

#include "trade/flow_store.h"

#define FLOW_BLOCK_ROWS 256 /* so that the columns stay in the first cache */

enum { /* columns */
       FLOW_PERIOD = 1,
       FLOW_REPORTER = 2,
       FLOW_PARTNER = 4,
       FLOW_TRAITS = 8,
       FLOW_PRODUCT = 16,
       FLOW_KEYS_OF_ROWS = 31, /* all of those above */
       FLOW_UNIT = 32,
       FLOW_VALUE = 64,
       FLOW_QUANTITY = 128,
       FLOW_EVERYTHING = 255
};

typedef struct flow_rows {
    int64_t first;
    size_t count;
    uint16_t period[FLOW_BLOCK_ROWS], reporter[FLOW_BLOCK_ROWS], partner[FLOW_BLOCK_ROWS];
    uint8_t traits[FLOW_BLOCK_ROWS], unit[FLOW_BLOCK_ROWS];
    uint32_t product[FLOW_BLOCK_ROWS];
    double value[FLOW_BLOCK_ROWS];    /* NaN where it was withheld */
    double quantity[FLOW_BLOCK_ROWS]; /* NaN where it is missing */
} flow_rows;

/* Unpacks these columns of at most FLOW_BLOCK_ROWS rows; the others are left as they are. */
void pship__flow_unpack(flow_rows *to, const pship_flows *flows, int64_t first, size_t count,
                        unsigned columns);

/* Large, for the stack of one function; not to be cleared. */
typedef struct flow_reader {
    const pship_flows *flows;
    int64_t end;
    unsigned columns;
    flow_rows rows;
} flow_reader;

/* Rows before `end`. */
static inline void pship__flow_reader_begin(flow_reader *reader, const pship_flows *flows,
                                            int64_t end, unsigned columns)
{
    reader->flows = flows;
    reader->end = end;
    reader->columns = columns;
    reader->rows.first = 0;
    reader->rows.count = 0;
}

void pship__flow_reader_fill(flow_reader *reader, int64_t which);

/* Where in `rows` it stands. Rows are asked for in order, or nearly. */
static inline size_t pship__flow_at(flow_reader *reader, int64_t which)
{
    if ((uint64_t)(which - reader->rows.first) >= reader->rows.count)
        pship__flow_reader_fill(reader, which);
    return (size_t)(which - reader->rows.first);
}

/* The row with the codes of the table, where the reader has all columns. */
static inline flow_row pship__flow_read(flow_reader *reader, int64_t which)
{
    const size_t at = pship__flow_at(reader, which);
    const flow_rows *from = &reader->rows;
    return (flow_row){.period = from->period[at],
                      .reporter = from->reporter[at],
                      .partner = from->partner[at],
                      .product = from->product[at],
                      .unit = from->unit[at],
                      .traits = from->traits[at],
                      .value = from->value[at],
                      .quantity = from->quantity[at]};
}

/* ---- one row */

static inline uint32_t pship__flow_product(const pship_flows *flows, int64_t which)
{
    return flows->product16 ? flows->product16[which] : flows->product32[which];
}

/* With the codes of the table. */
flow_row pship__flow_row(const pship_flows *flows, int64_t which);

/* ---- runs */

/* The one of a row. */
size_t pship__flow_run_of(const pship_flows *flows, int64_t which);

/* Its first row; the number of rows for the one after the last. */
static inline int64_t pship__flow_run_first(const pship_flows *flows, size_t run)
{
    return run >= flows->run_count ? flows->rows
           : flows->run_first      ? (int64_t)flows->run_first[run]
                                   : (int64_t)run;
}

#endif
