/* What is in force for whom where conditions say more than acts: entry, term, renewal, notice, tail. */
#include "register/force_scene.h"

Suite *test_suite(void);

START_TEST(in_force_thirty_days_after_the_second_consent_and_later_for_later_parties)
{
    pship_condition_fields entry = condition("entry_into_force", "consents");
    pship_condition_fields later = condition("party_entry_into_force", "own_consent");
    add_treaty("treaty", three, 3);
    entry.consents_required = "2";
    entry.delay = "30 days";
    entry.article = "Article 12";
    later.delay = "30 days";
    add_condition("t/entry", &entry);
    add_condition("t/later", &later);
    act("a/r", "ratification", "2020-01-01", "alba");
    act("b/r", "ratification", "2020-02-01", "borea");
    act("c/r", "accession", "2021-01-01", "cora");
    scene_commit(&set);
    EXPECT({"2020-03-01", NULL, "in_force", "no"}, {"2020-03-02", NULL, "in_force", "certain"},
           {"2020-03-02", NULL, "reason",
            "in force since 2020-03-02: 2 consents by 2020-02-01, 30 days later (Article 12)"},
           {"2020-03-02", NULL, "condition", "t/entry"},
           {"2020-03-02", "alba", "in_force", "certain"}, {"2021-01-30", "cora", "in_force", "no"},
           {"2021-01-31", "cora", "in_force", "certain"},
           {"2021-01-31", "cora", "reason",
            "in force since 2021-01-31: accession of 2021-01-01, 30 days later"});
}
END_TEST

START_TEST(what_is_lacking_is_told)
{
    pship_condition_fields entry = condition("entry_into_force", "consents");
    add_treaty("treaty", three, 3);
    entry.consents_required = "3";
    add_condition("t/entry", &entry);
    act("a/r", "ratification", "2020-01-01", "alba");
    scene_commit(&set);
    EXPECT({"2030-01-01", NULL, "in_force", "no"},
           {"2030-01-01", NULL, "lacking", "2 more consents"},
           {"2030-01-01", "alba", "lacking", "2 more consents"},
           {"2030-01-01", "borea", "lacking", "2 more consents; consent of borea"});
}
END_TEST

START_TEST(all_parties_must_notify_and_the_last_one_counts)
{
    pship_condition_fields entry = condition("entry_into_force", "notifications_by_all");
    add_treaty("treaty", two, 2);
    entry.delay = "1 month";
    entry.first_of_month = "true";
    add_condition("t/entry", &entry);
    act("a/n", "notification", "2020-01-15", "alba");
    scene_commit(&set);
    EXPECT({"2021-01-01", "alba", "lacking", "notification of borea"});
    OK(pship_transaction_begin(&set.transaction, set.model, NULL, err));
    act("b/n", "notification", "2020-03", "borea");
    scene_commit(&set);
    EXPECT({"2020-04-30", "alba", "in_force", "no"}, {"2020-05-01", "alba", "in_force", "certain"},
           {"2020-05-01", "borea", "reason",
            "in force since 2020-05-01: all had notified by 2020-03-01/2020-03-31, 1 month later, "
            "from the first of the next month"});
}
END_TEST

START_TEST(signature_may_be_enough)
{
    pship_condition_fields entry = condition("entry_into_force", "on_signature");
    add_treaty("treaty", two, 2);
    add_condition("t/entry", &entry);
    act("t/s", "signature", "2025-08-08", NULL);
    scene_commit(&set);
    EXPECT(
        {"2025-08-07", "alba", "in_force", "no"}, {"2025-08-08", "alba", "in_force", "certain"},
        {"2025-08-08", NULL, "reason", "in force since 2025-08-08: signed by all on 2025-08-08"});
}
END_TEST

START_TEST(named_parties_must_have_consented)
{
    pship_condition_fields entry = condition("entry_into_force", "consents");
    add_treaty("treaty", three, 3);
    entry.parties = two;
    entry.party_count = 2;
    add_condition("t/entry", &entry);
    act("c/r", "ratification", "2019-01-01", "cora");
    act("a/r", "ratification", "2020-01-01", "alba");
    scene_commit(&set);
    EXPECT({"2022-01-01", NULL, "lacking", "consent of borea"});
    OK(pship_transaction_begin(&set.transaction, set.model, NULL, err));
    act("b/r", "ratification", "2021-05-01", "borea");
    scene_commit(&set);
    EXPECT({"2021-04-30", NULL, "in_force", "no"}, {"2021-05-01", "cora", "in_force", "certain"});
}
END_TEST

