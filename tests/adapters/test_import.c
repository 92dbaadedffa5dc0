/* Tables that are imported by a mapping: what is recorded, and what a second time adds. */
#include "import_help.h"
#include <sys/stat.h>

Suite *test_suite(void);

/* ---- what is recorded */

static const struct {
    const char *what, *mapping, *data, *statements;
} good[] = {
    {"a column states a property", AGREEMENT("'statements': {'title': '{title}'}"),
     "id,title\na,One\nb,\n", "1 assert a.title text 'One'\n"},
    {"texts and columns make a value, and none where a cell is empty",
     AGREEMENT("'statements': {'title': '{x} of {y}'}"), "id,x,y\na,One,two\nb,One,\n",
     "1 assert a.title text 'One of two'\n"},
    {"an id is a slug",
     ENTITIES("{'kind': 'party', 'id': 'p-{n|slug}', 'statements': {'name': '{n}'}}"),
     "n\n\"  C\xc3\xb4te d'Ivoire (the) \"\n",
     "1 assert p-cote-d-ivoire-the.name text 'C\xc3\xb4te d'Ivoire (the)'\n"},
    {"constants, lists of values and what goes with them",
     AGREEMENT(
         "'locator': 'p. {page}', 'statements': {'binding': true, 'alias': ['{x}', {'value': '{y}',"
         " 'qualifier': 'about', 'rank': 'deprecated', 'reason': 'old'}],"
         " 'title': {'value': '{x}', 'from': '{since}', 'until': {'value': '{till}', 'nulls': "
         "'-'}}}"),
     "id,page,x,y,since,till\na,7,X,Y,2020,-\n",
     "1 assert a.binding boolean 'true' locator='p. 7'\n"
     "2 assert a.alias text 'X' locator='p. 7'\n"
     "3 assert a.alias text 'Y' locator='p. 7' qualifier='about' rank='deprecated' reason='old'\n"
     "4 assert a.title text 'X' from='2020' locator='p. 7'\n"},
    {"none and unknown are stated",
     AGREEMENT(
         "'statements': {'title': {'none': true, 'when': {'t': '-'}}, 'type': {'unknown': true}}"),
     "id,t\na,-\nb,x\n",
     "1 assert a.title none 'none'\n2 assert a.type unknown 'unknown'\n3 assert b.type unknown "
     "'unknown'\n"},
    {"words mean something, or nothing",
     AGREEMENT("'statements': {'binding': {'value': '{b}', 'words': {'yes': true, 'no': false, "
               "'?': null}},"
               " 'type': {'value': '{t}', 'words': {'T': 'treaty'}, 'other_words': true}}"),
     "id,b,t\na,yes,T\nb,no,pact\nc,?,T\n",
     "1 assert a.binding boolean 'true'\n2 assert a.type text 'treaty'\n"
     "3 assert b.binding boolean 'false'\n4 assert b.type text 'pact'\n5 assert c.type text "
     "'treaty'\n"},
    {"numbers have units, and digits are mended where the mapping says how",
     ENTITIES("{'kind': 'figure', 'id': '{id}', 'statements': {'value': {'value': '{v}', 'unit': "
              "'{u} million',"
              " 'replace': [[',', '']]}}}"),
     "id,v,u\nf,\"1,365.0\",USD\n", "1 assert f.value number '1365.0' unit='USD million'\n"},
    {"nulls and replacements are for all cells",
     MAPPING("'nulls': ['NA', 'n/a'], 'replace': [['\\\\r\\\\n', ' ']], 'entities': [{'kind': "
             "'agreement',"
             " 'id': '{id}', 'statements': {'title': '{t}', 'type': '{y}'}}]"),
     "id,t,y\na,Two\\r\\nwords\\r\\n,NA\nb,n/a,NAN\n",
     "1 assert a.title text 'Two words'\n2 assert b.type text 'NAN'\n"},
    {"one column for each number",
     AGREEMENT("'statements': {'alias': {'each': {'numbers': [1, 2]}, 'value': '{c{@each}}',"
               " 'qualifier': '{m{@each}}'}}"),
     "id,c1,c2,m1,m2\na,x,y,1,\n",
     "1 assert a.alias text 'x' qualifier='1'\n2 assert a.alias text 'y'\n"},
    {"one for each column of a pattern",
     AGREEMENT(
         "'statements': {'alias': {'each': {'columns': 'n*', 'but': '*2'}, 'value': '{{@each}}',"
         " 'qualifier': '{@each}'}}"),
     "id,n1,n2,n3\na,x,y,z\n",
     "1 assert a.alias text 'x' qualifier='n1'\n2 assert a.alias text 'z' qualifier='n3'\n"},
    {"a value that says what another one says already",
     AGREEMENT("'statements': {'title': '{t}', 'alias': {'value': '{s}', 'unless': '{t}'}}"),
     "id,t,s\na,X,X\nb,X,Y\n",
     "1 assert a.title text 'X'\n2 assert b.title text 'X'\n3 assert b.alias text 'Y'\n"},
    {"acts with dates of several forms, each as precise as it is written",
     AGREEMENT("'acts': [{'type': 'signature', 'statements': {'date': {'value': '{s}', 'date': "
               "['MM/DD/YYYY',"
               " 'MM/YYYY', 'YYYY']}}}, {'type': 'entry_into_force', 'statements': {'date': "
               "{'value': '{f}',"
               " 'date': 'D MMM YYYY'}, 'effect_date': {'value': '{e}', 'date': 'EDTF'}}}]"),
     "id,s,f,e\na,02/11/2026,5 Sept 2000,199X\nb,02/2026,1 July 1999,\nc,2026,,2020\n",
     "1 assert a/signature.agreement reference 'a'\n2 assert a/signature.type text 'signature'\n"
     "3 assert a/signature.date date '2026-02-11'\n"
     "4 assert a/entry_into_force.agreement reference 'a'\n"
     "5 assert a/entry_into_force.type text 'entry_into_force'\n"
     "6 assert a/entry_into_force.date date '2000-09-05'\n"
     "7 assert a/entry_into_force.effect_date date '199X'\n"
     "8 assert b/signature.agreement reference 'b'\n9 assert b/signature.type text 'signature'\n"
     "10 assert b/signature.date date '2026-02'\n"
     "11 assert b/entry_into_force.agreement reference 'b'\n"
     "12 assert b/entry_into_force.type text 'entry_into_force'\n"
     "13 assert b/entry_into_force.date date '1999-07-01'\n"
     "14 assert c/signature.agreement reference 'c'\n15 assert c/signature.type text 'signature'\n"
     "16 assert c/signature.date date '2026'\n"},
    {"a letter behind the date says which act it is",
     AGREEMENT("'acts': [{'type': {'value': '{r}', 'part': 'after_last_digit', 'words': {'': "
               "'ratification',"
               " 'a': 'accession', 'A': 'acceptance'}}, 'statements': {'date': {'value': '{r}',"
               " 'part': 'to_last_digit', 'date': 'D MMM YYYY'}}}]"),
     "id,r\na,13 May 2009 A\nb,1 Jan 2000\n",
     "1 assert a/acceptance.agreement reference 'a'\n2 assert a/acceptance.type text 'acceptance'\n"
     "3 assert a/acceptance.date date '2009-05-13'\n4 assert b/ratification.agreement reference "
     "'b'\n"
     "5 assert b/ratification.type text 'ratification'\n6 assert b/ratification.date date "
     "'2000-01-01'\n"},
    {"a party is looked up, made once with its name, and its wording kept",
     BY_TABLE("'split': [';', ' / '], 'wording': true"),
     "id,party\na,FRANCE; Tchad\nb,France / chad\n",
     "1 assert france.name text 'France' source='s'\n"
     "2 assert a.party reference 'france' wording='FRANCE'\n"
     "3 assert chad.name text 'Chad' source='s'\n4 assert a.party reference 'chad' "
     "wording='Tchad'\n"
     "5 assert b.party reference 'france' wording='France'\n6 assert b.party reference 'chad'\n"},
    {"a text is cut where that makes all of it known",
     BY_TABLE("'split_unknown': [' and ', ' '], 'not_in_table': {'kind': 'party'}"),
     "id,party\na,and France\nb,Chad France Tschad\nc,France and Peru\n",
     "1 assert france.name text 'France' source='s'\n2 assert a.party reference 'france'\n"
     "3 assert chad.name text 'Chad' source='s'\n4 assert b.party reference 'chad'\n"
     "5 assert b.party reference 'france'\n6 assert france-and-peru.name text 'France and Peru'\n"
     "7 assert c.party reference 'france-and-peru'\n"},
    {"rows of one id tell of one entity, and what they repeat is told once",
     AGREEMENT("'statements': {'title': '{t}', 'alias': '{s}'}"),
     "id,t,s\na,X,p\na,X,q\na,Y,p\na,X,\n",
     "1 assert a.title text 'X'\n2 assert a.alias text 'p'\n3 assert a.alias text 'q'\n"
     "4 assert a.title text 'Y'\n"},
    {"a value of another time, in another unit or none at all is another one",
     ENTITIES("{'kind': 'figure', 'id': '{id}', 'statements': {'value': [{'value': '{v}', 'unit': "
              "'{u}', 'from': '{y}'}, {'none': true, 'when': {'u': 'none'}}]}}"),
     "id,v,u,y\nf,5,USD,2001\nf,5,USD,2002\nf,5,EUR,2002\nf,5,USD,2001\nf,,none,\n",
     "1 assert f.value number '5' unit='USD' from='2001'\n"
     "2 assert f.value number '5' unit='USD' from='2002'\n"
     "3 assert f.value number '5' unit='EUR' from='2002'\n4 assert f.value none 'none'\n"},
    {"and so it is where a property has many",
     AGREEMENT("'statements': {'alias': {'value': '{s}', 'from': '{y}', 'qualifier': '{q}'}}"),
     "id,s,y,q\na,X,2001,\na,X,2002,\na,X,2002,about\na,X,2001,\n",
     "1 assert a.alias text 'X' from='2001'\n2 assert a.alias text 'X' from='2002'\n"},
    {"true and false are two", AGREEMENT("'statements': {'binding': '{b}'}"),
     "id,b\na,true\na,false\na,true\n",
     "1 assert a.binding boolean 'true'\n2 assert a.binding boolean 'false'\n"},
    {"or each of another one", AGREEMENT("'repeated': 'another', 'statements': {'title': '{t}'}"),
     "id,t\na,X\na,X\n", "1 assert a.title text 'X'\n2 assert a#2.title text 'X'\n"},
    {"what is referred to may come later",
     AGREEMENT("'statements': {'part_of': {'value': '{p}', 'kind': 'agreement'}}"),
     "id,p\na,b\nb,\n", "1 assert a.part_of reference 'b'\n"},
    {"a mapping adds to the schema, and rules choose their rows",
     MAPPING(
         "'properties': [{'name': 'depth', 'type': 'number', 'many': true}], 'entities': ["
         "{'kind': 'place', 'id': '{id}', 'when': {'k': ['sea', 'lake']}, 'statements': {'depth': "
         "'{d}'}},"
         "{'kind': 'party', 'id': '{id}', 'when': {'k': {'not': ['sea', 'lake']}}, 'needs': 'name',"
         " 'statements': {'name': '{d}'}}]"),
     "id,k,d\na,sea,3\nb,state,B\nc,state,\n",
     "1 assert a.depth number '3'\n2 assert b.name text 'B'\n"},
    {"sources come with the mapping or with the rows",
     MAPPING(
         "'source': 's', 'sources': [{'id': 's', 'title': 'S'}], 'entities': ["
         "{'kind': 'source', 'id': '{by}'}, {'kind': 'agreement', 'id': '{id}', 'source': '{by}',"
         " 'statements': {'title': '{t}', 'type': {'value': '{t}', 'source': 's'}}}]"),
     "id,t,by\na,X,b1\n",
     "1 assert s.title text 'S'\n2 assert a.title text 'X' source='b1'\n"
     "3 assert a.type text 'X' source='s'\n"},
    {"another separator, a header of its own, and line ends in quotes",
     MAPPING("'file': {'separator': ';', 'header': ['id', 't']}, 'entities': [{'kind': 'agreement',"
             " 'id': '{id}', 'statements': {'title': '{t} {@line} {@file}'}}]"),
     "a;\"X,\nY\"\r\nb;Z\r\n",
     "1 assert a.title text 'X,\nY 1 table'\n2 assert b.title text 'Z 3 table'\n"},
    {"an array of JSON objects is a table too",
     AGREEMENT("'statements': {'title': '{t}', 'alias': '{n}', 'binding': '{b}'}"),
     "[{'id': 'a', 't': 'X', 'n': 1.50, 'b': true}, {'b': false, 'id': 'b', 't': null}]",
     "1 assert a.title text 'X'\n2 assert a.alias text '1.50'\n3 assert a.binding boolean 'true'\n"
     "4 assert b.binding boolean 'false'\n"},
};

