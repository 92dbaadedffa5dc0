/* Transit times by chance, asked of a network of a few lines, and the cells of the answer. */
#ifndef TESTS_CORRIDOR_SIMULATING_H
#define TESTS_CORRIDOR_SIMULATING_H

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

static inline double cell(const pship_table *table, int64_t row, const char *column)
{
    int32_t found = pship_table_find(table, column);
    ck_assert_msg(found >= 0, "%s", column);
    return pship_table_number(table, found, row);
}

static inline void text_is(const pship_table *table, int64_t row, const char *column,
                           const char *expected)
{
    char text[64];
    (void)pship_table_format(table, pship_table_find(table, column), row, text, sizeof text);
    ck_assert_str_eq(text, expected);
}

#endif
