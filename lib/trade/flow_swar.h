/*
 * Eight bytes at a time, in an ordinary register: where a cell ends, and what number it holds.
 *
 * The first byte of a text is the lowest of the word, on every machine.
 */
#ifndef PSHIP_TRADE_FLOW_SWAR_H
#define PSHIP_TRADE_FLOW_SWAR_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define SWAR_ONES UINT64_C(0x0101010101010101)
#define SWAR_TOPS UINT64_C(0x8080808080808080)

static inline uint64_t swar_load(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

static inline uint64_t swar_pattern(char byte)
{
    return SWAR_ONES * (unsigned char)byte;
}

/* The top bit of the first byte that equals that of the pattern is set, and none before it. */
static inline uint64_t swar_find(uint64_t word, uint64_t pattern)
{
    uint64_t zero = word ^ pattern;
    return (zero - SWAR_ONES) & ~zero & SWAR_TOPS;
}

/* Of a mark that is not 0: how many bytes are before it. */
static inline unsigned swar_index(uint64_t mark)
{
    return (unsigned)__builtin_ctzll(mark) / 8;
}

/* The first `count` bytes, of at most 7. */
static inline uint64_t swar_first(uint64_t word, unsigned count)
{
    return word & ((UINT64_C(1) << (8 * count)) - 1);
}

/* Eight digits as a number; false where one is none. The digits are paired, the pairs paired, and so on: a multiplication
 * adds neighbours with their weights. */
static inline bool swar_digits(uint64_t word, uint64_t *number)
{
    uint64_t digits = word - SWAR_ONES * '0';
    if (((word + SWAR_ONES * 0x46) | digits) & SWAR_TOPS)
        return false;
    digits = digits * 10 + (digits >> 8);
    digits = ((digits & UINT64_C(0x000000ff000000ff)) * (100 + (UINT64_C(1000000) << 32)) +
              (digits >> 16 & UINT64_C(0x000000ff000000ff)) * (1 + (UINT64_C(10000) << 32))) >>
             32;
    *number = digits & UINT64_C(0xffffffff);
    return true;
}

/* What a cell of at most 7 bytes holds, of digits and perhaps a point between them: digits and how many of
 * them are behind the point. False for anything else. */
static inline bool swar_number(uint64_t word, unsigned length, uint64_t point, uint64_t *digits,
                               unsigned *behind)
{
    word = swar_first(word, length);
    uint64_t mark = swar_find(word, point);
    *behind = 0;
    if (mark) {
        unsigned before = swar_index(mark);
        *behind = length - before - 1;
        if (before == 0 || *behind == 0)
            return false;
        uint64_t head = swar_first(word, before);
        word = head | (word >> 8 & ~swar_first(~UINT64_C(0), before));
        length--;
    }
    if (length == 0)
        return false;
    /* To the end of the word, with zeros before. */
    unsigned shift = 8 * (8 - length);
    return swar_digits(word << shift | (SWAR_ONES * '0' & ((UINT64_C(1) << shift) - 1)), digits);
}

#endif
