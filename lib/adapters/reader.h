/* Reading a register: what its parts share. */
#ifndef PSHIP_READER_H
#define PSHIP_READER_H

#include "model/private.h"
#include "stream/files.h"
#include "stream/json.h"
#include "table/builder.h"
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
    const char *path; /* of the file at hand */
    pship__progress_state progress;
} reader;

/* An entry of a section, with what its statements take over from it. */
typedef struct entry {
    const char *id, *kind;
    const json_node *node;
    const json_node *source;  /* string, array of strings, or NULL */
    const json_node *locator; /* string or NULL */
} entry;

/* A section: its kind where that is fixed, "" where the entry says it, with a default or none. */
typedef struct section {
    const char *name, *kind, *default_kind;
    bool says_kind;
} section;

const section *pship__section_find(const char *name);

/* Adds a problem at a node; never fails but for want of memory, which the table remembers. */
void pship__problem(reader *at, pship_result code, const char *rule, json_place place,
                    const char *format, ...) PSHIP__PRINTF(5, 6);
/* The same from an error that a call of the library gave. */
void pship__problem_from(reader *at, const char *rule, json_place place, const pship_error *err);
/* What is no problem of the register, but leaves no sense in going on. */
bool pship__ends_reading(pship_result result);
/* A string, or a problem and NULL. */
const char *pship__need_string(reader *at, const json_node *node);

/* The statements of an entry: every member that is a property. PSHIP_OK also with problems; an error
 * only for what ends the reading. */
pship_result pship__read_statements(reader *at, const entry *of, pship_error *err);
/* Says of an act that stands within its agreement whose it is. */
pship_result pship__state_agreement(reader *at, const entry *of, const char *agreement,
                                    pship_error *err);

#endif
