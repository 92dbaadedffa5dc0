/* Releases that belong to a model, and which of them a view picks. */
#include "register/scene.h"
#include "trade/rows.h"
#include <partnership/flow_release.h>

Suite *test_suite(void);

static scene set;

static void begin(void)
{
    memset(&set, 0, sizeof set);
    scene_open(&set);
    add_source(&set, "january", "Customs", "2026-01-20");
    add_source(&set, "february", "Customs", "2026-02-20");
    add_source(&set, "spring", "Customs", "2026-03/2026-04");
    add_source(&set, "undated", "Customs", NULL);
}

static void end(void)
{
    scene_close(&set);
}

/* A release of one row, whose value tells which one it is. */
static void attach(const char *name, const char *source, double value)
{
    const row list[] = {{"2025", "export", "AZE", "USA", "goods", value, NAN, NULL, NULL}};
    pship_flows_about about = PSHIP_FLOWS_ABOUT_INIT;
    pship_table *table = table_of(list, 1);
    pship_flows *flows = NULL;
    about.source = source;
    about.vintage = "first";
    OK(pship_flows_from_table(&flows, table, NULL, &about, err));
    OK(pship_flows_attach(set.model, name, flows, err));
    pship_table_free(table);
    pship_flows_free(flows);
}

static double picked_value(const pship_view *view, const char *name)
{
    pship_flows *flows = NULL;
    pship_table *table = NULL;
    OK(pship_flows_pick(&flows, view, name, err));
    OK(pship_flows_table(&table, flows, err));
    const double value = pship_table_number(table, pship_table_find(table, "value"), 0);
    pship_table_free(table);
    pship_flows_free(flows);
    return value;
}

static double value_by(const char *published_by, pship_truth holding)
{
    pship_view *view = look(&set, "2026-05-01", published_by, holding);
    const double value = picked_value(view, "customs");
    pship_view_free(view);
    return value;
}

START_TEST(a_view_picks_the_newest_release_published_by_its_cutoff)
{
    scene_commit(&set);
    attach("customs", "february", 2);
    attach("customs", "january", 1);
    attach("customs", "undated", 0.5);
    attach("customs", "spring", 3);
    attach("census", "january", 9);
    ck_assert(value_by(NULL, PSHIP_CERTAIN) == 3);
    ck_assert(value_by("2026-04-30", PSHIP_CERTAIN) == 3);
    ck_assert(value_by("2026-04-29", PSHIP_CERTAIN) ==
              2); /* the one of spring may not be out yet */
    ck_assert(value_by("2026-04-29", PSHIP_POSSIBLE) == 3);
    ck_assert(value_by("2026-02-19", PSHIP_CERTAIN) == 1);
    pship_view *view = look(&set, "2026-05-01", "2026-01-01", PSHIP_CERTAIN);
    pship_flows *flows = NULL;
    FAILS(pship_flows_pick(&flows, view, "customs", err), PSHIP_E_NOT_FOUND, "'customs'");
    ck_assert_ptr_null(flows);
    pship_view_free(view);
}
END_TEST

START_TEST(what_was_attached_or_recorded_later_is_not_seen)
{
    scene_commit(&set);
    attach("customs", "january", 1);
    attach("customs", "later", 4); /* its source is not recorded yet */
    pship_view *before = look(&set, "2026-05-01", NULL, PSHIP_CERTAIN);
    attach("customs", "february", 2);
    ck_assert(picked_value(before, "customs") == 1);
    pship_transaction_options options = PSHIP_TRANSACTION_OPTIONS_INIT;
    options.recorded_at = INT64_C(1767225600000000); /* 2026-01-01 */
    OK(pship_transaction_begin(&set.transaction, set.model, &options, err));
    add_source(&set, "later", "Customs", "2026-04-20");
    scene_commit(&set);
    ck_assert(picked_value(before, "customs") == 1);
    ck_assert(value_by(NULL, PSHIP_CERTAIN) == 4);
    pship_view_options cut = PSHIP_VIEW_OPTIONS_INIT;
    pship_view *audit = NULL;
    cut.as_of = day("2026-05-01");
    cut.recorded_by = INT64_C(1767139200000000); /* a day before */
    OK(pship_view_open(&audit, set.model, &cut, err));
    ck_assert(picked_value(audit, "customs") == 2);
    pship_view_free(audit);
    pship_view_free(before);
}
END_TEST

