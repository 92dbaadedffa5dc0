/* Classifications and products: names, levels, parents, and what is wrong with a code. */
#include "scratch.h"
#include <check.h>
#include <codes/product.h>
#include <codes/product_table.h>
#include <partnership/partnership.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

/* ---- classifications */

typedef struct named {
    const char *text, *name;
} named;

static const named names[] = {
    {"HS", "HS"},
    {"hs", "HS"},
    {"HS12", "HS12"},
    {"HS2012", "HS12"},
    {"HS 2012", "HS12"},
    {"H4", "HS12"},
    {"H0", "HS92"},
    {"HS92", "HS92"},
    {"HS1988", "HS88"},
    {"H6", "HS22"},
    {"hs-2022", "HS22"},
    {"SITC4", "SITC4"},
    {"S4", "SITC4"},
    {"SITC Rev. 4", "SITC4"},
    {"SITC Rev.2", "SITC2"},
    {"SITC-R3", "SITC3"},
    {"SITC", "SITC"},
    {"BEC", "BEC"},
    {"BEC Rev 4", "BEC4"},
    {"B4", "BEC4"},
    {"B5", "BEC5"},
};

START_TEST(classifications_have_many_names)
{
    pship_classification found;
    ck_assert_msg(pship_classification_find(&found, names[_i].text, err) == PSHIP_OK, "%s",
                  err->message);
    ck_assert_str_eq(found.name, names[_i].name);
}
END_TEST

START_TEST(other_classifications_are_not_known)
{
    static const char *const unknown[] = {"",
                                          "HS13",
                                          "H7",
                                          "SITC5",
                                          "SITC Rev",
                                          "CN8",
                                          "NACE",
                                          "HS20",
                                          "H",
                                          "HS 2",
                                          "BEC6",
                                          "HS12/HS17",
                                          "a very long name of a classification"};
    pship_classification found = {.revision = 5};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
        ck_assert_msg(pship_classification_find(&found, unknown[i], err) == PSHIP_E_NOT_FOUND,
                      "'%s' is %s", unknown[i], found.name);
    ck_assert_int_eq(found.revision, 5);
    ck_assert_int_eq(pship_classification_find(&found, NULL, err), PSHIP_E_ARGUMENT);
}
END_TEST

START_TEST(classifications_agree_where_neither_says_otherwise)
{
    ck_assert(pship__classification_agrees("HS12", "H4"));
    ck_assert(pship__classification_agrees("HS", "HS 2017"));
    ck_assert(!pship__classification_agrees("HS12", "HS17"));
    ck_assert(!pship__classification_agrees("HS", "SITC4"));
    ck_assert(pship__classification_agrees("CN8", "CN8"));
    ck_assert(!pship__classification_agrees("CN8", "HS12"));
}
END_TEST

START_TEST(known_classifications_are_listed)
{
    pship_table *table = NULL;
    ck_assert_int_eq(pship_classification_list(&table, NULL, err), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(table), 17);
    for (int64_t i = 0; i < pship_table_rows(table); i++) {
        char text[32];
        pship_classification found;
        (void)pship_table_format(table, 0, i, text, sizeof text);
        ck_assert_int_eq(pship_classification_find(&found, text, err), PSHIP_OK);
        ck_assert_str_eq(found.name, text);
        ck_assert_int_eq(found.revision, (int32_t)pship_table_integer(table, 2, i));
    }
    pship_table_free(table);
}
END_TEST

/* ---- codes */

typedef struct looked {
    const char *code, *classification;
    int32_t asked;
    pship_product_problem problem;
    int32_t level;
    const char *parent, *section, *suggestion;
} looked;

