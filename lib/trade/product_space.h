/*
 * The product space of a period, as it is kept. Private to the room trade.
 */
#ifndef PSHIP_TRADE_PRODUCT_SPACE_H
#define PSHIP_TRADE_PRODUCT_SPACE_H

#include "trade/team.h"
#include "trade/world.h"
#include <partnership/complexity.h>

typedef enum drop_reason {
    DROP_NOT,
    DROP_NO_EXPORTS,
    DROP_EXPORTS,
    DROP_POPULATION,
    DROP_POPULATION_UNKNOWN,
    DROP_NO_ADVANTAGE,
    DROP_APART /* kept, but for what follows from the eigenvector */
} drop_reason;

struct pship_complexity {
    pship_flows *flows;
    const pship_context *context;
    pship_complexity_options options; /* the text of the period is not kept */
    uint32_t period;
    /* By code of the flows: why not, and what they export. */
    uint8_t *country_reason, *product_reason;
    double *country_exports, *product_exports;
    /* What takes part: `countries` by `products`, each with its code. */
    size_t countries, products;
    uint32_t *country_code, *product_code;
    double *exports, *rca; /* by country and product */
    double *country_total, *product_total, total;
    bool *advantage; /* M, the same */
    uint32_t *diversity, *ubiquity;
    /* M once more, as lists: products by country, countries by product. */
    size_t *basket_start, *maker_start;
    uint32_t *basket, *makers;
    /* And as bits of countries by product, for proximity. */
    uint64_t *bits;
    size_t bit_words;
    double *eci, *coi, *fitness;     /* by country; NaN: none */
    double *raw_pci, *pci, *quality; /* by product; NaN: none */
    double *density, *gain;          /* by country and product */
    size_t connected_countries, connected_products;
    double second, third, residual, spread, fitness_change; /* spread: of ECI as it came */
    bool sign_by_diversity;
};

/* What exporters with an advantage two products have in common, by the larger number of exporters. */
static inline double proximity(const pship_complexity *of, size_t k, size_t l)
{
    const uint64_t *a = of->bits + k * of->bit_words, *b = of->bits + l * of->bit_words;
    uint32_t common = 0,
             most = of->ubiquity[k] > of->ubiquity[l] ? of->ubiquity[k] : of->ubiquity[l];
    for (size_t word = 0; word < of->bit_words; word++)
        common += (uint32_t)__builtin_popcountll(a[word] & b[word]);
    return (double)common / (double)most;
}

/* Who takes part, M and its lists. (product_space.c) */
pship_result pship__space_open(pship_complexity *of, const pship_table *facts, pship_error *err);
/* ECI and PCI. (complexity_index.c) */
pship_result pship__space_index(pship_complexity *of, pship_error *err);
/* Density, COI, COG. (complexity_outlook.c) */
pship_result pship__space_outlook(pship_complexity *of, pship_error *err);
/* Fitness and quality. (complexity_outlook.c) */
pship_result pship__space_fitness(pship_complexity *of, pship_error *err);

/* The two largest eigenvalues of a symmetric matrix of at least one row, and the unit eigenvector of the largest;
 * `matrix` is overwritten. (eigen.c) */
pship_result pship__eigen_largest(double *matrix, size_t size, double *largest, double *next,
                                  double *vector, const pship_context *context, pship_error *err);

#endif
