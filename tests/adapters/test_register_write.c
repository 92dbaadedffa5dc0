/* What is written: whole files as text, and what is refused. */
#include "adapters/dump.h"
#include <sys/stat.h>

Suite *test_suite(void);

static char *write_text(pship_model *model)
{
    pship_error err = PSHIP_ERROR_INIT;
    size_t length;
    pship_result result = pship_register_write(model, path_of("out.json"), &err);
    ck_assert_msg(result == PSHIP_OK, "%s", err.message);
    return get_bytes(path_of("out.json"), &length);
}

static void expect_written(const char *read, const char *written)
{
    pship_model *model = read_good(read);
    char *text = write_text(model), *expected = with_quotes(written);
    ck_assert_str_eq(text, expected);
    free(expected);
    free(text);
    pship_model_free(model);
}

START_TEST(nothing_is_a_register_too)
{
    pship_model *model = NULL;
    ck_assert_int_eq(pship_model_new(&model, NULL, NULL), PSHIP_OK);
    char *text = write_text(model);
    ck_assert_str_eq(text, "{\n  \"partnership_register\": 1\n}\n");
    free(text);
    pship_model_free(model);
    pship_model_free(open_good(path_of("out.json")));
}
END_TEST

START_TEST(short_entries_stand_on_a_line_in_the_order_of_sections)
{
    expect_written(
        "{'partnership_register': 1, 'title': 'Forgotten', 'entities': [{'id': 'x', 'kind': "
        "'sector'}],"
        " 'persons': [{'id': 'a', 'name': 'A'}, {'id': 'b', 'alias': ['B', 'Be']}],"
        " 'sources': [{'id': 's'}], 'parties': [{'id': 'p', 'kind': 'state'}, {'id': 'q'}]}",
        "{\n"
        "  'partnership_register': 1,\n"
        "  'sources': [\n"
        "    {'id': 's'}\n"
        "  ],\n"
        "  'parties': [\n"
        "    {'id': 'p', 'kind': 'state'},\n"
        "    {'id': 'q'}\n"
        "  ],\n"
        "  'persons': [\n"
        "    {'id': 'a', 'name': 'A'},\n"
        "    {'id': 'b', 'alias': ['B', 'Be']}\n"
        "  ],\n"
        "  'entities': [\n"
        "    {'id': 'x', 'kind': 'sector'}\n"
        "  ]\n"
        "}\n");
}
END_TEST

START_TEST(the_most_frequent_source_becomes_the_default)
{
    expect_written(
        "{'partnership_register': 1, 'sources': [{'id': 's'}, {'id': 't'}], 'persons': [{'id': 'a',"
        " 'name': {'value': 'A', 'source': 's'}, 'alias': [{'value': 'B', 'source': 't', "
        "'locator': 'p. 1'},"
        " {'value': 'C', 'source': 't', 'locator': 'p. 1'}, 'D', {'value': 'E', 'source': 't'}]}]}",
        "{\n"
        "  'partnership_register': 1,\n"
        "  'sources': [\n"
        "    {'id': 's'},\n"
        "    {'id': 't'}\n"
        "  ],\n"
        "  'persons': [\n"
        "    {\n"
        "      'id': 'a',\n"
        "      'source': 't',\n"
        "      'locator': 'p. 1',\n"
        "      'name': {'value': 'A', 'source': 's'},\n"
        "      'alias': ['B', 'C', {'value': 'D', 'source': null}, {'value': 'E', 'source': 't'}]\n"
        "    }\n"
        "  ]\n"
        "}\n");
}
END_TEST

