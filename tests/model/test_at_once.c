/* What a view answers from the index alone is what it answers from the statements. */
#include "chance.h"
#include "model_help.h"
#include <stdlib.h>

/* A view with a cutoff by which all is published has to look at every statement, and sees the same. */
#define LAST_CUTOFF "2090-01-01"

static const char *one_of(const char *const *words, uint32_t count)
{
    return words[draw(count)];
}

/* Numbers that are near each other, with as many digits as somebody may write. */
static const char *draw_digits(char *room, size_t size)
{
    static const char *const ends[] = {"", "", "", "0", "00", ".0", ".5", ".25", "e1", "e2", "e-1"};
    snprintf(room, size, "%s%u%s", draw(6) == 0 ? "-" : "", draw(30), one_of(ends, 11));
    return room;
}

/* Of the kind, mostly, that is usual for a subject. */
static pship_value draw_value(char *room, size_t size, uint32_t usual)
{
    static const char *const units[] = {"km", "km", "km", NULL, "USD million", "USD billion"};
    static const char *const dates[] = {"2025", "2025-08", "2025-08-08", "2025-08-09", "2026-01"};
    static const char *const texts[] = {"one", "two"};
    switch (draw(6) == 0 ? draw(12) : 6 + usual % 6) {
    case 0:
        return pship_value_none();
    case 1:
        return pship_value_unknown();
    case 2:
        return pship_value_boolean(draw(2) == 0);
    case 3:
    case 4:
        return pship_value_text(one_of(texts, 2));
    case 5:
    case 6:
        return pship_value_date(one_of(dates, 5));
    default:
        return pship_value_number(draw_digits(room, size), one_of(units, 6));
    }
}

static void state_any(pship_transaction *tx, const char *subject, uint32_t usual)
{
    static const char *const qualifiers[] = {"about", "at least", "up to", "nearly"};
    static const char *const starts[] = {NULL, "2025-01-01", "2025-06", "2026", "2026-01-01"};
    static const char *const ends[] = {NULL,         "..",   "",
                                       "2025-12-31", "2027", "2025-12-31/2026-12-30"};
    pship_error err = PSHIP_ERROR_INIT;
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    char room[32];
    options.source = draw(2) == 0 ? "first" : "second";
    options.qualifier = draw(8) == 0 ? one_of(qualifiers, 4) : NULL;
    options.rank = draw(8) == 0 ? PSHIP_RANK_PREFERRED : PSHIP_RANK_NORMAL;
    options.rank = draw(8) == 0 ? PSHIP_RANK_DEPRECATED : options.rank;
    options.from = one_of(starts, 5);
    options.until = one_of(ends, 6);
    options.last_confirmed = draw(8) == 0 ? "2026-02-01" : NULL;
    pship_value value = draw_value(room, sizeof room, usual);
    /* An interval that holds on no day is refused, and not stated then. */
    (void)!pship_statement_assert(NULL, tx, subject, "value", &value, &options, &err);
}

static int32_t column_of(const pship_table *table, const char *name)
{
    int32_t found = pship_table_find(table, name);
    ck_assert_int_ge(found, 0);
    return found;
}

static void expect_same(const pship_table *left, const pship_table *right, uint64_t seed)
{
    static const char *const names[] = {"id",        "value",    "number",    "unit",
                                        "earliest",  "latest",   "certainty", "contested",
                                        "undecided", "statement"};
    ck_assert_int_eq(pship_table_rows(left), pship_table_rows(right));
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        int32_t column = column_of(left, names[i]);
        ck_assert_int_eq(column, column_of(right, names[i]));
        for (int64_t row = 0; row < pship_table_rows(left); row++) {
            char one[128], other[128];
            (void)pship_table_format(left, column, row, one, sizeof one);
            (void)pship_table_format(right, column, row, other, sizeof other);
            ck_assert_msg(strcmp(one, other) == 0,
                          "seed %llu: row %lld, %s: at once '%s', by the statements '%s'",
                          (unsigned long long)seed, (long long)row, names[i], one, other);
        }
    }
}

static void compare_cells(const pship_view *quick, const pship_view *slow, const char *subject,
                          uint64_t seed)
{
    pship_cell one = ask(quick, subject, "value"), other = ask(slow, subject, "value");
    ck_assert_msg(one.statement == other.statement && one.truth == other.truth &&
                      one.contested == other.contested && one.undecided == other.undecided,
                  "seed %llu: %s: statement %lld and %lld, contested %d and %d, undecided %d "
                  "and %d, truth %d and %d",
                  (unsigned long long)seed, subject, (long long)one.statement,
                  (long long)other.statement, one.contested, other.contested, one.undecided,
                  other.undecided, (int)one.truth, (int)other.truth);
}

static pship_view *open_any(pship_model *model, const char *as_of, pship_truth holding,
                            const char *published_by)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    options.as_of = day(as_of);
    options.holding = holding;
    options.published_by = published_by == NULL ? PSHIP_DAY_NONE : day(published_by);
    pship_view *view = NULL;
    ok(pship_view_open(&view, model, &options, &err), &err);
    return view;
}

static const char *name_of(char *room, size_t size, int subject)
{
    snprintf(room, size, "figure-%d", subject);
    return room;
}

#define SUBJECTS 40

static void compare_views(pship_model *model, const char *as_of, pship_truth holding, uint64_t seed)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_view *quick = open_any(model, as_of, holding, NULL);
    pship_view *slow = open_any(model, as_of, holding, LAST_CUTOFF);
    char name[16];
    for (int i = 0; i < SUBJECTS; i++) {
        compare_cells(quick, slow, name_of(name, sizeof name, i), seed);
    }
    pship_table *left = NULL, *right = NULL;
    ok(pship_view_column(&left, quick, "value", &err), &err);
    ok(pship_view_column(&right, slow, "value", &err), &err);
    expect_same(left, right, seed);
    pship_table_free(left);
    pship_table_free(right);
    pship_view_free(quick);
    pship_view_free(slow);
}

static void try_seed(uint64_t seed)
{
    static const char *const days[] = {"2025-07-01", "2026-03-01", "2027-06-01"};
    char name[16];
    chance_seed(seed);
    pship_model *model = new_model();
    for (int round = 0; round < 2; round++) {
        pship_transaction *tx = begin(model);
        if (round == 0) {
            source(tx, "first", "2025-01-01");
            source(tx, "second", "2025-02-01");
        }
        for (int i = 0; i < SUBJECTS; i++) {
            (void)name_of(name, sizeof name, i);
            if (round == 0) {
                entity(tx, "figure", name);
            }
            for (uint32_t count = 1 + draw(2); count > 0; count--) {
                state_any(tx, name, (uint32_t)i);
            }
        }
        commit(tx);
    }
    for (int i = 0; i < 6; i++) {
        compare_views(model, days[i / 2], i % 2 == 0 ? PSHIP_CERTAIN : PSHIP_POSSIBLE, seed);
    }
    pship_model_free(model);
}

START_TEST(the_index_answers_as_the_statements_do)
{
    uint64_t start = chance_start_at(1);
    for (int i = 0, cases = chance_cases(100); i < cases; i++) {
        try_seed(start + (uint64_t)i);
    }
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("at_once");
    TCase *all = tcase_create("at_once");
    tcase_add_test(all, the_index_answers_as_the_statements_do);
    suite_add_tcase(suite, all);
    return suite;
}
