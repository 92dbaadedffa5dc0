/* The answer of an aggregation while it is made. Private to the room trade. */
#ifndef PSHIP_TRADE_FLOW_ANSWER_H
#define PSHIP_TRADE_FLOW_ANSWER_H

#include "table/builder.h"
#include "trade/flow_sort.h"
#include "trade/flow_sums.h"

/* ---- order and periods (flow_order.c) */

typedef struct flow_order {
    const pship_context *context;
    uint32_t *period, *country, *product; /* ranks of codes */
    flow_span *spans;                     /* of periods */
} flow_order;

/* Release with pship__flow_order_free(), also after a failure. */
bool pship__flow_order_read(flow_order *order, const pship_flow_sums *sums);
void pship__flow_order_free(flow_order *order);
/* Ranks of the parts of a key, in the order in which they are asked for. */
void pship__flow_order_ranks(uint32_t ranks[FLOW_KEYS], const flow_order *order,
                             const flow_wanted *wanted, const flow_key *key);
/* Refuses sums over what the keys in `kept` do not tell apart, where something would count twice. */
pship_result pship__flow_order_check(const flow_order *order, const pship_flow_sums *sums,
                                     const bool kept[FLOW_KEYS], pship__progress_state *progress,
                                     pship_error *err);
/* `groups`, with the parts of their keys that are not kept put together. */
pship_result pship__flow_groups_fold(flow_groups *folded, const flow_groups *groups,
                                     const bool kept[FLOW_KEYS], pship__progress_state *progress,
                                     pship_error *err);

/* ---- growth (flow_growth.c) */

typedef struct flow_bases {
    const pship_context *context;
    uint32_t *of; /* by code of a period: that of its base, or CODE_NULL */
} flow_bases;

/* Finds the base of each period. Release with pship__flow_bases_free(), also after a failure. */
pship_result pship__flow_bases_read(flow_bases *bases, const flow_order *order,
                                    const pship_flow_sums *sums, const flow_groups *groups,
                                    pship_error *err);
void pship__flow_bases_free(flow_bases *bases);
/* "yes", "other_months" or "other_length". */
const char *pship__flow_spans_compare(flow_span span, flow_span base);

/* ---- cells (aggregate.c) */

void pship__flow_key_columns(pship__column_spec *specs, const flow_wanted *wanted);
void pship__flow_key_cells(pship__table_builder *builder, const pship_flow_sums *sums,
                           const flow_key *key);
/* The value of a group; NaN where none was told. */
double pship__flow_group_value(const flow_groups *groups, const flow_group *group);

#endif
