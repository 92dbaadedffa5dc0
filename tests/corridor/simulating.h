/* Transit times by chance, asked of a network of a few lines. */
#ifndef TESTS_CORRIDOR_SIMULATING_H
#define TESTS_CORRIDOR_SIMULATING_H

#include "corridor/cells.h"
#include "corridor/tables.h"
#include <partnership/simulation.h>

static inline pship_simulation_options many(void)
{
    pship_simulation_options options = PSHIP_SIMULATION_OPTIONS_INIT;
    options.runs = 200000;
    return options;
}

static inline void simulate(pship_table **summary, pship_table **legs, network_lines lines,
                            pship_simulation_options options)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_network *network = network_of(lines);
    ck_assert_msg(pship_network_simulate(summary, legs, network, "a", "z", NULL, &options, &err) ==
                      PSHIP_OK,
                  "%s", err.message);
    pship_network_free(network);
}

static inline void text_is(const pship_table *table, int64_t row, const char *column,
                           const char *expected)
{
    ck_assert_str_eq(text_at(table, row, column), expected);
}

#endif
