/* Strings of JSON: escapes, surrogates and what is not UTF-8. Decoding never makes a string longer, so one is decoded into memory
 * as long as it is written. */
#include "stream/json_parser.h"
#include <string.h>

static int hex_value(char byte)
{
    if (byte >= '0' && byte <= '9') {
        return byte - '0';
    }
    if (byte >= 'a' && byte <= 'f') {
        return byte - 'a' + 10;
    }
    return byte >= 'A' && byte <= 'F' ? byte - 'A' + 10 : -1;
}

/* Four hexadecimal digits, or -1. */
static int32_t read_hex(const char *at, const char *end)
{
    if (end - at < 4) {
        return -1;
    }
    int32_t value = 0;
    for (int i = 0; i < 4; i++) {
        int digit = hex_value(at[i]);
        if (digit < 0) {
            return -1;
        }
        value = value * 16 + digit;
    }
    return value;
}

static char *put_utf8(char *to, uint32_t code)
{
    if (code < 0x80) {
        *to++ = (char)code;
    } else if (code < 0x800) {
        *to++ = (char)(0xc0 | (code >> 6));
        *to++ = (char)(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        *to++ = (char)(0xe0 | (code >> 12));
        *to++ = (char)(0x80 | ((code >> 6) & 0x3f));
        *to++ = (char)(0x80 | (code & 0x3f));
    } else {
        *to++ = (char)(0xf0 | (code >> 18));
        *to++ = (char)(0x80 | ((code >> 12) & 0x3f));
        *to++ = (char)(0x80 | ((code >> 6) & 0x3f));
        *to++ = (char)(0x80 | (code & 0x3f));
    }
    return to;
}

/* Behind "\u"; the second half of a surrogate pair is taken along. */
static pship_result read_code(json_parser *parser, char **to)
{
    const char *escape = parser->at - 2;
    int32_t high = read_hex(parser->at, parser->end);
    if (high < 0) {
        return json_wrong(parser, escape, "four hexadecimal digits are expected behind \\u");
    }
    if (high == 0) {
        return json_wrong(parser, escape, "the character U+0000 cannot stand in a text");
    }
    parser->at += 4;
    uint32_t code = (uint32_t)high;
    if (high >= 0xd800 && high <= 0xdfff) {
        int32_t low = -1;
        if (high < 0xdc00 && parser->end - parser->at >= 6 && parser->at[0] == '\\' &&
            parser->at[1] == 'u') {
            low = read_hex(parser->at + 2, parser->end);
        }
        if (low < 0xdc00 || low > 0xdfff) {
            return pship__json_complain(parser, escape, JSON_RULE_ENCODING,
                                        "half of a surrogate pair stands alone");
        }
        parser->at += 6;
        code = 0x10000u + (((uint32_t)high - 0xd800u) << 10) + ((uint32_t)low - 0xdc00u);
    }
    *to = put_utf8(*to, code);
    return PSHIP_OK;
}

static pship_result read_escape(json_parser *parser, char **to)
{
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    const char *escape = parser->at++;
    if (parser->at == parser->end) {
        return PSHIP_OK; /* the string has no end, as its reader will find */
    }
    char letter = *parser->at++;
    if (letter == 'u') {
        return read_code(parser, to);
    }
    const char *found = letter == '\0' ? NULL : strchr(letters, letter);
    if (found == NULL) {
        return json_wrong(
            parser, escape,
            "a backslash stands before one of \" \\ / b f n r t u only; write \\\\ for "
            "the backslash itself");
    }
    *(*to)++ = meanings[found - letters];
    return PSHIP_OK;
}

/* One character beyond ASCII. */
static pship_result read_character(json_parser *parser, char **to)
{
    unsigned char lead = (unsigned char)*parser->at;
    size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    size_t left = (size_t)(parser->end - parser->at);
    if (lead < 0xc2 || length > left || !pship__utf8_valid(parser->at, length)) {
        return pship__json_complain(parser, parser->at, JSON_RULE_ENCODING,
                                    "the text is not UTF-8 here");
    }
    memcpy(*to, parser->at, length);
    *to += length;
    parser->at += length;
    return PSHIP_OK;
}

/* Where the string that `at` stands in ends at the latest: decoding never makes it longer. */
static pship_result longest_string(json_parser *parser, size_t *longest)
{
    const char *at = parser->at;
    pship_result result = PSHIP_OK;
    while (at < parser->end && *at != '"' && result == PSHIP_OK) {
        for (const char *end = json_piece_end(parser, at); at < end && *at != '"';) {
            at += *at == '\\' && parser->end - at > 1 ? 2 : 1;
        }
        if (at < parser->end && *at != '"') {
            result = json_report(parser, at);
        }
    }
    *longest = (size_t)(at - parser->at);
    return result;
}

/* Up to the quote that closes, or as far as one piece goes. */
static pship_result read_characters(json_parser *parser, char **to)
{
    const char *end = json_piece_end(parser, parser->at);
    while (parser->at < end && *parser->at != '"') {
        unsigned char byte = (unsigned char)*parser->at;
        pship_result result = PSHIP_OK;
        if (byte == '\\') {
            result = read_escape(parser, to);
        } else if (byte >= 0x80) {
            result = read_character(parser, to);
        } else if (byte == '\n' || byte == '\r') {
            result = json_wrong(parser, parser->at,
                                "the line ends inside a string: close it, or write \\n");
        } else if (byte < 0x20) {
            result = json_wrong(parser, parser->at,
                                "a control character in a string is written \\u00XX");
        } else {
            *(*to)++ = *parser->at++;
        }
        if (result != PSHIP_OK) {
            return result;
        }
    }
    return PSHIP_OK;
}

pship_result pship__json_read_string(json_parser *parser, const char **text)
{
    const char *quote = parser->at++;
    size_t longest = 0;
    pship_result result = longest_string(parser, &longest);
    if (result != PSHIP_OK) {
        return result;
    }
    if (parser->at + longest == parser->end) {
        return json_wrong(parser, quote, "the string that begins here has no closing quote");
    }
    char *to = (char *)pship__json_keep(parser->document, parser->at, longest);
    if (to == NULL) {
        return pship__fail_memory(parser->err);
    }
    *text = to;
    while (*parser->at != '"' && result == PSHIP_OK) {
        result = read_characters(parser, &to);
        if (result == PSHIP_OK && *parser->at != '"') {
            result = json_report(parser, parser->at);
        }
    }
    if (result == PSHIP_OK) {
        *to = '\0';
        parser->at++;
    }
    return result;
}
