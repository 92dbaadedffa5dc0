/* Every problem that a register can have, alone, with its rule and its place. In the texts, @
 * stands before the place that must be told. */
#include "adapters/register_help.h"

Suite *test_suite(void);

#define COUNT(rows) ((int)(sizeof rows / sizeof rows[0]))

/* A register in which nothing is wrong, going on with what is. */
#define AND(text) \
    "{'partnership_register': 1,\n" \
    " 'sources': [{'id': 's', 'published': '2025-01-01'}],\n" \
    " 'parties': [{'id': 'p', 'kind': 'state', 'source': 's'}],\n" \
    " 'agreements': [{'id': 'g', 'acts': [{'type': 'signature', 'date': '2025-08-08'}]}],\n" \
    " " text "}\n"
/* A figure with the members given. */
#define FIGURE(text) AND("'figures': [{'id': 'f', " text "}]")
#define EVENT(text) AND("'events': [{'id': 'e', " text "}]")

typedef struct bad_row {
    const char *rule;
    pship_result code;
    const char *words, *text;
} bad_row;

static const bad_row of_files[] = {
    {"syntax", PSHIP_E_SYNTAX, "value is missing", "{'partnership_register': 1, 'parties': [@,]}"},
    {"syntax", PSHIP_E_SYNTAX, "is empty", "@"},
    {"syntax", PSHIP_E_SYNTAX, "follows the end", "{'partnership_register': 1}\n @{}"},
    {"bad_encoding", PSHIP_E_SYNTAX, "not UTF-8",
     "{'partnership_register': 1,\n 'note': 'a@\xe9'}"},
    {"bad_encoding", PSHIP_E_SYNTAX, "surrogate",
     "{'partnership_register': 1, 'note': '@\\ud800'}"},
    {"too_deep", PSHIP_E_LIMIT, "deeper than 64",
     "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[@["},
    {"duplicate_member", PSHIP_E_SYNTAX, "'parties' occurs twice",
     "{'partnership_register': 1, 'parties': [],\n@'parties': []}"},
    {"duplicate_member", PSHIP_E_SYNTAX, "'name' occurs twice",
     AND("'persons': [{'id': 'a', 'name': 'A', @'name': 'B'}]")},
    {"duplicate_member", PSHIP_E_SYNTAX, "'value' occurs twice",
     FIGURE("'value': {'value': 1,\n @'value': 2}")},
    {"missing_member", PSHIP_E_INVALID, "is this a register", "@{'parties': []}"},
    {"missing_member", PSHIP_E_INVALID, "is this a register", " \n @{}"},
    {"bad_value", PSHIP_E_INVALID, "one object, not an array", "\n @[]"},
    {"bad_value", PSHIP_E_FORMAT, "only version 1", "{'partnership_register': @2}"},
    {"bad_value", PSHIP_E_FORMAT, "only version 1", "{'partnership_register': @'1'}"},
    {"bad_value", PSHIP_E_FORMAT, "only version 1", "{'partnership_register': @1.0}"},
    {"bad_value", PSHIP_E_INVALID, "'title' is a number", AND("'title': @1")},
    {"bad_value", PSHIP_E_INVALID, "'note' is an array", AND("'note': @['a']")},
    {"bad_value", PSHIP_E_INVALID, "'$schema' is null", AND("'$schema': @null")},
    {"bad_value", PSHIP_E_INVALID, "'persons' is an object", AND("'persons': @{'id': 'a'}")},
    {"bad_value", PSHIP_E_INVALID, "'kinds' is a string", AND("'kinds': @'place'")},
    {"unknown_member", PSHIP_E_INVALID,
     "'people' is no member of a register file; its sections are "
     "sources, parties, ",
     AND("@'people': []")},
    {"unknown_member", PSHIP_E_INVALID, "'Persons' is no member", AND("@'Persons': []")},
};

