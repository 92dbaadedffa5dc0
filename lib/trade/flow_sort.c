/* Sorting that can be cancelled: large arrays are parted until the C library's sort is quick. */
#include "trade/flow_sort.h"

#include <stdlib.h>
#include <string.h>

enum { SMALL_COUNT = 65536, PASSED_AT_ONCE = 65536, MOST_SIZE = 256, MOST_DEPTH = 48 };

typedef struct sorting {
    unsigned char *items;
    size_t size;
    int (*compare)(const void *, const void *);
    pship__progress_state *progress;
    size_t count, done;
    pship_error *err;
} sorting;

static unsigned char *item(const sorting *all, size_t at)
{
    return all->items + at * all->size;
}

static void swap(const sorting *all, size_t a, size_t b)
{
    unsigned char held[MOST_SIZE];
    memcpy(held, item(all, a), all->size);
    memcpy(item(all, a), item(all, b), all->size);
    memcpy(item(all, b), held, all->size);
}

static size_t median(const sorting *all, size_t a, size_t b, size_t c)
{
    const bool ab = all->compare(item(all, a), item(all, b)) < 0;
    const bool bc = all->compare(item(all, b), item(all, c)) < 0;
    const bool ac = all->compare(item(all, a), item(all, c)) < 0;
    return ab == bc ? b : ab == ac ? c : a;
}

/* Parts [first, end) so that nothing before the place that is returned is above anything behind it; both sides have
 * items. Source: C. A. R. Hoare, Algorithm 64: Quicksort (1961). */
static pship_result part(const sorting *all, size_t first, size_t end, size_t *middle)
{
    unsigned char pivot[MOST_SIZE];
    const size_t step = (end - first) / 4;
    memcpy(pivot, item(all, median(all, first + step, first + 2 * step, first + 3 * step)),
           all->size);
    size_t low = first, high = end - 1, left = PASSED_AT_ONCE;
    for (;;) {
        for (; left > 0 && all->compare(item(all, low), pivot) < 0; left--)
            low++;
        for (; left > 0 && all->compare(item(all, high), pivot) > 0; left--)
            high--;
        if (left > 0 && low >= high)
            break;
        if (left > 0) {
            swap(all, low++, high--);
            left--;
            continue;
        }
        left = PASSED_AT_ONCE;
        pship_result result =
            pship__progress_look(all->progress, (double)all->done / (double)all->count, all->err);
        if (result != PSHIP_OK)
            return result;
    }
    *middle = low == first ? first + 1 : low;
    return PSHIP_OK;
}

static pship_result sort(sorting *all, size_t first, size_t end, int depth)
{
    /* Deeper than halves would go: the C library's sort bears any order. */
    while (end - first > SMALL_COUNT && depth < MOST_DEPTH) {
        size_t middle;
        pship_result result = part(all, first, end, &middle);
        if (result == PSHIP_OK)
            result = sort(all, first, middle, ++depth);
        if (result != PSHIP_OK)
            return result;
        first = middle;
    }
    if (end - first > 1)
        qsort(item(all, first), end - first, all->size, all->compare);
    all->done += end - first;
    return pship__progress_look(all->progress, (double)all->done / (double)all->count, all->err);
}

pship_result pship__sort_items(void *items, size_t count, size_t size,
                               int (*compare)(const void *, const void *),
                               pship__progress_state *progress, pship_error *err)
{
    sorting all = {items, size, compare, progress, count, 0, err};
    return count > 1 ? sort(&all, 0, count, 0) : PSHIP_OK;
}
