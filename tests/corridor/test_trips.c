/* Trips: TNTP and CSV, what is refused and where, and writing what is read back the same. */
#include "corridor/file_help.h"

#include "table/builder.h"
#include <math.h>

Suite *test_suite(void);

static const char sioux[] = "<NUMBER OF ZONES> 3\n<TOTAL OD FLOW> 350.5\n<END OF METADATA>\n\n\n"
                            "Origin \t1 \n"
                            "    1 :      0.0;     2 :    100.0; \n"
                            "    3 :    50.5;\n\n"
                            "Origin 3\n1 : 200; ; 3:0 ;\n";

static const char sioux_rows[] = "origin destination trips\n1 1 0\n1 2 100\n1 3 50.5\n"
                                 "3 1 200\n3 3 0\n";

static pship_table *must_read(const char *path, const pship_trips_file_options *options,
                              pship_table **problems)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *trips = NULL;
    ck_assert_msg(pship_trips_read(&trips, problems, NULL, path, options, &err) == PSHIP_OK,
                  "%lld:%lld %s", (long long)err.line, (long long)err.column, err.message);
    return trips;
}

static void expect_failure(const char *name, const char *text, pship_result code, int64_t line,
                           int64_t column, const char *part)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *trips = NULL, *problems = NULL;
    const char *path = put(name, text);
    pship_result result = pship_trips_read(&trips, &problems, NULL, path, NULL, &err);
    expect_error(&err, result, code, path, line, column, part);
    ck_assert(!trips && !problems);
}

/* ---- TNTP */

START_TEST(tntp_trips_are_read_with_their_zeros_and_what_stays)
{
    pship_table *problems = NULL;
    expect_table(must_read(put("a.tntp", sioux), NULL, &problems), sioux_rows);
    expect_table(problems, "file line column cell rule expected\n");
}
END_TEST

START_TEST(metadata_may_be_missing_and_comments_stand_anywhere)
{
    pship_trips_file_options options = PSHIP_TRIPS_FILE_OPTIONS_INIT;
    options.format = "tntp";
    expect_table(must_read(put("a", "~ of 1999\r\n\r\nOrigin 2 \r\n~ more\r\n007 : 1e2\r\n"),
                           &options, NULL),
                 "origin destination trips\n2 7 100\n");
}
END_TEST

START_TEST(the_format_is_told_by_the_first_line)
{
    expect_table(must_read(put("a", sioux), NULL, NULL), sioux_rows);
    expect_table(must_read(put("b.tntp", "origin,destination,trips\nBaku,Poti,2.5\n"), NULL, NULL),
                 "origin destination trips\nBaku Poti 2.5\n");
}
END_TEST

START_TEST(what_is_wrong_in_tntp_is_told_with_its_place)
{
#define HEAD "<NUMBER OF ZONES> 3\n<END OF METADATA>\n"
    expect_failure("a", HEAD "Origin 4\n1 : 2;\n", PSHIP_E_SYNTAX, 3, 8, "number of a zone");
    expect_failure("a", HEAD "Origin\n", PSHIP_E_SYNTAX, 3, 7, "number of a zone");
    expect_failure("a", HEAD "Origin 1\n 1 : 2; 4 : 5;\n", PSHIP_E_SYNTAX, 4, 9, "'4' cannot");
    expect_failure("a", HEAD "Origin 1\n1 : 2; 2 : -5;\n", PSHIP_E_SYNTAX, 4, 12, "not negative");
    expect_failure("a", HEAD "Origin 1\n1 : 2; 2 : x;\n", PSHIP_E_SYNTAX, 4, 12, "'x' cannot");
    expect_failure("a", HEAD "Origin 1\n1 : 2; 2 : ;\n", PSHIP_E_SYNTAX, 4, 12, "not negative");
    expect_failure("a", HEAD "Origin 1\n1 : 1e999;\n", PSHIP_E_SYNTAX, 4, 5, "1e999");
    expect_failure("a", HEAD "Origin 1\n1 2;\n", PSHIP_E_SYNTAX, 4, 1, "a colon");
    expect_failure("a", HEAD "Origin 1\n1 : 2 : 3;\n", PSHIP_E_SYNTAX, 4, 5, "a colon");
    expect_failure("a", HEAD "1 : 2;\n", PSHIP_E_SYNTAX, 3, 1, "'Origin' before it");
    expect_failure("a", "<NUMBER OF ZONES> many\n", PSHIP_E_SYNTAX, 1, 19, "'many'");
    expect_failure("a", "<NUMBER OF ZONES> 1\nOrigin 1\n1 : \xff;\n", PSHIP_E_SYNTAX, 3, 5,
                   "UTF-8");
}
END_TEST

