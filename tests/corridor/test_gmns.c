/* Networks as GMNS, and graphs of DIMACS and PACE. */
#include "corridor/network_help.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

Suite *test_suite(void);

static const char *put_folder(const char *nodes, const char *links, const char *config)
{
    (void)mkdir(path_of("net"), 0777);
    put("net/node.csv", nodes);
    put("net/link.csv", links);
    if (config)
        put("net/config.csv", config);
    return path_of("net");
}

START_TEST(a_folder_is_read_with_the_units_that_it_tells)
{
    pship_table *problems = NULL;
    pship_network *network = must_read(
        put_folder(
            "node_id,name,x_coord,y_coord,node_type,zone_id,ctrl_type\n"
            "1,Baku,49.8,40.4,port,,none\nB,,44.5,40.2,,7,none\n",
            "link_id,name,from_node_id,to_node_id,directed,length,free_speed,lanes,"
            "allowed_uses,time_h\na,M1,1,B,true,10,60,2,road,\nb,,B,1,0,5,0,,\"rail,road\",3\n",
            "dataset_name,long_length,speed,currency\nSouth Caucasus,mile,mph,USD\n"),
        NULL, &problems);
    expect_list(network, pship_network_places,
                "id name country kind longitude latitude zone_id\n1 Baku - port 49.8 40.4 -\n"
                "B - - - 44.5 40.2 7\n");
    expect_list(network, pship_network_links,
                "id from to mode length_km time_h speed_km_h lanes\n"
                "a 1 B road 16.09344 - 96.56064 2\nb B 1 rail,road 8.04672 3 - -\n"
                "b back 1 B rail,road 8.04672 3 - -\n");
    expect_problems(problems, "1:48 ctrl_type column\n1:9 name column\n");
    ck_assert_str_eq(pship_network_describe(network).name, "South Caucasus");
    ck_assert_str_eq(pship_network_describe(network).currency, "USD");
    pship_network_free(network);
}
END_TEST

START_TEST(numbers_whose_unit_nobody_tells_keep_their_names)
{
    const char *path = put_folder("node_id,x_coord,y_coord\n1,500000,4400000\n2,-5,0\n",
                                  "link_id,from_node_id,to_node_id,directed,length,free_speed\n"
                                  "1,1,2,1,10,0\n",
                                  NULL);
    pship_network *network = must_read(path, NULL, NULL);
    expect_list(network, pship_network_places,
                "id name country kind longitude latitude x y\n1 - - - - - 500000 4400000\n"
                "2 - - - - - -5 0\n");
    expect_list(network, pship_network_links, "id from to mode length free_speed\n1 1 2 - 10 0\n");
    pship_network_free(network);
    pship_network_file_options options = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    options.length_unit = "m";
    options.speed_unit = "km/h";
    network = must_read(path, &options, NULL);
    expect_list(network, pship_network_links, "id from to mode length_km\n1 1 2 - 0.01\n");
    pship_network_free(network);
}
END_TEST

START_TEST(a_number_that_is_called_as_a_column_of_the_list_is_left_out_and_listed)
{
    pship_table *problems = NULL;
    pship_network *network =
        must_read(put_folder("node_id,x_coord,y_coord,longitude,id,from\nA,49,40,1,7,3\n",
                             "link_id,from_node_id,to_node_id,mode,name\n", "crs\nEPSG:4326\n"),
                  NULL, &problems);
    expect_list(network, pship_network_places,
                "id name country kind longitude latitude from\nA - - - 49 40 3\n");
    expect_problems(problems, "1:25 longitude column\n1:35 id column\n");
    pship_network_free(network);
}
END_TEST

