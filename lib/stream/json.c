/* The parser. One pass over the bytes; lines are counted where white space is skipped, because
 * strings cannot hold a line end. */
#include "stream/json.h"
#include "stream/sort.h"
#include <string.h>

/* Between two reports of progress where one value goes on and on. */
#define PIECE ((size_t)1 << 20)

typedef struct json_parser {
    pship__json *document;
    const char *start, *at, *end;
    const char *line_start;
    uint32_t line;
    const char *file;
    pship__progress_state *progress;
    const char **rule;
    pship_error *err;
} json_parser;

static json_place place_of(const json_parser *parser, const char *at)
{
    return (json_place){parser->line, (uint32_t)(at - parser->line_start) + 1};
}

static pship_result complain(const json_parser *parser, const char *at, const char *rule,
                             const char *message)
{
    if (parser->rule != NULL) {
        *parser->rule = rule;
    }
    json_place place = place_of(parser, at);
    bool deep = strcmp(rule, JSON_RULE_DEPTH) == 0;
    return pship__fail_at(parser->err, deep ? PSHIP_E_LIMIT : PSHIP_E_SYNTAX, parser->file,
                          place.line, place.column, "%s", message);
}

static pship_result wrong(const json_parser *parser, const char *at, const char *message)
{
    return complain(parser, at, JSON_RULE_SYNTAX, message);
}

static pship_result report(json_parser *parser, const char *at)
{
    if (parser->progress == NULL) {
        return PSHIP_OK;
    }
    double fraction = (double)(at - parser->start) / (double)(parser->end - parser->start + 1);
    return pship__progress(parser->progress, fraction, parser->err);
}

static const char *piece_end(const json_parser *parser, const char *at)
{
    return (size_t)(parser->end - at) > PIECE ? at + PIECE : parser->end;
}

static pship_result skip_space(json_parser *parser)
{
    pship_result result = PSHIP_OK;
    while (parser->at < parser->end && result == PSHIP_OK) {
        for (const char *end = piece_end(parser, parser->at); parser->at < end; parser->at++) {
            if (*parser->at == '\n') {
                parser->line++;
                parser->line_start = parser->at + 1;
            } else if (*parser->at != ' ' && *parser->at != '\t' && *parser->at != '\r') {
                return PSHIP_OK;
            }
        }
        result = report(parser, parser->at);
    }
    return result;
}

/* ---- strings */

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
        return wrong(parser, escape, "four hexadecimal digits are expected behind \\u");
    }
    if (high == 0) {
        return wrong(parser, escape, "the character U+0000 cannot stand in a text");
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
            return complain(parser, escape, JSON_RULE_ENCODING,
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
        return wrong(parser, escape,
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
        return complain(parser, parser->at, JSON_RULE_ENCODING, "the text is not UTF-8 here");
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
        for (const char *end = piece_end(parser, at); at < end && *at != '"';) {
            at += *at == '\\' && parser->end - at > 1 ? 2 : 1;
        }
        if (at < parser->end && *at != '"') {
            result = report(parser, at);
        }
    }
    *longest = (size_t)(at - parser->at);
    return result;
}

/* Up to the quote that closes, or as far as one piece goes. */
static pship_result read_characters(json_parser *parser, char **to)
{
    const char *end = piece_end(parser, parser->at);
    while (parser->at < end && *parser->at != '"') {
        unsigned char byte = (unsigned char)*parser->at;
        pship_result result = PSHIP_OK;
        if (byte == '\\') {
            result = read_escape(parser, to);
        } else if (byte >= 0x80) {
            result = read_character(parser, to);
        } else if (byte == '\n' || byte == '\r') {
            result =
                wrong(parser, parser->at, "the line ends inside a string: close it, or write \\n");
        } else if (byte < 0x20) {
            result =
                wrong(parser, parser->at, "a control character in a string is written \\u00XX");
        } else {
            *(*to)++ = *parser->at++;
        }
        if (result != PSHIP_OK) {
            return result;
        }
    }
    return PSHIP_OK;
}

static pship_result read_string(json_parser *parser, const char **text)
{
    const char *quote = parser->at++;
    size_t longest = 0;
    pship_result result = longest_string(parser, &longest);
    if (result != PSHIP_OK) {
        return result;
    }
    if (parser->at + longest == parser->end) {
        return wrong(parser, quote, "the string that begins here has no closing quote");
    }
    char *to = (char *)pship__json_keep(parser->document, parser->at, longest);
    if (to == NULL) {
        return pship__fail_memory(parser->err);
    }
    *text = to;
    while (*parser->at != '"' && result == PSHIP_OK) {
        result = read_characters(parser, &to);
        if (result == PSHIP_OK && *parser->at != '"') {
            result = report(parser, parser->at);
        }
    }
    if (result == PSHIP_OK) {
        *to = '\0';
        parser->at++;
    }
    return result;
}

/* ---- numbers and words */

static bool is_word_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '.' || byte == '_' || byte == '+' || byte == '-';
}

