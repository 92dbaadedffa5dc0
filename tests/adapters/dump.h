/* Statements as lines of text, which are easy to write down and to compare. */
#ifndef DUMP_H
#define DUMP_H

#include "adapters/register_help.h"

/* What goes without saying: no bounds, no rank, the one layer there is. */
static inline bool goes_without_saying(const char *column, const char *text)
{
    return text[0] == '\0' || strcmp(text, "..") == 0 ||
           (strcmp(column, "rank") == 0 && strcmp(text, "normal") == 0) ||
           (strcmp(column, "layer") == 0 && strcmp(text, "0") == 0);
}

/* Everything that a row of the log says of itself but the number of its target:
 * "assert a.name text 'x' source='s'". */
static inline void dump_row(char *line, size_t size, const pship_table *table, int64_t row)
{
    static const char *const columns[] = {"unit",    "from",    "until",     "last_confirmed",
                                          "source",  "locator", "qualifier", "certainty",
                                          "wording", "rank",    "reason",    "layer"};
    snprintf(line, size, "%s %s.%s", cell_of(table, "operation", row),
             cell_of(table, "subject", row), cell_of(table, "property", row));
    if (strcmp(cell_of(table, "value_kind", row), "absent") != 0) {
        snprintf(line + strlen(line), size - strlen(line), " %s '%s'",
                 cell_of(table, "value_kind", row), cell_of(table, "value", row));
    }
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        const char *text = cell_of(table, columns[i], row);
        bool null = pship_table_is_null(table, pship_table_find(table, columns[i]), row);
        bool bound = strcmp(columns[i], "from") == 0 || strcmp(columns[i], "until") == 0;
        bool empty = text[0] == '\0' && null == bound; /* a bound that is not known has no text */
        if (empty || !goes_without_saying(columns[i], text)) {
            snprintf(line + strlen(line), size - strlen(line), " %s='%s'", columns[i], text);
        }
    }
}

/* The log without what declares entities, a line for each statement, with the numbers of rows and
 * of their targets counted from the first that is not such. */
static inline char *dump_model(pship_model *model)
{
    static char all[20000];
    char line[2048];
    int64_t numbers[400] = {0}, next = 1;
    pship_table *table = statements_of(model);
    int32_t target = pship_table_find(table, "target");
    all[0] = '\0';
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        if (strcmp(cell_of(table, "property", row), "kind") == 0) {
            continue;
        }
        ck_assert_int_lt(row, 400);
        numbers[row] = next++;
        dump_row(line, sizeof line, table, row);
        size_t length = strlen(all);
        snprintf(all + length, sizeof all - length, "%lld %s", (long long)numbers[row], line);
        if (!pship_table_is_null(table, target, row)) {
            length = strlen(all);
            snprintf(all + length, sizeof all - length, " -> %lld",
                     (long long)numbers[pship_table_integer(table, target, row) - 1]);
        }
        length = strlen(all);
        ck_assert_uint_lt(length + 2, sizeof all);
        strcpy(all + length, "\n");
    }
    pship_table_free(table);
    return all;
}

#endif
