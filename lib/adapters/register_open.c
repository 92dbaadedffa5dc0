/* Opening a register, whatever its form. */
#include "adapters/register_form.h"
#include "model/private.h"
#include "stream/files.h"
#include <partnership/register.h>
#include <string.h>

static const char sqlite_magic[] = "SQLite format 3";

static bool ends_with(const char *text, const char *ending)
{
    size_t length = strlen(text), end = strlen(ending);
    return length >= end && strcmp(text + length - end, ending) == 0;
}

/* By its first bytes. What is called .json is read as JSON whatever it holds, so that the reader
 * can say what is wrong with it. */
static register_form form_of_bytes(const char *path, const char *bytes, size_t length)
{
    if (length >= sizeof sqlite_magic && memcmp(bytes, sqlite_magic, sizeof sqlite_magic) == 0) {
        return FORM_MODEL;
    }
    size_t at = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (at < length && strchr(" \t\r\n", bytes[at]) != NULL && bytes[at] != '\0') {
        at++;
    }
    bool object = at < length && bytes[at] == '{';
    return object || ends_with(path, ".json") ? FORM_JSON : FORM_OTHER;
}

pship_result pship__register_form(const char *path, register_form *found, pship_error *err)
{
    file_form kind;
    char bytes[256];
    size_t length = 0;
    pship_result result = pship__file_form(path, &kind, err);
    if (result == PSHIP_OK && kind == FILE_DIRECTORY) {
        *found = FORM_JSON;
        return PSHIP_OK;
    }
    if (result == PSHIP_OK) {
        result = pship__file_peek(path, bytes, sizeof bytes, &length, err);
    }
    if (result == PSHIP_OK) {
        *found = form_of_bytes(path, bytes, length);
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
    register_form found;
    pship_model_options wanted = PSHIP_MODEL_OPTIONS_INIT;
    pship_result result =
        pship__options(&wanted, sizeof wanted, sizeof wanted, options, "pship_model_options", err);
    if (result != PSHIP_OK) {
        return result;
    }
    result = pship__register_form(path, &found, err);
    if (result != PSHIP_OK) {
        return result;
    }
    if (found == FORM_OTHER) {
        return pship__fail_at(err, PSHIP_E_FORMAT, path, 0, 0,
                              "the file is neither a model file nor a register in JSON");
    }
    if (found == FORM_MODEL) {
        return pship_model_open(model, context, path, options, err);
    }
    result = read_json(model, problems, context, path, err);
    if (result == PSHIP_OK && wanted.read_only) {
        pship__model_set_read_only(*model);
    }
    return result;
}
