/* The naive evaluator: a list of statements, and for each question one pass after the other over all of
 * it. It is written from the rules of docs/guide/model.md and knows nothing of indexes. */
#ifndef ORACLE_NAIVE_H
#define ORACLE_NAIVE_H

#include "oracle_case.h"
#include <limits.h>

enum { ROWS = 2 * STEPS, NOBODY = -1 };

/* What is left out by an oracle that is wrong on purpose, for the test of the shrinker. */
enum { WRONG_NOTHING, WRONG_RETRACTIONS, WRONG_ENDS, WRONG_CORRECTIONS };

typedef struct row {
    int operation; /* STEP_ASSERT to STEP_MASK: a change is an end and an assertion */
    int subject, property, value, source, rank;
    int layer, transaction;
    int target; /* a row, or NOBODY */
    pship_date from, until;
    bool states_until;
    pship_day confirmed; /* PSHIP_DAY_NONE: not said */
    pship_statement_id id;
} row;

typedef struct scenario {
    bool defined;
    int parent, pinned; /* a transaction; 0: it floats */
    int transaction;    /* that defined it */
} scenario;

typedef struct world {
    row rows[ROWS];
    int count, committed; /* statements; how many of them are committed */
    int transactions;     /* committed ones */
    int64_t recorded_at[STEPS + 3];
    scenario layers[LAYERS];
    pship_date published[SOURCES];
    pship_date dates[WORDS]; /* the values of the date property */
    int wrong;
} world;

/* Where a view stands. */
typedef struct lens {
    int seen;     /* statements that were committed when it was opened */
    int recorded; /* the last transaction that it sees; INT_MAX: all */
    int layer;
    pship_day as_of, published_by;
    pship_truth holding;
    int preferred[SOURCES], preferred_count;
    bool newest;
    /* Of each layer: the last transaction seen of it, 0 where it is not looked through; and how far
     * above the base it stands. */
    int limit[LAYERS], depth[LAYERS];
} lens;

/* What a view makes of one statement. */
typedef struct verdict {
    bool visible, erased;
    pship_truth published, force, hidden;
    bool hidden_across; /* by a mask or a correction of a layer below its own */
} verdict;

typedef struct answer {
    int picked; /* a row, or NOBODY */
    pship_truth truth;
    bool contested, undecided;
    int candidates;
} answer;

/* ---- layers */

static inline void look_through(const world *all, lens *view)
{
    memset(view->limit, 0, sizeof view->limit);
    memset(view->depth, 0, sizeof view->depth);
    int chain[LAYERS], length = 0, last = view->recorded;
    for (int at = view->layer;; at = all->layers[at].parent) {
        chain[length++] = at;
        view->limit[at] = last;
        if (at == 0) {
            break;
        }
        int pinned = all->layers[at].pinned;
        last = pinned != 0 && pinned < last ? pinned : last;
    }
    for (int i = 0; i < length; i++) {
        view->depth[chain[i]] = length - 1 - i;
    }
}

static inline bool is_visible(const world *all, const lens *view, int index)
{
    const row *one = &all->rows[index];
    return index < view->seen && one->transaction <= view->limit[one->layer];
}

/* Whatever the cutoffs. */
static inline bool is_erased(const world *all, int seen, int index)
{
    for (int i = index + 1; i < seen; i++) {
        if (all->rows[i].operation == STEP_ERASE && all->rows[i].target == index) {
            return true;
        }
    }
    return false;
}

/* ---- publication */

static inline pship_truth published(const world *all, const lens *view, int index)
{
    const row *one = &all->rows[index];
    if (view->published_by == PSHIP_DAY_NONE || one->layer > 0) {
        return PSHIP_CERTAIN;
    }
    /* A repair of our own word is as old as what it repairs. */
    while (one->source < 0 && (one->operation == STEP_CORRECT || one->operation == STEP_RETRACT)) {
        one = &all->rows[one->target];
    }
    if (one->source < 0) {
        int64_t day = all->recorded_at[one->transaction] / (INT64_C(86400) * 1000000);
        return day <= view->published_by ? PSHIP_CERTAIN : PSHIP_NO;
    }
    return pship_date_reached(&all->published[one->source], view->published_by);
}

/* ---- forces */

static inline bool is_left_out(const world *all, int operation)
{
    return (all->wrong == WRONG_RETRACTIONS && operation == STEP_RETRACT) ||
           (all->wrong == WRONG_ENDS && operation == STEP_END) ||
           (all->wrong == WRONG_CORRECTIONS && operation == STEP_CORRECT);
}

/* How surely an operation acts. Only what is newer undoes it. */
static inline pship_truth force_of(const world *all, const lens *view, const verdict *on, int index)
{
    pship_truth made = on[index].visible ? on[index].published : PSHIP_NO;
    if (made < view->holding || is_left_out(all, all->rows[index].operation)) {
        return PSHIP_NO;
    }
    if (all->rows[index].operation == STEP_CORRECT) {
        return made; /* what it replaced was wrong, whatever became of the correction */
    }
    for (int i = index + 1; i < view->seen; i++) {
        if (all->rows[i].operation != STEP_RETRACT || all->rows[i].target != index) {
            continue;
        }
        if (on[i].force == PSHIP_CERTAIN) {
            return PSHIP_NO;
        }
        made = on[i].force == PSHIP_POSSIBLE ? PSHIP_POSSIBLE : made;
    }
    return made;
}

