/*
 * When the conditions of an agreement are met: how many consents stand on which day.
 *
 * A consent stands from the day on which it was given until it is taken back. The more consents there are, the
 * sooner a number of them is reached; so the first day on which it can be reached follows from the
 * earliest days of consents and the latest of their ends, and the last one from the opposite.
 */
#include "register/force.h"

/* Which acts count, and whose. */
typedef struct counting {
    bool signatures;        /* signatures, else consents */
    const condition *named; /* only of the parties that it names, or NULL */
    bool listed;            /* only of the parties that are listed, where any are */
} counting;

/* A day on which their number changes. */
typedef struct mark {
    pship_day day;
    int32_t change;
} mark;

static bool counts_as(int life, bool signatures)
{
    if (signatures)
        return life == LIFE_SIGNATURE || life == LIFE_DEFINITIVE_SIGNATURE;
    return pship__acts[life].consent;
}

static const name_id *named_by(const workings *in, const condition *by)
{
    return in->all->named + by->first_named;
}

static bool is_named(const workings *in, const condition *by, name_id party)
{
    const name_id *named = named_by(in, by);
    size_t low = 0, high = by->named_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (named[middle] < party)
            low = middle + 1;
        else
            high = middle;
    }
    return low < by->named_count && named[low] == party;
}

static bool is_asked(const workings *in, const counting *what, const stated_party *party)
{
    if (what->named)
        return is_named(in, what->named, party->party);
    return !what->listed || in->listed == 0 || party->said;
}

/* The spells in which a party's consent stands. */
static size_t standing_of(workings *in, spell *spells, const stated_party *party, bool signatures)
{
    size_t begin_count = 0, end_count = 0;
    for (size_t i = 0; i < party->count; i++) {
        const ledger_act *deed = in->acts[party->first + i].act;
        turn one = {.day = pship__act_day(deed), .why = CAUSE_CONSENT, .act = deed};
        if (one.day.earliest == PSHIP_DAY_MAX)
            continue;
        if (counts_as(deed->life, signatures)) {
            in->begins[begin_count++] = one;
        } else if (!signatures &&
                   (deed->life == LIFE_WITHDRAWAL || deed->life == LIFE_DENUNCIATION)) {
            one.day = pship__act_effect(deed);
            in->ends[end_count++] = one;
        }
    }
    pship__turns_sort(in->begins, begin_count);
    pship__turns_sort(in->ends, end_count);
    return pship__spells_pair(spells, in->begins, begin_count, in->ends, end_count, NULL);
}

/* By day; on one day, whoever leaves comes before whoever comes. */
static bool comes_before(mark a, mark b)
{
    return a.day != b.day ? a.day < b.day : a.change < b.change;
}

/* Lets the mark at `at` of a heap sink to its place. */
static void sink(mark *marks, size_t count, size_t at)
{
    mark one = marks[at];
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && comes_before(marks[child + 1], marks[child]))
            child++;
        if (!comes_before(marks[child], one))
            break;
        marks[at] = marks[child];
    }
    marks[at] = one;
}

/* The first day on which that many stand, MAX where there is none; `*most` becomes the greatest number. It is
 * reached after few marks as a rule: they come from a heap, not sorted. */
static pship_day reach(mark *marks, size_t count, int32_t needed, int32_t *most)
{
    int32_t sum = 0;
    for (size_t i = count / 2; i-- > 0;)
        sink(marks, count, i);
    while (count > 0 && marks[0].day != PSHIP_DAY_MAX) {
        sum += marks[0].change;
        *most = sum > *most ? sum : *most;
        if (needed > 0 && sum >= needed)
            return marks[0].day;
        marks[0] = marks[--count];
        if (count > 0)
            sink(marks, count, 0);
    }
    return needed <= 0 ? PSHIP_DAY_MIN : PSHIP_DAY_MAX;
}

/* What never comes needs no mark. */
static size_t add_marks(mark *marks, size_t count, pship_day from, pship_day until)
{
    if (from != PSHIP_DAY_MAX)
        marks[count++] = (mark){from, 1};
    if (from != PSHIP_DAY_MAX && until != PSHIP_DAY_MAX)
        marks[count++] = (mark){until, -1};
    return count;
}

