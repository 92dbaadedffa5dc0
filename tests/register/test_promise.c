#include "register/scene.h"

Suite *test_suite(void);

static scene set;

static void promise_day(const char *property, const char *text, const char *source)
{
    state(&set, "bridge", property, text, source);
}

static pship_statement_id say(const char *text, const char *source)
{
    pship_statement_options options = said_by(source);
    pship_statement_id id = 0;
    OK(pship_statement_assert_text(&id, set.transaction, "bridge", "due", text, NULL, &options,
                                   err));
    return id;
}

static pship_statement_id correct(pship_statement_id target, const char *text, const char *source)
{
    pship_statement_options options = said_by(source);
    pship_statement_id id = 0;
    pship_value value = pship_value_date(text);
    OK(pship_statement_correct(&id, set.transaction, target, &value, &options, err));
    return id;
}

static pship_table *slippage(const char *as_of, const char *published_by, const char *commitment)
{
    pship_view *view = look(&set, as_of, published_by, PSHIP_CERTAIN);
    pship_table *table = NULL;
    OK(pship_commitment_slippage(&table, view, commitment, err));
    pship_view_free(view);
    return table;
}

static void begin(void)
{
    memset(&set, 0, sizeof set);
    scene_open(&set);
    add_source(&set, "late", "Late", "2025-03-01");
    add_source(&set, "early", "Early", "2023-01-10");
    add_source(&set, "middle", "Middle", "2024-02");
    add_source(&set, "undated", "Undated", NULL);
    OK(pship_commitment_record(set.transaction, "bridge", NULL, NULL, err));
}

static void end(void)
{
    scene_close(&set);
}

/* The three cells of a slip, joined. */
static const char *slip(const pship_table *table, int64_t row)
{
    static char text[64];
    (void)snprintf(text, sizeof text, "%s [%s, %s] %s", cell(table, row, "slip"),
                   cell(table, row, "slip_least"), cell(table, row, "slip_most"),
                   cell(table, row, "slipped"));
    return text;
}

START_TEST(promises_stand_in_the_order_of_their_publication)
{
    promise_day("due", "2026-06-30", "late");
    promise_day("due", "2024-12-31", "early");
    promise_day("due", "2025-12-31", "middle");
    scene_commit(&set);
    pship_table *table = slippage("2026-01-01", NULL, "bridge");
    ck_assert_int_eq(pship_table_rows(table), 3);
    ck_assert_str_eq(columns_of(table),
                     "commitment promise published source nature due due_earliest due_latest "
                     "due_rule slip slip_least slip_most slipped superseded certainty");
    ck_assert_str_eq(cell(table, 0, "source"), "early");
    ck_assert_str_eq(cell(table, 0, "published"), "2023-01-10");
    ck_assert_str_eq(slip(table, 0), "0 [0, 0] no");
    ck_assert_str_eq(cell(table, 1, "source"), "middle");
    ck_assert_str_eq(slip(table, 1), "365 [365, 365] certain");
    ck_assert_str_eq(cell(table, 2, "promise"), "3");
    ck_assert_str_eq(cell(table, 2, "due"), "2026-06-30");
    ck_assert_str_eq(slip(table, 2), "546 [546, 546] certain");
    ck_assert_str_eq(cell(table, 2, "nature"), "definitive");
    ck_assert_str_eq(cell(table, 2, "superseded"), "false");
    ck_assert_str_eq(cell(table, 2, "certainty"), "certain");
    pship_table_free(table);
}
END_TEST

START_TEST(a_cutoff_shows_what_had_been_promised_by_then)
{
    promise_day("due", "2026-06-30", "late");
    promise_day("due", "2024-12-31", "early");
    scene_commit(&set);
    pship_table *table = slippage("2026-01-01", "2024-01-01", NULL);
    ck_assert_int_eq(pship_table_rows(table), 1);
    ck_assert_str_eq(cell(table, 0, "due"), "2024-12-31");
    pship_table_free(table);
}
END_TEST

START_TEST(imprecise_days_slip_by_a_range)
{
    promise_day("due", "2024", "early");
    promise_day("due", "2024", "middle");
    promise_day("due", "2024-10/2025-03", "late");
    scene_commit(&set);
    pship_table *table = slippage("2026-01-01", NULL, NULL);
    ck_assert_str_eq(slip(table, 1), "0 [0, 0] no"); /* the same day told again */
    ck_assert_str_eq(slip(table, 2), "90 [-91, 455] possible");
    pship_table_free(table);
}
END_TEST

START_TEST(a_day_that_moved_forward_has_not_slipped)
{
    promise_day("due", "2025", "early");
    promise_day("due", "2024-06", "late");
    scene_commit(&set);
    pship_table *table = slippage("2026-01-01", NULL, NULL);
    ck_assert_str_eq(slip(table, 1), "-549 [-578, -185] no");
    pship_table_free(table);
}
END_TEST

