/*
 * One thread writes all that can be written while four open views and ask all that can be asked. What
 * they check holds for whole transactions only: each of them leaves "left" and "right" with the same
 * count, and the balances of all accounts add up to nothing.
 *
 * PSHIP_TEST_SECONDS says how long; it is worth most under the thread sanitizer.
 */
#include "scratch.h"
#include <check.h>
#include <partnership/partnership.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

Suite *test_suite(void);

/* However slow the machine is: so many commits and rounds of reading at the least. */
enum { READERS = 4, ACCOUNTS = 6, SECONDS = 2, LEAST = 12, MOST_TRANSACTIONS = 600 };

typedef struct crowd {
    pship_model *model;
    pship_day today;
    atomic_bool stop;
    atomic_int failures;
    atomic_long views, commits;
    pthread_mutex_t lock;
    char first[400]; /* what went wrong first */
} crowd;

static void complain(crowd *self, const char *what, const pship_error *err)
{
    pthread_mutex_lock(&self->lock);
    if (atomic_fetch_add(&self->failures, 1) == 0) {
        (void)snprintf(self->first, sizeof self->first, "%.150s: %.200s", what, err->message);
    }
    pthread_mutex_unlock(&self->lock);
}

#define CHECK(condition) \
    do { \
        if (!(condition)) { \
            complain(self, #condition, &err); \
        } \
    } while (0)
#define OK(call) CHECK((call) == PSHIP_OK)

/* ---- reading */

/* Fails where the table was not made; frees it. */
static int64_t rows_of(pship_table *table)
{
    int64_t rows = table == NULL ? -1 : pship_table_rows(table);
    pship_table_free(table);
    return rows;
}

/* A number that the view gives, "" for none. */
static void copy_cell(crowd *self, const pship_view *view, const char *subject, char text[32])
{
    pship_cell cell;
    pship_error err = PSHIP_ERROR_INIT;
    text[0] = '\0';
    if (pship_view_cell(&cell, view, subject, "balance", &err) != PSHIP_OK) {
        complain(self, subject, &err);
    } else if (cell.value.kind != PSHIP_VALUE_ABSENT) {
        (void)snprintf(text, 32, "%s", cell.value.text);
    }
}

static void check_sums(crowd *self, const pship_view *view)
{
    char left[32], right[32], id[32];
    long sum = 0;
    pship_error err = PSHIP_ERROR_INIT;
    copy_cell(self, view, "left", left);
    copy_cell(self, view, "right", right);
    CHECK(strcmp(left, right) == 0);
    for (int i = 0; i < ACCOUNTS; i++) {
        (void)snprintf(id, sizeof id, "account-%d", i);
        copy_cell(self, view, id, left);
        sum += strtol(left, NULL, 10);
    }
    CHECK(sum == 0);
}

static void ask_tables(crowd *self, const pship_view *view)
{
    pship_table *table = NULL;
    pship_error err = PSHIP_ERROR_INIT;
    const char *subjects[] = {"left", "right"}, *properties[] = {"balance", "balance"};
    OK(pship_view_cells(&table, view, subjects, properties, NULL, 2, &err));
    CHECK(rows_of(table) == 2);
    table = NULL;
    const int64_t sides[] = {pship_view_ordinal(view, "left"), pship_view_ordinal(view, "right")};
    const int64_t balance = pship_view_ordinal(view, "balance"), both[] = {balance, balance};
    OK(pship_view_cells_at(&table, view, sides, both, NULL, 2, &err));
    CHECK(rows_of(table) == 2);
    table = NULL;
    OK(pship_view_column(&table, view, "balance", &err));
    CHECK(rows_of(table) >= 0);
    table = NULL;
    OK(pship_view_snapshot(&table, view, "account", NULL, 0, &err));
    CHECK(rows_of(table) >= 0);
    table = NULL;
    OK(pship_view_explain(&table, view, "left", "balance", &err));
    CHECK(rows_of(table) >= 0);
    table = NULL;
    OK(pship_view_spells(&table, view, "account-1", "balance", &err));
    CHECK(rows_of(table) >= 0);
    table = NULL;
    OK(pship_view_references(&table, view, "left", NULL, &err));
    CHECK(rows_of(table) >= 0);
    table = NULL;
    OK(pship_view_contested(&table, view, &err));
    CHECK(rows_of(table) >= 0);
    table = NULL;
    OK(pship_view_masks(&table, view, &err));
    CHECK(rows_of(table) >= 0);
}

static void ask_statuses(crowd *self, const pship_view *view)
{
    pship_table *table = NULL;
    const char *status = NULL;
    pship_error err = PSHIP_ERROR_INIT;
    OK(pship_agreement_status(&status, view, "charter", &err));
    OK(pship_agreement_list(&table, view, &err));
    CHECK(rows_of(table) >= 0);
    table = NULL;
    OK(pship_status_explain(&table, view, "charter", &err));
    CHECK(rows_of(table) >= 0);
    table = NULL;
    OK(pship_commitment_list(&table, view, NULL, &err));
    CHECK(rows_of(table) >= 0);
}

/* What does not go through a view. Heavy: it grows with the log. */
static void ask_model(crowd *self)
{
    pship_table *table = NULL;
    pship_error err = PSHIP_ERROR_INIT;
    char digest[PSHIP_DIGEST_TEXT_SIZE];
    OK(pship_model_history(&table, self->model, "left", "balance", &err));
    CHECK(rows_of(table) > 0);
    table = NULL;
    OK(pship_model_kinds(&table, self->model, &err));
    CHECK(rows_of(table) > 0);
    table = NULL;
    OK(pship_model_properties(&table, self->model, &err));
    CHECK(rows_of(table) > 0);
    table = NULL;
    OK(pship_model_transactions(&table, self->model, &err));
    CHECK(rows_of(table) > 0);
    table = NULL;
    OK(pship_scenario_list(&table, self->model, &err));
    CHECK(rows_of(table) >= 1);
    int64_t last = pship_model_transaction_count(self->model);
    OK(pship_model_digest(digest, self->model, last, &err));
    OK(pship_model_verify(self->model, last, digest, &err));
    table = NULL;
    OK(pship_model_statements(&table, self->model, &err));
    CHECK(rows_of(table) > 0);
}

static void read_round(crowd *self, unsigned round)
{
    pship_view *before = NULL, *view = NULL;
    pship_table *table = NULL;
    pship_error err = PSHIP_ERROR_INIT;
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    options.as_of = self->today;
    options.scenario = round % 3 == 1 ? "what-if" : NULL;
    options.holding = round % 5 == 4 ? PSHIP_POSSIBLE : PSHIP_CERTAIN;
    OK(pship_view_open(&before, self->model, &options, &err));
    if (round % 2 == 0) {
        int64_t last = pship_model_transaction_count(self->model);
        options.recorded_transaction = 1 + (int64_t)(round * 7919u) % last;
        options.scenario = NULL; /* it may not have been there */
    } else if (round % 7 == 3) {
        options.published_by = self->today;
    }
    OK(pship_view_open(&view, self->model, &options, &err));
    if (before != NULL && view != NULL) {
        check_sums(self, before);
        check_sums(self, view);
        ask_tables(self, round % 4 < 2 ? view : before);
        ask_statuses(self, view);
        OK(pship_view_diff(&table, view, before, &err));
        CHECK(rows_of(table) >= 0);
        check_sums(self, before); /* still what it was */
        atomic_fetch_add(&self->views, 2);
    }
    pship_view_free(before);
    pship_view_free(view);
    if (round % 16 == 0) {
        ask_model(self);
    }
}

typedef struct reader {
    crowd *of;
    unsigned number;
} reader;

static void *read_on(void *data)
{
    const reader *self = data;
    for (unsigned round = self->number; !atomic_load(&self->of->stop); round++) {
        read_round(self->of, round);
    }
    return NULL;
}

/* ---- writing */

typedef struct ledger {
    pship_transaction *open;
    pship_statement_id left, right; /* the newest of each */
    pship_statement_id old[2];      /* that are to be erased */
    pship_statement_id accounts[ACCOUNTS];
    long balances[ACCOUNTS];
    unsigned number;
} ledger;

static pship_statement_id put(crowd *self, ledger *book, const char *subject, long number)
{
    char digits[32];
    pship_statement_id id = 0;
    pship_error err = PSHIP_ERROR_INIT;
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.source = "article";
    options.wording = "as it was said";
    (void)snprintf(digits, sizeof digits, "%ld", number);
    OK(pship_statement_assert_text(&id, book->open, subject, "balance", digits, NULL, &options,
                                   &err));
    return id;
}

static pship_statement_id correct(crowd *self, ledger *book, pship_statement_id target, long number)
{
    char digits[32];
    pship_statement_id id = 0;
    pship_error err = PSHIP_ERROR_INIT;
    (void)snprintf(digits, sizeof digits, "%ld", number);
    pship_value value = pship_value_number(digits, NULL);
    OK(pship_statement_correct(&id, book->open, target, &value, NULL, &err));
    return id;
}

/* Moves some from one account to another. */
static void transfer(crowd *self, ledger *book)
{
    unsigned from = book->number % ACCOUNTS, to = (book->number * 5 + 1) % ACCOUNTS;
    if (from == to) {
        to = (to + 1) % ACCOUNTS;
    }
    long amount = (long)(book->number % 17) + 1;
    book->balances[from] -= amount;
    book->balances[to] += amount;
    book->accounts[from] = correct(self, book, book->accounts[from], book->balances[from]);
    book->accounts[to] = correct(self, book, book->accounts[to], book->balances[to]);
}

static void retract_both(crowd *self, ledger *book)
{
    pship_error err = PSHIP_ERROR_INIT;
    OK(pship_statement_retract(NULL, book->open, book->left, NULL, &err));
    OK(pship_statement_retract(NULL, book->open, book->right, NULL, &err));
    book->left = put(self, book, "left", book->number);
    book->right = put(self, book, "right", book->number);
}

static void end_both(crowd *self, ledger *book)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.until = "2026-01-01";
    OK(pship_statement_end(NULL, book->open, book->left, &options, &err));
    OK(pship_statement_end(NULL, book->open, book->right, &options, &err));
    book->left = put(self, book, "left", book->number);
    book->right = put(self, book, "right", book->number);
}