START_TEST(one_coordinate_alone_is_refused_but_in_a_plane)
{
    const char *links = "link_id,from_node_id,to_node_id\n";
    const char *nodes = "node_id,x_coord,y_coord\n1,50,40\n2,,40\n";
    const char *path = put_folder(nodes, links, NULL);
    expect_refusal(path, path_of("net/node.csv"), NULL, PSHIP_E_SYNTAX, 3, 3,
                   "expected two coordinates, or neither");
    path = put_folder(nodes, links, "crs\nEPSG:4326\n");
    expect_refusal(path, path_of("net/node.csv"), NULL, PSHIP_E_SYNTAX, 3, 3,
                   "expected a longitude and a latitude, or neither");
    /* There they are numbers as any others. */
    pship_network *network = must_read(put_folder(nodes, links, "crs\nplane\n"), NULL, NULL);
    expect_list(network, pship_network_places,
                "id name country kind longitude latitude x y\n1 - - - - - 50 40\n"
                "2 - - - - - - 40\n");
    pship_network_free(network);
}
END_TEST

START_TEST(coordinates_of_a_plane_are_told_by_their_system)
{
    pship_network *network =
        must_read(put_folder("node_id,x_coord,y_coord\n1,50,40\n",
                             "link_id,from_node_id,to_node_id\n", "crs\nEPSG:32639\n"),
                  NULL, NULL);
    expect_list(network, pship_network_places,
                "id name country kind longitude latitude x y\n1 - - - - - 50 40\n");
    pship_network_free(network);
}
END_TEST

START_TEST(what_is_wrong_in_a_folder_is_told_with_its_file)
{
    const char *nodes = "node_id,x_coord,y_coord\nA,1,2\nB,3,4\n";
    const char *links = "link_id,from_node_id,to_node_id,directed\n1,A,B,true\n";
    const char *path =
        put_folder(nodes, "link_id,from_node_id,to_node_id,directed\n1,A,C,true\n", NULL);
    const char *link_file = path_of("net/link.csv");
    expect_refusal(path, link_file, NULL, PSHIP_E_SYNTAX, 2, 5, "a place that is known");
    put("net/link.csv", "link_id,from_node_id,to_node_id,directed\n1,A,B,both\n");
    expect_refusal(path, link_file, NULL, PSHIP_E_SYNTAX, 2, 7, "true or false");
    put("net/link.csv", links);
    put("net/config.csv", "long_length,speed\nfurlong,\n");
    expect_refusal(path, path_of("net/config.csv"), NULL, PSHIP_E_INVALID, 2, 1, "'furlong'");
    put("net/config.csv", "long_length,speed\n,knots\n");
    expect_refusal(path, path_of("net/config.csv"), NULL, PSHIP_E_INVALID, 2, 2, "'knots'");
    put("net/config.csv", "crs\nWGS84\n");
    put("net/node.csv", "node_id,x_coord,y_coord\nA,1,2\nB,300,4\n");
    expect_refusal(path, path_of("net/node.csv"), NULL, PSHIP_E_SYNTAX, 3, 3, "-180 to 180");
    put("net/node.csv", nodes);
    put("net/timetable.csv", "link,departs_h\n1,168\n");
    expect_refusal(path, path_of("net/timetable.csv"), NULL, PSHIP_E_SYNTAX, 2, 3, "below 168");
    put("net/timetable.csv", "link,departs_h\n2,1\n");
    expect_refusal(path, path_of("net/timetable.csv"), NULL, PSHIP_E_SYNTAX, 2, 1, "of a link");
    put("net/timetable.csv", "link,departs_h\n");
    put("net/quantile.csv", "part,element,probability,time_h\nlink,1,1.5,2\n");
    expect_refusal(path, path_of("net/quantile.csv"), NULL, PSHIP_E_SYNTAX, 2, 8, "from 0 to 1");
    put("net/quantile.csv", "part,element,probability,time_h\nroad,1,0.5,2\n");
    expect_refusal(path, path_of("net/quantile.csv"), NULL, PSHIP_E_SYNTAX, 2, 1, "place, link or");
    put("net/quantile.csv", "part,element,probability,time_h\nlink,1,0.5,\n");
    expect_refusal(path, path_of("net/quantile.csv"), NULL, PSHIP_E_SYNTAX, 2, 12, "a number");
    put("net/quantile.csv", "part,element,probability,time_h\nlink,1,0.5,3\nlink,1,0.6,2\n");
    expect_refusal(path, path, NULL, PSHIP_E_INVALID, 0, 0, "1");
    put("net/quantile.csv", "part,element,probability,time_h\n");
    put("net/source.csv", "part,element,attribute,source\nplace,A,charm,x\n");
    expect_refusal(path, path_of("net/source.csv"), NULL, PSHIP_E_SYNTAX, 2, 9, "a column of");
    (void)unlink(path_of("net/source.csv"));
    (void)unlink(path_of("net/node.csv"));
    expect_refusal(path, path_of("net/node.csv"), NULL, PSHIP_E_NOT_FOUND, 0, 0, "cannot open");
}
END_TEST

