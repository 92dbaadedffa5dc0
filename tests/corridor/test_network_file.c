/* Networks as CSV and TNTP: what cells mean, what is refused and where, and writing what is read back the same. */
#include "corridor/network_help.h"

#include <sys/stat.h>

Suite *test_suite(void);

/* ---- CSV */

START_TEST(links_are_read_with_their_numbers_and_make_their_places)
{
    pship_table *problems = NULL;
    pship_network *network = must_read(put("links.csv", "from,to,mode,length_km,time_h,wagons\n"
                                                        "Alat,Aktau,ferry,460,18.5,\n"
                                                        "Aktau,Alat,ferry,460,,54\n"
                                                        "Alat,Alat,,0,NA,NaN\n"),
                                       NULL, &problems);
    expect_list(
        network, pship_network_links,
        "id from to mode length_km time_h wagons\n"
        "1 Alat Aktau ferry 460 18.5 -\n2 Aktau Alat ferry 460 - 54\n3 Alat Alat - 0 - -\n");
    expect_list(network, pship_network_places,
                "id name country kind longitude latitude\nAlat - - - - -\nAktau - - - - -\n");
    expect_problems(problems, "");
    pship_network_free(network);
}
END_TEST

START_TEST(places_and_transfers_stand_in_files_beside)
{
    pship_network_file_options options = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    options.places = put("places.csv", "id;name;country;kind;longitude;latitude;time_h;status\n"
                                       "AZALA;Ələt;AZ;port;49.41;39.94;24;open\n"
                                       "KZAAU;;KZ;port;;;48;open\n");
    options.transfers = put("transfers.csv", "place,from_mode,to_mode,both_ways,time_h,fee\n"
                                             "AZALA,rail,ferry,yes,12,3.5\n,rail,road,no,6,\n");
    options.name = "Caspian";
    options.currency = "USD";
    pship_table *problems = NULL;
    pship_network *network = must_read(
        put("links.csv", "id,from,to,mode,both_ways\nf,AZALA,KZAAU,ferry,true\nr,AZALA,KZAAU,,0\n"),
        &options, &problems);
    expect_list(
        network, pship_network_links,
        "id from to mode\nf AZALA KZAAU ferry\nf back KZAAU AZALA ferry\nr AZALA KZAAU -\n");
    expect_list(network, pship_network_places,
                "id name country kind longitude latitude time_h\n"
                "AZALA Ələt AZ port 49.41 39.94 24\nKZAAU - KZ port - - 48\n");
    expect_list(network, pship_network_transfers,
                "place from_mode to_mode closed time_h fee\nAZALA rail ferry false 12 3.5\n"
                "AZALA ferry rail false 12 3.5\n- rail road false 6 -\n");
    expect_problems(problems, "1:48 status column\n");
    ck_assert_str_eq(pship_network_describe(network).name, "Caspian");
    ck_assert_str_eq(pship_network_describe(network).currency, "USD");
    pship_network_free(network);
}
END_TEST

START_TEST(columns_may_be_called_otherwise)
{
    static const char *const columns[] = {"from=Start", "to=End", "time_h=hours", "fee=cost/TEU"};
    pship_network_file_options options = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    options.columns = columns;
    options.column_count = 4;
    options.mode = "rail";
    options.both_ways = true;
    const char *path = put("a", "End\thours\tcost/TEU\tStart\nPoti\t30\t220\tBaku\n");
    pship_network *network = must_read(path, &options, NULL);
    expect_list(network, pship_network_links,
                "id from to mode time_h fee\n1 Baku Poti rail 30 220\n2 Poti Baku rail 30 220\n");
    pship_network_free(network);
    options.columns = (const char *const[]){"from=Start", "to=End", "time_h=hrs"};
    options.column_count = 3;
    expect_refusal(path, path, &options, PSHIP_E_INVALID, 0, 0, "no column 'hrs'");
    options.columns = (const char *const[]){"hours"};
    options.column_count = 1;
    expect_refusal(path, NULL, &options, PSHIP_E_ARGUMENT, 0, 0, "'hours'");
}
END_TEST

