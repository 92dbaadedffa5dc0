/* What is no good file of its format: each reader says where and what was expected, and reads nothing. */
#include "corridor/network_help.h"

#include <sys/stat.h>

Suite *test_suite(void);

/* A good file of each format that is one file. */
static const struct sample {
    const char *format, *text;
    bool counted; /* the file tells how much it has, or has an end of its own */
} samples[] = {
    {"csv", "id,from,to,mode,time_h\na,1,2,rail,3\nb,2,3,road,4\n", false},
    {"tntp",
     "<NUMBER OF ZONES> 2\n<NUMBER OF NODES> 3\n<FIRST THRU NODE> 1\n<NUMBER OF LINKS> 2\n"
     "<END OF METADATA>\n~\tinit_node\tterm_node\tcapacity\tlength\tfree_flow_time\t;\n"
     "\t1\t2\t10\t7\t8\t;\n\t2\t3\t10\t7\t8\t;\n",
     true},
    {"geojson",
     "{\"type\": \"FeatureCollection\", \"features\": [\n"
     "{\"type\": \"Feature\", \"geometry\": {\"type\": \"Point\", \"coordinates\": [50, 40]},\n"
     " \"properties\": {\"id\": \"A\"}},\n"
     "{\"type\": \"Feature\", \"geometry\": null,\n"
     " \"properties\": {\"from\": \"A\", \"to\": \"B\", \"time_h\": 3}}]}\n",
     true},
    {"dimacs", "c roads\np sp 3 2\na 1 2 5\na 2 3 6\n", true},
    {"pace", "c roads\np tw 3 2\n1 2\n2 3\n", true},
    {"unlocode",
     "Change,Country,Location,Name,NameWoDiacritics,Subdivision,Status,Function,Date,IATA,"
     "Coordinates,Remarks\n,AZ,BAK,Bak\xc4\xb1,Baki,,AI,12345---,0601,,4023N 04951E,\n",
     false},
};
#define SAMPLES ((int)(sizeof samples / sizeof *samples))

static pship_network_file_options in_format(const char *format)
{
    pship_network_file_options options = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    options.format = format;
    return options;
}

static void is_refused(const struct sample *of, const char *bytes, size_t length, int64_t line,
                       int64_t column, const char *part)
{
    const pship_network_file_options options = in_format(of->format);
    const char *path = put_bytes("in", bytes, length);
    expect_refusal(path, path, &options, PSHIP_E_SYNTAX, line, column, part);
}

/* The text in UTF-16, of ASCII; `mark`: with its byte order mark. */
static size_t widen(char *wide, const char *text, bool big, bool mark)
{
    size_t length = 0;
    if (mark) {
        wide[length++] = big ? '\xfe' : '\xff';
        wide[length++] = big ? '\xff' : '\xfe';
    }
    for (; *text; text++) {
        wide[length + (big ? 1 : 0)] = *text;
        wide[length + (big ? 0 : 1)] = '\0';
        length += 2;
    }
    return length;
}

START_TEST(another_encoding_is_told_as_such)
{
    const struct sample *of = &samples[_i];
    char wide[2048];
    for (int how = 0; how < 4; how++) {
        const size_t length = widen(wide, of->text, how & 1, how & 2);
        if (strcmp(of->format, "unlocode") != 0 || how >= 2)
            is_refused(of, wide, length, 1, 1, "the file is UTF-16, expected UTF-8");
        else /* which is given out in Windows-1252, where a zero byte is one */
            is_refused(of, wide, length, 1, how & 1 ? 1 : 2, "zero byte");
    }
}
END_TEST

START_TEST(a_file_without_anything_in_it_is_no_network)
{
    const struct sample *of = &samples[_i];
    is_refused(of, "", 0, 1, 1, "the file is empty");
    is_refused(of, "\xef\xbb\xbf", 3, 1, 1, "");
}
END_TEST

START_TEST(a_zero_byte_is_refused_where_it_stands)
{
    const struct sample *of = &samples[_i];
    pship_error err = PSHIP_ERROR_INIT;
    pship_network *network = NULL;
    const size_t length = strlen(of->text);
    const pship_network_file_options options = in_format(of->format);
    char bytes[1024];
    for (size_t at = 2; at <= length; at++) {
        int64_t line = 1, column = 1;
        memcpy(bytes, of->text, at);
        bytes[at] = '\0';
        memcpy(bytes + at + 1, of->text + at, length - at);
        for (size_t i = 0; i < at; i++) {
            column = of->text[i] == '\n' ? 1 : column + 1;
            line += of->text[i] == '\n';
        }
        const char *path = put_bytes("in", bytes, length + 1);
        ck_assert_int_eq(pship_network_read(&network, NULL, NULL, path, &options, &err),
                         PSHIP_E_SYNTAX);
        ck_assert_int_eq(err.line, line);
        ck_assert_msg(err.column > 0 && err.column <= column + 1, "column %lld for %lld",
                      (long long)err.column, (long long)column);
    }
}
END_TEST

