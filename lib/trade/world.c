/*
 * From rows to the dense arrays of a period.
 *
 * Every cell is summed by one thread in the order of the rows: a country's exports by the piece of that
 * country, the imports that are mirrored from them by the piece of the importer, which visits the exporters in
 * their order. So the number of threads changes nothing.
 */
#include "trade/world.h"

#include "trade/flow_level.h"
#include "trade/flow_read.h"
#include "trade/team.h"
#include <string.h>

double pship__sum(const double *values, size_t count)
{
    running_sum sum = {0, 0};
    for (size_t i = 0; i < count; i++)
        sum_add(&sum, values[i]);
    return sum_total(&sum);
}

/* ---- where rows are */

/* The order of the rows, as far as this room needs it: period, direction, reporter. */
static int64_t first_row(const pship_flows *flows, uint32_t period, int direction, uint32_t country)
{
    size_t low = 0, high = flows->run_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int of = pship__flow_direction(flows->traits[middle]);
        bool before = flows->period[middle] != period ? flows->period[middle] < period
                      : of != direction               ? of < direction
                                                      : flows->reporter[middle] < country;
        if (before)
            low = middle + 1;
        else
            high = middle;
    }
    return pship__flow_run_first(flows, low);
}

void pship__world_rows(const pship_flows *flows, uint32_t period, int direction, int64_t *first,
                       int64_t *end)
{
    *first = first_row(flows, period, direction, 0);
    *end = first_row(flows, period, direction + 1, 0);
}

void pship__world_country_rows(const pship_flows *flows, uint32_t period, int direction,
                               size_t country, int64_t *first, int64_t *end)
{
    *first = first_row(flows, period, direction, (uint32_t)country);
    *end = first_row(flows, period, direction, (uint32_t)country + 1);
}

/* ---- sums of rows */

/* What the pieces work on: one country's rows of one direction. */
typedef struct row_sums {
    const pship_flows *flows;
    uint32_t period;
    int direction;
    size_t countries, products;
    double *by_product; /* by country and product; NULL: not wanted */
    double *by_partner; /* by country and partner */
    int64_t *runs;      /* NULL: not wanted */
    int64_t *told;      /* by country: rows with a value */
    int64_t *withheld;  /* by country: those without */
} row_sums;

static void sum_country(void *work, size_t country, size_t worker)
{
    const row_sums *all = work;
    const pship_flows *flows = all->flows;
    flow_reader reader;
    const flow_rows *rows = &reader.rows;
    (void)worker;
    double *by_product = all->by_product ? all->by_product + country * all->products : NULL;
    double *by_partner = all->by_partner + country * all->countries;
    int64_t told = 0;
    int64_t row, end;
    pship__world_country_rows(flows, all->period, all->direction, country, &row, &end);
    pship__flow_reader_begin(&reader, flows, end, FLOW_PRODUCT | FLOW_VALUE);
    size_t run = row < end ? pship__flow_run_of(flows, row) : 0;
    const int64_t count = end - row;
    if (by_product)
        memset(by_product, 0, all->products * sizeof *by_product);
    for (size_t partner = 0; partner < all->countries; partner++) {
        double sum = 0;
        if (all->runs)
            all->runs[country * all->countries + partner] = row;
        int64_t last = row;
        for (; last < end && flows->partner[run] == partner; run++)
            last = pship__flow_run_first(flows, run + 1);
        for (; row < last; row++) {
            const size_t at = pship__flow_at(&reader, row);
            const double value = rows->value[at];
            if (isnan(value))
                continue;
            told++;
            sum += value;
            if (by_product)
                by_product[rows->product[at]] += value;
        }
        by_partner[partner] = sum;
    }
    all->told[country] = told;
    all->withheld[country] = count - told;
}

static void mirror_country(void *work, size_t country, size_t worker)
{
    const trade_world *world = work;
    flow_reader reader;
    (void)worker;
    double *by_partner = world->received + country * world->countries;
    double *by_product = world->imports ? world->imports + country * world->products : NULL;
    for (size_t from = 0; from < world->countries; from++)
        by_partner[from] = world->sent[from * world->countries + country];
    if (!by_product)
        return;
    memset(by_product, 0, world->products * sizeof *by_product);
    for (size_t from = 0; from < world->countries; from++) {
        const int64_t *run = world->runs + from * world->countries + country;
        pship__flow_reader_begin(&reader, world->flows, run[1], FLOW_PRODUCT | FLOW_VALUE);
        for (int64_t row = run[0]; row < run[1]; row++) {
            const size_t at = pship__flow_at(&reader, row);
            const double value = reader.rows.value[at];
            by_product[reader.rows.product[at]] += isnan(value) ? 0 : value;
        }
    }
}

/* Sums over countries, each product with its compensation. */
static bool sum_products(double *totals, const trade_world *world, const double *by_product)
{
    double *rests = pship__allocate_zero(world->context, world->products, sizeof *rests);
    if (!rests)
        return false;
    memset(totals, 0, world->products * sizeof *totals);
    for (size_t i = 0; i < world->countries; i++) {
        const double *of = by_product + i * world->products;
        for (size_t k = 0; k < world->products; k++)
            pship__add_up(&totals[k], &rests[k], of[k]);
    }
    for (size_t k = 0; k < world->products; k++)
        totals[k] += rests[k];
    pship__release(world->context, rests);
    return true;
}

/* ---- the whole */

static double *cells(const trade_world *world, size_t rows, size_t columns)
{
    if (columns != 0 && rows > SIZE_MAX / columns)
        return NULL;
    return pship__allocate(world->context, rows * columns, sizeof(double));
}

