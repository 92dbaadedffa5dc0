/**
 * @file network_view.h
 * Networks from a register: the links that there are on the day of a view, in the state that the view knows of.
 */
#ifndef PARTNERSHIP_NETWORK_VIEW_H
#define PARTNERSHIP_NETWORK_VIEW_H

#include <partnership/network.h>
#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/** Options of pship_network_from_view(). Start from PSHIP_NETWORK_VIEW_OPTIONS_INIT. Lent for the call. */
typedef struct pship_network_view_options {
    size_t size;    /**< sizeof(pship_network_view_options). */
    bool planned;   /**< Also what is planned or under construction, or may not be open yet. */
    bool suspended; /**< Also what is suspended. */
    const char *corridor;     /**< Only links that are a part of this one: its id. NULL: all. */
    const char *const *modes; /**< Only links of these modes. */
    size_t mode_count;        /**< Length of `modes`; 0: all. */
    const char *currency;     /**< In which money has to be. NULL: in that of the first. */
} pship_network_view_options;

/** Initialiser of pship_network_view_options. */
#define PSHIP_NETWORK_VIEW_OPTIONS_INIT \
    { \
        sizeof(pship_network_view_options), false, false, NULL, NULL, 0, NULL \
    }

/**
 * The value of PSHIP_NETWORK_VIEW_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options: what is open.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_network_view_options pship_network_view_options_init(void);

/**
 * Make a network of the links, places and transfers that a view knows of. Another day, another publication cutoff or another
 * scenario gives another network.
 *
 * A link is there when both its ends are told, it has an operational_status of open or none, and so have its ends; one
 * with both_ways is two, of which the second is called "ID back". Whether a status holds is asked as everything else is: what
 * is only possibly open is there in a view that takes what is possible. Places are those that the links join. Links,
 * places and transfers are in the order of their ids, countries are the ids of states.
 *
 * Numbers come from the properties of the register, converted to the units of the network:
 *
 * | property                                | column                          |
 * | --------------------------------------- | ------------------------------- |
 * | length, speed, gauge                    | length_km, speed_km_h, gauge_mm |
 * | transit_time (of a link), dwell         | time_h                          |
 * | time_spread                             | spread_h                        |
 * | freight_rate, freight_fee               | rate, fee                       |
 * | container_rate, container_fee           | box_rate, box_fee               |
 * | freight_, container_, gas_capacity      | capacity_t, _teu, _bcm          |
 * | headway, else frequency (its inverse)   | headway_h                       |
 * | headway_variation                       | headway_variation               |
 * | tank_to_wheel, well_to_wheel            | tank_to_wheel_g, well_to_wheel_g |
 * | opens_at, closes_at                     | opens_h, closes_h               |
 * | departure                               | the timetable                   |
 * | estimates with a probability, of a time | the quantiles                   |
 *
 * pship_network_sources() lists every number with the id of its source. It is assumed where nobody says so: it has no source,
 * or one whose type is "assumption". low and high are those of the estimates of it; else, where sources contradict each
 * other, the least and the most that is said; else what a qualifier ("about") leaves open. A number about which sources
 * contradict each other and nothing decides is not told: it is listed with low and high and without a value.
 *
 * Where the view knows of no transfer at all, modes change freely, as in any network without transfers. To leave out a transfer
 * would make routes quicker and cheaper than they may be; so a transfer that is only possible (under a publication cutoff
 * also one whose source has no day of publication) is there in every view, and its numbers are assumed. Links and places are
 * there only where the view takes them to be.
 *
 * @param[out] network Receives the network; free it with pship_network_free().
 * @param view A view.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL. It names the element and the property.
 * @return PSHIP_OK; PSHIP_E_INVALID for a number without a unit or with one of something else, money in another
 *         currency, a status or a departure that is no such thing, and as pship_network_from_tables();
 *         PSHIP_E_NOT_FOUND for a corridor that the view does not know; PSHIP_E_LIMIT, PSHIP_E_ARGUMENT,
 *         PSHIP_E_MEMORY, PSHIP_E_CANCELLED.
 *
 * Complexity: reading the view, then n log n in what it knows of links, places and transfers. Reports progress.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result
pship_network_from_view(pship_network **network, const pship_view *view,
                        const pship_network_view_options *options, pship_error *err);

PSHIP_END_DECLS

#endif
