/* Files that are not whole model files: refused with a reason, and not touched. */
#include "store/store_private.h"
#include "store_help.h"

/* Refused by the probe, by both ways of opening, and as a target; the bytes stay. */
static void assert_refused(const char *bytes, size_t size, const char *fragment)
{
    made_sink sink;
    put_bytes(path, bytes, size);
    expect(pship__store_probe(path, &err), PSHIP_E_FORMAT, fragment);
    expect(open_made(path, true, &sink, NULL), PSHIP_E_FORMAT, fragment);
    expect(open_made(path, false, &sink, NULL), PSHIP_E_FORMAT, fragment);
    pship__store_feed rows = made_feed(0, 1);
    expect(pship__store_write(NULL, path, &rows, &err), PSHIP_E_CONFLICT, fragment);
    ck_assert(is_image(path, bytes, size));
    ck_assert_int_eq(files_in_folder(false), 1);
}

START_TEST(a_missing_file_is_not_found)
{
    made_sink sink;
    expect(pship__store_probe(path, &err), PSHIP_E_NOT_FOUND, "there is no file '");
    expect(open_made(path, false, &sink, NULL), PSHIP_E_NOT_FOUND, "there is no file '");
    ck_assert_int_eq(files_in_folder(false), 0);
    put_bytes(path, "", 0);
    char below[200];
    (void)snprintf(below, sizeof below, "%s/x", path);
    expect(pship__store_probe(below, &err), PSHIP_E_NOT_FOUND, "there is no file '");
}
END_TEST

START_TEST(a_directory_or_a_device_is_no_model_file)
{
    made_sink sink;
    expect(pship__store_probe(folder, &err), PSHIP_E_FORMAT, "is a directory");
    expect(open_made(folder, true, &sink, NULL), PSHIP_E_FORMAT, "is a directory");
    pship__store_feed rows = made_feed(0, 1);
    expect(pship__store_write(NULL, folder, &rows, &err), PSHIP_E_CONFLICT, "is a directory");
    expect(pship__store_probe("/dev/null", &err), PSHIP_E_FORMAT, "is not a regular file");
}
END_TEST

START_TEST(an_empty_file_is_refused)
{
    assert_refused("", 0, "is empty");
}
END_TEST

START_TEST(a_text_file_is_refused)
{
    assert_refused("{}", 2, "is not a model file");
    static char text[5000];
    memset(text, 'a', sizeof text);
    assert_refused(text, sizeof text, "is not a model file");
}
END_TEST

START_TEST(a_file_of_another_application_is_refused)
{
    write_made(path, 1);
    shell("PRAGMA application_id = 7");
    image file = image_of(path);
    assert_refused(file.bytes, file.size, "is an SQLite file of another application");
    free(file.bytes);
}
END_TEST

START_TEST(a_newer_or_impossible_version_is_refused)
{
    write_made(path, 1);
    shell("PRAGMA user_version = 3");
    image file = image_of(path);
    assert_refused(file.bytes, file.size,
                   "of the newer file version 3; this library reads up to 2");
    free(file.bytes);
    shell("PRAGMA user_version = 0");
    file = image_of(path);
    assert_refused(file.bytes, file.size, "is damaged: its header is not sound");
    free(file.bytes);
}
END_TEST

START_TEST(a_file_that_is_cut_short_is_refused)
{
    write_made(path, 60);
    image file = image_of(path);
    ck_assert_uint_gt(file.size, 8u * 4096u);
    static const size_t points[] = {1, 8, 15, 16, 18, 60, 72, 99, 100, 101, 511, 4095};
    for (size_t i = 0; i < sizeof points / sizeof points[0]; i++) {
        assert_refused(file.bytes, points[i], "is cut short");
    }
    for (size_t size = 4096; size < file.size; size += 4096) {
        assert_refused(file.bytes, size, "is cut short");
        assert_refused(file.bytes, size + 4095, "is cut short");
    }
    free(file.bytes);
}
END_TEST

