#include "register/seats.h"

#include <partnership/working_group.h>
#include <string.h>

pship_working_group_fields pship_working_group_fields_init(void)
{
    return (pship_working_group_fields)PSHIP_WORKING_GROUP_FIELDS_INIT;
}

pship_result pship_working_group_record(pship_transaction *transaction, const char *id,
                                        const pship_working_group_fields *fields,
                                        const pship_statement_options *options, pship_error *err)
{
    static const field stated[] = {
        TEXT_FIELD(pship_working_group_fields, name, "name"),
        TEXT_FIELD(pship_working_group_fields, mandate, "mandate"),
        TEXT_FIELD(pship_working_group_fields, established_by, "established_by"),
        TEXT_FIELD(pship_working_group_fields, part_of, "part_of"),
        TEXT_FIELD(pship_working_group_fields, established, "established"),
        TEXT_FIELD(pship_working_group_fields, dissolved, "dissolved"),
        LIST_FIELD(pship_working_group_fields, aliases, alias_count, "alias"),
    };
    pship_working_group_fields known = PSHIP_WORKING_GROUP_FIELDS_INIT;
    pship_result result = pship__options(&known, sizeof known, sizeof known, fields,
                                         "pship_working_group_fields", err);
    if (result != PSHIP_OK)
        return result;
    return pship__record_fields(transaction, "working_group", id, &known, stated, COUNT(stated),
                                options, err);
}

pship_result pship_working_group_seat(pship_statement_id *made, pship_transaction *transaction,
                                      const char *group, const char *member, bool chair,
                                      const pship_statement_options *options, pship_error *err)
{
    return pship_statement_assert_text(made, transaction, group, chair ? "chair" : "member", member,
                                       NULL, options, err);
}

/* ---- the life of a group */

static pship_result count_meetings(group_state *state, const merges *all, name_id group,
                                   pship_error *err)
{
    const pship_view *view = all->view;
    dated *meetings;
    size_t count;
    pship_result result = pship__events_of(&meetings, &count, all, group, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count; i++) {
        if (meetings[i].held > state->begun)
            state->begun = meetings[i].held;
        if (!pship__view_holds(view, meetings[i].held))
            continue;
        state->meetings++;
        if (meetings[i].date.kind == WHEN_DATED)
            state->last_meeting = meetings[i].date;
    }
    pship__release(pship__view_context(view), meetings);
    return PSHIP_OK;
}

/* A group that has not begun is foreseen once the agreement that sets it up has begun, or, where
 * none is named, as long as nobody gives a day on which it will. */
static pship_result foreseen(bool *listed, const group_state *state, const merges *all,
                             name_id group, pship_error *err)
{
    name_id agreement = pship__merged_object(all, group, "established_by");
    if (!agreement) {
        *listed = state->established.kind != WHEN_DATED;
        return PSHIP_OK;
    }
    acts_gist agreed;
    pship_result result = pship__acts_gist(&agreed, all, agreement, err);
    if (result == PSHIP_OK)
        *listed = !agreed.any || agreed.begun;
    return result;
}

pship_result pship__group_of(group_state *state, const merges *all, name_id group, pship_error *err)
{
    const pship_view *view = all->view;
    pship_day day = pship_view_as_of(view);
    group_state found = {.established = pship__merged_when(all, group, "established"),
                         .dissolved = pship__merged_when(all, group, "dissolved"),
                         .certainty = PSHIP_CERTAIN,
                         .last_meeting = {.kind = WHEN_ABSENT}};
    when end = pship__when_after(&found.dissolved);
    found.begun = pship__when_reached(&found.established, day);
    found.over = pship__when_reached(&end, day);
    pship_result result = count_meetings(&found, all, group, err);
    if (result != PSHIP_OK)
        return result;
    found.listed = true;
    if (pship__view_holds(view, found.over)) {
        found.status = "dissolved";
    } else if (pship__view_holds(view, found.begun)) {
        found.status = "active";
    } else {
        found.status = "foreseen";
        if (found.begun == PSHIP_NO)
            result = foreseen(&found.listed, &found, all, group, err);
    }
    if (found.begun == PSHIP_POSSIBLE || found.over == PSHIP_POSSIBLE)
        found.certainty = PSHIP_POSSIBLE;
    if (result == PSHIP_OK)
        *state = found;
    return result;
}

