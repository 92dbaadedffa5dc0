/* Aggregation: the answer as a table. */
#include "trade/flow_answer.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- cells that other answers have too */

void pship__flow_key_columns(pship__column_spec *specs, const flow_wanted *wanted)
{
    for (size_t i = 0; i < wanted->order_count; i++)
        specs[i] = (pship__column_spec){.name = pship__flow_key_word(wanted->order[i]),
                                        .type = PSHIP_COLUMN_DICTIONARY};
}

void pship__flow_key_cells(pship__table_builder *builder, const pship_flow_sums *sums,
                           const flow_key *key)
{
    for (size_t i = 0; i < sums->wanted.order_count; i++) {
        const flow_key_part part = sums->wanted.order[i];
        const flow_words *words = pship__flow_sums_words(sums, part);
        const uint32_t code = key->part[part];
        if (code == CODE_NULL)
            pship__add_null(builder);
        else
            pship__add_word(builder, words ? pship__flow_word(words, code)
                                           : pship__flow_direction_word((int)code));
    }
}

double pship__flow_group_value(const flow_groups *groups, const flow_group *group)
{
    return !group || group->rows == group->withheld
               ? (double)NAN
               : pship__exact_round(&groups->store, &group->value);
}

/* ---- rows */

typedef struct answer_row {
    flow_key key;
    uint32_t ranks[FLOW_KEYS];
    const flow_group *group; /* NULL: it is in the base period only */
} answer_row;

typedef struct answer {
    const pship_flow_sums *sums;
    const flow_wanted *wanted;
    flow_order order;
    flow_groups groups;      /* by what is asked for */
    flow_groups totals;      /* of which shares are */
    flow_groups base_totals; /* by period too, of which growth is */
    bool base_kept[FLOW_KEYS];
    flow_bases bases;
    answer_row *rows;
    size_t count, capacity;
    char share_of[64];
    pship__progress_state progress;
    pship__table_builder *builder;
} answer;

static int by_ranks(const void *left, const void *right)
{
    const answer_row *a = left, *b = right;
    for (int i = 0; i < FLOW_KEYS; i++) {
        if (a->ranks[i] != b->ranks[i])
            return a->ranks[i] < b->ranks[i] ? -1 : 1;
    }
    return 0;
}

static bool add_row(answer *made, const flow_key *key, const flow_group *group)
{
    if (!pship__grow(made->sums->context, (void **)&made->rows, made->count, &made->capacity,
                     sizeof *made->rows))
        return false;
    answer_row *row = &made->rows[made->count++];
    *row = (answer_row){.key = *key, .group = group};
    pship__flow_order_ranks(row->ranks, &made->order, made->wanted, key);
    return true;
}

/* What is in the base of a period but not in the period itself. */
static pship_result add_left(answer *made, const uint32_t *used, size_t used_count,
                             pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; result == PSHIP_OK && i < made->groups.count; i++) {
        flow_key key = pship__flow_group(&made->groups, i)->key;
        const uint32_t period = key.part[KEY_PERIOD];
        for (size_t j = 0; result == PSHIP_OK && j < used_count; j++) {
            key.part[KEY_PERIOD] = used[j];
            if (made->bases.of[used[j]] == period && !pship__flow_group_find(&made->groups, &key) &&
                !add_row(made, &key, NULL))
                result = pship__fail_memory(err);
        }
        if (result == PSHIP_OK)
            result = pship__progress(&made->progress, -1, err);
    }
    return result;
}

static pship_result add_all_left(answer *made, pship_error *err)
{
    const pship_context *context = made->sums->context;
    const uint32_t periods = made->sums->periods.count;
    uint32_t *used = pship__allocate(context, periods, sizeof *used);
    bool *seen = pship__allocate_zero(context, periods, sizeof *seen);
    size_t count = 0;
    for (size_t i = 0; used && seen && i < made->groups.count; i++) {
        const uint32_t period = pship__flow_group(&made->groups, i)->key.part[KEY_PERIOD];
        if (!seen[period])
            used[count++] = period;
        seen[period] = true;
    }
    pship_result result = used && seen ? add_left(made, used, count, err) : pship__fail_memory(err);
    pship__release(context, used);
    pship__release(context, seen);
    return result;
}

