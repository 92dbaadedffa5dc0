/**
 * @file weighting.h
 * Weightings: what counts when a route is chosen.
 */
#ifndef PARTNERSHIP_WEIGHTING_H
#define PARTNERSHIP_WEIGHTING_H

#include <partnership/network.h>

PSHIP_BEGIN_DECLS

/**
 * What counts when a route is chosen. Start from PSHIP_WEIGHTING_INIT. Lent for the call.
 *
 * The weight of a route is the sum over its links, the places that it passes and its transfers of:
 *
 * | by            | of each                                                                                    |
 * | ------------- | ------------------------------------------------------------------------------------------ |
 * | time          | time_h, and for a service the expected wait headway_h / 2 * (1 + headway_variation^2)      |
 * | cost          | fee + rate * length_km for a tonne; box_fee + box_rate * length_km for a box               |
 * | length        | length_km                                                                                  |
 * | spread        | spread_h: as if all delays came together, which is the most that the whole can have        |
 * | tank_to_wheel | tank_to_wheel_g * length_km                                                                |
 * | well_to_wheel | well_to_wheel_g * length_km                                                                |
 * | generalised   | cost + value_of_time * time + value_of_reliability * spread                                |
 * | links         | 1 for a link, 0 for a place and a transfer                                                 |
 * | other text    | the column of that name                                                                    |
 *
 * What is not told of a place or a transfer is 0. What is not told of a link is an error or bars the link; but a cost
 * of which one of the two parts is told is that part, and spread that is not told is 0. A rate without a length is not
 * told. Weights are not negative. A link whose mode is not told goes with all modes.
 */
typedef struct pship_weighting {
    size_t size;    /**< sizeof(pship_weighting). */
    const char *by; /**< See above. NULL: "time". */
    const char
        *cargo; /**< What pays: "tonne" or "box" (a twenty-foot equivalent). NULL: "tonne". */
    double value_of_time;        /**< Currency for a tonne (or box) and hour. */
    double value_of_reliability; /**< Currency for a tonne (or box) and hour of spread. */
    bool bar_untold; /**< Links of which something is not told are not used, instead of an error. */
} pship_weighting;

/** Initialiser of pship_weighting. */
#define PSHIP_WEIGHTING_INIT \
    { \
        sizeof(pship_weighting), NULL, NULL, 0, 0, false \
    }

/**
 * The value of PSHIP_WEIGHTING_INIT, for languages without macros.
 *
 * @return By time.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_weighting pship_weighting_init(void);

PSHIP_END_DECLS

#endif
