/* The statements of an entry, from the members that are properties. */
#include "adapters/reader.h"
#include <string.h>

/* Members of an entry that are not properties. */
static bool is_structure(const entry *of, const char *key)
{
    return strcmp(key, "id") == 0 || strcmp(key, "kind") == 0 || strcmp(key, "source") == 0 ||
           strcmp(key, "locator") == 0 ||
           (strcmp(of->kind, "agreement") == 0 && strcmp(key, "acts") == 0);
}

/* What is being read: one statement, or one operation on it. */
typedef struct saying {
    const entry *of;
    const char *property;
    property_info info;
    const json_node *node;           /* the value itself, or the object around it */
    pship_statement_options options; /* all but the source */
    const json_node *source;         /* string, array of strings, null; NULL: none */
    bool bad;                        /* a problem was found: nothing is recorded */
} saying;

/* ---- options */

static void bad_date(reader *at, saying *what, const json_node *node, const pship_error *err)
{
    pship__problem_from(at, "bad_date", node->place, err);
    what->bad = true;
}

static void check_end(reader *at, saying *what, const json_node *node)
{
    pship_date date;
    pship_error own = PSHIP_ERROR_INIT;
    if (node != NULL && node->type == JSON_STRING &&
        pship_date_parse(&date, node->text, NULL, &own) != PSHIP_OK) {
        bad_date(at, what, node, &own);
    }
}

static void check_interval(reader *at, saying *what)
{
    pship_interval interval;
    pship_error own = PSHIP_ERROR_INIT;
    const json_node *from =
        what->node->type == JSON_OBJECT ? pship__json_find(what->node, "from") : NULL;
    const json_node *until =
        what->node->type == JSON_OBJECT ? pship__json_find(what->node, "until") : NULL;
    check_end(at, what, from);
    check_end(at, what, until);
    if (!what->bad && (from != NULL || until != NULL) &&
        pship_interval_parse(&interval, what->options.from, what->options.until, NULL, &own) !=
            PSHIP_OK) {
        pship__problem_from(at, "bad_interval", until != NULL ? until->place : from->place, &own);
        what->bad = true;
    }
}

static void check_confirmed(reader *at, saying *what, const json_node *node)
{
    pship_day day;
    pship_error own = PSHIP_ERROR_INIT;
    if (node->type == JSON_STRING && pship_day_parse(&day, node->text, &own) != PSHIP_OK) {
        bad_date(at, what, node, &own);
    }
}

static void check_source(reader *at, saying *what, const json_node *node)
{
    const char *kind =
        node->type == JSON_STRING ? pship__transaction_kind_of(at->transaction, node->text) : NULL;
    if (node->type != JSON_STRING) {
        (void)pship__need_string(at, node);
        what->bad = true;
    } else if (kind == NULL) {
        pship__problem(at, PSHIP_E_NOT_FOUND, "unknown_id", node->place,
                       "the source '%.100s' is not recorded", node->text);
        what->bad = true;
    } else if (!pship__transaction_kind_is(at->transaction, kind, "source")) {
        pship__problem(at, PSHIP_E_CONFLICT, "wrong_kind", node->place,
                       "'%.100s' is of kind %s, not a source", node->text, kind);
        what->bad = true;
    }
}

static void check_sources(reader *at, saying *what)
{
    if (what->source == NULL || what->source->type == JSON_NULL) {
        return;
    }
    if (what->source->type != JSON_ARRAY) {
        check_source(at, what, what->source);
        return;
    }
    if (what->source->first == NULL) {
        pship__problem(at, PSHIP_E_INVALID, "bad_value", what->source->place,
                       "an array of sources holds at least one");
        what->bad = true;
    }
    for (const json_node *one = what->source->first; one != NULL; one = one->next) {
        check_source(at, what, one);
    }
}

static void read_rank(reader *at, saying *what, const json_node *node)
{
    const char *text = node->type == JSON_STRING ? node->text : "";
    if (strcmp(text, "preferred") == 0) {
        what->options.rank = PSHIP_RANK_PREFERRED;
    } else if (strcmp(text, "deprecated") == 0) {
        what->options.rank = PSHIP_RANK_DEPRECATED;
    } else if (strcmp(text, "normal") != 0) {
        pship__problem(at, PSHIP_E_INVALID, "bad_value", node->place,
                       "a rank is one of preferred, normal and deprecated");
        what->bad = true;
    }
}

