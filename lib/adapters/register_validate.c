/* Validating a register: it is read as ever, only that nothing stops at a problem, and then looked at. */
#include "adapters/reader.h"
#include "adapters/register_form.h"

pship_validate_options pship_validate_options_init(void)
{
    return (pship_validate_options)PSHIP_VALIDATE_OPTIONS_INIT;
}

/* What is read, where it stands, and what is found. */
typedef struct validation {
    pship_model *model;
    reader reader;
    places places;
    findings found;
} validation;

/* What had no problem is committed, so that it can be looked at: nobody else sees this model. */
static pship_result read_into(validation *of, const char *path, pship_error *err)
{
    pship_transaction *transaction = NULL;
    pship_result result = pship_transaction_begin(&transaction, of->model, NULL, err);
    if (result == PSHIP_OK) {
        of->reader.transaction = transaction;
        result = pship__reader_read(&of->reader, path, err);
    }
    if (result == PSHIP_OK && of->found.failed) {
        result = pship__fail_memory(err);
    }
    if (result == PSHIP_OK) {
        result = pship_transaction_commit(transaction, err);
    }
    pship_transaction_free(transaction);
    return result;
}

static pship_result read_json(validation *of, pship_context *context, const char *path,
                              pship_error *err)
{
    pship_result result = pship_model_new(&of->model, context, err);
    of->reader.found = &of->found;
    of->reader.told_at = &of->places;
    return result == PSHIP_OK ? read_into(of, path, err) : result;
}

static pship_result read_model(validation *of, pship_context *context, const char *path,
                               pship_error *err)
{
    pship_model_options options = PSHIP_MODEL_OPTIONS_INIT;
    options.read_only = true;
    return pship_register_open(&of->model, NULL, context, path, &options, err);
}

static pship_result validate(validation *of, pship_table **table, pship_context *context,
                             const char *path, const pship_validate_options *wanted,
                             pship_error *err)
{
    register_form form;
    pship_result result = pship__register_form(path, &form, err);
    if (result == PSHIP_OK) {
        result = form == FORM_JSON ? read_json(of, context, path, err)
                                   : read_model(of, context, path, err);
    }
    if (result == PSHIP_OK) {
        const places *known = form == FORM_JSON ? &of->places : NULL;
        result = pship__inspect(&of->found, of->model, wanted->scenario, known, err);
    }
    if (result == PSHIP_OK) {
        result = pship__findings_table(table, &of->found, context, wanted->least,
                                       (const char *const *)of->reader.paths.paths, path, err);
    }
    return result;
}

pship_result pship_register_validate(pship_table **table, pship_context *context, const char *path,
                                     const pship_validate_options *options, pship_error *err)
{
    if (table == NULL || path == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_register_validate needs a place for the table and a path");
    }
    pship_validate_options wanted = PSHIP_VALIDATE_OPTIONS_INIT;
    pship_result result = pship__options(&wanted, sizeof wanted, sizeof wanted, options,
                                         "pship_validate_options", err);
    if (result == PSHIP_OK &&
        (wanted.least < PSHIP_SEVERITY_NOTE || wanted.least > PSHIP_SEVERITY_ERROR)) {
        result = pship__fail(err, PSHIP_E_ARGUMENT, "there is no severity %d", (int)wanted.least);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    validation of = {.model = NULL};
    pship__places_begin(&of.places, context);
    pship__findings_begin(&of.found, context);
    result = validate(&of, table, context, path, &wanted, err);
    pship__reader_end(&of.reader);
    pship__findings_end(&of.found);
    pship__places_end(&of.places);
    pship_model_free(of.model);
    return result;
}
