/**
 * @file generator.h
 * The statements that the benchmark is about: the same ones in every run, made up one after the other.
 *
 * Of every fifty statements on a subject forty are assertions: twenty properties with one to three
 * consecutive spells each. Ten correct one of four of them, so that a fifth of all is superseded. A
 * tenth of all have an open, unknown or imprecise end.
 */
#ifndef BENCH_GENERATOR_H
#define BENCH_GENERATOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    BENCH_PROPERTIES = 20,
    BENCH_NUMBERS = 12, /* p00 to p11; then come texts, dates and references */
    BENCH_TEXTS = 4,
    BENCH_DATES = 2,
    BENCH_SOURCES = 400,
    BENCH_PER_SUBJECT = 50,
    BENCH_TRANSACTIONS = 4,      /* first, second and third spells; corrections */
    BENCH_FIRST_DAY = 11688,     /* 2002-01-01: nothing ordinary holds before it */
    BENCH_LAST_DAY = 20453,      /* 2025-12-31: the last day that is asked about */
    BENCH_LATE_FIRST_DAY = -3653 /* 1960-01-01: where the late statements begin */
};

/** What a property holds. */
typedef enum bench_type { BENCH_NUMBER, BENCH_TEXT, BENCH_DATE, BENCH_REFERENCE } bench_type;

/** How many statements, and of which shape. */
typedef struct bench_shape {
    uint32_t subjects;  /**< A fiftieth of the statements. */
    uint64_t seed;      /**< Another seed, other statements. */
    bool all_ends_open; /**< No statement says until when it holds. */
} bench_shape;

/** A statement. Its texts live until the next one is made. */
typedef struct bench_row {
    int64_t ordinal;     /**< From 0, in the order of recording. */
    int64_t target;      /**< Ordinal of the statement that it corrects, or -1. */
    int32_t transaction; /**< 1 to BENCH_TRANSACTIONS. */
    int32_t superseded;  /**< The transaction that corrects it, or 0. */
    uint32_t subject;    /**< Number of the subject. */
    uint32_t property;   /**< Number of the property. */
    uint32_t source;     /**< Number of the source. */
    double number;       /**< Of a number. */
    int32_t from_earliest, from_latest;
    int32_t until_earliest, until_latest; /**< First day on which it no longer holds. */
    bool until_is_open;
    char value[48];
    char from[12];
    char until[12]; /**< Last day on which it holds, as the library reads it. */
    char locator[16];
} bench_row;

/** What a source is recorded with. */
typedef struct bench_source {
    char id[24];
    char title[64];
    char publisher[32];
    char published[12];
} bench_source;

typedef struct bench_generator bench_generator;

/** NULL where there is no memory. */
bench_generator *bench_generator_new(const bench_shape *shape);
void bench_generator_free(bench_generator *generator);

/** Make the next statement; false after the last one. */
bool bench_generator_next(bench_generator *generator, bench_row *row);
/** Begin again with the first statement. */
void bench_generator_rewind(bench_generator *generator);

int64_t bench_generator_statements(const bench_generator *generator);
const char *bench_generator_subject(const bench_generator *generator, uint32_t subject);
const char *bench_property_name(uint32_t property);
bench_type bench_property_type(uint32_t property);
/** Unit of a property of numbers; NULL for others. */
const char *bench_property_unit(uint32_t property);
const char *bench_source_id(const bench_generator *generator, uint32_t source);
void bench_source_fill(const bench_generator *generator, uint32_t source, bench_source *fields);

/** How many late statements there are on one subject: a 17th of the ordinary ones, by the measure. */
int64_t bench_late_statements(const bench_generator *generator);
/**
 * Make a late statement: every property of the first subject has a spell for each day of a stretch long
 * before the ordinary ones. They are recorded in three goes, each of which fills gaps that the one before
 * left, so that none can be appended where the last one ended.
 */
void bench_late_row(const bench_generator *generator, int64_t index, bench_row *row);
/** The value of a late statement, by its property and its day. */
void bench_late_value(const bench_generator *generator, uint32_t property, int32_t day,
                      char value[48]);
/** How many days in a row the late statements cover. */
int32_t bench_late_days(const bench_generator *generator);

/** A point question. */
typedef struct bench_question {
    uint32_t subject;
    uint32_t property;
    int32_t day;
} bench_question;

/** The question of a number: any subject, any property, any day that is asked about. */
bench_question bench_question_draw(const bench_generator *generator, uint64_t number);

/** A number that looks random, always the same for the same arguments. */
uint64_t bench_hash(uint64_t seed, uint64_t a, uint64_t b);
/** Stir a text, or nothing, into a hash. */
uint64_t bench_hash_text(uint64_t hash, const char *text, size_t length);

#endif
