/*
 * Seats in a body: of a working group, as it states its chairs, focal points and members, and those that are entities of
 * their own because more is known of them.
 */
#include "register/seats.h"

#include "model/private.h"
#include <partnership/seat.h>
#include <stdlib.h>
#include <string.h>

pship_seat_fields pship_seat_fields_init(void)
{
    return (pship_seat_fields)PSHIP_SEAT_FIELDS_INIT;
}

pship_seat_list_options pship_seat_list_options_init(void)
{
    return (pship_seat_list_options)PSHIP_SEAT_LIST_OPTIONS_INIT;
}

pship_result pship_seat_record(pship_transaction *transaction, const char *id,
                               const pship_seat_fields *fields,
                               const pship_statement_options *options, pship_error *err)
{
    static const field stated[] = {
        TEXT_FIELD(pship_seat_fields, seat_of, "seat_of"),
        TEXT_FIELD(pship_seat_fields, incumbent, "incumbent"),
        TEXT_FIELD(pship_seat_fields, capacity, "capacity"),
        TEXT_FIELD(pship_seat_fields, on_behalf_of, "on_behalf_of"),
    };
    pship_seat_fields known = PSHIP_SEAT_FIELDS_INIT;
    pship_result result =
        pship__options(&known, sizeof known, sizeof known, fields, "pship_seat_fields", err);
    if (result == PSHIP_OK)
        result = pship__record_fields(transaction, "seat", id, &known, stated, COUNT(stated),
                                      options, err);
    if (result == PSHIP_OK && known.survives_dissolution) {
        result = pship_statement_assert_text(NULL, transaction, id, "survives_dissolution", "true",
                                             NULL, options, err);
    }
    return result;
}

/* ---- gathering */

/* Roles that a group states as properties come first, in this order. */
static const char *const stated_roles[] = {"chair", "focal_point", "member"};

static int role_place(const char *role)
{
    for (size_t i = 0; i < COUNT(stated_roles); i++) {
        if (strcmp(stated_roles[i], role) == 0)
            return (int)i;
    }
    return (int)COUNT(stated_roles);
}

static int compare_seats(const void *left, const void *right)
{
    const seat *a = left, *b = right;
    int order = role_place(a->role) - role_place(b->role);
    if (order == 0)
        order = strcmp(a->role, b->role);
    return order != 0 ? order : (a->said->id > b->said->id) - (a->said->id < b->said->id);
}

static void add_seat(seats *to, const seat *one)
{
    void *grown = to->list;
    if (one->said->statement->value_kind != PSHIP_VALUE_REFERENCE ||
        one->said->statement->rank == PSHIP_RANK_DEPRECATED)
        return;
    if (!pship__grow(to->context, &grown, to->count, &to->capacity, sizeof *to->list)) {
        to->failed = true;
        return;
    }
    to->list = grown;
    to->list[to->count] = *one;
    to->list[to->count++].holder = pship__canonical(to->all, one->said->statement->object);
}

/* The seats that one of the ids of the body states as properties. */
static void add_stated(seats *to, name_id body)
{
    const pship_view *view = to->all->view;
    for (size_t i = 0; i < COUNT(stated_roles); i++) {
        readings among = pship__view_about(view, body, pship__view_name(view, stated_roles[i]));
        for (size_t j = 0; j < among.count; j++) {
            const reading *one = &among.first[j];
            add_seat(to, &(seat){.role = stated_roles[i], .said = one, .stated = one->truth});
        }
    }
}

/* What a seat is does not depend on the day, though it may have been stated for the days of its holder. */
static const reading *any_said(const pship_view *view, name_id subject, const char *property)
{
    readings among = pship__view_about(view, subject, pship__view_name(view, property));
    const reading *best = NULL;
    for (size_t i = 0; i < among.count; i++) {
        if (!best || among.first[i].statement->rank > best->statement->rank)
            best = &among.first[i];
    }
    return best;
}

/* An entity that is a seat of the body. `published` is how surely anybody had said so. */
static void add_entity(seats *to, name_id id, pship_truth published)
{
    const pship_view *view = to->all->view;
    const reading *role = any_said(view, id, "capacity");
    const reading *side = any_said(view, id, "on_behalf_of");
    const reading *survives = any_said(view, id, "survives_dissolution");
    const char *role_text = role ? pship__said_text(view, role->statement) : NULL;
    readings holders = pship__view_about(view, id, pship__view_name(view, "incumbent"));
    for (size_t i = 0; i < holders.count; i++) {
        const reading *one = &holders.first[i];
        add_seat(to,
                 &(seat){.entity = id,
                         .role = role_text ? role_text : "member",
                         .said = one,
                         .stated = pship__weaker(one->truth, published),
                         .on_behalf_of = side && side->statement->object
                                             ? pship__canonical(to->all, side->statement->object)
                                             : 0,
                         .survives = survives && survives->statement->boolean});
    }
}

