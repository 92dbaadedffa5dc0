/*
 * From names and options to what has to be computed.
 */
#include "trade/indicator_ask.h"

#include "codes/codes.h"
#include <stdlib.h>
#include <string.h>

pship_indicator_options pship_indicator_options_init(void)
{
    return (pship_indicator_options)PSHIP_INDICATOR_OPTIONS_INIT;
}

/* ---- indicators by name */

static const indicator *find_indicator(const char *name)
{
    for (size_t i = 0; i < pship__indicator_count; i++) {
        if (strcmp(pship__indicators[i].name, name) == 0)
            return &pship__indicators[i];
    }
    return NULL;
}

static pship_result find_indicators(indicator_ask *ask, const char *const *names, size_t count,
                                    pship_error *err)
{
    if (count == 0 || count > MOST_INDICATORS || !names)
        return pship__fail(err, PSHIP_E_ARGUMENT, "ask for at least one and at most %d indicators",
                           MOST_INDICATORS);
    for (size_t i = 0; i < count; i++) {
        const indicator *one = names[i] ? find_indicator(names[i]) : NULL;
        if (!one)
            return pship__fail(err, PSHIP_E_NOT_FOUND, "there is no indicator '%s'",
                               names[i] ? names[i] : "");
        for (size_t j = 0; j < i; j++) {
            if (ask->asked[j] == one)
                return pship__fail(err, PSHIP_E_ARGUMENT, "the indicator '%s' is asked for twice",
                                   one->name);
        }
        if (i > 0 && one->dimension != ask->dimension)
            return pship__fail(err, PSHIP_E_INVALID,
                               "'%s' is an indicator by %s and '%s' by %s: ask for them one "
                               "after the other",
                               ask->asked[0]->name, pship__indicator_dimension(ask->dimension),
                               one->name, pship__indicator_dimension(one->dimension));
        ask->dimension = one->dimension;
        ask->needs |= one->needs;
        ask->asked[ask->count++] = one;
    }
    return PSHIP_OK;
}

/* ---- words that the options name */

/* Marks the word that the text names, or all that begin as a pattern does; false where there is none. */
static bool mark(bool *chosen, const flow_words *words, const char *text, bool patterns)
{
    const size_t length = strlen(text);
    if (!patterns || length == 0 || text[length - 1] != '*') {
        const int64_t code = pship__flow_word_find(words, text);
        if (code >= 0)
            chosen[code] = true;
        return code >= 0;
    }
    bool found = false;
    for (uint32_t code = 0; code < words->count; code++) {
        if (strncmp(pship__flow_word(words, code), text, length - 1) == 0)
            found = chosen[code] = true;
    }
    return found;
}

pship_result pship__choose_words(bool **chosen, const flow_words *words, const char *const *list,
                                 size_t count, bool patterns, const char *what, pship_error *err)
{
    *chosen = NULL;
    if (count > 0 && !list)
        return pship__fail(err, PSHIP_E_ARGUMENT, "a list of the options is NULL");
    bool *made = pship__allocate_zero(words->context, words->count, sizeof *made);
    if (!made)
        return pship__fail_memory(err);
    for (uint32_t code = 0; count == 0 && code < words->count; code++)
        made[code] = true;
    for (size_t i = 0; i < count; i++) {
        if (!list[i] || !mark(made, words, list[i], patterns)) {
            pship__release(words->context, made);
            return pship__fail(err, PSHIP_E_NOT_FOUND, "the flows have no %s '%s'", what,
                               list[i] ? list[i] : "");
        }
    }
    *chosen = made;
    return PSHIP_OK;
}

static pship_result choose(indicator_ask *ask, pship_error *err)
{
    const pship_flows *flows = ask->flows;
    const pship_indicator_options *options = &ask->options;
    pship_result result = pship__choose_words(&ask->periods, &flows->periods, options->periods,
                                              options->period_count, false, "period", err);
    if (result == PSHIP_OK)
        result = pship__choose_words(&ask->reporters, &flows->countries, options->reporters,
                                     options->reporter_count, false, "country", err);
    if (result == PSHIP_OK)
        result = pship__choose_words(&ask->partners, &flows->countries, options->partners,
                                     options->partner_count, false, "country", err);
    if (result == PSHIP_OK)
        result = pship__choose_words(&ask->products, &flows->products, options->products,
                                     options->product_count, true, "product", err);
    if (result != PSHIP_OK || !options->base_period)
        return result;
    ask->base = pship__flow_word_find(&flows->periods, options->base_period);
    if (ask->base < 0)
        return pship__fail(err, PSHIP_E_NOT_FOUND, "the flows have no period '%s'",
                           options->base_period);
    return PSHIP_OK;
}

