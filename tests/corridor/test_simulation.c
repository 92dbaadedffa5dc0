/* Transit times by chance: distributions against their formulas, routes, and what is refused. */
#include "corridor/simulating.h"
#include <corridor/chance.h>
#include <math.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

/* ---- routes */

/* One link, and what the quantiles of its time or wait are to be; row 0 is the wait where there is one. */
static void quantiles_are(network_lines lines, pship_simulation_options options, const char *law,
                          double mean, double deviation, double low, double middle, double high)
{
    pship_table *summary = NULL, *legs = NULL;
    simulate(&summary, &legs, lines, options);
    text_is(legs, 0, "distribution", law);
    /* A hundredth is more than five standard errors of each of these. */
    ck_assert_double_eq_tol(number_at(legs, 0, "mean_h"), mean, 0.01 * mean);
    ck_assert_double_eq_tol(number_at(legs, 0, "deviation_h"), deviation, 0.02 * deviation);
    ck_assert_double_eq_tol(number_at(legs, 0, "p5_h"), low, 0.03 * low);
    ck_assert_double_eq_tol(number_at(legs, 0, "p50_h"), middle, 0.012 * middle);
    ck_assert_double_eq_tol(number_at(legs, 0, "p95_h"), high, 0.012 * high);
    pship_table_free(summary);
    pship_table_free(legs);
}

START_TEST(times_are_lognormal_with_the_mean_and_spread_that_are_told)
{
    double s = sqrt(log(1.25)), m = log(20) - s * s / 2, z = 1.6448536269514722;
    quantiles_are((network_lines){.links = "from,to,#time_h,#spread_h\na,z,20,10\n"}, many(),
                  "lognormal", 20, 10, exp(m - s * z), exp(m), exp(m + s * z));
}
END_TEST

START_TEST(times_may_be_gamma)
{
    pship_simulation_options options = many();
    options.distribution = "gamma";
    /* With a spread like the mean it is the exponential distribution. */
    quantiles_are((network_lines){.links = "from,to,#time_h,#spread_h\na,z,20,20\n"}, options,
                  "gamma", 20, 20, -20 * log(0.95), -20 * log(0.5), -20 * log(0.05));
}
END_TEST

START_TEST(waits_are_uniform_over_the_headway)
{
    quantiles_are((network_lines){.links = "from,to,#time_h,#headway_h\na,z,5,48\n"}, many(),
                  "headway", 24, 48 / sqrt(12), 2.4, 24, 45.6);
}
END_TEST

START_TEST(longer_headways_are_met_more_often)
{
    /* Departures by chance alone: headways are exponential, and so is what is left of them. */
    quantiles_are((network_lines){.links = "from,to,#time_h,#headway_h,#headway_variation\n"
                                           "a,z,5,48,1\n"},
                  many(), "headway", 48, 48, -48 * log(0.95), -48 * log(0.5), -48 * log(0.05));
}
END_TEST

START_TEST(waits_for_departures_begin_at_any_time_of_the_week)
{
    quantiles_are((network_lines){.links = "id,from,to,#time_h\nx,a,z,5\n",
                                  .timetables = "link,#departs_h\nx,10\nx,94\n"},
                  many(), "timetable", 42, 84 / sqrt(12), 4.2, 42, 79.8);
}
END_TEST

START_TEST(quantiles_come_back)
{
    pship_table *summary = NULL, *legs = NULL;
    simulate(&summary, &legs,
             (network_lines){.links = "id,from,to,#time_h\nx,a,b,1\ny,b,z,1\n",
                             .quantiles = "part,element,#probability,#time_h\n"
                                          "place,b,0.05,4\nplace,b,0.25,8\nplace,b,0.5,20\n"
                                          "place,b,0.75,40\nplace,b,0.95,100\n"},
             many());
    ck_assert_int_eq(pship_table_rows(legs), 3);
    text_is(legs, 1, "part", "place");
    text_is(legs, 1, "distribution", "quantiles");
    ck_assert(pship_table_is_null(legs, pship_table_find(legs, "told_h"), 1));
    ck_assert_double_eq_tol(number_at(legs, 1, "p5_h"), 4, 0.1);
    ck_assert_double_eq_tol(number_at(legs, 1, "p50_h"), 20, 0.2);
    ck_assert_double_eq_tol(number_at(legs, 1, "p95_h"), 100, 1);
    ck_assert_double_eq_tol(number_at(summary, 0, "p25_h"), 10, 0.1);
    ck_assert_double_eq_tol(number_at(summary, 0, "p75_h"), 42, 0.4);
    ck_assert_double_eq_tol(number_at(legs, 1, "share_percent"), 100, 1e-9);
    pship_table_free(summary);
    pship_table_free(legs);
}
END_TEST

