/*
 * How much may pass: the capacities of a network as limits on the arcs of a graph, and what may become of them.
 */
#include "corridor/network_flow.h"

#include <string.h>

void pship__flow_limits_free(flow_limits *limits)
{
    if (!limits->graph)
        return;
    const pship_context *context = limits->graph->context;
    pship__release(context, limits->limits);
    pship__release(context, limits->of_arc);
    pship__release(context, limits->of_place);
    *limits = (flow_limits){0};
}

/* Adds a limit, where one is told. */
static pship_result add(flow_limits *limits, uint32_t *at, const network_column *column,
                        double factor, flow_limit limit, pship_error *err)
{
    *at = NETWORK_NONE;
    if (!column || isnan(column->values[limit.element]))
        return PSHIP_OK;
    limit.most = column->values[limit.element] * factor;
    if (!isfinite(limit.most))
        return pship__fail(err, PSHIP_E_INVALID, "a capacity times the factor is too large");
    if (limits->count >= NETWORK_NONE)
        return pship__fail(err, PSHIP_E_LIMIT, "there are more than 2^32 capacities");
    if (!pship__grow(limits->graph->context, (void **)&limits->limits, limits->count, &limits->room,
                     sizeof *limits->limits))
        return pship__fail_memory(err);
    *at = (uint32_t)limits->count;
    limits->limits[limits->count++] = limit;
    return PSHIP_OK;
}

static pship_result add_all(flow_limits *limits, const network_column *const columns[NETWORK_PARTS],
                            double factor, pship_error *err)
{
    const network_graph *graph = limits->graph;
    pship__progress_state progress;
    pship__progress_begin(&progress, graph->context, "reading capacities");
    pship_result result = PSHIP_OK;
    for (uint32_t place = 0;
         place < graph->network->parts[NETWORK_PLACE].count && result == PSHIP_OK; place++) {
        result = pship__progress(&progress, -1, err);
        if (result == PSHIP_OK)
            result =
                add(limits, &limits->of_place[place], columns[NETWORK_PLACE], factor,
                    (flow_limit){.part = NETWORK_PLACE, .element = place, .place = place}, err);
    }
    for (uint32_t arc = 0; arc < graph->arc_count && result == PSHIP_OK; arc++) {
        const uint32_t what = graph->what[arc];
        flow_limit limit = {
            .part = NETWORK_LINK, .element = what, .place = graph->place[graph->head[arc]]};
        limits->of_arc[arc] = NETWORK_NONE;
        result = pship__progress(&progress, -1, err);
        if (what == GRAPH_PASS || result != PSHIP_OK)
            continue;
        if (what & GRAPH_TRANSFER) {
            limit.part = NETWORK_TRANSFER;
            limit.element = what & ~GRAPH_TRANSFER;
        }
        result = add(limits, &limits->of_arc[arc], columns[limit.part], factor, limit, err);
    }
    return result;
}

pship_result pship__flow_limits_read(flow_limits *limits, const network_graph *graph,
                                     const pship_capacity_options *options, pship_error *err)
{
    const pship_context *context = graph->context;
    const network_column *columns[NETWORK_PARTS];
    bool any = false;
    for (int part = 0; part < NETWORK_PARTS; part++) {
        int attribute;
        columns[part] = pship__network_column(graph->network, (network_part_kind)part,
                                              options->capacity, &attribute);
        any = any || columns[part];
    }
    if (!any)
        return pship__fail(err, PSHIP_E_NOT_FOUND, "nothing in the network has a column '%.100s'",
                           options->capacity);
    *limits = (flow_limits){.graph = graph};
    limits->of_arc = pship__allocate(context, graph->arc_count, sizeof *limits->of_arc);
    limits->of_place = pship__allocate(context, graph->network->parts[NETWORK_PLACE].count,
                                       sizeof *limits->of_place);
    pship_result result = limits->of_arc && limits->of_place
                              ? add_all(limits, columns, options->factor, err)
                              : pship__fail_memory(err);
    if (result != PSHIP_OK)
        pship__flow_limits_free(limits);
    return result;
}

/* ---- upgrades */

typedef struct upgrade_columns {
    int32_t part, element, capacity;
} upgrade_columns;

