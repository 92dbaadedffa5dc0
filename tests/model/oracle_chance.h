/* Random cases. The whole case is drawn from its seed before anything is replayed. */
#ifndef ORACLE_CHANCE_H
#define ORACLE_CHANCE_H

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

/* xorshift64*, so that a seed gives the same cases everywhere. */
static uint64_t state_of_chance;

static inline unsigned draw(void)
{
    state_of_chance ^= state_of_chance >> 12;
    state_of_chance ^= state_of_chance << 25;
    state_of_chance ^= state_of_chance >> 27;
    return (unsigned)((state_of_chance * 2685821657736338717u) >> 33);
}

static inline int chance(int below)
{
    return (int)(draw() % (unsigned)below);
}

static inline bool once_in(int times)
{
    return chance(times) == 0;
}

/* Seeds that differ by one have to give cases that differ in everything. */
static inline void seed_chance(uint64_t seed)
{
    seed += 0x9e3779b97f4a7c15u;
    seed = (seed ^ (seed >> 30)) * 0xbf58476d1ce4e5b9u;
    seed = (seed ^ (seed >> 27)) * 0x94d049bb133111ebu;
    state_of_chance = (seed ^ (seed >> 31)) | 1u;
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
        one->from = chance(14);
        one->until = late[chance(COUNT_OF(late))];
        return;
    }
    if (how->months && !once_in(4)) {
        one->from = FIRST_MONTH + chance(DATES - FIRST_MONTH);
        int last = one->from + chance(3);
        one->until = once_in(6) ? chance(3) : last < DATES ? last : DATES - 1;
        return;
    }
    one->from = once_in(3) ? 0 : chance(DATES);
    one->until = once_in(3) ? 0 : chance(DATES);
}

static inline int draw_operation(const manner *how)
{
    static const int weights[] = {
        STEP_ASSERT,  STEP_ASSERT,  STEP_ASSERT,  STEP_ASSERT,  STEP_ASSERT, STEP_CORRECT,
        STEP_CORRECT, STEP_CORRECT, STEP_RETRACT, STEP_RETRACT, STEP_END,    STEP_END,
        STEP_CHANGE,  STEP_CONFIRM, STEP_ERASE,   STEP_MASK,    STEP_MASK};
    int made = weights[chance(how->agree ? 8 : COUNT_OF(weights))];
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
        int target = made->count - 1 - chance(tries < 10 ? reach : made->count);
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
                .subject = chance(how->subjects),
                .property = how->first_property + chance(how->properties),
                .value = how->agree && !once_in(60) ? 0 : chance(how->values),
                .source = once_in(3) ? -1 : chance(SOURCES),
                .rank = once_in(6) ? chance(3) - 1 : PSHIP_RANK_NORMAL,
                .target = -1,
                .layer = how->layer,
                .pin = -1};
    draw_dates(how, &one);
    if ((how->features & WITH_CONFIRM) != 0 && once_in(5)) {
        one.confirmed = chance(CONFIRMED);
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
        one.confirmed = 1 + chance(CONFIRMED - 1);
    } else if (one.operation == STEP_END && one.until == 0) {
        one.until = 1 + chance(DATES - 1);
    } else if (one.operation == STEP_CHANGE && one.from == 0) {
        one.from = 1 + chance(DATES - 1);
    }
    return one;
}

/* The BEGIN of some step before, or -1. */
static inline int draw_begin(const oracle_case *made)
{
    for (int tries = 0; tries < 12 && made->count > 0; tries++) {
        int at = chance(made->count);
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
    how->layer = chance(3) > 0 ? chance(how->defined + 1) : 0;
    how->layer = how->layers > 0 && once_in(60) ? how->layers : how->layer;
    how->begun = made->count;
    put_step(made, (step){.operation = STEP_BEGIN,
                          .layer = how->layer,
                          .day = ordinal * 30 + chance(60),
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
                                        : once_in(3) ? chance(layer)
                                                     : layer - 1,
                              .pin = once_in(3) ? draw_begin(made) : -1});
    }
}

static inline question draw_question(const oracle_case *made, const manner *how)
{
    question asked = {.opened = STEPS,
                      .recorded = once_in(3) ? draw_begin(made) : -1,
                      .by_instant = once_in(2),
                      .layer = how->layers > 0 && !once_in(3) ? 1 + chance(how->layers) : 0,
                      .as_of = day(FIRST_DAY) + (how->agree ? 150 + chance(30) : chance(330)),
                      .published_by = once_in(2) ? PSHIP_DAY_NONE : day(FIRST_DAY) + chance(330),
                      .holding = once_in(2) ? PSHIP_CERTAIN : PSHIP_POSSIBLE,
                      .doors = DOORS,
                      .subject = -1,
                      .property = -1};
    int opened = once_in(3) ? draw_begin(made) : -1;
    asked.opened = opened < 0 ? STEPS : opened;
    if ((how->features & WITH_PREFERENCE) != 0) {
        asked.newest = once_in(3);
        asked.preferred_count = once_in(2) ? chance(SOURCES) : 0;
    }
    for (int i = 0; i < asked.preferred_count; i++) {
        /* A rotation, so that none comes twice. */
        asked.preferred[i] = i == 0 ? chance(SOURCES) : (asked.preferred[i - 1] + 1) % SOURCES;
    }
    return asked;
}

static inline manner draw_manner(int features, bool large)
{
    manner how = {.features = features,
                  .subjects = large ? 1 : 1 + chance(SUBJECTS),
                  .properties = large ? 1 : 1 + chance(PROPERTIES),
                  .values = 1 + chance(WORDS),
                  .months = once_in(2),
                  .deep = once_in(2),
                  .layers =
                      (features & WITH_LAYERS) != 0 && !once_in(3) ? 1 + chance(LAYERS - 1) : 0};
    how.values += large && how.values == 1;
    how.agree = large && once_in(2);
    how.months &= !how.agree;
    how.first_property = chance(PROPERTIES - how.properties + 1);
    return how;
}

/* Mostly small ones; now and then a cell of more than a hundred statements. */
static inline void draw_case(oracle_case *made, uint64_t seed, int features)
{
    seed_chance(seed);
    memset(made, 0, sizeof *made);
    made->seed = seed;
    made->policy = once_in(4) ? POLICY_SPLIT : once_in(4) ? POLICY_JOINED : POLICY_AS_IS;
    bool large = once_in(150);
    manner how = draw_manner(features, large);
    int transactions = large ? 4 + chance(6) : 1 + chance(5) + (how.layers > 0 ? 2 : 0);
    int rows = large ? 26 : 2 + chance(6);
    for (int ordinal = 0; ordinal < transactions; ordinal++) {
        draw_transaction(made, &how, ordinal, 1 + rows / 2 + chance(rows));
        draw_layers(made, &how);
    }
    made->question_count = 2 + chance(large ? VIEWS - 1 : 2);
    for (int i = 0; i < made->question_count; i++) {
        made->questions[i] = draw_question(made, &how);
    }
}

#endif
