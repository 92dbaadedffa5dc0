/* Files of a few lines in a folder that lives as long as a test, and tables as text. */
#ifndef PSHIP_TEST_CORRIDOR_FILE_HELP_H
#define PSHIP_TEST_CORRIDOR_FILE_HELP_H

#include "scratch.h"
#include <check.h>
#include <dirent.h>
#include <partnership/partnership.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NAMES 128

static char folder[SCRATCH_SIZE];

static inline void make_folder(void)
{
    scratch_folder(folder);
}

static inline void empty_folder(const char *path)
{
    DIR *all = opendir(path);
    ck_assert_ptr_nonnull(all);
    for (struct dirent *one = readdir(all); one; one = readdir(all)) {
        char name[512];
        if (one->d_name[0] == '.')
            continue;
        ck_assert_int_lt(snprintf(name, sizeof name, "%s/%s", path, one->d_name), (int)sizeof name);
        if (unlink(name) != 0)
            empty_folder(name);
    }
    closedir(all);
    ck_assert_int_eq(rmdir(path), 0);
}

static inline void remove_folder(void)
{
    empty_folder(folder);
}

/* The path of a file in the folder; a few of them live at the same time. */
static inline const char *path_of(const char *name)
{
    static char paths[NAMES][320];
    static int next = 0;
    char *path = paths[next++ % NAMES];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static inline const char *put_bytes(const char *name, const char *bytes, size_t length)
{
    const char *path = path_of(name);
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    ck_assert_int_eq(fclose(file), 0);
    return path;
}

static inline const char *put(const char *name, const char *text)
{
    return put_bytes(name, text, strlen(text));
}

/* What a file holds; to be freed. */
static inline char *contents(const char *path)
{
    FILE *file = fopen(path, "rb");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(fseek(file, 0, SEEK_END), 0);
    long length = ftell(file);
    ck_assert_int_ge(length, 0);
    char *text = malloc((size_t)length + 1);
    ck_assert_ptr_nonnull(text);
    rewind(file);
    ck_assert_uint_eq(fread(text, 1, (size_t)length, file), (size_t)length);
    text[length] = '\0';
    fclose(file);
    return text;
}

static inline void expect_file(const char *path, const char *expected)
{
    char *text = contents(path);
    ck_assert_str_eq(text, expected);
    free(text);
}

/* A table as text: the names of the columns, then the rows; cells by blanks, "-" where null. To be freed. */
static inline char *table_text(const pship_table *table)
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    ck_assert_ptr_nonnull(to);
    int32_t columns = pship_table_columns(table);
    for (int64_t row = -1; row < pship_table_rows(table); row++) {
        for (int32_t column = 0; column < columns; column++) {
            char cell[512] = "-";
            if (row >= 0 && !pship_table_is_null(table, column, row))
                (void)pship_table_format(table, column, row, cell, sizeof cell);
            fprintf(to, "%s%s", column > 0 ? " " : "",
                    row < 0 ? pship_table_column_name(table, column) : cell);
        }
        fputs("\n", to);
    }
    ck_assert_int_eq(fclose(to), 0);
    return text;
}

/* Frees the table. */
static inline void expect_table(pship_table *table, const char *expected)
{
    char *text = table_text(table);
    size_t same = 0;
    while (text[same] && text[same] == expected[same])
        same++;
    ck_assert_msg(text[same] == expected[same], "'%.1000s' instead of '%.1000s', from byte %zu",
                  text + (same < 100 ? 0 : same - 100), expected + (same < 100 ? 0 : same - 100),
                  same);
    free(text);
    pship_table_free(table);
}

/* The error says what and where; `file` NULL: anywhere. */
static inline void expect_error(const pship_error *err, pship_result result, pship_result code,
                                const char *file, int64_t line, int64_t column, const char *part)
{
    ck_assert_msg(result == code && err->code == code, "%s instead of %s: %s",
                  pship_result_name(result), pship_result_name(code), err->message);
    ck_assert_msg(strstr(err->message, part) != NULL, "'%s' is not in '%s'", part, err->message);
    ck_assert_msg(err->line == line && err->column == column, "%lld:%lld instead of %lld:%lld: %s",
                  (long long)err->line, (long long)err->column, (long long)line, (long long)column,
                  err->message);
    if (file)
        ck_assert_str_eq(err->file, file);
}

/* A file of the published test networks, or NULL where the folder is not there: they are not part of the library. */
static inline const char *published(const char *name)
{
    static char paths[NAMES][512];
    static int next = 0;
    const char *at = getenv("PSHIP_TNTP");
    char *path = paths[next++ % NAMES];
    if (!at)
        return NULL;
    snprintf(path, sizeof paths[0], "%s/%s", at, name);
    return access(path, R_OK) == 0 ? path : NULL;
}

#endif
