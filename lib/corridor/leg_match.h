/*
 * Which legs two routes have in common. Private to the room corridor.
 */
#ifndef PSHIP_CORRIDOR_LEG_MATCH_H
#define PSHIP_CORRIDOR_LEG_MATCH_H

#include "corridor/legs.h"

/* For each leg of `before` the leg of `after` that is the same element, or SIZE_MAX: as many as can be paired so that
 * their order is the same in both. The networks may be different ones. *match is released by the caller.
 * Complexity: legs times their logarithm. */
pship_result pship__legs_match(size_t **match, const pship_network *before_network,
                               const network_route *before, const pship_network *after_network,
                               const network_route *after, pship_error *err);

#endif