START_TEST(an_extension_by_a_later_source_keeps_the_day_that_it_replaces)
{
    pship_statement_id slip_of_pen = say("2024-12-30", "early");
    pship_statement_id first = correct(slip_of_pen, "2024-12-31", "early");
    (void)correct(first, "2025-12-31", "late");
    scene_commit(&set);
    pship_table *table = slippage("2026-01-01", NULL, "bridge");
    ck_assert_int_eq(pship_table_rows(table), 2); /* the slip of the pen was never promised */
    ck_assert_str_eq(cell(table, 0, "due"), "2024-12-31");
    ck_assert_str_eq(cell(table, 0, "superseded"), "true");
    ck_assert_str_eq(cell(table, 1, "due"), "2025-12-31");
    ck_assert_str_eq(cell(table, 1, "superseded"), "false");
    ck_assert_str_eq(cell(table, 1, "slip"), "365");
    pship_table_free(table);
    pship_view *view = look(&set, "2026-02-01", NULL, PSHIP_CERTAIN);
    OK(pship_commitment_list(&table, view, NULL, err));
    ck_assert_str_eq(cell(table, 0, "due"), "2025-12-31");
    ck_assert_str_eq(cell(table, 0, "days_overdue"), "32");
    ck_assert_str_eq(cell(table, 0, "slip"), "365");
    ck_assert_str_eq(cell(table, 0, "contested"), "false");
    pship_table_free(table);
    pship_view_free(view);
}
END_TEST

START_TEST(a_changed_day_counts_from_the_change_on)
{
    pship_statement_options options = said_by("late");
    pship_value value = pship_value_date("2025-12-31");
    pship_statement_id first = say("2024-12-31", "early");
    options.from = "2024-11-01";
    OK(pship_statement_change(NULL, set.transaction, first, &value, &options, err));
    scene_commit(&set);
    pship_table *before = slippage("2024-10-31", NULL, NULL);
    pship_table *after = slippage("2025-01-10", NULL, NULL);
    ck_assert_int_eq(pship_table_rows(before), 1);
    ck_assert_int_eq(pship_table_rows(after), 2);
    ck_assert_str_eq(cell(after, 0, "superseded"), "false");
    ck_assert_str_eq(cell(after, 1, "slip"), "365");
    pship_table_free(before);
    pship_table_free(after);
    pship_view *view = look(&set, "2025-01-10", NULL, PSHIP_CERTAIN);
    OK(pship_commitment_list(&after, view, NULL, err));
    ck_assert_str_eq(cell(after, 0, "status"), "pending");
    pship_table_free(after);
    pship_view_free(view);
}
END_TEST

START_TEST(retracted_and_deprecated_days_were_not_promised)
{
    pship_statement_options options = said_by("middle");
    pship_statement_id denied = say("2023-06-30", "early");
    OK(pship_statement_retract(NULL, set.transaction, denied, NULL, err));
    options.rank = PSHIP_RANK_DEPRECATED;
    options.reason = "misread";
    OK(pship_statement_assert_text(NULL, set.transaction, "bridge", "due", "2024-06-30", NULL,
                                   &options, err));
    say("2025-06-30", "late");
    scene_commit(&set);
    pship_table *table = slippage("2026-01-01", NULL, NULL);
    ck_assert_int_eq(pship_table_rows(table), 1);
    ck_assert_str_eq(cell(table, 0, "due"), "2025-06-30");
    pship_table_free(table);
}
END_TEST

START_TEST(where_nobody_knows_what_came_first_a_slip_is_only_possible)
{
    promise_day("due", "2024-06-30", "undated");
    promise_day("due", "2023-06-30", "early");
    scene_commit(&set);
    pship_table *table = slippage("2026-01-01", NULL, NULL);
    ck_assert_str_eq(cell(table, 0, "source"), "early");
    ck_assert_str_eq(cell(table, 1, "source"), "undated");
    ck_assert(empty_cell(table, 1, "published"));
    ck_assert_str_eq(slip(table, 1), "366 [366, 366] possible");
    pship_table_free(table);
}
END_TEST

START_TEST(what_no_source_gives_was_promised_when_it_was_recorded)
{
    pship_transaction_options later = PSHIP_TRANSACTION_OPTIONS_INIT;
    promise_day("due", "2025-06-30", NULL);
    scene_commit(&set);
    later.recorded_at = INT64_C(1748736000000000); /* 2025-06-01 */
    OK(pship_transaction_begin(&set.transaction, set.model, &later, err));
    promise_day("due", "2025-09-30", NULL);
    scene_commit(&set);
    pship_table *table = slippage("2025-07-01", NULL, "bridge");
    ck_assert_str_eq(cell(table, 0, "published"), "2025-01-01");
    ck_assert_str_eq(cell(table, 1, "published"), "2025-06-01");
    ck_assert(empty_cell(table, 1, "source"));
    ck_assert_str_eq(slip(table, 1), "92 [92, 92] certain");
    pship_table_free(table);
}
END_TEST