static size_t word_length(const json_parser *parser)
{
    const char *at = parser->at;
    while (at < parser->end && is_word_byte(*at)) {
        at++;
    }
    return (size_t)(at - parser->at);
}

static pship_result read_number(json_parser *parser, json_node *node)
{
    size_t length = word_length(parser);
    const char *text = pship__json_keep(parser->document, parser->at, length);
    if (text == NULL) {
        return pship__fail_memory(parser->err);
    }
    if (!pship__json_is_number(text)) {
        return wrong(parser, parser->at,
                     "this is not how JSON writes a number: no zeros or plus in front, digits on "
                     "both sides of the point; or put it in quotes");
    }
    node->type = JSON_NUMBER;
    node->text = text;
    parser->at += length;
    return PSHIP_OK;
}

static pship_result read_word(json_parser *parser, json_node *node)
{
    static const struct {
        const char *word;
        json_type type;
    } words[] = {{"null", JSON_NULL}, {"true", JSON_TRUE}, {"false", JSON_FALSE}};
    size_t length = word_length(parser);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strlen(words[i].word) == length && memcmp(words[i].word, parser->at, length) == 0) {
            node->type = words[i].type;
            parser->at += length;
            return PSHIP_OK;
        }
    }
    switch (*parser->at) {
    case '\'':
        return wrong(parser, parser->at, "strings stand in double quotes");
    case '/':
    case '#':
        return wrong(parser, parser->at, "JSON has no comments");
    case ',':
    case ']':
    case '}':
    case ':':
        return wrong(parser, parser->at, "a value is missing here");
    default:
        return wrong(parser, parser->at,
                     "a value is expected: a string in double quotes, a number, true, false, "
                     "null, [...] or {...}");
    }
}

/* ---- names that occur twice */

static int compare_keys(const void *left, const void *right)
{
    const json_node *a = left, *b = right;
    int order = strcmp(a->key, b->key);
    if (order != 0) {
        return order;
    }
    if (a->key_place.line != b->key_place.line) {
        return a->key_place.line < b->key_place.line ? -1 : 1;
    }
    return a->key_place.column < b->key_place.column ? -1 : 1;
}

/* Takes the members that are marked out of the object. The first member never is. */
static bool set_aside(pship__json *document, json_node *object)
{
    json_node *kept = object->first;
    for (json_node *member = kept->next; member != NULL; member = member->next) {
        if (!member->repeated) {
            kept->next = member;
            kept = member;
            continue;
        }
        if (!pship__grow(document->context, (void **)&document->duplicates,
                         document->duplicate_count, &document->duplicate_capacity,
                         sizeof(json_node *))) {
            return false;
        }
        document->duplicates[document->duplicate_count++] = member;
    }
    kept->next = NULL;
    object->last = kept;
    return true;
}

