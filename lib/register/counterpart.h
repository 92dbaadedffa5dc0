/*
 * Acts of agreements that are one by a merge: which of them have a counterpart in the others (counterpart.c).
 */
#ifndef PSHIP_REGISTER_COUNTERPART_H
#define PSHIP_REGISTER_COUNTERPART_H

#include "register/names.h"

/* A date of an act, for one of its parties; party 0 where the act names none. */
typedef struct act_date {
    const char *type, *property, *party_text;
    const char *id_text;
    name_id party, act;
    size_t place; /* of the agreement, among the ids that are one thing */
    when date;
    name_id source;
    size_t matched; /* in which comparison it last had a counterpart, from 1 */
    bool conflicts;
} act_date;

/* Marks the dates that conflict, among those of one type of act, party and property in the order of their dates. Each
 * date of one agreement may have a counterpart of another one; where both have some left, these conflict. Can be
 * cancelled. */
pship_result pship__find_act_conflicts(act_date *dates, size_t count, sheet *page,
                                       pship_error *err);

#endif
