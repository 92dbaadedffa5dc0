/* Networks that differ in a few things from others. */
#include "chance.h"
#include "corridor/tables.h"

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;
static pship_network *network;

static const network_lines lines = {
    .links = "id,from,to,mode,#length_km,#speed_km_h,#time_h,#lanes\n"
             "ferry,Aktau,Alat,sea,450,,20,\n"
             "line,Alat,Baku,rail,70,35,,2\n"
             "road,Alat,Baku,road,75,,1.5,4\n",
    .places = "id,name,#time_h,#capacity_t\nAktau,Aktau,24,\nAlat,Port of Alat,12,100\nBaku,,,\n",
    .transfers = "place,from_mode,to_mode,#time_h\n,sea,rail,10\nAlat,sea,rail,8\n,sea,road,3\n",
    .timetables = "link,#departs_h\nferry,4\nroad,50\n",
    .quantiles = "part,element,#probability,#time_h\n"
                 "link,ferry,0.5,21\n"
                 "link,ferry,0.9,30\n"
                 "place,Aktau,0.5,20\n"
                 "transfer,Alat: sea to rail,0.9,20\n",
    .sources = "part,element,attribute,source\n"
               "link,ferry,time_h,a timetable\n"
               "link,road,lanes,a map\n"
               "place,Alat,capacity_t,the port\n",
};

static void set_up(void)
{
    network = network_of(lines);
}

static void tear_down(void)
{
    pship_network_free(network);
}

static pship_network *change(const pship_network *from, size_t count,
                             const pship_network_change_step *steps)
{
    pship_network *changed = NULL;
    ck_assert_msg(pship_network_change(&changed, from, steps, count, err) == PSHIP_OK, "%s",
                  err->message);
    return changed;
}

#define CHANGE(from, ...) \
    change(from, \
           sizeof((pship_network_change_step[]){__VA_ARGS__}) / sizeof(pship_network_change_step), \
           (pship_network_change_step[]){__VA_ARGS__})

static void is_as_it_was(const pship_network *of)
{
    list_is(of, pship_network_links,
            "id,from,to,mode,length_km,time_h,speed_km_h,lanes\n"
            "ferry,Aktau,Alat,sea,450,20,-,-\n"
            "line,Alat,Baku,rail,70,-,35,2\n"
            "road,Alat,Baku,road,75,1.5,-,4\n");
    list_is(of, pship_network_places,
            "id,name,country,kind,longitude,latitude,time_h,capacity_t\n"
            "Aktau,Aktau,-,-,-,-,24,-\n"
            "Alat,Port of Alat,-,-,-,-,12,100\n"
            "Baku,-,-,-,-,-,-,-\n");
    list_is(of, pship_network_transfers,
            "place,from_mode,to_mode,closed,time_h\n"
            "-,sea,rail,false,10\n"
            "Alat,sea,rail,false,8\n"
            "-,sea,road,false,3\n");
    list_is(of, pship_network_quantiles,
            "part,element,probability,time_h\n"
            "place,Aktau,0.5,20\n"
            "link,ferry,0.5,21\n"
            "link,ferry,0.9,30\n"
            "transfer,Alat: sea to rail,0.9,20\n");
    list_is(of, pship_network_sources,
            "part,element,attribute,value,source,assumed,low,high\n"
            "place,Alat,capacity_t,100,the port,false,-,-\n"
            "link,ferry,time_h,20,a timetable,false,-,-\n"
            "link,road,lanes,4,a map,false,-,-\n");
    list_is(of, pship_network_timetables, "link,departs_h\nferry,4\nroad,50\n");
}

START_TEST(no_change_is_the_same_network)
{
    pship_network *same = change(network, 0, NULL);
    is_as_it_was(same);
    ck_assert_ptr_eq(same->parts[NETWORK_LINK].columns[NETWORK_LENGTH],
                     network->parts[NETWORK_LINK].columns[NETWORK_LENGTH]);
    ck_assert_ptr_eq(same->from, network->from);
    pship_network_free(same);
}
END_TEST

