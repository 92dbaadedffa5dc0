/**
 * @file unit.h
 * Units as sources write them, and what they come to.
 *
 * "USD million", "million USD", "US$ m" and "mln US dollars" are one unit: the currency USD, a million
 * at a time. The spellings that are understood are those of a small table, listed by
 * pship_unit_spellings(); anything else stays as it was written and is told so.
 */
#ifndef PARTNERSHIP_UNIT_H
#define PARTNERSHIP_UNIT_H

#include <partnership/table.h>

PSHIP_BEGIN_DECLS

/** Room for the text of a unit with its terminating zero. */
#define PSHIP_UNIT_TEXT_SIZE 96

/** A unit, normalised. Two units with the same `text` measure the same thing. */
typedef struct pship_unit {
    double scale;     /**< How many of `text` it is: 1e6 for "USD million", 1000 for "km". */
    bool understood;  /**< Whether every word of it is in the table. */
    char currency[4]; /**< ISO 4217 code of the currency in it, or empty. */
    /** "USD", "t/year", "m3"; as written, but for a scale, where it is not understood; empty for a
        pure number. */
    char text[PSHIP_UNIT_TEXT_SIZE];
} pship_unit;

/**
 * Read a unit.
 *
 * A unit is a quantity, a currency (by its ISO 4217 code, its sign or its name) or something counted; with
 * a scale before or behind it (thousand, million, mn, bn, ...); then "per" or "/" and what it is divided
 * by, which may have a number: "USD per 500 km per 20 t". Lengths, masses, times, volumes and
 * powers are brought to one unit each, so that "km" is 1000 "m". What a word may mean in several ways is
 * not understood: "$" and "dollars" of no country, "tons", "mt". "m" and "k" alone are metres and
 * nothing; beside a currency they are a million and a thousand.
 *
 * @param[out] unit Receives the unit.
 * @param text The unit as written; NULL or empty for a pure number.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, also where it is not understood; PSHIP_E_INVALID for a text that is not UTF-8,
 *         PSHIP_E_LIMIT for one that does not fit, PSHIP_E_ARGUMENT.
 *
 * Source: ISO 4217 (alphabetic codes), https://www.six-group.com/en/products-services/financial-information/data-standards.html;
 * the SI brochure, https://www.bipm.org/en/publications/si-brochure.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_unit_parse(pship_unit *unit, const char *text,
                                                        pship_error *err);

/**
 * The spellings that are understood. Columns: spelling, unit (what it comes to), scale, what (currency,
 * quantity, count, scale, scale_of_money), any_case (whether capitals do not matter).
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param context NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_unit_spellings(pship_table **table,
                                                            pship_context *context,
                                                            pship_error *err);

PSHIP_END_DECLS

#endif