/* Refuses what would count twice in the sums, in the totals of shares, or in those of growth. */
static pship_result check(answer *made, pship_error *err)
{
    const flow_wanted *wanted = made->wanted;
    const bool *const kept[] = {wanted->by, wanted->shares ? wanted->total : NULL,
                                wanted->base_period || wanted->base_years ? made->base_kept : NULL};
    pship_result result = PSHIP_OK;
    for (int i = 0; result == PSHIP_OK && i < 3; i++) {
        if (kept[i])
            result =
                pship__flow_order_check(&made->order, made->sums, kept[i], &made->progress, err);
    }
    return result;
}

static pship_result collect(answer *made, pship_error *err)
{
    const pship_flow_sums *sums = made->sums;
    const flow_wanted *wanted = made->wanted;
    pship__progress_state *progress = &made->progress;
    if (!pship__flow_order_read(&made->order, sums))
        return pship__fail_memory(err);
    pship_result result = check(made, err);
    if (result == PSHIP_OK)
        result =
            pship__flow_groups_fold(&made->groups, &sums->totals.groups, wanted->by, progress, err);
    if (result == PSHIP_OK)
        result = pship__flow_bases_read(&made->bases, &made->order, sums, &made->groups, err);
    if (result == PSHIP_OK) { /* at once: to be moved cannot be cancelled */
        made->capacity = made->groups.count;
        made->rows = pship__allocate(sums->context, made->capacity, sizeof *made->rows);
        result = made->rows ? PSHIP_OK : pship__fail_memory(err);
    }
    for (size_t i = 0; result == PSHIP_OK && i < made->groups.count; i++)
        result = add_row(made, &pship__flow_group(&made->groups, i)->key,
                         pship__flow_group(&made->groups, i))
                     ? pship__progress(progress, -1, err)
                     : pship__fail_memory(err);
    if (result == PSHIP_OK && wanted->shares)
        result =
            pship__flow_groups_fold(&made->totals, &made->groups, wanted->total, progress, err);
    if (result == PSHIP_OK && made->bases.of)
        result = pship__flow_groups_fold(&made->base_totals, &made->groups, made->base_kept,
                                         progress, err);
    if (result == PSHIP_OK && made->bases.of)
        result = add_all_left(made, err);
    return result == PSHIP_OK ? pship__sort_items(made->rows, made->count, sizeof *made->rows,
                                                  by_ranks, progress, err)
                              : result;
}

/* ---- cells */

static void add_number(answer *made, double number)
{
    if (isnan(number))
        pship__add_null(made->builder);
    else
        pship__add_number(made->builder, number);
}

static flow_key kept_of(const flow_key *key, const bool kept[FLOW_KEYS])
{
    flow_key own = *key;
    for (int i = 0; i < FLOW_KEYS; i++)
        own.part[i] = kept[i] ? own.part[i] : 0;
    return own;
}

static void add_sums(answer *made, const flow_group *group, double value)
{
    static const flow_group nothing;
    const flow_group *said = group ? group : &nothing;
    const bool one_unit = said->unit != UNIT_MIXED && said->rows > said->without_quantity;
    add_number(made, value);
    add_number(made,
               one_unit ? pship__exact_round(&made->groups.store, &said->quantity) : (double)NAN);
    if (one_unit && said->unit != 0)
        pship__add_word(made->builder, pship__flow_word(&made->sums->units, said->unit - 1));
    else
        pship__add_null(made->builder);
    pship__add_int64(made->builder, said->rows);
    pship__add_int64(made->builder, said->withheld);
    pship__add_int64(made->builder, said->without_quantity);
}

