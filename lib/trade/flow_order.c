/* In which order groups stand, and which of them may be added to each other. */
#include "trade/flow_answer.h"

#include <stdlib.h>
#include <string.h>

/* ---- ranks */

typedef struct ranked_word {
    const char *text;
    flow_span span;
    uint32_t code;
} ranked_word;

/* Texts that are not periods have the same span. */
static int by_days_and_text(const void *left, const void *right)
{
    const ranked_word *a = left, *b = right;
    if (a->span.first != b->span.first)
        return a->span.first < b->span.first ? -1 : 1;
    if (a->span.last != b->span.last)
        return a->span.last < b->span.last ? -1 : 1;
    return strcmp(a->text, b->text);
}

static uint32_t *ranks_of(const pship_context *context, const flow_words *words,
                          const flow_span *spans)
{
    ranked_word *list = pship__allocate(context, words->count, sizeof *list);
    uint32_t *ranks = pship__allocate(context, words->count, sizeof *ranks);
    for (uint32_t i = 0; list && ranks && i < words->count; i++)
        list[i] = (ranked_word){.text = pship__flow_word(words, i),
                                .span = spans ? spans[i] : (flow_span){0, 0},
                                .code = i};
    if (list && ranks) {
        if (words->count > 1)
            qsort(list, words->count, sizeof *list, by_days_and_text);
        for (uint32_t i = 0; i < words->count; i++)
            ranks[list[i].code] = i;
    } else {
        pship__release(context, ranks);
        ranks = NULL;
    }
    pship__release(context, list);
    return ranks;
}

bool pship__flow_order_read(flow_order *order, const pship_flow_sums *sums)
{
    const pship_context *context = sums->context;
    *order = (flow_order){.context = context};
    order->spans = pship__allocate(context, sums->periods.count, sizeof *order->spans);
    if (!order->spans)
        return false;
    for (uint32_t i = 0; i < sums->periods.count; i++)
        order->spans[i] = pship__flow_span_of(pship__flow_word(&sums->periods, i));
    order->period = ranks_of(context, &sums->periods, order->spans);
    order->country = ranks_of(context, &sums->countries, NULL);
    order->product = ranks_of(context, &sums->products, NULL);
    return order->period && order->country && order->product;
}

void pship__flow_order_free(flow_order *order)
{
    pship__release(order->context, order->spans);
    pship__release(order->context, order->period);
    pship__release(order->context, order->country);
    pship__release(order->context, order->product);
}

void pship__flow_order_ranks(uint32_t ranks[FLOW_KEYS], const flow_order *order,
                             const flow_wanted *wanted, const flow_key *key)
{
    const uint32_t *const all[FLOW_KEYS] = {order->period, NULL, order->country, order->country,
                                            order->product};
    memset(ranks, 0, FLOW_KEYS * sizeof *ranks);
    for (size_t i = 0; i < wanted->order_count; i++) {
        const flow_key_part part = wanted->order[i];
        const uint32_t code = key->part[part];
        ranks[i] = all[part] && code != CODE_NULL ? all[part][code] : code;
    }
}

/* ---- what would count twice */

typedef struct summed {
    flow_key key; /* what is kept; the direction; the period */
    flow_span span;
} summed;

static int by_kept_and_days(const void *left, const void *right)
{
    const summed *a = left, *b = right;
    for (int i = FLOW_KEYS - 1; i >= KEY_DIRECTION; i--) {
        if (a->key.part[i] != b->key.part[i])
            return a->key.part[i] < b->key.part[i] ? -1 : 1;
    }
    if (a->span.first != b->span.first)
        return a->span.first < b->span.first ? -1 : 1;
    if (a->span.last != b->span.last)
        return a->span.last < b->span.last ? -1 : 1;
    return (a->key.part[KEY_PERIOD] > b->key.part[KEY_PERIOD]) -
           (a->key.part[KEY_PERIOD] < b->key.part[KEY_PERIOD]);
}

static const char *period_text(const pship_flow_sums *sums, const summed *one)
{
    return pship__flow_word(&sums->periods, one->key.part[KEY_PERIOD]);
}

/* Neighbours in a list that is sorted; `longest` is the one of the same keys that ends last so far. */
static pship_result check_pair(const pship_flow_sums *sums, const bool kept[FLOW_KEYS],
                               const summed *longest, const summed *one, pship_error *err)
{
    const uint32_t *a = longest->key.part, *b = one->key.part;
    if (memcmp(a + KEY_REPORTER, b + KEY_REPORTER, 3 * sizeof *a) != 0)
        return PSHIP_OK;
    if (!kept[KEY_PERIOD] && a[KEY_DIRECTION] == b[KEY_DIRECTION] &&
        a[KEY_PERIOD] != b[KEY_PERIOD] && one->span.first <= longest->span.last)
        return pship__fail(
            err, PSHIP_E_INVALID,
            "the periods '%s' and '%s' overlap or are no dates: what both cover would "
            "count twice",
            period_text(sums, longest), period_text(sums, one));
    return PSHIP_OK;
}

