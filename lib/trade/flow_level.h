/*
 * Which rows are totals of others: so that nothing that adds rows up counts trade twice. Private to the room trade.
 */
#ifndef PSHIP_TRADE_FLOW_LEVEL_H
#define PSHIP_TRADE_FLOW_LEVEL_H

#include "trade/flow_read.h"
#include "trade/flow_sums.h"
#include <partnership/country.h>
#include <partnership/flow_level.h>

/* What stands in the place of a country. */
enum { AREA_PLAIN, AREA_GROUP, AREA_WORLD };
/* The level of a product: its digits, or one of these. */
enum { LEVEL_OTHER = 0, LEVEL_MOST = 14, LEVEL_TOTAL = 15, LEVELS };

typedef struct flow_levels {
    const pship_flows *flows;
    uint8_t *area;        /* by code of a country */
    pship_country *means; /* by code of a country: what it is; kind 0 where that is not known */
    uint8_t *level;       /* by code of a product */
    uint32_t *parent;     /* by code of a product: the longest that it is a part of, or CODE_NULL */
    bool any_group;       /* among countries */
    bool any_part;        /* among products: some is a part of another */
} flow_levels;

/* Release with pship__flow_levels_free(), also after a failure. */
pship_result pship__flow_levels_read(flow_levels *levels, const pship_flows *flows,
                                     pship_error *err);
void pship__flow_levels_free(flow_levels *levels);

/* ---- pieces of sums (flow_pieces.c): by period, direction and reporter, the levels of the rows as bits in `rows` */

int64_t pship__flow_piece_bits(const flow_levels *levels, flow_key_part key, uint32_t code);
bool pship__flow_pieces_add(flow_groups *pieces, const flow_key *key, int64_t bits);
bool pship__flow_pieces_merge(flow_groups *pieces, const flow_groups *other);
/* Refuses levels that do not go with those of the sums. */
pship_result pship__flow_pieces_check(const pship_flow_sums *sums, const flow_groups *added,
                                      pship_error *err);

/* ---- rows */

/* What is added up. */
typedef struct flow_summing {
    int64_t first, end; /* rows */
    /* Which of them, by all but unit and numbers; and whether two products come to the same. Of `what`. NULL: all,
     * always. */
    bool (*takes)(const void *what, const flow_rows *rows, size_t at);
    bool (*together)(const void *what, uint32_t product, uint32_t other);
    const void *what;
    bool kept[FLOW_KEYS]; /* what is told apart; periods and directions always are */
} flow_summing;

/* PSHIP_E_INVALID where a total would be added to its part. */
pship_result pship__flow_levels_check(const flow_levels *levels, const flow_summing *sum,
                                      pship_error *err);
/* The same of all rows from `first` on, for what is computed from sums over everything. */
pship_result pship__flow_levels_check_all(const pship_flows *flows, int64_t first, int64_t end,
                                          pship_error *err);

#endif
