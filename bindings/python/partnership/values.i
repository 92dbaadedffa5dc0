/*
 * Values that cross the border: text, paths, days, imprecise dates, arrays of text.
 */

%init %{
    PyDateTime_IMPORT;
    if (!PyDateTimeAPI)
        return NULL;
%}

%{
enum { EPOCH_ORDINAL = 719163 }; /* date(1970, 1, 1).toordinal() */

/* The UTF-8 of a str, lent by it. NULL with an exception for anything else. */
static const char *text_of(PyObject *object, const char *what)
{
    if (!PyUnicode_Check(object)) {
        PyErr_Format(PyExc_TypeError, "%s must be a str, not %s", what, Py_TYPE(object)->tp_name);
        return NULL;
    }
    Py_ssize_t length = 0;
    const char *text = PyUnicode_AsUTF8AndSize(object, &length);
    if (text && strlen(text) != (size_t)length) {
        PyErr_Format(PyExc_ValueError, "%s must not hold a NUL character", what);
        return NULL;
    }
    return text;
}

/* A missing day of pandas is a datetime of the year 1, and differs from itself. */
static bool is_missing(PyObject *object)
{
    if (PyDate_CheckExact(object) || PyDateTime_CheckExact(object))
        return false;
    PyObject *equal = PyObject_RichCompare(object, object, Py_EQ);
    const int truth = equal ? PyObject_IsTrue(equal) : -1;
    Py_XDECREF(equal);
    return truth <= 0;
}

static bool refuse_missing(PyObject *object, const char *what)
{
    if (!is_missing(object))
        return false;
    if (!PyErr_Occurred())
        PyErr_Format(PyExc_ValueError, "%s is missing: NaT is no day", what);
    return true;
}

/* As text_of(), for what people naturally write where C wants text: dates, imprecise dates and
 * whole numbers; where it wants `digits`, any number. Other numbers are no text: 1e22 and nan are not
 * what anybody meant. New strings are added to the list `keep`. */
static const char *written(PyObject *object, const char *what, bool digits, PyObject *keep)
{
    PyObject *text = NULL;
    if (PyUnicode_Check(object))
        return text_of(object, what);
    if (PyDate_Check(object) && refuse_missing(object, what))
        return NULL;
    if (PyDate_Check(object))
        text = PyUnicode_FromFormat("%04d-%02d-%02d", PyDateTime_GET_YEAR(object),
                                    PyDateTime_GET_MONTH(object), PyDateTime_GET_DAY(object));
    else if (PyObject_HasAttrString(object, "__edtf__"))
        text = PyObject_CallMethod(object, "__edtf__", NULL);
    else if (!PyBool_Check(object) && !PyComplex_Check(object) &&
             (digits ? PyNumber_Check(object) : PyIndex_Check(object)))
        text = PyObject_Str(object);
    else
        return text_of(object, what);
    if (!text)
        return NULL;
    const int failed = PyList_Append(keep, text);
    Py_DECREF(text);
    return failed ? NULL : text_of(text, what);
}

/* A day from a date or from "YYYY-MM-DD"; None is no day. */
static bool day_of(PyObject *object, const char *what, pship_day *day)
{
    if (object == Py_None) {
        *day = PSHIP_DAY_NONE;
        return true;
    }
    if (PyDate_Check(object)) {
        pship_error error = PSHIP_ERROR_INIT;
        if (refuse_missing(object, what))
            return false;
        if (!pship_day_from_calendar(day, PyDateTime_GET_YEAR(object), PyDateTime_GET_MONTH(object),
                                     PyDateTime_GET_DAY(object), &error))
            return true;
        raise_error(&error, NULL);
        return false;
    }
    if (!PyUnicode_Check(object)) {
        PyErr_Format(PyExc_TypeError, "%s must be a date or a str, not %s", what,
                     Py_TYPE(object)->tp_name);
        return false;
    }
    const char *text = text_of(object, what);
    pship_error error = PSHIP_ERROR_INIT;
    if (!text)
        return false;
    if (!pship_day_parse(day, text, &error))
        return true;
    raise_error(&error, NULL);
    return false;
}

/* A date; its text where Python's calendar does not reach; None for no bound. */
static PyObject *date_from_day(pship_day day)
{
    int32_t year = 0, month = 0, of_month = 0;
    if (day == PSHIP_DAY_MIN || day == PSHIP_DAY_MAX)
        Py_RETURN_NONE;
    pship_day_to_calendar(day, &year, &month, &of_month);
    if (year >= 1 && year <= 9999)
        return PyDate_FromDate(year, month, of_month);
    char text[16];
    pship_day_format(day, text, sizeof text);
    return PyUnicode_FromString(text);
}

/* Imprecise dates travel as tuples; partnership.dates has the class. */
static PyObject *tuple_from_date(const pship_date *date)
{
    return Py_BuildValue("(iiiiOOs)", (int)date->earliest, (int)date->latest, (int)date->kind,
                         (int)date->precision, date->approximate ? Py_True : Py_False,
                         date->uncertain ? Py_True : Py_False, date->text);
}

static bool date_from_tuple(PyObject *tuple, pship_date *date)
{
    int earliest, latest, kind, precision, approximate, uncertain;
    const char *text;
    if (!PyTuple_Check(tuple)) {
        PyErr_SetString(PyExc_TypeError, "a date must be a tuple");
        return false;
    }
    if (!PyArg_ParseTuple(tuple, "iiiipps", &earliest, &latest, &kind, &precision, &approximate,
                          &uncertain, &text))
        return false;
    memset(date, 0, sizeof *date);
    date->earliest = earliest;
    date->latest = latest;
    date->kind = (pship_date_kind)kind;
    date->precision = (pship_precision)precision;
    date->approximate = approximate;
    date->uncertain = uncertain;
    strncpy(date->text, text, sizeof date->text - 1);
    return true;
}

/* A value arrives as (kind, text, unit, boolean); partnership.values makes the tuple. */
static bool value_from_tuple(PyObject *tuple, pship_value *value)
{
    int kind, boolean;
    const char *text, *unit;
    if (!PyTuple_Check(tuple)) {
        PyErr_SetString(PyExc_TypeError, "a value must be a tuple");
        return false;
    }
    if (!PyArg_ParseTuple(tuple, "izzp", &kind, &text, &unit, &boolean))
        return false;
    memset(value, 0, sizeof *value);
    value->kind = (pship_value_kind)kind;
    value->text = text;
    value->unit = unit;
    value->boolean = boolean;
    return true;
}

static PyObject *tuple_from_cell(const pship_cell *cell)
{
    const bool dated = cell->value.kind == PSHIP_VALUE_DATE;
    PyObject *date = dated ? tuple_from_date(&cell->value.date) : Py_NewRef(Py_None);
    if (!date)
        return NULL;
    return Py_BuildValue("(izzdNOLiOO)", (int)cell->value.kind, cell->value.text, cell->value.unit,
                         cell->value.number, date, cell->value.boolean ? Py_True : Py_False,
                         (long long)cell->statement, (int)cell->truth,
                         cell->contested ? Py_True : Py_False,
                         cell->undecided ? Py_True : Py_False);
}

/* Texts of any iterable, as a C array; `keep` is a list that keeps them. Where they are `names`, only
 * str will do. */
static bool texts_of(PyObject *object, const char *what, bool names, PyObject *keep,
                     const char ***texts, size_t *count)
{
    if (PyUnicode_Check(object) || PyBytes_Check(object)) {
        PyErr_Format(PyExc_TypeError, "%s must be a list of str, not one %s", what,
                     Py_TYPE(object)->tp_name);
        return false;
    }
    PyObject *items = PySequence_List(object);
    if (!items)
        return false;
    const Py_ssize_t length = PyList_GET_SIZE(items);
    const char **found = NULL;
    bool done = PyList_Append(keep, items) == 0;
    if (done && length > 0) {
        found = malloc((size_t)length * sizeof *found);
        done = found != NULL;
        if (!done)
            PyErr_NoMemory();
    }
    for (Py_ssize_t i = 0; done && i < length; i++) {
        PyObject *item = PyList_GET_ITEM(items, i);
        found[i] = names ? text_of(item, what) : written(item, what, false, keep);
        done = found[i] != NULL;
    }
    Py_DECREF(items);
    if (!done) {
        free((void *)found);
        return false;
    }
    *texts = found;
    *count = (size_t)length;
    return true;
}
%}

