/* What acts on a statement, from the members that stand within it: ends, confirmations, masks,
 * retractions, and what a scenario has instead. */
#include "adapters/reader.h"
#include <string.h>

typedef struct act_form {
    const char *key, *noun;
    const char *needed, *needed_words; /* a member that must be there, or NULL */
    pship_result (*record)(pship_statement_id *id, pship_transaction *transaction,
                           pship_statement_id target, const pship_statement_options *options,
                           pship_error *err);
    const char *idle[9]; /* options that would be lost without a word */
    uint8_t operation;
} act_form;

static const act_form ended = {"ended",  "an end",     "until", "the last day", pship_statement_end,
                               {"from"}, OPERATION_END};
static const act_form confirmed = {"confirmed",
                                   "a confirmation",
                                   "last_confirmed",
                                   "the day on which it was checked",
                                   pship_statement_confirm,
                                   {"from", "until"},
                                   OPERATION_CONFIRM};
static const act_form masked = {"masked",
                                "a mask",
                                "scenario",
                                "for which it is masked",
                                pship_statement_mask,
                                {"from", "until", "last_confirmed", "source", "locator",
                                 "qualifier", "certainty", "wording", "rank"},
                                OPERATION_MASK};
static const act_form retracted = {
    "retracted",       "a retraction",   NULL, NULL, pship_statement_retract,
    {"from", "until"}, OPERATION_RETRACT};

/* ---- one act */

static void refuse_idle(reader *at, saying *what, const act_form *form)
{
    for (size_t i = 0; i < sizeof form->idle / sizeof form->idle[0] && form->idle[i] != NULL; i++) {
        const json_node *idle = pship__json_find(what->node, form->idle[i]);
        if (idle != NULL) {
            pship__problem(at, PSHIP_E_INVALID, "unknown_member", idle->key_place,
                           "'%s' has no meaning for %s", idle->key, form->noun);
            what->bad = true;
            return;
        }
    }
}

static void check_form(reader *at, saying *what, const act_form *form)
{
    if (form->needed != NULL && pship__json_find(what->node, form->needed) == NULL) {
        pship__problem(at, PSHIP_E_INVALID, "missing_member", what->node->place,
                       "\"%s\", %s, is missing", form->needed, form->needed_words);
        what->bad = true;
    }
    refuse_idle(at, what, form);
    if (form->operation == OPERATION_MASK) {
        what->source = NULL; /* nobody else says so */
    }
    if (what->source != NULL && what->source->type == JSON_ARRAY) {
        pship__problem(at, PSHIP_E_INVALID, "bad_value", what->source->place,
                       "%s has one source; say which", form->noun);
        what->bad = true;
    }
}

static pship_result read_parts(reader *at, saying *what, const act_form *form, pship_error *err)
{
    static const char *const known[] = {"retracted", "scenario", NULL};
    static const char *const known_of_retraction[] = {"retracted", NULL};
    bool retracts = form->operation == OPERATION_RETRACT;
    pship_result result = retracts ? PSHIP_OK : pship__enter_scenario(at, what, err);
    if (result == PSHIP_OK) {
        pship__read_options(at, what, retracts ? known_of_retraction : known);
        check_form(at, what, form);
    }
    return result;
}

static pship_result name_act(reader *at, saying *what, const act_form *form, const told *target,
                             const char *source, pship_error *err)
{
    naming_key key = {.subject = what->of->id,
                      .property = what->property,
                      .source = source,
                      .scenario = what->scenario,
                      .target = target->entry,
                      .operation = form->operation};
    if (at->nameless || target->entry == NULL) {
        return PSHIP_OK;
    }
    const char *given = pship__naming_next(&at->names, at->json, &key);
    what->options.entry = what->says_entry ? what->options.entry : given;
    return given != NULL ? PSHIP_OK : pship__fail_memory(err);
}

static pship_result read_list(reader *at, const saying *around, const act_form *form,
                              const told *target, pship_error *err);

