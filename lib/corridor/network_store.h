/*
 * How a network lies in memory. Private to the room corridor.
 */
#ifndef PSHIP_CORRIDOR_NETWORK_STORE_H
#define PSHIP_CORRIDOR_NETWORK_STORE_H

#include "core/core.h"
#include <math.h>
#include <partnership/network.h>

/* ---- what is said of an element, in the order of the columns of a table (attribute.c) */

typedef enum network_attribute {
    NETWORK_LENGTH,
    NETWORK_TIME,
    NETWORK_SPEED,
    NETWORK_RATE,
    NETWORK_FEE,
    NETWORK_BOX_RATE,
    NETWORK_BOX_FEE,
    NETWORK_CAPACITY,
    NETWORK_BOX_CAPACITY,
    NETWORK_GAS_CAPACITY,
    NETWORK_HEADWAY,
    NETWORK_HEADWAY_VARIATION,
    NETWORK_SPREAD,
    NETWORK_TANK_TO_WHEEL,
    NETWORK_WELL_TO_WHEEL,
    NETWORK_GAUGE,
    NETWORK_OPENS,
    NETWORK_CLOSES,
    NETWORK_ATTRIBUTES
} network_attribute;

/* Name of its column ("time_h") and its unit; -1 where no attribute is called so. */
const char *pship__network_attribute_name(int attribute);
const char *pship__network_attribute_unit(int attribute);
int pship__network_attribute_find(const char *name);

/* ---- columns: shared between a network and the ones that were changed from it (network_columns.c) */

typedef struct network_column {
    atomic_size_t references;
    double values[]; /* NaN where not told */
} network_column;

typedef struct network_extra { /* a column of its own */
    char *name;
    network_column *column;
} network_extra;

typedef enum network_part_kind {
    NETWORK_PLACE,
    NETWORK_LINK,
    NETWORK_TRANSFER,
    NETWORK_PARTS
} network_part_kind;

typedef struct network_part {
    uint32_t count;
    network_column *columns[NETWORK_ATTRIBUTES]; /* NULL where it is told of none */
    network_extra *extra;
    size_t extra_count;
} network_part;

/* ---- distinct texts, or a text for each element */

typedef struct network_texts {
    char *bytes;      /* each ends with a zero byte */
    uint64_t *starts; /* NULL where there are none: ids are the numbers from 1 then */
    uint32_t count;
} network_texts;

/* ---- what few elements have */

typedef struct network_note { /* ordered by part, element, attribute */
    uint8_t part;             /* network_part_kind */
    uint8_t attribute; /* network_attribute; NETWORK_ATTRIBUTES + i is the i-th column of its own */
    bool assumed;
    uint32_t element;
    uint32_t source;  /* index in `sources`, or NETWORK_NONE */
    double low, high; /* NaN where not told */
} network_note;

typedef struct network_departure { /* ordered by link and hour */
    uint32_t link;
    double hour; /* of the week, 0 <= hour < 168 */
} network_departure;

typedef struct network_quantile { /* ordered by part, element, probability; hours do not fall */
    uint8_t part;
    uint32_t element;
    double probability, hours;
} network_quantile;

#define NETWORK_NONE UINT32_MAX
#define NETWORK_MODES 256

/* What a network is made of beside its numbers never changes, unless something is closed: it is shared. */
struct pship_network {
    pship_context *context;
    atomic_size_t references;
    network_part parts[NETWORK_PARTS];

    /* places */
    network_texts place_ids;      /* by place */
    network_texts place_names;    /* distinct; the code 0 is "" for not told, as below */
    uint32_t *place_name;         /* by place: code; NULL where none is told */
    network_texts words;          /* distinct: countries and kinds of places */
    uint32_t *country, *kind;     /* by place: code in `words`; NULL where none is told */
    double *longitude, *latitude; /* by place, NaN where not told; NULL where none is */
    uint32_t *place_slots; /* open addressing by id: place + 1, or 0; see pship__network_place() */
    size_t place_slot_count;

    /* links */
    network_texts link_ids; /* starts is NULL: numbers from 1 */
    uint32_t *link_slots;   /* NULL where link_ids.starts is */
    size_t link_slot_count;
    uint32_t *from, *to; /* by link: place */
    uint8_t *mode;       /* by link: code in `modes` */
    network_texts modes; /* distinct; the code 0 is "" for not told */

    /* transfers: ordered by place (NETWORK_NONE last), from_mode, to_mode */
    uint32_t *transfer_place; /* or NETWORK_NONE: every place that has none of its own */
    uint8_t *transfer_from, *transfer_to;

