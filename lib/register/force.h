/*
 * What is in force for whom, from when until when, and why: what ledger.c, condition.c, turns.c, force.c and
 * reasons.c share.
 *
 * The ledger of an agreement is turned into spells. A spell begins and ends with a turn, a day that may be
 * imprecise: the bounds of it. A day that nobody knows lies anywhere; one that may never come has no
 * latest day. The agreement as such has spells of force, and each party spells in which it is bound; for a
 * party the agreement is in force where both hold.
 *
 * Parties and agreements are taken by their canonical ids: merged ids are one party, with one consent, and one
 * agreement, with the acts and conditions of all of them.
 */
#ifndef PSHIP_FORCE_H
#define PSHIP_FORCE_H

#include "model/vocabulary.h"
#include "register/names.h"

/* ---- days (turns.c) */

/* Earliest and latest day, and whether it may never come at all. MIN and MIN: always; MAX and MAX: never. */
typedef struct bounds {
    pship_day earliest, latest;
    bool unsure;
} bounds;

#define ALWAYS ((bounds){PSHIP_DAY_MIN, PSHIP_DAY_MIN, false})
#define NEVER ((bounds){PSHIP_DAY_MAX, PSHIP_DAY_MAX, false})
#define SOME_DAY ((bounds){PSHIP_DAY_MIN, PSHIP_DAY_MAX, false})

/* A length of time; amount 0 where none is stated. */
typedef struct time_length {
    int32_t amount;
    pship_calendar_unit unit;
} time_length;

/* The later of two days comes where both come, the sooner one where either does. */
static inline bounds pship__later(bounds a, bounds b)
{
    return (bounds){a.earliest > b.earliest ? a.earliest : b.earliest,
                    a.latest > b.latest ? a.latest : b.latest, a.unsure || b.unsure};
}

/* Where one of them never comes, it is the other. */
static inline bounds pship__sooner(bounds a, bounds b)
{
    bounds day = {a.earliest < b.earliest ? a.earliest : b.earliest,
                  a.latest < b.latest ? a.latest : b.latest, a.unsure && b.unsure};
    if (a.unsure && b.latest > day.latest)
        day.latest = b.latest;
    if (b.unsure && a.latest > day.latest)
        day.latest = a.latest;
    return day;
}

/* An end cannot come before the first day on which the beginning can. That the beginning may come after the end
 * is no reason to let the end come later. */
static inline bounds pship__not_before(bounds end, bounds begin)
{
    bounds first = {begin.earliest, begin.earliest, false};
    return pship__later(end, first);
}

/* Can no day be both? */
bool pship__apart(bounds a, bounds b);
int pship__bounds_compare(bounds a, bounds b);
/* The bounds of a date of the register. */
bounds pship__when_bounds(const when *date, pship_truth known);

/* ---- the ledger (ledger.c) */

typedef struct ledger_act {
    name_id id, agreement, source;
    int life;
    bounds date, effect;   /* as stated */
    bool dated, effective; /* `date`, `effect` is stated */
    bool contested;
    uint32_t first_party, party_count; /* among the parties of the ledger; none: of all */
} ledger_act;

/* The day on which it was done, and that from which it has effect. */
bounds pship__act_day(const ledger_act *one);
bounds pship__act_effect(const ledger_act *one);

/* ---- conditions (condition.c) */

typedef enum condition_type {
    CONDITION_ENTRY,
    CONDITION_PARTY_ENTRY,
    CONDITION_PROVISIONAL,
    CONDITION_TERM,
    CONDITION_RENEWAL,
    CONDITION_NOTICE,
    CONDITION_SUNSET,
    CONDITION_TYPES
} condition_type;

typedef enum condition_basis {
    BASIS_NONE,
    BASIS_SIGNATURE,
    BASIS_CONSENTS,
    BASIS_ALL_CONSENTS,
    BASIS_NOTIFICATIONS,
    BASIS_DAY,
    BASIS_OWN_CONSENT
} condition_basis;

typedef struct condition {
    name_id id, agreement, source;
    const char *article; /* or NULL */
    condition_type type;
    condition_basis basis;
    bool tacit, first_of_month, contested;
    bool readable;    /* its numbers and units are what they should be */
    int32_t required; /* consents; 0: not stated */
    time_length delay, length;
    bool dated;
    bounds date;
    readings parties;                  /* that it names, as stated */
    uint32_t first_named, named_count; /* the same among those of the ledger, each once */
} condition;

const char *pship__basis_word(condition_basis basis);
/* The conditions of an agreement by its canonical id: those whose type is known, in the order of their ids. Release
 * `*conditions`. */
pship_result pship__conditions_load(condition **conditions, size_t *count, const merges *who,
                                    name_id agreement, pship_error *err);
/* Those of these ids, by agreement. */
pship_result pship__conditions_read(condition **conditions, size_t *count, const merges *who,
                                    const name_id *ids, size_t found, pship_error *err);

