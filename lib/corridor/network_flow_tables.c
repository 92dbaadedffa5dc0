/*
 * What flows through a network, as tables.
 */
#include "corridor/network_flow.h"

#include "table/builder.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const questions[] = {[MAX_FLOW] = "max_flow",
                                        [CONCURRENT_FLOW] = "concurrent_flow",
                                        [MIN_COST_FLOW] = "min_cost_flow"};

/* What a number is counted in. */
typedef enum flow_unit { NO_UNIT, OF_FLOW, OF_RESULT, OF_PRICE, OF_SHARE } flow_unit;

typedef struct flow_column {
    const char *name;
    pship_column_type type;
    flow_unit unit;
} flow_column;

enum { MOST_COLUMNS = 11 };

/* As far as it is known: that of a cost depends on the weighting. */
static const char *unit_of(const pship_network_flow *flow, flow_unit unit)
{
    switch (unit) {
    case OF_FLOW:
        return flow->unit;
    case OF_RESULT:
        return flow->question == MAX_FLOW          ? flow->unit
               : flow->question == CONCURRENT_FLOW ? "ratio"
                                                   : NULL;
    case OF_PRICE:
        return flow->question == MAX_FLOW ? "ratio" : NULL;
    case OF_SHARE:
        return "ratio";
    default:
        return NULL;
    }
}

static pship_result begin(pship__table_builder **builder, pship_table **table,
                          const pship_network_flow *flow, const flow_column *columns, size_t count,
                          pship_error *err)
{
    pship__column_spec specs[MOST_COLUMNS];
    if (!table || !flow)
        return pship__fail(err, PSHIP_E_ARGUMENT, "an argument is NULL");
    for (size_t i = 0; i < count; i++)
        specs[i] = (pship__column_spec){columns[i].name, columns[i].type,
                                        unit_of(flow, columns[i].unit), 0};
    return pship__table_builder_new(builder, flow->context, specs, count, err);
}

static const char *place_id(const pship_network_flow *flow, uint32_t place)
{
    return pship__network_text(&flow->network->place_ids, place);
}

/* from, to and mode: of a link its own; of a transfer the place where it is. */
static void add_ends(pship__table_builder *builder, const pship_network_flow *flow, int part,
                     uint32_t element, uint32_t place)
{
    const pship_network *network = flow->network;
    const bool link = part == NETWORK_LINK, none = part == NETWORK_PLACE;
    pship__add_word(builder, none ? NULL : place_id(flow, link ? network->from[element] : place));
    pship__add_word(builder, none ? NULL : place_id(flow, link ? network->to[element] : place));
    pship__add_told(builder,
                    link ? pship__network_text(&network->modes, network->mode[element]) : "");
}

static void add_element_id(pship__table_builder *builder, const pship_network_flow *flow, int part,
                           uint32_t element)
{
    char number[12];
    pship__add_word(builder, pship__network_part_name(part));
    pship__add_text(builder, pship__network_element_id(flow->network, (network_part_kind)part,
                                                       element, number));
}

/* ---- the tables */

pship_result pship_network_flow_summary(pship_table **table, const pship_network_flow *flow,
                                        pship_error *err)
{
    static const flow_column columns[] = {
        {"question", PSHIP_COLUMN_DICTIONARY, NO_UNIT}, {"result", PSHIP_COLUMN_FLOAT64, OF_RESULT},
        {"bound", PSHIP_COLUMN_FLOAT64, OF_RESULT},     {"demand", PSHIP_COLUMN_FLOAT64, OF_FLOW},
        {"carried", PSHIP_COLUMN_FLOAT64, OF_FLOW},     {"unmet", PSHIP_COLUMN_FLOAT64, OF_FLOW},
    };
    pship__table_builder *builder;
    pship_result result = begin(&builder, table, flow, columns, COUNT(columns), err);
    if (result != PSHIP_OK)
        return result;
    double demand = 0, carried = 0;
    for (size_t i = 0; i < flow->demand_count; i++) {
        demand += flow->demands[i].amount;
        carried += flow->demands[i].carried;
    }
    const bool none = flow->question == MAX_FLOW;
    pship__add_word(builder, questions[flow->question]);
    pship__add_number(builder, flow->result);
    pship__add_number(builder, flow->bound);
    pship__add_finite(builder, none ? (double)NAN : demand);
    pship__add_number(builder, none ? flow->result : carried);
    pship__add_finite(builder, none ? (double)NAN : fmax(demand - carried, 0));
    return pship__table_builder_finish(builder, table, err);
}

