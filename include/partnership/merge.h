/**
 * @file merge.h
 * Merges: two ids that turned out to be one thing. A merge is a statement like any other, with its source
 * and its reason, so that a view may not know of it yet and that it can be taken back. Nothing is moved or
 * overwritten: the statements of both ids stay where they are.
 *
 * Every answer takes merged ids for one thing, under the id that stays: lists, status, force, dates that follow from
 * other dates. Only what is about the statements themselves keeps them apart: pship_merge_conflicts(), what is
 * exported, and the rules of validation about acts, which judge what each source wrote.
 *
 * Where things only *may* be the same, state `same_as`: it merges nothing.
 */
#ifndef PARTNERSHIP_MERGE_H
#define PARTNERSHIP_MERGE_H

#include <partnership/transaction.h>
#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * Record that an id is the same thing as another one, under which it is listed from now on.
 *
 * It is a statement of the property merged_into. Retract or end it, or mask it in a scenario, to take the
 * ids apart again.
 *
 * @param[out] statement Receives the number of the statement; may be NULL.
 * @param transaction An open transaction.
 * @param id The id that gives way.
 * @param into The id that stays.
 * @param options Source and reason; the reason is needed.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_E_ARGUMENT without a reason; otherwise as pship_statement_assert().
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_merge_record(pship_statement_id *statement,
                                                          pship_transaction *transaction,
                                                          const char *id, const char *into,
                                                          const pship_statement_options *options,
                                                          pship_error *err);

/**
 * The merges that a view sees. A row for each statement that at least possibly holds. canonical is the id
 * at the end of the chain, under which the thing is listed. problem says why a merge has no effect:
 * circle (merges that lead round), undecided (sources name different ids), kind (a person is no
 * agreement: the two are of kinds with nothing in common); null where it has.
 *
 * Columns: id, kind, name, merged_into, canonical, applied, problem, reason, certainty, statement,
 * source, published, locator. Ordered by id, byte by byte.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_merge_list(pship_table **table, const pship_view *view,
                                                        pship_error *err);

/**
 * The id under which a view lists a thing: the end of the chain of merges.
 *
 * @param[out] canonical Receives the id, lent by the view; the same where nothing is merged.
 * @param view A view.
 * @param id Id of an entity.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK; PSHIP_E_NOT_FOUND for an id that the view does not know; PSHIP_E_CONFLICT where its
 *         merges lead round in a circle or name different ids; PSHIP_E_ARGUMENT, PSHIP_E_MEMORY.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_merge_canonical(const char **canonical,
                                                             const pship_view *view, const char *id,
                                                             pship_error *err);

/**
 * What merged ids contradict each other about. For every property with one value of which statements of
 * different ids cannot both be true: a row for each of its statements, of all the ids that are one. Names
 * that differ are listed too: filter by property.
 *
 * Merged agreements are also compared by their acts. Acts of one type and one party (or of none) are held
 * against each other, `date` and `effect_date` each; an act that has a counterpart with a compatible date
 * is at peace with the others, so that a second accession after a withdrawal is no conflict. Where both sides
 * have acts left without a counterpart these are listed, with the date as the view reads it.
 *
 * Columns: canonical, subject (whose statement it is), kind, property, act (type of the act; null for a
 * property of the thing itself), party (of the act), value, unit, rank, statement, source, published,
 * locator. Ordered by canonical, then properties before acts.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Time is n log n for n statements about merged ids, as a rule; where many claims differ and yet all agree, as nested ranges
 * of days do, it is the square of their number. Can be cancelled. Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_merge_conflicts(pship_table **table,
                                                             const pship_view *view,
                                                             pship_error *err);

PSHIP_END_DECLS

#endif