static inline bool acts_across(const world *all, int index)
{
    const row *one = &all->rows[index];
    return one->operation == STEP_MASK ||
           (one->operation == STEP_CORRECT && one->layer != all->rows[one->target].layer);
}

/* Does a mask, or a correction of a statement of another layer, hide a statement? */
static inline bool hides_across(const world *all, const lens *view, const verdict *on, int mask,
                                int index)
{
    const row *hider = &all->rows[mask], *one = &all->rows[index];
    if (!acts_across(all, mask) || on[mask].force != PSHIP_CERTAIN ||
        !states_value(one->operation) || view->limit[one->layer] == 0 ||
        view->depth[one->layer] >= view->depth[hider->layer]) {
        return false;
    }
    while (index != NOBODY && index != hider->target) {
        index = all->rows[index].target;
    }
    return index == hider->target;
}

static inline void judge_hidden(const world *all, const lens *view, verdict *on, int index)
{
    for (int i = 0; i < view->seen; i++) {
        const row *other = &all->rows[i];
        if (acts_across(all, i)) {
            on[index].hidden_across |= hides_across(all, view, on, i, index);
        } else if ((other->operation == STEP_CORRECT || other->operation == STEP_RETRACT) &&
                   other->target == index && on[i].force > on[index].hidden) {
            on[index].hidden = on[i].force;
        }
    }
    if (on[index].hidden_across) {
        on[index].hidden = PSHIP_CERTAIN;
    }
}

static inline void judge(const world *all, const lens *view, verdict *on)
{
    for (int i = view->seen - 1; i >= 0; i--) {
        on[i] = (verdict){.visible = is_visible(all, view, i),
                          .erased = is_erased(all, view->seen, i),
                          .published = published(all, view, i)};
        on[i].force = force_of(all, view, on, i);
    }
    for (int i = 0; i < view->seen; i++) {
        judge_hidden(all, view, on, i);
    }
}

static inline bool is_reading(const world *all, const verdict *on, int index)
{
    return states_value(all->rows[index].operation) && on[index].visible && !on[index].erased &&
           on[index].published != PSHIP_NO && on[index].hidden != PSHIP_CERTAIN;
}

/* ---- ends */

/* Does an end apply to a reading? It must act on a link of its chain, and no link after that one may
 * state an end of its own, unless the end is of a layer below that link's. */
static inline bool ends(const world *all, const lens *view, int end, int reading)
{
    for (int link = reading; link != NOBODY; link = all->rows[link].target) {
        if (all->rows[end].target == link) {
            return true;
        }
        if (all->rows[link].states_until &&
            view->depth[all->rows[end].layer] <= view->depth[all->rows[link].layer]) {
            return false;
        }
    }
    return false;
}

/* Of the ends with at least this force the deepest, of these the newest; or NOBODY. */
static inline int end_of(const world *all, const lens *view, const verdict *on, int reading,
                         pship_truth least)
{
    int best = NOBODY;
    for (int i = 0; i < view->seen; i++) {
        const row *one = &all->rows[i];
        if (one->operation == STEP_END && on[i].force >= least && ends(all, view, i, reading) &&
            (best == NOBODY || view->depth[one->layer] >= view->depth[all->rows[best].layer])) {
            best = i;
        }
    }
    return best;
}

static inline pship_day last_confirmed(const world *all, const lens *view, const verdict *on,
                                       int index)
{
    pship_day made = all->rows[index].confirmed;
    for (int i = index + 1; i < view->seen; i++) {
        const row *one = &all->rows[i];
        if (one->operation == STEP_CONFIRM && one->target == index &&
            on[i].force == PSHIP_CERTAIN && one->confirmed > made) {
            made = one->confirmed;
        }
    }
    return made;
}

/* Where a reading ends if `end` (or NOBODY) ends it. */
static inline pship_date until_of(const world *all, const lens *view, const verdict *on, int index,
                                  int end)
{
    pship_date until = all->rows[end == NOBODY ? index : end].until;
    pship_day checked = last_confirmed(all, view, on, index);
    if (until.kind == PSHIP_DATE_UNKNOWN && checked != PSHIP_DAY_NONE &&
        until.earliest < checked + 1) {
        until.earliest = checked + 1;
    }
    return until;
}

static inline pship_truth truth_of(const world *all, const lens *view, const verdict *on, int index)
{
    int end = end_of(all, view, on, index, PSHIP_CERTAIN);
    int doubtful = end_of(all, view, on, index, PSHIP_POSSIBLE);
    pship_interval during = {all->rows[index].from, until_of(all, view, on, index, end)};
    pship_truth made = pship_interval_test(&during, view->as_of);
    if (doubtful != end) {
        during.until = until_of(all, view, on, index, doubtful);
        made = pship_interval_test(&during, view->as_of) == made ? made : PSHIP_POSSIBLE;
    }
    if (on[index].hidden == PSHIP_POSSIBLE && made == PSHIP_CERTAIN) {
        made = PSHIP_POSSIBLE;
    }
    return made < on[index].published ? made : on[index].published;
}

#endif
