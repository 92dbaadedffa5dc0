/*
 * Visits: who received whom, who came for which side, and which visit returned which.
 */
#include "register/people.h"

#include <partnership/event.h>
#include <string.h>

pship_delegation_fields pship_delegation_fields_init(void)
{
    return (pship_delegation_fields)PSHIP_DELEGATION_FIELDS_INIT;
}

pship_result pship_delegation_record(pship_transaction *transaction, const char *id,
                                     const pship_delegation_fields *fields,
                                     const pship_statement_options *options, pship_error *err)
{
    static const field stated[] = {
        TEXT_FIELD(pship_delegation_fields, delegation_to, "delegation_to"),
        TEXT_FIELD(pship_delegation_fields, on_behalf_of, "on_behalf_of"),
        LIST_FIELD(pship_delegation_fields, heads, head_count, "head"),
        LIST_FIELD(pship_delegation_fields, delegates, delegate_count, "delegate"),
    };
    pship_delegation_fields known = PSHIP_DELEGATION_FIELDS_INIT;
    pship_result result =
        pship__options(&known, sizeof known, sizeof known, fields, "pship_delegation_fields", err);
    if (result != PSHIP_OK)
        return result;
    return pship__record_fields(transaction, "delegation", id, &known, stated, COUNT(stated),
                                options, err);
}

/* ---- visits */

/* The visits that return this one, as a list of ids. */
static pship_result add_returned_by(sheet *page, name_id event, pship_error *err)
{
    name_id *visits;
    size_t count;
    pship_result result =
        pship__referring_ids(&visits, &count, page->merged, event, "reciprocates", "event", err);
    if (result != PSHIP_OK)
        return result;
    pship__sheet_begin_list(page);
    for (size_t i = 0; i < count; i++)
        pship__sheet_add_item(page, pship__view_text(page->view, visits[i]));
    pship__sheet_end_list(page);
    pship__release(page->context, visits);
    return PSHIP_OK;
}

/* The cells of a visit, for one delegation, or for an event without one (0). */
static pship_result add_visit(sheet *page, const dated *event, name_id delegation, pship_error *err)
{
    name_id for_whom =
        delegation ? pship__merged_object(page->merged, delegation, "on_behalf_of") : 0;
    pship__sheet_row(page, event->id);
    pship__sheet_id(page);
    pship__sheet_value(page, "title");
    pship__sheet_value(page, "type");
    pship__sheet_when(page, &event->date);
    pship__sheet_days(page, &event->date);
    pship__sheet_value(page, "place");
    pship__sheet_list(page, "host");
    pship__sheet_name(page, delegation);
    pship__sheet_name(page, for_whom);
    pship__sheet_name(page, for_whom ? pship__side_of(page->merged, for_whom) : 0);
    page->subject = delegation;
    pship__sheet_list(page, "head");
    pship__sheet_list(page, "delegate");
    page->subject = event->id;
    pship__sheet_value(page, "reciprocates");
    pship_result result = add_returned_by(page, event->id, err);
    pship__sheet_truth(page, event->held);
    pship__sheet_contested(page);
    page->source = delegation ? pship__any_source(page->view, delegation) : page->source;
    pship__sheet_source(page);
    return result;
}

static bool is_visit(const sheet *page, name_id event)
{
    const char *type = pship__merged_text(page->merged, event, "type");
    return (type && strcmp(type, "visit") == 0) ||
           pship__merged_object(page->merged, event, "host") ||
           pship__merged_object(page->merged, event, "reciprocates");
}

static pship_result add_event(sheet *page, const dated *event, const void *asked, pship_error *err)
{
    (void)asked;
    name_id *delegations;
    size_t count;
    pship_result result = pship__referring_ids(&delegations, &count, page->merged, event->id,
                                               "delegation_to", "delegation", err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count && result == PSHIP_OK; i++)
        result = add_visit(page, event, delegations[i], err);
    if (result == PSHIP_OK && count == 0 && is_visit(page, event->id))
        result = add_visit(page, event, 0, err);
    pship__release(page->context, delegations);
    return result;
}

pship_result pship_visit_list(pship_table **table, const pship_view *view, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("event", UTF8),
        COLUMN("title", UTF8),
        COLUMN("type", UTF8),
        COLUMN("date", UTF8),
        COLUMN("date_earliest", DATE),
        COLUMN("date_latest", DATE),
        COLUMN("place", UTF8),
        COLUMN("hosts", UTF8),
        COLUMN("delegation", UTF8),
        COLUMN("on_behalf_of", UTF8),
        COLUMN("side", UTF8),
        COLUMN("heads", UTF8),
        COLUMN("delegates", UTF8),
        COLUMN("reciprocates", UTF8),
        COLUMN("reciprocated_by", UTF8),
        COLUMN("held", DICTIONARY),
        COLUMN("contested", BOOL),
        COLUMN("source", UTF8),
    };
    const event_rows rows = {.add = add_event};
    return pship__each_event(table, view, columns, COUNT(columns), &rows, err);
}
