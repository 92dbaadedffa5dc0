/*
 * What the writers of network files share. Private to the room corridor.
 */
#ifndef PSHIP_CORRIDOR_NETWORK_WRITING_H
#define PSHIP_CORRIDOR_NETWORK_WRITING_H

#include "corridor/network_store.h"
#include "corridor/reading.h"

typedef struct network_writing {
    writing all;
    const pship_network *network;
    const char *path;
    pship__buffer id;   /* for whoever needs it */
    double from, share; /* of the progress of the whole */
} network_writing;

typedef pship_result (*network_writer)(network_writing *of, pship_error *err);
pship_result pship__write_links(network_writing *of, pship_error *err);   /* csv: write_csv.c */
pship_result pship__write_gmns(network_writing *of, pship_error *err);    /* write_gmns.c */
pship_result pship__write_tntp(network_writing *of, pship_error *err);    /* write_tntp.c */
pship_result pship__write_geojson(network_writing *of, pship_error *err); /* write_geojson.c */

/* Writes a file by a function that adds to `all.text` and calls pship__writing_flush() now and then. */
pship_result pship__network_produce(network_writing *of, const char *path, network_writer produce,
                                    pship_error *err);
/* The same for two files that are replaced together: where one cannot be, neither is. */
typedef struct network_file {
    const char *path;
    network_writer produce;
} network_file;
pship_result pship__network_produce_two(network_writing *of, const network_file files[2],
                                        pship_error *err);
/* The same for one of several files that appear together. */
pship_result pship__network_stage(network_writing *of, folder_stage *stage, const char *name,
                                  network_writer produce, pship_error *err);
/* What a folder of GMNS is called by while it is written, and its file that comes last. */
#define GMNS_STAGE ".gmns"
#define GMNS_LAST "link.csv"

/* ---- numbers of a part, those of the network's names first, then its own */

static inline size_t pship__network_numbers(const pship_network *network, network_part_kind part)
{
    return NETWORK_ATTRIBUTES + network->parts[part].extra_count;
}
/* NULL where none is told. */
static inline const network_column *pship__network_numbers_at(const pship_network *network,
                                                              network_part_kind part, size_t index)
{
    const network_part *of = &network->parts[part];
    return index < NETWORK_ATTRIBUTES ? of->columns[index]
                                      : of->extra[index - NETWORK_ATTRIBUTES].column;
}
static inline const char *pship__network_numbers_name(const pship_network *network,
                                                      network_part_kind part, size_t index)
{
    return index < NETWORK_ATTRIBUTES ? pship__network_attribute_name((int)index)
                                      : network->parts[part].extra[index - NETWORK_ATTRIBUTES].name;
}
/* Texts of a place, "" where not told. */
static inline const char *pship__network_place_text(const network_texts *texts,
                                                    const uint32_t *codes, uint32_t place)
{
    return codes ? pship__network_text(texts, codes[place]) : "";
}

/* A text as a cell of CSV: nothing where it is empty. */
void pship__write_cell(network_writing *of, const char *text);
/* The names of the columns of a part that have numbers, each with a comma before it; and the numbers of an element. Those of which
 * `skip` (by index, may be NULL) says so are left out. */
void pship__write_number_names(network_writing *of, network_part_kind part, const bool *skip);
void pship__write_numbers(network_writing *of, network_part_kind part, uint32_t element,
                          const bool *skip);

#endif