/* Takes a member that is an option of a statement; false where it is none. */
static bool read_option(reader *at, saying *what, const json_node *node)
{
    pship_statement_options *options = &what->options;
    struct {
        const char *key;
        const char **text;
    } texts[] = {{"locator", &options->locator},     {"from", &options->from},
                 {"until", &options->until},         {"last_confirmed", &options->last_confirmed},
                 {"qualifier", &options->qualifier}, {"certainty", &options->certainty},
                 {"wording", &options->wording},     {"reason", &options->reason}};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (strcmp(texts[i].key, node->key) == 0) {
            *texts[i].text = pship__need_string(at, node);
            what->bad |= *texts[i].text == NULL;
            if (strcmp(node->key, "last_confirmed") == 0) {
                check_confirmed(at, what, node);
            }
            return true;
        }
    }
    if (strcmp(node->key, "rank") == 0) {
        read_rank(at, what, node);
        return true;
    }
    return strcmp(node->key, "source") == 0;
}

/* Options of an object; `known` are the members that the caller reads itself. */
static void read_options(reader *at, saying *what, const char *const *known)
{
    const json_node *own = NULL;
    what->options = pship_statement_options_init();
    what->source = what->of->source;
    if (what->node->type == JSON_OBJECT) {
        for (const json_node *node = what->node->first; node != NULL; node = node->next) {
            size_t i = 0;
            while (known[i] != NULL && strcmp(known[i], node->key) != 0) {
                i++;
            }
            if (known[i] == NULL && !read_option(at, what, node)) {
                pship__problem(at, PSHIP_E_INVALID, "unknown_member", node->key_place,
                               "'%.100s' is not known here", node->key);
                what->bad = true;
            }
        }
        own = pship__json_find(what->node, "source");
    }
    if (own != NULL) {
        what->source = own;
    } else if (what->options.locator == NULL && what->of->locator != NULL) {
        what->options.locator = what->of->locator->text;
    }
    /* The source of the entry itself is checked where the entry is. */
    if (own != NULL) {
        check_sources(at, what);
    }
    check_interval(at, what);
}

/* ---- values */

static void bad_value(reader *at, saying *what, const json_node *node, const char *expected)
{
    pship__problem(at, PSHIP_E_INVALID, "bad_value", node->place, "'%s' is %s; %s is expected",
                   what->property, pship__json_type_name(node->type), expected);
    what->bad = true;
}

static void check_reference(reader *at, saying *what, const json_node *node, const char *id)
{
    const char *kind = pship__transaction_kind_of(at->transaction, id);
    if (kind == NULL) {
        pship__problem(at, PSHIP_E_NOT_FOUND, "unknown_id", node->place,
                       "'%.100s', which '%s' of '%.100s' refers to, is not recorded", id,
                       what->property, what->of->id);
        what->bad = true;
    } else if (what->info.type == PSHIP_PROPERTY_REFERENCE && what->info.refers_to != NULL &&
               !pship__transaction_kind_is(at->transaction, kind, what->info.refers_to)) {
        pship__problem(at, PSHIP_E_CONFLICT, "wrong_kind", node->place,
                       "'%.100s' is of kind %s, but '%s' refers to kind %s", id, kind,
                       what->property, what->info.refers_to);
        what->bad = true;
    }
}

static pship_value read_date(reader *at, saying *what, const json_node *node)
{
    pship_error own = PSHIP_ERROR_INIT;
    date_rule rule;
    pship_date date;
    if (strstr(node->text, " of ") == NULL) {
        if (pship_date_parse(&date, node->text, NULL, &own) != PSHIP_OK) {
            bad_date(at, what, node, &own);
        }
        return pship_value_date(node->text);
    }
    if (pship__rule_parse(&rule, node->text, &own) != PSHIP_OK) {
        bad_date(at, what, node, &own);
    } else {
        check_reference(at, what, node, rule.entity);
    }
    return pship_value_rule(node->text);
}

