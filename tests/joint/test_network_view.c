#include "register/scene.h"

Suite *test_suite(void);

/* A corridor as sources tell of it: a railway to a port, a crossing by ferry, a railway beyond, and one that is planned. */
static scene set;

static void number(const char *subject, const char *property, const char *text, const char *unit,
                   const char *source)
{
    pship_statement_options options = said_by(source);
    OK(pship_statement_assert_text(NULL, set.transaction, subject, property, text, unit, &options,
                                   err));
}

static void add_link(const char *id, const char *from, const char *to, const char *mode,
                     const char *length, const char *time)
{
    pship_link_fields fields = PSHIP_LINK_FIELDS_INIT;
    pship_statement_options options = said_by("paper");
    fields.from_place = from;
    fields.to_place = to;
    fields.mode = mode;
    fields.length_km = length;
    fields.transit_time_h = time;
    OK(pship_link_record(set.transaction, id, &fields, &options, err));
}

static void add_status(const char *id, const char *status, const char *from, const char *until,
                       const char *source)
{
    pship_statement_options options = said_by(source);
    options.from = from;
    options.until = until;
    OK(pship_statement_assert_text(NULL, set.transaction, id, "operational_status", status, NULL,
                                   &options, err));
}

static void begin(void)
{
    pship_place_fields port = PSHIP_PLACE_FIELDS_INIT;
    pship_source_fields assumption = PSHIP_SOURCE_FIELDS_INIT;
    memset(&set, 0, sizeof set);
    scene_open(&set);
    add_source(&set, "paper", "Paper", "2026-01-14");
    add_source(&set, "other", "Other", "2026-02-14");
    assumption.title = "Assumed by us";
    assumption.published = "2026-01-01";
    OK(pship_source_record(set.transaction, "assumed", &assumption, NULL, err));
    state(&set, "assumed", "type", "assumption", NULL);
    OK(pship_party_record(set.transaction, "state", "azerbaijan", NULL, NULL, err));
    port.name = "Alat";
    port.country = "azerbaijan";
    port.longitude = "49.4";
    port.latitude = "39.9";
    OK(pship_place_record(set.transaction, "seaport", "alat", &port, NULL, err));
    OK(pship_place_record(set.transaction, "seaport", "aktau", NULL, NULL, err));
    OK(pship_place_record(set.transaction, "city", "tbilisi", NULL, NULL, err));
    OK(pship_place_record(set.transaction, "city", "yerevan", NULL, NULL, err));
    OK(pship_entity_record(set.transaction, "corridor", "middle", err));
    add_link("crossing", "aktau", "alat", "ferry", "420", "24");
    add_link("railway", "alat", "tbilisi", "rail", "500", NULL);
    add_link("shortcut", "alat", "yerevan", "rail", "400", "10");
    state(&set, "railway", "both_ways", "true", "paper");
    state(&set, "railway", "corridor", "middle", "paper");
    state(&set, "crossing", "corridor", "middle", "paper");
    add_status("shortcut", "under_construction", NULL, "2026-11", "paper");
    add_status("shortcut", "open", "2026-12", "..", "other");
}

static void end(void)
{
    scene_close(&set);
}

static pship_network *network_on(const char *as_of, const char *published_by,
                                 const pship_network_view_options *options)
{
    pship_view *view = look(&set, as_of, published_by, PSHIP_CERTAIN);
    pship_network *network = NULL;
    OK(pship_network_from_view(&network, view, options, err));
    pship_view_free(view);
    return network;
}

static pship_table *ask(const pship_network *network,
                        pship_result (*question)(pship_table **, const pship_network *,
                                                 pship_error *))
{
    pship_table *table = NULL;
    OK(question(&table, network, err));
    return table;
}

/* One column of a table, its cells joined by spaces. */
static const char *joined(const pship_table *table, const char *column)
{
    static char text[2048];
    text[0] = '\0';
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        size_t length = strlen(text);
        (void)snprintf(text + length, sizeof text - length, "%s%s", row ? " " : "",
                       cell(table, row, column));
    }
    return text;
}

