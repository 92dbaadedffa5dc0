/* All cells of a view, whichever runs they lie in. */
#include "model/view_private.h"
#include <string.h>

void pship__cell_walk_begin(cell_walk *walk, const pship_view *view)
{
    memset(walk, 0, sizeof *walk);
    walk->view = view;
    for (size_t i = 0; i < view->index->count; i++) {
        walk->all += view->index->runs[i]->cell_count;
    }
}

/* Where a run stands: the subject of its next cell. */
static name_id subject_of(cell_walk *walk, size_t i)
{
    const run *of = walk->view->index->runs[i];
    while (of->places[walk->place[i] + 1] <= walk->at[i]) {
        walk->place[i]++;
    }
    return of->subjects != NULL ? of->subjects[walk->place[i]]
                                : of->least_subject + (name_id)walk->place[i];
}

bool pship__cell_walk_next(cell_walk *walk)
{
    const index_version *index = walk->view->index;
    bool any = false;
    for (size_t i = 0; i < index->count; i++) {
        if (walk->at[i] == index->runs[i]->cell_count) {
            continue;
        }
        name_id subject = subject_of(walk, i);
        name_id property = index->runs[i]->cells[walk->at[i]].property;
        if (!any || subject < walk->subject ||
            (subject == walk->subject && property < walk->property)) {
            walk->subject = subject;
            walk->property = property;
            any = true;
        }
    }
    for (size_t i = 0; i < index->count && any; i++) {
        bool same = walk->at[i] < index->runs[i]->cell_count &&
                    subject_of(walk, i) == walk->subject &&
                    index->runs[i]->cells[walk->at[i]].property == walk->property;
        walk->at[i] += same;
        walk->done += same;
    }
    return any;
}

pship_result pship__each_cell(const pship_view *view, const char *stage, cell_visit visit,
                              void *user, pship_error *err)
{
    pship__progress_state progress;
    pship__progress_begin(&progress, view->model->context, stage);
    cell_walk walk;
    pship__cell_walk_begin(&walk, view);
    while (pship__cell_walk_next(&walk)) {
        pship_result result = pship__progress(&progress, (double)walk.done / (double)walk.all, err);
        if (result == PSHIP_OK) {
            result = visit(user, view, walk.subject, walk.property, err);
        }
        if (result != PSHIP_OK) {
            return result;
        }
    }
    return PSHIP_OK;
}
