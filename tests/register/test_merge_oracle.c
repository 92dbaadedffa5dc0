/*
 * What merged ids contradict each other about, worked out a second time: every statement against every other, and for
 * acts every date of one agreement against every one of another, in the order in which they are told.
 *
 * PSHIP_TEST_SEED repeats a run, PSHIP_ORACLE_CASES says how many registers it makes.
 */
#include "chance.h"
#include "register/scene.h"
#include <stdlib.h>

Suite *test_suite(void);

enum { AGREEMENTS = 7, MOST_ACTS = 40, MOST_SAID = 30, DAYS = 26, NONE = -1 };

/* A date that is none, that nobody knows, or of some days. */
typedef enum said_kind { SAID_NONE, SAID_UNKNOWN, SAID_DAYS } said_kind;

typedef struct said {
    said_kind kind;
    int first, last;
} said;

typedef struct deed {
    int agreement, type, party;
    said date;
    bool conflicts, free;
} deed;

typedef struct saying {
    int agreement;
    said date;
} saying;

static deed deeds[MOST_ACTS];
static saying sayings[MOST_SAID];
static int agreements, deed_count, saying_count;

static const char *name(char prefix, int number)
{
    static char texts[4][16];
    static int turn;
    char *text = texts[turn++ % 4];
    (void)snprintf(text, 16, "%c%02d", prefix, number);
    return text;
}

/* ---- making */

static said make_date(void)
{
    said one = {SAID_DAYS, roll(DAYS), 0};
    int width = roll(3) ? 0 : 1 + roll(roll(3) ? 3 : 12);
    one.last = one.first + width < DAYS ? one.first + width : DAYS - 1;
    if (roll(12) == 0)
        one.kind = roll(2) ? SAID_NONE : SAID_UNKNOWN;
    return one;
}

static void state_date(const scene *set, const char *id, const char *property, const said *date)
{
    pship_value value = {.kind = PSHIP_VALUE_UNKNOWN};
    char text[40];
    if (date->kind == SAID_DAYS) {
        (void)snprintf(text, sizeof text,
                       date->first == date->last ? "2001-01-%02d" : "2001-01-%02d/2001-01-%02d",
                       date->first + 1, date->last + 1);
        state(set, id, property, text, NULL);
        return;
    }
    if (date->kind == SAID_NONE)
        value.kind = PSHIP_VALUE_NONE;
    OK(pship_statement_assert(NULL, set->transaction, id, property, &value, NULL, err));
}

static void make(void)
{
    int variety = 1 + roll(3);
    agreements = 2 + roll(AGREEMENTS - 1);
    deed_count = roll(roll(2) ? 10 : MOST_ACTS);
    saying_count = roll(MOST_SAID) * (roll(3) == 0);
    for (int i = 0; i < deed_count; i++)
        deeds[i] = (deed){roll(agreements), roll(variety), roll(variety + 1) - 1,
                          make_date(),      false,         false};
    for (int i = 0; i < saying_count; i++)
        sayings[i] = (saying){roll(agreements), make_date()};
}

static void record(const scene *set)
{
    static const char *const types[] = {"signature", "ratification", "amendment"};
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.reason = "one of them";
    for (int i = 0; i < 3; i++)
        OK(pship_party_record(set->transaction, "state", name('p', i), NULL, NULL, err));
    for (int i = 0; i < agreements; i++)
        OK(pship_agreement_record(set->transaction, name('a', i), NULL, NULL, err));
    for (int i = 1; i < agreements; i++)
        OK(pship_merge_record(NULL, set->transaction, name('a', i), name('a', 0), &options, err));
    for (int i = 0; i < deed_count; i++) {
        add_act(set, name('d', i), name('a', deeds[i].agreement), types[deeds[i].type], NULL, NULL);
        if (deeds[i].party != NONE)
            state(set, name('d', i), "party", name('p', deeds[i].party), NULL);
        state_date(set, name('d', i), "date", &deeds[i].date);
    }
    for (int i = 0; i < saying_count; i++)
        state_date(set, name('a', sayings[i].agreement), "date", &sayings[i].date);
}

/* ---- the slow way */

static bool within(const said *a, const said *b)
{
    return b->first <= a->first && a->last <= b->last;
}

