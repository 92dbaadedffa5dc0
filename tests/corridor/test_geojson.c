/* Networks as GeoJSON, and the places of UN/LOCODE. */
#include "corridor/network_help.h"

Suite *test_suite(void);

#define POINT(id, at, properties) \
    "{\"type\":\"Feature\",\"id\":\"" id "\",\"geometry\":{\"type\":\"Point\",\"coordinates\":" at \
    "},\"properties\":{" properties "}}"
#define LINE(at, properties) \
    "{\"type\":\"Feature\",\"geometry\":{\"type\":\"LineString\",\"coordinates\":" at \
    "},\"properties\":{" properties "}}"

/* A collection of features. */
static const char *put_features(const char *name, const char *const *features)
{
    char text[4096] = "{\"type\":\"FeatureCollection\",\"features\":[";
    for (size_t i = 0; features[i]; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", i > 0 ? "," : "",
                 features[i]);
    snprintf(text + strlen(text), sizeof text - strlen(text), "]}");
    return put(name, text);
}

START_TEST(points_are_places_and_lines_lead_to_them)
{
    pship_table *problems = NULL;
    static const char *const features[] = {
        LINE("[[49.41,39.94],[50,41],[51.2,43.6]]",
             "\"mode\":\"ferry\",\"time_h\":18.5,\"passage\":\"Caspian\",\"lanes\":2"),
        POINT("AZALA", "[49.41,39.94,-28]",
              "\"name\":\"Alat\",\"country\":\"AZ\",\"kind\":\"port\",\"berths\":13"),
        POINT("KZAAU", "[51.2,43.6]", "\"name\":null,\"longitude\":51"),
        LINE("[[51.2,43.6],[51.2,44.6]]", "\"length_km\":120,\"both_ways\":true"), NULL};
    pship_network *network = must_read(put_features("a.geojson", features), NULL, &problems);
    expect_list(
        network, pship_network_places,
        "id name country kind longitude latitude berths\nAZALA Alat AZ port 49.41 39.94 13\n"
        "KZAAU - - - 51.2 43.6 -\n51.2 44.6 - - - 51.2 44.6 -\n");
    pship_table *links = must_list(network, pship_network_links);
    ck_assert_int_eq(pship_table_rows(links), 3);
    /* Along the sphere: (49.41, 39.94) - (50, 41) - (51.2, 43.6), by an independent computation. */
    ck_assert_double_eq_tol(pship_table_number(links, pship_table_find(links, "length_km"), 0),
                            433.4754887697495, 1e-9);
    ck_assert_double_eq(pship_table_number(links, pship_table_find(links, "length_km"), 1), 120);
    ck_assert_double_eq(pship_table_number(links, pship_table_find(links, "length_km"), 2), 120);
    ck_assert_double_eq(pship_table_number(links, pship_table_find(links, "lanes"), 0), 2);
    pship_table_free(links);
    expect_problems(problems, "1:490 longitude column\n1:185 passage column\n");
    pship_network_free(network);
}
END_TEST

START_TEST(a_degree_of_a_meridian_has_its_length)
{
    static const char *const features[] = {LINE("[[10,0],[10,1]]", ""),
                                           LINE("[[179.5,0],[180.5,0]]", ""),
                                           LINE("[[-179.5,0],[0,90]]", ""), NULL};
    pship_network *network = must_read(put_features("a.json", features), NULL, NULL);
    pship_table *links = must_list(network, pship_network_links);
    int32_t length = pship_table_find(links, "length_km");
    for (int64_t row = 0; row < 2; row++) /* 6371.0088 * pi / 180 */
        ck_assert_double_eq_tol(pship_table_number(links, length, row), 111.19508, 1e-4);
    ck_assert_double_eq_tol(pship_table_number(links, length, 2), 10007.557, 1e-2);
    pship_table_free(links);
    /* 180.5 is -179.5 */
    expect_list(network, pship_network_places,
                "id name country kind longitude latitude\n10 0 - - - 10 0\n10 1 - - - 10 1\n"
                "179.5 0 - - - 179.5 0\n-179.5 0 - - - -179.5 0\n0 90 - - - 0 90\n");
    pship_network_free(network);
}
END_TEST

