/* Claims: which are about the same thing, agree, contradict each other, and which is the best. */
#include "register/scene.h"

Suite *test_suite(void);

static scene set;
static pship_view *view;
static pship_table *table;

static void set_up(void)
{
    memset(&set, 0, sizeof set);
    view = NULL;
    table = NULL;
    scene_open(&set);
    add_source(&set, "customs", "State Customs Committee", "2025-12-20");
    add_source(&set, "gazette", "The Gazette", "2025-12-22");
    add_source(&set, "census", "Census Bureau", "2026-02-05");
    OK(pship_party_record(set.transaction, "state", "alba", NULL, NULL, err));
    OK(pship_party_record(set.transaction, "state", "borea", NULL, NULL, err));
}

static void tear_down(void)
{
    pship_table_free(table);
    pship_view_free(view);
    scene_close(&set);
}

/* A claim about trade in January to November, of which some members are other. */
typedef struct told {
    const char *source, *value, *unit, *qualifier, *period, *definition, *reporter, *base;
    pship_rank rank;
} told;

static void tell(const char *id, told with)
{
    pship_figure_fields fields = PSHIP_FIGURE_FIELDS_INIT;
    pship_statement_options options = said_by(with.source);
    fields.measure = "Trade";
    fields.about = "alba";
    fields.period = with.period ? with.period : "2025-01/2025-11";
    fields.definitions = &with.definition;
    fields.definition_count = with.definition != NULL;
    fields.reporter = with.reporter;
    fields.base = with.base;
    OK(pship_figure_record(set.transaction, id, &fields, &options, err));
    pship_value value =
        with.unit ? pship_value_number(with.value, with.unit) : pship_value_text(with.value);
    options.qualifier = with.qualifier;
    options.rank = with.rank;
    OK(pship_statement_assert(NULL, set.transaction, id, "value", &value, &options, err));
}

static void look_at(void)
{
    if (set.transaction)
        scene_commit(&set);
    pship_view_free(view);
    view = look(&set, "2026-03-01", NULL, PSHIP_CERTAIN);
}

static void compare(void)
{
    look_at();
    pship_table_free(table);
    table = NULL;
    OK(pship_figure_comparison(&table, view, err));
}

static void expect(int64_t row, const char *column, const char *text)
{
    ck_assert_msg(strcmp(cell(table, row, column), text) == 0, "%s: '%s', not '%s'", column,
                  cell(table, row, column), text);
}

START_TEST(claims_agree_within_their_rounding_and_their_words)
{
    tell("a",
         (told){
             .source = "gazette", .value = "1.365", .unit = "USD billion", .qualifier = "nearly"});
    tell("b", (told){.source = "customs", .value = "1364", .unit = "million USD"});
    tell("c",
         (told){.source = "census", .value = "1.3", .unit = "US$ bn", .qualifier = "truncated"});
    compare();
    ck_assert_int_eq(pship_table_rows(table), 1);
    expect(0, "verdict", "agree");
    expect(0, "because", "Each may be true beside each other one.");
    expect(0, "claims", "3");
    expect(0, "sources", "3");
    expect(0, "value", "1364");
    expect(0, "unit", "million USD");
    expect(0, "figure", "b");
    expect(0, "source", "customs");
    expect(0, "published", "2025-12-20");
    expect(0, "rule", "precision");
    expect(0, "lowest", "1300");
    expect(0, "highest", "1365");
    expect(0, "spread", "65");
    expect(0, "others", "truncated 1.3 US$ bn (census); nearly 1.365 USD billion (gazette)");
    expect(0, "beside", "0");
    ck_assert(empty_cell(table, 0, "differs_in"));
}
END_TEST

START_TEST(claims_that_exclude_each_other_are_told_with_their_sources)
{
    tell("a", (told){.source = "customs", .value = "135.03", .unit = "USD million"});
    tell("b", (told){.source = "gazette", .value = "135.3", .unit = "USD million"});
    compare();
    ck_assert_int_eq(pship_table_rows(table), 1);
    expect(0, "verdict", "conflict");
    expect(0, "because",
           "135.3 USD million (gazette) and 135.03 USD million (customs) exclude each other.");
    expect(0, "value", "135.03");
    expect(0, "rule", "precision");
    pship_table_free(table);
    table = NULL;
    OK(pship_figure_conflicts(&table, view, err));
    ck_assert_int_eq(pship_table_rows(table), 1);
    expect(0, "thing", "1");
}
END_TEST

