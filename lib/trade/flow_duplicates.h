/*
 * Rows of a flow table with the same keys. Private to the room trade.
 */
#ifndef PSHIP_TRADE_FLOW_DUPLICATES_H
#define PSHIP_TRADE_FLOW_DUPLICATES_H

#include "trade/flow_read.h"

/* Told of rows that agree in period, direction, reporter, partner and product: the first, and how many, two or more. */
typedef void (*flow_duplicate_fn)(void *data, int64_t first, int64_t count);

pship_result pship__flow_duplicates_walk(const pship_flows *flows, flow_duplicate_fn tell,
                                         void *data, pship_error *err);

#endif
