/*
 * What a network can carry. Upgrades are an argument of their own, since options arrive as dicts.
 */

%typemap(out) NetworkFlow * {
    $result = $1 ? SWIG_NewPointerObj($1, SWIGTYPE_p_NetworkFlow, SWIG_POINTER_OWN)
                 : SWIG_Py_Void();
}

%apply (const char *const *properties, size_t count) {
    (const char *const *origins, size_t origin_count),
    (const char *const *destinations, size_t destination_count)
};

%or_none(Table, upgrades_or_none, "the upgrades must be a Table")

%{
static pship_capacity_options widened(const pship_capacity_options *options, Table *upgrades)
{
    pship_capacity_options wanted = *options;
    wanted.upgrades = upgrades ? upgrades->object : NULL;
    return wanted;
}
%}

%extend Network {
    NetworkFlow *_max_flow(const char *const *origins, size_t origin_count,
                           const char *const *destinations, size_t destination_count,
                           Table *upgrades_or_none, const pship_capacity_options *options,
                           pship_error *err) {
        const pship_capacity_options wanted = widened(options, upgrades_or_none);
        pship_network_flow *flow = NULL;
        return pship_network_max_flow(&flow, $self->object, origins, origin_count, destinations,
                                      destination_count, &wanted, err)
                   ? NULL
                   : NetworkFlow_new(flow, err);
    }
    NetworkFlow *_concurrent_flow(Table *demands, Table *upgrades_or_none,
                                  const pship_capacity_options *options, pship_error *err) {
        const pship_capacity_options wanted = widened(options, upgrades_or_none);
        pship_network_flow *flow = NULL;
        return pship_network_concurrent_flow(&flow, $self->object, demands->object, &wanted, err)
                   ? NULL
                   : NetworkFlow_new(flow, err);
    }
    NetworkFlow *_min_cost_flow(Table *demands, const pship_weighting *weighting,
                                Table *upgrades_or_none, const pship_capacity_options *options,
                                pship_error *err) {
        const pship_capacity_options wanted = widened(options, upgrades_or_none);
        pship_network_flow *flow = NULL;
        return pship_network_min_cost_flow(&flow, $self->object, demands->object, weighting,
                                           &wanted, err)
                   ? NULL
                   : NetworkFlow_new(flow, err);
    }
}

%extend NetworkFlow {
    Table *summary(pship_error *err) {
        ANSWER(pship_network_flow_summary(&table, $self->object, err));
    }
    Table *elements(pship_error *err) {
        ANSWER(pship_network_flow_elements(&table, $self->object, err));
    }
    Table *demands(pship_error *err) {
        ANSWER(pship_network_flow_demands(&table, $self->object, err));
    }
    Table *routes(pship_error *err) {
        ANSWER(pship_network_flow_routes(&table, $self->object, err));
    }
    Table *upgrades(pship_error *err) {
        ANSWER(pship_network_flow_upgrades(&table, $self->object, err));
    }
}
