/*
 * Random assessments of one thing, held against each other a second time, slowly: each against every other, in
 * twentieths of a point.
 *
 * PSHIP_TEST_SEED repeats a run, PSHIP_ORACLE_CASES says how many registers it makes.
 */
#include "chance.h"
#include "register/scene.h"
#include <stdlib.h>

Suite *test_suite(void);

enum { MOST = 120, TOLD = 20, NONE = -1 };

/* What was recorded of one; NONE where nothing was. */
typedef struct recorded {
    int assessor, yardstick, verdict;
    int unit, low, high; /* the score in twentieths of a point; unit NONE: there is none */
    int first, last;     /* days of the month */
} recorded;

static recorded made[MOST];
static int count;

static const char *name(char prefix, int number)
{
    static char texts[4][16];
    static int turn;
    char *text = texts[turn++ % 4];
    (void)snprintf(text, 16, "%c%03d", prefix, number);
    return text;
}

/* ---- making */

static int one_of(int sides, int absent)
{
    return roll(100) < absent ? NONE : roll(sides);
}

static void make(int variety)
{
    count = 1 + roll(roll(2) ? 12 : MOST);
    for (int i = 0; i < count; i++) {
        recorded *one = &made[i];
        one->assessor = one_of(1 + roll(variety), 10);
        one->yardstick = one_of(1 + roll(1 + variety / 8), 10);
        one->verdict = one_of(1 + roll(variety), 30);
        one->unit = one_of(3, 40);
        one->first = roll(5) ? 1 + roll(28) : NONE;
        one->last = one->first != NONE && one->first < 20 && roll(4) == 0 ? one->first + roll(5)
                                                                          : one->first;
    }
}

static void record(const scene *set, int i, char *score, size_t size)
{
    static const char *const units[] = {"percent", "point", "thousand point"};
    recorded *one = &made[i];
    char date[32];
    pship_assessment_fields fields = PSHIP_ASSESSMENT_FIELDS_INIT;
    fields.subject = roll(4) ? "reform" : "reform-again";
    fields.assessor = one->assessor == NONE ? NULL : name('p', one->assessor);
    fields.yardstick = one->yardstick == NONE ? NULL : name('y', one->yardstick);
    fields.verdict = one->verdict == NONE ? NULL : name('v', one->verdict);
    if (one->unit != NONE) {
        int whole = roll(6), tenth = roll(10), scale = one->unit == 2 ? 1000 : 1;
        bool fine = roll(2);
        (void)snprintf(score, size, fine ? "%d.%d" : "%d", whole, tenth);
        one->low = scale * (fine ? 20 * whole + 2 * tenth - 1 : 20 * whole - 10);
        one->high = one->low + scale * (fine ? 2 : 20);
        fields.score = score;
        fields.unit = units[one->unit];
    }
    if (one->first != NONE) {
        (void)snprintf(date, sizeof date, "2025-06-%02d/2025-06-%02d", one->first, one->last);
        fields.date = date;
    }
    OK(pship_assessment_record(set->transaction, name('a', i), &fields, NULL, err));
}

static void record_all(const scene *set, int variety)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    char score[16];
    options.reason = "the same";
    OK(pship_commitment_record(set->transaction, "reform", NULL, NULL, err));
    OK(pship_commitment_record(set->transaction, "reform-again", NULL, NULL, err));
    OK(pship_merge_record(NULL, set->transaction, "reform-again", "reform", &options, err));
    for (int i = 0; i < variety; i++)
        OK(pship_party_record(set->transaction, "party", name('p', i), NULL, NULL, err));
    for (int i = 0; i < count; i++)
        record(set, i, score, sizeof score);
}

/* ---- the slow way */

static bool superseded(int i)
{
    for (int j = 0; j < count; j++) {
        if (made[i].assessor != NONE && made[j].assessor == made[i].assessor &&
            made[j].yardstick == made[i].yardstick && made[i].first != NONE &&
            made[j].first != NONE && made[j].first > made[i].last)
            return true;
    }
    return false;
}

