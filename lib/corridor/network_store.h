/*
 * How a network lies in memory. Private to the room corridor.
 */
#ifndef PSHIP_CORRIDOR_NETWORK_STORE_H
#define PSHIP_CORRIDOR_NETWORK_STORE_H

#include "core/core.h"
#include <math.h>
#include <partnership/network.h>
#include <string.h>

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
/* What is wrong with a number, such as "is negative"; NULL for nothing. Attributes are not negative, a speed is not
 * zero, hours of a day are at most 24; columns of their own are finite. */
const char *pship__network_refusal(int attribute, double value);

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

/* ---- texts, each once: ids by element, or words by code (network_texts.c) */

typedef struct network_texts {
    char *bytes;      /* each ends with a zero byte */
    uint64_t *starts; /* NULL where there are none: ids of links are numbers then */
    uint32_t count;
    uint32_t *slots; /* open addressing: code + 1, or 0 */
    size_t slot_count, length, room, start_room;
} network_texts;

/* Finds the text or adds it; *made tells which. False when memory is short or `most` are there already. */
bool pship__network_texts_add(network_texts *texts, const pship_context *context, const char *text,
                              size_t length, uint32_t most, uint32_t *code, bool *made);
/* NETWORK_NONE where it is not there. */
uint32_t pship__network_texts_find(const network_texts *texts, const char *text, size_t length);
bool pship__network_texts_trim(network_texts *texts, const pship_context *context);
void pship__network_texts_free(network_texts *texts, const pship_context *context);

/* ---- what few elements have */