START_TEST(everything_that_a_statement_says_is_written)
{
    expect_written(
        "{'partnership_register': 1, 'sources': [{'id': 's'}], 'figures': [{'id': 'f', 'value': "
        "[{'value': '+7',"
        " 'unit': 'USD million', 'source': 's', 'locator': '', 'from': '2024', 'until': '..',"
        " 'last_confirmed': '2025-01-31', 'qualifier': 'about', 'certainty': 'low', 'wording': "
        "'sevenish',"
        " 'rank': 'deprecated', 'reason': 'old', 'ended': {'until': '', 'retracted': {'reason': "
        "'why not'}},"
        " 'retracted': {}, 'corrects': {'value': '6', 'type': 'number', 'until': '2025'}},"
        " {'none': true}, {'unknown': true}, false, 7, '7', {'value': '007', 'type': 'number'},"
        " {'value': '2025', 'type': 'date'}]}]}",
        "{\n"
        "  'partnership_register': 1,\n"
        "  'sources': [\n"
        "    {'id': 's'}\n"
        "  ],\n"
        "  'figures': [\n"
        "    {\n"
        "      'id': 'f',\n"
        "      'source': 's',\n"
        "      'locator': '',\n"
        "      'value': [\n"
        "        {\n"
        "          'value': '+7',\n"
        "          'unit': 'USD million',\n"
        "          'from': '2024',\n"
        "          'until': '..',\n"
        "          'last_confirmed': '2025-01-31',\n"
        "          'qualifier': 'about',\n"
        "          'certainty': 'low',\n"
        "          'wording': 'sevenish',\n"
        "          'rank': 'deprecated',\n"
        "          'reason': 'old',\n"
        "          'ended': [\n"
        "            {'source': null, 'until': '', 'retracted': [{'source': null, 'reason': 'why "
        "not'}]}\n"
        "          ],\n"
        "          'retracted': [{}],\n"
        "          'corrects': {'value': 6, 'source': null, 'until': '2025'}\n"
        "        },\n"
        "        {'none': true, 'source': null},\n"
        "        {'unknown': true, 'source': null},\n"
        "        {'value': false, 'source': null},\n"
        "        {'value': 7, 'source': null},\n"
        "        {'value': '7', 'source': null},\n"
        "        {'value': '007', 'type': 'number', 'source': null},\n"
        "        {'value': '2025', 'type': 'date', 'source': null}\n"
        "      ]\n"
        "    }\n"
        "  ]\n"
        "}\n");
}
END_TEST

START_TEST(a_schema_of_ones_own_travels)
{
    expect_written("{'partnership_register': 1, 'kinds': [{'name': 'port', 'parent': 'place', "
                   "'description': 'Harbour'},"
                   " {'name': 'embassy', 'parent': 'ministry'}], 'properties': [{'name': 'depth', "
                   "'type': 'number',"
                   " 'many': true, 'of_kind': 'port', 'description': 'How deep'}], 'entities': "
                   "[{'id': 'a', 'kind': 'port',"
                   " 'depth': 12}], 'parties': [{'id': 'e', 'kind': 'embassy'}]}",
                   "{\n"
                   "  'partnership_register': 1,\n"
                   "  'kinds': [\n"
                   "    {'name': 'port', 'parent': 'place', 'description': 'Harbour'},\n"
                   "    {'name': 'embassy', 'parent': 'ministry'}\n"
                   "  ],\n"
                   "  'properties': [\n"
                   "    {'name': 'depth', 'type': 'number', 'many': true, 'of_kind': 'port', "
                   "'description': 'How deep'}\n"
                   "  ],\n"
                   "  'parties': [\n"
                   "    {'id': 'e', 'kind': 'embassy'}\n"
                   "  ],\n"
                   "  'entities': [\n"
                   "    {'id': 'a', 'kind': 'port', 'depth': 12}\n"
                   "  ]\n"
                   "}\n");
}
END_TEST

START_TEST(an_older_file_is_replaced_and_a_folder_is_not)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_model *model = read_good("{'partnership_register': 1, 'persons': [{'id': 'a'}]}");
    put_bytes("out.json", "whatever it was", 15);
    ck_assert_int_eq(pship_register_write(model, path_of("out.json"), &err), PSHIP_E_CONFLICT);
    put_bytes("out.json", "{\"partnership_register\": 1}", 27);
    char *text = write_text(model);
    ck_assert_ptr_nonnull(strstr(text, "{\"id\": \"a\"}"));
    free(text);
    ck_assert_int_eq(pship_register_write(model, folder, &err), PSHIP_E_IO);
    ck_assert_str_eq(err.file, folder);
    ck_assert_int_eq(pship_register_write(model, path_of("none/out.json"), &err), PSHIP_E_IO);
    ck_assert_int_eq(pship_register_write(model, NULL, &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_register_write(NULL, path_of("out.json"), &err), PSHIP_E_ARGUMENT);
    pship_model_free(model);
}
END_TEST

