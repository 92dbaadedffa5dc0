/*
 * Who takes part in the product space, and the matrix M of comparative advantage.
 */
#include "trade/product_space.h"

#include <string.h>

/* ---- what the options drop */

/* Reads one fact of each country for the period; NaN where it is not told. */
static pship_result read_population(double *population, const pship_complexity *of,
                                    const pship_table *facts, pship_error *err)
{
    const flow_words *countries = &of->flows->countries;
    int32_t country = facts ? pship_table_find(facts, "country") : -1;
    int32_t number = facts ? pship_table_find(facts, "population") : -1;
    int32_t period = facts ? pship_table_find(facts, "period") : -1;
    for (uint32_t i = 0; i < countries->count; i++)
        population[i] = NAN;
    if (country < 0 || number < 0)
        return pship__fail(
            err, PSHIP_E_NOT_FOUND,
            "min_population needs facts with the columns 'country' and 'population'");
    for (int64_t row = 0; row < pship_table_rows(facts); row++) {
        char text[256];
        if (period >= 0 &&
            (pship_table_format(facts, period, row, text, sizeof text) >= sizeof text ||
             pship__flow_word_find(&of->flows->periods, text) != (int64_t)of->period))
            continue;
        if (pship_table_format(facts, country, row, text, sizeof text) >= sizeof text)
            continue;
        int64_t code = pship__flow_word_find(countries, text);
        if (code < 0)
            continue;
        if (!isnan(population[code]))
            return pship__fail(err, PSHIP_E_INVALID,
                               "row %lld of the facts: the population of '%s' is there twice",
                               (long long)row + 1, text);
        population[code] = pship_table_number(facts, number, row);
    }
    return PSHIP_OK;
}

static pship_result drop(pship_complexity *of, const trade_world *world, const pship_table *facts,
                         pship_error *err)
{
    const pship_complexity_options *options = &of->options;
    double *population = pship__allocate(of->context, world->countries, sizeof *population);
    if (!population)
        return pship__fail_memory(err);
    pship_result result = PSHIP_OK;
    if (options->min_population > 0)
        result = read_population(population, of, facts, err);
    for (size_t i = 0; i < world->countries && result == PSHIP_OK; i++) {
        uint8_t *reason = &of->country_reason[i];
        of->country_exports[i] = world->export_total[i];
        if (!(world->export_total[i] > 0))
            *reason = DROP_NO_EXPORTS;
        else if (world->export_total[i] < options->min_country_exports)
            *reason = DROP_EXPORTS;
        else if (options->min_population > 0 && isnan(population[i]))
            *reason = DROP_POPULATION_UNKNOWN;
        else if (options->min_population > 0 && population[i] < options->min_population)
            *reason = DROP_POPULATION;
    }
    for (size_t k = 0; k < world->products && result == PSHIP_OK; k++) {
        of->product_exports[k] = world->world_exports[k];
        if (!(world->world_exports[k] > 0))
            of->product_reason[k] = DROP_NO_EXPORTS;
        else if (world->world_exports[k] < options->min_product_exports)
            of->product_reason[k] = DROP_EXPORTS;
    }
    pship__release(of->context, population);
    return result;
}

/* ---- advantage, within what is left */

static bool grid(void **made, const pship_complexity *of, size_t item)
{
    if (of->products > 0 && of->countries > SIZE_MAX / of->products)
        return false;
    *made = pship__allocate_zero(of->context, of->countries * of->products, item);
    return *made != NULL;
}

static size_t list_codes(uint32_t *codes, const uint8_t *reasons, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (reasons[i] == DROP_NOT)
            codes[kept++] = (uint32_t)i;
    }
    return kept;
}

