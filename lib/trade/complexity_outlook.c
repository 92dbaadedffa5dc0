/*
 * Where countries stand among products: density, outlook, gain; and fitness.
 *
 * The proximities are never kept, there are too many of them: they are made again block by block, with the
 * bits of the countries that have an advantage. A block of products is one piece of work, and adds in
 * the order of products.
 */
#include "trade/product_space.h"

#include <string.h>

#define BLOCK 256

/* Sums over products l of proximity(l,k) times a weight of l, for the products k of a block: over all l, and
 * over those in the basket of each country. */
typedef struct density_work {
    const pship_complexity *of;
    const double *weights; /* by product; NULL: one */
    double *all;           /* by product */
    double *own;           /* by country and product */
} density_work;

static void sum_block(void *user, size_t piece, size_t worker)
{
    const density_work *work = user;
    const pship_complexity *of = work->of;
    const size_t first = piece * BLOCK;
    const size_t count = of->products - first < BLOCK ? of->products - first : BLOCK;
    double near[BLOCK];
    (void)worker;
    for (size_t k = 0; k < count; k++)
        work->all[first + k] = 0;
    for (size_t l = 0; l < of->products; l++) {
        const double weight = work->weights ? work->weights[l] : 1;
        for (size_t k = 0; k < count; k++)
            near[k] = proximity(of, l, first + k) * weight;
        for (size_t k = 0; k < count; k++)
            work->all[first + k] += near[k];
        for (size_t m = of->maker_start[l]; m < of->maker_start[l + 1]; m++) {
            double *own = work->own + of->makers[m] * of->products + first;
            for (size_t k = 0; k < count; k++)
                own[k] += near[k];
        }
    }
}

static pship_result sum_proximities(density_work *work, pship__progress_state *progress,
                                    pship_error *err)
{
    const pship_complexity *of = work->of;
    memset(work->own, 0, of->countries * of->products * sizeof *work->own);
    return pship__team_do(progress, of->flows->context, sum_block, work,
                          (of->products + BLOCK - 1) / BLOCK, err);
}

/* Mean 0 and population standard deviation 1, of the values that are there. */
static void standardise(double *values, size_t count)
{
    running_sum sum = {0, 0}, squares = {0, 0};
    size_t there = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isnan(values[i])) {
            sum_add(&sum, values[i]);
            there++;
        }
    }
    const double mean = sum_total(&sum) / (double)there;
    for (size_t i = 0; i < count; i++) {
        if (!isnan(values[i]))
            sum_add(&squares, (values[i] - mean) * (values[i] - mean));
    }
    const double spread = sqrt(sum_total(&squares) / (double)there);
    for (size_t i = 0; i < count; i++)
        values[i] = (values[i] - mean) / spread;
}

static void set_outlook(pship_complexity *of)
{
    for (size_t i = 0; i < of->countries; i++) {
        running_sum sum = {0, 0};
        for (size_t k = 0; k < of->products; k++) {
            const size_t at = i * of->products + k;
            if (!of->advantage[at] && !isnan(of->raw_pci[k]))
                sum_add(&sum, of->density[at] * of->raw_pci[k]);
        }
        of->coi[i] = isnan(of->eci[i]) ? NAN : sum_total(&sum);
    }
    standardise(of->coi, of->countries);
}

/* own holds the sums over baskets; the gain is what is left of all, where there is no advantage. */
static void set_gain(pship_complexity *of, const double *all)
{
    for (size_t i = 0; i < of->countries; i++) {
        for (size_t k = 0; k < of->products; k++) {
            const size_t at = i * of->products + k;
            double *gain = &of->gain[at];
            *gain = of->advantage[at] ? 0 : (all[k] - *gain) / of->spread;
            if (isnan(of->eci[i]))
                *gain = NAN;
        }
    }
}

pship_result pship__space_outlook(pship_complexity *of, pship_error *err)
{
    double *all = pship__allocate(of->context, of->products, 2 * sizeof *all);
    pship__progress_state progress;
    if (!all)
        return pship__fail_memory(err);
    double *weights = all + of->products;
    pship__progress_begin(&progress, of->context, "measuring density");
    density_work work = {of, NULL, all, of->density};
    pship_result result = sum_proximities(&work, &progress, err);
    if (result == PSHIP_OK) {
        for (size_t i = 0; i < of->countries; i++) {
            for (size_t k = 0; k < of->products; k++)
                of->density[i * of->products + k] /= all[k];
        }
        set_outlook(of);
        for (size_t k = 0; k < of->products; k++)
            weights[k] = isnan(of->raw_pci[k]) ? 0 : of->raw_pci[k] / all[k];
        work = (density_work){of, weights, all, of->gain};
        result = sum_proximities(&work, &progress, err);
    }
    if (result == PSHIP_OK)
        set_gain(of, all);
    pship__release(of->context, all);
    return result;
}

/* ---- fitness: a country is fit by the quality of what it makes, a product good by the least fit of its makers */

static void to_mean_one(double *values, size_t count)
{
    const double mean = pship__sum(values, count) / (double)count;
    for (size_t i = 0; i < count; i++)
        values[i] /= mean;
}

static void fitness_step(pship_complexity *of, double *fitness, double *quality)
{
    for (size_t i = 0; i < of->countries; i++) {
        running_sum sum = {0, 0};
        for (size_t b = of->basket_start[i]; b < of->basket_start[i + 1]; b++)
            sum_add(&sum, of->quality[of->basket[b]]);
        fitness[i] = sum_total(&sum);
    }
    for (size_t k = 0; k < of->products; k++) {
        double sum = 0; /* may be infinite: quality is then zero */
        for (size_t m = of->maker_start[k]; m < of->maker_start[k + 1]; m++)
            sum += 1 / of->fitness[of->makers[m]];
        quality[k] = 1 / sum;
    }
    to_mean_one(fitness, of->countries);
    to_mean_one(quality, of->products);
}

pship_result pship__space_fitness(pship_complexity *of, pship_error *err)
{
    const size_t countries = of->countries, products = of->products;
    double *fitness = pship__allocate(of->context, countries, sizeof *fitness);
    double *quality = pship__allocate(of->context, products, sizeof *quality);
    pship__progress_state progress;
    pship_result result = fitness && quality ? PSHIP_OK : pship__fail_memory(err);
    pship__progress_begin(&progress, of->context, "iterating fitness");
    for (size_t i = 0; i < countries; i++)
        of->fitness[i] = 1;
    for (size_t k = 0; k < products; k++)
        of->quality[k] = 1;
    const int64_t steps = of->options.fitness_iterations;
    for (int64_t step = 0; step < steps && result == PSHIP_OK; step++) {
        result = pship__progress(&progress, (double)step / (double)steps, err);
        if (result != PSHIP_OK)
            break;
        fitness_step(of, fitness, quality);
        of->fitness_change = 0;
        for (size_t i = 0; i < countries; i++) {
            double change = fabs(fitness[i] - of->fitness[i]) / of->fitness[i];
            of->fitness_change = change > of->fitness_change ? change : of->fitness_change;
        }
        memcpy(of->fitness, fitness, countries * sizeof *fitness);
        memcpy(of->quality, quality, products * sizeof *quality);
    }
    pship__release(of->context, fitness);
    pship__release(of->context, quality);
    return result;
}
