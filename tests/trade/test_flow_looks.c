/*
 * How often long questions about flows look at the clock, and so can be cancelled: as often as they have rows, at each
 * of their stages. Time is not measured. In this program every look finds that a second has passed, so that each one
 * becomes a call of the context's callback.
 */
#include "clock.h"
#include "trade/rows.h"

#include <partnership/aggregation.h>
#include <partnership/complexity.h>
#include <partnership/country.h>
#include <partnership/flow_file.h>
#include <partnership/flow_level.h>
#include <partnership/indicator.h>
#include <partnership/mirror.h>
#include <partnership/product.h>
#include <stdio.h>
#include <unistd.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define IS_OK(call) ck_assert_msg((call) == PSHIP_OK, "%s: %s", #call, failure.message)

/* ---- looks, by stage */

typedef struct stage_looks {
    const char *stage;
    int64_t looks;
} stage_looks;

static stage_looks looks[32];

static int count_look(void *user, const char *stage, double fraction)
{
    (void)user;
    (void)fraction;
    size_t at = 0;
    while (looks[at].stage && strcmp(looks[at].stage, stage) != 0)
        at++;
    ck_assert_uint_lt(at, COUNT(looks) - 1);
    looks[at].stage = stage;
    looks[at].looks++;
    return 0;
}

static int64_t looks_at(const char *stage)
{
    for (size_t i = 0; looks[i].stage; i++) {
        if (strcmp(looks[i].stage, stage) == 0)
            return looks[i].looks;
    }
    return 0;
}

/* ---- rows: no two alike, in no order */

static pship_context *context;
static pship_table *table;
static pship_flows *flows;

static void make_rows(int64_t count)
{
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    pship__table_builder *builder = NULL;
    options.progress = count_look;
    IS_OK(pship_context_new(&context, &options, err));
    IS_OK(pship__table_builder_new(&builder, context, row_columns, COUNT(row_columns), err));
    for (int64_t i = 0; i < count; i++) {
        const int64_t at = i * 7919 % count; /* a prime that divides none of the counts */
        char reporter[16], partner[16], product[16];
        (void)snprintf(reporter, sizeof reporter, "R%d", (int)(at / 2 % 20));
        (void)snprintf(partner, sizeof partner, "P%d", (int)(at / 40 % 20));
        (void)snprintf(product, sizeof product, "%06d", (int)(at / 800) * 37);
        pship__add_text(builder, at % 2 ? "2024" : "2025");
        pship__add_text(builder, i % 3 ? "import" : "export");
        pship__add_text(builder, reporter);
        pship__add_text(builder, partner);
        pship__add_text(builder, product);
        pship__add_number(builder, (double)(at % 1000) / 7);
        pship__add_number(builder, 1);
        pship__add_null(builder);
        pship__add_text(builder, "cif");
    }
    IS_OK(pship__table_builder_finish(builder, &table, err));
    IS_OK(pship_flows_from_table(&flows, table, NULL, NULL, err));
}

static void release_rows(void)
{
    pship_flows_free(flows);
    pship_table_free(table);
    pship_context_free(context);
}

/* ---- the questions */

static const char *const keys[] = {"period", "reporter", "partner", "product", "direction"};

static pship_aggregate_options by(size_t count)
{
    pship_aggregate_options options = PSHIP_AGGREGATE_OPTIONS_INIT;
    options.by = keys;
    options.by_count = count;
    return options;
}

static void read_table(void)
{
    pship_flows *made = NULL;
    IS_OK(pship_flows_from_table(&made, table, NULL, NULL, err));
    pship_flows_free(made);
}

static void tell_rows(void)
{
    pship_table *made = NULL;
    IS_OK(pship_flows_table(&made, flows, err));
    pship_table_free(made);
}

static void write_rows(void)
{
    char path[] = "looks-XXXXXX";
    const int file = mkstemp(path);
    ck_assert_int_ge(file, 0);
    ck_assert_int_eq(close(file), 0);
    IS_OK(pship_flows_write_csv(flows, path, "csv", err));
    ck_assert_int_eq(unlink(path), 0);
}

static void aggregate(void)
{
    pship_aggregate_options options = by(5);
    pship_table *made = NULL;
    options.shares = true;
    options.base_years = 1;
    IS_OK(pship_flows_aggregate(&made, flows, &options, err));
    pship_table_free(made);
}

static void balance(void)
{
    const pship_aggregate_options options = by(4);
    pship_table *made = NULL;
    IS_OK(pship_flows_balance(&made, flows, &options, err));
    pship_table_free(made);
}

