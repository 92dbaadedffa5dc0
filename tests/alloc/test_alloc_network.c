/* Making networks, listing and changing them, while each allocation fails in turn. */
#include "corridor/tables.h"

/* Behind the others, whose parameters are called so too. */
#include "alloc/fixture.h"

Suite *test_suite(void);

static const network_lines lines = {
    .links = "id,from,to,mode,?both_ways,#length_km,#time_h,#lanes\n"
             "ferry,Aktau,Alat,sea,true,450,20,\n"
             "line,Alat,Baku,rail,false,70,,2\n"
             "road,Alat,Baku,road,,75,1.5,4\n",
    .places = "id,name,country,#longitude,#latitude,#time_h\n"
              "Aktau,Aktau,KAZ,51,43,24\nAlat,Port of Alat,,,,12\nBaku,,,,,\n",
    .transfers = "place,from_mode,to_mode,#time_h,?closed\n,sea,rail,10,\nAlat,sea,rail,8,true\n",
    .timetables = "link,#departs_h\nferry,4\nroad,50\n",
    .quantiles = "part,element,#probability,#time_h\nlink,ferry,0.5,21\n",
    .sources = "part,element,attribute,source\nlink,ferry,time_h,a timetable\n",
};

static pship_result list_all(const pship_network *network, pship_error *err)
{
    static const network_list lists[] = {pship_network_links,     pship_network_places,
                                         pship_network_transfers, pship_network_timetables,
                                         pship_network_quantiles, pship_network_sources};
    pship_result result = PSHIP_OK;
    for (int i = 0; i < 6 && result == PSHIP_OK; i++) {
        pship_table *table = NULL;
        result = lists[i](&table, network, err);
        pship_table_free(table);
    }
    return result;
}

static pship_result make(void *data, pship_error *err)
{
    pship_network *network = NULL;
    pship_result result = network_in(&network, context, lines, "USD", err);
    (void)data;
    ck_assert((network != NULL) == (result == PSHIP_OK));
    if (result == PSHIP_OK)
        result = list_all(network, err);
    pship_network_free(network);
    return result;
}

static pship_network *given;

static pship_result change(void *data, pship_error *err)
{
    static const pship_network_change_step first[] = {
        {"link", "ferry", "time_h", PSHIP_NETWORK_ADD, 1},
        {"link", "line", "fee", PSHIP_NETWORK_SET, 1},
        {"transfer", "*: sea to rail", NULL, PSHIP_NETWORK_CLOSE, 0}};
    static const pship_network_change_step second[] = {
        {"link", "ferry", "time_h", PSHIP_NETWORK_ADD, 1},
        {"transfer", "Alat: sea to rail", NULL, PSHIP_NETWORK_CLOSE, 0},
        {"link", "ferry back", NULL, PSHIP_NETWORK_CLOSE, 0},
        {"place", "Baku", NULL, PSHIP_NETWORK_CLOSE, 0}};
    pship_network *one = NULL, *two = NULL;
    (void)data;
    pship_result result = pship_network_change(&one, given, first, 3, err);
    if (result == PSHIP_OK)
        result = pship_network_change(&two, one, second, 4, err);
    ck_assert((two != NULL) == (result == PSHIP_OK));
    pship_network_free(one);
    pship_network_free(two);
    return result;
}

START_TEST(networks_are_made_or_memory_is_short)
{
    heap_fail_each(&memory, make, NULL, NULL);
}
END_TEST

START_TEST(networks_are_changed_or_memory_is_short)
{
    pship_error err = PSHIP_ERROR_INIT;
    ck_assert_int_eq(network_in(&given, context, lines, NULL, &err), PSHIP_OK);
    heap_fail_each(&memory, change, NULL, NULL);
    pship_network_free(given);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("alloc_network");
    TCase *tests = tcase_create("alloc_network");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, networks_are_made_or_memory_is_short);
    tcase_add_test(tests, networks_are_changed_or_memory_is_short);
    suite_add_tcase(suite, tests);
    return suite;
}
