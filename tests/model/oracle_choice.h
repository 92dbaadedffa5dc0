/* What the naive evaluator picks among the readings of a cell. */
#ifndef ORACLE_CHOICE_H
#define ORACLE_CHOICE_H

#include "oracle_naive.h"

/* The candidates of a cell in the order of recording, each with its truth and its resulting end. */
typedef struct candidate {
    int row;
    pship_truth truth;
    pship_date_kind until;
    pship_day until_earliest, until_latest;
} candidate;

typedef struct candidates {
    candidate list[ROWS];
    int count;
} candidates;

static inline const char *word_of(const world *all, int index)
{
    return words[all->rows[index].property][all->rows[index].value];
}

static inline bool compatible(const world *all, int a, int b)
{
    if (all->rows[a].property == PROPERTY_DATE) {
        return pship_date_compatible(&all->dates[all->rows[a].value],
                                     &all->dates[all->rows[b].value]);
    }
    return all->rows[a].value == all->rows[b].value;
}

static inline bool begins_where_ends(const world *all, const candidate *a, const candidate *b)
{
    const pship_date *from = &all->rows[b->row].from;
    return a->until == PSHIP_DATE_DATED && from->kind == PSHIP_DATE_DATED &&
           a->until_earliest == from->earliest && a->until_latest == from->latest;
}

static inline bool contradict(const world *all, const candidates *of)
{
    for (int i = 0; i < of->count; i++) {
        for (int j = 0; j < i; j++) {
            const candidate *a = &of->list[i], *b = &of->list[j];
            if (!compatible(all, a->row, b->row) && !begins_where_ends(all, a, b) &&
                !begins_where_ends(all, b, a)) {
                return true;
            }
        }
    }
    return false;
}

/* Everything that is said of a cell and holds, whatever its rank. */
static inline void list_holding(const world *all, const lens *view, const verdict *on, int subject,
                                int property, candidates *made)
{
    made->count = 0;
    for (int i = 0; i < view->seen; i++) {
        if (all->rows[i].subject != subject || all->rows[i].property != property ||
            !is_reading(all, on, i)) {
            continue;
        }
        pship_truth truth = truth_of(all, view, on, i);
        if (truth >= view->holding) {
            int end = end_of(all, view, on, i, PSHIP_CERTAIN);
            pship_date until = until_of(all, view, on, i, end);
            made->list[made->count++] =
                (candidate){i, truth, until.kind, until.earliest, until.latest};
        }
    }
}

static inline int highest_rank(const world *all, const candidates *of)
{
    int best = PSHIP_RANK_DEPRECATED;
    for (int i = 0; i < of->count; i++) {
        int rank = all->rows[of->list[i].row].rank;
        best = rank > best ? rank : best;
    }
    return best;
}

static inline void keep_of_rank(const world *all, candidates *of, int least)
{
    int kept = 0;
    for (int i = 0; i < of->count; i++) {
        if (all->rows[of->list[i].row].rank >= least) {
            of->list[kept++] = of->list[i];
        }
    }
    of->count = kept;
}

static inline int place_in_list(const lens *view, int source)
{
    for (int i = 0; i < view->preferred_count; i++) {
        if (view->preferred[i] == source) {
            return i;
        }
    }
    return view->preferred_count;
}

static inline void keep_of_preferred_source(const world *all, const lens *view, candidates *of)
{
    int best = SOURCES, kept = 0;
    for (int i = 0; i < of->count; i++) {
        int place = place_in_list(view, all->rows[of->list[i].row].source);
        best = place < best ? place : best;
    }
    for (int i = 0; i < of->count; i++) {
        if (place_in_list(view, all->rows[of->list[i].row].source) == best) {
            of->list[kept++] = of->list[i];
        }
    }
    of->count = kept;
}

static inline bool certainly_older(const world *all, int a, int b)
{
    int left = all->rows[a].source, right = all->rows[b].source;
    return left >= 0 && right >= 0 && all->published[left].kind == PSHIP_DATE_DATED &&
           all->published[right].kind == PSHIP_DATE_DATED &&
           all->published[left].latest < all->published[right].earliest;
}

