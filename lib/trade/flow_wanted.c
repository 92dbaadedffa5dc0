/* What an aggregation is asked for: keys, filters, mapping, shares and bases. */
#include "trade/flow_sums.h"

#include <string.h>

static const char *const key_words[FLOW_KEYS] = {"period", "direction", "reporter", "partner",
                                                 "product"};

const char *pship__flow_key_word(flow_key_part part)
{
    return key_words[part];
}

pship_aggregate_options pship_aggregate_options_init(void)
{
    return (pship_aggregate_options)PSHIP_AGGREGATE_OPTIONS_INIT;
}

/* ---- keys */

static pship_result read_key(flow_key_part *part, const char *word, pship_error *err)
{
    for (int i = 0; word && i < FLOW_KEYS; i++) {
        if (strcmp(word, key_words[i]) == 0) {
            *part = (flow_key_part)i;
            return PSHIP_OK;
        }
    }
    return pship__fail(err, PSHIP_E_ARGUMENT,
                       "'%s' is no key: period, direction, reporter, partner or product",
                       word ? word : "");
}

static pship_result read_keys(flow_wanted *wanted, const pship_aggregate_options *options,
                              pship_error *err)
{
    flow_key_part part = KEY_PERIOD;
    if (!options->by && options->by_count > 0)
        return pship__fail(err, PSHIP_E_ARGUMENT, "`by` is NULL");
    for (size_t i = 0; i < options->by_count; i++) {
        pship_result result = read_key(&part, options->by[i], err);
        if (result == PSHIP_OK && wanted->by[part])
            result = pship__fail(err, PSHIP_E_ARGUMENT, "the key '%s' stands twice in `by`",
                                 key_words[part]);
        if (result != PSHIP_OK)
            return result;
        wanted->by[part] = true;
        wanted->order[wanted->order_count++] = part;
    }
    wanted->shares = options->shares || options->share_of_count > 0;
    for (size_t i = 0; i < options->share_of_count; i++) {
        pship_result result = read_key(&part, options->share_of[i], err);
        if (result == PSHIP_OK && !wanted->by[part])
            result = pship__fail(err, PSHIP_E_ARGUMENT,
                                 "shares of a total by %s need that key in `by`", key_words[part]);
        if (result != PSHIP_OK)
            return result;
        wanted->total[part] = true;
    }
    return PSHIP_OK;
}

/* ---- filters */

static pship_result read_list(flow_wanted *wanted, flow_key_part part, const char *const *list,
                              size_t count, pship_error *err)
{
    uint32_t code;
    wanted->filtered[part] = count > 0;
    for (size_t i = 0; i < count; i++) {
        if (!list || !list[i])
            return pship__fail(err, PSHIP_E_ARGUMENT, "a code of a %s is NULL", key_words[part]);
        const size_t length = strlen(list[i]);
        if (part == KEY_DIRECTION && !pship__flow_direction_read(list[i], length))
            return pship__fail(err, PSHIP_E_ARGUMENT, "'%s' is no direction", list[i]);
        const bool beginning = length > 0 && list[i][length - 1] == '*';
        flow_words *words = beginning ? &wanted->beginnings[part] : &wanted->only[part];
        if (!pship__flow_word_code(words, list[i], beginning ? length - 1 : length, &code))
            return pship__fail_memory(err);
    }
    return PSHIP_OK;
}

bool pship__flow_wanted_takes(const flow_wanted *wanted, flow_key_part part, const char *text)
{
    if (!wanted->filtered[part] || pship__flow_word_find(&wanted->only[part], text) >= 0)
        return true;
    const flow_words *beginnings = &wanted->beginnings[part];
    for (uint32_t i = 0; i < beginnings->count; i++) {
        const char *beginning = pship__flow_word(beginnings, i);
        if (strncmp(text, beginning, strlen(beginning)) == 0)
            return true;
    }
    return false;
}

bool pship__flow_wanted_days(const flow_wanted *wanted, flow_span span)
{
    const bool dated = span.first != PSHIP_DAY_MIN && span.last != PSHIP_DAY_MAX;
    const bool early = wanted->from != PSHIP_DAY_NONE && (!dated || span.first < wanted->from);
    const bool late = wanted->until != PSHIP_DAY_NONE && (!dated || span.last > wanted->until);
    return !early && !late;
}

static bool any_begins(const flow_words *words, const char *beginning)
{
    const size_t length = strlen(beginning);
    for (uint32_t i = 0; i < words->count; i++) {
        if (strncmp(pship__flow_word(words, i), beginning, length) == 0)
            return true;
    }
    return false;
}

