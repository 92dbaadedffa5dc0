/*
 * A register in which everything has two ids that are merged answers as one in which everything has one: each list is
 * asked of both, and the answers are the same cell by cell.
 */
#include "register/scene.h"

Suite *test_suite(void);

/* One register, and the same with each statement about one of two ids, by turns. */
static struct one {
    scene set;
    bool twice;
    int turn;
    pship_view *view;
} one = {.twice = false}, two = {.twice = true};

static struct one *to; /* the one that is being written */

static const char *pick(const char *word)
{
    static char texts[4][64];
    static int turn;
    char *text = texts[turn++ % 4];
    bool other = to->twice && to->turn++ % 2;
    (void)snprintf(text, sizeof texts[0], "%s%s", word, other ? "-too" : "");
    return text;
}

static void thing(const char *kind, const char *word)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    char other[64];
    OK(pship_entity_record(to->set.transaction, kind, word, err));
    if (!to->twice)
        return;
    (void)snprintf(other, sizeof other, "%s-too", word);
    options.reason = "they are one";
    OK(pship_entity_record(to->set.transaction, kind, other, err));
    OK(pship_merge_record(NULL, to->set.transaction, other, word, &options, err));
}

static void say(const char *word, const char *property, const char *text)
{
    state(&to->set, pick(word), property, text, NULL);
}

/* What is referred to has two ids as well. */
static void refer(const char *word, const char *property, const char *object)
{
    const char *subject = pick(word);
    to->turn += property[0] % 2; /* not always the same pair */
    state(&to->set, subject, property, pick(object), NULL);
}

static void say_from(const char *word, const char *property, const char *text, const char *unit,
                     const char *from)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.from = from;
    OK(pship_statement_assert_text(NULL, to->set.transaction, pick(word), property, text, unit,
                                   &options, err));
}

static void write_parties(void)
{
    thing("state", "north");
    thing("state", "south");
    thing("company", "builder");
    say("north", "name", "North");
    say("south", "founded", "1991-10-18");
    refer("builder", "country", "south");
}

static void write_commitments(void)
{
    thing("commitment", "road");
    thing("commitment", "law");
    thing("event", "summit");
    say("summit", "date", "2025-02-03");
    refer("summit", "participant", "north");
    refer("summit", "participant", "south");
    say("road", "text", "Build the road");
    say("law", "text", "Adopt the law");
    say("law", "fulfilled", "2025-05-01");
    say_from("road", "due", "2025-06-30", NULL, "2024-01-01");
    refer("road", "owner", "north");
    refer("road", "owner", "south");
    refer("road", "beneficiary", "builder");
    refer("road", "depends_on", "law");
    refer("road", "depends_on", "summit");
    refer("law", "owner", "south");
    refer("law", "arises_from", "summit");
    for (int i = 0; i < 3; i++) {
        static const char *const steps[] = {"draft", "reading", "vote"};
        thing("milestone", steps[i]);
        refer(steps[i], "commitment", "road");
        say(steps[i], "due", i ? "2025-09" : "2025-03-01");
        if (i == 0) {
            say(steps[i], "result", "met");
            say(steps[i], "reviewed", "2025-03-02");
        }
        const char *found = i ? i == 1 ? "a1" : "a2" : "a0";
        OK(pship_entity_record(to->set.transaction, "assessment", found, err));
        state(&to->set, found, "assesses", pick("road"), NULL);
        state(&to->set, found, "verdict", i == 1 ? "met" : "not_met", NULL);
    }
}

static void write_projects(void)
{
    thing("zone", "harbour");
    thing("project", "railway");
    say("harbour", "name", "The harbour");
    say("harbour", "role", "Transit");
    say("harbour", "role", "Industry");
    say("railway", "name", "The railway");
    say("railway", "date", "2020-01-01");
    refer("railway", "place", "harbour");
    refer("railway", "partner", "north");
    refer("railway", "partner", "builder");
    say_from("railway", "progress", "45", "percent", "2023-12-01");
    say_from("railway", "progress", "67", "percent", "2025-09-01");
    say_from("railway", "progress", "70", "percent", "2025-10-01");
    say_from("railway", "finish", "2025", NULL, "2020-01-01");
    say_from("railway", "finish", "2026-06", NULL, "2024-01-01");
    OK(pship_statement_assert_text(NULL, to->set.transaction, pick("railway"), "amount", "5",
                                   "AZN million", NULL, err));
    for (int i = 0; i < 2; i++) {
        const char *share = i ? "s1" : "s0";
        OK(pship_entity_record(to->set.transaction, "share", share, err));
        state(&to->set, share, "venture", pick("railway"), NULL);
        state(&to->set, share, "holder", pick("builder"), NULL);
        state(&to->set, share, "origin", pick("south"), NULL);
        OK(pship_statement_assert_text(NULL, to->set.transaction, share, "percentage", "50",
                                       "percent", NULL, err));
    }
    thing("working_group", "group");
    say("group", "mandate", "To plan the railway");
    refer("group", "member", "north");
    refer("group", "member", "builder");
    refer("group", "chair", "south");
}

