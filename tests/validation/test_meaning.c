/* Where the rules of meaning draw the line: what may be so is no finding, however odd it is. */
#include "adapters/register_help.h"

Suite *test_suite(void);

/* Whatever else is said, these are there and used. */
#define WITH(text) \
    "{'partnership_register': 1, 'sources': [{'id': 's', 'publisher': 'P', 'published': '2024',\n" \
    " 'url': 'https://example.org'}, {'id': 't', 'publisher': 'Q', 'published': '2024',\n" \
    " 'url': 'https://example.com'}], 'parties': [\n" \
    " {'id': 'a', 'kind': 'state', 'source': 's', 'name': 'A'},\n" \
    " {'id': 'b', 'kind': 'state', 'source': 't', 'name': 'B'}],\n" \
    " " text "}"
#define TREATY(acts) \
    WITH("'agreements': [{'id': 'g', 'source': 's', 'party': ['a', 'b'], 'acts': [" acts "]}]")
#define ENTITIES(text) WITH("'entities': [" text "]")
#define PLACE(id, more) "{'id': '" id "', 'kind': 'place', 'source': 's', " more "}"

#define MERGED(acts, consents) \
    WITH("'agreements': [{'id': 'g', 'source': 's', 'party': ['a', 'b', 'b2'], 'acts': [" acts \
         "], 'conditions': [{'id': 'k', 'type': 'entry_into_force', 'basis': 'consents', " \
         "'consents_required': " consents "}]}], 'entities': [{'id': 'b2', 'kind': 'state', " \
         "'source': 's', 'name': 'B', 'merged_into': 'b'}]")

typedef struct row {
    const char *findings; /* "rule:entity" of each, parted by spaces */
    const char *text;
} row;

