/*
 * Decisions, and the trace of a working group: from its mandate to what was decided and what is owed for it.
 */
#include "register/names.h"

#include <partnership/event.h>
#include <partnership/working_group.h>
#include <string.h>

pship_decision_fields pship_decision_fields_init(void)
{
    return (pship_decision_fields)PSHIP_DECISION_FIELDS_INIT;
}

pship_result pship_decision_record(pship_transaction *transaction, const char *id,
                                   const pship_decision_fields *fields,
                                   const pship_statement_options *options, pship_error *err)
{
    static const field stated[] = {
        TEXT_FIELD(pship_decision_fields, decided_at, "decided_at"),
        TEXT_FIELD(pship_decision_fields, title, "title"),
        TEXT_FIELD(pship_decision_fields, description, "description"),
        TEXT_FIELD(pship_decision_fields, type, "type"),
    };
    pship_decision_fields known = PSHIP_DECISION_FIELDS_INIT;
    pship_result result =
        pship__options(&known, sizeof known, sizeof known, fields, "pship_decision_fields", err);
    if (result != PSHIP_OK)
        return result;
    return pship__record_fields(transaction, "decision", id, &known, stated, COUNT(stated), options,
                                err);
}

/* ---- the list */

/* How many of the commitments that arise from something are open. */
static int64_t count_open(const sheet *page, const name_id *ids, size_t count)
{
    int64_t open = 0;
    for (size_t i = 0; i < count; i++) {
        owed one = pship__commitment_among(page->merged, ids[i],
                                           pship__merged_existence(page->merged, ids[i]));
        open += one.status != COMMITMENT_FULFILLED && one.status != COMMITMENT_WITHDRAWN;
    }
    return open;
}

static pship_result add_decision(sheet *page, name_id decision, const dated *event,
                                 pship_error *err)
{
    name_id *commitments;
    size_t count;
    pship_result result = pship__referring_ids(&commitments, &count, page->merged, decision,
                                               "arises_from", "commitment", err);
    if (result != PSHIP_OK)
        return result;
    pship__sheet_row(page, decision);
    pship__sheet_id(page);
    pship__sheet_label(page, decision);
    pship__sheet_value(page, "description");
    pship__sheet_value(page, "type");
    pship__sheet_name(page, event->id);
    pship__sheet_when(page, &event->date);
    pship__sheet_days(page, &event->date);
    pship__sheet_name(page, pship__merged_object(page->merged, event->id, "group"));
    pship__sheet_begin_list(page);
    for (size_t i = 0; i < count; i++)
        pship__sheet_add_item(page, pship__view_text(page->view, commitments[i]));
    pship__sheet_end_list(page);
    pship__add_int64(page->builder, count_open(page, commitments, count));
    pship__sheet_truth(page, event->held);
    page->source = 0; /* of the decision, not of the day */
    pship__sheet_source(page);
    pship__release(page->context, commitments);
    return PSHIP_OK;
}

static pship_result add_decisions(sheet *page, const dated *event, const void *asked,
                                  pship_error *err)
{
    (void)asked;
    name_id *decisions;
    size_t count;
    pship_result result = pship__referring_ids(&decisions, &count, page->merged, event->id,
                                               "decided_at", "decision", err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count && result == PSHIP_OK; i++)
        result = add_decision(page, decisions[i], event, err);
    pship__release(page->context, decisions);
    return result;
}

pship_result pship_decision_list(pship_table **table, const pship_view *view, const char *event,
                                 pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("id", UTF8),
        COLUMN("title", UTF8),
        COLUMN("description", UTF8),
        COLUMN("type", UTF8),
        COLUMN("event", UTF8),
        COLUMN("date", UTF8),
        COLUMN("date_earliest", DATE),
        COLUMN("date_latest", DATE),
        COLUMN("group", UTF8),
        COLUMN("commitments", UTF8),
        COLUMN("open", INT64),
        COLUMN("taken", DICTIONARY),
        COLUMN("source", UTF8),
    };
    const event_rows rows = {.add = add_decisions, .only = event};
    return pship__each_event(table, view, columns, COUNT(columns), &rows, err);
}

/* ---- the trace of a group */

/* Where on the way from mandate to commitment a row stands. */
typedef struct stage {
    name_id group, agreement;
    const dated *meeting; /* or NULL */
    name_id decision;     /* or 0 */
} stage;

