/*
 * What happened on trips, as scorecards count it. Private to the room corridor.
 */
#ifndef PSHIP_CORRIDOR_SCORECARD_H
#define PSHIP_CORRIDOR_SCORECARD_H

#include "table/reading.h"
#include <math.h>
#include <partnership/scorecard.h>

/* The measure of CPMM: 20 tonnes over 500 km. */
#define SCORECARD_LOAD 20.0
#define SCORECARD_LENGTH 500.0

typedef enum scorecard_activity {
    SCORECARD_MOVING,
    SCORECARD_BORDER,
    SCORECARD_STOP
} scorecard_activity;

typedef struct scorecard_trips scorecard_trips;

typedef struct scorecard_row {
    const scorecard_trips *all;
    int64_t row;
    scorecard_activity activity;
    double hours, length, cost, load; /* NaN where not told */
} scorecard_row;

struct scorecard_trips {
    const pship_table *table;
    pship_context *context;
    pship_scorecard_options options; /* of this version's size */
    int32_t trip, activity, place, hours, length, cost, load;
    int32_t *by;
    scorecard_row *rows; /* by what is in `by`, trip, activity and place */
    size_t count;
};

/* Of `table` and `options`; frees on failure. */
pship_result pship__scorecard_trips_read(scorecard_trips *all, pship_error *err);
void pship__scorecard_trips_free(scorecard_trips *all);
bool pship__scorecard_same_group(const scorecard_row *a, const scorecard_row *b);
bool pship__scorecard_same_trip(const scorecard_row *a, const scorecard_row *b);
bool pship__scorecard_same_crossing(const scorecard_row *a, const scorecard_row *b);

#endif
