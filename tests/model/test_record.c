#include "model_help.h"

static pship_model *model;
static pship_transaction *tx;
static pship_error err;

static void setup(void)
{
    model = new_model();
    tx = begin(model);
    err = pship_error_init();
    source(tx, "gazette", "2025-08-09");
    entity(tx, "state", "az");
    entity(tx, "agreement", "charter");
    entity(tx, "act", "signing");
}

static void teardown(void)
{
    pship_transaction_free(tx);
    pship_model_free(model);
}

static pship_result try_text(const char *subject, const char *property, const char *text,
                             const char *unit)
{
    return pship_statement_assert_text(NULL, tx, subject, property, text, unit, NULL, &err);
}

START_TEST(nothing_is_seen_before_the_commit)
{
    state(tx, "charter", "title", "Charter", "gazette");
    ck_assert_int_eq(pship_model_statement_count(model), 0);
    pship_view *view = open_view(model, "2026-01-01", NULL);
    pship_cell cell;
    ck_assert_int_eq(pship_view_cell(&cell, view, "charter", "title", &err), PSHIP_E_NOT_FOUND);
    ok(pship_transaction_commit(tx, &err), &err);
    ck_assert_int_eq(pship_view_cell(&cell, view, "charter", "title", &err), PSHIP_E_NOT_FOUND);
    pship_view_free(view);
    ck_assert_int_eq(pship_model_statement_count(model), 6);
    ck_assert_int_eq(pship_model_transaction_count(model), 1);
    expect(model, "2026-01-01", NULL, "charter", "title", "Charter");
}
END_TEST

START_TEST(a_transaction_given_up_leaves_nothing)
{
    state(tx, "charter", "title", "Charter", "gazette");
    pship_transaction_free(tx);
    tx = begin(model);
    ck_assert_int_eq(pship_model_statement_count(model), 0);
    ck_assert_int_eq(try_text("charter", "title", "Charter", NULL), PSHIP_E_NOT_FOUND);
    ck_assert_str_eq(err.message, "'charter' is not recorded");
    ok(pship_entity_record(tx, "company", "charter", &err), &err);
}
END_TEST

START_TEST(an_empty_transaction_leaves_no_trace)
{
    pship_transaction_free(tx);
    commit(begin(model));
    ck_assert_int_eq(pship_model_transaction_count(model), 0);
    tx = begin(model);
}
END_TEST

START_TEST(a_second_transaction_is_busy_until_the_first_is_done)
{
    pship_transaction *second = NULL;
    ck_assert_int_eq(pship_transaction_begin(&second, model, NULL, &err), PSHIP_E_BUSY);
    ck_assert_ptr_null(second);
    ok(pship_transaction_commit(tx, &err), &err);
    ok(pship_transaction_begin(&second, model, NULL, &err), &err);
    pship_transaction_free(second);
    ck_assert_int_eq(pship_transaction_commit(tx, &err), PSHIP_E_ARGUMENT);
}
END_TEST

START_TEST(an_id_has_one_kind)
{
    ok(pship_entity_record(tx, "state", "az", &err), &err);
    ck_assert_int_eq(pship_entity_record(tx, "company", "az", &err), PSHIP_E_CONFLICT);
    ck_assert_str_eq(err.message, "'az' is recorded as state, not as company");
    ck_assert_int_eq(pship_entity_record(tx, "planet", "mars", &err), PSHIP_E_NOT_FOUND);
}
END_TEST

static const char *const bad_ids[] = {"",     "two words", "tab\there", "line\nend",
                                      "\x7f", "\xff\xfe",  "\xc0\x80"};

START_TEST(an_id_of_another_form_is_refused)
{
    ck_assert_int_eq(pship_entity_record(tx, "state", bad_ids[_i], &err), PSHIP_E_INVALID);
}
END_TEST

START_TEST(an_id_may_be_200_bytes_long_and_no_longer)
{
    char id[202];
    memset(id, 'a', 201);
    id[201] = '\0';
    ck_assert_int_eq(pship_entity_record(tx, "state", id, &err), PSHIP_E_INVALID);
    id[200] = '\0';
    ok(pship_entity_record(tx, "state", id, &err), &err);
    ok(pship_entity_record(tx, "state", "Bakı-şəhəri", &err), &err);
}
END_TEST

