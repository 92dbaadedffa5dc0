/*
 * Answers against an oracle that knows nothing of indexes: it keeps every operation in a plain list
 * and, for each question, works through the list from the rules as they are written down in
 * docs/guide/model.md. Random statement sets; the seed is printed and may be given as PSHIP_SEED.
 */
#include "model_help.h"

#define SUBJECTS 4
#define PROPERTIES 2
#define SOURCES 4
#define ROWS 40

enum { ASSERTED, CORRECTED, RETRACTED, ENDED };

typedef struct oracle_row {
    int operation, subject, property, source; /* source -1: the register itself */
    int value;                                /* of a handful */
    pship_date from, until;                   /* until: first day on which it no longer holds */
    bool states_until;
    int rank, transaction;
    int target; /* index, or -1 */
} oracle_row;

typedef struct oracle {
    oracle_row rows[ROWS];
    int count;
    pship_statement_id ids[ROWS];
    pship_date published[SOURCES];
} oracle;

typedef struct question {
    int subject, property, transactions;
    pship_day as_of, published_by; /* PSHIP_DAY_NONE: none */
    pship_truth holding;
} question;

typedef struct oracle_answer {
    bool contested, undecided;
    int value; /* -1: none picked */
    pship_truth truth;
} oracle_answer;

/* ---- random numbers: xorshift64*, so that a seed gives the same cases everywhere */

static uint64_t state_of_chance;

static unsigned chance(unsigned below)
{
    state_of_chance ^= state_of_chance >> 12;
    state_of_chance ^= state_of_chance << 25;
    state_of_chance ^= state_of_chance >> 27;
    return (unsigned)((state_of_chance * 2685821657736338717u) >> 33) % below;
}

static const char *const froms[] = {NULL,      "2025",        "2025-08", "2025-08-08",
                                    "../2025", "2025-08-10~", "202X",    "2025-12"};
static const char *const untils[] = {NULL,         "..",      "",     "2026",
                                     "2025-12-31", "2026-02", "202X", "2026-01/2026-03"};
static const char *const publications[] = {"2025-08-01", "2025-12", "2026-02-10", NULL};
static const char *const words[] = {"red", "green", "blue"};

/* ---- the oracle */

static bool in_time(const oracle *model, const question *asked, int index)
{
    return model->rows[index].transaction <= asked->transactions;
}

static pship_truth published(const oracle *model, const question *asked, int index)
{
    const oracle_row *row = &model->rows[index];
    if (asked->published_by == PSHIP_DAY_NONE) {
        return PSHIP_CERTAIN;
    }
    if (row->source < 0) {
        /* Recorded in 1970, by the instants that the test gives its transactions. */
        return PSHIP_CERTAIN;
    }
    const pship_date *date = &model->published[row->source];
    if (date->kind == PSHIP_DATE_UNKNOWN) {
        return PSHIP_POSSIBLE;
    }
    return date->latest <= asked->published_by     ? PSHIP_CERTAIN
           : date->earliest <= asked->published_by ? PSHIP_POSSIBLE
                                                   : PSHIP_NO;
}

/* How surely an operation acts: PSHIP_NO where the view does not count it, or where it is undone. */
static pship_truth force(const oracle *model, const question *asked, int index)
{
    pship_truth made = published(model, asked, index);
    if (!in_time(model, asked, index) || made < asked->holding) {
        return PSHIP_NO;
    }
    for (int i = index + 1; i < model->count && model->rows[index].operation != CORRECTED; i++) {
        if (model->rows[i].operation == RETRACTED && model->rows[i].target == index) {
            pship_truth undone = force(model, asked, i);
            made = undone == PSHIP_CERTAIN                             ? PSHIP_NO
                   : undone == PSHIP_POSSIBLE && made == PSHIP_CERTAIN ? PSHIP_POSSIBLE
                                                                       : made;
        }
        if (made == PSHIP_NO) {
            break;
        }
    }
    return made;
}

