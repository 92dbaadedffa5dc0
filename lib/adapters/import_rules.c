/* Compiling a mapping: what a value is made of, and the rules that choose rows. */
#include "adapters/import_compile.h"
#include "model/slots.h"
#include "model/vocabulary.h"
#include <stdlib.h>

/* ---- specs */

static const spec plain_spec = {.kind = PSHIP_VALUE_TEXT,
                                .unless = NO_SPEC,
                                .unit = NO_SPEC,
                                .source = NO_SPEC,
                                .locator = NO_SPEC,
                                .from = NO_SPEC,
                                .until = NO_SPEC,
                                .qualifier = NO_SPEC,
                                .certainty = NO_SPEC,
                                .reason = NO_SPEC};

static int32_t compile_spec(compiler *c, const json_node *node, bool states);

static int32_t member_spec(compiler *c, const json_node *object, const char *key)
{
    const json_node *node = pship__json_find(object, key);
    return node == NULL ? NO_SPEC : compile_spec(c, node, false);
}

static portion portion_from(compiler *c, const json_node *object)
{
    const char *word = pship__compile_member_string(c, object, "part");
    if (word == NULL) {
        return PORTION_ALL;
    }
    if (strcmp(word, "to_last_digit") == 0) {
        return PORTION_TO_DIGIT;
    }
    if (strcmp(word, "after_last_digit") != 0) {
        pship__compile_fail(c, pship__json_find(object, "part"),
                            "'part' is to_last_digit or after_last_digit");
    }
    return PORTION_AFTER_DIGIT;
}

static void compile_words(compiler *c, const json_node *object, spec *made)
{
    made->words = pship__json_find(object, "words");
    if (made->words != NULL && made->words->type != JSON_OBJECT) {
        pship__compile_fail(c, made->words, "'words' is an object: words and what they mean");
    }
    for (const json_node *word = made->words == NULL ? NULL : made->words->first; word != NULL;
         word = word->next) {
        if (word->type == JSON_ARRAY || word->type == JSON_OBJECT) {
            pship__compile_fail(c, word, "a word means a text, true, false or, with null, nothing");
        }
    }
    made->keeps_others = pship__compile_flag_of(c, object, "other_words");
}

/* A form without its year would fit no date, and one with a year of two digits the wrong one. */
static bool is_date_form(const char *form)
{
    size_t years = 0, months = 0, days = 0, length;
    for (; *form != '\0'; form += length > 0 ? length : 1) {
        length = strspn(form, "Y");
        if (length > 0 && (length != 4 || years++ > 0)) {
            return false;
        }
        if (length == 0 && (length = strspn(form, "M")) > 0 && (length > 3 || months++ > 0)) {
            return false;
        }
        if (length == 0 && (length = strspn(form, "D")) > 0 && (length > 2 || days++ > 0)) {
            return false;
        }
    }
    return years == 1 && (days == 0 || months == 1);
}

static const json_node *date_forms(compiler *c, const json_node *object)
{
    const json_node *forms = pship__compile_strings_of(c, object, "date");
    const json_node *one = forms != NULL && forms->type == JSON_ARRAY ? forms->first : forms;
    for (; one != NULL; one = forms->type == JSON_ARRAY ? one->next : NULL) {
        if (strcmp(one->text, "EDTF") != 0 && !is_date_form(one->text)) {
            pship__compile_fail(c, one,
                                "the form of a date has YYYY, and M, MM or MMM, and D or DD with "
                                "the month, each once; or it is EDTF");
        }
    }
    return forms;
}

static void compile_value(compiler *c, const json_node *object, spec *made)
{
    const json_node *value = pship__json_find(object, "value");
    bool none = pship__compile_flag_of(c, object, "none"),
         unknown = pship__compile_flag_of(c, object, "unknown");
    if ((value != NULL) + none + unknown != 1) {
        pship__compile_fail(
            c, object, "exactly one of \"value\", \"none\": true and \"unknown\": true is needed");
        return;
    }
    if (value == NULL) {
        made->kind = none ? PSHIP_VALUE_NONE : PSHIP_VALUE_UNKNOWN;
        return;
    }
    made->pattern = pship__compile_pattern(c, value, pship__compile_string_of(c, value));
}

