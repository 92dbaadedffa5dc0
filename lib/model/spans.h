/*
 * When do the statements of a cell hold? For cells with many of them: a tree of their spans, that finds
 * those that may hold on a day. It is an array ordered by first days, in which the middle of each part
 * stands above its two halves and knows the latest end among them.
 */
#ifndef PSHIP_SPANS_H
#define PSHIP_SPANS_H

#include "core/core.h"

/* May hold on the days from `from` up to, and not on, `until`. */
typedef struct span_node {
    pship_day from, until;
    pship_day last; /* the latest `until` of this node and those below it */
    uint32_t item;
} span_node;

/* From here on a tree is worth its making. */
#define SPANS_LARGE 128

/* Puts nodes whose from, until and item are set in order. */
void pship__spans_settle(span_node *nodes, size_t count);
/* How many reach the day; their items go to `found`, in the order of the items, as far as there is `room`. */
size_t pship__spans_find(const span_node *nodes, size_t count, pship_day day, uint32_t *found,
                         size_t room);

#endif
