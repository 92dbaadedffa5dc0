/*
 * The largest eigenvalues of a symmetric matrix, and the eigenvector of the first.
 *
 * Reflections (Householder) make it tridiagonal; bisection by counting signs (Sturm) finds an
 * eigenvalue to the last digit; inverse iteration finds its vector, which the reflections bring back. All
 * in one order of operations, so that the same matrix gives the same bits everywhere.
 *
 * Source: Golub and Van Loan, Matrix Computations, chapter 8.
 */
#include "trade/product_space.h"

#include <float.h>
#include <string.h>

static double dot(const double *a, const double *b, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += a[i] * b[i];
    return sum;
}

/* The reflection that takes a column to a multiple of its first entry, which is returned; `v` becomes its unit
 * vector, zero where there is nothing to do. */
static double reflection(double *v, size_t count)
{
    double rest = dot(v + 1, v + 1, count - 1), first = v[0];
    if (rest == 0) {
        memset(v, 0, count * sizeof *v);
        return first;
    }
    double length = sqrt(first * first + rest), image = first > 0 ? -length : length;
    v[0] = first - image;
    double scale = 1 / sqrt(v[0] * v[0] + rest);
    for (size_t i = 0; i < count; i++)
        v[i] *= scale;
    return image;
}

/* matrix = Q T Q'. T has `diagonal` and `beside`; row i of the matrix becomes the reflection that takes column i
 * out, from entry i + 1 on. `spare` has `size` entries. */
static pship_result tridiagonal(double *matrix, size_t size, double *diagonal, double *beside,
                                double *spare, pship__progress_state *progress, pship_error *err)
{
    for (size_t i = 0; i + 1 < size; i++) {
        const double done = 1 - pow((double)(size - i) / (double)size, 3);
        pship_result result = pship__progress_look(progress, done, err);
        if (result != PSHIP_OK)
            return result;
        double *v = matrix + i * size + i + 1; /* symmetric: the row is the column */
        const size_t rest = size - i - 1;
        diagonal[i] = matrix[i * size + i];
        beside[i] = reflection(v, rest);
        for (size_t r = 0; r < rest; r++)
            spare[r] = 2 * dot(matrix + (i + 1 + r) * size + i + 1, v, rest);
        double along = dot(spare, v, rest);
        for (size_t r = 0; r < rest; r++)
            spare[r] -= along * v[r];
        for (size_t r = 0; r < rest; r++) {
            double *row = matrix + (i + 1 + r) * size + i + 1;
            for (size_t c = 0; c < rest; c++)
                row[c] -= v[r] * spare[c] + spare[r] * v[c];
        }
    }
    diagonal[size - 1] = matrix[size * size - 1];
    return PSHIP_OK;
}

/* How many eigenvalues are below `x`. */
static size_t count_below(const double *diagonal, const double *beside, size_t size, double x)
{
    size_t below = 0;
    double pivot = 1;
    for (size_t i = 0; i < size; i++) {
        double off = i > 0 ? beside[i - 1] : 0;
        pivot = diagonal[i] - x - (i > 0 ? off * off / pivot : 0);
        if (pivot == 0)
            pivot = DBL_EPSILON * (fabs(off) + fabs(x) + DBL_MIN);
        below += pivot < 0;
    }
    return below;
}

/* The eigenvalue with `rank` others below it. */
static double eigenvalue(const double *diagonal, const double *beside, size_t size, size_t rank)
{
    double bound = 0;
    for (size_t i = 0; i < size; i++) {
        double reach = fabs(diagonal[i]) + (i > 0 ? fabs(beside[i - 1]) : 0) +
                       (i + 1 < size ? fabs(beside[i]) : 0);
        bound = fmax(bound, reach);
    }
    double low = -bound, high = bound;
    for (;;) {
        double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high)
            return middle;
        if (count_below(diagonal, beside, size, middle) > rank)
            high = middle;
        else
            low = middle;
    }
}

/* ---- the vector */

/* T - x, eliminated with row exchanges: up to two entries right of the diagonal. */
typedef struct factors {
    double *pivot, *right, *far, *factor;
    bool *exchanged;
} factors;