/* An agreement with its part of the ledger. */
typedef struct ledger_part {
    name_id agreement;
    const ledger_act *acts;
    size_t act_count;
    const condition *conditions;
    size_t condition_count;
} ledger_part;

/* A party of the one agreement that was asked for. */
typedef struct ranked_party {
    const char *text;
    name_id party;
    uint32_t rank;
} ranked_party;

typedef struct ledger {
    const pship_view *view;
    merges merged;
    bool owns_merges; /* false: they are lent */
    ledger_act *acts;
    size_t act_count, act_capacity;
    name_id *parties; /* of acts, one list behind the other, each ascending; canonical */
    size_t party_count, party_capacity;
    condition *conditions;
    size_t condition_count;
    name_id *named; /* by conditions, one list behind the other, each ascending */
    size_t named_total, named_capacity;
    ledger_part *parts; /* by id, byte by byte */
    size_t part_count;
    uint32_t *ranks;   /* of the names that are parties: their place by id, from 1 */
    name_id greatest;  /* the last name that has a place there */
    ranked_party *few; /* the same of one agreement, by name: then there are no `ranks` */
    size_t few_count;
} ledger;

/* The ledger of an agreement, or of all with 0. After pship__view_read_all(). */
pship_result pship__ledger_open(ledger *all, const pship_view *view, name_id agreement,
                                pship_error *err);
/* The same, with merges that are lent: so many ledgers of one agreement read them once. */
pship_result pship__ledger_open_among(ledger *all, const merges *who, name_id agreement,
                                      pship_error *err);
void pship__ledger_close(ledger *all);
/* The party or agreement that a statement refers to, by its canonical id; 0 where it refers to none. */
static inline name_id referred_to(const ledger *all, const statement *said)
{
    if (all->merged.count == 0 || said->object == 0)
        return said->object;
    return pship__canonical(&all->merged, said->object);
}

/* ---- places by id (ranks.c) */

static inline name_id pship__greater(name_id a, name_id b)
{
    return a > b ? a : b;
}

/* Gives each of the names that are marked in `ranks` its place by text, from 1. False: no memory, here and below. */
bool pship__rank_names(uint32_t *ranks, name_id greatest, const pship_view *view);
/* Parties of acts and of agreements, which name them by a property. */
bool pship__rank_parties(ledger *all, name_id property);
/* The same of the one agreement that the ledger is of. */
bool pship__rank_few(ledger *all, name_id property, name_id agreement);
/* The place of a party. */
uint32_t pship__party_rank(const ledger *all, name_id party);

/* ---- turns and spells (turns.c) */

typedef enum cause {
    CAUSE_NONE,
    CAUSE_ACT,         /* an act that says so itself */
    CAUSE_CONSENT,     /* a party's own consent */
    CAUSE_CONDITION,   /* the agreement's own condition is met */
    CAUSE_LISTED,      /* a dated statement that it is a party */
    CAUSE_OTHERS,      /* the first party for which it is in force */
    CAUSE_NOTICE,      /* notice was given */
    CAUSE_TERM,        /* the term is over */
    CAUSE_NOT_RENEWED, /* the term is over, and notice keeps it from being renewed */
    CAUSE_RENEWED,     /* no end: it is renewed each time */
    CAUSE_FORCE,       /* applied provisionally until it is in force */
    CAUSE_TAIL         /* the tail after the end is over */
} cause;

typedef struct turn {
    bounds day;
    bounds base; /* the day from which a delay or period counts, where there is one */
    cause why;
    bool contested;
    const ledger_act *act;      /* or NULL */
    const condition *condition; /* or NULL */
    const statement *said;      /* of CAUSE_LISTED */
    int32_t count;              /* how many consents */
} turn;

/* From the first turn up to, and not on, the day of the second. */
typedef struct spell {
    turn begin, end;
} spell;

/* What limits the life of an agreement. */
typedef struct limits {
    const condition *term, *renewal, *notice;
    const turn *notices; /* general acts of notice, in order, by the day on which they were given */
    size_t notice_count;
    int32_t renewals; /* acts of renewal */
} limits;

static inline pship_truth pship__spell_test(const spell *one, pship_day day)
{
    const bounds *from = &one->begin.day, *until = &one->end.day;
    if (!from->unsure && from->latest <= day && day < until->earliest)
        return PSHIP_CERTAIN;
    bool goes_on = day < until->latest || until->unsure;
    return from->earliest <= day && goes_on ? PSHIP_POSSIBLE : PSHIP_NO;
}

bounds pship__delayed(bounds from, const condition *by);
void pship__turns_sort(turn *turns, size_t count);
/* Pairs beginnings with the ends that follow them; both in order. `limits`, which end what no turn ends, may be
 * NULL. At most as many spells as beginnings. */
size_t pship__spells_pair(spell *spells, const turn *begins, size_t begin_count, const turn *ends,
                          size_t end_count, const limits *to);
/* When a life that begins so is over by its term, unless an act says more. */
turn pship__limit_of(const limits *to, bounds begin);
/* The end that a notice of that day brings to a life that begins so; NEVER where none follows. */
turn pship__notice_end(const limits *to, bounds begin, const turn *notice);