/* Both, so that what remains is equal: the statements that they replace are gone as well. */
static void erase_both(crowd *self, ledger *book)
{
    pship_error err = PSHIP_ERROR_INIT;
    OK(pship_statement_erase(NULL, book->open, book->left, NULL, &err));
    OK(pship_statement_erase(NULL, book->open, book->right, NULL, &err));
    book->left = put(self, book, "left", book->number);
    book->right = put(self, book, "right", book->number);
}

static void define_some(crowd *self, ledger *book)
{
    char name[40];
    pship_error err = PSHIP_ERROR_INIT;
    pship_property_options options = PSHIP_PROPERTY_OPTIONS_INIT;
    options.type = PSHIP_PROPERTY_TEXT;
    (void)snprintf(name, sizeof name, "kind_%u", book->number);
    OK(pship_kind_define(book->open, name, NULL, &err));
    (void)snprintf(name, sizeof name, "entity-%u", book->number);
    char kind[40];
    (void)snprintf(kind, sizeof kind, "kind_%u", book->number);
    OK(pship_entity_record(book->open, kind, name, &err));
    (void)snprintf(name, sizeof name, "property_%u", book->number);
    OK(pship_property_define(book->open, name, &options, &err));
    (void)snprintf(name, sizeof name, "scenario-%u", book->number);
    OK(pship_scenario_define(book->open, name, NULL, &err));
}

