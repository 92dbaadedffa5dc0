/**
 * @file brief.h
 * The brief: the state of a partnership on a day, as tables.
 */
#ifndef PARTNERSHIP_BRIEF_H
#define PARTNERSHIP_BRIEF_H

#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/** A brief: tables in the order in which a person reads them. Immutable. */
typedef struct pship_brief pship_brief;

/** Options of pship_brief_build(). Start from PSHIP_BRIEF_OPTIONS_INIT. */
typedef struct pship_brief_options {
    size_t size; /**< sizeof(pship_brief_options). */
    pship_day
        since; /**< Changes after this day are listed. PSHIP_DAY_NONE: 90 days before the day of
                          the view. */
} pship_brief_options;

/** Initialiser of pship_brief_options. */
#define PSHIP_BRIEF_OPTIONS_INIT \
    { \
        sizeof(pship_brief_options), PSHIP_DAY_NONE \
    }

/**
 * The value of PSHIP_BRIEF_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_brief_options pship_brief_options_init(void);

/**
 * Compute a brief. Its sections, in order: summary (item, value), agreements (by status), changes,
 * working_groups, seats, meetings, overdue, commitments, events, parties, persons, figures,
 * contested, timeline.
 *
 * The tables are those of the questions of the same names, for persons: names stand where ids are
 * (ids are kept in columns of their own), and a source reads "Publisher, day" with its id in
 * source_id; "the register" is what nobody else has said. Agreements, groups and commitments are
 * ordered by status, parties by kind; overdue commitments and meetings of groups are left out of
 * the other commitments and events.
 *
 * @param[out] brief Receives the brief; free it with pship_brief_free().
 * @param view A view.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Reports progress. Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_brief_build(pship_brief **brief,
                                                         const pship_view *view,
                                                         const pship_brief_options *options,
                                                         pship_error *err);

/**
 * Give up a brief and its tables.
 *
 * @param brief May be NULL.
 *
 * Thread safety: any thread.
 */
PSHIP_API void pship_brief_free(pship_brief *brief);

/**
 * How many sections a brief has.
 *
 * @param brief A brief; may be NULL.
 * @return The number; 0 for NULL.
 *
 * Thread safety: any thread.
 */
PSHIP_API int32_t pship_brief_sections(const pship_brief *brief);

/**
 * The name of a section, such as "working_groups".
 *
 * @param brief A brief; may be NULL.
 * @param section Index from 0.
 * @return A constant string; NULL for NULL and an index out of range.
 *
 * Thread safety: any thread.
 */
PSHIP_API const char *pship_brief_name(const pship_brief *brief, int32_t section);

/**
 * The heading of a section, such as "Working groups".
 *
 * @param brief A brief; may be NULL.
 * @param section Index from 0.
 * @return A constant string; NULL for NULL and an index out of range.
 *
 * Thread safety: any thread.
 */
PSHIP_API const char *pship_brief_heading(const pship_brief *brief, int32_t section);

/**
 * The table of a section.
 *
 * @param brief A brief; may be NULL.
 * @param section Index from 0.
 * @return The table, lent by the brief (pship_table_share() keeps it); NULL for NULL and an index out of range.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_table *pship_brief_table(const pship_brief *brief, int32_t section);

PSHIP_END_DECLS

#endif
