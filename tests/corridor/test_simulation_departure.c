/* Transit times by chance for who sets out at an hour: departures and opening hours that a delay may miss. */
#include "chance.h"
#include "corridor/simulating.h"
#include <corridor/chance.h>
#include <math.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

static double next_departure(const double *hours, int count, double clock)
{
    double best = INFINITY;
    for (int week = 0; week < 60; week++)
        for (int i = 0; i < count; i++)
            if (hours[i] + 168 * week >= clock - 1e-9 && hours[i] + 168 * week < best)
                best = hours[i] + 168 * week;
    return fmax(best, clock);
}

/* Day after day, the first hour at which it is open. */
static double next_opening(double opens, double closes, double clock)
{
    if (opens == closes)
        return clock;
    const double closed = closes > opens ? closes : closes + 24;
    for (int day = (int)floor(clock / 24) - 2;; day++) {
        if (clock < day * 24 + opens)
            return day * 24 + opens;
        if (clock < day * 24 + closed)
            return clock;
    }
}

typedef struct slow_leg { /* of a link and of the place at its end */
    double time, spread, headway, departures[3], opens, closes;
    int departure_count;
} slow_leg;

/* By the generator alone; *part counts the times and waits. */
static double slow_time(double time, double spread, uint64_t seed, uint64_t run, uint32_t part)
{
    const chance_place at = {seed, run, part};
    double u[2];
    if (spread == 0)
        return time;
    const double variance = log1p(spread / time * (spread / time));
    pship__chance_uniform(u, &at, 0);
    return exp(log(time) - variance / 2 + sqrt(variance) * pship__normal_quantile(u[0]));
}

static double slow_run(const slow_leg *legs, int count, double departs, uint64_t seed, uint64_t run)
{
    double clock = departs, total = 0;
    uint32_t part = 0;
    for (int i = 0; i < count; i++) {
        const slow_leg *leg = &legs[i];
        double u[2], wait = 0;
        if (leg->departure_count > 0) {
            wait = next_departure(leg->departures, leg->departure_count, clock) - clock;
            part++;
        } else if (leg->headway > 0) {
            const chance_place at = {seed, run, part++};
            pship__chance_uniform(u, &at, 0);
            wait = leg->headway * u[0];
        }
        double time = slow_time(leg->time, leg->spread, seed, run, part++);
        clock += wait + time;
        total += wait + time;
        if (i == count - 1 || isnan(leg->opens))
            continue;
        wait =
            next_opening(leg->opens, leg->closes, clock) - clock; /* a place takes nothing else */
        part++;
        clock += wait;
        total += wait;
    }
    return total;
}

static double by_chance(int steps, double step)
{
    return (double)roll(steps) * step;
}

/* A line of places, with what leads from one to the next. */
static network_lines make_line(slow_leg *legs, int count, char links[1024], char places[1024],
                               char timetables[1024])
{
    strcpy(links, "id,from,to,#time_h,#spread_h,#headway_h\n");
    strcpy(places, "id,#opens_h,#closes_h\na,,\nz,,\n");
    strcpy(timetables, "link,#departs_h\n");
    for (int i = 0; i < count; i++) {
        slow_leg *leg = &legs[i];
        char row[128], from[16] = "a", to[16] = "z", headway[16] = "";
        *leg = (slow_leg){.time = 1 + by_chance(40, 1), .opens = (double)NAN};
        leg->spread = roll(3) ? by_chance(8, 0.5) : 0;
        leg->departure_count = roll(2) ? roll(4) : 0;
        if (leg->departure_count == 0 && roll(2)) {
            leg->headway = 12 + by_chance(5, 12);
            snprintf(headway, sizeof headway, "%d", (int)leg->headway);
        }
        if (i > 0)
            snprintf(from, sizeof from, "p%d", i);
        if (i < count - 1)
            snprintf(to, sizeof to, "p%d", i + 1);
        snprintf(row, sizeof row, "l%d,%s,%s,%d,%d%s,%s\n", i, from, to, (int)leg->time,
                 (int)leg->spread, leg->spread > floor(leg->spread) ? ".5" : "", headway);
        strcat(links, row);
        for (int k = 0; k < leg->departure_count; k++) {
            leg->departures[k] = (double)(roll(55) + 56 * k);
            snprintf(row, sizeof row, "l%d,%d\n", i, (int)leg->departures[k]);
            strcat(timetables, row);
        }
        if (i == count - 1)
            continue;
        snprintf(row, sizeof row, "%s,,\n", to);
        if (roll(2)) {
            leg->opens = (double)roll(24);
            leg->closes = (double)roll(24);
            snprintf(row, sizeof row, "%s,%d,%d\n", to, (int)leg->opens, (int)leg->closes);
        }
        strcat(places, row);
    }
    return (network_lines){.links = links, .places = places, .timetables = timetables};
}

