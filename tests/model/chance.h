/* A stream of numbers that is the same each time. */
#ifndef CHANCE_H
#define CHANCE_H

#include <stdint.h>

static inline uint32_t chance(uint64_t *state, uint32_t below)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33) % below;
}

#endif
