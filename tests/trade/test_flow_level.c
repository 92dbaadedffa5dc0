/* Totals beside their parts: refused where they would be added up, and told apart. */
#include "chance.h"
#include "trade/rows.h"
#include <partnership/aggregation.h>
#include <partnership/complexity.h>
#include <partnership/country.h>
#include <partnership/flow_level.h>
#include <partnership/indicator.h>
#include <partnership/mirror.h>
#include <stdio.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define IS_OK(call) ck_assert_msg((call) == PSHIP_OK, "%s: %s", #call, failure.message)
#define EXPORT(reporter, partner, product, value) \
    { \
        "2024", "export", reporter, partner, product, value, NAN, NULL, NULL \
    }

/* As UN Comtrade gives it when one asks for everything. */
static const row everything[] = {
    EXPORT("031", "0", "TOTAL", 100),  EXPORT("031", "0", "27", 90),
    EXPORT("031", "0", "2709", 80),    EXPORT("031", "842", "TOTAL", 30),
    EXPORT("031", "842", "27", 20),    EXPORT("031", "842", "2709", 15),
    EXPORT("031", "380", "270900", 7), EXPORT("097", "842", "8703", 50),
};

static pship_flows *flows_in(const row *list, size_t count, const char *classification)
{
    pship_flows_about about = PSHIP_FLOWS_ABOUT_INIT;
    pship_table *table = table_of(list, count);
    pship_flows *flows = NULL;
    about.classification = classification;
    IS_OK(pship_flows_from_table(&flows, table, NULL, &about, err));
    pship_table_free(table);
    return flows;
}

/* The sum of all, NaN where it is refused. */
static double sum_of(const pship_flows *flows, const pship_aggregate_options *options)
{
    pship_table *table = NULL;
    const pship_result result = pship_flows_aggregate(&table, flows, options, err);
    if (result == PSHIP_E_INVALID)
        return NAN;
    ck_assert_msg(result == PSHIP_OK, "%s", failure.message);
    double sum = 0;
    for (int64_t i = 0; i < pship_table_rows(table); i++)
        sum += pship_table_number(table, pship_table_find(table, "value"), i);
    pship_table_free(table);
    return sum;
}

static void is_refused(const row *list, size_t count, const char *classification, const char *words)
{
    pship_flows *flows = flows_in(list, count, classification);
    ck_assert(isnan(sum_of(flows, NULL)));
    ck_assert_msg(strstr(failure.message, words) != NULL, "%s", failure.message);
    pship_flows_free(flows);
}

static void is_taken(const row *list, size_t count, const char *classification)
{
    pship_flows *flows = flows_in(list, count, classification);
    ck_assert_msg(!isnan(sum_of(flows, NULL)), "%s", failure.message);
    pship_flows_free(flows);
}

START_TEST(each_kind_of_total_is_told_with_an_example)
{
    static const row world[] = {EXPORT("031", "W00", "27", 3), EXPORT("031", "842", "84", 1)};
    static const row union_beside[] = {EXPORT("AZ", "EU27_2020", "27", 3),
                                       EXPORT("AZ", "DE", "27", 1), EXPORT("AZ", "US", "27", 1)};
    static const row unions[] = {EXPORT("AZ", "EU27_2020", "27", 3), EXPORT("AZ", "EU28", "27", 1)};
    static const row reporters[] = {EXPORT("EU27_2020", "US", "27", 3),
                                    EXPORT("DE", "US", "84", 1)};
    static const row total[] = {EXPORT("AZ", "US", "2709", 3), EXPORT("AZ", "US", "Total", 1)};
    static const row chapter[] = {EXPORT("AZ", "US", "27", 3), EXPORT("AZ", "US", "270900", 1)};
    is_refused(world, 2, NULL,
               "the partner 'W00' is a group and stands beside '842', and both would be added up "
               "(export of '031' in '2024'): filter by partner, or take the parts or the totals of "
               "the flows first");
    is_refused(union_beside, 3, NULL, "the partner 'EU27_2020' is a group and stands beside 'DE'");
    is_refused(unions, 2, NULL, "the partner 'EU28' is a group and stands beside 'EU27_2020'");
    is_refused(reporters, 2, NULL, "the reporter 'EU27_2020' is a group and stands beside 'DE'");
    is_refused(total, 2, NULL, "the product 'Total' is a total of '2709', and both would be added");
    is_refused(chapter, 2, NULL, "the product '27' is a total of '270900'");
    is_refused(chapter, 2, "HS12", "the product '27' is a total of '270900'");
}
END_TEST