static void has_links(const char *as_of, const char *published_by, bool planned,
                      const char *expected)
{
    pship_network_view_options options = PSHIP_NETWORK_VIEW_OPTIONS_INIT;
    options.planned = planned;
    pship_network *network = network_on(as_of, published_by, &options);
    pship_table *links = ask(network, pship_network_links);
    ck_assert_str_eq(joined(links, "id"), expected);
    pship_table_free(links);
    pship_network_free(network);
}

START_TEST(links_come_and_go_with_the_day_and_with_what_was_published)
{
    scene_commit(&set);
    has_links("2026-11-30", NULL, false, "crossing railway railway back");
    has_links("2026-11-30", NULL, true, "crossing railway railway back shortcut");
    has_links("2026-12-15", NULL, false,
              "crossing railway railway back"); /* which day is not said */
    has_links("2026-12-15", NULL, true, "crossing railway railway back shortcut");
    has_links("2027-01-01", NULL, false, "crossing railway railway back shortcut");
    /* Who only knows the first source knows of no end of the works, and of no status after it. */
    has_links("2026-11-01", "2026-02-01", false, "crossing railway railway back");
    has_links("2026-11-01", "2026-01-01", false, "");
}
END_TEST

START_TEST(what_may_be_open_is_there_in_a_view_that_takes_what_is_possible)
{
    scene_commit(&set);
    pship_view *view = look(&set, "2026-12-15", NULL, PSHIP_POSSIBLE);
    pship_network *network = NULL;
    OK(pship_network_from_view(&network, view, NULL, err));
    ck_assert_int_eq(pship_network_link_count(network), 4);
    pship_network_free(network);
    pship_view_free(view);
}
END_TEST

START_TEST(a_closed_place_takes_its_links_along)
{
    pship_network_view_options options = PSHIP_NETWORK_VIEW_OPTIONS_INIT;
    add_status("alat", "suspended", "2026-05-01", "2026-05-31", "paper");
    add_status("crossing", "closed", "2026-08-01", "..", "paper");
    scene_commit(&set);
    has_links("2026-05-10", NULL, false, "");
    has_links("2026-06-01", NULL, false, "crossing railway railway back");
    has_links("2026-08-01", NULL, true, "railway railway back shortcut");
    options.suspended = true;
    pship_network *network = network_on("2026-05-10", NULL, &options);
    ck_assert_int_eq(pship_network_link_count(network), 3);
    pship_network_free(network);
}
END_TEST

