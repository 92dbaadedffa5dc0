/*
 * Assessments: what somebody finds of something, under a yardstick. Several stand beside each other; none is
 * ever averaged with another.
 */
#include "register/finding.h"

#include <partnership/assessment.h>
#include <stdlib.h>
#include <string.h>

pship_assessment_fields pship_assessment_fields_init(void)
{
    return (pship_assessment_fields)PSHIP_ASSESSMENT_FIELDS_INIT;
}

pship_result pship_assessment_record(pship_transaction *transaction, const char *id,
                                     const pship_assessment_fields *fields,
                                     const pship_statement_options *options, pship_error *err)
{
    static const field stated[] = {
        TEXT_FIELD(pship_assessment_fields, subject, "assesses"),
        TEXT_FIELD(pship_assessment_fields, assessor, "assessor"),
        TEXT_FIELD(pship_assessment_fields, yardstick, "yardstick"),
        TEXT_FIELD(pship_assessment_fields, verdict, "verdict"),
        TEXT_FIELD(pship_assessment_fields, date, "date"),
    };
    pship_assessment_fields known = PSHIP_ASSESSMENT_FIELDS_INIT;
    pship_result result =
        pship__options(&known, sizeof known, sizeof known, fields, "pship_assessment_fields", err);
    if (result == PSHIP_OK && known.unit && !known.score)
        result = pship__fail(err, PSHIP_E_ARGUMENT, "a unit was given without a score");
    if (result == PSHIP_OK)
        result = pship__record_fields(transaction, "assessment", id, &known, stated, COUNT(stated),
                                      options, err);
    if (result == PSHIP_OK && known.score)
        result = pship_statement_assert_text(NULL, transaction, id, "score", known.score,
                                             known.unit, options, err);
    return result;
}

pship_result pship__assessments_disagree(bool *disagree, sheet *page, name_id subject,
                                         pship_error *err)
{
    findings all;
    uint32_t others[MOST_CONTRASTS + 1];
    bool found = false;
    pship_result result = pship__findings_load(&all, page, subject, err);
    for (size_t i = 0; i < all.count && !found && goes_on(&page->progress, &result, err); i++)
        found = pship__finding_contrasts(others, &all, page->view, i, CONTRAST_FINDING) > 0 ||
                pship__finding_contrasts(others, &all, page->view, i, CONTRAST_YARDSTICK) > 0;
    pship__findings_free(&all, page->context);
    if (result == PSHIP_OK)
        *disagree = found;
    return result;
}

/* ---- the table */

static bool add_contrasts(sheet *page, const findings *all, size_t index, contrast kind)
{
    uint32_t others[MOST_CONTRASTS + 1];
    size_t count = pship__finding_contrasts(others, all, page->view, index, kind);
    pship__sheet_begin_list(page);
    for (size_t i = 0; i < count && i < MOST_CONTRASTS; i++)
        pship__sheet_add_item(page, pship__view_text(page->view, all->list[others[i]].id));
    pship__sheet_end_list(page);
    return count > MOST_CONTRASTS;
}

static void add_finding(sheet *page, name_id subject, const findings *all, size_t index)
{
    const finding *one = &all->list[index];
    pship__sheet_row(page, one->id);
    pship__sheet_name(page, subject);
    pship__sheet_id(page);
    pship__sheet_value(page, "assessor");
    pship__sheet_value(page, "yardstick");
    pship__sheet_when(page, &one->date);
    pship__sheet_days(page, &one->date);
    pship__sheet_value(page, "verdict");
    pship__sheet_value(page, "score");
    pship__sheet_name(page, one->score ? one->score->unit : 0);
    pship__add_bool(page->builder, one->superseded);
    bool more = add_contrasts(page, all, index, CONTRAST_FINDING);
    more = add_contrasts(page, all, index, CONTRAST_YARDSTICK) || more;
    pship__add_bool(page->builder, more);
    pship__sheet_truth(page, one->certainty);
    pship__sheet_contested(page);
    pship__sheet_source(page);
}

/* An entity without a kind that has assessments. */
static pship_result add_of_subject(sheet *page, name_id subject, pship_truth existence,
                                   pship_error *err)
{
    (void)existence;
    findings all;
    pship_result result = pship__findings_load(&all, page, subject, err);
    for (size_t i = 0; i < all.count && goes_on(&page->progress, &result, err); i++)
        add_finding(page, subject, &all, i);
    pship__findings_free(&all, page->context);
    return result;
}

