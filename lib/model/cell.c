/* Point questions, and how values are shown. */
#include "model/only.h"

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

const char *pship__value_word(uint8_t kind, bool boolean)
{
    switch (kind) {
    case PSHIP_VALUE_NONE:
        return "none";
    case PSHIP_VALUE_UNKNOWN:
        return "unknown";
    case PSHIP_VALUE_BOOLEAN:
        return boolean ? "true" : "false";
    default:
        return NULL;
    }
}

const char *pship__value_text(const pship_model *model, const statement *from)
{
    return value_is_text(from->value_kind) ? pship__model_text(model, from->value)
                                           : pship__value_word(from->value_kind, from->boolean);
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
    pship__names_prefetch_place(texts, guess);
    const run *oldest = view->index->count > 0 ? view->index->runs[0] : NULL;
    const region *in = oldest == NULL ? NULL : pship__run_region(oldest, *asked);
    if (in != NULL) {
        cell_prefetch(pship__region_find(oldest, in, guess));
    }
    name_id found = pship__names_find_hashed(texts, subject, hash, guess);
    *about = found <= view->seen.texts ? found : 0;
}

/* Member by member: to clear the whole, with room for the text of a date, would take longer than all the rest. */
static inline void tell(pship_cell *told, const pship_view *view, const answer *made)
{
    pship_value *value = &told->value;
    value->kind = (pship_value_kind)made->form.kind;
    value->text = made->text;
    value->unit = made->form.unit;
    value->number = made->form.kind == PSHIP_VALUE_NUMBER ? made->value.number : 0;
    value->boolean = made->form.boolean;
    if (made->form.kind == PSHIP_VALUE_DATE) {
        value->date = pship__date_out(view->model, date_at(view->model, made->value.date));
    } else {
        value->date.earliest = value->date.latest = 0;
        value->date.kind = PSHIP_DATE_DATED;
        value->date.precision = PSHIP_PRECISION_NONE;
        value->date.approximate = value->date.uncertain = false;
        value->date.text[0] = '\0';
    }
    told->truth = made->truth;
    told->contested = made->contested;
    told->undecided = made->undecided;
    told->statement = made->id;
}

static inline bool tell_only(pship_cell *told, const pship_view *view, name_id about, name_id asked)
{
    only found = {NULL, NULL};
    if (!view->sees_base || !only_in_runs(&found, view, 0, about, asked, view->on) ||
        !only_known(&found)) {
        return false;
    }
    const answer made = only_answer(&found, view);
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

/* `subject` and `property` as they were asked, for what is said where there is nothing of the kind. */
static pship_result tell_named(pship_cell *told, const pship_view *view, name_id about,
                               const char *subject, name_id asked, const char *property,
                               pship_error *err)
{
    found_cell found;
    (void)pship__cell_find(&found, view, about, asked);
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

pship_result pship_view_cell(pship_cell *told, const pship_view *view, const char *subject,
                             const char *property, pship_error *err)
{
    if (told == NULL || view == NULL || subject == NULL || property == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_view_cell needs a place for the cell, a view, a subject and a "
                           "property");
    }
    name_id asked, about;
    name_question(view, subject, property, &about, &asked);
    return tell_only(told, view, about, asked)
               ? PSHIP_OK
               : tell_named(told, view, about, subject, asked, property, err);
}

/* ---- by ordinals */

int64_t pship_view_ordinal(const pship_view *view, const char *text)
{
    return view == NULL || text == NULL ? 0 : (int64_t)pship__view_name(view, text);
}

/* `subject` and `property` as they were asked, for what is said where there is nothing of the kind. */
static pship_result tell_numbered(pship_cell *told, const pship_view *view, int64_t subject,
                                  int64_t property, pship_error *err)
{
    name_id about = name_at(view, subject), asked = name_at(view, property);
    found_cell found;
    (void)pship__cell_find(&found, view, about, asked);
    if (!pship__cell_seen(&found, view)) {
        if (pship__view_kind(view, about) == 0) {
            return pship__fail(err, PSHIP_E_NOT_FOUND, NO_ENTITY_ORDINAL, (long long)subject);
        }
        if (pship__view_property(view, asked) == NULL) {
            return pship__fail(err, PSHIP_E_NOT_FOUND, NO_PROPERTY_ORDINAL, (long long)property);
        }
    }
    return tell_resolved(told, view, &found, err);
}

pship_result pship_view_cell_at(pship_cell *told, const pship_view *view, int64_t subject,
                                int64_t property, pship_error *err)
{
    if (told == NULL || view == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_view_cell_at needs a place for the cell and a view");
    }
    return tell_only(told, view, name_at(view, subject), name_at(view, property))
               ? PSHIP_OK
               : tell_numbered(told, view, subject, property, err);
}