#define LINKS "id,from,to,mode,both_ways,length_km,speed_km_h,opens_h,own\n"

START_TEST(what_is_wrong_in_csv_is_told_with_its_place)
{
    static const refused_text cases[] = {
        {"", PSHIP_E_SYNTAX, 1, 1, "the file is empty"},
        {"from,too\n", PSHIP_E_INVALID, 1, 1, "no column 'to'"},
        {"from,to,from\n", PSHIP_E_INVALID, 1, 9, "two columns 'from'"},
        {"from,to,own,own\n", PSHIP_E_INVALID, 1, 13, "two columns 'own'"},
        {LINKS "1,A,B\n", PSHIP_E_SYNTAX, 2, 1, "as many cells"},
        {LINKS "1,A,B,,,1,1,1,1,1\n", PSHIP_E_SYNTAX, 2, 1, "as many cells"},
        {LINKS "1,,B,,,1,1,1,1\n", PSHIP_E_SYNTAX, 2, 3, "the id of a place"},
        {LINKS "1,A,,,,1,1,1,1\n", PSHIP_E_SYNTAX, 2, 5, "the id of a place"},
        {LINKS ",A,B,,,1,1,1,1\n", PSHIP_E_SYNTAX, 2, 1, "the id of a link"},
        {LINKS "1,A,B,,maybe,1,1,1,1\n", PSHIP_E_SYNTAX, 2, 8, "true or false"},
        {LINKS "1,A,B,,,far,1,1,1\n", PSHIP_E_SYNTAX, 2, 9, "'far' cannot be taken"},
        {LINKS "1,A,B,,,-1,1,1,1\n", PSHIP_E_SYNTAX, 2, 9, "not negative"},
        {LINKS "1,A,B,,,1e400,1,1,1\n", PSHIP_E_SYNTAX, 2, 9, "a number"},
        {LINKS "1,A,B,,,inf,1,1,1\n", PSHIP_E_SYNTAX, 2, 9, "a number"},
        {LINKS "1,A,B,,,1,0,1,1\n", PSHIP_E_SYNTAX, 2, 11, "a speed above zero"},
        {LINKS "1,A,B,,,1,1,25,1\n", PSHIP_E_SYNTAX, 2, 13, "0 to 24"},
        {LINKS "1,A,B,,,1,1,1,1\n2,A,B,,,1,1,1,x\n", PSHIP_E_SYNTAX, 3, 15, "'x'"},
        {LINKS "1,A,B,,,1,1,1,1\n1,B,A,,,1,1,1,1\n", PSHIP_E_SYNTAX, 3, 1, "no other link"},
        {LINKS "1 back,A,B,,,1,1,1,\n1,B,A,,1,1,1,1,\n", PSHIP_E_SYNTAX, 3, 1, "no other link"},
        {LINKS "1,A,\"B,,,1,1,1,1\n", PSHIP_E_SYNTAX, 2, 5, "never closed"},
        {LINKS "1,A,\xff,,,1,1,1,1\n", PSHIP_E_SYNTAX, 2, 5, "UTF-8"},
    };
    expect_refused("a.csv", cases, sizeof cases / sizeof *cases);
}
END_TEST

START_TEST(bad_rows_that_are_tolerated_are_left_out_and_listed)
{
    pship_network_file_options options = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    pship_table *problems = NULL;
    const char *path = put("a.csv", "id,from,to,time_h,note\n1,A,B,1,new\n2,A,B,-1,old\n"
                                    "1,B,C,4,\n3,B,C,,\n");
    options.most_bad_rows = 2;
    pship_network *network = must_read(path, &options, &problems);
    expect_list(network, pship_network_links, "id from to mode time_h\n1 A B - 1\n3 B C - -\n");
    expect_problems(problems, "1:19 note column\n3:7 -1 negative\n4:1 1 repeated\n");
    pship_network_free(network);
    options.most_bad_rows = 1;
    expect_refusal(path, path, &options, PSHIP_E_SYNTAX, 4, 1, "'1' cannot be taken");
}
END_TEST

