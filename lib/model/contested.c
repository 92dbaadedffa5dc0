/* The cells that sources contradict each other about. */
#include "model/view_private.h"
#include "table/builder.h"

static void add_contested(pship__table_builder *builder, const pship_view *view, readings found,
                          const choice *chosen)
{
    for (size_t i = 0; i < found.count; i++) {
        const reading *one = &found.first[i];
        const statement *row = one->statement;
        if (!pship__view_holds(view, one->truth) || row->rank == PSHIP_RANK_DEPRECATED) {
            continue;
        }
        pship__add_text(builder, pship__view_text(view, row->subject));
        pship__add_text(builder, pship__view_text(view, pship__view_kind(view, row->subject)));
        pship__add_text(builder, pship__view_text(view, row->property));
        pship__add_text(builder, pship__value_text(view->model, row));
        pship__add_text(builder, pship__view_text(view, row->unit));
        pship__add_text(builder, pship__view_text(view, row->source));
        pship__add_text(builder,
                        pship__view_text(view, pship__view_published(view, row->source).text));
        pship__add_text(builder, pship__rank_name(row->rank));
        pship__add_bool(builder, one == chosen->picked);
        pship__add_bool(builder, chosen->undecided);
    }
}

static pship_result contested_cell(void *builder, const pship_view *view, name_id subject,
                                   name_id property, pship_error *err)
{
    cell_readings read;
    pship_result result = pship__cell_read_on(&read, view, subject, property, view->as_of, err);
    if (result == PSHIP_OK) {
        choice chosen = pship__view_choose(view, readings_of(&read));
        if (chosen.contested) {
            add_contested(builder, view, readings_of(&read), &chosen);
        }
        pship__cell_readings_release(&read);
    }
    return result;
}

pship_result pship_view_contested(pship_table **table, const pship_view *view, pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"subject", PSHIP_COLUMN_UTF8, NULL, 0},   {"kind", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"property", PSHIP_COLUMN_UTF8, NULL, 0},  {"value", PSHIP_COLUMN_UTF8, NULL, 0},
        {"unit", PSHIP_COLUMN_UTF8, NULL, 0},      {"source", PSHIP_COLUMN_UTF8, NULL, 0},
        {"published", PSHIP_COLUMN_UTF8, NULL, 0}, {"rank", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"picked", PSHIP_COLUMN_BOOL, NULL, 0},    {"undecided", PSHIP_COLUMN_BOOL, NULL, 0}};
    if (table == NULL || view == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_view_contested was called without one of its arguments");
    }
    pship__table_builder *builder;
    pship_result result = pship__table_builder_new(&builder, view->model->context, columns,
                                                   sizeof columns / sizeof columns[0], err);
    if (result != PSHIP_OK) {
        return result;
    }
    result = pship__each_cell(view, "comparing", contested_cell, builder, err);
    if (result != PSHIP_OK) {
        pship__table_builder_free(builder);
        return result;
    }
    return pship__table_builder_finish(builder, table, err);
}
