/* The state of partial sums as a table, and back; and what a mapping leaves out. */
#include "codes/mapping.h"
#include "trade/flow_answer.h"
#include "trade/flow_level.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    WHAT,
    PERIOD,
    DIRECTION,
    REPORTER,
    PARTNER,
    PRODUCT,
    VALUE,
    QUANTITY,
    UNIT,
    MIXED,
    ROWS,
    WITHHELD,
    WITHOUT,
    VALUE_UNIT,
    CLASSIFICATION,
    OPTIONS,
    STATE_COLUMNS
};

static const pship__column_spec state_columns[STATE_COLUMNS] = {
    {"what", PSHIP_COLUMN_DICTIONARY, NULL, 0},
    {"period", PSHIP_COLUMN_DICTIONARY, NULL, 0},
    {"direction", PSHIP_COLUMN_DICTIONARY, NULL, 0},
    {"reporter", PSHIP_COLUMN_DICTIONARY, NULL, 0},
    {"partner", PSHIP_COLUMN_DICTIONARY, NULL, 0},
    {"product", PSHIP_COLUMN_DICTIONARY, NULL, 0},
    {"value", PSHIP_COLUMN_FLOAT64, NULL, 0},
    {"quantity", PSHIP_COLUMN_FLOAT64, NULL, 0},
    {"unit", PSHIP_COLUMN_DICTIONARY, NULL, 0},
    {"mixed_units", PSHIP_COLUMN_BOOL, NULL, 0},
    {"rows", PSHIP_COLUMN_INT64, NULL, 0},
    {"withheld", PSHIP_COLUMN_INT64, NULL, 0},
    {"without_quantity", PSHIP_COLUMN_INT64, NULL, 0},
    {"value_unit", PSHIP_COLUMN_DICTIONARY, NULL, 0},
    {"classification", PSHIP_COLUMN_DICTIONARY, NULL, 0},
    {"options", PSHIP_COLUMN_DICTIONARY, NULL, 0},
};

/* ---- out */

typedef struct state_part {
    exact_long value, quantity; /* what is still to be told */
    double value_part, quantity_part;
} state_part;

/* Takes the next parts; false where nothing is left. */
static bool take_part(state_part *part)
{
    part->value_part = pship__exact_take(&part->value);
    part->quantity_part = pship__exact_take(&part->quantity);
    return part->value_part != 0 || part->quantity_part != 0;
}

typedef enum state_kind { STATE_SUM, STATE_UNMAPPED, STATE_LEVELS, STATE_KINDS } state_kind;

static const char *const kind_words[STATE_KINDS] = {"sum", "unmapped", "levels"};

static const flow_groups *groups_of(const flow_totals *totals, state_kind kind)
{
    return kind == STATE_SUM        ? &totals->groups
           : kind == STATE_UNMAPPED ? &totals->unmapped
                                    : &totals->pieces;
}

static bool is_told(const pship_flow_sums *sums, state_kind kind, flow_key_part part,
                    const flow_key *key)
{
    if (kind == STATE_UNMAPPED)
        return part == KEY_PRODUCT;
    if (kind == STATE_LEVELS)
        return part <= KEY_REPORTER;
    return part <= KEY_DIRECTION || (sums->wanted.by[part] && key->part[part] != CODE_NULL);
}

static void add_words(pship__table_builder *builder, const pship_flow_sums *sums, state_kind kind,
                      const flow_key *key)
{
    pship__add_word(builder, kind_words[kind]);
    for (int i = 0; i < FLOW_KEYS; i++) {
        const flow_key_part part = (flow_key_part)i;
        const flow_words *words =
            kind == STATE_UNMAPPED ? &sums->unmapped_words : pship__flow_sums_words(sums, part);
        if (!is_told(sums, kind, part, key))
            pship__add_null(builder);
        else if (words)
            pship__add_word(builder, pship__flow_word(words, key->part[part]));
        else
            pship__add_word(builder, pship__flow_direction_word((int)key->part[part]));
    }
}

static void add_part(pship__table_builder *builder, const pship_flow_sums *sums, state_kind kind,
                     const flow_group *group, const state_part *part, bool first,
                     const char *options)
{
    add_words(builder, sums, kind, &group->key);
    pship__add_number(builder, part->value_part);
    pship__add_number(builder, part->quantity_part);
    if (group->unit != 0 && group->unit != UNIT_MIXED)
        pship__add_word(builder, pship__flow_word(&sums->units, group->unit - 1));
    else
        pship__add_null(builder);
    pship__add_bool(builder, group->unit == UNIT_MIXED);
    pship__add_int64(builder, first ? group->rows : 0);
    pship__add_int64(builder, first ? group->withheld : 0);
    pship__add_int64(builder, first ? group->without_quantity : 0);
    pship__add_text(builder, sums->value_unit);
    pship__add_text(builder, sums->classification);
    pship__add_word(builder, options);
}

