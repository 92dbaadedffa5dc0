/*
 * The short way of reading a number: digits, perhaps a decimal mark and more digits, up to the end of a cell.
 */
#ifndef PSHIP_TRADE_FLOW_NUMBER_H
#define PSHIP_TRADE_FLOW_NUMBER_H

#include "trade/flow_swar.h"
#include <float.h>
#include <stddef.h>

extern const double pship__flow_tens[23];

#define FLOW_MOST_EXACT (UINT64_C(1) << 53)

/* `digits`, `behind` of which stand behind the mark, of at most 19. False where that is not sure to be exact, as
 * on machines that compute in a wider format. */
static inline bool flow_number_of(uint64_t digits, unsigned behind, double *number)
{
#if defined(FLT_EVAL_METHOD) && FLT_EVAL_METHOD == 0
    if (digits > FLOW_MOST_EXACT)
        return false;
    *number = (double)digits / pship__flow_tens[behind];
    return true;
#else
    (void)digits;
    (void)behind;
    (void)number;
    return false;
#endif
}

/* NULL where the cell holds anything else; otherwise its end. A line feed ends every block. */
static inline const char *flow_number_short(const char *at, char mark, double *number)
{
    const char *begin = at;
    uint64_t digits = 0;
    unsigned behind = 0;
    for (; (unsigned char)(*at - '0') < 10; at++)
        digits = digits * 10 + (unsigned char)(*at - '0');
    if (at == begin)
        return NULL;
    ptrdiff_t count = at - begin;
    if (*at == mark) {
        const char *point = at++;
        for (; (unsigned char)(*at - '0') < 10; at++)
            digits = digits * 10 + (unsigned char)(*at - '0');
        ptrdiff_t more = at - point - 1;
        if (more == 0 || more > 19)
            return NULL;
        behind = (unsigned)more;
        count += more;
    }
    return count <= 19 && flow_number_of(digits, behind, number) ? at : NULL;
}

#endif
