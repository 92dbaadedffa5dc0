/* Closing links and places while each allocation fails in turn. */
#include "corridor/tables.h"
#include <partnership/disruption.h>

/* Behind the others, whose parameters are called so too. */
#include "alloc/fixture.h"

Suite *test_suite(void);

static const network_lines lines = {
    .links = "id,from,to,mode,#time_h\n"
             "ab,a,b,rail,1\nbd,b,d,rail,2\nac,a,c,road,2\ncd,c,d,road,3\nde,d,e,rail,4\n",
    .transfers = "from_mode,to_mode,#time_h\nroad,rail,1\n",
};

typedef struct asked {
    pship_network *network;
    pship_table *pairs, *closures;
} asked;

static pship_result close_them(void *data, pship_error *err)
{
    const asked *of = data;
    pship_table *table = NULL;
    pship_criticality_options options = PSHIP_CRITICALITY_OPTIONS_INIT;
    pship_result result =
        pship_network_criticality(&table, of->network, of->pairs, NULL, &options, err);
    pship_table_free(table);
    if (result != PSHIP_OK)
        return result;
    table = NULL;
    options.closures = of->closures;
    result = pship_network_criticality(&table, of->network, of->pairs, NULL, &options, err);
    ck_assert((table != NULL) == (result == PSHIP_OK));
    pship_table_free(table);
    return result;
}

START_TEST(criticality_is_found_or_memory_is_short)
{
    pship_error err = PSHIP_ERROR_INIT;
    asked of = {NULL, table_of("origin,destination\na,e\nb,d\na,d\n"),
                table_of("closure,part,element\nx,link,ab\nx,place,b\ny,place,d\n")};
    ck_assert_int_eq(network_in(&of.network, context, lines, NULL, &err), PSHIP_OK);
    heap_fail_each(&memory, close_them, NULL, &of);
    pship_table_free(of.pairs);
    pship_table_free(of.closures);
    pship_network_free(of.network);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("alloc_disruption");
    TCase *tests = tcase_create("alloc_disruption");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, criticality_is_found_or_memory_is_short);
    suite_add_tcase(suite, tests);
    return suite;
}
