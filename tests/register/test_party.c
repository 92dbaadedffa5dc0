#include "register/scene.h"

Suite *test_suite(void);

static scene set;

START_TEST(a_party_is_recorded_with_its_names_and_place_in_the_state)
{
    pship_party_fields fields = PSHIP_PARTY_FIELDS_INIT;
    pship_statement_options options = said_by("one");
    const char *aliases[] = {"State Oil Fund", "SOFAZ"};
    add_source(&set, "one", "One", "2025-12-23");
    OK(pship_party_record(set.transaction, "state", "az", NULL, NULL, err));
    fields.name = "State Oil Fund of Azerbaijan";
    fields.country = "az";
    fields.aliases = aliases;
    fields.alias_count = 2;
    OK(pship_party_record(set.transaction, "fund", "sofaz", &fields, &options, err));
    scene_commit(&set);
    pship_view *view = look(&set, "2026-01-01", NULL, PSHIP_CERTAIN);
    pship_table *parties = NULL;
    OK(pship_party_list(&parties, view, err));
    ck_assert_str_eq(columns_of(parties),
                     "id kind name aliases merged country part_of contested source");
    ck_assert_int_eq(pship_table_rows(parties), 2);
    ck_assert_str_eq(cell(parties, 0, "id"), "az");
    ck_assert_str_eq(cell(parties, 1, "kind"), "fund");
    ck_assert_str_eq(cell(parties, 1, "aliases"), "State Oil Fund; SOFAZ");
    ck_assert_str_eq(cell(parties, 1, "country"), "az");
    ck_assert_str_eq(cell(parties, 1, "source"), "one");
    ck_assert(empty_cell(parties, 1, "part_of"));
    pship_table_free(parties);
    pship_view_free(view);
}
END_TEST

START_TEST(a_narrower_kind_stays_and_other_kinds_are_refused)
{
    pship_party_fields fields = PSHIP_PARTY_FIELDS_INIT;
    OK(pship_party_record(set.transaction, "ministry", "economy", NULL, NULL, err));
    fields.name = "Ministry of Economy";
    OK(pship_party_record(set.transaction, "party", "economy", &fields, NULL, err));
    FAILS(pship_party_record(set.transaction, "company", "economy", NULL, NULL, err),
          PSHIP_E_CONFLICT, "economy");
    FAILS(pship_party_record(set.transaction, "event", "e", NULL, NULL, err), PSHIP_E_INVALID,
          "'event' is not one of a party");
    FAILS(pship_party_record(set.transaction, "club", "c", NULL, NULL, err), PSHIP_E_NOT_FOUND,
          "club");
    FAILS(pship_party_record(NULL, "state", "c", NULL, NULL, err), PSHIP_E_ARGUMENT, "");
}
END_TEST

START_TEST(contradicting_names_are_contested_and_a_preferred_one_is_picked)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    OK(pship_person_record(set.transaction, "kress", NULL, NULL, err));
    state(&set, "kress", "name", "Karl Kress", NULL);
    state(&set, "kress", "name", "Carl Kress", NULL);
    OK(pship_person_record(set.transaction, "gidera", NULL, NULL, err));
    state(&set, "gidera", "name", "Bill Gidera", NULL);
    options.rank = PSHIP_RANK_PREFERRED;
    OK(pship_statement_assert_text(NULL, set.transaction, "gidera", "name", "Bill Guidera", NULL,
                                   &options, err));
    scene_commit(&set);
    pship_view *view = look(&set, "2026-01-01", NULL, PSHIP_CERTAIN);
    pship_table *persons = NULL;
    OK(pship_office_list(&persons, view, err));
    ck_assert_str_eq(cell(persons, 0, "person"), "gidera");
    ck_assert_str_eq(cell(persons, 0, "name"), "Bill Guidera");
    ck_assert_str_eq(cell(persons, 0, "contested"), "true");
    ck_assert(empty_cell(persons, 1, "name"));
    ck_assert_str_eq(cell(persons, 1, "contested"), "true");
    pship_table_free(persons);
    pship_view_free(view);
}
END_TEST