/* All that a network can say. */
static pship_network *rich(void)
{
    const char *path = put_folder(
        "node_id,name,x_coord,y_coord,node_type,country,time_h,fee,berths\n"
        "AZALA,\"Ələt, \"\"new\"\" port\",49.41,39.94,port,AZ,24,1.25,\n"
        "KZAAU,Aktau,51.2,43.6,port,KZ,36,,7\nJCT,,,,,,,,0\n",
        "link_id,from_node_id,to_node_id,directed,allowed_uses,length,free_speed,time_h,"
        "capacity_teu,headway_h,grade\n"
        "f,AZALA,KZAAU,false,ferry,460,,18.5,25000,24,\nr,AZALA,JCT,true,rail,0.1,60,,,,-2\n"
        "p,JCT,AZALA,true,,,,,,,\n",
        "dataset_name,long_length,speed,currency,crs\n\"Caspian, north\",km,km/h,EUR,EPSG:4326\n");
    put("net/transfer.csv", "place,from_mode,to_mode,closed,time_h\nAZALA,rail,ferry,false,12\n"
                            "AZALA,ferry,rail,true,\n,rail,road,false,6\n");
    put("net/timetable.csv", "link,departs_h\nf,10\nf,82.5\n");
    put("net/quantile.csv", "part,element,probability,time_h\nlink,f,0.5,17\nlink,f,0.9,30\n"
                            "transfer,AZALA: rail to ferry,0.5,11\nplace,KZAAU,0,1\n");
    put("net/source.csv", "part,element,attribute,value,source,assumed,low,high\n"
                          "link,f,time_h,18.5,Port of Baku,false,,\n"
                          "place,KZAAU,berths,7,,true,5,9\n"
                          "transfer,*: rail to road,time_h,6,,true,,8\n");
    return must_read(path, NULL, NULL);
}

START_TEST(all_of_a_network_is_written_and_read_back)
{
    pship_network *network = rich();
    ck_assert_int_eq(pship_network_link_count(network), 4);
    must_write(network, path_of("again"), NULL);
    pship_network *again = must_read(path_of("again"), NULL, NULL);
    expect_same(network, again);
    expect_file(path_of("again/node.csv"),
                "node_id,name,x_coord,y_coord,node_type,country,time_h,fee,berths\r\n"
                "AZALA,\"Ələt, \"\"new\"\" port\",49.41,39.94,port,AZ,24,1.25,\r\n"
                "KZAAU,Aktau,51.2,43.6,port,KZ,36,,7\r\nJCT,,,,,,,,0\r\n");
    expect_file(
        path_of("again/config.csv"),
        "dataset_name,long_length,speed,crs,geometry_field_format,currency,"
        "version_number,id_type\r\n\"Caspian, north\",km,km/h,EPSG:4326,,EUR,0.97,string\r\n");
    pship_network_free(again);
    pship_network_free(network);
}
END_TEST

