/* Flow files that are packed: gzip, zstd, zip; damaged, cut short, and unpacking to far too much. */
#include "trade/flow_text.h"

#include <zip.h>
#include <zlib.h>
#include <zstd.h>

Suite *test_suite(void);

static const char text[] = "t,i,j,k,v,q\n2023,31,842,010121,0.746,NA\n2023,31,40,270900,2,3\n";
static const char expected[] = "2023 31 40 270900 2 3\n2023 31 842 010121 0.746 -\n";
static const char *const short_row[] = {"period", "reporter", "partner", "product",
                                        "value",  "quantity", NULL};

static char packed[1 << 20];

static size_t pack_gzip(char *to, size_t size, const char *bytes, size_t length)
{
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)bytes, .avail_in = (uInt)length};
    ck_assert_int_eq(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_out = (Bytef *)to;
    stream.avail_out = (uInt)size;
    ck_assert_int_eq(deflate(&stream, Z_FINISH), Z_STREAM_END);
    size_t packed_length = size - stream.avail_out;
    ck_assert_int_eq(deflateEnd(&stream), Z_OK);
    return packed_length;
}

static size_t pack_zstd(char *to, size_t size, const char *bytes, size_t length)
{
    size_t packed_length = ZSTD_compress(to, size, bytes, length, 9);
    ck_assert(!ZSTD_isError(packed_length));
    return packed_length;
}

typedef struct entry {
    const char *name, *bytes;
    size_t length;
} entry;

/* Writes flow_path itself. */
static void pack_zip(const entry *entries, size_t count)
{
    int code = 0;
    zip_t *archive = zip_open(flow_path, ZIP_CREATE | ZIP_TRUNCATE, &code);
    ck_assert_ptr_nonnull(archive);
    for (size_t i = 0; i < count; i++) {
        if (!entries[i].bytes) {
            ck_assert_int_ge(zip_dir_add(archive, entries[i].name, 0), 0);
            continue;
        }
        zip_source_t *source = zip_source_buffer(archive, entries[i].bytes, entries[i].length, 0);
        ck_assert_ptr_nonnull(source);
        ck_assert_int_ge(zip_file_add(archive, entries[i].name, source, 0), 0);
    }
    ck_assert_int_eq(zip_close(archive), 0);
}

static size_t read_back(void)
{
    FILE *file = fopen(flow_path, "rb");
    ck_assert_ptr_nonnull(file);
    size_t length = fread(packed, 1, sizeof packed, file);
    fclose(file);
    return length;
}

START_TEST(a_packed_file_is_read_as_if_it_were_not)
{
    put_bytes(packed, pack_gzip(packed, sizeof packed, text, sizeof text - 1));
    expect_flows(must_read(NULL, NULL), short_row, expected);
    put_bytes(packed, pack_zstd(packed, sizeof packed, text, sizeof text - 1));
    expect_flows(must_read(NULL, NULL), short_row, expected);
    pack_zip(&(entry){"BACI.csv", text, sizeof text - 1}, 1);
    expect_flows(must_read(NULL, NULL), short_row, expected);
}
END_TEST

/* As programs that pack in pieces write them. */
START_TEST(members_and_frames_may_follow_each_other)
{
    size_t length = pack_gzip(packed, sizeof packed, text, 20);
    length += pack_gzip(packed + length, sizeof packed - length, text + 20, sizeof text - 21);
    memset(packed + length, 0, 100);
    put_bytes(packed, length + 100);
    expect_flows(must_read(NULL, NULL), short_row, expected);
    memcpy(packed + length, "more", 4);
    expect_failure_of_bytes(packed, length + 4, NULL, PSHIP_E_FORMAT, 0, 0,
                            "followed by something else");
    length = pack_zstd(packed, sizeof packed, text, 20);
    length += pack_zstd(packed + length, sizeof packed - length, text + 20, sizeof text - 21);
    put_bytes(packed, length);
    expect_flows(must_read(NULL, NULL), short_row, expected);
    memcpy(packed + length, "more", 4);
    expect_failure_of_bytes(packed, length + 4, NULL, PSHIP_E_FORMAT, 0, 0,
                            "followed by something else");
}
END_TEST

/* Wherever it is cut: not one row is taken for all there are. */
START_TEST(a_packed_file_that_is_cut_short_is_refused)
{
    size_t length = pack_gzip(packed, sizeof packed, text, sizeof text - 1);
    for (size_t cut = 2; cut < length; cut++)
        expect_failure_of_bytes(packed, cut, NULL, PSHIP_E_FORMAT, 0, 0, "cut short");
    length = pack_zstd(packed, sizeof packed, text, sizeof text - 1);
    for (size_t cut = 4; cut < length; cut++)
        expect_failure_of_bytes(packed, cut, NULL, PSHIP_E_FORMAT, 0, 0, "cut short");
    pack_zip(&(entry){"BACI.csv", text, sizeof text - 1}, 1);
    length = read_back();
    for (size_t cut = 4; cut < length; cut++)
        expect_failure_of_bytes(packed, cut, NULL, PSHIP_E_FORMAT, 0, 0, "damaged or cut short");
}
END_TEST

