/*
 * The indices of economic and product complexity, by the symmetric matrix of countries.
 */
#include "trade/product_space.h"

#include <string.h>

/* ---- what is connected */

static uint32_t root_of(uint32_t *parent, uint32_t i)
{
    while (parent[i] != i) {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    return i;
}

/* Marks the countries of the largest group that shares products; the first where two are as large. */
static bool find_connected(const pship_complexity *of, bool *connected, size_t *count)
{
    uint32_t *parent = pship__allocate(of->context, of->countries, 2 * sizeof *parent);
    if (!parent)
        return false;
    uint32_t *sizes = parent + of->countries, best = 0;
    for (uint32_t i = 0; i < of->countries; i++) {
        parent[i] = i;
        sizes[i] = 0;
    }
    for (size_t k = 0; k < of->products; k++) {
        for (size_t m = of->maker_start[k] + 1; m < of->maker_start[k + 1]; m++) {
            uint32_t a = root_of(parent, of->makers[m - 1]), b = root_of(parent, of->makers[m]);
            parent[a > b ? a : b] = a > b ? b : a;
        }
    }
    for (uint32_t i = 0; i < of->countries; i++)
        sizes[root_of(parent, i)]++;
    for (uint32_t i = 1; i < of->countries; i++)
        best = sizes[i] > sizes[best] ? i : best;
    *count = sizes[best];
    for (uint32_t i = 0; i < of->countries; i++)
        connected[i] = root_of(parent, i) == best;
    pship__release(of->context, parent);
    return true;
}

static void tell_apart(pship_complexity *of, const bool *connected)
{
    for (size_t i = 0; i < of->countries; i++) {
        if (!connected[i])
            of->country_reason[of->country_code[i]] = DROP_APART;
    }
    of->connected_products = 0;
    for (size_t k = 0; k < of->products; k++) {
        if (connected[of->makers[of->maker_start[k]]])
            of->connected_products++;
        else
            of->product_reason[of->product_code[k]] = DROP_APART;
    }
}

/* ---- the matrix */

/* S = D^-1/2 M U^-1 M' D^-1/2 of the connected countries, less its first eigenvector, which is known: its
 * eigenvalue is one, its entries are the roots of diversity. What was second is then largest. */
static pship_result fill_matrix(const pship_complexity *of, const uint32_t *place, double *matrix,
                                size_t size, pship_error *err)
{
    double ones = 0;
    pship__progress_state progress;
    pship_result result = PSHIP_OK;
    pship__progress_begin(&progress, of->context, "comparing countries");
    memset(matrix, 0, size * size * sizeof *matrix);
    for (size_t k = 0; result == PSHIP_OK && k < of->products; k++) {
        const uint32_t *makers = of->makers + of->maker_start[k];
        const size_t count = of->maker_start[k + 1] - of->maker_start[k];
        if (place[makers[0]] == UINT32_MAX)
            continue;
        for (size_t a = 0; a < count; a++) {
            double *row = matrix + place[makers[a]] * size;
            for (size_t b = 0; b < count; b++)
                row[place[makers[b]]] += 1.0 / (double)count;
        }
        result = pship__progress_look(&progress, (double)k / (double)of->products, err);
    }
    for (size_t i = 0; i < of->countries; i++)
        ones += place[i] != UINT32_MAX ? of->diversity[i] : 0;
    for (size_t i = 0; i < of->countries; i++) {
        for (size_t j = 0; j < of->countries; j++) {
            if (place[i] == UINT32_MAX || place[j] == UINT32_MAX)
                continue;
            double scale = sqrt((double)of->diversity[i] * (double)of->diversity[j]);
            double *cell = &matrix[place[i] * size + place[j]];
            *cell = *cell / scale - scale / ones;
        }
    }
    return result;
}

/* Length of S v - value v. */
static double residual(const double *matrix, size_t size, const double *v, double value)
{
    double squares = 0;
    for (size_t i = 0; i < size; i++) {
        double left = -value * v[i];
        for (size_t j = 0; j < size; j++)
            left += matrix[i * size + j] * v[j];
        squares += left * left;
    }
    return sqrt(squares);
}

/* ---- from the eigenvector to the indices */

/* +1 or -1, so that ECI goes with diversity; by the first country where it does neither. */
static double sign_of(pship_complexity *of, const bool *connected)
{
    double mean = 0, together = 0, first = 0, spread = 0, apart = 0;
    for (size_t i = 0; i < of->countries; i++)
        mean += connected[i] ? of->diversity[i] : 0;
    mean /= (double)of->connected_countries;
    for (size_t i = 0; i < of->countries; i++) {
        if (!connected[i])
            continue;
        double off = (double)of->diversity[i] - mean;
        together += off * of->eci[i];
        spread += off * off;
        apart += of->eci[i] * of->eci[i];
        first = first != 0 ? first : of->eci[i];
    }
    of->sign_by_diversity = fabs(together) > 1e-12 * sqrt(spread * apart);
    return (of->sign_by_diversity ? together : first) < 0 ? -1 : 1;
}

static void set_indices(pship_complexity *of, const bool *connected, const uint32_t *place,
                        const double *vector)
{
    running_sum sum = {0, 0}, squares = {0, 0};
    for (size_t k = 0; k < of->products; k++) {
        const uint32_t *makers = of->makers + of->maker_start[k];
        running_sum over = {0, 0};
        if (!connected[makers[0]])
            continue;
        for (uint32_t m = 0; m < of->ubiquity[k]; m++)
            sum_add(&over, vector[place[makers[m]]] / sqrt((double)of->diversity[makers[m]]));
        of->raw_pci[k] = sum_total(&over) / (double)of->ubiquity[k];
    }
    for (size_t i = 0; i < of->countries; i++) {
        running_sum over = {0, 0};
        if (!connected[i])
            continue;
        for (size_t b = of->basket_start[i]; b < of->basket_start[i + 1]; b++)
            sum_add(&over, of->raw_pci[of->basket[b]]);
        of->eci[i] = sum_total(&over) / (double)of->diversity[i];
        sum_add(&sum, of->eci[i]);
    }
    const double sign = sign_of(of, connected), count = (double)of->connected_countries;
    const double mean = sum_total(&sum) / count;
    for (size_t i = 0; i < of->countries; i++) {
        if (connected[i])
            sum_add(&squares, (of->eci[i] - mean) * (of->eci[i] - mean));
    }
    of->spread = sqrt(sum_total(&squares) / count);
    for (size_t i = 0; i < of->countries; i++)
        of->eci[i] = sign * (of->eci[i] - mean) / of->spread;
    for (size_t k = 0; k < of->products; k++) {
        of->pci[k] = sign * (of->raw_pci[k] - mean) / of->spread;
        of->raw_pci[k] *= sign;
    }
}

/* Below this the second and the third eigenvector may be mixed in any proportion. */
#define LEAST_GAP 1e-10

static pship_result solve(pship_complexity *of, const bool *connected, uint32_t *place,
                          double *matrix, pship_error *err)
{
    const size_t size = of->connected_countries;
    double *copy = matrix + size * size, *vector = copy + size * size;
    uint32_t next = 0;
    for (size_t i = 0; i < of->countries; i++)
        place[i] = connected[i] ? next++ : UINT32_MAX;
    pship_result result = fill_matrix(of, place, matrix, size, err);
    if (result != PSHIP_OK)
        return result;
    memcpy(copy, matrix, size * size * sizeof *matrix);
    result = pship__eigen_largest(matrix, size, &of->second, &of->third, vector, of->context, err);
    if (result != PSHIP_OK)
        return result;
    of->residual = residual(copy, size, vector, of->second);
    if (of->second - fmax(of->third, 0) > LEAST_GAP)
        set_indices(of, connected, place, vector);
    return PSHIP_OK;
}

pship_result pship__space_index(pship_complexity *of, pship_error *err)
{
    const pship_context *context = of->context;
    bool *connected = pship__allocate(context, of->countries, sizeof *connected);
    uint32_t *place = pship__allocate(context, of->countries, sizeof *place);
    double *matrix = NULL;
    pship_result result =
        connected && place && find_connected(of, connected, &of->connected_countries)
            ? PSHIP_OK
            : pship__fail_memory(err);
    for (size_t i = 0; i < of->countries; i++)
        of->eci[i] = NAN;
    for (size_t k = 0; k < of->products; k++)
        of->pci[k] = of->raw_pci[k] = NAN;
    if (result == PSHIP_OK) {
        const size_t size = of->connected_countries;
        tell_apart(of, connected);
        matrix = pship__allocate(context, 2 * size * size + size, sizeof *matrix);
        result = matrix ? solve(of, connected, place, matrix, err) : pship__fail_memory(err);
    }
    pship__release(context, matrix);
    pship__release(context, place);
    pship__release(context, connected);
    return result;
}
