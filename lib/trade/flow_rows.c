/* A flow table from the rows of a table, whatever that came from. */
#include "trade/flow_reading.h"

#include "table/builder.h"
#include <math.h>
#include <string.h>

/* A column of codes. Codes of a dictionary column are brought to those of the part once each; rows of the
 * others often repeat the one before. */
typedef struct code_column {
    int32_t index; /* in the table; -1: `last_code` is that of all rows */
    const char *constant;
    flow_dictionary of;
    char last[256];
    size_t last_length;
    uint32_t last_code;
    bool has_last;
} code_column;

/* A column of words. They are few, and rows often repeat the one before. */
typedef struct word_column {
    int32_t index; /* in the table, or -1 */
    char last[16];
    size_t last_length;
    int last_value;
} word_column;

typedef struct rows {
    const pship_table *table;
    flow_part *part;
    code_column period, reporter, partner, product, unit;
    word_column direction, valuation;
    int32_t value, quantity, flags[3];
    int otherwise, valued; /* what rows have that say none; 0 for nothing */
} rows;

/* ---- columns */

static bool is_number(pship_column_type type)
{
    return type == PSHIP_COLUMN_FLOAT64 || type == PSHIP_COLUMN_INT64 ||
           type == PSHIP_COLUMN_DECIMAL128;
}

static bool is_code(pship_column_type type)
{
    return pship__type_is_text(type) || type == PSHIP_COLUMN_INT64 || type == PSHIP_COLUMN_DATE;
}

static bool is_word(pship_column_type type)
{
    return pship__type_is_text(type) || type == PSHIP_COLUMN_INT64;
}

static bool is_flag(pship_column_type type)
{
    return type == PSHIP_COLUMN_BOOL;
}

static pship_result find_column(int32_t *index, const pship_table *table, const char *name,
                                bool needed, bool (*fits)(pship_column_type type),
                                const char *expected, pship_error *err)
{
    *index = pship_table_find(table, name);
    if (*index < 0 && needed)
        return pship__fail(err, PSHIP_E_NOT_FOUND, "there is no column '%s' in the table", name);
    if (*index >= 0 && !fits(pship_table_column_type(table, *index)))
        return pship__fail(err, PSHIP_E_INVALID, "the column '%s' holds no %s", name, expected);
    return PSHIP_OK;
}

/* What is said of a member, and where what it comes to is put. */
typedef struct member {
    flow_role role;
    const char *said;
    bool needed;
    bool (*fits)(pship_column_type type);
    const char *expected;
    int32_t *index;
    const char **constant; /* of codes */
    int *word;             /* of words: the value for all rows */
} member;

static pship_result find_member(const member *of, const pship_table *table, pship_error *err)
{
    int unused = 0;
    const char *name = of->said ? of->said : pship__flow_role_name(of->role);
    pship_result result =
        pship__flow_said_check(name, of->role, of->needed, of->word ? of->word : &unused, err);
    *of->index = -1;
    if (result == PSHIP_OK && *name == '=' && of->constant)
        *of->constant = name + 1;
    if (result != PSHIP_OK || *name == '=' || *name == '\0')
        return result;
    return find_column(of->index, table, name, of->said || of->needed, of->fits, of->expected, err);
}

static member code_member(flow_role role, const char *said, code_column *column, flow_dictionary of)
{
    column->of = of;
    return (member){.role = role,
                    .said = said,
                    .needed = of != FLOW_UNITS,
                    .fits = is_code,
                    .expected = "codes: text or whole numbers",
                    .index = &column->index,
                    .constant = &column->constant};
}

static pship_result find_columns(rows *from, const pship_flows_columns *named, pship_error *err)
{
    static const char *const flags[] = {"estimated", "confidential", "provisional"};
    const member members[] = {
        code_member(ROLE_PERIOD, named->period, &from->period, FLOW_PERIODS),
        code_member(ROLE_REPORTER, named->reporter, &from->reporter, FLOW_COUNTRIES),
        code_member(ROLE_PARTNER, named->partner, &from->partner, FLOW_COUNTRIES),
        code_member(ROLE_PRODUCT, named->product, &from->product, FLOW_PRODUCTS),
        code_member(ROLE_UNIT, named->unit, &from->unit, FLOW_UNITS),
        {ROLE_VALUE, named->value, true, is_number, "numbers", &from->value, NULL, NULL},
        {ROLE_QUANTITY, named->quantity, false, is_number, "numbers", &from->quantity, NULL, NULL},
        {ROLE_DIRECTION, named->direction, false, is_word, "words", &from->direction.index, NULL,
         &from->otherwise},
        {ROLE_VALUATION, named->valuation, false, pship__type_is_text, "words",
         &from->valuation.index, NULL, &from->valued},
    };
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < sizeof members / sizeof *members && result == PSHIP_OK; i++)
        result = find_member(&members[i], from->table, err);
    for (int i = 0; i < 3 && result == PSHIP_OK; i++)
        result =
            find_column(&from->flags[i], from->table, flags[i], false, is_flag, "booleans", err);
    return result;
}