START_TEST(links_lead_to_places_that_are_known)
{
    pship_network_file_options options = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    const char *path = put("a.csv", "from,to\nA,B\nA,C\n");
    options.places = put("places.csv", "id\nA\nB\n");
    expect_refusal(path, path, &options, PSHIP_E_SYNTAX, 3, 3, "a place that is known");
    options.places = put("places.csv", "id\nA\nB\nA\n");
    expect_refusal(path, options.places, &options, PSHIP_E_SYNTAX, 4, 1, "no other place");
    options.places = put("places.csv", "id,longitude,latitude\nA,181,0\n");
    expect_refusal(path, options.places, &options, PSHIP_E_SYNTAX, 2, 3, "-180 to 180");
    options.places = put("places.csv", "id,longitude,latitude\nA,180,x\n");
    expect_refusal(path, options.places, &options, PSHIP_E_SYNTAX, 2, 7, "-90 to 90");
    options.places = put("places.csv", "id,longitude,latitude\nA,,\nB,180,\n");
    expect_refusal(path, options.places, &options, PSHIP_E_SYNTAX, 3, 7,
                   "'' cannot be taken: expected a longitude and a latitude, or neither");
    options.places = put("places.csv", "latitude,id,longitude\n1,A,NA\n");
    expect_refusal(path, options.places, &options, PSHIP_E_SYNTAX, 2, 5,
                   "'NA' cannot be taken: expected a longitude and a latitude, or neither");
    options.places = put("places.csv", "id,latitude\nA,1\n");
    expect_refusal(path, options.places, &options, PSHIP_E_SYNTAX, 2, 3,
                   "'1' cannot be taken: expected a longitude and a latitude, or neither");
    options.places = put("places.csv", "id\nA\nB\nC\n");
    options.transfers = put("transfers.csv", "from_mode,to_mode,place\nrail,road,D\n");
    expect_refusal(path, options.transfers, &options, PSHIP_E_SYNTAX, 2, 11, "that is known");
    options.transfers = put("transfers.csv", "from_mode,to_mode,place\nrail,road,\nrail,road,\n");
    expect_refusal(path, options.transfers, &options, PSHIP_E_SYNTAX, 3, 1, "not there");
    options.transfers = put("transfers.csv", "from_mode,to_mode\nrail,\n");
    expect_refusal(path, options.transfers, &options, PSHIP_E_SYNTAX, 2, 6, "a mode");
}
END_TEST

START_TEST(more_modes_than_there_may_be_are_refused_where_they_are)
{
    char text[8192] = "from,to,mode\n";
    for (int i = 0; i < 300; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "A,B,m%d\n", i);
    const char *path = put("a.csv", text);
    expect_refusal(path, path, NULL, PSHIP_E_LIMIT, 257, 1, "more than 255 modes");
}
END_TEST

START_TEST(links_are_written_as_csv)
{
    pship_network *network = must_read(
        put("a.csv", "from,to,mode,length_km,id\nA,\"B, C\",rail,0.1,x\nA,A,,,y\n"), NULL, NULL);
    must_write(network, path_of("b.csv"), NULL);
    expect_file(path_of("b.csv"),
                "id,from,to,mode,length_km\r\nx,A,\"B, C\",rail,0.1\r\ny,A,A,,\r\n");
    pship_network *again = must_read(path_of("b.csv"), NULL, NULL);
    expect_same(network, again);
    pship_network_free(again);
    pship_network_free(network);
}
END_TEST

/* ---- TNTP */