START_TEST(lines_of_one_feature_are_links_of_their_own)
{
    static const char *const features[] = {
        "{\"type\":\"Feature\",\"id\":7,\"geometry\":{\"type\":\"MultiLineString\",\"coordinates\":"
        "[[["
        "0,0],[0,1]],[[0,1],[0,3]]]},\"properties\":{\"fee\":2}}",
        LINE("[[0,3],[0,0]]", ""), NULL};
    pship_network *network = must_read(put_features("a.json", features), NULL, NULL);
    pship_table *links = must_list(network, pship_network_links);
    static const char *const ids[] = {"7", "7 2", "3"};
    for (int64_t row = 0; row < 3; row++) {
        char id[16];
        (void)pship_table_format(links, 0, row, id, sizeof id);
        ck_assert_str_eq(id, ids[row]);
    }
    ck_assert_double_eq(pship_table_number(links, pship_table_find(links, "fee"), 1), 2);
    pship_table_free(links);
    pship_network_free(network);
}
END_TEST

START_TEST(properties_may_be_called_otherwise)
{
    static const char *const columns[] = {"id=port", "country=cty", "time_h=t"};
    pship_network_file_options options = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    pship_table *problems = NULL;
    options.columns = columns;
    options.column_count = 3;
    static const char *const features[] = {
        "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[19.45,41.3]},"
        "\"properties\":{\"port\":\"ALDRZ\",\"cty\":\"Albania\",\"t\":1.0,\"to_cty\":[\"GR\"]}}",
        "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[]},"
        "\"properties\":null}",
        NULL};
    const char *path = put_features("a.json", features);
    pship_network *network = must_read(path, &options, &problems);
    expect_list(network, pship_network_places,
                "id name country kind longitude latitude time_h\nALDRZ - Albania - 19.45 41.3 1\n");
    ck_assert_int_eq(pship_table_rows(problems), 2);
    pship_table_free(problems);
    pship_network_free(network);
    options.columns = (const char *const[]){"id=locode"};
    options.column_count = 1;
    expect_refusal(path, path, &options, PSHIP_E_INVALID, 0, 0, "no column 'locode'");
}
END_TEST

