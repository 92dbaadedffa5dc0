/* Networks of tables: what they are made of comes back as it was told. */
#include "corridor/tables.h"

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

static const network_lines crossing = {
    .links = "id,from,to,mode,?both_ways,#length_km,#time_h,%lanes,remark\n"
             "ferry,Aktau,Alat,sea,true,450,20,,slow\n"
             "line,Alat,Baku,rail,false,70,,2,\n"
             "road,Alat,Baku,road,,75,1.5,4,\n",
    .places = "id,name,country,kind,#longitude,#latitude,#time_h,#fee\n"
              "Aktau,,KAZ,port,51.2,43.6,24,5\n"
              "Alat,Port of Alat,AZE,port,,,12.5,\n"
              "Baku,,,,,,,\n",
    .transfers = "place,from_mode,to_mode,?both_ways,#time_h,#capacity_t,?closed\n"
                 ",sea,rail,true,10,,\n"
                 "Alat,sea,rail,,8,15000000,\n"
                 "Aktau,rail,road,,1,,true\n",
    .timetables = "link,#departs_h\nferry,100\nferry,4\nferry back,50\n",
    .quantiles = "part,element,#probability,#time_h\n"
                 "transfer,Alat: sea to rail,0.9,20\n"
                 "link,ferry back,0.5,21\n"
                 "transfer,*: rail to sea,0.9,20\n"
                 "link,ferry back,0.1,18\n",
    .sources = "part,element,attribute,source,?assumed,#low,#high\n"
               "link,line,lanes,a map,,,\n"
               "place,Alat,time_h,,true,10,20\n"
               "place,Alat,fee,the tariff,,,\n",
};

START_TEST(what_is_told_comes_back)
{
    pship_network *network = network_of(crossing);
    list_is(network, pship_network_places,
            "id,name,country,kind,longitude,latitude,time_h,fee\n"
            "Aktau,-,KAZ,port,51.2,43.6,24,5\n"
            "Alat,Port of Alat,AZE,port,-,-,12.5,-\n"
            "Baku,-,-,-,-,-,-,-\n");
    list_is(network, pship_network_links,
            "id,from,to,mode,length_km,time_h,lanes\n"
            "ferry,Aktau,Alat,sea,450,20,-\n"
            "ferry back,Alat,Aktau,sea,450,20,-\n"
            "line,Alat,Baku,rail,70,-,2\n"
            "road,Alat,Baku,road,75,1.5,4\n");
    list_is(network, pship_network_transfers,
            "place,from_mode,to_mode,closed,time_h,capacity_t\n"
            "-,sea,rail,false,10,-\n"
            "-,rail,sea,false,10,-\n"
            "Alat,sea,rail,false,8,15000000\n"
            "Aktau,rail,road,true,1,-\n");
    list_is(network, pship_network_timetables,
            "link,departs_h\nferry,4\nferry,100\nferry back,50\n");
    list_is(network, pship_network_quantiles,
            "part,element,probability,time_h\n"
            "link,ferry back,0.1,18\n"
            "link,ferry back,0.5,21\n"
            "transfer,*: rail to sea,0.9,20\n"
            "transfer,Alat: sea to rail,0.9,20\n");
    list_is(network, pship_network_sources,
            "part,element,attribute,value,source,assumed,low,high\n"
            "place,Alat,time_h,12.5,-,true,10,20\n"
            "place,Alat,fee,-,the tariff,false,-,-\n"
            "link,line,lanes,2,a map,false,-,-\n");
    ck_assert_int_eq(pship_network_place_count(network), 3);
    ck_assert_int_eq(pship_network_link_count(network), 4);
    pship_network_free(network);
}
END_TEST

/* All tables of a network, and the network of these. */
static pship_network *again(const pship_network *network)
{
    static const network_list lists[] = {pship_network_links,     pship_network_places,
                                         pship_network_transfers, pship_network_timetables,
                                         pship_network_quantiles, pship_network_sources};
    pship_table *made[6] = {NULL};
    pship_network *copy = NULL;
    pship_network_about about = pship_network_describe(network);
    pship_network_tables tables = pship_network_tables_init();
    for (int i = 0; i < 6; i++)
        ck_assert_int_eq(lists[i](&made[i], network, err), PSHIP_OK);
    tables.links = made[0];
    tables.places = made[1];
    tables.transfers = made[2];
    tables.timetables = made[3];
    tables.quantiles = made[4];
    tables.sources = made[5];
    ck_assert_msg(pship_network_from_tables(&copy, NULL, &tables, &about, err) == PSHIP_OK, "%s",
                  err->message);
    for (int i = 0; i < 6; i++)
        pship_table_free(made[i]);
    return copy;
}

