/* A flow table without the totals that stand beside their parts, or without the parts. */
#include "table/builder.h"
#include "trade/flow_copy.h"
#include "trade/flow_level.h"
#include "trade/sum.h"

#include <string.h>

/* Why a row is set aside: by which key, and one more. 0: it stays. */
#define ASIDE(key) ((uint8_t)((key) + 1))

typedef struct tally {
    int64_t rows, withheld;
    double sum, lost;
} tally;

typedef struct taking {
    const pship_flows *flows;
    pship_flow_level level;
    flow_levels levels;
    uint8_t *aside;            /* by row */
    int64_t *seen;             /* by product: its first row of the partner */
    tally *tallies[FLOW_KEYS]; /* by code; only of reporters, partners and products */
} taking;

/* ---- one partner's products: rows [first, end) */

static void set_aside(taking *all, int64_t row, flow_key_part key)
{
    if (all->aside[row] == 0)
        all->aside[row] = ASIDE(key);
}

/* All rows of a product, which stand together. */
static void set_product_aside(taking *all, int64_t first, int64_t end)
{
    const uint32_t product = pship__flow_product(all->flows, first);
    for (int64_t row = first; row < end && pship__flow_product(all->flows, row) == product; row++)
        set_aside(all, row, KEY_PRODUCT);
}

static void take_product(taking *all, int64_t row, int64_t first, int64_t end, bool has_total)
{
    const uint32_t product = pship__flow_product(all->flows, row);
    const bool parts = all->level == PSHIP_FLOW_LEVEL_PARTS;
    if (has_total && parts == (all->levels.level[product] == LEVEL_TOTAL))
        set_aside(all, row, KEY_PRODUCT);
    for (uint32_t whole = all->levels.parent[product]; whole != CODE_NULL;
         whole = all->levels.parent[whole]) {
        if (all->seen[whole] < first)
            continue;
        if (parts)
            set_product_aside(all, all->seen[whole], end);
        else
            set_aside(all, row, KEY_PRODUCT);
    }
    if (all->seen[product] < first)
        all->seen[product] = row;
}

static pship_result take_products(taking *all, int64_t first, int64_t end,
                                  pship__progress_state *progress, pship_error *err)
{
    pship_result result = PSHIP_OK;
    int64_t totals = 0;
    for (int64_t row = first; row < end; row++)
        totals += all->levels.level[pship__flow_product(all->flows, row)] == LEVEL_TOTAL;
    const bool has_total = totals > 0 && totals < end - first;
    for (int64_t row = first; result == PSHIP_OK && row < end; row++) {
        take_product(all, row, first, end, has_total);
        result = pship__progress(progress, (double)row / (double)all->flows->rows, err);
    }
    return result;
}

/* ---- runs: what is said of a reporter or a partner is said of whole ones */

static void set_run_aside(taking *all, size_t run, flow_key_part key)
{
    const int64_t end = pship__flow_run_first(all->flows, run + 1);
    for (int64_t row = pship__flow_run_first(all->flows, run); row < end; row++)
        set_aside(all, row, key);
}

/* ---- one reporter's partners: runs [first, end) */

static pship_result take_partners(taking *all, size_t first, size_t end,
                                  pship__progress_state *progress, pship_error *err)
{
    const uint16_t *partner = all->flows->partner;
    bool there[3] = {false, false, false};
    for (size_t run = first; run < end; run++)
        there[all->levels.area[partner[run]]] = true;
    const bool mixed = there[AREA_PLAIN] + there[AREA_GROUP] + there[AREA_WORLD] > 1;
    const bool world = all->level == PSHIP_FLOW_LEVEL_TOTALS && there[AREA_WORLD];
    pship_result result = PSHIP_OK;
    for (size_t run = first, begin = first; result == PSHIP_OK && run < end; run++) {
        const uint8_t area = all->levels.area[partner[run]];
        const bool stays = world               ? area == AREA_WORLD
                           : there[AREA_PLAIN] ? area == AREA_PLAIN
                                               : area == AREA_GROUP;
        if (mixed && !stays)
            set_run_aside(all, run, KEY_PARTNER);
        if (run + 1 == end || partner[run + 1] != partner[run]) {
            result = take_products(all, pship__flow_run_first(all->flows, begin),
                                   pship__flow_run_first(all->flows, run + 1), progress, err);
            begin = run + 1;
        }
    }
    return result;
}

/* ---- everything: period by period and direction by direction */

static bool same_sheet(const pship_flows *flows, size_t a, size_t b)
{
    return flows->period[a] == flows->period[b] &&
           pship__flow_direction(flows->traits[a]) == pship__flow_direction(flows->traits[b]);
}

static pship_result take_reporters(taking *all, size_t first, size_t end,
                                   pship__progress_state *progress, pship_error *err)
{
    const uint16_t *reporter = all->flows->reporter;
    bool plain = false;
    pship_result result = PSHIP_OK;
    for (size_t run = first; run < end && !plain; run++)
        plain = all->levels.area[reporter[run]] == AREA_PLAIN;
    for (size_t run = first, block = first; result == PSHIP_OK && run < end; run++) {
        if (plain && all->levels.area[reporter[run]] != AREA_PLAIN)
            set_run_aside(all, run, KEY_REPORTER);
        if (run + 1 == end || reporter[run + 1] != reporter[run]) {
            result = take_partners(all, block, run + 1, progress, err);
            block = run + 1;
        }
    }
    return result;
}

