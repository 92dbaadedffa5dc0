/*
 * Demands: what is to go from where to where, read from a table.
 */
#include "corridor/network_flow.h"

typedef struct demand_columns {
    int32_t origin, destination, amount;
} demand_columns;

static pship_result find_columns(demand_columns *columns, const pship_table *table,
                                 pship_error *err)
{
    columns->origin = pship_table_find(table, "origin");
    columns->destination = pship_table_find(table, "destination");
    columns->amount = pship_table_find(table, "demand");
    if (columns->amount < 0)
        columns->amount = pship_table_find(table, "trips");
    if (columns->origin < 0 || columns->destination < 0 || columns->amount < 0)
        return pship__fail(err, PSHIP_E_NOT_FOUND,
                           "demands need the columns origin, destination and demand (or trips)");
    const pship_column_type type = pship_table_column_type(table, columns->amount);
    if (type != PSHIP_COLUMN_FLOAT64 && type != PSHIP_COLUMN_INT64 &&
        type != PSHIP_COLUMN_DECIMAL128)
        return pship__fail(err, PSHIP_E_INVALID, "the column '%s' of demands has no numbers",
                           pship_table_column_name(table, columns->amount));
    return PSHIP_OK;
}

uint32_t pship__flow_element_in(const pship_network *network, network_part_kind part,
                                const pship_table *table, int32_t column, int64_t row)
{
    size_t length;
    char number[24];
    const char *id = pship_table_text(table, column, row, &length);
    if (pship_table_column_type(table, column) == PSHIP_COLUMN_INT64 &&
        !pship_table_is_null(table, column, row)) {
        length = pship_table_format(table, column, row, number, sizeof number);
        id = number;
    }
    return id ? pship__network_element(network, part, id, length) : NETWORK_NONE;
}

static pship_result read_place(uint32_t *place, const pship_network *network,
                               const pship_table *table, int32_t column, int64_t row,
                               pship_error *err)
{
    char id[100];
    *place = pship__flow_element_in(network, NETWORK_PLACE, table, column, row);
    if (*place != NETWORK_NONE)
        return PSHIP_OK;
    (void)pship_table_format(table, column, row, id, sizeof id);
    return pship__fail(err, PSHIP_E_NOT_FOUND,
                       "row %lld of the demands: the network has no place '%s'", (long long)row + 1,
                       id);
}

static pship_result read_demand(flow_demand *demand, const pship_network *network,
                                const pship_table *table, const demand_columns *columns,
                                int64_t row, pship_error *err)
{
    *demand = (flow_demand){.amount = pship_table_number(table, columns->amount, row)};
    if (!(demand->amount >= 0 && isfinite(demand->amount)))
        return pship__fail(err, PSHIP_E_INVALID,
                           "row %lld of the demands: the demand is not a number of at least 0",
                           (long long)row + 1);
    pship_result result = read_place(&demand->origin, network, table, columns->origin, row, err);
    if (result == PSHIP_OK)
        result = read_place(&demand->destination, network, table, columns->destination, row, err);
    return result;
}

pship_result pship__flow_demands_read(flow_demand **demands, size_t *count,
                                      const pship_network *network, const pship_table *table,
                                      pship_error *err)
{
    demand_columns columns;
    if (!table)
        return pship__fail(err, PSHIP_E_ARGUMENT, "there is no table of demands");
    pship_result result = find_columns(&columns, table, err);
    if (result != PSHIP_OK)
        return result;
    const size_t rows = (size_t)pship_table_rows(table);
    if (rows >= INT32_MAX)
        return pship__fail(err, PSHIP_E_LIMIT, "there are 2^31 demands or more");
    flow_demand *made = pship__allocate(network->context, rows, sizeof *made);
    if (!made)
        return pship__fail_memory(err);
    for (size_t row = 0; row < rows && result == PSHIP_OK; row++)
        result = read_demand(&made[row], network, table, &columns, (int64_t)row, err);
    if (result != PSHIP_OK) {
        pship__release(network->context, made);
        return result;
    }
    *demands = made;
    *count = rows;
    return PSHIP_OK;
}
