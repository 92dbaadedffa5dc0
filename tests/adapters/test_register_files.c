/* Several files and several problems; what is opened as what. */
#include "adapters/dump.h"
#include <sys/stat.h>

Suite *test_suite(void);

#define EMPTY "{'partnership_register': 1}"

static pship_table *open_bad(const char *path, pship_result code, pship_error *err)
{
    pship_model *model = NULL;
    pship_table *problems = NULL;
    *err = pship_error_init();
    pship_result result = pship_register_open(&model, &problems, NULL, path, NULL, err);
    ck_assert_msg(result == code, "%s: %s", pship_result_name(result), err->message);
    ck_assert_int_eq(err->code, code);
    ck_assert_ptr_null(model);
    return problems;
}

static void expect_problem(const pship_table *problems, int64_t row, const char *name, int64_t line,
                           int64_t column, const char *rule)
{
    ck_assert_str_eq(cell_of(problems, "file", row), path_of(name));
    ck_assert_int_eq(pship_table_integer(problems, 1, row), line);
    ck_assert_int_eq(pship_table_integer(problems, 2, row), column);
    ck_assert_str_eq(cell_of(problems, "rule", row), rule);
}

START_TEST(files_of_a_folder_add_to_one_entity)
{
    put_json(
        "b.json",
        "{'partnership_register': 1, 'persons': [{'id': 'a', 'alias': 'second', 'source': 's'}]}");
    put_json("a.json",
             "{'partnership_register': 1, 'persons': [{'id': 'a', 'alias': 'first', 'port': true}],"
             " 'events': [{'id': 'e', 'place': 'x'}]}");
    /* Sources, kinds and properties may come last. */
    put_json("z.json",
             "{'partnership_register': 1, 'sources': [{'id': 's'}], 'properties': [{'name': 'port',"
             " 'type': 'boolean'}], 'kinds': [{'name': 'port', 'parent': 'place'}],"
             " 'entities': [{'id': 'x', 'kind': 'port'}]}");
    put_json("c.txt", "this is not read");
    put_json(".hidden.json", "nor this");
    ck_assert_int_eq(mkdir(path_of("folder.json"), 0700), 0);
    pship_model *model = open_good(folder);
    ck_assert_str_eq(dump_model(model),
                     "1 assert a.alias text 'first'\n2 assert a.port boolean 'true'\n"
                     "3 assert e.place reference 'x'\n"
                     "4 assert a.alias text 'second' source='s'\n");
    pship_model_free(model);
    ck_assert_int_eq(rmdir(path_of("folder.json")), 0);
}
END_TEST

START_TEST(files_of_a_folder_agree_on_kinds)
{
    pship_error err;
    put_json("a.json", "{'partnership_register': 1, 'parties': [{'id': 'a', 'kind': 'state'}]}");
    put_json(
        "b.json",
        "{'partnership_register': 1,\n'parties': [{'id': 'a', 'kind': 'company', 'name': 'A'}]}");
    pship_table *problems = open_bad(folder, PSHIP_E_CONFLICT, &err);
    ck_assert_int_eq(pship_table_rows(problems), 1);
    expect_problem(problems, 0, "b.json", 2, 20, "wrong_kind");
    pship_table_free(problems);
}
END_TEST

START_TEST(all_problems_of_all_files_are_told)
{
    pship_error err;
    put_json(
        "a.json",
        "{'partnership_register': 1,\n 'persons': [{'id': 'a', 'nmae': 'x'},\n {'id': 'a b'}],\n");
    put_json(
        "b.json",
        "{'partnership_register': 1,\n 'persons': [{'id': 'a', 'nmae': 'x'},\n {'id': 'a b'}],\n"
        " 'people': [],\n 'figures': [{'id': 'f', 'about': 'x',\n 'period': '2025-13'}]}");
    put_json("c.json", "{'figures': [{'id': 'f', 'about': 'a'}]}");
    pship_table *problems = open_bad(folder, PSHIP_E_SYNTAX, &err);
    static const struct {
        const char *file, *rule;
        int64_t line, column;
    } expected[] = {/* as they are found: form first, then entities, then statements */
                    {"a.json", "syntax", 4, 1},
                    {"b.json", "unknown_member", 4, 2},
                    {"c.json", "missing_member", 1, 1},
                    {"b.json", "bad_id", 3, 9},
                    {"b.json", "unknown_property", 2, 26},
                    {"b.json", "unknown_id", 5, 35},
                    {"b.json", "bad_date", 6, 12}};
    ck_assert_int_eq(pship_table_rows(problems), 7);
    for (int i = 0; i < 7; i++) {
        expect_problem(problems, i, expected[i].file, expected[i].line, expected[i].column,
                       expected[i].rule);
    }
    ck_assert_str_eq(err.file, path_of("a.json"));
    ck_assert_int_eq(err.line, 4);
    ck_assert_int_eq(err.column, 1);
    ck_assert_ptr_nonnull(strstr(err.message, "(and 6 more)"));
    pship_table_free(problems);
}
END_TEST