/* It comes with the last of the consents, where it comes at all; one that counts stands for a day at least. */
static pship_day last_day(pship_day last, bounds from, bounds until)
{
    pship_day latest = from.latest;
    if (!until.unsure && latest >= until.latest)
        latest = until.latest - 1;
    return latest > last ? latest : last;
}

/* An act by nobody in particular, of parties that nobody lists, is one by all. */
static size_t mark_general(mark *soonest, mark *latest, pship_day *last, const workings *in,
                           const counting *what, int32_t needed)
{
    size_t count = 0;
    for (size_t i = 0; i < in->general_count; i++) {
        bounds done = pship__act_day(in->general[i]);
        if (!counts_as(in->general[i]->life, what->signatures))
            continue;
        *last = last_day(*last, done, NEVER);
        soonest[count] = (mark){done.earliest, needed};
        latest[count++] = (mark){done.unsure ? PSHIP_DAY_MAX : done.latest, needed};
    }
    return count;
}

typedef struct reached {
    bounds day;
    int32_t most;
    bool failed;
} reached;

static reached count_standing(workings *in, const counting *what, int32_t needed)
{
    const pship_context *context = pship__view_context(in->all->view);
    size_t count = 0, late = 0, room = in->act_count * 2 + in->general_count;
    reached found = {.day = NEVER};
    mark *soonest = pship__allocate(context, room, sizeof *soonest);
    mark *latest = pship__allocate(context, room, sizeof *latest);
    pship_day last = PSHIP_DAY_MIN;
    spell *spells = in->spells + in->spell_count; /* what is free */
    found.failed = !soonest || !latest;
    if (!found.failed)
        count = late = mark_general(soonest, latest, &last, in, what, needed);
    for (size_t i = 0; i < in->party_count && !found.failed; i++) {
        if (!is_asked(in, what, &in->parties[i]))
            continue;
        size_t spell_count = standing_of(in, spells, &in->parties[i], what->signatures);
        pship_day left = PSHIP_DAY_MIN;
        for (size_t j = 0; j < spell_count; j++) {
            bounds from = spells[j].begin.day, until = spells[j].end.day;
            /* A party that returns is one party: where it leaves as late as it can, it returns after. */
            count = add_marks(soonest, count, from.earliest > left ? from.earliest : left,
                              until.unsure ? PSHIP_DAY_MAX : until.latest);
            left = until.unsure ? PSHIP_DAY_MAX : until.latest;
            last = last_day(last, from, until);
            if (!from.unsure && from.latest < until.earliest)
                late = add_marks(latest, late, from.latest, until.earliest);
        }
    }
    if (!found.failed) {
        int32_t other = 0;
        found.day.earliest = reach(soonest, count, needed, &found.most);
        found.day.latest = reach(latest, late, needed, &other);
        if (found.day.latest == PSHIP_DAY_MAX && found.day.earliest != PSHIP_DAY_MAX)
            found.day = (bounds){found.day.earliest, last, last != PSHIP_DAY_MAX};
    }
    pship__release(context, latest);
    pship__release(context, soonest);
    return found;
}

/* ---- what is missing */

typedef struct missing {
    lacking *list;
    size_t count, room;
} missing;

static void add_missing(missing *all, lack what, int32_t count, name_id party, name_id of)
{
    if (all->count < all->room)
        all->list[all->count++] = (lacking){what, count, party, of};
}

static bool has_act(const workings *in, const stated_party *party, bool signatures)
{
    for (size_t i = 0; i < party->count; i++) {
        if (counts_as(in->acts[party->first + i].act->life, signatures))
            return true;
    }
    return false;
}

/* Parties are in the order of their places. */
static bool is_known(const workings *in, name_id party)
{
    uint32_t rank = pship__party_rank(in->all, party);
    size_t low = 0, high = in->party_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (in->parties[middle].rank < rank)
            low = middle + 1;
        else
            high = middle;
    }
    return rank != 0 && low < in->party_count && in->parties[low].rank == rank;
}

/* Each of those asked whose act is not there. */
static void name_missing(missing *all, const workings *in, const counting *what, lack kind,
                         name_id of)
{
    for (size_t i = 0; i < in->party_count; i++) {
        const stated_party *party = &in->parties[i];
        if (is_asked(in, what, party) && !has_act(in, party, what->signatures))
            add_missing(all, kind, 1, party->party, of);
    }
    for (size_t i = 0; what->named && i < what->named->named_count; i++) {
        name_id party = named_by(in, what->named)[i];
        if (!is_known(in, party))
            add_missing(all, kind, 1, party, of);
    }
}

