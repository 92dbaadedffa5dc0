#include "model/vocabulary.h"
#include <string.h>

const vocabulary_kind pship__kinds[] = {
    {"source", NULL, "A document that statements are taken from"},
    {"party", NULL, "Whoever can agree, owe or take part"},
    {"state", "party", "A country"},
    {"legislature", "party", "A parliament or a committee of one"},
    {"ministry", "party", "A ministry or department of a government"},
    {"agency", "party", "Any other body of a state"},
    {"company", "party", "A company"},
    {"company_group", "party", "Companies that a source speaks of without naming them"},
    {"chamber", "party", "A chamber of commerce"},
    {"fund", "party", "A sovereign or other fund"},
    {"international_organisation", "party", "An organisation of states, or an organ of one"},
    {"person", NULL, "A person, or people that a source speaks of without naming them"},
    {"office", NULL, "A title that persons hold in an organisation"},
    {"agreement", NULL, "An instrument between parties, binding or not"},
    {"act", NULL, "An act in the life of an agreement"},
    {"working_group", NULL, "A body that parties set up for a task"},
    {"event", NULL, "A meeting, a visit, a conference"},
    {"commitment", NULL, "Something that somebody owes, plans or is called to do"},
    {"figure", NULL, "A claim with a value"},
    {"place", NULL, "A place"},
    {"region", "place", "A region of a country or of the world"},
    {"field", "place", "A deposit of oil, gas or minerals"},
    {"zone", "place", "A special economic zone"},
    {"corridor", NULL, "A transport or energy route through several places"},
    {"project", NULL, "A project or programme"},
    {"platform", "project", "A shared facility, model or framework that is to be built"},
    {"sector", NULL, "A sector of the economy"},
    {"sector_scheme", NULL, "A classification of sectors"},
    /* commitments and projects */
    {"milestone", NULL, "A step on the way to a commitment, which is reviewed"},
    {"assessment", NULL, "What somebody finds under a yardstick"},
    {"programme", "project", "Projects or measures under one name, for some years"},
    {"share", NULL, "What somebody holds of a venture at a stage"},
    /* names */
    {"alias", NULL, "Another name of something, with its language and what kind of name it is"},
    /* conditions of agreements */
    {"condition", NULL, "What an agreement says of its own force: from when, how long, until when"},
    /* parties, groups, events */
    {"bloc", "party", "States that stand together: a union, a customs union, a community"},
    {"seat", NULL, "A place in a body that somebody holds for somebody"},
    {"delegation", NULL, "Those who come to an event for one side"},
    {"decision", NULL, "What was decided at an event"},
};
const size_t pship__kind_count = sizeof pship__kinds / sizeof pship__kinds[0];

#define TEXT PSHIP_PROPERTY_TEXT
#define DATE PSHIP_PROPERTY_DATE
#define NUMBER PSHIP_PROPERTY_NUMBER
#define REFERENCE PSHIP_PROPERTY_REFERENCE
#define BOOLEAN PSHIP_PROPERTY_BOOLEAN
#define ANY PSHIP_PROPERTY_ANY