START_TEST(numbers_are_set_added_to_and_scaled)
{
    pship_network *other = CHANGE(network, {"link", "ferry", "time_h", PSHIP_NETWORK_ADD, 4},
                                  {"link", "ferry", "time_h", PSHIP_NETWORK_SCALE, 1.5},
                                  {"link", "line", "time_h", PSHIP_NETWORK_SCALE, 2},
                                  {"link", "road", "time_h", PSHIP_NETWORK_SET, NAN},
                                  {"link", "line", "fee", PSHIP_NETWORK_ADD, 3},
                                  {"link", "road", "fee", PSHIP_NETWORK_SCALE, 3},
                                  {"link", "ferry", "lanes", PSHIP_NETWORK_SET, -1},
                                  {"place", "Aktau", "time_h", PSHIP_NETWORK_SET, 6},
                                  {"transfer", "*: sea to road", "time_h", PSHIP_NETWORK_ADD, 1});
    list_is(other, pship_network_links,
            "id,from,to,mode,length_km,time_h,speed_km_h,fee,lanes\n"
            "ferry,Aktau,Alat,sea,450,36,-,-,-1\n"
            "line,Alat,Baku,rail,70,4,35,3,2\n"
            "road,Alat,Baku,road,75,-,-,-,4\n");
    list_is(other, pship_network_places,
            "id,name,country,kind,longitude,latitude,time_h,capacity_t\n"
            "Aktau,Aktau,-,-,-,-,6,-\n"
            "Alat,Port of Alat,-,-,-,-,12,100\n"
            "Baku,-,-,-,-,-,-,-\n");
    list_is(other, pship_network_transfers,
            "place,from_mode,to_mode,closed,time_h\n"
            "-,sea,rail,false,10\n"
            "Alat,sea,rail,false,8\n"
            "-,sea,road,false,4\n");
    list_is(other, pship_network_quantiles,
            "part,element,probability,time_h\n"
            "link,ferry,0.5,37.5\n"
            "link,ferry,0.9,51\n"
            "transfer,Alat: sea to rail,0.9,20\n");
    list_is(other, pship_network_sources,
            "part,element,attribute,value,source,assumed,low,high\n"
            "place,Alat,capacity_t,100,the port,false,-,-\n"
            "link,road,lanes,4,a map,false,-,-\n");
    is_as_it_was(network);
    ck_assert_ptr_eq(other->parts[NETWORK_LINK].columns[NETWORK_LENGTH],
                     network->parts[NETWORK_LINK].columns[NETWORK_LENGTH]);
    pship_network_free(other);
}
END_TEST

START_TEST(a_closed_link_is_left_out)
{
    pship_network *other = CHANGE(network, {"link", "ferry", NULL, PSHIP_NETWORK_CLOSE, 0});
    list_is(other, pship_network_links,
            "id,from,to,mode,length_km,time_h,speed_km_h,lanes\n"
            "line,Alat,Baku,rail,70,-,35,2\n"
            "road,Alat,Baku,road,75,1.5,-,4\n");
    ck_assert_int_eq(pship_network_place_count(other), 3);
    list_is(other, pship_network_timetables, "link,departs_h\nroad,50\n");
    list_is(other, pship_network_quantiles,
            "part,element,probability,time_h\n"
            "place,Aktau,0.5,20\n"
            "transfer,Alat: sea to rail,0.9,20\n");
    list_is(other, pship_network_sources,
            "part,element,attribute,value,source,assumed,low,high\n"
            "place,Alat,capacity_t,100,the port,false,-,-\n"
            "link,road,lanes,4,a map,false,-,-\n");
    ck_assert_uint_eq(pship__network_link(other, "ferry"), NETWORK_NONE);
    ck_assert_uint_eq(pship__network_link(other, "road"), 1);
    is_as_it_was(network);
    pship_network_free(other);
}
END_TEST

