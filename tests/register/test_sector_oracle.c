/*
 * Random classifications, with sectors in sectors and in circles and some that are mapped, and what falls into them, worked
 * out a second time: every sector is held against every item.
 *
 * PSHIP_TEST_SEED repeats a run, PSHIP_ORACLE_CASES says how many registers it makes.
 */
#include "chance.h"
#include "register/scene.h"
#include <math.h>
#include <stdlib.h>

Suite *test_suite(void);

enum {
    OWN = 9,
    FOREIGN = 4,
    SECTORS = OWN + FOREIGN,
    MOST_ITEMS = 14,
    YEARS = 4,
    FIRST_YEAR = 2020
};

static scene set;
static uint64_t seed;
static bool broader[SECTORS][SECTORS]; /* within one scheme */
static bool same[FOREIGN][OWN];        /* a foreign one is mapped to one of the own */
static bool stated[MOST_ITEMS][SECTORS];
static int years[MOST_ITEMS]; /* YEARS: it has none */
static int item_count;

static const char *sector_name(int sector)
{
    static char texts[4][16];
    static int turn;
    char *text = texts[turn++ % 4];
    (void)snprintf(text, 16, sector < OWN ? "own-%d" : "foreign-%d", sector);
    return text;
}

/* ---- making */

static void make_sectors(void)
{
    for (int i = 0; i < SECTORS; i++) {
        OK(pship_entity_record(set.transaction, "sector", sector_name(i), err));
        state(&set, sector_name(i), "scheme", i < OWN ? "own" : "foreign", NULL);
    }
    for (int i = 0; i < SECTORS; i++) {
        for (int j = 0; j < SECTORS; j++) {
            broader[i][j] = i != j && (i < OWN) == (j < OWN) && roll(7) == 0;
            if (broader[i][j])
                state(&set, sector_name(i), "broader", sector_name(j), NULL);
        }
    }
    for (int i = 0; i < FOREIGN; i++) {
        for (int j = 0; j < OWN; j++) {
            same[i][j] = roll(9) == 0;
            if (same[i][j] && roll(2))
                state(&set, sector_name(OWN + i), "exact_match", sector_name(j), NULL);
            else if (same[i][j])
                state(&set, sector_name(j), "exact_match", sector_name(OWN + i), NULL);
        }
    }
}

static void make_items(void)
{
    item_count = roll(MOST_ITEMS + 1);
    for (int i = 0; i < item_count; i++) {
        char id[16], date[16];
        (void)snprintf(id, sizeof id, "c%d", i);
        OK(pship_entity_record(set.transaction, "commitment", id, err));
        state(&set, id, "text", "A thing to do", NULL);
        years[i] = roll(YEARS + 1);
        (void)snprintf(date, sizeof date, "%d", FIRST_YEAR + years[i]);
        if (years[i] < YEARS)
            state(&set, id, "date", date, NULL);
        for (int j = 0; j < SECTORS; j++) {
            stated[i][j] = roll(6) == 0;
            if (stated[i][j])
                state(&set, id, "sector", sector_name(j), NULL);
        }
    }
}

static void make(void)
{
    scene_open(&set);
    OK(pship_entity_record(set.transaction, "sector_scheme", "own", err));
    OK(pship_entity_record(set.transaction, "sector_scheme", "foreign", err));
    make_sectors();
    make_items();
    scene_commit(&set);
}

/* ---- a slow answer */

static void close_upwards(bool in[SECTORS])
{
    for (int round = 0; round < SECTORS; round++) {
        for (int i = 0; i < SECTORS; i++) {
            for (int j = 0; j < SECTORS; j++)
                in[j] = in[j] || (in[i] && broader[i][j]);
        }
    }
}

static bool is_mapped(int foreign)
{
    for (int i = 0; i < OWN; i++) {
        if (same[foreign - OWN][i])
            return true;
    }
    return false;
}

/* A foreign sector stands for what it is mapped to; one that is not, for what the ones right above it stand for. */
static void stand_for(bool in[SECTORS], int foreign)
{
    bool reached[SECTORS] = {false};
    reached[foreign] = true;
    for (int round = 0; round < FOREIGN; round++) {
        for (int i = OWN; i < SECTORS; i++) {
            for (int j = OWN; j < SECTORS; j++)
                reached[j] = reached[j] || (reached[i] && !is_mapped(i) && broader[i][j]);
        }
    }
    for (int i = OWN; i < SECTORS; i++) {
        for (int j = 0; j < OWN && reached[i]; j++)
            in[j] = in[j] || same[i - OWN][j];
    }
}

/* The own sectors into which an item falls; false where it is into none. */
static bool work_out(bool in[SECTORS], int item)
{
    bool any = false;
    memset(in, 0, SECTORS * sizeof *in);
    for (int i = 0; i < OWN; i++)
        in[i] = stated[item][i];
    for (int i = OWN; i < SECTORS; i++) {
        if (stated[item][i])
            stand_for(in, i);
    }
    for (int i = 0; i < OWN; i++)
        any = any || in[i];
    close_upwards(in);
    return any;
}

static bool has_sector(int item)
{
    for (int i = 0; i < SECTORS; i++) {
        if (stated[item][i])
            return true;
    }
    return false;
}

static int64_t number(const pship_table *table, int64_t row, const char *column)
{
    return strtoll(cell(table, row, column), NULL, 10);
}

