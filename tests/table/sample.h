/* A table with a column of every type, and the comparison of two tables. */
#ifndef TEST_TABLE_SAMPLE_H
#define TEST_TABLE_SAMPLE_H

#include "table/builder.h"
#include "table/columns.h"
#include <check.h>
#include <stdio.h>
#include <string.h>

enum { INT64, FLOAT64, DECIMAL, BOOL, DATE, TIMESTAMP, UTF8, DICTIONARY, SAMPLE_COLUMNS };

static const pship__column_spec sample_specs[SAMPLE_COLUMNS] = {
    {"count", PSHIP_COLUMN_INT64, NULL, 0},        {"length_km", PSHIP_COLUMN_FLOAT64, "km", 0},
    {"amount", PSHIP_COLUMN_DECIMAL128, "USD", 2}, {"contested", PSHIP_COLUMN_BOOL, NULL, 0},
    {"since", PSHIP_COLUMN_DATE, "day", 0},        {"recorded", PSHIP_COLUMN_TIMESTAMP, NULL, 0},
    {"title", PSHIP_COLUMN_UTF8, NULL, 0},         {"status", PSHIP_COLUMN_DICTIONARY, NULL, 0},
};

static inline void decimal_bytes(int64_t number, unsigned char *bytes)
{
    memset(bytes, number < 0 ? 0xFF : 0, 16);
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)((uint64_t)number >> (8 * i));
}

/* Row `i` of the sample; every seventh cell is null when `nulls` says so. */
static inline void sample_row(pship__table_builder *builder, int64_t i, bool nulls)
{
    static const char *const statuses[] = {"signed", "in force", "ad\304\261", ""};
    unsigned char bytes[16];
    char title[32];
    decimal_bytes(i * 1001 - 5000, bytes);
    snprintf(title, sizeof title, "title %d \342\202\254", (int)i);
    for (int column = 0; column < SAMPLE_COLUMNS; column++) {
        if (nulls && (i * SAMPLE_COLUMNS + column) % 7 == 3) {
            pship__add_null(builder);
            continue;
        }
        switch (column) {
        case INT64:
            pship__add_int64(builder, i * 1000000007 - 3);
            break;
        case FLOAT64:
            pship__add_number(builder, (double)i / 8);
            break;
        case DECIMAL:
            pship__add_decimal(builder, bytes);
            break;
        case BOOL:
            pship__add_bool(builder, i % 3 == 0);
            break;
        case DATE:
            pship__add_date(builder, (pship_day)(i * 31 - 1000));
            break;
        case TIMESTAMP:
            pship__add_timestamp(builder, i * 86400000001 - 7);
            break;
        case UTF8:
            pship__add_text(builder, title);
            break;
        default:
            pship__add_text(builder, statuses[i % 4]);
            break;
        }
    }
}

static inline pship_result sample_build(pship_table **table, pship_context *context, int64_t rows,
                                        bool nulls, pship_error *err)
{
    pship__table_builder *builder;
    pship_result result =
        pship__table_builder_new(&builder, context, sample_specs, SAMPLE_COLUMNS, err);
    if (result != PSHIP_OK)
        return result;
    for (int64_t i = 0; i < rows; i++)
        sample_row(builder, i, nulls);
    return pship__table_builder_finish(builder, table, err);
}

static inline pship_table *sample(int64_t rows, bool nulls)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    ck_assert_msg(sample_build(&table, NULL, rows, nulls, &err) == PSHIP_OK, "%s", err.message);
    return table;
}

static inline void cells_equal(const pship_table *a, int64_t row_a, const pship_table *b,
                               int64_t row_b, int32_t column)
{
    char text_a[128], text_b[128];
    ck_assert_int_eq(pship_table_is_null(a, column, row_a), pship_table_is_null(b, column, row_b));
    size_t length_a = pship_table_format(a, column, row_a, text_a, sizeof text_a);
    size_t length_b = pship_table_format(b, column, row_b, text_b, sizeof text_b);
    ck_assert_uint_eq(length_a, length_b);
    ck_assert_str_eq(text_a, text_b);
}

static inline void tables_equal(const pship_table *a, const pship_table *b)
{
    ck_assert_int_eq(pship_table_rows(a), pship_table_rows(b));
    ck_assert_int_eq(pship_table_columns(a), pship_table_columns(b));
    for (int32_t column = 0; column < pship_table_columns(a); column++) {
        ck_assert_str_eq(pship_table_column_name(a, column), pship_table_column_name(b, column));
        ck_assert_int_eq(pship_table_column_type(a, column), pship_table_column_type(b, column));
        ck_assert_int_eq(pship_table_column_scale(a, column), pship_table_column_scale(b, column));
        const char *unit_a = pship_table_column_unit(a, column);
        const char *unit_b = pship_table_column_unit(b, column);
        ck_assert_str_eq(unit_a == NULL ? "none" : unit_a, unit_b == NULL ? "none" : unit_b);
        for (int64_t row = 0; row < pship_table_rows(a); row++)
            cells_equal(a, row, b, row, column);
    }
}

#endif
