/* Where a cell comes from, and which cells sources contradict each other about. */
#include "model/view_private.h"
#include "table/builder.h"
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
    if (one == chosen->picked || many) {
        return say("picked", many ? "The property takes several values."
                                  : "It is the most precise of the highest rank.");
    }
    if (chosen->picked == NULL) {
        return say("undecided", "It and another of the same rank contradict each other.");
    }
    if (pship__compatible(view->model, one->statement, chosen->picked->statement)) {
        return say("agrees", "It agrees with the value picked.");
    }
    if (one->statement->rank < chosen->picked->statement->rank) {
        return say("outranked", "Another one that contradicts it is preferred.");
    }
    return say("contradicts", "It contradicts the value picked.");
}

static verdict judge_shadow(const shadow *one)
{
    verdict made = {.outcome = "applied"};
    if (one->state == SHADOW_OPERATION) {
        (void)snprintf(made.because, sizeof made.because, "It %s statement %lld.",
                       one->statement->operation == OPERATION_END       ? "ends"
                       : one->statement->operation == OPERATION_RETRACT ? "retracts"
                                                                        : "concerns",
                       (long long)one->statement->target);
    } else {
        made.outcome = one->state == SHADOW_CORRECTED ? "corrected" : "retracted";
        (void)snprintf(made.because, sizeof made.because, "Statement %lld %s it.",
                       (long long)one->by,
                       one->state == SHADOW_CORRECTED ? "corrects" : "retracts");
    }
    return made;
}

static void add_source(pship__table_builder *builder, const pship_view *view, name_id source)
{
    static const char *const properties[] = {"title", "publisher", "url"};
    pship__add_text(builder, pship__view_text(view, source));
    for (size_t i = 0; i < sizeof properties / sizeof properties[0]; i++) {
        choice chosen = pship__view_ask(view, source, properties[i]);
        pship__add_text(builder, chosen.picked == NULL
                                     ? NULL
                                     : pship__value_text(view->model, chosen.picked->statement));
    }
    pship__add_text(builder, pship__view_text(view, pship__view_published(view, source).text));
}

static void add_row(pship__table_builder *builder, const pship_view *view, pship_statement_id id,
                    const stored_date *until, const verdict *made)
{
    const pship_model *model = view->model;
    const statement *row = statement_at(model, id);
    const transaction_row *transaction = transaction_at(model, row->transaction);
    pship__add_int64(builder, id);
    pship__add_text(builder, pship__operation_name(row->operation));
    pship__add_text(builder, pship__value_text(model, row));
    pship__add_text(builder, pship__model_text(model, row->unit));
    pship__add_text(builder, made->outcome);
    pship__add_text(builder, made->because);
    pship__add_text(builder, pship__model_text(model, row->from.text));
    pship__add_text(builder, pship__model_text(model, until->text));
    pship__add_text(builder, pship__model_text(model, row->qualifier));
    pship__add_text(builder, pship__model_text(model, row->wording));
    pship__add_text(builder, pship__rank_name(row->rank));
    pship__add_text(builder, pship__model_text(model, row->reason));
    add_source(builder, view, row->source);
    pship__add_text(builder, pship__model_text(model, row->locator));
    pship__add_timestamp(builder, transaction->recorded_at);
    pship__add_int64(builder, row->transaction);
    pship__add_text(builder, pship__model_text(model, transaction->actor));
}

/* Shadows of one property of one entity. */
static size_t first_shadow(const pship_view *view, name_id subject, name_id property)
{
    size_t at = 0;
    while (at < view->shadow_count && (view->shadows[at].statement->subject < subject ||
                                       (view->shadows[at].statement->subject == subject &&
                                        view->shadows[at].statement->property < property))) {
        at++;
    }
    return at;
}

static void explain_all(pship__table_builder *builder, const pship_view *view, name_id subject,
                        const property_row *property)
{
    readings found = pship__view_about(view, subject, property->name);
    choice chosen = pship__view_choose(view, found);
    size_t at = first_shadow(view, subject, property->name);
    size_t i = 0;
    for (;;) {
        bool shadowed = at < view->shadow_count &&
                        view->shadows[at].statement->subject == subject &&
                        view->shadows[at].statement->property == property->name;
        if (i < found.count && (!shadowed || found.first[i].id < view->shadows[at].id)) {
            verdict made = judge(view, &found.first[i], &chosen, property->many);
            add_row(builder, view, found.first[i].id, &found.first[i].until, &made);
            i++;
        } else if (shadowed) {
            verdict made = judge_shadow(&view->shadows[at]);
            add_row(builder, view, view->shadows[at].id, &view->shadows[at].statement->until,
                    &made);
            at++;
        } else {
            return;
        }
    }
}

pship_result pship_view_explain(pship_table **table, const pship_view *view, const char *subject,
                                const char *property, pship_error *err)
{
    static const pship__column_spec columns[] = {{"statement", PSHIP_COLUMN_INT64, NULL, 0},
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
        result = pship__table_builder_new(&builder, view->model->context, columns,
                                          sizeof columns / sizeof columns[0], err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    explain_all(builder, view, about, pship__view_property(view, asked));
    return pship__table_builder_finish(builder, table, err);
}

/* ---- contested cells */

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

static void contested_of(pship__table_builder *builder, const pship_view *view, name_id subject)
{
    readings all = pship__view_all_about(view, subject);
    for (size_t i = 0; i < all.count;) {
        readings one = {all.first + i, 1};
        while (i + one.count < all.count &&
               one.first[one.count].statement->property == one.first->statement->property) {
            one.count++;
        }
        choice chosen = pship__view_choose(view, one);
        if (chosen.contested) {
            add_contested(builder, view, one, &chosen);
        }
        i += one.count;
    }
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
    /* In the order of recording: entities by their first mention. */
    for (size_t name = 1; name <= view->name_count; name++) {
        if (view->kind_of[name] != 0) {
            contested_of(builder, view, (name_id)name);
        }
    }
    return pship__table_builder_finish(builder, table, err);
}
