/*
 * The context: progress and cancelling. Python keeps the allocator and the log to itself.
 */

%{
/* What is called is known by a weak reference where there can be one: the Context object in Python keeps it, objects
 * made with the context may live longer than that one, and a strong reference would tie a callable that knows such an
 * object to itself. What is gone is not called. */
typedef struct reporter {
    PyObject *callable;
    bool weak;
} reporter;

static reporter *reporter_new(PyObject *callable)
{
    reporter *made = calloc(1, sizeof *made);
    if (!made) {
        PyErr_NoMemory();
        return NULL;
    }
    made->callable = PyWeakref_NewRef(callable, NULL);
    made->weak = made->callable != NULL;
    if (!made->weak) {
        PyErr_Clear();
        made->callable = Py_NewRef(callable);
    }
    return made;
}

static void reporter_release(void *user)
{
    reporter *gone = user;
    if (gone && Py_IsInitialized()) {
        PyGILState_STATE state = PyGILState_Ensure();
        Py_DECREF(gone->callable);
        PyGILState_Release(state);
    }
    free(gone);
}

/* A new reference; NULL where it is gone. */
static PyObject *reporter_callable(const reporter *of)
{
    PyObject *callable = of->weak ? PyWeakref_GetObject(of->callable) : of->callable;
    return callable == Py_None ? NULL : Py_XNewRef(callable);
}

/* Runs about twenty times a second inside long calls, on the thread that made the call. It never
 * unwinds through C: an exception stays set, and the error typemap lets it out. */
static int report_progress(void *user, const char *stage, double fraction)
{
    PyGILState_STATE state = PyGILState_Ensure();
    int stop = PyErr_Occurred() != NULL || PyErr_CheckSignals() != 0;
    PyObject *callable = !stop && user ? reporter_callable(user) : NULL;
    if (callable) {
        PyObject *answer = fraction < 0 ? PyObject_CallFunction(callable, "sO", stage, Py_None)
                                        : PyObject_CallFunction(callable, "sd", stage, fraction);
        stop = !answer || answer == Py_False;
        Py_XDECREF(answer);
        Py_DECREF(callable);
    }
    PyGILState_Release(state);
    return stop;
}
%}

%typemap(in) void *progress {
    if ($input != Py_None && !PyCallable_Check($input)) {
        PyErr_SetString(PyExc_TypeError, "progress must be callable or None");
        SWIG_fail;
    }
    /* Here, where the GIL is held. */
    $1 = $input == Py_None ? NULL : reporter_new($input);
    if ($input != Py_None && !$1)
        SWIG_fail;
}

%extend Context {
    Context(void *progress, int32_t threads, pship_error *err) {
        pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
        options.progress = report_progress;
        options.progress_user = progress;
        options.progress_release = reporter_release;
        options.threads = threads;
        pship_context *context = NULL;
        if (pship_context_new(&context, &options, err)) {
            reporter_release(progress);
            return NULL;
        }
        return Context_new(context, err);
    }
    int32_t _threads() {
        return pship_context_threads($self->object);
    }
    Table *_import_presets(pship_error *err) {
        ANSWER(pship_import_presets(&table, $self->object, err));
    }
}
