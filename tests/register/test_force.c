/* What is in force for whom by acts alone, and by ids that turned out to be one. */
#include "register/force_scene.h"

Suite *test_suite(void);

START_TEST(the_table_has_its_columns_and_a_row_for_the_agreement_and_each_party)
{
    add_treaty("treaty", two, 2);
    scene_commit(&set);
    pship_table *table = force_on("2020-01-01");
    ck_assert_str_eq(columns_of(table),
                     "agreement party in_force in_effect applied sunset since since_earliest "
                     "since_latest until_earliest until_latest reason act condition lacking "
                     "contested source");
    ck_assert_int_eq(pship_table_rows(table), 3);
    ck_assert(empty_cell(table, 0, "party"));
    ck_assert_str_eq(cell(table, 1, "party"), "alba");
    ck_assert_str_eq(cell(table, 2, "party"), "borea");
    ck_assert_str_eq(cell(table, 1, "in_force"), "no");
    ck_assert_str_eq(cell(table, 1, "lacking"), "an entry into force, or a condition for it");
    ck_assert_str_eq(cell(table, 1, "reason"),
                     "not in force: lacks an entry into force, or a condition for it");
    pship_table_free(table);
}
END_TEST

START_TEST(an_entry_into_force_binds_all_that_are_listed_until_it_is_terminated)
{
    add_treaty("treaty", two, 2);
    act("t/f", "entry_into_force", "2020-03", NULL);
    act("t/x", "termination", "2024-06-01", NULL);
    scene_commit(&set);
    EXPECT({"2020-02-29", "alba", "in_force", "no"},
           {"2020-02-29", "alba", "reason",
            "will be in force from 2020-03-01/2020-03-31: entry into force of "
            "2020-03-01/2020-03-31; over from 2024-06-01: termination of 2024-06-01"},
           {"2020-03-15", "alba", "in_force", "possible"},
           {"2020-03-31", "alba", "in_force", "certain"},
           {"2024-05-31", "borea", "in_force", "certain"},
           {"2024-05-31", NULL, "in_force", "certain"}, {"2024-05-31", NULL, "act", "t/f"},
           {"2024-06-01", NULL, "in_force", "no"}, {"2024-06-01", "borea", "in_force", "no"},
           {"2024-06-01", "borea", "act", "t/x"},
           {"2024-06-01", "borea", "reason", "over since 2024-06-01: termination of 2024-06-01"});
}
END_TEST

START_TEST(who_has_not_consented_is_not_bound_where_others_have)
{
    add_treaty("treaty", three, 3);
    act("t/f", "entry_into_force", "2020-03-01", NULL);
    act("a/r", "ratification", "2020-01-01", "alba");
    act_from("b/a", "accession", "2021-01-01", "2021-02-01", "borea");
    scene_commit(&set);
    EXPECT({"2020-03-01", "alba", "in_force", "certain"}, {"2020-03-01", "borea", "in_force", "no"},
           {"2021-01-31", "borea", "in_force", "no"},
           {"2021-02-01", "borea", "in_force", "certain"},
           {"2021-02-01", "borea", "reason",
            "in force since 2021-02-01: accession of 2021-01-01 with effect from 2021-02-01"},
           {"2021-02-01", "cora", "in_force", "no"},
           {"2021-02-01", "cora", "lacking", "consent of cora"});
}
END_TEST

START_TEST(withdrawal_and_return_are_spells_of_their_own)
{
    add_treaty("treaty", three, 3);
    act("t/f", "entry_into_force", "2000-01-01", NULL);
    act("a/r", "ratification", "1999", "alba");
    act("a/w", "withdrawal", "2010-06", "alba");
    act("a/a", "accession", "2012-01-01", "alba");
    act("b/r", "ratification", "1999", "borea");
    scene_commit(&set);
    pship_table *spells = spells_on("2011-01-01", "alba");
    ck_assert_int_eq(pship_table_rows(spells), 2);
    ck_assert_str_eq(columns_of(spells),
                     "agreement party kind from from_earliest from_latest until_earliest "
                     "until_latest because ended_because begun_by ended_by holds contested source");
    ck_assert_str_eq(cell(spells, 0, "kind"), "force");
    ck_assert_str_eq(cell(spells, 0, "from"), "2000-01-01");
    ck_assert_str_eq(cell(spells, 0, "until_earliest"), "2010-06-01");
    ck_assert_str_eq(cell(spells, 0, "until_latest"), "2010-06-30");
    ck_assert_str_eq(cell(spells, 0, "ended_by"), "a/w");
    ck_assert_str_eq(cell(spells, 0, "holds"), "no");
    ck_assert_str_eq(cell(spells, 1, "from"), "2012-01-01");
    ck_assert(empty_cell(spells, 1, "until_latest"));
    ck_assert_str_eq(cell(spells, 1, "because"), "accession of 2012-01-01");
    pship_table_free(spells);
    EXPECT({"2010-05-31", "alba", "in_force", "certain"},
           {"2010-06-15", "alba", "in_force", "possible"}, {"2011-01-01", "alba", "in_force", "no"},
           {"2012-01-01", "alba", "in_force", "certain"},
           {"2011-01-01", "borea", "in_force", "certain"});
}
END_TEST