/* A model with one statement, and as many operations upon one another as asked for. */
static pship_model *chain_of(int length, bool corrections)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_model *model = NULL;
    pship_transaction *transaction = NULL;
    pship_statement_id id = 0;
    pship_value value = pship_value_text("0");
    char text[16];
    ck_assert_int_eq(pship_model_new(&model, NULL, &err), PSHIP_OK);
    ck_assert_int_eq(pship_transaction_begin(&transaction, model, NULL, &err), PSHIP_OK);
    ck_assert_int_eq(pship_entity_record(transaction, "person", "a", &err), PSHIP_OK);
    ck_assert_int_eq(pship_statement_assert(&id, transaction, "a", "name", &value, NULL, &err),
                     PSHIP_OK);
    for (int i = 1; i <= length; i++) {
        snprintf(text, sizeof text, "%d", i);
        value = pship_value_text(text);
        pship_result result =
            corrections ? pship_statement_correct(&id, transaction, id, &value, NULL, &err)
                        : pship_statement_retract(&id, transaction, id, NULL, &err);
        ck_assert_msg(result == PSHIP_OK, "%s", err.message);
    }
    ck_assert_int_eq(pship_transaction_commit(transaction, &err), PSHIP_OK);
    pship_transaction_free(transaction);
    return model;
}

static void expect_back(pship_model *model)
{
    char *text = write_text(model);
    pship_model *again = open_good(path_of("out.json"));
    ck_assert_int_eq(pship_model_statement_count(again), pship_model_statement_count(model));
    char *second = write_text(again);
    ck_assert_str_eq(text, second);
    free(second);
    free(text);
    pship_model_free(again);
}

START_TEST(a_chain_of_corrections_has_any_length)
{
    static const int lengths[] = {1, 2, 3, 100, 5000};
    pship_model *model = chain_of(lengths[_i], true);
    expect_back(model);
    pship_model_free(model);
}
END_TEST

START_TEST(retractions_of_retractions_are_written_as_deep_as_they_are_read)
{
    pship_error err = PSHIP_ERROR_INIT;
    struct stat status;
    pship_model *model = chain_of(24, false);
    expect_back(model);
    pship_model_free(model);
    ck_assert_int_eq(unlink(path_of("out.json")), 0);
    model = chain_of(25, false);
    ck_assert_int_eq(pship_register_write(model, path_of("out.json"), &err), PSHIP_E_LIMIT);
    ck_assert_ptr_nonnull(strstr(err.message, "'a' has retractions"));
    ck_assert_int_ne(stat(path_of("out.json"), &status), 0);
    pship_model_free(model);
}
END_TEST

static pship_transaction *begin(pship_model *model, const char *scenario)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_transaction *transaction = NULL;
    pship_transaction_options options = PSHIP_TRANSACTION_OPTIONS_INIT;
    options.scenario = scenario;
    ck_assert_msg(pship_transaction_begin(&transaction, model, &options, &err) == PSHIP_OK, "%s",
                  err.message);
    return transaction;
}

static void commit(pship_transaction *transaction)
{
    pship_error err = PSHIP_ERROR_INIT;
    ck_assert_msg(pship_transaction_commit(transaction, &err) == PSHIP_OK, "%s", err.message);
    pship_transaction_free(transaction);
}