static void add_share(answer *made, const flow_key *key, double value)
{
    const flow_key of = kept_of(key, made->wanted->total);
    const flow_group *group = pship__flow_group_find(&made->totals, &of);
    const double total = pship__flow_group_value(&made->totals, group);
    pship__add_word(made->builder, made->share_of);
    add_number(made, total);
    add_number(made, total > 0 ? value / total * 100 : (double)NAN);
    pship__add_int64(made->builder, group ? group->withheld : 0);
}

static double contribution(answer *made, const flow_key *base_key, const flow_group *now,
                           const flow_group *before, double value, double base_value)
{
    const flow_key of = kept_of(base_key, made->base_kept);
    const double total = pship__flow_group_value(&made->base_totals,
                                                 pship__flow_group_find(&made->base_totals, &of));
    /* Not there at all is no trade; there but withheld is not known. */
    const double change = (now ? value : 0) - (before ? base_value : 0);
    return total > 0 ? change / total * 100 : (double)NAN;
}

static void add_growth(answer *made, const answer_row *row, double value)
{
    pship__table_builder *builder = made->builder;
    flow_key base_key = row->key;
    const uint32_t period = row->key.part[KEY_PERIOD], base = made->bases.of[period];
    if (base == CODE_NULL) {
        for (int i = 0; i < 7; i++)
            pship__add_null(builder);
        return;
    }
    base_key.part[KEY_PERIOD] = base;
    const flow_group *before = pship__flow_group_find(&made->groups, &base_key);
    const double base_value = pship__flow_group_value(&made->groups, before);
    const char *comparable =
        pship__flow_spans_compare(made->order.spans[period], made->order.spans[base]);
    const bool as_long = strcmp(comparable, "other_length") != 0;
    const bool withheld =
        (before && before->withheld > 0) || (row->group && row->group->withheld > 0);
    /* A change of what happens to be told is not the change of the trade. */
    const bool known = as_long && !withheld;
    pship__add_word(builder, pship__flow_word(&made->sums->periods, base));
    pship__add_word(builder, withheld && strcmp(comparable, "yes") == 0 ? "withheld" : comparable);
    add_number(made, base_value);
    pship__add_int64(builder, before ? before->withheld : 0);
    add_number(made,
               known && base_value > 0 ? (value - base_value) / base_value * 100 : (double)NAN);
    pship__add_word(builder, !row->group ? "left" : before ? "both" : "entered");
    add_number(made, known ? contribution(made, &base_key, row->group, before, value, base_value)
                           : (double)NAN);
}

static pship_result add_rows(answer *made, pship_error *err)
{
    pship_result result = PSHIP_OK;
    pship__expect_rows(made->builder, made->count);
    for (size_t i = 0; result == PSHIP_OK && i < made->count; i++) {
        const answer_row *row = &made->rows[i];
        const double value = pship__flow_group_value(&made->groups, row->group);
        if (isinf(value) || (isnan(value) && row->group && row->group->rows > row->group->withheld))
            return pship__fail(err, PSHIP_E_LIMIT, "a sum of values is beyond all doubles");
        pship__flow_key_cells(made->builder, made->sums, &row->key);
        add_sums(made, row->group, value);
        if (made->wanted->shares)
            add_share(made, &row->key, value);
        if (made->bases.of)
            add_growth(made, row, value);
        result = pship__progress(&made->progress, (double)i / (double)made->count, err);
    }
    return result;
}

/* ---- the table */

static void name_total(answer *made)
{
    size_t length = 0;
    for (size_t i = 0; i < made->wanted->order_count; i++) {
        const flow_key_part part = made->wanted->order[i];
        if (made->wanted->total[part])
            length += (size_t)snprintf(made->share_of + length, sizeof made->share_of - length,
                                       "%s%s", length ? ", " : "", pship__flow_key_word(part));
    }
    if (length == 0)
        (void)snprintf(made->share_of, sizeof made->share_of, "all");
}

