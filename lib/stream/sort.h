/* Sorting of pointers in place. The C library's qsort may allocate behind the context's back, and
 * is quadratic in some of them. */
#ifndef PSHIP_STREAM_SORT_H
#define PSHIP_STREAM_SORT_H

#include <stddef.h>

/* Smallest first. Not stable: let `compare` decide between equals where it matters. */
void pship__sort(void **items, size_t count, int (*compare)(const void *, const void *));

#endif