static void compile_reference(compiler *c, const json_node *object, spec *made)
{
    const json_node *unknown = pship__json_find(object, "not_in_table");
    made->entity_kind = pship__compile_kind(c, object);
    if (pship__json_find(object, "table") != NULL) {
        made->table = pship__compile_table(c, object);
    }
    if (unknown != NULL) {
        made->unknown_kind = unknown->type == JSON_OBJECT ? pship__compile_kind(c, unknown) : NULL;
        if (made->unknown_kind == NULL) {
            pship__compile_fail(
                c, unknown, "'not_in_table' is an object with the \"kind\" of what is recorded");
        }
    }
}

static void compile_around(compiler *c, const json_node *object, spec *made)
{
    made->unit = member_spec(c, object, "unit");
    made->source = member_spec(c, object, "source");
    made->locator = member_spec(c, object, "locator");
    made->from = member_spec(c, object, "from");
    made->until = member_spec(c, object, "until");
    made->qualifier = member_spec(c, object, "qualifier");
    made->certainty = member_spec(c, object, "certainty");
    made->reason = member_spec(c, object, "reason");
    made->wording = pship__compile_flag_of(c, object, "wording");
    const char *rank = pship__compile_member_string(c, object, "rank");
    if (rank != NULL) {
        made->rank = strcmp(rank, "preferred") == 0    ? PSHIP_RANK_PREFERRED
                     : strcmp(rank, "deprecated") == 0 ? PSHIP_RANK_DEPRECATED
                                                       : PSHIP_RANK_NORMAL;
        if (made->rank == PSHIP_RANK_NORMAL) {
            pship__compile_fail(c, pship__json_find(object, "rank"),
                                "'rank' is preferred or deprecated");
        }
    }
}

/* What a cell is cut at. */
static const json_node *splits_of(compiler *c, const json_node *node, const char *key)
{
    const json_node *splits = pship__compile_strings_of(c, node, key);
    bool list = splits != NULL && splits->type == JSON_ARRAY;
    for (const json_node *one = list ? splits->first : splits; one != NULL;
         one = list ? one->next : NULL) {
        if (one->text[0] == '\0') {
            pship__compile_fail(c, one, "'%s' is at least one character", key);
            return NULL;
        }
    }
    return splits;
}

static void compile_members(compiler *c, const json_node *node, bool states, spec *made)
{
    static const char *const text_members[] = {"value",   "when", "nulls", "unless",
                                               "replace", "part", "words", "other_words",
                                               "date",    "slug", NULL};
    static const char *const statement_members[] = {
        "value",     "unless",  "none",          "unknown", "each",        "when",
        "nulls",     "replace", "part",          "words",   "other_words", "date",
        "slug",      "split",   "split_unknown", "table",   "by",          "kind",
        "unit",      "source",  "not_in_table",  "locator", "from",        "until",
        "qualifier", "rank",    "certainty",     "reason",  "wording",     NULL};
    pship__compile_check_members(c, node, states ? statement_members : text_members);
    made->conditions = pship__compile_conditions(c, node);
    compile_value(c, node, made);
    made->nulls = pship__compile_strings_of(c, node, "nulls");
    made->replace = pship__compile_pairs_of(c, node, "replace");
    made->portion = portion_from(c, node);
    made->formats = date_forms(c, node);
    made->slug = pship__compile_flag_of(c, node, "slug");
    made->unless = member_spec(c, node, "unless");
    compile_words(c, node, made);
    if (states) {
        made->split = splits_of(c, node, "split");
        made->split_unknown = splits_of(c, node, "split_unknown");
        compile_reference(c, node, made);
        compile_around(c, node, made);
    }
}

/* A string is a value without anything else. */
static int32_t compile_spec(compiler *c, const json_node *node, bool states)
{
    import *at = c->at;
    spec made = plain_spec;
    if (node->type == JSON_OBJECT) {
        compile_members(c, node, states, &made);
    } else if (node->type == JSON_TRUE || node->type == JSON_FALSE) {
        made.pattern = pship__compile_pattern(c, node, node->type == JSON_TRUE ? "true" : "false");
    } else {
        made.pattern = pship__compile_pattern(c, node, pship__compile_string_of(c, node));
    }
    if (!pship__compile_room(c, (void **)&at->specs, at->spec_count, &at->spec_capacity,
                             sizeof *at->specs)) {
        return NO_SPEC;
    }
    at->specs[at->spec_count] = made;
    return (int32_t)at->spec_count++;
}

