/* Validating files, directories and models: order, places, options, and what keeps quiet. */
#include "adapters/register_help.h"

Suite *test_suite(void);

#define SOURCE \
    "'sources': [{'id': 's', 'publisher': 'P', 'published': '2024', 'url': " \
    "'https://example.org'}]"

static pship_table *validated(const char *path, pship_severity least)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    pship_validate_options options = pship_validate_options_init();
    options.least = least;
    pship_result result = pship_register_validate(&table, NULL, path, &options, &err);
    ck_assert_msg(result == PSHIP_OK, "%s", err.message);
    print_problems(table);
    return table;
}

/* "line:column rule entity", one for each row. */
static void expect_rows(const pship_table *found, const char *const *rows)
{
    char row[400];
    int64_t count = 0;
    for (; rows[count] != NULL; count++) {
        ck_assert_int_lt(count, pship_table_rows(found));
        snprintf(row, sizeof row, "%s:%s %s %s", cell_of(found, "line", count),
                 cell_of(found, "column", count), cell_of(found, "rule", count),
                 cell_of(found, "entity", count));
        ck_assert_str_eq(row, rows[count]);
    }
    ck_assert_int_eq(pship_table_rows(found), count);
}

static void expect_of_text(const char *text, pship_severity least, const char *const *rows)
{
    put_json("one.json", text);
    pship_table *found = validated(path_of("one.json"), least);
    expect_rows(found, rows);
    pship_table_free(found);
}

START_TEST(findings_stand_in_the_order_of_files_and_places)
{
    put_json("b.json", "{'partnership_register': 1,\n"
                       " 'persons': [{'id': 'z', 'name': 'Z'},\n"
                       "  {'id': 'y', 'source': 's', 'name': 'Z', 'alias': {'value': 1}}]}");
    put_json("a.json", "{'partnership_register': 1, " SOURCE ",\n"
                       " 'events': [{'id': 'e', 'source': 's', 'date': '2020-13', 'titel': 'E'}]}");
    pship_table *found = validated(folder, PSHIP_SEVERITY_NOTE);
    static const char *const rows[] = {"2:48 bad_date e",       "2:59 unknown_property e",
                                       "2:34 missing_source z", "3:10 likely_duplicate y",
                                       "3:62 bad_value y",      NULL};
    expect_rows(found, rows);
    ck_assert_str_eq(cell_of(found, "file", 1), path_of("a.json"));
    ck_assert_str_eq(cell_of(found, "file", 2), path_of("b.json"));
    ck_assert_str_eq(cell_of(found, "property", 0), "date");
    ck_assert_str_eq(cell_of(found, "property", 4), "alias");
    pship_table_free(found);
}
END_TEST

/* What is said in another file than the one where the entity is introduced stands there. */
START_TEST(a_statement_stands_where_it_was_read)
{
    put_json("a.json", "{'partnership_register': 1, " SOURCE ",\n"
                       " 'events': [{'id': 'e', 'source': 's', 'date': '2024-05-03'}]}");
    put_json("b.json", "{'partnership_register': 1,\n"
                       " 'events': [{'id': 'e', 'source': 's',\n  'last_day': '2024-05-02'}]}");
    pship_table *found = validated(folder, PSHIP_SEVERITY_NOTE);
    static const char *const rows[] = {"3:15 end_before_beginning e", NULL};
    expect_rows(found, rows);
    ck_assert_str_eq(cell_of(found, "file", 0), path_of("b.json"));
    pship_table_free(found);
}
END_TEST

#define GRAVE \
    "{'partnership_register': 1, 'sources': [{'id': 's', 'published': '2024',\n" \
    " 'url': 'https://example.org'}, {'id': 't', 'publisher': 'P', 'published': '2024', 'url': " \
    "'u'}],\n" \
    " 'events': [{'id': 'e', 'source': 's', 'date': '2024-05', 'last_day': '2024-04'}]}"

START_TEST(the_least_severity_leaves_out_the_rest)
{
    static const char *const all[] = {"1:48 source_without_publisher s", "2:40 unused_source t",
                                      "3:71 end_before_beginning e", NULL};
    static const char *const warnings[] = {"1:48 source_without_publisher s",
                                           "3:71 end_before_beginning e", NULL};
    static const char *const errors[] = {"3:71 end_before_beginning e", NULL};
    expect_of_text(GRAVE, PSHIP_SEVERITY_NOTE, all);
    expect_of_text(GRAVE, PSHIP_SEVERITY_WARNING, warnings);
    expect_of_text(GRAVE, PSHIP_SEVERITY_ERROR, errors);
}
END_TEST

/* The name of p and the use of s and q may stand in what could not be read. */
START_TEST(what_may_stand_in_an_unread_part_is_not_missed)
{
    static const char *const rows[] = {"2:39 unknown_id c", NULL};
    expect_of_text("{'partnership_register': 1, " SOURCE ", 'persons': [{'id': 'q'}],\n"
                   " 'commitments': [{'id': 'c', 'owner': 'nobody'}]}",
                   PSHIP_SEVERITY_NOTE, rows);
}
END_TEST

START_TEST(a_statement_of_the_register_itself_misses_no_source)
{
    static const char *const none[] = {NULL};
    expect_of_text("{'partnership_register': 1,\n"
                   " 'persons': [{'id': 'p', 'source': null, 'name': 'P'}]}",
                   PSHIP_SEVERITY_NOTE, none);
}
END_TEST

/* One statement for each of two sources, both of which stand at the same place. */
START_TEST(what_was_corrected_ended_or_retracted_is_not_looked_at)
{
    static const char *const none[] = {NULL};
    expect_of_text("{'partnership_register': 1, " SOURCE ",\n"
                   " 'events': [{'id': 'e', 'source': 's', 'date': '2024-05',\n"
                   "  'last_day': {'value': '2024-06', 'corrects': '2024-04'},\n"
                   "  'format': ['online', {'value': 'hybrid', 'retracted': {'reason': 'no'}}]}]}",
                   PSHIP_SEVERITY_NOTE, none);
}
END_TEST