static void add_stage(sheet *page, const stage *at)
{
    pship__sheet_row(page, at->group);
    pship__sheet_id(page);
    pship__sheet_value(page, "mandate");
    pship__sheet_name(page, at->agreement);
    pship__sheet_name(page, at->meeting ? at->meeting->id : 0);
    pship__add_text(page->builder, at->meeting ? pship__when_text(&at->meeting->date) : NULL);
    pship__sheet_name(page, at->decision);
    if (at->decision)
        pship__sheet_label(page, at->decision);
    else
        pship__add_null(page->builder);
}

/* A way that ends before a commitment. */
static void add_end(sheet *page, const stage *at)
{
    add_stage(page, at);
    for (int i = 0; i < 7; i++) /* through to days_overdue */
        pship__add_null(page->builder);
    pship__sheet_row(page, at->decision ? at->decision : at->meeting ? at->meeting->id : at->group);
    pship__sheet_source(page);
}

static void add_commitment(sheet *page, const stage *at, const char *through, name_id id)
{
    owed one = pship__commitment_among(page->merged, id, pship__merged_existence(page->merged, id));
    add_stage(page, at);
    pship__add_text(page->builder, through);
    pship__sheet_row(page, id);
    pship__sheet_id(page);
    pship__sheet_value(page, "text");
    pship__sheet_list(page, "owner");
    pship__sheet_when(page, &one.due);
    pship__add_text(page->builder, pship__commitment_status(one.status));
    if (one.status == COMMITMENT_OVERDUE)
        pship__add_int64(page->builder, one.days_overdue);
    else
        pship__add_null(page->builder);
    pship__sheet_source(page);
}

/* The commitments that arise from something; `any` says whether there were some. */
static pship_result add_arising(sheet *page, const stage *at, const char *through, name_id from,
                                bool *any, pship_error *err)
{
    name_id *commitments;
    size_t count;
    if (!from)
        return PSHIP_OK;
    pship_result result = pship__referring_ids(&commitments, &count, page->merged, from,
                                               "arises_from", "commitment", err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count; i++)
        add_commitment(page, at, through, commitments[i]);
    *any = *any || count > 0;
    pship__release(page->context, commitments);
    return PSHIP_OK;
}

static pship_result trace_meeting(sheet *page, stage at, pship_error *err)
{
    name_id *decisions;
    size_t count;
    bool any = false;
    pship_result result = pship__referring_ids(&decisions, &count, page->merged, at.meeting->id,
                                               "decided_at", "decision", err);
    if (result != PSHIP_OK)
        return result;
    result = add_arising(page, &at, "meeting", at.meeting->id, &any, err);
    for (size_t i = 0; i < count && result == PSHIP_OK; i++) {
        bool followed = false;
        at.decision = decisions[i];
        result = add_arising(page, &at, "decision", decisions[i], &followed, err);
        if (result == PSHIP_OK && !followed)
            add_end(page, &at);
        any = true;
    }
    at.decision = 0;
    if (result == PSHIP_OK && !any)
        add_end(page, &at);
    pship__release(page->context, decisions);
    return result;
}

static pship_result trace_group(sheet *page, name_id group, pship_error *err)
{
    stage at = {.group = group,
                .agreement = pship__merged_object(page->merged, group, "established_by")};
    dated *meetings;
    size_t count;
    bool any = false;
    pship_result result = pship__events_of(&meetings, &count, page->merged, group, err);
    if (result != PSHIP_OK)
        return result;
    result = add_arising(page, &at, "agreement", at.agreement, &any, err);
    if (result == PSHIP_OK)
        result = add_arising(page, &at, "group", group, &any, err);
    for (size_t i = 0; i < count && result == PSHIP_OK; i++) {
        at.meeting = &meetings[i];
        result = trace_meeting(page, at, err);
    }
    if (result == PSHIP_OK && !any && count == 0)
        add_end(page, &at);
    pship__release(page->context, meetings);
    return result;
}

pship_result pship_working_group_trace(pship_table **table, const pship_view *view,
                                       const char *group, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("group", UTF8),        COLUMN("mandate", UTF8),
        COLUMN("agreement", UTF8),    COLUMN("meeting", UTF8),
        COLUMN("date", UTF8),         COLUMN("decision", UTF8),
        COLUMN("decided", UTF8),      COLUMN("through", DICTIONARY),
        COLUMN("commitment", UTF8),   COLUMN("text", UTF8),
        COLUMN("owner", UTF8),        COLUMN("due", UTF8),
        COLUMN("status", DICTIONARY), {"days_overdue", PSHIP_COLUMN_INT64, "day", 0},
        COLUMN("source", UTF8),
    };
    return pship__each_group(table, view, group, columns, COUNT(columns), trace_group, err);
}