START_TEST(places_are_described_and_numbers_come_in_the_units_of_the_network)
{
    pship_estimate_fields often = PSHIP_ESTIMATE_FIELDS_INIT;
    number("railway", "transit_time", "0.5", "days", "paper");
    number("railway", "freight_rate", "0.05", "USD/t/km", "paper");
    number("railway", "freight_capacity", "5", "million t/year", "paper");
    number("railway", "well_to_wheel", "0.0625", "kg/t/km", "paper");
    number("railway", "gauge", "1.52", "m", "paper");
    number("crossing", "frequency", "3.5", "sailings per week", "paper");
    often.estimate_of = "crossing";
    often.measure = "frequency";
    often.low = "3";
    often.high = "4";
    often.unit = "voyages/week";
    OK(pship_estimate_record(set.transaction, "crossing/often", &often, NULL, err));
    number("crossing", "headway_variation", "50", "percent", "paper");
    number("alat", "dwell", "90", "minutes", "paper");
    number("alat", "container_fee", "120", "US$/TEU", "paper");
    scene_commit(&set);
    pship_network *network = network_on("2026-06-01", NULL, NULL);
    pship_table *places = ask(network, pship_network_places);
    ck_assert_str_eq(joined(places, "id"), "aktau alat tbilisi");
    ck_assert_str_eq(cell(places, 1, "name"), "Alat");
    ck_assert_str_eq(cell(places, 1, "country"), "azerbaijan");
    ck_assert_str_eq(cell(places, 1, "kind"), "seaport");
    ck_assert_str_eq(cell(places, 1, "longitude"), "49.4");
    ck_assert_str_eq(cell(places, 1, "time_h"), "1.5");
    ck_assert_str_eq(cell(places, 1, "box_fee"), "120");
    ck_assert(empty_cell(places, 0, "time_h"));
    pship_table *links = ask(network, pship_network_links);
    ck_assert_str_eq(joined(links, "from"), "aktau alat tbilisi");
    ck_assert_str_eq(joined(links, "to"), "alat tbilisi alat");
    ck_assert_str_eq(joined(links, "mode"), "ferry rail rail");
    ck_assert_str_eq(joined(links, "length_km"), "420 500 500");
    ck_assert_str_eq(joined(links, "time_h"), "24 12 12");
    ck_assert_str_eq(cell(links, 2, "rate"), "0.05");
    ck_assert_str_eq(cell(links, 2, "capacity_t"), "5000000");
    ck_assert_int_eq(strncmp(cell(links, 2, "well_to_wheel_g"), "62.5", 4), 0);
    ck_assert_str_eq(cell(links, 2, "gauge_mm"), "1520");
    ck_assert_str_eq(cell(links, 0, "headway_h"), "48");
    ck_assert_str_eq(cell(links, 0, "headway_variation"), "0.5");
    ck_assert_str_eq(pship_network_describe(network).currency, "USD");
    pship_table *sources = ask(network, pship_network_sources);
    int64_t headway = row_of(sources, "attribute", "headway_h");
    ck_assert_str_eq(cell(sources, headway, "low"), "42"); /* the most often */
    ck_assert_str_eq(cell(sources, headway, "high"), "56");
    pship_table_free(sources);
    pship_table_free(places);
    pship_table_free(links);
    pship_network_free(network);
}
END_TEST

START_TEST(every_number_has_its_source_and_what_nobody_says_is_assumed)
{
    pship_estimate_fields range = PSHIP_ESTIMATE_FIELDS_INIT;
    pship_statement_options about = said_by("other");
    number("alat", "dwell", "36", "h", "assumed");
    number("aktau", "dwell", "8", "h", NULL);
    about.qualifier = "about";
    OK(pship_statement_assert_text(NULL, set.transaction, "railway", "transit_time", "12", "h",
                                   &about, err));
    range.estimate_of = "alat";
    range.measure = "dwell";
    range.low = "0.5";
    range.high = "3";
    range.unit = "days";
    OK(pship_estimate_record(set.transaction, "alat/range", &range, NULL, err));
    scene_commit(&set);
    pship_network *network = network_on("2026-06-01", NULL, NULL);
    pship_table *sources = ask(network, pship_network_sources);
    ck_assert_str_eq(joined(sources, "element"), "aktau alat crossing crossing railway railway "
                                                 "railway back railway back");
    ck_assert_str_eq(joined(sources, "attribute"), "time_h time_h length_km time_h length_km "
                                                   "time_h length_km time_h");
    ck_assert_str_eq(joined(sources, "assumed"), "true true false false false false false false");
    ck_assert(empty_cell(sources, 0, "source"));
    ck_assert_str_eq(cell(sources, 1, "source"), "assumed");
    ck_assert_str_eq(cell(sources, 1, "value"), "36");
    ck_assert_str_eq(cell(sources, 1, "low"), "12");
    ck_assert_str_eq(cell(sources, 1, "high"), "72");
    ck_assert_str_eq(cell(sources, 2, "source"), "paper");
    ck_assert(empty_cell(sources, 2, "low"));
    ck_assert_str_eq(cell(sources, 5, "source"), "other");
    ck_assert(!empty_cell(sources, 5, "low")); /* "about" leaves something open */
    pship_table_free(sources);
    pship_network_free(network);
}
END_TEST

