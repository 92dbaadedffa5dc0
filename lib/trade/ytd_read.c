/* Year-to-date releases: reads the figures of a table. */
#include "codes/codes.h"
#include "table/builder.h"
#include "trade/ytd.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CELL_SIZE 128

/* ---- columns */

static pship_result find_column(int32_t *column, const pship_table *table, const char *named,
                                const char *usual, bool needed, bool text, pship_error *err)
{
    const char *name = named ? named : usual;
    *column = pship_table_find(table, name);
    if (*column < 0)
        return named || needed ? pship__fail(err, PSHIP_E_NOT_FOUND,
                                             "the table of releases has no column '%s'", name)
                               : PSHIP_OK;
    if (text && !pship__type_is_text(pship_table_column_type(table, *column)))
        return pship__fail(err, PSHIP_E_INVALID, "the column '%s' does not hold text", name);
    return PSHIP_OK;
}

static pship_result find_columns(ytd_figures *all, pship_error *err)
{
    const pship_months_options *named = &all->options;
    const struct {
        int32_t *column;
        const char *named, *usual;
        bool needed, text;
    } wanted[] = {
        {&all->series, named->series, "series", false, true},
        {&all->period, named->period, "period", true, false},
        {&all->value, named->value, "value", true, false},
        {&all->qualifier, named->qualifier, "qualifier", false, true},
        {&all->unit, named->unit, "unit", false, true},
        {&all->source, named->source, "source", false, true},
        {&all->published, named->published, "published", false, false},
    };
    pship_result result = PSHIP_OK;
    for (size_t i = 0; result == PSHIP_OK && i < sizeof wanted / sizeof *wanted; i++)
        result = find_column(wanted[i].column, all->table, wanted[i].named, wanted[i].usual,
                             wanted[i].needed, wanted[i].text, err);
    return result;
}

/* The text of a cell of any type, or false where it is null; cut texts parse as nothing. */
static bool read_cell(char text[CELL_SIZE], const ytd_figures *all, int32_t column, int64_t row)
{
    if (pship_table_is_null(all->table, column, row))
        return false;
    (void)pship_table_format(all->table, column, row, text, CELL_SIZE);
    return text[0] != '\0';
}

/* ---- periods and days */

static int32_t month_of(pship_day day)
{
    int32_t year, month;
    pship_day_to_calendar(day, &year, &month, NULL);
    return year * 12 + month - 1;
}

static bool starts_month(pship_day day)
{
    int32_t of_month;
    pship_day_to_calendar(day, NULL, NULL, &of_month);
    return of_month == 1;
}

static pship_result read_period(ytd_figure *one, const ytd_figures *all, pship_error *err)
{
    char text[CELL_SIZE];
    pship_date date;
    const int row = (int)one->row + 1;
    if (!read_cell(text, all, all->period, one->row))
        return pship__fail(err, PSHIP_E_INVALID, "row %d has no period", row);
    pship_error why = PSHIP_ERROR_INIT;
    pship_result result = pship_date_parse(&date, text, NULL, &why);
    if (result != PSHIP_OK)
        return pship__fail(err, result, "the period of row %d: %s", row, why.message);
    const bool bounded = date.earliest != PSHIP_DAY_MIN && date.latest != PSHIP_DAY_MAX &&
                         date.latest != PSHIP_DAY_MAX - 1;
    if (!bounded || date.approximate || !starts_month(date.earliest) ||
        !starts_month(date.latest + 1))
        return pship__fail(err, PSHIP_E_INVALID,
                           "the period '%s' of row %d does not consist of whole months", text, row);
    one->first = month_of(date.earliest);
    one->last = month_of(date.latest);
    if (all->options.year_to_date && one->first == one->last)
        one->first -= ((one->first % 12) + 12) % 12;
    one->published = date.latest;
    return PSHIP_OK;
}

