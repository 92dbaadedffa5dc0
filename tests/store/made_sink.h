/*
 * What a store gives back, held against the log that is made up: `difference` names the first thing that did not come back as it
 * went. What is erased is believed, and counted; made_difference() looks whether it should be.
 */
#ifndef MADE_SINK_H
#define MADE_SINK_H

#include "made_log.h"

typedef struct made_sink {
    extent count;
    size_t erased_texts, erased_notes, erased_statements, opened;
    const char *difference;
    size_t at; /* its row */
} made_sink;

static inline void differ(made_sink *sink, bool same, const char *what, size_t at)
{
    if (!same && sink->difference == NULL) {
        sink->difference = what;
        sink->at = at;
    }
}

static inline pship_result take_text(void *user, const char *text, size_t length, pship_error *e)
{
    (void)e;
    made_sink *sink = user;
    size_t ordinal = ++sink->count.texts;
    if (text == NULL) {
        sink->erased_texts++;
        differ(sink, made_text(ordinal, 1000000) == NULL, "erased text", ordinal);
        return PSHIP_OK;
    }
    const char *made = made_text(ordinal, 0);
    differ(sink, strlen(made) == length && memcmp(made, text, length) == 0, "text", ordinal);
    return PSHIP_OK;
}

static inline pship_result take_date(void *user, const stored_date *row, pship_error *e)
{
    (void)e;
    made_sink *sink = user;
    stored_date made = made_date(++sink->count.dates);
    differ(sink, memcmp(&made, row, sizeof made) == 0, "date", sink->count.dates);
    return PSHIP_OK;
}

static inline pship_result take_note(void *user, const note_row *row, pship_error *e)
{
    (void)e;
    static const note_row none;
    made_sink *sink = user;
    size_t ordinal = ++sink->count.notes;
    bool erased = memcmp(row, &none, sizeof none) == 0;
    note_row made = made_note(ordinal, erased ? 1000000 : 0);
    sink->erased_notes += erased;
    differ(sink, memcmp(&made, row, sizeof made) == 0, "note", ordinal);
    return PSHIP_OK;
}

static inline pship_result take_kind(void *user, const kind_row *row, pship_error *e)
{
    (void)e;
    made_sink *sink = user;
    kind_row made = made_kind(++sink->count.kinds);
    differ(sink, memcmp(&made, row, sizeof made) == 0, "kind", sink->count.kinds);
    return PSHIP_OK;
}

static inline pship_result take_property(void *user, const property_row *row, pship_error *e)
{
    (void)e;
    made_sink *sink = user;
    property_row made = made_property(++sink->count.properties);
    differ(sink,
           made.name == row->name && made.of_kind == row->of_kind &&
               made.refers_to == row->refers_to && made.description == row->description &&
               made.transaction == row->transaction && made.type == row->type &&
               made.many == row->many,
           "property", sink->count.properties);
    return PSHIP_OK;
}

static inline pship_result take_scenario(void *user, const scenario_row *row, pship_error *e)
{
    (void)e;
    made_sink *sink = user;
    scenario_row made = made_scenario(++sink->count.scenarios);
    differ(sink, memcmp(&made, row, sizeof made) == 0, "scenario", sink->count.scenarios);
    return PSHIP_OK;
}

static inline pship_result take_transaction(void *user, const transaction_row *row, pship_error *e)
{
    (void)e;
    made_sink *sink = user;
    transaction_row made = made_transaction(++sink->count.transactions);
    differ(sink,
           made.recorded_at == row->recorded_at && made.actor == row->actor &&
               made.note == row->note && made.statements == row->statements &&
               memcmp(made.digest, row->digest, DIGEST_SIZE) == 0,
           "transaction", sink->count.transactions);
    return PSHIP_OK;
}

static inline pship_result take_statements(void *user, const seal_row *seal, const statement *rows,
                                           pship_error *e)
{
    (void)e;
    made_sink *sink = user;
    size_t ordinal = ++sink->count.seals;
    seal_row made = made_seal(ordinal, seal->opened ? 1000000 : 0);
    sink->opened += seal->opened;
    differ(sink,
           made.first == seal->first && made.count == seal->count &&
               made.transaction == seal->transaction && made.opened == seal->opened &&
               memcmp(made.seed, seal->seed, DIGEST_SIZE) == 0,
           "seal", ordinal);
    differ(sink,
           !seal->opened || memcmp(made.items, seal->items, (size_t)seal->count * DIGEST_SIZE) == 0,
           "items of the seal", ordinal);
    for (size_t i = 0; i < seal->count; i++) {
        size_t id = ++sink->count.statements;
        statement expected = made_statement(id, rows[i].erased ? 1000000 : 0);
        sink->erased_statements += rows[i].erased;
        differ(sink, memcmp(&expected, &rows[i], sizeof expected) == 0, "statement", id);
    }
    return PSHIP_OK;
}

static inline pship__store_sink made_sink_onto(made_sink *sink)
{
    return (pship__store_sink){sink,          take_text,        take_date,
                               take_note,     take_kind,        take_property,
                               take_scenario, take_transaction, take_statements};
}

static inline pship__store_sink made_sink_of(made_sink *sink)
{
    memset(sink, 0, sizeof *sink);
    return made_sink_onto(sink);
}

/* NULL where what came is the log after some number of transactions, whole. */
static inline const char *made_difference(const made_sink *sink)
{
    if (sink->difference != NULL) {
        return sink->difference;
    }
    extent made = made_extent(sink->count.transactions);
    size_t erased = made_erasures(sink->count.transactions);
    if (memcmp(&made, &sink->count, sizeof made) != 0) {
        return "how much there is";
    }
    return sink->erased_texts == erased && sink->erased_notes == erased &&
                   sink->erased_statements == erased && sink->opened == erased
               ? NULL
               : "how much is erased";
}

#endif
