/*
 * What reads JSON is two files: json.c, which reads values and what they stand in, and json_string.c. Both move along one parser
 * and complain in one way.
 */
#ifndef PSHIP_STREAM_JSON_PARSER_H
#define PSHIP_STREAM_JSON_PARSER_H

#include "stream/json.h"

/* Between two reports of progress where one value goes on and on. */
#define JSON_PIECE ((size_t)1 << 20)

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

static inline json_place json_place_of(const json_parser *parser, const char *at)
{
    return (json_place){parser->line, (uint32_t)(at - parser->line_start) + 1};
}

static inline const char *json_piece_end(const json_parser *parser, const char *at)
{
    return (size_t)(parser->end - at) > JSON_PIECE ? at + JSON_PIECE : parser->end;
}

static inline pship_result json_report(json_parser *parser, const char *at)
{
    if (parser->progress == NULL) {
        return PSHIP_OK;
    }
    double fraction = (double)(at - parser->start) / (double)(parser->end - parser->start + 1);
    return pship__progress(parser->progress, fraction, parser->err);
}

/* Tells what is wrong at a place; `rule` is one of the words of json.h. */
pship_result pship__json_complain(const json_parser *parser, const char *at, const char *rule,
                                  const char *message);

static inline pship_result json_wrong(const json_parser *parser, const char *at,
                                      const char *message)
{
    return pship__json_complain(parser, at, JSON_RULE_SYNTAX, message);
}

/* Reads the string whose opening quote the parser stands at, and passes its closing one. The text is kept in the document. */
pship_result pship__json_read_string(json_parser *parser, const char **text);

#endif
