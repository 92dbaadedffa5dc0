/* Networks as readers make them: what is kept, what is found again, what is refused. */
#include <check.h>
#include <corridor/network_store.h>
#include <stdio.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;
static network_builder *builder;

static void set_up(void)
{
    failure = (pship_error)PSHIP_ERROR_INIT;
    builder = pship__network_builder_new(NULL);
    ck_assert_ptr_nonnull(builder);
}

static void set(network_part_kind part, uint32_t element, const char *column, double value)
{
    int code = pship__network_builder_column(builder, part, column);
    pship__network_builder_set(builder, part, element, code, value);
}

static uint32_t place(const char *id)
{
    return pship__network_builder_place(builder, id, NULL);
}

static uint32_t link_of(const char *id, const char *from, const char *to, const char *mode)
{
    uint32_t first = place(from), last = place(to);
    return pship__network_builder_link(builder, id, first, last, mode);
}

static pship_network *finish(void)
{
    pship_network *network = NULL;
    ck_assert_msg(pship__network_builder_finish(&network, builder, NULL, err) == PSHIP_OK, "%s",
                  err->message);
    return network;
}

static void refused(pship_result result, const char *message)
{
    pship_network *network = NULL;
    ck_assert_int_eq(pship__network_builder_finish(&network, builder, NULL, err), result);
    ck_assert_ptr_null(network);
    ck_assert_str_eq(err->message, message);
}

START_TEST(elements_are_found_by_their_ids)
{
    ck_assert_uint_eq(link_of("east", "Baku", "Tbilisi", "rail"), 0);
    ck_assert_uint_eq(link_of("road", "Baku", "Tbilisi", "road"), 1);
    ck_assert_uint_eq(link_of("loop", "Baku", "Baku", NULL), 2);
    uint32_t transfer = pship__network_builder_transfer(builder, place("Baku"), "rail", "road");
    ck_assert_uint_eq(transfer, 0);
    pship_network *network = finish();
    char text[12];
    ck_assert_int_eq(pship_network_place_count(network), 2);
    ck_assert_int_eq(pship_network_link_count(network), 3);
    ck_assert_uint_eq(pship__network_place(network, "Tbilisi"), 1);
    ck_assert_uint_eq(pship__network_place(network, "Tbilis"), NETWORK_NONE);
    ck_assert_uint_eq(pship__network_place(network, ""), NETWORK_NONE);
    ck_assert_uint_eq(pship__network_link(network, "road"), 1);
    ck_assert_uint_eq(pship__network_link(network, "2"), NETWORK_NONE);
    ck_assert_uint_eq(network->from[1], 0);
    ck_assert_uint_eq(network->to[1], 1);
    ck_assert_uint_eq(network->to[2], 0);
    ck_assert_int_eq(network->mode[0], pship__network_mode(network, "rail"));
    ck_assert_int_eq(network->mode[1], pship__network_mode(network, "road"));
    ck_assert_int_eq(network->mode[2], 0);
    ck_assert_int_eq(pship__network_mode(network, "sea"), -1);
    ck_assert_str_eq(pship__network_link_id(network, 2, text), "loop");
    ck_assert_uint_eq(pship__network_element(network, NETWORK_TRANSFER, "Baku: rail to road", 18),
                      0);
    ck_assert_str_eq(pship__network_element_id(network, NETWORK_TRANSFER, 0, text),
                     "Baku: rail to road");
    ck_assert_int_eq(pship__network_part_find("link", 4), NETWORK_LINK);
    ck_assert_int_eq(pship__network_part_find("links", 5), -1);
    pship_network_free(network);
}
END_TEST

START_TEST(links_without_ids_are_numbers_from_1)
{
    static const char *const none[] = {"0", "3", "01", "", "-1", "1x", "4294967297", "99999999999"};
    char text[12];
    (void)link_of(NULL, "a", "b", NULL);
    (void)link_of(NULL, "b", "a", NULL);
    pship_network *network = finish();
    ck_assert_uint_eq(pship__network_link(network, "1"), 0);
    ck_assert_uint_eq(pship__network_link(network, "2"), 1);
    ck_assert_str_eq(pship__network_link_id(network, 1, text), "2");
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        ck_assert_uint_eq(pship__network_link(network, none[i]), NETWORK_NONE);
    pship_network_free(network);
}
END_TEST

