/*
 * What a context is made of. Private to core: other rooms know contexts only through core.h.
 */
#ifndef PSHIP_CORE_CONTEXT_H
#define PSHIP_CORE_CONTEXT_H

#include "core/core.h"

struct pship_context {
    pship_context_options options; /* `allocate` is never NULL, `threads` is at least 1 */
    atomic_size_t references;
};

/* The C library's heap in the form of a pship_allocate_fn. */
void *pship__heap(void *user, void *pointer, size_t bytes);

#endif
