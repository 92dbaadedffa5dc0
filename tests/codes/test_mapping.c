/* Mappings: made, refused, looked up, told, and one of two. */
#include "scratch.h"
#include "table/builder.h"
#include <check.h>
#include <codes/mapping.h>
#include <math.h>
#include <partnership/partnership.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

static pship_mapping *mapping_of(const char *const *from, const char *const *to,
                                 const double *weights, size_t count, bool prefixes)
{
    pship_mapping *mapping = NULL;
    pship_mapping_options options = PSHIP_MAPPING_OPTIONS_INIT;
    options.prefixes = prefixes;
    ck_assert_msg(pship_mapping_new(&mapping, NULL, from, to, weights, count, &options, err) ==
                      PSHIP_OK,
                  "%s", err->message);
    return mapping;
}

/* The rows as "from to weight;". */
static const char *text_of(const pship_mapping *mapping)
{
    static char text[1024];
    pship_table *table = NULL;
    text[0] = '\0';
    ck_assert_int_eq(pship_mapping_table(&table, mapping, err), PSHIP_OK);
    for (int64_t i = 0; i < pship_table_rows(table); i++) {
        char cells[3][64];
        for (int32_t column = 0; column < 3; column++)
            (void)pship_table_format(table, column, i, cells[column], sizeof cells[0]);
        size_t length = strlen(text);
        (void)snprintf(text + length, sizeof text - length, "%s %s %s;", cells[0], cells[1],
                       cells[2]);
    }
    pship_table_free(table);
    return text;
}

START_TEST(rows_stand_in_order)
{
    static const char *const from[] = {"b", "a", "b", "aa"}, *const to[] = {"y", "x", "x", "z"};
    static const double weights[] = {0.75, 1, 0.25, 0};
    pship_mapping *mapping = mapping_of(from, to, weights, 4, false);
    ck_assert_str_eq(text_of(mapping), "a x 1;aa z 0;b x 0.25;b y 0.75;");
    pship_mapping *same = pship_mapping_share(mapping);
    pship_mapping_free(mapping);
    pship_table *codes = NULL;
    ck_assert_int_eq(pship_mapping_codes(&codes, same, err), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(codes), 3);
    ck_assert_int_eq(pship_table_integer(codes, 1, 2), 2);
    ck_assert(pship_table_number(codes, 2, 2) == 1);
    ck_assert_int_eq(pship_table_integer(codes, 3, 1), 0); /* the weight of "aa" is 0 */
    ck_assert_int_eq(pship_table_integer(codes, 3, 2), 1);
    pship_table_free(codes);
    pship_mapping_free(same);
    pship_mapping_free(NULL);
}
END_TEST

START_TEST(sums_may_be_off_by_what_files_round)
{
    static const char *const from[] = {"a", "a", "a", "b", "b"};
    static const char *const to[] = {"x", "y", "z", "x", "y"};
    static const double weights[] = {0.3333333333, 0.3333333333, 0.3333333333, 0.5, 0.499999};
    pship_mapping *mapping = mapping_of(from, to, weights, 5, false);
    ck_assert(pship__mapping_balanced(pship__mapping_find(mapping, "a")));
    ck_assert(!pship__mapping_balanced(pship__mapping_find(mapping, "b")));
    pship_mapping_free(mapping);
}
END_TEST

