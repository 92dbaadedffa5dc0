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
    const run *oldest = view->index->count > 0 ? view->index->runs[0] : NULL;
    const region *in = oldest == NULL ? NULL : pship__run_region(oldest, *asked);
    if (in != NULL) {
        __builtin_prefetch(oldest->starts + pship__region_cell(oldest, in, guess));
    }
    name_id found = pship__names_find_hashed(texts, subject, hash, guess);
    *about = found <= view->seen.texts ? found : 0;
}

static void tell(pship_cell *told, const pship_view *view, const answer *made)
{
    const names *texts = &view->model->names;
    *told = (pship_cell){.value = {.kind = (pship_value_kind)made->form.kind,
                                   .text = pship__names_text(texts, made->text),
                                   .unit = pship__names_text(texts, made->form.unit),
                                   .boolean = made->form.boolean},
                         .truth = made->truth,
                         .contested = made->contested,
                         .undecided = made->undecided,
                         .statement = made->id};
    if (made->form.kind == PSHIP_VALUE_NUMBER) {
        told->value.number = made->value.number;
    } else if (made->form.kind == PSHIP_VALUE_DATE) {
        told->value.date = pship__date_out(view->model, date_at(view->model, made->value.date));
    }
}

/* Most cells have an answer at once. */
static bool tell_at_once(pship_cell *told, const pship_view *view, const found_cell *found)
{
    answer made;
    if (!pship__cell_answer_at_once(&made, view, found, view->as_of) ||
        (made.id == 0 && !made.undecided)) {
        return false;
    }
    tell(told, view, &made);
    return true;
}

static pship_result tell_resolved(pship_cell *told, const pship_view *view, const found_cell *found,
                                  pship_error *err)
{
    answer made;
    pship_result result = pship__cell_answer(&made, view, found, view->as_of, err);
    if (result == PSHIP_OK) {
        tell(told, view, &made);
    }
    return result;
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
    name_question(view, subject, property, &about, &asked);
    (void)pship__cell_find(&found, view, about, asked);
    if (tell_at_once(told, view, &found)) {
        return PSHIP_OK;
    }
    if (!pship__cell_seen(&found, view)) { /* only what nothing is stated about may be unknown */
        pship_result result = pship__view_subject(view, subject, &about, err);
        if (result == PSHIP_OK) {
            result = pship__view_named_property(view, property, &asked, err);
        }
        if (result != PSHIP_OK) {
            return result;
        }
    }
    return tell_resolved(told, view, &found, err);
}

/* ---- by ordinals */

int64_t pship_view_ordinal(const pship_view *view, const char *text)
{
    return view == NULL || text == NULL ? 0 : (int64_t)pship__view_name(view, text);
}

static name_id name_of(const pship_view *view, int64_t ordinal)
{
    return ordinal > 0 && (uint64_t)ordinal <= view->seen.texts ? (name_id)ordinal : 0;
}

pship_result pship_view_cell_at(pship_cell *told, const pship_view *view, int64_t subject,
                                int64_t property, pship_error *err)
{
    if (told == NULL || view == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_view_cell_at needs a place for the cell and a view");
    }
    name_id about = name_of(view, subject), asked = name_of(view, property);
    found_cell found;
    (void)pship__cell_find(&found, view, about, asked);
    if (tell_at_once(told, view, &found)) {
        return PSHIP_OK;
    }
    if (!pship__cell_seen(&found, view)) {
        if (pship__view_kind(view, about) == 0) {
            return pship__fail(err, PSHIP_E_NOT_FOUND,
                               "%lld is not the ordinal of an entity that the view knows",
                               (long long)subject);
        }
        if (pship__view_property(view, asked) == NULL) {
            return pship__fail(err, PSHIP_E_NOT_FOUND, "%lld is not the ordinal of a property",
                               (long long)property);
        }
    }
    return tell_resolved(told, view, &found, err);
}