static const row acts[] = {
    {"", TREATY("{'type': 'signature', 'date': '2020-03'},"
                "{'type': 'entry_into_force', 'date': '2020-03-01'}")},
    {"", TREATY("{'type': 'signature', 'date': '2020', 'party': 'a'},"
                "{'type': 'entry_into_force', 'date': '2021'},"
                "{'id': 'late', 'type': 'signature', 'date': '2022', 'party': 'b'}")},
    {"force_before_signature:f",
     TREATY("{'type': 'signature', 'date': '2020', 'party': 'a'},"
            "{'id': 'f', 'type': 'entry_into_force', 'date': '2021', 'party': 'b'},"
            "{'id': 'late', 'type': 'definitive_signature', 'date': '2022', 'party': 'b'}")},
    /* The day of the act counts, not that from which it has effect; and a day that nobody knows is no day. */
    {"", TREATY("{'type': 'signature', 'date': '2020'},"
                "{'type': 'entry_into_force', 'date': '2021', 'effect_date': '2019'}")},
    {"", TREATY("{'type': 'signature', 'date': {'unknown': true}},"
                "{'type': 'entry_into_force', 'date': '2019'}")},
    {"", TREATY("{'type': 'signature', 'date': ['2020', {'value': '2018', 'source': 't'}]},"
                "{'type': 'entry_into_force', 'date': '2019'}")},
    /* A true re-entry. */
    {"", TREATY("{'type': 'accession', 'date': '2000', 'party': 'b'},"
                "{'type': 'withdrawal', 'date': '2005', 'party': 'b'},"
                "{'id': 'again', 'type': 'accession', 'date': '2010', 'party': 'b'}")},
    {"withdrawal_before_consent:w",
     TREATY("{'type': 'ratification', 'date': '2000', 'party': 'a'},"
            "{'id': 'w', 'type': 'denunciation', 'date': '2005', 'party': 'b'},"
            "{'type': 'accession', 'date': '2010', 'party': 'b'}")},
    {"", TREATY("{'type': 'suspension', 'date': '2020'},"
                "{'type': 'resumption', 'date': '2020', 'party': 'a'}")},
    {"resumption_without_suspension:r",
     TREATY("{'id': 'r', 'type': 'resumption', 'date': '2019', 'party': 'a'},"
            "{'type': 'suspension', 'date': '2020'}")},
    {"act_after_termination:n", TREATY("{'type': 'termination', 'date': '2020'},"
                                       "{'id': 'n', 'type': 'accession', 'date': '2021',"
                                       " 'party': 'a'}")},
    /* One that ends for one party goes on for the others; one that may be of the same day is in order. */
    {"", TREATY("{'type': 'termination', 'date': '2020', 'party': 'b'},"
                "{'type': 'suspension', 'date': '2021', 'party': 'a'}")},
    {"", TREATY("{'type': 'expiry', 'date': '2020'}, {'type': 'notice', 'date': '2020-06'}")},
    {"effect_before_act:x", TREATY("{'id': 'x', 'type': 'suspension', 'date': '2020-05',"
                                   " 'effect_date': '2020-04'}")},
    {"", TREATY("{'type': 'provisional_application', 'date': '2020', 'effect_date': '2019'}")},
    {"act_by_no_party:g/signature act_by_no_party:w",
     WITH("'agreements': [{'id': 'g', 'source': 's', 'party': 'a', 'acts': ["
          "{'type': 'signature', 'party': ['a', 'b']},"
          "{'id': 'w', 'type': 'withdrawal', 'party': 'b'}]}]")},
    {"", WITH("'agreements': [{'id': 'g', 'source': 's', 'party': 'a', 'acts': ["
              "{'type': 'accession', 'party': 'b'}, {'type': 'withdrawal', 'party': 'b'}]}]")},
    {"", WITH("'agreements': [{'id': 'g', 'source': 's', 'acts': ["
              "{'type': 'signature', 'party': ['a', 'b']}]}]")},
    /* Two ids of one party. */
    {"", MERGED("{'type': 'signature', 'date': '2020', 'party': ['a', 'b2']}, "
                "{'type': 'ratification', 'date': '2021', 'party': 'b'}",
                "1")},
    {"consent_before_signature:g/ratification",
     MERGED("{'type': 'signature', 'date': '2020', 'party': 'b2'}, "
            "{'type': 'ratification', 'date': '2019', 'party': 'b'}",
            "2")},
    {"consents_beyond_parties:k", MERGED("{'type': 'signature', 'date': '2020'}", "3")},
};

