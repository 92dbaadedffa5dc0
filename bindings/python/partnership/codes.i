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

%inline %{
static pship_result country_find(pship_country *country_out, const char *text, pship_error *err)
{
    return pship_country_find(country_out, text, NULL, err);
}

static Table *country_list(pship_error *err)
{
    ANSWER(pship_country_list(&table, NULL, err));
}
%}
