/*
 * Random claims, brought together and judged a second time, slowly: every claim is held against every other
 * one, with tables of its own for what the spellings of units, periods and definitions come to.
 */
#include "chance.h"
#include "register/scene.h"
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

Suite *test_suite(void);

static const char *const measures[] = {"Trade", "Exports", NULL};
static const char *const abouts[] = {"alba", "borea", NULL};
static const struct {
    const char *text;
    int means;
} periods[] = {{"2025", 1},       {"2025-01-01/2025-12-31", 1}, {"2025-01", 2},
               {"2025-01-XX", 2}, {"2025-01/2025-12", 1},       {NULL, 0}};
static const struct {
    const char *words[3];
    size_t count;
    int means;
} definitions[] = {
    {{NULL}, 0, 0}, {{"goods"}, 1, 1}, {{"goods", "FOB"}, 2, 2}, {{"FOB", "goods", "goods"}, 3, 2}};
static const struct {
    const char *text;
    int means;
    double scale;
} units[] = {{"USD million", 1, 1e6}, {"bn USD", 1, 1e9}, {"US$", 1, 1},
             {"US$ m", 1, 1e6},       {"t", 2, 1},        {"kt", 2, 1000},
             {"smoots", 3, 1},        {NULL, 0, 1}};
static const struct {
    const char *text;
    int low, high; /* widening, in units of the last digit; 9: without bound */
} qualifiers[] = {{NULL, 0, 0},        {"nearly", 1, 0},    {"about", 1, 1},
                  {"more than", 0, 9}, {"just over", 0, 1}, {"up to", 9, 0}};
static const char *const source_ids[] = {"s0", "s1", "s2", "s3", NULL};
static const char *const source_days[] = {"2025-03-01", "2025-04", "2025-02-01", NULL};
/* as above, the first possible day; never for what is not dated */
static const int source_newness[] = {60, 90, 30, -1, -1};

enum { MOST = 24, SOURCES = 4 };

typedef struct made {
    int measure, about, period, definition, unit, qualifier, source, decimals;
    int64_t digits; /* the number without its point */
    pship_rank rank;
} made;

/* Without printf's decimal point, which is the locale's. */
static void write_number(char *text, size_t size, const made *one)
{
    int64_t power = 1;
    for (int i = 0; i < one->decimals; i++)
        power *= 10;
    int length = snprintf(text, size, "%" PRId64, one->digits / power);
    if (one->decimals > 0)
        (void)snprintf(text + length, size - (size_t)length, ".%0*" PRId64, one->decimals,
                       one->digits % power);
}

/* ---- the slow judge */

static bool same_thing(const made *all, int a, int b)
{
    const made *x = &all[a], *y = &all[b];
    return x->measure == y->measure && (measures[x->measure] || a == b) && x->about == y->about &&
           periods[x->period].means == periods[y->period].means &&
           definitions[x->definition].means == definitions[y->definition].means &&
           units[x->unit].means == units[y->unit].means;
}

static bool same_measure(const made *all, int a, int b)
{
    return all[a].measure == all[b].measure && (measures[all[a].measure] || a == b) &&
           all[a].about == all[b].about;
}

enum { HALF_OF_THE_FINEST = 200 }; /* two decimals at most, and half of the last */

/* Both ends in two-hundredths: whole numbers, which compare exactly on every machine. */
static void ends(const made *one, int64_t *low, int64_t *high)
{
    int64_t half = (int64_t)units[one->unit].scale * HALF_OF_THE_FINEST / 2;
    for (int i = 0; i < one->decimals; i++)
        half /= 10;
    int64_t value = one->digits * 2 * half;
    int below = qualifiers[one->qualifier].low, above = qualifiers[one->qualifier].high;
    *low = below == 9 ? INT64_MIN : value - half * (1 + 2 * below);
    *high = above == 9 ? INT64_MAX : value + half * (1 + 2 * above);
}

static bool both_may_be(const made *x, const made *y)
{
    int64_t a, b, c, d;
    ends(x, &a, &b);
    ends(y, &c, &d);
    return a < d && c < b;
}

