/* What it means when links, places and more at once are closed. */
#include "chance.h"
#include "clock.h"
#include "corridor/tables.h"
#include <corridor/graph.h>
#include <math.h>
#include <partnership/disruption.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

/* Two ways from a to d, of 3 hours by b and of 5 by c; and from d to e only one. */
static const network_lines diamond = {
    .links = "id,from,to,mode,#time_h,#length_km\n"
             "ab,a,b,rail,1,1\n"
             "bd,b,d,rail,2,1\n"
             "ac,a,c,road,2,1\n"
             "cd,c,d,road,3,1\n"
             "de,d,e,rail,4,1\n"
             "ea,e,a,rail,100,1\n",
};

static void criticality_is(network_lines lines, const char *pairs, const char *weight,
                           pship_criticality_options options, const char *closures,
                           const char *expected)
{
    pship_network *network = network_of(lines);
    pship_table *from_to = table_of(pairs), *together = table_of(closures), *table = NULL;
    pship_weighting weighting = PSHIP_WEIGHTING_INIT;
    weighting.by = weight;
    options.closures = together;
    ck_assert_msg(pship_network_criticality(&table, network, from_to, &weighting, &options, err) ==
                      PSHIP_OK,
                  "%s", err->message);
    table_is(table, expected);
    pship_table_free(from_to);
    pship_table_free(together);
    pship_network_free(network);
}

static pship_criticality_options plain(void)
{
    return pship_criticality_options_init();
}

START_TEST(closed_links_make_ways_longer_or_cut_them_off)
{
    criticality_is(diamond, "origin,destination,#demand\na,e,2\na,d,1\nc,e,5\nb,b,7\nd,a,0\n", NULL,
                   plain(), NULL,
                   "closure,pairs,cut,demand,demand_cut,change,percent\n"
                   "ab,2,0,3,0,6,11.538461538461538\n"
                   "bd,2,0,3,0,6,11.538461538461538\n"
                   "ac,0,0,0,0,0,0\n"
                   "cd,1,1,5,5,0,0\n"
                   "de,3,3,7,7,0,0\n"
                   "ea,1,1,0,0,0,0\n");
}
END_TEST

START_TEST(only_links_of_a_mode_are_closed_where_that_is_asked)
{
    pship_criticality_options options = PSHIP_CRITICALITY_OPTIONS_INIT;
    options.mode = "road";
    criticality_is(diamond, "origin,destination\na,e\n", "links", options, NULL,
                   "closure,pairs,cut,demand,demand_cut,change,percent\n"
                   "ac,0,0,0,0,0,0\n"
                   "cd,0,0,0,0,0,0\n");
}
END_TEST

START_TEST(a_closed_place_is_not_passed_but_still_begun_and_ended_at)
{
    pship_criticality_options options = PSHIP_CRITICALITY_OPTIONS_INIT;
    options.part = "place";
    criticality_is(diamond, "origin,destination,#trips\na,e,2\na,d,1\nb,d,1\n", NULL, options, NULL,
                   "closure,pairs,cut,demand,demand_cut,change,percent\n"
                   "a,0,0,0,0,0,0\n"
                   "b,2,0,3,0,6,31.57894736842105\n"
                   "d,1,1,2,2,0,0\n"
                   "c,0,0,0,0,0,0\n"
                   "e,0,0,0,0,0,0\n");
}
END_TEST

START_TEST(more_may_be_closed_at_once)
{
    criticality_is(diamond, "origin,destination\na,d\nd,a\n", NULL, plain(),
                   "closure,part,element\n"
                   "flood,link,bd\n"
                   "strike,place,e\n"
                   "flood,place,c\n"
                   "flood,link,bd\n"
                   "nothing,link,ac\n",
                   "closure,pairs,cut,demand,demand_cut,change,percent\n"
                   "flood,1,1,1,1,0,0\n"
                   "strike,1,1,1,1,0,0\n"
                   "nothing,0,0,0,0,0,0\n");
}
END_TEST

START_TEST(no_pairs_have_no_percent)
{
    criticality_is((network_lines){.links = "from,to,#time_h\na,b,1\n"},
                   "origin,destination\nb,a\n", NULL, plain(), NULL,
                   "closure,pairs,cut,demand,demand_cut,change,percent\n"
                   "1,0,0,0,0,0,-\n");
    criticality_is((network_lines){.links = "%from,%to,#time_h\n1,2,1\n"},
                   "%origin,%destination\n1,2\n", NULL, plain(),
                   "%closure,part,%element\n7,link,1\n",
                   "closure,pairs,cut,demand,demand_cut,change,percent\n"
                   "7,1,1,1,1,0,0\n");
}
END_TEST