/* With its bytes as they are now: an error of the format, or the very same rows. */
static bool refused_or_same(const char *bytes, size_t size)
{
    pship_result results[2];
    for (int mode = 0; mode < 2; mode++) {
        made_sink sink;
        results[mode] = open_made(path, mode == 0, &sink, NULL);
        if (results[mode] == PSHIP_OK) {
            assert_same(&sink);
            ck_assert_uint_eq(sink.count.transactions, 2);
        } else {
            ck_assert_msg(results[mode] == PSHIP_E_FORMAT, "%s", err.message);
        }
        ck_assert(is_image(path, bytes, size));
        ck_assert_int_eq(files_in_folder(false), 1);
    }
    ck_assert_int_eq(results[0], results[1]);
    return results[0] == PSHIP_E_FORMAT;
}

START_TEST(no_flipped_bit_of_the_header_is_believed)
{
    int refused = 0;
    write_made(path, 2);
    image file = image_of(path);
    for (size_t bit = 0; bit < 800; bit++) {
        file.bytes[bit / 8] = (char)(file.bytes[bit / 8] ^ 1 << bit % 8);
        put_bytes(path, file.bytes, file.size);
        refused += refused_or_same(file.bytes, file.size);
        file.bytes[bit / 8] = (char)(file.bytes[bit / 8] ^ 1 << bit % 8);
    }
    /* What does not matter: schema cookie, cache size, version of SQLite, and pages that are there
     * but not counted. */
    ck_assert_int_ge(refused, 800 - 3 * 32 - 32);
    free(file.bytes);
}
END_TEST

/* ---- damage that checksums do not show, because whoever did it has put them right */

/* Sums up every block and the head anew, as they are. */
static void put_checksums_right(void)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *blocks = NULL, *update = NULL;
    pship__block_prepare();
    ck_assert_int_eq(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_prepare_v2(db,
                                        "SELECT ordinal, type, first, count, recorded_in, "
                                        "content, seal FROM block ORDER BY ordinal",
                                        -1, &blocks, NULL),
                     SQLITE_OK);
    ck_assert_int_eq(sqlite3_prepare_v2(db, "UPDATE block SET checksum = ? WHERE ordinal = ?", -1,
                                        &update, NULL),
                     SQLITE_OK);
    while (sqlite3_step(blocks) == SQLITE_ROW) {
        unsigned char checksum[CHECKSUM_SIZE];
        block made = {.ordinal = sqlite3_column_int64(blocks, 0),
                      .first = sqlite3_column_int64(blocks, 2),
                      .count = sqlite3_column_int64(blocks, 3),
                      .recorded_in = sqlite3_column_int64(blocks, 4),
                      .content = sqlite3_column_blob(blocks, 5),
                      .length = (size_t)sqlite3_column_bytes(blocks, 5),
                      .seal = sqlite3_column_blob(blocks, 6),
                      .seal_length = (size_t)sqlite3_column_bytes(blocks, 6)};
        for (int i = 0; i < BLOCK_TYPES; i++) {
            if (strcmp(pship__block_name((block_type)i),
                       (const char *)sqlite3_column_text(blocks, 1)) == 0) {
                made.type = (block_type)i;
            }
        }
        pship__block_checksum(&made, checksum);
        sqlite3_bind_blob(update, 1, checksum, CHECKSUM_SIZE, SQLITE_STATIC);
        sqlite3_bind_int64(update, 2, made.ordinal);
        ck_assert_int_eq(sqlite3_step(update), SQLITE_DONE);
        sqlite3_reset(update);
    }
    sqlite3_finalize(blocks);
    sqlite3_finalize(update);
    ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
}

#define SET(type, from, to) \
    "UPDATE block SET content = replace(content, '" from "', '" to "') WHERE type = '" type \
    "' AND " \
    "first = (SELECT min(first) FROM block WHERE type = '" type "')"
#define EVERY(type, from, to) \
    "UPDATE block SET content = replace(content, '" from "', '" to "') WHERE type = '" type "'"

