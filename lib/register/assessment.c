/*
 * Assessments: what somebody finds of something, under a yardstick. Several stand beside each other; none is
 * ever averaged with another.
 */
#include "register/names.h"

#include <partnership/assessment.h>
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

/* ---- what a view knows of those about one subject */

typedef struct finding {
    name_id id, assessor;
    const char *yardstick, *verdict;
    const statement *score; /* or NULL */
    when date;
    pship_truth certainty;
    bool superseded; /* the same assessor found something later, under the same yardstick */
} finding;

static bool same_text(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

/* Of merged ids, an assessor is one. */
static finding read_finding(const sheet *page, name_id id, pship_truth belongs)
{
    const pship_view *view = page->view;
    finding one = {.id = id,
                   .assessor =
                       pship__canonical(page->merged, pship__ask_object(view, id, "assessor")),
                   .yardstick = pship__ask_text(view, id, "yardstick"),
                   .verdict = pship__ask_text(view, id, "verdict"),
                   .date = pship__when(view, id, "date"),
                   .certainty = belongs};
    choice score = pship__ask_any(view, id, "score");
    if (score.picked && score.picked->statement->value_kind == PSHIP_VALUE_NUMBER)
        one.score = score.picked->statement;
    if (one.date.kind != WHEN_ABSENT)
        one.certainty =
            pship__weaker(belongs, pship__when_done(view, &one.date, pship_view_as_of(view)));
    return one;
}

static bool follows(const finding *later, const finding *one)
{
    return later->assessor && later->assessor == one->assessor &&
           (same_text(later->yardstick, one->yardstick) ||
            (!later->yardstick && !one->yardstick)) &&
           later->date.kind == WHEN_DATED && one->date.kind == WHEN_DATED &&
           later->date.earliest > one->date.latest;
}

/* Those that had been made by the day of the view. Release `*findings`. */
static pship_result load(finding **findings, size_t *count, const sheet *page, name_id subject,
                         pship_error *err)
{
    const pship_view *view = page->view;
    references refs = pship__view_referring(view, subject, pship__view_name(view, "assesses"));
    finding *found = pship__allocate(pship__view_context(view), refs.count, sizeof *found);
    size_t kept = 0;
    if (!found)
        return pship__fail_memory(err);
    for (size_t i = 0; i < refs.count;) {
        name_id id = refs.first[i]->statement->subject;
        pship_truth belongs = pship__act_belongs(refs, &i);
        finding one = read_finding(page, id, pship__weaker(belongs, pship__existence(view, id)));
        if (pship__view_holds(view, one.certainty))
            found[kept++] = one;
    }
    for (size_t i = 0; i < kept; i++) {
        for (size_t j = 0; j < kept && !found[i].superseded; j++)
            found[i].superseded = follows(&found[j], &found[i]);
    }
    *findings = found;
    *count = kept;
    return PSHIP_OK;
}

/* ---- do two of them say different things? */

typedef enum contrast {
    CONTRAST_NONE,
    CONTRAST_YARDSTICK, /* other words, under another yardstick or one that is not named */
    CONTRAST_FINDING    /* other words or another score, under the same one */
} contrast;

/* Scores under different yardsticks are not of one measure; words can be told apart. */
static contrast compare(const pship_view *view, const finding *a, const finding *b)
{
    if (a->superseded || b->superseded || (a->assessor && a->assessor == b->assessor))
        return CONTRAST_NONE;
    bool other_words = a->verdict && b->verdict && strcmp(a->verdict, b->verdict) != 0;
    if (!same_text(a->yardstick, b->yardstick))
        return other_words ? CONTRAST_YARDSTICK : CONTRAST_NONE;
    bool other_score = a->score && b->score && !pship__view_compatible(view, a->score, b->score);
    return other_words || other_score ? CONTRAST_FINDING : CONTRAST_NONE;
}

pship_result pship__assessments_disagree(bool *disagree, const sheet *page, name_id subject,
                                         pship_error *err)
{
    finding *findings;
    size_t count;
    pship_result result = load(&findings, &count, page, subject, err);
    if (result != PSHIP_OK)
        return result;
    *disagree = false;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < i && !*disagree; j++)
            *disagree = compare(page->view, &findings[i], &findings[j]) != CONTRAST_NONE;
    }
    pship__release(page->context, findings);
    return PSHIP_OK;
}

/* ---- the table */

static void add_contrasts(sheet *page, const finding *one, const finding *all, size_t count,
                          contrast kind)
{
    pship__sheet_begin_list(page);
    for (size_t i = 0; i < count; i++) {
        if (compare(page->view, one, &all[i]) == kind && all[i].id != one->id)
            pship__sheet_add_item(page, pship__view_text(page->view, all[i].id));
    }
    pship__sheet_end_list(page);
}

static void add_finding(sheet *page, name_id subject, const finding *one, const finding *all,
                        size_t count)
{
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
    add_contrasts(page, one, all, count, CONTRAST_FINDING);
    add_contrasts(page, one, all, count, CONTRAST_YARDSTICK);
    pship__sheet_truth(page, one->certainty);
    pship__sheet_contested(page);
    pship__sheet_source(page);
}

/* Of one subject: all, or only one of them. */
static pship_result add_findings(sheet *page, name_id subject, name_id only, pship_error *err)
{
    finding *findings;
    size_t count;
    pship_result result = load(&findings, &count, page, subject, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count; i++) {
        if (!only || findings[i].id == only)
            add_finding(page, subject, &findings[i], findings, count);
    }
    pship__release(page->context, findings);
    return PSHIP_OK;
}

static pship_result add_of_subject(sheet *page, name_id subject, pship_truth existence,
                                   pship_error *err)
{
    (void)existence;
    return add_findings(page, subject, 0, err);
}

static pship_result add_one(sheet *page, name_id assessment, pship_truth existence,
                            pship_error *err)
{
    (void)existence;
    name_id subject = pship__ask_object(page->view, assessment, "assesses");
    return subject ? add_findings(page, subject, assessment, err) : PSHIP_OK;
}

pship_result pship_assessment_list(pship_table **table, const pship_view *view, const char *subject,
                                   pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("subject", UTF8),      COLUMN("assessment", UTF8),
        COLUMN("assessor", UTF8),     COLUMN("yardstick", UTF8),
        COLUMN("date", UTF8),         COLUMN("date_earliest", DATE),
        COLUMN("date_latest", DATE),  COLUMN("verdict", UTF8),
        COLUMN("score", UTF8),        COLUMN("score_unit", UTF8),
        COLUMN("superseded", BOOL),   COLUMN("disagrees_with", UTF8),
        COLUMN("differs_from", UTF8), COLUMN("certainty", DICTIONARY),
        COLUMN("contested", BOOL),    COLUMN("source", UTF8),
    };
    if (subject)
        return pship__sheet_each(table, view, columns, COUNT(columns), NULL, subject,
                                 add_of_subject, err);
    return pship__sheet_each(table, view, columns, COUNT(columns), "assessment", NULL, add_one,
                             err);
}