/* One that was taken back is not the last word on what it says. */
static pship_result record(reader *at, saying *what, const act_form *form, const told *target,
                           pship_error *err)
{
    pship_error own = PSHIP_ERROR_INIT;
    pship_statement_id id = 0;
    const char *source = pship__one_source(what);
    what->options.source = source;
    if (source == NULL && !what->own && form->operation == OPERATION_RETRACT) {
        source = target->source;
    }
    pship_result result = name_act(at, what, form, target, source, err);
    if (result != PSHIP_OK) {
        return result;
    }
    result = pship__transaction_set_scenario(at->transaction, what->scenario, &own);
    pship__transaction_tell_older(at->transaction,
                                  pship__json_find(what->node, retracted.key) != NULL);
    pship__transaction_tell_own(at->transaction, what->own);
    if (result == PSHIP_OK) {
        result = form->record(&id, at->transaction, target->id, &what->options, &own);
    }
    pship__transaction_tell_older(at->transaction, false);
    pship__transaction_tell_own(at->transaction, false);
    result = pship__recorded(at, what, result, &own, err);
    if (result == PSHIP_OK) {
        result = pship__told_at(at, id, what->node->place, what->own, err);
    }
    told made = {id, source, what->scenario, what->options.entry};
    return result == PSHIP_OK ? read_list(at, what, &retracted, &made, err) : result;
}

static pship_result read_act(reader *at, const saying *around, const json_node *node,
                             const act_form *form, const told *target, pship_error *err)
{
    saying what = *around;
    what.node = node;
    what.scenario = target->scenario;
    what.bad = false;
    if (node->type != JSON_OBJECT) {
        pship__problem(at, PSHIP_E_INVALID, "bad_value", node->place,
                       "an object is expected, not %s", pship__json_type_name(node->type));
        return PSHIP_OK;
    }
    pship_result result = read_parts(at, &what, form, err);
    if (result != PSHIP_OK || what.bad || target->id == 0) {
        return result;
    }
    return record(at, &what, form, target, err);
}

static const json_node *member(const saying *of, const char *key)
{
    return of->node->type == JSON_OBJECT ? pship__json_find(of->node, key) : NULL;
}

/* One, or an array of them. */
static pship_result read_list(reader *at, const saying *around, const act_form *form,
                              const told *target, pship_error *err)
{
    const json_node *node = member(around, form->key);
    bool list = node != NULL && node->type == JSON_ARRAY;
    pship_result result = PSHIP_OK;
    for (node = list ? node->first : node; node != NULL && result == PSHIP_OK;
         node = list ? node->next : NULL) {
        result = read_act(at, around, node, form, target, err);
    }
    return result;
}

/* ---- what a scenario has instead */

static pship_result read_instead(reader *at, const saying *around, const json_node *node,
                                 const told *target, pship_error *err)
{
    const json_node *scenario =
        node->type == JSON_OBJECT ? pship__json_find(node, "scenario") : NULL;
    if (scenario == NULL) {
        pship__problem(at, PSHIP_E_INVALID, "missing_member", node->place,
                       "\"scenario\", which has this instead, is missing");
        return PSHIP_OK;
    }
    if (scenario->type == JSON_STRING && target->scenario != NULL &&
        strcmp(scenario->text, target->scenario) == 0) {
        pship__problem(at, PSHIP_E_INVALID, "bad_value", scenario->place,
                       "what is corrected is of '%.100s' too: say it with \"corrects\"",
                       scenario->text);
        return PSHIP_OK;
    }
    return target->id == 0 ? PSHIP_OK : pship__read_statement(at, around, node, target, err);
}

static pship_result read_all_instead(reader *at, const saying *around, const told *target,
                                     pship_error *err)
{
    const json_node *node = member(around, "instead");
    bool list = node != NULL && node->type == JSON_ARRAY;
    saying within = *around;
    within.scenario = target->scenario;
    pship_result result = PSHIP_OK;
    for (node = list ? node->first : node; node != NULL && result == PSHIP_OK;
         node = list ? node->next : NULL) {
        result = read_instead(at, &within, node, target, err);
    }
    return result;
}

/* What acts on a statement is told before what corrects it: it could not be recorded after that. */
pship_result pship__read_acts(reader *at, const saying *around, const told *target,
                              pship_error *err)
{
    pship_result result = read_list(at, around, &ended, target, err);
    if (result == PSHIP_OK) {
        result = read_list(at, around, &confirmed, target, err);
    }
    if (result == PSHIP_OK) {
        result = read_list(at, around, &masked, target, err);
    }
    if (result == PSHIP_OK) {
        result = read_all_instead(at, around, target, err);
    }
    return result == PSHIP_OK ? read_list(at, around, &retracted, target, err) : result;
}
