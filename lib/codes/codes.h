/*
 * The room codes: what the words of a source come to. Units and, for numbers with a unit, the span of
 * values that a number as written can mean.
 */
#ifndef PSHIP_CODES_H
#define PSHIP_CODES_H

#include "core/core.h"
#include <partnership/unit.h>

/* ---- spellings (unit_table.c) */

typedef enum unit_word {
    UNIT_CURRENCY,      /* a name or a sign of one; codes stand in a list of their own */
    UNIT_QUANTITY,      /* length, mass, time, ... */
    UNIT_COUNT,         /* things that are counted */
    UNIT_SCALE,         /* beside any unit */
    UNIT_SCALE_OF_MONEY /* beside a currency only: "m" is a metre elsewhere */
} unit_word;

typedef struct unit_spelling {
    const char *spelling;
    const char *base; /* what it comes to, `scale` at a time; NULL for a scale */
    double scale;
    const char *beneath; /* as it is called where something is divided by it; NULL: as `base` */
    unit_word what;
    bool any_case;
} unit_spelling;

extern const unit_spelling pship__unit_spellings[];
extern const size_t pship__unit_spelling_count;

/* Code of a currency, three capitals, or NULL. */
const char *pship__currency_code(const char *text, size_t length);
extern const char *const pship__currency_codes[]; /* in order */
extern const size_t pship__currency_code_count;

/* ---- units (unit.c) */

/* As pship_unit_parse(), for a text that is UTF-8; false where it does not fit. */
bool pship__unit_read(pship_unit *unit, const char *text);
/* How many of the unit `to` one of `from` is; false where they are not known to be of one kind. Both may be
 * NULL: a unit that was not told is the same as another that was not. */
bool pship__unit_ratio(double *ratio, const char *from, const char *to);

/* ---- quantities (quantity.c) */

/* Open at both ends. */
typedef struct span {
    double low, high;
} span;

/* What a number can mean: half a unit of its last digit at each side, widened by the word that the source
 * puts before it. `digits` is the number as written, qualifier may be NULL; the span is in units of
 * which the number counts `scale`. */
span pship__quantity_span(double number, const char *digits, double scale, const char *qualifier);
/* How wide that span is: of a large number written to many digits its ends do not tell it. */
double pship__quantity_width(const char *digits, double scale, const char *qualifier);
/* The worth of one unit of the last digit written: 0.001 for "1.365", 100 for "1e2". */
double pship__last_digit(const char *digits);
/* Do two spans overlap? To touch is not to overlap: 42 and 43 are two numbers. `magnitude` is the sum of the two
 * sizes, of which the ends may be off by a rounding. */
bool pship__spans_overlap(span a, span b, double magnitude);

#endif
