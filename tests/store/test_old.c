/* A file of version 1, as the library wrote it then: tests/data/v1.pship. */
#include "alloc/failing.h"
#include "kept.h"
#include "store_help.h"
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

static void put_old_file(void)
{
    char name[1000];
    const char *root = getenv("PSHIP_SOURCE_ROOT");
    (void)snprintf(name, sizeof name, "%s/tests/data/v1.pship", root == NULL ? "." : root);
    image file = image_of(name);
    put_bytes(path, file.bytes, file.size);
    free(file.bytes);
}

static pship_result open_kept(pship_context *context, bool read_only, pship__store **store,
                              kept **all, pship_error *e)
{
    kept *made = calloc(1, sizeof *made);
    ck_assert_ptr_nonnull(made);
    pship__store *opened = NULL;
    pship_result result = pship__store_open(&opened, context, path, read_only, e);
    if (result == PSHIP_OK) {
        pship__store_sink rows = kept_sink(made);
        result = pship__store_read(opened, &rows, NULL, e);
    }
    if (result != PSHIP_OK) {
        pship__store_close(opened);
        kept_free(made);
        return result;
    }
    *store = opened;
    *all = made;
    return result;
}

/* All of the view `log` that version 1 had, as one text. */
static char *log_as_text(void)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *query = NULL;
    pship__buffer text;
    pship__buffer_init(&text, NULL);
    ck_assert_int_eq(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    ck_assert_int_eq(
        sqlite3_prepare_v2(db, "SELECT * FROM log ORDER BY statement", -1, &query, NULL),
        SQLITE_OK);
    while (sqlite3_step(query) == SQLITE_ROW) {
        for (int i = 0; i < 27; i++) {
            const char *cell = (const char *)sqlite3_column_text(query, i);
            pship__buffer_format(&text, "%s=%s|", sqlite3_column_name(query, i),
                                 cell == NULL ? "NULL" : cell);
        }
        pship__buffer_add_text(&text, "\n");
    }
    sqlite3_finalize(query);
    sqlite3_close(db);
    char *copy = pship__copy_text(NULL, text.bytes);
    pship__buffer_free(&text);
    return copy;
}

START_TEST(an_old_file_is_read_and_left_as_it_is)
{
    put_old_file();
    image before = image_of(path);
    for (int read_only = 0; read_only < 2; read_only++) {
        kept *all = NULL;
        pship__store *store = NULL;
        good(open_kept(NULL, read_only == 1, &store, &all, &err));
        ck_assert(pship__store_is_old(store));
        ck_assert_uint_eq(all->count.transactions, 3);
        ck_assert_uint_gt(all->count.statements, 20);
        pship__store_sink rows = kept_sink(all);
        extent count = all->count;
        good(pship__store_read(store, &rows, NULL, &err)); /* nothing new */
        ck_assert_int_eq(memcmp(&count, &all->count, sizeof count), 0);
        pship__store_feed feed = kept_feed(all);
        expect(pship__store_append(store, &feed, NULL, &err), PSHIP_E_INVALID,
               "older file version");
        pship__store_close(store);
        kept_free(all);
        ck_assert(is_image(path, before.bytes, before.size));
        ck_assert_int_eq(files_in_folder(false), 1);
    }
    free(before.bytes);
}
END_TEST

START_TEST(an_old_file_is_brought_up_and_says_the_same)
{
    kept *all = NULL, *again = NULL;
    pship__store *store = NULL;
    put_old_file();
    char *before = log_as_text();
    good(open_kept(NULL, false, &store, &all, &err));
    pship__store_feed feed = kept_feed(all);
    good(pship__store_upgrade(store, &feed, &err));
    ck_assert(!pship__store_is_old(store));
    expect(pship__store_upgrade(store, &feed, &err), PSHIP_E_INVALID, "newest file version");
    feed.from = feed.to; /* it can be appended to at once */
    good(pship__store_append(store, &feed, NULL, &err));
    pship__store_close(store);
    good(open_kept(NULL, false, &store, &again, &err));
    ck_assert(!pship__store_is_old(store));
    pship__store_close(store);
    ck_assert_int_eq(memcmp(&all->count, &again->count, sizeof all->count), 0);
    ck_assert_int_eq(memcmp(all->statements, again->statements, sizeof all->statements), 0);
    char *after = log_as_text();
    ck_assert_str_eq(before, after);
    pship__release(NULL, before);
    pship__release(NULL, after);
    kept_free(all);
    kept_free(again);
}
END_TEST

