/*
 * Transport networks. Steps of a change arrive as a list of tuples (part, element, attribute or None, act, amount).
 */

%typemap(out) Network * {
    $result = $1 ? SWIG_NewPointerObj($1, SWIGTYPE_p_Network, SWIG_POINTER_OWN) : SWIG_Py_Void();
}

%apply Table *table_or_none {
    Table *places_or_none, Table *transfers_or_none, Table *timetables_or_none,
    Table *quantiles_or_none, Table *sources_or_none
};

%{
/* The texts are lent by the tuple. */
static bool step_of(PyObject *tuple, pship_network_change_step *step)
{
    PyObject *attribute = NULL, *part = NULL, *element = NULL;
    int act = 0;
    if (!PyTuple_Check(tuple) ||
        !PyArg_ParseTuple(tuple, "OOOid", &part, &element, &attribute, &act, &step->amount))
        return false;
    step->part = text_of(part, "part");
    step->element = step->part ? text_of(element, "element") : NULL;
    step->attribute =
        step->element && attribute != Py_None ? text_of(attribute, "attribute") : NULL;
    step->act = (pship_network_act)act;
    return !PyErr_Occurred();
}
%}

%typemap(in) (const pship_network_change_step *steps, size_t step_count) (PyObject *own = NULL) {
    own = PySequence_Tuple($input);
    if (!own)
        SWIG_fail;
    $2 = (size_t)PyTuple_GET_SIZE(own);
    $1 = calloc($2 + 1, sizeof *$1);
    if (!$1) {
        PyErr_NoMemory();
        SWIG_fail;
    }
    for (size_t i = 0; i < $2; i++) {
        if (!step_of(PyTuple_GET_ITEM(own, (Py_ssize_t)i), &$1[i])) {
            if (!PyErr_Occurred())
                PyErr_SetString(PyExc_TypeError, "a step must be a tuple");
            SWIG_fail;
        }
    }
}
%typemap(freearg) (const pship_network_change_step *steps, size_t step_count) {
    free($1);
    Py_XDECREF(own$argnum);
}

%nothread Network::_about;
%nothread Network::_place_count;
%nothread Network::_link_count;

%extend Network {
    Network(Context *context, Table *links, Table *places_or_none, Table *transfers_or_none,
            Table *timetables_or_none, Table *quantiles_or_none, Table *sources_or_none,
            const pship_network_about *about, pship_error *err) {
        pship_network *network = NULL;
        pship_network_tables tables = PSHIP_NETWORK_TABLES_INIT;
        tables.links = links->object;
        tables.places = places_or_none ? places_or_none->object : NULL;
        tables.transfers = transfers_or_none ? transfers_or_none->object : NULL;
        tables.timetables = timetables_or_none ? timetables_or_none->object : NULL;
        tables.quantiles = quantiles_or_none ? quantiles_or_none->object : NULL;
        tables.sources = sources_or_none ? sources_or_none->object : NULL;
        return pship_network_from_tables(&network, context->object, &tables, about, err)
                   ? NULL
                   : Network_new(network, err);
    }
    PyObject *_about() {
        const pship_network_about about = pship_network_describe($self->object);
        return Py_BuildValue("(zzz)", about.name, about.currency, about.source);
    }
    int64_t _place_count() {
        return pship_network_place_count($self->object);
    }
    int64_t _link_count() {
        return pship_network_link_count($self->object);
    }
    Table *places(pship_error *err) {
        ANSWER(pship_network_places(&table, $self->object, err));
    }
    Table *links(pship_error *err) {
        ANSWER(pship_network_links(&table, $self->object, err));
    }
    Table *transfers(pship_error *err) {
        ANSWER(pship_network_transfers(&table, $self->object, err));
    }
    Table *timetables(pship_error *err) {
        ANSWER(pship_network_timetables(&table, $self->object, err));
    }
    Table *quantiles(pship_error *err) {
        ANSWER(pship_network_quantiles(&table, $self->object, err));
    }
    Table *sources(pship_error *err) {
        ANSWER(pship_network_sources(&table, $self->object, err));
    }
    Network *_change(const pship_network_change_step *steps, size_t step_count, pship_error *err) {
        pship_network *changed = NULL;
        return pship_network_change(&changed, $self->object, steps, step_count, err)
                   ? NULL
                   : Network_new(changed, err);
    }
}

%extend View {
    Network *_network(const pship_network_view_options *options, pship_error *err) {
        pship_network *network = NULL;
        return pship_network_from_view(&network, $self->object, options, err)
                   ? NULL
                   : Network_new(network, err);
    }
}
