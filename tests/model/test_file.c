/* A model and its file: what is saved comes back, and what is committed is there. */
#include "model_help.h"
#include "scratch.h"
#include <sys/stat.h>
#include <unistd.h>

static char folder[SCRATCH_SIZE], path[SCRATCH_SIZE + 32];
static pship_error err;

static void setup(void)
{
    err = pship_error_init();
    scratch_folder(folder);
    (void)snprintf(path, sizeof path, "%s/a model.pship", folder);
}

static void teardown(void)
{
    scratch_remove_database(path);
    ck_assert_int_eq(rmdir(folder), 0);
}

static pship_model *sample(void)
{
    pship_model *model = new_model();
    pship_transaction *tx = begin(model);
    ok(pship_kind_define(tx, "vessel", NULL, &err), &err);
    source(tx, "paper", "2025-08");
    entity(tx, "vessel", "ferry");
    entity(tx, "working_group", "group");
    entity(tx, "agreement", "charter");
    entity(tx, "commitment", "lists");
    entity(tx, "figure", "trade");
    state(tx, "ferry", "name", "Nəsimi", "paper");
    state(tx, "ferry", "alias", "", "paper");
    state(tx, "lists", "due", "3 months after signature of charter", "paper");
    state(tx, "charter", "drafted_by", "group", "paper");
    pship_value number = pship_value_number("0.1", "USD million");
    pship_value none = pship_value_none(), yes = pship_value_boolean(true);
    ok(pship_statement_assert(NULL, tx, "trade", "value", &number, NULL, &err), &err);
    ok(pship_statement_assert(NULL, tx, "charter", "subject", &none, NULL, &err), &err);
    ok(pship_statement_assert(NULL, tx, "charter", "binding", &yes, NULL, &err), &err);
    commit(tx);
    tx = begin(model);
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.source = "paper";
    options.locator = "p. 1";
    options.from = "2025-08-08~";
    options.until = "";
    options.last_confirmed = "2025-12-23";
    options.qualifier = "about";
    options.certainty = "likely";
    options.wording = "in August";
    options.rank = PSHIP_RANK_PREFERRED;
    options.reason = "two sources agree";
    pship_statement_id mandate, end;
    ok(pship_statement_assert_text(&mandate, tx, "group", "mandate", "drfat", NULL, &options, &err),
       &err);
    pship_value draft = pship_value_text("draft");
    ok(pship_statement_correct(&mandate, tx, mandate, &draft, NULL, &err), &err);
    options = pship_statement_options_init();
    options.until = "2026-02-10";
    ok(pship_statement_end(&end, tx, mandate, &options, &err), &err);
    ok(pship_statement_retract(NULL, tx, end, NULL, &err), &err);
    commit(tx);
    return model;
}

static void expect_same_table(const pship_table *a, const pship_table *b)
{
    ck_assert_int_eq(pship_table_rows(a), pship_table_rows(b));
    ck_assert_int_eq(pship_table_columns(a), pship_table_columns(b));
    for (int32_t column = 0; column < pship_table_columns(a); column++) {
        for (int64_t row = 0; row < pship_table_rows(a); row++) {
            char left[512], right[512];
            (void)pship_table_format(a, column, row, left, sizeof left);
            (void)pship_table_format(b, column, row, right, sizeof right);
            ck_assert_str_eq(left, right);
            ck_assert(pship_table_is_null(a, column, row) == pship_table_is_null(b, column, row));
        }
    }
}

static void expect_same_model(const pship_model *a, const pship_model *b)
{
    typedef pship_result (*asker)(pship_table **, const pship_model *, pship_error *);
    static const asker askers[] = {pship_model_kinds, pship_model_properties,
                                   pship_model_transactions, pship_model_statements};
    for (size_t i = 0; i < sizeof askers / sizeof askers[0]; i++) {
        pship_table *left = NULL, *right = NULL;
        ok(askers[i](&left, a, &err), &err);
        ok(askers[i](&right, b, &err), &err);
        expect_same_table(left, right);
        pship_table_free(left);
        pship_table_free(right);
    }
}

START_TEST(a_saved_model_is_the_same_when_opened)
{
    pship_model *model = sample(), *opened = NULL;
    ok(pship_model_save(model, path, &err), &err);
    ok(pship_model_open(&opened, NULL, path, NULL, &err), &err);
    expect_same_model(model, opened);
    static const char *const days[] = {"2025-08-01", "2025-08-08", "2026-02-11"};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        pship_view *left = open_view(model, days[i], NULL);
        pship_view *right = open_view(opened, days[i], NULL);
        pship_table *a = NULL, *b = NULL;
        ok(pship_view_explain(&a, left, "group", "mandate", &err), &err);
        ok(pship_view_explain(&b, right, "group", "mandate", &err), &err);
        ck_assert_int_eq(pship_table_rows(a), 4);
        expect_same_table(a, b);
        pship_table_free(a);
        pship_table_free(b);
        pship_view_free(left);
        pship_view_free(right);
    }
    pship_model_free(model);
    pship_model_free(opened);
}
END_TEST

START_TEST(what_is_committed_to_an_opened_model_is_in_its_file)
{
    pship_model *model = sample(), *opened = NULL, *again = NULL;
    ok(pship_model_save(model, path, &err), &err);
    ok(pship_model_open(&opened, NULL, path, NULL, &err), &err);
    pship_model_options reading = PSHIP_MODEL_OPTIONS_INIT;
    reading.read_only = true;
    pship_transaction *tx = begin(opened);
    ok(pship_property_define(tx, "flag", NULL, &err), &err);
    entity(tx, "state", "az");
    state(tx, "ferry", "country", "az", "paper");
    state(tx, "ferry", "flag", "blue", "paper");
    commit(tx);
    tx = begin(opened);
    state(tx, "ferry", "alias", "never", NULL);
    pship_transaction_free(tx);
    ok(pship_model_open(&again, NULL, path, &reading, &err), &err);
    expect_same_model(opened, again);
    expect(again, "2026-01-01", NULL, "ferry", "country", "az");
    ck_assert_int_eq(pship_transaction_begin(&tx, again, NULL, &err), PSHIP_E_INVALID);
    ck_assert_int_eq(pship_model_save(opened, path, &err), PSHIP_E_BUSY);
    pship_model_free(again);
    pship_model_free(opened);
    pship_model_free(model);
}
END_TEST

START_TEST(a_missing_or_foreign_file_is_an_error_and_stays_as_it_is)
{
    pship_model *model = NULL;
    ck_assert_int_eq(pship_model_open(&model, NULL, path, NULL, &err), PSHIP_E_NOT_FOUND);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs("a shopping list, and not a model at all\n", file), 0);
    ck_assert_int_eq(fclose(file), 0);
    ck_assert_int_eq(pship_model_open(&model, NULL, path, NULL, &err), PSHIP_E_FORMAT);
    ck_assert_ptr_null(model);
    pship_model *other = sample();
    ck_assert_int_eq(pship_model_save(other, path, &err), PSHIP_E_CONFLICT);
    pship_model_free(other);
    struct stat after;
    ck_assert_int_eq(stat(path, &after), 0);
    ck_assert_int_eq(after.st_size, 40);
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("file");
    TCase *all = tcase_create("file");
    tcase_add_checked_fixture(all, setup, teardown);
    tcase_add_test(all, a_saved_model_is_the_same_when_opened);
    tcase_add_test(all, what_is_committed_to_an_opened_model_is_in_its_file);
    tcase_add_test(all, a_missing_or_foreign_file_is_an_error_and_stays_as_it_is);
    suite_add_tcase(suite, all);
    return suite;
}
