/*
 * Days on which something begins or ends, and the spells between them.
 *
 * Whatever is worked out here from two bounds is right for every day between them: delays never bring a
 * later day before an earlier one, so the bounds of a result are the results of the bounds. The one rule
 * of which that does not hold, the end of what is renewed, goes through the days.
 */
#include "register/force.h"

#include <stdlib.h>
#include <string.h>

enum {
    WIDEST = 4000 /* days of an imprecise beginning that are gone through one by one */
};

bool pship__apart(bounds a, bounds b)
{
    return a.latest < b.earliest || b.latest < a.earliest;
}

int pship__bounds_compare(bounds a, bounds b)
{
    if (a.earliest != b.earliest)
        return a.earliest < b.earliest ? -1 : 1;
    return a.latest < b.latest ? -1 : a.latest > b.latest;
}

bounds pship__when_bounds(const when *date, pship_truth known)
{
    bounds day = NEVER;
    if (date->kind == WHEN_DATED)
        day = (bounds){date->earliest, date->latest, false};
    else if (date->kind == WHEN_UNKNOWN || date->kind == WHEN_ABSENT)
        day = SOME_DAY;
    day.unsure = pship__weaker(known, date->stated) != PSHIP_CERTAIN;
    return day;
}

bounds pship__act_day(const ledger_act *one)
{
    return one->dated ? one->date : one->effect;
}

bounds pship__act_effect(const ledger_act *one)
{
    return one->effective ? one->effect : one->date;
}

/* ---- moving */

/* What leaves the calendar does not come. */
static pship_day move(pship_day day, int32_t amount, pship_calendar_unit unit)
{
    return pship__day_move(&day, amount, unit) ? day : PSHIP_DAY_MAX;
}

static pship_day first_of_next_month(pship_day day)
{
    int32_t year, month, of_month;
    if (day == PSHIP_DAY_MIN || day == PSHIP_DAY_MAX)
        return day;
    pship_day_to_calendar(day, &year, &month, &of_month);
    return move(day - (of_month - 1), 1, PSHIP_MONTHS);
}

static pship_day delay_day(pship_day from, const condition *by)
{
    pship_day day = move(from, by->delay.amount, by->delay.unit);
    return by->first_of_month ? first_of_next_month(day) : day;
}

bounds pship__delayed(bounds from, const condition *by)
{
    return (bounds){delay_day(from.earliest, by), delay_day(from.latest, by), from.unsure};
}

/* ---- order */

static int compare_turns(const void *left, const void *right)
{
    const turn *a = left, *b = right;
    int order = pship__bounds_compare(a->day, b->day);
    int life_a = a->act ? a->act->life : -1, life_b = b->act ? b->act->life : -1;
    if (order == 0)
        order = (life_a > life_b) - (life_a < life_b);
    if (order == 0 && a->act && b->act)
        order = (a->act > b->act) - (a->act < b->act);
    return order;
}

void pship__turns_sort(turn *turns, size_t count)
{
    if (count > 1)
        qsort(turns, count, sizeof *turns, compare_turns);
}

/* ---- terms and notices */

static pship_day renewed(const limits *to, pship_day begin, int32_t times)
{
    const condition *term = to->term;
    time_length by = to->renewal && to->renewal->length.amount ? to->renewal->length : term->length;
    pship_day over = term->dated ? term->date.latest : begin;
    if (term->dated)
        over = move(over, 1, PSHIP_DAYS);
    else
        over = move(over, term->length.amount, term->length.unit);
    if (times == 0 || over == PSHIP_DAY_MAX)
        return over;
    if ((int64_t)by.amount * times > INT32_MAX)
        return PSHIP_DAY_MAX;
    return move(over, by.amount * times, by.unit);
}

/* The longest that a number of units can be, in days. */
static int64_t longest(time_length of)
{
    static const int most[] = {1, 7, 31, 366};
    return (int64_t)of.amount * most[of.unit];
}

/* The end of the period, of a life that begins on a day, that a notice of another day keeps from being
 * renewed: the first for which it comes in time. */