START_TEST(the_longest_prefix_counts)
{
    static const char *const from[] = {"27", "2716", "2", "0101"};
    static const char *const to[] = {"energy", "electricity", "other", "horses"};
    pship_mapping *mapping = mapping_of(from, to, NULL, 4, true);
    ck_assert_str_eq(pship__mapping_find(mapping, "270900")->targets[0].to, "energy");
    ck_assert_str_eq(pship__mapping_find(mapping, "27")->targets[0].to, "energy");
    ck_assert_str_eq(pship__mapping_find(mapping, "271600")->targets[0].to, "electricity");
    ck_assert_str_eq(pship__mapping_find(mapping, "28")->targets[0].to, "other");
    ck_assert_ptr_null(pship__mapping_find(mapping, "010"));
    ck_assert_ptr_null(pship__mapping_find(mapping, "31"));
    ck_assert_ptr_null(pship__mapping_find(mapping, ""));
    ck_assert(pship_mapping_describe(mapping).prefixes);
    pship_mapping_free(mapping);
    mapping = mapping_of(from, to, NULL, 4, false);
    ck_assert_ptr_null(pship__mapping_find(mapping, "270900"));
    ck_assert_ptr_null(pship__mapping_find(mapping, ""));
    ck_assert_str_eq(pship__mapping_find(mapping, "2")->targets[0].to, "other");
    pship_mapping_free(mapping);
    mapping = mapping_of(NULL, NULL, NULL, 0, true);
    ck_assert_ptr_null(pship__mapping_find(mapping, "27"));
    ck_assert_str_eq(text_of(mapping), "");
    pship_mapping_free(mapping);
}
END_TEST

static void refused(const char *const *from, const char *const *to, const double *weights,
                    size_t count, pship_result result, const char *message)
{
    pship_mapping *mapping = NULL;
    ck_assert_int_eq(pship_mapping_new(&mapping, NULL, from, to, weights, count, NULL, err),
                     result);
    ck_assert_str_eq(err->message, message);
    ck_assert_ptr_null(mapping);
}

START_TEST(bad_rows_are_refused)
{
    static const char *const from[] = {"a", "b", "a"}, *const to[] = {"x", "y", "x"};
    static const char *const empty[] = {"a", "", "c"}, *const none[] = {"a", "b", NULL};
    static const char *const bad[] = {"a", "\xff", "c"};
    static const double negative[] = {1, -0.5, 1}, endless[] = {1, 1, HUGE_VAL};
    refused(from, to, NULL, 3, PSHIP_E_CONFLICT, "row 3: 'a' to 'x' stands there already");
    refused(empty, to, NULL, 3, PSHIP_E_INVALID, "row 2: a code is missing");
    refused(from, none, NULL, 3, PSHIP_E_INVALID, "row 3: a code is missing");
    refused(bad, to, NULL, 3, PSHIP_E_INVALID, "row 2: a code is not UTF-8");
    refused(from, to, negative, 3, PSHIP_E_INVALID,
            "row 2: a weight is a number that is not negative");
    refused(from, to, endless, 3, PSHIP_E_INVALID,
            "row 3: a weight is a number that is not negative");
    refused(NULL, to, NULL, 3, PSHIP_E_ARGUMENT, "the mapping or its codes are NULL");
    pship_mapping_options options = PSHIP_MAPPING_OPTIONS_INIT;
    options.to_classification = "\xff";
    pship_mapping *mapping = NULL;
    ck_assert_int_eq(pship_mapping_new(&mapping, NULL, from, to, NULL, 2, &options, err),
                     PSHIP_E_INVALID);
    options = pship_mapping_options_init();
    options.from = NULL;
    ck_assert_int_eq(pship_mapping_new(&mapping, NULL, from, to, NULL, 2, &options, err),
                     PSHIP_E_ARGUMENT);
}
END_TEST

/* ---- tables and files */

