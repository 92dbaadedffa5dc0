/* Rules about commitments. */
#include "validation/validation.h"
#include <string.h>

static void check_owner(inspection *at, name_id commitment)
{
    if (pship__said_of(at, commitment, "owner").count == 0) {
        subject_of about = {.entity = commitment, .property = "owner"};
        pship__remark(at, &about, "nobody owes '%.200s'", pship__id_of(at, commitment));
    }
}

void pship__check_owner(inspection *at)
{
    pship__each_entity(at, "commitment", check_owner);
}

/* ---- before it was made */

/* The first day on which what a commitment arises from was there: of an agreement its first act, of anything else, and
 * of an agreement without acts, its date. */
static when day_of_origin(const inspection *at, name_id commitment)
{
    name_id origin = pship__ask_object(at->view, commitment, "arises_from");
    if (origin == 0) {
        return (when){.kind = WHEN_ABSENT};
    }
    const ledger *of = pship__ledger_of(at, origin);
    return of != NULL && of->count > 0 ? of->first : pship__when_of(&at->merged, origin, "date");
}

static void check_day(inspection *at, name_id commitment, const char *property, const char *words)
{
    when origin = day_of_origin(at, commitment);
    when date = pship__when_of(&at->merged, commitment, property);
    if (pship__surely_before(&date, &origin)) {
        pship__remark_when(at, commitment, property, &date,
                           "'%.100s' was %s on %s, before '%.100s' (%s), from which it arises",
                           pship__id_of(at, commitment), words, date.text,
                           pship__id_of(at, pship__ask_object(at->view, commitment, "arises_from")),
                           origin.text);
    }
}

static void check_due(inspection *at, name_id commitment)
{
    check_day(at, commitment, "due", "due");
}

static void check_fulfilled(inspection *at, name_id commitment)
{
    check_day(at, commitment, "fulfilled", "fulfilled");
}

void pship__check_due(inspection *at)
{
    pship__each_entity(at, "commitment", check_due);
}

void pship__check_fulfilled(inspection *at)
{
    pship__each_entity(at, "commitment", check_fulfilled);
}

/* ---- fulfilled and given up */

static bool was_done(const when *date)
{
    return date->kind == WHEN_DATED || date->kind == WHEN_UNKNOWN;
}

static void check_closed_twice(inspection *at, name_id commitment)
{
    when fulfilled = pship__when_of(&at->merged, commitment, "fulfilled");
    when withdrawn = pship__when_of(&at->merged, commitment, "withdrawn");
    if (was_done(&fulfilled) && was_done(&withdrawn)) {
        pship__remark_when(at, commitment, "withdrawn", &withdrawn,
                           "'%.200s' was both fulfilled and withdrawn",
                           pship__id_of(at, commitment));
    }
}

void pship__check_closed_twice(inspection *at)
{
    pship__each_entity(at, "commitment", check_closed_twice);
}

/* ---- milestones */

static void check_milestone(inspection *at, name_id step)
{
    name_id commitment = pship__ask_object(at->view, step, "commitment");
    if (commitment == 0) {
        return;
    }
    when due = pship__when_of(&at->merged, step, "due");
    when end = pship__when_of(&at->merged, commitment, "due");
    if (pship__surely_before(&end, &due)) {
        pship__remark_when(at, step, "due", &due, "'%.100s' is due on %s, after '%.100s' (%s)",
                           pship__id_of(at, step), due.text, pship__id_of(at, commitment),
                           end.text);
    }
}

void pship__check_milestones(inspection *at)
{
    pship__each_entity(at, "milestone", check_milestone);
}
