/*
 * Random ledgers, of which it is worked out a second time, slowly, what is in force for whom: by trying every
 * way in which the imprecise dates may turn out, on a calendar of few days.
 *
 * The one rule that both sides have to share is which acts belong together: a spell begins with the first
 * consent, ends with the first end that may follow it, and the next one begins with the first consent that
 * may follow that. Everything else, how many consents stand on a day, delays, terms, notices, is done here
 * day by day in each of the worlds.
 */
#include "chance.h"
#include "register/scene.h"
#include <stdlib.h>

Suite *test_suite(void);

static scene set;
enum {
    DAYS = 14,
    MOST_ACTS = 6,
    ACT_ROOM,
    MOST_PARTIES = 4,
    BEFORE = -3,
    AFTER = 60,
    FOREVER = 1000000
};

typedef enum act_kind {
    CONSENT,
    LEAVING,      /* withdrawal */
    DENUNCIATION, /* with notice where a period is stated */
    ENTRY,
    TERMINATION,
    NOTICE,
    SUSPENSION,
    RESUMPTION
} act_kind;

static const char *const words[] = {"ratification",     "withdrawal",  "denunciation",
                                    "entry_into_force", "termination", "notice",
                                    "suspension",       "resumption"};

typedef struct entry {
    act_kind kind;
    int party; /* -1: the agreement as such */
    int first, last;
    bool other; /* it names the party by its other id */
    int of;     /* which of the ids of the treaty it is of */
    unsigned
        twice; /* 0: it has one id; else what is told under which of two, see add_act_twice() */
} entry;

typedef struct treaty {
    entry acts[ACT_ROOM];
    int count, parties;
    int needed;               /* consents that bring it into force; 0: an act says so */
    int delay, own_delay;     /* -1: no such condition */
    int term, renewal, ahead; /* days; 0: no such condition */
    enum { SAYS_NOTHING, SAYS_IT_IS, SAYS_IT_IS_NOT, HAS_DEPOSITARY } bilateral;
    bool listed[MOST_PARTIES], other[MOST_PARTIES]; /* under its id, under its other one, or both */
    int ids;                                        /* under how many ids the treaty is told of */
    int lists[MOST_PARTIES], conditions[5],
        says; /* which of them lists a party, has a condition, says the rest */
} treaty;

/* ---- making one */

static const char *const parties[] = {"p0", "p1", "p2", "p3"};
/* Other ids of the same parties: some come before them, some after; merged into them, one over another. */
static const char *const others[] = {"a0", "q1", "a2", "q3"};

/* Of the treaty, as well: the third is merged into the second, the second into the first. */
static const char *const treaties[] = {"treaty", "a-treaty", "z-treaty"};
enum { MOST_IDS = 3 };

static void write_day(char *text, size_t size, int index)
{
    pship_day_format(day("2026-01-01") + index, text, size);
}

static entry make_act(act_kind kind, int party)
{
    int first = roll(DAYS), length = roll(2) ? 0 : roll(4);
    return (entry){kind, party, first, first + length, party >= 0 && roll(3) == 0, 0, 0};
}

static void make_acts(treaty *made)
{
    made->count = 1 + roll(MOST_ACTS);
    for (int i = 0; i < made->count; i++) {
        int party = roll(made->parties);
        switch (roll(made->needed ? 8 : 10)) {
        case 0:
            made->acts[i] = make_act(LEAVING, party);
            break;
        case 1:
            made->acts[i] = make_act(DENUNCIATION, party);
            break;
        case 2:
            made->acts[i] = make_act(roll(2) ? TERMINATION : NOTICE, -1);
            break;
        case 3:
            made->acts[i] = make_act(roll(3) ? SUSPENSION : RESUMPTION, -1);
            break;
        case 8:
        case 9:
            made->acts[i] = make_act(ENTRY, -1);
            break;
        default:
            made->acts[i] = make_act(CONSENT, party);
            break;
        }
    }
}