static int place_of(const pship_table *table, int64_t row)
{
    return empty_cell(table, row, "year") ? YEARS : (int)number(table, row, "year") - FIRST_YEAR;
}

/* Rows of sectors and of the two gaps: all items are in some of them, and no row counts another number. */
static void compare_coverage(const pship_view *view)
{
    pship_table *table = NULL;
    int64_t counted = 0, expected = 0;
    OK(pship_sector_coverage(&table, view, "own", FIRST_YEAR, FIRST_YEAR + YEARS - 1, err));
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        char gap[32], name[32]; /* the cells' own texts take turns */
        (void)snprintf(gap, sizeof gap, "%s", cell(table, row, "gap"));
        (void)snprintf(name, sizeof name, "%s", cell(table, row, "sector"));
        int64_t wanted = 0;
        for (int i = 0; i < item_count; i++) {
            bool in[SECTORS], any = work_out(in, i), here = false;
            for (int j = 0; j < OWN; j++)
                here = here || (in[j] && strcmp(name, sector_name(j)) == 0);
            here = here || (strcmp(gap, "no_sector") == 0 && !has_sector(i)) ||
                   (strcmp(gap, "not_in_scheme") == 0 && has_sector(i) && !any);
            wanted += here && years[i] == place_of(table, row);
        }
        ck_assert_msg(number(table, row, "commitments") == wanted,
                      "seed %llu: %s%s, place %d: %s, expected %d", (unsigned long long)seed, name,
                      gap, place_of(table, row), cell(table, row, "commitments"), (int)wanted);
        counted += wanted;
    }
    for (int i = 0; i < item_count; i++) {
        bool in[SECTORS], any = work_out(in, i);
        expected += any ? 0 : 1;
        for (int j = 0; j < OWN; j++)
            expected += in[j];
    }
    ck_assert_int_eq(counted, expected);
    pship_table_free(table);
}

static void compare_share(const pship_view *view, int sector)
{
    pship_table *table = NULL;
    OK(pship_sector_share(&table, view, sector_name(sector), FIRST_YEAR, FIRST_YEAR + YEARS - 1,
                          err));
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        int part = 0, whole = 0, left_out = 0;
        if (strcmp(cell(table, row, "measure"), "commitments") != 0)
            continue;
        for (int i = 0; i < item_count; i++) {
            bool in[SECTORS], any = work_out(in, i), now = years[i] == place_of(table, row);
            whole += now && any;
            left_out += now && !any;
            part += now && in[sector];
        }
        ck_assert_msg(number(table, row, "part") == part && number(table, row, "whole") == whole &&
                          number(table, row, "left_out") == left_out,
                      "seed %llu: share of %s, place %d", (unsigned long long)seed,
                      sector_name(sector), place_of(table, row));
    }
    pship_table_free(table);
}

/* An item counts 1, in equal parts in its sectors that nothing is broader than, or in all where there is none. */
static void weigh(double weights[OWN], int place)
{
    memset(weights, 0, OWN * sizeof *weights);
    for (int i = 0; i < item_count; i++) {
        bool in[SECTORS], any_top = false;
        int count = 0;
        if (!work_out(in, i) || years[i] != place)
            continue;
        for (int pass = 0; pass < 3; pass++) {
            for (int j = 0; j < OWN; j++) {
                bool top = true;
                for (int k = 0; k < OWN; k++)
                    top = top && !broader[j][k];
                bool counts = in[j] && (top || (pass > 0 && !any_top));
                any_top = any_top || (pass == 0 && counts);
                count += pass == 1 && counts;
                if (pass == 2 && counts)
                    weights[j] += 1.0 / count;
            }
        }
    }
}

static void compare_concentration(const pship_view *view)
{
    pship_table *table = NULL;
    OK(pship_sector_concentration(&table, view, "own", FIRST_YEAR, FIRST_YEAR + YEARS - 1, err));
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        double weights[OWN], all = 0, squares = 0;
        weigh(weights, place_of(table, row));
        for (int i = 0; i < OWN; i++)
            all += weights[i];
        for (int i = 0; i < OWN; i++)
            squares += all > 0 ? weights[i] / all * (weights[i] / all) : 0;
        ck_assert_int_eq(number(table, row, "items"), (int64_t)lround(all));
        if (all > 0)
            ck_assert_double_eq_tol(
                pship_table_number(table, pship_table_find(table, "index"), row), squares, 1e-12);
    }
    pship_table_free(table);
}

START_TEST(what_falls_into_sectors_is_what_a_slow_count_gives)
{
    uint64_t from = chance_start();
    int cases = chance_cases(150);
    for (int i = 0; i < cases; i++) {
        seed = from + (uint64_t)i;
        chance_seed(seed);
        make();
        pship_view *view = look(&set, "2026-01-01", NULL, PSHIP_CERTAIN);
        compare_coverage(view);
        compare_share(view, roll(OWN));
        compare_concentration(view);
        pship_view_free(view);
        scene_close(&set);
    }
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("sector_oracle");
    TCase *all = tcase_create("sector_oracle");
    tcase_set_timeout(all, 0);
    tcase_add_test(all, what_falls_into_sectors_is_what_a_slow_count_gives);
    suite_add_tcase(suite, all);
    return suite;
}
