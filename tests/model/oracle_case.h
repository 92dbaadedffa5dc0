/* A case of the oracle test: one model as a plain list of steps, and the views that are asked about it.
 * Steps name one another by their place in the list, never by what the library or the oracle made of
 * them, so that any step can be dropped and the rest still be replayed. */
#ifndef ORACLE_CASE_H
#define ORACLE_CASE_H

#include "model_help.h"

#define COUNT_OF(array) ((int)(sizeof(array) / sizeof(array)[0]))

enum {
    SUBJECTS = 3,
    LEDGER = SUBJECTS, /* the subject of the statement of a transaction that has no other */
    PROPERTIES = 3,
    SOURCES = 6,
    LAYERS = 5, /* the base and four scenarios */
    STEPS = 320,
    VIEWS = 5
};

enum { PROPERTY_TEXT, PROPERTY_DATE, PROPERTY_MANY };

enum {
    STEP_ASSERT,
    STEP_CORRECT,
    STEP_RETRACT,
    STEP_END,
    STEP_CONFIRM,
    STEP_ERASE,
    STEP_MASK,
    STEP_CHANGE,
    STEP_BEGIN, /* of a transaction; the one before is committed */
    STEP_LAYER, /* defines a scenario */
    STEP_REOPEN /* saves the model, and goes on with what was opened from the file */
};

/* When a transaction ends. The answers must not depend on how the log was cut. */
enum { POLICY_AS_IS, POLICY_SPLIT, POLICY_JOINED };

typedef struct step {
    int operation;
    int subject, property, value;
    int source;                 /* -1: the register itself */
    int from, until, confirmed; /* places in the tables below; 0: not given */
    int rank;
    int target;      /* a step */
    bool target_end; /* of a change: its end, not its new value */
    bool bare;       /* a correction without options */
    int layer;       /* BEGIN: of the transaction; LAYER: the one defined */
    int parent;      /* LAYER */
    int pin;         /* LAYER: the BEGIN of the last transaction that it sees; -1: it floats */
    int day;         /* BEGIN: recorded that many days after FIRST_DAY */
    bool given_up;   /* BEGIN: not committed */
    bool dropped;    /* by the shrinker */
} step;

enum {
    DOOR_CELL = 1,
    DOOR_CELLS = 2,
    DOOR_COLUMN = 4,
    DOOR_VALUES = 8,
    DOOR_SPELLS = 16,
    DOOR_MASKS = 32,
    DOOR_DIFF = 64,
    DOORS = 127
};

typedef struct question {
    int opened;   /* after the transaction of this BEGIN; STEPS: after everything */
    int recorded; /* the BEGIN of the last transaction that it sees; -1: all */
    bool by_instant;
    int layer;
    pship_day as_of, published_by; /* PSHIP_DAY_NONE: no cutoff */
    pship_truth holding;
    int preferred[SOURCES], preferred_count;
    bool newest;
    int doors;
    int subject, property; /* -1: all */
    bool dropped;
} question;

typedef struct oracle_case {
    uint64_t seed;
    int policy;
    int count, question_count;
    step steps[STEPS];
    question questions[VIEWS];
} oracle_case;

/* The first of each is the simplest, which is what the shrinker tries. */
static const char *const froms[] = {
    NULL,         "2025",       "2025-08",    "2025-08-08",      "../2025",    "2025-08-10~",
    "202X",       "2025-12",    "2025-12-31", "2026-01/2026-03", "2025-07-01", "2025-09-01",
    "2025-10-01", "2025-11-01", "2025-12-01", "2026-01-01",      "2026-02-01", "2026-03-01"};
static const char *const untils[] = {
    NULL,         "..",         "",           "2026",       "2025-12-31",
    "2026-02",    "202X",       "2025-12-30", "2025-11",    "2026-01/2026-03",
    "2025-07-31", "2025-09-30", "2025-10-31", "2025-11-30", "2025-12-31",
    "2026-01-31", "2026-02-28", "2026-03-31"};
/* From here on the months, the same in both. */
enum { FIRST_MONTH = 10, DATES = 18, CONFIRMED = 6 };
static const char *const confirmed_days[CONFIRMED] = {NULL,         "2025-08-09", "2025-10-15",
                                                      "2026-01-01", "2026-02-11", "2026-05-01"};
static const char *const publications[SOURCES] = {"2025-08-01", "2025-12", "2026-02-10",
                                                  NULL,         "2025",    "2025-10-03"};
