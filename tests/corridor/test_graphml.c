/* Networks read from GraphML, as networkx and igraph write it, and what is no good GraphML. */
#include "corridor/network_help.h"

Suite *test_suite(void);

#ifdef PSHIP_HAVE_EXPAT

#define HEAD \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" \
    "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
#define KEYS \
    "<key id=\"n\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\n" \
    "<key id=\"w\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n"
#define GRAPH(direction, inside) \
    "<graph edgedefault=\"" direction "\">\n" inside "</graph>\n</graphml>\n"

/* By nx.write_graphml of a MultiDiGraph: parallel edges are counted by their ids, each pair from 0. */
static const char *const networkx =
    "<?xml version='1.0' encoding='utf-8'?>\n"
    "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" "
    "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
    "xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns "
    "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">"
    "<key id=\"d3\" for=\"edge\" attr.name=\"mode\" attr.type=\"string\" />\n"
    "<key id=\"d2\" for=\"edge\" attr.name=\"hours\" attr.type=\"double\" />\n"
    "<key id=\"d1\" for=\"node\" attr.name=\"latitude\" attr.type=\"double\" />\n"
    "<key id=\"d0\" for=\"node\" attr.name=\"longitude\" attr.type=\"double\" />\n"
    "<graph edgedefault=\"directed\"><node id=\"Alat\">\n"
    "  <data key=\"d0\">49.41</data>\n  <data key=\"d1\">39.94</data>\n</node>\n"
    "<node id=\"Aktau &amp; Kuryk\" />\n"
    "<edge source=\"Alat\" target=\"Aktau &amp; Kuryk\" id=\"0\">\n"
    "  <data key=\"d2\">18.5</data>\n  <data key=\"d3\">ferry</data>\n</edge>\n"
    "<edge source=\"Alat\" target=\"Aktau &amp; Kuryk\" id=\"1\">\n"
    "  <data key=\"d2\">30</data>\n</edge>\n"
    "<edge source=\"Aktau &amp; Kuryk\" target=\"Alat\" id=\"0\">\n"
    "  <data key=\"d2\">nan</data>\n</edge>\n"
    "</graph></graphml>\n";

/* By Graph.write_graphml of igraph, undirected. */
static const char *const igraph =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\"\n"
    "         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
    "         xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns\n"
    "         http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n"
    "<!-- Created by igraph -->\n"
    "  <key id=\"g_title\" for=\"graph\" attr.name=\"title\" attr.type=\"string\"/>\n"
    "  <key id=\"v_name\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\n"
    "  <key id=\"e_weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n"
    "  <key id=\"e_open\" for=\"edge\" attr.name=\"open\" attr.type=\"boolean\"/>\n"
    "  <graph id=\"G\" edgedefault=\"undirected\">\n"
    "    <data key=\"g_title\">Corridor</data>\n"
    "    <node id=\"n0\">\n      <data key=\"v_name\">Baku</data>\n    </node>\n"
    "    <node id=\"n1\">\n      <data key=\"v_name\">Tbilisi</data>\n    </node>\n"
    "    <edge source=\"n0\" target=\"n1\">\n      <data key=\"e_weight\">2.5</data>\n"
    "      <data key=\"e_open\">true</data>\n    </edge>\n"
    "  </graph>\n</graphml>\n";

START_TEST(what_networkx_writes_is_read)
{
    pship_network_file_options options = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    static const char *const columns[] = {"time_h=hours"};
    pship_table *problems = NULL;
    options.columns = columns;
    options.column_count = 1;
    pship_network *network = must_read(put("a.graphml", networkx), &options, &problems);
    expect_list(network, pship_network_places,
                "id name country kind longitude latitude\nAlat - - - 49.41 39.94\n"
                "Aktau & Kuryk - - - - -\n");
    expect_list(network, pship_network_links,
                "id from to mode time_h\n1 Alat Aktau & Kuryk ferry 18.5\n"
                "2 Alat Aktau & Kuryk - 30\n3 Aktau & Kuryk Alat - -\n");
    expect_problems(problems, "18:1 0 left_out\n");
    pship_network_free(network);
}
END_TEST

