/* Makes a case that fails small: whatever can be left out or said more simply while it still fails. */
#ifndef ORACLE_SHRINK_H
#define ORACLE_SHRINK_H

#include "oracle_replay.h"

/* Replays are cheap, and yet a shrinker should come to an end. */
enum { REPLAYS = 20000 };

typedef struct shrinker {
    oracle_case *made; /* fails, as it is */
    run *now;
    int wrong, replays;
    bool smaller; /* in this round */
} shrinker;

static inline bool still_fails(shrinker *how)
{
    return how->replays++ < REPLAYS && !replay(how->now, how->made, how->wrong);
}

/* Sets a number, and puts it back where the case fails no more. */
static inline void try_number(shrinker *how, int *number, int simpler)
{
    int before = *number;
    if (before == simpler) {
        return;
    }
    *number = simpler;
    if (still_fails(how)) {
        how->smaller = true;
    } else {
        *number = before;
    }
}

static inline void try_flag(shrinker *how, bool *flag, bool simpler)
{
    bool before = *flag;
    if (before == simpler) {
        return;
    }
    *flag = simpler;
    if (still_fails(how)) {
        how->smaller = true;
    } else {
        *flag = before;
    }
}

/* ---- steps */

/* Drops `length` steps from `first` on, all or none. */
static inline void try_without(shrinker *how, int first, int length)
{
    bool before[STEPS], any = false;
    int end = first + length < how->made->count ? first + length : how->made->count;
    for (int i = first; i < end; i++) {
        before[i] = how->made->steps[i].dropped;
        any |= !before[i];
        how->made->steps[i].dropped = true;
    }
    if (!any) {
        return;
    }
    if (still_fails(how)) {
        how->smaller = true;
        return;
    }
    for (int i = first; i < end; i++) {
        how->made->steps[i].dropped = before[i];
    }
}

/* From the newest, since what is newer leans on what is older. */
static inline void drop_steps(shrinker *how)
{
    for (int length = how->made->count; length >= 1; length /= 2) {
        for (int end = how->made->count; end > 0; end -= length) {
            try_without(how, end > length ? end - length : 0, end > length ? length : end);
        }
    }
}

static inline void simplify_step(shrinker *how, step *one)
{
    if (one->operation == STEP_CHANGE) {
        try_number(how, &one->operation, STEP_END);
    }
    if (one->operation >= STEP_BEGIN) {
        try_flag(how, &one->given_up, false);
        try_number(how, &one->pin, -1);
        try_number(how, &one->parent, 0);
        try_number(how, &one->day, 0);
        return;
    }
    try_number(how, &one->from, 0);
    try_number(how, &one->until, 0);
    try_number(how, &one->confirmed, 0);
    try_number(how, &one->source, -1);
    try_number(how, &one->rank, PSHIP_RANK_NORMAL);
    try_number(how, &one->value, 0);
    try_number(how, &one->subject, 0);
    try_number(how, &one->property, PROPERTY_TEXT);
    try_flag(how, &one->bare, false);
    try_flag(how, &one->target_end, false);
    /* A plain date is easier to read than an imprecise one. */
    if (one->from > 0) {
        try_number(how, &one->from, FIRST_MONTH);
    }
    if (one->until > 0) {
        try_number(how, &one->until, FIRST_MONTH);
    }
}

/* ---- questions */

static inline void simplify_question(shrinker *how, question *asked)
{
    for (int door = 1; door < DOORS; door *= 2) {
        if ((asked->doors & door) != 0) {
            try_number(how, &asked->doors, asked->doors & ~door);
        }
    }
    try_number(how, &asked->opened, STEPS);
    try_number(how, &asked->recorded, -1);
    try_number(how, &asked->published_by, PSHIP_DAY_NONE);
    try_number(how, &asked->preferred_count, 0);
    try_flag(how, &asked->newest, false);
    try_number(how, &asked->layer, 0);
    for (int i = 0; i <= SUBJECTS && asked->subject < 0; i++) {
        try_number(how, &asked->subject, i);
    }
    for (int i = 0; i < PROPERTIES && asked->property < 0; i++) {
        try_number(how, &asked->property, i);
    }
    if (asked->holding == PSHIP_POSSIBLE) {
        asked->holding = PSHIP_CERTAIN;
        bool fails = still_fails(how);
        asked->holding = fails ? PSHIP_CERTAIN : PSHIP_POSSIBLE;
        how->smaller |= fails;
    }
}

static inline void shrink_questions(shrinker *how)
{
    for (int i = 0; i < how->made->question_count; i++) {
        try_flag(how, &how->made->questions[i].dropped, true);
    }
    for (int i = 0; i < how->made->question_count; i++) {
        if (!how->made->questions[i].dropped) {
            simplify_question(how, &how->made->questions[i]);
        }
    }
}

/* Until nothing more can go. The run is left as the last failing replay made it. */
static inline void shrink(oracle_case *made, run *now, int wrong)
{
    shrinker how = {.made = made, .now = now, .wrong = wrong, .smaller = true};
    while (how.smaller && how.replays < REPLAYS) {
        how.smaller = false;
        drop_steps(&how);
        try_number(&how, &made->policy, POLICY_AS_IS);
        shrink_questions(&how);
        for (int i = 0; i < made->count; i++) {
            if (!made->steps[i].dropped) {
                simplify_step(&how, &made->steps[i]);
            }
        }
    }
    (void)replay(now, made, wrong);
}

#endif
