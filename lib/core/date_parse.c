/*
 * Reading dates: EDTF levels 0 and 1, and of level 2 the quarters and halves of a year.
 */
#include "core/calendar.h"

#include <stdio.h>
#include <string.h>

/* Size of the options in the first release that had them. It never changes. */
#define FIRST_OPTIONS_SIZE (offsetof(pship_date_options, approximate_years) + sizeof(int32_t))

/* More digits than any year of a pship_day has. */
#define MOST_YEAR_DIGITS 7

typedef struct parser {
    const char *text;
    const char *at;
    pship_date_options options;
    bool day_only; /* leave a time of day and a qualifier unread */
    pship_error *err;
    pship_result result;
} parser;

/* One date as far as it has been read. Unless it is a day, it is a number of whole months. */
typedef struct written {
    int64_t year;
    int32_t month, day;
    int64_t months;
    pship_precision precision;
    bool approximate, uncertain;
    int64_t earliest, latest;           /* as written */
    int64_t wide_earliest, wide_latest; /* as widened by ~ */
} written;

/* ---- complaining */

/* The text as it can be shown in a message: any bytes may have come in. */
static void show(const char *text, char *shown, size_t size)
{
    bool valid = pship__utf8_valid(text, strlen(text));
    size_t length = 0;
    for (; text[length] != '\0' && length + 1 < size; length++) {
        unsigned char byte = (unsigned char)text[length];
        shown[length] = byte < 0x20 || byte == 0x7F || (byte >= 0x80 && !valid) ? '?' : (char)byte;
    }
    while (length > 0 && ((unsigned char)text[length] & 0xC0u) == 0x80u)
        length--; /* not in the middle of a character */
    shown[length] = '\0';
}

static bool complain(parser *from, pship_result result, const char *at, const char *format, ...)
    PSHIP__PRINTF(4, 5);

static bool complain(parser *from, pship_result result, const char *at, const char *format, ...)
{
    char shown[PSHIP_DATE_TEXT_SIZE], why[160];
    va_list arguments;
    va_start(arguments, format);
    pship__format_cut(why, sizeof why, format, arguments);
    va_end(arguments);
    show(from->text, shown, sizeof shown);
    from->result = pship__fail_at(from->err, result, NULL, 0, at - from->text + 1,
                                  "'%s' is not a date: %s", shown, why);
    return false;
}

/* ---- the parts of a date */

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Exactly two digits. */
static bool two_digits(parser *from, const char *what, int32_t *number)
{
    *number = 0;
    for (int i = 0; i < 2; i++, from->at++) {
        if (!is_digit(*from->at))
            return complain(from, PSHIP_E_SYNTAX, from->at, "%s has two digits", what);
        *number = *number * 10 + (*from->at - '0');
    }
    if (is_digit(*from->at))
        return complain(from, PSHIP_E_SYNTAX, from->at, "%s has two digits", what);
    return true;
}

/* "Y12000", "Y-12000": as many digits as it takes. */
static bool long_year(parser *from, written *date)
{
    const char *start = from->at++;
    bool negative = *from->at == '-';
    if (negative)
        from->at++;
    int count = 0;
    int64_t year = 0;
    for (; is_digit(*from->at); from->at++, count++) {
        if (count < MOST_YEAR_DIGITS)
            year = year * 10 + (*from->at - '0');
    }
    if (count < 5)
        return complain(from, PSHIP_E_SYNTAX, from->at, "a year behind Y has five digits or more");
    if (count > MOST_YEAR_DIGITS)
        return complain(from, PSHIP_E_INVALID, start, "the year is too far away");
    date->year = negative ? -year : year;
    date->months = 12;
    date->precision = PSHIP_PRECISION_YEAR;
    return true;
}