pship_result pship__flow_wanted_check(const flow_wanted *wanted, const pship_flows *flows,
                                      pship_error *err)
{
    /* Directions are words that were read already: one that no row has is an answer. */
    const flow_words *const all[FLOW_KEYS] = {[KEY_PERIOD] = &flows->periods,
                                              [KEY_REPORTER] = &flows->countries,
                                              [KEY_PARTNER] = &flows->countries,
                                              [KEY_PRODUCT] = &flows->products};
    for (int i = 0; i < FLOW_KEYS; i++) {
        const flow_words *only = &wanted->only[i], *beginnings = &wanted->beginnings[i];
        for (uint32_t j = 0; all[i] && j < only->count; j++) {
            const char *code = pship__flow_word(only, j);
            if (pship__flow_word_find(all[i], code) < 0)
                return pship__fail(err, PSHIP_E_NOT_FOUND, "the flows have no %s '%s'",
                                   key_words[i], code);
        }
        for (uint32_t j = 0; all[i] && j < beginnings->count; j++) {
            const char *beginning = pship__flow_word(beginnings, j);
            if (!any_begins(all[i], beginning))
                return pship__fail(err, PSHIP_E_NOT_FOUND, "the flows have no %s '%s*'",
                                   key_words[i], beginning);
        }
    }
    return PSHIP_OK;
}

/* ---- all of it */

static pship_result check_together(const flow_wanted *wanted,
                                   const pship_aggregate_options *options, pship_error *err)
{
    const bool base = options->base_period != NULL || options->base_years != 0;
    if (options->base_period && options->base_years)
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "one base is either a period or so many years ago");
    if (options->base_years < 0 || options->product_digits < 0 || options->product_level < 0)
        return pship__fail(err, PSHIP_E_ARGUMENT, "years and digits are counted from 0 up");
    if (base && !wanted->by[KEY_PERIOD])
        return pship__fail(err, PSHIP_E_ARGUMENT, "growth needs the period in `by`");
    if ((options->mapping || options->product_digits) && !wanted->by[KEY_PRODUCT])
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "products by their digits or by a mapping need the product in `by`");
    if (options->mapping && options->product_digits)
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "products are taken by their digits or by a mapping, not by both");
    return PSHIP_OK;
}

static void init_words(flow_wanted *wanted)
{
    for (int i = 0; i < FLOW_KEYS; i++) {
        pship__flow_words_init(&wanted->only[i], wanted->context);
        pship__flow_words_init(&wanted->beginnings[i], wanted->context);
    }
}

pship_result pship__flow_wanted_read(flow_wanted *wanted, const pship_context *context,
                                     const pship_aggregate_options *options, pship_error *err)
{
    pship_aggregate_options known = PSHIP_AGGREGATE_OPTIONS_INIT;
    *wanted = (flow_wanted){.context = context};
    init_words(wanted);
    pship_result result =
        pship__options(&known, sizeof known, sizeof known, options, "pship_aggregate_options", err);
    if (result == PSHIP_OK)
        result = read_keys(wanted, &known, err);
    if (result == PSHIP_OK)
        result = check_together(wanted, &known, err);
    const struct {
        const char *const *list;
        size_t count;
    } lists[FLOW_KEYS] = {{known.periods, known.period_count},
                          {known.directions, known.direction_count},
                          {known.reporters, known.reporter_count},
                          {known.partners, known.partner_count},
                          {known.products, known.product_count}};
    for (int i = 0; result == PSHIP_OK && i < FLOW_KEYS; i++)
        result = read_list(wanted, (flow_key_part)i, lists[i].list, lists[i].count, err);
    if (result == PSHIP_OK && known.mapping)
        wanted->mapping = pship_mapping_share((pship_mapping *)known.mapping);
    if (result == PSHIP_OK && known.base_period) {
        wanted->base_period = pship__copy_text(context, known.base_period);
        result = wanted->base_period ? PSHIP_OK : pship__fail_memory(err);
    }
    wanted->from = known.from;
    wanted->until = known.until;
    wanted->product_digits = known.product_digits;
    wanted->product_level = known.product_level;
    wanted->base_years = known.base_years;
    wanted->add_overlapping = known.add_overlapping;
    wanted->any_classification = known.any_classification;
    wanted->any_weights = known.any_weights;
    return result;
}

void pship__flow_wanted_free(flow_wanted *wanted)
{
    for (int i = 0; i < FLOW_KEYS; i++) {
        pship__flow_words_free(&wanted->only[i]);
        pship__flow_words_free(&wanted->beginnings[i]);
    }
    pship_mapping_free(wanted->mapping);
    pship__release(wanted->context, wanted->base_period);
    wanted->mapping = NULL;
    wanted->base_period = NULL;
}