static const struct {
    const char *what, *read;
    pship_statement_id erased[4];
    const char *statements;
} erasures[] = {
    {"what is erased is not written, nor what acts on it",
     "{'partnership_register': 1, 'persons': [{'id': 'p', 'alias': ['a', {'value': 'b', 'ended':"
     " {'until': '2024', 'retracted': {}}, 'confirmed': {'last_confirmed': '2024-01-01'}}]}]}",
     {3},
     "1 assert p.alias text 'a'\n"},
    {"what corrected it is a statement of its own",
     "{'partnership_register': 1, 'sources': [{'id': 's'}], 'persons': [{'id': 'p', 'name':"
     " {'value': 'c', 'corrects': ['b', {'value': 'a', 'source': 's', 'from': '2020',"
     " 'until': '2024'}]}}]}",
     {3},
     "1 assert p.name text 'b' from='2020' until='2024' source='s'\n"
     "2 correct p.name text 'c' from='2020' until='2024' source='s' -> 1\n"},
    {"or corrects what that had corrected",
     "{'partnership_register': 1, 'persons': [{'id': 'p', 'name':"
     " {'value': 'c', 'corrects': ['b', {'value': 'a', 'from': '2020'}]}}]}",
     {3},
     "1 assert p.name text 'a' from='2020'\n2 correct p.name text 'c' from='2020' -> 1\n"},
    {"what it had corrected does not come back",
     "{'partnership_register': 1, 'persons': [{'id': 'p', 'name': {'value': 'c', 'corrects':"
     " ['b', {'value': 'a', 'ended': {'until': '2024'}}]}, 'alias': 'd'}]}",
     {5},
     "1 assert p.alias text 'd'\n"},
    {"a scenario has instead of it what it had",
     "{'partnership_register': 1, 'scenarios': [{'name': 'w'}], 'persons': [{'id': 'p', 'name':"
     " {'value': 'a', 'masked': {'scenario': 'w'}, 'instead': {'scenario': 'w', 'value': 'b'}}}]}",
     {2},
     "1 assert p.name text 'b' layer='1'\n"},
};

START_TEST(erased_statements_stay_behind)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_model *model = read_good(erasures[_i].read);
    pship_transaction *transaction = begin(model, NULL);
    for (int i = 0; i < 4 && erasures[_i].erased[i] != 0; i++) {
        pship_result result =
            pship_statement_erase(NULL, transaction, erasures[_i].erased[i], NULL, &err);
        ck_assert_msg(result == PSHIP_OK, "%s: %s", erasures[_i].what, err.message);
    }
    commit(transaction);
    free(write_text(model));
    pship_model *again = open_good(path_of("out.json"));
    const char *dumped = dump_model(again);
    ck_assert_msg(strcmp(dumped, erasures[_i].statements) == 0, "%s:\n%s", erasures[_i].what,
                  dumped);
    pship_model_free(again);
    pship_model_free(model);
}
END_TEST

START_TEST(a_pin_does_not_travel_and_stays_where_it_is)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    pship_scenario_options options = PSHIP_SCENARIO_OPTIONS_INIT;
    pship_model *model =
        read_good("{'partnership_register': 1, 'persons': [{'id': 'p', 'name': 'x'}]}");
    pship_transaction *transaction = begin(model, NULL);
    options.pinned = 1;
    ck_assert_int_eq(pship_scenario_define(transaction, "w", &options, &err), PSHIP_OK);
    commit(transaction);
    expect_back(model);
    pship_model *again = open_good(path_of("out.json"));
    ck_assert_int_eq(pship_scenario_list(&table, again, &err), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(table), 1);
    ck_assert(pship_table_is_null(table, pship_table_find(table, "pinned"), 0));
    pship_table_free(table);
    pship_model_free(again);
    transaction = begin(model, NULL);
    ck_assert_msg(pship_register_read(NULL, transaction, path_of("out.json"), &err) == PSHIP_OK,
                  "%s", err.message);
    commit(transaction);
    ck_assert_int_eq(pship_scenario_list(&table, model, &err), PSHIP_OK);
    ck_assert_str_eq(cell_of(table, "pinned", 0), "1");
    pship_table_free(table);
    pship_model_free(model);
}
END_TEST

