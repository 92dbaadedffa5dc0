/* Where a status comes from: the statements that were looked at to derive it. */
#include "model/explain.h"
#include "register/names.h"
#include <partnership/agreement.h>
#include <partnership/commitment.h>
#include <partnership/explain.h>
#include <stdlib.h>

/* Deriving the status of an entity of a kind. What comes out does not matter: the view that is asked takes
 * note of what is looked at. */
typedef pship_result (*derivation)(const pship_view *view, name_id subject, pship_error *err);

/* Also who is bound by it, and from when, which its conditions tell. */
static pship_result derive_agreement(const pship_view *view, name_id subject, pship_error *err)
{
    pship_table *force = NULL;
    pship_agreement_force_options options = PSHIP_AGREEMENT_FORCE_OPTIONS_INIT;
    options.agreement = pship__view_text(view, subject);
    merges who;
    act *acts = NULL;
    size_t count;
    pship_result result = pship__merges_load(&who, view, err);
    if (result == PSHIP_OK)
        result = pship__acts_load(&acts, &count, &who, subject, err);
    pship__release(pship__view_context(view), acts);
    result = pship__merges_close(&who, result, err);
    if (result == PSHIP_OK)
        result = pship_agreement_force(&force, view, &options, err);
    pship_table_free(force);
    return result;
}

static pship_result derive_commitment(const pship_view *view, name_id subject, pship_error *err)
{
    pship_table *waits = NULL;
    merges who;
    pship_result result = pship__merges_load(&who, view, err);
    if (result == PSHIP_OK)
        (void)pship__commitment_among(&who, pship__canonical(&who, subject),
                                      pship__merged_existence(&who, subject));
    result = pship__merges_close(&who, result, err);
    if (result == PSHIP_OK)
        result = pship_commitment_dependencies(&waits, view, pship__view_text(view, subject), err);
    pship_table_free(waits);
    return result;
}

static pship_result derive_milestone(const pship_view *view, name_id subject, pship_error *err)
{
    merges who;
    pship_result result = pship__merges_load(&who, view, err);
    if (result == PSHIP_OK)
        (void)pship__milestone_of(&who, pship__canonical(&who, subject),
                                  pship__merged_existence(&who, subject));
    return pship__merges_close(&who, result, err);
}

static pship_result derive_group(const pship_view *view, name_id subject, pship_error *err)
{
    group_state state;
    return pship__group_state(&state, view, subject, err);
}

static pship_result derive_project(const pship_view *view, name_id subject, pship_error *err)
{
    pship_table *state = NULL;
    pship_result result = pship__projects(&state, view, pship__view_text(view, subject), err);
    pship_table_free(state);
    return result;
}

static pship_result derive(const pship_view *view, name_id subject, pship_error *err)
{
    static const struct {
        const char *kind;
        derivation derive;
    } kinds[] = {{"agreement", derive_agreement},
                 {"commitment", derive_commitment},
                 {"milestone", derive_milestone},
                 {"working_group", derive_group},
                 {"project", derive_project}};
    name_id kind = pship__view_kind(view, subject);
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (pship__kind_is(view, kind, pship__view_name(view, kinds[i].kind))) {
            return kinds[i].derive(view, subject, err);
        }
    }
    return pship__fail(err, PSHIP_E_INVALID, "'%.100s' is of kind %s, whose status is not derived",
                       pship__view_text(view, subject), pship__view_text(view, kind));
}

static int by_cell(const void *left, const void *right)
{
    const trace_item *a = left, *b = right;
    if (a->subject != b->subject) {
        return a->subject < b->subject ? -1 : 1;
    }
    return a->property < b->property ? -1 : a->property > b->property;
}

/* The cells that were looked at, each once: first those of the entity itself. */
static pship_result explain_cells(pship__table_builder *builder, const pship_view *view,
                                  name_id subject, trace *seen, pship_error *err)
{
    pship_result result = PSHIP_OK;
    if (seen->count > 0) {
        qsort(seen->items, seen->count, sizeof *seen->items, by_cell);
    }
    for (int own = 1; own >= 0; own--) {
        for (size_t i = 0; i < seen->count && result == PSHIP_OK; i++) {
            const trace_item *one = &seen->items[i];
            bool again = i > 0 && by_cell(one, one - 1) == 0;
            if (!again && (one->subject == subject) == (own == 1)) {
                result = pship__explain_cell(builder, view, one->subject, one->property, true, err);
            }
        }
    }
    return result;
}

static pship_result look(trace *seen, const pship_view *view, name_id subject, pship_error *err)
{
    const pship_context *context = pship__view_context(view);
    void *room = pship__allocate(context, 1, pship__view_size());
    if (room == NULL) {
        return pship__fail_memory(err);
    }
    pship_result result = derive(pship__view_traced(view, seen, room), subject, err);
    pship__release(context, room);
    return result == PSHIP_OK && seen->failed ? pship__fail_memory(err) : result;
}

pship_result pship_status_explain(pship_table **table, const pship_view *view, const char *id,
                                  pship_error *err)
{
    if (!table || !view) {
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    }
    name_id subject;
    pship_result result = pship__find(&subject, view, NULL, id, err);
    if (result == PSHIP_OK) {
        result = pship__view_read_all(view, err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    trace seen = {.context = pship__view_context(view)};
    pship__table_builder *builder = NULL;
    result = look(&seen, view, subject, err);
    if (result == PSHIP_OK) {
        result = pship__explain_builder(&builder, view, true, err);
    }
    if (result == PSHIP_OK) {
        result = explain_cells(builder, view, subject, &seen, err);
    }
    pship__release(seen.context, seen.items);
    if (result != PSHIP_OK) {
        pship__table_builder_free(builder);
        return result;
    }
    return pship__table_builder_finish(builder, table, err);
}