static const bad_row of_schemas[] = {
    {"bad_value", PSHIP_E_INVALID, "an object is expected", AND("'kinds': [@'port']")},
    {"bad_value", PSHIP_E_INVALID, "an object is expected", AND("'properties': [@7]")},
    {"bad_value", PSHIP_E_INVALID, "'name' is a number", AND("'kinds': [{'name': @7}]")},
    {"bad_value", PSHIP_E_INVALID, "'parent' is true",
     AND("'kinds': [{'name': 'port', 'parent': @true}]")},
    {"bad_value", PSHIP_E_INVALID, "'description' is null",
     AND("'properties': [{'name': 'depth', 'description': @null}]")},
    {"bad_value", PSHIP_E_INVALID, "cannot name a kind", AND("'kinds': [@{'name': 'Sea Port'}]")},
    {"bad_value", PSHIP_E_INVALID, "cannot name a property", AND("'properties': [@{'name': ''}]")},
    {"bad_value", PSHIP_E_INVALID, "'source'", AND("'properties': [@{'name': 'source'}]")},
    {"bad_value", PSHIP_E_INVALID, "one of text, number",
     AND("'properties': [{'name': 'depth', 'type': @'metres'}]")},
    {"bad_value", PSHIP_E_INVALID, "one of text, number",
     AND("'properties': [{'name': 'depth', 'type': @1}]")},
    {"bad_value", PSHIP_E_INVALID, "'many' is true or false",
     AND("'properties': [{'name': 'depth', 'many': @'yes'}]")},
    {"missing_member", PSHIP_E_INVALID, "\"name\" is missing",
     AND("'kinds': [@{'parent': 'place'}]")},
    {"missing_member", PSHIP_E_INVALID, "\"name\" is missing", AND("'properties': [@{}]")},
    {"unknown_member", PSHIP_E_INVALID, "'type' is not known",
     AND("'kinds': [{'name': 'port', @'type': 'text'}]")},
    {"unknown_member", PSHIP_E_INVALID, "'parent' is not known",
     AND("'properties': [{'name': 'depth', @'parent': 'x'}]")},
    {"unknown_kind", PSHIP_E_NOT_FOUND, "'water'",
     AND("'kinds': [@{'name': 'port', 'parent': 'water'}]")},
    {"unknown_kind", PSHIP_E_NOT_FOUND, "'water'",
     AND("'properties': [@{'name': 'depth', 'of_kind': 'water'}]")},
    {"unknown_kind", PSHIP_E_NOT_FOUND, "'water'",
     AND("'properties': [@{'name': 'on', 'type': 'reference', 'refers_to': 'water'}]")},
    {"conflict", PSHIP_E_CONFLICT, "'port'",
     AND("'kinds': [{'name': 'port'},\n@{'name': 'port', 'parent': 'place'}]")},
    {"conflict", PSHIP_E_CONFLICT, "'state'", AND("'kinds': [@{'name': 'state'}]")},
    {"conflict", PSHIP_E_CONFLICT, "'name'",
     AND("'properties': [@{'name': 'name', 'type': 'number'}]")},
};