static pship_value read_number(reader *at, saying *what, const json_node *node, const char *unit)
{
    double number;
    if (!pship__number_parse(node->text, &number)) {
        pship__problem(at, PSHIP_E_SYNTAX, "bad_number", node->place,
                       "'%.80s' is not a number: digits with an optional sign, decimal point and "
                       "exponent are expected",
                       node->text);
        what->bad = true;
    }
    return pship_value_number(node->text, unit);
}

/* A property of type any takes what the JSON says, or what "type" asks for. */
static pship_property_type type_of_any(reader *at, saying *what, const json_node *node,
                                       const char *unit)
{
    const json_node *said =
        what->node->type == JSON_OBJECT ? pship__json_find(what->node, "type") : NULL;
    const char *word = said != NULL && said->type == JSON_STRING ? said->text : "";
    if (said == NULL) {
        bool truth = node->type == JSON_TRUE || node->type == JSON_FALSE;
        return truth                                       ? PSHIP_PROPERTY_BOOLEAN
               : node->type == JSON_NUMBER || unit != NULL ? PSHIP_PROPERTY_NUMBER
                                                           : PSHIP_PROPERTY_TEXT;
    }
    if (strcmp(word, "number") == 0) {
        return PSHIP_PROPERTY_NUMBER;
    }
    if (strcmp(word, "date") == 0) {
        return PSHIP_PROPERTY_DATE;
    }
    if (strcmp(word, "boolean") == 0) {
        return PSHIP_PROPERTY_BOOLEAN;
    }
    if (strcmp(word, "text") != 0) {
        pship__problem(at, PSHIP_E_INVALID, "bad_value", said->place,
                       "a type is one of text, number, date and boolean");
        what->bad = true;
    }
    return PSHIP_PROPERTY_TEXT;
}

static pship_value read_scalar(reader *at, saying *what, const json_node *node, const char *unit)
{
    bool string = node->type == JSON_STRING;
    pship_property_type type =
        what->info.type == PSHIP_PROPERTY_ANY ? type_of_any(at, what, node, unit) : what->info.type;
    if (unit != NULL && type != PSHIP_PROPERTY_NUMBER) {
        pship__problem(at, PSHIP_E_INVALID, "bad_value", node->place,
                       "only a number has a unit such as '%.40s'", unit);
        what->bad = true;
    } else if (type == PSHIP_PROPERTY_BOOLEAN) {
        if (node->type == JSON_TRUE || node->type == JSON_FALSE) {
            return pship_value_boolean(node->type == JSON_TRUE);
        }
        bad_value(at, what, node, "true or false");
    } else if (type == PSHIP_PROPERTY_NUMBER) {
        if (string || node->type == JSON_NUMBER) {
            return read_number(at, what, node, unit);
        }
        bad_value(at, what, node, "a number");
    } else if (!string) {
        bad_value(at, what, node, "a string");
    } else if (type == PSHIP_PROPERTY_DATE) {
        return read_date(at, what, node);
    } else if (type == PSHIP_PROPERTY_REFERENCE) {
        check_reference(at, what, node, node->text);
        return pship_value_reference(node->text);
    } else {
        return pship_value_text(node->text);
    }
    return pship_value_none();
}

/* Exactly one of value, none and unknown. */
static pship_value read_value(reader *at, saying *what)
{
    if (what->node->type != JSON_OBJECT) {
        return read_scalar(at, what, what->node, NULL);
    }
    const json_node *value = pship__json_find(what->node, "value");
    const json_node *none = pship__json_find(what->node, "none");
    const json_node *unknown = pship__json_find(what->node, "unknown");
    const json_node *unit = pship__json_find(what->node, "unit");
    const json_node *type = pship__json_find(what->node, "type");
    const json_node *flag = none != NULL ? none : unknown;
    const json_node *extra = unit != NULL ? unit : type;
    if ((value != NULL) + (none != NULL) + (unknown != NULL) != 1) {
        pship__problem(at, PSHIP_E_INVALID, "missing_member", what->node->place,
                       "a statement has exactly one of \"value\", \"none\" and \"unknown\"");
        what->bad = true;
        return pship_value_none();
    }
    if (flag != NULL && extra != NULL) {
        pship__problem(at, PSHIP_E_INVALID, "bad_value", extra->place,
                       "'%s' goes with a value, and there is none", extra->key);
        what->bad = true;
    } else if (type != NULL && what->info.type != PSHIP_PROPERTY_ANY) {
        pship__problem(at, PSHIP_E_INVALID, "bad_value", type->place,
                       "the type of '%s' is fixed and not said with a value", what->property);
        what->bad = true;
    }
    if (flag != NULL) {
        if (flag->type != JSON_TRUE) {
            pship__problem(at, PSHIP_E_INVALID, "bad_value", flag->place, "'%s' can only be true",
                           flag->key);
            what->bad = true;
        }
        return none != NULL ? pship_value_none() : pship_value_unknown();
    }
    const char *unit_text = unit == NULL ? NULL : pship__need_string(at, unit);
    what->bad |= unit != NULL && unit_text == NULL;
    return read_scalar(at, what, value, unit_text);
}

