/*
 * Option and field structs arrive as dicts, with the member names of the headers as keys. What a
 * dict does not name, or names with None, keeps the default of the initialiser.
 *
 * _structs.i, generated from the headers, lists the members of each struct and applies %filled.
 */

%{
typedef enum member_type {
    MEMBER_TEXT,
    MEMBER_DIGITS,
    MEMBER_TEXTS,
    MEMBER_BOOL,
    MEMBER_DAY,
    MEMBER_INT64,
    MEMBER_INT32,
    MEMBER_DOUBLE,
    MEMBER_WORD
} member_type;

/* One of the words that an enum is spoken as. */
typedef struct enum_word {
    const char *text;
    int value;
} enum_word;

typedef struct struct_member {
    const char *name; /* NULL ends the list */
    member_type type;
    size_t offset;
    size_t count_offset; /* MEMBER_TEXTS */
    const enum_word *words;   /* MEMBER_WORD, ended by a NULL text */
    const char *choices; /* the same for people */
} struct_member;

static bool word_of(PyObject *object, const struct_member *member, int *value)
{
    const char *text = text_of(object, member->name);
    if (!text)
        return false;
    for (const enum_word *word = member->words; word->text; word++) {
        if (strcmp(word->text, text) == 0) {
            *value = word->value;
            return true;
        }
    }
    PyErr_Format(PyExc_ValueError, "%s must be %s, not '%s'", member->name, member->choices, text);
    return false;
}

static bool fill_member(char *structure, const struct_member *member, PyObject *object,
                        PyObject *keep)
{
    char *place = structure + member->offset;
    switch (member->type) {
    case MEMBER_TEXT:
    case MEMBER_DIGITS: {
        const char *text = written(object, member->name, member->type == MEMBER_DIGITS, keep);
        memcpy(place, &text, sizeof text);
        return text != NULL;
    }
    case MEMBER_TEXTS: {
        const char **texts = NULL;
        size_t count = 0;
        if (!texts_of(object, member->name, false, keep, &texts, &count))
            return false;
        memcpy(place, &texts, sizeof texts);
        memcpy(structure + member->count_offset, &count, sizeof count);
        return true;
    }
    case MEMBER_BOOL: {
        const int truth = PyObject_IsTrue(object);
        *(bool *)place = truth > 0;
        return truth >= 0;
    }
    case MEMBER_DAY: {
        pship_day day = PSHIP_DAY_NONE;
        const bool done = day_of(object, member->name, &day);
        memcpy(place, &day, sizeof day);
        return done;
    }
    case MEMBER_INT64: {
        const int64_t number = PyLong_AsLongLong(object);
        memcpy(place, &number, sizeof number);
        return !(number == -1 && PyErr_Occurred());
    }
    case MEMBER_INT32: {
        int overflow = 0;
        const long number = PyLong_AsLongAndOverflow(object, &overflow);
        if (number == -1 && PyErr_Occurred())
            return false;
        if (overflow || number < INT32_MIN || number > INT32_MAX) {
            PyErr_Format(PyExc_OverflowError, "%s is too large a number", member->name);
            return false;
        }
        *(int32_t *)place = (int32_t)number;
        return true;
    }
    case MEMBER_DOUBLE: {
        const double number = PyFloat_AsDouble(object);
        memcpy(place, &number, sizeof number);
        return !(number == -1 && PyErr_Occurred());
    }
    case MEMBER_WORD: {
        int value = 0;
        const bool done = word_of(object, member, &value);
        memcpy(place, &value, sizeof value);
        return done;
    }
    }
    return false;
}

static bool fill(void *structure, const struct_member *members, PyObject *given, PyObject *keep)
{
    if (given == Py_None)
        return true;
    if (!PyDict_Check(given)) {
        PyErr_SetString(PyExc_TypeError, "options must be a dict");
        return false;
    }
    /* The texts are lent by the objects in the dict, and the call may run without the GIL. */
    PyObject *own = PyDict_Copy(given);
    if (!own || PyList_Append(keep, own)) {
        Py_XDECREF(own);
        return false;
    }
    Py_DECREF(own);
    for (const struct_member *member = members; member->name; member++) {
        PyObject *object = PyDict_GetItemString(own, member->name);
        if (object && object != Py_None && !fill_member(structure, member, object, keep))
            return false;
    }
    return true;
}

static void empty(void *structure, const struct_member *members)
{
    for (const struct_member *member = members; member->name; member++) {
        if (member->type == MEMBER_TEXTS) {
            void *texts = NULL;
            memcpy(&texts, (char *)structure + member->offset, sizeof texts);
            free(texts);
        }
    }
}
%}

%define %filled(TYPE)
%typemap(in) const TYPE * (TYPE filled, PyObject *keep = NULL) {
    filled = TYPE##_init();
    keep = PyList_New(0);
    if (!keep || !fill(&filled, TYPE##_members, $input, keep))
        SWIG_fail;
    $1 = &filled;
}
%typemap(freearg) const TYPE * {
    if (keep$argnum) {
        empty(&filled$argnum, TYPE##_members);
        Py_DECREF(keep$argnum);
    }
}
%enddef

%include "_structs.i"