static const struct {
    const char *subject, *property, *text, *unit;
    pship_result result;
    const char *part; /* of the message */
} refused[] = {
    {"nobody", "title", "x", NULL, PSHIP_E_NOT_FOUND, "'nobody' is not recorded"},
    {"charter", "colour", "x", NULL, PSHIP_E_NOT_FOUND, "no property 'colour'"},
    {"charter", "kind", "state", NULL, PSHIP_E_INVALID, "stays"},
    {"az", "mandate", "x", NULL, PSHIP_E_INVALID, "belongs to working_group"},
    {"charter", "date", "soon", NULL, PSHIP_E_SYNTAX, "soon"},
    {"charter", "date", "2025-02-30", NULL, PSHIP_E_INVALID, "2025-02-30"},
    {"charter", "date", "3 lunes after signature of x", NULL, PSHIP_E_SYNTAX, "rule"},
    {"charter", "date", "3 months after signatur of charter", NULL, PSHIP_E_INVALID, "signatur"},
    {"charter", "date", "3 months after title of charter", NULL, PSHIP_E_INVALID, "title"},
    {"signing", "type", "signed", NULL, PSHIP_E_INVALID, "such as signature"},
    {"charter", "binding", "perhaps", NULL, PSHIP_E_SYNTAX, "neither true nor false"},
    {"charter", "title", "x", "km", PSHIP_E_INVALID, "no unit"},
    {"charter", "title", "\xff", NULL, PSHIP_E_INVALID, "not UTF-8"},
    {"charter", "party", "two words", NULL, PSHIP_E_INVALID, "cannot be an id"},
    {"charter", "party", "gazette", NULL, PSHIP_E_CONFLICT, "refers to kind party"},
};

START_TEST(what_does_not_fit_is_refused_and_leaves_nothing)
{
    pship_statement_id id = 99;
    ck_assert_int_eq(pship_statement_assert_text(&id, tx, refused[_i].subject, refused[_i].property,
                                                 refused[_i].text, refused[_i].unit, NULL, &err),
                     refused[_i].result);
    ck_assert_msg(strstr(err.message, refused[_i].part) != NULL, "%s", err.message);
    ck_assert_int_eq(id, 99);
    ok(pship_transaction_commit(tx, &err), &err);
    ck_assert_int_eq(pship_model_statement_count(model), 5);
}
END_TEST

START_TEST(a_number_must_be_one)
{
    entity(tx, "figure", "trade");
    ck_assert_int_eq(try_text("trade", "value", "1,365", "USD million"), PSHIP_E_SYNTAX);
    ck_assert_int_eq(try_text("trade", "value", "1.365e3x", "USD million"), PSHIP_E_SYNTAX);
    ok(try_text("trade", "value", "-1.3650e+3", "USD million"), &err);
    ok(pship_transaction_commit(tx, &err), &err);
    pship_view *view = open_view(model, "2026-01-01", NULL);
    pship_cell cell = ask(view, "trade", "value");
    ck_assert_str_eq(cell.value.text, "-1.3650e+3");
    ck_assert_str_eq(cell.value.unit, "USD million");
    ck_assert_double_eq(cell.value.number, -1365.0);
    pship_view_free(view);
}
END_TEST

START_TEST(options_are_checked)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    pship_value value = pship_value_text("x");
    options.source = "az";
    ck_assert_int_eq(pship_statement_assert(NULL, tx, "charter", "title", &value, &options, &err),
                     PSHIP_E_CONFLICT);
    options.source = "unheard-of";
    ck_assert_int_eq(pship_statement_assert(NULL, tx, "charter", "title", &value, &options, &err),
                     PSHIP_E_NOT_FOUND);
    options.source = NULL;
    options.from = "2026";
    options.until = "2025-06";
    ck_assert_int_eq(pship_statement_assert(NULL, tx, "charter", "title", &value, &options, &err),
                     PSHIP_E_INVALID);
    ck_assert_ptr_nonnull(strstr(err.message, "2026"));
    ck_assert_ptr_nonnull(strstr(err.message, "2025-06"));
    options.until = NULL;
    options.last_confirmed = "2025-12";
    ck_assert_int_eq(pship_statement_assert(NULL, tx, "charter", "title", &value, &options, &err),
                     PSHIP_E_SYNTAX);
    options.last_confirmed = NULL;
    options.size = 3;
    ck_assert_int_eq(pship_statement_assert(NULL, tx, "charter", "title", &value, &options, &err),
                     PSHIP_E_ARGUMENT);
}
END_TEST

START_TEST(references_may_point_ahead_but_not_into_nothing)
{
    ok(try_text("charter", "party", "us", NULL), &err);
    ck_assert_int_eq(pship_transaction_commit(tx, &err), PSHIP_E_NOT_FOUND);
    ck_assert_str_eq(err.message, "'us', which 'party' of 'charter' refers to, is not recorded");
    ck_assert_int_eq(pship_model_statement_count(model), 0);
    entity(tx, "state", "us");
    ok(pship_transaction_commit(tx, &err), &err);
    expect(model, "2026-01-01", NULL, "charter", "party", "us");
}
END_TEST

START_TEST(a_reference_ahead_must_turn_out_to_be_of_the_right_kind)
{
    ok(try_text("charter", "party", "paper", NULL), &err);
    entity(tx, "source", "paper");
    ck_assert_int_eq(pship_transaction_commit(tx, &err), PSHIP_E_CONFLICT);
}
END_TEST