START_TEST(of_two_parties_that_are_all_what_one_of_them_ends_is_over_for_both)
{
    add_treaty("treaty", two, 2);
    act("t/f", "entry_into_force", "2000-01-01", NULL);
    act_from("a/d", "denunciation", "2005-01-01", "2005-07-01", "alba");
    scene_commit(&set);
    EXPECT({"2005-06-30", "borea", "in_force", "certain"},
           {"2005-07-01", "borea", "in_force", "no"}, {"2005-07-01", NULL, "in_force", "no"},
           {"2005-07-01", "borea", "act", "a/d"});
}
END_TEST

/* Two parties are listed of a treaty that may have more: the one that leaves is out, and it goes on. */
static void check_multilateral(void (*tell)(void))
{
    add_treaty("treaty", two, 2);
    act("t/f", "entry_into_force", "2000-01-01", NULL);
    act("a/w", "withdrawal", "2005-01-01", "alba");
    tell();
    scene_commit(&set);
    EXPECT({"2006-01-01", "alba", "in_force", "no"}, {"2006-01-01", "borea", "in_force", "certain"},
           {"2006-01-01", NULL, "in_force", "certain"}, {"2006-01-01", "alba", "act", "a/w"});
}

static void tell_depositary(void)
{
    state(&set, "treaty", "depositary", "borea", NULL);
}

static void tell_threshold(void)
{
    pship_condition_fields entry = condition("entry_into_force", "consents");
    entry.consents_required = "3";
    add_condition("t/entry", &entry);
    act("a/r", "ratification", "2000-01-01", "alba");
    act("b/r", "ratification", "2000-01-01", "borea");
}

static void tell_later_parties(void)
{
    pship_condition_fields later = condition("party_entry_into_force", "own_consent");
    add_condition("t/later", &later);
}

static void tell_accession(void)
{
    act("b/a", "accession", "2000-01-01", "borea");
    act("a/r", "ratification", "2000-01-01", "alba");
}

static void tell_it_is_not(void)
{
    state(&set, "treaty", "bilateral", "false", NULL);
}

START_TEST(of_two_parties_that_need_not_be_all_one_may_leave_the_other)
{
    static void (*const ways[])(void) = {tell_depositary, tell_threshold, tell_later_parties,
                                         tell_accession, tell_it_is_not};
    check_multilateral(ways[_i]);
}
END_TEST

START_TEST(what_says_that_it_is_bilateral_ends_with_one_of_two)
{
    pship_agreement_fields fields = PSHIP_AGREEMENT_FIELDS_INIT;
    fields.bilateral = "true";
    add_treaty("treaty", two, 1); /* the other one has only acted */
    add_state("borea");
    OK(pship_agreement_record(set.transaction, "treaty", &fields, NULL, err));
    act("b/r", "ratification", "2000-01-01", "borea");
    act("a/r", "ratification", "2000-01-01", "alba");
    act("t/f", "entry_into_force", "2000-01-01", NULL);
    act("a/w", "withdrawal", "2005-01-01", "alba");
    scene_commit(&set);
    EXPECT({"2004-12-31", "borea", "in_force", "certain"}, {"2005-01-01", NULL, "in_force", "no"},
           {"2005-01-01", "borea", "in_force", "no"});
    /* Of more than two, it is the party's own. */
    OK(pship_transaction_begin(&set.transaction, set.model, NULL, err));
    add_state("cora");
    act("c/r", "ratification", "2000-01-01", "cora");
    scene_commit(&set);
    EXPECT({"2005-01-01", "alba", "in_force", "no"},
           {"2005-01-01", "borea", "in_force", "certain"});
}
END_TEST

