/* Point questions, and how values are shown. */
#include "model/view_private.h"

const char *pship__value_kind_name(uint8_t kind)
{
    static const char *const words[] = {"absent", "none", "unknown",   "text",   "number",
                                        "date",   "rule", "reference", "boolean"};
    return kind < sizeof words / sizeof words[0] ? words[kind] : "absent";
}

const char *pship__operation_name(uint8_t operation)
{
    static const char *const words[] = {"assert", "correct", "retract", "end"};
    return operation < sizeof words / sizeof words[0] ? words[operation] : "assert";
}

const char *pship__rank_name(int8_t rank)
{
    return rank == PSHIP_RANK_PREFERRED    ? "preferred"
           : rank == PSHIP_RANK_DEPRECATED ? "deprecated"
                                           : "normal";
}

const char *pship__truth_name(pship_truth truth)
{
    return truth == PSHIP_CERTAIN ? "certain" : truth == PSHIP_POSSIBLE ? "possible" : "no";
}

const char *pship__value_text(const pship_model *model, const statement *from)
{
    switch (from->value_kind) {
    case PSHIP_VALUE_ABSENT:
        return NULL;
    case PSHIP_VALUE_NONE:
        return "none";
    case PSHIP_VALUE_UNKNOWN:
        return "unknown";
    case PSHIP_VALUE_BOOLEAN:
        return from->boolean ? "true" : "false";
    default:
        return pship__model_text(model, from->value);
    }
}

pship_value pship__value_out(const pship_model *model, const statement *from)
{
    pship_value value = {.kind = (pship_value_kind)from->value_kind,
                         .text = pship__model_text(model, from->value),
                         .unit = pship__model_text(model, from->unit),
                         .number = from->number,
                         .boolean = from->boolean};
    if (from->value_kind == PSHIP_VALUE_DATE) {
        value.date = pship__date_out(model, &from->date);
    }
    return value;
}

pship_result pship_view_cell(pship_cell *cell, const pship_view *view, const char *subject,
                             const char *property, pship_error *err)
{
    if (cell == NULL || view == NULL || subject == NULL || property == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_view_cell needs a place for the cell, a view, a subject and a "
                           "property");
    }
    name_id about, asked;
    pship_result result = pship__view_subject(view, subject, &about, err);
    if (result == PSHIP_OK) {
        result = pship__view_named_property(view, property, &asked, err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    choice chosen = pship__view_choose(view, pship__view_about(view, about, asked));
    *cell = (pship_cell){.value = {.kind = PSHIP_VALUE_ABSENT},
                         .truth = chosen.truth,
                         .contested = chosen.contested,
                         .undecided = chosen.undecided};
    if (chosen.picked != NULL) {
        cell->value = pship__value_out(view->model, chosen.picked->statement);
        cell->statement = chosen.picked->id;
    }
    return PSHIP_OK;
}