START_TEST(a_group_is_added_to_what_is_certainly_not_in_it)
{
#define PAIR(period, partner, other) \
    { \
        {period, "export", "AZ", partner, "27", 3, NAN, NULL, NULL}, \
        { \
            period, "export", "AZ", other, "27", 1, NAN, NULL, NULL \
        } \
    }
    static const row apart[][2] = {PAIR("2024", "EU27_2020", "US"),  PAIR("2024", "97", "GB"),
                                   PAIR("2019", "EU27_2020", "826"), PAIR("2003", "97", "PL"),
                                   PAIR("2003-12", "97", "PL"),      PAIR("2012", "EU28", "CH"),
                                   PAIR("2005", "EU15", "POL"),      PAIR("2024", "830", "FR"),
                                   PAIR("1990", "711", "ZWE")};
    static const row not_sure[][2] = {
        PAIR("2024", "EU27_2020", "FR"),  PAIR("2024", "EU27_2020", "251"),
        PAIR("2020", "97", "GB"),         PAIR("2004", "97", "PL"),
        PAIR("2012", "EU28", "HR"),       PAIR("2024", "97", "MC"),
        PAIR("2024", "830", "JEY"),       PAIR("2024", "ASEAN", "US"),
        PAIR("2024", "97", "899"),        PAIR("some", "97", "PL"),
        PAIR("2024", "0", "US"),          PAIR("1990", "97", "278"),
        PAIR("2024", "EU27_2020", "XYZ"), PAIR("1990", "711", "ZAF")};
#undef PAIR
    for (size_t i = 0; i < COUNT(apart); i++)
        is_taken(apart[i], 2, NULL);
    for (size_t i = 0; i < COUNT(not_sure); i++)
        is_refused(not_sure[i], 2, NULL, "is a group and stands beside");
    /* The example is the member, whoever else there is. */
    static const row many[] = {EXPORT("AZ", "CH", "27", 1), EXPORT("AZ", "DE", "27", 1),
                               EXPORT("AZ", "EU27_2020", "27", 3), EXPORT("AZ", "US", "27", 1)};
    is_refused(many, 4, NULL, "the partner 'EU27_2020' is a group and stands beside 'DE'");
}
END_TEST

START_TEST(what_only_looks_like_a_total_is_added)
{
    static const row alone[] = {EXPORT("031", "0", "27", 3), EXPORT("031", "0", "84", 1)};
    static const row others[] = {EXPORT("031", "842", "27", 3), EXPORT("031", "380", "2709", 1),
                                 EXPORT("268", "842", "2709", 1)};
    static const row nowhere[] = {EXPORT("031", "899", "27", 3), EXPORT("031", "842", "27", 3),
                                  EXPORT("031", "837", "27", 1)};
    static const row numbers[] = {EXPORT("1", "2", "1", 3), EXPORT("1", "3", "12", 1),
                                  EXPORT("2", "1", "12", 2)};
    /* Of "010121" and "210111" with their zeros lost one begins the other. */
    static const row lost[] = {EXPORT("AZ", "US", "21011", 3), EXPORT("AZ", "US", "210111", 1)};
    static const row ways[] = {EXPORT("031", "0", "27", 3),
                               {"2024", "import", "031", "842", "27", 1, NAN, NULL, NULL},
                               {"2023", "export", "031", "842", "27", 1, NAN, NULL, NULL}};
    is_taken(alone, 2, NULL);
    is_taken(others, 3, NULL);
    is_taken(nowhere, 3, NULL);
    is_taken(numbers, 3, NULL);
    is_taken(lost, 2, NULL);
    is_taken(lost, 2, "HS12");
    /* Plain numbers of a list of one's own, and codes of SITC, which have one digit more at each level. */
    static const row industries[] = {EXPORT("AZ", "US", "1", 3), EXPORT("AZ", "US", "12", 1)};
    is_taken(industries, 2, "industries");
    is_refused(industries, 2, "SITC4", "the product '1' is a total of '12'");
    is_refused(industries, 2, NULL, "the product '1' is a total of '12'");
    pship_flows *flows = flows_of(ways, 3);
    pship_aggregate_options options = PSHIP_AGGREGATE_OPTIONS_INIT;
    static const char *const both[] = {"import", "export"};
    options.directions = both;
    options.direction_count = 2;
    ck_assert(sum_of(flows, &options) == 5);
    pship_flows_free(flows);
}
END_TEST

