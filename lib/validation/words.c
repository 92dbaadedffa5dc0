/* Rules about words that answers depend on: one that is not known leaves something out without a sound. The reader
 * checks the types of acts. */
#include "validation/validation.h"
#include <string.h>

const word_list pship__word_lists[] = {
    {"event", "format", "in_person, online or hybrid", {"in_person", "online", "hybrid"}},
    {"milestone", "result", "met, partly_met or not_met", {"met", "partly_met", "not_met"}},
    {"condition",
     "type",
     "entry_into_force, party_entry_into_force, provisional_application, term, renewal, "
     "notice_period or sunset",
     {"entry_into_force", "party_entry_into_force", "provisional_application", "term", "renewal",
      "notice_period", "sunset"}},
    {"condition",
     "basis",
     "on_signature, consents, all_consents, notifications_by_all, fixed_day or own_consent",
     {"on_signature", "consents", "all_consents", "notifications_by_all", "fixed_day",
      "own_consent"}},
    {"link",
     "operational_status",
     "planned, under_construction, open, suspended or closed",
     {"planned", "under_construction", "open", "suspended", "closed"}},
    {"place",
     "operational_status",
     "planned, under_construction, open, suspended or closed",
     {"planned", "under_construction", "open", "suspended", "closed"}},
    {"transfer",
     "operational_status",
     "planned, under_construction, open, suspended or closed",
     {"planned", "under_construction", "open", "suspended", "closed"}},
};
const size_t pship__word_list_count = COUNT(pship__word_lists);

static bool is_listed(const word_list *of, const char *word)
{
    for (size_t i = 0; of->words[i] != NULL; i++) {
        if (strcmp(of->words[i], word) == 0) {
            return true;
        }
    }
    return false;
}

static void check_word(inspection *at, const reading *one, const char *property, const char *word)
{
    name_id subject = one->statement->subject;
    for (size_t i = 0; i < pship__word_list_count; i++) {
        const word_list *of = &pship__word_lists[i];
        if (strcmp(property, of->property) == 0 && pship__is_kind(at, subject, of->kind) &&
            !is_listed(of, word)) {
            subject_of about = {.entity = subject,
                                .property = property,
                                .statement = one->id,
                                .expected = of->expected};
            pship__remark(at, &about, "'%.100s' is no '%.60s' that is known", word, property);
        }
    }
}

void pship__check_words(inspection *at)
{
    readings all = pship__view_everything(at->view);
    for (size_t i = 0; i < all.count && !pship__inspection_stops(at); i++) {
        const statement *said = all.first[i].statement;
        if (said->value_kind == PSHIP_VALUE_TEXT && said->rank != PSHIP_RANK_DEPRECATED) {
            check_word(at, &all.first[i], pship__view_text(at->view, said->property),
                       pship__view_text(at->view, said->value));
        }
    }
}