static pship_result add_groups(pship__table_builder *builder, const pship_flow_sums *sums,
                               state_kind kind, const char *options,
                               pship__progress_state *progress, pship_error *err)
{
    const flow_groups *groups = groups_of(&sums->totals, kind);
    pship_result result = PSHIP_OK;
    for (size_t i = 0; result == PSHIP_OK && i < groups->count; i++) {
        const flow_group *group = pship__flow_group(groups, i);
        state_part part;
        if (!isfinite(group->value.high) || !isfinite(group->quantity.high))
            return pship__fail(err, PSHIP_E_LIMIT, "a sum is beyond all doubles");
        pship__exact_to_long(&part.value, &groups->store, &group->value);
        pship__exact_to_long(&part.quantity, &groups->store, &group->quantity);
        (void)take_part(&part);
        add_part(builder, sums, kind, group, &part, true, options);
        while (take_part(&part))
            add_part(builder, sums, kind, group, &part, false, options);
        result = pship__progress(progress, (double)i / (double)groups->count, err);
    }
    return result;
}

pship_result pship_flow_sums_state(pship_table **table, const pship_flow_sums *sums,
                                   pship_error *err)
{
    pship__table_builder *builder = NULL;
    if (!table || !sums)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the sums are NULL");
    pship__buffer options;
    pship__progress_state progress;
    pship__progress_begin(&progress, sums->context, "telling the state of sums");
    pship__buffer_init(&options, sums->context);
    pship_result result =
        pship__flow_wanted_tell(&options, &sums->wanted)
            ? pship__table_builder_new(&builder, sums->context, state_columns, STATE_COLUMNS, err)
            : pship__fail_memory(err);
    size_t rows = 0;
    for (int kind = 0; kind < STATE_KINDS; kind++)
        rows += groups_of(&sums->totals, (state_kind)kind)->count;
    if (result == PSHIP_OK)
        pship__expect_rows(builder, rows); /* or more, where a sum needs several */
    for (int kind = 0; result == PSHIP_OK && kind < STATE_KINDS; kind++)
        result = add_groups(builder, sums, (state_kind)kind, options.bytes, &progress, err);
    pship__buffer_free(&options);
    if (result == PSHIP_OK)
        return pship__table_builder_finish(builder, table, err);
    pship__table_builder_free(builder);
    return result;
}

/* ---- in */

typedef struct state_reader {
    pship_flow_sums *sums;
    flow_totals *totals;
    const pship_table *table;
    int32_t columns[STATE_COLUMNS];
    int64_t row;
} state_reader;

static pship_result bad_cell(const state_reader *from, int column, pship_error *err)
{
    return pship__fail(err, PSHIP_E_INVALID, "row %d of the state: '%s' cannot be read",
                       (int)from->row + 1, state_columns[column].name);
}

/* A text and whether there is one; false where the cell is of another type. */
static bool read_text(const state_reader *from, int column, const char **text, size_t *length)
{
    const int32_t at = from->columns[column];
    *length = 0;
    *text = pship_table_text(from->table, at, from->row, length);
    return *text || pship_table_is_null(from->table, at, from->row);
}

static pship_result read_code(const state_reader *from, int column, flow_words *words, bool needed,
                              uint32_t *code, pship_error *err)
{
    const char *text;
    size_t length;
    if (!read_text(from, column, &text, &length) || (needed && !text) ||
        (text && memchr(text, '\0', length)))
        return bad_cell(from, column, err);
    *code = CODE_NULL;
    return !text || pship__flow_word_code(words, text, length, code) ? PSHIP_OK
                                                                     : pship__fail_memory(err);
}

static pship_result read_sheet(const state_reader *from, flow_key *key, pship_error *err)
{
    const char *text;
    size_t length;
    pship_result result =
        read_code(from, PERIOD, &from->sums->periods, true, &key->part[KEY_PERIOD], err);
    if (result == PSHIP_OK && read_text(from, DIRECTION, &text, &length) && text)
        key->part[KEY_DIRECTION] = (uint32_t)pship__flow_direction_read(text, length);
    return result == PSHIP_OK && key->part[KEY_DIRECTION] == 0 ? bad_cell(from, DIRECTION, err)
                                                               : result;
}