START_TEST(bad_pairs_that_are_tolerated_are_listed)
{
    pship_trips_file_options options = PSHIP_TRIPS_FILE_OPTIONS_INIT;
    pship_table *problems = NULL;
    pship_error err = PSHIP_ERROR_INIT;
    const char *path = put("a", HEAD "Origin 1\n1 : 2; 2 : x; 3 : 4;\nOrigin 9\n1 : 1; 2 : 2;\n");
    options.most_bad_rows = -1;
    expect_table(must_read(path, &options, &problems), "origin destination trips\n1 1 2\n1 3 4\n");
    ck_assert_int_eq(pship_table_rows(problems), 4); /* x, the origin, and what stands below it */
    ck_assert_int_eq(pship_table_integer(problems, 1, 0), 4);
    ck_assert_int_eq(pship_table_integer(problems, 2, 0), 12);
    pship_table_free(problems);
    options.most_bad_rows = 3;
    pship_table *trips = NULL;
    pship_result result = pship_trips_read(&trips, NULL, NULL, path, &options, &err);
    expect_error(&err, result, PSHIP_E_SYNTAX, path, 6, 8, "'2' cannot be taken");
}
END_TEST

START_TEST(a_total_that_is_not_the_sum_is_listed_and_nothing_is_left_out)
{
    pship_table *problems = NULL;
    const char *path =
        put("a", "<NUMBER OF ZONES> 2\n<TOTAL OD FLOW>  9\n<END OF METADATA>\nOrigin 1\n2 : 8;\n");
    expect_table(must_read(path, NULL, &problems), "origin destination trips\n1 2 8\n");
    ck_assert_int_eq(pship_table_rows(problems), 1);
    char expected[512];
    snprintf(expected, sizeof expected,
             "file line column cell rule expected\n%s 2 18 9 total the sum of the trips, 8\n",
             path);
    expect_table(problems, expected);
}
END_TEST

/* ---- CSV */

START_TEST(csv_trips_have_their_columns_by_name)
{
    pship_trips_file_options options = PSHIP_TRIPS_FILE_OPTIONS_INIT;
    options.origin = "o_zone_id";
    options.destination = "d_zone_id";
    options.trips = "volume";
    expect_table(must_read(put("a", "volume;note;d_zone_id;o_zone_id\r\n1.5;;02;A\r\n0;x;A;A\r\n"),
                           &options, NULL),
                 "origin destination trips\nA 02 1.5\nA A 0\n");
}
END_TEST

START_TEST(what_is_wrong_in_csv_is_told_with_its_place)
{
    expect_failure("a", "origin,destination\n", PSHIP_E_INVALID, 1, 1, "no column 'trips'");
    expect_failure("a", "", PSHIP_E_SYNTAX, 1, 1, "the file is empty");
    expect_failure("a", "origin,destination,trips,origin\n", PSHIP_E_INVALID, 1, 26, "two columns");
    expect_failure("a", "origin,destination,trips\nA,B,1\nA,,1\n", PSHIP_E_SYNTAX, 3, 3, "a place");
    expect_failure("a", "origin,destination,trips\nA,B,\n", PSHIP_E_SYNTAX, 2, 5, "a number");
    expect_failure("a", "origin,destination,trips\nA,B,NaN\n", PSHIP_E_SYNTAX, 2, 5, "a number");
    expect_failure("a", "origin,destination,trips\nA,B\n", PSHIP_E_SYNTAX, 2, 1, "as many cells");
    expect_failure("a", "origin,destination,trips\nA,\"B,1\n", PSHIP_E_SYNTAX, 2, 3,
                   "never closed");
}
END_TEST