START_TEST(a_day_that_binds_nobody_is_a_promise_of_its_own_nature)
{
    promise_day("indicative_due", "2024-12-31", "early");
    scene_commit(&set);
    pship_view *view = look(&set, "2025-01-31", NULL, PSHIP_CERTAIN);
    pship_table *list = NULL;
    OK(pship_commitment_list(&list, view, NULL, err));
    ck_assert_str_eq(cell(list, 0, "due"), "2024-12-31");
    ck_assert_str_eq(cell(list, 0, "due_nature"), "indicative");
    ck_assert_str_eq(cell(list, 0, "status"), "past_indicative");
    ck_assert(empty_cell(list, 0, "days_overdue"));
    pship_table_free(list);
    OK(pship_commitment_overdue(&list, view, err));
    ck_assert_int_eq(pship_table_rows(list), 0);
    pship_table_free(list);
    pship_view_free(view);
}
END_TEST

START_TEST(a_definitive_day_takes_the_place_of_an_indicative_one)
{
    promise_day("indicative_due", "2024-12-31", "early");
    promise_day("due", "2025-03-31", "middle");
    scene_commit(&set);
    pship_view *view = look(&set, "2025-04-10", NULL, PSHIP_CERTAIN);
    pship_table *list = NULL, *table = slippage("2025-04-10", NULL, NULL);
    OK(pship_commitment_list(&list, view, NULL, err));
    ck_assert_str_eq(cell(list, 0, "status"), "overdue");
    ck_assert_str_eq(cell(list, 0, "days_overdue"), "10");
    ck_assert_str_eq(cell(list, 0, "slip"), "90");
    ck_assert_str_eq(cell(table, 0, "nature"), "indicative");
    ck_assert_str_eq(cell(table, 1, "nature"), "definitive");
    ck_assert_str_eq(slip(table, 1), "90 [90, 90] certain");
    pship_table_free(table);
    pship_table_free(list);
    pship_view_free(view);
}
END_TEST

START_TEST(a_rule_without_a_day_is_listed_and_has_no_slip)
{
    add_agreement(&set, "pact", "Pact", NULL);
    promise_day("due", "1 month after signature of pact", "early");
    promise_day("due", "../2025-06-30", "late");
    scene_commit(&set);
    pship_table *table = slippage("2026-01-01", NULL, NULL);
    ck_assert_str_eq(cell(table, 0, "due_rule"), "1 month after signature of pact");
    ck_assert(empty_cell(table, 0, "slip"));
    ck_assert_str_eq(cell(table, 1, "slip"), "0");
    ck_assert(empty_cell(table, 1, "slip_least")); /* it may be any day before */
    pship_table_free(table);
}
END_TEST

START_TEST(what_is_not_a_commitment_has_no_due_dates)
{
    add_agreement(&set, "pact", "Pact", NULL);
    scene_commit(&set);
    pship_view *view = look(&set, "2026-01-01", NULL, PSHIP_CERTAIN);
    pship_table *table = NULL;
    FAILS(pship_commitment_slippage(&table, view, "pact", err), PSHIP_E_NOT_FOUND,
          "is of the kind 'agreement'");
    FAILS(pship_commitment_slippage(&table, view, "nobody", err), PSHIP_E_NOT_FOUND, "nobody");
    FAILS(pship_commitment_slippage(NULL, view, NULL, err), PSHIP_E_ARGUMENT, "NULL");
    FAILS(pship_commitment_slippage(&table, NULL, NULL, err), PSHIP_E_ARGUMENT, "NULL");
    ck_assert_ptr_null(table);
    pship_view_free(view);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("promise");
    TCase *all = tcase_create("promise");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, promises_stand_in_the_order_of_their_publication);
    tcase_add_test(all, a_cutoff_shows_what_had_been_promised_by_then);
    tcase_add_test(all, imprecise_days_slip_by_a_range);
    tcase_add_test(all, a_day_that_moved_forward_has_not_slipped);
    tcase_add_test(all, an_extension_by_a_later_source_keeps_the_day_that_it_replaces);
    tcase_add_test(all, a_changed_day_counts_from_the_change_on);
    tcase_add_test(all, retracted_and_deprecated_days_were_not_promised);
    tcase_add_test(all, where_nobody_knows_what_came_first_a_slip_is_only_possible);
    tcase_add_test(all, what_no_source_gives_was_promised_when_it_was_recorded);
    tcase_add_test(all, a_day_that_binds_nobody_is_a_promise_of_its_own_nature);
    tcase_add_test(all, a_definitive_day_takes_the_place_of_an_indicative_one);
    tcase_add_test(all, a_rule_without_a_day_is_listed_and_has_no_slip);
    tcase_add_test(all, what_is_not_a_commitment_has_no_due_dates);
    suite_add_tcase(suite, all);
    return suite;
}
