/* Looking at a whole register: one rule after the other, and what they all ask. */
#include "validation/validation.h"
#include <stdio.h>
#include <string.h>

/* The end of the calendar: what began and did not end still holds, and whatever is planned has come. */
#define LAST_DAY "9999-12-31"

/* ---- failing */

void pship__inspection_short(inspection *at)
{
    if (at->result == PSHIP_OK) {
        at->result = pship__fail_memory(at->err);
    }
}

bool pship__inspection_stops(const inspection *at)
{
    return at->result != PSHIP_OK;
}

bool pship__inspection_goes_on(inspection *at)
{
    return goes_on(&at->progress, &at->result, at->err);
}

/* ---- what rules ask */

const char *pship__id_of(const inspection *at, name_id entity)
{
    return pship__view_text(at->view, entity);
}

bool pship__is_kind(const inspection *at, name_id entity, const char *kind)
{
    name_id of = pship__view_kind(at->view, entity), wanted = pship__view_name(at->view, kind);
    return of != 0 && wanted != 0 && pship__kind_is(at->view, of, wanted);
}

readings pship__said_of(const inspection *at, name_id entity, const char *property)
{
    name_id name = pship__view_name(at->view, property);
    return name == 0 ? (readings){NULL, 0} : pship__view_about(at->view, entity, name);
}

const ledger *pship__ledger_of(const inspection *at, name_id agreement)
{
    uint32_t place = pship__map_get(&at->ledger_places, agreement);
    return place == 0 ? NULL : &at->ledgers[place - 1];
}

bool pship__refers(const reading *one)
{
    return one->statement->value_kind == PSHIP_VALUE_REFERENCE &&
           one->statement->rank != PSHIP_RANK_DEPRECATED;
}

bool pship__same_thing(const inspection *at, name_id a, name_id b)
{
    return a == b || pship__canonical(&at->merged, a) == pship__canonical(&at->merged, b);
}

void pship__each_entity(inspection *at, const char *kind, entity_visit visit)
{
    readings all = pship__view_everything(at->view);
    name_id property = pship__view_name(at->view, "kind");
    for (size_t i = 0; i < all.count && pship__inspection_goes_on(at); i++) {
        const statement *said = all.first[i].statement;
        if (said->property == property &&
            (kind == NULL || pship__is_kind(at, said->subject, kind))) {
            visit(at, said->subject);
        }
    }
}

bool pship__surely_before(const when *one, const when *other)
{
    return one->kind == WHEN_DATED && other->kind == WHEN_DATED && one->latest < other->earliest;
}

/* ---- remarks */

/* An entity stands where it is introduced: at the statement of its kind. */
static file_place place_of(const inspection *at, const subject_of *about)
{
    if (about->statement != 0) {
        return pship__places_find(at->places, about->statement);
    }
    readings kind = pship__said_of(at, about->entity, "kind");
    return kind.count == 0 ? (file_place){0} : pship__places_find(at->places, kind.first->id);
}

static void remark(inspection *at, const subject_of *about, const char *format, va_list arguments)
{
    char message[512];
    if (pship__rules[at->rule].needs == NEEDS_ENTITY &&
        pship__map_get(&at->troubled, about->entity) != 0) {
        return;
    }
    pship__format_cut(message, sizeof message, format, arguments);
    finding found = {.rule = at->rule,
                     .where = place_of(at, about),
                     .entity = pship__id_of(at, about->entity),
                     .property = about->property,
                     .message = message,
                     .expected = about->expected};
    pship__findings_add(at->found, &found);
    if (at->found->failed) {
        pship__inspection_short(at);
    }
}

void pship__remark(inspection *at, const subject_of *about, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    remark(at, about, format, arguments);
    va_end(arguments);
}

void pship__remark_reading(inspection *at, const reading *about, const char *format, ...)
{
    const statement *said = about->statement;
    subject_of subject = {.entity = said->subject,
                          .property = pship__view_text(at->view, said->property),
                          .statement = about->id};
    va_list arguments;
    va_start(arguments, format);
    remark(at, &subject, format, arguments);
    va_end(arguments);
}

void pship__remark_when(inspection *at, name_id entity, const char *property, const when *date,
                        const char *format, ...)
{
    subject_of subject = {.entity = entity,
                          .property = property,
                          .statement = date->picked != NULL ? date->picked->id : 0};
    va_list arguments;
    va_start(arguments, format);
    remark(at, &subject, format, arguments);
    va_end(arguments);
}

/* ---- the whole */