static const bad_row of_entries[] = {
    {"bad_value", PSHIP_E_INVALID, "an entry is an object", AND("'persons': [@'a']")},
    {"bad_value", PSHIP_E_INVALID, "'id' is a number", AND("'persons': [{'id': @1}]")},
    {"bad_value", PSHIP_E_INVALID, "'kind' is a number",
     AND("'entities': [{'id': 'a', 'kind': @1}]")},
    {"bad_value", PSHIP_E_INVALID, "'locator' is a number",
     AND("'persons': [{'id': 'a', 'locator': @1}]")},
    {"bad_value", PSHIP_E_INVALID, "'source' is a number",
     AND("'persons': [{'id': 'a', 'source': @1}]")},
    {"bad_value", PSHIP_E_INVALID, "at least one", AND("'persons': [{'id': 'a', 'source': @[]}]")},
    {"bad_value", PSHIP_E_INVALID, "is a number",
     AND("'persons': [{'id': 'a', 'source': ['s', @1]}]")},
    {"missing_member", PSHIP_E_INVALID, "\"id\" is missing", AND("'persons': [@{'name': 'A'}]")},
    {"missing_member", PSHIP_E_INVALID, "\"kind\" is missing", AND("'entities': [@{'id': 'a'}]")},
    {"unknown_member", PSHIP_E_INVALID, "are all of kind person",
     AND("'persons': [{'id': 'a', @'kind': 'person'}]")},
    {"unknown_kind", PSHIP_E_NOT_FOUND, "no kind 'port'",
     AND("'entities': [{'id': 'a', 'kind': @'port'}]")},
    {"wrong_kind", PSHIP_E_INVALID, "not a kind of party",
     "{'partnership_register': 1, 'parties': [{'id': 'a', 'kind': @'person'}]}"},
    {"wrong_kind", PSHIP_E_CONFLICT, "recorded as state", AND("'persons': [{'id': @'p'}]")},
    {"wrong_kind", PSHIP_E_CONFLICT, "not a source",
     AND("'persons': [{'id': 'a', 'source': @'p'}]")},
    {"unknown_id", PSHIP_E_NOT_FOUND, "source 'x'",
     AND("'persons': [{'id': 'a', 'source': @'x'}]")},
    {"unknown_id", PSHIP_E_NOT_FOUND, "source 'x'",
     AND("'persons': [{'id': 'a', 'source': ['s', @'x']}]")},
    {"duplicate_id", PSHIP_E_CONFLICT, "'a' stands in 'persons'",
     AND("'persons': [{'id': 'a'}, {'id': 'b'},\n {'id': @'a'}]")},
    {"bad_id", PSHIP_E_INVALID, "cannot be an id", AND("'persons': [{'id': @''}]")},
    {"bad_id", PSHIP_E_INVALID, "cannot be an id", AND("'persons': [{'id': @'a b'}]")},
    {"bad_id", PSHIP_E_INVALID, "cannot be an id", AND("'persons': [{'id': @'a\\u007f'}]")},
    {"bad_id", PSHIP_E_INVALID, "cannot be an id",
     AND("'persons': [{'id': @'123456789012345678901234567890123456789012345678901234567890"
         "12345678901234567890123456789012345678901234567890123456789012345678901234567890"
         "1234567890123456789012345678901234567890123456789012345678901'}]")},
    {"unknown_property", PSHIP_E_NOT_FOUND, "no property 'nmae': is 'name' meant?",
     AND("'persons': [{'id': 'a', @'nmae': 'A'}]")},
    {"unknown_property", PSHIP_E_INVALID, "'mandate' belongs to working_group",
     AND("'persons': [{'id': 'a', @'mandate': 'all'}]")},
    {"unknown_property", PSHIP_E_NOT_FOUND, "no property 'acts'",
     AND("'persons': [{'id': 'a', @'acts': []}]")},
};

#define ACTS(text) \
    "{'partnership_register': 1, 'sources': [{'id': 's'}], 'agreements': [{'id': 'g', 'source': " \
    "'s',\n" \
    " 'acts': " text "}]}"

static const bad_row of_acts[] = {
    {"bad_value", PSHIP_E_INVALID, "'acts' is an object", ACTS("@{'type': 'signature'}")},
    {"bad_value", PSHIP_E_INVALID, "an act is an object", ACTS("[@'signature']")},
    {"bad_value", PSHIP_E_INVALID, "'id' is a number", ACTS("[{'id': @1, 'type': 'signature'}]")},
    {"missing_member", PSHIP_E_INVALID, "an act needs an \"id\"", ACTS("[@{'date': '2025'}]")},
    {"missing_member", PSHIP_E_INVALID, "an act needs an \"id\"",
     ACTS("[@{'type': {'value': 'signature'}}]")},
    {"bad_id", PSHIP_E_INVALID, "'g/two words'", ACTS("[@{'type': 'two words'}]")},
    {"wrong_kind", PSHIP_E_CONFLICT, "'s' is recorded as source", ACTS("[{'id': @'s'}]")},
    {"unknown_property", PSHIP_E_INVALID, "'mandate' belongs to",
     ACTS("[{'type': 'signature', @'mandate': 'x'}]")},
    {"bad_date", PSHIP_E_SYNTAX, "", ACTS("[{'type': 'signature', 'date': @'8 August'}]")},
};

