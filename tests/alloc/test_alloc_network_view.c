/* Every allocation of making a network of a view is refused in turn. */
#include "alloc/failing.h"
#include "register/scene.h"

Suite *test_suite(void);

static heap memory;
static scene set;
static pship_view *view;

static void fill(void)
{
    pship_link_fields link = PSHIP_LINK_FIELDS_INIT;
    pship_transfer_fields transfer = PSHIP_TRANSFER_FIELDS_INIT;
    pship_estimate_fields estimate = PSHIP_ESTIMATE_FIELDS_INIT;
    pship_place_fields place = PSHIP_PLACE_FIELDS_INIT;
    const char *departures[] = {"Monday 10:30", "Friday 9:00"};
    add_source(&set, "paper", "Paper", "2026-01-14");
    pship_statement_options options = said_by("paper");
    place.name = "Alat";
    place.longitude = "49.4";
    place.latitude = "39.9";
    place.dwell_h = "12";
    OK(pship_place_record(set.transaction, "seaport", "alat", &place, &options, err));
    OK(pship_place_record(set.transaction, "seaport", "aktau", NULL, NULL, err));
    OK(pship_place_record(set.transaction, "seaport", "aktau-2", NULL, NULL, err));
    state(&set, "aktau-2", "merged_into", "aktau", "paper");
    link.from_place = "aktau-2";
    link.to_place = "alat";
    link.mode = "ferry";
    link.both_ways = true;
    link.length_km = "420";
    link.transit_time_h = "19";
    link.currency = "USD";
    link.freight_fee = "12";
    link.departures = departures;
    link.departure_count = 2;
    OK(pship_link_record(set.transaction, "crossing", &link, &options, err));
    transfer.from_mode = "ferry";
    transfer.to_mode = "rail";
    transfer.place = "alat";
    transfer.dwell_h = "24";
    OK(pship_transfer_record(set.transaction, "loading", &transfer, &options, err));
    estimate.estimate_of = "crossing";
    estimate.measure = "transit_time";
    estimate.high = "30";
    estimate.unit = "h";
    estimate.probability = "0.9";
    OK(pship_estimate_record(set.transaction, "p90", &estimate, NULL, err));
}

static void begin(void)
{
    memset(&set, 0, sizeof set);
    set.context = heap_context(&memory);
    scene_open(&set);
    fill();
    scene_commit(&set);
    view = look(&set, "2026-06-01", NULL, PSHIP_CERTAIN);
}

static void end(void)
{
    pship_view_free(view);
    scene_close(&set);
    pship_context_free(set.context);
    ck_assert_int_eq(memory.blocks, 0);
}

static pship_result make(void *data, pship_error *err)
{
    pship_network *network = NULL;
    (void)data;
    pship_result result = pship_network_from_view(&network, view, NULL, err);
    ck_assert((network != NULL) == (result == PSHIP_OK));
    if (result == PSHIP_OK)
        ck_assert_int_eq(pship_network_link_count(network), 2);
    pship_network_free(network);
    return result;
}

START_TEST(a_network_is_made_or_memory_is_short)
{
    heap_fail_each(&memory, make, NULL, NULL);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("alloc_network_view");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, a_network_is_made_or_memory_is_short);
    suite_add_tcase(suite, all);
    return suite;
}
