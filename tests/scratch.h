/*
 * Files of a test: under TMPDIR, where that is told, and each under a name that no other test has, so that any number of them
 * run at the same time.
 */
#ifndef TESTS_SCRATCH_H
#define TESTS_SCRATCH_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* As much as a name takes here. */
enum { SCRATCH_SIZE = 128 };

static inline void scratch_name(char name[SCRATCH_SIZE])
{
    const char *base = getenv("TMPDIR");
    /* What lies in the folder needs room too. */
    if (base == NULL || base[0] == '\0' || strlen(base) > SCRATCH_SIZE - 40)
        base = "/tmp";
    (void)snprintf(name, SCRATCH_SIZE, "%s/pship-test-XXXXXX", base);
}

/* A new empty folder. */
static inline void scratch_folder(char name[SCRATCH_SIZE])
{
    scratch_name(name);
    ck_assert_msg(mkdtemp(name) != NULL, "there is no place for a folder like %s", name);
}

/* A new empty file. */
static inline void scratch_file(char name[SCRATCH_SIZE])
{
    scratch_name(name);
    int file = mkstemp(name);
    ck_assert_msg(file >= 0, "there is no place for a file like %s", name);
    (void)close(file);
}

/* A new file that holds a text. */
static inline void scratch_text(char name[SCRATCH_SIZE], const char *text)
{
    scratch_file(name);
    FILE *file = fopen(name, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(text, 1, strlen(text), file), strlen(text));
    ck_assert_int_eq(fclose(file), 0);
}

/* Removes the files of a database: itself, and what SQLite puts beside it. */
static inline void scratch_remove_database(const char *path)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        char name[SCRATCH_SIZE * 2];
        ck_assert_int_lt(snprintf(name, sizeof name, "%s%s", path, endings[i]), (int)sizeof name);
        (void)unlink(name);
    }
}

#endif
