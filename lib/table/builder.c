/*
 * Building a table cell by cell, straight into the layout that it keeps.
 */
#include "table/builder_private.h"

#include <math.h>
#include <string.h>

/* ---- making */

static bool make_column(pship__column *column, const pship_context *context,
                        const pship__column_spec *spec)
{
    column->type = spec->type;
    column->scale = spec->type == PSHIP_COLUMN_DECIMAL128 ? spec->scale : 0;
    column->name = pship__copy_text(context, spec->name);
    if (column->name == NULL)
        return false;
    if (spec->unit != NULL && (column->unit = pship__copy_text(context, spec->unit)) == NULL)
        return false;
    /* Room from the start, so that even an empty table has values to point at. */
    if (spec->type != PSHIP_COLUMN_UTF8 && !pship__block_room(&column->values, context, 1))
        return false;
    if (spec->type != PSHIP_COLUMN_UTF8 && spec->type != PSHIP_COLUMN_DICTIONARY)
        return true;
    if (!pship__block_room(&column->texts.offsets, context, sizeof(int32_t)) ||
        !pship__block_room(&column->texts.bytes, context, 1))
        return false;
    memset(column->texts.offsets.bytes, 0, sizeof(int32_t));
    column->texts.offsets.length = sizeof(int32_t);
    return true;
}

static pship_result check_specs(const pship__column_spec *columns, size_t count, pship_error *err)
{
    if (count > INT32_MAX)
        return pship__fail(err, PSHIP_E_LIMIT, "a table has too many columns");
    for (size_t i = 0; i < count; i++) {
        const pship__column_spec *spec = &columns[i];
        if (spec->name == NULL || spec->type < PSHIP_COLUMN_INT64 ||
            spec->type > PSHIP_COLUMN_DICTIONARY)
            return pship__fail(err, PSHIP_E_ARGUMENT, "a column has no name or no type");
        if (spec->type == PSHIP_COLUMN_DECIMAL128 && (spec->scale < -38 || spec->scale > 38))
            return pship__fail(err, PSHIP_E_LIMIT,
                               "the scale of the column '%s' is %d, it must lie between -38 and 38",
                               spec->name, (int)spec->scale);
    }
    return PSHIP_OK;
}

pship_result pship__table_builder_new(pship__table_builder **builder, pship_context *context,
                                      const pship__column_spec *columns, size_t count,
                                      pship_error *err)
{
    pship_result result = check_specs(columns, count, err);
    if (result != PSHIP_OK)
        return result;
    pship__table_builder *made = pship__allocate_zero(context, 1, sizeof *made);
    if (made == NULL)
        return pship__fail_memory(err);
    made->context = pship__context_share(context);
    made->failure = pship_error_init();
    made->table = pship__allocate_zero(context, 1, sizeof *made->table);
    made->slots = pship__allocate_zero(context, count, sizeof *made->slots);
    made->slot_counts = pship__allocate_zero(context, count, sizeof *made->slot_counts);
    made->last_words = pship__allocate_zero(context, count, sizeof *made->last_words);
    made->known = pship__allocate_zero(context, count, sizeof *made->known);
    if (made->table != NULL) {
        made->table->context = pship__context_share(context);
        atomic_init(&made->table->references, 1);
        made->table->columns = pship__allocate_zero(context, count, sizeof *made->table->columns);
    }
    bool good = made->table != NULL && made->table->columns != NULL && made->slots != NULL &&
                made->slot_counts != NULL && made->last_words != NULL && made->known != NULL;
    for (size_t i = 0; good && i < count; i++) {
        /* Counted before it is made, so that a half-made column is freed with the others. */
        made->table->column_count++;
        good = make_column(&made->table->columns[i], context, &columns[i]);
    }
    if (!good) {
        pship__table_builder_free(made);
        return pship__fail_memory(err);
    }
    *builder = made;
    return PSHIP_OK;
}

