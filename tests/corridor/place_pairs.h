/* Pairs of places as a test writes them down: "a>b c>d". */
#ifndef PSHIP_TEST_CORRIDOR_PLACE_PAIRS_H
#define PSHIP_TEST_CORRIDOR_PLACE_PAIRS_H

#include <check.h>
#include <partnership/route.h>
#include <string.h>

typedef struct place_pairs {
    char text[256];
    pship_place_pair list[8];
    size_t count;
} place_pairs;

static inline void pairs_in(place_pairs *pairs, const char *text)
{
    ck_assert_uint_lt(strlen(text), sizeof pairs->text);
    strcpy(pairs->text, text);
    pairs->count = 0;
    char *at = pairs->text;
    while (*at) {
        ck_assert_uint_lt(pairs->count, 8);
        pship_place_pair *pair = &pairs->list[pairs->count++];
        pair->origin = at;
        at += strcspn(at, ">");
        *at++ = '\0';
        pair->destination = at;
        at += strcspn(at, " ");
        if (*at)
            *at++ = '\0';
    }
}

#endif