/* What an old network had and the new one has not is not taken for its own. */
START_TEST(a_folder_may_be_written_over)
{
    pship_network *network = rich();
    must_write(network, path_of("again"), NULL);
    pship_network_free(network);
    network = must_read(put("a.csv", "from,to\nA,B\n"), NULL, NULL);
    must_write(network, path_of("again"), "gmns");
    pship_network *again = must_read(path_of("again"), NULL, NULL);
    expect_same(network, again);
    pship_network_free(again);
    must_write(network, path_of("new"), "gmns");
    ck_assert_int_ne(access(path_of("new/transfer.csv"), F_OK), 0);
    pship_network_free(network);
}
END_TEST

START_TEST(columns_that_mean_something_else_are_refused)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_network *network = must_read(put("a.csv", "from,to,directed\nA,B,7\n"), NULL, NULL);
    pship_result result = pship_network_write(network, path_of("again"), "gmns", &err);
    expect_error(&err, result, PSHIP_E_INVALID, NULL, 0, 0, "'directed' of links");
    ck_assert_int_ne(access(path_of("again"), F_OK), 0);
    pship_network_free(network);
}
END_TEST

START_TEST(published_networks_become_gmns_and_come_back)
{
    static const char *const names[] = {
        "SiouxFalls/SiouxFalls_net.tntp", "Anaheim/Anaheim_net.tntp",
        "Eastern-Massachusetts/EMA_net.tntp", "Chicago-Sketch/ChicagoSketch_net.tntp",
        "Braess-Example/Braess_net.tntp"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *path = published(names[i]);
        if (!path) {
            fprintf(stderr, "# PSHIP_TNTP is not set: %s is not read\n", names[i]);
            continue;
        }
        pship_network *network = must_read(path, NULL, NULL);
        must_write(network, path_of("gmns"), NULL);
        pship_network *again = must_read(path_of("gmns"), NULL, NULL);
        expect_same(network, again);
        must_write(again, path_of("again_net.tntp"), NULL);
        pship_network *third = must_read(path_of("again_net.tntp"), NULL, NULL);
        expect_same(network, third);
        pship_network_free(third);
        pship_network_free(again);
        pship_network_free(network);
        (void)unlink(path_of("again_node.tntp"));
    }
}
END_TEST

/* ---- graphs */

START_TEST(shortest_paths_of_dimacs_have_weights)
{
    pship_table *problems = NULL;
    pship_network *network =
        must_read(put("a.gr", "c of New York\nc\np sp 3 3\na 1 2 803\na 2 1 803\r\n\na 3 3 0\n"),
                  NULL, &problems);
    expect_list(network, pship_network_links,
                "id from to mode weight\n1 1 2 - 803\n2 2 1 - 803\n3 3 3 - 0\n");
    ck_assert_int_eq(pship_network_place_count(network), 3);
    expect_problems(problems, "");
    pship_network_free(network);
}
END_TEST

START_TEST(flows_of_dimacs_have_capacities_and_terminals)
{
    pship_network *network =
        must_read(put("a.max", "p max 3 2\nn 1 s\nn 3 t\na 1 2 5\na 2 3 4\n"), NULL, NULL);
    expect_list(network, pship_network_links, "id from to mode capacity\n1 1 2 - 5\n2 2 3 - 4\n");
    expect_list(network, pship_network_places,
                "id name country kind longitude latitude\n1 - - source - -\n2 - - - - -\n"
                "3 - - sink - -\n");
    pship_network_free(network);
}
END_TEST

/* ---- all or nothing */

/* Writes while no file may grow beyond `limit` bytes. */
static pship_result write_limited(const pship_network *network, const char *path, rlim_t limit)
{
    struct rlimit before, small;
    pship_error err = PSHIP_ERROR_INIT;
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = (struct rlimit){limit, before.rlim_max};
    (void)signal(SIGXFSZ, SIG_IGN);
    /* Nothing is asserted in between: Check writes what it finds into a file. */
    const int limited = setrlimit(RLIMIT_FSIZE, &small);
    const pship_result result = pship_network_write(network, path, "gmns", &err);
    const int lifted = setrlimit(RLIMIT_FSIZE, &before);
    (void)signal(SIGXFSZ, SIG_DFL);
    ck_assert(limited == 0 && lifted == 0);
    ck_assert(result == PSHIP_OK || (err.message[0] && err.file[0]));
    return result;
}

