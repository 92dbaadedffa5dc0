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

/* Numbers by row: digits where those of most rows fit into 32 bits, all with as many of them behind the point, and the
 * few others beside them. */
typedef struct flow_odd {
    double number;
    uint32_t row;
} flow_odd;

typedef struct flow_column {
    uint32_t *digits; /* or FLOW_MISSING, or FLOW_ODD; NULL: they are in `numbers` */
    double
        ten; /* what digits are divided by, once: the quotient is the double next to the number */
    flow_odd *odd; /* in the order of rows; NULL where there are none */
    uint32_t odd_count;
    double *numbers; /* NaN where one is missing; NULL where all are, or in `digits` */
} flow_column;
#define FLOW_MISSING UINT32_MAX
#define FLOW_ODD (UINT32_MAX - 1)

/* Rows stand in the order of period, direction, reporter, partner, product; those that differ in nothing before the
 * product are a run, and told of once. flow_read.h is how they are read. */
struct pship_flows {
    pship_context *context;
    atomic_size_t references;
    int64_t rows;
    size_t run_count;
    uint32_t *run_first; /* by run: its first row; NULL where each row is a run of its own */
    uint16_t *period, *reporter, *partner;
    uint8_t *traits;
    /* By row. */
    uint16_t *product16;         /* NULL where there are more products than that */
    uint32_t *product32;         /* of the two, the other one */
    flow_column value, quantity; /* missing values were withheld */
    uint8_t *unit;               /* NULL where all rows have the same */
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
    uint32_t period, reporter, partner, product, unit; /* codes of the part, or of the table */
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
 * the chunks that it did not come to yet; where the rows were not in order, less than twenty bytes a row more. */
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

/* ---- from parts to a table */

/* Makes the columns of `to` from the rows of all parts, and releases the chunks. Where there are few runs they are
 * brought in order; *sorted tells whether all rows are in order then. `codes` are those of the table, by
 * dictionary, part and code of the part. (flow_runs.c) */
pship_result pship__flow_runs_copy(pship_flows *to, flow_part **parts, size_t count,
                                   uint32_t **const codes[FLOW_DICTIONARIES], bool *sorted,
                                   pship__progress_state *progress, pship_error *err);

/* How many numbers of a chunk would not be digits in a column with so many of them behind the point; and the numbers
 * from one of the chunk on into the rows from `at` on. `odd` is where the odd ones of the chunk are read, and where
 * those of the column go. (flow_numbers.c) */
typedef struct flow_odd_places {
    uint32_t from;
    flow_odd *to;
} flow_odd_places;
uint32_t pship__flow_numbers_odd(const flow_numbers *from, uint32_t count, uint8_t behind);
void pship__flow_numbers_copy(flow_column *to, uint32_t at, uint8_t behind,
                              const flow_numbers *from, uint32_t first, uint32_t count,
                              flow_odd_places *odd);
/* Brings the odd ones in the order of rows. */
pship_result pship__flow_odd_sort(flow_column *of, pship__progress_state *progress,
                                  pship_error *err);
/* The digits of a number that is they divided by a power of ten from the `least` on; otherwise it is left as it is. */
flow_number pship__flow_number_of(double number, uint8_t least);

/* Rows in order, unless they are; and runs of them where those save something. (flow_fold.c) */
pship_result pship__flow_sort(pship_flows *of, pship__progress_state *progress, pship_error *err);
pship_result pship__flow_fold_runs(pship_flows *of, pship__progress_state *progress,
                                   pship_error *err);

#endif