static bool agree(const said *a, const said *b)
{
    if (a->kind == SAID_UNKNOWN || b->kind == SAID_UNKNOWN)
        return a->kind != SAID_NONE && b->kind != SAID_NONE;
    return a->kind == b->kind && (a->kind == SAID_NONE || within(a, b) || within(b, a));
}

/* The order in which dates are told: by day, what has none last; then by id. */
static bool comes_before(int i, int j)
{
    const said *a = &deeds[i].date, *b = &deeds[j].date;
    if ((a->kind == SAID_DAYS) != (b->kind == SAID_DAYS))
        return a->kind == SAID_DAYS;
    if (a->kind == SAID_DAYS && a->first != b->first)
        return a->first < b->first;
    if (a->kind == SAID_DAYS && a->last != b->last)
        return a->last < b->last;
    return i < j;
}

static int next_of(int agreement, const deed *like, int after)
{
    int next = NONE;
    for (int i = 0; i < deed_count; i++) {
        if (deeds[i].agreement == agreement && deeds[i].type == like->type &&
            deeds[i].party == like->party && (after == NONE || comes_before(after, i)) &&
            (next == NONE || comes_before(i, next)))
            next = i;
    }
    return next;
}

static void hold_against(int left, int right, const deed *like)
{
    bool left_over = false, right_over = false;
    for (int i = 0; i < deed_count; i++)
        deeds[i].free = true;
    for (int i = next_of(left, like, NONE); i != NONE; i = next_of(left, like, i)) {
        for (int j = next_of(right, like, NONE); j != NONE; j = next_of(right, like, j)) {
            if (deeds[j].free && agree(&deeds[i].date, &deeds[j].date)) {
                deeds[i].free = deeds[j].free = false;
                break;
            }
        }
        left_over = left_over || deeds[i].free;
    }
    for (int j = next_of(right, like, NONE); j != NONE; j = next_of(right, like, j))
        right_over = right_over || deeds[j].free;
    if (!left_over || !right_over)
        return;
    for (int i = next_of(left, like, NONE); i != NONE; i = next_of(left, like, i))
        deeds[i].conflicts = deeds[i].conflicts || deeds[i].free;
    for (int j = next_of(right, like, NONE); j != NONE; j = next_of(right, like, j))
        deeds[j].conflicts = deeds[j].conflicts || deeds[j].free;
}

static bool sayings_contradict(void)
{
    for (int i = 0; i < saying_count; i++) {
        for (int j = 0; j < i; j++) {
            if (sayings[i].agreement != sayings[j].agreement &&
                !agree(&sayings[i].date, &sayings[j].date))
                return true;
        }
    }
    return false;
}

/* ---- both */

static void check(const scene *set)
{
    pship_view *view = look(set, "2026-01-01", NULL, PSHIP_CERTAIN);
    pship_table *table = NULL;
    int expected = sayings_contradict() ? saying_count : 0;
    for (int type = 0; type < 3; type++) {
        for (int party = NONE; party < 3; party++) {
            const deed like = {.type = type, .party = party};
            for (int right = 0; right < agreements; right++) {
                for (int left = 0; left < right; left++)
                    hold_against(left, right, &like);
            }
        }
    }
    OK(pship_merge_conflicts(&table, view, err));
    for (int i = 0; i < deed_count; i++) {
        expected += deeds[i].conflicts;
        ck_assert_msg((row_of(table, "subject", name('d', i)) >= 0) == deeds[i].conflicts,
                      "act %d should %s", i, deeds[i].conflicts ? "conflict" : "be at peace");
    }
    ck_assert_int_eq(pship_table_rows(table), expected);
    pship_table_free(table);
    pship_view_free(view);
}

START_TEST(random_merges_conflict_as_the_slow_way_says)
{
    uint64_t start = chance_start();
    int rounds = chance_cases(300);
    for (int round = 0; round < rounds; round++) {
        scene set = {0};
        chance_seed(start + (uint64_t)round);
        make();
        scene_open(&set);
        record(&set);
        scene_commit(&set);
        check(&set);
        scene_close(&set);
    }
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("merge_oracle");
    TCase *all = tcase_create("merge_oracle");
    tcase_add_test(all, random_merges_conflict_as_the_slow_way_says);
    suite_add_tcase(suite, all);
    return suite;
}
