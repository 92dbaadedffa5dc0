/*
 * A small partnership with a little of everything, for tests that go over the whole library.
 *
 * sample_record() records it into a transaction and stops at the first failure, as a careful
 * caller would; it asserts nothing itself.
 */
#ifndef SAMPLE_H
#define SAMPLE_H

#include <partnership/partnership.h>

/* Goes on only while everything has succeeded. */
#define SAMPLE_TRY(call) \
    do { \
        pship_result sample_result = (call); \
        if (sample_result != PSHIP_OK) { \
            return sample_result; \
        } \
    } while (0)

static inline pship_result sample_people(pship_transaction *transaction, pship_error *err)
{
    pship_source_fields source = PSHIP_SOURCE_FIELDS_INIT;
    source.title = "An article";
    source.publisher = "A think tank";
    source.published = "2025-12-23";
    SAMPLE_TRY(pship_source_record(transaction, "article", &source, NULL, err));
    source.published = "2026-03";
    SAMPLE_TRY(pship_source_record(transaction, "later-article", &source, NULL, err));

    const char *aliases[] = {"Land of A", "A."};
    pship_party_fields party = PSHIP_PARTY_FIELDS_INIT;
    party.name = "A";
    party.aliases = aliases;
    party.alias_count = 2;
    SAMPLE_TRY(pship_party_record(transaction, "state", "a", &party, NULL, err));
    SAMPLE_TRY(pship_party_record(transaction, "state", "b", NULL, NULL, err));

    pship_office_fields office = PSHIP_OFFICE_FIELDS_INIT;
    office.title = "Minister";
    office.organisation = "a";
    pship_statement_options since = PSHIP_STATEMENT_OPTIONS_INIT;
    since.source = "article";
    since.from = "2020";
    SAMPLE_TRY(pship_office_record(transaction, "minister", &office, NULL, err));
    SAMPLE_TRY(pship_person_record(transaction, "person", NULL, NULL, err));
    return pship_office_hold(NULL, transaction, "person", "minister", &since, err);
}

static inline pship_result sample_agreements(pship_transaction *transaction, pship_error *err)
{
    const char *both[] = {"a", "b"};
    pship_statement_options from_article = PSHIP_STATEMENT_OPTIONS_INIT;
    from_article.source = "article";
    from_article.locator = "paragraph 2";
    pship_statement_options from_later = from_article;
    from_later.source = "later-article";

    pship_agreement_fields agreement = PSHIP_AGREEMENT_FIELDS_INIT;
    agreement.title = "Charter";
    agreement.type = "charter";
    agreement.parties = both;
    agreement.party_count = 2;
    SAMPLE_TRY(pship_agreement_record(transaction, "charter", &agreement, &from_article, err));
    pship_act_fields act = PSHIP_ACT_FIELDS_INIT;
    act.agreement = "charter";
    act.type = "announcement";
    act.date = "2025-08";
    SAMPLE_TRY(pship_act_record(transaction, "charter/announcement", &act, &from_article, err));
    act.type = "signature";
    act.date = "2026-02-10";
    SAMPLE_TRY(pship_act_record(transaction, "charter/signature", &act, &from_later, err));

    pship_working_group_fields group = PSHIP_WORKING_GROUP_FIELDS_INIT;
    group.name = "Joint group";
    group.established = "2025-08-08";
    SAMPLE_TRY(pship_working_group_record(transaction, "group", &group, &from_article, err));
    SAMPLE_TRY(pship_working_group_seat(NULL, transaction, "group", "a", true, &from_article, err));
    pship_event_fields event = PSHIP_EVENT_FIELDS_INIT;
    event.title = "First meeting";
    event.type = "meeting";
    event.date = "2025-12-19~";
    event.group = "group";
    event.participants = both;
    event.participant_count = 2;
    return pship_event_record(transaction, "meeting", &event, &from_article, err);
}

