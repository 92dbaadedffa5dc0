/*
 * Validation: asked of a context, for there is no model yet.
 */

%extend Context {
    Table *_validate(const char *path, const pship_validate_options *options, pship_error *err) {
        ANSWER(pship_register_validate(&table, $self->object, path, options, err));
    }
    Table *_validation_rules(pship_error *err) {
        ANSWER(pship_validation_rules(&table, $self->object, err));
    }
}