static void write_sectors(void)
{
    OK(pship_entity_record(to->set.transaction, "sector_scheme", "scheme", err));
    OK(pship_entity_record(to->set.transaction, "sector", "transport", err));
    state(&to->set, "transport", "scheme", "scheme", NULL);
    say("railway", "sector", "transport");
    say("road", "sector", "transport");
}

static void act(const char *id, const char *of, const char *type, const char *date,
                const char *party)
{
    thing("act", id);
    refer(id, "agreement", of);
    say(id, "type", type);
    say(id, "date", date);
    if (party)
        refer(id, "party", party);
}

/* A treaty in force by its consents, a protocol that waits for it, and days that follow from its signature. */
static void write_agreements(void)
{
    pship_condition_fields entry = PSHIP_CONDITION_FIELDS_INIT;
    pship_condition_fields term = PSHIP_CONDITION_FIELDS_INIT;
    thing("agreement", "pact");
    thing("agreement", "protocol");
    say("pact", "title", "The pact");
    say("protocol", "title", "The protocol");
    refer("pact", "party", "north");
    refer("pact", "party", "south");
    refer("protocol", "protocol_to", "pact");
    refer("protocol", "requires_in_force", "pact");
    refer("protocol", "requires", "law");
    refer("protocol", "requires", "summit");
    act("pact/signed", "pact", "signature", "2024-03-04", NULL);
    act("pact/north", "pact", "ratification", "2024-06-01", "north");
    act("pact/south", "pact", "ratification", "2024-07-01", "south");
    act("pact/notice", "pact", "notice", "2025-10-15", "south");
    act("protocol/begun", "protocol", "negotiation_opening", "2025-02-01", NULL);
    entry.agreement = pick("pact");
    entry.type = "entry_into_force";
    entry.basis = "consents";
    entry.consents_required = "2";
    entry.delay = "30 days";
    OK(pship_condition_record(to->set.transaction, "pact/entry", &entry, NULL, err));
    term.agreement = pick("pact");
    term.type = "notice_period";
    term.duration = "6 months";
    OK(pship_condition_record(to->set.transaction, "pact/leave", &term, NULL, err));
    thing("commitment", "report");
    say("report", "text", "Report on the pact");
    state(&to->set, pick("report"), "due",
          to->twice ? "1 month after entry_into_force of pact-too"
                    : "1 month after entry_into_force of pact",
          NULL);
    act("pact/force", "pact", "entry_into_force", "2024-07-31", NULL);
    refer("report", "depends_on", "pact");
}

static void write(struct one *which)
{
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    to = which;
    to->turn = 0;
    scene_open(&to->set);
    write_parties();
    write_commitments();
    write_projects();
    write_sectors();
    write_agreements();
    scene_commit(&to->set);
    options.as_of = day("2025-12-01");
    OK(pship_view_open(&to->view, to->set.model, &options, err));
}

/* ---- lists */

static pship_result commitments(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_commitment_list(table, view, NULL, err);
}

static pship_result commitments_of_south(pship_table **table, const pship_view *view,
                                         pship_error *err)
{
    pship_commitment_list_options options = PSHIP_COMMITMENT_LIST_OPTIONS_INIT;
    options.owner = "south";
    return pship_commitment_list(table, view, &options, err);
}

#define OF_ALL(name, call) \
    static pship_result name(pship_table **table, const pship_view *view, pship_error *err) \
    { \
        return call(table, view, NULL, err); \
    }

OF_ALL(dependencies, pship_commitment_dependencies)
OF_ALL(milestones, pship_milestone_list)
OF_ALL(slippage, pship_commitment_slippage)
OF_ALL(assessments, pship_assessment_list)
OF_ALL(progress, pship_project_progress)
OF_ALL(forecast, pship_project_forecast)
OF_ALL(delays, pship_project_slippage)
OF_ALL(shares, pship_share_list)
OF_ALL(shares_over_time, pship_share_history)
OF_ALL(members, pship_working_group_members)
OF_ALL(sector_items, pship_sector_items)
OF_ALL(acts, pship_agreement_acts)
OF_ALL(in_force, pship_agreement_force)
OF_ALL(spells, pship_agreement_spells)

