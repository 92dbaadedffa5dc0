/*
 * What a commitment depends on, and whether that keeps it from being done.
 *
 * Support is a commitment too, of whoever gives it: so what is waited for is as a rule another commitment, or
 * something else of which a register can tell that it is there.
 */
#include "model/map.h"
#include "register/force.h"

#include <partnership/commitment.h>

/* ---- is it there? */

/* By its acts and its conditions, in force or provisionally applied. Many may wait for the same one. */
static pship_result agreement_there(pship_truth *there, sheet *page, name_id agreement,
                                    pship_error *err)
{
    pship_truth in_force, applied;
    if (!page->there) {
        page->there = pship__allocate(page->context, 1, sizeof *page->there);
        if (!page->there)
            return pship__fail_memory(err);
        pship__map_init(page->there, page->context);
    }
    uint32_t known = pship__map_get(page->there, agreement);
    if (known) {
        *there = (pship_truth)(known - 1);
        return PSHIP_OK;
    }
    pship_result result = pship__agreement_holds(&in_force, &applied, page->merged, agreement, err);
    if (result != PSHIP_OK)
        return result;
    *there = in_force > applied ? in_force : applied;
    return pship__map_set(page->there, agreement, (uint32_t)*there + 1) ? PSHIP_OK
                                                                        : pship__fail_memory(err);
}

/* What is neither of these kinds cannot be told to be there or not. */
static pship_result is_there(pship_truth *there, sheet *page, name_id on, pship_error *err)
{
    const pship_view *view = page->view;
    name_id kind = pship__view_kind(view, on);
    pship_day day = pship_view_as_of(view);
    *there = PSHIP_POSSIBLE;
    if (!kind)
        return PSHIP_OK;
    if (pship__kind_is(view, kind, pship__view_name(view, "commitment"))) {
        *there = pship__commitment_among(page->merged, on, PSHIP_CERTAIN).done;
    } else if (pship__kind_is(view, kind, pship__view_name(view, "milestone"))) {
        *there = pship__milestone_of(page->merged, on, PSHIP_CERTAIN).met;
    } else if (pship__kind_is(view, kind, pship__view_name(view, "agreement"))) {
        return agreement_there(there, page, on, err);
    } else if (pship__kind_is(view, kind, pship__view_name(view, "event"))) {
        when date =
            pship__merged_when(page->merged, on, "date"); /* its source may have announced it */
        *there = pship__when_reached(&date, day);
    } else if (pship__kind_is(view, kind, pship__view_name(view, "project"))) {
        when completed = pship__merged_when(page->merged, on, "completed");
        *there = pship__when_done(view, &completed, day);
    }
    return PSHIP_OK;
}

/* ---- loading */

pship_result pship__dependencies_load(dependency **dependencies, size_t *count, sheet *page,
                                      name_id subject, pship_truth open, pship_error *err)
{
    const pship_view *view = page->view;
    reading_pool pool = {0};
    readings among =
        pship__merged_about(page->merged, &pool, subject, pship__view_name(view, "depends_on"));
    held *stated;
    size_t kept;
    pship_result result = pship__held_all(&stated, &kept, view, page->merged, among, err);
    if (result != PSHIP_OK) {
        pship__merged_free(page->merged, &pool);
        return result;
    }
    dependency *found = pship__allocate(page->context, kept, sizeof *found);
    if (!found)
        result = pship__fail_memory(err);
    for (size_t i = 0; i < kept && goes_on(&page->progress, &result, err); i++) {
        dependency *one = &found[i];
        *one = (dependency){.on = stated[i].thing,
                            .stated = stated[i].truth,
                            .source = stated[i].best->statement->source};
        result = is_there(&one->fulfilled, page, one->on, err);
        one->blocks = one->fulfilled == PSHIP_CERTAIN    ? PSHIP_NO
                      : one->fulfilled == PSHIP_POSSIBLE ? PSHIP_POSSIBLE
                                                         : PSHIP_CERTAIN;
        one->blocks = pship__weaker(one->blocks, pship__weaker(open, one->stated));
    }
    pship__release(page->context, stated);
    pship__merged_free(page->merged, &pool);
    if (result != PSHIP_OK) {
        pship__release(page->context, found);
        return result;
    }
    *dependencies = found;
    *count = kept;
    return PSHIP_OK;
}

/* ---- the table */

static pship_result add_dependencies(sheet *page, name_id subject, pship_truth existence,
                                     pship_error *err)
{
    owed one = pship__commitment_among(page->merged, subject, existence);
    dependency *dependencies;
    size_t count;
    pship_result result =
        pship__dependencies_load(&dependencies, &count, page, subject, one.open, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count && goes_on(&page->progress, &result, err); i++) {
        const dependency *of = &dependencies[i];
        pship__sheet_row(page, subject);
        pship__sheet_id(page);
        pship__add_text(page->builder, pship__commitment_status(one.status));
        pship__sheet_name(page, of->on);
        pship__sheet_name(page, pship__view_kind(page->view, of->on));
        pship__sheet_label(page, of->on);
        pship__sheet_truth(page, of->fulfilled);
        pship__sheet_truth(page, of->blocks);
        pship__sheet_truth(page, pship__weaker(of->stated, existence));
        pship__sheet_name(page, of->source);
    }
    pship__release(page->context, dependencies);
    return result;
}

pship_result pship_commitment_dependencies(pship_table **table, const pship_view *view,
                                           const char *commitment, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("commitment", UTF8),   COLUMN("status", DICTIONARY),
        COLUMN("depends_on", UTF8),   COLUMN("kind", DICTIONARY),
        COLUMN("name", UTF8),         COLUMN("fulfilled", DICTIONARY),
        COLUMN("blocks", DICTIONARY), COLUMN("certainty", DICTIONARY),
        COLUMN("source", UTF8),
    };
    return pship__sheet_each(table, view, columns, COUNT(columns), "commitment", commitment,
                             add_dependencies, err);
}
