/*
 * The short way of reading a number: digits, perhaps a decimal mark and more digits, up to the end of a cell.
 *
 * A number of digits that a double holds exactly, divided by a power of ten that it holds exactly too, is rounded
 * once: so the quotient is right. Source: W. D. Clinger, "How to read floating point numbers accurately", PLDI
 * 1990, section 4. All others go the long way.
 */
#ifndef PSHIP_TRADE_FLOW_NUMBER_H
#define PSHIP_TRADE_FLOW_NUMBER_H

#include "trade/flow_store.h"
#include "trade/flow_swar.h"
#include <float.h>

/* On machines that compute in a wider format the quotient is rounded twice. */
#if defined(FLT_EVAL_METHOD) && FLT_EVAL_METHOD == 0
#define FLOW_EXACT true
#else
#define FLOW_EXACT false
#endif

#define FLOW_MOST_EXACT (UINT64_C(1) << 53)
#define FLOW_MOST_DIGITS 19 /* that fit into 64 bits */

extern const double pship__flow_tens[23];

static inline const char *flow_digits(const char *at, uint64_t *digits)
{
    for (; (unsigned char)(*at - '0') < 10; at++)
        *digits = *digits * 10 + (unsigned char)(*at - '0');
    return at;
}

/* NULL where the cell begins with anything else, and where the digits are too many; otherwise what follows them. A
 * line feed ends every block. */
static inline const char *flow_number_short(const char *at, char mark, flow_number *number)
{
    uint64_t digits = 0;
    const char *point = flow_digits(at, &digits), *end = point;
    ptrdiff_t behind = 0;
    if (point == at)
        return NULL;
    if (*point == mark) {
        end = flow_digits(point + 1, &digits);
        behind = end - point - 1;
        if (behind == 0)
            return NULL;
    }
    if (end - at > FLOW_MOST_DIGITS || digits > FLOW_MOST_EXACT || !FLOW_EXACT)
        return NULL;
    number->digits = digits;
    number->behind = (uint8_t)behind;
    return end;
}

#endif
