/*
 * Reading flow files: what is between a file and the parts of a flow table. Private to the room trade.
 *
 *   bytes  ->  blocks of whole records  ->  rows of a part, and problems  ->  table
 *              (one thread at a time)       (each block by one thread)
 */
#ifndef PSHIP_TRADE_FLOW_READING_H
#define PSHIP_TRADE_FLOW_READING_H

#include "stream/bytes.h"
#include "trade/flow_store.h"
#include <partnership/flow_file.h>

/* ---- what the columns of a file are (flow_layout.c) */

typedef enum flow_role {
    ROLE_SKIP,
    ROLE_PERIOD, /* codes */
    ROLE_REPORTER,
    ROLE_PARTNER,
    ROLE_PRODUCT,
    ROLE_UNIT,
    ROLE_VALUE, /* numbers */
    ROLE_QUANTITY,
    ROLE_CIF,
    ROLE_FOB,
    ROLE_DIRECTION, /* words */
    ROLE_VALUATION,
    ROLE_ESTIMATED, /* flags, in the order of their bits */
    ROLE_CONFIDENTIAL,
    ROLE_PROVISIONAL,
    ROLE_WHOLE,          /* says whether the row is part of another */
    ROLE_CLASSIFICATION, /* of the product */
    FLOW_ROLES
} flow_role;

typedef struct flow_layout {
    const pship_context *context;
    uint8_t *roles; /* by column */
    size_t count;
    bool has[FLOW_ROLES]; /* a column of the file */
    char separator, decimal;
    bool value_needed;                 /* an empty one is no withheld one */
    bool spare_cell;                   /* records may end in an empty cell more */
    const char *constants[FLOW_ROLES]; /* what holds for all rows; NULL where there is a column */
    int direction, valuation;          /* of the constants; 0 for none */
    pship_flows_about about;
} flow_layout;

/* What the options say, before the file is seen. */
pship_result pship__flow_layout_begin(flow_layout *layout, const pship_context *context,
                                      const pship_flow_file_options *options, pship_error *err);
/* What the header, one record with its line end, says. */
pship_result pship__flow_layout_read(flow_layout *layout, const pship_flow_file_options *options,
                                     const char *header, size_t length, const char *file,
                                     pship_error *err);
void pship__flow_layout_free(flow_layout *layout);
/* "period" for ROLE_PERIOD, and so on: also how a column of it is called by default. */
const char *pship__flow_role_name(flow_role role);
/* Refuses what cannot be said of a member: "" where it is needed, and "=text" where the text is none of its. The value of
 * the word that holds for all rows goes to `word` (of ROLE_DIRECTION and ROLE_VALUATION). */
pship_result pship__flow_said_check(const char *said, flow_role role, bool needed, int *word,
                                    pship_error *err);

/* ---- blocks of whole records (flow_blocks.c) */

#define FLOW_BLOCK ((size_t)4 << 20)
#define FLOW_RECORD ((size_t)1 << 20) /* longer records are refused */
#define FLOW_PADDING ((size_t)32)     /* may be read behind the last byte */

typedef struct flow_blocks {
    const pship_context *context;
    byte_source *source;
    char *kept; /* read, but not given yet */
    size_t kept_length;
    char separator;
    bool ended;   /* nothing is left to be read */
    size_t given; /* blocks */
} flow_blocks;

typedef struct flow_block {
    char *bytes;   /* room for FLOW_RECORD + FLOW_BLOCK + FLOW_PADDING */
    size_t length; /* the last byte is a line feed; line feeds follow */
    size_t number;
} flow_block;

/* Reads the beginning, and lends the header with its line end. Refuses what is not UTF-8. */
pship_result pship__flow_blocks_begin(flow_blocks *blocks, const pship_context *context,
                                      byte_source *source, const char *file, const char **header,
                                      size_t *header_length, pship_error *err);
/* The records begin behind the header. */
void pship__flow_blocks_start(flow_blocks *blocks, size_t header_length, char separator);
/* The next block; length 0 at the end. For a record that is too long err has the line within the block. */
pship_result pship__flow_blocks_next(flow_blocks *blocks, flow_block *block, pship_error *err);
void pship__flow_blocks_free(flow_blocks *blocks);

/* ---- what was wrong (flow_problems.c) */

typedef enum flow_rule {
    RULE_CELLS = 1,
    RULE_SYNTAX,
    RULE_ZERO_BYTE,
    RULE_ENCODING,
    RULE_CODE,
    RULE_PERIOD,
    RULE_WORD,
    RULE_MISSING,
    RULE_NUMBER,
    RULE_SPACES,
    RULE_DECIMAL,
    RULE_TOO_LARGE,
    RULE_NEGATIVE,
    RULE_PART,
    RULE_DUPLICATE /* of the whole table; a row of its own, without a place */
} flow_rule;

typedef struct flow_problem {
    int64_t line, column; /* the line counts from 0 at the beginning of the block */
    size_t text;          /* of the cell; where it begins, ended by a zero byte */
    flow_rule rule;
    flow_role role;
} flow_problem;

typedef struct flow_problems {
    const pship_context *context;
    flow_problem *list;
    size_t count, capacity;
    pship__buffer texts;
} flow_problems;

void pship__flow_problems_init(flow_problems *problems, const pship_context *context);
void pship__flow_problems_free(flow_problems *problems);
bool pship__flow_problems_add(flow_problems *problems, flow_rule rule, flow_role role, int64_t line,
                              int64_t column, const char *cell, size_t length);
const char *pship__flow_rule_word(flow_rule rule);
/* What was expected instead; `text` has room for 128 bytes. */
void pship__flow_expected(const flow_layout *layout, flow_rule rule, flow_role role, char *text);

/* ---- rows (flow_parse.c) */

typedef struct flow_outcome { /* of a block */
    flow_part *part;
    flow_problems problems;
    int64_t lines;
    int64_t quote_line, quote_column; /* of one that is never closed; 0 for none */
} flow_outcome;

typedef struct flow_parser flow_parser;
/* One for each thread. NULL: no memory. */
flow_parser *pship__flow_parser_new(pship_context *context, const flow_layout *layout);
void pship__flow_parser_free(flow_parser *parser);
/* False when memory cannot be had or a dictionary is full: pship__flow_part_failure() tells which. The
 * outcome's part is NULL where there was no memory for one. */
bool pship__flow_parse(flow_parser *parser, const flow_block *block, flow_outcome *outcome);

/* ---- numbers (flow_number.c) */

/* Reads a number that is not negative; NaN for one that is missing. 0, or the rule that it breaks. Blanks around it
 * are passed over. */
flow_rule pship__flow_number(const char *text, size_t length, char decimal, double *number);

#endif
