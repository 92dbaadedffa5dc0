/* What several statements about one seat, one office, one party come to. */
#include "register/names.h"

#include <stdlib.h>

static bool counts(const pship_view *view, const reading *one)
{
    return one->statement->object && one->statement->rank != PSHIP_RANK_DEPRECATED &&
           pship__view_holds(view, one->truth);
}

static bool better(const pship_view *view, const reading *a, const reading *b)
{
    if (a->statement->rank != b->statement->rank)
        return a->statement->rank > b->statement->rank;
    if (a->truth != b->truth)
        return a->truth > b->truth;
    return pship__view_from(view, a->statement)->kind == PSHIP_DATE_DATED &&
           pship__view_from(view, b->statement)->kind != PSHIP_DATE_DATED;
}

static void take_in(held *seat, const pship_view *view, const reading *one)
{
    pship_day confirmed = pship__confirmed(view, one);
    if (better(view, one, seat->best))
        seat->best = one;
    if (one->truth > seat->truth)
        seat->truth = one->truth;
    if (confirmed > seat->confirmed) /* NONE is before every day */
        seat->confirmed = confirmed;
}

/* By thing, and of each the first that was stated first. */
static int by_thing(const void *left, const void *right)
{
    const held *a = left, *b = right;
    if (a->thing != b->thing)
        return a->thing < b->thing ? -1 : 1;
    return (a->best > b->best) - (a->best < b->best);
}

static int by_first(const void *left, const void *right)
{
    const held *a = left, *b = right;
    return (a->first > b->first) - (a->first < b->first);
}

pship_result pship__held_all(held **seats, size_t *count, const pship_view *view, const merges *all,
                             readings among, pship_error *err)
{
    held *list = pship__allocate(pship__view_context(view), among.count, sizeof *list);
    size_t found = 0, kept = 0;
    if (!list)
        return pship__fail_memory(err);
    for (size_t i = 0; i < among.count; i++) {
        const reading *one = &among.first[i];
        name_id thing = one->statement->object;
        if (counts(view, one))
            list[found++] = (held){one, one->truth, pship__confirmed(view, one),
                                   all ? pship__canonical(all, thing) : thing, one};
    }
    if (found > 1)
        qsort(list, found, sizeof *list, by_thing);
    for (size_t i = 0; i < found; i++) {
        if (kept > 0 && list[kept - 1].thing == list[i].thing)
            take_in(&list[kept - 1], view, list[i].best);
        else
            list[kept++] = list[i];
    }
    if (kept > 1)
        qsort(list, kept, sizeof *list, by_first);
    *seats = list;
    *count = kept;
    return PSHIP_OK;
}
