/* Rules about percentages: of a venture, of a project, of whatever is measured as a share. */
#include "register/claims.h"
#include "stream/sort.h"
#include "validation/validation.h"
#include <ctype.h>
#include <string.h>

#define SLACK 1e-9

/* ---- one by itself */

/* "Share of ..." in any case, where a word begins. */
static bool is_share(const char *measure)
{
    static const char words[] = "share of ";
    for (const char *at = measure; at != NULL && *at != '\0'; at++) {
        size_t i = 0;
        while (words[i] != '\0' && tolower((unsigned char)at[i]) == words[i]) {
            i++;
        }
        if (words[i] == '\0' && (at == measure || at[-1] == ' ')) {
            return true;
        }
    }
    return false;
}

static bool is_percentage(const inspection *at, const statement *said)
{
    const char *property = pship__view_text(at->view, said->property);
    if (strcmp(property, "percentage") == 0 || strcmp(property, "progress") == 0) {
        return true;
    }
    return strcmp(property, "value") == 0 &&
           is_share(pship__ask_text(at->view, said->subject, "measure"));
}

/* A percentage without a unit is in percent, as its property says. */
static bool is_in_percent(const inspection *at, const statement *said)
{
    pship_unit unit;
    const char *text = pship__view_text(at->view, said->unit);
    if (text == NULL) {
        return strcmp(pship__view_text(at->view, said->property), "value") != 0;
    }
    return pship__unit_read(&unit, text) && strcmp(unit.text, "percent") == 0;
}

void pship__check_share_beyond_whole(inspection *at)
{
    readings all = pship__view_everything(at->view);
    for (size_t i = 0; i < all.count && !pship__inspection_stops(at); i++) {
        const reading *one = &all.first[i];
        const statement *said = one->statement;
        if (said->value_kind != PSHIP_VALUE_NUMBER || said->rank == PSHIP_RANK_DEPRECATED ||
            (said->number >= 0 && said->number <= 100) || !is_percentage(at, said) ||
            !is_in_percent(at, said)) {
            continue;
        }
        pship__remark_reading(at, one, "'%.80s' of '%.200s' is %.60s percent",
                              pship__view_text(at->view, said->property),
                              pship__id_of(at, said->subject),
                              pship__view_text(at->view, said->value));
    }
}

/* ---- all shares of a venture */

typedef struct stake {
    name_id share, venture;
    const char *stage; /* or "" */
    const reading *said;
    pship_day begin, end; /* it certainly holds from the one until before the other */
    double low;           /* the least that it can mean */
} stake;

typedef struct stakes {
    inspection *at;
    stake *items;
    stake **sorted;
    size_t count, capacity;
} stakes;

static int by_venture(const void *left, const void *right)
{
    const stake *a = left, *b = right;
    if (a->venture != b->venture) {
        return a->venture < b->venture ? -1 : 1;
    }
    int order = strcmp(a->stage, b->stage);
    order = order != 0 ? order : (a->share > b->share) - (a->share < b->share);
    return order != 0 ? order : (a->said->id > b->said->id) - (a->said->id < b->said->id);
}

static bool same_pool(const stake *a, const stake *b)
{
    return a->venture == b->venture && strcmp(a->stage, b->stage) == 0;
}

static void add_stake(stakes *to, name_id share, const reading *said)
{
    inspection *at = to->at;
    const stored_date *from = pship__view_from(at->view, said->statement);
    const char *stage = pship__ask_text(at->view, share, "stage");
    stake made = {.share = share,
                  .venture = pship__ask_object(at->view, share, "venture"),
                  .stage = stage == NULL ? "" : stage,
                  .said = said,
                  .begin = from->kind == PSHIP_DATE_DATED ? from->latest : PSHIP_DAY_MIN,
                  .end = PSHIP_DAY_MAX};
    double high;
    if (said->until.kind == PSHIP_DATE_DATED) {
        made.end = said->until.earliest;
    } else if (said->until.kind == PSHIP_DATE_UNKNOWN) {
        made.end = made.begin == PSHIP_DAY_MAX ? PSHIP_DAY_MAX : made.begin + 1;
    }
    pship__view_meaning(at->view, said->statement, &made.low, &high);
    if (made.venture == 0 || made.begin >= made.end) {
        return;
    }
    if (!pship__grow(at->context, (void **)&to->items, to->count, &to->capacity,
                     sizeof *to->items)) {
        pship__inspection_short(at);
        return;
    }
    to->items[to->count++] = made;
}

