/* Validating a register in which much is wrong, while each allocation fails in turn. */
#include "adapters/register_help.h"
#include "alloc/failing.h"

Suite *test_suite(void);

static heap memory;
static pship_context *context;

static void set_up(void)
{
    context = heap_context(&memory);
    make_folder();
}

static void tear_down(void)
{
    remove_folder();
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}

static pship_result validate(void *data, pship_error *err)
{
    pship_table *found = NULL;
    pship_result result = pship_register_validate(&found, context, data, NULL, err);
    ck_assert((found != NULL) == (result == PSHIP_OK));
    ck_assert(found == NULL || pship_table_rows(found) > 5);
    pship_table_free(found);
    return result;
}

/* Something for the rules that keep lists: cycles, twins, uses, ledgers. */
START_TEST(findings_are_listed_or_memory_is_short)
{
    put_json("a.json",
             "{'partnership_register': 1, 'sources': [{'id': 's'}, {'id': 't', 'title': 'T'}],\n"
             " 'persons': [{'id': 'p', 'name': 'P'}, {'id': 'q', 'name': 'P'}],\n"
             " 'entities': [{'id': 'x', 'kind': 'place', 'part_of': 'y'},\n"
             "  {'id': 'y', 'kind': 'place', 'part_of': 'x'}],\n"
             " 'commitments': [{'id': 'c', 'text': 'C', 'due': 'on due of d'},\n"
             "  {'id': 'd', 'text': 'D', 'due': '1 month after due of c'}],\n"
             " 'agreements': [{'id': 'g', 'acts': [{'type': 'signature', 'date': '2020-03'},\n"
             "  {'type': 'entry_into_force', 'date': '2020-02'}]}],\n"
             " 'figures': [{'id': 'w', 'measure': 'm', 'value': {'value': 1, 'unit': 't'}},\n"
             "  {'id': 'v', 'measure': 'm', 'part_of': 'w', 'value': {'value': 2, 'unit': 't'}},\n"
             "  {'id': 'u', 'measure': 'm', 'value': {'value': 2, 'unit': 'm'}}]}");
    put_json("b.json", "{'partnership_register': 1, 'entities': [\n"
                       "  {'id': 'z', 'kind': 'share', 'venture': 'x', 'percentage': 60},\n"
                       "  {'id': 'zz', 'kind': 'share', 'venture': 'x', 'percentage': 50}]}");
    heap_fail_each(&memory, validate, NULL, folder);
}
END_TEST

START_TEST(problems_of_reading_are_listed_or_memory_is_short)
{
    put_json("a.json", "{'partnership_register': 1, 'persons': [{'id': 'p', 'colour': 1},\n"
                       " {'id': 'q', 'kind': 'x', 'name': 2, 'alias': [3, 4, 5]}]}");
    heap_fail_each(&memory, validate, NULL, folder);
}
END_TEST

static pship_result list_rules(void *data, pship_error *err)
{
    pship_table *rules = NULL;
    pship_result result = pship_validation_rules(&rules, data, err);
    ck_assert((rules != NULL) == (result == PSHIP_OK));
    pship_table_free(rules);
    return result;
}

START_TEST(rules_are_listed_or_memory_is_short)
{
    heap_fail_each(&memory, list_rules, NULL, context);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("alloc_validate");
    TCase *tcase = tcase_create("validate");
    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, findings_are_listed_or_memory_is_short);
    tcase_add_test(tcase, problems_of_reading_are_listed_or_memory_is_short);
    tcase_add_test(tcase, rules_are_listed_or_memory_is_short);
    suite_add_tcase(suite, tcase);
    return suite;
}