pship_result pship__group_state(group_state *state, const pship_view *view, name_id group,
                                pship_error *err)
{
    merges all;
    pship_result result = pship__merges_load(&all, view, err);
    if (result == PSHIP_OK)
        result = pship__group_of(state, &all, pship__canonical(&all, group), err);
    return pship__merges_close(&all, result, err);
}

/* ---- groups */

/* Who holds a role on the day of the view, as a list of ids. */
static void add_seat_list(sheet *page, const seat *list, size_t count, const char *role)
{
    pship__sheet_begin_list(page);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i].role, role) == 0)
            pship__sheet_add_item(page, pship__view_text(page->view, list[i].holder));
    }
    pship__sheet_end_list(page);
}

static pship_result add_group(sheet *page, const seats *all, pship_truth existence,
                              pship_error *err)
{
    seat *list;
    size_t count;
    pship_result result = pship__seats_held(&list, &count, all, err);
    if (result != PSHIP_OK)
        return result;
    const group_state *state = &all->life;
    pship__sheet_row(page, all->body);
    pship__sheet_id(page);
    pship__sheet_value(page, "name");
    pship__sheet_value(page, "mandate");
    pship__add_text(page->builder, state->status);
    pship__sheet_when(page, &state->established);
    pship__sheet_value(page, "established_by");
    pship__sheet_value(page, "part_of");
    pship__sheet_when(page, &state->dissolved);
    add_seat_list(page, list, count, "chair");
    add_seat_list(page, list, count, "member");
    add_seat_list(page, list, count, "focal_point");
    pship__add_int64(page->builder, state->meetings);
    pship__add_text(page->builder, pship__when_text(&state->last_meeting));
    pship__sheet_truth(page, pship__weaker(state->certainty, existence));
    pship__sheet_contested(page);
    pship__sheet_source(page);
    pship__release(page->context, list);
    return PSHIP_OK;
}

static void add_seat(sheet *page, const seats *all, const seat *one)
{
    pship__sheet_row(page, one->holder);
    page->source = one->said->statement->source;
    pship__sheet_name(page, all->body);
    pship__sheet_id(page);
    pship__sheet_kind(page);
    pship__sheet_label(page, one->holder);
    pship__add_text(page->builder, one->role);
    pship__sheet_side(page, one);
    pship__sheet_term(page, &all->life, one);
    pship__add_date(page->builder, one->confirmed);
    pship__sheet_truth(page, one->truth);
    pship__sheet_name(page, page->source);
}

static pship_result add_seats(sheet *page, name_id group, pship_error *err)
{
    seats all;
    seat *list = NULL;
    size_t count = 0;
    pship_result result = pship__seats_load(&all, page->merged, group, err);
    if (result == PSHIP_OK)
        result = pship__seats_held(&list, &count, &all, err);
    for (size_t i = 0; i < count && goes_on(&page->progress, &result, err); i++)
        add_seat(page, &all, &list[i]);
    pship__release(page->context, list);
    pship__seats_free(&all);
    return result;
}

static pship_result add_if_listed(sheet *page, name_id group, pship_error *err)
{
    pship_truth existence = pship__merged_existence(page->merged, group);
    if (!pship__view_holds(page->view, existence))
        return PSHIP_OK;
    seats all;
    pship_result result = pship__seats_load(&all, page->merged, group, err);
    if (result == PSHIP_OK && all.life.listed)
        result = add_group(page, &all, existence, err);
    pship__seats_free(&all);
    return result;
}

