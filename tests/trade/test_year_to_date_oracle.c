/* Months out of year-to-date releases, against slow ways of the tests' own. */
#include "chance.h"
#include "trade/releases.h"
#include "trade/ytd.h"

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

/* ---- against a list of all that can be true
 *
 * Three months of whole numbers from 0 to GREATEST. Figures are rounded to tens, so that each says of a sum that it
 * is at most 5 away. The slow way keeps every triple that is still possible. */

#define GREATEST 16
#define TRIPLES ((GREATEST + 1) * (GREATEST + 1) * (GREATEST + 1))

typedef struct guess {
    int first, last, value, day;
    enum { STANDS, SUPERSEDED, STALE, CONTESTED } state;
} guess;

static bool allows(const guess *one, int triple)
{
    const int months[] = {triple % (GREATEST + 1), triple / (GREATEST + 1) % (GREATEST + 1),
                          triple / (GREATEST + 1) / (GREATEST + 1)};
    int sum = 0;
    for (int i = one->first; i <= one->last; i++)
        sum += months[i];
    return sum >= one->value - 5 && sum <= one->value + 5;
}

static bool any_allowed(const guess *one, const bool *possible)
{
    for (int triple = 0; triple < TRIPLES; triple++) {
        if (possible[triple] && allows(one, triple))
            return true;
    }
    return false;
}

/* Decides as the header says, day by day from the newest on. */
static void settle_slowly(guess *guesses, int count, bool *possible)
{
    static bool before[TRIPLES];
    memset(possible, true, TRIPLES);
    for (int i = 0; i < count; i++) {
        guess *one = &guesses[i];
        if (i == 0 || guesses[i - 1].day != one->day)
            memcpy(before, possible, TRIPLES);
        bool stale = false;
        for (int j = 0; j < i; j++)
            stale = stale || (guesses[j].state == SUPERSEDED && guesses[j].first <= one->first &&
                              one->last <= guesses[j].last &&
                              one->last - one->first < guesses[j].last - guesses[j].first);
        one->state = !any_allowed(one, before)     ? SUPERSEDED
                     : stale                       ? STALE
                     : !any_allowed(one, possible) ? CONTESTED
                                                   : STANDS;
        for (int triple = 0; one->state == STANDS && triple < TRIPLES; triple++)
            possible[triple] = possible[triple] && allows(one, triple);
    }
}

static void bounds_slowly(const bool *possible, int month, int *low, int *high)
{
    static const int steps[] = {1, GREATEST + 1, (GREATEST + 1) * (GREATEST + 1)};
    *low = GREATEST + 1;
    *high = -1;
    for (int triple = 0; triple < TRIPLES; triple++) {
        const int value = triple / steps[month] % (GREATEST + 1);
        if (possible[triple]) {
            *low = value < *low ? value : *low;
            *high = value > *high ? value : *high;
        }
    }
}

static void compare_with_slow(void)
{
    static bool possible[TRIPLES];
    guess guesses[7];
    release list[7];
    char periods[7][48], values[7][16], days[7][24];
    /* The newest figure, of all three, keeps them within the reach of the slow way. */
    const int count = 2 + roll(6);
    for (int i = 0; i < count; i++) {
        const int first = roll(3);
        guesses[i] =
            (guess){first, first + roll(3 - first), roll(12), 20 - i / 2 - roll(2), STANDS};
        if (i < 1)
            guesses[i] = (guess){0, 2, roll(12), 28, STANDS};
        if (i > 0 && guesses[i].day > guesses[i - 1].day)
            guesses[i].day = guesses[i - 1].day;
        (void)snprintf(periods[i], 48, "2025-%02d/2025-%02d", guesses[i].first + 1,
                       guesses[i].last + 1);
        (void)snprintf(values[i], 16, "%d", guesses[i].value);
        (void)snprintf(days[i], 24, "2025-06-%02d", guesses[i].day);
        list[i] = (release){periods[i], values[i], days[i], NULL, NULL, NULL};
    }
    settle_slowly(guesses, count, possible);
    pship_months_options options = PSHIP_MONTHS_OPTIONS_INIT;
    options.last_digit = 10;
    pship_table *table = months_of(list, (size_t)count, &options);
    ck_assert_int_eq(pship_table_rows(table), 3);
    for (int month = 0; month < 3; month++) {
        int low, high;
        bool contested = false, moved = false;
        bounds_slowly(possible, month, &low, &high);
        ck_assert(pship_table_number(table, pship_table_find(table, "low"), month) == low);
        ck_assert(pship_table_number(table, pship_table_find(table, "high"), month) == high);
        for (int i = 0; i < count; i++) {
            const bool covers = guesses[i].first <= month && month <= guesses[i].last;
            contested = contested || (covers && guesses[i].state == CONTESTED);
            moved = moved || (covers && guesses[i].state == SUPERSEDED);
        }
        const char *status = cell_text(table, month, "status");
        ck_assert_int_eq(contested, strcmp(status, "contested") == 0);
        ck_assert_int_eq(moved, cell_text(table, month, "changed")[0] != '\0');
        if (strcmp(status, "stated") == 0 || strcmp(status, "difference") == 0) {
            const double value = pship_table_number(table, pship_table_find(table, "value"), month);
            ck_assert(value >= low && value <= high);
        }
    }
    pship_table_free(table);
}

