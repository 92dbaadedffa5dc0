/*
 * Seats in a body and for whom they are held (seat.c).
 */
#ifndef PSHIP_REGISTER_SEATS_H
#define PSHIP_REGISTER_SEATS_H

#include "register/names.h"

/* What one statement says of a seat. */
typedef struct seat {
    name_id entity; /* of the kind seat; 0 where the body states it as a property */
    name_id holder; /* canonical */
    const char *role;
    const reading *said;  /* who holds it, from and until when */
    pship_truth stated;   /* does it hold on the day of the view? */
    pship_truth truth;    /* and as long as the body lives? */
    pship_day confirmed;  /* of pship__seats_held() */
    name_id on_behalf_of; /* as stated, canonical; 0: not stated */
    bool survives;        /* it goes on when the body is dissolved */
} seat;

/* All that is stated of the seats of one body, also of those that are not held on the day: by role, then in the
 * order of recording. */
typedef struct seats {
    const pship_context *context;
    const merges *all;
    name_id body;
    group_state life; /* of a working group; any other body is taken to live */
    seat *list;
    size_t count, capacity;
    bool failed;
} seats;

/* `body` is canonical. Free it also after a failure. */
pship_result pship__seats_load(seats *to, const merges *all, name_id body, pship_error *err);
void pship__seats_free(seats *of);
pship_truth pship__seat_truth(const group_state *life, const seat *one, pship_truth stated);
/* Those that are held on the day of the view: who holds a role of the body by several sources has one seat. In the order
 * in which they are first stated. Release `*list`. */
pship_result pship__seats_held(seat **list, size_t *count, const seats *among, pship_error *err);

/* The state for which somebody acts: a state itself; the country of a party or a person; for a person without one
 * that of the office. 0 where nobody says. */
name_id pship__side_of(const merges *all, name_id who);
/* The same of an office: of whom it is held for, else of its organisation. */
name_id pship__office_side(const merges *all, name_id office);

/* Cells `side` and `on_behalf_of`. */
void pship__sheet_side(sheet *page, const seat *one);
/* Cells `from`, `until` and `ended_by`. */
void pship__sheet_term(sheet *page, const group_state *life, const seat *one);

#endif
