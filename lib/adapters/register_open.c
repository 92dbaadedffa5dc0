/* Opening a register, whatever its form. */
#include "model/private.h"
#include "stream/files.h"
#include <partnership/register.h>
#include <string.h>

static const char sqlite_magic[] = "SQLite format 3";

static pship_result is_model_file(const char *path, bool *yes, pship_error *err)
{
    file_form form;
    char bytes[sizeof sqlite_magic];
    size_t length = 0;
    *yes = false;
    pship_result result = pship__file_form(path, &form, err);
    if (result == PSHIP_OK && form == FILE_REGULAR) {
        result = pship__file_peek(path, bytes, sizeof bytes, &length, err);
        *yes = result == PSHIP_OK && length == sizeof bytes &&
               memcmp(bytes, sqlite_magic, sizeof bytes) == 0;
    }
    return result;
}

static pship_result read_json(pship_model **model, pship_table **problems, pship_context *context,
                              const char *path, pship_error *err)
{
    pship_model *made = NULL;
    pship_transaction *transaction = NULL;
    pship_transaction_options options = PSHIP_TRANSACTION_OPTIONS_INIT;
    options.actor = "register";
    options.note = path;
    pship_result result = pship_model_new(&made, context, err);
    if (result == PSHIP_OK && !pship__utf8_valid(path, strlen(path))) {
        options.note = NULL; /* file names are bytes, notes are text */
    }
    if (result == PSHIP_OK) {
        result = pship_transaction_begin(&transaction, made, &options, err);
    }
    if (result == PSHIP_OK) {
        result = pship_register_read(problems, transaction, path, err);
    }
    if (result == PSHIP_OK) {
        result = pship_transaction_commit(transaction, err);
    }
    pship_transaction_free(transaction);
    if (result != PSHIP_OK) {
        pship_model_free(made);
        return result;
    }
    *model = made;
    return PSHIP_OK;
}

pship_result pship_register_open(pship_model **model, pship_table **problems,
                                 pship_context *context, const char *path,
                                 const pship_model_options *options, pship_error *err)
{
    if (model == NULL || path == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_register_open needs a place for the model and a path");
    }
    bool file;
    pship_result result = is_model_file(path, &file, err);
    if (result != PSHIP_OK) {
        return result;
    }
    return file ? pship_model_open(model, context, path, options, err)
                : read_json(model, problems, context, path, err);
}
