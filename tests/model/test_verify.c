/* The hash chain, as it is asked: what was changed shows, and what was erased does not break it. */
#include "scratch.h"
#include "seal_help.h"
#include <unistd.h>

static pship_model *model;
static pship_error err;

static void setup(void)
{
    err = pship_error_init();
    model = new_model();
    fill_ground(model);
}

static void teardown(void)
{
    pship_model_free(model);
}

static void expect_whole(const pship_model *of)
{
    ok(pship_model_verify(of, 0, NULL, &err), &err);
}

/* That verifying fails, and the sentence begins so. */
static void expect_broken(const char *sentence)
{
    ck_assert_int_eq(pship_model_verify(model, 0, NULL, &err), PSHIP_E_FORMAT);
    ck_assert_msg(strncmp(err.message, sentence, strlen(sentence)) == 0, "%s", err.message);
}

static void erase(pship_statement_id target)
{
    pship_transaction *tx = begin_at(model, 0, NULL);
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.reason = "asked for";
    ok(pship_statement_erase(NULL, tx, target, &options, &err), &err);
    commit(tx);
}

START_TEST(a_model_verifies_whatever_it_has)
{
    pship_model *empty = new_model();
    expect_whole(empty);
    pship_model_free(empty);
    expect_whole(model);
    for (int count = 1; count < 5; count++) {
        measure_many(model, count);
        expect_whole(model);
    }
    measure_many(model, SEAL_MOST);
    measure_many(model, SEAL_MOST + 1);
    expect_whole(model);
}
END_TEST

START_TEST(what_is_not_committed_is_not_looked_at)
{
    pship_transaction *tx = begin_at(model, 0, NULL);
    measure(tx, pship_value_text("a secret"), NULL);
    expect_whole(model);
    pship_transaction_free(tx);
    expect_whole(model);
}
END_TEST

/* ---- digests and anchors */

START_TEST(a_digest_is_64_digits_and_changes_with_each_transaction)
{
    char one[PSHIP_DIGEST_TEXT_SIZE];
    char two[PSHIP_DIGEST_TEXT_SIZE];
    char again[PSHIP_DIGEST_TEXT_SIZE];
    ok(pship_model_digest(one, model, 0, &err), &err);
    ck_assert_uint_eq(strlen(one), 64);
    ck_assert_uint_eq(strspn(one, "0123456789abcdef"), 64);
    measure_many(model, 2);
    ok(pship_model_digest(two, model, 0, &err), &err);
    ck_assert_str_ne(one, two);
    ok(pship_model_digest(again, model, 1, &err), &err);
    ck_assert_str_eq(one, again);
    ok(pship_model_digest(again, model, 2, &err), &err);
    ck_assert_str_eq(two, again);
}
END_TEST

