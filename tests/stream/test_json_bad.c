/* Texts that are not JSON, each with the place that is told. */
#include "parse.h"

Suite *test_suite(void);

#define SYNTAX JSON_RULE_SYNTAX
#define ENCODING JSON_RULE_ENCODING

/* The length is that of the literal, so that zero bytes can stand in it. */
#define ROW(rule, line, column, words, text) \
    { \
        rule, words, text, sizeof text - 1, line, column \
    }

static const struct {
    const char *rule, *words, *text;
    size_t length;
    int line, column;
} bad[] = {
    /* nothing, too little, too much */
    ROW(SYNTAX, 1, 1, "is empty", ""),
    ROW(SYNTAX, 3, 2, "is empty", " \n\t\n "),
    ROW(SYNTAX, 1, 1, "is empty", "\xef\xbb\xbf"),
    ROW(SYNTAX, 1, 2, "value is expected", "["),
    ROW(SYNTAX, 1, 3, "inside an array", "[1"),
    ROW(SYNTAX, 2, 1, "value is expected", "[1,\n"),
    ROW(SYNTAX, 1, 2, "inside an object", "{"),
    ROW(SYNTAX, 1, 5, "':' is expected", "{\"a\""),
    ROW(SYNTAX, 1, 6, "value is expected", "{\"a\":"),
    ROW(SYNTAX, 2, 2, "inside an object", "{\"a\":\n1"),
    ROW(SYNTAX, 1, 8, "inside an object", "{\"a\":1,"),
    ROW(SYNTAX, 1, 4, "follows the end", "{} {}"),
    ROW(SYNTAX, 2, 1, "follows the end", "1\n,"),
    ROW(SYNTAX, 1, 3, "follows the end", "[]]"),
    /* commas, colons, brackets */
    ROW(SYNTAX, 1, 3, "this comma", "[1,]"),
    ROW(SYNTAX, 1, 7, "this comma", "{\"a\":1,\n\n}"),
    ROW(SYNTAX, 1, 3, "this comma", "[1,}"),
    ROW(SYNTAX, 1, 2, "value is missing", "[,1]"),
    ROW(SYNTAX, 1, 4, "value is missing", "[1,,2]"),
    ROW(SYNTAX, 1, 4, "comma or ']'", "[1 2]"),
    ROW(SYNTAX, 1, 3, "comma or ']'", "[1}"),
    ROW(SYNTAX, 1, 8, "comma or '}'", "{\"a\":1 \"b\":2}"),
    ROW(SYNTAX, 2, 7, "comma or '}'", "\n{\"a\":1]"),
    ROW(SYNTAX, 1, 5, "':' is expected", "{\"a\",1}"),
    ROW(SYNTAX, 1, 7, "value is missing", "{\"a\" :}"),
    ROW(SYNTAX, 1, 2, "name of a member", "{a: 1}"),
    ROW(SYNTAX, 1, 2, "name of a member", "{1: 1}"),
    ROW(SYNTAX, 1, 8, "name of a member", "{\"a\":1,,}"),
    /* other languages */
    ROW(SYNTAX, 1, 1, "double quotes", "'a'"),
    ROW(SYNTAX, 1, 1, "no comments", "// a\n1"),
    ROW(SYNTAX, 1, 1, "no comments", "# a\n1"),
    ROW(SYNTAX, 1, 4, "no comments", "[1 /* a */]"),
    ROW(SYNTAX, 2, 1, "no comments", "{\n# a\n}"),
    ROW(SYNTAX, 1, 1, "value is expected", "True"),
    ROW(SYNTAX, 1, 1, "value is expected", "truest"),
    ROW(SYNTAX, 1, 1, "value is expected", "nul"),
    ROW(SYNTAX, 1, 1, "value is expected", "NaN"),
    ROW(SYNTAX, 1, 1, "value is expected",
        "\xc2\xa0"
        "1"),
    ROW(SYNTAX, 1, 1, "value is expected",
        "\x0b"
        "1"),
    /* numbers */
    ROW(SYNTAX, 1, 1, "writes a number", "+1"),
    ROW(SYNTAX, 1, 1, "writes a number", "01"),
    ROW(SYNTAX, 1, 1, "writes a number", "-"),
    ROW(SYNTAX, 1, 1, "writes a number", "-a"),
    ROW(SYNTAX, 1, 1, "writes a number", ".5"),
    ROW(SYNTAX, 1, 1, "writes a number", "5."),
    ROW(SYNTAX, 1, 1, "writes a number", "5.e1"),
    ROW(SYNTAX, 1, 1, "writes a number", "1e"),
    ROW(SYNTAX, 1, 1, "writes a number", "1e+"),
    ROW(SYNTAX, 1, 1, "writes a number", "0x10"),
    ROW(SYNTAX, 1, 1, "writes a number", "1_000"),
    ROW(SYNTAX, 1, 1, "writes a number", "2026-01-15"),
    ROW(SYNTAX, 1, 1, "writes a number", "-Infinity"),
    ROW(SYNTAX, 1, 4, "comma or ']'", "[1 \xc2\xa0]"),
    /* strings */
    ROW(SYNTAX, 1, 2, "no closing quote", "[\"abc"),
    ROW(SYNTAX, 1, 1, "no closing quote", "\""),
    ROW(SYNTAX, 1, 1, "no closing quote", "\"\\"),
    ROW(SYNTAX, 1, 1, "no closing quote", "\"\\\""),
    ROW(SYNTAX, 1, 4, "line ends inside a string", "[\"a\nb\"]"),
    ROW(SYNTAX, 1, 3, "line ends inside a string", "\"a\r\n\""),
    ROW(SYNTAX, 1, 3, "control character", "\"a\tb\""),
    ROW(SYNTAX, 1, 2, "control character", "\"\x01\""),
    ROW(SYNTAX, 1, 5, "control character", "\"abc\0d\""),
    ROW(SYNTAX, 1, 3, "a backslash stands", "\"a\\x41\""),
    ROW(SYNTAX, 1, 3, "a backslash stands", "\"a\\'\""),
    ROW(SYNTAX, 1, 2, "a backslash stands", "\"\\U0041\""),
    ROW(SYNTAX, 1, 2, "a backslash stands", "\"\\\n\""),
    ROW(SYNTAX, 1, 2, "four hexadecimal", "\"\\u12\""),
    ROW(SYNTAX, 1, 2, "four hexadecimal", "\"\\u12g4\""),
    ROW(SYNTAX, 1, 2, "U+0000", "\"\\u0000\""),
    ROW(SYNTAX, 1, 3, "a backslash stands", "{\"\\q\": 1}"),
    /* encodings */
    ROW(ENCODING, 1, 2, "surrogate", "\"\\ud800\""),
    ROW(ENCODING, 1, 2, "surrogate", "\"\\ud800\\u0041\""),
    ROW(ENCODING, 1, 2, "surrogate", "\"\\ud800\\ud800\""),
    ROW(ENCODING, 1, 3, "surrogate", "\"a\\udc00\\ud800\""),
    ROW(ENCODING, 1, 2, "not UTF-8", "\"\xff\""),
    ROW(ENCODING, 1, 2, "not UTF-8", "\"\x80\""),
    ROW(ENCODING, 1, 4, "not UTF-8", "\"\xc3\xa9\xe9\""),
    ROW(ENCODING, 1, 2, "not UTF-8", "\"\xc0\xaf\""), /* longer than needed */
    ROW(ENCODING, 1, 2, "not UTF-8", "\"\xe0\x80\xaf\""),
    ROW(ENCODING, 1, 2, "not UTF-8", "\"\xed\xa0\x80\""),     /* a surrogate */
    ROW(ENCODING, 1, 2, "not UTF-8", "\"\xf4\x90\x80\x80\""), /* beyond the last character */
    ROW(ENCODING, 1, 2, "not UTF-8", "\"\xf5\x80\x80\x80\""),
    ROW(ENCODING, 1, 2, "not UTF-8", "\"\xe2\x82\""),
    ROW(ENCODING, 2, 3, "not UTF-8", "\n{\"\xe9\": 1}"),
    ROW(ENCODING, 1, 1, "UTF-16", "\xff\xfe{\0}\0"),
    ROW(ENCODING, 1, 1, "UTF-16", "\xfe\xff\0{\0}"),
    ROW(ENCODING, 1, 1, "UTF-16", "{\0}\0"),
    ROW(ENCODING, 1, 1, "UTF-16", "\0{\0}"),
    ROW(ENCODING, 1, 1, "UTF-32", "{\0\0\0}\0\0\0"),
    ROW(ENCODING, 1, 1, "UTF-32", "\0\0\xfe\xff\0\0\0{"),
    ROW(ENCODING, 1, 1, "UTF-32", "\xff\xfe\0\0{\0\0\0"),
};