/* ---- refusals */

static const struct {
    const char *pairs, *closures, *part, *mode, *by;
    pship_result result;
    const char *message;
} refusals[] = {
    {NULL, NULL, NULL, NULL, NULL, PSHIP_E_ARGUMENT, "there is no table of pairs"},
    {"origin\na\n", NULL, NULL, NULL, NULL, PSHIP_E_NOT_FOUND,
     "the pairs have no column 'destination'"},
    {"origin,destination\na,x\n", NULL, NULL, NULL, NULL, PSHIP_E_NOT_FOUND,
     "row 1 of the pairs: there is no place \"x\""},
    {"origin,destination\na,\n", NULL, NULL, NULL, NULL, PSHIP_E_NOT_FOUND,
     "row 1 of the pairs: there is no place \"\""},
    {"origin,destination,#demand\na,e,1\na,e,-1\n", NULL, NULL, NULL, NULL, PSHIP_E_INVALID,
     "row 2 of the pairs: 'demand' is -1, which is no number from 0 up"},
    {"origin,destination,#demand\na,e,\n", NULL, NULL, NULL, NULL, PSHIP_E_INVALID,
     "row 1 of the pairs: the demand is not told"},
    {"origin,destination\na,e\n", "closure,part,element\nx,transfer,ab\n", NULL, NULL, NULL,
     PSHIP_E_INVALID, "row 1 of the closures: the part is not \"link\" or \"place\""},
    {"origin,destination\na,e\n", "closure,part,element\nx,link,a\n", NULL, NULL, NULL,
     PSHIP_E_NOT_FOUND, "row 1 of the closures: there is no link \"a\""},
    {"origin,destination\na,e\n", "closure,part,element\n,link,ab\n", NULL, NULL, NULL,
     PSHIP_E_INVALID, "row 1 of the closures has no name"},
    {"origin,destination\na,e\n", NULL, "port", NULL, NULL, PSHIP_E_ARGUMENT,
     "what is closed is \"port\", not link or place"},
    {"origin,destination\na,e\n", NULL, "place", "rail", NULL, PSHIP_E_ARGUMENT,
     "places have no mode"},
    {"origin,destination\na,e\n", NULL, NULL, "sea", NULL, PSHIP_E_NOT_FOUND,
     "no link has the mode \"sea\""},
    {"origin,destination\na,e\n", NULL, NULL, NULL, "depth", PSHIP_E_NOT_FOUND,
     "\"depth\" is neither a weighting nor a column of numbers of the links"},
};

START_TEST(nothing_is_closed_without_a_network)
{
    pship_network *network = network_of(diamond);
    pship_table *pairs = table_of("origin,destination\na,e\n"), *table = NULL;
    ck_assert_int_eq(pship_network_criticality(&table, NULL, pairs, NULL, NULL, err),
                     PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_network_criticality(NULL, network, pairs, NULL, NULL, err),
                     PSHIP_E_ARGUMENT);
    ck_assert_str_eq(failure.message, "the table or the network is NULL");
    ck_assert_ptr_null(table);
    pship_table_free(pairs);
    pship_network_free(network);
}
END_TEST

START_TEST(what_cannot_be_is_refused)
{
    pship_network *network = network_of(diamond);
    pship_table *pairs = table_of(refusals[_i].pairs), *table = NULL;
    pship_table *closures = table_of(refusals[_i].closures);
    pship_criticality_options options = PSHIP_CRITICALITY_OPTIONS_INIT;
    pship_weighting weighting = PSHIP_WEIGHTING_INIT;
    options.closures = closures;
    options.part = refusals[_i].part;
    options.mode = refusals[_i].mode;
    weighting.by = refusals[_i].by;
    ck_assert_int_eq(pship_network_criticality(&table, network, pairs, &weighting, &options, err),
                     refusals[_i].result);
    ck_assert_str_eq(err->message, refusals[_i].message);
    ck_assert_ptr_null(table);
    pship_table_free(pairs);
    pship_table_free(closures);
    pship_network_free(network);
}
END_TEST

/* ---- any network, against closing and searching anew */

enum { MOST_PLACES = 9, MOST_PAIRS = 12, MOST_CLOSURES = 24 };

static const char *const modes[] = {"rail", "road", "sea"};

typedef struct any_case {
    pship_network *network;
    uint32_t places, links;
    uint32_t pairs[MOST_PAIRS][2];
    double demands[MOST_PAIRS];
    int pair_count;
} any_case;

static void name_of(char text[16], char letter, uint32_t number)
{
    (void)snprintf(text, 16, "%c%u", letter, number);
}

