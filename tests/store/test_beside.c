/* A process that reads beside one that writes: whole transactions only, and only ever more of them. */
#include "shim_vfs.h"
#include "store_help.h"
#include <fcntl.h>
#include <locale.h>
#include <partnership/partnership.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

enum { WRITTEN = 60, BETWEEN_LOOKS = 10, MODEL_ROUNDS = 40 };

/* The end of a child, with all its memory. */
static void leave(bool fine)
{
    if (fine) {
        kill(getpid(), SIGKILL);
    }
    _exit(1);
}

static void wait_for(pid_t child)
{
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_msg(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL, "the writer failed");
}

static bool is_running(pid_t child)
{
    siginfo_t info = {0};
    return waitid(P_PID, (id_t)child, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == 0;
}

static void pause_a_little(void)
{
    struct timespec pause = {0, 1000000};
    nanosleep(&pause, NULL);
}

/* Bytes, one for each look of the reader: the writer waits for some, or a reader that seldom has its turn would see nothing but
 * the end. */
static int looks[2];

static void open_looks(void)
{
    ck_assert_int_eq(pipe(looks), 0);
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(fcntl(looks[i], F_SETFL, O_NONBLOCK), 0);
    }
}

static void close_looks(void)
{
    close(looks[0]);
    close(looks[1]);
}

static void tell_look(void)
{
    (void)!write(looks[1], "", 1); /* where they are full, there are enough */
}

/* Until a look has begun and ended; or the reader, with its end of the pipe, is gone. */
static void wait_for_look(void)
{
    char byte;
    struct pollfd told = {.fd = looks[0], .events = POLLIN};
    while (read(looks[0], &byte, 1) == 1) {
    }
    for (int i = 0; i < 2; i++) { /* the first may have begun before */
        (void)poll(&told, 1, -1);
        (void)!read(looks[0], &byte, 1);
    }
}

static pid_t start_writer(size_t from, size_t to)
{
    open_looks();
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        close(looks[1]);
        made_sink sink;
        pship__store *store = NULL;
        bool fine = open_made(path, false, &sink, &store) == PSHIP_OK;
        for (size_t i = from; i < to && fine; i++) {
            if (i % BETWEEN_LOOKS == 0) {
                wait_for_look();
            }
            while (append_made(store, i, i + 1) != PSHIP_OK && fine) {
                fine = err.code == PSHIP_E_BUSY; /* a reader may hold it for a moment */
            }
            pause_a_little();
        }
        pship__store_close(fine ? store : NULL);
        leave(fine);
    }
    return child;
}

START_TEST(a_reader_that_opens_again_sees_whole_transactions)
{
    size_t seen = 5, rounds = 0, steps = 0;
    write_made(path, 5);
    pid_t child = start_writer(5, WRITTEN);
    while (is_running(child)) {
        made_sink sink;
        pship_result result = open_made(path, true, &sink, NULL);
        rounds++;
        if (result == PSHIP_E_BUSY) {
            continue; /* says so, and hands out nothing */
        }
        good(result);
        assert_same(&sink);
        ck_assert_uint_ge(sink.count.transactions, seen);
        steps += sink.count.transactions > seen;
        seen = sink.count.transactions;
        tell_look();
    }
    wait_for(child);
    close_looks();
    assert_made(path, WRITTEN);
    printf("# %zu looks, %zu times more was there\n", rounds, steps);
    ck_assert_uint_ge(steps, WRITTEN / BETWEEN_LOOKS - 1);
}
END_TEST

/* Reads on from where it was; where something was erased meanwhile, it starts over. */
static pship_result read_on(pship__store *store, made_sink *sink, bool *rewritten)
{
    made_sink before = *sink;
    pship__store_sink rows = made_sink_onto(sink);
    pship_result result = pship__store_read(store, &rows, rewritten, &err);
    if (result != PSHIP_OK) {
        *sink = before; /* what came is to be thrown away */
    }
    return result;
}