START_TEST(a_table_becomes_statements)
{
    pship_model *model = new_model();
    pship_table_free(import_good(model, good[_i].mapping, good[_i].data, NULL));
    ck_assert_msg(strcmp(dump_model(model), good[_i].statements) == 0, "%s:\n%s", good[_i].what,
                  dump_model(model));
    int64_t count = pship_model_statement_count(model);
    pship_table_free(import_good(model, good[_i].mapping, good[_i].data, NULL));
    ck_assert_msg(pship_model_statement_count(model) == count, "%s: again:\n%s", good[_i].what,
                  dump_model(model));
    pship_model_free(model);
}
END_TEST

/* ---- a second time */

START_TEST(a_changed_cell_is_a_correction)
{
    static const char mapping[] = MAPPING(
        "'source': 's', 'sources': [{'id': 's'}], 'entities': [{'kind': 'agreement', 'id': '{id}',"
        " 'entry': 'row {id}', 'statements': {'title': '{t}', 'alias': '{u}'}}]");
    pship_model *model = new_model();
    pship_table_free(import_good(model, mapping, "id,t,u\na,X,p\n", NULL));
    pship_table_free(import_good(model, mapping, "id,t,u\na,Y,q\n", NULL));
    ck_assert_str_eq(dump_model(model), "1 assert a.title text 'X' source='s'\n"
                                        "2 assert a.alias text 'p' source='s'\n"
                                        "3 correct a.title text 'Y' source='s' -> 1\n"
                                        "4 assert a.alias text 'q' source='s'\n");
    pship_table *table = statements_of(model);
    ck_assert_str_eq(cell_of(table, "entry", 2), "row a");
    pship_table_free(table);
    pship_model_free(model);
}
END_TEST