START_TEST(what_igraph_writes_is_read)
{
    pship_network_file_options options = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    static const char *const columns[] = {"id=name", "length_km=weight"};
    pship_table *problems = NULL;
    pship_network *network = must_read(put("a.graphml", igraph), NULL, &problems);
    expect_list(network, pship_network_places,
                "id name country kind longitude latitude\nn0 Baku - - - -\nn1 Tbilisi - - - -\n");
    expect_list(network, pship_network_links,
                "id from to mode weight open\n1 n0 n1 - 2.5 1\n2 n1 n0 - 2.5 1\n");
    expect_problems(problems, "12:5 data left_out\n");
    pship_network_free(network);
    options.columns = columns;
    options.column_count = 2;
    options.mode = "rail";
    network = must_read(put("a.graphml", igraph), &options, NULL);
    expect_list(network, pship_network_links,
                "id from to mode length_km open\n1 Baku Tbilisi rail 2.5 1\n"
                "2 Tbilisi Baku rail 2.5 1\n");
    pship_network_free(network);
}
END_TEST

START_TEST(ids_of_edges_are_those_of_links_where_no_two_are_the_same)
{
    pship_network *network = must_read(
        put("a.graphml",
            HEAD KEYS GRAPH("directed",
                            "<node id=\"a\"/><node id=\"b\"/>\n"
                            "<edge id=\"x\" source=\"a\" target=\"b\" directed=\"false\"/>\n"
                            "<edge id=\"y\" source=\"b\" target=\"b\"/>\n")),
        NULL, NULL);
    expect_list(network, pship_network_links, "id from to mode\nx a b -\nx back b a -\ny b b -\n");
    pship_network_free(network);
    pship_table *problems = NULL;
    network = must_read(
        put("a.graphml", HEAD KEYS GRAPH("undirected", "<node id=\"a\"/><node id=\"b\"/>\n"
                                                       "<edge source=\"a\" target=\"b\"/>\n"
                                                       "<edge id=\"y\" source=\"b\" target=\"a\" "
                                                       "directed=\"true\"/>\n")),
        NULL, &problems);
    expect_list(network, pship_network_links, "id from to mode\n1 a b -\n2 b a -\n3 b a -\n");
    expect_problems(problems, "8:1 y left_out\n");
    pship_network_free(network);
}
END_TEST

START_TEST(defaults_hold_and_other_names_are_passed_over)
{
    pship_table *problems = NULL;
    pship_network *network = must_read(
        put("a.graphml",
            "<g:graphml xmlns:g=\"http://graphml.graphdrawing.org/xmlns\" xmlns:y=\"urn:y\">\n"
            "<g:key id=\"fee\" for=\"all\"><g:desc>of "
            "all</g:desc><g:default>2</g:default></g:key>\n"
            "<g:key id=\"note\" for=\"edge\" attr.name=\"note\"/>\n"
            "<g:key id=\"kind\" for=\"node\" "
            "attr.name=\"kind\"><g:default>zone</g:default></g:key>\n"
            "<y:key id=\"fee\"/><g:key id=\"from\" for=\"all\"><g:default>1</g:default></g:key>\n"
            "<g:graph edgedefault=\"directed\"><g:desc><y:b><g:node id=\"no\"/></y:b></g:desc>\n"
            "<g:node id=\"a\"><g:data key=\"fee\">7</g:data><g:port name=\"p\"/></g:node>\n"
            "<g:node id=\"b\"><g:data key=\"kind\"><![CDATA[sea & port]]></g:data></g:node>\n"
            "<g:edge source=\"a\" target=\"b\"><g:data "
            "key=\"note\">x<y:z>1</y:z></g:data></g:edge>\n"
            "<g:hyperedge><g:endpoint node=\"a\"/></g:hyperedge>\n"
            "</g:graph></g:graphml>"),
        NULL, &problems);
    expect_list(network, pship_network_places,
                "id name country kind longitude latitude fee from\na - - zone - - 7 1\n"
                "b - - sea & port - - 2 1\n");
    expect_list(network, pship_network_links, "id from to mode fee\n1 a b - 2\n");
    expect_problems(problems, "3:1 note column\n5:18 from column\n10:1 hyperedge left_out\n");
    pship_network_free(network);
}
END_TEST

