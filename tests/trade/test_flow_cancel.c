/* Long questions about flows can be cancelled at each of their stages, and leave everything as it was. */
#include "trade/flow_sort.h"
#include "trade/rows.h"
#include <partnership/aggregation.h>
#include <partnership/complexity.h>
#include <partnership/mirror.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define IS_OK(call) ck_assert_msg((call) == PSHIP_OK, "%s: %s", #call, failure.message)

/* ---- a callback that notes the stages and says no at one of them */

static const char *no_at; /* NULL: never */
static char seen[1024];

static int note(void *user, const char *stage, double fraction)
{
    (void)user;
    ck_assert(fraction <= 1);
    if (!strstr(seen, stage) && strlen(seen) + strlen(stage) + 2 < sizeof seen) {
        strcat(seen, stage);
        strcat(seen, ";");
    }
    return no_at && strcmp(stage, no_at) == 0;
}

static pship_context *context;
static pship_table *rows;
static pship_flows *flows;

static void set_up(void)
{
    static const char *const countries[] = {"031", "842", "268", "380"};
    static const char *const products[] = {"2709", "2710", "8471", "0805"};
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    pship__table_builder *builder = NULL;
    options.progress = note;
    no_at = NULL;
    IS_OK(pship_context_new(&context, &options, err));
    IS_OK(pship__table_builder_new(&builder, context, row_columns, COUNT(row_columns), err));
    uint32_t state = 5;
    for (int i = 0; i < 128; i++) { /* in no order, each country with another one */
        state = state * 1664525u + 1013904223u;
        const uint32_t from = state >> 8 & 3, to = (from + 1 + (state >> 12) % 3) % 4;
        pship__add_text(builder, state >> 16 & 1 ? "2024" : "2025");
        pship__add_text(builder, state >> 18 & 1 ? "import" : "export");
        pship__add_text(builder, countries[from]);
        pship__add_text(builder, countries[to]);
        pship__add_text(builder, products[state >> 20 & 3]);
        pship__add_number(builder, 1 + i * 37 % 11);
        for (int null = 0; null < 3; null++)
            pship__add_null(builder);
    }
    IS_OK(pship__table_builder_finish(builder, &rows, err));
    IS_OK(pship_flows_from_table(&flows, rows, NULL, NULL, err));
}

static void tear_down(void)
{
    no_at = NULL;
    pship_flows_free(flows);
    pship_table_free(rows);
    pship_context_free(context);
}

/* ---- the questions: what they give is freed, and is nothing where they are cancelled */

static pship_aggregate_options by_all(void)
{
    static const char *const keys[] = {"period", "reporter", "partner", "product"};
    pship_aggregate_options options = PSHIP_AGGREGATE_OPTIONS_INIT;
    static const char *const turnover[] = {"import", "export"};
    options.by = keys;
    options.by_count = 4;
    options.directions = turnover;
    options.direction_count = 2;
    return options;
}

static pship_result told(pship_result result, pship_table *const *table)
{
    ck_assert((*table != NULL) == (result == PSHIP_OK));
    pship_table_free(*table);
    return result;
}

static pship_result aggregate(void)
{
    pship_aggregate_options options = by_all();
    pship_table *table = NULL;
    options.share_of = options.by;
    options.share_of_count = 1;
    options.base_years = 1;
    return told(pship_flows_aggregate(&table, flows, &options, err), &table);
}

static pship_result balance(void)
{
    const pship_aggregate_options options = by_all();
    pship_table *table = NULL;
    return told(pship_flows_balance(&table, flows, &options, err), &table);
}

/* Sums that cannot be added stay as they are. */
static pship_result add(bool by_state)
{
    const pship_aggregate_options options = by_all();
    pship_flow_sums *sums = NULL, *other = NULL;
    pship_table *before = NULL, *after = NULL, *state = NULL;
    const char *stop = no_at;
    no_at = NULL;
    IS_OK(pship_flow_sums_new(&sums, context, &options, err));
    IS_OK(pship_flow_sums_new(&other, context, &options, err));
    IS_OK(pship_flow_sums_update(sums, flows, err));
    IS_OK(pship_flow_sums_update(other, flows, err));
    IS_OK(pship_flow_sums_finish(&before, sums, err));
    no_at = stop;
    pship_result result = PSHIP_OK;
    if (by_state)
        result = pship_flow_sums_state(&state, other, err);
    ck_assert(!by_state || (state != NULL) == (result == PSHIP_OK));
    if (result == PSHIP_OK)
        result = by_state ? pship_flow_sums_load(sums, state, err)
                          : pship_flow_sums_merge(sums, other, err);
    no_at = NULL;
    IS_OK(pship_flow_sums_finish(&after, sums, err));
    const int32_t column = pship_table_find(before, "value");
    for (int64_t i = 0; i < pship_table_rows(before); i++)
        ck_assert(pship_table_number(after, column, i) ==
                  pship_table_number(before, column, i) * (result == PSHIP_OK ? 2 : 1));
    pship_table_free(before);
    pship_table_free(after);
    pship_table_free(state);
    pship_flow_sums_free(sums);
    pship_flow_sums_free(other);
    return result;
}

