/*
 * Handles: what a Python object points to.
 *
 * Between the Python object and the C object lies a small box that knows whether it was closed and
 * how many calls are inside it. So a closed object raises instead of crashing, also when one
 * thread closes what another one is just asking. The box is only touched with the GIL held.
 */

%define %handle(CLASS, TYPE, FREE, NOUN)
%{
typedef struct CLASS {
    TYPE *object;
    int users;
    bool closed;
} CLASS;

/* Takes over `object`, also when it fails; `err` may be NULL. */
static CLASS *CLASS##_new(TYPE *object, pship_error *err)
{
    CLASS *self = calloc(1, sizeof *self);
    if (self) {
        self->object = object;
    } else {
        FREE(object);
        if (err)
            set_no_memory(err);
    }
    return self;
}

static void CLASS##_leave(CLASS *self)
{
    self->users--;
    if (self->closed && self->users == 0) {
        FREE(self->object);
        self->object = NULL;
    }
}

static void CLASS##_close(CLASS *self)
{
    self->closed = true;
    self->users++;
    CLASS##_leave(self);
}

static bool CLASS##_enter(CLASS *self, bool alone)
{
    if (self->closed)
        PyErr_SetString(PyExc_ValueError, "the " NOUN " is closed");
    else if (alone && self->users > 0)
        PyErr_SetString(PyExc_RuntimeError, "the " NOUN " is in use by another thread");
    else
        self->users++;
    return !PyErr_Occurred();
}
%}

%nodefaultctor CLASS;
%nodefaultdtor CLASS;
%nothread CLASS::~CLASS;
%extend CLASS {
    ~CLASS() {
        CLASS##_close($self);
        free($self);
    }
/* The metaclass that SWIG gives to classes copies their __dict__ together with the __dict__ of the class that it
 * replaces; object.__dir__() trips over that one, and with it whatever completes names. */
%pythoncode {
    def __dir__(self):
        return dir(type(self))
}
}
%enddef

/* An argument of the class must be open, and stays so for the call. Destructors (SWIG writes its
 * flag for taking ownership in place of $disown) and closing are for any. */
%define %guarded(PATTERN, CLASS, ALONE)
%typemap(in) PATTERN (void *pointer = NULL, bool entered = false) {
    if (!SWIG_IsOK(SWIG_ConvertPtr($input, &pointer, $descriptor(CLASS *), $disown)) || !pointer) {
        PyErr_SetString(PyExc_TypeError, "argument '$1_name' must be a " #CLASS);
        SWIG_fail;
    }
    if (($disown) != SWIG_POINTER_DISOWN) {
        entered = CLASS##_enter((CLASS *)pointer, ALONE);
        if (!entered)
            SWIG_fail;
    }
    $1 = (CLASS *)pointer;
}
%typemap(freearg) PATTERN {
    if (entered$argnum)
        CLASS##_leave((CLASS *)pointer$argnum);
}
%enddef

%define %guarding(CLASS, ALONE)
%guarded(CLASS *, CLASS, ALONE)
%guarded(struct CLASS *, CLASS, ALONE)
%typemap(in) CLASS *closing (void *pointer = NULL) {
    if (!SWIG_IsOK(SWIG_ConvertPtr($input, &pointer, $descriptor(CLASS *), 0)) || !pointer) {
        PyErr_SetString(PyExc_TypeError, "only a " #CLASS " can be closed here");
        SWIG_fail;
    }
    $1 = (CLASS *)pointer;
}
%typemap(freearg) CLASS *closing ""
%enddef

%typemap(out) Table * {
    $result = $1 ? SWIG_NewPointerObj($1, SWIGTYPE_p_Table, SWIG_POINTER_OWN) : SWIG_Py_Void();
}

%handle(Table, pship_table, pship_table_free, "table")
%handle(Context, pship_context, pship_context_free, "context")
%handle(Model, pship_model, pship_model_free, "model")
%handle(Transaction, pship_transaction, pship_transaction_free, "transaction")
%handle(View, pship_view, pship_view_free, "view")
%handle(Brief, pship_brief, pship_brief_free, "brief")
%handle(Flows, pship_flows, pship_flows_free, "flow table")
%handle(FlowSums, pship_flow_sums, pship_flow_sums_free, "sums")
%handle(Complexity, pship_complexity, pship_complexity_free, "product space")
%handle(Network, pship_network, pship_network_free, "network")
%handle(NetworkFlow, pship_network_flow, pship_network_flow_free, "flow")
%handle(ProductMapping, pship_mapping, pship_mapping_free, "mapping")

%guarding(Table, false)
%guarding(Context, false)
%guarding(Model, false)
%guarding(Transaction, true)
%guarding(View, false)
%guarding(Brief, false)
%guarding(Flows, false)
%guarding(FlowSums, true)
%guarding(Complexity, false)
%guarding(Network, false)
%guarding(NetworkFlow, false)
%guarding(ProductMapping, false)

%{
/* Turns the table that a question was answered with into the result of a method. */
#define ANSWER(question)                                                                           \
    pship_table *table = NULL;                                                                     \
    return (question) ? NULL : Table_new(table, err)
%}
