/*
 * What the tests of the store share: a folder of their own, files as images, and the made-up log
 * written and read.
 */
#ifndef STORE_HELP_H
#define STORE_HELP_H

#include "made_feed.h"
#include "made_sink.h"
#include "scratch.h"
#include "store/store.h"
#include <check.h>
#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- a folder */

static char folder[SCRATCH_SIZE], path[SCRATCH_SIZE + 32];
static pship_error err;

static inline void setup(void)
{
    err = pship_error_init();
    scratch_folder(folder);
    (void)snprintf(path, sizeof path, "%s/what? 100%% #1.pship", folder);
}

/* How many files lie in the folder; removes them when asked. */
static inline int files_in_folder(bool remove_them)
{
    int count = 0;
    DIR *open = opendir(folder);
    ck_assert_ptr_nonnull(open);
    for (struct dirent *entry; (entry = readdir(open)) != NULL;) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            char name[512];
            (void)snprintf(name, sizeof name, "%s/%s", folder, entry->d_name);
            count++;
            if (remove_them) {
                ck_assert_int_eq(remove(name), 0);
            }
        }
    }
    closedir(open);
    return count;
}

static inline void teardown(void)
{
    files_in_folder(true);
    ck_assert_int_eq(rmdir(folder), 0);
}

static inline void good(pship_result result)
{
    ck_assert_msg(result == PSHIP_OK, "%s: %s", pship_result_name(result), err.message);
}

static inline void expect(pship_result result, pship_result wanted, const char *fragment)
{
    ck_assert_msg(result == wanted && err.code == wanted, "%s instead of %s: %s",
                  pship_result_name(result), pship_result_name(wanted), err.message);
    ck_assert_msg(strstr(err.message, fragment) != NULL, "'%s' is not in: %s", fragment,
                  err.message);
}

/* A whole file in memory. */
typedef struct image {
    char *bytes;
    size_t size;
} image;

static inline image image_of(const char *name)
{
    struct stat status;
    FILE *file = fopen(name, "rb");
    ck_assert_msg(file != NULL && fstat(fileno(file), &status) == 0, "cannot read %s", name);
    image made = {malloc((size_t)status.st_size + 1), (size_t)status.st_size};
    ck_assert_uint_eq(fread(made.bytes, 1, made.size, file), made.size);
    fclose(file);
    return made;
}

static inline void put_bytes(const char *name, const char *bytes, size_t size)
{
    FILE *file = fopen(name, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, size, file), size);
    ck_assert_int_eq(fclose(file), 0);
}

static inline bool is_image(const char *name, const char *bytes, size_t size)
{
    image now = image_of(name);
    bool same = now.size == size && memcmp(now.bytes, bytes, size) == 0;
    free(now.bytes);
    return same;
}

/* Runs SQL on the file as somebody with the shell would. */
static inline void shell(const char *sql)
{
    sqlite3 *db = NULL;
    char *message = NULL;
    ck_assert_int_eq(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    int code = sqlite3_exec(db, sql, NULL, NULL, &message);
    ck_assert_msg(code == SQLITE_OK, "%s: %s", sql, message == NULL ? "" : message);
    ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
}

/* ---- the made-up log, written and read */

static inline void write_made(const char *name, size_t transactions)
{
    pship__store_feed rows = made_feed(0, transactions);
    good(pship__store_write(NULL, name, &rows, &err));
}

static inline pship_result append_made(pship__store *store, size_t from, size_t to)
{
    made_rewrite erased;
    pship__store_feed rows = made_feed(from, to);
    const pship__store_rewrite *rewrite = made_rewrite_of(&erased, from, to);
    return pship__store_append(store, &rows, rewrite, &err);
}

static inline pship_result read_made(pship__store *store, made_sink *sink)
{
    pship__store_sink rows = made_sink_of(sink);
    return pship__store_read(store, &rows, NULL, &err);
}

/* Opens and reads a file; the store may be wanted or not. */
static inline pship_result open_made(const char *name, bool read_only, made_sink *sink,
                                     pship__store **store)
{
    pship__store *made = NULL;
    pship_result result = pship__store_open(&made, NULL, name, read_only, &err);
    memset(sink, 0, sizeof *sink);
    if (result == PSHIP_OK) {
        result = read_made(made, sink);
    }
    if (store != NULL && result == PSHIP_OK) {
        *store = made;
    } else {
        pship__store_close(made);
    }
    return result;
}

/* What came back is the made-up log up to some transaction, whole. */
static inline void assert_same(const made_sink *sink)
{
    const char *difference = made_difference(sink);
    ck_assert_msg(difference == NULL, "%s differs in row %zu", difference, sink->at);
}

/* The file holds the made-up log up to this transaction, nothing more, nothing less. */
static inline void assert_made(const char *name, size_t transactions)
{
    made_sink sink;
    good(open_made(name, true, &sink, NULL));
    assert_same(&sink);
    ck_assert_uint_eq(sink.count.transactions, transactions);
}

#endif
