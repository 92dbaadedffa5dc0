/* Projects, programmes and platforms: where they come from, how far they are, when they were promised. */
#include "register/register.h"

#include "register/progress.h"
#include <partnership/project.h>
#include <string.h>

pship_project_fields pship_project_fields_init(void)
{
    return (pship_project_fields)PSHIP_PROJECT_FIELDS_INIT;
}

pship_result pship_project_record(pship_transaction *transaction, const char *kind, const char *id,
                                  const pship_project_fields *fields,
                                  const pship_statement_options *options, pship_error *err)
{
    static const field stated[] = {
        TEXT_FIELD(pship_project_fields, name, "name"),
        TEXT_FIELD(pship_project_fields, description, "description"),
        TEXT_FIELD(pship_project_fields, arises_from, "arises_from"),
        TEXT_FIELD(pship_project_fields, place, "place"),
        TEXT_FIELD(pship_project_fields, country, "country"),
        TEXT_FIELD(pship_project_fields, date, "date"),
        TEXT_FIELD(pship_project_fields, stage, "stage"),
        TEXT_FIELD(pship_project_fields, finish, "finish"),
        TEXT_FIELD(pship_project_fields, completed, "completed"),
        TEXT_FIELD(pship_project_fields, outcome, "outcome"),
        LIST_FIELD(pship_project_fields, sectors, sector_count, "sector"),
        LIST_FIELD(pship_project_fields, partners, partner_count, "partner"),
    };
    pship_project_fields known = PSHIP_PROJECT_FIELDS_INIT;
    pship_result result =
        pship__options(&known, sizeof known, sizeof known, fields, "pship_project_fields", err);
    if (result != PSHIP_OK)
        return result;
    return pship__record_kind(transaction, kind, "project", id, &known, stated, COUNT(stated),
                              options, err);
}

pship_result pship_project_report(pship_statement_id *made, pship_transaction *transaction,
                                  const char *project, const char *percent,
                                  const pship_statement_options *options, pship_error *err)
{
    if (!options || !options->from)
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "progress needs the day from which it holds, in the options");
    return pship_statement_assert_text(made, transaction, project, "progress", percent, "percent",
                                       options, err);
}

/* ---- the list */

typedef struct standing {
    when completed, begun;
    const promise *last;      /* the day last promised, or NULL */
    const progress_point *at; /* how far it is, or NULL */
    pship_truth over;         /* an outcome is stated */
} standing;

static standing read_standing(const merges *who, name_id project, const progress *points,
                              const promise *promises, size_t count)
{
    return (standing){.completed = pship__merged_when(who, project, "completed"),
                      .begun = pship__merged_when(who, project, "date"),
                      .last = pship__promise_last(promises, count),
                      .at = pship__progress_last(points),
                      .over = pship__merged_ask(who, project, "outcome").truth};
}

/* How it stands: done, over, past the day last promised, begun, or none of these. */
static const char *status_of(pship_truth *certainty, const standing *one, const pship_view *view)
{
    pship_day day = pship_view_as_of(view);
    pship_truth done = pship__when_done(view, &one->completed, day);
    pship_truth started = one->at ? PSHIP_CERTAIN : pship__when_reached(&one->begun, day);
    *certainty =
        done == PSHIP_POSSIBLE || one->over == PSHIP_POSSIBLE ? PSHIP_POSSIBLE : PSHIP_CERTAIN;
    if (pship__view_holds(view, done))
        return "completed";
    if (pship__view_holds(view, one->over))
        return "ended";
    if (one->last && one->last->date.latest < day)
        return "overdue";
    if (one->last && one->last->date.earliest < day)
        *certainty = PSHIP_POSSIBLE;
    if (pship__view_holds(view, started))
        return "under_way";
    if (started == PSHIP_POSSIBLE)
        *certainty = PSHIP_POSSIBLE;
    return "planned";
}

/* Days after the one last promised: of its completion, or up to now; negative where it was early. */
static void add_delay(sheet *page, const standing *one, const char *status)
{
    const when *until = &one->completed;
    bool done = strcmp(status, "completed") == 0 && until->kind == WHEN_DATED;
    if (done && one->last && until->latest != PSHIP_DAY_MAX)
        pship__add_int64(page->builder, (int64_t)until->latest - one->last->date.latest);
    else if (strcmp(status, "overdue") == 0)
        pship__add_int64(page->builder,
                         (int64_t)pship_view_as_of(page->view) - one->last->date.latest);
    else
        pship__add_null(page->builder);
}