/* ---- "each" */

typedef void (*compile_fn)(compiler *c, const json_node *node, void *user);

static bool matches(const json_node *globs, const char *name)
{
    const json_node *glob = globs->type == JSON_ARRAY ? globs->first : globs;
    for (; glob != NULL; glob = globs->type == JSON_ARRAY ? glob->next : NULL) {
        if (pship__glob(glob->text, name)) {
            return true;
        }
    }
    return false;
}

static void each_column(compiler *c, const json_node *node, const json_node *each,
                        compile_fn compile, void *user)
{
    const json_node *columns = pship__compile_strings_of(c, each, "columns"),
                    *but = pship__compile_strings_of(c, each, "but");
    for (size_t i = 0; i < c->at->column_count && c->result == PSHIP_OK; i++) {
        const char *name = c->at->columns[i].name;
        if (matches(columns, name) && (but == NULL || !matches(but, name))) {
            c->each = name;
            compile(c, node, user);
        }
    }
}

static void each_number(compiler *c, const json_node *node, const json_node *numbers,
                        compile_fn compile, void *user)
{
    const json_node *first = numbers->first, *last = numbers->last;
    if (numbers->type != JSON_ARRAY || first == NULL || first->next != last || first == last ||
        first->type != JSON_NUMBER || last->type != JSON_NUMBER) {
        pship__compile_fail(c, numbers,
                            "'numbers' is the first and the last of them, such as [1, 9]");
        return;
    }
    long from = strtol(first->text, NULL, 10), until = strtol(last->text, NULL, 10);
    if (from < 0 || until < from || until > (long)PSHIP__CSV_CELL_LIMIT) {
        pship__compile_fail(c, numbers, "'numbers' go up, from 0 to 65536 at most");
        return;
    }
    for (long i = from; i <= until && c->result == PSHIP_OK; i++) {
        pship__buffer_clear(&c->at->scratch);
        pship__buffer_format(&c->at->scratch, "%ld", i);
        if (c->at->scratch.failed) {
            pship__compile_no_memory(c);
            return;
        }
        c->each = pship__compile_keep(c, c->at->scratch.bytes, c->at->scratch.length);
        if (c->each != NULL) {
            compile(c, node, user);
        }
    }
}

/* Compiles a node once or, with "each", once for everything that this stands for. */
static void expand(compiler *c, const json_node *node, compile_fn compile, void *user)
{
    static const char *const known[] = {"columns", "but", "numbers", NULL};
    const json_node *each = node->type == JSON_OBJECT ? pship__json_find(node, "each") : NULL;
    if (each == NULL || c->result != PSHIP_OK) {
        if (c->result == PSHIP_OK) {
            compile(c, node, user);
        }
        return;
    }
    const char *outer = c->each;
    const json_node *numbers = pship__json_find(each, "numbers");
    if (each->type != JSON_OBJECT ||
        (numbers == NULL) == (pship__json_find(each, "columns") == NULL)) {
        pship__compile_fail(c, each, "'each' is an object with \"columns\" or \"numbers\"");
        return;
    }
    pship__compile_check_members(c, each, known);
    if (numbers != NULL) {
        each_number(c, node, numbers, compile, user);
    } else {
        each_column(c, node, each, compile, user);
    }
    c->each = outer;
}

/* ---- rules */

typedef struct saying_of {
    const char *property;
    property_info info;
    const json_node *needs; /* names of properties, or NULL */
} saying_of;

static void add_said(compiler *c, const json_node *node, void *user)
{
    const saying_of *of = user;
    import *at = c->at;
    int32_t made = compile_spec(c, node, true);
    uint32_t counter = pship__import_counter(at, "statement", of->property);
    if (counter == UINT32_MAX) {
        pship__compile_no_memory(c);
    }
    if (made != NO_SPEC && pship__compile_room(c, (void **)&at->says, at->say_count,
                                               &at->say_capacity, sizeof *at->says)) {
        uint64_t hash = pship__hash_bytes(of->property, strlen(of->property));
        bool needed = of->needs != NULL && matches(of->needs, of->property);
        at->says[at->say_count++] =
            (said){of->property, hash, of->info, (uint32_t)made, counter, needed};
    }
}