START_TEST(many_places_and_links_are_all_found)
{
    char id[24];
    ck_assert(pship__network_builder_expect(builder, 100, 5000));
    for (uint32_t i = 0; i < 5000; i++) {
        (void)snprintf(id, sizeof id, "place %u", i);
        ck_assert_uint_eq(place(id), i);
        (void)snprintf(id, sizeof id, "%u", i * 7);
        ck_assert_uint_eq(pship__network_builder_link(builder, id, i / 2, i, "road"), i);
        set(NETWORK_LINK, i, "length_km", i);
        if (i % 1000 == 999)
            set(NETWORK_PLACE, i, "time_h", i);
    }
    pship_network *network = finish();
    for (uint32_t i = 0; i < 5000; i++) {
        (void)snprintf(id, sizeof id, "place %u", i);
        ck_assert_uint_eq(pship__network_place(network, id), i);
        (void)snprintf(id, sizeof id, "%u", i * 7);
        ck_assert_uint_eq(pship__network_link(network, id), i);
        ck_assert_uint_eq(network->from[i], i / 2);
        ck_assert_double_eq(pship__network_number(network, NETWORK_LINK, NETWORK_LENGTH, i), i);
        double dwell = pship__network_number(network, NETWORK_PLACE, NETWORK_TIME, i);
        ck_assert(i % 1000 == 999 ? dwell == i : isnan(dwell));
    }
    pship_network_free(network);
}
END_TEST

START_TEST(what_is_not_told_is_no_number)
{
    (void)link_of("a", "x", "y", NULL);
    (void)link_of("b", "x", "y", NULL);
    set(NETWORK_LINK, 0, "length_km", 90);
    set(NETWORK_LINK, 0, "speed_km_h", 45);
    set(NETWORK_LINK, 1, "speed_km_h", 45);
    set(NETWORK_LINK, 0, "fee", NAN);
    set(NETWORK_LINK, 1, "height_m", -28);
    set(NETWORK_LINK, 0, "headway_h", 48);
    set(NETWORK_LINK, 0, "headway_variation", 0.5);
    set(NETWORK_LINK, 1, "headway_h", 24);
    pship_network *network = finish();
    int attribute;
    ck_assert_ptr_null(network->parts[NETWORK_LINK].columns[NETWORK_FEE]);
    ck_assert_double_eq(pship__network_link_time(network, 0), 2);
    ck_assert_double_nan(pship__network_link_time(network, 1));
    ck_assert_double_eq(pship__network_link_wait(network, 0), 30);
    ck_assert_double_eq(pship__network_link_wait(network, 1), 12);
    ck_assert_ptr_null(pship__network_column(network, NETWORK_LINK, "fee", &attribute));
    ck_assert_int_eq(attribute, NETWORK_FEE);
    ck_assert_ptr_null(pship__network_column(network, NETWORK_PLACE, "height_m", &attribute));
    ck_assert_int_eq(attribute, -1);
    const network_column *height =
        pship__network_column(network, NETWORK_LINK, "height_m", &attribute);
    ck_assert_int_eq(attribute, NETWORK_ATTRIBUTES);
    ck_assert_double_nan(height->values[0]);
    ck_assert_double_eq(height->values[1], -28);
    pship_network_free(network);
}
END_TEST

START_TEST(places_are_described)
{
    bool made;
    ck_assert_uint_eq(pship__network_builder_place(builder, "AZALT", &made), 0);
    ck_assert(made);
    ck_assert_uint_eq(pship__network_builder_place(builder, "AZALT", &made), 0);
    ck_assert(!made);
    (void)place("GEPTI");
    pship__network_builder_describe_place(builder, 0, "Alat", "AZE", "port", 49.4, 39.9);
    pship__network_builder_describe_place(builder, 1, NULL, NULL, "port", NAN, NAN);
    pship_network *network = finish();
    ck_assert_str_eq(pship__network_text(&network->place_names, network->place_name[0]), "Alat");
    ck_assert_str_eq(pship__network_text(&network->place_names, network->place_name[1]), "");
    ck_assert_str_eq(pship__network_text(&network->words, network->country[0]), "AZE");
    ck_assert_uint_eq(network->country[1], 0);
    ck_assert_uint_eq(network->kind[0], network->kind[1]);
    ck_assert_double_eq(network->longitude[0], 49.4);
    ck_assert_double_nan(network->latitude[1]);
    pship_network_free(network);
}
END_TEST

