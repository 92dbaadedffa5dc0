/*
 * Who met whom, and what follows from it.
 */
#include "model/map.h"
#include "register/people.h"

#include <partnership/contact.h>
#include <stdlib.h>
#include <string.h>

pship_contact_list_options pship_contact_list_options_init(void)
{
    return (pship_contact_list_options)PSHIP_CONTACT_LIST_OPTIONS_INIT;
}

pship_follow_up_list_options pship_follow_up_list_options_init(void)
{
    return (pship_follow_up_list_options)PSHIP_FOLLOW_UP_LIST_OPTIONS_INIT;
}

/* ---- what came of an event */

/* A commitment that came of an event, and by what. */
typedef struct follow_up {
    owed what;
    const char *how; /* event, decision, leads_to, agreement */
    name_id
        through; /* the thing that it arises from; the event itself where nothing lies between */
} follow_up;

typedef struct follow_ups {
    const pship_context *context;
    merges *all;
    follow_up *list; /* each commitment once, in the order of pship__commitments_load() */
    size_t count, capacity;
    map seen; /* commitments that are in the list, and things whose commitments are */
} follow_ups;

/* Was it there before? False also where there is no memory. */
static bool seen_before(follow_ups *to, name_id thing, pship_result *result, pship_error *err)
{
    if (pship__map_get(&to->seen, thing))
        return true;
    if (!pship__map_set(&to->seen, thing, 1))
        *result = pship__fail_memory(err);
    return false;
}

static void free_follow_ups(follow_ups *of)
{
    pship__release(of->context, of->list);
    pship__map_free(&of->seen);
}

static pship_result add_follow_up(follow_ups *to, name_id commitment, const char *how,
                                  name_id through, pship_error *err)
{
    void *grown = to->list;
    pship_result result = PSHIP_OK;
    pship_truth existence = pship__merged_existence(to->all, commitment);
    if (!pship__view_holds(to->all->view, existence) || seen_before(to, commitment, &result, err) ||
        result != PSHIP_OK)
        return result;
    if (!pship__grow(to->context, &grown, to->count, &to->capacity, sizeof *to->list))
        return pship__fail_memory(err);
    to->list = grown;
    to->list[to->count++] =
        (follow_up){pship__commitment_among(to->all, commitment, existence), how, through};
    return PSHIP_OK;
}

static pship_result add_arising(follow_ups *to, name_id from, const char *how, pship_error *err)
{
    name_id *commitments;
    size_t count;
    pship_result result = PSHIP_OK;
    if (seen_before(to, from, &result, err) || result != PSHIP_OK)
        return result;
    result =
        pship__referring_ids(&commitments, &count, to->all, from, "arises_from", "commitment", err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count && result == PSHIP_OK; i++)
        result = add_follow_up(to, commitments[i], how, from, err);
    pship__release(to->context, commitments);
    return result;
}

/* Those that arise from what refers to the event: its decisions, acts that were done during it. */
static pship_result add_through(follow_ups *to, name_id event, const char *property,
                                const char *kind, const char *how, pship_error *err)
{
    name_id *things;
    size_t count;
    pship_result result =
        pship__referring_ids(&things, &count, to->all, event, property, kind, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count && result == PSHIP_OK; i++) {
        bool of_agreement = strcmp(kind, "act") == 0;
        name_id from =
            of_agreement ? pship__merged_object(to->all, things[i], "agreement") : things[i];
        if (from)
            result = add_arising(to, from, how, err);
    }
    pship__release(to->context, things);
    return result;
}

/* What the register says came of it: a commitment itself, or those that arise from it. */
static pship_result add_led_to(follow_ups *to, name_id event, pship_error *err)
{
    const pship_view *view = to->all->view;
    reading_pool pool = {0};
    readings among = pship__merged_about(to->all, &pool, event, pship__view_name(view, "leads_to"));
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < among.count && result == PSHIP_OK; i++) {
        const reading *one = &among.first[i];
        if (!one->statement->object || one->statement->rank == PSHIP_RANK_DEPRECATED ||
            !pship__view_holds(view, one->truth))
            continue;
        name_id thing = pship__canonical(to->all, one->statement->object);
        if (pship__kind_is(view, pship__view_kind(view, thing),
                           pship__view_name(view, "commitment")))
            result = add_follow_up(to, thing, "leads_to", event, err);
        else
            result = add_arising(to, thing, "leads_to", err);
    }
    pship__merged_free(to->all, &pool);
    return result == PSHIP_OK && to->all->failed ? pship__fail_memory(err) : result;
}

static int compare_follow_ups(const void *left, const void *right)
{
    const follow_up *a = left, *b = right;
    if (a->what.days_overdue != b->what.days_overdue)
        return a->what.days_overdue > b->what.days_overdue ? -1 : 1;
    int order = pship__when_compare(&a->what.due, &b->what.due);
    return order != 0 ? order : strcmp(a->what.id_text, b->what.id_text);
}