START_TEST(wrong_graphml_is_refused_with_its_place)
{
    static const refused_text cases[] = {
        {"", PSHIP_E_SYNTAX, 1, 1, "the file is empty"},
        {"\n\n", PSHIP_E_SYNTAX, 3, 1, "not XML here"},
        {"{\"type\": 1}", PSHIP_E_SYNTAX, 1, 1, "not XML here"},
        {"<html>\n</html>", PSHIP_E_SYNTAX, 1, 1, "<html>: expected <graphml>"},
        {"<graphml xmlns=\"urn:x\"/>", PSHIP_E_SYNTAX, 1, 1, "expected <graphml>"},
        {HEAD "</graphml>", PSHIP_E_SYNTAX, 3, 11, "no <graph>"},
        {HEAD KEYS "<graph edgedefault=\"both\"/></graphml>", PSHIP_E_SYNTAX, 5, 1, "not 'both'"},
        {HEAD KEYS KEYS, PSHIP_E_SYNTAX, 5, 1, "no other key has, not 'n'"},
        {HEAD "<graph/>\n<graph/>", PSHIP_E_SYNTAX, 4, 1, "a second one"},
        {HEAD "<graph/>\n<key id=\"k\"/>", PSHIP_E_SYNTAX, 4, 1, "'k' stands behind"},
        {HEAD KEYS "<graph>\n<node/>", PSHIP_E_SYNTAX, 6, 1, "the id of a node"},
        {HEAD KEYS "<graph>\n<node id=\"a\"/>\n<node id=\"a\"/>", PSHIP_E_SYNTAX, 7, 1,
         "no other node has"},
        {HEAD KEYS "<graph>\n<node id=\"a\"><graph/></node>", PSHIP_E_SYNTAX, 6, 14,
         "within a node"},
        {HEAD KEYS "<graph>\n<node id=\"a\"><data key=\"w\">1</data></node>", PSHIP_E_SYNTAX, 6, 14,
         "the id of a key"},
        {HEAD KEYS
         "<graph>\n<node id=\"a\"><data key=\"n\">1</data><data key=\"n\">1</data></node>",
         PSHIP_E_SYNTAX, 6, 36, "not told here before"},
        {HEAD KEYS "<graph>\n<node id=\"a\"/>\n<edge source=\"a\" target=\"b\"/>", PSHIP_E_SYNTAX,
         7, 1, "'b' cannot be taken: expected the id of a node"},
        {HEAD KEYS "<graph>\n<node id=\"a\"/>\n<edge source=\"a\"/>", PSHIP_E_SYNTAX, 7, 1,
         "the target of an edge"},
        {HEAD KEYS "<graph>\n<node id=\"a\"/>\n<edge source=\"a\" target=\"a\" directed=\"x\"/>",
         PSHIP_E_SYNTAX, 7, 1, "true or false"},
        {HEAD KEYS
         "<graph>\n<node id=\"a\"/>\n<edge source=\"a\" target=\"a\"><data key=\"w\">1</data>"
         "</edge>\n<edge source=\"a\" target=\"a\"><data key=\"w\">x</data></edge>",
         PSHIP_E_SYNTAX, 8, 29, "'x' cannot be taken: expected a number"},
        {HEAD "<key id=\"fee\"/>\n<graph>\n<node id=\"a\"><data key=\"fee\">-1</data></node>",
         PSHIP_E_SYNTAX, 5, 14, "not negative"},
        {HEAD "<key id=\"fee\"/>\n<graph>\n<node id=\"a\"><data key=\"fee\">inf</data></node>",
         PSHIP_E_SYNTAX, 5, 14, "a number"},
        {HEAD "<key id=\"longitude\"/>\n<graph>\n<node id=\"a\"><data key=\"longitude\">181</data>"
              "</node>",
         PSHIP_E_SYNTAX, 5, 14, "-180 to 180"},
        {HEAD "<key id=\"longitude\"/>\n<graph>\n<node id=\"a\"><data key=\"longitude\">18</data>"
              "</node>",
         PSHIP_E_SYNTAX, 5, 14,
         "'18' cannot be taken: expected a longitude and a latitude, or neither"},
        {HEAD "<key id=\"longitude\"/>\n<key id=\"latitude\"/>\n<graph>\n<node id=\"a\">\n"
              "<data key=\"longitude\">nan</data><data key=\"latitude\">18</data></node>",
         PSHIP_E_SYNTAX, 7, 33,
         "'18' cannot be taken: expected a longitude and a latitude, or neither"},
        {HEAD KEYS "<graph>\n<node id=\"\xc3(\"/>", PSHIP_E_SYNTAX, 6, 11, "not XML here"},
        {HEAD KEYS "<graph>\n<node id=\"&u;\"/>", PSHIP_E_SYNTAX, 6, 1, "not XML here"},
        {HEAD KEYS "<graph>\n<node id=\"a\"></graph>", PSHIP_E_SYNTAX, 6, 16, "not XML here"},
        {"<!DOCTYPE graphml [\n<!ENTITY a \"b\">\n]>\n<graphml/>", PSHIP_E_SYNTAX, 2, 12,
         "'a' is declared"},
        {"<!DOCTYPE graphml [\n<!ENTITY % a \"b\">\n]>\n<graphml/>", PSHIP_E_SYNTAX, 2, 14,
         "'a' is declared"},
    };
    expect_refused("a.graphml", cases, sizeof cases / sizeof *cases);
}
END_TEST