/* How surely it is corrected or retracted. */
static pship_truth hidden(const oracle *model, const question *asked, int index)
{
    pship_truth made = PSHIP_NO;
    for (int i = index + 1; i < model->count; i++) {
        bool hides = model->rows[i].operation == CORRECTED || model->rows[i].operation == RETRACTED;
        if (hides && model->rows[i].target == index && force(model, asked, i) > made) {
            made = force(model, asked, i);
        }
    }
    return made;
}

/* Is a statement what `index` corrects, without an end stated on the way that overruled its ends? */
static bool is_ancestor(const oracle *model, int ancestor, int index)
{
    while (index >= 0 && index != ancestor) {
        index = model->rows[index].states_until ? -1 : model->rows[index].target;
    }
    return index == ancestor;
}

/* The newest end with at least this force, or -1. */
static int newest_end(const oracle *model, const question *asked, int index, pship_truth least)
{
    for (int i = model->count - 1; i >= 0; i--) {
        const oracle_row *row = &model->rows[i];
        if (row->operation == ENDED && force(model, asked, i) >= least &&
            is_ancestor(model, row->target, index)) {
            return i;
        }
    }
    return -1;
}

static pship_truth valid(const oracle *model, const question *asked, int index, int end)
{
    const oracle_row *row = &model->rows[index];
    pship_date until = end < 0 ? row->until : model->rows[end].until;
    bool certain = row->from.latest <= asked->as_of && asked->as_of < until.earliest;
    bool possible = row->from.earliest <= asked->as_of && asked->as_of < until.latest;
    return certain ? PSHIP_CERTAIN : possible ? PSHIP_POSSIBLE : PSHIP_NO;
}

static pship_truth holds(const oracle *model, const question *asked, int index)
{
    const oracle_row *row = &model->rows[index];
    pship_truth said = published(model, asked, index);
    if (!in_time(model, asked, index) || row->operation > CORRECTED ||
        row->subject != asked->subject || row->property != asked->property ||
        hidden(model, asked, index) == PSHIP_CERTAIN) {
        return PSHIP_NO;
    }
    int end = newest_end(model, asked, index, PSHIP_CERTAIN);
    int doubtful = newest_end(model, asked, index, PSHIP_POSSIBLE);
    pship_truth made = valid(model, asked, index, end);
    if (doubtful > end && valid(model, asked, index, doubtful) != made) {
        made = PSHIP_POSSIBLE;
    }
    if (hidden(model, asked, index) == PSHIP_POSSIBLE && made == PSHIP_CERTAIN) {
        made = PSHIP_POSSIBLE;
    }
    return made < said ? made : said;
}

static oracle_answer answer(const oracle *model, const question *asked)
{
    oracle_answer made = {.value = -1};
    int best = -1, top = PSHIP_RANK_DEPRECATED;
    for (int i = 0; i < model->count; i++) {
        const oracle_row *row = &model->rows[i];
        if (holds(model, asked, i) < asked->holding || row->rank == PSHIP_RANK_DEPRECATED) {
            continue;
        }
        top = row->rank > top ? row->rank : top;
    }
    for (int i = 0; i < model->count; i++) {
        for (int j = 0; j < model->count; j++) {
            const oracle_row *a = &model->rows[i], *b = &model->rows[j];
            if (holds(model, asked, i) < asked->holding ||
                holds(model, asked, j) < asked->holding || a->rank == PSHIP_RANK_DEPRECATED ||
                b->rank == PSHIP_RANK_DEPRECATED) {
                continue;
            }
            bool differ = a->value != b->value;
            made.contested |= differ;
            made.undecided |= differ && a->rank == top && b->rank == top;
            if (a->rank == top && best < 0) {
                best = i;
            }
        }
    }
    if (best >= 0 && !made.undecided) {
        made.value = model->rows[best].value;
        made.truth = holds(model, asked, best);
    }
    return made;
}

/* ---- the same in the library */

