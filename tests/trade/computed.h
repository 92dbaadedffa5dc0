/* Indicators of flows, and a number of the answer. */
#ifndef PSHIP_TEST_TRADE_COMPUTED_H
#define PSHIP_TEST_TRADE_COMPUTED_H

#include "trade/rows.h"
#include <partnership/indicator.h>

static inline pship_table *compute(const pship_flows *flows, const char *const *names, size_t count)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    pship_result result = pship_indicator_compute(&table, flows, names, count, NULL, NULL, &err);
    ck_assert_msg(result == PSHIP_OK, "%s", err.message);
    return table;
}

static inline double at(const pship_table *table, const char *column, int64_t row_index)
{
    return pship_table_number(table, pship_table_find(table, column), row_index);
}

#endif