static void eliminate(factors *of, const double *diagonal, const double *beside, size_t size,
                      double x, double tiny)
{
    double now = diagonal[0] - x, next = size > 1 ? beside[0] : 0;
    for (size_t i = 0; i + 1 < size; i++) {
        double low = beside[i], low_now = diagonal[i + 1] - x;
        double low_next = i + 2 < size ? beside[i + 1] : 0;
        of->exchanged[i] = fabs(low) > fabs(now);
        if (of->exchanged[i]) {
            of->pivot[i] = low;
            of->right[i] = low_now;
            of->far[i] = low_next;
            of->factor[i] = now / low;
            now = next - of->factor[i] * low_now;
            next = -of->factor[i] * low_next;
        } else {
            of->pivot[i] = now != 0 ? now : tiny;
            of->right[i] = next;
            of->far[i] = 0;
            of->factor[i] = low / of->pivot[i];
            now = low_now - of->factor[i] * next;
            next = low_next;
        }
    }
    of->pivot[size - 1] = fabs(now) > tiny ? now : tiny;
}

static void solve(const factors *of, double *y, size_t size)
{
    for (size_t i = 0; i + 1 < size; i++) {
        if (of->exchanged[i]) {
            double held = y[i];
            y[i] = y[i + 1];
            y[i + 1] = held;
        }
        y[i + 1] -= of->factor[i] * y[i];
    }
    for (size_t i = size; i-- > 0;) {
        double sum = y[i];
        if (i + 1 < size)
            sum -= of->right[i] * y[i + 1];
        if (i + 2 < size)
            sum -= of->far[i] * y[i + 2];
        y[i] = sum / of->pivot[i];
    }
}

static void normalise(double *y, size_t size)
{
    double most = 0;
    for (size_t i = 0; i < size; i++)
        most = fmax(most, fabs(y[i]));
    for (size_t i = 0; i < size && most > 0; i++)
        y[i] /= most;
    double length = sqrt(dot(y, y, size));
    for (size_t i = 0; i < size && length > 0; i++)
        y[i] /= length;
}

#define INVERSE_STEPS 4

/* The vector of an eigenvalue of T. */
static void invert(double *vector, factors *of, const double *diagonal, const double *beside,
                   size_t size, double value)
{
    const double tiny = DBL_EPSILON * fmax(fabs(value), DBL_MIN);
    eliminate(of, diagonal, beside, size, value, tiny);
    for (size_t i = 0; i < size; i++) /* at right angles to hardly anything */
        vector[i] = 1 + (double)(i * 7 % 11) / 16;
    for (int step = 0; step < INVERSE_STEPS; step++) {
        solve(of, vector, size);
        normalise(vector, size);
    }
}

/* The same vector of the matrix itself. */
static void bring_back(double *vector, const double *matrix, size_t size)
{
    for (size_t i = size - 1; i-- > 0;) {
        const double *v = matrix + i * size + i + 1;
        double twice = 2 * dot(v, vector + i + 1, size - i - 1);
        for (size_t r = 0; r < size - i - 1; r++)
            vector[i + 1 + r] -= twice * v[r];
    }
    normalise(vector, size);
}

pship_result pship__eigen_largest(double *matrix, size_t size, double *largest, double *next,
                                  double *vector, const pship_context *context, pship_error *err)
{
    pship__progress_state progress;
    double *space = pship__allocate(context, size, 7 * sizeof *space);
    bool *exchanged = pship__allocate(context, size, sizeof *exchanged);
    if (!space || !exchanged) {
        pship__release(context, space);
        pship__release(context, exchanged);
        return pship__fail_memory(err);
    }
    double *diagonal = space, *beside = space + size, *spare = space + 2 * size;
    factors of = {space + 3 * size, space + 4 * size, space + 5 * size, space + 6 * size,
                  exchanged};
    pship__progress_begin(&progress, context, "solving for complexity");
    pship_result result = tridiagonal(matrix, size, diagonal, beside, spare, &progress, err);
    if (result == PSHIP_OK) {
        *largest = eigenvalue(diagonal, beside, size, size - 1);
        *next = size > 1 ? eigenvalue(diagonal, beside, size, size - 2) : 0;
        invert(vector, &of, diagonal, beside, size, *largest);
        bring_back(vector, matrix, size);
    }
    pship__release(context, space);
    pship__release(context, exchanged);
    return result;
}
