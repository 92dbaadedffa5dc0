/* Appending: all of a transaction or none, acknowledged means there, and one writer at a time. */
#include "chance.h"
#include "store_help.h"
#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

enum { CYCLES = 200, BEFORE_KILL = 12, LONGEST_PAUSE = 2000000 /* nanoseconds */ };

/* Appends until it is killed, every seventh time erasing something, every tenth time twelve
 * transactions at once, and some of them with thousands of statements; and says each ordinal only once it was acknowledged. The child must
 * not return into the test. */
static void append_and_tell(int tell)
{
    made_sink sink;
    pship__store *store = NULL;
    if (open_made(path, false, &sink, &store) != PSHIP_OK || made_difference(&sink) != NULL) {
        _exit(1);
    }
    for (size_t from = sink.count.transactions, done;; from = done) {
        done = from + (from % 10 == 0 ? 12 : 1);
        if (append_made(store, from, done) != PSHIP_OK) {
            _exit(2);
        }
        if (write(tell, &done, sizeof done) != (ssize_t)sizeof done) {
            _exit(3);
        }
    }
}

/* One life of a writer, ended at a random instant after `count` transactions. Returns the last one
 * it acknowledged. */
static size_t run_and_kill(int count)
{
    int ends[2];
    size_t last = 0, done;
    ck_assert_int_eq(pipe(ends), 0);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        close(ends[0]);
        append_and_tell(ends[1]);
    }
    close(ends[1]);
    for (int i = 0; i < count && read(ends[0], &done, sizeof done) == (ssize_t)sizeof done; i++) {
        last = done;
    }
    struct timespec pause = {0, roll(LONGEST_PAUSE)};
    nanosleep(&pause, NULL);
    ck_assert_int_eq(kill(child, SIGKILL), 0);
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_msg(WIFSIGNALED(status), "the writer failed by itself: %d", WEXITSTATUS(status));
    while (read(ends[0], &done, sizeof done) == (ssize_t)sizeof done) {
        last = done;
    }
    close(ends[0]);
    return last;
}

START_TEST(killed_writers_lose_nothing_acknowledged)
{
    made_sink sink;
    uint64_t start = chance_start();
    for (int cycle = 0, cycles = chance_cases(CYCLES); cycle < cycles; cycle++) {
        if (cycle % 100 == 0) {
            write_made(path, 1); /* or the file grows with the square of the cycles */
        }
        uint64_t seed = start + (uint64_t)cycle;
        chance_seed(seed);
        size_t last = run_and_kill(1 + roll(BEFORE_KILL));
        ck_assert_uint_gt(last, 0);
        bool read_only = cycle % 2 == 0;
        good(open_made(path, read_only, &sink, NULL));
        assert_same(&sink);
        ck_assert_msg(sink.count.transactions >= last && sink.count.transactions <= last + 12,
                      "seed %llu: %zu acknowledged, %zu there", (unsigned long long)seed, last,
                      sink.count.transactions);
    }
}
END_TEST

/* The end of a child: killed when all went well, so that no tool looks at what it did not free. */
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
    ck_assert_int_ge(child, 0);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_msg(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL, "the other process failed");
}

/* A writer that goes away without closing, so that its rows are still in the -wal. */
static void append_and_leave(size_t from, size_t to)
{
    pid_t child = fork();
    if (child == 0) {
        made_sink sink;
        pship__store *store = NULL;
        leave(open_made(path, false, &sink, &store) == PSHIP_OK &&
              append_made(store, from, to) == PSHIP_OK);
    }
    wait_for(child);
}

START_TEST(a_writer_that_just_leaves_loses_nothing)
{
    write_made(path, 1);
    image before = image_of(path);
    append_and_leave(1, 4);
    ck_assert(is_image(path, before.bytes, before.size)); /* it is all in the -wal */
    assert_made(path, 4);
    append_and_leave(4, 5);
    made_sink sink;
    good(open_made(path, false, &sink, NULL));
    ck_assert_uint_eq(sink.count.transactions, 5);
    ck_assert_int_eq(files_in_folder(false), 1);
    assert_made(path, 5);
    free(before.bytes);
}
END_TEST

START_TEST(damage_under_a_wal_left_behind_is_not_touched)
{
    made_sink sink;
    char wal_name[200];
    (void)snprintf(wal_name, sizeof wal_name, "%s-wal", path);
    write_made(path, 60); /* so that the first block is on a page that is not written again */
    append_and_leave(60, 63);
    image file = image_of(path), wal = image_of(wal_name);
    const char *words = "Carries trains.";
    size_t at = 0;
    while (at + strlen(words) < file.size && memcmp(file.bytes + at, words, strlen(words)) != 0) {
        at++;
    }
    ck_assert_uint_lt(at + strlen(words), file.size);
    file.bytes[at] = '\xff';
    put_bytes(path, file.bytes, file.size);
    for (int mode = 0; mode < 2; mode++) {
        expect(open_made(path, mode == 0, &sink, NULL), PSHIP_E_FORMAT,
               "row 1 of the table block: its checksum is not that of its content");
        ck_assert(is_image(path, file.bytes, file.size));
        ck_assert(is_image(wal_name, wal.bytes, wal.size));
    }
    file.bytes[at] = 'C';
    put_bytes(path, file.bytes, file.size);
    assert_made(path, 63);
    free(file.bytes);
    free(wal.bytes);
}
END_TEST

/* ---- a disk that is full: no file may grow beyond `bytes`. */

static struct rlimit unlimited;