START_TEST(marks_and_ends_of_lines_change_nothing)
{
    const struct sample *of = &samples[_i];
    const pship_network_file_options options = in_format(of->format);
    char text[2048] = "\xef\xbb\xbf";
    pship_network *good = must_read(put("good", of->text), &options, NULL);
    size_t length = 3;
    for (const char *c = of->text; *c; c++) {
        if (*c == '\n')
            text[length++] = '\r';
        text[length++] = *c;
    }
    pship_network *again = must_read(put_bytes("in", text, length), &options, NULL);
    expect_same(good, again);
    pship_network_free(again);
    again = must_read(put_bytes("in", of->text, strlen(of->text) - 1), &options, NULL);
    expect_same(good, again);
    pship_network_free(again);
    pship_network_free(good);
}
END_TEST

START_TEST(a_file_that_is_cut_is_refused_within_it_or_read_to_the_cut)
{
    const struct sample *of = &samples[_i];
    const pship_network_file_options options = in_format(of->format);
    int64_t lines = 1;
    pship_network *whole = must_read(put("good", of->text), &options, NULL);
    const size_t length = strlen(of->text);
    for (size_t at = 1; at < length; at++) {
        pship_error err = PSHIP_ERROR_INIT;
        pship_network *network = NULL;
        lines += of->text[at - 1] == '\n';
        const char *path = put_bytes("in", of->text, at);
        const pship_result result = pship_network_read(&network, NULL, NULL, path, &options, &err);
        ck_assert_msg(!network == (result != PSHIP_OK), "%zu", at);
        if (result != PSHIP_OK) {
            ck_assert_msg(err.line >= 1 && err.line <= lines && err.message[0], "%s at %zu",
                          err.message, at);
            ck_assert_str_eq(err.file, path);
        } else {
            /* Of what counts itself, only the end of the last number or mark may be missing. */
            ck_assert_msg(!of->counted ||
                              pship_network_link_count(network) == pship_network_link_count(whole),
                          "%s cut at %zu of %zu", of->format, at, length);
        }
        pship_network_free(network);
    }
    pship_network_free(whole);
}
END_TEST

/* ---- one thing wrong */

