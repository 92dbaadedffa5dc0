/**
 * @file contact.h
 * Who met whom, and what follows from it.
 */
#ifndef PARTNERSHIP_CONTACT_H
#define PARTNERSHIP_CONTACT_H

#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/** Options of pship_contact_list(). Start from PSHIP_CONTACT_LIST_OPTIONS_INIT. */
typedef struct pship_contact_list_options {
    size_t size; /**< sizeof(pship_contact_list_options). */
    const char
        *who; /**< Only contacts of this person or party, of those who came for this state, and of
                            those who held an office of this party on the day: id; NULL for all. */
    const char *with;  /**< Only contacts with this one, likewise: id; NULL for all. */
    bool across_sides; /**< Only contacts between those of two states. */
    int64_t
        most_pairs; /**< At an event at which more than so many contacts may have been made, they are not told one by
                             one; at least 1. */
} pship_contact_list_options;

/** Initialiser of pship_contact_list_options. */
#define PSHIP_CONTACT_LIST_OPTIONS_INIT \
    { \
        sizeof(pship_contact_list_options), NULL, NULL, false, 1000 \
    }

/**
 * The value of PSHIP_CONTACT_LIST_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_contact_list_options pship_contact_list_options_init(void);

/**
 * Who met whom: a row for each two who were at an event that had at least possibly been held by the day of the
 * view, in the order of the days. Who was there are its participants and the members of its delegations, each by the
 * canonical id. Where `who` is given, that one is the first of the two.
 *
 * who_capacity is the title of the office that they held on the day of the event, and who_certainty how sure that is
 * (certain, possible); who_side is the state for which they came: that of their delegation or office, else their
 * country. open_follow_ups counts the commitments that came of the event and are open on the day of the view.
 *
 * Those who were at one event make contacts in the square of their number, and of hundreds who were at a conference
 * nobody knows who met whom. So where the options leave more than `most_pairs` contacts of an event (1000: of 45 people),
 * and each of the two may be one of several, there is one row for each who is asked about instead: `with` is null, and
 * `others` says how many others were there. Ask for one person or party by `who` or `with` to have them one by one.
 *
 * Columns: event, title, type, date, date_earliest, date_latest, place, format, who, who_name, who_capacity,
 * who_certainty, who_side, with, with_name, with_capacity, with_certainty, with_side, topics, open_follow_ups,
 * held (certain, possible), source, others.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param options NULL for all contacts.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT, also for `most_pairs` below 1.
 *
 * Time and memory grow with the rows: of an event no more than `most_pairs`, or than those who were there. A million rows take
 * about 230 MB. Can be cancelled. Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_contact_list(pship_table **table,
                                                          const pship_view *view,
                                                          const pship_contact_list_options *options,
                                                          pship_error *err);

/** Options of pship_follow_up_list(). Start from PSHIP_FOLLOW_UP_LIST_OPTIONS_INIT. */
typedef struct pship_follow_up_list_options {
    size_t size;       /**< sizeof(pship_follow_up_list_options). */
    const char *event; /**< Only what came of this event: id; NULL for all. */
    const char *owner; /**< Only what this party, person or group owes: id; NULL for all. */
    bool closed;       /**< Also what has been fulfilled or withdrawn. */
} pship_follow_up_list_options;

/** Initialiser of pship_follow_up_list_options. */
#define PSHIP_FOLLOW_UP_LIST_OPTIONS_INIT \
    { \
        sizeof(pship_follow_up_list_options), NULL, NULL, false \
    }

/**
 * The value of PSHIP_FOLLOW_UP_LIST_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_follow_up_list_options pship_follow_up_list_options_init(void);

/**
 * What follows: the commitments that came of each event that had at least possibly been held by the day of the view.
 * how says by what: event (it arises from the event itself), decision (from one that was taken there), agreement (from
 * one of which an act was done during the event), leads_to (the register says that the event led to it, or to what it
 * arises from); through is that thing. A commitment is listed once for each event, by the first of these.
 *
 * Columns: event, title, date, commitment, text, owner, due, due_earliest, due_latest, stage, status, days_overdue
 * (day), last_confirmed, how, through, certainty, source. Ordered by the day of the event, then overdue
 * ones first, then by due date.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param options NULL for all that is open.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result
pship_follow_up_list(pship_table **table, const pship_view *view,
                     const pship_follow_up_list_options *options, pship_error *err);

PSHIP_END_DECLS

#endif
