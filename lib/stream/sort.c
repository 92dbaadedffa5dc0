/* Heapsort: never quadratic, whatever the input, and without memory of its own. */
#include "stream/sort.h"

static void sift(void **items, size_t parent, size_t count,
                 int (*compare)(const void *, const void *))
{
    void *moved = items[parent];
    for (;;) {
        size_t child = 2 * parent + 1;
        if (child >= count) {
            break;
        }
        if (child + 1 < count && compare(items[child], items[child + 1]) < 0) {
            child++;
        }
        if (compare(moved, items[child]) >= 0) {
            break;
        }
        items[parent] = items[child];
        parent = child;
    }
    items[parent] = moved;
}

void pship__sort(void **items, size_t count, int (*compare)(const void *, const void *))
{
    for (size_t i = count / 2; i > 0; i--) {
        sift(items, i - 1, count, compare);
    }
    for (size_t i = count; i > 1; i--) {
        void *largest = items[0];
        items[0] = items[i - 1];
        items[i - 1] = largest;
        sift(items, 0, i - 1, compare);
    }
}