/* What has an open end is as wide as anything else that has one. */
static int64_t width_of(const made *one)
{
    int64_t low, high;
    ends(one, &low, &high);
    return low == INT64_MIN || high == INT64_MAX ? INT64_MAX : high - low;
}

static int compare_width(const made *x, const made *y)
{
    int64_t one = width_of(x), other = width_of(y);
    return (one > other) - (one < other);
}

/* Is x to be preferred, and by which rule? Order of recording is the order in the array. */
static int better(const made *all, int x, int y, const int *preferred, const char **rule)
{
    const made *a = &all[x], *b = &all[y];
    if (a->rank != b->rank)
        return *rule = "rank", a->rank > b->rank;
    if (preferred[a->source] != preferred[b->source])
        return *rule = "preferred_source", preferred[a->source] < preferred[b->source];
    int width = compare_width(a, b);
    if (width != 0)
        return *rule = "precision", width < 0;
    if (source_newness[a->source] != source_newness[b->source])
        return *rule = "newest", source_newness[a->source] > source_newness[b->source];
    return *rule = "first_recorded", x < y;
}

typedef struct judged {
    const char *verdict, *rule;
    int best, claims, beside;
} judged;

static int rule_depth(const char *rule)
{
    static const char *const order[] = {"only_claim", "rank",   "preferred_source",
                                        "precision",  "newest", "first_recorded"};
    int depth = 0;
    while (strcmp(order[depth], rule) != 0)
        depth++;
    return depth;
}

static judged judge(const made *all, int count, int one, const int *preferred)
{
    judged made_of = {.verdict = "single", .rule = "only_claim", .best = -1};
    bool broken = false, alone = true;
    for (int i = 0; i < count; i++) {
        if (same_thing(all, one, i)) {
            alone = alone && i == one;
        } else if (same_measure(all, one, i) && all[i].rank > PSHIP_RANK_DEPRECATED) {
            made_of.beside++;
        }
        if (!same_thing(all, one, i) || all[i].rank == PSHIP_RANK_DEPRECATED)
            continue;
        made_of.claims++;
        for (int j = 0; j < i; j++) {
            if (same_thing(all, one, j) && all[j].rank > PSHIP_RANK_DEPRECATED)
                broken = broken || !both_may_be(&all[i], &all[j]);
        }
        const char *rule;
        if (made_of.best < 0 || better(all, i, made_of.best, preferred, &rule))
            made_of.best = i;
    }
    /* The rule is the last that was needed against any of the others. */
    if (!alone)
        made_of.rule = "rank";
    for (int i = 0; i < count && made_of.best >= 0; i++) {
        const char *rule;
        if (i == made_of.best || !same_thing(all, one, i) || all[i].rank == PSHIP_RANK_DEPRECATED)
            continue;
        ck_assert(better(all, made_of.best, i, preferred, &rule));
        if (rule_depth(rule) > rule_depth(made_of.rule))
            made_of.rule = rule;
    }
    if (made_of.best < 0)
        made_of.rule = "";
    if (made_of.claims > 1)
        made_of.verdict = broken ? "conflict" : "agree";
    else if (made_of.beside > 0)
        made_of.verdict = "not_comparable";
    return made_of;
}

/* ---- one case */

static void record(const scene *set, const made *one, int index)
{
    char id[16], digits[40];
    (void)snprintf(id, sizeof id, "f%02d", index);
    write_number(digits, sizeof digits, one);
    pship_figure_fields fields = PSHIP_FIGURE_FIELDS_INIT;
    pship_statement_options options = said_by(source_ids[one->source]);
    fields.measure = measures[one->measure];
    fields.about = abouts[one->about];
    fields.period = periods[one->period].text;
    fields.definitions = definitions[one->definition].words;
    fields.definition_count = definitions[one->definition].count;
    OK(pship_figure_record(set->transaction, id, &fields, &options, err));
    options.qualifier = qualifiers[one->qualifier].text;
    options.rank = one->rank;
    pship_value value = pship_value_number(digits, units[one->unit].text);
    OK(pship_statement_assert(NULL, set->transaction, id, "value", &value, &options, err));
}

