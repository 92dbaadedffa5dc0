/*
 * What a link, a place or a transfer weighs under a weighting, and all that it takes. Private to the room corridor.
 */
#ifndef PSHIP_CORRIDOR_WEIGHING_H
#define PSHIP_CORRIDOR_WEIGHING_H

#include "corridor/network_store.h"
#include <partnership/weighting.h>

/* What is always shown side by side. */
typedef enum network_measure {
    MEASURE_TIME, /* the wait is part of it */
    MEASURE_WAIT,
    MEASURE_COST,
    MEASURE_BOX_COST,
    MEASURE_LENGTH,
    MEASURE_SPREAD,
    MEASURE_TANK_TO_WHEEL,
    MEASURE_WELL_TO_WHEEL,
    MEASURES
} network_measure;

/* NaN where it is not told: a cost of which one of the two parts is told is that part. Places and transfers have neither a
 * length nor emissions: these are not told of them. */
double pship__network_measure(const pship_network *network, network_part_kind part,
                              uint32_t element, network_measure measure);
/* Expected wait for a service that leaves every `headway` hours. */
double pship__network_headway_wait(double headway, double variation);

/* A weighting as read: what to do with each element. */
typedef struct network_weighing {
    const pship_network *network; /* lent */
    enum { WEIGH_MEASURE, WEIGH_GENERALISED, WEIGH_LINKS, WEIGH_COLUMN } by;
    network_measure measure; /* the cost, where generalised */
    double value_of_time, value_of_reliability;
    const network_column
        *columns[NETWORK_PARTS]; /* lent by the network; NULL where a part has none */
    bool bar_untold;
    char what[64]; /* for messages: what has to be told of a link */
} network_weighing;

/* Weights above are refused, so that no sum of them along a route is infinite. */
#define WEIGHT_MOST 1e290

/* `weighting` NULL: by time. */
pship_result pship__weighing_read(network_weighing *weighing, const pship_network *network,
                                  const pship_weighting *weighting, pship_error *err);
/* NaN where something that is needed is not told. */
double pship__weigh_link(const network_weighing *weighing, uint32_t link);
/* What is not told is 0. */
double pship__weigh_other(const network_weighing *weighing, network_part_kind part,
                          uint32_t element);

#endif