static const looked codes[] = {
    {"27", "HS", 0, PSHIP_PRODUCT_FINE, 2, "V", "V", ""},
    {"2709", "HS12", 4, PSHIP_PRODUCT_FINE, 4, "27", "V", ""},
    {"270900", "H6", 6, PSHIP_PRODUCT_FINE, 6, "2709", "V", ""},
    {"27090010", "HS", 0, PSHIP_PRODUCT_FINE, 8, "270900", "V", ""},
    {"2709001000", "HS", 0, PSHIP_PRODUCT_FINE, 10, "27090010", "V", ""},
    {"010121", "HS", 6, PSHIP_PRODUCT_FINE, 6, "0101", "I", ""},
    {"10121", "HS", 6, PSHIP_PRODUCT_LOST_ZERO, 5, "", "", "010121"},
    {"10121", "HS", 0, PSHIP_PRODUCT_LOST_ZERO, 5, "", "", "010121"},
    {"1", "HS", 0, PSHIP_PRODUCT_LOST_ZERO, 1, "", "", "01"},
    {"101", "HS", 4, PSHIP_PRODUCT_LOST_ZERO, 3, "", "", "0101"},
    {"00121", "HS", 6, PSHIP_PRODUCT_LENGTH, 5, "", "", ""},
    {"10121", "HS", 4, PSHIP_PRODUCT_LENGTH, 5, "", "", ""},
    {"0101", "HS", 6, PSHIP_PRODUCT_LEVEL, 4, "01", "I", ""},
    {"77", "HS", 0, PSHIP_PRODUCT_RESERVED, 2, "", "", ""},
    {"770110", "HS", 6, PSHIP_PRODUCT_RESERVED, 6, "", "", ""},
    {"00", "HS", 0, PSHIP_PRODUCT_NO_CHAPTER, 2, "", "", ""},
    {"98", "HS", 0, PSHIP_PRODUCT_FINE, 2, "", "", ""},
    {"999999", "HS", 6, PSHIP_PRODUCT_FINE, 6, "9999", "", ""},
    {"27090010001", "HS", 0, PSHIP_PRODUCT_LENGTH, 11, "", "", ""},
    {"", "HS", 0, PSHIP_PRODUCT_NOT_DIGITS, 0, "", "", ""},
    {"27.09", "HS", 0, PSHIP_PRODUCT_NOT_DIGITS, 0, "", "", ""},
    {" 2709", "HS", 0, PSHIP_PRODUCT_NOT_DIGITS, 0, "", "", ""},
    {"2709a0", "HS", 0, PSHIP_PRODUCT_NOT_DIGITS, 0, "", "", ""},
    {"V", "HS", 0, PSHIP_PRODUCT_FINE, 0, "", "V", ""},
    {"XXII", "HS", 0, PSHIP_PRODUCT_NOT_DIGITS, 0, "", "", ""},
    {"TOTAL", "HS", 0, PSHIP_PRODUCT_FINE, 0, "", "", ""},
    {"TOTAL", "HS", 6, PSHIP_PRODUCT_LEVEL, 0, "", "", ""},
    {"3", "SITC4", 0, PSHIP_PRODUCT_FINE, 1, "", "3", ""},
    {"33", "SITC4", 0, PSHIP_PRODUCT_FINE, 2, "3", "3", ""},
    {"33300", "S2", 5, PSHIP_PRODUCT_FINE, 5, "3330", "3", ""},
    {"0111", "S2", 5, PSHIP_PRODUCT_LEVEL, 4, "011", "0", ""},
    {"1111", "S2", 5, PSHIP_PRODUCT_LOST_ZERO, 4, "", "", "01111"},
    {"1111", "S2", 0, PSHIP_PRODUCT_FINE, 4, "111", "1", ""},
    {"333000", "S2", 0, PSHIP_PRODUCT_LENGTH, 6, "", "", ""},
    {"V", "SITC4", 0, PSHIP_PRODUCT_NOT_DIGITS, 0, "", "", ""},
    {"321", "BEC4", 0, PSHIP_PRODUCT_FINE, 3, "32", "3", ""},
    {"311", "BEC", 0, PSHIP_PRODUCT_NO_CHAPTER, 3, "", "", ""},
    {"8", "BEC", 0, PSHIP_PRODUCT_NO_CHAPTER, 1, "", "", ""},
    {"3211", "BEC4", 0, PSHIP_PRODUCT_LENGTH, 4, "", "", ""},
    {"811", "BEC5", 0, PSHIP_PRODUCT_FINE, 3, "81", "8", ""},
};