static const row references[] = {
    {"reference_cycle:x", ENTITIES(PLACE("x", "'part_of': 'x'"))},
    {"", ENTITIES(PLACE("x", "'part_of': 'y'") "," PLACE("y", "'part_of': 'z'") "," PLACE(
             "z", "'precedes': 'x'"))},
    /* Each was part of the other at another time. */
    {"", ENTITIES(PLACE("x", "'part_of': {'value': 'y', 'until': '2010'}") "," PLACE(
             "y", "'part_of': {'value': 'x', 'from': '2012', 'until': '2013'}"))},
    {"reference_cycle:y reference_cycle:w",
     ENTITIES(PLACE("x", "'leads_to': ['y', 'z']") "," PLACE("y", "'leads_to': 'x'") "," PLACE(
         "z", "'leads_to': 'v'") "," PLACE("v", "'leads_to': 'w'") "," PLACE("w",
                                                                             "'leads_to': 'v'"))},
    {"reference_cycle:d",
     ENTITIES("{'id': 'c', 'kind': 'state', 'source': 's', "
              "'successor_of': 'd'}, {'id': 'd', 'kind': 'state', 'source': 's', "
              "'successor_of': 'c'}")},
    {"reference_cycle:d", ENTITIES("{'id': 'c', 'kind': 'sector', 'source': 's', 'broader': 'd'},"
                                   "{'id': 'd', 'kind': 'sector', 'source': 's', 'broader': 'c'}")},
    {"date_rule_cycle:f",
     TREATY("{'type': 'signature', 'date': '1 month before entry_into_force of g'},"
            "{'id': 'f', 'type': 'entry_into_force', 'date': '1 month after signature of g'}")},
    {"", TREATY("{'type': 'signature', 'date': '2020'},"
                "{'type': 'entry_into_force', 'date': '1 month after signature of g'}")},
    {"", WITH("'persons': [{'id': 'p', 'source': 's', 'name': 'A'},"
              "{'id': 'q', 'source': 's', 'name': 'Q', 'alias': 'A'}]")},
    {"likely_duplicate:q",
     WITH("'offices': [{'id': 'o', 'source': 's', 'title': 'O', 'organisation': 'a'},"
          "{'id': 'p', 'source': 's', 'title': 'O', 'organisation': 'b'},"
          "{'id': 'q', 'source': 't', 'title': 'O', 'organisation': 'a'}]")},
    {"", WITH("'persons': [{'id': 'p', 'source': 's', 'name': 'P'},"
              "{'id': 'q', 'source': 's', 'name': 'P', 'merged_into': 'p'}]")},
    {"", WITH("'persons': [{'id': 'o', 'source': 's', 'name': 'O'},"
              "{'id': 'p', 'source': 's', 'name': 'P', 'merged_into': 'o'},"
              "{'id': 'q', 'source': 's', 'name': 'P', 'merged_into': 'o'}]")},
    {"likely_duplicate:h",
     WITH("'agreements': [{'id': 'g', 'source': 's', 'title': 'G', 'party': ['a', 'b'], 'acts': "
          "[{'type': 'signature', 'date': '2020'}]}, {'id': 'h', 'source': 's', 'title': 'G', "
          "'party': ['b', 'a'], 'acts': [{'type': 'signature', 'date': '2020-05'}]}]")},
    {"", WITH("'agreements': [{'id': 'g', 'source': 's', 'title': 'G', 'acts': "
              "[{'type': 'signature', 'date': '2020'}]}, {'id': 'h', 'source': 's', 'title': 'G', "
              "'acts': [{'type': 'signature', 'date': '2021'}]}]")},
};

static const row statements[] = {
    {"", WITH("'events': [{'id': 'e', 'source': 's', 'date': ['2020-03', '2020-03-05']}]")},
    {"contradiction:e",
     WITH("'events': [{'id': 'e', 'source': 's', 'date': ['2020-03-05', '2020-04']}]")},
    {"", WITH("'events': [{'id': 'e', 'date': [{'value': '2020-03', 'source': 's'},"
              "{'value': '2020-04', 'source': 't'}]}]")},
    {"", WITH("'events': [{'id': 'e', 'source': 's', 'format': ["
              "{'value': 'online', 'until': '2020'}, {'value': 'hybrid', 'from': '2021'}]}]")},
    {"", WITH("'events': [{'id': 'e', 'source': 's', 'format': ["
              "{'value': 'online', 'until': '2021'}, {'value': 'hybrid', 'from': '2021'}]}]")},
    {"contradiction:e",
     WITH("'events': [{'id': 'e', 'source': 's', 'format': ["
          "{'value': 'online', 'until': '2021-06'}, {'value': 'hybrid', 'from': '2021-05'}]}]")},
    {"", WITH("'events': [{'id': 'e', 'source': 's', 'topic': ['x', 'y']}]")},
    /* One that may have ended need not go on beside the other; one that goes on does. */
    {"",
     WITH("'events': [{'id': 'e', 'source': 's', 'format': [{'value': 'online', 'from': '2010', "
          "'until': ''}, {'value': 'hybrid', 'from': '2021'}]}]")},
    {"contradiction:e",
     WITH("'events': [{'id': 'e', 'source': 's', 'format': [{'value': 'online', 'from': '2010', "
          "'until': '', 'last_confirmed': '2022-01-01'}, {'value': 'hybrid', 'from': '2021'}]}]")},
    {"contradiction:e",
     WITH("'events': [{'id': 'e', 'source': 's', 'format': [{'value': 'online', 'from': '2010', "
          "'until': '..'}, {'value': 'hybrid', 'from': '2021'}]}]")},
/* A rule and the day that it comes to are one date; a rule that cannot be worked out may be. */
#define DUE(due) \
    WITH( \
        "'events': [{'id': 'e', 'source': 's', 'date': '2020-01-31'}, {'id': 'f', 'source': 's', " \
        "'topic': 'x'}], 'commitments': [{'id': 'c', 'source': 's', 'owner': 'a', 'due': " due \
        "}]")
    {"", DUE("['2020-04-30', '3 months after date of e']")},
    {"", DUE("['3 months after date of e', '90 days after date of e']")},
    {"contradiction:c", DUE("['2020-05-01', '3 months after date of e']")},
    {"", DUE("['2020-05-01', '3 months after date of f']")},
    {"contradiction:c", DUE("[{'none': true}, '3 months after date of e']")},
    {"foresight:e", WITH("'events': [{'id': 'e', 'source': 's', 'format': {'value': 'online',"
                         " 'from': '2025-01-01'}}]")},
    /* What is planned may well be later than who tells of it. */
    {"", WITH("'events': [{'id': 'e', 'source': 's', 'date': '2026'}],"
              "'commitments': [{'id': 'c', 'source': 's', 'owner': 'a', 'due': '2030'}]")},
    {"foresight:c", WITH("'commitments': [{'id': 'c', 'source': 's', 'owner': 'a',"
                         " 'fulfilled': '2026'}]")},
};

