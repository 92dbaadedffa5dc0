/* Rules about the order in which acts are done. Each is about what cannot be: dates that may be in order, are. */
#include "model/vocabulary.h"
#include "validation/validation.h"

/* Types of acts, a bit for each. */
typedef uint64_t lives;
#define BIT(life) (UINT64_C(1) << LIFE_##life)

#define SIGNATURES (BIT(SIGNATURE) | BIT(DEFINITIVE_SIGNATURE))
#define RATIFICATIONS \
    (BIT(RATIFICATION) | BIT(ACCEPTANCE) | BIT(APPROVAL) | BIT(FORMAL_CONFIRMATION))
/* What makes somebody a party. */
#define JOININGS \
    (SIGNATURES | RATIFICATIONS | BIT(NOTIFICATION) | BIT(ACCESSION) | BIT(SUCCESSION) | \
     BIT(CONSENT_TO_BE_BOUND) | BIT(ENTRY_INTO_FORCE))
#define WITHDRAWALS (BIT(WITHDRAWAL) | BIT(DENUNCIATION))
#define ENDS (BIT(TERMINATION) | BIT(EXPIRY) | BIT(REPLACEMENT))
/* What begins the life of an agreement anew. */
#define BEGINNINGS \
    (SIGNATURES | BIT(ADOPTION) | BIT(PROVISIONAL_APPLICATION) | BIT(ENTRY_INTO_FORCE) | \
     BIT(RENEWAL))
/* What has no meaning for an agreement that has ended, and cannot reach back behind the day on which it was done. */
#define OF_THE_LIVING \
    (RATIFICATIONS | WITHDRAWALS | BIT(ACCESSION) | BIT(SUSPENSION) | BIT(RESUMPTION) | BIT(NOTICE))

static bool is_one_of(const act *one, lives types)
{
    return one->life >= 0 && (types >> one->life & 1U) != 0;
}

/* The day of the act itself: its effect may well reach back. */
static const when *day_of(const act *one)
{
    return one->date.kind == WHEN_ABSENT ? &one->counts : &one->date;
}

static bool is_party(const inspection *at, readings parties, name_id party)
{
    for (size_t i = 0; i < parties.count; i++) {
        if (pship__refers(&parties.first[i]) &&
            pship__same_thing(at, parties.first[i].statement->object, party)) {
            return true;
        }
    }
    return false;
}

/* Is there anybody who may have done both? An act that names nobody is everybody's. */
static bool share_party(const inspection *at, const act *a, const act *b)
{
    readings of_a = pship__said_of(at, a->id, "party"), of_b = pship__said_of(at, b->id, "party");
    if (of_a.count == 0 || of_b.count == 0) {
        return true;
    }
    for (size_t i = 0; i < of_a.count; i++) {
        if (pship__refers(&of_a.first[i]) && is_party(at, of_b, of_a.first[i].statement->object)) {
            return true;
        }
    }
    return false;
}

static void tell(inspection *at, const act *one, const act *other, const char *how)
{
    pship__remark_when(at, one->id, "date", day_of(one), "the %s '%.120s' (%s) %s %s '%.120s' (%s)",
                       one->type, one->id_text, day_of(one)->text, how, other->type, other->id_text,
                       day_of(other)->text);
}

/* ---- one before the other */

/* The first act of these types of the same party; NULL where there is none, and where `one` may not come before
 * every one of them. */
static const act *first_missed(const inspection *at, const ledger *of, const act *one, lives types)
{
    const act *first = NULL;
    for (size_t i = 0; i < of->count; i++) {
        const act *other = &of->acts[i];
        if (other == one || !is_one_of(other, types) || !share_party(at, one, other)) {
            continue;
        }
        if (!pship__surely_before(day_of(one), day_of(other))) {
            return NULL;
        }
        first = first == NULL ? other : first;
    }
    return first;
}

static void check_order(inspection *at, lives later, lives earlier)
{
    for (size_t i = 0; i < at->ledger_count; i++) {
        const ledger *of = &at->ledgers[i];
        for (size_t j = 0; j < of->count && !pship__inspection_stops(at); j++) {
            const act *one = &of->acts[j];
            const act *missed = is_one_of(one, later) ? first_missed(at, of, one, earlier) : NULL;
            if (missed != NULL) {
                tell(at, one, missed, "comes before the");
            }
        }
    }
}

void pship__check_force_before_signature(inspection *at)
{
    check_order(at, BIT(ENTRY_INTO_FORCE), SIGNATURES);
}

void pship__check_consent_before_signature(inspection *at)
{
    check_order(at, RATIFICATIONS, SIGNATURES);
}

void pship__check_withdrawal_before_consent(inspection *at)
{
    check_order(at, WITHDRAWALS, JOININGS);
}

/* ---- what must have come before */