START_TEST(a_place_may_have_transfers_of_its_own)
{
    (void)link_of("a", "Alat", "Aktau", "sea");
    (void)place("Poti");
    (void)pship__network_builder_transfer(builder, NETWORK_NONE, "rail", "sea");
    (void)pship__network_builder_transfer(builder, place("Aktau"), "rail", "sea");
    (void)pship__network_builder_transfer(builder, place("Alat"), "sea", "rail");
    uint32_t shut = pship__network_builder_transfer(builder, place("Alat"), "rail", "sea");
    pship__network_builder_close(builder, shut);
    pship_network *network = finish();
    int rail = pship__network_mode(network, "rail"), sea = pship__network_mode(network, "sea");
    uint32_t alat = pship__network_place(network, "Alat");
    uint32_t poti = pship__network_place(network, "Poti");
    const uint32_t *first;
    ck_assert_uint_eq(
        pship__network_transfer(network, pship__network_place(network, "Aktau"), rail, sea), 1);
    ck_assert_uint_eq(pship__network_transfer(network, poti, rail, sea), 0);
    ck_assert_uint_eq(pship__network_transfer(network, poti, sea, rail), NETWORK_NONE);
    ck_assert_uint_eq(pship__network_transfer(network, alat, sea, rail), 2);
    ck_assert_uint_eq(pship__network_transfer(network, alat, rail, sea), NETWORK_BARRED);
    ck_assert_uint_eq(pship__network_transfers_of(network, alat, &first), 2);
    ck_assert_uint_eq(first[0] + first[1], 5);
    ck_assert_uint_eq(pship__network_transfers_of(network, poti, &first), 0);
    ck_assert_uint_eq(pship__network_transfers_of(network, NETWORK_NONE, &first), 1);
    ck_assert_uint_eq(first[0], 0);
    pship_network_free(network);
}
END_TEST

START_TEST(what_few_elements_have_is_found)
{
    (void)link_of("a", "x", "y", "sea");
    (void)link_of("b", "x", "y", "sea");
    set(NETWORK_LINK, 1, "time_h", 20);
    int time = pship__network_builder_column(builder, NETWORK_LINK, "time_h");
    pship__network_builder_departure(builder, 1, 100);
    pship__network_builder_departure(builder, 0, 5);
    pship__network_builder_departure(builder, 1, 0);
    pship__network_builder_quantile(builder, NETWORK_LINK, 1, 0.9, 40);
    pship__network_builder_quantile(builder, NETWORK_PLACE, 1, 0.5, 7);
    pship__network_builder_quantile(builder, NETWORK_LINK, 1, 0.5, 20);
    pship__network_builder_note(builder, NETWORK_LINK, 1, time, "a table", true, 10, 30);
    pship__network_builder_note(builder, NETWORK_LINK, 0, time, NULL, false, NAN, NAN);
    pship_network *network = finish();
    const network_departure *departures;
    const network_quantile *quantiles;
    ck_assert_uint_eq(pship__network_departures_of(network, 1, &departures), 2);
    ck_assert_double_eq(departures[0].hour, 0);
    ck_assert_double_eq(departures[1].hour, 100);
    ck_assert_uint_eq(pship__network_quantiles_of(network, NETWORK_LINK, 1, &quantiles), 2);
    ck_assert_double_eq(quantiles[0].hours, 20);
    ck_assert_double_eq(quantiles[1].probability, 0.9);
    ck_assert_uint_eq(pship__network_quantiles_of(network, NETWORK_PLACE, 1, &quantiles), 1);
    ck_assert_uint_eq(pship__network_quantiles_of(network, NETWORK_PLACE, 0, &quantiles), 0);
    const network_note *note = pship__network_note(network, NETWORK_LINK, 1, time);
    ck_assert(note->assumed && note->low == 10 && note->high == 30);
    ck_assert_str_eq(pship__network_text(&network->sources, note->source), "a table");
    note = pship__network_note(network, NETWORK_LINK, 0, time);
    ck_assert_uint_eq(note->source, NETWORK_NONE);
    ck_assert_ptr_null(pship__network_note(network, NETWORK_LINK, 1, time + 1));
    ck_assert_ptr_null(pship__network_note(network, NETWORK_TRANSFER, 1, time));
    pship_network_free(network);
}
END_TEST

START_TEST(a_network_may_be_empty)
{
    pship_network *network = finish();
    const uint32_t *transfers;
    const network_departure *departures;
    ck_assert_int_eq(pship_network_place_count(network), 0);
    ck_assert_uint_eq(pship__network_transfers_of(network, NETWORK_NONE, &transfers), 0);
    ck_assert_uint_eq(pship__network_departures_of(network, 0, &departures), 0);
    ck_assert_ptr_null(pship__network_note(network, NETWORK_LINK, 0, NETWORK_TIME));
    ck_assert_uint_eq(pship__network_transfer(network, 0, 0, 0), NETWORK_NONE);
    ck_assert_ptr_null(pship_network_describe(network).name);
    pship_network *other = pship_network_share(network);
    pship_network_free(network);
    ck_assert_int_eq(pship_network_link_count(other), 0);
    pship_network_free(other);
    pship_network_free(NULL);
}
END_TEST

