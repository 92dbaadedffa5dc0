/*
 * Compiling a mapping against the columns of a file: what its parts share. Failures stick, so that the parts
 * need not check after every step.
 */
#ifndef PSHIP_IMPORT_COMPILE_H
#define PSHIP_IMPORT_COMPILE_H

#include "adapters/import.h"

typedef struct compiler {
    import *at;
    const mapping_file *in;
    const char *each; /* what {@each} stands for, or NULL */
    pship_error *err;
    pship_result result; /* sticky */
} compiler;

/* The first mistake is kept, with its place. */
void pship__compile_fail(compiler *c, const json_node *node, const char *format, ...)
    PSHIP__PRINTF(3, 4);
void pship__compile_no_memory(compiler *c);
/* All members are among those; `known` ends with NULL. */
void pship__compile_check_members(compiler *c, const json_node *node, const char *const *known);
/* Room for one more item of an array of the import, or a failure. */
bool pship__compile_room(compiler *c, void **items, size_t count, size_t *capacity, size_t size);
/* For as long as the import lives. */
const char *pship__compile_keep(compiler *c, const char *text, size_t length);
/* With what {@each} stands for. */
const char *pship__compile_substituted(compiler *c, const json_node *node, const char *text);
const char *pship__compile_string_of(compiler *c, const json_node *node);
/* The member "kind", which must be one; NULL where there is none. */
const char *pship__compile_kind(compiler *c, const json_node *object);
const char *pship__compile_member_string(compiler *c, const json_node *object, const char *key);
bool pship__compile_flag_of(compiler *c, const json_node *object, const char *key);
/* A string, or an array of strings; NULL where there is none. */
const json_node *pship__compile_strings_of(compiler *c, const json_node *object, const char *key);
/* Pairs of strings; NULL where there are none. */
const json_node *pship__compile_pairs_of(compiler *c, const json_node *object, const char *key);
/* A text with {columns}. */
run pship__compile_pattern(compiler *c, const json_node *node, const char *text);
/* What "when" says. */
run pship__compile_conditions(compiler *c, const json_node *object);
/* The table that "table" and "by" name. */
const lookup *pship__compile_table(compiler *c, const json_node *object);

#endif
