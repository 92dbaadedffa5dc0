/* Files that are not whole model files: refused with a reason, and not touched. */
#include "store_help.h"

/* Refused by the probe, by both ways of opening, and as a target; the bytes stay. */
static void assert_refused(const char *bytes, size_t size, const char *fragment)
{
    made_sink sink;
    made_feed feed;
    put_bytes(path, bytes, size);
    expect(pship__store_probe(path, &err), PSHIP_E_FORMAT, fragment);
    expect(open_made(path, true, &sink, NULL), PSHIP_E_FORMAT, fragment);
    expect(open_made(path, false, &sink, NULL), PSHIP_E_FORMAT, fragment);
    pship__store_feed rows = made_feed_of(&feed, 0, 1);
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
    made_feed feed;
    expect(pship__store_probe(folder, &err), PSHIP_E_FORMAT, "is a directory");
    expect(open_made(folder, true, &sink, NULL), PSHIP_E_FORMAT, "is a directory");
    pship__store_feed rows = made_feed_of(&feed, 0, 1);
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
    shell("PRAGMA user_version = 2");
    image file = image_of(path);
    assert_refused(file.bytes, file.size,
                   "of the newer file version 2; this library reads up to 1");
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
            ck_assert_int_eq(sink.statements, 2 * IN_EACH);
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

/* Anywhere in the file: whatever the answer, nothing crashes and nothing is touched. */
START_TEST(flipped_bits_do_not_touch_the_file)
{
    int refused = 0;
    write_made(path, 2);
    image file = image_of(path);
    for (size_t bit = 800; bit < file.size * 8; bit += 211) {
        made_sink sink;
        file.bytes[bit / 8] = (char)(file.bytes[bit / 8] ^ 1 << bit % 8);
        put_bytes(path, file.bytes, file.size);
        pship_result result = open_made(path, bit % 2 == 0, &sink, NULL);
        ck_assert_msg(result == PSHIP_OK || result == PSHIP_E_FORMAT, "%s", err.message);
        ck_assert(is_image(path, file.bytes, file.size));
        ck_assert_int_eq(files_in_folder(false), 1);
        refused += result == PSHIP_E_FORMAT;
        file.bytes[bit / 8] = (char)(file.bytes[bit / 8] ^ 1 << bit % 8);
    }
    ck_assert_int_gt(refused, 0);
    free(file.bytes);
}
END_TEST

static const struct {
    const char *sql, *fragment;
} damages[] = {
    /* the schema */
    {"CREATE TABLE more (x)", "the table 'more' is not as expected"},
    {"CREATE INDEX quick ON statement (subject)", "the index 'quick' is not as expected"},
    {"CREATE TRIGGER t AFTER INSERT ON statement BEGIN DELETE FROM kind; END",
     "the trigger 't' is not as expected"},
    {"DROP VIEW log", "the view 'log' is missing"},
    {"DROP VIEW log; CREATE VIEW log AS SELECT 1", "the view 'log' is not as expected"},
    {"DROP TABLE kind", "the table 'kind' is missing"},
    {"ALTER TABLE statement ADD COLUMN mood TEXT", "the table 'statement' is not as expected"},
    {"ALTER TABLE property DROP COLUMN many", "the table 'property' is not as expected"},
    /* ordinals */
    {"DELETE FROM kind WHERE ordinal = 2", "row 2 of the table kind: its ordinal"},
    {"DELETE FROM property WHERE ordinal = 1", "row 1 of the table property: its ordinal"},
    {"DELETE FROM recorded_transaction WHERE ordinal = 2",
     "row 2 of the table recorded_transaction: its ordinal"},
    {"DELETE FROM statement WHERE id = 4", "row 4 of the table statement: its id"},
    {"UPDATE statement SET id = -1 WHERE id = 1", "row 1 of the table statement: its id"},
    /* kinds, properties, transactions */
    {"UPDATE kind SET name = '' WHERE ordinal = 3", "row 3 of the table kind: it has no name"},
    {"UPDATE kind SET recorded_in = 9 WHERE ordinal = 3",
     "in row 3 of the table kind, recorded_in is out of range"},
    {"UPDATE property SET type = 7 WHERE ordinal = 2",
     "row 2 of the table property: there is no such type"},
    {"UPDATE property SET many = 2 WHERE ordinal = 2",
     "in row 2 of the table property, many is out of range"},
    {"UPDATE recorded_transaction SET recorded_at = -99999999 WHERE ordinal = 2",
     "row 2 of the table recorded_transaction: it was recorded before"},
    {"UPDATE recorded_transaction SET actor = CAST(x'41ff' AS TEXT) WHERE ordinal = 2",
     "in row 2 of the table recorded_transaction, actor is not UTF-8 text"},
    /* statements */
    {"UPDATE statement SET operation = 4 WHERE id = 2",
     "row 2 of the table statement: there is no"},
    {"UPDATE statement SET target = 1 WHERE id = 2", "row 2 of the table statement: its target"},
    {"UPDATE statement SET target = 8 WHERE id = 8", "row 8 of the table statement: its target"},
    {"UPDATE statement SET target = NULL WHERE id = 8", "row 8 of the table statement: its target"},
    {"UPDATE statement SET subject = '' WHERE id = 5",
     "row 5 of the table statement: it has no sub"},
    {"UPDATE statement SET subject = CAST(x'6100' AS TEXT) WHERE id = 5",
     "in row 5 of the table statement, subject is not UTF-8 text"},
    {"UPDATE statement SET value_kind = 0 WHERE id = 1",
     "row 1 of the table statement: there is no"},
    {"UPDATE statement SET value_kind = 9 WHERE id = 1",
     "row 1 of the table statement: there is no"},
    {"UPDATE statement SET number = NULL WHERE id = 2", "row 2 of the table statement, number is"},
    {"UPDATE statement SET number = 9e999 WHERE id = 2",
     "row 2 of the table statement: the number"},
    {"UPDATE statement SET number = 1 WHERE id = 1", "statement, number does not belong"},
    {"UPDATE statement SET boolean = 2 WHERE id = 6", "statement, boolean is out of range"},
    {"UPDATE statement SET boolean = 0 WHERE id = 1", "statement, boolean does not belong"},
    {"UPDATE statement SET date_text = NULL WHERE id = 3", "date_text is not the text of a date"},
    {"UPDATE statement SET date_kind = 3 WHERE id = 3", "date_kind is out of range"},
    {"UPDATE statement SET date_precision = 1 WHERE id = 4", "date_precision does not belong"},
    {"UPDATE statement SET from_earliest = 100, from_latest = 99 WHERE id = 4",
     "row 4 of the table statement: the earliest day of a date comes after its latest"},
    {"UPDATE statement SET until_latest = 2147483648 WHERE id = 4", "until_latest is out of range"},
    {"UPDATE statement SET from_precision = 8 WHERE id = 4", "from_precision is out of range"},
    {"UPDATE statement SET from_text = printf('%064d', 1) WHERE id = 4",
     "from_text is not the text of a date"},
    {"UPDATE statement SET from_approximate = -1 WHERE id = 4", "from_approximate is out of range"},
    {"UPDATE statement SET states_until = 3 WHERE id = 4", "states_until is out of range"},
    {"UPDATE statement SET last_confirmed = 99999999999 WHERE id = 4", "last_confirmed is out of"},
    {"UPDATE statement SET rank = 2 WHERE id = 4", "there is no such rank or layer"},
    {"UPDATE statement SET layer = -1 WHERE id = 4", "there is no such rank or layer"},
    {"UPDATE statement SET object = NULL WHERE id = 5", "nothing is referred to"},
    {"UPDATE statement SET recorded_in = 1 WHERE id = 8", "it is of no transaction, or of one"},
    {"UPDATE statement SET recorded_in = 9 WHERE id = 9", "it is of no transaction, or of one"},
};

START_TEST(damaged_rows_are_named)
{
    made_sink sink;
    write_made(path, 3);
    image whole = image_of(path);
    put_bytes(path, whole.bytes, whole.size);
    shell(damages[_i].sql);
    image file = image_of(path);
    expect(open_made(path, true, &sink, NULL), PSHIP_E_FORMAT, damages[_i].fragment);
    expect(open_made(path, false, &sink, NULL), PSHIP_E_FORMAT, damages[_i].fragment);
    ck_assert(is_image(path, file.bytes, file.size));
    ck_assert_int_eq(files_in_folder(false), 1);
    free(file.bytes);
    free(whole.bytes);
}
END_TEST

START_TEST(what_the_sink_says_is_returned)
{
    made_feed feed;
    write_made(path, 1);
    pship__store *store = NULL;
    good(pship__store_open(&store, NULL, path, false, &err));
    pship__store_feed rows = made_feed_of(&feed, 1, 2);
    feed.fail_at = 2 * IN_EACH;
    expect(pship__store_append(store, &rows, &err), PSHIP_E_INVALID, "the feed ran dry");
    good(append_made(store, 1, 2));
    pship__store_close(store);
    assert_made(path, 2);
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
    tcase_add_test(tests, flipped_bits_do_not_touch_the_file);
    tcase_add_loop_test(tests, damaged_rows_are_named, 0,
                        (int)(sizeof damages / sizeof damages[0]));
    tcase_add_test(tests, what_the_sink_says_is_returned);
    suite_add_tcase(suite, tests);
    return suite;
}