pship_result pship__each_group(pship_table **table, const pship_view *view, const char *group,
                               const pship__column_spec *columns, size_t column_count,
                               pship_result (*add)(sheet *page, name_id group, pship_error *err),
                               pship_error *err)
{
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    merges all = {.view = view};
    name_id only = 0, *subjects = NULL;
    size_t count = 1;
    pship_result result = pship__merges_load(&all, view, err);
    if (result == PSHIP_OK && group)
        result = pship__find_merged(&only, &all, "working_group", group, err);
    else if (result == PSHIP_OK)
        result = pship__merged_subjects(&all, "working_group", &subjects, &count, err);
    if (result != PSHIP_OK) {
        pship__merges_free(&all);
        return result;
    }
    sheet page;
    result = pship__sheet_open_merged(&page, &all, columns, column_count, err);
    for (size_t i = 0; i < count && goes_on(&page.progress, &result, err); i++)
        result = add(&page, group ? only : subjects[i], err);
    pship__release(pship__view_context(view), subjects);
    return pship__sheet_finish_merged(&page, result, table, err);
}

pship_result pship_working_group_list(pship_table **table, const pship_view *view, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("id", UTF8),           COLUMN("name", UTF8),
        COLUMN("mandate", UTF8),      COLUMN("status", DICTIONARY),
        COLUMN("established", UTF8),  COLUMN("established_by", UTF8),
        COLUMN("part_of", UTF8),      COLUMN("dissolved", UTF8),
        COLUMN("chairs", UTF8),       COLUMN("members", UTF8),
        COLUMN("focal_points", UTF8), COLUMN("meetings", INT64),
        COLUMN("last_meeting", UTF8), COLUMN("certainty", DICTIONARY),
        COLUMN("contested", BOOL),    COLUMN("source", UTF8),
    };
    return pship__each_group(table, view, NULL, columns, COUNT(columns), add_if_listed, err);
}

pship_result pship_working_group_members(pship_table **table, const pship_view *view,
                                         const char *group, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("group", UTF8),          COLUMN("member", UTF8),
        COLUMN("kind", DICTIONARY),     COLUMN("name", UTF8),
        COLUMN("role", DICTIONARY),     COLUMN("side", UTF8),
        COLUMN("on_behalf_of", UTF8),   COLUMN("from", UTF8),
        COLUMN("until", UTF8),          COLUMN("ended_by", DICTIONARY),
        COLUMN("last_confirmed", DATE), COLUMN("certainty", DICTIONARY),
        COLUMN("source", UTF8),
    };
    return pship__each_group(table, view, group, columns, COUNT(columns), add_seats, err);
}

/* ---- meetings */

static void add_meeting(sheet *page, const dated *one, name_id group)
{
    pship__sheet_row(page, one->id);
    pship__sheet_name(page, group);
    pship__sheet_id(page);
    pship__sheet_value(page, "title");
    pship__sheet_when(page, &one->date);
    pship__sheet_days(page, &one->date);
    pship__sheet_value(page, "place");
    pship__sheet_value(page, "format");
    pship__sheet_list(page, "participant");
    pship__sheet_list(page, "topic");
    pship__sheet_list(page, "agenda");
    pship__sheet_truth(page, one->held);
    pship__sheet_contested(page);
    pship__sheet_source(page);
}

pship_result pship_working_group_meetings(pship_table **table, const pship_view *view,
                                          const char *group, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("group", UTF8),     COLUMN("meeting", UTF8),       COLUMN("title", UTF8),
        COLUMN("date", UTF8),      COLUMN("date_earliest", DATE), COLUMN("date_latest", DATE),
        COLUMN("place", UTF8),     COLUMN("format", UTF8),        COLUMN("participants", UTF8),
        COLUMN("topics", UTF8),    COLUMN("agenda", UTF8),        COLUMN("held", DICTIONARY),
        COLUMN("contested", BOOL), COLUMN("source", UTF8),
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    merges all = {.view = view};
    name_id only = 0;
    dated *events = NULL;
    size_t count = 0;
    sheet page;
    pship_result result = pship__sheet_begin(&page, &all, columns, COUNT(columns), err);
    if (result == PSHIP_OK && group)
        result = pship__find(&only, view, "working_group", group, err);
    if (result == PSHIP_OK)
        result = pship__events_of(&events, &count, &all, only, err);
    for (size_t i = 0; i < count && goes_on(&page.progress, &result, err); i++) {
        name_id of = pship__merged_object(&all, events[i].id, "group");
        if (of)
            add_meeting(&page, &events[i], of);
    }
    pship__release(pship__view_context(view), events);
    return pship__sheet_finish_merged(&page, result, table, err);
}
