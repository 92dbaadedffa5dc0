/*
 * Fuzz target: any bytes as CSV, the first of which chooses the separator. What is refused is refused
 * at a place within the bytes; what is read is written with quotes around every cell, and means the
 * same when it is read again.
 */
#include "must.h"
#include "stream/csv.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Length of the line that begins at `start`, and where the next one begins, or NULL. */
static size_t line_length(const char *start, const char *end, const char **next)
{
    const char *at = start;
    while (at < end && *at != '\n' && *at != '\r') {
        at++;
    }
    *next = at == end ? NULL : at + (end - at > 1 && at[0] == '\r' && at[1] == '\n' ? 2 : 1);
    return (size_t)(at - start);
}

static void check_place(const char *bytes, size_t size, int64_t line, int64_t column)
{
    const char *end = bytes + size, *next;
    const char *start = size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? bytes + 3 : bytes;
    for (int64_t i = 1; i < line; i++) {
        (void)line_length(start, end, &next);
        MUST(next != NULL);
        start = next;
    }
    MUST(column >= 1 && column <= (int64_t)line_length(start, end, &next) + 1);
}

static void write_quoted(pship__buffer *to, const csv_cell *cells, size_t count, char separator)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            pship__buffer_add(to, &separator, 1);
        }
        pship__buffer_add_text(to, "\"");
        for (const char *at = cells[i].text; *at != '\0'; at++) {
            pship__buffer_add(to, *at == '"' ? "\"\"" : at, *at == '"' ? 2 : 1);
        }
        pship__buffer_add_text(to, "\"");
    }
    pship__buffer_add_text(to, "\r\n");
}

/* Everything that can be read, written with quotes. */
static pship_result read_all(const char *bytes, size_t size, char separator, pship__buffer *to,
                             pship_error *err)
{
    pship__csv *reader = NULL;
    const csv_cell *cells;
    size_t count = 1;
    const char *rule = NULL;
    MUST(pship__csv_open_bytes(&reader, NULL, bytes, size, "input", separator, NULL) == PSHIP_OK);
    pship_result result = PSHIP_OK;
    while (result == PSHIP_OK && count > 0) {
        result = pship__csv_next(reader, &cells, &count, &rule, err);
        if (result != PSHIP_OK || count == 0) {
            break;
        }
        for (size_t i = 0; i < count; i++) {
            MUST(strlen(cells[i].text) == cells[i].length);
            MUST(pship__utf8_valid(cells[i].text, cells[i].length));
            check_place(bytes, size, cells[i].line, cells[i].column);
        }
        write_quoted(to, cells, count, separator);
    }
    double fraction = pship__csv_fraction(reader);
    MUST(fraction >= 0 && fraction <= 1);
    pship__csv_free(reader);
    MUST(result == PSHIP_OK || rule != NULL);
    return result;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char separators[] = {',', ';', '\t', ' '};
    if (size == 0) {
        return 0;
    }
    char separator = separators[data[0] % 4];
    const char *bytes = (const char *)data + 1;
    pship_error err = PSHIP_ERROR_INIT;
    pship__buffer once, twice;
    pship__buffer_init(&once, NULL);
    pship__buffer_init(&twice, NULL);
    pship_result result = read_all(bytes, size - 1, separator, &once, &err);
    if (result != PSHIP_OK) {
        MUST(result == PSHIP_E_SYNTAX || result == PSHIP_E_LIMIT);
        MUST(err.code == result && err.message[0] != '\0');
        check_place(bytes, size - 1, err.line, err.column);
    } else if (once.length > 0) {
        MUST(read_all(once.bytes, once.length, separator, &twice, NULL) == PSHIP_OK);
        MUST(once.length == twice.length && memcmp(once.bytes, twice.bytes, once.length) == 0);
    }
    pship__buffer_free(&once);
    pship__buffer_free(&twice);
    return 0;
}