/* "2026", "-0044", and "199X", "19XX", "1XXX" for any year that begins so. */
static bool short_year(parser *from, written *date)
{
    const char *start = from->at;
    bool negative = *from->at == '-';
    if (negative)
        from->at++;
    int64_t year = 0, span = 1;
    for (int i = 0; i < 4; i++, from->at++) {
        bool left_out = i > 0 && *from->at == 'X';
        if (!left_out && (!is_digit(*from->at) || span > 1))
            return complain(from, PSHIP_E_SYNTAX, from->at,
                            "a year has four digits, or X for the last ones");
        year = year * 10 + (left_out ? 0 : *from->at - '0');
        span = left_out ? span * 10 : 1;
    }
    if (is_digit(*from->at))
        return complain(from, PSHIP_E_SYNTAX, from->at,
                        "a year of more than four digits has a Y before it");
    if (negative && year == 0 && span == 1)
        return complain(from, PSHIP_E_INVALID, start, "the year 0 has no sign");
    date->year = year;
    if (negative) {
        /* Years before 0 are counted back: -004X lies between -0049 and -0040, and -000X, which
         * cannot mean the year 0, between -0009 and -0001. */
        date->year = -(year + span - 1);
        span -= year == 0 ? 1 : 0;
    }
    date->months = span * 12;
    date->precision = span <= 1   ? PSHIP_PRECISION_YEAR
                      : span < 11 ? PSHIP_PRECISION_DECADE
                                  : PSHIP_PRECISION_CENTURY;
    return true;
}

/* What stands in the place of a month: also seasons, quarters and halves. */
static bool month_or_season(parser *from, written *date)
{
    const char *start = from->at;
    int32_t number;
    if (!two_digits(from, "a month", &number))
        return false;
    date->precision = PSHIP_PRECISION_SEASON;
    date->months = 3;
    if (number >= 1 && number <= 12) {
        date->precision = PSHIP_PRECISION_MONTH;
        date->month = number;
        date->months = 1;
    } else if (number >= 21 && number <= 24) {
        /* Spring begins in March, winter in December and goes on into the next year. */
        date->month = (number - 20) * 3;
    } else if (number >= 33 && number <= 36) {
        date->month = (number - 33) * 3 + 1;
    } else if (number == 40 || number == 41) {
        date->month = (number - 40) * 6 + 1;
        date->months = 6;
    } else {
        return complain(from, PSHIP_E_INVALID, start, "there is no month %02d", (int)number);
    }
    return true;
}

static bool day_of_month(parser *from, written *date)
{
    const char *start = from->at;
    if (!two_digits(from, "a day", &date->day))
        return false;
    int32_t length = pship__month_length(date->year, date->month);
    if (date->day < 1 || date->day > length)
        return complain(from, PSHIP_E_INVALID, start, "the month has no day %02d, it has %d days",
                        (int)date->day, (int)length);
    date->precision = PSHIP_PRECISION_DAY;
    return true;
}

static bool two_digits_up_to(parser *from, const char *what, int32_t most)
{
    const char *start = from->at;
    int32_t number;
    if (!two_digits(from, what, &number))
        return false;
    if (number > most)
        return complain(from, PSHIP_E_INVALID, start, "there is no %s %02d", strchr(what, ' ') + 1,
                        (int)number);
    return true;
}

/* "T10:30", "T10:30:00", "T10:30:00.5Z", "T10:30:00+04:00". Read, checked and let go: the day is
 * the one that was written, wherever its zone lies. */
static bool time_of_day(parser *from)
{
    from->at++;
    if (!two_digits_up_to(from, "an hour", 24))
        return false;
    if (*from->at != ':')
        return complain(from, PSHIP_E_SYNTAX, from->at, "a time of day is written hh:mm");
    from->at++;
    if (!two_digits_up_to(from, "a minute", 59))
        return false;
    if (*from->at == ':') {
        from->at++;
        if (!two_digits_up_to(from, "a second", 60))
            return false;
        if (*from->at == '.') {
            from->at++;
            if (!is_digit(*from->at))
                return complain(from, PSHIP_E_SYNTAX, from->at, "a fraction needs digits");
            while (is_digit(*from->at))
                from->at++;
        }
    }
    if (*from->at == 'Z') {
        from->at++;
    } else if (*from->at == '+' || *from->at == '-') {
        from->at++;
        if (!two_digits_up_to(from, "an hour", 24))
            return false;
        if (*from->at == ':') {
            from->at++;
            return two_digits_up_to(from, "a minute", 59);
        }
    }
    return true;
}