static const bad_row of_values[] = {
    {"bad_value", PSHIP_E_INVALID, "'measure' is null", FIGURE("'measure': @null")},
    {"bad_value", PSHIP_E_INVALID, "'measure' is a number", FIGURE("'measure': @7")},
    {"bad_value", PSHIP_E_INVALID, "'measure' is true", FIGURE("'measure': {'value': @true}")},
    {"bad_value", PSHIP_E_INVALID, "'alias' is an array", FIGURE("'alias': ['a', @['b']]")},
    {"bad_value", PSHIP_E_INVALID, "'measure' is an object",
     FIGURE("'measure': {'value': @{'value': 'x'}}")},
    {"bad_value", PSHIP_E_INVALID, "'about' is a number", FIGURE("'about': @7")},
    {"bad_value", PSHIP_E_INVALID, "'date' is a number", EVENT("'date': @2025")},
    {"bad_value", PSHIP_E_INVALID, "'value' is null", FIGURE("'value': @null")},
    {"bad_value", PSHIP_E_INVALID, "true or false is expected",
     AND("'properties': [{'name': 'open', 'type': 'boolean'}], 'events': [{'id': 'e', 'open': "
         "@'yes'}]")},
    {"bad_value", PSHIP_E_INVALID, "a number is expected",
     AND("'properties': [{'name': 'depth', 'type': 'number'}], 'events': [{'id': 'e', 'depth': "
         "@false}]")},
    {"bad_value", PSHIP_E_INVALID, "a string is expected",
     FIGURE("'value': {'value': @7, 'type': 'text'}")},
    {"bad_value", PSHIP_E_INVALID, "true or false",
     FIGURE("'value': {'value': @'true', 'type': 'boolean'}")},
    {"bad_value", PSHIP_E_INVALID, "a type is one of",
     FIGURE("'value': {'value': 'x', 'type': @'reference'}")},
    {"bad_value", PSHIP_E_INVALID, "only a number has a unit",
     FIGURE("'measure': {'value': @'x', 'unit': 'km'}")},
    {"bad_value", PSHIP_E_INVALID, "only a number has a unit",
     FIGURE("'value': {'value': @'2025', 'unit': 'year', 'type': 'date'}")},
    {"bad_value", PSHIP_E_INVALID, "'unit' is a number",
     FIGURE("'value': {'value': 7, 'unit': @1}")},
    {"bad_value", PSHIP_E_INVALID, "is fixed",
     FIGURE("'measure': {'value': 'x', 'type': @'text'}")},
    {"bad_value", PSHIP_E_INVALID, "'unit' goes with a value",
     FIGURE("'value': {'unknown': true, 'unit': @'km'}")},
    {"bad_value", PSHIP_E_INVALID, "'type' goes with a value",
     FIGURE("'value': {'none': true, 'type': @'text'}")},
    {"bad_value", PSHIP_E_INVALID, "'none' can only be true",
     FIGURE("'measure': {'none': @false}")},
    {"bad_value", PSHIP_E_INVALID, "'unknown' can only be true",
     FIGURE("'measure': {'unknown': @'yes'}")},
    {"missing_member", PSHIP_E_INVALID, "exactly one of", FIGURE("'measure': @{'source': 's'}")},
    {"missing_member", PSHIP_E_INVALID, "exactly one of",
     FIGURE("'measure': @{'value': 'x', 'none': true}")},
    {"missing_member", PSHIP_E_INVALID, "exactly one of",
     FIGURE("'measure': @{'none': true, 'unknown': true}")},
    {"unknown_member", PSHIP_E_INVALID, "'values' is not known",
     FIGURE("'measure': {'value': 'x', @'values': 1}")},
    {"unknown_member", PSHIP_E_INVALID, "'id' is not known",
     FIGURE("'measure': {@'id': 'x', 'value': 'x'}")},
    {"bad_number", PSHIP_E_SYNTAX, "'12 million' is not a number",
     FIGURE("'value': {'value': @'12 million', 'unit': 'USD'}")},
    {"bad_number", PSHIP_E_SYNTAX, "'1,5' is not a number",
     FIGURE("'value': {'value': @'1,5', 'type': 'number'}")},
    {"bad_number", PSHIP_E_SYNTAX, "'1e999' is not a number", FIGURE("'value': @1e999")},
    {"bad_date", PSHIP_E_INVALID, "no month 13", EVENT("'date': @'2025-13'")},
    {"bad_date", PSHIP_E_SYNTAX, "", EVENT("'date': {'value': @'8.8.2025'}")},
    {"bad_date", PSHIP_E_SYNTAX, "", EVENT("'date': @'3 moons after signature of g'")},
    {"bad_date", PSHIP_E_SYNTAX, "", FIGURE("'value': {'value': @'soon', 'type': 'date'}")},
    {"unknown_id", PSHIP_E_NOT_FOUND, "'x', which 'about' of 'f' refers to",
     FIGURE("'about': @'x'")},
    {"unknown_id", PSHIP_E_NOT_FOUND, "'x', which 'date' of 'e' refers to",
     EVENT("'date': @'3 days after signature of x'")},
    {"wrong_kind", PSHIP_E_CONFLICT, "'p' is of kind state, but 'place' refers to kind place",
     EVENT("'place': @'p'")},
};