START_TEST(suspension_takes_the_effect_and_leaves_the_force)
{
    add_treaty("treaty", three, 3);
    act("t/f", "entry_into_force", "2000-01-01", NULL);
    act("t/s", "suspension", "2003-01-01", NULL);
    act("t/r", "resumption", "2004-01-01", NULL);
    act("a/s", "suspension", "2005", "alba");
    scene_commit(&set);
    EXPECT({"2003-05-01", "alba", "in_force", "certain"}, {"2003-05-01", "alba", "in_effect", "no"},
           {"2004-05-01", "alba", "in_effect", "certain"},
           {"2005-05-01", "alba", "in_effect", "possible"},
           {"2006-01-01", "alba", "in_effect", "no"},
           {"2006-01-01", "borea", "in_effect", "certain"},
           {"2006-01-01", "alba", "in_force", "certain"});
}
END_TEST

START_TEST(provisional_application_lasts_until_it_is_in_force)
{
    add_treaty("treaty", two, 2);
    act("t/p", "provisional_application", "2000-01-01", NULL);
    act("t/f", "entry_into_force", "2001-01-01", NULL);
    scene_commit(&set);
    EXPECT({"1999-12-31", "alba", "applied", "no"}, {"2000-01-01", "alba", "applied", "certain"},
           {"2000-01-01", "alba", "in_force", "no"}, {"2001-01-01", "alba", "applied", "no"},
           {"2001-01-01", "alba", "in_force", "certain"});
    pship_table *spells = spells_on("2000-06-01", "alba");
    ck_assert_str_eq(cell(spells, 0, "kind"), "provisional_application");
    ck_assert_str_eq(cell(spells, 0, "until_latest"), "2001-01-01");
    ck_assert_str_eq(cell(spells, 0, "ended_because"), "entry into force");
    pship_table_free(spells);
}
END_TEST

START_TEST(a_statement_that_lists_a_party_may_say_from_when_until_when)
{
    pship_statement_options between = PSHIP_STATEMENT_OPTIONS_INIT;
    between.from = "2003-05";
    between.until = "2009-12-31";
    add_treaty("treaty", two, 2);
    add_state("cora");
    OK(pship_statement_assert_text(NULL, set.transaction, "treaty", "party", "cora", NULL, &between,
                                   err));
    act("t/f", "entry_into_force", "2000-01-01", NULL);
    scene_commit(&set);
    EXPECT({"2003-04-30", "cora", "in_force", "no"}, {"2003-05-15", "cora", "in_force", "possible"},
           {"2009-12-31", "cora", "in_force", "certain"}, {"2010-01-01", "cora", "in_force", "no"},
           {"2010-01-01", "alba", "in_force", "certain"});
}
END_TEST

/* ---- merged ids */

static pship_statement_id merge(const char *id, const char *into)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    pship_statement_id made = 0;
    options.reason = "two names of one state";
    OK(pship_merge_record(&made, set.transaction, id, into, &options, err));
    return made;
}

/* Three states have consented, of which two are one. */
static pship_statement_id add_merged_states(void)
{
    pship_condition_fields entry = condition("entry_into_force", "consents");
    entry.consents_required = "3";
    add_treaty("treaty", three, 3);
    add_state("dora");
    add_condition("t/entry", &entry);
    act("a/r", "ratification", "2020-01-01", "alba");
    act("b/r", "ratification", "2020-02-01", "borea");
    act("c/r", "ratification", "2020-03-01", "cora");
    return merge("cora", "alba");
}

START_TEST(two_ids_of_one_state_are_one_party_with_one_consent)
{
    pship_statement_id merged = add_merged_states();
    pship_agreement_force_options options = PSHIP_AGREEMENT_FORCE_OPTIONS_INIT;
    scene_commit(&set);
    EXPECT({"2021-01-01", NULL, "in_force", "no"},
           {"2021-01-01", NULL, "lacking", "1 more consent"});
    pship_table *table = force_on("2021-01-01");
    ck_assert_int_eq(pship_table_rows(table), 3);
    ck_assert_str_eq(cell(table, 1, "party"), "alba");
    ck_assert_str_eq(cell(table, 2, "party"), "borea");
    pship_table_free(table);
    /* Either id asks for the party. */
    pship_view *view = look(&set, "2021-01-01", NULL, PSHIP_CERTAIN);
    options.party = "cora";
    OK(pship_agreement_force(&table, view, &options, err));
    ck_assert_int_eq(pship_table_rows(table), 1);
    ck_assert_str_eq(cell(table, 0, "party"), "alba");
    pship_table_free(table);
    pship_view_free(view);
    /* Another state consents: then there are three. */
    OK(pship_transaction_begin(&set.transaction, set.model, NULL, err));
    act("d/r", "ratification", "2020-06-01", "dora");
    scene_commit(&set);
    EXPECT({"2021-01-01", NULL, "since", "2020-06-01"},
           {"2021-01-01", "alba", "since", "2020-06-01"});
    /* The merge is taken back: they are two again. */
    OK(pship_transaction_begin(&set.transaction, set.model, NULL, err));
    OK(pship_statement_retract(NULL, set.transaction, merged, NULL, err));
    scene_commit(&set);
    EXPECT({"2021-01-01", NULL, "since", "2020-03-01"},
           {"2021-01-01", "cora", "since", "2020-03-01"});
}
END_TEST