/* What holds for all rows becomes a code of the part. */
static pship_result take_constants(rows *from, pship_error *err)
{
    code_column *const columns[] = {&from->period, &from->reporter, &from->partner, &from->product,
                                    &from->unit};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        const char *text = columns[i]->constant;
        if (text && !pship__flow_part_code_written(from->part, columns[i]->of, text, strlen(text),
                                                   &columns[i]->last_code))
            return pship__flow_part_failure(from->part, err);
    }
    return PSHIP_OK;
}

/* ---- cells */

static pship_result fail_cell(pship_error *err, const rows *from, int32_t column, int64_t row,
                              const char *expected)
{
    char text[128];
    (void)pship_table_format(from->table, column, row, text, sizeof text);
    return pship__fail(err, PSHIP_E_INVALID, "row %lld, column '%s': '%s' is not %s",
                       (long long)row + 1, pship_table_column_name(from->table, column), text,
                       expected);
}

static pship_result read_code(rows *from, code_column *column, int64_t row, uint32_t *code,
                              pship_error *err)
{
    char number[64];
    size_t length = 0;
    if (column->index < 0) {
        *code = column->last_code;
        return PSHIP_OK;
    }
    const char *text = pship_table_text(from->table, column->index, row, &length);
    if (!text && !pship_table_is_null(from->table, column->index, row)) {
        text = number;
        length = pship_table_format(from->table, column->index, row, number, sizeof number);
    }
    if (column->has_last && length == column->last_length &&
        memcmp(text ? text : "", column->last, length) == 0) {
        *code = column->last_code;
        return PSHIP_OK;
    }
    bool empty = length == 0 && column->of != FLOW_UNITS;
    if (empty || (text && memchr(text, '\0', length)))
        return fail_cell(err, from, column->index, row, "a code");
    if (!pship__flow_part_code_written(from->part, column->of, text ? text : "", length, code))
        return pship__flow_part_failure(from->part, err);
    column->has_last = length <= sizeof column->last;
    if (column->has_last) {
        memcpy(column->last, text ? text : "", length);
        column->last_length = length;
        column->last_code = *code;
    }
    return PSHIP_OK;
}

static pship_result read_number(const rows *from, int32_t column, int64_t row, double *number,
                                pship_error *err)
{
    *number = NAN;
    if (column < 0 || pship_table_is_null(from->table, column, row))
        return PSHIP_OK;
    *number = pship_table_number(from->table, column, row);
    if (!isfinite(*number) || *number < 0)
        return fail_cell(err, from, column, row, "a number that is not negative");
    return PSHIP_OK;
}

/* The value of a word; `otherwise` where there is none. */
static pship_result read_word(const rows *from, word_column *column, int64_t row, int *value,
                              int (*read)(const char *word, size_t length), int otherwise,
                              const char *expected, pship_error *err)
{
    char number[64];
    size_t length = 0;
    *value = otherwise;
    if (column->index < 0 || pship_table_is_null(from->table, column->index, row))
        return PSHIP_OK;
    const char *word = pship_table_text(from->table, column->index, row, &length);
    if (!word) {
        word = number;
        length = pship_table_format(from->table, column->index, row, number, sizeof number);
    }
    if (column->last_value != 0 && length == column->last_length &&
        memcmp(word, column->last, length) == 0) {
        *value = column->last_value;
        return PSHIP_OK;
    }
    if (length == 0) /* an empty cell of a frame that has no nulls */
        return PSHIP_OK;
    *value = read(word, length);
    if (*value == 0 || *value == FLOW_PART)
        return fail_cell(err, from, column->index, row,
                         *value == 0 ? expected : "a whole flow, but a part of another one");
    if (length <= sizeof column->last) {
        memcpy(column->last, word, length);
        column->last_length = length;
        column->last_value = *value;
    }
    return PSHIP_OK;
}