#define META(zones, nodes, first, links) \
    "<NUMBER OF ZONES> " #zones "\t\t\n<NUMBER OF NODES> " #nodes "\n<FIRST THRU NODE> " #first \
    "\n<NUMBER OF LINKS> " #links "\n<ORIGINAL HEADER>~ \tInit node \n<END OF METADATA>\t\n\n"
#define HEADER \
    "~ \tinit_node\tterm_node\tcapacity\tlength\tfree_flow_time\tb\tpower\tspeed\ttoll\t" \
    "link_type\t;\n"

static const char small[] = META(2, 4, 3, 3) HEADER "\t1\t3\t9000\t5280\t1.5\t0.15\t4\t0\t0\t1\t;\n"
                                                    "\t3\t4\t9000\t1000\t0\t0.15\t4\t30\t2\t1;\n"
                                                    " 4 2 1 1e3 2 0.15 4 60 0 3\n";

START_TEST(tntp_keeps_its_columns_and_says_which_places_are_zones_and_cannot_be_passed)
{
    pship_table *problems = NULL;
    pship_network *network = must_read(put("a_net.tntp", small), NULL, &problems);
    expect_list(network, pship_network_places,
                "id name country kind longitude latitude through\n1 - - zone - - 0\n"
                "2 - - zone - - 0\n3 - - - - - 1\n4 - - - - - 1\n");
    expect_list(network, pship_network_links,
                "id from to mode capacity length free_flow_time b power speed toll link_type\n"
                "1 1 3 - 9000 5280 1.5 0.15 4 0 0 1\n2 3 4 - 9000 1000 0 0.15 4 30 2 1\n"
                "3 4 2 - 1 1000 2 0.15 4 60 0 3\n");
    expect_problems(problems, "");
    pship_network_free(network);
}
END_TEST

START_TEST(tntp_has_hours_and_kilometres_where_its_units_are_told)
{
    pship_network_file_options options = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    options.length_unit = "ft";
    options.time_unit = "min";
    options.speed_unit = "ft/min";
    options.mode = "road";
    pship_network *network = must_read(put("a_net.tntp", small), &options, NULL);
    pship_table *links = must_list(network, pship_network_links);
    int32_t length = pship_table_find(links, "length_km"), time = pship_table_find(links, "time_h");
    int32_t speed = pship_table_find(links, "speed_km_h");
    ck_assert_double_eq_tol(pship_table_number(links, length, 0), 1.609344, 1e-12);
    ck_assert_double_eq_tol(pship_table_number(links, time, 0), 0.025, 1e-15);
    ck_assert(pship_table_is_null(links, speed, 0));
    ck_assert_double_eq_tol(pship_table_number(links, speed, 1), 0.54864, 1e-12);
    pship_table_free(links);
    pship_network_free(network);
    options.speed_unit = "mph";
    network = must_read(path_of("a_net.tntp"), &options, NULL);
    links = must_list(network, pship_network_links);
    ck_assert_double_eq_tol(pship_table_number(links, speed, 1), 48.28032, 1e-12);
    pship_table_free(links);
    pship_network_free(network);
    options.time_unit = "furlong";
    expect_refusal(path_of("a_net.tntp"), NULL, &options, PSHIP_E_INVALID, 0, 0, "'furlong'");
}
END_TEST