START_TEST(numbers_that_sources_disagree_about_show_the_least_and_the_most)
{
    pship_statement_options best = said_by("other");
    number("crossing", "length", "430", "km", "other"); /* 420 says the paper */
    best.rank = PSHIP_RANK_PREFERRED;
    best.reason = "measured";
    OK(pship_statement_assert_text(NULL, set.transaction, "railway", "length", "503", "km", &best,
                                   err));
    scene_commit(&set);
    pship_network *network = network_on("2026-06-01", NULL, NULL);
    pship_table *links = ask(network, pship_network_links);
    pship_table *sources = ask(network, pship_network_sources);
    ck_assert(empty_cell(links, 0, "length_km")); /* nothing decides */
    ck_assert_str_eq(cell(links, 1, "length_km"), "503");
    ck_assert_str_eq(cell(sources, 0, "element"), "crossing");
    ck_assert(empty_cell(sources, 0, "value"));
    ck_assert_str_eq(cell(sources, 0, "low"), "420");
    ck_assert_str_eq(cell(sources, 0, "high"), "430");
    ck_assert_str_eq(cell(sources, 2, "element"), "railway");
    ck_assert_str_eq(cell(sources, 2, "value"), "503");
    ck_assert_str_eq(cell(sources, 2, "low"), "500");
    ck_assert_str_eq(cell(sources, 2, "high"), "503");
    pship_table_free(links);
    pship_table_free(sources);
    pship_network_free(network);
}
END_TEST

START_TEST(quantiles_and_departures_come_along)
{
    pship_estimate_fields quantile = PSHIP_ESTIMATE_FIELDS_INIT;
    quantile.estimate_of = "alat";
    quantile.measure = "dwell";
    quantile.unit = "h";
    quantile.probability = "0.5";
    quantile.high = "7";
    OK(pship_estimate_record(set.transaction, "alat/p50", &quantile, NULL, err));
    quantile.probability = "0.9";
    quantile.high = "31";
    OK(pship_estimate_record(set.transaction, "alat/p90", &quantile, NULL, err));
    state(&set, "crossing", "departure", "Monday 10:30", "paper");
    state(&set, "crossing", "departure", "Sunday 23:59", "paper");
    state(&set, "crossing", "departure", "Monday 10:30", "other");
    scene_commit(&set);
    pship_network *network = network_on("2026-06-01", NULL, NULL);
    pship_table *quantiles = ask(network, pship_network_quantiles);
    ck_assert_str_eq(joined(quantiles, "part"), "place place");
    ck_assert_str_eq(joined(quantiles, "element"), "alat alat");
    ck_assert_str_eq(joined(quantiles, "probability"), "0.5 0.9");
    ck_assert_str_eq(joined(quantiles, "time_h"), "7 31");
    pship_table *timetables = ask(network, pship_network_timetables);
    ck_assert_str_eq(joined(timetables, "link"), "crossing crossing");
    ck_assert_str_eq(cell(timetables, 0, "departs_h"), "10.5");
    pship_table_free(quantiles);
    pship_table_free(timetables);
    pship_network_free(network);
}
END_TEST

/* Nobody says when a source without a day was published: that the ferry is loaded for a day may have been known. */
START_TEST(a_transfer_that_may_be_known_is_there_and_its_numbers_are_assumed)
{
    pship_transfer_fields transfer = PSHIP_TRANSFER_FIELDS_INIT;
    pship_source_fields undated = PSHIP_SOURCE_FIELDS_INIT;
    undated.title = "A tariff";
    OK(pship_source_record(set.transaction, "tariff", &undated, NULL, err));
    pship_statement_options options = said_by("tariff");
    transfer.from_mode = "ferry";
    transfer.to_mode = "rail";
    transfer.dwell_h = "24";
    transfer.place = "alat";
    OK(pship_transfer_record(set.transaction, "alat/loading", &transfer, &options, err));
    options = said_by("other"); /* published later: surely not known */
    transfer.from_mode = "rail";
    transfer.to_mode = "ferry";
    OK(pship_transfer_record(set.transaction, "alat/unloading", &transfer, &options, err));
    scene_commit(&set);
    for (int cutoff = 0; cutoff < 2; cutoff++) {
        pship_network *network = network_on("2026-06-01", cutoff ? "2026-02-01" : NULL, NULL);
        pship_table *transfers = ask(network, pship_network_transfers);
        pship_table *sources = ask(network, pship_network_sources);
        const int64_t last = pship_table_rows(sources) - 1;
        ck_assert_str_eq(joined(transfers, "time_h"), cutoff ? "24" : "24 24");
        ck_assert_str_eq(cell(sources, last, "part"), "transfer");
        ck_assert_str_eq(cell(sources, last, "source"), cutoff ? "tariff" : "other");
        ck_assert_str_eq(cell(sources, last, "assumed"), cutoff ? "true" : "false");
        pship_table_free(transfers);
        pship_table_free(sources);
        pship_network_free(network);
    }
}
END_TEST

