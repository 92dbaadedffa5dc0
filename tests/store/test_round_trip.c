/* What goes into the file comes out of it, by the library and by the SQLite shell. */
#include "store_help.h"
#include <fcntl.h>

START_TEST(every_field_comes_back)
{
    /* Each kind of value meets every number and date of its list. */
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
    pship__store_close(store);
    assert_made(path, 7);
    good(open_made(path, false, &sink, &store));
    good(append_made(store, 7, 8));
    pship__store_close(store);
    assert_made(path, 8);
}
END_TEST

START_TEST(a_file_without_rows_is_a_file)
{
    made_sink sink;
    write_made(path, 0);
    good(open_made(path, true, &sink, NULL));
    assert_same(&sink);
    assert_made(path, 0);
}
END_TEST

START_TEST(blocks_are_cut_and_come_back)
{
    pship__store *store = NULL;
    made_sink sink;
    write_made(path, 2500); /* over 4096 texts, and 62 transactions of three seals each */
    assert_made(path, 2500);
    write_made(path, 1);
    good(open_made(path, false, &sink, &store));
    good(append_made(store, 1, 2400));
    pship__store_close(store);
    assert_made(path, 2400);
}
END_TEST

/* ---- rows that would not be read */

static statement spoilt_row;

static statement spoilt_statement(const void *user, size_t ordinal)
{
    (void)user;
    return ordinal == 4 ? spoilt_row : made_statement(ordinal, 2);
}

START_TEST(rows_that_break_a_rule_are_refused)
{
    static const struct {
        const char *fragment;
        statement row;
    } spoils[] = {
        {"the number is not one", {.value_kind = PSHIP_VALUE_NUMBER, .value = 1}},
        {"the text is not there", {.value_kind = PSHIP_VALUE_TEXT}},
        {"the date is not there", {.value_kind = PSHIP_VALUE_DATE, .date = 99}},
        {"nothing is referred to", {.value_kind = PSHIP_VALUE_REFERENCE, .value = 1}},
        {"what is referred to does not belong",
         {.value_kind = PSHIP_VALUE_TEXT, .value = 1, .object = 1}},
        {"the boolean does not belong", {.value_kind = PSHIP_VALUE_NONE, .boolean = true}},
        {"there is no such kind of value", {.value_kind = PSHIP_VALUE_ABSENT}},
        {"there is no such operation", {.operation = OPERATION_LAST + 1, .target = 1}},
        {"its target is not an earlier statement", {.operation = OPERATION_RETRACT}},
        {"its target is not an earlier statement", {.operation = OPERATION_RETRACT, .target = 4}},
        {"its target is not an earlier statement", {.target = 1}},
        {"there is no such rank or layer", {.value_kind = PSHIP_VALUE_NONE, .rank = 2}},
        {"there is no such rank or layer", {.value_kind = PSHIP_VALUE_NONE, .layer = 2}},
        {"there is no such rank or layer", {.operation = OPERATION_MASK, .target = 1}},
        {"it has no subject", {.value_kind = PSHIP_VALUE_NONE, .subject = 4}},
        {"it has no subject", {.value_kind = PSHIP_VALUE_NONE, .property = 9999}},
        {"it names a text", {.value_kind = PSHIP_VALUE_NONE, .source = 9999}},
        {"it names a text", {.value_kind = PSHIP_VALUE_NONE, .unit = 9999}},
        {"it names a note", {.value_kind = PSHIP_VALUE_NONE, .note = 3}},
        {"it names a date", {.value_kind = PSHIP_VALUE_NONE, .until = 99}},
        {"it is an end without a day",
         {.operation = OPERATION_END, .target = 1, .until = UINT32_MAX}},
        {"not of the transaction of its seal", {.value_kind = PSHIP_VALUE_NONE, .transaction = 1}},
        {"more than a tombstone is left", {.erased = true}},
    };
    for (size_t i = 0; i < sizeof spoils / sizeof spoils[0]; i++) {
        pship__store_feed rows = made_feed(0, 2);
        rows.statement = spoilt_statement;
        spoilt_row = spoils[i].row;
        spoilt_row.subject = spoilt_row.subject == 0 ? 1 : spoilt_row.subject;
        spoilt_row.property = spoilt_row.property == 0 ? 1 : spoilt_row.property;
        spoilt_row.transaction = spoilt_row.transaction == 0 ? 2 : spoilt_row.transaction;
        spoilt_row.from = 1;
        spoilt_row.until = spoilt_row.until == 0            ? 1
                           : spoilt_row.until == UINT32_MAX ? 0
                                                            : spoilt_row.until;
        expect(pship__store_write(NULL, path, &rows, &err), PSHIP_E_ARGUMENT, spoils[i].fragment);
        expect(PSHIP_E_ARGUMENT, PSHIP_E_ARGUMENT,
               "row 4 of the table statement cannot be written: ");
        ck_assert_int_eq(files_in_folder(false), 0);
    }
}
END_TEST

