/*
 * The reader of registers, shared among its files: what was read, what is wrong with it.
 */
#ifndef PSHIP_REGISTER_PRIVATE_H
#define PSHIP_REGISTER_PRIVATE_H

#include "model/private.h"
#include "stream/files.h"
#include "stream/json.h"
#include <partnership/register.h>

/* The rules that a register can break, as words that stay the same. Those of the JSON itself are in
 * stream/json.h. */
#define RULE_DUPLICATE_MEMBER "duplicate_member" /* a name twice in one object */
#define RULE_UNKNOWN_MEMBER "unknown_member"     /* a member that the format does not have */
#define RULE_MISSING_MEMBER "missing_member"
#define RULE_UNKNOWN_PROPERTY "unknown_property"
#define RULE_UNKNOWN_KIND "unknown_kind"
#define RULE_UNKNOWN_ID "unknown_id"
#define RULE_WRONG_KIND "wrong_kind" /* an entity or a property of another kind than is asked for */
#define RULE_DUPLICATE_ID "duplicate_id"
#define RULE_BAD_ID "bad_id"
#define RULE_BAD_DATE "bad_date"
#define RULE_BAD_NUMBER "bad_number"
#define RULE_BAD_VALUE "bad_value"
#define RULE_BAD_INTERVAL "bad_interval"
#define RULE_BAD_NAME "bad_name"       /* of a kind or property that is defined */
#define RULE_CONFLICT "conflict"       /* a definition unlike one that exists */
#define RULE_BAD_VERSION "bad_version" /* of the format */
#define RULE_UNREADABLE "unreadable"   /* the file itself */

typedef struct problem {
    size_t file;     /* index */
    size_t sequence; /* order of discovery, to decide between equals */
    json_place place;
    pship_result code;
    const char *rule;
    char *message;
} problem;

typedef struct register_file {
    const char *path;      /* lent by the list of files */
    char *shown;           /* the same, as UTF-8 */
    pship__json *document; /* NULL where it could not be parsed */
} register_file;

typedef struct reader {
    pship_transaction *transaction;
    pship_context *context;
    pship__progress_state progress;
    file_list paths;
    register_file *files; /* one for each path */
    size_t file;          /* the one that is read now */
    problem *problems;
    size_t problem_count, problem_capacity;
} reader;

/* ---- problems.c */
/* Notes a problem of the current file. PSHIP_E_MEMORY only; the reader goes on otherwise. */
pship_result pship__problem(reader *reader, json_place place, pship_result code, const char *rule,
                            pship_error *err, const char *format, ...) PSHIP__PRINTF(6, 7);
/* Notes what a call of the model refused. Refusals that say nothing about the file (memory,
 * cancelled) are handed through. */
pship_result pship__problem_from(reader *reader, json_place place, const char *rule,
                                 const pship_error *found, pship_error *err);
/* Sorts, tells the first in `err`, fills the table. Only where there are problems. */
pship_result pship__problems_tell(reader *reader, pship_table **table, pship_error *err);
void pship__problems_free(reader *reader);
/* A copy that is UTF-8 and has no control characters. NULL: no memory. */
char *pship__shown(const pship_context *context, const char *text);

/* ---- sections.c: how the file is divided */
typedef struct section {
    const char *name;
    const char *kind; /* of its entries; NULL where each says its own */
    const char *default_kind;
    const char *above; /* the kind that a kind of its own must lie below */
} section;
#define SECTION_COUNT 11
extern const section pship__sections[SECTION_COUNT];
/* NULL for another name. */
const section *pship__section_find(const char *name);
/* Checks the members of the file itself; gives nested acts what they need to stand alone. */
pship_result pship__read_frame(reader *reader, pship_error *err);
pship_result pship__read_schema(reader *reader, pship_error *err);
pship_result pship__read_entities(reader *reader, pship_error *err);
/* The kind that an entry says it has, NULL where that is a problem (noted by the other one). */
const char *pship__entry_kind(const section *section, const json_node *entry);
/* Calls for each entry of the current file that is an object, nested acts behind their agreement. */
typedef pship_result (*entry_fn)(reader *reader, const section *section, json_node *entry,
                                 void *user, pship_error *err);
pship_result pship__each_entry(reader *reader, entry_fn call, void *user, pship_error *err);

/* ---- checks.c: single members; *good false where a problem was noted */
pship_result pship__want_string(reader *reader, const json_node *node, bool *good,
                                pship_error *err);
pship_result pship__want_bool(reader *reader, const json_node *node, bool *good, pship_error *err);
pship_result pship__want_entity(reader *reader, const json_node *node, const char *id,
                                const char *kind, bool *good, pship_error *err);
pship_result pship__want_sources(reader *reader, const json_node *node, bool *good,
                                 pship_error *err);
pship_result pship__want_known(reader *reader, const json_node *object, const char *const *names,
                               size_t count, const char *what, bool *good, pship_error *err);
/* An imprecise date, or a day where `day` is true. */
pship_result pship__want_date(reader *reader, const json_node *node, bool day, bool *good,
                              pship_error *err);

/* ---- register_statements.c */
pship_result pship__read_statements(reader *reader, pship_error *err);

#endif