#define GROUP(seat) \
    WITH("'working_groups': [{'id': 'g', 'source': 's', 'established': '2010', 'dissolved': " \
         "'2015', 'member': " seat "}]")
#define SEAT(more) \
    WITH("'working_groups': [{'id': 'g', 'source': 's', 'established': '2010', 'dissolved': " \
         "'2015', 'seats': [{'id': 'x', " more "}]}]")
#define MEETING(date) \
    WITH("'working_groups': [{'id': 'g', 'source': 's', 'established': '2010', 'dissolved': " \
         "'2015'}], 'events': [{'id': 'e', 'source': 's', 'group': 'g', 'date': '" date "'}]")
#define COMMITMENT(more) \
    WITH("'agreements': [{'id': 'g', 'source': 's', 'acts': [" \
         "{'type': 'signature', 'date': '2020-05'}, {'type': 'entry_into_force', 'date': " \
         "'2021'}]}], 'commitments': [{'id': 'c', 'source': 's', 'owner': 'a', " \
         "'arises_from': 'g', " more "}]")

static const row others[] = {
    {"", GROUP("{'value': 'a', 'from': '2015', 'until': '2016'}")},
    {"seat_outside_body:g", GROUP("{'value': 'a', 'from': '2016'}")},
    {"seat_outside_body:g", GROUP("['b', {'value': 'a', 'until': '2009'}]")},
    {"", GROUP("{'value': 'a', 'from': '2016', 'rank': 'deprecated', 'reason': 'no'}")},
    {"seat_outside_body:x", SEAT("'incumbent': {'value': 'a', 'from': '2016'}")},
    {"", SEAT("'incumbent': {'value': 'a', 'from': '2015'}")},
    {"", SEAT("'incumbent': {'value': 'a', 'from': '2016'}, 'survives_dissolution': true")},
    {"seat_outside_body:x",
     SEAT("'incumbent': {'value': 'a', 'until': '2009'}, 'survives_dissolution': true")},
#define MEMBERSHIP(more) \
    ENTITIES("{'id': 'x', 'kind': 'bloc', 'source': 's', 'name': 'X', 'founded': '2000'}, " \
             "{'id': 'c', 'kind': 'state', 'source': 's', 'name': 'C', 'member_of': " more "}")
    {"", MEMBERSHIP("{'value': 'x', 'from': '1999', 'until': '2000'}")},
    {"seat_outside_body:c", MEMBERSHIP("['x', {'value': 'x', 'from': '1990', 'until': '1999'}]")},
    {"", MEETING("2015-12")},
    {"meeting_outside_body:e", MEETING("2016")},
    {"meeting_outside_body:e", MEETING("2009-12")},
    {"", COMMITMENT("'due': '2020-05-01', 'fulfilled': '2020-05-31'")},
    {"due_before_made:c", COMMITMENT("'due': '2020-04'")},
    {"fulfilled_before_made:c", COMMITMENT("'fulfilled': '2019'")},
    {"", COMMITMENT("'fulfilled': '2022', 'withdrawn': {'none': true}")},
    {"fulfilled_and_withdrawn:c",
     COMMITMENT("'fulfilled': {'unknown': true}, 'withdrawn': '2022'")},
};