static void read_beside(bool read_only)
{
    made_sink sink;
    pship__store *store = NULL;
    size_t seen = 5, steps = 0, erased = 0, busy = 0;
    write_made(path, 5);
    pid_t child = start_writer(5, WRITTEN);
    pship_result opened;
    do {
        opened = open_made(path, read_only, &sink, &store);
    } while (opened == PSHIP_E_BUSY);
    good(opened);
    assert_same(&sink);
    for (bool last = false; !last;) {
        bool rewritten = false;
        last = !is_running(child);
        pship_result result = read_on(store, &sink, &rewritten);
        if (result == PSHIP_E_BUSY) {
            ck_assert(!last);
            busy++;
            continue;
        }
        good(result);
        ck_assert_uint_ge(sink.count.transactions, seen);
        steps += sink.count.transactions > seen;
        seen = sink.count.transactions;
        tell_look();
        if (rewritten) {
            erased++;
            pship__store_close(store);
            do {
                opened = open_made(path, read_only, &sink, &store);
            } while (opened == PSHIP_E_BUSY);
            good(opened);
        }
        assert_same(&sink);
    }
    wait_for(child);
    close_looks();
    pship__store_close(store);
    printf("# %s: %zu times more was there, %zu times something was erased, %zu times busy\n",
           read_only ? "read only" : "read and write", steps, erased, busy);
    ck_assert_uint_eq(seen, WRITTEN);
    ck_assert_uint_ge(steps, WRITTEN / BETWEEN_LOOKS - 1);
    assert_made(path, WRITTEN);
}

START_TEST(a_reader_that_reads_on_sees_whole_transactions)
{
    read_beside(_i == 1);
}
END_TEST

/* Lets a writer come and go once the first row has been read. */
static pship_result take_text_and_write(void *user, const char *text, size_t length, pship_error *e)
{
    static made_sink other;
    made_sink *sink = user;
    pship__store *store = NULL;
    if (sink->count.texts == 0) {
        good(open_made(path, false, &other, &store));
        good(append_made(store, 60, 120)); /* erases, so that every page is made anew */
        pship__store_close(store);
    }
    return take_text(user, text, length, e);
}

START_TEST(a_file_that_is_written_while_it_is_read_is_busy_and_not_damaged)
{
    made_sink sink;
    pship__store *store = NULL;
    write_made(path, 60);
    good(pship__store_open(&store, NULL, path, true, &err));
    pship__store_sink rows = made_sink_of(&sink);
    rows.text = take_text_and_write;
    expect(pship__store_read(store, &rows, NULL, &err), PSHIP_E_BUSY,
           "another process has written to '");
    pship__store_close(store);
    assert_made(path, 120);
}
END_TEST

/* A writer that comes and goes between two looks of one reader at the file. */
static void write_more(void)
{
    static made_sink other;
    pship__store *store = NULL;
    good(open_made(path, false, &other, &store));
    good(append_made(store, 60, 120));
    pship__store_close(store);
}

START_TEST(a_file_that_grows_while_it_is_looked_at_is_not_cut_short)
{
    made_sink sink;
    write_made(path, 60);
    shim_on();
    shim.before_read = write_more; /* the size is known by then, the header is not */
    good(open_made(path, true, &sink, NULL));
    ck_assert(shim.before_read == NULL);
    shim_off();
    assert_same(&sink);
    ck_assert_uint_eq(sink.count.transactions, 120);
}
END_TEST

/* Every look finds that another one has been writing. */
static void write_again_and_again(void)
{
    struct stat status;
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_int_eq(truncate(path, status.st_size - 1), 0);
    shim.before_read = write_again_and_again;
}

START_TEST(a_file_that_never_keeps_still_is_busy)
{
    made_sink sink;
    write_made(path, 5);
    shim_on();
    write_again_and_again();
    expect(open_made(path, true, &sink, NULL), PSHIP_E_BUSY, "another process writes to '");
    shim.before_read = NULL;
    shim_off();
}
END_TEST

/* ---- the same with models */