START_TEST(a_closed_place_is_left_out_with_its_links_and_transfers)
{
    pship_network *other = CHANGE(network, {"place", "Alat", NULL, PSHIP_NETWORK_CLOSE, 0});
    list_is(other, pship_network_links, "id,from,to,mode,lanes\n");
    list_is(other, pship_network_places,
            "id,name,country,kind,longitude,latitude,time_h\n"
            "Aktau,Aktau,-,-,-,-,24\n"
            "Baku,-,-,-,-,-,-\n");
    list_is(other, pship_network_transfers,
            "place,from_mode,to_mode,closed,time_h\n"
            "-,sea,rail,false,10\n"
            "-,sea,road,false,3\n");
    list_is(other, pship_network_sources, "part,element,attribute,value,source,assumed,low,high\n");
    list_is(other, pship_network_quantiles,
            "part,element,probability,time_h\nplace,Aktau,0.5,20\n");
    ck_assert_str_eq(pship_network_describe(other).currency, "USD");
    pship_network_free(other);
}
END_TEST

START_TEST(a_closed_transfer_stays_and_bars_its_modes)
{
    pship_network *other =
        CHANGE(network, {"transfer", "Alat: sea to rail", NULL, PSHIP_NETWORK_CLOSE, 0});
    int sea = pship__network_mode(other, "sea"), rail = pship__network_mode(other, "rail");
    ck_assert_uint_eq(pship__network_transfer(network, 1, sea, rail), 1);
    ck_assert_uint_eq(pship__network_transfer(other, 1, sea, rail), NETWORK_BARRED);
    ck_assert_uint_eq(pship__network_transfer(other, 0, sea, rail), 0);
    pship_network *more =
        CHANGE(other, {"transfer", "*: sea to rail", NULL, PSHIP_NETWORK_CLOSE, 0},
               {"link", "road", NULL, PSHIP_NETWORK_CLOSE, 0});
    list_is(more, pship_network_transfers,
            "place,from_mode,to_mode,closed,time_h\n"
            "-,sea,rail,true,10\n"
            "Alat,sea,rail,true,8\n"
            "-,sea,road,false,3\n");
    ck_assert_uint_eq(pship__network_transfer(other, 0, sea, rail), 0);
    is_as_it_was(network);
    pship_network_free(other);
    pship_network_free(more);
}
END_TEST

START_TEST(links_keep_their_numbers_when_others_are_closed)
{
    char text[12];
    pship_network *four =
        network_of((network_lines){.links = "from,to,#time_h\na,b,1\nb,c,2\nc,d,3\nd,a,4\n"});
    pship_network *three = CHANGE(four, {"link", "2", NULL, PSHIP_NETWORK_CLOSE, 0});
    pship_network *two = CHANGE(three, {"link", "1", NULL, PSHIP_NETWORK_CLOSE, 0},
                                {"link", "4", "time_h", PSHIP_NETWORK_ADD, 1});
    list_is(three, pship_network_links,
            "id,from,to,mode,time_h\n1,a,b,-,1\n3,c,d,-,3\n4,d,a,-,4\n");
    list_is(two, pship_network_links, "id,from,to,mode,time_h\n3,c,d,-,3\n4,d,a,-,5\n");
    ck_assert_uint_eq(pship__network_link(two, "4"), 1);
    ck_assert_uint_eq(pship__network_link(two, "1"), NETWORK_NONE);
    ck_assert_uint_eq(pship__network_link(two, "5"), NETWORK_NONE);
    ck_assert_str_eq(pship__network_link_id(three, 1, text), "3");
    pship_network_free(four);
    pship_network_free(three);
    pship_network_free(two);
}
END_TEST

START_TEST(a_changed_network_outlives_the_first)
{
    pship_network *one = CHANGE(network, {"link", "ferry", "time_h", PSHIP_NETWORK_SET, 1});
    pship_network *two = CHANGE(one, {"link", "ferry", "time_h", PSHIP_NETWORK_ADD, 1},
                                {"transfer", "*: sea to rail", NULL, PSHIP_NETWORK_CLOSE, 0});
    pship_network *three = CHANGE(two, {"link", "ferry", "lanes", PSHIP_NETWORK_SET, 9});
    pship_network_free(one);
    pship_network_free(two);
    pship_network_free(network);
    network = NULL;
    list_is(three, pship_network_links,
            "id,from,to,mode,length_km,time_h,speed_km_h,lanes\n"
            "ferry,Aktau,Alat,sea,450,2,-,9\n"
            "line,Alat,Baku,rail,70,-,35,2\n"
            "road,Alat,Baku,road,75,1.5,-,4\n");
    list_is(three, pship_network_transfers,
            "place,from_mode,to_mode,closed,time_h\n"
            "-,sea,rail,true,10\n"
            "Alat,sea,rail,false,8\n"
            "-,sea,road,false,3\n");
    list_is(three, pship_network_quantiles,
            "part,element,probability,time_h\n"
            "place,Aktau,0.5,20\n"
            "transfer,Alat: sea to rail,0.9,20\n");
    pship_network_free(three);
}
END_TEST