/* What follows the year: nothing, a month, a day, or XX for either. */
static bool month_and_day(parser *from, written *date)
{
    date->month = 1;
    if (*from->at != '-')
        return true;
    if (date->months != 12)
        return complain(from, PSHIP_E_SYNTAX, from->at,
                        "there is no month behind a year that is left open");
    from->at++;
    bool month_left_out = strncmp(from->at, "XX", 2) == 0;
    if (month_left_out)
        from->at += 2;
    else if (!month_or_season(from, date))
        return false;

    if (*from->at != '-')
        return true;
    if (date->precision == PSHIP_PRECISION_SEASON)
        return complain(from, PSHIP_E_SYNTAX, from->at,
                        "there is no day behind a season, a quarter or a half");
    from->at++;
    if (strncmp(from->at, "XX", 2) == 0) {
        from->at += 2;
        return true;
    }
    if (month_left_out)
        return complain(from, PSHIP_E_SYNTAX, from->at,
                        "there is no day behind a month that is left open");
    if (!day_of_month(from, date))
        return false;
    return *from->at != 'T' || from->day_only || time_of_day(from);
}

static void read_qualifier(parser *from, written *date)
{
    char mark = *from->at;
    if (mark != '?' && mark != '~' && mark != '%')
        return;
    date->uncertain = mark != '~';
    date->approximate = mark != '?';
    from->at++;
}

static void find_bounds(const pship_date_options *options, written *date)
{
    int64_t months = 0, days = 0;
    if (date->precision == PSHIP_PRECISION_DAY)
        days = options->approximate_days;
    else if (date->precision == PSHIP_PRECISION_MONTH || date->precision == PSHIP_PRECISION_SEASON)
        months = options->approximate_months;
    else
        months = (int64_t)options->approximate_years * 12;

    if (date->precision == PSHIP_PRECISION_DAY) {
        date->earliest = date->latest = pship__day_of(date->year, date->month, date->day);
    } else {
        date->earliest = pship__month_start(date->year, date->month, 0);
        date->latest = pship__month_start(date->year, date->month, date->months) - 1;
    }
    date->wide_earliest = date->earliest;
    date->wide_latest = date->latest;
    if (!date->approximate)
        return;
    if (date->precision == PSHIP_PRECISION_DAY) {
        date->wide_earliest -= days;
        date->wide_latest += days;
    } else {
        date->wide_earliest = pship__month_start(date->year, date->month, -months);
        date->wide_latest = pship__month_start(date->year, date->month, date->months + months) - 1;
    }
}

/* One date, up to the end of the text or the slash of a range. */
static bool read_date(parser *from, written *date)
{
    *date = (written){.year = 0};
    const char *start = from->at;
    if (!(*from->at == 'Y' ? long_year(from, date) : short_year(from, date)) ||
        !month_and_day(from, date))
        return false;
    if (!from->day_only)
        read_qualifier(from, date);
    find_bounds(&from->options, date);
    if (!pship__day_in_calendar(date->wide_earliest) || !pship__day_in_calendar(date->wide_latest))
        return complain(from, PSHIP_E_INVALID, start, "it is too far away");
    return true;
}

/* ---- whole texts */

static void set_first(pship_date *date, const written *first)
{
    date->earliest = (pship_day)first->wide_earliest;
    date->latest = (pship_day)first->wide_latest;
    date->precision = first->precision;
    date->approximate = first->approximate;
    date->uncertain = first->uncertain;
}

