/*
 * Every rule has a register in tests/data/validation that breaks it and nothing else, and a twin in which all is
 * well. What is expected stands in cases.txt there, one line for each.
 */
#include "adapters/register_help.h"
#include "model/vocabulary.h"
#include "validation/validation.h"

Suite *test_suite(void);

typedef struct known_case {
    char rule[64], entity[64], property[64], message[300];
    int line, column;
} known_case;

static known_case cases[200];
static int case_count;

static const char *data_path(const char *rule, const char *name)
{
    static char path[1024];
    const char *root = getenv("PSHIP_SOURCE_ROOT");
    ck_assert_ptr_nonnull(root);
    int length = snprintf(path, sizeof path, "%s/tests/data/validation/%s%s%s", root, rule,
                          rule[0] == '\0' ? "" : "/", name);
    ck_assert_int_lt(length, (int)sizeof path);
    return path;
}

/* Up to the next tab, which goes, or the end of the line. */
static char *next_part(char **rest)
{
    char *part = *rest;
    ck_assert_ptr_nonnull(part);
    char *end = part + strcspn(part, "\t\n");
    *rest = *end == '\t' ? end + 1 : NULL;
    *end = '\0';
    return part;
}

static int next_number(char **rest)
{
    char *end;
    const char *part = next_part(rest);
    long number = strtol(part, &end, 10);
    ck_assert_msg(*part != '\0' && *end == '\0' && number > 0 && number < 1000, "'%s'", part);
    return (int)number;
}

static void copy_part(char *to, size_t size, char **rest)
{
    const char *part = next_part(rest);
    ck_assert_uint_lt(strlen(part), size);
    strcpy(to, part);
}

static void read_case(known_case *one, char *text)
{
    char *rest = text;
    copy_part(one->rule, sizeof one->rule, &rest);
    one->line = next_number(&rest);
    one->column = next_number(&rest);
    copy_part(one->entity, sizeof one->entity, &rest);
    copy_part(one->property, sizeof one->property, &rest);
    copy_part(one->message, sizeof one->message, &rest);
    ck_assert_ptr_null(rest);
}

static void load_cases(void)
{
    char text[600];
    FILE *file = fopen(data_path("", "cases.txt"), "r");
    ck_assert_ptr_nonnull(file);
    case_count = 0;
    while (fgets(text, sizeof text, file) != NULL) {
        known_case *one = &cases[case_count];
        if (text[0] == '#') {
            continue;
        }
        ck_assert_int_lt(case_count, 200);
        read_case(one, text);
        case_count++;
    }
    fclose(file);
    ck_assert_int_gt(case_count, 0);
}

static pship_table *validated(const char *path)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    ck_assert_msg(pship_register_validate(&table, NULL, path, NULL, &err) == PSHIP_OK, "%s",
                  err.message);
    ck_assert_ptr_nonnull(table);
    return table;
}

/* "-" in the list, null in the table, which shows as an empty text. */
static void expect_text(const known_case *of, const pship_table *found, const char *column,
                        const char *expected)
{
    const char *text = cell_of(found, column, 0);
    const char *wanted = strcmp(expected, "-") == 0 ? "" : expected;
    ck_assert_msg(strcmp(text, wanted) == 0, "%s: %s is '%s', not '%s'", of->rule, column, text,
                  wanted);
}

static void expect_row(const known_case *of, const pship_table *rules)
{
    char number[2][16];
    pship_table *found = validated(data_path(of->rule, "bad.json"));
    print_problems(found);
    ck_assert_msg(pship_table_rows(found) == 1, "%s: %d findings", of->rule,
                  (int)pship_table_rows(found));
    snprintf(number[0], sizeof number[0], "%d", of->line);
    snprintf(number[1], sizeof number[1], "%d", of->column);
    expect_text(of, found, "file", data_path(of->rule, "bad.json"));
    expect_text(of, found, "line", number[0]);
    expect_text(of, found, "column", number[1]);
    expect_text(of, found, "rule", of->rule);
    expect_text(of, found, "entity", of->entity);
    expect_text(of, found, "property", of->property);
    expect_text(of, found, "message", of->message);
    int64_t row = 0;
    while (row < pship_table_rows(rules) && strcmp(cell_of(rules, "rule", row), of->rule) != 0) {
        row++;
    }
    ck_assert_msg(row < pship_table_rows(rules), "there is no rule %s", of->rule);
    expect_text(of, found, "severity", cell_of(rules, "severity", row));
    /* Of a word, the words that are known. */
    expect_text(of, found, "expected",
                strcmp(of->rule, "unlisted_word") == 0 ? "in_person, online or hybrid"
                                                       : cell_of(rules, "expected", row));
    pship_table_free(found);
}

static pship_table *all_rules(void)
{
    pship_table *rules = NULL;
    ck_assert_int_eq(pship_validation_rules(&rules, NULL, NULL), PSHIP_OK);
    return rules;
}

START_TEST(a_bad_register_breaks_one_rule_at_its_place)
{
    pship_table *rules = all_rules();
    load_cases();
    for (int i = 0; i < case_count; i++) {
        expect_row(&cases[i], rules);
    }
    pship_table_free(rules);
}
END_TEST

START_TEST(its_good_twin_breaks_none)
{
    load_cases();
    for (int i = 0; i < case_count; i++) {
        pship_table *found = validated(data_path(cases[i].rule, "good.json"));
        print_problems(found);
        ck_assert_msg(pship_table_rows(found) == 0, "%s", cases[i].rule);
        pship_table_free(found);
    }
}
END_TEST

