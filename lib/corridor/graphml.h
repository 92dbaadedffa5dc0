/*
 * What the two files that read GraphML share: read_graphml.c has what expat calls, graphml_element.c makes places and links.
 * Private to the room corridor.
 */
#ifndef PSHIP_CORRIDOR_GRAPHML_H
#define PSHIP_CORRIDOR_GRAPHML_H

#include "corridor/network_reading.h"

#include <expat.h>

#define MOST_KEYS 256

typedef enum xml_state {
    IN_FILE,
    IN_GRAPHML,
    IN_KEY,
    IN_DEFAULT, /* of a key */
    IN_GRAPH,
    IN_ELEMENT, /* a node or an edge */
    IN_DATA     /* of it */
} xml_state;

typedef struct xml_place {
    int64_t line, column;
} xml_place;

/* What <key> says: an attribute of nodes, of edges, or of both. */
typedef struct xml_key {
    char *id, *name;
    bool of[2]; /* nodes, edges */
    bool left_out[2];
    int column[2]; /* of the builder; -1: not there yet */
    char *fallback;
    xml_place place;
    size_t
        value; /* of the element at hand: where it begins among the values, from 1; 0: not told */
    xml_place told;
    double number;
} xml_key;

typedef struct xml_reading {
    network_reading *of;
    XML_Parser parser;
    pship_result result;
    pship_error *err;
    xml_state state;
    unsigned skipped; /* elements that are open and mean nothing here */
    xml_key keys[MOST_KEYS];
    size_t key_count;
    xml_key *key; /* whose default or data it is; NULL: of none */
    bool graph;   /* there was one */
    bool both;    /* its edges lead both ways */
    /* The node or edge at hand. */
    network_part_kind part;
    xml_place place;
    bool bad, back;
    uint32_t from, to;
    pship__buffer id, values;
    bool has_id;
    network_texts link_ids; /* as long as all edges have one */
    bool unnamed;           /* links are called by their numbers */
    bool ids_left_out;      /* and that was said */
    network_texts ids;      /* of nodes */
    uint32_t *nodes;        /* places by code; NETWORK_NONE: a bad one */
    size_t node_room;
} xml_reading;

/* ---- failures (read_graphml.c): each ends the reading, but for what is tolerated */

xml_place pship__xml_here(const xml_reading *of);
void pship__xml_stop(xml_reading *of, pship_result result); /* PSHIP_OK is nothing */
void pship__xml_refuse(xml_reading *of, const char *said, const char *name);
void pship__xml_out_of_memory(xml_reading *of);
void pship__xml_bad(xml_reading *of, xml_place at, const char *cell, const char *rule,
                    const char *expected);
void pship__xml_remark(xml_reading *of, xml_place at, const char *cell, const char *rule,
                       const char *expected);
/* NULL where it is not there. */
const char *pship__xml_attribute(const XML_Char **attributes, const char *name);

/* ---- a node or an edge (graphml_element.c) */

void pship__xml_begin_element(xml_reading *of, network_part_kind part, const XML_Char **attributes);
void pship__xml_end_element(xml_reading *of);

#endif