pship_result pship_network_flow_elements(pship_table **table, const pship_network_flow *flow,
                                         pship_error *err)
{
    static const flow_column columns[] = {
        {"part", PSHIP_COLUMN_DICTIONARY, NO_UNIT},  {"element", PSHIP_COLUMN_UTF8, NO_UNIT},
        {"from", PSHIP_COLUMN_DICTIONARY, NO_UNIT},  {"to", PSHIP_COLUMN_DICTIONARY, NO_UNIT},
        {"mode", PSHIP_COLUMN_DICTIONARY, NO_UNIT},  {"flow", PSHIP_COLUMN_FLOAT64, OF_FLOW},
        {"capacity", PSHIP_COLUMN_FLOAT64, OF_FLOW}, {"used", PSHIP_COLUMN_FLOAT64, OF_SHARE},
        {"price", PSHIP_COLUMN_FLOAT64, OF_PRICE},   {"cut", PSHIP_COLUMN_BOOL, NO_UNIT},
    };
    pship__table_builder *builder;
    pship_result result = begin(&builder, table, flow, columns, COUNT(columns), err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < flow->element_count; i++) {
        const flow_element *element = &flow->elements[i];
        add_element_id(builder, flow, element->part, element->element);
        add_ends(builder, flow, element->part, element->element, element->place);
        pship__add_number(builder, element->flow);
        pship__add_finite(builder, element->most);
        /* Nothing of nothing is no share, and neither is something of everything. */
        pship__add_finite(builder,
                          isinf(element->most) ? (double)NAN : element->flow / element->most);
        pship__add_number(builder, element->price);
        pship__add_bool(builder, element->cut);
    }
    return pship__table_builder_finish(builder, table, err);
}

pship_result pship_network_flow_demands(pship_table **table, const pship_network_flow *flow,
                                        pship_error *err)
{
    static const flow_column columns[] = {
        {"origin", PSHIP_COLUMN_DICTIONARY, NO_UNIT},
        {"destination", PSHIP_COLUMN_DICTIONARY, NO_UNIT},
        {"demand", PSHIP_COLUMN_FLOAT64, OF_FLOW},
        {"carried", PSHIP_COLUMN_FLOAT64, OF_FLOW},
        {"unmet", PSHIP_COLUMN_FLOAT64, OF_FLOW},
        {"cost", PSHIP_COLUMN_FLOAT64, NO_UNIT},
        {"price", PSHIP_COLUMN_FLOAT64, NO_UNIT},
    };
    pship__table_builder *builder;
    pship_result result = begin(&builder, table, flow, columns, COUNT(columns), err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < flow->demand_count; i++) {
        const flow_demand *demand = &flow->demands[i];
        pship__add_word(builder, place_id(flow, demand->origin));
        pship__add_word(builder, place_id(flow, demand->destination));
        pship__add_number(builder, demand->amount);
        pship__add_number(builder, demand->carried);
        pship__add_number(builder, fmax(demand->amount - demand->carried, 0));
        pship__add_finite(builder, flow->question == MIN_COST_FLOW ? demand->cost : (double)NAN);
        pship__add_number(builder, demand->price);
    }
    return pship__table_builder_finish(builder, table, err);
}

