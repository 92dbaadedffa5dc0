/* Writing a whole file: it appears whole or not at all, and what stood there stays until then. */
#include "alloc/failing.h"
#include "store_help.h"
#include <errno.h>

START_TEST(an_older_model_file_is_replaced)
{
    write_made(path, 2);
    ck_assert_int_eq(chmod(path, 0640), 0);
    write_made(path, 5);
    assert_made(path, 5);
    ck_assert_int_eq(files_in_folder(false), 1);
    struct stat status;
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_uint_eq(status.st_mode & 0777, 0640); /* as the one before */
}
END_TEST

START_TEST(a_new_file_heeds_the_umask)
{
    struct stat status;
    mode_t before = umask(027);
    write_made(path, 1);
    umask(before);
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_uint_eq(status.st_mode & 0777, 0640);
}
END_TEST

START_TEST(a_link_is_followed)
{
    char link_name[200];
    struct stat status;
    (void)snprintf(link_name, sizeof link_name, "%s/link", folder);
    ck_assert_int_eq(symlink("what? 100% #1.pship", link_name), 0);
    write_made(link_name, 1); /* to where there is nothing yet */
    assert_made(path, 1);
    write_made(link_name, 2);
    assert_made(path, 2);
    ck_assert_int_eq(lstat(link_name, &status), 0);
    ck_assert(S_ISLNK(status.st_mode));
}
END_TEST

START_TEST(a_folder_that_is_not_there_is_said)
{
    char below[200];
    (void)snprintf(below, sizeof below, "%s/no/such.pship", folder);
    pship__store_feed rows = made_feed(0, 1);
    expect(pship__store_write(NULL, below, &rows, &err), PSHIP_E_IO, "it does not exist");
}
END_TEST

START_TEST(a_path_that_is_too_long_is_said)
{
    made_sink sink;
    char longer[1500];
    (void)snprintf(longer, sizeof longer, "%s/", folder);
    for (size_t i = strlen(longer); i + 2 < sizeof longer; i += 2) {
        memcpy(longer + i, "./", 3); /* to the operating system this is the folder */
    }
    strcpy(longer + sizeof longer - 8, "/x.pshi");
    pship__store_feed rows = made_feed(0, 1);
    pship_result result = pship__store_write(NULL, longer, &rows, &err);
    if (result != PSHIP_OK) {
        expect(result, PSHIP_E_IO, "its whole path is longer");
    }
    for (size_t i = strlen(folder); i + 1 < sizeof longer; i++) {
        longer[i] = i % 50 == 0 ? '/' : 'd';
    }
    expect(pship__store_write(NULL, longer, &rows, &err), PSHIP_E_IO, "its whole path is longer");
    expect(open_made(longer, true, &sink, NULL), PSHIP_E_NOT_FOUND, "there is no file");
}
END_TEST

START_TEST(a_file_in_use_is_not_replaced)
{
    made_sink sink;
    pship__store *store = NULL;
    write_made(path, 1);
    good(open_made(path, false, &sink, &store));
    good(append_made(store, 1, 2));
    pship__store_feed rows = made_feed(0, 5);
    expect(pship__store_write(NULL, path, &rows, &err), PSHIP_E_BUSY, "is not written: a -wal");
    good(append_made(store, 2, 3));
    pship__store_close(store);
    assert_made(path, 3);
    write_made(path, 5);
    assert_made(path, 5);
}
END_TEST

/* The new file would take it for its own. */
START_TEST(a_lone_wal_is_not_given_a_file)
{
    char beside[200];
    (void)snprintf(beside, sizeof beside, "%s-wal", path);
    put_bytes(beside, "x", 1);
    pship__store_feed rows = made_feed(0, 1);
    expect(pship__store_write(NULL, path, &rows, &err), PSHIP_E_BUSY, "is not written: a -wal");
    ck_assert_int_eq(files_in_folder(false), 1);
}
END_TEST

START_TEST(rows_that_are_refused_leave_the_target)
{
    write_made(path, 2);
    image before = image_of(path);
    pship__store_feed rows = made_feed(0, 9);
    rows.to.seals--;
    expect(pship__store_write(NULL, path, &rows, &err), PSHIP_E_ARGUMENT, "fewer or more rows");
    ck_assert(is_image(path, before.bytes, before.size));
    ck_assert_int_eq(files_in_folder(false), 1);
    free(before.bytes);
}
END_TEST

