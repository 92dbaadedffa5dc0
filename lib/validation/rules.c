/* All rules. Those of reading come first: lib/adapters finds them, and they are listed here for their severity and for
 * what they expect. */
#include "validation/validation.h"
#include <string.h>

#define ERROR PSHIP_SEVERITY_ERROR
#define WARNING PSHIP_SEVERITY_WARNING
#define NOTE PSHIP_SEVERITY_NOTE
#define OF_READING NULL, NEEDS_NOTHING

const rule_row pship__rules[] = {
    /* ---- of reading */
    {"syntax", ERROR, "It is not JSON.", "JSON as RFC 8259 has it: no comments, no comma too many",
     OF_READING},
    {"bad_encoding", ERROR, "It is not UTF-8.", "text in UTF-8", OF_READING},
    {"too_deep", ERROR, "It is nested too deep.",
     "at most 64 arrays and objects within one another", OF_READING},
    {"duplicate_member", ERROR, "An object says a member twice.",
     "one member of each name; several values stand in an array", OF_READING},
    {"unknown_member", ERROR, "A member is not known in this place.",
     "the members that the format of registers describes", OF_READING},
    {"missing_member", ERROR, "A member is missing that must be there.",
     "every member that the format of registers requires", OF_READING},
    {"unknown_property", ERROR, "There is no property of that name for this kind of entity.",
     "a property of the schema, or one defined in \"properties\"", OF_READING},
    {"unknown_kind", ERROR, "There is no kind of that name.",
     "a kind of the schema, or one defined in \"kinds\"", OF_READING},
    {"unknown_id", ERROR, "An id is referred to that nobody recorded.",
     "the id of an entry of this register", OF_READING},
    {"unknown_scenario", ERROR, "A scenario is named that nobody defined.",
     "a scenario defined in \"scenarios\", before it is used", OF_READING},
    {"duplicate_id", ERROR, "An id stands twice in one section of one file.",
     "one entry for each id; what is said of it stands together", OF_READING},
    {"bad_id", ERROR, "A text cannot be an id.", "1 to 200 bytes of UTF-8 without spaces",
     OF_READING},
    {"wrong_kind", ERROR, "An entity is of another kind than it must be here.",
     "an entity of the kind that the section or the property asks for", OF_READING},
    {"conflict", ERROR, "Something is defined or recorded in another way already.",
     "one definition, and one statement for each import identity", OF_READING},
    {"bad_date", ERROR, "A date cannot be read.",
     "EDTF, such as 2025-08-08, 2025-08 or 2025-08/2025-10, or a rule, such as \"3 months after "
     "signature "
     "of ID\"",
     OF_READING},
    {"bad_interval", ERROR, "An interval cannot hold any day.",
     "a last day that is not before the first", OF_READING},
    {"bad_number", ERROR, "A number cannot be read.",
     "digits with an optional sign, decimal point and exponent", OF_READING},
    {"bad_value", ERROR, "A value does not fit.", "a value of the type of the member or property",
     OF_READING},
    {"too_long", ERROR, "A text is too long.", "at most 16 MiB", OF_READING},
    /* ---- of sources */
    {"missing_source", WARNING, "A statement names no source.",
     "a source, or \"source\": null where the register itself says so", pship__check_missing_source,
     NEEDS_ENTITY},
    {"source_without_publisher", WARNING, "A source does not say who published it.",
     "\"publisher\", or {\"unknown\": true}", pship__check_source_publisher, NEEDS_ENTITY},
    {"source_without_date", WARNING, "A source does not say when it was published.",
     "\"published\", which may be as imprecise as \"199X\", or {\"unknown\": true}",
     pship__check_source_date, NEEDS_ENTITY},
    {"source_without_url", WARNING, "A source does not say where it is found.",
     "\"url\", or {\"none\": true}", pship__check_source_url, NEEDS_ENTITY},
    {"unused_source", NOTE, "No statement is taken from a source.",
     "statements that name it, or no such entry", pship__check_unused_source, NEEDS_ALL},
    {"retrieved_before_published", ERROR, "A source was read before it was published.",
     "a day of retrieval on or after that of publication", pship__check_retrieved, NEEDS_NOTHING},
    {"foresight", NOTE, "A source tells as a fact what came after its publication.",
     "a \"certainty\" or a \"qualifier\" such as \"planned\", or a later source",
     pship__check_foresight, NEEDS_NOTHING},
    /* ---- of statements */
    {"contradiction", ERROR, "One source says two things of a property that has one value.",
     "one value for each day, ranks that decide between them, or \"corrects\"",
     pship__check_contradiction, NEEDS_NOTHING},
    {"end_before_beginning", ERROR, "Something ends before it begins.",
     "an end on or after the beginning", pship__check_ends, NEEDS_NOTHING},
    /* ---- of acts */
    {"force_before_signature", ERROR,
     "An agreement enters into force for somebody before anybody concerned has signed it.",
     "a day on or after that of the signature", pship__check_force_before_signature, NEEDS_NOTHING},
    {"consent_before_signature", ERROR,
     "A party ratifies, accepts or approves an agreement before it has signed it.",
     "a day on or after that of the signature; who has not signed accedes",
     pship__check_consent_before_signature, NEEDS_NOTHING},
    {"withdrawal_before_consent", ERROR, "A party withdraws before it has joined.",
     "a day on or after that on which the party joined", pship__check_withdrawal_before_consent,
     NEEDS_NOTHING},
    {"resumption_without_suspension", ERROR, "Something is resumed that was not suspended.",
     "a suspension of the same party on or before that day", pship__check_resumption, NEEDS_ALL},
    {"act_after_termination", ERROR, "An act follows the end of its agreement.",
     "no such act after the end, or an act that brings the agreement into force again",
     pship__check_after_termination, NEEDS_NOTHING},
    {"act_by_no_party", WARNING, "An act names somebody who is no party to its agreement.",
     "a party of the agreement, somebody who acts for one, or an accession", pship__check_stranger,
     NEEDS_ALL},
    {"effect_before_act", ERROR, "An act has effect before it is done.",
     "a day of effect on or after that of the act", pship__check_effect, NEEDS_NOTHING},
    {"consents_beyond_parties", WARNING,
     "An agreement waits for more consents than it names parties.",
     "at most as many consents as parties, or all parties named", pship__check_consents, NEEDS_ALL},
    /* ---- of references */
    {"reference_cycle", ERROR, "References lead back to where they came from.",
     "an order in which nothing is above or before itself", pship__check_reference_cycle,
     NEEDS_NOTHING},
    {"date_rule_cycle", ERROR, "The rules of dates wait for each other.",
     "a date, or a rule on an event that does not depend on this one", pship__check_rule_cycle,
     NEEDS_NOTHING},
    /* ---- of entities */
    {"idle_entity", NOTE, "Nothing is said of an entity, and nothing refers to it.",
     "statements about it, or no such entry", pship__check_idle, NEEDS_ALL},
    {"likely_duplicate", WARNING, "Two entities of one kind are called the same.",
     "one entry for each thing; \"same_as\" where that is not certain", pship__check_twins,
     NEEDS_NOTHING},
    {"merge_across_kinds", ERROR, "An entity is merged into one of another kind.",
     "an entity of the same kind, or of a kind above or below it", pship__check_merges,
     NEEDS_NOTHING},
    /* ---- of bodies */
    {"seat_outside_body", ERROR, "A seat lies outside the life of its body.",
     "a seat that begins before the body is dissolved, and ends after it was established",
     pship__check_seats, NEEDS_NOTHING},
    {"meeting_outside_body", ERROR,
     "A body meets before it is established, or after it is dissolved.",
     "a day within the life of the body", pship__check_meetings, NEEDS_NOTHING},
    /* ---- of commitments */
    {"commitment_without_owner", WARNING, "Nobody owes a commitment.",
     "\"owner\", or {\"unknown\": true}", pship__check_owner, NEEDS_ENTITY},
    {"due_before_made", ERROR, "A commitment is due before what it arises from.",
     "a due date on or after that day", pship__check_due, NEEDS_NOTHING},
    {"fulfilled_before_made", ERROR, "A commitment is fulfilled before what it arises from.",
     "a day on or after that day", pship__check_fulfilled, NEEDS_NOTHING},
    {"fulfilled_and_withdrawn", WARNING, "A commitment is said to be both fulfilled and withdrawn.",
     "one of the two, with a rank or a correction for the other", pship__check_closed_twice,
     NEEDS_NOTHING},
    {"milestone_after_commitment", WARNING, "A milestone is due after its commitment.",
     "a due date on or before that of the commitment", pship__check_milestones, NEEDS_NOTHING},
    /* ---- of numbers */
    {"unit_mix", WARNING, "One measure is given in units of different things.",
     "one currency or quantity for each measure, or a \"definition\" that tells them apart",
     pship__check_unit_mix, NEEDS_NOTHING},
    {"thousandfold", WARNING, "Two claims of the same thing differ by a thousand or a million.",
     "the same scale: is one of them in thousands, millions or billions?",
     pship__check_thousandfold, NEEDS_NOTHING},
    {"parts_above_whole", ERROR, "The parts of a figure come to more than the figure.",
     "parts of one measure, period and unit that come to the whole, within their rounding",
     pship__check_parts_above_whole, NEEDS_NOTHING},
    {"parts_below_whole", NOTE, "The parts of a figure come to less than the figure.",
     "parts of one period and unit that come to the whole, within their rounding; are all there?",
     pship__check_parts_below_whole, NEEDS_ALL},
    {"share_beyond_whole", ERROR, "A share is below 0 or above 100 percent.", "0 to 100 percent",
     pship__check_share_beyond_whole, NEEDS_NOTHING},
    {"shares_above_whole", ERROR, "The shares of a venture come to more than 100 percent.",
     "shares of one venture and stage that come to at most 100 percent on each day, within their "
     "rounding",
     pship__check_shares_above_whole, NEEDS_NOTHING},
    /* ---- of links, places and transfers */
    {"unusable_unit", ERROR,
     "A number of a link, a place or a transfer is in a unit of something else.",
     "a unit of the same thing, such as km, h, t/year or USD/t", pship__check_transport_units,
     NEEDS_NOTHING},
    {"link_without_end", WARNING, "A link does not say from where to where it leads.",
     "\"from_place\" and \"to_place\"", pship__check_link_ends, NEEDS_ENTITY},
    /* ---- of words */
    {"unlisted_word", WARNING, "A word is none of those that answers depend on.",
     "a word that the description of the property names", pship__check_words, NEEDS_NOTHING},
};
const size_t pship__rule_count = COUNT(pship__rules);

size_t pship__rule_find(const char *name)
{
    size_t i = 0;
    while (i < pship__rule_count && strcmp(pship__rules[i].name, name) != 0) {
        i++;
    }
    return i;
}

const char *pship__severity_text(pship_severity severity)
{
    static const char *const texts[] = {"note", "warning", "error"};
    return texts[severity];
}

pship_result pship_validation_rules(pship_table **table, pship_context *context, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("rule", UTF8),
        COLUMN("severity", DICTIONARY),
        COLUMN("description", UTF8),
        COLUMN("expected", UTF8),
    };
    pship__table_builder *builder;
    if (table == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_validation_rules needs a place for the table");
    }
    pship_result result = pship__table_builder_new(&builder, context, columns, COUNT(columns), err);
    if (result != PSHIP_OK) {
        return result;
    }
    for (size_t i = 0; i < pship__rule_count; i++) {
        const rule_row *one = &pship__rules[i];
        pship__add_text(builder, one->name);
        pship__add_text(builder, pship__severity_text(one->severity));
        pship__add_text(builder, one->description);
        pship__add_text(builder, one->expected);
    }
    return pship__table_builder_finish(builder, table, err);
}