static pship_day not_renewed(const limits *to, pship_day begin, pship_day notice)
{
    time_length ahead = to->notice ? to->notice->length : (time_length){0, PSHIP_DAYS};
    time_length by = to->renewal->length.amount ? to->renewal->length : to->term->length;
    pship_day over = renewed(to, begin, 0);
    int32_t times = 0;
    if (notice == PSHIP_DAY_MAX || over == PSHIP_DAY_MAX || by.amount == 0)
        return notice == PSHIP_DAY_MAX ? PSHIP_DAY_MAX : over;
    if (notice == PSHIP_DAY_MIN || over == PSHIP_DAY_MIN)
        return over;
    int64_t missing = (int64_t)notice - over;
    if (missing > 0) /* what is surely too few */
        times = (int32_t)(missing / longest(by));
    while ((over = renewed(to, begin, times)) != PSHIP_DAY_MAX &&
           move(over, -ahead.amount, ahead.unit) < notice)
        times++;
    return over;
}

/* A later beginning may meet a notice one period earlier: all the days are gone through. */
static bounds not_renewed_between(const limits *to, bounds begin, bounds notice)
{
    bounds end = {PSHIP_DAY_MAX, PSHIP_DAY_MIN, notice.unsure};
    int64_t width = (int64_t)begin.latest - begin.earliest;
    if (to->term->dated)
        begin.latest = begin.earliest; /* it does not count */
    else if (width > WIDEST)
        return (bounds){renewed(to, begin.earliest, 0), PSHIP_DAY_MAX, false};
    for (int64_t day = begin.earliest; day <= begin.latest; day++) {
        pship_day soonest = not_renewed(to, (pship_day)day, notice.earliest);
        pship_day latest = not_renewed(to, (pship_day)day, notice.latest);
        end.earliest = soonest < end.earliest ? soonest : end.earliest;
        end.latest = latest > end.latest ? latest : end.latest;
    }
    return end;
}

/* May an end of these bounds come after what begins so? It may come on the same day. */
static bool may_follow(bounds end, bounds begin)
{
    return end.latest >= begin.earliest;
}

static bool is_renewed(const limits *to)
{
    return to->renewal && to->renewal->tacit && to->renewal->readable;
}

turn pship__notice_end(const limits *to, bounds begin, const turn *notice)
{
    turn end = *notice;
    bounds given = pship__act_day(notice->act);
    end.base = given;
    end.why = CAUSE_NOTICE;
    end.condition = to->notice;
    if (notice->act->effective) {
        end.why = CAUSE_ACT;
        end.day = notice->act->effect;
    } else if (notice->act->life == LIFE_NOTICE && to->term && is_renewed(to)) {
        end.why = CAUSE_NOT_RENEWED;
        end.day = not_renewed_between(to, begin, given);
        end.condition = to->renewal;
    } else if (to->notice) {
        end.day = (bounds){move(given.earliest, to->notice->length.amount, to->notice->length.unit),
                           move(given.latest, to->notice->length.amount, to->notice->length.unit),
                           given.unsure};
    } else {
        /* A denunciation ends on its own day where nobody says how long before it is given; mere
         * notice ends nothing. */
        end.why = CAUSE_ACT;
        end.day = notice->act->life == LIFE_NOTICE ? NEVER : given;
    }
    return end;
}

turn pship__limit_of(const limits *to, bounds begin)
{
    turn end = {.day = NEVER, .why = CAUSE_NONE};
    if (!to->term || !to->term->readable)
        return end;
    if (!to->term->dated && to->term->length.amount == 0)
        return end;
    end.condition = to->term;
    end.base = begin;
    end.contested = to->term->contested;
    if (is_renewed(to)) {
        end.why = CAUSE_RENEWED;
        end.condition = to->renewal;
        return end;
    }
    end.why = CAUSE_TERM;
    int32_t times = to->renewal && to->renewal->readable ? to->renewals : 0;
    end.day = (bounds){renewed(to, begin.earliest, times), renewed(to, begin.latest, times), false};
    if (to->term->dated && times == 0)
        end.day.earliest = move(to->term->date.earliest, 1, PSHIP_DAYS);
    return end;
}

/* ---- pairing */

static size_t next_end(const turn *ends, size_t count, size_t from, bounds begin)
{
    while (from < count && !may_follow(ends[from].day, begin))
        from++;
    return from;
}

/* Where an act says from when, what a condition works out for the same life only tells whether both agree. */
static size_t said_beginning(const turn *begins, size_t count, size_t first, pship_day limit)
{
    if (begins[first].why == CAUSE_ACT)
        return first;
    for (size_t i = first + 1; i < count && begins[i].day.earliest < limit; i++) {
        if (begins[i].why == CAUSE_ACT)
            return i;
    }
    return first;
}