typedef struct network_note { /* ordered by part, element, attribute */
    uint8_t part;             /* network_part_kind */
    uint16_t
        attribute; /* network_attribute; NETWORK_ATTRIBUTES + i is the i-th column of its own */
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
#define NETWORK_BARRED (UINT32_MAX - 1)
#define NETWORK_MOST 0x7fffffffu /* of each kind of element */
#define NETWORK_MODES 256

/* Memory: a link takes 9 bytes, 8 for each number that is told of any link, and where links have ids of their own about
 * 20 and the length of its id; a place about 20 and the length of its id, and 4 or 8 for all else that is told. */
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
    double *longitude, *latitude; /* by place, both NaN where not told; both NULL where none is */

    /* links */
    network_texts
        link_ids; /* starts is NULL: ids are numbers, those of link_numbers or from 1 on */
    uint32_t *link_numbers; /* NULL, or rising: what is left when others are closed */
    uint32_t *from, *to;    /* by link: place */
    uint8_t *mode;          /* by link: code in `modes` */
    network_texts modes;    /* distinct; the code 0 is "" for not told */

    /* transfers */
    network_texts transfer_ids; /* "place: from_mode to to_mode", "*" for every place */
    uint32_t *transfer_place;   /* or NETWORK_NONE: every place that has none of its own */
    uint8_t *transfer_from, *transfer_to;
    bool *transfer_closed;    /* NULL where none is */
    uint32_t *transfer_order; /* transfers by place (NETWORK_NONE last), from_mode, to_mode */

    network_departure *departures;
    size_t departure_count;
    network_quantile *quantiles;
    size_t quantile_count;
    network_note *notes;
    size_t note_count;
    network_texts sources;

    char *name, *currency, *source;
    /* Whose arrays these are, or NULL where they are its own. Columns and the arrays that hold them are always its own,
     * and so are notes, quantiles and transfer_closed where they differ. A base has none itself. */
    struct pship_network *base;
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
/* The transfer from one mode to another at a place, its own or that of every place; NETWORK_NONE where none is
 * declared, NETWORK_BARRED where it is closed. */
uint32_t pship__network_transfer(const pship_network *network, uint32_t place, int from_mode,
                                 int to_mode);
/* Those of one place, NETWORK_NONE for those of every place: a part of transfer_order, closed ones too. */
size_t pship__network_transfers_of(const pship_network *network, uint32_t place,
                                   const uint32_t **first);
/* An element by its id, of any part; NETWORK_NONE where there is none. And the other way. */
uint32_t pship__network_element(const pship_network *network, network_part_kind part,
                                const char *id, size_t length);
const char *pship__network_element_id(const pship_network *network, network_part_kind part,
                                      uint32_t element, char text[12]);
const char *pship__network_part_name(int part);                /* "place" */
int pship__network_part_find(const char *name, size_t length); /* -1: none */
/* Has the list of a part a column of that name before its numbers? Then none of those can have it. */
bool pship__network_own_column(network_part_kind part, const char *name);
/* What is noted of a number, or NULL; quantiles and departures of an element: the first, and how many. */
const network_note *pship__network_note(const pship_network *network, network_part_kind part,
                                        uint32_t element, int attribute);
bool pship__network_is_assumed(const pship_network *network, network_part_kind part,
                               uint32_t element); /* any number of it */
size_t pship__network_quantiles_of(const pship_network *network, network_part_kind part,
                                   uint32_t element, const network_quantile **first);
size_t pship__network_departures_of(const pship_network *network, uint32_t link,
                                    const network_departure **first);
/* A column of any part by its name, an attribute's or its own; NULL where there is none. *attribute as in a note. */
const network_column *pship__network_column(const pship_network *network, network_part_kind part,
                                            const char *name, int *attribute);

/* Columns: a new one has NaN everywhere; NULL when memory is short. */
network_column *pship__network_column_new(const pship_context *context, size_t count);
network_column *pship__network_column_share(network_column *column); /* NULL in, NULL out */
void pship__network_column_free(network_column *column, const pship_context *context);

/* ---- making one (network_build.c): fill, then finish, which orders what has an order and checks it. Codes are those
 * that the functions gave. What fails sticks: later calls do nothing, and finish says what it was; a reader that knows
 * the position asks for the failure after each row. Texts are checked to be UTF-8. */

typedef struct network_builder network_builder;

network_builder *pship__network_builder_new(pship_context *context); /* NULL: no memory */
void pship__network_builder_free(network_builder *builder);          /* may be NULL */
pship_result pship__network_builder_failure(const network_builder *builder, pship_error *err);
/* What is there so far, to look things up; lent. Its arrays move. */
const pship_network *pship__network_builder_so_far(const network_builder *builder);
/* Reserves; optional. */
bool pship__network_builder_expect(network_builder *builder, uint32_t places, uint32_t links);
/* The place of this id, made if need be (*made tells; may be NULL); NETWORK_NONE when it fails. */
uint32_t pship__network_builder_place(network_builder *builder, const char *id, bool *made);
/* NULL, "" and NaN: not told. */
void pship__network_builder_describe_place(network_builder *builder, uint32_t place,
                                           const char *name, const char *country, const char *kind,
                                           double longitude, double latitude);
/* `id` NULL: its number. All links have an id, or none has. `mode` NULL or "": not told. */
uint32_t pship__network_builder_link(network_builder *builder, const char *id, uint32_t from,
                                     uint32_t to, const char *mode);
/* Ids of all links, in their order, where none of them has one yet: takes them over and leaves `ids` empty. */
void pship__network_builder_name_links(network_builder *builder, network_texts *ids);
/* `place` NETWORK_NONE: every place. */
uint32_t pship__network_builder_transfer(network_builder *builder, uint32_t place,
                                         const char *from_mode, const char *to_mode);
void pship__network_builder_close(network_builder *builder, uint32_t transfer);
/* The code of an attribute or a column of its own, made if need be: what set and note take. -1 when it fails. */
int pship__network_builder_column(network_builder *builder, network_part_kind part,
                                  const char *name);
/* NaN: not told. A negative number and the like fail (see pship__network_refusal). */
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

/* ---- a part of one (network_cut.c): what `keep` says, by part and element. A link stays with both of its places, a
 * transfer with its own. Links without ids keep their numbers. */
pship_result pship__network_part_of(pship_network **made, const pship_network *network,
                                    bool *const keep[NETWORK_PARTS], pship_error *err);

#endif