START_TEST(a_rule_refers_to_its_entity)
{
    ok(try_text("charter", "date", "3 months after signature of later", NULL), &err);
    ck_assert_int_eq(pship_transaction_commit(tx, &err), PSHIP_E_NOT_FOUND);
    entity(tx, "agreement", "later");
    ok(pship_transaction_commit(tx, &err), &err);
    pship_view *view = open_view(model, "2026-01-01", NULL);
    ck_assert_int_eq(ask(view, "charter", "date").value.kind, PSHIP_VALUE_RULE);
    pship_view_free(view);
}
END_TEST

START_TEST(none_unknown_and_absent_are_three_answers)
{
    pship_value none = pship_value_none(), unknown = pship_value_unknown();
    ok(pship_statement_assert(NULL, tx, "charter", "subject", &none, NULL, &err), &err);
    ok(pship_statement_assert(NULL, tx, "charter", "title", &unknown, NULL, &err), &err);
    ok(pship_transaction_commit(tx, &err), &err);
    pship_view *view = open_view(model, "2026-01-01", NULL);
    ck_assert_int_eq(ask(view, "charter", "subject").value.kind, PSHIP_VALUE_NONE);
    ck_assert_int_eq(ask(view, "charter", "title").value.kind, PSHIP_VALUE_UNKNOWN);
    ck_assert_int_eq(ask(view, "charter", "type").value.kind, PSHIP_VALUE_ABSENT);
    pship_view_free(view);
}
END_TEST

START_TEST(callers_extend_the_schema)
{
    pship_kind_options vessel = PSHIP_KIND_OPTIONS_INIT;
    pship_property_options draught = PSHIP_PROPERTY_OPTIONS_INIT;
    draught.type = PSHIP_PROPERTY_NUMBER;
    draught.of_kind = "vessel";
    ck_assert_int_eq(pship_property_define(tx, "draught", &draught, &err), PSHIP_E_NOT_FOUND);
    ok(pship_kind_define(tx, "vessel", &vessel, &err), &err);
    ok(pship_property_define(tx, "draught", &draught, &err), &err);
    ok(pship_property_define(tx, "draught", &draught, &err), &err);
    draught.many = true;
    ck_assert_int_eq(pship_property_define(tx, "draught", &draught, &err), PSHIP_E_CONFLICT);
    ck_assert_int_eq(pship_kind_define(tx, "Vessel", NULL, &err), PSHIP_E_INVALID);
    ck_assert_int_eq(pship_kind_define(tx, "a__b", NULL, &err), PSHIP_E_INVALID);
    ck_assert_int_eq(pship_kind_define(tx, "", NULL, &err), PSHIP_E_INVALID);
    ck_assert_int_eq(pship_property_define(tx, "source", NULL, &err), PSHIP_E_INVALID);
    ck_assert_int_eq(pship_property_define(tx, "acts", NULL, &err), PSHIP_E_INVALID);
    entity(tx, "vessel", "ferry");
    ok(try_text("ferry", "draught", "4.8", "m"), &err);
    ok(pship_transaction_commit(tx, &err), &err);
    expect(model, "2026-01-01", NULL, "ferry", "draught", "4.8");
}
END_TEST

START_TEST(a_schema_given_up_with_its_transaction_is_gone)
{
    ok(pship_kind_define(tx, "vessel", NULL, &err), &err);
    pship_transaction_free(tx);
    tx = begin(model);
    ck_assert_int_eq(pship_entity_record(tx, "vessel", "ferry", &err), PSHIP_E_NOT_FOUND);
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("record");
    TCase *all = tcase_create("record");
    tcase_add_checked_fixture(all, setup, teardown);
    tcase_add_test(all, nothing_is_seen_before_the_commit);
    tcase_add_test(all, a_transaction_given_up_leaves_nothing);
    tcase_add_test(all, an_empty_transaction_leaves_no_trace);
    tcase_add_test(all, a_second_transaction_is_busy_until_the_first_is_done);
    tcase_add_test(all, an_id_has_one_kind);
    tcase_add_loop_test(all, an_id_of_another_form_is_refused, 0,
                        sizeof bad_ids / sizeof bad_ids[0]);
    tcase_add_test(all, an_id_may_be_200_bytes_long_and_no_longer);
    tcase_add_loop_test(all, what_does_not_fit_is_refused_and_leaves_nothing, 0,
                        sizeof refused / sizeof refused[0]);
    tcase_add_test(all, a_number_must_be_one);
    tcase_add_test(all, options_are_checked);
    tcase_add_test(all, references_may_point_ahead_but_not_into_nothing);
    tcase_add_test(all, a_reference_ahead_must_turn_out_to_be_of_the_right_kind);
    tcase_add_test(all, a_rule_refers_to_its_entity);
    tcase_add_test(all, none_unknown_and_absent_are_three_answers);
    tcase_add_test(all, callers_extend_the_schema);
    tcase_add_test(all, a_schema_given_up_with_its_transaction_is_gone);
    suite_add_tcase(suite, all);
    return suite;
}
