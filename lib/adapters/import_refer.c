/* What the rows refer to: rows of a table, names that no table has, and ids. */
#include "adapters/import.h"
#include "model/slots.h"

/* Longer texts are not tried at every place where they might be cut. */
#define LONGEST_CUT 512

/* ---- parties */

static const char *row_member(const json_node *row, const char *key)
{
    const json_node *node = pship__json_find(row, key);
    return node == NULL || node->type != JSON_STRING ? NULL : node->text;
}

/* A party that the import makes is told of once, with its name. */
static pship_result make_party(import *at, const char *kind, const char *id, const char *name,
                               const char *source, int32_t column, bool *good, pship_error *err)
{
    const char *there = pship__transaction_kind_of(at->transaction, id);
    uint32_t times = pship__import_times(at, id);
    *good = times == 1 || there != NULL;
    if (times != 1) {
        if (!*good) {
            pship__import_report_cell(at, column, "unknown_id", "error",
                                      "'%.100s' could not be recorded", id);
        }
        return times == 0 ? pship__fail_memory(err) : PSHIP_OK;
    }
    pship_error problem = PSHIP_ERROR_INIT;
    pship_result result =
        pship__import_declare(at, there == NULL ? kind : there, id, true, &problem, err);
    if (result == PSHIP_OK && problem.code != PSHIP_OK) {
        *good = false;
        pship__import_report_cell(at, column, "bad_value", "error", "%s", problem.message);
    }
    if (result != PSHIP_OK || !*good || there != NULL || name == NULL) {
        return result;
    }
    subject of = {
        .id = id, .entry = id, .source = source, .hash = pship__hash_bytes(id, strlen(id))};
    return pship__import_state_plain(at, &of, "name", name, err);
}

static pship_result tell_row(import *at, const subject *of, const said *what, const json_node *row,
                             const char *written, pship_error *err)
{
    const spec *by = &at->specs[what->spec];
    const char *id = row_member(row, "id"), *kind = row_member(row, "kind");
    bool good;
    pship_result result =
        make_party(at, kind == NULL ? by->table->kind : kind, id, row_member(row, "name"),
                   by->table->source, pship__place_column(at, by->pattern), &good, err);
    return result == PSHIP_OK && good ? pship__import_state(at, of, what, id, written, err)
                                      : result;
}

/* Made under the slug of its own name, and said so. */
static pship_result tell_stranger(import *at, const subject *of, const said *what,
                                  const char *piece, pship_error *err)
{
    const spec *by = &at->specs[what->spec];
    int32_t column = pship__place_column(at, by->pattern);
    pship__buffer_clear(&at->scratch);
    pship__slug(at, piece);
    const char *id =
        at->scratch.failed ? NULL : pship__row_keep(at, at->scratch.bytes, at->scratch.length);
    if (id == NULL) {
        return pship__fail_memory(err);
    }
    if (by->unknown_kind == NULL || *id == '\0') {
        pship__import_report_cell(at, column, "unknown_code", "error",
                                  "'%.100s' stands in no row of the table '%.60s'", piece,
                                  by->table->name);
        return PSHIP_OK;
    }
    uint64_t key = pship__hash_bytes(id, strlen(id)) | 1u;
    if (pship__map_get(&at->ids, key) == 0) {
        pship__import_report_cell(at, column, "not_in_table", "note",
                                  "'%.100s' stands in no row of the table '%.60s': it is recorded "
                                  "as '%.100s'",
                                  piece, by->table->name, id);
    }
    bool good;
    pship_result result =
        make_party(at, by->unknown_kind, id, piece, of->source, column, &good, err);
    return result == PSHIP_OK && good ? pship__import_state(at, of, what, id, piece, err) : result;
}

/* ---- texts of several names without a clear separator between them */

typedef struct cuts {
    const spec *by;
    const char *text;
    size_t length;
    bool *failed;         /* from here on it cannot be cut */
    size_t *until, *next; /* the piece that begins here, and where the next one does */
} cuts;

static const json_node *known_piece(import *at, const cuts *of, size_t from, size_t until)
{
    while (from < until && of->text[from] == ' ') {
        from++;
    }
    while (until > from && of->text[until - 1] == ' ') {
        until--;
    }
    const char *piece = pship__row_keep(at, of->text + from, until - from);
    return piece == NULL || *piece == '\0' ? NULL : pship__lookup_find(at, of->by->table, piece);
}

/* At the beginning of a text " and " is "and ". */
static size_t separator_at(const cuts *of, const char *separator, size_t place)
{
    size_t length = strlen(separator);
    if (place == 0 && *separator == ' ' && length > 1 &&
        strncmp(of->text, separator + 1, length - 1) == 0) {
        return length - 1;
    }
    return strncmp(of->text + place, separator, length) == 0 ? length : 0;
}