START_TEST(tables_are_read)
{
    static const pship__column_spec columns[] = {{"hs", PSHIP_COLUMN_INT64, NULL, 0},
                                                 {"to", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"weight", PSHIP_COLUMN_FLOAT64, NULL, 0}};
    pship__table_builder *builder = NULL;
    pship_table *table = NULL;
    pship_mapping *mapping = NULL;
    pship_mapping_options options = PSHIP_MAPPING_OPTIONS_INIT;
    ck_assert_int_eq(pship__table_builder_new(&builder, NULL, columns, 3, err), PSHIP_OK);
    pship__add_int64(builder, 270900);
    pship__add_text(builder, "energy");
    pship__add_null(builder);
    pship__add_int64(builder, 99);
    pship__add_text(builder, "other");
    pship__add_number(builder, 0.5);
    ck_assert_int_eq(pship__table_builder_finish(builder, &table, err), PSHIP_OK);
    ck_assert_int_eq(pship_mapping_from_table(&mapping, table, NULL, err), PSHIP_E_NOT_FOUND);
    ck_assert_str_eq(err->message, "there is no column 'from' in the table");
    options.from = "hs";
    options.from_classification = "HS12";
    options.to_classification = "sectors";
    ck_assert_int_eq(pship_mapping_from_table(&mapping, table, &options, err), PSHIP_OK);
    ck_assert_str_eq(text_of(mapping), "270900 energy 1;99 other 0.5;");
    ck_assert_str_eq(pship_mapping_describe(mapping).from_classification, "HS12");
    ck_assert_str_eq(pship_mapping_describe(mapping).to_classification, "sectors");
    pship_mapping_free(mapping);
    mapping = NULL;
    options.from = "weight";
    ck_assert_int_eq(pship_mapping_from_table(&mapping, table, &options, err), PSHIP_E_INVALID);
    options.from = "hs";
    options.weight = "to";
    ck_assert_int_eq(pship_mapping_from_table(&mapping, table, &options, err), PSHIP_E_INVALID);
    ck_assert_str_eq(err->message, "the column 'to' holds no numbers");
    options.weight = NULL;
    ck_assert_int_eq(pship_mapping_from_table(&mapping, table, &options, err), PSHIP_OK);
    ck_assert_str_eq(text_of(mapping), "270900 energy 1;99 other 1;");
    ck_assert_int_eq(pship_mapping_from_table(NULL, table, NULL, err), PSHIP_E_ARGUMENT);
    pship_mapping_free(mapping);
    pship_table_free(table);
}
END_TEST

static char path[SCRATCH_SIZE];

static const char *file_of(const char *text)
{
    scratch_text(path, text);
    return path;
}

START_TEST(files_are_read)
{
    pship_mapping *mapping = NULL;
    ck_assert_int_eq(pship_mapping_read(&mapping, NULL,
                                        file_of("to,from,weight,why\n"
                                                "x,0101,0.25,\nb,0101,0.75,a guess\nc,02,,\n"),
                                        NULL, err),
                     PSHIP_OK);
    unlink(path);
    ck_assert_str_eq(text_of(mapping), "0101 b 0.75;0101 x 0.25;02 c 1;");
    pship_mapping_free(mapping);
}
END_TEST

static void file_refused(const char *text, pship_result result, const char *message, int64_t line,
                         int64_t column)
{
    pship_mapping *mapping = NULL;
    ck_assert_int_eq(pship_mapping_read(&mapping, NULL, file_of(text), NULL, err), result);
    unlink(path);
    ck_assert_str_eq(err->message, message);
    ck_assert_int_eq(err->line, line);
    ck_assert_int_eq(err->column, column);
    ck_assert_ptr_null(mapping);
}

START_TEST(bad_files_are_refused_with_their_place)
{
    file_refused("from,too\na,b\n", PSHIP_E_NOT_FOUND, "there is no column 'to'", 1, 1);
    file_refused("from,to\na,b\na\n", PSHIP_E_INVALID, "a code is missing", 3, 1);
    file_refused("from,to,weight\na,b,one\n", PSHIP_E_INVALID, "'one' is no number", 2, 5);
    file_refused("from,to,weight\na,b,\"0,5\"\n", PSHIP_E_INVALID, "'0,5' is no number", 2, 5);
    file_refused("from,to,weight\na,b,-1\n", PSHIP_E_INVALID,
                 "a weight is a number that is not negative", 2, 1);
    file_refused("from,to\na,b\nc,d\na,b\n", PSHIP_E_CONFLICT, "'a' to 'b' stands there already", 4,
                 1);
    pship_mapping *mapping = NULL;
    ck_assert_int_eq(pship_mapping_read(&mapping, NULL, "/nowhere/map.csv", NULL, err),
                     PSHIP_E_NOT_FOUND);
    ck_assert_int_eq(pship_mapping_read(&mapping, NULL, NULL, NULL, err), PSHIP_E_ARGUMENT);
}
END_TEST

/* ---- one of two */

