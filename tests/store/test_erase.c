/* Erasing, and reading on where another one left off. */
#include "store_help.h"

/* Is it anywhere in the file or its -wal, byte by byte? */
static bool lies_about(const char *words)
{
    static const char *const suffixes[] = {"", "-wal"};
    bool found = false;
    for (size_t i = 0; i < 2; i++) {
        char name[200];
        (void)snprintf(name, sizeof name, "%s%s", path, suffixes[i]);
        if (access(name, F_OK) != 0) {
            continue;
        }
        image file = image_of(name);
        size_t length = strlen(words);
        for (size_t at = 0; at + length <= file.size && !found; at++) {
            found = memcmp(file.bytes + at, words, length) == 0;
        }
        free(file.bytes);
    }
    return found;
}

START_TEST(nothing_of_what_was_erased_is_left)
{
    made_sink sink;
    pship__store *store = NULL;
    write_made(path, 1);
    good(open_made(path, false, &sink, &store));
    for (size_t i = 1; i < 60; i++) {
        char secret[40];
        size_t of = i + 1 - ERASED_BEFORE;
        bool erases = i % ERASE_EVERY == ERASE_EVERY - 2;
        (void)snprintf(secret, sizeof secret, "secret-of-%zu-", of);
        ck_assert(!erases || lies_about(secret));
        good(append_made(store, i, i + 1));
        ck_assert(!erases || !lies_about(secret));
    }
    pship__store_close(store);
    assert_made(path, 60);
}
END_TEST

START_TEST(a_reader_delays_the_wiping_and_no_more)
{
    made_sink sink;
    sqlite3 *other = NULL;
    sqlite3_stmt *query = NULL;
    pship__store *store = NULL;
    write_made(path, 1);
    good(open_made(path, false, &sink, &store));
    good(append_made(store, 1, 5));
    ck_assert_int_eq(sqlite3_open_v2(path, &other, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_prepare_v2(other, "SELECT * FROM block", -1, &query, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(query), SQLITE_ROW);
    good(append_made(store, 5, 6));
    ck_assert(lies_about("secret-of-3-"));
    sqlite3_finalize(query);
    ck_assert_int_eq(sqlite3_close(other), SQLITE_OK);
    good(append_made(store, 6, 7));
    ck_assert(!lies_about("secret-of-3-"));
    pship__store_close(store);
    assert_made(path, 7);
}
END_TEST

static const char *live_text(const void *user, size_t ordinal)
{
    (void)user;
    return ordinal == made_own_text(2) ? NULL : made_text(ordinal, 0);
}

START_TEST(what_is_in_use_is_not_erased)
{
    made_sink sink;
    pship__store *store = NULL;
    write_made(path, 3);
    image before = image_of(path);
    good(open_made(path, false, &sink, &store));
    uint32_t text = made_own_text(2), none = 9999;
    pship__store_rewrite rewrite = {.texts = &text, .text_count = 1};
    pship__store_feed rows = made_feed(3, 4);
    rows.text = live_text;
    expect(pship__store_append(store, &rows, &rewrite, &err), PSHIP_E_ARGUMENT, "still in use");
    rewrite.texts = &none;
    expect(pship__store_append(store, &rows, &rewrite, &err), PSHIP_E_ARGUMENT, "never written");
    good(append_made(store, 3, 4));
    pship__store_close(store);
    assert_made(path, 4);
    free(before.bytes);
}
END_TEST

/* ---- reading on */

START_TEST(only_what_is_new_is_read_again)
{
    for (int read_only = 0; read_only < 2; read_only++) {
        made_sink sink, other;
        bool rewritten = true;
        pship__store *writer = NULL, *reader = NULL;
        write_made(path, 4);
        good(pship__store_open(&reader, NULL, path, read_only == 1, &err));
        pship__store_sink rows = made_sink_of(&sink);
        good(pship__store_read(reader, &rows, &rewritten, &err));
        ck_assert(!rewritten);
        good(open_made(path, false, &other, &writer));
        good(append_made(writer, 4, 5));
        good(pship__store_read(reader, &rows, &rewritten, &err));
        assert_same(&sink);
        ck_assert_uint_eq(sink.count.transactions, 5);
        ck_assert(!rewritten);
        good(append_made(writer, 5, 6)); /* erases */
        good(append_made(writer, 6, 41));
        good(pship__store_read(reader, &rows, &rewritten, &err));
        ck_assert(rewritten);
        ck_assert_uint_eq(sink.count.transactions, 41);
        ck_assert_ptr_null(sink.difference);
        pship__store_close(writer);
        good(pship__store_read(reader, &rows, &rewritten, &err));
        ck_assert_uint_eq(sink.count.transactions, 41);
        ck_assert(!rewritten);
        pship__store_close(reader);
        assert_made(path, 41);
    }
}
END_TEST

START_TEST(a_file_that_was_replaced_is_not_read_on)
{
    made_sink sink;
    pship__store *reader = NULL;
    write_made(path, 4);
    good(open_made(path, true, &sink, &reader));
    write_made(path, 9);
    pship__store_sink rows = made_sink_of(&sink);
    expect(pship__store_read(reader, &rows, NULL, &err), PSHIP_E_BUSY, "has been replaced");
    pship__store_close(reader);
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("erase");
    TCase *tests = tcase_create("erase");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, nothing_of_what_was_erased_is_left);
    tcase_add_test(tests, a_reader_delays_the_wiping_and_no_more);
    tcase_add_test(tests, what_is_in_use_is_not_erased);
    tcase_add_test(tests, only_what_is_new_is_read_again);
    tcase_add_test(tests, a_file_that_was_replaced_is_not_read_on);
    suite_add_tcase(suite, tests);
    return suite;
}
