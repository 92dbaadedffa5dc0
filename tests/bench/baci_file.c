/*
 * Writes a file in the layout of BACI (t,i,j,k,v,q), the same one for the same number of rows: about 226
 * countries, 5,000 products, sorted by t, i, j and k, values over many orders of magnitude, and 2% of quantities
 * missing. Large exporters sell many products to many partners, most pairs trade little.
 *
 *     baci_file ROWS > file.csv
 */
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#define COUNTRIES 226
#define PRODUCTS 5000

typedef struct world {
    uint64_t chance;
    int country[COUNTRIES]; /* numeric codes, rising */
    int product[PRODUCTS];  /* six digits, rising */
    double size[COUNTRIES];
} world;

/* SplitMix64. Source: G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators",
 * OOPSLA 2014. */
static uint64_t next(world *all)
{
    uint64_t z = all->chance += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static double uniform(world *all)
{
    return ((double)(next(all) >> 11) + 0.5) / 9007199254740992.0;
}

/* Nearly normal: what matters is the spread. */
static double normal(world *all)
{
    double sum = -6;
    for (int i = 0; i < 12; i++)
        sum += uniform(all);
    return sum;
}

static void make_world(world *all)
{
    all->chance = 20260101;
    for (int i = 0; i < COUNTRIES; i++) {
        all->country[i] = 4 + i * 894 / COUNTRIES + (int)(next(all) % 3);
        all->size[i] = exp(1.6 * normal(all));
    }
    for (int k = 0; k < PRODUCTS; k++) {
        /* Chapters 01 to 97, so that a tenth of the codes begins with a zero. */
        int chapter = 1 + k * 97 / PRODUCTS, within = k - (chapter - 1) * PRODUCTS / 97;
        all->product[k] = chapter * 10000 + 110 + within * 17;
    }
}

/* How likely a pair trades a product. */
static double density(const world *all, int i, int j, double scale)
{
    double wanted = scale * sqrt(all->size[i]) * sqrt(all->size[j]);
    return wanted / (1 + wanted);
}

/* The scale at which about `rows` rows come out. */
static double find_scale(const world *all, double rows)
{
    double low = 1e-9, high = 1e3;
    for (int step = 0; step < 100; step++) {
        double middle = sqrt(low * high), expected = 0;
        for (int i = 0; i < COUNTRIES; i++) {
            for (int j = 0; j < COUNTRIES; j++)
                expected += i == j ? 0 : density(all, i, j, middle) * PRODUCTS;
        }
        if (expected < rows)
            low = middle;
        else
            high = middle;
    }
    return high;
}

static void write_row(world *all, int i, int j, int k)
{
    double value = exp(2.3 * normal(all) + 3.2), price = exp(1.4 * normal(all) + 1.5);
    uint64_t v = 1 + (uint64_t)(value * 1000), q = 1 + (uint64_t)(value / price * 1000);
    printf("2023,%d,%d,%06d,%" PRIu64 ".%03" PRIu64 ",", all->country[i], all->country[j],
           all->product[k], v / 1000, v % 1000);
    if (next(all) % 50 == 0)
        puts("NA");
    else
        printf("%" PRIu64 ".%03" PRIu64 "\n", q / 1000, q % 1000);
}

int main(int argc, char **argv)
{
    static world all;
    int64_t rows = argc > 1 ? strtoll(argv[1], NULL, 10) : 11000000, written = 0;
    make_world(&all);
    /* A little more than asked for, and cut: the number of rows is exact. */
    double scale = find_scale(&all, (double)rows * 1.01 + 1000);
    puts("t,i,j,k,v,q");
    for (int i = 0; i < COUNTRIES; i++) {
        for (int j = 0; j < COUNTRIES; j++) {
            double likely = i == j ? 0 : density(&all, i, j, scale);
            for (int k = 0; k < PRODUCTS && written < rows && likely > 0; k++) {
                if (uniform(&all) < likely) {
                    write_row(&all, i, j, k);
                    written++;
                }
            }
        }
    }
    return written == rows && fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
