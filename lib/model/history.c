/* What was said of a property before other sources said otherwise. */
#include "model/view_private.h"

/* Was it the word of its source until another source had another one? */
static bool superseded(const cell *of, const fate *one)
{
    if (one->kind != FATE_CORRECTED) {
        return false;
    }
    const fate *by = fate_of(of, one->hidden_by);
    return by != NULL && by->statement->source != 0 && one->statement->source != 0 &&
           by->statement->source != one->statement->source;
}

pship_result pship__view_history(past **said, size_t *count, const pship_view *view,
                                 name_id subject, name_id property, pship_error *err)
{
    cell opened;
    size_t kept = 0;
    if (view->trace != NULL) {
        (void)pship__view_about(view, subject, property); /* it takes note of the cell */
    }
    pship_result result = pship__cell_open(&opened, view, subject, property, err);
    if (result != PSHIP_OK) {
        return result;
    }
    past *list = pship__allocate(view->model->context, opened.count, sizeof *list);
    for (size_t i = 0; list != NULL && i < opened.count; i++) {
        const fate *one = &opened.fates[i];
        bool over = superseded(&opened, one);
        if (one->kind == FATE_READING || over) {
            list[kept++] = (past){pship__cell_reading(view, one, view->as_of), over};
        }
    }
    pship__cell_release(&opened);
    if (list == NULL) {
        return pship__fail_memory(err);
    }
    *said = list;
    *count = kept;
    return PSHIP_OK;
}

bool pship__view_compatible(const pship_view *view, const statement *a, const statement *b)
{
    return pship__compatible(view->model, a, b);
}
