/*
 * How a flow table lies in memory, and how one is made. Private to the room trade.
 */
#ifndef PSHIP_TRADE_FLOW_STORE_H
#define PSHIP_TRADE_FLOW_STORE_H

#include "core/core.h"
#include <partnership/flows.h>

/* ---- distinct texts (flow_words.c) */

typedef struct flow_words {
    const pship_context *context;
    char *bytes; /* one text after another, each ended by a zero byte */
    size_t length, capacity;
    uint32_t *starts; /* by code */
    uint32_t count;
    size_t start_capacity;
    uint32_t *slots; /* open addressing: code + 1, or 0 */
    size_t slot_count;
} flow_words;

void pship__flow_words_init(flow_words *words, const pship_context *context);
void pship__flow_words_free(flow_words *words);
/* The code of a text without zero bytes, added if need be; false when memory cannot be had. */
bool pship__flow_word_code(flow_words *words, const char *text, size_t length, uint32_t *code);
/* Its code, or -1. */
int64_t pship__flow_word_find(const flow_words *words, const char *text);

static inline const char *pship__flow_word(const flow_words *words, uint32_t code)
{
    return words->bytes + words->starts[code];
}

/* ---- one byte for what is said of a row in a few words */

static inline uint8_t pship__flow_traits(int direction, int valuation, int flags)
{
    return (uint8_t)(direction | valuation << 3 | flags << 5);
}
static inline int pship__flow_direction(uint8_t traits)
{
    return traits & 7;
}
static inline int pship__flow_valuation(uint8_t traits)
{
    return traits >> 3 & 3;
}
static inline int pship__flow_flags(uint8_t traits)
{
    return traits >> 5;
}
/* Words of the enums, in the order of their values; NULL where there is none. */
const char *pship__flow_direction_word(int direction);
const char *pship__flow_valuation_word(int valuation);
/* 0 where the word is none of them. */
int pship__flow_direction_read(const char *word, size_t length);
int pship__flow_valuation_read(const char *word, size_t length);

/* ---- the table (flows.c) */

typedef struct flow_span { /* both inclusive; PSHIP_DAY_MIN and MAX where the text is no date */
    pship_day first, last;
} flow_span;

/* Of the text of a period. (flow_join.c) */
flow_span pship__flow_span_of(const char *text);

struct pship_flows {
    pship_context *context;
    atomic_size_t references;
    int64_t rows;
    /* By row, in the order of period, direction, reporter, partner, product. */
    uint16_t *period, *reporter, *partner;
    uint32_t *product;
    uint8_t *traits;
    double *value;    /* NaN where it was withheld */
    double *quantity; /* NaN where it is missing; NULL where all are */
    uint8_t *unit;    /* NULL where all rows have the same */
    /* The distinct texts in order: periods by their days, all others byte by byte. */
    flow_words periods, countries, products, units;
    flow_span *spans; /* by code of a period */
    char *value_unit, *classification, *source, *vintage;
};

/* ---- making one (flow_part.c, flow_join.c)
 *
 * A part belongs to one thread. It has codes of its own, which the join brings to those of the table. */

typedef enum flow_dictionary {
    FLOW_PERIODS,
    FLOW_COUNTRIES,
    FLOW_PRODUCTS,
    FLOW_UNITS,
    FLOW_DICTIONARIES
} flow_dictionary;

typedef struct flow_row {
    uint32_t period, reporter, partner, product, unit; /* codes of the part */
    uint8_t traits;
    double value, quantity;
} flow_row;

typedef struct flow_part flow_part;

flow_part *pship__flow_part_new(pship_context *context); /* NULL: no memory */
/* False when memory cannot be had or the dictionary is full; which, pship__flow_part_failure() tells. */
bool pship__flow_part_code(flow_part *part, flow_dictionary of, const char *text, size_t length,
                           uint32_t *code);
bool pship__flow_part_add(flow_part *part, const flow_row *row); /* false: no memory */
pship_result pship__flow_part_failure(const flow_part *part, pship_error *err);
int64_t pship__flow_part_rows(const flow_part *part);
void pship__flow_part_free(flow_part *part); /* may be NULL */

/* Brings parts together, in order, and sorts. Takes the parts in every case. Holds, beside the table,
 * one chunk of rows; where the rows were not in order, sixteen bytes a row more. */
pship_result pship__flow_parts_join(pship_flows **flows, pship_context *context, flow_part **parts,
                                    size_t count, const pship_flows_about *about, pship_error *err);

/* Its chunks, for the join. */
#define FLOW_CHUNK_ROWS 65536
typedef struct flow_chunk {
    struct flow_chunk *next;
    uint32_t count;
    uint8_t traits[FLOW_CHUNK_ROWS], unit[FLOW_CHUNK_ROWS];
    uint16_t period[FLOW_CHUNK_ROWS], reporter[FLOW_CHUNK_ROWS], partner[FLOW_CHUNK_ROWS];
    uint32_t product[FLOW_CHUNK_ROWS];
    double value[FLOW_CHUNK_ROWS], quantity[FLOW_CHUNK_ROWS];
} flow_chunk;

struct flow_part {
    pship_context *context;
    flow_words words[FLOW_DICTIONARIES];
    flow_chunk *first, *last;
    int64_t rows;
    bool has_quantity;
    pship_result failed;
    flow_dictionary full;
};

/* A chunk of the part with room for a row; NULL: no memory. Who fills it counts the rows of both. */
flow_chunk *pship__flow_part_room(flow_part *part);

#endif