static void compile_says(compiler *c, const json_node *object, const json_node *needs)
{
    const json_node *says = pship__json_find(object, "statements");
    if (says != NULL && says->type != JSON_OBJECT) {
        pship__compile_fail(c, says, "'statements' is an object: properties and their values");
        return;
    }
    for (const json_node *node = says == NULL ? NULL : says->first;
         node != NULL && c->result == PSHIP_OK; node = node->next) {
        saying_of of = {.property = node->key, .needs = needs};
        if (!pship__transaction_property(c->at->transaction, of.property, &of.info)) {
            pship__compile_fail(c, node, "there is no property '%.80s'", of.property);
            return;
        }
        bool list = node->type == JSON_ARRAY;
        for (const json_node *one = list ? node->first : node; one != NULL;
             one = list ? one->next : NULL) {
            expand(c, one, add_said, &of);
        }
    }
}

/* A spec that the mapping does not write out. */
static int32_t default_spec(compiler *c, const json_node *node, const char *text)
{
    import *at = c->at;
    spec made = plain_spec;
    made.pattern = pship__compile_pattern(c, node, text);
    if (!pship__compile_room(c, (void **)&at->specs, at->spec_count, &at->spec_capacity,
                             sizeof *at->specs)) {
        return NO_SPEC;
    }
    at->specs[at->spec_count] = made;
    return (int32_t)at->spec_count++;
}

static const json_node date_alone = {.type = JSON_STRING, .text = "date"};

/* An act with a date is there when its date is. */
static const json_node *needs_of(compiler *c, const json_node *node, bool is_act)
{
    const json_node *says = pship__json_find(node, "statements");
    const json_node *needs = pship__compile_strings_of(c, node, "needs");
    bool dated = is_act && says != NULL && says->type == JSON_OBJECT &&
                 pship__json_find(says, "date") != NULL;
    bool list = needs != NULL && needs->type == JSON_ARRAY;
    for (const json_node *one = list ? needs->first : needs; one != NULL;
         one = list ? one->next : NULL) {
        bool states =
            says != NULL && says->type == JSON_OBJECT && pship__json_find(says, one->text) != NULL;
        if (!states) {
            pship__compile_fail(c, one, "'%.80s' is needed, and 'statements' does not state it",
                                one->text);
            return NULL;
        }
    }
    return needs == NULL && dated ? &date_alone : needs;
}

static bool repeats(compiler *c, const json_node *node, bool usually)
{
    const char *word = pship__compile_member_string(c, node, "repeated");
    if (word == NULL) {
        return usually;
    }
    bool another = strcmp(word, "another") == 0;
    if (!another && strcmp(word, "same") != 0) {
        pship__compile_fail(c, pship__json_find(node, "repeated"), "'repeated' is same or another");
    }
    return another;
}

static void add_rule(compiler *c, const json_node *node, import_rule made)
{
    import *at = c->at;
    made.conditions = pship__compile_conditions(c, node);
    made.entry = member_spec(c, node, "entry");
    made.source = member_spec(c, node, "source");
    made.locator = member_spec(c, node, "locator");
    made.another = repeats(c, node, made.is_act);
    made.counter = pship__import_counter(at, "entity", made.kind);
    if (made.counter == UINT32_MAX) {
        pship__compile_no_memory(c);
    }
    made.says.first = (uint32_t)at->say_count;
    compile_says(c, node, needs_of(c, node, made.is_act));
    made.says.count = (uint32_t)at->say_count - made.says.first;
    if (pship__compile_room(c, (void **)&at->rules, at->rule_count, &at->rule_capacity,
                            sizeof *at->rules)) {
        at->rules[at->rule_count++] = made;
    }
}

static void compile_act(compiler *c, const json_node *node, void *user)
{
    static const char *const known[] = {"type",       "id",     "each",    "entry",
                                        "when",       "source", "locator", "repeated",
                                        "statements", "needs",  NULL};
    (void)user;
    if (node->type != JSON_OBJECT) {
        pship__compile_fail(c, node, "an object is expected, not %s",
                            pship__json_type_name(node->type));
        return;
    }
    pship__compile_check_members(c, node, known);
    import_rule made = {.kind = "act", .is_act = true, .type = member_spec(c, node, "type")};
    if (made.type == NO_SPEC) {
        pship__compile_fail(c, node, "\"type\", which act it is, is missing");
    }
    made.id = pship__json_find(node, "id") != NULL ? member_spec(c, node, "id")
                                                   : default_spec(c, node, "{@of}/{@type}");
    add_rule(c, node, made);
}

