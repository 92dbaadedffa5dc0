/* Indicators of random small worlds: each against its formula over the rows, and what must hold of all. */
#include "trade/slow_indicators.h"

#include <partnership/partnership.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

static int place_of(const char *const *names, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i], text) == 0)
            return (int)i;
    }
    return ANY;
}
#define PLACE(names, text) place_of(names, sizeof(names) / sizeof *(names), text)

/* A key of a row; ANY where the table has no such column. */
static int key_of(const pship_table *table, int64_t at, const char *column,
                  const char *const *names, size_t count)
{
    return pship_table_find(table, column) < 0
               ? ANY
               : place_of(names, count, cell_text(table, at, column));
}
#define KEY(table, at, column, names) \
    key_of(table, at, column, names, sizeof(names) / sizeof *(names))

static pship_table *facts_of(slow_case *known, uint64_t *state)
{
    static const pship__column_spec columns[] = {{"country", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"gdp", PSHIP_COLUMN_FLOAT64, NULL, 0},
                                                 {"gdp_per_capita", PSHIP_COLUMN_FLOAT64, NULL, 0},
                                                 {"output", PSHIP_COLUMN_FLOAT64, NULL, 0}};
    pship__table_builder *builder = NULL;
    pship_table *table = NULL;
    ck_assert_int_eq(pship__table_builder_new(&builder, NULL, columns, 4, err), PSHIP_OK);
    for (int i = 0; i < known->w->countries; i++) {
        bool told = chance(state, 6) > 0;
        known->gdp[i] = told ? 1000.0 + chance(state, 90000) : NAN;
        known->income[i] = told ? 100.0 + chance(state, 50000) : NAN;
        known->output[i] = told ? 1000.0 + chance(state, 90000) : NAN;
        pship__add_text(builder, country_names[i]);
        add_number_or_null(builder, known->gdp[i]);
        add_number_or_null(builder, known->income[i]);
        add_number_or_null(builder, known->output[i]);
    }
    ck_assert_int_eq(pship__table_builder_finish(builder, &table, err), PSHIP_OK);
    return table;
}

/* Sums are of up to a hundred numbers up to 1250; what cancels leaves that rounding behind. */
static bool same(double a, double b)
{
    if (!isfinite(a) || !isfinite(b))
        return isfinite(a) == isfinite(b);
    return fabs(a - b) <= 1e-9 * fmax(1, fmax(fabs(a), fabs(b)));
}

/* Rows without a value of what a key is about: of a pair its exports, of a country both ways, of a product all. */
static int64_t slow_withheld(const slow_case *here, int period)
{
    int64_t count = 0;
    for (int i = 0; i < here->w->count; i++) {
        const chance_row *one = &here->w->rows[i];
        if (!isnan(one->value) || one->period != period ||
            (here->k != ANY && one->product != here->k))
            continue;
        const bool sent = !one->import && (here->i == ANY || one->from == here->i) &&
                          (here->j == ANY || one->to == here->j);
        const bool received = here->j == ANY && one->import == here->w->reported &&
                              (here->i == ANY ? here->w->reported : one->to == here->i);
        count += sent || received;
    }
    return count;
}

static void check_withheld(const pship_table *table, int64_t at, const slow_case *here)
{
    const bool based = pship_table_find(table, "base_period") >= 0 && here->t > 0;
    const int64_t wanted =
        slow_withheld(here, here->t) + (based ? slow_withheld(here, here->t - 1) : 0);
    ck_assert_int_eq(pship_table_integer(table, pship_table_find(table, "withheld"), at), wanted);
}

static void check_table(const pship_table *table, const slow_case *known, const char *const *names,
                        size_t count)
{
    for (int64_t at = 0; at < pship_table_rows(table); at++) {
        slow_case here = *known;
        here.t = KEY(table, at, "period", period_names);
        here.i = KEY(table, at, "reporter", country_names);
        here.j = KEY(table, at, "partner", country_names);
        here.k = KEY(table, at, "product", product_names);
        check_withheld(table, at, &here);
        for (size_t n = 0; n < count; n++) {
            int32_t column = pship_table_find(table, names[n]);
            double given = pship_table_number(table, column, at);
            bool there, compares = pship_table_find(table, "base_period") >= 0;
            double wanted = slow_indicator(&here, names[n], &there);
            ck_assert_msg(there, "no oracle of %s", names[n]);
            if (compares && here.t == 0)
                wanted = NAN;
            ck_assert_msg(same(given, wanted), "%s(t%d %d %d %d) is %.17g, not %.17g", names[n],
                          here.t, here.i, here.j, here.k, given, wanted);
        }
    }
}

