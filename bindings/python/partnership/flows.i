/*
 * Flow tables.
 */

%nothread Flows::_rows;
%nothread Flows::_about;

%typemap(out) Flows * {
    $result = $1 ? SWIG_NewPointerObj($1, SWIGTYPE_p_Flows, SWIG_POINTER_OWN) : SWIG_Py_Void();
}

/* Flows, and a table of what could not be taken or changed. */
%{
typedef struct flows_and_rest {
    pship_flows *flows;
    pship_table *rest;
} flows_and_rest;
%}
%typemap(in, numinputs=0) flows_and_rest *flows_out (flows_and_rest made = {NULL, NULL})
    "$1 = &made;"
%typemap(argout) flows_and_rest *flows_out {
    Flows *flows = Flows_new($1->flows, NULL);
    $1->flows = NULL;
    Table *rest = Table_new($1->rest, NULL);
    $1->rest = NULL;
    PyObject *first = flows ? SWIG_NewPointerObj(flows, SWIGTYPE_p_Flows, SWIG_POINTER_OWN) : NULL;
    PyObject *second = rest ? SWIG_NewPointerObj(rest, SWIGTYPE_p_Table, SWIG_POINTER_OWN) : NULL;
    if (!first || !second) {
        Py_XDECREF(first);
        Py_XDECREF(second);
        PyErr_NoMemory();
        SWIG_fail;
    }
    Py_XDECREF($result);
    $result = Py_BuildValue("(NN)", first, second);
}
%typemap(freearg) flows_and_rest *flows_out {
    pship_flows_free($1->flows);
    pship_table_free($1->rest);
}

%text_list(indicators, indicator_count, "indicators")

%extend Context {
    pship_result _read_flows(const char *path, const pship_flow_file_options *options,
                             pship_error *err, flows_and_rest *flows_out) {
        return pship_flows_read(&flows_out->flows, &flows_out->rest, $self->object, path, options,
                                err);
    }
}

%extend Model {
    pship_result _attach_flows(const char *name, Flows *flows, pship_error *err) {
        return pship_flows_attach($self->object, name, flows->object, err);
    }
}

%extend View {
    Flows *_flows(const char *name, pship_error *err) {
        pship_flows *flows = NULL;
        return pship_flows_pick(&flows, $self->object, name, err) ? NULL : Flows_new(flows, err);
    }
    Table *flow_releases(optional_text name = NULL, pship_error *err) {
        ANSWER(pship_flows_releases(&table, $self->object, name, err));
    }
}

%extend Flows {
    Flows(Table *table, const pship_flows_columns *columns, const pship_flows_about *about,
          pship_error *err) {
        pship_flows *flows = NULL;
        if (pship_flows_from_table(&flows, table->object, columns, about, err))
            return NULL;
        return Flows_new(flows, err);
    }
    int64_t _rows() {
        return pship_flows_rows($self->object);
    }
    PyObject *_about() {
        const pship_flows_about about = pship_flows_describe($self->object);
        return Py_BuildValue("(zzzzz)", about.value_unit, about.quantity_unit,
                             about.classification, about.source, about.vintage);
    }
    Table *to_table(pship_error *err) {
        ANSWER(pship_flows_table(&table, $self->object, err));
    }
    pship_result _write_csv(const char *path, const char *layout, pship_error *err) {
        return pship_flows_write_csv($self->object, path, layout, err);
    }
    Table *periods(pship_error *err) {
        ANSWER(pship_flows_periods(&table, $self->object, err));
    }
    Table *_indicators(const char *const *indicators, size_t indicator_count,
                       const pship_indicator_options *options, pship_error *err) {
        ANSWER(pship_indicator_compute(&table, $self->object, indicators, indicator_count, NULL,
                                       options, err));
    }
    Table *_indicators_with(const char *const *indicators, size_t indicator_count, Table *facts,
                            const pship_indicator_options *options, pship_error *err) {
        ANSWER(pship_indicator_compute(&table, $self->object, indicators, indicator_count,
                                       facts->object, options, err));
    }
    Table *countries(pship_error *err) {
        ANSWER(pship_flows_countries(&table, $self->object, err));
    }
    pship_result _recode_countries(const pship_recode_options *options, pship_error *err,
                                   flows_and_rest *flows_out) {
        return pship_flows_recode_countries(&flows_out->flows, &flows_out->rest, $self->object,
                                            options, err);
    }
    pship_result _take_level(bool totals, pship_error *err, flows_and_rest *flows_out) {
        return pship_flows_take_level(&flows_out->flows, &flows_out->rest, $self->object,
                                      totals ? PSHIP_FLOW_LEVEL_TOTALS : PSHIP_FLOW_LEVEL_PARTS,
                                      err);
    }
    Table *_products(int32_t level, pship_error *err) {
        ANSWER(pship_flows_products(&table, $self->object, NULL, level, err));
    }
    Table *_products_named(Table *names, int32_t level, pship_error *err) {
        ANSWER(pship_flows_products(&table, $self->object, names->object, level, err));
    }
    pship_result _map_products(ProductMapping *mapping, const pship_map_options *options,
                               pship_error *err, flows_and_rest *flows_out) {
        return pship_flows_map_products(&flows_out->flows, &flows_out->rest, $self->object,
                                        mapping->object, options, err);
    }
}

%inline %{
static Table *indicator_list(pship_error *err)
{
    ANSWER(pship_indicator_list(&table, NULL, err));
}
%}