START_TEST(a_bad_text_is_refused_at_its_place)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship__json *document = NULL;
    const char *rule = NULL;
    pship_result result = parse_bytes(&document, bad[_i].text, bad[_i].length, &rule, &err);
    ck_assert_msg(result == PSHIP_E_SYNTAX, "'%s' gave %s", bad[_i].text,
                  pship_result_name(result));
    ck_assert_ptr_null(document);
    ck_assert_int_eq(err.code, PSHIP_E_SYNTAX);
    ck_assert_str_eq(err.file, "some.json");
    ck_assert_msg(err.line == bad[_i].line && err.column == bad[_i].column,
                  "'%s' is wrong at %d:%d, not at %lld:%lld", bad[_i].text, bad[_i].line,
                  bad[_i].column, (long long)err.line, (long long)err.column);
    ck_assert_str_eq(rule, bad[_i].rule);
    ck_assert_msg(strstr(err.message, bad[_i].words) != NULL, "'%s' says: %s", bad[_i].text,
                  err.message);
}
END_TEST

/* Cut anywhere, a text is refused, and never beyond its end. */
START_TEST(every_beginning_of_a_text_is_refused_within_it)
{
    static const char whole[] =
        "{\"a\": [1, -2.5e3, \"\\u20ac\\n\\ud83d\\ude00 ə\"],\n \"b\": {\"c\": "
        "[true, false, null]}}";
    for (size_t length = 0; length < sizeof whole - 1; length++) {
        pship_error err = PSHIP_ERROR_INIT;
        pship__json *document = NULL;
        pship_result result = parse_bytes(&document, whole, length, NULL, &err);
        ck_assert_msg(result == PSHIP_E_SYNTAX, "%zu bytes are accepted", length);
        ck_assert_int_ge(err.line, 1);
        ck_assert_int_le(err.line, 2);
        ck_assert_int_ge(err.column, 1);
        ck_assert_int_le(err.column, (int64_t)length + 1);
    }
    pship__json_free(parse_good(whole));
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("json_bad");
    TCase *tcase = tcase_create("bad");
    tcase_add_loop_test(tcase, a_bad_text_is_refused_at_its_place, 0,
                        (int)(sizeof bad / sizeof bad[0]));
    tcase_add_test(tcase, every_beginning_of_a_text_is_refused_within_it);
    suite_add_tcase(suite, tcase);
    return suite;
}