static pship_result find_duplicates(json_parser *parser, json_node *object, size_t count)
{
    pship__json *document = parser->document;
    if (count < 2) {
        return PSHIP_OK;
    }
    json_node **sorted = pship__allocate(document->context, count, sizeof *sorted);
    if (sorted == NULL) {
        return pship__fail_memory(parser->err);
    }
    size_t at = 0;
    for (json_node *member = object->first; member != NULL; member = member->next) {
        sorted[at++] = member;
    }
    pship__sort((void **)sorted, count, compare_keys);
    bool any = false;
    for (size_t i = 1; i < count; i++) {
        if (strcmp(sorted[i]->key, sorted[i - 1]->key) == 0) {
            sorted[i]->repeated = true;
            any = true;
        }
    }
    pship__release(document->context, sorted);
    return !any || set_aside(document, object) ? PSHIP_OK : pship__fail_memory(parser->err);
}

/* ---- arrays, objects, values */

static pship_result read_value(json_parser *parser, json_node *node, int depth);

/* Behind an item: true in *more when another one follows, else the closing bracket was taken. */
static pship_result read_comma(json_parser *parser, char closing, bool *more)
{
    pship_result result = skip_space(parser);
    if (result != PSHIP_OK) {
        return result;
    }
    if (parser->at == parser->end) {
        return wrong(parser, parser->at,
                     closing == ']' ? "the file ends inside an array: a ']' is missing"
                                    : "the file ends inside an object: a '}' is missing");
    }
    if (*parser->at == closing) {
        parser->at++;
        *more = false;
        return PSHIP_OK;
    }
    if (*parser->at != ',') {
        return wrong(parser, parser->at,
                     *parser->at == '/' || *parser->at == '#' ? "JSON has no comments"
                     : closing == ']'                         ? "a comma or ']' is expected"
                                                              : "a comma or '}' is expected");
    }
    const char *comma = parser->at++;
    json_place place = place_of(parser, comma);
    result = skip_space(parser);
    if (result != PSHIP_OK) {
        return result;
    }
    if (parser->at < parser->end && (*parser->at == ']' || *parser->at == '}')) {
        /* The comma may stand on an earlier line, so its place was taken before. */
        if (parser->rule != NULL) {
            *parser->rule = JSON_RULE_SYNTAX;
        }
        return pship__fail_at(parser->err, PSHIP_E_SYNTAX, parser->file, place.line, place.column,
                              "nothing follows this comma before the '%c': leave it out",
                              *parser->at);
    }
    *more = true;
    return PSHIP_OK;
}

static pship_result read_key(json_parser *parser, const char **key)
{
    if (parser->at == parser->end) {
        return wrong(parser, parser->at, "the file ends inside an object: a '}' is missing");
    }
    if (*parser->at != '"') {
        return wrong(parser, parser->at,
                     *parser->at == '/' || *parser->at == '#'
                         ? "JSON has no comments"
                         : "the name of a member is expected, in double quotes");
    }
    pship_result result = read_string(parser, key);
    if (result != PSHIP_OK) {
        return result;
    }
    result = skip_space(parser);
    if (result != PSHIP_OK) {
        return result;
    }
    if (parser->at == parser->end || *parser->at != ':') {
        return wrong(parser, parser->at, "a ':' is expected behind the name of a member");
    }
    parser->at++;
    return skip_space(parser);
}

static pship_result read_items(json_parser *parser, json_node *node, int depth)
{
    char closing = node->type == JSON_ARRAY ? ']' : '}';
    size_t count = 0;
    parser->at++;
    pship_result result = skip_space(parser);
    if (result != PSHIP_OK) {
        return result;
    }
    if (parser->at < parser->end && *parser->at == closing) {
        parser->at++;
        return PSHIP_OK;
    }
    for (bool more = true; more; count++) {
        const char *key = NULL;
        json_place key_place = place_of(parser, parser->at);
        result = node->type == JSON_OBJECT ? read_key(parser, &key) : PSHIP_OK;
        if (result != PSHIP_OK) {
            return result;
        }
        json_node *item = pship__json_add(parser->document, node, key, JSON_NULL, NULL);
        if (item == NULL) {
            return pship__fail_memory(parser->err);
        }
        item->key_place = key_place;
        result = read_value(parser, item, depth);
        if (result == PSHIP_OK) {
            result = read_comma(parser, closing, &more);
        }
        if (result != PSHIP_OK) {
            return result;
        }
    }
    return node->type == JSON_OBJECT ? find_duplicates(parser, node, count) : PSHIP_OK;
}