static const struct fault {
    int sample;
    const char *old, *put; /* what stands there instead */
    int64_t line, column;
    const char *part;
} faults[] = {
    {0, "rail,3", "rail,-3", 2, 12, "not negative"},
    {0, "rail,3", "rail,inf", 2, 12, "expected a number"},
    {0, "rail,3", "rail,1e999", 2, 12, "expected a number"},
    {0, "rail,3", "rail,0x10", 2, 12, "expected a number"},
    {0, "rail,3", "rail,\"1,5\"", 2, 12, "expected a number"},
    {0, "rail,3", "rail", 2, 1, "as many cells"},
    {0, "rail,3", "rail,3,4", 2, 1, "as many cells"},
    {0, "a,1,2", "a,1,", 2, 5, "the id of a place"},
    {0, "b,2", "a,2", 3, 1, "an id that no other link has"},
    {0, "a,1,2", "\"a,1,2", 2, 1, "never closed"},
    {0, "a,1,2", "a\"b,1,2", 2, 2, "a quote inside a cell"},
    {0, "a,1,2,rail,3\nb,2,3,road,4", "\"a\nb\",1,2,\"ra\nil\",3\nb,2,3,road,-4", 5, 12,
     "not negative"},
    {1, "NODES> 3", "NODES> 99999999999999999999", 2, 19, "a whole number"},
    {1, "NODES> 3", "NODES> -3", 2, 19, "a whole number"},
    {1, "NODES> 3", "NODES> 3\n<NUMBER OF NODES> 4", 3, 1, "told in a line before"},
    {1, "NODES> 3", "NODES> 2", 8, 4, "the number of a node"},
    {1, "LINKS> 2", "LINKS> 3", 4, 19, "the number of links, 2"},
    {1, "LINKS> 2", "LINKS> 1", 4, 19, "the number of links, 2"},
    {1, "1\t2\t10", "1\t2\t-10", 7, 6, "not negative"},
    {1, "1\t2\t10\t7\t8", "1\t2\t10\t7\t-8", 7, 11, "not negative"},
    {1, "1\t2\t10", "1\t2\tnan", 7, 6, "a number"},
    {1, "1\t2\t10", "1\t2\t10\t1", 7, 13, "the end of the line"},
    {2, "\"from\": \"A\"", "\"from\": {}", 5, 25, "a text or a number"},
    {2, "\"id\": \"A\"", "\"id\": [\"A\"]", 3, 23, "a text or a number"},
    {2, "{\"id\": \"A\"}", "7", 3, 16, "an object of properties"},
    {2, "\"time_h\": 3", "\"time_h\": \"3\"", 5, 51, "a number"},
    {2, "\"time_h\": 3", "\"time_h\": NaN", 5, 51, "a value is expected"},
    {2, "[50, 40]", "[50, 140]", 2, 66, "degrees"},
    {2, "[50, 40]", "[]", 2, 66, "degrees"},
    {2, "\"features\"", "\"feature\"", 1, 1, "is it GeoJSON?"},
    {3, "p sp 3 2", "p sp 3 3", 2, 8, "the number of edges, 2"},
    {3, "p sp 3 2", "p sp 3 1", 2, 8, "the number of edges, 2"},
    {3, "p sp 3 2", "p sp 3 2 9", 2, 10, "the end of the line"},
    {3, "p sp 3 2", "p sp 99999999999 2", 2, 6, "the number of nodes"},
    {3, "a 1 2 5", "a 1 2 -5", 3, 7, "not negative"},
    {3, "a 1 2 5", "a 1 4 5", 3, 5, "the number of a node"},
    {4, "p tw 3 2", "p tw 3 4", 2, 8, "the number of edges, 2"},
    {4, "1 2", "1 2.5", 3, 3, "the number of a node"},
    {5, "Location", "Place", 1, 1, "is no column 'Location'"},
    {5, "0601,,", "0601", 2, 2, "as many cells"},
    {5, "4023N", "4099N", 2, 39, "coordinates"},
};

START_TEST(one_thing_wrong_is_told_with_its_place)
{
    const struct fault *of = &faults[_i];
    const char *text = samples[of->sample].text, *at = strstr(text, of->old);
    char bytes[1024];
    ck_assert_ptr_nonnull(at);
    snprintf(bytes, sizeof bytes, "%.*s%s%s", (int)(at - text), text, of->put,
             at + strlen(of->old));
    const pship_network_file_options options = in_format(samples[of->sample].format);
    const char *path = put("in", bytes);
    pship_error err = PSHIP_ERROR_INIT;
    pship_network *network = NULL;
    const pship_result result = pship_network_read(&network, NULL, NULL, path, &options, &err);
    ck_assert(result == PSHIP_E_SYNTAX || result == PSHIP_E_INVALID);
    expect_error(&err, result, result, path, of->line, of->column, of->part);
    ck_assert_ptr_null(network);
}
END_TEST

START_TEST(a_count_that_is_wrong_is_tolerated_and_listed)
{
    pship_network_file_options options = in_format("pace");
    pship_table *problems = NULL;
    options.most_bad_rows = 1;
    pship_network *network = must_read(put("in", "p tw 2 3\n1 2\n"), &options, &problems);
    ck_assert_int_eq(pship_network_link_count(network), 2);
    expect_problems(problems, "1:8 3 total\n");
    pship_network_free(network);
    /* Where a row was left out, that is why, and no more is used up. */
    network = must_read(put("in", "p tw 2 2\n1 2\n1 9\n"), &options, &problems);
    expect_problems(problems, "3:3 9 place\n1:8 2 total\n");
    pship_network_free(network);
}
END_TEST

START_TEST(a_node_that_is_located_twice_is_refused)
{
    pship_network_file_options options = in_format("tntp");
    options.places = put("nodes", "node\tX\tY\t;\n1\t5\t6\t;\n1\t7\t8\t;\n");
    expect_refusal(put("in", samples[1].text), options.places, &options, PSHIP_E_SYNTAX, 3, 1,
                   "a node that no other line has");
    options.places = put("nodes", "node\tX\tY\t;\n1\t5\t6\t7\t;\n");
    expect_refusal(put("in", samples[1].text), options.places, &options, PSHIP_E_SYNTAX, 2, 7,
                   "the end of the line");
}
END_TEST

