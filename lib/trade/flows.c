/* Flow tables as a whole: references, what is said of them, their rows as a table. */
#include "trade/flow_read.h"

#include "table/builder.h"
#include "trade/sum.h"
#include <math.h>

void pship_flows_free(pship_flows *flows)
{
    if (!flows || atomic_fetch_sub(&flows->references, 1) != 1)
        return;
    pship_context *context = flows->context;
    void *const columns[] = {
        flows->run_first,        flows->period,        flows->reporter,        flows->partner,
        flows->traits,           flows->product16,     flows->product32,       flows->value.digits,
        flows->value.odd,        flows->value.numbers, flows->quantity.digits, flows->quantity.odd,
        flows->quantity.numbers, flows->unit,          flows->spans,           flows->value_unit,
        flows->classification,   flows->source,        flows->vintage};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        pship__release(context, columns[i]);
    flow_words *const words[] = {&flows->periods, &flows->countries, &flows->products,
                                 &flows->units};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        pship__flow_words_free(words[i]);
    pship__release(context, flows);
    pship_context_free(context);
}

pship_flows *pship_flows_share(pship_flows *flows)
{
    atomic_fetch_add(&flows->references, 1);
    return flows;
}

int64_t pship_flows_rows(const pship_flows *flows)
{
    return flows->rows;
}

pship_flows_about pship_flows_about_init(void)
{
    return (pship_flows_about)PSHIP_FLOWS_ABOUT_INIT;
}

pship_flows_about pship_flows_describe(const pship_flows *flows)
{
    pship_flows_about about = PSHIP_FLOWS_ABOUT_INIT;
    about.value_unit = flows->value_unit;
    if (flows->units.count == 1 && *pship__flow_word(&flows->units, 0) != '\0')
        about.quantity_unit = pship__flow_word(&flows->units, 0);
    about.classification = flows->classification;
    about.source = flows->source;
    about.vintage = flows->vintage;
    return about;
}

/* ---- rows */

enum {
    ROW_PERIOD,
    ROW_DIRECTION,
    ROW_REPORTER,
    ROW_PARTNER,
    ROW_PRODUCT,
    ROW_VALUE,
    ROW_QUANTITY,
    ROW_UNIT,
    ROW_VALUATION,
    ROW_ESTIMATED,
    ROW_CONFIDENTIAL,
    ROW_PROVISIONAL,
    ROW_COLUMNS
};

static void add_words(pship__table_builder *builder, int32_t column, const flow_words *words,
                      const uint16_t *codes, size_t count)
{
    const char *texts[GROUP_ROWS];
    for (size_t i = 0; i < count; i++)
        texts[i] = pship__flow_word(words, codes[i]);
    pship__group_words(builder, column, texts, count);
}

static void add_products(pship__table_builder *builder, const flow_words *words,
                         const uint32_t *codes, size_t count)
{
    const char *texts[GROUP_ROWS];
    for (size_t i = 0; i < count; i++)
        texts[i] = pship__flow_word(words, codes[i]);
    pship__group_words(builder, ROW_PRODUCT, texts, count);
}

static void add_numbers(pship__table_builder *builder, int32_t column, const double *numbers,
                        size_t count)
{
    uint64_t valid = 0;
    for (size_t i = 0; i < count; i++)
        valid |= (uint64_t)!isnan(numbers[i]) << i;
    pship__group_fixed(builder, column, numbers, valid, count);
}

static const char *unit_of(const pship_flows *flows, const flow_rows *rows, size_t at)
{
    if (isnan(rows->quantity[at]))
        return NULL;
    const char *unit = pship__flow_word(&flows->units, rows->unit[at]);
    return *unit ? unit : NULL;
}

static void add_traits(pship__table_builder *builder, const pship_flows *flows,
                       const flow_rows *rows, size_t first, size_t count)
{
    const char *directions[GROUP_ROWS], *valuations[GROUP_ROWS], *units[GROUP_ROWS];
    uint64_t flags[3] = {0, 0, 0};
    for (size_t i = 0; i < count; i++) {
        uint8_t traits = rows->traits[first + i];
        directions[i] = pship__flow_direction_word(pship__flow_direction(traits));
        valuations[i] = pship__flow_valuation_word(pship__flow_valuation(traits));
        units[i] = unit_of(flows, rows, first + i);
        for (int flag = 0; flag < 3; flag++)
            flags[flag] |= (uint64_t)(pship__flow_flags(traits) >> flag & 1) << i;
    }
    pship__group_words(builder, ROW_DIRECTION, directions, count);
    pship__group_words(builder, ROW_UNIT, units, count);
    pship__group_words(builder, ROW_VALUATION, valuations, count);
    for (int flag = 0; flag < 3; flag++)
        pship__group_bits(builder, ROW_ESTIMATED + flag, flags[flag], count);
}

