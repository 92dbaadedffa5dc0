/* Recording: from what a caller says to a row of the log. */
#include "model/transaction_private.h"
#include "model/vocabulary.h"
#include <string.h>

#define ID_LIMIT 200

pship_statement_options pship_statement_options_init(void)
{
    return (pship_statement_options)PSHIP_STATEMENT_OPTIONS_INIT;
}

pship_result pship__check_object(const pship_model *model, const statement *row, bool must_exist,
                                 pship_error *err)
{
    const char *id = pship__model_text(model, row->object);
    name_id kind = pship__entity_kind(model, row->object);
    if (kind == 0) {
        if (!must_exist) {
            return PSHIP_OK;
        }
        return pship__fail(err, PSHIP_E_NOT_FOUND,
                           "'%.100s', which '%.100s' of '%.100s' refers to, is not recorded", id,
                           pship__model_text(model, row->property),
                           pship__model_text(model, row->subject));
    }
    name_id wanted = pship__property_find(model, row->property)->refers_to;
    if (row->value_kind == PSHIP_VALUE_REFERENCE && wanted != 0 &&
        !pship__kind_below(model, kind, wanted)) {
        return pship__fail(err, PSHIP_E_CONFLICT,
                           "'%.100s' is of kind %s, but '%.64s' of '%.100s' refers to kind %s", id,
                           pship__model_text(model, kind), pship__model_text(model, row->property),
                           pship__model_text(model, row->subject),
                           pship__model_text(model, wanted));
    }
    return PSHIP_OK;
}

/* ---- entities */

static pship_result check_id(const char *id, pship_error *err)
{
    size_t length = strlen(id);
    bool good = length > 0 && length <= ID_LIMIT && pship__utf8_valid(id, length);
    for (size_t i = 0; good && i < length; i++) {
        good = (unsigned char)id[i] > ' ' && id[i] != 0x7f;
    }
    if (!good) {
        return pship__fail(err, PSHIP_E_INVALID,
                           "'%.100s' cannot be an id: 1 to %d bytes of UTF-8 without spaces and "
                           "control characters are expected",
                           pship__utf8_valid(id, length) ? id : "?", ID_LIMIT);
    }
    return PSHIP_OK;
}

pship_result pship__add_statement(pship_transaction *transaction, const statement *row,
                                  pship_statement_id *id, pship_error *err)
{
    pship_model *model = transaction->model;
    statement *added = pship__stable_add(&model->statements);
    if (added == NULL) {
        return pship__fail_memory(err);
    }
    *added = *row;
    added->transaction = (uint32_t)transaction->begun.transactions + 1u;
    if (id != NULL) {
        *id = (pship_statement_id)model->statements.count;
    }
    return PSHIP_OK;
}

statement pship__timeless(void)
{
    pship_date always = pship_date_from_day(PSHIP_DAY_MIN);
    pship_date forever = pship_date_from_day(PSHIP_DAY_MAX);
    return (statement){.from = pship__date_plain(&always),
                       .until = pship__date_plain(&forever),
                       .last_confirmed = PSHIP_DAY_NONE};
}

pship_result pship_entity_record(pship_transaction *transaction, const char *kind, const char *id,
                                 pship_error *err)
{
    if (transaction == NULL || !transaction->open || kind == NULL || id == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_entity_record needs an open transaction, a kind and an id");
    }
    pship_model *model = transaction->model;
    name_id kind_name = pship__names_find(&model->names, kind);
    if (pship__kind_find(model, kind_name) == NULL) {
        return pship__fail(err, PSHIP_E_NOT_FOUND, "there is no kind '%.80s'", kind);
    }
    pship_result result = check_id(id, err);
    if (result != PSHIP_OK) {
        return result;
    }
    name_id name = pship__model_intern(model, id);
    if (name == 0) {
        return pship__fail_memory(err);
    }
    name_id known = pship__entity_kind(model, name);
    if (known == kind_name) {
        return PSHIP_OK;
    }
    if (known != 0) {
        return pship__fail(err, PSHIP_E_CONFLICT, "'%.100s' is recorded as %s, not as %s", id,
                           pship__model_text(model, known), kind);
    }
    statement row = pship__timeless();
    row.subject = name;
    row.property = model->property_kind;
    row.value_kind = PSHIP_VALUE_TEXT;
    row.value = kind_name;
    if (!pship__entity_set_kind(model, name, kind_name)) {
        return pship__fail_memory(err);
    }
    result = pship__add_statement(transaction, &row, NULL, err);
    if (result != PSHIP_OK) {
        (void)pship__entity_set_kind(model, name, 0);
    }
    return result;
}

