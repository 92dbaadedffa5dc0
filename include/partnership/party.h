/**
 * @file party.h
 * Parties: states, ministries, agencies, companies, chambers, funds; persons and the offices they hold.
 */
#ifndef PARTNERSHIP_PARTY_H
#define PARTNERSHIP_PARTY_H

#include <partnership/transaction.h>
#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * What a party is recorded with. Start from PSHIP_PARTY_FIELDS_INIT. Members left NULL are
 * not stated. Everything is lent for the call.
 */
typedef struct pship_party_fields {
    size_t size;                /**< sizeof(pship_party_fields). */
    const char *name;           /**< Its name. */
    const char *country;        /**< Its state: id. */
    const char *part_of;        /**< The body that it belongs to: id. */
    const char *description;    /**< One sentence. */
    const char *const *aliases; /**< Other names. */
    size_t alias_count;         /**< Length of `aliases`. */
    const char *const *sectors; /**< Sectors that it works in. Ids. */
    size_t sector_count;        /**< Length of `sectors`. */
} pship_party_fields;

/** Initialiser of pship_party_fields. */
#define PSHIP_PARTY_FIELDS_INIT \
    { \
        sizeof(pship_party_fields), NULL, NULL, NULL, NULL, NULL, 0, NULL, 0 \
    }

/**
 * The value of PSHIP_PARTY_FIELDS_INIT, for languages without macros.
 *
 * @return Fields of which none is stated.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_party_fields pship_party_fields_init(void);

/**
 * Record a party.
 *
 * Recording more about an id recorded before adds statements; nothing is overwritten.
 *
 * @param transaction An open transaction.
 * @param kind Its kind: party or a kind below it (state, legislature, ministry, agency, company,
 *        company_group, chamber, fund, international_organisation, bloc).
 * @param id Its id.
 * @param fields What is stated of it; NULL for nothing but that it exists.
 * @param options Source, interval and so on of all these statements; NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL. After a failure some of the statements
 *        may have been added: free the transaction to forget them.
 * @return As pship_entity_record() and pship_statement_assert().
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_party_record(pship_transaction *transaction,
                                                          const char *kind, const char *id,
                                                          const pship_party_fields *fields,
                                                          const pship_statement_options *options,
                                                          pship_error *err);

/**
 * What a person is recorded with. Start from PSHIP_PERSON_FIELDS_INIT. Members left NULL are
 * not stated. Everything is lent for the call.
 */
typedef struct pship_person_fields {
    size_t size;                /**< sizeof(pship_person_fields). */
    const char *name;           /**< The name. */
    const char *country;        /**< The state that the person acts for: id. */
    const char *description;    /**< One sentence. */
    const char *const *aliases; /**< Other spellings. */
    size_t alias_count;         /**< Length of `aliases`. */
} pship_person_fields;

/** Initialiser of pship_person_fields. */
#define PSHIP_PERSON_FIELDS_INIT \
    { \
        sizeof(pship_person_fields), NULL, NULL, NULL, NULL, 0 \
    }

/**
 * The value of PSHIP_PERSON_FIELDS_INIT, for languages without macros.
 *
 * @return Fields of which none is stated.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_person_fields pship_person_fields_init(void);

/**
 * Record a person.
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
PSHIP_NODISCARD PSHIP_API pship_result pship_person_record(pship_transaction *transaction,
                                                           const char *id,
                                                           const pship_person_fields *fields,
                                                           const pship_statement_options *options,
                                                           pship_error *err);

/**
 * What an office is recorded with. Start from PSHIP_OFFICE_FIELDS_INIT. Members left NULL are
 * not stated. Everything is lent for the call.
 */
typedef struct pship_office_fields {
    size_t size;              /**< sizeof(pship_office_fields). */
    const char *title;        /**< Its title. */
    const char *organisation; /**< The party in which it is held: id. */
    const char *on_behalf_of; /**< The party for which it is held, where that is another one: id. */
} pship_office_fields;

/** Initialiser of pship_office_fields. */
#define PSHIP_OFFICE_FIELDS_INIT \
    { \
        sizeof(pship_office_fields), NULL, NULL, NULL \
    }