/* ---- recording */

static pship_result recorded(reader *at, const saying *what, pship_result result,
                             const pship_error *own, pship_error *err)
{
    if (pship__ends_reading(result)) {
        return pship__fail(err, result, "%s", own->message);
    }
    if (result != PSHIP_OK) {
        pship__problem_from(at,
                            result == PSHIP_E_NOT_FOUND  ? "unknown_id"
                            : result == PSHIP_E_CONFLICT ? "conflict"
                            : result == PSHIP_E_LIMIT    ? "too_long"
                                                         : "bad_value",
                            what->node->place, own);
    }
    return PSHIP_OK;
}

static pship_result read_retractions(reader *at, const saying *around, pship_statement_id target,
                                     pship_error *err);

/* An end has no first day and a retraction no days at all: they would be lost without a word. */
static void refuse_bounds(reader *at, saying *what, bool end)
{
    const json_node *from = pship__json_find(what->node, "from");
    const json_node *until = end ? NULL : pship__json_find(what->node, "until");
    const json_node *idle = from != NULL ? from : until;
    if (idle != NULL) {
        pship__problem(at, PSHIP_E_INVALID, "unknown_member", idle->key_place,
                       "'%s' has no meaning for %s", idle->key, end ? "an end" : "a retraction");
        what->bad = true;
    }
}

/* An "ended" or "retracted" object. */
static pship_result read_operation(reader *at, const saying *around, const json_node *node,
                                   pship_statement_id target, bool end, pship_error *err)
{
    static const char *const known[] = {"retracted", NULL};
    pship_error own = PSHIP_ERROR_INIT;
    pship_statement_id id = 0;
    saying what = *around;
    what.node = node;
    what.bad = false;
    if (node->type != JSON_OBJECT) {
        pship__problem(at, PSHIP_E_INVALID, "bad_value", node->place,
                       "an object is expected, not %s", pship__json_type_name(node->type));
        return PSHIP_OK;
    }
    read_options(at, &what, known);
    if (end && pship__json_find(node, "until") == NULL) {
        pship__problem(at, PSHIP_E_INVALID, "missing_member", node->place,
                       "\"until\", the last day, is missing");
        what.bad = true;
    }
    refuse_bounds(at, &what, end);
    if (what.source != NULL && what.source->type == JSON_ARRAY) {
        pship__problem(at, PSHIP_E_INVALID, "bad_value", what.source->place,
                       "an end or a retraction has one source; say which");
        what.bad = true;
    }
    if (what.bad || target == 0) {
        return PSHIP_OK;
    }
    what.options.source =
        what.source == NULL || what.source->type == JSON_NULL ? NULL : what.source->text;
    pship_result result =
        end ? pship_statement_end(&id, at->transaction, target, &what.options, &own)
            : pship_statement_retract(&id, at->transaction, target, &what.options, &own);
    result = recorded(at, &what, result, &own, err);
    return result == PSHIP_OK ? read_retractions(at, &what, id, err) : result;
}