void pship__table_builder_free(pship__table_builder *builder)
{
    if (builder == NULL)
        return;
    pship_context *context = builder->context;
    for (int32_t i = 0; builder->table != NULL && i < builder->table->column_count; i++) {
        pship__release(context, builder->slots[i]);
        pship__release(context, builder->known[i]);
    }
    pship__release(context, builder->slots);
    pship__release(context, builder->slot_counts);
    pship__release(context, builder->last_words);
    pship__release(context, (void *)builder->known);
    pship_table_free(builder->table);
    pship__release(context, builder);
    pship_context_free(context);
}

int64_t pship__table_builder_rows(const pship__table_builder *builder)
{
    return builder->table->rows;
}

pship_result pship__table_builder_failure(const pship__table_builder *builder, pship_error *err)
{
    if (builder->failure.code == PSHIP_OK)
        return PSHIP_OK;
    return pship__fail(err, builder->failure.code, "%s", builder->failure.message);
}

pship_result pship__table_builder_finish(pship__table_builder *builder, pship_table **table,
                                         pship_error *err)
{
    if (builder->failure.code == PSHIP_OK && builder->next != 0)
        pship__fail(&builder->failure, PSHIP_E_ARGUMENT, "the last row of a table is not complete");
    pship_result result = pship__table_builder_failure(builder, err);
    if (result == PSHIP_OK)
        *table = pship_table_share(builder->table);
    pship__table_builder_free(builder);
    return result;
}

/* ---- cells */

static bool failed(const pship__table_builder *builder)
{
    return builder->failure.code != PSHIP_OK;
}

/* The column that the next cell goes to, or NULL when nothing more can be added. */
static pship__column *next_column(pship__table_builder *builder)
{
    if (failed(builder))
        return NULL;
    if (builder->table->column_count == 0) {
        pship__fail(&builder->failure, PSHIP_E_ARGUMENT, "a table without columns has no cells");
        return NULL;
    }
    return &builder->table->columns[builder->next];
}

static pship__column *column_of_type(pship__table_builder *builder, pship_column_type type)
{
    pship__column *column = next_column(builder);
    if (column != NULL && column->type != type) {
        pship__fail(&builder->failure, PSHIP_E_ARGUMENT,
                    "the column '%s' was given a value of another type", column->name);
        return NULL;
    }
    return column;
}

/* A bitmap grows by a byte of zeros at every eighth row. */
static bool add_bit(pship__table_builder *builder, pship__block *bits, bool bit)
{
    int64_t row = builder->table->rows;
    if ((row & 7) == 0) {
        if (!pship__block_room(bits, builder->context, 1)) {
            pship__fail_memory(&builder->failure);
            return false;
        }
        bits->bytes[bits->length++] = 0;
    }
    if (bit)
        bits->bytes[row >> 3] = (unsigned char)(bits->bytes[row >> 3] | 1u << (row & 7));
    return true;
}

/* The first null of a column makes the bitmap of all rows before it. */
static bool begin_validity(pship__table_builder *builder, pship__column *column)
{
    int64_t row = builder->table->rows;
    size_t bytes = (size_t)(row / 8 + (row % 8 != 0));
    if (!pship__block_room(&column->validity, builder->context, bytes + 1)) {
        pship__fail_memory(&builder->failure);
        return false;
    }
    memset(column->validity.bytes, 0xFF, bytes);
    if (row % 8 != 0)
        column->validity.bytes[bytes - 1] = (unsigned char)((1u << (row % 8)) - 1);
    column->validity.length = bytes;
    return true;
}

/* The cell's value is in; record whether it counts, and go to the next column. */
static void end_cell(pship__table_builder *builder, pship__column *column, bool valid)
{
    if (!valid && column->null_count == 0 && !begin_validity(builder, column))
        return;
    if ((!valid || column->null_count > 0) && !add_bit(builder, &column->validity, valid))
        return;
    if (!valid)
        column->null_count++;
    if (++builder->next == builder->table->column_count) {
        builder->next = 0;
        builder->table->rows++;
    }
}

static bool append(pship__table_builder *builder, pship__block *block, const void *bytes,
                   size_t length)
{
    if (!pship__block_room(block, builder->context, length)) {
        pship__fail_memory(&builder->failure);
        return false;
    }
    if (length > 0)
        memcpy(block->bytes + block->length, bytes, length);
    block->length += length;
    return true;
}