/* In the scenario: both are masked, and stated otherwise. */
static void suppose(crowd *self, ledger *book)
{
    pship_error err = PSHIP_ERROR_INIT;
    OK(pship_statement_mask(NULL, book->open, book->left, NULL, &err));
    OK(pship_statement_mask(NULL, book->open, book->right, NULL, &err));
}

static void write_one(crowd *self, ledger *book)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_transaction_options options = PSHIP_TRANSACTION_OPTIONS_INIT;
    ledger saved = *book;
    unsigned act = book->number % 9;
    bool aborted = book->number % 11 == 5;
    options.scenario = act == 8 ? "what-if" : NULL;
    options.actor = "writer";
    OK(pship_transaction_begin(&book->open, self->model, &options, &err));
    switch (act) {
    case 1:
        retract_both(self, book);
        break;
    case 3:
        end_both(self, book);
        break;
    case 5:
        erase_both(self, book);
        break;
    case 7:
        if (book->number % 5 == 0) {
            define_some(self, book);
        }
        transfer(self, book);
        break;
    case 8:
        suppose(self, book);
        break;
    default:
        book->left = correct(self, book, book->left, book->number);
        book->right = correct(self, book, book->right, book->number);
        transfer(self, book);
    }
    if (!aborted) {
        OK(pship_transaction_commit(book->open, &err));
        atomic_fetch_add(&self->commits, 1);
    }
    pship_transaction_free(book->open);
    if (aborted) {
        *book = saved;
    }
    book->number++;
}