/* Re-exports are among the exports of most statistics, and re-imports among imports. */
static pship_result check_directions(const summed *list, size_t count,
                                     pship__progress_state *progress, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0, next; result == PSHIP_OK && i < count; i = next) {
        unsigned seen = 0;
        for (next = i;
             next < count && memcmp(&list[i].key.part[KEY_REPORTER],
                                    &list[next].key.part[KEY_REPORTER], 3 * sizeof(uint32_t)) == 0;
             next++)
            seen |= 1u << list[next].key.part[KEY_DIRECTION];
        const unsigned exports = 1u << PSHIP_FLOW_EXPORT | 1u << PSHIP_FLOW_RE_EXPORT;
        const unsigned imports = 1u << PSHIP_FLOW_IMPORT | 1u << PSHIP_FLOW_RE_IMPORT;
        if ((seen & exports) == exports || (seen & imports) == imports)
            return pship__fail(err, PSHIP_E_INVALID,
                               "re-exports would be added to exports, or re-imports to imports, "
                               "which most often include them");
        result = pship__progress(progress, -1, err);
    }
    return result;
}

/* Turnover is for whoever names both directions, or tells rows apart by them. */
static pship_result check_one_direction(const flow_groups *groups, pship__progress_state *progress,
                                        pship_error *err)
{
    bool there[8] = {false};
    for (size_t i = 0; i < groups->count; i++) {
        pship_result result = pship__progress(progress, -1, err);
        if (result != PSHIP_OK)
            return result;
        there[pship__flow_group(groups, i)->key.part[KEY_DIRECTION]] = true;
    }
    int one = 0, other = 7;
    while (one < 8 && !there[one])
        one++;
    while (other > one && !there[other])
        other--;
    return one >= other
               ? PSHIP_OK
               : pship__fail(err, PSHIP_E_INVALID,
                             "rows of %s and of %s would be added up: ask by direction, or "
                             "name in a filter the direction, or those to be added",
                             pship__flow_direction_word(one), pship__flow_direction_word(other));
}

pship_result pship__flow_order_check(const flow_order *order, const pship_flow_sums *sums,
                                     const bool kept[FLOW_KEYS], pship__progress_state *progress,
                                     pship_error *err)
{
    const flow_groups *groups = &sums->totals.groups;
    if (!sums->wanted.add_overlapping && !kept[KEY_DIRECTION] && !sums->wanted.by[KEY_DIRECTION] &&
        !sums->wanted.filtered[KEY_DIRECTION]) {
        pship_result told = check_one_direction(groups, progress, err);
        if (told != PSHIP_OK)
            return told;
    }
    if (sums->wanted.add_overlapping || (kept[KEY_PERIOD] && kept[KEY_DIRECTION]))
        return PSHIP_OK;
    summed *list = pship__allocate(sums->context, groups->count, sizeof *list);
    if (!list)
        return pship__fail_memory(err);
    pship_result result = PSHIP_OK;
    for (size_t i = 0; result == PSHIP_OK && i < groups->count; i++) {
        result = pship__progress(progress, -1, err);
        list[i] = (summed){.key = pship__flow_group(groups, i)->key};
        list[i].span = order->spans[list[i].key.part[KEY_PERIOD]];
        for (int part = KEY_REPORTER; part < FLOW_KEYS; part++)
            list[i].key.part[part] = kept[part] ? list[i].key.part[part] : 0;
    }
    if (result == PSHIP_OK)
        result =
            pship__sort_items(list, groups->count, sizeof *list, by_kept_and_days, progress, err);
    const summed *longest = list;
    for (size_t i = 1; result == PSHIP_OK && i < groups->count; i++) {
        result = check_pair(sums, kept, longest, &list[i], err);
        if (result == PSHIP_OK)
            result = pship__progress(progress, -1, err);
        const bool same = memcmp(longest->key.part + KEY_DIRECTION,
                                 list[i].key.part + KEY_DIRECTION, 4 * sizeof(uint32_t)) == 0;
        if (!same || list[i].span.last > longest->span.last)
            longest = &list[i];
    }
    if (result == PSHIP_OK && !kept[KEY_DIRECTION])
        result = check_directions(list, groups->count, progress, err);
    pship__release(sums->context, list);
    return result;
}

pship_result pship__flow_groups_fold(flow_groups *folded, const flow_groups *groups,
                                     const bool kept[FLOW_KEYS], pship__progress_state *progress,
                                     pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; result == PSHIP_OK && i < groups->count; i++) {
        flow_key key = pship__flow_group(groups, i)->key;
        for (int part = 0; part < FLOW_KEYS; part++)
            key.part[part] = kept[part] ? key.part[part] : 0;
        result = pship__flow_group_add(folded, &key, groups, pship__flow_group(groups, i))
                     ? pship__progress(progress, -1, err)
                     : pship__fail_memory(err);
    }
    return result;
}