START_TEST(other_definitions_periods_and_units_are_not_comparable_and_it_says_why)
{
    tell("a", (told){.source = "customs",
                     .value = "9.3",
                     .unit = "percent",
                     .reporter = "alba",
                     .period = "2025-01/2025-10"});
    tell("b", (told){.source = "census",
                     .value = "54",
                     .unit = "percent",
                     .reporter = "borea",
                     .period = "2025"});
    compare();
    ck_assert_int_eq(pship_table_rows(table), 2);
    expect(0, "reporter", "alba");
    expect(0, "verdict", "not_comparable");
    expect(0, "because", "Other claims of this measure differ in: reporter; period.");
    expect(1, "differs_in", "reporter; period");
    expect(1, "beside", "1");
    expect(1, "rule", "only_claim");
}
END_TEST

START_TEST(each_attribute_makes_another_thing)
{
    tell("a", (told){.source = "customs", .value = "5", .unit = "t"});
    tell("b", (told){.source = "customs", .value = "5", .unit = "t", .definition = "goods"});
    tell("c", (told){.source = "customs", .value = "5", .unit = "t", .base = "2024"});
    tell("d", (told){.source = "customs", .value = "5", .unit = "USD"});
    tell("e", (told){.source = "customs", .value = "little"});
    tell("f", (told){.source = "gazette", .value = "5000", .unit = "kg"});
    compare();
    ck_assert_int_eq(pship_table_rows(table), 5);
    for (int64_t row = 0; row < 5; row++)
        expect(row, "differs_in", "definition; base; value; unit");
    int64_t weight = row_of(table, "verdict", "agree");
    expect(weight, "value", "5000");
    expect(weight, "beside", "4");
}
END_TEST

START_TEST(periods_are_the_same_by_their_days_and_definitions_in_any_order)
{
    static const char *const one[] = {"goods", "FOB"}, *const other[] = {"FOB", "goods", "FOB"};
    pship_figure_fields fields = PSHIP_FIGURE_FIELDS_INIT;
    pship_statement_options options = said_by("customs");
    fields.measure = "Exports";
    fields.value = "7";
    fields.unit = "USD";
    fields.definitions = one;
    fields.definition_count = 2;
    fields.period = "2025";
    OK(pship_figure_record(set.transaction, "a", &fields, &options, err));
    options = said_by("gazette");
    fields.definitions = other;
    fields.definition_count = 3;
    fields.period = "2025-01-01/2025-12-31";
    OK(pship_figure_record(set.transaction, "b", &fields, &options, err));
    compare();
    ck_assert_int_eq(pship_table_rows(table), 1);
    expect(0, "definition", "FOB; goods");
    expect(0, "verdict", "agree");
    expect(0, "sources", "2");
    expect(0, "rule", "newest");
    expect(0, "figure", "b");
}
END_TEST

START_TEST(one_figure_may_hold_claims_of_two_sources_for_two_periods)
{
    state(&set, "gazette", "title", "A gazette", NULL);
    pship_figure_fields fields = PSHIP_FIGURE_FIELDS_INIT;
    pship_statement_options customs = said_by("customs"), census = said_by("census");
    fields.measure = "Growth";
    OK(pship_figure_record(set.transaction, "growth", &fields, NULL, err));
    fields.measure = NULL;
    fields.value = "9.3";
    fields.unit = "percent";
    fields.period = "2025-01/2025-10";
    OK(pship_figure_record(set.transaction, "growth", &fields, &customs, err));
    fields.value = "54";
    fields.period = "2025";
    OK(pship_figure_record(set.transaction, "growth", &fields, &census, err));
    compare();
    ck_assert_int_eq(pship_table_rows(table), 2);
    expect(0, "period", "2025-01/2025-10");
    expect(0, "value", "9.3");
    expect(1, "period", "2025");
    expect(1, "value", "54");
    expect(1, "differs_in", "period");
}
END_TEST

START_TEST(the_rule_that_decided_is_named)
{
    tell("a", (told){.source = "customs", .value = "5.0", .unit = "t"});
    tell("b", (told){.source = "gazette", .value = "6", .unit = "t", .rank = PSHIP_RANK_PREFERRED});
    tell("c",
         (told){.source = "census", .value = "7.00", .unit = "t", .rank = PSHIP_RANK_DEPRECATED});
    compare();
    expect(0, "rule", "rank");
    expect(0, "value", "6");
    expect(0, "claims", "2");
    expect(0, "others", "7.00 t (census) [deprecated]; 5.0 t (customs)");
    expect(0, "highest", "6");

    const char *trusted[] = {"gazette", "customs"};
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    options.preferred_sources = trusted;
    options.preferred_source_count = 2;
    pship_transaction_options again = PSHIP_TRANSACTION_OPTIONS_INIT;
    OK(pship_transaction_begin(&set.transaction, set.model, &again, err));
    tell("d", (told){.source = "census", .value = "5.000", .unit = "h"});
    tell("e", (told){.source = "customs", .value = "5", .unit = "hours"});
    scene_commit(&set);
    pship_view_free(view);
    OK(pship_view_open(&view, set.model, &options, err));
    pship_table_free(table);
    OK(pship_figure_comparison(&table, view, err));
    int64_t row = row_of(table, "figure", "e");
    expect(row, "rule", "preferred_source");
}
END_TEST