static bool is_open(const owed *one)
{
    return one->status != COMMITMENT_FULFILLED && one->status != COMMITMENT_WITHDRAWN;
}

/* Free them also after a failure. */
static pship_result load_follow_ups(follow_ups *to, merges *all, name_id event, pship_error *err)
{
    *to = (follow_ups){.context = pship__view_context(all->view), .all = all};
    pship__map_init(&to->seen, to->context);
    pship_result result = add_arising(to, event, "event", err);
    if (result == PSHIP_OK)
        result = add_through(to, event, "decided_at", "decision", "decision", err);
    if (result == PSHIP_OK)
        result = add_through(to, event, "event", "act", "agreement", err);
    if (result == PSHIP_OK)
        result = add_led_to(to, event, err);
    if (to->count > 1)
        qsort(to->list, to->count, sizeof *to->list, compare_follow_ups);
    return result;
}

/* ---- contacts */

typedef struct contact_filter {
    name_id who, with;
    bool across_sides;
    int64_t most_pairs;
} contact_filter;

static bool is_one(const attendee *who, name_id wanted)
{
    return !wanted || who->id == wanted || who->side == wanted || who->organisation == wanted;
}

/* Is it a contact that is asked for? `*turned`: the second is the one who was asked about. */
static bool wanted_pair(const contact_filter *filter, const attendee *first, const attendee *second,
                        bool *turned)
{
    if (filter->across_sides && (!first->side || !second->side || first->side == second->side))
        return false;
    *turned = !(is_one(first, filter->who) && is_one(second, filter->with));
    return !*turned || (is_one(second, filter->who) && is_one(first, filter->with));
}

static void add_attendee_cells(sheet *page, const attendee *who)
{
    pship__sheet_name(page, who->id);
    pship__sheet_label(page, who->id);
    pship__add_text(page->builder, who->capacity);
    pship__add_text(page->builder, who->capacity ? pship__truth_text(who->sure) : NULL);
    pship__sheet_name(page, who->side);
}

static void add_no_attendee(sheet *page)
{
    for (int i = 0; i < 5; i++)
        pship__add_null(page->builder);
}

/* Without a second one: one of a crowd of which so many others were there. */
static void add_contact(sheet *page, const dated *event, const attendee *first,
                        const attendee *second, int64_t open, size_t others)
{
    pship__sheet_row(page, event->id);
    pship__sheet_id(page);
    pship__sheet_value(page, "title");
    pship__sheet_value(page, "type");
    pship__sheet_when(page, &event->date);
    pship__sheet_days(page, &event->date);
    pship__sheet_value(page, "place");
    pship__sheet_value(page, "format");
    add_attendee_cells(page, first);
    if (second)
        add_attendee_cells(page, second);
    else
        add_no_attendee(page);
    pship__sheet_list(page, "topic");
    pship__add_int64(page->builder, open);
    pship__sheet_truth(page, event->held);
    page->source = first->source;
    pship__sheet_source(page);
    if (second)
        pship__add_null(page->builder);
    else
        pship__add_int64(page->builder, (int64_t)others);
}

/* Those who were there, and who of them is asked about. */
typedef struct meeting {
    const dated *event;
    attendees there;
    size_t *asked; /* places of one of the two who are asked about, of the fewer */
    size_t asked_count;
    size_t most;  /* contacts that may have been made, but for those of one side */
    int64_t open; /* follow-ups; -1 until they are counted */
} meeting;

static size_t count_of(const meeting *of, name_id wanted)
{
    size_t count = 0;
    for (size_t i = 0; i < of->there.count; i++)
        count += is_one(&of->there.list[i], wanted);
    return count;
}

static pship_result find_asked(meeting *of, const sheet *page, const contact_filter *filter,
                               pship_error *err)
{
    size_t who = count_of(of, filter->who), with = count_of(of, filter->with);
    name_id wanted = with < who ? filter->with : filter->who;
    of->most = filter->who || filter->with ? who * with : who * (who - (who > 0)) / 2;
    of->asked = pship__allocate(page->context, of->there.count, sizeof *of->asked);
    if (!of->asked)
        return pship__fail_memory(err);
    for (size_t i = 0; i < of->there.count; i++) {
        if (is_one(&of->there.list[i], wanted))
            of->asked[of->asked_count++] = i;
    }
    return PSHIP_OK;
}

/* So many that nobody knows who met whom? Those of one are few, however many the others are. */
static bool is_crowd(const meeting *of, const contact_filter *filter)
{
    return of->asked_count > 1 && of->most > (uint64_t)filter->most_pairs;
}

