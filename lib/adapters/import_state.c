/* Recording what an import tells: entities and statements, each value once and under its identity. */
#include "adapters/import.h"
#include "model/slots.h"

uint64_t pship__import_mix(uint64_t hash, const char *text)
{
    uint64_t own = text == NULL ? 1 : pship__hash_bytes(text, strlen(text));
    return (hash ^ own) * 0x9e3779b97f4a7c15u + (hash >> 29);
}

/* What is a matter of the data is reported, and what is not ends the import. */
static bool ends_import(pship_result result)
{
    return result == PSHIP_E_MEMORY || result == PSHIP_E_CANCELLED || result == PSHIP_E_ARGUMENT;
}

pship_result pship__import_memory(const import *at, pship_error *err)
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

pship_result pship__import_declare(import *at, const char *kind, const char *id, bool first,
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

uint32_t pship__import_times_seen(map *in, uint64_t key)
{
    uint32_t times = pship__map_get(in, key) + 1;
    return pship__map_set(in, key, times) ? times : 0;
}

uint32_t pship__import_times(import *at, const char *id)
{
    return pship__import_times_seen(&at->ids, pship__hash_bytes(id, strlen(id)) | 1u);
}

const char *pship__import_numbered(import *at, const char *text, uint32_t number)
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
    uint64_t property_hash;
    uint64_t says; /* hash of the value and of what makes it another one: unit, interval */
    pship_value_kind kind;
    bool many;
    uint32_t counter;
    int32_t column; /* where it is reported */
} value_of;

/* What a statement says, by which it is told from others of its property. What stands beside it, its
 * qualifier too, makes no other one: a list that names a party twice in a row has it once. */
static uint64_t hash_said(const value_of *value, const char *unit,
                          const pship_statement_options *options)
{
    uint64_t says = pship__import_mix((uint64_t)value->kind, value->text);
    says = pship__import_mix(says, unit);
    return pship__import_mix(pship__import_mix(says, options->from), options->until);
}

/* Is it the statement that was made for the same before? */
static bool was_told(const import *at, uint32_t ordinal, const subject *of, const value_of *value)
{
    if (ordinal == 0 || at->told[ordinal - 1].says != value->says) {
        return false;
    }
    const statement *row = pship__transaction_statement(at->transaction, at->told[ordinal - 1].id);
    return strcmp(pship__transaction_text(at->transaction, row->subject), of->id) == 0 &&
           strcmp(pship__transaction_text(at->transaction, row->property), value->property) == 0;
}

/* What the import has told of a property before. The first value that a source tells has the entry
 * itself for its identity, the others have numbers; of a property with many values each is counted by
 * itself, as it is part of its identity, and so is its unit. The first stands under the key of what is
 * counted, and the others, which are few, under keys of their own. */
typedef struct told_before {
    uint64_t first_key, key;
    uint32_t same, first; /* ordinals, or 0 */
} told_before;

static told_before find_told(const import *at, const subject *of, const value_of *value,
                             const char *unit, const char *source)
{
    uint64_t counted = pship__import_mix(of->hash * 3 + value->property_hash, source);
    if (value->many) {
        counted = pship__import_mix(counted + (uint64_t)value->kind, value->text);
        counted = pship__import_mix(counted, unit);
    }
    told_before found = {.first_key = counted | 1u};
    found.key = ((counted ^ value->says) * 0x9e3779b97f4a7c15u) | 1u;
    found.first = pship__map_get(&at->values, found.first_key);
    if (found.first == 0) {
        return found;
    }
    uint32_t other =
        was_told(at, found.first, of, value) ? found.first : pship__map_get(&at->values, found.key);
    found.same = was_told(at, other, of, value) ? other : 0;
    return found;
}