static void set(network_builder *builder, network_part_kind part, uint32_t element,
                const char *name, double value)
{
    int column = pship__network_builder_column(builder, part, name);
    pship__network_builder_set(builder, part, element, column, value);
}

/* Weights of few values, so that ways are often of the same length; some are thirds, so that sums are rounded. */
static double any_hours(void)
{
    return roll(4) == 0 ? 0 : roll(3) == 0 ? roll(9) / 3.0 : roll(5);
}

static pship_network *any_network(pship_context *context, any_case *made)
{
    network_builder *builder = pship__network_builder_new(context);
    char id[16];
    made->places = 2 + (uint32_t)roll(MOST_PLACES - 1);
    made->links = (uint32_t)roll(3 * (int)made->places);
    for (uint32_t i = 0; i < made->places; i++) {
        name_of(id, 'p', i);
        uint32_t place = pship__network_builder_place(builder, id, NULL);
        set(builder, NETWORK_PLACE, place, "through", roll(9) > 0);
        if (roll(3) == 0)
            set(builder, NETWORK_PLACE, place, "time_h", any_hours());
    }
    for (uint32_t i = 0; i < made->links; i++) {
        name_of(id, 'l', i);
        uint32_t from = (uint32_t)roll((int)made->places), to = (uint32_t)roll((int)made->places);
        uint32_t link =
            pship__network_builder_link(builder, id, from, to, roll(9) ? modes[roll(3)] : NULL);
        set(builder, NETWORK_LINK, link, "time_h", any_hours());
    }
    for (int from = 0; from < 3 && roll(2); from++) {
        for (int to = 0; to < 3; to++) {
            uint32_t place = roll(2) ? NETWORK_NONE : (uint32_t)roll((int)made->places);
            if (roll(3) == 0)
                continue;
            set(builder, NETWORK_TRANSFER,
                pship__network_builder_transfer(builder, place, modes[from], modes[to]), "time_h",
                any_hours());
        }
    }
    ck_assert_msg(pship__network_builder_finish(&made->network, builder, NULL, err) == PSHIP_OK,
                  "%s", err->message);
    return made->network;
}

static pship_table *any_pairs(any_case *made)
{
    static const pship__column_spec columns[] = {{"origin", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"destination", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"demand", PSHIP_COLUMN_FLOAT64, NULL, 0}};
    pship__table_builder *builder;
    pship_table *table = NULL;
    char id[16];
    ck_assert_int_eq(pship__table_builder_new(&builder, NULL, columns, 3, err), PSHIP_OK);
    made->pair_count = roll(MOST_PAIRS + 1);
    for (int i = 0; i < made->pair_count; i++) {
        for (int j = 0; j < 2; j++) {
            made->pairs[i][j] = (uint32_t)roll((int)made->places);
            name_of(id, 'p', made->pairs[i][j]);
            pship__add_text(builder, id);
        }
        made->demands[i] = roll(5) / 3.0;
        pship__add_number(builder, made->demands[i]);
    }
    ck_assert_int_eq(pship__table_builder_finish(builder, &table, err), PSHIP_OK);
    return table;
}

/* Closure c0, c1 ... of one to three elements each. */
static pship_table *any_closures(const any_case *made, int *count)
{
    static const pship__column_spec columns[] = {{"closure", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"part", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"element", PSHIP_COLUMN_UTF8, NULL, 0}};
    pship__table_builder *builder;
    pship_table *table = NULL;
    char id[16];
    ck_assert_int_eq(pship__table_builder_new(&builder, NULL, columns, 3, err), PSHIP_OK);
    *count = 1 + roll(6);
    for (int i = 0; i < *count; i++) {
        for (int j = 1 + roll(3); j > 0; j--) {
            bool link = made->links > 0 && roll(2);
            name_of(id, 'c', (uint32_t)i);
            pship__add_text(builder, id);
            pship__add_text(builder, link ? "link" : "place");
            name_of(id, link ? 'l' : 'p', (uint32_t)roll((int)(link ? made->links : made->places)));
            pship__add_text(builder, id);
        }
    }
    ck_assert_int_eq(pship__table_builder_finish(builder, &table, err), PSHIP_OK);
    return table;
}

