/* Rules about seats, offices and meetings outside the life of what they belong to. */
#include "validation/validation.h"

/* The life of a body; a date that nobody states leaves its end open. */
typedef struct life {
    when begin, end;
} life;

/* Groups are established, parties are founded. */
static life life_of(const inspection *at, name_id body)
{
    life of = {pship__when_of(&at->merged, body, "established"),
               pship__when_of(&at->merged, body, "dissolved")};
    if (of.begin.kind == WHEN_ABSENT) {
        of.begin = pship__when_of(&at->merged, body, "founded");
    }
    return of;
}

/* ---- seats */

static const char *const seats[] = {"member", "chair", "focal_point"};

/* A seat begins after the last day of the body, or ended by its first. */
static bool misses(const inspection *at, const reading *seat, const life *of)
{
    const stored_date *from = pship__view_from(at->view, seat->statement);
    bool after = of->end.kind == WHEN_DATED && from->kind == PSHIP_DATE_DATED &&
                 from->earliest > of->end.latest;
    bool before = of->begin.kind == WHEN_DATED && seat->until.kind == PSHIP_DATE_DATED &&
                  seat->until.latest <= of->begin.earliest;
    return after || before;
}

/* Those that `property` of `holder` says to have a seat in the body. */
static void check_holders(inspection *at, name_id holder, const char *property, name_id body,
                          const life *of)
{
    readings holders = pship__said_of(at, holder, property);
    for (size_t i = 0; i < holders.count && !pship__inspection_stops(at); i++) {
        const reading *seat = &holders.first[i];
        if (pship__refers(seat) && misses(at, seat, of)) {
            pship__remark_reading(
                at, seat, "the seat of '%.100s' lies outside the life of '%.100s'",
                pship__id_of(at, seat->statement->object), pship__id_of(at, body));
        }
    }
}

static void check_seats_of(inspection *at, name_id body)
{
    life of = life_of(at, body);
    for (size_t i = 0; i < COUNT(seats); i++) {
        check_holders(at, body, seats[i], body, &of);
    }
}

/* A seat that is described by itself may be said to go on without its body. */
static void check_seat(inspection *at, name_id seat)
{
    name_id body = pship__ask_object(at->view, seat, "seat_of");
    choice survives = pship__ask_any(at->view, seat, "survives_dissolution");
    if (body == 0) {
        return;
    }
    life of = life_of(at, body);
    if (survives.picked != NULL && survives.picked->statement->boolean) {
        of.end.kind = WHEN_ABSENT;
    }
    check_holders(at, seat, "incumbent", body, &of);
}

/* Of a bloc, or a body that is a party. */
static void check_membership(inspection *at, name_id member)
{
    readings bodies = pship__said_of(at, member, "member_of");
    for (size_t i = 0; i < bodies.count && !pship__inspection_stops(at); i++) {
        const reading *one = &bodies.first[i];
        name_id body = one->statement->object;
        life of = life_of(at, body);
        if (pship__refers(one) && misses(at, one, &of)) {
            pship__remark_reading(at, one, "'%.100s' is a member of '%.100s' outside its life",
                                  pship__id_of(at, member), pship__id_of(at, body));
        }
    }
}

void pship__check_seats(inspection *at)
{
    pship__each_entity(at, "party", check_membership);
    pship__each_entity(at, "working_group", check_seats_of);
    pship__each_entity(at, "seat", check_seat);
}

/* ---- meetings */

static void check_meeting(inspection *at, name_id event)
{
    when date = pship__when_of(&at->merged, event, "date");
    name_id group = pship__ask_object(at->view, event, "group");
    if (group == 0) {
        return;
    }
    life of = life_of(at, group);
    if (pship__surely_before(&date, &of.begin)) {
        pship__remark_when(at, event, "date", &date,
                           "'%.100s' met on %s, before it was established (%s)",
                           pship__id_of(at, group), date.text, of.begin.text);
    } else if (pship__surely_before(&of.end, &date)) {
        pship__remark_when(at, event, "date", &date,
                           "'%.100s' met on %s, after it was dissolved (%s)",
                           pship__id_of(at, group), date.text, of.end.text);
    }
}

void pship__check_meetings(inspection *at)
{
    pship__each_entity(at, "event", check_meeting);
}