/* ---- facts */

/* Incomes are not compared with values: PRODY and what is made of it are in their unit. */
static const struct {
    unsigned need;
    const char *column;
    bool compared;
} known_facts[FACT_COUNT] = {{NEEDS_GDP, "gdp", true},
                             {NEEDS_INCOME, "gdp_per_capita", false},
                             {NEEDS_OUTPUT, "output", true}};

static bool numeric(pship_column_type type)
{
    return type == PSHIP_COLUMN_FLOAT64 || type == PSHIP_COLUMN_INT64 ||
           type == PSHIP_COLUMN_DECIMAL128;
}

/* A column without a unit counts as in that of the values. */
static pship_result set_fact_scale(indicator_ask *ask, int fact, pship_error *err)
{
    const char *unit = pship_table_column_unit(ask->facts, ask->fact_columns[fact]);
    const char *values = ask->flows->value_unit;
    ask->fact_scales[fact] = 1;
    if (!known_facts[fact].compared || !unit || unit[0] == '\0' ||
        pship__unit_ratio(&ask->fact_scales[fact], unit, values))
        return PSHIP_OK;
    return pship__fail(err, PSHIP_E_CONFLICT,
                       "the facts '%s' in '%s' cannot be compared with values in '%s'",
                       known_facts[fact].column, unit, values ? values : "");
}

/* The code of a cell in a dictionary; -1 where it is not there. */
static int64_t code_of(const flow_words *words, const pship_table *table, int32_t column,
                       int64_t row)
{
    char text[256];
    size_t length = pship_table_format(table, column, row, text, sizeof text);
    return length < sizeof text && !pship_table_is_null(table, column, row)
               ? pship__flow_word_find(words, text)
               : -1;
}

static pship_result check_countries(const indicator_ask *ask, pship_error *err)
{
    for (int64_t row = 0; row < pship_table_rows(ask->facts); row++) {
        if (code_of(&ask->flows->countries, ask->facts, ask->country_column, row) >= 0)
            return PSHIP_OK;
    }
    return pship__fail(err, PSHIP_E_NOT_FOUND,
                       "none of the countries of the facts is in the flows");
}

static pship_result find_facts(indicator_ask *ask, pship_error *err)
{
    ask->country_column = ask->period_column = -1;
    for (int fact = 0; fact < FACT_COUNT; fact++) {
        const char *name = known_facts[fact].column;
        ask->fact_columns[fact] = -1;
        if (!(ask->needs & known_facts[fact].need))
            continue;
        int32_t column = ask->facts ? pship_table_find(ask->facts, name) : -1;
        if (column < 0)
            return pship__fail(err, PSHIP_E_NOT_FOUND,
                               "an indicator needs facts of countries with a column '%s'", name);
        if (!numeric(pship_table_column_type(ask->facts, column)))
            return pship__fail(err, PSHIP_E_INVALID, "the column '%s' of the facts has no numbers",
                               name);
        ask->fact_columns[fact] = column;
        pship_result result = set_fact_scale(ask, fact, err);
        if (result != PSHIP_OK)
            return result;
        ask->country_column = pship_table_find(ask->facts, "country");
        ask->period_column = pship_table_find(ask->facts, "period");
        if (ask->country_column < 0)
            return pship__fail(err, PSHIP_E_NOT_FOUND, "the facts have no column 'country'");
    }
    return ask->country_column >= 0 ? check_countries(ask, err) : PSHIP_OK;
}

pship_result pship__ask_facts(double *facts, const indicator_ask *ask, uint32_t period,
                              pship_error *err)
{
    const flow_words *countries = &ask->flows->countries;
    for (size_t i = 0; i < (size_t)countries->count * FACT_COUNT; i++)
        facts[i] = NAN;
    if (ask->country_column < 0)
        return PSHIP_OK;
    for (int64_t row = 0; row < pship_table_rows(ask->facts); row++) {
        int64_t country = code_of(countries, ask->facts, ask->country_column, row);
        if (country < 0 ||
            (ask->period_column >= 0 &&
             code_of(&ask->flows->periods, ask->facts, ask->period_column, row) != (int64_t)period))
            continue;
        for (int fact = 0; fact < FACT_COUNT; fact++) {
            double *at = facts + (size_t)fact * countries->count + country;
            if (ask->fact_columns[fact] < 0 ||
                pship_table_is_null(ask->facts, ask->fact_columns[fact], row))
                continue;
            if (!isnan(*at))
                return pship__fail(err, PSHIP_E_INVALID,
                                   "row %lld of the facts: '%s' of the country '%s' is there twice",
                                   (long long)row + 1, known_facts[fact].column,
                                   pship__flow_word(countries, (uint32_t)country));
            *at = pship_table_number(ask->facts, ask->fact_columns[fact], row) *
                  ask->fact_scales[fact];
        }
    }
    return PSHIP_OK;
}

