/* A sink that keeps what it is given, and feeds it again: what a model does, without its meaning. */
#ifndef KEPT_H
#define KEPT_H

#include "store/store.h"
#include <stdlib.h>
#include <string.h>

enum { KEPT_MOST = 4096 };

typedef struct kept {
    extent count;
    char *texts[KEPT_MOST];
    stored_date dates[KEPT_MOST];
    note_row notes[KEPT_MOST];
    kind_row kinds[KEPT_MOST];
    property_row properties[KEPT_MOST];
    scenario_row scenarios[KEPT_MOST];
    transaction_row transactions[KEPT_MOST];
    seal_row seals[KEPT_MOST];
    statement statements[KEPT_MOST];
} kept;

static inline pship_result keep_text(void *user, const char *text, size_t length, pship_error *e)
{
    (void)e;
    kept *all = user;
    char *copy = text == NULL ? NULL : calloc(length + 1, 1);
    if (copy != NULL) {
        memcpy(copy, text, length);
    }
    all->texts[all->count.texts++] = copy;
    return PSHIP_OK;
}

#define KEPT_ROW(name, names, row_type) \
    static inline pship_result keep_##name(void *user, const row_type *row, pship_error *e) \
    { \
        (void)e; \
        kept *all = user; \
        all->names[all->count.names++] = *row; \
        return PSHIP_OK; \
    } \
    static inline const row_type *kept_##name(const void *user, size_t ordinal) \
    { \
        return &((const kept *)user)->names[ordinal - 1]; \
    }
KEPT_ROW(date, dates, stored_date)
KEPT_ROW(note, notes, note_row)
KEPT_ROW(kind, kinds, kind_row)
KEPT_ROW(property, properties, property_row)
KEPT_ROW(scenario, scenarios, scenario_row)
KEPT_ROW(transaction, transactions, transaction_row)

static inline pship_result keep_statements(void *user, const seal_row *seal, const statement *rows,
                                           pship_error *e)
{
    (void)e;
    kept *all = user;
    all->seals[all->count.seals++] = *seal;
    memcpy(&all->statements[all->count.statements], rows, seal->count * sizeof *rows);
    all->count.statements += seal->count;
    return PSHIP_OK;
}

static inline const char *kept_text(const void *user, size_t ordinal)
{
    return ((const kept *)user)->texts[ordinal - 1];
}

static inline const seal_row *kept_seal(const void *user, size_t ordinal)
{
    return &((const kept *)user)->seals[ordinal - 1];
}

static inline statement kept_statement(const void *user, size_t ordinal)
{
    return ((const kept *)user)->statements[ordinal - 1];
}

static inline pship__store_sink kept_sink(kept *all)
{
    return (pship__store_sink){all,           keep_text,        keep_date,
                               keep_note,     keep_kind,        keep_property,
                               keep_scenario, keep_transaction, keep_statements};
}

static inline pship__store_feed kept_feed(const kept *all)
{
    return (pship__store_feed){.user = all,
                               .to = all->count,
                               .text = kept_text,
                               .date = kept_date,
                               .note = kept_note,
                               .kind = kept_kind,
                               .property = kept_property,
                               .scenario = kept_scenario,
                               .transaction = kept_transaction,
                               .seal = kept_seal,
                               .statement = kept_statement};
}

static inline void kept_free(kept *all)
{
    for (size_t i = 0; i < all->count.texts; i++) {
        free(all->texts[i]);
    }
    free(all);
}

#endif