static pship_result read_operations(reader *at, const saying *around, const char *key,
                                    pship_statement_id target, pship_error *err)
{
    const json_node *node =
        around->node->type == JSON_OBJECT ? pship__json_find(around->node, key) : NULL;
    bool end = strcmp(key, "ended") == 0;
    pship_result result = PSHIP_OK;
    if (node == NULL) {
        return PSHIP_OK;
    }
    if (node->type != JSON_ARRAY) {
        return read_operation(at, around, node, target, end, err);
    }
    for (const json_node *one = node->first; one != NULL && result == PSHIP_OK; one = one->next) {
        result = read_operation(at, around, one, target, end, err);
    }
    return result;
}

static pship_result read_retractions(reader *at, const saying *around, pship_statement_id target,
                                     pship_error *err)
{
    return read_operations(at, around, "retracted", target, err);
}

/* Records one statement for one source; as a correction where `older` is a statement. */
static pship_result record_one(reader *at, saying *what, const pship_value *value,
                               const char *source, pship_statement_id older,
                               pship_statement_id *made, pship_error *err)
{
    pship_error own = PSHIP_ERROR_INIT;
    pship_statement_id id = 0;
    pship_result result;
    what->options.source = source;
    if (older != 0) {
        result = pship_statement_correct(&id, at->transaction, older, value, &what->options, &own);
    } else {
        result = pship_statement_assert(&id, at->transaction, what->of->id, what->property, value,
                                        &what->options, &own);
    }
    result = recorded(at, what, result, &own, err);
    if (result == PSHIP_OK) {
        result = read_operations(at, what, "ended", id, err);
    }
    if (result == PSHIP_OK) {
        result = read_retractions(at, what, id, err);
    }
    *made = id;
    return result;
}

/* Records a statement for each of its sources. One that corrects or is corrected has one source. */
static pship_result record_all(reader *at, saying *what, const pship_value *value, bool in_chain,
                               pship_statement_id older, pship_statement_id *made, pship_error *err)
{
    if (what->source == NULL || what->source->type == JSON_NULL) {
        return record_one(at, what, value, NULL, older, made, err);
    }
    if (what->source->type == JSON_STRING) {
        return record_one(at, what, value, what->source->text, older, made, err);
    }
    if (in_chain && what->source->first->next != NULL) {
        pship__problem(at, PSHIP_E_INVALID, "bad_value", what->node->place,
                       "a statement that corrects or is corrected has one source; say which");
        return PSHIP_OK;
    }
    pship_result result = PSHIP_OK;
    for (const json_node *one = what->source->first; one != NULL && result == PSHIP_OK;
         one = one->next) {
        result = record_one(at, what, value, one->text, older, made, err);
    }
    return result;
}

/* One link of a chain of corrections; *older is the link before it, and becomes this one. */
static pship_result read_link(reader *at, const entry *of, const char *property,
                              const property_info *info, const json_node *node, bool in_chain,
                              pship_statement_id *older, pship_error *err)
{
    static const char *const known[] = {"value",    "none",  "unknown",   "unit", "type",
                                        "corrects", "ended", "retracted", NULL};
    pship_statement_id made = 0;
    saying what = {.of = of, .property = property, .info = *info, .node = node};
    read_options(at, &what, known);
    pship_value value = read_value(at, &what);
    pship_result result = PSHIP_OK;
    if (!what.bad) {
        result = record_all(at, &what, &value, in_chain, *older, &made, err);
    }
    *older = made;
    return result;
}

static const json_node *corrected_by(const json_node *node)
{
    return node->type == JSON_OBJECT ? pship__json_find(node, "corrects") : NULL;
}

/* Counts the links behind a statement: "corrects" holds the one before it, which may hold the next,
 * or an array of them, newest first. */
static size_t list_links(const json_node *node, const json_node **links)
{
    size_t count = 0;
    for (const json_node *older = corrected_by(node); older != NULL;) {
        const json_node *last = older;
        if (older->type == JSON_ARRAY) {
            for (const json_node *one = older->first; one != NULL; one = one->next) {
                if (links != NULL) {
                    links[count] = one;
                }
                count++;
            }
            last = older->last;
        } else {
            if (links != NULL) {
                links[count] = older;
            }
            count++;
        }
        older = last == NULL ? NULL : corrected_by(last);
    }
    return count;
}

