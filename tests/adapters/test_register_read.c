/* What a register says, statement by statement. */
#include "adapters/dump.h"

Suite *test_suite(void);

#define COUNT(rows) ((int)(sizeof rows / sizeof rows[0]))

/* Two sources, two states, and more. */
#define AND(text) \
    "{'partnership_register': 1, 'sources': [{'id': 's'}, {'id': 't'}]," \
    " 'parties': [{'id': 'p', 'kind': 'state'}, {'id': 'q'}], " text "}"
#define FIGURE(text) AND("'figures': [{'id': 'f', " text "}]")

static const struct {
    const char *what, *text, *statements;
} reads[] = {
    {"a plain value is the register's own", FIGURE("'measure': 'Trade'"),
     "1 assert f.measure text 'Trade'\n"},
    {"an array is several statements", FIGURE("'alias': ['a', {'value': 'b'}, 'c']"),
     "1 assert f.alias text 'a'\n2 assert f.alias text 'b'\n3 assert f.alias text 'c'\n"},
    {"an empty array is none", FIGURE("'alias': []"), ""},
    {"an object says what goes with the value",
     FIGURE(
         "'measure': {'value': 'Trade', 'source': 's', 'locator': 'p. 2', 'from': '2024~',"
         " 'until': '2025-06', 'last_confirmed': '2025-01-15', 'qualifier': 'about',"
         " 'certainty': 'sure', 'wording': 'the trade', 'rank': 'preferred', 'reason': 'newer'}"),
     "1 assert f.measure text 'Trade' from='2024~' until='2025-06' last_confirmed='2025-01-15'"
     " source='s' locator='p. 2' qualifier='about' certainty='sure' wording='the trade'"
     " rank='preferred' reason='newer'\n"},
    {"ranks",
     FIGURE("'alias': [{'value': 'a', 'rank': 'normal'}, {'value': 'b', 'rank': 'deprecated'}]"),
     "1 assert f.alias text 'a'\n2 assert f.alias text 'b' rank='deprecated'\n"},
    {"an end that may have come", FIGURE("'measure': {'value': 'x', 'from': '', 'until': ''}"),
     "1 assert f.measure text 'x' from='' until=''\n"},
    {"none and unknown are two answers",
     AND("'events': [{'id': 'e', 'place': {'none': true}, 'date': {'unknown': true, 'source': "
         "'s'}}]"),
     "1 assert e.place none 'none'\n2 assert e.date unknown 'unknown' source='s'\n"},
    {"the source of an entry is that of its statements",
     FIGURE("'source': 's', 'locator': 'p. 1', 'measure': 'x',"
            " 'alias': [{'value': 'y', 'locator': 'p. 2'}, {'value': 'z', 'source': 't'},"
            " {'value': 'w', 'source': null}]"),
     "1 assert f.measure text 'x' source='s' locator='p. 1'\n"
     "2 assert f.alias text 'y' source='s' locator='p. 2'\n"
     "3 assert f.alias text 'z' source='t'\n" /* another source, another place */
     "4 assert f.alias text 'w'\n"},
    {"defaults count wherever they stand", FIGURE("'measure': 'x', 'source': 's'"),
     "1 assert f.measure text 'x' source='s'\n"},
    {"several sources make several statements",
     FIGURE("'source': ['s', 't'], 'measure': 'x', 'base': {'value': 'y', 'source': ['t']}"),
     "1 assert f.measure text 'x' source='s'\n2 assert f.measure text 'x' source='t'\n"
     "3 assert f.base text 'y' source='t'\n"},
    {"digits stay as written",
     FIGURE("'value': [1.50, -0, 1e3, {'value': 1.365, 'unit': 'USD billion'},"
            " {'value': '+7', 'unit': 'km'}, {'value': '007', 'type': 'number'}]"),
     "1 assert f.value number '1.50'\n2 assert f.value number '-0'\n3 assert f.value number '1e3'\n"
     "4 assert f.value number '1.365' unit='USD billion'\n5 assert f.value number '+7' unit='km'\n"
     "6 assert f.value number '007'\n"},
    {"a value of any type is what the JSON says, or its type",
     FIGURE("'value': ['12', true, false, {'value': '2025-08', 'type': 'date'},"
            " {'value': '2025', 'type': 'text'}, {'value': true, 'type': 'boolean'}]"),
     "1 assert f.value text '12'\n2 assert f.value boolean 'true'\n3 assert f.value boolean "
     "'false'\n"
     "4 assert f.value date '2025-08'\n5 assert f.value text '2025'\n6 assert f.value boolean "
     "'true'\n"},
    {"references may point forward",
     AND("'figures': [{'id': 'f', 'about': 'e'}], 'events': [{'id': 'e'}]"),
     "1 assert f.about reference 'e'\n"},
    {"a date may be a rule",
     AND("'commitments': [{'id': 'c', 'due': '3 months after signature of g'}], 'agreements': "
         "[{'id': 'g'}]"),
     "1 assert c.due rule '3 months after signature of g'\n"},
    {"acts within an agreement are called after it",
     AND("'agreements': [{'id': 'g', 'source': ['s', 't'], 'acts': [{'type': 'signature', "
         "'source': 's',"
         " 'date': '2025-08-08'}, {'id': 'own', 'type': 'announcement', 'locator': 'p. 1', "
         "'source': null,"
         " 'signatory': []}, {'type': 'ratification'}]}]"),
     "1 assert g/signature.type text 'signature' source='s'\n"
     "2 assert g/signature.date date '2025-08-08' source='s'\n"
     "3 assert g/signature.agreement reference 'g' source='s'\n"
     "4 assert own.type text 'announcement' locator='p. 1'\n"
     "5 assert own.agreement reference 'g' locator='p. 1'\n"
     "6 assert g/ratification.type text 'ratification' source='s'\n"
     "7 assert g/ratification.type text 'ratification' source='t'\n"
     "8 assert g/ratification.agreement reference 'g' source='s'\n"
     "9 assert g/ratification.agreement reference 'g' source='t'\n"},
    {"acts may stand in a section of their own",
     AND("'acts': [{'id': 'a', 'type': 'signature', 'agreement': 'g'}], 'agreements': [{'id': "
         "'g'}]"),
     "1 assert a.type text 'signature'\n2 assert a.agreement reference 'g'\n"},
    {"what was corrected comes first",
     FIGURE(
         "'measure': {'value': 'x', 'source': 't', 'reason': 'a slip', 'corrects': {'value': 'y',"
         " 'source': 's', 'from': '2020', 'corrects': {'value': 'z', 'source': 's', 'until': "
         "'2024'}}}"),
     "1 assert f.measure text 'z' until='2024' source='s'\n"
     "2 correct f.measure text 'y' from='2020' until='2024' source='s' -> 1\n"
     "3 correct f.measure text 'x' from='2020' until='2024' source='t' reason='a slip' -> 2\n"},
    {"a chain of corrections may be an array, newest first",
     FIGURE("'measure': {'value': 'w', 'corrects': [{'value': 'x'}, {'value': 'y', 'locator': 'p. "
            "1'}, 'z']}"),
     "1 assert f.measure text 'z'\n2 correct f.measure text 'y' locator='p. 1' -> 1\n"
     "3 correct f.measure text 'x' locator='p. 1' -> 2\n4 correct f.measure text 'w' locator='p. "
     "1' -> 3\n"},
    {"our own slip has the source of what it mends",
     FIGURE(
         "'measure': {'value': 'x', 'corrects': {'value': 'y', 'source': 's', 'locator': 'p. 1'}}"),
     "1 assert f.measure text 'y' source='s' locator='p. 1'\n"
     "2 correct f.measure text 'x' source='s' locator='p. 1' -> 1\n"},
    {"a statement ends by another source, and again",
     FIGURE("'source': 's', 'measure': {'value': 'x', 'from': '2020',"
            " 'ended': [{'until': '2024', 'source': 't', 'reason': 'news'}, {'until': ''}]}"),
     "1 assert f.measure text 'x' from='2020' source='s'\n"
     "2 end f.measure until='2024' source='t' reason='news' -> 1\n"
     "3 end f.measure until='' source='s' -> 1\n"},
    {"a retraction may be retracted, and an end",
     FIGURE("'measure': {'value': 'x', 'ended': {'until': '2024', 'retracted': {'reason': 'no'}},"
            " 'retracted': {'source': 's', 'retracted': [{'source': 't', 'retracted': {}}]}}"),
     "1 assert f.measure text 'x'\n2 end f.measure until='2024' -> 1\n"
     "3 retract f.measure reason='no' -> 2\n4 retract f.measure source='s' -> 1\n"
     "5 retract f.measure source='t' -> 4\n6 retract f.measure source='t' -> 5\n"},
    {"what was corrected may have been ended before",
     FIGURE("'measure': {'value': 'x', 'corrects': {'value': 'y', 'ended': {'until': '2024'}}}"),
     "1 assert f.measure text 'y'\n2 end f.measure until='2024' -> 1\n3 correct f.measure text 'x' "
     "-> 1\n"},
    {"a schema of one's own",
     AND("'kinds': [{'name': 'port', 'parent': 'place', 'description': 'Harbour'}],"
         " 'properties': [{'name': 'depth', 'type': 'number', 'of_kind': 'port'},"
         " {'name': 'open', 'type': 'boolean'}, {'name': 'ship', 'type': 'reference', 'many': "
         "true}],"
         " 'entities': [{'id': 'alat', 'kind': 'port', 'depth': {'value': '13.5', 'unit': 'm'},"
         " 'open': true, 'ship': ['p', 'q']}], 'events': [{'id': 'e', 'place': 'alat'}]"),
     "1 assert alat.depth number '13.5' unit='m'\n2 assert alat.open boolean 'true'\n"
     "3 assert alat.ship reference 'p'\n4 assert alat.ship reference 'q'\n5 assert e.place "
     "reference 'alat'\n"},
    {"words for people are recorded nowhere",
     AND("'title': 'A register', 'note': 'Nothing', '$schema': 'register.schema.json'"), ""},
    {"letters of all languages", AND("'persons': [{'id': 'şəxs', 'name': 'Əli 😀'}]"),
     "1 assert şəxs.name text 'Əli 😀'\n"},
};

