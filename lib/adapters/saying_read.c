/* What is said of an entity: values, and what goes with them. */
#include "adapters/reader.h"
#include <string.h>

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

/* A text, or null for none. */
static void read_entry(reader *at, saying *what, const json_node *node)
{
    what->says_entry = true;
    if (node->type != JSON_NULL) {
        what->options.entry = pship__need_string(at, node);
        what->bad |= what->options.entry == NULL;
    }
}

static void read_members(reader *at, saying *what, const char *const *known)
{
    for (const json_node *node = what->node->first; node != NULL; node = node->next) {
        size_t i = 0;
        while (known[i] != NULL && strcmp(known[i], node->key) != 0) {
            i++;
        }
        if (strcmp(node->key, "entry") == 0) {
            read_entry(at, what, node);
        } else if (known[i] == NULL && !read_option(at, what, node)) {
            pship__problem(at, PSHIP_E_INVALID, "unknown_member", node->key_place,
                           "'%.100s' is not known here", node->key);
            what->bad = true;
        }
    }
}

void pship__read_options(reader *at, saying *what, const char *const *known)
{
    const json_node *own = NULL;
    what->options = pship_statement_options_init();
    what->source = what->of->source;
    what->says_entry = false;
    if (what->node->type == JSON_OBJECT) {
        read_members(at, what, known);
        own = pship__json_find(what->node, "source");
    }
    what->own = own != NULL && own->type == JSON_NULL;
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

pship_result pship__enter_scenario(reader *at, saying *what, pship_error *err)
{
    const json_node *node =
        what->node->type == JSON_OBJECT ? pship__json_find(what->node, "scenario") : NULL;
    pship_error own = PSHIP_ERROR_INIT;
    if (node != NULL) {
        const char *name = pship__need_string(at, node);
        what->bad |= name == NULL;
        what->scenario = name != NULL ? name : what->scenario;
    }
    pship_result result = pship__transaction_set_scenario(at->transaction, what->scenario, &own);
    if (result == PSHIP_E_NOT_FOUND) {
        pship__problem_from(at, "unknown_scenario", node != NULL ? node->place : what->node->place,
                            &own);
        what->bad = true;
        return PSHIP_OK;
    }
    return result == PSHIP_OK ? PSHIP_OK : pship__fail(err, result, "%s", own.message);
}

bool pship__check_defaults(reader *at, const entry *of)
{
    saying what = {.of = of, .source = of->source, .node = of->node};
    const json_node *locator = pship__json_find(of->node, "locator");
    if (locator != NULL && pship__need_string(at, locator) == NULL) {
        what.bad = true;
    }
    check_sources(at, &what);
    return !what.bad;
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

pship_value pship__read_value(reader *at, saying *what)
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