static void gather(stakes *to)
{
    inspection *at = to->at;
    readings all = pship__view_everything(at->view);
    name_id percentage = pship__view_name(at->view, "percentage");
    for (size_t i = 0; i < all.count && !pship__inspection_stops(at); i++) {
        const statement *said = all.first[i].statement;
        if (said->property == percentage && said->value_kind == PSHIP_VALUE_NUMBER &&
            said->rank != PSHIP_RANK_DEPRECATED) {
            add_stake(to, said->subject, &all.first[i]);
        }
    }
}

static bool holds(const stake *one, pship_day day)
{
    return one->begin <= day && day < one->end;
}

/* What the shares of a pool come to on a day. */
typedef struct sum {
    double least;
    const stake *last; /* recorded last of those that hold */
} sum;

/* Where sources contradict each other about one share, the lowest counts. */
static sum sum_on(stake *const *pool, size_t count, pship_day day)
{
    sum made = {0, NULL};
    for (size_t i = 0, end; i < count; i = end) {
        double lowest = -1;
        for (end = i; end < count && pool[end]->share == pool[i]->share; end++) {
            const stake *one = pool[end];
            if (!holds(one, day)) {
                continue;
            }
            lowest = lowest < 0 || one->low < lowest ? one->low : lowest;
            if (made.last == NULL || one->said->id > made.last->said->id) {
                made.last = one;
            }
        }
        made.least += lowest > 0 ? lowest : 0;
    }
    return made;
}

/* The sum grows only where a share begins; the first day on which it is too much is told. */
static void check_pool(inspection *at, stake *const *pool, size_t count)
{
    sum worst = {0, NULL};
    pship_day first = PSHIP_DAY_MAX;
    for (size_t i = 0; i < count; i++) {
        sum one = sum_on(pool, count, pool[i]->begin);
        if (one.least > 100 + SLACK && pool[i]->begin < first) {
            first = pool[i]->begin;
            worst = one;
        }
    }
    if (worst.last == NULL) {
        return;
    }
    const char *stage = worst.last->stage;
    bool staged = stage[0] != '\0';
    pship__remark_reading(at, worst.last->said,
                          "the shares of '%.100s'%s%.60s%s come to %.15g percent at least",
                          pship__id_of(at, worst.last->venture), staged ? " at the stage '" : "",
                          stage, staged ? "'" : "", worst.least);
}

static void check_pools(stakes *all)
{
    for (size_t i = 0; i < all->count; i++) {
        all->sorted[i] = &all->items[i];
    }
    pship__sort((void **)all->sorted, all->count, by_venture);
    for (size_t i = 0, end; i < all->count; i = end) {
        end = i + 1;
        while (end < all->count && same_pool(all->sorted[i], all->sorted[end])) {
            end++;
        }
        check_pool(all->at, all->sorted + i, end - i);
    }
}

void pship__check_shares_above_whole(inspection *at)
{
    stakes all = {.at = at};
    gather(&all);
    all.sorted = pship__allocate(at->context, all.count, sizeof *all.sorted);
    if (all.sorted == NULL) {
        pship__inspection_short(at);
    } else if (!pship__inspection_stops(at)) {
        check_pools(&all);
    }
    pship__release(at->context, all.sorted);
    pship__release(at->context, all.items);
}