START_TEST(entities_within_entities_are_refused_at_once)
{
    const char *path = put(
        "a.graphml", "<!DOCTYPE graphml [<!ENTITY a \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\">\n"
                     "<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">\n"
                     "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]>\n"
                     "<graphml><graph><node id=\"&c;\"/></graph></graphml>");
    expect_refusal(path, path, NULL, PSHIP_E_SYNTAX, 1, 31, "the entity 'a' is declared");
    /* What a document type would fetch is not fetched. */
    path = put("a.graphml", "<!DOCTYPE graphml SYSTEM \"http://graphml.graphdrawing.org/x.dtd\">\n"
                            "<graphml><graph><node id=\"a\"/></graph></graphml>");
    pship_network *network = must_read(path, NULL, NULL);
    ck_assert_int_eq(pship_network_place_count(network), 1);
    pship_network_free(network);
}
END_TEST

START_TEST(a_file_that_is_cut_anywhere_is_refused)
{
    const char *const texts[] = {networkx, igraph};
    for (size_t i = 0; i < 2; i++) {
        const size_t length = strlen(texts[i]);
        /* Behind the last mark there is a line feed only. */
        for (size_t at = 1; at + 1 < length; at++) {
            pship_error err = PSHIP_ERROR_INIT;
            pship_network *network = NULL;
            const char *path = put_bytes("a.graphml", texts[i], at);
            ck_assert_int_eq(pship_network_read(&network, NULL, NULL, path, NULL, &err),
                             PSHIP_E_SYNTAX);
            ck_assert(err.line >= 1 && err.column >= 1 && err.message[0]);
        }
    }
}
END_TEST

