/* Every single call of the file layer fails in turn: the right error, nothing leaked, and a file that
 * holds what was acknowledged. */
#include "alloc/failing.h"
#include "chance.h"
#include "kept.h"
#include "shim_vfs.h"
#include "store_help.h"

/* One piece of work that is done to a file, again and again. */
typedef struct job {
    const char *name;
    void (*prepare)(void);
    pship_result (*before)(pship_context *context, pship__store **store); /* without faults */
    pship_result (*work)(pship_context *context, pship__store **store);
    void (*old)(void), (*fresh)(void); /* what the file holds before it and after it */
    bool repeats;                      /* may be tried again with the same store */
    bool erases;
} job;

static kept *all;              /* of the old file */
static image start, start_wal; /* the latter without bytes where there is none */

static const char *wal_name(void)
{
    static char name[200];
    (void)snprintf(name, sizeof name, "%s-wal", path);
    return name;
}

static bool holds_secret(void)
{
    const char *secret = "secret-of-3-";
    image file = image_of(path);
    bool found = false;
    for (size_t at = 0; at + strlen(secret) <= file.size && !found; at++) {
        found = memcmp(file.bytes + at, secret, strlen(secret)) == 0;
    }
    free(file.bytes);
    return found;
}

/* ---- the work */

static pship_result open_for(pship_context *context, pship__store **store, bool read_only)
{
    made_sink sink;
    pship_result result = pship__store_open(store, context, path, read_only, &err);
    if (result == PSHIP_OK) {
        pship__store_sink rows = made_sink_of(&sink);
        result = pship__store_read(*store, &rows, NULL, &err);
    }
    if (result == PSHIP_OK && made_difference(&sink) != NULL) {
        return pship__fail(&err, PSHIP_E_INVALID, "read as if it were whole: %s",
                           made_difference(&sink));
    }
    return result;
}

static pship_result nothing(pship_context *context, pship__store **store)
{
    (void)context;
    (void)store;
    return PSHIP_OK;
}

static pship_result open_to_write(pship_context *context, pship__store **store)
{
    return open_for(context, store, false);
}

static pship_result open_to_read(pship_context *context, pship__store **store)
{
    return open_for(context, store, true);
}

static pship_result read_again(pship_context *context, pship__store **store)
{
    made_sink sink;
    (void)context;
    pship__store_sink rows = made_sink_of(&sink);
    return pship__store_read(*store, &rows, NULL, &err);
}

static pship_result append_small(pship_context *context, pship__store **store)
{
    (void)context;
    return append_made(*store, 3, 4);
}

static pship_result append_bulk(pship_context *context, pship__store **store)
{
    (void)context;
    return append_made(*store, 38, 39);
}

static pship_result append_and_erase(pship_context *context, pship__store **store)
{
    (void)context;
    return append_made(*store, 5, 6);
}

static pship_result append_before_closing(pship_context *context, pship__store **store)
{
    pship_result result = open_to_write(context, store);
    return result == PSHIP_OK ? append_made(*store, 5, 6) : result;
}

/* Cannot say that it failed. */
static pship_result closing(pship_context *context, pship__store **store)
{
    (void)context;
    pship__store_close(*store);
    *store = NULL;
    return PSHIP_OK;
}

static pship_result save(pship_context *context, pship__store **store)
{
    (void)store;
    pship__store_feed rows = made_feed(0, 6);
    return pship__store_write(context, path, &rows, &err);
}

static pship_result open_old(pship_context *context, pship__store **store)
{
    if (all != NULL) {
        kept_free(all);
    }
    all = calloc(1, sizeof *all);
    ck_assert_ptr_nonnull(all);
    pship_result result = pship__store_open(store, context, path, false, &err);
    if (result == PSHIP_OK) {
        pship__store_sink rows = kept_sink(all);
        result = pship__store_read(*store, &rows, NULL, &err);
    }
    return result;
}

static pship_result bring_up(pship_context *context, pship__store **store)
{
    (void)context;
    pship__store_feed feed = kept_feed(all);
    return pship__store_upgrade(*store, &feed, &err);
}

/* ---- the files before and after */

static void with_3(void)
{
    write_made(path, 3);
}

static void with_5(void)
{
    write_made(path, 5);
}

/* A file whose last rows are in a -wal that was left behind. */
static void with_wal(void)
{
    made_sink sink;
    pship__store *store = NULL;
    write_made(path, 3);
    good(open_made(path, false, &sink, &store));
    good(append_made(store, 3, 5));
    image file = image_of(path);
    start_wal = image_of(wal_name());
    pship__store_close(store);
    put_bytes(path, file.bytes, file.size);
    free(file.bytes);
}

static void with_38(void)
{
    write_made(path, 38);
}

static void with_old(void)
{
    char name[1000];
    const char *root = getenv("PSHIP_SOURCE_ROOT");
    (void)snprintf(name, sizeof name, "%s/tests/data/v1.pship", root == NULL ? "." : root);
    image file = image_of(name);
    put_bytes(path, file.bytes, file.size);
    free(file.bytes);
}

static void holds_3(void)
{
    assert_made(path, 3);
}

static void holds_4(void)
{
    assert_made(path, 4);
}