/* ---- all assessments, in the order of their ids */

typedef struct assessed {
    name_id subject;
    findings all;
} assessed;

typedef struct assessed_things {
    assessed *list; /* by subject */
    size_t count;
} assessed_things;

static int by_subject(const void *left, const void *right)
{
    const assessed *a = left, *b = right;
    return (a->subject > b->subject) - (a->subject < b->subject);
}

static int by_finding(const void *left, const void *right)
{
    const finding *a = left, *b = right;
    return (a->id > b->id) - (a->id < b->id);
}

static name_id subject_of(const sheet *page, name_id assessment)
{
    return pship__canonical(page->merged, pship__ask_object(page->view, assessment, "assesses"));
}

/* Reads the findings of everything once. */
static pship_result load_things(assessed_things *things, sheet *page, const name_id *assessments,
                                size_t count, pship_error *err)
{
    size_t kept = 0;
    pship_result result = PSHIP_OK;
    things->list = pship__allocate(page->context, count, sizeof *things->list);
    if (!things->list)
        return pship__fail_memory(err);
    for (size_t i = 0; i < count; i++)
        things->list[i] = (assessed){.subject = subject_of(page, assessments[i])};
    if (count > 1)
        qsort(things->list, count, sizeof *things->list, by_subject);
    for (size_t i = 0; i < count && goes_on(&page->progress, &result, err); i++) {
        name_id subject = things->list[i].subject;
        if (subject == 0 || (kept > 0 && things->list[kept - 1].subject == subject))
            continue;
        things->list[kept] = (assessed){.subject = subject};
        result = pship__findings_load(&things->list[kept++].all, page, subject, err);
        things->count = kept;
    }
    return result;
}

static void add_one(sheet *page, const assessed_things *things, name_id assessment)
{
    const assessed wanted = {.subject = subject_of(page, assessment)};
    const finding sought = {.id = assessment};
    if (things->count == 0)
        return;
    const assessed *thing =
        bsearch(&wanted, things->list, things->count, sizeof wanted, by_subject);
    if (!thing || thing->all.count == 0)
        return;
    const finding *found =
        bsearch(&sought, thing->all.list, thing->all.count, sizeof sought, by_finding);
    if (found)
        add_finding(page, thing->subject, &thing->all, (size_t)(found - thing->all.list));
}

static pship_result add_all(sheet *page, pship_error *err)
{
    const pship_view *view = page->view;
    name_id *assessments;
    size_t count, kept = 0;
    assessed_things things = {0};
    pship_result result = pship__view_subjects(view, "assessment", &assessments, &count, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count; i++) {
        if (pship__view_holds(view, pship__existence(view, assessments[i])))
            assessments[kept++] = assessments[i];
    }
    result = load_things(&things, page, assessments, kept, err);
    for (size_t i = 0; i < kept && goes_on(&page->progress, &result, err); i++)
        add_one(page, &things, assessments[i]);
    for (size_t i = 0; i < things.count; i++)
        pship__findings_free(&things.list[i].all, page->context);
    pship__release(page->context, things.list);
    pship__release(page->context, assessments);
    return result;
}

pship_result pship_assessment_list(pship_table **table, const pship_view *view, const char *subject,
                                   pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("subject", UTF8),      COLUMN("assessment", UTF8), COLUMN("assessor", UTF8),
        COLUMN("yardstick", UTF8),    COLUMN("date", UTF8),       COLUMN("date_earliest", DATE),
        COLUMN("date_latest", DATE),  COLUMN("verdict", UTF8),    COLUMN("score", UTF8),
        COLUMN("score_unit", UTF8),   COLUMN("superseded", BOOL), COLUMN("disagrees_with", UTF8),
        COLUMN("differs_from", UTF8), COLUMN("more", BOOL),       COLUMN("certainty", DICTIONARY),
        COLUMN("contested", BOOL),    COLUMN("source", UTF8),
    };
    if (subject)
        return pship__sheet_each(table, view, columns, COUNT(columns), NULL, subject,
                                 add_of_subject, err);
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    merges all = {.view = view};
    sheet page;
    pship_result result = pship__sheet_begin(&page, &all, columns, COUNT(columns), err);
    if (result == PSHIP_OK)
        result = add_all(&page, err);
    return pship__sheet_finish_merged(&page, result, table, err);
}
