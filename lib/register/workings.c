/* Who is a party to an agreement, and which acts are whose. */
#include "register/force.h"

#include <stdlib.h>
#include <string.h>

bool pship__act_ends(int life)
{
    return life == LIFE_WITHDRAWAL || life == LIFE_TERMINATION || life == LIFE_EXPIRY ||
           life == LIFE_REPLACEMENT;
}

static void release_full(workings *in, const pship_context *context)
{
    while (in->full_count > 0)
        pship__release(context, in->full[--in->full_count]);
}

void pship__workings_free(workings *in)
{
    const pship_context *context = in->all ? pship__view_context(in->all->view) : NULL;
    release_full(in, context);
    pship__release(context, (void *)in->full);
    pship__release(context, in->acts);
    pship__release(context, (void *)in->general);
    pship__release(context, in->parties);
    pship__release(context, in->begins);
    pship__release(context, in->ends);
    pship__release(context, in->notices);
    pship__release(context, in->spells);
}

/* ---- parties */

static bool room_for_party(workings *in)
{
    return pship__grow(pship__view_context(in->all->view), (void **)&in->parties, in->party_count,
                       &in->party_capacity, sizeof *in->parties);
}

static bool add_party(workings *in, name_id party, const reading *said)
{
    if (!room_for_party(in))
        return false;
    uint32_t order = (uint32_t)in->party_count;
    in->parties[in->party_count++] =
        (stated_party){party, pship__party_rank(in->all, party), order, said, 0, 0};
    return true;
}

static bool add_listed_by(workings *in, name_id id)
{
    const pship_view *view = in->all->view;
    readings among = pship__view_about(view, id, pship__view_name(view, "party"));
    for (size_t i = 0; i < among.count; i++) {
        const reading *one = &among.first[i];
        if (one->statement->object && one->statement->rank != PSHIP_RANK_DEPRECATED &&
            !add_party(in, referred_to(in->all, one->statement), one))
            return false;
    }
    return true;
}

/* The id that stays speaks first. */
static bool add_listed(workings *in)
{
    size_t count;
    const merged *others = pship__merged_into(&in->all->merged, in->of->agreement, &count);
    bool added = add_listed_by(in, in->of->agreement);
    for (size_t i = 0; i < count && added; i++)
        added = add_listed_by(in, others[i].id);
    return added;
}

/* Those that are listed come before those that acts name, so that they are kept. */
static int by_rank(const void *left, const void *right)
{
    const stated_party *a = left, *b = right;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    if (!a->said != !b->said)
        return a->said ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

static void sort_parties(workings *in)
{
    size_t kept = 0;
    if (in->party_count > 1)
        qsort(in->parties, in->party_count, sizeof *in->parties, by_rank);
    in->listed = 0;
    for (size_t i = 0; i < in->party_count; i++) {
        if (kept > 0 && in->parties[kept - 1].party == in->parties[i].party)
            continue;
        in->listed += in->parties[i].said != NULL;
        in->parties[kept++] = in->parties[i];
    }
    in->party_count = kept;
}

/* ---- acts */

static bool add_general(workings *in, const ledger_act *deed)
{
    if (!pship__grow(pship__view_context(in->all->view), (void **)&in->general, in->general_count,
                     &in->general_capacity, sizeof *in->general))
        return false;
    in->general[in->general_count++] = deed;
    return true;
}

static bool add_act(workings *in, const ledger_act *deed, name_id party)
{
    if (!pship__grow(pship__view_context(in->all->view), (void **)&in->acts, in->act_count,
                     &in->act_capacity, sizeof *in->acts))
        return false;
    in->acts[in->act_count++] = (party_act){deed, party, pship__party_rank(in->all, party)};
    return true;
}

static const name_id *parties_of(const workings *in, const ledger_act *deed)
{
    return in->all->parties + deed->first_party;
}

/* They are ascending. */
static bool names(const workings *in, const ledger_act *deed, name_id party)
{
    uint32_t low = 0, high = deed->party_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (parties_of(in, deed)[middle] < party)
            low = middle + 1;
        else
            high = middle;
    }
    return low < deed->party_count && parties_of(in, deed)[low] == party;
}

static bool by_each(int life)
{
    return pship__acts[life].consent || life == LIFE_SIGNATURE;
}

/* Is it an act of the agreement as such? By nobody in particular, or by all that are listed; but consent
 * is given by each, where it is known who is a party. */
static bool is_general(const workings *in, const ledger_act *deed)
{
    if (by_each(deed->life))
        return deed->party_count == 0 && in->listed == 0;
    if (deed->party_count == 0)
        return true;
    if (deed->party_count < 2 || in->listed == 0 || deed->party_count < in->listed)
        return false;
    for (size_t i = 0; i < in->party_count; i++) {
        if (in->parties[i].said && !names(in, deed, in->parties[i].party))
            return false;
    }
    return true;
}

static bool share_act(workings *in, const ledger_act *deed)
{
    in->consents = in->consents || pship__acts[deed->life].consent;
    in->suspensions = in->suspensions || deed->life == LIFE_SUSPENSION;
    in->provisional = in->provisional || deed->life == LIFE_PROVISIONAL_APPLICATION;
    if (is_general(in, deed))
        return add_general(in, deed);
    for (uint32_t i = 0; i < deed->party_count; i++) {
        if (!add_act(in, deed, parties_of(in, deed)[i]))
            return false;
    }
    for (size_t i = 0; deed->party_count == 0 && i < in->party_count; i++) {
        if (!add_act(in, deed, in->parties[i].party))
            return false;
    }
    return true;
}

static int by_party(const void *left, const void *right)
{
    const party_act *a = left, *b = right;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return (a->act > b->act) - (a->act < b->act);
}