static bool is_number(pship_column_type type)
{
    return type == PSHIP_COLUMN_FLOAT64 || type == PSHIP_COLUMN_INT64 ||
           type == PSHIP_COLUMN_DECIMAL128;
}

static pship_result find_columns(upgrade_columns *columns, const pship_table *table,
                                 pship_error *err)
{
    columns->part = pship_table_find(table, "part");
    columns->element = pship_table_find(table, "element");
    columns->capacity = pship_table_find(table, "capacity");
    if (columns->part < 0 || columns->element < 0 || columns->capacity < 0)
        return pship__fail(err, PSHIP_E_NOT_FOUND,
                           "upgrades need the columns part, element and capacity");
    if (!is_number(pship_table_column_type(table, columns->capacity)))
        return pship__fail(err, PSHIP_E_INVALID, "the column capacity of upgrades has no numbers");
    return PSHIP_OK;
}

static pship_result read_upgrade(flow_upgrade *upgrade, const flow_limits *limits,
                                 const pship_table *table, const upgrade_columns *columns,
                                 int64_t row, double factor, pship_error *err)
{
    size_t length;
    char part_text[100], id[100];
    const char *name = pship_table_text(table, columns->part, row, &length);
    const int part = name ? pship__network_part_find(name, length) : -1;
    const uint32_t element =
        part < 0 ? NETWORK_NONE
                 : pship__flow_element_in(limits->graph->network, (network_part_kind)part, table,
                                          columns->element, row);
    if (element == NETWORK_NONE) {
        (void)pship_table_format(table, columns->part, row, part_text, sizeof part_text);
        (void)pship_table_format(table, columns->element, row, id, sizeof id);
        return pship__fail(err, PSHIP_E_NOT_FOUND,
                           "row %lld of the upgrades: the network has no %s '%s'",
                           (long long)row + 1, *part_text ? part_text : "part", id);
    }
    *upgrade = (flow_upgrade){.part = (uint8_t)part,
                              .element = element,
                              .before = (double)NAN,
                              .after = pship_table_number(table, columns->capacity, row) * factor};
    if (!(upgrade->after >= 0 && isfinite(upgrade->after)))
        return pship__fail(err, PSHIP_E_INVALID,
                           "row %lld of the upgrades: the capacity is not a number of at least 0",
                           (long long)row + 1);
    return PSHIP_OK;
}

/* What the capacities were. Limits are many and upgrades few. */
static pship_result find_before(flow_upgrade *upgrades, size_t count, const flow_limits *limits,
                                pship_error *err)
{
    for (size_t i = 0; i < limits->count; i++)
        for (size_t j = 0; j < count; j++)
            if (pship__flow_upgrade_is_of(&upgrades[j], &limits->limits[i]))
                upgrades[j].before = limits->limits[i].most;
    for (size_t j = 0; j < count; j++)
        if (isnan(upgrades[j].before))
            return pship__fail(err, PSHIP_E_INVALID,
                               "row %zu of the upgrades: what has no capacity is not limited, "
                               "and cannot be widened",
                               j + 1);
    return PSHIP_OK;
}

pship_result pship__flow_upgrades_read(flow_upgrade **upgrades, size_t *count,
                                       const flow_limits *limits,
                                       const pship_capacity_options *options, pship_error *err)
{
    const pship_table *table = options->upgrades;
    upgrade_columns columns;
    *upgrades = NULL;
    *count = 0;
    if (!table)
        return PSHIP_OK;
    pship_result result = find_columns(&columns, table, err);
    if (result != PSHIP_OK)
        return result;
    const size_t rows = (size_t)pship_table_rows(table);
    flow_upgrade *made = pship__allocate(limits->graph->context, rows, sizeof *made);
    if (!made)
        return pship__fail_memory(err);
    for (size_t row = 0; row < rows && result == PSHIP_OK; row++)
        result =
            read_upgrade(&made[row], limits, table, &columns, (int64_t)row, options->factor, err);
    if (result == PSHIP_OK)
        result = find_before(made, rows, limits, err);
    if (result != PSHIP_OK) {
        pship__release(limits->graph->context, made);
        return result;
    }
    *upgrades = made;
    *count = rows;
    return PSHIP_OK;
}
