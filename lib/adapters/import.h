/*
 * Importing tables by a mapping: what its parts share.
 *
 * A mapping is compiled against the header of each file into rules, whose texts are patterns over the
 * columns. Then every row is told once. What is wrong with a mapping or makes no sense as a table is an
 * error of the call; what is wrong with a cell is reported, and the rest is taken.
 */
#ifndef PSHIP_IMPORT_PRIVATE_H
#define PSHIP_IMPORT_PRIVATE_H

#include "model/map.h"
#include "model/private.h"
#include "stream/csv.h"
#include "stream/files.h"
#include "stream/json.h"
#include "table/builder.h"
#include <partnership/import.h>
#include <string.h>

/* ---- mappings as they are written (import_mapping.c) */

/* The mapping, or one that it includes. */
typedef struct mapping_file {
    char *name; /* path or "preset NAME": stands in errors */
    pship__json *json;
    bool is_path;
} mapping_file;

typedef struct mapping_files {
    const pship_context *context;
    mapping_file *files; /* the mapping itself is the first */
    size_t count, capacity;
} mapping_files;

pship_result pship__mapping_open(mapping_files *opened, const pship_context *context,
                                 const char *given, pship_error *err);
void pship__mapping_free(mapping_files *opened);
/* An error at a place of a mapping. */
pship_result pship__mapping_wrong(const mapping_file *in, json_place place, pship_error *err,
                                  const char *format, ...) PSHIP__PRINTF(4, 5);
/* It is an object, and all members are among those; `known` ends with NULL. */
pship_result pship__mapping_members(const mapping_file *in, const json_node *node,
                                    const char *const *known, pship_error *err);
/* Does `*` in a pattern stand for what the text has there? */
bool pship__glob(const char *pattern, const char *text);

typedef struct preset {
    const char *name;
    const char *bytes;
    size_t length;
} preset;

/* Built from the presets folder; ends with a name of NULL. */
extern const preset pship__presets[];

/* ---- rules (import_rules.c) */

typedef enum part_kind {
    PART_LITERAL,
    PART_COLUMN,
    PART_LINE,  /* {@line} */
    PART_FILE,  /* {@file}: the name without folder and ending */
    PART_OWNER, /* {@of}: the id of the agreement of an act */
    PART_TYPE   /* {@type} of an act */
} part_kind;

typedef struct part {
    const char *literal;
    size_t length;
    int32_t column;
    uint8_t kind;
    bool slug;
} part;

/* Which items of an array. */
typedef struct run {
    uint32_t first, count;
} run;

typedef struct condition {
    run pattern;
    const json_node *accepted; /* a string or an array of them */
    bool refuses;
} condition;

/* Rows of a table of the mapping by the slugs of their keys. */
typedef struct lookup {
    const mapping_file *in;
    const char *name, *kind, *source;
    const json_node *node, *by;
    map found; /* by hash of the slug: ordinal of a key, from 1 */
    const char **keys;
    const json_node **rows;
    size_t count, key_capacity, row_capacity;
} lookup;

typedef enum portion { PORTION_ALL, PORTION_TO_DIGIT, PORTION_AFTER_DIGIT } portion;

enum { NO_SPEC = -1 };

/* How a text is made from a row and, where it is a statement, what goes with it. Nodes are NULL where the
 * mapping says nothing. */
typedef struct spec {
    run pattern;
    pship_value_kind kind; /* TEXT: as the property reads it; NONE, UNKNOWN */
    run conditions;
    const json_node *nulls, *replace, *split, *split_unknown, *words, *formats;
    const char *entity_kind; /* of what is referred to and not yet recorded */
    const lookup *table;
    const char *unknown_kind; /* of what is not in the table; NULL: reported */
    portion portion;
    bool keeps_others; /* words that are not listed stay as they are */
    bool slug, wording;
    int32_t unless, unit, source, locator, from, until, qualifier, certainty,
        reason; /* or NO_SPEC */
    pship_rank rank;
} spec;

typedef struct said {
    const char *property;
    uint64_t property_hash;
    property_info info;
    uint32_t spec;
    uint32_t counter;
    bool needed; /* without it there is no entity */
} said;

typedef struct import_rule {
    const char *kind;
    run conditions, says;
    uint32_t acts; /* how many of the rules behind this one are its acts */
    int32_t id, entry, type, source, locator; /* specs */
    uint32_t counter;
    bool another; /* a key that occurs again is another entity */
    bool is_act;
} import_rule;