static void add_step(pship__table_builder *builder, const pship_network_flow *flow, size_t number,
                     int64_t step, uint32_t what, uint32_t place)
{
    const flow_route *route = &flow->routes[number];
    const int part = what & GRAPH_TRANSFER ? NETWORK_TRANSFER : NETWORK_LINK;
    pship__add_int64(builder, (int64_t)number + 1);
    pship__add_ordinal(builder, route->demand == NETWORK_NONE ? 0 : (int64_t)route->demand + 1);
    pship__add_word(builder, place_id(flow, route->origin));
    pship__add_word(builder, place_id(flow, route->destination));
    pship__add_number(builder, route->flow);
    pship__add_int64(builder, step);
    add_element_id(builder, flow, part, what & ~GRAPH_TRANSFER);
    add_ends(builder, flow, part, what & ~GRAPH_TRANSFER, place);
}

pship_result pship_network_flow_routes(pship_table **table, const pship_network_flow *flow,
                                       pship_error *err)
{
    static const flow_column columns[] = {
        {"route", PSHIP_COLUMN_INT64, NO_UNIT},
        {"demand", PSHIP_COLUMN_INT64, NO_UNIT},
        {"origin", PSHIP_COLUMN_DICTIONARY, NO_UNIT},
        {"destination", PSHIP_COLUMN_DICTIONARY, NO_UNIT},
        {"flow", PSHIP_COLUMN_FLOAT64, OF_FLOW},
        {"step", PSHIP_COLUMN_INT64, NO_UNIT},
        {"part", PSHIP_COLUMN_DICTIONARY, NO_UNIT},
        {"element", PSHIP_COLUMN_UTF8, NO_UNIT},
        {"from", PSHIP_COLUMN_DICTIONARY, NO_UNIT},
        {"to", PSHIP_COLUMN_DICTIONARY, NO_UNIT},
        {"mode", PSHIP_COLUMN_DICTIONARY, NO_UNIT},
    };
    pship__table_builder *builder;
    pship_result result = begin(&builder, table, flow, columns, COUNT(columns), err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < flow->route_count; i++) {
        const size_t first = flow->routes[i].first_step, end = i + 1 < flow->route_count
                                                                   ? flow->routes[i + 1].first_step
                                                                   : flow->step_count;
        uint32_t place = flow->routes[i].origin;
        for (size_t at = first; at < end; at++) {
            const uint32_t what = flow->steps[at];
            if (!(what & GRAPH_TRANSFER))
                place = flow->network->to[what];
            add_step(builder, flow, i, (int64_t)(at - first) + 1, what, place);
        }
    }
    return pship__table_builder_finish(builder, table, err);
}

pship_result pship_network_flow_upgrades(pship_table **table, const pship_network_flow *flow,
                                         pship_error *err)
{
    static const flow_column columns[] = {
        {"part", PSHIP_COLUMN_DICTIONARY, NO_UNIT},  {"element", PSHIP_COLUMN_UTF8, NO_UNIT},
        {"before", PSHIP_COLUMN_FLOAT64, OF_FLOW},   {"after", PSHIP_COLUMN_FLOAT64, OF_FLOW},
        {"result", PSHIP_COLUMN_FLOAT64, OF_RESULT}, {"value", PSHIP_COLUMN_FLOAT64, OF_RESULT},
        {"price", PSHIP_COLUMN_FLOAT64, OF_PRICE},
    };
    pship__table_builder *builder;
    pship_result result = begin(&builder, table, flow, columns, COUNT(columns), err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < flow->upgrade_count; i++) {
        const flow_upgrade *upgrade = &flow->upgrades[i];
        const double gain = flow->question == MIN_COST_FLOW ? flow->result - upgrade->result
                                                            : upgrade->result - flow->result;
        add_element_id(builder, flow, upgrade->part, upgrade->element);
        pship__add_number(builder, upgrade->before);
        pship__add_number(builder, upgrade->after);
        pship__add_finite(builder, upgrade->result);
        pship__add_finite(builder, gain);
        pship__add_finite(builder, gain / (upgrade->after - upgrade->before));
    }
    return pship__table_builder_finish(builder, table, err);
}