START_TEST(arguments_are_checked)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *trips = NULL;
    pship_trips_file_options options = PSHIP_TRIPS_FILE_OPTIONS_INIT;
    const char *path = put("a", sioux);
    options.format = "xml";
    pship_result result = pship_trips_read(&trips, NULL, NULL, path, &options, &err);
    expect_error(&err, result, PSHIP_E_ARGUMENT, NULL, 0, 0, "'xml'");
    options.format = NULL;
    options.most_bad_rows = -2;
    result = pship_trips_read(&trips, NULL, NULL, path, &options, &err);
    expect_error(&err, result, PSHIP_E_ARGUMENT, NULL, 0, 0, "most_bad_rows");
    result = pship_trips_read(&trips, NULL, NULL, path_of("none"), NULL, &err);
    expect_error(&err, result, PSHIP_E_NOT_FOUND, NULL, 0, 0, "cannot open");
    result = pship_trips_read(NULL, NULL, NULL, path, NULL, &err);
    expect_error(&err, result, PSHIP_E_ARGUMENT, NULL, 0, 0, "NULL");
    options.most_bad_rows = 0;
    options.most_bytes = 10;
    result = pship_trips_read(&trips, NULL, NULL, path, &options, &err);
    expect_error(&err, result, PSHIP_E_LIMIT, NULL, 0, 0, "more than 10 bytes");
    ck_assert_ptr_null(trips);
}
END_TEST

/* ---- writing */

START_TEST(what_is_written_is_read_back_the_same)
{
    static const char *const names[] = {"b.tntp", "b.csv"};
    for (int i = 0; i < 2; i++) {
        pship_error err = PSHIP_ERROR_INIT;
        pship_table *trips = must_read(put("a.tntp", sioux), NULL, NULL);
        const char *path = path_of(names[i]);
        ck_assert_msg(pship_trips_write(trips, path, NULL, &err) == PSHIP_OK, "%s", err.message);
        pship_table_free(trips);
        expect_table(must_read(path, NULL, NULL), sioux_rows);
    }
    expect_file(path_of("b.tntp"), "<NUMBER OF ZONES> 3\n<TOTAL OD FLOW> 350.5\n"
                                   "<END OF METADATA>\n\n\nOrigin 1\n"
                                   "    1 : 0;     2 : 100;     3 : 50.5;\n\n"
                                   "Origin 3\n    1 : 200;     3 : 0;\n");
    expect_file(path_of("b.csv"), "origin,destination,trips\r\n1,1,0\r\n1,2,100\r\n1,3,50.5\r\n"
                                  "3,1,200\r\n3,3,0\r\n");
}
END_TEST

static pship_table *pairs(const char *origins, const char *destinations, double trips)
{
    static const pship__column_spec columns[] = {{"trips", PSHIP_COLUMN_FLOAT64, NULL, 0},
                                                 {"origin", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"destination", PSHIP_COLUMN_UTF8, NULL, 0}};
    pship__table_builder *builder = NULL;
    pship_table *table = NULL;
    ck_assert_int_eq(pship__table_builder_new(&builder, NULL, columns, 3, NULL), PSHIP_OK);
    for (int i = 0; i < 2; i++) {
        pship__add_finite(builder, trips);
        pship__add_text(builder, origins);
        pship__add_text(builder, destinations);
    }
    ck_assert_int_eq(pship__table_builder_finish(builder, &table, NULL), PSHIP_OK);
    return table;
}

START_TEST(rows_that_cannot_be_written_are_refused_and_the_old_file_stays)
{
    static const struct {
        const char *origin, *destination, *format, *part;
        double trips;
    } cases[] = {
        {"1", "2", "tntp", "rows 1 and 2 both go from 1 to 2", 1},
        {"Baku", "2", "tntp", "row 1 has the origin 'Baku'", 1},
        {"0", "2", "tntp", "'0'", 1},
        {"1", "-2", "tntp", "destination '-2'", 1},
        {"1", "99999999999999999999999999999999999999", "tntp", "a number from 1", 1},
        {"1", "", "csv", "row 1 has no destination", 1},
        {"1", NULL, "csv", "row 1 has no destination", 1},
        {"1", "2", "csv", "negative", -1},
        {"1", "2", "csv", "row 1 has no trips", (double)NAN},
    };
    const char *path = put("kept", "old");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pship_error err = PSHIP_ERROR_INIT;
        pship_table *table = pairs(cases[i].origin, cases[i].destination, cases[i].trips);
        pship_result result = pship_trips_write(table, path, cases[i].format, &err);
        expect_error(&err, result, PSHIP_E_INVALID, NULL, 0, 0, cases[i].part);
        pship_table_free(table);
        expect_file(path, "old");
    }
}
END_TEST

