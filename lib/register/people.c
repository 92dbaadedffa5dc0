#include "register/people.h"

#include <stdlib.h>
#include <string.h>

static bool counts(const pship_view *view, const reading *one)
{
    return one->statement->object && one->statement->rank != PSHIP_RANK_DEPRECATED &&
           pship__view_holds(view, one->truth);
}

/* ---- the office of the day */

static pship_truth held_on(const pship_view *view, const reading *one, const when *day)
{
    if (day->kind != WHEN_DATED)
        return one->truth;
    return pship__reading_on(view, one, day->earliest, day->latest);
}

/* The surest office, then that of the highest rank, then the first recorded. */
static void find_capacity(attendee *who, merges *all, const when *day)
{
    const pship_view *view = all->view;
    const reading *best = NULL;
    readings offices =
        pship__merged_about(all, &all->cells, who->id, pship__view_name(view, "holds_office"));
    for (size_t i = 0; i < offices.count; i++) {
        const reading *one = &offices.first[i];
        pship_truth truth = held_on(view, one, day);
        if (!one->statement->object || one->statement->rank == PSHIP_RANK_DEPRECATED ||
            truth == PSHIP_NO)
            continue;
        if (!best || truth > who->sure ||
            (truth == who->sure && one->statement->rank > best->statement->rank)) {
            best = one;
            who->sure = truth;
        }
    }
    if (!best)
        return;
    name_id office = pship__canonical(all, best->statement->object);
    const char *title = pship__ask_text(view, office, "title");
    who->capacity = title ? title : pship__view_text(view, office);
    who->organisation = pship__merged_object(all, office, "organisation");
    if (!who->side)
        who->side = pship__office_side(all, office);
}

/* ---- who came */

static void add_attendee(attendees *to, const statement *said, name_id side)
{
    void *grown = to->list;
    if (!pship__grow(to->context, &grown, to->count, &to->capacity, sizeof *to->list)) {
        to->failed = true;
        return;
    }
    name_id id = pship__canonical(to->all, said->object);
    to->list = grown;
    to->list[to->count++] = (attendee){.id = id,
                                       .side = side,
                                       .text = pship__view_text(to->all->view, id),
                                       .source = said->source};
}

static void add_all(attendees *to, name_id subject, const char *property, name_id side)
{
    const pship_view *view = to->all->view;
    reading_pool pool = {0};
    readings among = pship__merged_about(to->all, &pool, subject, pship__view_name(view, property));
    for (size_t i = 0; i < among.count; i++) {
        if (counts(view, &among.first[i]))
            add_attendee(to, among.first[i].statement, side);
    }
    pship__merged_free(to->all, &pool);
}

static int compare_attendees(const void *left, const void *right)
{
    const attendee *a = left, *b = right;
    int order = strcmp(a->text, b->text);
    /* One who came with a delegation is known to be of its side. */
    return order != 0 ? order : (b->side != 0) - (a->side != 0);
}

static pship_result add_delegations(attendees *to, name_id event, pship_error *err)
{
    name_id *delegations;
    size_t count;
    pship_result result = pship__referring_ids(&delegations, &count, to->all, event,
                                               "delegation_to", "delegation", err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count; i++) {
        name_id for_whom = pship__merged_object(to->all, delegations[i], "on_behalf_of");
        name_id side = for_whom ? pship__side_of(to->all, for_whom) : 0;
        add_all(to, delegations[i], "head", side ? side : for_whom);
        add_all(to, delegations[i], "delegate", side ? side : for_whom);
    }
    pship__release(to->context, delegations);
    return PSHIP_OK;
}

pship_result pship__attendees_load(attendees *to, merges *all, const dated *event, pship_error *err)
{
    *to = (attendees){.context = pship__view_context(all->view), .all = all};
    add_all(to, event->id, "participant", 0);
    pship_result result = add_delegations(to, event->id, err);
    if (result == PSHIP_OK && (to->failed || all->failed))
        result = pship__fail_memory(err);
    if (result != PSHIP_OK)
        return result;
    if (to->count > 1)
        qsort(to->list, to->count, sizeof *to->list, compare_attendees);
    size_t kept = 0;
    for (size_t i = 0; i < to->count; i++) {
        if (kept == 0 || to->list[kept - 1].id != to->list[i].id)
            to->list[kept++] = to->list[i];
    }
    to->count = kept;
    for (size_t i = 0; i < kept; i++) {
        attendee *who = &to->list[i];
        find_capacity(who, all, &event->date);
        if (!who->side)
            who->side = pship__side_of(all, who->id);
    }
    return PSHIP_OK;
}

void pship__attendees_free(attendees *of)
{
    pship__release(of->context, of->list);
    *of = (attendees){.context = of->context, .all = of->all};
}
