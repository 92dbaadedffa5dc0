/* Scorecards of trips: reads the samples, and brings them into the order in which they are counted. */
#include "corridor/scorecard.h"

#include "table/builder.h"
#include <stdlib.h>
#include <string.h>

#define WHAT "the trips"

/* ---- columns */

static const char *const own_columns[] = {"indicator", "code",     "value", "unit",
                                          "samples",   "left_out", "mean",  "standard_deviation",
                                          "low",       "median",   "high"};

static pship_result find_by(scorecard_trips *all, size_t index, pship_error *err)
{
    const char *name = all->options.by[index];
    if (!name)
        return pship__fail(err, PSHIP_E_ARGUMENT, "a name of a column in `by` is NULL");
    for (size_t i = 0; i < sizeof own_columns / sizeof *own_columns; i++)
        if (!strcmp(own_columns[i], name))
            return pship__fail(err, PSHIP_E_ARGUMENT, "a scorecard has a column '%s' of its own",
                               name);
    for (size_t i = 0; i < index; i++)
        if (!strcmp(all->options.by[i], name))
            return pship__fail(err, PSHIP_E_ARGUMENT, "the column '%s' is named twice", name);
    return pship__column_find(&all->by[index], all->table, WHAT, name, PSHIP__USE_CODE, true, err);
}

static pship_result find_columns(scorecard_trips *all, pship_error *err)
{
    const pship__column_wanted wanted[] = {
        {&all->trip, "trip", PSHIP__USE_CODE, true},
        {&all->activity, "activity", PSHIP__USE_TEXT, true},
        {&all->place, "place", PSHIP__USE_CODE, false},
        {&all->hours, "time_h", PSHIP__USE_NUMBER, true},
        {&all->length, "length_km", PSHIP__USE_NUMBER, false},
        {&all->cost, "cost", PSHIP__USE_NUMBER, false},
        {&all->load, "load_t", PSHIP__USE_NUMBER, false},
    };
    pship_result result =
        pship__columns_find(wanted, sizeof wanted / sizeof *wanted, all->table, WHAT, err);
    for (size_t i = 0; i < all->options.by_count && result == PSHIP_OK; i++)
        result = find_by(all, i, err);
    if (result == PSHIP_OK && !all->options.currency && all->cost >= 0)
        all->options.currency = pship_table_column_unit(all->table, all->cost);
    return result;
}

/* ---- rows */

static pship_result read_activity(scorecard_row *one, pship_error *err)
{
    static const char *const words[] = {"moving", "border", "stop"};
    char text[128];
    for (int i = 0; i < 3; i++) {
        if (pship__cell_is(one->all->table, one->all->activity, one->row, words[i])) {
            one->activity = (scorecard_activity)i;
            return PSHIP_OK;
        }
    }
    (void)pship_table_format(one->all->table, one->all->activity, one->row, text, sizeof text);
    return pship__fail(err, PSHIP_E_INVALID,
                       "row %lld of the trips: the activity is '%s', but moving, border or stop "
                       "was expected",
                       (long long)one->row + 1, text);
}

static pship_result read_row(scorecard_row *one, pship_error *err)
{
    const scorecard_trips *all = one->all;
    if (pship_table_is_null(all->table, all->trip, one->row))
        return pship__fail(err, PSHIP_E_INVALID, "row %lld of the trips does not say which trip",
                           (long long)one->row + 1);
    pship_result result = read_activity(one, err);
    const struct {
        double *number;
        int32_t column;
    } wanted[] = {{&one->hours, all->hours},
                  {&one->length, all->length},
                  {&one->cost, all->cost},
                  {&one->load, all->load}};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted && result == PSHIP_OK; i++)
        result = pship__cell_number(wanted[i].number, all->table, WHAT, wanted[i].column, one->row,
                                    false, err);
    if (result == PSHIP_OK && one->activity != SCORECARD_MOVING && one->length > 0)
        return pship__fail(err, PSHIP_E_INVALID,
                           "row %lld of the trips goes %g km, but its activity is not moving",
                           (long long)one->row + 1, one->length);
    return result;
}

static pship_result read_rows(scorecard_trips *all, pship_error *err)
{
    pship__progress_state progress;
    pship_result result = PSHIP_OK;
    pship__progress_begin(&progress, all->context, "reading trips");
    for (size_t i = 0; i < all->count && result == PSHIP_OK; i++) {
        all->rows[i].all = all;
        all->rows[i].row = (int64_t)i;
        result = read_row(&all->rows[i], err);
        if (result == PSHIP_OK)
            result = pship__progress(&progress, (double)i / (double)all->count, err);
    }
    return result;
}

