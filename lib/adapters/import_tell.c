/* Telling the rows: entities, statements, and what they refer to. */
#include "adapters/import.h"
#include "model/slots.h"
#include <stdio.h>
#include <stdlib.h>

/* Longer texts are not tried at every place where they might be cut. */
#define LONGEST_CUT 512

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

static uint64_t mix(uint64_t hash, const char *text)
{
    uint64_t own = text == NULL ? 1 : pship__hash_bytes(text, strlen(text));
    return (hash ^ own) * 0x9e3779b97f4a7c15u + (hash >> 29);
}

/* What is a matter of the data is reported, and what is not ends the import. */
static bool ends_import(pship_result result)
{
    return result == PSHIP_E_MEMORY || result == PSHIP_E_CANCELLED || result == PSHIP_E_ARGUMENT;
}

static pship_result memory_left(const import *at, pship_error *err)
{
    return at->row_texts->failed || at->texts->failed || at->scratch.failed
               ? pship__fail_memory(err)
               : PSHIP_OK;
}

static void count_statement(import *at, uint32_t counter_number, pship_statement_id id)
{
    import_counter *of = &at->counters[counter_number];
    of->count++;
    if ((size_t)id > at->last_statement) {
        at->last_statement = (size_t)id;
        of->added++;
    }
}

/* ---- entities */

/* Declares one; *problem says what is wrong with it as data. */
static pship_result declare(import *at, const char *kind, const char *id, bool first,
                            pship_error *problem, pship_error *err)
{
    pship_error own = PSHIP_ERROR_INIT;
    pship_result result = pship_entity_record(at->transaction, kind, id, &own);
    if (result != PSHIP_OK) {
        *(ends_import(result) && err != NULL ? err : problem) = own;
        return ends_import(result) ? result : PSHIP_OK;
    }
    size_t now = pship__transaction_statement_count(at->transaction);
    uint32_t number = pship__import_counter(at, "entity", kind);
    if (number == UINT32_MAX) {
        return pship__fail_memory(err);
    }
    at->counters[number].count += first;
    at->counters[number].added += now > at->last_statement;
    at->last_statement = now;
    return PSHIP_OK;
}

/* How often a map has seen a key, this time counted. 0: no memory. */
static uint32_t times_seen(map *in, uint64_t key)
{
    uint32_t times = pship__map_get(in, key) + 1;
    return pship__map_set(in, key, times) ? times : 0;
}

/* How often the import has told of an id, this time counted. 0: no memory. */
static uint32_t times_told(import *at, const char *id)
{
    return times_seen(&at->ids, pship__hash_bytes(id, strlen(id)) | 1u);
}

static const char *numbered(import *at, const char *text, uint32_t number)
{
    if (number == 1) {
        return text;
    }
    pship__buffer_clear(&at->scratch);
    pship__buffer_format(&at->scratch, "%s#%lu", text, (unsigned long)number);
    return at->scratch.failed ? NULL : pship__row_keep(at, at->scratch.bytes, at->scratch.length);
}

/* ---- statements */

typedef struct value_of {
    const char *property, *text; /* text NULL: none or unknown */
    pship_value_kind kind;
    bool many;
    uint32_t counter;
    int32_t column; /* where it is reported */
} value_of;

/* Is it the statement that was made for such a value before? */
static bool was_told(const import *at, const told_value *told, const subject *of,
                     const value_of *value)
{
    const statement *row = pship__transaction_statement(at->transaction, told->id);
    const char *text = pship__transaction_text(at->transaction, row->value);
    return strcmp(pship__transaction_text(at->transaction, row->subject), of->id) == 0 &&
           strcmp(pship__transaction_text(at->transaction, row->property), value->property) == 0 &&
           (text == NULL || value->text == NULL || strcmp(text, value->text) == 0);
}