%typemap(in) const char * {
    $1 = (char *)text_of($input, "$1_name");
    if (!$1)
        SWIG_fail;
}
%typemap(freearg) const char * ""

/* Text that may be left out. */
%{
typedef const char *optional_text;
%}
typedef const char *optional_text;
%typemap(in) optional_text {
    $1 = $input == Py_None ? NULL : (char *)text_of($input, "$1_name");
    if (!$1 && $input != Py_None)
        SWIG_fail;
}
%typemap(freearg) optional_text ""

%typemap(in) const char *path (PyObject *bytes = NULL) {
    if (!PyUnicode_FSConverter($input, &bytes))
        SWIG_fail;
    $1 = PyBytes_AS_STRING(bytes);
}
%typemap(freearg) const char *path "Py_XDECREF(bytes$argnum);"

%typemap(in) const char *path_or_none (PyObject *bytes = NULL) {
    if ($input != Py_None && !PyUnicode_FSConverter($input, &bytes))
        SWIG_fail;
    $1 = bytes ? PyBytes_AS_STRING(bytes) : NULL;
}
%typemap(freearg) const char *path_or_none "Py_XDECREF(bytes$argnum);"

%typemap(in) pship_day {
    if (!day_of($input, "$1_name", &$1))
        SWIG_fail;
}
%typemap(out) pship_day "$result = date_from_day($1);"

%typemap(in) const pship_date * (pship_date date) {
    if (!date_from_tuple($input, &date))
        SWIG_fail;
    $1 = &date;
}
%typemap(in, numinputs=0) pship_date *date_out (pship_date date) {
    memset(&date, 0, sizeof date);
    $1 = &date;
}
%typemap(argout) pship_date *date_out {
    Py_XDECREF($result);
    $result = tuple_from_date($1);
}

%typemap(in) const pship_value * (pship_value value) {
    if (!value_from_tuple($input, &value))
        SWIG_fail;
    $1 = &value;
}

%typemap(in, numinputs=0) pship_cell *cell (pship_cell cell) {
    memset(&cell, 0, sizeof cell);
    $1 = &cell;
}
%typemap(argout) pship_cell *cell {
    Py_XDECREF($result);
    $result = tuple_from_cell($1);
}

%typemap(in) (const char *const *properties, size_t count)
    (PyObject *keep = NULL, const char **texts = NULL) {
    keep = PyList_New(0);
    if (!keep || !texts_of($input, "properties", true, keep, &texts, &$2))
        SWIG_fail;
    $1 = (char **)texts;
}
%typemap(freearg) (const char *const *properties, size_t count) {
    free((void *)texts$argnum);
    Py_XDECREF(keep$argnum);
}
%typemap(out) PyObject * "$result = $1;"