START_TEST(a_network_can_be_made_of_its_own_tables)
{
    pship_network *network = network_of(crossing), *copy = again(network);
    list_is(copy, pship_network_links,
            "id,from,to,mode,length_km,time_h,lanes\n"
            "ferry,Aktau,Alat,sea,450,20,-\n"
            "ferry back,Alat,Aktau,sea,450,20,-\n"
            "line,Alat,Baku,rail,70,-,2\n"
            "road,Alat,Baku,road,75,1.5,4\n");
    list_is(copy, pship_network_transfers,
            "place,from_mode,to_mode,closed,time_h,capacity_t\n"
            "-,sea,rail,false,10,-\n"
            "-,rail,sea,false,10,-\n"
            "Alat,sea,rail,false,8,15000000\n"
            "Aktau,rail,road,true,1,-\n");
    list_is(copy, pship_network_sources,
            "part,element,attribute,value,source,assumed,low,high\n"
            "place,Alat,time_h,12.5,-,true,10,20\n"
            "place,Alat,fee,-,the tariff,false,-,-\n"
            "link,line,lanes,2,a map,false,-,-\n");
    ck_assert_uint_eq(copy->quantile_count, 4);
    ck_assert_uint_eq(copy->departure_count, 3);
    ck_assert_str_eq(pship_network_describe(copy).currency, "USD");
    pship_network_free(network);
    pship_network_free(copy);
}
END_TEST

START_TEST(places_may_be_called_by_numbers)
{
    pship_network *network =
        network_of((network_lines){.links = "%from,%to,#box_rate,?toll\n"
                                            "7,12,0.5,true\n"
                                            "12,7,,false\n"
                                            "7,12,2,\n",
                                   .timetables = "%link,#departs_h\n2,167.5\n"});
    list_is(network, pship_network_places,
            "id,name,country,kind,longitude,latitude\n7,-,-,-,-,-\n12,-,-,-,-,-\n");
    list_is(network, pship_network_links,
            "id,from,to,mode,box_rate,toll\n"
            "1,7,12,-,0.5,1\n"
            "2,12,7,-,-,0\n"
            "3,7,12,-,2,-\n");
    list_is(network, pship_network_timetables, "link,departs_h\n2,167.5\n");
    list_is(network, pship_network_transfers, "place,from_mode,to_mode,closed\n");
    pship_network_free(network);
}
END_TEST

START_TEST(links_without_ids_that_lead_both_ways_are_called_by_their_rows)
{
    pship_network *network = network_of(
        (network_lines){.links = "from,to,?both_ways,#time_h\na,b,false,1\nb,c,true,2\nc,d,,3\n"});
    list_is(network, pship_network_links,
            "id,from,to,mode,time_h\n"
            "1,a,b,-,1\n"
            "2,b,c,-,2\n"
            "2 back,c,b,-,2\n"
            "3,c,d,-,3\n");
    ck_assert_uint_eq(pship__network_link(network, "3"), 3);
    pship_network_free(network);
}
END_TEST

START_TEST(money_has_the_unit_of_the_network)
{
    pship_table *links = NULL;
    pship_network *network = network_of((network_lines){
        .links = "from,to,#rate,#fee,#box_rate,#box_fee,#capacity_bcm,#height\na,b,1,2,3,4,5,6\n"});
    static const char *const units[] = {NULL,    NULL,         NULL,      NULL,       "USD/t/km",
                                        "USD/t", "USD/TEU/km", "USD/TEU", "bcm/year", NULL};
    ck_assert_int_eq(pship_network_links(&links, network, err), PSHIP_OK);
    for (int32_t i = 0; i < 10; i++) {
        const char *unit = pship_table_column_unit(links, i);
        if (units[i])
            ck_assert_str_eq(unit, units[i]);
        else
            ck_assert_ptr_null(unit);
    }
    pship_table_free(links);
    pship_network_free(network);
}
END_TEST

/* ---- refusals */