static pship_result read_sum_key(const state_reader *from, flow_key *key, pship_error *err)
{
    pship_flow_sums *sums = from->sums;
    const bool *by = sums->wanted.by;
    pship_result result = read_sheet(from, key, err);
    const struct {
        int column;
        flow_key_part part;
        flow_words *words;
        bool needed;
    } others[] = {{REPORTER, KEY_REPORTER, &sums->countries, true},
                  {PARTNER, KEY_PARTNER, &sums->countries, true},
                  {PRODUCT, KEY_PRODUCT, &sums->products, !sums->wanted.mapping}};
    for (int i = 0; result == PSHIP_OK && i < 3; i++) {
        if (by[others[i].part])
            result = read_code(from, others[i].column, others[i].words, others[i].needed,
                               &key->part[others[i].part], err);
        else if (!pship_table_is_null(from->table, from->columns[others[i].column], from->row))
            result = pship__fail(err, PSHIP_E_CONFLICT, "the state is by %s, the sums are not",
                                 pship__flow_key_word(others[i].part));
    }
    return result;
}

static pship_result read_state_key(const state_reader *from, state_kind kind, flow_key *key,
                                   pship_error *err)
{
    if (kind == STATE_SUM)
        return read_sum_key(from, key, err);
    if (kind == STATE_UNMAPPED)
        return read_code(from, PRODUCT, &from->sums->unmapped_words, true, &key->part[KEY_PRODUCT],
                         err);
    pship_result result = read_sheet(from, key, err);
    return result == PSHIP_OK ? read_code(from, REPORTER, &from->sums->countries, true,
                                          &key->part[KEY_REPORTER], err)
                              : result;
}

static pship_result read_numbers(const state_reader *from, flow_group *to, exact_store *store,
                                 pship_error *err)
{
    static const int counted[] = {ROWS, WITHHELD, WITHOUT};
    int64_t *const counts[] = {&to->rows, &to->withheld, &to->without_quantity};
    for (int i = 0; i < 3; i++) {
        const int32_t at = from->columns[counted[i]];
        const int64_t count = pship_table_integer(from->table, at, from->row);
        if (pship_table_column_type(from->table, at) != PSHIP_COLUMN_INT64 || count < 0)
            return bad_cell(from, counted[i], err);
        *counts[i] += count;
    }
    const double value = pship_table_number(from->table, from->columns[VALUE], from->row);
    const double quantity = pship_table_number(from->table, from->columns[QUANTITY], from->row);
    if (!isfinite(value) || !isfinite(quantity))
        return bad_cell(from, isfinite(value) ? QUANTITY : VALUE, err);
    return pship__exact_add(store, &to->value, value) &&
                   pship__exact_add(store, &to->quantity, quantity)
               ? PSHIP_OK
               : pship__fail_memory(err);
}

static pship_result read_kind(const state_reader *from, state_kind *kind, pship_error *err)
{
    const char *text;
    size_t length;
    if (!read_text(from, WHAT, &text, &length) || !text)
        return bad_cell(from, WHAT, err);
    for (int i = 0; i < STATE_KINDS; i++) {
        *kind = (state_kind)i;
        if (length == strlen(kind_words[i]) && memcmp(text, kind_words[i], length) == 0)
            return PSHIP_OK;
    }
    return bad_cell(from, WHAT, err);
}

static pship_result read_row(const state_reader *from, pship_error *err)
{
    flow_key key = {{0}};
    uint32_t unit;
    state_kind kind = STATE_SUM;
    pship_result result = read_kind(from, &kind, err);
    if (result == PSHIP_OK)
        result = read_state_key(from, kind, &key, err);
    if (result == PSHIP_OK)
        result = read_code(from, UNIT, &from->sums->units, false, &unit, err);
    if (result != PSHIP_OK)
        return result;
    if (kind == STATE_LEVELS) {
        const int64_t bits = pship_table_integer(from->table, from->columns[ROWS], from->row);
        return pship__flow_pieces_add(&from->totals->pieces, &key, bits) ? PSHIP_OK
                                                                         : pship__fail_memory(err);
    }
    flow_groups *groups = kind == STATE_UNMAPPED ? &from->totals->unmapped : &from->totals->groups;
    flow_group *to = pship__flow_group_at(groups, &key);
    if (!to)
        return pship__fail_memory(err);
    if (pship_table_integer(from->table, from->columns[MIXED], from->row) != 0)
        to->unit = UNIT_MIXED;
    else if (unit != CODE_NULL)
        pship__flow_unit_add(to, unit + 1);
    return read_numbers(from, to, &groups->store, err);
}

static pship_result find_columns(state_reader *from, pship_error *err)
{
    for (int i = 0; i < STATE_COLUMNS; i++) {
        from->columns[i] = pship_table_find(from->table, state_columns[i].name);
        if (from->columns[i] < 0)
            return pship__fail(err, PSHIP_E_NOT_FOUND, "the state has no column '%s'",
                               state_columns[i].name);
    }
    return PSHIP_OK;
}

