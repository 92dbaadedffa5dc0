/* JSON that is read: what it means, and where everything stood. */
#include "parse.h"

Suite *test_suite(void);

#define COUNT(rows) ((int)(sizeof rows / sizeof rows[0]))

/* A text and how it is written back on one line. */
static const struct {
    const char *text, *line;
} good[] = {
    {"null", "null"},
    {" true ", "true"},
    {"false\n", "false"},
    {"0", "0"},
    {"-0", "-0"},
    {"-0.50e+07", "-0.50e+07"}, /* digits stay as written */
    {"12345678901234567890123456789012345678901234567890",
     "12345678901234567890123456789012345678901234567890"},
    {"1E400", "1E400"},
    {"\"\"", "\"\""},
    {"\"a\\\"\\\\\\/\\b\\f\\n\\r\\tz\"", "\"a\\\"\\\\/\\b\\f\\n\\r\\tz\""},
    {"\"\\u0041\\u00e9\\u0259\\u20AC\"", "\"Aéə€\""},
    {"\"\\ud83d\\uDE00\"", "\"😀\""},
    {"\"Bakı, Gəncə 😀\"", "\"Bakı, Gəncə 😀\""},
    {"\"\\u0001\\u001f\x7f\"", "\"\\u0001\\u001f\x7f\""},
    {"[]", "[]"},
    {"[ ]", "[]"},
    {"{}", "{}"},
    {"{\t\r\n}", "{}"},
    {"[1,2 , 3]", "[1, 2, 3]"},
    {"[[],[[]],{}]", "[[], [[]], {}]"},
    {"{\"a\":1,\"b\":[true,{\"c\":null}]}", "{\"a\": 1, \"b\": [true, {\"c\": null}]}"},
    {"{\"\":0}", "{\"\": 0}"},
    {"\xef\xbb\xbf{\"mark\": \"byte order\"}", "{\"mark\": \"byte order\"}"},
};

START_TEST(a_good_text_means_what_it_says)
{
    pship__json *document = parse_good(good[_i].text);
    expect_line(document->root, good[_i].line);
    ck_assert_uint_eq(document->duplicate_count, 0);
    pship__json_free(document);
}
END_TEST

static void expect_place(json_place place, uint32_t line, uint32_t column)
{
    ck_assert_uint_eq(place.line, line);
    ck_assert_uint_eq(place.column, column);
}

START_TEST(every_value_and_name_knows_its_place)
{
    pship__json *document =
        parse_good("\n{ \"a\" : 1,\n\t\"b\":[ true,\r\n  {\"ə\": \"x\"} , -5]}");
    const json_node *root = document->root;
    expect_place(root->place, 2, 1);
    const json_node *a = pship__json_find(root, "a"), *b = pship__json_find(root, "b");
    expect_place(a->key_place, 2, 3);
    expect_place(a->place, 2, 9);
    expect_place(b->key_place, 3, 2);
    expect_place(b->place, 3, 6);
    expect_place(b->first->place, 3, 8);
    const json_node *inner = b->first->next;
    expect_place(inner->place, 4, 3);
    expect_place(inner->first->key_place, 4, 4);
    expect_place(inner->first->place, 4, 10); /* columns are bytes, ə is two */
    ck_assert_ptr_eq(inner->next, b->last);
    expect_place(b->last->place, 4, 17);
    pship__json_free(document);
}
END_TEST

START_TEST(a_byte_order_mark_takes_no_column)
{
    pship__json *document = parse_good("\xef\xbb\xbf[7]");
    expect_place(document->root->place, 1, 1);
    expect_place(document->root->first->place, 1, 2);
    pship__json_free(document);
}
END_TEST

START_TEST(a_name_that_occurs_twice_is_set_aside)
{
    pship__json *document = parse_good(
        "{\"a\": 1, \"b\": 2,\n \"a\": 3, \"c\": {\"x\": 1, \"x\": 2}, \"a\": 4, \"b\": 5}");
    static const struct {
        const char *key, *text;
        uint32_t line, column;
    } aside[] = {{"x", "2", 2, 24}, {"a", "3", 2, 2}, {"a", "4", 2, 33}, {"b", "5", 2, 41}};
    expect_line(document->root, "{\"a\": 1, \"b\": 2, \"c\": {\"x\": 1}}");
    ck_assert_str_eq(document->root->last->key, "c");
    ck_assert_uint_eq(document->duplicate_count, 4);
    for (size_t i = 0; i < 4; i++) {
        const json_node *node = document->duplicates[i];
        ck_assert_str_eq(node->key, aside[i].key);
        ck_assert_str_eq(node->text, aside[i].text);
        expect_place(node->key_place, aside[i].line, aside[i].column);
    }
    pship__json_free(document);
}
END_TEST

