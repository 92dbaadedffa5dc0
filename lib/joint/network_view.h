/*
 * Making a network of a view. Private to the files network_view*.c.
 */
#ifndef PSHIP_JOINT_NETWORK_VIEW_H
#define PSHIP_JOINT_NETWORK_VIEW_H

#include "corridor/network_store.h"
#include "register/measured.h"

#include <partnership/network_view.h>

typedef struct network_making {
    const pship_view *view;
    merges who;
    pship_network_view_options wanted;
    name_id corridor; /* only its links; 0: all */
    network_builder *builder;
    char currency[4];   /* empty until money is met */
    name_id assumption; /* the text "assumption" */
    pship__progress_state progress;
} network_making;

/* An element of the register and those of the network that it becomes: one, or two where it leads both ways. */
typedef struct made_element {
    name_id id;
    network_part_kind part;
    uint32_t elements[2];
    int count;
    bool unsure; /* it may not be there: all of its numbers are assumed */
} made_element;

/* Everything that is told of an element (network_view_numbers.c). */
pship_result pship__network_tell(network_making *at, const made_element *of, pship_error *err);

#endif