pship_result pship__flow_state_add(pship_flow_sums *sums, flow_totals *totals,
                                   const pship_table *state, pship__progress_state *progress,
                                   pship_error *err)
{
    state_reader from = {.sums = sums, .totals = totals, .table = state};
    const int64_t rows = pship_table_rows(state);
    pship_result result = find_columns(&from, err);
    for (; result == PSHIP_OK && from.row < rows; from.row++) {
        result = read_row(&from, err);
        if (result == PSHIP_OK)
            result = pship__progress(progress, (double)from.row / (double)rows, err);
    }
    return result;
}

/* What all rows say in a column; NULL where that is nothing. */
static pship_result read_same(char **same, state_reader *from, int column,
                              const pship_context *context, pship__progress_state *progress,
                              pship_error *err)
{
    const char *first = NULL, *text;
    size_t first_length = 0, length;
    for (from->row = 0; from->row < pship_table_rows(from->table); from->row++) {
        pship_result result = pship__progress(progress, 0, err);
        if (result != PSHIP_OK)
            return result;
        if (!read_text(from, column, &text, &length) ||
            (from->row > 0 && (length != first_length || (!text) != (!first) ||
                               (text && memcmp(text, first, length) != 0))))
            return bad_cell(from, column, err);
        first = text;
        first_length = length;
    }
    if (!first)
        return PSHIP_OK;
    *same = pship__allocate_zero(context, first_length + 1, 1);
    if (!*same)
        return pship__fail_memory(err);
    memcpy(*same, first, first_length);
    return PSHIP_OK;
}

pship_result pship__flow_state_about(flow_state_about *about, const pship_context *context,
                                     const pship_table *state, pship_error *err)
{
    state_reader from = {.table = state};
    pship__progress_state progress;
    pship__progress_begin(&progress, context, "looking at the state of sums");
    *about = (flow_state_about){NULL, NULL, NULL};
    pship_result result = find_columns(&from, err);
    if (result == PSHIP_OK)
        result = read_same(&about->value_unit, &from, VALUE_UNIT, context, &progress, err);
    if (result == PSHIP_OK)
        result = read_same(&about->classification, &from, CLASSIFICATION, context, &progress, err);
    if (result == PSHIP_OK)
        result = read_same(&about->options, &from, OPTIONS, context, &progress, err);
    return result;
}

/* ---- what a mapping leaves out */

typedef struct listed {
    const char *product;
    const flow_group *group;
} listed;

static int by_product(const void *left, const void *right)
{
    const listed *a = left, *b = right;
    return strcmp(a->product, b->product);
}

pship_result pship_flow_sums_unmapped(pship_table **table, const pship_flow_sums *sums,
                                      pship_error *err)
{
    if (!table || !sums)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the sums are NULL");
    const pship__column_spec columns[] = {
        {"product", PSHIP_COLUMN_UTF8, NULL, 0},
        {"mapped", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"value", PSHIP_COLUMN_FLOAT64, sums->value_unit, 0},
        {"rows", PSHIP_COLUMN_INT64, NULL, 0},
    };
    const flow_groups *groups = &sums->totals.unmapped;
    pship__table_builder *builder = NULL;
    listed *list = pship__allocate(sums->context, groups->count, sizeof *list);
    pship_result result = list ? pship__table_builder_new(&builder, sums->context, columns, 4, err)
                               : pship__fail_memory(err);
    for (size_t i = 0; result == PSHIP_OK && i < groups->count; i++)
        list[i] = (listed){pship__flow_word(&sums->unmapped_words,
                                            pship__flow_group(groups, i)->key.part[KEY_PRODUCT]),
                           pship__flow_group(groups, i)};
    if (result == PSHIP_OK && groups->count > 1)
        qsort(list, groups->count, sizeof *list, by_product);
    for (size_t i = 0; result == PSHIP_OK && i < groups->count; i++) {
        const mapping_code *mapped =
            sums->wanted.mapping ? pship__mapping_find(sums->wanted.mapping, list[i].product)
                                 : NULL;
        const double value = pship__flow_group_value(groups, list[i].group);
        pship__add_text(builder, list[i].product);
        pship__add_number(builder, mapped ? mapped->sum : 0);
        if (isnan(value))
            pship__add_null(builder);
        else
            pship__add_number(builder, value);
        pship__add_int64(builder, list[i].group->rows);
        if (isinf(value))
            result = pship__fail(err, PSHIP_E_LIMIT, "a sum of values is beyond all doubles");
    }
    pship__release(sums->context, list);
    if (result == PSHIP_OK)
        return pship__table_builder_finish(builder, table, err);
    pship__table_builder_free(builder);
    return result;
}