static pship_result merge(void)
{
    return add(false);
}

static pship_result state(void)
{
    return add(true);
}

static pship_result space(void)
{
    pship_complexity *complexity = NULL;
    pship_complexity_options options = PSHIP_COMPLEXITY_OPTIONS_INIT;
    pship_table *table = NULL;
    options.rca_threshold = 0.01; /* all are connected */
    pship_result result = pship_complexity_build(&complexity, flows, NULL, &options, err);
    ck_assert((complexity != NULL) == (result == PSHIP_OK));
    if (result == PSHIP_OK)
        result = told(pship_complexity_proximity(&table, complexity, 0, err), &table);
    pship_complexity_free(complexity);
    return result;
}

static pship_result mirror(void)
{
    pship_table *table = NULL;
    return told(pship_flows_mirror(&table, flows, flows, NULL, err), &table);
}

static pship_result join(void)
{
    pship_flows *made = NULL;
    const pship_result result = pship_flows_from_table(&made, rows, NULL, NULL, err);
    ck_assert((made != NULL) == (result == PSHIP_OK));
    pship_flows_free(made);
    return result;
}

START_TEST(each_stage_can_be_cancelled)
{
    const struct {
        pship_result (*ask)(void);
        const char *stages[4];
    } questions[] = {
        {aggregate, {"summing", "aggregating"}},
        {balance, {"summing", "balancing"}},
        {merge, {"adding sums"}},
        {state, {"telling the state of sums", "adding sums"}},
        {space, {"comparing countries", "solving for complexity", "telling proximities"}},
        {mirror, {"summing", "comparing"}},
        {join, {"bringing flows together"}}};
    for (size_t i = 0; i < COUNT(questions); i++) {
        no_at = NULL;
        seen[0] = '\0';
        IS_OK(questions[i].ask());
        for (int j = 0; j < 4 && questions[i].stages[j]; j++) {
            const char *stage = questions[i].stages[j];
            ck_assert_msg(strstr(seen, stage) != NULL, "%s is not among %s", stage, seen);
            no_at = stage;
            ck_assert_int_eq(questions[i].ask(), PSHIP_E_CANCELLED);
            ck_assert_ptr_nonnull(strstr(failure.message, stage));
        }
    }
}
END_TEST

/* ---- sorting */

static int by_number(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

START_TEST(sorting_is_that_of_the_c_library)
{
    enum { ITEMS = 300000 };
    uint64_t *list = room(2 * ITEMS * sizeof *list), *same = list + ITEMS, state = 11;
    pship__progress_state progress;
    for (uint64_t kind = 0; kind < 5; kind++) {
        for (size_t i = 0; i < ITEMS; i++) {
            state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            /* any, in order, backwards, few, all alike */
            list[i] = kind == 0   ? state
                      : kind == 1 ? i
                      : kind == 2 ? ITEMS - i
                      : kind == 3 ? state >> 62
                                  : 7;
        }
        memcpy(same, list, ITEMS * sizeof *list);
        qsort(same, ITEMS, sizeof *same, by_number);
        pship__progress_begin(&progress, NULL, "sorting");
        IS_OK(pship__sort_items(list, ITEMS, sizeof *list, by_number, &progress, err));
        ck_assert(memcmp(list, same, ITEMS * sizeof *list) == 0);
    }
    no_at = "sorting";
    pship__progress_begin(&progress, context, "sorting");
    ck_assert_int_eq(pship__sort_items(list, ITEMS, sizeof *list, by_number, &progress, err),
                     PSHIP_E_CANCELLED);
    no_at = NULL;
    free(list);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("flow_cancel");
    TCase *tests = tcase_create("flow_cancel");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, each_stage_can_be_cancelled);
    tcase_add_test(tests, sorting_is_that_of_the_c_library);
    suite_add_tcase(suite, tests);
    return suite;
}
