/*
 * Models: opened, saved, written, and the tables about what they hold.
 */

%typemap(in, numinputs=0) char *digest_out (char digest[PSHIP_DIGEST_TEXT_SIZE]) {
    digest[0] = '\0';
    $1 = digest;
}
%typemap(argout) char *digest_out {
    Py_XDECREF($result);
    $result = PyUnicode_FromString($1);
}

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
    Table *scenarios(pship_error *err) {
        ANSWER(pship_scenario_list(&table, $self->object, err));
    }
    Table *history(const char *subject, optional_text property = NULL, pship_error *err) {
        ANSWER(pship_model_history(&table, $self->object, subject, property, err));
    }
    pship_result refresh(pship_error *err) {
        return pship_model_refresh($self->object, err);
    }
    pship_result _verify(int64_t transaction, optional_text anchor, pship_error *err) {
        /* To C, no anchor is any: here it would say that a digest that got lost is the right one. */
        if (transaction && !anchor) {
            err->code = PSHIP_E_ARGUMENT;
            strcpy(err->message, "the anchor names a transaction, and lacks its digest");
            return PSHIP_E_ARGUMENT;
        }
        return pship_model_verify($self->object, transaction, anchor, err);
    }
    pship_result _digest(char *digest_out, int64_t transaction, pship_error *err) {
        return pship_model_digest(digest_out, $self->object, transaction, err);
    }
    int64_t _statement_count() {
        return pship_model_statement_count($self->object);
    }
    int64_t _transaction_count() {
        return pship_model_transaction_count($self->object);
    }
}