START_TEST(a_term_ends_and_notice_keeps_it_from_being_renewed)
{
    pship_condition_fields renewal = condition("renewal", NULL);
    add_treaty("treaty", two, 2);
    act("t/f", "entry_into_force", "2000-01-01", NULL);
    lasting("t/term", "term", "5 years");
    scene_commit(&set);
    EXPECT(
        {"2004-12-31", "alba", "in_force", "certain"}, {"2005-01-01", "alba", "in_force", "no"},
        {"2005-01-01", "alba", "condition", "t/term"},
        {"2005-01-01", "alba", "reason", "over since 2005-01-01: term of 5 years from 2000-01-01"});
    OK(pship_transaction_begin(&set.transaction, set.model, NULL, err));
    renewal.tacit = "true";
    add_condition("t/renewal", &renewal);
    lasting("t/notice", "notice_period", "6 months");
    scene_commit(&set);
    EXPECT({"2035-01-01", "alba", "in_force", "certain"},
           {"2035-01-01", "alba", "reason",
            "in force since 2000-01-01: entry into force of 2000-01-01; renewed each time until "
            "notice is given"});
    OK(pship_transaction_begin(&set.transaction, set.model, NULL, err));
    act("b/n", "notice", "2009-07-02", "borea"); /* a day too late for 2010 */
    scene_commit(&set);
    EXPECT({"2014-12-31", "alba", "in_force", "certain"}, {"2015-01-01", "alba", "in_force", "no"},
           {"2015-01-01", "alba", "act", "b/n"}, {"2015-01-01", "alba", "condition", "t/renewal"},
           {"2015-01-01", "alba", "reason",
            "over since 2015-01-01: not renewed after notice of 2009-07-02"});
}
END_TEST

static void list_says(const char *as_of, const char *status, const char *in_force)
{
    pship_view *view = look(&set, as_of, NULL, PSHIP_CERTAIN);
    pship_table *list = NULL;
    OK(pship_agreement_list(&list, view, err));
    int64_t row = row_of(list, "id", "treaty");
    ck_assert_str_eq(cell(list, row, "status"), status);
    ck_assert_str_eq(cell(list, row, "in_force"), in_force);
    pship_table_free(list);
    pship_view_free(view);
}

START_TEST(the_list_of_agreements_tells_status_and_force)
{
    add_treaty("treaty", two, 2);
    act("t/f", "entry_into_force", "2000-01", NULL);
    lasting("t/term", "term", "5 years");
    scene_commit(&set);
    list_says("2000-01-15", "unknown", "possible"); /* before anything that is certain */
    list_says("2004-12-31", "in_force", "certain");
    list_says("2005-02-01", "in_force", "no"); /* nobody did anything: the term is over */
}
END_TEST

START_TEST(an_act_of_renewal_prolongs_what_is_not_renewed_tacitly)
{
    add_treaty("treaty", two, 2);
    act("t/f", "entry_into_force", "2000-01-01", NULL);
    lasting("t/term", "term", "5 years");
    lasting("t/renewal", "renewal", "2 years");
    act("t/r", "renewal", "2004-06-01", NULL);
    scene_commit(&set);
    EXPECT({"2006-12-31", "alba", "in_force", "certain"}, {"2007-01-01", "alba", "in_force", "no"});
}
END_TEST

START_TEST(a_denunciation_ends_after_the_notice_period_and_leaves_a_tail)
{
    pship_condition_fields sunset = condition("sunset", NULL);
    static const char *const provisions[] = {"Article 13", "investments made before"};
    add_treaty("treaty", three, 3);
    act("t/f", "entry_into_force", "2000-01-01", NULL);
    lasting("t/notice", "notice_period", "12 months");
    pship_statement_options doubted = PSHIP_STATEMENT_OPTIONS_INIT;
    doubted.rank = PSHIP_RANK_DEPRECATED;
    doubted.reason = "misread";
    OK(pship_entity_record(set.transaction, "condition", "t/sunset", err));
    OK(pship_statement_assert_text(NULL, set.transaction, "t/sunset", "provision", "Article 31",
                                   NULL, &doubted, err));
    sunset.duration = "15 years";
    sunset.provisions = provisions;
    sunset.provision_count = 2;
    add_condition("t/sunset", &sunset);
    act("a/d", "denunciation", "2010-02-28", "alba");
    scene_commit(&set);
    EXPECT({"2011-02-27", "alba", "in_force", "certain"}, {"2011-02-27", "alba", "sunset", "no"},
           {"2011-02-28", "alba", "in_force", "no"}, {"2011-02-28", "alba", "sunset", "certain"},
           {"2026-02-27", "alba", "sunset", "certain"}, {"2026-02-28", "alba", "sunset", "no"},
           {"2011-02-28", "borea", "in_force", "certain"},
           {"2011-02-28", "alba", "reason",
            "over since 2011-02-28: denunciation of 2010-02-28, 12 months ahead; provisions go on "
            "until 2026-02-28: 15 years after the end for Article 13, investments made before"});
}
END_TEST

