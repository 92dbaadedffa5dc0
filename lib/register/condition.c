/* Conditions of agreements: recording them, and reading them as what the force of an agreement needs. */
#include "register/force.h"

#include "model/private.h"
#include <partnership/condition.h>
#include <stdlib.h>
#include <string.h>

static const char *const types[CONDITION_TYPES] = {"entry_into_force",
                                                   "party_entry_into_force",
                                                   "provisional_application",
                                                   "term",
                                                   "renewal",
                                                   "notice_period",
                                                   "sunset"};

static const char *const bases[] = {
    "",          "on_signature", "consents", "all_consents", "notifications_by_all",
    "fixed_day", "own_consent"};

const char *pship__basis_word(condition_basis basis)
{
    return bases[basis];
}

static int find_word(const char *const *words, size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++) {
        if (word && *word && strcmp(words[i], word) == 0)
            return (int)i;
    }
    return -1;
}

/* ---- recording */

pship_condition_fields pship_condition_fields_init(void)
{
    return (pship_condition_fields)PSHIP_CONDITION_FIELDS_INIT;
}

/* "30 days" as its digits and its unit; `digits` has room for any text that is short enough. */
static bool split_length(const char *text, char *digits, size_t size, const char **unit)
{
    size_t length = strspn(text, "0123456789");
    pship_calendar_unit known;
    if (length == 0 || length >= size || text[length] != ' ')
        return false;
    memcpy(digits, text, length);
    digits[length] = '\0';
    *unit = text + length + 1;
    return pship__calendar_unit(&known, *unit);
}

static pship_result assert_length(pship_transaction *transaction, const char *id,
                                  const char *property, const char *text,
                                  const pship_statement_options *options, pship_error *err)
{
    char digits[8];
    const char *unit;
    if (!text)
        return PSHIP_OK;
    if (!split_length(text, digits, sizeof digits, &unit)) {
        return pship__fail(err, PSHIP_E_INVALID,
                           "'%.80s' is not a length of time: \"30 days\", \"6 months\" or "
                           "\"5 years\" is expected",
                           text);
    }
    pship_value value = pship_value_number(digits, unit);
    return pship_statement_assert(NULL, transaction, id, property, &value, options, err);
}

static pship_result check_words(const pship_condition_fields *fields, pship_error *err)
{
    if (fields->type && find_word(types, COUNT(types), fields->type) < 0)
        return pship__fail(err, PSHIP_E_INVALID, "'%.80s' is not a type of condition",
                           fields->type);
    if (fields->basis && find_word(bases, COUNT(bases), fields->basis) < 0)
        return pship__fail(err, PSHIP_E_INVALID, "'%.80s' is not a basis of a condition",
                           fields->basis);
    return PSHIP_OK;
}

pship_result pship_condition_record(pship_transaction *transaction, const char *id,
                                    const pship_condition_fields *fields,
                                    const pship_statement_options *options, pship_error *err)
{
    static const field stated[] = {
        TEXT_FIELD(pship_condition_fields, agreement, "condition_of"),
        TEXT_FIELD(pship_condition_fields, type, "type"),
        TEXT_FIELD(pship_condition_fields, basis, "basis"),
        TEXT_FIELD(pship_condition_fields, consents_required, "consents_required"),
        TEXT_FIELD(pship_condition_fields, first_of_month, "first_of_month"),
        TEXT_FIELD(pship_condition_fields, date, "date"),
        TEXT_FIELD(pship_condition_fields, tacit, "tacit"),
        TEXT_FIELD(pship_condition_fields, article, "article"),
        LIST_FIELD(pship_condition_fields, parties, party_count, "party"),
        LIST_FIELD(pship_condition_fields, provisions, provision_count, "provision"),
    };
    pship_condition_fields known = PSHIP_CONDITION_FIELDS_INIT;
    pship_result result =
        pship__options(&known, sizeof known, sizeof known, fields, "pship_condition_fields", err);
    if (result == PSHIP_OK)
        result = check_words(&known, err);
    if (result == PSHIP_OK) {
        result = pship__record_fields(transaction, "condition", id, &known, stated, COUNT(stated),
                                      options, err);
    }
    if (result == PSHIP_OK)
        result = assert_length(transaction, id, "delay", known.delay, options, err);
    if (result == PSHIP_OK)
        result = assert_length(transaction, id, "duration", known.duration, options, err);
    return result;
}

/* ---- reading */

/* The names of the properties of a condition, looked up once. */
typedef struct words {
    name_id type, basis, consents_required, delay, duration, tacit, first_of_month, date, party,
        article;
} words;

static words look_up(const pship_view *view)
{
    return (words){.type = pship__view_name(view, "type"),
                   .basis = pship__view_name(view, "basis"),
                   .consents_required = pship__view_name(view, "consents_required"),
                   .delay = pship__view_name(view, "delay"),
                   .duration = pship__view_name(view, "duration"),
                   .tacit = pship__view_name(view, "tacit"),
                   .first_of_month = pship__view_name(view, "first_of_month"),
                   .date = pship__view_name(view, "date"),
                   .party = pship__view_name(view, "party"),
                   .article = pship__view_name(view, "article")};
}

static readings about(const pship_view *view, name_id id, name_id property)
{
    return property ? pship__view_about(view, id, property) : (readings){NULL, 0};
}

static choice ask(const pship_view *view, name_id id, name_id property)
{
    return pship__choose_any(view, about(view, id, property));
}

static const char *ask_text(const pship_view *view, name_id id, name_id property)
{
    choice chosen = ask(view, id, property);
    return chosen.picked ? pship__said_text(view, chosen.picked->statement) : NULL;
}

