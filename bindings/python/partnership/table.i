/*
 * Tables: columns out to Python lists and buffers, whole tables out and in through Arrow.
 */

%{
/* The Arrow C data and stream interfaces, as their specification writes them:
 * https://arrow.apache.org/docs/format/CStreamInterface.html */
struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, void *);
    int (*get_next)(struct ArrowArrayStream *, void *);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};

static void stream_capsule_free(PyObject *capsule)
{
    struct ArrowArrayStream *stream = PyCapsule_GetPointer(capsule, "arrow_array_stream");
    if (!stream) {
        PyErr_Clear();
        return;
    }
    if (stream->release)
        stream->release(stream);
    free(stream);
}

/* A cell as text of any length: numbers and dates fit into the buffer, text is taken elsewhere. */
static PyObject *formatted(const pship_table *table, int32_t column, int64_t row)
{
    char text[512];
    const size_t length = pship_table_format(table, column, row, text, sizeof text);
    if (length < sizeof text)
        return PyUnicode_FromStringAndSize(text, (Py_ssize_t)length);
    char *whole = malloc(length + 1);
    if (!whole)
        return PyErr_NoMemory();
    pship_table_format(table, column, row, whole, length + 1);
    PyObject *result = PyUnicode_FromStringAndSize(whole, (Py_ssize_t)length);
    free(whole);
    return result;
}

static PyObject *decimal_cell(const pship_table *table, int32_t column, int64_t row)
{
    PyObject *module = PyImport_ImportModule("decimal");
    PyObject *digits = formatted(table, column, row);
    PyObject *result =
        module && digits ? PyObject_CallMethod(module, "Decimal", "O", digits) : NULL;
    Py_XDECREF(digits);
    Py_XDECREF(module);
    return result;
}

/* An aware datetime in UTC; its text where Python's calendar does not reach. */
static PyObject *timestamp_cell(const pship_table *table, int32_t column, int64_t row)
{
    const int64_t day_length = INT64_C(86400000000);
    const int64_t instant = pship_table_integer(table, column, row);
    int64_t day = instant / day_length, rest = instant % day_length;
    if (rest < 0) {
        rest += day_length;
        day--;
    }
    int32_t year = 0, month = 0, of_month = 0;
    pship_day_to_calendar((pship_day)day, &year, &month, &of_month);
    if (year < 1 || year > 9999)
        return formatted(table, column, row);
    const int seconds = (int)(rest / 1000000);
    return PyDateTimeAPI->DateTime_FromDateAndTime(
        year, month, of_month, seconds / 3600, seconds / 60 % 60, seconds % 60,
        (int)(rest % 1000000), PyDateTime_TimeZone_UTC, PyDateTimeAPI->DateTimeType);
}

static PyObject *cell_of(const pship_table *table, int32_t column, int64_t row)
{
    if (pship_table_is_null(table, column, row))
        Py_RETURN_NONE;
    size_t length = 0;
    const char *text = NULL;
    switch (pship_table_column_type(table, column)) {
    case PSHIP_COLUMN_INT64:
        return PyLong_FromLongLong(pship_table_integer(table, column, row));
    case PSHIP_COLUMN_FLOAT64:
        return PyFloat_FromDouble(pship_table_number(table, column, row));
    case PSHIP_COLUMN_DECIMAL128:
        return decimal_cell(table, column, row);
    case PSHIP_COLUMN_BOOL:
        return PyBool_FromLong(pship_table_integer(table, column, row) != 0);
    case PSHIP_COLUMN_DATE:
        return date_from_day((pship_day)pship_table_integer(table, column, row));
    case PSHIP_COLUMN_TIMESTAMP:
        return timestamp_cell(table, column, row);
    case PSHIP_COLUMN_UTF8:
    case PSHIP_COLUMN_DICTIONARY:
        text = pship_table_text(table, column, row, &length);
        return PyUnicode_DecodeUTF8(text ? text : "", (Py_ssize_t)length, NULL);
    }
    return formatted(table, column, row);
}

static Py_ssize_t value_width(pship_column_type type)
{
    switch (type) {
    case PSHIP_COLUMN_INT64:
    case PSHIP_COLUMN_FLOAT64:
    case PSHIP_COLUMN_TIMESTAMP:
        return 8;
    case PSHIP_COLUMN_DATE:
    case PSHIP_COLUMN_DICTIONARY:
        return 4;
    default:
        return 0;
    }
}
%}

