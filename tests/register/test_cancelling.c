/*
 * Lists of a register in which one thing has many of a kind: they look up often enough, and stop where they are told to.
 */
#include "clock.h"
#include "register/scene.h"

Suite *test_suite(void);

/* How often a look came, and at which one it says no; 0: at none. */
static struct {
    int calls, stop_at;
} looks;

static int look_up(void *user, const char *stage, double fraction)
{
    (void)user;
    (void)stage;
    (void)fraction;
    looks.calls++;
    return looks.calls == looks.stop_at;
}

/* ---- a thing with many of a kind */

enum { MANY = 700, A_LOOK = 33 };

static scene set;

static const char *name(const char *word, int number)
{
    static char texts[4][32];
    static int turn;
    char *text = texts[turn++ % 4];
    (void)snprintf(text, sizeof texts[0], "%s%03d", word, number);
    return text;
}

static void entity(const char *kind, const char *id)
{
    OK(pship_entity_record(set.transaction, kind, id, err));
}

static void say(const char *id, const char *property, const char *text)
{
    state(&set, id, property, text, NULL);
}

static void say_on(const char *id, const char *property, const char *text, const char *unit,
                   int number)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    char from[16];
    (void)snprintf(from, sizeof from, "20%02d-%02d", number / 12 % 25, number % 12 + 1);
    options.from = from;
    OK(pship_statement_assert_text(NULL, set.transaction, id, property, text, unit, &options, err));
}

static void many_assessments(void)
{
    entity("commitment", "one");
    for (int i = 0; i < MANY; i++) {
        entity("assessment", name("a", i));
        say(name("a", i), "assesses", "one");
        say(name("a", i), "yardstick", "plan");
        say(name("a", i), "verdict", i == 0 ? "met" : "not_met");
    }
}

static void many_dependencies(void)
{
    entity("commitment", "one");
    for (int i = 0; i < MANY; i++) {
        entity("commitment", name("c", i));
        say("one", "depends_on", name("c", i));
    }
}

static void many_milestones(void)
{
    entity("commitment", "one");
    for (int i = 0; i < MANY; i++) {
        entity("milestone", name("m", i));
        say(name("m", i), "commitment", "one");
    }
}

static void many_promises(void)
{
    entity("commitment", "one");
    entity("project", "road");
    for (int i = 0; i < MANY; i++) {
        say_on("one", "due", i % 2 ? "2030" : "2031", NULL, i);
        say_on("road", "finish", i % 2 ? "2030" : "2031", NULL, i);
    }
}

static void much_progress(void)
{
    entity("project", "one");
    for (int i = 0; i < MANY; i++)
        say_on("one", "progress", i % 2 ? "40" : "41", "percent", i % 3);
}

static void many_shares(void)
{
    entity("project", "one");
    for (int i = 0; i < MANY; i++) {
        entity("share", name("s", i));
        say(name("s", i), "venture", "one");
        OK(pship_statement_assert_text(NULL, set.transaction, name("s", i), "percentage", "1",
                                       "percent", NULL, err));
    }
}

static void many_seats(void)
{
    entity("working_group", "one");
    for (int i = 0; i < MANY; i++) {
        entity("person", name("p", i));
        say("one", "member", name("p", i));
    }
}

static void many_offices(void)
{
    entity("person", "one");
    for (int i = 0; i < MANY; i++) {
        entity("office", name("o", i));
        say("one", "holds_office", name("o", i));
    }
}

static void many_there(void)
{
    entity("event", "one");
    for (int i = 0; i < 40; i++) {
        entity("person", name("p", i));
        say("one", "participant", name("p", i));
    }
}

static void many_follow_ups(void)
{
    entity("event", "one");
    for (int i = 0; i < MANY; i++) {
        entity("commitment", name("c", i));
        say(name("c", i), "arises_from", "one");
    }
}

static void many_claims(void)
{
    entity("figure", "one");
    for (int i = 0; i < MANY; i++)
        say("one", "value", name("1", i));
}

static void many_merged(void)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.reason = "one";
    for (int i = 0; i < 2; i++) {
        entity("agreement", name("a", i));
        for (int j = 0; j < MANY; j++) {
            const char *id = name(i ? "x" : "y", j);
            entity("act", id);
            say(id, "agreement", name("a", i));
            say(id, "type", "amendment");
            say(id, "date", name("1", j) /* the year */);
        }
    }
    OK(pship_merge_record(NULL, set.transaction, "a001", "a000", &options, err));
}

/* ---- lists */

static pship_result assessments(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_assessment_list(table, view, NULL, err);
}

static pship_result commitments(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_commitment_list(table, view, NULL, err);
}

static pship_result dependencies(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_commitment_dependencies(table, view, "one", err);
}

static pship_result milestones(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_milestone_list(table, view, "one", err);
}

static pship_result slippage(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_commitment_slippage(table, view, "one", err);
}

static pship_result delays(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_project_slippage(table, view, NULL, err);
}

static pship_result progress(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_project_progress(table, view, NULL, err);
}

static pship_result shares(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_share_list(table, view, "one", err);
}

static pship_result shares_over_time(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_share_history(table, view, NULL, err);
}

static pship_result members(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_working_group_members(table, view, "one", err);
}

static pship_result contacts(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_contact_list(table, view, NULL, err);
}

static pship_result follow_ups(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_follow_up_list(table, view, NULL, err);
}

static const struct {
    void (*make)(void);
    pship_result (*list)(pship_table **table, const pship_view *view, pship_error *err);
} questions[] = {
    {many_assessments, assessments},
    {many_assessments, commitments},
    {many_dependencies, dependencies},
    {many_dependencies, commitments},
    {many_milestones, milestones},
    {many_promises, slippage},
    {many_promises, delays},
    {much_progress, progress},
    {many_shares, shares},
    {many_shares, shares_over_time},
    {many_seats, members},
    {many_offices, pship_office_list},
    {many_there, contacts},
    {many_follow_ups, follow_ups},
    {many_claims, pship_figure_claims},
    {many_merged, pship_merge_conflicts},
};

START_TEST(a_list_of_one_thing_with_many_looks_up_and_stops)
{
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    pship_table *table = NULL;
    options.progress = look_up;
    memset(&set, 0, sizeof set);
    OK(pship_context_new(&set.context, &options, err));
    scene_open(&set);
    questions[_i].make();
    scene_commit(&set);
    pship_view *view = look(&set, "2026-01-01", NULL, PSHIP_CERTAIN);
    OK(questions[_i].list(&table, view, err)); /* reads all that the view sees */
    pship_table_free(table);
    table = NULL;
    looks.calls = looks.stop_at = 0;
    OK(questions[_i].list(&table, view, err));
    pship_table_free(table);
    int calls = looks.calls;
    ck_assert_int_ge(calls, MANY / A_LOOK);
    for (int at = 1; at <= calls; at += 1 + calls / 7) {
        table = NULL;
        looks.calls = 0;
        looks.stop_at = at;
        FAILS(questions[_i].list(&table, view, err), PSHIP_E_CANCELLED, "cancelled");
        ck_assert_ptr_null(table);
        ck_assert_int_eq(looks.calls, at); /* nobody asked again */
    }
    pship_view_free(view);
    scene_close(&set);
    pship_context_free(set.context);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("cancelling");
    TCase *all = tcase_create("cancelling");
    tcase_add_loop_test(all, a_list_of_one_thing_with_many_looks_up_and_stops, 0,
                        (int)(sizeof questions / sizeof *questions));
    suite_add_tcase(suite, all);
    return suite;
}
