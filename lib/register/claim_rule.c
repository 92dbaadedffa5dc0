/*
 * Claims about one thing held against each other: do they agree, and which of them is the best?
 *
 * Claims agree when each of them may be true beside each other one, as the values of a property do. For numbers
 * all spans overlap pairwise when the highest low lies below the lowest high, so that one pair decides;
 * for dates, ordered by their first day, each has to hold the next.
 */
#include "register/claims.h"

#include "stream/sort.h"
#include <math.h>
#include <string.h>

double pship__claim_in(const claim *one, const claim *unit_of)
{
    double number = one->said->statement->number;
    double own = one->unit.scale, other = unit_of->unit.scale;
    /* Multiplied or divided by a whole number where it can be: fewer roundings show. */
    return own >= other ? number * (own / other) : number / (other / own);
}

static int by_days(const void *left, const void *right)
{
    const claim *a = left, *b = right;
    if (a->means.low != b->means.low)
        return a->means.low < b->means.low ? -1 : 1;
    return (a->means.high < b->means.high) - (a->means.high > b->means.high);
}

/* The pair of which one begins last and the other ends first. */
static void extremes(thing *of, claim *const *among, size_t count)
{
    of->one = of->other = among[0];
    for (size_t i = 1; i < count; i++) {
        if (among[i]->means.low > of->one->means.low)
            of->one = among[i];
        if (among[i]->means.high < of->other->means.high)
            of->other = among[i];
    }
}

static bool may_both_be(const pship_view *view, const claim *a, const claim *b)
{
    return pship__view_compatible(view, a->said->statement, b->said->statement);
}

/* Leaves the pair in `one` and `other` where any contradicts each other. */
static bool contradict(thing *of, const pship_view *view, claim **among, size_t count)
{
    if (count < 2)
        return false;
    if (among[0]->kind == CLAIM_NUMBER) {
        extremes(of, among, count);
        return !may_both_be(view, of->one, of->other);
    }
    if (among[0]->kind == CLAIM_DATE)
        pship__sort((void **)among, count, by_days);
    for (size_t i = 1; i < count; i++) {
        /* Dates hold each other in a chain; all else is the same as the first, or is not. */
        of->one = among[0]->kind == CLAIM_DATE ? among[i - 1] : among[0];
        of->other = among[i];
        if (!may_both_be(view, of->one, of->other))
            return true;
    }
    return false;
}

static size_t candidates_of(const thing *of, claim **among)
{
    size_t count = 0;
    for (size_t i = 0; i < of->count; i++) {
        if (of->claims[i]->candidate)
            among[count++] = of->claims[i];
    }
    return count;
}

static thing_verdict judge(thing *of, const pship_view *view, claim **among)
{
    size_t count = candidates_of(of, among);
    if (count < 2)
        return of->beside > 0 ? THING_NOT_COMPARABLE : THING_SINGLE;
    bool broken = contradict(of, view, among, count);
    if (!broken) {
        of->one = of->other = NULL;
        return THING_AGREE;
    }
    /* Other words need not mean another thing. */
    return among[0]->kind == CLAIM_WORDS ? THING_NOT_COMPARABLE : THING_CONFLICT;
}

/* ---- the best of them */

static stored_date published(const pship_view *view, const claim *one)
{
    stored_date none = {.earliest = PSHIP_DAY_MIN, .latest = PSHIP_DAY_MIN};
    name_id source = one->said->statement->source;
    stored_date date = source ? pship__view_published(view, source) : none;
    return date.kind == PSHIP_DATE_DATED ? date : none;
}

/* How much speaks for a claim at each step; more is better. */
static double by_rank(const pship_view *view, const claim *one)
{
    (void)view;
    return one->said->statement->rank;
}

static double by_preference(const pship_view *view, const claim *one)
{
    return -(double)pship__view_preference(view, one->said->statement);
}

static double by_precision(const pship_view *view, const claim *one)
{
    (void)view;
    return -one->width;
}

static double by_newness(const pship_view *view, const claim *one)
{
    return published(view, one).earliest;
}

static double by_order(const pship_view *view, const claim *one)
{
    (void)view;
    return -(double)one->said->id;
}

static void choose_best(thing *of, const pship_view *view, claim **among)
{
    static const struct {
        const char *rule;
        double (*measure)(const pship_view *view, const claim *one);
        double slack; /* of the width of a span: two scales round in two ways */
    } steps[] = {
        {"rank", by_rank, 0},
        {"preferred_source", by_preference, 0},
        {"precision", by_precision, 1e-9},
        {"newest", by_newness, 0},
        {"first_recorded", by_order, 0},
    };
    size_t count = candidates_of(of, among);
    of->rule = of->count == 1 ? "only_claim" : "rank";
    for (size_t step = 0; step < COUNT(steps) && count > 1; step++) {
        double most = -INFINITY;
        size_t kept = 0;
        for (size_t i = 0; i < count; i++)
            most = fmax(most, steps[step].measure(view, among[i]));
        double least = isinf(most) ? most : most - fabs(most) * steps[step].slack;
        for (size_t i = 0; i < count; i++) {
            if (steps[step].measure(view, among[i]) >= least)
                among[kept++] = among[i];
        }
        count = kept;
        of->rule = steps[step].rule;
    }
    of->best = count > 0 ? among[0] : NULL;
    if (!of->best)
        of->rule = NULL;
}

void pship__things_judge(claims *all, const pship_view *view, claim **scratch)
{
    for (size_t i = 0; i < all->thing_count; i++) {
        thing *one = &all->things[i];
        choose_best(one, view, scratch);
        one->verdict = judge(one, view, scratch);
    }
}
