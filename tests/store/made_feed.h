/*
 * The log that is made up, fed to a store: what is lent lies here until the next row of its sort; the store copies it. `user`
 * points to how many transactions there are.
 */
#ifndef MADE_FEED_H
#define MADE_FEED_H

#include "made_log.h"

static inline size_t made_of(const void *user)
{
    return ((const extent *)user)->transactions;
}

static inline const char *feed_text(const void *user, size_t ordinal)
{
    return made_text(ordinal, made_of(user));
}

static inline const stored_date *feed_date(const void *user, size_t ordinal)
{
    static stored_date row;
    (void)user;
    row = made_date(ordinal);
    return &row;
}

static inline const note_row *feed_note(const void *user, size_t ordinal)
{
    static note_row row;
    row = made_note(ordinal, made_of(user));
    return &row;
}

static inline const kind_row *feed_kind(const void *user, size_t ordinal)
{
    static kind_row row;
    (void)user;
    row = made_kind(ordinal);
    return &row;
}

static inline const property_row *feed_property(const void *user, size_t ordinal)
{
    static property_row row;
    (void)user;
    row = made_property(ordinal);
    return &row;
}

static inline const scenario_row *feed_scenario(const void *user, size_t ordinal)
{
    static scenario_row row;
    (void)user;
    row = made_scenario(ordinal);
    return &row;
}

static inline const transaction_row *feed_transaction(const void *user, size_t ordinal)
{
    static transaction_row row;
    (void)user;
    row = made_transaction(ordinal);
    return &row;
}

static inline const seal_row *feed_seal(const void *user, size_t ordinal)
{
    static seal_row row;
    row = made_seal(ordinal, made_of(user));
    return &row;
}

static inline statement feed_statement(const void *user, size_t ordinal)
{
    return made_statement(ordinal, made_of(user));
}

/* Transactions after `from` up to `to`. One feed at a time. */
static inline pship__store_feed made_feed(size_t from, size_t to)
{
    static extent whole;
    whole = made_extent(to);
    return (pship__store_feed){.user = &whole,
                               .from = made_extent(from),
                               .to = whole,
                               .text = feed_text,
                               .date = feed_date,
                               .note = feed_note,
                               .kind = feed_kind,
                               .property = feed_property,
                               .scenario = feed_scenario,
                               .transaction = feed_transaction,
                               .seal = feed_seal,
                               .statement = feed_statement};
}

/* What the transactions after `from` up to `to` erase of what was there before; NULL for nothing. */
typedef struct made_rewrite {
    pship__store_rewrite rewrite;
    uint32_t texts[400], notes[400], seals[400];
} made_rewrite;

static inline const pship__store_rewrite *made_rewrite_of(made_rewrite *made, size_t from,
                                                          size_t to)
{
    size_t count = 0;
    for (size_t by = from + 1; by <= to && count < 400; by++) {
        size_t of = by - ERASED_BEFORE;
        if (by % ERASE_EVERY == ERASE_EVERY - 1 && of <= from) {
            made->texts[count] = made_own_text(of);
            made->notes[count] = (uint32_t)of;
            made->seals[count++] = (uint32_t)made_seals(of - 1) + 1;
        }
    }
    made->rewrite =
        (pship__store_rewrite){made->texts, made->notes, made->seals, count, count, count};
    return count == 0 ? NULL : &made->rewrite;
}

#endif
