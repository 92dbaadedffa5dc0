/*
 * Economic complexity: its life, and its tables.
 */
#include "trade/product_space.h"

#include "table/builder.h"

pship_complexity_options pship_complexity_options_init(void)
{
    return (pship_complexity_options)PSHIP_COMPLEXITY_OPTIONS_INIT;
}

/* ---- life */

static pship_result check_options(pship_complexity_options *wanted,
                                  const pship_complexity_options *options, pship_error *err)
{
    pship_result result = pship__options(wanted, sizeof *wanted, sizeof *wanted, options,
                                         "pship_complexity_options", err);
    if (result != PSHIP_OK)
        return result;
    if (!(wanted->rca_threshold > 0 && isfinite(wanted->rca_threshold)))
        return pship__fail(err, PSHIP_E_ARGUMENT, "rca_threshold must be above 0");
    if (!(wanted->min_country_exports >= 0) || !(wanted->min_product_exports >= 0) ||
        !(wanted->min_population >= 0))
        return pship__fail(err, PSHIP_E_ARGUMENT, "a minimum must be a number, and not below 0");
    if (wanted->fitness_iterations < 0)
        return pship__fail(err, PSHIP_E_ARGUMENT, "fitness_iterations must not be below 0");
    return PSHIP_OK;
}

static pship_result find_period(pship_complexity *of, pship_error *err)
{
    const flow_words *periods = &of->flows->periods;
    int64_t code = of->options.period ? pship__flow_word_find(periods, of->options.period)
                                      : (int64_t)periods->count - 1;
    if (code < 0)
        return pship__fail(err, PSHIP_E_NOT_FOUND, "the flows have no period '%s'",
                           of->options.period ? of->options.period : "");
    of->period = (uint32_t)code;
    of->options.period = NULL;
    return PSHIP_OK;
}

static bool allocate_results(pship_complexity *of)
{
    const pship_context *context = of->context;
    const size_t cells = of->countries * of->products;
    of->eci = pship__allocate(context, of->countries, sizeof(double));
    of->coi = pship__allocate(context, of->countries, sizeof(double));
    of->fitness = pship__allocate(context, of->countries, sizeof(double));
    of->pci = pship__allocate(context, of->products, sizeof(double));
    of->raw_pci = pship__allocate(context, of->products, sizeof(double));
    of->quality = pship__allocate(context, of->products, sizeof(double));
    of->density = pship__allocate(context, cells, sizeof(double));
    of->gain = pship__allocate(context, cells, sizeof(double));
    return of->eci && of->coi && of->fitness && of->pci && of->raw_pci && of->quality &&
           of->density && of->gain;
}

pship_result pship_complexity_build(pship_complexity **complexity, const pship_flows *flows,
                                    const pship_table *facts,
                                    const pship_complexity_options *options, pship_error *err)
{
    if (!complexity || !flows)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the result or the flows are NULL");
    pship_complexity_options wanted = PSHIP_COMPLEXITY_OPTIONS_INIT;
    pship_result result = check_options(&wanted, options, err);
    if (result != PSHIP_OK)
        return result;
    pship_complexity *made = pship__allocate_zero(flows->context, 1, sizeof *made);
    if (!made)
        return pship__fail_memory(err);
    made->flows = pship_flows_share((pship_flows *)flows);
    made->context = flows->context;
    made->options = wanted;
    result = find_period(made, err);
    if (result == PSHIP_OK && !wanted.add_overlapping)
        result = pship__world_check(flows, made->period, false, err);
    if (result == PSHIP_OK)
        result = pship__space_open(made, facts, err);
    if (result == PSHIP_OK && !allocate_results(made))
        result = pship__fail_memory(err);
    if (result == PSHIP_OK)
        result = pship__space_index(made, err);
    if (result == PSHIP_OK)
        result = pship__space_outlook(made, err);
    if (result == PSHIP_OK)
        result = pship__space_fitness(made, err);
    if (result != PSHIP_OK) {
        pship_complexity_free(made);
        return result;
    }
    *complexity = made;
    return PSHIP_OK;
}

void pship_complexity_free(pship_complexity *complexity)
{
    if (!complexity)
        return;
    pship_flows *flows = complexity->flows;
    void *const owned[] = {complexity->country_reason,
                           complexity->product_reason,
                           complexity->country_exports,
                           complexity->product_exports,
                           complexity->country_code,
                           complexity->product_code,
                           complexity->exports,
                           complexity->rca,
                           complexity->country_total,
                           complexity->product_total,
                           complexity->advantage,
                           complexity->diversity,
                           complexity->ubiquity,
                           complexity->basket_start,
                           complexity->maker_start,
                           complexity->basket,
                           complexity->makers,
                           complexity->bits,
                           complexity->eci,
                           complexity->coi,
                           complexity->fitness,
                           complexity->pci,
                           complexity->raw_pci,
                           complexity->quality,
                           complexity->density,
                           complexity->gain,
                           complexity};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        pship__release(flows->context, owned[i]);
    pship_flows_free(flows);
}