START_TEST(codes_have_a_level_a_parent_and_problems)
{
    const looked *want = &codes[_i];
    pship_product is;
    ck_assert_msg(pship_product_find(&is, want->code, want->classification, want->asked, err) ==
                      PSHIP_OK,
                  "%s", err->message);
    ck_assert_msg(is.problem == want->problem, "'%s': problem %d", want->code, (int)is.problem);
    ck_assert_msg(is.level == want->level, "'%s': level %d", want->code, is.level);
    ck_assert_msg(strcmp(is.parent, want->parent) == 0, "'%s': parent %s", want->code, is.parent);
    ck_assert_msg(strcmp(is.section, want->section) == 0, "'%s': section %s", want->code,
                  is.section);
    ck_assert_msg(strcmp(is.suggestion, want->suggestion) == 0, "'%s': suggestion %s", want->code,
                  is.suggestion);
}
END_TEST

static const char *name_of(const char *code, const char *classification)
{
    pship_product is;
    ck_assert_int_eq(pship_product_find(&is, code, classification, 0, err), PSHIP_OK);
    return is.name;
}

START_TEST(chapters_and_sections_have_names)
{
    ck_assert_str_eq(name_of("V", "HS"), "Mineral products");
    ck_assert_str_eq(name_of("10", "HS"), "Cereals");
    ck_assert_str_eq(name_of("3", "SITC"), "Mineral fuels, lubricants and related materials");
    ck_assert_str_eq(name_of("321", "BEC"), "Fuels and lubricants, processed: motor spirit");
    ck_assert_str_eq(name_of("TOTAL", "HS17"), "All products");
    ck_assert_ptr_null(name_of("1001", "HS"));
    ck_assert_ptr_null(name_of("1", "BEC5"));
    pship_product is;
    ck_assert_int_eq(pship_product_find(&is, "27", "CN8", 0, err), PSHIP_E_NOT_FOUND);
    ck_assert_int_eq(pship_product_find(&is, NULL, "HS", 0, err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_product_find(&is, "27", NULL, 0, err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_product_find(&is, "27", "HS", -1, err), PSHIP_E_ARGUMENT);
}
END_TEST

START_TEST(all_that_has_a_name_is_listed_and_right)
{
    static const struct {
        const char *classification;
        int64_t rows;
    } lists[] = {{"HS", 21 + 97}, {"SITC4", 10}, {"BEC4", 29}, {"BEC5", 0}};
    for (size_t i = 0; i < 4; i++) {
        pship_table *table = NULL;
        ck_assert_int_eq(pship_product_list(&table, NULL, lists[i].classification, err), PSHIP_OK);
        ck_assert_int_eq(pship_table_rows(table), lists[i].rows);
        for (int64_t row = 0; row < lists[i].rows; row++) {
            char code[16], parent[16];
            pship_product is;
            (void)pship_table_format(table, 0, row, code, sizeof code);
            (void)pship_table_format(table, 2, row, parent, sizeof parent);
            ck_assert_int_eq(pship_product_find(&is, code, lists[i].classification, 0, err),
                             PSHIP_OK);
            ck_assert_int_eq((int)is.problem, (int)PSHIP_PRODUCT_FINE);
            ck_assert_str_eq(is.parent, parent);
            ck_assert_ptr_nonnull(is.name);
        }
        pship_table_free(table);
    }
    pship_table *none = NULL;
    ck_assert_int_eq(pship_product_list(&none, NULL, "CN8", err), PSHIP_E_NOT_FOUND);
    ck_assert_int_eq(pship_product_list(NULL, NULL, "HS", err), PSHIP_E_ARGUMENT);
}
END_TEST

/* ---- names from a file */

static char path[SCRATCH_SIZE];

static const char *file_of(const char *text)
{
    scratch_text(path, text);
    return path;
}

static void cell_is(const pship_table *table, int64_t row, const char *column, const char *expected)
{
    char text[128];
    (void)pship_table_format(table, pship_table_find(table, column), row, text, sizeof text);
    ck_assert_str_eq(text, expected);
}

START_TEST(names_are_read_from_a_file)
{
    pship_table *table = NULL;
    ck_assert_int_eq(pship_product_read(&table, NULL,
                                        file_of("section,hscode,description,parent,level\n"
                                                "I,0101,\"Horses, live\",01,4\n"
                                                "I,010121,Horses,0101,6\n"),
                                        err),
                     PSHIP_OK);
    unlink(path);
    ck_assert_int_eq(pship_table_rows(table), 2);
    cell_is(table, 0, "code", "0101");
    cell_is(table, 0, "name", "Horses, live");
    cell_is(table, 1, "level", "6");
    cell_is(table, 1, "parent", "0101");
    cell_is(table, 1, "section", "I");
    pship_table_free(table);
    ck_assert_int_eq(pship_product_read(&table, NULL, file_of("name,code\nA,x1\n,x2\n"), err),
                     PSHIP_OK);
    unlink(path);
    cell_is(table, 0, "level", "2");
    ck_assert(pship_table_is_null(table, pship_table_find(table, "name"), 1));
    ck_assert(pship_table_is_null(table, pship_table_find(table, "parent"), 0));
    pship_table_free(table);
}
END_TEST

static void refused(const char *text, pship_result result, const char *message, int64_t line,
                    int64_t column)
{
    pship_table *table = NULL;
    ck_assert_int_eq(pship_product_read(&table, NULL, file_of(text), err), result);
    unlink(path);
    ck_assert_str_eq(err->message, message);
    ck_assert_int_eq(err->line, line);
    ck_assert_int_eq(err->column, column);
    ck_assert_ptr_null(table);
}

START_TEST(bad_files_are_refused_with_their_place)
{
    refused("code,title\n1,2\n", PSHIP_E_NOT_FOUND, "there is no column 'name'", 1, 1);
    refused("", PSHIP_E_NOT_FOUND, "there is no column 'code'", 1, 1);
    refused("code,name,code\n", PSHIP_E_CONFLICT, "there are two columns 'code'", 1, 11);
    refused("code,name\n01,A\n,B\n", PSHIP_E_INVALID, "there is no code", 3, 1);
    refused("code,name\n01,A\n02,B\n01,C\n", PSHIP_E_CONFLICT,
            "the code '01' stands in line 2 already", 4, 1);
    refused("code,name,level\n01,A,two\n", PSHIP_E_INVALID, "'two' is no level", 2, 6);
    pship_table *table = NULL;
    ck_assert_int_eq(pship_product_read(&table, NULL, "/nowhere/products.csv", err),
                     PSHIP_E_NOT_FOUND);
    ck_assert_int_eq(pship_product_read(&table, NULL, NULL, err), PSHIP_E_ARGUMENT);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("product");
    TCase *tests = tcase_create("product");
    tcase_add_loop_test(tests, classifications_have_many_names, 0,
                        (int)(sizeof names / sizeof *names));
    tcase_add_test(tests, other_classifications_are_not_known);
    tcase_add_test(tests, classifications_agree_where_neither_says_otherwise);
    tcase_add_test(tests, known_classifications_are_listed);
    tcase_add_loop_test(tests, codes_have_a_level_a_parent_and_problems, 0,
                        (int)(sizeof codes / sizeof *codes));
    tcase_add_test(tests, chapters_and_sections_have_names);
    tcase_add_test(tests, all_that_has_a_name_is_listed_and_right);
    tcase_add_test(tests, names_are_read_from_a_file);
    tcase_add_test(tests, bad_files_are_refused_with_their_place);
    suite_add_tcase(suite, tests);
    return suite;
}