START_TEST(an_act_wins_over_a_condition_and_is_contested_where_they_cannot_agree)
{
    pship_condition_fields entry = condition("entry_into_force", "fixed_day");
    add_treaty("treaty", two, 2);
    entry.date = "2020-05";
    add_condition("t/entry", &entry);
    act("t/f", "entry_into_force", "2020-06-01", NULL);
    scene_commit(&set);
    EXPECT({"2020-05-31", "alba", "in_force", "no"}, {"2020-06-01", "alba", "in_force", "certain"},
           {"2020-06-01", "alba", "contested", "true"});
}
END_TEST

START_TEST(what_is_in_force_later_is_foretold_from_a_rule)
{
    pship_condition_fields entry = condition("entry_into_force", "fixed_day");
    add_treaty("treaty", two, 2);
    entry.date = "3 months after signature of treaty";
    add_condition("t/entry", &entry);
    act("t/s", "signature", "2026-02-10", NULL);
    scene_commit(&set);
    EXPECT(
        {"2026-02-11", "alba", "in_force", "no"},
        {"2026-02-11", "alba", "reason", "will be in force from 2026-05-10: fixed for 2026-05-10"},
        {"2026-05-10", "alba", "in_force", "certain"});
}
END_TEST

START_TEST(only_what_is_asked_is_told)
{
    pship_agreement_force_options options = PSHIP_AGREEMENT_FORCE_OPTIONS_INIT;
    pship_table *table = NULL;
    add_treaty("treaty", two, 2);
    act("t/f", "entry_into_force", "2020-03", NULL);
    add_agreement(&set, "other", "Other", NULL);
    scene_commit(&set);
    pship_view *view = look(&set, "2020-03-15", NULL, PSHIP_CERTAIN);
    options.agreement = "other";
    OK(pship_agreement_force(&table, view, &options, err));
    ck_assert_int_eq(pship_table_rows(table), 1);
    pship_table_free(table);
    options.agreement = NULL;
    options.in_force = true;
    OK(pship_agreement_force(&table, view, &options, err));
    ck_assert_int_eq(pship_table_rows(table), 0);
    pship_table_free(table);
    pship_view *possible = look(&set, "2020-03-15", NULL, PSHIP_POSSIBLE);
    OK(pship_agreement_force(&table, possible, &options, err));
    ck_assert_int_eq(pship_table_rows(table), 3);
    pship_table_free(table);
    options.bare = true;
    OK(pship_agreement_force(&table, possible, &options, err));
    ck_assert_str_eq(columns_of(table), "agreement party in_force in_effect applied sunset "
                                        "since_earliest since_latest until_earliest until_latest "
                                        "contested");
    ck_assert_int_eq(pship_table_rows(table), 3);
    ck_assert(empty_cell(table, 0, "party"));
    ck_assert_str_eq(cell(table, 1, "party"), "alba");
    ck_assert_str_eq(cell(table, 1, "in_force"), "possible");
    ck_assert_str_eq(cell(table, 1, "since_latest"), "2020-03-31");
    ck_assert(empty_cell(table, 1, "until_latest"));
    pship_table_free(table);
    options.bare = false;
    options.party = "borea";
    OK(pship_agreement_force(&table, possible, &options, err));
    ck_assert_int_eq(pship_table_rows(table), 1);
    pship_table_free(table);
    table = NULL;
    options.party = "nobody";
    FAILS(pship_agreement_force(&table, view, &options, err), PSHIP_E_NOT_FOUND, "'nobody'");
    options.size = 1;
    FAILS(pship_agreement_spells(&table, view, &options, err), PSHIP_E_ARGUMENT, "size");
    FAILS(pship_agreement_force(NULL, view, NULL, err), PSHIP_E_ARGUMENT, "NULL");
    ck_assert_ptr_null(table);
    pship_view_free(possible);
    pship_view_free(view);
}
END_TEST