START_TEST(what_is_certain_has_no_buffer)
{
    pship_table *summary = NULL, *legs = NULL;
    simulate(
        &summary, &legs,
        (network_lines){.links = "id,from,to,#length_km,#speed_km_h\nx,a,b,90,45\ny,b,z,10,5\n",
                        .places = "id,#time_h\na,7\nb,3\nz,9\n"},
        pship_simulation_options_init());
    table_is(summary,
             "origin,destination,links,runs,told_h,mean_h,deviation_h,p5_h,p25_h,p50_h,p75_h,"
             "p95_h,buffer_h,buffer_percent\n"
             "a,z,2,10000,7,7,0,7,7,7,7,7,0,0\n");
    table_is(legs, "leg,part,element,what,distribution,told_h,mean_h,deviation_h,p5_h,p50_h,p95_h,"
                   "share_percent\n"
                   "1,link,x,time,fixed,2,2,0,2,2,2,-\n"
                   "2,place,b,time,fixed,3,3,0,3,3,3,-\n"
                   "3,link,y,time,fixed,2,2,0,2,2,2,-\n");
}
END_TEST

static const network_lines corridor = {
    .links = "id,from,to,mode,#time_h,#spread_h,#headway_h,#headway_variation\n"
             "rail,a,b,rail,60,12,,\n"
             "ferry,b,c,sea,24,6,48,0.5\n"
             "slow,a,b,road,90,5,,\n"
             "road,c,z,road,30,10,,\n",
    .places = "id,#time_h,#spread_h\nb,20,15\na,99,\nz,,\nc,,\n",
    .transfers = "from_mode,to_mode,#time_h,#spread_h\nrail,sea,8,2\nsea,road,4,\nroad,sea,1,\n",
};

START_TEST(the_parts_add_up_to_the_whole)
{
    pship_table *summary = NULL, *legs = NULL;
    double mean = 0, share = 0, told = 0;
    simulate(&summary, &legs, corridor, many());
    ck_assert_int_eq(pship_table_rows(legs), 7);
    for (int64_t i = 0; i < 7; i++) {
        mean += number_at(legs, i, "mean_h");
        share += number_at(legs, i, "share_percent");
        told += number_at(legs, i, "told_h");
    }
    text_is(legs, 3, "what", "wait");
    text_is(legs, 4, "what", "time");
    text_is(legs, 5, "distribution", "fixed");
    ck_assert_double_eq_tol(mean, number_at(summary, 0, "mean_h"), 1e-9);
    ck_assert_double_eq_tol(share, 100, 1e-9);
    ck_assert_double_eq(told, number_at(summary, 0, "told_h"));
    ck_assert_double_eq(told, 60 + 20 + 8 + 24 * 1.25 + 24 + 4 + 30);
    ck_assert_double_eq_tol(number_at(summary, 0, "mean_h"), told, 0.5);
    ck_assert_double_eq(number_at(summary, 0, "buffer_h"),
                        number_at(summary, 0, "p95_h") - number_at(summary, 0, "mean_h"));
    /* Shares of independent parts are those of their variances, but for chance. */
    double variance = number_at(summary, 0, "deviation_h") * number_at(summary, 0, "deviation_h");
    ck_assert_double_eq_tol(number_at(legs, 1, "share_percent"), 225 / variance * 100, 1.5);
    pship_table_free(summary);
    pship_table_free(legs);
}
END_TEST

/* Run after run, with nothing but the generator. */
START_TEST(a_slow_simulation_gives_the_same_numbers)
{
    enum { RUNS = 1001 };
    static const double times[2][2] = {{20, 10}, {7, 3}};
    pship_simulation_options options = PSHIP_SIMULATION_OPTIONS_INIT;
    pship_table *summary = NULL;
    double totals[RUNS];
    options.runs = RUNS;
    options.seed = -5;
    simulate(&summary, NULL,
             (network_lines){.links = "from,to,#time_h,#spread_h\na,b,20,10\nb,z,7,3\n"}, options);
    for (uint64_t run = 0; run < RUNS; run++) {
        totals[run] = 0;
        for (uint32_t i = 0; i < 2; i++) {
            const chance_place at = {(uint64_t)-5, run, i};
            double u[2], ratio = times[i][1] / times[i][0], variance = log1p(ratio * ratio);
            pship__chance_uniform(u, &at, 0);
            totals[run] += exp(log(times[i][0]) - variance / 2 +
                               sqrt(variance) * pship__normal_quantile(u[0]));
        }
    }
    for (int i = 0; i < RUNS; i++) { /* in order, one by one */
        for (int j = i; j > 0 && totals[j - 1] > totals[j]; j--) {
            double larger = totals[j - 1];
            totals[j - 1] = totals[j];
            totals[j] = larger;
        }
    }
    ck_assert_double_eq(number_at(summary, 0, "p5_h"), totals[50]);
    ck_assert_double_eq(number_at(summary, 0, "p50_h"), totals[500]);
    ck_assert_double_eq(number_at(summary, 0, "p95_h"), totals[950]);
    pship_table_free(summary);
}
END_TEST

