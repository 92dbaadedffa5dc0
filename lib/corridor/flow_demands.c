/*
 * Demands: what is to go from where to where, read from a table.
 */
#include "corridor/network_flow.h"
#include "corridor/pairs.h"

static const char *const the_demands = "the demands";

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

pship_result pship__flow_demands_read(flow_demand **demands, size_t *count,
                                      const pship_network *network, const pship_table *table,
                                      pship_error *err)
{
    pair_columns columns = {-1, -1, -1};
    network_pair pair = {0, 0, 0};
    if (!table)
        return pship__fail(err, PSHIP_E_ARGUMENT, "there is no table of demands");
    pship_result result = pship__pair_columns_find(&columns, table, the_demands, true, err);
    if (result != PSHIP_OK)
        return result;
    const size_t rows = (size_t)pship_table_rows(table);
    if (rows >= INT32_MAX)
        return pship__fail(err, PSHIP_E_LIMIT, "there are 2^31 demands or more");
    flow_demand *made = pship__allocate(network->context, rows, sizeof *made);
    if (!made)
        return pship__fail_memory(err);
    for (size_t row = 0; row < rows && result == PSHIP_OK; row++) {
        result = pship__pair_read(&pair, network, table, the_demands, &columns, (int64_t)row, err);
        made[row] = (flow_demand){
            .origin = pair.origin, .destination = pair.destination, .amount = pair.demand};
    }
    if (result != PSHIP_OK) {
        pship__release(network->context, made);
        return result;
    }
    *demands = made;
    *count = rows;
    return PSHIP_OK;
}
