/* Recording: from what a caller says to a row of the log. */
#include "model/transaction_private.h"
#include "model/vocabulary.h"
#include <string.h>

pship_statement_options pship_statement_options_init(void)
{
    return (pship_statement_options)PSHIP_STATEMENT_OPTIONS_INIT;
}

pship_result pship__check_object(const pship_model *model, const layers *seen, const statement *row,
                                 bool must_exist, pship_error *err)
{
    const char *id = pship__model_text(model, row->object);
    name_id kind = pship__entity_kind(model, seen, row->object);
    if (kind == 0) {
        if (!must_exist) {
            return PSHIP_OK;
        }
        return pship__fail(err, PSHIP_E_NOT_FOUND,
                           "'%.100s', which '%.100s' of '%.100s' refers to, is not recorded", id,
                           pship__model_text(model, row->property),
                           pship__model_text(model, row->subject));
    }
    name_id wanted = pship__property_find(model, row->property, SIZE_MAX)->refers_to;
    if (row->value_kind == PSHIP_VALUE_REFERENCE && wanted != 0 &&
        !pship__kind_below(model, kind, wanted, SIZE_MAX)) {
        return pship__fail(err, PSHIP_E_CONFLICT,
                           "'%.100s' is of kind %s, but '%.64s' of '%.100s' refers to kind %s", id,
                           pship__model_text(model, kind), pship__model_text(model, row->property),
                           pship__model_text(model, row->subject),
                           pship__model_text(model, wanted));
    }
    return PSHIP_OK;
}

/* ---- entities */

pship_result pship__add_statement(pship_transaction *transaction, const statement *row,
                                  pship_statement_id *id, pship_error *err)
{
    pship_model *model = transaction->model;
    if (model->statements.count >= UINT32_MAX - 1) {
        return pship__fail(err, PSHIP_E_LIMIT, "the model has as many statements as it can hold");
    }
    statement *added = pship__stable_add(&model->statements);
    if (added == NULL) {
        return pship__fail_memory(err);
    }
    *added = *row;
    added->transaction = (uint32_t)transaction->begun.transactions + 1u;
    added->layer = transaction->layers.layer;
    uint32_t ordinal = (uint32_t)model->statements.count;
    if (!pship__note_correction(model, added, ordinal) ||
        !pship__note_identity(model, added, ordinal)) {
        return pship__fail_memory(err);
    }
    if (id != NULL) {
        *id = ordinal;
    }
    return PSHIP_OK;
}

pship_result pship__settle(pship_transaction *transaction, const extent *mark, pship_result result)
{
    if (result != PSHIP_OK) {
        pship__model_cut(transaction->model, mark);
    }
    return result;
}

pship_result pship__timeless(pship_model *model, statement *row, pship_error *err)
{
    pship_date always = pship_date_from_day(PSHIP_DAY_MIN);
    pship_date forever = pship_date_from_day(PSHIP_DAY_MAX);
    *row = (statement){.last_confirmed = PSHIP_DAY_NONE};
    pship_result result = pship__take_date(model, &always, &row->from, err);
    return result == PSHIP_OK ? pship__take_date(model, &forever, &row->until, err) : result;
}

static pship_result record_entity(pship_transaction *transaction, const char *kind, const char *id,
                                  pship_error *err)
{
    pship_model *model = transaction->model;
    name_id kind_name = pship__names_find(&model->names, kind);
    if (pship__kind_find(model, kind_name, SIZE_MAX) == NULL) {
        return pship__fail(err, PSHIP_E_NOT_FOUND, "there is no kind '%.80s'",
                           pship__utf8_valid(kind, strlen(kind)) ? kind : "?");
    }
    pship_result result = pship__check_id(id, err);
    if (result != PSHIP_OK) {
        return result;
    }
    name_id name = pship__model_intern(model, id);
    if (name == 0) {
        return pship__fail_memory(err);
    }
    name_id known = pship__entity_kind_anywhere(model, name);
    if (known != 0 && known != kind_name) {
        return pship__fail(err, PSHIP_E_CONFLICT, "'%.100s' is recorded as %s, not as %s", id,
                           pship__model_text(model, known), kind);
    }
    if (pship__entity_kind(model, &transaction->layers, name) != 0) {
        return PSHIP_OK;
    }
    statement row;
    result = pship__timeless(model, &row, err);
    row.subject = name;
    row.property = model->property_kind;
    row.value_kind = PSHIP_VALUE_TEXT;
    row.value = kind_name;
    if (result == PSHIP_OK) {
        result = pship__add_statement(transaction, &row, NULL, err);
    }
    if (result == PSHIP_OK && !pship__entity_note(model, (uint32_t)model->statements.count)) {
        return pship__fail_memory(err);
    }
    return result;
}

