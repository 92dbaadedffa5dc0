/* Saving, opening, writing and reading files, while each allocation fails in turn. */
#include "alloc/failing.h"
#include "alloc/sample.h"
#include "scratch.h"
#include <stdio.h>
#include <unistd.h>

Suite *test_suite(void);

static heap memory;
static pship_context *context;
static pship_model *model;
static char folder[SCRATCH_SIZE];
static char model_path[SCRATCH_SIZE + 32];
static char json_path[SCRATCH_SIZE + 32];
static char export_path[SCRATCH_SIZE + 32];

static void set_up(void)
{
    pship_error err = PSHIP_ERROR_INIT;
    scratch_folder(folder);
    snprintf(model_path, sizeof model_path, "%s/sample.pship", folder);
    snprintf(json_path, sizeof json_path, "%s/sample.json", folder);
    snprintf(export_path, sizeof export_path, "%s/export", folder);
    context = heap_context(&memory);
    ck_assert_int_eq(pship_model_new(&model, context, &err), PSHIP_OK);
    ck_assert_msg(sample_commit(model, &err) == PSHIP_OK, "%s", err.message);
}

static void remove_export(void)
{
    char path[2 * SCRATCH_SIZE];
    pship_table *names = NULL;
    ck_assert_int_eq(pship_register_lists(&names, NULL, NULL), PSHIP_OK);
    for (int64_t i = 0; i < pship_table_rows(names); i++) {
        size_t length;
        const char *name = pship_table_text(names, 0, i, &length);
        snprintf(path, sizeof path, "%s/%.*s.csv", export_path, (int)length, name);
        unlink(path);
    }
    pship_table_free(names);
    snprintf(path, sizeof path, "%s/datapackage.json", export_path);
    unlink(path);
    rmdir(export_path);
}

static void tear_down(void)
{
    pship_model_free(model);
    pship_context_free(context);
    unlink(model_path);
    unlink(json_path);
    remove_export();
    /* Fails when anything else was left behind, such as a temporary file. */
    ck_assert_int_eq(rmdir(folder), 0);
    ck_assert_int_eq(memory.blocks, 0);
}

static pship_result save(void *data, pship_error *err)
{
    (void)data;
    unlink(model_path);
    return pship_model_save(model, model_path, err);
}

static void expect_no_model_file(void *data)
{
    (void)data;
    ck_assert_int_ne(access(model_path, F_OK), 0);
}

START_TEST(a_model_is_saved_whole_or_not_at_all)
{
    heap_fail_each(&memory, save, expect_no_model_file, NULL);
}
END_TEST

static pship_result open_saved(void *data, pship_error *err)
{
    pship_model *opened = NULL;
    pship_result result = pship_model_open(&opened, context, data, NULL, err);
    ck_assert((opened != NULL) == (result == PSHIP_OK));
    if (opened != NULL) {
        ck_assert_int_eq(pship_model_statement_count(opened), pship_model_statement_count(model));
    }
    pship_model_free(opened);
    return result;
}

START_TEST(a_model_file_is_opened_or_memory_is_short)
{
    ck_assert_int_eq(pship_model_save(model, model_path, NULL), PSHIP_OK);
    heap_fail_each(&memory, open_saved, NULL, model_path);
}
END_TEST

/* Every attempt adds a party to the model that the file holds; a failed one must not. */
typedef struct appending {
    pship_model *opened;
    int64_t statements;
    int next;
} appending;

static pship_result append(void *data, pship_error *err)
{
    appending *self = data;
    pship_transaction *transaction = NULL;
    char id[32];
    snprintf(id, sizeof id, "party-%06d", self->next++);
    SAMPLE_TRY(pship_transaction_begin(&transaction, self->opened, NULL, err));
    pship_result result = pship_party_record(transaction, "agency", id, NULL, NULL, err);
    if (result == PSHIP_OK) {
        result = pship_transaction_commit(transaction, err);
    }
    pship_transaction_free(transaction);
    self->statements += result == PSHIP_OK;
    return result;
}

static void expect_only_what_was_committed(void *data)
{
    appending *self = data;
    ck_assert_int_eq(pship_model_statement_count(self->opened), self->statements);
}

START_TEST(a_failed_commit_is_not_in_the_file_either)
{
    pship_error err = PSHIP_ERROR_INIT;
    appending self = {NULL, pship_model_statement_count(model), 0};
    pship_model *again = NULL;
    ck_assert_int_eq(pship_model_save(model, model_path, NULL), PSHIP_OK);
    ck_assert_int_eq(pship_model_open(&self.opened, context, model_path, NULL, &err), PSHIP_OK);
    /* What a commit allocates depends on how full the model's arrays are: no counting here. */
    int failures = 0;
    for (long i = 1; i < 1000; i++) {
        heap_set(&memory, i, true);
        pship_result result = append(&self, &err);
        bool failed = memory.failed;
        heap_set(&memory, 0, false);
        ck_assert_int_eq(result, failed ? PSHIP_E_MEMORY : PSHIP_OK);
        expect_only_what_was_committed(&self);
        failures += failed;
        if (!failed) {
            break;
        }
    }
    ck_assert_int_gt(failures, 0);
    pship_model_free(self.opened);
    ck_assert_int_eq(pship_model_open(&again, context, model_path, NULL, &err), PSHIP_OK);
    ck_assert_int_eq(pship_model_statement_count(again), self.statements);
    pship_model_free(again);
}
END_TEST

