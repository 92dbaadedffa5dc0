/* Numbers of flow files, rounded to the nearest double: the long way. */
#include "trade/flow_number.h"
#include "trade/flow_reading.h"

#include <math.h>

const double pship__flow_tens[23] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                     1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                     1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

static bool is_missing(const char *text, size_t length)
{
    static const char *const words[] = {"NA", "N/A", "NaN", "null"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strlen(words[i]) == length && memcmp(words[i], text, length) == 0)
            return true;
    }
    return length == 0;
}

/* Digits between which there is a byte that has no business there. */
static bool has_between(const char *text, char byte)
{
    for (const char *at = strchr(text, byte); at; at = strchr(at + 1, byte)) {
        if (at > text && at[-1] >= '0' && at[-1] <= '9' && at[1] >= '0' && at[1] <= '9')
            return true;
    }
    return false;
}

/* Is it spelled as a number? One that could not be read then is too large. */
static bool is_spelled_right(const char *at)
{
    at += *at == '-' || *at == '+';
    size_t digits = strspn(at, "0123456789");
    if (digits == 0)
        return false;
    at += digits;
    if (*at == '.') {
        digits = strspn(at + 1, "0123456789");
        if (digits == 0)
            return false;
        at += digits + 1;
    }
    if (*at != 'e' && *at != 'E')
        return *at == '\0';
    at += at[1] == '-' || at[1] == '+' ? 2 : 1;
    digits = strspn(at, "0123456789");
    return digits > 0 && at[digits] == '\0';
}

/* `text` has a point where the file has its decimal mark. */
static flow_rule why_not(const char *text, char decimal)
{
    if (is_spelled_right(text))
        return RULE_TOO_LARGE;
    if (has_between(text, ' ') || strstr(text, "\xc2\xa0"))
        return RULE_SPACES;
    return decimal == '.' && has_between(text, ',') ? RULE_DECIMAL : RULE_NUMBER;
}

flow_rule pship__flow_number(const char *text, size_t length, char decimal, double *number)
{
    char copy[512];
    while (length > 0 && is_blank(*text)) {
        text++;
        length--;
    }
    while (length > 0 && is_blank(text[length - 1]))
        length--;
    if (is_missing(text, length)) {
        *number = NAN;
        return 0;
    }
    if (memchr(text, '\0', length))
        return RULE_ZERO_BYTE;
    if (length >= sizeof copy)
        return RULE_NUMBER;
    memcpy(copy, text, length);
    copy[length] = '\0';
    if (decimal != '.') {
        /* A point is no mark here: it must not be read as one. */
        if (strchr(copy, '.'))
            return has_between(copy, '.') ? RULE_DECIMAL : RULE_NUMBER;
        char *mark = strchr(copy, decimal);
        if (mark)
            *mark = '.';
    }
    double value = 0;
    if (!pship__number_parse(copy, &value))
        return why_not(copy, decimal);
    if (value < 0)
        return RULE_NEGATIVE;
    *number = fabs(value); /* there is no negative zero in trade */
    return 0;
}