pship_result pship_entity_record(pship_transaction *transaction, const char *kind, const char *id,
                                 pship_error *err)
{
    if (transaction == NULL || !transaction->open || kind == NULL || id == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_entity_record needs an open transaction, a kind and an id");
    }
    extent mark = pship__model_extent(transaction->model);
    return pship__settle(transaction, &mark, record_entity(transaction, kind, id, err));
}

/* ---- texts */

static pship_result take_text(pship_model *model, const char *text, const char *what, name_id *name,
                              pship_error *err)
{
    *name = 0;
    if (text == NULL) {
        return PSHIP_OK;
    }
    pship_result result = pship__check_text(text, what, err);
    if (result != PSHIP_OK) {
        return result;
    }
    *name = pship__model_intern(model, text);
    return *name != 0 ? PSHIP_OK : pship__fail_memory(err);
}

pship_result pship__take_date(pship_model *model, const pship_date *date, date_id *taken,
                              pship_error *err)
{
    stored_date row = pship__date_plain(date);
    pship_result result =
        take_text(model, date->text[0] == '\0' ? NULL : date->text, "date", &row.text, err);
    if (result == PSHIP_OK && (*taken = pship__pool_intern(&model->dates, &row)) == 0) {
        return pship__fail_memory(err);
    }
    return result;
}

/* ---- what goes with a statement */

static pship_result take_source(const pship_transaction *transaction, const char *source,
                                name_id *name, pship_error *err)
{
    const pship_model *model = transaction->model;
    *name = 0;
    if (source == NULL) {
        return PSHIP_OK;
    }
    name_id found = pship__names_find(&model->names, source);
    name_id kind = pship__entity_kind(model, &transaction->layers, found);
    if (kind == 0) {
        return pship__fail(err, PSHIP_E_NOT_FOUND, "the source '%.100s' is not recorded",
                           pship__utf8_valid(source, strlen(source)) ? source : "?");
    }
    if (!pship__kind_below(model, kind, model->kind_source, SIZE_MAX)) {
        return pship__fail(err, PSHIP_E_CONFLICT, "'%.100s' is of kind %s, not a source", source,
                           pship__model_text(model, kind));
    }
    *name = found;
    return PSHIP_OK;
}

static pship_result take_interval(pship_model *model, const pship_statement_options *options,
                                  statement *row, pship_error *err)
{
    pship_interval interval;
    pship_result result = pship_interval_parse(&interval, options->from, options->until, NULL, err);
    if (result == PSHIP_OK) {
        result = pship__take_date(model, &interval.from, &row->from, err);
    }
    if (result == PSHIP_OK) {
        result = pship__take_date(model, &interval.until, &row->until, err);
    }
    row->states_until = options->until != NULL;
    return result;
}

static pship_result take_note(pship_model *model, const pship_statement_options *options,
                              statement *row, pship_error *err)
{
    note_row note = {0};
    struct {
        const char *text, *what;
        name_id *name;
    } words[] = {{options->locator, "locator", &note.locator},
                 {options->qualifier, "qualifier", &note.qualifier},
                 {options->certainty, "certainty", &note.certainty},
                 {options->wording, "wording", &note.wording},
                 {options->reason, "reason", &note.reason},
                 {options->entry, "entry", &note.entry}};
    bool any = false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        pship_result result = take_text(model, words[i].text, words[i].what, words[i].name, err);
        if (result != PSHIP_OK) {
            return result;
        }
        any = any || words[i].text != NULL;
    }
    row->note = any ? pship__pool_intern(&model->notes, &note) : 0;
    return any && row->note == 0 ? pship__fail_memory(err) : PSHIP_OK;
}

