/* The power is cut after every single change of the disk: every acknowledged transaction is there, and
 * no part of another. */
#include "chance.h"
#include "kept.h"
#include "power_cut.h"
#include "store/store_private.h"
#include "store_help.h"

enum { MOST_STEPS = 64, DRAWS = CUT_FATES + 4 };

/* What had been acknowledged, and when. */
typedef struct acknowledged {
    size_t change, transactions;
} acknowledged;

static disk drive;
static acknowledged steps[MOST_STEPS];
static size_t step_count;

static unsigned long long seed_by_clock(void)
{
    return chance_start() | 1;
}

static void acknowledge(size_t transactions)
{
    ck_assert_uint_lt(step_count, MOST_STEPS);
    steps[step_count++] = (acknowledged){drive.count, transactions};
}

static void begin_with(size_t transactions, unsigned long long seed)
{
    write_made(path, transactions);
    image start = image_of(path);
    disk_begin(&drive, path, start.bytes, start.size, seed);
    free(start.bytes);
    step_count = 0;
    acknowledge(transactions);
}

static size_t open_store(pship__store **store)
{
    made_sink sink;
    good(open_made(path, false, &sink, store));
    assert_same(&sink);
    return sink.count.transactions;
}

static void append_each(pship__store *store, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        good(append_made(store, i, i + 1));
        acknowledge(i + 1);
    }
}

/* Moves the -wal into the file, so that the next append begins it anew. */
static void checkpoint(void)
{
    shell("PRAGMA wal_checkpoint(PASSIVE)");
}

static bool holds(const char *name, const char *words)
{
    if (access(name, F_OK) != 0) {
        return false;
    }
    image file = image_of(name);
    size_t length = strlen(words);
    bool found = false;
    for (const char *at = file.bytes, *end = at + file.size; !found && at != NULL && at < end;) {
        at = memchr(at, words[0], (size_t)(end - at));
        if (at != NULL) {
            found = (size_t)(end - at) >= length && memcmp(at, words, length) == 0;
            at++;
        }
    }
    free(file.bytes);
    return found;
}

/* Where the file does not say that it is unwiped, what was erased must not be there. */
static bool has_traces(size_t transactions)
{
    char wal[200];
    (void)snprintf(wal, sizeof wal, "%s-wal", path);
    for (size_t of = 1; of <= transactions; of++) {
        char secret[40];
        (void)snprintf(secret, sizeof secret, "secret-of-%zu-", of);
        if (made_is_erased(of, transactions) && (holds(path, secret) || holds(wal, secret))) {
            return true;
        }
    }
    return false;
}

static const char *const fate_names[CUT_FATES] = {"lost", "kept", "some sectors", "some writes",
                                                  "the later half"};

/* Opened by the real file layer, or to go on: a transaction can be added to it. */
static void check_cut(size_t end, cut_fate fate, unsigned long long chance, bool goes_on)
{
    made_sink sink;
    pship__store *store = NULL;
    size_t least = 0, most = 0;
    for (size_t i = 0; i < step_count; i++) {
        if (steps[i].change <= end) {
            least = steps[i].transactions;
        }
        if (i == 0 || steps[i - 1].change < end) {
            most = steps[i].transactions;
        }
    }
    most = most < least ? least : most;
    pship_result result = open_made(path, !goes_on, &sink, &store);
    ck_assert_msg(result == PSHIP_OK, "cut %zu, %s, chance %llu: %s", end, fate_names[fate], chance,
                  err.message);
    assert_same(&sink);
    size_t count = sink.count.transactions;
    ck_assert_msg(count >= least && count <= most,
                  "cut %zu, %s, chance %llu: %zu acknowledged, %zu there", end, fate_names[fate],
                  chance, least, count);
    ck_assert_msg(store->known.unwiped || !has_traces(count),
                  "cut %zu, %s, chance %llu: traces are left that the file does not know of", end,
                  fate_names[fate], chance);
    if (goes_on) {
        good(append_made(store, count, count + 1));
    }
    pship__store_close(store);
    if (goes_on) {
        assert_made(path, count + 1);
        ck_assert_msg(!has_traces(count), "cut %zu, %s, chance %llu: traces are left", end,
                      fate_names[fate], chance);
    }
}

typedef void (*cut_check)(size_t end, cut_fate fate, unsigned long long chance, bool goes_on);

