/*
 * What a network is filled with before it is one: shared by network_build.c and network_finish.c.
 */
#ifndef PSHIP_CORRIDOR_NETWORK_BUILD_H
#define PSHIP_CORRIDOR_NETWORK_BUILD_H

#include "corridor/network_store.h"

struct network_builder {
    pship_context *context;
    pship_network *network; /* being filled; its columns have room for `room` elements */
    pship_error failure;    /* the first; PSHIP_OK: none */
    size_t room[NETWORK_PARTS], extra_room[NETWORK_PARTS];
    size_t note_room, departure_room, quantile_room;
    pship__buffer text; /* for ids of transfers */
};

/* Puts the transfers into the order in which they are looked up. False when memory is short. */
bool pship__network_order_transfers(pship_network *network);

#endif