/* What the import has told of a value before; NULL: nothing. */
static told_value *find_told(const import *at, uint64_t key, const subject *of,
                             const value_of *value)
{
    uint32_t found = pship__map_get(&at->values, key);
    return found != 0 && was_told(at, &at->told[found - 1], of, value) ? &at->told[found - 1]
                                                                       : NULL;
}

/* Which of its values a source tells: the first has the entry itself, the others have numbers. */
static pship_result number_value(import *at, uint64_t base, const value_of *value, uint32_t *number,
                                 pship_error *err)
{
    *number = value->many ? 1 : pship__map_get(&at->numbers, base) + 1;
    return value->many || pship__map_set(&at->numbers, base, *number) ? PSHIP_OK
                                                                      : pship__fail_memory(err);
}

static pship_result note_told(import *at, uint64_t key, pship_statement_id id, pship_error *err)
{
    if (!pship__grow(at->context, (void **)&at->told, at->told_count, &at->told_capacity,
                     sizeof *at->told)) {
        return pship__fail_memory(err);
    }
    at->told[at->told_count++] = (told_value){id, at->row};
    return pship__map_set(&at->values, key, (uint32_t)at->told_count) ? PSHIP_OK
                                                                      : pship__fail_memory(err);
}

static pship_result assert_value(import *at, const subject *of, const value_of *value,
                                 const char *unit, const pship_statement_options *options,
                                 pship_statement_id *id, pship_error *own)
{
    if (value->text != NULL) {
        return pship_statement_assert_text(id, at->transaction, of->id, value->property,
                                           value->text, unit, options, own);
    }
    pship_value nothing =
        value->kind == PSHIP_VALUE_NONE ? pship_value_none() : pship_value_unknown();
    return pship_statement_assert(id, at->transaction, of->id, value->property, &nothing, options,
                                  own);
}

/* A value that was told before in this import is told once. *told: this cell is taken. */
static pship_result tell_again(import *at, told_value *before, const value_of *value, bool *told)
{
    *told = !value->many || before->row != at->row;
    if (!*told) {
        pship__import_report_cell(at, value->column, "repeated_value", "warning",
                                  "'%.100s' was told before in this row: it is recorded once",
                                  value->text == NULL ? "" : value->text);
    }
    before->row = at->row;
    return PSHIP_OK;
}

/* `options` has all but the entry. *told: it is recorded, or was before. */
static pship_result tell(import *at, const subject *of, const value_of *value, const char *unit,
                         pship_statement_options *options, bool *told, pship_error *err)
{
    uint64_t base = mix(mix(of->hash, value->property), options->source) | 1u;
    uint64_t key = mix(base + (uint64_t)value->kind, value->text) | 1u;
    told_value *before = find_told(at, key, of, value);
    if (before != NULL) {
        return tell_again(at, before, value, told);
    }
    *told = false;
    uint32_t number;
    pship_result result = number_value(at, base, value, &number, err);
    if (result != PSHIP_OK) {
        return result;
    }
    options->entry = numbered(at, of->entry, number);
    if (options->entry == NULL) {
        return pship__fail_memory(err);
    }
    pship_error own = PSHIP_ERROR_INIT;
    pship_statement_id id = 0;
    result = assert_value(at, of, value, unit, options, &id, &own);
    if (ends_import(result)) {
        return pship__fail(err, result, "%s", own.message);
    }
    if (result != PSHIP_OK) {
        pship__import_report_cell(at, value->column, "bad_value", "error", "%s", own.message);
        return PSHIP_OK;
    }
    count_statement(at, value->counter, id);
    *told = true;
    return note_told(at, key, id, err);
}

/* Texts that go with a statement. A text that is bad is reported, and the statement made without. */
static const char *beside(import *at, int32_t number, const subject *of, const char *otherwise)
{
    const char *text = NULL;
    if (number == NO_SPEC) {
        return otherwise;
    }
    if (pship__spec_value(at, &at->specs[number], &of->within, &text) != TEXT_SAID) {
        return otherwise;
    }
    pship__mark(at, at->specs[number].pattern, CELL_TAKEN);
    return text;
}