START_TEST(what_is_wrong_in_geojson_is_told_with_its_place)
{
    static const struct {
        const char *text;
        int64_t line, column;
        const char *part;
    } cases[] = {
        {"", 1, 1, ""},
        {"[]", 1, 1, "is it GeoJSON"},
        {"{\"type\":\"Topology\"}", 1, 1, "is it GeoJSON"},
        {"{\"features\":[\n{}]}", 2, 1, "a feature with a geometry"},
        {"{\"features\":[\n7]}", 2, 1, "a feature with a geometry"},
        {"{\"features\":[\n" POINT("a", "\n[1]", "") "]}", 3, 1, "a longitude and a latitude"},
        {"{\"features\":[\n" POINT("a", "\n[1,\"2\"]", "") "]}", 3, 1, "a longitude and"},
        {"{\"features\":[\n" POINT("a", "\n[361,2]", "") "]}", 3, 1, "a longitude and"},
        {"{\"features\":[\n" POINT("a", "\n[1,91]", "") "]}", 3, 1, "a longitude and"},
        {"{\"features\":[\n" POINT("a", "[1,2]", "\n\"time_h\":-1") "]}", 3, 10, "not negative"},
        {"{\"features\":[\n" POINT("a", "[1,2]", "\n\"time_h\":\"1\"") "]}", 3, 10, "a number"},
        {"{\"features\":[\n" POINT("a", "[1,2]", "") ",\n" POINT("a", "[2,2]", "") "]}", 3, 1,
         "no other place"},
        {"{\"features\":[\n" LINE("\n[[1,2]]", "") "]}", 3, 1, "at least two positions"},
        {"{\"features\":[\n" LINE("\n[1,2]", "") "]}", 3, 2, "a longitude and"},
        {"{\"features\":[\n" LINE("\n7", "") "]}", 2, 30, "coordinates"},
        {"{\"features\":[\n" LINE("[[1,2],[2,2]]", "\n\"both_ways\":\"often\"") "]}", 3, 13,
         "true or false"},
        {"{\"features\":[\n" LINE("[[1,2],[2,2]]", "\"id\":1") ",\n" LINE("[[1,2],[2,2]]",
                                                                          "\"id\":\"1\"") "]}",
         3, 1, "no other link"},
        {"{\"features\":[", 1, 14, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *path = put("a.geojson", cases[i].text);
        expect_refusal(path, path, NULL, PSHIP_E_SYNTAX, cases[i].line, cases[i].column,
                       cases[i].part);
    }
}
END_TEST

START_TEST(what_is_written_as_geojson_is_read_back)
{
    pship_network_file_options options = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    options.places = put("places.csv", "id,name,country,kind,longitude,latitude,time_h\n"
                                       "A,\"Ələt \"\"new\"\"\",AZ,port,49.41,39.94,24\n"
                                       "B,,KZ,,-179.5,-12.25,\nC,,,,,,3\n");
    options.name = "Caspian";
    options.currency = "EUR";
    pship_network *network =
        must_read(put("a.csv", "id,from,to,mode,length_km,grade\n"
                               "x,A,B,ferry,0.1,-2\ny,B,C,,,\nz,A,A,rail,,5\n"),
                  &options, NULL);
    must_write(network, path_of("a.geojson"), NULL);
    pship_network *again = must_read(path_of("a.geojson"), NULL, NULL);
    expect_same(network, again);
    pship_network_free(again);
    pship_network_free(network);
    network = must_read(put("a.csv", "from,to\nA,B\n"), NULL, NULL);
    must_write(network, path_of("b.json"), NULL);
    expect_file(
        path_of("b.json"),
        "{\"type\":\"FeatureCollection\",\"features\":[\n"
        "{\"type\":\"Feature\",\"id\":\"A\",\"geometry\":null,\"properties\":{}},\n"
        "{\"type\":\"Feature\",\"id\":\"B\",\"geometry\":null,\"properties\":{}},\n"
        "{\"type\":\"Feature\",\"id\":\"1\",\"geometry\":null,\"properties\":{\"from\":\"A\","
        "\"to\":\"B\"}}\n]}\n");
    again = must_read(path_of("b.json"), NULL, NULL);
    expect_same(network, again);
    pship_network_free(again);
    pship_network_free(network);
}
END_TEST

/* ---- UN/LOCODE */

static const char locode_links[] =
    "id name country kind longitude latitude port border_crossing rail_terminal inland_terminal "
    "road_terminal airport postal_exchange fixed_transport\n"
    "AZBAK Bakı AZ port 49.86666666666667 40.38333333333333 1 0 1 0 1 1 0 0\n"
    "AZGAN Gəncə AZ rail_terminal - - 0 0 1 0 0 0 0 0\n"
    "USNYC New York US port -74 40.7 1 0 0 1 0 0 0 0\n";

START_TEST(the_code_list_with_a_header_is_read)
{
    pship_network_file_options options = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    options.format = "unlocode";
    pship_network *network = must_read(
        put("a.csv",
            "Change,Country,Location,Name,NameWoDiacritics,Subdivision,Status,Function,Date,IATA,"
            "Coordinates,Remarks\n,AZ,BAK,Bakı,Baki,,AI,1234----,0401,,4023N 04952E,\n"
            "X,AZ,OLD,Old,Old,,RQ,1-------,0401,,,\n,AZ,GAN,Gəncə,Ganca,,AI,-2------,0401,,,\n"
            "+,US,NYC,New York,New York,NY,AI,1----6--,0401,,4042N 07400W,\"a, b\"\n"),
        &options, NULL);
    expect_list(network, pship_network_places, locode_links);
    ck_assert_int_eq(pship_network_link_count(network), 0);
    pship_network_free(network);
}
END_TEST

START_TEST(the_code_list_as_unece_has_it_is_read)
{
    pship_network_file_options options = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    options.format = "unlocode";
    pship_network *network = must_read(
        put("a.csv",
            ",\"DE\",,\".GERMANY\",,,,,,,,\n=,\"DE\",,\"M\xfcnchen = Munich\",,,,,,,,\n"
            ",\"DE\",\"MUC\",\"M\xfcnchen \x96 \x80\",\"Munchen\",\"BY\",\"-2345---\",\"AF\","
            "\"0601\",,\"4808N 01134E\",\n"),
        &options, NULL);
    pship_table *places = must_list(network, pship_network_places);
    char name[64];
    ck_assert_int_eq(pship_table_rows(places), 1);
    (void)pship_table_format(places, 1, 0, name, sizeof name);
    ck_assert_str_eq(name, "München – €");
    pship_table_free(places);
    pship_network_free(network);
}
END_TEST

START_TEST(what_is_wrong_in_a_code_list_is_told_with_its_place)
{
    static const char header[] = "Change,Country,Location,Name,Function,Coordinates\n";
    static const struct {
        const char *row;
        int64_t column;
        const char *part;
    } cases[] = {
        {",A,BAK,,,\n", 2, "two letters"},
        {",AZ,BA,,,\n", 5, "three letters"},
        {",AZ,BAK,,,4060N 04952E\n", 11, "4042N 07400W"},
        {",AZ,BAK,,,4023N04952E\n", 11, "4042N 07400W"},
        {",AZ,BAK,,,4023N 04952\n", 11, "4042N 07400W"},
        {",AZ,BAK,,,9901N 04952E\n", 11, "4042N 07400W"},
        {",AZ,BAK,,,4023N 18001E\n", 11, "4042N 07400W"},
        {",AZ,GYD,,,\n,AZ,GYD,,,\n", 5, "no other place"},
    };
    pship_network_file_options options = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    options.format = "unlocode";
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[256];
        snprintf(text, sizeof text, "%s%s", header, cases[i].row);
        const char *path = put("a.csv", text);
        expect_refusal(path, path, &options, PSHIP_E_SYNTAX, i == 7 ? 3 : 2, cases[i].column,
                       cases[i].part);
    }
    const char *path = put("a.csv", "Change,Location\n");
    expect_refusal(path, path, &options, PSHIP_E_INVALID, 1, 1, "no column 'Country'");
    put("a.csv", "a,b,c\n");
    expect_refusal(path, path, &options, PSHIP_E_INVALID, 1, 1, "12 cells");
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("geojson");
    TCase *tests = tcase_create("geojson");
    tcase_add_checked_fixture(tests, make_folder, remove_folder);
    tcase_add_test(tests, points_are_places_and_lines_lead_to_them);
    tcase_add_test(tests, a_degree_of_a_meridian_has_its_length);
    tcase_add_test(tests, lines_of_one_feature_are_links_of_their_own);
    tcase_add_test(tests, properties_may_be_called_otherwise);
    tcase_add_test(tests, what_is_wrong_in_geojson_is_told_with_its_place);
    tcase_add_test(tests, what_is_written_as_geojson_is_read_back);
    tcase_add_test(tests, the_code_list_with_a_header_is_read);
    tcase_add_test(tests, the_code_list_as_unece_has_it_is_read);
    tcase_add_test(tests, what_is_wrong_in_a_code_list_is_told_with_its_place);
    suite_add_tcase(suite, tests);
    return suite;
}
