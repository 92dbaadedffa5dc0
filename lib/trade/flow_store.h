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
/* The same for words as sources write them: "Exports", "M", "2". A part of another flow is FLOW_PART. */
#define FLOW_PART (-1)
int pship__flow_file_direction(const char *word, size_t length);
int pship__flow_file_valuation(const char *word, size_t length);
/* YYYYMM means YYYY-MM, YYYYQn and YYYY-Qn the quarter as EDTF writes it, YYYY-33 to YYYY-36. False where a
 * period is written in none of these ways. */
#define FLOW_PERIOD_MENDED 7
bool pship__flow_period_mend(char mended[FLOW_PERIOD_MENDED + 1], const char *text, size_t length);

/* ---- the table (flows.c) */

typedef struct flow_span { /* both inclusive; PSHIP_DAY_MIN and MAX where the text is no date */
    pship_day first, last;
} flow_span;

/* Of the text of a period. (flow_join.c) */
flow_span pship__flow_span_of(const char *text);
/* Whole months: the first, counted from the year 0, and how many; false where they are not whole. */
bool pship__flow_span_months(flow_span span, int32_t *first, int32_t *count);

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
/* The same for a text as its source writes it: periods are mended. */
bool pship__flow_part_code_written(flow_part *part, flow_dictionary of, const char *text,
                                   size_t length, uint32_t *code);
bool pship__flow_part_add(flow_part *part, const flow_row *row); /* false: no memory */
pship_result pship__flow_part_failure(const flow_part *part, pship_error *err);
void pship__flow_part_free(flow_part *part); /* may be NULL */

/* Brings parts together, in order, and sorts. Takes the parts in every case. Holds, beside the table,
 * one chunk of rows; where the rows were not in order, sixteen bytes a row more. */
pship_result pship__flow_parts_join(pship_flows **flows, pship_context *context, flow_part **parts,
                                    size_t count, const pship_flows_about *about, pship_error *err);

/* Its chunks, for the join. Rows wait there for a long time, and are packed: what repeats is told once for a run of
 * rows, and a number of few digits is kept as those. */
#define FLOW_CHUNK_ROWS 65536
#define FLOW_CHUNK_ODD 256

typedef struct flow_run { /* rows that differ in product and numbers only */
    uint16_t period, reporter, partner;
    uint8_t traits, unit;
    uint32_t count;
} flow_run;

/* A number as it comes: either its digits, `behind` of which are behind the point, or the number itself. */
typedef struct flow_number {
    uint64_t digits;
    double number;
    uint8_t behind; /* FLOW_WIDE: the number itself */
} flow_number;
#define FLOW_WIDE 255

typedef struct flow_numbers {
    bool wide;      /* numbers, not digits */
    uint8_t behind; /* of all digits */
    uint32_t odd_count;
    double odd[FLOW_CHUNK_ODD]; /* that are not digits, in order */
    union {
        uint32_t digits[FLOW_CHUNK_ROWS]; /* or FLOW_MISSING, or FLOW_ODD */
        double numbers[FLOW_CHUNK_ROWS];
    };
} flow_numbers;
#define FLOW_MISSING UINT32_MAX
#define FLOW_ODD (UINT32_MAX - 1)

typedef struct flow_chunk {
    struct flow_chunk *next;
    uint32_t count, run_count;
    flow_numbers value, quantity;
    uint32_t product[FLOW_CHUNK_ROWS];
    flow_run runs[FLOW_CHUNK_ROWS];
} flow_chunk;

struct flow_part {
    pship_context *context;
    flow_words words[FLOW_DICTIONARIES];
    flow_words classifications; /* that its rows tell of */
    flow_chunk *first, *last;
    int64_t rows;
    bool has_quantity;
    bool wide; /* digits did not save anything */
    pship_result failed;
    flow_dictionary full;
};

/* A row whose numbers may be digits; those of `row` are not looked at. False: no memory. */
bool pship__flow_part_put(flow_part *part, const flow_row *row, const flow_number *value,
                          const flow_number *quantity);

/* ---- runs (flow_runs.c) */

/* Copies the rows of all parts into the columns of `to`, and releases the chunks. Where there are few runs they are
 * brought in order; *sorted tells whether all rows are in order then. `codes` are those of the table, by
 * dictionary, part and code of the part. */
pship_result pship__flow_runs_copy(pship_flows *to, flow_part **parts, size_t count,
                                   uint32_t **const codes[FLOW_DICTIONARIES], bool *sorted,
                                   pship__progress_state *progress, pship_error *err);

#endif