START_TEST(amounts_below_zero_are_not_written_as_tntp)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_network *network =
        must_read(put("in.csv", "from,to,capacity,toll\n1,2,5,-1\n2,1,-1,0\n"), NULL, NULL);
    ck_assert_int_eq(pship_network_write(network, path_of("out.tntp"), NULL, &err),
                     PSHIP_E_INVALID);
    ck_assert_str_eq(err.message,
                     "capacity of link 2 is negative or not told, which TNTP cannot say");
    pship_network_free(network);
}
END_TEST

/* ---- trips */

START_TEST(trips_that_are_wrong_are_told_with_their_place)
{
    static const struct {
        const char *format, *text;
        int64_t line, column;
        const char *part;
    } wrong[] = {
        {"csv", "", 1, 1, "the file is empty"},
        {"tntp", "", 1, 1, "the file is empty"},
        {"csv", "origin,destination,trips\n1,2,3,4\n", 2, 1, "as many cells"},
        {"csv", "origin,destination,trips\n1,2\n", 2, 1, "as many cells"},
        {"csv", "origin,destination,trips\n1,2,nan\n", 2, 5, "not negative"},
        {"csv", "origin,destination,trips\n,2,1\n", 2, 1, "a place"},
        {"csv", "origin,destination,trips\n\"a\nb\",2,1\n1,2,-1\n", 4, 5, "not negative"},
        {"tntp", "<NUMBER OF ZONES> 2\nOrigin 1\n 3 : 1;\n", 3, 2, "the number of a zone"},
        {"tntp", "<NUMBER OF ZONES> 2\nOrigin 1\n 2 : -1;\n", 3, 6, "not negative"},
        {"tntp", "<NUMBER OF ZONES> 2\nOrigin 1\n 2 :", 3, 2, "a colon and its trips"},
        {"tntp", "<NUMBER OF ZONES> 99999999999999\n", 1, 19, "a number from 1"},
    };
    pship_trips_file_options options = PSHIP_TRIPS_FILE_OPTIONS_INIT;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        pship_error err = PSHIP_ERROR_INIT;
        pship_table *trips = NULL;
        const char *path = put("in", wrong[i].text);
        options.format = wrong[i].format;
        const pship_result result = pship_trips_read(&trips, NULL, NULL, path, &options, &err);
        expect_error(&err, result, PSHIP_E_SYNTAX, path, wrong[i].line, wrong[i].column,
                     wrong[i].part);
        ck_assert_ptr_null(trips);
    }
}
END_TEST

START_TEST(settings_of_gmns_are_one_row)
{
    pship_network_file_options options = in_format("gmns");
    ck_assert_int_eq(mkdir(path_of("net"), 0777), 0);
    put("net/node.csv", "node_id\n1\n");
    put("net/link.csv", "link_id,from_node_id,to_node_id\n");
    const char *path = put("net/config.csv", "long_length\nkm\nmi\n");
    expect_refusal(path_of("net"), path, &options, PSHIP_E_SYNTAX, 3, 1, "one row");
    put("net/config.csv", "long_length,speed\nkm\n");
    expect_refusal(path_of("net"), path, &options, PSHIP_E_SYNTAX, 2, 1, "2 cells, and this row 1");
    path = put("net/link.csv", "");
    put("net/config.csv", "");
    expect_refusal(path_of("net"), path, &options, PSHIP_E_SYNTAX, 1, 1, "the file is empty");
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("bad_files");
    TCase *all = tcase_create("files");
    tcase_add_checked_fixture(all, make_folder, remove_folder);
    tcase_set_timeout(all, 120);
    tcase_add_loop_test(all, another_encoding_is_told_as_such, 0, SAMPLES);
    tcase_add_loop_test(all, a_file_without_anything_in_it_is_no_network, 0, SAMPLES);
    tcase_add_loop_test(all, a_zero_byte_is_refused_where_it_stands, 0, SAMPLES);
    tcase_add_loop_test(all, marks_and_ends_of_lines_change_nothing, 0, SAMPLES);
    tcase_add_loop_test(all, a_file_that_is_cut_is_refused_within_it_or_read_to_the_cut, 0,
                        SAMPLES);
    tcase_add_loop_test(all, one_thing_wrong_is_told_with_its_place, 0,
                        (int)(sizeof faults / sizeof *faults));
    tcase_add_test(all, a_count_that_is_wrong_is_tolerated_and_listed);
    tcase_add_test(all, a_node_that_is_located_twice_is_refused);
    tcase_add_test(all, amounts_below_zero_are_not_written_as_tntp);
    tcase_add_test(all, trips_that_are_wrong_are_told_with_their_place);
    tcase_add_test(all, settings_of_gmns_are_one_row);
    suite_add_tcase(suite, all);
    return suite;
}