static bool is_said(const turn *end)
{
    return end->why == CAUSE_ACT;
}

static turn sooner_turn(const turn *a, const turn *b)
{
    turn sooner = a->day.latest <= b->day.latest ? *a : *b;
    sooner.day = pship__sooner(a->day, b->day);
    sooner.contested = a->contested || b->contested;
    return sooner;
}

/* Of the end that a turn brings and the end of the term, which one is it? `used` tells whether the turn has
 * been used up by it. */
static turn which_end(const turn *end, const turn *limit, const turn *next_begin, bool *used)
{
    *used = end != NULL;
    if (!end)
        return *limit;
    if (limit->day.earliest == PSHIP_DAY_MAX)
        return *end;
    bool of_next_life = next_begin && next_begin->day.earliest >= limit->day.earliest &&
                        next_begin->day.latest <= end->day.earliest;
    if (of_next_life) {
        *used = false;
        return *limit;
    }
    if (is_said(end)) {
        turn said = *end;
        bool too_late = limit->day.latest < end->day.earliest;
        bool expires = end->act && end->act->life == LIFE_EXPIRY;
        said.contested =
            said.contested || too_late || (expires && pship__apart(limit->day, end->day));
        return said;
    }
    return sooner_turn(end, limit);
}

/* The end of the term, or a sooner one that a notice brings which may have been given in this life. */
static turn limit_of_life(const limits *to, bounds begin, size_t *notice)
{
    turn limit = {.day = NEVER, .why = CAUSE_NONE};
    if (!to)
        return limit;
    limit = pship__limit_of(to, begin);
    for (; *notice < to->notice_count; (*notice)++) {
        const turn *given = &to->notices[*notice];
        bounds day = pship__act_day(given->act);
        if (day.earliest >= limit.day.latest)
            break; /* of a later life */
        if (!may_follow(day, begin))
            continue;
        turn end = pship__notice_end(to, begin, given);
        if (limit.day.earliest == PSHIP_DAY_MAX && end.day.earliest != PSHIP_DAY_MAX)
            limit = end;
        else if (end.day.earliest != PSHIP_DAY_MAX)
            limit = sooner_turn(&limit, &end);
    }
    return limit;
}

static bool is_entry(const turn *one)
{
    return one->why == CAUSE_ACT && one->act && one->act->life == LIFE_ENTRY_INTO_FORCE;
}

/* One life begins once: two acts that say from which day cannot both be right where no day is both. */
static bool contradict(const turn *a, const turn *b)
{
    return is_entry(a) && is_entry(b) && pship__apart(a->day, b->day);
}

size_t pship__spells_pair(spell *spells, const turn *begins, size_t begin_count, const turn *ends,
                          size_t end_count, const limits *to)
{
    size_t count = 0, at = 0, end = 0, notice = 0;
    bounds floor = ALWAYS;
    while (at < begin_count) {
        end = next_end(ends, end_count, end, begins[at].day);
        size_t said = said_beginning(begins, begin_count, at,
                                     end < end_count ? ends[end].day.latest : PSHIP_DAY_MAX);
        spell *made = &spells[count++];
        made->begin = begins[said];
        if (said != at && begins[at].why == CAUSE_CONDITION &&
            pship__apart(begins[at].day, begins[said].day))
            made->begin.contested = true;
        made->begin.day = pship__later(floor, made->begin.day);
        end = next_end(ends, end_count, end, begins[said].day);
        turn limit = limit_of_life(to, made->begin.day, &notice);
        bool used;
        made->end = which_end(end < end_count ? &ends[end] : NULL, &limit,
                              said + 1 < begin_count ? &begins[said + 1] : NULL, &used);
        bounds over = made->end.day;
        made->end.day = pship__not_before(over, made->begin.day);
        floor = pship__later(made->begin.day, over);
        end += used;
        at = said + 1;
        for (; at < begin_count && begins[at].day.latest < over.earliest; at++) {
            if (contradict(&begins[said], &begins[at]))
                made->begin.contested = true;
        }
        if (over.earliest == PSHIP_DAY_MAX)
            break;
    }
    return count;
}