START_TEST(a_name_is_the_same_however_it_is_written)
{
    pship__json *document = parse_good("{\"a\": 1, \"\\u0061\": 2}");
    ck_assert_uint_eq(document->duplicate_count, 1);
    expect_place(document->duplicates[0]->key_place, 1, 10);
    pship__json_free(document);
}
END_TEST

START_TEST(only_members_of_an_object_are_found)
{
    pship__json *document = parse_good("{\"a\": {\"b\": 1}, \"list\": [{\"a\": 2}]}");
    ck_assert_ptr_null(pship__json_find(document->root, "b"));
    ck_assert_ptr_null(pship__json_find(pship__json_find(document->root, "list"), "a"));
    ck_assert_ptr_null(pship__json_find(document->root, ""));
    ck_assert_str_eq(pship__json_find(pship__json_find(document->root, "a"), "b")->text, "1");
    pship__json_free(document);
}
END_TEST

static char *nested(int depth, char open, char close)
{
    char *text = malloc((size_t)depth * 8 + 8);
    char *at = text;
    ck_assert_ptr_nonnull(text);
    for (int i = 0; i < depth; i++) {
        *at++ = open;
        if (open == '{' && i + 1 < depth) {
            memcpy(at, "\"a\":", 4);
            at += 4;
        }
    }
    for (int i = 0; i < depth; i++) {
        *at++ = close;
    }
    *at = '\0';
    return text;
}

START_TEST(values_nest_up_to_the_limit)
{
    char *arrays = nested(PSHIP__JSON_DEPTH, '[', ']');
    char *objects = nested(PSHIP__JSON_DEPTH, '{', '}');
    pship__json_free(parse_good(arrays));
    pship__json_free(parse_good(objects));
    free(arrays);
    free(objects);
}
END_TEST

static void expect_too_deep(const char *text, int64_t column)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship__json *document = NULL;
    const char *rule = NULL;
    ck_assert_int_eq(parse_bytes(&document, text, strlen(text), &rule, &err), PSHIP_E_LIMIT);
    ck_assert_ptr_null(document);
    ck_assert_str_eq(rule, JSON_RULE_DEPTH);
    ck_assert_int_eq(err.line, 1);
    ck_assert_int_eq(err.column, column);
}

START_TEST(a_value_below_the_limit_is_refused_where_it_begins)
{
    char *arrays = nested(PSHIP__JSON_DEPTH + 1, '[', ']');
    char *objects = nested(PSHIP__JSON_DEPTH + 1, '{', '}');
    char *many = nested(100000, '[', ']'); /* no stack is used up */
    expect_too_deep(arrays, PSHIP__JSON_DEPTH + 1);
    expect_too_deep(objects, PSHIP__JSON_DEPTH * 5 + 1);
    expect_too_deep(many, PSHIP__JSON_DEPTH + 1);
    free(arrays);
    free(objects);
    free(many);
}
END_TEST

START_TEST(a_text_longer_than_columns_can_count_is_refused)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship__json *document = NULL;
    /* The bytes are not looked at. */
    ck_assert_int_eq(
        pship__json_parse(&document, NULL, "1", UINT32_MAX, "big.json", NULL, NULL, &err),
        PSHIP_E_LIMIT);
    ck_assert_ptr_null(document);
    ck_assert_str_eq(err.file, "big.json");
}
END_TEST

