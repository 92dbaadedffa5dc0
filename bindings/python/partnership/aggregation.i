/*
 * Aggregation of flows, and partial sums.
 */

%{
/* The mapping is a member of the options in C, and an argument of its own here. */
static pship_aggregate_options with_mapping(const pship_aggregate_options *options, Table *mapping)
{
    pship_aggregate_options own = *options;
    own.mapping = mapping ? mapping->object : NULL;
    return own;
}
%}

%typemap(out) FlowSums * {
    $result = $1 ? SWIG_NewPointerObj($1, SWIGTYPE_p_FlowSums, SWIG_POINTER_OWN) : SWIG_Py_Void();
}

%typemap(in) Table *mapping_or_none (void *pointer = NULL, bool entered = false) {
    if ($input != Py_None) {
        if (!SWIG_IsOK(SWIG_ConvertPtr($input, &pointer, $descriptor(Table *), 0)) || !pointer) {
            PyErr_SetString(PyExc_TypeError, "the mapping must be a Table");
            SWIG_fail;
        }
        entered = Table_enter((Table *)pointer, false);
        if (!entered)
            SWIG_fail;
    }
    $1 = (Table *)pointer;
}
%typemap(freearg) Table *mapping_or_none {
    if (entered$argnum)
        Table_leave((Table *)pointer$argnum);
}

%extend Flows {
    Table *_aggregate(Table *mapping_or_none, const pship_aggregate_options *options,
                      pship_error *err) {
        const pship_aggregate_options own = with_mapping(options, mapping_or_none);
        ANSWER(pship_flows_aggregate(&table, $self->object, &own, err));
    }
    Table *_balance(Table *mapping_or_none, const pship_aggregate_options *options,
                    pship_error *err) {
        const pship_aggregate_options own = with_mapping(options, mapping_or_none);
        ANSWER(pship_flows_balance(&table, $self->object, &own, err));
    }
}

%extend FlowSums {
    FlowSums(Context *context, Table *mapping_or_none, const pship_aggregate_options *options,
             pship_error *err) {
        const pship_aggregate_options own = with_mapping(options, mapping_or_none);
        pship_flow_sums *sums = NULL;
        return pship_flow_sums_new(&sums, context->object, &own, err) ? NULL
                                                                     : FlowSums_new(sums, err);
    }
    pship_result _update(Flows *flows, pship_error *err) {
        return pship_flow_sums_update($self->object, flows->object, err);
    }
    pship_result _merge(FlowSums *other, pship_error *err) {
        return pship_flow_sums_merge($self->object, other->object, err);
    }
    pship_result _load(Table *state, pship_error *err) {
        return pship_flow_sums_load($self->object, state->object, err);
    }
    Table *finish(pship_error *err) {
        ANSWER(pship_flow_sums_finish(&table, $self->object, err));
    }
    Table *state(pship_error *err) {
        ANSWER(pship_flow_sums_state(&table, $self->object, err));
    }
    Table *unmapped(pship_error *err) {
        ANSWER(pship_flow_sums_unmapped(&table, $self->object, err));
    }
}
