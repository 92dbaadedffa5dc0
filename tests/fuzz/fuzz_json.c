/*
 * Fuzz target: any bytes as JSON. What is refused is refused at a place within the bytes; what is
 * read is written, on one line and on many, and means the same when it is read again.
 */
#include "must.h"
#include "stream/json.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_place(const char *bytes, size_t size, int64_t line, int64_t column)
{
    const char *start = bytes, *end = bytes + size;
    for (int64_t i = 1; i < line; i++) {
        const char *next = memchr(start, '\n', (size_t)(end - start));
        MUST(next != NULL);
        start = next + 1;
    }
    const char *line_end = memchr(start, '\n', (size_t)(end - start));
    int64_t length = (line_end == NULL ? end : line_end) - start;
    MUST(line >= 1 && column >= 1 && column <= length + 1);
}

static void check_tree(const char *bytes, size_t size, const json_node *node, int depth)
{
    MUST(depth <= PSHIP__JSON_DEPTH + 1);
    check_place(bytes, size, node->place.line, node->place.column);
    const json_node *last = NULL;
    for (const json_node *item = node->first; item != NULL; item = item->next) {
        MUST((item->key != NULL) == (node->type == JSON_OBJECT));
        MUST(item->key == NULL || pship__json_find(node, item->key) == item);
        check_tree(bytes, size, item, depth + 1);
        last = item;
    }
    MUST(node->last == last);
    bool textual = node->type == JSON_STRING || node->type == JSON_NUMBER;
    MUST((node->text != NULL) == textual);
    MUST(!textual || pship__utf8_valid(node->text, strlen(node->text)));
}

static pship__buffer write_tree(const pship__json *document, size_t width)
{
    pship__buffer buffer;
    pship__buffer_init(&buffer, NULL);
    pship__json_write(&buffer, document->root, 0, 0, width);
    MUST(!buffer.failed);
    return buffer;
}

static void check_again(const pship__json *document, size_t width, const char *line)
{
    pship__json *again = NULL;
    pship__buffer text = write_tree(document, width);
    MUST(pship__json_parse(&again, NULL, text.bytes, text.length, "again", NULL, NULL, NULL) ==
         PSHIP_OK);
    MUST(again->duplicate_count == 0);
    pship__buffer once = write_tree(again, SIZE_MAX);
    MUST(strcmp(once.bytes, line) == 0);
    pship__buffer_free(&once);
    pship__buffer_free(&text);
    pship__json_free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship__json *document = NULL;
    const char *rule = NULL, *bytes = (const char *)data;
    pship_result result =
        pship__json_parse(&document, NULL, bytes, size, "input", NULL, &rule, &err);
    if (result != PSHIP_OK) {
        MUST(document == NULL && err.code == result && err.message[0] != '\0');
        MUST(result == PSHIP_E_SYNTAX || result == PSHIP_E_LIMIT);
        MUST(rule != NULL && (result == PSHIP_E_LIMIT) == (strcmp(rule, JSON_RULE_DEPTH) == 0));
        check_place(bytes, size, err.line, err.column);
        return 0;
    }
    check_tree(bytes, size, document->root, 1);
    for (size_t i = 0; i < document->duplicate_count; i++) {
        MUST(document->duplicates[i]->repeated);
    }
    pship__buffer line = write_tree(document, SIZE_MAX);
    check_again(document, SIZE_MAX, line.bytes);
    check_again(document, 100, line.bytes);
    check_again(document, 7, line.bytes);
    pship__buffer_free(&line);
    pship__json_free(document);
    return 0;
}