START_TEST(there_is_no_digest_of_what_is_not_there)
{
    char digest[PSHIP_DIGEST_TEXT_SIZE] = "as before";
    pship_model *empty = new_model();
    ck_assert_int_eq(pship_model_digest(digest, empty, 0, &err), PSHIP_E_NOT_FOUND);
    ck_assert_int_eq(pship_model_digest(digest, model, 2, &err), PSHIP_E_NOT_FOUND);
    ck_assert_int_eq(pship_model_digest(digest, model, -1, &err), PSHIP_E_NOT_FOUND);
    ck_assert_int_eq(pship_model_digest(NULL, model, 1, &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_model_digest(digest, NULL, 1, &err), PSHIP_E_ARGUMENT);
    ck_assert_str_eq(digest, "as before");
    ck_assert_int_eq(pship_model_verify(model, 2, NULL, &err), PSHIP_E_NOT_FOUND);
    ck_assert_int_eq(pship_model_verify(model, -1, NULL, &err), PSHIP_E_NOT_FOUND);
    ck_assert_int_eq(pship_model_verify(NULL, 0, NULL, &err), PSHIP_E_ARGUMENT);
    ok(pship_model_digest(digest, model, 0, &err), &err);
    ck_assert_int_eq(pship_model_verify(empty, 0, digest, &err), PSHIP_E_NOT_FOUND);
    pship_model_free(empty);
}
END_TEST

START_TEST(an_anchor_holds_the_history_to_itself)
{
    char one[PSHIP_DIGEST_TEXT_SIZE];
    char two[PSHIP_DIGEST_TEXT_SIZE];
    measure_many(model, 2);
    ok(pship_model_digest(one, model, 1, &err), &err);
    ok(pship_model_digest(two, model, 2, &err), &err);
    ok(pship_model_verify(model, 1, one, &err), &err);
    ok(pship_model_verify(model, 2, two, &err), &err);
    ok(pship_model_verify(model, 0, two, &err), &err);
    ck_assert_int_eq(pship_model_verify(model, 2, one, &err), PSHIP_E_CONFLICT);
    ck_assert_str_eq(err.message, "the history up to transaction 2 is whole, but it is not the one "
                                  "of the anchor");
    ck_assert_int_eq(pship_model_verify(model, 0, one, &err), PSHIP_E_CONFLICT);
    for (char *letter = two; *letter != '\0'; letter++) {
        *letter = (char)(*letter >= 'a' ? *letter - 'a' + 'A' : *letter);
    }
    ok(pship_model_verify(model, 0, two, &err), &err);
}
END_TEST

START_TEST(an_anchor_that_is_no_digest_is_refused)
{
    char digest[PSHIP_DIGEST_TEXT_SIZE + 1];
    ok(pship_model_digest(digest, model, 0, &err), &err);
    ck_assert_int_eq(pship_model_verify(model, 0, "", &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_model_verify(model, 0, digest + 1, &err), PSHIP_E_ARGUMENT);
    memcpy(digest + 64, "0", 2);
    ck_assert_int_eq(pship_model_verify(model, 0, digest, &err), PSHIP_E_ARGUMENT);
    memcpy(digest + 63, "g", 2);
    ck_assert_int_eq(pship_model_verify(model, 0, digest, &err), PSHIP_E_ARGUMENT);
}
END_TEST

START_TEST(somebody_who_recomputes_the_chain_needs_an_anchor_to_be_found)
{
    char digest[PSHIP_DIGEST_TEXT_SIZE];
    pship_statement_id id = measure_many(model, 3);
    ok(pship_model_digest(digest, model, 0, &err), &err);
    writable_statement(model, id)->rank = PSHIP_RANK_PREFERRED;
    ok(pship__seal_recompute(model, 2, (size_t)id, writable_transaction(model, 2)->digest, &err),
       &err);
    expect_whole(model);
    ck_assert_int_eq(pship_model_verify(model, 2, digest, &err), PSHIP_E_CONFLICT);
}
END_TEST

/* ---- what was changed */

START_TEST(a_change_names_the_first_transaction_that_it_is_in)
{
    static const char two[] = "transaction 2 is not as it was recorded: its digest differs";
    pship_statement_id id = measure_many(model, 3);
    measure_many(model, 3);
    statement *row = writable_statement(model, id + 1);
    statement kept = *row;
    row->rank = PSHIP_RANK_PREFERRED;
    expect_broken(two);
    *row = kept;
    row->value = row->subject;
    row->value_kind = PSHIP_VALUE_TEXT;
    expect_broken(two);
    *row = kept;
    row->source = row->subject;
    expect_broken(two);
    *row = kept;
    expect_whole(model);
    writable_statement(model, id + 3)->target = 1;
    expect_broken("transaction 3 is not as it was recorded: its digest differs");
}
END_TEST

START_TEST(changed_heads_and_seeds_and_digests_show)
{
    static const char two[] = "transaction 2 is not as it was recorded";
    pship_statement_id id = measure_many(model, 3);
    measure_many(model, 3);
    transaction_row *head = writable_transaction(model, 2);
    transaction_row kept = *head;
    seal_row *seal = writable_seal(model, id);
    head->recorded_at++;
    expect_broken(two);
    *head = kept;
    head->digest[31] ^= 1;
    expect_broken(two);
    *head = kept;
    head->statements--;
    expect_broken(two);
    head->statements += 2;
    expect_broken(two);
    head->statements = UINT32_MAX;
    expect_broken("transaction 2 is not as it was recorded: it counts more statements than there "
                  "are");
    *head = kept;
    seal->seed[0] ^= 1;
    expect_broken(two);
    seal->seed[0] ^= 1;
    seal->count = 2;
    expect_broken(two);
    seal->count = 3;
    seal->transaction = 3;
    expect_broken("transaction 2 is not as it was recorded: its statement");
    seal->transaction = 2;
    expect_whole(model);
}
END_TEST

START_TEST(rows_that_do_not_go_together_show)
{
    static const char two[] = "transaction 2 is not as it was recorded: its statement";
    pship_statement_id id = measure_many(model, 3);
    statement *row = writable_statement(model, id);
    row->transaction = 1;
    expect_broken(two);
    row->transaction = 2;
    row->erased = true;
    expect_broken(two);
    row->erased = false;
    row->number += 1e-9;
    expect_broken(two);
    row->number = 0;
    expect_whole(model);
}
END_TEST

START_TEST(a_statement_that_no_transaction_counts_shows)
{
    measure_many(model, 3);
    writable_transaction(model, 2)->statements = 2;
    seal_row *seal = writable_seal(model, (pship_statement_id)model->statements.count);
    seal->count = 2;
    size_t first = seal->first;
    ok(pship__seal_recompute(model, 2, first, writable_transaction(model, 2)->digest, &err), &err);
    expect_broken("transaction 2 is not as it was recorded: statement ");
}
END_TEST

/* ---- erasing */

START_TEST(erasing_keeps_the_chain)
{
    char before[PSHIP_DIGEST_TEXT_SIZE];
    char after[PSHIP_DIGEST_TEXT_SIZE];
    pship_statement_id id = measure_many(model, 3);
    measure_many(model, 2);
    ok(pship_model_digest(before, model, 3, &err), &err);
    erase(id + 1);
    expect_whole(model);
    ok(pship_model_verify(model, 3, before, &err), &err);
    ck_assert(pship__was_erased(model, id + 1));
    ck_assert(writable_seal(model, id)->opened);
    /* Others of the same seal, and one of another. */
    erase(id);
    erase(id + 2);
    erase(id + 3);
    expect_whole(model);
    for (int64_t ordinal = 2; ordinal <= 3; ordinal++) {
        ok(pship_model_digest(after, model, ordinal, &err), &err);
        ok(pship_model_verify(model, ordinal, after, &err), &err);
    }
    ck_assert_str_eq(before, after);
}
END_TEST

START_TEST(several_of_one_seal_are_erased_at_once)
{
    char before[PSHIP_DIGEST_TEXT_SIZE];
    pship_statement_id id = measure_many(model, SEAL_MOST + 2);
    ok(pship_model_digest(before, model, 2, &err), &err);
    pship_transaction *tx = begin_at(model, 0, NULL);
    ok(pship_statement_erase(NULL, tx, id, NULL, &err), &err);
    ok(pship_statement_erase(NULL, tx, id + SEAL_MOST - 1, NULL, &err), &err);
    ok(pship_statement_erase(NULL, tx, id + SEAL_MOST, NULL, &err), &err);
    commit(tx);
    expect_whole(model);
    ok(pship_model_verify(model, 2, before, &err), &err);
}
END_TEST

START_TEST(after_an_erasure_changes_still_show)
{
    static const char two[] = "transaction 2 is not as it was recorded";
    pship_statement_id id = measure_many(model, 3);
    erase(id + 1);
    seal_row *seal = writable_seal(model, id);
    for (size_t i = 0; i < 3; i++) {
        for (size_t j = 0; j < DIGEST_SIZE; j += 15) {
            seal->items[i][j] ^= 1;
            expect_broken(two);
            seal->items[i][j] ^= 1;
        }
    }
    expect_whole(model);
    writable_statement(model, id)->rank = PSHIP_RANK_DEPRECATED;
    expect_broken(two);
    writable_statement(model, id)->rank = PSHIP_RANK_NORMAL;
    /* The tombstone is held by the chain as well. */
    writable_statement(model, id + 1)->source = statement_at(model, id)->subject;
    expect_broken(two);
}
END_TEST

/* ---- long work, and copies */

static int cancel(void *user, const char *stage, double fraction)
{
    (void)fraction;
    if (strcmp(stage, "verifying") != 0) {
        return 0;
    }
    (*(int *)user)++;
    return 1;
}

static int cancel_sealing(void *user, const char *stage, double fraction)
{
    (void)fraction;
    return *(bool *)user && strcmp(stage, "sealing") == 0;
}

START_TEST(a_commit_that_is_cancelled_leaves_the_model_as_it_was)
{
    bool stop = false;
    pship_context *context = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    options.progress = cancel_sealing;
    options.progress_user = &stop;
    ok(pship_context_new(&context, &options, &err), &err);
    pship_model *watched = NULL;
    ok(pship_model_new(&watched, context, &err), &err);
    fill_ground(watched);
    int64_t before = pship_model_statement_count(watched);
    pship_transaction *transaction = begin_at(watched, 0, "to be stopped");
    measure(transaction, pship_value_text("a"), NULL);
    stop = true;
    ck_assert_int_eq(pship_transaction_commit(transaction, &err), PSHIP_E_CANCELLED);
    ck_assert_int_eq(pship_model_statement_count(watched), before);
    stop = false;
    ok(pship_transaction_commit(transaction, &err), &err); /* it is still open */
    ck_assert_int_eq(pship_model_statement_count(watched), before + 1);
    pship_transaction_free(transaction);
    ok(pship_model_verify(watched, 0, NULL, &err), &err);
    pship_model_free(watched);
    pship_context_free(context);
}
END_TEST

START_TEST(verifying_can_be_cancelled)
{
    int calls = 0;
    pship_context *context = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    options.progress = cancel;
    options.progress_user = &calls;
    ok(pship_context_new(&context, &options, &err), &err);
    pship_model *watched = NULL;
    ok(pship_model_new(&watched, context, &err), &err);
    fill_ground(watched);
    ck_assert_int_eq(pship_model_verify(watched, 0, NULL, &err), PSHIP_E_CANCELLED);
    ck_assert_int_eq(calls, 1);
    pship_model_free(watched);
    pship_context_free(context);
}
END_TEST

START_TEST(a_copy_has_the_same_digests)
{
    char folder[SCRATCH_SIZE], path[SCRATCH_SIZE + 32];
    char ours[PSHIP_DIGEST_TEXT_SIZE];
    char theirs[PSHIP_DIGEST_TEXT_SIZE];
    pship_statement_id id = measure_many(model, SEAL_MOST + 3);
    measure_many(model, 3);
    erase(id + 2);
    scratch_folder(folder);
    (void)snprintf(path, sizeof path, "%s/copy.pship", folder);
    ok(pship_model_save(model, path, &err), &err);
    pship_model *copy = NULL;
    ok(pship_model_open(&copy, NULL, path, NULL, &err), &err);
    expect_whole(copy);
    for (int64_t ordinal = 1; ordinal <= pship_model_transaction_count(model); ordinal++) {
        ok(pship_model_digest(ours, model, ordinal, &err), &err);
        ok(pship_model_digest(theirs, copy, ordinal, &err), &err);
        ck_assert_str_eq(ours, theirs);
        ok(pship_model_verify(copy, ordinal, ours, &err), &err);
    }
    pship_model_free(copy);
    scratch_remove_database(path);
    ck_assert_int_eq(rmdir(folder), 0);
}
END_TEST

typedef struct reader {
    const pship_model *model;
    atomic_bool stop;
    int failures;
} reader;

static void *verify_on(void *data)
{
    reader *self = data;
    do {
        self->failures += pship_model_verify(self->model, 0, NULL, NULL) != PSHIP_OK;
    } while (!atomic_load(&self->stop));
    return NULL;
}

START_TEST(one_verifies_while_another_erases)
{
    pship_statement_id id = measure_many(model, SEAL_MOST + 20);
    reader self = {.model = model};
    pthread_t thread;
    ck_assert_int_eq(pthread_create(&thread, NULL, verify_on, &self), 0);
    for (int i = 0; i < 20; i++) {
        erase(id + SEAL_MOST - 10 + i);
    }
    atomic_store(&self.stop, true);
    ck_assert_int_eq(pthread_join(thread, NULL), 0);
    ck_assert_int_eq(self.failures, 0);
    expect_whole(model);
}
END_TEST

Suite *test_suite(void);

Suite *test_suite(void)
{
    Suite *suite = suite_create("verify");
    TCase *tests = tcase_create("verify");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, a_model_verifies_whatever_it_has);
    tcase_add_test(tests, what_is_not_committed_is_not_looked_at);
    tcase_add_test(tests, a_digest_is_64_digits_and_changes_with_each_transaction);
    tcase_add_test(tests, there_is_no_digest_of_what_is_not_there);
    tcase_add_test(tests, an_anchor_holds_the_history_to_itself);
    tcase_add_test(tests, an_anchor_that_is_no_digest_is_refused);
    tcase_add_test(tests, somebody_who_recomputes_the_chain_needs_an_anchor_to_be_found);
    tcase_add_test(tests, a_change_names_the_first_transaction_that_it_is_in);
    tcase_add_test(tests, changed_heads_and_seeds_and_digests_show);
    tcase_add_test(tests, rows_that_do_not_go_together_show);
    tcase_add_test(tests, a_statement_that_no_transaction_counts_shows);
    tcase_add_test(tests, erasing_keeps_the_chain);
    tcase_add_test(tests, several_of_one_seal_are_erased_at_once);
    tcase_add_test(tests, after_an_erasure_changes_still_show);
    tcase_add_test(tests, verifying_can_be_cancelled);
    tcase_add_test(tests, a_commit_that_is_cancelled_leaves_the_model_as_it_was);
    tcase_add_test(tests, a_copy_has_the_same_digests);
    tcase_add_test(tests, one_verifies_while_another_erases);
    suite_add_tcase(suite, tests);
    return suite;
}
