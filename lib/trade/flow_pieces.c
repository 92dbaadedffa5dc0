/*
 * Partial sums are held against each other: a piece of totals is not added to a piece of parts.
 *
 * Rows are gone once they are summed, so that of each reporter, period and direction only the levels of its rows are
 * kept, as bits in the member `rows` of a group. Pieces whose levels differ do not go together; those of one make do.
 */
#include "trade/flow_level.h"

#define PRODUCT_BITS INT64_C(0xffff)
#define PARTNER_BITS INT64_C(0x30000)
#define REPORTER_BITS INT64_C(0xc0000)

int64_t pship__flow_piece_bits(const flow_levels *levels, flow_key_part key, uint32_t code)
{
    if (key == KEY_PRODUCT)
        return INT64_C(1) << levels->level[code];
    const bool group = levels->area[code] != AREA_PLAIN;
    return INT64_C(1) << ((key == KEY_PARTNER ? 16 : 18) + group);
}

bool pship__flow_pieces_add(flow_groups *pieces, const flow_key *key, int64_t bits)
{
    flow_group *to = pship__flow_group_at(pieces, key);
    if (to)
        to->rows |= bits;
    return to != NULL;
}

bool pship__flow_pieces_merge(flow_groups *pieces, const flow_groups *other)
{
    for (size_t i = 0; i < other->count; i++) {
        if (!pship__flow_pieces_add(pieces, &pship__flow_group(other, i)->key,
                                    pship__flow_group(other, i)->rows))
            return false;
    }
    return true;
}

/* ---- what does not go together */

/* Levels that are neither the same nor unknown. Codes that are no digits are parts of a total only. */
static bool differ(int64_t a, int64_t b)
{
    const int64_t total = INT64_C(1) << LEVEL_TOTAL, other = INT64_C(1) << LEVEL_OTHER;
    if (((a | b) & total) == 0) {
        a &= ~other;
        b &= ~other;
    }
    return a != 0 && b != 0 && a != b;
}

static pship_result refuse(const pship_flow_sums *sums, const flow_key *key, const char *what,
                           pship_error *err)
{
    return pship__fail(err, PSHIP_E_INVALID,
                       "%s of several levels in two pieces would be added up (%s in '%.40s'): what "
                       "one of them has "
                       "may be a total of what the other has",
                       what, pship__flow_direction_word((int)key->part[KEY_DIRECTION]),
                       pship__flow_word(&sums->periods, key->part[KEY_PERIOD]));
}

static flow_key sheet_of(const flow_key *key)
{
    return (flow_key){{key->part[KEY_PERIOD], key->part[KEY_DIRECTION], 0, 0, 0}};
}

/* Reporters are of all pieces of a period and direction. */
static pship_result check_reporters(const pship_flow_sums *sums, const flow_groups *before,
                                    const flow_groups *added, pship_error *err)
{
    flow_groups kinds[2];
    const flow_groups *const of[2] = {before, added};
    bool done = true;
    pship_result result = PSHIP_OK;
    for (int side = 0; side < 2; side++) {
        pship__flow_groups_init(&kinds[side], sums->context);
        for (size_t i = 0; done && i < of[side]->count; i++) {
            const flow_key key = sheet_of(&pship__flow_group(of[side], i)->key);
            done = pship__flow_pieces_add(&kinds[side], &key,
                                          pship__flow_group(of[side], i)->rows & REPORTER_BITS);
        }
    }
    if (!done)
        result = pship__fail_memory(err);
    for (size_t i = 0; result == PSHIP_OK && i < kinds[1].count; i++) {
        const flow_group *now = pship__flow_group(&kinds[1], i);
        const flow_group *then = pship__flow_group_find(&kinds[0], &now->key);
        if (then && differ(then->rows, now->rows))
            result = refuse(sums, &now->key, "reporters", err);
    }
    pship__flow_groups_free(&kinds[0]);
    pship__flow_groups_free(&kinds[1]);
    return result;
}

static pship_result check_one(const pship_flow_sums *sums, const flow_group *then,
                              const flow_group *now, const bool added_up[FLOW_KEYS],
                              pship_error *err)
{
    if (added_up[KEY_PARTNER] && differ(then->rows & PARTNER_BITS, now->rows & PARTNER_BITS))
        return refuse(sums, &now->key, "partners", err);
    if (added_up[KEY_PRODUCT] && differ(then->rows & PRODUCT_BITS, now->rows & PRODUCT_BITS))
        return refuse(sums, &now->key, "products", err);
    return PSHIP_OK;
}

static void find_added_up(bool added_up[FLOW_KEYS], const flow_wanted *wanted)
{
    const bool base = wanted->base_period || wanted->base_years != 0;
    for (int i = 0; i < FLOW_KEYS; i++)
        added_up[i] = !wanted->by[i] || ((wanted->shares || base) && !wanted->total[i]);
    added_up[KEY_PRODUCT] |= wanted->mapping || wanted->product_digits > 0;
}

pship_result pship__flow_pieces_check(const pship_flow_sums *sums, const flow_groups *added,
                                      pship_error *err)
{
    const flow_groups *before = &sums->totals.pieces;
    bool added_up[FLOW_KEYS];
    pship_result result = PSHIP_OK;
    find_added_up(added_up, &sums->wanted);
    if (sums->wanted.add_overlapping || before->count == 0)
        return PSHIP_OK;
    for (size_t i = 0; result == PSHIP_OK && i < added->count; i++) {
        const flow_group *now = pship__flow_group(added, i);
        const flow_group *then = pship__flow_group_find(before, &now->key);
        if (then)
            result = check_one(sums, then, now, added_up, err);
    }
    if (result == PSHIP_OK && added_up[KEY_REPORTER])
        result = check_reporters(sums, before, added, err);
    return result;
}
