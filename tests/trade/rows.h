/* Rows written down in a test, as a flow table. */
#ifndef PSHIP_TEST_TRADE_ROWS_H
#define PSHIP_TEST_TRADE_ROWS_H

#include "table/builder.h"
#include <check.h>
#include <math.h>
#include <partnership/flows.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct row {
    const char *period, *direction, *reporter, *partner, *product;
    double value, quantity; /* NaN: none */
    const char *unit, *valuation;
} row;

static const pship__column_spec row_columns[] = {
    {"period", PSHIP_COLUMN_UTF8, NULL, 0},     {"direction", PSHIP_COLUMN_DICTIONARY, NULL, 0},
    {"reporter", PSHIP_COLUMN_UTF8, NULL, 0},   {"partner", PSHIP_COLUMN_DICTIONARY, NULL, 0},
    {"product", PSHIP_COLUMN_UTF8, NULL, 0},    {"value", PSHIP_COLUMN_FLOAT64, "USD thousand", 0},
    {"quantity", PSHIP_COLUMN_FLOAT64, "t", 0}, {"unit", PSHIP_COLUMN_UTF8, NULL, 0},
    {"valuation", PSHIP_COLUMN_UTF8, NULL, 0},
};

static inline void add_number_or_null(pship__table_builder *builder, double number)
{
    if (isnan(number))
        pship__add_null(builder);
    else
        pship__add_number(builder, number);
}

/* NULL: the default context. */
static inline pship_table *table_with(pship_context *context, const row *list, size_t count)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship__table_builder *builder = NULL;
    pship_table *table = NULL;
    ck_assert_int_eq(pship__table_builder_new(&builder, context, row_columns,
                                              sizeof row_columns / sizeof *row_columns, &err),
                     PSHIP_OK);
    for (size_t i = 0; i < count; i++) {
        pship__add_text(builder, list[i].period);
        pship__add_text(builder, list[i].direction);
        pship__add_text(builder, list[i].reporter);
        pship__add_text(builder, list[i].partner);
        pship__add_text(builder, list[i].product);
        add_number_or_null(builder, list[i].value);
        add_number_or_null(builder, list[i].quantity);
        pship__add_text(builder, list[i].unit);
        pship__add_text(builder, list[i].valuation);
    }
    ck_assert_msg(pship__table_builder_finish(builder, &table, &err) == PSHIP_OK, "%s",
                  err.message);
    return table;
}

static inline pship_table *table_of(const row *list, size_t count)
{
    return table_with(NULL, list, count);
}

static inline pship_flows *flows_with(pship_context *context, const row *list, size_t count)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_flows *flows = NULL;
    pship_table *table = table_with(context, list, count);
    ck_assert_msg(pship_flows_from_table(&flows, table, NULL, NULL, &err) == PSHIP_OK, "%s",
                  err.message);
    pship_table_free(table);
    return flows;
}

static inline pship_flows *flows_of(const row *list, size_t count)
{
    return flows_with(NULL, list, count);
}

/* Room that is there: compilers see that it is not NULL. */
static inline void *room(size_t size)
{
    void *made = malloc(size);
    if (!made)
        abort();
    return made;
}

/* A cell as text; "" where it is null. The last few stay readable. */
static inline const char *cell_text(const pship_table *table, int64_t at, const char *column)
{
    static char texts[8][256];
    static int next;
    char *text = texts[next++ % 8];
    int32_t index = pship_table_find(table, column);
    ck_assert_msg(index >= 0, "no column %s", column);
    (void)pship_table_format(table, index, at, text, sizeof texts[0]);
    return text;
}

/* The cells of a row, joined by bars. */
static inline void cells_are(const pship_table *table, int64_t at, const char *columns,
                             const char *expected)
{
    char text[512] = "", name[32];
    size_t length = 0;
    for (const char *from = columns; *from != '\0';) {
        const size_t size = strcspn(from, " ");
        (void)snprintf(name, sizeof name, "%.*s", (int)size, from);
        length += (size_t)snprintf(text + length, sizeof text - length, "%s%s",
                                   from == columns ? "" : "|", cell_text(table, at, name));
        from += size + (from[size] == ' ');
    }
    ck_assert_str_eq(text, expected);
}

#endif
