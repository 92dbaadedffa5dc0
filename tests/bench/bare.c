#include "bare.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_SIZE = 48, NONE = -1 };

/* A statement; the texts are places in `texts`. */
typedef struct bare_row {
    int32_t from, until; /* holds for certain */
    double number;
    uint32_t value, unit;
    uint32_t statement;
    uint32_t unused;
} bare_row;

/* A table of texts by their hashes: which place each has in a list. */
typedef struct dictionary {
    struct slot {
        uint32_t tag, number; /* counted from 1; 0: free */
    } * slots;
    size_t mask;
    char (*texts)[TEXT_SIZE];
    uint32_t count;
} dictionary;

struct bench_bare {
    dictionary subjects, properties, values;
    uint32_t *starts; /* of the rows of a cell; one more than there are cells */
    bare_row *rows;
};

static bool make_dictionary(dictionary *made, size_t most)
{
    size_t size = 64;
    while (size < 2 * most) {
        size *= 2;
    }
    made->mask = size - 1;
    made->slots = calloc(size, sizeof *made->slots);
    made->texts = malloc(most * sizeof *made->texts);
    return made->slots != NULL && made->texts != NULL;
}

static void free_dictionary(dictionary *of)
{
    free(of->slots);
    free(of->texts);
}

/* The slot of a text, or the free one where it belongs. */
static struct slot *find_slot(const dictionary *in, const char *text, uint32_t *tag)
{
    const uint64_t hash = bench_hash_text(0, text, strlen(text));
    size_t at = (size_t)hash & in->mask;
    *tag = (uint32_t)(hash >> 32);
    while (in->slots[at].number != 0 &&
           (in->slots[at].tag != *tag || strcmp(in->texts[in->slots[at].number - 1], text) != 0)) {
        at = (at + 1) & in->mask;
    }
    return &in->slots[at];
}

/* The number of a text, from 0; a new one is added. */
static uint32_t add_text(dictionary *to, const char *text)
{
    uint32_t tag;
    struct slot *slot = find_slot(to, text, &tag);
    if (slot->number == 0) {
        strcpy(to->texts[to->count], text);
        *slot = (struct slot){tag, ++to->count};
    }
    return slot->number - 1;
}

static int64_t find_text(const dictionary *in, const char *text)
{
    uint32_t tag;
    return (int64_t)find_slot(in, text, &tag)->number - 1;
}

static size_t cell_of(uint32_t subject, uint32_t property)
{
    return (size_t)subject * BENCH_PROPERTIES + property;
}

/* How many distinct values there may be at most is not known: as many as there are statements. */
static bool make_room(bench_bare *bare, size_t subjects, size_t statements)
{
    bare->starts = calloc(subjects * BENCH_PROPERTIES + 2, sizeof *bare->starts);
    bare->rows = calloc(statements, sizeof *bare->rows);
    return make_dictionary(&bare->subjects, subjects) &&
           make_dictionary(&bare->properties, BENCH_PROPERTIES) &&
           make_dictionary(&bare->values, statements + BENCH_PROPERTIES) && bare->starts != NULL &&
           bare->rows != NULL;
}

/* Sorted by counting: once through for the sizes of the cells, once more for the rows. */
static void fill(bench_bare *bare, bench_generator *generator, size_t subjects)
{
    const size_t cells = subjects * BENCH_PROPERTIES;
    bench_row row;
    for (uint32_t i = 0; i < subjects; i++) {
        (void)add_text(&bare->subjects, bench_generator_subject(generator, i));
    }
    for (uint32_t i = 0; i < BENCH_PROPERTIES; i++) {
        (void)add_text(&bare->properties, bench_property_name(i));
    }
    bench_generator_rewind(generator);
    while (bench_generator_next(generator, &row)) {
        bare->starts[cell_of(row.subject, row.property) + 2] += row.superseded == 0;
    }
    for (size_t i = 2; i < cells + 2; i++) {
        bare->starts[i] += bare->starts[i - 1];
    }
    bench_generator_rewind(generator);
    while (bench_generator_next(generator, &row)) {
        if (row.superseded != 0) {
            continue;
        }
        const char *unit = bench_property_unit(row.property);
        bare->rows[bare->starts[cell_of(row.subject, row.property) + 1]++] =
            (bare_row){.from = row.from_latest,
                       .until = row.until_earliest,
                       .number = row.number,
                       .value = add_text(&bare->values, row.value),
                       .unit = add_text(&bare->values, unit == NULL ? "" : unit),
                       .statement = (uint32_t)row.ordinal + 1};
    }
    bench_generator_rewind(generator);
}

bench_bare *bench_bare_new(bench_generator *generator)
{
    const size_t statements = (size_t)bench_generator_statements(generator);
    const size_t subjects = statements / BENCH_PER_SUBJECT;
    bench_bare *bare = calloc(1, sizeof *bare);
    if (bare == NULL || !make_room(bare, subjects, statements)) {
        fputs("no memory for bare arrays\n", stderr);
        bench_bare_free(bare);
        return NULL;
    }
    fill(bare, generator, subjects);
    return bare;
}

void bench_bare_free(bench_bare *bare)
{
    if (bare != NULL) {
        free_dictionary(&bare->subjects);
        free_dictionary(&bare->properties);
        free_dictionary(&bare->values);
        free(bare->starts);
        free(bare->rows);
        free(bare);
    }
}

static void add_answer(const bench_bare *bare, size_t cell, int32_t day, bench_sum *sum)
{
    const bare_row *const end = bare->rows + bare->starts[cell + 1];
    for (const bare_row *row = bare->rows + bare->starts[cell]; row != end; row++) {
        if (row->from <= day && day < row->until) {
            sum->rows++;
            sum->letters += (unsigned char)bare->values.texts[row->value][0];
            sum->letters += (unsigned char)bare->values.texts[row->unit][0];
            sum->numbers += row->number;
            sum->statements += row->statement;
        }
    }
}

void bench_bare_points(const bench_bare *bare, const bench_generator *generator,
                       const bench_question *questions, size_t count, int32_t day, bench_sum *sum)
{
    for (size_t i = 0; i < count; i++) {
        const int64_t subject =
            find_text(&bare->subjects, bench_generator_subject(generator, questions[i].subject));
        const int64_t property =
            find_text(&bare->properties, bench_property_name(questions[i].property));
        if (subject >= 0 && property >= 0) {
            add_answer(bare, cell_of((uint32_t)subject, (uint32_t)property), day, sum);
        }
    }
}

void bench_bare_numbered_points(const bench_bare *bare, const bench_question *questions,
                                size_t count, int32_t day, bench_sum *sum)
{
    for (size_t i = 0; i < count; i++) {
        add_answer(bare, cell_of(questions[i].subject, questions[i].property), day, sum);
    }
}
