#include "register/names.h"

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
    const pship_view *view = all->view;
    name_id agreement = pship__merged_object(all, group, "established_by");
    if (!agreement) {
        *listed = state->established.kind != WHEN_DATED;
        return PSHIP_OK;
    }
    act *acts;
    size_t count;
    pship_result result = pship__acts_load(&acts, &count, view, agreement, err);
    if (result != PSHIP_OK)
        return result;
    *listed = count == 0 || pship__acts_status(view, acts, count).begun;
    pship__release(pship__view_context(view), acts);
    return PSHIP_OK;
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
    pship__merges_free(&all);
    return result;
}

/* ---- seats */

/* A seat is held while the group lives. */
static pship_truth seat_truth(const group_state *state, pship_truth stated)
{
    pship_truth alive = state->over == PSHIP_NO         ? PSHIP_CERTAIN
                        : state->over == PSHIP_POSSIBLE ? PSHIP_POSSIBLE
                                                        : PSHIP_NO;
    /* No seat before the group is there, where it is known when that is. */
    if (state->established.kind == WHEN_DATED)
        alive = pship__weaker(alive, state->begun);
    return pship__weaker(alive, stated);
}

/* Seats of one role as a list of ids. */
static void add_seat_list(sheet *page, const group_state *state, const char *role)
{
    reading_pool pool = {0};
    readings among =
        pship__merged_about(page->merged, &pool, page->subject, pship__view_name(page->view, role));
    pship__sheet_begin_list(page);
    for (size_t i = 0; i < among.count; i++) {
        held seat;
        if (!pship__held_once(&seat, page->view, page->merged, among, i) ||
            !pship__view_holds(page->view, seat_truth(state, seat.truth)))
            continue;
        name_id member = pship__canonical(page->merged, seat.best->statement->object);
        pship__sheet_add_item(page, pship__view_text(page->view, member));
    }
    pship__sheet_end_list(page);
    pship__merged_free(page->merged, &pool);
}

static void add_group(sheet *page, name_id group, const group_state *state, pship_truth existence)
{
    pship__sheet_row(page, group);
    pship__sheet_id(page);
    pship__sheet_value(page, "name");
    pship__sheet_value(page, "mandate");
    pship__add_text(page->builder, state->status);
    pship__sheet_when(page, &state->established);
    pship__sheet_value(page, "established_by");
    pship__sheet_when(page, &state->dissolved);
    add_seat_list(page, state, "chair");
    add_seat_list(page, state, "member");
    pship__add_int64(page->builder, state->meetings);
    pship__add_text(page->builder, pship__when_text(&state->last_meeting));
    pship__sheet_truth(page, pship__weaker(state->certainty, existence));
    pship__sheet_contested(page);
    pship__sheet_source(page);
}

pship_result pship_working_group_list(pship_table **table, const pship_view *view, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("id", UTF8),           COLUMN("name", UTF8),         COLUMN("mandate", UTF8),
        COLUMN("status", DICTIONARY), COLUMN("established", UTF8),  COLUMN("established_by", UTF8),
        COLUMN("dissolved", UTF8),    COLUMN("chairs", UTF8),       COLUMN("members", UTF8),
        COLUMN("meetings", INT64),    COLUMN("last_meeting", UTF8), COLUMN("certainty", DICTIONARY),
        COLUMN("contested", BOOL),    COLUMN("source", UTF8),
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    pship_result read = pship__view_read_all(view, err);
    if (read != PSHIP_OK)
        return read;
    merges all;
    name_id *subjects = NULL;
    size_t count = 0;
    pship_result result = pship__merges_load(&all, view, err);
    if (result == PSHIP_OK)
        result = pship__merged_subjects(&all, "working_group", &subjects, &count, err);
    if (result != PSHIP_OK) {
        pship__merges_free(&all);
        return result;
    }
    sheet page;
    result = pship__sheet_open_merged(&page, &all, columns, COUNT(columns), err);
    for (size_t i = 0; i < count && result == PSHIP_OK; i++) {
        pship_truth existence = pship__merged_existence(&all, subjects[i]);
        group_state state;
        if (!pship__view_holds(view, existence))
            continue;
        result = pship__group_of(&state, &all, subjects[i], err);
        if (result == PSHIP_OK && state.listed)
            add_group(&page, subjects[i], &state, existence);
    }
    pship__release(pship__view_context(view), subjects);
    return pship__sheet_finish_merged(&page, result, table, err);
}

/* Does the group end before the seat was said to? */
static bool ends_with_group(const group_state *state, const stored_date *until)
{
    if (state->dissolved.kind != WHEN_DATED)
        return false;
    return until->kind != PSHIP_DATE_DATED || until->latest - 1 > state->dissolved.latest;
}

