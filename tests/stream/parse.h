/* What the tests of JSON share: parsing a text, and the text of a tree with its places. */
#ifndef PARSE_H
#define PARSE_H

#include "stream/json.h"
#include <check.h>
#include <stdlib.h>
#include <string.h>

/* The bytes lie in a block of exactly their length, so that a sanitizer sees a read past them. */
static inline pship_result parse_bytes(pship__json **document, const char *bytes, size_t length,
                                       const char **rule, pship_error *err)
{
    char *exact = malloc(length > 0 ? length : 1);
    ck_assert_ptr_nonnull(exact);
    memcpy(exact, bytes, length);
    pship_result result =
        pship__json_parse(document, NULL, exact, length, "some.json", NULL, rule, err);
    free(exact);
    return result;
}

static inline pship__json *parse_good(const char *text)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship__json *document = NULL;
    pship_result result = parse_bytes(&document, text, strlen(text), NULL, &err);
    ck_assert_msg(result == PSHIP_OK, "%s: %lld:%lld %s", text, (long long)err.line,
                  (long long)err.column, err.message);
    ck_assert_ptr_nonnull(document);
    return document;
}

/* The tree on one line. */
static inline void expect_line(const json_node *node, const char *expected)
{
    pship__buffer buffer;
    pship__buffer_init(&buffer, NULL);
    pship__json_write(&buffer, node, 0, 0, SIZE_MAX);
    ck_assert(!buffer.failed);
    ck_assert_str_eq(buffer.bytes, expected);
    pship__buffer_free(&buffer);
}

#endif