START_TEST(of_equals_the_first_recorded_is_the_best)
{
    tell("b", (told){.source = "customs", .value = "5", .unit = "t"});
    tell("a", (told){.source = "customs", .value = "6", .unit = "t"});
    compare();
    expect(0, "figure", "b");
    expect(0, "rule", "first_recorded");
    expect(0, "sources", "1");
    expect(0, "verdict", "conflict");
}
END_TEST

START_TEST(where_all_is_deprecated_nothing_is_the_best)
{
    tell("a",
         (told){.source = "customs", .value = "5", .unit = "t", .rank = PSHIP_RANK_DEPRECATED});
    compare();
    expect(0, "verdict", "single");
    expect(0, "claims", "0");
    expect(0, "because", "What is claimed is deprecated.");
    ck_assert(empty_cell(table, 0, "value"));
    ck_assert(empty_cell(table, 0, "rule"));
    ck_assert(empty_cell(table, 0, "lowest"));
    pship_table_free(table);
    table = NULL;
    OK(pship_figure_claims(&table, view, err));
    expect(0, "verdict", "deprecated");
}
END_TEST

START_TEST(claims_show_their_standing_and_where_they_come_from)
{
    tell("a", (told){.source = "customs", .value = "1.35", .unit = "USD billion"});
    tell("b", (told){.source = "gazette", .value = "1364", .unit = "USD million"});
    tell("c",
         (told){.source = "census", .value = "1.4", .unit = "USD billion", .qualifier = "about"});
    tell("d",
         (told){.source = "census", .value = "1", .unit = "USD billion", .qualifier = "more than"});
    look_at();
    OK(pship_figure_claims(&table, view, err));
    ck_assert_int_eq(pship_table_rows(table), 4);
    expect(0, "figure", "b");
    expect(0, "verdict", "best");
    expect(0, "standard_number", "1364000000");
    expect(0, "standard_unit", "USD");
    expect(0, "lowest", "1363500000");
    expect(0, "publisher", "The Gazette");
    expect(0, "published", "2025-12-22");
    expect(0, "rank", "normal");
    expect(0, "certainty", "certain");
    expect(1, "figure", "c");
    expect(1, "verdict", "agrees");
    expect(1, "qualifier", "about");
    expect(2, "figure", "d");
    expect(2, "verdict", "agrees");
    ck_assert(empty_cell(table, 2, "highest"));
    expect(3, "figure", "a");
    expect(3, "verdict", "contradicts");
    expect(3, "thing", "1");
}
END_TEST

START_TEST(dates_agree_where_one_holds_the_other)
{
    static const char *const dates[] = {"2026-02", "2026-02-10", "2026"};
    for (int i = 0; i < 3; i++) {
        char id[8];
        (void)snprintf(id, sizeof id, "d%d", i);
        pship_date date;
        OK(pship_date_parse(&date, dates[i], NULL, err));
        pship_value value = {.kind = PSHIP_VALUE_DATE, .text = dates[i], .date = date};
        OK(pship_entity_record(set.transaction, "figure", id, err));
        state(&set, id, "measure", "Day of signature", "customs");
        pship_statement_options options = said_by("customs");
        OK(pship_statement_assert(NULL, set.transaction, id, "value", &value, &options, err));
    }
    compare();
    ck_assert_int_eq(pship_table_rows(table), 1);
    expect(0, "verdict", "agree");
    expect(0, "value", "2026-02-10");
    ck_assert(empty_cell(table, 0, "spread"));

    pship_transaction_options again = PSHIP_TRANSACTION_OPTIONS_INIT;
    OK(pship_transaction_begin(&set.transaction, set.model, &again, err));
    pship_value value = {.kind = PSHIP_VALUE_DATE, .text = "2026-02-09"};
    OK(pship_statement_assert(NULL, set.transaction, "d0", "value", &value, NULL, err));
    compare();
    expect(0, "verdict", "conflict");
    ck_assert(strstr(cell(table, 0, "because"), "2026-02-09 (the register)") != NULL);
}
END_TEST