START_TEST(an_extent_that_lies_is_refused)
{
    made_sink sink;
    pship__store *store = NULL;
    pship__store_feed rows = made_feed(0, 3);
    rows.to.seals--;
    expect(pship__store_write(NULL, path, &rows, &err), PSHIP_E_ARGUMENT, "fewer or more rows");
    rows = made_feed(0, 3);
    rows.to.transactions--;
    expect(pship__store_write(NULL, path, &rows, &err), PSHIP_E_ARGUMENT, "are of no transaction");
    rows = made_feed(1, 3);
    expect(pship__store_write(NULL, path, &rows, &err), PSHIP_E_ARGUMENT, "does not follow");
    ck_assert_int_eq(files_in_folder(false), 0);
    write_made(path, 3);
    good(open_made(path, false, &sink, &store));
    expect(append_made(store, 2, 4), PSHIP_E_ARGUMENT, "does not follow");
    good(append_made(store, 3, 4));
    pship__store_close(store);
    assert_made(path, 4);
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
        {"SELECT group_concat(value_kind) FROM log WHERE statement BETWEEN 13 AND 18",
         "text,date,text,none"},
        {"SELECT value_kind FROM log WHERE statement = 9", "NULL"},
        {"SELECT count(DISTINCT operation) FROM log", "7"},
        {"SELECT count(DISTINCT rank) FROM log", "3"},
        {"SELECT value FROM log WHERE statement = 6", "true"},
        {"SELECT value FROM log WHERE statement = 3", "2025-08-08"},
        {"SELECT valid_from || ' ' || from_earliest || ' ' || from_latest FROM log "
         "WHERE statement = 9",
         "2025-08-08 2025-08-08 2025-08-08"},
        {"SELECT valid_from FROM log WHERE statement = 5", ".."},
        {"SELECT from_earliest FROM log WHERE statement = 5", "NULL"},
        {"SELECT '<' || valid_from || '>' FROM log WHERE statement = 13", "<>"},
        {"SELECT last_confirmed FROM log WHERE statement = 2", "1968-08-21"},
        {"SELECT last_confirmed FROM log WHERE statement = 1", "1970-01-01"},
        {"SELECT last_confirmed FROM log WHERE statement = 3", "NULL"},
        {"SELECT recorded_at || ' by ' || actor FROM log WHERE recorded_in = 5",
         "1970-01-01T00:00:20Z by b\xc9\x99r\xc9\x99"},
        {"SELECT target FROM log WHERE statement = 17 AND operation = 'erase'", "7"},
        {"SELECT value || value_kind || valid_from FROM log WHERE statement = 7", "NULL"},
        {"SELECT erased || subject || operation FROM log WHERE statement = 7", "1b\xc9\x99r\xc9\x99"
                                                                               "assert"},
        {"SELECT sum(erased) FROM log", "3"},
        {"SELECT group_concat(DISTINCT scenario) FROM log", "a base,a variant"},
        {"SELECT group_concat(DISTINCT layer) FROM log", "0,1,2"},
        {"SELECT wording || ' ' || locator || ' ' || entry FROM log WHERE statement = 4",
         "secret-of-2-\xc9\x99 p. 3 title"},
        {"SELECT group_concat(name) FROM kind", "thing,g\xc9\x99mi,ferry"},
        {"SELECT of_kind || ' ' || type || ' ' || description FROM property WHERE name = 'size'",
         "ferry 2 How large."},
        {"SELECT name || parent || pinned || recorded_in FROM scenario WHERE ordinal = 2",
         "a variant134"},
        {"SELECT statements || ' ' || substr(digest, 1, 6) FROM recorded_transaction "
         "WHERE ordinal = 1",
         "3 07121d"},
        {"SELECT text FROM text WHERE ordinal = 21",
         "\xf0\x9f\x9a\xa2 X\xc9\x99z\xc9\x99r\n\"quoted\" \\ 'line'\t\x01\x1f\x7f"},
        {"SELECT count(*) FROM text WHERE text IS NULL", "3"},
        {"SELECT count(*) FROM date", "29"},
        {"SELECT max(ordinal) FROM note", "20"},
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
    ck_assert_uint_eq(sink.count.transactions, 4);
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
    tcase_add_test(tests, blocks_are_cut_and_come_back);
    tcase_add_test(tests, rows_that_break_a_rule_are_refused);
    tcase_add_test(tests, an_extent_that_lies_is_refused);
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
