/* What a number as written can mean. */
#include "codes/codes.h"

#include <math.h>
#include <string.h>

double pship__last_digit(const char *digits)
{
    int decimals = 0, exponent = 0;
    bool fraction = false, negative = false, in_exponent = false;
    for (; *digits != '\0'; digits++) {
        if (*digits == '.') {
            fraction = true;
        } else if (*digits == 'e' || *digits == 'E') {
            in_exponent = true;
        } else if (in_exponent && *digits == '-') {
            negative = true;
        } else if (in_exponent && *digits >= '0' && *digits <= '9') {
            exponent = exponent > 1000 ? exponent : exponent * 10 + (*digits - '0');
        } else if (fraction && !in_exponent) {
            decimals++;
        }
    }
    /* Those that a double holds exactly need no pow(). */
    static const double powers[] = {1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    int power = (negative ? -exponent : exponent) - decimals;
    if (power >= 0 && power < 16)
        return powers[power];
    return power < 0 && power > -16 ? 1 / powers[-power] : pow(10, power);
}

static bool is_word(const char *qualifier, const char *const *words)
{
    for (; *words; words++) {
        if (strcmp(qualifier, *words) == 0)
            return true;
    }
    return false;
}

/* How far below and above a number what it means may lie, in units of its last digit. */
typedef struct margins {
    double below, above;
} margins;

static margins margins_of(const char *qualifier, bool negative)
{
    static const char *const below[] = {"nearly", "almost", "just under", NULL};
    static const char *const around[] = {
        "about", "roughly", "approximately", "around", "some", "approximated", NULL};
    static const char *const beyond[] = {"just over", "slightly more than", NULL};
    static const char *const above[] = {"more than", "over",     "surpassing", "at least", "above",
                                        "from",      "exceeded", "exceeding",  NULL};
    static const char *const under[] = {"less than", "under", "up to", "at most", "below", NULL};
    static const char *const cut[] = {"truncated", "cut off", NULL};
    if (!qualifier)
        return (margins){0.5, 0.5};
    if (is_word(qualifier, below))
        return (margins){1.5, 0.5};
    if (is_word(qualifier, around))
        return (margins){1.5, 1.5};
    if (is_word(qualifier, beyond))
        return (margins){0.5, 1.5};
    if (is_word(qualifier, above))
        return (margins){0.5, INFINITY};
    if (is_word(qualifier, under))
        return (margins){INFINITY, 0.5};
    /* Digits that were left out take the number towards zero. */
    if (is_word(qualifier, cut))
        return negative ? (margins){1, 0} : (margins){0, 1};
    return (margins){0.5, 0.5};
}

span pship__quantity_span(double number, const char *digits, double scale, const char *qualifier)
{
    margins of = margins_of(qualifier, number < 0);
    double unit = pship__last_digit(digits) * scale;
    double value = number * scale;
    return (span){value - unit * of.below, value + unit * of.above};
}

double pship__quantity_width(const char *digits, double scale, const char *qualifier)
{
    margins of = margins_of(qualifier, false);
    return pship__last_digit(digits) * scale * (of.below + of.above);
}

bool pship__spans_overlap(span a, span b, double magnitude)
{
    double slack = magnitude * 1e-12;
    return a.low < b.high - slack && b.low < a.high - slack;
}
