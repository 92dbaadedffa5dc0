#include "register/names.h"

#include <partnership/commitment.h>
#include <stdlib.h>
#include <string.h>

pship_commitment_fields pship_commitment_fields_init(void)
{
    return (pship_commitment_fields)PSHIP_COMMITMENT_FIELDS_INIT;
}

pship_commitment_list_options pship_commitment_list_options_init(void)
{
    return (pship_commitment_list_options)PSHIP_COMMITMENT_LIST_OPTIONS_INIT;
}

pship_result pship_commitment_record(pship_transaction *transaction, const char *id,
                                     const pship_commitment_fields *fields,
                                     const pship_statement_options *options, pship_error *err)
{
    static const field stated[] = {
        TEXT_FIELD(pship_commitment_fields, text, "text"),
        TEXT_FIELD(pship_commitment_fields, due, "due"),
        TEXT_FIELD(pship_commitment_fields, arises_from, "arises_from"),
        TEXT_FIELD(pship_commitment_fields, stage, "stage"),
        TEXT_FIELD(pship_commitment_fields, fulfilled, "fulfilled"),
        TEXT_FIELD(pship_commitment_fields, withdrawn, "withdrawn"),
        LIST_FIELD(pship_commitment_fields, owners, owner_count, "owner"),
        TEXT_FIELD(pship_commitment_fields, article, "article"),
        TEXT_FIELD(pship_commitment_fields, measure, "measure"),
        TEXT_FIELD(pship_commitment_fields, indicative_due, "indicative_due"),
        LIST_FIELD(pship_commitment_fields, beneficiaries, beneficiary_count, "beneficiary"),
        LIST_FIELD(pship_commitment_fields, depends_on, depends_on_count, "depends_on"),
    };
    pship_commitment_fields known = PSHIP_COMMITMENT_FIELDS_INIT;
    pship_result result =
        pship__options(&known, sizeof known, sizeof known, fields, "pship_commitment_fields", err);
    if (result != PSHIP_OK)
        return result;
    return pship__record_fields(transaction, "commitment", id, &known, stated, COUNT(stated),
                                options, err);
}

/* ---- what a view knows of one */

static pship_day spoken_of(const pship_view *view, name_id subject)
{
    readings all = pship__view_all_about(view, subject);
    name_id kind = pship__view_name(view, "kind");
    pship_day last = PSHIP_DAY_NONE;
    for (size_t i = 0; i < all.count; i++) {
        const statement *said = all.first[i].statement;
        if (said->property == kind)
            continue;
        if (all.first[i].last_confirmed > last) /* NONE is before every day */
            last = all.first[i].last_confirmed;
        if (!said->source)
            continue;
        stored_date published = pship__view_published(view, said->source);
        if (published.kind == PSHIP_DATE_DATED && published.latest != PSHIP_DAY_MAX &&
            published.latest > last)
            last = published.latest;
    }
    return last;
}

pship_day pship__last_spoken_of(const merges *who, name_id canonical)
{
    size_t count;
    const merged *others = pship__merged_into(who, canonical, &count);
    pship_day last = spoken_of(who->view, canonical);
    for (size_t i = 0; i < count; i++) {
        pship_day day = spoken_of(who->view, others[i].id);
        last = day > last ? day : last;
    }
    return last;
}

/* A source that says that something was done cannot have said so before it was: its day of
 * publication bounds a vague date. */
pship_truth pship__when_done(const pship_view *view, const when *date, pship_day day)
{
    when done = *date;
    name_id source = done.picked ? done.picked->statement->source : 0;
    if (source && (done.kind == WHEN_DATED || done.kind == WHEN_UNKNOWN)) {
        stored_date published = pship__view_published(view, source);
        if (published.kind == PSHIP_DATE_DATED && published.latest < done.latest &&
            published.latest >= done.earliest) {
            done.kind = WHEN_DATED;
            done.latest = published.latest;
        }
    }
    return pship__when_reached(&done, day);
}

commitment_status pship__due_status(const when *due, pship_day day, pship_truth *certainty,
                                    int64_t *days_overdue)
{
    commitment_status status = COMMITMENT_PENDING;
    *days_overdue = 0;
    *certainty = PSHIP_CERTAIN;
    if (due->kind != WHEN_DATED) {
        status = COMMITMENT_UNDATED;
    } else if (due->latest < day) {
        status = COMMITMENT_OVERDUE;
        *days_overdue = (int64_t)day - due->latest;
    } else if (due->earliest < day) {
        *certainty = PSHIP_POSSIBLE; /* it may have been due before */
    }
    *certainty = pship__weaker(*certainty, due->stated);
    return status;
}

