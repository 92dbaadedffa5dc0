/* Reading a register into a model that has it already, as it was or with changes. */
#include "adapters/dump.h"

Suite *test_suite(void);

#define COUNT(rows) ((int)(sizeof rows / sizeof rows[0]))

#define AND(text) \
    "{'partnership_register': 1, 'sources': [{'id': 's'}, {'id': 't'}]," \
    " 'scenarios': [{'name': 'w'}, {'name': 'v', 'parent': 'w'}], " text "}"
#define FIGURE(text) AND("'figures': [{'id': 'f', 'source': 's', " text "}]")

static void read_into(pship_model *model, const char *path)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *problems = NULL;
    pship_transaction *transaction = NULL;
    ck_assert_int_eq(pship_transaction_begin(&transaction, model, NULL, &err), PSHIP_OK);
    pship_result result = pship_register_read(&problems, transaction, path, &err);
    print_problems(problems);
    ck_assert_msg(result == PSHIP_OK, "%s", err.message);
    ck_assert_msg(pship_transaction_commit(transaction, &err) == PSHIP_OK, "%s", err.message);
    pship_transaction_free(transaction);
}

static void read_text(pship_model *model, const char *text)
{
    put_json("again.json", text);
    read_into(model, path_of("again.json"));
}

/* What was read first, what is read then, and what that adds to the log. */
static const struct {
    const char *what, *before, *after, *added;
} reads[] = {
    {"the same adds nothing",
     FIGURE("'measure': {'value': 'x', 'ended': [{'until': '2024'}, {'until': '2025'}],"
            " 'confirmed': {'last_confirmed': '2024-01-01'}, 'retracted': {'reason': 'r'}},"
            " 'alias': ['a', 'b', 'a'], 'base': ['x', 'y', {'value': 'z', 'source': ['s', 't']}]"),
     NULL, ""},
    {"nor does a chain of corrections",
     FIGURE("'measure': {'value': 'x', 'corrects': ['y', 'x', {'value': 'z', 'ended':"
            " {'until': '2024'}}]}"),
     NULL, ""},
    {"nor do scenarios",
     FIGURE("'measure': {'value': 'x', 'ended': {'until': '2024', 'scenario': 'w'},"
            " 'masked': {'scenario': 'w', 'retracted': {}},"
            " 'instead': {'value': 'y', 'scenario': 'w', 'corrects': 'z',"
            " 'instead': {'value': 'u', 'scenario': 'v'}}},"
            " 'alias': ['a', {'value': 'a', 'scenario': 'v'}]"),
     NULL, ""},
    {"nor does what has no identity",
     "{'partnership_register': 1, 'entry': null, 'persons': [{'id': 'p', 'name':"
     " ['x', 'x', {'value': 'x', 'corrects': {'value': 'x', 'retracted': {}},"
     " 'confirmed': {'last_confirmed': '2024-01-01'}}]}]}",
     NULL, ""},
    {"nor do the acts of an agreement",
     AND("'agreements': [{'id': 'g', 'source': ['s', 't'], 'acts': [{'type': 'signature',"
         " 'date': '2025'}]}]"),
     NULL, ""},
    {"nor does a schema",
     AND("'kinds': [{'name': 'port', 'parent': 'place'}], 'properties': [{'name': 'depth',"
         " 'type': 'number'}], 'entities': [{'id': 'x', 'kind': 'port', 'depth': 3}]"),
     NULL, ""},
    {"a changed value is a correction", FIGURE("'measure': 'x', 'base': 'b'"),
     FIGURE("'measure': 'y', 'base': 'b'"), "3 correct f.measure text 'y' source='s' -> 1\n"},
    {"of the newest that corrects it", FIGURE("'measure': {'value': 'x', 'corrects': 'w'}"),
     FIGURE("'measure': 'y'"), "3 correct f.measure text 'y' source='s' -> 2\n"},
    {"a correction in the file is one, and not another statement", FIGURE("'measure': 'x'"),
     FIGURE("'measure': {'value': 'y', 'corrects': 'x'}"),
     "2 correct f.measure text 'y' source='s' -> 1\n"},
    {"history that is told later changes nothing", FIGURE("'measure': 'x'"),
     FIGURE("'measure': {'value': 'x', 'corrects': 'w'}"), ""},
    {"nor does history that is told no more", FIGURE("'measure': {'value': 'x', 'corrects': 'w'}"),
     FIGURE("'measure': 'x'"), ""},
    {"another of many values is another statement", FIGURE("'alias': ['a', 'b']"),
     FIGURE("'alias': ['c', 'b']"), "3 assert f.alias text 'c' source='s'\n"},
    {"what the file does not say any more stays", FIGURE("'alias': ['a', 'b']"),
     FIGURE("'alias': 'b'"), ""},
    {"another source says something of its own", FIGURE("'measure': 'x'"),
     FIGURE("'measure': {'value': 'y', 'source': 't'}"),
     "2 assert f.measure text 'y' source='t'\n"},
    {"an end that is another one takes the place of the old",
     FIGURE("'measure': {'value': 'x', 'ended': {'until': '2024'}}"),
     FIGURE("'measure': {'value': 'x', 'ended': {'until': '2025'}}"),
     "3 retract f.measure source='s' -> 2\n4 end f.measure until='2025' source='s' -> 1\n"},
    {"what was retracted stays rejected", FIGURE("'measure': {'value': 'x', 'retracted': {}}"),
     FIGURE("'measure': 'y'"), ""},
    {"an identity of its own is not its place",
     FIGURE("'measure': [{'value': 'x', 'entry': 'r1'}, {'value': 'y', 'entry': 'r2'}]"),
     FIGURE("'measure': [{'value': 'y', 'entry': 'r2'}, {'value': 'z', 'entry': 'r1'}]"),
     "3 correct f.measure text 'z' source='s' -> 1\n"},
};