START_TEST(what_was_rejected_stays_rejected)
{
    static const char mapping[] = AGREEMENT("'statements': {'title': '{t}', 'alias': '{t}'}");
    pship_error err = PSHIP_ERROR_INIT;
    pship_transaction *transaction = NULL;
    pship_model *model = new_model();
    pship_table_free(import_good(model, mapping, "id,t\na,X\n", NULL));
    ck_assert_int_eq(pship_transaction_begin(&transaction, model, NULL, &err), PSHIP_OK);
    ck_assert_int_eq(pship_statement_retract(NULL, transaction, 2, NULL, &err), PSHIP_OK);
    ck_assert_int_eq(pship_transaction_commit(transaction, &err), PSHIP_OK);
    pship_transaction_free(transaction);
    int64_t count = pship_model_statement_count(model);
    pship_table_free(import_good(model, mapping, "id,t\na,X\n", NULL));
    ck_assert_int_eq(pship_model_statement_count(model), count);
    pship_table_free(import_good(model, mapping, "id,t\na,Z\n", NULL)); /* nor another title */
    ck_assert_int_eq(pship_model_statement_count(model), count + 1);
    pship_model_free(model);
}
END_TEST

/* ---- files */

START_TEST(a_folder_is_read_file_by_file)
{
    static const char mapping[] =
        "{\"partnership_mapping\": 1, \"file\": {\"only\": \"t-*.csv\"}, \"entities\": [{\"kind\":"
        " \"agreement\", \"id\": \"{@file}\", \"statements\": {\"alias\": {\"each\": {\"columns\": "
        "\"n*\"},"
        " \"value\": \"{{@each}}\"}}}]}";
    pship_error err = PSHIP_ERROR_INIT;
    pship_transaction *transaction = NULL;
    pship_model *model = new_model();
    put_bytes("t-2.csv", "n2,n3\nc,d\n", 10);
    put_bytes("t-1.csv", "n\na\nb\n", 6);
    put_bytes("other.csv", "x\n", 2);
    put_bytes("t-3.txt", "n\nz\n", 4);
    ck_assert_int_eq(pship_transaction_begin(&transaction, model, NULL, &err), PSHIP_OK);
    ck_assert_msg(pship_import_read(NULL, NULL, transaction, folder, mapping, NULL, &err) ==
                      PSHIP_OK,
                  "%s", err.message);
    ck_assert_int_eq(pship_transaction_commit(transaction, &err), PSHIP_OK);
    pship_transaction_free(transaction);
    ck_assert_str_eq(dump_model(model),
                     "1 assert t-1.alias text 'a'\n2 assert t-1.alias text 'b'\n"
                     "3 assert t-2.alias text 'c'\n4 assert t-2.alias text 'd'\n");
    pship_model_free(model);
}
END_TEST

