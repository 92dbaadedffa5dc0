/*
 * Units: plain values, made into Python objects beside this file.
 */

%typemap(in, numinputs=0) pship_unit *unit_out (pship_unit unit) {
    memset(&unit, 0, sizeof unit);
    $1 = &unit;
}
%typemap(argout) pship_unit *unit_out {
    Py_XDECREF($result);
    $result = Py_BuildValue("(sdsO)", $1->text, $1->scale, $1->currency,
                            $1->understood ? Py_True : Py_False);
}

%inline %{
static pship_result unit_parse(pship_unit *unit_out, optional_text text, pship_error *err)
{
    return pship_unit_parse(unit_out, text, err);
}

static Table *register_lists(pship_error *err)
{
    ANSWER(pship_register_lists(&table, NULL, err));
}

static Table *unit_spellings(pship_error *err)
{
    ANSWER(pship_unit_spellings(&table, NULL, err));
}
%}