/* ---- one agreement being worked out (workings.c, consents.c) */

/* A party, and what states that it is one. */
typedef struct stated_party {
    name_id party;
    uint32_t rank, order;
    const reading *said; /* the first statement that lists it; NULL: only acts name it */
    size_t first, count; /* its acts */
} stated_party;

/* An act by one party. */
typedef struct party_act {
    const ledger_act *act;
    name_id party;
    uint32_t rank;
} party_act;

/* What is used over and over, agreement by agreement. */
typedef struct workings {
    const ledger *all;
    const ledger_part *of;
    party_act *acts; /* by party, then day */
    size_t act_count, act_capacity;
    const ledger_act **general; /* by the agreement as such, or by all parties */
    size_t general_count, general_capacity;
    stated_party *parties; /* by id */
    size_t party_count, party_capacity;
    size_t listed;                 /* how many of them are listed as parties */
    bool bilateral;                /* what one of its two parties ends is over */
    bool consents;                 /* an act of consent is recorded */
    bool suspensions, provisional; /* acts of these kinds are */
    turn *begins, *ends,
        *notices; /* scratch, with room for the acts of the agreement and some more */
    size_t turn_capacity, end_capacity;
    spell *spells; /* handed out one after the other */
    size_t spell_count, spell_capacity;
    spell **full; /* earlier ones: what was handed out stays where it is */
    size_t full_count, full_capacity;
} workings;

/* Sorts out who is a party and who did what. */
pship_result pship__workings_fill(workings *in, const ledger_part *part, pship_error *err);
void pship__workings_free(workings *in);
/* Room for that many more spells, and for that many ends. */
bool pship__workings_room(workings *in, size_t spells, size_t ends);
bool pship__act_ends(int life); /* of its own day, what it is of */

typedef enum lack {
    LACK_NOTHING,
    LACK_CONDITION,  /* neither an entry into force nor a condition for it is recorded */
    LACK_CONSENTS,   /* `count` more consents */
    LACK_CONSENT_OF, /* that of a party */
    LACK_SIGNATURES,
    LACK_SIGNATURE_OF,
    LACK_NOTIFICATION_OF,
    LACK_DAY,     /* a fixed day that is not known */
    LACK_READABLE /* a condition that can be read */
} lack;

/* What is missing beyond this many is not told. */
enum { MOST_LACKS = 8 };

typedef struct lacking {
    lack what;
    int32_t count;
    name_id party, condition;
} lacking;

/* When the conditions of a type are met, all of them. NEVER where they are not; `lacks`, with room for
 * `room` of them, then says what is missing. */
turn pship__conditions_met(workings *in, condition_type type, lacking *lacks, size_t room,
                           size_t *lack_count, bool *failed);

/* ---- force (force.c) */

/* A party's, or of the agreement as such. */
typedef struct standing {
    name_id party; /* 0: the agreement */
    const spell *force, *applied, *suspended, *own_suspended;
    size_t force_count, applied_count, suspended_count, own_suspended_count;
    bool consent_lacks; /* it is not bound: no consent of it is recorded */
    bool contested;
} standing;

/* One agreement worked out. What it lends is good until the next one is. */
typedef struct force {
    const ledger *all;
    const ledger_part *of;
    const condition *sunset;
    limits limits;
    size_t lack_count;   /* of `reasons`: why the agreement as such has no force */
    standing *standings; /* first the agreement, then its parties by id */
    size_t standing_count;
    workings inside;
    size_t standing_capacity;
    lacking reasons[MOST_LACKS];
} force;

void pship__force_open(force *one, const ledger *all);
pship_result pship__force_work_out(force *one, const ledger_part *part, pship_error *err);
void pship__force_close(force *one);
/* The tail of a spell by the sunset of the agreement; false where there is none. */
bool pship__force_tail(spell *tail, const force *one, const spell *after);

/* ---- agreements as such (holding.c) */

/* How surely an agreement as such is in force on the day of the view, and provisionally applied. */
typedef struct holding {
    name_id agreement;
    pship_truth in_force, applied;
} holding;
/* Of one agreement, or of all with 0; ascending by name. After pship__view_read_all(). Release `*list`. */
pship_result pship__holdings_load(holding **list, size_t *count, const merges *who,
                                  name_id agreement, pship_error *err);
/* NULL where there is none. */
const holding *pship__holding_find(const holding *list, size_t count, name_id agreement);
/* How surely an agreement as such is in force on the day of the view, and how surely it is provisionally
 * applied. */
pship_result pship__agreement_holds(pship_truth *in_force, pship_truth *applied, const merges *who,
                                    name_id agreement, pship_error *err);

/* ---- words (reasons.c) */

void pship__say_bounds(pship__buffer *text, bounds day);
/* What a turn comes from. */
void pship__say_turn(pship__buffer *text, const force *one, const turn *of);
void pship__say_lacking(pship__buffer *text, const force *one, const standing *of);

#endif