static pship_result count_open(meeting *of, const sheet *page, pship_error *err)
{
    follow_ups follows;
    pship_result result = load_follow_ups(&follows, page->merged, of->event->id, err);
    of->open = 0;
    for (size_t i = 0; i < follows.count; i++)
        of->open += is_open(&follows.list[i].what);
    free_follow_ups(&follows);
    return result;
}

static pship_result add_pair(sheet *page, meeting *of, const contact_filter *filter, size_t i,
                             size_t j, pship_error *err)
{
    bool turned;
    pship_result result = PSHIP_OK;
    const attendee *first = &of->there.list[i], *second = &of->there.list[j];
    if (!wanted_pair(filter, first, second, &turned))
        return PSHIP_OK;
    if (of->open < 0)
        result = count_open(of, page, err);
    if (result == PSHIP_OK)
        add_contact(page, of->event, turned ? second : first, turned ? first : second, of->open, 0);
    return result;
}

/* Did those of more than one side come? */
static bool has_sides(const meeting *of)
{
    name_id first = 0;
    for (size_t i = 0; i < of->there.count; i++) {
        name_id side = of->there.list[i].side;
        if (side && first && side != first)
            return true;
        first = first ? first : side;
    }
    return false;
}

static pship_result add_crowd(sheet *page, meeting *of, const contact_filter *filter,
                              pship_error *err)
{
    if (filter->across_sides && !has_sides(of))
        return PSHIP_OK;
    pship_result result = count_open(of, page, err);
    for (size_t i = 0; i < of->there.count && goes_on(&page->progress, &result, err); i++) {
        const attendee *one = &of->there.list[i];
        if (is_one(one, filter->who) && (one->side || !filter->across_sides))
            add_contact(page, of->event, one, NULL, of->open, of->there.count - 1);
    }
    return result;
}

/* Of two who meet one is asked about: so whoever is not meets only those who are. */
static pship_result add_pairs(sheet *page, meeting *of, const contact_filter *filter,
                              pship_error *err)
{
    pship_result result = PSHIP_OK;
    size_t at = 0;
    for (size_t i = 0; i < of->there.count && goes_on(&page->progress, &result, err); i++) {
        bool is_asked = at < of->asked_count && of->asked[at] == i;
        at += is_asked;
        size_t count = is_asked ? of->there.count - i - 1 : of->asked_count - at;
        for (size_t j = 0; j < count && goes_on(&page->progress, &result, err); j++)
            result = add_pair(page, of, filter, i, is_asked ? i + 1 + j : of->asked[at + j], err);
    }
    return result;
}

/* What was asked for, and what that is once the merges are known. */
typedef struct contact_question {
    pship_contact_list_options wanted;
    contact_filter filter;
} contact_question;

static pship_result find_contact_filter(void *asked, const merges *all, pship_error *err)
{
    contact_question *of = asked;
    const pship_contact_list_options *wanted = &of->wanted;
    pship_result result = PSHIP_OK;
    of->filter =
        (contact_filter){.across_sides = wanted->across_sides, .most_pairs = wanted->most_pairs};
    if (wanted->most_pairs < 1)
        return pship__fail(err, PSHIP_E_ARGUMENT, "most_pairs is %lld; at least 1 is expected",
                           (long long)wanted->most_pairs);
    if (wanted->who)
        result = pship__find_merged(&of->filter.who, all, NULL, wanted->who, err);
    if (result == PSHIP_OK && wanted->with)
        result = pship__find_merged(&of->filter.with, all, NULL, wanted->with, err);
    return result;
}

static pship_result add_contacts(sheet *page, const dated *event, const void *asked,
                                 pship_error *err)
{
    const contact_filter *filter = &((const contact_question *)asked)->filter;
    meeting of = {.event = event, .open = -1};
    if (event->held == PSHIP_NO)
        return PSHIP_OK;
    pship_result result = pship__attendees_load(&of.there, page->merged, event, err);
    if (result == PSHIP_OK)
        result = find_asked(&of, page, filter, err);
    if (result == PSHIP_OK)
        result = is_crowd(&of, filter) ? add_crowd(page, &of, filter, err)
                                       : add_pairs(page, &of, filter, err);
    pship__release(page->context, of.asked);
    pship__attendees_free(&of.there);
    return result;
}