/* ---- what periods are compared to */

#define DAYS_OF_YEAR 365.2425
/* Months, quarters and years are of one length in this sense; a year and its first ten months are not. */
#define DAYS_APART 3

static bool is_dated(const flow_span *one)
{
    return one->first != PSHIP_DAY_MIN && one->last != PSHIP_DAY_MAX;
}

static int64_t days_of(const flow_span *one)
{
    return (int64_t)one->last - one->first + 1;
}

static double years_between(const flow_span *then, const flow_span *now)
{
    int32_t month, month_then, count;
    if (pship__flow_span_months(*now, &month, &count) &&
        pship__flow_span_months(*then, &month_then, &count))
        return (month - month_then) / 12.0;
    double years = (double)((int64_t)now->first - then->first) / DAYS_OF_YEAR;
    return fabs(years - round(years)) < 0.01 ? round(years) : years; /* leap days */
}

pship_result pship__ask_base(int64_t *base, double *years, const indicator_ask *ask,
                             uint32_t period, pship_error *err)
{
    *years = NAN;
    *base = ask->base >= 0 ? ask->base : (int64_t)period - 1;
    if (*base < 0)
        return PSHIP_OK;
    const flow_span *now = &ask->flows->spans[period], *then = &ask->flows->spans[*base];
    if (!is_dated(now) || !is_dated(then))
        return PSHIP_OK;
    const int64_t days = days_of(now), days_then = days_of(then);
    if (llabs(days - days_then) > DAYS_APART)
        return pship__fail(
            err, PSHIP_E_INVALID,
            "the period '%s' has %lld days and its base '%s' has %lld: name a base period or the "
            "periods to answer for",
            pship__flow_word(&ask->flows->periods, period), (long long)days,
            pship__flow_word(&ask->flows->periods, (uint32_t)*base), (long long)days_then);
    *years = years_between(then, now);
    return PSHIP_OK;
}

void pship__ask_years(double *years, const indicator_ask *ask, uint32_t base, uint32_t period)
{
    const flow_span *then = &ask->flows->spans[base];
    for (uint32_t p = 0; p < ask->flows->periods.count; p++) {
        const flow_span *now = &ask->flows->spans[p];
        const bool counts = p >= base && p <= period && is_dated(then) && is_dated(now) &&
                            llabs(days_of(now) - days_of(then)) <= DAYS_APART;
        years[p] = counts ? years_between(then, now) : NAN;
    }
}

/* ---- all of it */

static pship_result set_classes(indicator_ask *ask, pship_error *err)
{
    const int64_t there = ask->flows->products.count;
    ask->classes =
        (double)(ask->options.product_classes > 0 ? ask->options.product_classes : there);
    if (ask->options.product_classes < 0 || ask->classes < (double)there)
        return pship__fail(err, PSHIP_E_INVALID,
                           "%lld product classes are fewer than the %lld products of the flows",
                           (long long)ask->options.product_classes, (long long)there);
    return PSHIP_OK;
}

pship_result pship__ask(indicator_ask *ask, const pship_flows *flows, const char *const *names,
                        size_t count, const pship_table *facts,
                        const pship_indicator_options *options, pship_error *err)
{
    *ask = (indicator_ask){.flows = flows,
                           .context = flows->context,
                           .options = PSHIP_INDICATOR_OPTIONS_INIT,
                           .facts = facts,
                           .base = -1};
    pship_result result = pship__options(&ask->options, sizeof ask->options, sizeof ask->options,
                                         options, "pship_indicator_options", err);
    if (result == PSHIP_OK && ask->options.imports != PSHIP_IMPORT_SOURCE_MIRRORED &&
        ask->options.imports != PSHIP_IMPORT_SOURCE_REPORTED)
        result = pship__fail(err, PSHIP_E_ARGUMENT, "%d is no source of imports",
                             (int)ask->options.imports);
    if (result == PSHIP_OK)
        result = find_indicators(ask, names, count, err);
    if (result == PSHIP_OK)
        result = set_classes(ask, err);
    if (result == PSHIP_OK)
        result = choose(ask, err);
    if (result == PSHIP_OK)
        result = find_facts(ask, err);
    return result;
}

void pship__ask_free(indicator_ask *ask)
{
    pship__release(ask->context, ask->periods);
    pship__release(ask->context, ask->reporters);
    pship__release(ask->context, ask->partners);
    pship__release(ask->context, ask->products);
}