static size_t length_of(const char *name)
{
    struct stat status;
    ck_assert_int_eq(stat(path_of(name), &status), 0);
    return (size_t)status.st_size;
}

START_TEST(a_full_disk_leaves_the_old_network_whole)
{
    pship_network *old = rich();
    must_write(old, path_of("out"), "gmns");
    pship_network *new = must_read(
        put("in.csv", "from,to,mode,time_h\n1,2,rail,1\n2,3,rail,2\n3,1,,7\n"), NULL, NULL);
    must_write(new, path_of("size"), "gmns");
    const size_t most = length_of("size/link.csv") > length_of("size/config.csv")
                            ? length_of("size/link.csv")
                            : length_of("size/config.csv");
    for (size_t limit = 0; limit < most;
         limit = limit < most - 1 && limit + 40 >= most ? most - 1 : limit + 40) {
        ck_assert_int_eq(write_limited(new, path_of("out"), (rlim_t)limit), PSHIP_E_IO);
        ck_assert_int_ne(access(path_of("out/.gmns"), F_OK), 0);
        pship_network *again = must_read(path_of("out"), NULL, NULL);
        expect_same(old, again);
        pship_network_free(again);
        /* A folder that was made for it is gone with it. */
        ck_assert_int_eq(write_limited(new, path_of("fresh"), (rlim_t)limit), PSHIP_E_IO);
        ck_assert_int_ne(access(path_of("fresh"), F_OK), 0);
    }
    ck_assert_int_eq(write_limited(new, path_of("out"), (rlim_t)(most + 1000)), PSHIP_OK);
    pship_network *again = must_read(path_of("out"), NULL, NULL);
    expect_same(new,
                again); /* and nothing of the old transfers, timetables, quantiles and sources */
    pship_network_free(again);
    pship_network_free(old);
    pship_network_free(new);
}
END_TEST

START_TEST(a_folder_that_is_half_written_is_known_and_put_right)
{
    pship_network *network = rich();
    const char *out = path_of("out");
    must_write(network, out, "gmns");
    ck_assert_int_eq(mkdir(path_of("out/.gmns"), 0700), 0);
    put("out/.gmns/node.csv", "x\n");
    pship_network *again = must_read(out, NULL, NULL); /* the others were not moved yet */
    expect_same(network, again);
    pship_network_free(again);
    ck_assert_int_eq(unlink(path_of("out/link.csv")), 0);
    expect_refusal(out, out, NULL, PSHIP_E_FORMAT, 0, 0, "write it again");
    must_write(network, out, "gmns");
    ck_assert_int_ne(access(path_of("out/.gmns"), F_OK), 0);
    again = must_read(out, NULL, NULL);
    expect_same(network, again);
    pship_network_free(again);
    pship_network_free(network);
}
END_TEST

START_TEST(where_something_else_lies_nothing_is_moved)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_network *network = rich();
    ck_assert_int_eq(mkdir(path_of("out"), 0777), 0);
    ck_assert_int_eq(mkdir(path_of("out/quantile.csv"), 0777), 0);
    put("out/node.csv", "mine\n");
    ck_assert_int_eq(pship_network_write(network, path_of("out"), "gmns", &err), PSHIP_E_IO);
    ck_assert_str_eq(err.file, path_of("out/quantile.csv"));
    expect_file(path_of("out/node.csv"), "mine\n");
    ck_assert_int_ne(access(path_of("out/link.csv"), F_OK), 0);
    ck_assert_int_ne(access(path_of("out/.gmns"), F_OK), 0);
    pship_network_free(network);
}
END_TEST

START_TEST(edges_of_pace_lead_both_ways)
{
    pship_table *problems = NULL;
    pship_network *network = must_read(put("a.gr", "c x\np tw 3 2\n1 2\n3 2\n"), NULL, &problems);
    expect_list(network, pship_network_links,
                "id from to mode\n1 1 2 -\n2 2 1 -\n3 3 2 -\n4 2 3 -\n");
    expect_problems(problems, "");
    pship_network_free(network);
}
END_TEST

