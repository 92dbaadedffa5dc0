/*
 * Pairs of places with a demand, read from a table and put together by their origins.
 */
#include "corridor/pairs.h"

#include "table/reading.h"

static const char *const the_pairs = "the pairs";

pship_result pship__cell_element(uint32_t *element, const pship_network *network,
                                 network_part_kind part, const pship_table *table, const char *what,
                                 int32_t column, int64_t row, pship_error *err)
{
    char number[32];
    size_t length = 0;
    const char *id = pship_table_text(table, column, row, &length);
    if (!id) {
        length = pship_table_format(table, column, row, number, sizeof number);
        id = number;
    }
    *element = length > 0 ? pship__network_element(network, part, id, length) : NETWORK_NONE;
    if (*element != NETWORK_NONE)
        return PSHIP_OK;
    return pship__fail(err, PSHIP_E_NOT_FOUND, "row %lld of %s: there is no %s \"%.*s\"",
                       (long long)row + 1, what, pship__network_part_name((int)part),
                       (int)(length < 100 ? length : 100), id);
}

pship_result pship__pair_columns_find(pair_columns *columns, const pship_table *table,
                                      const char *what, bool needed, pship_error *err)
{
    const pship__column_wanted wanted[] = {
        {&columns->origin, "origin", PSHIP__USE_CODE, true},
        {&columns->destination, "destination", PSHIP__USE_CODE, true},
        {&columns->demand, "demand", PSHIP__USE_NUMBER, false},
    };
    pship_result result =
        pship__columns_find(wanted, sizeof wanted / sizeof *wanted, table, what, err);
    if (result == PSHIP_OK && columns->demand < 0)
        result = pship__column_find(&columns->demand, table, what, "trips", PSHIP__USE_NUMBER,
                                    false, err);
    if (result == PSHIP_OK && columns->demand < 0 && needed)
        result = pship__fail(err, PSHIP_E_NOT_FOUND, "%s have no column 'demand' or 'trips'", what);
    return result;
}

pship_result pship__pair_read(network_pair *pair, const pship_network *network,
                              const pship_table *table, const char *what,
                              const pair_columns *columns, int64_t row, pship_error *err)
{
    pship_result result = pship__cell_element(&pair->origin, network, NETWORK_PLACE, table, what,
                                              columns->origin, row, err);
    if (result == PSHIP_OK)
        result = pship__cell_element(&pair->destination, network, NETWORK_PLACE, table, what,
                                     columns->destination, row, err);
    pair->demand = 1;
    if (result != PSHIP_OK || columns->demand < 0)
        return result;
    result = pship__cell_number(&pair->demand, table, what, columns->demand, row, false, err);
    if (result == PSHIP_OK && isnan(pair->demand))
        result = pship__fail(err, PSHIP_E_INVALID, "row %lld of %s: the demand is not told",
                             (long long)row + 1, what);
    return result;
}

/* Counts the pairs of each origin and puts them there: a sort that keeps the order of rows. */
static bool group(network_pairs *made, const pship_network *network, const network_pair *rows,
                  size_t count)
{
    const pship_context *context = network->context;
    uint32_t *rank = /* by place, from 1 */
        pship__allocate_zero(context, network->parts[NETWORK_PLACE].count, sizeof *rank);
    made->begins = pship__allocate_zero(context, count + 2, sizeof *made->begins);
    made->pairs = pship__allocate(context, count, sizeof *made->pairs);
    bool good = rank && made->begins && made->pairs;
    for (size_t i = 0; good && i < count; i++) {
        uint32_t *of = &rank[rows[i].origin];
        if (*of == 0)
            *of = (uint32_t)++made->origin_count;
        made->begins[*of + 1]++;
    }
    /* Each list begins where the one before it ends; while it is filled, its beginning is one place ahead. */
    for (size_t i = 1; good && i <= made->origin_count + 1; i++)
        made->begins[i] += made->begins[i - 1];
    for (size_t i = 0; good && i < count; i++)
        made->pairs[made->begins[rank[rows[i].origin]]++] = rows[i];
    pship__release(context, rank);
    return good;
}

pship_result pship__pairs_read(network_pairs *pairs, const pship_network *network,
                               const pship_table *table, pship_error *err)
{
    pair_columns columns = {-1, -1, -1};
    network_pairs made = {.pairs = NULL};
    if (!table)
        return pship__fail(err, PSHIP_E_ARGUMENT, "there is no table of pairs");
    pship_result result = pship__pair_columns_find(&columns, table, the_pairs, false, err);
    if (result != PSHIP_OK)
        return result;
    const size_t count = (size_t)pship_table_rows(table);
    if (count >= NETWORK_MOST)
        return pship__fail(err, PSHIP_E_LIMIT, "there are 2^31 pairs or more");
    network_pair *rows = pship__allocate(network->context, count, sizeof *rows);
    if (!rows)
        return pship__fail_memory(err);
    for (size_t i = 0; i < count && result == PSHIP_OK; i++)
        result = pship__pair_read(&rows[i], network, table, the_pairs, &columns, (int64_t)i, err);
    if (result == PSHIP_OK && !group(&made, network, rows, count))
        result = pship__fail_memory(err);
    pship__release(network->context, rows);
    if (result == PSHIP_OK)
        *pairs = made;
    else
        pship__pairs_free(&made, network->context);
    return result;
}

void pship__pairs_free(network_pairs *pairs, const pship_context *context)
{
    pship__release(context, pairs->pairs);
    pship__release(context, pairs->begins);
    *pairs = (network_pairs){.pairs = NULL};
}