pship_result pship_contact_list(pship_table **table, const pship_view *view,
                                const pship_contact_list_options *options, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("event", UTF8),
        COLUMN("title", UTF8),
        COLUMN("type", UTF8),
        COLUMN("date", UTF8),
        COLUMN("date_earliest", DATE),
        COLUMN("date_latest", DATE),
        COLUMN("place", UTF8),
        COLUMN("format", UTF8),
        COLUMN("who", UTF8),
        COLUMN("who_name", UTF8),
        COLUMN("who_capacity", UTF8),
        COLUMN("who_certainty", DICTIONARY),
        COLUMN("who_side", UTF8),
        COLUMN("with", UTF8),
        COLUMN("with_name", UTF8),
        COLUMN("with_capacity", UTF8),
        COLUMN("with_certainty", DICTIONARY),
        COLUMN("with_side", UTF8),
        COLUMN("topics", UTF8),
        COLUMN("open_follow_ups", INT64),
        COLUMN("held", DICTIONARY),
        COLUMN("source", UTF8),
        COLUMN("others", INT64),
    };
    contact_question of = {.wanted = PSHIP_CONTACT_LIST_OPTIONS_INIT};
    const event_rows rows = {.prepare = find_contact_filter, .add = add_contacts, .asked = &of};
    pship_result result = pship__options(&of.wanted, sizeof of.wanted,
                                         offsetof(pship_contact_list_options, most_pairs), options,
                                         "pship_contact_list_options", err);
    if (result != PSHIP_OK)
        return result;
    return pship__each_event(table, view, columns, COUNT(columns), &rows, err);
}

/* ---- follow-ups */

typedef struct follow_up_question {
    pship_follow_up_list_options wanted;
    name_id owner;
} follow_up_question;

static pship_result find_owner(void *asked, const merges *all, pship_error *err)
{
    follow_up_question *of = asked;
    return of->wanted.owner ? pship__find_merged(&of->owner, all, NULL, of->wanted.owner, err)
                            : PSHIP_OK;
}

static void add_follow_up_row(sheet *page, const dated *event, const follow_up *one)
{
    pship__sheet_row(page, event->id);
    pship__sheet_id(page);
    pship__sheet_value(page, "title");
    pship__add_text(page->builder, pship__when_text(&event->date));
    pship__sheet_row(page, one->what.id);
    pship__sheet_id(page);
    pship__sheet_value(page, "text");
    pship__sheet_list(page, "owner");
    pship__sheet_when(page, &one->what.due);
    pship__sheet_days(page, &one->what.due);
    pship__sheet_value(page, "stage");
    pship__add_text(page->builder, pship__commitment_status(one->what.status));
    if (one->what.status == COMMITMENT_OVERDUE)
        pship__add_int64(page->builder, one->what.days_overdue);
    else
        pship__add_null(page->builder);
    pship__add_date(page->builder, pship__last_spoken_of(page->merged, one->what.id));
    pship__add_text(page->builder, one->how);
    pship__sheet_name(page, one->through);
    pship__sheet_truth(page, one->what.certainty);
    page->source = 0;
    pship__sheet_source(page);
}

static pship_result add_event_follow_ups(sheet *page, const dated *event, const void *asked,
                                         pship_error *err)
{
    const follow_up_question *of = asked;
    follow_ups follows;
    if (event->held == PSHIP_NO)
        return PSHIP_OK;
    pship_result result = load_follow_ups(&follows, page->merged, event->id, err);
    for (size_t i = 0; i < follows.count && goes_on(&page->progress, &result, err); i++) {
        const follow_up *one = &follows.list[i];
        if ((of->wanted.closed || is_open(&one->what)) &&
            (!of->owner || pship__owned_by(page->merged, one->what.id, of->owner)))
            add_follow_up_row(page, event, one);
    }
    free_follow_ups(&follows);
    return result;
}

pship_result pship_follow_up_list(pship_table **table, const pship_view *view,
                                  const pship_follow_up_list_options *options, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("event", UTF8),
        COLUMN("title", UTF8),
        COLUMN("date", UTF8),
        COLUMN("commitment", UTF8),
        COLUMN("text", UTF8),
        COLUMN("owner", UTF8),
        COLUMN("due", UTF8),
        COLUMN("due_earliest", DATE),
        COLUMN("due_latest", DATE),
        COLUMN("stage", UTF8),
        COLUMN("status", DICTIONARY),
        {"days_overdue", PSHIP_COLUMN_INT64, "day", 0},
        COLUMN("last_confirmed", DATE),
        COLUMN("how", DICTIONARY),
        COLUMN("through", UTF8),
        COLUMN("certainty", DICTIONARY),
        COLUMN("source", UTF8),
    };
    follow_up_question of = {.wanted = PSHIP_FOLLOW_UP_LIST_OPTIONS_INIT};
    event_rows rows = {.prepare = find_owner, .add = add_event_follow_ups, .asked = &of};
    pship_result result = pship__options(&of.wanted, sizeof of.wanted, sizeof of.wanted, options,
                                         "pship_follow_up_list_options", err);
    if (result != PSHIP_OK)
        return result;
    rows.only = of.wanted.event;
    return pship__each_event(table, view, columns, COUNT(columns), &rows, err);
}
