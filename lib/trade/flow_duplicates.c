/* Rows that agree in all that tells rows apart: written twice, or parts of a row that the file does not tell apart. */
#include "trade/flow_duplicates.h"

#include "table/builder.h"
#include "trade/sum.h"
#include <math.h>

/* Whether runs differ in no key, as those of other valuations and flags. */
static bool same_keys(const pship_flows *flows, size_t a, size_t b)
{
    return flows->partner[a] == flows->partner[b] && flows->reporter[a] == flows->reporter[b] &&
           flows->period[a] == flows->period[b] &&
           pship__flow_direction(flows->traits[a]) == pship__flow_direction(flows->traits[b]);
}

/* Rows stand in the order of their keys, so that those that agree follow one another. */
pship_result pship__flow_duplicates_walk(const pship_flows *flows, flow_duplicate_fn tell,
                                         void *data, pship_error *err)
{
    pship__progress_state progress;
    pship_result result = PSHIP_OK;
    int64_t first = 0;
    pship__progress_begin(&progress, flows->context, "looking for rows that are there twice");
    for (size_t run = 0; result == PSHIP_OK && run < flows->run_count; run++) {
        const int64_t begin = pship__flow_run_first(flows, run);
        const int64_t end = pship__flow_run_first(flows, run + 1);
        const bool follows = run > 0 && same_keys(flows, run - 1, run);
        for (int64_t row = begin; row < end; row++) {
            const bool again = (row > begin || follows) && pship__flow_product(flows, row - 1) ==
                                                               pship__flow_product(flows, row);
            if (again)
                continue;
            if (row - first > 1)
                tell(data, first, row - first);
            first = row;
        }
        result = pship__progress(&progress, (double)begin / (double)flows->rows, err);
    }
    if (result == PSHIP_OK && flows->rows - first > 1)
        tell(data, first, flows->rows - first);
    return result;
}

/* ---- as a table */

typedef struct telling {
    const pship_flows *flows;
    pship__table_builder *builder;
} telling;

static void tell_rows(void *data, int64_t first, int64_t count)
{
    const telling *to = data;
    const pship_flows *flows = to->flows;
    const flow_row key = pship__flow_row(flows, first);
    double sum = 0, lost = 0, least = NAN, greatest = NAN;
    int64_t withheld = 0;
    for (int64_t row = first; row < first + count; row++) {
        const double value = pship__flow_row(flows, row).value;
        if (isnan(value)) {
            withheld++;
            continue;
        }
        pship__add_up(&sum, &lost, value);
        least = value >= least ? least : value;
        greatest = value <= greatest ? greatest : value;
    }
    pship__add_word(to->builder, pship__flow_word(&flows->periods, key.period));
    pship__add_word(to->builder, pship__flow_direction_word(pship__flow_direction(key.traits)));
    pship__add_word(to->builder, pship__flow_word(&flows->countries, key.reporter));
    pship__add_word(to->builder, pship__flow_word(&flows->countries, key.partner));
    pship__add_word(to->builder, pship__flow_word(&flows->products, key.product));
    pship__add_int64(to->builder, count);
    pship__add_int64(to->builder, withheld);
    pship__add_finite(to->builder, withheld < count ? sum + lost : (double)NAN);
    pship__add_finite(to->builder, least);
    pship__add_finite(to->builder, greatest);
}

pship_result pship_flows_duplicates(pship_table **table, const pship_flows *flows, pship_error *err)
{
    telling to = {.flows = flows};
    if (!table || !flows)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the flows are NULL");
    const pship__column_spec columns[] = {
        {"period", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"direction", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"reporter", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"partner", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"product", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"rows", PSHIP_COLUMN_INT64, NULL, 0},
        {"withheld", PSHIP_COLUMN_INT64, NULL, 0},
        {"value", PSHIP_COLUMN_FLOAT64, flows->value_unit, 0},
        {"least", PSHIP_COLUMN_FLOAT64, flows->value_unit, 0},
        {"greatest", PSHIP_COLUMN_FLOAT64, flows->value_unit, 0},
    };
    pship_result result = pship__table_builder_new(&to.builder, flows->context, columns,
                                                   sizeof columns / sizeof *columns, err);
    if (result != PSHIP_OK)
        return result;
    result = pship__flow_duplicates_walk(flows, tell_rows, &to, err);
    if (result == PSHIP_OK)
        return pship__table_builder_finish(to.builder, table, err);
    pship__table_builder_free(to.builder);
    return result;
}