/* ---- tables */

#define COUNT(list) (sizeof(list) / sizeof *(list))

static pship_result begin(pship__table_builder **builder, pship_table **table,
                          const pship_complexity *complexity, const pship__column_spec *columns,
                          size_t count, pship_error *err)
{
    if (!table || !complexity)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the complexity is NULL");
    return pship__table_builder_new(builder, complexity->flows->context, columns, count, err);
}

static const char *country_of(const pship_complexity *of, size_t i)
{
    return pship__flow_word(&of->flows->countries, of->country_code[i]);
}

static const char *product_of(const pship_complexity *of, size_t k)
{
    return pship__flow_word(&of->flows->products, of->product_code[k]);
}

pship_result pship_complexity_countries(pship_table **table, const pship_complexity *complexity,
                                        pship_error *err)
{
    const pship_complexity *of = complexity;
    const pship__column_spec columns[] = {
        {"country", PSHIP_COLUMN_UTF8, NULL, 0},
        {"exports", PSHIP_COLUMN_FLOAT64, of ? of->flows->value_unit : NULL, 0},
        {"diversity", PSHIP_COLUMN_INT64, NULL, 0},
        {"mean_ubiquity", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"eci", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"coi", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"fitness", PSHIP_COLUMN_FLOAT64, NULL, 0},
    };
    pship__table_builder *builder;
    pship_result result = begin(&builder, table, of, columns, COUNT(columns), err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < of->countries; i++) {
        double ubiquities = 0;
        for (size_t b = of->basket_start[i]; b < of->basket_start[i + 1]; b++)
            ubiquities += of->ubiquity[of->basket[b]];
        pship__add_text(builder, country_of(of, i));
        pship__add_number(builder, of->country_total[i]);
        pship__add_int64(builder, of->diversity[i]);
        pship__add_number(builder, ubiquities / of->diversity[i]);
        pship__add_finite(builder, of->eci[i]);
        pship__add_finite(builder, of->coi[i]);
        pship__add_finite(builder, of->fitness[i]);
    }
    return pship__table_builder_finish(builder, table, err);
}

pship_result pship_complexity_products(pship_table **table, const pship_complexity *complexity,
                                       pship_error *err)
{
    const pship_complexity *of = complexity;
    const pship__column_spec columns[] = {
        {"product", PSHIP_COLUMN_UTF8, NULL, 0},
        {"exports", PSHIP_COLUMN_FLOAT64, of ? of->flows->value_unit : NULL, 0},
        {"ubiquity", PSHIP_COLUMN_INT64, NULL, 0},
        {"mean_diversity", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"pci", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"quality", PSHIP_COLUMN_FLOAT64, NULL, 0},
    };
    pship__table_builder *builder;
    pship_result result = begin(&builder, table, of, columns, COUNT(columns), err);
    if (result != PSHIP_OK)
        return result;
    for (size_t k = 0; k < of->products; k++) {
        double diversities = 0;
        for (size_t m = of->maker_start[k]; m < of->maker_start[k + 1]; m++)
            diversities += of->diversity[of->makers[m]];
        pship__add_text(builder, product_of(of, k));
        pship__add_number(builder, of->product_total[k]);
        pship__add_int64(builder, of->ubiquity[k]);
        pship__add_number(builder, diversities / of->ubiquity[k]);
        pship__add_finite(builder, of->pci[k]);
        pship__add_finite(builder, of->quality[k]);
    }
    return pship__table_builder_finish(builder, table, err);
}

pship_result pship_complexity_country_products(pship_table **table,
                                               const pship_complexity *complexity, pship_error *err)
{
    const pship_complexity *of = complexity;
    const pship__column_spec columns[] = {
        {"country", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"product", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"exports", PSHIP_COLUMN_FLOAT64, of ? of->flows->value_unit : NULL, 0},
        {"rca", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"advantage", PSHIP_COLUMN_BOOL, NULL, 0},
        {"density", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"distance", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"cog", PSHIP_COLUMN_FLOAT64, NULL, 0},
    };
    pship__table_builder *builder;
    pship_result result = begin(&builder, table, of, columns, COUNT(columns), err);
    if (result != PSHIP_OK)
        return result;
    pship__progress_state progress;
    pship__progress_begin(&progress, of->context, "telling countries by products");
    const size_t cells = of->countries * of->products;
    for (size_t at = 0; result == PSHIP_OK && at < cells; at++) {
        pship__add_word(builder, country_of(of, at / of->products));
        pship__add_word(builder, product_of(of, at % of->products));
        pship__add_number(builder, of->exports[at]);
        pship__add_number(builder, of->rca[at]);
        pship__add_bool(builder, of->advantage[at]);
        pship__add_number(builder, of->density[at]);
        pship__add_number(builder, 1 - of->density[at]);
        pship__add_finite(builder, of->gain[at]);
        result = pship__progress(&progress, (double)at / (double)cells, err);
    }
    if (result == PSHIP_OK)
        return pship__table_builder_finish(builder, table, err);
    pship__table_builder_free(builder);
    return result;
}

