#include "register/scene.h"

Suite *test_suite(void);

static scene set;

static void begin(void)
{
    memset(&set, 0, sizeof set);
    scene_open(&set);
    add_source(&set, "paper", "Paper", "2026-01-14");
    add_source(&set, "other", "Other", "2026-02-14");
    OK(pship_place_record(set.transaction, "seaport", "alat", NULL, NULL, err));
    OK(pship_place_record(set.transaction, "seaport", "aktau", NULL, NULL, err));
}

static void end(void)
{
    scene_close(&set);
}

static pship_table *listed(const char *as_of, const char *published_by,
                           pship_result (*list)(pship_table **, const pship_view *, pship_error *))
{
    pship_view *view = look(&set, as_of, published_by, PSHIP_CERTAIN);
    pship_table *table = NULL;
    OK(list(&table, view, err));
    pship_view_free(view);
    return table;
}

START_TEST(a_link_is_listed_with_its_status_of_the_day)
{
    const char *corridors[] = {"middle", "north"}, *departures[] = {"Monday 10:30"};
    pship_link_fields fields = PSHIP_LINK_FIELDS_INIT;
    pship_statement_options options = said_by("paper");
    OK(pship_entity_record(set.transaction, "corridor", "middle", err));
    OK(pship_entity_record(set.transaction, "corridor", "north", err));
    fields.name = "Crossing";
    fields.from_place = "alat";
    fields.to_place = "aktau";
    fields.mode = "ferry";
    fields.both_ways = true;
    fields.corridors = corridors;
    fields.corridor_count = 2;
    fields.departures = departures;
    fields.departure_count = 1;
    fields.length_km = "420";
    fields.transit_time_h = "24.50";
    fields.currency = "USD";
    fields.freight_fee = "12";
    OK(pship_link_record(set.transaction, "crossing", &fields, &options, err));
    fields = pship_link_fields_init();
    fields.status = "planned";
    options.until = "2026-03-31";
    OK(pship_link_record(set.transaction, "crossing", &fields, &options, err));
    options = said_by("other");
    options.from = "2026-04-01";
    fields.status = "open";
    OK(pship_link_record(set.transaction, "crossing", &fields, &options, err));
    scene_commit(&set);

    pship_table *table = listed("2026-03-31", NULL, pship_link_list);
    ck_assert_str_eq(columns_of(table),
                     "id name from_place to_place mode both_ways corridors status length "
                     "transit_time certainty contested source");
    ck_assert_int_eq(pship_table_rows(table), 1);
    ck_assert_str_eq(cell(table, 0, "id"), "crossing");
    ck_assert_str_eq(cell(table, 0, "from_place"), "alat");
    ck_assert_str_eq(cell(table, 0, "both_ways"), "true");
    ck_assert_str_eq(cell(table, 0, "corridors"), "middle; north");
    ck_assert_str_eq(cell(table, 0, "status"), "planned");
    ck_assert_str_eq(cell(table, 0, "length"), "420");
    ck_assert_str_eq(cell(table, 0, "transit_time"), "24.5");
    ck_assert_str_eq(cell(table, 0, "source"), "paper");
    pship_table_free(table);
    table = listed("2026-04-01", NULL, pship_link_list);
    ck_assert_str_eq(cell(table, 0, "status"), "open");
    pship_table_free(table);
    table = listed("2026-04-01", "2026-02-01", pship_link_list); /* nobody had said so yet */
    ck_assert(empty_cell(table, 0, "status"));
    pship_table_free(table);

    pship_view *view = look(&set, "2026-04-01", NULL, PSHIP_CERTAIN);
    pship_cell fee;
    OK(pship_view_cell(&fee, view, "crossing", "freight_fee", err));
    ck_assert_str_eq(fee.value.text, "12");
    ck_assert_str_eq(fee.value.unit, "USD/t");
    pship_view_free(view);
}
END_TEST