static const struct {
    network_lines lines;
    pship_result result;
    const char *message;
} refusals[] = {
    {{.links = "from\na\n"}, PSHIP_E_NOT_FOUND, "the table of links has no column \"to\""},
    {{.links = "from,?to\na,true\n"},
     PSHIP_E_INVALID,
     "the column \"to\" of the table of links does not hold text"},
    {{.links = "from,to,both_ways\na,b,yes\n"},
     PSHIP_E_INVALID,
     "the column \"both_ways\" of the table of links does not hold true or false"},
    {{.links = "from,to,time_h\na,b,3\n"},
     PSHIP_E_INVALID,
     "the column \"time_h\" of the table of links does not hold numbers"},
    {{.links = "from,to,?time_h\na,b,true\n"},
     PSHIP_E_INVALID,
     "the column \"time_h\" of the table of links does not hold numbers"},
    {{.links = "from,to\na,b\na,,\n"},
     PSHIP_E_INVALID,
     "row 2 of links: the id of a place is empty"},
    {{.links = "id,from,to\nx,a,b\n,a,b\n"},
     PSHIP_E_INVALID,
     "row 2 of links: the id of a link is empty"},
    {{.links = "id,from,to\nx,a,b\nx,a,b\n"},
     PSHIP_E_INVALID,
     "row 2 of links: two links have the id \"x\""},
    {{.links = "from,to,#time_h\na,b,1\na,b,-1\n"},
     PSHIP_E_INVALID,
     "row 2 of links: time_h of link \"2\" is negative"},
    {{.links = "from,to\na,b\na,c\n", .places = "id\na\nb\n"},
     PSHIP_E_NOT_FOUND,
     "row 2 of links: there is no place \"c\""},
    {{.links = "from,to\na,b\n", .places = "id\na\nb\na\n"},
     PSHIP_E_INVALID,
     "row 3 of places: two places have the id \"a\""},
    {{.links = "from,to\na,b\n", .places = "id,#latitude\na,91\n"},
     PSHIP_E_INVALID,
     "row 1 of places: the latitude of place \"a\" is not from -90 to 90 degrees"},
    {{.links = "from,to\na,b\n", .places = "id,#longitude,#latitude\na,,\nb,7,\n"},
     PSHIP_E_INVALID,
     "row 2 of places: place \"b\" has a longitude and no latitude: both are told, or neither"},
    {{.links = "from,to\na,b\n", .places = "id,#latitude\na,7\n"},
     PSHIP_E_INVALID,
     "row 1 of places: place \"a\" has a latitude and no longitude: both are told, or neither"},
    {{.links = "from,to\na,b\n", .transfers = "from_mode,to_mode\nrail,sea\nrail,\n"},
     PSHIP_E_INVALID,
     "row 2 of transfers: a transfer is from one mode to another: one is missing"},
    {{.links = "from,to\na,b\n", .transfers = "place,from_mode,to_mode\nz,rail,sea\n"},
     PSHIP_E_NOT_FOUND,
     "row 1 of transfers: there is no place \"z\""},
    {{.links = "from,to\na,b\n", .transfers = "place,from_mode,to_mode\nb,rail,sea\nb,rail,sea\n"},
     PSHIP_E_INVALID,
     "row 2 of transfers: there are two transfers \"b: rail to sea\""},
    {{.links = "from,to\na,b\n", .timetables = "link,#departs_h\n2,4\n"},
     PSHIP_E_NOT_FOUND,
     "row 1 of timetables: there is no link \"2\""},
    {{.links = "from,to\na,b\n", .timetables = "link,#departs_h\n1,\n"},
     PSHIP_E_INVALID,
     "row 1 of timetables: a departure of link \"1\" is not in the week: hours are from 0 to below "
     "168"},
    {{.links = "from,to\na,b\n", .quantiles = "part,element,#probability,#time_h\nnode,a,1,1\n"},
     PSHIP_E_INVALID,
     "row 1 of quantiles: the part of the network is not \"place\", \"link\" or \"transfer\""},
    {{.links = "from,to\na,b\n",
      .quantiles = "part,element,#probability,#time_h\nplace,a,1,1\ntransfer,a: x to y,1,1\n"},
     PSHIP_E_NOT_FOUND,
     "row 2 of quantiles: there is no transfer \"a: x to y\""},
    {{.links = "from,to\na,b\n",
      .quantiles = "part,element,#probability,#time_h\nplace,a,0.5,2\nplace,a,0.6,1\n"},
     PSHIP_E_INVALID,
     "the quantiles of place \"a\" fall"},
    {{.links = "from,to\na,b\n", .sources = "part,element,attribute,source\nlink,1,height,x\n"},
     PSHIP_E_NOT_FOUND,
     "row 1 of sources: there is no column \"height\""},
    {{.links = "from,to\na,b\n", .sources = "part,element,attribute,source\nlink,9,fee,x\n"},
     PSHIP_E_NOT_FOUND,
     "row 1 of sources: there is no link \"9\""},
};

