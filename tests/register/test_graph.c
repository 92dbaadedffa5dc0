#include "chance.h"
#include "register/scene.h"
#include <stdlib.h>

Suite *test_suite(void);

static scene set;

static void relate(const char *from, const char *relation, const char *to)
{
    OK(pship_statement_assert_text(NULL, set.transaction, from, relation, to, NULL, NULL, err));
}

static pship_view *on(const char *as_of)
{
    return look(&set, as_of, NULL, PSHIP_CERTAIN);
}

/* ---- the graph */

static void family(void)
{
    pship_agreement_fields fields = PSHIP_AGREEMENT_FIELDS_INIT;
    static const char *const treaty[] = {"treaty"}, *const protocol[] = {"protocol"};
    static const char *const group[] = {"group"};
    OK(pship_working_group_record(set.transaction, "group", NULL, NULL, err));
    add_agreement(&set, "treaty", "Treaty", NULL);
    fields.title = "Protocol";
    fields.protocol_to = treaty;
    fields.protocol_to_count = 1;
    fields.establishes = group;
    fields.establishes_count = 1;
    OK(pship_agreement_record(set.transaction, "protocol", &fields, NULL, err));
    fields = (pship_agreement_fields)PSHIP_AGREEMENT_FIELDS_INIT;
    fields.amends = treaty;
    fields.amends_count = 1;
    fields.supersedes = protocol;
    fields.supersedes_count = 1;
    fields.drafted_by = "group";
    OK(pship_agreement_record(set.transaction, "amendment", &fields, NULL, err));
    fields = (pship_agreement_fields)PSHIP_AGREEMENT_FIELDS_INIT;
    fields.implements = treaty;
    fields.implements_count = 1;
    fields.consolidates = protocol;
    fields.consolidates_count = 1;
    OK(pship_agreement_record(set.transaction, "plan", &fields, NULL, err));
}

START_TEST(every_relation_is_an_edge_in_the_order_of_ids)
{
    static const char *const wanted[][3] = {
        {"amendment", "amends", "treaty"},       {"amendment", "drafted_by", "group"},
        {"amendment", "supersedes", "protocol"}, {"duty", "arises_from", "treaty"},
        {"plan", "consolidates", "protocol"},    {"plan", "implements", "treaty"},
        {"protocol", "establishes", "group"},    {"protocol", "protocol_to", "treaty"},
    };
    pship_commitment_fields duty = PSHIP_COMMITMENT_FIELDS_INIT;
    pship_table *table = NULL;
    family();
    duty.text = "Do it";
    duty.arises_from = "treaty";
    OK(pship_commitment_record(set.transaction, "duty", &duty, NULL, err));
    duty.arises_from = "group"; /* no agreement at either end */
    OK(pship_commitment_record(set.transaction, "other", &duty, NULL, err));
    scene_commit(&set);
    pship_view *view = on("2026-01-01");
    OK(pship_agreement_graph(&table, view, err));
    ck_assert_str_eq(columns_of(table), "from from_kind from_title relation to to_kind to_title "
                                        "certainty source");
    ck_assert_int_eq(pship_table_rows(table), (int64_t)(sizeof wanted / sizeof wanted[0]));
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        ck_assert_str_eq(cell(table, row, "from"), wanted[row][0]);
        ck_assert_str_eq(cell(table, row, "relation"), wanted[row][1]);
        ck_assert_str_eq(cell(table, row, "to"), wanted[row][2]);
        ck_assert_str_eq(cell(table, row, "certainty"), "certain");
    }
    ck_assert_str_eq(cell(table, 3, "from_kind"), "commitment");
    ck_assert_str_eq(cell(table, 3, "from_title"), "Do it");
    ck_assert_str_eq(cell(table, 3, "to_title"), "Treaty");
    pship_table_free(table);
    pship_view_free(view);
}
END_TEST

START_TEST(an_edge_that_two_sources_tell_is_one_and_one_that_is_over_is_none)
{
    pship_statement_options until = PSHIP_STATEMENT_OPTIONS_INIT;
    pship_table *table = NULL;
    add_source(&set, "a", "A", "2020-01-01");
    add_source(&set, "b", "B", "2021-01-01");
    add_agreement(&set, "x", "X", NULL);
    add_agreement(&set, "y", "Y", NULL);
    state(&set, "x", "amends", "y", "a");
    state(&set, "x", "amends", "y", "b");
    until.until = "2022-12-31";
    OK(pship_statement_assert_text(NULL, set.transaction, "y", "requires", "x", NULL, &until, err));
    scene_commit(&set);
    pship_view *view = on("2022-12-31"), *later = on("2023-01-01");
    OK(pship_agreement_graph(&table, view, err));
    ck_assert_int_eq(pship_table_rows(table), 2);
    ck_assert_str_eq(cell(table, 0, "source"), "a");
    pship_table_free(table);
    OK(pship_agreement_graph(&table, later, err));
    ck_assert_int_eq(pship_table_rows(table), 1);
    pship_table_free(table);
    pship_view_free(later);
    pship_view_free(view);
}
END_TEST

