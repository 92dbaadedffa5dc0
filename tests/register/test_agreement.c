#include "register/scene.h"

Suite *test_suite(void);

static scene set;

/* The charter as the two articles tell of it, with the day of signature of a third source. */
static void charter(void)
{
    add_source(&set, "december", "Caliber", "2025-12-23");
    add_source(&set, "trend", "Trend", "2026-02-10");
    add_source(&set, "march", "AzerNews", "2026-03-13");
    add_agreement(&set, "charter", "Strategic Partnership Charter", "december");
    add_act(&set, "charter/opening", "charter", "negotiation_opening", "2025-12-19", "december");
    add_act(&set, "charter/signature", "charter", "signature", "2026-02-10", "trend");
    state(&set, "charter/signature", "date", "2026-02", "march");
}

START_TEST(an_agreement_has_the_status_of_its_last_act)
{
    charter();
    scene_commit(&set);
    static const struct {
        const char *as_of, *status;
    } cases[] = {{"2025-12-18", "not_begun"},
                 {"2025-12-19", "in_negotiation"},
                 {"2026-02-09", "in_negotiation"},
                 {"2026-02-10", "signed"},
                 {"2026-02-11", "signed"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        pship_view *view = look(&set, cases[i].as_of, NULL, PSHIP_CERTAIN);
        ck_assert_str_eq(status_of(view, "charter"), cases[i].status);
        pship_view_free(view);
    }
}
END_TEST

START_TEST(a_closing_published_later_does_not_show_earlier)
{
    charter();
    scene_commit(&set);
    pship_view *january = look(&set, "2026-01-15", "2026-01-15", PSHIP_CERTAIN);
    pship_view *nobody_had_said = look(&set, "2026-02-11", "2026-01-15", PSHIP_CERTAIN);
    pship_table *list = NULL, *acts = NULL;
    ck_assert_str_eq(status_of(january, "charter"), "in_negotiation");
    ck_assert_str_eq(status_of(nobody_had_said, "charter"), "in_negotiation");
    OK(pship_agreement_list(&list, january, err));
    ck_assert_int_eq(pship_table_rows(list), 1);
    ck_assert_str_eq(cell(list, 0, "since"), "2025-12-19");
    ck_assert_str_eq(cell(list, 0, "certainty"), "certain");
    OK(pship_agreement_acts(&acts, january, "charter", err));
    ck_assert_int_eq(pship_table_rows(acts), 1);
    ck_assert_str_eq(cell(acts, 0, "act"), "charter/opening");
    pship_table_free(acts);
    pship_table_free(list);
    pship_view_free(nobody_had_said);
    pship_view_free(january);
}
END_TEST

START_TEST(the_list_has_its_columns_and_the_most_precise_of_compatible_dates)
{
    charter();
    state(&set, "charter", "type", "charter", "trend");
    scene_commit(&set);
    pship_view *view = look(&set, "2026-03-13", NULL, PSHIP_CERTAIN);
    pship_table *list = NULL;
    OK(pship_agreement_list(&list, view, err));
    ck_assert_str_eq(columns_of(list),
                     "id title type status in_force since since_earliest since_latest "
                     "certainty contested parties source");
    ck_assert_str_eq(cell(list, 0, "id"), "charter");
    ck_assert_str_eq(cell(list, 0, "title"), "Strategic Partnership Charter");
    ck_assert_str_eq(cell(list, 0, "type"), "charter");
    ck_assert_str_eq(cell(list, 0, "status"), "signed");
    ck_assert_str_eq(cell(list, 0, "in_force"), "no");
    ck_assert_str_eq(cell(list, 0, "since"), "2026-02-10");
    ck_assert_str_eq(cell(list, 0, "since_latest"), "2026-02-10");
    ck_assert_str_eq(cell(list, 0, "contested"), "false");
    ck_assert_str_eq(cell(list, 0, "source"), "trend");
    ck_assert(empty_cell(list, 0, "parties"));
    pship_table_free(list);
    pship_view_free(view);
}
END_TEST

START_TEST(an_act_in_a_month_is_possible_within_it_and_certain_after_it)
{
    add_agreement(&set, "memo", "Memorandum", NULL);
    add_act(&set, "memo/opening", "memo", "negotiation_opening", "2025", NULL);
    add_act(&set, "memo/signature", "memo", "signature", "2026-02", NULL);
    scene_commit(&set);
    pship_view *certain = look(&set, "2026-02-10", NULL, PSHIP_CERTAIN);
    pship_view *possible = look(&set, "2026-02-10", NULL, PSHIP_POSSIBLE);
    pship_view *march = look(&set, "2026-03-01", NULL, PSHIP_CERTAIN);
    const pship_view *views[] = {certain, possible, march};
    static const char *const statuses[] = {"in_negotiation", "signed", "signed"};
    static const char *const certainties[] = {"possible", "possible", "certain"};
    for (int i = 0; i < 3; i++) {
        pship_table *list = NULL;
        OK(pship_agreement_list(&list, views[i], err));
        ck_assert_str_eq(cell(list, 0, "status"), statuses[i]);
        ck_assert_str_eq(cell(list, 0, "certainty"), certainties[i]);
        pship_table_free(list);
    }
    pship_view_free(march);
    pship_view_free(possible);
    pship_view_free(certain);
}
END_TEST

START_TEST(a_contested_day_of_signature_gives_the_span_of_both)
{
    add_source(&set, "one", "One", "2026-03-01");
    add_source(&set, "two", "Two", "2026-03-01");
    add_agreement(&set, "memo", "Memorandum", NULL);
    add_act(&set, "memo/signature", "memo", "signature", "2026-02-10", "one");
    state(&set, "memo/signature", "date", "2026-02-13", "two");
    scene_commit(&set);
    static const struct {
        const char *as_of, *done;
    } cases[] = {{"2026-02-09", "no"},
                 {"2026-02-10", "possible"},
                 {"2026-02-12", "possible"},
                 {"2026-02-13", "certain"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        pship_view *view = look(&set, cases[i].as_of, NULL, PSHIP_CERTAIN);
        pship_table *acts = NULL;
        OK(pship_agreement_acts(&acts, view, "memo", err));
        ck_assert_str_eq(cell(acts, 0, "date"), "2026-02-10/2026-02-13");
        ck_assert_str_eq(cell(acts, 0, "date_earliest"), "2026-02-10");
        ck_assert_str_eq(cell(acts, 0, "date_latest"), "2026-02-13");
        ck_assert_str_eq(cell(acts, 0, "contested"), "true");
        ck_assert_str_eq(cell(acts, 0, "done"), cases[i].done);
        pship_table_free(acts);
        pship_view_free(view);
    }
    pship_view *after = look(&set, "2026-02-13", NULL, PSHIP_CERTAIN);
    pship_table *list = NULL;
    OK(pship_agreement_list(&list, after, err));
    ck_assert_str_eq(cell(list, 0, "status"), "signed");
    ck_assert_str_eq(cell(list, 0, "contested"), "true");
    pship_table_free(list);
    pship_view_free(after);
}
END_TEST

START_TEST(entry_into_force_counts_from_its_effect_but_signature_from_its_day)
{
    pship_act_fields force = PSHIP_ACT_FIELDS_INIT, signature = PSHIP_ACT_FIELDS_INIT;
    add_agreement(&set, "treaty", "Treaty", NULL);
    signature.agreement = "treaty";
    signature.type = "signature";
    signature.date = "2025-01-10";
    signature.effect_date = "2025-12-31";
    force.agreement = "treaty";
    force.type = "entry_into_force";
    force.date = "2025-03-01";
    force.effect_date = "2025-07-01";
    OK(pship_act_record(set.transaction, "t/s", &signature, NULL, err));
    OK(pship_act_record(set.transaction, "t/f", &force, NULL, err));
    scene_commit(&set);
    pship_view *spring = look(&set, "2025-04-01", NULL, PSHIP_CERTAIN);
    pship_view *summer = look(&set, "2025-07-01", NULL, PSHIP_CERTAIN);
    ck_assert_str_eq(status_of(spring, "treaty"), "signed");
    ck_assert_str_eq(status_of(summer, "treaty"), "in_force");
    pship_table *list = NULL, *acts = NULL;
    OK(pship_agreement_list(&list, summer, err));
    ck_assert_str_eq(cell(list, 0, "since"), "2025-07-01");
    OK(pship_agreement_acts(&acts, spring, "treaty", err));
    ck_assert_str_eq(cell(acts, 1, "done"), "certain");
    ck_assert_str_eq(cell(acts, 1, "effect_date"), "2025-07-01");
    pship_table_free(acts);
    pship_table_free(list);
    pship_view_free(summer);
    pship_view_free(spring);
}
END_TEST

START_TEST(consents_amendments_and_acts_without_a_type_leave_the_status)
{
    add_agreement(&set, "treaty", "Treaty", NULL);
    add_act(&set, "t/1", "treaty", "signature", "2020-01-01", NULL);
    add_act(&set, "t/2", "treaty", "ratification", "2020-02-01", NULL);
    add_act(&set, "t/3", "treaty", "entry_into_force", "2020-03-01", NULL);
    add_act(&set, "t/4", "treaty", "amendment", "2020-04-01", NULL);
    add_act(&set, "t/5", "treaty", "notice", "2020-05-01", NULL);
    OK(pship_entity_record(set.transaction, "act", "t/6", err));
    state(&set, "t/6", "agreement", "treaty", NULL);
    pship_value celebration = pship_value_text("celebration");
    FAILS(pship_statement_assert(NULL, set.transaction, "t/6", "type", &celebration, NULL, err),
          PSHIP_E_INVALID, "'celebration' is nothing that an act can be");
    state(&set, "t/6", "date", "2020-06-01", NULL);
    add_act(&set, "t/7", "treaty", "termination", "2020-07-01", NULL);
    scene_commit(&set);
    static const struct {
        const char *as_of, *status;
    } cases[] = {{"2020-02-02", "signed"},
                 {"2020-03-01", "in_force"},
                 {"2020-06-30", "in_force"},
                 {"2020-07-01", "terminated"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        pship_view *view = look(&set, cases[i].as_of, NULL, PSHIP_CERTAIN);
        ck_assert_str_eq(status_of(view, "treaty"), cases[i].status);
        pship_view_free(view);
    }
    pship_view *view = look(&set, "2020-08-01", NULL, PSHIP_CERTAIN);
    pship_table *acts = NULL;
    OK(pship_agreement_acts(&acts, view, NULL, err));
    ck_assert_int_eq(pship_table_rows(acts), 7);
    ck_assert_str_eq(cell(acts, 5, "type"), "");
    pship_table_free(acts);
    pship_view_free(view);
}
END_TEST

START_TEST(suspension_and_resumption_on_one_day_leave_it_in_force)
{
    add_agreement(&set, "treaty", "Treaty", NULL);
    add_act(&set, "t/b", "treaty", "suspension", "2020-03-01", NULL);
    add_act(&set, "t/a", "treaty", "resumption", "2020-03-01", NULL);
    add_act(&set, "t/c", "treaty", "entry_into_force", "2019", NULL);
    scene_commit(&set);
    pship_view *view = look(&set, "2020-03-01", NULL, PSHIP_CERTAIN);
    ck_assert_str_eq(status_of(view, "treaty"), "in_force");
    pship_view_free(view);
}
END_TEST

typedef struct order {
    const char *acts[4][2]; /* types and dates */
    const char *status, *certainty;
} order;

static const order orders[] = {
    {{{"resumption", "2025-08-05"}, {"suspension", "2025-08"}}, "in_force", "possible"},
    {{{"resumption", "2025-08-05"}, {"suspension", "2025-07"}}, "in_force", "certain"},
    {{{"suspension", "2025-08-05"}, {"resumption", "2025-08-05"}}, "in_force", "possible"},
    {{{"entry_into_force", "2010"}, {"termination", "2025"}, {"entry_into_force", "2025-11-01"}},
     "terminated",
     "possible"},
    {{{"entry_into_force", "2010"}, {"suspension", "2025"}, {"entry_into_force", "2025-11-01"}},
     "suspended",
     "possible"},
    {{{"entry_into_force", "2010"}, {"termination", "2025"}, {"signature", "2025-11-01"}},
     "terminated",
     "possible"},
    {{{"termination", "2025"}, {"entry_into_force", "2025-11-01"}}, "terminated", "certain"},
    {{{"signature", "2010"}, {"termination", "2025"}, {"entry_into_force", "2025-11-01"}},
     "terminated",
     "certain"},
    {{{"signature", "2025-01"}, {"signature", "2025-02-05"}, {"entry_into_force", "2025-02"}},
     "in_force",
     "certain"},
    {{{"entry_into_force", "2010"}, {"resumption", "2025-11"}, {"termination", "2025"}},
     "terminated",
     "certain"},
    {{{"entry_into_force", "2010"},
      {"entry_into_force", "2025-11-01"},
      {"resumption", "2025-11"},
      {"termination", "2025"}},
     "terminated",
     "certain"},
};

START_TEST(only_the_natural_order_of_acts_makes_the_last_one_certain)
{
    const order *one = &orders[_i];
    add_agreement(&set, "treaty", "Treaty", NULL);
    for (int i = 0; i < 4 && one->acts[i][0]; i++) {
        char id[16];
        (void)snprintf(id, sizeof id, "t/%d", i);
        add_act(&set, id, "treaty", one->acts[i][0], one->acts[i][1], NULL);
    }
    scene_commit(&set);
    for (int i = 0; i < 2; i++) {
        pship_view *view = look(&set, "2026-01-01", NULL, i ? PSHIP_POSSIBLE : PSHIP_CERTAIN);
        pship_table *list = NULL;
        OK(pship_agreement_list(&list, view, err));
        ck_assert_str_eq(cell(list, 0, "status"), one->status);
        ck_assert_str_eq(cell(list, 0, "certainty"), one->certainty);
        pship_table_free(list);
        pship_view_free(view);
    }
}
END_TEST

START_TEST(signature_in_a_month_does_not_hide_entry_into_force_on_a_day_of_it)
{
    add_agreement(&set, "treaty", "Treaty", NULL);
    add_act(&set, "t/s", "treaty", "signature", "2026-02", NULL);
    add_act(&set, "t/f", "treaty", "entry_into_force", "2026-02-10", NULL);
    add_agreement(&set, "other", "Other treaty", NULL);
    add_act(&set, "o/s", "other", "signature", "2026-02-10", NULL);
    add_act(&set, "o/f", "other", "entry_into_force", "2026-02", NULL);
    scene_commit(&set);
    pship_view *view = look(&set, "2026-03-01", NULL, PSHIP_CERTAIN);
    ck_assert_str_eq(status_of(view, "treaty"), "in_force");
    ck_assert_str_eq(status_of(view, "other"), "in_force");
    pship_view_free(view);
}
END_TEST

START_TEST(agreements_without_acts_are_unknown_and_those_of_later_days_left_out)
{
    add_agreement(&set, "bare", "Bare", NULL);
    add_agreement(&set, "later", "Later", NULL);
    add_agreement(&set, "undated", "Undated", NULL);
    add_act(&set, "l/s", "later", "signature", "2030-01-01", NULL);
    add_act(&set, "u/s", "undated", "signature", NULL, NULL);
    scene_commit(&set);
    pship_view *view = look(&set, "2026-03-01", NULL, PSHIP_CERTAIN);
    pship_view *possible = look(&set, "2026-03-01", NULL, PSHIP_POSSIBLE);
    pship_table *list = NULL;
    OK(pship_agreement_list(&list, view, err));
    ck_assert_int_eq(pship_table_rows(list), 2);
    ck_assert_str_eq(cell(list, 0, "id"), "bare");
    ck_assert_str_eq(cell(list, 0, "status"), "unknown");
    ck_assert_str_eq(cell(list, 0, "certainty"), "certain");
    ck_assert_str_eq(cell(list, 1, "id"), "undated");
    ck_assert_str_eq(cell(list, 1, "status"), "unknown");
    ck_assert_str_eq(cell(list, 1, "certainty"), "possible");
    ck_assert_str_eq(status_of(view, "later"), "not_begun");
    ck_assert_str_eq(status_of(possible, "undated"), "signed");
    pship_table_free(list);
    pship_view_free(possible);
    pship_view_free(view);
}
END_TEST

START_TEST(changes_name_the_status_before_and_after)
{
    charter();
    scene_commit(&set);
    pship_view *view = look(&set, "2026-03-13", NULL, PSHIP_CERTAIN);
    pship_table *changes = NULL;
    OK(pship_agreement_changes(&changes, view, day("2025-12-18"), err));
    ck_assert_int_eq(pship_table_rows(changes), 2);
    ck_assert_str_eq(cell(changes, 0, "status_before"), "not_begun");
    ck_assert_str_eq(cell(changes, 0, "status_after"), "in_negotiation");
    ck_assert_str_eq(cell(changes, 1, "act"), "charter/signature");
    ck_assert_str_eq(cell(changes, 1, "type"), "signature");
    ck_assert_str_eq(cell(changes, 1, "status_before"), "in_negotiation");
    ck_assert_str_eq(cell(changes, 1, "status_after"), "signed");
    ck_assert_str_eq(cell(changes, 1, "published"), "2026-02-10");
    ck_assert_str_eq(cell(changes, 1, "title"), "Strategic Partnership Charter");
    pship_table_free(changes);
    OK(pship_agreement_changes(&changes, view, day("2025-12-19"), err));
    ck_assert_int_eq(pship_table_rows(changes), 1);
    pship_table_free(changes);
    OK(pship_agreement_changes(&changes, view, day("2026-02-10"), err));
    ck_assert_int_eq(pship_table_rows(changes), 0);
    pship_table_free(changes);
    pship_view_free(view);
}
END_TEST

START_TEST(what_cannot_be_recorded_or_asked_is_refused)
{
    pship_act_fields act = PSHIP_ACT_FIELDS_INIT;
    pship_agreement_fields fields = PSHIP_AGREEMENT_FIELDS_INIT;
    const char *names[] = {"Another name", NULL};
    add_agreement(&set, "memo", "Memorandum", NULL);
    act.agreement = "memo";
    act.type = "celebration";
    FAILS(pship_act_record(set.transaction, "m/1", &act, NULL, err), PSHIP_E_INVALID,
          "'celebration' is not an act");
    act.type = "signature";
    act.date = "soon";
    FAILS(pship_act_record(set.transaction, "m/1", &act, NULL, err), PSHIP_E_SYNTAX, "soon");
    fields.aliases = names;
    fields.alias_count = 2;
    FAILS(pship_agreement_record(set.transaction, "memo", &fields, NULL, err), PSHIP_E_ARGUMENT,
          "value 2 of 'alias' is NULL");
    fields.aliases = NULL;
    FAILS(pship_agreement_record(set.transaction, "memo", &fields, NULL, err), PSHIP_E_ARGUMENT,
          "is NULL");
    fields.size = 3;
    FAILS(pship_agreement_record(set.transaction, "memo", &fields, NULL, err), PSHIP_E_ARGUMENT,
          "pship_agreement_fields");
    pship_transaction_free(set.transaction);
    set.transaction = NULL;
    pship_view *view = look(&set, "2026-01-01", NULL, PSHIP_CERTAIN);
    const char *status = "untouched";
    FAILS(pship_agreement_status(&status, view, "nothing", err), PSHIP_E_NOT_FOUND, "'nothing'");
    FAILS(pship_agreement_status(&status, view, NULL, err), PSHIP_E_ARGUMENT, "NULL");
    ck_assert_str_eq(status, "untouched");
    pship_view_free(view);
}
END_TEST

START_TEST(the_ledger_says_what_is_consent_and_what_answers_what)
{
    static const char *const parties[] = {"alba"};
    pship_act_fields act = PSHIP_ACT_FIELDS_INIT;
    pship_table *acts = NULL;
    OK(pship_party_record(set.transaction, "state", "alba", NULL, NULL, err));
    add_agreement(&set, "treaty", "Treaty", NULL);
    act.agreement = "treaty";
    act.parties = parties;
    act.party_count = 1;
    act.type = "formal_confirmation";
    act.date = "2020-01-01";
    OK(pship_act_record(set.transaction, "t/1", &act, NULL, err));
    act.type = "reservation";
    act.article = "Article 7";
    act.description = "Does not apply to rail";
    OK(pship_act_record(set.transaction, "t/2", &act, NULL, err));
    act.type = "objection";
    act.date = "2020-05-01";
    act.concerns = "t/2";
    OK(pship_act_record(set.transaction, "t/3", &act, NULL, err));
    act = (pship_act_fields)PSHIP_ACT_FIELDS_INIT;
    act.agreement = "treaty";
    act.type = "termination";
    act.date = "2021";
    act.ground = "breach";
    OK(pship_act_record(set.transaction, "t/4", &act, NULL, err));
    scene_commit(&set);
    pship_view *view = look(&set, "2026-01-01", NULL, PSHIP_CERTAIN);
    OK(pship_agreement_acts(&acts, view, "treaty", err));
    ck_assert_str_eq(columns_of(acts),
                     "agreement act type date date_earliest date_latest effect_date parties "
                     "signatories place event done contested source published consent article "
                     "ground concerns");
    ck_assert_int_eq(pship_table_rows(acts), 4);
    ck_assert_str_eq(cell(acts, 0, "consent"), "true");
    ck_assert_str_eq(cell(acts, 1, "consent"), "false");
    ck_assert_str_eq(cell(acts, 1, "article"), "Article 7");
    ck_assert_str_eq(cell(acts, 2, "concerns"), "t/2");
    ck_assert_str_eq(cell(acts, 3, "ground"), "breach");
    ck_assert(empty_cell(acts, 0, "ground"));
    ck_assert_str_eq(status_of(view, "treaty"), "terminated");
    pship_table_free(acts);
    pship_view_free(view);
}
END_TEST

START_TEST(only_an_agreement_has_a_status)
{
    OK(pship_party_record(set.transaction, "company", "socar", NULL, NULL, err));
    scene_commit(&set);
    pship_view *view = look(&set, "2026-01-01", NULL, PSHIP_CERTAIN);
    pship_table *acts = NULL;
    const char *status = NULL;
    FAILS(pship_agreement_status(&status, view, "socar", err), PSHIP_E_NOT_FOUND,
          "'socar' is of the kind 'company'");
    FAILS(pship_agreement_acts(&acts, view, "socar", err), PSHIP_E_NOT_FOUND, "company");
    ck_assert_ptr_null(acts);
    pship_view_free(view);
}
END_TEST

static void begin(void)
{
    memset(&set, 0, sizeof set);
    scene_open(&set);
}

static void end(void)
{
    scene_close(&set);
}

START_TEST(an_agreement_may_have_very_many_acts)
{
    enum { ACTS = 40000 };
    pship_table *list = NULL, *changes = NULL;
    add_agreement(&set, "long", "Long", NULL);
    add_act(&set, "long/force", "long", "entry_into_force", "2020-01-01", NULL);
    for (int i = 0; i < ACTS; i++) {
        char id[24];
        (void)snprintf(id, sizeof id, "long/%d", i);
        add_act(&set, id, "long", "resumption", "2026-01", NULL);
    }
    add_act(&set, "long/end", "long", "termination", "2026-02-10", NULL);
    scene_commit(&set);
    /* Whichever of them had been done, it was in force. */
    pship_view *view = look(&set, "2026-01-15", NULL, PSHIP_CERTAIN);
    OK(pship_agreement_list(&list, view, err));
    int64_t row = row_of(list, "id", "long");
    ck_assert_str_eq(cell(list, row, "status"), "in_force");
    ck_assert_str_eq(cell(list, row, "certainty"), "certain");
    ck_assert_str_eq(cell(list, row, "since"), "2020-01-01");
    pship_table_free(list);
    pship_view_free(view);
    view = look(&set, "2026-03-01", NULL, PSHIP_CERTAIN);
    OK(pship_agreement_changes(&changes, view, day("2026-01-31"), err));
    row = row_of(changes, "act", "long/end");
    ck_assert_str_eq(cell(changes, row, "status_before"), "in_force");
    ck_assert_str_eq(cell(changes, row, "status_after"), "terminated");
    pship_table_free(changes);
    pship_view_free(view);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("agreement");
    TCase *all = tcase_create("agreement");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, an_agreement_has_the_status_of_its_last_act);
    tcase_add_test(all, a_closing_published_later_does_not_show_earlier);
    tcase_add_test(all, the_list_has_its_columns_and_the_most_precise_of_compatible_dates);
    tcase_add_test(all, an_act_in_a_month_is_possible_within_it_and_certain_after_it);
    tcase_add_test(all, a_contested_day_of_signature_gives_the_span_of_both);
    tcase_add_test(all, entry_into_force_counts_from_its_effect_but_signature_from_its_day);
    tcase_add_test(all, consents_amendments_and_acts_without_a_type_leave_the_status);
    tcase_add_test(all, suspension_and_resumption_on_one_day_leave_it_in_force);
    tcase_add_loop_test(all, only_the_natural_order_of_acts_makes_the_last_one_certain, 0,
                        sizeof orders / sizeof orders[0]);
    tcase_add_test(all, signature_in_a_month_does_not_hide_entry_into_force_on_a_day_of_it);
    tcase_add_test(all, agreements_without_acts_are_unknown_and_those_of_later_days_left_out);
    tcase_add_test(all, changes_name_the_status_before_and_after);
    tcase_add_test(all, what_cannot_be_recorded_or_asked_is_refused);
    tcase_add_test(all, the_ledger_says_what_is_consent_and_what_answers_what);
    tcase_add_test(all, only_an_agreement_has_a_status);
    tcase_add_test(all, an_agreement_may_have_very_many_acts);
    suite_add_tcase(suite, all);
    return suite;
}