static pship_result open_view(inspection *at, const char *scenario)
{
    pship_view *view = NULL;
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    options.holding = PSHIP_POSSIBLE;
    options.scenario = scenario;
    pship_result result = pship_day_parse(&options.as_of, LAST_DAY, at->err);
    if (result == PSHIP_OK) {
        result = pship_view_open(&view, at->model, &options, at->err);
    }
    if (result == PSHIP_OK) {
        result = pship__view_read_all(view, at->err);
        at->view = view;
    }
    if (result == PSHIP_OK) {
        result = pship__merges_load(&at->merged, at->view, at->err);
    }
    return result;
}

/* Of its acts, the one that counts from the earliest day; absent where not every one has a day. */
static when first_of(const ledger *one)
{
    when first = {.kind = WHEN_ABSENT};
    for (size_t i = 0; i < one->count; i++) {
        const when *date = &one->acts[i].counts;
        if (date->kind != WHEN_DATED) {
            return (when){.kind = WHEN_ABSENT};
        }
        if (first.kind == WHEN_ABSENT || date->earliest < first.earliest) {
            first = *date;
        }
    }
    return first;
}

/* Every agreement with its acts, once for all rules. */
static pship_result load_ledgers(inspection *at)
{
    name_id *agreements = NULL;
    size_t count = 0;
    const merges apart = {.view = at->view,
                          .kept = at->merged.kept}; /* a problem is that of what was written */
    pship_result result = pship__agreements_load(&agreements, &count, &apart, at->err);
    if (result != PSHIP_OK) {
        return result;
    }
    at->ledgers = pship__allocate_zero(at->context, count, sizeof *at->ledgers);
    result = at->ledgers == NULL ? pship__fail_memory(at->err) : PSHIP_OK;
    for (size_t i = 0; i < count && goes_on(&at->progress, &result, at->err); i++) {
        ledger *one = &at->ledgers[at->ledger_count];
        one->agreement = agreements[i];
        result = pship__acts_load(&one->acts, &one->count, &apart, one->agreement, at->err);
        if (result == PSHIP_OK) {
            one->first = first_of(one);
            at->ledger_count++;
        }
        if (result == PSHIP_OK &&
            !pship__map_set(&at->ledger_places, one->agreement, (uint32_t)at->ledger_count)) {
            result = pship__fail_memory(at->err);
        }
    }
    pship__release(at->context, agreements);
    return result;
}

static pship_result note_troubled(inspection *at)
{
    for (size_t i = 0; i < at->found->count; i++) {
        const char *id = at->found->items[i].entity;
        name_id entity = id == NULL ? 0 : pship__view_name(at->view, id);
        if (entity != 0 && !pship__map_set(&at->troubled, entity, 1)) {
            return pship__fail_memory(at->err);
        }
    }
    return PSHIP_OK;
}

static pship_result run_rules(inspection *at)
{
    bool whole = at->found->count == 0;
    for (size_t i = 0; i < pship__rule_count && !pship__inspection_stops(at); i++) {
        const rule_row *one = &pship__rules[i];
        at->rule = i;
        if (one->check == NULL || (one->needs == NEEDS_ALL && !whole)) {
            continue;
        }
        at->result = pship__progress(&at->progress, (double)i / (double)pship__rule_count, at->err);
        if (!pship__inspection_stops(at)) {
            one->check(at);
        }
    }
    return at->result;
}

pship_result pship__inspect(findings *found, pship_model *model, const char *scenario,
                            const places *where, pship_error *err)
{
    inspection at = {.model = model,
                     .context = pship__model_context(model),
                     .places = where,
                     .found = found,
                     .err = err};
    pship__progress_begin(&at.progress, at.context, "validating");
    pship__map_init(&at.troubled, at.context);
    pship__map_init(&at.ledger_places, at.context);
    pship_result result = open_view(&at, scenario);
    if (result == PSHIP_OK) {
        result = note_troubled(&at);
    }
    if (result == PSHIP_OK) {
        result = load_ledgers(&at);
    }
    if (result == PSHIP_OK) {
        result = run_rules(&at);
    }
    for (size_t i = 0; i < at.ledger_count; i++) {
        pship__release(at.context, at.ledgers[i].acts);
    }
    pship__release(at.context, at.ledgers);
    pship__map_free(&at.ledger_places);
    pship__map_free(&at.troubled);
    if (at.merged.view != NULL) {
        result = pship__merges_close(&at.merged, result, err);
    }
    pship_view_free((pship_view *)(uintptr_t)at.view);
    return result;
}
