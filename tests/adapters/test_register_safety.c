/* Reading and writing while memory runs short, and while somebody cancels. */
#include "adapters/dump.h"
#include "alloc/failing.h"
#include "clock.h"
#include "stream/json.h"

Suite *test_suite(void);

/* A little of everything that the reader knows. */
static const char good[] =
    "{'partnership_register': 1, 'title': 'A', 'kinds': [{'name': 'port', 'parent': 'place'}],"
    " 'properties': [{'name': 'depth', 'type': 'any', 'of_kind': 'port'}],"
    " 'sources': [{'id': 's', 'published': '2025'}, {'id': 't'}],"
    " 'parties': [{'id': 'p', 'kind': 'state', 'source': ['s', 't'], 'name': 'P', 'alias': ['Q', "
    "{'value': 'R',"
    " 'locator': 'p. 1', 'from': '2020', 'until': '', 'rank': 'preferred'}]}],"
    " 'agreements': [{'id': 'g', 'party': 'p', 'acts': [{'type': 'signature', 'date': '2025-08'}],"
    " 'title': {'value': 'G', 'source': 's', 'corrects': [{'value': 'H'}, {'value': 'I', 'ended': "
    "{'until': '2030'},"
    " 'retracted': [{'reason': 'no', 'retracted': {}}]}]}}],"
    " 'scenarios': [{'name': 'w', 'description': 'what if'}, {'name': 'v', 'parent': 'w'}],"
    " 'persons': [{'id': 'x', 'name': {'value': 'X', 'entry': 'row', 'masked': {'scenario': 'v'},"
    " 'confirmed': {'last_confirmed': '2025-01-01', 'scenario': 'w', 'retracted': {}}, 'instead':"
    " {'scenario': 'w', 'value': 'Y', 'corrects': 'Z'}}, 'alias': ['A', 'A', {'value': 'A',"
    " 'entry': null}]}, {'id': 'y', 'scenario': 'w', 'name': 'Y'}],"
    " 'commitments': [{'id': 'c', 'due': '3 days after signature of g'}],"
    " 'entities': [{'id': 'l', 'kind': 'port', 'depth': {'value': '1.50', 'unit': 'm'}}]}";

static heap memory;
static pship_context *context;
static pship_model *model;

static void set_up(void)
{
    pship_error err = PSHIP_ERROR_INIT;
    make_folder();
    context = heap_context(&memory);
    put_json("good.json", good);
    pship_result result =
        pship_register_open(&model, NULL, context, path_of("good.json"), NULL, &err);
    ck_assert_msg(result == PSHIP_OK, "%s", err.message);
}

static void tear_down(void)
{
    pship_model_free(model);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
    remove_folder();
}

static pship_result open_folder(void *data, pship_error *err)
{
    pship_model *read = NULL;
    pship_table *problems = NULL;
    pship_result result = pship_register_open(&read, &problems, context, data, NULL, err);
    ck_assert((read != NULL) == (result == PSHIP_OK));
    ck_assert_ptr_null(problems);
    pship_model_free(read);
    return result;
}

START_TEST(a_folder_of_two_is_read_or_memory_is_short)
{
    put_json(
        "more.json",
        "{'partnership_register': 1, 'parties': [{'id': 'p', 'kind': 'state', 'alias': 'S'}]}");
    heap_fail_each(&memory, open_folder, NULL, folder);
}
END_TEST

static pship_result open_bad(void *data, pship_error *err)
{
    pship_model *read = NULL;
    pship_table *problems = NULL;
    pship_result result = pship_register_open(&read, &problems, context, data, NULL, err);
    ck_assert_ptr_null(read);
    ck_assert((problems != NULL) == (result == PSHIP_E_SYNTAX));
    pship_table_free(problems);
    return result == PSHIP_E_SYNTAX ? PSHIP_OK : result;
}