/* How many rows there have to be. */
static int64_t rows_wanted(const slow_case *known, const char *dimension)
{
    int64_t rows = 0, products = 0;
    const slow_case *c = known;
    FOR_K products += slow_known(known->w, ANY, k);
    if (strcmp(dimension, "product") == 0)
        return products * PERIODS;
    for (int t = 0; t < PERIODS; t++) {
        int64_t trading = 0;
        FOR_J trading += ex(known, t, j, ANY, ANY) > 0 || im(known, t, j, ANY, ANY) > 0;
        rows += strcmp(dimension, "country") == 0 ? trading
                : strcmp(dimension, "pair") == 0  ? trading * (trading - 1)
                                                  : trading * products;
    }
    return rows;
}

/* All indicators of one dimension that compare, or all that do not: a base gives empty rows. */
static void check_dimension(const pship_table *list, const pship_flows *flows, slow_case *known,
                            const pship_table *facts, const pship_indicator_options *options,
                            const char *dimension, bool comparing)
{
    char texts[64][64];
    const char *names[64];
    size_t count = 0;
    for (int64_t at = 0; at < pship_table_rows(list); at++) {
        bool compares = strstr(cell_text(list, at, "needs"), "base_period") != NULL;
        if (strcmp(cell_text(list, at, "dimension"), dimension) != 0 || compares != comparing)
            continue;
        strcpy(texts[count], cell_text(list, at, "indicator"));
        names[count] = texts[count];
        count++;
    }
    if (count == 0)
        return;
    pship_table *table = NULL;
    pship_result result = pship_indicator_compute(&table, flows, names, count, facts, options, err);
    ck_assert_msg(result == PSHIP_OK, "%s", err->message);
    if (strcmp(dimension, "pair_product") != 0)
        ck_assert_int_eq(pship_table_rows(table), rows_wanted(known, dimension));
    check_table(table, known, names, count);
    pship_table_free(table);
}

START_TEST(each_is_its_formula_over_the_rows)
{
    static const char *const dimensions[] = {"product", "country", "country_product", "pair",
                                             "pair_product"};
    static const char *const group[] = {"0101", "01*"}; /* 0101 and 0102 */
    uint64_t state = chance_start();
    pship_table *list = NULL;
    ck_assert_int_eq(pship_indicator_list(&list, NULL, err), PSHIP_OK);
    for (int round = 0, rounds = chance_cases(400); round < rounds; round++) {
        chance_world world = chance_make(&state);
        pship_flows *flows = chance_flows(&world);
        slow_case known = {.w = &world, .n = 0};
        int products = 0;
        for (int k = 0; k < world.products; k++)
            products += slow_known(&world, ANY, k);
        const bool grouped = chance(&state, 4) == 0;
        pship_indicator_options options = PSHIP_INDICATOR_OPTIONS_INIT;
        options.product_classes = chance(&state, 2) ? products + (int)chance(&state, 4) : 0;
        options.imports =
            world.reported ? PSHIP_IMPORT_SOURCE_REPORTED : PSHIP_IMPORT_SOURCE_MIRRORED;
        known.n = options.product_classes ? (double)options.product_classes : products;
        known.groups = world.products;
        pship_table *facts = facts_of(&known, &state);
        for (size_t d = 0; d < 5; d++) {
            check_dimension(list, flows, &known, facts, &options, dimensions[d], false);
            check_dimension(list, flows, &known, facts, &options, dimensions[d], true);
        }
        if (grouped) {
            static const char *const names[] = {"group_exports", "group_potential",
                                                "group_untapped"};
            pship_table *table = NULL;
            options.products = group;
            options.product_count = 2;
            known.groups = world.products < 2 ? world.products : 2;
            ck_assert_int_eq(pship_indicator_compute(&table, flows, names, 3, NULL, &options, err),
                             PSHIP_OK);
            check_table(table, &known, names, 3);
            pship_table_free(table);
        }
        pship_table_free(facts);
        pship_flows_free(flows);
    }
    pship_table_free(list);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("indicator_oracle");
    TCase *tests = tcase_create("indicator_oracle");
    tcase_add_test(tests, each_is_its_formula_over_the_rows);
    suite_add_tcase(suite, tests);
    return suite;
}