static void mark_conditions(import *at, run conditions)
{
    for (uint32_t i = 0; i < conditions.count; i++) {
        pship__mark(at, at->conditions[conditions.first + i].pattern, CELL_TAKEN);
    }
}

/* Of an act its parties are remembered, for the order of acts. */
static pship_result remember_party(import *at, const char *id, pship_error *err)
{
    if (!pship__grow(at->context, (void **)&at->act_parties, at->act_party_count,
                     &at->act_party_capacity, sizeof *at->act_parties)) {
        return pship__fail_memory(err);
    }
    at->act_parties[at->act_party_count++] = pship__hash_bytes(id, strlen(id)) | 1u;
    return PSHIP_OK;
}

/* A statement of a spec with a value that is ready. `written` is what it was read from. */
static pship_result tell_spec(import *at, const subject *of, const said *what, const char *text,
                              const char *written, pship_error *err)
{
    const spec *by = &at->specs[what->spec];
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.source = beside(at, by->source, of, of->source);
    options.locator = beside(at, by->locator, of, of->locator);
    options.from = beside(at, by->from, of, NULL);
    options.until = beside(at, by->until, of, NULL);
    options.qualifier = beside(at, by->qualifier, of, NULL);
    options.certainty = beside(at, by->certainty, of, NULL);
    options.reason = beside(at, by->reason, of, NULL);
    options.rank = by->rank;
    if (by->wording && text != NULL && strcmp(text, written) != 0) {
        options.wording = written;
    }
    value_of value = {.property = what->property,
                      .text = text,
                      .kind = by->kind,
                      .many = what->info.many,
                      .counter = what->counter,
                      .column = pship__place_column(at, by->pattern)};
    bool told;
    pship_result result =
        tell(at, of, &value, beside(at, by->unit, of, NULL), &options, &told, err);
    if (result != PSHIP_OK || !told) {
        return result;
    }
    pship__mark(at, by->pattern, CELL_TAKEN);
    mark_conditions(at, by->conditions);
    bool acts = of->of->is_act && text != NULL && strcmp(what->property, "party") == 0;
    return acts ? remember_party(at, text, err) : PSHIP_OK;
}

/* A statement that needs no spec. */
static pship_result tell_plain(import *at, const subject *of, const char *property,
                               const char *text, pship_error *err)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.source = of->source;
    options.locator = of->locator;
    value_of value = {.property = property,
                      .text = text,
                      .kind = PSHIP_VALUE_TEXT,
                      .counter = pship__import_counter(at, "statement", property),
                      .column = -1};
    bool told;
    return value.counter == UINT32_MAX ? pship__fail_memory(err)
                                       : tell(at, of, &value, NULL, &options, &told, err);
}

/* ---- what is referred to */

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
    uint32_t times = times_told(at, id);
    *good = true;
    if (times != 1) {
        return times == 0 ? pship__fail_memory(err) : PSHIP_OK;
    }
    pship_error problem = PSHIP_ERROR_INIT;
    pship_result result = declare(at, there == NULL ? kind : there, id, true, &problem, err);
    if (result == PSHIP_OK && problem.code != PSHIP_OK) {
        *good = false;
        pship__import_report_cell(at, column, "bad_value", "error", "%s", problem.message);
    }
    if (result != PSHIP_OK || !*good || there != NULL || name == NULL) {
        return result;
    }
    subject of = {
        .id = id, .entry = id, .source = source, .hash = pship__hash_bytes(id, strlen(id))};
    return tell_plain(at, &of, "name", name, err);
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
    return result == PSHIP_OK && good ? tell_spec(at, of, what, id, written, err) : result;
}