START_TEST(transfers_are_those_of_places_that_are_there)
{
    pship_transfer_fields transfer = PSHIP_TRANSFER_FIELDS_INIT;
    transfer.from_mode = "ferry";
    transfer.to_mode = "rail";
    transfer.both_ways = true;
    transfer.dwell_h = "24";
    transfer.place = "alat";
    OK(pship_transfer_record(set.transaction, "alat/loading", &transfer, NULL, err));
    transfer.place = "yerevan";
    OK(pship_transfer_record(set.transaction, "yerevan/loading", &transfer, NULL, err));
    transfer.place = NULL;
    transfer.both_ways = false;
    transfer.dwell_h = "12";
    OK(pship_transfer_record(set.transaction, "loading", &transfer, NULL, err));
    scene_commit(&set);
    pship_network *network = network_on("2026-06-01", NULL, NULL);
    pship_table *transfers = ask(network, pship_network_transfers);
    ck_assert_int_eq(pship_table_rows(transfers), 3);
    ck_assert_str_eq(cell(transfers, 0, "place"), "alat");
    ck_assert_str_eq(cell(transfers, 0, "from_mode"), "ferry");
    ck_assert_str_eq(cell(transfers, 0, "time_h"), "24");
    ck_assert_str_eq(cell(transfers, 1, "from_mode"), "rail");
    ck_assert_str_eq(cell(transfers, 1, "time_h"), "24");
    ck_assert(empty_cell(transfers, 2, "place"));
    ck_assert_str_eq(cell(transfers, 2, "time_h"), "12");
    pship_table_free(transfers);
    pship_network_free(network);
}
END_TEST

START_TEST(a_network_may_be_of_one_corridor_or_of_some_modes)
{
    pship_network_view_options options = PSHIP_NETWORK_VIEW_OPTIONS_INIT;
    const char *modes[] = {"ferry", "sea"};
    state(&set, "middle", "name", "Middle Corridor", "paper");
    scene_commit(&set);
    options.planned = true;
    options.corridor = "middle";
    pship_network *network = network_on("2026-06-01", NULL, &options);
    ck_assert_int_eq(pship_network_link_count(network), 3);
    ck_assert_str_eq(pship_network_describe(network).name, "Middle Corridor");
    pship_network_free(network);
    options.modes = modes;
    options.mode_count = 2;
    network = network_on("2026-06-01", NULL, &options);
    ck_assert_int_eq(pship_network_link_count(network), 1);
    ck_assert_int_eq(pship_network_place_count(network), 2);
    pship_network_free(network);
    pship_view *view = look(&set, "2026-06-01", NULL, PSHIP_CERTAIN);
    network = NULL;
    options.corridor = "nowhere";
    FAILS(pship_network_from_view(&network, view, &options, err), PSHIP_E_NOT_FOUND, "nowhere");
    options.corridor = NULL;
    options.modes = NULL;
    FAILS(pship_network_from_view(&network, view, &options, err), PSHIP_E_ARGUMENT, "modes");
    FAILS(pship_network_from_view(&network, NULL, NULL, err), PSHIP_E_ARGUMENT, "view is NULL");
    FAILS(pship_network_from_view(NULL, view, NULL, err), PSHIP_E_ARGUMENT, "network is NULL");
    ck_assert_ptr_null(network);
    pship_view_free(view);
}
END_TEST

