/* What goes into the file comes out of it, by the library and by the SQLite shell. */
#include "store_help.h"
#include <fcntl.h>

START_TEST(every_field_comes_back)
{
    /* 180 transactions: each kind of value meets every number and date of its list. */
    write_made(path, 180);
    assert_made(path, 180);
}
END_TEST

START_TEST(appended_rows_come_back)
{
    made_sink sink;
    pship__store *store = NULL;
    write_made(path, 2);
    good(open_made(path, false, &sink, &store));
    good(append_made(store, 2, 3));
    good(append_made(store, 3, 7));
    good(read_made(store, &sink));
    assert_same(&sink);
    ck_assert_int_eq(sink.statements, 7 * IN_EACH);
    pship__store_close(store);
    assert_made(path, 7);
    good(open_made(path, false, &sink, &store));
    good(append_made(store, 7, 8));
    pship__store_close(store);
    assert_made(path, 8);
}
END_TEST

static pship_result no_kind(void *user, const stored_kind **row, pship_error *e)
{
    (void)user;
    (void)e;
    *row = NULL;
    return PSHIP_OK;
}

static pship_result no_property(void *user, const stored_property **row, pship_error *e)
{
    (void)user;
    (void)e;
    *row = NULL;
    return PSHIP_OK;
}

START_TEST(a_file_without_rows_is_a_file)
{
    made_feed feed;
    made_sink sink;
    pship__store_feed rows = made_feed_of(&feed, 0, 0);
    rows.kind = no_kind;
    rows.property = no_property;
    good(pship__store_write(NULL, path, &rows, &err));
    good(open_made(path, true, &sink, NULL));
    ck_assert_int_eq(sink.kinds + sink.properties + sink.transactions + sink.statements, 0);
}
END_TEST

/* A number of one row in a statement that is otherwise plain. */
static pship_result one_number(void *user, const stored_statement **row, pship_error *e)
{
    made_feed *feed = user;
    pship_result result = feed_statement(user, row, e);
    if (*row != NULL) {
        feed->statement_row.operation = OPERATION_ASSERT;
        feed->statement_row.target = 0;
        feed->statement_row.value_kind = PSHIP_VALUE_NUMBER;
        feed->statement_row.value = "0";
        feed->statement_row.number = feed->fail_at == -1 ? NAN : feed->fail_at == -2 ? INFINITY : 7;
    }
    return result;
}

START_TEST(numbers_that_are_none_are_refused)
{
    for (int64_t which = -1; which >= -2; which--) {
        made_feed feed;
        pship__store_feed rows = made_feed_of(&feed, 0, 1);
        rows.statement = one_number;
        feed.fail_at = which;
        expect(pship__store_write(NULL, path, &rows, &err), PSHIP_E_ARGUMENT,
               "row 1 of the table statement cannot be written: the number is not one");
        ck_assert_int_eq(files_in_folder(false), 0);
    }
}
END_TEST

START_TEST(rows_out_of_order_are_refused)
{
    made_feed feed;
    pship__store_feed rows = made_feed_of(&feed, 0, 0);
    expect(pship__store_write(NULL, path, &rows, &err), PSHIP_E_ARGUMENT,
           "is of transaction 1, which is not there");
    rows = made_feed_of(&feed, 0, 3);
    feed.statement = 1;
    expect(pship__store_write(NULL, path, &rows, &err), PSHIP_E_ARGUMENT,
           "row 2 of the table statement cannot be written: its id does not follow");
    rows = made_feed_of(&feed, 0, 3);
    feed.transaction = 1;
    expect(pship__store_write(NULL, path, &rows, &err), PSHIP_E_ARGUMENT,
           "row 2 of the table recorded_transaction cannot be written: its ordinal");
    ck_assert_int_eq(files_in_folder(false), 0);
}
END_TEST

static void assert_header_number(const char *bytes, size_t offset, uint32_t number)
{
    uint32_t read = 0;
    for (size_t i = 0; i < 4; i++) {
        read = read << 8 | (unsigned char)bytes[offset + i];
    }
    ck_assert_uint_eq(read, number);
}