/* ---- readiness */

static void check_need(const char *as_of, const char *agreement, const char *needs,
                       const char *state, const char *met, const char *status)
{
    pship_table *table = NULL;
    pship_view *view = on(as_of);
    OK(pship_agreement_readiness(&table, view, err));
    int64_t row = 0;
    while (row < pship_table_rows(table) &&
           (strcmp(cell(table, row, "agreement"), agreement) != 0 ||
            strcmp(cell(table, row, "needs"), needs) != 0))
        row++;
    ck_assert_msg(row < pship_table_rows(table), "%s needs no %s", agreement, needs);
    ck_assert_str_eq(cell(table, row, "state"), state);
    ck_assert_str_eq(cell(table, row, "met"), met);
    ck_assert_str_eq(cell(table, row, "needs_status"), status);
    pship_table_free(table);
    pship_view_free(view);
}

START_TEST(an_agreement_is_blocked_until_all_that_it_requires_is_there)
{
    pship_event_fields visit = PSHIP_EVENT_FIELDS_INIT;
    pship_commitment_fields duty = PSHIP_COMMITMENT_FIELDS_INIT;
    pship_working_group_fields group = PSHIP_WORKING_GROUP_FIELDS_INIT;
    add_agreement(&set, "charter", "Charter", NULL);
    add_agreement(&set, "memo", "Memorandum", NULL);
    add_agreement(&set, "base", "Base treaty", NULL);
    add_act(&set, "m/s", "memo", "signature", "2025-03-01", NULL);
    add_act(&set, "b/f", "base", "entry_into_force", "2025-04", NULL);
    add_act(&set, "c/s", "charter", "signature", "2026-02-10", NULL);
    visit.date = "2025-05-01";
    OK(pship_event_record(set.transaction, "visit", &visit, NULL, err));
    duty.text = "Agree on the lists";
    duty.fulfilled = "2025-06-01";
    OK(pship_commitment_record(set.transaction, "lists", &duty, NULL, err));
    group.established = "2025-07-01";
    OK(pship_working_group_record(set.transaction, "group", &group, NULL, err));
    relate("charter", "requires", "memo");
    relate("charter", "requires_in_force", "base");
    relate("charter", "requires", "visit");
    relate("charter", "requires", "lists");
    relate("charter", "requires", "group");
    scene_commit(&set);
    check_need("2025-01-01", "charter", "memo", "blocked", "no", "not_begun");
    check_need("2025-03-01", "charter", "memo", "blocked", "certain", "signed");
    check_need("2025-04-15", "charter", "base", "blocked", "possible", "in_force");
    check_need("2025-05-01", "charter", "base", "blocked", "certain", "in_force");
    check_need("2025-05-01", "charter", "visit", "blocked", "certain", "held");
    check_need("2025-06-01", "charter", "lists", "blocked", "certain", "fulfilled");
    check_need("2025-06-30", "charter", "group", "blocked", "no", "foreseen");
    check_need("2025-07-01", "charter", "group", "ready", "certain", "active");
    check_need("2026-02-10", "charter", "group", "signed", "certain", "active");
}
END_TEST

START_TEST(what_requires_nothing_is_ready_and_what_waits_for_itself_is_circular)
{
    pship_table *table = NULL;
    add_agreement(&set, "a", "A", NULL);
    add_agreement(&set, "b", "B", NULL);
    add_agreement(&set, "c", "C", NULL);
    add_agreement(&set, "d", "D", NULL);
    add_agreement(&set, "free", "Free", NULL);
    relate("a", "requires", "b");
    relate("b", "requires", "c");
    relate("c", "requires", "a");
    relate("d", "requires", "a");
    scene_commit(&set);
    pship_view *view = on("2026-01-01");
    OK(pship_agreement_readiness(&table, view, err));
    ck_assert_str_eq(columns_of(table), "agreement title status state relation needs needs_title "
                                        "needs_status met circular source");
    ck_assert_int_eq(pship_table_rows(table), 5);
    for (int64_t row = 0; row < 3; row++) {
        ck_assert_str_eq(cell(table, row, "circular"), "true");
        ck_assert_str_eq(cell(table, row, "state"), "blocked");
    }
    ck_assert_str_eq(cell(table, 3, "circular"), "false");
    ck_assert_str_eq(cell(table, 4, "state"), "ready");
    ck_assert(empty_cell(table, 4, "needs"));
    pship_table_free(table);
    pship_view_free(view);
}
END_TEST

