/*
 * First steps: record a few facts with their source, ask, save, open again.
 *
 *     first_steps FILE
 *
 * writes a model file. Exit status: 0, 1 where something fails, 2 for a wrong call.
 */
#include <partnership/partnership.h>
#include <stdio.h>

static int report(const pship_error *err)
{
    char text[PSHIP_ERROR_TEXT_SIZE];
    pship_error_format(err, text, sizeof text);
    fprintf(stderr, "first_steps: %s\n", text);
    return 1;
}

/* Everything that an article of 10 February 2026 says of the charter. */
static pship_result record_charter(pship_transaction *transaction, pship_error *err)
{
    pship_source_fields article = PSHIP_SOURCE_FIELDS_INIT;
    pship_agreement_fields charter = PSHIP_AGREEMENT_FIELDS_INIT;
    pship_act_fields signature = PSHIP_ACT_FIELDS_INIT;
    pship_commitment_fields lists = PSHIP_COMMITMENT_FIELDS_INIT;
    pship_statement_options said = PSHIP_STATEMENT_OPTIONS_INIT;
    pship_result result;
    said.source = "article";
    article.title = "A charter is signed";
    article.publisher = "An agency";
    article.published = "2026-02-10";
    charter.title = "Charter of Strategic Partnership";
    charter.type = "charter";
    signature.agreement = "charter";
    signature.type = "signature";
    signature.date = "2026-02-10";
    lists.text = "Draw up lists of projects";
    lists.due = "3 months after signature of charter";
    if ((result = pship_source_record(transaction, "article", &article, NULL, err)) != PSHIP_OK ||
        (result = pship_agreement_record(transaction, "charter", &charter, &said, err)) !=
            PSHIP_OK ||
        (result = pship_act_record(transaction, "charter/signature", &signature, &said, err)) !=
            PSHIP_OK)
        return result;
    return pship_commitment_record(transaction, "project-lists", &lists, &said, err);
}

static pship_result record(pship_model *model, pship_error *err)
{
    pship_transaction_options options = PSHIP_TRANSACTION_OPTIONS_INIT;
    pship_transaction *transaction;
    options.actor = "first_steps";
    options.note = "an example";
    pship_result result = pship_transaction_begin(&transaction, model, &options, err);
    if (result != PSHIP_OK)
        return result;
    result = record_charter(transaction, err);
    if (result == PSHIP_OK)
        result = pship_transaction_commit(transaction, err);
    pship_transaction_free(transaction);
    return result;
}

/* The status of the charter and what is overdue, as of a day. */
static pship_result ask(pship_model *model, const char *as_of, pship_error *err)
{
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    pship_commitment_list_options only = PSHIP_COMMITMENT_LIST_OPTIONS_INIT;
    pship_view *view = NULL;
    pship_table *late = NULL;
    const char *status;
    only.overdue = true;
    pship_result result = pship_day_parse(&options.as_of, as_of, err);
    if (result == PSHIP_OK)
        result = pship_view_open(&view, model, &options, err);
    if (result == PSHIP_OK)
        result = pship_agreement_status(&status, view, "charter", err);
    if (result == PSHIP_OK)
        result = pship_commitment_list(&late, view, &only, err);
    if (result == PSHIP_OK) {
        printf("%s: the charter is %s", as_of, status);
        for (int64_t row = 0; row < pship_table_rows(late); row++) {
            char text[100], due[PSHIP_DATE_TEXT_SIZE];
            (void)pship_table_format(late, pship_table_find(late, "text"), row, text, sizeof text);
            (void)pship_table_format(late, pship_table_find(late, "due"), row, due, sizeof due);
            printf("; overdue since %s: %s", due, text);
        }
        printf("\n");
    }
    pship_table_free(late);
    pship_view_free(view);
    return result;
}

int main(int argc, char **argv)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_model *model = NULL;
    if (argc != 2) {
        fprintf(stderr, "usage: first_steps FILE\n");
        return 2;
    }
    if (pship_model_new(&model, NULL, &err) != PSHIP_OK)
        return report(&err);
    bool failed = record(model, &err) != PSHIP_OK || ask(model, "2026-02-09", &err) != PSHIP_OK ||
                  ask(model, "2026-02-10", &err) != PSHIP_OK ||
                  pship_model_save(model, argv[1], &err) != PSHIP_OK;
    pship_model_free(model);
    if (failed)
        return report(&err);
    if (pship_model_open(&model, NULL, argv[1], NULL, &err) != PSHIP_OK)
        return report(&err);
    printf("%lld statements were saved and opened again\n",
           (long long)pship_model_statement_count(model));
    failed = ask(model, "2026-05-20", &err) != PSHIP_OK;
    pship_model_free(model);
    return failed ? report(&err) : 0;
}
