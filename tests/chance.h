/*
 * Chance, for tests that try many cases: a seed that is told and can be given again, how many cases there are, and
 * numbers that a seed gives on every machine.
 *
 * PSHIP_TEST_SEED repeats a run: it is the seed of the first case, and each case has the next one. PSHIP_ORACLE_CASES says how
 * many cases there are, so that with 1 a case that failed is repeated alone; PSHIP_TEST_DIVISOR asks for a part of the usual
 * number, for slow machines such as valgrind.
 */
#ifndef TESTS_CHANCE_H
#define TESTS_CHANCE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static uint64_t chance_state = 1;

/* The seed of the first of many cases: the usual one, where none is given. It is told at once, so that it is known whatever
 * happens. */
static inline uint64_t chance_start_at(uint64_t usual)
{
    const char *given = getenv("PSHIP_TEST_SEED");
    uint64_t start = given ? strtoull(given, NULL, 10) : usual;
    printf("# seed %llu\n", (unsigned long long)start);
    (void)fflush(stdout);
    return start;
}

/* The same, with other cases in each run. */
static inline uint64_t chance_start(void)
{
    return chance_start_at((uint64_t)time(NULL));
}

/* Which part of the usual work is to be done: every so many-th of it. */
static inline int chance_divisor(void)
{
    const char *given = getenv("PSHIP_TEST_DIVISOR");
    long divisor = given ? strtol(given, NULL, 10) : 1;
    return divisor < 1 ? 1 : (int)divisor;
}

/* How many cases to try, at least one. */
static inline int chance_cases(int usual)
{
    const char *given = getenv("PSHIP_ORACLE_CASES");
    int divisor = chance_divisor();
    int cases = given && divisor == 1 ? (int)strtol(given, NULL, 10) : usual / divisor;
    return cases < 1 ? 1 : cases;
}

/* Begins a case: those of seeds that differ by one differ in everything. */
static inline void chance_seed(uint64_t seed)
{
    chance_state = seed * UINT64_C(0x9E3779B97F4A7C15) | 1;
}

/* Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8(14), 2003. Of a state that is not 0; for tests that need
 * several, or the same numbers in each run. */
static inline uint64_t chance_next_of(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static inline uint64_t chance_next(void)
{
    return chance_next_of(&chance_state);
}

static inline uint32_t draw_from(uint64_t *state, uint32_t sides)
{
    return (uint32_t)((chance_next_of(state) >> 11) % sides);
}

/* From 0 to sides - 1: what is counted without a sign, and with one. */
static inline uint32_t draw(uint32_t sides)
{
    return (uint32_t)((chance_next() >> 11) % sides);
}

static inline int roll(int sides)
{
    return (int)((chance_next() >> 11) % (uint64_t)sides);
}

#endif
