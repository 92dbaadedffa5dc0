/*
 * The numbers that are told of places, links and transfers: what they are called, and in what unit.
 */
#include "corridor/network_store.h"
#include <string.h>

static const struct {
    const char *name, *unit; /* the unit of money is the network's: NULL */
} attributes[NETWORK_ATTRIBUTES] = {
    [NETWORK_LENGTH] = {"length_km", "km"},
    [NETWORK_TIME] = {"time_h", "h"},
    [NETWORK_SPEED] = {"speed_km_h", "km/h"},
    [NETWORK_RATE] = {"rate", NULL},
    [NETWORK_FEE] = {"fee", NULL},
    [NETWORK_BOX_RATE] = {"box_rate", NULL},
    [NETWORK_BOX_FEE] = {"box_fee", NULL},
    [NETWORK_CAPACITY] = {"capacity_t", "t/year"},
    [NETWORK_BOX_CAPACITY] = {"capacity_teu", "TEU/year"},
    [NETWORK_GAS_CAPACITY] = {"capacity_bcm", "bcm/year"},
    [NETWORK_HEADWAY] = {"headway_h", "h"},
    [NETWORK_HEADWAY_VARIATION] = {"headway_variation", "ratio"},
    [NETWORK_SPREAD] = {"spread_h", "h"},
    [NETWORK_TANK_TO_WHEEL] = {"tank_to_wheel_g", "g/t/km"},
    [NETWORK_WELL_TO_WHEEL] = {"well_to_wheel_g", "g/t/km"},
    [NETWORK_GAUGE] = {"gauge_mm", "mm"},
    [NETWORK_OPENS] = {"opens_h", "h"},
    [NETWORK_CLOSES] = {"closes_h", "h"},
};

const char *pship__network_attribute_name(int attribute)
{
    return attributes[attribute].name;
}

const char *pship__network_attribute_unit(int attribute)
{
    return attributes[attribute].unit;
}

int pship__network_attribute_find(const char *name)
{
    for (int i = 0; i < NETWORK_ATTRIBUTES; i++)
        if (!strcmp(attributes[i].name, name))
            return i;
    return -1;
}

const char *pship__network_refusal(int attribute, double value)
{
    if (!isfinite(value))
        return "is not finite";
    if (attribute >= NETWORK_ATTRIBUTES)
        return NULL;
    if (value < 0)
        return "is negative";
    if (attribute == NETWORK_SPEED && value == 0)
        return "is zero";
    if ((attribute == NETWORK_OPENS || attribute == NETWORK_CLOSES) && value > 24)
        return "is more than 24 hours";
    return NULL;
}
