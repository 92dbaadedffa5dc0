/* Telling a row: which rules hold, the entities and acts that they make, and their values. */
#include "adapters/import.h"
#include "model/slots.h"

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
        return pship__import_memory(at, err);
    }
    if (what->info.type == PSHIP_PROPERTY_REFERENCE) {
        return pship__import_refer(at, of, what, text, err);
    }
    if (of->of->is_act) {
        remember_day(at, of, what, text);
    }
    return pship__import_state(at, of, what, text, written, err);
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
    return piece == NULL ? pship__import_memory(at, err) : tell_piece(at, of, what, piece, err);
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
                   ? pship__import_state(at, of, what, NULL, NULL, err)
                   : PSHIP_OK;
    }
    const char *text;
    outcome got = pship__spec_text(at, by, &of->within, &text);
    if (got != TEXT_SAID) {
        return pship__import_memory(at, err);
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
        return pship__import_memory(at, err);
    }
    /* Another rule may speak of the same entity: only the same rule finds it again. */
    uint64_t key = pship__import_mix((uint64_t)(of - at->rules) + 1, base) | 1u;
    uint32_t number = of->another ? pship__import_times_seen(&at->keys, key) : 1;
    made->id = number == 0 ? NULL : pship__import_numbered(at, base, number);
    made->entry = made->id;
    if (of->entry != NO_SPEC) {
        const char *own = pship__import_beside(at, of->entry, made, NULL);
        made->entry = own == NULL ? made->id : pship__import_numbered(at, own, number);
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
    /* Nothing refers to an act, so only its own rule tells of it. */
    uint32_t times = of->is_act ? 1 : pship__import_times(at, made->id);
    if (times == 0) {
        return pship__fail_memory(err);
    }
    pship_error problem = PSHIP_ERROR_INIT;
    size_t before = at->last_statement;
    pship_result result = pship__import_declare(at, of->kind, made->id, times == 1, &problem, err);
    made->fresh = at->last_statement > before;
    *good = result == PSHIP_OK && problem.code == PSHIP_OK;
    if (*good) {
        pship__mark(at, at->specs[of->id].pattern, CELL_TAKEN);
        pship__import_mark_conditions(at, of->conditions);
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
        return pship__import_memory(at, err);
    }
    const char *type;
    if (pship__spec_value(at, &at->specs[of->type], &made.within, &type) != TEXT_SAID) {
        return pship__import_memory(at, err);
    }
    made.within.type = type;
    made.source = pship__import_beside(at, of->source, &made, owner->source);
    made.locator = pship__import_beside(at, of->locator, &made, owner->locator);
    bool good;
    pship_result result = identify(at, of, &made, &good, err);
    if (result != PSHIP_OK || !good) {
        return result;
    }
    pship__mark(at, at->specs[of->type].pattern, CELL_TAKEN);
    at->act_party_count = 0;
    result = pship__import_state_plain(at, &made, "agreement", owner->id, err);
    if (result == PSHIP_OK) {
        result = pship__import_state_plain(at, &made, "type", type, err);
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
        return pship__import_memory(at, err);
    }
    made.source = pship__import_beside(at, of->source, &made, at->default_source);
    made.locator = pship__import_beside(at, of->locator, &made, NULL);
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
    return result == PSHIP_OK ? pship__import_memory(at, err) : result;
}
