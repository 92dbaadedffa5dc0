/* Growth: which period is compared with which, and whether it can be. */
#include "trade/flow_answer.h"

#include <string.h>

/* ---- lengths */

const char *pship__flow_spans_compare(flow_span span, flow_span base)
{
    int32_t first, count, base_first, base_count;
    const bool months = pship__flow_span_months(span, &first, &count);
    if (months != pship__flow_span_months(base, &base_first, &base_count))
        return "other_length";
    if (months && count == base_count)
        return (first - base_first) % 12 == 0 ? "yes" : "other_months";
    const bool dated = span.first != PSHIP_DAY_MIN && base.first != PSHIP_DAY_MIN &&
                       span.last != PSHIP_DAY_MAX && base.last != PSHIP_DAY_MAX;
    if (months || !dated || (int64_t)span.last - span.first != (int64_t)base.last - base.first)
        return "other_length";
    return "other_months";
}

/* ---- bases */

/* Which periods have rows: the words may know others. */
static bool *used_periods(const pship_flow_sums *sums, const flow_groups *groups)
{
    bool *used = pship__allocate_zero(sums->context, sums->periods.count, sizeof *used);
    for (size_t i = 0; used && i < groups->count; i++)
        used[pship__flow_group(groups, i)->key.part[KEY_PERIOD]] = true;
    return used;
}

/* The same days so many years before: from its first day up to the day after its last. */
static bool years_before(flow_span *moved, flow_span span, int32_t years)
{
    pship_day first = span.first, end = span.last;
    if (first == PSHIP_DAY_MIN || end >= PSHIP_DAY_MAX - 1)
        return false;
    end++;
    if (!pship__day_move(&first, -years, PSHIP_YEARS) ||
        !pship__day_move(&end, -years, PSHIP_YEARS))
        return false;
    *moved = (flow_span){first, end - 1};
    return true;
}

static uint32_t period_of(const flow_order *order, const bool *used, uint32_t count, flow_span span)
{
    for (uint32_t i = 0; i < count; i++) {
        if (used[i] && order->spans[i].first == span.first && order->spans[i].last == span.last)
            return i;
    }
    return CODE_NULL;
}

static void find_bases(flow_bases *bases, const flow_order *order, const pship_flow_sums *sums,
                       const bool *used, uint32_t named)
{
    const uint32_t count = sums->periods.count;
    for (uint32_t i = 0; i < count; i++) {
        flow_span before;
        uint32_t base = named;
        if (!sums->wanted.base_period)
            base = years_before(&before, order->spans[i], sums->wanted.base_years)
                       ? period_of(order, used, count, before)
                       : CODE_NULL;
        bases->of[i] = base == i ? CODE_NULL : base;
    }
}

pship_result pship__flow_bases_read(flow_bases *bases, const flow_order *order,
                                    const pship_flow_sums *sums, const flow_groups *groups,
                                    pship_error *err)
{
    const flow_wanted *wanted = &sums->wanted;
    *bases = (flow_bases){.context = sums->context};
    if (!wanted->base_period && wanted->base_years == 0)
        return PSHIP_OK;
    bool *used = used_periods(sums, groups);
    bases->of = pship__allocate(sums->context, sums->periods.count, sizeof *bases->of);
    pship_result result = used && bases->of ? PSHIP_OK : pship__fail_memory(err);
    const int64_t named = wanted->base_period && result == PSHIP_OK
                              ? pship__flow_word_find(&sums->periods, wanted->base_period)
                              : -1;
    if (result == PSHIP_OK && wanted->base_period && (named < 0 || !used[named]))
        result = pship__fail(err, PSHIP_E_NOT_FOUND, "no row is of the base period '%s'",
                             wanted->base_period);
    if (result == PSHIP_OK)
        find_bases(bases, order, sums, used, named < 0 ? CODE_NULL : (uint32_t)named);
    pship__release(sums->context, used);
    return result;
}

void pship__flow_bases_free(flow_bases *bases)
{
    pship__release(bases->context, bases->of);
}
