/* The inside of a table builder. Private to the room table. */
#ifndef PSHIP_TABLE_BUILDER_PRIVATE_H
#define PSHIP_TABLE_BUILDER_PRIVATE_H

#include "table/builder.h"
#include "table/columns.h"

/* The word that a dictionary column was given last, by its place in memory. */
typedef struct last_word {
    const char *word;
    int32_t code;
} last_word;

/* Words that a dictionary column was given in groups, by their places in memory: a direct-mapped cache, for
 * words repeat. */
#define KNOWN_WORD_BITS 7
#define KNOWN_WORDS ((size_t)1 << KNOWN_WORD_BITS)

struct pship__table_builder {
    pship_context *context;
    pship_table *table; /* columns grow in place; `rows` counts the complete ones */
    int32_t next;       /* column of the next cell */
    int32_t **slots;    /* for each dictionary column its hash table: code + 1, or 0 for free */
    size_t *slot_counts;
    last_word *last_words; /* of each dictionary column */
    last_word **known;     /* KNOWN_WORDS of each dictionary column that groups were added to */
    size_t expected;       /* rows; 0: nobody said */
    pship_error failure;   /* sticks */
};

/* Fails as a column does that would be too long; false. */
bool pship__fail_long_texts(pship__table_builder *builder, const pship__column *column);
/* Cells of the column that `builder->next` names. */
bool pship__append_text(pship__table_builder *builder, pship__column *column, const char *text,
                        size_t length);
bool pship__append_code(pship__table_builder *builder, pship__column *column, const char *text,
                        size_t length);

#endif
