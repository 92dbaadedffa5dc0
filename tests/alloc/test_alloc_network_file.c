/* Reading and writing network files and trips while each allocation fails in turn. */
#include "alloc/failing.h"
#include "corridor/file_help.h"

#include <sys/stat.h>

Suite *test_suite(void);

static heap memory;
static pship_context *context;

static void set_up(void)
{
    make_folder();
    context = heap_context(&memory);
}

static void tear_down(void)
{
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
    remove_folder();
}

typedef struct job {
    const char *path, *format;
    const pship_network_file_options *options;
    const pship_network *network;
    const pship_table *trips;
} job;

static pship_result read_network(void *data, pship_error *err)
{
    const job *what = data;
    pship_network *network = NULL;
    pship_table *problems = NULL;
    pship_result result =
        pship_network_read(&network, &problems, context, what->path, what->options, err);
    ck_assert((network != NULL) == (result == PSHIP_OK));
    ck_assert((problems != NULL) == (result == PSHIP_OK));
    pship_network_free(network);
    pship_table_free(problems);
    return result;
}

static pship_result write_network(void *data, pship_error *err)
{
    const job *what = data;
    return pship_network_write(what->network, what->path, what->format, err);
}

static void run(const char *path, const pship_network_file_options *options)
{
    job what = {.path = path, .options = options};
    heap_fail_each(&memory, read_network, NULL, &what);
}

/* Writes a network that is read from a file. */
static void run_write(const char *from, const pship_network_file_options *options, const char *path,
                      const char *format)
{
    pship_network *network = NULL;
    ck_assert_int_eq(pship_network_read(&network, NULL, context, from, options, NULL), PSHIP_OK);
    job what = {.path = path, .format = format, .network = network};
    heap_fail_each(&memory, write_network, NULL, &what);
    pship_network_free(network);
}

START_TEST(csv_leaves_nothing_behind)
{
    pship_network_file_options options = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    static const char *const columns[] = {"time_h=hours"};
    options.columns = columns;
    options.column_count = 1;
    options.most_bad_rows = -1;
    options.name = "Caspian";
    options.places = put("places.csv", "id,name,country,kind,longitude,latitude,fee\n"
                                       "A,\"x, y\",AZ,port,49,40,1\nB,,,,,,\nB,,,,,,\n");
    options.transfers = put("transfers.csv", "place,from_mode,to_mode,both_ways,closed\n"
                                             "A,rail,road,1,0\n,sea,rail,0,1\n");
    const char *path = put("links.csv", "id,from,to,mode,both_ways,hours,own,note\n"
                                        "x,A,B,rail,yes,1,2,a\ny,A,C,rail,,1,2,\nz,B,A,,,,3,b\n");
    run(path, &options);
    run_write(path, &options, path_of("out.csv"), NULL);
    (void)mkdir(path_of("gmns"), 0777);
    run_write(path, &options, path_of("gmns"), NULL);
    run(path_of("gmns"), NULL);
    run_write(path_of("gmns"), NULL, path_of("out.geojson"), NULL);
    run(path_of("out.geojson"), NULL);
}
END_TEST

START_TEST(tntp_and_graphs_leave_nothing_behind)
{
    pship_network_file_options options = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    options.time_unit = "min";
    put("a_node.tntp", "node X Y ;\n1 1 2 ;\n2 500 2 ;\n");
    const char *path =
        put("a_net.tntp", "<NUMBER OF ZONES> 1\n<NUMBER OF NODES> 2\n<FIRST THRU NODE> 2\n"
                          "~ init_node term_node free_flow_time own ;\n1 2 3 4;\n2 1 0 1;\n");
    run(path, &options);
    run_write(path, &options, path_of("b_net.tntp"), NULL);
    run(put("a.gr", "p sp 3 2\na 1 2 3\na 2 1 4\n"), NULL);
    run(put("b.gr", "p tw 3 2\n1 2\n2 3\n"), NULL);
    run(put("a.max", "p max 2 1\nn 1 s\nn 2 t\na 1 2 4\n"), NULL);
}
END_TEST

/* What expat takes is its own: the context does not see it. */
START_TEST(graphml_leaves_nothing_behind)
{
    pship_network_file_options options = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    options.most_bad_rows = -1;
    const char *path =
        put("a.graphml", "<graphml><key id=\"fee\"><default>1</default></key>\n"
                         "<key id=\"note\"/><graph edgedefault=\"undirected\">\n"
                         "<node id=\"a\"><data key=\"fee\">2</data></node><node/>\n"
                         "<node id=\"b\"><data key=\"note\">x</data></node>\n"
                         "<edge id=\"x\" source=\"a\" target=\"b\"/>\n"
                         "<edge id=\"y\" source=\"a\" target=\"b\" directed=\"true\"/>\n"
                         "</graph></graphml>\n");
#ifdef PSHIP_HAVE_EXPAT
    run(path, &options);
#else
    ck_assert_int_eq(
        pship_network_read(&(pship_network *){NULL}, NULL, context, path, &options, NULL),
        PSHIP_E_FORMAT);
#endif
}
END_TEST

START_TEST(a_code_list_leaves_nothing_behind)
{
    pship_network_file_options options = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    options.format = "unlocode";
    run(put("a.csv", "Change,Country,Location,Name,Function,Coordinates\n"
                     ",DE,MUC,M\xfcnchen,-2345---,4808N 01134E\n"),
        &options);
}
END_TEST

static pship_result read_trips(void *data, pship_error *err)
{
    const job *what = data;
    pship_trips_file_options options = PSHIP_TRIPS_FILE_OPTIONS_INIT;
    pship_table *trips = NULL, *problems = NULL;
    options.most_bad_rows = -1;
    pship_result result = pship_trips_read(&trips, &problems, context, what->path, &options, err);
    ck_assert((trips != NULL) == (result == PSHIP_OK));
    ck_assert((problems != NULL) == (result == PSHIP_OK));
    pship_table_free(trips);
    pship_table_free(problems);
    return result;
}

static pship_result write_trips(void *data, pship_error *err)
{
    const job *what = data;
    return pship_trips_write(what->trips, what->path, NULL, err);
}

START_TEST(trips_leave_nothing_behind)
{
    static const char *const out[] = {"out.tntp", "out.csv"};
    job tntp = {.path = put("a", "<NUMBER OF ZONES> 3\n<TOTAL OD FLOW> 5\nOrigin 2\n1 : 2; 4 : 3;\n"
                                 "Origin 1\n3 : 1;\n")};
    job csv = {.path = put("b", "origin,destination,trips\n2,1,4\n1,,2\n1,2,x\n")};
    heap_fail_each(&memory, read_trips, NULL, &tntp);
    heap_fail_each(&memory, read_trips, NULL, &csv);
    pship_table *trips = NULL;
    ck_assert_int_eq(pship_trips_read(&trips, NULL, context,
                                      put("c", "origin,destination,trips\n2,1,4\n"), NULL, NULL),
                     PSHIP_OK);
    for (int i = 0; i < 2; i++)
        heap_fail_each(&memory, write_trips, NULL, &(job){.path = path_of(out[i]), .trips = trips});
    pship_table_free(trips);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("alloc_network_file");
    TCase *tests = tcase_create("alloc_network_file");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, csv_leaves_nothing_behind);
    tcase_add_test(tests, tntp_and_graphs_leave_nothing_behind);
    tcase_add_test(tests, graphml_leaves_nothing_behind);
    tcase_add_test(tests, a_code_list_leaves_nothing_behind);
    tcase_add_test(tests, trips_leave_nothing_behind);
    suite_add_tcase(suite, tests);
    return suite;
}
