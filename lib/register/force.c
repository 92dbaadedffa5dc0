/*
 * What is in force for whom: the spells of an agreement and of each of its parties.
 *
 * The agreement as such is in force from its entry into force, said by an act or worked out from its
 * conditions, until it ends. A party is bound from its own consent (or, where the ledger of the
 * agreement knows of no consents at all, because it is a party) until it leaves. For a party the agreement is in
 * force where both hold, so that one that is over is in force for nobody.
 */
#include "register/force.h"

#include <stdlib.h>
#include <string.h>

/* ---- scratch */

static spell *hand_out(workings *in, size_t count)
{
    spell *given = in->spells + in->spell_count;
    in->spell_count += count;
    return given;
}

/* The spells that the beginnings and ends in the scratch come to. */
static const spell *pair(workings *in, size_t begin_count, size_t end_count, const limits *to,
                         size_t *count)
{
    spell *given = in->spells + in->spell_count;
    pship__turns_sort(in->begins, begin_count);
    pship__turns_sort(in->ends, end_count);
    *count = pship__spells_pair(given, in->begins, begin_count, in->ends, end_count, to);
    return hand_out(in, *count);
}

static turn act_turn(const ledger_act *deed)
{
    return (turn){.day = pship__act_effect(deed),
                  .why = CAUSE_ACT,
                  .act = deed,
                  .contested = deed->contested};
}

static size_t add(turn *turns, size_t count, turn one)
{
    if (one.day.earliest != PSHIP_DAY_MAX) /* it comes at all */
        turns[count++] = one;
    return count;
}

static const condition *find_condition(const ledger_part *of, condition_type type)
{
    for (size_t i = 0; i < of->condition_count; i++) {
        if (of->conditions[i].type == type && of->conditions[i].readable)
            return &of->conditions[i];
    }
    return NULL;
}

static bool gives_notice(int life)
{
    return life == LIFE_NOTICE || life == LIFE_DENUNCIATION;
}

/* ---- the agreement as such */

static size_t add_general(turn *turns, size_t count, const workings *in, int life)
{
    for (size_t i = 0; i < in->general_count; i++) {
        if (in->general[i]->life == life)
            count = add(turns, count, act_turn(in->general[i]));
    }
    return count;
}

/* Where acts only say for single parties from when, the agreement is in force with the first of them. */
static turn with_the_first(const workings *in)
{
    turn first = {.day = NEVER, .why = CAUSE_OTHERS};
    for (size_t i = 0; i < in->act_count; i++) {
        const ledger_act *deed = in->acts[i].act;
        if (deed->life != LIFE_ENTRY_INTO_FORCE)
            continue;
        bounds day = pship__act_effect(deed);
        if (!first.act || day.latest < first.day.latest)
            first.act = deed;
        first.day = pship__sooner(first.day, day);
    }
    for (size_t i = 0; i < in->party_count; i++) {
        const reading *said = in->parties[i].said;
        const stored_date *from = said ? pship__view_from(in->all->view, said->statement) : NULL;
        if (from && from->kind == PSHIP_DATE_DATED) {
            if (!first.act && !first.said)
                first.said = said->statement;
            first.day = pship__sooner(first.day, (bounds){from->earliest, from->latest, false});
        }
    }
    return first;
}

/* An act that says from when comes before what the conditions come to. Where both are known and cannot be
 * the same day, they contradict each other. */
static size_t beginnings(force *one, bool *failed)
{
    workings *in = &one->inside;
    turn met = pship__conditions_met(in, CONDITION_ENTRY, one->reasons, MOST_LACKS,
                                     &one->lack_count, failed);
    bool conditions = find_condition(in->of, CONDITION_ENTRY) != NULL || one->lack_count > 0;
    turn first = with_the_first(in);
    size_t count = add_general(in->begins, 0, in, LIFE_ENTRY_INTO_FORCE);
    if (count == 0 && (first.act || !conditions))
        count = add(in->begins, 0, first);
    if (count > 0) {
        pship__turns_sort(in->begins, count);
        if (met.day.earliest != PSHIP_DAY_MAX && pship__apart(met.day, in->begins[0].day))
            in->begins[0].contested = true;
        one->lack_count = 0;
        return count;
    }
    if (!conditions)
        one->reasons[one->lack_count++] = (lacking){LACK_CONDITION, 1, 0, 0};
    return add(in->begins, 0, met);
}