START_TEST(with_an_hour_every_run_keeps_to_timetables_and_opening_hours)
{
    enum { RUNS = 41, LEGS = 4 };
    uint64_t start = chance_start();
    for (int i = 0, cases = chance_cases(200); i < cases; i++) {
        char links[1024], places[1024], timetables[1024];
        slow_leg line[LEGS];
        pship_simulation_options options = PSHIP_SIMULATION_OPTIONS_INIT;
        pship_table *summary = NULL, *legs = NULL;
        double totals[RUNS], mean = 0, parts = 0;
        chance_seed(start + (uint64_t)i);
        const int count = 1 + roll(LEGS);
        const network_lines lines = make_line(line, count, links, places, timetables);
        options.runs = RUNS;
        options.seed = i;
        options.departs_h = by_chance(337, 0.5);
        simulate(&summary, &legs, lines, options);
        for (uint64_t run = 0; run < RUNS; run++) {
            const double total = slow_run(line, count, options.departs_h, (uint64_t)i, run);
            int at = (int)run;
            mean += total / RUNS;
            for (; at > 0 && totals[at - 1] > total; at--)
                totals[at] = totals[at - 1];
            totals[at] = total;
        }
        for (int64_t row = 0; row < pship_table_rows(legs); row++)
            parts += number_at(legs, row, "mean_h");
        ck_assert_double_eq_tol(number_at(summary, 0, "mean_h"), mean, 1e-7);
        ck_assert_double_eq_tol(parts, mean, 1e-7);
        ck_assert_double_eq_tol(number_at(summary, 0, "p5_h"), totals[2], 1e-7);
        ck_assert_double_eq_tol(number_at(summary, 0, "p50_h"), totals[20], 1e-7);
        ck_assert_double_eq_tol(number_at(summary, 0, "p95_h"), totals[38], 1e-7);
        pship_table_free(summary);
        pship_table_free(legs);
    }
}
END_TEST

/* A train of 10 hours to a ferry that leaves on Mondays and Thursdays at 12:00: who sets out at 1:00 comes at 11:00, and a delay
 * of more than an hour costs three days. */
START_TEST(a_delay_may_miss_the_ferry)
{
    pship_simulation_options options = many();
    pship_table *summary = NULL, *legs = NULL;
    const network_lines lines = {.links = "id,from,to,#time_h\nrail,a,b,10\nferry,b,z,20\n",
                                 .timetables = "link,#departs_h\nferry,12\nferry,84\n",
                                 .quantiles = "part,element,#probability,#time_h\n"
                                              "link,rail,0,8\nlink,rail,1,12\n"};
    options.departs_h = 1;
    simulate(&summary, &legs, lines, options);
    /* Times are uniform from 8 to 12: three quarters are in time. */
    ck_assert_double_eq(number_at(summary, 0, "told_h"), 31);
    ck_assert_double_eq_tol(number_at(summary, 0, "mean_h"), 31 + 72 * 0.25, 0.5);
    ck_assert_double_eq_tol(number_at(summary, 0, "p50_h"), 31, 1e-9);
    ck_assert_double_eq_tol(number_at(summary, 0, "p95_h"), 31 + 72, 1e-9);
    text_is(legs, 1, "distribution", "timetable");
    ck_assert_double_eq(number_at(legs, 1, "told_h"), 1);
    ck_assert_double_eq_tol(
        number_at(legs, 0, "share_percent") + number_at(legs, 1, "share_percent"), 100, 1e-9);
    pship_table_free(summary);
    pship_table_free(legs);
    /* At another hour it is another ferry. */
    options.departs_h = 20;
    simulate(&summary, NULL, lines, options);
    ck_assert_double_eq_tol(number_at(summary, 0, "mean_h"), 84 - 20 + 20, 1e-9);
    ck_assert_double_eq_tol(number_at(summary, 0, "deviation_h"), 0, 1e-6);
    pship_table_free(summary);
}
END_TEST

START_TEST(what_is_closed_is_waited_for_with_an_hour_only)
{
    pship_simulation_options options = PSHIP_SIMULATION_OPTIONS_INIT;
    pship_table *summary = NULL, *legs = NULL;
    const network_lines lines = {
        .links = "id,from,to,mode,#time_h,#opens_h,#closes_h\nx,a,b,rail,10,,\ny,b,z,sea,1,20,22\n",
        .places = "id,#opens_h,#closes_h,#time_h\na,,,\nb,9,17,\nz,,,\n",
        .transfers = "from_mode,to_mode,#opens_h,#closes_h,#time_h\nrail,sea,12,13,2\n"};
    simulate(&summary, NULL, lines, options);
    ck_assert_double_eq(number_at(summary, 0, "mean_h"), 13);
    pship_table_free(summary);
    options.departs_h = 0;
    simulate(&summary, &legs, lines, options);
    /* At 10:00 the place is open; the transfer begins at 12:00; the link at 20:00. */
    table_is(legs, "leg,part,element,what,distribution,told_h,mean_h,deviation_h,p5_h,p50_h,p95_h,"
                   "share_percent\n"
                   "1,link,x,time,fixed,10,10,0,10,10,10,-\n"
                   "2,place,b,wait,opening_hours,0,0,0,0,0,0,-\n"
                   "3,transfer,*: rail to sea,wait,opening_hours,2,2,0,2,2,2,-\n"
                   "3,transfer,*: rail to sea,time,fixed,2,2,0,2,2,2,-\n"
                   "4,link,y,wait,opening_hours,6,6,0,6,6,6,-\n"
                   "4,link,y,time,fixed,1,1,0,1,1,1,-\n");
    ck_assert_double_eq(number_at(summary, 0, "told_h"), 21);
    pship_table_free(summary);
    pship_network *network = network_of(lines);
    options.departs_h = 168.5;
    ck_assert_int_eq(pship_network_simulate(&summary, NULL, network, "a", "z", NULL, &options, err),
                     PSHIP_E_ARGUMENT);
    ck_assert_str_eq(err->message, "departs_h is not from 0 to 168");
    pship_network_free(network);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("simulation_departure");
    TCase *tests = tcase_create("simulation_departure");
    tcase_add_test(tests, with_an_hour_every_run_keeps_to_timetables_and_opening_hours);
    tcase_add_test(tests, a_delay_may_miss_the_ferry);
    tcase_add_test(tests, what_is_closed_is_waited_for_with_an_hour_only);
    suite_add_tcase(suite, tests);
    return suite;
}