START_TEST(numbers_in_other_units_are_converted_and_what_cannot_be_is_null)
{
    pship_statement_options options = said_by("paper");
    OK(pship_link_record(set.transaction, "crossing", NULL, NULL, err));
    OK(pship_link_record(set.transaction, "strange", NULL, NULL, err));
    OK(pship_statement_assert_text(NULL, set.transaction, "crossing", "transit_time", "1.5", "days",
                                   &options, err));
    OK(pship_statement_assert_text(NULL, set.transaction, "crossing", "length", "420000", "m",
                                   &options, err));
    OK(pship_statement_assert_text(NULL, set.transaction, "strange", "transit_time", "2", "km",
                                   &options, err));
    OK(pship_statement_assert_text(NULL, set.transaction, "strange", "length", "2", NULL, &options,
                                   err));
    scene_commit(&set);
    pship_table *table = listed("2026-04-01", NULL, pship_link_list);
    ck_assert_str_eq(cell(table, 0, "transit_time"), "36");
    ck_assert_str_eq(cell(table, 0, "length"), "420");
    ck_assert_str_eq(cell(table, 0, "both_ways"), "false");
    ck_assert(empty_cell(table, 1, "transit_time"));
    ck_assert(empty_cell(table, 1, "length"));
    pship_table_free(table);
}
END_TEST

START_TEST(sources_that_disagree_about_a_number_are_contested)
{
    pship_link_fields fields = PSHIP_LINK_FIELDS_INIT;
    pship_statement_options paper = said_by("paper"), other = said_by("other");
    fields.length_km = "42";
    OK(pship_link_record(set.transaction, "route", &fields, &paper, err));
    fields.length_km = "43";
    OK(pship_link_record(set.transaction, "route", &fields, &other, err));
    scene_commit(&set);
    pship_table *table = listed("2026-04-01", NULL, pship_link_list);
    ck_assert(empty_cell(table, 0, "length")); /* undecided */
    ck_assert_str_eq(cell(table, 0, "contested"), "true");
    pship_table_free(table);
}
END_TEST

START_TEST(money_needs_a_currency_that_there_is)
{
    pship_link_fields link = PSHIP_LINK_FIELDS_INIT;
    pship_transfer_fields transfer = PSHIP_TRANSFER_FIELDS_INIT;
    pship_place_fields place = PSHIP_PLACE_FIELDS_INIT;
    link.container_rate = "0.5";
    FAILS(pship_link_record(set.transaction, "a", &link, NULL, err), PSHIP_E_ARGUMENT,
          "needs its currency");
    link.currency = "dollars";
    FAILS(pship_link_record(set.transaction, "a", &link, NULL, err), PSHIP_E_INVALID,
          "'dollars' is not a currency");
    transfer.freight_fee = "1";
    FAILS(pship_transfer_record(set.transaction, "a", &transfer, NULL, err), PSHIP_E_ARGUMENT,
          "needs its currency");
    place.container_fee = "1";
    FAILS(pship_place_record(set.transaction, "seaport", "a", &place, NULL, err), PSHIP_E_ARGUMENT,
          "needs its currency");
    link.currency = "EUR";
    OK(pship_link_record(set.transaction, "a", &link, NULL, err));
}
END_TEST

START_TEST(a_transfer_stands_at_its_place_or_everywhere)
{
    pship_transfer_fields fields = PSHIP_TRANSFER_FIELDS_INIT;
    pship_statement_options options = said_by("paper");
    fields.place = "alat";
    fields.from_mode = "ferry";
    fields.to_mode = "rail";
    fields.dwell_h = "24";
    fields.both_ways = true;
    OK(pship_transfer_record(set.transaction, "alat/loading", &fields, &options, err));
    fields.place = NULL;
    fields.dwell_h = "12";
    fields.both_ways = false;
    OK(pship_transfer_record(set.transaction, "loading", &fields, &options, err));
    scene_commit(&set);
    pship_table *table = listed("2026-04-01", NULL, pship_transfer_list);
    ck_assert_str_eq(columns_of(table), "id name place from_mode to_mode both_ways status dwell "
                                        "certainty contested source");
    ck_assert_str_eq(cell(table, 0, "place"), "alat");
    ck_assert_str_eq(cell(table, 0, "dwell"), "24");
    ck_assert_str_eq(cell(table, 0, "both_ways"), "true");
    ck_assert(empty_cell(table, 1, "place"));
    ck_assert_str_eq(cell(table, 1, "from_mode"), "ferry");
    ck_assert_str_eq(cell(table, 1, "both_ways"), "false");
    pship_table_free(table);
}
END_TEST

