/* Rules about conditions of agreements. */
#include "validation/validation.h"

/* Several sources may name a party, by several ids: it is one nevertheless. */
static size_t count_parties(const inspection *at, readings parties)
{
    size_t count = 0;
    for (size_t i = 0; i < parties.count; i++) {
        bool counts = pship__refers(&parties.first[i]);
        for (size_t j = 0; j < i && counts; j++) {
            counts = !pship__refers(&parties.first[j]) ||
                     !pship__same_thing(at, parties.first[j].statement->object,
                                        parties.first[i].statement->object);
        }
        count += counts;
    }
    return count;
}

static void check_consents(inspection *at, name_id condition)
{
    choice wanted = pship__ask_any(at->view, condition, "consents_required");
    name_id agreement = pship__ask_object(at->view, condition, "condition_of");
    if (wanted.picked == NULL || wanted.picked->statement->value_kind != PSHIP_VALUE_NUMBER ||
        agreement == 0) {
        return;
    }
    const statement *said = wanted.picked->statement;
    size_t parties = count_parties(at, pship__said_of(at, agreement, "party"));
    if (parties > 0 && said->number > (double)parties) {
        pship__remark_reading(at, wanted.picked,
                              "'%.100s' waits for %.30s consents, and '%.100s' names %zu parties",
                              pship__id_of(at, condition), pship__view_text(at->view, said->value),
                              pship__id_of(at, agreement), parties);
    }
}

void pship__check_consents(inspection *at)
{
    pship__each_entity(at, "condition", check_consents);
}