pship_result pship__take_options(const pship_transaction *transaction,
                                 const pship_statement_options *options, statement *row,
                                 pship_error *err)
{
    pship_model *model = transaction->model;
    if (options->rank < PSHIP_RANK_DEPRECATED || options->rank > PSHIP_RANK_PREFERRED) {
        return pship__fail(err, PSHIP_E_ARGUMENT, "the rank %d is not known", (int)options->rank);
    }
    row->rank = (int8_t)options->rank;
    row->last_confirmed = PSHIP_DAY_NONE;
    pship_result result = take_source(transaction, options->source, &row->source, err);
    if (result == PSHIP_OK) {
        result = take_interval(model, options, row, err);
    }
    if (result == PSHIP_OK && options->last_confirmed != NULL) {
        result = pship_day_parse(&row->last_confirmed, options->last_confirmed, err);
    }
    if (result == PSHIP_OK) {
        result = take_note(model, options, row, err);
    }
    return result;
}

/* ---- values */

static bool type_allows(pship_property_type type, pship_value_kind kind)
{
    switch (kind) {
    case PSHIP_VALUE_NONE:
    case PSHIP_VALUE_UNKNOWN:
        return true;
    case PSHIP_VALUE_TEXT:
        return type == PSHIP_PROPERTY_TEXT || type == PSHIP_PROPERTY_ANY;
    case PSHIP_VALUE_NUMBER:
        return type == PSHIP_PROPERTY_NUMBER || type == PSHIP_PROPERTY_ANY;
    case PSHIP_VALUE_DATE:
        return type == PSHIP_PROPERTY_DATE || type == PSHIP_PROPERTY_ANY;
    case PSHIP_VALUE_RULE:
        return type == PSHIP_PROPERTY_DATE;
    case PSHIP_VALUE_REFERENCE:
        return type == PSHIP_PROPERTY_REFERENCE;
    case PSHIP_VALUE_BOOLEAN:
        return type == PSHIP_PROPERTY_BOOLEAN || type == PSHIP_PROPERTY_ANY;
    default:
        return false;
    }
}

static const char *type_name(pship_property_type type)
{
    static const char *const words[] = {"",
                                        "a text",
                                        "a number",
                                        "a date",
                                        "an entity",
                                        "true or false",
                                        "a text, number, date or boolean"};
    return words[type];
}

static pship_result take_number(const pship_value *value, statement *row, pship_error *err)
{
    if (!pship__number_parse(value->text, &row->number)) {
        return pship__fail(err, PSHIP_E_SYNTAX,
                           "'%.80s' is not a number: digits with an optional sign, decimal point "
                           "and exponent are expected",
                           value->text);
    }
    return PSHIP_OK;
}

static pship_result take_object(const pship_transaction *transaction, const char *id,
                                statement *row, pship_error *err)
{
    pship_model *model = transaction->model;
    pship_result result = pship__check_id(id, err);
    if (result == PSHIP_OK) {
        result = take_text(model, id, "id", &row->object, err);
    }
    return result == PSHIP_OK ? pship__check_object(model, &transaction->layers, row, false, err)
                              : result;
}

/* A slip in the event of a rule would leave its date open for ever. */
static pship_result check_event(const pship_model *model, const char *event, pship_error *err)
{
    const property_row *property =

        pship__property_find(model, pship__names_find(&model->names, event), SIZE_MAX);
    if (pship__act_life(event) < 0 && (property == NULL || property->type != PSHIP_PROPERTY_DATE)) {
        return pship__fail(err, PSHIP_E_INVALID,
                           "'%s' is neither what an act can be, such as signature, nor a property "
                           "that holds a date",
                           event);
    }
    return PSHIP_OK;
}

/* So would one in the type of an act leave the status as it was. */
static pship_result check_act(const pship_model *model, const statement *row,
                              const pship_value *value, pship_error *err)
{
    const char *kind = pship__model_text(model, pship__entity_kind_anywhere(model, row->subject));
    const char *property = pship__model_text(model, row->property);
    if (value->kind == PSHIP_VALUE_TEXT && strcmp(property, "type") == 0 &&
        strcmp(kind, "act") == 0 && pship__act_life(value->text) < 0) {
        return pship__fail(err, PSHIP_E_INVALID,
                           "'%.80s' is nothing that an act can be, such as signature or "
                           "entry_into_force",
                           value->text);
    }
    return PSHIP_OK;
}