START_TEST(a_register_says_its_statements)
{
    pship_model *model = read_good(reads[_i].text);
    const char *dumped = dump_model(model);
    ck_assert_msg(strcmp(dumped, reads[_i].statements) == 0, "%s:\n%s", reads[_i].what, dumped);
    pship_model_free(model);
}
END_TEST

START_TEST(entities_have_the_kind_of_their_section)
{
    static const char *const rows[][2] = {
        {"so", "source"}, {"pa", "party"},      {"mi", "ministry"}, {"pe", "person"},
        {"of", "office"}, {"ag", "agreement"},  {"ac", "act"},      {"wo", "working_group"},
        {"ev", "event"},  {"co", "commitment"}, {"fi", "figure"},   {"en", "sector"}};
    pship_model *model = read_good(
        "{'partnership_register': 1, 'sources': [{'id': 'so'}], 'parties': [{'id': 'pa'},"
        " {'id': 'mi', 'kind': 'ministry'}], 'persons': [{'id': 'pe'}], 'offices': [{'id': 'of'}],"
        " 'agreements': [{'id': 'ag'}], 'acts': [{'id': 'ac'}], 'working_groups': [{'id': 'wo'}],"
        " 'events': [{'id': 'ev'}], 'commitments': [{'id': 'co'}], 'figures': [{'id': 'fi'}],"
        " 'entities': [{'id': 'en', 'kind': 'sector'}]}");
    pship_table *table = statements_of(model);
    ck_assert_int_eq(pship_table_rows(table), COUNT(rows));
    for (int i = 0; i < COUNT(rows); i++) {
        ck_assert_str_eq(cell_of(table, "subject", i), rows[i][0]);
        ck_assert_str_eq(cell_of(table, "property", i), "kind");
        ck_assert_str_eq(cell_of(table, "value", i), rows[i][1]);
    }
    pship_table_free(table);
    pship_model_free(model);
}
END_TEST