/* ---- steps in one call, against one call for each */

static pship_network_change_step any_step(void)
{
    static const char *const elements[][4] = {
        {"Aktau", "Alat", "Baku", "Poti"},
        {"ferry", "line", "road", "rail"},
        {"*: sea to rail", "Alat: sea to rail", "*: sea to road", "*: road to sea"}};
    static const char *const parts[] = {"place", "link", "transfer"};
    static const char *const attributes[] = {"time_h", "capacity_t", "lanes", "fee", "depth"};
    static const double amounts[] = {0, 1, -3, 0.5, 40, (double)NAN, 1e308, 12};
    int part = roll(3);
    bool close = roll(6) == 0;
    return (pship_network_change_step){
        parts[part], elements[part][roll(4)], close ? NULL : attributes[roll(5)],
        close ? PSHIP_NETWORK_CLOSE : (pship_network_act)(2 + roll(3)), amounts[roll(8)]};
}

static void are_equal(const pship_network *one, const pship_network *other)
{
    static const network_list lists[] = {pship_network_links,     pship_network_places,
                                         pship_network_transfers, pship_network_timetables,
                                         pship_network_quantiles, pship_network_sources};
    for (int i = 0; i < 6; i++) {
        pship_table *left = NULL, *right = NULL;
        char cells[2][256];
        ck_assert_int_eq(lists[i](&left, one, err), PSHIP_OK);
        ck_assert_int_eq(lists[i](&right, other, err), PSHIP_OK);
        ck_assert_int_eq(pship_table_rows(left), pship_table_rows(right));
        for (int32_t column = 0; column < pship_table_columns(left); column++) {
            int32_t same = pship_table_find(right, pship_table_column_name(left, column));
            for (int64_t row = 0; row < pship_table_rows(left); row++) {
                /* A column that is told of nobody may be there or not. */
                (void)pship_table_format(left, column, row, cells[0], sizeof cells[0]);
                cells[1][0] = '\0';
                if (same >= 0)
                    (void)pship_table_format(right, same, row, cells[1], sizeof cells[1]);
                ck_assert_str_eq(cells[0], cells[1]);
            }
        }
        pship_table_free(left);
        pship_table_free(right);
    }
}

START_TEST(steps_follow_one_another)
{
    int count = chance_cases(400), refused = 0, made = 0;
    uint64_t start = chance_start();
    for (int i = 0; i < count; i++) {
        chance_seed(start + (uint64_t)i);
        pship_network_change_step steps[6];
        size_t number = 1 + (size_t)roll(6);
        pship_network *at_once = NULL, *step_by_step = pship_network_share(network);
        pship_result result = PSHIP_OK;
        for (size_t j = 0; j < number; j++)
            steps[j] = any_step();
        for (size_t j = 0; j < number && result == PSHIP_OK; j++) {
            pship_network *next = NULL;
            result = pship_network_change(&next, step_by_step, &steps[j], 1, err);
            if (result == PSHIP_OK) {
                pship_network_free(step_by_step);
                step_by_step = next;
            }
        }
        ck_assert_int_eq(pship_network_change(&at_once, network, steps, number, err), result);
        if (result == PSHIP_OK) {
            are_equal(at_once, step_by_step);
            are_equal(step_by_step, at_once);
            made++;
        } else {
            refused++;
        }
        pship_network_free(at_once);
        pship_network_free(step_by_step);
    }
    if (count >= 200) {
        ck_assert_int_gt(made, count / 20);
        ck_assert_int_gt(refused, count / 20);
    }
    is_as_it_was(network);
}
END_TEST

