/* Checks of single members, each with a problem at its place. */
#include "adapters/register_private.h"
#include <string.h>

pship_result pship__want_string(reader *reader, const json_node *node, bool *good,
                                pship_error *err)
{
    if (node->type == JSON_STRING) {
        return PSHIP_OK;
    }
    *good = false;
    if (node->type == JSON_NULL) {
        return pship__problem(reader, node->place, PSHIP_E_INVALID, RULE_BAD_VALUE, err,
                              "null says nothing: leave '%.80s' out", node->key);
    }
    return pship__problem(reader, node->place, PSHIP_E_INVALID, RULE_BAD_VALUE, err,
                          "'%.80s' takes a string, not %s", node->key == NULL ? "" : node->key,
                          pship__json_type_name(node->type));
}

pship_result pship__want_bool(reader *reader, const json_node *node, bool *good, pship_error *err)
{
    if (node->type == JSON_TRUE || node->type == JSON_FALSE) {
        return PSHIP_OK;
    }
    *good = false;
    return pship__problem(reader, node->place, PSHIP_E_INVALID, RULE_BAD_VALUE, err,
                          "'%.80s' takes true or false, not %s", node->key,
                          pship__json_type_name(node->type));
}

pship_result pship__want_entity(reader *reader, const json_node *node, const char *id,
                                const char *kind, bool *good, pship_error *err)
{
    const char *found = pship__transaction_kind_of(reader->transaction, id);
    if (found == NULL) {
        *good = false;
        return pship__problem(reader, node->place, PSHIP_E_NOT_FOUND, RULE_UNKNOWN_ID, err,
                              "there is no entity '%.120s'", id);
    }
    if (kind != NULL && !pship__transaction_kind_is(reader->transaction, found, kind)) {
        *good = false;
        return pship__problem(reader, node->place, PSHIP_E_CONFLICT, RULE_WRONG_KIND, err,
                              "'%.120s' is of kind %s, but kind %s is expected", id, found, kind);
    }
    return PSHIP_OK;
}

static pship_result want_source(reader *reader, const json_node *node, bool *good,
                                pship_error *err)
{
    if (node->type != JSON_STRING) {
        *good = false;
        return pship__problem(reader, node->place, PSHIP_E_INVALID, RULE_BAD_VALUE, err,
                              "a source is named by its id, not by %s",
                              pship__json_type_name(node->type));
    }
    return pship__want_entity(reader, node, node->text, "source", good, err);
}

pship_result pship__want_sources(reader *reader, const json_node *node, bool *good,
                                 pship_error *err)
{
    if (node->type == JSON_NULL) {
        return PSHIP_OK;
    }
    if (node->type != JSON_ARRAY) {
        return want_source(reader, node, good, err);
    }
    if (node->first == NULL) {
        *good = false;
        return pship__problem(reader, node->place, PSHIP_E_INVALID, RULE_BAD_VALUE, err,
                              "an empty list of sources: write null for the register itself");
    }
    for (const json_node *item = node->first; item != NULL; item = item->next) {
        pship_result result = want_source(reader, item, good, err);
        if (result != PSHIP_OK) {
            return result;
        }
    }
    return PSHIP_OK;
}

pship_result pship__want_known(reader *reader, const json_node *object, const char *const *names,
                               size_t count, const char *what, bool *good, pship_error *err)
{
    for (const json_node *member = object->first; member != NULL; member = member->next) {
        size_t at = 0;
        while (at < count && strcmp(member->key, names[at]) != 0) {
            at++;
        }
        if (at == count) {
            *good = false;
            pship_result result =
                pship__problem(reader, member->key_place, PSHIP_E_INVALID, RULE_UNKNOWN_MEMBER, err,
                               "%s has no member '%.80s'", what, member->key);
            if (result != PSHIP_OK) {
                return result;
            }
        }
    }
    return PSHIP_OK;
}

pship_result pship__want_date(reader *reader, const json_node *node, bool day, bool *good,
                              pship_error *err)
{
    if (node->type != JSON_STRING) {
        *good = false;
        return pship__problem(reader, node->place, PSHIP_E_INVALID, RULE_BAD_VALUE, err,
                              "a date is written in quotes, not as %s",
                              pship__json_type_name(node->type));
    }
    pship_error found = PSHIP_ERROR_INIT;
    pship_date date;
    pship_day only;
    pship_result result = day ? pship_day_parse(&only, node->text, &found)
                              : pship_date_parse(&date, node->text, NULL, &found);
    if (result == PSHIP_OK) {
        return PSHIP_OK;
    }
    *good = false;
    return pship__problem_from(reader, node->place, RULE_BAD_DATE, &found, err);
}
