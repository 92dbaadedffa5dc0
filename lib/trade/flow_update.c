/*
 * Sums of the rows of a flow table, by blocks of rows and on several threads: each thread has groups of its own,
 * which are merged at the end. Sums are exact, so it does not matter who took which block.
 */
#include "codes/mapping.h"
#include "trade/flow_level.h"
#include "trade/team.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_ROWS = 16384 };

typedef struct flow_target {
    uint32_t product;
    double weight;
} flow_target;

/* The codes of a flow table as those of the sums, and who adds where. */
typedef struct flow_batch {
    pship_flow_sums *sums;
    const pship_flows *flows;
    uint32_t *period, *reporter, *partner, *unit; /* by code of the flow table */
    bool direction[8];
    flow_target *targets; /* of products, one after another */
    size_t target_count, target_capacity;
    uint32_t *first_target; /* by product, and one more */
    uint32_t *unmapped;     /* by product: a code of unmapped_words, or CODE_DROPPED */
    flow_levels levels;
    uint32_t
        *reporter_word; /* by code of the flow table, whether or not reporters are told apart */
    int64_t *reporter_bits, *partner_bits, *product_bits; /* levels */
    flow_totals *workers;
    size_t worker_count;
    atomic_bool no_memory;
} flow_batch;

/* ---- codes */

static uint32_t *translation(const flow_batch *batch, const flow_words *words)
{
    return pship__allocate(batch->sums->context, words->count, sizeof(uint32_t));
}

static bool add_word(flow_words *words, const char *text, uint32_t *code)
{
    return pship__flow_word_code(words, text, strlen(text), code);
}

static bool translate_periods(flow_batch *batch)
{
    const flow_wanted *wanted = &batch->sums->wanted;
    const flow_words *words = &batch->flows->periods;
    batch->period = translation(batch, words);
    for (uint32_t i = 0; batch->period && i < words->count; i++) {
        const char *text = pship__flow_word(words, i);
        batch->period[i] = CODE_DROPPED;
        if (!pship__flow_wanted_days(wanted, batch->flows->spans[i]) ||
            !pship__flow_wanted_takes(wanted, KEY_PERIOD, text))
            continue;
        if (!add_word(&batch->sums->periods, text, &batch->period[i]))
            return false;
    }
    return batch->period != NULL;
}

static bool translate_countries(flow_batch *batch, flow_key_part part, uint32_t **codes)
{
    const flow_wanted *wanted = &batch->sums->wanted;
    const flow_words *words = &batch->flows->countries;
    *codes = translation(batch, words);
    for (uint32_t i = 0; *codes && i < words->count; i++) {
        const char *text = pship__flow_word(words, i);
        (*codes)[i] = 0;
        if (!pship__flow_wanted_takes(wanted, part, text))
            (*codes)[i] = CODE_DROPPED;
        else if (wanted->by[part] && !add_word(&batch->sums->countries, text, &(*codes)[i]))
            return false;
    }
    return *codes != NULL;
}

static bool translate_units(flow_batch *batch)
{
    const flow_words *words = &batch->flows->units;
    batch->unit = translation(batch, words);
    for (uint32_t i = 0; batch->unit && i < words->count; i++) {
        if (!add_word(&batch->sums->units, pship__flow_word(words, i), &batch->unit[i]))
            return false;
        batch->unit[i]++;
    }
    return batch->unit != NULL;
}

static bool add_target(flow_batch *batch, uint32_t product, double weight)
{
    if (!pship__grow(batch->sums->context, (void **)&batch->targets, batch->target_count,
                     &batch->target_capacity, sizeof *batch->targets))
        return false;
    batch->targets[batch->target_count++] = (flow_target){product, weight};
    return true;
}

/* What a product counts for: itself, its first digits, or the groups of the mapping. */
static bool target_product(flow_batch *batch, uint32_t product, const char *text)
{
    pship_flow_sums *sums = batch->sums;
    const flow_wanted *wanted = &sums->wanted;
    uint32_t code = 0;
    if (wanted->mapping) {
        const mapping_code *mapped = pship__mapping_find(wanted->mapping, text);
        if ((!mapped || !pship__mapping_balanced(mapped)) &&
            !add_word(&sums->unmapped_words, text, &batch->unmapped[product]))
            return false;
        for (uint32_t i = 0; mapped && i < mapped->count; i++) {
            if (!add_word(&sums->products, mapped->targets[i].to, &code) ||
                !add_target(batch, code, mapped->targets[i].weight))
                return false;
        }
        return mapped || add_target(batch, CODE_NULL, 1);
    }
    size_t length = strlen(text);
    if (wanted->product_digits > 0 && length > (size_t)wanted->product_digits)
        length = (size_t)wanted->product_digits;
    if (wanted->by[KEY_PRODUCT] && !pship__flow_word_code(&sums->products, text, length, &code))
        return false;
    return add_target(batch, code, 1);
}