START_TEST(many_problems_are_all_counted)
{
    pship_error err;
    char *text = malloc(200000), *at = text;
    ck_assert_ptr_nonnull(text);
    at += sprintf(at, "{'partnership_register': 1, 'persons': [{'id': 'a'}");
    for (int i = 0; i < 3000; i++) {
        at += sprintf(at, ",\n{'id': 'p%d', 'nmae': 1}", i);
    }
    sprintf(at, "]}");
    put_json("a.json", text);
    free(text);
    pship_table *problems = open_bad(path_of("a.json"), PSHIP_E_NOT_FOUND, &err);
    ck_assert_int_eq(pship_table_rows(problems), 3000);
    expect_problem(problems, 2999, "a.json", 3001, 17, "unknown_property");
    ck_assert_ptr_nonnull(strstr(err.message, "(and 2999 more)"));
    pship_table_free(problems);
}
END_TEST

START_TEST(problems_need_not_be_asked_for)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_model *model = NULL;
    put_json("a.json", "{}");
    ck_assert_int_eq(pship_register_open(&model, NULL, NULL, path_of("a.json"), NULL, &err),
                     PSHIP_E_INVALID);
    ck_assert_int_eq(err.line, 1);
    ck_assert_int_eq(pship_register_open(&model, NULL, NULL, path_of("a.json"), NULL, NULL),
                     PSHIP_E_INVALID);
    ck_assert_ptr_null(model);
}
END_TEST

START_TEST(a_model_is_as_it_was_after_a_bad_register)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_model *model =
        read_good("{'partnership_register': 1, 'persons': [{'id': 'a', 'name': 'A'}]}");
    pship_transaction *transaction = NULL;
    put_json("bad.json", "{'partnership_register': 1, 'kinds': [{'name': 'port'}], 'persons': "
                         "[{'id': 'b', 'name': 'B',"
                         " 'alias': 7}]}");
    ck_assert_int_eq(pship_transaction_begin(&transaction, model, NULL, &err), PSHIP_OK);
    ck_assert_int_eq(pship_register_read(NULL, transaction, path_of("bad.json"), &err),
                     PSHIP_E_INVALID);
    pship_transaction_free(transaction);
    ck_assert_str_eq(dump_model(model), "1 assert a.name text 'A'\n");
    ck_assert_int_eq(pship_model_statement_count(model), 2);
    /* The names are free again. */
    put_json("good.json",
             "{'partnership_register': 1, 'kinds': [{'name': 'port', 'parent': 'place'}],"
             " 'entities': [{'id': 'b', 'kind': 'port'}]}");
    ck_assert_int_eq(pship_transaction_begin(&transaction, model, NULL, &err), PSHIP_OK);
    ck_assert_int_eq(pship_register_read(NULL, transaction, path_of("good.json"), &err), PSHIP_OK);
    ck_assert_int_eq(pship_transaction_commit(transaction, &err), PSHIP_OK);
    pship_transaction_free(transaction);
    pship_model_free(model);
}
END_TEST

static void expect_refused(const char *path, pship_result code, const char *words)
{
    pship_error err;
    pship_table *problems = open_bad(path, code, &err);
    ck_assert_ptr_null(problems);
    ck_assert_msg(strstr(err.message, words) != NULL, "%s", err.message);
}