#define LATE \
    "{'partnership_register': 1, " SOURCE ", 'scenarios': [{'name': 'late'}],\n" \
    " 'events': [{'id': 'e', 'source': 's', 'date': '2024-05', 'last_day':\n" \
    "  {'value': '2024-06', 'instead': {'scenario': 'late', 'value': '2024-04'}}}]}"

START_TEST(a_scenario_breaks_no_rule_of_meaning_unless_it_is_asked_about)
{
    static const char *const none[] = {NULL};
    static const char *const one[] = {"3:35 end_before_beginning e", NULL};
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *found = NULL;
    pship_validate_options options = pship_validate_options_init();
    expect_of_text(LATE, PSHIP_SEVERITY_NOTE, none);
    put_json("late.json", LATE);
    options.scenario = "late";
    ck_assert_int_eq(pship_register_validate(&found, NULL, path_of("late.json"), &options, &err),
                     PSHIP_OK);
    expect_rows(found, one);
    pship_table_free(found);
    found = NULL;
    options.scenario = "early";
    ck_assert_int_eq(pship_register_validate(&found, NULL, path_of("late.json"), &options, &err),
                     PSHIP_E_NOT_FOUND);
    ck_assert_msg(strstr(err.message, "'early'") != NULL, "%s", err.message);
    ck_assert_ptr_null(found);
}
END_TEST

START_TEST(a_model_file_has_findings_without_places)
{
    put_json("one.json", GRAVE);
    pship_model *model = open_good(path_of("one.json"));
    ck_assert_int_eq(pship_model_save(model, path_of("one.pship"), NULL), PSHIP_OK);
    pship_model_free(model);
    pship_table *found = validated(path_of("one.pship"), PSHIP_SEVERITY_NOTE);
    static const char *const rows[] = {": source_without_publisher s", ": unused_source t",
                                       ": end_before_beginning e", NULL};
    expect_rows(found, rows);
    ck_assert_str_eq(cell_of(found, "file", 2), path_of("one.pship"));
    pship_table_free(found);
}
END_TEST

START_TEST(what_cannot_be_read_is_an_error_and_no_finding)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    ck_assert_int_eq(pship_register_validate(&table, NULL, path_of("none"), NULL, &err),
                     PSHIP_E_NOT_FOUND);
    ck_assert_int_eq(pship_register_validate(&table, NULL, folder, NULL, &err), PSHIP_E_NOT_FOUND);
    put_bytes("other", "text", 4);
    ck_assert_int_eq(pship_register_validate(&table, NULL, path_of("other"), NULL, &err),
                     PSHIP_E_FORMAT);
    ck_assert_ptr_null(table);
    ck_assert_int_eq(pship_register_validate(NULL, NULL, folder, NULL, NULL), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_register_validate(&table, NULL, NULL, NULL, NULL), PSHIP_E_ARGUMENT);
    pship_validate_options options = PSHIP_VALIDATE_OPTIONS_INIT;
    options.least = (pship_severity)7;
    ck_assert_int_eq(pship_register_validate(&table, NULL, folder, &options, NULL),
                     PSHIP_E_ARGUMENT);
    options = pship_validate_options_init();
    options.size = 1;
    ck_assert_int_eq(pship_register_validate(&table, NULL, folder, &options, NULL),
                     PSHIP_E_ARGUMENT);
}
END_TEST

static int refuse(void *user, const char *stage, double fraction)
{
    (void)fraction;
    return strcmp(stage, user) != 0;
}

START_TEST(it_can_be_cancelled)
{
    static char stage[] = "validating";
    pship_context *context = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    pship_table *table = NULL;
    options.progress = refuse;
    options.progress_user = stage;
    ck_assert_int_eq(pship_context_new(&context, &options, NULL), PSHIP_OK);
    put_json("one.json", GRAVE);
    ck_assert_int_eq(pship_register_validate(&table, context, path_of("one.json"), NULL, NULL),
                     PSHIP_E_CANCELLED);
    ck_assert_ptr_null(table);
    pship_context_free(context);
}
END_TEST

START_TEST(the_flagship_has_no_errors)
{
    char path[512];
    const char *root = getenv("PSHIP_SOURCE_ROOT");
    ck_assert_ptr_nonnull(root);
    snprintf(path, sizeof path, "%s/examples/azerbaijan-us", root);
    pship_table *found = validated(path, PSHIP_SEVERITY_ERROR);
    ck_assert_int_eq(pship_table_rows(found), 0);
    pship_table_free(found);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("validate");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, make_folder, remove_folder);
    tcase_add_test(all, findings_stand_in_the_order_of_files_and_places);
    tcase_add_test(all, a_statement_stands_where_it_was_read);
    tcase_add_test(all, the_least_severity_leaves_out_the_rest);
    tcase_add_test(all, what_may_stand_in_an_unread_part_is_not_missed);
    tcase_add_test(all, a_statement_of_the_register_itself_misses_no_source);
    tcase_add_test(all, what_was_corrected_ended_or_retracted_is_not_looked_at);
    tcase_add_test(all, a_scenario_breaks_no_rule_of_meaning_unless_it_is_asked_about);
    tcase_add_test(all, a_model_file_has_findings_without_places);
    tcase_add_test(all, what_cannot_be_read_is_an_error_and_no_finding);
    tcase_add_test(all, it_can_be_cancelled);
    tcase_add_test(all, the_flagship_has_no_errors);
    suite_add_tcase(suite, all);
    return suite;
}
