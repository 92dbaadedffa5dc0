/* JSON for people to read: short values on one line, long ones broken over several. */
#include "stream/json.h"
#include <string.h>

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static const char *skip_digits(const char *at)
{
    while (is_digit(*at)) {
        at++;
    }
    return at;
}

bool pship__json_is_number(const char *digits)
{
    const char *at = digits + (*digits == '-');
    if (!is_digit(*at) || (at[0] == '0' && is_digit(at[1]))) {
        return false;
    }
    at = skip_digits(at);
    if (*at == '.') {
        if (!is_digit(at[1])) {
            return false;
        }
        at = skip_digits(at + 1);
    }
    if (*at == 'e' || *at == 'E') {
        at += 1 + (at[1] == '+' || at[1] == '-');
        if (!is_digit(*at)) {
            return false;
        }
        at = skip_digits(at);
    }
    return *at == '\0';
}

/* The letter behind the backslash, or 0 where a byte needs none. 'u' stands for \u00XX. */
static char escape_of(unsigned char byte)
{
    switch (byte) {
    case '"':
    case '\\':
        return (char)byte;
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return byte < 0x20 ? 'u' : '\0';
    }
}

void pship__json_write_string(pship__buffer *buffer, const char *text)
{
    pship__buffer_add(buffer, "\"", 1);
    const char *plain = text;
    for (; *text != '\0'; text++) {
        char letter = escape_of((unsigned char)*text);
        if (letter != '\0') {
            pship__buffer_add(buffer, plain, (size_t)(text - plain));
            if (letter == 'u') {
                pship__buffer_format(buffer, "\\u%04x", (unsigned)(unsigned char)*text);
            } else {
                pship__buffer_add(buffer, (char[]){'\\', letter}, 2);
            }
            plain = text + 1;
        }
    }
    pship__buffer_add(buffer, plain, (size_t)(text - plain));
    pship__buffer_add(buffer, "\"", 1);
}

static size_t string_width(const char *text)
{
    size_t width = 2;
    for (; *text != '\0'; text++) {
        char letter = escape_of((unsigned char)*text);
        width += letter == '\0' ? 1 : letter == 'u' ? 6 : 2;
    }
    return width;
}

/* Columns that a value takes on one line; above `most` any number above it. */
static size_t width_of(const json_node *node, size_t most)
{
    switch (node->type) {
    case JSON_NULL:
    case JSON_TRUE:
        return 4;
    case JSON_FALSE:
        return 5;
    case JSON_NUMBER:
        return strlen(node->text);
    case JSON_STRING:
        return string_width(node->text);
    default:
        break;
    }
    size_t width = 2;
    for (const json_node *item = node->first; item != NULL && width <= most; item = item->next) {
        width += item == node->first ? 0 : 2;
        width += item->key == NULL ? 0 : string_width(item->key) + 2;
        width += width_of(item, most);
    }
    return width;
}

static void write_scalar(pship__buffer *buffer, const json_node *node)
{
    if (node->type == JSON_STRING) {
        pship__json_write_string(buffer, node->text);
    } else {
        pship__buffer_add_text(
            buffer, node->type == JSON_NUMBER ? node->text : pship__json_type_name(node->type));
    }
}

static void break_line(pship__buffer *buffer, size_t indent)
{
    pship__buffer_add(buffer, "\n", 1);
    for (size_t i = 0; i < indent; i++) {
        pship__buffer_add(buffer, " ", 1);
    }
}

void pship__json_write(pship__buffer *buffer, const json_node *node, size_t indent, size_t used,
                       size_t width)
{
    if (node->type != JSON_ARRAY && node->type != JSON_OBJECT) {
        write_scalar(buffer, node);
        return;
    }
    bool array = node->type == JSON_ARRAY;
    size_t room = used < width ? width - used : 0;
    bool broken = node->first != NULL && width_of(node, room) > room;
    pship__buffer_add(buffer, array ? "[" : "{", 1);
    for (const json_node *item = node->first; item != NULL; item = item->next) {
        if (broken) {
            break_line(buffer, indent + 2);
        }
        size_t start = buffer->length;
        if (item->key != NULL) {
            pship__json_write_string(buffer, item->key);
            pship__buffer_add(buffer, ": ", 2);
        }
        /* One column is kept for the comma. What stands within one line is never broken. */
        size_t at = broken ? indent + 2 + (buffer->length - start) + 1 : 0;
        pship__json_write(buffer, item, indent + 2, at, broken ? width : SIZE_MAX);
        if (item->next != NULL) {
            pship__buffer_add(buffer, ", ", broken ? 1 : 2);
        }
    }
    if (broken) {
        break_line(buffer, indent);
    }
    pship__buffer_add(buffer, array ? "]" : "}", 1);
}