START_TEST(a_register_is_read_again)
{
    pship_model *model = read_good(reads[_i].before);
    char *before = strdup(dump_model(model));
    ck_assert_ptr_nonnull(before);
    for (int again = 0; again < 2; again++) {
        read_text(model, reads[_i].after == NULL ? reads[_i].before : reads[_i].after);
        const char *after = dump_model(model);
        ck_assert_msg(strncmp(before, after, strlen(before)) == 0, "%s:\n%s\n%s", reads[_i].what,
                      before, after);
        ck_assert_msg(strcmp(after + strlen(before), reads[_i].added) == 0, "%s:\n%s\n%s",
                      reads[_i].what, before, after + strlen(before));
    }
    free(before);
    pship_model_free(model);
}
END_TEST

static void retract_first(pship_model *model, pship_statement_id id)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_transaction *transaction = NULL;
    ck_assert_int_eq(pship_transaction_begin(&transaction, model, NULL, &err), PSHIP_OK);
    ck_assert_int_eq(pship_statement_retract(NULL, transaction, id, NULL, &err), PSHIP_OK);
    ck_assert_int_eq(pship_transaction_commit(transaction, &err), PSHIP_OK);
    pship_transaction_free(transaction);
}

START_TEST(what_was_retracted_in_the_model_stays_rejected)
{
    static const char text[] = "{'partnership_register': 1, 'persons': [{'id': 'p', 'name': 'x'}]}";
    pship_model *model = read_good(text);
    retract_first(model, 2);
    read_text(model, text);
    ck_assert_int_eq(pship_model_statement_count(model), 3);
    pship_model_free(model);
}
END_TEST

/* In one transaction too, where nothing is committed yet. */
START_TEST(a_register_is_read_twice_in_one_transaction)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_model *model = NULL;
    pship_transaction *transaction = NULL;
    put_json("again.json", reads[0].before);
    ck_assert_int_eq(pship_model_new(&model, NULL, &err), PSHIP_OK);
    ck_assert_int_eq(pship_transaction_begin(&transaction, model, NULL, &err), PSHIP_OK);
    for (int i = 0; i < 2; i++) {
        ck_assert_msg(pship_register_read(NULL, transaction, path_of("again.json"), &err) ==
                          PSHIP_OK,
                      "%s", err.message);
    }
    ck_assert_int_eq(pship_transaction_commit(transaction, &err), PSHIP_OK);
    pship_transaction_free(transaction);
    ck_assert_int_eq(pship_model_statement_count(model), 3 + 5 + 3 + 4);
    pship_model_free(model);
}
END_TEST

START_TEST(the_flagship_register_is_read_again)
{
    char path[1024];
    const char *root = getenv("PSHIP_SOURCE_ROOT");
    ck_assert_msg(root != NULL, "PSHIP_SOURCE_ROOT says where the examples are");
    snprintf(path, sizeof path, "%s/examples/azerbaijan-us", root);
    pship_model *model = open_good(path);
    int64_t count = pship_model_statement_count(model);
    read_into(model, path);
    ck_assert_int_eq(pship_model_statement_count(model), count);
    /* One value is another one now: that is one correction. */
    read_text(model, "{'partnership_register': 1, 'parties': [{'id': 'azerbaijan', 'kind': 'state',"
                     " 'iso_code': 'AX'}]}");
    ck_assert_int_eq(pship_model_statement_count(model), count + 1);
    pship_table *table = statements_of(model);
    ck_assert_str_eq(cell_of(table, "operation", count), "correct");
    ck_assert_str_eq(cell_of(table, "value", count), "AX");
    ck_assert_str_eq(cell_of(table, "entry", count), "azerbaijan");
    pship_table_free(table);
    pship_model_free(model);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("register_again");
    TCase *tcase = tcase_create("again");
    tcase_add_checked_fixture(tcase, make_folder, remove_folder);
    tcase_add_loop_test(tcase, a_register_is_read_again, 0, COUNT(reads));
    tcase_add_test(tcase, what_was_retracted_in_the_model_stays_rejected);
    tcase_add_test(tcase, a_register_is_read_twice_in_one_transaction);
    tcase_add_test(tcase, the_flagship_register_is_read_again);
    suite_add_tcase(suite, tcase);
    return suite;
}
