/* The graph of relations as a table of edges. */
#include "register/scene.h"

Suite *test_suite(void);

static scene set;
static pship_view *view;
static pship_table *table;

static void set_up(void)
{
    memset(&set, 0, sizeof set);
    view = NULL;
    table = NULL;
    scene_open(&set);
    add_source(&set, "notes", "A paper", "2025-12-01");
    add_source(&set, "gazette", "The Gazette", "2026-02-11");
    OK(pship_party_record(set.transaction, "state", "alba", NULL, NULL, err));
    OK(pship_party_record(set.transaction, "state", "borea", NULL, NULL, err));
    add_agreement(&set, "charter", "Charter", "notes");
}

static void tear_down(void)
{
    pship_table_free(table);
    pship_view_free(view);
    scene_close(&set);
}

static void list(const char *as_of, const char *published_by, pship_truth holding)
{
    if (set.transaction)
        scene_commit(&set);
    pship_table_free(table);
    pship_view_free(view);
    table = NULL;
    view = look(&set, as_of, published_by, holding);
    OK(pship_relation_list(&table, view, err));
}

static void refer(const char *subject, const char *property, const char *object, const char *source,
                  const char *from, const char *until, pship_rank rank)
{
    pship_statement_options options = said_by(source);
    options.from = from;
    options.until = until;
    options.rank = rank;
    OK(pship_statement_assert_text(NULL, set.transaction, subject, property, object, NULL, &options,
                                   err));
}

static void expect(int64_t row, const char *const *wanted)
{
    static const char *const columns[] = {"from",  "from_kind", "property",  "to",   "to_kind",
                                          "since", "until",     "certainty", "rank", "source"};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        ck_assert_str_eq(cell(table, row, columns[i]), wanted[i]);
}

START_TEST(each_statement_of_a_reference_is_an_edge_in_order)
{
    static const char *const rows[][10] = {
        {"charter", "agreement", "party", "alba", "state", "", "..", "certain", "normal", "notes"},
        {"charter", "agreement", "party", "borea", "state", "", "..", "certain", "normal", "notes"},
        {"charter", "agreement", "party", "borea", "state", "2025-08", "..", "certain", "preferred",
         "gazette"},
        {"charter/signature", "act", "agreement", "charter", "agreement", "", "..", "certain",
         "normal", "gazette"},
    };
    refer("charter", "party", "borea", "notes", NULL, NULL, PSHIP_RANK_NORMAL);
    refer("charter", "party", "borea", "gazette", "2025-08", "..", PSHIP_RANK_PREFERRED);
    refer("charter", "party", "alba", "notes", NULL, NULL, PSHIP_RANK_NORMAL);
    add_act(&set, "charter/signature", "charter", "signature", "2026-02-10", "gazette");
    list("2026-03-01", NULL, PSHIP_CERTAIN);
    ck_assert_int_eq(pship_table_rows(table), 4);
    for (int64_t i = 0; i < 4; i++)
        expect(i, rows[i]);
}
END_TEST

START_TEST(an_edge_holds_for_its_time_and_is_seen_once_it_is_published)
{
    refer("charter", "party", "alba", "notes", "2025-06-01", "2025-12-31", PSHIP_RANK_NORMAL);
    refer("charter", "party", "borea", "gazette", "2026", "..", PSHIP_RANK_NORMAL);
    list("2025-07-01", NULL, PSHIP_CERTAIN);
    ck_assert_int_eq(pship_table_rows(table), 1);
    ck_assert_str_eq(cell(table, 0, "to"), "alba");
    ck_assert_str_eq(cell(table, 0, "until"), "2025-12-31");
    list("2026-06-01", NULL, PSHIP_CERTAIN);
    ck_assert_int_eq(pship_table_rows(table), 0);
    list("2026-06-01", NULL, PSHIP_POSSIBLE);
    ck_assert_int_eq(pship_table_rows(table), 1);
    ck_assert_str_eq(cell(table, 0, "certainty"), "possible");
    list("2026-06-01", "2026-01-01", PSHIP_POSSIBLE);
    ck_assert_int_eq(pship_table_rows(table), 0);
}
END_TEST

START_TEST(neither_what_is_deprecated_nor_a_rule_is_an_edge)
{
    refer("charter", "party", "alba", "notes", NULL, NULL, PSHIP_RANK_DEPRECATED);
    pship_commitment_fields fields = PSHIP_COMMITMENT_FIELDS_INIT;
    fields.due = "3 months after signature of charter";
    OK(pship_commitment_record(set.transaction, "lists", &fields, NULL, err));
    list("2026-03-01", NULL, PSHIP_CERTAIN);
    ck_assert_int_eq(pship_table_rows(table), 0);
    FAILS(pship_relation_list(NULL, view, err), PSHIP_E_ARGUMENT, "NULL");
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("relation");
    TCase *tests = tcase_create("relation");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, each_statement_of_a_reference_is_an_edge_in_order);
    tcase_add_test(tests, an_edge_holds_for_its_time_and_is_seen_once_it_is_published);
    tcase_add_test(tests, neither_what_is_deprecated_nor_a_rule_is_an_edge);
    suite_add_tcase(suite, tests);
    return suite;
}