static treaty make_treaty(void)
{
    treaty made = {.parties = 1 + roll(MOST_PARTIES), .delay = 0, .own_delay = -1};
    if (roll(2)) {
        made.needed = 1 + roll(made.parties);
        made.delay = roll(4);
    }
    if (roll(2))
        made.own_delay = roll(5);
    if (roll(3) == 0)
        made.term = 4 + roll(10);
    if (made.term && roll(2))
        made.renewal = 2 + roll(6);
    if (roll(2))
        made.ahead = 1 + roll(5);
    make_acts(&made);
    made.bilateral = roll(2) ? SAYS_NOTHING : (unsigned)(1 + roll(3));
    for (int i = 0; i < made.parties; i++) {
        made.other[i] = roll(3) == 0;
        made.listed[i] = !made.other[i] || roll(2);
    }
    made.ids = roll(2) ? 1 : 1 + roll(MOST_IDS);
    made.says = roll(made.ids);
    for (int i = 0; i < made.parties; i++)
        made.lists[i] = roll(made.ids);
    for (int i = 0; i < 5; i++)
        made.conditions[i] = roll(made.ids);
    for (int i = 0; i < made.count; i++)
        made.acts[i].of = roll(made.ids);
    for (int i = 0; i < made.count; i++)
        made.acts[i].twice = roll(3) ? 0 : (unsigned)(1 + roll(1 << 12));
    return made;
}

static void record_condition(const char *treaty_id, const char *type, const char *basis,
                             int consents, int delay, int length, bool tacit)
{
    char digits[16], wait[32], lasts[32];
    pship_condition_fields fields = PSHIP_CONDITION_FIELDS_INIT;
    (void)snprintf(digits, sizeof digits, "%d", consents);
    (void)snprintf(wait, sizeof wait, "%d days", delay);
    (void)snprintf(lasts, sizeof lasts, "%d days", length);
    fields.agreement = treaty_id;
    fields.type = type;
    fields.basis = basis;
    fields.consents_required = consents ? digits : NULL;
    fields.delay = delay > 0 ? wait : NULL;
    fields.duration = length ? lasts : NULL;
    fields.tacit = tacit ? "true" : NULL;
    OK(pship_condition_record(set.transaction, type, &fields, NULL, err));
}

/* Each party has two ids; that of the first one is merged over a third. */
static void record_parties(const treaty *made)
{
    pship_statement_options why = PSHIP_STATEMENT_OPTIONS_INIT;
    why.reason = "two names of one state";
    OK(pship_party_record(set.transaction, "state", "z0", NULL, NULL, err));
    for (int i = 0; i < made->parties; i++) {
        OK(pship_party_record(set.transaction, "state", parties[i], NULL, NULL, err));
        OK(pship_party_record(set.transaction, "state", others[i], NULL, NULL, err));
        OK(pship_merge_record(NULL, set.transaction, others[i], i ? parties[i] : "z0", &why, err));
    }
    OK(pship_merge_record(NULL, set.transaction, "z0", parties[0], &why, err));
}

/* What one of the ids says of the treaty itself. */
static void record_treaty(const treaty *made, int of)
{
    const char *listed[2 * MOST_PARTIES];
    pship_agreement_fields fields = PSHIP_AGREEMENT_FIELDS_INIT;
    pship_statement_options why = PSHIP_STATEMENT_OPTIONS_INIT;
    why.reason = "two entries about one treaty";
    fields.parties = listed;
    for (int i = 0; i < made->parties; i++) {
        if (made->other[i] && made->lists[i] == of)
            listed[fields.party_count++] = others[i];
        if (made->listed[i] && made->lists[i] == of)
            listed[fields.party_count++] = parties[i];
    }
    if (made->says == of) {
        if (made->bilateral == SAYS_IT_IS || made->bilateral == SAYS_IT_IS_NOT)
            fields.bilateral = made->bilateral == SAYS_IT_IS ? "true" : "false";
        fields.depositary = made->bilateral == HAS_DEPOSITARY ? "z0" : NULL;
    }
    OK(pship_agreement_record(set.transaction, treaties[of], &fields, NULL, err));
    if (of > 0)
        OK(pship_merge_record(NULL, set.transaction, treaties[of], treaties[of - 1], &why, err));
}

