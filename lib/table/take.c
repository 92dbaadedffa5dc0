/*
 * Some rows of a table, in another order, and cells of a table in another one.
 */
#include "table/builder.h"
#include "table/columns.h"

void pship__add_copy(pship__table_builder *builder, const pship_table *table, int32_t column,
                     int64_t row)
{
    const pship__column *from = &table->columns[column];
    size_t length;
    const char *text;
    if (pship_table_is_null(table, column, row)) {
        pship__add_null(builder);
        return;
    }
    switch (from->type) {
    case PSHIP_COLUMN_INT64:
        pship__add_int64(builder, pship_table_integer(table, column, row));
        break;
    case PSHIP_COLUMN_FLOAT64:
        pship__add_number(builder, pship_table_number(table, column, row));
        break;
    case PSHIP_COLUMN_DECIMAL128:
        pship__add_decimal(builder, from->values.bytes + row * 16);
        break;
    case PSHIP_COLUMN_BOOL:
        pship__add_bool(builder, pship_table_integer(table, column, row) != 0);
        break;
    case PSHIP_COLUMN_DATE:
        pship__add_date(builder, (pship_day)pship_table_integer(table, column, row));
        break;
    case PSHIP_COLUMN_TIMESTAMP:
        pship__add_timestamp(builder, pship_table_integer(table, column, row));
        break;
    case PSHIP_COLUMN_UTF8:
    case PSHIP_COLUMN_DICTIONARY:
        text = pship_table_text(table, column, row, &length);
        pship__add_text_n(builder, text, length);
        break;
    }
}

pship_result pship__table_take(pship_table **taken, const pship_table *table, const int64_t *rows,
                               size_t count, pship_error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (rows[i] < 0 || rows[i] >= table->rows)
            return pship__fail(err, PSHIP_E_ARGUMENT, "a table of %lld rows has no row %lld",
                               (long long)table->rows, (long long)rows[i]);
    }
    size_t columns = (size_t)table->column_count;
    pship__column_spec *specs = pship__allocate(table->context, columns, sizeof *specs);
    if (specs == NULL)
        return pship__fail_memory(err);
    for (size_t i = 0; i < columns; i++) {
        const pship__column *from = &table->columns[i];
        specs[i] = (pship__column_spec){from->name, from->type, from->unit, from->scale};
    }
    pship__table_builder *builder;
    pship_result result = pship__table_builder_new(&builder, table->context, specs, columns, err);
    pship__release(table->context, specs);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count; i++) {
        for (int32_t column = 0; column < table->column_count; column++)
            pship__add_copy(builder, table, column, rows[i]);
    }
    return pship__table_builder_finish(builder, taken, err);
}