static bool takes_product(const flow_wanted *wanted, const char *text)
{
    return (wanted->product_level == 0 || strlen(text) == (size_t)wanted->product_level) &&
           pship__flow_wanted_takes(wanted, KEY_PRODUCT, text);
}

/* Of codes that are used the weights have to sum to one. */
static pship_result check_mapping(const flow_batch *batch, pship_error *err)
{
    const flow_wanted *wanted = &batch->sums->wanted;
    const flow_words *words = &batch->flows->products;
    pship_result result = PSHIP_OK;
    if (!wanted->mapping)
        return PSHIP_OK;
    if (!wanted->any_classification)
        result =
            pship__mapping_check_classification(wanted->mapping, batch->flows->classification, err);
    for (uint32_t i = 0; result == PSHIP_OK && !wanted->any_weights && i < words->count; i++) {
        const char *text = pship__flow_word(words, i);
        if (takes_product(wanted, text))
            result = pship__mapping_check_weights(pship__mapping_find(wanted->mapping, text), err);
    }
    return result;
}

static bool translate_products(flow_batch *batch)
{
    const flow_words *words = &batch->flows->products;
    const size_t count = words->count;
    batch->first_target = pship__allocate(batch->sums->context, count + 1, sizeof(uint32_t));
    batch->unmapped = pship__allocate(batch->sums->context, count, sizeof(uint32_t));
    if (!batch->first_target || !batch->unmapped)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        const char *text = pship__flow_word(words, i);
        batch->first_target[i] = (uint32_t)batch->target_count;
        batch->unmapped[i] = CODE_DROPPED;
        if (takes_product(&batch->sums->wanted, text) && !target_product(batch, i, text))
            return false;
    }
    batch->first_target[count] = (uint32_t)batch->target_count;
    return true;
}

/* The words of reporters, and the levels of all codes, for the pieces. */
static bool translate_levels(flow_batch *batch)
{
    const flow_words *countries = &batch->flows->countries;
    const uint32_t products = batch->flows->products.count;
    const pship_context *context = batch->sums->context;
    batch->reporter_word = translation(batch, countries);
    batch->reporter_bits = pship__allocate(context, countries->count, sizeof(int64_t));
    batch->partner_bits = pship__allocate(context, countries->count, sizeof(int64_t));
    batch->product_bits = pship__allocate(context, products, sizeof(int64_t));
    if (!batch->reporter_word || !batch->reporter_bits || !batch->partner_bits ||
        !batch->product_bits)
        return false;
    for (uint32_t i = 0; i < countries->count; i++) {
        batch->reporter_bits[i] = pship__flow_piece_bits(&batch->levels, KEY_REPORTER, i);
        batch->partner_bits[i] = pship__flow_piece_bits(&batch->levels, KEY_PARTNER, i);
        if (batch->reporter[i] != CODE_DROPPED &&
            !add_word(&batch->sums->countries, pship__flow_word(countries, i),
                      &batch->reporter_word[i]))
            return false;
    }
    for (uint32_t i = 0; i < products; i++)
        batch->product_bits[i] = pship__flow_piece_bits(&batch->levels, KEY_PRODUCT, i);
    return true;
}

static bool translate(flow_batch *batch)
{
    for (int i = 1; i < 8; i++) {
        const char *word = pship__flow_direction_word(i);
        batch->direction[i] =
            word && pship__flow_wanted_takes(&batch->sums->wanted, KEY_DIRECTION, word);
    }
    return translate_periods(batch) && translate_countries(batch, KEY_REPORTER, &batch->reporter) &&
           translate_countries(batch, KEY_PARTNER, &batch->partner) && translate_units(batch) &&
           translate_products(batch) && translate_levels(batch);
}

/* ---- rows */

static bool add_row(flow_groups *groups, flow_group *to, double value, double quantity,
                    uint32_t unit)
{
    bool done = true;
    to->rows++;
    if (isnan(value))
        to->withheld++;
    else
        done = pship__exact_add(&groups->store, &to->value, value);
    if (isnan(quantity)) {
        to->without_quantity++;
    } else {
        pship__flow_unit_add(to, unit);
        done = done && pship__exact_add(&groups->store, &to->quantity, quantity);
    }
    return done;
}