/* ---- refusals */

static const struct {
    pship_network_change_step step;
    pship_result result;
    const char *message;
} refusals[] = {
    {{"link", "x", "time_h", PSHIP_NETWORK_ADD, 1},
     PSHIP_E_NOT_FOUND,
     "step 2: there is no link \"x\""},
    {{"link", "road", "time_h", PSHIP_NETWORK_ADD, 1},
     PSHIP_E_NOT_FOUND,
     "step 2: there is no link \"road\""},
    {{"link", "line", "depth", PSHIP_NETWORK_ADD, 1},
     PSHIP_E_NOT_FOUND,
     "step 2: no link has a number \"depth\""},
    {{"place", "Alat", "lanes", PSHIP_NETWORK_ADD, 1},
     PSHIP_E_NOT_FOUND,
     "step 2: no place has a number \"lanes\""},
    {{"node", "Alat", "fee", PSHIP_NETWORK_ADD, 1},
     PSHIP_E_INVALID,
     "step 2: \"node\" is not \"place\", \"link\" or \"transfer\""},
    {{"link", "ferry", "time_h", PSHIP_NETWORK_ADD, -21},
     PSHIP_E_INVALID,
     "step 2: then time_h of link \"ferry\" is negative"},
    {{"link", "ferry", "time_h", PSHIP_NETWORK_ADD, NAN},
     PSHIP_E_INVALID,
     "step 2: the amount is not finite"},
    {{"link", "line", "fee", PSHIP_NETWORK_SCALE, INFINITY},
     PSHIP_E_INVALID,
     "step 2: the amount is not finite"},
    {{"link", "line", "speed_km_h", PSHIP_NETWORK_SCALE, 0},
     PSHIP_E_INVALID,
     "step 2: then speed_km_h of link \"line\" is zero"},
    {{"place", "Aktau", "time_h", PSHIP_NETWORK_ADD, -21},
     PSHIP_E_INVALID,
     "step 2: a quantile of the time of place \"Aktau\" would be negative or infinite"},
    {{"link", "line", NULL, PSHIP_NETWORK_ADD, 1},
     PSHIP_E_ARGUMENT,
     "step 2: which number is to change is not told"},
    {{"link", NULL, NULL, PSHIP_NETWORK_CLOSE, 1},
     PSHIP_E_ARGUMENT,
     "step 2: what is to change is not told"},
    {{"link", "line", "fee", (pship_network_act)9, 1},
     PSHIP_E_ARGUMENT,
     "step 2: what is to happen is none of the acts"},
};

START_TEST(what_cannot_be_is_refused)
{
    pship_network *changed = NULL;
    const pship_network_change_step steps[] = {{"link", "road", NULL, PSHIP_NETWORK_CLOSE, 0},
                                               refusals[_i].step};
    ck_assert_int_eq(pship_network_change(&changed, network, steps, 2, err), refusals[_i].result);
    ck_assert_str_eq(err->message, refusals[_i].message);
    ck_assert_ptr_null(changed);
    is_as_it_was(network);
}
END_TEST

#define COUNT_OF(list) ((int)(sizeof(list) / sizeof *(list)))

Suite *test_suite(void)
{
    Suite *suite = suite_create("network_change");
    TCase *tests = tcase_create("network_change");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, no_change_is_the_same_network);
    tcase_add_test(tests, numbers_are_set_added_to_and_scaled);
    tcase_add_test(tests, a_closed_link_is_left_out);
    tcase_add_test(tests, a_closed_place_is_left_out_with_its_links_and_transfers);
    tcase_add_test(tests, a_closed_transfer_stays_and_bars_its_modes);
    tcase_add_test(tests, links_keep_their_numbers_when_others_are_closed);
    tcase_add_test(tests, a_changed_network_outlives_the_first);
    tcase_add_test(tests, steps_follow_one_another);
    tcase_add_loop_test(tests, what_cannot_be_is_refused, 0, COUNT_OF(refusals));
    suite_add_tcase(suite, tests);
    return suite;
}
