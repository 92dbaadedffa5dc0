/* Random cases. The whole case is drawn from its seed before anything is replayed. */
#ifndef ORACLE_CHANCE_H
#define ORACLE_CHANCE_H

#include "chance.h"
#include "oracle_case.h"

/* What the cases may contain. */
enum {
    WITH_CONFIRM = 1,
    WITH_ERASE = 2,
    WITH_LAYERS = 4,
    WITH_REOPEN = 8,
    WITH_PREFERENCE = 16,
    WITH_EVERYTHING = 31
};

static inline bool once_in(int times)
{
    return roll(times) == 0;
}

/* How the cases of one seed are made. */
typedef struct manner {
    int features;
    int subjects, properties, values; /* how many are used */
    int first_property;
    bool months; /* spans of a month or a few, so that many statements hold one after another */
    bool agree;  /* nearly all say the same, so that one that does not is hard to find */
    bool deep;   /* operations prefer the newest statements: long chains */
    int layers, defined; /* how many scenarios there will be, and how many there are */
    int layer, begun;    /* of the transaction under way, and where it began */
} manner;

static inline void draw_dates(const manner *how, step *one)
{
    if (how->agree) {
        /* From early until late, so that they hold at once. */
        static const int late[] = {0, 1, 3, 5, 14, 15, 16, 17};
        one->from = roll(14);
        one->until = late[roll(COUNT_OF(late))];
        return;
    }
    if (how->months && !once_in(4)) {
        one->from = FIRST_MONTH + roll(DATES - FIRST_MONTH);
        int last = one->from + roll(3);
        one->until = once_in(6) ? roll(3) : last < DATES ? last : DATES - 1;
        return;
    }
    one->from = once_in(3) ? 0 : roll(DATES);
    one->until = once_in(3) ? 0 : roll(DATES);
}

static inline int draw_operation(const manner *how)
{
    static const int weights[] = {
        STEP_ASSERT,  STEP_ASSERT,  STEP_ASSERT,  STEP_ASSERT,  STEP_ASSERT, STEP_CORRECT,
        STEP_CORRECT, STEP_CORRECT, STEP_RETRACT, STEP_RETRACT, STEP_END,    STEP_END,
        STEP_CHANGE,  STEP_CONFIRM, STEP_ERASE,   STEP_MASK,    STEP_MASK};
    int made = weights[roll(how->agree ? 8 : COUNT_OF(weights))];
    bool known = (made != STEP_CONFIRM || (how->features & WITH_CONFIRM) != 0) &&
                 (made != STEP_ERASE || (how->features & WITH_ERASE) != 0) &&
                 (made != STEP_MASK || how->layer > 0);
    return known ? made : STEP_ASSERT;
}

static inline bool is_corrected(const oracle_case *made, int target, int own_layer)
{
    for (int i = target + 1; i < made->count; i++) {
        const step *one = &made->steps[i];
        if (one->operation == STEP_CORRECT && one->target == target &&
            (one->layer == own_layer || one->layer == made->steps[target].layer)) {
            return true;
        }
    }
    return false;
}

/* Is it likely that the library lets an operation act on a step? */
static inline bool is_sensible(const oracle_case *made, const manner *how, int operation,
                               int target)
{
    const step *of = &made->steps[target];
    bool own = of->layer == how->layer;
    bool value = states_value(of->operation) || of->operation == STEP_CHANGE;
    switch (operation) {
    case STEP_RETRACT:
        return own && of->operation != STEP_ERASE && (value || !once_in(3));
    case STEP_ERASE:
        return own && value && target < how->begun;
    case STEP_MASK:
        return value && of->layer < how->layer;
    default:
        return value && of->layer <= how->layer && !is_corrected(made, target, how->layer);
    }
}

/* A step that a new one may act on, or -1. Now and then one that it may not, to be refused. */
static inline int draw_target(const oracle_case *made, const manner *how, int operation)
{
    int reach = how->deep && made->count > 8 ? 8 : made->count;
    bool any = once_in(10);
    for (int tries = 0; tries < 20 && made->count > 0; tries++) {
        int target = made->count - 1 - roll(tries < 10 ? reach : made->count);
        if (made->steps[target].operation < STEP_BEGIN &&
            (any || is_sensible(made, how, operation, target))) {
            return target;
        }
    }
    return -1;
}

static inline step draw_step(const oracle_case *made, const manner *how)
{
    step one = {.operation = draw_operation(how),
                .subject = roll(how->subjects),
                .property = how->first_property + roll(how->properties),
                .value = how->agree && !once_in(60) ? 0 : roll(how->values),
                .source = once_in(3) ? -1 : roll(SOURCES),
                .rank = once_in(6) ? roll(3) - 1 : PSHIP_RANK_NORMAL,
                .target = -1,
                .layer = how->layer,
                .pin = -1};
    draw_dates(how, &one);
    if ((how->features & WITH_CONFIRM) != 0 && once_in(5)) {
        one.confirmed = roll(CONFIRMED);
    }
    if (one.operation != STEP_ASSERT) {
        one.target = draw_target(made, how, one.operation);
        if (one.target < 0) {
            one.operation = STEP_ASSERT;
        } else {
            one.target_end = made->steps[one.target].operation == STEP_CHANGE && once_in(4);
        }
    }
    one.bare = one.operation == STEP_CORRECT && once_in(6);
    if (one.operation == STEP_CONFIRM) {
        one.confirmed = 1 + roll(CONFIRMED - 1);
    } else if (one.operation == STEP_END && one.until == 0) {
        one.until = 1 + roll(DATES - 1);
    } else if (one.operation == STEP_CHANGE && one.from == 0) {
        one.from = 1 + roll(DATES - 1);
    }
    return one;
}