/* How far it is for each pair; INFINITY: no way. */
static void search_anew(const pship_network *network, const any_case *of, double *distances)
{
    network_graph *graph = NULL;
    graph_tree tree;
    ck_assert_int_eq(pship__graph_new(&graph, network, NULL, false, err), PSHIP_OK);
    ck_assert_int_eq(pship__graph_tree_new(&tree, graph, err), PSHIP_OK);
    for (int i = 0; i < of->pair_count; i++) {
        uint32_t origin = of->pairs[i][0], begin = graph->start_begins[origin];
        ck_assert_int_eq(pship__graph_search(&tree, graph, false, graph->starts + begin,
                                             graph->start_begins[origin + 1] - begin, NULL, 0, NULL,
                                             NULL, err),
                         PSHIP_OK);
        uint32_t end = pship__graph_nearest_end(&tree, graph, of->pairs[i][1]);
        distances[i] = end == NETWORK_NONE ? (double)INFINITY : tree.ways[end].distance;
    }
    tree.stop = NULL;
    pship__graph_tree_free(&tree, graph);
    pship__graph_free(graph);
}

typedef struct slow_row {
    int64_t pairs, cut;
    double demand, demand_cut, change, total;
} slow_row;

/* Sums by origin first, in the order in which origins come. */
static slow_row slow_sums(const any_case *of, const double *before, const double *after)
{
    slow_row all = {0, 0, 0, 0, 0, 0};
    bool done[MOST_PAIRS] = {false};
    for (int first = 0; first < of->pair_count; first++) {
        slow_row part = {0, 0, 0, 0, 0, 0};
        for (int i = first; i < of->pair_count && !done[first]; i++) {
            if (of->pairs[i][0] != of->pairs[first][0] || of->pairs[i][0] == of->pairs[i][1] ||
                isinf(before[i]))
                continue;
            part.total += of->demands[i] * before[i];
            if (!(after[i] > before[i]))
                continue;
            part.pairs++;
            part.demand += of->demands[i];
            part.cut += isinf(after[i]);
            part.demand_cut += isinf(after[i]) ? of->demands[i] : 0;
            part.change += isinf(after[i]) ? 0 : of->demands[i] * (after[i] - before[i]);
        }
        for (int i = first; i < of->pair_count; i++)
            done[i] = done[i] || of->pairs[i][0] == of->pairs[first][0];
        all = (slow_row){all.pairs + part.pairs,   all.cut + part.cut,
                         all.demand + part.demand, all.demand_cut + part.demand_cut,
                         all.change + part.change, all.total + part.total};
    }
    return all;
}

/* The network in which the elements of a closure are closed: places are places to end at. */
static pship_network *closed(const any_case *of, const pship_table *closures, const char *name)
{
    pship_network *network = pship_network_share(of->network);
    for (int64_t row = 0; row < pship_table_rows(closures); row++) {
        char part[16], element[16], closure[16];
        (void)pship_table_format(closures, 0, row, closure, sizeof closure);
        (void)pship_table_format(closures, 1, row, part, sizeof part);
        (void)pship_table_format(closures, 2, row, element, sizeof element);
        bool place = strcmp(part, "place") == 0;
        const pship_network_change_step step = {part, element, place ? "through" : NULL,
                                                place ? PSHIP_NETWORK_SET : PSHIP_NETWORK_CLOSE, 0};
        if (strcmp(closure, name) != 0 ||
            (!place && pship__network_link(network, element) == NETWORK_NONE))
            continue;
        pship_network *next = NULL;
        ck_assert_int_eq(pship_network_change(&next, network, &step, 1, err), PSHIP_OK);
        pship_network_free(network);
        network = next;
    }
    return network;
}

static void row_is(const pship_table *table, int64_t row, slow_row sums)
{
    ck_assert_int_eq(pship_table_integer(table, 1, row), sums.pairs);
    ck_assert_int_eq(pship_table_integer(table, 2, row), sums.cut);
    ck_assert_double_eq(pship_table_number(table, 3, row), sums.demand);
    ck_assert_double_eq(pship_table_number(table, 4, row), sums.demand_cut);
    ck_assert_double_eq(pship_table_number(table, 5, row), sums.change);
    if (sums.total > 0)
        ck_assert_double_eq(pship_table_number(table, 6, row), sums.change / sums.total * 100);
    else
        ck_assert(pship_table_is_null(table, 6, row));
}

static void hold_against(const any_case *of, const pship_table *closures, const pship_table *table)
{
    double before[MOST_PAIRS], after[MOST_PAIRS];
    char name[16];
    search_anew(of->network, of, before);
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        (void)pship_table_format(table, 0, row, name, sizeof name);
        pship_network *network = closed(of, closures, name);
        search_anew(network, of, after);
        row_is(table, row, slow_sums(of, before, after));
        pship_network_free(network);
    }
}

