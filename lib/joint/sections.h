/*
 * The sections of a brief: which answer each of them is made of, and which rows and columns of it.
 */
#ifndef PSHIP_JOINT_SECTIONS_H
#define PSHIP_JOINT_SECTIONS_H

#include "joint/readable.h"

typedef enum section {
    SECTION_SUMMARY,
    SECTION_AGREEMENTS,
    SECTION_CHANGES,
    SECTION_WORKING_GROUPS,
    SECTION_SEATS,
    SECTION_MEETINGS,
    SECTION_OVERDUE,
    SECTION_COMMITMENTS,
    SECTION_EVENTS,
    SECTION_PARTIES,
    SECTION_PERSONS,
    SECTION_FIGURES,
    SECTION_CONTESTED,
    SECTION_TIMELINE,
    SECTION_COUNT
} section;

const char *pship__section_name(section which);
const char *pship__section_heading(section which);
/* Any section but the summary. */
pship_result pship__section_build(pship_table **table, section which, const pship_view *view,
                                  pship_day since, pship_error *err);
/* The summary counts the rows of the others. */
pship_result pship__summary_build(pship_table **table, const pship_view *view, pship_day since,
                                  pship_table *const *sections, pship_error *err);
/* Statuses of agreements in the order in which a brief lists them; NULL behind the last. */
const char *const *pship__statuses(void);

#endif