/* The BEGIN of some step before, or -1. */
static inline int draw_begin(const oracle_case *made)
{
    for (int tries = 0; tries < 12 && made->count > 0; tries++) {
        int at = roll(made->count);
        if (made->steps[at].operation == STEP_BEGIN && !made->steps[at].given_up) {
            return at;
        }
    }
    return -1;
}

static inline void put_step(oracle_case *made, step one)
{
    if (made->count < STEPS) {
        made->steps[made->count++] = one;
    }
}

static inline void draw_transaction(oracle_case *made, manner *how, int ordinal, int rows)
{
    if ((how->features & WITH_REOPEN) != 0 && once_in(400)) {
        put_step(made, (step){.operation = STEP_REOPEN});
    }
    /* Rarely in a scenario that is not there. */
    how->layer = roll(3) > 0 ? roll(how->defined + 1) : 0;
    how->layer = how->layers > 0 && once_in(60) ? how->layers : how->layer;
    how->begun = made->count;
    put_step(made, (step){.operation = STEP_BEGIN,
                          .layer = how->layer,
                          .day = ordinal * 30 + roll(60),
                          .given_up = once_in(25)});
    for (int i = 0; i < rows; i++) {
        put_step(made, draw_step(made, how));
    }
}

static inline void draw_layers(oracle_case *made, manner *how)
{
    while (how->defined < how->layers && !once_in(3)) {
        int layer = ++how->defined;
        put_step(made, (step){.operation = STEP_LAYER,
                              .layer = layer,
                              .parent = once_in(4)   ? 0
                                        : once_in(3) ? roll(layer)
                                                     : layer - 1,
                              .pin = once_in(3) ? draw_begin(made) : -1});
    }
}

static inline question draw_question(const oracle_case *made, const manner *how)
{
    question asked = {.opened = STEPS,
                      .recorded = once_in(3) ? draw_begin(made) : -1,
                      .by_instant = once_in(2),
                      .layer = how->layers > 0 && !once_in(3) ? 1 + roll(how->layers) : 0,
                      .as_of = day(FIRST_DAY) + (how->agree ? 150 + roll(30) : roll(330)),
                      .published_by = once_in(2) ? PSHIP_DAY_NONE : day(FIRST_DAY) + roll(330),
                      .holding = once_in(2) ? PSHIP_CERTAIN : PSHIP_POSSIBLE,
                      .doors = DOORS,
                      .subject = -1,
                      .property = -1};
    int opened = once_in(3) ? draw_begin(made) : -1;
    asked.opened = opened < 0 ? STEPS : opened;
    if ((how->features & WITH_PREFERENCE) != 0) {
        asked.newest = once_in(3);
        asked.preferred_count = once_in(2) ? roll(SOURCES) : 0;
    }
    for (int i = 0; i < asked.preferred_count; i++) {
        /* A rotation, so that none comes twice. */
        asked.preferred[i] = i == 0 ? roll(SOURCES) : (asked.preferred[i - 1] + 1) % SOURCES;
    }
    return asked;
}

static inline manner draw_manner(int features, bool large)
{
    manner how = {.features = features,
                  .subjects = large ? 1 : 1 + roll(SUBJECTS),
                  .properties = large ? 1 : 1 + roll(PROPERTIES),
                  .values = 1 + roll(WORDS),
                  .months = once_in(2),
                  .deep = once_in(2),
                  .layers =
                      (features & WITH_LAYERS) != 0 && !once_in(3) ? 1 + roll(LAYERS - 1) : 0};
    how.values += large && how.values == 1;
    how.agree = large && once_in(2);
    how.months &= !how.agree;
    how.first_property = roll(PROPERTIES - how.properties + 1);
    return how;
}

/* Mostly small ones; now and then a cell of more than a hundred statements. */
static inline void draw_case(oracle_case *made, uint64_t seed, int features)
{
    chance_seed(seed);
    memset(made, 0, sizeof *made);
    made->seed = seed;
    made->policy = once_in(4) ? POLICY_SPLIT : once_in(4) ? POLICY_JOINED : POLICY_AS_IS;
    bool large = once_in(150);
    manner how = draw_manner(features, large);
    int transactions = large ? 4 + roll(6) : 1 + roll(5) + (how.layers > 0 ? 2 : 0);
    int rows = large ? 26 : 2 + roll(6);
    for (int ordinal = 0; ordinal < transactions; ordinal++) {
        draw_transaction(made, &how, ordinal, 1 + rows / 2 + roll(rows));
        draw_layers(made, &how);
    }
    made->question_count = 2 + roll(large ? VIEWS - 1 : 2);
    for (int i = 0; i < made->question_count; i++) {
        made->questions[i] = draw_question(made, &how);
    }
}

#endif