/* Few values, so that claims meet: between 0.95 and 1.1 million or so. */
static made invent(void)
{
    made one = {.measure = roll(3),
                .about = roll(3),
                .period = roll(6),
                .definition = roll(8) == 0 ? 1 : roll(4),
                .unit = roll(8),
                .qualifier = roll(2) ? 0 : roll(6),
                .source = roll(SOURCES + 1),
                .decimals = roll(3)};
    if (roll(3) == 0) /* most are about one and the same */
        one.measure = one.about = one.period = one.definition = one.unit = 0;
    double wanted = 950000 + roll(16) * 10000;
    double power = one.decimals == 0 ? 1 : one.decimals == 1 ? 10 : 100;
    one.digits = (int64_t)llround(wanted / units[one.unit].scale * power);
    int rank = roll(10);
    one.rank = rank == 0   ? PSHIP_RANK_PREFERRED
               : rank == 1 ? PSHIP_RANK_DEPRECATED
                           : PSHIP_RANK_NORMAL;
    return one;
}

static void check_case(const made *all, int count, const pship_table *table, const int *preferred)
{
    int64_t things = 0;
    for (int i = 0; i < count; i++) {
        int first = 0;
        while (!same_thing(all, i, first))
            first++;
        things += first == i;
        judged want = judge(all, count, i, preferred);
        /* The row is found by its best claim, or by what is deprecated alone. */
        char id[16];
        (void)snprintf(id, sizeof id, "f%02d", want.best);
        if (want.best < 0)
            continue;
        int64_t row = row_of(table, "figure", id);
        ck_assert_msg(row >= 0, "%s is no best claim", id);
        ck_assert_str_eq(cell(table, row, "verdict"), want.verdict);
        ck_assert_str_eq(cell(table, row, "rule"), want.rule);
        ck_assert_int_eq(atoi(cell(table, row, "claims")), want.claims);
        ck_assert_int_eq(atoi(cell(table, row, "beside")), want.beside);
    }
    ck_assert_int_eq(pship_table_rows(table), things);
}

static void run_case(void)
{
    scene set = {NULL, NULL, NULL};
    made all[MOST];
    int count = 1 + roll(MOST);
    scene_open(&set);
    for (int i = 0; i < SOURCES; i++)
        add_source(&set, source_ids[i], "A paper", source_days[i]);
    OK(pship_party_record(set.transaction, "state", "alba", NULL, NULL, err));
    OK(pship_party_record(set.transaction, "state", "borea", NULL, NULL, err));
    for (int i = 0; i < count; i++) {
        all[i] = invent();
        record(&set, &all[i], i);
    }
    scene_commit(&set);

    int preferred[SOURCES + 1] = {0}, trusted = roll(3) == 0 ? roll(SOURCES) : -1;
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    options.as_of = day("2026-01-01");
    if (trusted >= 0) {
        options.preferred_sources = &source_ids[trusted];
        options.preferred_source_count = 1;
        for (int i = 0; i <= SOURCES; i++)
            preferred[i] = i != trusted;
    }
    pship_view *view = NULL;
    pship_table *table = NULL;
    OK(pship_view_open(&view, set.model, &options, err));
    OK(pship_figure_comparison(&table, view, err));
    check_case(all, count, table, preferred);
    pship_table_free(table);
    pship_view_free(view);
    scene_close(&set);
}

START_TEST(grouping_and_judging_agree_with_holding_each_against_each)
{
    uint64_t start = chance_start();
    int count = chance_cases(1500);
    (void)fflush(stdout);
    for (int i = 0; i < count; i++) {
        chance_seed(start + (uint64_t)i);
        run_case();
    }
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("figure_oracle");
    TCase *tests = tcase_create("figure_oracle");
    tcase_add_test(tests, grouping_and_judging_agree_with_holding_each_against_each);
    suite_add_tcase(suite, tests);
    return suite;
}
