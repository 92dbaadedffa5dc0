/*
 * Network files and trips.
 */

/* A network, and a table of what was wrong in its file. */
%{
typedef struct network_and_problems {
    pship_network *network;
    pship_table *problems;
} network_and_problems;
typedef struct trips_and_problems {
    pship_table *trips, *problems;
} trips_and_problems;

/* Two objects as a tuple; NULL with an exception where one of them could not be made. */
static PyObject *both_of(PyObject *first, PyObject *second)
{
    if (first && second)
        return Py_BuildValue("(NN)", first, second);
    Py_XDECREF(first);
    Py_XDECREF(second);
    return PyErr_NoMemory();
}
%}
%typemap(in, numinputs=0) network_and_problems *network_out (network_and_problems made = {NULL, NULL})
    "$1 = &made;"
%typemap(argout) network_and_problems *network_out {
    Network *network = Network_new($1->network, NULL);
    $1->network = NULL;
    Table *problems = Table_new($1->problems, NULL);
    $1->problems = NULL;
    PyObject *both = both_of(
        network ? SWIG_NewPointerObj(network, SWIGTYPE_p_Network, SWIG_POINTER_OWN) : NULL,
        problems ? SWIG_NewPointerObj(problems, SWIGTYPE_p_Table, SWIG_POINTER_OWN) : NULL);
    if (!both)
        SWIG_fail;
    Py_XDECREF($result);
    $result = both;
}
%typemap(freearg) network_and_problems *network_out {
    pship_network_free($1->network);
    pship_table_free($1->problems);
}
%typemap(in, numinputs=0) trips_and_problems *trips_out (trips_and_problems made = {NULL, NULL})
    "$1 = &made;"
%typemap(argout) trips_and_problems *trips_out {
    Table *trips = Table_new($1->trips, NULL);
    $1->trips = NULL;
    Table *problems = Table_new($1->problems, NULL);
    $1->problems = NULL;
    PyObject *both = both_of(
        trips ? SWIG_NewPointerObj(trips, SWIGTYPE_p_Table, SWIG_POINTER_OWN) : NULL,
        problems ? SWIG_NewPointerObj(problems, SWIGTYPE_p_Table, SWIG_POINTER_OWN) : NULL);
    if (!both)
        SWIG_fail;
    Py_XDECREF($result);
    $result = both;
}
%typemap(freearg) trips_and_problems *trips_out {
    pship_table_free($1->trips);
    pship_table_free($1->problems);
}

%extend Context {
    pship_result _read_network(const char *path, const pship_network_file_options *options,
                               pship_error *err, network_and_problems *network_out) {
        return pship_network_read(&network_out->network, &network_out->problems, $self->object, path,
                                  options, err);
    }
    pship_result _read_trips(const char *path, const pship_trips_file_options *options,
                             pship_error *err, trips_and_problems *trips_out) {
        return pship_trips_read(&trips_out->trips, &trips_out->problems, $self->object, path, options,
                                err);
    }
}

%extend Network {
    pship_result _write(const char *path, optional_text format, pship_error *err) {
        return pship_network_write($self->object, path, format, err);
    }
}

%extend Table {
    pship_result _write_trips(const char *path, optional_text format, pship_error *err) {
        return pship_trips_write($self->object, path, format, err);
    }
}
