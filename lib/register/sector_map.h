/*
 * Sectors of one scheme, and which of them an item falls into.
 */
#ifndef PSHIP_SECTOR_MAP_H
#define PSHIP_SECTOR_MAP_H

#include "register/names.h"

/* How a sector of the scheme follows from the one that is stated; less is surer. */
typedef enum sector_match {
    MATCH_SAME,  /* it is the one */
    MATCH_EXACT, /* mapped as the same */
    MATCH_CLOSE, /* mapped as nearly the same */
    MATCH_BROAD  /* the one is within it, or within something that is mapped */
} sector_match;

typedef struct sector_node {
    name_id id, scheme;
    const char *text, *code;
    bool in_scheme;
} sector_node;

typedef struct sector_hit {
    size_t sector; /* index of a node in the scheme */
    name_id stated;
    sector_match match;
} sector_hit;

typedef struct sector_map {
    const pship_view *view;
    const pship_context *context;
    sector_node *nodes; /* by scheme, code, id */
    size_t *by_id;      /* indexes, ascending by name_id */
    size_t count;
    sector_hit *hits; /* of the last item that was asked about: each sector once */
    size_t hit_count;
    bool stated;    /* the item names a sector, of whatever scheme */
    size_t *hit_of; /* of each node, the place of its hit and 1; 0: there is none */
    bool *visited;  /* scratch, one for each node: none but while something is followed */
    size_t *queue;
} sector_map;

/* scheme NULL: sectors of all schemes, as they are stated. PSHIP_E_NOT_FOUND for what is no scheme. */
pship_result pship__sector_map_load(sector_map *map, const pship_view *view, const char *scheme,
                                    pship_error *err);
void pship__sector_map_free(sector_map *map);
/* Fills `hits` for an item, with what is stated of those that are merged into it. */
void pship__sectors_of(sector_map *map, merges *who, name_id item);
/* The hits and all that is broader than them within the scheme, each once; lent until the next call. */
const size_t *pship__sectors_within(sector_map *map, size_t *count);
/* Has a sector nothing broader within the scheme? */
bool pship__sector_is_top(const sector_map *map, size_t sector);
/* The index of a sector, SIZE_MAX for what is none. */
size_t pship__sector_index(const sector_map *map, name_id id);
const char *pship__sector_match_name(sector_match match);

#endif
