/*
 * One thread writes while several open views, ask and free. Says nothing about races by itself: it
 * is for the thread sanitizer, and for the counts that every reader checks.
 */
#include "alloc/sample.h"
#include <check.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

Suite *test_suite(void);

enum { READERS = 3, ROUNDS = 40, TRANSACTIONS = 60 };

typedef struct shared {
    pship_model *model;
    pship_view *view; /* read by all at once, opened before anything is written */
    atomic_int started;
    atomic_bool stop;
    atomic_int failures;
} shared;

/* Check's assertions belong on the main thread; the others count what went wrong. */
static void expect(shared *self, bool good)
{
    if (!good) {
        atomic_fetch_add(&self->failures, 1);
    }
}

static int64_t count_agencies(shared *self, pship_view *view)
{
    pship_table *table = NULL;
    bool asked = pship_view_snapshot(&table, view, "agency", NULL, 0, NULL) == PSHIP_OK;
    expect(self, asked);
    int64_t rows = asked ? pship_table_rows(table) : 0;
    pship_table_free(table);
    return rows;
}

static void read_once(shared *self, int64_t *seen)
{
    pship_view *view = NULL;
    pship_table *table = NULL;
    const char *status = NULL;
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    options.as_of = pship_view_as_of(self->view);
    bool opened = pship_view_open(&view, self->model, &options, NULL) == PSHIP_OK;
    expect(self, opened);
    if (!opened) {
        return;
    }
    /* A transaction shows as a whole (three agencies) or not at all, and never goes away again. */
    int64_t rows = count_agencies(self, view);
    expect(self, rows % 3 == 0 && rows >= *seen);
    *seen = rows;
    expect(self, count_agencies(self, self->view) == 0);
    expect(self, pship_agreement_status(&status, self->view, "charter", NULL) == PSHIP_OK);
    expect(self, pship_commitment_list(&table, view, NULL, NULL) == PSHIP_OK);
    pship_table_free(table);
    pship_view_free(view);
}

static void *read_on(void *data)
{
    shared *self = data;
    int64_t seen = 0;
    atomic_fetch_add(&self->started, 1);
    for (int i = 0; i < ROUNDS || !atomic_load(&self->stop); i++) {
        read_once(self, &seen);
    }
    return NULL;
}

static void write_some(shared *self, int number)
{
    pship_transaction *transaction = NULL;
    bool good = pship_transaction_begin(&transaction, self->model, NULL, NULL) == PSHIP_OK;
    for (int i = 0; i < 3 && good; i++) {
        char id[32];
        snprintf(id, sizeof id, "agency-%d-%d", number, i);
        pship_party_fields fields = PSHIP_PARTY_FIELDS_INIT;
        fields.name = id;
        fields.country = "a";
        good = pship_party_record(transaction, "agency", id, &fields, NULL, NULL) == PSHIP_OK;
    }
    good = good && pship_transaction_commit(transaction, NULL) == PSHIP_OK;
    pship_transaction_free(transaction);
    expect(self, good);
}

START_TEST(readers_see_whole_transactions_while_one_thread_writes)
{
    pship_error err = PSHIP_ERROR_INIT;
    shared self = {0};
    pthread_t readers[READERS];
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    ck_assert_int_eq(pship_day_parse(&options.as_of, "2026-05-20", &err), PSHIP_OK);
    ck_assert_int_eq(pship_model_new(&self.model, NULL, &err), PSHIP_OK);
    ck_assert_msg(sample_commit(self.model, &err) == PSHIP_OK, "%s", err.message);
    ck_assert_int_eq(pship_view_open(&self.view, self.model, &options, &err), PSHIP_OK);
    for (int i = 0; i < READERS; i++) {
        ck_assert_int_eq(pthread_create(&readers[i], NULL, read_on, &self), 0);
    }
    for (int i = 0; i < TRANSACTIONS; i++) {
        write_some(&self, i);
    }
    atomic_store(&self.stop, true);
    for (int i = 0; i < READERS; i++) {
        pthread_join(readers[i], NULL);
    }
    ck_assert_int_eq(atomic_load(&self.started), READERS);
    ck_assert_int_eq(atomic_load(&self.failures), 0);
    ck_assert_int_eq(pship_model_transaction_count(self.model), TRANSACTIONS + 1);
    pship_view_free(self.view);
    pship_model_free(self.model);
}
END_TEST

static void *outlive(void *data)
{
    shared *self = data;
    /* The model has been given up by the main thread: the view keeps it. */
    pship_table *table = NULL;
    expect(self, pship_agreement_list(&table, self->view, NULL) == PSHIP_OK);
    pship_view_free(self->view);
    expect(self, table != NULL && pship_table_rows(table) == 1);
    pship_table_free(table);
    return NULL;
}

START_TEST(a_view_may_be_freed_in_another_thread_after_its_model)
{
    pship_error err = PSHIP_ERROR_INIT;
    shared self = {0};
    pthread_t other;
    ck_assert_int_eq(pship_model_new(&self.model, NULL, &err), PSHIP_OK);
    ck_assert_msg(sample_commit(self.model, &err) == PSHIP_OK, "%s", err.message);
    ck_assert_int_eq(pship_view_open(&self.view, self.model, NULL, &err), PSHIP_OK);
    pship_model_free(self.model);
    ck_assert_int_eq(pthread_create(&other, NULL, outlive, &self), 0);
    pthread_join(other, NULL);
    ck_assert_int_eq(atomic_load(&self.failures), 0);
}
END_TEST

static void *begin_too(void *data)
{
    shared *self = data;
    pship_transaction *transaction = NULL;
    expect(self, pship_transaction_begin(&transaction, self->model, NULL, NULL) == PSHIP_E_BUSY);
    expect(self, transaction == NULL);
    return NULL;
}

START_TEST(a_second_writer_is_told_that_the_model_is_busy)
{
    pship_error err = PSHIP_ERROR_INIT;
    shared self = {0};
    pthread_t other;
    pship_transaction *transaction = NULL;
    ck_assert_int_eq(pship_model_new(&self.model, NULL, &err), PSHIP_OK);
    ck_assert_int_eq(pship_transaction_begin(&transaction, self.model, NULL, &err), PSHIP_OK);
    ck_assert_int_eq(pthread_create(&other, NULL, begin_too, &self), 0);
    pthread_join(other, NULL);
    pship_transaction_free(transaction);
    ck_assert_int_eq(atomic_load(&self.failures), 0);
    ck_assert_int_eq(pship_transaction_begin(&transaction, self.model, NULL, &err), PSHIP_OK);
    pship_transaction_free(transaction);
    pship_model_free(self.model);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("threads");
    TCase *tcase = tcase_create("threads");
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, readers_see_whole_transactions_while_one_thread_writes);
    tcase_add_test(tcase, a_view_may_be_freed_in_another_thread_after_its_model);
    tcase_add_test(tcase, a_second_writer_is_told_that_the_model_is_busy);
    suite_add_tcase(suite, tcase);
    return suite;
}