START_TEST(merged_places_are_one_and_their_statements_count)
{
    OK(pship_place_record(set.transaction, "seaport", "baku-port", NULL, NULL, err));
    number("baku-port", "dwell", "5", "h", "paper");
    add_link("second", "aktau", "baku-port", "ferry", "420", "20");
    state(&set, "baku-port", "merged_into", "alat", "paper");
    scene_commit(&set);
    pship_network *network = network_on("2026-06-01", NULL, NULL);
    pship_table *places = ask(network, pship_network_places);
    pship_table *links = ask(network, pship_network_links);
    ck_assert_str_eq(joined(places, "id"), "aktau alat tbilisi");
    ck_assert_str_eq(cell(places, 1, "time_h"), "5");
    ck_assert_str_eq(cell(links, 3, "id"), "second");
    ck_assert_str_eq(cell(links, 3, "to"), "alat");
    pship_table_free(places);
    pship_table_free(links);
    pship_network_free(network);
}
END_TEST

/* What is wrong with a number is told with the element and the property. */
static const struct {
    const char *subject, *property, *text, *unit, *words;
} wrong[] = {
    {"crossing", "speed", "20", NULL, "the speed of 'crossing' has no unit; km/h is expected"},
    {"crossing", "speed", "20", "km", "the speed of 'crossing' is in 'km'; km/h is expected"},
    {"alat", "freight_fee", "20", "USD/t/km", "is in 'USD/t/km'; CURRENCY/t is expected"},
    {"crossing", "frequency", "2", "km", "the frequency of 'crossing' is in 'km'"},
    {"crossing", "frequency", "0", "departures/week", "is not above zero"},
    {"crossing", "headway_variation", "2", "km", "no unit is expected"},
    {"crossing", "freight_capacity", "-2", "t/year", "capacity_t of link \"crossing\" is negative"},
    {"alat", "longitude", "200", "degrees", "longitude of place \"alat\""},
    {"crossing", "operational_status", "opne", NULL, "status of 'crossing' is 'opne'"},
    {"crossing", "departure", "Monday 24:00", NULL, "'Monday 24:00' of 'crossing'"},
    {"crossing", "departure", "Monday 9:5x", NULL, "departure"},
    {"crossing", "departure", "Monday 9:", NULL, "departure"},
    {"crossing", "departure", "monday 9:00", NULL, "departure"},
};

START_TEST(a_number_that_cannot_be_used_is_named)
{
    pship_network *network = NULL;
    const char *of = wrong[_i].subject;
    if (wrong[_i].text[0] == 'M' || wrong[_i].text[0] == 'm' || wrong[_i].text[0] == 'o')
        state(&set, of, wrong[_i].property, wrong[_i].text, "paper");
    else if (strcmp(wrong[_i].property, "longitude") == 0)
        OK(pship_place_record(set.transaction, "seaport", "east", NULL, NULL, err));
    else
        number(of, wrong[_i].property, wrong[_i].text, wrong[_i].unit, "paper");
    if (strcmp(wrong[_i].property, "longitude") == 0) {
        pship_statement_options best = said_by("paper");
        best.rank = PSHIP_RANK_PREFERRED;
        best.reason = "to be refused";
        OK(pship_statement_assert_text(NULL, set.transaction, of, "longitude", "200", "degrees",
                                       &best, err));
    }
    scene_commit(&set);
    pship_view *view = look(&set, "2026-06-01", NULL, PSHIP_CERTAIN);
    FAILS(pship_network_from_view(&network, view, NULL, err), PSHIP_E_INVALID, wrong[_i].words);
    ck_assert_ptr_null(network);
    pship_view_free(view);
}
END_TEST