START_TEST(keys_and_filters_tell_levels_apart)
{
    static const char *const keys[] = {"partner", "product"}, *const world[] = {"0"};
    static const char *const reporter[] = {"031"}, *const total[] = {"TOTAL"};
    pship_flows *flows = flows_of(everything, 7);
    pship_aggregate_options options = PSHIP_AGGREGATE_OPTIONS_INIT;
    options.by = keys;
    options.by_count = 2;
    ck_assert(sum_of(flows, &options) == 342); /* each row by itself */
    options.shares = true;                     /* of all, in which they would count twice */
    ck_assert(isnan(sum_of(flows, &options)));
    options.shares = false;
    options.product_digits = 4; /* "2709" and "270900" of one partner; here they are of two */
    ck_assert(sum_of(flows, &options) == 342);
    options.product_digits = 2;
    ck_assert(isnan(sum_of(flows, &options)));
    ck_assert_ptr_nonnull(strstr(failure.message, "the product '27' is a total of '2709'"));
    options.product_digits = 0;
    options.by_count = 1;
    ck_assert(isnan(sum_of(flows, &options)));
    options.by_count = 0;
    options.partners = world;
    options.partner_count = 1;
    ck_assert(isnan(sum_of(flows, &options)));
    options.product_level = 2;
    ck_assert(sum_of(flows, &options) == 90);
    options.product_level = 0;
    options.products = total;
    options.product_count = 1;
    ck_assert(sum_of(flows, &options) == 100);
    options = pship_aggregate_options_init();
    options.reporters = reporter;
    options.reporter_count = 1;
    ck_assert(isnan(sum_of(flows, &options)));
    options.add_overlapping = true;
    ck_assert(sum_of(flows, &options) == 342);
    pship_flows_free(flows);
}
END_TEST

static void aside_is(const pship_table *aside, int64_t at, const char *expected)
{
    char text[128];
    (void)snprintf(text, sizeof text, "%s %s %s %s %s", cell_text(aside, at, "key"),
                   cell_text(aside, at, "code"), cell_text(aside, at, "rows"),
                   cell_text(aside, at, "withheld"), cell_text(aside, at, "value"));
    ck_assert_str_eq(text, expected);
}

START_TEST(parts_and_totals_are_told_apart)
{
    pship_flows *flows = flows_of(everything, COUNT(everything)), *kept = NULL;
    pship_table *aside = NULL;
    IS_OK(pship_flows_take_level(&kept, &aside, flows, PSHIP_FLOW_LEVEL_PARTS, err));
    ck_assert_int_eq(pship_flows_rows(kept), 2);
    ck_assert(sum_of(kept, NULL) == 22);
    ck_assert_int_eq(pship_table_rows(aside), 4);
    aside_is(aside, 0, "reporter 097 1 0 50");
    aside_is(aside, 1, "partner 0 3 0 270");
    aside_is(aside, 2, "product 27 1 0 20");
    aside_is(aside, 3, "product TOTAL 1 0 30");
    ck_assert_str_eq(pship_table_column_unit(aside, 4), "USD thousand");
    pship_table_free(aside);
    pship_flows_free(kept);
    IS_OK(pship_flows_take_level(&kept, &aside, flows, PSHIP_FLOW_LEVEL_TOTALS, err));
    ck_assert(sum_of(kept, NULL) == 100);
    ck_assert_int_eq(pship_flows_rows(kept), 1);
    pship_table *table = NULL; /* it knows only the codes that it has */
    IS_OK(pship_flows_countries(&table, kept, err));
    ck_assert_int_eq(pship_table_rows(table), 2);
    pship_table_free(table);
    pship_table_free(aside);
    pship_flows_free(kept);
    ck_assert_int_eq(pship_flows_take_level(&kept, NULL, flows, (pship_flow_level)3, err),
                     PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_flows_take_level(NULL, NULL, flows, PSHIP_FLOW_LEVEL_PARTS, err),
                     PSHIP_E_ARGUMENT);
    pship_flows_free(flows);
}
END_TEST