/* A reader of a file to which another model, with memory of its own, has just added a party. */
static pship_model *open_beside_an_addition(int64_t *statements, int64_t *written)
{
    pship_context *plenty = NULL;
    pship_model *reader = NULL;
    appending writer = {NULL, 0, 0};
    pship_model_options options = PSHIP_MODEL_OPTIONS_INIT;
    options.read_only = true;
    unlink(model_path);
    ck_assert_int_eq(pship_model_save(model, model_path, NULL), PSHIP_OK);
    ck_assert_int_eq(pship_model_open(&reader, context, model_path, &options, NULL), PSHIP_OK);
    ck_assert_int_eq(pship_context_new(&plenty, NULL, NULL), PSHIP_OK);
    ck_assert_int_eq(pship_model_open(&writer.opened, plenty, model_path, NULL, NULL), PSHIP_OK);
    ck_assert_int_eq(append(&writer, NULL), PSHIP_OK);
    *statements = pship_model_statement_count(reader);
    *written = pship_model_statement_count(writer.opened);
    ck_assert_int_gt(*written, *statements);
    pship_model_free(writer.opened);
    pship_context_free(plenty);
    return reader;
}

static pship_result refresh(void *data, pship_error *err)
{
    (void)data;
    heap asked = memory;
    int64_t statements, written;
    heap_set(&memory, 0, false);
    pship_model *reader = open_beside_an_addition(&statements, &written);
    heap_set(&memory, asked.fail_at, asked.once);

    pship_result result = pship_model_refresh(reader, err);

    heap after = memory;
    heap_set(&memory, 0, false);
    if (result != PSHIP_OK) {
        ck_assert_int_eq(pship_model_statement_count(reader), statements);
        /* What it did not show then is not taken for read. */
        ck_assert_int_eq(pship_model_refresh(reader, NULL), PSHIP_OK);
    }
    ck_assert_int_eq(pship_model_statement_count(reader), written);
    pship_model_free(reader);
    memory.calls = after.calls;
    memory.failed = after.failed;
    return result;
}

START_TEST(a_refresh_without_memory_can_be_tried_again)
{
    heap_fail_each(&memory, refresh, NULL, NULL);
}
END_TEST

static pship_result write_json(void *data, pship_error *err)
{
    (void)data;
    unlink(json_path);
    return pship_register_write(model, json_path, err);
}

static void expect_no_json_file(void *data)
{
    (void)data;
    ck_assert_int_ne(access(json_path, F_OK), 0);
}

START_TEST(a_register_is_written_whole_or_not_at_all)
{
    heap_fail_each(&memory, write_json, expect_no_json_file, NULL);
}
END_TEST

static pship_result read_json(void *data, pship_error *err)
{
    pship_model *read = NULL;
    pship_table *problems = NULL;
    pship_result result = pship_register_open(&read, &problems, context, data, NULL, err);
    ck_assert((read != NULL) == (result == PSHIP_OK));
    ck_assert_msg(problems == NULL, "a lack of memory is not a problem of the register");
    pship_model_free(read);
    return result;
}

START_TEST(a_register_is_read_or_memory_is_short)
{
    ck_assert_int_eq(pship_register_write(model, json_path, NULL), PSHIP_OK);
    heap_fail_each(&memory, read_json, NULL, json_path);
}
END_TEST

START_TEST(a_folder_is_read_or_memory_is_short)
{
    ck_assert_int_eq(pship_register_write(model, json_path, NULL), PSHIP_OK);
    heap_fail_each(&memory, read_json, NULL, folder);
}
END_TEST

static pship_result read_broken(void *data, pship_error *err)
{
    pship_model *read = NULL;
    pship_table *problems = NULL;
    pship_result result = pship_register_open(&read, &problems, context, data, NULL, err);
    ck_assert_ptr_null(read);
    pship_table_free(problems);
    /* The problems of the file are what is expected here: anything but a lack of memory is good. */
    return result == PSHIP_E_MEMORY ? result : PSHIP_OK;
}

START_TEST(problems_are_listed_or_memory_is_short)
{
    FILE *file = fopen(json_path, "w");
    ck_assert_ptr_nonnull(file);
    fputs("{\"partnership_register\": 1, \"parties\": [{\"id\": \"a\", \"colour\": 1},\n"
          " {\"id\": \"b\", \"kind\": \"nonsense\"}], \"agreements\": [{\"title\": \"No id\"}]}\n",
          file);
    fclose(file);
    heap_fail_each(&memory, read_broken, NULL, json_path);
}
END_TEST

static pship_result export_all(void *data, pship_error *err)
{
    remove_export(); /* what a failure left */
    return pship_register_export(data, export_path, err);
}

START_TEST(a_register_is_exported_or_memory_is_short)
{
    pship_view *view = NULL;
    pship_error err = PSHIP_ERROR_INIT;
    ck_assert_int_eq(pship_view_open(&view, model, NULL, &err), PSHIP_OK);
    /* Each list has a test of its own, where all fail; here files are written durably each time. */
    heap_fail_some(&memory, export_all, NULL, view, 53);
    pship_view_free(view);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("alloc_files");
    TCase *tcase = tcase_create("files");
    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, a_model_is_saved_whole_or_not_at_all);
    tcase_add_test(tcase, a_model_file_is_opened_or_memory_is_short);
    tcase_add_test(tcase, a_failed_commit_is_not_in_the_file_either);
    tcase_add_test(tcase, a_refresh_without_memory_can_be_tried_again);
    tcase_add_test(tcase, a_register_is_written_whole_or_not_at_all);
    tcase_add_test(tcase, a_register_is_read_or_memory_is_short);
    tcase_add_test(tcase, a_folder_is_read_or_memory_is_short);
    tcase_add_test(tcase, problems_are_listed_or_memory_is_short);
    tcase_add_test(tcase, a_register_is_exported_or_memory_is_short);
    suite_add_tcase(suite, tcase);
    return suite;
}