pship_result pship_complexity_proximity(pship_table **table, const pship_complexity *complexity,
                                        double least, pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"product", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"other", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"proximity", PSHIP_COLUMN_FLOAT64, NULL, 0},
    };
    pship__table_builder *builder;
    pship_result result = begin(&builder, table, complexity, columns, COUNT(columns), err);
    if (result != PSHIP_OK)
        return result;
    pship__progress_state progress;
    pship__progress_begin(&progress, complexity->context, "telling proximities");
    for (size_t k = 0; result == PSHIP_OK && k < complexity->products; k++) {
        for (size_t l = k + 1; l < complexity->products; l++) {
            double near = proximity(complexity, k, l);
            if (!(near > 0) || near < least)
                continue;
            pship__add_word(builder, product_of(complexity, k));
            pship__add_word(builder, product_of(complexity, l));
            pship__add_number(builder, near);
        }
        result = pship__progress_look(&progress, (double)k / (double)complexity->products, err);
    }
    if (result == PSHIP_OK)
        return pship__table_builder_finish(builder, table, err);
    pship__table_builder_free(builder);
    return result;
}

static void add_dropped(pship__table_builder *builder, const char *what, const flow_words *words,
                        const uint8_t *reasons, const double *exports)
{
    static const char *const texts[] = {[DROP_NO_EXPORTS] = "no exports",
                                        [DROP_EXPORTS] = "exports below the minimum",
                                        [DROP_POPULATION] = "population below the minimum",
                                        [DROP_POPULATION_UNKNOWN] = "population not known",
                                        [DROP_NO_ADVANTAGE] = "no advantage",
                                        [DROP_APART] = "apart"};
    for (uint32_t code = 0; code < words->count; code++) {
        if (reasons[code] == DROP_NOT)
            continue;
        pship__add_text(builder, what);
        pship__add_text(builder, pship__flow_word(words, code));
        pship__add_number(builder, exports[code]);
        pship__add_text(builder, texts[reasons[code]]);
    }
}

pship_result pship_complexity_dropped(pship_table **table, const pship_complexity *complexity,
                                      pship_error *err)
{
    const pship_complexity *of = complexity;
    const pship__column_spec columns[] = {
        {"what", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"code", PSHIP_COLUMN_UTF8, NULL, 0},
        {"exports", PSHIP_COLUMN_FLOAT64, of ? of->flows->value_unit : NULL, 0},
        {"reason", PSHIP_COLUMN_DICTIONARY, NULL, 0},
    };
    pship__table_builder *builder;
    pship_result result = begin(&builder, table, of, columns, COUNT(columns), err);
    if (result != PSHIP_OK)
        return result;
    add_dropped(builder, "country", &of->flows->countries, of->country_reason, of->country_exports);
    add_dropped(builder, "product", &of->flows->products, of->product_reason, of->product_exports);
    return pship__table_builder_finish(builder, table, err);
}

pship_result pship_complexity_summary(pship_table **table, const pship_complexity *complexity,
                                      pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"period", PSHIP_COLUMN_UTF8, NULL, 0},
        {"countries", PSHIP_COLUMN_INT64, NULL, 0},
        {"products", PSHIP_COLUMN_INT64, NULL, 0},
        {"connected_countries", PSHIP_COLUMN_INT64, NULL, 0},
        {"connected_products", PSHIP_COLUMN_INT64, NULL, 0},
        {"rca_threshold", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"second_eigenvalue", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"third_eigenvalue", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"residual", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"sign", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"fitness_iterations", PSHIP_COLUMN_INT64, NULL, 0},
        {"fitness_change", PSHIP_COLUMN_FLOAT64, NULL, 0},
    };
    const pship_complexity *of = complexity;
    pship__table_builder *builder;
    pship_result result = begin(&builder, table, of, columns, COUNT(columns), err);
    if (result != PSHIP_OK)
        return result;
    const bool has_index = of->spread > 0;
    pship__add_text(builder, pship__flow_word(&of->flows->periods, of->period));
    pship__add_int64(builder, (int64_t)of->countries);
    pship__add_int64(builder, (int64_t)of->products);
    pship__add_int64(builder, (int64_t)of->connected_countries);
    pship__add_int64(builder, (int64_t)of->connected_products);
    pship__add_number(builder, of->options.rca_threshold);
    pship__add_finite(builder, of->second);
    pship__add_finite(builder, of->third);
    pship__add_finite(builder, has_index ? of->residual : NAN);
    pship__add_text(builder, !has_index              ? NULL
                             : of->sign_by_diversity ? "diversity"
                                                     : "first country");
    pship__add_int64(builder, of->options.fitness_iterations);
    pship__add_finite(builder, of->options.fitness_iterations > 0 ? of->fitness_change : NAN);
    return pship__table_builder_finish(builder, table, err);
}
