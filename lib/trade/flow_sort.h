/* Sorting that can be cancelled. Private to the room trade. */
#ifndef PSHIP_TRADE_FLOW_SORT_H
#define PSHIP_TRADE_FLOW_SORT_H

#include "core/core.h"

/* As qsort(), but PSHIP_E_CANCELLED when that is asked for; the items are then in any order. Items have at most 256 bytes. */
pship_result pship__sort_items(void *items, size_t count, size_t size,
                               int (*compare)(const void *, const void *),
                               pship__progress_state *progress, pship_error *err);

#endif
