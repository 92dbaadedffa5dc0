/* Partial sums: begun, updated, merged. */
#include "trade/flow_sums.h"

#include "codes/product.h"
#include "trade/flow_level.h"
#include <string.h>

/* ---- life */

static void init_totals(flow_totals *totals, const pship_context *context)
{
    pship__flow_groups_init(&totals->groups, context);
    pship__flow_groups_init(&totals->unmapped, context);
    pship__flow_groups_init(&totals->pieces, context);
}

static void free_totals(flow_totals *totals)
{
    pship__flow_groups_free(&totals->groups);
    pship__flow_groups_free(&totals->unmapped);
    pship__flow_groups_free(&totals->pieces);
}

pship_result pship_flow_sums_new(pship_flow_sums **sums, pship_context *context,
                                 const pship_aggregate_options *options, pship_error *err)
{
    if (!sums)
        return pship__fail(err, PSHIP_E_ARGUMENT, "there is no place for the sums");
    pship_flow_sums *made = pship__allocate_zero(context, 1, sizeof *made);
    if (!made)
        return pship__fail_memory(err);
    made->context = pship__context_share(context);
    pship__flow_words_init(&made->periods, context);
    pship__flow_words_init(&made->countries, context);
    pship__flow_words_init(&made->products, context);
    pship__flow_words_init(&made->units, context);
    pship__flow_words_init(&made->unmapped_words, context);
    init_totals(&made->totals, context);
    pship_result result = pship__flow_wanted_read(&made->wanted, context, options, err);
    if (result == PSHIP_OK)
        *sums = made;
    else
        pship_flow_sums_free(made);
    return result;
}

void pship_flow_sums_free(pship_flow_sums *sums)
{
    if (!sums)
        return;
    pship_context *context = sums->context;
    pship__flow_wanted_free(&sums->wanted);
    pship__flow_words_free(&sums->periods);
    pship__flow_words_free(&sums->countries);
    pship__flow_words_free(&sums->products);
    pship__flow_words_free(&sums->units);
    pship__flow_words_free(&sums->unmapped_words);
    free_totals(&sums->totals);
    pship__release(context, sums->value_unit);
    pship__release(context, sums->classification);
    pship__release(context, sums);
    pship_context_free(context);
}

const flow_words *pship__flow_sums_words(const pship_flow_sums *sums, flow_key_part part)
{
    switch (part) {
    case KEY_PERIOD:
        return &sums->periods;
    case KEY_REPORTER:
    case KEY_PARTNER:
        return &sums->countries;
    case KEY_PRODUCT:
        return &sums->products;
    default:
        return NULL;
    }
}

/* ---- units */

/* Keeps the unit of the first values; refuses another one. */
static pship_result take_unit(pship_flow_sums *sums, const char *value_unit, pship_error *err)
{
    const char *before = sums->value_unit ? sums->value_unit : "";
    const char *now = value_unit ? value_unit : "";
    if (sums->any && strcmp(before, now) != 0)
        return pship__fail(err, PSHIP_E_CONFLICT,
                           "values in '%s' cannot be added to values in '%s'", now, before);
    if (sums->any)
        return PSHIP_OK;
    if (value_unit) {
        sums->value_unit = pship__copy_text(sums->context, value_unit);
        if (!sums->value_unit)
            return pship__fail_memory(err);
    }
    sums->any = true;
    return PSHIP_OK;
}

/* After a failure: what was not known before is not known. */
static void forget_unit(pship_flow_sums *sums, bool known_before)
{
    if (known_before)
        return;
    pship__release(sums->context, sums->value_unit);
    sums->value_unit = NULL;
    sums->any = false;
}

/* ---- classifications */

/* Whether `now` names a revision of what `before` names without one. */
static bool more_exact(const char *now, const char *before)
{
    pship_classification one, other;
    return pship_classification_find(&one, now, NULL) == PSHIP_OK &&
           pship_classification_find(&other, before, NULL) == PSHIP_OK && one.revision != 0 &&
           other.revision == 0;
}

/* Refuses another classification than those before; `kept` receives what is to be kept once all is added, or NULL
 * where nothing is new. */