START_TEST(offices_are_listed_on_the_days_on_which_they_are_held)
{
    pship_office_fields fields = PSHIP_OFFICE_FIELDS_INIT;
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    pship_person_fields person = PSHIP_PERSON_FIELDS_INIT;
    pship_statement_id made = 0;
    add_source(&set, "one", "One", "2025-12-23");
    OK(pship_party_record(set.transaction, "ministry", "economy", NULL, NULL, err));
    fields.title = "Minister of Economy";
    fields.organisation = "economy";
    OK(pship_office_record(set.transaction, "minister", &fields, NULL, err));
    person.name = "Mikayil Jabbarov";
    OK(pship_person_record(set.transaction, "jabbarov", &person, NULL, err));
    OK(pship_person_record(set.transaction, "orr", NULL, NULL, err));
    options.source = "one";
    options.from = "2017-04";
    OK(pship_office_hold(&made, set.transaction, "jabbarov", "minister", &options, err));
    ck_assert_int_gt(made, 0);
    scene_commit(&set);
    pship_view *then = look(&set, "2017-04-15", NULL, PSHIP_CERTAIN);
    pship_view *perhaps = look(&set, "2017-04-15", NULL, PSHIP_POSSIBLE);
    pship_view *now = look(&set, "2026-01-01", NULL, PSHIP_CERTAIN);
    pship_table *list = NULL;
    OK(pship_office_list(&list, then, err));
    ck_assert_str_eq(columns_of(list),
                     "person name aliases merged office title organisation from until "
                     "last_confirmed certainty contested source");
    ck_assert_int_eq(pship_table_rows(list), 2);
    ck_assert(empty_cell(list, 0, "office"));
    pship_table_free(list);
    OK(pship_office_list(&list, perhaps, err));
    ck_assert_str_eq(cell(list, 0, "certainty"), "possible");
    pship_table_free(list);
    OK(pship_office_list(&list, now, err));
    ck_assert_str_eq(cell(list, 0, "title"), "Minister of Economy");
    ck_assert_str_eq(cell(list, 0, "organisation"), "economy");
    ck_assert_str_eq(cell(list, 0, "from"), "2017-04");
    ck_assert_str_eq(cell(list, 0, "until"), "..");
    ck_assert_str_eq(cell(list, 0, "last_confirmed"), "2025-12-23");
    ck_assert_str_eq(cell(list, 0, "certainty"), "certain");
    ck_assert_str_eq(cell(list, 0, "source"), "one");
    ck_assert_str_eq(cell(list, 1, "person"), "orr");
    ck_assert(empty_cell(list, 1, "title"));
    pship_table_free(list);
    pship_view_free(now);
    pship_view_free(perhaps);
    pship_view_free(then);
}
END_TEST

START_TEST(sources_tell_how_many_live_statements_they_carry)
{
    pship_statement_options options = said_by("one");
    pship_statement_id wrong = 0;
    pship_value right = pship_value_text("Azerbaijan");
    add_source(&set, "one", "One", "2025-12");
    add_source(&set, "two", "Two", NULL);
    OK(pship_party_record(set.transaction, "state", "az", NULL, NULL, err));
    OK(pship_statement_assert_text(&wrong, set.transaction, "az", "name", "Azerbajan", NULL,
                                   &options, err));
    OK(pship_statement_correct(NULL, set.transaction, wrong, &right, NULL, err));
    state(&set, "az", "alias", "AZ", "one");
    scene_commit(&set);
    pship_view *view = look(&set, "2026-01-01", NULL, PSHIP_CERTAIN);
    pship_table *sources = NULL;
    OK(pship_source_list(&sources, view, err));
    ck_assert_str_eq(columns_of(sources), "id title publisher author url published "
                                          "published_earliest published_latest retrieved "
                                          "statements");
    ck_assert_int_eq(pship_table_rows(sources), 2);
    ck_assert_str_eq(cell(sources, 0, "published"), "2025-12");
    ck_assert_str_eq(cell(sources, 0, "published_latest"), "2025-12-31");
    ck_assert_str_eq(cell(sources, 0, "statements"), "2");
    ck_assert_str_eq(cell(sources, 1, "publisher"), "Two");
    ck_assert(empty_cell(sources, 1, "published"));
    ck_assert_str_eq(cell(sources, 1, "statements"), "0");
    pship_table_free(sources);
    pship_view_free(view);
}
END_TEST

static void add_figure(const char *id, const char *value, const char *unit, const char *qualifier,
                       const char *source)
{
    pship_figure_fields fields = PSHIP_FIGURE_FIELDS_INIT;
    pship_statement_options options = said_by(source);
    options.qualifier = qualifier;
    fields.measure = "trade";
    fields.value = value;
    fields.unit = unit;
    fields.period = "2025-01/2025-11";
    OK(pship_figure_record(set.transaction, id, &fields, &options, err));
}