#define FIGURE(id, period, value, more) \
    "{'id': '" id "', 'source': 's', 'measure': 'm', 'period': '" period "', 'value': " value more \
    "}"
#define FIGURES(text) WITH("'figures': [" text "]")
#define NUMBER(value, unit) "{'value': " value ", 'unit': '" unit "'}"
#define SHARE(id, holder, percentage) \
    "{'id': '" id "', 'kind': 'share', 'source': 's', 'venture': 'v', 'holder': '" holder \
    "', 'percentage': " percentage "}"
#define SHARES(text) ENTITIES("{'id': 'v', 'kind': 'project', 'source': 's', 'title': 'V'}, " text)

static const row numbers[] = {
    /* The unit of most is taken to be the usual one. */
    {"unit_mix:f",
     FIGURES(FIGURE("f", "2019", NUMBER("1", "EUR"), "") "," FIGURE(
         "g", "2020", NUMBER("2", "USD"), "") "," FIGURE("h", "2021", NUMBER("3", "USD"), ""))},
    {"", FIGURES(FIGURE("f", "2019", NUMBER("1", "EUR"),
                        ", 'definition': 'plan'") "," FIGURE("g", "2020", NUMBER("2", "USD"), ""))},
    {"", FIGURES(FIGURE("f", "2019", NUMBER("1", "km"), "") "," FIGURE("g", "2020",
                                                                       NUMBER("2", "m"), ""))},
    {"thousandfold:g", FIGURES(FIGURE("f", "2020", NUMBER("1.02", "t"),
                                      "") "," FIGURE("g", "2020", NUMBER("1.0", "kg"), ""))},
    /* Another period is another thing, and a tenth more than a thousandfold no slip. */
    {"", FIGURES(FIGURE("f", "2019", NUMBER("1", "t"), "") "," FIGURE("g", "2020",
                                                                      NUMBER("1", "kg"), ""))},
    {"", FIGURES(FIGURE("f", "2020", NUMBER("1200", "t"), "") "," FIGURE("g", "2020",
                                                                         NUMBER("1", "t"), ""))},
    {"parts_above_whole:w",
     FIGURES(FIGURE("w", "2020", NUMBER("10", "t"), "") "," FIGURE(
         "x", "2020", NUMBER("6", "t"),
         ", 'part_of': 'w', 'definition': 'x'") "," FIGURE("y", "2020", NUMBER("6", "t"),
                                                           ", 'part_of': 'w', 'definition': 'y'"))},
    /* 5.4999 and 5.4999 may be written as 5 and 5, and 10.99 as 11. */
    {"",
     FIGURES(FIGURE("w", "2020", NUMBER("11", "t"), "") "," FIGURE(
         "x", "2020", NUMBER("5", "t"),
         ", 'part_of': 'w', 'definition': 'x'") "," FIGURE("y", "2020", NUMBER("5", "t"),
                                                           ", 'part_of': 'w', 'definition': 'y'"))},
    {"parts_below_whole:w",
     FIGURES(FIGURE("w", "2020", NUMBER("10", "t"), "") "," FIGURE(
         "x", "2020", NUMBER("8000", "kg"), ", 'part_of': 'w', 'definition': 'x'"))},
    {"", FIGURES(FIGURE("w", "2020", NUMBER("10", "t"),
                        "") "," FIGURE("x", "2019", NUMBER("12", "t"), ", 'part_of': 'w'"))},
    {"share_beyond_whole:p", SHARES(SHARE("p", "a", NUMBER("-1", "percent")))},
    {"", SHARES(SHARE("p", "a", NUMBER("33.4", "percent")) "," SHARE("q", "b",
                                                                     NUMBER("66.7", "percent")))},
    {"shares_above_whole:q", SHARES(SHARE("p", "a", NUMBER("34", "percent")) "," SHARE(
                                 "q", "b", NUMBER("67.1", "percent")))},
    /* One is sold before the other is bought; of two sources the lower one may be right. */
    {"", SHARES(SHARE("p", "a", "{'value': 60, 'unit': 'percent', 'until': '2010'}") "," SHARE(
             "q", "b", "{'value': 60, 'unit': 'percent', 'from': '2010-12'}"))},
    {"shares_above_whole:p",
     SHARES(SHARE("q", "b", "{'value': 60, 'unit': 'percent', 'from': '2015'}") "," SHARE(
         "p", "a", "{'value': 60, 'unit': 'percent', 'from': '2010'}"))},
    {"", SHARES(SHARE("p", "a", NUMBER("50", "percent")) "," SHARE(
             "q", "b",
             "[{'value': 60, 'unit': 'percent'}, {'value': 50, 'unit': 'percent', "
             "'source': 't'}]"))},
};