START_TEST(the_header_says_what_it_is)
{
    write_made(path, 2);
    image file = image_of(path);
    ck_assert_int_eq(memcmp(file.bytes + 68, "PShp", 4), 0);
    assert_header_number(file.bytes, 60, PSHIP__FILE_VERSION);
    ck_assert_int_eq(file.bytes[18], 2); /* WAL */
    ck_assert_int_eq(file.bytes[19], 2);
    free(file.bytes);
    ck_assert_int_eq(files_in_folder(false), 1);
}
END_TEST

/* The first column of the first row. */
static char *asked(const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *query = NULL;
    ck_assert_int_eq(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    ck_assert_msg(sqlite3_prepare_v2(db, sql, -1, &query, NULL) == SQLITE_OK, "%s: %s", sql,
                  sqlite3_errmsg(db));
    ck_assert_int_eq(sqlite3_step(query), SQLITE_ROW);
    const char *text = (const char *)sqlite3_column_text(query, 0);
    static char answer[400];
    (void)snprintf(answer, sizeof answer, "%s", text == NULL ? "NULL" : text);
    sqlite3_finalize(query);
    ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
    return answer;
}

START_TEST(the_view_is_readable_in_the_shell)
{
    static const struct {
        const char *sql, *answer;
    } questions[] = {
        {"SELECT count(*) FROM log", "60"},
        {"SELECT group_concat(value_kind) FROM log WHERE statement <= 7",
         "text,number,date,rule,reference,boolean,unknown"},
        {"SELECT value_kind FROM log WHERE statement = 18", "none"},
        {"SELECT value_kind FROM log WHERE statement = 9", "NULL"},
        {"SELECT group_concat(DISTINCT operation) FROM log", "assert,correct,retract,end"},
        {"SELECT group_concat(DISTINCT rank) FROM log", "normal,preferred,deprecated"},
        {"SELECT value FROM log WHERE statement = 6", "true"},
        {"SELECT value FROM log WHERE statement = 3", "2025-08-08"},
        {"SELECT valid_from || ' ' || from_earliest || ' ' || from_latest FROM log "
         "WHERE statement = 4",
         "2025-08 2025-08-01 2025-08-31"},
        {"SELECT valid_from FROM log WHERE statement = 5", ".."},
        {"SELECT from_earliest FROM log WHERE statement = 5", "NULL"},
        {"SELECT valid_until || ' ' || end_earliest || ' ' || end_latest FROM log "
         "WHERE statement = 5",
         "2026-05-31 2026-06-01 2026-06-01"},
        {"SELECT '<' || valid_until || '>' FROM log WHERE statement = 2", "<>"},
        {"SELECT last_confirmed FROM log WHERE statement = 7", "1970-01-03"},
        {"SELECT last_confirmed FROM log WHERE statement = 3", "NULL"},
        {"SELECT recorded_at || ' by ' || actor FROM log WHERE recorded_in = 6",
         "1970-01-01T00:00:31Z by L\xc9\x99man"},
        {"SELECT target FROM log WHERE operation = 'end'", "9"},
    };
    write_made(path, 20);
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++) {
        const char *answer = asked(questions[i].sql);
        ck_assert_msg(strcmp(answer, questions[i].answer) == 0, "%s: '%s' instead of '%s'",
                      questions[i].sql, answer, questions[i].answer);
    }
    assert_made(path, 20);
}
END_TEST

START_TEST(what_the_shell_leaves_behind_does_no_harm)
{
    made_sink sink;
    pship__store *store = NULL;
    write_made(path, 5);
    shell("PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM; ANALYZE;");
    assert_made(path, 5);
    good(open_made(path, false, &sink, &store));
    good(append_made(store, 5, 6));
    pship__store_close(store);
    assert_made(path, 6);
    ck_assert_str_eq(asked("PRAGMA journal_mode"), "wal");
}
END_TEST