START_TEST(nodes_beside_the_links_have_coordinates_of_whatever_kind)
{
    put("a_node.tntp", "Node\tX\tY\t;\n1\t-96.77\t43.6\t;\n3 1e1 -2\n");
    pship_network *network = must_read(put("a_net.tntp", small), NULL, NULL);
    expect_list(network, pship_network_places,
                "id name country kind longitude latitude through\n1 - - zone -96.77 43.6 0\n"
                "2 - - zone - - 0\n3 - - - 10 -2 1\n4 - - - - - 1\n");
    pship_network_free(network);
    put("a_node.tntp", "node X Y ;\n1 690309 1976022 ;\n3 5 -1 ;\n");
    network = must_read(path_of("a_net.tntp"), NULL, NULL);
    expect_list(network, pship_network_places,
                "id name country kind longitude latitude through x y\n"
                "1 - - zone - - 0 690309 1976022\n2 - - zone - - 0 - -\n3 - - - - - 1 5 -1\n"
                "4 - - - - - 1 - -\n");
    pship_network_free(network);
    pship_network_file_options options = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    options.places = "";
    network = must_read(path_of("a_net.tntp"), &options, NULL);
    ck_assert_int_eq(pship_network_place_count(network), 4);
    pship_network_free(network);
    const char *nodes = put("a_node.tntp", "1 5\n");
    expect_refusal(path_of("a_net.tntp"), nodes, NULL, PSHIP_E_SYNTAX, 1, 4, "a number");
    put("a_node.tntp", "5 1 1\n");
    expect_refusal(path_of("a_net.tntp"), nodes, NULL, PSHIP_E_SYNTAX, 1, 1, "number of a node");
}
END_TEST

START_TEST(what_is_wrong_in_tntp_is_told_with_its_place)
{
    static const refused_text cases[] = {
        {"", PSHIP_E_SYNTAX, 1, 1, "the file is empty"},
        {"<NUMBER OF NODES> -1\n", PSHIP_E_SYNTAX, 1, 19, "'-1'"},
        {"<NUMBER OF NODES> 99999999999\n", PSHIP_E_SYNTAX, 1, 19, "a whole number"},
        {"1 2 3 4\n", PSHIP_E_SYNTAX, 1, 1, "<NUMBER OF NODES>"},
        {"<NUMBER OF ZONES> 3\n<NUMBER OF NODES> 2\n1 2\n", PSHIP_E_INVALID, 3, 1,
         "3 cannot be zones"},
        {"<NUMBER OF NODES> 2\n~ node term_node\n", PSHIP_E_SYNTAX, 2, 3, "init_node"},
        {"<NUMBER OF NODES> 2\n~ init_node term_node x x\n", PSHIP_E_INVALID, 2, 25, "two columns"},
        {"<NUMBER OF NODES> 2\n1 3 1 1 1 1 1 1 1 1\n", PSHIP_E_SYNTAX, 2, 3, "number of a node"},
        {"<NUMBER OF NODES> 2\n1\n", PSHIP_E_SYNTAX, 2, 2, "number of a node"},
        {"<NUMBER OF NODES> 2\n1 2 1 1 1 1 1 1 1\n", PSHIP_E_SYNTAX, 2, 18, "a number"},
        {"<NUMBER OF NODES> 2\n1 2 1 1 1 1 1 1 1 1 7\n", PSHIP_E_SYNTAX, 2, 21, "the end of"},
        {"<NUMBER OF NODES> 2\n1 2 1 1 x 1 1 1 1 1\n", PSHIP_E_SYNTAX, 2, 9, "'x'"},
    };
    expect_refused("a.tntp", cases, sizeof cases / sizeof *cases);
    const char *large =
        put("a.tntp", "<NUMBER OF ZONES> 1\n<NUMBER OF NODES> 2000000000\n<END OF METADATA>\n");
    expect_refusal(large, large, NULL, PSHIP_E_LIMIT, 2, 19, "2000000000 places");
    pship_network_file_options options = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    options.time_unit = "h";
    const char *path = put("a.tntp", "<NUMBER OF NODES> 2\n1 2 1 1 -1 1 1 1 1 1\n");
    expect_refusal(path, path, &options, PSHIP_E_SYNTAX, 2, 9, "not negative");
}
END_TEST