static bool take_exports(pship_complexity *of, const trade_world *world)
{
    pship__release(of->context, of->exports);
    of->exports = NULL;
    of->countries = list_codes(of->country_code, of->country_reason, world->countries);
    of->products = list_codes(of->product_code, of->product_reason, world->products);
    if (!grid((void **)&of->exports, of, sizeof *of->exports))
        return false;
    for (size_t i = 0; i < of->countries; i++) {
        const double *from = world->exports + of->country_code[i] * world->products;
        for (size_t k = 0; k < of->products; k++)
            of->exports[i * of->products + k] = from[of->product_code[k]];
        of->country_total[i] = pship__sum(of->exports + i * of->products, of->products);
    }
    for (size_t k = 0; k < of->products; k++) {
        running_sum sum = {0, 0};
        for (size_t i = 0; i < of->countries; i++)
            sum_add(&sum, of->exports[i * of->products + k]);
        of->product_total[k] = sum_total(&sum);
    }
    of->total = pship__sum(of->country_total, of->countries);
    return true;
}

/* One filter may leave the other side with nothing: a product that only dropped countries export. */
static bool drop_emptied(pship_complexity *of)
{
    bool dropped = false;
    for (size_t i = 0; i < of->countries; i++) {
        if (!(of->country_total[i] > 0)) {
            of->country_reason[of->country_code[i]] = DROP_NO_EXPORTS;
            dropped = true;
        }
    }
    for (size_t k = 0; k < of->products; k++) {
        if (!(of->product_total[k] > 0)) {
            of->product_reason[of->product_code[k]] = DROP_NO_EXPORTS;
            dropped = true;
        }
    }
    return dropped;
}

static bool find_advantages(pship_complexity *of)
{
    if (!grid((void **)&of->rca, of, sizeof *of->rca) ||
        !grid((void **)&of->advantage, of, sizeof *of->advantage))
        return false;
    memset(of->diversity, 0, of->countries * sizeof *of->diversity);
    memset(of->ubiquity, 0, of->products * sizeof *of->ubiquity);
    for (size_t i = 0; i < of->countries; i++) {
        for (size_t k = 0; k < of->products; k++) {
            const size_t at = i * of->products + k;
            double share = of->product_total[k] / of->total;
            of->rca[at] = of->exports[at] / of->country_total[i] / share;
            of->advantage[at] = of->rca[at] >= of->options.rca_threshold;
            of->diversity[i] += of->advantage[at];
            of->ubiquity[k] += of->advantage[at];
        }
    }
    return true;
}

/* Rows and columns of zeros go, without a change to the shares that M was made of. */
static void drop_zeros(pship_complexity *of)
{
    const size_t countries = of->countries, products = of->products;
    size_t kept = 0, rows = 0;
    for (size_t i = 0; i < countries; i++) {
        if (of->diversity[i] == 0)
            of->country_reason[of->country_code[i]] = DROP_NO_ADVANTAGE;
    }
    for (size_t k = 0; k < products; k++) {
        if (of->ubiquity[k] == 0)
            of->product_reason[of->product_code[k]] = DROP_NO_ADVANTAGE;
    }
    for (size_t i = 0; i < countries; i++) {
        if (of->diversity[i] == 0)
            continue;
        for (size_t k = 0; k < products; k++) {
            if (of->ubiquity[k] == 0)
                continue;
            of->exports[kept] = of->exports[i * products + k];
            of->rca[kept] = of->rca[i * products + k];
            of->advantage[kept++] = of->advantage[i * products + k];
        }
        of->country_total[rows] = of->country_total[i];
        of->diversity[rows] = of->diversity[i];
        of->country_code[rows++] = of->country_code[i];
    }
    size_t columns = 0;
    for (size_t k = 0; k < products; k++) {
        if (of->ubiquity[k] == 0)
            continue;
        of->product_total[columns] = of->product_total[k];
        of->ubiquity[columns] = of->ubiquity[k];
        of->product_code[columns++] = of->product_code[k];
    }
    of->countries = rows;
    of->products = columns;
}

/* ---- M as lists and as bits */