START_TEST(every_answer_that_adds_rows_up_refuses_them)
{
    static const char *const names[] = {"exports"};
    pship_flows *flows = flows_of(everything, 7);
    pship_table *table = NULL;
    pship_complexity *complexity = NULL;
    pship_indicator_options indicators = PSHIP_INDICATOR_OPTIONS_INIT;
    pship_complexity_options space = PSHIP_COMPLEXITY_OPTIONS_INIT;
    pship_mirror_options mirror = PSHIP_MIRROR_OPTIONS_INIT;
    ck_assert_int_eq(pship_flows_balance(&table, flows, NULL, err), PSHIP_E_INVALID);
    ck_assert_int_eq(pship_indicator_compute(&table, flows, names, 1, NULL, NULL, err),
                     PSHIP_E_INVALID);
    ck_assert_ptr_nonnull(strstr(failure.message, "the product '27' is a total of '2709'"));
    ck_assert_int_eq(pship_complexity_build(&complexity, flows, NULL, NULL, err), PSHIP_E_INVALID);
    mirror.totals = true;
    ck_assert_int_eq(pship_flows_mirror(&table, flows, flows, &mirror, err), PSHIP_E_INVALID);
    ck_assert_ptr_nonnull(strstr(failure.message, "'27' is a total of '2709'"));
    ck_assert_ptr_null(table);
    mirror.totals = false; /* each by itself */
    IS_OK(pship_flows_mirror(&table, flows, flows, &mirror, err));
    pship_table_free(table);
    mirror.totals = mirror.add_overlapping = true;
    IS_OK(pship_flows_mirror(&table, flows, flows, &mirror, err));
    pship_table_free(table);
    indicators.add_overlapping = space.add_overlapping = true;
    IS_OK(pship_indicator_compute(&table, flows, names, 1, NULL, &indicators, err));
    IS_OK(pship_complexity_build(&complexity, flows, NULL, &space, err));
    pship_complexity_free(complexity);
    pship_table_free(table);
    pship_flows_free(flows);
}
END_TEST

START_TEST(pieces_of_other_levels_are_not_added)
{
    static const row chapters[] = {EXPORT("031", "842", "27", 3), EXPORT("031", "842", "84", 1)};
    static const row headings[] = {EXPORT("031", "380", "2709", 2)};
    static const row elsewhere[] = {EXPORT("268", "380", "2709", 2)};
    static const row to_world[] = {EXPORT("031", "0", "27", 3)};
    const struct {
        const row *rows;
        size_t count;
        pship_result result;
    } second[] = {{chapters, 2, PSHIP_OK}, /* another part of the same make */
                  {elsewhere, 1, PSHIP_OK},
                  {headings, 1, PSHIP_E_INVALID},
                  {to_world, 1, PSHIP_E_INVALID}};
    for (size_t i = 0; i < COUNT(second); i++) {
        for (int way = 0; way < 3; way++) {
            pship_flows *a = flows_of(chapters, 2), *b = flows_of(second[i].rows, second[i].count);
            pship_flow_sums *sums = NULL, *other = NULL;
            pship_table *state = NULL;
            IS_OK(pship_flow_sums_new(&sums, NULL, NULL, err));
            IS_OK(pship_flow_sums_new(&other, NULL, NULL, err));
            IS_OK(pship_flow_sums_update(sums, a, err));
            IS_OK(pship_flow_sums_update(other, b, err));
            IS_OK(pship_flow_sums_state(&state, other, err));
            const pship_result result = way == 0   ? pship_flow_sums_update(sums, b, err)
                                        : way == 1 ? pship_flow_sums_merge(sums, other, err)
                                                   : pship_flow_sums_load(sums, state, err);
            ck_assert_int_eq(result, second[i].result);
            if (result != PSHIP_OK) /* nothing has changed */
                IS_OK(pship_flow_sums_update(sums, a, err));
            pship_table_free(state);
            pship_flow_sums_free(sums);
            pship_flow_sums_free(other);
            pship_flows_free(a);
            pship_flows_free(b);
        }
    }
}
END_TEST

/* ---- against all pairs of rows */

static row any_row(void)
{
    static const char *const periods[] = {"2023", "2024"};
    static const char *const countries[] = {"031", "842", "276", "0", "097"};
    static const char *const products[] = {"27", "2709", "270900", "2710", "84", "TOTAL", "9999AA"};
    return (row){periods[draw(2)],
                 "export",
                 countries[draw(draw(3) ? 3 : 5)],
                 countries[draw(draw(3) ? 3 : 5)],
                 products[draw(7)],
                 1 + draw(100),
                 NAN,
                 NULL,
                 NULL};
}

static bool is_group(const char *code)
{
    return strcmp(code, "0") == 0 || strcmp(code, "097") == 0;
}

static bool is_world(const char *code)
{
    return strcmp(code, "0") == 0;
}

