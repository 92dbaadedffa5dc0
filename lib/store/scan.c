/* Strings of the JSON in blocks. */
#include "store/scan.h"
#include <string.h>

static const char not_json[] = "it is not the JSON that is expected here";

static int hex_digit(char byte)
{
    return byte >= '0' && byte <= '9'   ? byte - '0'
           : byte >= 'a' && byte <= 'f' ? byte - 'a' + 10
           : byte >= 'A' && byte <= 'F' ? byte - 'A' + 10
                                        : -1;
}

/* The four digits behind \u; -1 for anything else. */
static int32_t scan_unit(scan *from)
{
    int32_t unit = 0;
    if (from->end - from->at < 4) {
        return -1;
    }
    for (int i = 0; i < 4; i++) {
        int digit = hex_digit(from->at[i]);
        if (digit < 0) {
            return -1;
        }
        unit = unit << 4 | digit;
    }
    from->at += 4;
    return unit;
}

/* A character as \u has it, with its second half if need be; -1 for half a one, or a zero. */
static int32_t scan_character(scan *from)
{
    int32_t unit = scan_unit(from);
    if (unit < 1 || (unit >= 0xDC00 && unit <= 0xDFFF)) {
        return -1;
    }
    if (unit < 0xD800 || unit > 0xDBFF) {
        return unit;
    }
    if (!scan_byte(from, '\\') || !scan_byte(from, 'u')) {
        return -1;
    }
    int32_t second = scan_unit(from);
    return second < 0xDC00 || second > 0xDFFF ? -1
                                              : 0x10000 + ((unit - 0xD800) << 10) + second - 0xDC00;
}

static void add_character(pship__buffer *room, int32_t character)
{
    char bytes[4];
    size_t length = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = length; i-- > 1; character >>= 6) {
        bytes[i] = (char)(0x80 | (character & 0x3F));
    }
    bytes[0] = (char)(lead[length] | character);
    pship__buffer_add(room, bytes, length);
}

static const char *scan_escape(scan *from, pship__buffer *room)
{
    static const char written[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    if (from->at >= from->end) {
        return not_json;
    }
    char byte = *from->at++;
    if (byte == 'u') {
        int32_t character = scan_character(from);
        if (character < 0) {
            return "an escape is not a character";
        }
        add_character(room, character);
        return NULL;
    }
    const char *found = byte == '\0' ? NULL : strchr(written, byte);
    if (found == NULL) {
        return not_json;
    }
    pship__buffer_add(room, &meant[found - written], 1);
    return NULL;
}

static bool is_plain(char byte)
{
    return byte != '"' && byte != '\\' && (unsigned char)byte >= 0x20;
}

static bool is_plain_word(uint64_t word)
{
    const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
    uint64_t quote = word ^ ones * '"', slash = word ^ ones * '\\';
    /* "Has a zero byte", and "has a byte below 0x20". */
    uint64_t found =
        ((quote - ones) & ~quote) | ((slash - ones) & ~slash) | ((word - ones * 0x20) & ~word);
    return (found & highs) == 0;
}

static const char *skip_plain(const char *at, const char *end)
{
    uint64_t word;
    while (end - at >= (ptrdiff_t)sizeof word) {
        memcpy(&word, at, sizeof word);
        if (!is_plain_word(word)) {
            break;
        }
        at += sizeof word;
    }
    while (at < end && is_plain(*at)) {
        at++;
    }
    return at;
}

const char *pship__scan_string(scan *from, pship__buffer *room, const char **text, size_t *length)
{
    if (!scan_byte(from, '"')) {
        return not_json;
    }
    const char *first = from->at;
    from->at = skip_plain(first, from->end);
    if (scan_byte(from, '"')) {
        *text = first;
        *length = (size_t)(from->at - 1 - first);
        return NULL;
    }
    pship__buffer_clear(room);
    pship__buffer_add(room, first, (size_t)(from->at - first));
    while (!scan_byte(from, '"')) {
        if (!scan_byte(from, '\\')) {
            return not_json;
        }
        const char *problem = scan_escape(from, room);
        if (problem != NULL) {
            return problem;
        }
        first = from->at;
        from->at = skip_plain(first, from->end);
        pship__buffer_add(room, first, (size_t)(from->at - first));
    }
    *text = room->bytes;
    *length = room->length;
    return NULL;
}