START_TEST(a_preferred_source_comes_before_a_newer_one)
{
    static const char *const preferred[] = {"january"};
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    pship_view *view = NULL;
    scene_commit(&set);
    attach("customs", "january", 1);
    attach("customs", "february", 2);
    options.preferred_sources = preferred;
    options.preferred_source_count = 1;
    OK(pship_view_open(&view, set.model, &options, err));
    ck_assert(picked_value(view, "customs") == 1);
    pship_view_free(view);
}
END_TEST

START_TEST(releases_are_listed_with_what_the_view_makes_of_them)
{
    pship_table *table = NULL;
    scene_commit(&set);
    attach("customs", "february", 2);
    attach("census", "nowhere", 9);
    attach("customs", "spring", 3);
    pship_view *view = look(&set, "2026-05-01", "2026-04-01", PSHIP_CERTAIN);
    OK(pship_flows_releases(&table, view, NULL, err));
    ck_assert_int_eq(pship_table_rows(table), 3);
    ck_assert_str_eq(cell(table, 0, "name"), "census");
    ck_assert_str_eq(cell(table, 0, "seen"), "no");
    ck_assert_str_eq(cell(table, 0, "published"), "");
    ck_assert_str_eq(cell(table, 1, "source"), "february");
    ck_assert_str_eq(cell(table, 1, "published"), "2026-02-20");
    ck_assert_str_eq(cell(table, 1, "seen"), "certain");
    ck_assert_str_eq(cell(table, 1, "picked"), "true");
    ck_assert_str_eq(cell(table, 1, "vintage"), "first");
    ck_assert_str_eq(cell(table, 1, "rows"), "1");
    ck_assert_str_eq(cell(table, 2, "seen"), "possible");
    ck_assert_str_eq(cell(table, 2, "picked"), "false");
    pship_table_free(table);
    OK(pship_flows_releases(&table, view, "census", err));
    ck_assert_int_eq(pship_table_rows(table), 1);
    pship_table_free(table);
    pship_view_free(view);
}
END_TEST

START_TEST(what_has_no_source_or_name_is_refused)
{
    const row list[] = {{"2025", "export", "AZE", "USA", "goods", 1, NAN, NULL, NULL}};
    pship_flows *flows = flows_of(list, 1);
    scene_commit(&set);
    FAILS(pship_flows_attach(set.model, "customs", flows, err), PSHIP_E_INVALID, "source");
    FAILS(pship_flows_attach(set.model, "", flows, err), PSHIP_E_INVALID, "name");
    FAILS(pship_flows_attach(set.model, NULL, flows, err), PSHIP_E_ARGUMENT, "NULL");
    FAILS(pship_flows_attach(set.model, "customs", NULL, err), PSHIP_E_ARGUMENT, "NULL");
    FAILS(pship_flows_pick(&flows, NULL, "customs", err), PSHIP_E_ARGUMENT, "NULL");
    FAILS(pship_flows_releases(NULL, NULL, NULL, err), PSHIP_E_ARGUMENT, "NULL");
    pship_flows_free(flows);
}
END_TEST

START_TEST(a_table_outlives_the_model_that_it_is_attached_to)
{
    pship_flows *flows = NULL;
    scene_commit(&set);
    attach("customs", "january", 1);
    pship_view *view = look(&set, "2026-05-01", NULL, PSHIP_CERTAIN);
    OK(pship_flows_pick(&flows, view, "customs", err));
    pship_view_free(view);
    pship_model_free(set.model);
    set.model = NULL;
    ck_assert_int_eq(pship_flows_rows(flows), 1);
    ck_assert_str_eq(pship_flows_describe(flows).source, "january");
    pship_flows_free(flows);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("flow_release");
    TCase *tests = tcase_create("flow_release");
    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_test(tests, a_view_picks_the_newest_release_published_by_its_cutoff);
    tcase_add_test(tests, what_was_attached_or_recorded_later_is_not_seen);
    tcase_add_test(tests, a_preferred_source_comes_before_a_newer_one);
    tcase_add_test(tests, releases_are_listed_with_what_the_view_makes_of_them);
    tcase_add_test(tests, what_has_no_source_or_name_is_refused);
    tcase_add_test(tests, a_table_outlives_the_model_that_it_is_attached_to);
    suite_add_tcase(suite, tests);
    return suite;
}
