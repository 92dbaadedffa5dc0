/* Scorecards of trips: the indicators. */
#include "corridor/scorecard.h"

#include "corridor/samples.h"
#include "table/builder.h"

typedef enum indicator_kind {
    BORDER_TIME,
    BORDER_COST,
    CORRIDOR_COST,
    SPEED_WITHOUT_DELAY,
    SPEED_WITH_DELAY,
    TRANSIT_TIME,
    INDICATORS
} indicator_kind;

typedef struct indicator {
    double *samples; /* room for as many as there are rows */
    size_t count;
    int64_t left_out;
    double over, under; /* totals whose quotient it is; `under` stays 0 where it is a mean */
} indicator;

typedef struct tally {
    const scorecard_trips *trips;
    pship__table_builder *builder;
    indicator of[INDICATORS];
    char *cost_unit; /* of corridor_cost; NULL where the currency is not known */
} tally;

static const struct {
    const char *name, *code, *unit; /* NULL: that of money */
    double scale;                   /* of a quotient */
} forms[INDICATORS] = {
    [BORDER_TIME] = {"border_time", "TFI1", "h", 1},
    [BORDER_COST] = {"border_cost", "TFI2", NULL, 1},
    [CORRIDOR_COST] = {"corridor_cost", "TFI3", NULL, SCORECARD_LOAD *SCORECARD_LENGTH},
    [SPEED_WITHOUT_DELAY] = {"speed_without_delay", "TFI4", "km/h", 1},
    [SPEED_WITH_DELAY] = {"speed_with_delay", "TFI4", "km/h", 1},
    [TRANSIT_TIME] = {"transit_time", NULL, "h", 1},
};

/* ---- samples: what lacks a number is NaN all the way */

static void add_sample(indicator *to, double value)
{
    if (isnan(value))
        to->left_out++;
    else
        to->samples[to->count++] = value;
}

static void add_quotient(tally *all, indicator_kind kind, double over, double under)
{
    indicator *to = &all->of[kind];
    if (isnan(over) || !(under > 0)) {
        to->left_out++;
        return;
    }
    to->over += over;
    to->under += under;
    to->samples[to->count++] = over / under * forms[kind].scale;
}

/* The border rows of one trip, from the first to before `end`. */
static void count_crossings(tally *to, const scorecard_row *first, const scorecard_row *end)
{
    for (const scorecard_row *row = first, *next; row < end; row = next) {
        double hours = row->hours, cost = row->cost;
        for (next = row + 1; next < end && pship__scorecard_same_crossing(row, next); next++) {
            hours += next->hours;
            cost += next->cost;
        }
        if (row->activity != SCORECARD_BORDER)
            continue;
        add_sample(&to->of[BORDER_TIME], hours);
        add_sample(&to->of[BORDER_COST], cost);
    }
}

static void count_trip(tally *to, const scorecard_row *first, const scorecard_row *end)
{
    double hours = 0, moving = 0, length = 0, cost = 0;
    bool moves = false;
    for (const scorecard_row *row = first; row < end; row++) {
        hours += row->hours;
        cost += row->cost;
        if (row->activity != SCORECARD_MOVING)
            continue;
        moves = true;
        moving += row->hours;
        length += row->length;
    }
    count_crossings(to, first, end);
    add_sample(&to->of[TRANSIT_TIME], hours);
    if (!moves)
        return;
    add_quotient(to, CORRIDOR_COST, cost, length * first->load);
    add_quotient(to, SPEED_WITHOUT_DELAY, length, moving);
    add_quotient(to, SPEED_WITH_DELAY, length, hours);
}

/* ---- rows of the answer */

static void add_head(const tally *to, const scorecard_row *row, const char *name, const char *code,
                     double value, const char *unit)
{
    for (size_t i = 0; i < to->trips->options.by_count; i++)
        pship__add_copy(to->builder, to->trips->table, to->trips->by[i], row->row);
    pship__add_text(to->builder, name);
    pship__add_text(to->builder, code);
    pship__add_finite(to->builder, value);
    pship__add_text(to->builder, unit);
}

static void add_indicator(const tally *to, const scorecard_row *row, indicator_kind kind,
                          const samples_summary *summary)
{
    const indicator *of = &to->of[kind];
    const char *unit = forms[kind].unit        ? forms[kind].unit
                       : kind == CORRIDOR_COST ? to->cost_unit
                                               : to->trips->options.currency;
    const double value = of->under > 0 ? of->over / of->under * forms[kind].scale : summary->mean;
    add_head(to, row, forms[kind].name, forms[kind].code, value, unit);
    pship__add_int64(to->builder, (int64_t)of->count);
    pship__add_int64(to->builder, of->left_out);
    pship__add_finite(to->builder, summary->mean);
    pship__add_finite(to->builder, summary->deviation);
    pship__add_finite(to->builder, summary->low);
    pship__add_finite(to->builder, summary->median);
    pship__add_finite(to->builder, summary->high);
}

static void add_buffer_time(const tally *to, const scorecard_row *row,
                            const samples_summary *transit)
{
    const indicator *of = &to->of[TRANSIT_TIME];
    const double value = of->count > 1 ? transit->high - transit->mean : (double)NAN;
    add_head(to, row, "buffer_time", NULL, value, "h");
    pship__add_int64(to->builder, (int64_t)of->count);
    pship__add_int64(to->builder, of->left_out);
    for (int i = 0; i < 5; i++)
        pship__add_null(to->builder);
}

