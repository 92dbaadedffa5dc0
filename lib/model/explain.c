/* Where a cell comes from. */
#include "model/explain.h"
#include "model/view_private.h"
#include <stdio.h>
#include <string.h>

typedef struct verdict {
    const char *outcome;
    char because[160];
} verdict;

static verdict say(const char *outcome, const char *because)
{
    verdict made = {.outcome = outcome};
    (void)snprintf(made.because, sizeof made.because, "%s", because);
    return made;
}

static verdict not_holding(const pship_view *view, const reading *one)
{
    char day[16];
    verdict made = {.outcome = "not_holding"};
    pship_day_format(view->as_of, day, sizeof day);
    if (one->truth == PSHIP_POSSIBLE) {
        (void)snprintf(made.because, sizeof made.because,
                       "It may hold on %s; this view counts what is certain.", day);
    } else if (one->until.latest <= view->as_of) {
        made.outcome = "ended";
        (void)snprintf(made.because, sizeof made.because, "It had ended by %s.", day);
    } else {
        (void)snprintf(made.because, sizeof made.because, "It does not hold on %s.", day);
    }
    return made;
}

static verdict judge(const pship_view *view, const reading *one, const choice *chosen, bool many)
{
    if (!pship__view_holds(view, one->truth)) {
        return not_holding(view, one);
    }
    if (one->statement->rank == PSHIP_RANK_DEPRECATED) {
        return say("deprecated", "It is ranked as known to be wrong.");
    }
    if (chosen->picked != NULL && many) {
        return say("picked", "The property takes several values.");
    }
    if (chosen->picked != NULL && one->id == chosen->picked->id) {
        return say("picked", chosen->by_source
                                 ? "It is the most precise of the source that this view prefers."
                                 : "It is the most precise of the highest rank.");
    }
    if (chosen->picked == NULL && one->statement->rank == chosen->rank) {
        return say("undecided", "It and another of the same rank contradict each other.");
    }
    if (chosen->picked != NULL &&
        pship__compatible(view->model, one->statement, chosen->picked->statement)) {
        return say("agrees", "It agrees with the value picked.");
    }
    if (one->statement->rank < chosen->rank) {
        return say("outranked", "Others of a higher rank are preferred.");
    }
    if (chosen->by_source) {
        return say("less_preferred", "This view prefers the source of another one.");
    }
    return say("contradicts", "It contradicts the value picked.");
}

static const char *verb_of(uint8_t operation)
{
    static const char *const verbs[] = {"states",   "corrects", "retracts", "ends",
                                        "confirms", "erases",   "masks"};
    return verbs[operation <= OPERATION_LAST ? operation : 0];
}

/* What is no reading: it acts on another one, or another one hides it. */
static verdict judge_shadow(const cell *of, const fate *one)
{
    static const char *const outcomes[] = {[FATE_OPERATION] = "applied",
                                           [FATE_CORRECTED] = "corrected",
                                           [FATE_RETRACTED] = "retracted",
                                           [FATE_MASKED] = "masked",
                                           [FATE_ERASED] = "erased"};
    verdict made = {.outcome = outcomes[one->kind]};
    if (one->kind == FATE_OPERATION) {
        (void)snprintf(made.because, sizeof made.because, "It %s statement %lu.",
                       verb_of(one->entry->operation), (unsigned long)one->statement->target);
    } else if (one->kind == FATE_ERASED) {
        (void)snprintf(made.because, sizeof made.because, "Its content was erased.");
    } else {
        const fate *by = fate_of(of, one->hidden_by);
        const uint8_t operation = by == NULL ? OPERATION_ASSERT : by->entry->operation;
        (void)snprintf(made.because, sizeof made.because, "Statement %lu %s it%s.",
                       (unsigned long)one->hidden_by, verb_of(operation),
                       one->kind == FATE_MASKED && operation == OPERATION_CORRECT
                           ? " under the scenario"
                           : "");
    }
    return made;
}

static pship_result add_source(pship__table_builder *builder, const pship_view *view,
                               name_id source, pship_error *err)
{
    static const char *const properties[] = {"title", "publisher", "url"};
    pship__add_text(builder, pship__view_text(view, source));
    for (size_t i = 0; i < sizeof properties / sizeof properties[0]; i++) {
        cell_readings read;
        pship_result result = pship__cell_read_on(
            &read, view, source, pship__view_name(view, properties[i]), view->as_of, err);
        if (result != PSHIP_OK) {
            return result;
        }
        choice chosen = pship__view_choose(view, readings_of(&read));
        pship__add_text(builder, chosen.picked == NULL
                                     ? NULL
                                     : pship__value_text(view->model, chosen.picked->statement));
        pship__cell_readings_release(&read);
    }
    pship__add_text(builder, pship__view_text(view, pship__view_published(view, source).text));
    return PSHIP_OK;
}

