/* Reading a register: what its parts share. */
#ifndef PSHIP_READER_H
#define PSHIP_READER_H

#include "adapters/naming.h"
#include "adapters/sections.h"
#include "model/private.h"
#include "stream/files.h"
#include "stream/json.h"
#include "table/builder.h"
#include "validation/validation.h"
#include <partnership/register.h>

/* Problems as they are found. Only what leaves no sense in going on is an error of the call. */
typedef struct problem_list {
    pship__table_builder *table;
    pship_error first;
    int64_t count;
} problem_list;

typedef struct register_file {
    const char *path;
    pship__json *json; /* NULL where it could not be parsed */
} register_file;

typedef struct reader {
    pship_transaction *transaction;
    pship_context *context;
    problem_list problems;
    file_list paths;
    register_file *files;
    const char *path;     /* of the file at hand */
    pship__json *json;    /* the same */
    bool nameless;        /* it gives its statements no import identities */
    const char *scenario; /* that the register is read into; NULL: the base */
    naming names;
    pship__progress_state progress;
    /* Validation: problems go here instead, and it is noted where everything stands. */
    findings *found;
    places *told_at;
    uint32_t file;                 /* the one at hand, from 1 */
    const char *entity, *property; /* what is being read, or NULL */
} reader;

/* An entry of a section, with what its statements take over from it. */
typedef struct entry {
    const char *id, *kind;
    const char *scenario; /* of what says no other; NULL: the base */
    const json_node *node;
    const json_node *source;  /* string, array of strings, or NULL */
    const json_node *locator; /* string or NULL */
} entry;

/* Adds a problem at a node; never fails but for want of memory, which the table remembers. */
void pship__problem(reader *at, pship_result code, const char *rule, json_place place,
                    const char *format, ...) PSHIP__PRINTF(5, 6);
/* The same from an error that a call of the library gave. */
void pship__problem_from(reader *at, const char *rule, json_place place, const pship_error *err);
/* What is no problem of the register, but leaves no sense in going on. */
bool pship__ends_reading(pship_result result);
/* A string, or a problem and NULL. */
const char *pship__need_string(reader *at, const json_node *node);

/* ---- the register as a whole */

/* Reads the files at a path into the transaction of a reader that is otherwise zero. Problems are gathered; an
 * error is only what ends the reading. pship__reader_end() comes afterwards in every case. */
pship_result pship__reader_read(reader *at, const char *path, pship_error *err);
void pship__reader_end(reader *at);
/* Takes note of where a statement stands; `vouched`: it says that no source says it. */
pship_result pship__told_at(reader *at, pship_statement_id id, json_place where, bool vouched,
                            pship_error *err);

/* The file that is read from now on, or NULL where it could not be parsed. */
const json_node *pship__reader_open(reader *at, size_t file);

/* ---- schema (schema_read.c) */

pship_result pship__read_schema(reader *at, pship_error *err);
/* The type that a word stands for; 0 where it stands for none. */
pship_property_type pship__property_type_of(const char *word);

/* ---- entries (entries_read.c, nested_read.c) */

typedef pship_result (*entry_reader)(reader *at, const entry *of, pship_error *err);

/* One walk over all entries. */
typedef struct walk {
    entry_reader read;
    bool report; /* the first walk reports what is wrong with the entries themselves */
} walk;

/* What an entry says for all of its statements, or has from around it. */
void pship__take_defaults(entry *of, const char *scenario);
/* Reads an entry in the scenario that it names. */
pship_result pship__read_entry(reader *at, const entry *of, const walk *how, pship_error *err);
/* The entries that stand within one. */
pship_result pship__walk_nested(reader *at, const entry *owner, const walk *how, pship_error *err);
/* What a member of an entry of that kind holds, where it holds entries; else NULL. */
const nesting *pship__nesting_find(const reader *at, const char *kind, const char *member);

/* Every entity of every file, without its statements, and then those. */
pship_result pship__declare_entries(reader *at, pship_error *err);
pship_result pship__read_entries(reader *at, pship_error *err);

/* ---- what is said of an entity (saying_read.c) */

/* What is being read: one statement, or one operation on it. */
typedef struct saying {
    const entry *of;
    const char *property;
    property_info info;
    const char *scenario;
    const json_node *node;           /* the value itself, or the object around it */
    pship_statement_options options; /* all but the source */
    const json_node *source;         /* string, array of strings, null; NULL: none */
    bool own;                        /* it says that it has no source */
    bool implied;                    /* by its place in the file, not by words of its own */
    bool says_entry;                 /* options.entry, or that there is none */
    bool bad;                        /* a problem was found: nothing is recorded */
} saying;

/* Goes into the scenario that a saying names, or else into the one it has from around it. */
pship_result pship__enter_scenario(reader *at, saying *what, pship_error *err);
/* Members that are options of a statement; `known` are those that the caller reads itself. */
void pship__read_options(reader *at, saying *what, const char *const *known);
/* Exactly one of value, none and unknown. */
pship_value pship__read_value(reader *at, saying *what);
/* Source and locator of an entry are checked once, not at each of its statements. */
bool pship__check_defaults(reader *at, const entry *of);

/* ---- statements (statements_read.c) */

/* A statement as it was told: what acts on it takes over from it. */
typedef struct told {
    pship_statement_id id; /* 0: a problem kept it out */
    const char *source;    /* its own, or that of what it corrects or retracts */
    const char *scenario;
    const char *entry; /* its import identity, or NULL */
} told;

/* The statements of an entry: every member that is a property. PSHIP_OK also with problems; an
 * error only for what ends the reading. */
pship_result pship__read_statements(reader *at, const entry *of, pship_error *err);
/* Says of an entry that stands within another one whose it is, by that property. */
pship_result pship__state_owner(reader *at, const entry *of, const char *property,
                                const char *owner, pship_error *err);
/* One value of a property. `base` is what it corrects in a scenario, or NULL. */
pship_result pship__read_statement(reader *at, const saying *around, const json_node *node,
                                   const told *base, pship_error *err);
/* After a call that records: what is no problem of the register is an error. */
pship_result pship__recorded(reader *at, const saying *what, pship_result result,
                             const pship_error *own, pship_error *err);
/* The source of what has one at most. */
const char *pship__one_source(const saying *what);

/* ---- what acts on them (acts_read.c) */

pship_result pship__read_acts(reader *at, const saying *around, const told *target,
                              pship_error *err);

#endif
