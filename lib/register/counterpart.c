#include "register/counterpart.h"

#include <stdlib.h>

static bool same_date(const when *a, const when *b)
{
    if (a->kind == WHEN_UNKNOWN || b->kind == WHEN_UNKNOWN)
        return a->kind != WHEN_NEVER && b->kind != WHEN_NEVER;
    pship_date one = {.earliest = a->earliest, .latest = a->latest};
    pship_date other = {.earliest = b->earliest, .latest = b->latest};
    return a->kind == b->kind && (a->kind == WHEN_NEVER || pship_date_compatible(&one, &other));
}

/* Those of one agreement, in the order of their dates: what is not dated comes last. */
typedef struct slice {
    act_date **dates;
    size_t count, dated;
} slice;

static bool is_dated(const act_date *one)
{
    return one->date.kind == WHEN_DATED;
}

/* Where to look on for a counterpart: what comes before has one, or is over before anything that is still to come. */
typedef struct lookout {
    size_t dated, other;
} lookout;

/* The first of `among` that is free in this comparison and can be the same day. */
static act_date *counterpart(const act_date *one, const slice *among, lookout *from, size_t number)
{
    bool has_day = is_dated(one);
    while (from->dated < among->dated &&
           (among->dates[from->dated]->matched == number ||
            (has_day && among->dates[from->dated]->date.latest < one->date.earliest)))
        from->dated++;
    while (from->other < among->count && among->dates[from->other]->matched == number)
        from->other++;
    bool never = one->date.kind == WHEN_NEVER; /* no day is a counterpart of that */
    for (size_t i = from->dated; i < among->dated && !never; i++) {
        act_date *other = among->dates[i];
        if (has_day && other->date.earliest > one->date.latest)
            break;
        if (other->matched != number && same_date(&one->date, &other->date))
            return other;
    }
    for (size_t i = from->other; i < among->count; i++) {
        act_date *other = among->dates[i];
        if (other->matched != number && same_date(&one->date, &other->date))
            return other;
    }
    return NULL;
}

/* Gives each date of one agreement a counterpart of the other. Do both have some left? */
static bool hold_against(const slice *left, const slice *right, size_t number)
{
    lookout days = {0, right->dated}, others = {0, right->dated};
    size_t pairs = 0;
    for (size_t i = 0; i < left->count; i++) {
        act_date *one = left->dates[i];
        act_date *other = counterpart(one, right, is_dated(one) ? &days : &others, number);
        if (!other)
            continue;
        one->matched = other->matched = number;
        pairs++;
    }
    return pairs < left->count && pairs < right->count;
}

static int by_agreement(const void *left, const void *right)
{
    const act_date *a = *(act_date *const *)left, *b = *(act_date *const *)right;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return (a > b) - (a < b); /* they come in the order of their dates */
}

/* What is left of one conflicts. It is done when all of them do. */
static bool note_conflicts(const slice *one, size_t number)
{
    size_t conflicts = 0;
    for (size_t i = 0; i < one->count; i++) {
        if (one->dates[i]->matched != number)
            one->dates[i]->conflicts = true;
        conflicts += one->dates[i]->conflicts;
    }
    return conflicts == one->count;
}

/* Agreements that have the very same dates tell no more than one of them does: the one that comes first among those
 * before another, and the one that comes last among those after it. */
typedef struct slice_class {
    const slice *first, *last;
} slice_class;

typedef struct slices {
    slice *list;     /* in the order of the agreements */
    slice **by_date; /* those of the same dates follow each other */
    slice_class *classes;
    size_t count, class_count;
    size_t number; /* of the comparison */
} slices;

static int compare_dates(const slice *a, const slice *b)
{
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    for (size_t i = 0; i < a->count; i++) {
        const when *one = &a->dates[i]->date, *other = &b->dates[i]->date;
        int order = pship__when_compare(one, other);
        if (order != 0)
            return order;
        if (one->kind != other->kind)
            return one->kind < other->kind ? -1 : 1;
    }
    return 0;
}

static int by_dates(const void *left, const void *right)
{
    const slice *a = *(slice *const *)left, *b = *(slice *const *)right;
    int order = compare_dates(a, b);
    return order != 0 ? order : (a > b) - (a < b);
}

static void cut(slices *all, act_date **dates, size_t count)
{
    all->count = all->class_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || dates[i - 1]->place != dates[i]->place) {
            all->by_date[all->count] = &all->list[all->count];
            all->list[all->count++] = (slice){&dates[i], 0, 0};
        }
        slice *last = &all->list[all->count - 1];
        last->count++;
        last->dated += is_dated(dates[i]);
    }
    qsort((void *)all->by_date, all->count, sizeof *all->by_date, by_dates);
    for (size_t i = 0; i < all->count; i++) {
        if (i == 0 || compare_dates(all->by_date[i - 1], all->by_date[i]) != 0)
            all->classes[all->class_count++].first = all->by_date[i];
        all->classes[all->class_count - 1].last = all->by_date[i];
    }
}

/* An agreement against each of the others, until all of its dates conflict with some. The one that comes first chooses
 * the counterparts. */
static pship_result hold_against_others(sheet *page, slices *all, const slice *one,
                                        pship_error *err)
{
    pship_result result = PSHIP_OK;
    bool done = false;
    for (size_t i = 0; i < all->class_count && !done && goes_on(&page->progress, &result, err);
         i++) {
        const slice_class *others = &all->classes[i];
        if (others->first < one && hold_against(others->first, one, ++all->number))
            done = note_conflicts(one, all->number);
        if (others->last > one && !done && hold_against(one, others->last, ++all->number))
            done = note_conflicts(one, all->number);
    }
    return result;
}

static pship_result hold_all(sheet *page, slices *all, act_date **order, act_date *dates,
                             size_t count, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < count; i++)
        order[i] = &dates[i];
    if (count > 1)
        qsort((void *)order, count, sizeof *order, by_agreement);
    cut(all, order, count);
    for (size_t i = 0; i < all->count && all->count > 1 && result == PSHIP_OK; i++)
        result = hold_against_others(page, all, &all->list[i], err);
    return result;
}

pship_result pship__find_act_conflicts(act_date *dates, size_t count, sheet *page, pship_error *err)
{
    const pship_context *context = page->context;
    act_date **order = pship__allocate(context, count, sizeof(act_date *));
    slices all = {
        .list = pship__allocate(context, count, sizeof(slice)),
        .by_date = pship__allocate(context, count, sizeof(slice *)),
        .classes = pship__allocate(context, count, sizeof(slice_class)),
    };
    bool made = order && all.list && all.by_date && all.classes;
    pship_result result =
        made ? hold_all(page, &all, order, dates, count, err) : pship__fail_memory(err);
    pship__release(context, all.classes);
    pship__release(context, (void *)all.by_date);
    pship__release(context, all.list);
    pship__release(context, (void *)order);
    return result;
}