static void record(const treaty *made)
{
    record_parties(made);
    for (int i = 0; i < made->ids; i++)
        record_treaty(made, i);
    for (int i = 0; i < made->count; i++) {
        char id[16], other[16], date[40], end[16];
        const entry *one = &made->acts[i];
        pship_act_fields act = PSHIP_ACT_FIELDS_INIT;
        (void)snprintf(id, sizeof id, "act%d", i);
        (void)snprintf(other, sizeof other, i % 2 ? "a-act%d" : "z-act%d", i);
        write_day(date, sizeof date, one->first);
        write_day(end, sizeof end, one->last);
        if (one->last > one->first) {
            strcat(date, "/");
            strcat(date, end);
        }
        act.agreement = treaties[one->of];
        act.type = words[one->kind];
        act.date = date;
        act.parties = one->party < 0 ? NULL
                      : one->other   ? &others[one->party]
                                     : &parties[one->party];
        act.party_count = one->party >= 0;
        if (one->twice)
            add_act_twice(&set, id, other, &act, one->twice);
        else
            OK(pship_act_record(set.transaction, id, &act, NULL, err));
    }
    if (made->needed)
        record_condition(treaties[made->conditions[0]], "entry_into_force", "consents",
                         made->needed, made->delay, 0, false);
    if (made->own_delay >= 0)
        record_condition(treaties[made->conditions[1]], "party_entry_into_force", "own_consent", 0,
                         made->own_delay, 0, false);
    if (made->term)
        record_condition(treaties[made->conditions[2]], "term", NULL, 0, 0, made->term, false);
    if (made->renewal)
        record_condition(treaties[made->conditions[3]], "renewal", NULL, 0, 0, made->renewal, true);
    if (made->ahead)
        record_condition(treaties[made->conditions[4]], "notice_period", NULL, 0, 0, made->ahead,
                         false);
}

/* ---- which acts belong together */

/* A day on which something may begin or end: an act, moved on by so many days; -1: from always. */
typedef struct item {
    int act, shift, first, last;
} item;

typedef struct items {
    item list[MOST_ACTS];
    int count;
} items;

typedef struct pairs {
    int begin[MOST_ACTS], end[MOST_ACTS]; /* places in two lists; end -1: none */
    int count;
} pairs;

/* In order, by insertion: of equal days, in the order of recording. */
static void add_item(items *to, const treaty *of, int act, int shift)
{
    item one = {act, shift, of->acts[act].first + shift, of->acts[act].last + shift};
    int at = to->count++;
    while (at > 0 && (to->list[at - 1].first > one.first ||
                      (to->list[at - 1].first == one.first && to->list[at - 1].last > one.last))) {
        to->list[at] = to->list[at - 1];
        at--;
    }
    to->list[at] = one;
}

static pairs pair_up(const items *begins, const items *ends)
{
    pairs made = {.count = 0};
    int end = 0;
    for (int begin = 0; begin < begins->count;) {
        while (end < ends->count && ends->list[end].last < begins->list[begin].first)
            end++;
        made.begin[made.count] = begin;
        made.end[made.count++] = end < ends->count ? end : -1;
        if (end == ends->count)
            break;
        int over = ends->list[end++].first;
        begin++;
        while (begin < begins->count && begins->list[begin].last < over)
            begin++;
    }
    return made;
}

/* ---- one world: every act has its day */

typedef struct span {
    int from, until;
} span;