/* ---- orders */

static int compare_cells(const scorecard_row *a, const scorecard_row *b, int32_t column)
{
    const pship_table *table = a->all->table;
    return column < 0 ? 0 : pship__cell_compare(table, column, a->row, table, column, b->row);
}

static int compare_rows(const scorecard_row *a, const scorecard_row *b)
{
    return (a->row > b->row) - (a->row < b->row);
}

bool pship__scorecard_same_group(const scorecard_row *a, const scorecard_row *b)
{
    for (size_t i = 0; i < a->all->options.by_count; i++)
        if (compare_cells(a, b, a->all->by[i]) != 0)
            return false;
    return true;
}

bool pship__scorecard_same_trip(const scorecard_row *a, const scorecard_row *b)
{
    return compare_cells(a, b, a->all->trip) == 0;
}

bool pship__scorecard_same_crossing(const scorecard_row *a, const scorecard_row *b)
{
    const scorecard_trips *all = a->all;
    return a->activity == SCORECARD_BORDER && b->activity == SCORECARD_BORDER && all->place >= 0 &&
           !pship_table_is_null(all->table, all->place, a->row) &&
           compare_cells(a, b, all->place) == 0;
}

static int by_trip(const void *left, const void *right)
{
    const scorecard_row *a = left, *b = right;
    const int order = compare_cells(a, b, a->all->trip);
    return order ? order : compare_rows(a, b);
}

/* Crossings of a trip lie together. */
static int by_group(const void *left, const void *right)
{
    const scorecard_row *a = left, *b = right;
    int order = 0;
    for (size_t i = 0; i < a->all->options.by_count && order == 0; i++)
        order = compare_cells(a, b, a->all->by[i]);
    if (order == 0)
        order = compare_cells(a, b, a->all->trip);
    if (order == 0)
        order = (a->activity > b->activity) - (a->activity < b->activity);
    if (order == 0)
        order = compare_cells(a, b, a->all->place);
    return order ? order : compare_rows(a, b);
}

/* A load that some rows of a trip tell is that of all of them, also of those in another year or section. */
static pship_result spread_loads(scorecard_trips *all, pship_error *err)
{
    for (size_t i = 0, next; i < all->count; i = next) {
        double load = (double)NAN;
        for (next = i;
             next < all->count && pship__scorecard_same_trip(&all->rows[i], &all->rows[next]);
             next++) {
            const double told = all->rows[next].load;
            if (!isnan(load) && !isnan(told) && load != told)
                return pship__fail(err, PSHIP_E_INVALID,
                                   "row %lld of the trips has a load of %g t, but other rows of "
                                   "that trip one of %g t",
                                   (long long)all->rows[next].row + 1, told, load);
            load = isnan(told) ? load : told;
        }
        for (size_t j = i; j < next; j++)
            all->rows[j].load = load;
    }
    return PSHIP_OK;
}

/* ---- all of it */

void pship__scorecard_trips_free(scorecard_trips *all)
{
    pship__release(all->context, all->rows);
    pship__release(all->context, all->by);
}

pship_result pship__scorecard_trips_read(scorecard_trips *all, pship_error *err)
{
    all->context = pship__table_context(all->table);
    all->count = (size_t)pship_table_rows(all->table);
    all->place = all->length = all->cost = all->load = -1;
    if (all->options.by_count > 0 && !all->options.by)
        return pship__fail(err, PSHIP_E_ARGUMENT, "`by` is NULL, but its count is not 0");
    all->by = pship__allocate(all->context, all->options.by_count, sizeof *all->by);
    all->rows = pship__allocate(all->context, all->count, sizeof *all->rows);
    pship_result result = all->by && all->rows ? PSHIP_OK : pship__fail_memory(err);
    if (result == PSHIP_OK)
        result = find_columns(all, err);
    if (result == PSHIP_OK)
        result = read_rows(all, err);
    if (result == PSHIP_OK && all->count > 1)
        qsort(all->rows, all->count, sizeof *all->rows, by_trip);
    if (result == PSHIP_OK)
        result = spread_loads(all, err);
    if (result == PSHIP_OK && all->count > 1)
        qsort(all->rows, all->count, sizeof *all->rows, by_group);
    if (result != PSHIP_OK)
        pship__scorecard_trips_free(all);
    return result;
}