START_TEST(a_killed_upgrade_leaves_the_old_file_or_the_new_one)
{
    int old = 0, cycles = 30;
    for (int i = 0; i < cycles; i++) {
        files_in_folder(true);
        put_old_file();
        pid_t child = fork();
        if (child == 0) {
            kept *all = NULL;
            pship__store *store = NULL;
            if (open_kept(NULL, false, &store, &all, &err) == PSHIP_OK) {
                pship__store_feed feed = kept_feed(all);
                (void)!pship__store_upgrade(store, &feed, &err);
            }
            kill(getpid(), SIGKILL);
        }
        struct timespec pause = {0, i * 200000};
        nanosleep(&pause, NULL);
        kill(child, SIGKILL);
        ck_assert_int_eq(waitpid(child, NULL, 0), child);
        kept *all = NULL;
        pship__store *store = NULL;
        good(open_kept(NULL, i % 2 == 0, &store, &all, &err));
        old += pship__store_is_old(store);
        ck_assert_uint_eq(all->count.transactions, 3);
        pship__store_close(store);
        kept_free(all);
    }
    printf("# %d of %d were still old\n", old, cycles);
}
END_TEST

/* ---- memory */

static pship_result bring_up(void *data, pship_error *e)
{
    kept *all = NULL;
    pship__store *store = NULL;
    put_old_file();
    pship_result result = open_kept(data, false, &store, &all, e);
    if (result == PSHIP_OK) {
        pship__store_feed feed = kept_feed(all);
        result = pship__store_upgrade(store, &feed, e);
        pship__store_close(store);
        kept_free(all);
    }
    return result;
}

static pship_result append_and_erase(void *data, pship_error *e)
{
    made_sink sink;
    made_rewrite erased;
    pship__store *store = NULL;
    write_made(path, 5);
    pship_result result = pship__store_open(&store, data, path, false, e);
    if (result == PSHIP_OK) {
        pship__store_sink rows = made_sink_of(&sink);
        result = pship__store_read(store, &rows, NULL, e);
    }
    if (result == PSHIP_OK) {
        pship__store_feed feed = made_feed(5, 6);
        result = pship__store_append(store, &feed, made_rewrite_of(&erased, 5, 6), e);
        if (result == PSHIP_E_MEMORY) { /* undone, it can be done again */
            feed = made_feed(5, 6);
            pship_error again = PSHIP_ERROR_INIT;
            (void)!pship__store_append(store, &feed, made_rewrite_of(&erased, 5, 6), &again);
        }
    }
    pship__store_close(store);
    return result;
}

static void file_is_whole(void *data)
{
    (void)data;
    made_sink sink;
    good(open_made(path, true, &sink, NULL));
    assert_same(&sink);
    ck_assert_uint_ge(sink.count.transactions, 5);
}

START_TEST(no_memory_harms_no_upgrade_and_no_append)
{
    heap memory;
    pship_context *context = heap_context(&memory);
    heap_fail_each(&memory, bring_up, NULL, context);
    files_in_folder(true);
    heap_fail_each(&memory, append_and_erase, file_is_whole, context);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("old");
    TCase *tests = tcase_create("old");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, an_old_file_is_read_and_left_as_it_is);
    tcase_add_test(tests, an_old_file_is_brought_up_and_says_the_same);
    tcase_add_test(tests, a_killed_upgrade_leaves_the_old_file_or_the_new_one);
    tcase_add_test(tests, no_memory_harms_no_upgrade_and_no_append);
    suite_add_tcase(suite, tests);
    return suite;
}
