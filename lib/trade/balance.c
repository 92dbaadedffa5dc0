/* Balances: exports beside imports. */
#include "trade/flow_answer.h"

#include <math.h>
#include <string.h>

typedef struct balance_row {
    flow_key key;
    uint32_t ranks[FLOW_KEYS];
} balance_row;

static int by_ranks(const void *left, const void *right)
{
    const balance_row *a = left, *b = right;
    for (int i = 0; i < FLOW_KEYS; i++) {
        if (a->ranks[i] != b->ranks[i])
            return a->ranks[i] < b->ranks[i] ? -1 : 1;
    }
    return 0;
}

static const flow_group *side(const flow_groups *groups, const flow_key *key,
                              pship_flow_direction direction)
{
    flow_key own = *key;
    own.part[KEY_DIRECTION] = (uint32_t)direction;
    return pship__flow_group_find(groups, &own);
}

static void add_row(pship__table_builder *builder, const pship_flow_sums *sums,
                    const flow_groups *groups, const balance_row *row)
{
    const flow_group *out = side(groups, &row->key, PSHIP_FLOW_EXPORT);
    const flow_group *in = side(groups, &row->key, PSHIP_FLOW_IMPORT);
    const double exports = pship__flow_group_value(groups, out);
    const double imports = pship__flow_group_value(groups, in);
    pship__flow_key_cells(builder, sums, &row->key);
    pship__add_finite(builder, exports);
    pship__add_finite(builder, imports);
    pship__add_finite(builder, exports - imports);
    pship__add_finite(builder, exports + imports);
    pship__add_finite(builder, (exports - imports) / (exports + imports));
    pship__add_finite(builder, exports / imports);
    pship__add_int64(builder, out ? out->rows : 0);
    pship__add_int64(builder, in ? in->rows : 0);
    pship__add_int64(builder, (out ? out->withheld : 0) + (in ? in->withheld : 0));
}

/* One row for each key with exports or imports; the imports only where there are no exports. `*rows` is released by the
 * caller. */
static pship_result collect(balance_row **rows, size_t *count, const pship_flow_sums *sums,
                            const flow_order *order, const flow_groups *groups,
                            pship__progress_state *progress, pship_error *err)
{
    pship_result result = PSHIP_OK;
    *rows = pship__allocate(sums->context, groups->count, sizeof **rows);
    *count = 0;
    if (!*rows)
        return pship__fail_memory(err);
    for (size_t i = 0; result == PSHIP_OK && i < groups->count; i++) {
        const flow_key *key = &pship__flow_group(groups, i)->key;
        const uint32_t direction = key->part[KEY_DIRECTION];
        if (direction != PSHIP_FLOW_EXPORT &&
            (direction != PSHIP_FLOW_IMPORT || side(groups, key, PSHIP_FLOW_EXPORT)))
            continue;
        balance_row *row = &(*rows)[(*count)++];
        row->key = *key;
        pship__flow_order_ranks(row->ranks, order, &sums->wanted, key);
        result = pship__progress(progress, -1, err);
    }
    return result == PSHIP_OK
               ? pship__sort_items(*rows, *count, sizeof **rows, by_ranks, progress, err)
               : result;
}

static pship_result make_table(pship_table **table, const pship_flow_sums *sums,
                               const flow_groups *groups, const balance_row *rows, size_t count,
                               pship__progress_state *progress, pship_error *err)
{
    const char *unit = sums->value_unit;
    const pship__column_spec told[] = {
        {"exports", PSHIP_COLUMN_FLOAT64, unit, 0},    {"imports", PSHIP_COLUMN_FLOAT64, unit, 0},
        {"balance", PSHIP_COLUMN_FLOAT64, unit, 0},    {"turnover", PSHIP_COLUMN_FLOAT64, unit, 0},
        {"normalized", PSHIP_COLUMN_FLOAT64, NULL, 0}, {"cover", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"export_rows", PSHIP_COLUMN_INT64, NULL, 0},  {"import_rows", PSHIP_COLUMN_INT64, NULL, 0},
        {"withheld", PSHIP_COLUMN_INT64, NULL, 0},
    };
    pship__column_spec all[FLOW_KEYS + 9];
    pship__table_builder *builder = NULL;
    pship__flow_key_columns(all, &sums->wanted);
    memcpy(all + sums->wanted.order_count, told, sizeof told);
    pship_result result =
        pship__table_builder_new(&builder, sums->context, all, sums->wanted.order_count + 9, err);
    if (result == PSHIP_OK)
        pship__expect_rows(builder, count);
    for (size_t i = 0; result == PSHIP_OK && i < count; i++) {
        add_row(builder, sums, groups, &rows[i]);
        result = pship__progress(progress, (double)i / (double)count, err);
    }
    if (result == PSHIP_OK)
        return pship__table_builder_finish(builder, table, err);
    pship__table_builder_free(builder);
    return result;
}

static pship_result balance(pship_table **table, const pship_flow_sums *sums, pship_error *err)
{
    flow_order order = {.context = sums->context};
    flow_groups groups;
    balance_row *rows = NULL;
    size_t count = 0;
    pship__progress_state progress;
    bool kept[FLOW_KEYS];
    memcpy(kept, sums->wanted.by, sizeof kept);
    kept[KEY_DIRECTION] = true;
    pship__flow_groups_init(&groups, sums->context);
    pship_result result = pship__flow_order_read(&order, sums) ? PSHIP_OK : pship__fail_memory(err);
    pship__progress_begin(&progress, sums->context, "balancing");
    if (result == PSHIP_OK)
        result = pship__flow_order_check(&order, sums, kept, &progress, err);
    if (result == PSHIP_OK)
        result = pship__flow_groups_fold(&groups, &sums->totals.groups, kept, &progress, err);
    if (result == PSHIP_OK)
        result = collect(&rows, &count, sums, &order, &groups, &progress, err);
    if (result == PSHIP_OK)
        result = make_table(table, sums, &groups, rows, count, &progress, err);
    pship__release(sums->context, rows);
    pship__flow_groups_free(&groups);
    pship__flow_order_free(&order);
    return result;
}

pship_result pship_flows_balance(pship_table **table, const pship_flows *flows,
                                 const pship_aggregate_options *options, pship_error *err)
{
    pship_flow_sums *sums = NULL;
    if (!table || !flows)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the flows are NULL");
    pship_result result = pship_flow_sums_new(&sums, flows->context, options, err);
    if (result == PSHIP_OK && (sums->wanted.by[KEY_DIRECTION] || sums->wanted.shares ||
                               sums->wanted.base_period || sums->wanted.base_years != 0))
        result = pship__fail(err, PSHIP_E_ARGUMENT,
                             "a balance is of both directions, and has neither shares nor growth");
    if (result == PSHIP_OK)
        result = pship__flow_wanted_check(&sums->wanted, flows, err);
    if (result == PSHIP_OK)
        result = pship_flow_sums_update(sums, flows, err);
    if (result == PSHIP_OK)
        result = balance(table, sums, err);
    pship_flow_sums_free(sums);
    return result;
}
