/*
 * Product space and economic complexity.
 */

%typemap(out) Complexity * {
    $result = $1 ? SWIG_NewPointerObj($1, SWIGTYPE_p_Complexity, SWIG_POINTER_OWN)
                 : SWIG_Py_Void();
}

%{
static Complexity *complexity_of(const pship_flows *flows, const pship_table *facts,
                                 const pship_complexity_options *options, pship_error *err)
{
    pship_complexity *made = NULL;
    if (pship_complexity_build(&made, flows, facts, options, err))
        return NULL;
    return Complexity_new(made, err);
}
%}

%extend Flows {
    Complexity *_complexity(const pship_complexity_options *options, pship_error *err) {
        return complexity_of($self->object, NULL, options, err);
    }
    Complexity *_complexity_with(Table *facts, const pship_complexity_options *options,
                                 pship_error *err) {
        return complexity_of($self->object, facts->object, options, err);
    }
}

%extend Complexity {
    Table *countries(pship_error *err) {
        ANSWER(pship_complexity_countries(&table, $self->object, err));
    }
    Table *products(pship_error *err) {
        ANSWER(pship_complexity_products(&table, $self->object, err));
    }
    Table *country_products(pship_error *err) {
        ANSWER(pship_complexity_country_products(&table, $self->object, err));
    }
    Table *proximity(double least, pship_error *err) {
        ANSWER(pship_complexity_proximity(&table, $self->object, least, err));
    }
    Table *dropped(pship_error *err) {
        ANSWER(pship_complexity_dropped(&table, $self->object, err));
    }
    Table *summary(pship_error *err) {
        ANSWER(pship_complexity_summary(&table, $self->object, err));
    }
}