/* Whatever folder the program stands in. */
START_TEST(what_a_mapping_includes_is_looked_for_beside_it)
{
    char sub[160], moved[200];
    pship_error err = PSHIP_ERROR_INIT;
    pship_transaction *transaction = NULL;
    pship_model *model = new_model();
    snprintf(sub, sizeof sub, "%s", path_of("sub"));
    ck_assert_int_eq(mkdir(sub, 0700), 0);
    put_json("map.json",
             MAPPING("'include': ['sub/more.json'], 'entities': [{'kind': 'agreement', 'id': "
                     "'{id}', 'statements': {'party': {'value': '{p}', 'table': 'states', "
                     "'by': 'name'}}}]"));
    put_json("sub/more.json", MAPPING("'include': ['./states.json']"));
    put_json("sub/states.json", MAPPING(STATES "'note': 'by another way'"));
    put_bytes("table.csv", "id,p\na,Chad\n", 12);
    snprintf(moved, sizeof moved, "%s", path_of("map.json"));
    ck_assert_int_eq(pship_transaction_begin(&transaction, model, NULL, &err), PSHIP_OK);
    pship_result result =
        pship_import_read(NULL, NULL, transaction, path_of("table.csv"), moved, NULL, &err);
    ck_assert_msg(result == PSHIP_OK, "%s: %s", err.file, err.message);
    ck_assert_int_eq(unlink(path_of("sub/states.json")), 0);
    result = pship_import_read(NULL, NULL, transaction, path_of("table.csv"), moved, NULL, &err);
    ck_assert_int_eq(result, PSHIP_E_NOT_FOUND);
    ck_assert_msg(strstr(err.file, "/sub/./states.json") != NULL, "%s", err.file);
    pship_transaction_free(transaction);
    pship_model_free(model);
    ck_assert_int_eq(unlink(path_of("sub/more.json")), 0);
    ck_assert_int_eq(rmdir(sub), 0);
}
END_TEST

