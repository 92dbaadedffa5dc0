/**
 * @file seat.h
 * Seats: who holds which place in a body, from when until when, for whom, and what ended it.
 */
#ifndef PARTNERSHIP_SEAT_H
#define PARTNERSHIP_SEAT_H

#include <partnership/transaction.h>
#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * What a seat is recorded with. Start from PSHIP_SEAT_FIELDS_INIT. Members left NULL are not stated.
 * Everything is lent for the call.
 */
typedef struct pship_seat_fields {
    size_t size;           /**< sizeof(pship_seat_fields). */
    const char *seat_of;   /**< The body in which it is held: id of a working group or a party. */
    const char *incumbent; /**< Who holds it: id of a person or a party. */
    const char
        *capacity; /**< In which role: chair, focal_point, member, observer, secretary, ... */
    const char *on_behalf_of; /**< The party for which it is held: id. */
    bool
        survives_dissolution; /**< It goes on when its body is dissolved. Stated only where true. */
} pship_seat_fields;

/** Initialiser of pship_seat_fields. */
#define PSHIP_SEAT_FIELDS_INIT \
    { \
        sizeof(pship_seat_fields), NULL, NULL, NULL, NULL, false \
    }

/**
 * The value of PSHIP_SEAT_FIELDS_INIT, for languages without macros.
 *
 * @return Fields of which none is stated.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_seat_fields pship_seat_fields_init(void);

/**
 * Record a seat of which more is known than who holds it. The first and last day in `options` are those of the
 * incumbent. Where only the holder is known, pship_working_group_seat() is enough.
 *
 * Recording more about an id recorded before adds statements; nothing is overwritten: another holder has the
 * seat after, or beside, the one before.
 *
 * @param transaction An open transaction.
 * @param id Id of the seat.
 * @param fields What is stated of it; NULL for nothing but that it exists.
 * @param options Source, first and last day; NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL. After a failure some of the statements
 *        may have been added: free the transaction to forget them.
 * @return As pship_entity_record() and pship_statement_assert().
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_seat_record(pship_transaction *transaction,
                                                         const char *id,
                                                         const pship_seat_fields *fields,
                                                         const pship_statement_options *options,
                                                         pship_error *err);

/** Options of pship_seat_list(). Start from PSHIP_SEAT_LIST_OPTIONS_INIT. */
typedef struct pship_seat_list_options {
    size_t size;        /**< sizeof(pship_seat_list_options). */
    const char *body;   /**< Only seats of this body: id; NULL for all. */
    const char *holder; /**< Only seats of this person or party: id; NULL for all. */
} pship_seat_list_options;

/** Initialiser of pship_seat_list_options. */
#define PSHIP_SEAT_LIST_OPTIONS_INIT \
    { \
        sizeof(pship_seat_list_options), NULL, NULL \
    }

/**
 * The value of PSHIP_SEAT_LIST_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_seat_list_options pship_seat_list_options_init(void);

/**
 * Seats over time: a row for each statement about who holds one, whether or not it is held on the day of the view
 * (holds: certain, possible, no). For the seats of one day, each once, see pship_working_group_members().
 *
 * side is the state for which it is held: that of on_behalf_of, else of the holder. A seat ends with its body,
 * unless it survives the dissolution: then until is the last day of the body, and ended_by says
 * dissolution. ended_by is seat where the seat has a known end of its own, and null where none is known.
 *
 * Columns: seat (id, where it is an entity), body, body_name, role, holder, name, side, on_behalf_of, from, until,
 * ended_by, last_confirmed, holds, statement, source. Ordered by body, then role.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param options NULL for all seats.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_seat_list(pship_table **table, const pship_view *view,
                                                       const pship_seat_list_options *options,
                                                       pship_error *err);

PSHIP_END_DECLS

#endif
