/* The parser. One pass over the bytes; lines are counted where white space is skipped, because
 * strings (json_string.c) cannot hold a line end. */
#include "stream/json_parser.h"
#include "stream/sort.h"
#include <string.h>

pship_result pship__json_complain(const json_parser *parser, const char *at, const char *rule,
                                  const char *message)
{
    if (parser->rule != NULL) {
        *parser->rule = rule;
    }
    json_place place = json_place_of(parser, at);
    bool deep = strcmp(rule, JSON_RULE_DEPTH) == 0;
    return pship__fail_at(parser->err, deep ? PSHIP_E_LIMIT : PSHIP_E_SYNTAX, parser->file,
                          place.line, place.column, "%s", message);
}

static pship_result skip_space(json_parser *parser)
{
    pship_result result = PSHIP_OK;
    while (parser->at < parser->end && result == PSHIP_OK) {
        for (const char *end = json_piece_end(parser, parser->at); parser->at < end; parser->at++) {
            if (*parser->at == '\n') {
                parser->line++;
                parser->line_start = parser->at + 1;
            } else if (*parser->at != ' ' && *parser->at != '\t' && *parser->at != '\r') {
                return PSHIP_OK;
            }
        }
        result = json_report(parser, parser->at);
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
        return json_wrong(
            parser, parser->at,
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
        return json_wrong(parser, parser->at, "strings stand in double quotes");
    case '/':
    case '#':
        return json_wrong(parser, parser->at, "JSON has no comments");
    case ',':
    case ']':
    case '}':
    case ':':
        return json_wrong(parser, parser->at, "a value is missing here");
    default:
        return json_wrong(parser, parser->at,
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
        return json_wrong(parser, parser->at,
                          closing == ']' ? "the file ends inside an array: a ']' is missing"
                                         : "the file ends inside an object: a '}' is missing");
    }
    if (*parser->at == closing) {
        parser->at++;
        *more = false;
        return PSHIP_OK;
    }
    if (*parser->at != ',') {
        return json_wrong(parser, parser->at,
                          *parser->at == '/' || *parser->at == '#' ? "JSON has no comments"
                          : closing == ']'                         ? "a comma or ']' is expected"
                                                                   : "a comma or '}' is expected");
    }
    const char *comma = parser->at++;
    json_place place = json_place_of(parser, comma);
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
        return json_wrong(parser, parser->at, "the file ends inside an object: a '}' is missing");
    }
    if (*parser->at != '"') {
        return json_wrong(parser, parser->at,
                          *parser->at == '/' || *parser->at == '#'
                              ? "JSON has no comments"
                              : "the name of a member is expected, in double quotes");
    }
    pship_result result = pship__json_read_string(parser, key);
    if (result != PSHIP_OK) {
        return result;
    }
    result = skip_space(parser);
    if (result != PSHIP_OK) {
        return result;
    }
    if (parser->at == parser->end || *parser->at != ':') {
        return json_wrong(parser, parser->at, "a ':' is expected behind the name of a member");
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
        json_place key_place = json_place_of(parser, parser->at);
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
    pship_result result = json_report(parser, parser->at);
    if (result != PSHIP_OK) {
        return result;
    }
    if (parser->at == parser->end) {
        return json_wrong(parser, parser->at, "the file ends where a value is expected");
    }
    node->place = json_place_of(parser, parser->at);
    char byte = *parser->at;
    if (byte == '{' || byte == '[') {
        if (depth == PSHIP__JSON_DEPTH) {
            return pship__json_complain(parser, parser->at, JSON_RULE_DEPTH,
                                        "values are nested deeper than 64 levels here");
        }
        node->type = byte == '{' ? JSON_OBJECT : JSON_ARRAY;
        return read_items(parser, node, depth + 1);
    }
    if (byte == '"') {
        node->type = JSON_STRING;
        return pship__json_read_string(parser, &node->text);
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
        return pship__json_complain(parser, parser->at, JSON_RULE_ENCODING, other);
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
        return json_wrong(parser, parser->at, "the file is empty");
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
        return json_wrong(parser, parser->at, "something follows the end of the JSON value");
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
