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

/* A list of flows, entered for the call. */
%typemap(in) (const flows_list *list) (flows_list given = {NULL, NULL, 0}) {
    PyObject *items = PySequence_Fast($input, "flows are brought together from a list");
    if (!items)
        SWIG_fail;
    const Py_ssize_t count = PySequence_Fast_GET_SIZE(items);
    given.entered = calloc((size_t)count + 1, sizeof *given.entered);
    given.objects = calloc((size_t)count + 1, sizeof *given.objects);
    bool good = given.entered && given.objects;
    if (!good)
        PyErr_NoMemory();
    for (Py_ssize_t i = 0; good && i < count; i++) {
        void *pointer = NULL;
        good = SWIG_IsOK(SWIG_ConvertPtr(PySequence_Fast_GET_ITEM(items, i), &pointer,
                                         $descriptor(Flows *), 0)) && pointer;
        if (!good)
            PyErr_SetString(PyExc_TypeError, "only Flows can be brought together");
        good = good && Flows_enter((Flows *)pointer, false);
        if (!good)
            break;
        given.entered[given.count] = (Flows *)pointer;
        given.objects[given.count++] = ((Flows *)pointer)->object;
    }
    Py_DECREF(items);
    $1 = &given;
    if (!good)
        SWIG_fail;
}
%typemap(freearg) (const flows_list *list) {
    for (size_t i = 0; i < given$argnum.count; i++)
        Flows_leave(given$argnum.entered[i]);
    free(given$argnum.entered);
    free((void *)given$argnum.objects);
}
%{
typedef struct flows_list {
    Flows **entered;
    const pship_flows **objects;
    size_t count;
} flows_list;
%}

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
    Table *duplicates(pship_error *err) {
        ANSWER(pship_flows_duplicates(&table, $self->object, err));
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
    Flows *_filter(const pship_aggregate_options *options, pship_error *err) {
        pship_flows *taken = NULL;
        return pship_flows_filter(&taken, $self->object, options, err) ? NULL
                                                                       : Flows_new(taken, err);
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
static Flows *concat_flows(const flows_list *list, pship_error *err)
{
    pship_flows *flows = NULL;
    return pship_flows_concat(&flows, list->objects, list->count, err) ? NULL
                                                                       : Flows_new(flows, err);
}

static Table *indicator_list(pship_error *err)
{
    ANSWER(pship_indicator_list(&table, NULL, err));
}
%}
