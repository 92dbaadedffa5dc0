/*
 * Building a table in groups of 64 rows, so that the bits of a group are one number.
 */
#include "table/builder_private.h"

#include <string.h>

static bool short_of(pship__table_builder *builder, pship__block *block, size_t more)
{
    if (pship__block_room(block, builder->context, more))
        return false;
    pship__fail_memory(&builder->failure);
    return true;
}

/* Groups begin at a multiple of 64 rows, and so at a whole byte. */
static void append_bits(pship__block *block, uint64_t bits, size_t count)
{
    size_t bytes = (count + 7) / 8;
    bits = count < GROUP_ROWS ? bits & (((uint64_t)1 << count) - 1) : bits;
    for (size_t i = 0; i < bytes; i++)
        block->bytes[block->length++] = (unsigned char)(bits >> (8 * i));
}

/* Which rows of the group count. The first null of a column makes the bits of all rows before it. */
static void end_column(pship__table_builder *builder, pship__column *column, uint64_t valid,
                       size_t count)
{
    uint64_t all = count < GROUP_ROWS ? ((uint64_t)1 << count) - 1 : UINT64_MAX;
    size_t nulls = count - (size_t)__builtin_popcountll(valid & all);
    if (nulls == 0 && column->null_count == 0)
        return;
    size_t before = (size_t)builder->table->rows / 8;
    if (short_of(builder, &column->validity, before + 8))
        return;
    if (column->null_count == 0) {
        memset(column->validity.bytes, 0xFF, before);
        column->validity.length = before;
    }
    append_bits(&column->validity, valid, count);
    column->null_count += (int64_t)nulls;
}

static pship__column *column_at(pship__table_builder *builder, int32_t index)
{
    builder->next = index; /* dictionaries go by it */
    return builder->failure.code == PSHIP_OK ? &builder->table->columns[index] : NULL;
}

void pship__group_fixed(pship__table_builder *builder, int32_t index, const void *values,
                        uint64_t valid, size_t count)
{
    pship__column *column = column_at(builder, index);
    size_t bytes = column == NULL ? 0 : count * pship__column_width(column->type);
    if (column == NULL || short_of(builder, &column->values, bytes))
        return;
    memcpy(column->values.bytes + column->values.length, values, bytes);
    column->values.length += bytes;
    end_column(builder, column, valid, count);
}

void pship__group_bits(pship__table_builder *builder, int32_t index, uint64_t bits, size_t count)
{
    pship__column *column = column_at(builder, index);
    if (column == NULL || short_of(builder, &column->values, GROUP_ROWS / 8))
        return;
    append_bits(&column->values, bits, count);
    end_column(builder, column, UINT64_MAX, count);
}

/* The code of a word; that of the one before for the same word, and for none. */
static bool add_code(pship__table_builder *builder, pship__column *column, const char *word)
{
    last_word *last = &builder->last_words[builder->next];
    if (word != NULL && word != last->word) {
        if (!pship__append_code(builder, column, word, strlen(word)))
            return false;
        column->values.length -= sizeof last->code;
        memcpy(&last->code, column->values.bytes + column->values.length, sizeof last->code);
        last->word = word;
    }
    memcpy(column->values.bytes + column->values.length, &last->code, sizeof last->code);
    column->values.length += sizeof last->code;
    return true;
}

void pship__group_words(pship__table_builder *builder, int32_t index, const char *const *words,
                        size_t count)
{
    pship__column *column = column_at(builder, index);
    if (column == NULL)
        return;
    uint64_t valid = 0;
    bool text = column->type == PSHIP_COLUMN_UTF8;
    if (!text && short_of(builder, &column->values, (count + 1) * sizeof(int32_t)))
        return;
    for (size_t i = 0; i < count; i++) {
        const char *word = words[i];
        valid |= (uint64_t)(word != NULL) << i;
        if (!(text ? pship__append_text(builder, column, word == NULL ? "" : word,
                                        word == NULL ? 0 : strlen(word))
                   : add_code(builder, column, word)))
            return;
    }
    end_column(builder, column, valid, count);
}

void pship__group_end(pship__table_builder *builder, size_t count)
{
    builder->next = 0;
    builder->table->rows += (int64_t)count;
}
