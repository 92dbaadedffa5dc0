/*
 * UTF-8, and numbers that are read and written the same way in every locale.
 */
#include "core/core.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- UTF-8 */

/* Length of the sequence at `at`, 0 where it is not a character: a stray or missing continuation
 * byte, an overlong form, a surrogate, or a code point beyond U+10FFFF. */
static size_t sequence_length(const unsigned char *at, size_t left)
{
    unsigned char first = at[0];
    if (first < 0x80)
        return 1;
    size_t length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (length == 0 || length > left)
        return 0;
    for (size_t i = 1; i < length; i++) {
        if ((at[i] & 0xC0u) != 0x80u)
            return 0;
    }
    unsigned char second = at[1];
    if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ||
        (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F))
        return 0;
    return length;
}

bool pship__utf8_valid(const char *text, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t at = 0;
    while (at < length) {
        size_t step = sequence_length(bytes + at, length - at);
        if (step == 0)
            return false;
        at += step;
    }
    return true;
}

/* ---- reading numbers
 *
 * strtod knows the decimal point of the current locale only. It never sees one here: the digits
 * are handed to it as a whole number with an exponent. */

/* No double needs more significant digits to be told from its neighbours; what follows only
 * matters by not being zero. */
#define MOST_DIGITS 780
/* Beyond this every exponent gives zero or infinity, whatever the digits. */
#define MOST_EXPONENT 100000000

typedef struct significand {
    char text[MOST_DIGITS + 32];
    size_t count;     /* significant digits kept */
    bool more;        /* a digit other than zero was left out */
    int64_t exponent; /* of ten, that the kept digits are multiplied by */
} significand;

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static const char *read_digits(const char *at, bool behind_point, significand *number)
{
    for (; is_digit(*at); at++) {
        if (number->count < MOST_DIGITS) {
            if (number->count > 0 || *at != '0')
                number->text[number->count++] = *at;
            if (behind_point)
                number->exponent--;
        } else {
            number->more = number->more || *at != '0';
            if (!behind_point)
                number->exponent++;
        }
    }
    return at;
}

static const char *read_exponent(const char *at, int64_t *exponent)
{
    bool negative = *at == '-';
    if (*at == '-' || *at == '+')
        at++;
    if (!is_digit(*at))
        return NULL;
    int64_t value = 0;
    for (; is_digit(*at); at++) {
        if (value < MOST_EXPONENT)
            value = value * 10 + (*at - '0');
    }
    *exponent = negative ? -value : value;
    return at;
}

bool pship__number_parse(const char *text, double *number)
{
    significand read = {.count = 0};
    const char *at = text;
    bool negative = *at == '-';
    if (*at == '-' || *at == '+')
        at++;
    if (!is_digit(*at))
        return false;
    at = read_digits(at, false, &read);
    if (*at == '.') {
        at++;
        if (!is_digit(*at))
            return false;
        at = read_digits(at, true, &read);
    }
    int64_t exponent = 0;
    if (*at == 'e' || *at == 'E')
        at = read_exponent(at + 1, &exponent);
    if (at == NULL || *at != '\0')
        return false;

    double value = 0;
    if (read.count > 0) {
        exponent += read.exponent;
        if (read.more) {
            read.text[read.count++] = '1';
            exponent--;
        }
        if (exponent > MOST_EXPONENT)
            exponent = MOST_EXPONENT;
        if (exponent < -MOST_EXPONENT)
            exponent = -MOST_EXPONENT;
        snprintf(read.text + read.count, sizeof read.text - read.count, "e%d", (int)exponent);
        value = strtod(read.text, NULL);
    }
    if (isinf(value))
        return false;
    *number = negative ? -value : value;
    return true;
}

/* ---- writing numbers */

/* A positive number in decimal: at most 17 digits, none of them a zero at the end, and the exponent
 * of ten of the first one. */
typedef struct decimal {
    char digits[24];
    int length, exponent;
} decimal;

static void strip_zeros(decimal *written)
{
    while (written->length > 1 && written->digits[written->length - 1] == '0')
        written->length--;
}

static void round_to(double number, int count, decimal *written)
{
    char printed[64];
    snprintf(printed, sizeof printed, "%.*e", count - 1, number);
    const char *at = printed;
    written->length = 0;
    /* Whatever the locale writes as decimal point is passed over. */
    for (; *at != 'e'; at++) {
        if (is_digit(*at))
            written->digits[written->length++] = *at;
    }
    written->exponent = (int)strtol(at + 1, NULL, 10);
    strip_zeros(written);
}

/* The next larger number of `count` digits. */
static void step_up(int count, decimal *written)
{
    while (written->length < count)
        written->digits[written->length++] = '0';
    int at = count - 1;
    while (at >= 0 && written->digits[at] == '9')
        written->digits[at--] = '0';
    if (at >= 0) {
        written->digits[at]++;
    } else {
        written->digits[0] = '1';
        written->exponent++;
    }
    strip_zeros(written);
}

static bool reads_back(double number, const decimal *written)
{
    char text[64];
    snprintf(text, sizeof text, "%.*se%d", written->length, written->digits,
             written->exponent - written->length + 1);
    return strtod(text, NULL) == number;
}

static void fewest_digits(double number, decimal *written)
{
    /* Every decimal of up to 15 digits survives the way through a normal double, so that fewer
     * digits are found at 15 with zeros behind them. Subnormal numbers have no such promise. */
    for (int count = number < 2.3e-308 ? 1 : 15; count < 17; count++) {
        round_to(number, count, written);
        if (reads_back(number, written))
            return;
        /* Above a power of two doubles lie twice as wide apart as below it, so that the digits
         * next above may read back although those nearest, which are below, do not. */
        step_up(count, written);
        if (reads_back(number, written))
            return;
    }
    round_to(number, 17, written);
}

static size_t put(const char *from, char *text, size_t size)
{
    size_t length = strlen(from);
    if (size > 0) {
        size_t kept = length < size ? length : size - 1;
        memcpy(text, from, kept);
        text[kept] = '\0';
    }
    return length;
}

size_t pship__number_format(double number, char *text, size_t size)
{
    if (isnan(number))
        return put("NaN", text, size);
    if (isinf(number))
        return put(number > 0 ? "Infinity" : "-Infinity", text, size);

    char whole[64] = "";
    char *at = whole;
    if (signbit(number))
        *at++ = '-';
    decimal written = {.digits = "0", .length = 1};
    if (number != 0)
        fewest_digits(fabs(number), &written);
    const char *digits = written.digits;
    int length = written.length, exponent = written.exponent;

    size_t room = sizeof whole - 1;
    if (exponent < -5 || exponent > 20)
        snprintf(at, room, "%c%s%.*se%d", digits[0], length > 1 ? "." : "", length - 1, digits + 1,
                 exponent);
    else if (exponent < 0)
        snprintf(at, room, "0.%.*s%.*s", -exponent - 1, "00000", length, digits);
    else if (length <= exponent + 1)
        snprintf(at, room, "%.*s%.*s", length, digits, exponent + 1 - length,
                 "00000000000000000000");
    else
        snprintf(at, room, "%.*s.%.*s", exponent + 1, digits, length - exponent - 1,
                 digits + exponent + 1);
    return put(whole, text, size);
}