START_TEST(bad_nodes_and_edges_may_be_left_out)
{
    pship_network_file_options options = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    pship_table *problems = NULL;
    options.most_bad_rows = -1;
    pship_network *network = must_read(
        put("a.graphml", HEAD "<key id=\"fee\"/>\n" GRAPH(
                             "directed", "<node id=\"a\"/>\n"
                                         "<node id=\"b\"><data key=\"fee\">-1</data></node>\n"
                                         "<edge source=\"a\" target=\"b\"/>\n"
                                         "<edge source=\"a\" target=\"a\"/>\n"
                                         "<node/>\n")),
        &options, &problems);
    expect_list(network, pship_network_links, "id from to mode\n1 a a -\n");
    ck_assert_int_eq(pship_network_place_count(network), 1);
    expect_problems(problems, "6:14 -1 negative\n7:1 b place\n9:1  missing\n");
    pship_network_free(network);
}
END_TEST

START_TEST(the_encoding_is_what_xml_says)
{
    const char *latin = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><graphml><graph>"
                        "<node id=\"\xdcsk\xfc"
                        "dar\"/></graph></graphml>";
    pship_network *network = must_read(put("a.graphml", latin), NULL, NULL);
    expect_list(network, pship_network_places,
                "id name country kind longitude latitude\n\xc3\x9csk\xc3\xbc"
                "dar - - - - -\n");
    pship_network_free(network);
}
END_TEST

/* Every node and edge once, whatever the pieces are in which the file is read. */
START_TEST(a_long_file_is_read_in_pieces)
{
    enum { NODES = 5000 };
    const char *path = path_of("a.graphml");
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    fputs(HEAD KEYS "<graph edgedefault=\"directed\">", file);
    for (int i = 0; i < NODES; i++)
        fprintf(file, "<node id=\"node %d\"><data key=\"n\">name of %d</data></node>\n", i, i);
    for (int i = 0; i < NODES; i++)
        fprintf(file,
                "<edge source=\"node %d\" target=\"node %d\"><data key=\"w\">%d</data></edge>\n", i,
                (i + 1) % NODES, i);
    fputs("</graph></graphml>", file);
    ck_assert_int_eq(fclose(file), 0);
    pship_network *network = must_read(path, NULL, NULL);
    ck_assert_int_eq(pship_network_place_count(network), NODES);
    pship_table *links = must_list(network, pship_network_links);
    ck_assert_int_eq(pship_table_rows(links), NODES);
    for (int64_t i = 0; i < NODES; i++)
        ck_assert(pship_table_number(links, pship_table_find(links, "weight"), i) == (double)i);
    pship_table_free(links);
    pship_network_free(network);
}
END_TEST

#else

START_TEST(a_library_without_expat_says_so)
{
    const char *path = put("a.graphml", "<graphml/>");
    expect_refusal(path, path, NULL, PSHIP_E_FORMAT, 0, 0, "it has no expat");
}
END_TEST

#endif

Suite *test_suite(void)
{
    Suite *suite = suite_create("graphml");
    TCase *all = tcase_create("files");
    tcase_add_checked_fixture(all, make_folder, remove_folder);
#ifdef PSHIP_HAVE_EXPAT
    tcase_add_test(all, what_networkx_writes_is_read);
    tcase_add_test(all, what_igraph_writes_is_read);
    tcase_add_test(all, ids_of_edges_are_those_of_links_where_no_two_are_the_same);
    tcase_add_test(all, defaults_hold_and_other_names_are_passed_over);
    tcase_add_test(all, wrong_graphml_is_refused_with_its_place);
    tcase_add_test(all, entities_within_entities_are_refused_at_once);
    tcase_add_test(all, a_file_that_is_cut_anywhere_is_refused);
    tcase_add_test(all, bad_nodes_and_edges_may_be_left_out);
    tcase_add_test(all, the_encoding_is_what_xml_says);
    tcase_add_test(all, a_long_file_is_read_in_pieces);
#else
    tcase_add_test(all, a_library_without_expat_says_so);
#endif
    suite_add_tcase(suite, all);
    return suite;
}
