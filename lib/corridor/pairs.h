/*
 * Pairs of places with a demand, read from a table. Private to the room corridor.
 */
#ifndef PSHIP_CORRIDOR_PAIRS_H
#define PSHIP_CORRIDOR_PAIRS_H

#include "corridor/network_store.h"
#include <partnership/table.h>

typedef struct network_pair {
    uint32_t origin, destination;
    double demand; /* 1 where there is no column of it */
} network_pair;

/* By origin, each in the order of its first row; the pairs of one origin in the order of their rows. */
typedef struct network_pairs {
    network_pair *pairs;
    size_t *begins; /* origin_count + 1 */
    size_t origin_count;
} network_pairs;

/* An element that a cell names: its id, or a whole number. */
pship_result pship__cell_element(uint32_t *element, const pship_network *network,
                                 network_part_kind part, const pship_table *table, const char *what,
                                 int32_t column, int64_t row, pship_error *err);
/* Columns of a table of pairs, which `what` names in messages ("the pairs"). The demand may be called trips; unless it is
 * `needed` there may be none. */
typedef struct pair_columns {
    int32_t origin, destination, demand;
} pair_columns;
pship_result pship__pair_columns_find(pair_columns *columns, const pship_table *table,
                                      const char *what, bool needed, pship_error *err);
pship_result pship__pair_read(network_pair *pair, const pship_network *network,
                              const pship_table *table, const char *what,
                              const pair_columns *columns, int64_t row, pship_error *err);
pship_result pship__pairs_read(network_pairs *pairs, const pship_network *network,
                               const pship_table *table, pship_error *err);
void pship__pairs_free(network_pairs *pairs, const pship_context *context);

#endif