static void same_cells(const pship_table *one, const pship_table *other, bool same)
{
    bool differ = false;
    ck_assert_int_eq(pship_table_rows(one), pship_table_rows(other));
    for (int32_t column = 0; column < pship_table_columns(one); column++) {
        for (int64_t row = 0; row < pship_table_rows(one); row++) {
            char cells[2][64];
            (void)pship_table_format(one, column, row, cells[0], sizeof cells[0]);
            (void)pship_table_format(other, column, row, cells[1], sizeof cells[1]);
            differ = differ || strcmp(cells[0], cells[1]) != 0;
        }
    }
    ck_assert(differ != same);
}

START_TEST(threads_change_nothing_and_the_seed_does)
{
    pship_table *summaries[3] = {NULL}, *legs[3] = {NULL};
    for (int i = 0; i < 3; i++) {
        pship_context *context = NULL;
        pship_network *network = NULL;
        pship_context_options threads = PSHIP_CONTEXT_OPTIONS_INIT;
        pship_simulation_options options = PSHIP_SIMULATION_OPTIONS_INIT;
        threads.threads = i == 1 ? 4 : 1;
        options.seed = i == 2 ? 2 : 1;
        options.distribution = "gamma";
        ck_assert_int_eq(pship_context_new(&context, &threads, err), PSHIP_OK);
        ck_assert_int_eq(network_in(&network, context, corridor, NULL, err), PSHIP_OK);
        ck_assert_int_eq(
            pship_network_simulate(&summaries[i], &legs[i], network, "a", "z", NULL, &options, err),
            PSHIP_OK);
        pship_network_free(network);
        pship_context_free(context);
    }
    same_cells(summaries[0], summaries[1], true);
    same_cells(legs[0], legs[1], true);
    same_cells(summaries[0], summaries[2], false);
    for (int i = 0; i < 3; i++) {
        pship_table_free(summaries[i]);
        pship_table_free(legs[i]);
    }
}
END_TEST

START_TEST(a_route_may_be_told_by_its_links)
{
    static const char *const links[] = {"slow", "ferry"};
    pship_network *network = network_of(corridor);
    pship_simulation_options options = PSHIP_SIMULATION_OPTIONS_INIT;
    pship_table *summary = NULL, *legs = NULL;
    options.links = links;
    options.link_count = 2;
    ck_assert_msg(pship_network_simulate(&summary, &legs, network, NULL, NULL, NULL, &options,
                                         err) == PSHIP_OK,
                  "%s", err->message);
    text_is(summary, 0, "origin", "a");
    text_is(summary, 0, "destination", "c");
    text_is(legs, 0, "element", "slow");
    text_is(legs, 2, "element", "*: road to sea");
    pship_table_free(summary);
    pship_table_free(legs);
    pship_network_free(network);
}
END_TEST

START_TEST(where_there_is_no_route_there_are_no_rows)
{
    pship_network *network = network_of(corridor);
    pship_table *summary = NULL, *legs = NULL;
    ck_assert_int_eq(pship_network_simulate(&summary, &legs, network, "z", "a", NULL, NULL, err),
                     PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(summary), 0);
    ck_assert_int_eq(pship_table_rows(legs), 0);
    pship_table_free(summary);
    pship_table_free(legs);
    pship_network_free(network);
}
END_TEST

/* ---- refusals */

