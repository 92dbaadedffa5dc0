/**
 * @file agreement.h
 * Agreements, their ledger of acts, and the status that follows from it.
 */
#ifndef PARTNERSHIP_AGREEMENT_H
#define PARTNERSHIP_AGREEMENT_H

#include <partnership/transaction.h>
#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/*
 * Acts, in the order of a life: announcement, negotiation_opening, initialling, adoption, signature,
 * definitive_signature, notification (that what a party's own law asks for is done), ratification,
 * acceptance, approval, formal_confirmation, accession, succession, consent_to_be_bound,
 * reservation, declaration, objection, reservation_withdrawal, provisional_application,
 * provisional_application_termination, entry_into_force, amendment, renewal, suspension, resumption,
 * notice (that it is to end), denunciation, withdrawal, termination, expiry, replacement.
 *
 * From definitive_signature to consent_to_be_bound they are forms of consent: by them a party agrees
 * to be bound.
 *
 * Statuses that follow: not_begun (no act yet on that day), announced, in_negotiation, initialled,
 * adopted, signed, provisionally_applied, in_force, suspended, terminated, expired, replaced; and
 * unknown where no act is recorded at all, or none that is known to have been done by that day and
 * gives a status. Consents, reservations, amendments, notices and the withdrawal of one party leave
 * the status as it is.
 *
 * The status is that after the last act. Last are the acts that no other one certainly follows; of
 * these, the furthest in the order of a life counts: signature "in 2026-02" does not hide an entry
 * into force on 2026-02-10. Where the nature of the acts does not tell which came last, the status is
 * only possible: a suspension and a resumption whose dates overlap, and, after an earlier life of the
 * agreement, a suspension or an end beside an act that begins a life anew. Acts from notification on
 * count from their day of effect where one is stated; those before it, such as signature, count from
 * their own day. An act without any date was done on a day that nobody says.
 *
 * Ids of agreements that are merged (merge.h) are one agreement: every answer has it once, by the canonical id, with the
 * acts, parties and conditions of all of them. Either id asks for it. An act that is told of under both stays two acts;
 * two entries into force on different days make the answer contested, and pship_merge_conflicts() lists what else the ids
 * disagree about. Once the merge is retracted, or in a view that does not know of it, they are two again.
 *
 * The status knows acts alone. pship_agreement_force() goes further: it asks of every party, and
 * works out from the conditions of the agreement (condition.h) what no act says. So the two may differ: an
 * agreement whose term is over, or that one of its two parties has left, has the status in_force until an act of
 * expiry or termination is recorded, and one that its conditions brought into force stays signed. pship_agreement_list()
 * has both.
 */

/**
 * What an agreement is recorded with. Start from PSHIP_AGREEMENT_FIELDS_INIT. Members left NULL are
 * not stated. Everything is lent for the call.
 */
typedef struct pship_agreement_fields {
    size_t size;                     /**< sizeof(pship_agreement_fields). */
    const char *title;               /**< Its title. */
    const char *type;                /**< Treaty, charter, declaration, memorandum, contract, ... */
    const char *subject;             /**< What it is about. */
    const char *drafted_by;          /**< The working group that drafts it: id. */
    const char *part_of;             /**< The agreement that it belongs to: id. */
    const char *const *aliases;      /**< Other names. */
    size_t alias_count;              /**< Length of `aliases`. */
    const char *const *parties;      /**< Its parties: ids. */
    size_t party_count;              /**< Length of `parties`. */
    const char *depositary;          /**< Who keeps the instruments: id of a party. */
    const char *binding;             /**< Whether it binds in law: "true" or "false". */
    const char *const *establishes;  /**< What it brings into being: ids. */
    size_t establishes_count;        /**< Length of `establishes`. */
    const char *const *amends;       /**< Agreements that it changes: ids. */
    size_t amends_count;             /**< Length of `amends`. */
    const char *const *protocol_to;  /**< Agreements that it is a protocol to: ids. */
    size_t protocol_to_count;        /**< Length of `protocol_to`. */
    const char *const *consolidates; /**< Agreements that it puts into one text: ids. */
    size_t consolidates_count;       /**< Length of `consolidates`. */
    const char *const *supersedes;   /**< Agreements that it takes the place of: ids. */
    size_t supersedes_count;         /**< Length of `supersedes`. */
    const char *const *implements;   /**< What it carries out: ids. */
    size_t implements_count;         /**< Length of `implements`. */
    const char *const *requires; /**< What must be there before it can be signed: ids of agreements
                                      (signed), commitments (fulfilled), events (held), groups. */
    size_t requires_count;       /**< Length of `requires`. */
    const char *const
        *requires_in_force; /**< Agreements that must be in force before it can be signed: ids. */
    size_t requires_in_force_count; /**< Length of `requires_in_force`. */
    const char *bilateral; /**< Whether it is between two parties alone: "true" or "false". */
} pship_agreement_fields;

/** Initialiser of pship_agreement_fields. */
#define PSHIP_AGREEMENT_FIELDS_INIT \
    { \
        sizeof(pship_agreement_fields), NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, NULL, \
            NULL, NULL, 0, NULL, 0, NULL, 0, NULL, 0, NULL, 0, NULL, 0, NULL, 0, NULL, 0, NULL \
    }

/**
 * The value of PSHIP_AGREEMENT_FIELDS_INIT, for languages without macros.
 *
 * @return Fields of which none is stated.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_agreement_fields pship_agreement_fields_init(void);

/**
 * Record an agreement. Its status is never recorded: it follows from its acts.
 *
 * Recording more about an id recorded before adds statements; nothing is overwritten.
 *
 * @param transaction An open transaction.
 * @param id Its id.
 * @param fields What is stated of it; NULL for nothing but that it exists.
 * @param options Source, interval and so on of all these statements; NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL. After a failure some of the statements
 *        may have been added: free the transaction to forget them.
 * @return As pship_entity_record() and pship_statement_assert().
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_agreement_record(
    pship_transaction *transaction, const char *id, const pship_agreement_fields *fields,
    const pship_statement_options *options, pship_error *err);

/**
 * What an act is recorded with. Start from PSHIP_ACT_FIELDS_INIT. Members left NULL are
 * not stated. Everything is lent for the call.
 */
typedef struct pship_act_fields {
    size_t size;                    /**< sizeof(pship_act_fields). */
    const char *agreement;          /**< The agreement: id. */
    const char *type;               /**< One of the acts listed above. */
    const char *date;               /**< Day of the act, EDTF or a rule. */
    const char *effect_date;        /**< Day from which it has effect, where that is another one. */
    const char *place;              /**< Where: id of a place. */
    const char *event;              /**< The event during which it was done: id. */
    const char *const *parties;     /**< By which parties: ids; none for all. */
    size_t party_count;             /**< Length of `parties`. */
    const char *const *signatories; /**< By which persons: ids. */
    size_t signatory_count;         /**< Length of `signatories`. */
    const char *article;            /**< The article that it is about or rests on. */
    const char
        *ground; /**< Why it ended the agreement: by_consent, breach, term, replacement, ... */
    const char
        *concerns; /**< The act that it answers or takes back: an objection the reservation. */
    const char *description; /**< What it says, in words: of a reservation or declaration. */
} pship_act_fields;

/** Initialiser of pship_act_fields. */
#define PSHIP_ACT_FIELDS_INIT \
    { \
        sizeof(pship_act_fields), NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, NULL, \
            NULL, NULL, NULL \
    }

/**
 * The value of PSHIP_ACT_FIELDS_INIT, for languages without macros.
 *
 * @return Fields of which none is stated.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_act_fields pship_act_fields_init(void);

/**
 * Record an act of an agreement.
 *
 * Recording more about an id recorded before adds statements; nothing is overwritten.
 *
 * @param transaction An open transaction.
 * @param id Its id.
 * @param fields What is stated of it; NULL for nothing but that it exists.
 * @param options Source, interval and so on of all these statements; NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL. After a failure some of the statements
 *        may have been added: free the transaction to forget them.
 * @return As pship_entity_record() and pship_statement_assert().
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_act_record(pship_transaction *transaction,
                                                        const char *id,
                                                        const pship_act_fields *fields,
                                                        const pship_statement_options *options,
                                                        pship_error *err);

/**
 * The status of an agreement on the day of the view: that after the last act that is recorded. Whether it is in force is
 * another question, which pship_agreement_force() answers: conditions, terms and what its parties did are no part of the
 * status, so that "in_force" may stand here of an agreement whose term is over, and "signed" of one that its
 * conditions brought into force.
 *
 * @param[out] status Receives a constant string, one of the statuses listed above.
 * @param view A view.
 * @param agreement Id of an agreement.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND where the view knows no agreement of that id, PSHIP_E_MEMORY,
 *         PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_agreement_status(const char **status,
                                                              const pship_view *view,
                                                              const char *agreement,
                                                              pship_error *err);

/**
 * Agreements that had begun by the day of the view, or of which no act is recorded, ordered by id.
 * The status is that after the last act that had certainly been done (or possibly, if that holds in
 * the view); certainty is "possible" where another act may have been done as well, or may have come
 * last, and would give another status; since is the date of the act as written. in_force (certain, possible,
 * no) goes further than the status: it is that of pship_agreement_force() for the agreement itself, which also
 * knows its conditions and its parties.
 *
 * Columns: id, title, type, status, in_force, since, since_earliest, since_latest, certainty, contested,
 * parties, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_agreement_list(pship_table **table,
                                                            const pship_view *view,
                                                            pship_error *err);

/**
 * The ledger: acts in the order of their dates, also those after the day of the view.
 *
 * Columns: agreement, act, type, date, date_earliest, date_latest, effect_date, parties,
 * signatories, place, event, done (certain, possible, no), contested, source, published, consent (it
 * is a form of consent), article, ground, concerns.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param agreement Id of an agreement, or NULL for all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_agreement_acts(pship_table **table,
                                                            const pship_view *view,
                                                            const char *agreement,
                                                            pship_error *err);

/**
 * What changed after one day and up to the day of the view: acts done or taking effect in that
 * time, in the order of their dates. What begins or ends by a condition alone, without an act, is no row here: see
 * pship_agreement_spells(). Certainty is "possible" where the date may lie before it.
 *
 * Columns: agreement, title, act, type, date, status_before, status_after, certainty, source,
 * published.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param since The day; acts on later days are listed.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_agreement_changes(pship_table **table,
                                                               const pship_view *view,
                                                               pship_day since, pship_error *err);

/*
 * In force for whom, and why.
 *
 * The agreement as such is in force from its entry into force, which an act says or its conditions
 * (condition.h) come to, until an act, notice or its term ends it. A party is bound from its own
 * consent until it leaves; where the ledger of the agreement knows of no consents at all and its
 * conditions ask for none, whoever is listed as a party is bound. For a party the agreement is in
 * force where both hold: one that is over is in force for nobody.
 *
 * - An act of entry_into_force or of an end counts from its day of effect and comes before what
 *   conditions come to; where both are known and cannot be the same day, the row is contested. So it is where two
 *   acts of entry_into_force begin one life on different days: the first of them counts.
 * - An act by no party, or by all that are listed, is one of the agreement as such, but for consents and
 *   signatures, which each party gives.
 * - What one party ends is over for that party. It ends the agreement only where that is bilateral: where it says so
 *   and no more than two parties are known or, where it says nothing, two parties are listed and nothing speaks of
 *   others: no third one acts, there is no depositary, no accession, no condition for parties that come later or for
 *   more than two consents. Otherwise withdrawal touches the party that withdraws, and a treaty does not end because
 *   few parties are left (Vienna Convention on the Law of Treaties, 1969, articles 55 and 70).
 * - Consents are counted on their own day. A consent counts as long as it stands.
 * - A denunciation ends on its day of effect, else `notice_period` after its own day, else on that.
 *   A notice does as well, but where the term is renewed tacitly it ends with the first term for which it
 *   came in time; where no condition says what follows from it, it ends nothing.
 * - Consent after an end begins a new spell. Spells of one party do not overlap: each bound of a
 *   beginning is at or after that of the end before it.
 * - Ids that are merged (merge.h) are one party: one row, by the canonical id, with the acts of all of them,
 *   and one consent. Either id asks for it. Where a merge has no effect, they are two. Agreements likewise: consents
 *   under either id count once for a party, and the conditions of all ids have to be met.
 * - A day that nobody says may be any day. An act that only possibly belongs to the agreement may
 *   never come.
 * - Acts and conditions after the day of the view count too: a view of a future day tells what will be in
 *   force on it. What needs acts that are not recorded is not in force; `lacking` says which.
 */

/** Options of pship_agreement_force() and pship_agreement_spells(). */
typedef struct pship_agreement_force_options {
    size_t size;           /**< sizeof(pship_agreement_force_options). */
    const char *agreement; /**< Only of this agreement: id; NULL: of all. */
    const char *party;     /**< Only of this party: id; NULL: all, and the agreement as such. */
    bool in_force;         /**< Only where it is in force, as the view takes holding. */
    bool bare; /**< pship_agreement_force() without the words: the columns up to until_latest, but
                    for since, and contested. Several times as quick for many rows. */
} pship_agreement_force_options;

/** Initialiser of pship_agreement_force_options. */
#define PSHIP_AGREEMENT_FORCE_OPTIONS_INIT \
    { \
        sizeof(pship_agreement_force_options), NULL, NULL, false, false \
    }

/**
 * The value of PSHIP_AGREEMENT_FORCE_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_agreement_force_options pship_agreement_force_options_init(void);

/**
 * What is in force on the day of the view, for whom, since when, and why. A row for each agreement as
 * such, whose party is null, and one for each of its parties; by id.
 *
 * Force, effect and application are kept apart: in_force (certain, possible, no), in_effect (in force and
 * not suspended), applied (provisionally, before it is in force), sunset (over, but provisions go on).
 * since and until are those of the spell that holds, else of the next one, else of the last one; until
 * is the first day on which it is no longer in force. act and condition are what decided. lacking: what has
 * still to be done where nothing recorded brings it into force.
 *
 * Columns: agreement, party, in_force, in_effect, applied, sunset, since, since_earliest, since_latest,
 * until_earliest, until_latest, reason, act, condition, lacking, contested, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param options NULL for all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND for an agreement or a party that the view does not know,
 *         PSHIP_E_MEMORY, PSHIP_E_ARGUMENT, PSHIP_E_CANCELLED.
 *
 * Time grows with the number of statements; the acts of one agreement are sorted.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result
pship_agreement_force(pship_table **table, const pship_view *view,
                      const pship_agreement_force_options *options, pship_error *err);

/**
 * The spells of agreements and of their parties: from when until when, and why. Kinds: force,
 * provisional_application (until it is in force), suspension, sunset (after the end). Also those
 * after the day of the view; with `in_force`, those of whom it is in force for.
 *
 * Columns: agreement, party, kind, from, from_earliest, from_latest, until_earliest, until_latest (the
 * first day on which it no longer holds), because, ended_because, begun_by, ended_by (acts), holds (on
 * the day of the view), contested, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param options NULL for all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return As pship_agreement_force().
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result
pship_agreement_spells(pship_table **table, const pship_view *view,
                       const pship_agreement_force_options *options, pship_error *err);

/**
 * The graph of instruments: what an agreement amends, is a protocol to, consolidates, supersedes,
 * implements, requires, establishes; who drafted it; what it is part of; what arises from it or was
 * done on its occasion. A row for each edge that holds on the day of the view, ordered by from, relation, to;
 * where several sources tell of it, with the surest of them.
 *
 * Relations: amends, protocol_to, consolidates, supersedes, implements, requires, requires_in_force,
 * establishes, drafted_by (from an agreement); established_by, arises_from (to an agreement); part_of,
 * occasion, leads_to, precedes, supports (from or to one).
 *
 * Columns: from, from_kind, from_title, relation, to, to_kind, to_title, certainty, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_agreement_graph(pship_table **table,
                                                             const pship_view *view,
                                                             pship_error *err);

/**
 * Which agreements could be signed on the day of the view, and what the others wait for. State: signed
 * (or further), ready (all that it requires is there), blocked. A row for each thing that an agreement
 * requires, and one for an agreement that requires nothing; by id.
 *
 * What is required is met (certain, possible, no) when: an agreement was signed; one under
 * requires_in_force is in force; a commitment was fulfilled; an event was held; a working group was
 * set up; a project was completed; anything else is known of. An agreement is blocked unless
 * all of that holds in the view. So one of which no requirement is recorded is ready: nothing that the register knows of
 * keeps it. circular: it waits, over whatever it needs, for itself.
 *
 * Columns: agreement, title, status, state, relation, needs, needs_title, needs_status, met, circular,
 * source.
 *
 * Time grows with the acts and requirements, sorted, however long the chains are.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT, PSHIP_E_CANCELLED.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_agreement_readiness(pship_table **table,
                                                                 const pship_view *view,
                                                                 pship_error *err);

PSHIP_END_DECLS

#endif