static void derive(owed *one, const pship_view *view, pship_truth existence)
{
    pship_day day = pship_view_as_of(view);
    pship_truth given_up = pship__when_reached(&one->withdrawn, day);
    one->done = pship__when_done(view, &one->fulfilled, day);
    one->open = one->done == PSHIP_NO && given_up == PSHIP_NO ? PSHIP_CERTAIN : PSHIP_POSSIBLE;
    one->days_overdue = 0;
    if (pship__view_holds(view, one->done)) {
        one->status = COMMITMENT_FULFILLED;
        one->certainty = one->done;
    } else if (pship__view_holds(view, given_up)) {
        one->status = COMMITMENT_WITHDRAWN;
        one->certainty =
            pship__weaker(given_up, one->done == PSHIP_NO ? PSHIP_CERTAIN : PSHIP_POSSIBLE);
    } else {
        one->status = pship__due_status(&one->due, day, &one->certainty, &one->days_overdue);
        one->certainty = pship__weaker(one->certainty, one->open);
    }
    if (one->done == PSHIP_CERTAIN || given_up == PSHIP_CERTAIN)
        one->open = PSHIP_NO;
    if (one->status == COMMITMENT_OVERDUE && one->indicative) {
        one->status = COMMITMENT_PAST_INDICATIVE;
        one->days_overdue = 0;
    }
    one->certainty = pship__weaker(one->certainty, existence);
}

owed pship__commitment_among(const merges *who, name_id canonical, pship_truth existence)
{
    const pship_view *view = who->view;
    owed one = {.id = canonical,
                .id_text = pship__view_text(view, canonical),
                .due = pship__merged_when(who, canonical, "due"),
                .fulfilled = pship__merged_when(who, canonical, "fulfilled"),
                .withdrawn = pship__merged_when(who, canonical, "withdrawn")};
    when indicative = pship__merged_when(who, canonical, "indicative_due");
    one.indicative = one.due.kind == WHEN_ABSENT && indicative.kind != WHEN_ABSENT;
    if (one.indicative)
        one.due = indicative;
    derive(&one, view, existence);
    return one;
}

const char *pship__commitment_status(commitment_status status)
{
    static const char *const texts[] = {"overdue",   "pending",   "undated",
                                        "fulfilled", "withdrawn", "past_indicative"};
    return texts[status];
}

/* Overdue first, the longest first; then by due date; then by id. */
static int compare_owed(const void *left, const void *right)
{
    const owed *a = left, *b = right;
    if (a->days_overdue != b->days_overdue)
        return a->days_overdue > b->days_overdue ? -1 : 1;
    int order = pship__when_compare(&a->due, &b->due);
    return order != 0 ? order : strcmp(a->id_text, b->id_text);
}

pship_result pship__commitments_load(owed **commitments, size_t *count, const merges *who,
                                     pship_error *err)
{
    const pship_view *view = who->view;
    const pship_context *context = pship__view_context(view);
    name_id *subjects;
    size_t subject_count, kept = 0;
    pship_result result = pship__merged_subjects(who, "commitment", &subjects, &subject_count, err);
    if (result != PSHIP_OK)
        return result;
    owed *loaded = pship__allocate(context, subject_count, sizeof *loaded);
    if (!loaded)
        result = pship__fail_memory(err);
    pship__progress_state progress;
    pship__progress_begin(&progress, context, "reading commitments");
    for (size_t i = 0; i < subject_count && goes_on(&progress, &result, err); i++) {
        pship_truth existence = pship__merged_existence(who, subjects[i]);
        if (!pship__view_holds(view, existence))
            continue;
        loaded[kept++] = pship__commitment_among(who, subjects[i], existence);
    }
    pship__release(context, subjects);
    if (result != PSHIP_OK) {
        pship__release(context, loaded);
        return result;
    }
    if (kept > 1)
        qsort(loaded, kept, sizeof *loaded, compare_owed);
    *commitments = loaded;
    *count = kept;
    return PSHIP_OK;
}

/* ---- the list */

bool pship__owned_by(merges *who, name_id commitment, name_id owner)
{
    const pship_view *view = who->view;
    readings owners =
        pship__merged_about(who, &who->cells, commitment, pship__view_name(view, "owner"));
    for (size_t i = 0; i < owners.count; i++) {
        const reading *one = &owners.first[i];
        if (one->statement->object && pship__canonical(who, one->statement->object) == owner &&
            pship__view_holds(view, one->truth) && one->statement->rank != PSHIP_RANK_DEPRECATED)
            return true;
    }
    return false;
}

/* What keeps it from being done, one cell for how surely and one for the ids. */
static pship_result add_blocked(sheet *page, const owed *one, pship_error *err)
{
    dependency *dependencies;
    size_t count;
    pship_result result =
        pship__dependencies_load(&dependencies, &count, page, one->id, one->open, err);
    if (result != PSHIP_OK)
        return result;
    pship_truth blocked = PSHIP_NO;
    pship__sheet_begin_list(page);
    for (size_t i = 0; i < count; i++) {
        if (dependencies[i].blocks > blocked)
            blocked = dependencies[i].blocks;
        if (pship__view_holds(page->view, dependencies[i].blocks))
            pship__sheet_add_item(page, pship__view_text(page->view, dependencies[i].on));
    }
    pship__release(page->context, dependencies);
    pship__sheet_truth(page, blocked);
    pship__sheet_end_list(page);
    return PSHIP_OK;
}