START_TEST(what_is_wrong_in_a_graph_is_told_with_its_place)
{
    static const struct {
        const char *text;
        int64_t line, column;
        const char *part;
    } cases[] = {
        {"", 1, 1, "the file is empty"},
        {"c\na 1 2 3\n", 2, 1, "a line that begins with p"},
        {"p cut 2 1\n", 1, 3, "sp, max or tw"},
        {"p\n", 1, 2, "sp, max or tw"},
        {"p sp x 1\n", 1, 6, "number of nodes"},
        {"p sp 3000000000 1\n", 1, 6, "number of nodes"},
        {"p sp 2\n", 1, 7, "number of edges"},
        {"p sp 2 1\np sp 2 1\n", 2, 1, "no second line"},
        {"p sp 2 1\na 1 3 1\n", 2, 5, "number of a node"},
        {"p sp 2 1\na 0 1 1\n", 2, 3, "number of a node"},
        {"p sp 2 1\na 1\n", 2, 4, "number of a node"},
        {"p sp 2 1\na 1 2\n", 2, 6, "a number"},
        {"p sp 2 1\na 1 2 -3\n", 2, 7, "not negative"},
        {"p sp 2 1\na 1 2 3 4\n", 2, 9, "end of the line"},
        {"p sp 2 1\ne 1 2 3\n", 2, 1, "a or c"},
        {"p sp 2 1\nn 1 s\n", 2, 1, "a or c"},
        {"p max 2 1\nn 1 x\n", 2, 5, "s or t"},
        {"p max 2 1\nn 3 s\n", 2, 3, "number of a node"},
        {"p tw 2 1\na 1 2\n", 2, 1, "number of a node"},
        {"p tw 2 1\n1 2 3\n", 2, 5, "end of the line"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *path = put("a.gr", cases[i].text);
        expect_refusal(path, path, NULL, PSHIP_E_SYNTAX, cases[i].line, cases[i].column,
                       cases[i].part);
    }
    const char *path = put("a.gr", "p sp 2000000000 0\n");
    expect_refusal(path, path, NULL, PSHIP_E_LIMIT, 1, 6, "2000000000 places");
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("gmns");
    TCase *tests = tcase_create("gmns");
    tcase_add_checked_fixture(tests, make_folder, remove_folder);
    tcase_add_test(tests, a_folder_is_read_with_the_units_that_it_tells);
    tcase_add_test(tests, numbers_whose_unit_nobody_tells_keep_their_names);
    tcase_add_test(tests, a_number_that_is_called_as_a_column_of_the_list_is_left_out_and_listed);
    tcase_add_test(tests, one_coordinate_alone_is_refused_but_in_a_plane);
    tcase_add_test(tests, coordinates_of_a_plane_are_told_by_their_system);
    tcase_add_test(tests, what_is_wrong_in_a_folder_is_told_with_its_file);
    tcase_add_test(tests, all_of_a_network_is_written_and_read_back);
    tcase_add_test(tests, a_folder_may_be_written_over);
    tcase_add_test(tests, columns_that_mean_something_else_are_refused);
    tcase_add_test(tests, published_networks_become_gmns_and_come_back);
    tcase_add_test(tests, shortest_paths_of_dimacs_have_weights);
    tcase_add_test(tests, flows_of_dimacs_have_capacities_and_terminals);
    tcase_add_test(tests, a_full_disk_leaves_the_old_network_whole);
    tcase_add_test(tests, a_folder_that_is_half_written_is_known_and_put_right);
    tcase_add_test(tests, where_something_else_lies_nothing_is_moved);
    tcase_add_test(tests, edges_of_pace_lead_both_ways);
    tcase_add_test(tests, what_is_wrong_in_a_graph_is_told_with_its_place);
    suite_add_tcase(suite, tests);
    return suite;
}
