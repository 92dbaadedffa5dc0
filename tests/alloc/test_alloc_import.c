/* Importing a table, while each allocation fails in turn. */
#include "alloc/failing.h"
#include "scratch.h"
#include <stdio.h>
#include <unistd.h>

Suite *test_suite(void);

static heap memory;
static pship_context *context;
static char path[SCRATCH_SIZE];

static const char mapping[] =
    "{\"partnership_mapping\": 1, \"nulls\": [\"NA\"], \"replace\": [[\"!\", \" \"]], \"source\": "
    "\"s\","
    " \"sources\": [{\"id\": \"s\", \"title\": \"S\"}],"
    " \"properties\": [{\"name\": \"depth\", \"many\": true}], \"order\": [[\"signature\", "
    "\"accession\"]],"
    " \"tables\": {\"states\": {\"kind\": \"state\", \"source\": \"s\", \"rows\": ["
    "{\"id\": \"chad\", \"name\": \"Chad\"}, {\"id\": \"togo\", \"name\": \"Togo\"}]}},"
    " \"entities\": [{\"kind\": \"agreement\", \"id\": \"a-{id|slug}\", \"repeated\": \"another\","
    " \"statements\": {\"title\": {\"value\": \"{t}\", \"words\": {\"x\": \"X\"}, \"other_words\": "
    "true},"
    " \"depth\": {\"each\": {\"columns\": \"d*\"}, \"value\": \"{{@each}}\", \"unless\": \"{t}\"},"
    " \"part_of\": {\"value\": \"a-{of}\", \"kind\": \"agreement\"},"
    " \"party\": {\"value\": \"{p}\", \"split\": \";\", \"split_unknown\": \" and \", \"table\": "
    "\"states\","
    " \"by\": \"name\", \"not_in_table\": {\"kind\": \"party\"}, \"wording\": true}},"
    " \"acts\": [{\"type\": {\"value\": \"{s}\", \"part\": \"after_last_digit\", \"words\": {\"\": "
    "\"signature\","
    " \"a\": \"accession\"}}, \"statements\": {\"date\": {\"value\": \"{s}\", \"part\": "
    "\"to_last_digit\","
    " \"date\": \"YYYY\"}, \"party\": {\"value\": \"{p}\", \"when\": {\"t\": \"x\"}, \"table\": "
    "\"states\","
    " \"by\": \"name\"}}}]}]}";

static const char data[] = "id,t,d1,d2,of,p,s,left\n"
                           "One,x,3,x,two,Chad; Togo and chad,1999,NA\n"
                           "Two,y!z,NA,\"4\n5\",,Peru,2000 a,over\n"
                           "One,x,,,none,Chad and Peru,bad,\n";

static pship_result import(void *unused, pship_error *err)
{
    (void)unused;
    pship_model *model = NULL;
    pship_transaction *transaction = NULL;
    pship_table *report = NULL, *summary = NULL;
    pship_result result = pship_model_new(&model, context, err);
    if (result == PSHIP_OK) {
        result = pship_transaction_begin(&transaction, model, NULL, err);
    }
    if (result == PSHIP_OK) {
        result = pship_import_read(&report, &summary, transaction, path, mapping, NULL, err);
        ck_assert((report != NULL) == (result == PSHIP_OK));
        ck_assert((summary != NULL) == (result == PSHIP_OK));
    }
    if (result == PSHIP_OK) {
        result = pship_transaction_commit(transaction, err);
    }
    if (result == PSHIP_OK) {
        ck_assert_int_eq(pship_model_statement_count(model), 33);
        ck_assert_int_eq(pship_table_rows(report), 8);
    }
    pship_table_free(report);
    pship_table_free(summary);
    pship_transaction_free(transaction);
    pship_model_free(model);
    return result;
}

START_TEST(an_import_is_whole_or_memory_is_short)
{
    context = heap_context(&memory);
    scratch_text(path, data);
    heap_fail_each(&memory, import, NULL, NULL);
    unlink(path);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}
END_TEST

START_TEST(presets_are_listed_or_memory_is_short)
{
    context = heap_context(&memory);
    pship_error err = PSHIP_ERROR_INIT;
    for (long fail_at = 1; memory.fail_at == 0 || memory.failed; fail_at++) {
        pship_table *table = NULL;
        heap_set(&memory, fail_at, true);
        pship_result result = pship_import_presets(&table, context, &err);
        ck_assert_int_eq(result, memory.failed ? PSHIP_E_MEMORY : PSHIP_OK);
        ck_assert((table != NULL) == (result == PSHIP_OK));
        pship_table_free(table);
    }
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("alloc_import");
    TCase *tcase = tcase_create("import");
    tcase_add_test(tcase, an_import_is_whole_or_memory_is_short);
    tcase_add_test(tcase, presets_are_listed_or_memory_is_short);
    suite_add_tcase(suite, tcase);
    return suite;
}