START_TEST(figures_keep_their_digits_and_agree_within_their_rounding)
{
    add_source(&set, "one", "One", "2025-12-23");
    add_source(&set, "two", "Two", "2026-01-20");
    add_figure("trade", "1.365", "USD billion", "nearly", "one");
    add_figure("trade", "1364", "USD million", NULL, "two");
    add_figure("growth", "slight increase", NULL, NULL, "one");
    add_figure("years", "30", NULL, NULL, "one");
    add_figure("dispute", "47", "percent", NULL, "one");
    add_figure("dispute", "30", "percent", NULL, "two");
    scene_commit(&set);
    pship_view *view = look(&set, "2026-02-01", NULL, PSHIP_CERTAIN);
    pship_table *figures = NULL;
    OK(pship_figure_list(&figures, view, err));
    ck_assert_str_eq(columns_of(figures),
                     "id measure about value number unit qualifier period "
                     "base certainty contested undecided source published definition reporter");
    int64_t row = row_of(figures, "id", "trade");
    ck_assert_str_eq(cell(figures, row, "contested"), "false");
    ck_assert_str_eq(cell(figures, row, "period"), "2025-01/2025-11");
    row = row_of(figures, "id", "growth");
    ck_assert_str_eq(cell(figures, row, "value"), "slight increase");
    ck_assert(empty_cell(figures, row, "number"));
    ck_assert_str_eq(cell(figures, row, "published"), "2025-12-23");
    row = row_of(figures, "id", "years");
    ck_assert_double_eq(pship_table_number(figures, pship_table_find(figures, "number"), row), 30);
    row = row_of(figures, "id", "dispute");
    ck_assert(empty_cell(figures, row, "value"));
    ck_assert_str_eq(cell(figures, row, "contested"), "true");
    ck_assert_str_eq(cell(figures, row, "undecided"), "true");
    pship_table_free(figures);
    pship_view_free(view);
}
END_TEST

START_TEST(a_unit_needs_a_number)
{
    pship_figure_fields fields = PSHIP_FIGURE_FIELDS_INIT;
    fields.unit = "USD";
    FAILS(pship_figure_record(set.transaction, "f", &fields, NULL, err), PSHIP_E_INVALID, "unit");
    fields.value = "many";
    FAILS(pship_figure_record(set.transaction, "f", &fields, NULL, err), PSHIP_E_SYNTAX, "many");
}
END_TEST

START_TEST(the_functions_give_what_the_macros_give)
{
    pship_party_fields party = PSHIP_PARTY_FIELDS_INIT, party_too = pship_party_fields_init();
    pship_event_fields event = PSHIP_EVENT_FIELDS_INIT, event_too = pship_event_fields_init();
    pship_act_fields act = PSHIP_ACT_FIELDS_INIT, act_too = pship_act_fields_init();
    pship_commitment_list_options list = PSHIP_COMMITMENT_LIST_OPTIONS_INIT,
                                  list_too = pship_commitment_list_options_init();
    ck_assert_mem_eq(&party, &party_too, sizeof party);
    ck_assert_mem_eq(&event, &event_too, sizeof event);
    ck_assert_mem_eq(&act, &act_too, sizeof act);
    ck_assert_uint_eq(list.size, list_too.size);
    ck_assert(!list_too.overdue && !list_too.owner);
    ck_assert_uint_eq(pship_source_fields_init().size, sizeof(pship_source_fields));
    ck_assert_uint_eq(pship_person_fields_init().size, sizeof(pship_person_fields));
    ck_assert_uint_eq(pship_office_fields_init().size, sizeof(pship_office_fields));
    ck_assert_uint_eq(pship_agreement_fields_init().size, sizeof(pship_agreement_fields));
    ck_assert_uint_eq(pship_working_group_fields_init().size, sizeof(pship_working_group_fields));
    ck_assert_uint_eq(pship_commitment_fields_init().size, sizeof(pship_commitment_fields));
    ck_assert_uint_eq(pship_figure_fields_init().size, sizeof(pship_figure_fields));
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
    Suite *suite = suite_create("party");
    TCase *all = tcase_create("party");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, a_party_is_recorded_with_its_names_and_place_in_the_state);
    tcase_add_test(all, a_narrower_kind_stays_and_other_kinds_are_refused);
    tcase_add_test(all, contradicting_names_are_contested_and_a_preferred_one_is_picked);
    tcase_add_test(all, offices_are_listed_on_the_days_on_which_they_are_held);
    tcase_add_test(all, sources_tell_how_many_live_statements_they_carry);
    tcase_add_test(all, figures_keep_their_digits_and_agree_within_their_rounding);
    tcase_add_test(all, a_unit_needs_a_number);
    tcase_add_test(all, the_functions_give_what_the_macros_give);
    suite_add_tcase(suite, all);
    return suite;
}