bool pship__fail_long_texts(pship__table_builder *builder, const pship__column *column)
{
    pship__fail(&builder->failure, PSHIP_E_LIMIT,
                "the texts of the column '%s' are longer than 2 GiB together", column->name);
    return false;
}

bool pship__append_text(pship__table_builder *builder, pship__column *column, const char *text,
                        size_t length)
{
    pship__texts *texts = &column->texts;
    if (length > (size_t)INT32_MAX - texts->bytes.length)
        return pship__fail_long_texts(builder, column);
    if (!append(builder, &texts->bytes, text, length))
        return false;
    int32_t end = (int32_t)texts->bytes.length;
    return append(builder, &texts->offsets, &end, sizeof end);
}

/* ---- dictionaries */

static uint64_t hash(const char *text, size_t length)
{
    uint64_t value = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < length; i++)
        value = (value ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
    return value ^ value >> 32;
}

/* The slot that holds the text, or the free one where it belongs. */
static int32_t *find_slot(int32_t *slots, size_t slot_count, const pship__column *column,
                          const char *text, size_t length)
{
    size_t at = (size_t)hash(text, length) & (slot_count - 1);
    while (slots[at] != 0) {
        size_t held_length;
        const char *held = pship__texts_at(&column->texts, slots[at] - 1, &held_length);
        if (held_length == length && memcmp(held, text, length) == 0)
            break;
        at = (at + 1) & (slot_count - 1);
    }
    return &slots[at];
}

static bool grow_slots(pship__table_builder *builder, const pship__column *column)
{
    size_t *count = &builder->slot_counts[builder->next];
    int32_t **slots = &builder->slots[builder->next];
    if ((size_t)column->distinct + 1 <= *count / 2)
        return true;
    size_t wanted = *count == 0 ? 32 : *count * 2;
    int32_t *grown = pship__allocate_zero(builder->context, wanted, sizeof *grown);
    if (grown == NULL) {
        pship__fail_memory(&builder->failure);
        return false;
    }
    for (int32_t code = 0; code < column->distinct; code++) {
        size_t length;
        const char *text = pship__texts_at(&column->texts, code, &length);
        *find_slot(grown, wanted, column, text, length) = code + 1;
    }
    pship__release(builder->context, *slots);
    *slots = grown;
    *count = wanted;
    return true;
}

bool pship__append_code(pship__table_builder *builder, pship__column *column, const char *text,
                        size_t length)
{
    if (!grow_slots(builder, column))
        return false;
    int32_t *slot = find_slot(builder->slots[builder->next], builder->slot_counts[builder->next],
                              column, text, length);
    int32_t code = *slot - 1;
    if (code < 0) {
        if (column->distinct == INT32_MAX - 1) {
            pship__fail(&builder->failure, PSHIP_E_LIMIT,
                        "the column '%s' has too many distinct texts", column->name);
            return false;
        }
        if (!pship__append_text(builder, column, text, length))
            return false;
        code = (int32_t)column->distinct++;
        *slot = code + 1;
    }
    return append(builder, &column->values, &code, sizeof code);
}

/* ---- adding */

void pship__add_null(pship__table_builder *builder)
{
    static const unsigned char zeros[16] = {0};
    pship__column *column = next_column(builder);
    if (column == NULL)
        return;
    bool good;
    if (column->type == PSHIP_COLUMN_UTF8)
        good = pship__append_text(builder, column, "", 0);
    else if (column->type == PSHIP_COLUMN_BOOL)
        good = add_bit(builder, &column->values, false);
    else
        good = append(builder, &column->values, zeros, pship__column_width(column->type));
    if (good)
        end_cell(builder, column, false);
}

void pship__add_text(pship__table_builder *builder, const char *text)
{
    pship__add_text_n(builder, text, text == NULL ? 0 : strlen(text));
}

static void add_valid(pship__table_builder *builder, pship__column *column, const char *text,
                      size_t length)
{
    bool good = column->type == PSHIP_COLUMN_UTF8
                    ? pship__append_text(builder, column, text, length)
                    : pship__append_code(builder, column, text, length);
    if (good)
        end_cell(builder, column, true);
}