/* What ends the agreement as such; of a bilateral one, what one of the parties does as well. */
static size_t endings(force *one)
{
    workings *in = &one->inside;
    size_t count = 0, notices = 0;
    for (size_t i = 0; i < in->general_count; i++) {
        const ledger_act *deed = in->general[i];
        if (pship__act_ends(deed->life))
            count = add(in->ends, count, act_turn(deed));
        else if (gives_notice(deed->life))
            notices = add(in->notices, notices, act_turn(deed));
    }
    for (size_t i = 0; in->bilateral && i < in->act_count; i++) {
        const ledger_act *deed = in->acts[i].act;
        if (pship__act_ends(deed->life))
            count = add(in->ends, count, act_turn(deed));
        else if (gives_notice(deed->life))
            notices = add(in->notices, notices, act_turn(deed));
    }
    pship__turns_sort(in->notices, notices);
    one->limits.notices = in->notices;
    one->limits.notice_count = notices;
    return count;
}

static int32_t count_renewals(const ledger_part *of)
{
    int32_t count = 0;
    for (size_t i = 0; i < of->act_count; i++)
        count += of->acts[i].life == LIFE_RENEWAL;
    return count;
}

static void find_limits(force *one)
{
    const ledger_part *of = one->of;
    one->limits = (limits){.term = find_condition(of, CONDITION_TERM),
                           .renewal = find_condition(of, CONDITION_RENEWAL),
                           .notice = find_condition(of, CONDITION_NOTICE),
                           .renewals = count_renewals(of)};
    one->sunset = find_condition(of, CONDITION_SUNSET);
}

/* ---- a party */

typedef struct own {
    const stated_party *party; /* NULL: the agreement */
    const condition *entry;    /* from when a party that consents is bound */
    bool by_consent;           /* whoever has not consented is not bound */
} own;

static turn consent_turn(const ledger_act *deed, const condition *entry)
{
    turn one = {.day = pship__act_effect(deed),
                .base = pship__act_day(deed),
                .why = CAUSE_CONSENT,
                .act = deed,
                .contested = deed->contested};
    if (!deed->effective && entry) {
        one.day = pship__delayed(deed->date, entry);
        one.condition = entry;
    }
    return one;
}

/* An act says that it is in force for the party before its consent, with the delay, would bring it about. */
static bool too_early(const turn *said, const turn *consent)
{
    return consent->condition && consent->day.earliest > said->day.latest &&
           consent->base.earliest <= said->day.latest;
}

static size_t own_beginnings(workings *in, const own *of)
{
    size_t count = 0;
    const stated_party *party = of->party;
    for (size_t i = 0; i < party->count; i++) {
        const ledger_act *deed = in->acts[party->first + i].act;
        if (deed->life == LIFE_ENTRY_INTO_FORCE)
            count = add(in->begins, count, act_turn(deed));
    }
    size_t said = count;
    for (size_t i = 0; i < party->count; i++) {
        const ledger_act *deed = in->acts[party->first + i].act;
        if (!pship__acts[deed->life].consent)
            continue;
        turn consent = consent_turn(deed, of->entry);
        for (size_t j = 0; j < said; j++) {
            if (too_early(&in->begins[j], &consent))
                in->begins[j].contested = true;
        }
        count = add(in->begins, count, consent);
    }
    for (size_t i = 0; i < in->general_count; i++) {
        if (pship__acts[in->general[i]->life].consent)
            count = add(in->begins, count, consent_turn(in->general[i], of->entry));
    }
    return count;
}