static inline void keep_of_newest_source(const world *all, candidates *of)
{
    bool older[ROWS];
    int kept = 0;
    for (int i = 0; i < of->count; i++) {
        older[i] = false;
        for (int j = 0; j < of->count; j++) {
            older[i] |= certainly_older(all, of->list[i].row, of->list[j].row);
        }
    }
    for (int i = 0; i < of->count; i++) {
        if (!older[i]) {
            of->list[kept++] = of->list[i];
        }
    }
    of->count = kept;
}

static inline const candidate *most_precise(const world *all, const candidates *of)
{
    const candidate *best = &of->list[0];
    for (int i = 1; i < of->count; i++) {
        const row *one = &all->rows[of->list[i].row], *other = &all->rows[best->row];
        const pship_date *a = &all->dates[one->value], *b = &all->dates[other->value];
        if (one->property == PROPERTY_DATE && a->latest - a->earliest < b->latest - b->earliest) {
            best = &of->list[i];
        }
    }
    return best;
}

/* Of the candidates of the highest rank those that are left when sources have decided as well.
 * Returns whether they still contradict each other. */
static inline bool decide(const world *all, const lens *view, candidates *top)
{
    bool open = contradict(all, top);
    if (open && view->preferred_count > 0) {
        keep_of_preferred_source(all, view, top);
        open = contradict(all, top);
    }
    if (open && view->newest) {
        keep_of_newest_source(all, top);
        open = contradict(all, top);
    }
    return open;
}

static inline answer answer_of(const world *all, const lens *view, const verdict *on, int subject,
                               int property)
{
    candidates live;
    list_holding(all, view, on, subject, property, &live);
    keep_of_rank(all, &live, PSHIP_RANK_NORMAL);
    answer made = {.picked = NOBODY, .candidates = live.count};
    if (live.count == 0) {
        return made;
    }
    bool many = property == PROPERTY_MANY;
    made.contested = !many && contradict(all, &live);
    keep_of_rank(all, &live, highest_rank(all, &live));
    made.undecided = !many && decide(all, view, &live);
    if (!made.undecided) {
        const candidate *picked = many ? &live.list[0] : most_precise(all, &live);
        made.picked = picked->row;
        made.truth = picked->truth;
    }
    return made;
}

/* Each distinct value once: the statement that a list of values gives it from, by its place among the
 * words, with its truth; NOBODY where it is not said. */
static inline void list_values(const world *all, const lens *view, const verdict *on, int subject,
                               int property, answer list[WORDS])
{
    candidates held;
    list_holding(all, view, on, subject, property, &held);
    for (int value = 0; value < WORDS; value++) {
        list[value] = (answer){.picked = NOBODY};
    }
    for (int i = 0; i < held.count; i++) {
        const row *one = &all->rows[held.list[i].row];
        answer *listed = &list[one->value];
        if (listed->picked == NOBODY || one->rank > all->rows[listed->picked].rank) {
            listed->picked = held.list[i].row;
            listed->truth = held.list[i].truth;
        }
    }
}

/* What a diff calls the step from one answer to another; NULL: the same. */
static inline const char *change_between(const world *all, const answer *before,
                                         const answer *after)
{
    if (before->undecided || after->undecided) {
        return before->undecided == after->undecided ? NULL
               : after->undecided                    ? "undecided"
                                                     : "decided";
    }
    if (before->picked == NOBODY || after->picked == NOBODY) {
        return before->picked == after->picked ? NULL
               : before->picked == NOBODY      ? "appeared"
                                               : "disappeared";
    }
    if (all->rows[before->picked].value != all->rows[after->picked].value) {
        return "changed";
    }
    return before->truth == after->truth  ? NULL
           : after->truth < before->truth ? "less_certain"
                                          : "more_certain";
}

#endif