START_TEST(a_number_of_links_that_is_not_theirs_is_refused_or_listed)
{
    pship_network_file_options options = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    pship_table *problems = NULL;
    const char *path =
        put("a.tntp", "<NUMBER OF NODES> 2\n<NUMBER OF LINKS> 7\n~ init_node term_node\n1 2 ;\n");
    expect_refusal(path, path, NULL, PSHIP_E_SYNTAX, 2, 19, "the number of links, 1");
    options.most_bad_rows = 1;
    pship_network *network = must_read(path, &options, &problems);
    ck_assert_int_eq(pship_network_link_count(network), 1);
    expect_problems(problems, "2:19 7 total\n");
    pship_network_free(network);
}
END_TEST

START_TEST(tntp_is_written_as_it_was_read)
{
    pship_network_file_options options = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    options.length_unit = "ft";
    put("a_node.tntp", "Node\tX\tY\t;\n1\t-96.77\t43.6\t;\n");
    pship_network *network = must_read(put("a_net.tntp", small), &options, NULL);
    must_write(network, path_of("b_net.tntp"), NULL);
    expect_file(path_of("b_node.tntp"), "Node\tX\tY\t;\n1\t-96.77\t43.6\t;\n");
    pship_network *again = must_read(path_of("b_net.tntp"), NULL, NULL);
    pship_table *links = must_list(again, pship_network_links);
    char *text = table_text(links);
    ck_assert_msg(strstr(text,
                         "id from to mode length_km capacity length free_flow_time b power speed "
                         "toll link_type\n1 1 3 - 1.609344 9000 5280 1.5 0.15 4 0 0 1\n") == text,
                  "%s", text);
    free(text);
    pship_table_free(links);
    expect_same(network, again);
    pship_network_free(again);
    pship_network_free(network);
}
END_TEST

START_TEST(a_network_of_another_kind_becomes_tntp_where_it_can)
{
    static const char expected[] =
        "<NUMBER OF ZONES> 0\n<NUMBER OF NODES> 2\n<FIRST THRU NODE> 1\n<NUMBER OF LINKS> 1\n"
        "<END OF METADATA>\n\n\n~\tinit_node\tterm_node\tcapacity\tlength\tfree_flow_time\tb\tpower"
        "\tspeed\ttoll\tlink_type\tlength_km\tspeed_km_h\tfee\t;\n"
        "\t1\t2\t0\t120\t2\t0\t0\t60\t7\t0\t120\t60\t7\t;\n";
    pship_network *network =
        must_read(put("a.csv", "from,to,length_km,speed_km_h,fee\n1,2,120,60,7\n"), NULL, NULL);
    must_write(network, path_of("a.tntp"), NULL);
    expect_file(path_of("a.tntp"), expected);
    pship_network_free(network);
}
END_TEST

static const char other[] = META(1, 2, 1, 1) HEADER "\t1\t2\t10\t20\t30\t0.15\t4\t0\t0\t1\t;\n";

/* What lies in the way of one file keeps the other one as it was, too. */
START_TEST(both_files_of_tntp_are_written_or_neither)
{
    static const char *const names[] = {"b_node.tntp", "b_net.tntp"};
    pship_error err = PSHIP_ERROR_INIT;
    put("a_node.tntp", "node X Y ;\n1 5 6 ;\n2 7 8 ;\n");
    pship_network *network = must_read(put("a_net.tntp", other), NULL, NULL);
    for (int i = 0; i < 2; i++) {
        const char *kept = put(names[1 - i], "as it was");
        ck_assert_int_eq(mkdir(path_of(names[i]), 0700), 0);
        ck_assert_int_eq(pship_network_write(network, path_of("b_net.tntp"), NULL, &err),
                         PSHIP_E_IO);
        ck_assert_str_eq(err.file, path_of(names[i]));
        expect_file(kept, "as it was");
        ck_assert_int_eq(rmdir(path_of(names[i])), 0);
        ck_assert_int_eq(unlink(kept), 0);
    }
    put("b_net.tntp", small); /* both are replaced, and nothing is left beside them */
    put("b_node.tntp", "node X Y ;\n4 1 1 ;\n");
    must_write(network, path_of("b_net.tntp"), NULL);
    pship_network *again = must_read(path_of("b_net.tntp"), NULL, NULL);
    expect_same(network, again);
    pship_network_free(again);
    pship_network_free(network);
    ck_assert_int_ne(access(path_of("b_net.tntp.old-0"), F_OK), 0);
    ck_assert_int_ne(access(path_of("b_node.tntp.new-0"), F_OK), 0);
}
END_TEST