START_TEST(words_agree_only_with_the_same_words)
{
    tell("a", (told){.source = "customs", .value = "a slight increase"});
    tell("b", (told){.source = "gazette", .value = "a slight increase"});
    compare();
    expect(0, "verdict", "agree");
    pship_transaction_options again = PSHIP_TRANSACTION_OPTIONS_INIT;
    OK(pship_transaction_begin(&set.transaction, set.model, &again, err));
    tell("c", (told){.source = "census", .value = "it grew"});
    compare();
    expect(0, "verdict", "not_comparable");
    expect(0, "because", "They are words that differ.");
    pship_table_free(table);
    table = NULL;
    OK(pship_figure_claims(&table, view, err));
    ck_assert_int_ge(row_of(table, "verdict", "other_words"), 0);
}
END_TEST

START_TEST(what_is_not_understood_is_listed)
{
    tell("a", (told){.source = "customs", .value = "little"});
    tell("b", (told){.source = "customs", .value = "5", .unit = "smoots"});
    tell("c", (told){.source = "customs", .value = "5", .unit = "USD"});
    OK(pship_entity_record(set.transaction, "figure", "d", err));
    state(&set, "d", "value", "yes or no", "gazette");
    pship_value unknown = {.kind = PSHIP_VALUE_UNKNOWN};
    pship_statement_options options = said_by("gazette");
    options.wording = "the 2020s, or so";
    OK(pship_statement_assert(NULL, set.transaction, "d", "period", &unknown, &options, err));
    OK(pship_entity_record(set.transaction, "figure", "e", err));
    state(&set, "e", "value", "words", NULL);
    look_at();
    OK(pship_figure_unread(&table, view, err));
    static const char *const wanted[][5] = {
        {"a", "value", "little", "in_words", "customs"},
        {"b", "unit", "smoots", "not_in_the_table", "customs"},
        {"d", "value", "yes or no", "in_words", "gazette"},
        {"d", "period", "the 2020s, or so", "in_words", "gazette"},
        {"e", "value", "words", "in_words", ""},
        {"e", "period", "", "not_stated", ""},
    };
    ck_assert_int_eq(pship_table_rows(table), 6);
    for (int row = 0; row < 6; row++) {
        expect(row, "figure", wanted[row][0]);
        expect(row, "what", wanted[row][1]);
        expect(row, "text", wanted[row][2]);
        expect(row, "because", wanted[row][3]);
        expect(row, "source", wanted[row][4]);
    }
}
END_TEST

START_TEST(a_view_sees_only_the_claims_that_had_been_published)
{
    tell("a", (told){.source = "customs", .value = "5", .unit = "t"});
    tell("b", (told){.source = "census", .value = "7", .unit = "t"});
    scene_commit(&set);
    view = look(&set, "2026-03-01", "2026-01-01", PSHIP_CERTAIN);
    OK(pship_figure_comparison(&table, view, err));
    ck_assert_int_eq(pship_table_rows(table), 1);
    expect(0, "verdict", "single");
    expect(0, "value", "5");
}
END_TEST

START_TEST(fields_of_the_first_size_are_still_taken)
{
    struct {
        size_t size;
        const char *measure, *about, *value, *unit, *period, *base;
    } old = {offsetof(pship_figure_fields, definitions), "Trade", NULL, "5", "t", "2025", NULL};
    OK(pship_figure_record(set.transaction, "a", (const pship_figure_fields *)(void *)&old, NULL,
                           err));
    compare();
    expect(0, "value", "5");
    FAILS(pship_figure_comparison(NULL, view, err), PSHIP_E_ARGUMENT, "NULL");
    FAILS(pship_figure_claims(&table, NULL, err), PSHIP_E_ARGUMENT, "NULL");
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("figure");
    TCase *tests = tcase_create("figure");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, claims_agree_within_their_rounding_and_their_words);
    tcase_add_test(tests, claims_that_exclude_each_other_are_told_with_their_sources);
    tcase_add_test(tests, other_definitions_periods_and_units_are_not_comparable_and_it_says_why);
    tcase_add_test(tests, each_attribute_makes_another_thing);
    tcase_add_test(tests, periods_are_the_same_by_their_days_and_definitions_in_any_order);
    tcase_add_test(tests, one_figure_may_hold_claims_of_two_sources_for_two_periods);
    tcase_add_test(tests, the_rule_that_decided_is_named);
    tcase_add_test(tests, of_equals_the_first_recorded_is_the_best);
    tcase_add_test(tests, where_all_is_deprecated_nothing_is_the_best);
    tcase_add_test(tests, claims_show_their_standing_and_where_they_come_from);
    tcase_add_test(tests, dates_agree_where_one_holds_the_other);
    tcase_add_test(tests, words_agree_only_with_the_same_words);
    tcase_add_test(tests, what_is_not_understood_is_listed);
    tcase_add_test(tests, a_view_sees_only_the_claims_that_had_been_published);
    tcase_add_test(tests, fields_of_the_first_size_are_still_taken);
    suite_add_tcase(suite, tests);
    return suite;
}