void pship__add_text_n(pship__table_builder *builder, const char *text, size_t length)
{
    pship__column *column = next_column(builder);
    if (column == NULL)
        return;
    if (column->type != PSHIP_COLUMN_UTF8 && column->type != PSHIP_COLUMN_DICTIONARY) {
        pship__fail(&builder->failure, PSHIP_E_ARGUMENT,
                    "the column '%s' was given a value of another type", column->name);
        return;
    }
    if (text == NULL) {
        pship__add_null(builder);
        return;
    }
    if (!pship__utf8_valid(text, length)) {
        pship__fail(&builder->failure, PSHIP_E_INVALID,
                    "a text of the column '%s' is not valid UTF-8", column->name);
        return;
    }
    add_valid(builder, column, text, length);
}

void pship__add_phrase(pship__table_builder *builder, const char *text, size_t length)
{
    pship__column *column = next_column(builder);
    if (column != NULL && column->type == PSHIP_COLUMN_UTF8)
        add_valid(builder, column, text, length);
    else
        pship__add_text_n(builder, text, length); /* fails as it does */
}

void pship__add_told(pship__table_builder *builder, const char *text)
{
    pship__add_text(builder, text != NULL && *text != '\0' ? text : NULL);
}

void pship__add_word(pship__table_builder *builder, const char *word)
{
    pship__column *column = next_column(builder);
    bool text = column != NULL && column->type == PSHIP_COLUMN_UTF8;
    if (column == NULL || word == NULL || (!text && column->type != PSHIP_COLUMN_DICTIONARY)) {
        pship__add_text(builder, word); /* fails as it does */
        return;
    }
    last_word *last = &builder->last_words[builder->next];
    bool good;
    if (text) {
        good = pship__append_text(builder, column, word, strlen(word));
    } else if (last->word == word) {
        good = append(builder, &column->values, &last->code, sizeof last->code);
    } else {
        good = pship__append_code(builder, column, word, strlen(word));
        if (good) {
            memcpy(&last->code, column->values.bytes + column->values.length - sizeof last->code,
                   sizeof last->code);
            last->word = word;
        }
    }
    if (good) {
        end_cell(builder, column, true);
    }
}

static void add_fixed(pship__table_builder *builder, pship_column_type type, const void *value,
                      size_t width)
{
    pship__column *column = column_of_type(builder, type);
    if (column != NULL && append(builder, &column->values, value, width))
        end_cell(builder, column, true);
}

void pship__add_int64(pship__table_builder *builder, int64_t value)
{
    add_fixed(builder, PSHIP_COLUMN_INT64, &value, sizeof value);
}

void pship__add_ordinal(pship__table_builder *builder, int64_t ordinal)
{
    if (ordinal == 0)
        pship__add_null(builder);
    else
        pship__add_int64(builder, ordinal);
}

void pship__add_number(pship__table_builder *builder, double value)
{
    add_fixed(builder, PSHIP_COLUMN_FLOAT64, &value, sizeof value);
}

void pship__add_finite(pship__table_builder *builder, double value)
{
    if (isfinite(value))
        pship__add_number(builder, value);
    else
        pship__add_null(builder);
}

void pship__add_decimal(pship__table_builder *builder, const unsigned char *bytes)
{
    add_fixed(builder, PSHIP_COLUMN_DECIMAL128, bytes, 16);
}

void pship__add_bool(pship__table_builder *builder, bool value)
{
    pship__column *column = column_of_type(builder, PSHIP_COLUMN_BOOL);
    if (column != NULL && add_bit(builder, &column->values, value))
        end_cell(builder, column, true);
}

void pship__add_date(pship__table_builder *builder, pship_day day)
{
    pship__column *column = column_of_type(builder, PSHIP_COLUMN_DATE);
    if (column == NULL)
        return;
    if (day == PSHIP_DAY_MIN || day == PSHIP_DAY_MAX)
        pship__add_null(builder);
    else
        add_fixed(builder, PSHIP_COLUMN_DATE, &day, sizeof day);
}

void pship__add_timestamp(pship__table_builder *builder, int64_t microseconds)
{
    add_fixed(builder, PSHIP_COLUMN_TIMESTAMP, &microseconds, sizeof microseconds);
}