static pship_result check_classification(char **kept, const pship_flow_sums *sums, const char *now,
                                         pship_error *err)
{
    const char *before = sums->classification;
    *kept = NULL;
    if (!now || sums->wanted.any_classification)
        return PSHIP_OK;
    if (before && !pship__classification_agrees(before, now))
        return pship__fail(err, PSHIP_E_CONFLICT,
                           "products of '%.60s' cannot be added to products of '%.60s'", now,
                           before);
    if (before && !more_exact(now, before))
        return PSHIP_OK;
    *kept = pship__copy_text(sums->context, now);
    return *kept ? PSHIP_OK : pship__fail_memory(err);
}

/* ---- adding: to a copy, which then takes the place of what was there */

typedef pship_result (*adding)(pship_flow_sums *sums, flow_totals *totals, const void *what,
                               pship__progress_state *progress, pship_error *err);

static pship_result add_to_copy(pship_flow_sums *sums, const char *value_unit,
                                const char *classification, adding add, const void *what,
                                pship_error *err)
{
    const bool known_before = sums->any;
    flow_totals copy;
    pship__progress_state progress;
    char *kept;
    pship_result result = check_classification(&kept, sums, classification, err);
    if (result == PSHIP_OK)
        result = take_unit(sums, value_unit, err);
    if (result != PSHIP_OK) {
        pship__release(sums->context, kept);
        return result;
    }
    init_totals(&copy, sums->context);
    pship__progress_begin(&progress, sums->context, "adding sums");
    result = pship__flow_groups_copy(&copy.groups, &sums->totals.groups, &progress, err);
    if (result == PSHIP_OK)
        result = pship__flow_groups_copy(&copy.unmapped, &sums->totals.unmapped, &progress, err);
    /* The levels of what is added are by themselves until they are held against those that are there. */
    if (result == PSHIP_OK)
        result = add(sums, &copy, what, &progress, err);
    if (result == PSHIP_OK)
        result = pship__flow_pieces_check(sums, &copy.pieces, err);
    if (result == PSHIP_OK && !pship__flow_pieces_merge(&copy.pieces, &sums->totals.pieces))
        result = pship__fail_memory(err);
    if (result != PSHIP_OK) {
        forget_unit(sums, known_before);
        free_totals(&copy);
        pship__release(sums->context, kept);
        return result;
    }
    if (kept) {
        pship__release(sums->context, sums->classification);
        sums->classification = kept;
    }
    free_totals(&sums->totals);
    sums->totals = copy;
    return PSHIP_OK;
}

static pship_result add_flows(pship_flow_sums *sums, flow_totals *totals, const void *what,
                              pship__progress_state *progress, pship_error *err)
{
    (void)progress; /* it has its own */
    return pship__flow_sums_add(sums, totals, what, err);
}

pship_result pship_flow_sums_update(pship_flow_sums *sums, const pship_flows *flows,
                                    pship_error *err)
{
    if (!sums || !flows)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the sums or the flows are NULL");
    return add_to_copy(sums, flows->value_unit, flows->classification, add_flows, flows, err);
}

/* ---- options */

/* Sums are added to those that were begun with the same keys and filters. */
static pship_result check_options(const pship_flow_sums *sums, const char *others, pship_error *err)
{
    pship__buffer own;
    pship_result result = PSHIP_OK;
    pship__buffer_init(&own, sums->context);
    if (!pship__flow_wanted_tell(&own, &sums->wanted))
        result = pship__fail_memory(err);
    else if (strcmp(own.bytes, others) != 0)
        result =
            pship__fail(err, PSHIP_E_CONFLICT,
                        "sums %.150s cannot be added to sums %.150s: they were begun with other "
                        "options",
                        others, own.bytes);
    pship__buffer_free(&own);
    return result;
}

/* ---- merging */

/* A code of other words as one of these; false when memory cannot be had. */
static bool same_word(flow_words *words, const flow_words *others, uint32_t *code)
{
    if (*code == CODE_NULL || *code >= others->count)
        return true;
    const char *text = pship__flow_word(others, *code);
    return pship__flow_word_code(words, text, strlen(text), code);
}

static bool same_key(pship_flow_sums *sums, const pship_flow_sums *other, flow_key *key)
{
    const bool *by = sums->wanted.by;
    return same_word(&sums->periods, &other->periods, &key->part[KEY_PERIOD]) &&
           (!by[KEY_REPORTER] ||
            same_word(&sums->countries, &other->countries, &key->part[KEY_REPORTER])) &&
           (!by[KEY_PARTNER] ||
            same_word(&sums->countries, &other->countries, &key->part[KEY_PARTNER])) &&
           (!by[KEY_PRODUCT] ||
            same_word(&sums->products, &other->products, &key->part[KEY_PRODUCT]));
}