static const struct {
    const char *sql, *fragment;
} damages[] = {
    /* the schema */
    {"CREATE TABLE more (x)", "the table 'more' is not as expected"},
    {"CREATE INDEX quick ON block (type)", "the index 'quick' is not as expected"},
    {"CREATE TRIGGER t AFTER INSERT ON block BEGIN DELETE FROM head; END",
     "the trigger 't' is not as expected"},
    {"DROP VIEW log", "the view 'log' is missing"},
    {"DROP VIEW log; CREATE VIEW log AS SELECT 1", "the view 'log' is not as expected"},
    {"DROP TABLE head", "the table 'head' is missing"},
    {"ALTER TABLE block ADD COLUMN mood TEXT", "the table 'block' is not as expected"},
    /* the head */
    {"DELETE FROM head", "in the table head, there is no row"},
    {"INSERT INTO head SELECT 2, blocks, texts, dates, notes, kinds, properties, scenarios, "
     "transactions, seals, statements, rewrites, unwiped, checksum FROM head",
     "in the table head, there is more than one row"},
    {"UPDATE head SET texts = texts + 1", "in the table head, its checksum"},
    {"UPDATE head SET rewrites = 7", "in the table head, its checksum"},
    {"UPDATE head SET checksum = x''", "in the table head, its checksum"},
    /* blocks */
    {"DELETE FROM block WHERE ordinal = 2", "row 2 of the table block: its ordinal"},
    {"DELETE FROM block WHERE ordinal = 1", "row 1 of the table block: its ordinal"},
    {"DELETE FROM block WHERE ordinal = (SELECT max(ordinal) FROM block)", "rows are missing"},
    {"UPDATE block SET ordinal = -1 WHERE ordinal = 1", "row 1 of the table block: its ordinal"},
    {"UPDATE block SET ordinal = ordinal + 1 WHERE ordinal = (SELECT max(ordinal) FROM block)",
     "of the table block: its ordinal does not follow"},
    {"INSERT INTO block SELECT ordinal + 1, 'text', 45, 1, NULL, '[\"x\"]', NULL, checksum FROM "
     "block ORDER BY ordinal DESC LIMIT 1",
     "or the head"},
    {"UPDATE block SET type = 'Text' WHERE ordinal = 1", "there is no such type of block"},
    {"UPDATE block SET first = 2 WHERE ordinal = 1", "row 1 of the table text: its ordinal"},
    {"UPDATE block SET count = count + 1 WHERE ordinal = 1", "table text: it is not the JSON"},
    {"UPDATE block SET count = count - 1 WHERE ordinal = 1", "table text: it is not the JSON"},
    {"UPDATE block SET count = 0 WHERE ordinal = 1", "too many rows in its block, or none"},
    {"UPDATE block SET recorded_in = 1 WHERE ordinal = 1", "has a transaction or a seal"},
    {"UPDATE block SET recorded_in = 0 WHERE ordinal = 1", "it is of no transaction"},
    {"UPDATE block SET recorded_in = NULL WHERE type = 'statement'", "no transaction or no seal"},
    {"UPDATE block SET recorded_in = 3 WHERE first = 4 AND type = 'statement'",
     "row 4 of the table statement: its statements are of no transaction"},
    {"UPDATE block SET seal = x'02' WHERE type = 'statement'", "its seal is not one"},
    {"UPDATE block SET seal = x'00' WHERE type = 'statement'", "its seal is not one"},
    {"UPDATE block SET content = content || ' ' WHERE ordinal = 1", "it is not the JSON"},
    /* texts */
    {SET("text", "thing", "\\ud800"), "row 1 of the table text: an escape is not a character"},
    {SET("text", "thing", "\\u0000"), "row 1 of the table text: an escape is not a character"},
    {SET("text", "thing", "\\x"), "row 1 of the table text: it is not the JSON"},
    {"UPDATE block SET content = replace(content, 'thing', CAST(x'ff' AS TEXT)) WHERE ordinal = 1",
     "row 1 of the table text: it is not UTF-8"},
    {SET("text", "\"ferry\"", "7"), "row 3 of the table text: it is not the JSON"},
    /* dates and notes */
    {SET("date", "[29,20308,20308", "[29,20308,20307"), "the earliest day of a date comes after"},
    {SET("date", "[29,20308,20308", "[290,20308,20308"),
     "row 1 of the table date: it names a text"},
    {SET("date", "20308,20308,0,1", "20308,20308,0,8"), "no such kind or precision"},
    {SET("date", "20308,20308,0,1", "20308,20308,3,1"), "no such kind or precision"},
    {SET("date", "20308,20308,0,1", "20308,99999999999,0,1"), "date: a number is out of range"},
    {SET("date", "20308,20308,0,1", "20308,20308,0,1,0,0,0,0"), "it is not the JSON"},
    {SET("note", "[19,", "[99,"), "row 1 of the table note: it names a text that is not there"},
    /* transactions, kinds, properties, scenarios */
    {SET("transaction", "[-3999997", "[999999999"),
     "row 2 of the table transaction: it was recorded before the row before"},
    {SET("transaction", ",3,", ",4,"), "its statements are of no transaction"},
    {SET("transaction", ",3,", ",2,"), "there are more statements than its transaction announced"},
    {SET("transaction", "07121d", "0712xd"), "row 1 of the table transaction: it is not the JSON"},
    {SET("kind", "[3,2,5,1]", "[4,2,5,1]"), "row 3 of the table kind: it has no name"},
    {SET("kind", "[3,2,5,1]", "[3,2,5,9]"), "row 3 of the table kind: it is of a transaction"},
    {SET("kind", "[3,2,5,1]", "[3,2,5,null]"), "row 3 of the table kind: a number is out of range"},
    {SET("kind", "[3,2,5,1]", "[3,2,5,01]"), "row 3 of the table kind: it is not the JSON"},
    {SET("kind", "[3,2,5,1]", "[3,2,5,1,0]"), "row 3 of the table kind: it is not the JSON"},
    {SET("kind", "[3,2,5,1]", "[3,2,-0,1]"), "row 3 of the table kind: it is not the JSON"},
    {SET("kind", "[3,2,5,1]", "[3, 2,5,1]"), "row 3 of the table kind: it is not the JSON"},
    {SET("property", "[6,1]", "[6,7]"), "row 1 of the table property: there is no such type"},
    {SET("property", "[9,4,1", "[9,4,2"), "row 4 of the table property: a number is out of range"},
    {SET("scenario", "[37,0", "[37,1"), "row 1 of the table scenario: its parent is not"},
    {SET("scenario", "[37,0,0,2]", "[37]"), "row 1 of the table scenario: it is of a transaction"},
    /* statements; the first block is that of transaction 1 */
    {SET("statement", "[14,7,3", "[4,7,3"), "row 1 of the table statement: it has no subject"},
    {SET("statement", "[14,7,3", "[14,999,3"), "it has no subject or no property"},
    {SET("statement", "[14,7,3,39", "[14,7,3,999"), "it names a text that is not there"},
    {SET("statement", "[14,7,3,39", "[14,7,9,39"), "there is no such kind of value"},
    {SET("statement", "[14,7,3,39", "[14,7,4,39"), "row 1 of the table statement: the number"},
    {SET("statement", "[14,7,3,39", "[14,7,0,0"), "there is no such kind of value"},
    {SET("statement", "[14,7,3,39", "[14,7,3,0"), "row 1 of the table statement: the text"},
    {SET("statement", "[14,7,3,39", "[14,7,7,39"), "nothing is referred to"},
    {SET("statement", "[14,7,3,39,15,2,10,1,0,1", "[14,7,3,39,15,2,10,2,0,1"), "out of range"},
    {SET("statement", "[14,7,3,39,15,2,10,1,0,1", "[14,7,3,39,15,0,10,1,0,1"),
     "has a value and no"},
    {SET("statement", "[14,7,3,39,15,2,10,1,0,1", "[14,7,3,39,15,99,10,1,0,1"), "it names a date"},
    {SET("statement", "[14,7,3,39,15,2,10,1,0,1", "[14,7,3,39,15,2,10,1,0,9"), "it names a note"},
    {SET("statement", "[14,7,3,39,15,2,10,1,0,1,0,0", "[14,7,3,39,15,2,10,1,0,1,7,0"),
     "no such operation"},
    {SET("statement", "[14,7,3,39,15,2,10,1,0,1,0,0", "[14,7,3,39,15,2,10,1,0,1,0,1"),
     "its target is"},
    {SET("statement", "[14,7,3,39,15,2,10,1,0,1,0,0,0,0,0,0,0,0]",
         "[14,7,3,39,15,2,10,1,0,1,0,0,0,0,0,2,0,0]"),
     "a number is out of range"},
    {SET("statement", "[14,7,3,39,15,2,10,1,0,1,0,0,0,0,0,0,0,0]",
         "[14,7,3,39,15,2,10,1,0,1,0,0,0,0,0,0,3,0]"),
     "there is no such rank or layer"},
    {SET("statement", "[14,7,3,39,15,2,10,1,0,1,0,0,0,0,0,0,0,0]",
         "[14,7,3,39,15,2,10,1,0,1,0,0,0,0,1,0,0,0]"),
     "the boolean does not belong"},
    {SET("statement", "[14,7,3,39,15,2,10,1,0,1,0,0,0,0,0,0,0,0]",
         "[14,7,3,39,15,2,10,1,0,1,0,0,0,1,0,0,0,0]"),
     "the date does not belong"},
    {SET("statement", "[14,7,3,39,15,2,10,1,0,1,0,0,0,0,0,0,0,0]",
         "[14,7,0,0,15,0,0,0,0,0,0,0,0,0,0,0,0,null,1]"),
     "it is erased, and its seal is not opened"},
    {SET("statement", "[14,7,3,39,15,2,10,1,0,1,0,0,0,0,0,0,0,0]",
         "[14,7,3,39,15,0,0,0,0,0,0,0,0,0,0,0,0,null,1]"),
     "more than a tombstone is left"},
};

