/*
 * Tables as a test writes them down:
 *
 *   "trip:text time_h:number cost:number=USD|a 1.5 -|b 2 3"
 *
 * Columns first, rows after each bar; cells are parted by blanks, "-" is null, "_" in a text stands for a blank.
 */
#ifndef PSHIP_TEST_CORRIDOR_WRITTEN_H
#define PSHIP_TEST_CORRIDOR_WRITTEN_H

#include "table/builder.h"
#include <check.h>
#include <stdlib.h>
#include <string.h>

#define WRITTEN_COLUMNS 24

typedef struct written_columns {
    pship__column_spec specs[WRITTEN_COLUMNS];
    char names[WRITTEN_COLUMNS][64], units[WRITTEN_COLUMNS][32];
    size_t count;
} written_columns;

/* The next word; the place behind it. */
static inline const char *written_word(char word[128], const char *at)
{
    size_t length = strcspn(at, " |");
    ck_assert_uint_lt(length, 128);
    memcpy(word, at, length);
    word[length] = '\0';
    for (char *c = word; *c; c++)
        *c = *c == '_' ? ' ' : *c;
    at += length;
    return *at == ' ' ? at + 1 : at;
}

static inline void written_column(written_columns *columns, char *word)
{
    static const struct {
        const char *word;
        pship_column_type type;
    } types[] = {{"text", PSHIP_COLUMN_UTF8},      {"word", PSHIP_COLUMN_DICTIONARY},
                 {"number", PSHIP_COLUMN_FLOAT64}, {"whole", PSHIP_COLUMN_INT64},
                 {"bool", PSHIP_COLUMN_BOOL},      {"date", PSHIP_COLUMN_DATE}};
    ck_assert_uint_lt(columns->count, WRITTEN_COLUMNS);
    const size_t at = columns->count++;
    char *type = strchr(word, ':'), *unit = strchr(word, '=');
    ck_assert_ptr_nonnull(type);
    *type++ = '\0';
    if (unit)
        *unit++ = '\0';
    for (char *c = word; *c; c++) /* names have no blanks */
        *c = *c == ' ' ? '_' : *c;
    strcpy(columns->names[at], word);
    strcpy(columns->units[at], unit ? unit : "");
    columns->specs[at] =
        (pship__column_spec){.name = columns->names[at], .unit = unit ? columns->units[at] : NULL};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (!strcmp(types[i].word, type))
            columns->specs[at].type = types[i].type;
    ck_assert_int_ne(columns->specs[at].type, 0);
}

static inline void written_cell(pship__table_builder *builder, pship_column_type type,
                                const char *word)
{
    double number = 0;
    if (!strcmp(word, "-")) {
        pship__add_null(builder);
    } else if (pship__type_is_text(type)) {
        pship__add_text(builder, word);
    } else if (type == PSHIP_COLUMN_BOOL) {
        pship__add_bool(builder, !strcmp(word, "true"));
    } else if (type == PSHIP_COLUMN_FLOAT64 && !strcmp(word, "nan")) {
        pship__add_number(builder, (double)NAN);
    } else if (type == PSHIP_COLUMN_FLOAT64 && !strcmp(word, "inf")) {
        pship__add_number(builder, (double)INFINITY);
    } else {
        ck_assert_msg(pship__number_parse(word, &number), "no number: %s", word);
        if (type == PSHIP_COLUMN_INT64)
            pship__add_int64(builder, (int64_t)number);
        else if (type == PSHIP_COLUMN_DATE)
            pship__add_date(builder, (pship_day)number);
        else
            pship__add_number(builder, number);
    }
}

static inline pship_table *written_table(pship_context *context, const char *text)
{
    written_columns columns = {.count = 0};
    pship__table_builder *builder = NULL;
    pship_table *table = NULL;
    pship_error err = PSHIP_ERROR_INIT;
    char word[128];
    while (*text != '\0' && *text != '|') {
        text = written_word(word, text);
        written_column(&columns, word);
    }
    ck_assert_int_eq(
        pship__table_builder_new(&builder, context, columns.specs, columns.count, &err), PSHIP_OK);
    while (*text == '|') {
        text++;
        for (size_t i = 0; i < columns.count; i++) {
            text = written_word(word, text);
            written_cell(builder, columns.specs[i].type, word);
        }
        ck_assert_msg(*text == '|' || *text == '\0', "too many cells before '%s'", text);
    }
    ck_assert_msg(pship__table_builder_finish(builder, &table, &err) == PSHIP_OK, "%s",
                  err.message);
    return table;
}

/* A cell as text; "" where it is null. The last few stay readable. */
static inline const char *written_back(const pship_table *table, int64_t row, const char *column)
{
    static char texts[32][256];
    static size_t next;
    char *text = texts[next++ % 32];
    const int32_t index = pship_table_find(table, column);
    ck_assert_msg(index >= 0, "no column %s", column);
    (void)pship_table_format(table, index, row, text, sizeof texts[0]);
    return text;
}

/* Cells of a row, parted by blanks, "-" for null. */
static inline void written_row_is(const pship_table *table, int64_t row, const char *columns,
                                  const char *expected)
{
    char word[128], found[1024] = "";
    while (*columns != '\0') {
        const size_t length = strcspn(columns, " ");
        ck_assert_uint_lt(length, sizeof word);
        memcpy(word, columns, length);
        word[length] = '\0';
        columns += columns[length] == ' ' ? length + 1 : length;
        const char *cell = written_back(table, row, word);
        ck_assert_uint_lt(strlen(found) + strlen(cell) + 2, sizeof found);
        strcat(strcat(found, *found ? " " : ""), *cell ? cell : "-");
    }
    ck_assert_msg(strcmp(found, expected) == 0, "row %lld is '%s', not '%s'", (long long)row, found,
                  expected);
}

static inline double written_number(const pship_table *table, int64_t row, const char *column)
{
    return pship_table_number(table, pship_table_find(table, column), row);
}

#endif