static void holds_5(void)
{
    assert_made(path, 5);
}

static void holds_6(void)
{
    assert_made(path, 6);
}

static void holds_38(void)
{
    assert_made(path, 38);
}

static void holds_39(void)
{
    assert_made(path, 39);
}

static void holds_kept(bool old)
{
    pship__store *store = NULL;
    kept *before = all;
    all = NULL;
    good(open_old(NULL, &store));
    ck_assert_int_eq(pship__store_is_old(store), old);
    ck_assert_int_eq(memcmp(&all->count, &before->count, sizeof before->count), 0);
    ck_assert_int_eq(memcmp(all->statements, before->statements, sizeof before->statements), 0);
    pship__store_close(store);
    kept_free(before);
}

static void holds_old(void)
{
    holds_kept(true);
}

static void holds_brought_up(void)
{
    holds_kept(false);
}

static const job jobs[] = {
    {"opening to write", with_5, nothing, open_to_write, holds_5, holds_5, false, false},
    {"opening to read", with_5, nothing, open_to_read, holds_5, holds_5, false, false},
    {"reading again", with_5, open_to_write, read_again, holds_5, holds_5, true, false},
    {"recovering", with_wal, nothing, open_to_write, holds_5, holds_5, false, false},
    {"recovering to read", with_wal, nothing, open_to_read, holds_5, holds_5, false, false},
    {"appending", with_3, open_to_write, append_small, holds_3, holds_4, true, false},
    {"appending much", with_38, open_to_write, append_bulk, holds_38, holds_39, true, false},
    {"erasing", with_5, open_to_write, append_and_erase, holds_5, holds_6, true, true},
    {"closing", with_5, append_before_closing, closing, holds_6, holds_6, false, false},
    {"bringing up", with_old, open_old, bring_up, holds_old, holds_brought_up, true, false},
    {"saving", with_3, nothing, save, holds_3, holds_6, true, false},
};
enum { JOBS = sizeof jobs / sizeof jobs[0] };

/* ---- the faults */

/* What may be said of a fault. Zeros where bytes should be look like damage. */
static void check_code(const job *of, shim_fault fault, long n, pship_result result)
{
    bool fitting =
        result == PSHIP_E_IO ||
        (result == PSHIP_E_FORMAT && (fault == FAULT_SHORT_READ || fault == FAULT_SIZE)) ||
        (result == PSHIP_E_CONFLICT && fault == FAULT_SHORT_READ && of->work == save);
    ck_assert_msg(fitting && err.code == result, "%s, %s %ld: %s (%s)", of->name,
                  shim_fault_names[fault], n, pship_result_name(result), err.message);
    ck_assert_str_ne(err.message, "");
}

/* The n-th call fails, if there are so many: false where there are not. */
static bool fail_one(const job *of, shim_fault fault, long n, bool once)
{
    heap memory;
    pship__store *store = NULL;
    pship_context *context = heap_context(&memory);
    files_in_folder(true);
    put_bytes(path, start.bytes, start.size);
    if (start_wal.bytes != NULL) {
        put_bytes(wal_name(), start_wal.bytes, start_wal.size);
    }
    shim_on();
    good(of->before(context, &store));
    err = pship_error_init();
    shim_set(fault, n, once);
    pship_result result = of->work(context, &store);
    bool failed = shim.failed;
    if (result != PSHIP_OK) {
        ck_assert(failed);
        check_code(of, fault, n, result);
    }
    bool done = result == PSHIP_OK;
    if (once) {
        shim_set(FAULT_NONE, 0, false);
        if (!done && of->repeats) {
            result = of->work(context, &store);
            ck_assert_msg(result == PSHIP_OK, "%s again, after %s %ld: %s", of->name,
                          shim_fault_names[fault], n, err.message);
            done = true;
        }
    }
    pship__store_close(store);
    shim_off();
    pship_context_free(context);
    ck_assert_msg(memory.blocks == 0, "%s, %s %ld: %ld blocks were not given back", of->name,
                  shim_fault_names[fault], n, memory.blocks);
    ck_assert_msg(!once || !of->erases || !holds_secret(),
                  "%s, %s %ld: traces are left in the file", of->name, shim_fault_names[fault], n);
    (done ? of->fresh : of->old)();
    return failed;
}

START_TEST(each_call_of_the_file_layer_may_fail)
{
    const job *of = &jobs[_i];
    of->prepare();
    start = image_of(path);
    for (int fault = FAULT_NONE + 1; fault < FAULT_COUNT; fault++) {
        long n = 1;
        while (fail_one(of, (shim_fault)fault, n, true)) {
            (void)fail_one(of, (shim_fault)fault, n, false);
            n += chance_divisor();
        }
        if (n > 1) {
            printf("# %s: %s, up to call %ld\n", of->name, shim_fault_names[fault], n - 1);
        }
    }
    free(start.bytes);
    free(start_wal.bytes);
    start_wal = (image){0};
    if (all != NULL) {
        kept_free(all);
        all = NULL;
    }
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("faults");
    TCase *tests = tcase_create("faults");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, each_call_of_the_file_layer_may_fail, 0, JOBS);
    suite_add_tcase(suite, tests);
    return suite;
}