/* Made under the slug of its own name, and said so. */
static pship_result tell_stranger(import *at, const subject *of, const said *what,
                                  const char *piece, pship_error *err)
{
    const spec *by = &at->specs[what->spec];
    int32_t column = pship__place_column(at, by->pattern);
    if (by->unknown_kind == NULL) {
        pship__import_report_cell(at, column, "unknown_code", "error",
                                  "'%.100s' stands in no row of the table '%.60s'", piece,
                                  by->table->name);
        return PSHIP_OK;
    }
    pship__buffer_clear(&at->scratch);
    pship__slug(&at->scratch, piece);
    const char *id =
        at->scratch.failed ? NULL : pship__row_keep(at, at->scratch.bytes, at->scratch.length);
    if (id == NULL) {
        return pship__fail_memory(err);
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
    return result == PSHIP_OK && good ? tell_spec(at, of, what, id, piece, err) : result;
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
        return memory_left(at, err);
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
        return tell_spec(at, of, what, id, id, err);
    }
    if (by->entity_kind == NULL) {
        pship__import_report_cell(at, column, "unknown_id", "error", "'%.100s' is not recorded",
                                  id);
        return PSHIP_OK;
    }
    pship_error problem = PSHIP_ERROR_INIT;
    pship_result result = declare(at, by->entity_kind, id, false, &problem, err);
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
        result = memory_left(at, err);
    }
    return result == PSHIP_OK ? tell_spec(at, of, what, id, id, err) : result;
}

static pship_result tell_reference(import *at, const subject *of, const said *what,
                                   const char *piece, pship_error *err)
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

/* ---- values */

/* Of an act its days are remembered, for the order of acts. */
static void remember_day(import *at, subject *of, const said *what, const char *text)
{
    int32_t column = pship__place_column(at, at->specs[what->spec].pattern);
    if (strcmp(what->property, "date") == 0) {
        of->date = text;
        of->date_column = column;
    } else if (strcmp(what->property, "effect_date") == 0) {
        of->effect_date = text;
        of->effect_column = column;
    }
}

static pship_result tell_piece(import *at, subject *of, const said *what, const char *written,
                               pship_error *err)
{
    const spec *by = &at->specs[what->spec];
    const char *text;
    outcome got = pship__spec_piece(at, by, written, &text);
    if (got != TEXT_SAID || *text == '\0') {
        return memory_left(at, err);
    }
    if (what->info.type == PSHIP_PROPERTY_REFERENCE) {
        return tell_reference(at, of, what, text, err);
    }
    if (of->of->is_act) {
        remember_day(at, of, what, text);
    }
    return tell_spec(at, of, what, text, written, err);
}

static size_t split_length(const json_node *list, const char *text)
{
    const json_node *one = list->type == JSON_ARRAY ? list->first : list;
    for (; one != NULL; one = list->type == JSON_ARRAY ? one->next : NULL) {
        size_t length = strlen(one->text);
        if (length > 0 && strncmp(text, one->text, length) == 0) {
            return length;
        }
    }
    return 0;
}

static pship_result tell_slice(import *at, subject *of, const said *what, const char *text,
                               size_t length, pship_error *err)
{
    while (length > 0 && (*text == ' ' || *text == '\t' || *text == '\n' || *text == '\r')) {
        text++;
        length--;
    }
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t' ||
                          text[length - 1] == '\n' || text[length - 1] == '\r')) {
        length--;
    }
    const char *piece = length == 0 ? NULL : pship__row_keep(at, text, length);
    return piece == NULL ? memory_left(at, err) : tell_piece(at, of, what, piece, err);
}

static pship_result tell_list(import *at, subject *of, const said *what, const char *text,
                              pship_error *err)
{
    const json_node *list = at->specs[what->spec].split;
    const char *start = text;
    pship_result result = PSHIP_OK;
    while (*text != '\0' && result == PSHIP_OK) {
        size_t cut = split_length(list, text);
        if (cut > 0) {
            result = tell_slice(at, of, what, start, (size_t)(text - start), err);
            start = text + cut;
        }
        text += cut > 0 ? cut : 1;
    }
    return result == PSHIP_OK ? tell_slice(at, of, what, start, (size_t)(text - start), err)
                              : result;
}

