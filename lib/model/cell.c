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
    static const char *const words[] = {"assert",  "correct", "retract", "end",
                                        "confirm", "erase",   "mask"};
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
                         .boolean = from->boolean};
    if (from->value_kind == PSHIP_VALUE_NUMBER) {
        value.number = from->number;
    }
    if (from->value_kind == PSHIP_VALUE_DATE) {
        value.date = pship__date_out(model, date_at(model, from->date));
    }
    return value;
}

/* Looks both names up. Whose subject it is can be told from its hash, but for a rare mistake: so the place in
 * the index is fetched while the text is compared. */
static void name_question(const pship_view *view, const char *subject, const char *property,
                          name_id *about, name_id *asked)
{
    const names *texts = &view->model->names;
    uint64_t hash = pship__names_hash(subject);
    pship__names_prefetch(texts, hash);
    *asked = pship__view_name(view, property);
    name_id guess = pship__names_peek(texts, hash);
    pship__names_prefetch_text(texts, guess);
    if (view->index->count > 0) {
        pship__run_prefetch_cells(view->index->runs[0], guess);
    }
    name_id found = pship__names_find_hashed(texts, subject, hash);
    *about = found <= view->seen.texts ? found : 0;
}

pship_result pship_view_cell(pship_cell *told, const pship_view *view, const char *subject,
                             const char *property, pship_error *err)
{
    if (told == NULL || view == NULL || subject == NULL || property == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_view_cell needs a place for the cell, a view, a subject and a "
                           "property");
    }
    name_id asked, about;
    found_cell found;
    answer made;
    name_question(view, subject, property, &about, &asked);
    (void)pship__cell_find(&found, view, about, asked);
    pship_result result = pship__cell_answer(&made, view, &found, view->as_of, err);
    if (result == PSHIP_OK && made.id == 0 && !pship__cell_seen(&found, view)) {
        /* Only what nothing is stated about may be unknown. */
        result = pship__view_subject(view, subject, &about, err);
        if (result == PSHIP_OK) {
            result = pship__view_named_property(view, property, &asked, err);
        }
    }
    if (result != PSHIP_OK) {
        return result;
    }
    *told = (pship_cell){.value = {.kind = PSHIP_VALUE_ABSENT},
                         .truth = made.truth,
                         .contested = made.contested,
                         .undecided = made.undecided};
    if (made.statement != NULL) {
        told->value = pship__value_out(view->model, made.statement);
        told->statement = made.id;
    }
    return PSHIP_OK;
}
