/* Conditions are recorded, and force is worked out, while each allocation fails in turn. */
#include "alloc/failing.h"
#include "alloc/sample.h"

Suite *test_suite(void);

static heap memory;
static pship_context *context;
static pship_model *model;

/* Three parties, consents and a return, a term, a notice, a suspension, an application before force. */
static pship_result record_acts(pship_transaction *transaction, pship_error *err)
{
    static const struct {
        const char *type, *date, *party;
    } acts[] = {{"provisional_application", "2019", NULL},
                {"ratification", "2020-01", "a"},
                {"ratification", "2020-02-01", "b"},
                {"withdrawal", "2021", "a"},
                {"accession", "2022", "a"},
                {"suspension", "2023", "b"},
                {"notice", "2024", NULL},
                {"objection", "2024", "c"}};
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
        pship_act_fields fields = PSHIP_ACT_FIELDS_INIT;
        char id[8] = {'t', '/', (char)('0' + i), '\0'};
        fields.agreement = "treaty";
        fields.type = acts[i].type;
        fields.date = acts[i].date;
        fields.parties = &acts[i].party;
        fields.party_count = acts[i].party != NULL;
        SAMPLE_TRY(pship_act_record(transaction, id, &fields, NULL, err));
    }
    return PSHIP_OK;
}

static pship_result record_conditions(pship_transaction *transaction, pship_error *err)
{
    static const char *const provisions[] = {"Article 13"};
    pship_condition_fields fields = PSHIP_CONDITION_FIELDS_INIT;
    fields.agreement = "treaty";
    fields.type = "entry_into_force";
    fields.basis = "consents";
    fields.consents_required = "2";
    fields.delay = "30 days";
    SAMPLE_TRY(pship_condition_record(transaction, "t/entry", &fields, NULL, err));
    fields = (pship_condition_fields)PSHIP_CONDITION_FIELDS_INIT;
    fields.agreement = "treaty";
    fields.type = "term";
    fields.duration = "5 years";
    SAMPLE_TRY(pship_condition_record(transaction, "t/term", &fields, NULL, err));
    fields.type = "renewal";
    fields.tacit = "true";
    SAMPLE_TRY(pship_condition_record(transaction, "t/renewal", &fields, NULL, err));
    fields.type = "sunset";
    fields.tacit = NULL;
    fields.provisions = provisions;
    fields.provision_count = 1;
    return pship_condition_record(transaction, "t/sunset", &fields, NULL, err);
}

static pship_result record(void *data, pship_error *err)
{
    static const char *const parties[] = {"a", "b", "c"};
    pship_model *into = data;
    pship_transaction *transaction = NULL;
    pship_event_fields visit = PSHIP_EVENT_FIELDS_INIT;
    pship_agreement_fields treaty = PSHIP_AGREEMENT_FIELDS_INIT;
    static const char *const needed[] = {"visit"};
    visit.date = "2001-05-01";
    treaty.requires = needed;
    treaty.requires_count = 1;
    treaty.parties = parties;
    treaty.party_count = 3;
    pship_result result = pship_transaction_begin(&transaction, into, NULL, err);
    for (size_t i = 0; i < 3 && result == PSHIP_OK; i++)
        result = pship_party_record(transaction, "state", parties[i], NULL, NULL, err);
    if (result == PSHIP_OK)
        result = pship_event_record(transaction, "visit", &visit, NULL, err);
    if (result == PSHIP_OK)
        result = pship_agreement_record(transaction, "treaty", &treaty, NULL, err);
    if (result == PSHIP_OK)
        result = record_acts(transaction, err);
    if (result == PSHIP_OK)
        result = record_conditions(transaction, err);
    if (result == PSHIP_OK && into == model)
        result = pship_transaction_commit(transaction, err);
    pship_transaction_free(transaction);
    return result;
}

static void set_up(void)
{
    context = heap_context(&memory);
    pship_error err = PSHIP_ERROR_INIT;
    ck_assert_int_eq(pship_model_new(&model, context, &err), PSHIP_OK);
    ck_assert_msg(record(model, &err) == PSHIP_OK, "%s", err.message);
}

static void tear_down(void)
{
    pship_model_free(model);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}

static pship_result record_elsewhere(void *data, pship_error *err)
{
    (void)data;
    pship_model *other = NULL;
    pship_result result = pship_model_new(&other, context, err);
    if (result == PSHIP_OK)
        result = record(other, err);
    pship_model_free(other);
    return result;
}

START_TEST(conditions_are_recorded_or_memory_is_short)
{
    heap_fail_each(&memory, record_elsewhere, NULL, NULL);
}
END_TEST

static pship_result ask(void *data, pship_error *err)
{
    const char *agreement = data;
    pship_view *view = NULL;
    pship_table *force = NULL, *spells = NULL;
    pship_view_options day = PSHIP_VIEW_OPTIONS_INIT;
    pship_agreement_force_options options = PSHIP_AGREEMENT_FORCE_OPTIONS_INIT;
    options.agreement = agreement;
    day.as_of = 18700; /* 2021-03-14 */
    pship_result result = pship_view_open(&view, model, &day, err);
    if (result == PSHIP_OK)
        result = pship_agreement_force(&force, view, &options, err);
    ck_assert((force != NULL) == (result == PSHIP_OK));
    if (result == PSHIP_OK) {
        ck_assert_int_eq(pship_table_rows(force), 4);
        result = pship_agreement_spells(&spells, view, &options, err);
    }
    if (result == PSHIP_OK)
        ck_assert_int_gt(pship_table_rows(spells), 6);
    pship_table_free(spells);
    pship_table_free(force);
    pship_view_free(view);
    return result;
}

START_TEST(force_is_worked_out_or_memory_is_short)
{
    heap_fail_each(&memory, ask, NULL, _i ? "treaty" : NULL);
}
END_TEST

static pship_result ask_family(void *data, pship_error *err)
{
    pship_view *view = NULL;
    pship_table *table = NULL;
    pship_view_options day = PSHIP_VIEW_OPTIONS_INIT;
    int which = *(int *)data;
    day.as_of = 18700;
    pship_result result = pship_view_open(&view, model, &day, err);
    if (result == PSHIP_OK && which == 0)
        result = pship_agreement_graph(&table, view, err);
    else if (result == PSHIP_OK && which == 1)
        result = pship_agreement_readiness(&table, view, err);
    else if (result == PSHIP_OK)
        result = pship_anniversary_list(&table, view, 20000, 30000, err);
    ck_assert((table != NULL) == (result == PSHIP_OK));
    if (result == PSHIP_OK)
        ck_assert_int_gt(pship_table_rows(table), 0);
    pship_table_free(table);
    pship_view_free(view);
    return result;
}

START_TEST(instruments_and_anniversaries_are_told_or_memory_is_short)
{
    heap_fail_each(&memory, ask_family, NULL, &_i);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("alloc_force");
    TCase *all = tcase_create("force");
    tcase_set_timeout(all, 120);
    tcase_add_checked_fixture(all, set_up, tear_down);
    tcase_add_test(all, conditions_are_recorded_or_memory_is_short);
    tcase_add_loop_test(all, force_is_worked_out_or_memory_is_short, 0, 2);
    tcase_add_loop_test(all, instruments_and_anniversaries_are_told_or_memory_is_short, 0, 3);
    suite_add_tcase(suite, all);
    return suite;
}