static pship_result add_rows(pship__table_builder *builder, const pship_flows *flows,
                             pship_error *err)
{
    pship__progress_state progress;
    size_t all = (size_t)flows->rows;
    flow_reader reader;
    const flow_rows *rows = &reader.rows;
    pship__flow_reader_begin(&reader, flows, flows->rows, FLOW_EVERYTHING);
    pship__progress_begin(&progress, flows->context, "writing flows into a table");
    pship__expect_rows(builder, all);
    for (size_t first = 0; first < all; first += GROUP_ROWS) {
        size_t count = all - first < GROUP_ROWS ? all - first : GROUP_ROWS;
        const size_t at = pship__flow_at(&reader, (int64_t)first); /* blocks are whole groups */
        add_words(builder, ROW_PERIOD, &flows->periods, rows->period + at, count);
        add_words(builder, ROW_REPORTER, &flows->countries, rows->reporter + at, count);
        add_words(builder, ROW_PARTNER, &flows->countries, rows->partner + at, count);
        add_products(builder, &flows->products, rows->product + at, count);
        add_numbers(builder, ROW_VALUE, rows->value + at, count);
        add_numbers(builder, ROW_QUANTITY, rows->quantity + at, count);
        add_traits(builder, flows, rows, at, count);
        pship__group_end(builder, count);
        pship_result result = pship__progress(&progress, (double)first / (double)all, err);
        if (result != PSHIP_OK)
            return result;
    }
    return PSHIP_OK;
}

pship_result pship_flows_table(pship_table **table, const pship_flows *flows, pship_error *err)
{
    if (!table || !flows)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the flows are NULL");
    const pship__column_spec columns[ROW_COLUMNS] = {
        {"period", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"direction", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"reporter", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"partner", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"product", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"value", PSHIP_COLUMN_FLOAT64, flows->value_unit, 0},
        {"quantity", PSHIP_COLUMN_FLOAT64, pship_flows_describe(flows).quantity_unit, 0},
        {"unit", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"valuation", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"estimated", PSHIP_COLUMN_BOOL, NULL, 0},
        {"confidential", PSHIP_COLUMN_BOOL, NULL, 0},
        {"provisional", PSHIP_COLUMN_BOOL, NULL, 0},
    };
    pship__table_builder *builder;
    pship_result result =
        pship__table_builder_new(&builder, flows->context, columns, ROW_COLUMNS, err);
    if (result == PSHIP_OK)
        result = add_rows(builder, flows, err);
    else
        return result;
    if (result == PSHIP_OK)
        return pship__table_builder_finish(builder, table, err);
    pship__table_builder_free(builder);
    return result;
}

/* ---- periods */

/* Of the rows from `*row` on that are of a period, which stand together; `*row` is then behind them. */
static pship_result sum_period(double *value, int64_t *row, flow_reader *reader, uint32_t period,
                               pship__progress_state *progress, pship_error *err)
{
    const int64_t rows = reader->flows->rows;
    double sum = 0, lost = 0;
    pship_result result = PSHIP_OK;
    for (; result == PSHIP_OK && *row < rows; (*row)++) {
        const size_t at = pship__flow_at(reader, *row);
        if (reader->rows.period[at] != period)
            break;
        if (!isnan(reader->rows.value[at]))
            pship__add_up(&sum, &lost, reader->rows.value[at]);
        result = pship__progress(progress, (double)*row / (double)rows, err);
    }
    *value = sum + lost;
    return result;
}

static void add_period(pship__table_builder *builder, const pship_flows *flows, uint32_t period,
                       int64_t rows, double value)
{
    flow_span span = flows->spans[period];
    pship__add_text(builder, pship__flow_word(&flows->periods, period));
    pship__add_date(builder, span.first);
    pship__add_date(builder, span.last);
    pship__add_int64(builder, rows);
    pship__add_number(builder, value);
}

pship_result pship_flows_periods(pship_table **table, const pship_flows *flows, pship_error *err)
{
    if (!table || !flows)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the flows are NULL");
    const pship__column_spec columns[] = {
        {"period", PSHIP_COLUMN_UTF8, NULL, 0},
        {"first", PSHIP_COLUMN_DATE, NULL, 0},
        {"last", PSHIP_COLUMN_DATE, NULL, 0},
        {"rows", PSHIP_COLUMN_INT64, NULL, 0},
        {"value", PSHIP_COLUMN_FLOAT64, flows->value_unit, 0},
    };
    pship__table_builder *builder;
    pship_result result = pship__table_builder_new(&builder, flows->context, columns,
                                                   sizeof columns / sizeof *columns, err);
    if (result != PSHIP_OK)
        return result;
    flow_reader reader;
    pship__flow_reader_begin(&reader, flows, flows->rows, FLOW_PERIOD | FLOW_VALUE);
    pship__progress_state progress;
    pship__progress_begin(&progress, flows->context, "looking at the periods of flows");
    int64_t row = 0;
    for (uint32_t period = 0; result == PSHIP_OK && period < flows->periods.count; period++) {
        const int64_t first = row;
        double value;
        result = sum_period(&value, &row, &reader, period, &progress, err);
        add_period(builder, flows, period, row - first, value);
    }
    if (result == PSHIP_OK)
        return pship__table_builder_finish(builder, table, err);
    pship__table_builder_free(builder);
    return result;
}
