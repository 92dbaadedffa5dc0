/*
 * The shortest way to an answer. Of most cells exactly one statement holds on a day, its ends are exact, and the
 * index has all that it says. A question about a large model waits for memory: where it takes few
 * instructions, the processor begins the next ones meanwhile.
 */
#ifndef PSHIP_ONLY_H
#define PSHIP_ONLY_H

#include "model/view_private.h"

/* The statement that holds, and the region that it lies in. */
typedef struct only {
    const entry *held; /* NULL: none */
    const region *of;
} only;

/* Looks at what a run has of a cell. False where it takes a closer look, or where there is one already. */
static inline bool only_in_part(only *found, const region *in, entries part, day_code on)
{
    if (part.count > CELL_FEW) {
        return false;
    }
    for (const entry *one = part.first, *end = one + part.count; one != end; one++) {
        if ((one->flags & ENTRY_UNSETTLED) != 0) {
            return false;
        }
        if (codes_hold(one->from, one->until, on) &
            ((one->flags & (ENTRY_CORRECTED | ENTRY_DEPRECATED)) == 0)) {
            if (found->held != NULL || !codes_exact(one->from, one->until)) {
                return false;
            }
            *found = (only){one, in};
        }
    }
    return true;
}

/* The same of a run, for a view that sees the base. */
static inline bool only_in_run(only *found, const run *in, name_id subject, name_id property,
                               day_code on)
{
    const region *of = pship__run_region(in, property);
    return of == NULL || only_in_part(found, of, pship__region_find(in, of, subject), on);
}

/* The same of all runs of a view from `first` on. */
static inline bool only_in_runs(only *found, const pship_view *view, size_t first, name_id subject,
                                name_id property, day_code on)
{
    const index_version *index = view->index;
    bool good = true;
    for (size_t i = first; good && i < index->count; i++) {
        good = only_in_run(found, index->runs[i], subject, property, on);
    }
    return good;
}

/* Is there one, and can the index tell what it says? */
static inline bool only_known(const only *found)
{
    return found->held != NULL && found->held->form != FORM_NONE;
}

static inline answer only_answer(const only *found, const pship_view *view)
{
    return (answer){.id = found->held->id,
                    .text = pship__names_at(&view->model->names, found->held->text),
                    .value = value_of(found->held),
                    .form = found->of->forms[found->held->form],
                    .truth = PSHIP_CERTAIN};
}

#endif
