/* A context whose heap can be told to fail, from the beginning of each test to its end, when all has to be given back. */
#ifndef ALLOC_FIXTURE_H
#define ALLOC_FIXTURE_H

#include "alloc/failing.h"

static heap memory;
static pship_context *context;

static inline void set_up(void)
{
    context = heap_context(&memory);
}

static inline void tear_down(void)
{
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}

#endif