static const struct {
    const char *links, *origin, *destination, *distribution, *route[2];
    int64_t runs;
    pship_result result;
    const char *message;
} refusals[] = {
    {"from,to,#time_h\na,z,1\n", "a", "x", NULL, {NULL, NULL}, 10, PSHIP_E_NOT_FOUND, NULL},
    {"from,to,#time_h\na,z,1\n",
     "a",
     NULL,
     NULL,
     {NULL, NULL},
     10,
     PSHIP_E_ARGUMENT,
     "where the route begins and ends is told, or its links are"},
    {"from,to,#time_h\na,z,1\n",
     "a",
     "z",
     "normal",
     {NULL, NULL},
     10,
     PSHIP_E_ARGUMENT,
     "the distribution is \"normal\", not lognormal or gamma"},
    {"from,to,#time_h\na,z,1\n",
     "a",
     "z",
     NULL,
     {NULL, NULL},
     1,
     PSHIP_E_ARGUMENT,
     "there are 2 to 10000000 runs, not 1"},
    {"from,to,#time_h,#spread_h\na,z,0,1\n",
     "a",
     "z",
     NULL,
     {NULL, NULL},
     10,
     PSHIP_E_INVALID,
     "link \"1\" has a spread, but takes no time"},
    {"from,to,#length_km\na,z,1\n",
     "a",
     "z",
     NULL,
     {"1", NULL},
     10,
     PSHIP_E_INVALID,
     "link \"1\" has no time"},
    {"from,to,#time_h\na,z,1\n",
     "a",
     "z",
     NULL,
     {"2", NULL},
     10,
     PSHIP_E_NOT_FOUND,
     "there is no link \"2\""},
    {"from,to,#time_h\na,z,1\na,z,1\n",
     NULL,
     NULL,
     NULL,
     {"1", "2"},
     10,
     PSHIP_E_INVALID,
     "link \"2\" does not begin where the one before it ends"},
    {"from,to,#time_h\na,z,1\n",
     "z",
     NULL,
     NULL,
     {"1", NULL},
     10,
     PSHIP_E_INVALID,
     "the links lead from \"a\" to \"z\", not as asked for"},
};

START_TEST(what_cannot_be_is_refused)
{
    pship_network *network = network_of((network_lines){.links = refusals[_i].links});
    pship_simulation_options options = PSHIP_SIMULATION_OPTIONS_INIT;
    pship_table *summary = NULL, *legs = NULL;
    options.runs = refusals[_i].runs;
    options.distribution = refusals[_i].distribution;
    options.links = refusals[_i].route[0] ? refusals[_i].route : NULL;
    options.link_count = refusals[_i].route[0] ? refusals[_i].route[1] ? 2 : 1 : 0;
    ck_assert_int_eq(pship_network_simulate(&summary, &legs, network, refusals[_i].origin,
                                            refusals[_i].destination, NULL, &options, err),
                     refusals[_i].result);
    if (refusals[_i].message)
        ck_assert_str_eq(err->message, refusals[_i].message);
    ck_assert_ptr_null(summary);
    ck_assert_ptr_null(legs);
    pship_network_free(network);
}
END_TEST

/* ---- cancelling */

static int stop(void *user, const char *stage, double fraction)
{
    (void)user;
    (void)fraction;
    return strcmp(stage, "simulating a route") == 0;
}

START_TEST(it_can_be_cancelled)
{
    pship_context *context = NULL;
    pship_network *network = NULL;
    pship_table *summary = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    options.progress = stop;
    ck_assert_int_eq(pship_context_new(&context, &options, err), PSHIP_OK);
    ck_assert_int_eq(network_in(&network, context, corridor, NULL, err), PSHIP_OK);
    ck_assert_int_eq(pship_network_simulate(&summary, NULL, network, "a", "z", NULL, NULL, err),
                     PSHIP_E_CANCELLED);
    ck_assert_ptr_null(summary);
    pship_network_free(network);
    pship_context_free(context);
}
END_TEST

#define COUNT_OF(list) ((int)(sizeof(list) / sizeof *(list)))

Suite *test_suite(void)
{
    Suite *suite = suite_create("simulation");
    TCase *tests = tcase_create("simulation");
    tcase_add_test(tests, times_are_lognormal_with_the_mean_and_spread_that_are_told);
    tcase_add_test(tests, times_may_be_gamma);
    tcase_add_test(tests, waits_are_uniform_over_the_headway);
    tcase_add_test(tests, longer_headways_are_met_more_often);
    tcase_add_test(tests, waits_for_departures_begin_at_any_time_of_the_week);
    tcase_add_test(tests, quantiles_come_back);
    tcase_add_test(tests, what_is_certain_has_no_buffer);
    tcase_add_test(tests, the_parts_add_up_to_the_whole);
    tcase_add_test(tests, a_slow_simulation_gives_the_same_numbers);
    tcase_add_test(tests, threads_change_nothing_and_the_seed_does);
    tcase_add_test(tests, a_route_may_be_told_by_its_links);
    tcase_add_test(tests, where_there_is_no_route_there_are_no_rows);
    tcase_add_loop_test(tests, what_cannot_be_is_refused, 0, COUNT_OF(refusals));
    tcase_add_test(tests, it_can_be_cancelled);
    suite_add_tcase(suite, tests);
    return suite;
}