START_TEST(a_place_with_one_coordinate_is_named)
{
    pship_network *network = NULL;
    number("aktau", "latitude", "43.6", "degrees", "paper");
    scene_commit(&set);
    pship_view *view = look(&set, "2026-06-01", NULL, PSHIP_CERTAIN);
    FAILS(pship_network_from_view(&network, view, NULL, err), PSHIP_E_INVALID,
          "place \"aktau\" has a latitude and no longitude");
    ck_assert_ptr_null(network);
    pship_view_free(view);
}
END_TEST

START_TEST(money_of_two_currencies_is_refused)
{
    pship_network_view_options options = PSHIP_NETWORK_VIEW_OPTIONS_INIT;
    pship_network *network = NULL;
    number("crossing", "freight_fee", "20", "EUR/t", "paper");
    scene_commit(&set);
    pship_view *view = look(&set, "2026-06-01", NULL, PSHIP_CERTAIN);
    options.currency = "USD";
    FAILS(pship_network_from_view(&network, view, &options, err), PSHIP_E_INVALID,
          "'EUR/t'; a network has one currency: USD");
    options.currency = "dollars";
    FAILS(pship_network_from_view(&network, view, &options, err), PSHIP_E_INVALID, "'dollars'");
    options.currency = "EUR";
    OK(pship_network_from_view(&network, view, &options, err));
    ck_assert_str_eq(pship_network_describe(network).currency, "EUR");
    pship_network_free(network);
    pship_view_free(view);
}
END_TEST

START_TEST(a_scenario_opens_a_link)
{
    pship_scenario_options scenario = PSHIP_SCENARIO_OPTIONS_INIT;
    pship_transaction_options options = PSHIP_TRANSACTION_OPTIONS_INIT;
    pship_view_options looked = PSHIP_VIEW_OPTIONS_INIT;
    pship_statement_options best = PSHIP_STATEMENT_OPTIONS_INIT;
    pship_view *view = NULL;
    pship_network *network = NULL;
    OK(pship_scenario_define(set.transaction, "early", &scenario, err));
    scene_commit(&set);
    options.scenario = "early";
    OK(pship_transaction_begin(&set.transaction, set.model, &options, err));
    best.rank = PSHIP_RANK_PREFERRED;
    best.reason = "what if it were open?";
    OK(pship_statement_assert_text(NULL, set.transaction, "shortcut", "operational_status", "open",
                                   NULL, &best, err));
    scene_commit(&set);
    has_links("2026-06-01", NULL, false, "crossing railway railway back");
    looked.as_of = day("2026-06-01");
    looked.scenario = "early";
    OK(pship_view_open(&view, set.model, &looked, err));
    OK(pship_network_from_view(&network, view, NULL, err));
    ck_assert_int_eq(pship_network_link_count(network), 4);
    pship_network_free(network);
    pship_view_free(view);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("network_view");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, links_come_and_go_with_the_day_and_with_what_was_published);
    tcase_add_test(all, what_may_be_open_is_there_in_a_view_that_takes_what_is_possible);
    tcase_add_test(all, a_closed_place_takes_its_links_along);
    tcase_add_test(all, places_are_described_and_numbers_come_in_the_units_of_the_network);
    tcase_add_test(all, every_number_has_its_source_and_what_nobody_says_is_assumed);
    tcase_add_test(all, numbers_that_sources_disagree_about_show_the_least_and_the_most);
    tcase_add_test(all, quantiles_and_departures_come_along);
    tcase_add_test(all, transfers_are_those_of_places_that_are_there);
    tcase_add_test(all, a_transfer_that_may_be_known_is_there_and_its_numbers_are_assumed);
    tcase_add_test(all, a_network_may_be_of_one_corridor_or_of_some_modes);
    tcase_add_test(all, merged_places_are_one_and_their_statements_count);
    tcase_add_loop_test(all, a_number_that_cannot_be_used_is_named, 0,
                        (int)(sizeof wrong / sizeof wrong[0]));
    tcase_add_test(all, a_place_with_one_coordinate_is_named);
    tcase_add_test(all, money_of_two_currencies_is_refused);
    tcase_add_test(all, a_scenario_opens_a_link);
    suite_add_tcase(suite, all);
    return suite;
}
