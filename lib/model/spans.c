#include "model/spans.h"
#include <stdlib.h>

static int by_from(const void *left, const void *right)
{
    const span_node *a = left, *b = right;
    if (a->from != b->from) {
        return a->from < b->from ? -1 : 1;
    }
    return a->item < b->item ? -1 : a->item > b->item;
}

/* The depth of the calls is the logarithm of the count. */
static pship_day raise(span_node *nodes, size_t low, size_t high)
{
    if (low >= high) {
        return PSHIP_DAY_MIN;
    }
    size_t middle = low + (high - low) / 2;
    pship_day left = raise(nodes, low, middle), right = raise(nodes, middle + 1, high);
    pship_day last = nodes[middle].until;
    last = left > last ? left : last;
    nodes[middle].last = right > last ? right : last;
    return nodes[middle].last;
}

void pship__spans_settle(span_node *nodes, size_t count)
{
    if (count > 0) {
        qsort(nodes, count, sizeof *nodes, by_from);
    }
    (void)raise(nodes, 0, count);
}

typedef struct search {
    const span_node *nodes;
    pship_day day;
    uint32_t *found;
    size_t room, count;
} search;

static void look(search *at, size_t low, size_t high)
{
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const span_node *node = &at->nodes[middle];
        if (node->last <= at->day) {
            return;
        }
        look(at, low, middle);
        if (node->from > at->day) {
            return;
        }
        if (node->until > at->day) {
            if (at->count < at->room) {
                at->found[at->count] = node->item;
            }
            at->count++;
        }
        low = middle + 1;
    }
}

static int by_item(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

size_t pship__spans_find(const span_node *nodes, size_t count, pship_day day, uint32_t *found,
                         size_t room)
{
    search at = {nodes, day, found, room, 0};
    look(&at, 0, count);
    size_t kept = at.count < room ? at.count : room;
    if (kept > 1) {
        qsort(found, kept, sizeof *found, by_item);
    }
    return at.count;
}