/* Behind the slash of "A/B". `first` is NULL when A is "..". */
static bool read_range_end(parser *from, const written *first, pship_date *date)
{
    const char *start = from->at;
    date->precision = PSHIP_PRECISION_RANGE;
    if (first != NULL && strcmp(from->at, "..") == 0) {
        from->at += 2;
        date->latest = PSHIP_DAY_MAX;
        return true;
    }
    written last;
    if (!read_date(from, &last))
        return false;
    if (first != NULL && last.latest < first->earliest)
        return complain(from, PSHIP_E_INVALID, start, "the range ends before it begins");
    date->latest = (pship_day)last.wide_latest;
    date->approximate = date->approximate || last.approximate;
    date->uncertain = date->uncertain || last.uncertain;
    return true;
}

static bool read_dated(parser *from, pship_date *date)
{
    written first;
    if (strncmp(from->at, "../", 3) == 0) {
        from->at += 3;
        date->earliest = PSHIP_DAY_MIN;
        if (!read_range_end(from, NULL, date))
            return false;
    } else {
        if (!read_date(from, &first))
            return false;
        set_first(date, &first);
        if (*from->at == '/') {
            from->at++;
            if (!read_range_end(from, &first, date))
                return false;
        }
    }
    if (*from->at != '\0')
        return complain(from, PSHIP_E_SYNTAX, from->at, "nothing was expected here any more");
    return true;
}

static pship_result read_options(pship_date_options *read, const pship_date_options *options,
                                 pship_error *err)
{
    pship_result result =
        pship__options(read, sizeof *read, FIRST_OPTIONS_SIZE, options, "pship_date_options", err);
    if (result != PSHIP_OK)
        return result;
    if (read->approximate_days < 0 || read->approximate_months < 0 || read->approximate_years < 0)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the width of '~' must not be negative");
    return PSHIP_OK;
}

pship_date_options pship_date_options_init(void)
{
    return (pship_date_options)PSHIP_DATE_OPTIONS_INIT;
}

pship_result pship_date_parse(pship_date *date, const char *text, const pship_date_options *options,
                              pship_error *err)
{
    if (date == NULL || text == NULL)
        return pship__fail(err, PSHIP_E_ARGUMENT, "there is no date to read");
    parser from = {.text = text, .at = text, .options = PSHIP_DATE_OPTIONS_INIT, .err = err};
    from.result = read_options(&from.options, options, err);
    if (from.result != PSHIP_OK)
        return from.result;
    size_t length = strlen(text);
    if (length >= PSHIP_DATE_TEXT_SIZE) {
        complain(&from, PSHIP_E_LIMIT, text + PSHIP_DATE_TEXT_SIZE - 1,
                 "it is longer than %d characters", PSHIP_DATE_TEXT_SIZE - 1);
        return from.result;
    }

    pship_date read = {.earliest = PSHIP_DAY_MIN, .latest = PSHIP_DAY_MAX};
    if (length == 0)
        read.kind = PSHIP_DATE_UNKNOWN;
    else if (strcmp(text, "..") == 0)
        read.kind = PSHIP_DATE_OPEN;
    else if (!read_dated(&from, &read))
        return from.result;
    memcpy(read.text, text, length + 1);
    *date = read;
    return PSHIP_OK;
}

pship_result pship_day_parse(pship_day *day, const char *text, pship_error *err)
{
    if (day == NULL || text == NULL)
        return pship__fail(err, PSHIP_E_ARGUMENT, "there is no day to read");
    parser from = {.text = text, .at = text, .day_only = true, .err = err};
    written date;
    if (!read_date(&from, &date))
        return from.result;
    if (date.precision != PSHIP_PRECISION_DAY || *from.at != '\0') {
        complain(&from, PSHIP_E_SYNTAX, from.at, "a day is written YYYY-MM-DD");
        return from.result;
    }
    *day = (pship_day)date.earliest;
    return PSHIP_OK;
}