/* Who holds a seat bounds it in time; that it is one of the body holds as long as anybody says so, whoever does. */
static void add_entities(seats *to, name_id body)
{
    const pship_view *view = to->all->view;
    references refs = pship__view_referring(view, body, pship__view_name(view, "seat_of"));
    for (size_t i = 0; i < refs.count;) {
        name_id id = refs.first[i]->statement->subject;
        pship_truth published = PSHIP_NO;
        for (; i < refs.count && refs.first[i]->statement->subject == id; i++) {
            const reading *one = refs.first[i];
            if (one->statement->rank != PSHIP_RANK_DEPRECATED && one->published > published)
                published = one->published;
        }
        if (published != PSHIP_NO)
            add_entity(to, id, published);
    }
}

pship_result pship__seats_load(seats *to, const merges *all, name_id body, pship_error *err)
{
    const pship_view *view = all->view;
    size_t count;
    const merged *others = pship__merged_into(all, body, &count);
    name_id kind = pship__view_kind(view, body);
    *to = (seats){.context = pship__view_context(view), .all = all, .body = body};
    to->life.over = PSHIP_NO;
    pship_result result = PSHIP_OK;
    if (pship__kind_is(view, kind, pship__view_name(view, "working_group")))
        result = pship__group_of(&to->life, all, body, err);
    if (result != PSHIP_OK)
        return result;
    add_stated(to, body);
    add_entities(to, body);
    for (size_t i = 0; i < count; i++) {
        add_stated(to, others[i].id);
        add_entities(to, others[i].id);
    }
    if (to->failed)
        return pship__fail_memory(err);
    if (to->count > 1)
        qsort(to->list, to->count, sizeof *to->list, compare_seats);
    for (size_t i = 0; i < to->count; i++)
        to->list[i].truth = pship__seat_truth(&to->life, &to->list[i], to->list[i].stated);
    return PSHIP_OK;
}

void pship__seats_free(seats *of)
{
    pship__release(of->context, of->list);
    *of = (seats){.context = of->context};
}

/* ---- how long */

pship_truth pship__seat_truth(const group_state *life, const seat *one, pship_truth stated)
{
    pship_truth alive = life->over == PSHIP_NO         ? PSHIP_CERTAIN
                        : life->over == PSHIP_POSSIBLE ? PSHIP_POSSIBLE
                                                       : PSHIP_NO;
    if (one->survives)
        alive = PSHIP_CERTAIN;
    /* No seat before the group is there, where it is known when that is. */
    if (life->established.kind == WHEN_DATED)
        alive = pship__weaker(alive, life->begun);
    return pship__weaker(alive, stated);
}

/* Does the body end before the seat was said to? */
static bool ends_with_body(const group_state *life, const seat *one)
{
    const stored_date *until = &one->said->until;
    if (life->dissolved.kind != WHEN_DATED || one->survives)
        return false;
    return until->kind != PSHIP_DATE_DATED || until->latest - 1 > life->dissolved.latest;
}

static bool counts(const pship_view *view, const seat *one)
{
    return one->said->statement->rank != PSHIP_RANK_DEPRECATED &&
           pship__view_holds(view, one->truth);
}

static bool better(const pship_view *view, const seat *a, const seat *b)
{
    const statement *left = a->said->statement, *right = b->said->statement;
    if (left->rank != right->rank)
        return left->rank > right->rank;
    if (a->truth != b->truth)
        return a->truth > b->truth;
    return pship__view_from(view, left)->kind == PSHIP_DATE_DATED &&
           pship__view_from(view, right)->kind != PSHIP_DATE_DATED;
}

static void take_in(seat *taken, const pship_view *view, const seat *one)
{
    pship_truth truth = one->truth > taken->truth ? one->truth : taken->truth;
    pship_day confirmed = one->confirmed > taken->confirmed /* NONE is before every day */
                              ? one->confirmed
                              : taken->confirmed;
    name_id side = taken->on_behalf_of ? taken->on_behalf_of : one->on_behalf_of;
    if (better(view, one, taken))
        *taken = *one;
    taken->truth = truth;
    taken->confirmed = confirmed;
    taken->on_behalf_of = taken->on_behalf_of ? taken->on_behalf_of : side;
}

