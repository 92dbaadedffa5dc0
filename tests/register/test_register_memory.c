/*
 * Every allocation of recording and asking is refused in turn: the call fails with
 * PSHIP_E_MEMORY, leaves its output alone and loses nothing.
 */
#include "register/scene.h"
#include <stdlib.h>

Suite *test_suite(void);

typedef struct meter {
    size_t live;  /* blocks that have not been freed */
    int64_t left; /* allocations until the one that is refused; negative: none is */
} meter;

static void *measured(void *user, void *pointer, size_t bytes)
{
    meter *with = user;
    if (bytes == 0) {
        with->live -= pointer != NULL;
        free(pointer);
        return NULL;
    }
    if (with->left == 0)
        return NULL;
    if (with->left > 0)
        with->left--;
    void *made = realloc(pointer, bytes);
    with->live += made != NULL && pointer == NULL;
    return made;
}

static meter with;
static scene set;

static void begin(void)
{
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    with = (meter){0, -1};
    memset(&set, 0, sizeof set);
    options.allocate = measured;
    options.allocate_user = &with;
    OK(pship_context_new(&set.context, &options, err));
    scene_open(&set);
}

static void end(void)
{
    with.left = -1;
    scene_close(&set);
    pship_context_free(set.context);
    ck_assert_uint_eq(with.live, 0);
}

/* What goes with commitments. */
static void fill_standing(void)
{
    pship_milestone_fields milestone = PSHIP_MILESTONE_FIELDS_INIT;
    pship_assessment_fields assessment = PSHIP_ASSESSMENT_FIELDS_INIT;
    pship_share_fields share = PSHIP_SHARE_FIELDS_INIT;
    pship_statement_options options = said_by("one");
    state(&set, "lists", "depends_on", "charter", "one");
    milestone.commitment = "lists";
    milestone.due = "2026-04";
    OK(pship_milestone_record(set.transaction, "step", &milestone, NULL, err));
    assessment.subject = "lists";
    assessment.assessor = "az";
    assessment.verdict = "met";
    OK(pship_assessment_record(set.transaction, "one-view", &assessment, NULL, err));
    assessment.assessor = "us";
    assessment.verdict = "not_met";
    OK(pship_assessment_record(set.transaction, "other-view", &assessment, NULL, err));
    OK(pship_project_record(set.transaction, "project", "line", NULL, &options, err));
    OK(pship_place_record(set.transaction, "zone", "zone", NULL, NULL, err));
    state(&set, "zone", "role", "Hub", "one");
    state(&set, "line", "finish", "2026-12", "one");
    options.from = "2025-01-01";
    OK(pship_project_report(NULL, set.transaction, "line", "40", &options, err));
    options.from = "2026-01-01";
    OK(pship_project_report(NULL, set.transaction, "line", "50", &options, err));
    share.venture = "line";
    share.holder = "az";
    share.percentage = "100";
    OK(pship_share_record(set.transaction, "all", &share, &options, err));
}