/* The parts of a value beyond its text. */
static pship_result take_parts(const pship_transaction *transaction, const pship_value *value,
                               statement *row, pship_error *err)
{
    pship_model *model = transaction->model;
    switch (value->kind) {
    case PSHIP_VALUE_NUMBER:
        return take_number(value, row, err);
    case PSHIP_VALUE_DATE: {
        pship_date date;
        pship_result result = pship_date_parse(&date, value->text, NULL, err);
        return result == PSHIP_OK ? pship__take_date(model, &date, &row->date, err) : result;
    }
    case PSHIP_VALUE_RULE: {
        date_rule rule;
        pship_result result = pship__rule_parse(&rule, value->text, err);
        if (result == PSHIP_OK) {
            result = check_event(model, rule.event, err);
        }
        return result == PSHIP_OK ? take_object(transaction, rule.entity, row, err) : result;
    }
    case PSHIP_VALUE_REFERENCE:
        return take_object(transaction, value->text, row, err);
    default:
        return PSHIP_OK;
    }
}

pship_result pship__take_value(const pship_transaction *transaction, const pship_value *value,
                               statement *row, pship_error *err)
{
    pship_model *model = transaction->model;
    const property_row *property = pship__property_find(model, row->property, SIZE_MAX);
    pship_property_type type = (pship_property_type)property->type;
    if (!type_allows(type, value->kind)) {
        return pship__fail(err, PSHIP_E_INVALID, "'%.64s' of '%.100s' takes %s",
                           pship__model_text(model, row->property),
                           pship__model_text(model, row->subject), type_name(type));
    }
    bool textual = value->kind != PSHIP_VALUE_NONE && value->kind != PSHIP_VALUE_UNKNOWN &&
                   value->kind != PSHIP_VALUE_BOOLEAN;
    if (textual && value->text == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT, "the value of '%.64s' of '%.100s' has no text",
                           pship__model_text(model, row->property),
                           pship__model_text(model, row->subject));
    }
    row->value_kind = (uint8_t)value->kind;
    row->boolean = value->kind == PSHIP_VALUE_BOOLEAN && value->boolean;
    pship_result result = take_text(model, textual ? value->text : NULL, "value", &row->value, err);
    if (result == PSHIP_OK && value->kind == PSHIP_VALUE_NUMBER) {
        result = take_text(model, value->unit, "unit", &row->unit, err);
    }
    if (result == PSHIP_OK) {
        result = check_act(model, row, value, err);
    }
    return result == PSHIP_OK ? take_parts(transaction, value, row, err) : result;
}

/* ---- subject and property */

static pship_result take_subject(const pship_transaction *transaction, const char *subject,
                                 const char *property, statement *row, pship_error *err)
{
    const pship_model *model = transaction->model;
    row->subject = pship__names_find(&model->names, subject);
    name_id kind = pship__entity_kind(model, &transaction->layers, row->subject);
    if (kind == 0) {
        return pship__fail(err, PSHIP_E_NOT_FOUND, "'%.100s' is not recorded",
                           pship__utf8_valid(subject, strlen(subject)) ? subject : "?");
    }
    row->property = pship__names_find(&model->names, property);
    const property_row *found = pship__property_find(model, row->property, SIZE_MAX);
    if (found == NULL) {
        return pship__fail(err, PSHIP_E_NOT_FOUND, "there is no property '%.80s'",
                           pship__utf8_valid(property, strlen(property)) ? property : "?");
    }
    if (row->property == model->property_kind) {
        return pship__fail(err, PSHIP_E_INVALID,
                           "the kind of '%.100s' is stated by recording the entity, and stays",
                           subject);
    }
    if (found->of_kind != 0 && !pship__kind_below(model, kind, found->of_kind, SIZE_MAX)) {
        return pship__fail(err, PSHIP_E_INVALID, "'%.100s' is of kind %s, and '%s' belongs to %s",
                           subject, pship__model_text(model, kind), property,
                           pship__model_text(model, found->of_kind));
    }
    return PSHIP_OK;
}

pship_result pship__wanted_options(pship_statement_options *wanted,
                                   const pship_statement_options *options, pship_error *err)
{
    *wanted = (pship_statement_options)PSHIP_STATEMENT_OPTIONS_INIT;
    return pship__options(wanted, sizeof *wanted, offsetof(pship_statement_options, entry), options,
                          "pship_statement_options", err);
}