/* A statement that lists a party may say from when until when it is one. */
static void add_listing(turn *begins, size_t *begin_count, turn *ends, size_t *end_count,
                        const workings *in, const stated_party *party)
{
    const reading *said = party->said;
    const stored_date *from = said ? pship__view_from(in->all->view, said->statement) : NULL;
    if (!said)
        return;
    turn one = {.why = CAUSE_LISTED, .said = said->statement};
    bounds first = ALWAYS;
    if (from && from->kind == PSHIP_DATE_DATED) {
        first = one.day = (bounds){from->earliest, from->latest, false};
        *begin_count = add(begins, *begin_count, one);
    }
    if (said->until.kind == PSHIP_DATE_DATED) {
        one.day = (bounds){said->until.earliest, said->until.latest, false};
        *end_count = add(ends, *end_count, one);
    } else if (said->until.kind == PSHIP_DATE_UNKNOWN) {
        one.day = (bounds){first.earliest, PSHIP_DAY_MAX, false};
        if (said->last_confirmed != PSHIP_DAY_NONE)
            one.day.earliest = said->last_confirmed + 1;
        *end_count = add(ends, *end_count, one);
    }
}

/* The spell of the agreement in which notice was given. */
static bounds life_of_notice(const standing *agreement, const turn *notice)
{
    bounds given = pship__act_day(notice->act), begin = SOME_DAY;
    for (size_t i = 0; i < agreement->force_count; i++) {
        if (i == 0 || agreement->force[i].begin.day.latest <= given.earliest)
            begin = agreement->force[i].begin.day;
    }
    return begin;
}

static size_t own_endings(force *one, const own *of)
{
    workings *in = &one->inside;
    size_t count = 0;
    for (size_t i = 0; i < of->party->count; i++) {
        turn end = act_turn(in->acts[of->party->first + i].act);
        if (gives_notice(end.act->life))
            end = pship__notice_end(&one->limits, life_of_notice(&one->standings[0], &end), &end);
        else if (!pship__act_ends(end.act->life))
            continue;
        count = add(in->ends, count, end);
    }
    return count;
}

/* The spells in which a party is bound. */
static const spell *bound_spells(force *one, const own *of, size_t *count, bool *lacks)
{
    workings *in = &one->inside;
    size_t begin_count = own_beginnings(in, of);
    size_t end_count = in->bilateral ? 0 : own_endings(one, of);
    size_t before = begin_count;
    add_listing(in->begins, &begin_count, in->ends, &end_count, in, of->party);
    /* Being listed from a day says less than consent does. */
    if (before > 0)
        begin_count = before;
    *lacks = begin_count == 0 && (of->by_consent || !of->party->said);
    if (begin_count == 0 && !*lacks) {
        turn always = {.day = ALWAYS, .why = CAUSE_NONE};
        begin_count = add(in->begins, 0, always);
    }
    return pair(in, begin_count, end_count, NULL, count);
}

/* ---- both */

static turn later_turn(const turn *a, const turn *b)
{
    bool second = b->day.latest > a->day.latest ||
                  (b->day.latest == a->day.latest && b->day.earliest > a->day.earliest);
    turn later = second ? *b : *a;
    later.day = pship__later(a->day, b->day);
    later.contested = a->contested || b->contested;
    return later;
}

static turn sooner_turn(const turn *a, const turn *b)
{
    bool second = b->day.latest < a->day.latest ||
                  (b->day.latest == a->day.latest && b->day.earliest < a->day.earliest);
    turn sooner = second ? *b : *a;
    sooner.day = pship__sooner(a->day, b->day);
    sooner.contested = a->contested || b->contested;
    return sooner;
}

/* May two spells meet? */
static bool may_meet(const spell *a, const spell *b)
{
    bounds end = pship__sooner(a->end.day, b->end.day);
    return end.unsure || (a->begin.day.earliest < end.latest && b->begin.day.earliest < end.latest);
}

static void meet_both(spell *both, const spell *a, const spell *b)
{
    both->begin = later_turn(&a->begin, &b->begin);
    both->end = sooner_turn(&a->end, &b->end);
    both->end.day = pship__not_before(both->end.day, both->begin.day);
}

/* Where the spells of the agreement and those in which the party is bound meet. Of imprecise days each may meet
 * each: they are counted before there is room for them. */
