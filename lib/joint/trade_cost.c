/* Time and cost under way as a part of what the goods are worth. */
#include "table/builder.h"
#include "table/reading.h"

#include <math.h>
#include <partnership/trade_cost.h>
#include <stdlib.h>
#include <string.h>

/* Hummels and Schaur, "Time as a Trade Barrier", American Economic Review 103(7), 2013: the range of their abstract. */
#define LEAST_PERCENT_PER_DAY 0.6
#define MOST_PERCENT_PER_DAY 2.1
#define THEIR_NAME \
    "Hummels and Schaur, Time as a Trade Barrier, American Economic Review 103(7), 2013, " \
    "2935-2959"
#define RATES "the rates"

/* ---- rates */

typedef struct rate {
    int64_t row;
    double percent, low, high; /* a day; NaN where not told */
    double value;              /* of a tonne; NaN where not told */
} rate;

typedef struct rate_columns {
    int32_t sector, percent, low, high, value, source;
} rate_columns;

static pship_result find_rate_columns(rate_columns *columns, const pship_table *rates,
                                      pship_error *err)
{
    const pship__column_wanted wanted[] = {
        {&columns->sector, "sector", PSHIP__USE_CODE, false},
        {&columns->percent, "percent_per_day", PSHIP__USE_NUMBER, false},
        {&columns->low, "low", PSHIP__USE_NUMBER, false},
        {&columns->high, "high", PSHIP__USE_NUMBER, false},
        {&columns->value, "value_per_t", PSHIP__USE_NUMBER, false},
        {&columns->source, "source", PSHIP__USE_TEXT, false},
    };
    pship_result result =
        pship__columns_find(wanted, sizeof wanted / sizeof *wanted, rates, RATES, err);
    if (result == PSHIP_OK && (columns->low < 0) != (columns->high < 0))
        result = pship__fail(err, PSHIP_E_NOT_FOUND, RATES " have one of low and high alone");
    if (result == PSHIP_OK && columns->percent < 0 && columns->low < 0)
        result = pship__fail(err, PSHIP_E_NOT_FOUND,
                             RATES " have no column 'percent_per_day', and no low and high");
    return result;
}

static pship_result check_rate(const rate *one, pship_error *err)
{
    const long long row = (long long)one->row + 1;
    if (isnan(one->low) != isnan(one->high))
        return pship__fail(err, PSHIP_E_INVALID, "row %lld of " RATES " has one bound alone", row);
    if (one->low > one->high || one->percent < one->low || one->percent > one->high)
        return pship__fail(err, PSHIP_E_INVALID, "row %lld of " RATES " is out of order: %s", row,
                           one->low > one->high ? "low is above high"
                                                : "percent_per_day is not between low and high");
    if (one->value == 0)
        return pship__fail(err, PSHIP_E_INVALID,
                           "row %lld of " RATES ": a tonne that is worth nothing", row);
    return PSHIP_OK;
}

static pship_result read_rate(rate *one, const pship_table *rates, const rate_columns *columns,
                              pship_error *err)
{
    const struct {
        double *number;
        int32_t column;
    } wanted[] = {{&one->percent, columns->percent},
                  {&one->low, columns->low},
                  {&one->high, columns->high},
                  {&one->value, columns->value}};
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted && result == PSHIP_OK; i++)
        result = pship__cell_number(wanted[i].number, rates, RATES, wanted[i].column, one->row,
                                    false, err);
    if (result == PSHIP_OK)
        result = check_rate(one, err);
    if (isnan(one->low)) /* an estimate alone has no range */
        one->low = one->high = one->percent;
    return result;
}

/* ---- pairs */

typedef struct skim {
    const pship_table *table;
    const char *what;
    int32_t origin, destination, time, cost;
    struct skim_row *rows; /* by pair */
    size_t count;
} skim;

typedef struct skim_row {
    const skim *of;
    int64_t row;
    double hours, cost;
} skim_row;