START_TEST(reading_leaves_nothing_beside_the_file)
{
    made_sink sink;
    pship__store *store = NULL;
    write_made(path, 3);
    image before = image_of(path);
    good(open_made(path, true, &sink, &store));
    ck_assert_int_eq(files_in_folder(false), 1);
    expect(append_made(store, 3, 4), PSHIP_E_INVALID, "was opened for reading only");
    pship__store_close(store);
    ck_assert_int_eq(files_in_folder(false), 1);
    good(open_made(path, false, &sink, &store));
    pship__store_close(store);
    ck_assert_int_eq(files_in_folder(false), 1);
    ck_assert(is_image(path, before.bytes, before.size));
    free(before.bytes);
}
END_TEST

START_TEST(a_reader_sees_what_a_writer_has_committed)
{
    made_sink sink;
    pship__store *writer = NULL, *reader = NULL;
    write_made(path, 2);
    good(open_made(path, false, &sink, &writer));
    assert_made(path, 2);
    good(append_made(writer, 2, 4));
    good(open_made(path, true, &sink, &reader));
    ck_assert_int_eq(sink.transactions, 4);
    good(append_made(writer, 4, 5));
    pship__store_close(reader);
    pship__store_close(writer);
    assert_made(path, 5);
}
END_TEST

START_TEST(a_store_knows_its_file_by_any_name)
{
    made_sink sink;
    pship__store *store = NULL;
    char link_name[200], other[200], dotted[320];
    (void)snprintf(link_name, sizeof link_name, "%s/link", folder);
    (void)snprintf(other, sizeof other, "%s/other.pship", folder);
    (void)snprintf(dotted, sizeof dotted, "%s/../%s/what? 100%% #1.pship", folder,
                   strrchr(folder, '/') + 1);
    write_made(path, 1);
    write_made(other, 1);
    ck_assert_int_eq(symlink(path, link_name), 0);
    good(open_made(link_name, false, &sink, &store));
    ck_assert(pship__store_is(store, path));
    ck_assert(pship__store_is(store, link_name));
    ck_assert(pship__store_is(store, dotted));
    ck_assert(!pship__store_is(store, other));
    ck_assert(!pship__store_is(store, folder));
    ck_assert(!pship__store_is(store, "/nowhere/at all"));
    ck_assert(!pship__store_is(NULL, path));
    good(append_made(store, 1, 2));
    pship__store_close(store);
    assert_made(path, 2);
}
END_TEST

START_TEST(names_that_sqlite_gives_a_meaning_are_names)
{
    made_sink sink;
    int here = open(".", O_RDONLY | O_DIRECTORY);
    ck_assert_int_ge(here, 0);
    ck_assert_int_eq(chdir(folder), 0);
    static const char *const names[] = {":memory:", "file:x?mode=memory", "-wal"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        pship__store *store = NULL;
        write_made(names[i], 1);
        good(open_made(names[i], false, &sink, &store));
        good(append_made(store, 1, 2));
        pship__store_close(store);
        assert_made(names[i], 2);
    }
    ck_assert_int_eq(files_in_folder(false), 3);
    ck_assert_int_eq(fchdir(here), 0);
    close(here);
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("round trip");
    TCase *tests = tcase_create("round trip");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, every_field_comes_back);
    tcase_add_test(tests, appended_rows_come_back);
    tcase_add_test(tests, a_file_without_rows_is_a_file);
    tcase_add_test(tests, numbers_that_are_none_are_refused);
    tcase_add_test(tests, rows_out_of_order_are_refused);
    tcase_add_test(tests, the_header_says_what_it_is);
    tcase_add_test(tests, the_view_is_readable_in_the_shell);
    tcase_add_test(tests, what_the_shell_leaves_behind_does_no_harm);
    tcase_add_test(tests, reading_leaves_nothing_beside_the_file);
    tcase_add_test(tests, a_reader_sees_what_a_writer_has_committed);
    tcase_add_test(tests, a_store_knows_its_file_by_any_name);
    tcase_add_test(tests, names_that_sqlite_gives_a_meaning_are_names);
    suite_add_tcase(suite, tests);
    return suite;
}