START_TEST(damaged_rows_are_named)
{
    made_sink sink;
    pship__store *store = NULL;
    write_made(path, 1);
    good(open_made(path, false, &sink, &store));
    good(append_made(store, 1, 5));
    pship__store_close(store);
    image whole = image_of(path);
    shell(damages[_i].sql);
    ck_assert_msg(!is_image(path, whole.bytes, whole.size), "%s", damages[_i].sql);
    if (strstr(damages[_i].sql, " head ") == NULL && strstr(damages[_i].sql, "TABLE") == NULL) {
        put_checksums_right();
    }
    image file = image_of(path);
    expect(open_made(path, true, &sink, NULL), PSHIP_E_FORMAT, damages[_i].fragment);
    expect(open_made(path, false, &sink, NULL), PSHIP_E_FORMAT, damages[_i].fragment);
    ck_assert(is_image(path, file.bytes, file.size));
    ck_assert_int_eq(files_in_folder(false), 1);
    free(file.bytes);
    free(whole.bytes);
}
END_TEST

static pship_result refuse_note(void *user, const note_row *row, pship_error *e)
{
    (void)user;
    (void)row;
    return pship__fail(e, PSHIP_E_INVALID, "no notes, please");
}

START_TEST(what_the_sink_says_is_returned)
{
    made_sink sink;
    pship__store *store = NULL;
    write_made(path, 3);
    good(pship__store_open(&store, NULL, path, false, &err));
    pship__store_sink rows = made_sink_of(&sink);
    rows.note = refuse_note;
    expect(pship__store_read(store, &rows, NULL, &err), PSHIP_E_INVALID, "no notes, please");
    good(read_made(store, &sink)); /* as if nothing had been read */
    assert_same(&sink);
    good(append_made(store, 3, 4));
    pship__store_close(store);
    assert_made(path, 4);
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("refuse");
    TCase *tests = tcase_create("refuse");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, a_missing_file_is_not_found);
    tcase_add_test(tests, a_directory_or_a_device_is_no_model_file);
    tcase_add_test(tests, an_empty_file_is_refused);
    tcase_add_test(tests, a_text_file_is_refused);
    tcase_add_test(tests, a_file_of_another_application_is_refused);
    tcase_add_test(tests, a_newer_or_impossible_version_is_refused);
    tcase_add_test(tests, a_file_that_is_cut_short_is_refused);
    tcase_add_test(tests, no_flipped_bit_of_the_header_is_believed);
    tcase_add_loop_test(tests, damaged_rows_are_named, 0,
                        (int)(sizeof damages / sizeof damages[0]));
    tcase_add_test(tests, what_the_sink_says_is_returned);
    suite_add_tcase(suite, tests);
    return suite;
}