static const bad_row of_options[] = {
    {"bad_value", PSHIP_E_INVALID, "'locator' is a number",
     FIGURE("'measure': {'value': 'x', 'locator': @1}")},
    {"bad_value", PSHIP_E_INVALID, "'qualifier' is null",
     FIGURE("'measure': {'value': 'x', 'qualifier': @null}")},
    {"bad_value", PSHIP_E_INVALID, "'certainty' is a number",
     FIGURE("'measure': {'value': 'x', 'certainty': @1}")},
    {"bad_value", PSHIP_E_INVALID, "'wording' is true",
     FIGURE("'measure': {'value': 'x', 'wording': @true}")},
    {"bad_value", PSHIP_E_INVALID, "'reason' is a number",
     FIGURE("'measure': {'value': 'x', 'reason': @1}")},
    {"bad_value", PSHIP_E_INVALID, "'from' is a number",
     FIGURE("'measure': {'value': 'x', 'from': @2025}")},
    {"bad_value", PSHIP_E_INVALID, "'until' is null",
     FIGURE("'measure': {'value': 'x', 'until': @null}")},
    {"bad_value", PSHIP_E_INVALID, "'last_confirmed' is a number",
     FIGURE("'measure': {'value': 'x', 'last_confirmed': @2025}")},
    {"bad_value", PSHIP_E_INVALID, "a rank is one of",
     FIGURE("'measure': {'value': 'x', 'rank': @'best'}")},
    {"bad_value", PSHIP_E_INVALID, "a rank is one of",
     FIGURE("'measure': {'value': 'x', 'rank': @1}")},
    {"bad_value", PSHIP_E_INVALID, "'source' is a number",
     FIGURE("'measure': {'value': 'x', 'source': @1}")},
    {"bad_value", PSHIP_E_INVALID, "at least one",
     FIGURE("'measure': {'value': 'x', 'source': @[]}")},
    {"unknown_id", PSHIP_E_NOT_FOUND, "source 'x'",
     FIGURE("'measure': {'value': 'x', 'source': @'x'}")},
    {"unknown_id", PSHIP_E_NOT_FOUND, "source 'x'",
     FIGURE("'measure': {'value': 'x', 'source': ['s', @'x']}")},
    {"wrong_kind", PSHIP_E_CONFLICT, "not a source",
     FIGURE("'measure': {'value': 'x', 'source': @'g'}")},
    {"bad_date", PSHIP_E_SYNTAX, "", FIGURE("'measure': {'value': 'x', 'from': @'now'}")},
    {"bad_date", PSHIP_E_INVALID, "no day 30",
     FIGURE("'measure': {'value': 'x', 'until': @'2025-02-30'}")},
    {"bad_date", PSHIP_E_SYNTAX, "",
     FIGURE("'measure': {'value': 'x', 'last_confirmed': @'2025-02'}")},
    {"bad_interval", PSHIP_E_INVALID, "",
     FIGURE("'measure': {'value': 'x', 'from': '2026', 'until': @'2025'}")},
    {"bad_interval", PSHIP_E_INVALID, "",
     FIGURE("'measure': {'value': 'x', 'until': @'2025-01-01', 'from': '2025-01-02'}")},
};