static void fill(void)
{
    pship_working_group_fields group = PSHIP_WORKING_GROUP_FIELDS_INIT;
    pship_event_fields event = PSHIP_EVENT_FIELDS_INIT;
    pship_commitment_fields commitment = PSHIP_COMMITMENT_FIELDS_INIT;
    pship_figure_fields figure = PSHIP_FIGURE_FIELDS_INIT;
    const char *owners[] = {"az", "us"};
    add_source(&set, "one", "One", "2026-02-11");
    OK(pship_party_record(set.transaction, "state", "az", NULL, NULL, err));
    OK(pship_party_record(set.transaction, "state", "us", NULL, NULL, err));
    state(&set, "az", "alias", "Azerbaijan", "one");
    state(&set, "az", "alias", "AZ", "one");
    state(&set, "us", "alias", "US", "one");
    state(&set, "az", "url", "https://az.example", "one");
    OK(pship_party_record(set.transaction, "state", "azerbaijan", NULL, NULL, err));
    state(&set, "azerbaijan", "url", "https://azerbaijan.example", "one");
    state(&set, "azerbaijan", "merged_into", "az", "one");
    state(&set, "az", "member_of", "us", "one");
    state(&set, "azerbaijan", "successor_of", "us", "one");
    OK(pship_entity_record(set.transaction, "office", "minister", err));
    OK(pship_person_record(set.transaction, "p", NULL, NULL, err));
    OK(pship_office_hold(NULL, set.transaction, "p", "minister", NULL, err));
    add_agreement(&set, "charter", "Charter", "one");
    add_act(&set, "c/o", "charter", "negotiation_opening", "2025-12", "one");
    add_act(&set, "c/s", "charter", "signature", "2026-02-10", "one");
    group.name = "Group";
    group.established_by = "charter";
    OK(pship_working_group_record(set.transaction, "swg", &group, NULL, err));
    OK(pship_working_group_seat(NULL, set.transaction, "swg", "az", true, NULL, err));
    event.title = "Meeting";
    event.date = "2026-02";
    event.group = "swg";
    OK(pship_event_record(set.transaction, "m", &event, NULL, err));
    state(&set, "m", "participant", "p", NULL);
    state(&set, "m", "participant", "us", NULL);
    state(&set, "m", "host", "azerbaijan", NULL);
    OK(pship_entity_record(set.transaction, "decision", "m/d", err));
    state(&set, "m/d", "decided_at", "m", NULL);
    OK(pship_entity_record(set.transaction, "delegation", "m/us", err));
    state(&set, "m/us", "delegation_to", "m", NULL);
    state(&set, "m/us", "delegate", "azerbaijan", NULL);
    OK(pship_entity_record(set.transaction, "seat", "swg/1", err));
    state(&set, "swg/1", "seat_of", "swg", NULL);
    state(&set, "swg/1", "incumbent", "p", NULL);
    commitment.text = "Lists";
    commitment.due = "3 months after signature of charter";
    commitment.owners = owners;
    commitment.owner_count = 2;
    OK(pship_commitment_record(set.transaction, "lists", &commitment, NULL, err));
    state(&set, "lists", "arises_from", "m/d", NULL);
    fill_standing();
    figure.measure = "trade";
    figure.value = "1.365";
    figure.unit = "USD billion";
    OK(pship_figure_record(set.transaction, "trade", &figure, NULL, err));
}

typedef pship_result (*question)(pship_table **table, const pship_view *view, pship_error *err);

static pship_result ask_acts(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_agreement_acts(table, view, "charter", err);
}

static pship_result ask_changes(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_agreement_changes(table, view, day("2025-01-01"), err);
}

static pship_result ask_commitments(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_commitment_list(table, view, NULL, err);
}

static pship_result ask_dependencies(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_commitment_dependencies(table, view, "lists", err);
}

static pship_result ask_slippage(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_commitment_slippage(table, view, NULL, err);
}

static pship_result ask_milestones(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_milestone_list(table, view, "lists", err);
}

static pship_result ask_assessments(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_assessment_list(table, view, NULL, err);
}

static pship_result ask_progress(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_project_progress(table, view, "line", err);
}

static pship_result ask_finishes(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_project_slippage(table, view, NULL, err);
}

static pship_result ask_forecast(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_project_forecast(table, view, NULL, err);
}

static pship_result ask_shares(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_share_list(table, view, NULL, err);
}

static pship_result ask_share_history(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_share_history(table, view, "line", err);
}

static pship_result ask_seats(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_working_group_members(table, view, NULL, err);
}

static pship_result ask_meetings(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_working_group_meetings(table, view, "swg", err);
}

static pship_result ask_status(pship_table **table, const pship_view *view, pship_error *err)
{
    const char *status = NULL;
    pship_result result = pship_agreement_status(&status, view, "charter", err);
    ck_assert((status != NULL) == (result == PSHIP_OK));
    return result == PSHIP_OK ? pship_party_list(table, view, err) : result;
}

static pship_result ask_names(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_name_list(table, view, "us", err);
}

static pship_result ask_find(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_name_find(table, view, "AZERBAIJAN", "party", err);
}

static pship_result ask_trace(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_working_group_trace(table, view, NULL, err);
}