START_TEST(a_view_does_not_know_what_was_published_later)
{
    pship_statement_options later = said_by("paper");
    pship_act_fields fields = PSHIP_ACT_FIELDS_INIT;
    add_source(&set, "paper", "Paper", "2026-06-01");
    add_treaty("treaty", two, 2);
    fields.agreement = "treaty";
    fields.type = "entry_into_force";
    fields.date = "2026-03-01";
    OK(pship_act_record(set.transaction, "t/f", &fields, &later, err));
    scene_commit(&set);
    EXPECT({"2026-03-02", "alba", "in_force", "certain"},
           {"2026-03-02", "alba", "source", "paper"});
    pship_view *view = look(&set, "2026-03-02", "2026-03-02", PSHIP_CERTAIN);
    pship_table *table = NULL;
    OK(pship_agreement_force(&table, view, NULL, err));
    ck_assert_str_eq(cell(table, party_row(table, "alba"), "in_force"), "no");
    pship_table_free(table);
    pship_view_free(view);
}
END_TEST

START_TEST(a_condition_that_cannot_be_worked_out_is_lacking_and_told)
{
    pship_condition_fields entry = condition("entry_into_force", "consents");
    add_treaty("treaty", two, 2);
    add_condition("t/entry", &entry);
    OK(pship_statement_assert_text(NULL, set.transaction, "t/entry", "delay", "2", "moons", NULL,
                                   err));
    scene_commit(&set);
    EXPECT({"2026-03-02", NULL, "lacking", "a form of t/entry that can be worked out"});
}
END_TEST

START_TEST(conditions_that_are_none_are_refused)
{
    pship_condition_fields bad = condition("sunrise", NULL);
    add_treaty("treaty", two, 2);
    FAILS(pship_condition_record(set.transaction, "c", &bad, NULL, err), PSHIP_E_INVALID,
          "'sunrise' is not a type of condition");
    bad = condition("term", "hope");
    FAILS(pship_condition_record(set.transaction, "c", &bad, NULL, err), PSHIP_E_INVALID,
          "'hope' is not a basis");
    bad = condition("term", NULL);
    bad.duration = "five years";
    FAILS(pship_condition_record(set.transaction, "c", &bad, NULL, err), PSHIP_E_INVALID,
          "'five years' is not a length of time");
    bad.duration = "5 moons";
    FAILS(pship_condition_record(set.transaction, "c", &bad, NULL, err), PSHIP_E_INVALID,
          "'5 moons'");
    bad.duration = NULL;
    bad.tacit = "perhaps";
    FAILS(pship_condition_record(set.transaction, "c", &bad, NULL, err), PSHIP_E_SYNTAX, "perhaps");
    bad.size = 2;
    FAILS(pship_condition_record(set.transaction, "c", &bad, NULL, err), PSHIP_E_ARGUMENT,
          "pship_condition_fields");
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("force_conditions");
    TCase *all = tcase_create("force_conditions");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, in_force_thirty_days_after_the_second_consent_and_later_for_later_parties);
    tcase_add_test(all, what_is_lacking_is_told);
    tcase_add_test(all, all_parties_must_notify_and_the_last_one_counts);
    tcase_add_test(all, signature_may_be_enough);
    tcase_add_test(all, named_parties_must_have_consented);
    tcase_add_test(all, a_term_ends_and_notice_keeps_it_from_being_renewed);
    tcase_add_test(all, the_list_of_agreements_tells_status_and_force);
    tcase_add_test(all, an_act_of_renewal_prolongs_what_is_not_renewed_tacitly);
    tcase_add_test(all, a_denunciation_ends_after_the_notice_period_and_leaves_a_tail);
    tcase_add_test(all, an_act_wins_over_a_condition_and_is_contested_where_they_cannot_agree);
    tcase_add_test(all, what_is_in_force_later_is_foretold_from_a_rule);
    tcase_add_test(all, only_what_is_asked_is_told);
    tcase_add_test(all, a_view_does_not_know_what_was_published_later);
    tcase_add_test(all, a_condition_that_cannot_be_worked_out_is_lacking_and_told);
    tcase_add_test(all, conditions_that_are_none_are_refused);
    suite_add_tcase(suite, all);
    return suite;
}