/* Most agreements have few acts: for those, sorting by insertion is quickest. */
static void sort_acts(party_act *acts, size_t count)
{
    enum { FEW = 64 };
    if (count > FEW) {
        qsort(acts, count, sizeof *acts, by_party);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        party_act one = acts[i];
        size_t at = i;
        for (; at > 0 && by_party(&acts[at - 1], &one) > 0; at--)
            acts[at] = acts[at - 1];
        acts[at] = one;
    }
}

/* Acts by those that are not listed make parties of them. */
static bool add_acting(workings *in)
{
    size_t at = 0, listed = in->party_count;
    for (size_t i = 0; i < in->act_count; i++) {
        if (i > 0 && in->acts[i].party == in->acts[i - 1].party)
            continue;
        while (at < listed && in->parties[at].rank < in->acts[i].rank)
            at++;
        bool known = at < listed && in->parties[at].rank == in->acts[i].rank;
        if (!known && !add_party(in, in->acts[i].party, NULL))
            return false;
    }
    if (in->party_count > listed && listed > 0) /* else they came in order */
        sort_parties(in);
    return true;
}

static void share_out(workings *in)
{
    size_t at = 0;
    for (size_t i = 0; i < in->party_count; i++) {
        stated_party *one = &in->parties[i];
        while (at < in->act_count && in->acts[at].rank < one->rank)
            at++;
        one->first = at;
        while (at < in->act_count && in->acts[at].rank == one->rank)
            at++;
        one->count = at - one->first;
    }
}

/* ---- room */

static bool make_room(const pship_context *context, void **items, size_t count, size_t size)
{
    void *more = pship__resize(context, *items, count, size);
    if (more)
        *items = more;
    return more != NULL;
}

/* Turns: one for each act, and a few that conditions and lists bring. Spells: for each party those that its
 * own acts begin and, from each kind of act in general, those that the general ones do. Where spells of imprecise
 * days meet there may be more, as many as their product: for those room is made when they are known. */
static bool size_scratch(workings *in)
{
    const pship_context *context = pship__view_context(in->all->view);
    size_t turns = in->act_count + in->general_count * 2 + 8;
    size_t spells = 4 * (in->act_count + (in->party_count + 1) * (in->general_count + 4));
    if (turns > in->turn_capacity) {
        if (!make_room(context, (void **)&in->begins, turns * 2, sizeof(turn)) ||
            !make_room(context, (void **)&in->notices, turns * 2, sizeof(turn)))
            return false;
        in->turn_capacity = turns * 2;
    }
    if (turns > in->end_capacity) {
        if (!make_room(context, (void **)&in->ends, turns * 2, sizeof(turn)))
            return false;
        in->end_capacity = turns * 2;
    }
    if (spells > in->spell_capacity) {
        if (!make_room(context, (void **)&in->spells, spells * 2, sizeof(spell)))
            return false;
        in->spell_capacity = spells * 2;
    }
    in->spell_count = 0;
    release_full(in, context);
    return true;
}

bool pship__workings_room(workings *in, size_t spells, size_t ends)
{
    const pship_context *context = pship__view_context(in->all->view);
    if (ends > in->end_capacity) {
        if (!make_room(context, (void **)&in->ends, ends * 2, sizeof(turn)))
            return false;
        in->end_capacity = ends * 2;
    }
    if (spells <= in->spell_capacity - in->spell_count)
        return true;
    if (!pship__grow(context, (void **)&in->full, in->full_count, &in->full_capacity,
                     sizeof *in->full))
        return false;
    /* As much is left behind them as there would have been. */
    size_t capacity = in->spell_capacity + spells;
    spell *more = pship__allocate(context, capacity, sizeof *more);
    if (!more)
        return false;
    in->full[in->full_count++] = in->spells;
    in->spells = more;
    in->spell_capacity = capacity;
    in->spell_count = 0;
    return true;
}

/* ---- is it bilateral? */

static bool may_have_more_parties(const workings *in)
{
    for (size_t i = 0; i < in->of->act_count; i++) {
        if (in->of->acts[i].life == LIFE_ACCESSION)
            return true;
    }
    for (size_t i = 0; i < in->of->condition_count; i++) {
        const condition *by = &in->of->conditions[i];
        if (by->type == CONDITION_PARTY_ENTRY || by->required > 2)
            return true;
    }
    return pship__merged_object(&in->all->merged, in->of->agreement, "depositary") != 0;
}

/*
 * The withdrawal of one party ends a treaty between two, and of others the relations of that party alone, however few
 * the others are (Vienna Convention on the Law of Treaties, articles 55 and 70). That two parties are recorded does not
 * tell that there are no more: it is said to be bilateral, or both are listed and nothing speaks of others.
 */
static bool is_bilateral(const workings *in)
{
    if (in->party_count > 2)
        return false;
    choice said = pship__merged_ask(&in->all->merged, in->of->agreement, "bilateral");
    if (said.picked && said.picked->statement->value_kind == PSHIP_VALUE_BOOLEAN)
        return said.picked->statement->boolean;
    return in->listed == 2 && !may_have_more_parties(in);
}

/* ---- the whole */

pship_result pship__workings_fill(workings *in, const ledger_part *part, pship_error *err)
{
    in->of = part;
    in->act_count = in->general_count = in->party_count = 0;
    in->consents = in->suspensions = in->provisional = false;
    bool made = add_listed(in);
    if (made)
        sort_parties(in);
    for (size_t i = 0; made && i < part->act_count; i++)
        made = share_act(in, &part->acts[i]);
    if (made)
        sort_acts(in->acts, in->act_count);
    if (!made || !add_acting(in) || !size_scratch(in))
        return pship__fail_memory(err);
    share_out(in);
    in->bilateral = is_bilateral(in);
    return PSHIP_OK;
}