START_TEST(an_estimate_says_what_a_number_may_be)
{
    pship_estimate_fields fields = PSHIP_ESTIMATE_FIELDS_INIT;
    pship_statement_options options = said_by("paper");
    fields.estimate_of = "alat";
    fields.measure = "dwell";
    fields.low = "12";
    fields.high = "48";
    fields.unit = "h";
    OK(pship_estimate_record(set.transaction, "alat/range", &fields, &options, err));
    fields.low = NULL;
    fields.high = "2";
    fields.unit = "days";
    fields.probability = "0.9";
    OK(pship_estimate_record(set.transaction, "alat/p90", &fields, &options, err));
    scene_commit(&set);
    pship_table *table = listed("2026-04-01", NULL, pship_estimate_list);
    ck_assert_str_eq(columns_of(table), "id estimate_of measure low high unit probability "
                                        "certainty contested source");
    ck_assert_str_eq(cell(table, 0, "id"), "alat/p90");
    ck_assert(empty_cell(table, 0, "low"));
    ck_assert_str_eq(cell(table, 0, "high"), "2");
    ck_assert_str_eq(cell(table, 0, "unit"), "days");
    ck_assert_str_eq(cell(table, 0, "probability"), "0.9");
    ck_assert_str_eq(cell(table, 1, "low"), "12");
    ck_assert_str_eq(cell(table, 1, "unit"), "h");
    ck_assert(empty_cell(table, 1, "probability"));
    pship_table_free(table);
}
END_TEST

START_TEST(a_port_has_coordinates_and_its_code)
{
    pship_place_fields fields = PSHIP_PLACE_FIELDS_INIT;
    pship_statement_options options = said_by("paper");
    fields.name = "Poti";
    fields.un_locode = "GEPTI";
    fields.longitude = "41.65444";
    fields.latitude = "42.15500";
    fields.dwell_h = "36";
    fields.capacity_teu = "400000";
    OK(pship_place_record(set.transaction, "seaport", "poti", &fields, &options, err));
    fields = pship_place_fields_init();
    fields.size = offsetof(pship_place_fields, un_locode); /* of the first release */
    fields.un_locode = "not looked at";
    OK(pship_place_record(set.transaction, "border_point", "sarpi", &fields, &options, err));
    scene_commit(&set);
    pship_table *table = listed("2026-04-01", NULL, pship_place_list);
    ck_assert_str_eq(columns_of(table),
                     "id kind name country part_of roles incentives potentials sectors projects "
                     "un_locode longitude latitude certainty contested source");
    int64_t poti = -1, sarpi = -1;
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        poti = strcmp(cell(table, row, "id"), "poti") == 0 ? row : poti;
        sarpi = strcmp(cell(table, row, "id"), "sarpi") == 0 ? row : sarpi;
    }
    ck_assert_str_eq(cell(table, poti, "un_locode"), "GEPTI");
    ck_assert_str_eq(cell(table, poti, "longitude"), "41.65444");
    ck_assert_str_eq(cell(table, poti, "latitude"), "42.155");
    ck_assert(empty_cell(table, sarpi, "un_locode"));
    ck_assert_str_eq(cell(table, sarpi, "kind"), "border_point");
    pship_table_free(table);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("link");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, a_link_is_listed_with_its_status_of_the_day);
    tcase_add_test(all, numbers_in_other_units_are_converted_and_what_cannot_be_is_null);
    tcase_add_test(all, sources_that_disagree_about_a_number_are_contested);
    tcase_add_test(all, money_needs_a_currency_that_there_is);
    tcase_add_test(all, a_transfer_stands_at_its_place_or_everywhere);
    tcase_add_test(all, an_estimate_says_what_a_number_may_be);
    tcase_add_test(all, a_port_has_coordinates_and_its_code);
    suite_add_tcase(suite, all);
    return suite;
}