/* A whole number that is not negative; 0 where none is stated. False where it is something else. */
static bool read_number(int32_t *number, const statement **said, condition *of,
                        const pship_view *view, name_id property)
{
    enum { MOST = 1000000 };
    choice chosen = ask(view, of->id, property);
    of->contested = of->contested || chosen.contested;
    *number = 0;
    *said = NULL;
    if (!chosen.picked)
        return !chosen.undecided;
    *said = chosen.picked->statement;
    if ((*said)->value_kind != PSHIP_VALUE_NUMBER)
        return false;
    double value = (*said)->number;
    if (!(value >= 0 && value <= MOST))
        return false;
    *number = (int32_t)value;
    return (double)*number == value;
}

static bool read_length(time_length *read, condition *of, const pship_view *view, name_id property)
{
    const statement *said;
    read->unit = PSHIP_DAYS;
    if (!read_number(&read->amount, &said, of, view, property))
        return false;
    const char *unit = said ? pship__view_text(view, said->unit) : NULL;
    return !said || (unit && pship__calendar_unit(&read->unit, unit));
}

static bool read_truth(condition *of, const pship_view *view, name_id property)
{
    choice chosen = ask(view, of->id, property);
    of->contested = of->contested || chosen.contested;
    return chosen.picked && chosen.picked->statement->value_kind == PSHIP_VALUE_BOOLEAN &&
           chosen.picked->statement->boolean;
}

/* False for what is no condition that anybody knows. */
static bool read_condition(condition *one, const words *named, const merges *who, name_id id)
{
    const pship_view *view = who->view;
    const statement *said;
    int type = find_word(types, COUNT(types), ask_text(view, id, named->type));
    if (type < 0)
        return false;
    *one = (condition){.id = id, .type = (condition_type)type};
    const char *word = ask_text(view, id, named->basis);
    int basis = find_word(bases, COUNT(bases), word);
    one->basis = basis > 0 ? (condition_basis)basis : BASIS_NONE;
    one->readable = read_number(&one->required, &said, one, view, named->consents_required);
    one->readable = read_length(&one->delay, one, view, named->delay) && one->readable;
    one->readable = read_length(&one->length, one, view, named->duration) && one->readable;
    one->readable = one->readable && (basis > 0 || !word);
    one->tacit = read_truth(one, view, named->tacit);
    one->first_of_month = read_truth(one, view, named->first_of_month);
    one->date = SOME_DAY;
    if (named->date && pship__view_about(view, id, named->date).count > 0) {
        when date = pship__when_of(who, id, "date");
        one->dated = date.kind != WHEN_ABSENT;
        one->date = pship__when_bounds(&date, PSHIP_CERTAIN);
        one->contested = one->contested || date.contested;
    }
    one->parties = about(view, id, named->party);
    one->article = ask_text(view, id, named->article);
    one->source = pship__any_source(view, id);
    return true;
}

typedef struct found_condition {
    name_id id, agreement;
    const char *id_text;
} found_condition;

static int by_agreement(const void *left, const void *right)
{
    const found_condition *a = left, *b = right;
    if (a->agreement != b->agreement)
        return a->agreement < b->agreement ? -1 : 1;
    return strcmp(a->id_text, b->id_text);
}

/* Conditions by their ids; of one agreement, or of whichever they say with 0. */
static pship_result read_conditions(condition **conditions, size_t *count, const merges *who,
                                    const name_id *ids, size_t found, name_id agreement,
                                    pship_error *err)
{
    const pship_view *view = who->view;
    const pship_context *context = pship__view_context(view);
    const words named = look_up(view);
    size_t kept = 0;
    found_condition *order = pship__allocate(context, found, sizeof *order);
    condition *loaded = pship__allocate(context, found, sizeof *loaded);
    for (size_t i = 0; order && loaded && i < found; i++) {
        name_id of = agreement;
        if (!of)
            of = pship__canonical(who, pship__ask_object(view, ids[i], "condition_of"));
        order[i] = (found_condition){ids[i], of, pship__view_text(view, ids[i])};
    }
    if (order && loaded && found > 1)
        qsort(order, found, sizeof *order, by_agreement);
    for (size_t i = 0; order && loaded && i < found; i++) {
        if (order[i].agreement && read_condition(&loaded[kept], &named, who, order[i].id))
            loaded[kept++].agreement = order[i].agreement;
    }
    bool failed = !order || !loaded;
    pship__release(context, order);
    if (failed) {
        pship__release(context, loaded);
        return pship__fail_memory(err);
    }
    *conditions = loaded;
    *count = kept;
    return PSHIP_OK;
}

pship_result pship__conditions_read(condition **conditions, size_t *count, const merges *who,
                                    const name_id *ids, size_t found, pship_error *err)
{
    return read_conditions(conditions, count, who, ids, found, 0, err);
}

pship_result pship__conditions_load(condition **conditions, size_t *count, const merges *who,
                                    name_id agreement, pship_error *err)
{
    const pship_view *view = who->view;
    const pship_context *context = pship__view_context(view);
    belonging *list;
    size_t stated, found = 0;
    pship_result result =
        pship__merged_referring(&list, &stated, who, "condition_of", agreement, err);
    if (result != PSHIP_OK)
        return result;
    name_id *ids = pship__allocate(context, stated, sizeof *ids);
    for (size_t i = 0; ids && i < stated; i++) {
        if (list[i].belongs != PSHIP_NO && pship__view_kind(view, list[i].id))
            ids[found++] = list[i].id;
    }
    result = ids ? read_conditions(conditions, count, who, ids, found, agreement, err)
                 : pship__fail_memory(err);
    pship__release(context, ids);
    pship__release(context, list);
    return result;
}