const vocabulary_property pship__properties[] = {
    {"kind", TEXT, false, NULL, NULL, "The kind of entity"},
    /* of many kinds */
    {"name", TEXT, false, NULL, NULL, "The name"},
    {"alias", TEXT, true, NULL, NULL, "Another name or spelling"},
    {"title", TEXT, false, NULL, NULL, "The title"},
    {"description", TEXT, false, NULL, NULL, "What it is, in a sentence"},
    {"type", TEXT, false, NULL, NULL, "A finer distinction within the kind"},
    {"url", TEXT, false, NULL, NULL, "Where it is found"},
    {"date", DATE, false, NULL, NULL, "The (first) day"},
    {"place", REFERENCE, false, NULL, "place", "Where"},
    {"country", REFERENCE, false, NULL, "state", "The state that it belongs to or acts for"},
    {"part_of", REFERENCE, false, NULL, NULL, "What it belongs to"},
    {"sector", REFERENCE, true, NULL, "sector", "Sector that it works in or is about"},
    {"party", REFERENCE, true, NULL, "party", "Who agrees or acts"},
    {"topic", TEXT, true, NULL, NULL, "What it was about"},
    {"establishes", REFERENCE, true, NULL, NULL, "What it brings into being"},
    {"leads_to", REFERENCE, true, NULL, NULL, "What came of it"},
    {"occasion", REFERENCE, true, NULL, NULL, "What it was held for or done at"},
    {"precedes", REFERENCE, true, NULL, NULL, "What it came before"},
    {"supports", REFERENCE, true, NULL, NULL, "What it helps or promotes"},
    {"participates_in", REFERENCE, true, NULL, NULL, "What it takes part in"},
    {"compared_with", REFERENCE, true, NULL, NULL, "What it is measured against"},
    {"same_as", REFERENCE, true, NULL, NULL, "What may be the same thing"},
    {"status_note", TEXT, false, NULL, NULL, "How far it is, in the words of the register"},
    /* sources */
    {"publisher", TEXT, false, "source", NULL, "Who published it"},
    {"author", TEXT, false, "source", NULL, "Who wrote it"},
    {"published", DATE, false, "source", NULL, "Day of publication"},
    {"retrieved", DATE, false, "source", NULL, "Day on which it was read"},
    /* persons and offices */
    {"holds_office", REFERENCE, true, "person", "office", "An office that the person holds"},
    {"organisation", REFERENCE, false, "office", "party", "Where the office is held"},
    /* agreements and acts */
    {"subject", TEXT, false, "agreement", NULL, "What the agreement is about"},
    {"drafted_by", REFERENCE, false, "agreement", "working_group", "Who drafts it"},
    {"binding", BOOLEAN, false, "agreement", NULL, "Whether it binds in law"},
    {"agreement", REFERENCE, false, "act", "agreement", "The agreement of the act"},
    {"effect_date", DATE, false, "act", NULL, "Day from which the act has effect"},
    {"event", REFERENCE, false, "act", "event", "The event during which it was done"},
    {"signatory", REFERENCE, true, "act", "person", "Who signed or acted for a party"},
    /* working groups */
    {"mandate", TEXT, false, "working_group", NULL, "What the group is for"},
    {"established_by", REFERENCE, false, "working_group", "agreement", "What set it up"},
    {"established", DATE, false, "working_group", NULL, "Day on which it was set up"},
    {"dissolved", DATE, false, "working_group", NULL, "Last day of its life"},
    {"chair", REFERENCE, true, "working_group", NULL, "Who chairs or co-chairs"},
    {"member", REFERENCE, true, "working_group", NULL, "Who has a seat"},
    /* events */
    {"last_day", DATE, false, "event", NULL, "Last day of an event of several days"},
    {"format", TEXT, false, "event", NULL, "in_person, online or hybrid"},
    {"group", REFERENCE, false, "event", "working_group", "The working group that meets"},
    {"participant", REFERENCE, true, "event", NULL, "Who took part"},
    /* commitments */
    {"text", TEXT, false, NULL, NULL, "What is to be done"},
    {"owner", REFERENCE, true, "commitment", NULL, "Who owes it"},
    {"due", DATE, false, NULL, NULL, "Last day on which it is on time"},
    {"arises_from", REFERENCE, false, NULL, NULL, "Where it comes from"},
    {"stage", TEXT, false, NULL, NULL, "How firm or how far it is"},
    {"fulfilled", DATE, false, "commitment", NULL, "Day on which it was done"},
    {"withdrawn", DATE, false, "commitment", NULL, "Day on which it was given up"},
    {"beneficiary", REFERENCE, true, NULL, NULL, "Whom it is for"},
    {"indicative_due", DATE, false, "commitment", NULL, "Day given without being bound to it"},
    {"depends_on", REFERENCE, true, NULL, NULL, "What has to be there before"},
    {"commitment", REFERENCE, false, "milestone", "commitment", "The commitment of the milestone"},
    {"reviewed", DATE, false, "milestone", NULL, "Day on which it was reviewed"},
    {"result", TEXT, false, "milestone", NULL, "met, partly_met or not_met"},
    {"assesses", REFERENCE, false, "assessment", NULL, "What is assessed"},
    {"assessor", REFERENCE, false, "assessment", NULL, "Who assesses"},
    {"yardstick", TEXT, false, "assessment", NULL, "What it is held against"},
    {"verdict", TEXT, false, "assessment", NULL, "What was found, in a word"},
    {"score", NUMBER, false, "assessment", NULL, "What was found, as a number"},
    /* projects, programmes, zones, regions and shares */
    {"partner", REFERENCE, true, "project", NULL, "Who carries it together with the owner"},
    {"progress", NUMBER, true, "project", NULL, "How much is done, from a day on"},
    {"finish", DATE, true, "project", NULL, "A day promised for its completion"},
    {"completed", DATE, false, "project", NULL, "Day on which it was completed"},
    {"outcome", TEXT, false, "project", NULL, "What came of it, in the words of the source"},
    {"role", TEXT, true, "place", NULL, "What a place is there for"},
    {"incentive", TEXT, true, "place", NULL, "What it offers to those who invest"},
    {"potential", TEXT, true, "place", NULL, "What it could be used for"},
    {"venture", REFERENCE, false, "share", NULL, "What it is a share of"},
    {"holder", REFERENCE, false, "share", NULL, "Whose share it is"},
    {"origin", REFERENCE, false, "share", NULL, "Where the investment comes from"},
    {"percentage", NUMBER, false, "share", NULL, "How much it is, in percent"},
    /* figures */
    {"measure", TEXT, false, NULL, NULL, "What is measured"},
    {"about", REFERENCE, false, "figure", NULL, "What the figure is about"},
    {"value", ANY, false, "figure", NULL, "The value"},
    {"period", DATE, false, "figure", NULL, "The time that it is for"},
    {"base", TEXT, false, "figure", NULL, "What it is compared with"},
    /* names and merges */
    {"alias_of", REFERENCE, false, "alias", NULL, "What has this name"},
    {"language", TEXT, false, "alias", NULL, "Language of the name: a tag of BCP 47"},
    {"merged_into", REFERENCE, false, NULL, NULL, "What it turned out to be the same as"},
    /* figures as claims: what a value has to share with another one to be held against it */
    {"definition", TEXT, true, "figure", NULL, "What is counted and how: goods, FOB, plan, ..."},
    {"reporter", REFERENCE, true, "figure", "party", "Whose statistics it is from"},
    /* sectors: schemes, and how they are mapped to each other */
    {"scheme", REFERENCE, false, "sector", "sector_scheme", "The classification that it is of"},
    {"code", TEXT, false, "sector", NULL, "Its code in the scheme"},
    {"broader", REFERENCE, true, "sector", "sector", "A sector that it is a part of"},
    {"exact_match", REFERENCE, true, "sector", "sector", "The same sector in another scheme"},
    {"close_match", REFERENCE, true, "sector", "sector", "Nearly the same in another scheme"},
    {"broad_match", REFERENCE, true, "sector", "sector", "A broader one in another scheme"},
    {"amount", NUMBER, false, NULL, NULL, "The money that it is about"},
    /* more of agreements and acts: their place in a family of instruments */
    {"founded", DATE, false, "party", NULL, "Day on which it was founded"},
    {"depositary", REFERENCE, false, "agreement", "party", "Who keeps the instruments"},
    {"amends", REFERENCE, true, "agreement", "agreement", "What it changes"},
    {"protocol_to", REFERENCE, true, "agreement", "agreement", "What it is a protocol to"},
    {"consolidates", REFERENCE, true, "agreement", "agreement", "What it puts into one text"},
    {"supersedes", REFERENCE, true, "agreement", "agreement", "What it takes the place of"},
    {"implements", REFERENCE, true, "agreement", NULL, "What it carries out"},
    {"requires", REFERENCE, true, "agreement", NULL,
     "What must be there before it can be signed: an agreement signed, a commitment fulfilled"},
    {"requires_in_force", REFERENCE, true, "agreement", "agreement",
     "Which agreement must be in force before it can be signed"},
    {"article", TEXT, false, NULL, NULL, "Which article, of the agreement that it belongs to"},
    {"ground", TEXT, false, "act", NULL, "Why it ended: by_consent, breach, term, ..."},
    {"concerns", REFERENCE, false, "act", "act", "The act that it answers or takes back"},
    /* conditions of agreements */
    {"condition_of", REFERENCE, false, "condition", "agreement", "The agreement that says so"},
    {"basis", TEXT, false, "condition", NULL, "What has to happen"},
    {"consents_required", NUMBER, false, "condition", NULL, "How many consents; all if not stated"},
    {"delay", NUMBER, false, "condition", NULL, "Time from what has to happen to the effect"},
    {"first_of_month", BOOLEAN, false, "condition", NULL,
     "Whether the effect waits for the first day of the next month"},
    {"duration", NUMBER, false, "condition", NULL,
     "How long: of a term, a period, a notice, a tail"},
    {"tacit", BOOLEAN, false, "condition", NULL, "Whether it is renewed unless notice is given"},
    {"provision", TEXT, true, "condition", NULL, "A provision that it is about"},
    /* parties over time */
    {"member_of", REFERENCE, true, "party", "party", "The bloc or body that it is a member of"},
    {"successor_of", REFERENCE, true, "party", "party", "Whose place it took, from that day on"},
    {"on_behalf_of", REFERENCE, false, NULL, "party", "For whom it is held or they come"},
    /* seats and focal points */
    {"seat_of", REFERENCE, false, "seat", NULL, "The body in which the seat is held"},
    {"incumbent", REFERENCE, true, "seat", NULL, "Who holds the seat"},
    {"capacity", TEXT, false, "seat", NULL, "In which role: chair, focal_point, member, ..."},
    {"survives_dissolution", BOOLEAN, false, "seat", NULL, "Whether it goes on without its body"},
    {"focal_point", REFERENCE, true, "working_group", NULL, "Whom to ask for one side"},
    /* visits, delegations, decisions */
    {"agenda", TEXT, true, "event", NULL, "What was to be treated"},
    {"host", REFERENCE, true, "event", NULL, "Who received the others"},
    {"reciprocates", REFERENCE, false, "event", "event", "The visit that it returns"},
    {"delegation_to", REFERENCE, false, "delegation", "event", "The event that it came to"},
    {"head", REFERENCE, true, "delegation", "person", "Who leads the delegation"},
    {"delegate", REFERENCE, true, "delegation", NULL, "Who belongs to the delegation"},
    {"decided_at", REFERENCE, false, "decision", "event", "The event at which it was decided"},

    /* how many parties an agreement may have */
    {"bilateral", BOOLEAN, false, "agreement", NULL,
     "Whether it has one party on each side and no others"},
};
const size_t pship__property_count = sizeof pship__properties / sizeof pship__properties[0];