START_TEST(long_strings_and_many_items_are_kept_whole)
{
    size_t length = 200000;
    char *text = malloc(length + 3);
    ck_assert_ptr_nonnull(text);
    memset(text, 'x', length + 2);
    text[0] = text[length + 1] = '"';
    text[length + 2] = '\0';
    pship__json *document = parse_good(text);
    ck_assert_uint_eq(strlen(document->root->text), length);
    pship__json_free(document);
    text[0] = '[';
    for (size_t i = 1; i <= length; i++) {
        text[i] = i % 2 == 1 ? '7' : ',';
    }
    text[length] = ']';
    text[length + 1] = '\0';
    document = parse_good(text);
    size_t items = 0;
    for (const json_node *item = document->root->first; item != NULL; item = item->next) {
        ck_assert_str_eq(item->text, "7");
        items++;
    }
    ck_assert_uint_eq(items, length / 2);
    pship__json_free(document);
    free(text);
}
END_TEST

/* Wherever the parser looks up from a long string, or from white space, to report. */
START_TEST(a_long_string_reads_the_same_wherever_it_is_cut)
{
    static const char tail[] = "\\u00e9\\\"\xc3\xa9\\ud83d\\ude00\"";
    for (size_t before = 0; before < 24; before++) {
        pship_error err = PSHIP_ERROR_INIT;
        pship__json *document = NULL;
        pship__buffer text;
        size_t length = ((size_t)1 << 20) - before;
        pship__buffer_init(&text, NULL);
        for (size_t i = 0; i < length; i++) {
            pship__buffer_add(&text, i % 100 == 99 ? "\n" : " ", 1);
        }
        pship__buffer_add_text(&text, "\"");
        for (size_t i = 0; i < length; i++) {
            pship__buffer_add(&text, "x", 1);
        }
        pship__buffer_add_text(&text, tail);
        pship_result result = pship__json_parse(&document, NULL, text.bytes, text.length,
                                                "long.json", NULL, NULL, &err);
        ck_assert_msg(result == PSHIP_OK, "%lld: %s", (long long)err.column, err.message);
        ck_assert_uint_eq(document->root->place.line, length / 100 + 1);
        ck_assert_uint_eq(document->root->place.column, length % 100 + 1);
        ck_assert_str_eq(document->root->text + length, "\xc3\xa9\"\xc3\xa9\xf0\x9f\x98\x80");
        pship__json_free(document);
        pship__buffer_free(&text);
    }
}
END_TEST

static int cancel(void *user, const char *stage, double fraction)
{
    (void)fraction;
    ck_assert_str_eq(stage, "reading");
    *(int *)user += 1;
    return 1;
}

START_TEST(parsing_can_be_cancelled)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_context *context = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    int calls = 0;
    options.progress = cancel;
    options.progress_user = &calls;
    ck_assert_int_eq(pship_context_new(&context, &options, &err), PSHIP_OK);
    size_t length = 2 * 1000 * 1000 + 1;
    char *text = malloc(length);
    ck_assert_ptr_nonnull(text);
    for (size_t i = 0; i < length; i++) {
        text[i] = i % 2 == 1 ? '1' : ',';
    }
    text[0] = '[';
    text[length - 1] = ']';
    pship__progress_state state;
    pship__json *document = NULL;
    pship__progress_begin(&state, context, "reading");
    ck_assert_int_eq(
        pship__json_parse(&document, context, text, length, "some.json", &state, NULL, &err),
        PSHIP_E_CANCELLED);
    ck_assert_ptr_null(document);
    ck_assert_int_eq(calls, 1);
    free(text);
    pship_context_free(context);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("json");
    TCase *tcase = tcase_create("good");
    tcase_add_loop_test(tcase, a_good_text_means_what_it_says, 0, COUNT(good));
    tcase_add_test(tcase, every_value_and_name_knows_its_place);
    tcase_add_test(tcase, a_byte_order_mark_takes_no_column);
    tcase_add_test(tcase, a_name_that_occurs_twice_is_set_aside);
    tcase_add_test(tcase, a_name_is_the_same_however_it_is_written);
    tcase_add_test(tcase, only_members_of_an_object_are_found);
    tcase_add_test(tcase, values_nest_up_to_the_limit);
    tcase_add_test(tcase, a_value_below_the_limit_is_refused_where_it_begins);
    tcase_add_test(tcase, a_text_longer_than_columns_can_count_is_refused);
    tcase_add_test(tcase, long_strings_and_many_items_are_kept_whole);
    tcase_add_test(tcase, a_long_string_reads_the_same_wherever_it_is_cut);
    tcase_add_test(tcase, parsing_can_be_cancelled);
    suite_add_tcase(suite, tcase);
    return suite;
}
