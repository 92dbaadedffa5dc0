/* JSON that is written: strings, numbers, lines. */
#include "parse.h"

Suite *test_suite(void);

#define COUNT(rows) ((int)(sizeof rows / sizeof rows[0]))

static const struct {
    const char *text, *written;
} strings[] = {
    {"", "\"\""},
    {"plain", "\"plain\""},
    {"\"quoted\"", "\"\\\"quoted\\\"\""},
    {"back\\slash/", "\"back\\\\slash/\""},
    {"\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\""},
    {"\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\""},
    {"Bakı 😀", "\"Bakı 😀\""},
};

START_TEST(a_string_is_written_and_reads_back)
{
    pship__buffer buffer;
    pship__buffer_init(&buffer, NULL);
    pship__json_write_string(&buffer, strings[_i].text);
    ck_assert_str_eq(buffer.bytes, strings[_i].written);
    pship__json *document = parse_good(buffer.bytes);
    ck_assert_str_eq(document->root->text, strings[_i].text);
    pship__json_free(document);
    pship__buffer_free(&buffer);
}
END_TEST

START_TEST(only_what_json_calls_a_number_is_one)
{
    static const char *const yes[] = {"0",   "-0",  "7",     "10",    "-1.50",
                                      "0.0", "1e5", "1E+05", "1.5e-9"};
    static const char *const no[] = {"",    "-",    "+1", "00", "01",  "-01", ".5",  "5.",   "1e",
                                     "1e+", "1.e1", "1 ", " 1", "1,5", "0x1", "inf", "1e5.0"};
    for (int i = 0; i < COUNT(yes); i++) {
        ck_assert_msg(pship__json_is_number(yes[i]), "%s", yes[i]);
    }
    for (int i = 0; i < COUNT(no); i++) {
        ck_assert_msg(!pship__json_is_number(no[i]), "%s", no[i]);
    }
}
END_TEST

static const char source[] =
    "{\"id\": \"a\", \"list\": [1, 2, {\"x\": true}], \"none\": [], \"long\": \"0123456789\"}";

static const struct {
    size_t indent, used, width;
    const char *written;
} shapes[] = {
    {0, 0, 100,
     "{\"id\": \"a\", \"list\": [1, 2, {\"x\": true}], \"none\": [], \"long\": \"0123456789\"}"},
    {0, 0, 74,
     "{\"id\": \"a\", \"list\": [1, 2, {\"x\": true}], \"none\": [], \"long\": \"0123456789\"}"},
    {0, 0, 40,
     "{\n  \"id\": \"a\",\n  \"list\": [1, 2, {\"x\": true}],\n  \"none\": [],\n"
     "  \"long\": \"0123456789\"\n}"},
    {4, 4, 30,
     "{\n      \"id\": \"a\",\n      \"list\": [\n        1,\n        2,\n        {\"x\": true}\n  "
     "    ],\n"
     "      \"none\": [],\n      \"long\": \"0123456789\"\n    }"},
    {0, 0, 1,
     "{\n  \"id\": \"a\",\n  \"list\": [\n    1,\n    2,\n    {\n      \"x\": true\n    }\n  ],\n"
     "  \"none\": [],\n  \"long\": \"0123456789\"\n}"},
};

START_TEST(values_are_broken_only_where_they_do_not_fit)
{
    pship__json *document = parse_good(source);
    pship__buffer buffer;
    pship__buffer_init(&buffer, NULL);
    pship__json_write(&buffer, document->root, shapes[_i].indent, shapes[_i].used,
                      shapes[_i].width);
    ck_assert_str_eq(buffer.bytes, shapes[_i].written);
    pship__json *again = parse_good(buffer.bytes);
    expect_line(again->root, source);
    pship__json_free(again);
    pship__json_free(document);
    pship__buffer_free(&buffer);
}
END_TEST

static size_t longest_line(const char *text)
{
    size_t longest = 0;
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        longest = length > longest ? length : longest;
        text += length + (text[length] == '\n');
    }
    return longest;
}

START_TEST(no_line_is_wider_than_asked_where_its_values_allow_it)
{
    pship__json *document = parse_good(source);
    for (size_t width = 26; width < 80; width++) {
        pship__buffer buffer;
        pship__buffer_init(&buffer, NULL);
        pship__json_write(&buffer, document->root, 0, 0, width);
        ck_assert_uint_le(longest_line(buffer.bytes), width);
        pship__buffer_free(&buffer);
    }
    pship__json_free(document);
}
END_TEST

START_TEST(a_tree_is_built_forgotten_and_built_again)
{
    pship__json *document = pship__json_new(NULL);
    ck_assert_ptr_nonnull(document);
    for (int round = 0; round < 3; round++) {
        char lent[] = "some text";
        json_node *root = pship__json_add(document, NULL, NULL, JSON_OBJECT, NULL);
        json_node *list = pship__json_add(document, root, "list", JSON_ARRAY, NULL);
        pship__json_add(document, list, NULL, JSON_NUMBER, "1.50");
        pship__json_add(document, list, NULL, JSON_FALSE, NULL);
        const char *kept = pship__json_keep(document, lent, 4);
        memset(lent, '?', sizeof lent - 1);
        pship__json_add(document, root, "kept", JSON_STRING, kept);
        pship__json_add(document, root, "nothing", JSON_NULL, NULL);
        ck_assert_ptr_eq(document->root, root);
        ck_assert(!document->failed);
        expect_line(root, "{\"list\": [1.50, false], \"kept\": \"some\", \"nothing\": null}");
        pship__json_clear(document);
        ck_assert_ptr_null(document->root);
    }
    pship__json_free(document);
    pship__json_free(NULL);
}
END_TEST

static void *refuse(void *user, void *pointer, size_t bytes)
{
    int *left = user;
    if (bytes == 0) {
        free(pointer);
        return NULL;
    }
    return (*left)-- > 0 ? realloc(pointer, bytes) : NULL;
}

START_TEST(a_tree_without_memory_has_failed_and_stays_so)
{
    pship_context *context = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    int left = 1; /* for the context */
    options.allocate = refuse;
    options.allocate_user = &left;
    ck_assert_int_eq(pship_context_new(&context, &options, NULL), PSHIP_OK);
    left = 1; /* for the document, none for its values */
    pship__json *document = pship__json_new(context);
    ck_assert_ptr_nonnull(document);
    ck_assert_ptr_null(pship__json_add(document, NULL, NULL, JSON_OBJECT, NULL));
    ck_assert(document->failed);
    left = 100;
    ck_assert_ptr_null(pship__json_add(document, NULL, NULL, JSON_OBJECT, NULL));
    ck_assert_ptr_null(pship__json_keep(document, "a", 1));
    ck_assert_int_eq(left, 100);
    pship__json_free(document);
    pship_context_free(context);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("json_write");
    TCase *tcase = tcase_create("write");
    tcase_add_loop_test(tcase, a_string_is_written_and_reads_back, 0, COUNT(strings));
    tcase_add_test(tcase, only_what_json_calls_a_number_is_one);
    tcase_add_loop_test(tcase, values_are_broken_only_where_they_do_not_fit, 0, COUNT(shapes));
    tcase_add_test(tcase, no_line_is_wider_than_asked_where_its_values_allow_it);
    tcase_add_test(tcase, a_tree_is_built_forgotten_and_built_again);
    tcase_add_test(tcase, a_tree_without_memory_has_failed_and_stays_so);
    suite_add_tcase(suite, tcase);
    return suite;
}