/* ---- progress */

typedef struct watcher {
    int calls, cancel_at;
    double last;
    char stage[32];
} watcher;

static int watch(void *user, const char *stage, double fraction)
{
    watcher *self = user;
    self->calls++;
    ck_assert(fraction >= self->last && fraction <= 1.0);
    self->last = fraction;
    (void)snprintf(self->stage, sizeof self->stage, "%s", stage);
    return self->calls == self->cancel_at;
}

static pship_context *watched(watcher *self, int cancel_at)
{
    pship_context *context = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    *self = (watcher){.cancel_at = cancel_at};
    options.progress = watch;
    options.progress_user = self;
    good(pship_context_new(&context, &options, &err));
    return context;
}

START_TEST(a_cancelled_write_leaves_the_target)
{
    watcher seen;
    write_made(path, 2);
    image before = image_of(path);
    pship_context *context = watched(&seen, 1);
    pship__store_feed rows = made_feed(0, 500);
    expect(pship__store_write(context, path, &rows, &err), PSHIP_E_CANCELLED, "saving");
    ck_assert_int_eq(seen.calls, 1);
    ck_assert_str_eq(seen.stage, "saving");
    ck_assert(is_image(path, before.bytes, before.size));
    ck_assert_int_eq(files_in_folder(false), 1);
    pship_context_free(context);
    free(before.bytes);
}
END_TEST

START_TEST(a_cancelled_opening_leaves_the_file)
{
    watcher seen;
    made_sink sink;
    pship__store *store = NULL;
    write_made(path, 30);
    image before = image_of(path);
    pship_context *context = watched(&seen, 1);
    good(pship__store_open(&store, context, path, false, &err));
    expect(read_made(store, &sink), PSHIP_E_CANCELLED, "opening");
    ck_assert_str_eq(seen.stage, "opening");
    pship__store_close(store);
    pship_context_free(context);
    ck_assert(is_image(path, before.bytes, before.size));
    ck_assert_int_eq(files_in_folder(false), 1);
    free(before.bytes);
}
END_TEST

/* ---- memory */

static pship_result write_twice(void *data, pship_error *e)
{
    pship__store_feed rows = made_feed(0, 2);
    pship_result result = pship__store_write(data, path, &rows, e);
    return result == PSHIP_OK ? pship__store_write(data, path, &rows, e) : result;
}

static pship_result open_and_read(pship_context *context, bool read_only, pship_error *e)
{
    made_sink sink;
    pship__store *store = NULL;
    pship_result result = pship__store_open(&store, context, path, read_only, e);
    if (result == PSHIP_OK) {
        pship__store_sink rows = made_sink_of(&sink);
        result = pship__store_read(store, &rows, NULL, e);
    }
    pship__store_close(store);
    return result;
}

static pship_result open_both_ways(void *data, pship_error *e)
{
    pship_result result = open_and_read(data, false, e);
    return result == PSHIP_OK ? open_and_read(data, true, e) : result;
}

static void one_whole_file(void *data)
{
    (void)data;
    ck_assert_int_eq(files_in_folder(false), 1);
    assert_made(path, 2);
}

START_TEST(no_memory_harms_no_file)
{
    heap memory;
    pship_context *context = heap_context(&memory);
    write_made(path, 2);
    heap_fail_each(&memory, write_twice, one_whole_file, context);
    heap_fail_each(&memory, open_both_ways, one_whole_file, context);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("replace");
    TCase *tests = tcase_create("replace");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, an_older_model_file_is_replaced);
    tcase_add_test(tests, a_new_file_heeds_the_umask);
    tcase_add_test(tests, a_link_is_followed);
    tcase_add_test(tests, a_folder_that_is_not_there_is_said);
    tcase_add_test(tests, a_path_that_is_too_long_is_said);
    tcase_add_test(tests, a_file_in_use_is_not_replaced);
    tcase_add_test(tests, a_lone_wal_is_not_given_a_file);
    tcase_add_test(tests, rows_that_are_refused_leave_the_target);
    tcase_add_test(tests, a_cancelled_write_leaves_the_target);
    tcase_add_test(tests, a_cancelled_opening_leaves_the_file);
    tcase_add_test(tests, no_memory_harms_no_file);
    suite_add_tcase(suite, tests);
    return suite;
}