/* ---- bases */

static int32_t count_asked(const workings *in, const counting *what)
{
    int32_t count = 0;
    if (what->named)
        return (int32_t)what->named->named_count;
    for (size_t i = 0; i < in->party_count; i++)
        count += is_asked(in, what, &in->parties[i]);
    return count;
}

/* All of those asked. Of an agreement of which nobody knows the parties, the first that acts. */
static bounds all_of(workings *in, const counting *what, lack kind, const condition *by,
                     int32_t *count, missing *lacks, bool *failed)
{
    *count = count_asked(in, what);
    int32_t needed = *count > 0 ? *count : 1;
    reached found = count_standing(in, what, needed);
    *failed = *failed || found.failed;
    if (found.day.earliest == PSHIP_DAY_MAX) {
        size_t before = lacks->count;
        name_missing(lacks, in, what, kind, by->id);
        if (lacks->count == before)
            add_missing(lacks, kind == LACK_SIGNATURE_OF ? LACK_SIGNATURES : LACK_CONSENTS,
                        needed - found.most, 0, by->id);
    }
    return found.day;
}

static bounds some_of(workings *in, const condition *by, missing *lacks, bool *failed)
{
    counting what = {.signatures = false};
    reached found = count_standing(in, &what, by->required);
    *failed = *failed || found.failed;
    if (found.day.earliest == PSHIP_DAY_MAX)
        add_missing(lacks, LACK_CONSENTS, by->required - found.most, 0, by->id);
    return found.day;
}

static bounds base_of(workings *in, const condition *by, int32_t *count, missing *lacks,
                      bool *failed)
{
    bool named = by->named_count > 0;
    counting what = {
        .signatures = by->basis == BASIS_SIGNATURE, .named = named ? by : NULL, .listed = true};
    bounds day = ALWAYS;
    *count = 0;
    switch (by->basis) {
    case BASIS_SIGNATURE:
        return all_of(in, &what, LACK_SIGNATURE_OF, by, count, lacks, failed);
    case BASIS_NOTIFICATIONS:
        return all_of(in, &what, LACK_NOTIFICATION_OF, by, count, lacks, failed);
    case BASIS_ALL_CONSENTS:
        return all_of(in, &what, LACK_CONSENT_OF, by, count, lacks, failed);
    case BASIS_CONSENTS:
        if (named || by->required == 0)
            day = all_of(in, &what, LACK_CONSENT_OF, by, count, lacks, failed);
        if (by->required > 0) {
            *count = by->required;
            day = pship__later(day, some_of(in, by, lacks, failed));
        }
        return day;
    case BASIS_NONE:
    case BASIS_DAY:
        if (!by->dated || by->date.earliest == PSHIP_DAY_MAX)
            add_missing(lacks, LACK_DAY, 1, 0, by->id);
        return by->dated ? by->date : NEVER;
    case BASIS_OWN_CONSENT:
        break;
    }
    add_missing(lacks, LACK_READABLE, 1, 0, by->id);
    return NEVER;
}

turn pship__conditions_met(workings *in, condition_type type, lacking *lacks, size_t room,
                           size_t *lack_count, bool *failed)
{
    turn met = {.day = NEVER, .why = CAUSE_CONDITION};
    missing all = {lacks, 0, room};
    bool any = false, contested = false;
    for (size_t i = 0; i < in->of->condition_count; i++) {
        const condition *by = &in->of->conditions[i];
        if (by->type != type)
            continue;
        turn one = {.day = NEVER, .why = CAUSE_CONDITION, .condition = by};
        if (by->readable)
            one.base = base_of(in, by, &one.count, &all, failed);
        else
            add_missing(&all, LACK_READABLE, 1, 0, by->id);
        if (by->readable && one.base.earliest != PSHIP_DAY_MAX)
            one.day = pship__delayed(one.base, by);
        contested = contested || by->contested;
        bounds both = any ? pship__later(met.day, one.day) : one.day;
        if (!any || one.day.latest > met.day.latest ||
            (one.day.latest == met.day.latest && one.day.earliest > met.day.earliest))
            met = one;
        met.day = both;
        any = true;
    }
    met.contested = contested;
    *lack_count = all.count;
    return met;
}
