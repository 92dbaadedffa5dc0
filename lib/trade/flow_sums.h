/* Groups of flows and their sums. Private to the room trade. */
#ifndef PSHIP_TRADE_FLOW_SUMS_H
#define PSHIP_TRADE_FLOW_SUMS_H

#include "trade/exact_sum.h"
#include "trade/flow_store.h"
#include <partnership/aggregation.h>

/* ---- keys */

typedef enum flow_key_part {
    KEY_PERIOD,
    KEY_DIRECTION,
    KEY_REPORTER,
    KEY_PARTNER,
    KEY_PRODUCT,
    FLOW_KEYS
} flow_key_part;

#define CODE_NULL UINT32_MAX          /* a product that a mapping does not know */
#define CODE_DROPPED (UINT32_MAX - 1) /* what a filter leaves out; no key has it */

/* Codes of the sums' own words; 0 for what is not told apart. */
typedef struct flow_key {
    uint32_t part[FLOW_KEYS];
} flow_key;

/* ---- groups (flow_groups.c) */

#define UNIT_MIXED UINT32_MAX

typedef struct flow_group {
    flow_key key;
    uint32_t unit; /* of its quantities: 1 more than the code; 0: none had one; UNIT_MIXED */
    exact_sum value, quantity;
    int64_t rows, withheld, without_quantity;
} flow_group;

typedef struct flow_slots {
    uint64_t *slots; /* open addressing: place + 1, or 0; above it half of the hash */
    size_t count, filled;
} flow_slots;

#define GROUP_BLOCK ((size_t)512) /* groups */

typedef struct flow_groups {
    const pship_context *context;
    flow_group **blocks; /* so that they need not move, which cannot be cancelled */
    size_t count, block_count, block_capacity;
    flow_slots *shards; /* by the first bits of the hash; NULL: there is no group */
    exact_store store;
} flow_groups;

void pship__flow_groups_init(flow_groups *groups, const pship_context *context);
void pship__flow_groups_free(flow_groups *groups);
/* `to` is not initialised before, and to be freed also after a failure. */
pship_result pship__flow_groups_copy(flow_groups *to, const flow_groups *from,
                                     pship__progress_state *progress, pship_error *err);
/* In the order in which they came. */
static inline flow_group *pship__flow_group(const flow_groups *groups, size_t index)
{
    return &groups->blocks[index / GROUP_BLOCK][index % GROUP_BLOCK];
}
/* The group with a key, or NULL; and the same, added if need be: NULL when memory cannot be had. It stays where it is. */
const flow_group *pship__flow_group_find(const flow_groups *groups, const flow_key *key);
flow_group *pship__flow_group_at(flow_groups *groups, const flow_key *key);
/* Adds a group's sums under another key. */
bool pship__flow_group_add(flow_groups *groups, const flow_key *key, const flow_groups *from,
                           const flow_group *group);
void pship__flow_groups_move(flow_groups *groups, flow_groups *other); /* exchanges them */
pship_result pship__flow_groups_merge(flow_groups *groups, const flow_groups *other,
                                      pship__progress_state *progress, pship_error *err);
void pship__flow_unit_add(flow_group *group, uint32_t unit);

/* ---- what is wanted (flow_wanted.c) */

typedef struct flow_wanted {
    const pship_context *context;
    bool by[FLOW_KEYS], total[FLOW_KEYS];
    flow_key_part order[FLOW_KEYS];
    size_t order_count;
    bool shares, filtered[FLOW_KEYS];
    flow_words only[FLOW_KEYS], beginnings[FLOW_KEYS]; /* filters */
    pship_day from, until;
    int32_t product_digits, product_level;
    pship_mapping *mapping; /* or NULL */
    char *base_period;
    int32_t base_years;
    bool add_overlapping, any_classification, any_weights;
    int only_valuation, only_flags; /* of rows, for the mirror comparison; 0: all */
} flow_wanted;

/* Release with pship__flow_wanted_free(), also after a failure. */
pship_result pship__flow_wanted_read(flow_wanted *wanted, const pship_context *context,
                                     const pship_aggregate_options *options, pship_error *err);
void pship__flow_wanted_free(flow_wanted *wanted);
bool pship__flow_wanted_takes(const flow_wanted *wanted, flow_key_part part, const char *text);
/* Whether a period lies between the days that are asked for. */
bool pship__flow_wanted_days(const flow_wanted *wanted, flow_span span);
/* Refuses codes and beginnings of filters that a flow table does not have. */
pship_result pship__flow_wanted_check(const flow_wanted *wanted, const pship_flows *flows,
                                      pship_error *err);
const char *pship__flow_key_word(flow_key_part part);
/* What sums have to have in common that are added up, as text (flow_options.c): keys, filters and what is done to
 * products. False when memory cannot be had. */
bool pship__flow_wanted_tell(pship__buffer *text, const flow_wanted *wanted);

/* ---- the sums (flow_sums.c, flow_update.c, flow_state.c) */

typedef struct flow_totals { /* what an update changes as a whole */
    flow_groups groups;      /* by period, direction, and what else is told apart */
    flow_groups unmapped;    /* by product, a code of `unmapped_words` */
    flow_groups pieces;      /* of which levels the rows were (flow_pieces.c) */
} flow_totals;

struct pship_flow_sums {
    pship_context *context;
    flow_wanted wanted;
    flow_words periods, countries, products, units, unmapped_words;
    bool any; /* a table was added, and so the unit of values is known */
    char *value_unit;
    char *classification; /* the most exact that was told; NULL where any is taken */
    flow_totals totals;
};

/* Rows of a flow table, added to `totals`. */
pship_result pship__flow_sums_add(pship_flow_sums *sums, flow_totals *totals,
                                  const pship_flows *flows, pship_error *err);
/* Rows of a state, added to `totals`; and what all its rows say, to be released, also after a failure. Each may be
 * NULL. (flow_state.c) */
typedef struct flow_state_about {
    char *value_unit, *classification, *options;
} flow_state_about;

pship_result pship__flow_state_add(pship_flow_sums *sums, flow_totals *totals,
                                   const pship_table *state, pship__progress_state *progress,
                                   pship_error *err);
pship_result pship__flow_state_about(flow_state_about *about, const pship_context *context,
                                     const pship_table *state, pship_error *err);
/* The words of a part of the key, NULL for directions. */
const flow_words *pship__flow_sums_words(const pship_flow_sums *sums, flow_key_part part);

#endif
