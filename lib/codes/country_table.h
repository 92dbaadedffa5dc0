/*
 * The countries and areas that statistics write. Private to the room codes.
 */
#ifndef PSHIP_CODES_COUNTRY_TABLE_H
#define PSHIP_CODES_COUNTRY_TABLE_H

#include "core/core.h"
#include <partnership/country.h>

enum { NO_NUMBER = -1 };

typedef struct country_row {
    int16_t number; /* as statistics write it, or NO_NUMBER */
    char code[4];   /* alpha-3, or empty */
    char alpha2[3]; /* or empty */
    pship_area_kind kind;
    int16_t first_year, last_year; /* 0: open, or not known */
    const char *name;
    const char *spellings;  /* folded, with '|' between them; of names and of codes */
    const char *successors; /* alpha-3 codes with blanks between them, or NULL */
    const char *note;       /* or NULL */
} country_row;

#define COUNTRY(number, code, alpha2, name, spellings) \
    { \
        number, code, alpha2, PSHIP_AREA_COUNTRY, 0, 0, name, spellings, NULL, NULL \
    }
#define REGION(number, name) \
    { \
        number, "", "", PSHIP_AREA_GROUP, 0, 0, name, "", NULL, NULL \
    }

extern const country_row pship__countries_iso[]; /* country_iso.c, by code; then the regions */
extern const size_t pship__countries_iso_count;
extern const country_row pship__countries_other[]; /* country_other.c */
extern const size_t pship__countries_other_count;

#endif
