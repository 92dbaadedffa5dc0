/*
 * Weightings: what a link, a place or a transfer weighs, and all that it takes.
 */
#include "corridor/weighing.h"

#include <stdio.h>
#include <string.h>

/* ---- measures */

double pship__network_headway_wait(double headway, double variation)
{
    return isnan(headway) ? 0 : headway / 2 * (1 + (isnan(variation) ? 0 : variation * variation));
}

/* What is paid once and what is paid by distance, of which one may not be told. */
static double paid(const pship_network *network, network_part_kind part, uint32_t element,
                   network_attribute fee_of, network_attribute rate_of)
{
    double fee = pship__network_number(network, part, fee_of, element);
    if (part != NETWORK_LINK)
        return fee;
    double rate = pship__network_number(network, part, rate_of, element);
    if (isnan(rate))
        return fee;
    rate *= pship__network_number(network, part, NETWORK_LENGTH, element);
    return isnan(fee) ? rate : fee + rate;
}

static double by_length(const pship_network *network, network_part_kind part, uint32_t element,
                        network_attribute attribute)
{
    if (part != NETWORK_LINK)
        return (double)NAN;
    return pship__network_number(network, part, attribute, element) *
           pship__network_number(network, part, NETWORK_LENGTH, element);
}

double pship__network_measure(const pship_network *network, network_part_kind part,
                              uint32_t element, network_measure measure)
{
    const bool link = part == NETWORK_LINK;
    switch (measure) {
    case MEASURE_TIME:
        return link ? pship__network_link_time(network, element) +
                          pship__network_link_wait(network, element)
                    : pship__network_number(network, part, NETWORK_TIME, element);
    case MEASURE_WAIT:
        return link ? pship__network_link_wait(network, element) : (double)NAN;
    case MEASURE_COST:
        return paid(network, part, element, NETWORK_FEE, NETWORK_RATE);
    case MEASURE_BOX_COST:
        return paid(network, part, element, NETWORK_BOX_FEE, NETWORK_BOX_RATE);
    case MEASURE_LENGTH:
        return link ? pship__network_number(network, part, NETWORK_LENGTH, element) : (double)NAN;
    case MEASURE_SPREAD:
        return pship__network_number(network, part, NETWORK_SPREAD, element);
    case MEASURE_TANK_TO_WHEEL:
        return by_length(network, part, element, NETWORK_TANK_TO_WHEEL);
    case MEASURE_WELL_TO_WHEEL:
        return by_length(network, part, element, NETWORK_WELL_TO_WHEEL);
    default:
        return (double)NAN;
    }
}

/* ---- weightings */

pship_weighting pship_weighting_init(void)
{
    return (pship_weighting)PSHIP_WEIGHTING_INIT;
}

static const struct {
    const char *name;
    network_measure measure;
    const char *needs;
} measures[] = {
    {"time", MEASURE_TIME, "time_h, nor length_km and speed_km_h"},
    {"cost", MEASURE_COST, "fee, nor rate and length_km"},
    {"length", MEASURE_LENGTH, "length_km"},
    {"spread", MEASURE_SPREAD, "spread_h"},
    {"tank_to_wheel", MEASURE_TANK_TO_WHEEL, "tank_to_wheel_g and length_km"},
    {"well_to_wheel", MEASURE_WELL_TO_WHEEL, "well_to_wheel_g and length_km"},
};

static pship_result read_cargo(network_measure *cost, const char *cargo, pship_error *err)
{
    if (cargo && strcmp(cargo, "tonne") != 0 && strcmp(cargo, "box") != 0)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the cargo is \"%.60s\", not tonne or box",
                           cargo);
    *cost = cargo && strcmp(cargo, "box") == 0 ? MEASURE_BOX_COST : MEASURE_COST;
    return PSHIP_OK;
}

static void say(network_weighing *weighing, const char *what)
{
    (void)snprintf(weighing->what, sizeof weighing->what, "%s", what);
}

