/*
 * Names of products. Private to the room codes.
 */
#ifndef PSHIP_CODES_PRODUCT_TABLE_H
#define PSHIP_CODES_PRODUCT_TABLE_H

#include <stddef.h>

typedef struct product_row {
    const char *code, *parent, *name; /* parent NULL: none */
} product_row;

typedef struct product_rows {
    const product_row *rows;
    size_t count;
} product_rows;

extern const product_row pship__hs_rows[]; /* sections, then chapters (product_hs.c) */
extern const size_t pship__hs_row_count;
extern const product_row pship__sitc_rows[]; /* sections (product_names.c) */
extern const size_t pship__sitc_row_count;
extern const product_row pship__bec_rows[]; /* all of revision 4 */
extern const size_t pship__bec_row_count;

#endif
