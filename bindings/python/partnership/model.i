/*
 * Models: opened, saved, written, and the tables about what they hold.
 */

%extend Model {
    Model(Context *context, const char *path_or_none, bool read_only, failure *failed) {
        pship_model_options options = PSHIP_MODEL_OPTIONS_INIT;
        options.read_only = read_only;
        pship_model *model = NULL;
        const pship_result result =
            path_or_none
                ? pship_register_open(&model, &failed->problems, context->object, path_or_none,
                                      &options, &failed->error)
                : pship_model_new(&model, context->object, &failed->error);
        return result ? NULL : Model_new(model, &failed->error);
    }
    pship_result save(const char *path, pship_error *err) {
        return pship_model_save($self->object, path, err);
    }
    pship_result write_json(const char *path, pship_error *err) {
        return pship_register_write($self->object, path, err);
    }
    Table *kinds(pship_error *err) {
        ANSWER(pship_model_kinds(&table, $self->object, err));
    }
    Table *properties(pship_error *err) {
        ANSWER(pship_model_properties(&table, $self->object, err));
    }
    Table *transactions(pship_error *err) {
        ANSWER(pship_model_transactions(&table, $self->object, err));
    }
    Table *statements(pship_error *err) {
        ANSWER(pship_model_statements(&table, $self->object, err));
    }
    int64_t _statement_count() {
        return pship_model_statement_count($self->object);
    }
    int64_t _transaction_count() {
        return pship_model_transaction_count($self->object);
    }
}
