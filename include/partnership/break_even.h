/**
 * @file break_even.h
 * Break-even: at which value of one number of a network two ways are as good as each other.
 *
 * How many hours of dwell at a port make the route through it as long as the one around it? How fast has a new line to be so that
 * it changes anything?
 */
#ifndef PARTNERSHIP_BREAK_EVEN_H
#define PARTNERSHIP_BREAK_EVEN_H

#include <partnership/route.h>

PSHIP_BEGIN_DECLS

/** The number that is free. Start from PSHIP_BREAK_EVEN_QUESTION_INIT. Lent for the call. */
typedef struct pship_break_even_question {
    size_t size;         /**< sizeof(pship_break_even_question). */
    const char *part;    /**< "place", "link" or "transfer". Default "link". */
    const char *element; /**< Its id; of a transfer "place: from_mode to to_mode". */
    const char
        *attribute; /**< A column of numbers, such as "fee", "headway_h". Default "time_h". */
    double low;     /**< The least value that is looked at. Default 0; a speed needs one above 0. */
    double high;    /**< The greatest. Default 0: beyond the last change; speed_km_h and
                         headway_variation need one. */
} pship_break_even_question;

/** Initialiser of pship_break_even_question. */
#define PSHIP_BREAK_EVEN_QUESTION_INIT \
    { \
        sizeof(pship_break_even_question), NULL, NULL, NULL, 0, 0 \
    }

/**
 * The value of PSHIP_BREAK_EVEN_QUESTION_INIT, for languages without macros.
 *
 * @return The defaults.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_break_even_question pship_break_even_question_init(void);

/**
 * The values of one number at which two networks, or a network with an element and without it, are equally good for each of the
 * pairs: where the better one changes.
 *
 * The weight of the best route is the least of straight lines in the number, one for each route, so it is concave and made of
 * straight pieces; these are found exactly (to rounding), by a search where two of the lines cross, and so are the values where
 * those of the two networks cross. A speed counts by its inverse and headway_variation by its square, in which weights are
 * straight. Source: M. J. Eisner and D. G. Severance, Mathematical Techniques for Efficient Record Segmentation in Large Shared
 * Databases, Journal of the ACM 23(4), 1976.
 *
 * Columns: origin, destination, value (in the unit of the number), now (what it is, in the first network that has the element),
 * weight (of both at that value), below and above (which is better there: "before", "after" or "equal"; without `after`:
 * "with", or "equal" where the best route does not need the element), low and high (what was looked at). A pair that has no
 * such value has one row whose value and weight are null, and below and above say who is better at all of them: also "none"
 * where neither has a route. Weights that differ by less than 1e-12 of them count as equal; where they are only equal at a
 * single value, and the same one is better on both sides, it is not told.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param before A network.
 * @param after Another one; the number is the same in both where both have the element. NULL: the first with the element closed.
 * @param pairs From where to where; each place is in one of the networks at least.
 * @param count How many pairs.
 * @param weighting What counts; NULL: time.
 * @param question Which number.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK; PSHIP_E_NOT_FOUND for an element or a number that is in no network, and for a place that is in neither;
 *         PSHIP_E_INVALID where the two have different currencies, for a value out of range, and for a weight that is needed
 *         and not told; PSHIP_E_ARGUMENT, PSHIP_E_MEMORY, PSHIP_E_CANCELLED.
 *
 * Complexity: for each pair about two searches, each in a network made for it, for each piece of the two lines: a few where the
 * element is a link or a place, at most as many as a route has transfers where it is one of every place.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_network_break_even(
    pship_table **table, const pship_network *before, const pship_network *after,
    const pship_place_pair *pairs, size_t count, const pship_weighting *weighting,
    const pship_break_even_question *question, pship_error *err);

PSHIP_END_DECLS

#endif
