/**
 * @file event.h
 * Events: visits, conferences, sessions, meetings; who came, and what was decided.
 */
#ifndef PARTNERSHIP_EVENT_H
#define PARTNERSHIP_EVENT_H

#include <partnership/transaction.h>
#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * What an event is recorded with. Start from PSHIP_EVENT_FIELDS_INIT. Members left NULL are
 * not stated. Everything is lent for the call.
 */
typedef struct pship_event_fields {
    size_t size;       /**< sizeof(pship_event_fields). */
    const char *title; /**< Its title. */
    const char
        *type; /**< What it is: meeting, visit, conference, session, panel, anniversary, ... */
    const char *date;                /**< Its (first) day, EDTF or a rule. */
    const char *last_day;            /**< Its last day, where it lasts several. */
    const char *place;               /**< Where: id of a place. */
    const char *format;              /**< in_person, online or hybrid. */
    const char *part_of;             /**< The event that it belongs to: id. */
    const char *group;               /**< The working group that meets: id. */
    const char *const *participants; /**< Who took part: ids of parties and persons. */
    size_t participant_count;        /**< Length of `participants`. */
    const char *const *topics;       /**< What it was about. */
    size_t topic_count;              /**< Length of `topics`. */
    const char *const *agenda;       /**< What was to be treated. */
    size_t agenda_count;             /**< Length of `agenda`. */
    const char *const *hosts;        /**< Who received the others: ids. */
    size_t host_count;               /**< Length of `hosts`. */
    const char *reciprocates;        /**< The visit that it returns: id. */
} pship_event_fields;

/** Initialiser of pship_event_fields. */
#define PSHIP_EVENT_FIELDS_INIT \
    { \
        sizeof(pship_event_fields), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, \
            0, NULL, 0, NULL, 0, NULL \
    }

/**
 * The value of PSHIP_EVENT_FIELDS_INIT, for languages without macros.
 *
 * @return Fields of which none is stated.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_event_fields pship_event_fields_init(void);

/**
 * Record an event.
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
PSHIP_NODISCARD PSHIP_API pship_result pship_event_record(pship_transaction *transaction,
                                                          const char *id,
                                                          const pship_event_fields *fields,
                                                          const pship_statement_options *options,
                                                          pship_error *err);

/**
 * The events, in the order of their dates, also those after the day of the view.
 *
 * Columns: id, title, type, date, date_earliest, date_latest, last_day, place, format, part_of,
 * group, participants, topics, held (certain, possible, no), contested, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_event_list(pship_table **table, const pship_view *view,
                                                        pship_error *err);

/**
 * What a decision is recorded with. Start from PSHIP_DECISION_FIELDS_INIT. Members left NULL are not stated.
 * Everything is lent for the call.
 */
typedef struct pship_decision_fields {
    size_t size;             /**< sizeof(pship_decision_fields). */
    const char *decided_at;  /**< The event at which it was decided: id. */
    const char *title;       /**< What was decided, in short. */
    const char *description; /**< What was decided, in full. */
    const char *type;        /**< What it is: decision, recommendation, conclusion, ... */
} pship_decision_fields;

/** Initialiser of pship_decision_fields. */
#define PSHIP_DECISION_FIELDS_INIT \
    { \
        sizeof(pship_decision_fields), NULL, NULL, NULL, NULL \
    }

/**
 * The value of PSHIP_DECISION_FIELDS_INIT, for languages without macros.
 *
 * @return Fields of which none is stated.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_decision_fields pship_decision_fields_init(void);

/**
 * Record a decision that was taken at an event. What is owed for it is a commitment that arises from it.
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
PSHIP_NODISCARD PSHIP_API pship_result pship_decision_record(pship_transaction *transaction,
                                                             const char *id,
                                                             const pship_decision_fields *fields,
                                                             const pship_statement_options *options,
                                                             pship_error *err);

/**
 * Decisions, in the order of their events. commitments are those that arise from it, open counts those of them that
 * are neither fulfilled nor withdrawn; taken says whether the event had been held by the day of the view (certain,
 * possible, no).
 *
 * Columns: id, title, description, type, event, date, date_earliest, date_latest, group, commitments, open, taken,
 * source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param event Id of an event, or NULL for all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_decision_list(pship_table **table,
                                                           const pship_view *view,
                                                           const char *event, pship_error *err);

/**
 * What a delegation is recorded with. Start from PSHIP_DELEGATION_FIELDS_INIT. Members left NULL are not stated.
 * Everything is lent for the call.
 */
typedef struct pship_delegation_fields {
    size_t size;                  /**< sizeof(pship_delegation_fields). */
    const char *delegation_to;    /**< The event that it came to: id. */
    const char *on_behalf_of;     /**< The party for which it came: id. */
    const char *const *heads;     /**< Who leads it: ids of persons. */
    size_t head_count;            /**< Length of `heads`. */
    const char *const *delegates; /**< Who belongs to it: ids of persons and parties. */
    size_t delegate_count;        /**< Length of `delegates`. */
} pship_delegation_fields;

/** Initialiser of pship_delegation_fields. */
#define PSHIP_DELEGATION_FIELDS_INIT \
    { \
        sizeof(pship_delegation_fields), NULL, NULL, NULL, 0, NULL, 0 \
    }

/**
 * The value of PSHIP_DELEGATION_FIELDS_INIT, for languages without macros.
 *
 * @return Fields of which none is stated.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_delegation_fields pship_delegation_fields_init(void);

/**
 * Record a delegation: those who come to an event for one side.
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
PSHIP_NODISCARD PSHIP_API pship_result pship_delegation_record(
    pship_transaction *transaction, const char *id, const pship_delegation_fields *fields,
    const pship_statement_options *options, pship_error *err);

/**
 * Visits and delegations, in the order of their dates: a row for each delegation to an event, and one for each event
 * without any that is of the type visit, has a host or returns another one. reciprocates is the visit that it
 * returns, reciprocated_by those that return it.
 *
 * Columns: event, title, type, date, date_earliest, date_latest, place, hosts, delegation, on_behalf_of, side, heads,
 * delegates, reciprocates, reciprocated_by, held (certain, possible, no), contested, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_visit_list(pship_table **table, const pship_view *view,
                                                        pship_error *err);

PSHIP_END_DECLS

#endif
