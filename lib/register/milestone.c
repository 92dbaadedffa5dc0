/* Milestones: the steps on the way to a commitment, and what was found when they were reviewed. */
#include "register/names.h"

#include <partnership/milestone.h>
#include <string.h>

pship_milestone_fields pship_milestone_fields_init(void)
{
    return (pship_milestone_fields)PSHIP_MILESTONE_FIELDS_INIT;
}

static const char *const results[] = {"met", "partly_met", "not_met"};

static const char *known_result(const char *text)
{
    for (size_t i = 0; text && i < COUNT(results); i++) {
        if (strcmp(text, results[i]) == 0)
            return results[i];
    }
    return NULL;
}

pship_result pship_milestone_record(pship_transaction *transaction, const char *id,
                                    const pship_milestone_fields *fields,
                                    const pship_statement_options *options, pship_error *err)
{
    static const field stated[] = {
        TEXT_FIELD(pship_milestone_fields, commitment, "commitment"),
        TEXT_FIELD(pship_milestone_fields, text, "text"),
        TEXT_FIELD(pship_milestone_fields, due, "due"),
        TEXT_FIELD(pship_milestone_fields, reviewed, "reviewed"),
        TEXT_FIELD(pship_milestone_fields, result, "result"),
    };
    pship_milestone_fields known = PSHIP_MILESTONE_FIELDS_INIT;
    pship_result result =
        pship__options(&known, sizeof known, sizeof known, fields, "pship_milestone_fields", err);
    if (result == PSHIP_OK && known.result && !known_result(known.result)) {
        result = pship__fail(err, PSHIP_E_INVALID,
                             "the result of a milestone is met, partly_met or not_met");
    }
    if (result != PSHIP_OK)
        return result;
    return pship__record_fields(transaction, "milestone", id, &known, stated, COUNT(stated),
                                options, err);
}

/* A result without a day of review counts from the day on which its statement holds. */
static pship_truth was_reviewed(const milestone *one, const pship_view *view, const choice *result)
{
    pship_truth reviewed = PSHIP_CERTAIN;
    if (one->reviewed.kind != WHEN_ABSENT)
        reviewed = pship__when_done(view, &one->reviewed, pship_view_as_of(view));
    return result->picked ? pship__weaker(reviewed, result->truth) : PSHIP_NO;
}

milestone pship__milestone_of(const merges *who, name_id canonical, pship_truth existence)
{
    const pship_view *view = who->view;
    choice result = pship__merged_ask(who, canonical, "result");
    milestone one = {.id = canonical,
                     .due = pship__merged_when(who, canonical, "due"),
                     .reviewed = pship__merged_when(who, canonical, "reviewed"),
                     .met = PSHIP_NO,
                     .contested = result.contested};
    pship_truth known = was_reviewed(&one, view, &result);
    if (result.picked)
        one.result = known_result(pship__view_text(view, result.picked->statement->value));
    if (result.undecided || (result.picked && !one.result))
        one.met = PSHIP_POSSIBLE; /* one source says so, and another one does not */
    else if (one.result == results[0])
        one.met = known;
    if (one.result && pship__view_holds(view, known)) {
        one.status = one.result;
        one.certainty = known;
    } else {
        commitment_status status =
            pship__due_status(&one.due, pship_view_as_of(view), &one.certainty, &one.days_overdue);
        one.status = pship__commitment_status(status);
        if (known != PSHIP_NO || result.undecided)
            one.certainty = PSHIP_POSSIBLE;
        if (known == PSHIP_NO)
            one.result = NULL;
    }
    one.certainty = pship__weaker(one.certainty, existence);
    return one;
}

static pship_result add_milestone(sheet *page, name_id subject, pship_truth existence,
                                  pship_error *err)
{
    milestone one = pship__milestone_of(page->merged, subject, existence);
    pship__sheet_row(page, subject);
    pship__sheet_value(page, "commitment");
    pship__sheet_id(page);
    pship__sheet_value(page, "text");
    pship__sheet_when(page, &one.due);
    pship__sheet_days(page, &one.due);
    pship__add_text(page->builder, one.due.rule);
    pship__add_text(page->builder, one.status);
    if (one.days_overdue > 0)
        pship__add_int64(page->builder, one.days_overdue);
    else
        pship__add_null(page->builder);
    pship_result result = pship__slip_add(page, NULL, "due", err);
    if (result != PSHIP_OK)
        return result;
    pship__sheet_when(page, &one.reviewed);
    pship__sheet_value(page, "result");
    pship__sheet_truth(page, one.certainty);
    pship__sheet_contested(page);
    pship__sheet_source(page);
    return PSHIP_OK;
}

pship_result pship__milestones_count(int64_t *all, int64_t *met, const merges *who,
                                     name_id commitment, pship_error *err)
{
    name_id *ids;
    size_t count;
    pship_result result =
        pship__referring_ids(&ids, &count, who, commitment, "commitment", "milestone", err);
    if (result != PSHIP_OK)
        return result;
    *all = (int64_t)count;
    *met = 0;
    for (size_t i = 0; i < count; i++) {
        milestone one = pship__milestone_of(who, ids[i], PSHIP_CERTAIN);
        *met += pship__view_holds(who->view, one.met);
    }
    pship__release(pship__view_context(who->view), ids);
    return PSHIP_OK;
}

static pship_result add_of_commitment(sheet *page, name_id subject, pship_truth existence,
                                      pship_error *err)
{
    (void)existence;
    return pship__sheet_belonging(page, "commitment", subject, add_milestone, err);
}

pship_result pship_milestone_list(pship_table **table, const pship_view *view,
                                  const char *commitment, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("commitment", UTF8),
        COLUMN("milestone", UTF8),
        COLUMN("text", UTF8),
        COLUMN("due", UTF8),
        COLUMN("due_earliest", DATE),
        COLUMN("due_latest", DATE),
        COLUMN("due_rule", UTF8),
        COLUMN("status", DICTIONARY),
        {"days_overdue", PSHIP_COLUMN_INT64, "day", 0},
        {"slip", PSHIP_COLUMN_INT64, "day", 0},
        COLUMN("reviewed", UTF8),
        COLUMN("result", UTF8),
        COLUMN("certainty", DICTIONARY),
        COLUMN("contested", BOOL),
        COLUMN("source", UTF8),
    };
    if (commitment)
        return pship__sheet_each(table, view, columns, COUNT(columns), "commitment", commitment,
                                 add_of_commitment, err);
    return pship__sheet_each(table, view, columns, COUNT(columns), "milestone", NULL, add_milestone,
                             err);
}