START_TEST(presets_are_listed_with_what_they_are_for)
{
    static const char *const names[] = {"desta", "gptad", "untc", "untc-index"};
    pship_table *table = NULL;
    ck_assert_int_eq(pship_import_presets(&table, NULL, NULL), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(table), COUNT(names));
    for (int64_t row = 0; row < COUNT(names); row++) {
        ck_assert_str_eq(cell_of(table, "name", row), names[row]);
        ck_assert(cell_of(table, "title", row)[0] != '\0');
        ck_assert(cell_of(table, "note", row)[0] != '\0');
    }
    pship_table_free(table);
}
END_TEST

static int stop_at_once(void *user, const char *stage, double fraction)
{
    (void)user;
    ck_assert_str_eq(stage, "importing");
    ck_assert(fraction <= 1);
    return 1;
}

/* Imports and is stopped by the first report of progress. */
static void expect_cancelled(const char *data)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_context *context = NULL;
    pship_model *model = NULL;
    pship_transaction *transaction = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    options.progress = stop_at_once;
    ck_assert_int_eq(pship_context_new(&context, &options, &err), PSHIP_OK);
    ck_assert_int_eq(pship_model_new(&model, context, &err), PSHIP_OK);
    ck_assert_int_eq(pship_transaction_begin(&transaction, model, NULL, &err), PSHIP_OK);
    pship_result result = import_text(transaction, AGREEMENT("'statements': {'title': '{t}'}"),
                                      data, NULL, NULL, &err);
    ck_assert_int_eq(result, PSHIP_E_CANCELLED);
    pship_transaction_free(transaction);
    ck_assert_int_eq(pship_model_statement_count(model), 0);
    pship_model_free(model);
    pship_context_free(context);
}