static pship_result note_told(import *at, const told_before *before, uint64_t says,
                              pship_statement_id id, pship_error *err)
{
    if (!pship__grow(at->context, (void **)&at->told, at->told_count, &at->told_capacity,
                     sizeof *at->told)) {
        return pship__fail_memory(err);
    }
    at->told[at->told_count++] = (told_value){id, at->row, 1, says};
    bool is_first = before->first == 0;
    if (!is_first) {
        at->told[before->first - 1].count++;
    }
    return pship__map_set(&at->values, is_first ? before->first_key : before->key,
                          (uint32_t)at->told_count)
               ? PSHIP_OK
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
static pship_result tell(import *at, const subject *of, value_of *value, const char *unit,
                         pship_statement_options *options, bool *told, pship_error *err)
{
    value->says = hash_said(value, unit, options);
    told_before before = find_told(at, of, value, unit, options->source);
    if (before.same != 0) {
        return tell_again(at, &at->told[before.same - 1], value, told);
    }
    *told = false;
    uint32_t number = before.first == 0 ? 1 : at->told[before.first - 1].count + 1;
    options->entry = pship__import_numbered(at, of->entry, number);
    if (options->entry == NULL) {
        return pship__fail_memory(err);
    }
    pship_error own = PSHIP_ERROR_INIT;
    pship_statement_id id = 0;
    pship_result result = assert_value(at, of, value, unit, options, &id, &own);
    if (ends_import(result)) {
        return pship__fail(err, result, "%s", own.message);
    }
    if (result != PSHIP_OK) {
        pship__import_report_cell(at, value->column, "bad_value", "error", "%s", own.message);
        return PSHIP_OK;
    }
    count_statement(at, value->counter, id);
    *told = true;
    return note_told(at, &before, value->says, id, err);
}

const char *pship__import_beside(import *at, int32_t number, const subject *of,
                                 const char *otherwise)
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

void pship__import_mark_conditions(import *at, run conditions)
{
    for (uint32_t i = 0; i < conditions.count; i++) {
        pship__mark(at, at->conditions[conditions.first + i].pattern, CELL_TAKEN);
    }
}

/* As a reference, a date that depends on an event needs its entity to be recorded: told here, at its cell, and not by a
 * commit that cannot be had. */
static bool waits_for_nothing(import *at, const said *what, const char *text, int32_t column)
{
    date_rule rule;
    if (what->info.type != PSHIP_PROPERTY_DATE || text == NULL ||
        pship__rule_parse(&rule, text, NULL) != PSHIP_OK ||
        pship__transaction_kind_of(at->transaction, rule.entity) != NULL) {
        return false;
    }
    pship__import_report_cell(at, column, "unknown_id", "error", "'%.100s' is not recorded",
                              rule.entity);
    return true;
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

pship_result pship__import_state(import *at, const subject *of, const said *what, const char *text,
                                 const char *written, pship_error *err)
{
    const spec *by = &at->specs[what->spec];
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.source = pship__import_beside(at, by->source, of, of->source);
    options.locator = pship__import_beside(at, by->locator, of, of->locator);
    options.from = pship__import_beside(at, by->from, of, NULL);
    options.until = pship__import_beside(at, by->until, of, NULL);
    options.qualifier = pship__import_beside(at, by->qualifier, of, NULL);
    options.certainty = pship__import_beside(at, by->certainty, of, NULL);
    options.reason = pship__import_beside(at, by->reason, of, NULL);
    options.rank = by->rank;
    if (by->wording && text != NULL && strcmp(text, written) != 0) {
        options.wording = written;
    }
    value_of value = {.property = what->property,
                      .property_hash = what->property_hash,
                      .text = text,
                      .kind = by->kind,
                      .many = what->info.many,
                      .counter = what->counter,
                      .column = pship__place_column(at, by->pattern)};
    if (waits_for_nothing(at, what, text, value.column)) {
        return PSHIP_OK;
    }
    bool told;
    pship_result result =
        tell(at, of, &value, pship__import_beside(at, by->unit, of, NULL), &options, &told, err);
    if (result != PSHIP_OK || !told) {
        return result;
    }
    pship__mark(at, by->pattern, CELL_TAKEN);
    pship__import_mark_conditions(at, by->conditions);
    bool acts = of->of->is_act && text != NULL && strcmp(what->property, "party") == 0;
    return acts ? remember_party(at, text, err) : PSHIP_OK;
}

/* The counter of a property that needs no spec, and its hash. */
static const plain_property *find_plain(import *at, const char *property)
{
    plain_property *of = at->plain;
    while (of->property != NULL && strcmp(of->property, property) != 0) {
        of++;
    }
    if (of->property == NULL) {
        uint32_t number = pship__import_counter(at, "statement", property);
        if (number == UINT32_MAX) {
            return NULL;
        }
        *of = (plain_property){property, pship__hash_bytes(property, strlen(property)), number};
    }
    return of;
}

pship_result pship__import_state_plain(import *at, const subject *of, const char *property,
                                       const char *text, pship_error *err)
{
    const plain_property *plain = find_plain(at, property);
    if (plain == NULL) {
        return pship__fail_memory(err);
    }
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.source = of->source;
    options.locator = of->locator;
    value_of value = {.property = property,
                      .property_hash = plain->hash,
                      .text = text,
                      .kind = PSHIP_VALUE_TEXT,
                      .counter = plain->counter,
                      .column = -1};
    bool told;
    return tell(at, of, &value, NULL, &options, &told, err);
}