static pship_result read_by(network_weighing *weighing, const char *by, network_measure cost,
                            pship_error *err)
{
    const char *dear = cost == MEASURE_COST ? "fee, nor rate and length_km"
                                            : "box_fee, nor box_rate and length_km";
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++) {
        if (strcmp(measures[i].name, by) != 0)
            continue;
        weighing->by = WEIGH_MEASURE;
        weighing->measure = measures[i].measure == MEASURE_COST ? cost : measures[i].measure;
        say(weighing, measures[i].measure == MEASURE_COST ? dear : measures[i].needs);
        return PSHIP_OK;
    }
    if (strcmp(by, "generalised") == 0) {
        weighing->by = WEIGH_GENERALISED;
        weighing->measure = cost;
        say(weighing, "cost, or no time");
        return PSHIP_OK;
    }
    if (strcmp(by, "links") == 0) {
        weighing->by = WEIGH_LINKS;
        return PSHIP_OK;
    }
    weighing->by = WEIGH_COLUMN;
    say(weighing, by);
    for (int part = 0; part < NETWORK_PARTS; part++) {
        int attribute;
        weighing->columns[part] =
            pship__network_column(weighing->network, (network_part_kind)part, by, &attribute);
    }
    if (weighing->columns[NETWORK_LINK])
        return PSHIP_OK;
    return pship__fail(err, PSHIP_E_NOT_FOUND,
                       "\"%.60s\" is neither a weighting nor a column of numbers of the links", by);
}

pship_result pship__weighing_read(network_weighing *weighing, const pship_network *network,
                                  const pship_weighting *weighting, pship_error *err)
{
    pship_weighting asked = PSHIP_WEIGHTING_INIT;
    network_weighing read = {.network = network};
    network_measure cost = MEASURE_COST;
    pship_result result =
        pship__options(&asked, sizeof asked, sizeof asked, weighting, "pship_weighting", err);
    if (result == PSHIP_OK &&
        !(asked.value_of_time >= 0 && asked.value_of_time <= WEIGHT_MOST &&
          asked.value_of_reliability >= 0 && asked.value_of_reliability <= WEIGHT_MOST))
        result = pship__fail(err, PSHIP_E_ARGUMENT,
                             "a value of time or of reliability is negative or no number");
    if (result == PSHIP_OK)
        result = read_cargo(&cost, asked.cargo, err);
    if (result == PSHIP_OK)
        result = read_by(&read, asked.by ? asked.by : "time", cost, err);
    if (result != PSHIP_OK)
        return result;
    read.value_of_time = asked.value_of_time;
    read.value_of_reliability = asked.value_of_reliability;
    read.bar_untold = asked.bar_untold;
    *weighing = read;
    return PSHIP_OK;
}

static double or_zero(double value)
{
    return isnan(value) ? 0 : value;
}

double pship__weigh_link(const network_weighing *weighing, uint32_t link)
{
    const pship_network *network = weighing->network;
    double value;
    switch (weighing->by) {
    case WEIGH_LINKS:
        return 1;
    case WEIGH_COLUMN:
        return weighing->columns[NETWORK_LINK]->values[link];
    case WEIGH_MEASURE:
        value = pship__network_measure(network, NETWORK_LINK, link, weighing->measure);
        return weighing->measure == MEASURE_SPREAD ? or_zero(value) : value;
    default:
        value = pship__network_measure(network, NETWORK_LINK, link, weighing->measure);
        /* What has no value need not be told. */
        if (weighing->value_of_time > 0)
            value += weighing->value_of_time *
                     pship__network_measure(network, NETWORK_LINK, link, MEASURE_TIME);
        return value +
               weighing->value_of_reliability *
                   or_zero(pship__network_measure(network, NETWORK_LINK, link, MEASURE_SPREAD));
    }
}

double pship__weigh_other(const network_weighing *weighing, network_part_kind part,
                          uint32_t element)
{
    const pship_network *network = weighing->network;
    switch (weighing->by) {
    case WEIGH_LINKS:
        return 0;
    case WEIGH_COLUMN:
        return weighing->columns[part] ? or_zero(weighing->columns[part]->values[element]) : 0;
    case WEIGH_MEASURE:
        return or_zero(pship__network_measure(network, part, element, weighing->measure));
    default:
        return or_zero(pship__network_measure(network, part, element, weighing->measure)) +
               weighing->value_of_time *
                   or_zero(pship__network_measure(network, part, element, MEASURE_TIME)) +
               weighing->value_of_reliability *
                   or_zero(pship__network_measure(network, part, element, MEASURE_SPREAD));
    }
}
