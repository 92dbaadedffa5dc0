/* Imports that make no sense as a whole: an error at its place, and nothing is changed. */
#include "import_help.h"

Suite *test_suite(void);

static const struct {
    const char *mapping, *data;
    pship_result code;
    int line, column;
    const char *words;
} bad[] = {
    {MAPPING("'entities': []"), "", PSHIP_E_SYNTAX, 1, 1, "is empty"},
    {AGREEMENT("'statements': {}"), "id\na\n\"b\n", PSHIP_E_SYNTAX, 3, 1, "never closed"},
    {AGREEMENT("'statements': {}"), "id\na\xff\n", PSHIP_E_SYNTAX, 2, 2, "not UTF-8"},
    {AGREEMENT("'statements': {}"), "[{'id': 'a'}, 7]", PSHIP_E_SYNTAX, 1, 15, "array of objects"},
    {"{'entities': []}", "id\n", PSHIP_E_INVALID, 1, 1, "is this a mapping?"},
    {"{'partnership_mapping': 2}", "id\n", PSHIP_E_INVALID, 1, 25, "only version 1"},
    {"{'partnership_mapping': 1,}", "id\n", PSHIP_E_SYNTAX, 1, 26, "comma"},
    {MAPPING("'entries': []"), "id\n", PSHIP_E_INVALID, 1, 28, "'entries' is not known"},
    {MAPPING("'nulls': 'NA'"), "id\n", PSHIP_E_INVALID, 1, 37, "array is expected"},
    {MAPPING("'nulls': [1]"), "id\n", PSHIP_E_INVALID, 1, 37, "strings"},
    {MAPPING("'title': 'x'"), "id\n", PSHIP_E_INVALID, 1, 1, "\"entities\""},
    {MAPPING("'file': {'separator': ';;'}, 'entities': []"), "id\n", PSHIP_E_INVALID, 1, 50,
     "one character"},
    {ENTITIES("{'kind': 'treaty', 'id': '{id}'}"), "id\n", PSHIP_E_INVALID, 1, 50,
     "no kind 'treaty'"},
    {ENTITIES("{'kind': 'agreement'}"), "id\n", PSHIP_E_INVALID, 1, 41, "its \"id\""},
    {AGREEMENT("'statements': {'titel': 'x'}"), "id\n", PSHIP_E_INVALID, 1, 101,
     "no property 'titel'"},
    {AGREEMENT("'statements': {'title': '{t}'}"), "id\n", PSHIP_E_INVALID, 1, 101, "no column 't'"},
    {AGREEMENT("'statements': {'title': '{t}'}"), "id,t,u,t\n", PSHIP_E_INVALID, 1, 101,
     "two columns 't', in line 1 at 4 and 8"},
    {MAPPING("'file': {'header': ['id', 't', 'id']}, 'entities': []"), "a,b,c\n", PSHIP_E_INVALID,
     1, 59, "named 'id' too"},
    {AGREEMENT("'statements': {'title': '{id'}"), "id\n", PSHIP_E_INVALID, 1, 101,
     "without its '}'"},
    {AGREEMENT("'statements': {'title': '{@each}'}"), "id\n", PSHIP_E_INVALID, 1, 101, "\"each\""},
    {AGREEMENT("'statements': {'title': {'value': 'x', 'words': []}}"), "id\n", PSHIP_E_INVALID, 1,
     125, "'words' is an object"},
    {AGREEMENT("'statements': {'title': {}}"), "id\n", PSHIP_E_INVALID, 1, 101, "exactly one of"},
    {AGREEMENT("'statements': {'title': {'value': '{id}', 'split': ''}}"), "id\n", PSHIP_E_INVALID,
     1, 128, "at least one character"},
    {AGREEMENT("'statements': {'title': {'value': '{id}', 'split': [',', '']}}"), "id\n",
     PSHIP_E_INVALID, 1, 134, "at least one character"},
    {AGREEMENT("'statements': {'title': '{id}'}, 'needs': 'titel'"), "id\n", PSHIP_E_INVALID, 1,
     119, "'titel' is needed"},
    {AGREEMENT("'needs': ['title']"), "id\n", PSHIP_E_INVALID, 1, 87, "'title' is needed"},
    {MAPPING("'order': [['signature', 'withdrawl']], 'entities': []"), "id\n", PSHIP_E_INVALID, 1,
     52, "'withdrawl' is nothing that an act can be"},
    {MAPPING("'order': [['sign', 'withdrawal']], 'entities': []"), "id\n", PSHIP_E_INVALID, 1, 39,
     "'sign' is nothing"},
    {AGREEMENT("'statements': {'party': {'value': '{id}', 'table': 'x', 'by': 'y'}}"), "id\n",
     PSHIP_E_INVALID, 1, 128, "no table 'x'"},
    {MAPPING(
         "'tables': {'t': [[]]}, 'entities': [{'kind': 'agreement', 'id': '{id}', 'statements': "
         "{'party': {'value': '{id}', 'table': 't', 'by': 'name'}}}]"),
     "id\n", PSHIP_E_INVALID, 1, 44, "not an array"},
    {AGREEMENT("'statements': {'title': {'value': '{id}', 'date': 'YYYYYYYYYYYY'}}"), "id\n",
     PSHIP_E_INVALID, 1, 127, "has YYYY"},
    {AGREEMENT("'statements': {'title': {'value': '{id}', 'date': ['YYYY', 'DD/MM/YY']}}"), "id\n",
     PSHIP_E_INVALID, 1, 136, "has YYYY"},
    {AGREEMENT("'statements': {'title': {'value': '{id}', 'date': 'DD YYYY'}}"), "id\n",
     PSHIP_E_INVALID, 1, 127, "with the month"},
    {AGREEMENT("'acts': [{'statements': {}}]"), "id\n", PSHIP_E_INVALID, 1, 86, "\"type\""},
    {BY_TABLE("'not_in_table': {'kind': 'title'}"), "id,party\n", PSHIP_E_INVALID, 1, 412,
     "no kind"},
    {MAPPING("'source': 'nobody', 'entities': []"), "id\n", PSHIP_E_NOT_FOUND, 0, 0, "'nobody'"},
    {MAPPING("'properties': [{'name': 'title', 'type': 'number'}], 'entities': []"), "id\n",
     PSHIP_E_CONFLICT, 1, 43, "title"},
    {"no-such-preset", "id\n", PSHIP_E_NOT_FOUND, 0, 0, "no preset 'no-such-preset'"},
    {"./no-such.json", "id\n", PSHIP_E_NOT_FOUND, 0, 0, "cannot open"},
};