/* ---- rows (import_rows.c) */

enum { CELL_TAKEN = 1, CELL_REPORTED = 2, CELL_IGNORED = 4 };

typedef struct import_column {
    const char *name;
    int64_t line, column; /* of the name in the file */
    uint32_t again;       /* another column of the name, from 1; 0: there is none */
    bool ignored;
} import_column;

typedef struct row_cell {
    const char *raw;  /* as written; NULL: no such cell */
    const char *text; /* trimmed and replaced; NULL: it says nothing */
    int64_t line, column;
    uint8_t state;
} row_cell;

/* What a spec is evaluated within. */
typedef struct scope {
    const char *owner, *type; /* of an act, or NULL */
} scope;

/* ---- the import as a whole (import.c) */

typedef struct import_counter {
    const char *what, *name;
    int64_t count, added;
} import_counter;

/* An act with its day and a party, for the order of acts. */
typedef struct deed {
    uint64_t agreement, party; /* hashes of ids; party 0: all */
    const char *type, *agreement_id;
    pship_day earliest, latest;
    int64_t line, column;
    const char *file, *name, *cell; /* of the cell of its date */
} deed;

/* An entity that was declared because it is referred to. */
typedef struct mention {
    const char *id, *file, *name, *cell;
    int64_t line, column;
} mention;

typedef struct told_value {
    pship_statement_id id;
    uint32_t row;
    uint32_t count; /* of the first of what is counted together: how many there are */
    uint64_t says;  /* hash of what it says */
} told_value;

/* A property that rules need not write out. */
typedef struct plain_property {
    const char *property;
    uint64_t hash;
    uint32_t counter;
} plain_property;

typedef struct import {
    pship_transaction *transaction;
    pship_context *context;
    mapping_files mapping;
    const json_node *root;
    const char *default_source;
    const json_node *replace; /* of every cell, or NULL */
    pship__json *texts;       /* of the whole import */
    pship__json *row_texts;   /* of one row */
    pship__buffer scratch, folded;
    pship__progress_state progress;
    /* compiled */
    part *parts;
    spec *specs;
    condition *conditions;
    said *says;
    import_rule *rules;
    lookup **lookups;
    size_t part_count, part_capacity, spec_count, spec_capacity, condition_count,
        condition_capacity, say_count, say_capacity, rule_count, rule_capacity, lookup_count,
        lookup_capacity;
    /* the row at hand */
    import_column *columns;
    map names; /* ordinal of a column, from 1 */
    row_cell *cells;
    size_t column_count, column_capacity, cell_capacity;
    const char *file, *stem;
    int64_t row_line;
    uint32_t row; /* counted over all files, from 1 */
    /* what was told */
    import_counter *counters;
    size_t counter_count, counter_capacity;
    map ids;                 /* how often an id was told */
    map keys;                /* how often a rule told of one */
    map values;              /* ordinal of a told value */
    plain_property plain[4]; /* agreement, type and name; the last is empty */
    told_value *told;
    size_t told_count, told_capacity;
    mention *mentions;
    size_t mention_count, mention_capacity;
    deed *deeds;
    size_t deed_count, deed_capacity;
    uint64_t *act_parties; /* of the act that is being told */
    size_t act_party_count, act_party_capacity;
    size_t last_statement; /* statements from there on are new */
    pship__table_builder *report;
    int64_t rows, cells_seen, cells_empty, cells_taken, cells_ignored, cells_left;
} import;

/* Compiles the mapping against the columns at hand. */
pship_result pship__import_compile(import *at, pship_error *err);
void pship__import_release_rules(import *at);
/* The counter of that name, made where it is new; its number, or UINT32_MAX without memory. */
uint32_t pship__import_counter(import *at, const char *what, const char *name);

/* The first column of that name, or -1. */
int32_t pship__import_column(const import *at, const char *name, size_t length);
/* Every row of the file, or of the files of the folder. */
pship_result pship__import_rows(import *at, const char *path, pship_error *err);

/* What the rules say of the row at hand (import_tell.c). */
pship_result pship__import_tell(import *at, pship_error *err);
/* The sources of the mapping. */
pship_result pship__import_sources(import *at, pship_error *err);

/* What can only be seen once all rows are told (import_order.c). */
pship_result pship__import_after(import *at, pship_error *err);
pship_result pship__import_note_deeds(import *at, const char *agreement, const char *type,
                                      const row_cell *cell, const char *name, const char *date,
                                      pship_error *err);

