#include "adapters/sections.h"
#include <string.h>

const section pship__sections[] = {
    {"sources", "source", NULL, false},
    {"parties", "party", "party", true},
    {"persons", "person", NULL, false},
    {"offices", "office", NULL, false},
    {"agreements", "agreement", NULL, false},
    {"acts", "act", NULL, false},
    {"conditions", "condition", NULL, false},
    {"working_groups", "working_group", NULL, false},
    {"events", "event", NULL, false},
    {"commitments", "commitment", NULL, false},
    {"figures", "figure", NULL, false},
    {"places", "place", "place", true},
    {"links", "link", NULL, false},
    {"transfers", "transfer", NULL, false},
    {"entities", "", NULL, true},
};
const size_t pship__section_count = sizeof pship__sections / sizeof pship__sections[0];

const nesting pship__nestings[] = {
    {"acts", "agreement", "act", "agreement", "an act"},
    {"milestones", "commitment", "milestone", "commitment", "a milestone"},
    {"assessments", "commitment", "assessment", "assesses", "an assessment"},
    {"assessments", "project", "assessment", "assesses", "an assessment"},
    {"aliases", "party", "alias", "alias_of", "an alias"},
    {"aliases", "person", "alias", "alias_of", "an alias"},
    {"aliases", "agreement", "alias", "alias_of", "an alias"},
    {"aliases", "working_group", "alias", "alias_of", "an alias"},
    {"aliases", "place", "alias", "alias_of", "an alias"},
    {"conditions", "agreement", "condition", "condition_of", "a condition"},
    {"seats", "working_group", "seat", "seat_of", "a seat"},
    {"seats", "party", "seat", "seat_of", "a seat"},
    {"delegations", "event", "delegation", "delegation_to", "a delegation"},
    {"decisions", "event", "decision", "decided_at", "a decision"},
    {"transfers", "place", "transfer", "place", "a transfer"},
    {"estimates", "link", "estimate", "estimate_of", "an estimate"},
    {"estimates", "place", "estimate", "estimate_of", "an estimate"},
    {"estimates", "transfer", "estimate", "estimate_of", "an estimate"},
};
const size_t pship__nesting_count = sizeof pship__nestings / sizeof pship__nestings[0];

const section *pship__section_find(const char *name)
{
    for (size_t i = 0; i < pship__section_count; i++) {
        if (strcmp(pship__sections[i].name, name) == 0) {
            return &pship__sections[i];
        }
    }
    return NULL;
}