/* ---- refusals */

typedef struct refusal {
    const char *column, *message;
    double value;
} refusal;

static const refusal numbers[] = {
    {"time_h", "time_h of link \"1\" is negative", -1},
    {"time_h", "time_h of link \"1\" is not finite", INFINITY},
    {"speed_km_h", "speed_km_h of link \"1\" is zero", 0},
    {"opens_h", "opens_h of link \"1\" is more than 24 hours", 24.5},
    {"height_m", "height_m of link \"1\" is not finite", -INFINITY},
};

START_TEST(a_column_is_not_called_as_one_that_its_list_has)
{
    (void)link_of(NULL, "x", "y", NULL);
    ck_assert_int_ge(pship__network_builder_column(builder, NETWORK_PLACE, "from"), 0);
    ck_assert_int_ge(pship__network_builder_column(builder, NETWORK_LINK, "country"), 0);
    ck_assert_int_ge(pship__network_builder_column(builder, NETWORK_TRANSFER, "to"), 0);
    ck_assert_int_eq(pship__network_builder_column(builder, NETWORK_LINK, "from"), -1);
    refused(PSHIP_E_INVALID,
            "a column of numbers cannot be called \"from\": the list of links has one");
}
END_TEST

START_TEST(a_number_out_of_its_range_is_refused)
{
    (void)link_of(NULL, "x", "y", NULL);
    set(NETWORK_LINK, 0, numbers[_i].column, numbers[_i].value);
    ck_assert_int_eq(pship__network_builder_failure(builder, err), PSHIP_E_INVALID);
    ck_assert_str_eq(err->message, numbers[_i].message);
    /* What comes later changes nothing. */
    ck_assert_uint_eq(place("z"), NETWORK_NONE);
    ck_assert_int_eq(pship__network_builder_column(builder, NETWORK_LINK, "fee"), -1);
    ck_assert(!pship__network_builder_expect(builder, 1000, 1000));
    refused(PSHIP_E_INVALID, numbers[_i].message);
}
END_TEST

static void empty_place(void)
{
    (void)place("");
}

static void place_of_other_bytes(void)
{
    (void)place("K\xf6ln");
}

static void far_north(void)
{
    pship__network_builder_describe_place(builder, place("x"), NULL, NULL, NULL, 180, 90.5);
}

static void same_link(void)
{
    (void)link_of("a", "x", "y", NULL);
    (void)link_of("a", "y", "x", NULL);
}

static void link_without_id(void)
{
    (void)link_of("a", "x", "y", NULL);
    (void)link_of(NULL, "y", "x", NULL);
}

static void link_with_id(void)
{
    (void)link_of(NULL, "x", "y", NULL);
    (void)link_of("a", "y", "x", NULL);
}

static void empty_link(void)
{
    (void)link_of("", "y", "x", NULL);
}

static void same_transfer(void)
{
    (void)pship__network_builder_transfer(builder, NETWORK_NONE, "rail", "road");
    (void)pship__network_builder_transfer(builder, NETWORK_NONE, "rail", "road");
}

static void half_transfer(void)
{
    (void)pship__network_builder_transfer(builder, NETWORK_NONE, "rail", "");
}

static void late_departure(void)
{
    pship__network_builder_departure(builder, link_of("a", "x", "y", NULL), 168);
}

static void unlikely(void)
{
    pship__network_builder_quantile(builder, NETWORK_PLACE, place("x"), 1.5, 1);
}

static void falling(void)
{
    pship__network_builder_quantile(builder, NETWORK_PLACE, place("x"), 0.5, 2);
    pship__network_builder_quantile(builder, NETWORK_PLACE, place("x"), 0.9, 1);
}

static void two_medians(void)
{
    pship__network_builder_quantile(builder, NETWORK_PLACE, place("x"), 0.5, 2);
    pship__network_builder_quantile(builder, NETWORK_PLACE, place("x"), 0.5, 2);
}

static void two_sources(void)
{
    pship__network_builder_note(builder, NETWORK_PLACE, place("x"), NETWORK_FEE, "a", false, NAN,
                                NAN);
    pship__network_builder_note(builder, NETWORK_PLACE, place("x"), NETWORK_FEE, "b", false, NAN,
                                NAN);
}