static void compile_rule(compiler *c, const json_node *node, void *user)
{
    static const char *const known[] = {"kind",       "id",     "each",    "entry",
                                        "when",       "source", "locator", "repeated",
                                        "statements", "acts",   "needs",   NULL};
    (void)user;
    if (node->type != JSON_OBJECT) {
        pship__compile_fail(c, node, "an object is expected, not %s",
                            pship__json_type_name(node->type));
        return;
    }
    pship__compile_check_members(c, node, known);
    import_rule made = {
        .kind = pship__compile_kind(c, node), .type = NO_SPEC, .id = member_spec(c, node, "id")};
    if (made.kind == NULL || made.id == NO_SPEC) {
        pship__compile_fail(c, node, "an entity needs its \"kind\" and its \"id\"");
        return;
    }
    add_rule(c, node, made);
    size_t own = c->at->rule_count;
    const json_node *acts = pship__json_find(node, "acts");
    if (acts != NULL && (acts->type != JSON_ARRAY || strcmp(made.kind, "agreement") != 0)) {
        pship__compile_fail(c, acts, "'acts' is an array, and only an agreement has it");
    }
    for (const json_node *act = acts == NULL ? NULL : acts->first;
         act != NULL && c->result == PSHIP_OK; act = act->next) {
        expand(c, act, compile_act, NULL);
    }
    if (c->result == PSHIP_OK) {
        c->at->rules[own - 1].acts = (uint32_t)(c->at->rule_count - own);
    }
}

/* ---- the whole */

static void free_lookups(import *at)
{
    for (size_t i = 0; i < at->lookup_count; i++) {
        pship__map_free(&at->lookups[i]->found);
        pship__release(at->context, at->lookups[i]->keys);
        pship__release(at->context, (void *)at->lookups[i]->rows);
        pship__release(at->context, at->lookups[i]);
    }
    at->lookup_count = 0;
}

void pship__import_release_rules(import *at)
{
    free_lookups(at);
    pship__release(at->context, (void *)at->lookups);
    pship__release(at->context, at->parts);
    pship__release(at->context, at->specs);
    pship__release(at->context, at->conditions);
    pship__release(at->context, at->says);
    pship__release(at->context, at->rules);
}

static void check_order(compiler *c)
{
    const json_node *order = pship__json_find(c->at->root, "order");
    for (const json_node *pair = order == NULL ? NULL : order->first; pair != NULL;
         pair = pair->next) {
        bool good = pair->type == JSON_ARRAY && pair->first != NULL && pair->first != pair->last &&
                    pair->first->next == pair->last && pair->first->type == JSON_STRING &&
                    pair->last->type == JSON_STRING;
        if (!good) {
            pship__compile_fail(c, pair,
                                "a pair of types of acts is expected: the earlier, the later");
            return;
        }
        const json_node *wrong = pship__act_life(pair->first->text) < 0 ? pair->first : pair->last;
        if (pship__act_life(wrong->text) < 0) {
            pship__compile_fail(c, wrong,
                                "'%.80s' is nothing that an act can be, such as signature or "
                                "entry_into_force",
                                wrong->text);
            return;
        }
    }
}

/* Tables stay: their texts are those of the mapping, not of a file. */
pship_result pship__import_compile(import *at, pship_error *err)
{
    compiler c = {.at = at, .in = &at->mapping.files[0], .err = err};
    at->part_count = at->spec_count = at->condition_count = at->say_count = at->rule_count = 0;
    const json_node *ignored = pship__compile_strings_of(&c, at->root, "ignore");
    (void)pship__compile_strings_of(&c, at->root, "nulls");
    at->replace = pship__compile_pairs_of(&c, at->root, "replace");
    for (size_t i = 0; ignored != NULL && i < at->column_count; i++) {
        at->columns[i].ignored = matches(ignored, at->columns[i].name);
    }
    check_order(&c);
    const json_node *entities = pship__json_find(at->root, "entities");
    if (entities == NULL) {
        pship__compile_fail(&c, at->root, "\"entities\", what the rows are, is missing");
    }
    for (const json_node *node = entities == NULL ? NULL : entities->first;
         node != NULL && c.result == PSHIP_OK; node = node->next) {
        expand(&c, node, compile_rule, NULL);
    }
    return c.result;
}