static void add_sums(void)
{
    const pship_aggregate_options options = by(5);
    pship_flow_sums *sums = NULL, *other = NULL;
    pship_table *state = NULL;
    IS_OK(pship_flow_sums_new(&sums, context, &options, err));
    IS_OK(pship_flow_sums_new(&other, context, &options, err));
    IS_OK(pship_flow_sums_update(sums, flows, err));
    IS_OK(pship_flow_sums_merge(other, sums, err));
    IS_OK(pship_flow_sums_state(&state, sums, err));
    IS_OK(pship_flow_sums_load(other, state, err));
    pship_table_free(state);
    pship_flow_sums_free(sums);
    pship_flow_sums_free(other);
}

static void filter(void)
{
    static const char *const reporters[] = {"R1", "R2"};
    pship_aggregate_options options = PSHIP_AGGREGATE_OPTIONS_INIT;
    pship_flows *made = NULL;
    options.reporters = reporters;
    options.reporter_count = 2;
    IS_OK(pship_flows_filter(&made, flows, &options, err));
    pship_flows_free(made);
}

static void concat(void)
{
    const pship_flows *const list[] = {flows, flows};
    pship_flows *made = NULL;
    IS_OK(pship_flows_concat(&made, list, 2, err));
    pship_flows_free(made);
}

static void take_parts(void)
{
    pship_flows *made = NULL;
    pship_table *aside = NULL;
    IS_OK(pship_flows_take_level(&made, &aside, flows, PSHIP_FLOW_LEVEL_PARTS, err));
    pship_flows_free(made);
    pship_table_free(aside);
}

static void recode(void)
{
    pship_flows *made = NULL;
    pship_table *left = NULL;
    IS_OK(pship_flows_recode_countries(&made, &left, flows, NULL, err));
    pship_flows_free(made);
    pship_table_free(left);
}

static void list_codes(void)
{
    pship_table *made = NULL;
    IS_OK(pship_flows_products(&made, flows, NULL, 0, err));
    pship_table_free(made);
    IS_OK(pship_flows_periods(&made, flows, err));
    pship_table_free(made);
}

static void mirror(void)
{
    pship_table *made = NULL;
    IS_OK(pship_flows_mirror(&made, flows, flows, NULL, err));
    pship_table_free(made);
}

static void grow(void)
{
    static const char *const names[] = {"export_growth_least_squares"};
    pship_indicator_options options = PSHIP_INDICATOR_OPTIONS_INIT;
    pship_table *made = NULL;
    options.base_period = "2024";
    IS_OK(pship_indicator_compute(&made, flows, names, 1, NULL, &options, err));
    pship_table_free(made);
}

static void space(void)
{
    pship_complexity *made = NULL;
    pship_table *cells = NULL;
    IS_OK(pship_complexity_build(&made, flows, NULL, NULL, err));
    IS_OK(pship_complexity_country_products(&cells, made, err));
    pship_table_free(cells);
    pship_complexity_free(made);
}

/* ---- the test */

#define FEW INT64_C(33000)
#define MANY INT64_C(99000)

/* Of each question the stages that are longer with more rows. */
static const struct {
    void (*ask)(void);
    const char *stages[5];
} questions[] = {
    {read_table, {"reading flows from a table", "bringing flows together"}},
    {tell_rows, {"writing flows into a table"}},
    {write_rows, {"writing flows"}},
    {aggregate, {"summing", "aggregating"}},
    {balance, {"summing", "balancing"}},
    {add_sums,
     {"summing", "adding sums", "telling the state of sums", "looking at the state of sums"}},
    {filter, {"choosing rows of flows", "taking rows of flows"}},
    {concat, {"taking rows of flows", "bringing flows together"}},
    {take_parts, {"setting totals and parts apart", "counting what was set aside"}},
    {recode, {"recoding the countries of flows", "looking at the countries of flows"}},
    {list_codes, {"looking at the products of flows", "looking at the periods of flows"}},
    {mirror, {"summing", "comparing"}},
    {grow, {"summing exports by period"}},
    {space, {"telling countries by products"}}};

START_TEST(more_rows_are_more_looks)
{
    int64_t before[COUNT(questions)][5] = {{0}};
    for (int many = 0; many < 2; many++) {
        make_rows(many ? MANY : FEW);
        for (size_t i = 0; i < COUNT(questions); i++) {
            memset(looks, 0, sizeof looks);
            questions[i].ask();
            for (int j = 0; j < 5 && questions[i].stages[j]; j++) {
                const int64_t now = looks_at(questions[i].stages[j]);
                const int64_t more = now - before[i][j];
                ck_assert_msg(!many || more * 24000 >= MANY - FEW,
                              "%s: %lld looks at %lld rows, and %lld more at %lld",
                              questions[i].stages[j], (long long)before[i][j], (long long)FEW,
                              (long long)more, (long long)MANY);
                before[i][j] = now;
            }
        }
        release_rows();
    }
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("flow_looks");
    TCase *tests = tcase_create("flow_looks");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, more_rows_are_more_looks);
    suite_add_tcase(suite, tests);
    return suite;
}