static const bad_row of_operations[] = {
    {"bad_value", PSHIP_E_INVALID, "an object is expected",
     FIGURE("'measure': {'value': 'x', 'ended': @'2025'}")},
    {"bad_value", PSHIP_E_INVALID, "an object is expected",
     FIGURE("'measure': {'value': 'x', 'retracted': [@true]}")},
    {"bad_value", PSHIP_E_INVALID, "has one source",
     FIGURE("'measure': {'value': 'x', 'ended': {'until': '2025', 'source': @['s']}}")},
    {"missing_member", PSHIP_E_INVALID, "\"until\", the last day",
     FIGURE("'measure': {'value': 'x', 'ended': @{}}")},
    {"unknown_member", PSHIP_E_INVALID, "'value' is not known",
     FIGURE("'measure': {'value': 'x', 'ended': {'until': '2025', @'value': 'y'}}")},
    {"unknown_member", PSHIP_E_INVALID, "'from' has no meaning for an end",
     FIGURE("'measure': {'value': 'x', 'ended': {@'from': '2024', 'until': '2025'}}")},
    {"unknown_member", PSHIP_E_INVALID, "'until' has no meaning for a retraction",
     FIGURE("'measure': {'value': 'x', 'retracted': {@'until': '2025'}}")},
    {"unknown_member", PSHIP_E_INVALID, "'ended' is not known",
     FIGURE("'measure': {'value': 'x', 'retracted': {@'ended': {'until': '2025'}}}")},
    {"unknown_id", PSHIP_E_NOT_FOUND, "source 'x'",
     FIGURE("'measure': {'value': 'x', 'retracted': {'source': @'x'}}")},
    {"bad_date", PSHIP_E_SYNTAX, "",
     FIGURE("'measure': {'value': 'x', 'ended': {'until': @'winter'}}")},
    {"bad_value", PSHIP_E_INVALID, "cannot have held for the last time",
     FIGURE("'measure': {'value': 'x', 'from': '2025', 'ended': @{'until': '2024'}}")},
    {"missing_member", PSHIP_E_INVALID, "exactly one of",
     FIGURE("'measure': {'value': 'x', 'corrects': @{'source': 's'}}")},
    {"bad_value", PSHIP_E_INVALID, "'measure' is a number",
     FIGURE("'measure': {'value': 'x', 'corrects': @7}")},
    {"unknown_id", PSHIP_E_NOT_FOUND, "source 'x'",
     FIGURE("'measure': {'value': 'x', 'corrects': {'value': 'y', 'corrects': {'value': 'z', "
            "'source': @'x'}}}")},
    {"unknown_member", PSHIP_E_INVALID, "the next of the array",
     FIGURE("'measure': {'value': 'x', 'corrects': [{'value': 'y', @'corrects': {'value': 'z'}}, "
            "{'value': 'w'}]}")},
    {"bad_value", PSHIP_E_INVALID, "has one source",
     FIGURE("'measure': @{'value': 'x', 'source': ['s', 's'], 'corrects': {'value': 'y'}}")},
    {"bad_value", PSHIP_E_INVALID, "has one source",
     FIGURE("'measure': {'value': 'x', 'corrects': @{'value': 'y', 'source': ['s', 's']}}")},
    {"bad_date", PSHIP_E_SYNTAX, "",
     FIGURE("'measure': {'value': 'x', 'retracted': [{}, {'retracted': {'last_confirmed': "
            "@'2025'}}]}")},
};

#define WHAT_IF(text) \
    AND("'scenarios': [{'name': 'w'}, {'name': 'v', 'parent': 'w'}], 'figures': [{'id': 'f', " \
        "'measure': {'value': 'x', " text "}}]")