static char subject_id[SUBJECTS][16], source_id[SOURCES][16];
static const char *const property_name[PROPERTIES] = {"title", "type"};

static pship_transaction *begin_at(pship_model *model, int transaction)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_transaction_options options = PSHIP_TRANSACTION_OPTIONS_INIT;
    options.recorded_at = transaction;
    pship_transaction *made = NULL;
    ok(pship_transaction_begin(&made, model, &options, &err), &err);
    return made;
}

static pship_model *start(oracle *expected)
{
    pship_model *model = new_model();
    pship_transaction *transaction = begin_at(model, 1);
    for (int i = 0; i < SOURCES; i++) {
        (void)snprintf(source_id[i], sizeof source_id[i], "source-%d", i);
        source(transaction, source_id[i], publications[i]);
        expected->published[i] = (pship_date){.kind = PSHIP_DATE_UNKNOWN};
        if (publications[i] != NULL) {
            ck_assert_int_eq(pship_date_parse(&expected->published[i], publications[i], NULL, NULL),
                             PSHIP_OK);
        }
    }
    for (int i = 0; i < SUBJECTS; i++) {
        (void)snprintf(subject_id[i], sizeof subject_id[i], "subject-%d", i);
        entity(transaction, "agreement", subject_id[i]);
    }
    commit(transaction);
    return model;
}

/* One random operation in both; refused ones are left out of both. */
static void operate(oracle *expected, pship_transaction *transaction, int ordinal)
{
    pship_error err = PSHIP_ERROR_INIT;
    oracle_row row = {.operation = (int)chance(8),
                      .subject = (int)chance(SUBJECTS),
                      .property = (int)chance(PROPERTIES),
                      .source = (int)chance(SOURCES + 1) - 1,
                      .value = (int)chance(3),
                      .rank = (int)chance(6) == 0 ? (int)chance(3) - 1 : PSHIP_RANK_NORMAL,
                      .transaction = ordinal,
                      .target = -1};
    row.operation = row.operation > ENDED ? ASSERTED : row.operation;
    const char *from = froms[chance(sizeof froms / sizeof froms[0])];
    const char *until = untils[chance(sizeof untils / sizeof untils[0])];
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.source = row.source < 0 ? NULL : source_id[row.source];
    options.rank = (pship_rank)row.rank;
    options.from = from;
    options.until = until;
    pship_value value = pship_value_text(words[row.value]);
    pship_statement_id id = 0, target = 0;
    if (row.operation != ASSERTED) {
        if (expected->count == 0) {
            return;
        }
        row.target = (int)chance((unsigned)expected->count);
        target = expected->ids[row.target];
        row.subject = expected->rows[row.target].subject;
        row.property = expected->rows[row.target].property;
    }
    pship_interval interval;
    bool parsed = pship_interval_parse(&interval, from, until, NULL, NULL) == PSHIP_OK;
    pship_result result;
    if (row.operation == ASSERTED) {
        result = pship_statement_assert(&id, transaction, subject_id[row.subject],
                                        property_name[row.property], &value, &options, &err);
    } else if (row.operation == CORRECTED) {
        result = pship_statement_correct(&id, transaction, target, &value, &options, &err);
    } else if (row.operation == RETRACTED) {
        result = pship_statement_retract(&id, transaction, target, &options, &err);
    } else {
        result = pship_statement_end(&id, transaction, target, &options, &err);
        parsed =
            until != NULL && pship_interval_parse(&interval, NULL, until, NULL, NULL) == PSHIP_OK;
    }
    if (result != PSHIP_OK) {
        return;
    }
    if (row.operation == RETRACTED || row.operation == CORRECTED) {
        /* Without a source of its own it is as old as its target. */
        row.source = row.source < 0 ? expected->rows[row.target].source : row.source;
    }
    if (row.operation != RETRACTED) {
        ck_assert(parsed);
        row.states_until = until != NULL;
        row.from = interval.from;
        row.until = interval.until;
    }
    if (row.operation == CORRECTED && from == NULL) {
        row.from = expected->rows[row.target].from;
    }
    if (row.operation == CORRECTED && until == NULL) {
        row.until = expected->rows[row.target].until;
    }
    if (row.operation == ENDED && until[0] == '\0' &&
        expected->rows[row.target].from.earliest != PSHIP_DAY_MIN) {
        row.until.earliest = expected->rows[row.target].from.earliest + 1;
    }
    expected->ids[expected->count] = id;
    expected->rows[expected->count++] = row;
}

