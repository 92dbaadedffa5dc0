/*
 * A flow table from another one, with some of its codes changed. Private to the room trade.
 */
#ifndef PSHIP_TRADE_FLOW_COPY_H
#define PSHIP_TRADE_FLOW_COPY_H

#include "trade/flow_read.h"

typedef struct flow_copy {
    const pship_flows *from;
    flow_part *part;
    uint32_t *codes[FLOW_DICTIONARIES]; /* of the part, by code of the table */
    flow_reader reader;
} flow_copy;

const flow_words *pship__flow_dictionary(const pship_flows *flows, flow_dictionary of);
/* Brings every text of `from` into a new part but for those of one dictionary, whose codes are for the caller to
 * set. To be ended in every case. */
pship_result pship__flow_copy_begin(flow_copy *copy, const pship_flows *from,
                                    flow_dictionary changed, pship_error *err);
/* The row as it is, with the codes of the copy; but for the product where that changes. */
static inline flow_row pship__flow_copy_row(flow_copy *copy, int64_t row)
{
    flow_row made = pship__flow_read(&copy->reader, row);
    made.period = copy->codes[FLOW_PERIODS][made.period];
    made.reporter = copy->codes[FLOW_COUNTRIES][made.reporter];
    made.partner = copy->codes[FLOW_COUNTRIES][made.partner];
    made.product = copy->codes[FLOW_PRODUCTS][made.product];
    made.unit = copy->codes[FLOW_UNITS][made.unit];
    return made;
}
/* The new table, where `result` is PSHIP_OK; `classification` is that of its products, NULL where not told. */
pship_result pship__flow_copy_end(flow_copy *copy, pship_flows **made, const char *classification,
                                  pship_result result, pship_error *err);

/* All rows as a part. NULL after a failure. */
pship_result pship__flow_copy_part(flow_part **part, const pship_flows *from, pship_error *err);
/* Some rows as a table of their own, which knows only the codes that they have. `left_out` is by row, 0: it is taken. */
pship_result pship__flow_copy_rows(pship_flows **made, const pship_flows *from,
                                   const uint8_t *left_out, pship_error *err);

#endif
