/*
 * Countries for the rooms above.
 */
#ifndef PSHIP_CODES_COUNTRY_H
#define PSHIP_CODES_COUNTRY_H

#include "core/core.h"
#include <partnership/country.h>

/* As pship_country_find(), with a buffer that may serve for many; false where it is not in the list. `text` is UTF-8. A
 * buffer that has failed is for the caller to see. */
bool pship__country_find(pship_country *country, pship__buffer *buffer, const char *text);
/* Whether a country is certainly no part of a group on any day from `first` to `last`. False where it may be: where the
 * members of the group are not known, and for what is no country of today. (country_members.c) */
bool pship__country_is_outside(const pship_country *group, const pship_country *country,
                               pship_day first, pship_day last);
/* The word of a kind. */
const char *pship__area_kind_word(pship_area_kind kind);

#endif