enum { WORDS = 5 };
static const char *const words[PROPERTIES][WORDS] = {
    {"red", "green", "blue", "grey", "white"},
    {"2025-08", "2025-08-08", "2025", "2026-01", "2026-01-15"},
    {"one", "two", "three", "four", "five"}};

static const char *const subject_ids[SUBJECTS + 1] = {"alpha", "beta", "gamma", "ledger"};
static const char *const property_names[PROPERTIES] = {"o_text", "o_date", "o_many"};
static const char *const source_ids[SOURCES] = {"source-0", "source-1", "source-2",
                                                "source-3", "source-4", "source-5"};
static const char *const layer_names[LAYERS] = {NULL, "if-1", "if-2", "if-3", "if-4"};

#define FIRST_DAY "2025-07-01"

static inline bool states_value(int operation)
{
    return operation == STEP_ASSERT || operation == STEP_CORRECT;
}

/* ---- as readable lines */

static inline const char *or_none(const char *text)
{
    return text == NULL ? "-" : text;
}

static inline void print_target(FILE *file, const step *one)
{
    fprintf(file, " of step %d%s", one->target, one->target_end ? " (its end)" : "");
}

static inline void print_claim(FILE *file, const step *one)
{
    if (one->bare) {
        fprintf(file, ", no options");
        return;
    }
    fprintf(file, ", from %s until '%s' confirmed %s source %s rank %d", or_none(froms[one->from]),
            or_none(untils[one->until]), or_none(confirmed_days[one->confirmed]),
            one->source < 0 ? "-" : source_ids[one->source], one->rank);
}

static inline void print_step(FILE *file, const oracle_case *made, int index)
{
    static const char *const names[] = {"assert", "correct", "retract", "end",   "confirm", "erase",
                                        "mask",   "change",  "begin",   "layer", "reopen"};
    const step *one = &made->steps[index];
    fprintf(file, "%4d %s", index, names[one->operation]);
    switch (one->operation) {
    case STEP_ASSERT:
        fprintf(file, " %s %s", subject_ids[one->subject], property_names[one->property]);
        break;
    case STEP_BEGIN:
        fprintf(file, " in layer %d, day %d%s", one->layer, one->day,
                one->given_up ? ", given up" : "");
        break;
    case STEP_LAYER:
        fprintf(file, " %d on layer %d, pinned after the transaction of step %d", one->layer,
                one->parent, one->pin);
        break;
    case STEP_REOPEN:
        break;
    default:
        print_target(file, one);
    }
    if (states_value(one->operation) || one->operation == STEP_CHANGE) {
        fprintf(file, " value %d", one->value);
    }
    if (one->operation < STEP_BEGIN && one->operation != STEP_MASK) {
        print_claim(file, one);
    }
    fprintf(file, "\n");
}

static inline void print_question(FILE *file, const question *asked)
{
    char as_of[16], published_by[16];
    pship_day_format(asked->as_of, as_of, sizeof as_of);
    pship_day_format(asked->published_by, published_by, sizeof published_by);
    fprintf(file,
            "view as of %s, published by %s, recorded by step %d%s, opened after step %d, layer "
            "%d, holding %s%s; doors %d, subject %d, property %d",
            as_of, published_by, asked->recorded, asked->by_instant ? " (instant)" : "",
            asked->opened, asked->layer, asked->holding == PSHIP_CERTAIN ? "certain" : "possible",
            asked->newest ? ", newest source" : "", asked->doors, asked->subject, asked->property);
    for (int i = 0; i < asked->preferred_count; i++) {
        fprintf(file, "%s %s", i == 0 ? ", preferring" : "", source_ids[asked->preferred[i]]);
    }
    fprintf(file, "\n");
}

static inline int steps_left(const oracle_case *made)
{
    int left = 0;
    for (int i = 0; i < made->count; i++) {
        left += !made->steps[i].dropped;
    }
    return left;
}

static inline void print_case(FILE *file, const oracle_case *made)
{
    static const char *const policies[] = {"as they are", "one for each step", "joined"};
    fprintf(file, "seed %llu, transactions %s\n", (unsigned long long)made->seed,
            policies[made->policy]);
    for (int i = 0; i < made->count; i++) {
        if (!made->steps[i].dropped) {
            print_step(file, made, i);
        }
    }
    for (int i = 0; i < made->question_count; i++) {
        if (!made->questions[i].dropped) {
            print_question(file, &made->questions[i]);
        }
    }
}

#endif
