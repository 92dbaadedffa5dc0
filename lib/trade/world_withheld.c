/*
 * Rows of a world without a value: they are in no sum, and what is made of sums may be wrong by them.
 */
#include "trade/flow_read.h"
#include "trade/world.h"

/* The end of the rows of a country, where those of its partners begin. */
static const int64_t *runs_of(const trade_world *world, size_t country)
{
    return world->runs + country * world->countries;
}

static int64_t count_rows(int64_t *by_product, const trade_world *world, int64_t first, int64_t end)
{
    flow_reader reader;
    int64_t count = 0;
    pship__flow_reader_begin(&reader, world->flows, end, FLOW_PRODUCT | FLOW_VALUE);
    for (int64_t row = first; row < end; row++) {
        const size_t at = pship__flow_at(&reader, row);
        if (!isnan(reader.rows.value[at]))
            continue;
        count++;
        if (by_product)
            by_product[reader.rows.product[at]]++;
    }
    return count;
}

int64_t pship__world_withheld_pair(int64_t *by_product, const trade_world *world, size_t from,
                                   size_t to)
{
    const int64_t *run = runs_of(world, from) + to;
    return world->withheld_by[from] > 0 ? count_rows(by_product, world, run[0], run[1]) : 0;
}

/* What it is told to import: by the exporters, or by itself. */
static int64_t count_imports(int64_t *by_product, const trade_world *world, size_t country)
{
    int64_t first, end, count = 0;
    if (world->reported) {
        if (world->imports_withheld_by[country] == 0)
            return 0;
        pship__world_country_rows(world->flows, world->period, PSHIP_FLOW_IMPORT, country, &first,
                                  &end);
        return count_rows(by_product, world, first, end);
    }
    for (size_t from = 0; from < world->countries; from++)
        count += pship__world_withheld_pair(by_product, world, from, country);
    return count;
}

int64_t pship__world_withheld_country(int64_t *by_product, const trade_world *world, size_t country)
{
    const int64_t *run = runs_of(world, country);
    int64_t count = 0;
    if (world->withheld == 0)
        return 0;
    if (world->withheld_by[country] > 0)
        count = count_rows(by_product, world, run[0], run[world->countries]);
    return count + count_imports(by_product, world, country);
}

void pship__world_withheld_products(int64_t *by_product, const trade_world *world)
{
    for (size_t i = 0; world->withheld > 0 && i < world->countries; i++) {
        const int64_t *run = runs_of(world, i);
        if (world->withheld_by[i] > 0)
            (void)count_rows(by_product, world, run[0], run[world->countries]);
        if (world->reported)
            (void)count_imports(by_product, world, i);
    }
}
