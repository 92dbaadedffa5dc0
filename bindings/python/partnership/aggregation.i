/*
 * Aggregation of flows, and partial sums.
 */

%{
/* The mapping is a member of the options in C, and an argument of its own here. */
static pship_aggregate_options with_mapping(const pship_aggregate_options *options, ProductMapping *mapping)
{
    pship_aggregate_options own = *options;
    own.mapping = mapping ? mapping->object : NULL;
    return own;
}
%}

%typemap(out) FlowSums * {
    $result = $1 ? SWIG_NewPointerObj($1, SWIGTYPE_p_FlowSums, SWIG_POINTER_OWN) : SWIG_Py_Void();
}

/* Objects that may be None. */
%define %or_none(CLASS, NAME, WHAT)
%typemap(in) CLASS *NAME (void *pointer = NULL, bool entered = false) {
    if ($input != Py_None) {
        if (!SWIG_IsOK(SWIG_ConvertPtr($input, &pointer, $descriptor(CLASS *), 0)) || !pointer) {
            PyErr_SetString(PyExc_TypeError, WHAT);
            SWIG_fail;
        }
        entered = CLASS ## _enter((CLASS *)pointer, false);
        if (!entered)
            SWIG_fail;
    }
    $1 = (CLASS *)pointer;
}
%typemap(freearg) CLASS *NAME {
    if (entered$argnum)
        CLASS ## _leave((CLASS *)pointer$argnum);
}
%enddef

%or_none(ProductMapping, mapping_or_none, "the mapping must be a Mapping")
%or_none(Table, table_or_none, "this must be a Table")

%extend Flows {
    Table *_aggregate(ProductMapping *mapping_or_none, const pship_aggregate_options *options,
                      pship_error *err) {
        const pship_aggregate_options own = with_mapping(options, mapping_or_none);
        ANSWER(pship_flows_aggregate(&table, $self->object, &own, err));
    }
    Table *_balance(ProductMapping *mapping_or_none, const pship_aggregate_options *options,
                    pship_error *err) {
        const pship_aggregate_options own = with_mapping(options, mapping_or_none);
        ANSWER(pship_flows_balance(&table, $self->object, &own, err));
    }
}

%extend FlowSums {
    FlowSums(Context *context, ProductMapping *mapping_or_none, const pship_aggregate_options *options,
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