static pship_result take_rows(taking *all, pship_error *err)
{
    const pship_flows *flows = all->flows;
    pship__progress_state progress;
    pship_result result = PSHIP_OK;
    pship__progress_begin(&progress, flows->context, "setting totals and parts apart");
    for (size_t run = 0, first = 0; result == PSHIP_OK && run < flows->run_count; run++) {
        if (run + 1 < flows->run_count && same_sheet(flows, first, run + 1))
            continue;
        result = take_reporters(all, first, run + 1, &progress, err);
        first = run + 1;
    }
    return result;
}

/* ---- what was set aside */

static pship_result count_aside(taking *all, pship_error *err)
{
    pship__progress_state progress;
    pship_result result = PSHIP_OK;
    flow_reader reader;
    const flow_rows *rows = &reader.rows;
    pship__flow_reader_begin(&reader, all->flows, all->flows->rows,
                             FLOW_REPORTER | FLOW_PARTNER | FLOW_PRODUCT | FLOW_VALUE);
    pship__progress_begin(&progress, all->flows->context, "counting what was set aside");
    for (int64_t row = 0; result == PSHIP_OK && row < all->flows->rows; row++) {
        result = pship__progress(&progress, (double)row / (double)all->flows->rows, err);
        if (all->aside[row] == 0)
            continue;
        const size_t at = pship__flow_at(&reader, row);
        const flow_key_part key = (flow_key_part)(all->aside[row] - 1);
        const uint32_t code = key == KEY_REPORTER  ? rows->reporter[at]
                              : key == KEY_PARTNER ? rows->partner[at]
                                                   : rows->product[at];
        tally *one = &all->tallies[key][code];
        one->rows++;
        if (isnan(rows->value[at]))
            one->withheld++;
        else
            pship__add_up(&one->sum, &one->lost, rows->value[at]);
    }
    return result;
}

static pship_result tell_aside(pship_table **aside, taking *all, pship_error *err)
{
    const pship_flows *flows = all->flows;
    const pship__column_spec columns[] = {{"key", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                          {"code", PSHIP_COLUMN_UTF8, NULL, 0},
                                          {"rows", PSHIP_COLUMN_INT64, NULL, 0},
                                          {"withheld", PSHIP_COLUMN_INT64, NULL, 0},
                                          {"value", PSHIP_COLUMN_FLOAT64, flows->value_unit, 0}};
    pship__table_builder *builder;
    for (int key = KEY_REPORTER; key < FLOW_KEYS; key++) {
        const size_t count = key == KEY_PRODUCT ? flows->products.count : flows->countries.count;
        all->tallies[key] = pship__allocate_zero(flows->context, count, sizeof(tally));
        if (!all->tallies[key])
            return pship__fail_memory(err);
    }
    pship_result result = count_aside(all, err);
    if (result == PSHIP_OK)
        result = pship__table_builder_new(&builder, flows->context, columns, 5, err);
    if (result != PSHIP_OK)
        return result;
    for (int key = KEY_REPORTER; key < FLOW_KEYS; key++) {
        const flow_words *words = key == KEY_PRODUCT ? &flows->products : &flows->countries;
        for (uint32_t code = 0; code < words->count; code++) {
            const tally *one = &all->tallies[key][code];
            if (one->rows == 0)
                continue;
            pship__add_word(builder, pship__flow_key_word((flow_key_part)key));
            pship__add_text(builder, pship__flow_word(words, code));
            pship__add_int64(builder, one->rows);
            pship__add_int64(builder, one->withheld);
            pship__add_finite(builder,
                              one->rows > one->withheld ? one->sum + one->lost : (double)NAN);
        }
    }
    return pship__table_builder_finish(builder, aside, err);
}

/* ---- all of it */

static pship_result begin(taking *all, pship_error *err)
{
    const pship_flows *flows = all->flows;
    pship_result result = pship__flow_levels_read(&all->levels, flows, err);
    if (result != PSHIP_OK)
        return result;
    all->aside = pship__allocate_zero(flows->context, (size_t)flows->rows, 1);
    all->seen = pship__allocate(flows->context, flows->products.count, sizeof *all->seen);
    if (!all->aside || !all->seen)
        return pship__fail_memory(err);
    for (uint32_t i = 0; i < flows->products.count; i++)
        all->seen[i] = -1;
    return PSHIP_OK;
}

static void end(taking *all)
{
    const pship_context *context = all->flows->context;
    pship__flow_levels_free(&all->levels);
    pship__release(context, all->aside);
    pship__release(context, all->seen);
    for (int key = 0; key < FLOW_KEYS; key++)
        pship__release(context, all->tallies[key]);
}

pship_result pship_flows_take_level(pship_flows **kept, pship_table **aside,
                                    const pship_flows *flows, pship_flow_level level,
                                    pship_error *err)
{
    taking all = {.flows = flows, .level = level};
    pship_flows *made = NULL;
    if (!kept || !flows)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the flows are NULL");
    if (level != PSHIP_FLOW_LEVEL_PARTS && level != PSHIP_FLOW_LEVEL_TOTALS)
        return pship__fail(err, PSHIP_E_ARGUMENT, "%d is neither parts nor totals", (int)level);
    pship_result result = begin(&all, err);
    if (result == PSHIP_OK)
        result = take_rows(&all, err);
    if (result == PSHIP_OK)
        result = pship__flow_copy_rows(&made, flows, all.aside, err);
    if (result == PSHIP_OK && aside)
        result = tell_aside(aside, &all, err);
    if (result == PSHIP_OK)
        *kept = made;
    else
        pship_flows_free(made);
    end(&all);
    return result;
}