static bool list_advantages(pship_complexity *of)
{
    const pship_context *context = of->context;
    const size_t countries = of->countries, products = of->products;
    size_t ones = 0;
    for (size_t i = 0; i < countries; i++)
        ones += of->diversity[i];
    of->bit_words = (countries + 63) / 64;
    of->basket_start = pship__allocate(context, countries + 1, sizeof *of->basket_start);
    of->maker_start = pship__allocate(context, products + 1, sizeof *of->maker_start);
    of->basket = pship__allocate(context, ones, sizeof *of->basket);
    of->makers = pship__allocate(context, ones, sizeof *of->makers);
    of->bits = pship__allocate_zero(context, products, of->bit_words * sizeof *of->bits);
    if (!of->basket_start || !of->maker_start || !of->basket || !of->makers || !of->bits)
        return false;
    ones = 0;
    for (size_t i = 0; i < countries; i++) {
        of->basket_start[i] = ones;
        for (size_t k = 0; k < products; k++) {
            if (of->advantage[i * products + k])
                of->basket[ones++] = (uint32_t)k;
        }
    }
    of->basket_start[countries] = ones;
    ones = 0;
    for (size_t k = 0; k < products; k++) {
        of->maker_start[k] = ones;
        for (size_t i = 0; i < countries; i++) {
            if (!of->advantage[i * products + k])
                continue;
            of->makers[ones++] = (uint32_t)i;
            of->bits[k * of->bit_words + i / 64] |= (uint64_t)1 << (i % 64);
        }
    }
    of->maker_start[products] = ones;
    return true;
}

#define MOST_COUNTRIES 4096

static bool allocate_sides(pship_complexity *of)
{
    const size_t countries = of->flows->countries.count, products = of->flows->products.count;
    const pship_context *context = of->context;
    of->country_reason = pship__allocate_zero(context, countries, 1);
    of->product_reason = pship__allocate_zero(context, products, 1);
    of->country_exports = pship__allocate_zero(context, countries, sizeof(double));
    of->product_exports = pship__allocate_zero(context, products, sizeof(double));
    of->country_code = pship__allocate(context, countries, sizeof(uint32_t));
    of->product_code = pship__allocate(context, products, sizeof(uint32_t));
    of->country_total = pship__allocate(context, countries, sizeof(double));
    of->product_total = pship__allocate(context, products, sizeof(double));
    of->diversity = pship__allocate(context, countries, sizeof(uint32_t));
    of->ubiquity = pship__allocate(context, products, sizeof(uint32_t));
    return of->country_reason && of->product_reason && of->country_exports && of->product_exports &&
           of->country_code && of->product_code && of->country_total && of->product_total &&
           of->diversity && of->ubiquity;
}

static pship_result choose(pship_complexity *of, const trade_world *world, const pship_table *facts,
                           pship_error *err)
{
    if (!allocate_sides(of))
        return pship__fail_memory(err);
    pship_result result = drop(of, world, facts, err);
    if (result != PSHIP_OK)
        return result;
    do {
        if (!take_exports(of, world))
            return pship__fail_memory(err);
    } while (drop_emptied(of));
    if (of->countries > MOST_COUNTRIES)
        return pship__fail(err, PSHIP_E_LIMIT, "%zu countries are more than %d", of->countries,
                           MOST_COUNTRIES);
    if (!find_advantages(of))
        return pship__fail_memory(err);
    drop_zeros(of);
    if (of->countries == 0)
        return pship__fail(err, PSHIP_E_INVALID, "no country of the period '%s' is left",
                           pship__flow_word(&of->flows->periods, of->period));
    return list_advantages(of) ? PSHIP_OK : pship__fail_memory(err);
}

pship_result pship__space_open(pship_complexity *of, const pship_table *facts, pship_error *err)
{
    trade_world world;
    pship_result result = pship__world_build(&world, of->flows, of->period, false, false, err);
    if (result != PSHIP_OK)
        return result;
    result = choose(of, &world, facts, err);
    pship__world_free(&world);
    return result;
}
