/*
 * Who came to an event, for whom, and in which capacity on its day (people.c).
 */
#ifndef PSHIP_REGISTER_PEOPLE_H
#define PSHIP_REGISTER_PEOPLE_H

#include "register/seats.h"

/* Somebody at an event. */
typedef struct attendee {
    name_id id;           /* canonical */
    name_id side;         /* state for which they came; 0: nobody says */
    name_id organisation; /* of the office held that day, or 0 */
    const char *text;     /* of the id, for the order */
    const char *capacity; /* title of the office that they held on the day, or NULL */
    pship_truth sure;     /* that they held it then */
    name_id source;       /* of their presence */
} attendee;

typedef struct attendees {
    const pship_context *context;
    merges *all;
    attendee *list; /* each once, byte by byte by id */
    size_t count, capacity;
    bool failed;
} attendees;

/* Participants, and those of the delegations. Free them also after a failure. */
pship_result pship__attendees_load(attendees *to, merges *all, const dated *event,
                                   pship_error *err);
void pship__attendees_free(attendees *of);

#endif