static int day_of(const item *one, const int *days)
{
    return one->act < 0 ? -FOREVER : days[one->act] + one->shift;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

/* The spells of a world: none begins before the one before it has ended. */
static int spans_of(span *spans, const pairs *all, const items *begins, const items *ends,
                    const int *days)
{
    int floor = -FOREVER;
    for (int i = 0; i < all->count; i++) {
        int from = larger(floor, day_of(&begins->list[all->begin[i]], days));
        int until = FOREVER;
        if (all->end[i] >= 0)
            until = larger(from, day_of(&ends->list[all->end[i]], days));
        spans[i] = (span){from, until};
        floor = until;
    }
    return all->count;
}

/* Everything about a treaty that does not depend on the world. */
typedef struct plan {
    const treaty *of;
    bool few, by_consent;
    items consents[MOST_PARTIES], leaves[MOST_PARTIES]; /* as they are counted */
    pairs standing[MOST_PARTIES];
    items own_begins[MOST_PARTIES], own_ends[MOST_PARTIES]; /* as they bind */
    pairs own[MOST_PARTIES];
    items begins, ends, notices, suspensions, resumptions;
    pairs lives, pauses;
    int soonest, latest; /* of the beginning that consents bring; FOREVER where it may never come */
    bool days[DAYS + 16]; /* on which it may come */
} plan;

/* The first day on which enough consents stand. */
static int day_of_consents(const plan *by, const int *days)
{
    span spans[MOST_PARTIES][MOST_ACTS];
    int counts[MOST_PARTIES];
    for (int p = 0; p < by->of->parties; p++)
        counts[p] = spans_of(spans[p], &by->standing[p], &by->consents[p], &by->leaves[p], days);
    for (int today = 0; today < DAYS + 8; today++) {
        int standing = 0;
        for (int p = 0; p < by->of->parties; p++) {
            bool stands = false;
            for (int i = 0; i < counts[p]; i++)
                stands = stands || (spans[p][i].from <= today && today < spans[p][i].until);
            standing += stands;
        }
        if (standing >= by->of->needed)
            return today + by->of->delay;
    }
    return FOREVER;
}

/* The end that the term and the notices bring to a life that begins on a day. */
static int limit_of(const plan *by, int begin, int soonest, const int *days)
{
    const treaty *of = by->of;
    bool tacit = of->term && of->renewal;
    int limit = of->term && !of->renewal ? begin + of->term : FOREVER;
    for (int i = 0; i < by->notices.count; i++) {
        const item *notice = &by->notices.list[i];
        int given = day_of(notice, days);
        bool mere = of->acts[notice->act].kind == NOTICE;
        if (notice->last < soonest || (mere && !tacit && !of->ahead))
            continue;
        int over = begin + of->term;
        while (mere && tacit && over - of->ahead < given)
            over += of->renewal;
        limit = smaller(limit, mere && tacit ? over : given + of->ahead);
    }
    return limit;
}

/* The lives of the agreement as such. */
static int lives_of(span *spans, const plan *by, const int *days)
{
    if (!by->of->needed) {
        int count = spans_of(spans, &by->lives, &by->begins, &by->ends, days);
        for (int i = 0; i < count; i++) {
            int first = by->begins.list[by->lives.begin[i]].first;
            if (by->lives.end[i] < 0)
                spans[i].until = larger(spans[i].from, limit_of(by, spans[i].from, first, days));
        }
        return count;
    }
    int from = day_of_consents(by, days), until = FOREVER;
    bool said = false;
    for (int i = 0; i < by->ends.count && !said; i++) {
        said = by->ends.list[i].last >= by->soonest;
        until = said ? day_of(&by->ends.list[i], days) : FOREVER;
    }
    if (!said && from < FOREVER)
        until = limit_of(by, from, by->soonest, days);
    spans[0] = (span){from, larger(from, until)};
    return by->soonest < FOREVER;
}

/* ---- all worlds */

enum { SPELLS = 4, WIDTH = AFTER - BEFORE + 1 };

/* For each pair of a life of the agreement and a spell of a party, in how many worlds a day lies in both. */
typedef struct tally {
    int hits[MOST_PARTIES + 1][SPELLS][SPELLS][WIDTH + 1];
    int pauses[SPELLS][WIDTH + 1];
    int worlds;
} tally;

static tally found;

static void mark(int *hits, span in)
{
    int from = smaller(larger(in.from, BEFORE), AFTER + 1);
    int until = smaller(larger(in.until, BEFORE), AFTER + 1);
    if (from < until) {
        hits[from - BEFORE]++;
        hits[until - BEFORE]--;
    }
}

static void count_world(const plan *by, const int *days)
{
    span lives[MOST_ACTS], own[MOST_ACTS], pauses[MOST_ACTS];
    int life_count = lives_of(lives, by, days);
    found.worlds++;
    for (int p = -1; p < by->of->parties; p++) {
        int own_count = 1;
        own[0] = (span){-FOREVER, FOREVER};
        if (p >= 0)
            own_count = spans_of(own, &by->own[p], &by->own_begins[p], &by->own_ends[p], days);
        for (int i = 0; i < life_count; i++) {
            for (int j = 0; j < own_count; j++) {
                span both = {larger(lives[i].from, own[j].from),
                             smaller(lives[i].until, own[j].until)};
                mark(found.hits[p + 1][i][j], both);
            }
        }
    }
    int pause_count = spans_of(pauses, &by->pauses, &by->suspensions, &by->resumptions, days);
    for (int i = 0; i < pause_count; i++)
        mark(found.pauses[i], pauses[i]);
}

typedef void (*visitor)(plan *by, const int *days);

static void each_world(plan *by, int *days, int act, visitor visit)
{
    if (act == by->of->count) {
        visit(by, days);
        return;
    }
    for (days[act] = by->of->acts[act].first; days[act] <= by->of->acts[act].last; days[act]++)
        each_world(by, days, act + 1, visit);
}

static void find_soonest(plan *by, const int *days)
{
    int begins = day_of_consents(by, days);
    by->soonest = smaller(by->soonest, begins);
    by->latest = larger(by->latest, begins);
    if (begins < FOREVER)
        by->days[begins] = true;
}

/* A party that is the one whose consent was missing is bound, and the term begins, by one act; the bounds of
 * both do not tell that. */
static bool is_bound_by_one_act(const plan *by, int row)
{
    return row > 0 && by->of->needed > 0 && by->of->term > 0;
}

/* Bounds say too little where consents that are taken back and given again may be enough on days that lie
 * apart, or never: then "possible" may be said of what a count of worlds can rule out or make sure. */
static bool is_wide(const plan *by)
{
    bool wide = by->latest == FOREVER && by->soonest < FOREVER;
    for (int i = by->soonest; by->latest < FOREVER && i <= by->latest; i++)
        wide = wide || !by->days[i];
    for (int p = 0; p < by->of->parties; p++)
        wide = wide || by->standing[p].count > 1;
    return by->of->needed > 0 && wide;
}

static void visit_world(plan *by, const int *days)
{
    count_world(by, days);
}

/* ---- sorting the acts */

static void plan_party(plan *by, int party)
{
    const treaty *of = by->of;
    for (int i = 0; i < of->count; i++) {
        const entry *one = &of->acts[i];
        if (one->party != party)
            continue;
        if (one->kind == CONSENT) {
            add_item(&by->consents[party], of, i, 0);
            add_item(&by->own_begins[party], of, i, larger(of->own_delay, 0));
        } else if (one->kind == LEAVING || one->kind == DENUNCIATION) {
            add_item(&by->leaves[party], of, i, 0);
            if (!by->few)
                add_item(&by->own_ends[party], of, i, one->kind == LEAVING ? 0 : of->ahead);
        }
    }
    if (by->own_begins[party].count == 0 && !by->by_consent) {
        by->own_begins[party].list[0] = (item){-1, 0, -FOREVER, -FOREVER};
        by->own_begins[party].count = 1;
    }
    by->standing[party] = pair_up(&by->consents[party], &by->leaves[party]);
    by->own[party] = pair_up(&by->own_begins[party], &by->own_ends[party]);
}

/* Is it between two parties alone? It says so, or lists two and knows of no way in for others. */
static bool ends_with_one(const treaty *of)
{
    if (of->bilateral == SAYS_IT_IS)
        return of->parties <= 2;
    return of->bilateral == SAYS_NOTHING && of->parties == 2 && of->own_delay < 0;
}

static plan make_plan(const treaty *of)
{
    static plan made;
    memset(&made, 0, sizeof made);
    made.of = of;
    made.few = ends_with_one(of);
    made.by_consent = of->needed > 0;
    made.soonest = FOREVER;
    for (int i = 0; i < of->count; i++) {
        act_kind kind = of->acts[i].kind;
        made.by_consent = made.by_consent || kind == CONSENT;
        if (kind == ENTRY)
            add_item(&made.begins, of, i, 0);
        if (kind == TERMINATION || (made.few && kind == LEAVING))
            add_item(&made.ends, of, i, 0);
        if (kind == NOTICE || (made.few && kind == DENUNCIATION))
            add_item(&made.notices, of, i, 0);
        if (kind == SUSPENSION)
            add_item(&made.suspensions, of, i, 0);
        if (kind == RESUMPTION)
            add_item(&made.resumptions, of, i, 0);
    }
    for (int p = 0; p < of->parties; p++)
        plan_party(&made, p);
    made.lives = pair_up(&made.begins, &made.ends);
    made.pauses = pair_up(&made.suspensions, &made.resumptions);
    return made;
}

/* What the term or notices would end before a further beginning is left to tests of their own. */
static void keep_one_life(treaty *of)
{
    bool begun = false, limited = of->term > 0;
    for (int i = 0; i < of->count; i++)
        limited = limited || of->acts[i].kind == NOTICE || of->acts[i].kind == DENUNCIATION;
    for (int i = 0; i < of->count && limited; i++) {
        if (of->acts[i].kind == ENTRY && begun)
            of->acts[i].kind = TERMINATION;
        begun = begun || of->acts[i].kind == ENTRY;
    }
}

/* ---- comparing */

static pship_truth truth_of(const int *hits, int today)
{
    int sum = 0;
    for (int i = 0; i <= today - BEFORE; i++)
        sum += hits[i];
    return sum == 0 ? PSHIP_NO : sum == found.worlds ? PSHIP_CERTAIN : PSHIP_POSSIBLE;
}

static pship_truth force_on(int standing, int today)
{
    pship_truth best = PSHIP_NO;
    for (int i = 0; i < SPELLS; i++) {
        for (int j = 0; j < SPELLS; j++) {
            pship_truth holds = truth_of(found.hits[standing][i][j], today);
            best = holds > best ? holds : best;
        }
    }
    return best;
}

static pship_truth effect_on(int standing, int today)
{
    pship_truth paused = PSHIP_NO, force = force_on(standing, today);
    for (int i = 0; i < SPELLS; i++) {
        pship_truth holds = truth_of(found.pauses[i], today);
        paused = holds > paused ? holds : paused;
    }
    pship_truth runs = (pship_truth)(PSHIP_CERTAIN - paused);
    return force < runs ? force : runs;
}

static const char *word(pship_truth truth)
{
    static const char *const all[] = {"no", "possible", "certain"};
    return all[truth];
}

static int careful;

/* Asked for by any of its ids alone, the answer is the same. */
static void compare_alone(const treaty *of, const pship_view *view, const pship_table *full)
{
    static const char *const shared[] = {"agreement",    "party",          "in_force", "in_effect",
                                         "since_latest", "until_earliest", "reason",   "contested"};
    pship_agreement_force_options options = PSHIP_AGREEMENT_FORCE_OPTIONS_INIT;
    pship_table *alone = NULL;
    options.agreement = treaties[roll(of->ids)];
    OK(pship_agreement_force(&alone, view, &options, err));
    ck_assert_int_eq(pship_table_rows(alone), pship_table_rows(full));
    for (int64_t row = 0; row < pship_table_rows(full); row++) {
        for (size_t i = 0; i < sizeof shared / sizeof shared[0]; i++)
            ck_assert_str_eq(cell(alone, row, shared[i]), cell(full, row, shared[i]));
    }
    pship_table_free(alone);
}

/* The table without words says the same. */
static void compare_bare(const pship_view *view, const pship_table *full)
{
    static const char *const shared[] = {"agreement",    "party",          "in_force",
                                         "in_effect",    "applied",        "sunset",
                                         "since_latest", "until_earliest", "contested"};
    pship_table *bare = NULL;
    pship_agreement_force_options options = PSHIP_AGREEMENT_FORCE_OPTIONS_INIT;
    options.bare = true;
    OK(pship_agreement_force(&bare, view, &options, err));
    ck_assert_int_eq(pship_table_rows(bare), pship_table_rows(full));
    for (int64_t row = 0; row < pship_table_rows(full); row++) {
        for (size_t i = 0; i < sizeof shared / sizeof shared[0]; i++)
            ck_assert_str_eq(cell(bare, row, shared[i]), cell(full, row, shared[i]));
    }
    pship_table_free(bare);
}

static void compare(const plan *by, int today, uint64_t from)
{
    const treaty *of = by->of;
    bool wide = is_wide(by);
    char text[16];
    pship_table *table = NULL;
    write_day(text, sizeof text, today);
    pship_view *view = look(&set, text, NULL, PSHIP_CERTAIN);
    OK(pship_agreement_force(&table, view, NULL, err));
    ck_assert_int_eq(pship_table_rows(table), of->parties + 1);
    for (int row = 0; row <= of->parties; row++) {
        if (row > 0)
            ck_assert_str_eq(cell(table, row, "party"), parties[row - 1]);
        ck_assert_str_eq(cell(table, row, "agreement"), "treaty");
        const char *in_force = cell(table, row, "in_force");
        const char *wanted = word(force_on(row, today)), *effect = word(effect_on(row, today));
        if ((wide || is_bound_by_one_act(by, row)) && strcmp(in_force, "possible") == 0 &&
            strcmp(wanted, "possible") != 0) {
            careful++;
            continue;
        }
        ck_assert_msg(strcmp(in_force, wanted) == 0,
                      "seed %llu, %s, party %d: %s, expected %s (%s)", (unsigned long long)from,
                      text, row - 1, in_force, wanted, cell(table, row, "reason"));
        ck_assert_msg(strcmp(cell(table, row, "in_effect"), effect) == 0,
                      "seed %llu, %s, party %d: effect is %s, expected %s",
                      (unsigned long long)from, text, row - 1, cell(table, row, "in_effect"),
                      effect);
        /* What is over is in force for nobody, and what is lacking is not in force. */
        if (strcmp(cell(table, 0, "in_force"), "no") == 0)
            ck_assert_str_eq(in_force, "no");
        if (!empty_cell(table, row, "lacking"))
            ck_assert_str_eq(in_force, "no");
    }
    compare_bare(view, table);
    if (roll(8) == 0)
        compare_alone(of, view, table);
    pship_table_free(table);
    pship_view_free(view);
}

static int64_t bound(const pship_table *table, int64_t row, const char *column)
{
    int32_t at = pship_table_find(table, column);
    return pship_table_is_null(table, at, row) ? FOREVER : pship_table_integer(table, at, row);
}

/* Spells of one party do not overlap. */
static void check_spells(uint64_t from)
{
    pship_table *table = NULL;
    pship_view *view = look(&set, "2026-01-05", NULL, PSHIP_CERTAIN);
    OK(pship_agreement_spells(&table, view, NULL, err));
    for (int64_t row = 1; row < pship_table_rows(table); row++) {
        bool same = strcmp(cell(table, row, "party"), cell(table, row - 1, "party")) == 0 &&
                    strcmp(cell(table, row, "kind"), cell(table, row - 1, "kind")) == 0;
        if (!same || strcmp(cell(table, row, "kind"), "sunset") == 0)
            continue;
        ck_assert_msg(bound(table, row - 1, "until_earliest") <=
                              bound(table, row, "from_earliest") &&
                          bound(table, row - 1, "until_latest") <= bound(table, row, "from_latest"),
                      "seed %llu: spells %d and %d overlap", (unsigned long long)from, (int)row - 1,
                      (int)row);
    }
    pship_table_free(table);
    pship_view_free(view);
}

START_TEST(random_ledgers_are_in_force_for_whom_a_slow_count_says)
{
    uint64_t start = chance_start();
    int rounds = chance_cases(1500);
    for (int round = 0; round < rounds; round++) {
        int days[ACT_ROOM];
        uint64_t from = start + (uint64_t)round;
        chance_seed(from);
        memset(&set, 0, sizeof set);
        memset(&found, 0, sizeof found);
        scene_open(&set);
        treaty made = make_treaty();
        keep_one_life(&made);
        record(&made);
        scene_commit(&set);
        plan by = make_plan(&made);
        each_world(&by, days, 0, find_soonest);
        each_world(&by, days, 0, visit_world);
        for (int today = -1; today < AFTER; today += today < DAYS + 6 ? 1 : 7)
            compare(&by, today, from);
        check_spells(from);
        scene_close(&set);
    }
    printf("# %d answers were more careful than need be\n", careful);
    ck_assert_int_le(careful, rounds / 2 + 20); /* of sixty and more each */
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("force_oracle");
    TCase *all = tcase_create("force_oracle");
    tcase_set_timeout(all, 300);
    tcase_add_test(all, random_ledgers_are_in_force_for_whom_a_slow_count_says);
    suite_add_tcase(suite, all);
    return suite;
}
