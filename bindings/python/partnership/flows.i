/*
 * Flow tables.
 */

%nothread Flows::_rows;
%nothread Flows::_about;

%typemap(out) Flows * {
    $result = $1 ? SWIG_NewPointerObj($1, SWIGTYPE_p_Flows, SWIG_POINTER_OWN) : SWIG_Py_Void();
}

%{
/* Flows made from others, and a table of what could not be changed in them. */
typedef struct changed {
    pship_flows *flows;
    pship_table *left;
} changed;
%}
%typemap(in, numinputs=0) changed *changed_out (changed made = {NULL, NULL}) "$1 = &made;"
%typemap(argout) changed *changed_out {
    Flows *flows = Flows_new($1->flows, NULL);
    $1->flows = NULL;
    Table *left = Table_new($1->left, NULL);
    $1->left = NULL;
    PyObject *first = flows ? SWIG_NewPointerObj(flows, SWIGTYPE_p_Flows, SWIG_POINTER_OWN) : NULL;
    PyObject *second = left ? SWIG_NewPointerObj(left, SWIGTYPE_p_Table, SWIG_POINTER_OWN) : NULL;
    if (!first || !second) {
        Py_XDECREF(first);
        Py_XDECREF(second);
        PyErr_NoMemory();
        SWIG_fail;
    }
    Py_XDECREF($result);
    $result = Py_BuildValue("(NN)", first, second);
}
%typemap(freearg) changed *changed_out {
    pship_flows_free($1->flows);
    pship_table_free($1->left);
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
    Table *periods(pship_error *err) {
        ANSWER(pship_flows_periods(&table, $self->object, err));
    }
    Table *countries(pship_error *err) {
        ANSWER(pship_flows_countries(&table, $self->object, err));
    }
    pship_result _recode_countries(const pship_recode_options *options, pship_error *err,
                                   changed *changed_out) {
        return pship_flows_recode_countries(&changed_out->flows, &changed_out->left, $self->object,
                                            options, err);
    }
}