/* `*seen` is false for what had not certainly been published by the day of the options. */
static pship_result read_published(ytd_figure *one, bool *seen, const ytd_figures *all,
                                   pship_error *err)
{
    char text[CELL_SIZE];
    const pship_day cutoff = all->options.published_by;
    if (all->published >= 0 && read_cell(text, all, all->published, one->row)) {
        pship_date date;
        pship_error why = PSHIP_ERROR_INIT;
        pship_result result = pship_date_parse(&date, text, NULL, &why);
        if (result != PSHIP_OK)
            return pship__fail(err, result, "the day of publication in row %d: %s",
                               (int)one->row + 1, why.message);
        one->published = date.latest;
    }
    *seen = cutoff == PSHIP_DAY_NONE || one->published <= cutoff;
    return PSHIP_OK;
}

/* ---- values */

/* Digits of which the last is worth what the options say, for those who read them off. */
static void digits_of_rounding(char text[32], double last_digit)
{
    for (int power = -15; power <= 15; power++) {
        double worth;
        (void)snprintf(text, 32, "1e%d", power);
        if (pship__number_parse(text, &worth) && worth == last_digit)
            return;
    }
    text[0] = '\0';
}

static int decimals_of(const char *digits)
{
    double worth = pship__last_digit(digits);
    int decimals = 0;
    for (; worth < 0.5 && decimals < 18; decimals++)
        worth *= 10;
    return decimals;
}

static pship_result read_value(ytd_figure *one, const ytd_figures *all, pship_error *err)
{
    char text[CELL_SIZE], rounding[32], qualifier[CELL_SIZE];
    (void)read_cell(text, all, all->value, one->row);
    if (!pship__number_parse(text, &one->number))
        return pship__fail(err, PSHIP_E_INVALID, "the value '%s' of row %d is not a number", text,
                           (int)one->row + 1);
    const bool qualified =
        all->qualifier >= 0 && read_cell(qualifier, all, all->qualifier, one->row);
    const char *digits = text;
    one->decimals = decimals_of(text);
    if (all->options.last_digit != 0) {
        digits_of_rounding(rounding, all->options.last_digit);
        digits = rounding;
        if (decimals_of(digits) > one->decimals)
            one->decimals = decimals_of(digits);
    }
    const span means = pship__quantity_span(one->number, digits, 1, qualified ? qualifier : NULL);
    one->low_number = means.low;
    one->high_number = means.high;
    one->decimals++; /* half a digit */
    return PSHIP_OK;
}

static int64_t to_ticks(double number, double scale, int64_t otherwise)
{
    return isinf(number) ? otherwise : (int64_t)llround(number * scale);
}

/* A bound that is there, and that ticks cannot hold: of "0e15" the number is 0 and the bounds are not. */
static bool is_beyond(double bound, double scale)
{
    return !isinf(bound) && !(fabs(bound) * scale <= (double)YTD_MOST_TICKS);
}

double pship__ytd_number(int64_t ticks, int decimals)
{
    /* A power of ten up to 10^22 is a double, and so the quotient is the nearest to the decimal number. */
    double scale = 1;
    for (int i = 0; i < decimals; i++)
        scale *= 10;
    return (double)ticks / scale;
}

/* Brings the numbers of one series to the ticks of the one with the most decimals. */
static pship_result to_series_ticks(ytd_figure *figures, size_t count, pship_error *err)
{
    const int64_t most = YTD_MOST_TICKS / 2;
    int decimals = 0;
    for (size_t i = 0; i < count; i++)
        decimals = figures[i].decimals > decimals ? figures[i].decimals : decimals;
    double scale = 1;
    for (int i = 0; i < decimals; i++)
        scale *= 10;
    for (size_t i = 0; i < count; i++) {
        ytd_figure *one = &figures[i];
        if (fabs(one->number) * scale > (double)most || is_beyond(one->low_number, scale) ||
            is_beyond(one->high_number, scale))
            return pship__fail(
                err, PSHIP_E_LIMIT,
                "the value of row %d has more digits than sums of its series can hold",
                (int)one->row + 1);
        one->decimals = decimals;
        one->value = to_ticks(one->number, scale, 0);
        one->low = to_ticks(one->low_number, scale, -YTD_UNBOUNDED);
        one->high = to_ticks(one->high_number, scale, YTD_UNBOUNDED);
    }
    return PSHIP_OK;
}

/* ---- all of them */

