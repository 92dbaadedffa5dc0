/* Sums of doubles without error: what does not fit into two doubles. */
#include "trade/exact_sum.h"

#include <math.h>
#include <string.h>

#define LIMB_MASK UINT64_C(0xffffffff)
/* Terms add less than 2^32 to a limb each; so many fit beside what was there. */
#define MOST_PENDING (UINT32_C(1) << 29)

/* ---- long numbers */

/* Brings carries up, so that all limbs but the last are from 0 to 2^32 - 1. */
static void carry(exact_long *sum)
{
    int64_t carried = 0;
    for (int i = 0; i < EXACT_LIMBS - 1; i++) {
        const int64_t limb = sum->limbs[i] + carried;
        const int64_t kept = (int64_t)((uint64_t)limb & LIMB_MASK);
        sum->limbs[i] = kept;
        carried = (limb - kept) / (INT64_C(1) << 32);
    }
    sum->limbs[EXACT_LIMBS - 1] += carried;
    sum->pending = 0;
}

void pship__exact_long_add(exact_long *sum, double term)
{
    uint64_t bits;
    memcpy(&bits, &term, sizeof bits);
    const int exponent = (int)(bits >> 52 & 0x7ff);
    uint64_t digits = bits & ((UINT64_C(1) << 52) - 1);
    if (exponent != 0)
        digits |= UINT64_C(1) << 52;
    const int place = exponent == 0 ? 0 : exponent - 1;
    const int within = place & 31;
    int64_t *limb = &sum->limbs[place >> 5];
    const int64_t sign = bits >> 63 ? -1 : 1;
    limb[0] += sign * (int64_t)(digits << within & LIMB_MASK);
    limb[1] += sign * (int64_t)(digits >> (32 - within) & LIMB_MASK);
    if (within > 0)
        limb[2] += sign * (int64_t)(digits >> (64 - within));
    if (++sum->pending >= MOST_PENDING)
        carry(sum);
}

void pship__exact_long_merge(exact_long *sum, const exact_long *other)
{
    exact_long own = *other;
    carry(&own);
    carry(sum);
    for (int i = 0; i < EXACT_LIMBS; i++)
        sum->limbs[i] += own.limbs[i];
    carry(sum);
}

static int top_limb(const exact_long *sum)
{
    int top = EXACT_LIMBS - 1;
    while (top >= 0 && sum->limbs[top] == 0)
        top--;
    return top;
}

static uint64_t limb_at(const exact_long *sum, int index)
{
    return index >= 0 ? (uint64_t)sum->limbs[index] : 0;
}

/* Of a positive number whose carries are up. */
static double round_positive(const exact_long *sum, int top)
{
    uint64_t upper = limb_at(sum, top) << 32 | limb_at(sum, top - 1);
    uint64_t lower = limb_at(sum, top - 2) << 32 | limb_at(sum, top - 3);
    int shift = 0;
    while (!(upper << shift >> 63))
        shift++;
    if (shift > 0) {
        upper = upper << shift | lower >> (64 - shift);
        lower <<= shift;
    }
    bool below = lower != 0;
    for (int i = top - 4; i >= 0 && !below; i--)
        below = sum->limbs[i] != 0;
    uint64_t digits = upper >> 11;
    const bool half = upper >> 10 & 1;
    below = below || (upper & 0x3ff) != 0;
    if (half && (below || (digits & 1)))
        digits++;
    return ldexp((double)digits, 32 * top + 31 - shift - 52 - 1074);
}

double pship__exact_long_round(const exact_long *sum)
{
    exact_long own = *sum;
    carry(&own);
    const bool negative = own.limbs[EXACT_LIMBS - 1] < 0;
    if (negative) {
        for (int i = 0; i < EXACT_LIMBS; i++)
            own.limbs[i] = -own.limbs[i];
        carry(&own);
    }
    const int top = top_limb(&own);
    if (top < 0)
        return 0;
    /* The last limb alone may hold more than 32 bits, of numbers beyond all doubles. */
    const double rounded =
        own.limbs[EXACT_LIMBS - 1] != 0 ? (double)INFINITY : round_positive(&own, top);
    return negative ? -rounded : rounded;
}

/* ---- sums */

void pship__exact_store_free(exact_store *store)
{
    pship__release(store->context, store->longs);
    *store = (exact_store){.context = store->context};
}

static exact_long *long_of(exact_store *store, exact_sum *sum)
{
    if (sum->more == 0) {
        if (store->count == UINT32_MAX ||
            !pship__grow(store->context, (void **)&store->longs, store->count, &store->capacity,
                         sizeof *store->longs))
            return NULL;
        store->longs[store->count] = (exact_long){0};
        sum->more = (uint32_t)++store->count;
    }
    return &store->longs[sum->more - 1];
}

bool pship__exact_add_rest(exact_store *store, exact_sum *sum, double rest)
{
    double last;
    sum->low = pship__two_sum(sum->low, rest, &last);
    if (last == 0 || !isfinite(sum->high))
        return true;
    exact_long *more = long_of(store, sum);
    if (more)
        pship__exact_long_add(more, last);
    return more != NULL;
}

bool pship__exact_merge(exact_store *store, exact_sum *sum, const exact_store *other_store,
                        const exact_sum *other)
{
    if (!pship__exact_add(store, sum, other->high) || !pship__exact_add(store, sum, other->low))
        return false;
    if (other->more == 0)
        return true;
    exact_long *more = long_of(store, sum);
    if (more)
        pship__exact_long_merge(more, &other_store->longs[other->more - 1]);
    return more != NULL;
}

void pship__exact_to_long(exact_long *to, const exact_store *store, const exact_sum *sum)
{
    if (sum->more)
        *to = store->longs[sum->more - 1];
    else
        *to = (exact_long){0};
    pship__exact_long_add(to, sum->high);
    pship__exact_long_add(to, sum->low);
}

double pship__exact_round(const exact_store *store, const exact_sum *sum)
{
    exact_long whole;
    if (sum->more == 0 || !isfinite(sum->high))
        return sum->high + sum->low;
    pship__exact_to_long(&whole, store, sum);
    return pship__exact_long_round(&whole);
}

double pship__exact_take(exact_long *sum)
{
    const double part = pship__exact_long_round(sum);
    if (isfinite(part))
        pship__exact_long_add(sum, -part);
    return part;
}
