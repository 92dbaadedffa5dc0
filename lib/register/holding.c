/* How surely agreements as such are in force, for what waits for them. */
#include "register/force.h"

#include <stdlib.h>

static pship_truth strongest(const spell *spells, size_t count, pship_day day)
{
    pship_truth holds = PSHIP_NO;
    for (size_t i = 0; i < count; i++) {
        pship_truth one = pship__spell_test(&spells[i], day);
        holds = one > holds ? one : holds;
    }
    return holds;
}

static holding holding_of(const force *one, pship_day day)
{
    const standing *such = &one->standings[0];
    return (holding){one->of->agreement, strongest(such->force, such->force_count, day),
                     strongest(such->applied, such->applied_count, day)};
}

static int by_agreement(const void *left, const void *right)
{
    const holding *a = left, *b = right;
    return (a->agreement > b->agreement) - (a->agreement < b->agreement);
}

pship_result pship__holdings_load(holding **list, size_t *count, const merges *who,
                                  name_id agreement, pship_error *err)
{
    const pship_view *view = who->view;
    ledger all;
    force one;
    pship__progress_state progress;
    const pship_context *context = pship__view_context(view);
    pship_result result = pship__ledger_open_among(&all, who, agreement, err);
    if (result != PSHIP_OK)
        return result;
    pship__force_open(&one, &all);
    pship__progress_begin(&progress, context, "force");
    holding *made = pship__allocate(context, all.part_count, sizeof *made);
    if (!made)
        result = pship__fail_memory(err);
    for (size_t i = 0; i < all.part_count && goes_on(&progress, &result, err); i++) {
        result = pship__force_work_out(&one, &all.parts[i], err);
        if (result == PSHIP_OK)
            made[i] = holding_of(&one, pship_view_as_of(view));
    }
    if (result == PSHIP_OK) {
        *list = made;
        *count = all.part_count;
        if (all.part_count > 1)
            qsort(made, all.part_count, sizeof *made, by_agreement);
    } else {
        pship__release(context, made);
    }
    pship__force_close(&one);
    pship__ledger_close(&all);
    return result;
}

const holding *pship__holding_find(const holding *list, size_t count, name_id agreement)
{
    const holding wanted = {.agreement = agreement};
    return count > 0 ? bsearch(&wanted, list, count, sizeof wanted, by_agreement) : NULL;
}

pship_result pship__agreement_holds(pship_truth *in_force, pship_truth *applied, const merges *who,
                                    name_id agreement, pship_error *err)
{
    holding *list;
    size_t count;
    pship_result result = pship__holdings_load(&list, &count, who, agreement, err);
    if (result != PSHIP_OK)
        return result;
    *in_force = count > 0 ? list[0].in_force : PSHIP_NO;
    *applied = count > 0 ? list[0].applied : PSHIP_NO;
    pship__release(pship__view_context(who->view), list);
    return PSHIP_OK;
}