START_TEST(a_chain_may_be_long)
{
    enum { LENGTH = 6000 };
    pship_table *table = NULL;
    char id[16], next[16];
    for (int i = 0; i < LENGTH; i++) {
        (void)snprintf(id, sizeof id, "a%05d", i);
        add_agreement(&set, id, NULL, NULL);
    }
    for (int i = 0; i + 1 < LENGTH; i++) {
        (void)snprintf(id, sizeof id, "a%05d", i);
        (void)snprintf(next, sizeof next, "a%05d", i + 1);
        relate(id, i % 2 ? "requires_in_force" : "requires", next);
    }
    relate("a05999", "requires", "a03000");
    scene_commit(&set);
    pship_view *view = on("2026-01-01");
    OK(pship_agreement_readiness(&table, view, err));
    ck_assert_int_eq(pship_table_rows(table), LENGTH);
    for (int64_t row = 0; row < LENGTH; row += 500) {
        ck_assert_str_eq(cell(table, row, "state"), "blocked");
        ck_assert_str_eq(cell(table, row, "circular"), row < 3000 ? "false" : "true");
    }
    pship_table_free(table);
    pship_view_free(view);
}
END_TEST

/* ---- circles, found a second time by following every way */

enum { NODES = 9 };
typedef bool matrix[NODES][NODES];

static const char *const nodes[] = {"n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8"};
static const char *const signatures[] = {"s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"};

/* Which waits for which. What was signed is not waited for, unless it is to be in force, which none is. */
static void make_graph(matrix waits)
{
    bool done[NODES];
    int density = 4 + roll(12);
    for (int i = 0; i < NODES; i++) {
        done[i] = roll(4) == 0;
        add_agreement(&set, nodes[i], "Node", NULL);
        if (done[i])
            add_act(&set, signatures[i], nodes[i], "signature", "2025-01-01", NULL);
    }
    for (int i = 0; i < NODES; i++) {
        for (int j = 0; j < NODES; j++) {
            bool in_force = roll(3) == 0;
            if (roll(density) != 0)
                continue;
            relate(nodes[i], in_force ? "requires_in_force" : "requires", nodes[j]);
            waits[i][j] = in_force || !done[j];
        }
    }
}

static void follow(matrix waits, matrix leads)
{
    memcpy(leads, waits, sizeof(matrix));
    for (int k = 0; k < NODES; k++) {
        for (int i = 0; i < NODES; i++) {
            for (int j = 0; j < NODES; j++)
                leads[i][j] = leads[i][j] || (leads[i][k] && leads[k][j]);
        }
    }
}

static void compare_circles(uint64_t from)
{
    matrix waits = {{false}}, leads;
    pship_table *table = NULL;
    make_graph(waits);
    follow(waits, leads);
    scene_commit(&set);
    pship_view *view = on("2026-01-01");
    OK(pship_agreement_readiness(&table, view, err));
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        if (empty_cell(table, row, "needs"))
            continue;
        int i = cell(table, row, "agreement")[1] - '0', j = cell(table, row, "needs")[1] - '0';
        bool wanted = waits[i][j] && (i == j || leads[j][i]);
        ck_assert_msg(strcmp(cell(table, row, "circular"), wanted ? "true" : "false") == 0,
                      "seed %llu: n%d needs n%d", (unsigned long long)from, i, j);
    }
    pship_table_free(table);
    pship_view_free(view);
}

START_TEST(random_circles_are_those_that_every_way_leads_round)
{
    uint64_t start = chance_start();
    int rounds = chance_cases(300);
    scene_close(&set);
    for (int round = 0; round < rounds; round++) {
        uint64_t from = start + (uint64_t)round;
        chance_seed(from);
        memset(&set, 0, sizeof set);
        scene_open(&set);
        compare_circles(from);
        scene_close(&set);
    }
    memset(&set, 0, sizeof set);
    scene_open(&set);
}
END_TEST

/* ---- long answers */

static int stop_at(void *user, const char *stage, double fraction)
{
    (void)fraction;
    return strcmp(stage, user) == 0;
}

START_TEST(readiness_and_anniversaries_can_be_cancelled)
{
    static const char *const stages[] = {"readiness", "anniversaries", "answering"};
    char stop[24] = "";
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    options.progress = stop_at;
    options.progress_user = stop;
    scene_close(&set);
    memset(&set, 0, sizeof set);
    OK(pship_context_new(&set.context, &options, err));
    scene_open(&set);
    add_agreement(&set, "charter", "Charter", NULL);
    add_act(&set, "c/s", "charter", "signature", "2020-02-10", NULL);
    scene_commit(&set);
    pship_view *view = on("2026-01-01");
    for (int i = 0; i < 3; i++) {
        pship_table *table = NULL;
        strcpy(stop, stages[i]);
        if (i != 1)
            FAILS(pship_agreement_readiness(&table, view, err), PSHIP_E_CANCELLED, stages[i]);
        if (i != 0)
            FAILS(pship_anniversary_list(&table, view, PSHIP_DAY_NONE, PSHIP_DAY_NONE, err),
                  PSHIP_E_CANCELLED, stages[i]);
        ck_assert_ptr_null(table);
        strcpy(stop, "");
        OK(pship_agreement_readiness(&table, view, err));
        ck_assert_int_eq(pship_table_rows(table), 1);
        pship_table_free(table);
    }
    pship_view_free(view);
    pship_context_free(set.context);
}
END_TEST