START_TEST(what_makes_no_sense_is_an_error_at_its_place_and_changes_nothing)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_transaction *transaction = NULL;
    pship_table *report = NULL, *summary = NULL;
    pship_model *model = new_model();
    ck_assert_int_eq(pship_transaction_begin(&transaction, model, NULL, &err), PSHIP_OK);
    ck_assert_int_eq(pship_entity_record(transaction, "party", "kept", &err), PSHIP_OK);
    pship_result result =
        import_text(transaction, bad[_i].mapping, bad[_i].data, &report, &summary, &err);
    ck_assert_msg(result == bad[_i].code, "%s", err.message);
    ck_assert_msg(strstr(err.message, bad[_i].words) != NULL, "%s", err.message);
    ck_assert_int_eq(err.line, bad[_i].line);
    ck_assert_int_eq(err.column, bad[_i].column);
    ck_assert_ptr_null(report);
    ck_assert_ptr_null(summary);
    ck_assert_int_eq(pship_transaction_commit(transaction, &err), PSHIP_OK);
    ck_assert_int_eq(pship_model_statement_count(model), 1);
    pship_transaction_free(transaction);
    pship_model_free(model);
}
END_TEST

START_TEST(arguments_are_checked)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_transaction *transaction = NULL;
    pship_model *model = new_model();
    ck_assert_int_eq(pship_import_read(NULL, NULL, NULL, "x", "y", NULL, &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_transaction_begin(&transaction, model, NULL, &err), PSHIP_OK);
    ck_assert_int_eq(pship_import_read(NULL, NULL, transaction, NULL, "y", NULL, &err),
                     PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_import_read(NULL, NULL, transaction, "x", NULL, NULL, &err),
                     PSHIP_E_ARGUMENT);
    pship_import_options options = pship_import_options_init();
    options.size = 1;
    ck_assert_int_eq(pship_import_read(NULL, NULL, transaction, "x", "desta", &options, &err),
                     PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_import_presets(NULL, NULL, &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(
        pship_import_read(NULL, NULL, transaction, "/no/such.csv", "desta", NULL, &err),
        PSHIP_E_NOT_FOUND);
    ck_assert_str_eq(err.file, "/no/such.csv");
    pship_transaction_free(transaction);
    pship_model_free(model);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("import_bad");
    TCase *tests = tcase_create("import_bad");
    tcase_add_checked_fixture(tests, make_folder, remove_folder);
    tcase_add_loop_test(tests, what_makes_no_sense_is_an_error_at_its_place_and_changes_nothing, 0,
                        COUNT(bad));
    tcase_add_test(tests, arguments_are_checked);
    suite_add_tcase(suite, tests);
    return suite;
}
