/*
 * What the tests of registers share: a folder that goes away, files in it, and reading them.
 *
 * JSON stands in C strings with ' for ", which reads better than a backslash at every word.
 */
#ifndef REGISTER_HELP_H
#define REGISTER_HELP_H

#include "scratch.h"
#include <check.h>
#include <dirent.h>
#include <partnership/partnership.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[SCRATCH_SIZE];

static inline void make_folder(void)
{
    scratch_folder(folder);
}

/* Whatever is in it goes too. */
static inline void remove_folder(void)
{
    char path[512];
    DIR *directory = opendir(folder);
    ck_assert_ptr_nonnull(directory);
    for (struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory)) {
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] != '.' || strlen(entry->d_name) > 2) {
            ck_assert_int_eq(unlink(path), 0);
        }
    }
    closedir(directory);
    ck_assert_int_eq(rmdir(folder), 0);
}

/* Lent until the next call but three. */
static inline const char *path_of(const char *name)
{
    static char paths[4][512];
    static int next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static inline void put_bytes(const char *name, const char *bytes, size_t length)
{
    FILE *file = fopen(path_of(name), "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    ck_assert_int_eq(fclose(file), 0);
}

static inline char *with_quotes(const char *text)
{
    char *copy = malloc(strlen(text) + 1);
    ck_assert_ptr_nonnull(copy);
    strcpy(copy, text);
    for (char *at = copy; *at != '\0'; at++) {
        *at = *at == '\'' ? '"' : *at;
    }
    return copy;
}

static inline void put_json(const char *name, const char *text)
{
    char *copy = with_quotes(text);
    put_bytes(name, copy, strlen(copy));
    free(copy);
}

static inline char *get_bytes(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "there is no %s", path);
    ck_assert_int_eq(fseek(file, 0, SEEK_END), 0);
    long end = ftell(file);
    ck_assert_int_ge(end, 0);
    rewind(file);
    *length = (size_t)end;
    char *bytes = malloc(*length + 1);
    ck_assert_ptr_nonnull(bytes);
    ck_assert_uint_eq(fread(bytes, 1, *length, file), *length);
    bytes[*length] = '\0';
    fclose(file);
    return bytes;
}

/* Text of a cell of a table, by the name of its column; "" where it is null. */
static inline const char *cell_of(const pship_table *table, const char *column, int64_t row)
{
    static char texts[8][1024];
    static int next;
    char *text = texts[next++ % 8];
    int32_t index = pship_table_find(table, column);
    ck_assert_msg(index >= 0, "there is no column %s", column);
    ck_assert_int_lt(row, pship_table_rows(table));
    (void)pship_table_format(table, index, row, text, sizeof texts[0]);
    return text;
}

static inline void print_problems(const pship_table *problems)
{
    for (int64_t row = 0; problems != NULL && row < pship_table_rows(problems); row++) {
        printf("# %s:%s:%s: %s: %s\n", cell_of(problems, "file", row),
               cell_of(problems, "line", row), cell_of(problems, "column", row),
               cell_of(problems, "rule", row), cell_of(problems, "message", row));
    }
}

static inline pship_model *open_good(const char *path)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_model *model = NULL;
    pship_table *problems = NULL;
    pship_result result = pship_register_open(&model, &problems, NULL, path, NULL, &err);
    print_problems(problems);
    ck_assert_msg(result == PSHIP_OK, "%s:%lld:%lld: %s", err.file, (long long)err.line,
                  (long long)err.column, err.message);
    ck_assert_ptr_null(problems);
    ck_assert_ptr_nonnull(model);
    return model;
}

/* The register of one text. */
static inline pship_model *read_good(const char *text)
{
    put_json("good.json", text);
    pship_model *model = open_good(path_of("good.json"));
    ck_assert_int_eq(unlink(path_of("good.json")), 0);
    return model;
}

static inline pship_table *statements_of(pship_model *model)
{
    pship_table *table = NULL;
    ck_assert_int_eq(pship_model_statements(&table, model, NULL), PSHIP_OK);
    return table;
}

#endif