START_TEST(what_one_id_did_the_other_has_done)
{
    static const char *const both[] = {"alba", "cora"};
    pship_condition_fields entry = condition("entry_into_force", "all_consents");
    entry.parties = both;
    entry.party_count = 2;
    add_treaty("treaty", three, 3);
    add_condition("t/entry", &entry);
    act("c/r", "ratification", "2020-01-01", "cora");
    act("a/w", "withdrawal", "2022-01-01", "alba");
    act("b/r", "ratification", "2020-01-01", "borea");
    add_state("dora");
    act("d/r", "ratification", "2020-01-01", "dora");
    merge("cora", "alba");
    scene_commit(&set);
    EXPECT({"2021-01-01", "alba", "in_force", "certain"},
           {"2021-01-01", "alba", "reason",
            "in force since 2020-01-01: 1 consent by 2020-01-01; over from 2022-01-01: withdrawal "
            "of 2022-01-01"},
           {"2023-01-01", "alba", "in_force", "no"},
           {"2023-01-01", "borea", "in_force", "certain"});
}
END_TEST

/* Of acts of which only the year is known, each spell of the agreement may meet each one of a party. */
START_TEST(many_imprecise_comings_and_goings_meet_in_all_ways)
{
    enum { TIMES = 200 }; /* more meetings than acts and parties would make */
    pship_table *table = NULL;
    char id[32];
    add_treaty("treaty", three, 3);
    for (int i = 0; i < TIMES; i++) {
        static const char *const types[] = {"entry_into_force", "termination", "accession",
                                            "withdrawal"};
        for (int j = 0; j < 4; j++) {
            (void)snprintf(id, sizeof id, "treaty/%d-%d", i, j);
            act(id, types[j], "2020", j < 2 ? NULL : "alba");
        }
    }
    scene_commit(&set);
    pship_view *view = look(&set, "2020-06-01", NULL, PSHIP_CERTAIN);
    OK(pship_agreement_spells(&table, view, NULL, err));
    ck_assert_int_eq(pship_table_rows(table), TIMES + TIMES * TIMES);
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        ck_assert_str_eq(cell(table, row, "holds"), "possible");
        ck_assert_int_eq(strncmp(cell(table, row, "from"), "2020", 4), 0);
    }
    pship_table_free(table);
    pship_view_free(view);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("force");
    TCase *all = tcase_create("force");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, the_table_has_its_columns_and_a_row_for_the_agreement_and_each_party);
    tcase_add_test(all, an_entry_into_force_binds_all_that_are_listed_until_it_is_terminated);
    tcase_add_test(all, who_has_not_consented_is_not_bound_where_others_have);
    tcase_add_test(all, withdrawal_and_return_are_spells_of_their_own);
    tcase_add_test(all, of_two_parties_that_are_all_what_one_of_them_ends_is_over_for_both);
    tcase_add_loop_test(all, of_two_parties_that_need_not_be_all_one_may_leave_the_other, 0, 5);
    tcase_add_test(all, what_says_that_it_is_bilateral_ends_with_one_of_two);
    tcase_add_test(all, suspension_takes_the_effect_and_leaves_the_force);
    tcase_add_test(all, provisional_application_lasts_until_it_is_in_force);
    tcase_add_test(all, a_statement_that_lists_a_party_may_say_from_when_until_when);
    tcase_add_test(all, two_ids_of_one_state_are_one_party_with_one_consent);
    tcase_add_test(all, what_one_id_did_the_other_has_done);
    tcase_add_test(all, many_imprecise_comings_and_goings_meet_in_all_ways);
    suite_add_tcase(suite, all);
    return suite;
}