/* ---- texts */

static pship_result take_text(pship_model *model, const char *text, const char *what, name_id *name,
                              pship_error *err)
{
    *name = 0;
    if (text == NULL) {
        return PSHIP_OK;
    }
    size_t length = strnlen(text, TEXT_LIMIT + 1);
    if (length > TEXT_LIMIT) {
        return pship__fail(err, PSHIP_E_LIMIT, "the %s is longer than 16 MiB", what);
    }
    if (!pship__utf8_valid(text, length)) {
        return pship__fail(err, PSHIP_E_INVALID, "the %s is not UTF-8", what);
    }
    *name = pship__model_intern(model, text);
    return *name != 0 ? PSHIP_OK : pship__fail_memory(err);
}

static pship_result take_date(pship_model *model, const pship_date *date, stored_date *taken,
                              pship_error *err)
{
    *taken = pship__date_plain(date);
    return take_text(model, date->text[0] == '\0' ? NULL : date->text, "date", &taken->text, err);
}

/* ---- what goes with a statement */

static pship_result take_source(pship_model *model, const char *source, name_id *name,
                                pship_error *err)
{
    *name = 0;
    if (source == NULL) {
        return PSHIP_OK;
    }
    name_id found = pship__names_find(&model->names, source);
    name_id kind = pship__entity_kind(model, found);
    if (kind == 0) {
        return pship__fail(err, PSHIP_E_NOT_FOUND, "the source '%.100s' is not recorded",
                           pship__utf8_valid(source, strlen(source)) ? source : "?");
    }
    if (!pship__kind_below(model, kind, model->kind_source)) {
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
        result = take_date(model, &interval.from, &row->from, err);
    }
    if (result == PSHIP_OK) {
        result = take_date(model, &interval.until, &row->until, err);
    }
    row->states_until = options->until != NULL;
    return result;
}

static pship_result take_words(pship_model *model, const pship_statement_options *options,
                               statement *row, pship_error *err)
{
    struct {
        const char *text, *what;
        name_id *name;
    } words[] = {{options->locator, "locator", &row->locator},
                 {options->qualifier, "qualifier", &row->qualifier},
                 {options->certainty, "certainty", &row->certainty},
                 {options->wording, "wording", &row->wording},
                 {options->reason, "reason", &row->reason}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        pship_result result = take_text(model, words[i].text, words[i].what, words[i].name, err);
        if (result != PSHIP_OK) {
            return result;
        }
    }
    return PSHIP_OK;
}