static pship_result read_value(json_parser *parser, json_node *node, int depth)
{
    pship_result result = report(parser, parser->at);
    if (result != PSHIP_OK) {
        return result;
    }
    if (parser->at == parser->end) {
        return wrong(parser, parser->at, "the file ends where a value is expected");
    }
    node->place = place_of(parser, parser->at);
    char byte = *parser->at;
    if (byte == '{' || byte == '[') {
        if (depth == PSHIP__JSON_DEPTH) {
            return complain(parser, parser->at, JSON_RULE_DEPTH,
                            "values are nested deeper than 64 levels here");
        }
        node->type = byte == '{' ? JSON_OBJECT : JSON_ARRAY;
        return read_items(parser, node, depth + 1);
    }
    if (byte == '"') {
        node->type = JSON_STRING;
        return read_string(parser, &node->text);
    }
    if (byte == '-' || byte == '+' || byte == '.' || (byte >= '0' && byte <= '9')) {
        return read_number(parser, node);
    }
    return read_word(parser, node);
}

/* ---- the file */

/* JSON begins with two ASCII characters, so zero bytes and byte order marks tell other encodings. */
static const char *other_encoding(const unsigned char *bytes, size_t length)
{
    if (length >= 4 && ((bytes[0] == 0 && bytes[1] == 0) || (bytes[2] == 0 && bytes[3] == 0))) {
        return "the file is UTF-32, expected UTF-8";
    }
    if (length >= 2 &&
        ((bytes[0] == 0xff && bytes[1] == 0xfe) || (bytes[0] == 0xfe && bytes[1] == 0xff) ||
         (bytes[0] == 0) != (bytes[1] == 0))) {
        return "the file is UTF-16, expected UTF-8";
    }
    return NULL;
}

static pship_result read_file(json_parser *parser)
{
    const char *other =
        other_encoding((const unsigned char *)parser->start, (size_t)(parser->end - parser->start));
    if (other != NULL) {
        return complain(parser, parser->at, JSON_RULE_ENCODING, other);
    }
    if (parser->end - parser->at >= 3 && memcmp(parser->at, "\xef\xbb\xbf", 3) == 0) {
        parser->at += 3;
        parser->line_start = parser->at;
    }
    pship_result result = skip_space(parser);
    if (result != PSHIP_OK) {
        return result;
    }
    if (parser->at == parser->end) {
        return wrong(parser, parser->at, "the file is empty");
    }
    json_node *root = pship__json_add(parser->document, NULL, NULL, JSON_NULL, NULL);
    if (root == NULL) {
        return pship__fail_memory(parser->err);
    }
    result = read_value(parser, root, 0);
    if (result == PSHIP_OK) {
        result = skip_space(parser);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    if (parser->at != parser->end) {
        return wrong(parser, parser->at, "something follows the end of the JSON value");
    }
    return PSHIP_OK;
}

pship_result pship__json_parse(pship__json **document, const pship_context *context,
                               const char *bytes, size_t length, const char *file,
                               pship__progress_state *progress, const char **rule, pship_error *err)
{
    if (length >= UINT32_MAX) {
        return pship__fail_at(err, PSHIP_E_LIMIT, file, 0, 0, "the file is longer than 4 GiB");
    }
    pship__json *made = pship__json_new(context);
    if (made == NULL) {
        return pship__fail_memory(err);
    }
    json_parser parser = {.document = made,
                          .start = bytes,
                          .at = bytes,
                          .end = bytes + length,
                          .line_start = bytes,
                          .line = 1,
                          .file = file,
                          .progress = progress,
                          .rule = rule,
                          .err = err};
    pship_result result = read_file(&parser);
    if (result != PSHIP_OK) {
        pship__json_free(made);
        return result;
    }
    *document = made;
    return PSHIP_OK;
}