START_TEST(what_is_not_there_or_no_register_is_refused)
{
    expect_refused(path_of("none.json"), PSHIP_E_NOT_FOUND, "does not exist");
    expect_refused(folder, PSHIP_E_NOT_FOUND, "there is no .json file in");
    put_json("notes", "Notes on a register");
    expect_refused(path_of("notes"), PSHIP_E_FORMAT, "neither a model file nor a register");
    put_json("empty", "");
    expect_refused(path_of("empty"), PSHIP_E_FORMAT, "neither a model file nor a register");
    put_bytes("sqlite", "SQLite format 3\0 and no more", 28);
    expect_refused(path_of("sqlite"), PSHIP_E_FORMAT, "");
    ck_assert_int_eq(mkfifo(path_of("pipe"), 0600), 0);
    expect_refused(path_of("pipe"), PSHIP_E_IO, "not a regular file");
}
END_TEST

START_TEST(the_content_tells_what_a_file_is)
{
    pship_error err = PSHIP_ERROR_INIT;
    put_json("register", " \n" EMPTY);
    pship_model *model = open_good(path_of("register"));
    ck_assert_int_eq(pship_model_save(model, path_of("model.json"), &err), PSHIP_OK);
    pship_model_free(model);
    /* A model file stays one whatever its name is. */
    pship_model_free(open_good(path_of("model.json")));
    put_json("mark", "\xef\xbb\xbf" EMPTY);
    pship_model_free(open_good(path_of("mark")));
}
END_TEST

START_TEST(a_model_file_is_opened_as_the_options_say)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_model_options options = PSHIP_MODEL_OPTIONS_INIT;
    pship_transaction *transaction = NULL;
    pship_model *model =
        read_good("{'partnership_register': 1, 'persons': [{'id': 'a', 'name': 'A'}]}");
    ck_assert_int_eq(pship_model_save(model, path_of("a.pship"), &err), PSHIP_OK);
    pship_model_free(model);
    options.read_only = true;
    ck_assert_int_eq(pship_register_open(&model, NULL, NULL, path_of("a.pship"), &options, &err),
                     PSHIP_OK);
    ck_assert_str_eq(dump_model(model), "1 assert a.name text 'A'\n");
    ck_assert_int_eq(pship_transaction_begin(&transaction, model, NULL, &err), PSHIP_E_INVALID);
    pship_model_free(model);
}
END_TEST

START_TEST(arguments_are_needed)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_model *model = NULL;
    ck_assert_int_eq(pship_register_open(NULL, NULL, NULL, folder, NULL, &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_register_open(&model, NULL, NULL, NULL, NULL, &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_register_read(NULL, NULL, folder, &err), PSHIP_E_ARGUMENT);
}
END_TEST

START_TEST(a_folder_whose_name_is_not_utf8_is_read)
{
    pship_table *table = NULL;
    put_json("caf\xe9.json", EMPTY);
    put_json("\xff.json", "{'partnership_register': 1, 'persons': [{'id': 'a'}]}");
    pship_model *model = open_good(path_of("\xff.json"));
    ck_assert_int_eq(pship_model_transactions(&table, model, NULL), PSHIP_OK);
    ck_assert(pship_table_is_null(table, pship_table_find(table, "note"), 0));
    pship_table_free(table);
    pship_model_free(model);
    pship_model_free(open_good(folder));
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("register_files");
    TCase *tcase = tcase_create("files");
    tcase_add_checked_fixture(tcase, make_folder, remove_folder);
    tcase_add_test(tcase, files_of_a_folder_add_to_one_entity);
    tcase_add_test(tcase, files_of_a_folder_agree_on_kinds);
    tcase_add_test(tcase, all_problems_of_all_files_are_told);
    tcase_add_test(tcase, many_problems_are_all_counted);
    tcase_add_test(tcase, problems_need_not_be_asked_for);
    tcase_add_test(tcase, a_model_is_as_it_was_after_a_bad_register);
    tcase_add_test(tcase, what_is_not_there_or_no_register_is_refused);
    tcase_add_test(tcase, the_content_tells_what_a_file_is);
    tcase_add_test(tcase, a_model_file_is_opened_as_the_options_say);
    tcase_add_test(tcase, arguments_are_needed);
    tcase_add_test(tcase, a_folder_whose_name_is_not_utf8_is_read);
    suite_add_tcase(suite, tcase);
    return suite;
}
