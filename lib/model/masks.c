/* What the scenario of a view hides of its parents. */
#include "model/view_private.h"
#include "table/builder.h"
#include <partnership/scenario.h>

/* Only a cell that a scenario says something about can be hidden. */
static bool has_layers(const found_cell *found, const pship_view *view)
{
    for (size_t i = 0; i < view->index->count; i++) {
        for (size_t j = 0; j < found->parts[i].count; j++) {
            if (found->parts[i].first[j].layer != 0) {
                return true;
            }
        }
    }
    return false;
}

static pship_result mask_cell(void *user, const pship_view *view, name_id subject, name_id property,
                              pship_error *err)
{
    pship__table_builder *builder = user;
    const pship_model *model = view->model;
    cell opened;
    found_cell found;
    (void)pship__cell_find(&found, view, subject, property);
    if (!has_layers(&found, view)) {
        return PSHIP_OK;
    }
    pship_result result = pship__cell_open_found(&opened, view, &found, err);
    if (result != PSHIP_OK) {
        return result;
    }
    for (size_t i = 0; i < opened.count; i++) {
        const fate *one = &opened.fates[i];
        if (one->kind != FATE_MASKED) {
            continue;
        }
        const statement *mask = statement_at(model, one->hidden_by);
        pship__add_int64(builder, one->hidden_by);
        pship__add_int64(builder, mask->target);
        pship__add_int64(builder, one->entry->id);
        pship__add_bool(builder, mask->target != one->entry->id);
        pship__add_word(builder, pship__view_text(view, subject));
        pship__add_word(builder, pship__view_text(view, property));
        pship__add_text(builder, pship__value_text(model, one->statement));
        pship__add_word(builder, pship__view_text(view, scenario_at(model, mask->layer)->name));
    }
    pship__cell_release(&opened);
    return PSHIP_OK;
}

pship_result pship_view_masks(pship_table **table, const pship_view *view, pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"mask", PSHIP_COLUMN_INT64, NULL, 0},   {"target", PSHIP_COLUMN_INT64, NULL, 0},
        {"hidden", PSHIP_COLUMN_INT64, NULL, 0}, {"followed", PSHIP_COLUMN_BOOL, NULL, 0},
        {"subject", PSHIP_COLUMN_UTF8, NULL, 0}, {"property", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"value", PSHIP_COLUMN_UTF8, NULL, 0},   {"scenario", PSHIP_COLUMN_DICTIONARY, NULL, 0}};
    if (table == NULL || view == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_view_masks was called without one of its arguments");
    }
    pship__table_builder *builder;
    pship_result result = pship__table_builder_new(&builder, view->model->context, columns,
                                                   sizeof columns / sizeof columns[0], err);
    if (result != PSHIP_OK) {
        return result;
    }
    if (view->layers.layer != 0) {
        result = pship__each_cell(view, "comparing", mask_cell, builder, err);
    }
    if (result != PSHIP_OK) {
        pship__table_builder_free(builder);
        return result;
    }
    return pship__table_builder_finish(builder, table, err);
}