static pship_result milestones_of_road(pship_table **table, const pship_view *view,
                                       pship_error *err)
{
    return pship_milestone_list(table, view, to->twice ? "road-too" : "road", err);
}

static pship_result acts_of_pact(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_agreement_acts(table, view, to->twice ? "pact-too" : "pact", err);
}

static pship_result in_force_alone(pship_table **table, const pship_view *view, pship_error *err)
{
    pship_agreement_force_options options = PSHIP_AGREEMENT_FORCE_OPTIONS_INIT;
    options.agreement = to->twice ? "pact-too" : "pact";
    return pship_agreement_force(table, view, &options, err);
}

static pship_result changes(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_agreement_changes(table, view, day("2024-01-01"), err);
}

static pship_result anniversaries(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_anniversary_list(table, view, day("2034-01-01"), day("2034-12-31"), err);
}

static pship_result partners(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_partner_balance(table, view, "south", 2018, 2026, err);
}

static pship_result coverage(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_sector_coverage(table, view, "scheme", 2020, 2025, err);
}

static pship_result money(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_sector_money(table, view, "scheme", 2020, 2025, err);
}

static const struct {
    const char *name;
    int rows;
    pship_result (*list)(pship_table **table, const pship_view *view, pship_error *err);
} lists[] = {
    {"commitments", 3, commitments},
    {"commitments of south", 2, commitments_of_south},
    {"overdue", 3, pship_commitment_overdue},
    {"dependencies", 3, dependencies},
    {"milestones", 3, milestones},
    {"milestones of road", 3, milestones_of_road},
    {"slippage", 2, slippage},
    {"assessments", 3, assessments},
    {"projects", 1, pship_project_list},
    {"progress", 3, progress},
    {"forecast", 2, forecast},
    {"delays", 2, delays},
    {"places", 1, pship_place_list},
    {"shares", 2, shares},
    {"shares over time", 2, shares_over_time},
    {"groups", 1, pship_working_group_list},
    {"members", 3, members},
    {"events", 1, pship_event_list},
    {"timeline", 19, pship_timeline_list},
    {"sector items", 7, sector_items},
    {"coverage", 10, coverage},
    {"money", 1, money},
    {"partners", 5, partners},
    {"agreements", 2, pship_agreement_list},
    {"acts", 6, acts},
    {"acts of the pact", 5, acts_of_pact},
    {"changes", 6, changes},
    {"in force", 4, in_force},
    {"the pact in force", 3, in_force_alone},
    {"spells", 3, spells},
    {"graph", 4, pship_agreement_graph},
    {"readiness", 4, pship_agreement_readiness},
    {"anniversaries", 4, anniversaries},
};

/* A rule is shown as it was written, with whichever id. */
static void expect_same(const char *name, const pship_table *a, const pship_table *b)
{
    ck_assert_str_eq(columns_of(a), columns_of(b));
    ck_assert_msg(pship_table_rows(a) == pship_table_rows(b), "%s: %d rows, merged %d", name,
                  (int)pship_table_rows(a), (int)pship_table_rows(b));
    for (int64_t row = 0; row < pship_table_rows(a); row++) {
        for (int32_t i = 0; i < pship_table_columns(a); i++) {
            const char *column = pship_table_column_name(a, i);
            if (strcmp(column, "due_rule") == 0)
                continue;
            const char *left = cell(a, row, column), *right = cell(b, row, column);
            ck_assert_msg(strcmp(left, right) == 0, "%s, row %d, %s: '%s', merged '%s'", name,
                          (int)row, column, left, right);
        }
    }
}

START_TEST(merged_ids_are_one_thing_in_every_list)
{
    pship_table *apart = NULL, *merged = NULL;
    write(&one);
    OK(lists[_i].list(&apart, one.view, err));
    write(&two);
    OK(lists[_i].list(&merged, two.view, err));
    ck_assert_msg(pship_table_rows(apart) == lists[_i].rows, "%s: %d rows", lists[_i].name,
                  (int)pship_table_rows(apart));
    expect_same(lists[_i].name, apart, merged);
    pship_table_free(merged);
    pship_table_free(apart);
    pship_view_free(two.view);
    pship_view_free(one.view);
    scene_close(&two.set);
    scene_close(&one.set);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("merged_lists");
    TCase *all = tcase_create("merged_lists");
    tcase_add_loop_test(all, merged_ids_are_one_thing_in_every_list, 0,
                        (int)(sizeof lists / sizeof *lists));
    suite_add_tcase(suite, all);
    return suite;
}
