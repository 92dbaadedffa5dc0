/*
 * Numbers of chunks into a column of a table, and how few digits a number has.
 *
 * A column has one number of digits behind the point. Digits of a chunk that has less of them get zeros, those of one that has
 * more lose them, and what does not fit then is odd.
 */
#include "trade/flow_number.h"
#include "trade/flow_sort.h"
#include "trade/flow_store.h"

#include <math.h>

/* ---- digits */

/* With `to` digits behind the point instead of `from`. */
static uint32_t digits_behind(uint32_t digits, uint8_t from, uint8_t to)
{
    uint64_t all = digits;
    for (; from < to && all < FLOW_ODD; from++)
        all *= 10;
    for (; from > to && all % 10 == 0; from--)
        all /= 10;
    return from > to || all >= FLOW_ODD ? FLOW_ODD : (uint32_t)all;
}

enum { MOST_BEHIND = 6 };

flow_number pship__flow_number_of(double number, uint8_t least)
{
    flow_number made = {.number = number, .behind = FLOW_WIDE};
    if (!FLOW_EXACT || !(number >= 0) || signbit(number))
        return made;
    for (int behind = least; behind <= MOST_BEHIND; behind++) {
        const double ten = pship__flow_tens[behind], scaled = number * ten;
        if (!(scaled < (double)FLOW_MOST_EXACT))
            break;
        const uint64_t digits = (uint64_t)(scaled + 0.5);
        if ((double)digits / ten == number) {
            made.digits = digits;
            made.behind = (uint8_t)behind;
            break;
        }
    }
    return made;
}

/* ---- from a chunk */

uint32_t pship__flow_numbers_odd(const flow_numbers *from, uint32_t count, uint8_t behind)
{
    uint32_t odd = from->wide ? 0 : from->odd_count;
    for (uint32_t i = 0; from->wide && i < count; i++)
        odd += isnan(from->numbers[i]) ? 0 : 1;
    for (uint32_t i = 0; !from->wide && from->behind != behind && i < count; i++)
        odd += from->digits[i] < FLOW_ODD &&
                       digits_behind(from->digits[i], from->behind, behind) == FLOW_ODD
                   ? 1
                   : 0;
    return odd;
}

static void copy_wide(double *to, const flow_numbers *from, uint32_t first, uint32_t count,
                      flow_odd_places *odd)
{
    const double ten = from->wide ? 1 : pship__flow_tens[from->behind];
    for (uint32_t i = 0; i < count; i++) {
        if (from->wide) {
            to[i] = from->numbers[first + i];
            continue;
        }
        const uint32_t digits = from->digits[first + i];
        to[i] = (double)digits / ten;
        if (digits >= FLOW_ODD)
            to[i] = digits == FLOW_ODD ? from->odd[odd->from++] : (double)NAN;
    }
}

static void put_odd(flow_odd_places *odd, double number, uint32_t row)
{
    *odd->to++ = (flow_odd){number, row};
}

/* Numbers that are no digits in the chunk. */
static void copy_numbers(uint32_t *to, uint32_t at, const double *from, uint32_t count,
                         flow_odd_places *odd)
{
    for (uint32_t i = 0; i < count; i++) {
        to[at + i] = isnan(from[i]) ? FLOW_MISSING : FLOW_ODD;
        if (!isnan(from[i]))
            put_odd(odd, from[i], at + i);
    }
}

void pship__flow_numbers_copy(flow_column *to, uint32_t at, uint8_t behind,
                              const flow_numbers *from, uint32_t first, uint32_t count,
                              flow_odd_places *odd)
{
    if (to->numbers) {
        copy_wide(to->numbers + at, from, first, count, odd);
        return;
    }
    if (from->wide) {
        copy_numbers(to->digits, at, from->numbers + first, count, odd);
        return;
    }
    const uint32_t *digits = from->digits + first;
    const bool same = from->behind == behind;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t now = digits[i];
        if (!same && now < FLOW_ODD)
            now = digits_behind(now, from->behind, behind);
        to->digits[at + i] = now;
        if (now != FLOW_ODD)
            continue;
        put_odd(odd,
                digits[i] == FLOW_ODD ? from->odd[odd->from++]
                                      : (double)digits[i] / pship__flow_tens[from->behind],
                at + i);
    }
}

/* ---- odd ones */

static int by_row(const void *left, const void *right)
{
    const flow_odd *a = left, *b = right;
    return a->row < b->row ? -1 : a->row > b->row;
}

pship_result pship__flow_odd_sort(flow_column *of, pship__progress_state *progress,
                                  pship_error *err)
{
    size_t at = 1;
    while (at < of->odd_count && of->odd[at - 1].row < of->odd[at].row)
        at++;
    return at >= of->odd_count
               ? PSHIP_OK
               : pship__sort_items(of->odd, of->odd_count, sizeof *of->odd, by_row, progress, err);
}