static void add_seat(sheet *page, name_id group, const group_state *state, const char *role,
                     const held *seat)
{
    const pship_view *view = page->view;
    const statement *said = seat->best->statement;
    pship__sheet_row(page, pship__canonical(page->merged, said->object));
    page->source = said->source;
    pship__sheet_name(page, group);
    pship__sheet_id(page);
    pship__sheet_kind(page);
    pship__add_text(page->builder, pship__label(view, page->subject));
    pship__add_text(page->builder, role);
    const stored_date *from = pship__view_from(page->view, said);
    pship__sheet_name(page, from->kind == PSHIP_DATE_OPEN ? 0 : from->text);
    if (ends_with_group(state, &seat->best->until))
        pship__add_text(page->builder, state->dissolved.text);
    else
        pship__sheet_end(page, &seat->best->until);
    pship__add_date(page->builder, seat->confirmed);
    pship__sheet_truth(page, seat_truth(state, seat->truth));
    pship__sheet_name(page, page->source);
}

static pship_result add_seats(sheet *page, name_id group, pship_error *err)
{
    static const char *const roles[] = {"chair", "member"};
    const pship_view *view = page->view;
    group_state state;
    pship_result result = pship__group_of(&state, page->merged, group, err);
    if (result != PSHIP_OK)
        return result;
    reading_pool pool = {0};
    for (size_t i = 0; i < COUNT(roles); i++) {
        readings among =
            pship__merged_about(page->merged, &pool, group, pship__view_name(view, roles[i]));
        for (size_t j = 0; j < among.count; j++) {
            held seat;
            if (pship__held_once(&seat, view, page->merged, among, j) &&
                pship__view_holds(view, seat_truth(&state, seat.truth)))
                add_seat(page, group, &state, roles[i], &seat);
        }
    }
    pship__merged_free(page->merged, &pool);
    return PSHIP_OK;
}

pship_result pship_working_group_members(pship_table **table, const pship_view *view,
                                         const char *group, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("group", UTF8),  COLUMN("member", UTF8),         COLUMN("kind", DICTIONARY),
        COLUMN("name", UTF8),   COLUMN("role", DICTIONARY),     COLUMN("from", UTF8),
        COLUMN("until", UTF8),  COLUMN("last_confirmed", DATE), COLUMN("certainty", DICTIONARY),
        COLUMN("source", UTF8),
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    pship_result read = pship__view_read_all(view, err);
    if (read != PSHIP_OK)
        return read;
    merges all;
    name_id only = 0, *subjects = NULL;
    size_t count = 1;
    pship_result result = pship__merges_load(&all, view, err);
    if (result == PSHIP_OK && group)
        result = pship__find(&only, view, "working_group", group, err);
    else if (result == PSHIP_OK)
        result = pship__merged_subjects(&all, "working_group", &subjects, &count, err);
    if (result != PSHIP_OK) {
        pship__merges_free(&all);
        return result;
    }
    sheet page;
    result = pship__sheet_open_merged(&page, &all, columns, COUNT(columns), err);
    for (size_t i = 0; i < count && result == PSHIP_OK; i++)
        result = add_seats(&page, group ? pship__canonical(&all, only) : subjects[i], err);
    pship__release(pship__view_context(view), subjects);
    return pship__sheet_finish_merged(&page, result, table, err);
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
    pship__sheet_truth(page, one->held);
    pship__sheet_contested(page);
    pship__sheet_source(page);
}

pship_result pship_working_group_meetings(pship_table **table, const pship_view *view,
                                          const char *group, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("group", UTF8),  COLUMN("meeting", UTF8),       COLUMN("title", UTF8),
        COLUMN("date", UTF8),   COLUMN("date_earliest", DATE), COLUMN("date_latest", DATE),
        COLUMN("place", UTF8),  COLUMN("format", UTF8),        COLUMN("participants", UTF8),
        COLUMN("topics", UTF8), COLUMN("held", DICTIONARY),    COLUMN("contested", BOOL),
        COLUMN("source", UTF8),
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    pship_result read = pship__view_read_all(view, err);
    if (read != PSHIP_OK)
        return read;
    merges all;
    name_id only = 0;
    dated *events = NULL;
    size_t count = 0;
    pship_result result = pship__merges_load(&all, view, err);
    if (result == PSHIP_OK && group)
        result = pship__find(&only, view, "working_group", group, err);
    if (result == PSHIP_OK)
        result = pship__events_of(&events, &count, &all, only, err);
    if (result != PSHIP_OK) {
        pship__merges_free(&all);
        return result;
    }
    sheet page;
    result = pship__sheet_open_merged(&page, &all, columns, COUNT(columns), err);
    for (size_t i = 0; i < count && result == PSHIP_OK; i++) {
        name_id of = pship__merged_object(&all, events[i].id, "group");
        if (of)
            add_meeting(&page, &events[i], of);
    }
    pship__release(pship__view_context(view), events);
    return pship__sheet_finish_merged(&page, result, table, err);
}