static void expect(const row *one)
{
    char told[400] = "";
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *found = NULL;
    put_json("one.json", one->text);
    ck_assert_msg(pship_register_validate(&found, NULL, path_of("one.json"), NULL, &err) ==
                      PSHIP_OK,
                  "%s", err.message);
    for (int64_t i = 0; i < pship_table_rows(found); i++) {
        size_t used = strlen(told);
        snprintf(told + used, sizeof told - used, "%s%s:%s", used == 0 ? "" : " ",
                 cell_of(found, "rule", i), cell_of(found, "entity", i));
    }
    if (strcmp(told, one->findings) != 0) {
        print_problems(found);
    }
    ck_assert_msg(strcmp(told, one->findings) == 0, "'%s', not '%s', in\n%s", told, one->findings,
                  one->text);
    pship_table_free(found);
}

#define EACH(rows) \
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows)[0]; i++) { \
        expect(&(rows)[i]); \
    }

START_TEST(acts_are_told_where_no_reading_of_their_dates_is_in_order){EACH(acts)} END_TEST

    START_TEST(references_may_go_anywhere_but_back){EACH(references)} END_TEST

    START_TEST(a_source_may_say_more_than_one_thing_if_not_at_once){EACH(statements)} END_TEST

    START_TEST(seats_meetings_and_commitments_have_their_time){EACH(others)} END_TEST

    START_TEST(numbers_are_held_against_each_other_within_their_rounding){EACH(numbers)} END_TEST

    Suite *test_suite(void)
{
    Suite *suite = suite_create("meaning");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, make_folder, remove_folder);
    tcase_add_test(all, acts_are_told_where_no_reading_of_their_dates_is_in_order);
    tcase_add_test(all, references_may_go_anywhere_but_back);
    tcase_add_test(all, a_source_may_say_more_than_one_thing_if_not_at_once);
    tcase_add_test(all, seats_meetings_and_commitments_have_their_time);
    tcase_add_test(all, numbers_are_held_against_each_other_within_their_rounding);
    suite_add_tcase(suite, all);
    return suite;
}