    network_departure *departures;
    size_t departure_count;
    network_quantile *quantiles;
    size_t quantile_count;
    network_note *notes;
    size_t note_count;
    network_texts sources;

    char *name, *currency, *source;
    struct pship_network
        *base; /* whose arrays these are, or NULL where they are its own (not those of `parts`) */
};

static inline const char *pship__network_text(const network_texts *texts, uint32_t code)
{
    return texts->bytes + texts->starts[code];
}

/* NaN where it is not told. */
static inline double pship__network_number(const pship_network *network, network_part_kind part,
                                           network_attribute attribute, uint32_t element)
{
    const network_column *column = network->parts[part].columns[attribute];
    return column ? column->values[element] : (double)NAN;
}

/* Under way: as told, or from length and speed; NaN where it cannot be known. */
double pship__network_link_time(const pship_network *network, uint32_t link);
/* Expected wait for a departure, headway / 2 * (1 + variation^2); 0 where there is no service. Source: Osuna and Newell,
 * "Control strategies for an idealized public transportation system", Transportation Science 6(1), 1972. */
double pship__network_link_wait(const pship_network *network, uint32_t link);
/* By id; NETWORK_NONE where there is none. */
uint32_t pship__network_place(const pship_network *network, const char *id);
uint32_t pship__network_link(const pship_network *network, const char *id);
int pship__network_mode(const pship_network *network, const char *mode); /* -1: none */
/* The id of a link; `text` holds numbers (12 bytes suffice). */
const char *pship__network_link_id(const pship_network *network, uint32_t link, char text[12]);
/* The transfer from one mode to another at a place, its own or that of every place; NETWORK_NONE where there is none. */
uint32_t pship__network_transfer(const pship_network *network, uint32_t place, int from_mode,
                                 int to_mode);
/* What is noted of a number, or NULL; quantiles and departures of an element: the first, and how many. */
const network_note *pship__network_note(const pship_network *network, network_part_kind part,
                                        uint32_t element, int attribute);
size_t pship__network_quantiles_of(const pship_network *network, network_part_kind part,
                                   uint32_t element, const network_quantile **first);
size_t pship__network_departures_of(const pship_network *network, uint32_t link,
                                    const network_departure **first);
/* A column of any part by its name, an attribute's or its own; NULL where there is none. *attribute as in a note. */
const network_column *pship__network_column(const pship_network *network, network_part_kind part,
                                            const char *name, int *attribute);

/* ---- making one (network_build.c): fill, then finish, which sorts what has an order and checks all of it. Codes are
 * those that the functions gave; a builder that failed says so at the end. */

typedef struct network_builder network_builder;

network_builder *pship__network_builder_new(pship_context *context); /* NULL: no memory */
void pship__network_builder_free(network_builder *builder);          /* may be NULL */
/* Reserves; optional. */
bool pship__network_builder_expect(network_builder *builder, uint32_t places, uint32_t links);
/* The place of this id, made if need be (*made tells); NETWORK_NONE when it fails. */
uint32_t pship__network_builder_place(network_builder *builder, const char *id, bool *made);
/* NULL and NaN: not told. */
void pship__network_builder_describe_place(network_builder *builder, uint32_t place,
                                           const char *name, const char *country, const char *kind,
                                           double longitude, double latitude);
/* `id` NULL: its number. All links have an id, or none has. */
uint32_t pship__network_builder_link(network_builder *builder, const char *id, uint32_t from,
                                     uint32_t to, const char *mode);
uint32_t pship__network_builder_transfer(network_builder *builder, uint32_t place,
                                         const char *from_mode, const char *to_mode);
/* The code of an attribute or a column of its own: what set and note take. -1 when it fails. */
int pship__network_builder_column(network_builder *builder, network_part_kind part,
                                  const char *name);
void pship__network_builder_set(network_builder *builder, network_part_kind part, uint32_t element,
                                int column, double value);
void pship__network_builder_note(network_builder *builder, network_part_kind part, uint32_t element,
                                 int column, const char *source, bool assumed, double low,
                                 double high);
void pship__network_builder_departure(network_builder *builder, uint32_t link, double hour);
void pship__network_builder_quantile(network_builder *builder, network_part_kind part,
                                     uint32_t element, double probability, double hours);
/* Takes the builder in every case. */
pship_result pship__network_builder_finish(pship_network **network, network_builder *builder,
                                           const pship_network_about *about, pship_error *err);

#endif