static void out_of_its_range(void)
{
    set(NETWORK_PLACE, place("x"), "fee", 5);
    pship__network_builder_note(builder, NETWORK_PLACE, place("x"), NETWORK_FEE, "a", true, 6, NAN);
}

static const struct {
    void (*fill)(void);
    const char *message;
} refusals[] = {
    {empty_place, "the id of a place is empty"},
    {place_of_other_bytes, "the id of a place is not UTF-8"},
    {far_north, "the latitude of place \"x\" is not from -90 to 90 degrees"},
    {same_link, "two links have the id \"a\""},
    {link_without_id, "some links have an id and others have none"},
    {link_with_id, "some links have an id and others have none"},
    {empty_link, "the id of a link is empty"},
    {same_transfer, "there are two transfers \"*: rail to road\""},
    {half_transfer, "a transfer is from one mode to another: one is missing"},
    {late_departure, "a departure of link \"a\" is not in the week: hours are from 0 to below 168"},
    {unlikely,
     "a quantile of place \"x\" is not a probability from 0 to 1 and a time of 0 or more"},
    {falling, "the quantiles of place \"x\" fall"},
    {two_medians, "place \"x\" has two quantiles of the same probability"},
    {two_sources, "fee of place \"x\" has two sources"},
    {out_of_its_range, "fee of place \"x\" is not between its low and its high value"},
};

START_TEST(what_cannot_be_is_refused)
{
    refusals[_i].fill();
    refused(PSHIP_E_INVALID, refusals[_i].message);
}
END_TEST

START_TEST(there_are_at_most_255_modes)
{
    char mode[16];
    for (int i = 0; i < 255; i++) {
        (void)snprintf(mode, sizeof mode, "mode %d", i);
        ck_assert_uint_ne(link_of(NULL, "x", "y", mode), NETWORK_NONE);
    }
    ck_assert_uint_ne(link_of(NULL, "x", "y", "mode 254"), NETWORK_NONE);
    ck_assert_uint_eq(link_of(NULL, "x", "y", "mode 255"), NETWORK_NONE);
    refused(PSHIP_E_LIMIT, "more than 255 modes");
}
END_TEST

START_TEST(a_network_may_be_described)
{
    pship_network_about about = PSHIP_NETWORK_ABOUT_INIT;
    pship_network *network = NULL;
    about.name = "Middle Corridor";
    about.currency = "USD";
    ck_assert_int_eq(pship__network_builder_finish(&network, builder, &about, err), PSHIP_OK);
    ck_assert_str_eq(pship_network_describe(network).name, "Middle Corridor");
    ck_assert_str_eq(pship_network_describe(network).currency, "USD");
    ck_assert_ptr_null(pship_network_describe(network).source);
    pship_network_free(network);
    network = NULL;
    about.source = "\xff";
    builder = pship__network_builder_new(NULL);
    ck_assert_int_eq(pship__network_builder_finish(&network, builder, &about, err),
                     PSHIP_E_INVALID);
    ck_assert_ptr_null(network);
    about.size = 3;
    builder = pship__network_builder_new(NULL);
    ck_assert_int_eq(pship__network_builder_finish(&network, builder, &about, err),
                     PSHIP_E_ARGUMENT);
}
END_TEST

#define COUNT_OF(list) ((int)(sizeof(list) / sizeof *(list)))

Suite *test_suite(void)
{
    Suite *suite = suite_create("network_build");
    TCase *tests = tcase_create("network_build");
    tcase_add_checked_fixture(tests, set_up, NULL);
    tcase_add_test(tests, elements_are_found_by_their_ids);
    tcase_add_test(tests, links_without_ids_are_numbers_from_1);
    tcase_add_test(tests, many_places_and_links_are_all_found);
    tcase_add_test(tests, what_is_not_told_is_no_number);
    tcase_add_test(tests, places_are_described);
    tcase_add_test(tests, a_place_may_have_transfers_of_its_own);
    tcase_add_test(tests, what_few_elements_have_is_found);
    tcase_add_test(tests, a_network_may_be_empty);
    tcase_add_test(tests, a_column_is_not_called_as_one_that_its_list_has);
    tcase_add_loop_test(tests, a_number_out_of_its_range_is_refused, 0, COUNT_OF(numbers));
    tcase_add_loop_test(tests, what_cannot_be_is_refused, 0, COUNT_OF(refusals));
    tcase_add_test(tests, there_are_at_most_255_modes);
    tcase_add_test(tests, a_network_may_be_described);
    suite_add_tcase(suite, tests);
    return suite;
}