static bool cut_from(import *at, cuts *of, size_t from)
{
    if (of->failed[from]) {
        return false;
    }
    if (known_piece(at, of, from, of->length) != NULL) {
        of->until[from] = of->next[from] = of->length;
        return true;
    }
    const json_node *list = of->by->split_unknown;
    const json_node *one = list->type == JSON_ARRAY ? list->first : list;
    for (; one != NULL; one = list->type == JSON_ARRAY ? one->next : NULL) {
        for (size_t place = from; place < of->length; place++) {
            size_t length = separator_at(of, one->text, place);
            bool leading = place == 0 && from == 0;
            if (length > 0 && place + length < of->length &&
                (leading || known_piece(at, of, from, place) != NULL) &&
                cut_from(at, of, place + length)) {
                of->until[from] = place;
                of->next[from] = place + length;
                return true;
            }
        }
    }
    of->failed[from] = true;
    return false;
}

/* *done: all pieces are in the table, and told. */
static pship_result tell_cut(import *at, const subject *of, const said *what, const char *text,
                             bool *done, pship_error *err)
{
    const spec *by = &at->specs[what->spec];
    cuts cut = {.by = by, .text = text, .length = strlen(text)};
    *done = false;
    if (by->split_unknown == NULL || cut.length > LONGEST_CUT) {
        return PSHIP_OK;
    }
    bool failed[LONGEST_CUT + 1] = {false};
    size_t until[LONGEST_CUT + 1], next[LONGEST_CUT + 1];
    cut.failed = failed;
    cut.until = until;
    cut.next = next;
    pship_result result = PSHIP_OK;
    if (!cut_from(at, &cut, 0)) {
        return pship__import_memory(at, err);
    }
    *done = true;
    for (size_t from = 0; from < cut.length && result == PSHIP_OK; from = next[from]) {
        const json_node *row = known_piece(at, &cut, from, until[from]);
        if (row != NULL) {
            const char *piece = pship__row_keep(at, text + from, until[from] - from);
            result =
                piece == NULL ? pship__fail_memory(err) : tell_row(at, of, what, row, piece, err);
        }
    }
    return result;
}

/* ---- references */

/* Where nothing says which kind it is, it must be there. */
static pship_result tell_id(import *at, const subject *of, const said *what, const char *id,
                            pship_error *err)
{
    const spec *by = &at->specs[what->spec];
    int32_t column = pship__place_column(at, by->pattern);
    if (pship__transaction_kind_of(at->transaction, id) != NULL) {
        return pship__import_state(at, of, what, id, id, err);
    }
    if (by->entity_kind == NULL) {
        pship__import_report_cell(at, column, "unknown_id", "error", "'%.100s' is not recorded",
                                  id);
        return PSHIP_OK;
    }
    pship_error problem = PSHIP_ERROR_INIT;
    pship_result result = pship__import_declare(at, by->entity_kind, id, false, &problem, err);
    if (result == PSHIP_OK && problem.code != PSHIP_OK) {
        pship__import_report_cell(at, column, "bad_value", "error", "%s", problem.message);
        return PSHIP_OK;
    }
    if (result == PSHIP_OK && !pship__grow(at->context, (void **)&at->mentions, at->mention_count,
                                           &at->mention_capacity, sizeof *at->mentions)) {
        return pship__fail_memory(err);
    }
    if (result == PSHIP_OK) {
        const row_cell *cell = column < 0 ? NULL : &at->cells[column];
        const char *kept = pship__json_keep(at->texts, id, strlen(id));
        const char *raw = cell == NULL || cell->raw == NULL
                              ? NULL
                              : pship__json_keep(at->texts, cell->raw, strlen(cell->raw));
        at->mentions[at->mention_count++] = (mention){kept,
                                                      at->file,
                                                      column < 0 ? NULL : at->columns[column].name,
                                                      raw,
                                                      cell == NULL ? at->row_line : cell->line,
                                                      cell == NULL ? 1 : cell->column};
        result = pship__import_memory(at, err);
    }
    return result == PSHIP_OK ? pship__import_state(at, of, what, id, id, err) : result;
}

pship_result pship__import_refer(import *at, const subject *of, const said *what, const char *piece,
                                 pship_error *err)
{
    const spec *by = &at->specs[what->spec];
    if (by->table == NULL) {
        return tell_id(at, of, what, piece, err);
    }
    const json_node *row = pship__lookup_find(at, by->table, piece);
    if (row != NULL) {
        return tell_row(at, of, what, row, piece, err);
    }
    bool done;
    pship_result result = tell_cut(at, of, what, piece, &done, err);
    return result == PSHIP_OK && !done ? tell_stranger(at, of, what, piece, err) : result;
}
