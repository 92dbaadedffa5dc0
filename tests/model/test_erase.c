/* Erasing: what is gone from answers and bytes, and what stays. */
#include "model_help.h"
#include "scratch.h"
#include <unistd.h>

static pship_error err;
static pship_model *model;
static pship_statement_id secret, shared_one;
static char folder[SCRATCH_SIZE], path[SCRATCH_SIZE + 32], copy[SCRATCH_SIZE + 32];

static void setup(void)
{
    err = pship_error_init();
    scratch_folder(folder);
    (void)snprintf(path, sizeof path, "%s/model.pship", folder);
    (void)snprintf(copy, sizeof copy, "%s/copy.pship", folder);
    model = new_model();
    pship_transaction *tx = begin(model);
    entity(tx, "state", "a");
    entity(tx, "state", "b");
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.wording = "WORDING-THAT-GOES";
    ok(pship_statement_assert_text(&secret, tx, "a", "description", "SECRET-THAT-GOES", NULL,
                                   &options, &err),
       &err);
    shared_one = state(tx, "a", "name", "SHARED-AND-STAYS", NULL);
    state(tx, "b", "name", "SHARED-AND-STAYS", NULL);
    commit(tx);
}

static void teardown(void)
{
    pship_model_free(model);
    scratch_remove_database(path);
    scratch_remove_database(copy);
    (void)snprintf(copy, sizeof copy, "%s/register.json", folder);
    (void)unlink(copy);
    ck_assert_int_eq(rmdir(folder), 0);
}

static void erase_one(pship_statement_id id)
{
    pship_transaction *tx = begin(model);
    ok(pship_statement_erase(NULL, tx, id, NULL, &err), &err);
    commit(tx);
}

/* Saves the model and goes on with it bound to the file. */
static void bind_file(void)
{
    ok(pship_model_save(model, path, &err), &err);
    pship_model_free(model);
    model = NULL;
    ok(pship_model_open(&model, NULL, path, NULL, &err), &err);
}

static bool file_has(const char *file, const char *text)
{
    FILE *in = fopen(file, "rb");
    if (in == NULL) {
        return false;
    }
    static char bytes[4 << 20];
    size_t size = fread(bytes, 1, sizeof bytes, in), length = strlen(text);
    ck_assert_uint_lt(size, sizeof bytes);
    (void)fclose(in);
    for (size_t i = 0; i + length <= size; i++) {
        if (memcmp(bytes + i, text, length) == 0) {
            return true;
        }
    }
    return false;
}

static bool bound_file_has(const char *text)
{
    char log[SCRATCH_SIZE + 64];
    (void)snprintf(log, sizeof log, "%s-wal", path);
    return file_has(path, text) || file_has(log, text);
}

static void expect_nowhere(const pship_table *table, const char *text)
{
    for (int32_t column = 0; column < pship_table_columns(table); column++) {
        for (int64_t row = 0; row < pship_table_rows(table); row++) {
            char found[512];
            (void)pship_table_format(table, column, row, found, sizeof found);
            ck_assert_msg(strstr(found, text) == NULL, "%s is in column %s", text,
                          pship_table_column_name(table, column));
        }
    }
}

static void expect_tombstone(void)
{
    pship_table *table = NULL;
    ok(pship_model_statements(&table, model, &err), &err);
    expect_cell(table, "value_kind", secret - 1, "erased");
    expect_cell(table, "operation", secret - 1, "assert");
    expect_cell(table, "subject", secret - 1, "a");
    expect_cell(table, "property", secret - 1, "description");
    expect_cell(table, "transaction", secret - 1, "1");
    ck_assert(pship_table_is_null(table, pship_table_find(table, "value"), secret - 1));
    expect_nowhere(table, "THAT-GOES");
    pship_table_free(table);
    table = NULL;
    ok(pship_model_history(&table, model, "a", "description", &err), &err);
    ck_assert_int_eq(pship_table_rows(table), 2);
    expect_cell(table, "value_kind", 0, "erased");
    expect_cell(table, "operation", 1, "erase");
    expect_nowhere(table, "THAT-GOES");
    pship_table_free(table);
    pship_view *view = open_view(model, "2026-05-20", NULL);
    table = NULL;
    ok(pship_view_explain(&table, view, "a", "description", &err), &err);
    ck_assert_int_eq(pship_table_rows(table), 2);
    expect_cell(table, "outcome", 0, "erased");
    expect_cell(table, "because", 0, "Its content was erased.");
    expect_cell(table, "outcome", 1, "applied");
    expect_nowhere(table, "THAT-GOES");
    pship_table_free(table);
    pship_view_free(view);
    ok(pship_model_verify(model, 0, NULL, &err), &err);
}