static void begin_ledger(crowd *self, ledger *book)
{
    char id[32];
    pship_error err = PSHIP_ERROR_INIT;
    pship_property_options number = PSHIP_PROPERTY_OPTIONS_INIT;
    pship_agreement_fields charter = PSHIP_AGREEMENT_FIELDS_INIT;
    pship_source_fields article = PSHIP_SOURCE_FIELDS_INIT;
    memset(book, 0, sizeof *book);
    number.type = PSHIP_PROPERTY_NUMBER;
    charter.title = "Charter";
    article.published = "2025-12-23";
    OK(pship_transaction_begin(&book->open, self->model, NULL, &err));
    OK(pship_kind_define(book->open, "account", NULL, &err));
    OK(pship_property_define(book->open, "balance", &number, &err));
    OK(pship_scenario_define(book->open, "what-if", NULL, &err));
    OK(pship_source_record(book->open, "article", &article, NULL, &err));
    OK(pship_agreement_record(book->open, "charter", &charter, NULL, &err));
    OK(pship_entity_record(book->open, "account", "left", &err));
    OK(pship_entity_record(book->open, "account", "right", &err));
    book->left = put(self, book, "left", 0);
    book->right = put(self, book, "right", 0);
    for (int i = 0; i < ACCOUNTS; i++) {
        (void)snprintf(id, sizeof id, "account-%d", i);
        OK(pship_entity_record(book->open, "account", id, &err));
        book->accounts[i] = put(self, book, id, 0);
    }
    OK(pship_transaction_commit(book->open, &err));
    pship_transaction_free(book->open);
    book->number = 1;
}

static double now(void)
{
    struct timespec time_now;
    clock_gettime(CLOCK_MONOTONIC, &time_now);
    return (double)time_now.tv_sec + (double)time_now.tv_nsec * 1e-9;
}

static bool seen_enough(const crowd *self)
{
    return atomic_load(&self->commits) >= LEAST && atomic_load(&self->views) >= LEAST;
}

