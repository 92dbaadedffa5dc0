/* A folder of a test's own, files in it, and what lies there. */
#ifndef TESTS_STREAM_OWN_FOLDER_H
#define TESTS_STREAM_OWN_FOLDER_H

#include "core/core.h"
#include "scratch.h"
#include "stream/files.h"
#include <check.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[SCRATCH_SIZE];
static char paths[8][SCRATCH_SIZE + 64];
static pship_error err;

static inline const char *in_folder(const char *name)
{
    static int turn;
    char *path = paths[turn++ % 8];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static inline void set_up(void)
{
    err = pship_error_init();
    scratch_folder(folder);
}

static inline void tear_down(void)
{
    /* Fails when a test or the library left anything behind. */
    ck_assert_int_eq(rmdir(folder), 0);
}

static inline void put(const char *name, const char *text)
{
    ck_assert(pship__file_make(in_folder(name), text, strlen(text), 0666));
}

static inline void drop(const char *name)
{
    ck_assert_int_eq(remove(in_folder(name)), 0);
}

/* NULL: nothing lies there. */
static inline void expect(const char *name, const char *text)
{
    struct stat status;
    pship__buffer bytes;
    if (text == NULL) {
        ck_assert_msg(lstat(in_folder(name), &status) != 0, "%s is there", name);
        return;
    }
    pship__buffer_init(&bytes, NULL);
    ck_assert_msg(pship__file_read(&bytes, in_folder(name), NULL, &err) == PSHIP_OK, "%s",
                  err.message);
    ck_assert_str_eq(bytes.bytes, text);
    pship__buffer_free(&bytes);
}

#endif