/* Short, and most of them touch Python objects: the GIL stays. */
%nothread Table::_rows;
%nothread Table::_width;
%nothread Table::_find;
%nothread Table::_name;
%nothread Table::_type;
%nothread Table::_unit;
%nothread Table::_scale;
%nothread Table::_cell;
%nothread Table::_format;
%nothread Table::_column;
%nothread Table::_values;
%nothread Table::_nulls;
%nothread Table::_stream;

%typemap(in, numinputs=0) struct ArrowArrayStream *stream_out (PyObject *capsule = NULL) {
    $1 = calloc(1, sizeof *$1);
    if (!$1) {
        PyErr_NoMemory();
        SWIG_fail;
    }
    capsule = PyCapsule_New($1, "arrow_array_stream", stream_capsule_free);
    if (!capsule) {
        free($1);
        SWIG_fail;
    }
}
%typemap(argout) struct ArrowArrayStream *stream_out {
    Py_XDECREF($result);
    $result = Py_NewRef(capsule$argnum);
}
%typemap(freearg) struct ArrowArrayStream *stream_out "Py_XDECREF(capsule$argnum);"

/* The stream is moved out of the capsule, as the PyCapsule interface asks. */
%typemap(in) struct ArrowArrayStream *stream_in {
    $1 = PyCapsule_GetPointer($input, "arrow_array_stream");
    if (!$1)
        SWIG_fail;
    if (!$1->release) {
        PyErr_SetString(PyExc_ValueError, "the stream was read before");
        SWIG_fail;
    }
}

%extend Table {
    Table(Context *context, struct ArrowArrayStream *stream_in, pship_error *err) {
        struct ArrowArrayStream stream = *stream_in;
        stream_in->release = NULL;
        pship_table *table = NULL;
        if (pship_table_import_arrow(&table, context->object, &stream, err))
            return NULL;
        return Table_new(table, err);
    }
    pship_result to_csv(const char *path, pship_error *err) {
        return pship_table_write_csv($self->object, path, err);
    }
    int64_t _rows() {
        return pship_table_rows($self->object);
    }
    int32_t _width() {
        return pship_table_columns($self->object);
    }
    int32_t _find(const char *name) {
        return pship_table_find($self->object, name);
    }
    const char *_name(int32_t column) {
        return pship_table_column_name($self->object, column);
    }
    int32_t _type(int32_t column) {
        return (int32_t)pship_table_column_type($self->object, column);
    }
    const char *_unit(int32_t column) {
        return pship_table_column_unit($self->object, column);
    }
    int32_t _scale(int32_t column) {
        return pship_table_column_scale($self->object, column);
    }
    PyObject *_cell(int32_t column, int64_t row) {
        return cell_of($self->object, column, row);
    }
    PyObject *_format(int32_t column, int64_t row) {
        return formatted($self->object, column, row);
    }
    PyObject *_column(int32_t column) {
        const int64_t rows = pship_table_rows($self->object);
        PyObject *list = PyList_New((Py_ssize_t)rows);
        for (int64_t row = 0; list && row < rows; row++) {
            PyObject *cell = cell_of($self->object, column, row);
            if (cell)
                PyList_SET_ITEM(list, (Py_ssize_t)row, cell);
            else
                Py_CLEAR(list);
        }
        return list;
    }
    PyObject *_values(int32_t column) {
        const void *values = pship_table_values($self->object, column);
        const Py_ssize_t width = value_width(pship_table_column_type($self->object, column));
        const Py_ssize_t rows = values ? (Py_ssize_t)pship_table_rows($self->object) : 0;
        if (width == 0)
            Py_RETURN_NONE;
        return PyBytes_FromStringAndSize(values, rows * width);
    }
    PyObject *_nulls(int32_t column) {
        const int64_t rows = pship_table_rows($self->object);
        PyObject *bytes = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)rows);
        for (int64_t row = 0; bytes && row < rows; row++)
            PyBytes_AS_STRING(bytes)[row] = pship_table_is_null($self->object, column, row);
        return bytes;
    }
    pship_result _stream(struct ArrowArrayStream *stream_out, pship_error *err) {
        return pship_table_export_arrow($self->object, stream_out, err);
    }
}

%extend Context {
    Table *_read_csv(const char *path, const pship_table_csv_options *options, pship_error *err) {
        ANSWER(pship_table_read_csv(&table, $self->object, path, options, err));
    }
}