static void count_group(tally *to, const scorecard_row *first, const scorecard_row *end)
{
    samples_summary summary = {.mean = (double)NAN};
    for (int i = 0; i < INDICATORS; i++)
        to->of[i] = (indicator){.samples = to->of[i].samples};
    for (const scorecard_row *row = first, *next; row < end; row = next) {
        for (next = row + 1; next < end && pship__scorecard_same_trip(row, next); next++)
            ;
        count_trip(to, row, next);
    }
    for (int i = 0; i < INDICATORS; i++) {
        summary = pship__samples_summary(to->of[i].samples, to->of[i].count);
        add_indicator(to, first, (indicator_kind)i, &summary);
    }
    add_buffer_time(to, first, &summary); /* the last was the transit time */
}

/* ---- all of it */

static pship_result count_groups(tally *to, pship_error *err)
{
    const scorecard_trips *trips = to->trips;
    pship__progress_state progress;
    pship_result result = PSHIP_OK;
    pship__progress_begin(&progress, trips->context, "counting trips");
    for (size_t i = 0, next; i < trips->count && result == PSHIP_OK; i = next) {
        for (next = i + 1; next < trips->count &&
                           pship__scorecard_same_group(&trips->rows[i], &trips->rows[next]);
             next++)
            ;
        count_group(to, &trips->rows[i], &trips->rows[next]);
        result = pship__progress_look(&progress, (double)i / (double)trips->count, err);
    }
    return result;
}

static pship_result make_builder(tally *to, pship_error *err)
{
    static const pship__column_spec own[] = {
        {"indicator", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"code", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"value", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"unit", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"samples", PSHIP_COLUMN_INT64, NULL, 0},
        {"left_out", PSHIP_COLUMN_INT64, NULL, 0},
        {"mean", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"standard_deviation", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"low", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"median", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"high", PSHIP_COLUMN_FLOAT64, NULL, 0},
    };
    const scorecard_trips *trips = to->trips;
    const size_t own_count = sizeof own / sizeof *own, keys = trips->options.by_count;
    pship__column_spec *columns =
        pship__allocate(trips->context, keys + own_count, sizeof *columns);
    if (!columns)
        return pship__fail_memory(err);
    for (size_t i = 0; i < keys; i++)
        columns[i] =
            (pship__column_spec){.name = trips->options.by[i],
                                 .type = pship_table_column_type(trips->table, trips->by[i]),
                                 .unit = pship_table_column_unit(trips->table, trips->by[i])};
    for (size_t i = 0; i < own_count; i++)
        columns[keys + i] = own[i];
    pship_result result =
        pship__table_builder_new(&to->builder, trips->context, columns, keys + own_count, err);
    pship__release(trips->context, columns);
    return result;
}

static pship_result make_room(tally *to, pship_error *err)
{
    const pship_context *context = to->trips->context;
    const char *currency = to->trips->options.currency;
    pship__buffer unit;
    for (int i = 0; i < INDICATORS; i++) {
        to->of[i].samples = pship__allocate(context, to->trips->count, sizeof(double));
        if (!to->of[i].samples)
            return pship__fail_memory(err);
    }
    if (!currency)
        return PSHIP_OK;
    pship__buffer_init(&unit, context);
    pship__buffer_format(&unit, "%s/500 km/20 t", currency);
    to->cost_unit = unit.failed ? NULL : pship__copy_text(context, unit.bytes);
    pship__buffer_free(&unit);
    return to->cost_unit ? PSHIP_OK : pship__fail_memory(err);
}

static void tally_free(tally *to)
{
    for (int i = 0; i < INDICATORS; i++)
        pship__release(to->trips->context, to->of[i].samples);
    pship__release(to->trips->context, to->cost_unit);
    pship__table_builder_free(to->builder);
}

pship_scorecard_options pship_scorecard_options_init(void)
{
    return (pship_scorecard_options)PSHIP_SCORECARD_OPTIONS_INIT;
}

pship_result pship_scorecard_from_trips(pship_table **table, const pship_table *trips,
                                        const pship_scorecard_options *options, pship_error *err)
{
    scorecard_trips all = {.table = trips, .options = PSHIP_SCORECARD_OPTIONS_INIT};
    tally to = {.trips = &all};
    if (!table || !trips)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the trips are NULL");
    pship_result result = pship__options(&all.options, sizeof all.options, sizeof all.options,
                                         options, "pship_scorecard_options", err);
    if (result == PSHIP_OK)
        result = pship__scorecard_trips_read(&all, err);
    if (result != PSHIP_OK)
        return result;
    result = make_builder(&to, err);
    if (result == PSHIP_OK)
        result = make_room(&to, err);
    if (result == PSHIP_OK)
        result = count_groups(&to, err);
    if (result == PSHIP_OK) {
        result = pship__table_builder_finish(to.builder, table, err);
        to.builder = NULL;
    }
    tally_free(&to);
    pship__scorecard_trips_free(&all);
    return result;
}
