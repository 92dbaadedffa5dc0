/* Reading flow files while each allocation fails in turn. */
#include "alloc/failing.h"
#include "trade/flow_text.h"

Suite *test_suite(void);

static heap memory;
static pship_context *context;

static void set_up(void)
{
    flow_set_up();
    context = heap_context(&memory);
}

static void tear_down(void)
{
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
    flow_tear_down();
}

static pship_result read_file(void *data, pship_error *err)
{
    pship_flows *flows = NULL;
    pship_table *problems = NULL;
    pship_result result = pship_flows_read(&flows, &problems, context, flow_path, data, err);
    ck_assert((flows != NULL) == (result == PSHIP_OK));
    ck_assert((problems != NULL) == (result == PSHIP_OK));
    pship_flows_free(flows);
    pship_table_free(problems);
    return result;
}

START_TEST(reading_leaves_nothing_behind)
{
    static const char text[] = "t,i,note,j,k,v,q\n2023,1,\"a \"\"b\",2,010121,3.5,NA\n"
                               "2023,1,,2,270900,-1,2\n2023,1,,2\n2024,a long country,,2,01,1,2\n";
    pship_flow_file_options options = PSHIP_FLOW_FILE_OPTIONS_INIT;
    options.most_bad_rows = -1;
    put_bytes(text, sizeof text - 1);
    heap_fail_each(&memory, read_file, NULL, &options);
}
END_TEST

START_TEST(failing_leaves_nothing_behind)
{
    static const char *const texts[] = {"", "t,i\n", "t,i,j,k,v,q\n1,2,3,4,-5,6\n",
                                        "t,i,j,k,v,q\n1,2,3,4,\"5,6\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        pship_error err = PSHIP_ERROR_INIT;
        long before = memory.blocks;
        put_bytes(texts[i], strlen(texts[i]));
        ck_assert_int_ne(read_file(NULL, &err), PSHIP_OK);
        ck_assert_int_eq(memory.blocks, before);
    }
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("alloc_flow_file");
    TCase *tests = tcase_create("alloc_flow_file");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, reading_leaves_nothing_behind);
    tcase_add_test(tests, failing_leaves_nothing_behind);
    suite_add_tcase(suite, tests);
    return suite;
}