/* Nothing between this and lift_limit() may assert: Check notes each assertion in a file. */
static void limit_files(rlim_t bytes)
{
    struct rlimit limit;
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &unlimited), 0);
    limit = unlimited;
    limit.rlim_cur = bytes;
    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0) {
        abort();
    }
}

static void lift_limit(void)
{
    if (setrlimit(RLIMIT_FSIZE, &unlimited) != 0) {
        abort();
    }
    signal(SIGXFSZ, SIG_DFL);
}

START_TEST(a_full_disk_fails_the_append_and_no_more)
{
    int failed = 0;
    made_sink sink;
    pship__store *store = NULL;
    for (rlim_t limit = 0; limit <= 1300000; limit += 50000) {
        write_made(path, 3);
        good(open_made(path, false, &sink, &store));
        limit_files(limit);
        pship_result result = append_made(store, 3, 200);
        lift_limit();
        if (result == PSHIP_OK) {
            pship__store_close(store);
            assert_made(path, 200);
            continue;
        }
        failed++;
        expect(result, PSHIP_E_IO, "cannot write to '");
        expect(result, PSHIP_E_IO, "the file is too large");
        if (failed % 2 == 0) { /* the same store can go on */
            good(append_made(store, 3, 5));
        }
        pship__store_close(store);
        assert_made(path, failed % 2 == 0 ? 5 : 3);
    }
    ck_assert_int_gt(failed, 10);
    assert_made(path, 200);
}
END_TEST

START_TEST(a_full_disk_leaves_the_target_as_it_was)
{
    int failed = 0;
    write_made(path, 3);
    image before = image_of(path);
    for (rlim_t limit = 0; limit <= 60000; limit += 6000) {
        pship__store_feed rows = made_feed(0, 200);
        limit_files(limit);
        pship_result result = pship__store_write(NULL, path, &rows, &err);
        lift_limit();
        failed++;
        expect(result, PSHIP_E_IO, "cannot write '");
        ck_assert(is_image(path, before.bytes, before.size));
        ck_assert_int_eq(files_in_folder(false), 1);
    }
    ck_assert_int_eq(failed, 11);
    free(before.bytes);
}
END_TEST

/* ---- one writer */

START_TEST(a_second_writer_is_found_out)
{
    made_sink sink;
    pship__store *first = NULL, *second = NULL;
    write_made(path, 1);
    good(open_made(path, false, &sink, &first));
    append_and_leave(1, 2);
    expect(append_made(first, 1, 2), PSHIP_E_BUSY, "another process has written to '");
    expect(append_made(first, 1, 2), PSHIP_E_BUSY, "another process has written to '");
    good(open_made(path, false, &sink, &second));
    ck_assert_uint_eq(sink.count.transactions, 2);
    good(append_made(second, 2, 3));
    good(read_made(first, &sink)); /* whoever has read it all may go on */
    good(append_made(first, 3, 4));
    expect(append_made(second, 3, 4), PSHIP_E_BUSY, "another process has written to '");
    pship__store_close(first);
    pship__store_close(second);
    assert_made(path, 4);
}
END_TEST

START_TEST(a_locked_file_is_busy_and_then_not)
{
    made_sink sink;
    sqlite3 *other = NULL;
    pship__store *store = NULL;
    write_made(path, 1);
    good(open_made(path, false, &sink, &store));
    ck_assert_int_eq(sqlite3_open_v2(path, &other, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    expect(append_made(store, 1, 2), PSHIP_E_BUSY, "another process is using it");
    ck_assert_int_eq(sqlite3_close(other), SQLITE_OK);
    good(append_made(store, 1, 2));
    pship__store_close(store);
    assert_made(path, 2);
}
END_TEST

/* Closing any descriptor of a file drops the locks of a whole process; a look must not. */
START_TEST(a_look_at_an_open_file_keeps_its_locks)
{
    made_sink sink;
    pship__store *store = NULL;
    char wal_name[200];
    (void)snprintf(wal_name, sizeof wal_name, "%s-wal", path);
    write_made(path, 1);
    good(open_made(path, false, &sink, &store));
    good(append_made(store, 1, 2));
    good(pship__store_probe(path, &err));
    pship__store_feed rows = made_feed(0, 1);
    expect(pship__store_write(NULL, path, &rows, &err), PSHIP_E_BUSY, "somebody has it open");
    pid_t child = fork();
    if (child == 0) {
        /* Were it alone, its close would put the -wal into the file and delete it. */
        pship__store *second = NULL;
        bool fine =
            open_made(path, false, &sink, &second) == PSHIP_OK && sink.count.transactions == 2;
        pship__store_close(second);
        leave(fine);
    }
    wait_for(child);
    ck_assert_int_eq(access(wal_name, F_OK), 0);
    good(append_made(store, 2, 3));
    assert_made(path, 3);
    pship__store_close(store);
    assert_made(path, 3);
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("durable");
    TCase *tests = tcase_create("durable");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 280);
    tcase_add_test(tests, killed_writers_lose_nothing_acknowledged);
    tcase_add_test(tests, a_writer_that_just_leaves_loses_nothing);
    tcase_add_test(tests, damage_under_a_wal_left_behind_is_not_touched);
    tcase_add_test(tests, a_full_disk_fails_the_append_and_no_more);
    tcase_add_test(tests, a_full_disk_leaves_the_target_as_it_was);
    tcase_add_test(tests, a_second_writer_is_found_out);
    tcase_add_test(tests, a_locked_file_is_busy_and_then_not);
    tcase_add_test(tests, a_look_at_an_open_file_keeps_its_locks);
    suite_add_tcase(suite, tests);
    return suite;
}