const vocabulary_act pship__acts[PSHIP__LIVES] = {
    [LIFE_ANNOUNCEMENT] = {"announcement", "announced", false, false},
    [LIFE_NEGOTIATION_OPENING] = {"negotiation_opening", "in_negotiation", false, false},
    [LIFE_INITIALLING] = {"initialling", "initialled", false, false},
    [LIFE_ADOPTION] = {"adoption", "adopted", false, false},
    [LIFE_SIGNATURE] = {"signature", "signed", false, false},
    [LIFE_DEFINITIVE_SIGNATURE] = {"definitive_signature", "signed", false, true},
    [LIFE_NOTIFICATION] = {"notification", NULL, true, true},
    [LIFE_RATIFICATION] = {"ratification", NULL, true, true},
    [LIFE_ACCEPTANCE] = {"acceptance", NULL, true, true},
    [LIFE_APPROVAL] = {"approval", NULL, true, true},
    [LIFE_FORMAL_CONFIRMATION] = {"formal_confirmation", NULL, true, true},
    [LIFE_ACCESSION] = {"accession", NULL, true, true},
    [LIFE_SUCCESSION] = {"succession", NULL, true, true},
    [LIFE_CONSENT_TO_BE_BOUND] = {"consent_to_be_bound", NULL, true, true},
    [LIFE_RESERVATION] = {"reservation", NULL, true, false},
    [LIFE_DECLARATION] = {"declaration", NULL, true, false},
    [LIFE_OBJECTION] = {"objection", NULL, true, false},
    [LIFE_RESERVATION_WITHDRAWAL] = {"reservation_withdrawal", NULL, true, false},
    [LIFE_PROVISIONAL_APPLICATION] = {"provisional_application", "provisionally_applied", true,
                                      false},
    [LIFE_PROVISIONAL_TERMINATION] = {"provisional_application_termination", NULL, true, false},
    [LIFE_ENTRY_INTO_FORCE] = {"entry_into_force", "in_force", true, false},
    [LIFE_AMENDMENT] = {"amendment", NULL, true, false},
    [LIFE_RENEWAL] = {"renewal", NULL, true, false},
    [LIFE_SUSPENSION] = {"suspension", "suspended", true, false},
    [LIFE_RESUMPTION] = {"resumption", "in_force", true, false},
    [LIFE_NOTICE] = {"notice", NULL, true, false},
    [LIFE_DENUNCIATION] = {"denunciation", NULL, true, false},
    [LIFE_WITHDRAWAL] = {"withdrawal", NULL, true, false},
    [LIFE_TERMINATION] = {"termination", "terminated", true, false},
    [LIFE_EXPIRY] = {"expiry", "expired", true, false},
    [LIFE_REPLACEMENT] = {"replacement", "replaced", true, false},
};

int pship__act_life(const char *type)
{
    for (int i = 0; type != NULL && i < PSHIP__LIVES; i++) {
        if (strcmp(pship__acts[i].type, type) == 0) {
            return i;
        }
    }
    return -1;
}
