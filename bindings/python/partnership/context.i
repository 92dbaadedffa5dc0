/*
 * The context: progress and cancelling. Python keeps the allocator and the log to itself.
 */

%{
/* Runs about twenty times a second inside long calls, on the thread that made the call. It never
 * unwinds through C: an exception stays set, and the error typemap lets it out. */
static int report_progress(void *user, const char *stage, double fraction)
{
    PyGILState_STATE state = PyGILState_Ensure();
    int stop = PyErr_Occurred() != NULL || PyErr_CheckSignals() != 0;
    if (!stop && user) {
        PyObject *answer = fraction < 0 ? PyObject_CallFunction(user, "sO", stage, Py_None)
                                        : PyObject_CallFunction(user, "sd", stage, fraction);
        stop = !answer || answer == Py_False;
        Py_XDECREF(answer);
    }
    PyGILState_Release(state);
    return stop;
}
%}

/* The callable is lent: the Context object in Python keeps it, and everything made with the context
 * keeps that object. */
%typemap(in) void *progress {
    if ($input != Py_None && !PyCallable_Check($input)) {
        PyErr_SetString(PyExc_TypeError, "progress must be callable or None");
        SWIG_fail;
    }
    $1 = $input == Py_None ? NULL : (void *)$input;
}

%extend Context {
    Context(void *progress, int32_t threads, pship_error *err) {
        pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
        options.progress = report_progress;
        options.progress_user = progress;
        options.threads = threads;
        pship_context *context = NULL;
        return pship_context_new(&context, &options, err) ? NULL : Context_new(context, err);
    }
    int32_t _threads() {
        return pship_context_threads($self->object);
    }
    Table *_import_presets(pship_error *err) {
        ANSWER(pship_import_presets(&table, $self->object, err));
    }
}