static bool takes_traits(const flow_wanted *wanted, uint8_t traits)
{
    return (wanted->only_valuation == 0 ||
            pship__flow_valuation(traits) == wanted->only_valuation) &&
           (wanted->only_flags == 0 || (pship__flow_flags(traits) & wanted->only_flags) != 0);
}

static bool takes_row(const void *what, const flow_rows *rows, size_t at)
{
    const flow_batch *batch = what;
    const uint8_t traits = rows->traits[at];
    const uint32_t product = rows->product[at];
    return batch->direction[pship__flow_direction(traits)] &&
           batch->period[rows->period[at]] != CODE_DROPPED &&
           batch->reporter[rows->reporter[at]] != CODE_DROPPED &&
           batch->partner[rows->partner[at]] != CODE_DROPPED &&
           batch->first_target[product] < batch->first_target[product + 1] &&
           takes_traits(&batch->sums->wanted, traits);
}

/* Notes of which level a row is; `*to` is where the one before was noted. */
static bool note_level(const flow_batch *batch, flow_groups *pieces, flow_group **to,
                       const flow_rows *rows, size_t at, const flow_key *of)
{
    const uint16_t reporter = rows->reporter[at];
    const flow_key key = {
        {of->part[KEY_PERIOD], of->part[KEY_DIRECTION], batch->reporter_word[reporter], 0, 0}};
    if (!*to || memcmp(&(*to)->key, &key, sizeof key) != 0)
        *to = pship__flow_group_at(pieces, &key);
    if (*to)
        (*to)->rows |= batch->reporter_bits[reporter] | batch->partner_bits[rows->partner[at]] |
                       batch->product_bits[rows->product[at]];
    return *to != NULL;
}

static void add_block(void *work, size_t piece, size_t worker)
{
    flow_batch *batch = work;
    const pship_flows *flows = batch->flows;
    flow_groups *groups = &batch->workers[worker].groups;
    flow_groups *unmapped = &batch->workers[worker].unmapped;
    const int64_t first = (int64_t)piece * BLOCK_ROWS;
    const int64_t last = first + BLOCK_ROWS < flows->rows ? first + BLOCK_ROWS : flows->rows;
    flow_group *to = NULL, *level = NULL;
    flow_reader reader;
    const flow_rows *rows = &reader.rows;
    pship__flow_reader_begin(&reader, flows, last, FLOW_EVERYTHING);
    for (int64_t row = first; row < last; row++) {
        const size_t at = pship__flow_at(&reader, row);
        const uint32_t product = rows->product[at];
        if (!takes_row(batch, rows, at))
            continue;
        flow_key key = {
            {batch->period[rows->period[at]], (uint32_t)pship__flow_direction(rows->traits[at]),
             batch->reporter[rows->reporter[at]], batch->partner[rows->partner[at]], 0}};
        const double value = rows->value[at], quantity = rows->quantity[at];
        const uint32_t unit = batch->unit[rows->unit[at]];
        bool done = note_level(batch, &batch->workers[worker].pieces, &level, rows, at, &key);
        for (uint32_t i = batch->first_target[product];
             done && i < batch->first_target[product + 1]; i++) {
            const flow_target *target = &batch->targets[i];
            key.part[KEY_PRODUCT] = target->product;
            /* Rows stand in order, so that one group often follows itself. */
            if (!to || memcmp(&to->key, &key, sizeof key) != 0)
                to = pship__flow_group_at(groups, &key);
            done =
                to && add_row(groups, to, value * target->weight, quantity * target->weight, unit);
        }
        if (done && batch->unmapped[product] != CODE_DROPPED) {
            const flow_key own = {{0, 0, 0, 0, batch->unmapped[product]}};
            flow_group *listed = pship__flow_group_at(unmapped, &own);
            done = listed && add_row(unmapped, listed, value, quantity, unit);
        }
        if (!done) {
            atomic_store(&batch->no_memory, true);
            return;
        }
    }
}

/* ---- totals beside their parts */

static bool share_target(const void *what, uint32_t product, uint32_t other)
{
    const flow_batch *batch = what;
    for (uint32_t i = batch->first_target[product]; i < batch->first_target[product + 1]; i++) {
        for (uint32_t j = batch->first_target[other]; j < batch->first_target[other + 1]; j++) {
            if (batch->targets[i].product == batch->targets[j].product)
                return true;
        }
    }
    return false;
}