START_TEST(a_table_without_the_columns_cannot_be_written)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *problems = NULL;
    pship_table *table = must_read(put("a", sioux), NULL, &problems);
    pship_result result = pship_trips_write(problems, path_of("b"), NULL, &err);
    expect_error(&err, result, PSHIP_E_NOT_FOUND, NULL, 0, 0, "no column 'origin'");
    result = pship_trips_write(table, path_of("b"), "gmns", &err);
    expect_error(&err, result, PSHIP_E_ARGUMENT, NULL, 0, 0, "'gmns'");
    result = pship_trips_write(table, path_of("none/b"), NULL, &err);
    ck_assert_int_eq(result, PSHIP_E_IO);
    pship_table_free(problems);
    pship_table_free(table);
}
END_TEST

START_TEST(the_published_trips_have_their_totals_and_read_back_the_same)
{
    static const struct {
        const char *name;
        int64_t rows;
        double total;
    } files[] = {{"SiouxFalls/SiouxFalls_trips.tntp", 576, 360600},
                 {"Anaheim/Anaheim_trips.tntp", 1406, 104694.4},
                 {"Eastern-Massachusetts/EMA_trips.tntp", 5476, 65576.37543099989},
                 {"Braess-Example/Braess_trips.tntp", 2, 6}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const char *path = published(files[i].name);
        pship_table *problems = NULL;
        double total = 0;
        if (!path) {
            fprintf(stderr, "# PSHIP_TNTP is not set: %s is not read\n", files[i].name);
            continue;
        }
        pship_table *trips = must_read(path, NULL, &problems);
        ck_assert_int_eq(pship_table_rows(trips), files[i].rows);
        ck_assert_int_eq(pship_table_rows(problems), 0);
        for (int64_t row = 0; row < files[i].rows; row++)
            total += pship_table_number(trips, 2, row);
        ck_assert_double_eq_tol(total, files[i].total, 1e-8 * files[i].total);
        char *before = table_text(trips);
        ck_assert_int_eq(pship_trips_write(trips, path_of("again.tntp"), NULL, NULL), PSHIP_OK);
        expect_table(must_read(path_of("again.tntp"), NULL, NULL), before);
        free(before);
        pship_table_free(problems);
        pship_table_free(trips);
    }
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("trips");
    TCase *tests = tcase_create("trips");
    tcase_add_checked_fixture(tests, make_folder, remove_folder);
    tcase_add_test(tests, tntp_trips_are_read_with_their_zeros_and_what_stays);
    tcase_add_test(tests, metadata_may_be_missing_and_comments_stand_anywhere);
    tcase_add_test(tests, the_format_is_told_by_the_first_line);
    tcase_add_test(tests, what_is_wrong_in_tntp_is_told_with_its_place);
    tcase_add_test(tests, bad_pairs_that_are_tolerated_are_listed);
    tcase_add_test(tests, a_total_that_is_not_the_sum_is_listed_and_nothing_is_left_out);
    tcase_add_test(tests, csv_trips_have_their_columns_by_name);
    tcase_add_test(tests, what_is_wrong_in_csv_is_told_with_its_place);
    tcase_add_test(tests, arguments_are_checked);
    tcase_add_test(tests, what_is_written_is_read_back_the_same);
    tcase_add_test(tests, rows_that_cannot_be_written_are_refused_and_the_old_file_stays);
    tcase_add_test(tests, a_table_without_the_columns_cannot_be_written);
    tcase_add_test(tests, the_published_trips_have_their_totals_and_read_back_the_same);
    suite_add_tcase(suite, tests);
    return suite;
}
