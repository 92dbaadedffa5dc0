/* Making models and recording, while each allocation fails in turn. */
#include "alloc/failing.h"
#include "alloc/sample.h"
#include <stdio.h>

Suite *test_suite(void);

static pship_result make_context(void *data, pship_error *err)
{
    pship_context *context = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    options.allocate = heap_allocate;
    options.allocate_user = data;
    pship_result result = pship_context_new(&context, &options, err);
    ck_assert((context != NULL) == (result == PSHIP_OK));
    pship_context_free(context);
    return result;
}

START_TEST(a_context_is_made_or_memory_is_short)
{
    heap memory = {0, 0, false, false, 0};
    heap_fail_each(&memory, make_context, NULL, &memory);
    ck_assert_int_eq(memory.blocks, 0);
}
END_TEST

static pship_result make_model(void *data, pship_error *err)
{
    pship_model *model = NULL;
    pship_result result = pship_model_new(&model, data, err);
    ck_assert((model != NULL) == (result == PSHIP_OK));
    pship_model_free(model);
    return result;
}

START_TEST(a_model_is_made_or_memory_is_short)
{
    heap memory;
    pship_context *context = heap_context(&memory);
    heap_fail_each(&memory, make_model, NULL, context);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}
END_TEST

/* A fresh model for each attempt: what was committed cannot be taken back. */
typedef struct recording {
    pship_context *context;
    heap *memory;
    int64_t whole; /* statements of a model that holds the sample */
} recording;

static void expect_nothing_recorded(pship_model *model)
{
    pship_view *view = NULL;
    pship_table *table = NULL;
    ck_assert_int_eq(pship_model_statement_count(model), 0);
    ck_assert_int_eq(pship_model_transaction_count(model), 0);
    ck_assert_int_eq(pship_view_open(&view, model, NULL, NULL), PSHIP_OK);
    ck_assert_int_eq(pship_agreement_list(&table, view, NULL), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(table), 0);
    pship_table_free(table);
    pship_view_free(view);
}

static pship_result record_sample(void *data, pship_error *err)
{
    recording *self = data;
    heap saved = *self->memory;
    pship_model *model = NULL;
    heap_set(self->memory, 0, false);
    ck_assert_int_eq(pship_model_new(&model, self->context, NULL), PSHIP_OK);
    heap_set(self->memory, saved.fail_at, saved.once);

    pship_result result = sample_commit(model, err);

    heap after = *self->memory;
    heap_set(self->memory, 0, false);
    if (result == PSHIP_OK) {
        self->whole = pship_model_statement_count(model);
        ck_assert_int_eq(pship_model_transaction_count(model), 1);
    } else {
        expect_nothing_recorded(model);
        /* The model is not only as it was, it still works. */
        ck_assert_int_eq(sample_commit(model, NULL), PSHIP_OK);
        ck_assert_int_eq(pship_model_statement_count(model), self->whole);
    }
    pship_model_free(model);
    self->memory->calls = after.calls;
    self->memory->failed = after.failed;
    return result;
}

START_TEST(a_failed_recording_leaves_the_model_as_it_was)
{
    heap memory;
    recording self = {heap_context(&memory), &memory, 0};
    heap_fail_each(&memory, record_sample, NULL, &self);
    ck_assert_int_gt(self.whole, 20);
    pship_context_free(self.context);
    ck_assert_int_eq(memory.blocks, 0);
}
END_TEST

/* Enough entities to make every array of the model grow several times. */
static pship_result record_crowd(void *data, pship_error *err)
{
    pship_model *model = NULL;
    pship_transaction *transaction = NULL;
    SAMPLE_TRY(pship_model_new(&model, data, err));
    pship_result result = pship_transaction_begin(&transaction, model, NULL, err);
    for (int i = 0; i < 3000 && result == PSHIP_OK; i++) {
        char id[32];
        snprintf(id, sizeof id, "agency-%d", i);
        pship_party_fields fields = PSHIP_PARTY_FIELDS_INIT;
        fields.name = id;
        result = pship_party_record(transaction, "agency", id, &fields, NULL, err);
    }
    if (result == PSHIP_OK)
        result = pship_transaction_commit(transaction, err);
    ck_assert_int_eq(pship_model_transaction_count(model), result == PSHIP_OK);
    ck_assert((pship_model_statement_count(model) > 0) == (result == PSHIP_OK));
    pship_transaction_free(transaction);
    pship_model_free(model);
    return result;
}

START_TEST(a_large_transaction_is_committed_whole_or_memory_is_short)
{
    heap memory;
    pship_context *context = heap_context(&memory);
    heap_fail_each(&memory, record_crowd, NULL, context);
    ck_assert_int_gt(memory.calls, 20);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}
END_TEST

START_TEST(a_commit_without_memory_can_be_tried_again)
{
    heap memory;
    pship_error err = PSHIP_ERROR_INIT;
    pship_context *context = heap_context(&memory);
    int failures = 0;
    for (long i = 1; i < 10000; i++) {
        pship_model *model = NULL;
        pship_transaction *transaction = NULL;
        ck_assert_int_eq(pship_model_new(&model, context, &err), PSHIP_OK);
        ck_assert_int_eq(pship_transaction_begin(&transaction, model, NULL, &err), PSHIP_OK);
        ck_assert_msg(sample_record(transaction, &err) == PSHIP_OK, "%s", err.message);
        heap_set(&memory, i, true);
        pship_result result = pship_transaction_commit(transaction, &err);
        bool reached = memory.failed;
        heap_set(&memory, 0, false);
        if (reached) {
            failures++;
            ck_assert_int_eq(result, PSHIP_E_MEMORY);
            expect_nothing_recorded(model);
            ck_assert_msg(pship_transaction_commit(transaction, &err) == PSHIP_OK, "%s",
                          err.message);
        }
        ck_assert_int_eq(pship_model_transaction_count(model), 1);
        pship_transaction_free(transaction);
        pship_model_free(model);
        if (!reached) {
            break;
        }
    }
    ck_assert_int_gt(failures, 0);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("alloc_record");
    TCase *tcase = tcase_create("record");
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, a_context_is_made_or_memory_is_short);
    tcase_add_test(tcase, a_model_is_made_or_memory_is_short);
    tcase_add_test(tcase, a_failed_recording_leaves_the_model_as_it_was);
    tcase_add_test(tcase, a_large_transaction_is_committed_whole_or_memory_is_short);
    tcase_add_test(tcase, a_commit_without_memory_can_be_tried_again);
    suite_add_tcase(suite, tcase);
    return suite;
}
