/*
 * The order in which the parties of a ledger are listed, by id: texts are compared once, and then numbers. Of all
 * agreements every name has a place in an array; of one agreement the few that it names are sorted, for the names that
 * there are are no matter of its own.
 */
#include "register/force.h"

#include <stdlib.h>
#include <string.h>

/* ---- all agreements */

typedef struct named_place {
    const char *text;
    name_id name;
} named_place;

static int by_text(const void *left, const void *right)
{
    const named_place *a = left, *b = right;
    return strcmp(a->text, b->text);
}

bool pship__rank_names(uint32_t *ranks, name_id greatest, const pship_view *view)
{
    size_t count = 0, at = 0;
    for (name_id i = 0; i <= greatest; i++)
        count += ranks[i] != 0;
    named_place *order = pship__allocate(pship__view_context(view), count, sizeof *order);
    if (!order)
        return false;
    for (name_id i = 0; i <= greatest; i++) {
        if (ranks[i])
            order[at++] = (named_place){pship__view_text(view, i), i};
    }
    if (count > 1)
        qsort(order, count, sizeof *order, by_text);
    for (size_t i = 0; i < count; i++)
        ranks[order[i].name] = (uint32_t)i + 1;
    pship__release(pship__view_context(view), order);
    return true;
}

/* What names parties: each agreement under each of its ids. */
static readings listed_by(const ledger *all, name_id property, name_id id)
{
    return property ? pship__view_about(all->view, id, property) : (readings){NULL, 0};
}

static name_id greatest_of(const ledger *all, readings among, name_id greatest)
{
    for (size_t i = 0; i < among.count; i++)
        greatest = pship__greater(greatest, referred_to(all, among.first[i].statement));
    return greatest;
}

static void mark_all(const ledger *all, readings among)
{
    for (size_t i = 0; i < among.count; i++)
        all->ranks[referred_to(all, among.first[i].statement)] = 1;
}

bool pship__rank_parties(ledger *all, name_id property)
{
    const merges *who = &all->merged;
    name_id greatest = 0;
    for (size_t i = 0; i < all->party_count; i++)
        greatest = pship__greater(greatest, all->parties[i]);
    for (size_t i = 0; i < all->part_count; i++)
        greatest = greatest_of(all, listed_by(all, property, all->parts[i].agreement), greatest);
    for (size_t i = 0; i < who->merged_count; i++)
        greatest = greatest_of(all, listed_by(all, property, who->by_canonical[i].id), greatest);
    all->greatest = greatest;
    all->ranks = pship__allocate_zero(pship__view_context(all->view), (size_t)greatest + 1,
                                      sizeof(uint32_t));
    if (!all->ranks)
        return false;
    for (size_t i = 0; i < all->party_count; i++)
        all->ranks[all->parties[i]] = 1;
    for (size_t i = 0; i < all->part_count; i++)
        mark_all(all, listed_by(all, property, all->parts[i].agreement));
    for (size_t i = 0; i < who->merged_count; i++)
        mark_all(all, listed_by(all, property, who->by_canonical[i].id));
    all->ranks[0] = 0;
    return pship__rank_names(all->ranks, greatest, all->view);
}

/* ---- one agreement */

static int by_place_text(const void *left, const void *right)
{
    const ranked_party *a = left, *b = right;
    return strcmp(a->text, b->text);
}

static int by_party(const void *left, const void *right)
{
    const ranked_party *a = left, *b = right;
    return (a->party > b->party) - (a->party < b->party);
}

static size_t keep_each_once(ranked_party *few, size_t count)
{
    size_t kept = 0;
    if (count > 1)
        qsort(few, count, sizeof *few, by_party);
    for (size_t i = 0; i < count; i++) {
        if (few[i].party && (kept == 0 || few[kept - 1].party != few[i].party))
            few[kept++] = few[i];
    }
    return kept;
}

static size_t list_few(ranked_party *few, const ledger *all, readings listed)
{
    for (size_t i = 0; i < listed.count; i++)
        few[i] = (ranked_party){.party = referred_to(all, listed.first[i].statement)};
    return listed.count;
}

bool pship__rank_few(ledger *all, name_id property, name_id agreement)
{
    const pship_view *view = all->view;
    size_t merged_count, count = 0;
    const merged *others = pship__merged_into(&all->merged, agreement, &merged_count);
    size_t room = all->party_count + listed_by(all, property, agreement).count;
    for (size_t i = 0; i < merged_count; i++)
        room += listed_by(all, property, others[i].id).count;
    ranked_party *few = pship__allocate(pship__view_context(view), room, sizeof *few);
    if (!few)
        return false;
    for (size_t i = 0; i < all->party_count; i++)
        few[count++] = (ranked_party){.party = all->parties[i]};
    count += list_few(few + count, all, listed_by(all, property, agreement));
    for (size_t i = 0; i < merged_count; i++)
        count += list_few(few + count, all, listed_by(all, property, others[i].id));
    count = keep_each_once(few, count);
    for (size_t i = 0; i < count; i++)
        few[i].text = pship__view_text(view, few[i].party);
    if (count > 1)
        qsort(few, count, sizeof *few, by_place_text);
    for (size_t i = 0; i < count; i++)
        few[i].rank = (uint32_t)i + 1;
    if (count > 1)
        qsort(few, count, sizeof *few, by_party);
    all->few = few;
    all->few_count = count;
    return true;
}

uint32_t pship__party_rank(const ledger *all, name_id party)
{
    if (all->ranks)
        return party <= all->greatest ? all->ranks[party] : 0;
    const ranked_party wanted = {.party = party};
    const ranked_party *found =
        all->few_count == 0 ? NULL
                            : bsearch(&wanted, all->few, all->few_count, sizeof wanted, by_party);
    return found ? found->rank : 0;
}