START_TEST(bounds_are_those_of_all_that_can_be_true)
{
    const uint64_t start = chance_start();
    const int cases = chance_cases(2000);
    for (int i = 0; i < cases; i++) {
        chance_seed(start + (uint64_t)i);
        compare_with_slow();
    }
}
END_TEST

/* ---- the shortest period around a gap, by trying all of them */

typedef struct ytd_series_of {
    ytd_figures all;
    ytd_search search;
    int32_t first, totals;
} ytd_series_of;

static void wholes_slowly(ytd_series_of *series, int32_t month, char text[64])
{
    const int32_t months = series->totals - 1;
    strcpy(text, "");
    for (int32_t length = 2; length <= months; length++) {
        for (int32_t from = month - length + 1; from <= month; from++) {
            if (from < 0 || from + length > months)
                continue;
            const ytd_path path =
                pship__ytd_path(&series->search, series->all.figures, series->all.count,
                                series->first, series->totals, from, from + length, 1u);
            if (path.terms == 0)
                continue;
            const int32_t a = series->first + from, b = a + length - 1;
            (void)snprintf(text, 64, "%04d-%02d/%04d-%02d", a / 12, a % 12 + 1, b / 12, b % 12 + 1);
            return;
        }
    }
}

enum { MOST_TOTALS = 32 };

/* Reads and settles the only series of a table. */
static void settle_series(ytd_series_of *series, const pship_table *releases)
{
    static int64_t most[MOST_TOTALS * MOST_TOTALS], earlier[MOST_TOTALS * MOST_TOTALS];
    static ytd_path reached[MOST_TOTALS];
    static int32_t queue[MOST_TOTALS];
    ck_assert_int_eq(pship__ytd_read(&series->all, releases, NULL, err), PSHIP_OK);
    int32_t last = series->all.figures[0].last;
    series->first = series->all.figures[0].first;
    for (size_t i = 1; i < series->all.count; i++) {
        const ytd_figure *one = &series->all.figures[i];
        series->first = one->first < series->first ? one->first : series->first;
        last = one->last > last ? one->last : last;
    }
    series->totals = last - series->first + 2;
    ck_assert_int_le(series->totals, MOST_TOTALS);
    series->search = (ytd_search){.reached = reached, .queue = queue};
    ytd_bounds bounds = {.totals = series->totals, .most = most, .earlier = earlier};
    pship__ytd_settle(&bounds, series->all.figures, series->all.count, series->first, false);
}

static long compare_wholes(void)
{
    release list[12];
    char periods[12][48], values[12][16], days[12][24];
    const int count = 1 + roll(12), span = 4 + roll(26);
    long gaps = 0;
    for (int i = 0; i < count; i++) {
        const int first = roll(span), length = 1 + roll(span - first), last = first + length - 1;
        (void)snprintf(periods[i], 48, "%04d-%02d/%04d-%02d", 2020 + first / 12, first % 12 + 1,
                       2020 + last / 12, last % 12 + 1);
        /* Mostly of one truth, so that most of them stand. */
        (void)snprintf(values[i], 16, "%d", 10 * length + (roll(6) == 0 ? roll(40) : 0));
        (void)snprintf(days[i], 24, "2025-06-%02d", 1 + roll(28));
        list[i] = (release){periods[i], values[i], days[i], NULL, NULL, NULL};
    }
    pship_table *releases = releases_of(list, (size_t)count), *table = NULL;
    ck_assert_int_eq(pship_months_from_ytd(&table, releases, NULL, err), PSHIP_OK);
    ytd_series_of series;
    settle_series(&series, releases);
    ck_assert_int_eq(pship_table_rows(table), series.totals - 1);
    for (int32_t month = 0; month < series.totals - 1; month++) {
        char whole[64] = "";
        if (strcmp(cell_text(table, month, "status"), "gap") == 0)
            wholes_slowly(&series, month, whole);
        gaps += whole[0] != '\0';
        ck_assert_str_eq(cell_text(table, month, "within"), whole);
        ck_assert_int_eq(cell_text(table, month, "within_value")[0] != '\0', whole[0] != '\0');
    }
    pship__ytd_figures_free(&series.all);
    pship_table_free(table);
    pship_table_free(releases);
    return gaps;
}

START_TEST(a_gap_lies_in_the_shortest_period_that_is_known)
{
    const uint64_t start = chance_start();
    const int cases = chance_cases(1000);
    long gaps = 0;
    for (int i = 0; i < cases; i++) {
        chance_seed(start + (uint64_t)i);
        gaps += compare_wholes();
    }
    ck_assert_int_gt(gaps, cases);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("year_to_date_oracle");
    TCase *tests = tcase_create("year_to_date_oracle");
    tcase_add_test(tests, bounds_are_those_of_all_that_can_be_true);
    tcase_add_test(tests, a_gap_lies_in_the_shortest_period_that_is_known);
    suite_add_tcase(suite, tests);
    return suite;
}
