/*
 * Which layers of the log a scenario is made of, and how far each is seen.
 */
#ifndef PSHIP_LAYERS_H
#define PSHIP_LAYERS_H

#include "model/statement.h"

typedef struct layers {
    const pship_context *context;
    uint16_t layer;  /* the scenario itself; 0: the base */
    size_t count;    /* layers 0 to count - 1 are known here */
    uint32_t *limit; /* by layer: the last statement that is seen of it; 0: none */
    uint16_t *depth; /* by layer: how many lie below it */
} layers;

/* Layers of a scenario, each up to the transaction `seen` and up to the pins on the way to it. */
pship_result pship__layers_open(layers *of, const pship_model *model, uint16_t layer, size_t seen,
                                pship_error *err);
void pship__layers_free(layers *of);

static inline bool layers_see(const layers *of, uint16_t layer, uint64_t id)
{
    return layer < of->count && id <= of->limit[layer];
}

#endif