/* ---- anniversaries */

START_TEST(what_turns_so_many_years_is_listed_with_what_is_round)
{
    pship_event_fields visit = PSHIP_EVENT_FIELDS_INIT;
    pship_table *table = NULL;
    OK(pship_party_record(set.transaction, "chamber", "chamber", NULL, NULL, err));
    state(&set, "chamber", "founded", "1996", NULL);
    visit.date = "2024-02-29";
    visit.title = "Visit";
    OK(pship_event_record(set.transaction, "visit", &visit, NULL, err));
    add_agreement(&set, "treaty", "Treaty", NULL);
    add_act(&set, "t/s", "treaty", "signature", "2001-07-15", NULL);
    add_act(&set, "t/a", "treaty", "announcement", "2001-01-15", NULL);
    scene_commit(&set);
    pship_view *view = on("2026-01-01");
    OK(pship_anniversary_list(&table, view, PSHIP_DAY_NONE, PSHIP_DAY_NONE, err));
    ck_assert_str_eq(columns_of(table), "anniversary earliest latest years round what subject "
                                        "title since certainty contested source");
    ck_assert_int_eq(pship_table_rows(table), 3);
    ck_assert_str_eq(cell(table, 0, "subject"), "chamber");
    ck_assert_str_eq(cell(table, 0, "anniversary"), "2026-01-01/2026-12-31");
    ck_assert_str_eq(cell(table, 0, "years"), "30");
    ck_assert_str_eq(cell(table, 0, "round"), "true");
    ck_assert_str_eq(cell(table, 0, "what"), "establishment");
    ck_assert_str_eq(cell(table, 0, "since"), "1996");
    ck_assert_str_eq(cell(table, 0, "certainty"), "certain");
    ck_assert_str_eq(cell(table, 1, "subject"), "visit");
    ck_assert_str_eq(cell(table, 1, "anniversary"), "2026-02-28");
    ck_assert_str_eq(cell(table, 1, "round"), "false");
    ck_assert_str_eq(cell(table, 2, "what"), "signature");
    ck_assert_str_eq(cell(table, 2, "years"), "25");
    ck_assert_str_eq(cell(table, 2, "round"), "true");
    pship_table_free(table);
    OK(pship_anniversary_list(&table, view, day("2026-06-01"), day("2026-07-14"), err));
    ck_assert_int_eq(pship_table_rows(table), 1);
    ck_assert_str_eq(cell(table, 0, "certainty"), "possible");
    pship_table_free(table);
    OK(pship_anniversary_list(&table, view, day("1990-01-01"), day("2002-07-15"), err));
    ck_assert_int_eq(pship_table_rows(table), 7); /* the chamber six times, the treaty once */
    pship_table_free(table);
    table = NULL;
    FAILS(pship_anniversary_list(&table, view, day("2026-06-02"), day("2026-06-01"), err),
          PSHIP_E_INVALID, "ends after it begins");
    FAILS(pship_anniversary_list(NULL, view, 0, 1, err), PSHIP_E_ARGUMENT, "NULL");
    FAILS(pship_agreement_graph(NULL, view, err), PSHIP_E_ARGUMENT, "NULL");
    FAILS(pship_agreement_readiness(&table, NULL, err), PSHIP_E_ARGUMENT, "NULL");
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
    Suite *suite = suite_create("graph");
    TCase *all = tcase_create("graph");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, every_relation_is_an_edge_in_the_order_of_ids);
    tcase_add_test(all, an_edge_that_two_sources_tell_is_one_and_one_that_is_over_is_none);
    tcase_add_test(all, an_agreement_is_blocked_until_all_that_it_requires_is_there);
    tcase_add_test(all, what_requires_nothing_is_ready_and_what_waits_for_itself_is_circular);
    tcase_add_test(all, a_chain_may_be_long);
    tcase_add_test(all, random_circles_are_those_that_every_way_leads_round);
    tcase_add_test(all, readiness_and_anniversaries_can_be_cancelled);
    tcase_add_test(all, what_turns_so_many_years_is_listed_with_what_is_round);
    suite_add_tcase(suite, all);
    return suite;
}