static pship_result begin_table(answer *made, pship_error *err)
{
    const char *unit = made->sums->value_unit;
    const pship__column_spec sums[] = {
        {"value", PSHIP_COLUMN_FLOAT64, unit, 0},
        {"quantity", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"unit", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"rows", PSHIP_COLUMN_INT64, NULL, 0},
        {"withheld", PSHIP_COLUMN_INT64, NULL, 0},
        {"without_quantity", PSHIP_COLUMN_INT64, NULL, 0},
    };
    const pship__column_spec shares[] = {
        {"share_of", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"total", PSHIP_COLUMN_FLOAT64, unit, 0},
        {"share_percent", PSHIP_COLUMN_FLOAT64, "percent", 0},
        {"total_withheld", PSHIP_COLUMN_INT64, NULL, 0},
    };
    const pship__column_spec growth[] = {
        {"base_period", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"comparable", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"base_value", PSHIP_COLUMN_FLOAT64, unit, 0},
        {"base_withheld", PSHIP_COLUMN_INT64, NULL, 0},
        {"growth_percent", PSHIP_COLUMN_FLOAT64, "percent", 0},
        {"presence", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"contribution_points", PSHIP_COLUMN_FLOAT64, "percentage points", 0},
    };
    pship__column_spec all[FLOW_KEYS + 6 + 4 + 7];
    size_t count = made->wanted->order_count;
    pship__flow_key_columns(all, made->wanted);
    memcpy(all + count, sums, sizeof sums);
    count += 6;
    if (made->wanted->shares) {
        memcpy(all + count, shares, sizeof shares);
        count += 4;
    }
    if (made->bases.of) {
        memcpy(all + count, growth, sizeof growth);
        count += 7;
    }
    return pship__table_builder_new(&made->builder, made->sums->context, all, count, err);
}

static void release_answer(answer *made)
{
    pship__flow_order_free(&made->order);
    pship__flow_groups_free(&made->groups);
    pship__flow_groups_free(&made->totals);
    pship__flow_groups_free(&made->base_totals);
    pship__flow_bases_free(&made->bases);
    pship__release(made->sums->context, made->rows);
}

pship_result pship_flow_sums_finish(pship_table **table, const pship_flow_sums *sums,
                                    pship_error *err)
{
    if (!table || !sums)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the sums are NULL");
    answer made = {.sums = sums, .wanted = &sums->wanted};
    made.order.context = made.bases.context = sums->context;
    pship__flow_groups_init(&made.groups, sums->context);
    pship__flow_groups_init(&made.totals, sums->context);
    pship__flow_groups_init(&made.base_totals, sums->context);
    memcpy(made.base_kept, sums->wanted.total, sizeof made.base_kept);
    made.base_kept[KEY_PERIOD] = true;
    name_total(&made);
    pship__progress_begin(&made.progress, sums->context, "aggregating");
    pship_result result = collect(&made, err);
    if (result == PSHIP_OK)
        result = begin_table(&made, err);
    if (result == PSHIP_OK)
        result = add_rows(&made, err);
    if (result == PSHIP_OK)
        result = pship__table_builder_finish(made.builder, table, err);
    else
        pship__table_builder_free(made.builder);
    release_answer(&made);
    return result;
}

pship_result pship_flows_aggregate(pship_table **table, const pship_flows *flows,
                                   const pship_aggregate_options *options, pship_error *err)
{
    pship_flow_sums *sums = NULL;
    if (!table || !flows)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the flows are NULL");
    pship_result result = pship_flow_sums_new(&sums, flows->context, options, err);
    if (result == PSHIP_OK)
        result = pship__flow_wanted_check(&sums->wanted, flows, err);
    if (result == PSHIP_OK)
        result = pship_flow_sums_update(sums, flows, err);
    if (result == PSHIP_OK)
        result = pship_flow_sums_finish(table, sums, err);
    pship_flow_sums_free(sums);
    return result;
}
