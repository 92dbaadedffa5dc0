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

/* Has the memory come that the next group is written to, while other columns are written: there are too many of them
 * for the processor to see where each goes on. */
static void fetch_next(const pship__block *block, size_t bytes)
{
    const unsigned char *next = block->bytes + block->length;
    for (size_t at = 0; at < bytes; at += 64)
        __builtin_prefetch(next + at, 1);
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
    fetch_next(&column->values, bytes);
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

/* ---- words */

static last_word *known_words(pship__table_builder *builder)
{
    last_word **known = &builder->known[builder->next];
    if (*known == NULL) {
        *known = pship__allocate_zero(builder->context, KNOWN_WORDS, sizeof **known);
        if (*known == NULL)
            pship__fail_memory(&builder->failure);
    }
    return *known;
}

/* Where the cache keeps a word: the upper bits of a product have something of all the lower ones. */
static size_t place_of(const char *word)
{
    return (size_t)((uint64_t)(uintptr_t)word * UINT64_C(0x9e3779b97f4a7c15) >>
                    (64 - KNOWN_WORD_BITS));
}

static bool learn(pship__table_builder *builder, pship__column *column, last_word *known,
                  const char *word)
{
    if (!pship__append_code(builder, column, word, strlen(word)))
        return false;
    column->values.length -= sizeof known->code;
    memcpy(&known->code, column->values.bytes + column->values.length, sizeof known->code);
    known->word = word;
    return true;
}

/* Where there is no word the code before it is repeated. */
static bool add_codes(pship__table_builder *builder, pship__column *column,
                      const char *const *words, size_t count)
{
    last_word *known = known_words(builder), last = builder->last_words[builder->next];
    /* One more than there are: a word that is learnt needs room for its code meanwhile. */
    if (known == NULL || short_of(builder, &column->values, (count + 1) * sizeof last.code))
        return false;
    for (size_t i = 0; i < count; i++) {
        const char *word = words[i];
        if (word != NULL && word != last.word) {
            last_word *at = &known[place_of(word)];
            if (at->word != word && !learn(builder, column, at, word))
                return false;
            last = *at;
        }
        memcpy(column->values.bytes + column->values.length, &last.code, sizeof last.code);
        column->values.length += sizeof last.code;
    }
    builder->last_words[builder->next] = last;
    return true;
}

/* Room for a text. Where it is known how many are to come, for as much as those will need if they are like
 * those that were. */
static bool text_room(pship__table_builder *builder, pship__block *bytes, size_t length)
{
    size_t rows = (size_t)builder->table->rows, more = length;
    if (builder->expected > rows && rows > 0) {
        double whole = (double)bytes->length / (double)rows * (double)builder->expected * 1.05;
        size_t rest = whole < (double)INT32_MAX ? (size_t)whole - bytes->length : 0;
        more = rest > more ? rest : more;
    }
    return !short_of(builder, bytes, more);
}

/* Most texts are short: for them a call of memcpy() would take longer than the copying. */
static void copy_text(unsigned char *to, const char *text, size_t length)
{
    if (length >= 8 && length <= 16) {
        memcpy(to, text, 8);
        memcpy(to + length - 8, text + length - 8, 8);
    } else if (length > 16 && length <= 32) {
        memcpy(to, text, 16);
        memcpy(to + length - 16, text + length - 16, 16);
    } else if (length >= 4 && length < 8) {
        memcpy(to, text, 4);
        memcpy(to + length - 4, text + length - 4, 4);
    } else if (length > 0) {
        memcpy(to, text, length);
    }
}

static bool add_texts(pship__table_builder *builder, pship__column *column,
                      const char *const *texts, const size_t *lengths, size_t count)
{
    pship__block *offsets = &column->texts.offsets, *bytes = &column->texts.bytes;
    size_t whole = 0;
    for (size_t i = 0; i < count; i++)
        whole += lengths[i] <= INT32_MAX ? lengths[i] : INT32_MAX;
    if (whole > (size_t)INT32_MAX - bytes->length)
        return pship__fail_long_texts(builder, column);
    if (short_of(builder, offsets, count * sizeof(int32_t)) ||
        (whole > bytes->capacity - bytes->length && !text_room(builder, bytes, whole)))
        return false;
    int32_t *ends = (int32_t *)(void *)(offsets->bytes + offsets->length);
    size_t at = bytes->length;
    for (size_t i = 0; i < count; i++) {
        copy_text(bytes->bytes + at, texts[i], lengths[i]);
        at += lengths[i];
        ends[i] = (int32_t)at;
    }
    bytes->length = at;
    offsets->length += count * sizeof(int32_t);
    fetch_next(bytes, whole);
    fetch_next(offsets, count * sizeof(int32_t));
    return true;
}

/* A bit for each that is there. */
static uint64_t present(const char *const *words, size_t count)
{
    uint64_t bits = 0;
    size_t first = 0; /* that is not there: mostly none */
    while (first < count && words[first] != NULL)
        first++;
    if (first == count)
        return UINT64_MAX;
    for (size_t i = 0; i < count; i++)
        bits |= (uint64_t)(words[i] != NULL) << i;
    return bits;
}

void pship__group_texts(pship__table_builder *builder, int32_t index, const char *const *texts,
                        const size_t *lengths, size_t count)
{
    pship__column *column = column_at(builder, index);
    if (column != NULL && add_texts(builder, column, texts, lengths, count))
        end_column(builder, column, present(texts, count), count);
}

static void group_codes(pship__table_builder *builder, pship__column *column,
                        const char *const *words, size_t count)
{
    if (add_codes(builder, column, words, count))
        end_column(builder, column, present(words, count), count);
}

void pship__group_words(pship__table_builder *builder, int32_t index, const char *const *words,
                        size_t count)
{
    pship__column *column = column_at(builder, index);
    if (column == NULL)
        return;
    if (column->type != PSHIP_COLUMN_UTF8) {
        group_codes(builder, column, words, count);
        return;
    }
    size_t lengths[GROUP_ROWS];
    for (size_t i = 0; i < count; i++)
        lengths[i] = words[i] == NULL ? 0 : strlen(words[i]);
    pship__group_texts(builder, index, words, lengths, count);
}

void pship__group_word(pship__table_builder *builder, int32_t index, const char *word, size_t count)
{
    pship__column *column = column_at(builder, index);
    if (column == NULL || count == 0)
        return;
    if (!add_codes(builder, column, &word, 1) ||
        short_of(builder, &column->values, count * sizeof(int32_t)))
        return;
    int32_t *codes = (int32_t *)(void *)(column->values.bytes + column->values.length) - 1;
    for (size_t i = 1; i < count; i++)
        codes[i] = codes[0];
    column->values.length += (count - 1) * sizeof(int32_t);
    fetch_next(&column->values, count * sizeof(int32_t));
    end_column(builder, column, word == NULL ? 0 : UINT64_MAX, count);
}

void pship__column_words(pship__table_builder *builder, int32_t index, const char *const *words,
                         size_t count)
{
    pship__column *column = column_at(builder, index);
    if (column == NULL)
        return;
    for (size_t i = 0; i < count; i++) {
        if (!pship__append_code(builder, column, words[i], strlen(words[i])))
            break;
    }
    column->values.length = 0; /* the words stay, their cells do not */
    builder->next = 0;
}

void pship__expect_rows(pship__table_builder *builder, size_t rows)
{
    builder->expected = rows;
    for (int32_t i = 0; i < builder->table->column_count && builder->failure.code == PSHIP_OK;
         i++) {
        pship__column *column = &builder->table->columns[i];
        if (column->type == PSHIP_COLUMN_UTF8) {
            (void)short_of(builder, &column->texts.offsets, rows * sizeof(int32_t));
        } else if (column->type == PSHIP_COLUMN_BOOL) {
            (void)short_of(builder, &column->values, rows / 8 + 1);
        } else {
            (void)short_of(builder, &column->values,
                           (rows + 1) * pship__column_width(column->type));
        }
    }
}

void pship__group_end(pship__table_builder *builder, size_t count)
{
    builder->next = 0;
    builder->table->rows += (int64_t)count;
}