/* The closures that stand for each element alone. */
static pship_table *each_alone(const any_case *of, bool places)
{
    static const pship__column_spec columns[] = {{"closure", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"part", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"element", PSHIP_COLUMN_UTF8, NULL, 0}};
    pship__table_builder *builder;
    pship_table *table = NULL;
    char id[16];
    ck_assert_int_eq(pship__table_builder_new(&builder, NULL, columns, 3, err), PSHIP_OK);
    for (uint32_t i = 0; i < (places ? of->places : of->links); i++) {
        name_of(id, places ? 'p' : 'l', i);
        pship__add_text(builder, id);
        pship__add_text(builder, places ? "place" : "link");
        pship__add_text(builder, id);
    }
    ck_assert_int_eq(pship__table_builder_finish(builder, &table, err), PSHIP_OK);
    return table;
}

START_TEST(closing_and_searching_anew_says_the_same)
{
    pship_context *contexts[2] = {NULL, NULL};
    uint64_t start = chance_start();
    int count = chance_cases(400), worse = 0;
    for (int i = 0; i < 2; i++) {
        pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
        options.threads = i == 0 ? 1 : 3;
        ck_assert_int_eq(pship_context_new(&contexts[i], &options, err), PSHIP_OK);
    }
    for (int i = 0; i < count; i++) {
        any_case of;
        pship_criticality_options options = PSHIP_CRITICALITY_OPTIONS_INIT;
        pship_table *table = NULL, *closures;
        int closure_count = 0, kind = i % 3;
        chance_seed(start + (uint64_t)i);
        any_network(contexts[roll(2)], &of);
        pship_table *pairs = any_pairs(&of);
        closures = kind == 0 ? any_closures(&of, &closure_count) : each_alone(&of, kind == 1);
        options.part = kind == 1 ? "place" : NULL;
        options.closures = kind == 0 ? closures : NULL;
        ck_assert_msg(pship_network_criticality(&table, of.network, pairs, NULL, &options, err) ==
                          PSHIP_OK,
                      "%s", err->message);
        ck_assert_int_eq(pship_table_rows(table), kind == 0   ? closure_count
                                                  : kind == 1 ? (int)of.places
                                                              : (int)of.links);
        hold_against(&of, closures, table);
        for (int64_t row = 0; row < pship_table_rows(table); row++)
            worse += pship_table_integer(table, 1, row) > 0;
        pship_table_free(table);
        pship_table_free(pairs);
        pship_table_free(closures);
        pship_network_free(of.network);
    }
    if (count >= 100)
        ck_assert_int_gt(worse, count / 4);
    pship_context_free(contexts[0]);
    pship_context_free(contexts[1]);
}
END_TEST

/* ---- cancelling */

static int stop(void *user, const char *stage, double fraction)
{
    int *calls = user;
    (void)stage;
    (void)fraction;
    return --*calls < 0;
}

START_TEST(it_can_be_cancelled)
{
    int calls = 1000;
    pship_context *context = NULL;
    pship_network *network = NULL;
    pship_table *pairs = table_of("origin,destination\na,e\n"), *table = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    clock_step = 0; /* each stage reports once */
    options.progress = stop;
    options.progress_user = &calls;
    ck_assert_int_eq(pship_context_new(&context, &options, err), PSHIP_OK);
    ck_assert_int_eq(network_in(&network, context, diamond, NULL, err), PSHIP_OK);
    for (calls = 0; calls < 3; calls++) {
        int left = calls;
        pship_result result = pship_network_criticality(&table, network, pairs, NULL, NULL, err);
        calls = left;
        ck_assert_int_eq(result, left < 2 ? PSHIP_E_CANCELLED : PSHIP_OK);
    }
    pship_table_free(table);
    pship_table_free(pairs);
    pship_network_free(network);
    pship_context_free(context);
}
END_TEST

#define COUNT_OF(list) ((int)(sizeof(list) / sizeof *(list)))

Suite *test_suite(void)
{
    Suite *suite = suite_create("disruption");
    TCase *tests = tcase_create("disruption");
    tcase_add_test(tests, closed_links_make_ways_longer_or_cut_them_off);
    tcase_add_test(tests, only_links_of_a_mode_are_closed_where_that_is_asked);
    tcase_add_test(tests, a_closed_place_is_not_passed_but_still_begun_and_ended_at);
    tcase_add_test(tests, more_may_be_closed_at_once);
    tcase_add_test(tests, no_pairs_have_no_percent);
    tcase_add_test(tests, nothing_is_closed_without_a_network);
    tcase_add_loop_test(tests, what_cannot_be_is_refused, 0, COUNT_OF(refusals));
    tcase_add_test(tests, closing_and_searching_anew_says_the_same);
    tcase_add_test(tests, it_can_be_cancelled);
    suite_add_tcase(suite, tests);
    return suite;
}