static pship_result tell_said(import *at, subject *of, const said *what, pship_error *err)
{
    const spec *by = &at->specs[what->spec];
    if (by->kind != PSHIP_VALUE_TEXT) {
        return pship__conditions_hold(at, by->conditions, &of->within)
                   ? tell_spec(at, of, what, NULL, NULL, err)
                   : PSHIP_OK;
    }
    const char *text;
    outcome got = pship__spec_text(at, by, &of->within, &text);
    if (got != TEXT_SAID) {
        return memory_left(at, err);
    }
    return by->split != NULL ? tell_list(at, of, what, text, err)
                             : tell_piece(at, of, what, text, err);
}

/* ---- rules */

/* Is everything there that the entity needs? One value of each such property is enough. */
static bool has_needs(import *at, const import_rule *of, const scope *within)
{
    bool good = true;
    for (uint32_t i = 0; i < of->says.count && good; i++) {
        const said *what = &at->says[of->says.first + i];
        if (!what->needed) {
            continue;
        }
        bool any = false;
        const char *property = what->property;
        for (; i < of->says.count && at->says[of->says.first + i].property == property; i++) {
            const spec *by = &at->specs[at->says[of->says.first + i].spec];
            const char *text = NULL;
            bool stated = by->kind != PSHIP_VALUE_TEXT
                              ? pship__conditions_hold(at, by->conditions, within)
                              : pship__spec_text(at, by, within, &text) == TEXT_SAID &&
                                    pship__spec_piece(at, by, text, &text) == TEXT_SAID;
            any = any || (stated && (text == NULL || *text != '\0'));
        }
        i--;
        good = any;
    }
    return good;
}

/* Its id and entry; *good is false where the row tells of none. */
static pship_result identify(import *at, const import_rule *of, subject *made, bool *good,
                             pship_error *err)
{
    int32_t column = pship__place_column(at, at->specs[of->id].pattern);
    const char *base;
    outcome got = pship__spec_value(at, &at->specs[of->id], &made->within, &base);
    *good = false;
    if (got == TEXT_NONE) {
        pship__import_report_cell(at, column, "missing_id", "error",
                                  "nothing makes an id for this %.60s: it is not taken", of->kind);
    }
    if (got != TEXT_SAID) {
        return memory_left(at, err);
    }
    /* Another rule may speak of the same entity: only the same rule finds it again. */
    uint64_t key = mix((uint64_t)(of - at->rules) + 1, base) | 1u;
    uint32_t number = of->another ? times_seen(&at->keys, key) : 1;
    made->id = number == 0 ? NULL : numbered(at, base, number);
    made->entry = made->id;
    if (of->entry != NO_SPEC) {
        const char *own = beside(at, of->entry, made, NULL);
        made->entry = own == NULL ? made->id : numbered(at, own, number);
    }
    if (made->id == NULL || made->entry == NULL) {
        return pship__fail_memory(err);
    }
    if (number > 1) {
        pship__import_report_cell(at, column, "duplicate_key", "warning",
                                  "'%.100s' occurs again: this one is recorded as '%.100s'", base,
                                  made->id);
    }
    made->hash = pship__hash_bytes(made->id, strlen(made->id));
    uint32_t times = times_told(at, made->id);
    if (times == 0) {
        return pship__fail_memory(err);
    }
    pship_error problem = PSHIP_ERROR_INIT;
    size_t before = at->last_statement;
    pship_result result = declare(at, of->kind, made->id, times == 1, &problem, err);
    made->fresh = at->last_statement > before;
    *good = result == PSHIP_OK && problem.code == PSHIP_OK;
    if (*good) {
        pship__mark(at, at->specs[of->id].pattern, CELL_TAKEN);
        mark_conditions(at, of->conditions);
    }
    if (problem.code != PSHIP_OK) {
        pship__import_report_cell(at, column, "bad_value", "error", "%s", problem.message);
    }
    return result;
}

/* ---- acts */