START_TEST(an_id_of_up_to_two_hundred_bytes_is_good)
{
    char text[512], id[201];
    memset(id, 'a', 200);
    id[200] = '\0';
    snprintf(text, sizeof text,
             "{'partnership_register': 1, 'persons': [{'id': '%s', 'name': 'x'}]}", id);
    pship_model *model = read_good(text);
    ck_assert_int_eq(pship_model_statement_count(model), 2);
    pship_model_free(model);
}
END_TEST

START_TEST(the_transaction_tells_where_the_register_came_from)
{
    pship_table *table = NULL;
    pship_model *model = read_good(FIGURE("'measure': 'x'"));
    ck_assert_int_eq(pship_model_transactions(&table, model, NULL), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(table), 1);
    ck_assert_str_eq(cell_of(table, "actor", 0), "register");
    ck_assert_str_eq(cell_of(table, "note", 0), path_of("good.json"));
    pship_table_free(table);
    pship_model_free(model);
}
END_TEST

START_TEST(a_register_is_added_to_what_is_there)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_model *model = read_good(FIGURE("'measure': 'x'"));
    pship_transaction *transaction = NULL;
    put_json("more.json",
             "{'partnership_register': 1, 'figures': [{'id': 'f', 'about': 'p', 'source': 's'}]}");
    ck_assert_int_eq(pship_transaction_begin(&transaction, model, NULL, &err), PSHIP_OK);
    ck_assert_int_eq(pship_register_read(NULL, transaction, path_of("more.json"), &err), PSHIP_OK);
    ck_assert_int_eq(pship_transaction_commit(transaction, &err), PSHIP_OK);
    pship_transaction_free(transaction);
    ck_assert_str_eq(dump_model(model),
                     "1 assert f.measure text 'x'\n2 assert f.about reference 'p' source='s'\n");
    pship_model_free(model);
}
END_TEST