static int compare_pairs(const void *left, const void *right)
{
    const skim_row *a = left, *b = right;
    const int order = pship__cell_compare(a->of->table, a->of->origin, a->row, b->of->table,
                                          b->of->origin, b->row);
    return order ? order
                 : pship__cell_compare(a->of->table, a->of->destination, a->row, b->of->table,
                                       b->of->destination, b->row);
}

static int compare_pairs_and_rows(const void *left, const void *right)
{
    const skim_row *a = left, *b = right;
    const int order = compare_pairs(left, right);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

static pship_result find_skim_columns(skim *of, pship_error *err)
{
    const pship__column_wanted wanted[] = {
        {&of->origin, "origin", PSHIP__USE_CODE, true},
        {&of->destination, "destination", PSHIP__USE_CODE, true},
        {&of->time, "time_h", PSHIP__USE_NUMBER, true},
        {&of->cost, "cost", PSHIP__USE_NUMBER, false},
    };
    return pship__columns_find(wanted, sizeof wanted / sizeof *wanted, of->table, of->what, err);
}

static pship_result read_skim_row(skim_row *one, pship_error *err)
{
    const skim *of = one->of;
    if (pship_table_is_null(of->table, of->origin, one->row) ||
        pship_table_is_null(of->table, of->destination, one->row))
        return pship__fail(err, PSHIP_E_INVALID, "row %lld of %s lacks an origin or a destination",
                           (long long)one->row + 1, of->what);
    pship_result result =
        pship__cell_number(&one->hours, of->table, of->what, of->time, one->row, false, err);
    if (result == PSHIP_OK)
        result =
            pship__cell_number(&one->cost, of->table, of->what, of->cost, one->row, false, err);
    return result;
}

static pship_result read_skim(skim *of, const pship_context *context, pship_error *err)
{
    pship_result result = find_skim_columns(of, err);
    if (result != PSHIP_OK)
        return result;
    of->count = (size_t)pship_table_rows(of->table);
    of->rows = pship__allocate(context, of->count, sizeof *of->rows);
    if (!of->rows)
        return pship__fail_memory(err);
    for (size_t i = 0; i < of->count && result == PSHIP_OK; i++) {
        of->rows[i].of = of;
        of->rows[i].row = (int64_t)i;
        result = read_skim_row(&of->rows[i], err);
    }
    if (result == PSHIP_OK && of->count > 1)
        qsort(of->rows, of->count, sizeof *of->rows, compare_pairs_and_rows);
    for (size_t i = 1; i < of->count && result == PSHIP_OK; i++)
        if (compare_pairs(&of->rows[i - 1], &of->rows[i]) == 0)
            result = pship__fail(err, PSHIP_E_INVALID, "rows %lld and %lld of %s are of one pair",
                                 (long long)of->rows[i - 1].row + 1, (long long)of->rows[i].row + 1,
                                 of->what);
    return result;
}

/* Pairs of two tables can be told apart only where they are of the same type. */
static pship_result check_types(const skim *before, const skim *after, pship_error *err)
{
    const int32_t columns[2][2] = {{before->origin, after->origin},
                                   {before->destination, after->destination}};
    for (int i = 0; i < 2; i++) {
        const pship_column_type type = pship_table_column_type(before->table, columns[i][0]);
        const pship_column_type other = pship_table_column_type(after->table, columns[i][1]);
        if (type != other && !(pship__type_is_text(type) && pship__type_is_text(other)))
            return pship__fail(err, PSHIP_E_INVALID,
                               "the column '%s' is of one type before and of another after",
                               i == 0 ? "origin" : "destination");
    }
    return PSHIP_OK;
}

/* What is compared has to be of the same money; who says no unit is taken at his word. */
static pship_result check_money(const skim *before, const pship_table *other, int32_t column,
                                const char *what, pship_error *err)
{
    const char *one =
        before->cost >= 0 ? pship_table_column_unit(before->table, before->cost) : NULL;
    const char *two = column >= 0 ? pship_table_column_unit(other, column) : NULL;
    return one && two && strcmp(one, two) != 0
               ? pship__fail(err, PSHIP_E_INVALID, "the costs before are in %.60s, but %s in %.60s",
                             one, what, two)
               : PSHIP_OK;
}

/* ---- the answer */

typedef struct bridge {
    pship_context *context;
    skim before, after;
    const pship_table *rates; /* may be NULL */
    rate_columns columns;
    rate *list;
    size_t rate_count;
    bool with_cost; /* all three tell what is needed */
    pship__table_builder *builder;
} bridge;

static void add_changes(const bridge *all, const skim_row *before, const skim_row *after,
                        const rate *per_day)
{
    pship__table_builder *builder = all->builder;
    const double nothing = (double)NAN;
    const double hours = before ? before->hours : nothing, then = after ? after->hours : nothing;
    const double cost = before ? before->cost : nothing, new_cost = after ? after->cost : nothing;
    const double days = (then - hours) / 24;
    const double cost_percent = 100 * (new_cost - cost) / per_day->value;
    const double counted = all->with_cost ? cost_percent : 0;
    const double one = per_day->low * days + counted, other = per_day->high * days + counted;
    const double numbers[] = {hours,
                              then,
                              days,
                              per_day->percent * days,
                              cost,
                              new_cost,
                              cost_percent,
                              per_day->percent * days + counted,
                              one < other ? one : other,
                              one < other ? other : one};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        pship__add_finite(builder, numbers[i]);
}

static void add_pair(const bridge *all, const skim_row *before, const skim_row *after)
{
    pship__table_builder *builder = all->builder;
    const skim_row *row = before ? before : after;
    for (size_t i = 0; i < all->rate_count; i++) {
        const rate *per_day = &all->list[i];
        pship__add_cell(builder, row->of->table, row->of->origin, row->row);
        pship__add_cell(builder, row->of->table, row->of->destination, row->row);
        pship__add_cell(builder, all->rates, all->columns.sector, per_day->row);
        pship__add_text(builder, before && after ? "both" : before ? "before" : "after");
        add_changes(all, before, after, per_day);
        if (all->rates)
            pship__add_cell(builder, all->rates, all->columns.source, per_day->row);
        else
            pship__add_text(builder, THEIR_NAME);
    }
}

static const skim_row *same_pair(const skim *in, const skim_row *row)
{
    return in->count == 0 ? NULL
                          : bsearch(row, in->rows, in->count, sizeof *in->rows, compare_pairs);
}

static int compare_rows(const void *left, const void *right)
{
    const skim_row *a = left, *b = right;
    return (a->row > b->row) - (a->row < b->row);
}

/* Goes through the pairs of `of` as its table lists them; `all` of them, or those that the other has not. */
static pship_result add_pairs(const bridge *made, const skim *of, const skim *other, bool all,
                              pship__progress_state *progress, pship_error *err)
{
    pship_result result = PSHIP_OK;
    skim_row *listed = pship__allocate(made->context, of->count, sizeof *listed);
    if (!listed)
        return pship__fail_memory(err);
    for (size_t i = 0; i < of->count; i++)
        listed[i] = of->rows[i];
    if (of->count > 1)
        qsort(listed, of->count, sizeof *listed, compare_rows);
    for (size_t i = 0; i < of->count && result == PSHIP_OK; i++) {
        const skim_row *match = same_pair(other, &listed[i]);
        if (all)
            add_pair(made, &listed[i], match);
        else if (!match)
            add_pair(made, NULL, &listed[i]);
        result = pship__progress(progress, (double)i / (double)of->count, err);
    }
    pship__release(made->context, listed);
    return result;
}

static pship_result make_builder(bridge *all, pship_error *err)
{
    const char *currency =
        all->before.cost >= 0 ? pship_table_column_unit(all->before.table, all->before.cost) : NULL;
    const pship__column_spec columns[] = {
        {"origin", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"destination", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"sector", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"found", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"time_h_before", PSHIP_COLUMN_FLOAT64, "h", 0},
        {"time_h_after", PSHIP_COLUMN_FLOAT64, "h", 0},
        {"days", PSHIP_COLUMN_FLOAT64, "d", 0},
        {"time_percent", PSHIP_COLUMN_FLOAT64, "percent", 0},
        {"cost_before", PSHIP_COLUMN_FLOAT64, currency, 0},
        {"cost_after", PSHIP_COLUMN_FLOAT64, currency, 0},
        {"cost_percent", PSHIP_COLUMN_FLOAT64, "percent", 0},
        {"percent", PSHIP_COLUMN_FLOAT64, "percent", 0},
        {"low", PSHIP_COLUMN_FLOAT64, "percent", 0},
        {"high", PSHIP_COLUMN_FLOAT64, "percent", 0},
        {"source", PSHIP_COLUMN_DICTIONARY, NULL, 0},
    };
    return pship__table_builder_new(&all->builder, all->context, columns,
                                    sizeof columns / sizeof *columns, err);
}

static pship_result read_rates(bridge *all, pship_error *err)
{
    pship_result result = PSHIP_OK;
    all->columns = (rate_columns){-1, -1, -1, -1, -1, -1};
    all->rate_count = all->rates ? (size_t)pship_table_rows(all->rates) : 1;
    all->list = pship__allocate(all->context, all->rate_count, sizeof *all->list);
    if (!all->list)
        return pship__fail_memory(err);
    if (!all->rates) {
        all->list[0] =
            (rate){0, (double)NAN, LEAST_PERCENT_PER_DAY, MOST_PERCENT_PER_DAY, (double)NAN};
        return PSHIP_OK;
    }
    result = find_rate_columns(&all->columns, all->rates, err);
    for (size_t i = 0; i < all->rate_count && result == PSHIP_OK; i++) {
        all->list[i].row = (int64_t)i;
        result = read_rate(&all->list[i], all->rates, &all->columns, err);
    }
    return result;
}

static pship_result read_all(bridge *all, pship_error *err)
{
    pship_result result = read_skim(&all->before, all->context, err);
    if (result == PSHIP_OK)
        result = read_skim(&all->after, all->context, err);
    if (result == PSHIP_OK)
        result = check_types(&all->before, &all->after, err);
    if (result == PSHIP_OK)
        result = read_rates(all, err);
    if (result == PSHIP_OK)
        result = check_money(&all->before, all->after.table, all->after.cost, "those after", err);
    if (result == PSHIP_OK && all->rates)
        result = check_money(&all->before, all->rates, all->columns.value, "value_per_t", err);
    all->with_cost = all->before.cost >= 0 && all->after.cost >= 0 && all->columns.value >= 0;
    return result;
}

pship_result pship_trade_cost_list(pship_table **table, const pship_table *before,
                                   const pship_table *after, const pship_table *rates,
                                   pship_error *err)
{
    if (!table || !before || !after)
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "the table, or what was before or after, is NULL");
    pship__progress_state progress;
    bridge all = {.context = pship__table_context(before),
                  .before = {.table = before, .what = "the pairs before"},
                  .after = {.table = after, .what = "the pairs after"},
                  .rates = rates};
    pship_result result = read_all(&all, err);
    pship__progress_begin(&progress, all.context, "comparing costs of trade");
    if (result == PSHIP_OK)
        result = make_builder(&all, err);
    if (result == PSHIP_OK)
        result = add_pairs(&all, &all.before, &all.after, true, &progress, err);
    if (result == PSHIP_OK)
        result = add_pairs(&all, &all.after, &all.before, false, &progress, err);
    if (result == PSHIP_OK) {
        result = pship__table_builder_finish(all.builder, table, err);
        all.builder = NULL;
    }
    pship__table_builder_free(all.builder);
    pship__release(all.context, all.before.rows);
    pship__release(all.context, all.after.rows);
    pship__release(all.context, all.list);
    return result;
}