static pship_result add_row(pship__table_builder *builder, const pship_view *view, const fate *of,
                            const stored_date *until, const verdict *made, pship_error *err)
{
    const pship_model *model = view->model;
    statement row = of->kind == FATE_ERASED ? pship__tombstone(of->statement) : *of->statement;
    const transaction_row *transaction = transaction_at(model, row.transaction);
    const note_row *note = note_at(model, row.note);
    const stored_date *from = date_at(model, row.from);
    pship__add_int64(builder, of->entry->id);
    pship__add_text(builder, pship__operation_name(row.operation));
    pship__add_text(builder, pship__value_text(model, &row));
    pship__add_text(builder, pship__model_text(model, row.unit));
    pship__add_text(builder, made->outcome);
    pship__add_text(builder, made->because);
    pship__add_text(builder, from == NULL ? NULL : pship__model_text(model, from->text));
    pship__add_text(builder, until == NULL ? NULL : pship__model_text(model, until->text));
    pship__add_text(builder, pship__model_text(model, note->qualifier));
    pship__add_text(builder, pship__model_text(model, note->wording));
    pship__add_text(builder, pship__rank_name(row.rank));
    pship__add_text(builder, pship__model_text(model, note->reason));
    pship_result result = add_source(builder, view, row.source, err);
    pship__add_text(builder, pship__model_text(model, note->locator));
    pship__add_timestamp(builder, transaction->recorded_at);
    pship__add_int64(builder, row.transaction);
    pship__add_text(builder, pship__model_text(model, transaction->actor));
    return result;
}

static pship_result explain_fate(pship__table_builder *builder, const pship_view *view,
                                 const cell *of, const fate *one, const choice *chosen, bool many,
                                 pship_error *err)
{
    if (one->kind == FATE_UNSEEN) {
        return PSHIP_OK;
    }
    if (one->kind == FATE_READING) {
        reading read = pship__cell_reading(view, one, view->as_of);
        verdict made = judge(view, &read, chosen, many);
        return add_row(builder, view, one, &read.until, &made, err);
    }
    verdict made = judge_shadow(of, one);
    const stored_date *until =
        one->kind == FATE_ERASED ? NULL : date_at(view->model, one->statement->until);
    return add_row(builder, view, one, until, &made, err);
}

pship_result pship__explain_cell(pship__table_builder *builder, const pship_view *view,
                                 name_id subject, name_id property, bool named, pship_error *err)
{
    cell opened;
    cell_readings read;
    pship_result result = pship__cell_open(&opened, view, subject, property, err);
    if (result != PSHIP_OK) {
        return result;
    }
    result = pship__cell_read(&read, view, subject, property, view->as_of, err);
    if (result != PSHIP_OK) {
        pship__cell_release(&opened);
        return result;
    }
    choice chosen = pship__view_choose(view, readings_of(&read));
    bool many = pship__view_property(view, property)->many;
    for (size_t i = 0; i < opened.count && result == PSHIP_OK; i++) {
        if (named && opened.fates[i].kind != FATE_UNSEEN) {
            pship__add_text(builder, pship__view_text(view, subject));
            pship__add_text(builder, pship__view_text(view, property));
        }
        result = explain_fate(builder, view, &opened, &opened.fates[i], &chosen, many, err);
    }
    pship__cell_readings_release(&read);
    pship__cell_release(&opened);
    return result;
}

pship_result pship__explain_builder(pship__table_builder **builder, const pship_view *view,
                                    bool named, pship_error *err)
{
    static const pship__column_spec columns[] = {{"subject", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"property", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"statement", PSHIP_COLUMN_INT64, NULL, 0},
                                                 {"operation", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"value", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"unit", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"outcome", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"because", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"from", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"until", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"qualifier", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"wording", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"rank", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"reason", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"source", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"title", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"publisher", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"url", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"published", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"locator", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"recorded_at", PSHIP_COLUMN_TIMESTAMP, NULL, 0},
                                                 {"transaction", PSHIP_COLUMN_INT64, NULL, 0},
                                                 {"actor", PSHIP_COLUMN_UTF8, NULL, 0}};
    size_t first = named ? 0 : 2;
    return pship__table_builder_new(builder, view->model->context, columns + first,
                                    sizeof columns / sizeof columns[0] - first, err);
}

pship_result pship_view_explain(pship_table **table, const pship_view *view, const char *subject,
                                const char *property, pship_error *err)
{
    if (table == NULL || view == NULL || subject == NULL || property == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_view_explain was called without one of its arguments");
    }
    name_id about, asked;
    pship__table_builder *builder;
    pship_result result = pship__view_subject(view, subject, &about, err);
    if (result == PSHIP_OK) {
        result = pship__view_named_property(view, property, &asked, err);
    }
    if (result == PSHIP_OK) {
        result = pship__explain_builder(&builder, view, false, err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    result = pship__explain_cell(builder, view, about, asked, false, err);
    if (result != PSHIP_OK) {
        pship__table_builder_free(builder);
        return result;
    }
    return pship__table_builder_finish(builder, table, err);
}
