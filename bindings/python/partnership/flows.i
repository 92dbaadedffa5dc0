/*
 * Flow tables.
 */

%nothread Flows::_rows;
%nothread Flows::_about;

%typemap(out) Flows * {
    $result = $1 ? SWIG_NewPointerObj($1, SWIGTYPE_p_Flows, SWIG_POINTER_OWN) : SWIG_Py_Void();
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
}