static bool same_measure(int a, int b)
{
    return a == b || (a > 0 && b > 0); /* a point and a thousand of them */
}

/* 'd': they disagree, 'f': they differ under other yardsticks, ' ': neither. */
static char contrast(int i, int j)
{
    const recorded *a = &made[i], *b = &made[j];
    if (superseded(i) || superseded(j) || (a->assessor != NONE && a->assessor == b->assessor))
        return ' ';
    bool words = a->verdict != NONE && b->verdict != NONE && a->verdict != b->verdict;
    if (a->yardstick == NONE || a->yardstick != b->yardstick)
        return words ? 'f' : ' ';
    bool scores = a->unit != NONE && b->unit != NONE &&
                  (!same_measure(a->unit, b->unit) || a->high <= b->low || b->high <= a->low);
    return words || scores ? 'd' : ' ';
}

/* All of them are told where they are few; where they are many, as many as may be, each of them rightly. */
static bool check_list(const pship_table *table, int64_t row, const char *column, int i, char kind)
{
    char text[512];
    int expected = 0, told = 0, before = NONE;
    (void)pship_table_format(table, pship_table_find(table, column), row, text, sizeof text);
    for (int j = 0; j < count; j++)
        expected += j != i && contrast(i, j) == kind;
    for (char *word = strtok(text, "; "); word; word = strtok(NULL, "; ")) {
        int j = atoi(word + 1);
        ck_assert_msg(j > before && j != i && contrast(i, j) == kind, "%s: %d is told of %d",
                      column, j, i);
        before = j;
        told++;
    }
    ck_assert_msg(told == (expected < TOLD ? expected : TOLD), "%s of %d: %d instead of %d", column,
                  i, told, expected);
    return expected > TOLD;
}

static void check_row(const pship_table *table, int i)
{
    int64_t row = row_of(table, "assessment", name('a', i));
    ck_assert_int_ge(row, 0);
    ck_assert_str_eq(cell(table, row, "subject"), "reform");
    ck_assert_str_eq(cell(table, row, "superseded"), superseded(i) ? "true" : "false");
    bool more = check_list(table, row, "disagrees_with", i, 'd');
    more = check_list(table, row, "differs_from", i, 'f') || more;
    ck_assert_str_eq(cell(table, row, "more"), more ? "true" : "false");
}

static void check(const scene *set, const char *subject)
{
    pship_view *view = look(set, "2025-08-01", NULL, PSHIP_CERTAIN);
    pship_table *table = NULL, *commitments = NULL;
    bool any = false;
    OK(pship_assessment_list(&table, view, subject, err));
    ck_assert_int_eq(pship_table_rows(table), count);
    for (int i = 0; i < count; i++)
        check_row(table, i);
    for (int i = 0; i < count && !any; i++) {
        for (int j = 0; j < i && !any; j++)
            any = contrast(i, j) != ' ';
    }
    OK(pship_commitment_list(&commitments, view, NULL, err));
    int64_t row = row_of(commitments, "id", "reform");
    ck_assert_str_eq(cell(commitments, row, "assessments_disagree"), any ? "true" : "false");
    pship_table_free(commitments);
    pship_table_free(table);
    pship_view_free(view);
}

START_TEST(random_assessments_are_held_against_each_other_as_the_slow_way_does)
{
    uint64_t start = chance_start();
    int rounds = chance_cases(150);
    for (int round = 0; round < rounds; round++) {
        scene set = {0};
        chance_seed(start + (uint64_t)round);
        int variety = 2 + roll(roll(2) ? 6 : 60);
        make(variety);
        scene_open(&set);
        record_all(&set, variety);
        scene_commit(&set);
        check(&set, round % 2 ? "reform" : NULL);
        scene_close(&set);
    }
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("assessment_oracle");
    TCase *all = tcase_create("assessment_oracle");
    tcase_add_test(all, random_assessments_are_held_against_each_other_as_the_slow_way_does);
    suite_add_tcase(suite, all);
    return suite;
}