static bool may_follow(const inspection *at, const ledger *of, const act *one, lives types)
{
    for (size_t i = 0; i < of->count; i++) {
        const act *other = &of->acts[i];
        if (is_one_of(other, types) && share_party(at, one, other) &&
            !pship__surely_before(day_of(one), day_of(other))) {
            return true;
        }
    }
    return false;
}

void pship__check_resumption(inspection *at)
{
    for (size_t i = 0; i < at->ledger_count; i++) {
        const ledger *of = &at->ledgers[i];
        for (size_t j = 0; j < of->count && !pship__inspection_stops(at); j++) {
            const act *one = &of->acts[j];
            if (is_one_of(one, BIT(RESUMPTION)) && !may_follow(at, of, one, BIT(SUSPENSION))) {
                pship__remark_when(at, one->id, "date", day_of(one),
                                   "the resumption '%.200s' resumes what was not suspended",
                                   one->id_text);
            }
        }
    }
}

/* ---- after the end */

/* The end of the whole agreement that certainly came before an act, with nothing that may have begun it anew
 * in between. */
static const act *ended_before(const inspection *at, const ledger *of, const act *one)
{
    const act *end = NULL;
    for (size_t i = 0; i < of->count; i++) {
        const act *other = &of->acts[i];
        if (is_one_of(other, ENDS) && pship__said_of(at, other->id, "party").count == 0 &&
            pship__surely_before(&other->counts, day_of(one))) {
            end = other;
        }
    }
    for (size_t i = 0; i < of->count && end != NULL; i++) {
        const act *other = &of->acts[i];
        if (is_one_of(other, BEGINNINGS) && !pship__surely_before(day_of(other), &end->counts) &&
            !pship__surely_before(day_of(one), day_of(other))) {
            return NULL;
        }
    }
    return end;
}

void pship__check_after_termination(inspection *at)
{
    for (size_t i = 0; i < at->ledger_count; i++) {
        const ledger *of = &at->ledgers[i];
        for (size_t j = 0; j < of->count && !pship__inspection_stops(at); j++) {
            const act *one = &of->acts[j];
            const act *end =
                is_one_of(one, OF_THE_LIVING | BIT(AMENDMENT)) ? ended_before(at, of, one) : NULL;
            if (end != NULL) {
                tell(at, one, end, "comes after the");
            }
        }
    }
}

/* ---- who acts */

/* Did somebody become a party by an act of its own? */
static bool joined(const inspection *at, const ledger *of, name_id party)
{
    for (size_t i = 0; i < of->count; i++) {
        if (is_one_of(&of->acts[i], BIT(ACCESSION) | BIT(SUCCESSION)) &&
            is_party(at, pship__said_of(at, of->acts[i].id, "party"), party)) {
            return true;
        }
    }
    return false;
}

/* A ministry acts for its state, and a member of a bloc may be named where the bloc is the party. */
static bool acts_for(const inspection *at, readings parties, name_id actor)
{
    static const char *const ties[] = {"country", "part_of"};
    for (size_t i = 0; i < COUNT(ties); i++) {
        readings above = pship__said_of(at, actor, ties[i]);
        for (size_t j = 0; j < above.count; j++) {
            if (pship__refers(&above.first[j]) &&
                is_party(at, parties, above.first[j].statement->object)) {
                return true;
            }
        }
    }
    return false;
}

static void check_actors(inspection *at, const ledger *of, const act *one, readings parties)
{
    readings actors = pship__said_of(at, one->id, "party");
    for (size_t i = 0; i < actors.count && !pship__inspection_stops(at); i++) {
        const reading *actor = &actors.first[i];
        name_id party = actor->statement->object;
        if (pship__refers(actor) && !is_party(at, parties, party) && !joined(at, of, party) &&
            !acts_for(at, parties, party)) {
            pship__remark_reading(
                at, actor, "'%.120s' takes part in '%.120s' and is no party to '%.120s'",
                pship__id_of(at, party), one->id_text, pship__id_of(at, of->agreement));
        }
    }
}

/* Where an agreement names no parties, anybody may be one. */
void pship__check_stranger(inspection *at)
{
    for (size_t i = 0; i < at->ledger_count; i++) {
        const ledger *of = &at->ledgers[i];
        readings parties = pship__said_of(at, of->agreement, "party");
        for (size_t j = 0; j < of->count && parties.count > 0; j++) {
            check_actors(at, of, &of->acts[j], parties);
        }
    }
}

/* ---- effect */

void pship__check_effect(inspection *at)
{
    for (size_t i = 0; i < at->ledger_count; i++) {
        const ledger *of = &at->ledgers[i];
        for (size_t j = 0; j < of->count && !pship__inspection_stops(at); j++) {
            const act *one = &of->acts[j];
            if (is_one_of(one, OF_THE_LIVING) && pship__surely_before(&one->effect, &one->date)) {
                pship__remark_when(at, one->id, "effect_date", &one->effect,
                                   "the %s '%.200s' of %s has effect on %s already", one->type,
                                   one->id_text, one->date.text, one->effect.text);
            }
        }
    }
}