static inline pship_result sample_claims(pship_transaction *transaction, pship_error *err)
{
    const char *both[] = {"a", "b"};
    pship_statement_options from_article = PSHIP_STATEMENT_OPTIONS_INIT;
    from_article.source = "article";
    pship_statement_options from_later = PSHIP_STATEMENT_OPTIONS_INIT;
    from_later.source = "later-article";
    from_later.qualifier = "about";

    pship_commitment_fields commitment = PSHIP_COMMITMENT_FIELDS_INIT;
    commitment.text = "Draw up the lists of projects";
    commitment.due = "3 months after signature of charter";
    commitment.arises_from = "charter";
    commitment.owners = both;
    commitment.owner_count = 2;
    SAMPLE_TRY(pship_commitment_record(transaction, "lists", &commitment, &from_later, err));
    pship_figure_fields figure = PSHIP_FIGURE_FIELDS_INIT;
    figure.measure = "Trade";
    figure.about = "a";
    figure.value = "1.36";
    figure.unit = "USD billion";
    figure.period = "2025";
    SAMPLE_TRY(pship_figure_record(transaction, "trade", &figure, &from_article, err));
    SAMPLE_TRY(pship_entity_record(transaction, "sector", "energy", err));
    SAMPLE_TRY(pship_statement_assert_text(NULL, transaction, "lists", "sector", "energy", NULL,
                                           &from_article, err));
    /* Another claim about the same, which contradicts it, and one in words. */
    figure.value = "1.5";
    figure.definitions = both;
    figure.definition_count = 2;
    SAMPLE_TRY(pship_figure_record(transaction, "exports", &figure, &from_article, err));
    figure.value = "1600";
    figure.unit = "million US dollars";
    SAMPLE_TRY(pship_figure_record(transaction, "exports-too", &figure, &from_article, err));
    figure.value = "little";
    figure.unit = NULL;
    SAMPLE_TRY(pship_figure_record(transaction, "imports", &figure, &from_article, err));

    /* Two sources that contradict each other, and each of the operations. */
    pship_statement_id name = 0;
    pship_value value = pship_value_text("Bee");
    SAMPLE_TRY(pship_statement_assert(&name, transaction, "b", "name", &value, &from_article, err));
    value = pship_value_text("Be");
    SAMPLE_TRY(pship_statement_assert(NULL, transaction, "b", "name", &value, &from_later, err));
    value = pship_value_text("Bea");
    SAMPLE_TRY(pship_statement_correct(&name, transaction, name, &value, &from_later, err));
    from_later.until = "2030";
    SAMPLE_TRY(pship_statement_end(NULL, transaction, name, &from_later, err));
    from_later.until = NULL;
    pship_statement_id description = 0;
    SAMPLE_TRY(pship_statement_assert_text(&description, transaction, "b", "description",
                                           "A country", NULL, &from_article, err));
    from_later.from = "2026-01-01";
    value = pship_value_text("A republic");
    SAMPLE_TRY(
        pship_statement_change(&description, transaction, description, &value, &from_later, err));
    return pship_statement_retract(NULL, transaction, description, NULL, err);
}

static inline pship_result sample_record(pship_transaction *transaction, pship_error *err)
{
    pship_property_options property = PSHIP_PROPERTY_OPTIONS_INIT;
    property.of_kind = "state";
    SAMPLE_TRY(pship_kind_define(transaction, "province", NULL, err));
    SAMPLE_TRY(pship_property_define(transaction, "anthem", &property, err));
    SAMPLE_TRY(sample_people(transaction, err));
    SAMPLE_TRY(sample_agreements(transaction, err));
    SAMPLE_TRY(sample_claims(transaction, err));
    return PSHIP_OK;
}

/* Record the sample in a transaction of its own; it is forgotten when anything fails. */
static inline pship_result sample_commit(pship_model *model, pship_error *err)
{
    pship_transaction *transaction = NULL;
    pship_transaction_options options = PSHIP_TRANSACTION_OPTIONS_INIT;
    options.actor = "sample";
    options.note = "a little of everything";
    options.recorded_at = 1774000000000000; /* 2026-03-20 */
    SAMPLE_TRY(pship_transaction_begin(&transaction, model, &options, err));
    pship_result result = sample_record(transaction, err);
    if (result == PSHIP_OK) {
        result = pship_transaction_commit(transaction, err);
    }
    pship_transaction_free(transaction);
    return result;
}

#endif