/* The log starts anew from time to time: what is asked of the whole of it grows with it. */
static void run_crowd(crowd *self, double seconds)
{
    ledger book;
    reader readers[READERS];
    pthread_t threads[READERS];
    begin_ledger(self, &book);
    atomic_store(&self->stop, false);
    for (unsigned i = 0; i < READERS; i++) {
        readers[i] = (reader){self, i};
        ck_assert_int_eq(pthread_create(&threads[i], NULL, read_on, &readers[i]), 0);
    }
    for (double end = now() + seconds;
         (now() < end || !seen_enough(self)) && atomic_load(&self->failures) == 0;) {
        if (book.number < MOST_TRANSACTIONS) {
            write_one(self, &book);
        } else if (seen_enough(self)) {
            break;
        } else {
            sched_yield();
        }
    }
    atomic_store(&self->stop, true);
    for (int i = 0; i < READERS; i++) {
        pthread_join(threads[i], NULL);
    }
}

static void crowd_begin(crowd *self)
{
    pship_error err = PSHIP_ERROR_INIT;
    memset(self, 0, sizeof *self);
    ck_assert_int_eq(pthread_mutex_init(&self->lock, NULL), 0);
    ck_assert_int_eq(pship_day_parse(&self->today, "2026-05-20", &err), PSHIP_OK);
}

static double wanted_seconds(void)
{
    const char *given = getenv("PSHIP_TEST_SECONDS");
    return given == NULL ? SECONDS : strtod(given, NULL);
}

static void expect_no_failure(const crowd *self)
{
    ck_assert_msg(atomic_load(&self->failures) == 0, "%d failures, first %s",
                  atomic_load(&self->failures), self->first);
}

START_TEST(readers_of_everything_see_whole_transactions_in_memory)
{
    static crowd self;
    crowd_begin(&self);
    for (double left = wanted_seconds() / 2, end = now() + left; left > 0; left = end - now()) {
        ck_assert_int_eq(pship_model_new(&self.model, NULL, NULL), PSHIP_OK);
        run_crowd(&self, left < 10 ? left : 10);
        pship_model_free(self.model);
        expect_no_failure(&self);
    }
    printf("# %ld commits, %ld views\n", atomic_load(&self.commits), atomic_load(&self.views));
    ck_assert(seen_enough(&self));
}
END_TEST

START_TEST(readers_of_everything_see_whole_transactions_of_a_file)
{
    static crowd self;
    char folder[SCRATCH_SIZE], path[SCRATCH_SIZE + 32];
    pship_error err = PSHIP_ERROR_INIT;
    scratch_folder(folder);
    (void)snprintf(path, sizeof path, "%s/crowd.pship", folder);
    crowd_begin(&self);
    for (double left = wanted_seconds() / 2, end = now() + left; left > 0; left = end - now()) {
        pship_model *fresh = NULL;
        ck_assert_int_eq(pship_model_new(&fresh, NULL, NULL), PSHIP_OK);
        ck_assert_int_eq(pship_model_save(fresh, path, &err), PSHIP_OK);
        pship_model_free(fresh);
        ck_assert_int_eq(pship_model_open(&self.model, NULL, path, NULL, &err), PSHIP_OK);
        run_crowd(&self, left < 10 ? left : 10);
        int64_t count = pship_model_statement_count(self.model);
        pship_model_free(self.model);
        expect_no_failure(&self);
        ck_assert_int_eq(pship_model_open(&self.model, NULL, path, NULL, &err), PSHIP_OK);
        ck_assert_int_eq(pship_model_statement_count(self.model), count);
        pship_model_free(self.model);
        scratch_remove_database(path);
    }
    printf("# %ld commits, %ld views\n", atomic_load(&self.commits), atomic_load(&self.views));
    ck_assert_int_eq(rmdir(folder), 0);
    ck_assert(seen_enough(&self));
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("crowd");
    TCase *tcase = tcase_create("crowd");
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, readers_of_everything_see_whole_transactions_in_memory);
    tcase_add_test(tcase, readers_of_everything_see_whole_transactions_of_a_file);
    suite_add_tcase(suite, tcase);
    return suite;
}