static bool merge_group(pship_flow_sums *sums, flow_groups *to, const flow_key *key,
                        const pship_flow_sums *other, const flow_groups *from,
                        const flow_group *group)
{
    flow_group own = *group;
    if (own.unit != 0 && own.unit != UNIT_MIXED) {
        own.unit--;
        if (!same_word(&sums->units, &other->units, &own.unit))
            return false;
        own.unit++;
    }
    return pship__flow_group_add(to, key, from, &own);
}

/* Whether to go on with what was done, or why not. */
static pship_result go_on(bool done, pship__progress_state *progress, pship_error *err)
{
    return done ? pship__progress(progress, -1, err) : pship__fail_memory(err);
}

static pship_result add_sums(pship_flow_sums *sums, flow_totals *totals, const void *what,
                             pship__progress_state *progress, pship_error *err)
{
    const pship_flow_sums *other = what;
    const flow_groups *groups = &other->totals.groups, *unmapped = &other->totals.unmapped;
    const flow_groups *pieces = &other->totals.pieces;
    pship_result result = PSHIP_OK;
    for (size_t i = 0; result == PSHIP_OK && i < groups->count; i++) {
        flow_key key = pship__flow_group(groups, i)->key;
        result =
            go_on(same_key(sums, other, &key) && merge_group(sums, &totals->groups, &key, other,
                                                             groups, pship__flow_group(groups, i)),
                  progress, err);
    }
    for (size_t i = 0; result == PSHIP_OK && i < unmapped->count; i++) {
        flow_key key = pship__flow_group(unmapped, i)->key;
        result = go_on(
            same_word(&sums->unmapped_words, &other->unmapped_words, &key.part[KEY_PRODUCT]) &&
                merge_group(sums, &totals->unmapped, &key, other, unmapped,
                            pship__flow_group(unmapped, i)),
            progress, err);
    }
    for (size_t i = 0; result == PSHIP_OK && i < pieces->count; i++) {
        flow_key key = pship__flow_group(pieces, i)->key;
        result = go_on(
            same_word(&sums->periods, &other->periods, &key.part[KEY_PERIOD]) &&
                same_word(&sums->countries, &other->countries, &key.part[KEY_REPORTER]) &&
                pship__flow_pieces_add(&totals->pieces, &key, pship__flow_group(pieces, i)->rows),
            progress, err);
    }
    return result;
}

pship_result pship_flow_sums_merge(pship_flow_sums *sums, const pship_flow_sums *other,
                                   pship_error *err)
{
    if (!sums || !other)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the sums are NULL");
    for (int i = 0; i < FLOW_KEYS; i++) {
        if (sums->wanted.by[i] != other->wanted.by[i])
            return pship__fail(err, PSHIP_E_CONFLICT, "only one of both sums is by %s",
                               pship__flow_key_word((flow_key_part)i));
    }
    pship__buffer options;
    pship__buffer_init(&options, sums->context);
    pship_result result = pship__flow_wanted_tell(&options, &other->wanted)
                              ? check_options(sums, options.bytes, err)
                              : pship__fail_memory(err);
    pship__buffer_free(&options);
    if (result != PSHIP_OK || !other->any)
        return result;
    return add_to_copy(sums, other->value_unit, other->classification, add_sums, other, err);
}

/* ---- states */

static pship_result add_state(pship_flow_sums *sums, flow_totals *totals, const void *what,
                              pship__progress_state *progress, pship_error *err)
{
    return pship__flow_state_add(sums, totals, what, progress, err);
}

pship_result pship_flow_sums_load(pship_flow_sums *sums, const pship_table *state, pship_error *err)
{
    flow_state_about about;
    if (!sums || !state)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the sums or the state are NULL");
    pship_result result = pship__flow_state_about(&about, sums->context, state, err);
    const bool any = pship_table_rows(state) > 0;
    if (result == PSHIP_OK && any)
        result = check_options(sums, about.options ? about.options : "", err);
    if (result == PSHIP_OK && any)
        result = add_to_copy(sums, about.value_unit, about.classification, add_state, state, err);
    pship__release(sums->context, about.value_unit);
    pship__release(sums->context, about.classification);
    pship__release(sums->context, about.options);
    return result;
}