START_TEST(a_packed_file_that_is_damaged_is_refused)
{
    size_t length = pack_gzip(packed, sizeof packed, text, sizeof text - 1);
    packed[length - 6] ^= 1; /* the checksum */
    expect_failure_of_bytes(packed, length, NULL, PSHIP_E_FORMAT, 0, 0, "is damaged at byte");
    length = pack_zstd(packed, sizeof packed, text, sizeof text - 1);
    packed[4] ^= 8; /* a reserved bit */
    expect_failure_of_bytes(packed, length, NULL, PSHIP_E_FORMAT, 0, 0, "is damaged at byte");
    pack_zip(&(entry){"BACI.csv", text, sizeof text - 1}, 1);
    length = read_back();
    packed[40] ^= 0x55; /* in the packed bytes, behind a header of 30 and a name of 8 */
    expect_failure_of_bytes(packed, length, NULL, PSHIP_E_FORMAT, 0, 0, "damaged or cut short");
}
END_TEST

START_TEST(an_archive_of_several_files_needs_the_name_of_one)
{
    const entry entries[] = {{"folder/", NULL, 0},
                             {"BACI_Y2022.csv", text, 40},
                             {"folder/BACI_Y2023.csv", text, sizeof text - 1},
                             {"__MACOSX/._BACI_Y2023.csv", "x", 1}};
    pship_flow_file_options options = PSHIP_FLOW_FILE_OPTIONS_INIT;
    pack_zip(entries, 4);
    size_t length = read_back();
    expect_failure_of_bytes(packed, length, NULL, PSHIP_E_INVALID, 0, 0,
                            "It has 'BACI_Y2022.csv', 'folder/BACI_Y2023.csv'");
    options.member = "BACI.csv";
    expect_failure_of_bytes(packed, length, &options, PSHIP_E_NOT_FOUND, 0, 0,
                            "no file 'BACI.csv' in the archive, which has 'BACI_Y2022.csv'");
    options.member = "folder/BACI_Y2023.csv";
    put_bytes(packed, length);
    expect_flows(must_read(&options, NULL), short_row, expected);
    expect_failure(text, &options, PSHIP_E_INVALID, 0, 0, "this is no zip archive");
    pack_zip(entries, 1);
    length = read_back();
    expect_failure_of_bytes(packed, length, NULL, PSHIP_E_NOT_FOUND, 0, 0, "no file");
}
END_TEST

/* ---- bombs */

enum { BOMB = 48 << 20 };

static void expect_bomb(size_t length, const char *bytes)
{
    pship_flow_file_options options = PSHIP_FLOW_FILE_OPTIONS_INIT;
    expect_failure_of_bytes(bytes, length, &options, PSHIP_E_LIMIT, 0, 0,
                            "more than 250 times its size");
    options.most_times = 0;
    options.most_bytes = 1 << 20;
    expect_failure_of_bytes(bytes, length, &options, PSHIP_E_LIMIT, 0, 0,
                            "more than 1048576 bytes");
    /* One who knows what is in there may have it. */
    options.most_bytes = BOMB;
    put_bytes(bytes, length);
    pship_flows *flows = must_read(&options, NULL);
    ck_assert_int_eq(pship_flows_rows(flows), (BOMB - 16) / 16);
    pship_flows_free(flows);
}

START_TEST(a_file_that_unpacks_to_far_too_much_is_refused)
{
    char *bytes = room(BOMB);
    memcpy(bytes, "k,t,i,j,v,q,xxx\n", 16);
    for (size_t i = 16; i < BOMB; i += 16)
        memcpy(bytes + i, "1,2023,1,2,3,4,\n", 16);
    if (_i == 0) {
        size_t length = pack_gzip(packed, sizeof packed, bytes, BOMB);
        expect_bomb(length, packed);
    } else if (_i == 1) {
        size_t length = pack_zstd(packed, sizeof packed, bytes, BOMB);
        expect_bomb(length, packed);
    } else {
        pack_zip(&(entry){"bomb.csv", bytes, BOMB}, 1);
        size_t length = read_back();
        expect_bomb(length, packed);
    }
    free(bytes);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("flow_packed");
    TCase *tests = tcase_create("flow_packed");
    tcase_add_checked_fixture(tests, flow_set_up, flow_tear_down);
    tcase_add_test(tests, a_packed_file_is_read_as_if_it_were_not);
    tcase_add_test(tests, members_and_frames_may_follow_each_other);
    tcase_add_test(tests, a_packed_file_that_is_cut_short_is_refused);
    tcase_add_test(tests, a_packed_file_that_is_damaged_is_refused);
    tcase_add_test(tests, an_archive_of_several_files_needs_the_name_of_one);
    tcase_add_loop_test(tests, a_file_that_unpacks_to_far_too_much_is_refused, 0, 3);
    suite_add_tcase(suite, tests);
    return suite;
}