START_TEST(a_tombstone_stays_in_the_log_the_history_and_explanations)
{
    erase_one(secret);
    expect_tombstone();
}
END_TEST

START_TEST(a_view_that_was_open_keeps_it_and_no_later_one_has_it)
{
    pship_view *before = open_view(model, "2026-05-20", NULL);
    erase_one(secret);
    ck_assert_str_eq(ask(before, "a", "description").value.text, "SECRET-THAT-GOES");
    pship_table *table = NULL;
    ok(pship_view_explain(&table, before, "a", "description", &err), &err);
    ck_assert_int_eq(pship_table_rows(table), 1);
    pship_table_free(table);
    pship_view_free(before);
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    options.as_of = day("2026-05-20");
    for (options.recorded_transaction = 0; options.recorded_transaction < 3;
         options.recorded_transaction++) {
        pship_view *view = NULL;
        ok(pship_view_open(&view, model, &options, &err), &err);
        ck_assert_int_eq(ask(view, "a", "description").value.kind, PSHIP_VALUE_ABSENT);
        ck_assert_str_eq(ask(view, "a", "name").value.text, "SHARED-AND-STAYS");
        pship_view_free(view);
    }
}
END_TEST

START_TEST(its_texts_are_gone_from_the_bytes_of_its_file_and_of_a_copy)
{
    bind_file();
    ck_assert(bound_file_has("SECRET-THAT-GOES"));
    ck_assert(bound_file_has("WORDING-THAT-GOES"));
    erase_one(secret);
    ck_assert(!bound_file_has("THAT-GOES"));
    ck_assert(bound_file_has("SHARED-AND-STAYS"));
    ok(pship_model_save(model, copy, &err), &err);
    ck_assert(!file_has(copy, "THAT-GOES"));
    ck_assert(file_has(copy, "SHARED-AND-STAYS"));
    expect_tombstone();
}
END_TEST

START_TEST(an_erased_statement_stays_erased_when_it_is_saved_and_opened)
{
    char before[PSHIP_DIGEST_TEXT_SIZE], after[PSHIP_DIGEST_TEXT_SIZE];
    ok(pship_model_digest(before, model, 1, &err), &err);
    erase_one(secret);
    bind_file();
    ck_assert(!bound_file_has("THAT-GOES"));
    expect_tombstone();
    ok(pship_model_digest(after, model, 1, &err), &err);
    ck_assert_str_eq(before, after);
    ok(pship_model_verify(model, 1, before, &err), &err);
}
END_TEST

START_TEST(a_text_that_another_statement_uses_stays_until_that_is_erased_too)
{
    bind_file();
    erase_one(shared_one);
    ck_assert(bound_file_has("SHARED-AND-STAYS"));
    expect(model, "2026-05-20", NULL, "a", "name", NULL);
    expect(model, "2026-05-20", NULL, "b", "name", "SHARED-AND-STAYS");
    erase_one(shared_one + 1);
    ck_assert(!bound_file_has("SHARED-AND-STAYS"));
    expect(model, "2026-05-20", NULL, "b", "name", NULL);
}
END_TEST

START_TEST(what_is_said_again_in_the_same_transaction_is_kept)
{
    bind_file();
    pship_transaction *tx = begin(model);
    ok(pship_statement_erase(NULL, tx, secret, NULL, &err), &err);
    state(tx, "b", "description", "SECRET-THAT-GOES", NULL);
    ok(pship_statement_erase(NULL, tx, shared_one, NULL, &err), &err);
    entity(tx, "state", "c");
    commit(tx);
    ck_assert(!bound_file_has("WORDING-THAT-GOES"));
    expect(model, "2026-05-20", NULL, "a", "description", NULL);
    expect(model, "2026-05-20", NULL, "b", "description", "SECRET-THAT-GOES");
    expect(model, "2026-05-20", NULL, "c", "name", NULL);
    ok(pship_model_verify(model, 0, NULL, &err), &err);
}
END_TEST

START_TEST(the_same_text_may_be_said_again_afterwards)
{
    bind_file();
    erase_one(secret);
    pship_transaction *tx = begin(model);
    state(tx, "a", "description", "SECRET-THAT-GOES", NULL);
    commit(tx);
    expect(model, "2026-05-20", NULL, "a", "description", "SECRET-THAT-GOES");
    pship_model_free(model);
    model = NULL;
    ok(pship_model_open(&model, NULL, path, NULL, &err), &err);
    expect(model, "2026-05-20", NULL, "a", "description", "SECRET-THAT-GOES");
    ok(pship_model_verify(model, 0, NULL, &err), &err);
}
END_TEST