pship_result pship__take_options(pship_model *model, const pship_statement_options *options,
                                 statement *row, pship_error *err)
{
    if (options->rank < PSHIP_RANK_DEPRECATED || options->rank > PSHIP_RANK_PREFERRED) {
        return pship__fail(err, PSHIP_E_ARGUMENT, "the rank %d is not known", (int)options->rank);
    }
    row->rank = (int8_t)options->rank;
    row->last_confirmed = PSHIP_DAY_NONE;
    pship_result result = take_source(model, options->source, &row->source, err);
    if (result == PSHIP_OK) {
        result = take_interval(model, options, row, err);
    }
    if (result == PSHIP_OK && options->last_confirmed != NULL) {
        result = pship_day_parse(&row->last_confirmed, options->last_confirmed, err);
    }
    if (result == PSHIP_OK) {
        result = take_words(model, options, row, err);
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

static pship_result take_object(pship_model *model, const char *id, statement *row,
                                pship_error *err)
{
    pship_result result = check_id(id, err);
    if (result == PSHIP_OK) {
        result = take_text(model, id, "id", &row->object, err);
    }
    return result == PSHIP_OK ? pship__check_object(model, row, false, err) : result;
}

/* A slip in the event of a rule would leave its date open for ever. */
static pship_result check_event(const pship_model *model, const char *event, pship_error *err)
{
    const property_row *property =
        pship__property_find(model, pship__names_find(&model->names, event));
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
    const char *kind = pship__model_text(model, pship__entity_kind(model, row->subject));
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
static pship_result take_parts(pship_model *model, const pship_value *value, statement *row,
                               pship_error *err)
{
    switch (value->kind) {
    case PSHIP_VALUE_NUMBER:
        return take_number(value, row, err);
    case PSHIP_VALUE_DATE: {
        pship_date date;
        pship_result result = pship_date_parse(&date, value->text, NULL, err);
        return result == PSHIP_OK ? take_date(model, &date, &row->date, err) : result;
    }
    case PSHIP_VALUE_RULE: {
        date_rule rule;
        pship_result result = pship__rule_parse(&rule, value->text, err);
        if (result == PSHIP_OK) {
            result = check_event(model, rule.event, err);
        }
        return result == PSHIP_OK ? take_object(model, rule.entity, row, err) : result;
    }
    case PSHIP_VALUE_REFERENCE:
        return take_object(model, value->text, row, err);
    default:
        return PSHIP_OK;
    }
}

pship_result pship__take_value(pship_model *model, const pship_value *value, statement *row,
                               pship_error *err)
{
    const property_row *property = pship__property_find(model, row->property);
    if (!type_allows(property->type, value->kind)) {
        return pship__fail(err, PSHIP_E_INVALID, "'%.64s' of '%.100s' takes %s",
                           pship__model_text(model, row->property),
                           pship__model_text(model, row->subject), type_name(property->type));
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
    return result == PSHIP_OK ? take_parts(model, value, row, err) : result;
}

/* ---- subject and property */

static pship_result take_subject(pship_model *model, const char *subject, const char *property,
                                 statement *row, pship_error *err)
{
    row->subject = pship__names_find(&model->names, subject);
    name_id kind = pship__entity_kind(model, row->subject);
    if (kind == 0) {
        return pship__fail(err, PSHIP_E_NOT_FOUND, "'%.100s' is not recorded",
                           pship__utf8_valid(subject, strlen(subject)) ? subject : "?");
    }
    row->property = pship__names_find(&model->names, property);
    const property_row *found = pship__property_find(model, row->property);
    if (found == NULL) {
        return pship__fail(err, PSHIP_E_NOT_FOUND, "there is no property '%.80s'",
                           pship__utf8_valid(property, strlen(property)) ? property : "?");
    }
    if (row->property == model->property_kind) {
        return pship__fail(err, PSHIP_E_INVALID,
                           "the kind of '%.100s' is stated by recording the entity, and stays",
                           subject);
    }
    if (found->of_kind != 0 && !pship__kind_below(model, kind, found->of_kind)) {
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
    return pship__options(wanted, sizeof *wanted, sizeof *wanted, options,
                          "pship_statement_options", err);
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
    pship_model *model = transaction->model;
    statement row = {.operation = OPERATION_ASSERT};
    pship_statement_options wanted;
    pship_result result = pship__wanted_options(&wanted, options, err);
    if (result == PSHIP_OK) {
        result = take_subject(model, subject, property, &row, err);
    }
    if (result == PSHIP_OK) {
        result = pship__take_value(model, value, &row, err);
    }
    if (result == PSHIP_OK) {
        result = pship__take_options(model, &wanted, &row, err);
    }
    return result == PSHIP_OK ? pship__add_statement(transaction, &row, id, err) : result;
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