/* The text is too long to be kept as a file. */
static bool is_made_here(const char *rule)
{
    return strcmp(rule, "too_long") == 0;
}

START_TEST(every_rule_has_such_a_register)
{
    pship_table *rules = all_rules();
    load_cases();
    ck_assert_int_gt(pship_table_rows(rules), 40);
    for (int64_t row = 0; row < pship_table_rows(rules); row++) {
        const char *rule = cell_of(rules, "rule", row);
        int times = is_made_here(rule);
        for (int i = 0; i < case_count; i++) {
            times += strcmp(cases[i].rule, rule) == 0;
        }
        ck_assert_msg(times == 1, "%s has %d", rule, times);
    }
    pship_table_free(rules);
}
END_TEST

/* What recording a condition takes is listed, and nothing else. */
START_TEST(the_listed_words_of_conditions_can_be_recorded)
{
    pship_model *model = NULL;
    pship_transaction *transaction = NULL;
    int words = 0;
    ck_assert_int_eq(pship_model_new(&model, NULL, NULL), PSHIP_OK);
    ck_assert_int_eq(pship_transaction_begin(&transaction, model, NULL, NULL), PSHIP_OK);
    for (size_t i = 0; i < pship__word_list_count; i++) {
        const word_list *of = &pship__word_lists[i];
        for (size_t j = 0; strcmp(of->kind, "condition") == 0 && of->words[j] != NULL; j++) {
            char id[64];
            pship_error err = PSHIP_ERROR_INIT;
            pship_condition_fields fields = PSHIP_CONDITION_FIELDS_INIT;
            const char **member = strcmp(of->property, "type") == 0 ? &fields.type : &fields.basis;
            *member = of->words[j];
            snprintf(id, sizeof id, "c-%d", words++);
            pship_result result = pship_condition_record(transaction, id, &fields, NULL, &err);
            ck_assert_msg(result == PSHIP_OK, "%s: %s", of->words[j], err.message);
            *member = "something else";
            ck_assert_int_eq(pship_condition_record(transaction, id, &fields, NULL, NULL),
                             PSHIP_E_INVALID);
        }
    }
    ck_assert_int_eq(words, 13);
    pship_transaction_free(transaction);
    pship_model_free(model);
}
END_TEST

START_TEST(a_text_over_16_mib_is_too_long)
{
    const size_t length = ((size_t)16 << 20) + 1;
    static const char before[] = "{\"partnership_register\": 1,\n \"persons\": [{\"id\": \"p\", "
                                 "\"name\": {\"source\": null, \"value\": \"";
    static const char after[] = "\"}}]}";
    char *text = malloc(sizeof before + length + sizeof after);
    ck_assert_ptr_nonnull(text);
    memcpy(text, before, sizeof before - 1);
    memset(text + sizeof before - 1, 'a', length);
    memcpy(text + sizeof before - 1 + length, after, sizeof after);
    make_folder();
    put_bytes("long.json", text, sizeof before - 1 + length + sizeof after - 1);
    pship_table *found = validated(path_of("long.json"));
    ck_assert_int_eq(pship_table_rows(found), 1);
    ck_assert_str_eq(cell_of(found, "rule", 0), "too_long");
    ck_assert_str_eq(cell_of(found, "line", 0), "2");
    ck_assert_str_eq(cell_of(found, "column", 0), "34");
    ck_assert_str_eq(cell_of(found, "entity", 0), "p");
    ck_assert_str_eq(cell_of(found, "property", 0), "name");
    pship_table_free(found);
    remove_folder();
    free(text);
}
END_TEST

START_TEST(every_rule_says_what_is_wrong_and_what_is_expected)
{
    pship_table *rules = all_rules();
    for (int64_t row = 0; row < pship_table_rows(rules); row++) {
        const char *description = cell_of(rules, "description", row);
        size_t length = strlen(description);
        ck_assert_msg(length > 10 && description[length - 1] == '.', "%s", description);
        ck_assert_uint_gt(strlen(cell_of(rules, "expected", row)), 10);
    }
    pship_table_free(rules);
    ck_assert_int_eq(pship_validation_rules(NULL, NULL, NULL), PSHIP_E_ARGUMENT);
}
END_TEST

/* A property that is called something else by now would be looked for in vain. */
START_TEST(what_rules_ask_for_is_of_the_vocabulary)
{
    for (size_t i = 0; i < pship__order_count; i++) {
        size_t place = 0;
        while (place < pship__property_count &&
               strcmp(pship__properties[place].name, pship__orders[i]) != 0) {
            place++;
        }
        ck_assert_msg(place < pship__property_count, "%s", pship__orders[i]);
        ck_assert_int_eq(pship__properties[place].type, PSHIP_PROPERTY_REFERENCE);
    }
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("rules");
    TCase *all = tcase_create("all");
    tcase_add_test(all, a_bad_register_breaks_one_rule_at_its_place);
    tcase_add_test(all, its_good_twin_breaks_none);
    tcase_add_test(all, every_rule_has_such_a_register);
    tcase_add_test(all, what_rules_ask_for_is_of_the_vocabulary);
    tcase_add_test(all, the_listed_words_of_conditions_can_be_recorded);
    tcase_add_test(all, a_text_over_16_mib_is_too_long);
    tcase_add_test(all, every_rule_says_what_is_wrong_and_what_is_expected);
    suite_add_tcase(suite, all);
    return suite;
}
