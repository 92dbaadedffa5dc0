/*
 * JSON as a tree that knows where every value and every name stood.
 *
 * A parser of our own, because a register's reader must point at the very value that is wrong: the
 * usual libraries (jansson, json-c, cJSON) keep no position of a value once it is parsed, and turn
 * numbers into doubles, whose digits as written are then lost.
 *
 * The parser is strict: RFC 8259 and no more. Beyond it, as the RFC allows, it refuses names that
 * occur twice in an object, the character U+0000, and values nested deeper than PSHIP__JSON_DEPTH.
 */
#ifndef PSHIP_STREAM_JSON_H
#define PSHIP_STREAM_JSON_H

#include "core/core.h"

/* Arrays and objects within one another, the outermost counted. */
#define PSHIP__JSON_DEPTH 64

typedef enum json_type {
    JSON_NULL = 1,
    JSON_FALSE,
    JSON_TRUE,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT
} json_type;

/* Lines and columns count from 1; columns are bytes. A file is below 2^32 bytes. */
typedef struct json_place {
    uint32_t line, column;
} json_place;

typedef struct json_node {
    const char *text; /* string: decoded, holds no zero byte; number: digits as written */
    const char *key;  /* its name, where it is a member of an object */
    struct json_node *first, *last; /* what an array or object holds */
    struct json_node *next;         /* in the array or object that holds it */
    json_place place, key_place;
    json_type type;
    bool repeated; /* its name had occurred before in its object */
} json_node;

/* A tree and its memory, which is given back all at once. */
typedef struct pship__json {
    const pship_context *context;
    struct json_chunk *chunks;
    json_node *root;
    /* Members whose name had occurred before in their object. They are not in the tree. */
    json_node **duplicates;
    size_t duplicate_count, duplicate_capacity;
    bool failed; /* building: memory could not be had */
} pship__json;

/* What pship__json_parse() found wrong, as a word that stays the same. */
#define JSON_RULE_SYNTAX "syntax"
#define JSON_RULE_ENCODING "bad_encoding"
#define JSON_RULE_DEPTH "too_deep"

/* Parses a whole file. `file` stands in the error, `rule` (may be NULL) receives one of the words
 * above when the code is PSHIP_E_SYNTAX or, too deep, PSHIP_E_LIMIT. `progress` may be NULL. A name
 * that occurs twice does not stop the parser: the second member is set aside in `duplicates`.
 * Lengths of 2^32 and above are PSHIP_E_LIMIT. */
pship_result pship__json_parse(pship__json **document, const pship_context *context,
                               const char *bytes, size_t length, const char *file,
                               pship__progress_state *progress, const char **rule,
                               pship_error *err);
void pship__json_free(pship__json *document); /* may be NULL */

/* Member of an object, NULL where there is none or where `object` is no object. */
const json_node *pship__json_find(const json_node *object, const char *key);
/* "a string", "an object", ... */
const char *pship__json_type_name(json_type type);

/* ---- building; after a refused allocation the document is `failed` and adds do nothing */
pship__json *pship__json_new(const pship_context *context); /* NULL: no memory */
void pship__json_clear(pship__json *document);              /* forgets the tree, keeps memory */
/* Adds a value at the end of `parent`, or as the root where that is NULL. Texts are lent for as
 * long as the document lives; pship__json_keep() copies one into it. NULL on failure. */
json_node *pship__json_add(pship__json *document, json_node *parent, const char *key,
                           json_type type, const char *text);
const char *pship__json_keep(pship__json *document, const char *text, size_t length);

/* ---- writing */
/* Is this how JSON writes a number? */
bool pship__json_is_number(const char *digits);
/* A string with its quotes. What is not ASCII stays as it is. */
void pship__json_write_string(pship__buffer *buffer, const char *text);
/* A value as it stands behind `used` columns of its first line: on that line where it fits into
 * `width` columns, otherwise broken over lines that are indented by `indent` plus 2. */
void pship__json_write(pship__buffer *buffer, const json_node *node, size_t indent, size_t used,
                       size_t width);

#endif
