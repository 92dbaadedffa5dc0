/* The margin of CIF over FOB: given, or estimated from the pairs themselves. */
#include "trade/flow_sort.h"
#include "trade/mirror.h"

#include <math.h>
#include <string.h>

#define MOST_MARGIN 0.2 /* beyond it, what differs is something else */
#define MOST_RATIO 2.0

/* ---- distances */

typedef struct distances {
    flow_groups
        by_pair; /* the key: two codes of countries; `rows` is one more than the place in `km` */
    double *km;
} distances;

static pship_result read_distance(const mirror *all, distances *known, const int32_t columns[3],
                                  int64_t row, pship_error *err)
{
    char text[2][64];
    flow_key key = {{0}};
    const pship_table *table = all->options.distances;
    const double km = pship_table_number(table, columns[2], row);
    if (isnan(km))
        return PSHIP_OK;
    if (!(km > 0) || isinf(km))
        return pship__fail(err, PSHIP_E_INVALID, "the distance in row %d is not above 0",
                           (int)row + 1);
    for (int i = 0; i < 2; i++) {
        if (pship_table_format(table, columns[i], row, text[i], sizeof text[i]) >= sizeof text[i])
            return PSHIP_OK;
        const int64_t code = pship__flow_word_find(&all->countries, text[i]);
        if (code < 0)
            return PSHIP_OK; /* of no country that is compared */
        key.part[i] = (uint32_t)code;
    }
    flow_group *group = pship__flow_group_at(&known->by_pair, &key);
    if (!group)
        return pship__fail_memory(err);
    if (group->rows != 0 && known->km[group->rows - 1] != km)
        return pship__fail(err, PSHIP_E_INVALID,
                           "the distance from '%s' to '%s' in row %d is another one than before",
                           text[0], text[1], (int)row + 1);
    known->km[row] = km;
    group->rows = row + 1;
    return PSHIP_OK;
}

static pship_result read_distances(const mirror *all, distances *known, pship_error *err)
{
    const pship_table *table = all->options.distances;
    const int64_t rows = pship_table_rows(table);
    const int32_t columns[3] = {pship_table_find(table, "origin"),
                                pship_table_find(table, "destination"),
                                pship_table_find(table, "km")};
    if (columns[0] < 0 || columns[1] < 0 || columns[2] < 0)
        return pship__fail(err, PSHIP_E_NOT_FOUND,
                           "distances have the columns origin, destination and km");
    const pship_column_type type = pship_table_column_type(table, columns[2]);
    if (type != PSHIP_COLUMN_FLOAT64 && type != PSHIP_COLUMN_INT64 &&
        type != PSHIP_COLUMN_DECIMAL128)
        return pship__fail(err, PSHIP_E_INVALID,
                           "the column 'km' of the distances holds no numbers");
    known->km = pship__allocate(all->context, (size_t)rows, sizeof *known->km);
    pship_result result = known->km ? PSHIP_OK : pship__fail_memory(err);
    for (int64_t row = 0; result == PSHIP_OK && row < rows; row++)
        result = read_distance(all, known, columns, row, err);
    return result;
}

/* The logarithm of the distance between the two of a pair, in whichever direction it is told; NaN: it is not. */
static double log_distance(const distances *known, const mirror_pair *pair)
{
    flow_key key = {{pair->key.part[KEY_PARTNER], pair->key.part[KEY_REPORTER], 0, 0, 0}};
    const flow_group *found = pship__flow_group_find(&known->by_pair, &key);
    if (!found) {
        key.part[0] = pair->key.part[KEY_REPORTER];
        key.part[1] = pair->key.part[KEY_PARTNER];
        found = pship__flow_group_find(&known->by_pair, &key);
    }
    return found ? log(known->km[found->rows - 1]) : (double)NAN;
}

/* ---- estimates */

static bool counts(const mirror_pair *pair)
{
    const double ratio = pair->import_value / pair->export_value;
    return pair->export_value > 0 && pair->import_value > 0 && !(pair->fob_value > 0) &&
           ratio >= 1 / MOST_RATIO && ratio <= MOST_RATIO;
}

static double cut(double margin)
{
    return margin < 0 ? 0 : margin > MOST_MARGIN ? MOST_MARGIN : margin;
}

/* An estimate; where it had to be cut, that is told. */
static void set_estimate(mirror_pair *pair, double margin, int64_t pairs, const char *from,
                         const char *from_cut)
{
    pair->margin = cut(margin);
    pair->margin_from = pair->margin == margin ? from : from_cut;
    pair->margin_pairs = pairs;
}