START_TEST(several_of_one_transaction_are_erased_at_once)
{
    pship_transaction *tx = begin(model);
    for (pship_statement_id id = secret; id <= shared_one + 1; id++) {
        ok(pship_statement_erase(NULL, tx, id, NULL, &err), &err);
    }
    ck_assert_int_eq(pship_statement_erase(NULL, tx, secret, NULL, &err), PSHIP_E_CONFLICT);
    commit(tx);
    bind_file();
    ck_assert(!bound_file_has("THAT-GOES"));
    ck_assert(!bound_file_has("AND-STAYS"));
    ok(pship_model_verify(model, 0, NULL, &err), &err);
}
END_TEST

START_TEST(an_erasure_that_is_given_up_erases_nothing)
{
    bind_file();
    pship_transaction *tx = begin(model);
    ok(pship_statement_erase(NULL, tx, secret, NULL, &err), &err);
    pship_transaction_free(tx);
    expect(model, "2026-05-20", NULL, "a", "description", "SECRET-THAT-GOES");
    ck_assert(bound_file_has("SECRET-THAT-GOES"));
    erase_one(secret);
    expect_tombstone();
}
END_TEST

START_TEST(a_register_that_is_written_afterwards_has_nothing_of_it)
{
    char file[SCRATCH_SIZE + 32];
    (void)snprintf(file, sizeof file, "%s/register.json", folder);
    erase_one(secret);
    ok(pship_register_write(model, file, &err), &err);
    ck_assert(!file_has(file, "THAT-GOES"));
    ck_assert(file_has(file, "SHARED-AND-STAYS"));
    pship_model *again = NULL;
    ok(pship_register_open(&again, NULL, NULL, file, NULL, &err), &err);
    expect(again, "2026-05-20", NULL, "a", "description", NULL);
    expect(again, "2026-05-20", NULL, "a", "name", "SHARED-AND-STAYS");
    pship_model_free(again);
}
END_TEST

static void refuse(pship_statement_id target, pship_result expected, const char *words)
{
    pship_transaction *tx = begin(model);
    ck_assert_int_eq(pship_statement_erase(NULL, tx, target, NULL, &err), expected);
    ck_assert_msg(strstr(err.message, words) != NULL, "'%s' lacks '%s'", err.message, words);
    pship_transaction_free(tx);
}

START_TEST(what_cannot_be_erased_is_told_why)
{
    erase_one(secret);
    refuse(0, PSHIP_E_NOT_FOUND, "there is no statement 0");
    refuse(INT64_MAX, PSHIP_E_NOT_FOUND, "there is no statement 9223372036854775807");
    refuse(1, PSHIP_E_INVALID, "statement 1 states no value that could be erased");
    refuse(secret, PSHIP_E_CONFLICT, "was erased");
    refuse(pship_model_statement_count(model), PSHIP_E_INVALID, "states no value");
    pship_transaction *tx = begin(model);
    pship_statement_id fresh = state(tx, "a", "alias", "A", NULL);
    ck_assert_int_eq(pship_statement_erase(NULL, tx, fresh, NULL, &err), PSHIP_E_INVALID);
    ck_assert_ptr_nonnull(strstr(err.message, "is not committed"));
    pship_value value = pship_value_text("x");
    ck_assert_int_eq(pship_statement_correct(NULL, tx, secret, &value, NULL, &err),
                     PSHIP_E_CONFLICT);
    ck_assert_ptr_nonnull(strstr(err.message, "was erased"));
    ck_assert_int_eq(pship_statement_retract(NULL, tx, secret, NULL, &err), PSHIP_E_CONFLICT);
    pship_transaction_free(tx);
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("erase");
    TCase *all = tcase_create("erase");
    tcase_add_checked_fixture(all, setup, teardown);
    tcase_add_test(all, a_tombstone_stays_in_the_log_the_history_and_explanations);
    tcase_add_test(all, a_view_that_was_open_keeps_it_and_no_later_one_has_it);
    tcase_add_test(all, its_texts_are_gone_from_the_bytes_of_its_file_and_of_a_copy);
    tcase_add_test(all, an_erased_statement_stays_erased_when_it_is_saved_and_opened);
    tcase_add_test(all, a_text_that_another_statement_uses_stays_until_that_is_erased_too);
    tcase_add_test(all, what_is_said_again_in_the_same_transaction_is_kept);
    tcase_add_test(all, the_same_text_may_be_said_again_afterwards);
    tcase_add_test(all, several_of_one_transaction_are_erased_at_once);
    tcase_add_test(all, an_erasure_that_is_given_up_erases_nothing);
    tcase_add_test(all, a_register_that_is_written_afterwards_has_nothing_of_it);
    tcase_add_test(all, what_cannot_be_erased_is_told_why);
    suite_add_tcase(suite, all);
    return suite;
}