static int compare_series(const ytd_figure *a, const ytd_figure *b)
{
    const size_t common = a->series_length < b->series_length ? a->series_length : b->series_length;
    const int order = common ? memcmp(a->series, b->series, common) : 0;
    return order != 0
               ? order
               : (a->series_length > b->series_length) - (a->series_length < b->series_length);
}

static int newest_first(const void *left, const void *right)
{
    const ytd_figure *a = left, *b = right;
    const int order = compare_series(a, b);
    if (order != 0)
        return order;
    if (a->published != b->published)
        return a->published > b->published ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static pship_result same_unit(const ytd_figures *all, const ytd_figure *a, const ytd_figure *b,
                              pship_error *err)
{
    if (all->unit < 0)
        return PSHIP_OK;
    size_t a_length, b_length;
    const char *a_unit = pship_table_text(all->table, all->unit, a->row, &a_length);
    const char *b_unit = pship_table_text(all->table, all->unit, b->row, &b_length);
    if (a_length == b_length && (a_length == 0 || memcmp(a_unit, b_unit, a_length) == 0))
        return PSHIP_OK;
    return pship__fail(err, PSHIP_E_INVALID,
                       "rows %d and %d are of one series, but in the units '%.*s' and '%.*s'",
                       (int)a->row + 1, (int)b->row + 1, (int)a_length, a_unit ? a_unit : "",
                       (int)b_length, b_unit ? b_unit : "");
}

static pship_result finish_series(ytd_figures *all, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0, next; result == PSHIP_OK && i < all->count; i = next) {
        for (next = i + 1; next < all->count && result == PSHIP_OK &&
                           compare_series(&all->figures[i], &all->figures[next]) == 0;
             next++)
            result = same_unit(all, &all->figures[i], &all->figures[next], err);
        if (result == PSHIP_OK)
            result = to_series_ticks(&all->figures[i], next - i, err);
    }
    return result;
}

static pship_result read_figures(ytd_figures *all, pship_error *err)
{
    const int64_t rows = pship_table_rows(all->table);
    pship_result result = PSHIP_OK;
    for (int64_t row = 0; result == PSHIP_OK && row < rows; row++) {
        ytd_figure one = {.row = row};
        bool seen = false;
        if (pship_table_is_null(all->table, all->value, row))
            continue;
        if (all->series >= 0)
            one.series = pship_table_text(all->table, all->series, row, &one.series_length);
        result = read_period(&one, all, err);
        if (result == PSHIP_OK)
            result = read_published(&one, &seen, all, err);
        if (result == PSHIP_OK)
            result = read_value(&one, all, err);
        if (result == PSHIP_OK && seen)
            all->figures[all->count++] = one;
    }
    return result;
}

pship_result pship__ytd_read(ytd_figures *all, const pship_table *releases,
                             const pship_months_options *options, pship_error *err)
{
    char rounding[32];
    memset(all, 0, sizeof *all);
    all->options = (pship_months_options)PSHIP_MONTHS_OPTIONS_INIT;
    if (!releases)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table of releases is NULL");
    all->context = pship__table_context(releases);
    all->table = releases;
    pship_result result = pship__options(&all->options, sizeof all->options, sizeof all->options,
                                         options, "pship_months_options", err);
    if (result != PSHIP_OK)
        return result;
    digits_of_rounding(rounding, all->options.last_digit);
    if (all->options.last_digit != 0 && rounding[0] == '\0')
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "the worth of the last digit is a power of ten, such as 0.1 or 1000");
    result = find_columns(all, err);
    if (result != PSHIP_OK)
        return result;
    all->figures =
        pship__allocate(all->context, (size_t)pship_table_rows(releases), sizeof *all->figures);
    if (!all->figures)
        return pship__fail_memory(err);
    result = read_figures(all, err);
    if (result == PSHIP_OK && all->count > 1)
        qsort(all->figures, all->count, sizeof *all->figures, newest_first);
    return result == PSHIP_OK ? finish_series(all, err) : result;
}

void pship__ytd_figures_free(ytd_figures *all)
{
    pship__release(all->context, all->figures);
    all->figures = NULL;
}
