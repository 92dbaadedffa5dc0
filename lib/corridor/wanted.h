/*
 * What questions about routes have in common. Private to the room corridor.
 */
#ifndef PSHIP_CORRIDOR_WANTED_H
#define PSHIP_CORRIDOR_WANTED_H

#include "corridor/graph.h"

/* A place by its id; PSHIP_E_NOT_FOUND, PSHIP_E_ARGUMENT for NULL. */
pship_result pship__wanted_place(uint32_t *place, const pship_network *network, const char *id,
                                 pship_error *err);
/* The links of a path, without what leads through places; *links is released by the caller. */
pship_result pship__route_links(uint32_t **links, size_t *count, const network_graph *graph,
                                const uint32_t *arcs, size_t arc_count, pship_error *err);

#endif
