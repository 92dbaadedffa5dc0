#include "register/scene.h"

Suite *test_suite(void);

static scene set;

static void add_state(const char *id)
{
    pship_party_fields fields = PSHIP_PARTY_FIELDS_INIT;
    fields.name = id;
    OK(pship_party_record(set.transaction, "state", id, &fields, NULL, err));
}

static void add_treaty(const char *id, const char *const *parties, size_t count)
{
    pship_agreement_fields fields = PSHIP_AGREEMENT_FIELDS_INIT;
    for (size_t i = 0; i < count; i++)
        add_state(parties[i]);
    fields.title = id;
    fields.parties = parties;
    fields.party_count = count;
    OK(pship_agreement_record(set.transaction, id, &fields, NULL, err));
}

static const char *const three[] = {"alba", "borea", "cora"};
static const char *const two[] = {"alba", "borea"};

/* An act by one party, or by none. */
static void act(const char *id, const char *type, const char *date, const char *party)
{
    pship_act_fields fields = PSHIP_ACT_FIELDS_INIT;
    fields.agreement = "treaty";
    fields.type = type;
    fields.date = date;
    fields.parties = &party;
    fields.party_count = party != NULL;
    OK(pship_act_record(set.transaction, id, &fields, NULL, err));
}

static void act_from(const char *id, const char *type, const char *date, const char *effect,
                     const char *party)
{
    pship_act_fields fields = PSHIP_ACT_FIELDS_INIT;
    fields.effect_date = effect;
    act(id, type, date, party);
    OK(pship_act_record(set.transaction, id, &fields, NULL, err));
}

static pship_condition_fields condition(const char *type, const char *basis)
{
    pship_condition_fields fields = PSHIP_CONDITION_FIELDS_INIT;
    fields.agreement = "treaty";
    fields.type = type;
    fields.basis = basis;
    return fields;
}

static void add_condition(const char *id, const pship_condition_fields *fields)
{
    OK(pship_condition_record(set.transaction, id, fields, NULL, err));
}

static void lasting(const char *id, const char *type, const char *length)
{
    pship_condition_fields fields = condition(type, NULL);
    fields.duration = length;
    add_condition(id, &fields);
}

/* ---- asking */

static pship_table *force_on(const char *as_of)
{
    pship_view *view = look(&set, as_of, NULL, PSHIP_CERTAIN);
    pship_table *table = NULL;
    OK(pship_agreement_force(&table, view, NULL, err));
    pship_view_free(view);
    return table;
}

static pship_table *spells_on(const char *as_of, const char *party)
{
    pship_view *view = look(&set, as_of, NULL, PSHIP_CERTAIN);
    pship_agreement_force_options options = PSHIP_AGREEMENT_FORCE_OPTIONS_INIT;
    pship_table *table = NULL;
    options.party = party;
    OK(pship_agreement_spells(&table, view, &options, err));
    pship_view_free(view);
    return table;
}

/* The row of a party; of the agreement as such with NULL. */
static int64_t party_row(const pship_table *table, const char *party)
{
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        bool none = empty_cell(table, row, "party");
        if (party ? !none && strcmp(cell(table, row, "party"), party) == 0 : none)
            return row;
    }
    return -1;
}

typedef struct expected {
    const char *as_of, *party, *column, *value;
} expected;

static void expect(const expected *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const expected *one = &cases[i];
        pship_table *table = force_on(one->as_of);
        int64_t row = party_row(table, one->party);
        ck_assert_int_ge(row, 0);
        ck_assert_msg(strcmp(cell(table, row, one->column), one->value) == 0,
                      "%s, %s: %s is '%s', not '%s'", one->as_of,
                      one->party ? one->party : "the agreement", one->column,
                      cell(table, row, one->column), one->value);
        pship_table_free(table);
    }
}

#define EXPECT(...) \
    do { \
        static const expected cases[] = {__VA_ARGS__}; \
        expect(cases, sizeof cases / sizeof cases[0]); \
    } while (0)

/* ---- acts alone */

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

/* ---- conditions */

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

/* Of acts of which only the year is known, each spell of the agreement may meet each one of a party. */
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

static void begin(void)
{
    memset(&set, 0, sizeof set);
    scene_open(&set);
}

static void end(void)
{
    scene_close(&set);
}

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
    tcase_add_test(all, two_ids_of_one_state_are_one_party_with_one_consent);
    tcase_add_test(all, what_one_id_did_the_other_has_done);
    tcase_add_test(all, many_imprecise_comings_and_goings_meet_in_all_ways);
    suite_add_tcase(suite, all);
    return suite;
}