static pship_result read_traits(rows *from, int64_t row, uint8_t *traits, pship_error *err)
{
    int direction, valuation = 0, flags = 0;
    pship_result result = read_word(
        from, &from->direction, row, &direction, pship__flow_file_direction, from->otherwise,
        "a direction: import, export, re_export, re_import or domestic, or M, X, RX or RM", err);
    if (result == PSHIP_OK && direction == 0)
        result = pship__fail(err, PSHIP_E_INVALID, "row %lld has no direction", (long long)row + 1);
    if (result == PSHIP_OK)
        result = read_word(from, &from->valuation, row, &valuation, pship__flow_file_valuation,
                           from->valued, "a valuation: fob or cif", err);
    for (int i = 0; i < 3; i++) {
        if (from->flags[i] >= 0 && pship_table_integer(from->table, from->flags[i], row) != 0)
            flags |= 1 << i;
    }
    *traits = pship__flow_traits(direction, valuation, flags);
    return result;
}

static pship_result read_row(rows *from, int64_t row, pship_error *err)
{
    flow_row made = {.unit = 0};
    pship_result result = read_code(from, &from->period, row, &made.period, err);
    if (result == PSHIP_OK)
        result = read_code(from, &from->reporter, row, &made.reporter, err);
    if (result == PSHIP_OK)
        result = read_code(from, &from->partner, row, &made.partner, err);
    if (result == PSHIP_OK)
        result = read_code(from, &from->product, row, &made.product, err);
    if (result == PSHIP_OK)
        result = read_code(from, &from->unit, row, &made.unit, err);
    if (result == PSHIP_OK)
        result = read_number(from, from->value, row, &made.value, err);
    if (result == PSHIP_OK)
        result = read_number(from, from->quantity, row, &made.quantity, err);
    if (result == PSHIP_OK)
        result = read_traits(from, row, &made.traits, err);
    if (result == PSHIP_OK && !pship__flow_part_add(from->part, &made))
        result = pship__flow_part_failure(from->part, err);
    return result;
}

/* ---- all of it */

pship_flows_columns pship_flows_columns_init(void)
{
    return (pship_flows_columns)PSHIP_FLOWS_COLUMNS_INIT;
}

static pship_result read_rows(rows *from, const pship_context *context, pship_error *err)
{
    pship__progress_state progress;
    int64_t count = pship_table_rows(from->table);
    pship_result result = PSHIP_OK;
    pship__progress_begin(&progress, context, "reading flows from a table");
    for (int64_t row = 0; row < count && result == PSHIP_OK; row++) {
        result = read_row(from, row, err);
        if (result == PSHIP_OK)
            result = pship__progress(&progress, (double)row / (double)count, err);
    }
    return result;
}

pship_result pship_flows_from_table(pship_flows **flows, const pship_table *table,
                                    const pship_flows_columns *columns,
                                    const pship_flows_about *about, pship_error *err)
{
    pship_flows_columns named = PSHIP_FLOWS_COLUMNS_INIT;
    pship_flows_about said = PSHIP_FLOWS_ABOUT_INIT;
    rows from = {.table = table};
    if (!flows || !table)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the flows or the table are NULL");
    pship_result result =
        pship__options(&named, sizeof named, sizeof named, columns, "pship_flows_columns", err);
    if (result == PSHIP_OK)
        result = pship__options(&said, sizeof said, sizeof said, about, "pship_flows_about", err);
    if (result == PSHIP_OK && !pship__flow_direction_word((int)named.otherwise) &&
        named.otherwise != 0)
        result = pship__fail(err, PSHIP_E_ARGUMENT, "%d is no direction", (int)named.otherwise);
    from.otherwise = (int)named.otherwise;
    if (result == PSHIP_OK)
        result = find_columns(&from, &named, err);
    if (result != PSHIP_OK)
        return result;
    if (!said.value_unit)
        said.value_unit = pship_table_column_unit(table, from.value);
    if (!said.quantity_unit && from.quantity >= 0)
        said.quantity_unit = pship_table_column_unit(table, from.quantity);
    pship_context *context = pship__table_context(table);
    from.part = pship__flow_part_new(context);
    if (!from.part)
        return pship__fail_memory(err);
    result = take_constants(&from, err);
    if (result == PSHIP_OK)
        result = read_rows(&from, context, err);
    if (result == PSHIP_OK)
        return pship__flow_parts_join(flows, context, &from.part, 1, &said, err);
    pship__flow_part_free(from.part);
    return result;
}
