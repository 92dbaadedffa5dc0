/* Bits that flip in a whole file: refused, or of no consequence; and the file stays as it is. */
#include "chance.h"
#include "store_help.h"

enum { FLIPS = 1000, TRANSACTIONS = 45 };

static size_t random_below(size_t limit)
{
    return (size_t)(chance_next() % limit);
}

static void flip(image *file, size_t bit)
{
    file->bytes[bit / 8] = (char)(file->bytes[bit / 8] ^ 1 << bit % 8);
}

/* Both ways of opening: refused, or the very same rows; and no byte has changed. */
static bool refused(const char *name, const image *file, size_t bit)
{
    int refusals = 0;
    for (int mode = 0; mode < 2; mode++) {
        made_sink sink;
        pship_result result = open_made(path, mode == 0, &sink, NULL);
        if (result == PSHIP_OK) {
            const char *difference = made_difference(&sink);
            ck_assert_msg(difference == NULL && sink.count.transactions == TRANSACTIONS,
                          "bit %zu is believed: %s", bit, difference);
        } else {
            ck_assert_msg(result == PSHIP_E_FORMAT || result == PSHIP_E_IO, "bit %zu: %s", bit,
                          err.message);
            refusals++;
        }
        ck_assert_msg(is_image(name, file->bytes, file->size), "bit %zu", bit);
    }
    return refusals > 0;
}

static void flip_many(const char *what)
{
    int count = 0, flips = chance_cases(FLIPS);
    image file = image_of(path);
    for (int i = 0; i < flips; i++) {
        size_t bit = random_below(file.size * 8);
        flip(&file, bit);
        put_bytes(path, file.bytes, file.size);
        count += refused(path, &file, bit);
        flip(&file, bit);
    }
    printf("# %s: of %d flips %d were refused, %d changed nothing\n", what, flips, count,
           flips - count);
    ck_assert_int_gt(count, flips / 10);
    free(file.bytes);
}

START_TEST(no_flipped_bit_is_believed)
{
    chance_seed(chance_start());
    write_made(path, TRANSACTIONS);
    flip_many("without free pages");
}
END_TEST

START_TEST(no_flipped_bit_among_free_pages_is_believed)
{
    made_sink sink;
    pship__store *store = NULL;
    chance_seed(chance_start());
    write_made(path, 38);
    good(open_made(path, false, &sink, &store));
    good(append_made(store, 38, TRANSACTIONS));
    pship__store_close(store);
    shell("CREATE TABLE more (x); INSERT INTO more SELECT zeroblob(4000) FROM block; "
          "DROP TABLE more");
    assert_made(path, TRANSACTIONS);
    flip_many("with free pages");
}
END_TEST

/* A frame of the -wal whose checksum is wrong ends it: what is whole before that is the file. */
START_TEST(flipped_bits_in_a_wal_leave_whole_transactions)
{
    made_sink sink;
    pship__store *store = NULL;
    char wal_name[200];
    int refusals = 0, flips = chance_cases(FLIPS / 5);
    chance_seed(chance_start());
    (void)snprintf(wal_name, sizeof wal_name, "%s-wal", path);
    write_made(path, 2);
    good(open_made(path, false, &sink, &store));
    for (size_t i = 2; i < 10; i++) {
        good(append_made(store, i, i + 1));
    }
    image file = image_of(path), wal = image_of(wal_name);
    pship__store_close(store);
    for (int i = 0; i < flips; i++) {
        size_t bit = random_below(wal.size * 8);
        flip(&wal, bit);
        put_bytes(path, file.bytes, file.size);
        put_bytes(wal_name, wal.bytes, wal.size);
        pship_result result = open_made(path, i % 2 == 0, &sink, NULL);
        if (result == PSHIP_OK) {
            assert_same(&sink);
        } else {
            ck_assert_int_eq(result, PSHIP_E_FORMAT);
            refusals++;
        }
        files_in_folder(true);
        flip(&wal, bit);
    }
    printf("# in a -wal: of %d flips %d were refused\n", flips, refusals);
    free(file.bytes);
    free(wal.bytes);
}
END_TEST

START_TEST(a_file_cut_anywhere_is_refused)
{
    made_sink sink;
    write_made(path, TRANSACTIONS);
    image file = image_of(path);
    for (size_t size = 0; size < file.size; size += 2048) {
        put_bytes(path, file.bytes, size);
        for (int mode = 0; mode < 2; mode++) {
            expect(open_made(path, mode == 0, &sink, NULL), PSHIP_E_FORMAT, "'");
            ck_assert(is_image(path, file.bytes, size));
        }
    }
    free(file.bytes);
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("damage");
    TCase *tests = tcase_create("damage");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 280);
    tcase_add_test(tests, no_flipped_bit_is_believed);
    tcase_add_test(tests, no_flipped_bit_among_free_pages_is_believed);
    tcase_add_test(tests, flipped_bits_in_a_wal_leave_whole_transactions);
    tcase_add_test(tests, a_file_cut_anywhere_is_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