static const spell *meet(workings *in, const standing *agreement, const spell *bound,
                         size_t bound_count, size_t *count, bool *failed)
{
    size_t needed = 0, found = 0;
    for (size_t i = 0; i < agreement->force_count; i++) {
        for (size_t j = 0; j < bound_count; j++)
            needed += may_meet(&agreement->force[i], &bound[j]);
    }
    *count = 0;
    if (!pship__workings_room(in, needed, 0)) {
        *failed = true;
        return NULL;
    }
    spell *given = in->spells + in->spell_count;
    for (size_t i = 0; i < agreement->force_count; i++) {
        for (size_t j = 0; j < bound_count; j++) {
            if (may_meet(&agreement->force[i], &bound[j]))
                meet_both(&given[found++], &agreement->force[i], &bound[j]);
        }
    }
    *count = found;
    return hand_out(in, found);
}

/* ---- application before force, and suspension */

static size_t add_own(turn *turns, size_t count, const workings *in, const own *of, int life)
{
    for (size_t i = 0; of->party && i < of->party->count; i++) {
        const ledger_act *deed = in->acts[of->party->first + i].act;
        if (deed->life == life)
            count = add(turns, count, act_turn(deed));
    }
    return count;
}

/* Is it certainly in force by the time it would be applied? */
static bool in_force_by(const standing *of, const turn *begin)
{
    for (size_t i = 0; i < of->force_count; i++) {
        if (of->force[i].begin.day.latest <= begin->day.earliest &&
            of->force[i].end.day.earliest > begin->day.latest)
            return true;
    }
    return false;
}

static void apply(force *one, standing *of, const own *whose, const turn *met, bool *failed)
{
    workings *in = &one->inside;
    if (!in->provisional && met->day.earliest == PSHIP_DAY_MAX)
        return;
    size_t begins = add_general(in->begins, 0, in, LIFE_PROVISIONAL_APPLICATION);
    begins = add_own(in->begins, begins, in, whose, LIFE_PROVISIONAL_APPLICATION);
    if (begins == 0)
        begins = add(in->begins, 0, *met);
    size_t kept = 0;
    if (!pship__workings_room(in, 0, in->general_count + in->act_count + of->force_count)) {
        *failed = true;
        return;
    }
    for (size_t i = 0; i < begins; i++) {
        if (!in_force_by(of, &in->begins[i]))
            in->begins[kept++] = in->begins[i];
    }
    size_t ends = add_general(in->ends, 0, in, LIFE_PROVISIONAL_TERMINATION);
    ends = add_own(in->ends, ends, in, whose, LIFE_PROVISIONAL_TERMINATION);
    for (size_t i = 0; i < in->general_count; i++) {
        if (pship__act_ends(in->general[i]->life))
            ends = add(in->ends, ends, act_turn(in->general[i]));
    }
    size_t first = !in->bilateral && whose->party ? whose->party->first : 0;
    size_t count = in->bilateral ? in->act_count : whose->party ? whose->party->count : 0;
    for (size_t i = first; i < first + count; i++) {
        if (pship__act_ends(in->acts[i].act->life))
            ends = add(in->ends, ends, act_turn(in->acts[i].act));
    }
    for (size_t i = 0; i < of->force_count; i++) {
        turn until = of->force[i].begin;
        until.why = CAUSE_FORCE;
        ends = add(in->ends, ends, until);
    }
    of->applied = pair(in, kept, ends, NULL, &of->applied_count);
}

static void suspend(force *one, standing *of, const own *whose)
{
    workings *in = &one->inside;
    size_t begins, ends;
    if (!in->suspensions)
        return;
    if (!whose->party) {
        begins = add_general(in->begins, 0, in, LIFE_SUSPENSION);
        ends = add_general(in->ends, 0, in, LIFE_RESUMPTION);
        of->suspended = pair(in, begins, ends, NULL, &of->suspended_count);
        return;
    }
    of->suspended = one->standings[0].suspended;
    of->suspended_count = one->standings[0].suspended_count;
    begins = add_own(in->begins, 0, in, whose, LIFE_SUSPENSION);
    ends = add_own(in->ends, 0, in, whose, LIFE_RESUMPTION);
    if (begins > 0)
        ends = add_general(in->ends, ends, in, LIFE_RESUMPTION);
    of->own_suspended = pair(in, begins, ends, NULL, &of->own_suspended_count);
}