START_TEST(all_problems_are_told_or_memory_is_short)
{
    put_json(
        "bad.json",
        "{'partnership_register': 1, 'title': 'a', 'title': 'b', 'persons': [{'id': 'a', 'x': 1,"
        " 'name': 7, 'alias': [{'value': 'b', 'corrects': {'none': false}}]}, {'id': 'a'}],"
        " 'kinds': [{'name': 'A'}], 'parties': [{'id': 'b', 'kind': 'person'}, 7]}");
    heap_fail_each(&memory, open_bad, NULL, (void *)path_of("bad.json"));
}
END_TEST

/* Into a model that has something already: what fails leaves nothing. */
static pship_result read_more(void *data, pship_error *err)
{
    pship_transaction *transaction = NULL;
    pship_result result = pship_transaction_begin(&transaction, model, NULL, err);
    if (result == PSHIP_OK) {
        result = pship_register_read(NULL, transaction, data, err);
    }
    pship_transaction_free(transaction);
    return result;
}

START_TEST(what_was_read_only_in_part_is_not_in_the_model)
{
    pship_error err = PSHIP_ERROR_INIT;
    int64_t before = pship_model_statement_count(model);
    put_json("more.json", "{'partnership_register': 1, 'persons': [{'id': 'new', 'name': 'New', "
                          "'alias': ['A', 'B']}]}");
    for (long i = 1; i < 10000; i++) {
        heap_set(&memory, i, true);
        pship_result result = read_more((void *)path_of("more.json"), &err);
        bool failed = memory.failed;
        heap_set(&memory, 0, false);
        ck_assert_int_eq(result, failed ? PSHIP_E_MEMORY : PSHIP_OK);
        ck_assert_int_eq(pship_model_statement_count(model), before);
        if (!failed) {
            ck_assert_int_gt(i, 10);
            break;
        }
    }
}
END_TEST

/* What is found again needs memory too. */
START_TEST(a_register_is_read_again_or_memory_is_short)
{
    int64_t before = pship_model_statement_count(model);
    heap_fail_each(&memory, read_more, NULL, (void *)path_of("good.json"));
    ck_assert_int_eq(pship_model_statement_count(model), before);
}
END_TEST

static pship_result write_model(void *data, pship_error *err)
{
    return pship_register_write(model, data, err);
}

/* A register, or it would not be overwritten at all. */
static const char old[] = "{\"partnership_register\": 1}";

static void expect_old_file(void *data)
{
    size_t length;
    char *bytes = get_bytes(data, &length);
    ck_assert_str_eq(bytes, old);
    free(bytes);
}

START_TEST(a_register_is_written_or_the_old_file_stays)
{
    char path[512];
    snprintf(path, sizeof path, "%s", path_of("out.json"));
    heap_set(&memory, 0, false);
    ck_assert_int_eq(write_model(path, NULL), PSHIP_OK);
    long count = memory.calls;
    ck_assert_int_gt(count, 10);
    put_bytes("out.json", old, strlen(old));
    for (long i = 1; i <= count; i++) {
        heap_fail_one(&memory, i, true, write_model, expect_old_file, path);
        heap_fail_one(&memory, i, false, write_model, expect_old_file, path);
    }
    ck_assert_int_eq(write_model(path, NULL), PSHIP_OK);
}
END_TEST

START_TEST(json_is_parsed_or_memory_is_short)
{
    char *text = with_quotes(good);
    for (int once = 0; once < 2; once++) {
        bool failed = true;
        for (long i = 1; failed; i++) {
            pship_error err = PSHIP_ERROR_INIT;
            pship__json *document = NULL;
            long before = memory.blocks;
            heap_set(&memory, i, once == 1);
            pship_result result = pship__json_parse(&document, context, text, strlen(text),
                                                    "a.json", NULL, NULL, &err);
            failed = memory.failed;
            heap_set(&memory, 0, false);
            ck_assert_int_eq(result, failed ? PSHIP_E_MEMORY : PSHIP_OK);
            ck_assert((document == NULL) == failed);
            pship__json_free(document);
            ck_assert_int_eq(memory.blocks, before);
        }
    }
    free(text);
}
END_TEST