static void add_promised(sheet *page, const promise *promises, size_t count)
{
    const promise *last = pship__promise_last(promises, count), *first = NULL;
    for (size_t i = 0; i < count && !first; i++) {
        if (promises[i].date.kind == WHEN_DATED)
            first = &promises[i];
    }
    when none = {.kind = WHEN_ABSENT};
    pship__add_text(page->builder, first ? pship__when_text(&first->date) : NULL);
    pship__add_text(page->builder, last ? pship__when_text(&last->date) : NULL);
    pship__sheet_days(page, last ? &last->date : &none);
    if (last && last->has_slip)
        pship__add_int64(page->builder, last->slip);
    else
        pship__add_null(page->builder);
}

static void add_state(sheet *page, const progress *points, const promise *promises, size_t promised,
                      pship_truth existence)
{
    standing one = read_standing(page->merged, page->subject, points, promises, promised);
    pship_truth certainty;
    const char *status = status_of(&certainty, &one, page->view);
    pship__sheet_when(page, &one.begun);
    pship__add_text(page->builder, status);
    if (one.at)
        pship__add_number(page->builder, one.at->percent);
    else
        pship__add_null(page->builder);
    pship__add_text(page->builder, one.at ? pship__when_text(&one.at->from) : NULL);
    add_promised(page, promises, promised);
    add_delay(page, &one, status);
    pship__sheet_when(page, &one.completed);
    pship__sheet_value(page, "outcome");
    page->contested = page->contested || (one.at && one.at->contested);
    pship__sheet_truth(page, pship__weaker(certainty, existence));
}

static void add_what(sheet *page)
{
    pship__sheet_id(page);
    pship__sheet_kind(page);
    pship__sheet_value(page, "name");
    pship__sheet_value(page, "arises_from");
    pship__sheet_list(page, "sector");
    pship__sheet_value(page, "place");
    pship__sheet_value(page, "country");
    pship__sheet_list(page, "partner");
    pship__sheet_value(page, "stage");
}

static pship_result add_project(sheet *page, name_id subject, pship_truth existence,
                                pship_error *err)
{
    progress points;
    promise *promises = NULL;
    size_t promised = 0;
    bool disagree = false;
    pship_result result = pship__progress_load(&points, page->merged, subject, err);
    if (result != PSHIP_OK)
        return result;
    result = pship__promises_load(&promises, &promised, page->merged, subject, NULL, "finish", err);
    if (result == PSHIP_OK)
        result = pship__assessments_disagree(&disagree, page, subject, err);
    if (result == PSHIP_OK) {
        pship__sheet_row(page, subject);
        add_what(page);
        add_state(page, &points, promises, promised, existence);
        pship__add_bool(page->builder, disagree);
        pship__sheet_contested(page);
        pship__sheet_source(page);
    }
    pship__release(page->context, promises);
    pship__release(page->context, points.items);
    return result;
}

pship_result pship__projects(pship_table **table, const pship_view *view, const char *project,
                             pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("id", UTF8),
        COLUMN("kind", DICTIONARY),
        COLUMN("name", UTF8),
        COLUMN("arises_from", UTF8),
        COLUMN("sectors", UTF8),
        COLUMN("place", UTF8),
        COLUMN("country", UTF8),
        COLUMN("partners", UTF8),
        COLUMN("stage", UTF8),
        COLUMN("date", UTF8),
        COLUMN("status", DICTIONARY),
        {"progress", PSHIP_COLUMN_FLOAT64, "percent", 0},
        COLUMN("progress_from", UTF8),
        COLUMN("finish_first", UTF8),
        COLUMN("finish", UTF8),
        COLUMN("finish_earliest", DATE),
        COLUMN("finish_latest", DATE),
        {"slip", PSHIP_COLUMN_INT64, "day", 0},
        {"days_late", PSHIP_COLUMN_INT64, "day", 0},
        COLUMN("completed", UTF8),
        COLUMN("outcome", UTF8),
        COLUMN("certainty", DICTIONARY),
        COLUMN("assessments_disagree", BOOL),
        COLUMN("contested", BOOL),
        COLUMN("source", UTF8),
    };
    return pship__sheet_each(table, view, columns, COUNT(columns), "project", project, add_project,
                             err);
}

pship_result pship_project_list(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship__projects(table, view, NULL, err);
}

/* ---- promised finishes */

static pship_result add_slippage(sheet *page, name_id subject, pship_truth existence,
                                 pship_error *err)
{
    (void)existence;
    return pship__promises_add(page, subject, NULL, "finish", err);
}

pship_result pship_project_slippage(pship_table **table, const pship_view *view,
                                    const char *project, pship_error *err)
{
    static const pship__column_spec columns[] = {PROMISE_COLUMNS("project", "finish")};
    return pship__sheet_each(table, view, columns, COUNT(columns), "project", project, add_slippage,
                             err);
}