static pship_result ask_all_seats(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_seat_list(table, view, NULL, err);
}

static pship_result ask_history(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_office_history(table, view, NULL, err);
}

static pship_result ask_blocs(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_party_members(table, view, NULL, err);
}

static pship_result ask_successions(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_party_successions(table, view, NULL, err);
}

static pship_result ask_decisions(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_decision_list(table, view, NULL, err);
}

static pship_result ask_contacts(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_contact_list(table, view, NULL, err);
}

static pship_result ask_follow_ups(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_follow_up_list(table, view, NULL, err);
}

static const question questions[] = {
    ask_status,
    ask_acts,
    ask_changes,
    ask_commitments,
    ask_seats,
    ask_meetings,
    pship_party_list,
    pship_office_list,
    pship_source_list,
    pship_event_list,
    pship_figure_list,
    pship_agreement_list,
    pship_timeline_list,
    pship_working_group_list,
    ask_dependencies,
    ask_slippage,
    ask_milestones,
    ask_assessments,
    pship_commitment_overdue,
    ask_names,
    ask_find,
    pship_merge_list,
    pship_merge_conflicts,
    ask_progress,
    ask_finishes,
    ask_forecast,
    ask_shares,
    ask_share_history,
    pship_project_list,
    pship_place_list,
    ask_trace,
    ask_all_seats,
    ask_history,
    ask_blocs,
    ask_successions,
    ask_decisions,
    ask_contacts,
    ask_follow_ups,
    pship_visit_list,
};

START_TEST(every_question_survives_the_refusal_of_each_allocation)
{
    fill();
    scene_commit(&set);
    question ask = questions[_i];
    size_t live = with.live;
    for (int64_t refused = 0;; refused++) {
        pship_error err = PSHIP_ERROR_INIT;
        pship_table *table = NULL;
        /* A view keeps what it has read: each question is put to a new one. */
        pship_view *view = look(&set, "2026-05-20", NULL, PSHIP_CERTAIN);
        with.left = refused;
        pship_result result = ask(&table, view, &err);
        with.left = -1;
        pship_view_free(view);
        if (result == PSHIP_OK) {
            ck_assert_int_gt(refused, 2);
            ck_assert_int_gt(pship_table_rows(table), 0);
            pship_table_free(table);
            ck_assert_uint_eq(with.live, live);
            break;
        }
        ck_assert_str_eq(pship_result_name(result), "PSHIP_E_MEMORY");
        ck_assert_int_eq(err.code, PSHIP_E_MEMORY);
        ck_assert_ptr_null(table);
        ck_assert_uint_eq(with.live, live);
    }
}
END_TEST

START_TEST(recording_survives_the_refusal_of_each_allocation)
{
    pship_transaction_free(set.transaction);
    set.transaction = NULL;
    for (int64_t refused = 0;; refused++) {
        pship_error told = PSHIP_ERROR_INIT;
        pship_agreement_fields fields = PSHIP_AGREEMENT_FIELDS_INIT;
        const char *aliases[] = {"One name", "Another name"};
        fields.title = "Charter";
        fields.aliases = aliases;
        fields.alias_count = 2;
        OK(pship_transaction_begin(&set.transaction, set.model, NULL, err));
        with.left = refused;
        pship_result result =
            pship_agreement_record(set.transaction, "charter", &fields, NULL, &told);
        with.left = -1;
        pship_transaction_free(set.transaction);
        set.transaction = NULL;
        if (result == PSHIP_OK)
            break;
        ck_assert_str_eq(pship_result_name(result), "PSHIP_E_MEMORY");
    }
    ck_assert_int_eq(pship_model_statement_count(set.model), 0);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("register_memory");
    TCase *all = tcase_create("register_memory");
    tcase_set_timeout(all, 60);
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_loop_test(all, every_question_survives_the_refusal_of_each_allocation, 0,
                        sizeof questions / sizeof questions[0]);
    tcase_add_test(all, recording_survives_the_refusal_of_each_allocation);
    suite_add_tcase(suite, all);
    return suite;
}
