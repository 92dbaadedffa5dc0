/*
 * Numbers by chance, by published algorithms: see simulation.h for where they come from.
 */
#include "corridor/chance.h"

#include <math.h>

/* ---- Philox */

static void multiply(uint32_t a, uint32_t b, uint32_t *high, uint32_t *low)
{
    uint64_t product = (uint64_t)a * b;
    *high = (uint32_t)(product >> 32);
    *low = (uint32_t)product;
}

void pship__philox(uint32_t out[4], const uint32_t counter[4], const uint32_t key[2])
{
    uint32_t c[4] = {counter[0], counter[1], counter[2], counter[3]}, k[2] = {key[0], key[1]};
    for (int round = 0; round < 10; round++) {
        uint32_t high[2], low[2];
        multiply(0xD2511F53u, c[0], &high[0], &low[0]);
        multiply(0xCD9E8D57u, c[2], &high[1], &low[1]);
        c[0] = high[1] ^ c[1] ^ k[0];
        c[1] = low[1];
        c[2] = high[0] ^ c[3] ^ k[1];
        c[3] = low[0];
        k[0] += 0x9E3779B9u;
        k[1] += 0xBB67AE85u;
    }
    for (int i = 0; i < 4; i++)
        out[i] = c[i];
}

/* In the middle of one of 2^52 equal parts: never 0 and never 1. */
static double middle(uint32_t high, uint32_t low)
{
    uint64_t part = ((uint64_t)high << 32 | low) >> 12;
    return ((double)part + 0.5) * 0x1p-52;
}

void pship__chance_uniform(double out[2], const chance_place *at, uint32_t attempt)
{
    const uint32_t counter[4] = {(uint32_t)at->run, (uint32_t)(at->run >> 32), at->stream, attempt};
    const uint32_t key[2] = {(uint32_t)at->seed, (uint32_t)(at->seed >> 32)};
    uint32_t numbers[4];
    pship__philox(numbers, counter, key);
    out[0] = middle(numbers[0], numbers[1]);
    out[1] = middle(numbers[2], numbers[3]);
}

/* ---- the normal distribution (AS 241, PPND16) */

static double polynomial(const double *coefficients, double x)
{
    double sum = coefficients[7];
    for (int i = 6; i >= 0; i--)
        sum = sum * x + coefficients[i];
    return sum;
}

double pship__normal_quantile(double probability)
{
    static const double centre[2][8] = {
        {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
         1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
         3.3430575583588128105e4, 2.5090809287301226727e3},
        {1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
         2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4,
         5.2264952788528545610e3}};
    static const double tail[2][8] = {
        {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
         3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
         2.27238449892691845833e-2, 7.74545014278341407640e-4},
        {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
         1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
         1.05075007164441684324e-9}};
    static const double far_tail[2][8] = {
        {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
         2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
         2.71155556874348757815e-5, 2.01033439929228813265e-7},
        {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
         7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
         2.04426310338993978564e-15}};
    const double q = probability - 0.5;
    if (fabs(q) <= 0.425) {
        double r = 0.180625 - q * q;
        return q * polynomial(centre[0], r) / polynomial(centre[1], r);
    }
    double r = sqrt(-log(q < 0 ? probability : 1 - probability));
    double size = r <= 5 ? polynomial(tail[0], r - 1.6) / polynomial(tail[1], r - 1.6)
                         : polynomial(far_tail[0], r - 5) / polynomial(far_tail[1], r - 5);
    return q < 0 ? -size : size;
}

/* ---- the gamma distribution (Marsaglia and Tsang) */

double pship__chance_gamma(const chance_place *at, uint32_t attempt, double shape)
{
    double u[2], boost = 1;
    if (shape < 1) {
        /* A gamma of one more, and a power of a uniform number, make one of less than 1. */
        pship__chance_uniform(u, at, attempt++);
        boost = pow(u[0], 1 / shape);
        shape += 1;
    }
    const double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
    for (;; attempt++) {
        pship__chance_uniform(u, at, attempt);
        double x = pship__normal_quantile(u[0]), v = 1 + c * x;
        if (v <= 0)
            continue;
        v = v * v * v;
        if (log(u[1]) < 0.5 * x * x + d - d * v + d * log(v))
            return d * v * boost;
    }
}

/* ---- curves (Fritsch and Carlson; slopes by the weighted harmonic mean, ends by three points) */

static double rise(const quantile_curve *curve, size_t i)
{
    return (curve->hours[i + 1] - curve->hours[i]) /
           (curve->probability[i + 1] - curve->probability[i]);
}

/* At an end, from the nearest two pieces; such that the curve does not fall. */
static double end_slope(double near_width, double far_width, double near_rise, double far_rise)
{
    double slope = ((2 * near_width + far_width) * near_rise - near_width * far_rise) /
                   (near_width + far_width);
    return slope <= 0 ? 0 : fmin(slope, 3 * near_rise);
}

void pship__curve_slopes(quantile_curve *curve)
{
    const size_t last = curve->count - 1;
    const double *p = curve->probability;
    if (curve->count == 1) {
        curve->slope[0] = 0;
        return;
    }
    if (curve->count == 2) {
        curve->slope[0] = curve->slope[1] = rise(curve, 0);
        return;
    }
    for (size_t i = 1; i < last; i++) {
        double before = p[i] - p[i - 1], after = p[i + 1] - p[i];
        double first = rise(curve, i - 1), second = rise(curve, i);
        double a = 2 * after + before, b = after + 2 * before;
        curve->slope[i] = first > 0 && second > 0 ? (a + b) / (a / first + b / second) : 0;
    }
    curve->slope[0] = end_slope(p[1] - p[0], p[2] - p[1], rise(curve, 0), rise(curve, 1));
    curve->slope[last] = end_slope(p[last] - p[last - 1], p[last - 1] - p[last - 2],
                                   rise(curve, last - 1), rise(curve, last - 2));
}

double pship__curve_at(const quantile_curve *curve, double probability)
{
    const size_t last = curve->count - 1;
    const double *p = curve->probability, *hours = curve->hours, *slope = curve->slope;
    if (probability <= p[0])
        return fmax(0, hours[0] + slope[0] * (probability - p[0]));
    if (probability >= p[last])
        return hours[last] + slope[last] * (probability - p[last]);
    size_t low = 0, high = last;
    while (high - low > 1) {
        size_t between = low + (high - low) / 2;
        if (p[between] <= probability)
            low = between;
        else
            high = between;
    }
    const double width = p[high] - p[low], t = (probability - p[low]) / width, s = 1 - t;
    return hours[low] * s * s * (1 + 2 * t) + width * slope[low] * s * s * t +
           hours[high] * t * t * (1 + 2 * s) - width * slope[high] * t * t * s;
}
