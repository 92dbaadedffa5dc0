/*
 * Routes through a network. Pairs of places arrive as a list of tuples (origin, destination).
 */

%{
/* The texts are lent by the tuple. */
static bool pair_of(PyObject *tuple, pship_place_pair *pair)
{
    PyObject *origin = NULL, *destination = NULL;
    if (!PyTuple_Check(tuple) || !PyArg_ParseTuple(tuple, "OO", &origin, &destination))
        return false;
    pair->origin = text_of(origin, "origin");
    pair->destination = pair->origin ? text_of(destination, "destination") : NULL;
    return pair->destination != NULL;
}
%}

%typemap(in) (const pship_place_pair *pairs, size_t pair_count) (PyObject *own = NULL) {
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
        if (!pair_of(PyTuple_GET_ITEM(own, (Py_ssize_t)i), &$1[i])) {
            if (!PyErr_Occurred())
                PyErr_SetString(PyExc_TypeError, "a pair must be a tuple");
            SWIG_fail;
        }
    }
}
%typemap(freearg) (const pship_place_pair *pairs, size_t pair_count) {
    free($1);
    Py_XDECREF(own$argnum);
}

%extend Network {
    pship_result _routes(const pship_place_pair *pairs, size_t pair_count,
                         const pship_weighting *weighting, const pship_routes_options *options,
                         pship_error *err, imported *imported_out) {
        return pship_network_routes(&imported_out->report, &imported_out->summary, $self->object,
                                    pairs, pair_count, weighting, options, err);
    }
    pship_result _pareto(const pship_place_pair *pairs, size_t pair_count,
                         const pship_pareto_options *options, pship_error *err,
                         imported *imported_out) {
        return pship_network_pareto(&imported_out->report, &imported_out->summary, $self->object,
                                    pairs, pair_count, options, err);
    }
    Table *_matrix(const pship_weighting *weighting, const pship_matrix_options *options,
                   pship_error *err) {
        ANSWER(pship_network_matrix(&table, $self->object, weighting, options, err));
    }
}