static bool same(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

static bool has_part(const char *whole, const char *part)
{
    if (same(whole, part))
        return false;
    if (same(whole, "TOTAL") || same(part, "TOTAL"))
        return same(whole, "TOTAL");
    return strspn(whole, "0123456789") == strlen(whole) && strncmp(whole, part, strlen(whole)) == 0;
}

static bool overlap(const char *a, const char *b)
{
    if (same(a, b) || (!is_group(a) && !is_group(b)))
        return false;
    const bool groups = is_group(a) && is_group(b);
    return groups || is_world(a) || is_world(b) || same(a, "276") || same(b, "276");
}

/* Whether two rows would be added though one is a total of the other, by what is told apart. */
static bool clash(const row *a, const row *b, const bool kept[3])
{
    if (!same(a->period, b->period))
        return false;
    if (!kept[0] && overlap(a->reporter, b->reporter))
        return true;
    if (!same(a->reporter, b->reporter))
        return false;
    if (!kept[1] && overlap(a->partner, b->partner) && (!kept[2] || same(a->product, b->product)))
        return true;
    return same(a->partner, b->partner) && !kept[2] && has_part(a->product, b->product);
}

/* Whether a row stays, looking at all others. */
static bool slow_stays(const row *list, size_t count, const row *one, pship_flow_level level)
{
    const bool totals = level == PSHIP_FLOW_LEVEL_TOTALS;
    bool plain = false, world = false, country = false, group = false;
    for (size_t i = 0; i < count; i++) {
        const row *other = &list[i];
        if (!same(one->period, other->period))
            continue;
        country |= !is_group(other->reporter);
        if (!same(one->reporter, other->reporter))
            continue;
        plain |= !is_group(other->partner);
        world |= is_world(other->partner);
        group |= is_group(other->partner) && !is_world(other->partner);
        if (same(one->partner, other->partner) && (totals ? has_part(other->product, one->product)
                                                          : has_part(one->product, other->product)))
            return false;
    }
    if (country && is_group(one->reporter))
        return false;
    if (totals && world)
        return is_world(one->partner);
    if (plain)
        return !is_group(one->partner);
    return !(world && group && is_world(one->partner));
}

static void check_case(void)
{
    static const char *const keys[] = {"reporter", "partner", "product"};
    row list[24];
    const size_t count = 1 + draw(COUNT(list));
    const uint32_t asked = draw(8);
    const char *by[4] = {"period"};
    bool kept[3], twice = false;
    pship_aggregate_options options = PSHIP_AGGREGATE_OPTIONS_INIT;
    options.by = by;
    options.by_count = 1;
    for (size_t i = 0; i < 3; i++) {
        kept[i] = asked >> i & 1;
        if (kept[i])
            by[options.by_count++] = keys[i];
    }
    for (size_t i = 0; i < count; i++)
        list[i] = any_row();
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++)
            twice |= clash(&list[i], &list[j], kept);
    }
    pship_flows *flows = flows_of(list, count);
    ck_assert_msg(isnan(sum_of(flows, &options)) == twice, "%s", twice ? "" : failure.message);
    for (int level = 1; level <= 2; level++) {
        pship_flows *taken = NULL;
        pship_table *aside = NULL;
        double sum = 0, left = 0;
        int64_t rows = 0;
        for (size_t i = 0; i < count; i++) {
            const bool stays = slow_stays(list, count, &list[i], (pship_flow_level)level);
            rows += stays;
            *(stays ? &sum : &left) += list[i].value;
        }
        IS_OK(pship_flows_take_level(&taken, &aside, flows, (pship_flow_level)level, err));
        ck_assert_int_eq(pship_flows_rows(taken), rows);
        options.add_overlapping = true;
        ck_assert(sum_of(taken, &options) == sum);
        for (int64_t i = 0; i < pship_table_rows(aside); i++)
            left -= pship_table_number(aside, pship_table_find(aside, "value"), i);
        ck_assert(left == 0);
        pship_table_free(aside);
        pship_flows_free(taken);
    }
    pship_flows_free(flows);
}

START_TEST(refusals_and_levels_are_those_of_all_pairs_of_rows)
{
    const uint64_t start = chance_start();
    const int cases = chance_cases(500);
    for (int i = 0; i < cases; i++) {
        chance_seed(start + (uint64_t)i);
        check_case();
    }
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("flow_level");
    TCase *tests = tcase_create("flow_level");
    tcase_add_test(tests, each_kind_of_total_is_told_with_an_example);
    tcase_add_test(tests, a_group_is_added_to_what_is_certainly_not_in_it);
    tcase_add_test(tests, what_only_looks_like_a_total_is_added);
    tcase_add_test(tests, keys_and_filters_tell_levels_apart);
    tcase_add_test(tests, parts_and_totals_are_told_apart);
    tcase_add_test(tests, every_answer_that_adds_rows_up_refuses_them);
    tcase_add_test(tests, pieces_of_other_levels_are_not_added);
    tcase_add_test(tests, refusals_and_levels_are_those_of_all_pairs_of_rows);
    suite_add_tcase(suite, tests);
    return suite;
}