static bool state_pair(pship_model *model, int number)
{
    char digits[16];
    pship_transaction *tx = NULL;
    bool fine = pship_transaction_begin(&tx, model, NULL, &err) == PSHIP_OK;
    (void)snprintf(digits, sizeof digits, "%d", number);
    static const char *const both[] = {"left", "right"};
    if (fine && number == 0) {
        fine = pship_property_define(tx, "remark", NULL, &err) == PSHIP_OK;
    }
    for (int i = 0; i < 2 && fine; i++) {
        fine = (number > 0 || pship_entity_record(tx, "figure", both[i], &err) == PSHIP_OK) &&
               pship_statement_assert_text(NULL, tx, both[i], "remark", digits, NULL, NULL, &err) ==
                   PSHIP_OK;
    }
    fine = fine && pship_transaction_commit(tx, &err) == PSHIP_OK;
    pship_transaction_free(tx);
    return fine;
}

/* How many values of a subject are on record. */
static int64_t values_of(const pship_model *model, const char *subject)
{
    pship_table *table = NULL;
    good(pship_model_history(&table, model, subject, "remark", &err));
    int64_t rows = pship_table_rows(table);
    pship_table_free(table);
    return rows;
}

START_TEST(a_model_that_is_refreshed_beside_a_writer_has_whole_transactions)
{
    pship_model *model = NULL;
    int64_t seen = 0;
    good(pship_model_new(&model, NULL, &err));
    ck_assert_msg(state_pair(model, 0), "%s", err.message);
    good(pship_model_save(model, path, &err));
    pship_model_free(model);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        bool fine = pship_model_open(&model, NULL, path, NULL, &err) == PSHIP_OK;
        for (int i = 1; i <= MODEL_ROUNDS && fine; i++) {
            fine = state_pair(model, i);
            pause_a_little();
        }
        pship_model_free(fine ? model : NULL);
        leave(fine);
    }
    pship_model_options reading = PSHIP_MODEL_OPTIONS_INIT;
    reading.read_only = true;
    pship_result result;
    do {
        result = pship_model_open(&model, NULL, path, &reading, &err);
    } while (result == PSHIP_E_BUSY);
    good(result);
    for (bool last = false; !last;) {
        last = !is_running(child);
        result = pship_model_refresh(model, &err);
        ck_assert_msg(result == PSHIP_OK || (result == PSHIP_E_BUSY && !last), "%s", err.message);
        int64_t left = values_of(model, "left");
        ck_assert_int_eq(left, values_of(model, "right"));
        ck_assert_int_eq(left, pship_model_transaction_count(model));
        ck_assert_int_ge(left, seen);
        good(pship_model_verify(model, 0, NULL, &err));
        seen = left;
    }
    wait_for(child);
    ck_assert_int_eq(seen, MODEL_ROUNDS + 1);
    pship_model_free(model);
}
END_TEST

/* ---- a commit that fails */