/**
 * The value of PSHIP_OFFICE_FIELDS_INIT, for languages without macros.
 *
 * @return Fields of which none is stated.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_office_fields pship_office_fields_init(void);

/**
 * Record an office: a title in an organisation.
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
PSHIP_NODISCARD PSHIP_API pship_result pship_office_record(pship_transaction *transaction,
                                                           const char *id,
                                                           const pship_office_fields *fields,
                                                           const pship_statement_options *options,
                                                           pship_error *err);

/**
 * Record that a person holds an office, from and until the days in `options`.
 *
 * @param[out] statement Receives the number of the statement; may be NULL.
 * @param transaction An open transaction.
 * @param person Id of the person.
 * @param office Id of the office.
 * @param options Source, first and last day in office; NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return As pship_statement_assert().
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_office_hold(pship_statement_id *statement,
                                                         pship_transaction *transaction,
                                                         const char *person, const char *office,
                                                         const pship_statement_options *options,
                                                         pship_error *err);

/**
 * Record that a party is a member of a bloc or another body, from and until the days in `options`.
 *
 * @param[out] statement Receives the number of the statement; may be NULL.
 * @param transaction An open transaction.
 * @param member Id of the member.
 * @param bloc Id of the bloc.
 * @param options Source, first and last day of the membership; NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return As pship_statement_assert().
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_party_join(pship_statement_id *statement,
                                                        pship_transaction *transaction,
                                                        const char *member, const char *bloc,
                                                        const pship_statement_options *options,
                                                        pship_error *err);

/**
 * Record that a party took the place of another one. The first day in `options` is that of the succession.
 *
 * @param[out] statement Receives the number of the statement; may be NULL.
 * @param transaction An open transaction.
 * @param successor Id of the party that came after.
 * @param predecessor Id of the party that was before.
 * @param options Source and day; NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return As pship_statement_assert().
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_party_succeed(
    pship_statement_id *statement, pship_transaction *transaction, const char *successor,
    const char *predecessor, const pship_statement_options *options, pship_error *err);

/**
 * The members of a bloc on the day of the view. A membership that several sources tell of is one row.
 *
 * Columns: bloc, member, kind, name, from, until, last_confirmed, certainty, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param bloc Id of a bloc or another party, or NULL for all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_party_members(pship_table **table,
                                                           const pship_view *view, const char *bloc,
                                                           pship_error *err);

/**
 * Which party took the place of which: a row for each statement, whether or not it had happened by the day of
 * the view (certain, possible, no).
 *
 * Columns: predecessor, predecessor_name, successor, successor_name, date, date_earliest, date_latest, happened,
 * statement, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param party Only what came before or after this party: id; NULL for all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_party_successions(pship_table **table,
                                                               const pship_view *view,
                                                               const char *party, pship_error *err);

/** Options of pship_office_history(). Start from PSHIP_OFFICE_HISTORY_OPTIONS_INIT. */
typedef struct pship_office_history_options {
    size_t size;              /**< sizeof(pship_office_history_options). */
    const char *person;       /**< Only the offices of this person: id; NULL for all. */
    const char *office;       /**< Only those who hold this office: id; NULL for all. */
    const char *organisation; /**< Only offices of this party: id; NULL for all. */
} pship_office_history_options;

/** Initialiser of pship_office_history_options. */
#define PSHIP_OFFICE_HISTORY_OPTIONS_INIT \
    { \
        sizeof(pship_office_history_options), NULL, NULL, NULL \
    }

/**
 * The value of PSHIP_OFFICE_HISTORY_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_office_history_options pship_office_history_options_init(void);

/**
 * Offices over time: a row for each statement about who holds one, whether or not on the day of the view
 * (holds: certain, possible, no). side is the state for which it is held: that of on_behalf_of, else that of the
 * organisation.
 *
 * Columns: person, name, office, title, organisation, on_behalf_of, side, from, until, last_confirmed, holds,
 * statement, source. Ordered by person, office, then as recorded.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param options NULL for all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result
pship_office_history(pship_table **table, const pship_view *view,
                     const pship_office_history_options *options, pship_error *err);

/**
 * The parties, each once: ids that were merged (see merge.h) are one row, under the canonical id.
 * aliases are its other names of the day, merged the ids that are one with it. Cells take what is stated of
 * the canonical id, else of the merged ones, and are contested where these contradict each other.
 *
 * Columns: id, kind, name, aliases, merged, country, part_of, contested, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_party_list(pship_table **table, const pship_view *view,
                                                        pship_error *err);

/**
 * Persons and the offices that they hold on the day of the view; a person without one has empty
 * cells. An office that several sources tell of is one row, and so are persons that were merged, as in
 * pship_party_list(). last_confirmed is the day stated or, for
 * an end that is open, that on which the source was published.
 *
 * Columns: person, name, aliases, merged, office, title, organisation, from, until, last_confirmed,
 * certainty, contested, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_office_list(pship_table **table,
                                                         const pship_view *view, pship_error *err);

PSHIP_END_DECLS

#endif
