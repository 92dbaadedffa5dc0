/*
 * Cells as text. Only integers go through printf, so that no locale shows.
 */
#include "table/columns.h"

#include <stdio.h>
#include <string.h>

#define MICROSECONDS_A_DAY INT64_C(86400000000)

size_t pship__decimal_text(const unsigned char *bytes, int32_t scale, char *text, size_t size)
{
    /* The magnitude in four limbs of 32 bits, divided by ten until nothing is left. */
    uint32_t limbs[4];
    bool negative = (bytes[15] & 0x80u) != 0;
    uint64_t carry = negative ? 1 : 0;
    for (int i = 0; i < 4; i++) {
        const unsigned char *at = bytes + i * 4;
        uint32_t limb =
            (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
        carry += negative ? (uint32_t)~limb : limb;
        limbs[i] = (uint32_t)carry;
        carry >>= 32;
    }
    char digits[80]; /* the last digit first */
    int count = 0;
    for (int32_t i = scale; i < 0; i++)
        digits[count++] = '0';
    do {
        uint64_t rest = 0;
        for (int i = 3; i >= 0; i--) {
            rest = rest << 32 | limbs[i];
            limbs[i] = (uint32_t)(rest / 10);
            rest %= 10;
        }
        digits[count++] = (char)('0' + rest);
    } while ((limbs[0] | limbs[1] | limbs[2] | limbs[3]) != 0);
    while (count <= scale)
        digits[count++] = '0';
    if (scale < 0 && digits[count - 1] == '0')
        count = 1; /* zero is written once */

    size_t length = 0;
    if (negative && length < size)
        text[length++] = '-';
    for (int i = count - 1; i >= 0 && length + 2 < size; i--) {
        text[length++] = digits[i];
        if (i > 0 && i == scale)
            text[length++] = '.';
    }
    text[length] = '\0';
    return length;
}

static void timestamp_text(int64_t microseconds, char *text, size_t size)
{
    int64_t days = microseconds / MICROSECONDS_A_DAY;
    int64_t rest = microseconds % MICROSECONDS_A_DAY;
    if (rest < 0) {
        rest += MICROSECONDS_A_DAY;
        days--;
    }
    char day[16];
    pship_day_format((pship_day)days, day, sizeof day);
    int64_t seconds = rest / 1000000;
    snprintf(text, size, "%sT%02d:%02d:%02d.%06dZ", day, (int)(seconds / 3600),
             (int)(seconds / 60 % 60), (int)(seconds % 60), (int)(rest % 1000000));
}

static size_t put(char *text, size_t size, const char *from, size_t length)
{
    if (size > 0) {
        size_t kept = length;
        if (kept >= size) {
            kept = size - 1;
            /* Not in the middle of a character. */
            while (kept > 0 && ((unsigned char)from[kept] & 0xC0u) == 0x80u)
                kept--;
        }
        if (kept > 0)
            memcpy(text, from, kept);
        text[kept] = '\0';
    }
    return length;
}

size_t pship_table_format(const pship_table *table, int32_t column, int64_t row, char *text,
                          size_t size)
{
    char cell[PSHIP__DECIMAL_TEXT_SIZE] = "";
    if (pship_table_is_null(table, column, row))
        return put(text, size, "", 0);
    const pship__column *from = &table->columns[column];
    switch (from->type) {
    case PSHIP_COLUMN_UTF8:
    case PSHIP_COLUMN_DICTIONARY: {
        size_t length;
        const char *lent = pship_table_text(table, column, row, &length);
        return put(text, size, lent, length);
    }
    case PSHIP_COLUMN_INT64:
        snprintf(cell, sizeof cell, "%lld", (long long)pship_table_integer(table, column, row));
        break;
    case PSHIP_COLUMN_FLOAT64:
        pship__number_format(pship_table_number(table, column, row), cell, sizeof cell);
        break;
    case PSHIP_COLUMN_DECIMAL128:
        pship__decimal_text(from->values.bytes + row * 16, from->scale, cell, sizeof cell);
        break;
    case PSHIP_COLUMN_BOOL:
        strcpy(cell, pship_table_integer(table, column, row) != 0 ? "true" : "false");
        break;
    case PSHIP_COLUMN_DATE:
        pship_day_format((pship_day)pship_table_integer(table, column, row), cell, sizeof cell);
        break;
    case PSHIP_COLUMN_TIMESTAMP:
        timestamp_text(pship_table_integer(table, column, row), cell, sizeof cell);
        break;
    }
    return put(text, size, cell, strlen(cell));
}