/* True where the commit did fail the first time. */
static bool commit_again_after(shim_fault fault, long n, bool erasing)
{
    pship_model *model = NULL, *again = NULL;
    pship_transaction *tx = NULL;
    good(pship_model_open(&model, NULL, path, NULL, &err));
    int64_t statements = pship_model_statement_count(model);
    int64_t transactions = pship_model_transaction_count(model);
    char before[PSHIP_DIGEST_TEXT_SIZE], after[PSHIP_DIGEST_TEXT_SIZE];
    good(pship_model_digest(before, model, 0, &err));
    good(pship_transaction_begin(&tx, model, NULL, &err));
    pship_value value = pship_value_text("new");
    good(pship_statement_correct(NULL, tx, statements, &value, NULL, &err));
    if (erasing) {
        good(pship_statement_erase(NULL, tx, statements - 2, NULL, &err));
    }
    shim_set(fault, n, true);
    pship_result result = pship_transaction_commit(tx, &err);
    shim_set(FAULT_NONE, 0, false);
    if (result != PSHIP_OK) {
        ck_assert_int_eq(result, PSHIP_E_IO);
        ck_assert_int_eq(pship_model_statement_count(model), statements);
        ck_assert_int_eq(pship_model_transaction_count(model), transactions);
        good(pship_model_digest(after, model, 0, &err));
        ck_assert_str_eq(before, after);
        good(pship_model_verify(model, 0, NULL, &err));
        pship_model_options reading = PSHIP_MODEL_OPTIONS_INIT;
        reading.read_only = true;
        good(pship_model_open(&again, NULL, path, &reading, &err));
        ck_assert_int_eq(pship_model_statement_count(again), statements);
        good(pship_model_digest(after, again, 0, &err));
        ck_assert_str_eq(before, after);
        pship_model_free(again);
        good(pship_transaction_commit(tx, &err));
    }
    pship_transaction_free(tx);
    ck_assert_int_eq(pship_model_transaction_count(model), transactions + 1);
    good(pship_model_digest(before, model, 0, &err));
    pship_model_free(model);
    good(pship_model_open(&model, NULL, path, NULL, &err));
    ck_assert_int_eq(pship_model_transaction_count(model), transactions + 1);
    good(pship_model_verify(model, 0, before, &err));
    pship_model_free(model);
    return result != PSHIP_OK;
}

START_TEST(a_commit_that_fails_leaves_the_model_and_can_be_repeated)
{
    static const shim_fault faults[] = {FAULT_WRITE, FAULT_FULL, FAULT_SHORT_WRITE, FAULT_SYNC,
                                        FAULT_SIZE};
    pship_model *model = NULL;
    long count = 0, failed = 0;
    good(pship_model_new(&model, NULL, &err));
    for (int i = 0; i < 3; i++) {
        ck_assert_msg(state_pair(model, i), "%s", err.message);
    }
    good(pship_model_save(model, path, &err));
    pship_model_free(model);
    image start = image_of(path);
    shim_on();
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        for (long n = 1; n <= 80; n++, count++) {
            put_bytes(path, start.bytes, start.size);
            failed += commit_again_after(faults[i], (n + 1) / 2, n % 2 == 0);
        }
    }
    shim_off();
    printf("# of %ld commits %ld failed\n", count, failed);
    ck_assert_int_gt(failed, 20);
    free(start.bytes);
}
END_TEST

/* ---- locales */

START_TEST(a_decimal_comma_changes_no_byte)
{
    static const char *const names[] = {"", "de_DE.UTF-8", "de_DE", "fr_FR.UTF-8", "az_AZ.UTF-8"};
    bool comma = false;
    made_sink sink;
    write_made(path, 45);
    image plain = image_of(path);
    for (size_t i = 0; i < sizeof names / sizeof names[0] && !comma; i++) {
        comma = setlocale(LC_ALL, names[i]) != NULL && localeconv()->decimal_point[0] == ',';
    }
    if (!comma) {
        printf("# skipped: no locale with a decimal comma\n");
    } else {
        write_made(path, 45);
        ck_assert(is_image(path, plain.bytes, plain.size));
        good(open_made(path, true, &sink, NULL));
        assert_same(&sink);
    }
    setlocale(LC_ALL, "C");
    free(plain.bytes);
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("beside");
    TCase *tests = tcase_create("beside");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, a_reader_that_opens_again_sees_whole_transactions);
    tcase_add_loop_test(tests, a_reader_that_reads_on_sees_whole_transactions, 0, 2);
    tcase_add_test(tests, a_file_that_is_written_while_it_is_read_is_busy_and_not_damaged);
    tcase_add_test(tests, a_file_that_grows_while_it_is_looked_at_is_not_cut_short);
    tcase_add_test(tests, a_file_that_never_keeps_still_is_busy);
    tcase_add_test(tests, a_model_that_is_refreshed_beside_a_writer_has_whole_transactions);
    tcase_add_test(tests, a_commit_that_fails_leaves_the_model_and_can_be_repeated);
    tcase_add_test(tests, a_decimal_comma_changes_no_byte);
    suite_add_tcase(suite, tests);
    return suite;
}