static pship_result check_kept(const flow_batch *batch, const bool kept[FLOW_KEYS],
                               pship_error *err)
{
    const flow_wanted *wanted = &batch->sums->wanted;
    flow_summing sum = {.end = batch->flows->rows, .takes = takes_row, .what = batch};
    memcpy(sum.kept, kept, sizeof sum.kept);
    if (wanted->mapping || wanted->product_digits > 0)
        sum.together = share_target;
    return pship__flow_levels_check(&batch->levels, &sum, err);
}

/* Neither the sums nor the totals of shares and growth. */
static pship_result check_levels(const flow_batch *batch, pship_error *err)
{
    const flow_wanted *wanted = &batch->sums->wanted;
    if (wanted->add_overlapping)
        return PSHIP_OK;
    pship_result result = check_kept(batch, wanted->by, err);
    if (result == PSHIP_OK && (wanted->shares || wanted->base_period || wanted->base_years))
        result = check_kept(batch, wanted->total, err);
    return result;
}

/* ---- all of it */

static bool make_workers(flow_batch *batch)
{
    const pship_context *context = batch->sums->context;
    const size_t count = pship__team_size(batch->flows->context);
    batch->workers = pship__allocate(context, count, sizeof *batch->workers);
    for (size_t i = 0; batch->workers && i < count; i++) {
        pship__flow_groups_init(&batch->workers[i].groups, context);
        pship__flow_groups_init(&batch->workers[i].unmapped, context);
        pship__flow_groups_init(&batch->workers[i].pieces, context);
    }
    batch->worker_count = batch->workers ? count : 0;
    return batch->workers != NULL;
}

static void release_batch(flow_batch *batch)
{
    const pship_context *context = batch->sums->context;
    for (size_t i = 0; i < batch->worker_count; i++) {
        pship__flow_groups_free(&batch->workers[i].groups);
        pship__flow_groups_free(&batch->workers[i].unmapped);
        pship__flow_groups_free(&batch->workers[i].pieces);
    }
    pship__release(context, batch->workers);
    pship__release(context, batch->period);
    pship__release(context, batch->reporter);
    pship__release(context, batch->partner);
    pship__release(context, batch->unit);
    pship__release(context, batch->targets);
    pship__release(context, batch->first_target);
    pship__release(context, batch->unmapped);
    pship__release(context, batch->reporter_word);
    pship__release(context, batch->reporter_bits);
    pship__release(context, batch->partner_bits);
    pship__release(context, batch->product_bits);
    pship__flow_levels_free(&batch->levels);
}

pship_result pship__flow_sums_add(pship_flow_sums *sums, flow_totals *totals,
                                  const pship_flows *flows, pship_error *err)
{
    flow_batch batch = {.sums = sums, .flows = flows};
    pship__progress_state progress;
    const size_t blocks = ((size_t)flows->rows + BLOCK_ROWS - 1) / BLOCK_ROWS;
    atomic_init(&batch.no_memory, false);
    pship_result result = pship__flow_levels_read(&batch.levels, flows, err);
    if (result == PSHIP_OK)
        result = check_mapping(&batch, err);
    if (result == PSHIP_OK && (!translate(&batch) || !make_workers(&batch)))
        result = pship__fail_memory(err);
    if (result == PSHIP_OK)
        result = check_levels(&batch, err);
    pship__progress_begin(&progress, flows->context, "summing");
    if (result == PSHIP_OK)
        result = pship__team_do(&progress, flows->context, add_block, &batch, blocks, err);
    if (result == PSHIP_OK && atomic_load(&batch.no_memory))
        result = pship__fail_memory(err);
    for (size_t i = 0; result == PSHIP_OK && i < batch.worker_count; i++) {
        flow_totals *own = &batch.workers[i];
        if (totals->groups.count == 0)
            pship__flow_groups_move(&totals->groups, &own->groups);
        result = pship__flow_groups_merge(&totals->groups, &own->groups, &progress, err);
        if (result == PSHIP_OK)
            result = pship__flow_groups_merge(&totals->unmapped, &own->unmapped, &progress, err);
        if (result == PSHIP_OK && !pship__flow_pieces_merge(&totals->pieces, &own->pieces))
            result = pship__fail_memory(err);
    }
    release_batch(&batch);
    return result;
}
