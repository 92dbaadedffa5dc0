/*
 * What the readers of network files share. Private to the room corridor.
 */
#ifndef PSHIP_CORRIDOR_NETWORK_READING_H
#define PSHIP_CORRIDOR_NETWORK_READING_H

#include "corridor/network_store.h"
#include "corridor/reading.h"
#include <partnership/network_file.h>

typedef struct network_reading {
    reading all;
    const pship_network_file_options *options;
    network_builder *builder;
    bool places_known;            /* links lead to these only */
    pship__buffer name, currency; /* as the file says; empty: it does not */
    bool *renamed;                /* by column of the options: there is one that is called so */
    double *x, *y; /* by place: coordinates of which nobody knows yet what they are */
    size_t coordinates, x_room, y_room;
    pship__buffer text; /* for whoever needs it */
} network_reading;

typedef pship_result (*network_reader)(network_reading *of, pship_error *err);
pship_result pship__read_links(network_reading *of, pship_error *err);    /* csv: read_csv.c */
pship_result pship__read_gmns(network_reading *of, pship_error *err);     /* read_gmns.c */
pship_result pship__read_tntp(network_reading *of, pship_error *err);     /* read_tntp.c */
pship_result pship__read_geojson(network_reading *of, pship_error *err);  /* read_geojson.c */
pship_result pship__read_graphml(network_reading *of, pship_error *err);  /* read_graphml.c */
pship_result pship__read_gr(network_reading *of, pship_error *err);       /* read_gr.c */
pship_result pship__read_unlocode(network_reading *of, pship_error *err); /* read_unlocode.c */

/* ---- what they need of each other (network_reading.c) */

/* The failure of the builder, if there is one, at a place of the file. */
pship_result pship__network_reading_check(network_reading *of, int64_t line, int64_t column,
                                          pship_error *err);
/* A link, and the one that leads back where `both`; *link and *back (NETWORK_NONE: none) receive them. `id` NULL: numbers.
 * `mode` NULL or "": that of the options. */
void pship__network_reading_link(network_reading *of, const char *id, uint32_t from, uint32_t to,
                                 const char *mode, bool both, uint32_t *link, uint32_t *back);
/* Is there a link of this id, or one that would lead back? */
bool pship__network_reading_has_link(network_reading *of, const char *id, bool both);
/* Coordinates that may be degrees; told at the end, when all are known. NaN: not told. */
pship_result pship__network_reading_locate(network_reading *of, uint32_t place, double x, double y,
                                           pship_error *err);
pship_result pship__network_reading_settle(network_reading *of, pship_error *err);
/* Whether a number may be told of an attribute; if not, what is wrong with it. */
bool pship__network_reading_fits(int attribute, double number, reading_problem *problem);
/* How many of the network's unit one of `unit` is: km, h, km/h. PSHIP_E_INVALID for one that is none of these. */
pship_result pship__unit_of_length(double *ratio, const char *unit, pship_error *err);
pship_result pship__unit_of_time(double *ratio, const char *unit, pship_error *err);
pship_result pship__unit_of_speed(double *ratio, const char *unit, pship_error *err);
/* The network's name of what the file calls `name`, as the options have it. */
const char *pship__network_reading_rename(network_reading *of, const char *name);
/* true or false, 1 or 0, yes or no. */
bool pship__network_reading_flag(const char *text, bool *flag);

/* A few bytes can tell of thousands of millions of places: PSHIP_E_LIMIT where a file is much too short for them. */
pship_result pship__network_reading_plausible(const network_reading *of, uint32_t places,
                                              uint64_t file_length, int64_t line, int64_t column,
                                              pship_error *err);
/* All bytes of the file, unpacked. PSHIP_E_LIMIT above PSHIP__FILE_LIMIT. */
pship_result pship__network_reading_load(pship__buffer *text, network_reading *of,
                                         pship_error *err);

/* What is expected where a number would have the name of a column that its list has already. */
#define NETWORK_READING_OWN "a name that the list has no column of"

/* ---- parts of a network as CSV (read_part.c) */

/* What a column is to the network. */
typedef enum part_role {
    ROLE_NONE, /* a number of its own, if it is one */
    ROLE_NUMBER,
    ROLE_SKIP, /* known, and left out */
    ROLE_ID,
    ROLE_NAME,
    ROLE_COUNTRY,
    ROLE_KIND,
    ROLE_LONGITUDE,
    ROLE_LATITUDE,
    ROLE_X,
    ROLE_Y,
    ROLE_FROM,
    ROLE_TO,
    ROLE_MODE,
    ROLE_BOTH_WAYS,
    ROLE_DIRECTED,
    ROLE_PLACE,
    ROLE_CLOSED,
    ROLE_FROM_MODE,
    ROLE_TO_MODE,
    ROLE_LINK,
    ROLE_DEPARTS,
    ROLE_PART,
    ROLE_ELEMENT,
    ROLE_PROBABILITY,
    ROLE_TIME,
    ROLE_ATTRIBUTE,
    ROLE_SOURCE,
    ROLE_ASSUMED,
    ROLE_LOW,
    ROLE_HIGH,
    ROLES
} part_role;

typedef enum part_kind {
    PART_PLACES,
    PART_LINKS,
    PART_TRANSFERS,
    PART_TIMETABLES,
    PART_QUANTILES,
    PART_SOURCES
} part_kind;

typedef struct part_word { /* a column by its name in the file */
    const char *name;      /* NULL ends the list */
    part_role role;
    bool needed;
} part_word;

typedef struct part_measure { /* a number that is called and measured otherwise there */
    const char *name;         /* NULL ends the list */
    const char *column;
    double factor;
    bool zero_is_untold;
} part_measure;

/* What the columns of a part are called here; `measures` may be NULL. */
extern const part_word *const pship__part_words[];
pship_result pship__read_part(network_reading *of, const char *path, part_kind kind,
                              const part_word *words, const part_measure *measures,
                              pship_error *err);

#endif