static const char *report_name(const import *at, int32_t column)
{
    return column < 0 ? NULL : at->columns[column].name;
}

static void check_effect(import *at, const subject *of, const char *type)
{
    pship_date date, effect;
    if (of->date == NULL || of->effect_date == NULL ||
        pship_date_parse(&date, of->date, NULL, NULL) != PSHIP_OK ||
        pship_date_parse(&effect, of->effect_date, NULL, NULL) != PSHIP_OK ||
        effect.latest >= date.earliest) {
        return;
    }
    pship__import_report_cell(at, of->effect_column, "out_of_order", "warning",
                              "the %.40s of %.20s has effect before its day, %.20s", type,
                              of->effect_date, of->date);
}

static pship_result finish_act(import *at, const subject *of, const subject *owner,
                               const char *type, pship_error *err)
{
    uint32_t number = pship__import_counter(at, "act", type);
    if (number == UINT32_MAX) {
        return pship__fail_memory(err);
    }
    at->counters[number].count++;
    at->counters[number].added += of->fresh;
    check_effect(at, of, type);
    if (of->date == NULL) {
        return PSHIP_OK;
    }
    return pship__import_note_deeds(at, owner->id, type,
                                    of->date_column < 0 ? NULL : &at->cells[of->date_column],
                                    report_name(at, of->date_column), of->date, err);
}

static pship_result tell_says(import *at, const import_rule *of, subject *made, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (uint32_t i = 0; i < of->says.count && result == PSHIP_OK; i++) {
        result = tell_said(at, made, &at->says[of->says.first + i], err);
    }
    return result;
}

static pship_result tell_act(import *at, const import_rule *of, const subject *owner,
                             pship_error *err)
{
    subject made = {.of = of, .date_column = -1, .effect_column = -1};
    made.within.owner = owner->id;
    if (!pship__conditions_hold(at, of->conditions, &made.within)) {
        return PSHIP_OK;
    }
    if (!has_needs(at, of, &made.within)) {
        return memory_left(at, err);
    }
    const char *type;
    if (pship__spec_value(at, &at->specs[of->type], &made.within, &type) != TEXT_SAID) {
        return memory_left(at, err);
    }
    made.within.type = type;
    made.source = beside(at, of->source, &made, owner->source);
    made.locator = beside(at, of->locator, &made, owner->locator);
    bool good;
    pship_result result = identify(at, of, &made, &good, err);
    if (result != PSHIP_OK || !good) {
        return result;
    }
    pship__mark(at, at->specs[of->type].pattern, CELL_TAKEN);
    at->act_party_count = 0;
    result = tell_plain(at, &made, "agreement", owner->id, err);
    if (result == PSHIP_OK) {
        result = tell_plain(at, &made, "type", type, err);
    }
    if (result == PSHIP_OK) {
        result = tell_says(at, of, &made, err);
    }
    return result == PSHIP_OK ? finish_act(at, &made, owner, type, err) : result;
}

static pship_result tell_entity(import *at, const import_rule *of, pship_error *err)
{
    subject made = {.of = of, .date_column = -1, .effect_column = -1};
    if (!pship__conditions_hold(at, of->conditions, &made.within) ||
        !has_needs(at, of, &made.within)) {
        return memory_left(at, err);
    }
    made.source = beside(at, of->source, &made, at->default_source);
    made.locator = beside(at, of->locator, &made, NULL);
    bool good;
    pship_result result = identify(at, of, &made, &good, err);
    if (result != PSHIP_OK || !good) {
        return result;
    }
    result = tell_says(at, of, &made, err);
    for (uint32_t i = 1; i <= of->acts && result == PSHIP_OK; i++) {
        result = tell_act(at, of + i, &made, err);
    }
    return result;
}

pship_result pship__import_tell(import *at, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < at->rule_count && result == PSHIP_OK; i += 1 + at->rules[i].acts) {
        result = tell_entity(at, &at->rules[i], err);
    }
    return result == PSHIP_OK ? memory_left(at, err) : result;
}