/* ---- the report. Severities: error (not taken), warning (taken, but odd), note. */
typedef struct report_place {
    const char *file;
    int64_t line, column;
    const char *name, *cell; /* of the column, or NULL; as written, or NULL */
} report_place;
void pship__import_report(import *at, const report_place *place, const char *rule,
                          const char *severity, const char *format, ...) PSHIP__PRINTF(5, 6);
/* At a cell of the row at hand; negative: at the row. */
void pship__import_report_cell(import *at, int32_t column, const char *rule, const char *severity,
                               const char *format, ...) PSHIP__PRINTF(5, 6);

/* ---- texts (import_text.c) */

typedef enum outcome { TEXT_NONE, TEXT_SAID, TEXT_BAD } outcome;

/* The column of a pattern where what is wrong with it is reported: the last, or -1. */
int32_t pship__place_column(const import *at, run pattern);
bool pship__conditions_hold(const import *at, run conditions, const scope *within);
/* The text of a pattern before anything is done to it; lent for the row. TEXT_BAD: no memory. */
outcome pship__pattern_text(import *at, run pattern, const scope *within, const char **text);
/* What the rules see of a cell: with the replacements of the mapping, and without white space around
 * it; lent for the row. NULL: no memory. */
const char *pship__cell_text(import *at, const char *raw);
/* What comes before splitting: conditions, nulls, replacements, portion. */
outcome pship__spec_text(import *at, const spec *of, const scope *within, const char **text);
/* The whole of it, for a spec that is no list: words, date, slug. What is wrong is reported; the caller
 * marks what is taken. */
outcome pship__spec_value(import *at, const spec *of, const scope *within, const char **text);
/* Words, dates and slug of one piece; the table is for who records. */
outcome pship__spec_piece(import *at, const spec *of, const char *piece, const char **text);
void pship__mark(import *at, run pattern, uint8_t state);

/* A piece of the row's text that ends with a zero byte. NULL: no memory. */
const char *pship__row_keep(import *at, const char *text, size_t length);
/* Adds the slug of a text to the scratch buffer: lower-case letters without accents, and digits; all else
 * is one dash. */
void pship__slug(import *at, const char *text);
/* A date of a format in EDTF; `text` has room for 32 bytes. */
bool pship__format_date(const char *format, const char *written, char *text);
/* Row of a table whose key has the same slug as the text, or NULL. */
const json_node *pship__lookup_find(import *at, const lookup *in, const char *text);

/* ---- recording (import_state.c) */

/* What is being told of. */
typedef struct subject {
    const import_rule *of;
    const char *id, *entry, *source, *locator;
    uint64_t hash;
    scope within;
    bool fresh; /* it was not recorded before */
    /* of an act: the day that was told, and the cell that it stood in */
    const char *date, *effect_date;
    int32_t date_column, effect_column;
} subject;

uint64_t pship__import_mix(uint64_t hash, const char *text);
/* PSHIP_E_MEMORY where a text could not be kept. */
pship_result pship__import_memory(const import *at, pship_error *err);
/* Declares an entity; *problem says what is wrong with it as data. */
pship_result pship__import_declare(import *at, const char *kind, const char *id, bool first,
                                   pship_error *problem, pship_error *err);
/* How often a map has seen a key, this time counted. 0: no memory. */
uint32_t pship__import_times_seen(map *in, uint64_t key);
/* How often the import has told of an id, this time counted. 0: no memory. */
uint32_t pship__import_times(import *at, const char *id);
/* "TEXT#2" for the second; NULL: no memory. */
const char *pship__import_numbered(import *at, const char *text, uint32_t number);
/* Texts that go with a statement. A text that is bad is reported, and the statement made without. */
const char *pship__import_beside(import *at, int32_t number, const subject *of,
                                 const char *otherwise);
void pship__import_mark_conditions(import *at, run conditions);
/* A statement of a spec with a value that is ready. `written` is what it was read from. */
pship_result pship__import_state(import *at, const subject *of, const said *what, const char *text,
                                 const char *written, pship_error *err);
/* A statement that needs no spec: of one of three properties. */
pship_result pship__import_state_plain(import *at, const subject *of, const char *property,
                                       const char *text, pship_error *err);

/* ---- references (import_refer.c) */

pship_result pship__import_refer(import *at, const subject *of, const said *what, const char *piece,
                                 pship_error *err);

#endif
