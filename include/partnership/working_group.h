/**
 * @file working_group.h
 * Working groups: mandate, members, chairs and meetings.
 */
#ifndef PARTNERSHIP_WORKING_GROUP_H
#define PARTNERSHIP_WORKING_GROUP_H

#include <partnership/transaction.h>
#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * What a working group is recorded with. Start from PSHIP_WORKING_GROUP_FIELDS_INIT. Members left NULL are
 * not stated. Everything is lent for the call.
 */
typedef struct pship_working_group_fields {
    size_t size;                /**< sizeof(pship_working_group_fields). */
    const char *name;           /**< Its name. */
    const char *mandate;        /**< What it is for. */
    const char *established_by; /**< The agreement that established it: id. */
    const char *part_of;        /**< The group above it: id. */
    const char *established;    /**< Day on which it was established. */
    const char *dissolved;      /**< Last day of its life. */
    const char *const *aliases; /**< Other names. */
    size_t alias_count;         /**< Length of `aliases`. */
} pship_working_group_fields;

/** Initialiser of pship_working_group_fields. */
#define PSHIP_WORKING_GROUP_FIELDS_INIT \
    { \
        sizeof(pship_working_group_fields), NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0 \
    }

/**
 * The value of PSHIP_WORKING_GROUP_FIELDS_INIT, for languages without macros.
 *
 * @return Fields of which none is stated.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_working_group_fields pship_working_group_fields_init(void);

/**
 * Record a working group.
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
PSHIP_NODISCARD PSHIP_API pship_result pship_working_group_record(
    pship_transaction *transaction, const char *id, const pship_working_group_fields *fields,
    const pship_statement_options *options, pship_error *err);

/**
 * Record a seat in a working group, from and until the days in `options`.
 *
 * @param[out] statement Receives the number of the statement; may be NULL.
 * @param transaction An open transaction.
 * @param group Id of the group.
 * @param member Id of a party or a person.
 * @param chair Whether the seat is that of a chair or co-chair.
 * @param options Source, first and last day; NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return As pship_statement_assert().
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_working_group_seat(
    pship_statement_id *statement, pship_transaction *transaction, const char *group,
    const char *member, bool chair, const pship_statement_options *options, pship_error *err);

/**
 * The working groups of the day of the view. Status: active (established, or known to have met),
 * dissolved, foreseen. A group that has not begun is listed as foreseen once the agreement that
 * establishes it has begun, or, where none is named, as long as no day of establishment is stated.
 * meetings counts those held by then.
 *
 * part_of is the group above it. chairs, members and focal_points are those of the day.
 *
 * Columns: id, name, mandate, status, established, established_by, part_of, dissolved, chairs, members,
 * focal_points, meetings, last_meeting, certainty, contested, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_working_group_list(pship_table **table,
                                                                const pship_view *view,
                                                                pship_error *err);

/**
 * The seats held on the day of the view, those that are entities (see seat.h) and those that the group states. A
 * seat ends with its group, unless it was stated to end earlier, or to survive the dissolution: ended_by says which
 * (seat, dissolution; null where no end is known). A seat that several sources tell of is one seat, and so are those
 * of ids that were merged. side is the state for which it is held: that of on_behalf_of, else of the member.
 * last_confirmed is the day stated or, for an end that is open, that on which the source was published.
 *
 * Columns: group, member, kind, name, role (chair, focal_point, member, ...), side, on_behalf_of, from, until, ended_by,
 * last_confirmed, certainty, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param group Id of a group, or NULL for all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_working_group_members(pship_table **table,
                                                                   const pship_view *view,
                                                                   const char *group,
                                                                   pship_error *err);

/**
 * Meetings held or planned, in the order of their dates.
 *
 * Columns: group, meeting, title, date, date_earliest, date_latest, place, format,
 * participants, topics, agenda, held (certain, possible, no), contested, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param group Id of a group, or NULL for all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_working_group_meetings(pship_table **table,
                                                                    const pship_view *view,
                                                                    const char *group,
                                                                    pship_error *err);

/**
 * The way from the mandate of a group over what it decided to what is owed for it. A row for each commitment that
 * arises from the agreement that established the group, from the group, from one of its meetings or from a decision
 * taken at one: through says which. Meetings and decisions that led to none have a row without a commitment, and so
 * has a group that has nothing of all this.
 *
 * Columns: group, mandate, agreement, meeting, date, decision, decided (its title), through, commitment, text, owner,
 * due, status, days_overdue (day), source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param group Id of a group, or NULL for all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_working_group_trace(pship_table **table,
                                                                 const pship_view *view,
                                                                 const char *group,
                                                                 pship_error *err);

PSHIP_END_DECLS

#endif