START_TEST(an_import_can_be_cancelled_and_leaves_everything_as_it_was)
{
    size_t rows = 200000;
    char *data = malloc(rows * 16);
    ck_assert_ptr_nonnull(data);
    size_t length = (size_t)sprintf(data, "id,t\n");
    for (size_t i = 0; i < rows; i++) {
        length += (size_t)sprintf(data + length, "a%zu,x\n", i);
    }
    expect_cancelled(data);
    free(data);
}
END_TEST

/* Nor does it take a row, or a value, to be asked. */
START_TEST(an_import_of_nothing_but_lines_can_be_cancelled)
{
    size_t length = (size_t)4 << 20;
    char *data = malloc(length + 1);
    ck_assert_ptr_nonnull(data);
    memset(data, '\n', length);
    data[length] = '\0';
    memcpy(data, "id,t", 4);
    expect_cancelled(data);
    memcpy(data, "[\n\n\n", 4);
    data[length - 1] = ']';
    expect_cancelled(data);
    free(data);
}
END_TEST

/* As many members as there may be, and a rule for each of them: none is looked for among all the others, which
 * would take very long here. */
START_TEST(objects_may_have_many_members_between_them)
{
    size_t count = 65536;
    char *data = malloc(count * 32), *at = data;
    ck_assert_ptr_nonnull(data);
    at += sprintf(at, "[{'id': 'a'");
    for (size_t i = 1; i < count; i++) {
        at += sprintf(at, ", 'm%zu': null", i);
    }
    memcpy(at, "}]", 3);
    pship_model *model = new_model();
    pship_table *summary = NULL;
    pship_table_free(import_good(model,
                                 AGREEMENT("'statements': {'alias': {'each': {'columns': 'm*'},"
                                           " 'value': '{{@each}}'}}"),
                                 data, &summary));
    ck_assert_int_eq(counted(summary, "cells", "", "count"), (int64_t)count);
    ck_assert_int_eq(counted(summary, "cells_empty", "", "count"), (int64_t)count - 1);
    pship_table_free(summary);
    pship_model_free(model);
    free(data);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("import");
    TCase *tcase = tcase_create("import");
    tcase_add_checked_fixture(tcase, make_folder, remove_folder);
    tcase_add_loop_test(tcase, a_table_becomes_statements, 0, COUNT(good));
    tcase_add_test(tcase, a_changed_cell_is_a_correction);
    tcase_add_test(tcase, what_was_rejected_stays_rejected);
    tcase_add_test(tcase, a_folder_is_read_file_by_file);
    tcase_add_test(tcase, what_a_mapping_includes_is_looked_for_beside_it);
    tcase_add_test(tcase, presets_are_listed_with_what_they_are_for);
    tcase_add_test(tcase, an_import_can_be_cancelled_and_leaves_everything_as_it_was);
    tcase_add_test(tcase, an_import_of_nothing_but_lines_can_be_cancelled);
    tcase_add_test(tcase, objects_may_have_many_members_between_them);
    suite_add_tcase(suite, tcase);
    return suite;
}
