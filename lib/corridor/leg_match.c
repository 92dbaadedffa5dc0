/*
 * Which legs two routes have in common.
 *
 * A route seldom takes an element twice, so legs are paired by their ids first (the first time with the first time, ...);
 * the longest common order is then the longest increasing subsequence of the places of their partners.
 * Source: M. L. Fredman, "On computing the length of longest increasing subsequences", Discrete Mathematics 11(1), 1975.
 */
#include "corridor/leg_match.h"

#include <stdlib.h>
#include <string.h>

typedef struct leg_key {
    const pship_network *network;
    const network_leg *leg;
    size_t at; /* which leg */
} leg_key;

static int compare_ids(const leg_key *a, const leg_key *b)
{
    char a_number[12], b_number[12];
    const int order = (a->leg->part > b->leg->part) - (a->leg->part < b->leg->part);
    return order ? order
                 : strcmp(pship__network_element_id(a->network, a->leg->part, a->leg->element,
                                                    a_number),
                          pship__network_element_id(b->network, b->leg->part, b->leg->element,
                                                    b_number));
}

static int compare_keys(const void *left, const void *right)
{
    const leg_key *a = left, *b = right;
    const int order = compare_ids(a, b);
    return order ? order : (a->at > b->at) - (a->at < b->at);
}

/* Sorted by id, and in the order of travel within. */
static leg_key *keys_of(const pship_network *network, const network_route *route)
{
    leg_key *keys = pship__allocate(network->context, route->leg_count, sizeof *keys);
    for (size_t i = 0; keys && i < route->leg_count; i++)
        keys[i] = (leg_key){network, &route->legs[i], i};
    if (keys && route->leg_count > 1)
        qsort(keys, route->leg_count, sizeof *keys, compare_keys);
    return keys;
}

static void pair_up(size_t *match, const leg_key *before, size_t before_count, const leg_key *after,
                    size_t after_count)
{
    size_t i = 0, j = 0;
    while (i < before_count && j < after_count) {
        const int order = compare_ids(&before[i], &after[j]);
        if (order == 0)
            match[before[i].at] = after[j].at;
        i += order <= 0;
        j += order >= 0;
    }
}

/* How many of the tails, which rise, are below `value`. */
static size_t rank_of(const size_t *match, const size_t *tails, size_t count, size_t value)
{
    size_t low = 0;
    while (low < count) {
        const size_t middle = low + (count - low) / 2;
        if (match[tails[middle]] < value)
            low = middle + 1;
        else
            count = middle;
    }
    return low;
}

/* Leaves a longest increasing subsequence; `tails` and `before` have room for `count`. */
static void keep_order(size_t *match, size_t *tails, size_t *before, size_t count)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        if (match[i] == SIZE_MAX)
            continue;
        const size_t rank = rank_of(match, tails, length, match[i]);
        before[i] = rank > 0 ? tails[rank - 1] : SIZE_MAX;
        tails[rank] = i;
        length += rank == length;
    }
    size_t kept = length > 0 ? tails[length - 1] : SIZE_MAX;
    for (size_t i = count; i-- > 0;) {
        if (i == kept)
            kept = before[i];
        else
            match[i] = SIZE_MAX;
    }
}

pship_result pship__legs_match(size_t **match, const pship_network *before_network,
                               const network_route *before, const pship_network *after_network,
                               const network_route *after, pship_error *err)
{
    const pship_context *context = before_network->context;
    const size_t count = before->leg_count;
    leg_key *old = keys_of(before_network, before), *new = keys_of(after_network, after);
    size_t *made = pship__allocate(context, count, sizeof *made);
    size_t *tails = pship__allocate(context, count, sizeof *tails);
    size_t *previous = pship__allocate(context, count, sizeof *previous);
    const bool enough = old && new &&made &&tails &&previous;
    for (size_t i = 0; enough && i < count; i++)
        made[i] = SIZE_MAX;
    if (enough) {
        pair_up(made, old, count, new, after->leg_count);
        keep_order(made, tails, previous, count);
        *match = made;
    } else {
        pship__release(context, made);
    }
    pship__release(context, tails);
    pship__release(context, previous);
    pship__release(context, old);
    pship__release(after_network->context, new);
    return enough ? PSHIP_OK : pship__fail_memory(err);
}