/* Within an array the order is the chain: only its last link can go on in another way. */
static void check_links(reader *at, const json_node *const *links, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const json_node *astray = corrected_by(links[i]);
        if (links[i]->key == NULL && links[i]->next != NULL && astray != NULL) {
            pship__problem(at, PSHIP_E_INVALID, "unknown_member", astray->key_place,
                           "what this corrects is the next of the array");
        }
    }
}

static pship_result read_statement(reader *at, const entry *of, const char *property,
                                   const property_info *info, const json_node *node,
                                   pship_error *err)
{
    pship_statement_id older = 0;
    size_t count = list_links(node, NULL);
    bool in_chain = count > 0;
    if (!in_chain) {
        return read_link(at, of, property, info, node, false, &older, err);
    }
    const json_node **links = pship__allocate(at->context, count, sizeof *links);
    if (links == NULL) {
        return pship__fail_memory(err);
    }
    (void)list_links(node, links);
    check_links(at, links, count);
    /* The oldest is recorded first. A link that was a problem breaks the chain, and nothing of the
     * reading will be committed then. */
    pship_result result = PSHIP_OK;
    while (count > 0 && result == PSHIP_OK) {
        result = read_link(at, of, property, info, links[--count], true, &older, err);
    }
    if (result == PSHIP_OK) {
        result = read_link(at, of, property, info, node, true, &older, err);
    }
    pship__release(at->context, (void *)links);
    return result;
}

/* ---- members of an entry */

static pship_result read_member(reader *at, const entry *of, const json_node *node,
                                pship_error *err)
{
    property_info info;
    if (!pship__transaction_property(at->transaction, node->key, &info) ||
        strcmp(node->key, "kind") == 0) {
        pship__problem(at, PSHIP_E_NOT_FOUND, "unknown_property", node->key_place,
                       "there is no property '%.80s'", node->key);
        return PSHIP_OK;
    }
    if (info.of_kind != NULL &&
        !pship__transaction_kind_is(at->transaction, of->kind, info.of_kind)) {
        pship__problem(at, PSHIP_E_INVALID, "unknown_property", node->key_place,
                       "'%s' belongs to %s, and '%.100s' is of kind %s", node->key, info.of_kind,
                       of->id, of->kind);
        return PSHIP_OK;
    }
    if (node->type != JSON_ARRAY) {
        return read_statement(at, of, node->key, &info, node, err);
    }
    pship_result result = PSHIP_OK;
    for (const json_node *one = node->first; one != NULL && result == PSHIP_OK; one = one->next) {
        result = read_statement(at, of, node->key, &info, one, err);
    }
    return result;
}

/* The defaults of an entry are checked once, not at each of its statements. */
static bool check_defaults(reader *at, const entry *of)
{
    saying what = {.of = of, .source = of->source, .node = of->node};
    const json_node *locator = pship__json_find(of->node, "locator");
    if (locator != NULL && pship__need_string(at, locator) == NULL) {
        what.bad = true;
    }
    check_sources(at, &what);
    return !what.bad;
}

pship_result pship__read_statements(reader *at, const entry *of, pship_error *err)
{
    pship_result result = PSHIP_OK;
    const char *kind = pship__transaction_kind_of(at->transaction, of->id);
    /* An entity that could not be declared was a problem before. */
    if (kind == NULL || strcmp(kind, of->kind) != 0) {
        return PSHIP_OK;
    }
    entry kept = *of;
    if (!check_defaults(at, of)) {
        /* Nothing will be recorded any more; the rest is read for its own problems. */
        kept.source = NULL;
    }
    for (const json_node *node = of->node->first; node != NULL && result == PSHIP_OK;
         node = node->next) {
        if (!is_structure(of, node->key)) {
            result = read_member(at, &kept, node, err);
        }
    }
    return result;
}

pship_result pship__state_agreement(reader *at, const entry *of, const char *agreement,
                                    pship_error *err)
{
    property_info info;
    json_node node = {.type = JSON_STRING, .text = agreement, .place = of->node->place};
    const char *kind = pship__transaction_kind_of(at->transaction, of->id);
    /* As in pship__read_statements(). */
    if (kind == NULL || strcmp(kind, of->kind) != 0 ||
        !pship__transaction_property(at->transaction, "agreement", &info)) {
        return PSHIP_OK;
    }
    return read_statement(at, of, "agreement", &info, &node, err);
}