START_TEST(coordinates_of_the_network_before_are_not_those_of_this)
{
    pship_network *network = must_read(put("a_net.tntp", other), NULL, NULL);
    must_write(network, path_of("b_net.tntp"), NULL);
    ck_assert_int_ne(access(path_of("b_node.tntp"), F_OK), 0); /* there is nothing to be told */
    put("b_node.tntp", "node X Y ;\n1 5 6 ;\n2 7 8 ;\n");
    must_write(network, path_of("b_net.tntp"), NULL);
    expect_file(path_of("b_node.tntp"), "Node\tX\tY\t;\n");
    pship_network *again = must_read(path_of("b_net.tntp"), NULL, NULL);
    expect_same(network, again);
    pship_network_free(again);
    pship_network_free(network);
}
END_TEST

START_TEST(what_tntp_cannot_hold_is_refused)
{
    static const char *const cases[][3] = {
        {"from,to\nA,B\n", NULL, "'A' is not called by its number, 1"},
        {"from,to\n2,1\n", NULL, "'2' is not called"},
        {"from,to,\"a b\"\n1,2,3\n", NULL, "'a b'"},
        {"from,to,own\n1,2,3\n1,2,\n", NULL, "own of link 2 is not told"},
        {"from,to\n1,2\n", "id,kind\n1,\n2,zone\n", "zones come first"},
        {"from,to\n1,2\n", "id,through\n1,1\n2,0\n", "place 2 cannot be passed"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pship_network_file_options options = PSHIP_NETWORK_FILE_OPTIONS_INIT;
        pship_error err = PSHIP_ERROR_INIT;
        if (cases[i][1])
            options.places = put("places.csv", cases[i][1]);
        pship_network *network = must_read(put("a.csv", cases[i][0]), &options, NULL);
        pship_result result = pship_network_write(network, path_of("a.tntp"), NULL, &err);
        expect_error(&err, result, PSHIP_E_INVALID, NULL, 0, 0, cases[i][2]);
        ck_assert_int_ne(access(path_of("a.tntp"), F_OK), 0);
        pship_network_free(network);
    }
}
END_TEST

/* ---- the published networks */

START_TEST(published_networks_are_read_and_written_as_they_are)
{
    static const struct {
        const char *name;
        int64_t places, links;
        double barred; /* places that cannot be passed */
    } files[] = {{"SiouxFalls/SiouxFalls_net.tntp", 24, 76, 0},
                 {"Anaheim/Anaheim_net.tntp", 416, 914, 38},
                 {"Eastern-Massachusetts/EMA_net.tntp", 74, 258, 0},
                 {"Chicago-Sketch/ChicagoSketch_net.tntp", 933, 2950, 0},
                 {"Braess-Example/Braess_net.tntp", 4, 5, 0}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const char *path = published(files[i].name);
        pship_table *problems = NULL;
        int barred = 0;
        if (!path) {
            fprintf(stderr, "# PSHIP_TNTP is not set: %s is not read\n", files[i].name);
            continue;
        }
        pship_network *network = must_read(path, NULL, &problems);
        expect_problems(problems, "");
        ck_assert_int_eq(pship_network_place_count(network), files[i].places);
        ck_assert_int_eq(pship_network_link_count(network), files[i].links);
        pship_table *places = must_list(network, pship_network_places);
        int32_t through = pship_table_find(places, "through");
        for (int64_t row = 0; row < files[i].places; row++)
            barred += through >= 0 && pship_table_number(places, through, row) == 0;
        ck_assert_int_eq(barred, (int)files[i].barred);
        pship_table_free(places);
        must_write(network, path_of("again_net.tntp"), NULL);
        pship_network *again = must_read(path_of("again_net.tntp"), NULL, NULL);
        expect_same(network, again);
        pship_network_free(again);
        (void)unlink(path_of("again_node.tntp"));
        pship_network_free(network);
    }
}
END_TEST

START_TEST(arguments_are_checked)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_network *network = NULL;
    pship_network_file_options options = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    const char *path = put("a.csv", "from,to\nA,B\n");
    options.format = "shp";
    expect_refusal(path, NULL, &options, PSHIP_E_ARGUMENT, 0, 0, "'shp'");
    options.format = NULL;
    options.most_times = -1;
    expect_refusal(path, NULL, &options, PSHIP_E_ARGUMENT, 0, 0, "most_times");
    options.most_times = 0;
    options.separator = "::";
    expect_refusal(path, NULL, &options, PSHIP_E_ARGUMENT, 0, 0, "a separator");
    expect_refusal(path_of("none.csv"), path_of("none.csv"), NULL, PSHIP_E_NOT_FOUND, 0, 0,
                   "cannot open");
    pship_result result = pship_network_read(NULL, NULL, NULL, path, NULL, &err);
    expect_error(&err, result, PSHIP_E_ARGUMENT, NULL, 0, 0, "NULL");
    network = must_read(path, NULL, NULL);
    result = pship_network_write(network, path_of("b"), "pace", &err);
    expect_error(&err, result, PSHIP_E_ARGUMENT, NULL, 0, 0, "'pace'");
    result = pship_network_write(network, path_of("b.gr"), NULL, &err);
    expect_error(&err, result, PSHIP_E_ARGUMENT, NULL, 0, 0, "'dimacs'");
    result = pship_network_write(network, path_of("no/b.csv"), NULL, &err);
    ck_assert_int_eq(result, PSHIP_E_IO);
    pship_network_free(network);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("network_file");
    TCase *tests = tcase_create("network_file");
    tcase_add_checked_fixture(tests, make_folder, remove_folder);
    tcase_add_test(tests, links_are_read_with_their_numbers_and_make_their_places);
    tcase_add_test(tests, places_and_transfers_stand_in_files_beside);
    tcase_add_test(tests, columns_may_be_called_otherwise);
    tcase_add_test(tests, what_is_wrong_in_csv_is_told_with_its_place);
    tcase_add_test(tests, bad_rows_that_are_tolerated_are_left_out_and_listed);
    tcase_add_test(tests, links_lead_to_places_that_are_known);
    tcase_add_test(tests, more_modes_than_there_may_be_are_refused_where_they_are);
    tcase_add_test(tests, links_are_written_as_csv);
    tcase_add_test(tests,
                   tntp_keeps_its_columns_and_says_which_places_are_zones_and_cannot_be_passed);
    tcase_add_test(tests, tntp_has_hours_and_kilometres_where_its_units_are_told);
    tcase_add_test(tests, nodes_beside_the_links_have_coordinates_of_whatever_kind);
    tcase_add_test(tests, what_is_wrong_in_tntp_is_told_with_its_place);
    tcase_add_test(tests, a_number_of_links_that_is_not_theirs_is_refused_or_listed);
    tcase_add_test(tests, tntp_is_written_as_it_was_read);
    tcase_add_test(tests, a_network_of_another_kind_becomes_tntp_where_it_can);
    tcase_add_test(tests, both_files_of_tntp_are_written_or_neither);
    tcase_add_test(tests, coordinates_of_the_network_before_are_not_those_of_this);
    tcase_add_test(tests, what_tntp_cannot_hold_is_refused);
    tcase_add_test(tests, published_networks_are_read_and_written_as_they_are);
    tcase_add_test(tests, arguments_are_checked);
    suite_add_tcase(suite, tests);
    return suite;
}
