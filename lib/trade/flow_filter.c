/* Some rows of a flow table, and the rows of several. */
#include "codes/product.h"
#include "trade/flow_copy.h"
#include "trade/flow_sums.h"

#include <string.h>

/* ---- some rows */

typedef struct filter {
    const pship_flows *flows;
    flow_wanted wanted;
    bool *period, *reporter, *partner, *product; /* by code: whether it is taken */
    bool direction[8];
    uint8_t *left_out; /* by row */
} filter;

static bool takes_words(bool **takes, const filter *all, flow_key_part part,
                        const flow_words *words)
{
    *takes = pship__allocate(all->flows->context, words->count, sizeof **takes);
    for (uint32_t i = 0; *takes && i < words->count; i++)
        (*takes)[i] = pship__flow_wanted_takes(&all->wanted, part, pship__flow_word(words, i));
    return *takes != NULL;
}

static bool read_codes(filter *all)
{
    const pship_flows *flows = all->flows;
    const int32_t level = all->wanted.product_level;
    if (!takes_words(&all->period, all, KEY_PERIOD, &flows->periods) ||
        !takes_words(&all->reporter, all, KEY_REPORTER, &flows->countries) ||
        !takes_words(&all->partner, all, KEY_PARTNER, &flows->countries) ||
        !takes_words(&all->product, all, KEY_PRODUCT, &flows->products))
        return false;
    for (uint32_t i = 0; i < flows->periods.count; i++)
        all->period[i] = all->period[i] && pship__flow_wanted_days(&all->wanted, flows->spans[i]);
    for (uint32_t i = 0; i < flows->products.count; i++)
        all->product[i] =
            all->product[i] &&
            (level == 0 || strlen(pship__flow_word(&flows->products, i)) == (size_t)level);
    for (int i = 1; i < 8; i++) {
        const char *word = pship__flow_direction_word(i);
        all->direction[i] = word && pship__flow_wanted_takes(&all->wanted, KEY_DIRECTION, word);
    }
    return true;
}

static pship_result choose(filter *all, pship_error *err)
{
    const pship_flows *flows = all->flows;
    pship__progress_state progress;
    flow_reader reader;
    const flow_rows *rows = &reader.rows;
    pship__flow_reader_begin(&reader, flows, flows->rows, FLOW_KEYS_OF_ROWS);
    pship__progress_begin(&progress, flows->context, "choosing rows of flows");
    all->left_out = pship__allocate(flows->context, (size_t)flows->rows, 1);
    pship_result result = all->left_out ? PSHIP_OK : pship__fail_memory(err);
    for (int64_t row = 0; result == PSHIP_OK && row < flows->rows; row++) {
        const size_t at = pship__flow_at(&reader, row);
        all->left_out[row] = !(all->direction[pship__flow_direction(rows->traits[at])] &&
                               all->period[rows->period[at]] && all->reporter[rows->reporter[at]] &&
                               all->partner[rows->partner[at]] && all->product[rows->product[at]]);
        result = pship__progress(&progress, (double)row / (double)flows->rows, err);
    }
    return result;
}

static pship_result check_filter(const flow_wanted *wanted, pship_error *err)
{
    if (wanted->order_count > 0 || wanted->shares || wanted->base_period || wanted->base_years ||
        wanted->product_digits || wanted->mapping)
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "rows are taken by filters only: nothing is summed, shared or mapped");
    return PSHIP_OK;
}

pship_result pship_flows_filter(pship_flows **taken, const pship_flows *flows,
                                const pship_aggregate_options *options, pship_error *err)
{
    filter all = {.flows = flows};
    if (!taken || !flows)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the flows are NULL");
    const pship_context *context = flows->context;
    pship_result result = pship__flow_wanted_read(&all.wanted, context, options, err);
    if (result == PSHIP_OK)
        result = check_filter(&all.wanted, err);
    if (result == PSHIP_OK)
        result = pship__flow_wanted_check(&all.wanted, flows, err);
    if (result == PSHIP_OK)
        result = read_codes(&all) ? choose(&all, err) : pship__fail_memory(err);
    if (result == PSHIP_OK)
        result = pship__flow_copy_rows(taken, flows, all.left_out, err);
    pship__release(context, all.period);
    pship__release(context, all.reporter);
    pship__release(context, all.partner);
    pship__release(context, all.product);
    pship__release(context, all.left_out);
    pship__flow_wanted_free(&all.wanted);
    return result;
}

/* ---- the rows of several */

static bool same_text(const char *one, const char *other)
{
    return one && other ? strcmp(one, other) == 0 : one == other;
}

/* What is true of all rows: of the first table, less what others say otherwise. */
static pship_result take_about(pship_flows_about *about, const pship_flows *next, pship_error *err)
{
    const char *now = next->classification, *before = about->classification;
    if (!same_text(about->value_unit, next->value_unit))
        return pship__fail(
            err, PSHIP_E_CONFLICT, "values in '%.60s' cannot stand beside values in '%.60s'",
            next->value_unit ? next->value_unit : "", about->value_unit ? about->value_unit : "");
    if (now && before) {
        about->classification = pship__classification_common(before, now);
        if (!about->classification)
            return pship__fail(err, PSHIP_E_CONFLICT,
                               "products of '%.60s' cannot stand beside products of '%.60s'", now,
                               before);
    } else if (now) {
        about->classification = now;
    }
    if (!same_text(about->source, next->source))
        about->source = NULL;
    if (!same_text(about->vintage, next->vintage))
        about->vintage = NULL;
    return PSHIP_OK;
}

pship_result pship_flows_concat(pship_flows **flows, const pship_flows *const *list, size_t count,
                                pship_error *err)
{
    if (!flows || !list || count == 0)
        return pship__fail(err, PSHIP_E_ARGUMENT, "there are no flows to be brought together");
    for (size_t i = 0; i < count; i++) {
        if (!list[i])
            return pship__fail(err, PSHIP_E_ARGUMENT, "flows to be brought together are NULL");
    }
    pship_flows_about about = pship_flows_describe(list[0]);
    about.quantity_unit = NULL; /* each row says its own */
    pship_result result = PSHIP_OK;
    for (size_t i = 1; i < count && result == PSHIP_OK; i++)
        result = take_about(&about, list[i], err);
    if (result != PSHIP_OK)
        return result;
    pship_context *context = list[0]->context;
    flow_part **parts = pship__allocate_zero(context, count, sizeof *parts);
    if (!parts)
        return pship__fail_memory(err);
    for (size_t i = 0; i < count && result == PSHIP_OK; i++)
        result = pship__flow_copy_part(&parts[i], list[i], err);
    if (result == PSHIP_OK) {
        result = pship__flow_parts_join(flows, context, parts, count, &about, err);
    } else {
        for (size_t i = 0; i < count; i++)
            pship__flow_part_free(parts[i]);
    }
    pship__release(context, parts);
    return result;
}
