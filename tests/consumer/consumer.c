/*
 * A small program of somebody else's: records two facts, saves them, opens them and asks.
 * Valid as C and as C++; prints what it found, for the test to compare.
 */
#include <partnership/partnership.h>
#include <stdio.h>
#include <stdlib.h>

static int report(const pship_error *err)
{
    fprintf(stderr, "%s: %s\n", pship_result_name(err->code), err->message);
    return EXIT_FAILURE;
}

static pship_result record(pship_model *model, pship_error *err)
{
    pship_transaction *transaction = NULL;
    pship_result result = pship_transaction_begin(&transaction, model, NULL, err);
    if (result != PSHIP_OK) {
        return result;
    }
    pship_agreement_fields agreement = PSHIP_AGREEMENT_FIELDS_INIT;
    agreement.title = "Charter";
    pship_act_fields act = PSHIP_ACT_FIELDS_INIT;
    act.agreement = "charter";
    act.type = "signature";
    act.date = "2026-02-10";
    result = pship_agreement_record(transaction, "charter", &agreement, NULL, err);
    if (result == PSHIP_OK) {
        result = pship_act_record(transaction, "charter/signature", &act, NULL, err);
    }
    if (result == PSHIP_OK) {
        result = pship_transaction_commit(transaction, err);
    }
    pship_transaction_free(transaction);
    return result;
}

static pship_result ask(pship_model *model, pship_error *err)
{
    pship_view *view = NULL;
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    const char *status = NULL;
    pship_result result = pship_day_parse(&options.as_of, "2026-02-11", err);
    if (result == PSHIP_OK) {
        result = pship_view_open(&view, model, &options, err);
    }
    if (result == PSHIP_OK) {
        result = pship_agreement_status(&status, view, "charter", err);
    }
    if (result == PSHIP_OK) {
        printf("libpartnership %s: charter %s\n", pship_version(), status);
    }
    pship_view_free(view);
    return result;
}

int main(int argc, char **argv)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_model *written = NULL;
    pship_model *opened = NULL;
    const char *path = argc > 1 ? argv[1] : "consumer.pship";
    pship_result result = pship_model_new(&written, NULL, &err);
    if (result == PSHIP_OK) {
        result = record(written, &err);
    }
    if (result == PSHIP_OK) {
        result = pship_model_save(written, path, &err);
    }
    if (result == PSHIP_OK) {
        result = pship_model_open(&opened, NULL, path, NULL, &err);
    }
    if (result == PSHIP_OK) {
        result = ask(opened, &err);
    }
    pship_model_free(opened);
    pship_model_free(written);
    return result == PSHIP_OK ? EXIT_SUCCESS : report(&err);
}