static const bad_row of_scenarios[] = {
    {"bad_value", PSHIP_E_INVALID, "'scenarios' is an object", AND("'scenarios': @{}")},
    {"missing_member", PSHIP_E_INVALID, "\"name\" is missing", AND("'scenarios': [@{}]")},
    {"bad_value", PSHIP_E_INVALID, "", AND("'scenarios': [@{'name': 'two words'}]")},
    {"unknown_member", PSHIP_E_INVALID, "'pinned' is not known",
     AND("'scenarios': [{'name': 'w', @'pinned': 1}]")},
    {"unknown_scenario", PSHIP_E_NOT_FOUND, "no scenario 'v'",
     AND("'scenarios': [@{'name': 'w', 'parent': 'v'}]")},
    {"conflict", PSHIP_E_CONFLICT, "'w' exists",
     AND("'scenarios': [{'name': 'w'}, @{'name': 'w', 'description': 'x'}]")},
    {"bad_value", PSHIP_E_INVALID, "can only be null", AND("'entry': @'x'")},
    {"unknown_scenario", PSHIP_E_NOT_FOUND, "no scenario 'x'",
     AND("'persons': [{'id': 'a', 'scenario': @'x', 'name': 'A'}]")},
    {"bad_value", PSHIP_E_INVALID, "'scenario' is a number",
     AND("'persons': [{'id': 'a', 'scenario': @1, 'name': 'A'}]")},
    {"duplicate_id", PSHIP_E_CONFLICT, "stands in 'persons'",
     AND("'scenarios': [{'name': 'w'}], 'persons': [{'id': 'a', 'scenario': 'w'}, {'id': 'a'}, "
         "{'scenario': 'w', 'id': @'a'}]")},
    {"unknown_scenario", PSHIP_E_NOT_FOUND, "no scenario 'u'", WHAT_IF("'scenario': @'u'")},
    {"bad_value", PSHIP_E_INVALID, "'scenario' is null", WHAT_IF("'scenario': @null")},
    {"unknown_scenario", PSHIP_E_NOT_FOUND, "no scenario 'u'",
     WHAT_IF("'ended': {'until': '2025', 'scenario': @'u'}")},
    {"missing_member", PSHIP_E_INVALID, "\"last_confirmed\", the day",
     WHAT_IF("'confirmed': @{'source': 's'}")},
    {"bad_date", PSHIP_E_SYNTAX, "", WHAT_IF("'confirmed': {'last_confirmed': @'2025'}")},
    {"unknown_member", PSHIP_E_INVALID, "'until' has no meaning for a confirmation",
     WHAT_IF("'confirmed': {'last_confirmed': '2025-01-01', @'until': '2025'}")},
    {"bad_value", PSHIP_E_INVALID, "a confirmation has one source",
     WHAT_IF("'confirmed': {'last_confirmed': '2025-01-01', 'source': @['s']}")},
    {"missing_member", PSHIP_E_INVALID, "\"scenario\", for which", WHAT_IF("'masked': @{}")},
    {"bad_value", PSHIP_E_INVALID, "an object is expected", WHAT_IF("'masked': @'w'")},
    {"unknown_scenario", PSHIP_E_NOT_FOUND, "no scenario 'u'",
     WHAT_IF("'masked': {'scenario': @'u'}")},
    {"unknown_member", PSHIP_E_INVALID, "'source' has no meaning for a mask",
     WHAT_IF("'masked': {'scenario': 'w', @'source': 's'}")},
    {"bad_value", PSHIP_E_INVALID, "retract it",
     WHAT_IF("'scenario': 'w', 'masked': @{'scenario': 'w'}")},
    {"bad_value", PSHIP_E_INVALID, "does not have it",
     WHAT_IF("'scenario': 'v', 'masked': @{'scenario': 'w'}")},
    {"missing_member", PSHIP_E_INVALID, "\"scenario\", which has this",
     WHAT_IF("'instead': @{'value': 'y'}")},
    {"missing_member", PSHIP_E_INVALID, "\"scenario\", which has this",
     WHAT_IF("'instead': [@'y']")},
    {"unknown_scenario", PSHIP_E_NOT_FOUND, "no scenario 'u'",
     WHAT_IF("'instead': {'value': 'y', 'scenario': @'u'}")},
    {"bad_value", PSHIP_E_INVALID, "say it with \"corrects\"",
     WHAT_IF("'scenario': 'w', 'instead': {'value': 'y', 'scenario': @'w'}")},
    {"unknown_member", PSHIP_E_INVALID, "that of the statement that corrects",
     WHAT_IF("'corrects': {'value': 'y', @'scenario': 'w'}")},
    {"unknown_member", PSHIP_E_INVALID, "'scenario' is not known",
     WHAT_IF("'retracted': {@'scenario': 'w'}")},
    {"bad_value", PSHIP_E_INVALID, "'entry' is a number", WHAT_IF("'entry': @1")},
    {"conflict", PSHIP_E_CONFLICT, "two things of the entry 'e'",
     FIGURE("'measure': [{'value': 'x', 'entry': 'e'}, @{'value': 'y', 'entry': 'e'}]")},
};

/* The text without its mark, and where that stood. */
static char *take_mark(const char *marked, int64_t *line, int64_t *column)
{
    char *text = with_quotes(marked);
    char *mark = strchr(text, '@');
    ck_assert_msg(mark != NULL && strchr(mark + 1, '@') == NULL, "one mark is expected: %s",
                  marked);
    *line = 1;
    *column = 1;
    for (const char *at = text; at < mark; at++) {
        *line += *at == '\n';
        *column = *at == '\n' ? 1 : *column + 1;
    }
    memmove(mark, mark + 1, strlen(mark));
    return text;
}

