/* Volumes held against capacities. */
#include "corridor/network_store.h"
#include "table/reading.h"

#include <partnership/scorecard.h>
#include <string.h>

#define WHAT "the volumes"

typedef struct volume_columns {
    int32_t part, element, period, unit, volume;
} volume_columns;

static const struct {
    const char *unit;
    network_attribute capacity;
} units[] = {{"t", NETWORK_CAPACITY}, {"TEU", NETWORK_BOX_CAPACITY}, {"bcm", NETWORK_GAS_CAPACITY}};

typedef struct volume_row {
    network_part_kind part;
    uint32_t element;
    const char *unit;
    double volume, capacity;
} volume_row;

static pship_result find_columns(volume_columns *columns, const pship_table *volumes,
                                 pship_error *err)
{
    const pship__column_wanted wanted[] = {
        {&columns->part, "part", PSHIP__USE_TEXT, false},
        {&columns->element, "element", PSHIP__USE_TEXT, true},
        {&columns->period, "period", PSHIP__USE_CODE, false},
        {&columns->unit, "unit", PSHIP__USE_TEXT, false},
        {&columns->volume, "volume", PSHIP__USE_NUMBER, true},
    };
    return pship__columns_find(wanted, sizeof wanted / sizeof *wanted, volumes, WHAT, err);
}

static pship_result fail_cell(pship_error *err, pship_result code, const pship_table *volumes,
                              int32_t column, int64_t row, const char *expected)
{
    char text[128];
    (void)pship_table_format(volumes, column, row, text, sizeof text);
    return pship__fail(err, code, "row %lld of " WHAT ": '%s' is no %s", (long long)row + 1, text,
                       expected);
}

static pship_result read_element(volume_row *one, const pship_network *network,
                                 const pship_table *volumes, const volume_columns *columns,
                                 int64_t row, pship_error *err)
{
    size_t length = 0;
    int part = NETWORK_LINK;
    const char *text =
        columns->part < 0 ? NULL : pship_table_text(volumes, columns->part, row, &length);
    if (text)
        part = pship__network_part_find(text, length);
    if (part < 0)
        return fail_cell(err, PSHIP_E_INVALID, volumes, columns->part, row,
                         "link, place or transfer");
    one->part = (network_part_kind)part;
    text = pship_table_text(volumes, columns->element, row, &length);
    one->element = text ? pship__network_element(network, one->part, text, length) : NETWORK_NONE;
    if (one->element == NETWORK_NONE)
        return fail_cell(err, PSHIP_E_NOT_FOUND, volumes, columns->element, row,
                         pship__network_part_name(part));
    return PSHIP_OK;
}

static pship_result read_capacity(volume_row *one, const pship_network *network,
                                  const pship_table *volumes, const volume_columns *columns,
                                  int64_t row, pship_error *err)
{
    size_t unit = 0;
    if (columns->unit >= 0 && !pship_table_is_null(volumes, columns->unit, row))
        while (unit < sizeof units / sizeof *units &&
               !pship__cell_is(volumes, columns->unit, row, units[unit].unit))
            unit++;
    if (unit == sizeof units / sizeof *units)
        return fail_cell(err, PSHIP_E_INVALID, volumes, columns->unit, row,
                         "unit of capacities: t, TEU or bcm");
    one->unit = units[unit].unit;
    one->capacity = pship__network_number(network, one->part, units[unit].capacity, one->element);
    return pship__cell_number(&one->volume, volumes, WHAT, columns->volume, row, false, err);
}

static pship_result add_row(pship__table_builder *builder, const pship_network *network,
                            const pship_table *volumes, const volume_columns *columns, int64_t row,
                            pship_error *err)
{
    volume_row one = {.element = NETWORK_NONE};
    pship_result result = read_element(&one, network, volumes, columns, row, err);
    if (result == PSHIP_OK)
        result = read_capacity(&one, network, volumes, columns, row, err);
    if (result != PSHIP_OK)
        return result;
    pship__add_word(builder, pship__network_part_name((int)one.part));
    pship__add_cell(builder, volumes, columns->element, row);
    pship__add_cell(builder, volumes, columns->period, row);
    pship__add_word(builder, one.unit);
    pship__add_finite(builder, one.volume);
    pship__add_finite(builder, one.capacity);
    pship__add_finite(builder, one.capacity > 0 ? one.volume / one.capacity : (double)NAN);
    pship__add_finite(builder, one.capacity - one.volume);
    return PSHIP_OK;
}

static pship_result add_rows(pship__table_builder *builder, const pship_network *network,
                             const pship_table *volumes, const volume_columns *columns,
                             pship_error *err)
{
    pship__progress_state progress;
    const int64_t rows = pship_table_rows(volumes);
    pship_result result = PSHIP_OK;
    pship__progress_begin(&progress, network->context, "holding volumes against capacities");
    for (int64_t row = 0; row < rows && result == PSHIP_OK; row++) {
        result = add_row(builder, network, volumes, columns, row, err);
        if (result == PSHIP_OK)
            result = pship__progress(&progress, (double)row / (double)rows, err);
    }
    return result;
}

pship_result pship_scorecard_utilisation(pship_table **table, const pship_network *network,
                                         const pship_table *volumes, pship_error *err)
{
    static const pship__column_spec specs[] = {
        {"part", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"element", PSHIP_COLUMN_UTF8, NULL, 0},
        {"period", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"unit", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"volume", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"capacity", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"utilisation", PSHIP_COLUMN_FLOAT64, "ratio", 0},
        {"spare", PSHIP_COLUMN_FLOAT64, NULL, 0},
    };
    volume_columns columns = {-1, -1, -1, -1, -1};
    pship__table_builder *builder = NULL;
    if (!table || !network || !volumes)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table, the network or the volumes are NULL");
    pship_result result = find_columns(&columns, volumes, err);
    if (result == PSHIP_OK)
        result = pship__table_builder_new(&builder, network->context, specs,
                                          sizeof specs / sizeof *specs, err);
    if (result == PSHIP_OK)
        result = add_rows(builder, network, volumes, &columns, err);
    if (result == PSHIP_OK)
        return pship__table_builder_finish(builder, table, err);
    pship__table_builder_free(builder);
    return result;
}
