/**
 * @file event.h
 * Events: visits, conferences, sessions, meetings.
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
} pship_event_fields;

/** Initialiser of pship_event_fields. */
#define PSHIP_EVENT_FIELDS_INIT \
    { \
        sizeof(pship_event_fields), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, \
            0 \
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

PSHIP_END_DECLS

#endif
