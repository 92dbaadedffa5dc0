/*
 * Countries, products and mappings between codes: plain values, made into Python objects beside this file.
 */

%typemap(in, numinputs=0) pship_country *country_out (pship_country country) {
    memset(&country, 0, sizeof country);
    $1 = &country;
}
%typemap(argout) pship_country *country_out {
    Py_XDECREF($result);
    $result = Py_BuildValue("(issiiizzz)", (int)$1->kind, $1->code, $1->alpha2, (int)$1->number,
                            (int)$1->first_year, (int)$1->last_year, $1->name, $1->successors,
                            $1->note);
}

%{
static const char *const product_problems[] = {NULL,    "not_digits", "length",    "lost_zero",
                                               "level", "reserved",   "no_chapter"};
%}
%typemap(in, numinputs=0) pship_product *product_out (pship_product product) {
    memset(&product, 0, sizeof product);
    $1 = &product;
}
%typemap(argout) pship_product *product_out {
    Py_XDECREF($result);
    $result = Py_BuildValue("(zisssz)", product_problems[$1->problem], (int)$1->level, $1->parent,
                            $1->section, $1->suggestion, $1->name);
}

/* What a mapping is made of: a Table, a tuple of three lists (codes, what they become, weights), or a path. */
%{
typedef struct mapping_source {
    Table *table;
    PyObject *path;
    const char **from, **to;
    double *weights;
    size_t count;
} mapping_source;

static bool weights_of(PyObject *list, mapping_source *source)
{
    source->weights = PyList_Check(list) && PyList_GET_SIZE(list) == (Py_ssize_t)source->count
                          ? malloc((source->count + 1) * sizeof *source->weights)
                          : NULL;
    if (!source->weights)
        PyErr_SetString(PyExc_ValueError, "the lists of a mapping differ in length");
    for (size_t i = 0; source->weights && i < source->count; i++) {
        source->weights[i] = PyFloat_AsDouble(PyList_GET_ITEM(list, (Py_ssize_t)i));
        if (source->weights[i] == -1 && PyErr_Occurred())
            return false;
    }
    return source->weights != NULL;
}

static bool lists_of(PyObject *tuple, mapping_source *source, PyObject *keep)
{
    PyObject *from, *to, *weights;
    size_t count = 0;
    if (!PyArg_ParseTuple(tuple, "OOO", &from, &to, &weights) ||
        !texts_of(from, "from", false, keep, &source->from, &source->count) ||
        !texts_of(to, "to", false, keep, &source->to, &count))
        return false;
    if (count == source->count)
        return weights_of(weights, source);
    PyErr_SetString(PyExc_ValueError, "the lists of a mapping differ in length");
    return false;
}
%}
%typemap(in) const mapping_source *source
    (mapping_source source = {NULL, NULL, NULL, NULL, NULL, 0}, PyObject *keep = NULL,
     void *pointer = NULL) {
    $1 = &source;
    keep = PyList_New(0);
    if (!keep)
        SWIG_fail;
    if (PyTuple_Check($input)) {
        if (!lists_of($input, &source, keep))
            SWIG_fail;
    } else if (SWIG_IsOK(SWIG_ConvertPtr($input, &pointer, SWIGTYPE_p_Table, 0)) && pointer) {
        if (!Table_enter((Table *)pointer, false))
            SWIG_fail;
        source.table = (Table *)pointer;
    } else if (!PyUnicode_FSConverter($input, &source.path)) {
        SWIG_fail;
    }
}
%typemap(freearg) const mapping_source *source {
    if (source$argnum.table)
        Table_leave(source$argnum.table);
    free((void *)source$argnum.from);
    free((void *)source$argnum.to);
    free(source$argnum.weights);
    Py_XDECREF(source$argnum.path);
    Py_XDECREF(keep$argnum);
}

%typemap(out) ProductMapping * {
    $result = $1 ? SWIG_NewPointerObj($1, SWIGTYPE_p_ProductMapping, SWIG_POINTER_OWN)
                 : SWIG_Py_Void();
}

%{
/* A mapping of two, and what the second one did not know. */
typedef struct composed {
    pship_mapping *mapping;
    pship_table *left;
} composed;
%}
%typemap(in, numinputs=0) composed *composed_out (composed made = {NULL, NULL}) "$1 = &made;"
%typemap(argout) composed *composed_out {
    ProductMapping *mapping = ProductMapping_new($1->mapping, NULL);
    $1->mapping = NULL;
    Table *left = Table_new($1->left, NULL);
    $1->left = NULL;
    PyObject *first =
        mapping ? SWIG_NewPointerObj(mapping, SWIGTYPE_p_ProductMapping, SWIG_POINTER_OWN) : NULL;
    PyObject *second = left ? SWIG_NewPointerObj(left, SWIGTYPE_p_Table, SWIG_POINTER_OWN) : NULL;
    if (!first || !second) {
        Py_XDECREF(first);
        Py_XDECREF(second);
        PyErr_NoMemory();
        SWIG_fail;
    }
    Py_XDECREF($result);
    $result = Py_BuildValue("(NN)", first, second);
}
%typemap(freearg) composed *composed_out {
    pship_mapping_free($1->mapping);
    pship_table_free($1->left);
}

%nothread ProductMapping::_about;

%extend ProductMapping {
    ProductMapping(const mapping_source *source, const pship_mapping_options *options,
                   pship_error *err) {
        pship_mapping *mapping = NULL;
        pship_result result =
            source->table ? pship_mapping_from_table(&mapping, source->table->object, options, err)
            : source->path
                ? pship_mapping_read(&mapping, NULL, PyBytes_AS_STRING(source->path), options, err)
                : pship_mapping_new(&mapping, NULL, source->from, source->to, source->weights,
                                    source->count, options, err);
        return result ? NULL : ProductMapping_new(mapping, err);
    }
    PyObject *_about() {
        const pship_mapping_options about = pship_mapping_describe($self->object);
        return Py_BuildValue("(zzO)", about.from_classification, about.to_classification,
                             about.prefixes ? Py_True : Py_False);
    }
    Table *to_table(pship_error *err) {
        ANSWER(pship_mapping_table(&table, $self->object, err));
    }
    Table *codes(pship_error *err) {
        ANSWER(pship_mapping_codes(&table, $self->object, err));
    }
    pship_result _then(ProductMapping *second, pship_error *err, composed *composed_out) {
        return pship_mapping_compose(&composed_out->mapping, &composed_out->left, $self->object,
                                     second->object, err);
    }
}

%inline %{
static pship_result product_find(pship_product *product_out, const char *code,
                                 const char *classification, int32_t level, pship_error *err)
{
    return pship_product_find(product_out, code, classification, level, err);
}

static Table *product_list(const char *classification, pship_error *err)
{
    ANSWER(pship_product_list(&table, NULL, classification, err));
}

static Table *product_read(const char *path, pship_error *err)
{
    ANSWER(pship_product_read(&table, NULL, path, err));
}

static Table *classification_list(pship_error *err)
{
    ANSWER(pship_classification_list(&table, NULL, err));
}

static pship_result country_find(pship_country *country_out, const char *text, pship_error *err)
{
    return pship_country_find(country_out, text, NULL, err);
}

static Table *country_list(pship_error *err)
{
    ANSWER(pship_country_list(&table, NULL, err));
}
%}