static void compare(const oracle *expected, pship_model *model, uint64_t seed,
                    const question *asked)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    options.as_of = asked->as_of;
    options.published_by = asked->published_by;
    options.recorded_transaction = asked->transactions;
    options.holding = asked->holding;
    pship_view *view = NULL;
    ok(pship_view_open(&view, model, &options, &err), &err);
    for (int subject = 0; subject < SUBJECTS; subject++) {
        for (int property = 0; property < PROPERTIES; property++) {
            question one = *asked;
            one.subject = subject;
            one.property = property;
            oracle_answer wanted = answer(expected, &one);
            pship_cell cell = ask(view, subject_id[subject], property_name[property]);
            const char *value = wanted.value < 0 ? "" : words[wanted.value];
            const char *got = cell.value.kind == PSHIP_VALUE_ABSENT ? "" : cell.value.text;
            char day_text[16];
            pship_day_format(asked->as_of, day_text, sizeof day_text);
            ck_assert_msg(cell.contested == wanted.contested &&
                              cell.undecided == wanted.undecided && strcmp(got, value) == 0 &&
                              (wanted.value < 0 || cell.truth == wanted.truth),
                          "PSHIP_SEED=%llu %s of %s on %s: '%s' contested %d undecided %d truth "
                          "%d, expected '%s' %d %d %d",
                          (unsigned long long)seed, property_name[property], subject_id[subject],
                          day_text, got, cell.contested, cell.undecided, (int)cell.truth, value,
                          wanted.contested, wanted.undecided, (int)wanted.truth);
        }
    }
    pship_view_free(view);
}

static void one_case(uint64_t seed)
{
    state_of_chance = seed;
    oracle expected = {.count = 0};
    pship_model *model = start(&expected);
    int transactions = 1 + (int)chance(4);
    for (int ordinal = 2; ordinal <= transactions + 1; ordinal++) {
        pship_transaction *transaction = begin_at(model, ordinal);
        int rows = 1 + (int)chance(ROWS / 4);
        for (int i = 0; i < rows && expected.count < ROWS; i++) {
            operate(&expected, transaction, ordinal);
        }
        /* One without statements would not count. */
        state(transaction, subject_id[0], "subject", "filler", NULL);
        commit(transaction);
    }
    for (int i = 0; i < 6; i++) {
        question asked = {.transactions = 1 + (int)chance((unsigned)transactions + 1),
                          .as_of = day("2025-06-01") + (pship_day)chance(400),
                          .published_by = chance(2) == 0
                                              ? PSHIP_DAY_NONE
                                              : day("2025-07-01") + (pship_day)chance(300),
                          .holding = chance(2) == 0 ? PSHIP_CERTAIN : PSHIP_POSSIBLE};
        compare(&expected, model, seed, &asked);
    }
    pship_model_free(model);
}

START_TEST(answers_equal_those_of_a_naive_oracle)
{
    const char *given = getenv("PSHIP_SEED");
    if (given != NULL) {
        one_case(strtoull(given, NULL, 10));
        return;
    }
    for (uint64_t seed = 1; seed <= 400; seed++) {
        one_case(seed * 2654435761u);
    }
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("oracle");
    TCase *all = tcase_create("oracle");
    tcase_set_timeout(all, 120);
    tcase_add_test(all, answers_equal_those_of_a_naive_oracle);
    suite_add_tcase(suite, all);
    return suite;
}