/* A seat that is held, and its place among all. */
typedef struct held_seat {
    seat seat;
    size_t place;
} held_seat;

static int by_holder(const void *left, const void *right)
{
    const held_seat *a = left, *b = right;
    int order = strcmp(a->seat.role, b->seat.role);
    if (order == 0 && a->seat.holder != b->seat.holder)
        order = a->seat.holder < b->seat.holder ? -1 : 1;
    return order != 0 ? order : (a->place > b->place) - (a->place < b->place);
}

static int by_first_place(const void *left, const void *right)
{
    const held_seat *a = left, *b = right;
    return (a->place > b->place) - (a->place < b->place);
}

static size_t bring_together(held_seat *taken, size_t count, const pship_view *view)
{
    size_t kept = 0;
    if (count > 1)
        qsort(taken, count, sizeof *taken, by_holder);
    for (size_t i = 0; i < count; i++) {
        const seat *one = &taken[i].seat, *last = kept > 0 ? &taken[kept - 1].seat : NULL;
        if (last && last->holder == one->holder && strcmp(last->role, one->role) == 0)
            take_in(&taken[kept - 1].seat, view, one);
        else
            taken[kept++] = taken[i];
    }
    if (kept > 1)
        qsort(taken, kept, sizeof *taken, by_first_place);
    return kept;
}

pship_result pship__seats_held(seat **list, size_t *count, const seats *among, pship_error *err)
{
    const pship_view *view = among->all->view;
    held_seat *taken = pship__allocate(among->context, among->count, sizeof *taken);
    seat *made = pship__allocate(among->context, among->count, sizeof *made);
    size_t kept = 0;
    for (size_t i = 0; taken && made && i < among->count; i++) {
        if (!counts(view, &among->list[i]))
            continue;
        taken[kept] = (held_seat){among->list[i], i};
        taken[kept++].seat.confirmed = pship__confirmed(view, among->list[i].said);
    }
    if (taken && made) {
        kept = bring_together(taken, kept, view);
        for (size_t i = 0; i < kept; i++)
            made[i] = taken[i].seat;
    }
    pship__release(among->context, taken);
    if (!taken || !made) {
        pship__release(among->context, made);
        return pship__fail_memory(err);
    }
    *list = made;
    *count = kept;
    return PSHIP_OK;
}

/* ---- for whom */

name_id pship__office_side(const merges *all, name_id office)
{
    name_id for_whom = pship__merged_object(all, office, "on_behalf_of");
    if (!for_whom)
        for_whom = pship__merged_object(all, office, "organisation");
    return for_whom ? pship__side_of(all, for_whom) : 0;
}

name_id pship__side_of(const merges *all, name_id who)
{
    const pship_view *view = all->view;
    name_id kind = pship__view_kind(view, who);
    if (kind && pship__kind_is(view, kind, pship__view_name(view, "state")))
        return who;
    name_id country = pship__merged_object(all, who, "country");
    if (country)
        return country;
    if (!kind || !pship__kind_is(view, kind, pship__view_name(view, "person")))
        return 0;
    readings offices = pship__view_about(view, who, pship__view_name(view, "holds_office"));
    name_id side = 0;
    for (size_t i = 0; i < offices.count && !side; i++) {
        const reading *one = &offices.first[i];
        if (one->truth != PSHIP_NO && one->statement->object &&
            one->statement->rank != PSHIP_RANK_DEPRECATED)
            side = pship__office_side(all, pship__canonical(all, one->statement->object));
    }
    return side;
}

/* ---- rows */

void pship__sheet_side(sheet *page, const seat *one)
{
    name_id side =
        pship__side_of(page->merged, one->on_behalf_of ? one->on_behalf_of : one->holder);
    pship__sheet_name(page, side ? side : one->on_behalf_of);
    pship__sheet_name(page, one->on_behalf_of);
}

void pship__sheet_term(sheet *page, const group_state *life, const seat *one)
{
    const stored_date *from = pship__view_from(page->view, one->said->statement);
    const stored_date *until = &one->said->until;
    pship__sheet_name(page, from->kind == PSHIP_DATE_OPEN ? 0 : from->text);
    if (ends_with_body(life, one)) {
        pship__add_text(page->builder, life->dissolved.text);
        pship__add_text(page->builder, "dissolution");
    } else {
        pship__sheet_end(page, until);
        pship__add_text(page->builder, until->kind == PSHIP_DATE_DATED ? "seat" : NULL);
    }
}

