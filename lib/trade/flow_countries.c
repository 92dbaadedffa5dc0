/* What the countries of a flow table were understood as. */
#include "trade/flow_countries.h"

#include "table/builder.h"
#include "trade/flow_read.h"
#include "trade/sum.h"
#include <string.h>

/* ---- what they mean */

/* Codes are few: a table of the world has some 250. */
static void mark_shared(flow_country *list, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t j = 0; j < i; j++) {
            if (pship__flow_country_stays(&list[i]) ||
                strcmp(list[i].means.code, list[j].means.code) != 0)
                continue;
            list[i].shared = true;
            list[j].shared = true;
        }
    }
}

flow_country *pship__flow_countries_find(const pship_flows *flows)
{
    const pship_context *context = flows->context;
    uint32_t count = flows->countries.count;
    flow_country *list = pship__allocate_zero(context, count, sizeof *list);
    pship__buffer buffer;
    pship__buffer_init(&buffer, context);
    for (uint32_t i = 0; list && i < count; i++) {
        const char *written = pship__flow_word(&flows->countries, i);
        list[i].understood = pship__country_find(&list[i].means, &buffer, written);
    }
    if (list && buffer.failed) {
        pship__release(context, list);
        list = NULL;
    }
    pship__buffer_free(&buffer);
    if (list)
        mark_shared(list, count);
    return list;
}

/* ---- what the rows say of them */

typedef struct years {
    int32_t first, last; /* 0 where the period has no date */
} years;

static years *years_of(const pship_flows *flows)
{
    years *list = pship__allocate_zero(flows->context, flows->periods.count, sizeof *list);
    for (uint32_t i = 0; list && i < flows->periods.count; i++) {
        int32_t month, day;
        if (flows->spans[i].first == PSHIP_DAY_MIN || flows->spans[i].last == PSHIP_DAY_MAX)
            continue;
        pship_day_to_calendar(flows->spans[i].first, &list[i].first, &month, &day);
        pship_day_to_calendar(flows->spans[i].last, &list[i].last, &month, &day);
    }
    return list;
}

static void note_year(flow_country *one, years in)
{
    const pship_country *means = &one->means;
    if (!one->understood || in.last == 0)
        return;
    one->out_of_years = one->out_of_years ||
                        (means->last_year != 0 && in.first > means->last_year) ||
                        (means->first_year != 0 && in.last < means->first_year);
}

static void note_value(flow_country *one, double value)
{
    if (!isnan(value))
        pship__add_up(&one->sum, &one->lost, value);
}

pship_result pship__flow_countries_tally(flow_country *list, const pship_flows *flows,
                                         pship_error *err)
{
    pship__progress_state progress;
    pship_result result = PSHIP_OK;
    flow_reader reader;
    const flow_rows *rows = &reader.rows;
    years *in = years_of(flows);
    if (!in)
        return pship__fail_memory(err);
    pship__progress_begin(&progress, flows->context, "looking at the countries of flows");
    pship__flow_reader_begin(&reader, flows, flows->rows,
                             FLOW_PERIOD | FLOW_REPORTER | FLOW_PARTNER | FLOW_VALUE);
    for (int64_t row = 0; row < flows->rows && result == PSHIP_OK; row++) {
        const size_t at = pship__flow_at(&reader, row);
        flow_country *reporter = &list[rows->reporter[at]];
        flow_country *partner = &list[rows->partner[at]];
        reporter->reporter_rows++;
        partner->partner_rows++;
        note_year(reporter, in[rows->period[at]]);
        note_year(partner, in[rows->period[at]]);
        note_value(reporter, rows->value[at]);
        if (partner != reporter)
            note_value(partner, rows->value[at]);
        result = pship__progress(&progress, (double)row / (double)flows->rows, err);
    }
    pship__release(flows->context, in);
    return result;
}

/* ---- as a table */

static const char *problem_of(const flow_country *one)
{
    return !one->understood                 ? "not_understood"
           : pship__flow_country_stays(one) ? "no_code"
           : one->out_of_years              ? "out_of_years"
           : one->shared                    ? "shared_code"
                                            : NULL;
}

static void add_country(pship__table_builder *builder, const char *written, const flow_country *one)
{
    const pship_country *means = &one->means;
    pship__add_text(builder, written);
    pship__add_told(builder, means->code);
    pship__add_text(builder, one->understood ? pship__area_kind_word(means->kind) : NULL);
    pship__add_text(builder, means->name);
    pship__add_ordinal(builder, means->first_year);
    pship__add_ordinal(builder, means->last_year);
    pship__add_text(builder, means->successors);
    pship__add_text(builder, means->note);
    pship__add_int64(builder, one->reporter_rows);
    pship__add_int64(builder, one->partner_rows);
    pship__add_number(builder, one->sum + one->lost);
    pship__add_text(builder, problem_of(one));
}

pship_result pship__flow_countries_tell(pship_table **table, const flow_country *list,
                                        const bool *stays, const pship_flows *flows,
                                        pship_error *err)
{
    const pship__column_spec columns[] = {
        {"written", PSHIP_COLUMN_UTF8, NULL, 0},
        {"code", PSHIP_COLUMN_UTF8, NULL, 0},
        {"kind", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"name", PSHIP_COLUMN_UTF8, NULL, 0},
        {"first_year", PSHIP_COLUMN_INT64, NULL, 0},
        {"last_year", PSHIP_COLUMN_INT64, NULL, 0},
        {"successors", PSHIP_COLUMN_UTF8, NULL, 0},
        {"note", PSHIP_COLUMN_UTF8, NULL, 0},
        {"reporter_rows", PSHIP_COLUMN_INT64, NULL, 0},
        {"partner_rows", PSHIP_COLUMN_INT64, NULL, 0},
        {"value", PSHIP_COLUMN_FLOAT64, flows->value_unit, 0},
        {"problem", PSHIP_COLUMN_DICTIONARY, NULL, 0},
    };
    pship__table_builder *builder;
    pship_result result = pship__table_builder_new(&builder, flows->context, columns,
                                                   sizeof columns / sizeof *columns, err);
    if (result != PSHIP_OK)
        return result;
    for (uint32_t i = 0; i < flows->countries.count; i++) {
        if (!stays || stays[i])
            add_country(builder, pship__flow_word(&flows->countries, i), &list[i]);
    }
    return pship__table_builder_finish(builder, table, err);
}

pship_result pship_flows_countries(pship_table **table, const pship_flows *flows, pship_error *err)
{
    if (!table || !flows)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the flows are NULL");
    flow_country *list = pship__flow_countries_find(flows);
    if (!list)
        return pship__fail_memory(err);
    pship_result result = pship__flow_countries_tally(list, flows, err);
    if (result == PSHIP_OK)
        result = pship__flow_countries_tell(table, list, NULL, flows, err);
    pship__release(flows->context, list);
    return result;
}