static void expect_problem(const bad_row *row)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_model *model = NULL;
    pship_table *problems = NULL;
    int64_t line, column;
    char *text = take_mark(row->text, &line, &column);
    put_bytes("bad.json", text, strlen(text));
    pship_result result =
        pship_register_open(&model, &problems, NULL, path_of("bad.json"), NULL, &err);
    ck_assert_msg(result == row->code, "%s: %s gave %s: %s", row->rule, text,
                  pship_result_name(result), err.message);
    ck_assert_ptr_null(model);
    ck_assert_ptr_nonnull(problems);
    if (pship_table_rows(problems) != 1) {
        print_problems(problems);
    }
    ck_assert_msg(pship_table_rows(problems) == 1, "%s", text);
    ck_assert_str_eq(cell_of(problems, "rule", 0), row->rule);
    ck_assert_msg(
        strcmp(cell_of(problems, "file", 0), path_of("bad.json")) == 0 &&
            pship_table_integer(problems, pship_table_find(problems, "line"), 0) == line &&
            pship_table_integer(problems, pship_table_find(problems, "column"), 0) == column,
        "%lld:%lld is expected, not %s:%s, for %s", (long long)line, (long long)column,
        cell_of(problems, "line", 0), cell_of(problems, "column", 0), text);
    ck_assert_msg(strstr(cell_of(problems, "message", 0), row->words) != NULL, "%s",
                  cell_of(problems, "message", 0));
    /* The only problem is the error of the call. */
    ck_assert_int_eq(err.code, row->code);
    ck_assert_int_eq(err.line, line);
    ck_assert_int_eq(err.column, column);
    ck_assert_str_eq(err.message, cell_of(problems, "message", 0));
    pship_table_free(problems);
    free(text);
}

START_TEST(a_file_is_no_register)
{
    expect_problem(&of_files[_i]);
}
END_TEST

START_TEST(a_kind_or_property_is_wrong)
{
    expect_problem(&of_schemas[_i]);
}
END_TEST

START_TEST(an_entry_is_wrong)
{
    expect_problem(&of_entries[_i]);
}
END_TEST

START_TEST(an_act_within_its_agreement_is_wrong)
{
    expect_problem(&of_acts[_i]);
}
END_TEST

START_TEST(a_value_is_wrong)
{
    expect_problem(&of_values[_i]);
}
END_TEST

START_TEST(an_option_is_wrong)
{
    expect_problem(&of_options[_i]);
}
END_TEST

START_TEST(an_operation_is_wrong)
{
    expect_problem(&of_operations[_i]);
}
END_TEST

START_TEST(a_scenario_or_an_identity_is_wrong)
{
    expect_problem(&of_scenarios[_i]);
}
END_TEST

START_TEST(a_text_over_the_limit_is_too_long)
{
    static const char before[] =
        "{\"partnership_register\": 1, \"persons\": [{\"id\": \"a\",\n \"name\": \"";
    static const char after[] = "\"}]}";
    pship_error err = PSHIP_ERROR_INIT;
    pship_model *model = NULL;
    pship_table *problems = NULL;
    size_t most = (size_t)16 << 20, start = sizeof before - 1;
    char *text = malloc(start + most + 1 + sizeof after);
    ck_assert_ptr_nonnull(text);
    memset(text, 'x', start + most + 1);
    memcpy(text, before, start);
    memcpy(text + start + most + 1, after, sizeof after);
    put_bytes("bad.json", text, strlen(text));
    ck_assert_int_eq(pship_register_open(&model, &problems, NULL, path_of("bad.json"), NULL, &err),
                     PSHIP_E_LIMIT);
    ck_assert_int_eq(pship_table_rows(problems), 1);
    ck_assert_str_eq(cell_of(problems, "rule", 0), "too_long");
    ck_assert_int_eq(err.line, 2);
    ck_assert_int_eq(err.column, 10);
    pship_table_free(problems);
    memcpy(text + start + most, after, sizeof after); /* one byte less */
    put_bytes("bad.json", text, strlen(text));
    pship_model_free(open_good(path_of("bad.json")));
    free(text);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("register_bad");
    TCase *tcase = tcase_create("one problem");
    tcase_add_checked_fixture(tcase, make_folder, remove_folder);
    tcase_add_loop_test(tcase, a_file_is_no_register, 0, COUNT(of_files));
    tcase_add_loop_test(tcase, a_kind_or_property_is_wrong, 0, COUNT(of_schemas));
    tcase_add_loop_test(tcase, an_entry_is_wrong, 0, COUNT(of_entries));
    tcase_add_loop_test(tcase, an_act_within_its_agreement_is_wrong, 0, COUNT(of_acts));
    tcase_add_loop_test(tcase, a_value_is_wrong, 0, COUNT(of_values));
    tcase_add_loop_test(tcase, an_option_is_wrong, 0, COUNT(of_options));
    tcase_add_loop_test(tcase, an_operation_is_wrong, 0, COUNT(of_operations));
    tcase_add_loop_test(tcase, a_scenario_or_an_identity_is_wrong, 0, COUNT(of_scenarios));
    tcase_add_test(tcase, a_text_over_the_limit_is_too_long);
    suite_add_tcase(suite, tcase);
    return suite;
}
