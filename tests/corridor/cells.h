/* Cells of an answer, held against what a test writes down; what goes in is written with tables.h. */
#ifndef PSHIP_TEST_CORRIDOR_CELLS_H
#define PSHIP_TEST_CORRIDOR_CELLS_H

#include <check.h>
#include <partnership/table.h>
#include <string.h>

/* A cell as text; "" where it is null. The last few stay readable. */
static inline const char *text_at(const pship_table *table, int64_t row, const char *column)
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
static inline void row_is(const pship_table *table, int64_t row, const char *columns,
                          const char *expected)
{
    char word[128], found[1024] = "";
    while (*columns != '\0') {
        const size_t length = strcspn(columns, " ");
        ck_assert_uint_lt(length, sizeof word);
        memcpy(word, columns, length);
        word[length] = '\0';
        columns += columns[length] == ' ' ? length + 1 : length;
        const char *cell = text_at(table, row, word);
        ck_assert_uint_lt(strlen(found) + strlen(cell) + 2, sizeof found);
        strcat(strcat(found, *found ? " " : ""), *cell ? cell : "-");
    }
    ck_assert_msg(strcmp(found, expected) == 0, "row %lld is '%s', not '%s'", (long long)row, found,
                  expected);
}

static inline double number_at(const pship_table *table, int64_t row, const char *column)
{
    const int32_t index = pship_table_find(table, column);
    ck_assert_msg(index >= 0, "no column %s", column);
    return pship_table_number(table, index, row);
}

#endif
