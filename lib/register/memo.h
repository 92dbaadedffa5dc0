/*
 * What a question has worked out and may need again: the dates on which rules rest, and what follows from the acts
 * of one agreement. A thousand commitments may wait for one agreement of a thousand acts.
 *
 * What is quickly worked out is not kept, and nothing outlives the question: a view is read by many threads, a
 * question by one.
 */
#ifndef PSHIP_REGISTER_MEMO_H
#define PSHIP_REGISTER_MEMO_H

#include "register/names.h"

/* What is made of fewer statements or acts than this is worked out again. */
#define MEMO_WORTH 32

/* A date that rules rest on: that of an event of an entity. How deep and after how many steps it was asked for decides
 * where rules are given up, so it belongs to the question. */
typedef struct memo_base {
    name_id entity, property; /* 0: no property has the name of the event */
    int life;                 /* of acts of that type; -1 for an event that is none */
    int depth, steps;
} memo_base;

/* NULL where there is no memory. */
memo *pship__memo_new(const pship_context *context);
void pship__memo_free(memo *of); /* NULL: nothing */
/* There was no memory to keep something: what was answered is right, but the question has failed. */
bool pship__memo_failed(const memo *of);

/* A memo may be NULL: then nothing is kept or found. */
bool pship__memo_find_base(when *date, int *steps_after, const memo *of, const memo_base *base);
void pship__memo_keep_base(memo *of, const memo_base *base, const when *date, int steps_after);
bool pship__memo_find_gist(acts_gist *gist, const memo *of, name_id agreement);
void pship__memo_keep_gist(memo *of, name_id agreement, const acts_gist *gist);

#endif