START_TEST(what_cannot_be_is_refused)
{
    pship_network *network = NULL;
    ck_assert_int_eq(network_in(&network, NULL, refusals[_i].lines, NULL, err),
                     refusals[_i].result);
    ck_assert_str_eq(err->message, refusals[_i].message);
    ck_assert_ptr_null(network);
}
END_TEST

START_TEST(a_network_needs_a_table_of_links)
{
    pship_network_tables tables = PSHIP_NETWORK_TABLES_INIT;
    pship_network *network = NULL;
    ck_assert_int_eq(pship_network_from_tables(&network, NULL, &tables, NULL, err),
                     PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_network_from_tables(&network, NULL, NULL, NULL, err), PSHIP_E_ARGUMENT);
    ck_assert_ptr_null(network);
}
END_TEST

START_TEST(texts_with_zero_bytes_are_refused)
{
    static const pship__column_spec columns[] = {{"from", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"to", PSHIP_COLUMN_UTF8, NULL, 0}};
    pship__table_builder *builder;
    pship_table *table = NULL;
    pship_network *network = NULL;
    pship_network_tables tables = PSHIP_NETWORK_TABLES_INIT;
    ck_assert_int_eq(pship__table_builder_new(&builder, NULL, columns, 2, err), PSHIP_OK);
    pship__add_text_n(builder, "a\0b", 3);
    pship__add_text(builder, "c");
    ck_assert_int_eq(pship__table_builder_finish(builder, &table, err), PSHIP_OK);
    tables.links = table;
    ck_assert_int_eq(pship_network_from_tables(&network, NULL, &tables, NULL, err),
                     PSHIP_E_INVALID);
    ck_assert_str_eq(err->message, "row 1 of links: a text holds a zero byte");
    pship_table_free(table);
}
END_TEST

/* ---- cancelling */

static int stop(void *user, const char *stage, double fraction)
{
    int *calls = user;
    ck_assert(fraction >= 0 && fraction <= 1);
    ck_assert_ptr_nonnull(stage);
    return --*calls < 0;
}

START_TEST(making_and_listing_can_be_cancelled)
{
    int calls = 0;
    pship_context *context = NULL;
    pship_network *network = NULL;
    pship_table *table = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    options.progress = stop;
    options.progress_user = &calls;
    ck_assert_int_eq(pship_context_new(&context, &options, err), PSHIP_OK);
    ck_assert_int_eq(network_in(&network, context, crossing, NULL, err), PSHIP_E_CANCELLED);
    ck_assert_ptr_null(network);
    calls = 1000;
    ck_assert_int_eq(network_in(&network, context, crossing, NULL, err), PSHIP_OK);
    calls = 0;
    ck_assert_int_eq(pship_network_links(&table, network, err), PSHIP_E_CANCELLED);
    ck_assert_int_eq(pship_network_sources(&table, network, err), PSHIP_E_CANCELLED);
    ck_assert_ptr_null(table);
    pship_network_free(network);
    pship_context_free(context);
}
END_TEST

#define COUNT_OF(list) ((int)(sizeof(list) / sizeof *(list)))

Suite *test_suite(void)
{
    Suite *suite = suite_create("network");
    TCase *tests = tcase_create("network");
    tcase_add_test(tests, what_is_told_comes_back);
    tcase_add_test(tests, a_network_can_be_made_of_its_own_tables);
    tcase_add_test(tests, places_may_be_called_by_numbers);
    tcase_add_test(tests, links_without_ids_that_lead_both_ways_are_called_by_their_rows);
    tcase_add_test(tests, money_has_the_unit_of_the_network);
    tcase_add_loop_test(tests, what_cannot_be_is_refused, 0, COUNT_OF(refusals));
    tcase_add_test(tests, a_network_needs_a_table_of_links);
    tcase_add_test(tests, texts_with_zero_bytes_are_refused);
    tcase_add_test(tests, making_and_listing_can_be_cancelled);
    suite_add_tcase(suite, tests);
    return suite;
}
