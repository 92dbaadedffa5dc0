/* Recording in the oracle: what a step adds to the list, and whether the library has to refuse it. */
#ifndef ORACLE_RECORD_H
#define ORACLE_RECORD_H

#include "oracle_naive.h"

/* What a step comes to. */
typedef struct draft {
    row rows[2]; /* of a change: its end, then its new value */
    int count;
    char until[PSHIP_DATE_TEXT_SIZE]; /* of a change: the last day of the old value */
    unsigned due;                     /* the refusals of which the library must give one, as bits */
    bool either;                      /* the rules leave it open */
} draft;

static inline void refuse(draft *made, pship_result result)
{
    if (result != PSHIP_OK) {
        made->due |= 1u << -(int)result;
    }
}

static inline bool is_due(const draft *made, pship_result result)
{
    if (result == PSHIP_OK) {
        return made->due == 0;
    }
    unsigned bit = 1u << -(int)result;
    return (made->due & bit) != 0 || (made->either && result == PSHIP_E_CONFLICT);
}

static inline lens lens_of_layer(const world *all, int layer)
{
    lens view = {.seen = all->count, .recorded = INT_MAX, .layer = layer};
    look_through(all, &view);
    return view;
}

/* Is the target the newest link of its chain, for its own layer and for that of the transaction? */
static inline void check_newest(const world *all, const lens *view, int target, draft *made)
{
    for (int i = target + 1; i < all->count; i++) {
        const row *one = &all->rows[i];
        if (one->operation != STEP_CORRECT || one->target != target) {
            continue;
        }
        if (one->layer == view->layer) {
            refuse(made, PSHIP_E_CONFLICT);
        } else if (one->layer == all->rows[target].layer) {
            /* A scenario that is pinned before the correction does not see it. */
            bool seen = is_visible(all, view, i);
            refuse(made, seen ? PSHIP_E_CONFLICT : PSHIP_OK);
            made->either |= !seen;
        }
    }
}

static inline void check_target(const world *all, int operation, int layer, int target, draft *made)
{
    lens view = lens_of_layer(all, layer);
    const row *of = &all->rows[target];
    bool own = of->layer == layer, value = states_value(of->operation);
    bool reachable = is_visible(all, &view, target);
    bool acts_on_own = operation == STEP_RETRACT || operation == STEP_ERASE;
    bool good = acts_on_own ? own : operation == STEP_MASK ? reachable && !own : reachable;
    good &= operation == STEP_RETRACT || value;
    good &= operation != STEP_ERASE || target < all->committed;
    refuse(made, good ? PSHIP_OK : PSHIP_E_INVALID);
    if (operation == STEP_RETRACT && of->operation == STEP_ERASE) {
        /* An erasure stays. Which of the two it is called is left open. */
        refuse(made, PSHIP_E_INVALID);
        refuse(made, PSHIP_E_CONFLICT);
    }
    refuse(made, is_erased(all, all->committed, target) ? PSHIP_E_CONFLICT : PSHIP_OK);
    /* Whether an erasure that is not committed yet counts here is left open. */
    made->either |= is_erased(all, all->count, target);
    if (!acts_on_own && operation != STEP_MASK && value) {
        check_newest(all, &view, target, made);
    }
}

static inline void take_interval(row *one, const char *from, const char *until, draft *made)
{
    pship_interval interval = {.from.kind = PSHIP_DATE_OPEN};
    refuse(made, pship_interval_parse(&interval, from, until, NULL, NULL));
    one->from = interval.from;
    one->until = interval.until;
    one->states_until = until != NULL;
}

static inline pship_day confirmed_day(int index)
{
    return confirmed_days[index] == NULL ? PSHIP_DAY_NONE : day(confirmed_days[index]);
}

static inline void draft_claim(const step *one, row *claim, draft *made)
{
    claim->value = one->value;
    claim->rank = one->rank;
    claim->confirmed = confirmed_day(one->confirmed);
    take_interval(claim, froms[one->from], untils[one->until], made);
}

/* Nobody knows when it ended, but it held on its first day. */
static inline void hold_first_day(pship_date *until, pship_day first)
{
    if (until->kind == PSHIP_DATE_UNKNOWN && first != PSHIP_DAY_MIN) {
        until->earliest = first + 1;
    }
}