typedef struct line {
    int64_t pairs; /* 0: there is none */
    double mean_x, mean_y, slope;
} line;

/* What a pair that counts says: the logarithms of its distance and of its ratio. */
static bool point_of(double *x, double *y, const mirror_pair *pair, const distances *known)
{
    *x = counts(pair) ? log_distance(known, pair) : (double)NAN;
    *y = log(pair->import_value / pair->export_value);
    return !isnan(*x);
}

/* Two passes, first the means, so that little is lost; the pairs stand in one order. */
static pship_result regress(line *fit, mirror *all, const distances *known, pship_error *err)
{
    double x, y, sum_x = 0, sum_y = 0, xx = 0, xy = 0;
    int64_t pairs = 0;
    pship_result result = PSHIP_OK;
    for (size_t i = 0; result == PSHIP_OK && i < all->count; i++) {
        result = pship__progress(&all->progress, -1, err);
        if (!point_of(&x, &y, &all->pairs[i], known))
            continue;
        sum_x += x;
        sum_y += y;
        pairs++;
    }
    if (result != PSHIP_OK || pairs < 3)
        return result;
    fit->mean_x = sum_x / (double)pairs;
    fit->mean_y = sum_y / (double)pairs;
    for (size_t i = 0; result == PSHIP_OK && i < all->count; i++) {
        result = pship__progress(&all->progress, -1, err);
        if (!point_of(&x, &y, &all->pairs[i], known))
            continue;
        xx += (x - fit->mean_x) * (x - fit->mean_x);
        xy += (x - fit->mean_x) * (y - fit->mean_y);
    }
    if (!(xx > 1e-12))
        return result;
    fit->slope = xy / xx;
    fit->pairs = pairs;
    return result;
}

static int by_size(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* NaN where no pair counts. */
static pship_result median(mirror *all, double *margin, int64_t *pairs, pship_error *err)
{
    double *ratios = pship__allocate(all->context, all->count, sizeof *ratios);
    size_t count = 0;
    if (!ratios)
        return pship__fail_memory(err);
    pship_result result = PSHIP_OK;
    for (size_t i = 0; result == PSHIP_OK && i < all->count; i++) {
        if (counts(&all->pairs[i]))
            ratios[count++] = all->pairs[i].import_value / all->pairs[i].export_value;
        result = pship__progress(&all->progress, -1, err);
    }
    if (result == PSHIP_OK)
        result = pship__sort_items(ratios, count, sizeof *ratios, by_size, &all->progress, err);
    *margin = NAN;
    *pairs = (int64_t)count;
    if (count > 0)
        *margin = (ratios[(count - 1) / 2] + ratios[count / 2]) / 2 - 1;
    pship__release(all->context, ratios);
    return result;
}

static pship_result set_margins(mirror *all, const distances *known, const line *fit, double middle,
                                int64_t middle_pairs, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; result == PSHIP_OK && i < all->count; i++) {
        mirror_pair *pair = &all->pairs[i];
        result = pship__progress(&all->progress, -1, err);
        const double x = fit->pairs > 0 ? log_distance(known, pair) : (double)NAN;
        if (isnan(pair->import_value))
            continue;
        if (pair->all_fob) {
            pair->margin = 0;
            pair->margin_from = "fob";
        } else if (all->options.margin >= 0) {
            pair->margin = all->options.margin;
            pair->margin_from = "given";
        } else if (!isnan(x)) {
            set_estimate(pair, exp(fit->mean_y + fit->slope * (x - fit->mean_x)) - 1, fit->pairs,
                         "distance", "distance_cut");
        } else if (!isnan(middle)) {
            set_estimate(pair, middle, middle_pairs, "median", "median_cut");
        }
    }
    return result;
}

pship_result pship__mirror_margins(mirror *all, pship_error *err)
{
    distances known = {.km = NULL};
    line fit = {0};
    double middle = NAN;
    int64_t pairs = 0;
    pship_result result = PSHIP_OK;
    pship__flow_groups_init(&known.by_pair, all->context);
    if (all->options.margin < 0)
        result = median(all, &middle, &pairs, err);
    if (result == PSHIP_OK && all->options.margin < 0 && all->options.distances)
        result = read_distances(all, &known, err);
    if (result == PSHIP_OK && known.km)
        result = regress(&fit, all, &known, err);
    if (result == PSHIP_OK)
        result = set_margins(all, &known, &fit, middle, pairs, err);
    pship__flow_groups_free(&known.by_pair);
    pship__release(all->context, known.km);
    return result;
}