static void add_row(sheet *page, const seats *of, const seat *one)
{
    const pship_view *view = page->view;
    pship__sheet_row(page, one->holder);
    page->source = one->said->statement->source;
    pship__sheet_name(page, one->entity);
    pship__sheet_name(page, of->body);
    pship__sheet_label(page, of->body);
    pship__add_text(page->builder, one->role);
    pship__sheet_id(page);
    pship__sheet_label(page, one->holder);
    pship__sheet_side(page, one);
    pship__sheet_term(page, &of->life, one);
    pship__add_date(page->builder, pship__confirmed(view, one->said));
    pship__sheet_truth(page, one->truth);
    pship__add_ordinal(page->builder, one->said->id);
    pship__sheet_name(page, page->source);
}

static pship_result add_body(sheet *page, name_id body, name_id holder, pship_error *err)
{
    seats all;
    pship_result result = pship__seats_load(&all, page->merged, body, err);
    for (size_t i = 0; i < all.count && result == PSHIP_OK; i++) {
        if (!holder || all.list[i].holder == holder)
            add_row(page, &all, &all.list[i]);
    }
    pship__seats_free(&all);
    return result;
}

/* The bodies that have seats: those that state them, and those of which entities are seats. */
static pship_result bodies(name_id **list, size_t *count, const merges *all, pship_error *err)
{
    const pship_view *view = all->view;
    const pship_context *context = pship__view_context(view);
    name_id *groups = NULL, *entities = NULL;
    size_t group_count = 0, entity_count = 0;
    pship_result result = pship__merged_subjects(all, "working_group", &groups, &group_count, err);
    if (result == PSHIP_OK)
        result = pship__view_stating(view, "seat_of", &entities, &entity_count, err);
    if (result == PSHIP_OK) {
        void *grown = pship__resize(context, groups, group_count + entity_count, sizeof *groups);
        if (!grown)
            result = pship__fail_memory(err);
        else
            groups = grown;
    }
    for (size_t i = 0; i < entity_count && result == PSHIP_OK; i++) {
        name_id body = pship__merged_object(all, entities[i], "seat_of");
        if (body)
            groups[group_count++] = body;
    }
    pship__release(context, entities);
    if (result == PSHIP_OK)
        result = pship__order_ids(groups, &group_count, all, err);
    if (result != PSHIP_OK) {
        pship__release(context, groups);
        return result;
    }
    *list = groups;
    *count = group_count;
    return PSHIP_OK;
}

pship_result pship_seat_list(pship_table **table, const pship_view *view,
                             const pship_seat_list_options *options, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("seat", UTF8),        COLUMN("body", UTF8),           COLUMN("body_name", UTF8),
        COLUMN("role", DICTIONARY),  COLUMN("holder", UTF8),         COLUMN("name", UTF8),
        COLUMN("side", UTF8),        COLUMN("on_behalf_of", UTF8),   COLUMN("from", UTF8),
        COLUMN("until", UTF8),       COLUMN("ended_by", DICTIONARY), COLUMN("last_confirmed", DATE),
        COLUMN("holds", DICTIONARY), COLUMN("statement", INT64),     COLUMN("source", UTF8),
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    pship_seat_list_options wanted = PSHIP_SEAT_LIST_OPTIONS_INIT;
    merges all = {.view = view};
    name_id body = 0, holder = 0, *list = NULL;
    size_t count = 1;
    pship_result result = pship__options(&wanted, sizeof wanted, sizeof wanted, options,
                                         "pship_seat_list_options", err);
    if (result == PSHIP_OK)
        result = pship__merges_load(&all, view, err);
    if (result == PSHIP_OK && wanted.holder)
        result = pship__find_merged(&holder, &all, NULL, wanted.holder, err);
    if (result == PSHIP_OK && wanted.body)
        result = pship__find_merged(&body, &all, NULL, wanted.body, err);
    else if (result == PSHIP_OK)
        result = bodies(&list, &count, &all, err);
    if (result != PSHIP_OK) {
        pship__merges_free(&all);
        return result;
    }
    sheet page;
    result = pship__sheet_open_merged(&page, &all, columns, COUNT(columns), err);
    for (size_t i = 0; i < count && result == PSHIP_OK; i++)
        result = add_body(&page, list ? list[i] : body, holder, err);
    pship__release(pship__view_context(view), list);
    return pship__sheet_finish_merged(&page, result, table, err);
}