/* How it stands besides its due date. */
static pship_result add_standing(sheet *page, const owed *one, pship_error *err)
{
    int64_t milestones, met;
    bool disagree = false;
    pship_result result = pship__slip_add(page, "indicative_due", "due", err);
    if (result == PSHIP_OK)
        result = add_blocked(page, one, err);
    if (result == PSHIP_OK)
        result = pship__assessments_disagree(&disagree, page, one->id, err);
    if (result == PSHIP_OK)
        result = pship__milestones_count(&milestones, &met, page->merged, one->id, err);
    if (result != PSHIP_OK)
        return result;
    pship__add_int64(page->builder, milestones);
    pship__add_int64(page->builder, met);
    pship__add_bool(page->builder, disagree);
    return PSHIP_OK;
}

static pship_result add_commitment(sheet *page, const owed *one, pship_error *err)
{
    pship__sheet_row(page, one->id);
    pship__sheet_id(page);
    pship__sheet_value(page, "text");
    pship__sheet_list(page, "owner");
    pship__sheet_list(page, "beneficiary");
    pship__sheet_value(page, "measure");
    pship__sheet_when(page, &one->due);
    pship__sheet_days(page, &one->due);
    pship__add_text(page->builder, one->due.rule);
    pship__add_text(page->builder, one->due.kind == WHEN_ABSENT ? NULL
                                   : one->indicative            ? "indicative"
                                                                : "definitive");
    pship__add_text(page->builder, pship__commitment_status(one->status));
    if (one->status == COMMITMENT_OVERDUE)
        pship__add_int64(page->builder, one->days_overdue);
    else
        pship__add_null(page->builder);
    pship_result result = add_standing(page, one, err);
    if (result != PSHIP_OK)
        return result;
    pship__add_date(page->builder, pship__last_spoken_of(page->merged, one->id));
    pship__sheet_value(page, "stage");
    pship__sheet_value(page, "arises_from");
    pship__sheet_value(page, "article");
    pship__sheet_truth(page, one->certainty);
    page->contested = page->contested || one->fulfilled.contested || one->withdrawn.contested;
    pship__sheet_contested(page);
    pship__sheet_source(page);
    return PSHIP_OK;
}

pship_result pship_commitment_list(pship_table **table, const pship_view *view,
                                   const pship_commitment_list_options *options, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("id", UTF8),
        COLUMN("text", UTF8),
        COLUMN("owner", UTF8),
        COLUMN("beneficiary", UTF8),
        COLUMN("measure", UTF8),
        COLUMN("due", UTF8),
        COLUMN("due_earliest", DATE),
        COLUMN("due_latest", DATE),
        COLUMN("due_rule", UTF8),
        COLUMN("due_nature", DICTIONARY),
        COLUMN("status", DICTIONARY),
        {"days_overdue", PSHIP_COLUMN_INT64, "day", 0},
        {"slip", PSHIP_COLUMN_INT64, "day", 0},
        COLUMN("blocked", DICTIONARY),
        COLUMN("blocked_by", UTF8),
        COLUMN("milestones", INT64),
        COLUMN("milestones_met", INT64),
        COLUMN("assessments_disagree", BOOL),
        COLUMN("last_confirmed", DATE),
        COLUMN("stage", UTF8),
        COLUMN("arises_from", UTF8),
        COLUMN("article", UTF8),
        COLUMN("certainty", DICTIONARY),
        COLUMN("contested", BOOL),
        COLUMN("source", UTF8),
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    pship_commitment_list_options wanted = PSHIP_COMMITMENT_LIST_OPTIONS_INIT;
    pship_result result = pship__options(&wanted, sizeof wanted, sizeof wanted, options,
                                         "pship_commitment_list_options", err);
    if (result != PSHIP_OK)
        return result;
    merges all = {.view = view};
    sheet page;
    result = pship__sheet_begin(&page, &all, columns, COUNT(columns), err);
    name_id owner = 0;
    if (result == PSHIP_OK && wanted.owner)
        result = pship__find(&owner, view, NULL, wanted.owner, err);
    owed *commitments = NULL;
    size_t count = 0;
    if (result == PSHIP_OK)
        result = pship__commitments_load(&commitments, &count, &all, err);
    owner = pship__canonical(&all, owner);
    for (size_t i = 0; i < count && goes_on(&page.progress, &result, err); i++) {
        if ((!wanted.overdue || commitments[i].status == COMMITMENT_OVERDUE) &&
            (!owner || pship__owned_by(&all, commitments[i].id, owner)))
            result = add_commitment(&page, &commitments[i], err);
    }
    pship__release(pship__view_context(view), commitments);
    return pship__sheet_finish_merged(&page, result, table, err);
}