START_TEST(two_mappings_are_one)
{
    static const char *const from[] = {"1", "1", "2", "3"}, *const to[] = {"a", "b", "b", "q"};
    static const char *const from2[] = {"a", "b", "b"}, *const to2[] = {"x", "x", "y"};
    static const double weights[] = {0.5, 0.5, 1, 1}, weights2[] = {1, 0.25, 0.75};
    pship_mapping *first = mapping_of(from, to, weights, 4, true);
    pship_mapping *second = mapping_of(from2, to2, weights2, 3, false), *both = NULL;
    pship_table *left = NULL;
    ck_assert_int_eq(pship_mapping_compose(&both, &left, first, second, err), PSHIP_OK);
    ck_assert_str_eq(text_of(both), "1 x 0.625;1 y 0.375;2 x 0.25;2 y 0.75;3 q 1;");
    ck_assert(pship_mapping_describe(both).prefixes);
    ck_assert_int_eq(pship_table_rows(left), 1);
    char code[8];
    (void)pship_table_format(left, 0, 0, code, sizeof code);
    ck_assert_str_eq(code, "q");
    ck_assert_int_eq(pship_table_integer(left, 1, 0), 1);
    pship_table_free(left);
    pship_mapping_free(both);
    both = NULL;
    ck_assert_int_eq(pship_mapping_compose(&both, NULL, first, NULL, err), PSHIP_E_ARGUMENT);
    pship_mapping_free(first);
    pship_mapping_free(second);
}
END_TEST

START_TEST(weights_that_become_too_large_are_refused)
{
    static const char *const from[] = {"a", "a"}, *const to[] = {"b", "a"};
    static const double weights[] = {1e308, 1e200};
    pship_mapping *mapping = mapping_of(from, to, weights, 2, false), *both = NULL;
    ck_assert_int_eq(pship_mapping_compose(&both, NULL, mapping, mapping, err), PSHIP_E_LIMIT);
    ck_assert_str_eq(err->message, "the weights of 'a' are too large");
    ck_assert_ptr_null(both);
    pship_mapping_free(mapping);
}
END_TEST

START_TEST(mappings_that_do_not_meet_are_refused)
{
    static const char *const from[] = {"1"}, *const to[] = {"2"};
    pship_mapping *first = NULL, *second = NULL, *both = NULL;
    pship_mapping_options options = PSHIP_MAPPING_OPTIONS_INIT;
    options.from_classification = "HS92";
    options.to_classification = "HS12";
    ck_assert_int_eq(pship_mapping_new(&first, NULL, from, to, NULL, 1, &options, err), PSHIP_OK);
    ck_assert_int_eq(pship_mapping_compose(&both, NULL, first, first, err), PSHIP_E_INVALID);
    ck_assert_str_eq(err->message, "one mapping is to HS12, and the next from HS92");
    options.from_classification = "H4";
    options.to_classification = "SITC4";
    ck_assert_int_eq(pship_mapping_new(&second, NULL, from, to, NULL, 1, &options, err), PSHIP_OK);
    ck_assert_int_eq(pship_mapping_compose(&both, NULL, first, second, err), PSHIP_OK);
    ck_assert_str_eq(pship_mapping_describe(both).from_classification, "HS92");
    ck_assert_str_eq(pship_mapping_describe(both).to_classification, "SITC4");
    pship_mapping_free(both);
    pship_mapping_free(second);
    pship_mapping_free(first);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("mapping");
    TCase *tests = tcase_create("mapping");
    tcase_add_test(tests, rows_stand_in_order);
    tcase_add_test(tests, sums_may_be_off_by_what_files_round);
    tcase_add_test(tests, the_longest_prefix_counts);
    tcase_add_test(tests, bad_rows_are_refused);
    tcase_add_test(tests, tables_are_read);
    tcase_add_test(tests, files_are_read);
    tcase_add_test(tests, bad_files_are_refused_with_their_place);
    tcase_add_test(tests, two_mappings_are_one);
    tcase_add_test(tests, weights_that_become_too_large_are_refused);
    tcase_add_test(tests, mappings_that_do_not_meet_are_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