static bool allocate(trade_world *world, bool with_imports)
{
    const size_t countries = world->countries, products = world->products;
    world->exports = cells(world, countries, products);
    world->sent = cells(world, countries, countries);
    world->received = cells(world, countries, countries);
    world->export_total = cells(world, countries, 1);
    world->import_total = cells(world, countries, 1);
    world->world_exports = cells(world, products, 1);
    world->exports_told =
        pship__allocate_zero(world->context, countries, sizeof *world->exports_told);
    world->imports_told =
        pship__allocate_zero(world->context, countries, sizeof *world->imports_told);
    world->withheld_by =
        pship__allocate_zero(world->context, countries, sizeof *world->withheld_by);
    world->imports_withheld_by =
        pship__allocate_zero(world->context, countries, sizeof *world->imports_withheld_by);
    world->runs = pship__allocate(world->context, countries * countries + 1, sizeof *world->runs);
    if (with_imports) {
        world->imports = cells(world, countries, products);
        world->world_imports = cells(world, products, 1);
        world->importers = pship__allocate_zero(world->context, products, sizeof *world->importers);
    }
    return world->exports && world->sent && world->received && world->export_total &&
           world->import_total && world->world_exports && world->exports_told &&
           world->imports_told && world->withheld_by && world->imports_withheld_by && world->runs &&
           (!with_imports || (world->imports && world->world_imports && world->importers));
}

static pship_result sum_rows(trade_world *world, pship_error *err)
{
    const pship_flows *flows = world->flows;
    const size_t countries = world->countries;
    pship__progress_state progress;
    int64_t first, end;
    pship__progress_begin(&progress, world->context, "summing flows");
    row_sums sums = {
        flows,          world->period, PSHIP_FLOW_EXPORT, countries,           world->products,
        world->exports, world->sent,   world->runs,       world->exports_told, world->withheld_by};
    pship__world_rows(flows, world->period, PSHIP_FLOW_EXPORT, &first, &end);
    world->export_rows = end - first;
    world->runs[countries * countries] = end;
    pship_result result =
        pship__team_do(&progress, flows->context, sum_country, &sums, countries, err);
    if (result != PSHIP_OK)
        return result;
    if (!world->reported)
        return pship__team_do(&progress, flows->context, mirror_country, world, countries, err);
    pship__world_rows(flows, world->period, PSHIP_FLOW_IMPORT, &first, &end);
    world->import_rows = end - first;
    sums.direction = PSHIP_FLOW_IMPORT;
    sums.by_product = world->imports;
    sums.by_partner = world->received;
    sums.runs = NULL;
    sums.told = world->imports_told;
    sums.withheld = world->imports_withheld_by;
    return pship__team_do(&progress, flows->context, sum_country, &sums, countries, err);
}

static bool all_finite(const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(values[i]))
            return false;
    }
    return true;
}

static bool is_finite(const trade_world *world)
{
    return isfinite(world->world_total) && isfinite(world->world_received) &&
           all_finite(world->export_total, world->countries) &&
           all_finite(world->import_total, world->countries) &&
           all_finite(world->world_exports, world->products) &&
           (!world->imports || all_finite(world->world_imports, world->products));
}

pship_result pship__world_check(const pship_flows *flows, uint32_t period, bool reported,
                                pship_error *err)
{
    int64_t first, end;
    pship__world_rows(flows, period, PSHIP_FLOW_EXPORT, &first, &end);
    pship_result result = pship__flow_levels_check_all(flows, first, end, err);
    if (result != PSHIP_OK || !reported)
        return result;
    pship__world_rows(flows, period, PSHIP_FLOW_IMPORT, &first, &end);
    return pship__flow_levels_check_all(flows, first, end, err);
}

pship_result pship__world_build(trade_world *world, const pship_flows *flows, uint32_t period,
                                bool reported, bool with_imports, pship_error *err)
{
    *world = (trade_world){.flows = flows,
                           .context = flows->context,
                           .period = period,
                           .countries = flows->countries.count,
                           .products = flows->products.count,
                           .reported = reported};
    pship_result result = allocate(world, with_imports) ? PSHIP_OK : pship__fail_memory(err);
    if (result == PSHIP_OK)
        result = sum_rows(world, err);
    if (result == PSHIP_OK &&
        (!sum_products(world->world_exports, world, world->exports) ||
         (with_imports && !sum_products(world->world_imports, world, world->imports))))
        result = pship__fail_memory(err);
    if (result != PSHIP_OK) {
        pship__world_free(world);
        return result;
    }
    for (size_t i = 0; i < world->countries; i++) {
        world->withheld += world->withheld_by[i] + world->imports_withheld_by[i];
        world->export_total[i] = pship__sum(world->exports + i * world->products, world->products);
        world->import_total[i] =
            pship__sum(world->received + i * world->countries, world->countries);
    }
    for (size_t at = 0; with_imports && at < world->countries * world->products; at++)
        world->importers[at % world->products] += world->imports[at] > 0;
    world->world_total = pship__sum(world->export_total, world->countries);
    world->world_received = pship__sum(world->import_total, world->countries);
    if (is_finite(world))
        return PSHIP_OK;
    pship__world_free(world);
    return pship__fail(err, PSHIP_E_LIMIT, "a sum of values is beyond all doubles");
}

void pship__world_free(trade_world *world)
{
    const pship_context *context = world->context;
    pship__release(context, world->exports);
    pship__release(context, world->imports);
    pship__release(context, world->sent);
    pship__release(context, world->received);
    pship__release(context, world->export_total);
    pship__release(context, world->import_total);
    pship__release(context, world->world_exports);
    pship__release(context, world->world_imports);
    pship__release(context, world->importers);
    pship__release(context, world->exports_told);
    pship__release(context, world->imports_told);
    pship__release(context, world->withheld_by);
    pship__release(context, world->imports_withheld_by);
    pship__release(context, world->runs);
    *world = (trade_world){0};
}