/* A statement, corrected by a scenario, which one upon that corrects, and so on. */
static pship_model *scenarios_of(int depth)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_value value = pship_value_text("y");
    pship_statement_id id = 2;
    char name[16], parent[16] = "";
    pship_model *model =
        read_good("{'partnership_register': 1, 'persons': [{'id': 'a', 'name': 'x'}]}");
    for (int i = 0; i < depth; i++) {
        pship_scenario_options options = PSHIP_SCENARIO_OPTIONS_INIT;
        pship_transaction *transaction = begin(model, NULL);
        options.parent = i == 0 ? NULL : parent;
        snprintf(name, sizeof name, "w%d", i);
        ck_assert_int_eq(pship_scenario_define(transaction, name, &options, &err), PSHIP_OK);
        commit(transaction);
        transaction = begin(model, name);
        for (int j = 0; j < 2; j++) {
            pship_result result = pship_statement_correct(&id, transaction, id, &value, NULL, &err);
            ck_assert_msg(result == PSHIP_OK, "%s", err.message);
        }
        commit(transaction);
        strcpy(parent, name);
    }
    return model;
}

START_TEST(scenarios_on_scenarios_are_written_as_deep_as_they_are_read)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_model *model = scenarios_of(12);
    expect_back(model);
    pship_model_free(model);
    model = scenarios_of(13);
    ck_assert_int_eq(pship_register_write(model, path_of("out.json"), &err), PSHIP_E_LIMIT);
    ck_assert_ptr_nonnull(strstr(err.message, "scenarios that correct each other"));
    pship_model_free(model);
}
END_TEST

/* What was recorded without an identity says so once for all. */
START_TEST(identities_are_written_where_they_are_not_those_of_the_place)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_value value = pship_value_text("x");
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    pship_model *model = chain_of(0, true);
    char *text = write_text(model),
         *expected = with_quotes("{\n  'partnership_register': 1,\n  'entry': null,\n"
                                 "  'persons': [\n    {'id': 'a', 'name': '0'}\n  ]\n}\n");
    ck_assert_str_eq(text, expected);
    free(text);
    free(expected);
    pship_transaction *transaction = begin(model, NULL);
    for (int i = 0; i < 3; i++) {
        static const char *const own[] = {"a#2", "a#3", "row 1"};
        options.entry = own[i];
        ck_assert_int_eq(
            pship_statement_assert(NULL, transaction, "a", "name", &value, &options, &err),
            PSHIP_OK);
    }
    commit(transaction);
    text = write_text(model);
    expected =
        with_quotes("{\n  'partnership_register': 1,\n  'persons': [\n    {'id': 'a', 'name':"
                    " [{'value': '0', 'entry': null}, 'x', 'x', {'value': 'x', 'entry':"
                    " 'row 1'}]}\n  ]\n}\n");
    ck_assert_str_eq(text, expected);
    free(text);
    free(expected);
    pship_model_free(model);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("register_write");
    TCase *tcase = tcase_create("write");
    tcase_add_checked_fixture(tcase, make_folder, remove_folder);
    tcase_add_test(tcase, nothing_is_a_register_too);
    tcase_add_test(tcase, short_entries_stand_on_a_line_in_the_order_of_sections);
    tcase_add_test(tcase, the_most_frequent_source_becomes_the_default);
    tcase_add_test(tcase, everything_that_a_statement_says_is_written);
    tcase_add_test(tcase, a_schema_of_ones_own_travels);
    tcase_add_test(tcase, an_older_file_is_replaced_and_a_folder_is_not);
    tcase_add_loop_test(tcase, a_chain_of_corrections_has_any_length, 0, 5);
    tcase_add_test(tcase, retractions_of_retractions_are_written_as_deep_as_they_are_read);
    tcase_add_loop_test(tcase, erased_statements_stay_behind, 0,
                        (int)(sizeof erasures / sizeof erasures[0]));
    tcase_add_test(tcase, a_pin_does_not_travel_and_stays_where_it_is);
    tcase_add_test(tcase, scenarios_on_scenarios_are_written_as_deep_as_they_are_read);
    tcase_add_test(tcase, identities_are_written_where_they_are_not_those_of_the_place);
    suite_add_tcase(suite, tcase);
    return suite;
}