/* ---- an agreement */

static bool has_own_entry(const workings *in)
{
    for (size_t i = 0; i < in->act_count; i++) {
        if (in->acts[i].act->life == LIFE_ENTRY_INTO_FORCE)
            return true;
    }
    return false;
}

/* Is whoever has not consented not bound? So it is where the ledger knows of any consent, where the
 * agreement asks for consents, and where acts say of single parties alone that it is in force for them. */
static bool needs_consent(const force *one)
{
    const workings *in = &one->inside;
    if (in->consents)
        return true;
    for (size_t i = 0; i < one->of->condition_count; i++) {
        condition_basis basis = one->of->conditions[i].basis;
        if (one->of->conditions[i].type == CONDITION_ENTRY &&
            (basis == BASIS_CONSENTS || basis == BASIS_ALL_CONSENTS ||
             basis == BASIS_NOTIFICATIONS))
            return true;
    }
    const standing *agreement = &one->standings[0];
    return agreement->force_count > 0 && agreement->force[0].begin.why == CAUSE_OTHERS &&
           has_own_entry(in);
}

static bool any_contested(const ledger_part *of)
{
    for (size_t i = 0; i < of->condition_count; i++) {
        if (of->conditions[i].contested)
            return true;
    }
    return false;
}

static bool room_for_standings(force *one)
{
    size_t needed = one->inside.party_count + 1;
    if (needed > one->standing_capacity) {
        standing *more = pship__resize(pship__view_context(one->all->view), one->standings,
                                       needed * 2, sizeof *more);
        if (!more)
            return false;
        one->standings = more;
        one->standing_capacity = needed * 2;
    }
    one->standing_count = needed;
    return true;
}

void pship__force_open(force *one, const ledger *all)
{
    memset(one, 0, sizeof *one);
    one->all = all;
    one->inside.all = all;
}

void pship__force_close(force *one)
{
    pship__release(pship__view_context(one->all->view), one->standings);
    pship__workings_free(&one->inside);
}

pship_result pship__force_work_out(force *one, const ledger_part *part, pship_error *err)
{
    workings *in = &one->inside;
    bool failed = false;
    size_t ignored;
    one->of = part;
    one->lack_count = 0;
    pship_result result = pship__workings_fill(in, part, err);
    if (result != PSHIP_OK)
        return result;
    if (!room_for_standings(one))
        return pship__fail_memory(err);
    find_limits(one);
    turn applied = pship__conditions_met(in, CONDITION_PROVISIONAL, NULL, 0, &ignored, &failed);
    standing *agreement = &one->standings[0];
    *agreement = (standing){.contested = any_contested(part)};
    own whose = {.entry = find_condition(part, CONDITION_PARTY_ENTRY)};
    size_t begins = beginnings(one, &failed);
    agreement->force = pair(in, begins, endings(one), &one->limits, &agreement->force_count);
    suspend(one, agreement, &whose);
    apply(one, agreement, &whose, &applied, &failed);
    whose.by_consent = needs_consent(one);
    for (size_t i = 0; i < in->party_count; i++) {
        standing *of = &one->standings[i + 1];
        size_t bound_count;
        whose.party = &in->parties[i];
        *of = (standing){.party = in->parties[i].party, .contested = agreement->contested};
        const spell *bound = bound_spells(one, &whose, &bound_count, &of->consent_lacks);
        of->force = meet(in, agreement, bound, bound_count, &of->force_count, &failed);
        suspend(one, of, &whose);
        apply(one, of, &whose, &applied, &failed);
    }
    return failed ? pship__fail_memory(err) : PSHIP_OK;
}

bool pship__force_tail(spell *tail, const force *one, const spell *after)
{
    const condition *by = one->sunset;
    if (!by || by->length.amount == 0 || after->end.day.earliest == PSHIP_DAY_MAX)
        return false;
    condition as_delay = {.delay = by->length};
    tail->begin = after->end;
    tail->end = (turn){.day = pship__delayed(after->end.day, &as_delay),
                       .base = after->end.day,
                       .why = CAUSE_TAIL,
                       .condition = by,
                       .contested = by->contested || after->end.contested};
    return true;
}