/* Later answers, not only rows: an end by another source is seen only by who has read it. */
START_TEST(views_see_what_the_register_says)
{
    static const struct {
        const char *published_by, *value;
    } asked[] = {{"2024-06-01", "x"}, {"2025-06-01", NULL}};
    pship_model *model = read_good("{'partnership_register': 1, 'sources': [{'id': 's', "
                                   "'published': '2024-01-01'}, {'id': 't',"
                                   " 'published': '2025-01-01'}], 'figures': [{'id': 'f', "
                                   "'measure': {'value': 'x', 'source': 's',"
                                   " 'ended': {'until': '2024-03-31', 'source': 't'}}}]}");
    for (int i = 0; i < COUNT(asked); i++) {
        pship_error err = PSHIP_ERROR_INIT;
        pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
        pship_view *view = NULL;
        pship_cell cell;
        ck_assert_int_eq(pship_day_parse(&options.as_of, "2024-05-01", NULL), PSHIP_OK);
        ck_assert_int_eq(pship_day_parse(&options.published_by, asked[i].published_by, NULL),
                         PSHIP_OK);
        ck_assert_int_eq(pship_view_open(&view, model, &options, &err), PSHIP_OK);
        ck_assert_int_eq(pship_view_cell(&cell, view, "f", "measure", &err), PSHIP_OK);
        ck_assert_pstr_eq(cell.value.text, asked[i].value);
        pship_view_free(view);
    }
    pship_model_free(model);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("register_read");
    TCase *tcase = tcase_create("read");
    tcase_add_checked_fixture(tcase, make_folder, remove_folder);
    tcase_add_loop_test(tcase, a_register_says_its_statements, 0, COUNT(reads));
    tcase_add_test(tcase, entities_have_the_kind_of_their_section);
    tcase_add_test(tcase, an_id_of_up_to_two_hundred_bytes_is_good);
    tcase_add_test(tcase, the_transaction_tells_where_the_register_came_from);
    tcase_add_test(tcase, a_register_is_added_to_what_is_there);
    tcase_add_test(tcase, views_see_what_the_register_says);
    suite_add_tcase(suite, tcase);
    return suite;
}