/* ---- cancelling */

typedef struct watch {
    int calls, cancel_at;
    char stage[64];
} watch;

static int tell(void *user, const char *stage, double fraction)
{
    watch *self = user;
    ck_assert(fraction <= 1);
    snprintf(self->stage, sizeof self->stage, "%s", stage);
    return ++self->calls >= self->cancel_at;
}

static pship_context *watched(watch *self, int cancel_at)
{
    pship_context *made = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    *self = (watch){.cancel_at = cancel_at};
    options.progress = tell;
    options.progress_user = self;
    ck_assert_int_eq(pship_context_new(&made, &options, NULL), PSHIP_OK);
    return made;
}

enum { MANY = 500 };

static void put_large(const char *name)
{
    FILE *file = fopen(path_of(name), "wb");
    ck_assert_ptr_nonnull(file);
    fprintf(file, "{\"partnership_register\": 1, \"persons\": [{\"id\": \"first\"}");
    for (int i = 0; i < MANY; i++) {
        fprintf(file, ",\n{\"id\": \"p%d\", \"name\": \"Person %d\", \"alias\": [\"a\", \"b\"]}", i,
                i);
    }
    fprintf(file, "]}");
    ck_assert_int_eq(fclose(file), 0);
}

START_TEST(reading_can_be_cancelled_and_leaves_nothing)
{
    watch self;
    put_large("large.json");
    for (int at = 1; at <= 12; at++) {
        pship_error err = PSHIP_ERROR_INIT;
        pship_model *read = NULL;
        pship_table *problems = NULL;
        pship_context *own = watched(&self, at);
        pship_result result =
            pship_register_open(&read, &problems, own, path_of("large.json"), NULL, &err);
        ck_assert_msg(result == PSHIP_E_CANCELLED, "%s after %d calls", pship_result_name(result),
                      self.calls);
        ck_assert_ptr_null(read);
        ck_assert_ptr_null(problems);
        ck_assert_int_eq(self.calls, at);
        ck_assert_str_eq(self.stage, "reading register");
        ck_assert_int_eq(err.code, PSHIP_E_CANCELLED);
        pship_context_free(own);
    }
}
END_TEST

START_TEST(writing_can_be_cancelled_and_leaves_nothing)
{
    watch self;
    pship_error err = PSHIP_ERROR_INIT;
    pship_model *large = NULL;
    put_large("large.json");
    pship_context *own = watched(&self, 1000000);
    ck_assert_int_eq(pship_register_open(&large, NULL, own, path_of("large.json"), NULL, &err),
                     PSHIP_OK);
    ck_assert_int_gt(self.calls, 0);
    self.cancel_at = self.calls + 1;
    ck_assert_int_eq(pship_register_write(large, path_of("out.json"), &err), PSHIP_E_CANCELLED);
    ck_assert_str_eq(self.stage, "writing register");
    ck_assert_int_ne(access(path_of("out.json"), F_OK), 0);
    pship_model_free(large);
    pship_context_free(own);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("register_safety");
    TCase *tcase = tcase_create("memory");
    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, a_folder_of_two_is_read_or_memory_is_short);
    tcase_add_test(tcase, all_problems_are_told_or_memory_is_short);
    tcase_add_test(tcase, what_was_read_only_in_part_is_not_in_the_model);
    tcase_add_test(tcase, a_register_is_read_again_or_memory_is_short);
    tcase_add_test(tcase, a_register_is_written_or_the_old_file_stays);
    tcase_add_test(tcase, json_is_parsed_or_memory_is_short);
    suite_add_tcase(suite, tcase);
    tcase = tcase_create("cancel");
    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, make_folder, remove_folder);
    tcase_add_test(tcase, reading_can_be_cancelled_and_leaves_nothing);
    tcase_add_test(tcase, writing_can_be_cancelled_and_leaves_nothing);
    suite_add_tcase(suite, tcase);
    return suite;
}
