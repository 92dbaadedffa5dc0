/*
 * Errors: the trailing pship_error of every function vanishes from the Python signature and is
 * raised after the call, when the GIL is held again.
 */

%{
/* A failure of reading a register: the error and, where there are any, all its problems. */
typedef struct failure {
    pship_error error;
    pship_table *problems;
} failure;

/* The exception classes are plain Python; `problems` is stolen and may be NULL. */
static void raise_error(const pship_error *error, PyObject *problems)
{
    const char *said = error->message[0] ? error->message : pship_result_name(error->code);
    PyObject *module = PyImport_ImportModule("partnership._errors");
    PyObject *message = PyUnicode_DecodeUTF8(said, (Py_ssize_t)strlen(said), "replace");
    PyObject *file = PyUnicode_DecodeFSDefault(error->file);
    PyObject *exception = NULL;
    if (module && message && file)
        exception = PyObject_CallMethod(module, "from_result", "iOOLLO", (int)error->code, message,
                                        file, (long long)error->line, (long long)error->column,
                                        problems ? problems : Py_None);
    if (exception)
        PyErr_SetObject((PyObject *)Py_TYPE(exception), exception);
    Py_XDECREF(exception);
    Py_XDECREF(file);
    Py_XDECREF(message);
    Py_XDECREF(module);
    Py_XDECREF(problems);
}

static void set_no_memory(pship_error *error)
{
    error->code = PSHIP_E_MEMORY;
    strcpy(error->message, "there is not enough memory");
}
%}

%typemap(in, numinputs=0) pship_error *err (pship_error error = PSHIP_ERROR_INIT) "$1 = &error;"
%typemap(argout) pship_error *err {
    /* What a callback raised comes first: the failure is only its echo. */
    if (PyErr_Occurred())
        SWIG_fail;
    if ($1->code != PSHIP_OK) {
        raise_error($1, NULL);
        SWIG_fail;
    }
}
%typemap(in, numinputs=0) failure *failed (failure report = {PSHIP_ERROR_INIT, NULL}) {
    $1 = &report;
}
%typemap(argout) failure *failed {
    if (PyErr_Occurred())
        SWIG_fail;
    if ($1->error.code != PSHIP_OK) {
        PyObject *problems = NULL;
        if ($1->problems) {
            Table *table = Table_new($1->problems, NULL);
            $1->problems = NULL;
            problems = table ? SWIG_NewPointerObj(table, SWIGTYPE_p_Table, SWIG_POINTER_OWN) : NULL;
        }
        raise_error(&$1->error, problems);
        SWIG_fail;
    }
}
%typemap(freearg) failure *failed "pship_table_free($1->problems);"
/* The result is in the error as well. */
%typemap(out) pship_result "(void)$1; $result = SWIG_Py_Void();"
