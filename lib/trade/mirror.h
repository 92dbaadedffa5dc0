/* Imports beside exports while they are compared. Private to the room trade. */
#ifndef PSHIP_TRADE_MIRROR_H
#define PSHIP_TRADE_MIRROR_H

#include "table/builder.h"
#include "trade/flow_sums.h"
#include <partnership/mirror.h>

/* A key of what is compared: part[KEY_DIRECTION] is the way (0: imports of the first table, 1: of the second),
 * part[KEY_REPORTER] the importer, part[KEY_PARTNER] the exporter. Codes are of the comparison's own words. */

typedef struct mirror_pair {
    flow_key key;
    const flow_group *imports, *exports; /* NULL: not reported */
    double import_value, export_value;   /* in the unit of the first table; NaN where not known */
    double fob_value;                    /* the part of imports that is valued so */
    double margin;                       /* NaN: nothing tells */
    const char *margin_from;             /* or NULL */
    int64_t margin_pairs;                /* on which the estimate rests; 0: it is none */
    bool all_fob;                        /* every row of the imports is valued so */
} mirror_pair;

typedef struct mirror {
    const pship_context *context;
    pship_mirror_options options;
    const pship_flows *flows[2];
    int ways; /* 1 where both tables are the same */
    double scale[2];
    flow_words periods, countries, products, unknown, among, hubs;
    flow_words names;        /* that codes of countries come to */
    bool *written_otherwise; /* by code of a country: another one means the same country */
    uint32_t *parents; /* by code of a product: the longest that it is a part of, or CODE_NULL */
    flow_groups import_wholes, export_wholes; /* keys of what has parts among imports, exports */
    flow_span *spans;                         /* by code of a period */
    size_t span_capacity;
    flow_groups imports, exports, fob, secret_imports, secret_exports;
    flow_groups reporters,
        re_exporters; /* by period, way, and the country as its importer or exporter */
    mirror_pair *pairs;
    size_t count;
    pship__progress_state progress;
} mirror;

/* Fills imports, exports and all else that the pairs are made of. (mirror_read.c) */
pship_result pship__mirror_read(mirror *all, pship_error *err);
/* Finds out which codes mean the same, and which products are parts of others. (mirror_cause.c) */
pship_result pship__mirror_codes(mirror *all, pship_error *err);
/* Why the two of a pair differ; NULL where nothing is known. `text` has room for PSHIP__CAUSES bytes. */
#define PSHIP__CAUSES 128
const char *pship__mirror_causes(char *text, const mirror *all, const mirror_pair *pair);
/* Estimates or gives the margin of each pair. (mirror_margin.c) */
pship_result pship__mirror_margins(mirror *all, pship_error *err);

#endif