/* Looking texts up is most of the work, and each would wait for memory by itself. Short ones only: a long text
 * is hashed once. */
static void warm(const pship_model *model, const char *subject, const pship_value *value,
                 const pship_statement_options *options)
{
    const char *const texts[] = {subject,       value->text,    options->source,
                                 options->from, options->until, options->locator};
    const char *kept[sizeof texts / sizeof texts[0]];
    size_t count = 0;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (texts[i] != NULL && strnlen(texts[i], 64) < 64) {
            kept[count++] = texts[i];
        }
    }
    pship__names_warm(&model->names, kept, count);
}

pship_result pship_statement_assert(pship_statement_id *id, pship_transaction *transaction,
                                    const char *subject, const char *property,
                                    const pship_value *value,
                                    const pship_statement_options *options, pship_error *err)
{
    if (transaction == NULL || !transaction->open || subject == NULL || property == NULL ||
        value == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_statement_assert needs an open transaction, a subject, a "
                           "property and a value");
    }
    extent mark = pship__model_extent(transaction->model);
    statement row = {.operation = OPERATION_ASSERT};
    pship_statement_options wanted;
    pship_result result = pship__wanted_options(&wanted, options, err);
    if (result == PSHIP_OK) {
        warm(transaction->model, subject, value, &wanted);
        result = take_subject(transaction, subject, property, &row, err);
    }
    if (result == PSHIP_OK) {
        result = pship__take_value(transaction, value, &row, err);
    }
    if (result == PSHIP_OK) {
        result = pship__take_options(transaction, &wanted, &row, err);
    }
    if (result == PSHIP_OK) {
        result = pship__record(transaction, &row, id, err);
    }
    return pship__settle(transaction, &mark, result);
}

/* ---- values written as text */

/* A date unless it reads like a rule; the error is that of the more likely of the two. */
static pship_value date_or_rule(const char *text)
{
    return strstr(text, " of ") != NULL ? pship_value_rule(text) : pship_value_date(text);
}

static pship_result read_value(const pship_transaction *transaction, const char *property,
                               const char *text, const char *unit, pship_value *value,
                               pship_error *err)
{
    property_info info = {.type = PSHIP_PROPERTY_TEXT};
    (void)pship__transaction_property(transaction, property, &info);
    bool numeric =
        info.type == PSHIP_PROPERTY_NUMBER || (info.type == PSHIP_PROPERTY_ANY && unit != NULL);
    if (unit != NULL && !numeric) {
        return pship__fail(
            err, PSHIP_E_INVALID, "'%.64s' takes %s, which has no unit such as '%.40s'", property,
            type_name(info.type), pship__utf8_valid(unit, strlen(unit)) ? unit : "?");
    }
    if (numeric) {
        *value = pship_value_number(text, unit);
    } else if (info.type == PSHIP_PROPERTY_DATE) {
        *value = date_or_rule(text);
    } else if (info.type == PSHIP_PROPERTY_REFERENCE) {
        *value = pship_value_reference(text);
    } else if (info.type == PSHIP_PROPERTY_BOOLEAN) {
        bool yes = strcmp(text, "true") == 0;
        if (!yes && strcmp(text, "false") != 0) {
            return pship__fail(err, PSHIP_E_SYNTAX, "'%.80s' is neither true nor false",
                               pship__utf8_valid(text, strlen(text)) ? text : "?");
        }
        *value = pship_value_boolean(yes);
    } else {
        *value = pship_value_text(text);
    }
    return PSHIP_OK;
}

pship_result pship_statement_assert_text(pship_statement_id *id, pship_transaction *transaction,
                                         const char *subject, const char *property,
                                         const char *text, const char *unit,
                                         const pship_statement_options *options, pship_error *err)
{
    if (transaction == NULL || !transaction->open || property == NULL || text == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_statement_assert_text needs an open transaction, a property and "
                           "a text");
    }
    pship_value value;
    pship_result result = read_value(transaction, property, text, unit, &value, err);
    if (result != PSHIP_OK) {
        return result;
    }
    return pship_statement_assert(id, transaction, subject, property, &value, options, err);
}