/* What a correction does not say it takes over. */
static inline void draft_correction(const world *all, const step *one, row *claim, draft *made)
{
    step said = *one;
    if (one->bare) {
        said.from = said.until = said.confirmed = 0;
        said.rank = all->rows[claim->target].rank;
    }
    draft_claim(&said, claim, made);
    const row *of = &all->rows[claim->target];
    claim->source = claim->source < 0 ? of->source : claim->source;
    if (said.from == 0) {
        claim->from = of->from;
    }
    if (said.until == 0) {
        claim->until = of->until;
    }
    hold_first_day(&claim->until, claim->from.earliest);
    if (claim->until.latest <= claim->from.earliest) {
        refuse(made, PSHIP_E_INVALID);
    }
}

static inline void draft_end(const world *all, const char *until, row *end, draft *made)
{
    take_interval(end, NULL, until, made);
    pship_day first = all->rows[end->target].from.earliest;
    hold_first_day(&end->until, first);
    if (end->until.latest <= first) {
        refuse(made, PSHIP_E_INVALID);
    }
}

/* A change ends the old value on the day before the first of the new one. */
static inline void draft_change(const world *all, const step *one, draft *made)
{
    row end = made->rows[0], claim = end;
    pship_date from = {.kind = PSHIP_DATE_OPEN}, until = from;
    pship_result result =
        one->from == 0 ? PSHIP_E_ARGUMENT : pship_date_parse(&from, froms[one->from], NULL, NULL);
    if (result == PSHIP_OK) {
        result = pship_date_move(&until, &from, -1, PSHIP_DAYS, NULL);
    }
    refuse(made, result);
    memcpy(made->until, until.text, sizeof made->until);
    end.operation = STEP_END;
    if (result == PSHIP_OK) {
        draft_end(all, made->until, &end, made);
    }
    claim.operation = STEP_ASSERT;
    claim.target = NOBODY;
    draft_claim(one, &claim, made);
    made->rows[0] = end;
    made->rows[1] = claim;
    made->count = 2;
}

static inline void draft_operation(const world *all, const step *one, row *made, draft *all_of_it)
{
    const row *of = &all->rows[made->target];
    made->subject = of->subject;
    made->property = of->property;
    bool value = states_value(of->operation);
    if (one->operation == STEP_CHANGE && value) {
        draft_change(all, one, all_of_it);
    } else if (one->operation == STEP_CORRECT && value) {
        draft_correction(all, one, made, all_of_it);
    } else if (one->operation == STEP_END) {
        refuse(all_of_it, one->until == 0 ? PSHIP_E_ARGUMENT : PSHIP_OK);
        if (value) {
            draft_end(all, untils[one->until], made, all_of_it);
        }
    } else if (one->operation == STEP_CONFIRM) {
        refuse(all_of_it, one->confirmed == 0 ? PSHIP_E_ARGUMENT : PSHIP_OK);
        made->confirmed = confirmed_day(one->confirmed);
    } else if (one->operation == STEP_RETRACT && made->source < 0) {
        made->source = of->source;
    }
}

/* `target`: the row that the step acts on, NOBODY for an assertion. */
static inline draft draft_step(const world *all, const step *one, int layer, int target)
{
    draft made = {.count = 1};
    row *first = &made.rows[0];
    *first = (row){.operation = one->operation,
                   .subject = one->subject,
                   .property = one->property,
                   .source = one->bare ? -1 : one->source,
                   .layer = layer,
                   .transaction = all->transactions + 1,
                   .target = target,
                   .confirmed = PSHIP_DAY_NONE};
    if (one->operation == STEP_ASSERT) {
        draft_claim(one, first, &made);
        return made;
    }
    int acting = one->operation == STEP_CHANGE ? STEP_END : one->operation;
    check_target(all, acting, layer, target, &made);
    draft_operation(all, one, first, &made);
    return made;
}

static inline void add_row(world *all, const row *one, pship_statement_id id)
{
    ck_assert_int_lt(all->count, ROWS);
    all->rows[all->count] = *one;
    all->rows[all->count++].id = id;
}

static inline void commit_rows(world *all, int64_t instant)
{
    int64_t last = all->recorded_at[all->transactions];
    all->committed = all->count;
    all->recorded_at[++all->transactions] = instant > last ? instant : last;
}

/* A transaction that is given up leaves nothing. */
static inline void give_up_rows(world *all)
{
    all->count = all->committed;
    for (int i = 1; i < LAYERS; i++) {
        if (all->layers[i].transaction > all->transactions) {
            all->layers[i] = (scenario){.defined = false};
        }
    }
}

#endif