static void cut_everywhere(const char *what, size_t every, cut_check check)
{
    size_t cuts = 0;
    every *= (size_t)chance_divisor();
    for (size_t end = 0; end <= drive.count; end++) {
        for (size_t draw = 0; draw < DRAWS && end % every == 0; draw++) {
            unsigned long long chance = drive.chance;
            cut_fate fate = draw < CUT_FATES ? (cut_fate)draw : CUT_SECTORS;
            files_in_folder(true);
            disk_cut(&drive, end, fate);
            bool goes_on = (end + draw) % 4 == 0;
            if (goes_on) {
                shim_on(); /* it takes no part but that it spares the time of real syncs */
            }
            check(end, fate, chance, goes_on);
            shim_off();
            cuts++;
        }
        if (end < drive.count) {
            disk_advance(&drive, end);
        }
    }
    printf("# %s: %zu changes of the disk, %zu cuts\n", what, drive.count, cuts);
    disk_free(&drive);
}

START_TEST(appends_that_were_acknowledged_survive_a_power_cut)
{
    pship__store *store = NULL;
    begin_with(6, seed_by_clock());
    ck_assert_uint_eq(open_store(&store), 6);
    append_each(store, 6, 9);
    checkpoint();
    append_each(store, 9, 12); /* over the frames of the -wal that are in the file */
    pship__store_close(store);
    open_store(&store);
    append_each(store, 12, 13); /* 13 erases */
    pship__store_close(store);
    disk_end(&drive);
    cut_everywhere("appending", 1, check_cut);
}
END_TEST

START_TEST(erasures_that_were_acknowledged_survive_a_power_cut)
{
    pship__store *store = NULL;
    begin_with(4, seed_by_clock());
    open_store(&store);
    append_each(store, 4, 7); /* 6 erases */
    pship__store_close(store);
    open_store(&store);
    append_each(store, 7, 14); /* 13 erases */
    pship__store_close(store);
    disk_end(&drive);
    cut_everywhere("erasing", 1, check_cut);
}
END_TEST

START_TEST(bulk_that_was_acknowledged_survives_a_power_cut)
{
    pship__store *store = NULL;
    begin_with(36, seed_by_clock());
    open_store(&store);
    append_each(store, 36, 38);
    append_each(store, 38, 42); /* 39 is bulk, 41 erases */
    pship__store_close(store);
    disk_end(&drive);
    cut_everywhere("bulk", 5, check_cut);
}
END_TEST

/* ---- bringing up an older file */

static kept *read_kept(pship__store **store, bool read_only)
{
    kept *all = calloc(1, sizeof *all);
    ck_assert_ptr_nonnull(all);
    good(pship__store_open(store, NULL, path, read_only, &err));
    pship__store_sink rows = kept_sink(all);
    good(pship__store_read(*store, &rows, NULL, &err));
    return all;
}

static kept *before;

static void check_upgrade(size_t end, cut_fate fate, unsigned long long chance, bool goes_on)
{
    pship__store *store = NULL;
    kept *all = read_kept(&store, !goes_on);
    bool old = pship__store_is_old(store);
    ck_assert_msg(!old || end < steps[1].change, "cut %zu, %s, chance %llu: it is old again", end,
                  fate_names[fate], chance);
    ck_assert_int_eq(memcmp(&all->count, &before->count, sizeof all->count), 0);
    ck_assert_int_eq(memcmp(all->statements, before->statements, sizeof all->statements), 0);
    if (goes_on && old) {
        pship__store_feed feed = kept_feed(all);
        good(pship__store_upgrade(store, &feed, &err));
    }
    pship__store_close(store);
    kept_free(all);
}

START_TEST(an_upgrade_that_is_cut_off_leaves_the_old_file_or_the_new_one)
{
    char name[1000];
    pship__store *store = NULL;
    const char *root = getenv("PSHIP_SOURCE_ROOT");
    (void)snprintf(name, sizeof name, "%s/tests/data/v1.pship", root == NULL ? "." : root);
    image start = image_of(name);
    put_bytes(path, start.bytes, start.size);
    disk_begin(&drive, path, start.bytes, start.size, seed_by_clock());
    free(start.bytes);
    step_count = 0;
    acknowledge(0);
    before = read_kept(&store, false);
    pship__store_feed feed = kept_feed(before);
    good(pship__store_upgrade(store, &feed, &err));
    acknowledge(3);
    pship__store_close(store);
    disk_end(&drive);
    cut_everywhere("upgrading", 1, check_upgrade);
    kept_free(before);
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("power");
    TCase *tests = tcase_create("power");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, appends_that_were_acknowledged_survive_a_power_cut);
    tcase_add_test(tests, erasures_that_were_acknowledged_survive_a_power_cut);
    tcase_add_test(tests, bulk_that_was_acknowledged_survives_a_power_cut);
    tcase_add_test(tests, an_upgrade_that_is_cut_off_leaves_the_old_file_or_the_new_one);
    suite_add_tcase(suite, tests);
    return suite;
}
