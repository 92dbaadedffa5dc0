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
/* The word of a kind. */
const char *pship__area_kind_word(pship_area_kind kind);

#endif
